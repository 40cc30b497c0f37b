//! A rule file: its TOML as declarations, with the data files it names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::data::{self, DataDeclaration, DataFiles};
use super::setting::{language_text, valid_globs, valid_group_by};
use super::{declaration, vocabulary};
use crate::diag::Diagnostic;
use crate::fact::table::{DataTable, Vocabulary};
use crate::lang::Declarations;
use crate::lang::typed::Written;
use crate::source::{Place, SourceId, Sources};
use crate::toml_read::{self, FromItem as _, Item, Key, Problems, Reader, Table, Text, Value};

/// The newest edition of the rule language that this program knows.
pub const EDITION: u32 = 1;

/// Reads a rule file and the data files it names. `name` is the file's name without its
/// extension.
///
/// The diagnostics are all that is wrong with the file as TOML, in the order of the file; the
/// rules themselves are not looked into. There are no declarations if the file is not TOML or
/// of a newer edition. Tables with an error are left out and named in
/// [`Declarations::broken`]; rules without a usable `id`, `rule` or `message` are left out.
pub fn read(
    sources: &mut Sources,
    file: SourceId,
    name: &str,
    files: &mut dyn DataFiles,
) -> (Option<Declarations>, Vec<Diagnostic>) {
    let (root, mut problems) = toml_read::parse(sources, file);
    let mut top = Reader::new(&root, "a rule file");
    if let Some(newer) = newer_edition(&root) {
        return (None, vec![newer]);
    }
    read_edition(&mut top, &root, &mut problems);
    let title = top.optional("title", &mut problems);
    let marks = read_marks(&mut top, &mut problems);
    let documents = read_documents(&mut top, &mut problems);
    let mut tables = Tables::default();
    if let Some(vocabularies) = top.optional("vocab", &mut problems) {
        tables.read_vocabularies(vocabularies, &mut problems);
    }
    if let Some(list) = top.optional("data", &mut problems) {
        tables.read_data(list, sources, file, files, &mut problems);
    }
    let define = top
        .optional::<&Table>("shared", &mut problems)
        .and_then(|table| {
            let mut shared = Reader::new(table, "[shared]");
            let define = language_text(&mut shared, "define", &mut problems);
            shared.finish(HOMES, &mut problems);
            define
        });
    let rules = declaration::read(&mut top, &marks, &mut problems);
    top.finish(HOMES, &mut problems);

    let declarations = Declarations {
        source: file,
        name: name.into(),
        title,
        vocabularies: tables.vocabularies,
        data: tables.data,
        broken: tables.broken,
        define,
        date_from: documents.date_from,
        sources: documents.sources,
        group_by: documents.group_by,
        rules,
    };
    let is_readable = !problems.has_syntax_errors();
    (
        is_readable.then_some(declarations),
        problems.into_diagnostics(),
    )
}

/// Where a key belongs that is easily written in the wrong table: in TOML, a key after a
/// table's header is a key of that table.
pub(super) const HOMES: &[(&str, &str)] = &[
    ("desk", "at the top of the file, before the first [table]"),
    ("title", "at the top of the file, before the first [table]"),
    ("mark", "at the top of the file, before the first [table]"),
    ("define", "under [shared]"),
    ("date_from", "under [documents]"),
    ("sources", "under [documents]"),
    ("group_by", "under [documents]"),
    ("id", "under [[rule]]"),
    ("message", "under [[rule]]"),
    ("severity", "under [[rule]]"),
    ("good", "under [[rule]]"),
    ("bad", "under [[rule]]"),
    ("file", "under [data.NAME]"),
    ("optional", "under [data.NAME]"),
    ("sample", "under [data.NAME]"),
];

/// Where a key belongs if it is one of the language's.
pub(super) fn home_of(key: &str) -> Option<&'static str> {
    HOMES
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, home)| *home)
}

fn newer_edition(root: &Table) -> Option<Diagnostic> {
    let item = &root.entry("desk")?.item;
    let Value::Integer(digits) = &item.value else {
        return None;
    };
    let is_newer = digits
        .parse::<i128>()
        .is_ok_and(|edition| edition > i128::from(EDITION));
    is_newer.then(|| {
        Diagnostic::error(format!(
            "this rule file needs edition {digits} of the rule language; this crossfact knows edition {EDITION}"
        ))
        .at(item.place, "")
    })
}

fn read_edition(top: &mut Reader<'_>, root: &Table, problems: &mut Problems) {
    let Some(entry) = top.entry("desk") else {
        let misplaced = root
            .entries()
            .iter()
            .any(|entry| tables_of(&entry.item).any(|table| table.entry("desk").is_some()));
        // A misplaced key is reported as one its table does not have.
        if !misplaced {
            problems.add_missing(
                Diagnostic::error("a rule file needs `desk`, the edition of the rule language")
                    .at(root.place(), "")
                    .help(format!("write `desk = {EDITION}` at the top")),
            );
        }
        return;
    };
    let item = &entry.item;
    let is_edition = matches!(&item.value, Value::Integer(digits)
        if digits.parse() == Ok(EDITION));
    if is_edition {
        return;
    }
    let diagnostic = match &item.value {
        Value::Integer(digits) => {
            Diagnostic::error(format!("there is no edition {digits} of the rule language"))
                .at(item.place, "")
        }
        Value::String(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Date(_)
        | Value::List(_)
        | Value::Table(_) => toml_read::wrong_type("`desk`", item, "a whole number"),
    };
    problems.add(diagnostic.help(format!("write `desk = {EDITION}`")));
}

fn tables_of(item: &Item) -> impl Iterator<Item = &Table> {
    let items = match &item.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(item),
    };
    items.iter().filter_map(|item| match &item.value {
        Value::Table(table) => Some(table),
        _ => None,
    })
}

