//! Dates as stretches of days, counted so that they compare like figures.

use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::value::PartialDate;
use crate::value::range::Range;

/// The day that dates without any year are taken to be near, where nothing else is known:
/// the middle of a leap year, so that every day of a year is nearest to it once.
pub(super) const SOME_DAY: Date = Date::constant(2000, 7, 1);

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day as a number: days since 1970-01-01.
pub(super) fn number_of(day: Date) -> Decimal {
    Decimal::from(day.duration_since(EPOCH).as_hours() / 24)
}

/// The day with a number.
pub(super) fn day_of(number: Decimal) -> Option<Date> {
    let days = number.floor().to_i32()?;
    EPOCH
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// The days a date may mean, the first and the last. A date without a year takes the year
/// nearest to `reference`; `None` without one.
pub(super) fn days(date: PartialDate, reference: Option<Date>) -> Option<(Date, Date)> {
    match date.year {
        Some(year) => days_in(date, year),
        None => {
            let reference = reference?;
            // Four years either way reach a leap year, except around 1900 and 2100.
            (-8..=8)
                .filter_map(|step| days_in(date, reference.year().checked_add(step)?))
                .min_by_key(|(first, _)| first.duration_since(reference).abs())
        }
    }
}

/// The nearest such day of the week, at most three days away: news style gives weekdays
/// only within seven days of the story (Associated Press stylebook, "days of the week").
pub(super) fn nearest_weekday(weekday: Weekday, reference: Date) -> Option<Date> {
    let ahead = i32::from(weekday.since(reference.weekday()));
    let step = if ahead > 3 { ahead - 7 } else { ahead };
    reference
        .checked_add(jiff::Span::new().try_days(step).ok()?)
        .ok()
}

/// Days as a stretch of the line of days.
pub(super) fn range(first: Date, last: Date) -> Range {
    Range::closed(number_of(first), number_of(last))
}

fn days_in(date: PartialDate, year: i16) -> Option<(Date, Date)> {
    match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let day = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
            Some((day, day))
        }
        (Some(month), None) => {
            let first = Date::new(year, month.try_into().ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (None, _) => {
            let first = Date::new(year, 1, 1).ok()?;
            Some((first, first.last_of_year()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn partial(year: Option<i16>, month: Option<u8>, day: Option<u8>) -> PartialDate {
        PartialDate { year, month, day }
    }

    #[test]
    fn a_date_is_the_days_it_may_mean() {
        let march = days(partial(Some(2019), Some(3), None), None);
        assert_eq!(march, Some((date(2019, 3, 1), date(2019, 3, 31))));
        let year = days(partial(Some(2019), None, None), None);
        assert_eq!(year, Some((date(2019, 1, 1), date(2019, 12, 31))));
        let impossible = days(partial(Some(2019), Some(2), Some(29)), None);
        assert_eq!(impossible, None);
    }

    #[test]
    fn a_date_without_year_takes_the_nearest() {
        let christmas = partial(None, Some(12), Some(25));
        let near = |reference| days(christmas, Some(reference)).map(|(first, _)| first);
        assert_eq!(near(date(2022, 1, 10)), Some(date(2021, 12, 25)));
        assert_eq!(near(date(2022, 11, 10)), Some(date(2022, 12, 25)));
        assert_eq!(days(christmas, None), None);
        let leap_day = days(partial(None, Some(2), Some(29)), Some(date(2021, 3, 1)));
        assert_eq!(leap_day.map(|(first, _)| first), Some(date(2020, 2, 29)));
    }

    #[test]
    fn a_weekday_is_at_most_three_days_away() {
        let monday = date(2022, 2, 14);
        for (weekday, expected) in [
            (Weekday::Monday, date(2022, 2, 14)),
            (Weekday::Thursday, date(2022, 2, 17)),
            (Weekday::Friday, date(2022, 2, 11)),
            (Weekday::Sunday, date(2022, 2, 13)),
        ] {
            assert_eq!(nearest_weekday(weekday, monday), Some(expected));
        }
    }

    #[test]
    fn days_are_numbered_both_ways() {
        for day in [date(1969, 12, 31), date(2000, 2, 29), date(2022, 2, 14)] {
            assert_eq!(day_of(number_of(day)), Some(day));
        }
        assert_eq!(day_of(Decimal::MAX), None);
        assert_eq!(number_of(date(1970, 1, 2)), Decimal::ONE);
    }
}
