//! The limits of a blank, ready to be tested.

use std::cmp::Ordering;

use crate::lang::typed::{Limit, VocabularyId};
use crate::value::unit::Unit;
use crate::value::{Currency, Decimal, Figure, Value};

use super::phrase::{PhraseId, Phrases};

/// A limit on a blank's value.
#[derive(Clone, Debug)]
pub(super) enum LimitTest {
    /// At least as many words as the listed name.
    InFull,
    /// Fewer words than the listed name.
    InShort,
    /// In this unit or currency.
    In(Box<str>),
    /// Compared with a value.
    Against(Comparison, Value),
    /// How many words it takes.
    Words(Comparison, u32),
    /// None of these phrases.
    Except(Box<[PhraseId]>),
    /// No entry of this vocabulary.
    ExceptAnyOf(VocabularyId),
}

/// How a value is compared with a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Comparison {
    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::AtLeast => order.is_ge(),
            Self::AtMost => order.is_le(),
            Self::MoreThan => order.is_gt(),
            Self::LessThan => order.is_lt(),
        }
    }
}

impl LimitTest {
    /// The test of a limit as resolved; its phrases join those of the plan.
    pub(super) fn compile(limit: &Limit, phrases: &mut Phrases) -> Self {
        match limit {
            Limit::InFull => Self::InFull,
            Limit::InShort => Self::InShort,
            Limit::In(unit) => Self::In(unit.as_ref().into()),
            Limit::AtLeast(value) => Self::Against(Comparison::AtLeast, value.clone()),
            Limit::AtMost(value) => Self::Against(Comparison::AtMost, value.clone()),
            Limit::MoreThan(value) => Self::Against(Comparison::MoreThan, value.clone()),
            Limit::LessThan(value) => Self::Against(Comparison::LessThan, value.clone()),
            Limit::AtLeastWords(words) => Self::Words(Comparison::AtLeast, *words),
            Limit::AtMostWords(words) => Self::Words(Comparison::AtMost, *words),
            Limit::MoreThanWords(words) => Self::Words(Comparison::MoreThan, *words),
            Limit::FewerWords(words) => Self::Words(Comparison::LessThan, *words),
            Limit::Except(list) => Self::Except(
                list.iter()
                    .filter_map(|phrase| phrases.add(&phrase.text, phrase.prefix, phrase.exactly))
                    .collect(),
            ),
            Limit::ExceptAnyOf(vocabulary) => Self::ExceptAnyOf(*vocabulary),
        }
    }
}

/// Whether a value keeps a limit given as a value. A range keeps it if any of it does.
pub(super) fn keeps(value: &Value, comparison: Comparison, limit: &Value) -> bool {
    let end = |figure: &Figure| match comparison {
        Comparison::AtLeast | Comparison::MoreThan => figure.upper,
        Comparison::AtMost | Comparison::LessThan => figure.value,
    };
    let order = |found: Decimal, limit: Decimal| comparison.holds(found.cmp(&limit));
    match (value, limit) {
        (Value::Money(figure, currency), Value::Money(limit, wanted)) => {
            currency == wanted && order(end(figure), limit.value)
        }
        (Value::Measure(figure, unit), Value::Measure(limit, wanted)) => {
            unit.dimension() == wanted.dimension()
                && unit
                    .to_base(end(figure))
                    .zip(wanted.to_base(limit.value))
                    .is_some_and(|(found, limit)| order(found, limit))
        }
        (
            Value::Number(figure)
            | Value::Percent(figure)
            | Value::Money(figure, _)
            | Value::Measure(figure, _),
            Value::Number(limit) | Value::Percent(limit),
        ) => order(end(figure), limit.value),
        (Value::Date(date), Value::Date(limit)) => match (date.days(None), limit.days(None)) {
            (Some((first, last)), Some((limit_first, limit_last))) => match comparison {
                Comparison::AtLeast => last >= limit_first,
                Comparison::AtMost => first <= limit_last,
                Comparison::MoreThan => last > limit_last,
                Comparison::LessThan => first < limit_first,
            },
            _ => false,
        },
        (Value::Time(time), Value::Time(limit)) => {
            comparison.holds(time.minutes.cmp(&limit.minutes))
        }
        _ => false,
    }
}

/// Whether a value is in a unit or a currency as a rule writes it.
pub(super) fn is_in(value: &Value, unit: &str) -> bool {
    match value {
        Value::Measure(_, written) => Unit::parse(unit) == Some(*written),
        Value::Money(_, currency) => Currency::parse(unit) == Some(*currency),
        Value::Number(_)
        | Value::Percent(_)
        | Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Version(_)
        | Value::Text(_)
        | Value::Entry(_) => false,
    }
}
