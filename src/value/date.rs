//! Dates.

use super::language::Class;
use super::precedence;
use super::{PartialDate, Reader, Reading, Type, Value, Words};

/// Reads "14 October 2025", "Feb. 14, 2022", "2022-02-14", "14/10/2025", "March 2019".
#[derive(Debug)]
pub struct Date;

impl Reader for Date {
    fn reads(&self) -> Type {
        Type::Date
    }

    fn about(&self) -> &'static str {
        "a day or a month of a year: “14 October 2025”, “Feb. 14”, “2022-02-14”, “March 2019”; \
         in “3/4/2025” the day comes first unless it cannot be one"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let (end, date) = parse(words, at)?;
        if is_span_of_days(words, at, end) {
            return None;
        }
        Some(Reading {
            end,
            value: Value::Date(date),
            span: words.span(at, end),
        })
    }

    fn claims(&self, words: &Words<'_>, start: usize, end: usize) -> bool {
        [start, end.saturating_sub(1)].into_iter().any(|token| {
            (token.saturating_sub(LONGEST)..=token)
                .any(|from| parse(words, from).is_some_and(|(end, _)| end > token))
        })
    }
}

/// The most tokens of a date before its last figure ("14", "th", "of", "October", ",").
const LONGEST: usize = 5;

/// "14-16 October", "Feb. 14-16": several days, which no one date is.
fn is_span_of_days(words: &Words<'_>, at: usize, end: usize) -> bool {
    let dash = |sign: usize| words.is_dash(sign) && words.joined(sign) && words.joined(sign + 1);
    (at >= 2 && dash(at - 1) && words.is_number(at - 2) && words.is_number(at))
        || (dash(end) && words.is_number(end + 1))
}

fn parse(words: &Words<'_>, at: usize) -> Option<(usize, PartialDate)> {
    if words.is_number(at) {
        in_figures(words, at).or_else(|| day_and_month(words, at))
    } else if words.is(at, Class::Month) {
        month_and_day(words, at)
    } else {
        None
    }
}

/// "14 October 2025", "14th of October".
fn day_and_month(words: &Words<'_>, at: usize) -> Option<(usize, PartialDate)> {
    let (mut end, day) = day_at(words, at)?;
    if words.is(end, Class::Of) {
        end += 1;
    }
    let (end, month) = month_at(words, end)?;
    let (end, year) = year_after(words, end);
    let date = PartialDate::new(year, Some(month), Some(day))?;
    Some((end, date))
}

/// "Feb. 14, 2022", "February 14th", "March 2019".
fn month_and_day(words: &Words<'_>, at: usize) -> Option<(usize, PartialDate)> {
    let (end, month) = month_at(words, at)?;
    if let Some(year) = year_at(words, end) {
        // "31 February 2021" is no day, nor is it a month.
        let after_day = day_before(words, at);
        let date = PartialDate::new(Some(year), Some(month), None)?;
        return (!after_day).then_some((end + 1, date));
    }
    let day_start = end;
    let (end, day) = day_at(words, day_start)?;
    // "In May 15 percent of them": a figure of something else.
    if precedence::belongs_to_another(words, Type::Date, day_start, end) {
        return None;
    }
    let (end, year) = year_after(words, end);
    Some((end, PartialDate::new(year, Some(month), Some(day))?))
}

/// Whether what may be a day stands just before a month: "31 February", "14th of October".
fn day_before(words: &Words<'_>, month: usize) -> bool {
    let of = words.is_before(month, 1, Class::Of);
    let last = if of { month.wrapping_sub(1) } else { month };
    (1..=2).any(|back| {
        last.checked_sub(back)
            .and_then(|start| day_at(words, start))
            .is_some_and(|(end, _)| end == last)
    })
}

fn month_at(words: &Words<'_>, at: usize) -> Option<(usize, u8)> {
    let month = words.lexicon.month(words.lexeme(at))?;
    // The point of "Feb." may be a token of its own.
    let short = words.word(at).len() <= 4 && words.word(at + 1) == "." && words.joined(at + 1);
    Some((if short { at + 2 } else { at + 1 }, month))
}

/// A day of the month: "14", "14th".
fn day_at(words: &Words<'_>, at: usize) -> Option<(usize, u8)> {
    let word = words.word(at);
    if word.len() > 2 || !words.is_number(at) {
        return None;
    }
    let day: u8 = word.parse().ok().filter(|day| (1..=31).contains(day))?;
    if words.is_word(at + 1) && words.joined(at + 1) {
        return words.is(at + 1, Class::DayEnding).then_some((at + 2, day));
    }
    Some((at + 1, day))
}

/// The year after a day and a month, with the comma before it.
fn year_after(words: &Words<'_>, end: usize) -> (usize, Option<i16>) {
    let at = if words.word(end) == "," { end + 1 } else { end };
    match year_at(words, at) {
        Some(year) => (at + 1, Some(year)),
        None => (end, None),
    }
}

