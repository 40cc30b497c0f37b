//! What stands at each word of a sentence: phrases, entries and values, read once for all rules.

use std::ops::Range;

use crate::document::Layout;
use crate::document::token::{Token, TokenKind, tokenize};
use crate::lang::typed::{Module, VocabularyId};
use crate::source::Span;
use crate::value::{self, Annotations, EntryRef, Origin, Reading, Type, Words};

use super::automaton::{EntryEdge, ValueEdge};
use super::fold;
use super::limit::{self, LimitTest};
use super::phrase::{Hit, Hits, PhraseId, Phrases};
use super::simulation::Symbols;

/// A form of an entry that a phrase spells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormOf {
    /// The vocabulary, counted over all modules.
    pub(super) vocabulary: u32,
    /// The entry.
    pub(super) entry: u32,
    /// The form of the entry.
    pub(super) form: u32,
}

/// Memory for views, kept from one sentence to the next.
#[derive(Debug, Default)]
pub(super) struct ViewMemory {
    tokens: Vec<Token>,
    words_before: Vec<u32>,
    /// For each token of a row of a table, the tokens of its cell.
    cells: Vec<Range<usize>>,
    breaks_before: Vec<u32>,
    word_ids: Vec<u32>,
    hits: Hits,
    /// For each vocabulary, the first and the last token of its latest mention.
    latest: Vec<(usize, usize)>,
    /// Tokens inside a mention, with its vocabulary, sorted.
    inside: Vec<(usize, u32)>,
    /// What the tokens may be; empty until a value is asked for.
    annotations: Annotations,
    origin: Origin,
    readings: [Vec<Slot>; Type::ALL.len()],
}

/// A value not yet asked for, or the answer.
#[derive(Clone, Debug, Default)]
enum Slot {
    #[default]
    Unread,
    Nothing,
    Value(Reading),
}

/// A sentence as automata see it.
pub(super) struct View<'a> {
    text: &'a str,
    layout: &'a Layout,
    forms: &'a [Vec<FormOf>],
    memory: &'a mut ViewMemory,
    module: &'a Module,
    /// The module's first vocabulary, counted over all modules.
    first_vocabulary: u32,
}

impl ViewMemory {
    /// Cuts a sentence into words and finds its phrases.
    pub(super) fn read(
        &mut self,
        text: &str,
        layout: &Layout,
        sentence: Span,
        phrases: &Phrases,
        forms: &[Vec<FormOf>],
        origin: Origin,
    ) {
        self.origin = origin;
        self.tokens.clear();
        tokenize(text, sentence, &mut self.tokens);
        self.words_before.clear();
        self.words_before.push(0);
        self.breaks_before.clear();
        let mut words = 0;
        let mut next_break = layout.breaks.partition_point(|at| *at <= sentence.start);
        for token in &self.tokens {
            words += u32::from(token.is_word());
            self.words_before.push(words);
            while layout
                .breaks
                .get(next_break)
                .is_some_and(|at| *at <= token.span.start)
            {
                next_break += 1;
            }
            self.breaks_before.push(next_break as u32);
        }
        self.find_cells(layout);
        phrases.find(text, &self.tokens, &mut self.word_ids, &mut self.hits);
        self.find_inside(forms);
        self.annotations.clear();
        self.readings.iter_mut().for_each(Vec::clear);
    }

    /// Finds the cells that the words of a row of a table stand in.
    fn find_cells(&mut self, layout: &Layout) {
        self.cells.clear();
        let cells = value::cells(layout, &self.tokens);
        if cells.len() > 1 {
            let each = |cell: Range<usize>| cell.clone().map(move |_| cell.clone());
            self.cells.extend(cells.into_iter().flat_map(each));
        }
    }

    /// Finds the places where a form stands inside a mention that began before it: "York" in
    /// "New York" is no mention of York if both are listed.
    fn find_inside(&mut self, forms: &[Vec<FormOf>]) {
        self.latest.clear();
        self.inside.clear();
        for at in 0..self.tokens.len() {
            for hit in self.hits.at(at).iter().rev() {
                for form in forms.get(hit.phrase as usize).into_iter().flatten() {
                    let vocabulary = form.vocabulary as usize;
                    if self.latest.len() <= vocabulary {
                        self.latest.resize(vocabulary + 1, (0, 0));
                    }
                    let (start, end) = self.latest[vocabulary];
                    if end <= at {
                        self.latest[vocabulary] = (at, at + hit.tokens as usize);
                    } else if start < at {
                        self.inside.push((at, form.vocabulary));
                    }
                }
            }
        }
        self.inside.sort_unstable();
    }

