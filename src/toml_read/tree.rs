//! A TOML file as tables, lists and values, each with its place.

use std::sync::Arc;

use super::Text;
use crate::source::Place;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The value.
    pub value: Value,
    /// The value as written, with quotation marks or brackets; of a table under a header, the
    /// header.
    pub place: Place,
}

/// What stands behind a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string of any kind.
    String(Text),
    /// A whole number, in decimal digits without separators.
    Integer(Arc<str>),
    /// Another number, its digits as written.
    Float(Arc<str>),
    /// `true` or `false`.
    Boolean(bool),
    /// A date, a time or both, as written.
    Date(Arc<str>),
    /// A list, or the tables under `[[…]]` headers.
    List(Vec<Item>),
    /// A table, under a header or in braces.
    Table(Table),
}

impl Item {
    /// The place; of a string, what is between the quotation marks.
    pub const fn inner_place(&self) -> Place {
        match &self.value {
            Value::String(text) => text.whole(),
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => self.place,
        }
    }
}

impl Value {
    /// What it is, with an article: "a string".
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub item: Item,
}

/// A key: a bare word or a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key without quotation marks.
    pub name: Arc<str>,
    /// The key in the file, without quotation marks. A table that stands in several headers
    /// has the first.
    pub place: Place,
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    entries: Vec<Entry>,
    place: Place,
}

impl Table {
    /// The table at `place`; the entries are put in the order of the file.
    pub(super) fn new(mut entries: Vec<Entry>, place: Place) -> Self {
        entries.sort_by_key(|entry| entry.key.place);
        Self { entries, place }
    }

    /// The header, or the braces and what is between them; for a whole file its start.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The entries in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| *entry.key.name == *key)
    }
}