/// The marks around what an example must have reported: « and » unless the file says otherwise.
fn read_marks(top: &mut Reader<'_>, problems: &mut Problems) -> (Arc<str>, Arc<str>) {
    let standard = || ("«".into(), "»".into());
    let Some(entry) = top.entry("mark") else {
        return standard();
    };
    let marks = <Vec<Arc<str>>>::from_item("`mark`", &entry.item, problems);
    match marks.as_deref() {
        None => standard(),
        Some([before, after])
            if before != after && !before.trim().is_empty() && !after.trim().is_empty() =>
        {
            (Arc::clone(before), Arc::clone(after))
        }
        Some(_) => {
            problems.add(
                Diagnostic::error("`mark` must be two different marks")
                    .at(entry.item.place, "")
                    .help("for example mark = [\"[[\", \"]]\"]"),
            );
            standard()
        }
    }
}

#[derive(Default)]
struct DocumentKeys {
    date_from: Option<Text>,
    sources: Vec<Written<String>>,
    group_by: Option<Written<String>>,
}

fn read_documents(top: &mut Reader<'_>, problems: &mut Problems) -> DocumentKeys {
    let Some(table) = top.optional("documents", problems) else {
        return DocumentKeys::default();
    };
    let mut documents = Reader::new(table, "[documents]");
    let date_from = language_text(&mut documents, "date_from", problems);
    let globs = documents.list("sources", problems);
    let sources = valid_globs(globs, problems);
    let group_by = documents
        .optional::<&Text>("group_by", problems)
        .filter(|text| valid_group_by(text, problems).is_some())
        .map(|text| Written {
            value: text.text().to_owned(),
            place: text.whole(),
        });
    documents.finish(HOMES, problems);
    DocumentKeys {
        date_from,
        sources,
        group_by,
    }
}

/// The tables that rules look things up in, while the file is read.
#[derive(Default)]
struct Tables {
    vocabularies: Vec<Arc<Vocabulary>>,
    data: Vec<Arc<DataTable>>,
    broken: Vec<Arc<str>>,
    names: BTreeMap<Arc<str>, Place>,
}

impl Tables {
    fn read_vocabularies(&mut self, table: &Table, problems: &mut Problems) {
        for entry in table.entries() {
            let is_named = self.add_name(&entry.key, problems);
            let vocabulary = match <&Table>::from_item(
                &format!("[vocab.{}]", entry.key.name),
                &entry.item,
                problems,
            ) {
                Some(entries) => vocabulary::read(&entry.key, entries, problems),
                None => None,
            };
            match vocabulary {
                Some(vocabulary) if is_named => self.vocabularies.push(Arc::new(vocabulary)),
                Some(_) | None => self.broken.push(Arc::clone(&entry.key.name)),
            }
        }
    }

    fn read_data(
        &mut self,
        table: &Table,
        sources: &mut Sources,
        rule_file: SourceId,
        files: &mut dyn DataFiles,
        problems: &mut Problems,
    ) {
        for entry in table.entries() {
            let is_named = self.add_name(&entry.key, problems);
            let loaded = data_declaration(&entry.key, &entry.item, problems).and_then(|wanted| {
                let (loaded, faults) = data::load(sources, rule_file, &wanted, files);
                problems.extend(faults);
                loaded
            });
            match loaded {
                Some(loaded) if is_named => self.data.push(Arc::new(loaded)),
                Some(_) | None => self.broken.push(Arc::clone(&entry.key.name)),
            }
        }
    }

    /// Whether a rule can call a table by this name.
    fn add_name(&mut self, key: &Key, problems: &mut Problems) -> bool {
        if let Some(first) = self.names.get(&key.name) {
            problems.add(
                Diagnostic::error(format!("two tables are named `{}`", key.name))
                    .at(key.place, "")
                    .at(*first, "the first one"),
            );
            return false;
        }
        self.names.insert(Arc::clone(&key.name), key.place);
        let is_word = key.name.starts_with(char::is_alphabetic)
            && key
                .name
                .chars()
                .all(|sign| sign.is_alphanumeric() || sign == '_');
        if !is_word {
            problems.add(
                Diagnostic::error(format!("`{}` cannot be a name in a rule", key.name))
                    .at(key.place, "")
                    .help("a name is a letter with letters, digits and _ after it"),
            );
        }
        is_word
    }
}

fn data_declaration(key: &Key, item: &Item, problems: &mut Problems) -> Option<DataDeclaration> {
    let table = <&Table>::from_item(&format!("[data.{}]", key.name), item, problems)?;
    let mut reader = Reader::new(table, "a [data.…] table");
    let files = match reader.entry("file").map(|entry| &entry.item.value) {
        Some(Value::List(_)) => reader.required("file", problems),
        Some(_) | None => reader.required("file", problems).map(|file| vec![file]),
    };
    if files.as_ref().is_some_and(Vec::is_empty) {
        problems.add(Diagnostic::error("`file` names no file").at(table.place(), ""));
    }
    let key_column: Option<Written<String>> = reader.optional("key", problems);
    let optional = reader.optional("optional", problems);
    let sample = reader.optional("sample", problems);
    reader.finish(HOMES, problems);
    Some(DataDeclaration {
        name: Arc::clone(&key.name),
        place: key.place,
        files: files.filter(|files| !files.is_empty())?,
        key: key_column,
        optional: optional.unwrap_or(false),
        sample,
    })
}

#[cfg(test)]
mod tests;
