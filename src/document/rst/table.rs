//! Tables: grids, columns under rules, comma-separated values, lists of lists.

use super::directive::Parts;
use super::grid::{self, Slices};
use super::shape;
use super::{Line, Range, Reader};
use crate::document::composer::CellShape;
use crate::document::inline::Flow;
use crate::document::separated;
use crate::source::Span;

/// How the rows of a table stand in the content of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// As a table.
    Marked,
    /// As comma-separated values.
    Separated,
    /// As a list of lists.
    Items,
}

impl<'s> Reader<'s> {
    /// Reads the table that begins with a line, if one does; gives the line after it.
    pub(super) fn table(&mut self, range: Range) -> Option<usize> {
        let text = self.text(range.from);
        if text.starts_with("+-") && text.ends_with("-+") {
            return self.grid_table(range);
        }
        if text.starts_with('=') && text.contains(' ') {
            return self.simple_table(range);
        }
        None
    }

    fn grid_table(&mut self, Range { from, to }: Range) -> Option<usize> {
        let is_row = |line: &&Line| {
            let text = &self.source[line.span.range()];
            text.starts_with(['+', '|']) && text.ends_with(['+', '|'])
        };
        let rows = self.lines[from..to].iter().take_while(is_row);
        let spans: Vec<Span> = rows.map(|line| line.span).collect();
        let cells = grid::cells(self.source, &spans)?;
        self.writer.begin_table();
        let mut row = None;
        for cell in cells {
            if row != Some(cell.row) {
                self.writer.begin_row(cell.at);
                row = Some(cell.row);
            }
            self.writer.begin_cell(cell.shape, cell.at);
            self.write_cell(&cell.lines);
        }
        self.writer.end_table();
        Some(from + spans.len())
    }

    /// Writes the lines of a cell, without the markers of items.
    fn write_cell(&mut self, lines: &[Span]) {
        let mut flow = Flow::new(self.source);
        for line in lines {
            let text = &self.source[line.range()];
            let marker = shape::bullet(text).or_else(|| shape::enumerator(text));
            let lines_sign = usize::from(text.starts_with("| ")) * 2;
            let words = marker.unwrap_or(lines_sign) as u32;
            flow.push(Span::new(line.start + words, line.end));
        }
        self.write(&flow);
    }

    /// A table of columns under rules of `=` (docutils, "Simple Tables"): a line with words in
    /// the first column begins a row, words across the gap between two columns span both.
    fn simple_table(&mut self, Range { from, to }: Range) -> Option<usize> {
        let columns = columns(self.text(from))?;
        if self.no_simple_table == Some(to) {
            return None;
        }
        let ends = |index: usize| is_rule(self.text(index), b'=');
        let end = (from + 1..to)
            .find(|index| ends(*index) && (*index + 1 >= to || self.is_blank(index + 1)));
        let Some(end) = end else {
            self.no_simple_table = Some(to);
            return None;
        };
        let header = (from + 1..end).find(|index| ends(*index)).unwrap_or(from);
        let margin = self.line(from).indent;
        self.writer.begin_table();
        let mut row: Vec<SimpleCell> = Vec::new();
        let mut is_header = header > from;
        for index in from + 1..=end {
            let text = self.text(index);
            let is_ruled = is_rule(text, b'=') || is_rule(text, b'-');
            let line = self.line(index);
            let in_first = line.indent < margin + columns.first().map_or(1, |column| column.1);
            if is_ruled || (!text.is_empty() && in_first) {
                self.simple_row(&mut row, is_header);
            }
            is_header &= index != header;
            if !text.is_empty() && !is_ruled {
                let indent = line.indent.saturating_sub(margin);
                let slices = Slices::new(self.source, line.span, indent);
                add_line(&mut row, &slices, &columns);
            }
        }
        self.writer.end_table();
        Some(end + 1)
    }

    fn simple_row(&mut self, row: &mut Vec<SimpleCell>, is_header: bool) {
        let cells = std::mem::take(row);
        let Some(at) = cells
            .first()
            .and_then(|cell| cell.lines.first())
            .map(|line| line.start)
        else {
            return;
        };
        self.writer.begin_row(at);
        for cell in &cells {
            let shape = CellShape {
                columns: cell.columns,
                ..CellShape::single(is_header)
            };
            let at = cell.lines.first().map_or(at, |line| line.start);
            self.writer.begin_cell(shape, at);
            self.write_cell(&cell.lines);
        }
    }

