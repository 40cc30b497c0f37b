//! One source seen as prose: sections, paragraphs, sentences, words, and the zones
//! (quotations, headings, captions, tables …) that a rule can ask about.
//!
//! A reader (one file for each [`Format`]) turns a source into a [`Document`]: its words, where
//! they stand in the source, and their [`Layout`]. The layout holds only spans, about one for
//! every hundred bytes; words are cut by [`token::tokenize`] where a rule looks, never for a
//! whole document at once.

mod abbreviation;
mod asciidoc;
mod block;
mod block_quote;
mod character;
mod character_reference;
mod code;
mod composer;
pub mod content;
pub mod docx;
mod excerpt;
pub mod format;
mod html;
mod inline;
#[cfg(test)]
mod invariants;
pub mod label;
mod latex;
mod markdown;
pub mod metadata;
pub mod plain;
pub mod quote;
mod rows;
mod rst;
pub mod sentence;
mod separated;
mod shape;
#[cfg(test)]
mod shown;
pub mod token;
pub mod transcript;
mod writer;

pub use content::Content;
pub use format::Format;
pub use label::{Labels, Names};
pub use metadata::Metadata;
pub use transcript::Transcript;

use crate::source::Span;

/// A source as its reader understands it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its words, and where they stand in the source.
    pub transcript: Transcript,
    /// How the words are divided; spans of the transcript.
    pub layout: Layout,
    /// What it says about itself.
    pub metadata: Metadata,
}

/// A part of a document that a rule can count in or compare in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A sentence; a quotation inside it does not end it.
    Sentence,
    /// Text between blank lines, a list item, a heading, a table row.
    Paragraph,
    /// A heading and what stands under it, up to the next heading of its level.
    Section,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A column of a table.
    Column,
    /// A list: items that follow one another.
    List,
    /// A line of the file.
    Line,
    /// The whole document.
    Document,
    /// A document with the role of a source.
    Source,
}

impl Unit {
    /// All of them, with the word a rule uses.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Sentence, "sentence"),
        (Self::Paragraph, "paragraph"),
        (Self::Section, "section"),
        (Self::Table, "table"),
        (Self::Row, "row"),
        (Self::Column, "column"),
        (Self::List, "list"),
        (Self::Line, "line"),
        (Self::Document, "document"),
        (Self::Source, "source"),
    ];

    /// The word a rule uses, in the singular.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A kind of text that a rule can include or leave out: `in quotes`, `not in headings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Words in quotation marks or in a block quotation.
    Quotes,
    /// Headings, the title among them.
    Headings,
    /// Tables.
    Tables,
    /// Cells of tables that name a row or a column.
    Labels,
    /// Code, inline or in blocks.
    Code,
    /// Captions of pictures and tables.
    Captions,
    /// Lists.
    Lists,
    /// Link texts.
    Links,
    /// Footnotes.
    Footnotes,
    /// The document's title.
    Title,
    /// Front matter and other text about the document.
    Metadata,
}

impl Zone {
    /// How many kinds there are.
    pub const COUNT: usize = 11;

    /// All of them, with the word a rule uses.
    pub const ALL: [(Self, &'static str); Self::COUNT] = [
        (Self::Quotes, "quotes"),
        (Self::Headings, "headings"),
        (Self::Tables, "tables"),
        (Self::Labels, "labels"),
        (Self::Code, "code"),
        (Self::Captions, "captions"),
        (Self::Lists, "lists"),
        (Self::Links, "links"),
        (Self::Footnotes, "footnotes"),
        (Self::Title, "title"),
        (Self::Metadata, "metadata"),
    ];

    /// The word a rule uses.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A quotation: its marks and the words between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing mark, marks included. A quotation that runs
    /// over paragraphs is one quotation.
    pub outer: Span,
    /// The words, without the marks. The repeated opening marks of continued paragraphs
    /// are still inside; they are no tokens.
    pub inner: Span,
}

/// A heading with the part of the document under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading's words; empty (at the start of the section) for text before any heading.
    pub heading: Span,
    /// The heading and everything under it, subsections included.
    pub span: Span,
    /// 1 for the outermost headings; 0 for text before any heading.
    pub level: u8,
}

/// A cell of a table. Rows and columns are counted from 0 in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its words; empty at its place where it has none.
    pub span: Span,
    /// Its row, or the first of those it spans.
    pub row: u32,
    /// Its column, or the first of those it spans.
    pub column: u32,
    /// How many rows it spans.
    pub rows: u32,
    /// How many columns it spans.
    pub columns: u32,
    /// Whether it names its row or its column instead of holding a value.
    pub is_header: bool,
}

