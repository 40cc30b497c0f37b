//! The XML of a part, element by element.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

/// Elements deeper than this stand in no document.
const DEEPEST: usize = 1000;

/// A vocabulary of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Of Word: `w:p`.
    Word,
    /// Of formulas: `m:t`.
    Math,
    /// Of alternatives for older programs: `mc:Fallback`.
    Compatibility,
    /// Any other.
    Other,
}

impl Space {
    /// The names of both editions, transitional and strict.
    fn of(namespace: &ResolveResult<'_>) -> Self {
        let ResolveResult::Bound(Namespace(name)) = namespace else {
            return Self::Other;
        };
        match *name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            _ => Self::Other,
        }
    }
}

/// What is met in a part, in order.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// An element begins.
    Start(Space, &'a str, Attributes<'a>),
    /// An element ends.
    End(Space, &'a str),
    /// Characters.
    Text(&'a str),
}

/// The attributes of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of the first attribute with this name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)?;
        let value = quick_xml::escape::unescape(&found.value);
        Some(value.map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// The value of `w:val` as a switch: on where it is not given.
    pub(super) fn is_on(&self) -> bool {
        self.get("val")
            .is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Calls `visit` with what is met.
///
/// # Errors
///
/// What is not well-formed.
pub(super) fn parse(part: impl BufRead, mut visit: impl FnMut(Node<'_>)) -> Result<(), String> {
    let mut reader = NsReader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        let (namespace, event) = reader
            .read_resolved_event_into(&mut buffer)
            .map_err(|error| error.to_string())?;
        let space = Space::of(&namespace);
        match event {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err("its elements stand too deep in one another".to_owned());
                }
                let name = start.local_name();
                visit(Node::Start(space, name.as_ref(), Attributes(&start)));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(space, end.local_name().as_ref()));
            }
            Event::Text(text) => visit(Node::Text(&text)),
            Event::CData(text) => visit(Node::Text(&text)),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                match character {
                    Some(c) => visit(Node::Text(c.encode_utf8(&mut [0; 4]))),
                    None => {
                        let entity = quick_xml::escape::resolve_xml_entity(&reference);
                        visit(Node::Text(entity.unwrap_or("\u{FFFD}")));
                    }
                }
            }
            Event::Eof if depth > 0 => return Err("it ends too early".to_owned()),
            Event::Eof => return Ok(()),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}
