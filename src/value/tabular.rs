//! Figures as tables write them: alone in their cell, with the signs of accounts and statistics
//! around them, counted in what a label says.

use super::amount::{self, Amount};
use super::figure::{Figure, Hedge};
use super::label_unit;
use super::money;
use super::numeral::Sense;
use super::part::Cursor;
use super::{Decimal, Type, Words, reader};
use crate::document::token::TokenKind;

/// A longer cell, in bytes, holds more than a figure.
pub const LONGEST_CELL: u32 = 80;

/// What a cell of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellContent {
    /// One figure: a number, a percentage, an amount of money or with a unit.
    Figure,
    /// A dash: there is nothing to count.
    Dash,
    /// Words, several figures, "n/a", or nothing written at all.
    Other,
}

/// What a cell holds; `words` are all of its words.
pub fn cell_content(words: &Words<'_>) -> CellContent {
    let count = words.tokens.len();
    let is = |ty| {
        reader(ty)
            .read(words, 0)
            .is_some_and(|reading| reading.end == count)
    };
    let figures = [Type::Number, Type::Money, Type::Percent, Type::Measure];
    if count == 0 {
        CellContent::Other
    } else if (0..count).all(|at| words.is_dash(at) || words.word(at) == "—") {
        CellContent::Dash
    } else if figures.into_iter().any(is) {
        CellContent::Figure
    } else {
        CellContent::Other
    }
}

/// The figure of a cell that holds nothing else; `words` are all of its words.
///
/// In brackets it is negative, as in accounts: "(1,234)", "$ (1,234)". Marks of footnotes are no
/// part of it: "1,234*", "1,234 (a)". A bare figure counts what the label of its column, or else
/// of its row or of the whole table, says: "Revenue ($ million)", "in %".
pub(super) fn alone(words: &Words<'_>, sense: Sense) -> Option<Amount> {
    let first = words.tokens.first()?.span.start;
    let last = words.tokens.last()?.span.end;
    if last - first > LONGEST_CELL || words.layout.table_at(first).is_none() {
        return None;
    }
    let end = before_footnotes(words);
    let outer = money::mark_before(words, 0).filter(|(next, _)| words.word(*next) == "(");
    let (open, outer) = outer.map_or((0, None), |(next, share)| (next, Some(share)));
    let in_brackets = words.word(open) == "(";
    let start = if in_brackets || words.word(open) == "+" {
        open + 1
    } else {
        open
    };
    let core = amount::core(words, start, sense).filter(|core| !core.end.is_inside())?;
    let mut at = core.end.token;
    let mut share = outer;
    if in_brackets {
        if words.word(at) != ")" || core.low.is_sign_negative() {
            return None;
        }
        at += 1;
        if core.mark.is_none()
            && share.is_none()
            && let Some((next, after)) = amount::mark_after(words, Cursor::at(at), sense)
            && !next.is_inside()
        {
            share = Some(after);
            at = next.token;
        }
    }
    if at != end {
        return None;
    }
    let mut mark = core.mark.or(share.map(|share| share.mark));
    let mut factor = share.map_or(Decimal::ONE, |share| share.of_it);
    let label = label_unit::of_cell(words).filter(|unit| {
        let fits = mark.is_none() || unit.mark.is_none() || unit.mark == mark;
        fits && core.numeral.scale == Decimal::ONE
    });
    let is_bare = mark.is_none();
    if let Some(unit) = label {
        mark = mark.or(unit.mark);
        factor = factor.checked_mul(unit.scale)?;
    }
    let (low, high) = if in_brackets {
        (-core.high, -core.low)
    } else {
        (core.low, core.high)
    };
    let figure = Figure {
        value: low.checked_mul(factor)?,
        upper: high.checked_mul(factor)?,
        grain: core.grain.checked_mul(factor)?,
        hedge: if low == high {
            Hedge::Bare
        } else {
            Hedge::Between
        },
        exact: true,
    };
    Some(Amount {
        end: words.tokens.len(),
        start: 0,
        figure,
        mark,
        numeral: core.numeral,
        is_range: core.is_range,
        label: label.filter(|_| is_bare),
    })
}

