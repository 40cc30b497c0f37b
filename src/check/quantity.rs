//! What can be counted: figures and days as ranges with a unit, and arithmetic on them.

use rust_decimal::Decimal;

use super::calendar;
use crate::lang::typed::Within;
use crate::value::arithmetic;
use crate::value::range::{Approx, End, Precision, Range, Tolerance};
use crate::value::show::show;
use crate::value::unit::Unit;
use crate::value::{self, Currency, Figure, Value};

/// What a quantity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing in particular.
    Number,
    /// Hundredths.
    Percent,
    /// Money of a currency.
    Money(Currency),
    /// A unit of measurement.
    Measure(Unit),
    /// Days since 1970-01-01.
    Day,
}

/// A range with what it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quantity {
    /// What it counts.
    pub kind: Kind,
    /// Where the value may lie.
    pub range: Range,
    /// The figures as they stand, hedges and rounding aside.
    pub nominal: Range,
    /// Where it may lie as a conversion: who writes 16 miles for 26 km has rounded.
    pub as_conversion: Range,
}

/// Why two quantities cannot be compared or combined, in words.
pub(super) type Incomparable = String;

impl Quantity {
    /// The quantity of a value that is a figure; `None` for other values.
    pub(super) fn of(value: &Value, approx: &Approx, precision: Precision) -> Option<Self> {
        let (kind, figure) = match value {
            Value::Number(figure) => (Kind::Number, figure),
            Value::Percent(figure) => (Kind::Percent, figure),
            Value::Money(figure, currency) => (Kind::Money(*currency), figure),
            Value::Measure(figure, unit) => (Kind::Measure(*unit), figure),
            Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Version(_)
            | Value::Text(_)
            | Value::Entry(_) => return None,
        };
        Some(Self::of_figure(kind, figure, approx, precision))
    }

    /// The quantity of a figure.
    pub(super) fn of_figure(
        kind: Kind,
        figure: &Figure,
        approx: &Approx,
        precision: Precision,
    ) -> Self {
        let conversion = match precision {
            Precision::AsWritten | Precision::ToLastDigit => Precision::AsRounded,
            Precision::AsRounded | Precision::Exactly => precision,
        };
        Self {
            kind,
            range: Range::of(figure, approx, precision),
            nominal: Range::closed(figure.value, figure.upper),
            as_conversion: Range::of(figure, approx, conversion),
        }
    }

    /// A number that is exactly this.
    pub(super) fn number(n: Decimal) -> Self {
        let range = Range::point(n);
        Self {
            kind: Kind::Number,
            range,
            nominal: range,
            as_conversion: range,
        }
    }

    /// The days from one to another.
    pub(super) fn days(first: jiff::civil::Date, last: jiff::civil::Date) -> Self {
        let range = calendar::range(first, last);
        Self {
            kind: Kind::Day,
            range,
            nominal: range,
            as_conversion: range,
        }
    }

    /// The same quantity counted as `kind`.
    ///
    /// # Errors
    ///
    /// Says why not: other money, a unit of another dimension.
    pub(super) fn converted(self, kind: Kind) -> Result<Self, Incomparable> {
        let hundred = Decimal::ONE_HUNDRED;
        match (self.kind, kind) {
            (from, to) if from == to => Ok(self),
            (Kind::Number, Kind::Percent) => Ok(self.scaled(hundred, kind)),
            (Kind::Percent, Kind::Number) => Ok(self.scaled(Decimal::new(1, 2), kind)),
            (Kind::Measure(from), Kind::Measure(to)) if from.dimension() == to.dimension() => {
                let end = |end: End| {
                    let at = to.from_base(from.to_base(end.at)?)?;
                    Some(End { at, ..end })
                };
                let range = |range: &Range| Range {
                    low: range.low.and_then(end),
                    high: range.high.and_then(end),
                };
                let converted = Self {
                    kind,
                    ..self.map(range)
                };
                // Where neither unit is a whole number of the other, the figure is rounded.
                Ok(if from.is_whole_in(to) {
                    converted
                } else {
                    Self {
                        range: converted.as_conversion,
                        ..converted
                    }
                })
            }
            (from, to) => Err(format!(
                "{} cannot be compared with {}",
                from.words(),
                to.words()
            )),
        }
    }

    /// The nominal value in words, with its unit.
    pub(super) fn text(&self) -> String {
        self.nominal.text(&|n| self.kind.show(n))
    }

