//! Values written in a rule.

use std::str::FromStr as _;
use std::sync::Arc;

use super::{Outcome, Resolver};
use crate::lang::ast::{Literal, LiteralKind, Number, NumberUnit, Quoted};
use crate::lang::error::Error;
use crate::lang::typed::{ExprType, FieldType};
use crate::source::Place;
use crate::value::{Day, Decimal, Figure, PartialDate, Type, Value, read_cell};

impl Resolver<'_> {
    /// A literal as a value of a type.
    pub(super) fn literal_as(
        &mut self,
        literal: &LiteralKind,
        place: Place,
        ty: ExprType,
    ) -> Outcome<Value> {
        match (literal, ty) {
            (LiteralKind::Date(text), ExprType::Date) => self.date(text, place),
            (LiteralKind::Number(number, NumberUnit::Percent), ExprType::Percent) => {
                Ok(Value::Percent(Figure::exact(self.decimal(number)?)))
            }
            (LiteralKind::Number(number, NumberUnit::Plain), ExprType::Number) => {
                Ok(Value::Number(Figure::exact(self.decimal(number)?)))
            }
            (LiteralKind::Number(number, NumberUnit::Scale(power)), ExprType::Number) => {
                let thousands = Decimal::from(10_u64.pow(*power));
                match self.decimal(number)?.checked_mul(thousands) {
                    Some(value) => Ok(Value::Number(Figure::exact(value))),
                    None => self.fail(Error::NumberTooLong { place }),
                }
            }
            (LiteralKind::Number(number, NumberUnit::Days), ExprType::Measure) => {
                let text = format!("{} days", number.text);
                self.value_of(&text, place, ExprType::Measure)
            }
            (LiteralKind::Number(number, NumberUnit::Plain), ExprType::Version) => {
                self.value_of(&number.text, place, ExprType::Version)
            }
            (LiteralKind::Quoted(quoted), _) => self.value_of(&quoted.plain(), place, ty),
            (LiteralKind::Date(text), _) => self.not_a_value(text, place, ty),
            (LiteralKind::Number(number, unit), _) => {
                let text = match unit {
                    NumberUnit::Plain | NumberUnit::Scale(_) => number.text.to_string(),
                    NumberUnit::Percent => format!("{}%", number.text),
                    NumberUnit::Days => format!("{} days", number.text),
                };
                self.not_a_value(&text, place, ty)
            }
        }
    }

    /// Words in quotation marks as a value of a type, read as the text is read.
    pub(super) fn value_of(&mut self, text: &str, place: Place, ty: ExprType) -> Outcome<Value> {
        let basic = match ty {
            ExprType::Number => Type::Number,
            ExprType::Percent => Type::Percent,
            ExprType::Money => Type::Money,
            ExprType::Measure => Type::Measure,
            ExprType::Date => Type::Date,
            ExprType::Weekday => Type::Weekday,
            ExprType::Time => Type::Time,
            ExprType::Version => Type::Version,
            ExprType::Text | ExprType::Entry(_) | ExprType::Cell => {
                return self.not_a_value(text, place, ty);
            }
        };
        match read_cell(text, basic) {
            Some(value) => Ok(value),
            None => self.not_a_value(text, place, ty),
        }
    }

    /// The unit or the currency that a limit names.
    pub(super) fn unit_word(&mut self, unit: &Quoted, ty: FieldType) -> Outcome<Arc<str>> {
        let word = unit.plain();
        let (before, after, wanted) = match ty {
            FieldType::Basic(Type::Money) => (format!("{word}5"), format!("5 {word}"), Type::Money),
            _ => (format!("5{word}"), format!("5 {word}"), Type::Measure),
        };
        let known = [before, after]
            .iter()
            .any(|text| read_cell(text, wanted).is_some());
        if known {
            return Ok(word);
        }
        let wanted = match ty {
            FieldType::Basic(Type::Money) => "a currency",
            _ => "a unit",
        };
        self.fail(Error::NotAValue {
            text: word.to_string(),
            place: unit.place,
            wanted: wanted.into(),
            help: None,
        })
    }

    /// A whole number within limits.
    pub(super) fn count(
        &mut self,
        what: &'static str,
        number: &Number,
        least: u32,
        most: u32,
    ) -> Outcome<u32> {
        let place = number.place;
        if number.text.contains('.') {
            return self.fail(Error::NotWhole { place });
        }
        match number.text.replace(',', "").parse() {
            Ok(count) if (least..=most).contains(&count) => Ok(count),
            _ => self.fail(Error::OutOfLimits {
                what,
                place,
                least,
                most,
            }),
        }
    }

    /// A whole number within limits, where the grammar takes any value.
    pub(super) fn literal_count(
        &mut self,
        what: &'static str,
        literal: &Literal,
        least: u32,
        most: u32,
    ) -> Outcome<u32> {
        match &literal.kind {
            LiteralKind::Number(number, NumberUnit::Plain) => self.count(what, number, least, most),
            LiteralKind::Number(..) | LiteralKind::Date(_) | LiteralKind::Quoted(_) => {
                let place = literal.place;
                self.fail(Error::NotWhole { place })
            }
        }
    }

    pub(super) fn decimal(&mut self, number: &Number) -> Outcome<Decimal> {
        match Decimal::from_str_exact(&number.text.replace(',', "")) {
            Ok(value) => Ok(value),
            Err(_) => self.fail(Error::NumberTooLong {
                place: number.place,
            }),
        }
    }

    fn date(&mut self, text: &str, place: Place) -> Outcome<Value> {
        match Day::from_str(text) {
            Ok(day) => Ok(Value::Date(PartialDate {
                year: Some(day.year()),
                month: Some(day.month().unsigned_abs()),
                day: Some(day.day().unsigned_abs()),
            })),
            Err(_) => self.not_a_value(text, place, ExprType::Date),
        }
    }

    fn not_a_value<T>(&mut self, text: &str, place: Place, ty: ExprType) -> Outcome<T> {
        let example = match ty {
            ExprType::Percent => "`5%`",
            ExprType::Money => "`\"$5 million\"`",
            ExprType::Measure => "`\"30 km\"`",
            ExprType::Date => "`2022-02-14`",
            ExprType::Weekday => "`\"Monday\"`",
            ExprType::Time => "`\"17:30\"`",
            ExprType::Version => "`\"1.2.3\"`",
            ExprType::Number => "`10,000`",
            ExprType::Text | ExprType::Entry(_) | ExprType::Cell => "`\"…\"`",
        };
        let wanted = self.type_words(ty);
        self.fail(Error::NotAValue {
            text: text.to_owned(),
            place,
            help: Some(format!("{wanted} is written as in {example}")),
            wanted,
        })
    }
}
