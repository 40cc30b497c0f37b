//! `[[documents.archive]]`: files that hold many documents each.

use crate::document::Format;
use crate::lang::typed::Written;
use crate::rule::setting::valid_globs;
use crate::toml_read::{Problems, Reader, Table, Text};

use super::HOMES;

/// Files with a document in each record: JSON Lines, or rows of CSV or TSV.
#[derive(Clone, Debug)]
pub struct Archive {
    /// `files`: globs.
    pub files: Vec<Written<String>>,
    /// `text`: the key or column of the text. Keys inside keys are joined by dots.
    pub text: Written<String>,
    /// `format`: how the text is marked up.
    pub format: Format,
    /// `id`: the key or column of a name for each document, in place of its number.
    pub id: Option<String>,
    /// `title`, `date`, …: what of the metadata stands under another key or column, and which.
    pub renamed: Vec<(&'static str, String)>,
}

/// What the metadata of a document is known by in all formats.
const METADATA: [&str; 5] = ["title", "date", "source", "author", "language"];

/// Reads one of the tables.
pub(super) fn read_archive(table: &Table, problems: &mut Problems) -> Option<Archive> {
    let mut reader = Reader::new(table, "[[documents.archive]]");
    let files = reader
        .required("files", problems)
        .map(|list| valid_globs(list, problems));
    let text = reader.required("text", problems);
    let words: Vec<(&'static str, Format)> = Format::words().collect();
    let format = reader.word("format", &words, problems).unwrap_or_default();
    let id = reader.optional("id", problems);
    let renamed = METADATA
        .into_iter()
        .filter_map(|name| {
            let key: &Text = reader.optional(name, problems)?;
            Some((name, key.text().to_owned()))
        })
        .collect();
    reader.finish(HOMES, problems);
    Some(Archive {
        files: files?,
        text: text?,
        format,
        id,
        renamed,
    })
}
