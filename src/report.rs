//! All that a run has to say.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::finding::{Finding, Severity};
use crate::source::Place;

/// A rule that had nothing to look at in the whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleRule {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Where it stands in its file.
    pub place: Place,
    /// What it waited for, in words.
    pub reason: String,
}

/// Counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Documents read.
    pub documents: usize,
    /// Bytes of the documents read.
    pub bytes: u64,
    /// Fact rows that the rules read.
    pub facts: usize,
    /// Rules that ran.
    pub rules: usize,
    /// Files of the corpus that are left out because they are no text.
    pub binary: usize,
}

/// All that a run has to say, in the order in which it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings by place, then by rule.
    pub findings: Vec<Finding>,
    /// Problems with the inputs.
    pub problems: Vec<Diagnostic>,
    /// Rules that had nothing to look at.
    pub idle: Vec<IdleRule>,
    /// Counts.
    pub statistics: Statistics,
}

impl Report {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }
}
