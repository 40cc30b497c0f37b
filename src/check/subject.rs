//! What a value test is made for: each row, each group, or each document.

use std::collections::BTreeSet;

use super::cell::Tables;
use super::expression::{Evaluated, evaluate};
use super::operand::Operand;
use super::quantity::Kind;
use super::scene::{Grouping, Scene, aggregate_facts, precision, row_facts, walk};
use super::sink::{Failure, Sink, field};
use crate::fact::group::GroupKey;
use crate::fact::row::Row;
use crate::finding::Label;
use crate::lang::typed::{Expr, ExprKind, FactId, Qualifiers, Scope};
use crate::source::{Place, Span};
use crate::value::range::Approx;
use crate::value::{Type, Value, read_cell};

/// How many parts of a sum a finding shows; the rest is counted in a note.
const MOST_PARTS: usize = 8;
/// How far the rest is counted: every row of a large group may be held to the sum of it.
const MOST_COUNTED: usize = 100;

/// A value test of one rule, with the rows of all facts it reads in their groups.
pub(super) struct ValueTest<'s, 'a> {
    /// What is tested.
    pub subject: &'s Expr,
    /// Where and how it is compared.
    pub qualifiers: &'s Qualifiers,
    /// The rows by group.
    pub grouping: Grouping<'a>,
    /// The tables.
    pub tables: Tables<'a>,
    /// The settings behind the ranges.
    pub approx: &'s Approx,
}

/// What is tested once.
#[derive(Clone, Debug)]
pub(super) struct Subject<'a> {
    /// The row, where the test is of a row.
    pub row: Option<(FactId, &'a Row)>,
    /// The document to report in.
    pub document: u32,
    /// The group, where the expressions need one.
    pub key: Option<GroupKey>,
    /// Where it stands, where the expression has no place of its own.
    pub span: Span,
}

impl<'s, 'a> ValueTest<'s, 'a> {
    /// A test of `subject` with `others`, the expressions it is tested with.
    pub(super) fn new(
        subject: &'s Expr,
        others: &[&Expr],
        qualifiers: &'s Qualifiers,
        approx: &'s Approx,
        sink: &Sink<'a>,
    ) -> Self {
        let own = row_facts(subject).first().copied();
        let against_sources = qualifiers.scope == Some(Scope::AgainstSources);
        let mut facts = Vec::new();
        subject.each_fact(&mut |fact| facts.push(fact));
        for other in others {
            other.each_fact(&mut |fact| facts.push(fact));
        }
        let documents = sink.context.documents;
        Self {
            subject,
            qualifiers,
            grouping: Grouping::new(sink, facts, qualifiers, |fact, row| {
                // The other side of a test against sources is what the sources say.
                !against_sources
                    || Some(fact) == own
                    || documents[row.document as usize].role.is_trusted()
            }),
            tables: Tables::of(sink.context.module),
            approx,
        }
    }

    /// Everything to test, in the order of the corpus. Rows that belong to no group are
    /// reported as skipped if the test needs their group.
    pub(super) fn subjects(&self, needs_group: bool, sink: &mut Sink<'a>) -> Vec<Subject<'a>> {
        let against_sources = self.qualifiers.scope == Some(Scope::AgainstSources);
        if let Some(fact) = row_facts(self.subject).first().copied() {
            let mut subjects = Vec::new();
            for row in sink.rows(fact) {
                sink.consider(1);
                if against_sources && sink.is_source(row) {
                    continue;
                }
                let key = match self.grouping.key_of(fact, row, sink.context.documents) {
                    Ok(key) => Some(key),
                    Err(reason) if needs_group => {
                        sink.skip_left_out(row, reason, self.grouping.key_names());
                        continue;
                    }
                    Err(_) => None,
                };
                subjects.push(Subject {
                    row: Some((fact, row)),
                    document: row.document,
                    key,
                    span: row.span,
                });
            }
            return subjects;
        }
        if let Some(fact) = aggregate_facts(self.subject).first().copied() {
            self.grouping.skip_left_out(fact, sink);
            return self
                .grouping
                .groups(fact)
                .iter()
                .filter_map(|group| {
                    let first = group.rows.first()?;
                    sink.consider(group.rows.len());
                    Some(Subject {
                        row: None,
                        document: first.document,
                        key: Some(group.key.clone()),
                        span: first.span,
                    })
                })
                .collect();
        }
        let mut subjects = Vec::new();
        for document in 0..sink.context.documents.len() as u32 {
            if (sink.context.looks_at)(document) {
                sink.consider(1);
                let span = Span::new(0, sink.text(document).len() as u32);
                subjects.push(Subject {
                    row: None,
                    document,
                    key: None,
                    span: sink.first_line(document, span),
                });
            }
        }
        subjects
    }

    /// The rows that expressions are worked out for.
    pub(super) fn scene<'t>(
        &'t self,
        subject: &'t Subject<'a>,
        other: Option<(FactId, &'a Row)>,
        sink: &Sink<'a>,
    ) -> Scene<'t, 'a> {
        Scene {
            module: sink.context.module,
            documents: sink.context.documents,
            grouping: &self.grouping,
            tables: &self.tables,
            row: subject.row,
            other,
            key: subject.key.as_ref(),
            document: subject.document,
            reference: None,
            approx: self.approx,
            precision: precision(self.qualifiers),
            rounded_to: None,
        }
    }

    /// A failure of a subject: the first place of its expression is the primary label, the
    /// other places of it and those of `others` are related.
    pub(super) fn failure(
        &self,
        subject: &Subject<'a>,
        value: &Evaluated<'a>,
        others: &[&Expr],
        scene: &Scene<'_, 'a>,
        sink: &Sink<'a>,
    ) -> Failure<'a> {
        let primary = value
            .place
            .unwrap_or(sink.place(subject.document, subject.span));
        let mut failure = Failure::at(subject.document, Label::new(primary, taken_as(value)));
        failure.row = subject.row.map(|(_, row)| row);
        failure.other = scene.other.map(|(_, row)| row);
        failure.found.clone_from(&value.text);
        let exprs = std::iter::once(self.subject).chain(others.iter().copied());
        let parts = Parts::of(primary, exprs, scene);
        failure.related = parts.shown;
        if parts.more > 0 {
            failure.notes.push(if parts.more < MOST_COUNTED {
                format!("and {} more", parts.more)
            } else {
                format!("and {MOST_COUNTED} or more others")
            });
        }
        if let Some(key) = &subject.key {
            failure.subject.clone_from(&key.values);
        }
        failure
    }
}

