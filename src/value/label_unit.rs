//! What the labels of a table say of its bare figures: "Revenue ($ million)", "in %", "(km)".

use super::fold::Folded;
use super::part::Cursor;
use super::{Currency, Decimal, Words, currency, measure, unit};
use crate::document::token::tokenize;
use crate::document::{Cell, Names};
use crate::source::Span;

/// A longer label, in bytes, is not looked through.
const LONGEST_LABEL: u32 = 160;

/// What bare figures count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LabelUnit {
    /// Of what.
    pub kind: LabelKind,
    /// How many of it one is: a million for "$ million".
    pub scale: Decimal,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LabelKind {
    /// The label does not say.
    Plain,
    /// Hundredths.
    Percent,
    /// Money.
    Money(Currency),
    /// An amount with a unit.
    Measure(measure::Unit),
}

/// What the labels of a cell say: those of its column from the innermost on, those of its row, and
/// the one in the corner of its table.
pub(super) fn of_cell(words: &Words<'_>) -> Option<LabelUnit> {
    let layout = words.layout;
    let at = words.tokens.first()?.span.start;
    let cell = layout.cell_at(at)?;
    let corner = layout
        .cells_of(layout.table_at(at)?)
        .first()
        .map(|cell: &Cell| cell.span);
    let labels = &layout.labels;
    let spans = |cells: &'_ [u32]| {
        let spans = cells
            .iter()
            .rev()
            .map(|cell| layout.cells[*cell as usize].span);
        spans.collect::<Vec<Span>>()
    };
    if labels.names(cell) != Names::Nothing {
        return None;
    }
    let mut all = spans(labels.of_column(cell));
    all.extend(spans(labels.of_row(cell)));
    all.extend(corner);
    all.into_iter().find_map(|label| read(words, label))
}

/// The unit in a label: in brackets, after "in" or a comma, or all of it.
fn read(words: &Words<'_>, label: Span) -> Option<LabelUnit> {
    if label.end - label.start > LONGEST_LABEL {
        return None;
    }
    let mut tokens = Vec::new();
    tokenize(words.text, label, &mut tokens);
    let label = Words {
        tokens: &tokens,
        ..*words
    };
    let mut start = 0;
    for at in 0..=tokens.len() {
        let word = label.word(at);
        let ends = matches!(word, "" | "(" | ")" | "[" | "]" | "," | ";" | ":");
        let is_in = &*Folded::new(word) == "in" && label.word(at + 1) != "";
        if !ends && !is_in {
            continue;
        }
        let inside = start > 0;
        if let Some(unit) = unit_of(&label, start, at, inside) {
            return Some(unit);
        }
        start = at + 1;
    }
    None
}

/// The unit that tokens are, if they are nothing else. Where they begin the label, capitals that
/// may be another word are no currency.
fn unit_of(label: &Words<'_>, from: usize, to: usize, inside: bool) -> Option<LabelUnit> {
    let part = Words {
        tokens: label.tokens.get(from..to)?,
        ..*label
    };
    let mut found = LabelUnit {
        kind: LabelKind::Plain,
        scale: Decimal::ONE,
    };
    let mut at = 0;
    while at < part.tokens.len() {
        let word = part.word(at);
        let folded = Folded::new(word);
        if &*folded == "%" || matches!(&*folded, "percent" | "pct" | "percentage") {
            // "% of revenue", "% change"
            found.kind = LabelKind::Percent;
            return (at == 0).then_some(found);
        }
        if &*folded == "of" || word == "'" {
            at += 1;
            continue;
        }
        if let Some(scale) = scale(&folded, found.kind != LabelKind::Plain)
            && found.scale == Decimal::ONE
        {
            found.scale = scale;
            at += 1;
            continue;
        }
        let (next, kind) = kind(&part, at, inside || found.scale != Decimal::ONE)?;
        if found.kind != LabelKind::Plain {
            return None;
        }
        found.kind = kind;
        at = next;
    }
    let said = found.kind != LabelKind::Plain || found.scale != Decimal::ONE;
    said.then_some(found)
}

/// The currency or unit at a token, and the token after it.
fn kind(part: &Words<'_>, at: usize, sure: bool) -> Option<(usize, LabelKind)> {
    let word = part.word(at);
    if let Some(currency) = currency::sign(word) {
        return Some((at + 1, LabelKind::Money(currency)));
    }
    if part.word(at + 1) == "$"
        && part.joined(at + 1)
        && let Some(currency) = currency::dollar_of(word)
    {
        return Some((at + 2, LabelKind::Money(currency)));
    }
    if !sure {
        return None;
    }
    if let Some(currency) = currency::code(word) {
        return Some((at + 1, LabelKind::Money(currency)));
    }
    if let Some((end, currency, share)) = currency::name_at(part, Cursor::at(at))
        && share == Decimal::ONE
    {
        return Some((end.token, LabelKind::Money(currency)));
    }
    // A single letter may be short for anything: "(m)" for metres, millions or men.
    let (end, unit) = unit::written_at(part, Cursor::at(at))?;
    (word.len() > 1 && !end.is_inside()).then_some((end.token, LabelKind::Measure(unit)))
}

/// What a word multiplies by; a single letter only beside a currency.
fn scale(word: &str, beside_currency: bool) -> Option<Decimal> {
    let power = match word {
        "thousand" | "thousands" | "000" | "000s" => 3,
        "k" if beside_currency => 3,
        "million" | "millions" | "mn" | "mln" | "mio" => 6,
        "m" if beside_currency => 6,
        "billion" | "billions" | "bn" | "mrd" => 9,
        "trillion" | "trillions" | "tn" => 12,
        _ => return None,
    };
    Some(Decimal::from(10_u64.pow(power)))
}
