//! `VALUE must be between A and B`.

use super::Form;
use super::expression::{Evaluated, evaluate, evaluate_pair};
use super::operand::holds;
use super::quantity::tolerance;
use super::scene::{Scene, aggregate_facts};
use super::sink::Sink;
use super::subject::{
    IMPLICATURE_NOTE, Subject, ValueTest, ranges_note, taken_as, without_implicature,
};
use crate::finding::Label;
use crate::lang::typed::{Comparator, Expr, Qualifiers};

pub(super) const FORM: Form = Form {
    name: "must be between",
    about: "The value is at least the first and at most the second. A value with a range fails \
            only if no part of the range is between the two.",
};

/// Runs the check.
pub(super) fn run(
    subject: &Expr,
    low: &Expr,
    high: &Expr,
    qualifiers: &Qualifiers,
    sink: &mut Sink<'_>,
) {
    let approx = sink.context.approx;
    let test = ValueTest::new(subject, &[low, high], qualifiers, approx, sink);
    let needs_group = [subject, low, high]
        .iter()
        .any(|expr| !aggregate_facts(expr).is_empty());
    for subject in test.subjects(needs_group, sink) {
        hold(&test, &subject, low, high, sink);
    }
}

fn hold<'a>(
    test: &ValueTest<'_, 'a>,
    subject: &Subject<'a>,
    low: &Expr,
    high: &Expr,
    sink: &mut Sink<'a>,
) {
    let scene = test.scene(subject, None, sink);
    let tested = match bounds(test, &scene, low, high) {
        Ok(tested) => tested,
        Err(reason) => {
            let place = evaluate(test.subject, &scene)
                .ok()
                .and_then(|value| value.place)
                .unwrap_or(sink.place(subject.document, subject.span));
            sink.skip(Label::new(place, ""), reason);
            return;
        }
    };
    let place = tested
        .value
        .place
        .unwrap_or(sink.place(subject.document, subject.span));
    sink.compared(tested.failed.is_none(), |_| {
        (
            Label::new(place, taken_as(&tested.value)),
            None,
            format!("between {} and {}", tested.low.text, tested.high.text),
        )
    });
    let Some(failed) = tested.failed else { return };
    let bound = match failed {
        Comparator::AtMost => &tested.high,
        _ => &tested.low,
    };
    let mut failure = test.failure(subject, &tested.value, &[low, high], &scene, sink);
    failure.expected = format!("{} to {}", tested.low.text, tested.high.text);
    failure.difference = distance(&tested.value, bound);
    failure.notes.extend(ranges_note(bound));
    if let Some(approx) = without_implicature(test.approx) {
        let endless = Scene {
            approx: &approx,
            ..scene
        };
        if bounds(test, &endless, low, high).is_ok_and(|tested| tested.failed.is_none()) {
            failure.notes.push(IMPLICATURE_NOTE.to_owned());
        }
    }
    sink.fail(failure);
}

struct Tested<'a> {
    value: Evaluated<'a>,
    low: Evaluated<'a>,
    high: Evaluated<'a>,
    /// The comparison that does not hold.
    failed: Option<Comparator>,
}

fn bounds<'a>(
    test: &ValueTest<'_, 'a>,
    scene: &Scene<'_, 'a>,
    low: &Expr,
    high: &Expr,
) -> Result<Tested<'a>, String> {
    let (value, low) = evaluate_pair(test.subject, low, scene)?;
    let (_, high) = evaluate_pair(test.subject, high, scene)?;
    let tolerance = tolerance(test.qualifiers.tolerance);
    let failed = if !holds(Comparator::AtLeast, &value.operand, &low.operand, tolerance)? {
        Some(Comparator::AtLeast)
    } else if !holds(Comparator::AtMost, &value.operand, &high.operand, tolerance)? {
        Some(Comparator::AtMost)
    } else {
        None
    };
    Ok(Tested {
        value,
        low,
        high,
        failed,
    })
}

fn distance(value: &Evaluated<'_>, bound: &Evaluated<'_>) -> Option<String> {
    use super::operand::Operand;
    match (&value.operand, &bound.operand) {
        (Operand::Quantity(one), Operand::Quantity(two)) => one.distance(two),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Desk, in_each, number, percent};
    use super::*;
    use crate::document::Unit;
    use crate::lang::typed::{Aggregate, Check, ExprKind, ExprType, FieldType, Test};
    use crate::value::{Type, Value};

    fn literal(desk: &Desk, value: Value) -> Expr {
        desk.expr(ExprKind::Literal(value), ExprType::Number)
    }

    fn between(desk: &Desk, subject: Expr, low: Value, high: Value) -> Check {
        Check::Value {
            subject,
            test: Test::Between(literal(desk, low), literal(desk, high)),
            qualifiers: in_each(Unit::Paragraph),
        }
    }

    #[test]
    fn shares_add_up_to_a_hundred() {
        let mut desk = Desk::with(["45% and 35% and 30%\n\n45% and 35% and 20%"]);
        let share = desk.fact(&[("p", FieldType::Basic(Type::Percent))]);
        for digits in ["45", "35", "30", "45", "35", "20"] {
            let words = format!("{digits}%");
            desk.row(share, 0, &words, &[(&words, percent(digits))]);
        }
        let sum = desk.expr(
            ExprKind::Aggregate(Aggregate::Sum, share, Some(0)),
            ExprType::Percent,
        );
        let outcome = desk.run(between(&desk, sum, percent("99"), percent("101")));
        let [finding] = outcome.findings.as_slice() else {
            panic!("{:?}", outcome.findings)
        };
        assert_eq!(desk.short(finding), "a:1 «45%» 110% | 99% to 101% | 0");
        let related: Vec<_> = finding
            .related
            .iter()
            .map(|label| desk.at(label.place))
            .collect();
        assert_eq!(related, ["a:1 «35%»", "a:1 «30%»"]);
    }

    #[test]
    fn both_ends_are_inside() {
        for (digits, passes) in [("0", true), ("0.05", true), ("1", true), ("1.2", false)] {
            let text = format!("p = {digits}");
            let mut desk = Desk::with([text.as_str()]);
            let p = desk.fact(&[("v", FieldType::Basic(Type::Number))]);
            desk.row(p, 0, &text, &[(digits, number(digits))]);
            let check = between(&desk, desk.field(p, 0), number("0"), number("1"));
            assert_eq!(desk.findings(check).is_empty(), passes, "{digits}");
        }
    }

    #[test]
    fn a_round_number_in_a_rule_is_exact() {
        let mut desk = Desk::with(["9,890 people"]);
        let people = desk.fact(&[("n", FieldType::Basic(Type::Number))]);
        desk.row(people, 0, "9,890 people", &[("9,890", number("9,890"))]);
        let (low, high) = (number("10,000"), number("20,000"));
        let check = between(&desk, desk.field(people, 0), low, high);
        assert_eq!(
            desk.findings(check),
            ["a:1 «9,890» 9,890 | 10,000 to 20,000 | 0"]
        );
    }
}
