//! A pattern as an automaton over the words of a sentence, and its simulation.
//!
//! Edges are not single words but what stands at a word: a phrase of so many tokens, a value
//! of a type, an entry of a vocabulary. Of all ways to match from a word on, the one with the
//! fewest gap words wins, then the one with the most words, then the branch written first;
//! this order is total, so there is one answer. Threads at one word and state are merged, so
//! the work from one word is bounded by the pattern's own size.

use std::cmp::Ordering;

use crate::lang::typed::{Blank, BlankKind, FieldIndex, Pattern, VocabularyId};
use crate::value::Type;

use super::limit::LimitTest;
use super::phrase::{PhraseId, Phrases};

/// A state of an automaton.
pub(super) type StateId = u32;

/// The most states a pattern may have; a larger one is refused when the plan is made.
const MOST_STATES: usize = 400_000;

/// A pattern that is too large to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// A step of an automaton.
#[derive(Debug)]
pub(super) enum State {
    /// Goes on in any of these, the first written first.
    Split(Box<[StateId]>),
    /// Takes a phrase.
    Phrase(PhraseId, StateId),
    /// Takes any of these phrases, sorted.
    AnyPhrase(Box<[PhraseId]>, StateId),
    /// Takes a value of a type.
    Value(ValueEdge, StateId),
    /// Takes an entry of a vocabulary in its longest form.
    Entry(EntryEdge, StateId),
    /// A gap: takes signs for nothing, and a word if one is left.
    Gap {
        /// Where a word leads; `None` if no word is left.
        word: Option<StateId>,
        /// After the gap.
        next: StateId,
    },
    /// The words of a group begin.
    Open(u32, StateId),
    /// The words of a group end.
    Close(Box<GroupEdge>, StateId),
    /// The end of a top-level branch of the pattern.
    Branch(u32),
    /// Matches nothing: the start of an automaton that is never to match.
    Nothing,
}

/// An edge that takes a value.
#[derive(Debug)]
pub(super) struct ValueEdge {
    pub(super) ty: Type,
    pub(super) field: Option<FieldIndex>,
    pub(super) limits: Box<[LimitTest]>,
}

/// An edge that takes an entry of a vocabulary.
#[derive(Debug)]
pub(super) struct EntryEdge {
    pub(super) vocabulary: VocabularyId,
    /// Only this entry.
    pub(super) entry: Option<u32>,
    pub(super) field: Option<FieldIndex>,
    pub(super) limits: Box<[LimitTest]>,
}

/// The end of a group of words kept as text.
#[derive(Debug)]
pub(super) struct GroupEdge {
    pub(super) group: u32,
    pub(super) field: Option<FieldIndex>,
    pub(super) limits: Box<[LimitTest]>,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Automaton {
    pub(super) states: Vec<State>,
    pub(super) start: StateId,
}

impl Automaton {
    /// Compiles a pattern; its phrases join those of the plan.
    pub(super) fn compile(pattern: &Pattern, phrases: &mut Phrases) -> Result<Self, TooLarge> {
        let mut compiler = Compiler {
            phrases,
            states: vec![State::Nothing],
            groups: 0,
        };
        let start = match pattern {
            Pattern::Choice(branches) => compiler.branches(branches)?,
            Pattern::Sequence(_)
            | Pattern::Maybe(_)
            | Pattern::Gap(_)
            | Pattern::Words(_)
            | Pattern::Blank(_)
            | Pattern::Shared(_) => compiler.branches(std::slice::from_ref(pattern))?,
        };
        Ok(Self {
            states: compiler.states,
            start,
        })
    }

    /// An automaton that matches nothing.
    pub(super) fn nothing() -> Self {
        Self {
            states: vec![State::Nothing],
            start: 0,
        }
    }
}

/// Builds the states from the end of a pattern to its start.
struct Compiler<'a> {
    phrases: &'a mut Phrases,
    states: Vec<State>,
    groups: u32,
}

