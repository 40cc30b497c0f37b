//! Text inside a TOML string, with the way back to the file.

use std::sync::Arc;

use crate::source::{Place, SourceId, Span};

/// The decoded text of a TOML string. Every offset in it maps to an offset in the file,
/// through escapes, line-ending backslashes and the newline after opening quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    text: Arc<str>,
    source: SourceId,
    /// Where a stretch of the text that stands unchanged in the file begins: its offset in
    /// the text and in the file. Sorted; the first is for offset 0.
    runs: Vec<(u32, u32)>,
    /// The string in the file without its quotation marks.
    body: Span,
}

impl Text {
    /// A text that stands in the file as it is, at `body`.
    pub fn verbatim(text: impl Into<Arc<str>>, source: SourceId, body: Span) -> Self {
        Self {
            text: text.into(),
            source,
            runs: vec![(0, body.start)],
            body,
        }
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, shared.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Where in the file a stretch of the text stands.
    pub fn place(&self, span: Span) -> Place {
        let start = self.offset(span.start);
        let end = self.offset(span.end).max(start);
        Place::new(self.source, Span::new(start, end))
    }

    /// The whole string in the file, without its quotation marks.
    pub fn whole(&self) -> Place {
        Place::new(self.source, self.body)
    }

    fn offset(&self, at: u32) -> u32 {
        let run = self.runs.partition_point(|(text, _)| *text <= at);
        let (text, file) = self.runs[run.saturating_sub(1)];
        (file + (at - text)).min(self.body.end)
    }
}
