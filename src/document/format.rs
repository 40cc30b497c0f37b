//! The formats documents come in, told by name and by content.

use super::{Document, asciidoc, html, latex, markdown, plain, rst};

/// How a document is marked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Text without markup, as people type it.
    #[default]
    Plain,
    /// CommonMark with the tables and footnotes of GitHub, and front matter.
    Markdown,
    /// Markdown with JavaScript in it: imports, expressions, components.
    Mdx,
    /// HTML.
    Html,
    /// AsciiDoc.
    AsciiDoc,
    /// reStructuredText.
    ReStructuredText,
    /// LaTeX.
    Latex,
}

impl Format {
    /// All of them, with the word for the configuration and the extensions of files.
    pub const ALL: &[(Self, &'static str, &[&str])] = &[
        (Self::Plain, "plain", &["txt", "text"]),
        (Self::Markdown, "markdown", &["md", "markdown"]),
        (Self::Mdx, "mdx", &["mdx"]),
        (Self::Html, "html", &["html", "htm", "xhtml"]),
        (Self::AsciiDoc, "asciidoc", &["adoc", "asciidoc"]),
        (Self::ReStructuredText, "restructuredtext", &["rst"]),
        (Self::Latex, "latex", &["tex", "latex"]),
    ];

    /// The words for the configuration, each with its format.
    pub fn words() -> impl Iterator<Item = (&'static str, Self)> {
        Self::ALL.iter().map(|(format, word, _)| (*word, *format))
    }

    /// The word for the configuration.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The format of a document with this path, if its extension is a known one.
    pub fn of(path: &str) -> Option<Self> {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        Self::ALL
            .iter()
            .find(|(_, _, extensions)| {
                extensions
                    .iter()
                    .any(|known| known.eq_ignore_ascii_case(extension))
            })
            .map(|(format, _, _)| *format)
    }

    /// The format of a document: told by its path, or, where that says plain text or nothing, by
    /// how it begins.
    pub fn tell(path: &str, source: &str) -> Self {
        match Self::of(path) {
            None | Some(Self::Plain) if html::begins(source) => Self::Html,
            told => told.unwrap_or_default(),
        }
    }

    /// The extensions of all formats, in the order of [`Format::ALL`].
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        Self::ALL
            .iter()
            .flat_map(|(_, _, extensions)| extensions.iter().copied())
    }

    /// Reads a source in this format.
    pub fn read(self, source: &str) -> Document {
        match self {
            Self::Markdown => markdown::read(source),
            Self::Mdx => markdown::read_mdx(source),
            Self::Html => html::read(source),
            Self::AsciiDoc => asciidoc::read(source),
            Self::ReStructuredText => rst::read(source),
            Self::Latex => latex::read(source),
            Self::Plain => plain::read_document(source),
        }
    }
}
