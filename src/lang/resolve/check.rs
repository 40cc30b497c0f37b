//! Checks: one function for each form.

use std::sync::Arc;

use super::message::Fills;
use super::names::Names;
use super::pattern::has_star;
use super::qualifier::{Allowed, Qualified, Scoping};
use super::{Outcome, Resolver};
use crate::document::Unit;
use crate::lang::ast::{self, FieldName, Form, Number, Words, WritePair};
use crate::lang::error::Error;
use crate::lang::typed::{
    Check, Comparator, ExprKind, FactId, FieldIndex, FieldType, Order, Pattern, Qualifiers,
    Quantifier, Test,
};

/// A check may count this many units.
const MOST_UNITS: u32 = 1_000_000;

/// What a check demands of its qualifiers, and what it fills in its message.
pub(super) struct Demands {
    pub(super) allowed: Allowed,
    pub(super) fills: Fills,
    /// The field of the first fact that is compared.
    pub(super) compared: Option<FieldIndex>,
}

impl Demands {
    /// Of a check that looks at each mention by itself.
    pub(super) fn row_by_row() -> Self {
        Self {
            allowed: Allowed::scope(Scoping::No("each mention is looked at by itself")),
            fills: Fills {
                found: true,
                ..Fills::default()
            },
            compared: None,
        }
    }
}

/// Whether the program can write the right words for a finding of this check.
pub(super) fn can_be_mended(check: &Check) -> bool {
    match check {
        Check::Write { .. } | Check::SpelledAsListed { .. } | Check::Consistent { .. } => true,
        Check::Value {
            subject,
            test:
                Test::Compare {
                    comparator: Comparator::Equal,
                    with,
                    ..
                },
            ..
        } => {
            matches!(subject.kind, ExprKind::Field(..))
                && matches!(with.kind, ExprKind::Lookup { .. } | ExprKind::Data(..))
        }
        Check::Value { .. } | Check::Mention { .. } | Check::One { .. } | Check::Needs { .. } => {
            false
        }
    }
}

