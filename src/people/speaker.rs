//! Who says a quotation.
//!
//! An attribution stands before the quotation ("Lavrov said: …"), after it ("…," said Lavrov)
//! or between its parts, in the same sentence; the next quotation of the paragraph goes on with
//! it. See The Chicago Manual of Style, "Dialogue and quotations", and The Associated Press
//! Stylebook, "quotations in the news".

use super::clause::{Clause, Order, clauses, subject};
use super::passage::{Narration, Passage};
use super::person::{Gender, Mention, People, PersonId};
use super::phrase::{self, Head, Phrase, lower};
use super::saying::Manner;
use super::words::{self, Pronoun};
use crate::document::Layout;
use crate::document::token::TokenKind;
use crate::source::Span;
use crate::value::name::run::{Run, run_at};
use crate::value::name::title::{Title, title};
use crate::value::{Origin, Words};

/// Who says a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The words that name the speaker beside the quotation, without titles: "Lavrov", "he", "the
    /// foreign minister".
    pub written: Span,
    /// Where the document names that person in full, if elsewhere.
    pub full: Option<Span>,
    /// Who that is, the same for all names of one person: the full name, or what describes the
    /// speaker. `None` if the words name nobody: "he" without a name before it, "a witness".
    pub name: Option<Box<str>>,
}

/// The speakers of a document's quotations.
#[derive(Clone, Debug, Default)]
pub struct Speakers {
    /// By the quotation's index in the layout.
    speakers: Vec<Option<Speaker>>,
}

impl Speakers {
    /// Finds the speakers of all quotations of a text, in time linear in the text.
    pub fn read(text: &str, layout: &Layout, origin: Origin) -> Self {
        let narration = Narration::of_document(text, layout, origin);
        let mut reader = Reader {
            text,
            people: people(&narration, text, layout),
            recent: Vec::new(),
            mentioned: Vec::new(),
            last: None,
            unsigned: None,
            speakers: vec![None; layout.quotations.len()],
        };
        reader.narration(&narration, layout);
        for (index, quotation) in layout.quotations.iter().enumerate() {
            let inside = layout
                .quotations
                .get(index + 1)
                .is_some_and(|next| next.outer.start < quotation.outer.end);
            if inside {
                (reader.last, reader.unsigned) = (None, None);
                reader.recent.clear();
                reader.mentioned.clear();
                let inner = Narration::of_quotation(text, layout, origin, index);
                reader.narration(&inner, layout);
            }
        }
        Self {
            speakers: reader.speakers,
        }
    }

    /// Who says the quotation with this index in the layout, where the text tells.
    pub fn of(&self, quotation: usize) -> Option<&Speaker> {
        self.speakers.get(quotation)?.as_ref()
    }
}

