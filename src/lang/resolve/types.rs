//! Types: which values can be compared and counted, and what they are called.

use super::Resolver;
use crate::lang::typed::{ExprType, FieldType};
use crate::value::Type;

/// Whether alternatives may give a field these two types: both are figures, or both are
/// words. The field has the first one; a value still knows its own.
pub(super) fn same_kind(first: FieldType, other: FieldType) -> bool {
    let (first, other) = (ExprType::from(first), ExprType::from(other));
    first == other || (is_figure(first) && is_figure(other))
}

/// Whether values of a type have a size.
pub(super) fn is_figure(ty: ExprType) -> bool {
    match ty {
        ExprType::Number | ExprType::Percent | ExprType::Money | ExprType::Measure => true,
        ExprType::Date
        | ExprType::Weekday
        | ExprType::Time
        | ExprType::Version
        | ExprType::Text
        | ExprType::Entry(_)
        | ExprType::Cell => false,
    }
}

/// Whether a type is a number or a percentage, which is a number over 100.
pub(super) fn is_plain(ty: ExprType) -> bool {
    matches!(ty, ExprType::Number | ExprType::Percent)
}

/// Whether values of two types can be equal.
pub(super) fn comparable(left: ExprType, right: ExprType) -> bool {
    match (left, right) {
        (ExprType::Cell, _) | (_, ExprType::Cell) => true,
        (ExprType::Entry(_), ExprType::Text) | (ExprType::Text, ExprType::Entry(_)) => true,
        _ => left == right || (is_plain(left) && is_plain(right)),
    }
}

impl Resolver<'_> {
    /// A type in words: "an amount of money".
    pub(super) fn type_words(&self, ty: ExprType) -> String {
        match ty {
            ExprType::Number => "a number".into(),
            ExprType::Percent => "a percentage".into(),
            ExprType::Money => "an amount of money".into(),
            ExprType::Measure => "an amount with a unit".into(),
            ExprType::Date => "a date".into(),
            ExprType::Weekday => "a day of the week".into(),
            ExprType::Time => "a time of day".into(),
            ExprType::Version => "a version".into(),
            ExprType::Text => "text".into(),
            ExprType::Entry(vocabulary) => {
                format!("an entry of `{}`", self.tables.vocabulary(vocabulary).name)
            }
            ExprType::Cell => "a value of a table".into(),
        }
    }

    /// The type of a field in words.
    pub(super) fn field_type_words(&self, ty: FieldType) -> String {
        match ty {
            FieldType::Basic(Type::Integer) => "a whole number".into(),
            FieldType::Basic(Type::Year) => "a year".into(),
            FieldType::Basic(Type::Quote) => "a quotation".into(),
            FieldType::Basic(Type::Name) => "a name".into(),
            FieldType::Basic(Type::Acronym) => "an acronym".into(),
            FieldType::Basic(Type::Word) => "a word".into(),
            FieldType::Basic(Type::Flag) => "a flag".into(),
            FieldType::Basic(Type::Email) => "an e-mail address".into(),
            FieldType::Basic(
                Type::Number
                | Type::Percent
                | Type::Money
                | Type::Measure
                | Type::Date
                | Type::Weekday
                | Type::Time
                | Type::Version,
            )
            | FieldType::Entry(_)
            | FieldType::Text => self.type_words(ExprType::from(ty)),
        }
    }
}
