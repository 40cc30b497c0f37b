//! Clauses of saying: a verb of saying with the one who speaks.

use super::passage::Passage;
use super::phrase::{self, Head, Phrase, lower};
use super::saying::{Form, Manner, Saying, saying};
use super::words;
use crate::document::token::TokenKind;

/// A verb of saying and its subject.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The first token: of the subject, or the verb if the subject follows.
    pub(super) start: usize,
    /// The verb.
    pub(super) verb: usize,
    /// One past the verb, or past a subject that follows it.
    pub(super) end: usize,
    /// What the verb does with quoted words.
    pub(super) manner: Manner,
    /// Who speaks.
    pub(super) speaker: Phrase,
    /// Where the speaker stands.
    pub(super) order: Order,
}

/// Where the speaker stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// "Lavrov said"
    Before,
    /// "said Lavrov", "according to Lavrov"
    After,
    /// "…, adding", "and said", "labelled … by": apart from the verb.
    Apart,
}

/// An apposition or a relative clause after a subject is at most so long.
const LONGEST_ASIDE: usize = 40;

/// So many asides may stand between a subject and its verb.
const MOST_ASIDES: usize = 6;

/// So many words may stand between a passive verb and its "by".
const FURTHEST_AGENT: usize = 12;

/// The clauses of saying of a passage, by their verbs.
pub(super) fn clauses(passage: &Passage<'_>) -> Vec<Clause> {
    let mut reader = Reader {
        passage,
        found: Vec::new(),
    };
    for at in 0..passage.len() {
        if let Some(clause) = reader.clause(at) {
            reader.found.push(clause);
        }
    }
    reader.found
}

struct Reader<'p, 'a> {
    passage: &'p Passage<'a>,
    found: Vec<Clause>,
}

impl Reader<'_, '_> {
    /// The clause whose verb is at a token.
    fn clause(&self, at: usize) -> Option<Clause> {
        let words = &self.passage.words;
        let word = words.word(at);
        let reports = Saying {
            manner: Manner::Reports,
            form: Form::Past,
            doubtful: false,
        };
        let next = words.word(at + 1);
        match lower(words, at).as_ref() {
            "according" if next == "to" => return self.led(at, at + 2),
            "words" if next == "of" && self.follows_words(at, &["in", "the"]) => {
                return self.led(at - 2, at + 2);
            }
            "put" | "puts" if next == "it" => {
                return self.finite(at, at, reports, Order::Before);
            }
            _ => {}
        }
        // With a capital a noun is a part of a name: "Oregon State Police".
        let verb =
            saying(word).filter(|verb| !verb.doubtful || word.starts_with(char::is_lowercase))?;
        if verb.doubtful && self.is_owned(at) {
            return None;
        }
        let clause = self.with_speaker(at, verb)?;
        (!verb.doubtful || self.beside_quotation(&clause)).then_some(clause)
    }

    fn with_speaker(&self, at: usize, verb: Saying) -> Option<Clause> {
        let words = &self.passage.words;
        let before = self.past_adverbs(at);
        let word_before = before.checked_sub(1).map(|index| lower(words, index));
        let word_before = word_before.as_deref().unwrap_or_default();
        let passive = verb.form == Form::Past && words::is_be(word_before);
        match verb.manner {
            // "was quoted as saying": the verb that follows has the words.
            Manner::Quotes if passive => self.finite(at, before, verb, Order::Before),
            Manner::Quotes => self.inverted(at, verb),
            Manner::Reports | Manner::Utters | Manner::Names if passive => {
                let by = (at + 1..self.passage.len().min(at + 1 + FURTHEST_AGENT))
                    .find(|index| lower(words, *index) == "by")?;
                let speaker = phrase::ahead(words, by + 1)?;
                Some(self.apart(at, verb, speaker))
            }
            Manner::Reports | Manner::Utters | Manner::Names => {
                if word_before == "as" && self.last_quotes(before) {
                    return None;
                }
                let progressive = words::is_be(word_before);
                if (verb.form == Form::Participle && !progressive) || word_before == "to" {
                    return Some(self.apart(at, verb, self.understood(before)?));
                }
                if self.follows_quotation(at) {
                    return self
                        .inverted(at, verb)
                        .or_else(|| Some(self.apart(at, verb, self.understood(before)?)));
                }
                if word_before == ","
                    && verb.manner == Manner::Reports
                    && may_follow_comma(words.word(at))
                {
                    let inverted = self.inverted(at, verb);
                    if let Some(inverted) = inverted.filter(|clause| self.closes(clause.end)) {
                        return Some(inverted);
                    }
                }
                self.finite(at, before, verb, Order::Before)
            }
        }
    }

