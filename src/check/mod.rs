//! The check forms of a sentence (`must agree`, `must be consistent`, …), one file each.
//!
//! A check reads the rows of its facts over the whole corpus, splits them into groups by
//! scope and key, and reports the rows that do not hold. Every row ends as pass, fail or
//! skip with a reason.

use crate::document::Unit;
use crate::fact::row::{DocumentInfo, Row};
use crate::finding::{Finding, Label};
use crate::lang::typed::{FactId, Module, Rule};
use crate::source::Span;
use crate::value::range::Approx;

/// What a check may look at.
pub struct Context<'a> {
    /// The rule file, for its facts, vocabularies and data.
    pub module: &'a Module,
    /// The documents of the run, in path order; rows name them by index.
    pub documents: &'a [DocumentInfo],
    /// The rows of a fact over all documents, sorted by document and span, already without
    /// the documents that the rule leaves out and without what `ignore` hides.
    pub rows: &'a (dyn Fn(FactId) -> &'a [Row] + Sync),
    /// The spans of all units of a kind in a document, for checks that must see units
    /// without any mention. For a section the span starts with its heading.
    pub units: &'a (dyn Fn(u32, Unit) -> Vec<Span> + Sync),
    /// The documents this rule looks at (its `include` and `exclude`), by index.
    pub looks_at: &'a (dyn Fn(u32) -> bool + Sync),
    /// The settings behind the ranges.
    pub approx: &'a Approx,
    /// Whether to keep every comparison, for `crossfact explain`.
    pub trace: bool,
}

/// What came of a rule.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Where it does not hold.
    pub findings: Vec<Finding>,
    /// How many rows and mentions it looked at; with none, the rule is idle.
    pub considered: usize,
    /// Rows that could not be compared.
    pub skips: Vec<Skip>,
    /// What was compared with what, where that was asked for.
    pub comparisons: Vec<Comparison>,
}

/// A row that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The row's field or match.
    pub label: Label,
    /// Why: "the document has no date".
    pub reason: String,
}

/// One comparison of two rows, or of a row with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The row that is tested; the label's text says how it was taken (a range).
    pub left: Label,
    /// What it is compared with; `None` for a value that has no place.
    pub right: Option<Label>,
    /// Whether they agree.
    pub passes: bool,
    /// The reason, in words.
    pub reason: String,
}

/// Runs one rule.
pub fn run(context: &Context<'_>, rule: &Rule) -> Outcome {
    let _ = (context, rule);
    Outcome::default()
}
