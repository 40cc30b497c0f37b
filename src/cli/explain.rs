//! `crossfact explain`: what a rule means, and with paths what it compared and why.

use std::io::{self, Write};

use super::args::ExplainArgs;
use super::documents::Documents;
use super::exit::Status;
use super::project::Project;
use super::rule_set::RuleSet;
use super::rules::template;
use super::terminal::Terminal;
use crate::engine::Settings;
use crate::finding::{Label, Severity};
use crate::lang::typed::{Example, Module, Rule};
use crate::paraphrase;
use crate::render::{self, Format, line, render_problems};
use crate::source::Sources;

/// Explains a rule.
///
/// # Errors
///
/// Those of the terminal and of the working directory.
pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> io::Result<Status> {
    let mut project = Project::open(&args.corpus.rules)?;
    // A rule of a pack can be read about before the pack is used. What may be wrong with the
    // other packs is nobody's question.
    if project.rules.unknown(&args.rule).is_some() {
        let mut rules = std::mem::take(&mut project.rules);
        let known_problems = project.problems.len();
        rules.add_packs(&mut project);
        project.problems.truncate(known_problems);
        project.rules = rules;
    }
    let mut settings = project.settings();
    settings.trace = Some(args.rule.clone());
    project.problems.extend(project.rules.unknown(&args.rule));
    let documents = if args.corpus.named.name_nothing() {
        None
    } else {
        Some(Documents::read(&args.corpus, &mut project, true))
    };
    let style = terminal.err_style();
    let (problems, sources) = (&project.problems, &project.sources);
    render_problems(problems, sources, Format::Human, style, terminal.err()?)?;

    let Some((module, rule)) = project.rules.find(&args.rule) else {
        return Ok(Status::Incomplete);
    };
    let page = Page {
        module,
        rule,
        severity: RuleSet::severity_of(rule, &settings),
        settings: &settings,
        sources,
    };
    page.write(terminal.out())?;
    if let Some(documents) = documents {
        page.write_trace(&documents, &project, terminal.out())?;
    }
    Ok(Status::of_problems(problems))
}

/// What there is to say about a rule.
struct Page<'a> {
    module: &'a Module,
    rule: &'a Rule,
    severity: Option<Severity>,
    settings: &'a Settings,
    sources: &'a Sources,
}

impl Page<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let rule = self.rule;
        let severity = self.severity.map_or("off", Severity::word);
        let place = render::position(self.sources, rule.place);
        writeln!(out, "{} ({severity}), {place}", line(&rule.id))?;
        if let Some(title) = &self.module.title {
            writeln!(out, "{}", line(title))?;
        }

        let meaning = paraphrase::rule(self.module, rule, &self.settings.approx);
        if !meaning.facts.is_empty() {
            writeln!(out, "\nWhat it reads")?;
            for (name, pattern) in &meaning.facts {
                writeln!(out, "  {name}: {}", line(pattern))?;
            }
        }
        writeln!(out, "\nWhat must hold\n  {}", line(&meaning.check))?;
        for sentence in &meaning.figures {
            writeln!(out, "  {}", line(sentence))?;
        }

        writeln!(out, "\nWhat it says")?;
        let message = template(&rule.message, self.module, rule);
        writeln!(out, "  {}", line(&message))?;
        if let Some(help) = &rule.help {
            let help = template(help, self.module, rule);
            writeln!(out, "  help: {}", line(&help))?;
        }
        if let Some(url) = &rule.url {
            writeln!(out, "  see: {}", line(url))?;
        }
        if let Some(limit) = rule.limit {
            writeln!(out, "  at most {limit} in a document")?;
        }
        if rule.fix {
            writeln!(out, "  what is found can be replaced by what is expected")?;
        }

        self.write_examples("Good: silent", false, out)?;
        self.write_examples("Bad: reported at the mark", true, out)?;
        writeln!(out, "\nThe rule as written")?;
        for text in rule.text.trim().lines() {
            writeln!(out, "  {}", line(text))?;
        }
        Ok(())
    }

    fn write_examples(&self, title: &str, bad: bool, out: &mut dyn Write) -> io::Result<()> {
        let examples: Vec<&Example> = self
            .rule
            .examples
            .iter()
            .filter(|example| example.bad == bad)
            .collect();
        if examples.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{title}")?;
        for example in examples {
            for (index, document) in example.documents.iter().enumerate() {
                let bullet = if index == 0 { "-" } else { "+" };
                writeln!(out, "  {bullet} {}", line(&document.value))?;
            }
        }
        Ok(())
    }

    /// What the rule compared, and what it could not compare.
    fn write_trace(
        &self,
        documents: &Documents,
        project: &Project,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let run = documents.run(project, self.settings);
        let reports = |label: &Label| documents.reports(label.place.source);
        let is_this = |module: usize, rule: usize| {
            std::ptr::eq(&project.rules.modules[module].rules[rule], self.rule)
        };
        let Some(result) = run
            .rules
            .iter()
            .find(|result| is_this(result.module, result.rule))
        else {
            return writeln!(out, "\nThe rule is off and compared nothing.");
        };
        writeln!(out, "\nWhat it compared")?;
        let mut shown = 0;
        for comparison in &result.comparisons {
            let left = &comparison.left;
            // A row of the majority is compared with the majority's first row: maybe itself.
            let others = comparison.right.as_ref();
            let right = others.filter(|right| right.place != left.place);
            if !reports(left) && !right.is_some_and(reports) {
                continue;
            }
            shown += 1;
            let verdict = if comparison.passes {
                "agree"
            } else {
                "DISAGREE"
            };
            let right =
                right.map_or_else(String::new, |right| format!(" with {}", self.words(right)));
            let reason = line(&comparison.reason);
            writeln!(out, "  {verdict:8}  {}{right}: {reason}", self.words(left))?;
        }
        for skip in result.skips.iter().filter(|skip| reports(&skip.label)) {
            shown += 1;
            let reason = line(&skip.reason);
            writeln!(out, "  skipped   {}: {reason}", self.words(&skip.label))?;
        }
        if shown == 0 {
            writeln!(out, "  nothing: it looked at {} places", result.considered)?;
        }
        Ok(())
    }

    /// The words at a place, how they are taken, and the place.
    fn words(&self, label: &Label) -> String {
        let words = line(self.sources.slice(label.place));
        let place = render::position(self.sources, label.place);
        match label.text.as_str() {
            text if text.is_empty() || text == words => format!("“{words}” ({place})"),
            text => format!("“{words}” ({place}; {})", line(text)),
        }
    }
}
