//! Expressions worked out for a row or a group.

use std::collections::BTreeSet;

use jiff::civil::Weekday;

use super::calendar;
use super::cell;
use super::operand::{self, Operand};
use super::quantity::{Kind, Quantity};
use super::rounding;
use super::scene::{AggregateOf, Scene, walk};
use super::sink::field;
use crate::fact::group::Canonical;
use crate::fact::row::{Field, Row};
use crate::fact::version::Version;
use crate::lang::typed::{
    Aggregate, DatePart, DocumentPart, Expr, ExprKind, FactId, FieldIndex, Operator,
};
use crate::source::Place;
use crate::value::Value;
use crate::value::calendar::nearest_weekday;
use crate::value::range::{Precision, Range};
use crate::value::show::show;

/// What an expression came to.
#[derive(Clone, Debug)]
pub(super) struct Evaluated<'a> {
    /// Its value.
    pub operand: Operand<'a>,
    /// Its value in words: as written for a field or a cell, worked out otherwise.
    pub text: String,
    /// Where the first field or cell of it stands.
    pub place: Option<Place>,
}

/// Why an expression has no value here, in words.
pub(super) type Missing = String;

/// Works out an expression.
///
/// # Errors
///
/// Says what is missing: a field that is not there, no document date, no row in a table.
pub(super) fn evaluate<'a>(expr: &Expr, scene: &Scene<'_, 'a>) -> Result<Evaluated<'a>, Missing> {
    match &expr.kind {
        ExprKind::Field(fact, index) => {
            let row = row_of(scene, *fact)?;
            let field = field(row, *index).ok_or_else(|| missing_field(scene, *fact, *index))?;
            Ok(Evaluated {
                operand: operand_of(&field.value, row.document, scene)?,
                text: field.text.to_string(),
                place: Some(place(scene, row, field)),
            })
        }
        ExprKind::Literal(value) => {
            let plain = Scene {
                precision: Precision::AsWritten,
                ..*scene
            };
            let operand = operand_of(&exactly(value), scene.document, &plain)?;
            let text = operand_text(&operand);
            Ok(Evaluated {
                operand,
                text,
                place: None,
            })
        }
        ExprKind::Text(text) => Ok(Evaluated {
            operand: Operand::Meaning(Canonical::text(text)),
            text: text.to_string(),
            place: None,
        }),
        ExprKind::Negative(inner) => {
            let inner = evaluate(inner, scene)?;
            let quantity = quantity(&inner)?.negative();
            Ok(computed(quantity, inner.place))
        }
        ExprKind::Binary(operator, left, right) => {
            let (left, right) = (evaluate(left, scene)?, evaluate(right, scene)?);
            let (one, two) = (quantity(&left)?, quantity(&right)?);
            let result = match operator {
                Operator::Plus => one.plus(two),
                Operator::Minus => one.minus(two),
                Operator::Times => one.times(two),
                Operator::Over => one.over(two),
            };
            Ok(computed(result?, left.place.or(right.place)))
        }
        ExprKind::Change(from, to) => {
            let (from, to) = (evaluate(from, scene)?, evaluate(to, scene)?);
            let change = quantity(&from)?.change_to(quantity(&to)?)?;
            Ok(computed(change, from.place.or(to.place)))
        }
        ExprKind::Aggregate(aggregate, fact, index) => {
            let work_out = || aggregated(*aggregate, *fact, *index, scene);
            let Some(key) = scene.key else {
                return work_out();
            };
            let aggregate = AggregateOf {
                aggregate: *aggregate,
                fact: *fact,
                field: *index,
                precision: scene.precision,
                implicature: scene.approx.implicature,
                rounded_to: scene.rounded_to,
            };
            scene.grouping.aggregate(key, aggregate, work_out)
        }
        ExprKind::PartOfDate(part, inner) => part_of_date(*part, &evaluate(inner, scene)?),
        ExprKind::Lookup {
            column,
            fact,
            field: index,
            table,
        } => {
            let row = row_of(scene, *fact)?;
            let key = field(row, *index).ok_or_else(|| missing_field(scene, *fact, *index))?;
            let cell = scene.tables.cell(*table, *column, &key.value)?;
            Ok(Evaluated {
                operand: Operand::Cell(cell),
                text: cell.text.to_string(),
                place: Some(cell.place),
            })
        }
        ExprKind::Data(data, paths) => {
            let cell = scene.tables.scalar(*data, paths)?;
            Ok(Evaluated {
                operand: Operand::Cell(cell),
                text: cell.text.to_string(),
                place: Some(cell.place),
            })
        }
        ExprKind::DataCount(data, paths) => {
            let counted = scene.tables.count(*data, paths)?;
            let count = Quantity::number(counted.count.into());
            Ok(computed(count, Some(counted.place)))
        }
        ExprKind::Document(part) => document_part(*part, scene),
    }
}

