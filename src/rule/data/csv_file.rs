//! CSV and TSV data files (RFC 4180), read field by field so that each has its place.

use std::sync::Arc;

use super::delimited::{Field, Rows};
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
    let mut rows = Rows::new(text, separator);
    let cells = |row: Vec<Field>| -> Vec<Cell> {
        let cells = row.into_iter().map(|field| Cell {
            text: field.text.into(),
            place: Place::new(file, field.span),
        });
        cells.collect()
    };
    let Some(header) = rows.next().map(cells) else {
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
    for row in rows.by_ref().map(cells) {
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
    errors.extend(rows.unclosed().map(|mark| {
        Diagnostic::error("this quotation mark is never closed").at(Place::new(file, mark), "")
    }));
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
