//! Tables: cells between `&`, rows ended by `\\`.

use memchr::memmem;

use crate::document::composer::CellShape;
use crate::document::writer::Writer;

/// A table that is read. Its rows and cells are begun where words are, so that a rule at its end
/// makes no row.
pub(super) struct Table {
    /// Rows before this byte of the source name the columns.
    header_end: usize,
    /// What is set again on every page of a long table.
    repeated: (usize, usize),
    row: u32,
    column: usize,
    has_row: bool,
    /// How many columns the cell spans, once it is begun.
    cell: Option<u32>,
    /// For each column, the first row that no cell above reaches.
    free_from: Vec<u32>,
}

/// No table is taken to have more columns.
const MOST_COLUMNS: usize = 1000;

impl Table {
    /// A table whose cells stand between these bytes of the source.
    ///
    /// Its header ends at `\midrule` (booktabs), at `\endfirsthead` or `\endhead` (longtable), or
    /// at a `\hline` after the first row.
    pub(super) fn new(source: &str, body: usize, end: usize) -> Self {
        let text = source.get(body..end).unwrap_or_default();
        let find = |sign: &str| memmem::find(text.as_bytes(), sign.as_bytes());
        let mut repeated = (0, 0);
        let long = find("\\endfirsthead").or_else(|| find("\\endhead"));
        let header_end = if let Some(head) = long {
            let last = ["\\endhead", "\\endfoot", "\\endlastfoot"]
                .iter()
                .filter_map(|sign| memmem::rfind(text.as_bytes(), sign.as_bytes()))
                .max();
            repeated = (body + head, body + last.unwrap_or(head).max(head));
            head
        } else {
            find("\\midrule")
                .or_else(|| rule_after_first_row(text))
                .unwrap_or(0)
        };
        Self {
            header_end: body + header_end,
            repeated,
            row: 0,
            column: 0,
            has_row: false,
            cell: None,
            free_from: Vec::new(),
        }
    }

    /// Where to go on from a byte: behind what is set again on every page.
    pub(super) fn skip_repeated(&self, at: usize) -> Option<usize> {
        (self.repeated.0..self.repeated.1)
            .contains(&at)
            .then_some(self.repeated.1)
    }

    /// Makes sure that a cell is begun at this byte of the source; one that is not spans so many
    /// columns and rows.
    pub(super) fn begin(&mut self, columns: u32, rows: u32, at: usize, writer: &mut Writer<'_>) {
        if self.cell.is_some() {
            return;
        }
        if !self.has_row {
            writer.begin_row(at as u32);
            self.has_row = true;
        }
        let columns = columns.clamp(1, MOST_COLUMNS as u32);
        let rows = rows.max(1);
        let is_header = at < self.header_end;
        let shape = CellShape {
            is_header,
            rows,
            columns,
        };
        writer.begin_cell(shape, at as u32);
        self.cell = Some(columns);
        let end = (self.column + columns as usize).min(MOST_COLUMNS);
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        if self.column < end {
            self.free_from[self.column..end].fill(self.row.saturating_add(rows));
        }
    }

    /// Ends the cell at a `&`. One without words is a cell too, unless one above reaches into it.
    pub(super) fn end_cell(&mut self, at: usize, writer: &mut Writer<'_>) {
        let free_from = self.free_from.get(self.column).copied().unwrap_or(0);
        if free_from <= self.row {
            self.begin(1, 1, at, writer);
        }
        self.column += self.cell.take().unwrap_or(1) as usize;
    }

    /// Ends the row at a `\\`.
    pub(super) fn end_row(&mut self, at: usize, writer: &mut Writer<'_>) {
        if self.has_row || self.column > 0 || self.cell.is_some() {
            self.end_cell(at, writer);
            self.row += 1;
        }
        self.has_row = false;
        self.column = 0;
        self.cell = None;
    }
}

/// Where the first row of a table without booktabs ends, if a rule and another row follow it.
fn rule_after_first_row(text: &str) -> Option<usize> {
    let end = memmem::find(text.as_bytes(), b"\\\\")? + 2;
    let rest = &text[end..];
    let rest = rest
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .map_or(rest, |(_, rest)| rest);
    let rule = rest.trim_start();
    let after = rule
        .strip_prefix("\\hline")
        .or_else(|| rule.strip_prefix("\\toprule"))?;
    after.contains('&').then_some(end)
}