/// Works out both sides of a test; a cell of a table is read as what it is compared with.
///
/// Beside a quotient a written figure is what rounds to it, unless the rule wants it exactly:
/// one in three is 33%.
///
/// # Errors
///
/// As [`evaluate`].
pub(super) fn evaluate_pair<'a>(
    left: &Expr,
    right: &Expr,
    scene: &Scene<'_, 'a>,
) -> Result<(Evaluated<'a>, Evaluated<'a>), Missing> {
    let scene = &Scene {
        rounded_to: rounding::common_place(&[left, right], scene),
        ..*scene
    };
    let beside = |other: &Expr, this: &Expr| Scene {
        precision: match scene.precision {
            Precision::AsWritten if divides(other) && !divides(this) => Precision::ToLastDigit,
            precision => precision,
        },
        ..*scene
    };
    let mut one = evaluate(left, &beside(right, left))?;
    let mut two = evaluate(right, &beside(left, right))?;
    let read = |cell, like: &Operand<'_>| scene.tables.read(cell, like, scene.approx);
    if let Operand::Cell(cell) = two.operand {
        two.operand = read(cell, &one.operand)?;
    }
    if let Operand::Cell(cell) = one.operand {
        one.operand = read(cell, &two.operand)?;
    }
    take_zone(&mut one, left, &two);
    take_zone(&mut two, right, &one);
    show_share(&mut one, left, &two);
    show_share(&mut two, right, &one);
    Ok((one, two))
}

/// A time that a rule or a table gives without a zone is meant in that of the text.
fn take_zone(value: &mut Evaluated<'_>, expr: &Expr, beside: &Evaluated<'_>) {
    let given = matches!(
        expr.kind,
        ExprKind::Literal(_) | ExprKind::Lookup { .. } | ExprKind::Data(..)
    );
    if given
        && let (Operand::Time(time), Operand::Time(other)) = (&mut value.operand, &beside.operand)
    {
        time.zone = time.zone.or(other.zone);
    }
}

/// Counts what is worked out in hundredths beside a percentage, so that 14 of 45 reads 31.11%.
fn show_share(value: &mut Evaluated<'_>, expr: &Expr, beside: &Evaluated<'_>) {
    let worked_out = matches!(
        expr.kind,
        ExprKind::Binary(..) | ExprKind::Negative(_) | ExprKind::Aggregate(..)
    );
    let (Operand::Quantity(quantity), Operand::Quantity(other)) = (&value.operand, &beside.operand)
    else {
        return;
    };
    if worked_out
        && quantity.kind == Kind::Number
        && other.kind == Kind::Percent
        && let Ok(share) = quantity.converted(Kind::Percent)
    {
        *value = computed(share, value.place);
    }
}

/// A weekday as the day it means, near the date of a document.
pub(super) fn resolved_weekday(
    operand: &Operand<'_>,
    scene: &Scene<'_, '_>,
) -> Option<Operand<'static>> {
    let Operand::Meaning(Canonical::Weekday(offset)) = operand else {
        return None;
    };
    let weekday = Weekday::from_monday_zero_offset(*offset).ok()?;
    let date = scene.documents.get(scene.document as usize)?.date?;
    Some(operand::day(nearest_weekday(weekday, date)))
}

/// The value of a field as an operand, in a document.
pub(super) fn operand_of(
    value: &Value,
    document: u32,
    scene: &Scene<'_, '_>,
) -> Result<Operand<'static>, Missing> {
    Ok(match value {
        Value::Number(_) | Value::Percent(_) | Value::Money(..) | Value::Measure(..) => {
            let value = match scene.rounded_to {
                Some(place) => &rounding::rounded_to(value, place),
                None => value,
            };
            let quantity = Quantity::of(value, scene.approx, scene.precision);
            Operand::Quantity(quantity.ok_or("it is no figure")?)
        }
        Value::Date(date) => {
            let (first, last) = date
                .days(scene.date(document))
                .ok_or("the date has no year and its document no date")?;
            Operand::Quantity(Quantity::days(first, last))
        }
        Value::Time(time) => Operand::Time(*time),
        Value::Version(version) if scene.precision == Precision::Exactly => {
            Operand::Meaning(Canonical::Version(Version::read(version).exactly()))
        }
        Value::Weekday(_) | Value::Version(_) | Value::Text(_) | Value::Entry(_) => {
            Operand::Meaning(Canonical::of(value))
        }
    })
}

