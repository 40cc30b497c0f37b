//! Arithmetic on ranges: the ends of the result are the ends the operands could give.
//!
//! A result too large for a decimal has no end on that side, so that it can never be held
//! against a text.

use rust_decimal::Decimal;

use super::range::{End, Range};

/// The sum, end by end.
pub fn sum(one: &Range, two: &Range) -> Range {
    let ends = |role, one: Option<End>, two: Option<End>| {
        let (one, two) = one.zip(two)?;
        let at = one.at.checked_add(two.at)?;
        Some(Reach::of(role, one).and(Reach::of(role, two)).end(role, at))
    };
    Range {
        low: ends(Role::Low, one.low, two.low),
        high: ends(Role::High, one.high, two.high),
    }
}

/// The range mirrored at zero.
pub fn negative(range: &Range) -> Range {
    let mirrored = |end: End| End {
        at: -end.at,
        side: -end.side,
    };
    Range {
        low: range.high.map(mirrored),
        high: range.low.map(mirrored),
    }
}

/// The difference: the smallest less the largest up to the largest less the smallest.
pub fn difference(one: &Range, two: &Range) -> Range {
    sum(one, &negative(two))
}

/// The product.
pub fn product(one: &Range, two: &Range) -> Range {
    match (corners(one), corners(two)) {
        (Some(ones), Some(twos)) => hull_of_corners(&ones, &twos, Decimal::checked_mul),
        (None, _) | (_, None) if not_negative(one) && not_negative(two) => Range {
            low: corner(Role::Low, one.low, two.low, Decimal::checked_mul),
            high: corner(Role::High, one.high, two.high, Decimal::checked_mul),
        },
        (None, _) | (_, None) => Range::EVERYTHING,
    }
}

/// The quotient; `None` if the divisor may be zero.
pub fn quotient(one: &Range, two: &Range) -> Option<Range> {
    if two.meets(&Range::point(Decimal::ZERO)) {
        return None;
    }
    Some(match (corners(one), corners(two)) {
        (Some(ones), Some(twos)) => hull_of_corners(&ones, &twos, Decimal::checked_div),
        (None, _) | (_, None) if not_negative(one) && not_negative(two) => Range {
            // Something over an endless divisor comes as near to zero as one likes.
            low: corner(Role::Low, one.low, two.high, Decimal::checked_div)
                .or(Some(End::above(Decimal::ZERO))),
            high: corner(Role::High, one.high, two.low, Decimal::checked_div),
        },
        (None, _) | (_, None) => Range::EVERYTHING,
    })
}

/// The change from one amount to another as a share of the first, (to - from) / from;
/// `None` if the first may be zero. Worked out as to / from - 1, so that the first counts once.
pub fn change(from: &Range, to: &Range) -> Option<Range> {
    let ratio = quotient(to, from)?;
    Some(difference(&ratio, &Range::point(Decimal::ONE)))
}

/// The range times a positive number that has no range of its own.
pub fn scaled(range: &Range, factor: Decimal) -> Range {
    let end = |end: End| {
        Some(End {
            at: end.at.checked_mul(factor)?,
            side: end.side,
        })
    };
    Range {
        low: range.low.and_then(end),
        high: range.high.and_then(end),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Low,
    High,
}

/// How far an end reaches: short of its number, to it, or past it to touch an open end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Open,
    Closed,
    Soft,
}

impl Reach {
    fn of(role: Role, end: End) -> Self {
        match (role, end.side) {
            (_, 0) => Self::Closed,
            (Role::Low, side) if side > 0 => Self::Open,
            (Role::High, side) if side < 0 => Self::Open,
            (Role::Low | Role::High, _) => Self::Soft,
        }
    }

    /// The reach of a number made of two: short if one is, soft if one is.
    fn and(self, other: Self) -> Self {
        if self == Self::Open || other == Self::Open {
            Self::Open
        } else {
            self.max(other)
        }
    }

    fn end(self, role: Role, at: Decimal) -> End {
        match (self, role) {
            (Self::Closed, _) => End::at(at),
            (Self::Open, Role::Low) | (Self::Soft, Role::High) => End::above(at),
            (Self::Open, Role::High) | (Self::Soft, Role::Low) => End::below(at),
        }
    }
}

type Corner = (Decimal, Reach);

fn corners(range: &Range) -> Option<[Corner; 2]> {
    let (low, high) = range.low.zip(range.high)?;
    Some([
        (low.at, Reach::of(Role::Low, low)),
        (high.at, Reach::of(Role::High, high)),
    ])
}

