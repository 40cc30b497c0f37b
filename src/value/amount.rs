//! What number, percent, money and measure share: a hedge, one figure or the two ends of a
//! range, marks such as "$" or "km" on either side, and a hedge after them. It is read once
//! for all of them, and the mark says of which type it is.

use rust_decimal::Decimal;

use super::figure::{Figure, Hedge};
use super::hedge;
use super::label_unit::LabelUnit;
use super::language::{Class, Classes};
use super::numeral::{self, Numeral, Sense};
use super::part::Cursor;
use super::spelled::half_of_one;
use super::tabular;
use super::unit::Unit;
use super::{Currency, Words, measure, money, percent};

/// What stands beside a figure and makes it an amount of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// "%".
    Percent,
    /// "percentage points".
    Points,
    /// "$", "euros".
    Money(Currency),
    /// "km"; read only in the sense of a measure.
    Unit(Unit),
}

/// A mark, and how much of it one of what is written is ("cents": a hundredth of a dollar).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) mark: Mark,
    pub(super) of_it: Decimal,
}

impl Share {
    /// The mark itself.
    pub(super) fn whole(mark: Mark) -> Self {
        Self {
            mark,
            of_it: Decimal::ONE,
        }
    }
}

/// The mark after a figure and the cursor past it.
pub(super) fn mark_after(words: &Words<'_>, at: Cursor, sense: Sense) -> Option<(Cursor, Share)> {
    match sense {
        Sense::Count => percent::mark_after(words, at).or_else(|| money::mark_after(words, at)),
        Sense::Measure => measure::mark_after(words, at),
    }
}

/// An amount as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    /// One past the last token.
    pub(super) end: usize,
    /// The token of the first figure's sign, mark or digit; hedges stand before it.
    pub(super) start: usize,
    /// The figure with its hedge.
    pub(super) figure: Figure,
    /// The mark, if there is one.
    pub(super) mark: Option<Mark>,
    /// The figure as written, the lower one of a range.
    pub(super) numeral: Numeral,
    /// Whether two figures stand there.
    pub(super) is_range: bool,
    /// What a label of its table says of it, where it is a bare figure.
    pub(super) label: Option<LabelUnit>,
}

/// The longest look back for a figure that this one belongs to, in tokens.
const LOOK_BACK: usize = 8;

/// Where the figure of the amount stands that starts at a token, with its hedge or without:
/// the figure's own sign, mark or digit, or "between".
pub(super) fn figure_of(words: &Words<'_>, at: usize) -> Option<usize> {
    if first_figure(words, at) {
        return Some(at);
    }
    hedge::starting_at(words, at)
        .filter(|start| first_figure(words, *start))
        .or_else(|| is_between(words, at).then_some(at))
}

/// The amount that starts at a token, with its hedge or without.
pub(super) fn read(words: &Words<'_>, at: usize, sense: Sense) -> Option<Amount> {
    if let Some(amount) = tabular::alone(words, sense) {
        return (at == amount.start).then_some(amount);
    }
    let start = figure_of(words, at)?;
    if start == at && inside_another(words, at, sense) {
        return None;
    }
    let core = core(words, start, sense)?;
    let (end, after) = match hedge::after(words, core.end) {
        Some((end, hedge)) => (end, Some(hedge)),
        None => (core.end, None),
    };
    if end.is_inside() {
        return None;
    }
    let before = if is_between(words, start) {
        None
    } else {
        hedge::ending_at(words, start)
    };
    let mut figure = Figure {
        value: core.low,
        upper: core.high,
        grain: core.grain,
        hedge: before.or(after).unwrap_or(Hedge::Bare),
        exact: in_table(words, at),
    };
    settle_ends(&mut figure);
    Some(Amount {
        end: end.token,
        start,
        figure,
        mark: core.mark,
        numeral: core.numeral,
        is_range: core.is_range,
        label: None,
    })
}

/// Whether a token stands in a table, where every figure is exact.
pub(super) fn in_table(words: &Words<'_>, at: usize) -> bool {
    words
        .tokens
        .get(at)
        .is_some_and(|token| words.layout.table_at(token.span.start).is_some())
}

/// Two ends are a range, but "up to several hundred" has only the upper one.
fn settle_ends(figure: &mut Figure) {
    if figure.value == figure.upper {
        return;
    }
    match figure.hedge {
        Hedge::AtMost => figure.value = figure.upper,
        Hedge::AtLeast => figure.upper = figure.value,
        Hedge::Bare
        | Hedge::Exact
        | Hedge::Around
        | Hedge::Nearly
        | Hedge::Above
        | Hedge::FarAbove
        | Hedge::Below
        | Hedge::Between => figure.hedge = Hedge::Between,
    }
}

/// Whether a figure is the lower part of a fraction: "2-1/2 years".
pub(super) fn is_denominator(words: &Words<'_>, start: usize) -> bool {
    words.word_before(start, 1) == "/" && words.joined(start)
}

