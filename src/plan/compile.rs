//! What is compiled beside the automata: the forms of vocabularies, conditions, `ignore`s, and
//! the order in which patterns are decided.

use crate::lang::typed::{self, FactId, Module};

use super::condition::{Condition, Kind};
use super::hidden::Ignore;
use super::phrase::{PhraseId, Phrases};
use super::view::FormOf;
use super::{Matcher, MatcherId};

pub(super) fn add_forms(
    module: &Module,
    first: u32,
    phrases: &mut Phrases,
    forms: &mut Vec<Vec<FormOf>>,
) {
    for (index, vocabulary) in module.vocabularies.iter().enumerate() {
        for (entry, listed) in vocabulary.entries.iter().enumerate() {
            for (form, written) in listed.forms.iter().enumerate() {
                let Some(phrase) = phrases.add(&written.text, false, false) else {
                    continue;
                };
                let phrase = phrase as usize;
                if forms.len() <= phrase {
                    forms.resize(phrase + 1, Vec::new());
                }
                forms[phrase].push(FormOf {
                    vocabulary: first + index as u32,
                    entry: entry as u32,
                    form: form as u32,
                });
            }
        }
    }
}

pub(super) fn compile_condition(
    written: &typed::Condition,
    first: MatcherId,
    phrases: &mut Phrases,
) -> Condition {
    let matchers = |facts: &[FactId]| facts.iter().map(|fact| first + fact.0).collect();
    let kind = match &written.kind {
        typed::ConditionKind::InSame(unit, facts) => Kind::InSame(*unit, matchers(facts)),
        typed::ConditionKind::Within(words, facts) => Kind::Within(*words, matchers(facts)),
        typed::ConditionKind::Before(facts) => Kind::Before(matchers(facts)),
        typed::ConditionKind::After(facts) => Kind::After(matchers(facts)),
        typed::ConditionKind::InSection(written) => Kind::InSection(titles(written, phrases)),
        typed::ConditionKind::InRow(written) => Kind::InRow(titles(written, phrases)),
        typed::ConditionKind::InColumn(written) => Kind::InColumn(titles(written, phrases)),
        typed::ConditionKind::InFirst(count, unit) => Kind::InFirst(*count, *unit),
        typed::ConditionKind::InLast(count, unit) => Kind::InLast(*count, *unit),
        typed::ConditionKind::InRowOfFigures => Kind::InRowOfFigures,
        typed::ConditionKind::InColumnOfFigures => Kind::InColumnOfFigures,
        typed::ConditionKind::InZone(zone) => Kind::InZone(*zone),
    };
    Condition {
        negated: written.negated,
        kind,
    }
}

/// The phrases of titles; one without words is no title of anything.
fn titles(written: &[typed::Phrase], phrases: &mut Phrases) -> Vec<PhraseId> {
    written
        .iter()
        .filter_map(|phrase| phrases.add(&phrase.text, phrase.prefix, phrase.exactly))
        .collect()
}

pub(super) fn compile_ignore(written: &typed::Ignore, first: MatcherId) -> Ignore {
    let matchers = |facts: &[FactId]| facts.iter().map(|fact| first + fact.0).collect();
    match &written.kind {
        typed::IgnoreKind::After(facts) => Ignore::After(matchers(facts)),
        typed::IgnoreKind::Before(facts) => Ignore::Before(matchers(facts)),
        typed::IgnoreKind::With(unit, facts) => Ignore::With(*unit, matchers(facts)),
        typed::IgnoreKind::Repeated(unit) => Ignore::Repeated(*unit),
    }
}

/// For each matcher its rank, such that the matchers its conditions ask about rank lower.
pub(super) fn order(matchers: &[Matcher]) -> Vec<u32> {
    fn visit(id: MatcherId, matchers: &[Matcher], ranks: &mut [Option<u32>], next: &mut u32) {
        if ranks[id as usize].is_some() {
            return;
        }
        // A first rank ends a cycle, which a resolved module does not have.
        ranks[id as usize] = Some(u32::MAX);
        for condition in &matchers[id as usize].conditions {
            match &condition.kind {
                Kind::InSame(_, others)
                | Kind::Within(_, others)
                | Kind::Before(others)
                | Kind::After(others) => {
                    for other in others {
                        visit(*other, matchers, ranks, next);
                    }
                }
                Kind::InSection(_)
                | Kind::InRow(_)
                | Kind::InColumn(_)
                | Kind::InFirst(..)
                | Kind::InLast(..)
                | Kind::InRowOfFigures
                | Kind::InColumnOfFigures
                | Kind::InZone(_) => {}
            }
        }
        ranks[id as usize] = Some(*next);
        *next += 1;
    }
    let mut ranks = vec![None; matchers.len()];
    let mut next = 0;
    for id in 0..matchers.len() {
        visit(id as MatcherId, matchers, &mut ranks, &mut next);
    }
    ranks
        .into_iter()
        .map(|rank| rank.unwrap_or(u32::MAX))
        .collect()
}
