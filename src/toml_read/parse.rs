//! From the text of a file to its tables. The only place that knows the TOML parser.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Entry, Item, Key, Problems, Table, Text, Value};
use crate::diag::Diagnostic;
use crate::source::{Place, Source, SourceId, Sources, Span};

/// The most parts of a dotted key. The parser bounds the nesting of brackets but not of
/// dotted keys, and a tree too deep for the stack would end the program.
const MOST_KEY_PARTS: usize = 64;

/// Reads a TOML file. All syntax errors are among the problems; the table holds what could
/// be read in spite of them. A byte order mark at the start is skipped.
pub fn parse(sources: &Sources, file: SourceId) -> (Table, Problems) {
    let source = sources.get(file);
    let converter = Converter { source, id: file };
    let mut problems = Problems::new();
    if let Some(key) = too_deep_a_key(source.text()) {
        let line = source.line(source.line_index(key.start));
        problems.add_syntax(
            Diagnostic::error(format!("a key of more than {MOST_KEY_PARTS} parts"))
                .at(Place::new(file, key), ""),
            line,
        );
        return (Table::new(Vec::new(), converter.place(0..0)), problems);
    }
    let (table, mut errors) = DeTable::parse_recoverable(source.text());
    errors.sort_by_key(|error| error.span().map(|span| (span.start, span.end)));
    for error in errors {
        let place = converter.place(error.span().unwrap_or_default());
        let first = source.line(source.line_index(place.span.start));
        let last = source.line(source.line_index(place.span.end));
        let message = match error.message() {
            "duplicate key" => format!("the key `{}` stands twice", source.slice(place.span)),
            message => format!("this is not valid TOML: {message}"),
        };
        problems.add_syntax(Diagnostic::error(message).at(place, ""), first.join(last));
    }
    (converter.table(table.get_ref(), 0..0), problems)
}

/// Where a dotted key has too many parts. Looks only at letters, digits, quotation marks and
/// points without anything between them, which no prose has in such numbers.
fn too_deep_a_key(text: &str) -> Option<Span> {
    let (mut points, mut start) = (0, 0);
    // The last byte that is not blank, and whether blanks follow it.
    let (mut last, mut blank) = (b'\n', false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b' ' | b'\t' => {
                blank = true;
                continue;
            }
            b'.' => {
                points += 1;
                if points >= MOST_KEY_PARTS {
                    return Some(Span::new(start as u32, at as u32));
                }
            }
            b'"' | b'\'' | b'_' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                if blank && last != b'.' {
                    (points, start) = (0, at);
                }
            }
            _ => (points, start) = (0, at + 1),
        }
        (last, blank) = (byte, false);
    }
    None
}

struct Converter<'a> {
    source: &'a Source,
    id: SourceId,
}

impl Converter<'_> {
    fn place(&self, range: Range<usize>) -> Place {
        let start = self.source.snap(range.start as u32);
        let end = self.source.snap(range.end as u32).max(start);
        Place::new(self.id, Span::new(start, end))
    }

    fn table(&self, table: &DeTable<'_>, range: Range<usize>) -> Table {
        let entries = table
            .iter()
            .map(|(key, value)| {
                let text = self.text(key.get_ref(), self.place(key.span()));
                Entry {
                    key: Key {
                        name: text.shared(),
                        place: text.whole(),
                    },
                    item: self.item(value.get_ref(), value.span()),
                }
            })
            .collect();
        Table::new(entries, self.place(range))
    }

    fn item(&self, value: &DeValue<'_>, range: Range<usize>) -> Item {
        let place = self.place(range.clone());
        let value = match value {
            DeValue::String(string) => Value::String(self.text(string, place)),
            DeValue::Integer(integer) => {
                // The parser has checked the digits; a number too long for 128 bits keeps them.
                let decimal = i128::from_str_radix(integer.as_str(), integer.radix());
                Value::Integer(match decimal {
                    Ok(number) if integer.radix() != 10 => number.to_string().into(),
                    Ok(_) | Err(_) => integer.as_str().into(),
                })
            }
            DeValue::Float(float) => Value::Float(float.as_str().into()),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Datetime(_) => Value::Date(self.source.slice(place.span).into()),
            DeValue::Array(array) => Value::List(
                array
                    .iter()
                    .map(|item| self.item(item.get_ref(), item.span()))
                    .collect(),
            ),
            DeValue::Table(table) => Value::Table(self.table(table, range)),
        };
        Item { value, place }
    }

    fn text(&self, decoded: &str, place: Place) -> Text {
        let raw = self.source.slice(place.span);
        Text::decode(decoded, raw, self.id, place.span.start)
    }
}
