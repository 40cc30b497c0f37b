//! Rows and columns of tables that are nothing but figures, so that they can be added up.

use std::ops::Range;

use crate::document::token::{Token, tokenize};
use crate::document::{Layout, Names};
use crate::source::Span;
use crate::value::{self, Annotations, CellContent, Origin, Words};

/// Which rows and columns of a document's tables are figures, besides their labels.
#[derive(Debug)]
pub(super) struct Figures {
    rows: Vec<Line>,
    columns: Vec<Line>,
}

/// What is known of a row or a column.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    /// How many columns, or rows, hold a figure, a sign for none or, in a row, its label.
    filled: u32,
    /// Whether one of them is a figure.
    has_figure: bool,
    /// Whether something else stands in it.
    has_other: bool,
    /// Whether it has any words.
    has_words: bool,
    /// Whether it names columns.
    is_header: bool,
    is_of_figures: bool,
}

impl Figures {
    pub(super) fn find(text: &str, layout: &Layout, origin: Origin) -> Self {
        let mut figures = Self {
            rows: vec![Line::default(); layout.labels.rows() as usize],
            columns: vec![Line::default(); layout.labels.columns() as usize],
        };
        let mut memory = (Vec::new(), Annotations::default());
        for (index, cell) in layout.cells.iter().enumerate() {
            let content = content(text, layout, cell.span, origin, &mut memory);
            figures.add(index, content, layout);
        }
        for table in 0..layout.tables.len() {
            figures.settle(
                layout.labels.rows_of(table),
                layout.labels.columns_of(table),
            );
        }
        figures
    }

    /// Whether a row, by its number in the document, has a label and besides it nothing but
    /// figures and signs for none, one under each column.
    pub(super) fn is_row(&self, row: u32) -> bool {
        self.rows
            .get(row as usize)
            .is_some_and(|row| row.is_of_figures)
    }

    /// Whether a column has nothing but figures and signs for none below its labels, one in each
    /// row.
    pub(super) fn is_column(&self, column: u32) -> bool {
        let column = self.columns.get(column as usize);
        column.is_some_and(|column| column.is_of_figures)
    }

    fn add(&mut self, index: usize, content: CellContent, layout: &Layout) {
        let cell = &layout.cells[index];
        let row = &mut self.rows[layout.labels.row(index) as usize];
        let first = layout.labels.column(index) as usize;
        row.has_words |= !cell.span.is_empty();
        match layout.labels.names(index) {
            Names::Column => row.is_header = true,
            Names::Row => row.filled += cell.columns,
            Names::Nothing => {
                let is_figure = content == CellContent::Figure;
                let fits = content != CellContent::Other && cell.rows == 1 && cell.columns == 1;
                row.filled += cell.columns;
                row.has_figure |= is_figure;
                row.has_other |= !fits;
                // An empty row parts others and says nothing; any other empty cell leaves a gap.
                if !cell.span.is_empty() {
                    for column in &mut self.columns[first..first + cell.columns as usize] {
                        column.filled += 1;
                        column.has_figure |= is_figure;
                        column.has_other |= !fits;
                    }
                }
            }
        }
    }

    fn settle(&mut self, rows: Range<u32>, columns: Range<u32>) {
        let wide = columns.end - columns.start;
        let mut high = 0;
        for row in &mut self.rows[rows.start as usize..rows.end as usize] {
            high += u32::from(row.has_words && !row.is_header);
            row.is_of_figures =
                row.has_figure && !row.has_other && !row.is_header && row.filled == wide;
        }
        for column in &mut self.columns[columns.start as usize..columns.end as usize] {
            column.is_of_figures = column.has_figure && !column.has_other && column.filled == high;
        }
    }
}

/// What a cell holds, if it is short enough to be a figure.
fn content(
    text: &str,
    layout: &Layout,
    cell: Span,
    origin: Origin,
    (tokens, annotations): &mut (Vec<Token>, Annotations),
) -> CellContent {
    tokens.clear();
    if cell.end - cell.start <= value::LONGEST_CELL {
        tokenize(text, cell, tokens);
    }
    annotations.annotate(text, tokens, origin.language);
    let words = Words::new(text, layout, tokens, annotations, origin);
    value::cell_content(&words)
}