impl Compiler<'_> {
    fn push(&mut self, state: State) -> Result<StateId, TooLarge> {
        if self.states.len() >= MOST_STATES {
            return Err(TooLarge);
        }
        self.states.push(state);
        Ok(self.states.len() as StateId - 1)
    }

    fn branches(&mut self, branches: &[Pattern]) -> Result<StateId, TooLarge> {
        let mut starts = Vec::with_capacity(branches.len());
        for (index, branch) in branches.iter().enumerate() {
            let end = self.push(State::Branch(index as u32))?;
            starts.push(self.pattern(branch, end, None)?);
        }
        self.split(starts)
    }

    fn split(&mut self, starts: Vec<StateId>) -> Result<StateId, TooLarge> {
        match starts.as_slice() {
            [only] => Ok(*only),
            _ => self.push(State::Split(starts.into())),
        }
    }

    /// `outer` is the blank around a group whose value is that of the blank inside it.
    fn pattern(
        &mut self,
        pattern: &Pattern,
        next: StateId,
        outer: Option<&Blank>,
    ) -> Result<StateId, TooLarge> {
        match pattern {
            Pattern::Choice(branches) => self.choice(branches, next, outer),
            Pattern::Sequence(items) => {
                let mut next = next;
                for item in items.iter().rev() {
                    next = self.pattern(item, next, outer)?;
                }
                Ok(next)
            }
            Pattern::Maybe(inner) => {
                let there = self.pattern(inner, next, outer)?;
                self.split(vec![there, next])
            }
            Pattern::Gap(words) => {
                let mut state = self.push(State::Gap { word: None, next })?;
                for _ in 0..*words {
                    state = self.push(State::Gap {
                        word: Some(state),
                        next,
                    })?;
                }
                Ok(state)
            }
            Pattern::Words(phrase) => {
                match self
                    .phrases
                    .add(&phrase.text, phrase.prefix, phrase.exactly)
                {
                    Some(id) => self.push(State::Phrase(id, next)),
                    None => Ok(next),
                }
            }
            Pattern::Blank(blank) => self.blank(blank, next, outer),
            Pattern::Shared(shared) => self.pattern(shared, next, outer),
        }
    }

    /// Branches that are phrases and nothing else become one edge: a list of ten thousand
    /// words costs one look.
    fn choice(
        &mut self,
        branches: &[Pattern],
        next: StateId,
        outer: Option<&Blank>,
    ) -> Result<StateId, TooLarge> {
        let mut phrases = Vec::new();
        for branch in branches {
            let Some(phrase) = single_phrase(branch) else {
                break;
            };
            if let Some(id) = self
                .phrases
                .add(&phrase.text, phrase.prefix, phrase.exactly)
            {
                phrases.push(id);
            }
        }
        if phrases.len() == branches.len() {
            phrases.sort_unstable();
            phrases.dedup();
            return self.push(State::AnyPhrase(phrases.into(), next));
        }
        let mut starts = Vec::with_capacity(branches.len());
        for branch in branches {
            starts.push(self.pattern(branch, next, outer)?);
        }
        self.split(starts)
    }

    fn blank(
        &mut self,
        blank: &Blank,
        next: StateId,
        outer: Option<&Blank>,
    ) -> Result<StateId, TooLarge> {
        let field = outer.map_or(blank.field, |outer| outer.field);
        let written: Vec<_> = blank
            .limits
            .iter()
            .chain(outer.into_iter().flat_map(|outer| &outer.limits))
            .cloned()
            .collect();
        let limits: Box<[LimitTest]> = written
            .iter()
            .map(|limit| LimitTest::compile(limit, self.phrases))
            .collect();
        match &blank.kind {
            BlankKind::Type(ty) => {
                let edge = ValueEdge {
                    ty: *ty,
                    field,
                    limits,
                };
                self.push(State::Value(edge, next))
            }
            BlankKind::AnyOf(vocabulary) => self.entry(*vocabulary, None, field, limits, next),
            BlankKind::Member(vocabulary, entry) => {
                self.entry(*vocabulary, Some(*entry), field, limits, next)
            }
            BlankKind::Group(pattern) if is_one_value(pattern) => {
                let merged = Blank {
                    field,
                    kind: blank.kind.clone(),
                    limits: written,
                    place: blank.place,
                };
                self.pattern(pattern, next, Some(&merged))
            }
            BlankKind::Group(pattern) => {
                let group = self.groups;
                self.groups += 1;
                let edge = GroupEdge {
                    group,
                    field,
                    limits,
                };
                let close = self.push(State::Close(Box::new(edge), next))?;
                let inner = self.pattern(pattern, close, None)?;
                self.push(State::Open(group, inner))
            }
        }
    }

    fn entry(
        &mut self,
        vocabulary: VocabularyId,
        entry: Option<u32>,
        field: Option<FieldIndex>,
        limits: Box<[LimitTest]>,
        next: StateId,
    ) -> Result<StateId, TooLarge> {
        let edge = EntryEdge {
            vocabulary,
            entry,
            field,
            limits,
        };
        self.push(State::Entry(edge, next))
    }
}

