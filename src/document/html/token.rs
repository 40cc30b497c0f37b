//! The tokens of an HTML source, each with its place (HTML Standard, 13.2.5).

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, State, Tokenizer};

use super::super::character_reference;
use super::super::excerpt::Excerpt;
use super::element::Element;
use crate::source::Span;

/// A part of the source. Comments and the document type are none.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// The start of an element.
    Start(Tag),
    /// The end of an element.
    End(Tag),
    /// Text, with its references as written.
    Text(Span),
}

/// A tag.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// What its name means.
    pub element: Element,
    /// Its name in the source.
    pub name: Span,
    /// All of it, from `<` to `>`.
    pub span: Span,
    /// Whether it ends in `/>`.
    pub is_closed: bool,
    attributes: Range<u32>,
}

/// An attribute that says something about words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttributeName {
    Alt,
    AriaHidden,
    Class,
    Columns,
    Content,
    DateTime,
    Hidden,
    HttpEquiv,
    Id,
    ItemProp,
    Lang,
    Link,
    Name,
    Open,
    Property,
    PubDate,
    Role,
    Rows,
    Style,
    Type,
}

impl AttributeName {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"alt" => Self::Alt,
            b"aria-hidden" => Self::AriaHidden,
            b"class" => Self::Class,
            b"colspan" => Self::Columns,
            b"content" => Self::Content,
            b"datetime" => Self::DateTime,
            b"hidden" => Self::Hidden,
            b"http-equiv" => Self::HttpEquiv,
            b"id" => Self::Id,
            b"itemprop" => Self::ItemProp,
            b"lang" | b"xml:lang" => Self::Lang,
            b"href" => Self::Link,
            b"name" => Self::Name,
            b"open" => Self::Open,
            b"property" => Self::Property,
            b"pubdate" => Self::PubDate,
            b"role" => Self::Role,
            b"rowspan" => Self::Rows,
            b"style" => Self::Style,
            b"type" => Self::Type,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug)]
struct Attribute {
    name: AttributeName,
    /// Without quotation marks; empty where there is no value.
    value: Span,
}

/// The tokens of a source, in order.
pub(super) struct Tokens<'s> {
    source: &'s str,
    list: Vec<Token>,
    attributes: Vec<Attribute>,
}

impl<'s> Tokens<'s> {
    /// Cuts a source into tokens.
    pub(super) fn of(source: &'s str) -> Self {
        let mut html = Excerpt::new(source);
        // A byte order mark is no text.
        let mark = source.len() - source.trim_start_matches('\u{FEFF}').len();
        html.add(mark..source.len());
        Self::of_excerpt(&html)
    }

    /// Cuts parts of a source, taken as one text, into tokens.
    pub(super) fn of_excerpt(html: &Excerpt<'s>) -> Self {
        let mut tokens = Tokens {
            source: html.text(),
            list: Vec::new(),
            attributes: Vec::new(),
        };
        let emitter = TagEmitter {
            inner: CallbackEmitter::new(Collector {
                tokens: &mut tokens,
                open: None,
                attribute: None,
                content: None,
            }),
        };
        let Ok(()) = Tokenizer::new_with_emitter(html.text(), emitter).finish();
        let Tokens {
            list,
            mut attributes,
            ..
        } = tokens;
        for attribute in &mut attributes {
            attribute.value = html.span(attribute.value.range());
        }
        let moved = |mut tag: Tag| {
            tag.name = html.span(tag.name.range());
            tag.span = html.span(tag.span.range());
            tag
        };
        let mut placed = Vec::with_capacity(list.len());
        for token in list {
            match token {
                Token::Start(tag) => placed.push(Token::Start(moved(tag))),
                Token::End(tag) => placed.push(Token::End(moved(tag))),
                Token::Text(span) => placed.extend(html.spans(span.range()).map(Token::Text)),
            }
        }
        Self {
            source: html.source(),
            list: placed,
            attributes,
        }
    }

    /// All of them.
    pub(super) fn list(&self) -> &[Token] {
        &self.list
    }

    /// The source.
    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// The bytes of the source at a span.
    pub(super) fn slice(&self, span: Span) -> &'s str {
        self.source.get(span.range()).unwrap_or_default()
    }

    /// Where the value of an attribute stands, if the tag has one of this name.
    pub(super) fn place(&self, tag: &Tag, name: AttributeName) -> Option<Span> {
        let range = tag.attributes.start as usize..tag.attributes.end as usize;
        self.attributes[range]
            .iter()
            .find(|attribute| attribute.name == name)
            .map(|attribute| attribute.value)
    }

    /// The value of an attribute, decoded.
    pub(super) fn value(&self, tag: &Tag, name: AttributeName) -> Option<Cow<'s, str>> {
        let span = self.place(tag, name)?;
        Some(character_reference::decode(self.source, span))
    }
}

/// Keeps what the tokenizer finds.
struct Collector<'t, 's> {
    tokens: &'t mut Tokens<'s>,
    /// The start tag whose attributes are being read.
    open: Option<Tag>,
    /// The attribute whose value may follow: an index.
    attribute: Option<usize>,
    /// How the text inside the element is read, if not as markup.
    content: Option<State>,
}

impl Collector<'_, '_> {
    fn tag(&self, name: &[u8], span: Span, before: u32) -> Tag {
        let start = span.start + before;
        let attributes = self.tokens.attributes.len() as u32;
        Tag {
            element: Element::of(name),
            name: Span::new(start, start + name.len() as u32),
            span,
            is_closed: false,
            attributes: attributes..attributes,
        }
    }
}

