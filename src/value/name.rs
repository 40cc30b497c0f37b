//! Names: runs of words with capitals, without the titles before them.

pub mod institution;
pub mod run;
pub mod title;

use super::text;
use super::{Reader, Reading, Type, Value, Words};

/// Reads "Olaf Scholz", "Ursula von der Leyen", "World Health Organization".
#[derive(Debug)]
pub struct Name;

impl Reader for Name {
    fn reads(&self) -> Type {
        Type::Name
    }

    fn about(&self) -> &'static str {
        "words with capitals, with the particles and initials between them, without titles: “Olaf \
         Scholz” also in “Chancellor Olaf Scholz”, “Ursula von der Leyen”, “George W. Bush”; at \
         the start of a sentence only if more than one word has a capital"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let run = run::run_at(words, at)?;
        if run.name.is_empty() || run.name.start != at || run::is_in_titles(words, at) {
            return None;
        }
        let end = run.end();
        let opening = words.opens(at);
        let alone = end == at + 1 && !run::is_all_capitals(words.word(at));
        if opening && alone {
            return None;
        }
        let span = words.span(at, end);
        Some(Reading {
            end,
            value: Value::Text(text::folded(&words.text[span.range()])),
            span,
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::found;
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("Then Olaf Scholz spoke.", &["Olaf Scholz"]),
        ("Olaf Scholz spoke.", &["Olaf Scholz"]),
        (
            "Then Ursula von der Leyen spoke.",
            &["Ursula von der Leyen"],
        ),
        ("Then George W. Bush spoke.", &["George W. Bush"]),
        ("the University of Oxford said", &["University of Oxford"]),
        (
            "and in Geneva the World Bank met the International Committee of the Red Cross",
            &[
                "Geneva",
                "World Bank",
                "International Committee of the Red Cross",
            ],
        ),
        ("said Bashar al-Assad on Monday", &["Bashar al-Assad"]),
        ("when Biden and Putin met", &["Biden", "Putin"]),
        (
            "the Food and Drug Administration (FDA) said",
            &["Food and Drug Administration", "FDA"],
        ),
        ("NATO said so", &["NATO"]),
        (
            "Russia’s Foreign Minister Sergei Lavrov",
            &["Sergei Lavrov"],
        ),
        ("Mr. Scholz spoke.", &["Scholz"]),
        (
            "then Secretary of State Antony Blinken spoke",
            &["Antony Blinken"],
        ),
    ];

    #[test]
    fn names_are_read() {
        for (text, names) in FOUND {
            assert_eq!(found(Type::Name, text), *names, "{text}");
        }
    }

    #[test]
    fn titles_without_a_name_are_none() {
        for text in [
            "then the Prime Minister spoke",
            "then the Secretary of State spoke",
            "The Attorney General spoke.",
        ] {
            assert_eq!(found(Type::Name, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_single_capital_that_opens_a_sentence_is_no_name() {
        for text in [
            "Seven troops moved.",
            "Troops moved.",
            "The troops moved.",
            "In May they moved.",
            "I moved.",
        ] {
            assert_eq!(found(Type::Name, text), [""; 0], "{text}");
        }
    }
}
