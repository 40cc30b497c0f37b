//! AsciiDoc, after the AsciiDoc Language documentation (Eclipse AsciiDoc Working Group).
//!
//! Read are the header with its author and revision lines, sections, paragraphs, lists, delimited
//! blocks, tables, block and inline macros, formatting marks, references to attributes the
//! document defines, conditions on attributes, and footnotes. Left out are comments,
//! passthroughs, mathematics, targets of links and what `include` would bring in. An admonition
//! is prose. Two-line titles and fences of backticks are read too.
//!
//! Not read are substitutions changed by `subs`, attributes set from outside, `ifeval`
//! (its text is kept), and the nesting of lists: items that follow one another are one list.

mod attribute;
mod header;
mod inline;
mod list;
mod preprocessor;
mod table;
#[cfg(test)]
mod tests;

use super::Document;
use super::block::Kind;
use super::composer::Mark;
use super::inline::{Flow, Line};
use super::writer::Writer;
use crate::source::Span;
use attribute::{Attributes, BlockAttributes, Fields};
use table::Table;

/// Reads an AsciiDoc source.
pub(super) fn read(source: &str) -> Document {
    let mut reader = Reader {
        source,
        lines: preprocessor::lines(source),
        at: 0,
        writer: Writer::new(source),
        attributes: Attributes::default(),
        block: BlockAttributes::default(),
        containers: Vec::new(),
        list: List::default(),
        notes: Vec::new(),
    };
    reader.header();
    while reader.at < reader.lines.len() {
        reader.block();
    }
    while let Some(container) = reader.containers.pop() {
        reader.close(&container);
    }
    reader.writer.finish()
}

struct Reader<'s> {
    source: &'s str,
    lines: Vec<Line>,
    at: usize,
    writer: Writer<'s>,
    attributes: Attributes,
    /// The attributes in brackets above the next block.
    block: BlockAttributes<'s>,
    containers: Vec<Container<'s>>,
    list: List,
    /// Footnotes of the block that is read.
    notes: Vec<Flow<'s>>,
}

/// A delimited block that holds blocks.
struct Container<'s> {
    delimiter: &'s str,
    is_quote: bool,
    attributes: BlockAttributes<'s>,
    /// The list around it.
    list: List,
}

#[derive(Clone, Copy, Default)]
struct List {
    /// Whether an item that follows goes on with a list.
    is_open: bool,
    /// Whether the next block belongs to the last item.
    continues: bool,
}

/// What a delimiter opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delimiter {
    Code,
    Comment,
    Passthrough,
    Quote,
    Container,
    Table,
}

/// The block that a line delimits (AsciiDoc Language, "Delimited blocks").
fn delimiter(line: &str) -> Option<Delimiter> {
    if line == "--" {
        return Some(Delimiter::Container);
    }
    if let Some(rest) = line.strip_prefix("```") {
        return (!rest.contains('`')).then_some(Delimiter::Code);
    }
    let first = *line.as_bytes().first()?;
    if matches!(first, b'|' | b',' | b':' | b'!') {
        let rest = &line[1..];
        let table = rest.len() >= 3 && rest.bytes().all(|b| b == b'=');
        return table.then_some(Delimiter::Table);
    }
    if line.len() < 4 || line.bytes().any(|b| b != first) {
        return None;
    }
    match first {
        b'-' | b'.' => Some(Delimiter::Code),
        b'/' => Some(Delimiter::Comment),
        b'+' => Some(Delimiter::Passthrough),
        b'_' => Some(Delimiter::Quote),
        b'=' | b'*' => Some(Delimiter::Container),
        _ => None,
    }
}

fn is_verbatim_delimiter(line: &str) -> bool {
    delimiter(line) == Some(Delimiter::Code)
}

fn is_comment(line: &str) -> bool {
    line.starts_with("//") && !line.starts_with("///")
}

/// The text in the brackets of a line that is a list of attributes or an anchor.
fn attribute_list(line: &str) -> Option<&str> {
    let list = line.strip_prefix('[')?.strip_suffix(']')?;
    let plain = list.starts_with(|c: char| c.is_alphabetic() || "_.#%,\"'{[".contains(c));
    (list.is_empty() || plain).then_some(list)
}

