//! Data files as tables: TOML, JSON, YAML and CSV, with the place of every cell.

mod csv_file;
pub mod delimited;
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
    /// `file`: the paths, relative to the rule file; of several, the first that is there counts.
    pub files: Vec<Written<String>>,
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
    let (format, file) = match open(sources, rule_file, declaration, files) {
        Ok(Some(opened)) => opened,
        Ok(None) => return (Some(nothing(declaration)), Vec::new()),
        Err(problem) => return (None, vec![problem]),
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
    let table = contents.map(|contents| DataTable {
        name: Arc::clone(&declaration.name),
        place: declaration.place,
        file: sources.get(file).name().into(),
        optional: declaration.optional,
        columns: contents.rows.columns,
        records: contents.rows.records,
        tree: contents.tree,
    });
    (table, problems)
}

/// The first of the files that is there, or its sample; `None` if none need be there.
fn open(
    sources: &mut Sources,
    rule_file: SourceId,
    declaration: &DataDeclaration,
    files: &mut dyn DataFiles,
) -> Result<Option<(Format, SourceId)>, Diagnostic> {
    let mut formats = Vec::with_capacity(declaration.files.len());
    for path in &declaration.files {
        formats.push(Format::of(path)?);
    }
    let paths = || declaration.files.iter().zip(formats.iter().copied());
    let sample = declaration.sample.as_ref().filter(|_| files.for_examples());
    if let (Some(sample), Some((path, format))) = (sample, paths().next()) {
        let name = format!("{} (sample)", path.value);
        let sample = sources.add(Source::new(name, sample.as_str()));
        return Ok(Some((format, sample)));
    }
    for (path, format) in paths() {
        match files.open(sources, rule_file, &path.value) {
            Ok(file) => return Ok(Some((format, file))),
            Err(OpenError::Absent) => {}
            Err(OpenError::Unreadable(why)) => return Err(unreadable(path, &why)),
        }
    }
    match declaration.files.last() {
        Some(path) if !declaration.optional => Err(unreadable(path, "there is no such file")),
        Some(_) | None => Ok(None),
    }
}

fn unreadable(path: &Written<String>, why: &str) -> Diagnostic {
    let path_shown = &path.value;
    Diagnostic::error(format!("cannot read the data file `{path_shown}`: {why}")).at(path.place, "")
}

/// The table of a file that is not there.
fn nothing(declaration: &DataDeclaration) -> DataTable {
    let paths: Vec<&str> = (declaration.files.iter())
        .map(|path| path.value.as_str())
        .collect();
    DataTable {
        name: Arc::clone(&declaration.name),
        place: declaration.place,
        file: paths.join(" or ").into(),
        optional: declaration.optional,
        columns: Vec::new(),
        records: Vec::new(),
        tree: Node {
            kind: Kind::Null,
            place: declaration.place,
        },
    }
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

    fn of(path: &Written<String>) -> Result<Self, Diagnostic> {
        let extension = path.value.rsplit_once('.').map(|(_, extension)| extension);
        let known = Self::EXTENSIONS.into_iter().find(|(known, _)| {
            extension.is_some_and(|extension| extension.eq_ignore_ascii_case(known))
        });
        known.map(|(_, format)| format).ok_or_else(|| {
            Diagnostic::error(format!(
                "`{}` is not a kind of data file that can be read",
                path.value
            ))
            .at(path.place, "")
            .help(format!("the kinds are {}", Self::names()))
        })
    }

    fn names() -> String {
        Self::EXTENSIONS
            .map(|(extension, _)| format!(".{extension}"))
            .join(", ")
    }
}

#[cfg(test)]
mod tests;
