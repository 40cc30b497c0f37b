//! What every value of a type has in it, so that a sentence without it need not be read.

use super::{Type, currency, number_words, percent, time, weekday};

/// A thing that stands somewhere in the tokens of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// An ASCII digit.
    Digit,
    /// An upper-case letter.
    Capital,
    /// An opening quotation mark, just before the value.
    Quote,
    /// This sign.
    Sign(char),
    /// One of these words, in any capitalisation, perhaps as a part between hyphens or with
    /// the point of an abbreviation; listed in lower case and sorted.
    Words(&'static [&'static str]),
    /// A place in a table, where the label of its column may say what a bare figure counts.
    Table,
    /// Any word.
    Any,
}

/// Of these, every value of the type has at least one in its tokens.
pub fn starts(ty: Type) -> &'static [Anchor] {
    match ty {
        Type::Number | Type::Integer => NUMBER,
        Type::Measure => MEASURE,
        Type::Percent => &[
            Anchor::Sign('%'),
            Anchor::Words(percent::ANCHORS),
            Anchor::Table,
        ],
        Type::Money => MONEY,
        // A date has a day or a year in digits.
        Type::Date | Type::Year | Type::Version => &[Anchor::Digit],
        Type::Weekday => &[Anchor::Words(&weekday::ANCHORS)],
        Type::Time => &[Anchor::Digit, Anchor::Words(time::ANCHORS)],
        Type::Quote => &[Anchor::Quote],
        Type::Name | Type::Acronym => &[Anchor::Capital],
        Type::Word => &[Anchor::Any],
        Type::Flag => &[Anchor::Sign('-')],
        Type::Email => &[Anchor::Sign('@')],
    }
}

const NUMBER: &[Anchor] = &[Anchor::Digit, Anchor::Words(&number_words::ANCHORS)];

// "Half an hour" has no other word of a number.
const MEASURE: &[Anchor] = &[
    Anchor::Digit,
    Anchor::Words(&number_words::ANCHORS),
    Anchor::Words(&["half"]),
];

const MONEY: &[Anchor] = &[
    Anchor::Sign('$'),
    Anchor::Sign('£'),
    Anchor::Sign('¥'),
    Anchor::Sign('฿'),
    Anchor::Sign('₦'),
    Anchor::Sign('₩'),
    Anchor::Sign('₪'),
    Anchor::Sign('₫'),
    Anchor::Sign('€'),
    Anchor::Sign('₱'),
    Anchor::Sign('₴'),
    Anchor::Sign('₸'),
    Anchor::Sign('₹'),
    Anchor::Sign('₺'),
    Anchor::Sign('₽'),
    Anchor::Sign('₾'),
    Anchor::Words(currency::ANCHORS),
    Anchor::Table,
];

#[cfg(test)]
mod tests {
    use super::super::fold::Folded;
    use super::super::part::is_hyphen;
    use super::super::sample::Sample;
    use super::super::{
        acronym, date, email, flag, integer, measure, money, name, number, version, word, year,
    };
    use super::*;

    fn has(anchor: Anchor, words: &[&str]) -> bool {
        let any = |test: &dyn Fn(char) -> bool| words.iter().any(|word| word.contains(test));
        match anchor {
            Anchor::Digit => any(&|character| character.is_ascii_digit()),
            Anchor::Capital => any(&char::is_uppercase),
            Anchor::Quote | Anchor::Table => false,
            Anchor::Sign(sign) => any(&|character| character == sign),
            Anchor::Words(listed) => words
                .iter()
                .flat_map(|word| word.split(is_hyphen))
                .any(|word| listed.contains(&Folded::new(word).trim_end_matches('.'))),
            Anchor::Any => !words.is_empty(),
        }
    }

    #[test]
    fn every_value_has_an_anchor_of_its_type() {
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
            for (text, _) in cases {
                let sample = Sample::new(text);
                let words = sample.words();
                for at in 0..sample.tokens.len() {
                    let Some(reading) = super::super::reader(ty).read(&words, at) else {
                        continue;
                    };
                    let taken: Vec<&str> =
                        (at..reading.end).map(|index| words.word(index)).collect();
                    assert!(
                        starts(ty).iter().any(|anchor| has(*anchor, &taken)),
                        "{ty:?} {taken:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_currency_sign_is_an_anchor() {
        for anchor in MONEY {
            if let Anchor::Sign(sign) = anchor {
                assert!(currency::sign(&sign.to_string()).is_some(), "{sign}");
            }
        }
        let signs = MONEY
            .iter()
            .filter(|anchor| matches!(anchor, Anchor::Sign(_)));
        assert_eq!(signs.count(), currency::SIGNS.len());
    }
}
