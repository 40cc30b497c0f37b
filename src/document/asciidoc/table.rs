//! Tables: cells between bars, or fields between commas, tabs or colons (AsciiDoc Language,
//! "Tables").

use super::attribute::{Attributes, BlockAttributes};
use super::{inline, is_verbatim_delimiter};
use crate::document::composer::{CellShape, Mark};
use crate::document::inline::{Flow, Line};
use crate::document::separated;
use crate::document::writer::Writer;
use crate::source::Span;

/// A cell is written at most so often (`3*|`), and one that is longer than this many bytes
/// only once.
const MOST_COPIES: u32 = 20;
const LONGEST_COPIED: u32 = 256;

/// No table is taken to have more columns.
const MOST_COLUMNS: usize = 1000;

/// A table between its delimiters.
pub(super) struct Table<'t, 's> {
    pub source: &'s str,
    /// The character its delimiters begin with, which is what separates cells.
    pub sign: u8,
    pub lines: &'t [Line],
    pub block: &'t BlockAttributes<'s>,
    pub attributes: &'t Attributes,
}

/// What the words of a cell are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Style {
    #[default]
    Prose,
    /// It may hold blocks of its own.
    Blocks,
    Header,
    Code,
}

struct Cell<'s> {
    flow: Flow<'s>,
    at: u32,
    /// Its own style; otherwise that of its column counts.
    style: Option<Style>,
    columns: u32,
    rows: u32,
    copies: u32,
}

