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
