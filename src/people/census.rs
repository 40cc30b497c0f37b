//! The people that an author names, with what their titles say.

use super::passage::{Narration, Passage};
use super::person::{Gender, Mention, People};
use super::phrase::lower;
use super::words;
use crate::document::Layout;
use crate::document::token::TokenKind;
use crate::value::Words;
use crate::value::name::run::{Run, run_at};
use crate::value::name::title::{Title, title};

/// The people that the author names.
pub(super) fn people(narration: &Narration, text: &str, layout: &Layout) -> People {
    let mut people = People::default();
    for passage in narration.passages(text, layout) {
        if passage.is_heading || has_title_case(&passage) {
            continue;
        }
        let words = &passage.words;
        let mut at = 0;
        while at < passage.len() {
            let opens = at == 0;
            if opens && words::is_adverb(words.word(at)) {
                at += 1;
                continue;
            }
            let Some(run) = run_at(words, at) else {
                at += 1;
                continue;
            };
            at = run.end();
            if run.name.is_empty() || run.is_institution || begins_with_letters(words, &run) {
                continue;
            }
            let span = words.span(run.name.start, run.name.end);
            let id = people.add(Mention {
                name: &text[span.range()],
                span,
                opens,
                gender: gender(&passage, &run),
            });
            if let Some(id) = id {
                for index in title_words(&passage, &run) {
                    people.add_title(id, words.word(index));
                }
            }
        }
    }
    people
}

/// Whether a name begins with letters that stand for words, as those of ships and states do:
/// "INS Mysore", "NATO". Two letters before a name are a person's initials: "JD Vance".
fn begins_with_letters(words: &Words<'_>, run: &Run) -> bool {
    const MOST_INITIALS: usize = 2;
    let first = words.word(run.name.start);
    let capitals = first.chars().all(char::is_uppercase);
    capitals && (first.len() > MOST_INITIALS || (first.len() > 1 && run.name.len() == 1))
}

/// Whether a passage has capitals as a headline has them, which say nothing about names. A
/// headline has no full stop.
pub(super) fn has_title_case(passage: &Passage<'_>) -> bool {
    const SHORTEST: usize = 4;
    let mut words = 0;
    let mut small = 0;
    for token in passage.words.tokens.iter().filter(|token| token.is_word()) {
        let word = &passage.words.text[token.span.range()];
        if word.len() >= SHORTEST {
            words += 1;
            small += usize::from(word.starts_with(char::is_lowercase));
        }
    }
    let stops = passage.words.word(passage.len().wrapping_sub(1)) == ".";
    words >= SHORTEST && small * 5 <= words && !stops
}

/// What the titles of a name say about the person.
fn gender(passage: &Passage<'_>, run: &Run) -> Option<Gender> {
    title_words(passage, run).find_map(|at| {
        let word = lower(&passage.words, at);
        match word.trim_end_matches('.') {
            "mr" | "sir" => Some(Gender::Male),
            "mrs" | "ms" | "miss" | "dame" => Some(Gender::Female),
            word if word.ends_with("woman") => Some(Gender::Female),
            word if word.ends_with("man") => Some(Gender::Male),
            _ => None,
        }
    })
}

/// The tokens of a person's titles: those of the run, in lower case right before it, and in an
/// apposition: "Olaf Scholz, the German chancellor,".
fn title_words<'p>(passage: &'p Passage<'_>, run: &Run) -> impl Iterator<Item = usize> + 'p {
    const MOST_BEFORE: usize = 4;
    const MOST_AFTER: usize = 5;
    let words = &passage.words;
    let mut start = run.titles.start;
    if start > 0 && title(words, start - 1).is_some() {
        while start > 0
            && run.titles.start - start < MOST_BEFORE
            && words.tokens[start - 1].kind == TokenKind::Word
            && !words::ends_phrase(&lower(words, start - 1))
        {
            start -= 1;
        }
    }
    let end = run.end();
    let aside = (words.word(end) == ",")
        .then(|| {
            let most = passage.len().min(end + 1 + MOST_AFTER);
            (end + 1..most)
                .take_while(|at| words.tokens[*at].is_word())
                .find(|at| matches!(title(words, *at), Some(title) if title != Title::Address))
        })
        .flatten()
        .map_or(end..end, |last| end + 1..last + 1);
    (start..run.titles.end)
        .chain(aside)
        .filter(|at| !words::is_determiner(&lower(words, *at)))
}