/// How a value is taken, where its words do not say it: the range or the day behind it.
pub(super) fn taken_as(value: &Evaluated<'_>) -> String {
    taken(&value.text, &value.operand)
}

/// How an operand is taken, where the words for it do not say it.
pub(super) fn taken(text: &str, operand: &Operand<'_>) -> String {
    let Operand::Quantity(quantity) = operand else {
        return String::new();
    };
    let taken = quantity.taken();
    let says_itself = match quantity.kind {
        Kind::Day => {
            matches!(read_cell(text, Type::Date), Some(Value::Date(date)) if date.year.is_some())
        }
        Kind::Number | Kind::Percent | Kind::Money(_) | Kind::Measure(_) => {
            // "Dozens" has a range of its own, but does not say which.
            let says_its_ends = quantity.is_point() || text.contains(|c: char| c.is_ascii_digit());
            // "At least five" and "up to five" say where they end.
            let open = quantity.range.low.is_none() || quantity.range.high.is_none();
            open || (taken == quantity.text() && says_its_ends)
        }
    };
    if says_itself || taken == text {
        String::new()
    } else {
        format!("taken as {taken}")
    }
}

/// A note on how the other side is taken, where that is more than its words. The tested value has
/// it in its label.
pub(super) fn ranges_note(other: &Evaluated<'_>) -> Option<String> {
    let taken = taken_as(other);
    (!taken.is_empty()).then(|| format!("“{}” is {taken}", other.text))
}

/// The same settings, with no end to "more than".
pub(super) fn without_implicature(approx: &Approx) -> Option<Approx> {
    approx.implicature.then(|| Approx {
        implicature: false,
        ..approx.clone()
    })
}

/// The note of a finding that would not be one without the implicature.
pub(super) const IMPLICATURE_NOTE: &str = "“more than” and “fewer than” are taken to end at \
     the next step; without `implicature` under [approx] the two could agree";

/// The places that expressions are worked out from, besides one that is shown anyway.
struct Parts {
    /// The first of them in the order written, at most [`MOST_PARTS`].
    shown: Vec<Label>,
    /// How many more there are, counted up to [`MOST_COUNTED`].
    more: usize,
}

impl Parts {
    fn of<'e>(
        primary: Place,
        exprs: impl Iterator<Item = &'e Expr>,
        scene: &Scene<'_, '_>,
    ) -> Self {
        let mut seen = BTreeSet::from([primary]);
        let mut shown = Vec::new();
        let mut more = 0;
        let mut see = |label: Label| {
            if seen.insert(label.place) {
                if shown.len() < MOST_PARTS {
                    shown.push(label);
                } else {
                    more += 1;
                }
            }
            more < MOST_COUNTED
        };
        for expr in exprs {
            each_place(expr, scene, &mut see);
        }
        Self { shown, more }
    }
}

/// The words at the first of the values that a data file has been counted by.
fn first_of(count: usize) -> String {
    match count {
        0 => "there is none".to_owned(),
        1 => "the only one".to_owned(),
        _ => format!("the first of {count}"),
    }
}

/// Calls `see` with the places of an expression's fields and cells, in the order written; those
/// of an aggregate as long as it answers that it wants more.
fn each_place(expr: &Expr, scene: &Scene<'_, '_>, see: &mut dyn FnMut(Label) -> bool) {
    walk(expr, &mut |expr| match &expr.kind {
        ExprKind::Field(..) | ExprKind::Lookup { .. } | ExprKind::Data(..) => {
            if let Some(place) = evaluate(expr, scene).ok().and_then(|value| value.place) {
                see(Label::new(place, ""));
            }
        }
        ExprKind::DataCount(data, paths) => {
            if let Ok(counted) = scene.tables.count(*data, paths) {
                see(Label::new(counted.place, first_of(counted.count)));
            }
        }
        ExprKind::Aggregate(_, fact, index) => {
            let rows = scene
                .key
                .map_or(&[][..], |key| scene.grouping.rows_of(*fact, key));
            for row in rows {
                let span = match index {
                    Some(index) => field(row, *index).map(|field| field.span),
                    None => Some(row.span),
                };
                let document = scene.documents.get(row.document as usize);
                if let Some((span, document)) = span.zip(document)
                    && !see(Label::new(document.place(span), ""))
                {
                    break;
                }
            }
        }
        ExprKind::Literal(_)
        | ExprKind::Text(_)
        | ExprKind::Negative(_)
        | ExprKind::Binary(..)
        | ExprKind::Change(..)
        | ExprKind::PartOfDate(..)
        | ExprKind::Document(_) => {}
    });
}
