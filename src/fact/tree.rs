//! The contents of a data file: tables, lists and scalars, each with its place.

use super::table::Cell;
use crate::source::Place;

/// A value of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands: a scalar without quotation marks, a table under a header by its header.
    pub place: Place,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string, number, boolean or date as text.
    Scalar(Cell),
    /// Nothing: JSON's null, or a file that is not there.
    Null,
    /// A list.
    List(Vec<Node>),
    /// Keys, with their places, and values, in the order of the file. No key stands twice.
    Table(Vec<(Cell, Node)>),
}

impl Node {
    /// The scalar, if it is one.
    pub const fn scalar(&self) -> Option<&Cell> {
        match &self.kind {
            Kind::Scalar(cell) => Some(cell),
            Kind::Null | Kind::List(_) | Kind::Table(_) => None,
        }
    }

    /// What it is, with an article: "a list".
    pub const fn what(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar(_) => "a value",
            Kind::Null => "nothing",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }

    /// The value of a key of a table.
    pub fn member(&self, name: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Table(entries) => entries
                .iter()
                .find(|(key, _)| *key.text == *name)
                .map(|(_, node)| node),
            Kind::Scalar(_) | Kind::Null | Kind::List(_) => None,
        }
    }
}
