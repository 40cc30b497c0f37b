//! The rule language, Desk: text → tree → resolved rules.
//!
//! [`Declarations`] is a rule file with its TOML read: tables, texts and their places.
//! `resolve` parses the texts and resolves every name; what comes out is a
//! [`typed::Module`], and nothing later sees the text or the tree.

mod ast;
mod error;
mod parser;
mod resolve;
#[cfg(test)]
mod tests;
pub mod typed;

use std::sync::Arc;

use crate::fact::table::{DataTable, Vocabulary};
use crate::finding::Severity;
use crate::source::{Place, SourceId};
use crate::toml_read::Text;
use typed::{Example, Written};

pub use resolve::resolve;

/// A rule file as written, its TOML read and its tables loaded.
#[derive(Clone, Debug)]
pub struct Declarations {
    /// The file.
    pub source: SourceId,
    /// The file's name without its extension.
    pub name: Arc<str>,
    /// `title`.
    pub title: Option<String>,
    /// `[vocab.…]`, in the order of the file.
    pub vocabularies: Vec<Arc<Vocabulary>>,
    /// `[data.…]`, in the order of the file.
    pub data: Vec<Arc<DataTable>>,
    /// Names of `[data.…]` and `[vocab.…]` tables that could not be read. The problem is
    /// already reported; a rule that uses one is left out without another error.
    pub broken: Vec<Arc<str>>,
    /// `[shared] define`.
    pub define: Option<Text>,
    /// `[documents] date_from`.
    pub date_from: Option<Text>,
    /// `[documents] sources`.
    pub sources: Vec<Written<String>>,
    /// `[documents] group_by`.
    pub group_by: Option<Written<String>>,
    /// `[[rule]]`, in the order of the file.
    pub rules: Vec<RuleDeclaration>,
}

/// A `[[rule]]` as written.
#[derive(Clone, Debug)]
pub struct RuleDeclaration {
    /// `id`.
    pub id: Written<Arc<str>>,
    /// `rule`.
    pub rule: Text,
    /// `message`.
    pub message: Text,
    /// `severity`.
    pub severity: Severity,
    /// `help`.
    pub help: Option<Text>,
    /// `url`.
    pub url: Option<String>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `fix`, with its place where it is written.
    pub fix: Option<Written<bool>>,
    /// `limit`.
    pub limit: Option<u32>,
    /// `reads = "everything"`.
    pub reads_everything: bool,
    /// `include`.
    pub include: Vec<Written<String>>,
    /// `exclude`.
    pub exclude: Vec<Written<String>>,
    /// `good` and `bad`.
    pub examples: Vec<Example>,
    /// The whole table's header, for what has no better place.
    pub place: Place,
}
