//! Amounts with a unit of measurement.

use rust_decimal::Decimal;

use super::amount::{self, Amount, Mark, Share};
use super::figure::{Figure, Hedge};
use super::language::Class;
use super::numeral::Sense;
use super::part::{Cursor, is_hyphen};
use super::precedence;
use super::unit;
pub use super::unit::{Dimension, Unit};
use super::{Reader, Reading, Type, Value, Words};

/// Reads "25 miles", "20 MB", "a 30-day wait", "5 to 6 hours".
#[derive(Debug)]
pub struct Measure;

impl Reader for Measure {
    fn reads(&self) -> Type {
        Type::Measure
    }

    fn about(&self) -> &'static str {
        "an amount with a unit and its hedge: “25 miles”, “20 MB”, “thirty (30) days”, “a \
         30-day wait”, “2 hours and 30 minutes”; not a rate (“20 miles per gallon”)"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let amount = amount::read(words, at, Sense::Measure)?;
        let Some(Mark::Unit(unit)) = amount.mark else {
            return None;
        };
        let is_other = amount::is_denominator(words, amount.start)
            || is_rate(words, amount.end)
            || is_ordinal(words, &amount)
            || precedence::belongs_to_another(words, Type::Measure, amount.start, amount.end);
        if is_other {
            return None;
        }
        let (end, figure, unit) = compound(words, &amount, unit);
        Some(Reading {
            end,
            value: Value::Measure(figure, unit),
            span: words.span(at, end),
        })
    }
}

/// The unit after a figure and the cursor past it.
pub(super) fn mark_after(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Share)> {
    let (end, unit) = unit::written_at(words, at)?;
    // "thirty-day-long", "a 25-year-old": the adjective is no more than the amount.
    let rest = words.past_hyphen(end);
    let joined = end.is_inside() || rest != end;
    let end = if joined && words.part_lexeme(rest).is(Class::Extent) {
        words.after_part(rest)
    } else {
        end
    };
    Some((end, Share::whole(Mark::Unit(unit))))
}

/// "Thirty-second": in words it is more often a place in a row than a time.
fn is_ordinal(words: &Words<'_>, amount: &Amount) -> bool {
    let last = amount
        .end
        .checked_sub(1)
        .map_or("", |last| words.word(last));
    let unit = last.rsplit(is_hyphen).next().unwrap_or(last);
    words.lexicon.look_up(unit).is(Class::OrdinalUnit)
        && !words.is_number(amount.start)
        && amount.figure.value != Decimal::ONE
}

/// "20 miles per gallon", "5 m/min": the amount is one of something else.
fn is_rate(words: &Words<'_>, end: usize) -> bool {
    words.is(end, Class::Per)
        || (words.word(end) == "/" && words.joined(end) && words.joined(end + 1))
}

/// Most units in "2 weeks, 3 days and 4 hours".
const MOST_PARTS: usize = 4;

/// The amount with what follows it in smaller units of its kind: "6 feet 2 inches". The sum
/// is in the smallest of them.
fn compound(words: &Words<'_>, first: &Amount, mut unit: Unit) -> (usize, Figure, Unit) {
    let mut end = first.end;
    let mut figure = first.figure;
    let open = |hedge: Hedge| hedge != Hedge::Between;
    for _ in 1..MOST_PARTS {
        if first.is_range || !open(figure.hedge) || figure.value.is_sign_negative() {
            break;
        }
        let comma = words.word(end) == ",";
        let and = words.is(end, Class::And);
        let start = if comma || and { end + 1 } else { end };
        let Some((next_end, next, smaller)) = part(words, start) else {
            break;
        };
        let Some(sum) = add(figure.value, unit, next, smaller) else {
            break;
        };
        figure.value = sum;
        figure.upper = sum;
        figure.grain = Decimal::ONE;
        unit = smaller;
        end = next_end;
    }
    (end, figure, unit)
}