impl Resolver<'_> {
    /// A check, and what its message can say.
    pub(super) fn check(
        &mut self,
        check: &ast::Check,
        names: &Names<'_>,
    ) -> Outcome<(Check, Fills)> {
        let (mut read, demands) = match &check.form {
            Form::Write(pairs, conditions) => self.write(pairs, conditions, names)?,
            Form::SpelledAsListed(pattern, conditions) => {
                self.spelled_as_listed(pattern, conditions, names)?
            }
            Form::Consistent(pattern, conditions) => self.consistent(pattern, conditions, names)?,
            Form::Mention(mention) => self.mention(mention, names)?,
            Form::One(keys, value) => self.one(keys, value, names)?,
            Form::Needs(field, order, other) => self.needs(field, *order, other, names)?,
            Form::Value(subject, test) => self.value_check(subject, test, names)?,
        };
        let mut facts: Vec<FactId> = Vec::new();
        read.each_fact(&mut |fact| {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        });
        let written = self.qualifiers(
            &check.qualifiers,
            &Qualified {
                allowed: demands.allowed,
                facts: &facts,
                compared: demands.compared,
                place: check.place,
            },
        )?;
        match &mut read {
            Check::Write { .. } | Check::SpelledAsListed { .. } => {}
            Check::Consistent { qualifiers, .. }
            | Check::Mention { qualifiers, .. }
            | Check::One { qualifiers, .. }
            | Check::Needs { qualifiers, .. }
            | Check::Value { qualifiers, .. } => *qualifiers = written,
        }
        Ok((read, demands.fills))
    }

    fn write(
        &mut self,
        pairs: &[WritePair],
        conditions: &[ast::Condition],
        names: &Names<'_>,
    ) -> Outcome<(Check, Demands)> {
        let mut outcome = Ok(());
        let mut branches = Vec::new();
        let mut instead = Vec::new();
        for pair in pairs {
            let good = pair.good.plain();
            for bad in &pair.bad {
                match self.bad_words(&good, bad) {
                    Ok(words) => {
                        branches.push(words);
                        instead.push(Arc::clone(&good));
                    }
                    Err(reported) => outcome = Err(reported),
                }
            }
        }
        let conditions = self.conditions(conditions, names)?;
        outcome?;
        let first = pairs[0].good.place;
        let pattern = match branches.len() {
            1 => branches.remove(0),
            _ => Pattern::Choice(branches),
        };
        let mentions = self.add_anonymous(pattern, Vec::new(), &conditions, first);
        let mut demands = Demands::row_by_row();
        demands.fills.expected = true;
        Ok((Check::Write { mentions, instead }, demands))
    }

    fn bad_words(&mut self, good: &str, bad: &ast::Quoted) -> Outcome<Pattern> {
        let place = bad.place;
        if has_star(&bad.raw) {
            return self.fail(Error::StarInWrite { place });
        }
        let words = bad.plain();
        if words.as_ref() == good {
            return self.fail(Error::SameWords { place });
        }
        let phrase = self.phrase(&Words {
            // "github" would find "GitHub", which is the right word here.
            exactly: words.to_lowercase() == good.to_lowercase(),
            quoted: bad.clone(),
        })?;
        Ok(Pattern::Words(phrase))
    }

    fn spelled_as_listed(
        &mut self,
        pattern: &ast::Pattern,
        conditions: &[ast::Condition],
        names: &Names<'_>,
    ) -> Outcome<(Check, Demands)> {
        let mentions = self.mentions(pattern, conditions, names)?;
        let listed = mentions.iter().all(|fact| {
            let fields = self.facts[fact.0 as usize].fields.as_slice();
            matches!(fields, [field] if matches!(field.ty, FieldType::Entry(_)))
        });
        if !listed {
            let place = pattern.place;
            return self.fail(Error::NotListed { place });
        }
        let mut demands = Demands::row_by_row();
        demands.fills.expected = true;
        demands.fills.subject = only(&mentions);
        Ok((Check::SpelledAsListed { mentions }, demands))
    }

    fn consistent(
        &mut self,
        pattern: &ast::Pattern,
        conditions: &[ast::Condition],
        names: &Names<'_>,
    ) -> Outcome<(Check, Demands)> {
        let mentions = self.mentions(pattern, conditions, names)?;
        let forms: usize = mentions
            .iter()
            .map(|fact| {
                let fact = &self.facts[fact.0 as usize];
                match &fact.pattern {
                    _ if fact.fields.iter().any(|field| field.name.as_ref() == "it") => 2,
                    Pattern::Choice(branches) => branches.len(),
                    _ => 1,
                }
            })
            .sum();
        if forms < 2 {
            let place = pattern.place;
            return self.fail(Error::SingleForm { place });
        }
        let demands = Demands {
            allowed: Allowed {
                choice: true,
                ..Allowed::scope(Scoping::Required("`must be consistent`"))
            },
            fills: Fills {
                found: true,
                expected: true,
                count: true,
                other_document: true,
                subject: only(&mentions),
                ..Fills::default()
            },
            compared: None,
        };
        let qualifiers = Qualifiers::default();
        Ok((
            Check::Consistent {
                mentions,
                qualifiers,
            },
            demands,
        ))
    }

    fn mention(&mut self, mention: &ast::Mention, names: &Names<'_>) -> Outcome<(Check, Demands)> {
        if mention.unit == Unit::Column {
            let place = mention.verb_place;
            return self.fail(Error::NoStretch { place });
        }
        let units = |resolver: &mut Self, number: &Number| {
            resolver.count("a count of units", number, 1, MOST_UNITS)
        };
        let quantifier = match &mention.quantifier {
            ast::Quantifier::Every => Ok(Quantifier::Every),
            ast::Quantifier::No => Ok(Quantifier::No),
            ast::Quantifier::AtLeast(number) => units(self, number).map(Quantifier::AtLeast),
            ast::Quantifier::AtMost(number) => units(self, number).map(Quantifier::AtMost),
            ast::Quantifier::Exactly(number) => units(self, number).map(Quantifier::Exactly),
        };
        let (words, may_be_may, may_be_must) = match &mention.quantifier {
            ast::Quantifier::Every => ("every", false, true),
            ast::Quantifier::No => ("no", true, false),
            ast::Quantifier::AtLeast(_) => ("at least", false, true),
            ast::Quantifier::AtMost(_) => ("at most", true, true),
            ast::Quantifier::Exactly(_) => ("exactly", false, true),
        };
        let verb = if mention.may && !may_be_may {
            self.fail(Error::Quantifier {
                place: mention.verb_place,
                quantifier: words,
                verb: "must mention",
            })
        } else if !mention.may && !may_be_must {
            self.fail(Error::Quantifier {
                place: mention.verb_place,
                quantifier: words,
                verb: "may mention",
            })
        } else {
            Ok(())
        };
        let among = mention
            .among
            .as_ref()
            .map(|among| self.mentions(among, &[], names));
        let mentions = self.mentions(&mention.pattern, &mention.conditions, names);
        let (among, mentions, quantifier) = (among.transpose()?, mentions?, quantifier?);
        verb?;
        let counts = !matches!(quantifier, Quantifier::Every | Quantifier::No);
        let demands = Demands {
            allowed: Allowed::scope(match counts {
                true => Scoping::Optional,
                false => Scoping::No("each of them is looked at by itself"),
            }),
            fills: Fills {
                // What may not be there, or what asks for something that is not there.
                found: quantifier == Quantifier::No
                    || (quantifier == Quantifier::Every && among.is_some()),
                expected: counts,
                count: counts,
                subject: match quantifier {
                    Quantifier::No => only(&mentions),
                    Quantifier::Every => among.as_deref().and_then(only),
                    Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => None,
                },
                other: among
                    .as_deref()
                    .and_then(only)
                    .filter(|_| quantifier == Quantifier::No),
                ..Fills::default()
            },
            compared: None,
        };
        let check = Check::Mention {
            quantifier,
            unit: mention.unit,
            among,
            mentions,
            qualifiers: Qualifiers::default(),
        };
        Ok((check, demands))
    }

    fn one(
        &mut self,
        keys: &[FieldName],
        value: &FieldName,
        names: &Names<'_>,
    ) -> Outcome<(Check, Demands)> {
        let read: Vec<_> = keys.iter().map(|key| self.field(key, names)).collect();
        let read_value = self.field(value, names);
        let keys_read: Outcome<Vec<_>> = read.into_iter().collect();
        let (keys_read, (fact, value_field)) = (keys_read?, read_value?);
        let mut seen: Vec<FieldIndex> = Vec::new();
        for (key, (owner, field)) in keys.iter().zip(keys_read) {
            if owner != fact {
                return self.fail(Error::SeveralFacts {
                    place: value.place,
                    first: Arc::clone(&key.owner.text),
                    second: Arc::clone(&value.owner.text),
                });
            }
            if field == value_field {
                return self.fail(Error::KeyIsValue {
                    name: Arc::clone(&key.part.text),
                    place: value.place,
                });
            }
            if seen.contains(&field) {
                let first = keys.iter().find(|first| first.part.text == key.part.text);
                return self.fail(Error::QualifierTwice {
                    place: key.place,
                    first: first.map_or(key.place, |first| first.place),
                });
            }
            seen.push(field);
        }
        let ty = self.type_of(fact, value_field);
        let demands = Demands {
            allowed: Allowed {
                tolerance: Some(ty),
                choice: true,
                ..Allowed::scope(Scoping::Required("`must have one`"))
            },
            fills: Fills {
                found: true,
                expected: true,
                count: true,
                other_document: true,
                difference: false,
                subject: Some(fact),
                other: Some(fact),
            },
            compared: Some(value_field),
        };
        let check = Check::One {
            fact,
            keys: seen,
            value: value_field,
            qualifiers: Qualifiers::default(),
        };
        Ok((check, demands))
    }

    fn needs(
        &mut self,
        field: &FieldName,
        order: Order,
        other: &FieldName,
        names: &Names<'_>,
    ) -> Outcome<(Check, Demands)> {
        let read = self.field(field, names);
        let read_other = self.field(other, names);
        let ((fact, index), (other_fact, other_index)) = (read?, read_other?);
        let (ty, other_ty) = (
            self.type_of(fact, index),
            self.type_of(other_fact, other_index),
        );
        if !super::types::comparable(ty, other_ty) {
            let left = (field.place, self.type_words(ty));
            let right = (other.place, self.type_words(other_ty));
            return self.fail(Error::Mismatch {
                place: other.place,
                how: "compared with",
                sides: Box::new([left, right]),
                help: None,
            });
        }
        let demands = Demands {
            allowed: Allowed {
                keys: true,
                ..Allowed::scope(Scoping::Required("`needs`"))
            },
            fills: Fills {
                found: true,
                subject: Some(fact),
                ..Fills::default()
            },
            compared: Some(index),
        };
        let check = Check::Needs {
            fact,
            field: index,
            order,
            other: other_fact,
            other_field: other_index,
            qualifiers: Qualifiers::default(),
        };
        Ok((check, demands))
    }
}

/// The only one of a list.
fn only(facts: &[FactId]) -> Option<FactId> {
    match facts {
        [fact] => Some(*fact),
        _ => None,
    }
}
