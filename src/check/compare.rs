//! `VALUE must equal VALUE` and the other comparisons.

use std::collections::BTreeSet;

use super::Form;
use super::expression::{Evaluated, evaluate, evaluate_pair, resolved_weekday};
use super::operand::{Operand, holds};
use super::quantity::tolerance;
use super::scene::{Scene, row_facts, walk};
use super::sink::{Failure, Sink};
use super::subject::{
    IMPLICATURE_NOTE, Subject, ValueTest, ranges_note, taken_as, without_implicature,
};
use crate::fact::group::{Canonical, GroupKey};
use crate::fact::row::Row;
use crate::finding::Label;
use crate::lang::typed::{
    Comparator, DatePart, Expr, ExprKind, ExprType, FactId, Qualifiers, Scope, SomeOrEvery,
};
use crate::source::Place;
use crate::value::Decimal;

pub(super) const FORM: Form = Form {
    name: "must equal",
    about: "`A must equal B`, and `not equal`, `be at least`, `be at most`, `be more than`, `be less \
            than`, `come before` and `come after`. If both sides name the same fact, the \
            comparison is inside each row; otherwise the right side is the rows of the same group \
            and key: `some` or `every` of them, or one value. Figures are ranges, and a comparison \
            fails only if no value of the ranges could hold it.",
};

/// What the subject is compared with, and how.
pub(super) struct Comparison<'r> {
    /// The comparison.
    pub comparator: Comparator,
    /// `some` or `every`; `None`: the right side must have one value.
    pub every: Option<SomeOrEvery>,
    /// The right-hand side.
    pub with: &'r Expr,
}

/// Runs the check.
pub(super) fn run(
    subject: &Expr,
    comparison: &Comparison<'_>,
    qualifiers: &Qualifiers,
    sink: &mut Sink<'_>,
) {
    let approx = sink.context.approx;
    let test = ValueTest::new(subject, &[comparison.with], qualifiers, approx, sink);
    let own = row_facts(subject);
    let other = row_facts(comparison.with)
        .into_iter()
        .find(|fact| !own.contains(fact));
    let mut facts = 0;
    for expr in [subject, comparison.with] {
        walk(expr, &mut |expr| {
            facts += usize::from(matches!(expr.kind, ExprKind::Aggregate(..)));
        });
    }
    let needs_group = other.is_some() || facts > 0;
    let mut told = BTreeSet::new();
    for subject in test.subjects(needs_group, sink) {
        let comparer = Comparer {
            test: &test,
            comparison,
            subject: &subject,
        };
        match other {
            None => comparer.inside(sink),
            Some(fact) => comparer.with_rows_of(fact, &mut told, sink),
        }
    }
}

/// One subject and what it is compared with.
struct Comparer<'t, 's, 'a> {
    test: &'t ValueTest<'s, 'a>,
    comparison: &'t Comparison<'t>,
    subject: &'t Subject<'a>,
}

/// What came of one comparison.
struct Compared<'a> {
    left: Evaluated<'a>,
    right: Evaluated<'a>,
    passes: bool,
    other: Option<(FactId, &'a Row)>,
}

impl<'a> Comparer<'_, '_, 'a> {
    /// Compares inside the row, or with a table or a group.
    fn inside(&self, sink: &mut Sink<'a>) {
        match self.compare(None, sink) {
            Ok(compared) => {
                self.trace(&compared, sink);
                if !compared.passes {
                    self.fail(&compared, 1, sink);
                }
            }
            Err(reason) => self.skip(reason, sink),
        }
    }

    /// Compares with the rows of another fact in the same group.
    fn with_rows_of(&self, fact: FactId, told: &mut BTreeSet<GroupKey>, sink: &mut Sink<'a>) {
        let Some(key) = &self.subject.key else { return };
        let mut rights = Vec::new();
        let mut reason = None;
        for row in self.test.grouping.rows_of(fact, key) {
            match self.compare(Some((fact, *row)), sink) {
                Ok(compared) => rights.push(compared),
                Err(why) => reason = Some(why),
            }
        }
        let Some(first) = rights.first() else {
            let reason = reason.unwrap_or_else(|| "there is nothing to compare it with".to_owned());
            self.skip(reason, sink);
            return;
        };
        let sources = self.test.qualifiers.scope == Some(Scope::AgainstSources);
        let every = match self.comparison.every {
            // What one source says is enough where sources differ.
            None if sources => SomeOrEvery::Some,
            None => {
                if let Some(second) = self.another_value(first, &rights) {
                    if told.insert(key.clone()) {
                        self.report_not_unique(first, second, sink);
                    }
                    return;
                }
                SomeOrEvery::Every
            }
            Some(every) => every,
        };
        let count = rights.len();
        let at_fault = match every {
            SomeOrEvery::Every => rights.iter().find(|compared| !compared.passes),
            SomeOrEvery::Some if rights.iter().any(|compared| compared.passes) => None,
            SomeOrEvery::Some => rights.iter().min_by_key(|compared| gap(compared)),
        };
        for compared in &rights {
            self.trace(compared, sink);
        }
        if let Some(compared) = at_fault {
            self.fail(compared, count, sink);
        }
    }

