//! What every value of a type has in it, so that a sentence without it need not be read.

use super::currency;
use super::{Language, Type};

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
    /// This word, in any capitalisation, perhaps as a part between hyphens or with the point
    /// of an abbreviation; in lower case.
    Word(&'static str),
    /// A place in a table, where a label may say what a bare figure counts.
    Table,
    /// Any word.
    Any,
}

/// Of these, every value of the type has at least one in its tokens, whatever the language.
pub fn starts(ty: Type) -> Vec<Anchor> {
    let mut anchors = match ty {
        // A date has a day or a year in digits.
        Type::Number
        | Type::Integer
        | Type::Measure
        | Type::Time
        | Type::Date
        | Type::Year
        | Type::Version => vec![Anchor::Digit],
        Type::Percent => vec![Anchor::Sign('%'), Anchor::Table],
        Type::Money => currency::SIGNS
            .iter()
            .flat_map(|(sign, _)| sign.chars())
            .map(Anchor::Sign)
            .chain([Anchor::Table])
            .collect(),
        Type::Weekday => Vec::new(),
        Type::Quote => vec![Anchor::Quote],
        Type::Name | Type::Acronym => vec![Anchor::Capital],
        Type::Word => vec![Anchor::Any],
        Type::Flag => vec![Anchor::Sign('-')],
        Type::Email => vec![Anchor::Sign('@')],
    };
    for language in Language::ALL {
        let words = language.lexicon().anchors(ty).iter();
        anchors.extend(words.map(|word| Anchor::Word(word)));
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::super::part::is_hyphen;
    use super::super::sample::Sample;
    use super::super::{
        acronym, date, email, flag, integer, measure, money, name, number, percent, time, version,
        weekday, word, year,
    };
    use super::*;

    fn has(anchor: Anchor, words: &[&str]) -> bool {
        let any = |test: &dyn Fn(char) -> bool| words.iter().any(|word| word.contains(test));
        match anchor {
            Anchor::Digit => any(&|character| character.is_ascii_digit()),
            Anchor::Capital => any(&char::is_uppercase),
            Anchor::Quote | Anchor::Table => false,
            Anchor::Sign(sign) => any(&|character| character == sign),
            Anchor::Word(listed) => words
                .iter()
                .flat_map(|word| word.split(is_hyphen))
                .any(|word| listed == word.to_lowercase().trim_end_matches('.')),
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
}
