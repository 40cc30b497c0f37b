//! Explicit markup: footnotes, directives.

use super::shape::{self, Explicit};
use super::table::Rows;
use super::{Place, Range, Reader};
use crate::document::block::Kind;
use crate::document::inline::Flow;
use crate::source::Span;

/// What is read of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// Its argument and its content are words; the one goes on with the other.
    Words,
    /// Its argument and its content are words that stand apart.
    Titled,
    /// Only its content is words.
    Body,
    /// Its content is code.
    Code,
    /// A picture: the words that stand for it are a caption.
    Picture,
    /// A picture with a caption and a legend.
    Figure,
    /// A table in its content, with its argument as the caption.
    Table(Rows),
    /// What the document says about itself.
    Meta,
    /// Nothing of it is read.
    Nothing,
}

/// docutils, "Directives", and Sphinx, "Directives".
fn content(name: &str) -> Content {
    match name {
        "attention" | "caution" | "danger" | "error" | "hint" | "important" | "note" | "tip"
        | "warning" | "seealso" | "versionadded" | "versionchanged" | "versionremoved"
        | "deprecated" | "todo" | "centered" | "epigraph" | "highlights" | "pull-quote"
        | "compound" | "line-block" => Content::Words,
        "admonition" | "topic" | "sidebar" | "rubric" | "dropdown" | "card" | "tab"
        | "tab-item" | "grid-item-card" => Content::Titled,
        "code" | "code-block" | "sourcecode" | "parsed-literal" | "doctest" | "testcode"
        | "testoutput" | "prompt" | "productionlist" | "ipython" | "highlight" => Content::Code,
        "image" => Content::Picture,
        "figure" => Content::Figure,
        "table" => Content::Table(Rows::Marked),
        "csv-table" => Content::Table(Rows::Separated),
        "list-table" | "flat-table" => Content::Table(Rows::Items),
        "meta" => Content::Meta,
        "raw"
        | "math"
        | "include"
        | "literalinclude"
        | "toctree"
        | "contents"
        | "index"
        | "default-role"
        | "role"
        | "currentmodule"
        | "module"
        | "tabularcolumns"
        | "sectnum"
        | "section-numbering"
        | "target-notes"
        | "replace"
        | "unicode"
        | "date"
        | "title"
        | "graphviz"
        | "digraph"
        | "graph"
        | "uml"
        | "plantuml"
        | "mermaid"
        | "aafig"
        | "bibliography"
        | "testsetup"
        | "testcleanup"
        | "header"
        | "footer"
        | "inheritance-diagram"
        | "autosummary"
        | "plot" => Content::Nothing,
        _ => Content::Body,
    }
}

impl<'s> Reader<'s> {
    /// Reads lines that begin with explicit markup.
    pub(super) fn explicit(&mut self, explicit: Explicit<'_>, range: Range, place: Place) {
        match explicit {
            Explicit::Nothing | Explicit::Substitution(..) => {}
            Explicit::Note(words) => {
                self.leave_front(place);
                let prose = Kind::Footnote;
                self.marked_body(words, range, prose, Place { prose, ..place });
            }
            Explicit::Directive(name, argument) => {
                self.directive(content(name), argument, range, place);
            }
        }
    }

    fn directive(&mut self, content: Content, argument: usize, range: Range, place: Place) {
        if !matches!(content, Content::Meta | Content::Nothing) {
            self.leave_front(place);
        }
        let parts = self.parts(argument, range);
        match content {
            Content::Nothing => {}
            Content::Words if parts.options.is_empty() => {
                self.marked_body(argument, range, place.prose, place);
            }
            Content::Words | Content::Titled => {
                if !parts.argument.is_blank() {
                    self.write_block(place.prose, &parts.argument);
                }
                self.content(parts.content, place);
            }
            Content::Body => self.content(parts.content, place),
            Content::Code => {
                if parts.content.from < parts.content.to {
                    self.code(parts.content, place);
                }
            }
            Content::Picture => self.alternative(&parts),
            Content::Figure => {
                self.alternative(&parts);
                self.figure(parts.content, place);
            }
            Content::Table(rows) => {
                if !parts.argument.is_blank() {
                    self.write_block(Kind::Caption, &parts.argument);
                }
                match rows {
                    Rows::Marked => self.content(parts.content, place),
                    Rows::Separated | Rows::Items => self.listed_table(rows, &parts),
                }
            }
            Content::Meta => {
                for (name, value) in &parts.options {
                    self.metadata(name, value);
                }
            }
        }
    }

    /// The argument, the options and the content of a directive. What follows its argument
    /// without a blank line, and is no option, goes on with it.
    fn parts(&self, argument: usize, Range { from, to }: Range) -> Parts<'s> {
        let line = self.line(from).span;
        let mut argument = Flow::of_line(
            self.source,
            Span::new(line.start + argument as u32, line.end),
        );
        let has_argument = !argument.is_blank();
        let mut options: Vec<(&str, Flow<'_>)> = Vec::new();
        let mut at = from + 1;
        let margin = self.line(at).indent;
        while at < to && !self.is_blank(at) {
            let line = self.line(at);
            match (shape::field(self.text(at)), options.last_mut()) {
                (Some((name, body)), _) => {
                    let value = Span::new(line.span.start + body as u32, line.span.end);
                    options.push((name, Flow::of_line(self.source, value)));
                }
                (None, Some((_, value))) if line.indent > margin => value.push(line.span),
                (None, None) if has_argument => argument.push(line.span),
                (None, _) => break,
            }
            at += 1;
        }
        Parts {
            argument,
            options,
            content: Range {
                from: self.skip_blank(at, to),
                to,
            },
        }
    }

    fn content(&mut self, range: Range, place: Place) {
        let indent = self.indent_of(range);
        self.body(
            range,
            Place {
                indent,
                depth: place.depth + 1,
                ..place
            },
        );
    }

    /// The words that stand for a picture.
    fn alternative(&mut self, parts: &Parts<'s>) {
        if let Some(words) = parts.option("alt") {
            self.write_block(Kind::Caption, words);
        }
    }

    /// The first paragraph is the caption.
    fn figure(&mut self, range: Range, place: Place) {
        let indent = self.indent_of(range);
        let place = Place {
            indent,
            depth: place.depth + 1,
            ..place
        };
        let mut at = range.from;
        if at < range.to && self.begins_paragraph(at, range.to, place) {
            at = self.paragraph(
                range,
                Place {
                    prose: Kind::Caption,
                    ..place
                },
            );
        }
        self.body(Range { from: at, ..range }, place);
    }
}

/// What a directive is made of.
pub(super) struct Parts<'s> {
    argument: Flow<'s>,
    options: Vec<(&'s str, Flow<'s>)>,
    pub content: Range,
}

impl<'s> Parts<'s> {
    /// The value of an option.
    pub(super) fn option(&self, name: &str) -> Option<&Flow<'s>> {
        let found = self.options.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }

    /// The number that an option gives.
    pub(super) fn count(&self, name: &str) -> usize {
        let value = self.option(name).map(|value| value.text().trim());
        value.map_or(0, |value| value.parse().unwrap_or(1))
    }
}
