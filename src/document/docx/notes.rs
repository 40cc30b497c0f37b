//! Footnotes and endnotes, which stand in parts of their own.

use std::collections::BTreeMap;

use super::DocxError;
use super::body::Paragraphs;
use super::package::Package;
use super::style::Styles;
use super::words::Words;
use super::xml::{Node, Space};

/// A kind of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// At the foot of a page.
    Footnote,
    /// At the end of the document.
    Endnote,
}

impl Kind {
    /// Both.
    pub(super) const ALL: [Self; 2] = [Self::Footnote, Self::Endnote];

    /// What the part with the notes is to the main one.
    pub(super) const fn relationship(self) -> &'static str {
        match self {
            Self::Footnote => "footnotes",
            Self::Endnote => "endnotes",
        }
    }

    /// The kind that an element refers to.
    pub(super) fn of_reference(name: &str) -> Option<Self> {
        match name {
            "footnoteReference" => Some(Self::Footnote),
            "endnoteReference" => Some(Self::Endnote),
            _ => None,
        }
    }
}

/// The paragraphs of every note, by its kind and id.
#[derive(Debug, Default)]
pub(super) struct Notes {
    by_id: BTreeMap<(Kind, String), Vec<Words>>,
}

impl Notes {
    /// Reads a part with notes.
    pub(super) fn read(
        &mut self,
        kind: Kind,
        package: &mut Package<'_>,
        part: &str,
        styles: &Styles,
    ) -> Result<(), DocxError> {
        let mut paragraphs = Paragraphs::new(styles);
        let mut open: Option<String> = None;
        package.parse(part, |node| {
            match &node {
                Node::Start(Space::Word, "footnote" | "endnote", attributes) => {
                    open = attributes.get("id");
                }
                Node::End(Space::Word, "footnote" | "endnote") => open = None,
                Node::Start(..) | Node::End(..) | Node::Text(_) => {}
            }
            if let (Some(paragraph), Some(id)) = (paragraphs.visit(&node), &open) {
                let key = (kind, id.clone());
                self.by_id.entry(key).or_default().push(paragraph.words);
            }
        })
    }

    /// The paragraphs of a note.
    pub(super) fn of(&self, reference: &(Kind, String)) -> &[Words] {
        self.by_id.get(reference).map_or(&[], Vec::as_slice)
    }
}