fn year_at(words: &Words<'_>, at: usize) -> Option<i16> {
    let word = words.word(at);
    let letters = words.is_word(at + 1) && words.joined(at + 1);
    if word.len() != 4 || letters || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse()
        .ok()
        .filter(|year| (1000..=2100).contains(year))
}

/// "2022-02-14", "2022/02/14", "14/10/2025", "14.10.2025", "10-14-2025".
fn in_figures(words: &Words<'_>, at: usize) -> Option<(usize, PartialDate)> {
    if words.joined(at) && !matches!(words.word_before(at, 1), "(" | "[" | "=" | ":") {
        return None;
    }
    let rest = words.rest(at);
    let mut figures = [""; 3];
    let mut length = 0;
    let mut separator = None;
    for (index, figure) in figures.iter_mut().enumerate() {
        if index > 0 {
            let sign = rest[length..]
                .chars()
                .next()
                .filter(|sign| "-/.".contains(*sign))?;
            if separator.is_some_and(|first| first != sign) {
                return None;
            }
            separator = Some(sign);
            length += 1;
        }
        let digits = rest[length..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        if !matches!(digits, 1 | 2 | 4) {
            return None;
        }
        *figure = &rest[length..length + digits];
        length += digits;
    }
    // A time may follow the date, as in ISO 8601; another letter or group makes it no date.
    let mut following = rest[length..].chars();
    let runs_on = match following.next() {
        Some(sign) if Some(sign) == separator => {
            following.next().is_some_and(|next| next.is_ascii_digit())
        }
        Some(letter) => letter.is_alphanumeric() && letter != 'T',
        None => false,
    };
    let (end, _) = words.stretch(at, length)?;
    let date = date_of(figures, words.lexicon.writing.day_first)?;
    (!runs_on).then_some((end, date))
}

/// The date of three figures: the year is the one with four digits, first or last; the day
/// comes before the month or after it, unless only the other way gives a date.
fn date_of(figures: [&str; 3], day_first: bool) -> Option<PartialDate> {
    let number = |text: &str| text.parse::<u8>().ok();
    let date = |year: &str, month: &str, day: &str| {
        let year = year
            .parse()
            .ok()
            .filter(|year| (1000..=2100).contains(year))?;
        PartialDate::new(Some(year), number(month), Some(number(day)?))
    };
    match figures.map(str::len) {
        [4, 1 | 2, 1 | 2] => date(figures[0], figures[1], figures[2]),
        [1 | 2, 1 | 2, 4] => {
            let [one, two, year] = figures;
            let (day, month) = if day_first { (one, two) } else { (two, one) };
            date(year, month, day).or_else(|| date(year, day, month))
        }
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("on 14 October 2025 at noon", &["14 October 2025"]),
        ("on Feb. 14, 2022, at noon", &["Feb. 14, 2022"]),
        ("on Tuesday, Feb. 14, 2022", &["Feb. 14, 2022"]),
        ("on February 14 at noon", &["February 14"]),
        ("on October 14th", &["October 14th"]),
        ("the 14th of October", &["14th of October"]),
        ("since 14 Oct", &["14 Oct"]),
        ("on 2022-02-14.", &["2022-02-14"]),
        ("on 14/10/2025.", &["14/10/2025"]),
        ("on 10/14/2025.", &["10/14/2025"]),
        ("on 14.10.2025.", &["14.10.2025"]),
        ("in March 2019", &["March 2019"]),
        (
            "between 1 May 2020 and 3 June 2021",
            &["1 May 2020", "3 June 2021"],
        ),
    ];

    #[test]
    fn dates_are_read() {
        for (text, dates) in FOUND {
            assert_eq!(found(Type::Date, text), *dates, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "31 February 2021",
            "February 30",
            "29 February 2021",
            "2022-13-14",
            "version 1.2.3",
            "24/7",
            "2024-Q3",
            "14 people may march",
            "they march 14 miles",
            "in May 15 percent left",
            "14-16 October",
            "Feb. 14-16",
            "in March",
            "in 2019",
            "1.2.2025.4",
        ] {
            assert_eq!(found(Type::Date, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_parts_that_are_written_are_kept() {
        let cases = [
            ("14 October 2025", (Some(2025), Some(10), Some(14))),
            ("Feb. 14", (None, Some(2), Some(14))),
            ("March 2019", (Some(2019), Some(3), None)),
            ("03/04/2025", (Some(2025), Some(4), Some(3))),
            ("03/14/2025", (Some(2025), Some(3), Some(14))),
            ("Feb. 29", (None, Some(2), Some(29))),
        ];
        for (text, (year, month, day)) in cases {
            assert_eq!(
                values(Type::Date, text),
                [Value::Date(PartialDate { year, month, day })],
                "{text}"
            );
        }
    }
}