fn single_phrase(pattern: &Pattern) -> Option<&crate::lang::typed::Phrase> {
    match pattern {
        Pattern::Words(phrase) => Some(phrase),
        Pattern::Sequence(items) => match items.as_slice() {
            [only] => single_phrase(only),
            _ => None,
        },
        Pattern::Shared(shared) => single_phrase(shared),
        Pattern::Choice(_) | Pattern::Maybe(_) | Pattern::Gap(_) | Pattern::Blank(_) => None,
    }
}

/// Whether every alternative of a group is nothing but one blank with a value of its own.
fn is_one_value(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Choice(branches) => branches.iter().all(is_one_value),
        Pattern::Sequence(items) => matches!(items.as_slice(), [only] if is_one_value(only)),
        Pattern::Blank(blank) => match &blank.kind {
            BlankKind::Type(_) | BlankKind::AnyOf(_) | BlankKind::Member(..) => true,
            BlankKind::Group(inner) => is_one_value(inner),
        },
        Pattern::Shared(shared) => is_one_value(shared),
        Pattern::Maybe(_) | Pattern::Gap(_) | Pattern::Words(_) => false,
    }
}

/// What stands at the words of a sentence, as far as automata ask.
pub(super) trait Symbols {
    /// How many tokens there are.
    fn len(&self) -> usize;
    /// Whether the token counts as a word.
    fn is_word(&self, at: usize) -> bool;
    /// Whether a gap may pass over the token, which is no word.
    fn may_pass(&self, at: usize) -> bool;
    /// The number of words among the first `at` tokens.
    fn words_before(&self, at: usize) -> usize;
    /// How many sentences of a quotation end before the token.
    fn breaks_before(&self, at: usize) -> u32;
    /// The tokens a phrase takes here, for every length it matches with.
    fn phrase(&mut self, at: usize, phrase: PhraseId) -> Option<usize>;
    /// The tokens the longest of these phrases takes here.
    fn any_phrase(&mut self, at: usize, phrases: &[PhraseId], each: &mut dyn FnMut(usize));
    /// One past the last token of a value here that keeps the limits.
    fn value(&mut self, at: usize, edge: &ValueEdge) -> Option<usize>;
    /// One past the last token of the entry here, if it is the one wanted and keeps the limits.
    fn entry(&mut self, at: usize, edge: &EntryEdge) -> Option<usize>;
    /// Whether these tokens keep the limits of a group.
    fn keeps(&mut self, from: usize, to: usize, limits: &[LimitTest]) -> bool;
}

/// What a match bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// A value edge took these tokens.
    Value {
        state: StateId,
        from: usize,
        to: usize,
    },
    /// An entry edge took these tokens.
    Entry {
        state: StateId,
        from: usize,
        to: usize,
    },
    /// A group closed after these tokens.
    Group {
        state: StateId,
        from: usize,
        to: usize,
    },
}

/// The winner from one word on.
#[derive(Debug)]
pub(super) struct Found {
    /// One past the last token.
    pub(super) end: usize,
    /// The top-level branch.
    pub(super) branch: u32,
    /// What was bound, from the last to the first.
    pub(super) bound: Vec<Bound>,
}

#[derive(Clone, Copy, Debug)]
struct Thread {
    state: StateId,
    gaps: u32,
    /// The choices made so far, in the arena.
    path: u32,
    /// What is bound so far, in the arena.
    bound: u32,
    /// The last edge was a quotation: it may be left across the end of its last sentence.
    after_quote: bool,
}

/// A linked list, newest first, of choices or of bindings.
#[derive(Clone, Copy, Debug)]
struct Link<T> {
    item: T,
    before: u32,
}

const NONE: u32 = u32::MAX;

