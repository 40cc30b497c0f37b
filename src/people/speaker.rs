//! Who says a quotation.
//!
//! An attribution stands before the quotation ("Lavrov said: …"), after it ("…," said Lavrov)
//! or between its parts, in the same sentence; the next quotation of the paragraph goes on with
//! it. See The Chicago Manual of Style, "Dialogue and quotations", and The Associated Press
//! Stylebook, "quotations in the news".

use super::clause::{Clause, Order, clauses, subject};
use super::passage::{Narration, Passage};
use super::person::{Gender, Mention, People, PersonId};
use super::phrase::{Head, Phrase, lower};
use super::saying::Manner;
use super::words::{self, Pronoun};
use crate::document::Layout;
use crate::source::Span;
use crate::value::name::run::{Run, run_at};
use crate::value::name::title::{Title, title};

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
    pub fn read(text: &str, layout: &Layout) -> Self {
        let narration = Narration::of_document(text, layout);
        let mut reader = Reader {
            text,
            people: people(&narration, text, layout),
            recent: Vec::new(),
            last: None,
            speakers: vec![None; layout.quotations.len()],
        };
        reader.narration(&narration, layout);
        for (index, quotation) in layout.quotations.iter().enumerate() {
            let inside = layout
                .quotations
                .get(index + 1)
                .is_some_and(|next| next.outer.start < quotation.outer.end);
            if inside {
                reader.last = None;
                reader.narration(&Narration::of_quotation(text, layout, index), layout);
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
            let Some(run) = run_at(words, at) else {
                at += 1;
                continue;
            };
            at = run.end();
            if run.name.is_empty() || run.is_institution {
                continue;
            }
            let span = words.span(run.name.start, run.name.end);
            let id = people.add(Mention {
                name: &text[span.range()],
                span,
                opens: run.name.start == 0,
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

/// Whether a passage has capitals as a headline has them, which say nothing about names.
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
    words >= SHORTEST && small * 5 <= words
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
    const MOST_BEFORE: usize = 3;
    const MOST_AFTER: usize = 5;
    let words = &passage.words;
    let mut start = run.titles.start;
    while start > 0
        && run.titles.start - start < MOST_BEFORE
        && words.word(start - 1).starts_with(char::is_lowercase)
        && title(words.word(start - 1)).is_some()
    {
        start -= 1;
    }
    let end = run.end();
    let aside = (words.word(end) == ",")
        .then(|| {
            let most = passage.len().min(end + 1 + MOST_AFTER);
            (end + 1..most)
                .take_while(|at| words.tokens[*at].is_word())
                .find(|at| matches!(title(words.word(*at)), Some(title) if title != Title::Address))
        })
        .flatten()
        .map_or(end..end, |last| end + 1..last + 1);
    (start..run.titles.end)
        .chain(aside)
        .filter(|at| !words::is_determiner(&lower(words, *at)))
}

/// A person named as a subject, to whom "he" may refer.
#[derive(Clone, Debug)]
struct Subject {
    name: Span,
    id: Option<PersonId>,
    paragraph: usize,
}

/// "He" is somebody named at most so many paragraphs before.
const FURTHEST_NAME: usize = 3;

/// So many subjects are remembered.
const MOST_SUBJECTS: usize = 8;

/// The speaker with whose words a paragraph may go on.
#[derive(Clone, Debug)]
struct Last {
    speaker: Speaker,
    paragraph: usize,
    /// Whether the passage before announces words: it ends in a colon.
    announces: bool,
}

struct Reader<'a> {
    text: &'a str,
    people: People,
    /// Subjects with names, the latest last.
    recent: Vec<Subject>,
    last: Option<Last>,
    speakers: Vec<Option<Speaker>>,
}

impl Reader<'_> {
    fn narration(&mut self, narration: &Narration, layout: &Layout) {
        for passage in narration.passages(self.text, layout) {
            self.passage(&passage);
        }
    }

    fn passage(&mut self, passage: &Passage<'_>) {
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
            let attribution = attribution(passage, &clauses, *token, next_clause);
            let speaker = match attribution {
                Some(clause) => self.speaker(passage, &clause.speaker),
                None if *token == 0 => self.continued(passage),
                None => None,
            };
            latest = speaker.clone().or(latest);
            self.speakers[*index] = speaker;
        }
        for clause in &clauses[next_clause..] {
            self.remember(passage, &clause.speaker);
        }
        let announces = passage.words.word(passage.len().wrapping_sub(1)) == ":";
        let speaker = latest
            .or_else(|| {
                let clause = clauses
                    .iter()
                    .rev()
                    .find(|clause| clause.manner != Manner::Names)?;
                self.speaker(passage, &clause.speaker)
            })
            .or_else(|| self.speaker(passage, &subject?));
        self.last = speaker.map(|speaker| Last {
            speaker,
            paragraph: passage.paragraph,
            announces,
        });
    }

    /// The speaker of the passage before, with whose words the paragraph goes on.
    fn continued(&self, passage: &Passage<'_>) -> Option<Speaker> {
        let last = self.last.as_ref()?;
        let next = last.announces && last.paragraph + 1 == passage.paragraph;
        (next || last.paragraph == passage.paragraph).then(|| last.speaker.clone())
    }

    fn remember(&mut self, passage: &Passage<'_>, phrase: &Phrase) {
        if let Head::Name(name) = &phrase.head {
            let name = passage.words.span(name.start, name.end);
            let id = self.people.named(&self.text[name.range()]);
            self.recent.push(Subject {
                name,
                id,
                paragraph: passage.paragraph,
            });
            if self.recent.len() > MOST_SUBJECTS {
                self.recent.remove(0);
            }
        }
    }

    fn speaker(&self, passage: &Passage<'_>, phrase: &Phrase) -> Option<Speaker> {
        let words = &passage.words;
        let span = words.span(phrase.tokens.start, phrase.tokens.end);
        let (written, person, name) = match &phrase.head {
            Head::Name(name) => {
                let written = words.span(name.start, name.end);
                let name = &self.text[written.range()];
                (written, self.people.named(name), Some(folded(name)))
            }
            Head::Pronoun(pronoun) => {
                let subject = self.meant(*pronoun, passage.paragraph);
                let name = subject.map(|subject| folded(&self.text[subject.name.range()]));
                (span, subject.and_then(|subject| subject.id), name)
            }
            Head::Description => {
                let range = phrase.tokens.clone();
                let person = self.people.titled(
                    range
                        .clone()
                        .filter(|at| !words::is_determiner(&lower(words, *at)))
                        .map(|at| words.word(at)),
                );
                (span, person, described(words, range))
            }
        };
        let full = person.map(|id| self.people.span(id));
        let name = match person {
            Some(id) => Some(self.people.name(id).into()),
            None => name,
        };
        Some(Speaker {
            written,
            full: full.filter(|full| *full != written),
            name,
        })
    }

    /// The nearest subject that a pronoun may mean.
    fn meant(&self, pronoun: Pronoun, paragraph: usize) -> Option<&Subject> {
        let mut near = self
            .recent
            .iter()
            .rev()
            .take_while(|subject| subject.paragraph + FURTHEST_NAME >= paragraph);
        match pronoun {
            Pronoun::Person(gender) => near.find(|subject| {
                let known = subject.id.and_then(|id| self.people.gender(id));
                known.is_none_or(|known| known == gender)
            }),
            Pronoun::It => near.next().filter(|subject| subject.id.is_none()),
            Pronoun::They | Pronoun::Present => None,
        }
    }
}

fn folded(name: &str) -> Box<str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").replace('\u{2019}', "'").into()
}

