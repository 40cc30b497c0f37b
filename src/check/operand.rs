//! What an expression comes to, and when a comparison of two of them holds.

use rust_decimal::Decimal;

use super::calendar;
use super::quantity::{Incomparable, Kind, Quantity};
use crate::fact::group::Canonical;
use crate::fact::table::Cell;
use crate::fact::version::Version;
use crate::lang::typed::Comparator;
use crate::value::ClockTime;
use crate::value::range::{End, Range, Tolerance};

/// How many minutes "about" takes in, either way.
const ABOUT_MINUTES: i64 = 15;
const HALF_DAY: i64 = 12 * 60;
const DAY: i64 = 2 * HALF_DAY;

/// The value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand<'a> {
    /// A figure or a date.
    Quantity(Quantity),
    /// A time of day.
    Time(ClockTime),
    /// Something that is the same or another: words, an entry, a weekday, a version.
    Meaning(Canonical),
    /// A cell of a table, not read yet.
    Cell(&'a Cell),
}

/// Whether a comparison holds, or can hold: two ranges fail it only if no value of one
/// and of the other could pass.
///
/// # Errors
///
/// Says why the two cannot be compared.
pub(super) fn holds(
    comparator: Comparator,
    left: &Operand<'_>,
    right: &Operand<'_>,
    tolerance: Tolerance,
) -> Result<bool, Incomparable> {
    match (left, right) {
        (Operand::Quantity(left), Operand::Quantity(right)) => {
            // A plain number beside a percentage counts in hundredths.
            let (left, right) = if left.kind == Kind::Number && right.kind == Kind::Percent {
                (left.converted(Kind::Percent)?, *right)
            } else {
                (*left, right.converted(left.kind)?)
            };
            Ok(can_hold(comparator, &left.range, &right.range, tolerance))
        }
        (Operand::Time(left), Operand::Time(right)) => {
            let right = right
                .in_zone_of(*left)
                .ok_or("one of the times names a time zone that the other does not")?;
            let rights = minutes(right);
            Ok(minutes(*left).iter().any(|left| {
                rights
                    .iter()
                    .any(|right| can_hold(comparator, left, right, Tolerance::None))
            }))
        }
        (
            Operand::Meaning(Canonical::Version(left)),
            Operand::Meaning(Canonical::Version(right)),
        ) => versions_hold(comparator, left, right),
        (Operand::Meaning(left), Operand::Meaning(right)) => Ok(match comparator {
            Comparator::Equal | Comparator::Compatible => left == right,
            Comparator::NotEqual => left != right,
            Comparator::AtLeast => left >= right,
            Comparator::AtMost => left <= right,
            Comparator::MoreThan | Comparator::After => left > right,
            Comparator::LessThan | Comparator::Before => left < right,
        }),
        (Operand::Quantity(_) | Operand::Time(_) | Operand::Meaning(_) | Operand::Cell(_), _) => {
            Err("the two are not of one type".to_owned())
        }
    }
}

/// Whether a comparison of versions holds, or can hold for the releases they stand for.
fn versions_hold(
    comparator: Comparator,
    left: &Version,
    right: &Version,
) -> Result<bool, Incomparable> {
    Ok(match comparator {
        Comparator::Equal => left.agrees_with(right),
        Comparator::NotEqual => left != right,
        Comparator::AtLeast => left >= right || left.agrees_with(right),
        Comparator::AtMost => left <= right || left.agrees_with(right),
        Comparator::MoreThan | Comparator::After => left > right || left.stands_for(right),
        Comparator::LessThan | Comparator::Before => left < right || right.stands_for(left),
        Comparator::Compatible if right.is_pre_release() => {
            return Err("beside a pre-release, the last release is not known".to_owned());
        }
        Comparator::Compatible => left.allows(right),
    })
}

/// The minutes after midnight a time may mean: with "about", a quarter of an hour either
/// way; without its half of the day, in either half.
pub(super) fn minutes(time: ClockTime) -> Vec<Range> {
    let at = i64::from(time.minutes);
    let mut times = vec![at];
    if !time.half_known {
        times.push((at + HALF_DAY) % DAY);
    }
    let width = if time.approximate { ABOUT_MINUTES } else { 0 };
    let mut ranges = Vec::new();
    for at in times {
        let (low, high) = (at - width, at + width);
        ranges.push(Range::closed(low.into(), high.into()));
        // Shortly before midnight is near the minutes after it.
        if high >= DAY {
            ranges.push(Range::closed((low - DAY).into(), (high - DAY).into()));
        }
        if low < 0 {
            ranges.push(Range::closed((low + DAY).into(), (high + DAY).into()));
        }
    }
    ranges
}

/// An operand as a stretch of the number line, where it is one, for the majority.
pub(super) fn stretches(operand: &Operand<'_>) -> Option<Vec<Range>> {
    match operand {
        Operand::Quantity(quantity) => Some(vec![quantity.range]),
        Operand::Time(time) => Some(minutes(*time)),
        Operand::Meaning(_) | Operand::Cell(_) => None,
    }
}

/// A day as an operand.
pub(super) fn day(day: jiff::civil::Date) -> Operand<'static> {
    let range = Range::point(calendar::number_of(day));
    Operand::Quantity(Quantity {
        kind: Kind::Day,
        range,
        nominal: range,
        as_conversion: range,
    })
}

