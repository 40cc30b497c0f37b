//! Expressions.

use pest::iterators::Pair;

use super::{Rule, Tree, one, parts};
use crate::lang::ast::{AggregateOf, DataValue, Expr, ExprKind};
use crate::lang::error::Error;
use crate::lang::typed::{Aggregate, DatePart, DocumentPart, Operator};
use crate::source::Place;

/// A chain of operands of one rank may have this many signs.
const MOST_SIGNS: usize = 100;

impl Tree<'_> {
    pub(super) fn expression(&mut self, pair: Pair<'_, Rule>) -> Expr {
        self.chain(pair, Self::term)
    }

    fn term(&mut self, pair: Pair<'_, Rule>) -> Expr {
        self.chain(pair, Self::factor)
    }

    /// Operands joined by signs of one rank, taken from left to right.
    fn chain(
        &mut self,
        pair: Pair<'_, Rule>,
        operand: fn(&mut Self, Pair<'_, Rule>) -> Expr,
    ) -> Expr {
        let whole = self.place(&pair);
        let mut inner = parts(pair);
        let mut value = operand(self, one(&mut inner));
        let mut signs = 0;
        while let Some(sign) = inner.next() {
            signs += 1;
            if signs > MOST_SIGNS {
                self.errors.push(Error::TooManySigns {
                    place: whole,
                    most: MOST_SIGNS,
                });
                break;
            }
            let operator = match sign.as_rule() {
                Rule::plus => Operator::Plus,
                Rule::minus => Operator::Minus,
                Rule::times => Operator::Times,
                _ => Operator::Over,
            };
            let right = operand(self, one(&mut inner));
            let span = value.place.span.join(right.place.span);
            value = Expr {
                kind: ExprKind::Binary(operator, Box::new(value), Box::new(right)),
                place: Place::new(whole.source, span),
            };
        }
        value
    }

    fn factor(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let place = self.place(&pair);
        let kind = match pair.as_rule() {
            Rule::expression => return self.expression(pair),
            Rule::literal => ExprKind::Literal(self.literal(pair).kind),
            Rule::field => ExprKind::Field(self.field(pair)),
            Rule::data_value => ExprKind::Data(self.data_value(pair)),
            rule => {
                let mut inner = parts(pair);
                let first = one(&mut inner);
                match rule {
                    Rule::negative => ExprKind::Negative(Box::new(self.factor(one(&mut inner)))),
                    Rule::aggregate => {
                        let of = one(&mut inner);
                        let name = self.name(&of);
                        let of = match of.as_rule() {
                            Rule::field => AggregateOf::Field(self.field(of)),
                            Rule::data_value => AggregateOf::Data(self.data_value(of)),
                            _ => AggregateOf::Fact(name),
                        };
                        ExprKind::Aggregate(aggregate(first.as_rule()), of)
                    }
                    Rule::change => {
                        let from = self.expression(first);
                        let to = self.expression(one(&mut inner));
                        ExprKind::Change(Box::new(from), Box::new(to))
                    }
                    Rule::part_of_date => {
                        let part = match first.as_rule() {
                            Rule::kw_weekday_of => DatePart::Weekday,
                            Rule::kw_month_of => DatePart::Month,
                            _ => DatePart::Year,
                        };
                        ExprKind::PartOfDate(part, Box::new(self.factor(one(&mut inner))))
                    }
                    Rule::lookup => {
                        let field = self.field(one(&mut inner));
                        let table = self.name(&one(&mut inner));
                        ExprKind::Lookup(self.name(&first), field, table)
                    }
                    Rule::document_value => ExprKind::Document(match first.as_rule() {
                        Rule::kw_document_date => DocumentPart::Date,
                        Rule::kw_document_title => DocumentPart::Title,
                        _ => DocumentPart::Source,
                    }),
                    _ => ExprKind::Bare(self.name(&first)),
                }
            }
        };
        Expr { kind, place }
    }

    fn data_value(&self, pair: Pair<'_, Rule>) -> DataValue {
        let mut inner = parts(pair);
        DataValue {
            paths: self.all_quoted(one(&mut inner)),
            table: self.name(&one(&mut inner)),
        }
    }
}

fn aggregate(rule: Rule) -> Aggregate {
    match rule {
        Rule::kw_sum_of => Aggregate::Sum,
        Rule::kw_count_of => Aggregate::Count,
        Rule::kw_smallest_of => Aggregate::Smallest,
        Rule::kw_largest_of => Aggregate::Largest,
        _ => Aggregate::Average,
    }
}
