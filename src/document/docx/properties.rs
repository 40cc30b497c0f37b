//! What a document says about itself (ISO/IEC 29500-2, "Core Properties").

use super::DocxError;
use super::package::Package;
use super::xml::Node;
use crate::document::Metadata;
use crate::document::metadata::Entry;
use crate::source::Span;

/// The properties by the names they have in all formats. When the file was created and saved
/// is not when it was published, and has names of its own.
const NAMES: [(&str, &str); 8] = [
    ("title", "title"),
    ("creator", "author"),
    ("language", "language"),
    ("subject", "subject"),
    ("description", "description"),
    ("category", "category"),
    ("created", "created"),
    ("modified", "modified"),
];

/// Reads the part with the properties. The title of a file is often that of the one it was
/// made from: where the text has a title, it is left out.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    has_title: bool,
) -> Result<Metadata, DocxError> {
    let mut metadata = Metadata::default();
    let mut open: Option<(&str, String)> = None;
    package.parse(part, |node| match node {
        Node::Start(_, name, _) => {
            let known = NAMES.iter().find(|(known, _)| *known == name);
            open = known.map(|(_, key)| (*key, String::new()));
        }
        Node::Text(text) => {
            if let Some((_, value)) = &mut open {
                value.push_str(text);
            }
        }
        Node::End(..) => {
            let Some((key, value)) = open.take() else {
                return;
            };
            let is_stale = has_title && key == "title";
            if !value.trim().is_empty() && !is_stale {
                metadata.entries.push(Entry {
                    key: key.to_owned(),
                    value,
                    // The properties are no part of the text.
                    span: Span::default(),
                });
            }
        }
    })?;
    Ok(metadata)
}
