//! What a rule means, in plain words, made from its resolved form.
//!
//! The words come from what was resolved, not from the rule's text: where the two seem to
//! say different things, the rule does what stands here.

mod check;
mod pattern;
mod value;

pub use value::value;

use crate::lang::typed::{Fact, FactId, Module, Rule};

/// What a rule reads and what must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paraphrase {
    /// The facts with a name that the rule reads, also by way of conditions: the name, and
    /// what a match looks like.
    pub facts: Vec<(String, String)>,
    /// What must hold, as a sentence.
    pub check: String,
    /// How figures are taken, one sentence each; empty where none are compared.
    pub figures: Vec<String>,
}

/// Says what a rule means.
pub fn rule(module: &Module, rule: &Rule, approx: &crate::value::range::Approx) -> Paraphrase {
    let mut named = Vec::new();
    let mut seen = Vec::new();
    for fact in rule.facts() {
        collect(module, fact, &mut seen, &mut named);
    }
    let facts = named
        .into_iter()
        .map(|fact| {
            let name = fact.name.as_deref().unwrap_or_default().to_owned();
            (name, pattern::fact(module, fact))
        })
        .collect();
    Paraphrase {
        facts,
        check: check::check(module, &rule.check),
        figures: check::figures(module, &rule.check, approx),
    }
}

/// Adds the named facts that a fact is made of, itself first.
fn collect<'m>(module: &'m Module, id: FactId, seen: &mut Vec<FactId>, named: &mut Vec<&'m Fact>) {
    if seen.contains(&id) {
        return;
    }
    seen.push(id);
    let Some(fact) = module.facts.get(id.0 as usize) else {
        return;
    };
    if fact.name.is_some() {
        named.push(fact);
    }
    for condition in &fact.conditions {
        for other in pattern::facts_of(&condition.kind) {
            collect(module, *other, seen, named);
        }
    }
}

/// Things in a row: "a", "a and b", "a, b and c".
fn series(mut things: Vec<String>, last_word: &str) -> String {
    match (things.pop(), things.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} {last_word} {last}", things.join(", ")),
    }
}

/// A count with its noun.
fn counted(count: u32, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests;