    /// The range in words, with its unit.
    pub(super) fn taken(&self) -> String {
        self.range.text(&|n| self.kind.show(n))
    }

    /// How far apart two quantities of one kind are nominally, in words; `None` if they are
    /// of two kinds or have no end.
    pub(super) fn distance(&self, other: &Self) -> Option<String> {
        let other = other.converted(self.kind).ok()?;
        let (one, two) = (self.nominal.low?.at, other.nominal.low?.at);
        let gap = one.checked_sub(two)?.abs();
        Some(match self.kind {
            Kind::Day if gap == Decimal::ONE => "1 day".to_owned(),
            Kind::Day => format!("{} days", gap.normalize()),
            Kind::Percent => format!("{} points", number_text(gap)),
            Kind::Number | Kind::Money(_) | Kind::Measure(_) => self.kind.show(gap),
        })
    }

    /// The gap between the nearest ends of two ranges of one kind; zero if they meet.
    pub(super) fn gap(&self, other: &Self) -> Decimal {
        let above = |low: Option<crate::value::range::End>,
                     high: Option<crate::value::range::End>| {
            low.zip(high)
                .map_or(Decimal::ZERO, |(low, high)| low.at.saturating_sub(high.at))
        };
        above(self.range.low, other.range.high)
            .max(above(other.range.low, self.range.high))
            .max(Decimal::ZERO)
    }

    /// Whether the smaller of two quantities of one kind is nominally at least this share of the
    /// larger; not if one is negative and the other is not.
    pub(super) fn is_alike(&self, other: &Self, share: Decimal) -> bool {
        let ends = other.converted(self.kind).ok().and_then(|other| {
            let (one, two) = (self.nominal.low?.at, other.nominal.low?.at);
            Some((one.min(two), one.max(two)))
        });
        ends.is_none_or(|(low, high)| {
            let (smaller, larger) = if high.is_sign_positive() {
                (low, high)
            } else {
                (-high, -low)
            };
            larger
                .checked_mul(share)
                .is_some_and(|least| smaller >= least)
        })
    }

    /// Whether one number is written.
    pub(super) fn is_point(&self) -> bool {
        let ends = self.nominal.low.zip(self.nominal.high);
        ends.is_some_and(|(low, high)| low.at == high.at)
    }

    /// The quantity with its sign turned.
    pub(super) fn negative(self) -> Self {
        self.map(arithmetic::negative)
    }

    /// The sum.
    pub(super) fn plus(self, other: Self) -> Result<Self, Incomparable> {
        if self.kind == Kind::Day {
            // A date and a number of days.
            return self.combined(other.as_days()?, Kind::Day, arithmetic::sum);
        }
        let other = other.converted(self.kind)?;
        self.combined(other, self.kind, arithmetic::sum)
    }

    /// The difference; of two dates, the days between them.
    pub(super) fn minus(self, other: Self) -> Result<Self, Incomparable> {
        match (self.kind, other.kind) {
            (Kind::Day, Kind::Day) => {
                let days = Unit::parse("days").map_or(Kind::Number, Kind::Measure);
                self.combined(other, days, arithmetic::difference)
            }
            (Kind::Day, _) => self.combined(other.as_days()?, Kind::Day, arithmetic::difference),
            _ => {
                let other = other.converted(self.kind)?;
                self.combined(other, self.kind, arithmetic::difference)
            }
        }
    }

    /// The product; one of the two must be a plain number or a percentage.
    pub(super) fn times(self, other: Self) -> Result<Self, Incomparable> {
        let (one, two) = (self.as_share(), other.as_share());
        let kind = match (one.kind, two.kind) {
            (kind, Kind::Number) | (Kind::Number, kind) => kind,
            (one, two) => {
                return Err(format!("{} times {} is nothing", one.words(), two.words()));
            }
        };
        one.combined(two, kind, arithmetic::product)
    }

    /// The quotient; of two of one kind, a plain number.
    pub(super) fn over(self, other: Self) -> Result<Self, Incomparable> {
        let (one, two) = (self.as_share(), other.as_share());
        let (two, kind) = if two.kind == Kind::Number {
            (two, one.kind)
        } else {
            (two.converted(one.kind)?, Kind::Number)
        };
        let divided = |one: &Range, two: &Range| {
            arithmetic::quotient(one, two).ok_or_else(|| "it would be divided by zero".to_owned())
        };
        let range = divided(&one.range, &two.range)?;
        Ok(Self {
            kind,
            range,
            nominal: divided(&one.nominal, &two.nominal)?,
            as_conversion: range,
        })
    }