/// A bare figure with its unit.
fn part(words: &Words<'_>, start: usize) -> Option<(usize, Decimal, Unit)> {
    if !super::numeral::may_start(words, start) {
        return None;
    }
    let (numeral, after) = amount::marked(words, Cursor::at(start), true, Sense::Measure)?;
    let (end, share) = after?;
    let Mark::Unit(unit) = share.mark else {
        return None;
    };
    (numeral.value == numeral.upper && !end.is_inside() && !is_rate(words, end.token)).then_some((
        end.token,
        numeral.value,
        unit,
    ))
}

/// The sum in the smaller unit, if it is smaller, divides the larger one and the second
/// amount is less than one of the larger.
fn add(large: Decimal, unit: Unit, small: Decimal, smaller: Unit) -> Option<Decimal> {
    let kind = unit.dimension();
    if kind != smaller.dimension() || kind == Dimension::Temperature {
        return None;
    }
    let ratio = unit
        .to_base(Decimal::ONE)?
        .checked_div(smaller.to_base(Decimal::ONE)?)?;
    (ratio > Decimal::ONE && ratio.is_integer() && small < ratio)
        .then(|| large.checked_mul(ratio)?.checked_add(small))
        .flatten()
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, shown};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("sentenced to 2 1/2 years", &["2 1/2 years"]),
        ("a 2-1/2 year wait", &["2-1/2 year"]),
        ("It is 25 miles away.", &["25 miles"]),
        ("It is about 25 miles away.", &["about 25 miles"]),
        ("a limit of 20 MB", &["20 MB"]),
        ("a limit of 20MB", &["20MB"]),
        ("a 30-day notice", &["30-day"]),
        ("a thirty-day notice", &["thirty-day"]),
        ("thirty (30) days of notice", &["thirty (30) days"]),
        ("a 25-year-old man", &["25-year-old"]),
        ("8 to 10 miles", &["8 to 10 miles"]),
        ("8-10 miles", &["8-10 miles"]),
        ("between 8 and 10 miles", &["between 8 and 10 miles"]),
        ("up to 5 square miles", &["up to 5 square miles"]),
        ("at 60 miles an hour", &["60 miles an hour"]),
        ("at 100 km/h", &["100 km/h"]),
        (
            "it was 20 degrees Celsius or 68°F",
            &["20 degrees Celsius", "68°F"],
        ),
        ("within 30 s", &["30 s"]),
        ("2 hours and 30 minutes", &["2 hours and 30 minutes"]),
        ("6 feet 2 inches tall", &["6 feet 2 inches"]),
        ("5 million tonnes", &["5 million tonnes"]),
        ("It weighs 200 lbs.", &["200 lbs."]),
        ("a 30-second film", &["30-second"]),
        ("a 5m wall", &["5m"]),
        ("25 miles or more", &["25 miles or more"]),
        ("a 24- to 30-foot boat", &["24- to 30-foot"]),
        ("half a mile away", &["half a mile"]),
        ("2 days and 3 men", &["2 days"]),
    ];

    #[test]
    fn amounts_with_a_unit_are_read() {
        for (text, amounts) in FOUND {
            assert_eq!(found(Type::Measure, text), *amounts, "{text}");
        }
    }

    #[test]
    fn what_has_no_unit_is_left_alone() {
        for text in [
            "25 people",
            "5 in Kyiv",
            "20 miles per gallon",
            "$5m",
            "5 mb",
            "miles away",
            "25%",
            "the 5th day",
            "at 1600 hours",
            "1/2 years",
            "on 2 1/2/2009 km",
            "the thirty-second time",
            "the one hundred and thirty second time",
            "a second chance",
        ] {
            assert_eq!(found(Type::Measure, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_figure_is_in_the_unit_as_written() {
        let cases = [
            ("25 miles", "25 miles"),
            ("20MB", "20 MB"),
            ("thirty (30) days", "30 days"),
            ("2 hours and 30 minutes", "150 minutes"),
            ("6 feet 2 inches", "74 inches"),
            ("half a mile", "0.5 miles"),
            ("2 1/2 years", "2.5 years"),
            ("1-3/4 inches", "1.75 inches"),
            ("8 to 10 km", "8 to 10 km"),
            ("1.5 million square kilometres", "1,500,000 km²"),
        ];
        for (text, words) in cases {
            assert_eq!(shown(Type::Measure, text), [words], "{text}");
        }
    }
}
