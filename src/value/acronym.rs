//! Acronyms.

use super::{Reader, Reading, Type, Value, Words};

/// Reads "NATO", "UNHCR", "NGOs".
#[derive(Debug)]
pub struct Acronym;

impl Reader for Acronym {
    fn reads(&self) -> Type {
        Type::Acronym
    }

    fn about(&self) -> &'static str {
        "two to six capitals, with digits after the first: “NATO”, “CO2”; “NGOs” is “NGO”; not \
         Roman numerals, not words in a line of capitals"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let letters = letters(words, at)?;
        let roman = letters
            .bytes()
            .all(|byte| matches!(byte, b'I' | b'V' | b'X'));
        if roman || is_in_capitals(words, at) {
            return None;
        }
        Some(Reading {
            end: at + 1,
            value: Value::Text(letters.into()),
            span: words.span(at, at + 1),
        })
    }
}

/// The letters of an acronym at a token, without the s of a plural.
fn letters<'a>(words: &Words<'a>, at: usize) -> Option<&'a str> {
    const SHORTEST: usize = 2;
    const LONGEST: usize = 6;
    if !words.is_word(at) {
        return None;
    }
    let word = words.word(at);
    let letters = word.strip_suffix('s').unwrap_or(word);
    let shaped = (SHORTEST..=LONGEST).contains(&letters.len())
        && letters.starts_with(|first: char| first.is_ascii_uppercase())
        && letters
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && letters.bytes().filter(u8::is_ascii_uppercase).count() >= SHORTEST;
    shaped.then_some(letters)
}

/// Whether the word stands among words in capitals: three in a row, or nothing else in the
/// sentence.
fn is_in_capitals(words: &Words<'_>, at: usize) -> bool {
    const ROW: usize = 3;
    const SHORT: usize = 8;
    let capitals = |index: usize| {
        let word = words.word(index);
        words.is_word(index) && word.len() > 1 && !word.contains(char::is_lowercase)
    };
    let before = (1..ROW)
        .take_while(|back| at.checked_sub(*back).is_some_and(capitals))
        .count();
    let after = (1..ROW).take_while(|step| capitals(at + step)).count();
    if before + after + 1 >= ROW {
        return true;
    }
    let mut others = (0..words.tokens.len())
        .filter(|index| *index != at && words.is_word(*index))
        .peekable();
    words.tokens.len() <= SHORT && others.peek().is_some() && others.all(capitals)
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("then NATO said", &["NATO"]),
        ("the World Health Organization (WHO) said", &["WHO"]),
        ("many NGOs said", &["NGOs"]),
        ("less CO2 and H1N1", &["CO2", "H1N1"]),
        ("NATO", &["NATO"]),
    ];

    #[test]
    fn acronyms_are_read() {
        for (text, acronyms) in FOUND {
            assert_eq!(found(Type::Acronym, text), *acronyms, "{text}");
        }
        assert_eq!(values(Type::Acronym, "NGOs"), [Value::Text("NGO".into())]);
    }

    #[test]
    fn other_capitals_are_left_alone() {
        for text in [
            "World War II ended",
            "TROOPS NEAR THE BORDER",
            "NATO TALKS",
            "Nato said",
            "a G7 and a Q3",
            "I said",
            "STANDARDS",
        ] {
            assert_eq!(found(Type::Acronym, text), [""; 0], "{text}");
        }
    }
}
