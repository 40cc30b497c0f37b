//! Archives: files that hold a document in each record.
//!
//! The text of a record becomes a source of its own, with the escapes of its file decoded and
//! a map back to the file's bytes. Whatever else the record holds is its metadata.

mod json_lines;
mod table;

use std::borrow::Cow;

use memchr::memchr;
use rustc_hash::FxHashSet;

use crate::config::Archive;
use crate::diag::Diagnostic;
use crate::document::Metadata;
use crate::document::metadata::Entry;
use crate::glob::Globs;
use crate::source::encoding::{Decoding, Encoding};
use crate::source::{Place, Source, SourceId, Span};
use crate::suggest;

/// A value longer than this, in bytes, is a text and nothing that is said of one.
const LONGEST_METADATA: u32 = 1000;

/// The archives of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Archives<'a> {
    list: Vec<(Globs, &'a Archive)>,
}

impl<'a> Archives<'a> {
    /// Those of a configuration.
    pub fn new(archives: &'a [Archive]) -> Self {
        let list = archives.iter().map(|archive| {
            let globs = archive.files.iter().map(|glob| glob.value.as_str());
            // The configuration has only globs that can be used.
            (Globs::new(globs).0, archive)
        });
        Self {
            list: list.collect(),
        }
    }

    /// The first archive that the file with this path below the root belongs to.
    pub fn of(&self, key: &str) -> Option<&'a Archive> {
        let found = self.list.iter().find(|(globs, _)| globs.matches(key));
        found.map(|(_, archive)| *archive)
    }
}

/// A record with a text.
#[derive(Debug)]
pub(super) struct Record {
    /// Its id, or else its number from 1.
    pub(super) name: String,
    /// The text.
    pub(super) text: String,
    /// Where the text stands in the file.
    pub(super) encoding: Encoding,
    /// What else it holds.
    pub(super) metadata: Metadata,
}

/// What a file of an archive holds.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The records with a text, in order.
    pub(super) list: Vec<Record>,
    /// How many records have none.
    pub(super) without_text: usize,
    /// What cannot be read as records: the first, and how many there are.
    faults: Option<(Fault, usize)>,
    /// The first id that another record has as well.
    repeated: Option<String>,
    /// The keys of the first record.
    keys: Vec<String>,
}

/// Why a part of a file is no record.
#[derive(Debug)]
struct Fault {
    what: String,
    span: Span,
}

/// A value of a record.
#[derive(Clone, Debug)]
struct Field<'t> {
    key: Cow<'t, str>,
    /// What is between its quotation marks.
    span: Span,
    escapes: Escapes,
}

/// How characters are written that cannot stand in a value as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escapes {
    /// All stand as they are.
    None,
    /// As in a JSON string.
    Json,
    /// A quotation mark is doubled, as in CSV.
    Doubled,
}

type Row<'t> = Result<Vec<Field<'t>>, Fault>;

/// Reads the records of a file: rows if its name ends as that of a table, else JSON Lines.
pub(super) fn read(file: &Source, archive: &Archive) -> Records {
    let text = file.text();
    let extension = file.name().rsplit_once('.').map_or("", |(_, it)| it);
    let is = |known: &str| extension.eq_ignore_ascii_case(known);
    let rows: Box<dyn Iterator<Item = Row<'_>>> = if is("csv") {
        Box::new(table::Table::new(text, None))
    } else if is("tsv") || is("tab") {
        Box::new(table::Table::new(text, Some(b'\t')))
    } else {
        Box::new(json_lines::rows(text))
    };
    let mut records = Records::default();
    let mut ids = FxHashSet::default();
    for (index, row) in rows.enumerate() {
        match row {
            Ok(fields) => records.add(file, archive, index + 1, &fields, &mut ids),
            Err(fault) => records.faults.get_or_insert((fault, 0)).1 += 1,
        }
    }
    records
}

