//! The units of measurement: their words, their dimensions, and how they convert.
//!
//! Factors are those of the SI Brochure (9th ed.), NIST Special Publication 811 (2008) for
//! the customary units, and IEC 80000-13 for binary multiples of the byte. A month is a
//! twelfth of a Julian year of 365.25 days: 30.4375 days. A gallon, pint, quart and a ton are
//! those of the United States.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::Words;
use super::fold::Folded;
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
    /// The unit a rule names: a symbol ("km") or a word ("miles").
    pub fn parse(text: &str) -> Option<Self> {
        let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = spaced.to_ascii_lowercase();
        (0_u16..).zip(UNITS).find_map(|(index, entry)| {
            let listed = entry
                .symbols
                .iter()
                .any(|symbol| symbol.replace(' ', "") == spaced)
                || entry.words.contains(&folded.as_str());
            listed.then_some(Self(index))
        })
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
        if entry.words.contains(&entry.shown) {
            self.name()
        } else {
            entry.shown
        }
    }

    /// Its name in the singular: "kilometre".
    pub fn name(self) -> &'static str {
        self.entry()
            .words
            .first()
            .copied()
            .unwrap_or(self.entry().shown)
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
    let first = unpointed(words.part(start));
    let symbols = FORMS.get(first);
    let folded = Folded::new(first);
    let names = FORMS.get(&*folded).filter(|_| &*folded != first);
    symbols
        .into_iter()
        .chain(names)
        .flatten()
        .filter_map(|form| form.end_at(words, start).map(|end| (end, form)))
        .max_by_key(|(_, form)| form.text.len())
        .map(|(end, form)| (end, form.unit))
}

/// A short form may have its point: "lbs.".
fn unpointed(word: &str) -> &str {
    word.strip_suffix('.').unwrap_or(word)
}

/// One way to write a unit.
struct Form {
    /// Its parts with spaces between.
    text: &'static str,
    unit: Unit,
    /// A symbol counts only as written; its parts adjoin.
    symbol: bool,
}

impl Form {
    fn end_at(&self, words: &Words<'_>, start: Cursor) -> Option<Cursor> {
        let mut end = start;
        for (index, listed) in self.text.split(' ').enumerate() {
            let here = words.past_hyphen(end);
            let written = unpointed(words.part(here));
            let same = if self.symbol {
                written == listed && (index == 0 || words.joined(here.token))
            } else {
                &*Folded::new(written) == listed
            };
            if !same {
                return None;
            }
            end = words.after_part(here);
        }
        Some(end)
    }
}

/// All forms by their first part.
static FORMS: LazyLock<FxHashMap<&'static str, Vec<Form>>> = LazyLock::new(|| {
    let mut forms: FxHashMap<&'static str, Vec<Form>> = FxHashMap::default();
    for (index, entry) in (0_u16..).zip(UNITS) {
        let symbols = entry.symbols.iter().map(|text| (*text, true));
        let words = entry.words.iter().map(|text| (*text, false));
        for (text, symbol) in symbols.chain(words) {
            let first = text.split(' ').next().unwrap_or(text);
            forms.entry(first).or_default().push(Form {
                text,
                unit: Unit(index),
                symbol,
            });
        }
    }
    forms
});

