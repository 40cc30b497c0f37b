//! Reads a file as text, under 4 GiB: a rule file as UTF-8, a document in any encoding.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use super::binary::{Binary, binary};
use super::decode::{Decoded, decode, refuse};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::document::docx::{self, DocxError};
use crate::source::{Place, Source, Sources, Span};

/// The most bytes of a file: offsets are 32 bits wide ([`Span`]), and one past the end must
/// still fit.
pub const LONGEST: u64 = u32::MAX as u64 - 1;

/// A first look of this many bytes is enough to turn most binary files away unread; the
/// same number as in git.
const FIRST_LOOK: u64 = 8000;

/// Why a file could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// The system said no.
    Io(io::Error),
    /// A directory where a file was expected.
    Directory,
    /// 4 GiB or more.
    TooLarge,
    /// Begins with the byte order mark of UTF-16.
    Utf16,
    /// Not a text.
    Binary(Binary),
    /// Named as a Word document, and none that can be read.
    Docx(DocxError),
    /// Not UTF-8 at this byte.
    NotUtf8 {
        /// The offset of the first bad byte.
        at: u32,
        /// The bad byte.
        byte: u8,
        /// The text with every bad sequence replaced, for showing where it is. Up to `at`
        /// its offsets are the file's.
        shown: String,
    },
}

/// Reads a UTF-8 file whole. A byte order mark is kept, so that offsets are the file's.
///
/// # Errors
///
/// See [`ReadError`].
pub fn read(path: &Path) -> Result<String, ReadError> {
    let refuse = |beginning: &[u8]| refuse_for_utf_8(beginning);
    utf_8(read_up_to(path, LONGEST, refuse)?)
}

/// Reads a file in whatever encoding it is.
///
/// # Errors
///
/// See [`ReadError`]; not being UTF-8 is none.
pub fn read_document(path: &Path) -> Result<Decoded, ReadError> {
    let refuse = |beginning: &[u8]| refuse(beginning).map_err(ReadError::Binary);
    decoded(read_up_to(path, LONGEST, refuse)?)
}

/// The text of a document that was read elsewhere, in whatever encoding it is.
///
/// # Errors
///
/// See [`ReadError`]; not being UTF-8 is none.
pub fn given_document(bytes: &[u8]) -> Result<Decoded, ReadError> {
    if bytes.len() as u64 > LONGEST {
        return Err(ReadError::TooLarge);
    }
    decoded(bytes.to_vec())
}

fn decoded(bytes: Vec<u8>) -> Result<Decoded, ReadError> {
    let decoded = decode(bytes).map_err(ReadError::Binary)?;
    // A byte of the file may be two or three of the text.
    if decoded.text.len() as u64 > LONGEST {
        return Err(ReadError::TooLarge);
    }
    Ok(decoded)
}

/// Reads a Word document: its text, and what its paragraphs are.
///
/// # Errors
///
/// See [`ReadError`].
pub fn read_docx(path: &Path) -> Result<(String, Document), ReadError> {
    given_docx(&read_up_to(path, LONGEST, |_| Ok(()))?)
}

/// The text of a Word document that was read elsewhere.
///
/// # Errors
///
/// See [`ReadError`].
pub fn given_docx(bytes: &[u8]) -> Result<(String, Document), ReadError> {
    docx::read(bytes).map_err(ReadError::Docx)
}

/// The bytes of a file whose beginning nothing refuses.
fn read_up_to(
    path: &Path,
    longest: u64,
    refuse: impl Fn(&[u8]) -> Result<(), ReadError>,
) -> Result<Vec<u8>, ReadError> {
    let metadata = fs::metadata(path).map_err(ReadError::Io)?;
    if metadata.is_dir() {
        return Err(ReadError::Directory);
    }
    if metadata.len() > longest {
        return Err(ReadError::TooLarge);
    }
    let mut file = fs::File::open(path).map_err(ReadError::Io)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    (&mut file)
        .take(FIRST_LOOK)
        .read_to_end(&mut bytes)
        .map_err(ReadError::Io)?;
    refuse(&bytes)?;
    // The length is only what it was a moment ago, and a pipe has none: the limit is kept
    // while reading. One byte more than allowed tells a long file from one that just fits.
    let rest = (longest + 1).saturating_sub(bytes.len() as u64);
    file.take(rest)
        .read_to_end(&mut bytes)
        .map_err(ReadError::Io)?;
    if bytes.len() as u64 > longest {
        return Err(ReadError::TooLarge);
    }
    Ok(bytes)
}

/// The bytes of a UTF-8 file as text.
fn utf_8(bytes: Vec<u8>) -> Result<String, ReadError> {
    refuse_for_utf_8(&bytes)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        ReadError::NotUtf8 {
            at: at as u32,
            byte: bytes.get(at).copied().unwrap_or_default(),
            shown: String::from_utf8_lossy(bytes).into_owned(),
        }
    })
}

