//! Data files as tables: TOML, JSON, YAML and CSV, with the place of every cell.

mod csv_file;
mod json_file;
mod record;
mod toml_file;
mod tree;
mod yaml_file;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::fact::table::{DataTable, Record};
use crate::fact::tree::{Kind, Node};
use crate::lang::typed::Written;
use crate::source::{Place, Source, SourceId, Sources};

pub(super) use toml_file::cell as toml_cell;

/// Opens the data files that rule files name.
pub trait DataFiles {
    /// Adds the file at `path` to `sources`. The path is relative to the rule file; that of a
    /// built-in pack to the root of the corpus.
    ///
    /// # Errors
    ///
    /// Why there is no text.
    fn open(
        &mut self,
        sources: &mut Sources,
        rule_file: SourceId,
        path: &str,
    ) -> Result<SourceId, OpenError>;

    /// Whether the rules are loaded for their examples: a data file that has a `sample` is then
    /// what the sample says.
    fn for_examples(&self) -> bool {
        false
    }
}

/// Why a data file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// There is no such file.
    Absent,
    /// There is one, and it cannot be read: why, in a few words without a full stop.
    Unreadable(String),
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
    /// `optional`.
    pub optional: bool,
    /// `sample`: what stands for the file in the examples of the rules.
    pub sample: Option<String>,
}

/// Loads a data file as a table.
///
/// *CSV and TSV*: the first row names the columns; each further row is a record. `key` names
/// the column that records are looked up by; without it, that is the first column. The
/// separator is a tab in `.tsv` files; elsewhere it is the comma, semicolon or tab that
/// stands most often in the first row.
///
/// *TOML, JSON and YAML*: without `key`, each table at the top of the file is a record under
/// its name, and a list of scalars at the top of the file has a record for each. With `key`,
/// the records are the tables of a list: the file itself, or the only list of tables at the top
/// of the file, or, with `key = "LIST.COLUMN"`, the list at the path LIST; a table there is a
/// list of one.
///
/// Of records with the same key only the first counts; the others are warned about. With any
/// error, the table is `None`. An optional file that is not there, or in which `key` leads
/// nowhere, is a table without rows.
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
    let sample = declaration.sample.as_ref();
    let opened = match sample.filter(|_| files.for_examples()) {
        Some(sample) => {
            let name = format!("{} (sample)", path.value);
            Ok(sources.add(Source::new(name, sample.as_str())))
        }
        None => files.open(sources, rule_file, &path.value),
    };
    let file = match opened {
        Ok(file) => file,
        Err(OpenError::Absent) if declaration.optional => {
            let nothing = Contents {
                rows: Rows::default(),
                tree: Node {
                    kind: Kind::Null,
                    place: path.place,
                },
            };
            return (
                Some(nothing.into_table(declaration, &path.value)),
                Vec::new(),
            );
        }
        Err(error) => {
            let why = match error {
                OpenError::Absent => "there is no such file".to_owned(),
                OpenError::Unreadable(why) => why,
            };
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
            .and_then(|tree| records(tree, declaration, &mut problems)),
        Format::Toml => toml_file::read(sources, file, &mut problems)
            .and_then(|tree| records(tree, declaration, &mut problems)),
        Format::Yaml => yaml_file::read(sources, file, &mut problems)
            .and_then(|tree| records(tree, declaration, &mut problems)),
    };
    let name = sources.get(file).name();
    let table = contents.map(|contents| contents.into_table(declaration, name));
    (table, problems)
}

/// A tree with its records.
fn records(
    tree: Node,
    declaration: &DataDeclaration,
    problems: &mut Vec<Diagnostic>,
) -> Option<Contents> {
    let rows = match &declaration.key {
        None => tree::named_records(&tree, problems),
        Some(key) => match tree::listed_records(&tree, key, problems) {
            Ok(rows) => rows,
            Err(_) if declaration.optional => Rows::default(),
            Err(problem) => {
                problems.push(problem);
                return None;
            }
        },
    };
    Some(Contents { rows, tree })
}

/// What a data file holds.
#[derive(Debug)]
struct Contents {
    rows: Rows,
    tree: Node,
}

/// The records of a data file; each has a cell, or none, for each column.
#[derive(Debug, Default)]
struct Rows {
    columns: Vec<Arc<str>>,
    records: Vec<Record>,
}

impl Contents {
    fn into_table(self, declaration: &DataDeclaration, file: &str) -> DataTable {
        DataTable {
            name: Arc::clone(&declaration.name),
            place: declaration.place,
            file: file.into(),
            optional: declaration.optional,
            columns: self.rows.columns,
            records: self.rows.records,
            tree: self.tree,
        }
    }
}

/// How a data file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Toml,
    Json,
    Yaml,
    /// With a separator, or the one that the first row suggests.
    Separated(Option<u8>),
}

impl Format {
    const EXTENSIONS: [(&'static str, Self); 8] = [
        ("toml", Self::Toml),
        ("json", Self::Json),
        ("jsonc", Self::Json),
        ("yaml", Self::Yaml),
        ("yml", Self::Yaml),
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
