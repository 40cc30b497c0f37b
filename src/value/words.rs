//! The words of a sentence as the readers see them: the tokens, and what each may be.

use super::Day;
use super::language::{Class, Classes, Language, Lexeme, Lexicon};
use super::part::is_hyphen;
use crate::document::Layout;
use crate::document::token::{Token, TokenKind};
use crate::source::Span;

/// In which language and when a document was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its language.
    pub language: Language,
    /// Its day, where it is known: relative dates count from it.
    pub date: Option<Day>,
}

/// What each token of a sentence may be; the memory is kept from one sentence to the next.
#[derive(Debug, Default)]
pub struct Annotations {
    lexemes: Vec<Lexeme>,
    first_word: usize,
}

impl Annotations {
    /// Looks up the tokens of a sentence, each once.
    pub fn annotate(&mut self, text: &str, tokens: &[Token], language: Language) {
        let lexicon = language.lexicon();
        self.lexemes.clear();
        self.lexemes
            .extend(tokens.iter().map(|token| lexeme(text, *token, lexicon)));
        let first = tokens.iter().position(|token| token.is_word());
        self.first_word = first.unwrap_or(tokens.len());
    }

    /// Forgets the sentence.
    pub fn clear(&mut self) {
        self.lexemes.clear();
    }

    /// Whether no sentence is annotated, or an empty one.
    pub fn is_empty(&self) -> bool {
        self.lexemes.is_empty()
    }
}

fn lexeme(text: &str, token: Token, lexicon: &Lexicon) -> Lexeme {
    let word = &text[token.span.range()];
    match token.kind {
        TokenKind::Number => Lexeme::DIGITS,
        TokenKind::Possessive => Lexeme::default(),
        TokenKind::Sign => lexicon.look_up(word),
        TokenKind::Word => {
            let mut lexeme = lexicon.look_up(word);
            if word.starts_with(char::is_uppercase) {
                lexeme.classes = lexeme.classes.with(Classes::of(&[Class::Capital]));
            }
            if has_hyphen(word) {
                lexeme.classes = lexeme.classes.with(Classes::of(&[Class::Hyphenated]));
            }
            lexeme
        }
    }
}

fn has_hyphen(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.contains(&b'-') || (!word.is_ascii() && word.contains(is_hyphen))
}

/// The words of a sentence that a reader looks at.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The document's layout, for the quotations and the tables.
    pub layout: &'a Layout,
    /// The tokens of the sentence.
    pub tokens: &'a [Token],
    /// The document's language and day.
    pub origin: Origin,
    /// The words of the document's language.
    pub(super) lexicon: &'static Lexicon,
    annotations: &'a Annotations,
}

impl<'a> Words<'a> {
    /// The words of a sentence whose tokens are annotated.
    pub fn new(
        text: &'a str,
        layout: &'a Layout,
        tokens: &'a [Token],
        annotations: &'a Annotations,
        origin: Origin,
    ) -> Self {
        Self {
            text,
            layout,
            tokens,
            origin,
            lexicon: origin.language.lexicon(),
            annotations,
        }
    }

    /// The token at an index as written; empty past the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.text[token.span.range()])
    }

    /// The bytes from the first to before the last of these tokens.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (
            self.tokens.get(from),
            to.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if from < to => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// Whether a token directly follows the one before it, without a space.
    pub fn joined(&self, at: usize) -> bool {
        match (
            at.checked_sub(1).and_then(|before| self.tokens.get(before)),
            self.tokens.get(at),
        ) {
            (Some(before), Some(token)) => before.span.end == token.span.start,
            _ => false,
        }
    }

    /// What the token at an index may be; nothing past the end.
    pub(super) fn lexeme(&self, at: usize) -> Lexeme {
        self.annotations
            .lexemes
            .get(at)
            .copied()
            .unwrap_or_default()
    }

    /// Whether the token at an index has a class.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.lexeme(at).is(class)
    }

    /// Whether the token `back` tokens before `at` has one of these classes.
    pub(super) fn is_any_before(&self, at: usize, back: usize, classes: Classes) -> bool {
        at.checked_sub(back)
            .is_some_and(|index| self.lexeme(index).is_any(classes))
    }

    /// Whether the token `back` tokens before `at` has a class.
    pub(super) fn is_before(&self, at: usize, back: usize, class: Class) -> bool {
        self.is_any_before(at, back, Classes::of(&[class]))
    }

    /// Whether no word or number stands before the token at an index.
    pub(super) fn opens(&self, at: usize) -> bool {
        at <= self.annotations.first_word
    }
}
