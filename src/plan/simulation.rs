//! The simulation of an automaton over the words of a sentence.
//!
//! Of all ways to match from a word on, the one with the fewest gap words wins, then the one
//! with the most words, then the branch written first; this order is total, so there is one
//! answer. Threads at one word and state are merged, so the work from one word is bounded by
//! the pattern's own size.

use std::cmp::Ordering;

use super::automaton::{Automaton, EntryEdge, State, StateId, ValueEdge};
use super::limit::LimitTest;
use super::phrase::PhraseId;
use crate::value::Type;

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
    /// How many signs a gap has passed since the last word.
    passed: usize,
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
    /// Whether some match could start at a token, by what its first word must be.
    pub(super) fn may_start(automaton: &Automaton, symbols: &mut dyn Symbols, at: usize) -> bool {
        automaton
            .first
            .iter()
            .any(|state| match &automaton.states[*state as usize] {
                State::Phrase(phrase, _) => symbols.phrase(at, *phrase).is_some(),
                State::AnyPhrase(phrases, _) => {
                    let mut any = false;
                    symbols.any_phrase(at, phrases, &mut |_| any = true);
                    any
                }
                State::Value(edge, _) => symbols.value(at, edge).is_some(),
                State::Entry(edge, _) => symbols.entry(at, edge).is_some(),
                State::Split(_)
                | State::Gap { .. }
                | State::Open(..)
                | State::Close(..)
                | State::Branch(_)
                | State::Nothing => false,
            })
    }

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
                passed: 0,
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
                            // A gap passes the comma after its last word on the way to
                            // what follows; the value ends before it.
                            to: at.saturating_sub(thread.passed).max(from + 1),
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
                                passed: 0,
                                ..thread
                            },
                        );
                    }
                } else if symbols.may_pass(at) {
                    self.wait(
                        at + 1 - start,
                        Thread {
                            after_quote: false,
                            passed: thread.passed + 1,
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
                            passed: 0,
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
                    passed: 0,
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
