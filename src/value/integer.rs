//! Whole numbers that are taken exactly.

use super::amount::{self, Amount};
use super::number;
use super::numeral::Sense;
use super::{Decimal, Reader, Reading, Type, Value, Words};

/// Reads "8080", "n = 24", "twelve".
#[derive(Debug)]
pub struct Integer;

impl Reader for Integer {
    fn reads(&self) -> Type {
        Type::Integer
    }

    fn about(&self) -> &'static str {
        "a whole number, taken exactly, also after a label or in “12/48”: “8080”, “twelve”, \
         “Article 5”"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        of_amount(words, at, &amount::read(words, at, Sense::Count)?)
    }
}

/// The whole number that the amount at a token is.
pub(super) fn of_amount(words: &Words<'_>, at: usize, amount: &Amount) -> Option<Reading> {
    let mut figure = amount.figure;
    figure.exact = true;
    let in_ones = amount.label.is_none_or(|unit| unit.scale == Decimal::ONE);
    let whole = in_ones && figure.value.is_integer() && figure.upper.is_integer();
    let is_integer = whole && !figure.value.is_sign_negative() && number::counts(words, amount);
    is_integer.then(|| Reading {
        end: amount.end,
        value: Value::Number(figure),
        span: words.span(at, amount.end),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("listens on port 8080", &["8080"]),
        ("(n = 24)", &["24"]),
        ("12/48 patients", &["12", "48"]),
        ("under Article 5", &["5"]),
        ("twelve patients", &["twelve"]),
        ("more than 10 patients", &["more than 10"]),
    ];

    #[test]
    fn whole_numbers_are_read_exactly() {
        for (text, integers) in FOUND {
            assert_eq!(found(Type::Integer, text), *integers, "{text}");
            for value in values(Type::Integer, text) {
                assert!(
                    matches!(value, Value::Number(figure) if figure.exact),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn parts_of_something_else_are_none() {
        for text in [
            "2.5 patients",
            "-5",
            "14 October",
            "25%",
            "$5",
            "in 2014",
            "F-16",
        ] {
            assert_eq!(found(Type::Integer, text), [""; 0], "{text}");
        }
    }
}
