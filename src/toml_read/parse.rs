//! From the text of a file to its tables. The only place that knows the TOML parser.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Entry, Item, Key, Problems, Table, Text, Value};
use crate::diag::Diagnostic;
use crate::source::{Place, Source, SourceId, Sources, Span};

/// How deep tables and lists may be nested, by brackets and by dotted keys. The parser bounds
/// only brackets, and a tree too deep for the stack would end the program.
const MOST_DEPTH: usize = 64;

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
    if let Some(deep) = too_deep(source.text()) {
        let message = format!("tables and lists nested more than {MOST_DEPTH} deep");
        let place = converter.place(deep.range());
        let line = source.line(source.line_index(deep.start));
        problems.add_syntax(Diagnostic::error(message).at(place, ""), line);
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

/// Where tables and lists are nested too deep. Strings and comments are passed over; a string
/// that is a part of a key counts as one sign of it.
fn too_deep(text: &str) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut at = 0;
    // The points of the key that is being read, and the parts of the key whose value comes.
    let (mut points, mut key_parts) = (0, 0);
    // What each open bracket adds to the depth, and the sum.
    let (mut open, mut depth) = (Vec::new(), 0);
    // Whether the last sign that is not blank is a point, and whether blanks follow it.
    let (mut after_point, mut blank) = (false, false);
    while let Some(byte) = bytes.get(at) {
        if depth + points >= MOST_DEPTH {
            return Some(Span::new(at as u32, at as u32 + 1));
        }
        let was_point = after_point;
        after_point = *byte == b'.' || (after_point && matches!(byte, b' ' | b'\t'));
        let mut length = 1;
        match byte {
            b' ' | b'\t' => {
                blank = true;
                at += 1;
                continue;
            }
            b'.' if !was_point => points += 1,
            b'"' | b'\'' | b'_' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                if blank && !was_point {
                    points = 0;
                }
                if matches!(byte, b'"' | b'\'') {
                    length = string_length(&bytes[at..]);
                }
            }
            b'=' => (key_parts, points) = (points + 1, 0),
            b'[' | b'{' => {
                let parts = key_parts.max(1);
                open.push(parts);
                depth += parts;
                (key_parts, points) = (0, 0);
            }
            b']' | b'}' => {
                depth -= open.pop().unwrap_or(0);
                points = 0;
            }
            b'#' => {
                points = 0;
                length = line_length(&bytes[at..]);
            }
            _ => points = 0,
        }
        blank = false;
        at += length;
    }
    None
}

/// The length of the string that begins here, up to its closing mark, the end of the line if
/// it has none, or the end of the text for a multi-line string.
fn string_length(bytes: &[u8]) -> usize {
    let quote = bytes[0];
    let is_long = bytes.starts_with(&[quote; 3]);
    let mut at = if is_long { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !is_long => return at,
            _ if is_long && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            _ if !is_long && *byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn line_length(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    end.unwrap_or(bytes.len())
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
