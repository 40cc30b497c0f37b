//! Words with their hyphens opened: "twenty-five" is two parts, whether it is one token or
//! three. Readers that look inside hyphenated words step through them with a [`Cursor`].

use super::Words;
use super::language::{Class, Lexeme, NumberWord};
use crate::document::token::TokenKind;
use crate::source::Span;

/// A place between parts: a token and a byte in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The index of the token.
    pub(super) token: usize,
    /// The byte in the token where the part starts; 0 unless a hyphen came before.
    pub(super) offset: usize,
}

impl Cursor {
    /// The start of a token.
    pub(super) fn at(token: usize) -> Self {
        Self { token, offset: 0 }
    }

    /// Whether it stands inside a hyphenated word.
    pub(super) fn is_inside(self) -> bool {
        self.offset > 0
    }
}

/// A hyphen, also the one that forbids a line break.
pub(super) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// Signs that stand between the ends of a range of figures, or before a negative one.
pub(super) const DASHES: [&str; 6] = ["-", "\u{2010}", "\u{2011}", "\u{2012}", "–", "\u{2212}"];

impl<'a> Words<'a> {
    /// The part at a cursor: up to the next hyphen of a word, the whole of any other token.
    pub(super) fn part(&self, cursor: Cursor) -> &'a str {
        let rest = self.word(cursor.token).get(cursor.offset..).unwrap_or("");
        if !self.is(cursor.token, Class::Hyphenated) {
            return rest;
        }
        match rest.find(is_hyphen) {
            Some(hyphen) if hyphen > 0 => &rest[..hyphen],
            _ => rest,
        }
    }

    /// What the part at a cursor may be.
    pub(super) fn part_lexeme(&self, cursor: Cursor) -> Lexeme {
        if cursor.is_inside() || self.is(cursor.token, Class::Hyphenated) {
            self.lexicon.look_up(self.part(cursor))
        } else {
            self.lexeme(cursor.token)
        }
    }

    /// What the part at a cursor does, if it is a number word.
    pub(super) fn number_word(&self, cursor: Cursor) -> Option<NumberWord> {
        self.lexicon.number(self.part_lexeme(cursor))
    }

    /// The cursor after the part and the hyphen that follows it inside its word.
    pub(super) fn after_part(&self, cursor: Cursor) -> Cursor {
        let end = cursor.offset + self.part(cursor).len();
        let rest = self.word(cursor.token).get(end..).unwrap_or("");
        match rest.chars().next() {
            Some(hyphen) if rest.len() > hyphen.len_utf8() => Cursor {
                token: cursor.token,
                offset: end + hyphen.len_utf8(),
            },
            _ => Cursor::at(cursor.token + 1),
        }
    }

    /// Whether the token is one of [`DASHES`].
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.is(at, Class::Dash)
    }

    /// The cursor past a hyphen that is a token of its own and joins its neighbours.
    pub(super) fn past_hyphen(&self, cursor: Cursor) -> Cursor {
        let hyphen = !cursor.is_inside()
            && self.is_dash(cursor.token)
            && self.word(cursor.token).starts_with(is_hyphen)
            && self.joined(cursor.token)
            && self.joined(cursor.token + 1);
        if hyphen {
            Cursor::at(cursor.token + 1)
        } else {
            cursor
        }
    }

    /// Whether the token is a word (not a number, not a sign).
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether the token is a number in digits.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Number)
    }

    /// The token `back` tokens before `at` as written; empty before the first.
    pub(super) fn word_before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |index| self.word(index))
    }

    /// The first `length` bytes from a token on, with the index of the token after them, if
    /// they end with a token. The point of an abbreviation may stand over ("-v." at the end
    /// of a sentence is cut as one).
    pub(super) fn stretch(&self, at: usize, length: usize) -> Option<(usize, Span)> {
        let start = self.tokens.get(at)?.span.start;
        let end = start.checked_add(u32::try_from(length).ok()?)?;
        let count = self
            .tokens
            .get(at..)?
            .iter()
            .position(|token| token.span.end >= end)?;
        let last = self.tokens.get(at + count)?.span.end;
        let over = self.text.get(end as usize..last as usize)?;
        matches!(over, "" | ".").then_some((at + count + 1, Span::new(start, end)))
    }

    /// The text from a token on.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .and_then(|token| self.text.get(token.span.start as usize..))
            .unwrap_or("")
    }

    /// The bytes between a token and the one before it.
    pub(super) fn gap_before(&self, at: usize) -> &'a str {
        match (
            at.checked_sub(1).and_then(|before| self.tokens.get(before)),
            self.tokens.get(at),
        ) {
            (Some(before), Some(token)) => self
                .text
                .get(before.span.end as usize..token.span.start as usize)
                .unwrap_or(""),
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let sample = Sample::new(text);
        let words = sample.words();
        let mut cursor = Cursor::at(0);
        let mut parts = Vec::new();
        while cursor.token < words.tokens.len() {
            cursor = words.past_hyphen(cursor);
            parts.push(words.part(cursor).to_owned());
            cursor = words.after_part(cursor);
        }
        parts
    }

    #[test]
    fn a_hyphenated_word_has_parts_however_it_is_cut() {
        assert_eq!(
            parts("twenty-five-year plan"),
            ["twenty", "five", "year", "plan"]
        );
        assert_eq!(parts("30-day"), ["30", "day"]);
        assert_eq!(parts("8 - 10"), ["8", "-", "10"]);
    }
}
