//! The stretch of the number line that a figure stands for, and when two of them agree.
//!
//! The widths follow Ferson et al. 2015 (*Int. J. Approx. Reasoning*) and Williams and Power
//! 2013: three kinds of hedges, a width that depends on size and roundness. Agreement is
//! overlap of ranges, as the EDGAR Filer Manual 6.5.12 has it for reported values.

use rust_decimal::Decimal;

use super::figure::{Figure, Hedge};

/// The settings behind the ranges (`[approx]` in the configuration).
#[derive(Clone, Debug, PartialEq)]
pub struct Approx {
    /// "More than n" ends at the next step (a scalar implicature); off, it has no end.
    pub implicature: bool,
    /// The least half-width of an approximate figure, as a share of it (0.05).
    pub least_width: Decimal,
    /// The greatest half-width of an approximate figure, as a share of it (0.10).
    pub greatest_width: Decimal,
    /// The greatest half-width of a bare round figure, as a share of it (0.05).
    pub round_width: Decimal,
}

impl Default for Approx {
    fn default() -> Self {
        Self {
            implicature: true,
            least_width: Decimal::new(5, 2),
            greatest_width: Decimal::new(10, 2),
            round_width: Decimal::new(5, 2),
        }
    }
}

/// How a rule asks for figures to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// As written in prose: a bare round figure is what rounds to it.
    #[default]
    AsWritten,
    /// `exactly`: the figure itself, its hedge ignored.
    Exactly,
    /// `as rounded`: a bare figure is what rounds to it, half a grain either way.
    AsRounded,
    /// Beside a quotient, which is seldom written out in full: as written in prose, but a bare
    /// figure that is not round is what rounds to its last digit ("33%" is 32.5% to 33.5%,
    /// "50%" 49.5% to 50.5%).
    ToLastDigit,
}

/// How far apart two ranges may be and still agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tolerance {
    /// Not at all: they must meet.
    #[default]
    None,
    /// The larger over the smaller is at most 1 plus this share (`within 10%` is 0.10).
    Share(Decimal),
    /// The gap is at most this much (`within 5,000`; `within 0.5 points`, in percent; `within 2 days`).
    Gap(Decimal),
}

/// An end of a range. Ends are ordered as points on the line: an open lower end lies just
/// above its number, an open upper end just below, and the ends of a bare figure reach just
/// past theirs, so that "130,000" touches "more than 130,000".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// The number.
    pub at: Decimal,
    /// Just below (-1), at (0) or just above (1) the number.
    pub side: i8,
}

impl End {
    /// The number itself.
    pub const fn at(at: Decimal) -> Self {
        Self { at, side: 0 }
    }

    /// Just above the number.
    pub const fn above(at: Decimal) -> Self {
        Self { at, side: 1 }
    }

    /// Just below the number.
    pub const fn below(at: Decimal) -> Self {
        Self { at, side: -1 }
    }
}

/// A stretch of the number line. A missing end is infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

impl Range {
    /// The whole line: nothing is known.
    pub const EVERYTHING: Self = Self {
        low: None,
        high: None,
    };

