//! The report drawn for people.
//!
//! ```text
//! error[troop-count]: draft.md has 150,000 troops; 2 documents agree on 130,000
//!   ┌─ draft.md:3:9
//!   │
//! 3 │ … army of 150,000 troops stood at the border …
//!   │           ^^^^^^^ 150,000
//!   │
//!   ┌─ agency.md:1:7
//!   │
//! 1 │ About 130,000 troops
//!   │       ------- about 130,000
//!   │
//!   = help: check the figure
//!   = rule: rules/news.toml:12
//!
//! found 1 error; 3 documents read, 9 facts
//! ```

use std::io::{self, Write};

use anstyle::{AnsiColor, Reset};
use codespan_reporting::diagnostic::{self as drawing, LabelStyle};
use codespan_reporting::files;
use codespan_reporting::term::{self, Config, WriteStyle};

use super::excerpt::{Excerpt, Mark, without_joints};
use super::{Style, position, visible};
use crate::diag::Diagnostic;
use crate::finding::{Finding, Severity};
use crate::report::{IdleRule, Report};
use crate::source::{Place, Sources};

/// At most this many places are drawn; a few more are named.
const MOST_DRAWN: usize = 9;

/// At most this many further places are named.
const MOST_NAMED: usize = 8;

/// The bounds of [`Style::width`].
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=1000;

/// Writes the findings, the idle rules and the counts.
pub(super) fn write_report(
    report: &Report,
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for finding in &report.findings {
        Picture::of_finding(finding, sources).draw(sources, style, out)?;
    }
    for idle in &report.idle {
        write_idle(idle, sources, style, out)?;
    }
    if style.summary {
        write_summary(report, style, out)?;
    }
    Ok(())
}

/// Writes the problems alone.
pub(super) fn write_problems(
    problems: &[Diagnostic],
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for problem in problems {
        Picture::of_problem(problem).draw(sources, style, out)?;
    }
    Ok(())
}

/// What a finding and a problem have in common.
struct Picture<'a> {
    severity: Severity,
    rule: Option<&'a str>,
    message: &'a str,
    /// The primary place first.
    marks: Vec<Mark<'a>>,
    notes: Vec<String>,
}

impl<'a> Picture<'a> {
    fn of_finding(finding: &'a Finding, sources: &Sources) -> Self {
        let labels = std::iter::once(&finding.primary).chain(&finding.related);
        let mut notes: Vec<String> = finding.notes.iter().map(|it| note("note", it)).collect();
        notes.extend(finding.help.iter().map(|it| note("help", it)));
        notes.push(note("rule", &path_line(sources, finding.rule_place)));
        notes.extend(finding.url.iter().map(|it| note("see", it)));
        Self {
            severity: finding.severity,
            rule: Some(&finding.rule),
            message: &finding.message,
            marks: labels
                .map(|label| Mark {
                    place: label.place,
                    text: &label.text,
                })
                .collect(),
            notes,
        }
    }

    fn of_problem(problem: &'a Diagnostic) -> Self {
        let notes = problem.notes.iter().map(|it| note("note", it));
        let help = problem.help.iter().map(|it| note("help", it));
        let labels = problem.labels.iter();
        Self {
            severity: problem.severity,
            rule: None,
            message: &problem.message,
            marks: labels
                .map(|label| Mark {
                    place: label.place,
                    text: &label.text,
                })
                .collect(),
            notes: notes.chain(help).collect(),
        }
    }

    fn draw(mut self, sources: &Sources, style: Style, out: &mut dyn Write) -> io::Result<()> {
        let more = self.marks.split_off(MOST_DRAWN.min(self.marks.len()));
        if !more.is_empty() {
            self.notes.insert(0, note("also", &named(&more, sources)));
        }
        let width = style.width.clamp(*WIDTHS.start(), *WIDTHS.end());
        let (excerpt, labels) = Excerpt::new(sources, &self.marks, width);
        let mut drawing = drawing::Diagnostic::new(drawn_severity(self.severity))
            .with_message(visible::line(self.message))
            .with_labels(labels)
            .with_notes(self.notes);
        drawing.code = self.rule.map(visible::line);
        let mut drawn = Vec::new();
        let mut paint = Paint {
            out: &mut drawn,
            color: style.color,
        };
        term::emit_to_write_style(&mut paint, &config(), &excerpt, &drawing).map_err(|error| {
            match error {
                files::Error::Io(error) => error,
                other => io::Error::other(other),
            }
        })?;
        for line in String::from_utf8_lossy(&drawn).lines() {
            // codespan leaves a space behind the border of a line without text.
            let line = without_joints(line.trim_end_matches(' '));
            writeln!(out, "{}", visible::without_commands(&line))?;
        }
        Ok(())
    }
}

