//! Tables as the checks look things up in them: entries by any of their forms, records by
//! key, and cells read as the type they are compared with.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::operand::Operand;
use super::quantity::{Kind, Quantity};
use crate::fact::group::Canonical;
use crate::fact::path::{Counted, Path};
use crate::fact::table::{Cell, DataTable, Entry, Record};
use crate::fact::version::Version;
use crate::lang::typed::{DataId, Module, TableRef, VocabularyId};
use crate::value::cell::read_cell;
use crate::value::range::{Approx, Precision};
use crate::value::{EntryRef, Figure, Type, Value};

/// The tables of a module, each indexed at most once for a rule.
pub(super) struct Tables<'a> {
    module: &'a Module,
    entries: Vec<OnceCell<FxHashMap<Box<str>, u32>>>,
    records: Vec<OnceCell<FxHashMap<Box<str>, usize>>>,
}

impl<'a> Tables<'a> {
    /// The tables of a module; each is indexed when it is first looked into.
    pub(super) fn of(module: &'a Module) -> Self {
        Self {
            module,
            entries: vec![OnceCell::new(); module.vocabularies.len()],
            records: vec![OnceCell::new(); module.data.len()],
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
        let table = self.module.data.get(data.0 as usize)?;
        let by_key = self.records.get(data.0 as usize)?.get_or_init(|| {
            let mut by_key = FxHashMap::default();
            for (index, record) in table.records.iter().enumerate() {
                by_key.entry(folded(&record.key.text)).or_insert(index);
            }
            by_key
        });
        let names = self.names(value);
        let index = names.iter().find_map(|name| by_key.get(name.as_ref()))?;
        table.records.get(*index)
    }

    /// The cell of a column in the row of a table that a value is the key of.
    ///
    /// # Errors
    ///
    /// Says what is missing: the row or the cell.
    pub(super) fn cell(
        &self,
        table: TableRef,
        column: Option<usize>,
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
        column
            .and_then(|column| cells.get(column)?.as_ref())
            .ok_or_else(|| format!("the cell of {name} is empty"))
    }

    /// The scalar of a data file at the first of the paths that leads to one.
    ///
    /// # Errors
    ///
    /// Says that none does.
    pub(super) fn scalar(&self, data: DataId, paths: &[Path]) -> Result<&'a Cell, String> {
        self.at(data, paths, DataTable::scalar)
    }

    /// What the first of the paths that leads to something counts in a data file.
    ///
    /// # Errors
    ///
    /// Says that none does.
    pub(super) fn count(&self, data: DataId, paths: &[Path]) -> Result<Counted, String> {
        self.at(data, paths, DataTable::count)
    }

