//! `VALUE must equal VALUE` and the other comparisons.

use std::collections::{BTreeMap, BTreeSet};

use super::Form;
use super::expression::{Evaluated, evaluate, evaluate_pair, resolved_weekday};
use super::operand::{Operand, holds};
use super::quantity::tolerance;
use super::scene::{Scene, row_facts, walk};
use super::sink::{Failure, Sink, field};
use super::subject::{
    IMPLICATURE_NOTE, Subject, ValueTest, ranges_note, taken_as, without_implicature,
};
use crate::fact::group::{Canonical, GroupKey};
use crate::fact::row::Row;
use crate::finding::Label;
use crate::lang::typed::{
    Comparator, DatePart, Expr, ExprKind, ExprType, FactId, FieldIndex, Qualifiers, Scope,
    SomeOrEvery,
};
use crate::source::Place;
use crate::value::{Decimal, Value};

pub(super) const FORM: Form = Form {
    name: "must equal",
    about: "`A must equal B`, and `not equal`, `be at least`, `be at most`, `be more than`, `be less \
            than`, `come before`, `come after` and `be compatible with`. If both sides name the same fact, the \
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
    let mut references = References::default();
    for subject in test.subjects(needs_group, sink) {
        let comparer = Comparer {
            test: &test,
            comparison,
            subject: &subject,
        };
        match other {
            None => comparer.inside(sink),
            Some(fact) => comparer.with_rows_of(fact, &mut references, sink),
        }
    }
}

/// One subject and what it is compared with.
struct Comparer<'t, 's, 'a> {
    test: &'t ValueTest<'s, 'a>,
    comparison: &'t Comparison<'t>,
    subject: &'t Subject<'a>,
}

/// The right-hand rows of each group.
#[derive(Default)]
struct References<'a> {
    distinct: BTreeMap<GroupKey, Vec<&'a Row>>,
    /// The first of them with each value of a field.
    by_value: BTreeMap<GroupKey, BTreeMap<Canonical, &'a Row>>,
    /// Groups whose reference was reported as not unique.
    told: BTreeSet<GroupKey>,
    /// How many comparisons were made.
    compared: usize,
}

/// How many comparisons a rule makes. Ten thousand rows against a thousand others stay below it;
/// past it rows are skipped, and the skip says so.
const MOST_COMPARISONS: usize = 10_000_000;

