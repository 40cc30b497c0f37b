//! Patterns in checks and conditions: what they name becomes facts.

use std::sync::Arc;

use super::names::{Meaning, Names};
use super::{Outcome, Reported, Resolver};
use crate::lang::ast::{self, ItemKind, Name, Sequence};
use crate::lang::typed::{
    Blank, BlankKind, Condition, Fact, FactField, FactId, FieldType, Pattern, VocabularyId,
};
use crate::source::Place;

impl Resolver<'_> {
    /// The facts whose matches are mentions of a pattern.
    ///
    /// A fact's name that is a whole alternative stands for that fact. The other alternatives
    /// are one fact without a name; if they are all entries of vocabularies, they are one
    /// fact for each vocabulary, with the entry in its field "it".
    pub(super) fn mentions(
        &mut self,
        pattern: &ast::Pattern,
        conditions: &[ast::Condition],
        names: &Names<'_>,
    ) -> Outcome<Vec<FactId>> {
        let conditions = self.conditions(conditions, names);
        let mut broken = Ok(());
        let mut named = Vec::new();
        let mut others: Vec<&Sequence> = Vec::new();
        for (index, alternative) in pattern.alternatives.iter().enumerate() {
            match fact_name(alternative, names) {
                Some((name, Ok(fact))) => named.push((index, name, fact)),
                Some((_, Err(reported))) => broken = Err(reported),
                None => others.push(alternative),
            }
        }
        let read = self.alternatives(&others, names)?;
        let conditions = conditions?;
        broken?;

        // Facts in the order of their first alternatives.
        let mut facts: Vec<(usize, FactId)> = Vec::new();
        for (index, name, fact) in named {
            let fact = self.with_conditions(fact, &conditions, name.place);
            if !facts.iter().any(|(_, known)| *known == fact) {
                facts.push((index, fact));
            }
        }
        if read.is_empty() {
            return Ok(facts.into_iter().map(|(_, fact)| fact).collect());
        }
        let index_of = |place: Place| {
            let mut alternatives = pattern.alternatives.iter();
            alternatives
                .position(|alternative| alternative.place == place)
                .unwrap_or(0)
        };
        let entries: Option<Vec<VocabularyId>> = read
            .iter()
            .map(|(_, shape)| match shape.value {
                Some(FieldType::Entry(vocabulary)) => Some(vocabulary),
                Some(FieldType::Basic(_) | FieldType::Text) | None => None,
            })
            .collect();
        let alternatives = others.iter().map(|sequence| sequence.place);
        let mut read: Vec<(Place, Pattern)> = alternatives
            .zip(read.into_iter().map(|(pattern, _)| pattern))
            .collect();
        match entries {
            None => {
                let place = span(&read);
                let fact = self.add_anonymous(choice(read), Vec::new(), &conditions, place);
                facts.push((index_of(others[0].place), fact));
            }
            Some(vocabularies) => {
                let mut seen: Vec<VocabularyId> = Vec::new();
                for vocabulary in &vocabularies {
                    if seen.contains(vocabulary) {
                        continue;
                    }
                    seen.push(*vocabulary);
                    let same: Vec<(Place, Pattern)> = vocabularies
                        .iter()
                        .zip(&mut read)
                        .filter(|(other, _)| *other == vocabulary)
                        .map(|(_, (place, pattern))| {
                            let pattern = std::mem::replace(pattern, Pattern::Gap(0));
                            (*place, keep_entry(pattern, *place))
                        })
                        .collect();
                    let field = FactField {
                        name: "it".into(),
                        ty: FieldType::Entry(*vocabulary),
                        implicit: None,
                    };
                    let (first, place) = (same[0].0, span(&same));
                    let fact = self.add_anonymous(choice(same), vec![field], &conditions, place);
                    facts.push((index_of(first), fact));
                }
            }
        }
        facts.sort_by_key(|(index, _)| *index);
        Ok(facts.into_iter().map(|(_, fact)| fact).collect())
    }

    /// The fact itself, or a copy with more conditions.
    fn with_conditions(&mut self, id: FactId, conditions: &[Condition], place: Place) -> FactId {
        if conditions.is_empty() {
            return id;
        }
        let mut copy = self.facts[id.0 as usize].clone();
        copy.name = None;
        copy.place = place;
        copy.conditions.extend_from_slice(conditions);
        self.add_fact(copy)
    }

    pub(super) fn add_anonymous(
        &mut self,
        pattern: Pattern,
        fields: Vec<FactField>,
        conditions: &[Condition],
        place: Place,
    ) -> FactId {
        self.add_fact(Fact {
            name: None,
            place,
            fields,
            pattern,
            conditions: conditions.to_vec(),
        })
    }
}

/// The fact that an alternative names, if it is a fact's name and nothing else.
fn fact_name<'a>(
    alternative: &'a Sequence,
    names: &Names<'_>,
) -> Option<(&'a Name, Result<FactId, Reported>)> {
    let [item] = alternative.items.as_slice() else {
        return None;
    };
    let ItemKind::Name(name) = &item.kind else {
        return None;
    };
    match names.get(&name.text)? {
        (Meaning::Fact(fact), _) if !item.maybe => Some((name, Ok(*fact))),
        (Meaning::Broken, _) => Some((name, Err(Reported))),
        _ => None,
    }
}

fn span(read: &[(Place, Pattern)]) -> Place {
    let (first, last) = (read[0].0, read[read.len() - 1].0);
    Place::new(first.source, first.span.join(last.span))
}

fn choice(mut read: Vec<(Place, Pattern)>) -> Pattern {
    match read.len() {
        1 => read.remove(0).1,
        _ => Pattern::Choice(read.into_iter().map(|(_, pattern)| pattern).collect()),
    }
}

/// A pattern whose value is an entry, with the value in the first field.
fn keep_entry(pattern: Pattern, place: Place) -> Pattern {
    match pattern {
        Pattern::Blank(mut blank) => {
            blank.field = Some(0);
            Pattern::Blank(blank)
        }
        other => Pattern::Blank(Box::new(Blank {
            field: Some(0),
            kind: BlankKind::Group(Arc::new(other)),
            limits: Vec::new(),
            place,
        })),
    }
}
