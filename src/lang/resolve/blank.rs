//! Blanks and the limits on their values.

use std::sync::Arc;

use super::names::Meaning;
use super::pattern::{PatternReader, Shape};
use super::{Outcome, Reported};
use crate::lang::ast::{self, BlankType, Bound, LimitKind, Literal, Name, Words};
use crate::lang::error::{Error, Kind};
use crate::lang::typed::{Blank, BlankKind, ExprType, FieldType, Limit, Pattern};
use crate::source::Place;
use crate::value::{Type, Value};

/// A limit may ask for this many words.
const MOST_WORDS: u32 = 1_000;

impl PatternReader<'_, '_, '_> {
    pub(super) fn blank(&mut self, blank: &ast::Blank, place: Place) -> Outcome<(Pattern, Shape)> {
        let (kind, ty, inner) = self.blank_type(&blank.ty)?;
        let limits: Outcome<Vec<_>> = blank
            .limits
            .iter()
            .map(|limit| self.limit(limit, ty))
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        let field = blank
            .field
            .as_ref()
            .map(|name| Ok((self.keep(name, ty)?, name.place)));
        let field = field.transpose()?;
        let mut shape = inner
            .unwrap_or_else(|| Shape::of_part(false))
            .with_value(ty);
        shape.binds = field.into_iter().collect();
        let read = Blank {
            field: field.map(|(field, _)| field),
            kind,
            limits: limits?.into_iter().flatten().collect(),
            place,
        };
        Ok((Pattern::Blank(Box::new(read)), shape))
    }

    fn blank_type(&mut self, ty: &BlankType) -> Outcome<(BlankKind, FieldType, Option<Shape>)> {
        match ty {
            BlankType::AnyOf(name) => {
                let vocabulary = self.resolver.vocabulary(name)?;
                Ok((
                    BlankKind::AnyOf(vocabulary),
                    FieldType::Entry(vocabulary),
                    None,
                ))
            }
            BlankType::Group(inner) => {
                // The value of this blank is the whole group; nothing inside it is kept.
                let fields = self.fields.take();
                let read = self.pattern(inner);
                self.fields = fields;
                let (pattern, shape) = read?;
                self.group(Arc::new(pattern), shape.inside(), inner.place)
            }
            BlankType::Name(name) => {
                if let Some((ty, _)) = Type::ALL
                    .into_iter()
                    .find(|(_, word)| *word == name.text.as_ref())
                {
                    return Ok((BlankKind::Type(ty), FieldType::Basic(ty), None));
                }
                match self.names.get(&name.text) {
                    Some((Meaning::Let(pattern, shape), _)) => {
                        self.group(Arc::clone(pattern), shape.inside(), name.place)
                    }
                    Some((Meaning::Broken, _)) => Err(Reported),
                    Some((Meaning::Fact(_), _)) => self.not_a_type(name, "a fact", None),
                    None if self.resolver.tables.is_vocabulary(&name.text) => {
                        let help = format!("write `any of {}`", name.text);
                        self.not_a_type(name, "a vocabulary", Some(help))
                    }
                    None => {
                        let types = Type::ALL.into_iter().map(|(_, word)| word.to_owned());
                        let lets = self.names.candidates(Meaning::is_let);
                        self.resolver.fail(Error::Unknown {
                            kind: Kind::Type,
                            name: name.text.to_string(),
                            place: name.place,
                            candidates: types.chain(lets).collect(),
                        })
                    }
                }
            }
        }
    }

    fn not_a_type<T>(&mut self, name: &Name, is: &'static str, help: Option<String>) -> Outcome<T> {
        self.resolver.fail(Error::WrongKind {
            name: Arc::clone(&name.text),
            place: name.place,
            is,
            wanted: "a type",
            help,
        })
    }

    fn group(
        &mut self,
        pattern: Arc<Pattern>,
        shape: Shape,
        place: Place,
    ) -> Outcome<(BlankKind, FieldType, Option<Shape>)> {
        if shape.may_be_empty {
            return self.resolver.fail(Error::MatchesNothing { place });
        }
        let ty = shape.value.unwrap_or(FieldType::Text);
        Ok((BlankKind::Group(pattern), ty, Some(shape)))
    }

    /// One limit as written; `between` is two.
    fn limit(&mut self, limit: &ast::Limit, ty: FieldType) -> Outcome<Vec<Limit>> {
        let place = limit.place;
        let one = |limit| Ok(vec![limit]);
        match &limit.kind {
            LimitKind::InFull => {
                self.allow(
                    is_entry(ty),
                    "`in full`",
                    "entries of a vocabulary",
                    ty,
                    place,
                )?;
                one(Limit::InFull)
            }
            LimitKind::InShort => {
                self.allow(
                    is_entry(ty),
                    "`in short`",
                    "entries of a vocabulary",
                    ty,
                    place,
                )?;
                one(Limit::InShort)
            }
            LimitKind::In(unit) => {
                let has_unit = matches!(ty, FieldType::Basic(Type::Measure | Type::Money));
                self.allow(
                    has_unit,
                    "`in \"…\"`",
                    "measures and amounts of money",
                    ty,
                    place,
                )?;
                one(Limit::In(self.resolver.unit_word(unit, ty)?))
            }
            LimitKind::Figure(bound, literal) => {
                let limit = match bound {
                    Bound::AtLeast => Limit::AtLeast,
                    Bound::AtMost => Limit::AtMost,
                    Bound::MoreThan => Limit::MoreThan,
                    Bound::LessThan => Limit::LessThan,
                };
                one(limit(self.bound(literal, ty, place)?))
            }
            LimitKind::Between(low, high) => {
                let (low, high) = (self.bound(low, ty, place)?, self.bound(high, ty, place)?);
                if backward(&low, &high) {
                    return self.resolver.fail(Error::Backward { place });
                }
                Ok(vec![Limit::AtLeast(low), Limit::AtMost(high)])
            }
            LimitKind::Words(bound, literal) => {
                let count = self.words_count(literal, ty, place)?;
                one(match bound {
                    Bound::AtLeast => Limit::AtLeastWords(count),
                    Bound::AtMost => Limit::AtMostWords(count),
                    Bound::MoreThan => Limit::MoreThanWords(count),
                    Bound::LessThan => Limit::FewerWords(count),
                })
            }
            LimitKind::BetweenWords(low, high) => {
                let low = self.words_count(low, ty, place)?;
                let high = self.words_count(high, ty, place)?;
                if low > high {
                    return self.resolver.fail(Error::Backward { place });
                }
                Ok(vec![Limit::AtLeastWords(low), Limit::AtMostWords(high)])
            }
            LimitKind::ExceptAnyOf(name) => {
                one(Limit::ExceptAnyOf(self.resolver.vocabulary(name)?))
            }
            LimitKind::Except(all) => {
                let mut phrases = Vec::new();
                for quoted in all {
                    phrases.push(self.resolver.phrase(&Words {
                        exactly: false,
                        quoted: quoted.clone(),
                    })?);
                }
                one(Limit::Except(phrases))
            }
        }
    }

    fn allow(
        &mut self,
        allowed: bool,
        limit: &'static str,
        wanted: &'static str,
        ty: FieldType,
        place: Place,
    ) -> Outcome<()> {
        if allowed {
            return Ok(());
        }
        let ty = self.resolver.field_type_words(ty);
        self.resolver.fail(Error::LimitNotFor {
            limit,
            wanted,
            ty,
            place,
        })
    }

    fn bound(&mut self, literal: &Literal, ty: FieldType, place: Place) -> Outcome<Value> {
        let has_order = match ty {
            FieldType::Basic(ty) => match ty {
                Type::Number
                | Type::Integer
                | Type::Percent
                | Type::Money
                | Type::Measure
                | Type::Date
                | Type::Time
                | Type::Year
                | Type::Version => true,
                Type::Weekday
                | Type::Quote
                | Type::Name
                | Type::Acronym
                | Type::Word
                | Type::Flag
                | Type::Email => false,
            },
            FieldType::Entry(_) | FieldType::Text => false,
        };
        let wanted = "figures, dates, times and versions (with `words` after it, on text)";
        self.allow(has_order, "this", wanted, ty, place)?;
        self.resolver
            .literal_as(&literal.kind, literal.place, ExprType::from(ty))
    }

    fn words_count(&mut self, literal: &Literal, ty: FieldType, place: Place) -> Outcome<u32> {
        let has_words = matches!(
            ty,
            FieldType::Basic(Type::Quote | Type::Name) | FieldType::Entry(_) | FieldType::Text
        );
        self.allow(
            has_words,
            "a count of words",
            "quotations, names and groups",
            ty,
            place,
        )?;
        self.resolver
            .literal_count("a count of words", literal, 1, MOST_WORDS)
    }
}

fn is_entry(ty: FieldType) -> bool {
    matches!(ty, FieldType::Entry(_))
}

/// Whether a range between figures of one type ends before it begins.
fn backward(low: &Value, high: &Value) -> bool {
    match (low, high) {
        (Value::Number(low), Value::Number(high)) | (Value::Percent(low), Value::Percent(high)) => {
            low.value > high.value
        }
        (Value::Money(low, one), Value::Money(high, other)) if one == other => {
            low.value > high.value
        }
        (Value::Measure(low, one), Value::Measure(high, other)) if one == other => {
            low.value > high.value
        }
        (Value::Date(low), Value::Date(high)) => {
            let key = |date: &crate::value::PartialDate| (date.year, date.month, date.day);
            key(low) > key(high)
        }
        (Value::Time(low), Value::Time(high)) => low.minutes > high.minutes,
        _ => false,
    }
}
