//! Expressions: fields, tables and arithmetic, each with its type.

use std::sync::Arc;

use super::names::{Meaning, Names};
use super::types::{comparable, is_figure, is_plain};
use super::{Outcome, Reported, Resolver};
use crate::fact::path::Path;
use crate::lang::ast::{
    self, AggregateOf, DataValue, FieldName, LiteralKind, Name, NumberUnit, Quoted,
};
use crate::lang::error::{Error, Kind};
use crate::lang::typed::{
    Aggregate, DataId, DatePart, DocumentPart, Expr, ExprKind, ExprType, FactId, FieldIndex,
    Operator, TableRef,
};
use crate::value::{EntryRef, Value};

/// What is asked of the paths into a data file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// One value.
    Scalar,
    /// How many values.
    Count,
}

impl Resolver<'_> {
    /// An expression. Words in quotation marks are text until [`Resolver::read_as`] knows
    /// what they are compared with.
    pub(super) fn expression(&mut self, tree: &ast::Expr, names: &Names<'_>) -> Outcome<Expr> {
        let place = tree.place;
        let (kind, ty) = match &tree.kind {
            ast::ExprKind::Literal(literal) => self.literal(literal, place)?,
            ast::ExprKind::Field(field) => {
                let (fact, index) = self.field(field, names)?;
                (ExprKind::Field(fact, index), self.type_of(fact, index))
            }
            ast::ExprKind::Bare(name) => return self.bare(name, names),
            ast::ExprKind::Negative(inner) => {
                let inner = self.expression(inner, names)?;
                let ty = inner.ty;
                if !is_figure(ty) && ty != ExprType::Cell {
                    return self.not_for("`-`", "figures", &inner);
                }
                (ExprKind::Negative(Box::new(inner)), ty)
            }
            ast::ExprKind::Binary(operator, left, right) => {
                let (left, right) = self.pair(left, right, names)?;
                let ty = self.arithmetic(*operator, &left, &right)?;
                let (left, right) = (Box::new(left), Box::new(right));
                (ExprKind::Binary(*operator, left, right), ty)
            }
            ast::ExprKind::Aggregate(aggregate, of) => self.aggregate(*aggregate, of, names)?,
            ast::ExprKind::Change(from, to) => {
                let (from, to) = self.pair(from, to, names)?;
                for side in [&from, &to] {
                    if !is_figure(side.ty) && side.ty != ExprType::Cell {
                        return self.not_for("`change from`", "figures", side);
                    }
                }
                if !comparable(from.ty, to.ty) {
                    return self.mismatch("compared with", &from, &to);
                }
                let (from, to) = (Box::new(from), Box::new(to));
                (ExprKind::Change(from, to), ExprType::Percent)
            }
            ast::ExprKind::PartOfDate(part, date) => {
                let read = self.expression(date, names)?;
                let read = self.read_as(read, date, ExprType::Date)?;
                let (words, ty) = match part {
                    DatePart::Weekday => ("`weekday of`", ExprType::Weekday),
                    DatePart::Month => ("`month of`", ExprType::Number),
                    DatePart::Year => ("`year of`", ExprType::Number),
                };
                if !matches!(read.ty, ExprType::Date | ExprType::Cell) {
                    return self.not_for(words, "dates", &read);
                }
                (ExprKind::PartOfDate(*part, Box::new(read)), ty)
            }
            ast::ExprKind::Lookup(column, field, table) => {
                (self.lookup(column, field, table, names)?, ExprType::Cell)
            }
            ast::ExprKind::Data(value) => {
                let (data, paths) = self.paths(value, Asked::Scalar)?;
                (ExprKind::Data(data, paths), ExprType::Cell)
            }
            ast::ExprKind::Document(part) => {
                let ty = match part {
                    DocumentPart::Date => ExprType::Date,
                    DocumentPart::Title | DocumentPart::Source => ExprType::Text,
                };
                (ExprKind::Document(*part), ty)
            }
        };
        Ok(Expr { kind, ty, place })
    }

    /// Two expressions that meet: words in quotation marks on one side are read as the type
    /// of the other.
    pub(super) fn pair(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        names: &Names<'_>,
    ) -> Outcome<(Expr, Expr)> {
        let read_left = self.expression(left, names);
        let read_right = self.expression(right, names);
        let (read_left, read_right) = (read_left?, read_right?);
        let (left_ty, right_ty) = (read_left.ty, read_right.ty);
        let left = self.read_as(read_left, left, right_ty);
        let right = self.read_as(read_right, right, left_ty);
        Ok((left?, right?))
    }

    /// Words in quotation marks, or a plain number, as a value of the type they meet.
    /// Everything else stays what it is.
    pub(super) fn read_as(&mut self, read: Expr, tree: &ast::Expr, ty: ExprType) -> Outcome<Expr> {
        let place = read.place;
        let value = match (&tree.kind, ty) {
            (_, ExprType::Text | ExprType::Cell) => return Ok(read),
            (ast::ExprKind::Literal(LiteralKind::Quoted(quoted)), ExprType::Entry(vocabulary)) => {
                let words = quoted.plain();
                match self.tables.entry(vocabulary, &words) {
                    Some((entry, form)) => Value::Entry(EntryRef {
                        vocabulary: vocabulary.0,
                        entry,
                        form,
                    }),
                    None => return self.unknown_entry(vocabulary, &words, place),
                }
            }
            (ast::ExprKind::Literal(LiteralKind::Quoted(quoted)), _) => {
                self.value_of(&quoted.plain(), place, ty)?
            }
            (
                ast::ExprKind::Literal(literal @ LiteralKind::Number(_, NumberUnit::Plain)),
                ExprType::Version,
            ) => self.literal_as(literal, place, ty)?,
            _ => return Ok(read),
        };
        Ok(Expr {
            kind: ExprKind::Literal(value),
            ty,
            place,
        })
    }

    fn literal(
        &mut self,
        literal: &LiteralKind,
        place: crate::source::Place,
    ) -> Outcome<(ExprKind, ExprType)> {
        let ty = match literal {
            LiteralKind::Date(_) => ExprType::Date,
            LiteralKind::Number(_, NumberUnit::Plain | NumberUnit::Scale(_)) => ExprType::Number,
            LiteralKind::Number(_, NumberUnit::Percent) => ExprType::Percent,
            LiteralKind::Number(_, NumberUnit::Days) => ExprType::Measure,
            LiteralKind::Quoted(quoted) => {
                return Ok((ExprKind::Text(quoted.plain()), ExprType::Text));
            }
        };
        Ok((ExprKind::Literal(self.literal_as(literal, place, ty)?), ty))
    }

    /// The type of an arithmetic result. A percentage is a number over 100.
    fn arithmetic(&mut self, operator: Operator, left: &Expr, right: &Expr) -> Outcome<ExprType> {
        use ExprType::{Cell, Date, Measure, Number};
        let bare = |ty| is_plain(ty) || ty == Cell;
        let figure = |ty| is_figure(ty) || ty == Cell;
        let (one, other) = (left.ty, right.ty);
        let both = figure(one) && figure(other);
        let result = match operator {
            Operator::Plus | Operator::Minus if both && one == other => {
                Some(if one == Cell { Number } else { one })
            }
            Operator::Plus | Operator::Minus if both && one == Cell => Some(other),
            Operator::Plus | Operator::Minus if both && other == Cell => Some(one),
            Operator::Plus | Operator::Minus if is_plain(one) && is_plain(other) => Some(Number),
            // A date and a number of days; between two dates, the days.
            Operator::Plus | Operator::Minus if one == Date && other == Measure => Some(Date),
            Operator::Minus if one == Date && other == Date => Some(Measure),
            Operator::Plus | Operator::Minus => None,
            Operator::Times | Operator::Over if bare(one) && bare(other) => Some(Number),
            Operator::Times | Operator::Over if figure(one) && bare(other) => Some(one),
            Operator::Times if bare(one) && figure(other) => Some(other),
            Operator::Over if both && (one == other || one == Cell) => Some(Number),
            Operator::Times | Operator::Over => None,
        };
        let how = match operator {
            Operator::Plus => "added to",
            Operator::Minus => "reduced by",
            Operator::Times => "multiplied by",
            Operator::Over => "divided by",
        };
        match result {
            Some(ty) => Ok(ty),
            None => self.mismatch(how, left, right),
        }
    }

    fn aggregate(
        &mut self,
        aggregate: Aggregate,
        of: &AggregateOf,
        names: &Names<'_>,
    ) -> Outcome<(ExprKind, ExprType)> {
        let field = match of {
            AggregateOf::Field(field) => field,
            AggregateOf::Fact(name) if aggregate == Aggregate::Count => {
                let fact = self.fact_called(name, names)?;
                return Ok((ExprKind::Aggregate(aggregate, fact, None), ExprType::Number));
            }
            AggregateOf::Fact(name) => return self.bare(name, names),
            AggregateOf::Data(value) if aggregate == Aggregate::Count => {
                let (data, paths) = self.paths(value, Asked::Count)?;
                return Ok((ExprKind::DataCount(data, paths), ExprType::Number));
            }
            AggregateOf::Data(value) => {
                return self.fail(Error::WrongKind {
                    name: Arc::clone(&value.table.text),
                    place: value.table.place,
                    is: "a data file",
                    wanted: "a fact",
                    help: Some("what a data file holds can be counted, with `count of`".to_owned()),
                });
            }
        };
        let (fact, index) = self.field(field, names)?;
        let ty = self.type_of(fact, index);
        let ordered = matches!(ty, ExprType::Date | ExprType::Time | ExprType::Version);
        let (words, allowed, wanted) = match aggregate {
            Aggregate::Sum => ("`sum of`", is_figure(ty), "figures"),
            Aggregate::Average => ("`average of`", is_figure(ty), "figures"),
            Aggregate::Smallest => (
                "`smallest of`",
                is_figure(ty) || ordered,
                "figures, dates, times and versions",
            ),
            Aggregate::Largest => (
                "`largest of`",
                is_figure(ty) || ordered,
                "figures, dates, times and versions",
            ),
            Aggregate::Count => ("`count of`", true, "any field"),
        };
        if !allowed {
            let ty = self.field_type_words(self.facts[fact.0 as usize].fields[index].ty);
            return self.fail(Error::NotFor {
                what: words.into(),
                wanted,
                place: field.place,
                ty,
                help: None,
            });
        }
        let ty = if aggregate == Aggregate::Count {
            ExprType::Number
        } else {
            ty
        };
        Ok((ExprKind::Aggregate(aggregate, fact, Some(index)), ty))
    }

    fn lookup(
        &mut self,
        column: &Name,
        field: &FieldName,
        table: &Name,
        names: &Names<'_>,
    ) -> Outcome<ExprKind> {
        let read_field = self.field(field, names);
        let table_ref = self.table(table)?;
        let columns = self.tables.columns(table_ref);
        let index = columns.iter().position(|known| *known == column.text);
        if index.is_none() && !self.tables.may_lack(table_ref) {
            return self.fail(Error::Unknown {
                kind: Kind::Column(table.text.to_string()),
                name: column.text.to_string(),
                place: column.place,
                candidates: columns.iter().map(ToString::to_string).collect(),
            });
        }
        let (fact, key) = read_field?;
        let ty = self.type_of(fact, key);
        let is_listed = matches!(ty, ExprType::Entry(_) | ExprType::Text);
        if matches!(table_ref, TableRef::Vocabulary(_)) && !is_listed {
            let ty = self.type_words(ty);
            return self.fail(Error::NotFor {
                what: format!("a lookup in `{}`", table.text),
                wanted: "entries of vocabularies, and text",
                place: field.place,
                ty,
                help: None,
            });
        }
        Ok(ExprKind::Lookup {
            column: index,
            fact,
            field: key,
            table: table_ref,
        })
    }

    /// The data file and the paths of a value, one of which leads to what is asked for, unless
    /// the file may lack it.
    fn paths(&mut self, value: &DataValue, asked: Asked) -> Outcome<(DataId, Vec<Path>)> {
        let table = &value.table;
        let wrong = |is, help| Error::WrongKind {
            name: Arc::clone(&table.text),
            place: table.place,
            is,
            wanted: "a data file with paths",
            help: Some(help),
        };
        let lookup = format!("write `COLUMN of FACT.FIELD in {}`", table.text);
        let id = match self.table(table)? {
            TableRef::Data(id) => id,
            TableRef::Vocabulary(_) => return self.fail(wrong("a vocabulary", lookup)),
        };
        let mut paths = Vec::with_capacity(value.paths.len());
        for quoted in &value.paths {
            paths.push(self.path(quoted, table, asked)?);
        }
        let data = self.tables.data(id);
        let found = match asked {
            Asked::Scalar => data.scalar(&paths).is_some(),
            Asked::Count => data.count(&paths).is_some(),
        };
        if found || data.optional {
            return Ok((id, paths));
        }
        let (path, quoted) = (&paths[0], &value.paths[0]);
        let near = match (asked, path.find(&data.tree)) {
            (Asked::Scalar, Ok(node)) => {
                return self.fail(Error::NotAValue {
                    text: path.written().to_string(),
                    place: quoted.place,
                    wanted: "one value".to_owned(),
                    help: Some(format!("it is {}", node.what())),
                });
            }
            (Asked::Scalar, Err(near)) => near,
            (Asked::Count, _) => path.count(&data.tree).err().unwrap_or_default(),
        };
        if near.is_empty() && !data.columns.is_empty() {
            return self.fail(wrong("a table of rows", lookup));
        }
        self.fail(Error::Unknown {
            kind: Kind::Path(data.file.to_string()),
            name: path.written().to_string(),
            place: quoted.place,
            candidates: near,
        })
    }

    fn path(&mut self, quoted: &Quoted, table: &Name, asked: Asked) -> Outcome<Path> {
        let text = quoted.plain();
        let wrong = |wanted: &str, help: String| Error::NotAValue {
            text: text.to_string(),
            place: quoted.place,
            wanted: wanted.to_owned(),
            help: Some(help),
        };
        match Path::parse(&text) {
            Ok(path) if path.has_stars() && asked == Asked::Scalar => {
                let count = format!("write `count of \"{text}\" in {}`", table.text);
                self.fail(wrong("one value", count))
            }
            Ok(path) => Ok(path),
            Err(why) => self.fail(wrong("a path into a data file", why.to_owned())),
        }
    }

    /// The fact and the field that `fact.field` names.
    pub(super) fn field(
        &mut self,
        field: &FieldName,
        names: &Names<'_>,
    ) -> Outcome<(FactId, FieldIndex)> {
        let fact = self.fact_called(&field.owner, names)?;
        let index = self.field_called(fact, &field.part)?;
        Ok((fact, index))
    }

    fn fact_called(&mut self, name: &Name, names: &Names<'_>) -> Outcome<FactId> {
        let wrong = |is, help| Error::WrongKind {
            name: Arc::clone(&name.text),
            place: name.place,
            is,
            wanted: "a fact",
            help,
        };
        match names.get(&name.text) {
            Some((Meaning::Fact(fact), _)) => Ok(*fact),
            Some((Meaning::Broken, _)) => Err(Reported),
            Some((Meaning::Let(..), _)) => self.fail(wrong("a `let`", None)),
            None if self.tables.get(&name.text).is_some() => {
                let help = format!("write `COLUMN of FACT.FIELD in {}`", name.text);
                self.fail(wrong("a table", Some(help)))
            }
            None => self.fail(Error::Unknown {
                kind: Kind::Fact,
                name: name.text.to_string(),
                place: name.place,
                candidates: names.candidates(Meaning::is_fact),
            }),
        }
    }

    /// A name by itself where a value is needed.
    fn bare<T>(&mut self, name: &Name, names: &Names<'_>) -> Outcome<T> {
        let fact = self.fact_called(name, names)?;
        let fields = self.facts[fact.0 as usize].fields.iter();
        let fields = fields.map(|field| field.name.to_string()).collect();
        self.fail(Error::FieldMissing {
            name: Arc::clone(&name.text),
            place: name.place,
            fields,
        })
    }

    pub(super) fn type_of(&self, fact: FactId, field: FieldIndex) -> ExprType {
        ExprType::from(self.facts[fact.0 as usize].fields[field].ty)
    }

    pub(super) fn not_for<T>(
        &mut self,
        what: &str,
        wanted: &'static str,
        read: &Expr,
    ) -> Outcome<T> {
        let ty = self.type_words(read.ty);
        self.fail(Error::NotFor {
            what: what.to_owned(),
            wanted,
            place: read.place,
            ty,
            help: None,
        })
    }

    pub(super) fn mismatch<T>(
        &mut self,
        how: &'static str,
        left: &Expr,
        right: &Expr,
    ) -> Outcome<T> {
        let example = |with: ExprType, number: &Expr| match (with, &number.kind) {
            (ExprType::Money, ExprKind::Literal(Value::Number(_))) => {
                Some("write the amount with its currency, as in `\"$5 million\"`".to_owned())
            }
            (ExprType::Measure, ExprKind::Literal(Value::Number(_))) => {
                Some("write the number with its unit, as in `\"30 km\"`".to_owned())
            }
            _ => None,
        };
        let help = example(left.ty, right).or_else(|| example(right.ty, left));
        let left = (left.place, self.type_words(left.ty));
        let right = (right.place, self.type_words(right.ty));
        self.fail(Error::Mismatch {
            place: right.0,
            how,
            sides: Box::new([left, right]),
            help,
        })
    }
}
