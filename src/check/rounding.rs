//! How far sums over a table are rounded.
//!
//! Figures that are added up in a table are written to one place, that of the finest of them: in
//! a column of 1,200 and 345 the first is no rounder than the second. Each stands for what rounds
//! to it there, so that a sum may miss its total by half a unit for each figure (XBRL
//! International, Calculations 1.1, 2023). Whole numbers that count something are not rounded.

use super::scene::{Scene, walk};
use super::sink::field;
use crate::lang::typed::{Expr, ExprKind};
use crate::value::range::Precision;
use crate::value::{Decimal, Figure, Value};

/// The finest place among figures in tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Finest {
    place: Option<Decimal>,
    /// Whether some of them are more than bare numbers.
    has_unit: bool,
}

impl Finest {
    /// The finest of these and one more.
    pub(super) fn and(self, value: &Value) -> Self {
        match figure(value) {
            Some(figure) if figure.exact => self.join(Self {
                place: Some(figure.grain),
                has_unit: !matches!(value, Value::Number(_)),
            }),
            Some(_) | None => self,
        }
    }

    fn join(self, other: Self) -> Self {
        let places = self.place.into_iter().chain(other.place);
        Self {
            place: places.min(),
            has_unit: self.has_unit || other.has_unit,
        }
    }

    /// The place that all of them are rounded to: none at all for counts.
    fn rounded_to(self) -> Option<Decimal> {
        let place = self.place?;
        let counts = !self.has_unit && place >= Decimal::ONE && place < Decimal::ONE_HUNDRED;
        Some(if counts { Decimal::ZERO } else { place })
    }
}

/// The place that the figures of these expressions are rounded to in their table, if the rule
/// takes them as rounded and adds some of them up.
pub(super) fn common_place(exprs: &[&Expr], scene: &Scene<'_, '_>) -> Option<Decimal> {
    if scene.precision != Precision::AsRounded {
        return None;
    }
    let mut finest = Finest::default();
    let mut adds_up = false;
    for expr in exprs {
        walk(expr, &mut |expr| match &expr.kind {
            ExprKind::Field(fact, index) => {
                let rows = [scene.row, scene.other].into_iter().flatten();
                for (_, row) in rows.filter(|(owner, _)| owner == fact) {
                    if let Some(field) = field(row, *index) {
                        finest = finest.and(&field.value);
                    }
                }
            }
            ExprKind::Aggregate(_, fact, Some(index)) => {
                adds_up = true;
                if let Some(key) = scene.key {
                    finest = finest.join(scene.grouping.finest(key, *fact, *index));
                }
            }
            _ => {}
        });
    }
    finest.rounded_to().filter(|_| adds_up)
}

/// A figure of a table as one that is rounded to this place; other values as they are.
pub(super) fn rounded_to(value: &Value, place: Decimal) -> Value {
    let mut value = value.clone();
    if let Value::Number(figure)
    | Value::Percent(figure)
    | Value::Money(figure, _)
    | Value::Measure(figure, _) = &mut value
        && figure.exact
    {
        figure.grain = place;
    }
    value
}

fn figure(value: &Value) -> Option<&Figure> {
    match value {
        Value::Number(figure)
        | Value::Percent(figure)
        | Value::Money(figure, _)
        | Value::Measure(figure, _) => Some(figure),
        Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Version(_)
        | Value::Text(_)
        | Value::Entry(_) => None,
    }
}
