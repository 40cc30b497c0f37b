//! What all markup readers do: write the words of blocks, rows and cells down in the order
//! of the source, and keep what they are.

use super::block::{self, Block, Kind, Outline};
use super::metadata::Metadata;
use super::sentence::Wrap;
use super::transcript::Transcriber;
use super::{Cell, Document, plain, shape};
use crate::source::Span;

/// No table is taken to have more columns; a cell past them is in the last one. HTML's own
/// limit for `colspan` (HTML Standard, 4.9.11).
const MOST_COLUMNS: u32 = 1000;

/// Composes a [`Document`] from what a markup reader meets in its source, in order.
///
/// Between blocks stands a line end, between cells a bar, neither of which is in the source.
/// A block or a row that is begun ends the one before it; blocks without words leave nothing.
pub(super) struct Composer<'s> {
    transcriber: Transcriber<'s>,
    outline: Outline,
    metadata: Metadata,
    /// The block that words are written to.
    open: Option<Open>,
    table: Option<Table>,
    /// Where the marked stretches that are not yet ended began.
    marks: Vec<(Mark, u32)>,
    /// The title that the metadata gives.
    metadata_title: Option<Span>,
}

/// A stretch of words inside blocks, or over several of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Code in prose.
    Code,
    /// The text of a link.
    Link,
    /// A block quotation.
    BlockQuote,
    /// Words that stand for a picture.
    Caption,
    /// The document's title. The first one in the text counts, and one in a block of metadata
    /// where the text has none.
    Title,
}

struct Open {
    kind: Kind,
    start: u32,
}

