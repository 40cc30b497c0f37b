//! Tables in plain text: rows with bars or tabs between their cells, or with cells that stand
//! under one another with gaps between them.

use super::shape::{self, Columns};

/// A run of lines with columns is a table from this many rows on.
const FEWEST_ROWS: usize = 3;
/// How many lines are looked at to see whether a table begins.
const LOOK_AHEAD: usize = 8;

/// A table found in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Where its columns stand, for one that is made of gaps.
    columns: Vec<Extent>,
}

/// A line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Only dashes and the like: it parts the rows.
    Rule,
    /// A row.
    Row(Vec<Cell>),
}

/// A cell of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Where its words begin, in bytes of the line.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// Its column, or the first of those it spans.
    pub column: u32,
    /// How many columns it spans.
    pub columns: u32,
    /// Whether a line of dashes under it marks it as a header.
    pub is_header: bool,
}

/// From where to where a column or a cell reaches, in characters of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Extent {
    start: usize,
    end: usize,
}

impl Extent {
    fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    fn join(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// The table that begins with the first of these lines, if one does. `above` is a table that ends
/// with the paragraph before them: rows that stand under its columns go on with it.
pub(super) fn table<'l>(
    line: impl Fn(usize) -> Option<&'l str>,
    above: Option<&Table>,
) -> Option<Table> {
    let first = line(0)?;
    match shape::columns(first) {
        Some(Columns::Bars(_)) => with_bars(line),
        Some(Columns::Tabs(count)) => with_tabs(line, count),
        Some(Columns::Gaps(_)) => above
            .and_then(|above| further_rows(&line, above))
            .or_else(|| with_gaps(&line)),
        None if shape::is_rule_of_table(first) => with_bars(line),
        None => None,
    }
}

/// Rows with bars: as many in each, unless a line of dashes follows the first row, which then is
/// the header of all rows below it.
fn with_bars<'l>(line: impl Fn(usize) -> Option<&'l str>) -> Option<Table> {
    let rule_at = |index: usize| line(index).is_some_and(shape::is_rule_of_table);
    let under_header = rule_at(1) && !rule_at(0);
    let mut lines = Vec::new();
    let mut bars = None;
    while let Some(text) = line(lines.len()) {
        if shape::is_rule_of_table(text) {
            if lines.last() == Some(&Line::Rule) {
                break;
            }
            lines.push(Line::Rule);
            continue;
        }
        let Some(Columns::Bars(count)) = shape::columns(text) else {
            break;
        };
        if !under_header && *bars.get_or_insert(count) != count {
            break;
        }
        let is_header = lines.is_empty() && under_header;
        lines.push(Line::Row(between_bars(text, is_header)));
    }
    let rows = lines.iter().any(|line| matches!(line, Line::Row(_)));
    (rows && lines.len() >= FEWEST_ROWS).then_some(Table {
        lines,
        columns: Vec::new(),
    })
}