    /// The table in the content of a directive.
    pub(super) fn listed_table(&mut self, rows: Rows, parts: &Parts<'s>) {
        let header_rows = parts.count("header-rows");
        let stubs = parts.count("stub-columns");
        self.writer.begin_table();
        if let Some(header) = parts.option("header") {
            let (from, to) = (
                header.span(0, 0).start,
                header.span(0, header.text().len()).end,
            );
            self.separated_rows(Span::new(from, to), b',', usize::MAX, 0);
        }
        let Range { from, to } = parts.content;
        match rows {
            Rows::Separated if from < to => {
                let delimiter =
                    parts
                        .option("delim")
                        .map_or(b',', |value| match value.text().trim() {
                            "tab" => b'\t',
                            "space" => b' ',
                            other => other.bytes().next().filter(u8::is_ascii).unwrap_or(b','),
                        });
                let part = Span::new(self.line(from).span.start, self.line(to - 1).next);
                self.separated_rows(part, delimiter, header_rows, stubs);
            }
            Rows::Items => self.item_rows(parts.content, header_rows, stubs),
            Rows::Separated | Rows::Marked => {}
        }
        self.writer.end_table();
    }

    fn separated_rows(&mut self, part: Span, delimiter: u8, header_rows: usize, stubs: usize) {
        let (mut row, mut column) = (0, 0);
        for field in separated::fields(self.source, part, delimiter) {
            if column == 0 {
                self.writer.begin_row(field.span.start);
            }
            let is_header = row < header_rows || column < stubs;
            self.writer
                .begin_cell(CellShape::single(is_header), field.span.start);
            let mut flow = Flow::new(self.source);
            flow.push_lines(field.span);
            self.write(&flow);
            column += 1;
            if field.ends_record {
                column = 0;
                row += 1;
            }
        }
    }

    /// A list whose items are lists: an item at the margin is a row, one in it is a cell.
    fn item_rows(&mut self, range: Range, header_rows: usize, stubs: usize) {
        let margin = self.indent_of(range);
        let mut rows = 0;
        let mut columns = 0;
        let mut cell: Vec<Span> = Vec::new();
        let mut inner = None;
        for index in range.from..range.to {
            let line = self.line(index);
            let mut span = line.span;
            let mut indent = line.indent;
            let marker = shape::bullet(self.text(index));
            if indent == margin
                && let Some(words) = marker
            {
                self.write_cell(&std::mem::take(&mut cell));
                self.writer.begin_row(span.start);
                rows += 1;
                columns = 0;
                inner = None;
                span.start += words as u32;
                indent += words as u32;
            }
            let text = &self.source[span.range()];
            let inner_marker =
                shape::bullet(text).filter(|_| *inner.get_or_insert(indent) == indent);
            if let Some(words) = inner_marker.filter(|_| rows > 0) {
                self.write_cell(&std::mem::take(&mut cell));
                let is_header = rows <= header_rows || columns < stubs;
                self.writer
                    .begin_cell(CellShape::single(is_header), span.start);
                columns += 1;
                span.start += words as u32;
            }
            if columns > 0 {
                cell.push(span);
            }
        }
        self.write_cell(&cell);
    }
}

struct SimpleCell {
    lines: Vec<Span>,
    columns: u32,
}

/// Where the columns under a rule begin and end; two at least.
fn columns(rule: &str) -> Option<Vec<(u32, u32)>> {
    let mut columns = Vec::new();
    let mut at = 0;
    for part in rule.split(' ') {
        let length = part.len() as u32;
        if part.bytes().any(|b| b != b'=') {
            return None;
        }
        if length > 0 {
            columns.push((at, at + length));
        }
        at += length + 1;
    }
    (columns.len() > 1).then_some(columns)
}

/// Whether a line is a rule over columns, drawn with this sign.
fn is_rule(line: &str, sign: u8) -> bool {
    line.as_bytes().first() == Some(&sign) && line.bytes().all(|b| b == sign || b == b' ')
}

/// Adds the words of a line to the cells of a row.
fn add_line(row: &mut Vec<SimpleCell>, slices: &Slices<'_>, columns: &[(u32, u32)]) {
    let mut index = 0;
    let mut number = 0;
    while let Some((start, _)) = columns.get(index).filter(|column| column.0 < slices.len()) {
        let last = match row.get(number) {
            Some(cell) => index + cell.columns as usize - 1,
            None => {
                // Words in the gap after a column belong to a cell that spans it.
                let gaps = columns[index..].windows(2);
                let spanned = gaps.take_while(|pair| !slices.is_blank(pair[0].1, pair[1].0));
                let last = index + spanned.count();
                row.push(SimpleCell {
                    lines: Vec::new(),
                    columns: (last - index + 1) as u32,
                });
                last
            }
        };
        let end = columns.get(last + 1).map_or(u32::MAX, |next| next.0);
        row[number].lines.push(slices.slice(*start, end));
        number += 1;
        index = last + 1;
    }
}