impl Records {
    fn add(
        &mut self,
        file: &Source,
        archive: &Archive,
        number: usize,
        fields: &[Field<'_>],
        ids: &mut FxHashSet<String>,
    ) {
        if self.keys.is_empty() {
            self.keys = fields.iter().map(|field| field.key.to_string()).collect();
        }
        let find = |key: &str| fields.iter().find(|field| field.key == key);
        let text = find(&archive.text.value).map(|field| field.decoded(file));
        let Some((text, encoding)) = text.filter(|(text, _)| !text.trim().is_empty()) else {
            self.without_text += 1;
            return;
        };
        let id = archive.id.as_deref().and_then(find);
        let id = id.map(|field| field.decoded(file).0.trim().to_owned());
        let name = match id {
            Some(id) if id.is_empty() => number.to_string(),
            Some(id) if ids.insert(id.clone()) => id,
            Some(id) => {
                self.repeated.get_or_insert(id);
                number.to_string()
            }
            None => number.to_string(),
        };
        self.list.push(Record {
            name,
            text,
            encoding,
            metadata: metadata(file, archive, fields),
        });
    }

    /// Whether a part of the file is no record.
    pub(super) const fn has_faults(&self) -> bool {
        self.faults.is_some()
    }

    /// What is no record in the file with this text.
    pub(super) fn fault(&self, name: &str, file: SourceId) -> Option<Diagnostic> {
        let (fault, count) = self.faults.as_ref()?;
        let problem = Diagnostic::error(format!("`{name}` holds what is no record"))
            .at(Place::new(file, fault.span), fault.what.as_str());
        let problem = match count {
            1 => problem,
            count => problem.note(format!("so do {} more lines", count - 1)),
        };
        Some(problem.note("the other records are read"))
    }

    /// What else is wrong with the records of a file.
    pub(super) fn problems(&self, archive: &Archive, name: &str) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let key = &archive.text;
        if self.list.is_empty() && self.without_text > 0 {
            let problem = Diagnostic::error(format!("no record of `{name}` has `{}`", key.value))
                .at(key.place, "");
            let keys = self.keys.iter().map(String::as_str);
            let hint = suggest::did_you_mean(&key.value, keys.clone()).unwrap_or_else(|| {
                format!("the first has `{}`", keys.collect::<Vec<_>>().join("`, `"))
            });
            problems.push(problem.help(hint));
        }
        if let Some(id) = &self.repeated {
            problems.push(
                Diagnostic::warning(format!("two records of `{name}` have the id `{id}`"))
                    .note("a record goes by its number where another one has its id"),
            );
        }
        problems
    }
}

/// What a record says besides its text.
fn metadata(file: &Source, archive: &Archive, fields: &[Field<'_>]) -> Metadata {
    let said = fields.iter().filter(|field| {
        field.key != archive.text.value && (1..=LONGEST_METADATA).contains(&field.span.len())
    });
    let entry = |key: &str, field: &Field<'_>| Entry {
        key: key.to_lowercase(),
        value: field.decoded(file).0,
        // The source is the text alone, and the value stands beside it.
        span: Span::default(),
    };
    let renamed = archive.renamed.iter().filter_map(|(name, key)| {
        let field = said.clone().find(|field| field.key == key.as_str())?;
        Some(entry(name, field))
    });
    Metadata {
        entries: renamed
            .chain(said.clone().map(|field| entry(&field.key, field)))
            .collect(),
    }
}

