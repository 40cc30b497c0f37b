//! How fast a corpus is checked: 100 MB of generated articles, a hundred rules.
//!
//! `cargo bench --bench check` prints the time of a whole run in memory, without reading files.
//! `cargo bench --bench check -- --write DIR MEGABYTES` writes such a corpus with its rule file
//! to a folder instead, for timing the program from outside.

mod corpus;

use std::path::Path;
use std::sync::Arc;

use crossfact::document::Format;
use crossfact::engine::{self, DocumentInput, Settings};
use crossfact::fact::row::Role;
use crossfact::lang::typed::Module;
use crossfact::rule;
use crossfact::rule::data::{DataFiles, OpenError};
use crossfact::source::{Source, SourceId, Sources};
use divan::counter::BytesCount;

const SEED: u64 = 20_220_214;
const MEGABYTE: usize = 1_000_000;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--write") {
        let folder = arguments
            .get(at + 1)
            .map_or("target/articles", String::as_str);
        let megabytes = arguments
            .get(at + 2)
            .and_then(|count| count.parse().ok())
            .unwrap_or(100);
        return write(Path::new(folder), megabytes * MEGABYTE);
    }
    divan::main();
    Ok(())
}

fn write(folder: &Path, bytes: usize) -> std::io::Result<()> {
    for (index, text) in corpus::articles(SEED, bytes).iter().enumerate() {
        let folder = folder.join("articles").join(format!("{:03}", index / 100));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("{index:05}.txt")), text)?;
    }
    std::fs::write(folder.join("rules.toml"), corpus::hundred_rules(SEED))?;
    Ok(())
}

struct NoData;

impl DataFiles for NoData {
    fn open(&mut self, _: &mut Sources, _: SourceId, _: &str) -> Result<SourceId, OpenError> {
        Err(OpenError::Absent)
    }
}

struct Work {
    sources: Sources,
    modules: Vec<Arc<Module>>,
    documents: Vec<DocumentInput>,
    bytes: usize,
}

fn work(bytes: usize) -> Work {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("rules.toml", corpus::hundred_rules(SEED)));
    let (module, problems) = rule::load(&mut sources, file, "rules", &mut NoData);
    assert!(problems.is_empty(), "{problems:?}");
    let mut total = 0;
    let documents = corpus::articles(SEED, bytes)
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            total += text.len();
            let path = format!("{index:05}.txt");
            DocumentInput {
                source: sources.add(Source::new(path.as_str(), text)),
                content: Format::Plain.into(),
                path,
                role: Role::Draft,
                date: None,
            }
        })
        .collect();
    Work {
        sources,
        modules: module.into_iter().map(Arc::new).collect(),
        documents,
        bytes: total,
    }
}

#[divan::bench(args = [10, 100], sample_count = 5, sample_size = 1)]
fn a_hundred_rules(bencher: divan::Bencher<'_, '_>, megabytes: usize) {
    let work = work(megabytes * MEGABYTE);
    bencher.counter(BytesCount::new(work.bytes)).bench(|| {
        engine::run(
            &work.sources,
            &work.modules,
            &work.documents,
            &Settings::default(),
            &|_| {},
        )
    });
}
