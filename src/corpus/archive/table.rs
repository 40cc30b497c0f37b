//! Rows of CSV and TSV (RFC 4180); the first one names the columns.

use std::borrow::Cow;

use super::{Escapes, Fault, Field, Row};
use crate::rule::data::delimited::Rows;

/// The records of a table.
pub(super) struct Table<'t> {
    text: &'t str,
    rows: Rows<'t>,
    columns: Vec<String>,
    /// Whether the end has been reached.
    is_over: bool,
}

impl<'t> Table<'t> {
    /// The rows of a text with a separator, or with the one that the first row suggests.
    pub(super) fn new(text: &'t str, separator: Option<u8>) -> Self {
        let mut rows = Rows::new(text, separator);
        let header = rows.next().unwrap_or_default();
        Self {
            text,
            rows,
            columns: header.into_iter().map(|field| field.text).collect(),
            is_over: false,
        }
    }
}

impl<'t> Iterator for Table<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        if self.is_over {
            return None;
        }
        let Some(row) = self.rows.next() else {
            self.is_over = true;
            let span = self.rows.unclosed()?;
            return Some(Err(Fault {
                what: "this quotation mark is never closed".to_owned(),
                span,
            }));
        };
        let fields = self.columns.iter().zip(row).map(|(column, field)| {
            let before = &self.text[..field.span.start as usize];
            Field {
                key: Cow::Owned(column.clone()),
                span: field.span,
                escapes: if before.ends_with('"') {
                    Escapes::Doubled
                } else {
                    Escapes::None
                },
            }
        });
        Some(Ok(fields.collect()))
    }
}

/// The quotation mark that two stand for, and how many bytes they are.
pub(super) fn escape(raw: &str) -> (char, usize) {
    let length = if raw.starts_with("\"\"") { 2 } else { 1 };
    ('"', length)
}
