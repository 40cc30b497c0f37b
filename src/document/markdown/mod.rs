//! Markdown: CommonMark with the tables, footnotes, task lists and alerts of GitHub, front
//! matter, and MDX.

mod front_matter;
mod inline_html;
mod mdx;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use self::inline_html::OpenTags;
use super::block::Kind;
use super::character::LINE_SEPARATOR;
use super::composer::{CellShape, Composer, Mark};
use super::excerpt::Excerpt;
use super::{Document, html};
use crate::source::Span;

/// The level of headings that stand in a quotation, an item or a note: below all others, so
/// that they end no section of the document.
const LEVEL_INSIDE: u8 = 7;

/// What counts as Markdown beyond CommonMark. Not among it are dollars around formulas, which
/// would take in what stands between two prices, and attributes of headings, which would take
/// in the `{id}` of "GET /users/{id}".
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// Reads Markdown.
///
/// - Blocks are as in [CommonMark 0.31](https://spec.commonmark.org/0.31.2/) and the
///   [tables](https://github.github.com/gfm/#tables-extension-) of GitHub. A line end is no
///   more than a space to a sentence.
/// - In the text are the words of links, of inline code and those that stand for a picture;
///   addresses, titles, the names of notes, struck out words (`~~14~~`), comments and tags
///   are not. An alert (`> [!NOTE]`) is no quotation.
/// - The title is the first heading of level 1, or else the title in the front matter.
pub(super) fn read(source: &str) -> Document {
    read_parts(source, |body| {
        let mut excerpt = Excerpt::new(source);
        excerpt.add(body..source.len());
        excerpt
    })
}

/// Reads MDX: Markdown without its imports and exports, its `{expressions}` and the tags of
/// its components.
pub(super) fn read_mdx(source: &str) -> Document {
    read_parts(source, |body| mdx::strip(source, body))
}

/// Reads front matter and the excerpt that `body` makes of what follows from a byte on.
fn read_parts<'s>(source: &'s str, body: impl FnOnce(usize) -> Excerpt<'s>) -> Document {
    let mut composer = Composer::new(source);
    let start = front_matter::compose(source, &mut composer);
    let excerpt = body(start);
    let mut reader = Reader {
        source,
        excerpt: &excerpt,
        composer,
        inside: Vec::new(),
        quotes: 0,
        lists: 0,
        begins_list: false,
        in_header: false,
        struck: 0,
        tags: OpenTags::default(),
        heading_end: None,
        html: Excerpt::new(source),
    };
    for (event, range) in Parser::new_ext(excerpt.text(), OPTIONS).into_offset_iter() {
        reader.take(event, range);
    }
    reader.composer.finish()
}

struct Reader<'s, 'e> {
    source: &'s str,
    excerpt: &'e Excerpt<'s>,
    composer: Composer<'s>,
    /// The items and notes that are open, the innermost last.
    inside: Vec<Inside>,
    /// How many quotations and alerts are open.
    quotes: usize,
    /// How many lists are open.
    lists: usize,
    /// Whether the next item begins a list that is in no other.
    begins_list: bool,
    /// Whether the row of header cells is read.
    in_header: bool,
    /// How many stretches of struck out words are open.
    struck: usize,
    /// The tags of HTML that are open in the block.
    tags: OpenTags,
    /// Where the words of a heading with attributes end.
    heading_end: Option<usize>,
    /// The lines of the block of HTML that is read.
    html: Excerpt<'s>,
}

/// What paragraphs can stand in.
enum Inside {
    /// An item of a list.
    Item {
        /// Whether its first block is written.
        is_begun: bool,
    },
    /// A footnote.
    Note,
}

