//! Labels: the cells of a table that name its rows and its columns.
//!
//! A cell that is marked as a header names its columns if no value stands in its row, and its row
//! otherwise. In a row without a marked cell, the first cell names the row; in a table
//! without a marked row, the first row names the columns if all of it is words or years. A column
//! may have labels on several levels: those that stand together, and any further up that are wider
//! or narrower (HTML Standard, 4.9.12.2: forming relationships between data cells and header
//! cells).

use super::Cell;
use crate::source::Span;

/// So many levels of labels are kept, the inner ones.
const MOST_LEVELS: usize = 8;

/// The labels of all tables of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// For each cell of the layout.
    cells: Vec<Place>,
    tables: Vec<Extent>,
    /// Lists of cells, each shared by those that have the same labels.
    lists: Vec<u32>,
}

/// Where a cell stands in its document, and what names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    names: Names,
    /// Its row and column, counted over all tables of the document.
    row: u32,
    column: u32,
    row_labels: List,
    column_labels: List,
}

/// A stretch of [`Labels::lists`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct List {
    start: u32,
    end: u32,
}

/// The rows and columns of a table, counted over the whole document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Extent {
    first_row: u32,
    rows: u32,
    first_column: u32,
    columns: u32,
}

/// What a cell names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Nothing: it holds a value, or nothing at all.
    #[default]
    Nothing,
    /// Its row.
    Row,
    /// Its column, or the columns it spans.
    Column,
}

impl Labels {
    /// The labels of the tables; each table comes with its cells, as indexes of `cells`.
    pub(super) fn find(
        text: &str,
        cells: &[Cell],
        tables: impl Iterator<Item = std::ops::Range<usize>>,
    ) -> Self {
        let mut labels = Self {
            cells: vec![Place::default(); cells.len()],
            ..Self::default()
        };
        for range in tables {
            labels.table(text, cells, range);
        }
        labels
    }

    /// What a cell names, by its index.
    pub fn names(&self, cell: usize) -> Names {
        self.place(cell).names
    }

    /// The cells that name the row of a cell, outermost first; none for a label.
    pub fn of_row(&self, cell: usize) -> &[u32] {
        self.list(self.place(cell).row_labels)
    }

    /// The cells that name the column of a cell, outermost first; none for one that names
    /// columns itself.
    pub fn of_column(&self, cell: usize) -> &[u32] {
        self.list(self.place(cell).column_labels)
    }

    /// The row of a cell, counted over all tables of the document.
    pub fn row(&self, cell: usize) -> u32 {
        self.place(cell).row
    }

    /// The column of a cell, counted over all tables of the document.
    pub fn column(&self, cell: usize) -> u32 {
        self.place(cell).column
    }

    /// The cells of a row of the document.
    pub(super) fn cells_of_row(&self, row: u32) -> std::ops::Range<usize> {
        let before = |row| self.cells.partition_point(|place| place.row < row);
        before(row)..before(row.saturating_add(1))
    }

    /// How many rows the tables of the document have.
    pub fn rows(&self) -> u32 {
        self.tables
            .last()
            .map_or(0, |last| last.first_row + last.rows)
    }

    /// How many columns the tables of the document have.
    pub fn columns(&self) -> u32 {
        self.tables
            .last()
            .map_or(0, |last| last.first_column + last.columns)
    }

    /// The numbers of the rows of a table, by its index.
    pub fn rows_of(&self, table: usize) -> std::ops::Range<u32> {
        let table = self.tables.get(table).copied().unwrap_or_default();
        table.first_row..table.first_row + table.rows
    }

    /// The numbers of the columns of a table, by its index.
    pub fn columns_of(&self, table: usize) -> std::ops::Range<u32> {
        let table = self.tables.get(table).copied().unwrap_or_default();
        table.first_column..table.first_column + table.columns
    }

    fn place(&self, cell: usize) -> Place {
        self.cells.get(cell).copied().unwrap_or_default()
    }

    fn list(&self, list: List) -> &[u32] {
        self.lists
            .get(list.start as usize..list.end as usize)
            .unwrap_or_default()
    }

    fn write(&mut self, list: impl Iterator<Item = u32>) -> List {
        let start = self.lists.len() as u32;
        self.lists.extend(list);
        List {
            start,
            end: self.lists.len() as u32,
        }
    }

