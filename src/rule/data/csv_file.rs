//! CSV and TSV data files (RFC 4180), read field by field so that each has its place.

use std::sync::Arc;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::record::RecordList;
use super::tree::no_column;
use super::{Contents, DataDeclaration};
use crate::diag::Diagnostic;
use crate::fact::table::Cell;
use crate::fact::tree::{Kind, Node};
use crate::source::{Place, SourceId, Sources, Span};

/// The records of a file whose first row names the columns.
pub(super) fn read(
    sources: &Sources,
    file: SourceId,
    separator: Option<u8>,
    declaration: &DataDeclaration,
    problems: &mut Vec<Diagnostic>,
) -> Option<Contents> {
    let text = sources.get(file).text();
    let mut rows = Rows::new(text, file, separator);
    let Some(header) = rows.next() else {
        let start = Place::new(file, Span::new(0, 0));
        problems.push(Diagnostic::error("the data file is empty").at(start, ""));
        return None;
    };
    let mut list = RecordList::default();
    let mut errors = header_errors(&header);
    let names: Vec<Arc<str>> = header.iter().map(|cell| Arc::clone(&cell.text)).collect();
    let key_index = match &declaration.key {
        None => Some(0),
        Some(key) => {
            let index = names.iter().position(|name| **name == key.value);
            if index.is_none() {
                errors.push(no_column(&key.value, key.place, &names));
            }
            index
        }
    };
    let mut tables = Vec::new();
    let columns: Vec<usize> = names.iter().map(|name| list.column(name)).collect();
    for row in &mut rows {
        if row.iter().all(|cell| cell.text.is_empty()) {
            continue;
        }
        let surplus = row.get(columns.len()..).unwrap_or_default();
        if let Some(cell) = surplus.iter().find(|cell| !cell.text.is_empty()) {
            errors.push(
                Diagnostic::error(format!(
                    "this row has {} fields, the first row has {}",
                    row.len(),
                    columns.len()
                ))
                .at(cell.place, "")
                .help("a value that holds the separator stands in quotation marks"),
            );
            continue;
        }
        tables.push(table(&header, &row));
        let Some(key_index) = key_index else {
            continue;
        };
        match row.get(key_index) {
            Some(key) if !key.text.is_empty() => {
                let key = key.clone();
                let cells = columns.iter().copied().zip(row);
                let cells = cells.filter(|(_, cell)| !cell.text.is_empty());
                list.add(key, cells, problems);
            }
            Some(key) => list.add_keyless(key.place),
            None => list.add_keyless(row[0].place),
        }
    }
    errors.extend(rows.unclosed());
    if !errors.is_empty() {
        problems.append(&mut errors);
        return None;
    }
    let key = key_index.map_or("", |index| &*names[index]);
    let tree = Node {
        kind: Kind::List(tables),
        place: Place::new(file, Span::new(0, 0)),
    };
    let rows = list.finish(key, problems);
    Some(Contents { rows, tree })
}

/// A row with the names of its columns; an empty field is not there.
fn table(header: &[Cell], row: &[Cell]) -> Node {
    let fields = header.iter().zip(row);
    let entries = fields
        .filter(|(_, cell)| !cell.text.is_empty())
        .map(|(name, cell)| {
            let value = Node {
                kind: Kind::Scalar(cell.clone()),
                place: cell.place,
            };
            (name.clone(), value)
        });
    Node {
        kind: Kind::Table(entries.collect()),
        place: row[0].place,
    }
}

/// Two columns of one name.
fn header_errors(header: &[Cell]) -> Vec<Diagnostic> {
    let mut sorted: Vec<&Cell> = header.iter().filter(|cell| !cell.text.is_empty()).collect();
    sorted.sort_by(|left, right| left.text.cmp(&right.text));
    sorted
        .windows(2)
        .filter(|pair| pair[0].text == pair[1].text)
        .map(|pair| {
            Diagnostic::error(format!("two columns are named `{}`", pair[0].text))
                .at(pair[1].place, "")
                .at(pair[0].place, "the first one")
        })
        .collect()
}

