//! `each F.x needs an earlier G.y`: another row with the same value stands before, after, or
//! anywhere in the same unit.

use super::Form;
use super::scene::{division, key_fields};
use super::sink::{Failure, Sink, field};
use crate::fact::group::{Groups, key_of};
use crate::fact::row::{Field, Row};
use crate::lang::typed::{FactId, FieldIndex, Order, Qualifiers, Scope};
use crate::value::Value;

pub(super) const FORM: Form = Form {
    name: "needs",
    about: "`each F.x needs an earlier G.y` reports every F without a G of the same value before \
            it in the same unit; `a later` looks behind it, `a matching` anywhere in the unit. A G \
            that F is a part of counts: a term is defined where it is defined.",
};

/// What needs what.
pub(super) struct Need {
    /// The rows that need one.
    pub fact: FactId,
    /// The field to find.
    pub field: FieldIndex,
    /// Where the other row must stand.
    pub order: Order,
    /// The rows that serve.
    pub other: FactId,
    /// The field to find it in.
    pub other_field: FieldIndex,
}

/// Runs the check.
pub(super) fn run(need: &Need, qualifiers: &Qualifiers, sink: &mut Sink<'_>) {
    let documents = sink.context.documents;
    let against_sources = qualifiers.scope == Some(Scope::AgainstSources);
    let keyed = |fact, field| {
        let mut keys = key_fields(qualifiers, fact);
        keys.push(field);
        keys
    };
    let mut names: Vec<_> = qualifiers.keys.iter().map(|key| key.name.clone()).collect();
    names.push("value".into());
    let keys = keyed(need.fact, need.field);
    let others = Groups::split(
        sink.rows(need.other)
            .iter()
            .filter(|row| !against_sources || sink.is_source(row)),
        documents,
        division(qualifiers),
        &keyed(need.other, need.other_field),
        false,
    );
    for row in sink.rows(need.fact) {
        sink.consider(1);
        if against_sources && sink.is_source(row) {
            continue;
        }
        let key = match key_of(row, documents, division(qualifiers), &keys, false) {
            Ok(key) => key,
            Err(reason) => {
                sink.skip_left_out(row, reason, &names);
                continue;
            }
        };
        let Some(value) = field(row, need.field) else {
            continue;
        };
        let rows = others.rows_of(&key);
        let server = serves(need, row, rows);
        let nearest = server.or(rows.first().copied());
        sink.compared(server.is_some(), |sink| {
            (
                sink.label(row, value.span, ""),
                nearest.map(|other| sink.label(other, other.span, "")),
                reason(need.order, server.is_some()).to_owned(),
            )
        });
        if server.is_some() {
            continue;
        }
        let elsewhere = rows.iter().copied().find(|other| !same(need, row, other));
        let mut failure = Failure::of(row, sink.label(row, value.span, ""));
        failure.other = elsewhere;
        failure.related = elsewhere
            .map(|other| {
                let text = match need.order {
                    Order::Earlier => "it comes only here",
                    Order::Later => "it comes only before",
                    Order::Matching => "",
                };
                sink.label(other, other.span, text)
            })
            .into_iter()
            .collect();
        failure.found = value.text.to_string();
        failure.expected = elsewhere
            .and_then(|other| field(other, need.other_field))
            .map_or_else(|| listed_name(value, sink), |field| field.text.to_string());
        failure.subject = key.values;
        sink.fail(failure);
    }
}

/// The row among those of the same value and unit, in the order of the corpus, that serves.
/// The first and the last of them are the earliest and the latest, so no other need be seen.
fn serves<'a>(need: &Need, row: &Row, rows: &[&'a Row]) -> Option<&'a Row> {
    let start = |row: &Row| (row.document, row.span.start);
    let end = |row: &Row| (row.document, row.span.end);
    // A term is defined where it is defined; but the words of a definition are no use of it.
    let around = |other: &Row| {
        need.fact != need.other && start(other) <= start(row) && end(row) <= end(other)
    };
    match need.order {
        Order::Earlier => rows
            .first()
            .copied()
            .filter(|first| start(first) < start(row) || around(first)),
        Order::Later => rows
            .last()
            .copied()
            .filter(|last| end(row) <= start(last) || around(last)),
        Order::Matching => rows
            .iter()
            .take(2)
            .copied()
            .find(|other| !same(need, row, other)),
    }
}

fn same(need: &Need, row: &Row, other: &Row) -> bool {
    need.fact == need.other && row.document == other.document && row.span == other.span
}