impl<'s> Table<'_, 's> {
    /// Writes the rows; the texts of footnotes in them are added to `notes`.
    pub(super) fn write(&self, writer: &mut Writer<'s>, notes: &mut Vec<Flow<'s>>) {
        let (cells, first_line) = self.cells();
        let styles = self.column_styles();
        let columns = if styles.is_empty() {
            first_line.clamp(1, MOST_COLUMNS)
        } else {
            styles.len()
        };
        let header = self.has_header();
        writer.begin_table();
        // For each column, the first row that no cell above reaches.
        let mut free_from = vec![0_u32; columns];
        let mut row = 0;
        let mut column = columns;
        let mut started = false;
        for cell in cells {
            let long = cell.flow.text().len() as u32 > LONGEST_COPIED;
            let copies = if long {
                1
            } else {
                cell.copies.clamp(1, MOST_COPIES)
            };
            for _ in 0..copies {
                while column < columns && free_from[column] > row {
                    column += 1;
                }
                if column >= columns {
                    row += u32::from(started);
                    started = true;
                    column = 0;
                    while column < columns && free_from[column] > row {
                        column += 1;
                    }
                    writer.begin_row(cell.at);
                }
                let style = cell
                    .style
                    .or(styles.get(column).copied())
                    .unwrap_or_default();
                let is_header = style == Style::Header || (header && row == 0);
                let shape = CellShape {
                    is_header,
                    rows: cell.rows,
                    columns: cell.columns,
                };
                writer.begin_cell(shape, cell.at);
                self.write_cell(&cell, style, writer, notes);
                let end = (column + cell.columns as usize).min(columns).max(column);
                free_from[column.min(end)..end].fill(row.saturating_add(cell.rows));
                column += cell.columns.max(1) as usize;
            }
        }
        writer.end_table();
    }

    fn write_cell(
        &self,
        cell: &Cell<'s>,
        style: Style,
        writer: &mut Writer<'s>,
        notes: &mut Vec<Flow<'s>>,
    ) {
        match style {
            Style::Code => {
                writer.begin_mark(Mark::Code);
                cell.flow.copy(0, cell.flow.text().len(), writer);
                writer.end_mark(Mark::Code);
            }
            Style::Prose | Style::Header => {
                inline::write(&cell.flow, self.attributes, writer, notes);
            }
            Style::Blocks => {
                for (part, is_code) in self.parts(&cell.flow) {
                    if is_code {
                        writer.begin_mark(Mark::Code);
                        part.copy(0, part.text().len(), writer);
                        writer.end_mark(Mark::Code);
                    } else {
                        inline::write(&part, self.attributes, writer, notes);
                    }
                    writer.space(Span::new(cell.at, cell.at));
                }
            }
        }
    }

    /// The prose and the code of a cell with blocks: delimiters, attributes and markers of
    /// items are left out.
    fn parts(&self, flow: &Flow<'s>) -> Vec<(Flow<'s>, bool)> {
        let mut parts = vec![(Flow::new(self.source), false)];
        let mut delimiter = None;
        for line in flow.lines() {
            let text = &self.source[line.range()];
            if delimiter.is_some_and(|open| open == text) {
                delimiter = None;
                parts.push((Flow::new(self.source), false));
            } else if delimiter.is_none() && is_verbatim_delimiter(text) {
                delimiter = Some(text);
                parts.push((Flow::new(self.source), true));
            } else if let Some((part, is_code)) = parts.last_mut() {
                let is_attributes = text.starts_with('[') && text.ends_with(']');
                if *is_code {
                    part.push(line);
                } else if !is_attributes && text != "+" && text != "!===" {
                    let marker = super::list::marker(text).map_or(0, |marker| marker.words);
                    part.push(Span::new(line.start + marker as u32, line.end));
                }
            }
        }
        parts
    }

    /// Whether the first row names the columns: it is said so, or the row stands on the line
    /// after the delimiter, a blank line follows, and a cell begins after that.
    fn has_header(&self) -> bool {
        if self.block.has_option("header") {
            return true;
        }
        let text = |line: &Line| &self.source[line.span.range()];
        let mut rest = self
            .lines
            .iter()
            .map(text)
            .skip_while(|text| !text.is_empty());
        let cell = rest.find(|text| !text.is_empty()).is_none_or(|text| {
            let head = text.split(char::from(self.sign)).next().unwrap_or_default();
            self.sign != b'|' || head.is_empty() || (head != text && spec_start(head) == 0)
        });
        let empty = |index: usize| {
            self.lines
                .get(index)
                .is_some_and(|line| line.span.is_empty())
        };
        !self.block.has_option("noheader") && !empty(0) && empty(1) && cell
    }

    /// What `cols` says: a style for each column.
    fn column_styles(&self) -> Vec<Style> {
        let mut styles = Vec::new();
        let Some(columns) = self.block.named("cols") else {
            return styles;
        };
        if let Ok(count) = columns.parse::<usize>() {
            return vec![Style::default(); count.clamp(1, MOST_COLUMNS)];
        }
        for column in columns.split([',', ';']) {
            let column = column.trim();
            let (copies, rest) = match column.split_once('*') {
                Some((copies, rest)) => (copies.trim().parse().unwrap_or(1), rest),
                None => (1, column),
            };
            let style = rest.chars().next_back().and_then(style).unwrap_or_default();
            let room = MOST_COLUMNS - styles.len();
            styles.extend(std::iter::repeat_n(style, copies.min(room)));
        }
        styles
    }

    /// The cells, and how many of them stand on the first line.
    fn cells(&self) -> (Vec<Cell<'s>>, usize) {
        let format = self.block.named("format").unwrap_or("psv");
        let separator = self.block.named("separator").and_then(|sign| match sign {
            "\\t" => Some(b'\t'),
            sign => sign.bytes().next().filter(u8::is_ascii),
        });
        match (self.sign, format) {
            (b',', _) | (_, "csv") => self.fields(separator.unwrap_or(b',')),
            (_, "tsv") => self.fields(separator.unwrap_or(b'\t')),
            (b':', _) | (_, "dsv") => self.barred(separator.unwrap_or(b':'), true),
            (sign, _) => self.barred(separator.unwrap_or(sign), false),
        }
    }

    fn fields(&self, separator: u8) -> (Vec<Cell<'s>>, usize) {
        let (Some(first), Some(last)) = (self.lines.first(), self.lines.last()) else {
            return (Vec::new(), 0);
        };
        let part = Span::new(first.span.start, last.span.end);
        let fields = separated::fields(self.source, part, separator);
        let first_line = fields
            .iter()
            .position(|field| field.ends_record)
            .map_or(0, |last| last + 1);
        let cells = fields.iter().map(|field| {
            let mut cell = self.cell(field.span.start);
            cell.flow.push_lines(field.span);
            cell
        });
        (cells.collect(), first_line)
    }

    /// A cell without words, at a byte of the source.
    fn cell(&self, at: u32) -> Cell<'s> {
        Cell {
            flow: Flow::new(self.source),
            at,
            style: None,
            columns: 1,
            rows: 1,
            copies: 1,
        }
    }

    /// Cells that begin with a bar, or fields between colons.
    fn barred(&self, separator: u8, between: bool) -> (Vec<Cell<'s>>, usize) {
        let mut cells: Vec<Cell<'s>> = Vec::new();
        let mut first_line = None;
        for line in self.lines {
            let text = &self.source[line.span.range()];
            if text.starts_with("//") && !text.starts_with("///") {
                continue;
            }
            let start = line.span.start;
            let mut from = 0;
            if between && !text.is_empty() {
                cells.push(self.cell(start));
            }
            for bar in memchr::memchr_iter(separator, text.as_bytes()) {
                if text[..bar].ends_with('\\') || bar < from {
                    continue;
                }
                let head = &text[from..bar];
                let spec = if between {
                    head.len()
                } else {
                    spec_start(head)
                };
                let words = Span::new(start + from as u32, start + (from + spec) as u32);
                if let Some(cell) = cells.last_mut() {
                    cell.flow.push(trimmed(self.source, words));
                }
                let mut cell = self.cell(start + bar as u32 + 1);
                apply_spec(&head[spec..], &mut cell);
                cells.push(cell);
                from = bar + 1;
            }
            if let Some(cell) = cells.last_mut() {
                let words = Span::new(start + from as u32, line.span.end);
                cell.flow.push(trimmed(self.source, words));
            }
            if !text.is_empty() && first_line.is_none() {
                first_line = Some(
                    cells
                        .iter()
                        .map(|cell| (cell.columns * cell.copies) as usize)
                        .sum(),
                );
            }
        }
        (cells, first_line.unwrap_or(0))
    }
}