    /// Adds the next table of the document.
    fn table(&mut self, text: &str, all: &[Cell], range: std::ops::Range<usize>) {
        let first = range.start;
        let cells = &all[range];
        let count = |end: fn(&Cell) -> u32| cells.iter().map(end).max().unwrap_or(0);
        let rows = count(|cell| cell.row.saturating_add(1));
        let columns = count(|cell| cell.column.saturating_add(cell.columns));
        let extent = Extent {
            first_row: self.rows(),
            rows,
            first_column: self.columns(),
            columns,
        };
        self.tables.push(extent);
        let mut stacks: Vec<Stack> = vec![Stack::default(); columns as usize];
        let mut reaching: Vec<(u32, u32)> = Vec::new();
        let unmarked = unmarked_header_row(text, cells);
        let mut at = 0;
        for row in cells.chunk_by(|one, other| one.row == other.row) {
            let number = row[0].row;
            let names = |cell: &Cell| {
                if !cell.is_header && unmarked != Some(number) {
                    Names::Nothing
                } else if unmarked == Some(number) || !row.iter().any(is_value) {
                    Names::Column
                } else {
                    Names::Row
                }
            };
            let is_header_row = row.iter().any(|cell| names(cell) == Names::Column);
            reaching.retain(|(_, end)| *end > number);
            let mut own: Vec<usize> = (0..row.len())
                .filter(|index| names(&row[*index]) == Names::Row && !row[*index].span.is_empty())
                .collect();
            if own.is_empty() && reaching.is_empty() && !is_header_row {
                own.extend(first_of_row(text, row));
            }
            for index in &own {
                let cell = &row[*index];
                reaching.push((
                    (first + at + index) as u32,
                    number.saturating_add(cell.rows),
                ));
            }
            let outer = reaching.len().saturating_sub(MOST_LEVELS);
            let row_list = self.write(reaching[outer..].iter().map(|(cell, _)| *cell));
            for (index, cell) in row.iter().enumerate() {
                let id = first + at + index;
                let names = match names(cell) {
                    Names::Nothing if own.contains(&index) => Names::Row,
                    names => names,
                };
                let spanned = cell.column as usize..(cell.column + cell.columns) as usize;
                let mut place = Place {
                    names,
                    row: extent.first_row + cell.row,
                    column: extent.first_column + cell.column,
                    ..Place::default()
                };
                if names == Names::Column {
                    for stack in &mut stacks[spanned] {
                        stack.push(id as u32, cell);
                    }
                } else {
                    if names == Names::Nothing {
                        place.row_labels = row_list;
                    }
                    let stack = &mut stacks[cell.column as usize];
                    let list = stack.list;
                    place.column_labels =
                        list.unwrap_or_else(|| self.write(stack.levels.iter().map(Level::cell)));
                    stack.list = Some(place.column_labels);
                    stacks[spanned].iter_mut().for_each(Stack::close);
                }
                self.cells[id] = place;
            }
            at += row.len();
        }
    }
}

/// The labels above the next row of a column.
#[derive(Clone, Debug, Default)]
struct Stack {
    levels: Vec<Level>,
    /// Whether a value has come since the last label.
    closed: bool,
    /// The levels as a list, where it is written already.
    list: Option<List>,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    cell: u32,
    /// The columns it spans.
    span: (u32, u32),
    /// Whether values stand between it and the next row.
    further_up: bool,
}

impl Level {
    fn cell(&self) -> u32 {
        self.cell
    }
}

impl Stack {
    fn push(&mut self, id: u32, cell: &Cell) {
        if self.closed {
            self.closed = false;
            self.levels
                .iter_mut()
                .for_each(|level| level.further_up = true);
        }
        let span = (cell.column, cell.columns);
        self.levels
            .retain(|level| !level.further_up || level.span != span);
        if cell.span.is_empty() {
            return;
        }
        if self.levels.len() == MOST_LEVELS {
            self.levels.remove(0);
        }
        self.levels.push(Level {
            cell: id,
            span,
            further_up: false,
        });
        self.list = None;
    }

    fn close(&mut self) {
        self.closed = true;
    }
}

