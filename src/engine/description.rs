//! What is known of a document besides its words: its date, its title, who published it, and
//! the story it belongs to.

use std::collections::BTreeMap;
use std::str::FromStr as _;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::document::Metadata;
use crate::document::metadata::Entry;
use crate::rule::group::GroupBy;
use crate::source::{Place, SourceId};
use crate::value::{Type, Value, read_cell};

/// What a document's metadata says.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Its date.
    pub date: Option<Date>,
    /// Its title.
    pub title: Option<Arc<str>>,
    /// Who published it.
    pub publisher: Option<Arc<str>>,
    /// A date that cannot be read.
    pub problem: Option<Diagnostic>,
}

/// Reads the metadata of a document.
pub(super) fn read(metadata: &Metadata, source: SourceId) -> Said {
    let text = |key: &str| {
        let value = metadata.get(key)?.value.trim();
        (!value.is_empty()).then(|| Arc::from(value))
    };
    let (mut date, mut problem) = (None, None);
    if let Some(entry) = metadata
        .get("date")
        .filter(|entry| !entry.value.trim().is_empty())
    {
        date = day(&entry.value);
        if date.is_none() {
            problem = Some(unreadable(entry, source));
        }
    }
    Said {
        date,
        title: text("title"),
        publisher: text("source"),
        problem,
    }
}

fn unreadable(entry: &Entry, source: SourceId) -> Diagnostic {
    Diagnostic::warning(format!("“{}” is not a day", entry.value.trim()))
        .at(Place::new(source, entry.span), "the date of this document")
        .help("write it with its year, its month and its day: 2022-02-14")
}

/// The day of a date with or without a time, as written: "2022-02-14T23:30:00-05:00" is the
/// 14th, "14 February 2022" as well.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some(day) = text.get(..10).and_then(|day| Date::from_str(day).ok())
        && !text[10..].starts_with(|c: char| c.is_alphanumeric() && !matches!(c, 'T' | 't'))
    {
        return Some(day);
    }
    if let Ok(moment) = jiff::fmt::rfc2822::parse(text) {
        return Some(moment.date());
    }
    match read_cell(text, Type::Date)? {
        Value::Date(date) => {
            let (first, last) = date.days(None)?;
            (first == last).then_some(first)
        }
        _ => None,
    }
}

/// The number of the story of each document, in their order. A document from which no story
/// can be told is a story of its own.
pub(super) fn stories<'d>(
    documents: impl IntoIterator<Item = (&'d str, &'d Metadata)>,
    group_by: &GroupBy,
) -> Vec<u32> {
    let mut numbers: BTreeMap<Result<&str, &str>, u32> = BTreeMap::new();
    documents
        .into_iter()
        .map(|(path, metadata)| {
            let next = numbers.len() as u32;
            let story = group_by.story(path, metadata).ok_or(path);
            *numbers.entry(story).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::source::{Source, Sources, Span};

    fn dated(text: &str) -> Said {
        let mut sources = Sources::new();
        let source = sources.add(Source::new("a.md", text));
        let entry = Entry {
            key: "date".to_owned(),
            value: text.to_owned(),
            span: Span::new(0, text.len() as u32),
        };
        read(
            &Metadata {
                entries: vec![entry],
            },
            source,
        )
    }

    #[test]
    fn a_date_is_the_day_as_written_whatever_the_clock_says_elsewhere() {
        for text in [
            "2022-02-14",
            "2022-02-14T23:30:00-05:00",
            "2022-02-14 23:30:00 +0000",
            "Mon, 14 Feb 2022 23:30:00 -0500",
            "14 February 2022",
            "February 14, 2022",
        ] {
            assert_eq!(dated(text).date, Some(date(2022, 2, 14)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_said_and_taken_for_none() {
        for text in ["2022-02-30", "soon", "February 2022", "2022-02-145"] {
            let said = dated(text);
            assert_eq!(said.date, None, "{text}");
            assert_eq!(
                said.problem.map(|problem| problem.message),
                Some(format!("“{text}” is not a day"))
            );
        }
        assert!(dated(" ").problem.is_none());
    }

    #[track_caller]
    fn check_stories(group_by: &str, paths: &[&str], expected: &[u32]) {
        let none = Metadata::default();
        let group_by = GroupBy::parse(group_by).unwrap();
        assert_eq!(
            stories(paths.iter().map(|path| (*path, &none)), &group_by),
            expected
        );
    }

    #[test]
    fn the_corpus_is_one_story_unless_asked() {
        check_stories("none", &["a.txt", "b/a.txt"], &[0, 0]);
    }

    #[test]
    fn a_folder_is_a_story_and_a_folder_in_it_another() {
        let paths = ["a/1.txt", "a/2.txt", "a/b/3.txt", "4.txt", "5.txt"];
        check_stories("directory", &paths, &[0, 0, 1, 2, 2]);
    }

    #[test]
    fn documents_that_a_pattern_does_not_match_are_stories_of_their_own() {
        let paths = [
            "fire-ap.txt",
            "fire-bbc.txt",
            "notes.txt",
            "other.txt",
            "fire",
        ];
        check_stories("{story}-*.txt", &paths, &[0, 0, 1, 2, 3]);
    }

    #[test]
    fn a_key_of_the_metadata_tells_the_story() {
        let about = |event: &str| Metadata {
            entries: vec![Entry {
                key: "event".to_owned(),
                value: event.to_owned(),
                span: Span::default(),
            }],
        };
        let (fire, talks, none) = (about("fire"), about("talks"), Metadata::default());
        let documents = [
            ("a.md", &fire),
            ("b.md", &talks),
            ("c.md", &fire),
            ("d.md", &none),
            ("e.md", &none),
        ];
        let group_by = GroupBy::parse("metadata.event").unwrap();
        assert_eq!(stories(documents, &group_by), [0, 1, 0, 2, 3]);
    }
}
