//! Phrases of one or several words, found by their first word.

use super::{Lexeme, WordId};
use crate::value::Words;
use crate::value::part::Cursor;

/// How a word of a phrase must be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// In any capitals, with the point of an abbreviation or without.
    Anyhow,
    /// With its point.
    Pointed,
    /// To the letter.
    Exactly(Box<str>),
}

/// A word of a phrase.
#[derive(Clone, Debug)]
pub(super) struct PhraseWord {
    pub(super) id: WordId,
    pub(super) written: Written,
}

impl PhraseWord {
    fn is(&self, lexeme: Lexeme, word: &str) -> bool {
        lexeme.id == self.id
            && match &self.written {
                Written::Anyhow => true,
                Written::Pointed => word.ends_with('.'),
                Written::Exactly(listed) => **listed == *word,
            }
    }
}

#[derive(Debug)]
struct Phrase<T> {
    words: Box<[PhraseWord]>,
    value: T,
}

/// Phrases with what they say.
#[derive(Debug)]
pub(in crate::value) struct Phrases<T> {
    /// By the first word, and of those with the same first word the longest first.
    list: Vec<Phrase<T>>,
    /// For each word, where in the list the phrases begin that it is the first word of.
    starts: Vec<u16>,
    /// How many words the longest has.
    longest: usize,
}

impl<T: Copy> Phrases<T> {
    pub(super) fn new(phrases: Vec<(Vec<PhraseWord>, T)>) -> Self {
        let mut list: Vec<Phrase<T>> = phrases
            .into_iter()
            .filter(|(words, _)| !words.is_empty())
            .map(|(words, value)| Phrase {
                words: words.into(),
                value,
            })
            .collect();
        list.sort_by_key(|phrase| (phrase.words[0].id, std::cmp::Reverse(phrase.words.len())));
        let words = list
            .last()
            .map_or(0, |phrase| phrase.words[0].id.index() + 1);
        let starts = (0..=words)
            .map(|id| list.partition_point(|phrase| phrase.words[0].id.index() < id) as u16)
            .collect();
        let longest = list.iter().map(|phrase| phrase.words.len()).max();
        Self {
            list,
            starts,
            longest: longest.unwrap_or(0),
        }
    }

    /// The longest phrase whose words are the tokens from `at` on, with the token after it.
    pub(in crate::value) fn starting_at(&self, words: &Words<'_>, at: usize) -> Option<(usize, T)> {
        self.with_first(words.lexeme(at))
            .iter()
            .find(|phrase| stands_at(phrase, words, at))
            .map(|phrase| (at + phrase.words.len(), phrase.value))
    }

    /// What the longest phrase says whose last word is the token before `end`.
    pub(in crate::value) fn ending_at(&self, words: &Words<'_>, end: usize) -> Option<T> {
        (1..=self.longest.min(end)).rev().find_map(|length| {
            let at = end - length;
            self.with_first(words.lexeme(at))
                .iter()
                .find(|phrase| phrase.words.len() == length && stands_at(phrase, words, at))
                .map(|phrase| phrase.value)
        })
    }

    /// The longest phrase whose words are the parts from a cursor on, with the cursor after
    /// it. A hyphen may join the parts.
    pub(in crate::value) fn in_parts(&self, words: &Words<'_>, at: Cursor) -> Option<(Cursor, T)> {
        let start = words.past_hyphen(at);
        self.with_first(words.part_lexeme(start))
            .iter()
            .find_map(|phrase| {
                let mut end = start;
                for listed in &phrase.words {
                    let here = words.past_hyphen(end);
                    if !listed.is(words.part_lexeme(here), words.part(here)) {
                        return None;
                    }
                    end = words.after_part(here);
                }
                Some((end, phrase.value))
            })
    }

    /// What these words say, if they are a whole phrase.
    pub(super) fn whole(&self, words: &[(Lexeme, &str)]) -> Option<T> {
        let (first, _) = words.first()?;
        self.with_first(*first)
            .iter()
            .find(|phrase| {
                phrase.words.len() == words.len()
                    && phrase
                        .words
                        .iter()
                        .zip(words)
                        .all(|(listed, (lexeme, word))| listed.is(*lexeme, word))
            })
            .map(|phrase| phrase.value)
    }

    fn with_first(&self, lexeme: Lexeme) -> &[Phrase<T>] {
        let id = lexeme.id.index();
        match self.starts.get(id..=id + 1) {
            Some([from, to]) => &self.list[usize::from(*from)..usize::from(*to)],
            Some(_) | None => &[],
        }
    }
}

fn stands_at<T>(phrase: &Phrase<T>, words: &Words<'_>, at: usize) -> bool {
    phrase
        .words
        .iter()
        .zip(at..)
        .all(|(listed, at)| listed.is(words.lexeme(at), words.word(at)))
}
