//! Values in words, in one form whatever way they were written.

use rust_decimal::Decimal;

use crate::lang::typed::Module;
use crate::value::{ClockTime, EntryRef, Figure, Hedge, PartialDate, Value};

/// A value: a figure with thousands separated, a date as in ISO 8601, an entry by its name.
pub fn value(value: &Value, module: &Module) -> String {
    match value {
        Value::Number(of) => figure(of),
        Value::Percent(of) => format!("{}%", figure(of)),
        Value::Money(of, currency) => format!("{currency} {}", figure(of)),
        Value::Measure(of, unit) => format!("{} {}", figure(of), unit.0),
        Value::Date(of) => date(*of),
        Value::Weekday(day) => format!("{day:?}"),
        Value::Time(of) => time(*of),
        Value::Version(text) => text.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Entry(of) => entry(*of, module),
    }
}

/// A number with a comma before every three digits and no zeros at the end.
pub fn number(of: Decimal) -> String {
    let text = of.normalize().abs().to_string();
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text.as_str(), None),
    };
    let mut written = String::new();
    if of.is_sign_negative() && !of.is_zero() {
        written.push('-');
    }
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if let Some(fraction) = fraction {
        written.push('.');
        written.push_str(fraction);
    }
    written
}

fn figure(of: &Figure) -> String {
    let hedge = match of.hedge {
        Hedge::Bare => "",
        Hedge::Exact => "exactly ",
        Hedge::Around => "about ",
        Hedge::Nearly => "nearly ",
        Hedge::Above => "more than ",
        Hedge::FarAbove => "well over ",
        Hedge::Below => "fewer than ",
        Hedge::AtLeast => "at least ",
        Hedge::AtMost => "at most ",
        Hedge::Between => {
            return format!("{} to {}", number(of.value), number(of.upper));
        }
    };
    format!("{hedge}{}", number(of.value))
}

/// As in ISO 8601, `--` for a year that is not written.
fn date(of: PartialDate) -> String {
    let year = of
        .year
        .map_or_else(|| "-".to_owned(), |year| format!("{year:04}"));
    match (of.month, of.day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        (None, _) => year,
    }
}

fn time(of: ClockTime) -> String {
    let about = if of.approximate { "about " } else { "" };
    let half = if of.half_known { "" } else { " a.m. or p.m." };
    format!("{about}{:02}:{:02}{half}", of.minutes / 60, of.minutes % 60)
}

fn entry(of: EntryRef, module: &Module) -> String {
    module
        .vocabularies
        .get(of.vocabulary as usize)
        .and_then(|vocabulary| vocabulary.entries.get(of.entry as usize))
        .map_or_else(String::new, |entry| entry.name().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_comma_before_every_three_digits() {
        for (digits, scale, written) in [
            (0, 0, "0"),
            (7, 0, "7"),
            (999, 0, "999"),
            (1000, 0, "1,000"),
            (130_000, 0, "130,000"),
            (-1_234_567, 0, "-1,234,567"),
            (12_345, 2, "123.45"),
            (1_234_500, 3, "1,234.5"),
            (-5, 1, "-0.5"),
        ] {
            assert_eq!(number(Decimal::new(digits, scale)), written);
        }
    }

    #[test]
    fn dates_are_iso_8601_with_dashes_for_what_is_not_written() {
        for (year, month, day, written) in [
            (Some(2022), Some(2), Some(14), "2022-02-14"),
            (None, Some(2), Some(14), "--02-14"),
            (Some(2019), Some(3), None, "2019-03"),
            (Some(2019), None, None, "2019"),
        ] {
            assert_eq!(date(PartialDate { year, month, day }), written);
        }
    }

    #[test]
    fn times_say_when_the_half_of_the_day_is_not_known() {
        let time = |minutes, approximate, half_known| {
            time(ClockTime {
                minutes,
                approximate,
                half_known,
            })
        };
        assert_eq!(time(250, false, true), "04:10");
        assert_eq!(time(330, true, false), "about 05:30 a.m. or p.m.");
    }

    #[test]
    fn figures_keep_their_hedge() {
        let figure = |hedge| {
            figure(&Figure {
                hedge,
                upper: Decimal::from(10),
                ..Figure::exact(Decimal::from(8))
            })
        };
        assert_eq!(figure(Hedge::Bare), "8");
        assert_eq!(figure(Hedge::Around), "about 8");
        assert_eq!(figure(Hedge::Between), "8 to 10");
    }
}
