//! Tells files that are no text by their first bytes and by bytes that no text holds.

use std::fmt;

use memchr::memchr;

/// Why a file is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// It begins as files of this kind do.
    Kind(&'static str),
    /// It holds a NUL byte and is not UTF-16.
    Nul,
    /// It is not UTF-8, names no encoding, and holds control characters.
    Controls,
}

impl fmt::Display for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => f.write_str(kind),
            Self::Nul => f.write_str("it holds a NUL byte"),
            Self::Controls => f.write_str("it holds control characters"),
        }
    }
}

/// The first bytes of files that are often found among documents. Most of these files hold
/// NUL bytes as well, but not all, and the name says more.
const KINDS: [(&[u8], &str); 16] = [
    (b"%PDF-", "it is a PDF file"),
    (b"{\\rtf", "it is an RTF file"),
    (b"%!PS-Adobe", "it is a PostScript file"),
    (b"PK\x03\x04", "it is a zip archive"),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "it is an old Office file",
    ),
    (b"\x89PNG\r\n\x1A\n", "it is a PNG picture"),
    (b"GIF87a", "it is a GIF picture"),
    (b"GIF89a", "it is a GIF picture"),
    (b"\xFF\xD8\xFF", "it is a JPEG picture"),
    (b"\x1F\x8B", "it is a gzip archive"),
    (b"BZh", "it is a bzip2 archive"),
    (b"\xFD7zXZ\0", "it is an xz archive"),
    (b"7z\xBC\xAF\x27\x1C", "it is a 7z archive"),
    (b"\x28\xB5\x2F\xFD", "it is a Zstandard archive"),
    (b"\x7FELF", "it is a program"),
    (b"SQLite format 3\0", "it is a database"),
];

/// Why the bytes, whole or the beginning of a file, are no text in an encoding that writes
/// ASCII as ASCII.
pub(super) fn binary(bytes: &[u8]) -> Option<Binary> {
    let kind = KINDS.iter().find(|(start, _)| bytes.starts_with(start));
    match kind {
        Some((_, kind)) => Some(Binary::Kind(kind)),
        None => memchr(0, bytes).map(|_| Binary::Nul),
    }
}

/// Whether there is a control character (C0, DEL) that no text is formatted with. A DOS end of
/// file at the end is not looked at.
pub(super) fn has_controls(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_suffix(b"\x1A").unwrap_or(bytes);
    bytes.iter().any(|byte| is_control(char::from(*byte)))
}

/// Whether a character formats no text: a control character of ASCII other than tab, line
/// feed, vertical tab, form feed and carriage return.
pub(super) const fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0E'..='\x1F' | '\x7F')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_kind_is_named() {
        assert_eq!(
            binary(b"%PDF-1.7\n1 0 obj").map(|it| it.to_string()),
            Some("it is a PDF file".to_owned())
        );
        assert_eq!(binary(b"a\0b"), Some(Binary::Nul));
    }

    #[test]
    fn a_text_about_files_is_a_text() {
        let texts: [&[u8]; 4] = [b"", b"PDF-", b"GIFs are pictures", b"PK\n%PDF-1.7"];
        for text in texts {
            assert_eq!(binary(text), None);
        }
    }

    #[test]
    fn what_formats_a_text_is_no_control_character() {
        assert!(!has_controls(b"a\tb\r\nc\x0C\x0Bd\x1A"));
        assert!(has_controls(b"a\x1Ab"));
        assert!(has_controls(b"\x02"));
    }
}
