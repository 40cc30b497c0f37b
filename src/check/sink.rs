//! Where a check puts what it finds. The sink knows the rule's id, severity, message and
//! place, so that no check can forget or misspell them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fingerprint::{Identity, fingerprint, folded};
use super::message::{Blanks, render};
use super::{Comparison, Context, Outcome, Skip};
use crate::fact::group::{Canonical, LeftOut};
use crate::fact::row::{DocumentInfo, Field, Row};
use crate::finding::{Finding, Fingerprint, Label};
use crate::lang::typed::{FactId, FieldIndex, Piece, Rule};
use crate::source::{Place, Span};

/// How many related places a finding names; the rest is counted in a note.
pub(super) const MOST_RELATED: usize = 3;

/// Collects what comes of one rule.
pub(super) struct Sink<'a> {
    /// What the check may look at.
    pub context: &'a Context<'a>,
    /// The rule.
    pub rule: &'a Rule,
    findings: Vec<(Finding, Identity)>,
    considered: usize,
    skips: Vec<Skip>,
    comparisons: Vec<Comparison>,
}

/// One place where the rule does not hold.
pub(super) struct Failure<'a> {
    /// The document at fault.
    pub document: u32,
    /// The row at fault, for the message's blanks.
    pub row: Option<&'a Row>,
    /// The row it is compared with, for the message's blanks.
    pub other: Option<&'a Row>,
    /// The smallest wrong text.
    pub primary: Label,
    /// The other places.
    pub related: Vec<Label>,
    /// What else to know.
    pub notes: Vec<String>,
    /// `{found}`.
    pub found: String,
    /// `{expected}`.
    pub expected: String,
    /// `{count}`.
    pub count: usize,
    /// `{difference}`.
    pub difference: Option<String>,
    /// What the claim is about: the values of the key fields.
    pub subject: Vec<Canonical>,
    /// A message in place of the rule's own, where that would say something else.
    pub message: Option<String>,
}

impl<'a> Failure<'a> {
    /// A failure at a place of a document, with nothing else known.
    pub(super) fn at(document: u32, primary: Label) -> Self {
        Self {
            document,
            row: None,
            other: None,
            primary,
            related: Vec::new(),
            notes: Vec::new(),
            found: String::new(),
            expected: String::new(),
            count: 0,
            difference: None,
            subject: Vec::new(),
            message: None,
        }
    }

    /// A failure of a row.
    pub(super) fn of(row: &'a Row, primary: Label) -> Self {
        Self {
            row: Some(row),
            ..Self::at(row.document, primary)
        }
    }
}

impl<'a> Sink<'a> {
    /// An empty sink for a rule.
    pub(super) fn new(context: &'a Context<'a>, rule: &'a Rule) -> Self {
        Self {
            context,
            rule,
            findings: Vec::new(),
            considered: 0,
            skips: Vec::new(),
            comparisons: Vec::new(),
        }
    }