    fn compare(
        &self,
        other: Option<(FactId, &'a Row)>,
        sink: &Sink<'a>,
    ) -> Result<Compared<'a>, String> {
        let scene = self.test.scene(self.subject, other, sink);
        self.compare_in(&scene)
    }

    fn compare_in(&self, scene: &Scene<'_, 'a>) -> Result<Compared<'a>, String> {
        let (mut left, mut right) = evaluate_pair(self.test.subject, self.comparison.with, scene)?;
        if matches!(
            self.comparison.comparator,
            Comparator::Before | Comparator::After
        ) {
            for side in [&mut left, &mut right] {
                if matches!(side.operand, Operand::Meaning(Canonical::Weekday(_))) {
                    side.operand = resolved_weekday(&side.operand, scene)
                        .ok_or("the document has no date to find the weekday near")?;
                }
            }
        }
        let passes = holds(
            self.comparison.comparator,
            &left.operand,
            &right.operand,
            tolerance(self.test.qualifiers.tolerance),
        )?;
        Ok(Compared {
            left,
            right,
            passes,
            other: scene.other,
        })
    }

    /// A right-hand value that is not the first one's.
    fn another_value<'c>(
        &self,
        first: &Compared<'a>,
        rights: &'c [Compared<'a>],
    ) -> Option<&'c Compared<'a>> {
        rights.iter().find(|compared| {
            let same = holds(
                Comparator::Equal,
                &first.right.operand,
                &compared.right.operand,
                tolerance(self.test.qualifiers.tolerance),
            );
            same == Ok(false)
        })
    }

    fn report_not_unique(&self, first: &Compared<'a>, second: &Compared<'a>, sink: &mut Sink<'a>) {
        let (Some(one), Some(two)) = (first.right.place, second.right.place) else {
            return;
        };
        let Some((_, row)) = second.other else { return };
        let mut failure = Failure::of(row, Label::new(two, ""));
        failure.message = Some(format!(
            "the reference is not unique: “{}” and “{}”",
            first.right.text, second.right.text
        ));
        failure.other = first.other.map(|(_, row)| row);
        failure.related = vec![Label::new(one, "")];
        failure.found.clone_from(&second.right.text);
        failure.expected.clone_from(&first.right.text);
        sink.fail(failure);
    }

    fn fail(&self, compared: &Compared<'a>, count: usize, sink: &mut Sink<'a>) {
        let scene = self.test.scene(self.subject, compared.other, sink);
        let mut failure = self.test.failure(
            self.subject,
            &compared.left,
            &[self.comparison.with],
            &scene,
            sink,
        );
        if let Some((_, row)) = self.subject.row
            && self.is_weekday_of_own_date()
        {
            // Either the day or the date is wrong, and nobody but the writer knows which.
            failure.primary = Label::new(sink.place(row.document, row.span), "");
            failure.related.clear();
        }
        failure.expected.clone_from(&compared.right.text);
        failure.count = count;
        failure.difference = difference(compared);
        failure
            .notes
            .extend(ranges_note(&compared.left, &compared.right));
        if self.rests_on_implicature(&scene) {
            failure.notes.push(IMPLICATURE_NOTE.to_owned());
        }
        sink.fail(failure);
    }

    fn rests_on_implicature(&self, scene: &Scene<'_, 'a>) -> bool {
        let Some(approx) = without_implicature(self.test.approx) else {
            return false;
        };
        let endless = Scene {
            approx: &approx,
            ..*scene
        };
        self.compare_in(&endless)
            .is_ok_and(|compared| compared.passes)
    }

    fn is_weekday_of_own_date(&self) -> bool {
        let own = row_facts(self.test.subject);
        let date = |expr: &Expr| {
            matches!(expr.kind, ExprKind::PartOfDate(DatePart::Weekday, _))
                && row_facts(expr).iter().any(|fact| own.contains(fact))
        };
        self.test.subject.ty == ExprType::Weekday
            && (date(self.comparison.with) || date(self.test.subject))
    }

    fn skip(&self, reason: String, sink: &mut Sink<'a>) {
        let scene = self.test.scene(self.subject, None, sink);
        let place = evaluate(self.test.subject, &scene)
            .ok()
            .and_then(|value| value.place)
            .unwrap_or(sink.place(self.subject.document, self.subject.span));
        sink.skip(Label::new(place, ""), reason);
    }

    fn trace(&self, compared: &Compared<'a>, sink: &mut Sink<'a>) {
        let here = sink.place(self.subject.document, self.subject.span);
        sink.compared(compared.passes, |_| {
            let label = |value: &Evaluated<'a>, place: Place| Label::new(place, taken_as(value));
            (
                label(&compared.left, compared.left.place.unwrap_or(here)),
                compared
                    .right
                    .place
                    .map(|place| label(&compared.right, place)),
                format!("“{}” against “{}”", compared.left.text, compared.right.text),
            )
        });
    }
}

fn gap(compared: &Compared<'_>) -> Decimal {
    match (&compared.left.operand, &compared.right.operand) {
        (Operand::Quantity(one), Operand::Quantity(two)) => one.gap(two),
        _ => Decimal::ZERO,
    }
}

fn difference(compared: &Compared<'_>) -> Option<String> {
    match (&compared.left.operand, &compared.right.operand) {
        (Operand::Quantity(one), Operand::Quantity(two)) => one.distance(two),
        _ => None,
    }
}
