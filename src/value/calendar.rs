//! Days, months and weekdays: their words, and how a date without a year finds its own.

use jiff::civil;

use super::fold::{Folded, look_up};
use super::{Day, PartialDate, Weekday};

/// Months in words, sorted.
#[rustfmt::skip]
const MONTHS: &[(&str, u8)] = &[
    ("apr", 4), ("april", 4), ("aug", 8), ("august", 8), ("dec", 12), ("december", 12),
    ("feb", 2), ("february", 2), ("jan", 1), ("january", 1), ("jul", 7), ("july", 7), ("jun", 6),
    ("june", 6), ("mar", 3), ("march", 3), ("may", 5), ("nov", 11), ("november", 11), ("oct", 10),
    ("october", 10), ("sep", 9), ("sept", 9), ("september", 9),
];

/// The names of the months, January first.
pub(super) const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The names of the weekdays, Monday first.
pub(super) const WEEKDAY_NAMES: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The month a word names, 1 to 12: in full or short, with its point or without, with a
/// capital ("may" and "march" are other words).
pub(super) fn month(word: &str) -> Option<u8> {
    if !word.starts_with(|character: char| character.is_ascii_uppercase()) {
        return None;
    }
    look_up(MONTHS, &Folded::new(word.strip_suffix('.').unwrap_or(word)))
}

/// The name of a weekday.
pub(super) fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => WEEKDAY_NAMES[0],
        Weekday::Tuesday => WEEKDAY_NAMES[1],
        Weekday::Wednesday => WEEKDAY_NAMES[2],
        Weekday::Thursday => WEEKDAY_NAMES[3],
        Weekday::Friday => WEEKDAY_NAMES[4],
        Weekday::Saturday => WEEKDAY_NAMES[5],
        Weekday::Sunday => WEEKDAY_NAMES[6],
    }
}

/// The day with this weekday that is nearest to a reference day: at most three days away.
/// The Associated Press uses a weekday's name only within seven days, so there is one.
pub fn nearest_weekday(weekday: Weekday, reference: Day) -> Day {
    let ahead = i64::from(weekday.to_monday_zero_offset())
        - i64::from(reference.weekday().to_monday_zero_offset());
    let ahead = (ahead + 3).rem_euclid(7) - 3;
    reference.saturating_add(jiff::Span::new().days(ahead))
}

impl PartialDate {
    /// A date of these parts, if there is such a day: 31 February is none, 29 February only
    /// in a leap year or without a year.
    pub fn new(year: Option<i16>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        const A_LEAP_YEAR: i16 = 2000;
        if let Some(month) = month {
            let day = day.unwrap_or(1);
            civil::Date::new(
                year.unwrap_or(A_LEAP_YEAR),
                i8::try_from(month).ok()?,
                i8::try_from(day).ok()?,
            )
            .ok()?;
        } else if day.is_some() {
            return None;
        }
        Some(Self { year, month, day })
    }

    /// The day, if all parts are written.
    pub fn day(self) -> Option<Day> {
        date(self.year?, self.month?, self.day?)
    }

    /// The first and the last day it can mean. A date without a year takes the year in which
    /// it is nearest to the reference; without a reference it is unknown.
    pub fn days(self, reference: Option<Day>) -> Option<(Day, Day)> {
        if let Some(year) = self.year {
            return self.days_in(year);
        }
        let reference = reference?;
        // 29 February may be four years away, or eight around a century.
        const REACH: i16 = 8;
        (-REACH..=REACH)
            .filter_map(|step| self.days_in(reference.year().checked_add(step)?))
            .min_by_key(|(first, last)| {
                let distance = days_between(reference, *first)
                    .abs()
                    .min(days_between(reference, *last).abs());
                // Of two equally near, the earlier one.
                (distance, *first)
            })
    }

    fn days_in(self, year: i16) -> Option<(Day, Day)> {
        match (self.month, self.day) {
            (Some(month), Some(day)) => {
                let day = date(year, month, day)?;
                Some((day, day))
            }
            (Some(month), None) => {
                let first = date(year, month, 1)?;
                Some((first, first.last_of_month()))
            }
            (None, _) => Some((date(year, 1, 1)?, date(year, 12, 31)?)),
        }
    }
}

fn date(year: i16, month: u8, day: u8) -> Option<Day> {
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn days_between(from: Day, to: Day) -> i32 {
    from.duration_until(to)
        .as_hours()
        .checked_div(24)
        .and_then(|days| i32::try_from(days).ok())
        .unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_are_sorted() {
        assert!(MONTHS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_month_has_a_capital() {
        assert_eq!(month("Feb."), Some(2));
        assert_eq!(month("May"), Some(5));
        assert_eq!(month("may"), None);
        assert_eq!(month("march"), None);
    }

    #[test]
    fn a_weekday_is_the_nearest_one() {
        // 14 February 2022 was a Monday.
        let monday = civil::date(2022, 2, 14);
        let cases = [
            (Weekday::Monday, 14),
            (Weekday::Tuesday, 15),
            (Weekday::Thursday, 17),
            (Weekday::Friday, 11),
            (Weekday::Saturday, 12),
            (Weekday::Sunday, 13),
        ];
        for (weekday, day) in cases {
            assert_eq!(
                nearest_weekday(weekday, monday),
                civil::date(2022, 2, day),
                "{weekday:?}"
            );
        }
    }

    #[test]
    fn a_date_without_a_year_takes_the_nearest() {
        let reference = civil::date(2022, 1, 5);
        let december = PartialDate::new(None, Some(12), Some(30)).expect("a date");
        assert_eq!(
            december.days(Some(reference)).map(|days| days.0),
            Some(civil::date(2021, 12, 30))
        );
        let leap = PartialDate::new(None, Some(2), Some(29)).expect("a date");
        assert_eq!(
            leap.days(Some(reference)).map(|days| days.0),
            Some(civil::date(2020, 2, 29))
        );
        assert_eq!(december.days(None), None);
    }

    #[test]
    fn a_month_is_all_its_days() {
        let march = PartialDate::new(Some(2019), Some(3), None).expect("a date");
        assert_eq!(
            march.days(None),
            Some((civil::date(2019, 3, 1), civil::date(2019, 3, 31)))
        );
    }

    #[test]
    fn there_is_no_31st_of_february() {
        assert_eq!(PartialDate::new(None, Some(2), Some(31)), None);
        assert_eq!(PartialDate::new(Some(2021), Some(2), Some(29)), None);
        assert_eq!(PartialDate::new(None, None, Some(3)), None);
    }
}