fn config() -> Config {
    Config {
        tab_width: visible::TAB,
        ..Config::default()
    }
}

/// A line under the excerpt.
fn note(kind: &str, text: &str) -> String {
    format!("{kind}: {}", visible::line(text))
}

/// The places that are not drawn.
fn named(marks: &[Mark<'_>], sources: &Sources) -> String {
    let (named, rest) = marks.split_at(MOST_NAMED.min(marks.len()));
    let places: Vec<String> = named
        .iter()
        .map(|mark| position(sources, mark.place))
        .collect();
    let mut text = places.join(", ");
    if !rest.is_empty() {
        text.push_str(&format!(" and {}", counted(rest.len(), "more place")));
    }
    text
}

/// Where a rule stands: `path:line`.
fn path_line(sources: &Sources, place: Place) -> String {
    let source = sources.get(place.source);
    let line = source.line_column(place.span.start).line;
    format!("{}:{line}", visible::name(source.name()))
}

fn write_idle(
    idle: &IdleRule,
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut paint = Paint {
        out,
        color: style.color,
    };
    paint.set_header(drawing::Severity::Note)?;
    write!(paint, "idle")?;
    paint.reset()?;
    let rule = visible::line(&idle.rule);
    let place = path_line(sources, idle.place);
    let reason = visible::line(&idle.reason);
    let rest = format!(": {rule} ({place}) had nothing to look at: {reason}");
    writeln!(paint, "{}", visible::without_commands(&rest))
}

fn write_summary(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let of_findings = |severity| report.count(severity);
    let of_problems = |severity| {
        let problems = report.problems.iter();
        problems
            .filter(|problem| problem.severity == severity)
            .count()
    };
    let documents = counted(report.statistics.documents, "document");
    let facts = counted(report.statistics.facts, "fact");
    let mut paint = Paint {
        out,
        color: style.color,
    };
    paint.set_header_message()?;
    match by_severity(of_findings) {
        Some(counts) => write!(paint, "found {counts}; {documents} read, {facts}")?,
        None => write!(paint, "no findings; {documents} read, {facts}")?,
    }
    if report.statistics.binary > 0 {
        let binary = counted(report.statistics.binary, "binary file");
        write!(paint, "; {binary} left out")?;
    }
    if let Some(counts) = by_severity(of_problems) {
        write!(paint, "; the inputs have {counts}")?;
    }
    paint.reset()?;
    writeln!(paint)
}

/// `3 errors, 1 warning`; nothing where there are none.
fn by_severity(count: impl Fn(Severity) -> usize) -> Option<String> {
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .filter(|severity| count(*severity) > 0)
        .map(|severity| counted(count(severity), severity.word()))
        .collect();
    (!counts.is_empty()).then(|| counts.join(", "))
}

/// A number with its noun: `1 error`, `1,234 facts`.
fn counted(count: usize, noun: &str) -> String {
    let digits = count.to_string();
    let mut number = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    let plural = if count == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

const fn drawn_severity(severity: Severity) -> drawing::Severity {
    match severity {
        Severity::Error => drawing::Severity::Error,
        Severity::Warning => drawing::Severity::Warning,
        Severity::Note => drawing::Severity::Note,
    }
}

/// A writer with the colours of the terminal's own palette, or none.
struct Paint<'w> {
    out: &'w mut dyn Write,
    color: bool,
}

impl Paint<'_> {
    fn set(&mut self, style: anstyle::Style) -> io::Result<()> {
        if self.color {
            write!(self.out, "{style}")
        } else {
            Ok(())
        }
    }

    fn border(&mut self) -> io::Result<()> {
        self.set(AnsiColor::BrightBlue.on_default())
    }
}

const fn color(severity: drawing::Severity) -> AnsiColor {
    match severity {
        drawing::Severity::Bug | drawing::Severity::Error => AnsiColor::BrightRed,
        drawing::Severity::Warning => AnsiColor::Yellow,
        drawing::Severity::Note => AnsiColor::Green,
        drawing::Severity::Help => AnsiColor::Cyan,
    }
}

impl Write for Paint<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for Paint<'_> {
    fn set_header(&mut self, severity: drawing::Severity) -> io::Result<()> {
        self.set(color(severity).on_default().bold())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        // Bold adds to the colour of the word before it.
        self.reset()?;
        self.set(anstyle::Style::new().bold())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.border()
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.border()
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.border()
    }

    fn set_label(&mut self, severity: drawing::Severity, label: LabelStyle) -> io::Result<()> {
        match label {
            LabelStyle::Primary => self.set(color(severity).on_default().bold()),
            LabelStyle::Secondary => self.border(),
        }
    }

    fn reset(&mut self) -> io::Result<()> {
        if self.color {
            write!(self.out, "{Reset}")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests;
