//! What number, percent, money and measure share: a hedge, one figure or the two ends of a
//! range, marks such as "$" or "km" on either side, and a hedge after them.

use rust_decimal::Decimal;

use super::Words;
use super::figure::{Figure, Hedge};
use super::fold::Folded;
use super::hedge;
use super::label_unit::LabelUnit;
use super::numeral::{self, Letters, Numeral};
use super::part::{Cursor, is_dash};
use super::tabular;

/// What stands beside a figure and makes it an amount of a type.
pub(super) trait Marks {
    /// The mark: a currency, a unit.
    type Mark: Copy + PartialEq;

    /// How letters that adjoin digits are taken.
    const LETTERS: Letters = Letters::Scale;

    /// A mark before a figure and the token after it.
    fn before(words: &Words<'_>, at: usize) -> Option<(usize, Self::Mark)>;

    /// A mark after a figure and the cursor past it.
    fn after(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Self::Mark)>;

    /// The mark that the label of a table gives to the bare figures under it.
    fn labelled(unit: &LabelUnit) -> Option<Self::Mark>;

    /// Changes a figure to the mark's unit ("50 cents" is half a dollar).
    fn factor(mark: Self::Mark) -> (Self::Mark, Decimal) {
        (mark, Decimal::ONE)
    }
}

/// An amount as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount<M> {
    /// One past the last token.
    pub(super) end: usize,
    /// The token of the first figure's sign, mark or digit; hedges stand before it.
    pub(super) start: usize,
    /// The figure with its hedge.
    pub(super) figure: Figure,
    /// The mark, if there is one.
    pub(super) mark: Option<M>,
    /// The figure as written, the lower one of a range.
    pub(super) numeral: Numeral,
    /// Whether two figures stand there.
    pub(super) is_range: bool,
    /// Whether the label of its column multiplies it: it stands in thousands, in millions.
    pub(super) is_scaled: bool,
}

/// The longest look back for a figure that this one belongs to, in tokens.
const LOOK_BACK: usize = 8;

/// The amount that starts at a token, with its hedge or without.
pub(super) fn read<T: Marks>(words: &Words<'_>, at: usize) -> Option<Amount<T::Mark>> {
    if let Some(amount) = tabular::alone::<T>(words) {
        return (at == amount.start).then_some(amount);
    }
    let start = match first_figure::<T>(words, at) {
        true => at,
        false => hedge::starting_at(words, at)
            .filter(|start| first_figure::<T>(words, *start))
            .or_else(|| is_between(words, at).then_some(at))?,
    };
    if start == at && inside_another::<T>(words, at) {
        return None;
    }
    let core = core::<T>(words, start)?;
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
        is_scaled: false,
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
    &*Folded::new(words.word(at)) == "between"
}

/// Whether a figure, its sign or its mark stands at a token.
fn first_figure<T: Marks>(words: &Words<'_>, at: usize) -> bool {
    numeral::may_start(words, at) || is_minus(words, at) || T::before(words, at).is_some()
}

/// A minus sign, or "minus": a figure adjoins it and nothing stands close before it.
fn is_minus(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    if is_dash(word) {
        let open = !words.joined(at)
            || matches!(
                words.word_before(at, 1),
                "(" | "[" | "=" | ":" | "<" | ">" | "~" | "|"
            );
        words.joined(at + 1) && open && !words.is_word(at + 1)
    } else {
        &*Folded::new(word) == "minus" && !words.is_number(at.wrapping_sub(1))
    }
}

/// One or two figures with their marks.
#[derive(Clone, Copy)]
pub(super) struct Core<M> {
    /// The cursor past it.
    pub(super) end: Cursor,
    /// The lower figure, the only one if there is no other.
    pub(super) low: Decimal,
    /// The upper figure.
    pub(super) high: Decimal,
    /// The place value of the last digit that counts.
    pub(super) grain: Decimal,
    /// The mark, if there is one.
    pub(super) mark: Option<M>,
    /// The figure as written, the lower one of a range.
    pub(super) numeral: Numeral,
    /// Whether two figures stand there.
    pub(super) is_range: bool,
}

/// A figure with its sign and mark.
#[derive(Clone, Copy)]
struct Bound<M> {
    end: Cursor,
    numeral: Numeral,
    negative: bool,
    before: Option<M>,
    after: Option<M>,
}

impl<M: Copy> Bound<M> {
    fn mark(&self) -> Option<M> {
        self.before.or(self.after)
    }
}

