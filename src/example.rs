//! Runs the examples of rules: the proof that stands in the rule file.
//!
//! A good example must stay silent. A bad one must be reported exactly where it is marked,
//! each mark once, and nowhere else; without a mark, somewhere. Outcomes have the names that
//! ast-grep gives them. Only the rule itself runs, on the example's documents alone; of a rule
//! that compares `against sources`, the last document is the one to check and those before
//! it are the sources. Of a data file with a sample the rules see the sample, if they were loaded
//! for their examples ([`crate::rule::data::DataFiles::for_examples`]).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::document::Format;
use crate::engine::{self, DocumentInput, Settings};
use crate::fact::row::Role;
use crate::finding::Finding;
use crate::lang::typed::{Example, Module, Rule, Scope, Written};
use crate::source::{Place, Source, SourceId, Sources, Span};
use crate::value::range::Approx;

/// What came of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A bad example, reported as marked.
    Reported,
    /// A good example, silent.
    Validated,
    /// Reported where it should be silent.
    Noisy,
    /// Silent where it should be reported.
    Missing,
}

impl Outcome {
    /// Whether the example shows what it should.
    pub fn passes(self) -> bool {
        match self {
            Self::Reported | Self::Validated => true,
            Self::Noisy | Self::Missing => false,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Reported => "reported",
            Self::Validated => "validated",
            Self::Noisy => "noisy",
            Self::Missing => "missing",
        })
    }
}

/// An example that has run.
#[derive(Clone, Debug)]
pub struct Result {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Where the example stands in the rule file.
    pub place: Place,
    /// What came of it.
    pub outcome: Outcome,
    /// What is wrong, at its place in the rule file, where it does not pass.
    pub problem: Option<Diagnostic>,
}

/// Runs all examples of a module, in the order of the file.
pub fn run(module: &Module, sources: &Sources, approx: &Approx) -> Vec<Result> {
    let settings = Settings {
        approx: approx.clone(),
        ..Settings::default()
    };
    let mut results = Vec::new();
    for rule in &module.rules {
        let alone = [Arc::new(alone(module, rule))];
        for example in &rule.examples {
            results.extend(run_example(rule, example, &alone, sources, &settings));
        }
    }
    results
}

/// The module with this rule only. Its globs are about the paths of a corpus, and examples
/// have none.
fn alone(module: &Module, rule: &Rule) -> Module {
    let mut rule = rule.clone();
    rule.include.clear();
    rule.exclude.clear();
    Module {
        rules: vec![rule],
        ..module.clone()
    }
}

fn run_example(
    rule: &Rule,
    example: &Example,
    modules: &[Arc<Module>],
    sources: &Sources,
    settings: &Settings,
) -> Option<Result> {
    let place = example.documents.first()?.place;
    let result = |outcome, problem| Result {
        rule: Arc::clone(&rule.id),
        place,
        outcome,
        problem,
    };
    let mut texts = Vec::with_capacity(example.documents.len());
    for document in &example.documents {
        match Unmarked::read(document, example, sources) {
            Ok(text) => texts.push(text),
            Err(problem) => return Some(result(Outcome::Missing, Some(problem))),
        }
    }
    let findings = findings(rule, &texts, modules, settings);
    Some(if example.bad {
        match compare(rule, &texts, &findings, place) {
            Some((outcome, problem)) => result(outcome, Some(problem)),
            None => result(Outcome::Reported, None),
        }
    } else if findings.is_empty() {
        result(Outcome::Validated, None)
    } else {
        let problem = Diagnostic::error(format!(
            "noisy: `{}` reports one of its good examples",
            rule.id
        ));
        result(Outcome::Noisy, Some(point_out(problem, &texts, &findings)))
    })
}

/// What is reported, by document and span, with the message.
type Findings = BTreeMap<(usize, Span), String>;