    /// The range a figure stands for (language reference, "a written number is a range").
    ///
    /// A bare figure of 1,000 or more in prose that ends in two zeros is read as round
    /// (Williams and Power 2013); any other bare figure is the number itself, with ends that
    /// touch an open end of the same number.
    pub fn of(figure: &Figure, approx: &Approx, precision: Precision) -> Self {
        let Figure {
            value,
            upper,
            grain,
            hedge,
            exact,
        } = *figure;
        if precision == Precision::Exactly {
            return Self::closed(value, upper);
        }
        let half_grain = grain / Decimal::TWO;
        let width = |n: Decimal| {
            half_grain
                .max(share(n, approx.least_width))
                .min(share(n, approx.greatest_width).max(share(n, approx.least_width)))
        };
        let step = |n: Decimal| grain.max(share(n, approx.greatest_width));
        // Without the implicature, or where a step has no length, there is no cut-off.
        let cut = |n: Decimal, far: Option<Decimal>, end: fn(Decimal) -> End| {
            far.filter(|far| approx.implicature && *far != n).map(end)
        };
        match hedge {
            Hedge::Bare if precision == Precision::AsRounded => Self {
                low: less(value, half_grain).map(End::at),
                high: more(upper, half_grain).map(End::at),
            },
            Hedge::Bare if !exact && value == upper && is_round(value, grain) => {
                let half = half_grain.min(share(value, approx.round_width));
                Self {
                    low: less(value, half).map(End::at),
                    high: more(value, half).map(End::below),
                }
            }
            Hedge::Bare if precision == Precision::ToLastDigit => {
                let half = half_grain.min(Decimal::new(5, 1));
                Self {
                    low: less(value, half).map(End::at),
                    high: more(upper, half).map(End::at),
                }
            }
            Hedge::Bare => Self {
                low: Some(End::below(value)),
                high: Some(End::above(upper)),
            },
            Hedge::Exact | Hedge::Between => Self::closed(value, upper),
            Hedge::Around => Self {
                low: less(value, width(value)).map(End::at),
                high: more(upper, width(upper)).map(End::at),
            },
            Hedge::Nearly => Self {
                low: less(value, width(value)).map(End::at),
                high: Some(End::below(upper)),
            },
            Hedge::Above => Self {
                low: Some(End::above(value)),
                high: cut(upper, more(upper, step(upper)), End::below),
            },
            Hedge::FarAbove => Self {
                low: Some(End::above(value)),
                high: cut(upper, more(upper, twice(step(upper))), End::below),
            },
            Hedge::Below => Self {
                low: cut(value, less(value, step(value)), End::above),
                high: Some(End::below(upper)),
            },
            Hedge::AtLeast => Self {
                low: Some(End::at(value)),
                high: None,
            },
            Hedge::AtMost => Self {
                low: (upper >= Decimal::ZERO).then_some(End::at(Decimal::ZERO)),
                high: Some(End::at(upper)),
            },
        }
    }

    /// From one number to another, both included.
    pub const fn closed(low: Decimal, high: Decimal) -> Self {
        Self {
            low: Some(End::at(low)),
            high: Some(End::at(high)),
        }
    }

    /// One number and nothing else.
    pub const fn point(at: Decimal) -> Self {
        Self::closed(at, at)
    }

    /// Whether the two share a point, or touch at an end that both include.
    pub fn meets(&self, other: &Self) -> bool {
        reaches(self.low, other.high) && reaches(other.low, self.high)
    }

    /// Whether they meet, or are no further apart than the tolerance.
    pub fn meets_within(&self, other: &Self, tolerance: Tolerance) -> bool {
        self.widened(tolerance).meets(&other.widened(tolerance))
    }

    /// The range with its upper end moved up by the tolerance. Two ranges are within a
    /// tolerance of one another exactly if they meet when both are widened so.
    pub fn widened(&self, tolerance: Tolerance) -> Self {
        let Some(high) = self.high else { return *self };
        let at = match tolerance {
            Tolerance::None => return *self,
            Tolerance::Gap(gap) => high.at.checked_add(gap),
            Tolerance::Share(share) => {
                let factor = Decimal::ONE.saturating_add(share);
                // Up is towards zero for a negative number: the larger of two is then the
                // one further down.
                if high.at.is_sign_negative() {
                    high.at.checked_div(factor)
                } else {
                    high.at.checked_mul(factor)
                }
            }
        };
        Self {
            low: self.low,
            high: at.map(End::above),
        }
    }

    /// What both hold; `None` if they do not meet.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        self.meets(other).then(|| Self {
            low: match (self.low, other.low) {
                (Some(one), Some(two)) => Some(one.max(two)),
                (one, two) => one.or(two),
            },
            high: match (self.high, other.high) {
                (Some(one), Some(two)) => Some(one.min(two)),
                (one, two) => one.or(two),
            },
        })
    }

    /// Where the lesser of two numbers lies, one of each range.
    pub fn lesser(&self, other: &Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(one, two)| one.min(two)),
            high: match (self.high, other.high) {
                (Some(one), Some(two)) => Some(one.min(two)),
                (one, two) => one.or(two),
            },
        }
    }

    /// Where the greater of two numbers lies, one of each range.
    pub fn greater(&self, other: &Self) -> Self {
        Self {
            low: match (self.low, other.low) {
                (Some(one), Some(two)) => Some(one.max(two)),
                (one, two) => one.or(two),
            },
            high: self.high.zip(other.high).map(|(one, two)| one.max(two)),
        }
    }

    /// The stretch in words, each number written by `show`: "123,500 to 136,500", "at least
    /// 100", "more than 130,000 and under 143,000".
    pub fn text(&self, show: &dyn Fn(Decimal) -> String) -> String {
        match (self.low, self.high) {
            (None, None) => "any number".to_owned(),
            (Some(low), None) if low.side > 0 => format!("more than {}", show(low.at)),
            (Some(low), None) => format!("at least {}", show(low.at)),
            (None, Some(high)) if high.side < 0 => format!("less than {}", show(high.at)),
            (None, Some(high)) => format!("at most {}", show(high.at)),
            (Some(low), Some(high)) if low.at == high.at => show(low.at),
            (Some(low), Some(high)) => {
                let (from, to) = (show(low.at), show(high.at));
                match (low.side > 0, high.side < 0) {
                    (false, false) => format!("{from} to {to}"),
                    (false, true) => format!("{from} to under {to}"),
                    (true, false) => format!("more than {from}, up to {to}"),
                    (true, true) => format!("more than {from} and under {to}"),
                }
            }
        }
    }
}