/// The memory of a simulation, kept from one word to the next.
#[derive(Debug, Default)]
pub(super) struct Simulation {
    /// Threads waiting at the words from `start` on.
    waiting: Vec<Vec<Thread>>,
    paths: Vec<Link<u32>>,
    bounds: Vec<Link<BoundOrOpen>>,
    /// Which states were entered at the word in hand: the round of the last visit.
    visited: Vec<u32>,
    round: u32,
    stack: Vec<Thread>,
    left: Vec<u32>,
    right: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
enum BoundOrOpen {
    Bound(Bound),
    Open { group: u32, at: usize },
}

impl Simulation {
    /// The best match that starts at token `start`, if there is one.
    pub(super) fn run(
        &mut self,
        automaton: &Automaton,
        symbols: &mut dyn Symbols,
        start: usize,
    ) -> Option<Found> {
        self.paths.clear();
        self.bounds.clear();
        if self.visited.len() < automaton.states.len() {
            self.visited.resize(automaton.states.len(), 0);
        }
        let mut best: Option<(Thread, usize, u32)> = None;
        self.wait(
            0,
            Thread {
                state: automaton.start,
                gaps: 0,
                path: NONE,
                bound: NONE,
                after_quote: false,
            },
        );
        let mut offset = 0;
        while offset < self.waiting.len() {
            if !self.waiting[offset].is_empty() {
                self.step(automaton, symbols, start, offset, &mut best);
            }
            offset += 1;
        }
        self.waiting.iter_mut().for_each(Vec::clear);
        let (thread, end, branch) = best?;
        let mut bound = Vec::new();
        let mut at = thread.bound;
        while at != NONE {
            let link = self.bounds[at as usize];
            if let BoundOrOpen::Bound(item) = link.item {
                bound.push(item);
            }
            at = link.before;
        }
        Some(Found { end, branch, bound })
    }

    fn wait(&mut self, offset: usize, thread: Thread) {
        while self.waiting.len() <= offset {
            self.waiting.push(Vec::new());
        }
        self.waiting[offset].push(thread);
    }

    /// Advances all threads that wait at one word.
    fn step(
        &mut self,
        automaton: &Automaton,
        symbols: &mut dyn Symbols,
        start: usize,
        offset: usize,
        best: &mut Option<(Thread, usize, u32)>,
    ) {
        let mut threads = std::mem::take(&mut self.waiting[offset]);
        if threads.len() > 1 {
            let mut sorted = std::mem::take(&mut threads);
            sorted.sort_by(|a, b| {
                a.gaps
                    .cmp(&b.gaps)
                    .then_with(|| self.compare_paths(a.path, b.path))
            });
            threads = sorted;
        }
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.visited.fill(0);
            self.round = 1;
        }
        let at = start + offset;
        for thread in threads.drain(..) {
            // Depth first, the first branch first, so that the first visit of a state is
            // the best one: threads come in the order of their rank.
            self.stack.push(thread);
            while let Some(thread) = self.stack.pop() {
                let seen = &mut self.visited[thread.state as usize];
                if *seen == self.round {
                    continue;
                }
                *seen = self.round;
                self.advance(automaton, symbols, start, at, thread, best);
            }
        }
        // The allocation is kept for the next word that starts here.
        if self.waiting[offset].is_empty() {
            self.waiting[offset] = threads;
        }
    }

    fn advance(
        &mut self,
        automaton: &Automaton,
        symbols: &mut dyn Symbols,
        start: usize,
        at: usize,
        thread: Thread,
        best: &mut Option<(Thread, usize, u32)>,
    ) {
        match &automaton.states[thread.state as usize] {
            State::Split(states) => {
                for (choice, state) in states.iter().enumerate().rev() {
                    let path = self.paths.len() as u32;
                    self.paths.push(Link {
                        item: choice as u32,
                        before: thread.path,
                    });
                    self.stack.push(Thread {
                        state: *state,
                        path,
                        ..thread
                    });
                }
            }
            State::Open(group, next) => {
                let bound = self.bind(BoundOrOpen::Open { group: *group, at }, thread.bound);
                self.stack.push(Thread {
                    state: *next,
                    bound,
                    ..thread
                });
            }
            State::Close(edge, next) => {
                let from = self.opened(edge.group, thread.bound).unwrap_or(at);
                if from < at && symbols.keeps(from, at, &edge.limits) {
                    let bound = self.bind(
                        BoundOrOpen::Bound(Bound::Group {
                            state: thread.state,
                            from,
                            to: at,
                        }),
                        thread.bound,
                    );
                    self.stack.push(Thread {
                        state: *next,
                        bound,
                        ..thread
                    });
                }
            }
            State::Branch(branch) => {
                if at > start {
                    self.consider(symbols, start, at, thread, *branch, best);
                }
            }
            State::Nothing => {}
            State::Gap { word, next } => {
                self.stack.push(Thread {
                    state: *next,
                    ..thread
                });
                if at >= symbols.len()
                    || at == start
                    || self.is_cut(symbols, start, at, at + 1, thread)
                {
                    return;
                }
                if symbols.is_word(at) {
                    if let Some(word) = word {
                        self.wait(
                            at + 1 - start,
                            Thread {
                                state: *word,
                                gaps: thread.gaps + 1,
                                after_quote: false,
                                ..thread
                            },
                        );
                    }
                } else if symbols.may_pass(at) {
                    self.wait(
                        at + 1 - start,
                        Thread {
                            after_quote: false,
                            ..thread
                        },
                    );
                }
            }
            State::Phrase(phrase, next) => {
                if at < symbols.len()
                    && let Some(tokens) = symbols.phrase(at, *phrase)
                {
                    self.take(symbols, start, at, at + tokens, *next, thread);
                }
            }
            State::AnyPhrase(phrases, next) => {
                if at >= symbols.len() {
                    return;
                }
                let mut lengths = Vec::new();
                symbols.any_phrase(at, phrases, &mut |tokens| lengths.push(tokens));
                for tokens in lengths {
                    self.take(symbols, start, at, at + tokens, *next, thread);
                }
            }
            State::Value(edge, next) => {
                if at < symbols.len()
                    && let Some(to) = symbols.value(at, edge)
                {
                    let state = thread.state;
                    let bound = self.bind(
                        BoundOrOpen::Bound(Bound::Value {
                            state,
                            from: at,
                            to,
                        }),
                        thread.bound,
                    );
                    let quote = edge.ty == Type::Quote;
                    if !quote && self.is_cut(symbols, start, at, to, thread) {
                        return;
                    }
                    self.wait(
                        to - start,
                        Thread {
                            state: *next,
                            bound,
                            after_quote: quote,
                            ..thread
                        },
                    );
                }
            }
            State::Entry(edge, next) => {
                if at < symbols.len()
                    && let Some(to) = symbols.entry(at, edge)
                {
                    let state = thread.state;
                    let bound = self.bind(
                        BoundOrOpen::Bound(Bound::Entry {
                            state,
                            from: at,
                            to,
                        }),
                        thread.bound,
                    );
                    let thread = Thread { bound, ..thread };
                    self.take(symbols, start, at, to, *next, thread);
                }
            }
        }
    }