impl<'a> References<'a> {
    /// The first of the rows of a group that say the same in the same words, so that a value
    /// repeated a thousand times is compared once.
    fn of(&mut self, key: &GroupKey, rows: &[&'a Row], sink: &Sink<'a>) -> &[&'a Row] {
        if !self.distinct.contains_key(key) {
            let mut seen = BTreeSet::new();
            let mut distinct = Vec::new();
            for row in rows {
                let words: Vec<Option<&str>> = row
                    .fields
                    .iter()
                    .map(|field| field.as_ref().map(|field| &*field.text))
                    .collect();
                // "14 March" is another day in a document of another year.
                if seen.insert((words, sink.document(row.document).date)) {
                    distinct.push(*row);
                }
            }
            self.distinct.insert(key.clone(), distinct);
        }
        self.distinct.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether one row may still be compared with so many others; counts them if so.
    fn admits(&mut self, others: usize) -> bool {
        let compared = self.compared.saturating_add(others);
        let admitted = compared <= MOST_COMPARISONS;
        if admitted {
            self.compared = compared;
        }
        admitted
    }

    /// The first row of a group that has a value in a field.
    fn with_value(
        &mut self,
        value: &Value,
        index: FieldIndex,
        key: &GroupKey,
        rows: &[&'a Row],
    ) -> Option<&'a Row> {
        if !self.by_value.contains_key(key) {
            let mut by_value = BTreeMap::new();
            for row in rows {
                if let Some(field) = field(row, index) {
                    by_value.entry(Canonical::of(&field.value)).or_insert(*row);
                }
            }
            self.by_value.insert(key.clone(), by_value);
        }
        self.by_value.get(key)?.get(&Canonical::of(value)).copied()
    }
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
    fn with_rows_of(&self, fact: FactId, references: &mut References<'a>, sink: &mut Sink<'a>) {
        let Some(key) = &self.subject.key else { return };
        let mut rights = Vec::new();
        let mut reason = None;
        let rows = self.test.grouping.rows_of(fact, key);
        let traced = sink.context.trace;
        if !traced && self.equals_one(fact, key, rows, references, sink) {
            return;
        }
        let others = references.of(key, rows, sink).len();
        if !references.admits(others) {
            self.skip(
                "there are too many values to compare it with".to_owned(),
                sink,
            );
            return;
        }
        let first_failure_decides = self.comparison.every == Some(SomeOrEvery::Every) && !traced;
        for row in references.of(key, rows, sink) {
            match self.compare(Some((fact, *row)), sink) {
                Ok(compared) => {
                    let decides = first_failure_decides && !compared.passes;
                    rights.push(compared);
                    if decides {
                        break;
                    }
                }
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
                    if references.told.insert(key.clone()) {
                        self.report_not_unique(first, second, sink);
                    }
                    return;
                }
                SomeOrEvery::Every
            }
            Some(every) => every,
        };
        let count = rows.len();
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

    /// Whether one of the rows says what the subject says, where one is enough: so that a value
    /// that is there is found without a look at all others.
    fn equals_one(
        &self,
        fact: FactId,
        key: &GroupKey,
        rows: &[&'a Row],
        references: &mut References<'a>,
        sink: &Sink<'a>,
    ) -> bool {
        let one_is_enough = match self.comparison.every {
            Some(every) => every == SomeOrEvery::Some,
            None => self.test.qualifiers.scope == Some(Scope::AgainstSources),
        };
        let (Some((_, row)), ExprKind::Field(_, index), ExprKind::Field(_, other_index)) = (
            self.subject.row,
            &self.test.subject.kind,
            &self.comparison.with.kind,
        ) else {
            return false;
        };
        one_is_enough
            && field(row, *index)
                .and_then(|field| references.with_value(&field.value, *other_index, key, rows))
                .and_then(|equal| self.compare(Some((fact, equal)), sink).ok())
                .is_some_and(|compared| compared.passes)
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
        if !passes && !self.are_alike(&left.operand, &right.operand) {
            return Err("the two are too far apart to be meant for one another".to_owned());
        }
        Ok(Compared {
            left,
            right,
            passes,
            other: scene.other,
        })
    }

    /// Whether two values are near enough to be compared: figures the smaller of which is at
    /// least so much of the larger.
    fn are_alike(&self, left: &Operand<'_>, right: &Operand<'_>) -> bool {
        match (self.test.qualifiers.alike, left, right) {
            (Some(share), Operand::Quantity(left), Operand::Quantity(right)) => {
                left.is_alike(right, share)
            }
            _ => true,
        }
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
        failure.notes =
            vec!["if several are meant, the rule says `some` or `every` before them".to_owned()];
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
            && self.is_weekday_of_date()
        {
            // Either the day or the date is wrong, and nobody but the writer knows which.
            let whole = sink.place(row.document, row.span);
            failure.related.retain(|label| {
                label.place.source != whole.source || !label.place.span.overlaps(whole.span)
            });
            failure.primary = Label::new(whole, "");
        }
        failure.expected.clone_from(&compared.right.text);
        failure.count = count;
        failure.difference = difference(compared);
        failure.notes.extend(ranges_note(&compared.right));
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

    /// Whether a written weekday is held to the weekday of a date.
    fn is_weekday_of_date(&self) -> bool {
        let date = |expr: &Expr| matches!(expr.kind, ExprKind::PartOfDate(DatePart::Weekday, _));
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

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::super::fixture::{
        Desk, across, date, dollars, figure, in_each, number, percent, weekday,
    };
    use super::*;
    use crate::document::Unit;
    use crate::fact::path::Path;
    use crate::lang::typed::{
        Aggregate, Check, DataId, DocumentPart, FieldType, Operator, TableRef, Test, Within,
    };
    use crate::value::{Figure, Hedge, Type, Weekday};

    fn check(
        subject: Expr,
        comparator: Comparator,
        every: Option<SomeOrEvery>,
        with: Expr,
        qualifiers: Qualifiers,
    ) -> Check {
        Check::Value {
            subject,
            test: Test::Compare {
                comparator,
                every,
                with,
            },
            qualifiers,
        }
    }

    fn equal(subject: Expr, with: Expr, qualifiers: Qualifiers) -> Check {
        check(subject, Comparator::Equal, None, with, qualifiers)
    }

    /// "rose 20% to $5.0 million from $4.0 million".
    fn growth(share: &str) -> (Desk, Check) {
        let text = format!("Revenue rose {share}% to $5.0 million from $4.0 million.");
        let mut desk = Desk::with([text.as_str()]);
        let fact = desk.fact(&[
            ("p", FieldType::Basic(Type::Percent)),
            ("now", FieldType::Basic(Type::Money)),
            ("was", FieldType::Basic(Type::Money)),
        ]);
        let words = format!("rose {share}% to $5.0 million from $4.0 million");
        desk.row(
            fact,
            0,
            &words,
            &[
                (&format!("{share}%"), percent(share)),
                ("$5.0 million", dollars(5_000_000, 100_000)),
                ("$4.0 million", dollars(4_000_000, 100_000)),
            ],
        );
        let change = desk.expr(
            ExprKind::Change(Box::new(desk.field(fact, 2)), Box::new(desk.field(fact, 1))),
            ExprType::Percent,
        );
        let qualifiers = Qualifiers {
            tolerance: Some(Within::Points(Decimal::new(1, 1))),
            ..Qualifiers::default()
        };
        let check = equal(desk.field(fact, 0), change, qualifiers);
        (desk, check)
    }

    #[test]
    fn a_change_is_held_to_what_the_amounts_can_mean() {
        // 4.0 and 5.0 million as rounded: 22.2% to 27.8%.
        for (share, passes) in [("25", true), ("22.3", true), ("27.8", true), ("20", false)] {
            let (desk, check) = growth(share);
            assert_eq!(desk.findings(check).is_empty(), passes, "{share}");
        }
    }

    #[test]
    fn a_change_that_is_wrong_shows_the_amounts() {
        let (desk, check) = growth("20");
        let outcome = desk.run(check);
        let [finding] = outcome.findings.as_slice() else {
            panic!("{:?}", outcome.findings)
        };
        assert_eq!(desk.short(finding), "a:1 «20%» 20% | 25% | 1");
        let related: Vec<_> = finding
            .related
            .iter()
            .map(|label| desk.at(label.place))
            .collect();
        assert_eq!(related, ["a:1 «$4.0 million»", "a:1 «$5.0 million»"]);
        assert_eq!(finding.notes.len(), 1, "{:?}", finding.notes);
    }

    #[test]
    fn a_share_is_what_rounds_to_it() {
        // 23 of 45 is 51.1%, 1 of 3 is 33.3%.
        for (k, n, share, passes) in [
            ("23", "45", "51", true),
            ("23", "45", "57", false),
            ("1", "3", "33.3", true),
            ("1", "3", "33", true),
            ("1", "3", "34", false),
            ("1", "2", "50", true),
        ] {
            let text = format!("{k} of {n} ({share}%)");
            let mut desk = Desk::with([text.as_str()]);
            let fact = desk.fact(&[
                ("k", FieldType::Basic(Type::Integer)),
                ("n", FieldType::Basic(Type::Integer)),
                ("p", FieldType::Basic(Type::Percent)),
            ]);
            let integer = |digits: &str| Value::Number(Figure::exact(digits.parse().unwrap()));
            let shown = format!("({share}%)");
            desk.row(
                fact,
                0,
                &text,
                &[(k, integer(k)), (n, integer(n)), (&shown, percent(share))],
            );
            let quotient = desk.expr(
                ExprKind::Binary(
                    Operator::Over,
                    Box::new(desk.field(fact, 0)),
                    Box::new(desk.field(fact, 1)),
                ),
                ExprType::Number,
            );
            let findings =
                desk.findings(equal(desk.field(fact, 2), quotient, Qualifiers::default()));
            assert_eq!(findings.is_empty(), passes, "{text}: {findings:?}");
        }
    }

    #[test]
    fn a_weekday_against_its_date_is_reported_as_a_whole() {
        let words = "Tuesday, Feb. 14, 2022";
        let mut desk = Desk::with(["on Tuesday, Feb. 14, 2022", "on Monday, Feb. 14, 2022"]);
        let fact = desk.fact(&[
            ("day", FieldType::Basic(Type::Weekday)),
            ("d", FieldType::Basic(Type::Date)),
        ]);
        let day = date(Some(2022), 2, Some(14));
        let tuesday = weekday(Weekday::Tuesday);
        desk.row(
            fact,
            0,
            words,
            &[("Tuesday", tuesday), ("Feb. 14, 2022", day.clone())],
        );
        let monday = weekday(Weekday::Monday);
        let words = "Monday, Feb. 14, 2022";
        desk.row(
            fact,
            1,
            words,
            &[("Monday", monday), ("Feb. 14, 2022", day)],
        );
        let of_date = desk.expr(
            ExprKind::PartOfDate(DatePart::Weekday, Box::new(desk.field(fact, 1))),
            ExprType::Weekday,
        );
        let findings = desk.findings(equal(desk.field(fact, 0), of_date, Qualifiers::default()));
        assert_eq!(
            findings,
            ["a:1 «Tuesday, Feb. 14, 2022» Tuesday | Monday | 1"]
        );
    }

    #[test]
    fn today_is_the_weekday_of_the_document_or_cannot_be_told() {
        let mut desk = Desk::with(["today (Sunday)", "today (Sunday)"]);
        let fact = desk.fact(&[("day", FieldType::Basic(Type::Weekday))]);
        for document in [0, 1] {
            let sunday = weekday(Weekday::Sunday);
            desk.row(fact, document, "today (Sunday)", &[("Sunday", sunday)]);
        }
        desk.dated(0, civil::date(2022, 2, 14));
        let document_date = desk.expr(ExprKind::Document(DocumentPart::Date), ExprType::Date);
        let of_document = desk.expr(
            ExprKind::PartOfDate(DatePart::Weekday, Box::new(document_date)),
            ExprType::Weekday,
        );
        let check = equal(desk.field(fact, 0), of_document, Qualifiers::default());
        let outcome = desk.run(check);
        let messages: Vec<_> = outcome.findings.iter().map(|f| desk.short(f)).collect();
        assert_eq!(messages, ["a:1 «today (Sunday)» Sunday | Monday | 1"]);
        assert_eq!(outcome.skips[0].reason, "the document has no date");
    }

    #[test]
    fn a_sum_over_a_table_equals_its_total() {
        let table = "| Cloud | 45 |\n| Devices | 35 |\n| Services | 30 |\n| total | 100 |";
        let good = table.replace("30", "20");
        let mut desk = Desk::with([table, good.as_str()]);
        let part = desk.fact(&[("x", FieldType::Basic(Type::Number))]);
        let total = desk.fact(&[("x", FieldType::Basic(Type::Number))]);
        for (document, services) in [(0, "30"), (1, "20")] {
            for (name, digits) in [("Cloud", "45"), ("Devices", "35"), ("Services", services)] {
                let words = format!("{name} | {digits}");
                desk.row(part, document, &words, &[(digits, number(digits))]);
            }
            desk.row(total, document, "total | 100", &[("100", number("100"))]);
        }
        let sum = desk.expr(
            ExprKind::Aggregate(Aggregate::Sum, part, Some(0)),
            ExprType::Number,
        );
        let check = equal(sum, desk.field(total, 0), in_each(Unit::Table));
        let outcome = desk.run(check);
        let [finding] = outcome.findings.as_slice() else {
            panic!("{:?}", outcome.findings)
        };
        assert_eq!(desk.short(finding), "a:1 «45» 110 | 100 | 1");
        let related: Vec<_> = finding
            .related
            .iter()
            .map(|label| desk.at(label.place))
            .collect();
        assert_eq!(related, ["a:2 «35»", "a:3 «30»", "a:4 «100»"]);
    }

    #[test]
    fn the_parts_of_a_sum_are_shown_to_eight_and_counted_to_a_hundred() {
        for (parts, note) in [
            (8, None),
            (9, Some("and 1 more")),
            (107, Some("and 99 more")),
            (300, Some("and 100 or more others")),
        ] {
            let words: Vec<String> = (0..parts).map(|n| (10_001 + n).to_string()).collect();
            let mut desk = Desk::with([format!("{} of 7", words.join(", ")).as_str()]);
            let part = desk.fact(&[("x", FieldType::Basic(Type::Number))]);
            let total = desk.fact(&[("x", FieldType::Basic(Type::Number))]);
            for digits in &words {
                desk.row(part, 0, digits, &[(digits, number(digits))]);
            }
            desk.row(total, 0, "of 7", &[("7", number("7"))]);
            let sum = desk.expr(
                ExprKind::Aggregate(Aggregate::Sum, part, Some(0)),
                ExprType::Number,
            );
            let check = equal(desk.field(total, 0), sum, in_each(Unit::Document));
            let outcome = desk.run(check);
            let [finding] = outcome.findings.as_slice() else {
                panic!("{:?}", outcome.findings)
            };
            assert_eq!(finding.related.len(), 8);
            let counted = finding.notes.iter().find(|text| text.starts_with("and "));
            assert_eq!(counted.map(String::as_str), note, "{parts}");
        }
    }

    #[test]
    fn a_text_is_held_to_a_table() {
        let mut desk = Desk::with(["Scholz, president; Macron, president; Draghi, president"]);
        let people = desk.vocabulary(
            &["role"],
            &[
                ("Olaf Scholz", &["Scholz"], &[], &["chancellor"]),
                ("Emmanuel Macron", &["Macron"], &[], &["president"]),
                ("Mario Draghi", &["Draghi"], &[], &[]),
            ],
        );
        let roles = desk.vocabulary(
            &[],
            &[("chancellor", &[], &[], &[]), ("president", &[], &[], &[])],
        );
        let holder = desk.fact(&[
            ("who", FieldType::Entry(people)),
            ("title", FieldType::Entry(roles)),
        ]);
        for who in ["Scholz", "Macron", "Draghi"] {
            let (person, role) = (desk.entry(people, who), desk.entry(roles, "president"));
            let words = format!("{who}, president");
            desk.row(holder, 0, &words, &[(who, person), ("president", role)]);
        }
        let role = desk.expr(
            ExprKind::Lookup {
                column: Some(0),
                fact: holder,
                field: 0,
                table: TableRef::Vocabulary(people),
            },
            ExprType::Cell,
        );
        let outcome = desk.run(equal(desk.field(holder, 1), role, Qualifiers::default()));
        let messages: Vec<_> = outcome.findings.iter().map(|f| desk.short(f)).collect();
        assert_eq!(messages, ["a:1 «president» president | chancellor | 1"]);
        assert_eq!(outcome.skips[0].reason, "the cell of people is empty");
    }

    #[test]
    fn a_figure_is_held_to_a_data_file() {
        let mut desk = Desk::with(["port 8000", "port 8080"]);
        desk.data(&[], &[("port", "8080")]);
        let port = desk.fact(&[("n", FieldType::Basic(Type::Integer))]);
        for (document, digits) in [(0, "8000"), (1, "8080")] {
            let value = Value::Number(Figure::exact(digits.parse().unwrap()));
            desk.row(
                port,
                document,
                &format!("port {digits}"),
                &[(digits, value)],
            );
        }
        let cell = desk.expr(
            ExprKind::Data(DataId(0), vec![Path::parse("port").unwrap()]),
            ExprType::Cell,
        );
        let findings = desk.findings(equal(desk.field(port, 0), cell, Qualifiers::default()));
        assert_eq!(findings, ["a:1 «8000» 8000 | 8080 | 1"]);
    }

    #[test]
    fn a_rounded_amount_meets_the_filed_one_as_rounded_only() {
        let mut desk = Desk::with([
            "revenue of $5.0 million in Q3",
            "revenue of $5.2 million in Q3",
        ]);
        desk.data(&[("Q3", &["5,012,345"])], &[]);
        let revenue = desk.fact(&[
            ("x", FieldType::Basic(Type::Money)),
            ("q", FieldType::Basic(Type::Word)),
        ]);
        for (document, words, amount) in [
            (0, "$5.0 million", 5_000_000),
            (1, "$5.2 million", 5_200_000),
        ] {
            let quarter = Value::Text("Q3".into());
            let row = format!("revenue of {words} in Q3");
            desk.row(
                revenue,
                document,
                &row,
                &[(words, dollars(amount, 100_000)), ("Q3", quarter)],
            );
        }
        let filed = || {
            let kind = ExprKind::Lookup {
                column: Some(0),
                fact: revenue,
                field: 1,
                table: TableRef::Data(DataId(0)),
            };
            desk.expr(kind, ExprType::Cell)
        };
        let rounded = Qualifiers {
            as_rounded: true,
            ..Qualifiers::default()
        };
        let findings = desk.findings(equal(desk.field(revenue, 0), filed(), rounded));
        assert_eq!(
            findings,
            ["b:1 «$5.2 million» $5.2 million | 5,012,345 | 1"]
        );
        let exactly = Qualifiers {
            exactly: true,
            ..Qualifiers::default()
        };
        assert_eq!(
            desk.findings(equal(desk.field(revenue, 0), filed(), exactly))
                .len(),
            2
        );
    }

    /// "starts" and "ends" with their years, one fact each.
    fn contract(start: i16, ends: &[i16]) -> (Desk, FactId, FactId) {
        let mut text = format!("starts 1 May {start}");
        for end in ends {
            text.push_str(&format!(", ends 1 May {end}"));
        }
        let mut desk = Desk::with([text.as_str()]);
        let starts = desk.fact(&[("d", FieldType::Basic(Type::Date))]);
        let ending = desk.fact(&[("d", FieldType::Basic(Type::Date))]);
        let words = format!("1 May {start}");
        let value = date(Some(start), 5, Some(1));
        desk.row(starts, 0, &format!("starts {words}"), &[(&words, value)]);
        for end in ends {
            let words = format!("1 May {end}");
            let value = date(Some(*end), 5, Some(1));
            desk.row(ending, 0, &format!("ends {words}"), &[(&words, value)]);
        }
        (desk, starts, ending)
    }

    #[test]
    fn a_start_comes_before_some_or_every_end() {
        let (desk, starts, ends) = contract(2020, &[2021, 2019]);
        let check = |every| {
            check(
                desk.field(starts, 0),
                Comparator::Before,
                every,
                desk.field(ends, 0),
                in_each(Unit::Document),
            )
        };
        let findings = desk.findings(check(Some(SomeOrEvery::Every)));
        assert_eq!(findings, ["a:1 «1 May 2020» 1 May 2020 | 1 May 2019 | 2"]);
        assert!(desk.findings(check(Some(SomeOrEvery::Some))).is_empty());
    }

    #[test]
    fn an_equal_value_is_enough_among_many_that_are_not() {
        let (desk, starts, ends) = contract(2020, &[2021, 2020, 2019]);
        let check = |every| {
            check(
                desk.field(starts, 0),
                Comparator::Equal,
                Some(every),
                desk.field(ends, 0),
                in_each(Unit::Document),
            )
        };
        assert!(desk.findings(check(SomeOrEvery::Some)).is_empty());
        let findings = desk.findings(check(SomeOrEvery::Every));
        assert_eq!(findings, ["a:1 «1 May 2020» 1 May 2020 | 1 May 2021 | 3"]);
    }

    #[test]
    fn comparisons_come_to_an_end() {
        let mut references = References::default();
        assert!(references.admits(MOST_COMPARISONS - 1));
        assert!(!references.admits(2));
        assert!(references.admits(1));
        assert!(!references.admits(1));
        assert!(!references.admits(usize::MAX));
    }

    #[test]
    fn a_reference_that_is_not_one_is_reported_itself() {
        let (desk, starts, ends) = contract(2020, &[2021, 2022]);
        let check = check(
            desk.field(starts, 0),
            Comparator::Before,
            None,
            desk.field(ends, 0),
            in_each(Unit::Document),
        );
        let findings = desk.findings(check);
        assert_eq!(
            findings,
            ["a:1 «1 May 2022» the reference is not unique: “1 May 2021” and “1 May 2022”"]
        );
    }

    #[test]
    fn without_a_row_to_compare_with_nothing_is_said() {
        let (desk, starts, ends) = contract(2020, &[]);
        let check = check(
            desk.field(starts, 0),
            Comparator::Before,
            None,
            desk.field(ends, 0),
            in_each(Unit::Document),
        );
        let outcome = desk.run(check);
        assert!(outcome.findings.is_empty());
        assert_eq!(
            outcome.skips[0].reason,
            "there is nothing to compare it with"
        );
    }

    #[test]
    fn a_finding_that_rests_on_the_cut_off_says_so() {
        let mut desk = Desk::with(["more than 20 and 40"]);
        let fact = desk.fact(&[
            ("a", FieldType::Basic(Type::Number)),
            ("b", FieldType::Basic(Type::Number)),
        ]);
        let above = Value::Number(figure("20", Hedge::Above));
        let fields = [("more than 20", above), ("40", number("40"))];
        desk.row(fact, 0, "more than 20 and 40", &fields);
        let check = equal(desk.field(fact, 0), desk.field(fact, 1), across());
        let outcome = desk.run(check);
        assert_eq!(outcome.findings.len(), 1);
        let notes = outcome.findings[0].notes.join("\n");
        assert!(notes.contains("without `implicature`"), "{notes}");
    }
}
