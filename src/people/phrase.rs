//! Who is meant: the phrases that stand before and after a verb of saying.

use std::borrow::Cow;
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
    /// The tokens that say who it is: the name without titles, the pronoun, the description. Of
    /// "a statement from the ministry" the ministry.
    pub(super) who: Range<usize>,
    /// What they are.
    pub(super) head: Head,
}

/// What names a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A name.
    Name,
    /// "he".
    Pronoun(Pronoun),
    /// "the foreign minister", "a spokesman for the ministry".
    Description,
}

impl Phrase {
    fn new(tokens: Range<usize>, name: Option<Range<usize>>) -> Self {
        let head = name.as_ref().map_or(Head::Description, |_| Head::Name);
        Self {
            who: name.unwrap_or(tokens.clone()),
            tokens,
            head,
        }
    }

    fn pronoun(at: usize, pronoun: Pronoun) -> Self {
        Self {
            tokens: at..at + 1,
            who: at..at + 1,
            head: Head::Pronoun(pronoun),
        }
    }
}

/// A phrase takes at most this many words.
const LONGEST: usize = 14;

/// Phrases are linked by prepositions at most this many times.
const MOST_LINKS: usize = 3;

/// The word at a token in lower case, with a straight apostrophe.
pub(super) fn lower<'a>(words: &Words<'a>, at: usize) -> Cow<'a, str> {
    let word = words.word(at);
    // Most words are as they should be.
    if word
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('\u{2019}', "'"))
}

/// The phrase that starts at a token.
pub(super) fn ahead(words: &Words<'_>, at: usize) -> Option<Phrase> {
    linked_ahead(words, at, MOST_LINKS)
}

fn linked_ahead(words: &Words<'_>, at: usize, links: usize) -> Option<Phrase> {
    if let Some(pronoun) = pronoun_at(words, at) {
        return Some(Phrase::pronoun(at, pronoun));
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
        let is_first = end == at || words::is_determiner(&lower(words, end - 1));
        if !is_nominal(words, end)
            || (!is_first && words::is_past(words.word(end)))
            || (name.is_some() && words.word(end).ends_with("ing"))
        {
            break;
        }
        end += 1;
    }
    if end == at || (end == at + 1 && is_bare_determiner(words, at)) {
        return None;
    }
    let name = name.filter(|name| name.end == end && !name.is_empty());
    let phrase = Phrase::new(at..end, name);
    let link = lower(words, end);
    if phrase.head == Head::Description
        && links > 0
        && matches!(link.as_ref(), "of" | "for" | "from" | "by")
        && let Some(other) = linked_ahead(words, end + 1, links - 1)
    {
        return Some(joined(words, phrase, &link, other));
    }
    Some(phrase)
}

/// The phrase that ends before a token.
pub(super) fn behind(words: &Words<'_>, end: usize) -> Option<Phrase> {
    linked_behind(words, end, MOST_LINKS)
}

fn linked_behind(words: &Words<'_>, end: usize, links: usize) -> Option<Phrase> {
    let last = end.checked_sub(1)?;
    if let Some(pronoun) = pronoun_at(words, last) {
        return Some(Phrase::pronoun(last, pronoun));
    }
    let mut start = end;
    while start > 0 && end - start < LONGEST && is_nominal(words, start - 1) {
        let before = start.checked_sub(2).map(|before| lower(words, before));
        let is_first = before.is_none_or(|before| words::is_determiner(&before));
        if start < end && !is_first && words::is_past(words.word(start - 1)) {
            break;
        }
        start -= 1;
        if words::is_determiner(&lower(words, start)) {
            break;
        }
    }
    if start == end || (start + 1 == end && is_bare_determiner(words, start)) {
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
    let name = name.filter(|name| name.end == end && !name.is_empty());
    let phrase = Phrase::new(start..end, name);
    let Some(link) = start.checked_sub(1) else {
        return Some(phrase);
    };
    let word = lower(words, link);
    if links > 0
        && (words::attaches(&word) || word == "by")
        && let Some(other) = linked_behind(words, link, links - 1)
    {
        return Some(match other.head {
            Head::Pronoun(_) => phrase,
            // "University of Oxford" is one name; of "Lavrov of Russia" the first is.
            Head::Name if !words::is_document(&lower(words, link - 1)) => {
                let run = run_at(words, other.who.start).filter(|run| run.end() == end);
                Phrase {
                    tokens: other.tokens.start..end,
                    who: run.map_or(other.who, |run| run.name),
                    head: Head::Name,
                }
            }
            // "In a speech in Moscow Lavrov said" begins with a time or a place.
            Head::Description if is_adverbial(words, other.tokens.start) => phrase,
            Head::Name | Head::Description => joined(words, other, &word, phrase),
        });
    }
    Some(phrase)
}

/// "A spokesman" and "the ministry", joined by "for". What a text says its author says: "a
/// statement" and "the ministry" are the ministry.
fn joined(words: &Words<'_>, first: Phrase, link: &str, second: Phrase) -> Phrase {
    let tokens = first.tokens.start..second.tokens.end;
    let is_text = words::is_document(&lower(words, first.tokens.end - 1));
    if is_text && matches!(link, "of" | "from" | "by") {
        return Phrase { tokens, ..second };
    }
    Phrase::new(tokens, None)
}

/// Whether the phrase that starts at a token opens the clause with a preposition before it.
fn is_adverbial(words: &Words<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1) else {
        return false;
    };
    let opens = before
        .checked_sub(1)
        .is_none_or(|at| matches!(lower(words, at).as_ref(), "," | "and" | "but" | "."));
    opens && words::is_preposition(&lower(words, before))
}

/// Whether a word is a determiner that needs a noun.
fn is_bare_determiner(words: &Words<'_>, at: usize) -> bool {
    let word = lower(words, at);
    words::is_determiner(&word) && !words::stands_alone(&word)
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
            // "Mrs. May", "Will Smith": inside a sentence a capital is a name's.
            if at > 0 && words.word(at).starts_with(char::is_uppercase) {
                return !is_time(words, at);
            }
            let verb = saying(&word).is_some_and(|saying| !saying.doubtful);
            !verb
                && !words::ends_phrase(&word)
                && !words::is_adverb(words.word(at))
                && !is_time(words, at)
        }
        // "Juror No. 8", "12 people", "45-year-old".
        TokenKind::Number => {
            at == 0
                || lower(words, at - 1).trim_end_matches('.') == "no"
                || is_hyphen(words, at + 1)
                || words
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.kind == TokenKind::Word)
        }
        TokenKind::Possessive => true,
        TokenKind::Sign => words.word(at) == "&" || is_hyphen(words, at),
    }
}

/// Whether a token is the hyphen of "45-year-old".
fn is_hyphen(words: &Words<'_>, at: usize) -> bool {
    words.word(at) == "-" && words.joined(at) && words.joined(at + 1)
}

/// Whether a word says when: "Monday", "yesterday".
pub(super) fn is_time(words: &Words<'_>, at: usize) -> bool {
    reader(Type::Weekday).read(words, at).is_some()
        || matches!(
            lower(words, at).as_ref(),
            "yesterday" | "today" | "tonight" | "tomorrow"
        )
}
