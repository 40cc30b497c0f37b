//! Tables as the checks look things up in them: entries by any of their forms, records by
//! key, and cells read as the type they are compared with.

use rustc_hash::FxHashMap;

use super::operand::Operand;
use super::quantity::{Kind, Quantity};
use crate::fact::group::Canonical;
use crate::fact::table::{Cell, Entry, Record};
use crate::lang::typed::{DataId, Module, TableRef, VocabularyId};
use crate::value::cell::read_cell;
use crate::value::range::{Approx, Precision};
use crate::value::{EntryRef, Figure, Type, Value};

/// The tables of a module, indexed once for a rule.
pub(super) struct Tables<'a> {
    module: &'a Module,
    entries: Vec<FxHashMap<Box<str>, u32>>,
    records: Vec<FxHashMap<Box<str>, usize>>,
}

impl<'a> Tables<'a> {
    /// The tables of a module.
    pub(super) fn of(module: &'a Module) -> Self {
        let entries = module.vocabularies.iter().map(|vocabulary| {
            let mut by_form = FxHashMap::default();
            for (index, entry) in vocabulary.entries.iter().enumerate() {
                for form in &entry.forms {
                    by_form.entry(folded(&form.text)).or_insert(index as u32);
                }
            }
            by_form
        });
        let records = module.data.iter().map(|data| {
            let mut by_key = FxHashMap::default();
            for (index, record) in data.records.iter().enumerate() {
                by_key.entry(folded(&record.key.text)).or_insert(index);
            }
            by_key
        });
        Self {
            module,
            entries: entries.collect(),
            records: records.collect(),
        }
    }

    /// The entry a value names.
    pub(super) fn entry(
        &self,
        vocabulary: VocabularyId,
        value: &Value,
    ) -> Option<(EntryRef, &'a Entry)> {
        let index = match value {
            Value::Entry(entry) if entry.vocabulary == vocabulary.0 => entry.entry,
            _ => self
                .names(value)
                .iter()
                .find_map(|name| self.entry_index(vocabulary.0, name))?,
        };
        let table = self.module.vocabularies.get(vocabulary.0 as usize)?;
        let entry = table.entries.get(index as usize)?;
        let form = match value {
            Value::Entry(entry) if entry.vocabulary == vocabulary.0 => entry.form,
            _ => 0,
        };
        let found = EntryRef {
            vocabulary: vocabulary.0,
            entry: index,
            form,
        };
        Some((found, entry))
    }