impl Collector<'_, '_> {
    /// Keeps a text. An end tag without a name is no part of it, though the tokenizer counts
    /// its bytes.
    fn text(&mut self, value: &[u8], span: Span) {
        const NO_TAG: &[u8] = b"</>";
        let bytes = self.tokens.slice(span).as_bytes();
        let mut start = span.start;
        if memchr::memmem::find(value, NO_TAG).is_none() {
            for found in memchr::memmem::find_iter(bytes, NO_TAG) {
                let at = span.start + found as u32;
                self.tokens.list.push(Token::Text(Span::new(start, at)));
                start = at + NO_TAG.len() as u32;
            }
        }
        self.tokens
            .list
            .push(Token::Text(Span::new(start, span.end)));
    }
}

impl Callback<Infallible, usize> for Collector<'_, '_> {
    fn handle_event(
        &mut self,
        event: CallbackEvent<'_>,
        span: html5gum::Span<usize>,
    ) -> Option<Infallible> {
        let span = Span::new(span.start as u32, span.end as u32);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.open = Some(self.tag(name, span, 1));
                self.attribute = None;
                self.content = content(name);
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = AttributeName::of(name).map(|name| {
                    let value = Span::new(span.end, span.end);
                    self.tokens.attributes.push(Attribute { name, value });
                    self.tokens.attributes.len() - 1
                });
            }
            CallbackEvent::AttributeValue { .. } => {
                if let Some(index) = self.attribute.take() {
                    self.tokens.attributes[index].value = span;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(mut tag) = self.open.take() {
                    tag.span.end = span.end;
                    tag.is_closed = self_closing;
                    tag.attributes.end = self.tokens.attributes.len() as u32;
                    self.content = self.content.filter(|_| !self_closing);
                    self.tokens.list.push(Token::Start(tag));
                }
            }
            CallbackEvent::EndTag { name } => {
                let tag = self.tag(name, span, 2);
                self.tokens.list.push(Token::End(tag));
            }
            CallbackEvent::String { value } => self.text(value, span),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
        None
    }
}

/// How the text inside an element is read, if not as markup (HTML Standard, 13.2.6.4).
fn content(name: &[u8]) -> Option<State> {
    match name {
        b"title" | b"textarea" => Some(State::RcData),
        b"script" => Some(State::ScriptData),
        b"style" | b"xmp" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => {
            Some(State::RawText)
        }
        b"plaintext" => Some(State::PlainText),
        _ => None,
    }
}

/// Tells the tokenizer which elements hold text and no markup. An element that its own tag
/// closes holds nothing, as in XHTML.
struct TagEmitter<'t, 's> {
    inner: CallbackEmitter<Collector<'t, 's>, Infallible, usize>,
}

impl ForwardingEmitter for TagEmitter<'_, '_> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        let switched = self.inner.emit_current_tag();
        let next = self.inner.callback_mut().content.take().or(switched);
        if next.is_some() {
            self.inner.init_string();
        }
        next
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens as written, texts in quotation marks.
    fn shown(source: &str) -> Vec<String> {
        let tokens = Tokens::of(source);
        let show = |token: &Token| match token {
            Token::Start(tag) | Token::End(tag) => tokens.slice(tag.span).to_owned(),
            Token::Text(span) => format!("“{}”", tokens.slice(*span)),
        };
        tokens.list().iter().map(show).collect()
    }

    #[test]
    fn tags_and_texts_have_places() {
        assert_eq!(
            shown("<p>The <B\n>14</b > dead&nbsp;<!-- not 12 -->there"),
            [
                "<p>",
                "“The ”",
                "<B\n>",
                "“14”",
                "</b >",
                "“ dead&nbsp;”",
                "“there”"
            ]
        );
        assert_eq!(
            shown("\u{FEFF}<!doctype html><p>é\r\n東"),
            ["<p>", "“é\r\n東”"]
        );
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(shown("a < b"), ["“a < b”"]);
        assert_eq!(shown("5 <6"), ["“5 <6”"]);
        assert_eq!(shown("a<?php echo 1 ?>b"), ["“a”", "“b”"]);
        assert_eq!(shown("a</>b"), ["“a”", "“b”"]);
        assert_eq!(shown("<script>'</>'"), ["<script>", "“'</>'”"]);
    }

    #[test]
    fn text_of_scripts_and_titles_is_no_markup() {
        assert_eq!(
            shown("<title>a<b></title><script>'<p>'</script><p>"),
            [
                "<title>",
                "“a<b>”",
                "</title>",
                "<script>",
                "“'<p>'”",
                "</script>",
                "<p>"
            ]
        );
        assert_eq!(
            shown("<script src='a'/><p>x"),
            ["<script src='a'/>", "<p>", "“x”"]
        );
    }

    #[test]
    fn attributes_are_decoded_and_have_places() {
        let source = "<META Name=author CONTENT='A &amp; B' content=C hidden>";
        let tokens = Tokens::of(source);
        let [Token::Start(tag)] = tokens.list() else {
            panic!("one tag");
        };
        assert_eq!(tokens.slice(tag.name), "META");
        assert_eq!(
            tokens.value(tag, AttributeName::Name).as_deref(),
            Some("author")
        );
        assert_eq!(
            tokens.value(tag, AttributeName::Content).as_deref(),
            Some("A & B")
        );
        let place = tokens.place(tag, AttributeName::Content).unwrap();
        assert_eq!(tokens.slice(place), "A &amp; B");
        assert_eq!(
            tokens.value(tag, AttributeName::Hidden).as_deref(),
            Some("")
        );
        assert_eq!(tokens.value(tag, AttributeName::Class), None);
    }
}
