//! From the text of a file to its tables. The only place that knows the TOML parser.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Entry, Item, Key, Problems, Table, Text, Value};
use crate::diag::Diagnostic;
use crate::source::{Place, Source, SourceId, Sources, Span};

/// The most parts of a dotted key. The parser bounds the nesting of brackets but not of
/// dotted keys, and a tree too deep for the stack would end the program.
const MOST_KEY_PARTS: usize = 64;

/// At most this many syntax errors are reported; more are mostly echoes of the first ones.
const MOST_SYNTAX_ERRORS: usize = 10;

/// Reads a TOML file. Its syntax errors are among the problems, at most one for each line;
/// the table holds what could be read in spite of them. A byte order mark at the start is
/// skipped.
pub fn parse(sources: &Sources, file: SourceId) -> (Table, Problems) {
    let source = sources.get(file);
    let mut converter = Converter {
        source,
        id: file,
        unclosed: None,
    };
    let mut problems = Problems::new();
    if let Some(key) = too_deep_a_key(source.text()) {
        let problem = Diagnostic::error(format!("a key of more than {MOST_KEY_PARTS} parts"))
            .at(Place::new(file, key), "");
        problems.add_syntax(problem, source.line(source.line_index(key.start)));
        return (Table::new(Vec::new(), converter.place(0..0)), problems);
    }
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let table = converter.table(table.get_ref(), 0..0);
    let errors = errors
        .iter()
        .map(|error| {
            let place = converter.place(error.span().unwrap_or_default());
            (place, wording(error.message(), source.slice(place.span)))
        })
        .collect();
    add_syntax_errors(errors, &converter, &mut problems);
    (table, problems)
}

/// Reports what the parser says, without what follows from something else it says.
fn add_syntax_errors(
    mut errors: Vec<(Place, String)>,
    converter: &Converter<'_>,
    problems: &mut Problems,
) {
    let source = converter.source;
    let line_of = |place: Place| {
        let first = source.line(source.line_index(place.span.start));
        first.join(source.line(source.line_index(place.span.end)))
    };
    if let Some((opening, swallowed)) = converter.unclosed {
        errors.retain(|(place, _)| {
            let at = place.span.start;
            at < swallowed.start || at > swallowed.end
        });
        let place = Place::new(converter.id, opening);
        let message = format!("this `{}` is never closed", source.slice(opening));
        errors.push((place, message));
    }
    errors.sort();
    errors.dedup_by_key(|(place, _)| source.line_index(place.span.start));
    let surplus = errors.split_off(errors.len().min(MOST_SYNTAX_ERRORS));
    let last = errors.len().saturating_sub(1);
    for (index, (place, message)) in errors.into_iter().enumerate() {
        let problem = Diagnostic::error(message).at(place, "");
        let problem = if index == last && !surplus.is_empty() {
            problem.note(format!("so are {} more lines", surplus.len()))
        } else {
            problem
        };
        problems.add_syntax(problem, line_of(place));
    }
    for (place, _) in surplus {
        problems.add_unreadable(line_of(place));
    }
    if let Some((_, swallowed)) = converter.unclosed {
        problems.add_unreadable(swallowed);
    }
}

/// A message of the parser for people who have not read the TOML specification.
fn wording(message: &str, written: &str) -> String {
    let is_word = written.starts_with(|sign: char| !sign.is_ascii_digit());
    let is_one_of = |kinds: &[&str]| kinds.iter().any(|kind| message.starts_with(kind));
    if is_one_of(&["duplicate key"]) {
        format!("the key `{written}` stands twice")
    } else if is_one_of(&["key with no value"]) {
        "a key without a value; a line is `key = value`".to_owned()
    } else if is_one_of(&["string values must be quoted"]) && written.is_empty() {
        "a value is missing here".to_owned()
    } else if is_one_of(&[
        "string values must be quoted",
        "invalid boolean",
        "invalid float",
    ]) && is_word
    {
        "a string must stand in quotation marks, \"…\" or '…'".to_owned()
    } else {
        format!("this is not valid TOML: {message}")
    }
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
    /// The last opening mark of a string, list or table that nothing closes, and all that it
    /// swallows.
    unclosed: Option<(Span, Span)>,
}

impl Converter<'_> {
    fn place(&self, range: Range<usize>) -> Place {
        let start = self.source.snap(range.start as u32);
        let end = self.source.snap(range.end as u32).max(start);
        Place::new(self.id, Span::new(start, end))
    }

    fn table(&mut self, table: &DeTable<'_>, range: Range<usize>) -> Table {
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

    fn item(&mut self, value: &DeValue<'_>, range: Range<usize>) -> Item {
        let place = self.place(range.clone());
        let raw = self.source.slice(place.span);
        for (open, close) in [('[', ']'), ('{', '}')] {
            if raw.starts_with(open) && !raw.ends_with(close) {
                self.note_unclosed(place, open.len_utf8());
            }
        }
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

    fn text(&mut self, decoded: &str, place: Place) -> Text {
        let raw = self.source.slice(place.span);
        for mark in ["'''", "\"\"\""] {
            let is_closed = raw.len() >= 2 * mark.len() && raw.ends_with(mark);
            if raw.starts_with(mark) && !is_closed {
                self.note_unclosed(place, mark.len());
            }
        }
        Text::decode(decoded, raw, self.id, place.span.start)
    }

    fn note_unclosed(&mut self, place: Place, mark: usize) {
        let opening = Span::new(place.span.start, place.span.start + mark as u32);
        if self.unclosed.is_none_or(|(known, _)| known < opening) {
            self.unclosed = Some((opening, place.span));
        }
    }
}

#[cfg(test)]
mod tests;
