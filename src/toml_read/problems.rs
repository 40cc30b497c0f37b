//! The problems of one file, collected while it is read.

use crate::diag::Diagnostic;
use crate::source::Span;

/// Collects what is wrong with a TOML file.
///
/// After a syntax error the parser goes on with what it can make out, so a problem on the
/// same line is likely an echo of it, and a key that is not there may only be unreadable;
/// neither is kept.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Diagnostic>,
    /// The stretches with syntax errors, sorted, not touching.
    unreadable: Vec<Span>,
}

impl Problems {
    /// No problems yet, in a text without syntax errors.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a syntax error on a line.
    pub(super) fn add_syntax(&mut self, diagnostic: Diagnostic, line: Span) {
        self.add_unreadable(line);
        self.list.push(diagnostic);
    }

    /// Notes a stretch of the file, in which nothing else is worth reporting.
    pub(super) fn add_unreadable(&mut self, span: Span) {
        let after = self
            .unreadable
            .partition_point(|known| known.end < span.start);
        let touching = self.unreadable[after..]
            .iter()
            .take_while(|known| known.start <= span.end)
            .count();
        let joined = self.unreadable[after..after + touching]
            .iter()
            .fold(span, |joined, known| joined.join(*known));
        self.unreadable.splice(after..after + touching, [joined]);
    }

    /// Whether the file is not TOML.
    pub fn has_syntax_errors(&self) -> bool {
        !self.unreadable.is_empty()
    }

    /// How many problems there are so far.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds a problem.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        let is_echo = diagnostic.labels.first().is_some_and(|label| {
            let at = label.place.span.start;
            let after = self.unreadable.partition_point(|line| line.start <= at);
            after > 0 && at <= self.unreadable[after - 1].end
        });
        if !is_echo {
            self.list.push(diagnostic);
        }
    }

    /// Adds a problem about something that is not there.
    pub fn add_missing(&mut self, diagnostic: Diagnostic) {
        if !self.has_syntax_errors() {
            self.add(diagnostic);
        }
    }

    /// Adds problems of another file.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others);
    }

    /// All problems by place; those without a place come first.
    pub fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.place));
        self.list
    }
}
