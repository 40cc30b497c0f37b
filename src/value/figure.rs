//! A written figure: its value, the place value it is written to, and its hedge.

use rust_decimal::Decimal;

/// The words around a figure that say how exact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hedge {
    /// None: "130,000".
    Bare,
    /// "exactly", "precisely".
    Exact,
    /// "about", "around", "roughly", "some", "an estimated", "-odd", "or so".
    Around,
    /// "nearly", "almost", "close to", "just under".
    Nearly,
    /// "more than", "over", "above", "in excess of".
    Above,
    /// "well over", "far more than", "well above".
    FarAbove,
    /// "fewer than", "less than", "under", "below".
    Below,
    /// "at least", "no fewer than", "a minimum of", "or more", "+".
    AtLeast,
    /// "at most", "up to", "as many as", "no more than", "or fewer".
    AtMost,
    /// "between 8 and 10", "8 to 10", "8-10", "a couple", "dozens": both ends are given.
    Between,
}

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range; the same as `value` otherwise.
    pub upper: Decimal,
    /// The place value of the last digit that counts: 10,000 for "130,000", 0.1 for "25.9"
    /// and for "5.0", 100,000 for "1.3 million". Zeros after a decimal point count.
    pub grain: Decimal,
    /// What the words around it say.
    pub hedge: Hedge,
    /// Stands where every figure is exact: in a table or a data file, or read by an
    /// `integer` blank.
    pub exact: bool,
}

impl Figure {
    /// A bare figure with nothing said about its precision: exact, grain 1.
    pub fn exact(value: Decimal) -> Self {
        Self {
            value,
            upper: value,
            grain: Decimal::ONE,
            hedge: Hedge::Bare,
            exact: true,
        }
    }
}
