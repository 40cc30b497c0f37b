//! A problem found in the corpus.

use std::fmt;
use std::sync::Arc;

use crate::source::Place;

/// How much a finding or a problem matters. The order is from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong, or wrong in form.
    Warning,
    /// Wrong: must not be published.
    Error,
}

impl Severity {
    /// All of them, the most severe first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word used in rule files and in every output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The severity with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A place in a document or a data file, with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there, or what it says; may be empty.
    pub text: String,
}

impl Label {
    /// Words at a place.
    pub fn new(place: Place, text: impl Into<String>) -> Self {
        Self {
            place,
            text: text.into(),
        }
    }
}

/// The identity of a finding: what disagrees, not where. Moving lines or rewording
/// the message does not change it. Written as `v1:` and 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub String);

/// One place in the corpus where a rule does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Where the rule stands in its file.
    pub rule_place: Place,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, with the values, in one line.
    pub message: String,
    /// The smallest wrong text.
    pub primary: Label,
    /// The other places involved, the most telling first.
    pub related: Vec<Label>,
    /// The ranges compared, and other things to know.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// A page about the rule.
    pub url: Option<String>,
    /// What disagrees.
    pub fingerprint: Fingerprint,
}