/// The rows of a file.
struct Rows<'a> {
    reader: Reader,
    text: &'a str,
    file: SourceId,
    /// The next byte to read.
    at: usize,
    buffer: Vec<u8>,
    /// Where a quotation mark opens that nothing closes.
    unclosed: Option<Span>,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, file: SourceId, separator: Option<u8>) -> Self {
        let at = text.len() - text.trim_start_matches('\u{feff}').len();
        let separator = separator.unwrap_or_else(|| likely_separator(&text[at..]));
        Self {
            reader: ReaderBuilder::new().delimiter(separator).build(),
            text,
            file,
            at,
            buffer: vec![0; 256],
            unclosed: None,
        }
    }

    fn unclosed(&self) -> Option<Diagnostic> {
        let span = self.unclosed?;
        Some(
            Diagnostic::error("this quotation mark is never closed")
                .at(Place::new(self.file, span), ""),
        )
    }

    /// The next field and whether it is the last of its row.
    fn field(&mut self, first: bool) -> Option<(Cell, bool)> {
        let start = self.at;
        let mut written = 0;
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, wrote) = self.reader.read_field(input, &mut self.buffer[written..]);
            self.at += read;
            written += wrote;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                ReadFieldResult::Field { record_end } => {
                    let span = self.span(start, first, record_end);
                    let value = String::from_utf8_lossy(&self.buffer[..written]);
                    let is_quoted = self.text[..span.start as usize].ends_with('"')
                        && span.start as usize > start;
                    let value = if is_quoted { &*value } else { value.trim() };
                    let cell = Cell {
                        text: value.into(),
                        place: Place::new(self.file, span),
                    };
                    return Some((cell, record_end));
                }
                ReadFieldResult::End => return None,
            }
        }
    }

    /// Where the value of the field that was read from `start` up to here stands.
    fn span(&mut self, start: usize, first: bool, record_end: bool) -> Span {
        let text = self.text;
        let mut field = &text[start..self.at];
        let mut start = start;
        if first {
            // The line ends of the row before, and empty lines.
            let trimmed = field.trim_start_matches(['\r', '\n']);
            start += field.len() - trimmed.len();
            field = trimmed;
        }
        let at_end = self.at == text.len();
        let is_unclosed = at_end && field.starts_with('"') && field.matches('"').count() % 2 == 1;
        if is_unclosed {
            self.unclosed = Some(Span::new(start as u32, start as u32 + 1));
        } else if !record_end {
            field = field.get(..field.len().saturating_sub(1)).unwrap_or(field);
        } else if let Some(stripped) = field.strip_suffix(['\r', '\n']) {
            field = stripped;
        }
        let inner = field
            .strip_prefix('"')
            .and_then(|inner| inner.strip_suffix('"'));
        let (start, value) = match inner {
            Some(inner) => (start + 1, inner),
            None => {
                let value = field.trim_start();
                (start + field.len() - value.len(), value.trim_end())
            }
        };
        Span::new(start as u32, (start + value.len()) as u32)
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Vec<Cell>> {
        let mut row = Vec::new();
        loop {
            let (cell, is_last) = self.field(row.is_empty())?;
            row.push(cell);
            if is_last {
                return Some(row);
            }
        }
    }
}

/// The separator that stands most often in the first line, outside quotation marks; a comma
/// where none does.
fn likely_separator(text: &str) -> u8 {
    const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    let line = text.trim_start_matches(['\r', '\n']);
    for byte in line.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ => {
                let which = SEPARATORS.iter().position(|separator| *separator == byte);
                if let (Some(which), false) = (which, is_quoted) {
                    counts[which] += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let which = counts.iter().position(|count| *count == most);
    SEPARATORS[which.unwrap_or_default()]
}