fn is_value(cell: &Cell) -> bool {
    !cell.is_header && !cell.span.is_empty()
}

/// The row that names the columns of a table in which no row is marked to do so.
fn unmarked_header_row(text: &str, cells: &[Cell]) -> Option<u32> {
    let mut rows = cells.chunk_by(|one, other| one.row == other.row);
    let marked = rows
        .clone()
        .any(|row| row.iter().any(|cell| cell.is_header) && !row.iter().any(is_value));
    let written = |row: &[Cell]| row.iter().filter(|cell| !cell.span.is_empty()).count();
    // A line over the whole width is a title.
    let first = rows.find(|row| written(row) > 1)?;
    let named = first
        .iter()
        .filter(|cell| !cell.span.is_empty())
        .all(|cell| is_label(&text[cell.span.range()]));
    (!marked && named && rows.next().is_some()).then_some(first[0].row)
}

/// The cell that names a row in which none is marked to do so: the first, or the first that has
/// words if those before it are empty.
fn first_of_row(text: &str, row: &[Cell]) -> Option<usize> {
    let index = row.iter().position(|cell| !cell.span.is_empty())?;
    let cell = &row[index];
    (cell.column == 0 || is_label(&text[cell.span.range()])).then_some(index)
}

/// Whether words name a row or a column rather than being its value: they begin with a letter, or
/// are a year, a date or a sign alone.
fn is_label(words: &str) -> bool {
    let mut parts = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let Some(first) = parts.next() else {
        return true;
    };
    let is_year = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |part: &str| part.len() > 2 && part.chars().all(char::is_alphabetic);
    first.starts_with(char::is_alphabetic)
        || (is_year && words.starts_with(first) && matches!(first.as_bytes()[0], b'1' | b'2'))
        || parts.next().is_some_and(is_month)
}