/// The cells between bars; a backslash takes a bar its meaning (GitHub Flavored Markdown, 4.10).
fn between_bars(line: &str, is_header: bool) -> Vec<Cell> {
    let blank = line.len() - line.trim_start().len();
    let row = line.trim();
    let mut bounds = Vec::new();
    let mut escaped = false;
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !escaped {
            bounds.push(blank + at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    let mut start = blank;
    if bounds.first() == Some(&blank) {
        start = blank + 1;
        bounds.remove(0);
    }
    let end = blank + row.len();
    if bounds.last().is_none_or(|bar| bar + 1 < end) {
        bounds.push(end);
    }
    let mut cells = Vec::with_capacity(bounds.len());
    for (column, bar) in bounds.into_iter().enumerate() {
        cells.push(cell(line, start, bar, column as u32, is_header));
        start = bar + 1;
    }
    cells
}

/// Rows with tabs, as many in each.
fn with_tabs<'l>(line: impl Fn(usize) -> Option<&'l str>, tabs: usize) -> Option<Table> {
    let mut lines = Vec::new();
    while let Some(text) = line(lines.len()) {
        if shape::columns(text) != Some(Columns::Tabs(tabs)) {
            break;
        }
        let mut start = 0;
        let mut cells = Vec::new();
        let ends = memchr::memchr_iter(b'\t', text.as_bytes()).chain([text.len()]);
        for (column, end) in ends.enumerate() {
            cells.push(cell(text, start, end, column as u32, false));
            start = end + 1;
        }
        lines.push(Line::Row(cells));
    }
    (lines.len() >= FEWEST_ROWS).then_some(Table {
        lines,
        columns: Vec::new(),
    })
}

/// The cell with the words between two bytes of a line.
fn cell(line: &str, from: usize, to: usize, column: u32, is_header: bool) -> Cell {
    let words = &line[from..to];
    let start = from + words.len() - words.trim_start().len();
    Cell {
        start: start.min(to),
        end: (from + words.trim_end().len()).max(start.min(to)),
        column,
        columns: 1,
        is_header,
    }
}

/// Rows with gaps of two or more spaces. Most rows have all columns; others may leave some out if
/// each of their cells stands under, or over, the others of its column.
fn with_gaps<'l>(line: &impl Fn(usize) -> Option<&'l str>) -> Option<Table> {
    if shape::marker(line(0)?).is_some() {
        return None;
    }
    let gaps = |index: usize| match shape::columns(line(index)?) {
        Some(Columns::Gaps(gaps)) => Some(gaps),
        Some(Columns::Bars(_) | Columns::Tabs(_)) | None => None,
    };
    let is_rule = |index: usize| line(index).is_some_and(shape::is_rule_of_table);
    let ahead: Vec<usize> = (0..LOOK_AHEAD)
        .take_while(|index| gaps(*index).is_some() || is_rule(*index))
        .filter(|index| !is_rule(*index))
        .collect();
    let alike = |count: Option<usize>| ahead.iter().filter(move |row| gaps(**row) == count);
    let full = ahead
        .iter()
        .map(|row| gaps(*row))
        .filter(|count| alike(*count).count() >= FEWEST_ROWS)
        .max()??;
    let mut table = Table {
        lines: Vec::new(),
        columns: Vec::new(),
    };
    for row in alike(Some(full)) {
        let cells = between_gaps(line(*row)?);
        if table.columns.is_empty() {
            table.columns = cells.iter().map(|(_, extent)| *extent).collect();
        }
        if cells.len() != table.columns.len() {
            return None;
        }
        table.widen(&cells);
    }
    if !table
        .columns
        .is_sorted_by(|one, next| one.end <= next.start)
    {
        return None;
    }
    let first = *alike(Some(full)).next()?;
    for head in 0..first {
        let text = line(head)?;
        if shape::is_rule_of_table(text) {
            table.lines.push(Line::Rule);
        } else {
            let cells = table.under_columns(&between_gaps(text), true)?;
            table.lines.push(Line::Row(cells));
        }
    }
    table.go_on(line, full);
    (table.lines.len() >= FEWEST_ROWS).then_some(table)
}

/// The rows under a table that ended with the paragraph before them, if all of the first stands
/// under its columns.
fn further_rows<'l>(line: &impl Fn(usize) -> Option<&'l str>, above: &Table) -> Option<Table> {
    let cells = between_gaps(line(0)?);
    if above.columns.is_empty() || cells.len() < 2 || shape::marker(line(0)?).is_some() {
        return None;
    }
    above.under_columns(&cells, false)?;
    let mut table = Table {
        lines: Vec::new(),
        columns: above.columns.clone(),
    };
    table.go_on(line, above.columns.len() - 1);
    Some(table)
}

impl Table {
    /// Whether it goes on with the table above it.
    pub(super) fn continues(&self, above: &Self) -> bool {
        !above.columns.is_empty()
            && self.columns.len() == above.columns.len()
            && self
                .columns
                .iter()
                .zip(&above.columns)
                .all(|(one, other)| one.overlaps(*other))
    }

