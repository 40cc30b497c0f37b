//! Dates as stretches of days, counted so that they compare like figures.

use jiff::civil::Date;
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

/// A day as a full date.
pub(super) fn date_of(day: Date) -> PartialDate {
    PartialDate {
        year: Some(day.year()),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
    }
}

/// Days as a stretch of the line of days.
pub(super) fn range(first: Date, last: Date) -> Range {
    Range::closed(number_of(first), number_of(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_numbered_both_ways() {
        for day in [date(1969, 12, 31), date(2000, 2, 29), date(2022, 2, 14)] {
            assert_eq!(day_of(number_of(day)), Some(day));
        }
        assert_eq!(day_of(Decimal::MAX), None);
        assert_eq!(number_of(date(1970, 1, 2)), Decimal::ONE);
    }
}
