//! How the words of a document are got from its source.

use std::sync::Arc;

use super::{Document, Format, Metadata};

/// What a source holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Text in a format, and what its archive says of it besides.
    Marked {
        /// The format.
        format: Format,
        /// Comes before what the text says of itself.
        record: Metadata,
    },
    /// Words that stand there as they are, and how they are divided: of a file that is no text.
    Read(Arc<Document>),
}

impl Content {
    /// Reads the source.
    pub fn read(&self, source: &str) -> Document {
        match self {
            Self::Marked { format, record } => {
                let mut document = format.read(source);
                let own = &mut document.metadata.entries;
                own.splice(0..0, record.entries.iter().cloned());
                document
            }
            Self::Read(document) => Document::clone(document),
        }
    }
}

impl From<Format> for Content {
    fn from(format: Format) -> Self {
        Self::Marked {
            format,
            record: Metadata::default(),
        }
    }
}