/// An operand in words, where no text says it.
pub(super) fn operand_text(operand: &Operand<'_>) -> String {
    match operand {
        Operand::Quantity(quantity) => quantity.text(),
        Operand::Time(time) => show(&Value::Time(*time)).unwrap_or_default(),
        Operand::Meaning(Canonical::Text(text)) => text.to_string(),
        Operand::Meaning(Canonical::Weekday(offset)) => Weekday::from_monday_zero_offset(*offset)
            .ok()
            .and_then(|weekday| show(&Value::Weekday(weekday)))
            .unwrap_or_default(),
        Operand::Meaning(_) => String::new(),
        Operand::Cell(cell) => cell.text.to_string(),
    }
}

/// A value of a rule: 10,000 there is 10,000 and not what rounds to it.
fn exactly(value: &Value) -> Value {
    let mut value = value.clone();
    match &mut value {
        Value::Number(figure)
        | Value::Percent(figure)
        | Value::Money(figure, _)
        | Value::Measure(figure, _) => figure.exact = true,
        Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Version(_)
        | Value::Text(_)
        | Value::Entry(_) => {}
    }
    value
}

/// Whether a quotient is in the expression, whose value is seldom written out in full.
fn divides(expr: &Expr) -> bool {
    let mut divides = false;
    walk(expr, &mut |expr| {
        divides |= matches!(
            expr.kind,
            ExprKind::Binary(Operator::Over, ..)
                | ExprKind::Change(..)
                | ExprKind::Aggregate(Aggregate::Average, ..)
        );
    });
    divides
}

fn aggregated<'a>(
    aggregate: Aggregate,
    fact: FactId,
    index: Option<FieldIndex>,
    scene: &Scene<'_, 'a>,
) -> Result<Evaluated<'a>, Missing> {
    let rows = scene
        .key
        .map_or(&[][..], |key| scene.grouping.rows_of(fact, key));
    let fields: Vec<(&'a Row, &'a Field)> = index
        .map(|index| {
            rows.iter()
                .filter_map(|row| Some((*row, field(row, index)?)))
                .collect()
        })
        .unwrap_or_default();
    let first = match (fields.first(), rows.first()) {
        (Some((row, field)), _) => Some(place(scene, row, field)),
        (None, Some(row)) => Some(scene.documents[row.document as usize].place(row.span)),
        (None, None) => None,
    };
    if aggregate == Aggregate::Count {
        let count = match index {
            None => rows.len(),
            Some(_) => fields
                .iter()
                .map(|(_, field)| Canonical::of(&field.value))
                .collect::<BTreeSet<_>>()
                .len(),
        };
        return Ok(computed(Quantity::number(count.into()), first));
    }
    let mut quantities = Vec::with_capacity(fields.len());
    for (row, field) in &fields {
        match operand_of(&field.value, row.document, scene)? {
            Operand::Quantity(quantity) => quantities.push(quantity),
            Operand::Meaning(Canonical::Version(_)) => {
                return extreme_version(aggregate, &fields, scene);
            }
            Operand::Time(_) | Operand::Meaning(_) | Operand::Cell(_) => {
                return Err("it is no figure".to_owned());
            }
        }
    }
    let mut rest = quantities.iter().copied();
    let start = rest
        .next()
        .ok_or_else(|| "there is nothing to work it out from".to_owned())?;
    let result = rest.try_fold(start, |total, next| match aggregate {
        Aggregate::Sum | Aggregate::Average | Aggregate::Count => total.plus(next),
        Aggregate::Smallest => extreme(total, next, Range::lesser),
        Aggregate::Largest => extreme(total, next, Range::greater),
    })?;
    let result = match aggregate {
        Aggregate::Average => result.over(Quantity::number(quantities.len().into()))?,
        Aggregate::Sum | Aggregate::Count | Aggregate::Smallest | Aggregate::Largest => result,
    };
    Ok(computed(result, first))
}

fn extreme(
    one: Quantity,
    two: Quantity,
    of: fn(&Range, &Range) -> Range,
) -> Result<Quantity, Missing> {
    let two = two.converted(one.kind)?;
    Ok(Quantity {
        kind: one.kind,
        range: of(&one.range, &two.range),
        nominal: of(&one.nominal, &two.nominal),
        as_conversion: of(&one.as_conversion, &two.as_conversion),
    })
}

