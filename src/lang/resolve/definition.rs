//! Definitions, in any order: each is resolved after those it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::names::{Meaning, Names};
use super::pattern::FieldTable;
use super::usage::{Uses, is_type};
use super::{Outcome, Reported, Resolver, Sentences};
use crate::document::Unit;
use crate::lang::ast::{self, Definition, Name};
use crate::lang::error::Error;
use crate::lang::parser;
use crate::lang::typed::{Fact, FactId, Ignore, IgnoreKind};
use crate::source::Place;

/// A definition with a name.
struct Named<'s> {
    name: &'s Name,
    definition: &'s Definition,
    /// Whether the name means this definition: not if it is taken, or no name at all.
    keeps_name: bool,
}

impl Resolver<'_> {
    /// Resolves the definitions of a text and adds their names. Fails if one has an error;
    /// the others are there all the same.
    pub(super) fn define(&mut self, sentences: &Sentences, names: &mut Names<'_>) -> Outcome<()> {
        let mut outcome = Ok(());
        let named = self.named(sentences, names, &mut outcome);
        for index in self.in_order(&named, names) {
            let Named {
                name, definition, ..
            } = &named[index];
            let meaning = match definition {
                Definition::Let(definition) => self
                    .fact_pattern(&definition.pattern, names, None)
                    .map(|(pattern, shape)| Meaning::Let(Arc::new(pattern), shape)),
                Definition::Fact(definition) => self.fact(definition, names).map(Meaning::Fact),
                Definition::Ignore(_) => continue,
            };
            outcome = outcome.and(meaning.as_ref().map(|_| ()).map_err(|reported| *reported));
            if named[index].keeps_name {
                names.set(&name.text, meaning.unwrap_or(Meaning::Broken), name.place);
            }
        }
        for definition in &sentences.definitions {
            if let Definition::Ignore(ignore) = definition
                && self.ignore(ignore, names).is_err()
            {
                outcome = Err(Reported);
            }
        }
        outcome
    }

    /// The definitions with a name; the names of broken ones are set aside.
    fn named<'s>(
        &mut self,
        sentences: &'s Sentences,
        names: &mut Names<'_>,
        outcome: &mut Outcome<()>,
    ) -> Vec<Named<'s>> {
        for name in sentences.broken.iter().flat_map(|broken| &broken.defines) {
            names.set(&name.text, Meaning::Broken, name.place);
            *outcome = Err(Reported);
        }
        let mut named: Vec<Named<'s>> = Vec::new();
        let mut own: BTreeMap<&str, Place> = BTreeMap::new();
        for definition in &sentences.definitions {
            let (name, is_let) = match definition {
                Definition::Let(definition) => (&definition.name, true),
                Definition::Fact(definition) => (&definition.name, false),
                Definition::Ignore(_) => continue,
            };
            let (text, place) = (Arc::clone(&name.text), name.place);
            let first = own.get(name.text.as_ref()).copied();
            let first = first.or_else(|| names.get(&name.text).map(|(_, place)| *place));
            let error = if parser::is_reserved(&name.text) {
                Some(Error::Reserved { name: text, place })
            } else if is_let && is_type(&name.text) {
                Some(Error::NamedLikeType { name: text, place })
            } else {
                first.map(|first| Error::DefinedTwice {
                    what: "the name",
                    name: text,
                    place,
                    first,
                })
            };
            own.entry(&name.text).or_insert(place);
            named.push(Named {
                name,
                definition,
                keeps_name: error.is_none(),
            });
            if let Some(error) = error {
                self.errors.push(error);
                *outcome = Err(Reported);
                if first.is_none() {
                    names.set(&name.text, Meaning::Broken, place);
                }
            }
        }
        named
    }

    /// The definitions so that each comes after those it needs. Those that need themselves
    /// are reported, and their names set aside.
    fn in_order(&mut self, named: &[Named<'_>], names: &mut Names<'_>) -> Vec<usize> {
        let by_name: BTreeMap<&str, usize> = named
            .iter()
            .enumerate()
            .filter(|(_, named)| named.keeps_name)
            .map(|(index, named)| (named.name.text.as_ref(), index))
            .collect();
        let mut needs: Vec<BTreeSet<usize>> = Vec::new();
        let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); named.len()];
        for (index, Named { definition, .. }) in named.iter().enumerate() {
            let mut uses = Uses::default();
            uses.definition(definition);
            let uses = uses.names.iter();
            let needed: BTreeSet<usize> = uses
                .filter_map(|name| by_name.get(name.as_ref()).copied())
                .collect();
            needed
                .iter()
                .for_each(|other| needed_by[*other].push(index));
            needs.push(needed);
        }
        let mut waiting: BTreeSet<usize> = (0..named.len()).collect();
        let mut ready: BTreeSet<usize> = waiting
            .iter()
            .copied()
            .filter(|index| needs[*index].is_empty())
            .collect();
        let mut order = Vec::new();
        while !waiting.is_empty() {
            let next = ready.pop_first();
            let done = match next {
                Some(index) => {
                    order.push(index);
                    vec![index]
                }
                None => {
                    let cycle = self.report_cycle(named, &needs, &waiting);
                    for index in &cycle {
                        let name = named[*index].name;
                        names.set(&name.text, Meaning::Broken, name.place);
                    }
                    cycle
                }
            };
            for index in done {
                waiting.remove(&index);
                for other in &needed_by[index] {
                    let last = needs[*other].remove(&index) && needs[*other].is_empty();
                    if last && waiting.contains(other) {
                        ready.insert(*other);
                    }
                }
            }
        }
        order
    }

    /// Reports one cycle among the definitions that wait for one another.
    fn report_cycle(
        &mut self,
        named: &[Named<'_>],
        needs: &[BTreeSet<usize>],
        waiting: &BTreeSet<usize>,
    ) -> Vec<usize> {
        // Every waiting definition waits for another one, so this walk comes back somewhere.
        let mut path = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = waiting.first().copied();
        while let Some(index) = next {
            if !seen.insert(index) {
                break;
            }
            path.push(index);
            next = needs[index].first().copied();
        }
        let start = path
            .iter()
            .position(|index| Some(*index) == next)
            .unwrap_or(0);
        let mut cycle = path.split_off(start);
        cycle.sort_unstable();
        self.errors.push(Error::Cycle {
            names: cycle
                .iter()
                .map(|index| Arc::clone(&named[*index].name.text))
                .collect(),
            place: named[cycle[0]].name.place,
        });
        cycle
    }

    fn fact(&mut self, definition: &ast::Fact, names: &Names<'_>) -> Outcome<FactId> {
        let mut fields = FieldTable::default();
        let pattern = self.fact_pattern(&definition.pattern, names, Some(&mut fields));
        let conditions = self.conditions(&definition.conditions, names);
        Ok(self.add_fact(Fact {
            name: Some(Arc::clone(&definition.name.text)),
            place: definition.name.place,
            fields: fields.fields,
            pattern: pattern?.0,
            conditions: conditions?,
        }))
    }

    pub(super) fn add_fact(&mut self, fact: Fact) -> FactId {
        let id = FactId(self.facts.len() as u32);
        self.facts.push(fact);
        id
    }

    fn ignore(&mut self, ignore: &ast::Ignore, names: &Names<'_>) -> Outcome<()> {
        if let ast::IgnoreKind::With(Unit::Column, _) | ast::IgnoreKind::Repeated(Unit::Column) =
            ignore.kind
        {
            let place = ignore.place;
            return self.fail(Error::NoStretch { place });
        }
        let kind = match &ignore.kind {
            ast::IgnoreKind::Before(pattern) => {
                IgnoreKind::Before(self.mentions(pattern, &[], names)?)
            }
            ast::IgnoreKind::After(pattern) => {
                IgnoreKind::After(self.mentions(pattern, &[], names)?)
            }
            ast::IgnoreKind::With(unit, pattern) => {
                IgnoreKind::With(*unit, self.mentions(pattern, &[], names)?)
            }
            ast::IgnoreKind::Repeated(unit) => IgnoreKind::Repeated(*unit),
        };
        self.ignores.push(Ignore {
            kind,
            place: ignore.place,
        });
        Ok(())
    }
}
