//! `each F.x must have one F.z`: rows with the same key have the same value.

use super::Form;
use super::cell::Tables;
use super::consensus::Agreement;
use super::scene::Grouping;
use super::sink::Sink;
use crate::lang::typed::{Expr, ExprKind, ExprType, FactId, FieldIndex, Key, Qualifiers};

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
            .map_or(ExprType::Text, |field| ExprType::from(field.ty)),
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, across};
    use crate::lang::typed::{Check, FieldType};

    #[test]
    fn a_person_has_one_role() {
        let texts = [
            "chancellor Scholz",
            "Olaf Scholz, chancellor",
            "president Scholz",
            "president Macron",
        ];
        let mut desk = Desk::with(texts);
        let people = desk.vocabulary(
            &[],
            &[
                ("Olaf Scholz", &["Scholz"], &[], &[]),
                ("Macron", &[], &[], &[]),
            ],
        );
        let roles = desk.vocabulary(
            &[],
            &[("chancellor", &[], &[], &[]), ("president", &[], &[], &[])],
        );
        let fact = desk.fact(&[
            ("who", FieldType::Entry(people)),
            ("title", FieldType::Entry(roles)),
        ]);
        for (document, who, title) in [
            (0, "Scholz", "chancellor"),
            (1, "Olaf Scholz", "chancellor"),
            (2, "Scholz", "president"),
            (3, "Macron", "president"),
        ] {
            let (person, role) = (desk.entry(people, who), desk.entry(roles, title));
            let words = texts[document as usize];
            desk.row(fact, document, words, &[(who, person), (title, role)]);
        }
        let check = Check::One {
            fact,
            keys: vec![0],
            value: 1,
            qualifiers: across(),
        };
        assert_eq!(
            desk.findings(check),
            ["c:1 «president» president | chancellor | 2"]
        );
    }
}
