//! Single words.

use super::text;
use super::{Reader, Reading, Type, Value, Words};

/// Reads any one word.
#[derive(Debug)]
pub struct Word;

impl Reader for Word {
    fn reads(&self) -> Type {
        Type::Word
    }

    fn about(&self) -> &'static str {
        "any one word or number; not a sign"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        words.tokens.get(at).filter(|token| token.is_word())?;
        Some(Reading {
            end: at + 1,
            value: Value::Text(text::folded(words.word(at))),
            span: words.span(at, at + 1),
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::found;
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[(
        "state-of-the-art, it can’t",
        &["state-of-the-art", "it", "can’t"],
    )];

    #[test]
    fn words_are_read_and_signs_are_not() {
        for (text, words) in FOUND {
            assert_eq!(found(Type::Word, text), *words, "{text}");
        }
        assert_eq!(found(Type::Word, "— , ;"), [""; 0]);
    }
}
