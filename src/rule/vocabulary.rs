//! `[vocab.NAME]`: the entries of a vocabulary, their forms and columns.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::data::toml_cell;
use crate::diag::Diagnostic;
use crate::fact::table::{Cell, Entry, Form, Standing, Vocabulary};
use crate::source::Place;
use crate::suggest;
use crate::toml_read::{self, FromItem as _, Item, Key, Problems, Table, Text, Value, wrong_type};

/// The keys of an entry that hold forms.
const FORM_KEYS: [(&str, Standing); 2] = [("also", Standing::Also), ("avoid", Standing::Avoid)];

/// Reads a vocabulary; `None` with any error in it.
pub(super) fn read(key: &Key, table: &Table, problems: &mut Problems) -> Option<Vocabulary> {
    let before = problems.len();
    let mut columns: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut rows = Vec::new();
    for entry in table.entries() {
        let mut row = Row {
            forms: vec![form(&entry.key.name, entry.key.place, Standing::Listed)],
            cells: Vec::new(),
        };
        if let Some(columns) = read_entry(entry, problems) {
            row.read(columns, problems);
        }
        columns.extend(row.cells.iter().map(|(name, _)| Arc::clone(name)));
        rows.push(row);
    }
    if rows.is_empty() {
        problems.add_missing(
            Diagnostic::error(format!("the vocabulary `{}` is empty", key.name))
                .at(key.place, "")
                .help("an entry is a line such as \"Kyiv\" = { avoid = [\"Kiev\"] }"),
        );
    }
    let mut index = FormIndex::default();
    for (entry, row) in rows.iter_mut().enumerate() {
        row.forms.retain(|form| index.add(entry, form, problems));
    }
    if problems.len() > before + index.warnings {
        return None;
    }
    let columns: Vec<Arc<str>> = columns.into_iter().collect();
    let entries = rows.into_iter().map(|row| row.into_entry(&columns));
    Some(Vocabulary {
        name: Arc::clone(&key.name),
        place: key.place,
        entries: entries.collect(),
        columns,
    })
}

/// The columns of an entry.
fn read_entry<'t>(entry: &'t toml_read::Entry, problems: &mut Problems) -> Option<&'t Table> {
    if let Value::Table(table) = &entry.item.value {
        return Some(table);
    }
    let name = &entry.key.name;
    let diagnostic = wrong_type(
        &format!("the entry `{name}`"),
        &entry.item,
        "a table in braces",
    );
    problems.add(match super::file::home_of(name) {
        Some(home) => diagnostic.help(format!("`{name}` belongs {home}")),
        None => diagnostic
            .help("write { also = […], avoid = […] }, or {} where there is nothing to say"),
    });
    None
}

/// An entry while its columns are not all known.
struct Row {
    forms: Vec<Form>,
    cells: Vec<(Arc<str>, Cell)>,
}

impl Row {
    fn read(&mut self, table: &Table, problems: &mut Problems) {
        for entry in table.entries() {
            let name = &entry.key.name;
            let standing = FORM_KEYS.iter().find(|(key, _)| *key == &**name);
            if let Some((key, standing)) = standing {
                let subject = format!("`{key}`");
                let texts = <Vec<&Text>>::from_item(&subject, &entry.item, problems);
                for text in texts.into_iter().flatten() {
                    self.forms.push(form(text.text(), text.whole(), *standing));
                }
            } else if let Some(cell) = toml_cell(&entry.item) {
                self.cells.push((Arc::clone(name), cell));
            } else {
                problems.add(no_cell(name, &entry.item));
            }
        }
    }

    fn into_entry(self, columns: &[Arc<str>]) -> Entry {
        let mut cells = vec![None; columns.len()];
        for (name, cell) in self.cells {
            if let Ok(index) = columns.binary_search(&name) {
                cells[index] = Some(cell);
            }
        }
        Entry {
            forms: self.forms,
            cells,
        }
    }
}

fn no_cell(name: &str, item: &Item) -> Diagnostic {
    let diagnostic = wrong_type(
        &format!("the column `{name}`"),
        item,
        "a string, a number, a date, true or false",
    );
    match suggest::did_you_mean(name, FORM_KEYS.map(|(key, _)| key)) {
        Some(hint) => diagnostic.help(hint),
        None => diagnostic,
    }
}

/// A form with its spaces folded to one, as documents are read.
fn form(text: &str, place: Place, standing: Standing) -> Form {
    let mut words = text.split_whitespace();
    let mut folded = words.next().unwrap_or_default().to_owned();
    for word in words {
        folded.push(' ');
        folded.push_str(word);
    }
    Form {
        text: folded.into(),
        standing,
        place,
    }
}

/// Every form of a vocabulary so far: its entry, standing and place.
#[derive(Default)]
struct FormIndex {
    forms: FxHashMap<Arc<str>, (usize, Standing, Place)>,
    warnings: usize,
}

impl FormIndex {
    /// Whether the form is a new one.
    fn add(&mut self, entry: usize, form: &Form, problems: &mut Problems) -> bool {
        if form.text.is_empty() {
            problems.add(Diagnostic::error("a form without words").at(form.place, ""));
            return false;
        }
        let known = self.forms.get(&form.text).copied();
        let Some((first_entry, first_standing, first_place)) = known else {
            let value = (entry, form.standing, form.place);
            self.forms.insert(Arc::clone(&form.text), value);
            return true;
        };
        let text = &form.text;
        let is_avoided = |standing| standing == Standing::Avoid;
        let diagnostic = if first_entry != entry {
            Diagnostic::error(format!("`{text}` is a form of two entries"))
        } else if is_avoided(first_standing) != is_avoided(form.standing) {
            Diagnostic::error(format!("`{text}` is both a good form and one to avoid"))
        } else {
            self.warnings += 1;
            Diagnostic::warning(format!("`{text}` is listed twice"))
        };
        problems.add(
            diagnostic
                .at(form.place, "")
                .at(first_place, "the first one"),
        );
        false
    }
}