fn corner(
    role: Role,
    one: Option<End>,
    two: Option<End>,
    operation: fn(Decimal, Decimal) -> Option<Decimal>,
) -> Option<End> {
    let (one, two) = one.zip(two)?;
    let reach = |end: End| match end.side {
        0 => Reach::Closed,
        _ if (end.side > 0) == (role == Role::Low) => Reach::Open,
        _ => Reach::Soft,
    };
    Some(
        reach(one)
            .and(reach(two))
            .end(role, operation(one.at, two.at)?),
    )
}

fn hull_of_corners(
    ones: &[Corner; 2],
    twos: &[Corner; 2],
    operation: fn(Decimal, Decimal) -> Option<Decimal>,
) -> Range {
    let mut results: Vec<Corner> = Vec::with_capacity(4);
    for one in ones {
        for two in twos {
            let Some(at) = operation(one.0, two.0) else {
                return Range::EVERYTHING;
            };
            results.push((at, one.1.and(two.1)));
        }
    }
    let low = results
        .iter()
        .min_by_key(|(at, reach)| (*at, std::cmp::Reverse(*reach)))
        .map(|(at, reach)| reach.end(Role::Low, *at));
    let high = results
        .iter()
        .max_by_key(|(at, reach)| (*at, *reach))
        .map(|(at, reach)| reach.end(Role::High, *at));
    Range { low, high }
}

fn not_negative(range: &Range) -> bool {
    range.low.is_some_and(|low| low.at >= Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(low: i64, high: i64) -> Range {
        Range::closed(low.into(), high.into())
    }

    fn words(range: Range) -> String {
        range.text(&|n| n.round_dp(4).normalize().to_string())
    }

    #[test]
    fn ranges_add_end_by_end() {
        assert_eq!(words(sum(&to(1, 2), &to(10, 20))), "11 to 22");
        let more_than_five = Range {
            low: Some(End::above(5.into())),
            high: None,
        };
        assert_eq!(words(sum(&to(1, 2), &more_than_five)), "more than 6");
    }

    #[test]
    fn the_sum_of_bare_figures_is_their_sum() {
        let bare = |n: i64| Range {
            low: Some(End::below(n.into())),
            high: Some(End::above(n.into())),
        };
        let parts = [45, 35, 30].map(bare);
        let total = parts.iter().fold(to(0, 0), |total, part| sum(&total, part));
        assert_eq!(words(total), "110");
        assert!(!total.meets(&bare(100)));
        assert!(total.meets(&bare(110)));
    }

    #[test]
    fn a_difference_is_widest_between_opposite_ends() {
        assert_eq!(words(difference(&to(10, 20), &to(1, 2))), "8 to 19");
    }

    #[test]
    fn signs_turn_a_product_around() {
        assert_eq!(words(product(&to(-2, 3), &to(4, 5))), "-10 to 15");
        assert_eq!(words(product(&to(-2, -1), &to(-5, -4))), "4 to 10");
    }

    #[test]
    fn endless_ranges_multiply_and_divide_while_positive() {
        let at_least_ten = Range {
            low: Some(End::at(10.into())),
            high: None,
        };
        assert_eq!(words(product(&at_least_ten, &to(2, 3))), "at least 20");
        assert_eq!(
            quotient(&to(10, 20), &at_least_ten).map(words).as_deref(),
            Some("more than 0, up to 2")
        );
        assert_eq!(product(&at_least_ten, &to(-1, 1)), Range::EVERYTHING);
    }

    #[test]
    fn nothing_is_divided_by_what_may_be_zero() {
        assert_eq!(quotient(&to(1, 2), &to(-1, 1)), None);
        assert_eq!(quotient(&to(1, 2), &to(0, 1)), None);
        assert_eq!(
            quotient(&to(6, 8), &to(2, 2)).map(words).as_deref(),
            Some("3 to 4")
        );
    }

    #[test]
    fn a_change_counts_the_precision_of_both_amounts() {
        // "from $4.0 million to $5.0 million": 25% nominally.
        let million = |low: i64, high: i64| to(low * 10_000, high * 10_000);
        let stated = change(&million(395, 405), &million(495, 505)).map(words);
        assert_eq!(stated.as_deref(), Some("0.2222 to 0.2785"));
        assert_eq!(
            change(&to(4, 4), &to(5, 5)),
            Some(Range::point(Decimal::new(25, 2)))
        );
    }

    #[test]
    fn too_large_a_result_has_no_end() {
        let huge = Range::point(Decimal::MAX);
        assert_eq!(sum(&huge, &huge), Range::EVERYTHING);
        assert_eq!(product(&huge, &huge), Range::EVERYTHING);
    }
}
