//! `VALUE must …`: the test, and what it demands of the sides.

use std::sync::Arc;

use super::check::Demands;
use super::message::Fills;
use super::names::Names;
use super::qualifier::{Allowed, Scoping};
use super::types::{comparable, is_figure};
use super::{Outcome, Resolver};
use crate::lang::ast::{self, TestKind};
use crate::lang::error::Error;
use crate::lang::typed::{
    Check, Choices, Comparator, Expr, ExprKind, ExprType, FactId, Qualifiers, SomeOrEvery,
    TableRef, Test, Written,
};
use crate::source::Place;
use crate::value::Value;

impl Resolver<'_> {
    pub(super) fn value_check(
        &mut self,
        subject: &ast::Expr,
        test: &ast::Test,
        names: &Names<'_>,
    ) -> Outcome<(Check, Demands)> {
        let (subject, test, mut demands) = match &test.kind {
            TestKind::Agree => self.agree(subject, "`must agree`", names)?,
            TestKind::Verbatim => self.verbatim(subject, names)?,
            TestKind::Between(low, high) => self.between(subject, low, high, names)?,
            TestKind::OneOfWords(words) => self.one_of_words(subject, words, test.place, names)?,
            TestKind::OneOfTable(table) => self.one_of_table(subject, table, names)?,
            TestKind::Compare {
                comparator,
                comparator_place,
                every,
                with,
            } => {
                let every = every.as_ref();
                self.compare(
                    subject,
                    (*comparator, *comparator_place),
                    every,
                    with,
                    names,
                )?
            }
        };
        let mut sides = Sides::default();
        sides.add(&subject);
        let (rows, groups) = (sides.rows, sides.groups);
        if rows.is_empty() && groups.is_empty() {
            return self.fail(Error::NoField {
                place: subject.place,
            });
        }
        self.one_fact(&rows, subject.place)?;
        if let Some(fact) = rows.first() {
            demands.fills.subject = Some(*fact);
        }
        if !groups.is_empty() && matches!(demands.allowed.scope, Scoping::No(_)) {
            demands.allowed.scope = Scoping::Required("a value of several mentions");
            demands.allowed.keys = true;
        }
        let check = Check::Value {
            subject,
            test,
            qualifiers: Qualifiers::default(),
        };
        Ok((check, demands))
    }

    fn agree(
        &mut self,
        subject: &ast::Expr,
        what: &'static str,
        names: &Names<'_>,
    ) -> Outcome<(Expr, Test, Demands)> {
        let subject = self.expression(subject, names)?;
        let mut sides = Sides::default();
        sides.add(&subject);
        if !sides.groups.is_empty() {
            return self.fail(Error::PlainField {
                place: subject.place,
                what,
            });
        }
        let fact = sides.rows.first().copied();
        let demands = Demands {
            allowed: Allowed {
                keys: true,
                tolerance: Some(subject.ty),
                choice: true,
                ..Allowed::scope(Scoping::Required(what))
            },
            fills: Fills {
                found: true,
                expected: true,
                count: true,
                other_document: true,
                difference: has_difference(subject.ty),
                subject: None,
                other: fact,
            },
            compared: plain_field(&subject),
        };
        Ok((subject, Test::Agree, demands))
    }

    fn verbatim(
        &mut self,
        subject: &ast::Expr,
        names: &Names<'_>,
    ) -> Outcome<(Expr, Test, Demands)> {
        let what = "`must be verbatim`";
        let (subject, _, mut demands) = self.agree(subject, what, names)?;
        if !matches!(subject.kind, ExprKind::Field(..)) {
            return self.fail(Error::PlainField {
                place: subject.place,
                what,
            });
        }
        if subject.ty != ExprType::Text {
            return self.not_for(what, "quotations and other text", &subject);
        }
        demands.allowed.tolerance = None;
        demands.allowed.wording = true;
        demands.allowed.likeness = true;
        Ok((subject, Test::Verbatim, demands))
    }

    fn between(
        &mut self,
        subject: &ast::Expr,
        low: &ast::Expr,
        high: &ast::Expr,
        names: &Names<'_>,
    ) -> Outcome<(Expr, Test, Demands)> {
        let read = self.expression(subject, names);
        let low_read = self.expression(low, names);
        let high_read = self.expression(high, names);
        let read = read?;
        let low = self.read_as(low_read?, low, read.ty);
        let high = self.read_as(high_read?, high, read.ty);
        let (low, high) = (low?, high?);
        let has_order = is_figure(read.ty)
            || matches!(
                read.ty,
                ExprType::Date | ExprType::Time | ExprType::Version | ExprType::Cell
            );
        if !has_order {
            let wanted = "figures, dates, times and versions";
            return self.not_for("`be between`", wanted, &read);
        }
        for side in [&low, &high] {
            if !comparable(read.ty, side.ty) {
                return self.mismatch("compared with", &read, side);
            }
        }
        if let (ExprKind::Literal(Value::Number(one)), ExprKind::Literal(Value::Number(other)))
        | (ExprKind::Literal(Value::Percent(one)), ExprKind::Literal(Value::Percent(other))) =
            (&low.kind, &high.kind)
            && one.value > other.value
        {
            let place = Place::new(low.place.source, low.place.span.join(high.place.span));
            return self.fail(Error::Backward { place });
        }
        let demands = self.two_sides(&read, &[&low, &high], None)?;
        Ok((read, Test::Between(low, high), demands))
    }

    fn one_of_words(
        &mut self,
        subject: &ast::Expr,
        words: &[ast::Quoted],
        place: Place,
        names: &Names<'_>,
    ) -> Outcome<(Expr, Test, Demands)> {
        let subject = self.expression(subject, names)?;
        match subject.ty {
            ExprType::Text | ExprType::Version | ExprType::Cell => {}
            ExprType::Entry(vocabulary) => {
                for word in words {
                    if self.tables.entry(vocabulary, &word.plain()).is_none() {
                        return self.unknown_entry(vocabulary, &word.plain(), word.place);
                    }
                }
            }
            ExprType::Number
            | ExprType::Percent
            | ExprType::Money
            | ExprType::Measure
            | ExprType::Date
            | ExprType::Weekday
            | ExprType::Time => {
                let ty = self.type_words(subject.ty);
                return self.fail(Error::NotFor {
                    what: "a choice of words".into(),
                    wanted: "text, versions and entries of vocabularies",
                    place,
                    ty,
                    help: None,
                });
            }
        }
        let words = words.iter().map(|word| Written {
            value: word.plain(),
            place: word.place,
        });
        let choices = Choices::Words(words.collect());
        Ok((subject, Test::OneOf(choices), one_of_demands()))
    }

    fn one_of_table(
        &mut self,
        subject: &ast::Expr,
        table: &ast::Name,
        names: &Names<'_>,
    ) -> Outcome<(Expr, Test, Demands)> {
        let read = self.expression(subject, names);
        let table = self.table(table);
        let (subject, table) = (read?, table?);
        let choices = match table {
            TableRef::Data(id) => Choices::Data(id),
            TableRef::Vocabulary(id) => Choices::Vocabulary(id),
        };
        let is_listed = matches!(
            subject.ty,
            ExprType::Text | ExprType::Entry(_) | ExprType::Cell
        );
        if matches!(table, TableRef::Vocabulary(_)) && !is_listed {
            let wanted = "text and entries of vocabularies";
            return self.not_for("a choice from a vocabulary", wanted, &subject);
        }
        Ok((subject, Test::OneOf(choices), one_of_demands()))
    }

    fn compare(
        &mut self,
        subject: &ast::Expr,
        comparator: (Comparator, Place),
        every: Option<&(SomeOrEvery, Place)>,
        with: &ast::Expr,
        names: &Names<'_>,
    ) -> Outcome<(Expr, Test, Demands)> {
        let (left, right) = self.pair(subject, with, names)?;
        let (comparator, comparator_place) = comparator;
        if !comparable(left.ty, right.ty) {
            return self.mismatch("compared with", &left, &right);
        }
        // A value of a table is read as the type it meets.
        let ty = if left.ty == ExprType::Cell {
            right.ty
        } else {
            left.ty
        };
        let figure = is_figure(ty) || ty == ExprType::Cell;
        let moment = matches!(ty, ExprType::Date | ExprType::Time);
        let (words, allowed, wanted) = match comparator {
            Comparator::Equal => ("`equal`", true, ""),
            Comparator::NotEqual => ("`not equal`", true, ""),
            Comparator::AtLeast => (
                "`be at least`",
                figure || moment || ty == ExprType::Version,
                "figures, dates, times and versions",
            ),
            Comparator::AtMost => (
                "`be at most`",
                figure || moment || ty == ExprType::Version,
                "figures, dates, times and versions",
            ),
            Comparator::MoreThan => (
                "`be more than`",
                figure || ty == ExprType::Version,
                "figures and versions",
            ),
            Comparator::LessThan => (
                "`be less than`",
                figure || ty == ExprType::Version,
                "figures and versions",
            ),
            Comparator::Before => (
                "`come before`",
                moment || matches!(ty, ExprType::Weekday | ExprType::Cell),
                "dates, times and days of the week",
            ),
            Comparator::Compatible => (
                "`be compatible with`",
                matches!(ty, ExprType::Version | ExprType::Cell),
                "versions",
            ),
            Comparator::After => (
                "`come after`",
                moment || matches!(ty, ExprType::Weekday | ExprType::Cell),
                "dates, times and days of the week",
            ),
        };
        if !allowed {
            let help = match comparator {
                Comparator::MoreThan if moment => Some("write `come after`".to_owned()),
                Comparator::LessThan if moment => Some("write `come before`".to_owned()),
                Comparator::After if figure => Some("write `be more than`".to_owned()),
                Comparator::Before if figure => Some("write `be less than`".to_owned()),
                _ => None,
            };
            let ty = self.type_words(ty);
            return self.fail(Error::NotFor {
                what: words.into(),
                wanted,
                place: comparator_place,
                ty,
                help,
            });
        }
        let mut demands = self.two_sides(&left, &[&right], every)?;
        demands.allowed.likeness = comparator == Comparator::Equal && is_figure(ty);
        let test = Test::Compare {
            comparator,
            every: every.map(|(word, _)| *word),
            with: right,
        };
        Ok((left, test, demands))
    }

    /// What a comparison of two sides demands. The right side has the fields of the left
    /// side's fact, compared inside each row, or of one other fact.
    fn two_sides(
        &mut self,
        left: &Expr,
        right: &[&Expr],
        every: Option<&(SomeOrEvery, Place)>,
    ) -> Outcome<Demands> {
        let (mut one, mut other) = (Sides::default(), Sides::default());
        one.add(left);
        right.iter().for_each(|side| other.add(side));
        if let Some(side) = right.first() {
            self.one_fact(&other.rows, side.place)?;
        }
        let other_fact = other
            .rows
            .iter()
            .copied()
            .find(|fact| !one.rows.contains(fact));
        if let (Some((word, place)), None) = (every, other_fact) {
            let word = match word {
                SomeOrEvery::Some => "some",
                SomeOrEvery::Every => "every",
            };
            return self.fail(Error::NothingToChoose {
                place: *place,
                word,
            });
        }
        let scope = if other_fact.is_some() {
            Scoping::Required("a comparison of two facts")
        } else if !other.groups.is_empty() || !one.groups.is_empty() {
            Scoping::Required("a value of several mentions")
        } else {
            Scoping::No("each mention is compared by itself")
        };
        let keys = matches!(scope, Scoping::Required(_));
        let ty = if left.ty == ExprType::Cell {
            right.first().map_or(left.ty, |side| side.ty)
        } else {
            left.ty
        };
        Ok(Demands {
            allowed: Allowed {
                keys,
                tolerance: Some(ty),
                ..Allowed::scope(scope)
            },
            fills: Fills {
                found: true,
                expected: true,
                difference: has_difference(ty),
                other_document: other_fact.is_some(),
                other: other_fact,
                ..Fills::default()
            },
            compared: None,
        })
    }

    fn one_fact(&mut self, facts: &[FactId], place: Place) -> Outcome<()> {
        let [first, second, ..] = facts else {
            return Ok(());
        };
        let name = |fact: &FactId| self.facts[fact.0 as usize].name.clone();
        let (first, second) = (name(first), name(second));
        self.fail(Error::SeveralFacts {
            place,
            first: first.unwrap_or_else(|| Arc::from("")),
            second: second.unwrap_or_else(|| Arc::from("")),
        })
    }
}

