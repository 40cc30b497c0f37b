//! HTML: the words a page shows of its document, and what it says of itself.
//!
//! A source is cut into tokens as the HTML Standard says; of its tree only the open elements
//! are kept, closed where the Standard closes them. What a browser does not show and what
//! belongs to the site around the document is left out.

mod element;
mod json_ld;
mod metadata;
mod open;
pub(super) mod superscript;
mod survey;
#[cfg(test)]
mod tests;
mod token;
mod visibility;
mod words;

use std::borrow::Cow;

use super::block::Kind;
use super::character_reference;
use super::composer::{CellShape, Composer, Mark};
use super::excerpt::Excerpt;
use super::{Document, Metadata};
use crate::source::Span;
use metadata::Gatherer;
use open::{Debt, Flow, Open, OpenElements};
use superscript::{Short, Superscript};
use survey::Survey;
use token::{AttributeName, Tag, Token, Tokens};
use visibility::Visibility;
use words::Words;

pub(super) use element::Element;

/// Reads an HTML source.
pub(super) fn read(source: &str) -> Document {
    let tokens = Tokens::of(source);
    let words = Words::new(source, Composer::new(source), Kind::Prose);
    let (words, metadata) = Reader::new(&tokens, words).read();
    let (mut composer, _) = words.into_parts();
    *composer.metadata() = metadata;
    composer.finish()
}

/// Composes HTML that stands in other markup, after what was composed before it. Words in no
/// element that says what they are begin a block of the kind `outside`. Gives what such words
/// are that come after it.
pub(super) fn compose<'s>(
    html: &Excerpt<'s>,
    composer: Composer<'s>,
    outside: Kind,
) -> (Composer<'s>, Kind) {
    let tokens = Tokens::of_excerpt(html);
    let words = Words::new(html.source(), composer, outside);
    let (mut words, _) = Reader::new(&tokens, words).read();
    words.end_block(Flow::Prose);
    words.into_parts()
}

/// A tag in a line of other markup.
pub(super) struct InlineTag<'s> {
    /// What its name means.
    pub element: Element,
    /// Whether it ends the element.
    pub is_end: bool,
    /// Whether it makes the words a link.
    pub is_link: bool,
    /// The text that stands for a picture, and its bytes.
    pub picture: Option<(Span, Cow<'s, str>)>,
}

/// Reads a source that is one tag; `None` if it is none, such as a comment.
pub(super) fn inline_tag(source: &str) -> Option<InlineTag<'_>> {
    let tokens = Tokens::of(source);
    match tokens.list().first()? {
        Token::Start(tag) => {
            let place = tokens
                .place(tag, AttributeName::Alt)
                .filter(|_| tag.element == Element::Image);
            Some(InlineTag {
                element: tag.element,
                is_end: false,
                is_link: tokens.place(tag, AttributeName::Link).is_some(),
                picture: place.map(|place| (place, character_reference::decode(source, place))),
            })
        }
        Token::End(tag) => Some(InlineTag {
            element: tag.element,
            is_end: true,
            is_link: false,
            picture: None,
        }),
        Token::Text(_) => None,
    }
}

