//! The units of measurement: their symbols, their dimensions, and how they convert.
//! Their words are in the files of the languages.
//!
//! Factors are those of the SI Brochure (9th ed.), NIST Special Publication 811 (2008) for
//! the customary units, and IEC 80000-13 for binary multiples of the byte. A month is a
//! twelfth of a Julian year of 365.25 days: 30.4375 days. A gallon, pint, quart and a ton are
//! those of the United States.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Words;
use super::language::{Class, Language};
use super::part::Cursor;

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
    /// The unit a rule names: a symbol ("km") or an English name ("miles").
    pub fn parse(text: &str) -> Option<Self> {
        let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let by_symbol = Self::all().find(|(_, entry)| {
            let mut symbols = entry.symbols.iter();
            symbols.any(|symbol| symbol.replace(' ', "") == spaced)
        });
        by_symbol.map(|(unit, _)| unit).or_else(|| {
            Language::English
                .lexicon()
                .unit(&spaced.to_ascii_lowercase())
        })
    }

    /// The unit with this [`Unit::name`].
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::all()
            .find(|(_, entry)| entry.name == name)
            .map(|(unit, _)| unit)
    }

    fn all() -> impl Iterator<Item = (Self, &'static Entry)> {
        (0..).map(Self).zip(UNITS)
    }

    /// What it measures.
    pub fn dimension(self) -> Dimension {
        self.entry().dimension
    }

    /// Its short form: "km".
    pub fn symbol(self) -> &'static str {
        self.entry().shown
    }

    /// Its short form for one of it: "mile" where [`Unit::symbol`] is "miles".
    pub fn singular(self) -> &'static str {
        let entry = self.entry();
        let is_symbol = entry
            .symbols
            .iter()
            .any(|symbol| symbol.split(' ').eq(entry.shown.split(' ')));
        if is_symbol { entry.shown } else { entry.name }
    }

    /// Its name in the singular: "kilometre".
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// An amount of it in the unit its [`Dimension`] names; none if it is too large.
    pub fn to_base(self, amount: Decimal) -> Option<Decimal> {
        let entry = self.entry();
        amount
            .checked_sub(entry.zero)?
            .checked_mul(entry.factor)?
            .checked_div(entry.divisor)
    }

    /// A difference of it (5 degrees warmer, half a grain) in its dimension's unit.
    pub fn to_base_difference(self, amount: Decimal) -> Option<Decimal> {
        let entry = self.entry();
        amount.checked_mul(entry.factor)?.checked_div(entry.divisor)
    }

    /// The other way: an amount in the dimension's unit in this one.
    pub fn from_base(self, amount: Decimal) -> Option<Decimal> {
        let entry = self.entry();
        amount
            .checked_mul(entry.divisor)?
            .checked_div(entry.factor)?
            .checked_add(entry.zero)
    }

    /// Whether one of the two units is a whole number of the other, counted from the same zero,
    /// so that converting between them leaves nothing to round.
    pub fn is_whole_in(self, other: Self) -> bool {
        let (one, two) = (self.entry(), other.entry());
        let whole = |one: &Entry, two: &Entry| {
            let share = one
                .factor
                .checked_mul(two.divisor)
                .zip(two.factor.checked_mul(one.divisor))
                .and_then(|(over, under)| over.checked_rem(under));
            share.is_some_and(|rest| rest.is_zero())
        };
        one.zero == two.zero && (whole(one, two) || whole(two, one))
    }

    fn entry(self) -> &'static Entry {
        // Every unit comes from this table; another number is taken for its first entry.
        UNITS.get(usize::from(self.0)).unwrap_or(&UNITS[0])
    }
}

/// The unit written from a cursor on, the longest, and the cursor past it.
pub(super) fn written_at(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Unit)> {
    let start = words.past_hyphen(at);
    let first = words.part_lexeme(start);
    let symbol = first.is(Class::UnitSymbol).then(|| symbol_at(words, start));
    let name = first
        .is(Class::UnitName)
        .then(|| words.lexicon.units.in_parts(words, start));
    [symbol.flatten(), name.flatten()]
        .into_iter()
        .flatten()
        .max_by_key(|(end, _)| (end.token, end.offset))
}

/// The first parts of all symbols.
pub(super) fn first_symbols() -> impl Iterator<Item = &'static str> {
    UNITS
        .iter()
        .flat_map(|entry| entry.symbols)
        .map(|symbol| first_part(symbol))
}

