//! A whole text as one value: a cell of a table, or words in a rule.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::text;
use super::{Annotations, Origin, Type, Value, Words, reader};
use crate::document::Layout;
use crate::document::token::tokenize;
use crate::source::Span;

/// Reads a whole text as a value of a type, with its figure exact; none if it is not one.
pub fn read_cell(text: &str, ty: Type) -> Option<Value> {
    let text = text.trim();
    let length = u32::try_from(text.len())
        .ok()
        .filter(|length| *length > 0)?;
    match ty {
        Type::Quote => return Some(Value::Text(text::folded(text))),
        Type::Number | Type::Integer => {
            if let Some(value) = spaced_digits(text) {
                return Some(value);
            }
        }
        Type::Percent
        | Type::Money
        | Type::Measure
        | Type::Date
        | Type::Weekday
        | Type::Time
        | Type::Year
        | Type::Version
        | Type::Name
        | Type::Acronym
        | Type::Word
        | Type::Flag
        | Type::Email => {}
    }
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, length), &mut tokens);
    let layout = Layout::default();
    let origin = Origin::default();
    let mut annotations = Annotations::default();
    annotations.annotate(text, &tokens, origin.language);
    let words = Words::new(text, &layout, &tokens, &annotations, origin);
    let reading = reader(ty).read(&words, 0)?;
    (reading.end == tokens.len()).then(|| exact(reading.value))
}

/// "1 300 000": in a cell a plain space between groups of three is one number.
fn spaced_digits(text: &str) -> Option<Value> {
    let mut groups = text.split(' ');
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && text.contains(' ')
        && groups.all(|group| group.len() == 3 && digits(group));
    let number: Decimal = text.replace(' ', "").parse().ok().filter(|_| grouped)?;
    Some(Value::Number(Figure::exact(number)))
}

fn exact(value: Value) -> Value {
    let figure = |figure: Figure| Figure {
        exact: true,
        ..figure
    };
    match value {
        Value::Number(number) => Value::Number(figure(number)),
        Value::Percent(percent) => Value::Percent(figure(percent)),
        Value::Money(amount, currency) => Value::Money(figure(amount), currency),
        Value::Measure(amount, unit) => Value::Measure(figure(amount), unit),
        Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Version(_)
        | Value::Text(_)
        | Value::Entry(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::super::show::show;
    use super::*;

    #[test]
    fn a_whole_text_is_read_as_a_value() {
        let cases = [
            (Type::Number, "130,000", "130,000"),
            (Type::Number, " 1 300 000 ", "1,300,000"),
            (Type::Number, "-2.5", "-2.5"),
            (Type::Number, "2014", "2014"),
            (Type::Integer, "8080", "8080"),
            (Type::Percent, "5%", "5%"),
            (Type::Money, "$5 million", "$5,000,000"),
            (Type::Measure, "20 MB", "20 MB"),
            (Type::Measure, "30 s", "30 s"),
            (Type::Date, "2022-02-14", "14 February 2022"),
            (Type::Time, "16:30", "16:30"),
            (Type::Version, "1.2.3", "1.2.3"),
            (Type::Quote, "We  won’t go", "We won't go"),
            (Type::Flag, "--legacy", "--legacy"),
            (Type::Name, "Olaf Scholz", "Olaf Scholz"),
        ];
        for (ty, text, words) in cases {
            let value = read_cell(text, ty);
            assert_eq!(
                value.as_ref().and_then(show).as_deref(),
                Some(words),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_with_more_in_it_is_none() {
        let cases = [
            (Type::Number, "130,000 men"),
            (Type::Number, "12 34"),
            (Type::Number, ""),
            (Type::Integer, "1.5"),
            (Type::Date, "2024-Q3"),
            (Type::Date, "2019"),
            (Type::Money, "5"),
            (Type::Measure, "20"),
            (Type::Word, "two words"),
        ];
        for (ty, text) in cases {
            assert_eq!(read_cell(text, ty), None, "{text}");
        }
    }

    #[test]
    fn figures_in_cells_are_exact() {
        let value = read_cell("$130,000", Type::Money);
        assert!(
            matches!(value, Some(Value::Money(Figure { exact: true, .. }, _))),
            "{value:?}"
        );
    }
}