    /// Adds the lines below those it has as long as they belong to it.
    fn go_on<'l>(&mut self, line: &impl Fn(usize) -> Option<&'l str>, gaps: usize) {
        while let Some(text) = line(self.lines.len()) {
            if shape::is_rule_of_table(text) {
                self.lines.push(Line::Rule);
                continue;
            }
            let cells = between_gaps(text);
            let full = shape::columns(text) == Some(Columns::Gaps(gaps));
            let row = if full && cells.len() == self.columns.len() {
                let row = self
                    .under_columns(&cells, false)
                    .unwrap_or_else(|| one_after_the_other(&cells));
                self.widen(&cells);
                Some(row)
            } else {
                // A line with one cell may be a heading over rows; prose is the end of the table.
                let goes_on = cells.len() > 1 || self.is_row(line(self.lines.len() + 1));
                self.under_columns(&cells, false).filter(|_| goes_on)
            };
            match row {
                Some(row) => self.lines.push(Line::Row(row)),
                None => break,
            }
        }
    }

    fn is_row(&self, line: Option<&str>) -> bool {
        line.map(between_gaps).is_some_and(|cells| {
            cells.len() > 1
                && cells.len() <= self.columns.len()
                && self.under_columns(&cells, false).is_some()
        })
    }

    fn widen(&mut self, cells: &[(Cell, Extent)]) {
        for (column, (_, extent)) in self.columns.iter_mut().zip(cells) {
            *column = column.join(*extent);
        }
    }

    /// The cells with the columns that they stand under; `None` if one stands under none, or,
    /// unless it may `span` columns, under several.
    fn under_columns(&self, cells: &[(Cell, Extent)], span: bool) -> Option<Vec<Cell>> {
        let mut free = 0;
        cells
            .iter()
            .map(|(cell, extent)| {
                let under = |column: &Extent| column.overlaps(*extent);
                let column = self.columns.iter().position(under)?;
                let last = self.columns.iter().rposition(under)?;
                if column < free || (last > column && !span) {
                    return None;
                }
                free = last + 1;
                Some(Cell {
                    column: column as u32,
                    columns: (last - column) as u32 + 1,
                    ..*cell
                })
            })
            .collect()
    }
}

fn one_after_the_other(cells: &[(Cell, Extent)]) -> Vec<Cell> {
    let numbered = cells.iter().enumerate();
    numbered
        .map(|(column, (cell, _))| Cell {
            column: column as u32,
            ..*cell
        })
        .collect()
}

