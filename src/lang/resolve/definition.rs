//! Definitions, in any order: each is resolved after those it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::names::{Meaning, Names};
use super::pattern::FieldTable;
use super::usage::{Uses, is_type};
use super::{Outcome, Reported, Resolver, Sentences};
use crate::lang::ast::{self, Definition, Name};
use crate::lang::error::Error;
use crate::lang::parser;
use crate::lang::typed::{Fact, FactId, Ignore, IgnoreKind};

impl Resolver<'_> {
    /// Resolves the definitions of a text and adds their names. Fails if one has an error;
    /// the others are there all the same.
    pub(super) fn define(&mut self, sentences: &Sentences, names: &mut Names<'_>) -> Outcome<()> {
        let mut outcome = Ok(());
        let named = self.named(sentences, names, &mut outcome);
        for index in self.in_order(&named, names) {
            let (name, definition) = named[index];
            if matches!(names.get(&name.text), Some((Meaning::Broken, place)) if *place == name.place)
            {
                outcome = Err(Reported);
                continue;
            }
            let meaning = match definition {
                Definition::Let(definition) => self
                    .fact_pattern(&definition.pattern, names, None)
                    .map(|(pattern, shape)| Meaning::Let(Arc::new(pattern), shape)),
                Definition::Fact(definition) => self.fact(definition, names).map(Meaning::Fact),
                Definition::Ignore(_) => continue,
            };
            if meaning.is_err() {
                outcome = Err(Reported);
            }
            names.set(&name.text, meaning.unwrap_or(Meaning::Broken), name.place);
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

    /// The definitions that have a name of their own, the names of broken ones set aside.
    fn named<'s>(
        &mut self,
        sentences: &'s Sentences,
        names: &mut Names<'_>,
        outcome: &mut Outcome<()>,
    ) -> Vec<(&'s Name, &'s Definition)> {
        for broken in &sentences.broken {
            if let Some(name) = &broken.defines {
                names.set(&name.text, Meaning::Broken, name.place);
                *outcome = Err(Reported);
            }
        }
        let mut named: Vec<(&Name, &Definition)> = Vec::new();
        let mut own: BTreeMap<&str, &Name> = BTreeMap::new();
        for definition in &sentences.definitions {
            let name = match definition {
                Definition::Let(definition) => &definition.name,
                Definition::Fact(definition) => &definition.name,
                Definition::Ignore(_) => continue,
            };
            let is_let = matches!(definition, Definition::Let(_));
            let first = own.get(name.text.as_ref()).map(|first| first.place);
            let first = first.or_else(|| names.get(&name.text).map(|(_, place)| *place));
            let error = if parser::is_reserved(&name.text) {
                Some(Error::Reserved {
                    name: Arc::clone(&name.text),
                    place: name.place,
                })
            } else if is_let && is_type(&name.text) {
                Some(Error::NamedLikeType {
                    name: Arc::clone(&name.text),
                    place: name.place,
                })
            } else {
                first.map(|first| Error::DefinedTwice {
                    what: "the name",
                    name: Arc::clone(&name.text),
                    place: name.place,
                    first,
                })
            };
            match error {
                Some(error) => {
                    self.errors.push(error);
                    *outcome = Err(Reported);
                    if first.is_none() {
                        names.set(&name.text, Meaning::Broken, name.place);
                    }
                }
                None => {
                    own.insert(&name.text, name);
                    named.push((name, definition));
                }
            }
        }
        named
    }

    /// The definitions so that each comes after those it needs. Those that need themselves
    /// are reported and set aside as broken.
    fn in_order(&mut self, named: &[(&Name, &Definition)], names: &mut Names<'_>) -> Vec<usize> {
        let by_name: BTreeMap<&str, usize> = named
            .iter()
            .enumerate()
            .map(|(index, (name, _))| (name.text.as_ref(), index))
            .collect();
        let mut needs: Vec<BTreeSet<usize>> = Vec::new();
        let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); named.len()];
        for (index, (_, definition)) in named.iter().enumerate() {
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
            let Some(index) = ready.pop_first() else {
                for index in self.report_cycle(named, &needs, &waiting) {
                    let name = named[index].0;
                    names.set(&name.text, Meaning::Broken, name.place);
                    needs[index].clear();
                    ready.insert(index);
                }
                continue;
            };
            waiting.remove(&index);
            order.push(index);
            for other in &needed_by[index] {
                if needs[*other].remove(&index) && needs[*other].is_empty() {
                    ready.insert(*other);
                }
            }
        }
        order
    }

    /// Reports one cycle among the definitions that wait for one another.
    fn report_cycle(
        &mut self,
        named: &[(&Name, &Definition)],
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
                .map(|index| Arc::clone(&named[*index].0.text))
                .collect(),
            place: named[cycle[0]].0.place,
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
