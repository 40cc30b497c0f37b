//! Who says a quotation.
//!
//! An attribution stands before the quotation ("Lavrov said: …"), after it ("…," said Lavrov)
//! or between its parts, in the same sentence; the next quotation of the paragraph goes on with
//! it. See The Chicago Manual of Style, "Dialogue and quotations", and The Associated Press
//! Stylebook, "quotations in the news".

use super::attribution::{attribution, is_whole, signature};
use super::census::{self, has_title_case};
use super::clause::{clauses, subject};
use super::passage::{Narration, Passage};
use super::phrase::{self, Head, Phrase, lower};
use super::reference::{References, described, folded};
use super::saying::Manner;
use super::words::{self, Pronoun};
use crate::document::Layout;
use crate::document::token::TokenKind;
use crate::source::Span;
use crate::value::Origin;

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
            references: References::new(text, census::people(&narration, text, layout)),
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
                reader.references.forget();
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
    references: References<'a>,
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
            self.references.remember(passage, subject);
        }
        let mut next_clause = 0;
        let mut latest: Option<Speaker> = None;
        for (token, index) in passage.quotations {
            while let Some(clause) = clauses.get(next_clause)
                && clause.verb < *token
            {
                self.references.remember(passage, &clause.speaker);
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
            self.references.remember(passage, &clause.speaker);
        }
        self.references.mention(passage);
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
        let person = self.references.person(passage, &phrase);
        let capitals = words.word(phrase.who.start).chars().all(char::is_uppercase);
        let known = capitals || person.is_some_and(|id| self.references.people.is_sure(id));
        (is_name && known).then_some(phrase)
    }

    fn speaker(&self, passage: &Passage<'_>, phrase: &Phrase) -> Option<Speaker> {
        let words = &passage.words;
        let written = words.span(phrase.who.start, phrase.who.end);
        let person = self.references.person(passage, phrase);
        // A headline has capitals on all words: only a name that the text has is one.
        if phrase.head == Head::Name && person.is_none() && has_title_case(passage) {
            return None;
        }
        let (person, name) = match phrase.head {
            Head::Name => (person, Some(folded(&self.text[written.range()]))),
            Head::Pronoun(pronoun) => {
                match self.references.meant(pronoun, passage, phrase.who.start) {
                    Some(subject) => (subject.person, subject.description),
                    None => (None, None),
                }
            }
            Head::Description => (person, described(words, phrase.who.clone())),
        };
        let full = person.map(|id| self.references.people.span(id));
        Some(Speaker {
            written,
            full: full.filter(|full| *full != written),
            name: match person {
                Some(id) => Some(self.references.people.name(id).into()),
                None => name,
            },
        })
    }
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