/// The facts of an expression: those whose rows it reads one by one, and those it takes
/// together.
#[derive(Default)]
struct Sides {
    rows: Vec<FactId>,
    groups: Vec<FactId>,
}

impl Sides {
    fn add(&mut self, expression: &Expr) {
        match &expression.kind {
            ExprKind::Field(fact, _) | ExprKind::Lookup { fact, .. } => {
                if !self.rows.contains(fact) {
                    self.rows.push(*fact);
                }
            }
            ExprKind::Aggregate(_, fact, _) => {
                if !self.groups.contains(fact) {
                    self.groups.push(*fact);
                }
            }
            ExprKind::Negative(inner) | ExprKind::PartOfDate(_, inner) => self.add(inner),
            ExprKind::Binary(_, left, right) | ExprKind::Change(left, right) => {
                self.add(left);
                self.add(right);
            }
            ExprKind::Literal(_)
            | ExprKind::Text(_)
            | ExprKind::Data(..)
            | ExprKind::DataCount(..)
            | ExprKind::Document(_) => {}
        }
    }
}

fn plain_field(expression: &Expr) -> Option<usize> {
    match expression.kind {
        ExprKind::Field(_, field) => Some(field),
        _ => None,
    }
}

/// A value that is none of the choices: expected is the nearest of them, or all.
fn one_of_demands() -> Demands {
    let mut demands = Demands::row_by_row();
    demands.fills.expected = true;
    demands
}

fn has_difference(ty: ExprType) -> bool {
    is_figure(ty) || matches!(ty, ExprType::Date | ExprType::Time | ExprType::Cell)
}
