//! All rules compiled together, and the one pass that turns a document into fact rows.
//!
//! 1. `trigger` scans a sentence's bytes once for the words and signs that any pattern
//!    waits for. A sentence that holds none is left at once.
//! 2. `view` cuts the sentence into words and finds the phrases of all rules in it with one
//!    trie (`phrase`); values are read where an automaton asks, and kept for the next one.
//! 3. `simulation` runs the `automaton` of each pattern that may match, over what stands
//!    at the words.
//! 4. `condition` and `hidden` decide which matches count.
//!
//! The work is linear in the text, for any number of rules.

mod automaton;
mod compile;
mod condition;
mod extract;
mod figures;
mod fold;
mod hidden;
mod implicit;
mod limit;
mod phrase;
mod simulation;
mod trigger;
mod view;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::document::{Layout, Unit};
use crate::fact::row::Row;
use crate::lang::typed::{ConditionKind, Fact, FactId, FieldIndex, Implicit, Module};
use crate::source::Span;

use automaton::Automaton;
use compile::{add_forms, compile_condition, compile_ignore, order};
use condition::Condition;
pub use extract::Memory;
use hidden::Ignore;
pub use implicit::unite;
use phrase::Phrases;
use trigger::Triggers;
use view::FormOf;

/// A pattern of the plan: a fact of a module.
type MatcherId = u32;

/// Whether rows that `ignore` hides are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// As most rules read: without what `ignore` hides.
    Visible,
    /// As rules with `reads = "everything"` read.
    Everything,
}

#[derive(Debug)]
struct Matcher {
    module: usize,
    automaton: Automaton,
    conditions: Vec<Condition>,
    fields: usize,
    /// Whether it need not be run outside tables.
    is_of_tables: bool,
    /// The fields that no blank binds.
    implicit: Vec<(FieldIndex, Implicit)>,
}

/// The compiled form of all rules of a run.
#[derive(Debug)]
pub struct Plan {
    modules: Vec<Arc<Module>>,
    /// For each module, its first matcher; its facts follow in order.
    first_matcher: Vec<MatcherId>,
    /// For each module, its first vocabulary, counted over all modules.
    first_vocabulary: Vec<u32>,
    matchers: Vec<Matcher>,
    /// Matchers in an order in which those that conditions ask about come first.
    order: Vec<MatcherId>,
    phrases: Phrases,
    /// For each phrase, the entries it spells.
    forms: Vec<Vec<FormOf>>,
    triggers: Triggers,
    ignores: Vec<Vec<Ignore>>,
}

/// The rows of one document: those of each fact that has any, by matcher.
#[derive(Debug, Default)]
pub struct DocumentRows {
    visible: Vec<(MatcherId, Vec<Row>)>,
    /// Only where `ignore` hides something; otherwise the visible rows are all.
    everything: Option<Vec<(MatcherId, Vec<Row>)>>,
}

impl DocumentRows {
    /// The rows of a fact, sorted by place.
    pub fn of(&self, plan: &Plan, module: usize, fact: FactId, reading: Reading) -> &[Row] {
        rows_of(self.rows(reading), plan.matcher(module, fact))
    }

    /// The rows by module and fact: the visible ones, and all of them where `ignore` hides some.
    #[expect(clippy::type_complexity, reason = "two lists of the same simple shape")]
    pub fn into_parts(
        self,
        plan: &Plan,
    ) -> (
        Vec<(usize, FactId, Vec<Row>)>,
        Option<Vec<(usize, FactId, Vec<Row>)>>,
    ) {
        let name = |rows: Vec<(MatcherId, Vec<Row>)>| {
            rows.into_iter()
                .map(|(matcher, rows)| {
                    let module = plan.matchers[matcher as usize].module;
                    let fact = FactId(matcher - plan.first_matcher[module]);
                    (module, fact, rows)
                })
                .collect()
        };
        (name(self.visible), self.everything.map(name))
    }