fn refuse_for_utf_8(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(ReadError::Utf16);
    }
    match binary(bytes) {
        Some(binary) => Err(ReadError::Binary(binary)),
        None => Ok(()),
    }
}

impl ReadError {
    /// The problem to report about the file with this name. Text that is not UTF-8 is added
    /// to the sources, so that its first bad byte can be shown.
    pub fn diagnostic(self, name: &str, sources: &mut Sources) -> Diagnostic {
        match self {
            Self::Io(error) => {
                Diagnostic::error(format!("cannot read `{name}`: {}", describe(&error)))
            }
            Self::Directory => Diagnostic::error(format!("`{name}` is a directory, not a file")),
            Self::TooLarge => Diagnostic::error(format!("`{name}` is too large"))
                .note("a file must be smaller than 4 GiB"),
            Self::Utf16 => Diagnostic::error(format!("`{name}` is not UTF-8 text"))
                .note("it begins with the byte order mark of UTF-16")
                .help("save it as UTF-8"),
            Self::Binary(binary) => {
                Diagnostic::error(format!("`{name}` is not a text: {binary}"))
                    .help("save it as text, or leave it out with `exclude` in crossfact.toml or in .crossfactignore")
            }
            Self::Docx(error) => {
                Diagnostic::error(format!("`{name}` cannot be read as a Word document"))
                    .note(error.to_string())
            }
            Self::NotUtf8 { at, byte, shown } => {
                let end = at + char::REPLACEMENT_CHARACTER.len_utf8() as u32;
                let source = sources.add(Source::new(name, shown));
                Diagnostic::error(format!("`{name}` is not UTF-8 text"))
                    .at(
                        Place::new(source, Span::new(at, end)),
                        format!("the byte {byte:#04X} is not UTF-8"),
                    )
                    .note(format!("the byte is at offset {at} of the file"))
                    .help("save it as UTF-8")
            }
        }
    }
}

/// The system's reason in words, the same on every system where the kind is known.
pub fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_byte_order_mark_so_that_offsets_are_the_files() {
        let bytes = b"\xEF\xBB\xBFKyiv".to_vec();
        assert_eq!(utf_8(bytes).unwrap(), "\u{FEFF}Kyiv");
    }

    #[test]
    fn keeps_line_ends_as_they_are() {
        assert_eq!(utf_8(b"a\r\nb\rc\n".to_vec()).unwrap(), "a\r\nb\rc\n");
    }

    #[test]
    fn an_empty_file_is_an_empty_text() {
        assert_eq!(utf_8(Vec::new()).unwrap(), "");
    }

    #[test]
    fn shows_the_first_bad_byte_at_its_offset_in_the_file() {
        // "café" in Latin-1: é is the single byte E9.
        let error = utf_8(b"caf\xE9 au lait".to_vec()).unwrap_err();
        let mut sources = Sources::new();
        let problem = error.diagnostic("menu.txt", &mut sources);
        assert_eq!(problem.message, "`menu.txt` is not UTF-8 text");
        assert_eq!(problem.labels[0].text, "the byte 0xE9 is not UTF-8");
        assert_eq!(problem.labels[0].place.span, Span::new(3, 6));
        assert_eq!(sources.slice(problem.labels[0].place), "\u{FFFD}");
    }

    #[test]
    fn a_sequence_cut_off_at_the_end_is_shown_where_it_begins() {
        let error = utf_8(b"5 \xE2\x82".to_vec()).unwrap_err();
        assert!(matches!(
            error,
            ReadError::NotUtf8 {
                at: 2,
                byte: 0xE2,
                ..
            }
        ));
    }

    #[test]
    fn turns_binary_and_utf_16_files_away() {
        assert!(matches!(
            utf_8(b"PK\x03\x04\0\0".to_vec()),
            Err(ReadError::Binary(Binary::Kind(_)))
        ));
        assert!(matches!(
            utf_8(b"\xFF\xFEK\0y\0".to_vec()),
            Err(ReadError::Utf16)
        ));
        assert!(matches!(
            utf_8(b"\xFE\xFF\0K\0y".to_vec()),
            Err(ReadError::Utf16)
        ));
    }

    #[test]
    fn keeps_the_limit_to_the_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.txt");
        fs::write(&path, "123456789").unwrap();
        let read = |longest| read_up_to(&path, longest, |_| Ok(()));
        assert_eq!(read(9).unwrap(), b"123456789");
        assert!(matches!(read(8), Err(ReadError::TooLarge)));
    }

    #[test]
    fn a_directory_and_a_missing_file_are_errors_with_a_name() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read(folder.path()), Err(ReadError::Directory)));
        let error = read(&folder.path().join("gone.txt")).unwrap_err();
        assert_eq!(
            error.diagnostic("gone.txt", &mut Sources::new()).message,
            "cannot read `gone.txt`: there is no such file"
        );
    }
}
