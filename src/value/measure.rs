//! Amounts with a unit of measurement, and the table of units.

/// What a unit measures. Units of one dimension convert into one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Litres.
    Volume,
    /// Kilograms.
    Mass,
    /// Degrees Celsius.
    Temperature,
    /// Seconds.
    Duration,
    /// Bytes.
    Data,
    /// Metres a second.
    Speed,
    /// Joules.
    Energy,
    /// Watts.
    Power,
}

/// A unit: an index into the table of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(pub u16);

impl Unit {
    /// named
    pub fn named(_s: &str) -> Option<Unit> {
        None
    }
    /// dim
    pub fn dimension(self) -> Dimension {
        Dimension::Length
    }
}
/// convert
pub fn convert(_v: super::Decimal, _f: Unit, _t: Unit) -> Option<super::Decimal> {
    None
}