fn can_hold(comparator: Comparator, left: &Range, right: &Range, tolerance: Tolerance) -> bool {
    match comparator {
        Comparator::Equal | Comparator::Compatible => left.meets_within(right, tolerance),
        Comparator::NotEqual => match (single(left), single(right)) {
            (Some(left), Some(right)) => left != right,
            (None, _) | (_, None) => true,
        },
        Comparator::AtLeast => starts_by(right, &left.widened(tolerance)),
        Comparator::AtMost => starts_by(left, &right.widened(tolerance)),
        Comparator::MoreThan | Comparator::After => {
            starts_before_end_of(right, &left.widened(tolerance))
        }
        Comparator::LessThan | Comparator::Before => {
            starts_before_end_of(left, &right.widened(tolerance))
        }
    }
}

/// The only number of a range.
fn single(range: &Range) -> Option<Decimal> {
    let (low, high) = range.low.zip(range.high)?;
    (low.at == high.at).then_some(low.at)
}

/// Whether the first range has a number that is at most one of the second.
fn starts_by(first: &Range, second: &Range) -> bool {
    ends(first, second).is_none_or(|(low, high)| low <= high)
}

/// Whether the first range has a number that is less than one of the second.
fn starts_before_end_of(first: &Range, second: &Range) -> bool {
    ends(first, second).is_none_or(|(low, high)| low.at < high.at)
}

fn ends(first: &Range, second: &Range) -> Option<(End, End)> {
    first.low.zip(second.high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::range::{Approx, Precision};
    use crate::value::{Figure, Hedge, Value, Zone};

    fn number(n: i64, hedge: Hedge) -> Operand<'static> {
        let figure = Figure {
            hedge,
            exact: false,
            ..Figure::exact(n.into())
        };
        let value = Value::Number(figure);
        let quantity = Quantity::of(&value, &Approx::default(), Precision::AsWritten);
        Operand::Quantity(quantity.unwrap())
    }

    fn clock(minutes: u16, approximate: bool, half_known: bool) -> Operand<'static> {
        Operand::Time(ClockTime {
            minutes,
            approximate,
            half_known,
            zone: None,
        })
    }

    fn clock_in(zone: &str, minutes: u16) -> Operand<'static> {
        Operand::Time(ClockTime {
            minutes,
            approximate: false,
            half_known: true,
            zone: Zone::named(zone),
        })
    }

    #[test]
    fn an_order_fails_only_where_no_value_could_hold_it() {
        use Comparator::{AtLeast, AtMost, Equal, LessThan, MoreThan, NotEqual};
        use Hedge::{Above, Around, Bare};
        for (left, comparator, right, expected) in [
            ((20, Bare), AtLeast, (20, Bare), true),
            ((19, Bare), AtLeast, (20, Bare), false),
            ((100, Around), AtLeast, (105, Bare), true),
            ((100, Around), AtLeast, (106, Bare), false),
            ((20, Bare), MoreThan, (20, Bare), false),
            ((20, Above), MoreThan, (20, Bare), true),
            ((20, Bare), AtMost, (19, Bare), false),
            ((20, Bare), LessThan, (20, Bare), false),
            ((18, Bare), LessThan, (20, Bare), true),
            ((20, Bare), Equal, (20, Bare), true),
            ((20, Bare), NotEqual, (20, Bare), false),
            ((20, Around), NotEqual, (20, Bare), true),
        ] {
            let (one, two) = (number(left.0, left.1), number(right.0, right.1));
            let held = holds(comparator, &one, &two, Tolerance::None);
            assert_eq!(held, Ok(expected), "{left:?} {comparator:?} {right:?}");
        }
    }

    #[test]
    fn times_agree_by_the_minute_unless_they_are_approximate() {
        for (one, two, expected) in [
            (clock(250, false, true), clock(250, false, true), true),
            (clock(250, false, true), clock(251, false, true), false),
            (clock(250, true, true), clock(265, false, true), true),
            (clock(250, true, true), clock(266, false, true), false),
            // 5:30 may be 17:30.
            (clock(330, false, false), clock(1050, false, true), true),
            (clock(330, false, true), clock(1050, false, true), false),
            // About 23:55 is near 00:05.
            (clock(1435, true, true), clock(5, false, true), true),
        ] {
            let held = holds(Comparator::Equal, &one, &two, Tolerance::None);
            assert_eq!(held, Ok(expected), "{one:?} {two:?}");
        }
    }

    #[test]
    fn times_of_two_zones_are_compared_where_both_are_known() {
        for (one, two, expected) in [
            (clock_in("GMT", 480), clock_in("UTC", 480), Some(true)),
            (clock_in("GMT", 480), clock_in("CET", 540), Some(true)),
            (clock_in("GMT", 480), clock_in("CET", 480), Some(false)),
            // 20:00 in New York is 01:00 in London.
            (clock_in("EST", 1200), clock_in("GMT", 60), Some(true)),
            // What "IST" is depends on who writes it.
            (clock_in("IST", 480), clock_in("IST", 480), Some(true)),
            (clock_in("IST", 480), clock_in("GMT", 480), None),
            (clock_in("GMT", 480), clock(600, false, true), None),
        ] {
            let held = holds(Comparator::Equal, &one, &two, Tolerance::None);
            assert_eq!(held.ok(), expected, "{one:?} {two:?}");
        }
    }

    #[test]
    fn figures_and_words_are_not_compared() {
        let words = Operand::Meaning(Canonical::text("20"));
        let held = holds(
            Comparator::Equal,
            &number(20, Hedge::Bare),
            &words,
            Tolerance::None,
        );
        assert!(held.is_err());
    }
}
