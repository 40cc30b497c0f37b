//! What a document says about itself: front matter, `<meta>`, document properties.

use crate::source::Span;

/// The metadata of a document, as its format keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// In the order of the source; a key may come twice, and then the first one counts.
    pub entries: Vec<Entry>,
}

/// One thing a document says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// In lower case. What a format calls otherwise and means the same has one name in all
    /// formats: `title`, `date` (of publication), `source` (who publishes), `author`,
    /// `language`. Nested keys are joined by dots.
    pub key: String,
    /// As written, without quotation marks and escapes.
    pub value: String,
    /// Where the value stands in the source.
    pub span: Span,
}

impl Metadata {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// The name that a key has in all formats; see [`Entry::key`].
pub(super) fn canonical(key: &str) -> String {
    let key = key.to_lowercase();
    match key.as_str() {
        "authors" | "byline" => "author".to_owned(),
        "lang" => "language".to_owned(),
        "pubdate" | "publishdate" => "date".to_owned(),
        "publisher" => "source".to_owned(),
        _ => key,
    }
}
