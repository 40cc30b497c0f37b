//! Checks and their qualifiers.

use pest::iterators::Pair;

use super::{Parts, Rule, Tree, one, parts, take, unit};
use crate::lang::ast::{
    Check, Form, Mention, Qualifier, QualifierKind, Quantifier, Test, TestKind, WithinUnit,
    WritePair,
};
use crate::lang::typed::{Comparator, Order, SomeOrEvery, Winner};

impl Tree<'_> {
    pub(super) fn check(&mut self, pair: Pair<'_, Rule>) -> Check {
        let place = self.place(&pair);
        let rule = pair.as_rule();
        let mut inner = parts(pair);
        let form = match rule {
            Rule::write_check => self.write(&mut inner),
            Rule::needs_check => {
                let field = self.field(one(&mut inner));
                let order = match one(&mut inner).as_rule() {
                    Rule::kw_an_earlier => Order::Earlier,
                    Rule::kw_a_later => Order::Later,
                    _ => Order::Matching,
                };
                Form::Needs(field, order, self.field(one(&mut inner)))
            }
            Rule::one_check => {
                let mut keys = Vec::new();
                while let Some(field) = take(&mut inner, Rule::field) {
                    keys.push(self.field(field));
                }
                let value = keys.pop().expect("the grammar requires a key and a value");
                Form::One(keys, value)
            }
            Rule::mention_check => self.mention(&mut inner),
            Rule::style_check => {
                let pattern = self.pattern(one(&mut inner));
                let conditions = self.conditions(&mut inner);
                match one(&mut inner).as_rule() {
                    Rule::kw_must_be_consistent => Form::Consistent(pattern, conditions),
                    _ => Form::SpelledAsListed(pattern, conditions),
                }
            }
            _ => {
                let subject = self.expression(one(&mut inner));
                Form::Value(subject, Box::new(self.test(one(&mut inner))))
            }
        };
        let qualifiers = inner.map(|qualifier| self.qualifier(qualifier)).collect();
        Check {
            form,
            qualifiers,
            place,
        }
    }

    fn write(&mut self, inner: &mut Parts<'_>) -> Form {
        let mut pairs = Vec::new();
        while let Some(pair) = take(inner, Rule::write_pair) {
            let mut words = parts(pair);
            let good = self.quoted(&one(&mut words));
            let _not = take(&mut words, Rule::kw_not);
            let bad = self.all_quoted(one(&mut words));
            pairs.push(WritePair { good, bad });
        }
        Form::Write(pairs, self.conditions(inner))
    }

    fn mention(&mut self, inner: &mut Parts<'_>) -> Form {
        let quantifier = one(inner);
        let mut words = parts(quantifier);
        let quantifier = match (one(&mut words).as_rule(), words.next()) {
            (Rule::kw_no, _) => Quantifier::No,
            (Rule::kw_at_least, Some(number)) => Quantifier::AtLeast(self.number(&number)),
            (Rule::kw_at_most, Some(number)) => Quantifier::AtMost(self.number(&number)),
            (Rule::kw_exactly, Some(number)) => Quantifier::Exactly(self.number(&number)),
            _ => Quantifier::Every,
        };
        let unit = unit(&one(inner));
        let among = take(inner, Rule::among).map(|among| self.pattern(one(&mut parts(among))));
        let verb = one(inner);
        Form::Mention(Mention {
            quantifier,
            unit,
            among,
            may: verb.as_rule() == Rule::kw_may_mention,
            verb_place: self.place(&verb),
            pattern: self.pattern(one(inner)),
            conditions: self.conditions(inner),
        })
    }

    fn test(&mut self, pair: Pair<'_, Rule>) -> Test {
        let place = self.place(&pair);
        let rule = pair.as_rule();
        let mut inner = parts(pair);
        let kind = match rule {
            Rule::agree => TestKind::Agree,
            Rule::verbatim => TestKind::Verbatim,
            Rule::between => {
                let low = self.expression(one(&mut inner));
                TestKind::Between(low, self.expression(one(&mut inner)))
            }
            Rule::one_of => {
                let choices = one(&mut inner);
                let name = self.name(&choices);
                match choices.as_rule() {
                    Rule::strings => TestKind::OneOfWords(self.all_quoted(choices)),
                    _ => TestKind::OneOfTable(name),
                }
            }
            _ => self.compare(&mut inner),
        };
        Test { kind, place }
    }

    fn compare(&mut self, inner: &mut Parts<'_>) -> TestKind {
        let words = one(inner);
        let comparator_place = self.place(&words);
        let comparator = match one(&mut parts(words)).as_rule() {
            Rule::kw_not_equal => Comparator::NotEqual,
            Rule::kw_be_at_least => Comparator::AtLeast,
            Rule::kw_be_at_most => Comparator::AtMost,
            Rule::kw_be_more_than => Comparator::MoreThan,
            Rule::kw_be_less_than => Comparator::LessThan,
            Rule::kw_come_before => Comparator::Before,
            Rule::kw_come_after => Comparator::After,
            Rule::kw_be_compatible_with => Comparator::Compatible,
            _ => Comparator::Equal,
        };
        let every = if let Some(some) = take(inner, Rule::kw_some) {
            Some((SomeOrEvery::Some, self.place(&some)))
        } else {
            take(inner, Rule::kw_every).map(|every| (SomeOrEvery::Every, self.place(&every)))
        };
        TestKind::Compare {
            comparator,
            comparator_place,
            every,
            with: self.expression(one(inner)),
        }
    }

    fn qualifier(&mut self, pair: Pair<'_, Rule>) -> Qualifier {
        let place = self.place(&pair);
        let rule = pair.as_rule();
        let mut inner = parts(pair);
        let kind = match rule {
            Rule::scope => match one(&mut inner).as_rule() {
                Rule::kw_across_documents => QualifierKind::Across,
                Rule::kw_against_sources => QualifierKind::AgainstSources,
                _ => QualifierKind::InEach(unit(&one(&mut inner))),
            },
            Rule::same_key => {
                let mut names = Vec::new();
                while let Some(name) = take(&mut inner, Rule::name) {
                    names.push(self.name(&name));
                }
                let any_order = inner.next().map(|words| self.place(&words));
                QualifierKind::SameKey(names, any_order)
            }
            Rule::tolerance => match one(&mut inner).as_rule() {
                Rule::kw_exactly => QualifierKind::Exactly,
                _ => {
                    let number = self.number(&one(&mut inner));
                    let unit = match inner.next().map(|unit| unit.as_rule()) {
                        Some(Rule::percent_sign) => WithinUnit::Percent,
                        Some(Rule::kw_points) => WithinUnit::Points,
                        Some(Rule::kw_days) => WithinUnit::Days,
                        _ => WithinUnit::Plain,
                    };
                    QualifierKind::Within(number, unit)
                }
            },
            Rule::rounded => QualifierKind::AsRounded,
            Rule::choice => match one(&mut inner).as_rule() {
                Rule::kw_by_majority => QualifierKind::Choice(Winner::Majority),
                _ => QualifierKind::Choice(Winner::FirstUse),
            },
            Rule::alike => QualifierKind::Alike(self.number(&one(&mut inner))),
            _ => QualifierKind::Allowing(inner.map(|name| self.name(&name)).collect()),
        };
        Qualifier { kind, place }
    }
}