    /// The record whose key a value names, in the form written in the text or in any other
    /// form of the same entry.
    pub(super) fn record(&self, data: DataId, value: &Value) -> Option<&'a Record> {
        let by_key = self.records.get(data.0 as usize)?;
        let names = self.names(value);
        let index = names.iter().find_map(|name| by_key.get(name.as_ref()))?;
        self.module.data.get(data.0 as usize)?.records.get(*index)
    }

    /// The cell of a column in the row of a table that a value is the key of.
    ///
    /// # Errors
    ///
    /// Says what is missing: the row or the cell.
    pub(super) fn cell(
        &self,
        table: TableRef,
        column: usize,
        value: &Value,
    ) -> Result<&'a Cell, String> {
        let cells = match table {
            TableRef::Vocabulary(vocabulary) => {
                self.entry(vocabulary, value).map(|(_, entry)| &entry.cells)
            }
            TableRef::Data(data) => self.record(data, value).map(|record| &record.cells),
        };
        let name = self.table_name(table);
        let cells = cells.ok_or_else(|| format!("{name} has no row for it"))?;
        cells
            .get(column)
            .and_then(Option::as_ref)
            .ok_or_else(|| format!("the cell of {name} is empty"))
    }

    /// A cell read as what it is compared with.
    ///
    /// # Errors
    ///
    /// Says that the cell cannot be read so.
    pub(super) fn read(
        &self,
        cell: &Cell,
        like: &Operand<'_>,
        approx: &Approx,
    ) -> Result<Operand<'static>, String> {
        self.operand(&cell.text, like, approx)
            .ok_or_else(|| format!("“{}” in the table cannot be compared with it", cell.text))
    }

    fn operand(&self, text: &str, like: &Operand<'_>, approx: &Approx) -> Option<Operand<'static>> {
        Some(match like {
            Operand::Quantity(quantity) => {
                let ty = match quantity.kind {
                    Kind::Number => Type::Number,
                    Kind::Percent => Type::Percent,
                    Kind::Money(_) => Type::Money,
                    Kind::Measure(_) => Type::Measure,
                    Kind::Day => Type::Date,
                };
                Operand::Quantity(quantity_of(text, ty, quantity.kind, approx)?)
            }
            Operand::Time(_) => match read_cell(text, Type::Time)? {
                Value::Time(time) => Operand::Time(time),
                _ => return None,
            },
            Operand::Meaning(meaning) => Operand::Meaning(match meaning {
                Canonical::Entry { vocabulary, .. } => Canonical::Entry {
                    vocabulary: *vocabulary,
                    entry: self.entry_index(*vocabulary, &folded(text))?,
                },
                Canonical::Version(_) => Canonical::version(text),
                Canonical::Weekday(_) => Canonical::of(&read_cell(text, Type::Weekday)?),
                Canonical::Text(_)
                | Canonical::Number(..)
                | Canonical::Percent(..)
                | Canonical::Money(..)
                | Canonical::Measure(..)
                | Canonical::Date(_)
                | Canonical::Time(_) => Canonical::text(text),
            }),
            Operand::Cell(_) => Operand::Meaning(Canonical::text(text)),
        })
    }

    /// The words that may stand for a value in a table: as written, and every form of an
    /// entry, the listed name first.
    fn names(&self, value: &Value) -> Vec<Box<str>> {
        match value {
            Value::Entry(reference) => self
                .module
                .vocabularies
                .get(reference.vocabulary as usize)
                .and_then(|vocabulary| vocabulary.entries.get(reference.entry as usize))
                .map(|entry| entry.forms.iter().map(|form| folded(&form.text)).collect())
                .unwrap_or_default(),
            Value::Text(text) => vec![folded(text)],
            Value::Version(text) => vec![folded(text)],
            Value::Number(figure) => vec![figure.value.normalize().to_string().into()],
            Value::Percent(_)
            | Value::Money(..)
            | Value::Measure(..)
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_) => Vec::new(),
        }
    }

    fn entry_index(&self, vocabulary: u32, name: &str) -> Option<u32> {
        self.entries.get(vocabulary as usize)?.get(name).copied()
    }

    fn table_name(&self, table: TableRef) -> &str {
        match table {
            TableRef::Vocabulary(id) => self
                .module
                .vocabularies
                .get(id.0 as usize)
                .map_or("the table", |vocabulary| &vocabulary.name),
            TableRef::Data(id) => self
                .module
                .data
                .get(id.0 as usize)
                .map_or("the table", |data| &data.name),
        }
    }
}

/// A cell as a number, for arithmetic.
pub(super) fn number_of(cell: &Cell) -> Option<Quantity> {
    quantity_of(&cell.text, Type::Number, Kind::Number, &Approx::default())
}

/// A text as a quantity of a type; a bare number stands for one of the kind it is compared with.
fn quantity_of(text: &str, ty: Type, kind: Kind, approx: &Approx) -> Option<Quantity> {
    let figure_of =
        |kind, figure: &Figure| Quantity::of_figure(kind, figure, approx, Precision::AsWritten);
    match read_cell(text, ty) {
        Some(Value::Date(date)) => {
            let (first, last) = date.days(None)?;
            return Some(Quantity::days(first, last));
        }
        Some(value) => return Quantity::of(&value, approx, Precision::AsWritten),
        None => {}
    }
    let Value::Number(figure) = read_cell(text, Type::Number)? else {
        return None;
    };
    match kind {
        // A percentage is a number over 100, so 0.25 is 25%.
        Kind::Number | Kind::Percent => Some(figure_of(Kind::Number, &figure)),
        Kind::Money(_) | Kind::Measure(_) => Some(figure_of(kind, &figure)),
        Kind::Day => None,
    }
}

fn folded(text: &str) -> Box<str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('\u{2019}', "'").into()
}
