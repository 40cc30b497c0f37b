//! Documents of Word and of the programs that write its format: Office Open XML (ISO/IEC
//! 29500), a zip archive of XML parts.
//!
//! The words are those a reader of the finished document sees: tracked insertions are in,
//! tracked deletions and hidden text are out, and so are comments, headers, footers, the table
//! of contents and the instructions of fields. Each paragraph, and each row of a table, is a
//! line of the text; footnotes and endnotes stand at its end.

mod body;
mod notes;
mod package;
mod properties;
mod style;
mod words;
mod xml;

use std::fmt;

use super::{Document, Transcript};
use body::Body;
use notes::Notes;
use package::Package;
use style::Styles;

/// The extensions of the files.
pub const EXTENSIONS: [&str; 2] = ["docx", "docm"];

/// How much all parts that are read may unpack to, in bytes. The longest novels have a few
/// millions.
const MOST_UNPACKED: u64 = 256 << 20;

/// Whether a path ends in one of [`EXTENSIONS`].
pub fn is_docx(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| {
        let mut known = EXTENSIONS.into_iter();
        known.any(|it| extension.eq_ignore_ascii_case(it))
    })
}

/// Why a file is no Word document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocxError {
    /// It is no zip archive, or a broken one.
    Archive(String),
    /// A part that must be there is not.
    Missing(&'static str),
    /// A part is not well-formed XML.
    Xml {
        /// Its name in the archive.
        part: String,
        /// What is wrong with it.
        what: String,
    },
    /// The parts are larger than any document.
    TooLarge,
}

impl fmt::Display for DocxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Archive(what) => write!(f, "it is no zip archive that can be opened: {what}"),
            Self::Missing(part) => write!(f, "it has no {part}"),
            Self::Xml { part, what } => write!(f, "its part `{part}` is broken: {what}"),
            Self::TooLarge => write!(
                f,
                "its text takes more than {} MiB when it is unpacked",
                MOST_UNPACKED >> 20
            ),
        }
    }
}

/// Reads the bytes of a file: the words, and what they are. The words are their own source.
///
/// # Errors
///
/// See [`DocxError`].
pub fn read(bytes: &[u8]) -> Result<(String, Document), DocxError> {
    read_within(bytes, MOST_UNPACKED)
}

/// Reads a file whose parts unpack to at most so many bytes.
fn read_within(bytes: &[u8], most: u64) -> Result<(String, Document), DocxError> {
    let mut package = Package::open(bytes, most)?;
    let styles = match package.related("styles") {
        Some(part) => Styles::read(&mut package, &part)?,
        None => Styles::default(),
    };
    let mut notes = Notes::default();
    for kind in notes::Kind::ALL {
        if let Some(part) = package.related(kind.relationship()) {
            notes.read(kind, &mut package, &part, &styles)?;
        }
    }
    let mut body = Body::new(&styles);
    let main = package.main().to_owned();
    package.parse(&main, |node| body.visit(&node))?;
    let mut document = body.finish(&notes);
    if let Some(part) = package.properties() {
        let has_title = document.layout.title.is_some();
        document.metadata = properties::read(&mut package, &part, has_title)?;
    }
    let text = document.transcript.text("").to_owned();
    document.transcript = Transcript::verbatim();
    Ok((text, document))
}

#[cfg(test)]
mod tests;
