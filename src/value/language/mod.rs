//! The words of a language, as data that the readers look up.
//!
//! A language is a TOML file beside this one and a line in [`Language`]. Its [`Lexicon`] gives
//! for a word, with one look-up, a [`Lexeme`]: what the word may be.

mod class;
mod file;
mod key;
mod lexicon;
mod phrase;

use std::sync::LazyLock;

pub(super) use class::{Class, Classes};
pub(super) use file::Writing;
use lexicon::WordId;
pub(super) use lexicon::{Lexeme, Lexicon, NumberWord};

/// The language of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, American and British.
    #[default]
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::English];

    /// The file with its words: its name and its text.
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::English => ("en.toml", include_str!("en.toml")),
        }
    }

    /// Its words, compiled when they are first asked for.
    pub(super) fn lexicon(self) -> &'static Lexicon {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(Language::English));
        match self {
            Self::English => &ENGLISH,
        }
    }
}
