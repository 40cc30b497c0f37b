//! A sentence cut into tokens, for the tests of the readers.

use super::{Reading, Type, Value, Words, reader, show};
use crate::document::Layout;
use crate::document::token::{Token, TokenKind};
use crate::source::Span;

/// A text with its tokens.
pub(super) struct Sample {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    pub(super) layout: Layout,
}

impl Sample {
    pub(super) fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
        Self {
            text: text.to_owned(),
            tokens,
            layout: Layout::default(),
        }
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words {
            text: &self.text,
            layout: &self.layout,
            tokens: &self.tokens,
        }
    }

    /// The readings of a type from left to right, without overlaps.
    pub(super) fn readings(&self, ty: Type) -> Vec<Reading> {
        let words = self.words();
        let mut readings = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match reader(ty).read(&words, at) {
                Some(reading) => {
                    assert!(reading.end > at, "{ty:?} took no token of {:?}", self.text);
                    at = reading.end;
                    readings.push(reading);
                }
                None => at += 1,
            }
        }
        readings
    }
}

/// What a reader finds in a text, as words: the stretches it takes.
pub(super) fn found(ty: Type, text: &str) -> Vec<String> {
    let sample = Sample::new(text);
    let readings = sample.readings(ty);
    readings
        .iter()
        .map(|reading| text[reading.span.range()].to_owned())
        .collect()
}

/// What a reader finds in a text, shown as in messages.
pub(super) fn shown(ty: Type, text: &str) -> Vec<String> {
    values(ty, text)
        .iter()
        .map(|value| show::show(value).unwrap_or_default())
        .collect()
}

/// The values a reader finds in a text.
pub(super) fn values(ty: Type, text: &str) -> Vec<Value> {
    let sample = Sample::new(text);
    sample
        .readings(ty)
        .into_iter()
        .map(|reading| reading.value)
        .collect()
}

/// Cuts a text as `document::token` does, for the tests alone.
pub(super) fn tokenize(text: &str, span: Span, out: &mut Vec<Token>) {
    let text = &text[..span.end as usize];
    let mut at = span.start as usize;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let inner = |stop: &dyn Fn(char) -> bool, joins: &dyn Fn(char) -> bool| {
            let mut end = 0;
            let mut characters = rest.char_indices().peekable();
            while let Some((index, character)) = characters.next() {
                let next = characters.peek().map(|(_, next)| *next);
                if stop(character) || (joins(character) && next.is_some_and(stop)) {
                    end = index + character.len_utf8();
                } else {
                    break;
                }
            }
            end
        };
        let (len, kind) = if first.is_whitespace() || "\"“”„«»".contains(first) {
            at += first.len_utf8();
            continue;
        } else if ["'s", "’s"].iter().any(|end| rest.starts_with(end)) {
            (rest.find('s').unwrap_or(0) + 1, TokenKind::Possessive)
        } else if first.is_ascii_digit() {
            (
                inner(&|c| c.is_ascii_digit(), &|c| ",.:".contains(c)),
                TokenKind::Number,
            )
        } else if first.is_alphabetic() {
            let mut len = inner(&char::is_alphanumeric, &|c| "-’'.".contains(c));
            for end in ["'s", "’s"] {
                len = rest[..len].strip_suffix(end).map_or(len, str::len);
            }
            let word = &rest[..len];
            let abbreviated = word.contains('.')
                || [
                    "Mr", "No", "Jan", "Feb", "Sept", "Oct", "Tues", "Jr", "approx", "c",
                ]
                .contains(&word)
                || (word.len() == 1 && first.is_uppercase());
            if abbreviated && rest[len..].starts_with('.') {
                len += 1;
            }
            (len, TokenKind::Word)
        } else {
            (first.len_utf8(), TokenKind::Sign)
        };
        out.push(Token {
            span: Span::new(at as u32, (at + len) as u32),
            kind,
        });
        at += len;
    }
}