struct Table {
    row: Option<u32>,
    /// The next column of the row.
    column: u32,
    /// Whether the row has a cell already.
    has_cell: bool,
    /// For each column, the first row that no cell above reaches.
    free_from: Vec<u32>,
    /// Whether a row of it has words, so that the next one does not begin the table.
    has_row: bool,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellShape {
    /// Whether it names its row or column.
    pub is_header: bool,
    /// How many rows it spans, at least 1.
    pub rows: u32,
    /// How many columns it spans, at least 1.
    pub columns: u32,
}

impl CellShape {
    /// A cell of one row and one column.
    pub(super) fn single(is_header: bool) -> Self {
        Self {
            is_header,
            rows: 1,
            columns: 1,
        }
    }
}

impl<'s> Composer<'s> {
    /// Nothing composed yet.
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            transcriber: Transcriber::new(source),
            outline: Outline {
                wrap: Wrap::SOFT,
                ..Outline::default()
            },
            metadata: Metadata::default(),
            open: None,
            table: None,
            marks: Vec::new(),
            metadata_title: None,
        }
    }

    /// Begins a block at this byte of the source. The words of a heading are all of it but
    /// its numbering.
    pub(super) fn begin(&mut self, kind: Kind, at: u32) {
        self.end();
        if !self.transcriber.is_empty() {
            self.transcriber.insert(at, "\n");
        }
        let start = self.transcriber.len();
        self.open = Some(Open { kind, start });
    }

    /// Whether a block is begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Ends the block, if one is begun.
    pub(super) fn end(&mut self) {
        self.end_cell();
        let Some(Open { kind, start }) = self.open.take() else {
            return;
        };
        let words = &self.transcriber.text()[start as usize..];
        let from = start + (words.len() - words.trim_start().len()) as u32;
        let span = Span::new(from, start + words.trim_end().len() as u32);
        if words.trim().is_empty() {
            return;
        }
        let kind = match kind {
            Kind::Heading { level, .. } => {
                let numbering = shape::numbering(words.trim()).map_or(0, |(_, skip)| skip);
                let words = Span::new(span.start + numbering as u32, span.end);
                Kind::Heading { level, words }
            }
            Kind::Row { .. } => Kind::Row {
                first: self.table.as_mut().is_none_or(|table| {
                    let first = !table.has_row;
                    table.has_row = true;
                    first
                }),
            },
            Kind::Prose
            | Kind::Item { .. }
            | Kind::ItemProse
            | Kind::Code
            | Kind::Caption
            | Kind::Footnote
            | Kind::Metadata => kind,
        };
        self.outline.blocks.push(Block { span, kind });
    }

    /// Writes bytes of the source as they are.
    pub(super) fn copy(&mut self, span: Span) {
        self.transcriber.copy(span);
    }

    /// Writes what bytes of the source stand for.
    pub(super) fn decode(&mut self, span: Span, words: &str) {
        self.transcriber.decode(span, words);
    }

    /// Writes what is understood at this byte of the source.
    pub(super) fn insert(&mut self, at: u32, words: &str) {
        self.transcriber.insert(at, words);
    }

    /// The words written so far.
    pub(super) fn text(&self) -> &str {
        self.transcriber.text()
    }

    /// Begins a table; its rows follow.
    pub(super) fn begin_table(&mut self) {
        self.end();
        self.table = Some(Table {
            row: None,
            column: 0,
            has_cell: false,
            free_from: Vec::new(),
            has_row: false,
        });
    }

    /// Ends the table.
    pub(super) fn end_table(&mut self) {
        self.end();
        self.table = None;
    }

    /// Begins a row; its cells follow. A row outside a table begins one.
    pub(super) fn begin_row(&mut self, at: u32) {
        if self.table.is_none() {
            self.begin_table();
        }
        self.begin(Kind::Row { first: false }, at);
        if let Some(table) = &mut self.table {
            table.row = Some(table.row.map_or(0, |row| row + 1));
            table.column = 0;
            table.has_cell = false;
        }
    }

    /// Begins a cell of the row. A cell outside a row begins one.
    pub(super) fn begin_cell(&mut self, shape: CellShape, at: u32) {
        let kind = self.open.as_ref().map(|open| open.kind);
        if self.table.is_none() || !matches!(kind, Some(Kind::Row { .. })) {
            self.begin_row(at);
        }
        self.end_cell();
        let Some(table) = &mut self.table else {
            return;
        };
        let row = table.row.unwrap_or_default();
        let taken = |column: u32| {
            table
                .free_from
                .get(column as usize)
                .is_some_and(|free| *free > row)
        };
        while table.column + 1 < MOST_COLUMNS && taken(table.column) {
            table.column += 1;
        }
        let columns = shape
            .columns
            .clamp(1, MOST_COLUMNS - table.column.min(MOST_COLUMNS - 1));
        let rows = shape.rows.max(1);
        let column = table.column.min(MOST_COLUMNS - 1);
        let end = (column + columns) as usize;
        if table.free_from.len() < end {
            table.free_from.resize(end, 0);
        }
        table.free_from[column as usize..end].fill(row.saturating_add(rows));
        table.column = column + columns;
        if table.has_cell {
            self.transcriber.insert(at, " | ");
        }
        table.has_cell = true;
        let start = self.transcriber.len();
        self.outline.cells.push(Cell {
            // Open until its end is known.
            span: Span::new(start, u32::MAX),
            row,
            column,
            rows,
            columns,
            is_header: shape.is_header,
        });
    }

    /// Ends the cell, if one is begun.
    pub(super) fn end_cell(&mut self) {
        let Some(cell) = self
            .outline
            .cells
            .last_mut()
            .filter(|cell| cell.span.end == u32::MAX)
        else {
            return;
        };
        let start = cell.span.start;
        let words = &self.transcriber.text()[start as usize..];
        let blank = (words.len() - words.trim_start().len()) as u32;
        cell.span = if words.trim().is_empty() {
            Span::new(start, start)
        } else {
            Span::new(start + blank, start + words.trim_end().len() as u32)
        };
    }

    /// Begins a stretch of words.
    pub(super) fn begin_mark(&mut self, mark: Mark) {
        self.marks.push((mark, self.transcriber.len()));
    }

    /// Ends the last stretch of its kind that was begun.
    pub(super) fn end_mark(&mut self, mark: Mark) {
        let Some(index) = self.marks.iter().rposition(|(open, _)| *open == mark) else {
            return;
        };
        let (_, start) = self.marks.remove(index);
        let words = &self.transcriber.text()[start as usize..];
        let blank = (words.len() - words.trim_start().len()) as u32;
        if words.trim().is_empty() {
            return;
        }
        let span = Span::new(start + blank, start + words.trim_end().len() as u32);
        let spans = match mark {
            Mark::Code => &mut self.outline.inline_code,
            Mark::Link => &mut self.outline.links,
            Mark::BlockQuote => &mut self.outline.block_quotes,
            Mark::Caption => &mut self.outline.captions,
            Mark::Title => {
                let kind = self.open.as_ref().map(|open| open.kind);
                let title = if kind == Some(Kind::Metadata) {
                    &mut self.metadata_title
                } else {
                    &mut self.outline.title
                };
                title.get_or_insert(span);
                return;
            }
        };
        // A stretch around others of its kind takes their place.
        while spans.last().is_some_and(|inner| inner.start >= span.start) {
            spans.pop();
        }
        spans.push(span);
    }

    /// Keeps what the document says about itself.
    pub(super) fn metadata(&mut self) -> &mut Metadata {
        &mut self.metadata
    }

    /// The document.
    pub(super) fn finish(mut self) -> Document {
        self.end();
        while let Some((mark, _)) = self.marks.last().copied() {
            self.end_mark(mark);
        }
        let Self {
            transcriber,
            mut outline,
            metadata,
            metadata_title,
            ..
        } = self;
        outline.title = outline.title.or(metadata_title);
        outline.lines = plain::line_starts(transcriber.text());
        let layout = block::lay_out(transcriber.text(), outline);
        Document {
            transcript: transcriber.finish(),
            layout,
            metadata,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Zone;
    use super::*;

    /// The words of spans.
    fn words<'t>(text: &'t str, spans: &[Span]) -> Vec<&'t str> {
        spans.iter().map(|span| &text[span.range()]).collect()
    }

    fn span(source: &str, words: &str) -> Span {
        let start = source.find(words).unwrap() as u32;
        Span::new(start, start + words.len() as u32)
    }

    #[test]
    fn blocks_stand_apart_and_blank_ones_leave_nothing() {
        let source = "Fire in port|  |It began at noon.";
        let mut composer = Composer::new(source);
        let level = 1;
        let words_of_it = Span::default();
        composer.begin(
            Kind::Heading {
                level,
                words: words_of_it,
            },
            0,
        );
        composer.begin_mark(Mark::Title);
        composer.copy(span(source, "Fire in port"));
        composer.end_mark(Mark::Title);
        composer.begin(Kind::Prose, 13);
        composer.copy(span(source, "  "));
        composer.begin(Kind::Prose, 16);
        composer.copy(span(source, "It began at noon."));
        let document = composer.finish();
        let text = document.transcript.text(source);
        let layout = &document.layout;
        assert_eq!(
            words(text, &layout.paragraphs),
            ["Fire in port", "It began at noon."]
        );
        assert_eq!(
            words(text, &layout.zones[Zone::Title as usize]),
            ["Fire in port"]
        );
        assert_eq!(layout.sections.len(), 1);
    }

    #[test]
    fn a_title_in_the_metadata_gives_way_to_one_in_the_text() {
        let source = "Harbour|Fire in port|2. Aftermath";
        let words = Span::default();
        for (in_text, expected) in [(false, "Harbour"), (true, "Fire in port")] {
            let mut composer = Composer::new(source);
            let mut title = |kind, at, title| {
                composer.begin(kind, at);
                composer.begin_mark(Mark::Title);
                composer.copy(span(source, title));
                composer.end_mark(Mark::Title);
            };
            title(Kind::Metadata, 0, "Harbour");
            if in_text {
                let level = 1;
                title(Kind::Heading { level, words }, 8, "Fire in port");
                title(Kind::Heading { level, words }, 21, "2. Aftermath");
            }
            let document = composer.finish();
            let text = document.transcript.text(source);
            let found = document.layout.title.map(|title| &text[title.range()]);
            assert_eq!(found, Some(expected));
        }
    }

    #[test]
    fn the_numbering_of_a_heading_is_none_of_its_words() {
        for (source, expected) in [
            ("2.1 Patients", "Patients"),
            ("3. Results", "Results"),
            ("2024 results", "2024 results"),
            ("1.5 million people", "1.5 million people"),
        ] {
            let mut composer = Composer::new(source);
            let words = Span::default();
            composer.begin(Kind::Heading { level: 2, words }, 0);
            composer.copy(span(source, source));
            let document = composer.finish();
            let heading = document.layout.sections[0].heading;
            assert_eq!(&source[heading.range()], expected);
        }
    }

    #[test]
    fn cells_know_their_row_and_column_and_spans_push_later_cells_on() {
        // HTML's own example of a cell over two rows and one over two columns.
        let source = "abcdef";
        let mut composer = Composer::new(source);
        let cell = |composer: &mut Composer<'_>, at: u32, rows: u32, columns: u32| {
            let is_header = false;
            composer.begin_cell(
                CellShape {
                    is_header,
                    rows,
                    columns,
                },
                at,
            );
            composer.copy(Span::new(at, at + 1));
        };
        composer.begin_table();
        composer.begin_row(0);
        cell(&mut composer, 0, 2, 1);
        cell(&mut composer, 1, 1, 2);
        composer.begin_row(2);
        cell(&mut composer, 2, 1, 1);
        cell(&mut composer, 3, 1, 1);
        composer.begin_row(4);
        cell(&mut composer, 4, 1, 1);
        composer.end_table();
        let document = composer.finish();
        let text = document.transcript.text(source);
        assert_eq!(text, "a | b\nc | d\ne");
        let places: Vec<(&str, u32, u32)> = document
            .layout
            .cells_of(0)
            .iter()
            .map(|cell| (&text[cell.span.range()], cell.row, cell.column))
            .collect();
        assert_eq!(
            places,
            [
                ("a", 0, 0),
                ("b", 0, 1),
                ("c", 1, 1),
                ("d", 1, 2),
                ("e", 2, 0)
            ]
        );
        assert_eq!(words(text, &document.layout.tables), [text]);
    }

    #[test]
    fn a_cell_after_a_block_inside_the_table_begins_a_row() {
        let source = "abc";
        let mut composer = Composer::new(source);
        composer.begin_table();
        composer.begin_cell(CellShape::single(false), 0);
        composer.copy(Span::new(0, 1));
        composer.begin(Kind::Prose, 1);
        composer.copy(Span::new(1, 2));
        composer.begin_cell(CellShape::single(false), 2);
        composer.copy(Span::new(2, 3));
        composer.end_table();
        let document = composer.finish();
        let text = document.transcript.text(source);
        assert_eq!(words(text, &document.layout.paragraphs), ["a", "b", "c"]);
        let rows: Vec<u32> = document.layout.cells.iter().map(|cell| cell.row).collect();
        assert_eq!(rows, [0, 1]);
    }

    #[test]
    fn code_around_a_block_of_code_is_one_stretch() {
        let source = "let x = 1;";
        let mut composer = Composer::new(source);
        composer.begin_mark(Mark::Code);
        composer.begin(Kind::Code, 0);
        composer.copy(span(source, source));
        composer.end_mark(Mark::Code);
        let document = composer.finish();
        assert_eq!(document.layout.zones[Zone::Code as usize].len(), 1);
    }

    #[test]
    fn a_mark_may_reach_over_blocks_and_swallows_those_inside() {
        let source = "We go. At noon.";
        let mut composer = Composer::new(source);
        composer.begin_mark(Mark::BlockQuote);
        composer.begin(Kind::Prose, 0);
        composer.begin_mark(Mark::BlockQuote);
        composer.copy(span(source, "We go."));
        composer.end_mark(Mark::BlockQuote);
        composer.begin(Kind::Prose, 7);
        composer.copy(span(source, "At noon."));
        composer.end_mark(Mark::BlockQuote);
        let document = composer.finish();
        let text = document.transcript.text(source);
        assert_eq!(
            words(text, &document.layout.zones[Zone::Quotes as usize]),
            ["We go.\nAt noon."]
        );
    }
}