    /// A clause whose subject stands before the verb at `at`, its adverbs and auxiliaries.
    fn finite(&self, at: usize, before: usize, verb: Saying, order: Order) -> Option<Clause> {
        let words = &self.passage.words;
        let before = self.past_auxiliaries(before);
        let word_before = lower(words, before.checked_sub(1)?);
        let speaker = match word_before.as_ref() {
            "," => self.over_asides(before - 1)?,
            ")" => phrase::behind(words, self.opening_bracket(before - 1)?)?,
            "who" | "which" | "that" => {
                let comma = before >= 2 && words.word(before - 2) == ",";
                phrase::behind(words, before - 1 - usize::from(comma))?
            }
            "and" | "but" | "then" | "or" => {
                return Some(self.apart(at, verb, self.understood(before - 1)?));
            }
            _ => phrase::behind(words, self.past_times(before))?,
        };
        Some(Clause {
            start: speaker.tokens.start,
            verb: at,
            end: at + 1,
            manner: verb.manner,
            speaker,
            order,
        })
    }

    /// A clause whose subject stands after the verb.
    fn inverted(&self, at: usize, verb: Saying) -> Option<Clause> {
        let speaker = phrase::ahead(&self.passage.words, at + 1)?;
        let speaker = self.named_aside(speaker);
        Some(Clause {
            start: at,
            verb: at,
            end: speaker.tokens.end,
            manner: verb.manner,
            speaker,
            order: Order::After,
        })
    }

    /// A clause that leads from a phrase at `start` to the speaker at `at`: "according to Lavrov".
    fn led(&self, start: usize, at: usize) -> Option<Clause> {
        let speaker = phrase::ahead(&self.passage.words, at)?;
        Some(Clause {
            start,
            verb: start,
            end: speaker.tokens.end,
            manner: Manner::Reports,
            speaker,
            order: Order::After,
        })
    }

    fn follows_words(&self, at: usize, before: &[&str]) -> bool {
        let words = &self.passage.words;
        at >= before.len()
            && before
                .iter()
                .enumerate()
                .all(|(index, word)| lower(words, at - before.len() + index) == *word)
    }

    fn apart(&self, at: usize, verb: Saying, speaker: Phrase) -> Clause {
        Clause {
            start: at,
            verb: at,
            end: at + 1,
            manner: verb.manner,
            speaker,
            order: Order::Apart,
        }
    }

    /// The subject that a verb without one of its own has: that of the last clause, or of the
    /// passage; of "letters from the mayor urging" the mayor.
    fn understood(&self, before: usize) -> Option<Phrase> {
        let words = &self.passage.words;
        let noun = phrase::behind(words, self.past_times(before));
        if let Some(author) = noun.filter(|phrase| phrase.who.start > phrase.tokens.start)
            && words::is_document(&lower(words, author.tokens.start))
        {
            return Some(author);
        }
        let last = self.found.last();
        // "Records say that he came and told her": a pronoun of this form is always a subject.
        let from = last.map_or(0, |last| last.end);
        let nominative = (from..before)
            .rev()
            .take(LONGEST_ASIDE)
            .find(|at| matches!(lower(words, *at).as_ref(), "he" | "she" | "they"));
        match (nominative, last) {
            (Some(at), _) => phrase::ahead(words, at),
            (None, Some(last)) => Some(last.speaker.clone()),
            (None, None) => subject(self.passage).filter(|subject| subject.tokens.end <= before),
        }
    }

    /// The subject before asides that end in the comma at `comma`: "X, a lawyer, said".
    fn over_asides(&self, comma: usize) -> Option<Phrase> {
        let words = &self.passage.words;
        let mut close = comma;
        for _ in 0..MOST_ASIDES {
            let open = (close.saturating_sub(LONGEST_ASIDE)..close)
                .rev()
                .find(|index| self.breaks(*index))?;
            if words.word(open) != "," {
                return None;
            }
            if let Some(found) = phrase::behind(words, open)
                && !self.is_aside(found.tokens.start)
            {
                return Some(self.named_aside(found));
            }
            close = open;
        }
        None
    }

    /// "Her spokesman, Ada Okoye," is Ada Okoye.
    fn named_aside(&self, phrase: Phrase) -> Phrase {
        let words = &self.passage.words;
        let end = phrase.tokens.end;
        if phrase.head != Head::Description || words.word(end) != "," {
            return phrase;
        }
        match phrase::ahead(words, end + 1) {
            Some(aside) if aside.head == Head::Name && self.breaks(aside.tokens.end) => Phrase {
                tokens: phrase.tokens.start..aside.tokens.end,
                ..aside
            },
            _ => phrase,
        }
    }

    /// Whether what starts at a token only adds to what stands before it.
    fn is_aside(&self, start: usize) -> bool {
        let before = start
            .checked_sub(1)
            .map(|at| lower(&self.passage.words, at));
        before.is_some_and(|word| words::is_preposition(&word))
    }

    /// Whether a clause ends at a token: at a sign, a preposition, a relative pronoun or the end.
    fn closes(&self, at: usize) -> bool {
        let word = lower(&self.passage.words, at);
        self.breaks(at)
            || matches!(
                word.as_ref(),
                "." | "who" | "which" | "whose" | "when" | "while" | "and"
            )
            || words::is_preposition(&word)
            || phrase::is_time(&self.passage.words, at)
    }