    fn rows(&self, reading: Reading) -> &[(MatcherId, Vec<Row>)] {
        match reading {
            Reading::Visible => &self.visible,
            Reading::Everything => self.everything.as_ref().unwrap_or(&self.visible),
        }
    }
}

fn rows_of(rows: &[(MatcherId, Vec<Row>)], matcher: MatcherId) -> &[Row] {
    match rows.binary_search_by_key(&matcher, |(matcher, _)| *matcher) {
        Ok(index) => &rows[index].1,
        Err(_) => &[],
    }
}

/// For each fact of a module, whether it need not be looked for outside tables: a pattern without
/// a name is there for one condition, which may ask for it in the same row.
fn facts_of_tables(module: &Module) -> Vec<bool> {
    let mut of_tables: Vec<bool> = module.facts.iter().map(Fact::is_of_tables).collect();
    for condition in module.facts.iter().flat_map(|fact| &fact.conditions) {
        let ConditionKind::InSame(Unit::Table | Unit::Row | Unit::Column, others) = &condition.kind
        else {
            continue;
        };
        for other in others {
            let index = other.0 as usize;
            of_tables[index] |= module.facts[index].name.is_none();
        }
    }
    of_tables
}

impl Plan {
    /// Compiles the facts of all modules. A pattern that is too large is reported at its
    /// place and matches nothing.
    pub fn new(modules: &[Arc<Module>]) -> (Self, Vec<Diagnostic>) {
        let mut phrases = Phrases::new();
        let mut problems = Vec::new();
        let mut matchers = Vec::new();
        let mut first_matcher = Vec::new();
        let mut first_vocabulary = Vec::new();
        let mut forms: Vec<Vec<FormOf>> = Vec::new();
        let mut vocabularies = 0;
        for (index, module) in modules.iter().enumerate() {
            let first = matchers.len() as MatcherId;
            first_matcher.push(first);
            first_vocabulary.push(vocabularies);
            add_forms(module, vocabularies, &mut phrases, &mut forms);
            vocabularies += module.vocabularies.len() as u32;
            let of_tables = facts_of_tables(module);
            for (fact, is_of_tables) in module.facts.iter().zip(of_tables) {
                let automaton = Automaton::compile(&fact.pattern, &mut phrases).unwrap_or_else(|_| {
                    problems.push(
                        Diagnostic::error("this pattern is too large")
                            .at(fact.place, "")
                            .help("name parts of it in a vocabulary, or split it into several facts"),
                    );
                    Automaton::nothing()
                });
                let conditions = fact
                    .conditions
                    .iter()
                    .map(|written| compile_condition(written, first, &mut phrases))
                    .collect();
                matchers.push(Matcher {
                    module: index,
                    automaton,
                    conditions,
                    fields: fact.fields.len(),
                    is_of_tables,
                    implicit: implicit::of(fact),
                });
            }
        }
        let ignores = modules
            .iter()
            .zip(&first_matcher)
            .map(|(module, first)| {
                module
                    .ignores
                    .iter()
                    .map(|ignore| compile_ignore(ignore, *first))
                    .collect()
            })
            .collect();
        let triggers = Triggers::new(modules.iter().zip(&first_matcher).flat_map(
            |(module, first)| {
                module.facts.iter().enumerate().map(move |(fact, written)| {
                    (first + fact as u32, &written.pattern, module.as_ref())
                })
            },
        ));
        let plan = Self {
            modules: modules.to_vec(),
            first_matcher,
            first_vocabulary,
            order: order(&matchers),
            matchers,
            phrases,
            forms,
            triggers,
            ignores,
        };
        (plan, problems)
    }

    fn matcher(&self, module: usize, fact: FactId) -> MatcherId {
        self.first_matcher[module] + fact.0
    }

    /// The spans of all units of a kind in a document.
    pub fn unit_spans(unit: Unit, text: &str, layout: &Layout) -> Vec<Span> {
        hidden::unit_spans(unit, text, layout)
    }
}
