//! The zip archive and the relationships between its parts (ISO/IEC 29500-2).

use std::io::{BufReader, Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::DocxError;
use super::xml::{self, Node};

/// An opened file.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How much may still be unpacked.
    left: u64,
    /// The part with the text.
    main: String,
    /// The part with the properties.
    properties: Option<String>,
    /// What the main part is related to.
    related: Vec<Relationship>,
}

/// A part that another one names.
struct Relationship {
    /// What it is to that one; the last part of an address: `styles`.
    kind: String,
    /// Its name in the archive.
    target: String,
}

impl<'b> Package<'b> {
    /// Opens the bytes of a file whose parts may unpack to at most so many bytes.
    pub(super) fn open(bytes: &'b [u8], most: u64) -> Result<Self, DocxError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| archive_error(&error))?;
        let mut package = Self {
            archive,
            left: most,
            main: String::new(),
            properties: None,
            related: Vec::new(),
        };
        let root = package.relationships("")?;
        let named = |kind: &str| {
            let found = root.iter().find(|it| it.kind == kind);
            found.map(|it| it.target.clone())
        };
        package.main = named("officeDocument").ok_or(DocxError::Missing("document in it"))?;
        package.properties = named("core-properties");
        let main = package.main.clone();
        package.related = package.relationships(&main)?;
        Ok(package)
    }

    /// The name of the part with the text.
    pub(super) fn main(&self) -> &str {
        &self.main
    }

    /// The name of the part with the properties.
    pub(super) fn properties(&self) -> Option<String> {
        self.properties.clone()
    }

    /// The name of the part that is this to the main one.
    pub(super) fn related(&self, kind: &str) -> Option<String> {
        let found = self.related.iter().find(|it| it.kind == kind);
        found.map(|it| it.target.clone())
    }

    /// Calls `visit` with what is met in a part. A part that is named and is not there is
    /// taken as empty, except the main one.
    pub(super) fn parse(
        &mut self,
        name: &str,
        visit: impl FnMut(Node<'_>),
    ) -> Result<(), DocxError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) if name != self.main => return Ok(()),
            Err(ZipError::FileNotFound) => return Err(DocxError::Missing("text")),
            Err(error) => return Err(archive_error(&error)),
        };
        // One byte more than allowed tells too much from what just fits.
        let mut unpacked = BufReader::new(part.take(self.left + 1));
        let parsed = xml::parse(&mut unpacked, visit);
        let read = self.left + 1 - unpacked.into_inner().limit();
        if read > self.left {
            return Err(DocxError::TooLarge);
        }
        self.left -= read;
        parsed.map_err(|what| DocxError::Xml {
            part: name.to_owned(),
            what,
        })
    }

    /// What a part is related to; the whole package for an empty name.
    fn relationships(&mut self, of: &str) -> Result<Vec<Relationship>, DocxError> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let mut list = Vec::new();
        self.parse(&name, |node| {
            let Node::Start(_, "Relationship", attributes) = node else {
                return;
            };
            let (Some(kind), Some(target)) = (attributes.get("Type"), attributes.get("Target"))
            else {
                return;
            };
            if attributes.get("TargetMode").as_deref() == Some("External") {
                return;
            }
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let target = resolved(folder, &target);
            list.push(Relationship { kind, target });
        })?;
        Ok(list)
    }
}

/// The name of a part that is named from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn archive_error(error: &ZipError) -> DocxError {
    DocxError::Archive(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_from_the_folder_of_the_one_that_names_it() {
        assert_eq!(resolved("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "/word/a.xml"), "word/a.xml");
        assert_eq!(
            resolved("word", "../docProps/core.xml"),
            "docProps/core.xml"
        );
        assert_eq!(resolved("", "./word/document.xml"), "word/document.xml");
    }
}
