//! A report as text, one file for each format.
//!
//! A renderer knows sources, findings and problems, nothing of rules or documents. What it
//! writes holds text of documents, file names and rules that nobody has looked at: the formats
//! for people show control characters, bidirectional controls and invisible characters as
//! something harmless, and never begin a line with them.

mod excerpt;
mod human;
mod json;
#[cfg(test)]
mod random;
#[cfg(test)]
mod sample;
mod short;
mod visible;
mod window;

pub use visible::{line, name};

use std::io::{self, BufWriter, Write};

use crate::diag::Diagnostic;
use crate::report::Report;
use crate::source::{LineColumn, Place, Sources};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Drawn for people, with the lines the findings are about. Not stable.
    #[default]
    Human,
    /// One line a finding: `path:line:column: severity[rule]: message`.
    Short,
    /// One JSON object; `docs/json.md` describes it.
    Json,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Human, Self::Short, Self::Json];

    /// The word that chooses the format.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
        }
    }

    /// The format with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// How the human format looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// How many columns a line of a document may take with its line number. Messages are not
    /// wrapped. Taken as at least 40 and at most 1,000.
    pub width: usize,
    /// Whether to colour, with ANSI escape sequences of the 16 colours of the terminal.
    pub color: bool,
    /// Whether the counts of the run stand at the end.
    pub summary: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 100,
            color: false,
            summary: true,
        }
    }
}

/// Where a place begins, for people: `path:line:column`, or `path paragraph 3:14` in a file
/// without lines.
pub fn position(sources: &Sources, place: Place) -> String {
    let source = sources.get(place.source);
    let LineColumn { line, column } = source.line_column(place.span.start);
    let separator = source.numbering().separator();
    format!("{}{separator}{line}:{column}", name(source.name()))
}

/// Writes a report.
///
/// Only the JSON holds the problems with the inputs as well: the other formats leave them to
/// [`render_problems`], so that they can go to another stream; the human summary counts them.
///
/// # Errors
///
/// Those of `out`.
pub fn render(
    report: &Report,
    sources: &Sources,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Human => human::write_report(report, sources, style, &mut out)?,
        Format::Short => short::write_findings(&report.findings, sources, &mut out)?,
        Format::Json => json::write_report(report, sources, &mut out)?,
    }
    out.flush()
}

/// Writes problems with the inputs alone. The JSON is a report that holds nothing else.
///
/// # Errors
///
/// Those of `out`.
pub fn render_problems(
    problems: &[Diagnostic],
    sources: &Sources,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Human => human::write_problems(problems, sources, style, &mut out)?,
        Format::Short => short::write_problems(problems, sources, &mut out)?,
        Format::Json => {
            let report = Report {
                problems: problems.to_vec(),
                ..Report::default()
            };
            json::write_report(&report, sources, &mut out)?;
        }
    }
    out.flush()
}
