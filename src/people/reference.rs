//! Whom a name, a pronoun or a description means.

use std::ops::Range;

use super::passage::Passage;
use super::person::{Gender, People, PersonId};
use super::phrase::{Head, Phrase, lower};
use super::words::{self, Pronoun};
use crate::document::token::TokenKind;
use crate::value::Words;
use crate::value::name::run::run_at;

/// Who was named so far.
pub(super) struct References<'a> {
    text: &'a str,
    /// All whom the document names.
    pub(super) people: People,
    /// People named as subjects, the latest last.
    recent: Vec<Subject>,
    /// People named in whatever place with their gender, the latest last.
    mentioned: Vec<Subject>,
}

/// Somebody named as a subject, to whom "he" may refer.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) person: Option<PersonId>,
    /// Who it is, without a person: "spokeswoman".
    pub(super) description: Option<Box<str>>,
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

impl<'a> References<'a> {
    pub(super) fn new(text: &'a str, people: People) -> Self {
        Self {
            text,
            people,
            recent: Vec::new(),
            mentioned: Vec::new(),
        }
    }

    /// Forgets who was named: what is quoted knows nothing of the text around it.
    pub(super) fn forget(&mut self) {
        self.recent.clear();
        self.mentioned.clear();
    }

    /// Keeps a subject to whom a pronoun may refer.
    pub(super) fn remember(&mut self, passage: &Passage<'_>, phrase: &Phrase) {
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
    pub(super) fn mention(&mut self, passage: &Passage<'_>) {
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
    pub(super) fn person(&self, passage: &Passage<'_>, phrase: &Phrase) -> Option<PersonId> {
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

    /// The nearest subject that a pronoun at a token may mean.
    pub(super) fn meant(
        &self,
        pronoun: Pronoun,
        passage: &Passage<'_>,
        at: usize,
    ) -> Option<Subject> {
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

pub(super) fn folded(name: &str) -> Box<str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").replace('\u{2019}', "'").into()
}

/// What describes a speaker who has no name, unless it leaves open who it is.
pub(super) fn described(words: &Words<'_>, tokens: Range<usize>) -> Option<Box<str>> {
    let has_name = tokens.clone().any(|at| run_at(words, at).is_some());
    let first = lower(words, tokens.start);
    if words::is_indefinite(&first) && !has_name {
        return None;
    }
    let from = tokens.start + usize::from(matches!(first.as_ref(), "a" | "an" | "the"));
    let span = words.span(from, tokens.end);
    Some(folded(&words.text[span.range()].to_lowercase()))
}