/// Whether a source begins as HTML does: with one of the two signs of WHATWG MIME Sniffing, 7.1,
/// that begin a whole document.
pub(super) fn begins(source: &str) -> bool {
    let text = source.trim_start_matches('\u{FEFF}').trim_ascii_start();
    ["<!doctype html", "<html"].iter().any(|sign| {
        let start = text.get(..sign.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(sign))
            && text[sign.len()..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
    })
}

struct Reader<'t, 's> {
    tokens: &'t Tokens<'s>,
    survey: Survey,
    words: Words<'s>,
    open: OpenElements<'t>,
    /// How many `q` are open.
    quotations: usize,
    has_description: bool,
    gatherer: Gatherer,
}

impl<'t, 's> Reader<'t, 's> {
    fn new(tokens: &'t Tokens<'s>, words: Words<'s>) -> Self {
        Self {
            tokens,
            survey: Survey::of(tokens),
            words,
            open: OpenElements::default(),
            quotations: 0,
            has_description: false,
            gatherer: Gatherer::default(),
        }
    }

    /// Reads all tokens. Gives what was written, and what the source says of itself.
    fn read(mut self) -> (Words<'s>, Metadata) {
        let mut next = 0;
        while next < self.tokens.list().len() {
            next = self.read_at(next);
        }
        let end = self.tokens.source().len() as u32;
        while self.open.last().is_some() {
            self.leave_innermost(1, end);
        }
        (
            self.words,
            self.gatherer.finish(self.survey.title.is_some()),
        )
    }

    /// Reads the token at `index`. Gives the index of the next one to read.
    fn read_at(&mut self, index: usize) -> usize {
        match &self.tokens.list()[index] {
            Token::Start(tag) => return self.start(index, tag),
            Token::End(tag) => self.end(tag),
            Token::Text(span) if self.open.is_shown() => {
                if self.words.write(*span, self.open.flow()) {
                    self.open.begin_item();
                }
            }
            Token::Text(_) => {}
        }
        index + 1
    }

    fn start(&mut self, index: usize, tag: &'t Tag) -> usize {
        let at = tag.span.start;
        let closed = self.open.count_closed_by(tag.element);
        self.leave_innermost(closed, at);
        if tag.element == Element::Anchor
            && let Some(open) = self
                .open
                .take_inline(tag.element, self.tokens.slice(tag.name))
        {
            self.leave(&open, at);
        }
        let is_shown = self.open.is_shown();
        self.gatherer.add_element(self.tokens, index, tag, is_shown);
        if is_shown && let Some(next) = self.raised_or_sign(index, tag) {
            return next;
        }
        match tag.element {
            Element::LineBreak => self.words.end_line(self.open.flow()),
            Element::Rule => self.words.end_block(self.open.flow()),
            Element::Image => self.picture(tag),
            Element::Meta => self.describe(tag),
            element if element.is_void() => {}
            _ => {
                let is_entered = self.enter(index, tag);
                if tag.is_closed && is_entered {
                    self.leave_innermost(1, tag.span.end);
                } else if tag.is_closed {
                    self.open.end_deeper();
                }
            }
        }
        index + 1
    }

    fn end(&mut self, tag: &'t Tag) {
        let at = tag.span.start;
        let name = self.tokens.slice(tag.name);
        if tag.element == Element::LineBreak {
            // Browsers read it as a start tag (HTML Standard, 13.2.6.4.7).
            self.words.end_line(self.open.flow());
        } else if tag.element.is_block() {
            let ended = self.open.count_ended_by(tag.element, name);
            self.leave_innermost(ended, at);
            if tag.element == Element::Paragraph {
                // One that is not open is begun and ended (HTML Standard, 13.2.6.4.7).
                self.words.end_block(self.open.flow());
            }
        } else if let Some(open) = self.open.take_inline(tag.element, name) {
            self.leave(&open, at);
        }
    }

    /// Enters an element. `false` if it is nested too deep.
    fn enter(&mut self, index: usize, tag: &'t Tag) -> bool {
        let at = tag.span.end;
        let outer = self.open.flow();
        let is_in_data = match tag.element {
            Element::Table => self.survey.is_data(index) && !outer.is_one_block(),
            _ => self.open.last().is_some_and(|open| open.is_in_data),
        };
        if tag.element.is_block() && !(is_in_data && is_part_of_table(tag.element)) {
            self.words.end_block(outer);
        }
        let is_head = self.open.is_in(Element::RowGroup { is_head: true });
        let mut open = self.opened(index, tag, is_in_data);
        let is_shown = open.own_visibility == Visibility::Shown && self.open.is_shown();
        if open.debt == Some(Debt::Quotation) && !is_shown {
            open.debt = None;
        }
        if !self.open.push(open) {
            return false;
        }
        match tag.element {
            Element::Table if is_in_data => self.words.composer().begin_table(),
            Element::Row if is_in_data => {
                self.words.end_block(Flow::Prose);
                self.words.composer().begin_row(at);
            }
            Element::Cell { is_header } if is_in_data => {
                let shape = CellShape {
                    is_header: is_header || is_head,
                    rows: self.number(tag, AttributeName::Rows),
                    columns: self.number(tag, AttributeName::Columns),
                };
                self.words.begin_cell(shape, at);
            }
            Element::List => self.words.begin_list(),
            Element::Code if outer == Flow::Preformatted && !self.words.is_open() => {
                self.open.begin_code();
            }
            _ => {}
        }
        if let Some(mark) = open.mark {
            self.words.composer().begin_mark(mark);
        }
        match open.debt {
            Some(Debt::Quotation) => {
                let mark = ["“", "‘"][self.quotations % 2];
                self.words.insert(at, mark, self.open.flow());
                self.open.begin_item();
                self.quotations += 1;
            }
            Some(Debt::Code) => self.words.begin_code(self.open.flow()),
            None => {}
        }
        true
    }

    /// The element that a tag opens.
    fn opened(&self, index: usize, tag: &'t Tag, is_in_data: bool) -> Open<'t> {
        let tokens = self.tokens;
        let flow = self.flow(tag, is_in_data);
        let is_under_quotation =
            tag.element == Element::Footer && self.open.is_in(Element::BlockQuote);
        Open {
            element: tag.element,
            name: tokens.slice(tag.name),
            own_visibility: if is_under_quotation {
                Visibility::Shown
            } else {
                Visibility::of(tokens, tag)
            },
            flow,
            mark: match tag.element {
                Element::Title => Some(Mark::Title),
                Element::Heading(_) if self.survey.title == Some(index) => Some(Mark::Title),
                Element::BlockQuote => Some(Mark::BlockQuote),
                Element::Anchor if tokens.place(tag, AttributeName::Link).is_some() => {
                    Some(Mark::Link)
                }
                _ => None,
            },
            is_in_data,
            is_code: tag.element == Element::Block && visibility::is_code(tokens, tag),
            debt: match tag.element {
                Element::Quotation => Some(Debt::Quotation),
                Element::Code => Some(Debt::Code),
                // In a cell there are no blocks.
                Element::Preformatted if flow == Flow::Cell => Some(Debt::Code),
                _ => None,
            },
        }
    }

    /// What the words in an element are.
    fn flow(&self, tag: &Tag, is_in_data: bool) -> Flow {
        let outer = self.open.flow();
        if outer.is_one_block() {
            return outer;
        }
        match tag.element {
            Element::Cell { .. } if is_in_data => Flow::Cell,
            Element::Heading(level) => Flow::Heading(level),
            Element::Title => Flow::Metadata,
            Element::FigureCaption | Element::TableCaption => Flow::Caption,
            Element::Preformatted if self.holds_code(tag) => Flow::Code,
            Element::Preformatted => Flow::Preformatted,
            _ if visibility::is_footnote(self.tokens, tag) => Flow::Footnote,
            Element::Item | Element::Term | Element::Description if outer != Flow::Footnote => {
                Flow::Item
            }
            _ => outer,
        }
    }

    /// Whether classes say that preformatted text is code: its own or those around it.
    fn holds_code(&self, tag: &Tag) -> bool {
        visibility::is_code(self.tokens, tag) || self.open.last().is_some_and(|open| open.is_code)
    }

    /// A number of rows or columns, from 1 (HTML Standard, 4.9.11).
    fn number(&self, tag: &Tag, name: AttributeName) -> u32 {
        const MOST: u32 = 65_534;
        let value = self.tokens.value(tag, name);
        let number = value.and_then(|value| value.trim().parse().ok());
        number.unwrap_or(1).clamp(1, MOST)
    }

    fn leave_innermost(&mut self, count: usize, at: u32) {
        for _ in 0..count {
            if let Some(open) = self.open.pop() {
                self.leave(&open, at);
            }
        }
    }

    /// What the end of an element does; it is no longer among the open ones.
    fn leave(&mut self, open: &Open<'t>, at: u32) {
        match open.debt {
            Some(Debt::Quotation) => {
                self.quotations = self.quotations.saturating_sub(1);
                if self.words.is_open() {
                    let mark = ["”", "’"][self.quotations % 2];
                    self.words.insert(at, mark, open.flow);
                }
            }
            Some(Debt::Code) => self.words.end_code(),
            None => {}
        }
        if let Some(mark) = open.mark {
            self.words.composer().end_mark(mark);
        }
        match open.element {
            Element::Table if open.is_in_data => {
                self.words.end_block(Flow::Prose);
                self.words.composer().end_table();
            }
            Element::Row if open.is_in_data => self.words.end_block(Flow::Prose),
            Element::Cell { .. } if open.is_in_data => self.words.end_cell(),
            Element::RowGroup { .. } if open.is_in_data => {}
            Element::List => {
                self.words.end_block(self.open.flow());
                self.words.end_list();
            }
            element if element.is_block() => self.words.end_block(self.open.flow()),
            _ => {}
        }
    }

    /// Reads a raised text, or the sign of a link, if it is short. Gives the index of the next
    /// token to read.
    fn raised_or_sign(&mut self, index: usize, tag: &Tag) -> Option<usize> {
        let flow = self.open.flow();
        match tag.element {
            Element::Superscript if flow != Flow::Code => {
                let before = if self.words.is_open() {
                    self.words.text()
                } else {
                    ""
                };
                let short = Short::of(self.tokens, index);
                let superscript = short.as_ref().map_or(Superscript::Apart, |short| {
                    superscript::classify(before, short.text.trim(), short.holds_link)
                });
                match superscript {
                    Superscript::Note => return short.map(|short| short.next),
                    Superscript::Exponent(raised) => {
                        let short = short?;
                        self.words.decode(short.span, &raised, flow);
                        return Some(short.next);
                    }
                    Superscript::Ending => {}
                    Superscript::Apart => self.words.end_word(),
                }
                None
            }
            Element::Anchor => {
                let is_inside = |link: &str| link.contains('#');
                self.tokens
                    .value(tag, AttributeName::Link)
                    .filter(|link| is_inside(link))?;
                let short = Short::of(self.tokens, index)?;
                superscript::is_sign(&short.text).then_some(short.next)
            }
            _ => None,
        }
    }

    /// The text that stands for a picture is its caption, if it is more than a label and the
    /// picture is no part of a line.
    fn picture(&mut self, tag: &Tag) {
        const FEWEST: usize = 3;
        let flow = self.open.flow();
        let is_apart = !self.words.is_open()
            && !flow.is_one_block()
            && self.open.is_shown()
            && !self.open.is_in(Element::Anchor)
            && Visibility::of(self.tokens, tag) == Visibility::Shown;
        let Some(place) = self
            .tokens
            .place(tag, AttributeName::Alt)
            .filter(|_| is_apart)
        else {
            return;
        };
        if self.tokens.slice(place).split_whitespace().count() >= FEWEST {
            self.words.write(place, Flow::Caption);
            self.words.end_block(Flow::Prose);
        }
    }

    /// The description that a page gives of itself is prose to be checked like the rest.
    fn describe(&mut self, tag: &Tag) {
        let tokens = self.tokens;
        let is_description = [AttributeName::Name, AttributeName::Property]
            .into_iter()
            .filter_map(|name| tokens.value(tag, name))
            .any(|name| {
                ["description", "og:description"]
                    .iter()
                    .any(|description| name.eq_ignore_ascii_case(description))
            });
        let flow = self.open.flow();
        let place = tokens
            .place(tag, AttributeName::Content)
            .filter(|_| is_description && !self.has_description && !flow.is_one_block());
        if let Some(place) = place {
            self.words.end_block(flow);
            self.has_description = self.words.write(place, Flow::Metadata);
            self.words.end_block(flow);
        }
    }
}

/// Whether an element is a part of a table that does not stand apart from the table by itself.
fn is_part_of_table(element: Element) -> bool {
    matches!(
        element,
        Element::RowGroup { .. } | Element::Row | Element::Cell { .. }
    )
}