    fn at<T>(
        &self,
        data: DataId,
        paths: &[Path],
        of: impl FnOnce(&'a DataTable, &[Path]) -> Option<T>,
    ) -> Result<T, String> {
        let table = self.module.data.get(data.0 as usize);
        table.and_then(|table| of(table, paths)).ok_or_else(|| {
            let paths: Vec<String> = paths
                .iter()
                .map(|path| format!("“{}”", path.written()))
                .collect();
            let file = table.map_or("the data file", |table| &table.file);
            format!("there is no {} in {file}", paths.join(" or "))
        })
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
                Canonical::Version(_) => Canonical::Version(Version::least_of(text)?),
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
        let table = self.module.vocabularies.get(vocabulary as usize)?;
        let by_form = self.entries.get(vocabulary as usize)?.get_or_init(|| {
            let mut by_form = FxHashMap::default();
            for (index, entry) in table.entries.iter().enumerate() {
                for form in &entry.forms {
                    by_form.entry(folded(&form.text)).or_insert(index as u32);
                }
            }
            by_form
        });
        by_form.get(name).copied()
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

#[cfg(test)]
mod tests {
    use super::super::fixture::Desk;
    use super::*;
    use crate::source::{Place, Span};
    use crate::value::range::Tolerance;
    use crate::value::unit::Unit;
    use crate::value::{ClockTime, Currency};

    fn quantity(kind: Kind, n: i64) -> Operand<'static> {
        Operand::Quantity(Quantity {
            kind,
            ..Quantity::number(n.into())
        })
    }

    #[test]
    fn a_cell_is_read_as_what_it_is_compared_with() {
        let mut desk = Desk::new();
        let people = desk.vocabulary(&[], &[("Olaf Scholz", &["Scholz"], &[], &[])]);
        let tables = Tables::of(&desk.module);
        let unit = |name| Kind::Measure(Unit::parse(name).unwrap());
        let dollars = Kind::Money(Currency(*b"USD"));
        let noon = Operand::Time(ClockTime {
            minutes: 720,
            approximate: false,
            half_known: true,
            zone: None,
        });
        let scholz = Operand::Meaning(Canonical::Entry {
            vocabulary: people.0,
            entry: 0,
        });
        let day = Operand::Quantity(Quantity::days(
            jiff::civil::date(2022, 2, 14),
            jiff::civil::date(2022, 2, 14),
        ));
        for (text, like, expected) in [
            ("8080", quantity(Kind::Number, 8080), Some(true)),
            ("8,080", quantity(Kind::Number, 8080), Some(true)),
            ("25%", quantity(Kind::Percent, 25), Some(true)),
            ("0.25", quantity(Kind::Percent, 25), Some(true)),
            ("$5 million", quantity(dollars, 5_000_000), Some(true)),
            ("5000000", quantity(dollars, 5_000_000), Some(true)),
            ("5 million euros", quantity(dollars, 5_000_000), None),
            ("20 MB", quantity(unit("kB"), 20_000), Some(true)),
            ("20", quantity(unit("MB"), 20), Some(true)),
            ("20 km", quantity(unit("MB"), 20), None),
            ("12:00", noon, Some(true)),
            ("2022-02-14", day.clone(), Some(true)),
            ("2022-02-15", day, Some(false)),
            ("Scholz", scholz.clone(), Some(true)),
            ("Macron", scholz, None),
            (
                "v1.2.0",
                Operand::Meaning(Canonical::Version(Version::read("1.2"))),
                Some(true),
            ),
            (
                ">=1.2, <2",
                Operand::Meaning(Canonical::Version(Version::read("1.2"))),
                Some(true),
            ),
            (
                "latest",
                Operand::Meaning(Canonical::Version(Version::read("1.2"))),
                None,
            ),
            ("red", Operand::Meaning(Canonical::text("red")), Some(true)),
            ("Red", Operand::Meaning(Canonical::text("red")), Some(false)),
            ("many", quantity(Kind::Number, 5), None),
        ] {
            let cell = Cell {
                text: text.into(),
                place: Place::new(desk.module.source, Span::default()),
            };
            let equal = tables
                .read(&cell, &like, &desk.approx)
                .and_then(|read| {
                    let equal = crate::lang::typed::Comparator::Equal;
                    super::super::operand::holds(equal, &like, &read, Tolerance::None)
                })
                .ok();
            assert_eq!(equal, expected, "{text} against {like:?}");
        }
    }

    #[test]
    fn a_row_is_found_by_any_form_of_its_key() {
        let mut desk = Desk::new();
        let quarters = desk.vocabulary(
            &[],
            &[
                ("2024-Q3", &["third quarter"], &[], &[]),
                ("2024-Q4", &[], &[], &[]),
            ],
        );
        desk.data(&[("2024-Q3", &["5"])], &[]);
        let tables = Tables::of(&desk.module);
        let cell = |words| {
            let key = desk.entry(quarters, words);
            tables.cell(TableRef::Data(DataId(0)), Some(0), &key)
        };
        assert_eq!(
            cell("third quarter").map(|cell| cell.text.to_string()),
            Ok("5".to_owned())
        );
        assert_eq!(cell("2024-Q4"), Err("results has no row for it".to_owned()));
    }
}