fn trimmed(source: &str, span: Span) -> Span {
    let text = &source[span.range()];
    let start = span.end - text.trim_start().len() as u32;
    Span::new(start, start + text.trim().len() as u32)
}

/// Where the specification of a cell begins that ends the text before its bar: `2+`, `.3+^.>s`.
/// Spaces must stand before it.
fn spec_start(head: &str) -> usize {
    let last = head.rsplit(char::is_whitespace).next();
    let start = head.len() - last.map_or(0, str::len);
    let spec = &head[start..];
    let known = |c: char| c.is_ascii_digit() || ".+*<^>".contains(c);
    let last = spec.chars().next_back();
    let rest = spec.trim_end_matches(|c: char| style(c).is_some() || "des".contains(c));
    let whole = spec.len() - rest.len() <= 1
        && rest.chars().all(known)
        // A number alone is a word of the cell before.
        && (rest.is_empty() || rest.contains(['+', '*', '<', '^', '>']));
    if whole && last.is_some() {
        start
    } else {
        head.len()
    }
}

fn apply_spec(spec: &str, cell: &mut Cell<'_>) {
    cell.style = spec.chars().next_back().and_then(style);
    let number = |text: &str| text.parse::<u32>().ok().filter(|n| *n > 0);
    if let Some((copies, _)) = spec.split_once('*') {
        cell.copies = number(copies).unwrap_or(1).min(MOST_COLUMNS as u32);
    } else if let Some((spans, _)) = spec.split_once('+') {
        let (columns, rows) = spans.split_once('.').unwrap_or((spans, ""));
        cell.columns = number(columns).unwrap_or(1).min(MOST_COLUMNS as u32);
        cell.rows = number(rows).unwrap_or(1);
    }
}

/// The style that a letter names, as far as it says what the words are.
fn style(letter: char) -> Option<Style> {
    match letter {
        'a' => Some(Style::Blocks),
        'h' => Some(Style::Header),
        'l' | 'm' => Some(Style::Code),
        _ => None,
    }
}