    fn take(
        &mut self,
        symbols: &dyn Symbols,
        start: usize,
        from: usize,
        to: usize,
        next: StateId,
        thread: Thread,
    ) {
        if !self.is_cut(symbols, start, from, to, thread) {
            self.wait(
                to - start,
                Thread {
                    state: next,
                    after_quote: false,
                    ..thread
                },
            );
        }
    }

    /// Whether the end of a quoted sentence lies inside these tokens, or before them without
    /// a quotation just left.
    fn is_cut(
        &self,
        symbols: &dyn Symbols,
        start: usize,
        from: usize,
        to: usize,
        thread: Thread,
    ) -> bool {
        let first = if from > start && !thread.after_quote {
            from - 1
        } else {
            from
        };
        symbols.breaks_before(first) != symbols.breaks_before(to - 1)
    }

    fn bind(&mut self, item: BoundOrOpen, before: u32) -> u32 {
        self.bounds.push(Link { item, before });
        self.bounds.len() as u32 - 1
    }

    fn opened(&self, group: u32, mut at: u32) -> Option<usize> {
        while at != NONE {
            let link = self.bounds[at as usize];
            match link.item {
                BoundOrOpen::Open { group: opened, at } if opened == group => return Some(at),
                BoundOrOpen::Open { .. } | BoundOrOpen::Bound(_) => at = link.before,
            }
        }
        None
    }

    fn consider(
        &mut self,
        symbols: &dyn Symbols,
        start: usize,
        end: usize,
        thread: Thread,
        branch: u32,
        best: &mut Option<(Thread, usize, u32)>,
    ) {
        let words = |to: usize| symbols.words_before(to) - symbols.words_before(start);
        let better = match best {
            None => true,
            Some((known, known_end, _)) => {
                let order = thread
                    .gaps
                    .cmp(&known.gaps)
                    .then_with(|| words(*known_end).cmp(&words(end)));
                let known = *known;
                order
                    .then_with(|| self.compare_paths(thread.path, known.path))
                    .is_lt()
            }
        };
        if better {
            *best = Some((thread, end, branch));
        }
    }

    /// Which of two paths took the branch written first where they part.
    fn compare_paths(&mut self, left: u32, right: u32) -> Ordering {
        if left == right {
            return Ordering::Equal;
        }
        let mut a = std::mem::take(&mut self.left);
        let mut b = std::mem::take(&mut self.right);
        self.choices(left, &mut a);
        self.choices(right, &mut b);
        let order = a.cmp(&b);
        self.left = a;
        self.right = b;
        order
    }

    fn choices(&self, mut at: u32, out: &mut Vec<u32>) {
        out.clear();
        while at != NONE {
            let link = self.paths[at as usize];
            out.push(link.item);
            at = link.before;
        }
        out.reverse();
    }
}
