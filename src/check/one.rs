//! `each F.x must have one F.z`: rows with the same key have the same value.

use super::Form;
use super::cell::Tables;
use super::consensus::Agreement;
use super::scene::Grouping;
use super::sink::Sink;
use crate::lang::typed::{
    Expr, ExprKind, ExprType, FactId, FieldIndex, FieldType, Key, Qualifiers,
};
use crate::value::Type;

pub(super) const FORM: Form = Form {
    name: "must have one",
    about: "All rows with the same key have the same value: a person has one role, a product one \
            price. Every row with a losing value is reported with the first row that has the \
            winning one.",
};

/// Runs the check.
pub(super) fn run<'a>(
    fact: FactId,
    keys: &[FieldIndex],
    value: FieldIndex,
    qualifiers: &Qualifiers,
    sink: &mut Sink<'a>,
) {
    let module = sink.context.module;
    let Some(fields) = module.facts.get(fact.0 as usize).map(|fact| &fact.fields) else {
        return;
    };
    let mut keyed = qualifiers.clone();
    for key in keys {
        if let Some(field) = fields.get(*key) {
            keyed.keys.push(Key {
                name: field.name.clone(),
                fields: vec![(fact, *key)],
            });
        }
    }
    let says = Expr {
        kind: ExprKind::Field(fact, value),
        ty: fields
            .get(value)
            .map_or(ExprType::Text, |field| expression_type(field.ty)),
        place: sink.rule.check_place,
    };
    let agreement = Agreement {
        fact,
        says: &says,
        qualifiers: &keyed,
        grouping: Grouping::new(sink, [fact], &keyed, |_, _| true),
        tables: Tables::of(module),
    };
    agreement.run(sink);
}

fn expression_type(field: FieldType) -> ExprType {
    match field {
        FieldType::Entry(vocabulary) => ExprType::Entry(vocabulary),
        FieldType::Text => ExprType::Text,
        FieldType::Basic(ty) => match ty {
            Type::Number | Type::Integer | Type::Year => ExprType::Number,
            Type::Percent => ExprType::Percent,
            Type::Money => ExprType::Money,
            Type::Measure => ExprType::Measure,
            Type::Date => ExprType::Date,
            Type::Weekday => ExprType::Weekday,
            Type::Time => ExprType::Time,
            Type::Version => ExprType::Version,
            Type::Quote | Type::Name | Type::Acronym | Type::Word | Type::Flag | Type::Email => {
                ExprType::Text
            }
        },
    }
}