/// Whether a sign stands here with which only the figure of a cell begins.
pub(super) fn may_begin(words: &Words<'_>, at: usize) -> bool {
    at == 0 && matches!(words.word(at), "(" | "+")
}

/// Where the words of a cell end, marks of footnotes aside.
fn before_footnotes(words: &Words<'_>) -> usize {
    let mut end = words.tokens.len();
    loop {
        let last = words.word_before(end, 1);
        let bracketed = |open: &str, close: &str| {
            last == close
                && end > 3
                && words.word_before(end, 3) == open
                && is_name_of_note(words, end - 2)
        };
        end -= if end > 1 && is_sign_of_note(last) {
            1
        } else if bracketed("(", ")") || bracketed("[", "]") {
            3
        } else {
            return end;
        };
    }
}

/// "*", "†", a superscript.
fn is_sign_of_note(word: &str) -> bool {
    let is_sign = |c| {
        matches!(
            c,
            '*' | '†' | '‡' | '§' | '¶' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'
        )
    };
    !word.is_empty() && word.chars().all(is_sign)
}

/// A single letter; in square brackets also a number.
fn is_name_of_note(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    match words.tokens[at].kind {
        TokenKind::Word => word.chars().count() == 1,
        TokenKind::Number => word.len() < 3 && words.word_before(at, 1) == "[",
        TokenKind::Possessive | TokenKind::Sign => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::super::show::show;
    use super::*;
    use crate::document::plain;

    /// Calls `then` with the words of the last cell of a table under this label.
    fn in_cell<T>(label: &str, cell: &str, then: impl Fn(&Words<'_>) -> T) -> T {
        let text = format!("| Item | {label} |\n|---|---|\n| Boats | {cell} |\n");
        let mut sample = Sample::new(&text);
        sample.layout = plain::read(&text);
        let words = sample.words();
        let cells = super::super::cells(&sample.layout, words.tokens);
        let last = cells
            .into_iter()
            .rfind(|cell| words.word(cell.start) != "|");
        then(&words.slice(last.expect("there are cells")))
    }

    /// What a reader reads in a cell, and whether that is all of it.
    fn read(label: &str, cell: &str, ty: Type) -> Option<(String, bool)> {
        in_cell(label, cell, |words| {
            let mut all = 0..words.tokens.len();
            let (at, reading) = all.find_map(|at| Some((at, reader(ty).read(words, at)?)))?;
            let whole = at == 0 && reading.end == words.tokens.len();
            Some((show(&reading.value)?, whole))
        })
    }

    #[test]
    fn a_figure_alone_in_its_cell_may_have_the_signs_of_accounts() {
        for (cell, ty, shown) in [
            ("1,234", Type::Number, "1234"),
            ("(1,234)", Type::Number, "-1234"),
            ("−1,234", Type::Number, "-1234"),
            ("+10.5", Type::Number, "10.5"),
            ("1,234*", Type::Number, "1234"),
            ("1,234†‡", Type::Number, "1234"),
            ("1,234¹", Type::Number, "1234"),
            ("1,234 (a)", Type::Number, "1234"),
            ("1,234 [2]", Type::Number, "1234"),
            ("(1,234)²", Type::Number, "-1234"),
            ("($5.2)", Type::Money, "-$5.20"),
            ("$ (1,234)", Type::Money, "-$1,234"),
            ("(€20)", Type::Money, "EUR -20"),
            ("(5.2%)", Type::Percent, "-5.2%"),
            ("(5.2)%", Type::Percent, "-5.2%"),
            ("(3 km)", Type::Measure, "-3 km"),
            ("3–5", Type::Number, "3 to 5"),
        ] {
            let expected = Some((shown.to_owned(), true));
            assert_eq!(read("Figure", cell, ty), expected, "{cell}");
        }
    }

    #[test]
    fn a_label_says_what_bare_figures_count() {
        for (label, cell, ty, shown) in [
            ("Revenue ($ million)", "1.5", Type::Money, "$1,500,000"),
            ("Revenue ($m)", "(1.5)", Type::Money, "-$1,500,000"),
            ("$ million", "2", Type::Money, "$2,000,000"),
            ("Revenue, EUR bn", "2", Type::Money, "EUR 2,000,000,000"),
            (
                "Costs (in thousands of euros)",
                "7",
                Type::Money,
                "EUR 7,000",
            ),
            ("in US$", "2", Type::Money, "$2"),
            ("Costs ($ in millions)", "$2", Type::Money, "$2,000,000"),
            ("People (thousands)", "12.5", Type::Number, "12,500"),
            ("People ('000)", "12", Type::Number, "12,000"),
            ("Share in %", "45", Type::Percent, "45%"),
            ("% of all", "45", Type::Percent, "45%"),
            ("Distance (km)", "3", Type::Measure, "3 km"),
            // It stays a number for those who want one.
            ("Price ($)", "3", Type::Number, "3"),
        ] {
            let expected = Some((shown.to_owned(), true));
            assert_eq!(read(label, cell, ty), expected, "{label} {cell}");
        }
    }

    #[test]
    fn a_label_says_nothing_of_figures_that_say_it_themselves() {
        for (label, cell, ty, shown) in [
            ("Revenue ($ million)", "€2", Type::Money, "EUR 2"),
            (
                "Revenue ($ million)",
                "$2 billion",
                Type::Money,
                "$2,000,000,000",
            ),
            ("Share in %", "3 km", Type::Measure, "3 km"),
        ] {
            let shown = Some(shown.to_owned());
            assert_eq!(read(label, cell, ty).map(|read| read.0), shown, "{label}");
        }
    }

    #[test]
    fn words_that_only_look_like_units_are_none() {
        for label in [
            "ALL",
            "Games won",
            "Height (m)",
            "Killed",
            "In Germany",
            "US sales",
            "Million-seller",
            "Euros Cup",
            "Men (thousands or so)",
        ] {
            for ty in [Type::Money, Type::Percent, Type::Measure] {
                assert_eq!(read(label, "5", ty), None, "{label}");
            }
            let five = Some(("5".to_owned(), true));
            assert_eq!(read(label, "5", Type::Number), five, "{label}");
        }
    }

    #[test]
    fn more_than_a_figure_is_not_read_as_one() {
        for cell in ["12 (30%)", "12 (30)", "see 5", "5 a b", "(a) 5", "5 (b"] {
            let read = read("Killed", cell, Type::Number);
            assert!(read.is_none_or(|(_, whole)| !whole), "{cell}");
        }
    }

    #[test]
    fn a_whole_number_is_none_where_it_counts_thousands() {
        assert_eq!(read("People (thousands)", "12", Type::Integer), None);
        let twelve = Some(("12".to_owned(), true));
        assert_eq!(read("People", "12", Type::Integer), twelve);
    }

    #[test]
    fn a_cell_holds_a_figure_a_dash_or_something_else() {
        for (cell, content) in [
            ("5", CellContent::Figure),
            ("about 5 km", CellContent::Figure),
            ("(5)*", CellContent::Figure),
            ("$5 million", CellContent::Figure),
            ("–", CellContent::Dash),
            ("—", CellContent::Dash),
            ("--", CellContent::Dash),
            ("n/a", CellContent::Other),
            ("..", CellContent::Other),
            ("2024-01-02", CellContent::Other),
            ("1.2.3", CellContent::Other),
            ("5 (30%)", CellContent::Other),
        ] {
            assert_eq!(in_cell("Killed", cell, cell_content), content, "{cell}");
        }
    }
}
