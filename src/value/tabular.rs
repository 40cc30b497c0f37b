//! Figures as tables write them: alone in their cell, with the signs of accounts and statistics
//! around them, counted in what the label of their column says.

use super::amount::{self, Amount, Marks};
use super::figure::{Figure, Hedge};
use super::label_unit;
use super::part::{Cursor, is_dash};
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
    let dashes = (0..count).all(|at| is_dash(words.word(at)) || words.word(at) == "—");
    let is = |ty| {
        reader(ty)
            .read(words, 0)
            .is_some_and(|reading| reading.end == count)
    };
    if count == 0 {
        CellContent::Other
    } else if dashes {
        CellContent::Dash
    } else if [Type::Number, Type::Money, Type::Percent, Type::Measure]
        .into_iter()
        .any(is)
    {
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
pub(super) fn alone<T: Marks>(words: &Words<'_>) -> Option<Amount<T::Mark>> {
    let first = words.tokens.first()?.span.start;
    let last = words.tokens.last()?.span.end;
    if last - first > LONGEST_CELL || words.layout.table_at(first).is_none() {
        return None;
    }
    let end = before_footnotes(words);
    let outer = T::before(words, 0).filter(|(next, _)| words.word(*next) == "(");
    let (open, outer) = outer.map_or((0, None), |(next, mark)| (next, Some(mark)));
    let in_brackets = words.word(open) == "(";
    let start = if in_brackets || words.word(open) == "+" {
        open + 1
    } else {
        open
    };
    let core = amount::core::<T>(words, start).filter(|core| !core.end.is_inside())?;
    let mut at = core.end.token;
    if in_brackets {
        if words.word(at) != ")" || core.low.is_sign_negative() {
            return None;
        }
        at += 1;
    }
    let mut mark = outer.or(core.mark);
    if in_brackets
        && mark.is_none()
        && let Some((next, after)) = T::after(words, Cursor::at(at))
        && !next.is_inside()
    {
        mark = Some(after);
        at = next.token;
    }
    if at != end {
        return None;
    }
    let mut factor = Decimal::ONE;
    if let Some(unit) = label_unit::of_cell(words)
        && let Some(labelled) = T::labelled(&unit)
        && mark.is_none_or(|mark| mark == labelled)
        && core.numeral.scale == Decimal::ONE
    {
        mark = Some(labelled);
        factor = unit.scale;
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
        is_scaled: factor != Decimal::ONE,
    })
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
                && is_footnote_name(words, end - 2)
        };
        end -= if end > 1 && is_footnote_sign(last) {
            1
        } else if bracketed("(", ")") || bracketed("[", "]") {
            3
        } else {
            return end;
        };
    }
}

/// "*", "†", a superscript.
fn is_footnote_sign(word: &str) -> bool {
    let is_sign = |c| {
        matches!(
            c,
            '*' | '†' | '‡' | '§' | '¶' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'
        )
    };
    !word.is_empty() && word.chars().all(is_sign)
}

/// A single letter; in square brackets also a number.
fn is_footnote_name(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    match words.tokens[at].kind {
        TokenKind::Word => word.chars().count() == 1,
        TokenKind::Number => word.len() < 3 && words.word_before(at, 1) == "[",
        TokenKind::Possessive | TokenKind::Sign => false,
    }
}