/// How a document is divided. All lists are sorted by their start and hold spans of the
/// document's text; every byte that is not white space is in exactly one sentence and one
/// paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Sentences. A quotation that holds several sentences does not break the one it is in.
    pub sentences: Vec<Span>,
    /// Offsets inside sentences where a sentence of a quotation ends. A match does not
    /// cross one, except by a `quote` blank.
    pub breaks: Vec<u32>,
    /// Paragraphs.
    pub paragraphs: Vec<Span>,
    /// Sections in the order of their headings; outer sections come before the inner ones.
    /// Never empty unless the text is blank.
    pub sections: Vec<Section>,
    /// Tables.
    pub tables: Vec<Span>,
    /// The cells of the tables; [`Layout::cells_of`] has those of one.
    pub cells: Vec<Cell>,
    /// Which of the cells name rows and columns.
    pub labels: Labels,
    /// Lists.
    pub lists: Vec<Span>,
    /// The first byte of every line; the first is 0.
    pub lines: Vec<u32>,
    /// Quotations, nested ones after the one they are in.
    pub quotations: Vec<Quotation>,
    /// For every [`Zone`] (by its discriminant) the spans it covers, sorted, not overlapping.
    pub zones: [Vec<Span>; Zone::COUNT],
    /// The title's words, if the text has one.
    pub title: Option<Span>,
}

impl Layout {
    /// The index of the sentence that holds `offset`, or the last one before it.
    pub fn sentence_at(&self, offset: u32) -> usize {
        last_at_or_before(&self.sentences, offset)
    }

    /// The index of the paragraph that holds `offset`, or the last one before it.
    pub fn paragraph_at(&self, offset: u32) -> usize {
        last_at_or_before(&self.paragraphs, offset)
    }

    /// The index of the innermost section that holds `offset`.
    pub fn section_at(&self, offset: u32) -> usize {
        self.sections
            .partition_point(|section| section.span.start <= offset)
            .saturating_sub(1)
    }

    /// The index of the table that holds `offset`, if one does.
    pub fn table_at(&self, offset: u32) -> Option<usize> {
        holding(&self.tables, offset)
    }

    /// The cells of a table by its index, in the order of the text.
    pub fn cells_of(&self, table: usize) -> &[Cell] {
        let span = self.tables.get(table).copied();
        &self.cells[span.map_or(0..0, |span| self.cells_in(span))]
    }

    /// The indexes of the cells whose words begin in a span.
    pub(crate) fn cells_in(&self, span: Span) -> std::ops::Range<usize> {
        let before = |offset: u32| self.cells.partition_point(|cell| cell.span.start < offset);
        before(span.start)..before(span.end)
    }

    /// The words of a row, by its number among the rows of all tables.
    pub fn row_span(&self, row: u32) -> Option<Span> {
        let cells = &self.cells[self.labels.cells_of_row(row)];
        let words = cells.iter().map(|cell| cell.span);
        words.filter(|span| !span.is_empty()).reduce(Span::join)
    }

    /// The index of the cell that holds `offset`, if one does.
    pub fn cell_at(&self, offset: u32) -> Option<usize> {
        let index = self
            .cells
            .partition_point(|cell| cell.span.start <= offset)
            .checked_sub(1)?;
        self.cells[index].span.contains(offset).then_some(index)
    }

    /// The index of the list that holds `offset`, if one does.
    pub fn list_at(&self, offset: u32) -> Option<usize> {
        holding(&self.lists, offset)
    }

    /// The index of the line that holds `offset`.
    pub fn line_at(&self, offset: u32) -> usize {
        self.lines
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// Whether the byte at `offset` is in a zone.
    pub fn in_zone(&self, zone: Zone, offset: u32) -> bool {
        holding(&self.zones[zone as usize], offset).is_some()
    }

    /// The headings above `offset`: the innermost section's first, then those around it.
    pub fn headings_above(&self, offset: u32) -> impl Iterator<Item = Span> {
        let innermost = self.section_at(offset);
        let mut level = u8::MAX;
        self.sections
            .get(..=innermost)
            .unwrap_or_default()
            .iter()
            .rev()
            .filter(move |section| {
                let outer = section.level < level && section.span.contains(offset);
                if outer {
                    level = section.level;
                }
                outer && !section.heading.is_empty()
            })
            .map(|section| section.heading)
    }
}

fn last_at_or_before(spans: &[Span], offset: u32) -> usize {
    spans
        .partition_point(|span| span.start <= offset)
        .saturating_sub(1)
}

fn holding(spans: &[Span], offset: u32) -> Option<usize> {
    let index = spans
        .partition_point(|span| span.start <= offset)
        .checked_sub(1)?;
    spans[index].contains(offset).then_some(index)
}