fn bound<T: Marks>(words: &Words<'_>, at: Cursor, and: bool) -> Option<Bound<T::Mark>> {
    let mut start = at;
    let mut negative = false;
    let mut before = None;
    if !start.is_inside() {
        if is_minus(words, start.token) {
            negative = true;
            start = Cursor::at(start.token + 1);
        }
        if let Some((next, mark)) = T::before(words, start.token) {
            before = Some(mark);
            start = Cursor::at(next);
            if !negative && is_dash(words.word(next)) && words.joined(next + 1) {
                negative = true;
                start = Cursor::at(next + 1);
            }
        }
    }
    // With a mark before it, "$5m" is no measure: the letters multiply.
    let letters = if before.is_some() {
        Letters::Scale
    } else {
        T::LETTERS
    };
    let numeral = numeral::read(words, start, and, letters)?;
    let (end, after) = match T::after(words, numeral.end) {
        Some((end, mark)) => (end, Some(mark)),
        None => (numeral.end, None),
    };
    Some(Bound {
        end,
        numeral,
        negative,
        before,
        after,
    })
}

/// The figure, or the two figures of a range, that start at a token, with their marks.
pub(super) fn core<T: Marks>(words: &Words<'_>, start: usize) -> Option<Core<T::Mark>> {
    if is_between(words, start) {
        let low = bound::<T>(words, Cursor::at(start + 1), false)?;
        if low.end.is_inside() || &*Folded::new(words.word(low.end.token)) != "and" {
            return None;
        }
        let high = bound::<T>(words, Cursor::at(low.end.token + 1), true)?;
        return range::<T>(&low, &high);
    }
    let low = bound::<T>(words, Cursor::at(start), true)?;
    if let Some(next) = connector(words, start, low.end)
        && let Some(high) = bound::<T>(words, next.at, true)
        && (!next.only_neighbours || are_neighbours(&low.numeral, &high.numeral))
        && let Some(range) = range::<T>(&low, &high)
        && (next.tight || agrees_on_mark(&low, &high))
    {
        return Some(range);
    }
    let (mark, factor) = factor::<T>(low.mark());
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
    let word = Folded::new(words.word(end.token));
    let next = end.token + 1;
    if is_dash(&word) {
        // "a 24- to 30-foot boat"
        let suspended = words.joined(end.token)
            && !words.joined(next)
            && &*Folded::new(words.word(next)) == "to";
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
    let from = &*Folded::new(words.word_before(start, 1)) == "from";
    ((&*word == "to" && !from) || &*word == "or").then(|| Connector {
        at: Cursor::at(next),
        tight: false,
        only_neighbours: &*word == "or",
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
fn agrees_on_mark<M>(low: &Bound<M>, high: &Bound<M>) -> bool {
    let marked = low.before.is_some() || low.after.is_some();
    !marked
        || high.before.is_some()
        || high.after.is_some()
        || (low.before.is_some() && high.numeral.scale > Decimal::ONE)
}

/// The range between two figures, if the first is the smaller one and their marks agree.
fn range<T: Marks>(low: &Bound<T::Mark>, high: &Bound<T::Mark>) -> Option<Core<T::Mark>> {
    let marks_agree = match (low.mark(), high.mark()) {
        (Some(low), Some(high)) => low == high,
        (None, Some(_)) => high.before.is_none(),
        (Some(_), None) | (None, None) => true,
    };
    if !marks_agree || low.numeral.value != low.numeral.upper || high.negative {
        return None;
    }
    let (mark, factor) = factor::<T>(low.mark().or(high.mark()));
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

fn factor<T: Marks>(mark: Option<T::Mark>) -> (Option<T::Mark>, Decimal) {
    match mark.map(T::factor) {
        Some((mark, factor)) => (Some(mark), factor),
        None => (None, Decimal::ONE),
    }
}

/// Whether the figure at a token is a later part of one that starts before it.
fn inside_another<T: Marks>(words: &Words<'_>, at: usize) -> bool {
    let joins = {
        let before = words.word_before(at, 1);
        is_dash(before)
            || matches!(before, "(" | "." | "+")
            || words
                .gap_before(at)
                .contains(['\u{A0}', '\u{2009}', '\u{202F}'])
            || matches!(
                &*Folded::new(before),
                "and" | "to" | "or" | "a" | "an" | "half" | "of" | "minus"
            )
            || before
                .split(super::part::is_hyphen)
                .any(numeral::is_number_word)
            || T::before(words, at.wrapping_sub(1)).is_some()
    };
    joins
        && (1..=LOOK_BACK.min(at)).any(|back| {
            let start = at - back;
            let could = first_figure::<T>(words, start) || is_between(words, start);
            could && core::<T>(words, start).is_some_and(|core| covers(core.end, at))
        })
}

fn covers(end: Cursor, at: usize) -> bool {
    end.token > at || (end.token == at && end.is_inside())
}
