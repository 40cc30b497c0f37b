//! Grid tables: cells in boxes drawn with `-`, `=`, `|` and `+` (docutils, "Grid Tables").

use super::shape::width;
use crate::document::composer::CellShape;
use crate::source::Span;

/// A line cut by columns, as a terminal shows it.
pub(super) struct Slices<'s> {
    source: &'s str,
    /// For every column, the byte where the character in it begins; one more for the end.
    bytes: Vec<u32>,
}

impl<'s> Slices<'s> {
    /// The line of these bytes, whose first character stands in the column `indent`.
    pub(super) fn new(source: &'s str, line: Span, indent: u32) -> Self {
        let mut bytes = vec![line.start; indent as usize];
        for (at, c) in source[line.range()].char_indices() {
            for _ in 0..width(c) {
                bytes.push(line.start + at as u32);
            }
        }
        bytes.push(line.end);
        Self { source, bytes }
    }

    /// How many columns it has.
    pub(super) fn len(&self) -> u32 {
        self.bytes.len() as u32 - 1
    }

    fn byte(&self, column: u32) -> u32 {
        let last = self.bytes.len() - 1;
        self.bytes[(column as usize).min(last)]
    }

    /// The words from one column up to another.
    pub(super) fn slice(&self, from: u32, to: u32) -> Span {
        let (start, end) = (self.byte(from), self.byte(to.max(from)));
        let text = &self.source[start as usize..end as usize];
        let trimmed = end - text.trim_start().len() as u32;
        Span::new(trimmed, trimmed + text.trim().len() as u32)
    }

    /// Whether there are no words from one column up to another.
    pub(super) fn is_blank(&self, from: u32, to: u32) -> bool {
        self.slice(from, to).is_empty()
    }

    fn sign(&self, column: u32) -> u8 {
        let byte = self.byte(column) as usize;
        self.source
            .as_bytes()
            .get(byte)
            .copied()
            .unwrap_or_default()
    }
}

/// A cell of a grid.
pub(super) struct Cell {
    pub row: u32,
    column: u32,
    pub at: u32,
    pub shape: CellShape,
    /// Its lines.
    pub lines: Vec<Span>,
}

/// The cells of a grid table by row and column; none if the lines are no grid.
///
/// The signs `+` on all borders cut the table into columns. A border under a column ends its cell;
/// columns with no `|` between them are one cell.
pub(super) fn cells(source: &str, lines: &[Span]) -> Option<Vec<Cell>> {
    let lines: Vec<Slices<'_>> = lines
        .iter()
        .map(|line| Slices::new(source, *line, 0))
        .collect();
    let width = lines.first()?.len();
    let last = lines.last()?;
    let is_whole = |line: &Slices<'_>| line.len() == width;
    let closed = last.sign(0) == b'+' && lines.len() > 2;
    if !closed || !lines.iter().all(is_whole) {
        return None;
    }
    let borders = borders(&lines, width);
    let header_end = lines.iter().position(|line| line.sign(1) == b'=');
    let mut open: Vec<Option<usize>> = vec![None; borders.len() - 1];
    let mut cells: Vec<Cell> = Vec::new();
    // The row of each line: how many lines with a border stand above it.
    let mut row = 0;
    for (index, line) in lines.iter().enumerate() {
        let is_border: Vec<bool> = borders
            .windows(2)
            .map(|pair| is_border(line, pair[0], pair[1]))
            .collect();
        if is_border.iter().any(|border| *border) {
            for (column, _) in is_border.iter().enumerate().filter(|(_, border)| **border) {
                if let Some(cell) = open[column].take() {
                    cells[cell].shape.rows = row - cells[cell].row;
                }
            }
            row += 1;
        }
        let mut column = 0;
        while column < is_border.len() {
            if is_border[column] {
                column += 1;
                continue;
            }
            let cell = match open[column] {
                Some(cell) => cell,
                None => {
                    let mut end = column + 1;
                    while end < is_border.len()
                        && !is_border[end]
                        && open[end].is_none()
                        && !matches!(line.sign(borders[end]), b'|' | b'+')
                    {
                        end += 1;
                    }
                    open[column..end].fill(Some(cells.len()));
                    cells.push(Cell {
                        row,
                        column: column as u32,
                        at: line.byte(borders[column] + 1),
                        shape: CellShape {
                            is_header: header_end.is_some_and(|header| index < header),
                            rows: 1,
                            columns: (end - column) as u32,
                        },
                        lines: Vec::new(),
                    });
                    cells.len() - 1
                }
            };
            let mut end = column + 1;
            while open.get(end) == Some(&Some(cell)) {
                end += 1;
            }
            cells[cell]
                .lines
                .push(line.slice(borders[column] + 1, borders[end]));
            column = end;
        }
    }
    cells.sort_by_key(|cell| (cell.row, cell.column));
    for cell in &mut cells {
        cell.shape.rows = cell.shape.rows.max(1);
    }
    Some(cells)
}

/// The columns where cells may begin or end: where a `+` stands on a border.
fn borders(lines: &[Slices<'_>], width: u32) -> Vec<u32> {
    let mut is_border = vec![false; width as usize];
    for line in lines {
        for column in 0..width {
            let joined = |column: u32| matches!(line.sign(column), b'-' | b'=' | b'+');
            let beside = column.checked_sub(1).is_some_and(joined)
                || (column + 1 < width && joined(column + 1));
            if line.sign(column) == b'+' && beside {
                is_border[column as usize] = true;
            }
        }
    }
    is_border[0] = true;
    is_border[width as usize - 1] = true;
    (0..width)
        .filter(|column| is_border[*column as usize])
        .collect()
}

fn is_border(line: &Slices<'_>, from: u32, to: u32) -> bool {
    to > from + 1
        && matches!(line.sign(from), b'+' | b'-' | b'=')
        && (from + 1..to).all(|column| matches!(line.sign(column), b'-' | b'='))
}