impl Field<'_> {
    /// The value, and where it stands in the file.
    fn decoded(&self, file: &Source) -> (String, Encoding) {
        let mut decoding = Decoding::new(file.encoding().name(), self.span.len() as usize);
        let raw = file.slice(self.span);
        let mut at = 0;
        let escape = match self.escapes {
            Escapes::None => None,
            Escapes::Json => Some((b'\\', json_lines::escape as fn(&str) -> (char, usize))),
            Escapes::Doubled => Some((b'"', table::escape as fn(&str) -> (char, usize))),
        };
        let span = |from: usize, to: usize| {
            Span::new(self.span.start + from as u32, self.span.start + to as u32)
        };
        if let Some((mark, escape)) = escape {
            while let Some(found) = memchr(mark, &raw.as_bytes()[at..]) {
                let start = at + found;
                decoding.copy(file, span(at, start));
                let (character, length) = escape(&raw[start..]);
                at = start + length;
                decoding.decode(file, span(start, at), character);
            }
        }
        decoding.copy(file, span(at, raw.len()));
        decoding.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::source::Sources;

    fn archive(keys: &str) -> Archive {
        let mut sources = Sources::new();
        let text = format!("[[documents.archive]]\nfiles = [\"*\"]\n{keys}\n");
        let file = sources.add(Source::new("crossfact.toml", text));
        let (mut config, problems) = config::read(&sources, file);
        assert_eq!(problems, []);
        config.documents.archives.remove(0)
    }

    fn records(name: &str, text: &str, keys: &str) -> Records {
        read(&Source::new(name, text), &archive(keys))
    }

    /// The name and text of every record.
    fn texts(records: &Records) -> Vec<(&str, &str)> {
        let list = records.list.iter();
        list.map(|record| (record.name.as_str(), record.text.as_str()))
            .collect()
    }

    /// Each character of the texts comes from the bytes that an escape or a copy takes.
    fn assert_places(name: &str, text: &str, words: &str, written: &str) {
        let records = records(name, text, "text = \"body\"");
        let record = records.list.into_iter().next().unwrap();
        let source = Source::record(name, "1", record.text, record.encoding);
        let start = source.text().find(words).unwrap() as u32;
        let span = source.file_span(Span::new(start, start + words.len() as u32));
        assert_eq!(&text[span.range()], written);
    }

    const BODY: &str = "text = \"body\"";

    #[test]
    fn a_line_of_json_is_a_record() {
        let text = "{\"body\": \"One\"}\n\n{\"n\": 2, \"body\": \"Two\"}\r\n";
        let records = records("a.jsonl", text, BODY);
        assert_eq!(texts(&records), [("1", "One"), ("2", "Two")]);
    }

    #[test]
    fn escapes_are_decoded_and_keep_their_places() {
        let text = r#"{"body": "“A”\n\"b\" \u00e9\ud83d\ude00 \\/\/ 5"}"#;
        let found = records("a.jsonl", text, BODY);
        assert_eq!(texts(&found), [("1", "“A”\n\"b\" é😀 \\// 5")]);
        assert_places("a.jsonl", text, "”\n\"b", r#"”\n\"b"#);
        assert_places("a.jsonl", text, "😀", r"\ud83d\ude00");
        assert_places("a.jsonl", text, "/ 5", r"\/ 5");
    }

    #[test]
    fn a_row_of_a_table_is_a_record() {
        let text = "id,body\r\n7,\"He said \"\"no\"\",\nand left.\"\r\n8, plain \r\n";
        let found = records("a.csv", text, BODY);
        let expected = [("1", "He said \"no\",\nand left."), ("2", "plain")];
        assert_eq!(texts(&found), expected);
        assert_places("a.csv", text, "\"no\",", "\"\"no\"\",");
        assert_places("a.csv", text, "left", "left");
    }

    #[test]
    fn a_table_in_another_encoding_keeps_its_places() {
        let text = "body\n\"«5» \"\"é\"\" 7\"\n";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
        let decoded = crate::corpus::decode::decode(bytes.to_vec()).unwrap();
        let file = Source::decoded("a.csv", decoded.text, decoded.encoding);
        let record = read(&file, &archive(BODY)).list.remove(0);
        let source = Source::record("a.csv", "1", record.text, record.encoding);
        assert_eq!(source.text(), "«5» \"é\" 7");
        let start = source.text().find("\"é").unwrap() as u32;
        let span = source.file_span(Span::new(start, start + 6));
        assert_eq!(&bytes[span.range()], b"\"\"\xE9\"\" 7");
    }

    #[test]
    fn what_a_record_says_besides_its_text_is_metadata() {
        let text = r#"{"meta": {"Event": "fire", "n": 3, "tags": ["a"], "x": null},
 "#
        .replace('\n', "")
            + r#""headline": "A \"fire\"", "title": "t", "body": "One", "empty": ""}"#;
        let found = records("a.jsonl", &text, "text = \"body\"\ntitle = \"headline\"");
        let metadata = &found.list[0].metadata;
        let get = |key| metadata.get(key).map(|entry| entry.value.as_str());
        assert_eq!(get("title"), Some("A \"fire\""));
        assert_eq!(
            (get("meta.event"), get("meta.n")),
            (Some("fire"), Some("3"))
        );
        let absent = ["body", "empty", "meta.tags", "meta.x", "meta"];
        assert!(absent.iter().all(|key| get(key).is_none()));
    }

    #[test]
    fn a_key_inside_a_key_may_be_the_text() {
        let text = r#"{"article": {"body": "One"}, "body": "no"}"#;
        let found = records("a.jsonl", text, "text = \"article.body\"");
        assert_eq!(texts(&found), [("1", "One")]);
    }

    #[test]
    fn an_id_names_a_record_and_one_that_is_repeated_does_not() {
        let text = "body,id\nOne,x\nTwo,\nThree,x\nFour,y\n";
        let found = records("a.csv", text, "text = \"body\"\nid = \"id\"");
        let names: Vec<&str> = found.list.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["x", "2", "3", "y"]);
        let problems = found.problems(&archive(BODY), "a.csv");
        assert_eq!(
            problems[0].message,
            "two records of `a.csv` have the id `x`"
        );
    }

    #[test]
    fn records_without_a_text_are_counted_and_numbers_stay() {
        let text = "{\"body\": \" \"}\n{\"b\": 1}\n{\"body\": null}\n{\"body\": \"One\"}\n";
        let found = records("a.jsonl", text, BODY);
        assert_eq!((found.without_text, texts(&found)), (3, vec![("4", "One")]));
        assert_eq!(found.problems(&archive(BODY), "a.jsonl"), []);
    }

    #[test]
    fn a_key_that_no_record_has_is_an_error_with_the_nearest_one() {
        let found = records("a.jsonl", "{\"bodi\": \"x\"}\n", BODY);
        let problems = found.problems(&archive(BODY), "a.jsonl");
        assert_eq!(problems[0].message, "no record of `a.jsonl` has `body`");
        assert_eq!(problems[0].help, ["did you mean `bodi`?"]);
    }

    #[test]
    fn half_a_character_is_an_error() {
        let found = records("a.jsonl", r#"{"body": "a\ud83d b"}"#, BODY);
        assert!(found.has_faults());
    }

    #[test]
    fn a_line_that_is_no_object_is_an_error_and_the_others_are_read() {
        let text = "{\"body\": \"One\"}\n[1]\n{\"body\": \n// no\n{\"body\": \"Two\"}\n";
        let found = records("a.jsonl", text, BODY);
        assert_eq!(texts(&found), [("1", "One"), ("5", "Two")]);
        let mut sources = Sources::new();
        let file = sources.add(Source::new("a.jsonl", text));
        let problem = found.fault("a.jsonl", file).unwrap();
        assert_eq!(sources.slice(problem.labels[0].place), "[1]");
        assert_eq!(problem.notes[0], "so do 2 more lines");
    }

    #[test]
    fn a_quotation_mark_that_nothing_closes_is_an_error() {
        let found = records("a.csv", "body\nOne\n\"Two\n", BODY);
        let mut sources = Sources::new();
        let file = sources.add(Source::new("a.csv", "body\nOne\n\"Two\n"));
        let problem = found.fault("a.csv", file).unwrap();
        assert_eq!(
            problem.labels[0].text,
            "this quotation mark is never closed"
        );
        assert_eq!(sources.slice(problem.labels[0].place), "\"");
    }

    #[test]
    fn nesting_without_end_is_no_record() {
        for open in ["[", "{\"a\":"] {
            let text = open.repeat(100_000);
            assert!(records("a.jsonl", &text, BODY).has_faults());
        }
    }
}
