//! Finds, reads and decodes files: the documents, the rule files and what they refer to.
//!
//! Documents are known by their path below the root of the corpus; that path orders them,
//! is what globs match. The name shown to people is the path
//! from the working directory.

mod ignore_files;
pub mod path;
pub mod read;
pub mod rule_files;
pub mod walk;

use std::path::PathBuf;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::diag::Diagnostic;
use crate::source::{Source, SourceId, Sources};

/// A file of the corpus, not yet read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the root of the corpus, with `/` between its parts; it begins with
    /// `../` for a file outside.
    pub key: String,
    /// The name shown to people.
    pub name: String,
    /// Where to open it.
    pub path: PathBuf,
    /// Whether the command line names it or a folder above it; always so without paths.
    pub reported: bool,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its text.
    pub source: SourceId,
    /// See [`File::key`].
    pub key: String,
    /// See [`File::reported`].
    pub reported: bool,
}

/// Reads the files in parallel and adds them in their order, so that the order of places
/// does not depend on threads. A file that cannot be read becomes a problem; the others
/// are still read. `progress` is called after each file, from several threads.
pub fn load(
    files: &[File],
    sources: &mut Sources,
    problems: &mut Vec<Diagnostic>,
    progress: &(dyn Fn() + Sync),
) -> Vec<Document> {
    let texts: Vec<_> = files
        .par_iter()
        .map(|file| {
            let text = read::read(&file.path);
            progress();
            text
        })
        .collect();
    let mut documents = Vec::with_capacity(files.len());
    for (file, text) in files.iter().zip(texts) {
        match text {
            Ok(text) => documents.push(Document {
                source: sources.add(Source::new(file.name.clone(), text)),
                key: file.key.clone(),
                reported: file.reported,
            }),
            Err(error) => problems.push(error.diagnostic(&file.name, sources)),
        }
    }
    documents
}