fn findings(
    rule: &Rule,
    texts: &[Unmarked<'_>],
    modules: &[Arc<Module>],
    settings: &Settings,
) -> Findings {
    let mut sources = Sources::new();
    let names = names(texts.len());
    let ids: Vec<SourceId> = texts
        .iter()
        .zip(&names)
        .map(|(text, name)| sources.add(Source::new(name.as_str(), text.text.as_str())))
        .collect();
    let against_sources = rule
        .check
        .qualifiers()
        .is_some_and(|qualifiers| qualifiers.scope == Some(Scope::AgainstSources));
    let documents: Vec<DocumentInput> = ids
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, (source, path))| DocumentInput {
            source: *source,
            content: Format::Plain.into(),
            path,
            role: if against_sources && index + 1 < ids.len() {
                Role::Source
            } else {
                Role::Draft
            },
            date: None,
        })
        .collect();
    let run = engine::run(&sources, modules, &documents, settings, &|_| {});
    run.findings
        .into_iter()
        .filter_map(
            |Finding {
                 primary, message, ..
             }| {
                let document = ids.iter().position(|id| *id == primary.place.source)?;
                Some(((document, primary.place.span), message))
            },
        )
        .collect()
}

fn names(count: usize) -> Vec<String> {
    match count {
        1 => vec!["the example".to_owned()],
        _ => (1..=count)
            .map(|number| format!("document {number}"))
            .collect(),
    }
}