    /// The change from this to another, in percent of this.
    pub(super) fn change_to(self, other: Self) -> Result<Self, Incomparable> {
        let other = other.converted(self.kind)?;
        let changed = |from: &Range, to: &Range| {
            arithmetic::change(from, to).ok_or_else(|| "it changes from zero".to_owned())
        };
        let range = changed(&self.range, &other.range)?;
        let share = Self {
            kind: Kind::Number,
            range,
            nominal: changed(&self.nominal, &other.nominal)?,
            as_conversion: range,
        };
        share.converted(Kind::Percent)
    }

    fn combined(
        self,
        other: Self,
        kind: Kind,
        operation: fn(&Range, &Range) -> Range,
    ) -> Result<Self, Incomparable> {
        Ok(Self {
            kind,
            range: operation(&self.range, &other.range),
            nominal: operation(&self.nominal, &other.nominal),
            as_conversion: operation(&self.as_conversion, &other.as_conversion),
        })
    }

    /// A percentage as a plain number.
    fn as_share(self) -> Self {
        match self.kind {
            Kind::Percent => self.scaled(Decimal::new(1, 2), Kind::Number),
            Kind::Number | Kind::Money(_) | Kind::Measure(_) | Kind::Day => self,
        }
    }

    /// A duration, or a plain number, as days.
    fn as_days(self) -> Result<Self, Incomparable> {
        let days = Unit::parse("days");
        match (self.kind, days) {
            (Kind::Number, _) => Ok(Self {
                kind: Kind::Day,
                ..self
            }),
            (Kind::Measure(unit), Some(days))
                if unit.dimension() == days.dimension() && unit.is_whole_in(days) =>
            {
                let counted = self.converted(Kind::Measure(days))?;
                Ok(Self {
                    kind: Kind::Day,
                    ..counted
                })
            }
            (Kind::Percent | Kind::Money(_) | Kind::Measure(_) | Kind::Day, _) => {
                Err(format!("{} is no number of days", self.kind.words()))
            }
        }
    }

    fn scaled(self, factor: Decimal, kind: Kind) -> Self {
        Self {
            kind,
            ..self.map(|range| arithmetic::scaled(range, factor))
        }
    }

    fn map(self, operation: impl Fn(&Range) -> Range) -> Self {
        Self {
            kind: self.kind,
            range: operation(&self.range),
            nominal: operation(&self.nominal),
            as_conversion: operation(&self.as_conversion),
        }
    }
}

impl Kind {
    /// A number of this kind, as a text would have it.
    pub(super) fn show(self, n: Decimal) -> String {
        let figure = || Figure::exact(rounded(n));
        let value = match self {
            Self::Number => None,
            Self::Percent => Some(Value::Percent(figure())),
            Self::Money(currency) => Some(Value::Money(figure(), currency)),
            Self::Measure(unit) => Some(Value::Measure(figure(), unit)),
            Self::Day => calendar::day_of(n).map(|day| Value::Date(calendar::date_of(day))),
        };
        value
            .and_then(|value| show(&value))
            .unwrap_or_else(|| number_text(n))
    }

    /// What is counted, for a reason.
    pub(super) fn words(self) -> String {
        match self {
            Self::Number => "a number".to_owned(),
            Self::Percent => "a percentage".to_owned(),
            Self::Money(currency) => format!("an amount in {currency}"),
            Self::Measure(unit) => format!("an amount in {}", unit.symbol()),
            Self::Day => "a date".to_owned(),
        }
    }
}

/// The tolerance of a check in the terms of ranges.
pub(super) fn tolerance(within: Option<Within>) -> Tolerance {
    match within {
        None => Tolerance::None,
        Some(Within::Share(share)) => Tolerance::Share(share),
        Some(Within::Gap(gap) | Within::Points(gap) | Within::Days(gap)) => Tolerance::Gap(gap),
    }
}

/// A number with commas between thousands, without the digits that a division makes up.
fn number_text(n: Decimal) -> String {
    value::show::number(rounded(n))
}