const fn reason(order: Order, found: bool) -> &'static str {
    match (order, found) {
        (Order::Earlier, true) => "there is an earlier one",
        (Order::Earlier, false) => "there is no earlier one",
        (Order::Later, true) => "there is a later one",
        (Order::Later, false) => "there is no later one",
        (Order::Matching, true) => "there is one in the same unit",
        (Order::Matching, false) => "there is none in the same unit",
    }
}

/// What the other row would say: the listed name of an entry, or the words themselves.
fn listed_name(field: &Field, sink: &Sink<'_>) -> String {
    if let Value::Entry(entry) = field.value
        && let Some(vocabulary) = sink
            .context
            .module
            .vocabularies
            .get(entry.vocabulary as usize)
        && let Some(entry) = vocabulary.entries.get(entry.entry as usize)
    {
        return entry.name().to_string();
    }
    field.text.to_string()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, in_each, text};
    use super::*;
    use crate::document::Unit;
    use crate::lang::typed::{Check, FieldType};
    use crate::value::Type;

    /// Uses and definitions of acronyms: a definition is in brackets.
    fn acronyms(texts: &[&str], order: Order) -> (Desk, Check) {
        let mut desk = Desk::new();
        let field = [("short", FieldType::Basic(Type::Acronym))];
        let (used, defined) = (desk.fact(&field), desk.fact(&field));
        for words in texts {
            let document = desk.document(words);
            for word in words.split_inclusive(' ').map(str::trim) {
                let short = word.trim_matches(|c: char| !c.is_alphanumeric());
                if short.is_empty() || short.chars().any(char::is_lowercase) {
                    continue;
                }
                desk.row(used, document, short, &[(short, text(short))]);
                if word.starts_with('(') {
                    desk.row(defined, document, word, &[(short, text(short))]);
                }
            }
        }
        let check = Check::Needs {
            fact: used,
            field: 0,
            order,
            other: defined,
            other_field: 0,
            qualifiers: in_each(Unit::Document),
        };
        (desk, check)
    }

    #[test]
    fn a_term_is_defined_before_it_is_used() {
        let (desk, check) = acronyms(
            &[
                "the agency (UNHCR) said; UNHCR said",
                "UNHCR said; the agency (UNHCR) said",
                "UNHCR said",
                "the office (OCHA) said; UNHCR said",
            ],
            Order::Earlier,
        );
        let outcome = desk.run(check);
        let found: Vec<_> = outcome
            .findings
            .iter()
            .map(|f| desk.at(f.primary.place))
            .collect();
        assert_eq!(found, ["b:1 «UNHCR»", "c:1 «UNHCR»", "d:1 «UNHCR»"]);
        let related: Vec<_> = outcome.findings.iter().map(|f| f.related.len()).collect();
        assert_eq!(related, [1, 0, 0]);
    }

    #[test]
    fn a_later_one_and_one_anywhere() {
        let texts = ["UNHCR said; the agency (UNHCR) said; UNHCR said"];
        let (desk, check) = acronyms(&texts, Order::Later);
        let outcome = desk.run(check);
        assert_eq!(outcome.findings.len(), 1);
        assert_eq!(outcome.findings[0].primary.place.span.start, 37);
        // The words inside the brackets are no later use of what they define.
        let mut desk = Desk::with(["the log (WAL) said", "the log (WAL) said; WAL said"]);
        let field = [("short", FieldType::Basic(Type::Acronym))];
        let (used, defined) = (desk.fact(&field), desk.fact(&field));
        for document in [0, 1] {
            desk.row(defined, document, "(WAL)", &[("WAL", text("WAL"))]);
        }
        for document in [0, 1, 1] {
            desk.row(used, document, "WAL", &[("WAL", text("WAL"))]);
        }
        let check = Check::Needs {
            fact: defined,
            field: 0,
            order: Order::Later,
            other: used,
            other_field: 0,
            qualifiers: in_each(Unit::Document),
        };
        assert_eq!(desk.findings(check), ["a:1 «WAL» WAL | WAL | 0"]);

        let (desk, check) = acronyms(&texts, Order::Matching);
        assert!(desk.findings(check).is_empty());
    }

    #[test]
    fn a_row_does_not_serve_itself() {
        let mut desk = Desk::with(["UNHCR said", "UNHCR said and UNHCR said"]);
        let fact = desk.fact(&[("short", FieldType::Basic(Type::Acronym))]);
        for document in [0, 1, 1] {
            desk.row(fact, document, "UNHCR", &[("UNHCR", text("UNHCR"))]);
        }
        let check = Check::Needs {
            fact,
            field: 0,
            order: Order::Matching,
            other: fact,
            other_field: 0,
            qualifiers: in_each(Unit::Document),
        };
        assert_eq!(desk.findings(check), ["a:1 «UNHCR» UNHCR | UNHCR | 0"]);
    }
}