fn extreme_version<'a>(
    aggregate: Aggregate,
    fields: &[(&'a Row, &'a Field)],
    scene: &Scene<'_, 'a>,
) -> Result<Evaluated<'a>, Missing> {
    let by_version = |(_, field): &&(&'a Row, &'a Field)| Canonical::of(&field.value);
    let found = match aggregate {
        Aggregate::Smallest => fields.iter().min_by_key(by_version),
        Aggregate::Largest => fields.iter().max_by_key(by_version),
        Aggregate::Sum | Aggregate::Count | Aggregate::Average => None,
    };
    let (row, field) = found.ok_or_else(|| "versions do not add up".to_owned())?;
    Ok(Evaluated {
        operand: Operand::Meaning(Canonical::of(&field.value)),
        text: field.text.to_string(),
        place: Some(place(scene, row, field)),
    })
}

fn part_of_date<'a>(part: DatePart, date: &Evaluated<'a>) -> Result<Evaluated<'a>, Missing> {
    let quantity = quantity(date)?;
    let (first, last) = quantity
        .range
        .low
        .zip(quantity.range.high)
        .and_then(|(low, high)| calendar::day_of(low.at).zip(calendar::day_of(high.at)))
        .ok_or("it is no date")?;
    let operand = match part {
        DatePart::Weekday if first == last => Operand::Meaning(Canonical::weekday(first.weekday())),
        DatePart::Month if first.first_of_month() == last.first_of_month() => {
            Operand::Quantity(Quantity::number(first.month().into()))
        }
        DatePart::Year if first.year() == last.year() => {
            Operand::Quantity(Quantity::number(first.year().into()))
        }
        DatePart::Weekday | DatePart::Month | DatePart::Year => {
            return Err("the date does not say so much".to_owned());
        }
    };
    // A year is written without a comma.
    let text = match part {
        DatePart::Year => first.year().to_string(),
        DatePart::Weekday | DatePart::Month => operand_text(&operand),
    };
    Ok(Evaluated {
        operand,
        text,
        place: date.place,
    })
}

fn document_part<'a>(part: DocumentPart, scene: &Scene<'_, 'a>) -> Result<Evaluated<'a>, Missing> {
    let document = scene
        .documents
        .get(scene.document as usize)
        .ok_or("there is no document")?;
    let (operand, text) = match part {
        DocumentPart::Date => {
            let date = document.date.ok_or("the document has no date")?;
            let operand = operand::day(date);
            let text = operand_text(&operand);
            (operand, text)
        }
        DocumentPart::Title => {
            let title = document.title.as_ref().ok_or("the document has no title")?;
            (Operand::Meaning(Canonical::text(title)), title.to_string())
        }
        DocumentPart::Source => {
            let publisher = document.publisher.as_ref();
            let publisher = publisher.ok_or("the document does not name its source")?;
            (
                Operand::Meaning(Canonical::text(publisher)),
                publisher.to_string(),
            )
        }
    };
    Ok(Evaluated {
        operand,
        text,
        place: None,
    })
}

fn computed<'a>(quantity: Quantity, place: Option<Place>) -> Evaluated<'a> {
    Evaluated {
        operand: Operand::Quantity(quantity),
        text: quantity.text(),
        place,
    }
}

/// The value as a quantity, for arithmetic.
fn quantity(evaluated: &Evaluated<'_>) -> Result<Quantity, Missing> {
    match &evaluated.operand {
        Operand::Quantity(quantity) => Ok(*quantity),
        Operand::Cell(cell) => {
            cell::number_of(cell).ok_or_else(|| format!("“{}” is no number", cell.text))
        }
        Operand::Time(_) | Operand::Meaning(_) => Err("it is no figure".to_owned()),
    }
}

fn row_of<'a>(scene: &Scene<'_, 'a>, fact: FactId) -> Result<&'a Row, Missing> {
    [scene.row, scene.other]
        .into_iter()
        .flatten()
        .find_map(|(owner, row)| (owner == fact).then_some(row))
        .ok_or_else(|| "there is no row to compare it with".to_owned())
}

fn place(scene: &Scene<'_, '_>, row: &Row, field: &Field) -> Place {
    scene.documents[row.document as usize].place(field.span)
}

