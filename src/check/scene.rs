//! The rows of a check in their groups, and the rows an expression is worked out for.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::cell::Tables;
use super::expression::{Evaluated, Missing};
use super::rounding::Finest;
use super::sink::{Sink, field};
use crate::fact::group::{Division, Group, GroupKey, Groups, LeftOut, key_of};
use crate::fact::row::{DocumentInfo, Row};
use crate::lang::typed::{
    Aggregate, Expr, ExprKind, FactId, FieldIndex, Module, Qualifiers, Scope,
};
use crate::value::Decimal;
use crate::value::range::{Approx, Precision};

/// The facts of a check, each split by the check's scope and key.
pub(super) struct Grouping<'a> {
    division: Division,
    any_order: bool,
    key_fields: BTreeMap<FactId, Vec<FieldIndex>>,
    key_names: Vec<Arc<str>>,
    by_fact: BTreeMap<FactId, Groups<'a>>,
    aggregates: RefCell<BTreeMap<GroupKey, Aggregates<'a>>>,
    finest: RefCell<BTreeMap<(GroupKey, FactId, FieldIndex), Finest>>,
}

/// What the aggregates of a group came to.
type Aggregates<'a> = BTreeMap<AggregateOf, Result<Evaluated<'a>, Missing>>;

/// An aggregate and how its figures are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AggregateOf {
    /// Which.
    pub aggregate: Aggregate,
    /// Of which fact.
    pub fact: FactId,
    /// Of which field; `None` for the rows themselves.
    pub field: Option<FieldIndex>,
    /// How figures are taken.
    pub precision: Precision,
    /// Whether "more than" ends at the next step.
    pub implicature: bool,
    /// The place that figures in tables are rounded to, where they are all taken as rounded to
    /// one.
    pub rounded_to: Option<Decimal>,
}

impl<'a> Grouping<'a> {
    /// Splits the rows of `facts` that `keep` wants.
    pub(super) fn new(
        sink: &Sink<'a>,
        facts: impl IntoIterator<Item = FactId>,
        qualifiers: &Qualifiers,
        keep: impl Fn(FactId, &Row) -> bool,
    ) -> Self {
        let mut grouping = Self {
            division: division(qualifiers),
            any_order: qualifiers.any_order,
            key_fields: BTreeMap::new(),
            key_names: qualifiers
                .keys
                .iter()
                .map(|key| Arc::clone(&key.name))
                .collect(),
            by_fact: BTreeMap::new(),
            aggregates: RefCell::default(),
            finest: RefCell::default(),
        };
        for fact in facts {
            if grouping.by_fact.contains_key(&fact) {
                continue;
            }
            let fields = key_fields(qualifiers, fact);
            let groups = Groups::split(
                sink.rows(fact).iter().filter(|row| keep(fact, row)),
                sink.context.documents,
                grouping.division,
                &fields,
                grouping.any_order,
            );
            grouping.key_fields.insert(fact, fields);
            grouping.by_fact.insert(fact, groups);
        }
        grouping
    }

    /// The groups of a fact, by the place of their first row.
    pub(super) fn groups(&self, fact: FactId) -> &[Group<'a>] {
        self.by_fact
            .get(&fact)
            .map_or(&[], |groups| groups.groups.as_slice())
    }

    /// The rows of a fact in the group with a key.
    pub(super) fn rows_of(&self, fact: FactId, key: &GroupKey) -> &[&'a Row] {
        self.by_fact
            .get(&fact)
            .map_or(&[], |groups| groups.rows_of(key))
    }

    /// The group a row of a fact belongs to.
    pub(super) fn key_of(
        &self,
        fact: FactId,
        row: &Row,
        documents: &[DocumentInfo],
    ) -> Result<GroupKey, LeftOut> {
        let fields = self.key_fields.get(&fact).map_or(&[][..], Vec::as_slice);
        key_of(row, documents, self.division, fields, self.any_order)
    }

    /// What an aggregate of a group comes to, worked out once however many rows are held to it.
    pub(super) fn aggregate(
        &self,
        key: &GroupKey,
        aggregate: AggregateOf,
        work_out: impl FnOnce() -> Result<Evaluated<'a>, Missing>,
    ) -> Result<Evaluated<'a>, Missing> {
        let known = self
            .aggregates
            .borrow()
            .get(key)
            .and_then(|aggregates| aggregates.get(&aggregate).cloned());
        known.unwrap_or_else(|| {
            let result = work_out();
            let mut aggregates = self.aggregates.borrow_mut();
            let of_group = aggregates.entry(key.clone()).or_default();
            of_group.insert(aggregate, result.clone());
            result
        })
    }

    /// The finest of the figures of a group's field, looked for once.
    pub(super) fn finest(&self, key: &GroupKey, fact: FactId, index: FieldIndex) -> Finest {
        let known = (key.clone(), fact, index);
        if let Some(finest) = self.finest.borrow().get(&known) {
            return *finest;
        }
        let rows = self.rows_of(fact, key).iter();
        let finest = rows
            .filter_map(|row| field(row, index))
            .fold(Finest::default(), |finest, field| finest.and(&field.value));
        self.finest.borrow_mut().insert(known, finest);
        finest
    }

    /// The names of the key fields.
    pub(super) fn key_names(&self) -> &[Arc<str>] {
        &self.key_names
    }

    /// Reports the rows of a fact that belong to no group.
    pub(super) fn skip_left_out(&self, fact: FactId, sink: &mut Sink<'_>) {
        for (row, reason) in self
            .by_fact
            .get(&fact)
            .map_or(&[][..], |groups| groups.left_out.as_slice())
        {
            sink.skip_left_out(row, *reason, &self.key_names);
        }
    }
}

