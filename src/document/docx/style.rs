//! The styles of paragraphs and of characters: what a paragraph is.

use std::collections::BTreeMap;

use super::DocxError;
use super::package::Package;
use super::xml::{Node, Space};

/// Styles rest on one another at most this deep.
const DEEPEST: usize = 16;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Prose, or a heading or a list item by its other properties.
    #[default]
    Prose,
    /// The title of the document.
    Title,
    /// A caption.
    Caption,
    /// A block quotation.
    Quote,
    /// Code.
    Code,
    /// A line of the table of contents.
    Contents,
}

/// What a style says, with all it rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// What a paragraph in it is.
    pub(super) role: Role,
    /// The level of a heading, from 0.
    pub(super) level: Option<u8>,
    /// Whether a paragraph in it is an item of a list.
    pub(super) is_item: Option<bool>,
    /// Whether its text is hidden.
    pub(super) is_hidden: Option<bool>,
    based_on: Option<String>,
}

/// The styles of a document, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The id of the style of paragraphs that name none.
    usual: Option<String>,
}

impl Styles {
    /// Reads the part with the styles.
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, DocxError> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        package.parse(part, |node| match node {
            Node::Start(Space::Word, "style", attributes) => {
                let Some(id) = attributes.get("styleId") else {
                    return;
                };
                let is_paragraph = attributes.get("type").as_deref() == Some("paragraph");
                let is_usual = matches!(attributes.get("default").as_deref(), Some("1" | "true"));
                if is_paragraph && is_usual {
                    styles.usual = Some(id.clone());
                }
                open = Some((id, Style::default()));
            }
            Node::Start(Space::Word, name, attributes) => {
                let Some((_, style)) = &mut open else {
                    return;
                };
                let value = || attributes.get("val").unwrap_or_default();
                match name {
                    "name" => style.name(&value()),
                    "basedOn" => style.based_on = Some(value()),
                    "outlineLvl" => style.level = level(&value()),
                    "numId" => style.is_item = Some(value() != "0"),
                    "vanish" => style.is_hidden = Some(attributes.is_on()),
                    _ => {}
                }
            }
            Node::End(Space::Word, "style") => {
                if let Some((id, style)) = open.take() {
                    styles.by_id.insert(id, style);
                }
            }
            Node::Start(..) | Node::End(..) | Node::Text(_) => {}
        })?;
        Ok(styles)
    }

    /// The style of a paragraph that names this one, or none.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Style {
        let id = id.or(self.usual.as_deref());
        id.map_or_else(Style::default, |id| self.resolved(id))
    }

    /// The style of a run that names this one.
    pub(super) fn of_run(&self, id: &str) -> Style {
        self.resolved(id)
    }

    fn resolved(&self, id: &str) -> Style {
        let mut style = Style::default();
        let mut next = Some(id);
        for _ in 0..DEEPEST {
            let Some(found) = next.and_then(|id| self.by_id.get(id)) else {
                break;
            };
            if style.role == Role::Prose {
                style.role = found.role;
            }
            style.level = style.level.or(found.level);
            style.is_item = style.is_item.or(found.is_item);
            style.is_hidden = style.is_hidden.or(found.is_hidden);
            next = found.based_on.as_deref();
        }
        style
    }
}

impl Style {
    /// The names of built-in styles are English whatever the language of the program; those of
    /// code are Word's, LibreOffice's and pandoc's.
    fn name(&mut self, name: &str) {
        let name = name.to_lowercase();
        self.role = match name.as_str() {
            "title" => Role::Title,
            "caption" | "image caption" | "table caption" => Role::Caption,
            "quote" | "intense quote" | "block text" | "quotations" => Role::Quote,
            "html preformatted" | "source code" | "preformatted text" => Role::Code,
            "html code" | "verbatim char" | "source text" => Role::Code,
            name if name.starts_with("toc ") => Role::Contents,
            _ => Role::Prose,
        };
        if let Some(number) = name.strip_prefix("heading ") {
            let number: Option<u8> = number.parse().ok();
            self.level = number
                .and_then(|number| number.checked_sub(1))
                .or(self.level);
        }
    }
}

/// The level of a heading, from 0; 9 is that of text.
pub(super) fn level(value: &str) -> Option<u8> {
    value.parse().ok().filter(|level| *level < 9)
}
