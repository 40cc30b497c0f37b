//! Every text the program reads, by id, and the places in it.
//!
//! A place is a source and a span of bytes in it. Lines and columns are counted
//! only where something is printed.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text held in [`Sources`]. Ids are handed out in the order the texts are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A range of bytes, end exclusive, on character boundaries of its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The same bytes as an index range.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte is inside.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `offset` is one of the bytes inside.
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A span in one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The text.
    pub source: SourceId,
    /// The bytes.
    pub span: Span,
}

impl Place {
    /// The bytes `span` of `source`.
    pub const fn new(source: SourceId, span: Span) -> Self {
        Self { source, span }
    }
}

/// A line and a column, both counted from 1; the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1. Lines end at `\n`, `\r\n` or a lone `\r`.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// One text with the name it is shown under.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: Arc<str>,
    lines: OnceLock<Vec<u32>>,
}

impl Source {
    /// A text under a name, usually a path with `/` between its parts.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// The name shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The start of every line; the first is 0.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (at, byte) in bytes.iter().enumerate() {
                let ends = match byte {
                    b'\n' => true,
                    b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                    _ => false,
                };
                if ends {
                    starts.push(at as u32 + 1);
                }
            }
            starts
        })
    }

    /// The index (from 0) of the line that holds the byte at `offset`.
    pub fn line_index(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|start| *start <= offset) - 1
    }

    /// The bytes of a line without its line end, by index from 0.
    pub fn line(&self, index: usize) -> Span {
        let starts = self.line_starts();
        let start = starts.get(index).copied().unwrap_or(self.text.len() as u32);
        let end = starts
            .get(index + 1)
            .copied()
            .unwrap_or(self.text.len() as u32);
        let line = &self.text[start as usize..end as usize];
        Span::new(
            start,
            start + line.trim_end_matches(['\n', '\r']).len() as u32,
        )
    }

    /// The nearest character boundary at or before `offset`, inside the text.
    pub fn snap(&self, offset: u32) -> u32 {
        self.text.floor_char_boundary(offset as usize) as u32
    }

    /// The line and column of the byte at `offset`.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = self.snap(offset);
        let index = self.line_index(offset);
        let start = self.line_starts()[index];
        let column = self.text[start as usize..offset as usize].chars().count() as u32 + 1;
        LineColumn {
            line: index as u32 + 1,
            column,
        }
    }

    /// The text of a span, cut to what exists.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.snap(span.start);
        let end = self.snap(span.end).max(start);
        &self.text[start as usize..end as usize]
    }
}

/// All texts of a run. Adding them in a fixed order makes the order of [`Place`]s,
/// and with it the order of the output, independent of threads.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text and gives it the next id.
    pub fn add(&mut self, source: Source) -> SourceId {
        let id = SourceId(self.list.len() as u32);
        self.list.push(source);
        id
    }

    /// The text with this id. Ids come only from [`Sources::add`] of the same set.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }

    /// The words at a place.
    pub fn slice(&self, place: Place) -> &str {
        self.get(place.source).slice(place.span)
    }
}
