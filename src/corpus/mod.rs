//! Finds, reads and decodes files: the documents, the rule files and what they refer to.
//!
//! Documents are known by their path below the root of the corpus; that path orders them,
//! is what globs match. The name shown to people is the path
//! from the working directory.

pub mod archive;
pub mod binary;
mod declared;
pub mod decode;
mod ignore_files;
pub mod path;
pub mod read;
pub mod rule_files;
pub mod walk;

use std::path::PathBuf;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use archive::{Archives, Records};
use binary::Binary;
use decode::Damage;
use read::ReadError;

use crate::config::Archive;
use crate::diag::Diagnostic;
use crate::document::{self, Content, docx};
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
    /// What it holds, if that was read elsewhere; it need not be there then.
    pub given: Option<Arc<[u8]>>,
    /// Whether the command line names the file itself.
    pub named: bool,
    /// Whether the command line names it or a folder above it; always so without paths.
    pub reported: bool,
}

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its text.
    pub source: SourceId,
    /// See [`File::key`]. A record of an archive is in it as a file in a folder.
    pub key: String,
    /// See [`File::reported`].
    pub reported: bool,
    /// What the text holds, if it is not told by the name.
    pub content: Option<Content>,
}

/// What came of reading the files.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The documents, in the order of the files.
    pub documents: Vec<Document>,
    /// The names of the files that are no text and that the command line does not name, and
    /// why they are none.
    pub binary: Vec<(String, Binary)>,
    /// The names of archives, and how many of their records have no text.
    pub without_text: Vec<(String, usize)>,
    /// Files that could not be read, and texts that could not be read everywhere.
    pub problems: Vec<Diagnostic>,
}

/// Reads the files in parallel and adds them in their order, so that the order of places
/// does not depend on threads. `progress` is called after each file, from several threads.
pub fn load(
    files: &[File],
    archives: &Archives<'_>,
    sources: &mut Sources,
    progress: &(dyn Fn() + Sync),
) -> Loaded {
    let contents: Vec<_> = files
        .par_iter()
        .map(|file| {
            let contents = Contents::read(file, archives);
            progress();
            contents
        })
        .collect();
    let mut loaded = Loaded::default();
    for (file, contents) in files.iter().zip(contents) {
        match contents {
            Ok(contents) => loaded.add(file, contents, sources),
            Err(ReadError::Binary(binary)) if !file.named => {
                loaded.binary.push((file.name.clone(), binary));
            }
            Err(error) => loaded.problems.push(error.diagnostic(&file.name, sources)),
        }
    }
    loaded
}

/// What a file holds.
enum Contents<'a> {
    /// A text.
    Text(Source, Option<Damage>),
    /// The paragraphs of a Word document.
    Docx(Source, Arc<document::Document>),
    /// Records, of this file.
    Archive(Source, Option<Damage>, &'a Archive, Records),
}

impl<'a> Contents<'a> {
    fn read(file: &File, archives: &Archives<'a>) -> Result<Self, ReadError> {
        if docx::is_docx(&file.key) {
            let (text, document) = match &file.given {
                Some(bytes) => read::given_docx(bytes),
                None => read::read_docx(&file.path),
            }?;
            let source = Source::paragraphs(file.name.clone(), text);
            return Ok(Self::Docx(source, Arc::new(document)));
        }
        let decoded = match &file.given {
            Some(bytes) => read::given_document(bytes),
            None => read::read_document(&file.path),
        }?;
        let source = Source::decoded(file.name.clone(), decoded.text, decoded.encoding);
        Ok(match archives.of(&file.key) {
            None => Self::Text(source, decoded.damage),
            Some(archive) => {
                let records = archive::read(&source, archive);
                Self::Archive(source, decoded.damage, archive, records)
            }
        })
    }
}

impl Loaded {
    fn add(&mut self, file: &File, contents: Contents<'_>, sources: &mut Sources) {
        match contents {
            Contents::Text(source, damage) => {
                let source = sources.add(source);
                let warning = damage.map(|damage| damage.warning(source, sources));
                self.problems.extend(warning);
                self.add_whole(file, source, None);
            }
            Contents::Docx(source, document) => {
                let content = Content::Read(document);
                self.add_whole(file, sources.add(source), Some(content));
            }
            Contents::Archive(source, damage, archive, records) => {
                if records.without_text > 0 {
                    let count = records.without_text;
                    self.without_text.push((file.name.clone(), count));
                }
                // The whole text is kept only where something in it is shown.
                if damage.is_some() || records.has_faults() {
                    let source = sources.add(source);
                    let warning = damage.map(|damage| damage.warning(source, sources));
                    self.problems.extend(warning);
                    self.problems.extend(records.fault(&file.name, source));
                }
                self.problems.extend(records.problems(archive, &file.name));
                for record in records.list {
                    self.documents.push(Document {
                        key: format!("{}/{}", file.key, record.name),
                        source: sources.add(Source::record(
                            &file.name,
                            &record.name,
                            record.text,
                            record.encoding,
                        )),
                        reported: file.reported,
                        content: Some(Content::Marked {
                            format: archive.format,
                            record: record.metadata,
                        }),
                    });
                }
            }
        }
    }

    /// Adds a file that is one document.
    fn add_whole(&mut self, file: &File, source: SourceId, content: Option<Content>) {
        self.documents.push(Document {
            source,
            key: file.key.clone(),
            reported: file.reported,
            content,
        });
    }
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::Documents;

    fn file(path: PathBuf) -> File {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        File {
            key: name.clone().into_owned(),
            name: name.into_owned(),
            path,
            given: None,
            named: true,
            reported: true,
        }
    }

    fn load_all(files: &[File]) -> (Vec<String>, Vec<String>) {
        let mut sources = Sources::new();
        let documents = Documents::default();
        let loaded = load(
            files,
            &Archives::new(&documents.archives),
            &mut sources,
            &|| {},
        );
        let texts = loaded.documents.iter();
        let problems = loaded.problems.into_iter();
        (
            texts
                .map(|document| sources.get(document.source).text().to_owned())
                .collect(),
            problems.map(|problem| problem.message).collect(),
        )
    }

    #[test]
    fn a_file_that_is_gone_since_it_was_found_is_a_problem_and_the_others_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there.txt");
        fs::write(&there, "text").unwrap();
        let gone = folder.path().join("gone.txt");
        let (texts, problems) = load_all(&[file(gone), file(there)]);
        assert_eq!(texts, ["text"]);
        assert_eq!(problems, ["cannot read `gone.txt`: there is no such file"]);
    }

    #[test]
    #[cfg(unix)]
    fn what_cannot_be_opened_is_a_problem_and_the_others_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there.txt");
        fs::write(&there, "text").unwrap();
        // Nobody may open a socket as a file, whoever runs the tests.
        let socket = folder.path().join("socket.txt");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let (texts, problems) = load_all(&[file(socket), file(there)]);
        assert_eq!(texts, ["text"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("cannot read `socket.txt`: "));
    }

    #[test]
    fn a_given_text_is_read_and_its_file_is_not_opened() {
        let given = File {
            given: Some((*b"caf\xE9 au lait").into()),
            ..file(PathBuf::from("/no/such/folder/a.txt"))
        };
        let (texts, problems) = load_all(&[given]);
        assert_eq!(texts, ["café au lait"]);
        assert!(problems.is_empty(), "{problems:?}");
    }
}