fn is_between(words: &Words<'_>, at: usize) -> bool {
    words.is(at, Class::Between)
}

/// Whether a figure, its sign or its mark stands at a token.
fn first_figure(words: &Words<'_>, at: usize) -> bool {
    numeral::may_start(words, at) || is_minus(words, at) || money::mark_before(words, at).is_some()
}

/// A minus sign, or "minus": a figure adjoins it and nothing stands close before it.
fn is_minus(words: &Words<'_>, at: usize) -> bool {
    let lexeme = words.lexeme(at);
    if lexeme.is(Class::Dash) {
        let open = !words.joined(at)
            || matches!(
                words.word_before(at, 1),
                "(" | "[" | "=" | ":" | "<" | ">" | "~" | "|"
            );
        words.joined(at + 1) && open && !words.is_word(at + 1)
    } else {
        lexeme.is(Class::Minus) && !words.is_number(at.wrapping_sub(1))
    }
}

/// One or two figures with their marks.
#[derive(Clone, Copy)]
pub(super) struct Core {
    /// The cursor past it.
    pub(super) end: Cursor,
    /// The lower figure, the only one if there is no other.
    pub(super) low: Decimal,
    /// The upper figure.
    pub(super) high: Decimal,
    /// The place value of the last digit that counts.
    pub(super) grain: Decimal,
    /// The mark, if there is one.
    pub(super) mark: Option<Mark>,
    /// The figure as written, the lower one of a range.
    pub(super) numeral: Numeral,
    /// Whether two figures stand there.
    pub(super) is_range: bool,
}

/// A figure with its sign and mark.
#[derive(Clone, Copy)]
struct Bound {
    end: Cursor,
    numeral: Numeral,
    negative: bool,
    before: Option<Share>,
    after: Option<Share>,
}

impl Bound {
    fn mark(&self) -> Option<Share> {
        self.before.or(self.after)
    }
}

fn bound(words: &Words<'_>, at: Cursor, and: bool, sense: Sense) -> Option<Bound> {
    let mut start = at;
    let mut negative = false;
    let mut before = None;
    if !start.is_inside() {
        if is_minus(words, start.token) {
            negative = true;
            start = Cursor::at(start.token + 1);
        }
        if let Some((next, mark)) = money::mark_before(words, start.token) {
            before = Some(mark);
            start = Cursor::at(next);
            if !negative && words.is_dash(next) && words.joined(next + 1) {
                negative = true;
                start = Cursor::at(next + 1);
            }
        }
    }
    // With a mark before it, "$5m" is no measure: the letters multiply.
    let sense = if before.is_some() {
        Sense::Count
    } else {
        sense
    };
    let (numeral, after) = marked(words, start, and, sense)?;
    Some(Bound {
        end: after.map_or(numeral.end, |(end, _)| end),
        numeral,
        negative,
        before,
        after: after.map(|(_, mark)| mark),
    })
}

/// A numeral with the mark after it and the cursor past that; "half a" needs one.
pub(super) fn marked(
    words: &Words<'_>,
    start: Cursor,
    and: bool,
    sense: Sense,
) -> Option<(Numeral, Option<(Cursor, Share)>)> {
    if let Some(numeral) = numeral::read(words, start, and, sense) {
        return Some((numeral, mark_after(words, numeral.end, sense)));
    }
    let numeral = half_of_one(words, start)?;
    let after = mark_after(words, numeral.end, sense)?;
    Some((numeral, Some(after)))
}

/// The figure, or the two figures of a range, that start at a token, with their marks.
pub(super) fn core(words: &Words<'_>, start: usize, sense: Sense) -> Option<Core> {
    if is_between(words, start) {
        let low = bound(words, Cursor::at(start + 1), false, sense)?;
        if low.end.is_inside() || !words.is(low.end.token, Class::And) {
            return None;
        }
        let high = bound(words, Cursor::at(low.end.token + 1), true, sense)?;
        return range(&low, &high);
    }
    let low = bound(words, Cursor::at(start), true, sense)?;
    if let Some(next) = connector(words, start, low.end)
        && let Some(high) = bound(words, next.at, true, sense)
        && (!next.only_neighbours || are_neighbours(&low.numeral, &high.numeral))
        && let Some(range) = range(&low, &high)
        && (next.tight || agrees_on_mark(&low, &high))
    {
        return Some(range);
    }
    let (mark, factor) = factor(low.mark());
    let signed = |value: Decimal| {
        let value = value.checked_mul(factor)?;
        Some(if low.negative { -value } else { value })
    };
    let (one, other) = (signed(low.numeral.value)?, signed(low.numeral.upper)?);
    Some(Core {
        end: low.end,
        low: one.min(other),
        high: one.max(other),
        grain: low.numeral.grain.checked_mul(factor)?,
        mark,
        numeral: low.numeral,
        is_range: false,
    })
}