fn first_part(symbol: &str) -> &str {
    symbol.split(' ').next().unwrap_or(symbol)
}

/// The longest symbol from a cursor on: to the letter, its parts without spaces, perhaps with
/// the point of an abbreviation ("lbs.").
fn symbol_at(words: &Words<'_>, start: Cursor) -> Option<(Cursor, Unit)> {
    let symbols = SYMBOLS.get(unpointed(words.part(start)))?;
    symbols.iter().find_map(|(symbol, unit)| {
        let mut end = words.after_part(start);
        for listed in symbol.split(' ').skip(1) {
            let here = words.past_hyphen(end);
            if unpointed(words.part(here)) != listed || !words.joined(here.token) {
                return None;
            }
            end = words.after_part(here);
        }
        Some((end, *unit))
    })
}

fn unpointed(word: &str) -> &str {
    word.strip_suffix('.').unwrap_or(word)
}

/// All symbols by their first part, the longest first.
static SYMBOLS: LazyLock<FxHashMap<&'static str, Vec<(&'static str, Unit)>>> =
    LazyLock::new(|| {
        let mut symbols: FxHashMap<&'static str, Vec<(&'static str, Unit)>> = FxHashMap::default();
        for (unit, entry) in Unit::all() {
            for symbol in entry.symbols {
                let first = symbols.entry(first_part(symbol)).or_default();
                let place = first.partition_point(|(listed, _)| listed.len() > symbol.len());
                first.insert(place, (symbol, unit));
            }
        }
        symbols
    });

/// A line of the table.
struct Entry {
    /// Its name in English, in the singular; languages list their words for it under it.
    name: &'static str,
    /// Its short form for messages.
    shown: &'static str,
    dimension: Dimension,
    /// Short forms as written; parts that are tokens of their own are apart ("km / h").
    symbols: &'static [&'static str],
    /// One of it is `factor / divisor` of the dimension's unit, counted from `zero`.
    factor: Decimal,
    divisor: Decimal,
    zero: Decimal,
}

const fn decimal(mantissa: u64, scale: u32) -> Decimal {
    Decimal::from_parts(mantissa as u32, (mantissa >> 32) as u32, 0, false, scale)
}

const fn unit(
    dimension: Dimension,
    name: &'static str,
    shown: &'static str,
    symbols: &'static [&'static str],
    mantissa: u64,
    scale: u32,
) -> Entry {
    Entry {
        name,
        shown,
        dimension,
        symbols,
        factor: decimal(mantissa, scale),
        divisor: Decimal::ONE,
        zero: Decimal::ZERO,
    }
}

use Dimension::{Area, Data, Duration, Energy, Length, Mass, Power, Speed, Temperature, Volume};

