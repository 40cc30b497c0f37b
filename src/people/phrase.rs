//! Who is meant: the phrases that stand before and after a verb of saying.

use std::ops::Range;

use super::saying::saying;
use super::words::{self, Pronoun, pronoun};
use crate::document::token::TokenKind;
use crate::value::name::run::run_at;
use crate::value::{Type, Words, reader};

/// Somebody or something that may speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// All its tokens: titles, the name, what describes them.
    pub(super) tokens: Range<usize>,
    /// What it is.
    pub(super) head: Head,
}

/// What names a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A name; its tokens, without titles.
    Name(Range<usize>),
    /// "he".
    Pronoun(Pronoun),
    /// "the foreign minister", "a spokesman for the ministry".
    Description,
}

/// A phrase takes at most this many words.
const LONGEST: usize = 14;

/// Phrases are linked by prepositions at most this many times.
const MOST_LINKS: usize = 3;

/// The word at a token in lower case, with a straight apostrophe.
pub(super) fn lower(words: &Words<'_>, at: usize) -> String {
    words.word(at).to_lowercase().replace('\u{2019}', "'")
}

/// The phrase that starts at a token.
pub(super) fn ahead(words: &Words<'_>, at: usize) -> Option<Phrase> {
    linked_ahead(words, at, MOST_LINKS)
}

fn linked_ahead(words: &Words<'_>, at: usize, links: usize) -> Option<Phrase> {
    if let Some(pronoun) = pronoun_at(words, at) {
        return Some(Phrase {
            tokens: at..at + 1,
            head: Head::Pronoun(pronoun),
        });
    }
    let mut end = at;
    // The run of name words that ends last, if one does.
    let mut name = None;
    while end - at < LONGEST {
        if end > at && words::is_determiner(&lower(words, end)) {
            break;
        }
        if let Some(run) = run_at(words, end) {
            end = run.end();
            name = Some(run.name);
            continue;
        }
        if !is_nominal(words, end) || (name.is_some() && is_modifier(words, end)) {
            break;
        }
        end += 1;
    }
    let name = name.filter(|name| name.end == end && !name.is_empty());
    if end == at || (end == at + 1 && words::is_determiner(&lower(words, at))) {
        return None;
    }
    if let Some(name) = name {
        return Some(Phrase {
            tokens: at..end,
            head: Head::Name(name),
        });
    }
    let description = Phrase {
        tokens: at..end,
        head: Head::Description,
    };
    let link = lower(words, end);
    if links > 0
        && matches!(link.as_str(), "of" | "for" | "from" | "by")
        && let Some(other) = linked_ahead(words, end + 1, links - 1)
        && !matches!(other.head, Head::Pronoun(_))
    {
        return Some(joined(words, description, &link, other));
    }
    Some(description)
}

/// The phrase that ends before a token.
pub(super) fn behind(words: &Words<'_>, end: usize) -> Option<Phrase> {
    linked_behind(words, end, MOST_LINKS)
}

fn linked_behind(words: &Words<'_>, end: usize, links: usize) -> Option<Phrase> {
    let last = end.checked_sub(1)?;
    if let Some(pronoun) = pronoun_at(words, last) {
        return Some(Phrase {
            tokens: last..end,
            head: Head::Pronoun(pronoun),
        });
    }
    let mut start = end;
    while start > 0 && end - start < LONGEST && is_nominal(words, start - 1) {
        start -= 1;
        if words::is_determiner(&lower(words, start)) {
            break;
        }
    }
    if start == end || (start + 1 == end && words::is_determiner(&lower(words, start))) {
        return None;
    }
    let mut name = None;
    let mut at = start;
    while at < end {
        match run_at(words, at) {
            Some(run) => {
                at = run.end();
                name = Some(run.name);
            }
            None => at += 1,
        }
    }
    let end = at.max(end);
    let name = name.filter(|name| name.end == end && !name.is_empty());
    let phrase = Phrase {
        tokens: start..end,
        head: name.map_or(Head::Description, Head::Name),
    };
    let Some(link) = start.checked_sub(1) else {
        return Some(phrase);
    };
    let word = lower(words, link);
    if links > 0
        && (words::attaches(&word) || word == "by")
        && let Some(other) = linked_behind(words, link, links - 1)
    {
        return Some(match &other.head {
            Head::Pronoun(_) => phrase,
            // "University of Oxford" is one name; of "Lavrov of Russia" the first is.
            Head::Name(name) => {
                let run = run_at(words, name.start).filter(|run| run.end() == end);
                Phrase {
                    tokens: other.tokens.start..end,
                    head: Head::Name(run.map_or(name.clone(), |run| run.name)),
                }
            }
            Head::Description => joined(words, other, &word, phrase),
        });
    }
    Some(phrase)
}

/// "A spokesman" and "the ministry", joined by "for". What a text says its author says: "a
/// statement" and "the ministry" are the ministry.
fn joined(words: &Words<'_>, first: Phrase, link: &str, second: Phrase) -> Phrase {
    let tokens = first.tokens.start..second.tokens.end;
    let is_text = words::is_document(&lower(words, first.tokens.end - 1));
    let head = match second.head {
        Head::Name(name) if is_text && matches!(link, "of" | "from" | "by") => Head::Name(name),
        Head::Name(_) | Head::Pronoun(_) | Head::Description => Head::Description,
    };
    Phrase { tokens, head }
}

fn pronoun_at(words: &Words<'_>, at: usize) -> Option<Pronoun> {
    let token = words.tokens.get(at)?;
    (token.kind == TokenKind::Word)
        .then(|| pronoun(&lower(words, at)))
        .flatten()
}

/// Whether a token may be a part of a noun phrase.
fn is_nominal(words: &Words<'_>, at: usize) -> bool {
    let Some(token) = words.tokens.get(at) else {
        return false;
    };
    match token.kind {
        TokenKind::Word => {
            let word = lower(words, at);
            let verb = saying(&word).is_some_and(|saying| !saying.doubtful);
            !verb && !words::ends_phrase(&word) && !words::is_adverb(&word) && !is_time(words, at)
        }
        // "Juror No. 8", "12 people".
        TokenKind::Number => {
            at == 0
                || lower(words, at - 1).trim_end_matches('.') == "no"
                || words
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.kind == TokenKind::Word)
        }
        TokenKind::Possessive => true,
        TokenKind::Sign => words.word(at) == "&",
    }
}

/// Whether a word in lower case behind a name begins something else: "said Lavrov referring to".
fn is_modifier(words: &Words<'_>, at: usize) -> bool {
    let word = words.word(at);
    word.len() > 4 && word.ends_with("ing")
}

/// Whether a word says when: "Monday", "yesterday".
pub(super) fn is_time(words: &Words<'_>, at: usize) -> bool {
    reader(Type::Weekday).read(words, at).is_some()
        || matches!(
            lower(words, at).as_str(),
            "yesterday" | "today" | "tonight" | "tomorrow"
        )
}
