//! The words of a sentence as the readers see them: the tokens, and what each may be.

use std::ops::Range;

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
}

impl Annotations {
    /// Looks up the tokens of a sentence, each once.
    pub fn annotate(&mut self, text: &str, tokens: &[Token], language: Language) {
        let lexicon = language.lexicon();
        self.lexemes.clear();
        self.lexemes
            .extend(tokens.iter().map(|token| lexeme(text, *token, lexicon)));
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
            lexeme.classes = lexeme.classes.with(shape(word));
            lexeme
        }
    }
}

/// What the letters of a word say.
fn shape(word: &str) -> Classes {
    const CAPITAL: Classes = Classes::of(&[Class::Capital]);
    const HYPHENATED: Classes = Classes::of(&[Class::Hyphenated]);
    const APOSTROPHE: Classes = Classes::of(&[Class::Apostrophe]);
    let mut shape = Classes::default();
    if word.starts_with(char::is_uppercase) {
        shape = shape.with(CAPITAL);
    }
    // Most words are letters alone.
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return shape;
    }
    if word.contains(is_hyphen) {
        shape = shape.with(HYPHENATED);
    }
    if word.contains(['\'', '’']) {
        shape = shape.with(APOSTROPHE);
    }
    shape
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
    /// What each token may be.
    lexemes: &'a [Lexeme],
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
            lexemes: &annotations.lexemes,
        }
    }

    /// Some of the words.
    pub fn slice(&self, tokens: Range<usize>) -> Self {
        Self {
            tokens: self.tokens.get(tokens.clone()).unwrap_or_default(),
            lexemes: self.lexemes.get(tokens).unwrap_or_default(),
            ..*self
        }
    }

    /// The token at an index as written; empty past the end.
    pub fn word(&self, at: usize) -> &'a str {
        #[cfg(test)]
        looks::add();
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
        #[cfg(test)]
        looks::add();
        self.lexemes.get(at).copied().unwrap_or_default()
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

    /// Whether nothing but a few signs stands before the token at an index.
    pub(super) fn opens(&self, at: usize) -> bool {
        const MOST_SIGNS: usize = 16;
        at <= MOST_SIGNS && !self.tokens.iter().take(at).any(|token| token.is_word())
    }
}

/// The tokens of a sentence cell by cell, because no value reaches over the edge of a cell; of a
/// sentence outside tables, all tokens.
pub fn cells(layout: &Layout, tokens: &[Token]) -> Vec<Range<usize>> {
    let whole = 0..tokens.len();
    let first = tokens.first().map(|token| token.span.start);
    if first.is_none_or(|first| layout.table_at(first).is_none()) {
        return vec![whole];
    }
    let mut cells = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let end = layout
            .cell_at(token.span.start)
            .map_or(token.span.end, |cell| layout.cells[cell].span.end);
        let inside = |token: &&Token| token.span.start < end;
        let count = tokens[at..].iter().take_while(inside).count().max(1);
        cells.push(at..at + count);
        at += count;
    }
    cells
}

/// How often the tests of a thread have looked at a token, to bound the work of readers.
#[cfg(test)]
pub(super) mod looks {
    use std::cell::Cell;

    thread_local! {
        static COUNT: Cell<u64> = const { Cell::new(0) };
    }

    pub(super) fn add() {
        COUNT.set(COUNT.get() + 1);
    }

    /// The looks so far.
    pub(in crate::value) fn count() -> u64 {
        COUNT.get()
    }
}
