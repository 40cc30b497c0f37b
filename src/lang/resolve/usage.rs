//! Which names a definition or a check uses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Sentences;
use crate::lang::ast::{
    AggregateOf, BlankType, Check, Condition, ConditionKind, Definition, Expr, ExprKind, Form,
    IgnoreKind, ItemKind, Pattern, TestKind,
};
use crate::lang::error::Error;
use crate::source::Place;
use crate::value::Type;

/// Collects the names of `let`s and facts that a part of a tree uses.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) names: BTreeSet<Arc<str>>,
}

impl Uses {
    pub(super) fn definition(&mut self, definition: &Definition) {
        match definition {
            Definition::Let(definition) => self.pattern(&definition.pattern),
            Definition::Fact(definition) => {
                self.pattern(&definition.pattern);
                self.conditions(&definition.conditions);
            }
            Definition::Ignore(ignore) => match &ignore.kind {
                IgnoreKind::Before(pattern)
                | IgnoreKind::After(pattern)
                | IgnoreKind::With(_, pattern) => self.pattern(pattern),
                IgnoreKind::Repeated(_) => {}
            },
        }
    }

    pub(super) fn pattern(&mut self, pattern: &Pattern) {
        for item in pattern
            .alternatives
            .iter()
            .flat_map(|sequence| &sequence.items)
        {
            match &item.kind {
                ItemKind::Name(name) => self.name(&name.text),
                ItemKind::Group(inner) => self.pattern(inner),
                ItemKind::Blank(blank) => match &blank.ty {
                    BlankType::Name(name) if is_type(&name.text) => {}
                    BlankType::Name(name) => self.name(&name.text),
                    BlankType::Group(inner) => self.pattern(inner),
                    BlankType::AnyOf(_) => {}
                },
                ItemKind::Gap(_)
                | ItemKind::AnyOf(_)
                | ItemKind::Member(..)
                | ItemKind::Words(_) => {}
            }
        }
    }

    pub(super) fn conditions(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            match &condition.kind {
                ConditionKind::InSame(_, pattern)
                | ConditionKind::Within(_, pattern)
                | ConditionKind::Before(pattern)
                | ConditionKind::After(pattern) => self.pattern(pattern),
                ConditionKind::InSection(_)
                | ConditionKind::InRow(_)
                | ConditionKind::InColumn(_)
                | ConditionKind::InFirst(..)
                | ConditionKind::InLast(..)
                | ConditionKind::InRowOfFigures
                | ConditionKind::InColumnOfFigures
                | ConditionKind::InZone(_) => {}
            }
        }
    }

    pub(super) fn check(&mut self, check: &Check) {
        match &check.form {
            Form::Write(_, conditions) => self.conditions(conditions),
            Form::SpelledAsListed(pattern, conditions) | Form::Consistent(pattern, conditions) => {
                self.pattern(pattern);
                self.conditions(conditions);
            }
            Form::Mention(mention) => {
                self.pattern(&mention.pattern);
                self.conditions(&mention.conditions);
                mention.among.iter().for_each(|among| self.pattern(among));
            }
            Form::One(keys, value) => {
                keys.iter().for_each(|key| self.name(&key.owner.text));
                self.name(&value.owner.text);
            }
            Form::Needs(field, _, other) => {
                self.name(&field.owner.text);
                self.name(&other.owner.text);
            }
            Form::Value(subject, test) => {
                self.expression(subject);
                match &test.kind {
                    TestKind::Between(low, high) => {
                        self.expression(low);
                        self.expression(high);
                    }
                    TestKind::Compare { with, .. } => self.expression(with),
                    TestKind::Agree
                    | TestKind::Verbatim
                    | TestKind::OneOfWords(_)
                    | TestKind::OneOfTable(_) => {}
                }
            }
        }
    }

    fn expression(&mut self, expression: &Expr) {
        match &expression.kind {
            ExprKind::Field(field) | ExprKind::Lookup(_, field, _) => self.name(&field.owner.text),
            ExprKind::Bare(name) => self.name(&name.text),
            ExprKind::Negative(inner) | ExprKind::PartOfDate(_, inner) => self.expression(inner),
            ExprKind::Binary(_, left, right) | ExprKind::Change(left, right) => {
                self.expression(left);
                self.expression(right);
            }
            ExprKind::Aggregate(_, AggregateOf::Field(field)) => self.name(&field.owner.text),
            ExprKind::Aggregate(_, AggregateOf::Fact(name)) => self.name(&name.text),
            ExprKind::Aggregate(_, AggregateOf::Data(_))
            | ExprKind::Literal(_)
            | ExprKind::Data(_)
            | ExprKind::Document(_) => {}
        }
    }

    fn name(&mut self, name: &Arc<str>) {
        self.names.insert(Arc::clone(name));
    }
}

/// Whether a word is a type of blanks; no `let` can be called so.
pub(super) fn is_type(name: &str) -> bool {
    Type::ALL.iter().any(|(_, word)| *word == name)
}

/// Where the name of a definition is written, or the whole of an `ignore`.
pub(super) fn definition_place(definition: &Definition) -> Place {
    match definition {
        Definition::Let(definition) => definition.name.place,
        Definition::Fact(definition) => definition.name.place,
        Definition::Ignore(ignore) => ignore.place,
    }
}

/// The definitions of a text that nothing in `used`, no `ignore` and no other used
/// definition uses.
pub(super) fn unused(sentences: &Sentences, used: BTreeSet<Arc<str>>) -> Vec<Error> {
    let mut needs: BTreeMap<&Arc<str>, BTreeSet<Arc<str>>> = BTreeMap::new();
    let mut open: Vec<Arc<str>> = used.into_iter().collect();
    for definition in &sentences.definitions {
        let mut uses = Uses::default();
        uses.definition(definition);
        match definition {
            Definition::Let(known) => needs
                .entry(&known.name.text)
                .or_default()
                .extend(uses.names),
            Definition::Fact(known) => needs
                .entry(&known.name.text)
                .or_default()
                .extend(uses.names),
            Definition::Ignore(_) => open.extend(uses.names),
        }
    }
    let mut reached: BTreeSet<Arc<str>> = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(needed) = needs.get(&name)
            && !reached.contains(&name)
        {
            open.extend(needed.iter().cloned());
        }
        reached.insert(name);
    }
    let mut errors = Vec::new();
    for definition in &sentences.definitions {
        let (what, name) = match definition {
            Definition::Let(known) => ("the pattern", &known.name),
            Definition::Fact(known) => ("the fact", &known.name),
            Definition::Ignore(_) => continue,
        };
        if !reached.contains(&name.text) {
            errors.push(Error::NeverUsed {
                what,
                name: Arc::clone(&name.text),
                place: name.place,
            });
        }
    }
    errors
}