/// Where the upper end of a range may start.
struct Connector {
    at: Cursor,
    /// A hyphen or dash without spaces.
    tight: bool,
    /// "five or six": only if one follows on the other.
    only_neighbours: bool,
}

fn connector(words: &Words<'_>, start: usize, end: Cursor) -> Option<Connector> {
    if end.is_inside() {
        return Some(Connector {
            at: end,
            tight: true,
            only_neighbours: false,
        });
    }
    let joint = words.lexeme(end.token);
    let next = end.token + 1;
    if joint.is(Class::Dash) {
        // "a 24- to 30-foot boat"
        let suspended = words.joined(end.token) && !words.joined(next) && words.is(next, Class::To);
        if suspended {
            return Some(Connector {
                at: Cursor::at(next + 1),
                tight: true,
                only_neighbours: false,
            });
        }
        // "7-Eleven" has digits and a word.
        let tight = words.joined(end.token)
            && words.joined(next)
            && !(words.is_number(end.token.wrapping_sub(1)) && words.is_word(next));
        return tight.then_some(Connector {
            at: Cursor::at(next),
            tight,
            only_neighbours: false,
        });
    }
    // "Rose from 8 to 10" gives two values, not a range.
    let from = words.is_before(start, 1, Class::From);
    let only_neighbours = joint.is(Class::Or);
    ((joint.is(Class::To) && !from) || only_neighbours).then(|| Connector {
        at: Cursor::at(next),
        tight: false,
        only_neighbours,
    })
}

fn are_neighbours(low: &Numeral, high: &Numeral) -> bool {
    high.value.checked_sub(low.value) == Some(high.scale)
        || high.value.checked_sub(low.value) == Some(Decimal::ONE)
        || high
            .value
            .checked_div(high.scale)
            .and_then(|high| high.checked_sub(low.value))
            == Some(Decimal::ONE)
}

/// "5% to 6%" and "5 to 6%" are ranges; "5% to 6 people" and "$5 to 6 people" are not.
fn agrees_on_mark(low: &Bound, high: &Bound) -> bool {
    let marked = low.before.is_some() || low.after.is_some();
    !marked
        || high.before.is_some()
        || high.after.is_some()
        || (low.before.is_some() && high.numeral.scale > Decimal::ONE)
}

/// The range between two figures, if the first is the smaller one and their marks agree.
fn range(low: &Bound, high: &Bound) -> Option<Core> {
    let marks_agree = match (low.mark(), high.mark()) {
        (Some(low), Some(high)) => low == high,
        (None, Some(_)) => high.before.is_none(),
        (Some(_), None) | (None, None) => true,
    };
    if !marks_agree || low.numeral.value != low.numeral.upper || high.negative {
        return None;
    }
    let (mark, factor) = factor(low.mark().or(high.mark()));
    // "5 to 6 million": the scale of the upper end is the lower one's too.
    let shared = low.numeral.scale == Decimal::ONE
        && low.after.is_none()
        && high.numeral.value.checked_div(high.numeral.scale)? >= low.numeral.value;
    let scale = if shared {
        high.numeral.scale
    } else {
        Decimal::ONE
    };
    let mut bottom = low.numeral.value.checked_mul(scale)?.checked_mul(factor)?;
    if low.negative {
        bottom = -bottom;
    }
    let top = high.numeral.upper.checked_mul(factor)?;
    (bottom < top).then_some(Core {
        end: high.end,
        low: bottom,
        high: top,
        grain: low.numeral.grain.checked_mul(scale)?.checked_mul(factor)?,
        mark,
        numeral: low.numeral,
        is_range: true,
    })
}

fn factor(share: Option<Share>) -> (Option<Mark>, Decimal) {
    match share {
        Some(share) => (Some(share.mark), share.of_it),
        None => (None, Decimal::ONE),
    }
}

/// Whether the figure at a token is a later part of one that starts before it.
fn inside_another(words: &Words<'_>, at: usize, sense: Sense) -> bool {
    const JOINS: Classes = Classes::of(&[
        Class::Dash,
        Class::And,
        Class::To,
        Class::Or,
        Class::Article,
        Class::Half,
        Class::Of,
        Class::Minus,
        Class::Number,
        Class::Hyphenated,
        Class::CurrencySign,
        Class::CurrencyCode,
    ]);
    let joins = words.is_any_before(at, 1, JOINS)
        || matches!(words.word_before(at, 1), "(" | "." | "+")
        || words.gap_before(at).contains(numeral::is_group_space);
    joins
        && (1..=LOOK_BACK.min(at)).any(|back| {
            let start = at - back;
            let could = first_figure(words, start) || is_between(words, start);
            could && core(words, start, sense).is_some_and(|core| covers(core.end, at))
        })
}

fn covers(end: Cursor, at: usize) -> bool {
    end.token > at || (end.token == at && end.is_inside())
}
