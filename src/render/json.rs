//! The report as one JSON object, for programs.
//!
//! `docs/json.md` describes it and `docs/schema/report.json` is its schema. Keys stand in the
//! order of the fields here. A change that could break a reader raises [`SCHEMA_VERSION`];
//! new fields do not.

use std::io::{self, Write};

use serde::Serialize;

use crate::diag::{Diagnostic, DiagnosticLabel};
use crate::finding::{Finding, Label, Severity};
use crate::report::{IdleRule, Report};
use crate::source::{Numbering, Place, Sources, Span};

/// The version of the shape of the object.
const SCHEMA_VERSION: u32 = 1;

/// Writes the report and a newline.
pub(super) fn write_report(
    report: &Report,
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    let findings = report.findings.iter();
    let problems = report.problems.iter();
    let idle = report.idle.iter();
    let object = ReportObject {
        schema_version: SCHEMA_VERSION,
        tool: ToolObject {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        findings: findings.map(|it| FindingObject::new(it, sources)).collect(),
        problems: problems.map(|it| ProblemObject::new(it, sources)).collect(),
        idle: idle.map(|it| IdleObject::new(it, sources)).collect(),
        summary: SummaryObject::new(report),
    };
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

/// Everything a run has to say.
#[derive(Serialize)]
struct ReportObject<'a> {
    /// The version of the shape of this object.
    schema_version: u32,
    /// The program that wrote it.
    tool: ToolObject,
    /// Where the corpus disagrees, by place, then by rule.
    findings: Vec<FindingObject<'a>>,
    /// Problems with rule files, the configuration and unreadable documents.
    problems: Vec<ProblemObject<'a>>,
    /// Rules that had nothing to look at.
    idle: Vec<IdleObject<'a>>,
    /// Counts.
    summary: SummaryObject,
}

/// A program.
#[derive(Serialize)]
struct ToolObject {
    /// `crossfact`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// One finding.
#[derive(Serialize)]
struct FindingObject<'a> {
    /// The rule's id.
    rule: &'a str,
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// What is wrong.
    message: &'a str,
    /// What to do, if the rule says.
    help: Option<&'a str>,
    /// A page about the rule, if it has one.
    url: Option<&'a str>,
    /// What disagrees; stays the same when lines move or the message is reworded.
    fingerprint: &'a str,
    /// The smallest wrong text.
    primary: LabelObject<'a>,
    /// The other places involved.
    related: Vec<LabelObject<'a>>,
    /// Other things to know.
    notes: &'a [String],
    /// Where the rule stands in its file.
    rule_place: PlaceObject<'a>,
}

impl<'a> FindingObject<'a> {
    fn new(finding: &'a Finding, sources: &'a Sources) -> Self {
        let label = |label: &'a Label| LabelObject::new(label.place, &label.text, sources);
        Self {
            rule: &finding.rule,
            severity: finding.severity.word(),
            message: &finding.message,
            help: finding.help.as_deref(),
            url: finding.url.as_deref(),
            fingerprint: &finding.fingerprint.0,
            primary: label(&finding.primary),
            related: finding.related.iter().map(label).collect(),
            notes: &finding.notes,
            rule_place: PlaceObject::new(finding.rule_place, sources),
        }
    }
}

/// A place with its text and a few words about it.
#[derive(Serialize)]
struct LabelObject<'a> {
    #[serde(flatten)]
    place: PlaceObject<'a>,
    /// The text that was read from the bytes from `byte_start` up to `byte_end`.
    text: &'a str,
    /// What is there; may be empty.
    label: &'a str,
}

impl<'a> LabelObject<'a> {
    fn new(place: Place, label: &'a str, sources: &'a Sources) -> Self {
        Self {
            place: PlaceObject::new(place, sources),
            text: sources.slice(place),
            label,
        }
    }
}

/// A place in a file. The end is exclusive: one past the last character or byte.
#[derive(Serialize)]
struct PlaceObject<'a> {
    /// The path, with `/` between its parts.
    file: &'a str,
    /// Which record of the file, if it is an archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
    /// The paragraph it begins in, from 1, if the file has no lines; `line` is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
    /// The line it begins on, from 1.
    line: u32,
    /// The column it begins at, from 1, in characters (Unicode scalar values).
    column: u32,
    /// The line of the end.
    end_line: u32,
    /// The column of the end.
    end_column: u32,
    /// The first byte in the file, from 0.
    byte_start: u32,
    /// The byte of the end.
    byte_end: u32,
    /// The encoding of the file, if it is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
}

impl<'a> PlaceObject<'a> {
    fn new(place: Place, sources: &'a Sources) -> Self {
        let source = sources.get(place.source);
        let Span { start, end } = place.span;
        let from = source.line_column(start);
        let to = source.line_column(end.max(start));
        let bytes = source.file_span(place.span);
        let encoding = source.encoding();
        let (file, record) = source.file_and_record();
        Self {
            file,
            record,
            paragraph: match source.numbering() {
                Numbering::Lines => None,
                Numbering::Paragraphs => Some(from.line),
            },
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
            byte_start: bytes.start,
            byte_end: bytes.end,
            encoding: (!encoding.is_utf_8()).then(|| encoding.name()),
        }
    }
}

/// One problem with an input.
#[derive(Serialize)]
struct ProblemObject<'a> {
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// What is wrong.
    message: &'a str,
    /// The places, the one to blame first; empty where there is no text to show.
    places: Vec<LabelObject<'a>>,
    /// Other things to know.
    notes: &'a [String],
    /// What to do.
    help: &'a [String],
}

impl<'a> ProblemObject<'a> {
    fn new(problem: &'a Diagnostic, sources: &'a Sources) -> Self {
        let label =
            |label: &'a DiagnosticLabel| LabelObject::new(label.place, &label.text, sources);
        Self {
            severity: problem.severity.word(),
            message: &problem.message,
            places: problem.labels.iter().map(label).collect(),
            notes: &problem.notes,
            help: &problem.help,
        }
    }
}

/// A rule that had nothing to look at.
#[derive(Serialize)]
struct IdleObject<'a> {
    /// The rule's id.
    rule: &'a str,
    /// What it waited for.
    reason: &'a str,
    /// Where the rule stands in its file.
    rule_place: PlaceObject<'a>,
}

impl<'a> IdleObject<'a> {
    fn new(idle: &'a IdleRule, sources: &'a Sources) -> Self {
        Self {
            rule: &idle.rule,
            reason: &idle.reason,
            rule_place: PlaceObject::new(idle.place, sources),
        }
    }
}

/// Counts of a run.
#[derive(Serialize)]
struct SummaryObject {
    /// Documents read.
    documents: usize,
    /// Bytes of the documents read.
    bytes: u64,
    /// Facts read from them.
    facts: usize,
    /// Rules that ran.
    rules: usize,
    /// Files left out because they are no text.
    binary: usize,
    /// Findings by severity.
    findings: CountsObject,
}

impl SummaryObject {
    fn new(report: &Report) -> Self {
        Self {
            documents: report.statistics.documents,
            bytes: report.statistics.bytes,
            facts: report.statistics.facts,
            rules: report.statistics.rules,
            binary: report.statistics.binary,
            findings: CountsObject {
                error: report.count(Severity::Error),
                warning: report.count(Severity::Warning),
                note: report.count(Severity::Note),
            },
        }
    }
}

/// How many there are of each severity.
#[derive(Serialize)]
struct CountsObject {
    error: usize,
    warning: usize,
    note: usize,
}

#[cfg(test)]
mod tests;