/// The level and the words of a section title on one line, as an offset.
fn title(line: &str) -> Option<(u8, usize)> {
    let sign = line.chars().next().filter(|c| matches!(c, '=' | '#'))?;
    let level = line.chars().take(7).take_while(|c| *c == sign).count();
    let words = line[level..].trim_start();
    (level <= 6 && !words.is_empty() && words.len() < line.len() - level)
        .then_some((level as u8, line.len() - words.len()))
}

/// The level that a line gives to the title above it: as long as the title, by one sign more or
/// less.
fn underline(title: &str, line: &str) -> Option<u8> {
    let first = *line.as_bytes().first()?;
    let level = b"=-~^+".iter().position(|sign| *sign == first)?;
    let long = super::sentence::length(title).abs_diff(line.len() as u32) <= 1;
    let whole = line.len() > 1 && line.bytes().all(|b| b == first);
    (long && whole && title.starts_with(|c: char| c.is_alphanumeric())).then_some(level as u8 + 1)
}

/// The name of a block macro and the text in its brackets: `name::target[text]`.
fn block_macro(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once("::")?;
    let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let (target, list) = rest.strip_suffix(']')?.split_once('[')?;
    (named && !target.contains(char::is_whitespace)).then_some((name, list))
}

impl<'s> Reader<'s> {
    fn line(&self, index: usize) -> &'s str {
        self.lines
            .get(index)
            .map_or("", |line| &self.source[line.span.range()])
    }

    fn span(&self, index: usize) -> Span {
        self.lines
            .get(index)
            .map_or(Span::default(), |line| line.span)
    }

    fn start(&self) -> u32 {
        self.span(self.at).start
    }

    /// Reads what begins at the line reached.
    fn block(&mut self) {
        let line = self.line(self.at);
        if line.is_empty() || is_comment(line) {
            self.at += 1;
            return;
        }
        if line == "+" {
            self.list.continues = self.list.is_open;
            self.at += 1;
            return;
        }
        if let Some(kind) = delimiter(line) {
            self.delimited(kind, line);
            return;
        }
        if self.entry(false) {
            return;
        }
        if let Some(list) = attribute_list(line) {
            let start = self.start() + 1;
            if !list.starts_with('[') {
                self.block.add(start, list);
            }
            self.at += 1;
            return;
        }
        if let Some(words) = line.strip_prefix('.')
            && words.starts_with(|c: char| !c.is_whitespace() && c != '.')
        {
            let start = self.start();
            self.caption(Span::new(start + 1, start + line.len() as u32));
            self.at += 1;
            return;
        }
        self.undelimited(line);
        self.block = BlockAttributes::default();
        self.list.continues = false;
    }

    /// A title, an item, a macro or a paragraph.
    fn undelimited(&mut self, line: &'s str) {
        if let Some((level, words)) = title(line) {
            self.heading(level, words, 1);
        } else if let Some(level) = underline(line, self.line(self.at + 1)) {
            self.heading(level, 0, 2);
        } else if matches!(line, "'''" | "---" | "***" | "- - -" | "* * *" | "<<<") {
            self.at += 1;
        } else if let Some(marker) = list::marker(line) {
            self.item(line, marker);
        } else if let Some((name, list)) = block_macro(line) {
            self.block_macro(name, list);
        } else {
            self.paragraph(line);
        }
    }

    fn heading(&mut self, level: u8, words: usize, lines: usize) {
        self.list = List::default();
        let span = self.span(self.at);
        let kind = Kind::Heading {
            level,
            words: Span::default(),
        };
        self.writer.begin(kind, span.start);
        self.write_line(Span::new(span.start + words as u32, span.end));
        self.write_notes();
        self.at += lines;
    }

    fn caption(&mut self, span: Span) {
        self.writer.begin(Kind::Caption, span.start);
        self.write_line(span);
        self.write_notes();
    }

    fn write_line(&mut self, span: Span) {
        self.write(&Flow::of_line(self.source, span));
    }

    fn write(&mut self, flow: &Flow<'s>) {
        inline::write(flow, &self.attributes, &mut self.writer, &mut self.notes);
    }

    /// Writes the footnotes of the block that ends here.
    fn write_notes(&mut self) {
        self.writer.end();
        let mut notes = std::mem::take(&mut self.notes);
        while !notes.is_empty() {
            for note in &notes {
                self.writer.begin(Kind::Footnote, note.start());
                self.write(note);
            }
            notes = std::mem::take(&mut self.notes);
        }
        self.writer.end();
    }

    fn item(&mut self, line: &'s str, marker: list::Marker) {
        let span = self.span(self.at);
        let first = !self.list.is_open;
        self.list.is_open = true;
        self.writer.begin(Kind::Item { first }, span.start);
        if let Some((start, end)) = marker.term_end {
            let place = |at: usize| span.start + at as u32;
            let term = Span::new(place(line.len() - line.trim_start().len()), place(start));
            self.write_line(term);
            let ends = &self.source[term.range()];
            if !ends.ends_with([':', '?', '!', '.']) {
                self.writer.decode(Span::new(place(start), place(end)), ":");
            }
            self.writer.space(Span::new(place(end), place(end)));
        }
        let mut flow = Flow::of_line(
            self.source,
            Span::new(span.start + marker.words as u32, span.end),
        );
        self.at += 1;
        if flow.is_blank() {
            // The words of a description may stand below its term.
            let blank = usize::from(self.line(self.at).is_empty());
            if self.goes_on(self.at + blank, true) {
                self.at += blank;
                flow = Flow::new(self.source);
            }
        }
        self.gather(&mut flow, true);
        self.write(&flow);
        self.write_notes();
    }

    /// Adds the lines that go on with a paragraph or an item.
    fn gather(&mut self, flow: &mut Flow<'s>, in_item: bool) {
        while self.at < self.lines.len() && self.goes_on(self.at, in_item) {
            let span = self.span(self.at);
            let line = self.line(self.at);
            if !is_comment(line) {
                let indent = (line.len() - line.trim_start().len()) as u32;
                flow.push(Span::new(span.start + indent, span.end));
            }
            self.at += 1;
        }
    }

    /// Whether a line belongs to the paragraph above it.
    fn goes_on(&self, index: usize, in_item: bool) -> bool {
        let line = self.line(index);
        !line.is_empty()
            && delimiter(line).is_none()
            && attribute_list(line).is_none()
            && !(in_item && (line == "+" || list::marker(line).is_some()))
    }

    fn paragraph(&mut self, line: &'s str) {
        let style = self.block.style();
        let start = self.start();
        let is_code = match style {
            "source" | "listing" | "literal" => true,
            "" => line.starts_with([' ', '\t']) && !self.list.continues,
            _ => false,
        };
        let from = self.at;
        let mut flow = Flow::new(self.source);
        self.gather(&mut flow, self.list.is_open && !is_code);
        if from == self.at {
            // A line that is the end of something that never began.
            self.at += 1;
            return;
        }
        if matches!(
            style,
            "comment" | "pass" | "stem" | "latexmath" | "asciimath"
        ) {
            return;
        }
        if is_code {
            self.code(from, self.at);
            return;
        }
        let is_quote = matches!(style, "quote" | "verse");
        if is_quote {
            self.writer.begin_mark(Mark::BlockQuote);
        }
        let kind = if self.list.continues {
            Kind::ItemProse
        } else {
            self.list.is_open = false;
            Kind::Prose
        };
        self.writer.begin(kind, start);
        const ADMONITIONS: [&str; 5] = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];
        let label = ADMONITIONS
            .iter()
            .find(|label| flow.text().starts_with(**label));
        let label = label.map_or(0, |label| label.len());
        if label > 0 {
            flow = flow.part(label, flow.text().len());
        }
        self.write(&flow);
        self.writer.end();
        if is_quote {
            self.writer.end_mark(Mark::BlockQuote);
            let attributes = std::mem::take(&mut self.block);
            self.attribution(&attributes);
        }
        self.write_notes();
    }

    /// Who said a quotation and where, as its attributes say.
    fn attribution(&mut self, attributes: &BlockAttributes<'s>) {
        for (index, span) in attributes.rest().enumerate() {
            if index == 0 {
                self.writer.begin(Kind::Prose, span.start);
            } else {
                self.writer.decode(Span::new(span.start, span.start), ",");
                self.writer.space(Span::new(span.start, span.start));
            }
            self.write_line(span);
        }
        self.writer.end();
    }

    /// Writes lines as code.
    fn code(&mut self, from: usize, to: usize) {
        let to = to.min(self.lines.len());
        let lines = &self.lines[from.min(to)..to];
        let Some(first) = lines.first() else {
            return;
        };
        self.writer.begin(Kind::Code, first.span.start);
        for line in lines {
            self.writer
                .copy_exactly(Span::new(line.span.start, line.next));
        }
        self.writer.end();
    }

    fn delimited(&mut self, kind: Delimiter, line: &'s str) {
        if let Some(depth) = self
            .containers
            .iter()
            .rposition(|open| open.delimiter == line)
        {
            while self.containers.len() > depth {
                if let Some(container) = self.containers.pop() {
                    self.close(&container);
                }
            }
            self.at += 1;
            return;
        }
        if !self.list.continues {
            self.list.is_open = false;
        }
        let style = self.block.style();
        let raw = matches!(
            style,
            "comment" | "pass" | "stem" | "latexmath" | "asciimath"
        );
        let kind = match (kind, style) {
            (Delimiter::Container, "source" | "listing" | "literal") if line == "--" => {
                Delimiter::Code
            }
            _ if raw => Delimiter::Comment,
            (Delimiter::Container, "quote") => Delimiter::Quote,
            (kind, _) => kind,
        };
        let attributes = std::mem::take(&mut self.block);
        let list = self.list;
        self.at += 1;
        match kind {
            Delimiter::Quote | Delimiter::Container => {
                let is_quote = kind == Delimiter::Quote;
                if is_quote {
                    self.writer.end();
                    self.writer.begin_mark(Mark::BlockQuote);
                }
                self.list = List::default();
                self.containers.push(Container {
                    delimiter: line,
                    is_quote,
                    attributes,
                    list,
                });
                return;
            }
            Delimiter::Code | Delimiter::Comment | Delimiter::Passthrough | Delimiter::Table => {}
        }
        let from = self.at;
        let end = if line.starts_with("```") { "```" } else { line };
        while self.at < self.lines.len() && self.line(self.at) != end {
            self.at += 1;
        }
        let to = self.at;
        self.at += 1;
        match kind {
            Delimiter::Code => self.code(from, to),
            Delimiter::Table => {
                Table {
                    source: self.source,
                    sign: line.as_bytes()[0],
                    lines: &self.lines[from..to],
                    block: &attributes,
                    attributes: &self.attributes,
                }
                .write(&mut self.writer, &mut self.notes);
                self.write_notes();
            }
            Delimiter::Comment
            | Delimiter::Passthrough
            | Delimiter::Quote
            | Delimiter::Container => {}
        }
        self.list.continues = false;
    }

    fn close(&mut self, container: &Container<'s>) {
        self.writer.end();
        if container.is_quote {
            self.writer.end_mark(Mark::BlockQuote);
            self.attribution(&container.attributes);
        }
        self.list = container.list;
        self.list.continues = false;
        self.block = BlockAttributes::default();
    }

    /// `image::target[text]` and its like: the text and the title of a picture are captions.
    fn block_macro(&mut self, name: &str, list: &str) {
        if matches!(name, "image" | "video" | "audio") {
            let end = self.span(self.at).end - 1;
            let place = |start: usize, words: &str| {
                let start = end - list.len() as u32 + start as u32;
                Span::new(start, start + words.len() as u32)
            };
            for (index, field) in Fields::of(list).enumerate() {
                let named = field.text.split_once('=');
                match named {
                    None if index == 0 && name == "image" && !field.text.is_empty() => {
                        self.caption(place(field.start, field.text));
                    }
                    Some(("title" | "alt" | "caption", value)) => {
                        let words = value.trim_matches('"');
                        let start = field.start + field.text.len() - value.len();
                        let quoted = usize::from(value.starts_with('"'));
                        self.caption(place(start + quoted, words));
                    }
                    Some(_) | None => {}
                }
            }
        }
        if !self.list.continues {
            self.list.is_open = false;
        }
        self.at += 1;
    }
}
