//! Which clause of a sentence says who speaks a quotation in it.

use super::clause::{Clause, Order};
use super::passage::Passage;
use super::phrase::{self, Head, Phrase, lower};
use super::saying::Manner;

/// So many clauses before and after a quotation are looked at.
const MOST_CLAUSES: usize = 6;

/// Who speaks the quotation at a token, by the sentence it is in; `next` is the first clause with
/// its verb behind it.
pub(super) fn attribution(
    passage: &Passage<'_>,
    clauses: &[Clause],
    token: usize,
    next: usize,
) -> Option<Phrase> {
    let before = next.checked_sub(1).map(|last| &clauses[last]);
    let after = clauses.get(next);
    // A part of a sentence that a clause before it reports is the speaker's; who tells of that
    // comes last: "He said it was “over,” the agency reported."
    let reported = clauses[..next]
        .iter()
        .rev()
        .take(MOST_CLAUSES)
        .find(|clause| governs(passage, clause, token));
    before
        .filter(|clause| introduces(passage, clause, token))
        .or(reported.filter(|_| is_part(passage, token)))
        .or_else(|| after.filter(|clause| follows(passage, clause, token)))
        .or(reported)
        .or_else(|| {
            clauses[next..]
                .iter()
                .take(MOST_CLAUSES)
                .find(|clause| is_parenthetical(passage, clause))
        })
        .map(|clause| clause.speaker.clone())
        .or_else(|| signature(passage, token + 1))
}

/// The name that a passage ends in from a token on, behind a dash: "“No.” – Lavrov".
pub(super) fn signature(passage: &Passage<'_>, at: usize) -> Option<Phrase> {
    let words = &passage.words;
    let dashes = (at..passage.len())
        .take_while(|at| matches!(words.word(*at), "-" | "–" | "—" | "―"))
        .count();
    let phrase = phrase::ahead(words, at + dashes)?;
    let end = phrase.tokens.end;
    let closes = matches!(words.word(end), "" | "," | "." | "(");
    (dashes > 0 && phrase.head == Head::Name && closes).then_some(phrase)
}

/// Whether a clause leads to the quotation behind it: "Lavrov said:", "he told her,".
fn introduces(passage: &Passage<'_>, clause: &Clause, token: usize) -> bool {
    const LONGEST_OBJECT: usize = 10;
    if clause.end >= token {
        return clause.end == token;
    }
    let words = &passage.words;
    let between = token - clause.end;
    match words.word(token - 1) {
        ";" | "—" | "–" => between == 1,
        ":" => true,
        "," => between <= LONGEST_OBJECT,
        "that" => between <= 2,
        _ => false,
    }
}

/// Whether a quotation begins in the middle of a sentence.
fn is_part(passage: &Passage<'_>, token: usize) -> bool {
    let inner = passage.words.word(token).trim_start_matches(is_mark);
    inner.starts_with(|c: char| c.is_lowercase() || c == '…')
}

/// Whether a clause stands right behind a quotation that leads to it: "…," said Lavrov.
fn follows(passage: &Passage<'_>, clause: &Clause, token: usize) -> bool {
    let words = &passage.words;
    let is_sign = |at: usize| matches!(words.word(at), "," | "-" | "—" | "–" | "as");
    let adjacent = (token + 1..clause.start).all(is_sign) && clause.order != Order::Apart;
    // "“We go” said Lindqvist": a whole sentence without the comma.
    let opens = clause.order == Order::After && (token == 0 || words.word(token - 1) == ",");
    let according = lower(words, clause.verb) == "according";
    adjacent && (according || opens || leads(passage, token) || clause.start > token + 1)
}

/// Whether a quotation ends so that an attribution may follow.
fn leads(passage: &Passage<'_>, token: usize) -> bool {
    let words = &passage.words;
    let outer = words.tokens[token].span;
    let inner = words.text[outer.range()].trim_end_matches(|c: char| {
        matches!(
            c,
            '"' | '”' | '’' | '\'' | '»' | '“' | '‘' | '«' | '」' | '』' | '›' | '‹'
        ) || c.is_whitespace()
    });
    inner.ends_with([',', '.', '!', '?', '…', '—', '–', '-'])
}

fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '”' | '’' | '\'' | '»' | '“' | '‘' | '«' | '」' | '』' | '›' | '‹'
        )
}

/// Whether a clause earlier in the sentence reports what is quoted.
fn governs(passage: &Passage<'_>, clause: &Clause, token: usize) -> bool {
    const FURTHEST_REPORTED: usize = 150;
    const FURTHEST_NAMED: usize = 20;
    let mut between = clause.end.min(token)..token;
    match clause.manner {
        Manner::Reports | Manner::Quotes => {
            between.len() <= FURTHEST_REPORTED && !between.any(|at| passage.words.word(at) == ";")
        }
        Manner::Names => between.len() <= FURTHEST_NAMED,
        Manner::Utters => false,
    }
}

/// Whether a clause stands apart between commas or at the end, and so holds for the whole
/// sentence: "…, the police said."
fn is_parenthetical(passage: &Passage<'_>, clause: &Clause) -> bool {
    let words = &passage.words;
    let opens = clause.start > 0 && words.word(clause.start - 1) == ",";
    let closes = matches!(words.word(clause.end), "," | "." | "") || clause.order == Order::After;
    opens && closes && clause.order != Order::Apart
}

/// Whether a passage that begins with a quotation is nothing else, or goes on after a whole
/// sentence of it.
pub(super) fn is_whole(passage: &Passage<'_>) -> bool {
    let all = passage.quotations.len() == passage.len();
    let words = &passage.words;
    let closes = |at| {
        words
            .word(at)
            .trim_end_matches(is_mark)
            .ends_with(['.', '!', '?', '…'])
    };
    all || closes(0) || (passage.len() == 2 && words.word(1) == ".")
}
