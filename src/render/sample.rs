//! Reports for the tests of rendering, built from texts with their places marked in them.

use crate::diag::Diagnostic;
use crate::finding::{Finding, Fingerprint, Label, Severity};
use crate::render::{Format, Style, render, render_problems};
use crate::report::{IdleRule, Report, Statistics};
use crate::source::{Place, Source, SourceId, Sources, Span};

/// The texts of a test and the report about them.
pub(super) struct Sample {
    pub(super) sources: Sources,
    pub(super) report: Report,
    rule_place: Place,
}

impl Sample {
    /// A sample whose rule stands in line 3 of `rules/news.toml`.
    pub(super) fn new() -> Self {
        let mut sources = Sources::new();
        let rules = "desk = 1\n\n[[rule]]\nid = \"troop-count\"\n";
        let file = sources.add(Source::new("rules/news.toml", rules));
        Self {
            sources,
            report: Report::default(),
            rule_place: Place::new(file, Span::new(10, 18)),
        }
    }

    /// Adds a text. `⟦` and `⟧` are taken out of it; the places between them are returned.
    pub(super) fn text(&mut self, name: &str, marked: &str) -> Vec<Place> {
        let mut text = String::new();
        let mut starts = Vec::new();
        let mut spans = Vec::new();
        for c in marked.chars() {
            let at = text.len() as u32;
            match c {
                '⟦' => starts.push(at),
                '⟧' => spans.push(Span::new(starts.pop().unwrap(), at)),
                other => text.push(other),
            }
        }
        let id = self.plain(name, &text);
        spans.into_iter().map(|span| Place::new(id, span)).collect()
    }

    /// Adds a text as it is.
    pub(super) fn plain(&mut self, name: &str, text: &str) -> SourceId {
        self.sources.add(Source::new(name, text))
    }

    /// Adds an error with a label at each place, the first one primary.
    pub(super) fn finding(&mut self, message: &str, labels: &[(Place, &str)]) -> &mut Finding {
        let mut labels = labels.iter().map(|(place, text)| Label::new(*place, *text));
        self.report.findings.push(Finding {
            rule: "troop-count".into(),
            rule_place: self.rule_place,
            severity: Severity::Error,
            message: message.to_owned(),
            primary: labels.next().unwrap(),
            related: labels.collect(),
            notes: Vec::new(),
            help: None,
            url: None,
            fingerprint: Fingerprint("v1:0123456789abcdef0123456789abcdef".to_owned()),
        });
        self.report.findings.last_mut().unwrap()
    }

    /// Adds an idle rule.
    pub(super) fn idle(&mut self, rule: &str, reason: &str) {
        self.report.idle.push(IdleRule {
            rule: rule.into(),
            place: self.rule_place,
            reason: reason.to_owned(),
        });
    }

    /// Sets the counts of the run.
    pub(super) fn counts(&mut self, documents: usize, facts: usize) {
        self.report.statistics = Statistics {
            documents,
            facts,
            bytes: 4321,
            rules: 7,
            binary: 0,
        };
    }

    /// The report in a format.
    pub(super) fn render(&self, format: Format, style: Style) -> String {
        let mut out = Vec::new();
        render(&self.report, &self.sources, format, style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The problems of the report in a format.
    pub(super) fn render_problems(&self, format: Format, style: Style) -> String {
        let problems: &[Diagnostic] = &self.report.problems;
        let mut out = Vec::new();
        render_problems(problems, &self.sources, format, style, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The pictures of the findings alone, without the note that names the rule.
    pub(super) fn pictures(&self, width: usize) -> String {
        let style = Style {
            width,
            color: false,
            summary: true,
        };
        let text = self.render(Format::Human, style);
        let (pictures, _) = text.rsplit_once("found ").unwrap();
        pictures
            .lines()
            .filter(|line| !line.trim_start().starts_with("= rule: "))
            .map(|line| format!("{line}\n"))
            .collect()
    }
}