    /// The rows of a fact.
    pub(super) fn rows(&self, fact: FactId) -> &'a [Row] {
        (self.context.rows)(fact)
    }

    /// Counts rows or mentions that were looked at.
    pub(super) fn consider(&mut self, count: usize) {
        self.considered += count;
    }

    /// A document of the run.
    pub(super) fn document(&self, document: u32) -> &'a DocumentInfo {
        &self.context.documents[document as usize]
    }

    /// Whether a row is of a document that drafts are held to.
    pub(super) fn is_source(&self, row: &Row) -> bool {
        self.document(row.document).role.is_trusted()
    }

    /// The words of a document, which its rows are spans of.
    pub(super) fn text(&self, document: u32) -> &'a str {
        self.document(document).text(self.context.sources)
    }

    /// Where a span of a document's words stands.
    pub(super) fn place(&self, document: u32, span: Span) -> Place {
        self.document(document).place(span)
    }

    /// Words at a place in a row's document.
    pub(super) fn label(&self, row: &Row, span: Span, text: impl Into<String>) -> Label {
        Label::new(self.place(row.document, span), text)
    }

    /// The words of a span of a document, spaces folded to one.
    pub(super) fn words(&self, document: u32, span: Span) -> String {
        let words: Vec<&str> = self.text(document)[span.range()]
            .split_whitespace()
            .collect();
        words.join(" ")
    }

    /// The first line of a span that holds words, or else of the document.
    pub(super) fn first_line(&self, document: u32, span: Span) -> Span {
        let text = &self.text(document)[span.range()];
        let line = text.trim_start();
        let start = span.start + (text.len() - line.len()) as u32;
        let length = line.find(['\n', '\r']).unwrap_or(line.len());
        Span::new(start, start + length as u32)
    }

    /// Whether the rule's message says what is expected, so that a label need not.
    pub(super) fn message_says_expected(&self) -> bool {
        self.rule.message.pieces.contains(&Piece::Expected)
    }

    /// A row that cannot be compared.
    pub(super) fn skip(&mut self, label: Label, reason: impl Into<String>) {
        self.skips.push(Skip {
            label,
            reason: reason.into(),
        });
    }

    /// A row that belongs to no group.
    pub(super) fn skip_left_out(&mut self, row: &Row, reason: LeftOut, keys: &[Arc<str>]) {
        let reason = match reason {
            LeftOut::NoUnit(unit) => format!("it is in no {}", unit.word()),
            LeftOut::NoKey(at) => {
                let name = keys.get(at).map_or("key", |name| name);
                format!("it does not say the {name}")
            }
        };
        self.skip(self.label(row, row.span, ""), reason);
    }

    /// One comparison, kept only where the rule is traced.
    pub(super) fn compared(
        &mut self,
        passes: bool,
        comparison: impl FnOnce(&Self) -> (Label, Option<Label>, String),
    ) {
        if self.context.trace {
            let (left, right, reason) = comparison(self);
            self.comparisons.push(Comparison {
                left,
                right,
                passes,
                reason,
            });
        }
    }

    /// One place where the rule does not hold.
    pub(super) fn fail(&mut self, failure: Failure<'_>) {
        let document = self.document(failure.document);
        let blanks = Blanks {
            row: failure.row,
            other: failure.other,
            document: failure.document,
            documents: self.context.documents,
            found: &failure.found,
            expected: &failure.expected,
            count: failure.count,
            difference: failure.difference.as_deref(),
        };
        let identity = Identity {
            rule: self.rule.id.to_string(),
            document: document.path.to_string(),
            subject: failure
                .subject
                .iter()
                .map(|value| self.meaning(value))
                .collect(),
            value: folded(&failure.found),
        };
        let message = failure
            .message
            .unwrap_or_else(|| render(&self.rule.message, &blanks));
        let help = self.rule.help.as_ref().map(|help| render(help, &blanks));
        let finding = Finding {
            rule: Arc::clone(&self.rule.id),
            rule_place: self.rule.place,
            severity: self.rule.severity,
            message,
            primary: failure.primary,
            related: failure.related,
            notes: failure.notes,
            help,
            url: self.rule.url.clone(),
            fingerprint: Fingerprint(String::new()),
        };
        self.findings.push((finding, identity));
    }

    /// All that came of the rule, the findings by place.
    pub(super) fn finish(mut self) -> Outcome {
        self.findings
            .sort_by_key(|(finding, _)| finding.primary.place);
        let mut seen: BTreeMap<Identity, usize> = BTreeMap::new();
        let findings = self
            .findings
            .into_iter()
            .map(|(mut finding, identity)| {
                let nth = seen.get(&identity).copied().unwrap_or(0);
                finding.fingerprint = fingerprint(&identity, nth);
                seen.insert(identity, nth + 1);
                finding
            })
            .collect();
        Outcome {
            findings,
            considered: self.considered,
            skips: self.skips,
            comparisons: self.comparisons,
        }
    }

    /// A value in words that mean the same in every run; entries by name, not by number.
    fn meaning(&self, value: &Canonical) -> String {
        match value {
            Canonical::Entry { vocabulary, entry } => self
                .context
                .module
                .vocabularies
                .get(*vocabulary as usize)
                .and_then(|vocabulary| vocabulary.entries.get(*entry as usize))
                .map_or_else(String::new, |entry| folded(entry.name())),
            Canonical::Text(text) => folded(text),
            Canonical::Number(low, high) => format!("{low}..{high}"),
            Canonical::Percent(low, high) => format!("{low}..{high}%"),
            Canonical::Money(currency, low, high) => format!("{currency} {low}..{high}"),
            Canonical::Measure(dimension, low, high) => format!("{dimension:?} {low}..{high}"),
            Canonical::Date(date) => format!("{:?}-{:?}-{:?}", date.year, date.month, date.day),
            Canonical::Weekday(day) => format!("weekday {day}"),
            Canonical::Time(minutes) => format!("minute {minutes}"),
            Canonical::Version(version) => version.identity(),
        }
    }
}

/// The field of a row, if it is there.
pub(super) fn field(row: &Row, index: FieldIndex) -> Option<&Field> {
    row.fields.get(index)?.as_ref()
}
