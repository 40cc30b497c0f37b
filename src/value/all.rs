//! All values of a sentence.

use super::language::{Class, Classes};
use super::numeral::Sense;
use super::{Reading, Type, Words, amount, integer, money, number, percent, reader, tabular};

/// A set of types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types(u32);

impl Types {
    /// All types.
    pub const ALL: Self = Self((1 << Type::ALL.len()) - 1);

    /// These types.
    pub const fn of(types: &[Type]) -> Self {
        let mut set = 0;
        let mut index = 0;
        while index < types.len() {
            set |= 1 << types[index] as u32;
            index += 1;
        }
        Self(set)
    }

    /// Whether a type is one of them.
    pub const fn has(self, ty: Type) -> bool {
        self.0 & (1 << ty as u32) != 0
    }

    /// This set without another.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A value of one of the types that were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The type whose reader read it.
    pub ty: Type,
    /// The token it starts at.
    pub start: usize,
    /// What was read.
    pub reading: Reading,
}

/// Reads the values of the wanted types in a sentence from left to right. Where several start
/// at one word, the longest is taken, and of equally long ones the most specific. They do not
/// overlap, except that the words of a quotation are read as well.
///
/// The work is linear in the sentence: every reader looks at a bounded number of words from
/// where it starts, or takes what it has looked at.
pub fn read_all<'w>(words: &'w Words<'w>, wanted: Types) -> impl Iterator<Item = Found> + use<'w> {
    let wanted = if has_at_sign(words) {
        wanted
    } else {
        wanted.without(Types::of(&[Type::Email]))
    };
    let mut at = 0;
    let mut quotation = None;
    std::iter::from_fn(move || {
        while at < words.tokens.len() {
            let start = at;
            let may_start = starting_at(words, start, wanted);
            if may_start.has(Type::Quote) && quotation != Some(start) {
                quotation = Some(start);
                if let Some(reading) = reader(Type::Quote).read(words, start) {
                    return Some(Found {
                        ty: Type::Quote,
                        start,
                        reading,
                    });
                }
            }
            let found = longest(words, start, may_start);
            at = found.as_ref().map_or(start + 1, |found| found.reading.end);
            if found.is_some() {
                return found;
            }
        }
        None
    })
}

/// An address has this sign, and a sentence without it is not searched for one.
fn has_at_sign(words: &Words<'_>) -> bool {
    let sentence = words.span(0, words.tokens.len());
    memchr::memchr(b'@', &words.text.as_bytes()[sentence.range()]).is_some()
}

/// The types of which a value may start at a token; most words start none.
fn starting_at(words: &Words<'_>, at: usize, wanted: Types) -> Types {
    let lexeme = words.lexeme(at);
    let mut types = Types::default();
    for (classes, starting) in STARTS {
        if lexeme.is_any(*classes) {
            types = types.with(*starting);
        }
    }
    // A version may be "v2", a quotation begins with a mark, which is no token.
    if wanted.has(Type::Version) && words.word(at).starts_with(['v', 'V']) {
        types = types.with(Types::of(&[Type::Version]));
    }
    if wanted.has(Type::Quote) && (at == 0 || !matches!(words.gap_before(at), "" | " ")) {
        types = types.with(Types::of(&[Type::Quote]));
    }
    if tabular::may_begin(words, at) {
        types = types.with(AMOUNTS);
    }
    types
        .with(Types::of(&[Type::Word, Type::Email]))
        .and(wanted)
}

