//! One story in every format: the same facts come out of all of them, each at its bytes.
//!
//! `tests/formats/story.*` are the story, `rules.toml` says what is read of it. A format is
//! one more file there and one more row in [`SAMPLES`].

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossfact::config;
use crossfact::corpus::archive::Archives;
use crossfact::corpus::{self, File};
use crossfact::diag::Diagnostic;
use crossfact::document::Format;
use crossfact::engine::{self, DocumentInput, Settings};
use crossfact::fact::row::Role;
use crossfact::finding::Severity;
use crossfact::lang::typed::Module;
use crossfact::paraphrase;
use crossfact::rule;
use crossfact::rule::data::{DataFiles, OpenError};
use crossfact::source::{Numbering, Source, SourceId, Sources, Span};

/// What the story says: the fact, its words, and the words and the value of its field. Much
/// else in the files looks like it and is none: 4, 7, 9, 16, 44, 55, 66, 77 and 99 stand in
/// comments, code, addresses, names and metadata, or where no rule looks.
const STORY: &[(&str, &str, &str, &str)] = &[
    ("added", "3 boats", "3", "3"),
    ("carried", "14,200 passengers", "14,200", "14,200"),
    ("carried", "13,900 passengers", "13,900", "13,900"),
    ("owned", "Smith & Sons owns 6 quays", "6", "6"),
    ("crossings", "12 crossings", "12", "12"),
    ("crossings", "8 crossings", "8", "8"),
    ("built", "2 piers", "2", "2"),
    ("berths", "North | 5", "5", "5"),
    ("berths", "South | 7", "7", "7"),
    ("price", "$5 on weekdays", "$5", "$5"),
    ("price", "$6 at weekends", "$6", "$6"),
    ("age", "under 12 years", "12", "less than 12"),
    ("islands", "4 islands", "4", "4"),
];

/// The story in a format.
struct Sample {
    file: &'static str,
    /// Words that do not stand in the file as they are read, each with its bytes. All others
    /// are their bytes.
    written: &'static [(&'static str, &'static str)],
}

const SAMPLES: &[Sample] = &[
    Sample {
        file: "story.txt",
        written: &[],
    },
    Sample {
        file: "story.md",
        written: &[
            ("14,200 passengers", "14,200** passengers"),
            ("13,900 passengers", "13,**900** passengers"),
            ("13,900", "13,**900"),
            ("Smith & Sons owns 6 quays", "Smith &amp; Sons owns 6 quays"),
            ("12 crossings", "12 <b>crossings"),
            ("2 piers", "2\n> piers"),
            ("North | 5", "North | **5"),
        ],
    },
    Sample {
        file: "story.docx",
        written: &[],
    },
    Sample {
        file: "story.jsonl",
        written: &[(
            "Smith & Sons owns 6 quays",
            r"Smith \u0026 Sons owns 6 quays",
        )],
    },
    Sample {
        file: "story.csv",
        written: &[],
    },
];

/// Where the text is in the files that hold records.
const CONFIG: &str = r#"
[[documents.archive]]
files = ["*.jsonl", "*.csv"]
text = "body"
"#;

struct NoFiles;

impl DataFiles for NoFiles {
    fn open(
        &mut self,
        _sources: &mut Sources,
        _rule_file: SourceId,
        _path: &str,
    ) -> Result<SourceId, OpenError> {
        Err(OpenError::Absent)
    }
}

fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    folder.join(name)
}

/// The document in a file of the story.
fn document(name: &str, sources: &mut Sources) -> DocumentInput {
    let file = sources.add(Source::new(config::FILE_NAME, CONFIG));
    let (config, problems) = config::read(sources, file);
    assert_eq!(problems, []);
    let file = File {
        key: name.to_owned(),
        name: name.to_owned(),
        path: path(name),
        given: None,
        named: true,
        reported: true,
    };
    let archives = Archives::new(&config.documents.archives);
    let mut loaded = corpus::load(&[file], &archives, sources, &|| {});
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.documents.len(), 1);
    let document = loaded.documents.remove(0);
    DocumentInput {
        source: document.source,
        content: document.content.unwrap_or_else(|| {
            let format = Format::of(name).expect("a known extension");
            format.into()
        }),
        path: document.key,
        role: Role::Draft,
        date: None,
    }
}

/// Spaces folded to one.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a rule file reads in a sample.
struct Reading {
    /// As in [`STORY`].
    facts: Vec<[String; 4]>,
    /// The words of every row and every field, and their bytes in the file.
    places: Vec<(String, String)>,
}

fn reading(sample: &Sample) -> Reading {
    let mut sources = Sources::new();
    let rules = fs::read_to_string(path("rules.toml")).expect("the rules");
    let file = sources.add(Source::new("rules.toml", rules));
    let (module, problems) = rule::load(&mut sources, file, "rules", &mut NoFiles);
    // That no rule uses a fact is a warning.
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    assert!(!problems.iter().any(is_error), "{problems:?}");
    let module: Arc<Module> = Arc::new(module.expect("the rules have no error"));
    let document = document(sample.file, &mut sources);
    let written = fs::read(path(sample.file)).expect("a file of the story");
    let modules = [Arc::clone(&module)];
    let settings = Settings::default();
    let run = engine::run(&sources, &modules, &[document], &settings, &|_| {});
    assert_eq!(run.problems, []);
    let document = &run.documents[0];
    let words = |span: Span| document.text(&sources)[span.range()].to_owned();
    let bytes = |span: Span| {
        let place = document.place(span);
        let source = sources.get(place.source);
        match source.numbering() {
            Numbering::Lines => {
                let bytes = &written[source.file_span(place.span).range()];
                String::from_utf8(bytes.to_vec()).expect("UTF-8")
            }
            // The file's own bytes are packed.
            Numbering::Paragraphs => source.slice(place.span).to_owned(),
        }
    };
    let mut reading = Reading {
        facts: Vec::new(),
        places: Vec::new(),
    };
    for (fact, rows) in module.facts.iter().zip(&run.rows[0].facts) {
        let Some(name) = &fact.name else { continue };
        for row in rows {
            reading.places.push((words(row.span), bytes(row.span)));
            for field in row.fields.iter().flatten() {
                reading.places.push((words(field.span), bytes(field.span)));
                reading.facts.push([
                    name.to_string(),
                    folded(&words(row.span)),
                    field.text.to_string(),
                    paraphrase::value(&field.value, &module),
                ]);
            }
        }
    }
    reading
}

#[test]
fn the_same_facts_come_out_of_all_formats() {
    let story: Vec<[String; 4]> = STORY
        .iter()
        .map(|(fact, words, field, value)| [fact, words, field, value].map(|text| text.to_string()))
        .collect();
    for sample in SAMPLES {
        assert_eq!(reading(sample).facts, story, "{}", sample.file);
    }
}

#[test]
fn words_are_shown_at_their_bytes() {
    for sample in SAMPLES {
        for (words, bytes) in reading(sample).places {
            let read = folded(&words);
            let written = sample.written.iter().find(|(words, _)| *words == read);
            let expected = written.map_or(words.as_str(), |(_, written)| written);
            assert_eq!(bytes, expected, "{}", sample.file);
        }
    }
}

#[test]
fn every_file_of_the_story_is_a_sample() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    for entry in fs::read_dir(folder).expect("the folder of the story") {
        let name = entry.expect("an entry of it").file_name();
        let name = name.to_string_lossy();
        let is_sample = SAMPLES.iter().any(|sample| sample.file == name);
        assert!(is_sample || name == "rules.toml", "{name} is not read");
    }
}