/// A line of the table.
struct Entry {
    /// Its short form for messages.
    shown: &'static str,
    dimension: Dimension,
    /// Short forms as written; parts that are tokens of their own are apart ("km / h").
    symbols: &'static [&'static str],
    /// Words in lower case, the name in the singular first.
    words: &'static [&'static str],
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
    shown: &'static str,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
    mantissa: u64,
    scale: u32,
) -> Entry {
    Entry {
        shown,
        dimension,
        symbols,
        words,
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
    unit(Length, "m", &["m"], &["metre", "metres", "meter", "meters"], 1, 0),
    unit(Length, "km", &["km", "kms"], &["kilometre", "kilometres", "kilometer", "kilometers"], 1000, 0),
    unit(Length, "cm", &["cm"], &["centimetre", "centimetres", "centimeter", "centimeters"], 1, 2),
    unit(Length, "mm", &["mm"], &["millimetre", "millimetres", "millimeter", "millimeters"], 1, 3),
    unit(Length, "µm", &["µm", "μm"], &["micrometre", "micrometres", "micrometer", "micrometers", "micron", "microns"], 1, 6),
    unit(Length, "nm", &["nm"], &["nanometre", "nanometres", "nanometer", "nanometers"], 1, 9),
    unit(Length, "miles", &["mi"], &["mile", "miles"], 1_609_344, 3),
    unit(Length, "yards", &["yd", "yds"], &["yard", "yards"], 9_144, 4),
    unit(Length, "feet", &["ft"], &["foot", "feet"], 3_048, 4),
    unit(Length, "inches", &[], &["inch", "inches"], 254, 4),
    unit(Length, "nautical miles", &[], &["nautical mile", "nautical miles"], 1852, 0),
    unit(Length, "light years", &[], &["light year", "light years"], 9_460_730_472_580_800, 0),

    unit(Area, "m²", &["m²", "m2", "m ²", "sqm", "sq m"], &["square metre", "square metres", "square meter", "square meters"], 1, 0),
    unit(Area, "km²", &["km²", "km2", "km ²"], &["square kilometre", "square kilometres", "square kilometer", "square kilometers", "sq km"], 1_000_000, 0),
    unit(Area, "square miles", &[], &["square mile", "square miles", "sq mi"], 2_589_988_110_336, 6),
    unit(Area, "square feet", &["ft²", "ft2", "ft ²"], &["square foot", "square feet", "sq ft"], 9_290_304, 8),
    unit(Area, "square yards", &[], &["square yard", "square yards"], 83_612_736, 8),
    unit(Area, "square inches", &[], &["square inch", "square inches"], 64_516, 8),
    unit(Area, "ha", &["ha"], &["hectare", "hectares"], 10_000, 0),
    unit(Area, "acres", &[], &["acre", "acres"], 40_468_564_224, 7),

    unit(Volume, "L", &["l", "L"], &["litre", "litres", "liter", "liters"], 1, 0),
    unit(Volume, "mL", &["ml", "mL"], &["millilitre", "millilitres", "milliliter", "milliliters"], 1, 3),
    unit(Volume, "m³", &["m³", "m3", "m ³"], &["cubic metre", "cubic metres", "cubic meter", "cubic meters"], 1000, 0),
    unit(Volume, "cm³", &["cm³", "cm3", "cm ³"], &["cubic centimetre", "cubic centimetres", "cubic centimeter", "cubic centimeters"], 1, 3),
    unit(Volume, "km³", &["km³", "km3", "km ³"], &["cubic kilometre", "cubic kilometres", "cubic kilometer", "cubic kilometers"], 1_000_000_000_000, 0),
    unit(Volume, "cubic feet", &[], &["cubic foot", "cubic feet"], 28_316_846_592, 9),
    unit(Volume, "gallons", &["gal"], &["gallon", "gallons"], 3_785_411_784, 9),
    unit(Volume, "quarts", &[], &["quart", "quarts"], 946_352_946, 9),
    unit(Volume, "pints", &[], &["pint", "pints"], 473_176_473, 9),
    unit(Volume, "barrels", &["bbl"], &["barrel", "barrels"], 158_987_294_928, 9),

    unit(Mass, "kg", &["kg", "kgs"], &["kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos"], 1, 0),
    unit(Mass, "g", &["g"], &["gram", "grams", "gramme", "grammes"], 1, 3),
    unit(Mass, "mg", &["mg"], &["milligram", "milligrams"], 1, 6),
    unit(Mass, "µg", &["µg", "μg", "mcg"], &["microgram", "micrograms"], 1, 9),
    unit(Mass, "tonnes", &["t"], &["tonne", "tonnes", "metric ton", "metric tons"], 1000, 0),
    unit(Mass, "tons", &[], &["ton", "tons", "short ton", "short tons"], 90_718_474, 5),
    unit(Mass, "pounds", &["lb", "lbs"], &["pound", "pounds"], 45_359_237, 8),
    unit(Mass, "ounces", &["oz"], &["ounce", "ounces"], 28_349_523_125, 12),
    unit(Mass, "stone", &[], &["stone"], 635_029_318, 8),

    unit(Temperature, "°C", &["° C", "℃", "°C"], &["degree celsius", "degrees celsius", "degrees centigrade", "degrees c", "celsius"], 1, 0),
    Entry {
        shown: "°F",
        dimension: Temperature,
        symbols: &["° F", "℉", "°F"],
        words: &["degree fahrenheit", "degrees fahrenheit", "degrees f", "fahrenheit"],
        factor: decimal(5, 0),
        divisor: decimal(9, 0),
        zero: decimal(32, 0),
    },
    Entry {
        shown: "kelvins",
        dimension: Temperature,
        symbols: &[],
        words: &["kelvin", "kelvins"],
        factor: Decimal::ONE,
        divisor: Decimal::ONE,
        zero: decimal(27_315, 2),
    },

    unit(Duration, "s", &["s"], &["second", "seconds", "sec", "secs"], 1, 0),
    unit(Duration, "ms", &["ms"], &["millisecond", "milliseconds"], 1, 3),
    unit(Duration, "µs", &["µs", "μs"], &["microsecond", "microseconds"], 1, 6),
    unit(Duration, "ns", &["ns"], &["nanosecond", "nanoseconds"], 1, 9),
    unit(Duration, "minutes", &["min"], &["minute", "minutes", "mins"], 60, 0),
    unit(Duration, "hours", &["h"], &["hour", "hours", "hr", "hrs"], 3_600, 0),
    unit(Duration, "days", &[], &["day", "days"], 86_400, 0),
    unit(Duration, "weeks", &[], &["week", "weeks"], 604_800, 0),
    unit(Duration, "months", &[], &["month", "months"], 2_629_800, 0),
    unit(Duration, "years", &["yr", "yrs"], &["year", "years"], 31_557_600, 0),
    unit(Duration, "decades", &[], &["decade", "decades"], 315_576_000, 0),

    unit(Data, "B", &["B"], &["byte", "bytes"], 1, 0),
    unit(Data, "kB", &["kB", "KB"], &["kilobyte", "kilobytes"], 1_000, 0),
    unit(Data, "MB", &["MB"], &["megabyte", "megabytes"], 1_000_000, 0),
    unit(Data, "GB", &["GB"], &["gigabyte", "gigabytes"], 1_000_000_000, 0),
    unit(Data, "TB", &["TB"], &["terabyte", "terabytes"], 1_000_000_000_000, 0),
    unit(Data, "PB", &["PB"], &["petabyte", "petabytes"], 1_000_000_000_000_000, 0),
    unit(Data, "KiB", &["KiB"], &["kibibyte", "kibibytes"], 1 << 10, 0),
    unit(Data, "MiB", &["MiB"], &["mebibyte", "mebibytes"], 1 << 20, 0),
    unit(Data, "GiB", &["GiB"], &["gibibyte", "gibibytes"], 1 << 30, 0),
    unit(Data, "TiB", &["TiB"], &["tebibyte", "tebibytes"], 1 << 40, 0),
    unit(Data, "PiB", &["PiB"], &["pebibyte", "pebibytes"], 1 << 50, 0),

    unit(Speed, "m/s", &["m / s"], &["metres per second", "meters per second", "metres a second", "meters a second"], 1, 0),
    Entry {
        shown: "km/h",
        dimension: Speed,
        symbols: &["km / h", "kph", "kmh"],
        words: &["kilometre per hour", "kilometres per hour", "kilometers per hour", "kilometres an hour", "kilometers an hour"],
        factor: decimal(10, 0),
        divisor: decimal(36, 0),
        zero: Decimal::ZERO,
    },
    unit(Speed, "mph", &[], &["mile per hour", "miles per hour", "miles an hour", "mph"], 44_704, 5),
    Entry {
        shown: "knots",
        dimension: Speed,
        symbols: &["kt", "kts"],
        words: &["knot", "knots"],
        factor: decimal(1852, 0),
        divisor: decimal(3600, 0),
        zero: Decimal::ZERO,
    },

    unit(Energy, "J", &["J"], &["joule", "joules"], 1, 0),
    unit(Energy, "kJ", &["kJ"], &["kilojoule", "kilojoules"], 1_000, 0),
    unit(Energy, "MJ", &["MJ"], &["megajoule", "megajoules"], 1_000_000, 0),
    unit(Energy, "kcal", &["kcal"], &["kilocalorie", "kilocalories"], 4_184, 0),
    unit(Energy, "Wh", &["Wh"], &["watt hour", "watt hours"], 3_600, 0),
    unit(Energy, "kWh", &["kWh"], &["kilowatt hour", "kilowatt hours"], 3_600_000, 0),
    unit(Energy, "MWh", &["MWh"], &["megawatt hour", "megawatt hours"], 3_600_000_000, 0),
    unit(Energy, "GWh", &["GWh"], &["gigawatt hour", "gigawatt hours"], 3_600_000_000_000, 0),
    unit(Energy, "TWh", &["TWh"], &["terawatt hour", "terawatt hours"], 3_600_000_000_000_000, 0),

    unit(Power, "W", &["W"], &["watt", "watts"], 1, 0),
    unit(Power, "kW", &["kW"], &["kilowatt", "kilowatts"], 1_000, 0),
    unit(Power, "MW", &["MW"], &["megawatt", "megawatts"], 1_000_000, 0),
    unit(Power, "GW", &["GW"], &["gigawatt", "gigawatts"], 1_000_000_000, 0),
    unit(Power, "TW", &["TW"], &["terawatt", "terawatts"], 1_000_000_000_000, 0),
    // Mechanical horsepower: 550 foot-pounds a second (NIST SP 811).
    unit(Power, "hp", &["hp"], &["horsepower"], 745_699_871_582, 9),
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
    fn no_form_stands_for_two_units() {
        for (index, entry) in UNITS.iter().enumerate() {
            for other in &UNITS[index + 1..] {
                for form in entry.symbols {
                    assert!(!other.symbols.contains(form), "{form}");
                }
                for form in entry.words {
                    assert!(!other.words.contains(form), "{form}");
                }
            }
        }
    }

    #[test]
    fn words_are_listed_in_lower_case() {
        for word in UNITS.iter().flat_map(|entry| entry.words) {
            assert_eq!(*word, word.to_lowercase());
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