/// By the classes of a word, the types of which a value may start at it.
const STARTS: &[(Classes, Types)] = &[
    (
        Classes::of(&[
            Class::Digits,
            Class::Point,
            Class::Number,
            Class::Article,
            Class::Half,
            Class::Hedge,
            Class::Between,
            Class::Minus,
            Class::Dash,
            Class::CurrencySign,
            Class::CurrencyCode,
            Class::DollarPrefix,
            Class::Hyphenated,
        ]),
        AMOUNTS,
    ),
    (
        Classes::of(&[
            Class::Digits,
            Class::Noon,
            Class::Midnight,
            Class::Hedge,
            Class::TimeHedge,
        ]),
        Types::of(&[Type::Time]),
    ),
    (
        Classes::of(&[Class::Digits, Class::Month]),
        Types::of(&[Type::Date]),
    ),
    (
        Classes::of(&[Class::Digits]),
        Types::of(&[Type::Year, Type::Version]),
    ),
    (Classes::of(&[Class::Weekday]), Types::of(&[Type::Weekday])),
    (Classes::of(&[Class::Dash]), Types::of(&[Type::Flag])),
    (
        Classes::of(&[Class::Capital, Class::Hyphenated, Class::Apostrophe]),
        Types::of(&[Type::Name]),
    ),
    (Classes::of(&[Class::Capital]), Types::of(&[Type::Acronym])),
];

/// The types in the order in which, of equally long values, one is taken.
const MOST_SPECIFIC_FIRST: &[Type] = &[
    Type::Date,
    Type::Time,
    Type::Weekday,
    Type::Flag,
    Type::Email,
    Type::Year,
    Type::Version,
    Type::Acronym,
    Type::Name,
    Type::Word,
];

/// The longest value at a token, the most specific of equally long ones.
fn longest(words: &Words<'_>, at: usize, may_start: Types) -> Option<Found> {
    if may_start.is_empty() {
        return None;
    }
    let mut best: Option<Found> = None;
    let mut offer = |ty, reading: Option<Reading>| {
        if let Some(reading) = reading
            && best
                .as_ref()
                .is_none_or(|best| best.reading.end < reading.end)
        {
            best = Some(Found {
                ty,
                start: at,
                reading,
            });
        }
    };
    let is_figure = || amount::figure_of(words, at).is_some() || tabular::may_begin(words, at);
    if !may_start.and(AMOUNTS).is_empty() && is_figure() {
        amounts(words, at, may_start, &mut offer);
    }
    for ty in MOST_SPECIFIC_FIRST {
        if may_start.has(*ty) {
            offer(*ty, reader(*ty).read(words, at));
        }
    }
    best
}

const COUNTED: Types = Types::of(&[Type::Percent, Type::Money, Type::Number, Type::Integer]);
const AMOUNTS: Types = COUNTED.with(Types::of(&[Type::Measure]));

