//! A pattern as an automaton over the words of a sentence.
//!
//! Edges are not single words but what stands at a word: a phrase of so many tokens, a value
//! of a type, an entry of a vocabulary.

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
    /// The states that take the first word of a match.
    pub(super) first: Box<[StateId]>,
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
        let first = first(&compiler.states, start);
        Ok(Self {
            states: compiler.states,
            start,
            first,
        })
    }

    /// An automaton that matches nothing.
    pub(super) fn nothing() -> Self {
        Self {
            states: vec![State::Nothing],
            start: 0,
            first: Box::default(),
        }
    }
}

/// The states that can be entered without taking a word, and take one.
fn first(states: &[State], start: StateId) -> Box<[StateId]> {
    let mut seen = vec![false; states.len()];
    let mut stack = vec![start];
    let mut first = Vec::new();
    while let Some(state) = stack.pop() {
        if std::mem::replace(&mut seen[state as usize], true) {
            continue;
        }
        match &states[state as usize] {
            State::Split(next) => stack.extend(next),
            State::Open(_, next) | State::Close(_, next) | State::Gap { next, .. } => {
                stack.push(*next);
            }
            State::Phrase(..) | State::AnyPhrase(..) | State::Value(..) | State::Entry(..) => {
                first.push(state);
            }
            State::Branch(_) | State::Nothing => {}
        }
    }
    first.sort_unstable();
    first.into()
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
