//! Data files as tables: TOML, JSON and CSV, with the place of every cell.

mod csv_file;
mod json_file;
mod record;
mod toml_file;
mod tree;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::fact::table::{Cell, DataTable, Record};
use crate::lang::typed::Written;
use crate::source::{Place, SourceId, Sources};

pub(super) use toml_file::cell as toml_cell;

/// Opens the data files that rule files name.
pub trait DataFiles {
    /// Adds the file at `path`, which is relative to the rule file, to `sources`.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in a few words without a full stop: "there is no such file".
    fn open(
        &mut self,
        sources: &mut Sources,
        rule_file: SourceId,
        path: &str,
    ) -> Result<SourceId, String>;
}

/// A `[data.NAME]` table of a rule file.
#[derive(Clone, Debug)]
pub struct DataDeclaration {
    /// NAME.
    pub name: Arc<str>,
    /// Where it is written.
    pub place: Place,
    /// `file`: the path, relative to the rule file.
    pub file: Written<String>,
    /// `key`.
    pub key: Option<Written<String>>,
}

/// Loads a data file as a table.
///
/// *CSV and TSV*: the first row names the columns; each further row is a record. `key` names
/// the column that records are looked up by; without it, that is the first column. The
/// separator is a tab in `.tsv` files; elsewhere it is the comma, semicolon or tab that
/// stands most often in the first row.
///
/// *TOML and JSON*: every scalar can be looked up by its dotted path. Without `key`, each table
/// at the top of the file is a record under its name, and a list of scalars at the top of a
/// JSON file has a record for each. With `key`, the records are the tables of a list: the
/// file itself (JSON), or the only list of tables at the top of the file, or, with
/// `key = "LIST.COLUMN"`, the list at the dotted path LIST.
///
/// Of records with the same key only the first counts; the others are warned about. With any
/// error, the table is `None`.
pub fn load(
    sources: &mut Sources,
    rule_file: SourceId,
    declaration: &DataDeclaration,
    files: &mut dyn DataFiles,
) -> (Option<DataTable>, Vec<Diagnostic>) {
    let path = &declaration.file;
    let Some(format) = Format::of(&path.value) else {
        let problem = Diagnostic::error(format!(
            "`{}` is not a kind of data file that can be read",
            path.value
        ))
        .at(path.place, "")
        .help(format!("the kinds are {}", Format::names()));
        return (None, vec![problem]);
    };
    let file = match files.open(sources, rule_file, &path.value) {
        Ok(file) => file,
        Err(why) => {
            let problem =
                Diagnostic::error(format!("cannot read the data file `{}`: {why}", path.value))
                    .at(path.place, "");
            return (None, vec![problem]);
        }
    };
    let mut problems = Vec::new();
    let contents = match format {
        Format::Separated(separator) => {
            csv_file::read(sources, file, separator, declaration, &mut problems)
        }
        Format::Json => json_file::read(sources, file, &mut problems)
            .and_then(|tree| tree::contents(&tree, declaration, &mut problems)),
        Format::Toml => toml_file::read(sources, file, &mut problems)
            .and_then(|tree| tree::contents(&tree, declaration, &mut problems)),
    };
    let table = contents.map(|contents| DataTable {
        name: Arc::clone(&declaration.name),
        place: declaration.place,
        file: sources.get(file).name().into(),
        columns: contents.columns,
        records: contents.records,
        leaves: contents.leaves,
    });
    (table, problems)
}

/// What a data file holds.
#[derive(Debug, Default)]
struct Contents {
    columns: Vec<Arc<str>>,
    records: Vec<Record>,
    leaves: Vec<(Arc<str>, Cell)>,
}

/// How a data file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Toml,
    Json,
    /// With a separator, or the one that the first row suggests.
    Separated(Option<u8>),
}

impl Format {
    const EXTENSIONS: [(&'static str, Self); 6] = [
        ("toml", Self::Toml),
        ("json", Self::Json),
        ("jsonc", Self::Json),
        ("csv", Self::Separated(None)),
        ("tsv", Self::Separated(Some(b'\t'))),
        ("tab", Self::Separated(Some(b'\t'))),
    ];

    fn of(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        Self::EXTENSIONS
            .into_iter()
            .find(|(known, _)| extension.eq_ignore_ascii_case(known))
            .map(|(_, format)| format)
    }

    fn names() -> String {
        Self::EXTENSIONS
            .map(|(extension, _)| format!(".{extension}"))
            .join(", ")
    }
}

#[cfg(test)]
mod tests;