/// The units. Symbols that are also common words ("in", "a") or that mean several things
/// ("K", "b") are left out.
#[rustfmt::skip]
const UNITS: &[Entry] = &[
    unit(Length, "metre", "m", &["m"], 1, 0),
    unit(Length, "kilometre", "km", &["km", "kms"], 1000, 0),
    unit(Length, "centimetre", "cm", &["cm"], 1, 2),
    unit(Length, "millimetre", "mm", &["mm"], 1, 3),
    unit(Length, "micrometre", "µm", &["µm", "μm"], 1, 6),
    unit(Length, "nanometre", "nm", &["nm"], 1, 9),
    unit(Length, "mile", "miles", &["mi"], 1_609_344, 3),
    unit(Length, "yard", "yards", &["yd", "yds"], 9_144, 4),
    unit(Length, "foot", "feet", &["ft"], 3_048, 4),
    unit(Length, "inch", "inches", &[], 254, 4),
    unit(Length, "nautical mile", "nautical miles", &[], 1852, 0),
    unit(Length, "light year", "light years", &[], 9_460_730_472_580_800, 0),

    unit(Area, "square metre", "m²", &["m²", "m2", "m ²", "sqm", "sq m"], 1, 0),
    unit(Area, "square kilometre", "km²", &["km²", "km2", "km ²"], 1_000_000, 0),
    unit(Area, "square mile", "square miles", &[], 2_589_988_110_336, 6),
    unit(Area, "square foot", "square feet", &["ft²", "ft2", "ft ²"], 9_290_304, 8),
    unit(Area, "square yard", "square yards", &[], 83_612_736, 8),
    unit(Area, "square inch", "square inches", &[], 64_516, 8),
    unit(Area, "hectare", "ha", &["ha"], 10_000, 0),
    unit(Area, "acre", "acres", &[], 40_468_564_224, 7),

    unit(Volume, "litre", "L", &["l", "L"], 1, 0),
    unit(Volume, "millilitre", "mL", &["ml", "mL"], 1, 3),
    unit(Volume, "cubic metre", "m³", &["m³", "m3", "m ³"], 1000, 0),
    unit(Volume, "cubic centimetre", "cm³", &["cm³", "cm3", "cm ³"], 1, 3),
    unit(Volume, "cubic kilometre", "km³", &["km³", "km3", "km ³"], 1_000_000_000_000, 0),
    unit(Volume, "cubic foot", "cubic feet", &[], 28_316_846_592, 9),
    unit(Volume, "gallon", "gallons", &["gal"], 3_785_411_784, 9),
    unit(Volume, "quart", "quarts", &[], 946_352_946, 9),
    unit(Volume, "pint", "pints", &[], 473_176_473, 9),
    unit(Volume, "barrel", "barrels", &["bbl"], 158_987_294_928, 9),

    unit(Mass, "kilogram", "kg", &["kg", "kgs"], 1, 0),
    unit(Mass, "gram", "g", &["g"], 1, 3),
    unit(Mass, "milligram", "mg", &["mg"], 1, 6),
    unit(Mass, "microgram", "µg", &["µg", "μg", "mcg"], 1, 9),
    unit(Mass, "tonne", "tonnes", &["t"], 1000, 0),
    unit(Mass, "ton", "tons", &[], 90_718_474, 5),
    unit(Mass, "pound", "pounds", &["lb", "lbs"], 45_359_237, 8),
    unit(Mass, "ounce", "ounces", &["oz"], 28_349_523_125, 12),
    unit(Mass, "stone", "stone", &[], 635_029_318, 8),

    unit(Temperature, "degree celsius", "°C", &["° C", "℃", "°C"], 1, 0),
    Entry {
        name: "degree fahrenheit",
        shown: "°F",
        dimension: Temperature,
        symbols: &["° F", "℉", "°F"],
        factor: decimal(5, 0),
        divisor: decimal(9, 0),
        zero: decimal(32, 0),
    },
    Entry {
        name: "kelvin",
        shown: "kelvins",
        dimension: Temperature,
        symbols: &[],
        factor: Decimal::ONE,
        divisor: Decimal::ONE,
        zero: decimal(27_315, 2),
    },

    unit(Duration, "second", "s", &["s"], 1, 0),
    unit(Duration, "millisecond", "ms", &["ms"], 1, 3),
    unit(Duration, "microsecond", "µs", &["µs", "μs"], 1, 6),
    unit(Duration, "nanosecond", "ns", &["ns"], 1, 9),
    unit(Duration, "minute", "minutes", &["min"], 60, 0),
    unit(Duration, "hour", "hours", &["h"], 3_600, 0),
    unit(Duration, "day", "days", &[], 86_400, 0),
    unit(Duration, "week", "weeks", &[], 604_800, 0),
    unit(Duration, "month", "months", &[], 2_629_800, 0),
    unit(Duration, "year", "years", &["yr", "yrs"], 31_557_600, 0),
    unit(Duration, "decade", "decades", &[], 315_576_000, 0),

    unit(Data, "byte", "B", &["B"], 1, 0),
    unit(Data, "kilobyte", "kB", &["kB", "KB"], 1_000, 0),
    unit(Data, "megabyte", "MB", &["MB"], 1_000_000, 0),
    unit(Data, "gigabyte", "GB", &["GB"], 1_000_000_000, 0),
    unit(Data, "terabyte", "TB", &["TB"], 1_000_000_000_000, 0),
    unit(Data, "petabyte", "PB", &["PB"], 1_000_000_000_000_000, 0),
    unit(Data, "kibibyte", "KiB", &["KiB"], 1 << 10, 0),
    unit(Data, "mebibyte", "MiB", &["MiB"], 1 << 20, 0),
    unit(Data, "gibibyte", "GiB", &["GiB"], 1 << 30, 0),
    unit(Data, "tebibyte", "TiB", &["TiB"], 1 << 40, 0),
    unit(Data, "pebibyte", "PiB", &["PiB"], 1 << 50, 0),

    unit(Speed, "metres per second", "m/s", &["m / s"], 1, 0),
    Entry {
        name: "kilometre per hour",
        shown: "km/h",
        dimension: Speed,
        symbols: &["km / h", "kph", "kmh"],
        factor: decimal(10, 0),
        divisor: decimal(36, 0),
        zero: Decimal::ZERO,
    },
    unit(Speed, "mile per hour", "mph", &[], 44_704, 5),
    Entry {
        name: "knot",
        shown: "knots",
        dimension: Speed,
        symbols: &["kt", "kts"],
        factor: decimal(1852, 0),
        divisor: decimal(3600, 0),
        zero: Decimal::ZERO,
    },

    unit(Energy, "joule", "J", &["J"], 1, 0),
    unit(Energy, "kilojoule", "kJ", &["kJ"], 1_000, 0),
    unit(Energy, "megajoule", "MJ", &["MJ"], 1_000_000, 0),
    unit(Energy, "kilocalorie", "kcal", &["kcal"], 4_184, 0),
    unit(Energy, "watt hour", "Wh", &["Wh"], 3_600, 0),
    unit(Energy, "kilowatt hour", "kWh", &["kWh"], 3_600_000, 0),
    unit(Energy, "megawatt hour", "MWh", &["MWh"], 3_600_000_000, 0),
    unit(Energy, "gigawatt hour", "GWh", &["GWh"], 3_600_000_000_000, 0),
    unit(Energy, "terawatt hour", "TWh", &["TWh"], 3_600_000_000_000_000, 0),

    unit(Power, "watt", "W", &["W"], 1, 0),
    unit(Power, "kilowatt", "kW", &["kW"], 1_000, 0),
    unit(Power, "megawatt", "MW", &["MW"], 1_000_000, 0),
    unit(Power, "gigawatt", "GW", &["GW"], 1_000_000_000, 0),
    unit(Power, "terawatt", "TW", &["TW"], 1_000_000_000_000, 0),
    // Mechanical horsepower: 550 foot-pounds a second (NIST SP 811).
    unit(Power, "horsepower", "hp", &["hp"], 745_699_871_582, 9),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("a decimal number")
    }

    #[test]
    fn some_units_are_whole_numbers_of_others() {
        let unit = |text| Unit::parse(text).expect("a unit");
        for (one, two, expected) in [
            ("minutes", "seconds", true),
            ("mm", "km", true),
            ("feet", "miles", true),
            ("miles", "km", false),
            ("days", "months", false),
            ("°F", "°C", false),
        ] {
            assert_eq!(unit(one).is_whole_in(unit(two)), expected, "{one} {two}");
            assert_eq!(unit(two).is_whole_in(unit(one)), expected, "{two} {one}");
        }
    }

    #[test]
    fn no_symbol_and_no_name_stands_for_two_units() {
        for (index, entry) in UNITS.iter().enumerate() {
            for other in &UNITS[index + 1..] {
                assert_ne!(entry.name, other.name);
                for form in entry.symbols {
                    assert!(!other.symbols.contains(form), "{form}");
                }
            }
        }
    }

    #[test]
    fn units_convert_by_their_definitions() {
        let cases = [
            ("mile", "1", "1609.344"),
            ("acre", "1", "4046.8564224"),
            ("gallon", "1", "3.785411784"),
            ("pound", "1", "0.45359237"),
            ("fahrenheit", "212", "100"),
            ("fahrenheit", "68", "20"),
            ("kelvin", "273.15", "0"),
            ("month", "1", "2629800"),
            ("year", "4", "126230400"),
            ("MiB", "1", "1048576"),
            ("km/h", "36", "10"),
            ("kWh", "1", "3600000"),
        ];
        for (name, amount, base) in cases {
            let unit = Unit::parse(name).unwrap_or_else(|| panic!("no unit {name}"));
            assert_eq!(unit.to_base(number(amount)), Some(number(base)), "{name}");
            assert_eq!(unit.from_base(number(base)), Some(number(amount)), "{name}");
        }
    }

    #[test]
    fn a_rule_names_a_unit_by_symbol_or_word() {
        for (text, symbol) in [
            ("km", "km"),
            ("Kilometers", "km"),
            ("days", "days"),
            ("MB", "MB"),
        ] {
            assert_eq!(Unit::parse(text).map(Unit::symbol), Some(symbol), "{text}");
        }
        assert_eq!(Unit::parse("mb"), None);
        assert_eq!(Unit::parse("smoot"), None);
    }
}
