//! Tables that rules look things up in: vocabularies and data files.

use std::sync::Arc;

use super::path::{Counted, Path};
use super::tree::Node;
use crate::source::Place;

/// How a form of a vocabulary's entry may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The entry's own name: the form to print.
    Listed,
    /// From `also`: fine.
    Also,
    /// From `avoid`: flagged by `must be spelled as listed`.
    Avoid,
}

/// One way to write an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The words.
    pub text: Arc<str>,
    /// Whether it may be used.
    pub standing: Standing,
    /// Where the rule file lists it.
    pub place: Place,
}

/// One thing of a vocabulary: a person, a place, a product, a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its forms; the first is the listed name.
    pub forms: Vec<Form>,
    /// Its values in the vocabulary's columns.
    pub cells: Vec<Option<Cell>>,
}

impl Entry {
    /// The form to print.
    pub fn name(&self) -> &Arc<str> {
        &self.forms[0].text
    }
}

/// A named list of entries, with any columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Vocabulary {
    /// Its name in the rule file.
    pub name: Arc<str>,
    /// Where the rule file names it.
    pub place: Place,
    /// The entries in the order of the file.
    pub entries: Vec<Entry>,
    /// The names of the columns besides `also` and `avoid`, sorted.
    pub columns: Vec<Arc<str>>,
}

/// A value in a table, as text; it is read as the type it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The text, without quotation marks or escapes of its file.
    pub text: Arc<str>,
    /// Where it stands in its file.
    pub place: Place,
}

/// One row of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The value of the key column, or the key in a TOML or JSON table.
    pub key: Cell,
    /// The values, by column.
    pub cells: Vec<Option<Cell>>,
}

/// A data file as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTable {
    /// Its name in the rule file.
    pub name: Arc<str>,
    /// Where the rule file names it.
    pub place: Place,
    /// The path of the file as shown to people.
    pub file: Arc<str>,
    /// Whether the file, or what a rule looks for in it, may be missing.
    pub optional: bool,
    /// The names of the columns in the order of the file.
    pub columns: Vec<Arc<str>>,
    /// The rows in the order of the file.
    pub records: Vec<Record>,
    /// All that the file holds; of CSV, a list with a table for each row.
    pub tree: Node,
}

impl DataTable {
    /// The scalar that the first of the paths leads to that leads to one.
    pub fn scalar(&self, paths: &[Path]) -> Option<&Cell> {
        let mut found = paths.iter().filter_map(|path| path.find(&self.tree).ok());
        found.find_map(Node::scalar)
    }

    /// What the first of the paths counts that leads to anything.
    pub fn count(&self, paths: &[Path]) -> Option<Counted> {
        paths.iter().find_map(|path| path.count(&self.tree).ok())
    }
}