/// The words between gaps of two or more spaces.
fn between_gaps(line: &str) -> Vec<(Cell, Extent)> {
    let mut cells = Vec::new();
    let mut at = 0;
    let mut characters = 0;
    for piece in line.split_inclusive("  ") {
        let words = piece.trim();
        if !words.is_empty() {
            let blank = piece.len() - piece.trim_start().len();
            let before = piece[..blank].chars().count();
            let start = characters + before;
            let cell = cell(line, at, at + piece.len(), 0, false);
            let extent = Extent {
                start,
                end: start + words.chars().count(),
            };
            cells.push((cell, extent));
        }
        at += piece.len();
        characters += piece.chars().count();
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of a table at the start of a text, with their columns: "0 Kyiv | 1 7".
    fn rows(text: &str) -> Option<Vec<String>> {
        let lines: Vec<&str> = text.lines().collect();
        let table = table(|index| lines.get(index).copied(), None)?;
        let shown = table
            .lines
            .iter()
            .zip(&lines)
            .map(|(line, text)| match line {
                Line::Rule => "-".to_owned(),
                Line::Row(cells) => {
                    let cells = cells.iter().map(|cell| {
                        let mark = if cell.is_header { "*" } else { "" };
                        let width = match cell.columns {
                            1 => String::new(),
                            columns => format!("+{}", columns - 1),
                        };
                        let words = &text[cell.start..cell.end];
                        format!("{mark}{}{width} {words}", cell.column)
                    });
                    cells.collect::<Vec<_>>().join(" | ")
                }
            });
        Some(shown.collect())
    }

    #[test]
    fn bars_part_cells_and_dashes_mark_the_header() {
        let text = "| Oblast | Killed |\n|--------|:------:|\n| Kyiv | 7 |\n| a \\| b | |\nLviv | 4\nNo row.\n";
        assert_eq!(
            rows(text).expect("a table"),
            [
                "*0 Oblast | *1 Killed",
                "-",
                "0 Kyiv | 1 7",
                "0 a \\| b | 1 ",
                "0 Lviv | 1 4",
            ]
        );
    }

    #[test]
    fn bars_without_dashes_part_cells_of_lines_that_have_as_many() {
        let text = "a | 1\nb | 2\nc | 3\nd | 4 | 5\n";
        assert_eq!(
            rows(text).expect("a table"),
            ["0 a | 1 1", "0 b | 1 2", "0 c | 1 3"]
        );
        assert_eq!(rows("a | 1\nb | 2\nNo row here.\n"), None);
        let drawn = "+---+---+\n| a | n |\n+===+===+\n| b | 2 |\n+---+---+\n";
        assert_eq!(
            rows(drawn).expect("a table"),
            ["-", "0 a | 1 n", "-", "0 b | 1 2", "-"]
        );
    }

    #[test]
    fn tabs_part_cells_also_empty_ones() {
        assert_eq!(
            rows("\t2024\t2023\nSales\t5\t\nCosts\t\t4\n").expect("a table"),
            [
                "0  | 1 2024 | 2 2023",
                "0 Sales | 1 5 | 2 ",
                "0 Costs | 1  | 2 4",
            ]
        );
    }

    #[test]
    fn cells_stand_under_one_another() {
        let text = "                  2024     2023\n\
                    Revenue          1,234    1,100\n\
                    Other income        --       12\n\
                    Grants                       20\n\
                    Costs             (800)    (750)\n\
                    \x20                ------   ------\n\
                    Total              434      382\n\
                    The year was good for all of us in every way.\n";
        assert_eq!(
            rows(text).expect("a table"),
            [
                "1 2024 | 2 2023",
                "0 Revenue | 1 1,234 | 2 1,100",
                "0 Other income | 1 -- | 2 12",
                "0 Grants | 2 20",
                "0 Costs | 1 (800) | 2 (750)",
                "-",
                "0 Total | 1 434 | 2 382",
            ]
        );
    }

    #[test]
    fn a_head_may_stand_over_several_columns() {
        let text = "             Year ended 31 May    Change\n\
                    \x20              2024     2023       %\n\
                    Sales          1,234    1,100      12\n\
                    Costs            800      750       7\n\
                    Profit           434      350      24\n";
        let rows = rows(text).expect("a table");
        assert_eq!(rows[0], "1+1 Year ended 31 May | 3 Change");
        assert_eq!(rows[1], "1 2024 | 2 2023 | 3 %");
    }

    #[test]
    fn a_heading_inside_belongs_to_the_table_and_prose_does_not() {
        let text = "Cash      10   9\n\
                    Stock     20  18\n\
                    Tools      5   5\n\
                    Debts\n\
                    Bank       7   8\n\
                    Done.\n";
        assert_eq!(
            rows(text).expect("a table").last().map(String::as_str),
            Some("0 Bank | 1 7 | 2 8")
        );
    }

    #[test]
    fn prose_with_wide_spaces_is_no_table() {
        for text in [
            "One.  Two is here.\nThree.  Four is here.\nFive.  Six is here.\n",
            "A line  with a gap\nand one without it\nand  another one  with two\n",
            "- a  b\n- c  d\n- e  f\n",
        ] {
            assert_eq!(rows(text), None, "{text}");
        }
    }

    #[test]
    fn rows_under_the_columns_of_a_table_go_on_with_it() {
        let above = "Cash      10   9\nStock     20  18\nTools      5   5\n";
        let lines: Vec<&str> = above.lines().collect();
        let above = table(|index| lines.get(index).copied(), None).expect("a table");
        let next = |line: &'static str| {
            let table = table(|index| [line].get(index).copied(), Some(&above));
            table.is_some_and(|table| table.continues(&above))
        };
        assert!(next("Total     35  32"));
        assert!(next("Total         32"));
        assert!(!next("The end   is near   and far  away"));
        assert!(!next("Totals of it all   35"));
    }
}
