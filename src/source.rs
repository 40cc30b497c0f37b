//! Every text the program reads, by id, and the places in it.
//!
//! A place is a source and a span of bytes in it. Lines and columns are counted
//! only where something is printed.

pub mod encoding;

use std::ops::Range;
use std::sync::OnceLock;

use encoding::Encoding;

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

/// What the lines of a text are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// Lines of the file, or of the record of an archive.
    #[default]
    Lines,
    /// Paragraphs and table rows of a file that has no lines.
    Paragraphs,
}

impl Numbering {
    /// What stands between a name and a line: `a.md:3:14`, `a.docx paragraph 3:14`.
    pub const fn separator(self) -> &'static str {
        match self {
            Self::Lines => ":",
            Self::Paragraphs => " paragraph ",
        }
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
    /// Where it is one of several texts in a file: the file, and which one it is.
    record: Option<Record>,
    numbering: Numbering,
    text: String,
    encoding: Encoding,
    lines: OnceLock<Vec<u32>>,
    characters: OnceLock<Vec<u32>>,
}

/// One of several texts in a file.
#[derive(Debug)]
struct Record {
    file: Box<str>,
    record: Box<str>,
}

/// How many bytes lie between two counts in [`Source`]'s table of characters. Finding a column
/// costs at most this many bytes, however long the line.
const COUNTED: usize = 4096;

impl Source {
    /// A text under a name, usually a path with `/` between its parts.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::decoded(name, text, Encoding::UTF_8)
    }

    /// A text that its file holds in this encoding.
    pub fn decoded(name: impl Into<String>, text: impl Into<String>, encoding: Encoding) -> Self {
        Self {
            name: name.into(),
            record: None,
            numbering: Numbering::Lines,
            text: text.into(),
            encoding,
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// The text of one record of a file. Its lines are its own; its bytes, by the encoding,
    /// those of the file.
    pub fn record(file: &str, record: &str, text: impl Into<String>, encoding: Encoding) -> Self {
        Self {
            record: Some(Record {
                file: file.into(),
                record: record.into(),
            }),
            ..Self::decoded(format!("{file} record {record}"), text, encoding)
        }
    }

    /// The paragraphs of a file, each a line. The file's bytes are of no use to a reader: those
    /// of this text stand for them.
    pub fn paragraphs(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            numbering: Numbering::Paragraphs,
            ..Self::new(name, text)
        }
    }

    /// The name shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file the text comes from, and, if the file holds several, which one it is.
    pub fn file_and_record(&self) -> (&str, Option<&str>) {
        match &self.record {
            Some(Record { file, record }) => (file, Some(record)),
            None => (&self.name, None),
        }
    }

    /// What the lines are.
    pub const fn numbering(&self) -> Numbering {
        self.numbering
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file holds the text.
    pub const fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    /// The bytes of the file that a span of the text was read from; the span is moved to
    /// character boundaries inside the text.
    pub fn file_span(&self, span: Span) -> Span {
        let start = self.snap(span.start);
        let end = self.snap(span.end).max(start);
        self.encoding.file_span(self, Span::new(start, end))
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

    /// The line and column of the byte at `offset`. The first call in a text counts its lines
    /// once; after that a call costs the same anywhere in the text.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = self.snap(offset);
        let index = self.line_index(offset);
        let start = self.line_starts()[index];
        LineColumn {
            line: index as u32 + 1,
            column: self.characters_between(start, offset) + 1,
        }
    }

    /// How many characters lie between two character boundaries.
    fn characters_between(&self, start: u32, end: u32) -> u32 {
        if (end - start) as usize <= COUNTED {
            return first_bytes(&self.text.as_bytes()[start as usize..end as usize]);
        }
        self.characters_before(end) - self.characters_before(start)
    }

    /// How many characters begin before the byte at `offset`.
    fn characters_before(&self, offset: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let counts = self.characters.get_or_init(|| {
            let mut sum = 0;
            let sums = bytes.chunks(COUNTED).map(|chunk| {
                sum += first_bytes(chunk);
                sum
            });
            std::iter::once(0).chain(sums).collect()
        });
        let block = offset as usize / COUNTED;
        counts[block] + first_bytes(&bytes[block * COUNTED..offset as usize])
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

/// How many bytes of UTF-8 are the first of their character.
fn first_bytes(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines and columns counted one character at a time.
    fn naive(text: &str, offset: usize) -> LineColumn {
        let (mut line, mut column) = (1, 1);
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            if at >= offset {
                break;
            }
            let next = rest.peek().map(|(_, next)| *next);
            if c == '\n' || (c == '\r' && next != Some('\n')) {
                line += 1;
                column = 1;
            } else {
                column += 1;
            }
        }
        LineColumn { line, column }
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let source = Source::new("a", "one\r\ntwo\rthree\n\n");
        let lines: Vec<&str> = (0..5).map(|at| source.slice(source.line(at))).collect();
        assert_eq!(lines, ["one", "two", "three", "", ""]);
    }

    #[test]
    fn columns_count_characters_from_one() {
        let source = Source::new("a", "é日😀x\ny");
        let at = |offset| {
            let LineColumn { line, column } = source.line_column(offset);
            (line, column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(5), (1, 3));
        assert_eq!(at(9), (1, 4));
        assert_eq!(at(11), (2, 1));
    }

    #[test]
    fn an_offset_inside_a_character_or_past_the_end_is_moved_back() {
        let source = Source::new("a", "日x");
        assert_eq!(source.line_column(2), source.line_column(0));
        assert_eq!(source.line_column(99), source.line_column(4));
        assert_eq!(source.slice(Span::new(3, 99)), "x");
        assert_eq!(source.slice(Span::new(4, 2)), "");
    }

    #[test]
    fn columns_far_into_a_long_line_agree_with_a_plain_count() {
        let mut text = "short\r\n".to_owned();
        for at in 0..9000 {
            text.push(['a', 'é', '日', '😀'][at % 4]);
        }
        text.push_str("\rlast");
        let source = Source::new("a", text.as_str());
        let near_a_count = [4095, 4096, 4097, 8191, 8192, 8193, 12_288];
        let far_apart = (0..text.len() + 1).step_by(997);
        for offset in near_a_count.into_iter().chain(far_apart) {
            let offset = text.floor_char_boundary(offset);
            assert_eq!(
                source.line_column(offset as u32),
                naive(&text, offset),
                "at byte {offset}"
            );
        }
    }

    #[test]
    fn a_text_as_long_as_whole_blocks_can_be_asked_at_its_end() {
        let source = Source::new("a", "x".repeat(2 * COUNTED));
        assert_eq!(source.line_column(u32::MAX).column, 2 * COUNTED as u32 + 1);
    }
}