/// Reads an amount once for all types of them.
fn amounts(
    words: &Words<'_>,
    at: usize,
    wanted: Types,
    offer: &mut impl FnMut(Type, Option<Reading>),
) {
    if wanted.has(Type::Measure) {
        offer(Type::Measure, reader(Type::Measure).read(words, at));
    }
    if wanted.and(COUNTED).is_empty() {
        return;
    }
    let Some(counted) = amount::read(words, at, Sense::Count) else {
        return;
    };
    for (ty, of_amount) in [
        (
            Type::Money,
            money::of_amount as fn(&Words<'_>, usize, &_) -> _,
        ),
        (Type::Percent, percent::of_amount),
        (Type::Number, number::of_amount),
        (Type::Integer, integer::of_amount),
    ] {
        if wanted.has(ty) {
            offer(ty, of_amount(words, at, &counted));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::super::words::looks;
    use super::*;

    fn read(text: &str, wanted: Types) -> Vec<(Type, String)> {
        let sample = Sample::new(text);
        let words = sample.words();
        read_all(&words, wanted)
            .map(|found| (found.ty, text[found.reading.span.range()].to_owned()))
            .collect()
    }

    const FIGURES: Types = Types::of(&[
        Type::Number,
        Type::Percent,
        Type::Money,
        Type::Measure,
        Type::Date,
        Type::Weekday,
        Type::Time,
        Type::Year,
        Type::Version,
    ]);

    #[test]
    fn every_figure_is_read_once_as_what_it_is() {
        let cases: &[(&str, &[(Type, &str)])] = &[
            (
                "On Monday, 14 October 2024, about 5:30 p.m., 12 of 25 men paid $5 million.",
                &[
                    (Type::Weekday, "Monday"),
                    (Type::Date, "14 October 2024"),
                    (Type::Time, "about 5:30 p.m."),
                    (Type::Number, "12"),
                    (Type::Number, "25"),
                    (Type::Money, "$5 million"),
                ],
            ),
            (
                "It grew 25% over 30 days in 2014 to well over 1.3 million.",
                &[
                    (Type::Percent, "25%"),
                    (Type::Measure, "over 30 days"),
                    (Type::Year, "2014"),
                    (Type::Number, "well over 1.3 million"),
                ],
            ),
            (
                "Version 1.2.3 costs five million dollars more, 8 to 10 per cent.",
                &[
                    (Type::Version, "1.2.3"),
                    (Type::Money, "five million dollars"),
                    (Type::Percent, "8 to 10 per cent"),
                ],
            ),
            ("nothing of the kind", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<(Type, String)> = expected
                .iter()
                .map(|(ty, words)| (*ty, (*words).to_owned()))
                .collect();
            assert_eq!(read(text, FIGURES), expected, "{text}");
        }
    }

    #[test]
    fn only_the_wanted_types_are_read() {
        let text = "On 14 October the 25 miles cost $5.";
        assert_eq!(
            read(text, Types::of(&[Type::Money])),
            [(Type::Money, "$5".to_owned())]
        );
        assert_eq!(
            read(text, Types::of(&[Type::Number])),
            [(Type::Number, "25".to_owned())]
        );
    }

    #[test]
    fn each_reader_finds_by_this_way_what_it_finds_alone() {
        use super::super::{
            acronym, date, email, flag, integer, measure, money, name, number, percent, time,
            version, weekday, word, year,
        };
        let tables = [
            (Type::Number, number::tests::FOUND),
            (Type::Integer, integer::tests::FOUND),
            (Type::Percent, percent::tests::FOUND),
            (Type::Money, money::tests::FOUND),
            (Type::Measure, measure::tests::FOUND),
            (Type::Date, date::tests::FOUND),
            (Type::Weekday, weekday::tests::FOUND),
            (Type::Time, time::tests::FOUND),
            (Type::Year, year::tests::FOUND),
            (Type::Version, version::tests::FOUND),
            (Type::Name, name::tests::FOUND),
            (Type::Acronym, acronym::tests::FOUND),
            (Type::Word, word::tests::FOUND),
            (Type::Flag, flag::tests::FOUND),
            (Type::Email, email::tests::FOUND),
        ];
        for (ty, cases) in tables {
            for (text, expected) in cases {
                let found: Vec<String> = read(text, Types::of(&[ty]))
                    .into_iter()
                    .map(|(_, words)| words)
                    .collect();
                assert_eq!(found, *expected, "{ty:?} in {text}");
            }
        }
    }

    #[test]
    fn the_words_of_long_runs_are_looked_at_so_many_times_and_no_more() {
        // All readers together, with their looks back and ahead; a reader that looked to the
        // end of the sentence from each word would look thousands of times.
        const MOST_LOOKS: u64 = 1_200;
        const BYTES: usize = 20_000;
        let runs = [
            "1 ",
            "1,",
            "1.",
            "1-",
            "1/",
            "1:",
            "1\u{A0}000\u{A0}",
            "one ",
            "one-",
            "hundred and ",
            "a ",
            "half a ",
            "between 1 and ",
            "about ",
            "no fewer ",
            "$",
            "$1 to ",
            "% ",
            "“",
            "” “",
            "Al-",
            "Von der ",
            "Mr. ",
            "Judge of State ",
            "May ",
            "May 1, ",
            "- ",
            "a@",
            "--a",
            "v1.",
            "1 km ",
            "( ",
            "5'",
        ];
        for run in runs {
            let sample = Sample::new(&run.repeat(BYTES / run.len()));
            let words = sample.words();
            let before = looks::count();
            std::hint::black_box(read_all(&words, Types::ALL).count());
            let looks = looks::count() - before;
            let count = sample.tokens.len() as u64;
            assert!(
                looks < MOST_LOOKS * (count + 1),
                "{run:?}: {looks} looks at {count} words"
            );
        }
    }
}