/// Whether a bare figure in prose is read as "what rounds to it".
fn is_round(value: Decimal, grain: Decimal) -> bool {
    value.abs() >= Decimal::ONE_THOUSAND && grain >= Decimal::ONE_HUNDRED
}

fn share(n: Decimal, share: Decimal) -> Decimal {
    n.abs().checked_mul(share).unwrap_or(Decimal::MAX)
}

fn twice(n: Decimal) -> Decimal {
    n.saturating_add(n)
}

fn less(n: Decimal, by: Decimal) -> Option<Decimal> {
    n.checked_sub(by)
}

fn more(n: Decimal, by: Decimal) -> Option<Decimal> {
    n.checked_add(by)
}

/// Whether a lower end is at or below an upper end.
fn reaches(low: Option<End>, high: Option<End>) -> bool {
    match (low, high) {
        (Some(low), Some(high)) => low <= high,
        (None, _) | (_, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: i64, hedge: Hedge) -> Figure {
        let mut grain = 1;
        while value != 0 && value % (grain * 10) == 0 {
            grain *= 10;
        }
        Figure {
            value: value.into(),
            upper: value.into(),
            grain: grain.into(),
            hedge,
            exact: false,
        }
    }

    fn range(value: i64, hedge: Hedge) -> Range {
        Range::of(
            &figure(value, hedge),
            &Approx::default(),
            Precision::AsWritten,
        )
    }

    fn words(range: Range) -> String {
        range.text(&|n| n.normalize().to_string())
    }

    #[test]
    fn a_hedge_gives_the_range_of_the_language_reference() {
        for (value, hedge, expected) in [
            (130_000, Hedge::Bare, "125000 to under 135000"),
            (58_240, Hedge::Bare, "58240"),
            (20, Hedge::Bare, "20"),
            (130_000, Hedge::Exact, "130000"),
            (130_000, Hedge::Around, "123500 to 136500"),
            (130_000, Hedge::Nearly, "123500 to under 130000"),
            (130_000, Hedge::Above, "more than 130000 and under 143000"),
            (
                130_000,
                Hedge::FarAbove,
                "more than 130000 and under 156000",
            ),
            (130_000, Hedge::Below, "more than 117000 and under 130000"),
            (130_000, Hedge::AtLeast, "at least 130000"),
            (130_000, Hedge::AtMost, "0 to 130000"),
            (100_000, Hedge::Around, "90000 to 110000"),
        ] {
            assert_eq!(words(range(value, hedge)), expected, "{hedge:?} {value}");
        }
    }

    #[test]
    fn figures_meet_or_miss_one_another() {
        use Hedge::{Above, Around, AtLeast, AtMost, Bare, Below, Exact, FarAbove};
        for (one, two, expected) in [
            ((130_000, FarAbove), (130_000, Around), true),
            ((130_000, Above), (130_000, Around), true),
            ((130_000, Bare), (130_000, Above), true),
            ((130_000, Bare), (100_000, AtLeast), true),
            ((130_000, Bare), (131_200, Bare), true),
            ((130_000, Bare), (140_000, Bare), false),
            ((150_000, Bare), (130_000, Around), false),
            ((150_000, Bare), (130_000, Above), false),
            ((100_000, Around), (130_000, Around), false),
            ((20, Bare), (18, Bare), false),
            ((20, Bare), (20, Above), true),
            ((20, Exact), (20, Above), false),
            ((130_000, Above), (130_000, Below), false),
            ((130_000, AtLeast), (130_000, Below), false),
            ((130_000, AtLeast), (130_000, AtMost), true),
        ] {
            let met = range(one.0, one.1).meets(&range(two.0, two.1));
            assert_eq!(met, expected, "{one:?} and {two:?}");
        }
    }

    #[test]
    fn a_round_figure_is_at_most_five_percent_wide_either_way() {
        assert_eq!(words(range(2_000, Hedge::Bare)), "1900 to under 2100");
        assert_eq!(words(range(1_300, Hedge::Bare)), "1250 to under 1350");
    }

    #[test]
    fn figures_under_a_thousand_or_in_tables_are_exact() {
        assert_eq!(words(range(900, Hedge::Bare)), "900");
        let table = Figure {
            exact: true,
            ..figure(130_000, Hedge::Bare)
        };
        let range = Range::of(&table, &Approx::default(), Precision::AsWritten);
        assert_eq!(words(range), "130000");
    }

    #[test]
    fn a_rule_may_ask_for_nominal_or_for_rounded_figures() {
        let about = figure(130_000, Hedge::Around);
        let exactly = Range::of(&about, &Approx::default(), Precision::Exactly);
        assert_eq!(words(exactly), "130000");
        // EDGAR Filer Manual 6.5.12: 500 rounded to hundreds is 450 to 550, both included.
        let rounded = |value| {
            let figure = figure(value, Hedge::Bare);
            Range::of(&figure, &Approx::default(), Precision::AsRounded)
        };
        assert_eq!(words(rounded(500)), "450 to 550");
        assert_eq!(words(rounded(550)), "545 to 555");
        assert!(rounded(500).meets(&rounded(550)));
        assert!(!rounded(500).meets(&rounded(560)));
    }

    #[test]
    fn beside_a_quotient_a_figure_is_what_rounds_to_its_last_digit() {
        let beside = |value| {
            let figure = figure(value, Hedge::Bare);
            Range::of(&figure, &Approx::default(), Precision::ToLastDigit)
        };
        assert_eq!(words(beside(33)), "32.5 to 33.5");
        assert_eq!(words(beside(50)), "49.5 to 50.5");
        assert_eq!(words(beside(130_000)), "125000 to under 135000");
    }

    #[test]
    fn without_the_implicature_more_than_has_no_end() {
        let approx = Approx {
            implicature: false,
            ..Approx::default()
        };
        let above = Range::of(
            &figure(130_000, Hedge::Above),
            &approx,
            Precision::AsWritten,
        );
        assert_eq!(words(above), "more than 130000");
    }

    #[test]
    fn a_tolerance_bridges_a_gap_of_its_size_and_no_more() {
        let close = |one: i64, two: i64, tolerance| {
            let (one, two) = (range(one, Hedge::Bare), range(two, Hedge::Bare));
            let forth = one.meets_within(&two, tolerance);
            assert_eq!(forth, two.meets_within(&one, tolerance));
            forth
        };
        let two_percent = Tolerance::Share(Decimal::new(2, 2));
        assert!(close(1_001, 1_021, two_percent));
        assert!(!close(1_001, 1_022, two_percent));
        assert!(close(-1_001, -1_021, two_percent));
        assert!(!close(-1_001, -1_022, two_percent));
        assert!(close(11, 16, Tolerance::Gap(5.into())));
        assert!(!close(11, 17, Tolerance::Gap(5.into())));
        assert!(!close(-5, 5, two_percent));
    }

    #[test]
    fn no_figure_is_too_large() {
        for hedge in [Hedge::Bare, Hedge::Around, Hedge::FarAbove, Hedge::Below] {
            for value in [Decimal::MAX, Decimal::MIN, Decimal::ZERO] {
                let figure = Figure {
                    value,
                    upper: value,
                    grain: Decimal::MAX,
                    hedge,
                    exact: false,
                };
                for precision in [
                    Precision::AsWritten,
                    Precision::AsRounded,
                    Precision::ToLastDigit,
                    Precision::Exactly,
                ] {
                    let range = Range::of(&figure, &Approx::default(), precision);
                    let _ = range.widened(Tolerance::Share(Decimal::MAX));
                    assert!(range.meets(&range));
                }
            }
        }
    }
}
