//! What the labels of a table say of its bare figures: "Revenue ($ million)", "in %", "(km)".

use super::amount::Mark;
use super::language::{Class, NumberWord};
use super::part::Cursor;
use super::{Annotations, Decimal, Words, measure, money, percent};
use crate::document::Names;
use crate::document::token::tokenize;
use crate::source::Span;

/// A longer label, in bytes, is not looked through.
const LONGEST_LABEL: u32 = 160;

/// What bare figures count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LabelUnit {
    /// Of what, where the label says it.
    pub(super) mark: Option<Mark>,
    /// How many of it one is: a million for "$ million".
    pub(super) scale: Decimal,
}

/// What the labels of a cell say: those of its column from the innermost on, those of its row, and
/// the one in the corner of its table. `words` are the words of the cell.
pub(super) fn of_cell(words: &Words<'_>) -> Option<LabelUnit> {
    let layout = words.layout;
    let at = words.tokens.first()?.span.start;
    let cell = layout.cell_at(at)?;
    let labels = &layout.labels;
    if labels.names(cell) != Names::Nothing {
        return None;
    }
    let corner = layout.cells_of(layout.table_at(at)?).first();
    let (columns, rows) = (labels.of_column(cell).iter(), labels.of_row(cell).iter());
    columns
        .rev()
        .chain(rows.rev())
        .filter_map(|label| layout.cells.get(*label as usize))
        .chain(corner)
        .find_map(|label| read(words, label.span))
}

/// The unit in a label: in brackets, after "in" or a comma, or all of it.
fn read(words: &Words<'_>, label: Span) -> Option<LabelUnit> {
    if label.end - label.start > LONGEST_LABEL {
        return None;
    }
    let mut tokens = Vec::new();
    tokenize(words.text, label, &mut tokens);
    let mut annotations = Annotations::default();
    annotations.annotate(words.text, &tokens, words.origin.language);
    let label = Words::new(
        words.text,
        words.layout,
        &tokens,
        &annotations,
        words.origin,
    );
    let mut start = 0;
    for at in 0..=tokens.len() {
        if matches!(label.word(at), "" | "(" | ")" | "[" | "]" | "," | ";" | ":") {
            let part = label.slice(start..at);
            let unit = unit_of(&part, start > 0).or_else(|| {
                let count = part.tokens.len();
                let counted_in = (0..count).rfind(|at| part.is(*at, Class::CountedIn))?;
                unit_of(&part.slice(counted_in + 1..count), true)
            });
            if unit.is_some() {
                return unit;
            }
            start = at + 1;
        }
    }
    None
}

/// The unit that words are, if they are nothing else. Where they begin the label, words that may
/// mean something else are no currency and no unit.
fn unit_of(part: &Words<'_>, inside: bool) -> Option<LabelUnit> {
    let mut found = LabelUnit {
        mark: None,
        scale: Decimal::ONE,
    };
    let mut at = 0;
    while at < part.tokens.len() {
        if at == 0 && percent::mark_after(part, Cursor::at(at)).is_some() {
            // "% of revenue", "% change"
            found.mark = Some(Mark::Percent);
            return Some(found);
        }
        if part.is(at, Class::Of) || part.is(at, Class::CountedIn) || part.word(at) == "'" {
            at += 1;
        } else if found.scale == Decimal::ONE
            && let Some(scale) = scale(part, at, found.mark.is_some())
        {
            found.scale = scale;
            at += 1;
        } else if found.mark.is_none()
            && let Some((next, mark)) = mark(part, at, inside || found.scale != Decimal::ONE)
        {
            found.mark = Some(mark);
            at = next;
        } else {
            return None;
        }
    }
    let said = found.mark.is_some() || found.scale != Decimal::ONE;
    said.then_some(found)
}

/// The currency or unit at a token, and the token after it.
fn mark(part: &Words<'_>, at: usize, sure: bool) -> Option<(usize, Mark)> {
    let is_sign = part.is(at, Class::CurrencySign) || part.is(at, Class::DollarPrefix);
    if let Some((next, share)) = money::mark_before(part, at)
        && (sure || is_sign)
    {
        return Some((next, share.mark));
    }
    if !sure {
        return None;
    }
    let after = Cursor::at(at);
    let (next, share) = money::mark_after(part, after).or_else(|| {
        // A single letter may be short for anything: "(m)" for metres, millions or men.
        measure::mark_after(part, after).filter(|_| part.word(at).len() > 1)
    })?;
    (share.of_it == Decimal::ONE && !next.is_inside()).then_some((next.token, share.mark))
}

/// What a word multiplies by: "million", "thousands", "'000"; letters only beside a currency.
fn scale(part: &Words<'_>, at: usize, beside_currency: bool) -> Option<Decimal> {
    let scale = match part.lexicon.number(part.lexeme(at)) {
        Some(NumberWord::Scale(scale) | NumberWord::Order(scale)) => Some(scale),
        _ => None,
    };
    let word = part.word(at);
    let suffix = || part.lexicon.suffix(word).filter(|_| beside_currency);
    let zeros = || matches!(word, "000" | "000s").then_some(1_000);
    scale.or_else(zeros).or_else(suffix).map(Decimal::from)
}
