//! What words say: one reader for each type of blank.
//!
//! A reader looks at the words of a sentence from one word on and says whether a value of
//! its type starts there, how many words it takes and what it is. Readers keep what was
//! written (the figure, its grain, its hedge); the range a figure stands for is worked out
//! by [`range`] when facts are compared, because a rule may ask for exactness.

pub mod acronym;
pub mod anchor;
pub mod arithmetic;
pub mod calendar;
pub mod cell;
pub mod currency;
pub mod date;
pub mod email;
pub mod figure;
pub mod flag;
pub mod integer;
pub mod measure;
pub mod money;
pub mod name;
pub mod number;
pub mod percent;
pub mod quote;
pub mod range;
pub mod show;
pub mod time;
pub mod unit;
pub mod version;
pub mod weekday;
pub mod word;
pub mod year;
pub mod zone;

mod all;
mod amount;
mod hedge;
mod label_unit;
mod language;
mod numeral;
mod part;
mod precedence;
mod spelled;
mod tabular;
mod text;
mod words;

#[cfg(test)]
mod sample;

use std::fmt;

use jiff::civil;
pub use jiff::civil::Weekday;
pub use rust_decimal::Decimal;

use crate::source::Span;
pub use all::{Found, Types, read_all};
pub use anchor::{Anchor, starts};
pub use calendar::nearest_weekday;
pub use cell::read_cell;
pub use figure::{Figure, Hedge};
pub use language::Language;
pub use show::show;
pub use tabular::{CellContent, LONGEST_CELL, cell_content};
pub use words::{Annotations, Origin, Words, cells};
pub use zone::Zone;

/// The readers, one for each type, in the order of [`Type::ALL`].
pub const READERS: &[&dyn Reader] = &[
    &number::Number,
    &integer::Integer,
    &percent::Percent,
    &money::Money,
    &measure::Measure,
    &date::Date,
    &weekday::DayOfWeek,
    &time::Time,
    &year::Year,
    &version::Version,
    &quote::Quote,
    &name::Name,
    &acronym::Acronym,
    &word::Word,
    &flag::Flag,
    &email::Email,
];

/// The reader of a type.
pub fn reader(ty: Type) -> &'static dyn Reader {
    READERS[ty as usize]
}

/// The types a blank can have, besides an entry of a vocabulary and a group of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// "130,000", "about 1.3 million", "a dozen".
    Number,
    /// A whole number, taken exactly: a count, a port, a sample size.
    Integer,
    /// "25%", "40 percent".
    Percent,
    /// "$5.0 million", "EUR 20".
    Money,
    /// "25 miles", "20 MB", "30 days".
    Measure,
    /// "14 October 2025", "Feb. 14, 2022", "2022-02-14", "March 2019".
    Date,
    /// "Monday".
    Weekday,
    /// "04:10", "5:30 p.m.".
    Time,
    /// "2014".
    Year,
    /// "1.2.3", "v2.0".
    Version,
    /// Words in quotation marks, of one or several sentences.
    Quote,
    /// A run of capitalised words with particles and initials.
    Name,
    /// "NATO", "UNHCR".
    Acronym,
    /// Any one word.
    Word,
    /// "--legacy", "-v".
    Flag,
    /// "desk@example.org".
    Email,
}

impl Type {
    /// All of them, with the word a rule uses.
    pub const ALL: [(Self, &'static str); 16] = [
        (Self::Number, "number"),
        (Self::Integer, "integer"),
        (Self::Percent, "percent"),
        (Self::Money, "money"),
        (Self::Measure, "measure"),
        (Self::Date, "date"),
        (Self::Weekday, "weekday"),
        (Self::Time, "time"),
        (Self::Year, "year"),
        (Self::Version, "version"),
        (Self::Quote, "quote"),
        (Self::Name, "name"),
        (Self::Acronym, "acronym"),
        (Self::Word, "word"),
        (Self::Flag, "flag"),
        (Self::Email, "email"),
    ];

    /// The word a rule uses.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// What was read in the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(Figure),
    /// A percentage; the figure is in percent (25 for "25%").
    Percent(Figure),
    /// An amount of money.
    Money(Figure, Currency),
    /// An amount with a unit of measurement; the figure is in that unit.
    Measure(Figure, measure::Unit),
    /// A date, perhaps without year or day.
    Date(PartialDate),
    /// A day of the week.
    Weekday(Weekday),
    /// A time of day, in minutes after midnight.
    Time(ClockTime),
    /// A version, compared part by part.
    Version(Box<str>),
    /// Words: a quotation, a name, an acronym, a word, a flag, an address, a group.
    /// Spaces are folded to one and ’ to '.
    Text(Box<str>),
    /// An entry of a vocabulary.
    Entry(EntryRef),
}

/// An entry of one of a module's vocabularies, and the form in which it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    /// Which vocabulary of the module.
    pub vocabulary: u32,
    /// Which entry of it.
    pub entry: u32,
    /// Which form of the entry, an index into its forms (0 is the listed name).
    pub form: u32,
}

