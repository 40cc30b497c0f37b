//! Names: runs of words with capitals.

use super::language::{Class, Classes};
use super::text;
use super::{Reader, Reading, Type, Value, Words};
use crate::document::token::TokenKind;

/// Reads "Olaf Scholz", "Ursula von der Leyen", "World Health Organization".
#[derive(Debug)]
pub struct Name;

impl Reader for Name {
    fn reads(&self) -> Type {
        Type::Name
    }

    fn about(&self) -> &'static str {
        "words with capitals, with the particles and initials between them: “Olaf Scholz”, \
         “Ursula von der Leyen”, “George W. Bush”; at the start of a sentence only if more than \
         one word has a capital"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        if !is_capitalised(words, at) || is_excluded(words, at) {
            return None;
        }
        let end = end_of_run(words, at);
        let opening = words.opens(at);
        let alone = end == at + 1 && !is_all_capitals(words.word(at));
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

/// The most particles that follow one another ("of the", "von und zu").
const MOST_PARTICLES: usize = 3;

/// A name ends after so many tokens: more is a title in capitals.
const LONGEST: usize = 24;

/// The token after the longest run of names and particles that starts at a name.
fn end_of_run(words: &Words<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end - at < LONGEST {
        end = past_initial_point(words, end);
        let mut next = end;
        // "In Geneva the World Bank" names two: "the" only follows another particle.
        while next - end < MOST_PARTICLES
            && is_particle(words, next)
            && (next > end || words.word(next) != "the")
        {
            next += 1;
        }
        if is_capitalised(words, next) && !is_excluded(words, next) {
            end = next + 1;
            continue;
        }
        // "Food and Drug Administration (FDA)": the letters say that it is one name.
        let and = words.is(end, Class::NameAnd);
        if and && is_capitalised(words, end + 1) && an_abbreviation_follows(words, end + 1) {
            end += 2;
            continue;
        }
        break;
    }
    end
}

/// The point of an initial may be a token of its own: it belongs to the name if another
/// word of it follows.
fn past_initial_point(words: &Words<'_>, end: usize) -> usize {
    let initial = end
        .checked_sub(1)
        .is_some_and(|last| words.word(last).chars().count() == 1);
    let point = words.word(end) == "." && words.joined(end);
    if initial && point && is_capitalised(words, end + 1) {
        end + 1
    } else {
        end
    }
}

/// Whether the capitalised words from here on end in "(ABC)".
fn an_abbreviation_follows(words: &Words<'_>, from: usize) -> bool {
    const MOST_WORDS: usize = 8;
    let end = (from..from + MOST_WORDS)
        .find(|at| !is_capitalised(words, *at) && !is_particle(words, *at))
        .unwrap_or(from);
    words.word(end) == "(" && is_all_capitals(words.word(end + 1)) && words.word(end + 2) == ")"
}

fn is_particle(words: &Words<'_>, at: usize) -> bool {
    let lexeme = words.lexeme(at);
    lexeme.is(Class::Particle) && !lexeme.is(Class::Capital)
}

/// Whether a word has a capital where a name has it: "Scholz", "al-Assad", "d'Estaing".
fn is_capitalised(words: &Words<'_>, at: usize) -> bool {
    let Some(token) = words.tokens.get(at) else {
        return false;
    };
    token.kind == TokenKind::Word
        && (words.is(at, Class::Capital)
            || words
                .word(at)
                .split_once(['-', '\'', '’'])
                .is_some_and(|(particle, name)| {
                    name.starts_with(char::is_uppercase)
                        && (words.lexicon.look_up(particle).is(Class::Particle)
                            || matches!(particle, "d" | "l" | "ar" | "as"))
                }))
}

/// Months, weekdays and function words.
fn is_excluded(words: &Words<'_>, at: usize) -> bool {
    const NEVER: Classes = Classes::of(&[Class::WeekdayName, Class::MonthName, Class::Number]);
    let word = words.word(at);
    let lexeme = words.lexeme(at);
    lexeme.is_any(NEVER)
        || (word.ends_with('.') && lexeme.is(Class::Month))
        || (lexeme.is(Class::Function) && !is_all_capitals(word))
        || word == "I"
        || word == "A"
}

fn is_all_capitals(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_uppercase)
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
            &["Foreign Minister Sergei Lavrov"],
        ),
    ];

    #[test]
    fn names_are_read() {
        for (text, names) in FOUND {
            assert_eq!(found(Type::Name, text), *names, "{text}");
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
