//! One line a finding, for editors and other programs that read lines.
//!
//! `path:line:column: severity[rule]: message`, the form of GCC's messages with the rule in
//! brackets; the column counts characters from 1. In a file without lines it is the paragraph:
//! `path paragraph 3:14: …`.

use std::io::{self, Write};

use super::{position, visible};
use crate::diag::Diagnostic;
use crate::finding::Finding;
use crate::source::Sources;

/// Writes a line for each finding.
pub(super) fn write_findings(
    findings: &[Finding],
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    for finding in findings {
        let place = position(sources, finding.primary.place);
        let rule = visible::line(&finding.rule);
        let message = visible::line(&finding.message);
        let line = format!("{place}: {}[{rule}]: {message}", finding.severity);
        writeln!(out, "{}", visible::without_commands(&line))?;
    }
    Ok(())
}

/// Writes a line for each problem, without a place where it has none.
pub(super) fn write_problems(
    problems: &[Diagnostic],
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    for problem in problems {
        let place = problem.labels.first().map(|label| label.place);
        let place = place.map(|place| position(sources, place) + ": ");
        let message = visible::line(&problem.message);
        let line = format!(
            "{}{}: {message}",
            place.unwrap_or_default(),
            problem.severity
        );
        writeln!(out, "{}", visible::without_commands(&line))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Fingerprint, Label, Severity};
    use crate::render::{Format, Style, render, render_problems};
    use crate::source::encoding::Encoding;
    use crate::source::{Place, Source, Span};

    fn finding(place: Place, message: &str) -> Finding {
        Finding {
            rule: "troop-count".into(),
            rule_place: place,
            severity: Severity::Error,
            message: message.to_owned(),
            primary: Label::new(place, ""),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            url: None,
            fingerprint: Fingerprint(String::new()),
        }
    }

    fn findings(sources: &Sources, findings: Vec<Finding>) -> String {
        let report = crate::report::Report {
            findings,
            ..Default::default()
        };
        let mut out = Vec::new();
        render(&report, sources, Format::Short, Style::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_is_one_line_with_its_place() {
        let mut sources = Sources::new();
        let draft = sources.add(Source::new("draft one.md", "# Title\n\né 150,000 troops\n"));
        let place = Place::new(draft, Span::new(12, 19));
        assert_eq!(
            findings(
                &sources,
                vec![finding(place, "150,000 here,\n130,000 there")]
            ),
            "draft one.md:3:3: error[troop-count]: 150,000 here, 130,000 there\n"
        );
    }

    #[test]
    fn a_paragraph_and_a_record_are_named() {
        let mut sources = Sources::new();
        let report = sources.add(Source::paragraphs("report.docx", "One\n150,000 men\n"));
        let place = Place::new(report, Span::new(4, 11));
        let said = findings(&sources, vec![finding(place, "m")]);
        assert_eq!(said, "report.docx paragraph 2:1: error[troop-count]: m\n");
        let record = Source::record("a.jsonl", "17", "150,000 men", Encoding::UTF_8);
        let place = Place::new(sources.add(record), Span::new(0, 7));
        let said = findings(&sources, vec![finding(place, "m")]);
        assert_eq!(said, "a.jsonl record 17:1:1: error[troop-count]: m\n");
    }

    #[test]
    fn a_name_or_message_cannot_start_a_line_of_its_own() {
        let mut sources = Sources::new();
        let file = sources.add(Source::new("::error::\n.md", "x"));
        let place = Place::new(file, Span::new(0, 1));
        assert_eq!(
            findings(&sources, vec![finding(place, "a\u{1b}[2Jb\r::stop::")]),
            "./::error::␊.md:1:1: error[troop-count]: a␛[2Jb ::stop::\n"
        );
    }

    #[test]
    fn nothing_is_written_for_no_findings() {
        assert_eq!(findings(&Sources::new(), Vec::new()), "");
    }

    #[test]
    fn a_problem_is_written_with_or_without_a_place() {
        let mut sources = Sources::new();
        let rules = sources.add(Source::new("rules/news.toml", "desk = 1\nrule = 2\n"));
        let problems = [
            Diagnostic::error("`rule` must be a table")
                .at(Place::new(rules, Span::new(16, 17)), "a number"),
            Diagnostic::warning("cannot read `a.md`"),
        ];
        let mut out = Vec::new();
        render_problems(
            &problems,
            &sources,
            Format::Short,
            Style::default(),
            &mut out,
        )
        .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "rules/news.toml:2:8: error: `rule` must be a table\nwarning: cannot read `a.md`\n"
        );
    }
}
