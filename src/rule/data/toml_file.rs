//! TOML data files.

use crate::diag::Diagnostic;
use crate::fact::table::Cell;
use crate::fact::tree::{Kind, Node};
use crate::source::{Place, SourceId, Sources};
use crate::toml_read::{self, Item, Table, Value};

/// The tree of a TOML file; `None` if it has syntax errors.
pub(super) fn read(
    sources: &Sources,
    file: SourceId,
    problems: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let (table, faults) = toml_read::parse(sources, file);
    let readable = !faults.has_syntax_errors();
    problems.extend(faults.into_diagnostics());
    readable.then(|| Node {
        kind: of_table(&table),
        place: table.place(),
    })
}

/// A scalar as the text of a cell; `None` for lists and tables.
pub(in crate::rule) fn cell(item: &Item) -> Option<Cell> {
    let (text, place) = match &item.value {
        Value::String(text) => (text.shared(), text.whole()),
        Value::Integer(text) | Value::Float(text) | Value::Date(text) => (text.clone(), item.place),
        Value::Boolean(value) => (if *value { "true" } else { "false" }.into(), item.place),
        Value::List(_) | Value::Table(_) => return None,
    };
    Some(Cell { text, place })
}

fn of_table(table: &Table) -> Kind {
    let entries = table.entries().iter().map(|entry| {
        let key = Cell {
            text: entry.key.name.clone(),
            place: entry.key.place,
        };
        (key, of_item(&entry.item))
    });
    Kind::Table(entries.collect())
}

fn of_item(item: &Item) -> Node {
    let kind = match &item.value {
        Value::List(items) => Kind::List(items.iter().map(of_item).collect()),
        Value::Table(table) => of_table(table),
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Date(_) => cell(item).map_or(Kind::Null, Kind::Scalar),
    };
    Node {
        kind,
        place: Place::new(item.place.source, item.place.span),
    }
}