/// The spans of the cells that name rows or columns.
pub(super) fn zone(cells: &[Cell], labels: &Labels) -> Vec<Span> {
    cells
        .iter()
        .enumerate()
        .filter(|(index, cell)| labels.names(*index) != Names::Nothing && !cell.span.is_empty())
        .map(|(_, cell)| cell.span)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table from rows of cells: `*` before one marks it as a header, `>` makes it two columns
    /// wide, `v` two rows high.
    struct Sample {
        text: String,
        cells: Vec<Cell>,
        labels: Labels,
    }

    impl Sample {
        fn new(rows: &[&[&str]]) -> Self {
            let mut text = String::new();
            let mut cells = Vec::new();
            let mut reached: Vec<u32> = vec![0; 16];
            for (row, words) in rows.iter().enumerate() {
                let row = row as u32;
                let mut column = 0;
                for written in *words {
                    let words = written.trim_start_matches(['*', '>', 'v']);
                    let signs = &written[..written.len() - words.len()];
                    while reached[column as usize] > row {
                        column += 1;
                    }
                    let start = text.len() as u32;
                    text.push_str(words);
                    let cell = Cell {
                        span: Span::new(start, text.len() as u32),
                        row,
                        column,
                        rows: 1 + u32::from(signs.contains('v')),
                        columns: 1 + u32::from(signs.contains('>')),
                        is_header: signs.contains('*'),
                    };
                    for spanned in column..column + cell.columns {
                        reached[spanned as usize] = row + cell.rows;
                    }
                    column += cell.columns;
                    cells.push(cell);
                    text.push('|');
                }
            }
            let labels = Labels::find(&text, &cells, std::iter::once(0..cells.len()));
            Self {
                text,
                cells,
                labels,
            }
        }

        /// The labels of the cell with these words: "row / column".
        fn labels_of(&self, words: &str) -> String {
            let words_of = |id: &usize| &self.text[self.cells[*id].span.range()];
            let cell = (0..self.cells.len())
                .find(|id| words_of(id) == words)
                .expect("a cell has these words");
            let joined = |list: &[u32]| {
                let words: Vec<&str> = list.iter().map(|id| words_of(&(*id as usize))).collect();
                words.join(" ")
            };
            format!(
                "{} / {}",
                joined(self.labels.of_row(cell)),
                joined(self.labels.of_column(cell))
            )
        }

        fn all_labels(&self) -> Vec<&str> {
            zone(&self.cells, &self.labels)
                .iter()
                .map(|span| &self.text[span.range()])
                .collect()
        }
    }

    #[test]
    fn a_value_is_named_by_its_row_and_its_column() {
        let table = Sample::new(&[
            &["*Oblast", "*Killed", "*Wounded"],
            &["Kyiv", "7", "19"],
            &["Total", "12", "31"],
        ]);
        assert_eq!(table.labels_of("7"), "Kyiv / Killed");
        assert_eq!(table.labels_of("31"), "Total / Wounded");
        assert_eq!(
            table.all_labels(),
            ["Oblast", "Killed", "Wounded", "Kyiv", "Total"]
        );
    }

    #[test]
    fn what_names_a_row_stands_in_a_column_itself() {
        for kyiv in ["Kyiv", "*Kyiv"] {
            let table = Sample::new(&[&["*Oblast", "*Killed"], &[kyiv, "7"]]);
            assert_eq!(table.labels_of("Kyiv"), " / Oblast");
            assert_eq!(table.labels_of("Killed"), " / ");
        }
    }

    #[test]
    fn without_marks_the_first_row_names_the_columns_if_it_holds_no_figures() {
        for first in [
            ["Name", "Age", "Born"],
            ["", "2024", "2023"],
            ["", "2023/24", "30 June 2024"],
            ["Item", "%", "$ million"],
        ] {
            let table = Sample::new(&[&first, &["Ann", "30", "1990"]]);
            assert_eq!(table.labels_of("30"), format!("Ann / {}", first[1]));
        }
        for first in [
            ["Bob", "40", "1980"],
            ["Bob", "1,234", "b"],
            ["Bob", "5%", "b"],
        ] {
            let table = Sample::new(&[&first, &["Ann", "30", "1990"]]);
            assert_eq!(table.labels_of("30"), "Ann / ", "{first:?}");
        }
    }

    #[test]
    fn a_title_over_the_table_names_no_column() {
        let table = Sample::new(&[&[">Results", ""], &["Name", "Age"], &["Ann", "30"]]);
        assert_eq!(table.labels_of("30"), "Ann / Age");
    }

    #[test]
    fn labels_on_several_levels_are_joined_from_the_outside() {
        let table = Sample::new(&[
            &["*v", "*>2024", "*>2023"],
            &["*Men", "*Women", "*Boys", "*Girls"],
            &["Ann", "1", "2", "3", "4"],
        ]);
        assert_eq!(table.labels_of("1"), "Ann / 2024 Men");
        assert_eq!(table.labels_of("4"), "Ann / 2023 Girls");
        let rows = Sample::new(&[
            &["*Place", "*Town", "*n"],
            &["*vNorth", "*Aa", "1"],
            &["*Bb", "2"],
            &["*South", "*Cc", "3"],
        ]);
        assert_eq!(rows.labels_of("2"), "North Bb / n");
        assert_eq!(rows.labels_of("3"), "South Cc / n");
    }

    #[test]
    fn labels_further_down_take_the_place_of_those_of_their_width() {
        let table = Sample::new(&[
            &["*a", "*b"],
            &["Ann", "1"],
            &["*>Later"],
            &["Bob", "2"],
            &["*c", "*d"],
            &["Cy", "3"],
        ]);
        assert_eq!(table.labels_of("1"), "Ann / b");
        assert_eq!(table.labels_of("2"), "Bob / b Later");
        assert_eq!(table.labels_of("3"), "Cy / Later d");
    }

    #[test]
    fn a_row_is_named_by_its_first_words_even_behind_an_empty_cell() {
        let table = Sample::new(&[&["*", "*", "*n"], &["", "Sum", "5"], &["", "6", "7"]]);
        assert_eq!(table.labels_of("5"), "Sum / n");
        assert_eq!(table.labels_of("7"), " / n");
    }

    #[test]
    fn a_first_cell_over_several_rows_names_them_all() {
        let table = Sample::new(&[&["*r", "*n"], &["vKyiv", "7"], &["8"], &["Lviv", "9"]]);
        assert_eq!(table.labels_of("8"), "Kyiv / n");
        assert_eq!(table.labels_of("9"), "Lviv / n");
    }
}