/// What {count} says: how many documents say a thing or, where all of a group stand in one
/// document, how many mentions.
pub(super) fn counted(qualifiers: &Qualifiers, documents: usize, mentions: usize) -> usize {
    match division(qualifiers) {
        Division::Unit(_) => mentions,
        Division::Story => documents,
    }
}

/// Where the rows of a check are compared.
pub(super) fn division(qualifiers: &Qualifiers) -> Division {
    match qualifiers.scope {
        Some(Scope::InEach(unit)) => Division::Unit(unit),
        Some(Scope::Across | Scope::AgainstSources) | None => Division::Story,
    }
}

/// The key fields of a fact.
pub(super) fn key_fields(qualifiers: &Qualifiers, fact: FactId) -> Vec<FieldIndex> {
    let of_fact = |fields: &[(FactId, FieldIndex)]| {
        fields
            .iter()
            .find_map(|(owner, field)| (*owner == fact).then_some(*field))
    };
    qualifiers
        .keys
        .iter()
        .filter_map(|key| of_fact(&key.fields))
        .collect()
}

/// How the qualifiers want figures to be taken.
pub(super) fn precision(qualifiers: &Qualifiers) -> Precision {
    if qualifiers.exactly {
        Precision::Exactly
    } else if qualifiers.as_rounded {
        Precision::AsRounded
    } else {
        Precision::AsWritten
    }
}

/// The rows an expression is worked out for.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s, 'a> {
    /// The rule file.
    pub module: &'a Module,
    /// The documents.
    pub documents: &'a [DocumentInfo],
    /// The rows by group.
    pub grouping: &'s Grouping<'a>,
    /// The tables.
    pub tables: &'s Tables<'a>,
    /// The row of the subject's fact.
    pub row: Option<(FactId, &'a Row)>,
    /// The row of the other fact.
    pub other: Option<(FactId, &'a Row)>,
    /// The group for aggregates.
    pub key: Option<&'s GroupKey>,
    /// The document at hand.
    pub document: u32,
    /// The day that dates without a year are near, where their document has no date.
    pub reference: Option<Date>,
    /// The settings behind the ranges.
    pub approx: &'s Approx,
    /// How figures are taken.
    pub precision: Precision,
    /// The place that figures in tables are rounded to, where they are all taken as rounded to
    /// one.
    pub rounded_to: Option<Decimal>,
}

impl Scene<'_, '_> {
    /// The date of a document, or else what is known of the group.
    pub(super) fn date(&self, document: u32) -> Option<Date> {
        let document = self.documents.get(document as usize);
        document
            .and_then(|document| document.date)
            .or(self.reference)
    }
}

/// The facts an expression reads row by row: those with a field or a lookup in it outside
/// aggregates, in the order written.
pub(super) fn row_facts(expr: &Expr) -> Vec<FactId> {
    let mut facts = Vec::new();
    walk(expr, &mut |expr| match &expr.kind {
        ExprKind::Field(fact, _) | ExprKind::Lookup { fact, .. } if !facts.contains(fact) => {
            facts.push(*fact);
        }
        _ => {}
    });
    facts
}

/// The facts of the aggregates of an expression, in the order written.
pub(super) fn aggregate_facts(expr: &Expr) -> Vec<FactId> {
    let mut facts = Vec::new();
    walk(expr, &mut |expr| match &expr.kind {
        ExprKind::Aggregate(_, fact, _) if !facts.contains(fact) => facts.push(*fact),
        _ => {}
    });
    facts
}

/// Calls `visit` with the expression and with every one inside it, outermost first.
pub(super) fn walk<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Negative(inner) | ExprKind::PartOfDate(_, inner) => walk(inner, visit),
        ExprKind::Binary(_, left, right) | ExprKind::Change(left, right) => {
            walk(left, visit);
            walk(right, visit);
        }
        ExprKind::Field(..)
        | ExprKind::Literal(_)
        | ExprKind::Text(_)
        | ExprKind::Aggregate(..)
        | ExprKind::Lookup { .. }
        | ExprKind::Data(..)
        | ExprKind::DataCount(..)
        | ExprKind::Document(_) => {}
    }
}