/// Compares what is reported with what is marked; nothing if they are the same.
fn compare(
    rule: &Rule,
    texts: &[Unmarked<'_>],
    findings: &Findings,
    place: Place,
) -> Option<(Outcome, Diagnostic)> {
    let marks: Vec<(usize, Span)> = texts
        .iter()
        .enumerate()
        .flat_map(|(document, text)| text.marks.iter().map(move |mark| (document, *mark)))
        .collect();
    let missing = || {
        Diagnostic::error(format!(
            "missing: `{}` does not report one of its bad examples",
            rule.id
        ))
    };
    if findings.is_empty() {
        let mut problem = missing();
        for (document, mark) in &marks {
            problem = texts[*document].label(problem, *mark, "nothing is reported");
        }
        if marks.is_empty() {
            problem = problem.at(place, "nothing is reported");
        }
        return Some((Outcome::Missing, problem));
    }
    let unreported: Vec<_> = marks
        .iter()
        .filter(|mark| !findings.contains_key(mark))
        .collect();
    let unmarked: Findings = findings
        .iter()
        .filter(|(place, _)| !marks.is_empty() && !marks.contains(place))
        .map(|(place, message)| (*place, message.clone()))
        .collect();
    if !unreported.is_empty() {
        let mut problem = missing();
        for (document, mark) in unreported {
            problem = texts[*document].label(problem, *mark, "marked, and not reported");
        }
        return Some((Outcome::Missing, point_out(problem, texts, &unmarked)));
    }
    if !unmarked.is_empty() {
        let problem = Diagnostic::error(format!(
            "noisy: `{}` reports more of a bad example than is marked",
            rule.id
        ));
        return Some((Outcome::Noisy, point_out(problem, texts, &unmarked)));
    }
    None
}

fn point_out(mut problem: Diagnostic, texts: &[Unmarked<'_>], findings: &Findings) -> Diagnostic {
    for ((document, span), message) in findings {
        problem = texts[*document].label(problem, *span, message);
    }
    problem
}

/// The text of an example's document without its marks.
struct Unmarked<'a> {
    text: String,
    /// What stood between marks.
    marks: Vec<Span>,
    /// For each mark that was taken out, where it stood in `text`, and how many bytes up to
    /// and with it were taken out.
    removed: Vec<(u32, u32)>,
    document: &'a Written<String>,
    /// Whether the text stands in the file as it is, without escapes.
    is_verbatim: bool,
}

impl<'a> Unmarked<'a> {
    fn read(
        document: &'a Written<String>,
        example: &Example,
        sources: &Sources,
    ) -> std::result::Result<Self, Diagnostic> {
        let mut unmarked = Self {
            text: String::with_capacity(document.value.len()),
            marks: Vec::new(),
            removed: Vec::new(),
            document,
            is_verbatim: sources.slice(document.place) == document.value,
        };
        let (open, close) = (example.marks.0.as_ref(), example.marks.1.as_ref());
        let mut rest = document.value.as_str();
        if !example.bad {
            unmarked.text.push_str(rest);
            return Ok(unmarked);
        }
        while let Some((before, inside)) = rest.split_once(open) {
            unmarked.text.push_str(before);
            let start = unmarked.take_out(open);
            let Some((marked, after)) = inside.split_once(close) else {
                let place = unmarked.place(Span::new(start, start));
                return Err(Diagnostic::error(format!(
                    "this bad example has `{open}` without `{close}`"
                ))
                .at(place, ""));
            };
            unmarked.text.push_str(marked);
            let end = unmarked.take_out(close);
            unmarked.marks.push(Span::new(start, end));
            rest = after;
        }
        unmarked.text.push_str(rest);
        Ok(unmarked)
    }

    /// Notes that a mark was taken out here.
    fn take_out(&mut self, mark: &str) -> u32 {
        let at = self.text.len() as u32;
        let before = self.removed.last().map_or(0, |(_, bytes)| *bytes);
        self.removed.push((at, before + mark.len() as u32));
        at
    }

    /// Adds a stretch of the text to a problem. Where it cannot be pointed at, it is quoted.
    fn label(&self, problem: Diagnostic, span: Span, text: &str) -> Diagnostic {
        let place = self.place(span);
        match self.text.get(span.range()) {
            Some(words) if !self.is_verbatim => problem.at(place, format!("“{words}”: {text}")),
            Some(_) | None => problem.at(place, text),
        }
    }

    /// Where a stretch of the text stands in the rule file; the whole document where the
    /// file writes it with escapes.
    fn place(&self, span: Span) -> Place {
        let Written { place, .. } = self.document;
        if !self.is_verbatim {
            return *place;
        }
        // A mark that stood at the start is before the stretch, one at its end after it.
        let taken = |until: &dyn Fn(u32) -> bool| {
            let index = self.removed.partition_point(|(at, _)| until(*at));
            index.checked_sub(1).map_or(0, |last| self.removed[last].1)
        };
        let start = span.start + taken(&|at| at <= span.start);
        let end = span.end + taken(&|at| at < span.end);
        let offset = place.span.start;
        Place::new(
            place.source,
            Span::new(offset + start, offset + end.max(start)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;
    use crate::rule::data::{DataFiles, OpenError};

    fn document(file: &str, text: &str, sources: &mut Sources) -> Written<String> {
        let start = file.find(text).unwrap_or_default() as u32;
        let source = sources.add(Source::new("rules.toml", file));
        Written {
            value: text.to_owned(),
            place: Place::new(source, Span::new(start, start + text.len() as u32)),
        }
    }

    fn bad() -> Example {
        Example {
            bad: true,
            documents: Vec::new(),
            marks: ("«".into(), "»".into()),
        }
    }

    #[test]
    fn marks_are_taken_out_and_found_again_in_the_rule_file() {
        let mut sources = Sources::new();
        let file = "bad = ['a «b» c «de»']";
        let document = document(file, "a «b» c «de»", &mut sources);
        let unmarked = Unmarked::read(&document, &bad(), &sources).unwrap();
        assert_eq!(unmarked.text, "a b c de");
        assert_eq!(unmarked.marks, [Span::new(2, 3), Span::new(6, 8)]);
        for (span, words) in [
            (Span::new(0, 1), "a"),
            (Span::new(2, 3), "b"),
            (Span::new(4, 5), "c"),
            (Span::new(6, 8), "de"),
            (Span::new(4, 8), "c «de"),
        ] {
            assert_eq!(sources.slice(unmarked.place(span)), words);
        }
    }

    #[test]
    fn a_document_with_escapes_is_pointed_at_as_a_whole() {
        let mut sources = Sources::new();
        let source = sources.add(Source::new("rules.toml", r#"bad = ["a\t«b»"]"#));
        let document = Written {
            value: "a\t«b»".to_owned(),
            place: Place::new(source, Span::new(8, 16)),
        };
        let unmarked = Unmarked::read(&document, &bad(), &sources).unwrap();
        assert_eq!(unmarked.place(Span::new(2, 3)), document.place);
    }

    #[test]
    fn a_mark_that_does_not_close_is_a_problem() {
        let mut sources = Sources::new();
        let document = document("bad = ['a «b']", "a «b", &mut sources);
        let problem = Unmarked::read(&document, &bad(), &sources).err().unwrap();
        assert_eq!(problem.message, "this bad example has `«` without `»`");
    }

    #[test]
    fn good_examples_have_no_marks() {
        let mut sources = Sources::new();
        let document = document("good = ['« citation »']", "« citation »", &mut sources);
        let good = Example {
            bad: false,
            ..bad()
        };
        let unmarked = Unmarked::read(&document, &good, &sources).unwrap();
        assert_eq!(unmarked.text, "« citation »");
    }

    /// The outcomes of the examples of a rule file, in order, with the words pointed at.
    fn outcomes(file: &str) -> Vec<(Outcome, Vec<String>)> {
        let mut sources = Sources::new();
        let source = sources.add(Source::new("rules.toml", file));
        let (module, problems) = rule::load(&mut sources, source, "rules", &mut NoFiles);
        assert!(problems.is_empty(), "{problems:?}");
        run(&module.unwrap(), &sources, &Approx::default())
            .into_iter()
            .map(|result| {
                let problem = result.problem.iter();
                let labels = problem.flat_map(|problem| &problem.labels);
                let words = labels.map(|label| sources.slice(label.place).to_owned());
                (result.outcome, words.collect())
            })
            .collect()
    }

    struct NoFiles;

    impl DataFiles for NoFiles {
        fn open(
            &mut self,
            _: &mut Sources,
            _: SourceId,
            _: &str,
        ) -> std::result::Result<SourceId, OpenError> {
            Err(OpenError::Absent)
        }
    }

    #[test]
    fn an_example_is_reported_validated_noisy_or_missing() {
        let outcomes = outcomes(
            r#"desk = 1
[[rule]]
id = "volts"
rule = 'write "volts" not "watts"'
message = "write {expected}"
include = ["manual/**"]
good = ["5 volts", "5 watts"]
bad = ["5 «watts»", "5 watts", "5 «volts»", "«5» watts", "5 «watts» and 6 watts"]
"#,
        );
        let expected: [(Outcome, &[&str]); 7] = [
            (Outcome::Validated, &[]),
            (Outcome::Noisy, &["watts"]),
            (Outcome::Reported, &[]),
            (Outcome::Reported, &[]),
            (Outcome::Missing, &["volts"]),
            (Outcome::Missing, &["5", "watts"]),
            (Outcome::Noisy, &["watts"]),
        ];
        for ((outcome, words), (wanted, pointed_at)) in outcomes.iter().zip(expected) {
            assert_eq!(*outcome, wanted);
            assert_eq!(words, pointed_at);
        }
        assert_eq!(outcomes.len(), expected.len());
    }

    #[test]
    fn against_sources_the_last_document_is_the_one_to_check() {
        let outcomes = outcomes(
            r#"desk = 1
[[rule]]
id = "crew"
rule = """
fact crew: <n: integer> "sailors".
crew.n must agree against sources
"""
message = "{n}"
good = [["24 sailors", "24 sailors"], ["24 sailors", "26 sailors", "24 sailors"]]
bad = [["24 sailors", "24 sailors", "«26» sailors"]]
"#,
        );
        assert_eq!(
            outcomes
                .iter()
                .map(|(outcome, _)| *outcome)
                .collect::<Vec<_>>(),
            [Outcome::Validated, Outcome::Validated, Outcome::Reported]
        );
    }

    #[test]
    fn only_the_rule_of_the_example_runs() {
        let outcomes = outcomes(
            r#"desk = 1
[[rule]]
id = "volts"
rule = 'write "volts" not "watts"'
message = "write {expected}"
good = ["5 pounds"]
[[rule]]
id = "kilos"
rule = 'write "kilos" not "pounds"'
message = "write {expected}"
good = ["5 watts"]
"#,
        );
        assert!(
            outcomes
                .iter()
                .all(|(outcome, _)| *outcome == Outcome::Validated)
        );
    }
}