/// What describes a speaker who has no name, unless it leaves open who it is.
fn described(words: &crate::value::Words<'_>, tokens: std::ops::Range<usize>) -> Option<Box<str>> {
    let has_name = tokens.clone().any(|at| run_at(words, at).is_some());
    let first = lower(words, tokens.start);
    if words::is_indefinite(&first) && !has_name {
        return None;
    }
    let from = tokens.start + usize::from(matches!(first.as_str(), "a" | "an" | "the"));
    let span = words.span(from, tokens.end);
    Some(folded(&words.text[span.range()].to_lowercase()))
}

/// The clause that says who speaks the quotation at a token; `next` is the first clause with its
/// verb behind it.
fn attribution<'c>(
    passage: &Passage<'_>,
    clauses: &'c [Clause],
    token: usize,
    next: usize,
) -> Option<&'c Clause> {
    let before = next.checked_sub(1).map(|last| &clauses[last]);
    let after = clauses.get(next);
    before
        .filter(|clause| introduces(passage, clause, token))
        .or_else(|| after.filter(|clause| follows(passage, clause, token)))
        .or_else(|| before.filter(|clause| governs(passage, clause, token)))
        .or_else(|| {
            clauses[next..]
                .iter()
                .find(|clause| is_parenthetical(passage, clause))
        })
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
        ":" => true,
        "," => between <= LONGEST_OBJECT,
        "that" => between <= 2,
        _ => false,
    }
}

/// Whether a clause stands right behind a quotation that leads to it: "…," said Lavrov.
fn follows(passage: &Passage<'_>, clause: &Clause, token: usize) -> bool {
    let words = &passage.words;
    let is_sign = |at: usize| matches!(words.word(at), "," | "-" | "—" | "–");
    let adjacent = (token + 1..clause.start).all(is_sign) && clause.order != Order::Apart;
    let according = lower(words, clause.verb) == "according";
    adjacent && (according || leads(passage, token) || clause.start > token + 1)
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

/// Whether a clause earlier in the sentence reports what is quoted.
fn governs(passage: &Passage<'_>, clause: &Clause, token: usize) -> bool {
    const FURTHEST_NAMED: usize = 20;
    let between = clause.end.min(token)..token;
    match clause.manner {
        Manner::Reports | Manner::Quotes => {
            !between.into_iter().any(|at| passage.words.word(at) == ";")
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