/// A currency by its ISO 4217 code, as far as the text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(pub [u8; 3]);

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0 {
            write!(f, "{}", char::from(byte))?;
        }
        Ok(())
    }
}

/// A date as written: any part may be missing, but a day comes with a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year, where it is written.
    pub year: Option<i16>,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31, valid for the month.
    pub day: Option<u8>,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime {
    /// Minutes after midnight, under 1,440.
    pub minutes: u16,
    /// Written with "about", "around", "shortly after".
    pub approximate: bool,
    /// Written with its half of the day ("a.m.", "p.m.") or on the 24-hour clock;
    /// without, "5:30" may be either.
    pub half_known: bool,
    /// The time zone, if one is named.
    pub zone: Option<Zone>,
}

/// A value read at a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// One past the last token it takes.
    pub end: usize,
    /// What it says.
    pub value: Value,
    /// The bytes to underline: the tokens', or with the marks for a quotation.
    pub span: Span,
}

/// Reads the values of one type.
pub trait Reader: Sync {
    /// The type it reads.
    fn reads(&self) -> Type;

    /// One line for `crossfact explain` and the docs: what it accepts, with examples.
    fn about(&self) -> &'static str;

    /// The value that starts at token `at`, if one does: the longest one. A hedge before a
    /// figure ("about 130,000") starts the value; read from the figure itself, the value
    /// still knows the hedge before it.
    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading>;

    /// Whether the figure from token `start` to before token `end` is part of a value of this
    /// type, so that types that come after it in precedence leave it alone. Types that nothing
    /// else is taken for have no claims.
    fn claims(&self, _words: &Words<'_>, _start: usize, _end: usize) -> bool {
        false
    }
}

/// A complete day.
pub type Day = civil::Date;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_reader_for_each_type_in_order() {
        assert_eq!(READERS.len(), Type::ALL.len());
        for (ty, word) in Type::ALL {
            assert_eq!(reader(ty).reads(), ty, "{word}");
            assert_eq!(ty.word(), word);
            assert!(!reader(ty).about().is_empty(), "{word}");
        }
    }

    #[test]
    fn no_reader_panics_past_the_last_token_or_on_odd_texts() {
        let odd = [
            "",
            "-",
            "--",
            ".",
            ".5",
            "-.",
            "$",
            "$$",
            "5-",
            "5-5-5-5",
            "½",
            "٣",
            "a-",
            "a--b",
            "and a half",
            "between",
            "between 5",
            "between 5 and",
            "half",
            "half a",
            "no fewer",
            "’s",
            "5’s",
            "°",
            "5 °",
            "v",
            "v.",
            "1.",
            "1..2",
            "@",
            "a@",
            "Ⅷ",
            "ß",
            "\u{1F600}",
            "5\u{A0}000\u{A0}00",
            "one one one and and and a a a hundred hundred hundred",
        ];
        for text in odd {
            let sample = sample::Sample::new(text);
            let words = sample.words();
            for reader in READERS {
                for at in 0..sample.tokens.len() + 2 {
                    if let Some(reading) = reader.read(&words, at) {
                        assert!(
                            reading.end > at && reading.end <= sample.tokens.len(),
                            "{text}"
                        );
                        assert!(text.get(reading.span.range()).is_some(), "{text}");
                    }
                }
            }
        }
    }
}
