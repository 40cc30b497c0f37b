//! Days, months and weekdays, and how a date without a year finds its own.

use jiff::civil;

use super::{Day, PartialDate, Weekday};

/// The names of the months in messages, January first.
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

/// The names of the weekdays in messages, Monday first.
const WEEKDAY_NAMES: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The days of the week, Monday first.
pub(super) const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The name of a weekday.
pub(super) fn weekday_name(weekday: Weekday) -> &'static str {
    WEEKDAY_NAMES[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
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
