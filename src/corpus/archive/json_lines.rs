//! JSON Lines: a JSON object on each line.

use std::borrow::Cow;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::{Range, Ranged as _};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use super::{Escapes, Fault, Field, Row};
use crate::source::Span;

/// What RFC 8259 allows.
const SYNTAX: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_trailing_commas: false,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The records of a text; blank lines are none.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    });
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(start, line)| row(line.trim_end(), start as u32))
}

/// The fields of a line that begins at byte `start`.
fn row(line: &str, start: u32) -> Row<'_> {
    let collect = CollectOptions {
        comments: CommentCollectionStrategy::Off,
        tokens: false,
    };
    let span = |range: Range| Span::new(start + range.start as u32, start + range.end as u32);
    match parse_to_ast(line, &collect, &SYNTAX) {
        Ok(parsed) => match parsed.value {
            Some(Value::Object(object)) => {
                let mut fields = Vec::new();
                flatten(&object, "", &span, &mut fields);
                Ok(fields)
            }
            other => Err(Fault {
                what: "this line is not a JSON object".to_owned(),
                span: span(other.map_or(Range::new(0, 0), |value| value.range())),
            }),
        },
        Err(error) => {
            let mut what = error.kind().to_string();
            if let Some(first) = what.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            Err(Fault {
                what: format!("this is not valid JSON: {what}"),
                span: span(error.range()),
            })
        }
    }
}

/// The values of an object that are neither lists nor objects; the keys of objects inside
/// stand before theirs, with a dot.
fn flatten<'t>(
    object: &Object<'t>,
    path: &str,
    span: &impl Fn(Range) -> Span,
    fields: &mut Vec<Field<'t>>,
) {
    for property in &object.properties {
        let name = property.name.clone().into_string();
        let key = if path.is_empty() {
            name
        } else {
            format!("{path}.{name}")
        };
        let (range, escapes) = match &property.value {
            Value::StringLit(string) => (
                Range::new(string.range.start + 1, string.range.end.saturating_sub(1)),
                Escapes::Json,
            ),
            Value::NumberLit(number) => (number.range, Escapes::None),
            Value::BooleanLit(boolean) => (boolean.range, Escapes::None),
            Value::Object(inner) => {
                flatten(inner, &key, span, fields);
                continue;
            }
            Value::Array(_) | Value::NullKeyword(_) => continue,
        };
        fields.push(Field {
            key: Cow::Owned(key),
            span: span(range),
            escapes,
        });
    }
}

/// The character that an escape at the start of `raw` stands for, and how many bytes it is
/// (RFC 8259, 7). A surrogate without its other half is no character.
pub(super) fn escape(raw: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = raw.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let character = match raw.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let Some(first) = unit(0) else {
                return (char::REPLACEMENT_CHARACTER, 2);
            };
            let units = std::iter::once(first).chain(unit(6));
            let character = char::decode_utf16(units).next().and_then(Result::ok);
            let length = match character {
                Some(c) if c.len_utf16() == 2 => 12,
                Some(_) | None => 6,
            };
            return (character.unwrap_or(char::REPLACEMENT_CHARACTER), length);
        }
        Some(other) if other.is_ascii() => char::from(*other),
        Some(_) | None => return (char::REPLACEMENT_CHARACTER, 1),
    };
    (character, 2)
}
