//! Values back into words, for messages.

use rust_decimal::Decimal;

use super::calendar;
use super::currency;
use super::figure::{Figure, Hedge};
use super::{ClockTime, Currency, PartialDate, Value};

/// A value in words: "about 130,000", "25%", "$5,000,000", "20 MB", "14 October 2025". An
/// entry of a vocabulary has its words there and none here.
pub fn show(value: &Value) -> Option<String> {
    Some(match value {
        Value::Number(figure) => hedged(figure, |number| number_of(number, figure.exact)),
        Value::Percent(figure) => hedged(figure, |number| format!("{}%", number_of(number, false))),
        Value::Money(figure, currency) => hedged(figure, |number| money(number, *currency)),
        Value::Measure(figure, unit) => {
            let one = figure.value == Decimal::ONE && figure.upper == Decimal::ONE;
            let symbol = if one { unit.singular() } else { unit.symbol() };
            format!(
                "{} {symbol}",
                hedged(figure, |number| number_of(number, false))
            )
        }
        Value::Date(date) => date_of(*date),
        Value::Weekday(weekday) => calendar::weekday_name(*weekday).to_owned(),
        Value::Time(time) => time_of(*time),
        Value::Version(version) => version.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Entry(_) => return None,
    })
}

/// A number with commas between its thousands: "130,000", "-1,234.5".
pub fn number(number: Decimal) -> String {
    number_of(number, false)
}

/// An exact number of four digits is more likely a port or a year: it has no comma.
fn number_of(number: Decimal, exact: bool) -> String {
    let number = number.normalize();
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut shown = String::with_capacity(text.len() + text.len() / 3);
    if number.is_sign_negative() && !number.is_zero() {
        shown.push('-');
    }
    for (index, digit) in whole.char_indices() {
        let left = whole.len() - index;
        if index > 0 && left % 3 == 0 && !(exact && whole.len() == 4) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if !fraction.is_empty() {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

fn money(amount: Decimal, currency: Currency) -> String {
    let amount = amount.normalize();
    let mut figure = number_of(amount.abs(), false);
    if amount.scale() == 1 {
        // Parts of a currency are counted in hundredths.
        figure.push('0');
    }
    let sign = if amount.is_sign_negative() { "-" } else { "" };
    if currency == currency::DOLLAR {
        format!("{sign}${figure}")
    } else {
        format!("{currency} {sign}{figure}")
    }
}

/// The figure with the plainest words for its hedge.
fn hedged(figure: &Figure, one: impl Fn(Decimal) -> String) -> String {
    let value = one(figure.value);
    match figure.hedge {
        Hedge::Bare => value,
        Hedge::Exact => format!("exactly {value}"),
        Hedge::Around => format!("about {value}"),
        Hedge::Nearly => format!("nearly {value}"),
        Hedge::Above => format!("more than {value}"),
        Hedge::FarAbove => format!("well over {value}"),
        Hedge::Below => format!("less than {value}"),
        Hedge::AtLeast => format!("at least {value}"),
        Hedge::AtMost => format!("at most {value}"),
        Hedge::Between => format!("{value} to {}", one(figure.upper)),
    }
}

fn date_of(date: PartialDate) -> String {
    let month = date
        .month
        .and_then(|month| calendar::MONTH_NAMES.get(usize::from(month).wrapping_sub(1)));
    let parts = [
        date.day.map(|day| day.to_string()),
        month.map(|month| (*month).to_owned()),
        date.year.map(|year| year.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn time_of(time: ClockTime) -> String {
    let about = if time.approximate { "about " } else { "" };
    let (hour, minute) = (time.minutes / 60, time.minutes % 60);
    let zone = time.zone.map_or(String::new(), |zone| format!(" {zone}"));
    if time.half_known {
        format!("{about}{hour:02}:{minute:02}{zone}")
    } else {
        let hour = if hour == 0 { 12 } else { hour };
        format!("{about}{hour}:{minute:02}{zone}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Type;
    use super::super::sample::shown;

    #[test]
    fn values_are_shown_in_words() {
        let cases = [
            (Type::Number, "130000 men", "130,000"),
            (Type::Number, "about 1.3 million men", "about 1,300,000"),
            (Type::Number, "up to 1,234.5 men", "at most 1,234.5"),
            (Type::Number, "8 to 10 men", "8 to 10"),
            (Type::Integer, "port 8080", "8080"),
            (Type::Integer, "130,000 men", "130,000"),
            (Type::Year, "in 2014", "2014"),
            (Type::Percent, "25 percent", "25%"),
            (Type::Percent, "-2.50%", "-2.5%"),
            (Type::Money, "$5 million", "$5,000,000"),
            (Type::Money, "20 euros", "EUR 20"),
            (Type::Money, "$12.5", "$12.50"),
            (Type::Measure, "20 megabytes", "20 MB"),
            (Type::Measure, "one day", "1 day"),
            (Type::Measure, "1 kilometre", "1 km"),
            (Type::Date, "Oct. 14, 2025", "14 October 2025"),
            (Type::Date, "Oct. 14", "14 October"),
            (Type::Date, "March 2019", "March 2019"),
            (Type::Weekday, "Tues. 14", "Tuesday"),
            (Type::Time, "5:30 p.m.", "17:30"),
            (Type::Time, "about 5:30", "about 5:30"),
            (Type::Version, "v2.0", "2.0"),
            (Type::Acronym, "the NGOs", "NGO"),
        ];
        for (ty, text, words) in cases {
            assert_eq!(shown(ty, text), [words], "{text}");
        }
    }
}