    /// The tokens of the sentence.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Whether some phrase takes all these tokens.
    pub(super) fn is_phrase(&self, from: usize, to: usize, phrase: PhraseId) -> bool {
        from < to
            && from < self.tokens.len()
            && self
                .hits
                .at(from)
                .iter()
                .any(|hit| hit.phrase == phrase && hit.tokens as usize == to - from)
    }
}

impl<'a> View<'a> {
    pub(super) fn new(
        text: &'a str,
        layout: &'a Layout,
        forms: &'a [Vec<FormOf>],
        memory: &'a mut ViewMemory,
        module: &'a Module,
        first_vocabulary: u32,
    ) -> Self {
        Self {
            text,
            layout,
            forms,
            memory,
            module,
            first_vocabulary,
        }
    }

    /// The bytes of these tokens.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.memory.tokens[from]
            .span
            .join(self.memory.tokens[to - 1].span)
    }

    /// The value of a type at a token, read once.
    pub(super) fn reading(&mut self, at: usize, ty: Type) -> Option<&Reading> {
        let slots = &mut self.memory.readings[ty as usize];
        if slots.is_empty() {
            slots.resize(self.memory.tokens.len(), Slot::Unread);
        }
        if matches!(slots[at], Slot::Unread) {
            let tokens = &self.memory.tokens;
            // A value ends with its cell; only a quotation may hold several.
            let cell = match self.memory.cells.get(at) {
                Some(cell) if ty != Type::Quote => cell.clone(),
                Some(_) | None => 0..tokens.len(),
            };
            if self.memory.annotations.is_empty() {
                let language = self.memory.origin.language;
                self.memory
                    .annotations
                    .annotate(self.text, tokens, language);
            }
            let words = Words::new(
                self.text,
                self.layout,
                tokens,
                &self.memory.annotations,
                self.memory.origin,
            )
            .slice(cell.clone());
            let from = at - cell.start;
            slots[at] = match value::reader(ty).read(&words, from) {
                Some(reading) if reading.end > from && reading.end <= cell.len() => {
                    Slot::Value(Reading {
                        end: cell.start + reading.end,
                        ..reading
                    })
                }
                Some(_) | None => Slot::Nothing,
            };
        }
        match &self.memory.readings[ty as usize][at] {
            Slot::Value(reading) => Some(reading),
            Slot::Unread | Slot::Nothing => None,
        }
    }

    /// The longest form of any entry of a vocabulary at a token, with its end; none inside a
    /// longer mention.
    pub(super) fn longest_entry(
        &self,
        at: usize,
        vocabulary: VocabularyId,
    ) -> Option<(usize, EntryRef)> {
        let wanted = self.first_vocabulary + vocabulary.0;
        if self.memory.inside.binary_search(&(at, wanted)).is_ok() {
            return None;
        }
        let hits = self.memory.hits.at(at);
        let forms = |hit: &Hit| {
            self.forms
                .get(hit.phrase as usize)
                .into_iter()
                .flatten()
                .filter(|form| form.vocabulary == wanted)
        };
        let longest = hits.iter().rev().find(|hit| forms(hit).next().is_some())?;
        let end = at + longest.tokens as usize;
        // Forms that differ in capitals alone can stand at one place: the one written so
        // there, then the one listed first.
        let form = hits
            .iter()
            .filter(|hit| hit.tokens == longest.tokens)
            .flat_map(forms)
            .min_by_key(|form| (!self.is_written_so(at, end, vocabulary, form), form.form))?;
        let entry = EntryRef {
            vocabulary: vocabulary.0,
            entry: form.entry,
            form: form.form,
        };
        Some((end, entry))
    }

    /// Whether the words are those of the form to the letter.
    fn is_written_so(
        &self,
        from: usize,
        to: usize,
        vocabulary: VocabularyId,
        form: &FormOf,
    ) -> bool {
        let entry = &self.module.vocabularies[vocabulary.0 as usize].entries[form.entry as usize];
        let listed = fold::normalize(&entry.forms[form.form as usize].text);
        let written = &self.text[self.span(from, to).range()];
        listed
            .split_whitespace()
            .eq(fold::normalize(written).split_whitespace())
    }

    fn keeps_limit(&self, from: usize, to: usize, test: &LimitTest) -> bool {
        let words = || self.words_before(to) - self.words_before(from);
        match test {
            LimitTest::Words(comparison, count) => {
                comparison.holds(words().cmp(&(*count as usize)))
            }
            LimitTest::Except(phrases) => !phrases
                .iter()
                .any(|phrase| self.memory.is_phrase(from, to, *phrase)),
            LimitTest::ExceptAnyOf(vocabulary) => self
                .longest_entry(from, *vocabulary)
                .is_none_or(|(end, _)| end != to),
            // These are asked of a value, not of words.
            LimitTest::InFull | LimitTest::InShort | LimitTest::In(_) | LimitTest::Against(..) => {
                true
            }
        }
    }

    fn keeps_form(&self, from: usize, to: usize, entry: EntryRef, test: &LimitTest) -> bool {
        let listed = || {
            let vocabulary = &self.module.vocabularies[entry.vocabulary as usize];
            let name = vocabulary.entries[entry.entry as usize].name();
            let mut tokens = Vec::new();
            tokenize(name, Span::new(0, name.len() as u32), &mut tokens);
            tokens.iter().filter(|token| token.is_word()).count()
        };
        let words = self.words_before(to) - self.words_before(from);
        match test {
            LimitTest::InFull => words >= listed(),
            LimitTest::InShort => words < listed(),
            LimitTest::In(_)
            | LimitTest::Against(..)
            | LimitTest::Words(..)
            | LimitTest::Except(_)
            | LimitTest::ExceptAnyOf(_) => self.keeps_limit(from, to, test),
        }
    }
}

