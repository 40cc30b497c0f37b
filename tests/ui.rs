//! The case files of `tests/ui`: each heading is a case, with a rule file, documents and the
//! report expected. `UPDATE=1 cargo test --test ui` rewrites the reports; read the difference.
//!
//! A case is a Markdown section of level two:
//! - a block of `toml` is the rule file, shown as `rules.toml`; with a name in backticks on the
//!   line before, it is a data file;
//! - any other block with a name in backticks on the line before is a document or a data file;
//! - a block of `report` is the whole report for people, without colour: the problems with the
//!   rules, then the findings.
//!
//! Every case also holds, unasked: the same report from one thread as from several, and every
//! label on character boundaries.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crossfact::document::Format as Markup;
use crossfact::engine::{self, DocumentInput, Settings};
use crossfact::fact::row::Role;
use crossfact::render::{self, Format, Style};
use crossfact::report::Report;
use crossfact::rule;
use crossfact::rule::data::{DataFiles, OpenError};
use crossfact::source::{Source, SourceId, Sources};

#[derive(Debug, Default)]
struct Case {
    name: String,
    rules: String,
    files: BTreeMap<String, String>,
    report: String,
    /// The bytes of the report's block in the case file.
    report_at: Range<usize>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut name: Option<String> = None;
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        at += line.len();
        let trimmed = line.trim_end();
        if let Some(heading) = trimmed.strip_prefix("## ") {
            cases.push(Case {
                name: heading.to_owned(),
                ..Case::default()
            });
        } else if let Some(info) = trimmed.strip_prefix("```") {
            let start = at;
            let mut body = String::new();
            for line in lines.by_ref() {
                at += line.len();
                if line.trim_end() == "```" {
                    break;
                }
                body.push_str(line);
            }
            let case = cases.last_mut().expect("a block stands under a heading");
            let name = name.take();
            match (info, name) {
                ("report", _) => {
                    case.report_at = start..start + body.len();
                    case.report = body;
                }
                ("toml", None) => case.rules = body,
                (_, Some(file)) => {
                    case.files.insert(file, body);
                }
                (_, None) => panic!("a block in “{}” has no name", case.name),
            }
        } else {
            name = trimmed
                .strip_prefix('`')
                .and_then(|rest| rest.strip_suffix('`'))
                .map(str::to_owned);
        }
    }
    cases
}

struct CaseData<'a>(&'a Case);

impl DataFiles for CaseData<'_> {
    fn open(
        &mut self,
        sources: &mut Sources,
        _rule_file: SourceId,
        path: &str,
    ) -> Result<SourceId, OpenError> {
        let text = self.0.files.get(path).ok_or(OpenError::Absent)?;
        Ok(sources.add(Source::new(path, text.as_str())))
    }
}

/// Folders say how far a document is trusted.
fn role(name: &str) -> Role {
    match name.split_once('/') {
        Some(("sources", _)) => Role::Source,
        Some(("references", _)) => Role::Reference,
        Some(_) | None => Role::Draft,
    }
}

fn run(case: &Case) -> String {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("rules.toml", case.rules.as_str()));
    let (module, mut problems) = rule::load(&mut sources, file, "rules", &mut CaseData(case));
    let modules: Vec<Arc<_>> = module.into_iter().map(Arc::new).collect();
    let documents: Vec<DocumentInput> = case
        .files
        .iter()
        .filter(|(name, _)| Markup::of(name).is_some())
        .map(|(name, text)| (name, text, Markup::tell(name, text)))
        .map(|(name, text, format)| DocumentInput {
            content: format.into(),
            source: sources.add(Source::new(name.as_str(), text.as_str())),
            path: name.clone(),
            role: role(name),
            date: None,
        })
        .collect();
    let run = engine::run(
        &sources,
        &modules,
        &documents,
        &Settings::default(),
        &|_| {},
    );
    for label in run
        .findings
        .iter()
        .flat_map(|finding| std::iter::once(&finding.primary).chain(&finding.related))
    {
        let text = sources.get(label.place.source).text();
        assert!(text.is_char_boundary(label.place.span.start as usize));
        assert!(text.is_char_boundary(label.place.span.end as usize));
    }
    problems.extend(run.problems);
    let report = Report {
        findings: run.findings,
        problems,
        idle: run.idle,
        statistics: run.statistics,
    };
    let mut out = Vec::new();
    let style = Style::default();
    render::render_problems(&report.problems, &sources, Format::Human, style, &mut out)
        .and_then(|()| render::render(&report, &sources, Format::Human, style, &mut out))
        .expect("memory takes everything");
    String::from_utf8(out).expect("a report is text")
}

fn threads(count: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(count)
        .build()
        .expect("a pool of threads")
}

#[test]
fn every_case_reports_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of the cases")
        .map(|entry| entry.expect("an entry of it").path())
        .collect();
    files.sort();
    #[expect(
        clippy::disallowed_methods,
        reason = "asked for from outside the program"
    )]
    let update = std::env::var_os("UPDATE").is_some();
    let (one, several) = (threads(1), threads(4));
    let mut failures = Vec::new();
    let mut count = 0;
    for path in files {
        let mut text = fs::read_to_string(&path).expect("a case file");
        let cases = cases(&text);
        for case in cases.iter().rev() {
            count += 1;
            assert!(case.report_at.start > 0, "{} has no report", case.name);
            let report = one.install(|| run(case));
            assert_eq!(
                report,
                several.install(|| run(case)),
                "{} depends on the threads",
                case.name
            );
            if report == case.report {
                continue;
            }
            if update {
                text.replace_range(case.report_at.clone(), &report);
            } else {
                failures.push(format!(
                    "{}: {}\n--- expected\n{}--- reported\n{report}",
                    path.display(),
                    case.name,
                    case.report
                ));
            }
        }
        if update {
            fs::write(&path, text).expect("a case file");
        }
    }
    assert!(count > 0, "there are no cases");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