/// A number of more than three decimals with four digits that count, or with all of those
/// before the point.
fn rounded(n: Decimal) -> Decimal {
    let n = n.normalize();
    if n.scale() <= 3 {
        return n;
    }
    if n.abs() < Decimal::ONE {
        return n.round_sf(3).unwrap_or(n).normalize();
    }
    let digits = n.trunc().abs().to_string().len() as u32;
    n.round_dp(4_u32.saturating_sub(digits).min(2)).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn percent(n: i64) -> Quantity {
        Quantity {
            kind: Kind::Percent,
            ..Quantity::number(n.into())
        }
    }

    fn money(n: i64, code: [u8; 3]) -> Quantity {
        Quantity {
            kind: Kind::Money(Currency(code)),
            ..Quantity::number(n.into())
        }
    }

    #[test]
    fn numbers_are_written_with_commas() {
        for (n, expected) in [
            ("130000", "130,000"),
            ("999", "999"),
            ("1000000.5", "1,000,000.5"),
            ("-4500", "-4,500"),
            ("0", "0"),
            ("22.222222222", "22.22"),
            ("0.0000123456", "0.0000123"),
            ("29268.29268", "29,268"),
            ("5.0", "5"),
        ] {
            assert_eq!(number_text(n.parse().unwrap()), expected);
        }
    }

    #[test]
    fn a_percentage_is_a_number_over_100() {
        let half = Quantity::number(1.into())
            .over(Quantity::number(2.into()))
            .unwrap();
        let half = half.converted(Kind::Percent).unwrap();
        assert_eq!(half, percent(50));
        let part = percent(50).times(money(10, *b"USD")).unwrap();
        assert_eq!(part.text(), "$5");
    }

    #[test]
    fn a_conversion_is_rounded_where_units_do_not_fit() {
        let amount = |n: i64, unit: &str| {
            let figure = Figure {
                grain: Decimal::ONE,
                ..Figure::exact(n.into())
            };
            let kind = Kind::Measure(Unit::parse(unit).unwrap());
            Quantity::of_figure(kind, &figure, &Approx::default(), Precision::AsWritten)
        };
        for (one, two, expected) in [
            ((300, "seconds"), (5, "minutes"), true),
            ((301, "seconds"), (5, "minutes"), false),
            // 16 miles are 25.7 km and 26 km are 16.2 miles.
            ((16, "miles"), (26, "km"), true),
            ((26, "km"), (16, "miles"), true),
            ((16, "miles"), (28, "km"), false),
        ] {
            let (one, two) = (amount(one.0, one.1), amount(two.0, two.1));
            let met = one.range.meets(&two.converted(one.kind).unwrap().range);
            assert_eq!(met, expected, "{} and {}", one.text(), two.text());
        }
    }

    #[test]
    fn other_money_is_never_compared() {
        let reason = money(5, *b"USD").plus(money(5, *b"EUR")).unwrap_err();
        assert_eq!(
            reason,
            "an amount in EUR cannot be compared with an amount in USD"
        );
    }

    #[test]
    fn units_of_one_dimension_convert() {
        let amount = |n: i64, unit| Quantity {
            kind: Kind::Measure(Unit::parse(unit).unwrap()),
            ..Quantity::number(n.into())
        };
        let hours = amount(2, "hours");
        let minutes = amount(120, "minutes").converted(hours.kind).unwrap();
        assert_eq!(minutes, hours);
        assert_eq!(amount(30, "min").plus(hours).unwrap().text(), "150 minutes");
        assert!(amount(2, "km").converted(hours.kind).is_err());
    }

    #[test]
    fn dates_are_days_apart() {
        let day = |n| Quantity::days(date(2022, 2, n), date(2022, 2, n));
        assert_eq!(day(14).distance(&day(12)).as_deref(), Some("2 days"));
        assert_eq!(day(14).minus(day(1)).unwrap().text(), "13 days");
        let later = day(14).plus(Quantity::number(30.into())).unwrap();
        assert_eq!(later.text(), "16 March 2022");
        let of = |n: i64, unit| Quantity {
            kind: Kind::Measure(Unit::parse(unit).unwrap()),
            ..Quantity::number(n.into())
        };
        assert_eq!(
            day(14).plus(of(2, "weeks")).unwrap().text(),
            "28 February 2022"
        );
        // No month has a fixed number of days.
        assert!(day(14).plus(of(1, "month")).is_err());
        assert!(day(14).plus(percent(1)).is_err());
    }

    #[test]
    fn a_change_is_a_percentage() {
        let grown = money(4, *b"USD").change_to(money(5, *b"USD")).unwrap();
        assert_eq!(grown.text(), "25%");
        assert!(money(0, *b"USD").change_to(money(5, *b"USD")).is_err());
    }
}