impl Symbols for View<'_> {
    fn len(&self) -> usize {
        self.memory.tokens.len()
    }

    fn is_word(&self, at: usize) -> bool {
        self.memory.tokens[at].is_word()
    }

    fn may_pass(&self, at: usize) -> bool {
        let token = self.memory.tokens[at];
        token.kind == TokenKind::Possessive || &self.text[token.span.range()] != ";"
    }

    fn words_before(&self, at: usize) -> usize {
        self.memory.words_before[at] as usize
    }

    fn breaks_before(&self, at: usize) -> u32 {
        self.memory.breaks_before[at]
    }

    fn phrase(&mut self, at: usize, phrase: PhraseId) -> Option<usize> {
        self.memory
            .hits
            .at(at)
            .iter()
            .find(|hit| hit.phrase == phrase)
            .map(|hit| hit.tokens as usize)
    }

    fn any_phrase(&mut self, at: usize, phrases: &[PhraseId], each: &mut dyn FnMut(usize)) {
        for hit in self.memory.hits.at(at) {
            if phrases.binary_search(&hit.phrase).is_ok() {
                each(hit.tokens as usize);
            }
        }
    }

    fn value(&mut self, at: usize, edge: &ValueEdge) -> Option<usize> {
        let reading = self.reading(at, edge.ty)?;
        let end = reading.end;
        let kept = edge.limits.iter().all(|test| match test {
            LimitTest::Against(comparison, limit) => {
                limit::keeps(&reading.value, *comparison, limit)
            }
            LimitTest::In(unit) => limit::is_in(&reading.value, unit),
            LimitTest::InFull
            | LimitTest::InShort
            | LimitTest::Words(..)
            | LimitTest::Except(_)
            | LimitTest::ExceptAnyOf(_) => true,
        });
        (kept && self.keeps(at, end, &edge.limits)).then_some(end)
    }

    fn entry(&mut self, at: usize, edge: &EntryEdge) -> Option<usize> {
        let (end, entry) = self.longest_entry(at, edge.vocabulary)?;
        let wanted = edge.entry.is_none_or(|wanted| wanted == entry.entry);
        let kept = edge
            .limits
            .iter()
            .all(|test| self.keeps_form(at, end, entry, test));
        (wanted && kept).then_some(end)
    }

    fn keeps(&mut self, from: usize, to: usize, limits: &[LimitTest]) -> bool {
        limits.iter().all(|test| self.keeps_limit(from, to, test))
    }
}
