//! Fact rows: what one match of a pattern says, and where.

use std::sync::Arc;

use jiff::civil::Date;

use crate::document::{Transcript, Unit};
use crate::source::{Place, SourceId, Sources, Span};
use crate::value::Value;

/// A document as the checks see it. Documents are numbered in path order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Its source.
    pub source: SourceId,
    /// Its words, and where they stand in the source.
    pub transcript: Transcript,
    /// The name shown to people: its path from the working directory.
    pub name: Arc<str>,
    /// Its path from the root of the corpus: the same wherever the program is started.
    pub path: Arc<str>,
    /// The story it belongs to; "across documents" never crosses stories.
    pub story: u32,
    /// How far it is trusted.
    pub role: Role,
    /// Its date, where one is known.
    pub date: Option<Date>,
    /// Its title, where one is known.
    pub title: Option<Arc<str>>,
    /// Who published it, where its metadata says so.
    pub publisher: Option<Arc<str>>,
}

/// How far a document is trusted where `against sources` compares. The order is from the
/// least to the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What is checked. Every document that has no other role is one.
    #[default]
    Draft,
    /// What drafts are held to. Sources may contradict one another.
    Source,
    /// What drafts are held to before any source.
    Reference,
}

impl Role {
    /// Whether drafts are held to it.
    pub fn is_trusted(self) -> bool {
        self > Self::Draft
    }
}

impl DocumentInfo {
    /// The words that its rows are spans of.
    pub fn text<'a>(&'a self, sources: &'a Sources) -> &'a str {
        self.transcript.text(sources.get(self.source).text())
    }

    /// Where a span of its words stands.
    pub fn place(&self, span: Span) -> Place {
        Place::new(self.source, self.transcript.source_span(span))
    }
}

/// The value of one field of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What it says.
    pub value: Value,
    /// Where, in the row's document.
    pub span: Span,
    /// The words as written, spaces folded to one; of a speaker whom other words than the name stand
    /// for, the name.
    pub text: Box<str>,
}

/// The units of a document that hold a row, as indexes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The sentence of its first word.
    pub sentence: u32,
    /// The paragraph.
    pub paragraph: u32,
    /// The innermost section.
    pub section: u32,
    /// The line.
    pub line: u32,
    /// The table, if it is in one.
    pub table: Option<u32>,
    /// The row, counted over all tables of the document, if it is in a cell.
    pub row: Option<u32>,
    /// The column, counted over all tables of the document, if it is in a cell.
    pub column: Option<u32>,
    /// The list, if it is in one.
    pub list: Option<u32>,
}

impl Location {
    /// The index of the unit of a kind. A source is a whole document.
    pub fn unit(&self, unit: Unit) -> Option<u32> {
        match unit {
            Unit::Sentence => Some(self.sentence),
            Unit::Paragraph => Some(self.paragraph),
            Unit::Section => Some(self.section),
            Unit::Line => Some(self.line),
            Unit::Table => self.table,
            Unit::Row => self.row,
            Unit::Column => self.column,
            Unit::List => self.list,
            Unit::Document | Unit::Source => Some(0),
        }
    }
}

/// One match of a fact's pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The document, an index into the run's documents.
    pub document: u32,
    /// The whole match.
    pub span: Span,
    /// The alternative of the pattern (counted from 0, at its top level) that matched.
    pub branch: u32,
    /// The fields, in the order of the fact's definition. A field in an optional part that
    /// is not there is `None`.
    pub fields: Box<[Option<Field>]>,
    /// Where it stands.
    pub location: Location,
}

/// The rows of one fact over all documents, sorted by document and span.
pub type Rows = Vec<Row>;
