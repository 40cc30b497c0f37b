//! A problem with an input of ours: a rule file, the configuration, a document that
//! cannot be read. A problem found *in* the corpus is a [`Finding`](crate::finding::Finding).

use crate::finding::Severity;
use crate::source::Place;

/// One problem with an input, with the places it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is. An error means that part of the work could not be done.
    pub severity: Severity,
    /// What is wrong, in one line, without a full stop.
    pub message: String,
    /// The places, the one to blame first. Empty where the problem has no text
    /// (a file that does not exist).
    pub labels: Vec<DiagnosticLabel>,
    /// What else to know, one line each.
    pub notes: Vec<String>,
    /// What to do, one line each.
    pub help: Vec<String>,
}

/// A place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticLabel {
    /// Where.
    pub place: Place,
    /// What is there; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// An error with no place yet.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A warning with no place yet.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds a place; the first one added is the one to blame.
    #[must_use]
    pub fn at(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(DiagnosticLabel {
            place,
            text: text.into(),
        });
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a line that says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }
}
