//! Which type a figure is of where several could read it.

use super::{Type, Words, reader};

/// The types that go before a type: a figure that is part of a value of theirs is none of its.
fn before(ty: Type) -> &'static [Type] {
    match ty {
        Type::Number | Type::Integer => &[Type::Money, Type::Percent, Type::Time, Type::Date],
        Type::Measure => &[Type::Money, Type::Time],
        Type::Date => &[Type::Percent, Type::Money, Type::Number],
        Type::Year => &[Type::Percent, Type::Money, Type::Number, Type::Time],
        Type::Version => &[Type::Date, Type::Percent, Type::Money, Type::Number],
        Type::Percent
        | Type::Money
        | Type::Weekday
        | Type::Time
        | Type::Quote
        | Type::Name
        | Type::Acronym
        | Type::Word
        | Type::Flag
        | Type::Email => &[],
    }
}

/// Whether the figure at these tokens is part of a value of a type that goes before `ty`.
pub(super) fn belongs_to_another(words: &Words<'_>, ty: Type, start: usize, end: usize) -> bool {
    before(ty)
        .iter()
        .any(|other| reader(*other).claims(words, start, end))
}