impl Reader<'_, '_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => self.write_text(range, &words),
            Event::Code(words) => self.write_code(range, &words),
            Event::Html(_) => {
                for part in self.excerpt.spans(range) {
                    self.html.add(part.range());
                }
            }
            Event::InlineHtml(_) => self.take_tag(range),
            Event::SoftBreak => self.write_line_end(range),
            Event::HardBreak => {
                self.end_line(range.start..range.start);
                self.write_line_end(range);
            }
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let at = self.excerpt.at(range.start);
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.end_block(),
            Tag::Heading { level, .. } => self.start_heading(*level, range),
            Tag::BlockQuote(alert) => {
                self.end_block();
                self.quotes += 1;
                if alert.is_none() {
                    self.composer.begin_mark(Mark::BlockQuote);
                }
            }
            Tag::CodeBlock(_) => {
                self.end_block();
                self.composer.begin(Kind::Code, at);
            }
            Tag::List(_) => {
                self.end_block();
                self.begins_list |= self.lists == 0;
                self.lists += 1;
            }
            Tag::Item => {
                self.end_block();
                self.inside.push(Inside::Item { is_begun: false });
            }
            Tag::FootnoteDefinition(_) => {
                self.end_block();
                self.inside.push(Inside::Note);
            }
            Tag::Table(_) => {
                self.end_block();
                self.composer.begin_table();
            }
            Tag::TableHead => {
                self.in_header = true;
                self.composer.begin_row(at);
            }
            Tag::TableRow => self.composer.begin_row(at),
            Tag::TableCell => {
                let shape = CellShape::single(self.in_header);
                self.composer.begin_cell(shape, at);
            }
            Tag::Strikethrough => self.struck += usize::from(self.is_struck(&range)),
            Tag::Link { .. } => self.composer.begin_mark(Mark::Link),
            Tag::Image { .. } => self.composer.begin_mark(Mark::Caption),
            Tag::Emphasis
            | Tag::Strong
            | Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::CodeBlock => self.end_block(),
            TagEnd::Heading(_) => {
                self.composer.end_mark(Mark::Title);
                self.end_block();
                self.heading_end = None;
            }
            TagEnd::BlockQuote(alert) => {
                self.end_block();
                self.quotes = self.quotes.saturating_sub(1);
                if alert.is_none() {
                    self.composer.end_mark(Mark::BlockQuote);
                }
            }
            TagEnd::HtmlBlock => self.write_html(),
            TagEnd::List(_) => {
                self.end_block();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end_block();
                self.inside.pop();
            }
            TagEnd::Table => self.composer.end_table(),
            TagEnd::TableHead => self.in_header = false,
            TagEnd::TableCell => {
                self.close_tags();
                self.composer.end_cell();
            }
            TagEnd::Strikethrough => self.struck -= usize::from(self.is_struck(&range)),
            TagEnd::Link => self.composer.end_mark(Mark::Link),
            TagEnd::Image => self.composer.end_mark(Mark::Caption),
            TagEnd::TableRow
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        let is_inside = self.quotes > 0 || !self.inside.is_empty();
        let level = if is_inside { LEVEL_INSIDE } else { level as u8 };
        let words = Span::default();
        let kind = Kind::Heading { level, words };
        self.end_block();
        self.composer.begin(kind, self.excerpt.at(range.start));
        if level == 1 {
            self.composer.begin_mark(Mark::Title);
        }
        let heading = &self.excerpt.text()[range.clone()];
        self.heading_end = before_attributes(heading).map(|end| range.start + end);
    }

    /// Words between two tildes are struck out; between single ones they may as well be set
    /// below the line, as in H~2~O.
    fn is_struck(&self, range: &Range<usize>) -> bool {
        self.excerpt.text()[range.clone()].starts_with("~~")
    }

    /// Ends the block, if one is begun, and what tags opened in it.
    fn end_block(&mut self) {
        self.close_tags();
        self.composer.end();
    }

    /// What a block of words is that begins here.
    fn kind(&self) -> Kind {
        match self.inside.last() {
            Some(Inside::Item { is_begun: true }) => Kind::ItemProse,
            Some(Inside::Item { is_begun: false }) => Kind::Item {
                first: self.begins_list,
            },
            Some(Inside::Note) => Kind::Footnote,
            None => Kind::Prose,
        }
    }

    /// The item that is read has words now.
    fn begin_item(&mut self) {
        if let Some(Inside::Item { is_begun }) = self.inside.last_mut() {
            *is_begun = true;
            self.begins_list = false;
        }
    }

    /// Begins a block for words that stand in none.
    fn begin_block(&mut self, at: u32) {
        if !self.composer.is_open() {
            self.composer.begin(self.kind(), at);
            self.begin_item();
        }
    }

    /// Writes text, which may be raised by a tag.
    fn write_text(&mut self, range: Range<usize>, words: &str) {
        if let Some(range) = self.write_raised(range, words) {
            self.write(range, words);
        }
    }

    /// Writes the end of a line.
    fn write_line_end(&mut self, range: Range<usize>) {
        let written = &self.excerpt.text()[range.clone()];
        let line_end = written.trim_start_matches(['\\', ' ', '\t']);
        self.write(range.end - line_end.len()..range.end, line_end);
    }

    /// Writes that a line is ended on purpose.
    fn end_line(&mut self, range: Range<usize>) {
        let mut buffer = [0; LINE_SEPARATOR.len_utf8()];
        let separator = LINE_SEPARATOR.encode_utf8(&mut buffer);
        self.write(range, separator);
    }

    /// Writes what a range of the excerpt stands for.
    fn write(&mut self, mut range: Range<usize>, words: &str) {
        let is_attribute = self.heading_end.is_some_and(|end| end <= range.start);
        let is_between_blocks = !self.composer.is_open() && words.trim().is_empty();
        let is_hidden = self.struck > 0 || self.tags.hidden > 0;
        if is_hidden || is_attribute || is_between_blocks {
            return;
        }
        self.begin_block(self.excerpt.at(range.start));
        if self.excerpt.text()[range.clone()] == *words {
            range.end = range.end.min(self.heading_end.unwrap_or(range.end));
            for part in self.excerpt.spans(range) {
                self.composer.copy(part);
            }
        } else {
            self.composer.decode(self.excerpt.span(range), words);
        }
    }

    /// Writes inline code: what stands between its backticks.
    fn write_code(&mut self, range: Range<usize>, words: &str) {
        let code = &self.excerpt.text()[range.clone()];
        let ticks = code.len() - code.trim_start_matches('`').len();
        // One space is left out on both sides where both have one (CommonMark, 6.1).
        let left_out = code.len().saturating_sub(2 * ticks + words.len());
        let start = range.start + ticks + left_out / 2;
        let inside = start..start + words.len();
        let is_as_written = self.excerpt.text().get(inside.clone()) == Some(words);
        self.composer.begin_mark(Mark::Code);
        self.write(if is_as_written { inside } else { range }, words);
        self.composer.end_mark(Mark::Code);
    }

    fn write_html(&mut self) {
        let html = std::mem::replace(&mut self.html, Excerpt::new(self.source));
        let composer = std::mem::replace(&mut self.composer, Composer::new(self.source));
        let outside = self.kind();
        let (composer, after) = html::compose(&html, composer, outside);
        self.composer = composer;
        if after != outside {
            self.begin_item();
        }
    }
}

/// Where the words of a heading end before attributes as Pandoc, Hugo and Docusaurus write
/// them: `{#name .class}`.
fn before_attributes(heading: &str) -> Option<usize> {
    let line = heading.lines().next().unwrap_or_default().trim_end();
    line.strip_suffix('}')
        .and_then(|line| line.rfind('{'))
        .filter(|open| line[open + 1..].starts_with(['#', '.', ':']))
        .map(|open| line[..open].trim_end().len())
}

#[cfg(test)]
mod tests;