/// The people that the author names.
fn people(narration: &Narration, text: &str, layout: &Layout) -> People {
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
fn has_title_case(passage: &Passage<'_>) -> bool {
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

/// Somebody named as a subject, to whom "he" may refer.
#[derive(Clone, Debug)]
struct Subject {
    person: Option<PersonId>,
    /// Who it is, without a person: "spokeswoman".
    description: Option<Box<str>>,
    gender: Option<Gender>,
    /// The first byte of the passage.
    passage: u32,
    /// The first token in it.
    token: usize,
    paragraph: usize,
}

/// "He" is somebody named at most so many paragraphs before.
const FURTHEST_NAME: usize = 3;

/// A name and a pronoun in one sentence are at most so many tokens apart.
const FURTHEST: usize = 40;

/// So many subjects are remembered.
const MOST_SUBJECTS: usize = 8;

/// The speaker with whose words a paragraph may go on.
#[derive(Clone, Debug)]
struct Last {
    speaker: Speaker,
    paragraph: usize,
    /// Whether the passage announces words: it ends in a colon.
    announces: bool,
}

struct Reader<'a> {
    text: &'a str,
    people: People,
    /// People named as subjects, the latest last.
    recent: Vec<Subject>,
    /// People named in whatever place with their gender, the latest last.
    mentioned: Vec<Subject>,
    last: Option<Last>,
    /// The quotation that the passage before ends in, if nobody says it yet.
    unsigned: Option<usize>,
    speakers: Vec<Option<Speaker>>,
}

impl Reader<'_> {
    fn narration(&mut self, narration: &Narration, layout: &Layout) {
        for passage in narration.passages(self.text, layout) {
            self.passage(&passage);
        }
    }

    fn passage(&mut self, passage: &Passage<'_>) {
        if let Some(quotation) = self.unsigned.take()
            && let Some(phrase) = signature(passage, 0)
        {
            self.speakers[quotation] = self.speaker(passage, &phrase);
            return;
        }
        let clauses = clauses(passage);
        let subject = subject(passage);
        if let Some(subject) = &subject {
            self.remember(passage, subject);
        }
        let mut next_clause = 0;
        let mut latest: Option<Speaker> = None;
        for (token, index) in passage.quotations {
            while let Some(clause) = clauses.get(next_clause)
                && clause.verb < *token
            {
                self.remember(passage, &clause.speaker);
                next_clause += 1;
            }
            let phrase = attribution(passage, &clauses, *token, next_clause)
                .or_else(|| self.label(passage, *token));
            let speaker = match phrase {
                Some(phrase) => self.speaker(passage, &phrase),
                None if *token == 0 && is_whole(passage) => self.continued(passage),
                None => None,
            };
            let is_last = *token + 1 == passage.len();
            self.unsigned = (is_last && speaker.is_none()).then_some(*index);
            latest = speaker.clone().or(latest);
            self.speakers[*index] = speaker;
        }
        for clause in &clauses[next_clause..] {
            self.remember(passage, &clause.speaker);
        }
        self.mention(passage);
        let announces = passage.words.word(passage.len().wrapping_sub(1)) == ":";
        let speaker = latest
            .or_else(|| {
                let last = clauses
                    .iter()
                    .rfind(|clause| clause.manner != Manner::Names)?;
                self.speaker(passage, &last.speaker)
            })
            .or_else(|| {
                let subject =
                    subject.filter(|subject| announces || self.is_person(passage, subject));
                self.speaker(passage, &subject?)
            });
        if let Some(speaker) = speaker {
            self.last = Some(Last {
                speaker,
                paragraph: passage.paragraph,
                announces,
            });
        }
    }

    /// Whether a subject can be somebody who speaks next: "The pier" cannot.
    fn is_person(&self, passage: &Passage<'_>, subject: &Phrase) -> bool {
        let last = lower(&passage.words, subject.who.end - 1);
        match subject.head {
            Head::Name => subject.who.len() > 1 || words::may_be_name(&last),
            Head::Pronoun(pronoun) => matches!(pronoun, Pronoun::Person(_)),
            Head::Description => words::person(&passage.words, subject.who.end - 1).is_some(),
        }
    }

    /// The speaker of the passage before, with whose words the paragraph goes on.
    fn continued(&self, passage: &Passage<'_>) -> Option<Speaker> {
        let last = self.last.as_ref()?;
        let next = last.announces && last.paragraph + 1 == passage.first_paragraph;
        (next || last.paragraph == passage.first_paragraph).then(|| last.speaker.clone())
    }

    /// The name that a passage is headed with, as the turns of an interview are: "Lavrov: “No.”"
    /// One word with a capital may be any other: "Note: “…”". Of "Lavrov’s answer: “No.”" the owner.
    fn label(&self, passage: &Passage<'_>, token: usize) -> Option<Phrase> {
        let words = &passage.words;
        let colon = token.checked_sub(1).filter(|at| words.word(*at) == ":")?;
        let owner = colon.checked_sub(2);
        if let Some(owner) = owner.filter(|at| words.tokens[*at].kind == TokenKind::Possessive)
            && words::is_utterance(&lower(words, colon - 1))
        {
            return phrase::behind(words, owner);
        }
        let phrase = phrase::behind(words, colon)?;
        let start = phrase.tokens.start;
        let opens = start == 0 || passage.quotation_at(start - 1).is_some();
        let is_name = phrase.head == Head::Name && opens;
        let person = self.person(passage, &phrase);
        let capitals = words.word(phrase.who.start).chars().all(char::is_uppercase);
        let known = capitals || person.is_some_and(|id| self.people.is_sure(id));
        (is_name && known).then_some(phrase)
    }

    /// Keeps a subject to whom a pronoun may refer.
    fn remember(&mut self, passage: &Passage<'_>, phrase: &Phrase) {
        let words = &passage.words;
        let (start, paragraph) = (passage.start(), passage.paragraph);
        // Two are not "he".
        if lower(words, phrase.tokens.end) == "and" {
            return;
        }
        let last = lower(words, phrase.who.end - 1);
        let person = self
            .person(passage, phrase)
            .filter(|id| self.people.is_sure(*id) || words::may_be_name(&last));
        let subject = match (person, words::person(words, phrase.who.end - 1)) {
            (Some(id), _) if !matches!(phrase.head, Head::Pronoun(_)) => Subject {
                person,
                description: None,
                gender: self.people.gender(id),
                token: phrase.who.start,
                passage: start,
                paragraph,
            },
            (None, Some(gender)) if phrase.head == Head::Description => Subject {
                person: None,
                description: described(words, phrase.who.clone()),
                gender,
                token: phrase.who.start,
                passage: start,
                paragraph,
            },
            _ => return,
        };
        push_bounded(&mut self.recent, subject);
    }

    /// Keeps the people named in a passage whose gender is known.
    fn mention(&mut self, passage: &Passage<'_>) {
        let words = &passage.words;
        let mut at = 0;
        while at < passage.len() {
            let Some(run) = run_at(words, at) else {
                at += 1;
                continue;
            };
            at = run.end();
            let name = words.span(run.name.start, run.name.end);
            let person = self.people.named(&self.text[name.range()]);
            if let Some(gender) = person.and_then(|id| self.people.gender(id)) {
                let subject = Subject {
                    person,
                    description: None,
                    gender: Some(gender),
                    token: run.name.start,
                    passage: passage.start(),
                    paragraph: passage.paragraph,
                };
                push_bounded(&mut self.mentioned, subject);
            }
        }
    }

    /// The person of the document that a name or a description means.
    fn person(&self, passage: &Passage<'_>, phrase: &Phrase) -> Option<PersonId> {
        let words = &passage.words;
        match phrase.head {
            Head::Name => {
                let name = words.span(phrase.who.start, phrase.who.end);
                self.people.named(&self.text[name.range()])
            }
            Head::Description => {
                let possessive = |at: &usize| words.tokens[*at].kind == TokenKind::Possessive;
                let owner = phrase.who.clone().rfind(possessive);
                let from = owner.map_or(phrase.who.start, |owner| owner + 1);
                // "May’s spokesman" need not be the one spokesman whom the document names.
                if owner.is_some() && phrase.who.end == from + 1 {
                    return None;
                }
                let described = (from..phrase.who.end)
                    .filter(|at| !words::is_determiner(&lower(words, *at)))
                    .map(|at| words.word(at));
                self.people.titled(described)
            }
            Head::Pronoun(_) => None,
        }
    }

    fn speaker(&self, passage: &Passage<'_>, phrase: &Phrase) -> Option<Speaker> {
        let words = &passage.words;
        let written = words.span(phrase.who.start, phrase.who.end);
        let person = self.person(passage, phrase);
        // A headline has capitals on all words: only a name that the text has is one.
        if phrase.head == Head::Name && person.is_none() && has_title_case(passage) {
            return None;
        }
        let (person, name) = match phrase.head {
            Head::Name => (person, Some(folded(&self.text[written.range()]))),
            Head::Pronoun(pronoun) => match self.meant(pronoun, passage, phrase.who.start) {
                Some(subject) => (subject.person, subject.description),
                None => (None, None),
            },
            Head::Description => (person, described(words, phrase.who.clone())),
        };
        let full = person.map(|id| self.people.span(id));
        Some(Speaker {
            written,
            full: full.filter(|full| *full != written),
            name: match person {
                Some(id) => Some(self.people.name(id).into()),
                None => name,
            },
        })
    }

    /// The nearest subject that a pronoun at a token may mean.
    fn meant(&self, pronoun: Pronoun, passage: &Passage<'_>, at: usize) -> Option<Subject> {
        let Pronoun::Person(gender) = pronoun else {
            return None;
        };
        let fits = |known: Option<Gender>| known.is_none_or(|known| known == gender);
        let mut latest = self
            .recent
            .iter()
            .rev()
            .filter(|subject| fits(subject.gender));
        // The same pronoun before it in the sentence is the same person.
        let words = &passage.words;
        let at = (at.saturating_sub(FURTHEST)..at)
            .find(|before| words::gender(&lower(words, *before)) == Some(gender))
            .unwrap_or(at);
        let start = passage.start();
        latest
            .clone()
            .find(|subject| subject.passage == start && subject.token < at)
            .cloned()
            .or_else(|| {
                let person = self.named_before(passage, at)?;
                fits(self.people.gender(person)).then(|| Subject {
                    person: Some(person),
                    description: None,
                    gender: self.people.gender(person),
                    token: at,
                    passage: start,
                    paragraph: passage.paragraph,
                })
            })
            .or_else(|| {
                latest
                    .find(|subject| {
                        subject.passage < start
                            && subject.paragraph + FURTHEST_NAME >= passage.paragraph
                    })
                    .cloned()
            })
            .or_else(|| {
                let mut mentioned = self.mentioned.iter().rev();
                mentioned
                    .find(|subject| {
                        subject.gender == Some(gender)
                            && subject.paragraph + FURTHEST_NAME >= passage.paragraph
                    })
                    .cloned()
            })
    }

    /// The person named last before a token.
    fn named_before(&self, passage: &Passage<'_>, at: usize) -> Option<PersonId> {
        (at.saturating_sub(FURTHEST)..at).rev().find_map(|start| {
            let run = run_at(&passage.words, start).filter(|run| !run.name.is_empty())?;
            let name = passage.words.span(run.name.start, run.name.end);
            let person = self.people.named(&self.text[name.range()])?;
            self.people.is_certainly_one(person).then_some(person)
        })
    }
}

