//! Finds, reads and decodes files: the documents, the rule files and what they refer to.
//!
//! Documents are known by their path below the root of the corpus; that path orders them,
//! is what globs match. The name shown to people is the path
//! from the working directory.

pub mod binary;
mod declared;
pub mod decode;
mod ignore_files;
pub mod path;
pub mod read;
pub mod rule_files;
pub mod walk;

use std::path::PathBuf;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use binary::Binary;
use decode::Damage;
use read::ReadError;

use crate::diag::Diagnostic;
use crate::source::{Place, Source, SourceId, Sources};

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
    /// Whether the command line names the file itself.
    pub named: bool,
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

/// What came of reading the files.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The documents, in the order of the files.
    pub documents: Vec<Document>,
    /// The names of the files that are no text and that the command line does not name, and
    /// why they are none.
    pub binary: Vec<(String, Binary)>,
    /// Files that could not be read, and texts that could not be read everywhere.
    pub problems: Vec<Diagnostic>,
}

/// Reads the files in parallel and adds them in their order, so that the order of places
/// does not depend on threads. `progress` is called after each file, from several threads.
pub fn load(files: &[File], sources: &mut Sources, progress: &(dyn Fn() + Sync)) -> Loaded {
    let texts: Vec<_> = files
        .par_iter()
        .map(|file| {
            let text = read::read_document(&file.path);
            progress();
            text
        })
        .collect();
    let mut loaded = Loaded::default();
    for (file, text) in files.iter().zip(texts) {
        match text {
            Ok(decoded) => {
                let name = file.name.clone();
                let source = sources.add(Source::decoded(name, decoded.text, decoded.encoding));
                let damage = decoded.damage.map(|it| it.warning(source, sources));
                loaded.problems.extend(damage);
                loaded.documents.push(Document {
                    source,
                    key: file.key.clone(),
                    reported: file.reported,
                });
            }
            Err(ReadError::Binary(binary)) if !file.named => {
                loaded.binary.push((file.name.clone(), binary));
            }
            Err(error) => loaded.problems.push(error.diagnostic(&file.name, sources)),
        }
    }
    loaded
}

impl Damage {
    /// The warning about a document.
    fn warning(self, source: SourceId, sources: &Sources) -> Diagnostic {
        let text = sources.get(source);
        let (name, encoding) = (text.name(), text.encoding().name());
        let (byte, at) = (self.byte, text.file_span(self.first).start);
        let more = match self.count {
            1 => String::new(),
            count => format!(", and so are {} more", count - 1),
        };
        Diagnostic::warning(format!("`{name}` is not well-formed {encoding}"))
            .at(
                Place::new(source, self.first),
                format!("the byte {byte:#04X} is not {encoding}"),
            )
            .note(format!("the byte is at offset {at} of the file"))
            .note(format!("it is read as U+FFFD{more}"))
            .help("save it as UTF-8")
    }
}