fn missing_field(scene: &Scene<'_, '_>, fact: FactId, index: FieldIndex) -> Missing {
    let name = scene
        .module
        .facts
        .get(fact.0 as usize)
        .and_then(|fact| fact.fields.get(index))
        .map_or("field", |field| &field.name);
    format!("it does not say the {name}")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, across, date, figure, number};
    use super::*;
    use crate::lang::typed::{
        Check, Comparator, ExprType, FieldType, Qualifiers, SomeOrEvery, Test,
    };
    use crate::value::{Hedge, Type};

    /// What an aggregate comes to, in words: it is held to zero, and the finding says it.
    fn aggregate(aggregate: Aggregate, digits: &[&str], field: Option<usize>) -> String {
        let text = digits.join(" and ");
        let mut desk = Desk::with([text.as_str()]);
        let fact = desk.fact(&[("n", FieldType::Basic(Type::Number))]);
        for digits in digits {
            desk.row(fact, 0, digits, &[(digits, number(digits))]);
        }
        let kind = ExprKind::Aggregate(aggregate, fact, field);
        let subject = desk.expr(kind, ExprType::Number);
        let with = desk.expr(ExprKind::Literal(number("0")), ExprType::Number);
        let check = compare(subject, Comparator::Equal, with, across());
        let findings = desk.run(check).findings;
        findings[0].message.split(" | ").next().unwrap().to_owned()
    }

    fn compare(subject: Expr, comparator: Comparator, with: Expr, qualifiers: Qualifiers) -> Check {
        Check::Value {
            subject,
            test: Test::Compare {
                comparator,
                every: Some(SomeOrEvery::Every),
                with,
            },
            qualifiers,
        }
    }

    #[test]
    fn aggregates_are_of_the_whole_group() {
        for (of, field, expected) in [
            (Aggregate::Sum, Some(0), "16"),
            (Aggregate::Count, None, "4"),
            (Aggregate::Count, Some(0), "3"),
            (Aggregate::Smallest, Some(0), "2"),
            (Aggregate::Largest, Some(0), "7"),
            (Aggregate::Average, Some(0), "4"),
        ] {
            let found = aggregate(of, &["5", "2", "7", "2"], field);
            assert_eq!(found, expected, "{of:?}");
        }
    }

    #[test]
    fn parts_of_a_date_are_known_as_far_as_it_is_written() {
        for (day, part, expected) in [
            (date(Some(2022), 2, Some(14)), DatePart::Year, Ok("2022")),
            (date(Some(2022), 2, Some(14)), DatePart::Month, Ok("2")),
            (
                date(Some(2022), 2, Some(14)),
                DatePart::Weekday,
                Ok("Monday"),
            ),
            (date(Some(2022), 2, None), DatePart::Month, Ok("2")),
            (
                date(Some(2022), 2, None),
                DatePart::Weekday,
                Err("the date does not say so much"),
            ),
            (
                date(None, 2, Some(14)),
                DatePart::Year,
                Err("the date has no year and its document no date"),
            ),
        ] {
            let mut desk = Desk::with(["then"]);
            let fact = desk.fact(&[("d", FieldType::Basic(Type::Date))]);
            desk.row(fact, 0, "then", &[("then", day)]);
            let inner = Box::new(desk.field(fact, 0));
            let subject = desk.expr(ExprKind::PartOfDate(part, inner), ExprType::Number);
            let with = match part {
                DatePart::Weekday => Value::Weekday(Weekday::Sunday),
                DatePart::Month | DatePart::Year => number("0"),
            };
            let with = desk.expr(ExprKind::Literal(with), ExprType::Number);
            let outcome = desk.run(compare(subject, Comparator::Equal, with, across()));
            let found = match outcome.skips.first() {
                Some(skip) => Err(skip.reason.as_str()),
                None => Ok(outcome.findings[0].message.split(" | ").next().unwrap()),
            };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_hedge_on_one_part_widens_the_sum() {
        let mut desk = Desk::with(["about 40 and 35 and 24, 100 in all"]);
        let part = desk.fact(&[("n", FieldType::Basic(Type::Number))]);
        let total = desk.fact(&[("n", FieldType::Basic(Type::Number))]);
        let about = Value::Number(figure("40", Hedge::Around));
        desk.row(part, 0, "about 40", &[("about 40", about)]);
        for digits in ["35", "24"] {
            desk.row(part, 0, digits, &[(digits, number(digits))]);
        }
        desk.row(total, 0, "100", &[("100", number("100"))]);
        let kind = ExprKind::Aggregate(Aggregate::Sum, part, Some(0));
        let sum = desk.expr(kind, ExprType::Number);
        let check = compare(sum, Comparator::Equal, desk.field(total, 0), across());
        assert!(desk.findings(check).is_empty());
    }
}