fn push_bounded(list: &mut Vec<Subject>, subject: Subject) {
    if list.len() == MOST_SUBJECTS {
        list.remove(0);
    }
    list.push(subject);
}

/// Whether a passage that begins with a quotation is nothing else, or goes on after a whole
/// sentence of it.
fn is_whole(passage: &Passage<'_>) -> bool {
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

fn folded(name: &str) -> Box<str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").replace('\u{2019}', "'").into()
}

/// What describes a speaker who has no name, unless it leaves open who it is.
fn described(words: &Words<'_>, tokens: std::ops::Range<usize>) -> Option<Box<str>> {
    let has_name = tokens.clone().any(|at| run_at(words, at).is_some());
    let first = lower(words, tokens.start);
    if words::is_indefinite(&first) && !has_name {
        return None;
    }
    let from = tokens.start + usize::from(matches!(first.as_ref(), "a" | "an" | "the"));
    let span = words.span(from, tokens.end);
    Some(folded(&words.text[span.range()].to_lowercase()))
}

/// So many clauses before and after a quotation are looked at.
const MOST_CLAUSES: usize = 6;

/// Who speaks the quotation at a token, by the sentence it is in; `next` is the first clause with
/// its verb behind it.
fn attribution(
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
fn signature(passage: &Passage<'_>, at: usize) -> Option<Phrase> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, plain};

    /// Checks who says each quotation of a text: as written, and as whom; "-" for nobody.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let layout = plain::read(text);
        let speakers = Speakers::read(text, &layout, Origin::default());
        let found: Vec<(&str, &str)> = (0..layout.quotations.len())
            .map(|index| match speakers.of(index) {
                Some(speaker) => (
                    &text[speaker.written.range()],
                    speaker.name.as_deref().unwrap_or("-"),
                ),
                None => ("-", "-"),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    /// Checks texts with one quotation: who says it, as written.
    #[track_caller]
    fn check_written(cases: &[(&str, &str)]) {
        for (text, written) in cases {
            let layout = plain::read(text);
            let speakers = Speakers::read(text, &layout, Origin::default());
            let found = speakers
                .of(0)
                .map_or("-", |speaker| &text[speaker.written.range()]);
            assert_eq!(found, *written, "{text}");
        }
    }

    #[test]
    fn the_speaker_stands_before() {
        check_written(&[
            ("Lindqvist said, “We go.”", "Lindqvist"),
            ("Lindqvist said: “We go.”", "Lindqvist"),
            (
                "On Monday, Lindqvist told the council: “We go.”",
                "Lindqvist",
            ),
            ("The mayor also said in a statement, “We go.”", "The mayor"),
            (
                "Lindqvist has repeatedly warned that “we go” soon.",
                "Lindqvist",
            ),
            (
                "Marta Lindqvist, the mayor of Port Ellen, said: “We go.”",
                "Marta Lindqvist",
            ),
            (
                "Lindqvist, who had come from the port, said: “We go.”",
                "Lindqvist",
            ),
            ("Lindqvist (48) wrote: “We go.”", "Lindqvist"),
            ("Lindqvist on Friday tweeted: “We go.”", "Lindqvist"),
            (
                "Speaking to reporters, Lindqvist said: “We go.”",
                "Lindqvist",
            ),
            (
                "In a speech in Port Ellen on Monday, Lindqvist said: “We go.”",
                "Lindqvist",
            ),
            ("Lindqvist shook her head and said: “We go.”", "Lindqvist"),
            ("Her spokesman, Jan Berg, said: “She goes.”", "Jan Berg"),
            (
                "A spokesman for the port said: “We go.”",
                "A spokesman for the port",
            ),
            ("A statement from the port said: “We go.”", "the port"),
            ("According to Lindqvist, the pier is “gone”.", "Lindqvist"),
            (
                "The agency quoted Lindqvist as saying: “We go.”",
                "Lindqvist",
            ),
            ("Lindqvist was quoted as saying: “We go.”", "Lindqvist"),
            (
                "Lindqvist described the pier as a “death trap” on Monday.",
                "Lindqvist",
            ),
            (
                "The pier was described by Lindqvist as a “death trap”.",
                "Lindqvist",
            ),
            (
                "Lindqvist issued a statement on Monday saying the pier was “gone”.",
                "Lindqvist",
            ),
            (
                "Lindqvist, asked about it, said only: “We go.”",
                "Lindqvist",
            ),
            ("LINDQVIST: “We go.”", "LINDQVIST"),
            ("The mayor’s answer: “We go.”", "The mayor"),
            ("It was, in the words of Lindqvist, “a mess”.", "Lindqvist"),
            ("As Lindqvist put it: “We go.”", "Lindqvist"),
            (
                "The minister, Ada Okoye, dismissed it as “a mess”.",
                "Ada Okoye",
            ),
            (
                "Mrs. May’s spokesman said: “We go.”",
                "Mrs. May’s spokesman",
            ),
            ("The 45-year-old said: “We go.”", "The 45-year-old"),
            (
                "A source close to the mayor said: “We go.”",
                "A source close to the mayor",
            ),
            (
                "In a speech to parliament Lindqvist said: “We go.”",
                "Lindqvist",
            ),
            (
                "Letters from the mayor urging them to “go” came.",
                "the mayor",
            ),
        ]);
    }

    #[test]
    fn the_speaker_stands_after() {
        check_written(&[
            ("“We go,” said Lindqvist.", "Lindqvist"),
            ("“We go,” Lindqvist said.", "Lindqvist"),
            ("“We go!” insists Lindqvist.", "Lindqvist"),
            ("“Do we go?” asked Lindqvist of the crowd.", "Lindqvist"),
            ("“We go” – Lindqvist.", "Lindqvist"),
            (
                "“We go,” says harbour master Marta Lindqvist, who has left.",
                "Marta Lindqvist",
            ),
            (
                "“We go,” said Marta Lindqvist of the Port Police.",
                "Marta Lindqvist",
            ),
            ("“We go,” according to Lindqvist.", "Lindqvist"),
            (
                "“We go,” Lindqvist, a former pilot, told the Courier.",
                "Lindqvist",
            ),
            ("“We go,” Lindqvist, 48, told the Courier.", "Lindqvist"),
            (
                "“We go,” a spokesman for Lindqvist said.",
                "a spokesman for Lindqvist",
            ),
            ("“We go,” said the mayor’s spokesman, Jan Berg.", "Jan Berg"),
            ("“We go,” Lindqvist was quoted as saying.", "Lindqvist"),
            ("“We go,” she added with a laugh.", "she"),
            ("“We go,” officials say.", "officials"),
            ("“We go,” the Courier reports.", "Courier"),
            ("The fire was “huge”, police said.", "police"),
            (
                "“We go,” Lindqvist later told reporters in Port Ellen.",
                "Lindqvist",
            ),
            ("“We go,” cried the old pilot.", "the old pilot"),
            ("“We go” said Lindqvist.", "Lindqvist"),
            ("“We go,” said 23-year-old student Ada Okoye.", "Ada Okoye"),
            (
                "“We go,” according to a statement from the port.",
                "the port",
            ),
            (
                "“We go,” Oregon State Police Lt. Lindqvist said.",
                "Lindqvist",
            ),
            ("“We go,” returned Lindqvist; “we stay.”", "Lindqvist"),
        ]);
    }

    #[test]
    fn the_speaker_stands_between() {
        let lindqvist = ("Lindqvist", "Lindqvist");
        check("“We go,” Lindqvist said, “and we stay.”", &[lindqvist; 2]);
        check("“We go,” said Lindqvist. “We stay.”", &[lindqvist; 2]);
        check(
            "“We go,” said Lindqvist, adding that “we stay”.",
            &[lindqvist; 2],
        );
        check(
            "Lindqvist said the pier was “gone” and the port “lost”.",
            &[lindqvist; 2],
        );
    }

    #[test]
    fn a_paragraph_goes_on_with_its_speaker() {
        let lindqvist = ("Lindqvist", "Lindqvist");
        check(
            "“We go,” Lindqvist said. “We stay. We wait.”",
            &[lindqvist; 2],
        );
        check("Lindqvist had one wish. “We go.”", &[lindqvist]);
        check(
            "“We go,” Lindqvist said. The pier is old. “We stay.”",
            &[lindqvist; 2],
        );
        check("The pier is old. “We go.”", &[("-", "-")]);
        check("Lindqvist had this to say:\n\n“We go.”", &[lindqvist]);
        check(
            "“We go,” Lindqvist said.\n\n“We stay.”",
            &[lindqvist, ("-", "-")],
        );
    }

    #[test]
    fn a_quotation_over_paragraphs_has_one_speaker() {
        check(
            "“We go.\n\n“We stay,” said Lindqvist.",
            &[("Lindqvist", "Lindqvist")],
        );
    }

    #[test]
    fn a_short_name_is_the_full_one_of_the_document() {
        check(
            "Mayor Marta Lindqvist came. “We go,” Ms. Lindqvist said. “We stay,” said the mayor.",
            &[
                ("Lindqvist", "Marta Lindqvist"),
                ("the mayor", "Marta Lindqvist"),
            ],
        );
        check(
            "“We go,” Lindqvist said. Marta Lindqvist and Jonas Lindqvist left.",
            &[("Lindqvist", "Lindqvist")],
        );
    }

    #[test]
    fn a_pronoun_is_the_nearest_subject_that_fits() {
        let she = ("she", "Marta Lindqvist");
        check(
            "Marta Lindqvist told the council. “We go,” she said.",
            &[she],
        );
        check(
            "Ms. Ada Okoye met Mr. Jan Berg. “We go,” he said. “We stay,” she said.",
            &[("he", "Jan Berg"), ("she", "Ada Okoye")],
        );
        check(
            "Jan Berg met a port spokeswoman. The spokeswoman left. “We go,” she said.",
            &[("she", "spokeswoman")],
        );
        check("“We go,” he said.", &[("he", "-")]);
        check(
            "Lindqvist came. “We go,” she said.",
            &[("she", "Lindqvist")],
        );
        check(
            "Experts came. Police agreed. “We go,” he said.",
            &[("he", "-")],
        );
    }

    #[test]
    fn one_who_is_not_known_has_no_name() {
        check("“We go,” a witness said.", &[("a witness", "-")]);
        check(
            "“We go,” said the port police.",
            &[("the port police", "port police")],
        );
        check(
            "A statement from the port police said: “We go.”",
            &[("the port police", "port police")],
        );
    }

    #[test]
    fn words_that_nobody_says_have_no_speaker() {
        for text in [
            "The ship “Marta” sank.",
            "The so-called “mother ship” sank.",
            "The word “pier” is old. Lindqvist said so.",
            "“Hot pursuit” allows the navy to follow.",
            "The book is called “The Pier”.",
            "Note: “The Pier” is a book.",
            "The ship “Marta” told of a storm.",
        ] {
            check(text, &[("-", "-")]);
        }
    }

    #[test]
    fn the_speaker_of_a_report_is_not_the_one_who_reports_it() {
        check(
            "Lindqvist said the pier was “gone,” the Courier reported.",
            &[("Lindqvist", "Lindqvist")],
        );
    }

    #[test]
    fn a_quotation_in_a_quotation_has_its_own_speaker() {
        check(
            "“He told me: ‘We go.’ I stayed,” said Lindqvist.",
            &[("Lindqvist", "Lindqvist"), ("He", "-")],
        );
    }

    #[test]
    fn a_signature_stands_behind_a_dash() {
        check(
            "“We go.”\n\n— Marta Lindqvist",
            &[("Marta Lindqvist", "Marta Lindqvist")],
        );
        check(
            "“We go.” — Marta Lindqvist, mayor",
            &[("Marta Lindqvist", "Marta Lindqvist")],
        );
    }

    #[test]
    fn a_block_quotation_is_announced_or_signed() {
        for source in [
            "Marta Lindqvist wrote:\n\n> We go.\n>\n> We stay.\n",
            "> We go.\n>\n> We stay.\n>\n> — Marta Lindqvist, mayor\n",
        ] {
            let document = Format::Markdown.read(source);
            let text = document.transcript.text(source);
            let speakers = Speakers::read(text, &document.layout, Origin::default());
            let name = speakers.of(0).and_then(|speaker| speaker.name.as_deref());
            assert_eq!(name, Some("Marta Lindqvist"), "{source}");
        }
    }

    #[test]
    fn long_runs_of_marks_capitals_and_verbs_stay_linear() {
        for piece in [
            "\"a\" ",
            "“",
            "Aa ",
            "said ",
            ", ",
            "“Go,” said A. ",
            "of Bank ",
            "he said (",
        ] {
            let text = piece.repeat(200_000 / piece.len());
            let layout = plain::read(&text);
            Speakers::read(&text, &layout, Origin::default());
        }
    }
}
