//! Puts records together, whatever their file looks like.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Rows;
use super::tree::twice;
use crate::diag::Diagnostic;
use crate::fact::table::{Cell, Record};
use crate::source::Place;

/// Collects the columns and records of a file.
#[derive(Debug, Default)]
pub(super) struct RecordList {
    columns: Vec<Arc<str>>,
    column_index: FxHashMap<Arc<str>, usize>,
    records: Vec<Record>,
    /// The place of the key of each record.
    keys: FxHashMap<Arc<str>, Place>,
    keyless: Vec<Place>,
}

impl RecordList {
    /// The index of a column, which is added if it is new.
    pub(super) fn column(&mut self, name: &Arc<str>) -> usize {
        *self
            .column_index
            .entry(Arc::clone(name))
            .or_insert_with(|| {
                self.columns.push(Arc::clone(name));
                self.columns.len() - 1
            })
    }

    /// The names of the columns so far.
    pub(super) fn columns(&self) -> &[Arc<str>] {
        &self.columns
    }

    /// Adds a record with its cells by column. Of two with the same key, the first counts.
    pub(super) fn add(
        &mut self,
        key: Cell,
        cells: impl IntoIterator<Item = (usize, Cell)>,
        problems: &mut Vec<Diagnostic>,
    ) {
        if let Some(first) = self.keys.get(&key.text) {
            problems.push(twice(&key, *first));
            return;
        }
        self.keys.insert(Arc::clone(&key.text), key.place);
        let mut row = Vec::new();
        for (column, cell) in cells {
            if row.len() <= column {
                row.resize(column + 1, None);
            }
            row[column] = Some(cell);
        }
        self.records.push(Record { key, cells: row });
    }

    /// Notes a record without a key, which nothing can look up.
    pub(super) fn add_keyless(&mut self, place: Place) {
        self.keyless.push(place);
    }

    /// All of it.
    pub(super) fn finish(mut self, key_column: &str, problems: &mut Vec<Diagnostic>) -> Rows {
        if let Some(first) = self.keyless.first() {
            let message = match self.keyless.len() {
                1 => format!("this record has no `{key_column}` and cannot be looked up"),
                count => format!(
                    "{count} records have no `{key_column}` and cannot be looked up; this is the first"
                ),
            };
            problems.push(Diagnostic::warning(message).at(*first, ""));
        }
        for record in &mut self.records {
            record.cells.resize(self.columns.len(), None);
        }
        Rows {
            columns: self.columns,
            records: self.records,
        }
    }
}