    /// Whether a token divides a sentence, or is its end.
    fn breaks(&self, at: usize) -> bool {
        at >= self.passage.len()
            || self.passage.quotation_at(at).is_some()
            || matches!(
                self.passage.words.word(at),
                "," | ";" | ":" | "—" | "–" | "(" | ")" | "."
            )
    }

    /// The token after which adverbs before `at` begin: "also" in "Lavrov also said".
    fn past_adverbs(&self, at: usize) -> usize {
        let mut before = at;
        while before > 0 && words::is_adverb(self.passage.words.word(before - 1)) {
            before -= 1;
        }
        before
    }

    fn past_auxiliaries(&self, at: usize) -> usize {
        let mut before = at;
        while before > 0 {
            let word = lower(&self.passage.words, before - 1);
            let is_adverb = words::is_adverb(self.passage.words.word(before - 1));
            if !words::is_auxiliary(&word) && !is_adverb {
                break;
            }
            before -= 1;
        }
        before
    }

    /// The token after which a time before `at` begins: "on Monday", "last week".
    fn past_times(&self, at: usize) -> usize {
        let words = &self.passage.words;
        let mut before = at;
        loop {
            let last = before.checked_sub(1);
            let Some(last) = last else { return before };
            let word = lower(words, last);
            if phrase::is_time(words, last) {
                before = last;
                let next = before.checked_sub(1).map(|index| lower(words, index));
                if matches!(next.as_deref(), Some("on" | "late" | "early" | "last")) {
                    before -= 1;
                }
            } else if matches!(
                word.as_ref(),
                "week" | "month" | "year" | "morning" | "afternoon" | "evening" | "night"
            ) && last > 0
                && matches!(lower(words, last - 1).as_ref(), "last" | "this")
            {
                before = last - 1;
            } else if matches!(word.as_ref(), "morning" | "afternoon" | "evening" | "night")
                && last > 0
                && phrase::is_time(words, last - 1)
            {
                before = last;
            } else {
                return before;
            }
        }
    }

    fn opening_bracket(&self, close: usize) -> Option<usize> {
        (close.saturating_sub(LONGEST_ASIDE)..close)
            .rev()
            .find(|index| self.passage.words.word(*index) == "(")
    }

    /// Whether only a comma or a dash stands between a quotation and a token.
    fn follows_quotation(&self, at: usize) -> bool {
        let mut before = at;
        while before > 0 && matches!(self.passage.words.word(before - 1), "," | "-" | "—" | "–")
        {
            before -= 1;
        }
        before > 0 && self.passage.quotation_at(before - 1).is_some()
    }

    /// Whether the clause found last, right before `at`, is "was quoted".
    fn last_quotes(&self, at: usize) -> bool {
        self.found.last().is_some_and(|last| {
            last.manner == Manner::Quotes && last.end.max(last.verb + 1) + 1 == at
        })
    }

    /// Whether a word is a noun by what stands before it: "the mayor’s answer", "a report".
    fn is_owned(&self, at: usize) -> bool {
        let words = &self.passage.words;
        at.checked_sub(1).is_some_and(|before| {
            words.tokens[before].kind == TokenKind::Possessive
                || words::is_determiner(&lower(words, before))
        })
    }

    /// Whether a quotation, or the sign before one, stands beside a clause.
    fn beside_quotation(&self, clause: &Clause) -> bool {
        let next = self.passage.words.word(clause.verb + 1);
        next == ":"
            || self.passage.quotation_at(clause.verb + 1).is_some()
            || (next == "," && self.passage.quotation_at(clause.verb + 2).is_some())
            || self.follows_quotation(clause.start)
    }
}

/// The subject of a passage: its first phrase, behind what goes before it.
pub(super) fn subject(passage: &Passage<'_>) -> Option<Phrase> {
    let words = &passage.words;
    let mut at = 0;
    loop {
        let word = lower(words, at);
        if passage.quotation_at(at).is_some() || at >= passage.len() {
            return None;
        }
        if matches!(word.as_ref(), "and" | "but" | "or" | "so" | "yet" | ",")
            || words::is_adverb(words.word(at))
        {
            at += 1;
            continue;
        }
        let leads = words::is_preposition(&word)
            || matches!(
                word.as_ref(),
                "when" | "while" | "because" | "if" | "although" | "though"
            )
            || word.ends_with("ing");
        if !leads {
            return phrase::ahead(words, at);
        }
        let end = passage.len().min(at + LONGEST_ASIDE);
        at = (at..end).find(|index| words.word(*index) == ",")? + 1;
    }
}

/// Whether a verb after a comma may have its subject after it: "…, said Lavrov". "Told" may not.
fn may_follow_comma(verb: &str) -> bool {
    !matches!(
        verb,
        "tell"
            | "tells"
            | "told"
            | "asked"
            | "asks"
            | "urged"
            | "urges"
            | "warned"
            | "warns"
            | "reminded"
            | "informed"
            | "assured"
            | "advised"
            | "accused"
            | "called"
            | "calls"
            | "described"
            | "describes"
    )
}
