//! Percentages.

use super::amount::{self, Amount, Mark, Share};
use super::language::Class;
use super::numeral::Sense;
use super::part::Cursor;
use super::{Reader, Reading, Type, Value, Words};

/// Reads "25%", "about 40 percent", "5 to 6 per cent".
#[derive(Debug)]
pub struct Percent;

impl Reader for Percent {
    fn reads(&self) -> Type {
        Type::Percent
    }

    fn about(&self) -> &'static str {
        "a percentage with its hedge: “25%”, “about 40 percent”, “5 to 6 per cent”; not \
         percentage points"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        of_amount(words, at, &amount::read(words, at, Sense::Count)?)
    }

    fn claims(&self, words: &Words<'_>, _: usize, end: usize) -> bool {
        mark_after(words, Cursor::at(end)).is_some()
    }
}

/// The percentage that the amount at a token is.
pub(super) fn of_amount(words: &Words<'_>, at: usize, amount: &Amount) -> Option<Reading> {
    let is_percentage =
        amount.mark == Some(Mark::Percent) && !amount::is_denominator(words, amount.start);
    is_percentage.then(|| Reading {
        end: amount.end,
        value: Value::Percent(amount.figure),
        span: words.span(at, amount.end),
    })
}

/// What a word for a percentage says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PercentWord {
    /// Hundredths.
    Percent,
    /// Percentage points, which are the difference of two percentages.
    Points,
}

/// The sign, in every language.
pub(super) const SIGNS: &[(&str, PercentWord)] = &[("%", PercentWord::Percent)];

/// The word or sign after a figure, and the cursor past it.
pub(super) fn mark_after(words: &Words<'_>, at: Cursor) -> Option<(Cursor, Share)> {
    let start = words.past_hyphen(at);
    if !words.part_lexeme(start).is(Class::Percent) {
        return None;
    }
    // "%20" in the address of a page stands for a space.
    let next = start.token + 1;
    let in_address = words.word(start.token) == "%"
        && words.joined(next)
        && (words.is_word(next) || words.is_number(next));
    if in_address {
        return None;
    }
    let (end, said) = words.lexicon.percents.in_parts(words, start)?;
    let mark = match said {
        PercentWord::Percent => Mark::Percent,
        PercentWord::Points => Mark::Points,
    };
    Some((end, Share::whole(mark)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::super::{Figure, Hedge};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("It grew 25% last year.", &["25%"]),
        ("It grew about 25 percent.", &["about 25 percent"]),
        ("It grew 25 per cent.", &["25 per cent"]),
        ("Forty percent stayed.", &["Forty percent"]),
        ("5% to 6% of them", &["5% to 6%"]),
        ("5 to 6 percent of them", &["5 to 6 percent"]),
        ("5-6% of them", &["5-6%"]),
        ("between 5% and 6%", &["between 5% and 6%"]),
        ("from 5% to 6%", &["5%", "6%"]),
        ("a 25-percent cut", &["25-percent"]),
        ("a change of -2.5%", &["-2.5%"]),
        ("20% or more", &["20% or more"]),
    ];

    #[test]
    fn percentages_are_read() {
        for (text, percentages) in FOUND {
            assert_eq!(found(Type::Percent, text), *percentages, "{text}");
        }
    }

    #[test]
    fn what_is_no_percentage_is_left_alone() {
        for text in [
            "40 percentage points",
            "2 percent points",
            "25 people",
            "% of people",
            "example.org/a?q=30%25",
            "5 people per centre",
        ] {
            assert_eq!(found(Type::Percent, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_figure_is_in_percent() {
        let values = values(Type::Percent, "between 5 and 6 percent");
        let [
            Value::Percent(Figure {
                value,
                upper,
                hedge,
                ..
            }),
        ] = values.as_slice()
        else {
            panic!("{values:?}");
        };
        assert_eq!(
            (*value, *upper, *hedge),
            (5.into(), 6.into(), Hedge::Between)
        );
    }
}
