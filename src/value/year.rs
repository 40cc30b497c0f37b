//! Years.

use super::figure::Figure;
use super::precedence;
use super::{Reader, Reading, Type, Value, Words};

/// Reads "2014".
#[derive(Debug)]
pub struct Year;

impl Reader for Year {
    fn reads(&self) -> Type {
        Type::Year
    }

    fn about(&self) -> &'static str {
        "a year from 1000 to 2100 in four digits: “2014”; not “2,014”, “the 1990s” or “$2014”"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let word = words.word(at);
        if word.len() != 4 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year: u16 = word.parse().ok()?;
        let end = at + 1;
        let is_other = !(1000..=2100).contains(&year)
            || (words.is_word(end) && words.joined(end))
            || is_tied(words, at)
            || precedence::belongs_to_another(words, Type::Year, at, end);
        (!is_other).then(|| Reading {
            end,
            value: Value::Number(Figure::exact(year.into())),
            span: words.span(at, end),
        })
    }
}

/// Part of a date in figures, a telephone number, a fraction or a label.
fn is_tied(words: &Words<'_>, at: usize) -> bool {
    let sign = |index: usize, joins: usize| {
        let word = words.word(index);
        (words.is_dash(index) || matches!(word, "/" | "." | ":" | "#" | "+")) && words.joined(joins)
    };
    let before = at > 0 && sign(at - 1, at);
    let before_is_year = at >= 2 && words.word(at - 2).len() == 4 && words.is_dash(at - 1);
    let after = words.joined(at + 1) && sign(at + 1, at + 2) && words.is_number(at + 2);
    let after_is_year = words.is_dash(at + 1)
        && matches!(words.word(at + 2).len(), 2 | 4)
        && !words.is_dash(at + 3);
    let compound = after_dash_word(words, at + 1);
    compound
        || (before && !before_is_year && !words.is_word(at.wrapping_sub(2)))
        || (after && !after_is_year)
}

/// "-member": what the figure counts, joined on.
fn after_dash_word(words: &Words<'_>, at: usize) -> bool {
    words.is_dash(at) && words.joined(at) && words.joined(at + 1) && words.is_word(at + 1)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("in 2014 it began", &["2014"]),
        ("It began in 2014.", &["2014"]),
        ("14 October 2025", &["2025"]),
        ("from 2010 to 2014", &["2010", "2014"]),
        ("the years 2010–2014", &["2010", "2014"]),
        ("the 2014 war", &["2014"]),
    ];

    #[test]
    fn years_are_read() {
        for (text, years) in FOUND {
            assert_eq!(found(Type::Year, text), *years, "{text}");
        }
        assert_eq!(
            values(Type::Year, "2014"),
            [Value::Number(Figure::exact(2014.into()))]
        );
    }

    #[test]
    fn what_is_no_year_is_left_alone() {
        for text in [
            "2,014 men",
            "at 1600 GMT",
            "a 1000-member church",
            "the 1990s",
            "$2014",
            "2014%",
            "2022-02-14",
            "0999",
            "2500",
            "20140",
            "555-2014",
        ] {
            assert_eq!(found(Type::Year, text), [""; 0], "{text}");
        }
    }
}
