//! reStructuredText, after the docutils "reStructuredText Markup Specification" and "Directives".
//!
//! Read are sections, paragraphs, lists, field lists, option lists, line blocks, literal and
//! doctest blocks, block quotes, footnotes, all kinds of tables, the directives of docutils and
//! Sphinx that hold words, inline markup, roles and substitutions. The fields at the top of a
//! document are metadata. Left out are comments, targets, mathematics, raw text, and what
//! directives would bring in from elsewhere.
//!
//! The content of a directive that is not known is read as a body, its argument and its options
//! are not. An indented block is a quotation only if it begins with a paragraph. The numbering of
//! enumerated lists is not followed, and lists inside lists are one list.

mod directive;
mod grid;
mod inline;
mod shape;
mod table;
#[cfg(test)]
mod tests;

use super::Document;
use super::block::Kind;
use super::composer::Mark;
use super::inline::Flow;
use super::writer::Writer;
use crate::source::Span;
use inline::Substitutions;
use shape::Explicit;

/// Bodies nested deeper than this are read as plain paragraphs.
const DEEPEST: u32 = 32;

/// Reads a source in reStructuredText.
pub(super) fn read(source: &str) -> Document {
    let mut reader = Reader {
        source,
        lines: lines(source),
        writer: Writer::new(source),
        substitutions: Substitutions::new(),
        styles: Vec::new(),
        in_front: true,
        in_list: false,
        no_simple_table: None,
    };
    reader.define_substitutions();
    let all = Range {
        from: 0,
        to: reader.lines.len(),
    };
    reader.body(
        all,
        Place {
            indent: 0,
            depth: 0,
            prose: Kind::Prose,
        },
    );
    reader.writer.finish()
}

struct Reader<'s> {
    source: &'s str,
    lines: Vec<Line>,
    writer: Writer<'s>,
    substitutions: Substitutions,
    /// The styles of titles in the order they were met: the sign, and whether it stands above
    /// the title too.
    styles: Vec<(u8, bool)>,
    /// Whether nothing but the title was read yet.
    in_front: bool,
    /// Whether an item that follows goes on with a list.
    in_list: bool,
    /// A body, by its end, that is known to have no end of a simple table any more.
    no_simple_table: Option<usize>,
}

/// A line of the source.
#[derive(Clone, Copy)]
struct Line {
    /// Its words, without the white space around them.
    span: Span,
    /// Its first byte, and the first of the next line.
    start: u32,
    next: u32,
    /// The columns before its words.
    indent: u32,
}

/// Some lines, by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    from: usize,
    to: usize,
}

/// Where a body stands.
#[derive(Clone, Copy)]
struct Place {
    indent: u32,
    depth: u32,
    /// What its paragraphs are.
    prose: Kind,
}

fn lines(source: &str) -> Vec<Line> {
    super::inline::lines(source)
        .into_iter()
        .map(|line| {
            let text = &source[line.span.range()];
            let words = text.trim_start();
            Line {
                span: Span::new(line.span.end - words.len() as u32, line.span.end),
                start: line.span.start,
                next: line.next,
                indent: shape::indent(text),
            }
        })
        .collect()
}

impl<'s> Reader<'s> {
    /// A line without the white space around it.
    fn text(&self, index: usize) -> &'s str {
        self.lines
            .get(index)
            .map_or("", |line| &self.source[line.span.range()])
    }

    fn line(&self, index: usize) -> Line {
        self.lines.get(index).copied().unwrap_or(Line {
            span: Span::default(),
            start: 0,
            next: 0,
            indent: 0,
        })
    }

    fn is_blank(&self, index: usize) -> bool {
        self.text(index).is_empty()
    }

    /// The first line from `from` on that is not blank and not set in further than `indent`.
    fn end_of_indented(&self, from: usize, to: usize, indent: u32) -> usize {
        (from..to)
            .find(|index| !self.is_blank(*index) && self.line(*index).indent <= indent)
            .unwrap_or(to)
    }

    /// The first line from `from` on that is not blank.
    fn skip_blank(&self, from: usize, to: usize) -> usize {
        (from..to)
            .find(|index| !self.is_blank(*index))
            .unwrap_or(to)
    }

    /// The least indentation of lines.
    fn indent_of(&self, range: Range) -> u32 {
        (range.from..range.to)
            .filter(|index| !self.is_blank(*index))
            .map(|index| self.line(index).indent)
            .min()
            .unwrap_or(0)
    }

    /// What names between bars stand for; they may be used before they are defined.
    fn define_substitutions(&mut self) {
        for index in 0..self.lines.len() {
            let Some(Explicit::Substitution(name, directive, at)) = self
                .text(index)
                .starts_with("..")
                .then(|| shape::explicit(self.text(index)))
                .flatten()
            else {
                continue;
            };
            let mut words = self.text(index)[at..].to_owned();
            let indent = self.line(index).indent;
            let mut next = index + 1;
            while !self.is_blank(next) && self.line(next).indent > indent {
                words.push(' ');
                words.push_str(self.text(next));
                next += 1;
            }
            let words = inline::stands_for(directive, words.trim());
            self.substitutions.insert(inline::key(name), words);
        }
    }

    /// Reads lines as body elements.
    fn body(&mut self, range: Range, place: Place) {
        let mut at = range.from;
        while at < range.to {
            if self.is_blank(at) {
                at += 1;
                continue;
            }
            let next = self.element(
                Range {
                    from: at,
                    to: range.to,
                },
                place,
            );
            at = next.max(at + 1);
        }
    }

    /// Reads the body element that begins with a line; gives the line after it.
    fn element(&mut self, Range { from: at, to }: Range, place: Place) -> usize {
        let text = self.text(at);
        let indent = self.line(at).indent;
        if place.depth >= DEEPEST {
            return self.paragraph(Range { from: at, to }, place);
        }
        if indent > place.indent {
            return self.indented(Range { from: at, to }, place);
        }
        if place.depth == 0
            && let Some(next) = self.section(at, to)
        {
            return next;
        }
        if let Some(explicit) = shape::explicit(text) {
            let end = self.end_of_indented(at + 1, to, indent);
            self.explicit(explicit, Range { from: at, to: end }, place);
            return end;
        }
        if shape::adornment(text).is_some_and(|_| text.len() >= 4)
            && (at + 1 >= to || self.is_blank(at + 1))
        {
            // A transition.
            return at + 1;
        }
        if let Some(next) = self.table(Range { from: at, to }) {
            self.leave_front(place);
            return next;
        }
        if let Some((name, body)) = shape::field(text) {
            return self.field(name, body, Range { from: at, to }, place);
        }
        self.in_front = false;
        let item = shape::bullet(text).or_else(|| self.enumerator(at, to));
        if let Some(words) = item {
            return self.item(words, Range { from: at, to }, place);
        }
        if let Some(words) = shape::option(text) {
            return self.option(words, Range { from: at, to }, place);
        }
        if text.starts_with(">>> ") {
            let end = (at..to).find(|index| self.is_blank(*index)).unwrap_or(to);
            self.code(Range { from: at, to: end }, place);
            return end;
        }
        self.paragraph(Range { from: at, to }, place)
    }

    /// A block that is no item follows, and no metadata any more.
    fn leave_front(&mut self, place: Place) {
        self.in_front = false;
        if !matches!(place.prose, Kind::Item { .. } | Kind::ItemProse) {
            self.in_list = false;
        }
    }

    /// Whether a line begins an enumerated item: the next one must not go on with its words at
    /// its margin, as in "A. Einstein was".
    fn enumerator(&self, at: usize, to: usize) -> Option<usize> {
        let words = shape::enumerator(self.text(at))?;
        let next = at + 1;
        let goes_on = next < to
            && !self.is_blank(next)
            && self.line(next).indent <= self.line(at).indent
            && shape::enumerator(self.text(next)).is_none()
            && shape::explicit(self.text(next)).is_none();
        (!goes_on).then_some(words)
    }

    /// A title with a line below it, or above and below.
    fn section(&mut self, at: usize, to: usize) -> Option<usize> {
        let text = self.text(at);
        let (title, sign, over) = match shape::adornment(text) {
            Some(sign)
                if at + 2 < to
                    && !self.is_blank(at + 1)
                    && self.text(at + 2).starts_with(text)
                    && shape::adornment(self.text(at + 2)) == Some(sign)
                    && shape::underlines(self.text(at + 1), text) =>
            {
                (at + 1, sign, true)
            }
            _ if at + 1 < to => {
                let line = self.text(at + 1);
                let sign = shape::adornment(line)?;
                let is_title = shape::bullet(text).is_none() && !text.starts_with(".. ");
                if !is_title || !shape::underlines(text, line) || self.line(at + 1).indent > 0 {
                    return None;
                }
                (at, sign, false)
            }
            _ => return None,
        };
        let style = (sign, over);
        let known = self.styles.iter().position(|known| *known == style);
        let level = known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        let span = self.line(title).span;
        let kind = Kind::Heading {
            level: level.min(5) as u8 + 1,
            words: Span::default(),
        };
        self.writer.begin(kind, span.start);
        if self.in_front && level == 0 {
            self.writer.begin_mark(Mark::Title);
        }
        self.write(&Flow::of_line(self.source, span));
        if self.in_front && level == 0 {
            self.writer.end_mark(Mark::Title);
        }
        self.writer.end();
        self.in_list = false;
        self.in_front &= self.styles.len() == 1 && known.is_none();
        Some(title + 2)
    }

    fn write(&mut self, flow: &Flow<'s>) {
        inline::write(flow, &self.substitutions, &mut self.writer);
    }

    /// Writes a block of words.
    fn write_block(&mut self, kind: Kind, flow: &Flow<'s>) {
        self.writer.begin(kind, flow.start());
        self.write(flow);
        self.writer.end();
    }

    /// A block that is set in.
    fn indented(&mut self, Range { from, to }: Range, place: Place) -> usize {
        let end = self.end_of_indented(from, to, place.indent);
        let range = Range { from, to: end };
        let text = self.text(from);
        let is_quote = shape::bullet(text).or(shape::enumerator(text)).is_none()
            && shape::field(text).is_none()
            && shape::explicit(text).is_none()
            && !text.starts_with(['|', '+', '=']);
        self.in_front = false;
        if is_quote {
            self.writer.end();
            self.writer.begin_mark(Mark::BlockQuote);
        }
        let indent = self.indent_of(range);
        self.body(
            range,
            Place {
                indent,
                depth: place.depth + 1,
                ..place
            },
        );
        if is_quote {
            self.writer.end();
            self.writer.end_mark(Mark::BlockQuote);
        }
        end
    }

    /// Reads the body of something that begins with a marker; `words` is where they begin in
    /// the line of the marker. The first paragraph of it is of the kind `first`.
    fn marked_body(
        &mut self,
        words: usize,
        Range { from, to }: Range,
        first: Kind,
        place: Place,
    ) -> usize {
        let line = self.line(from);
        let end = self.end_of_indented(from + 1, to, line.indent);
        let marker = Span::new(line.span.start, line.span.start + words as u32);
        let column = line.indent
            + self.source[marker.range()]
                .chars()
                .map(shape::width)
                .sum::<u32>();
        let below = self.skip_blank(from + 1, end);
        let indent = if below < end && self.line(below).indent < column {
            self.line(below).indent
        } else {
            column
        };
        if let Some(line) = self.lines.get_mut(from) {
            line.span.start = marker.end;
            line.indent = indent;
        }
        let place = Place {
            indent,
            depth: place.depth + 1,
            ..place
        };
        let mut at = self.skip_blank(from, end);
        // The first paragraph, unless something else comes first.
        if at < end && self.begins_paragraph(at, end, place) {
            at = self.paragraph(
                Range { from: at, to: end },
                Place {
                    prose: first,
                    ..place
                },
            );
        }
        self.body(Range { from: at, to: end }, place);
        end
    }

    /// Whether a paragraph begins at a line, and not another element.
    fn begins_paragraph(&self, at: usize, to: usize, place: Place) -> bool {
        let text = self.text(at);
        self.line(at).indent <= place.indent
            && shape::explicit(text).is_none()
            && shape::field(text).is_none()
            && shape::bullet(text)
                .or_else(|| self.enumerator(at, to))
                .is_none()
            && !text.starts_with(['+', '>'])
            && shape::adornment(text).is_none()
    }

    fn item(&mut self, words: usize, range: Range, place: Place) -> usize {
        let first = !std::mem::replace(&mut self.in_list, true);
        let place = Place {
            prose: Kind::ItemProse,
            ..place
        };
        self.marked_body(words, range, Kind::Item { first }, place)
    }

    /// An option and what is said of it: one item, the option as code.
    fn option(&mut self, words: usize, range: Range, place: Place) -> usize {
        let first = !std::mem::replace(&mut self.in_list, true);
        let line = self.line(range.from);
        let text = self.text(range.from);
        let place = Place {
            prose: Kind::ItemProse,
            ..place
        };
        self.writer.begin(Kind::Item { first }, line.span.start);
        self.writer.begin_mark(Mark::Code);
        let option = text[..words].trim_end().len() as u32;
        self.writer
            .copy(Span::new(line.span.start, line.span.start + option));
        self.writer.end_mark(Mark::Code);
        self.writer.end();
        self.marked_body(words, range, Kind::ItemProse, place)
    }

    /// A field: metadata at the top of the document, elsewhere an item with the name before it.
    fn field(&mut self, name: &str, words: usize, range: Range, place: Place) -> usize {
        let Range { from, to } = range;
        let line = self.line(from);
        let end = self.end_of_indented(from + 1, to, line.indent);
        if self.in_front && place.depth == 0 {
            let mut flow = Flow::of_line(
                self.source,
                Span::new(line.span.start + words as u32, line.span.end),
            );
            for index in from + 1..end {
                flow.push(self.line(index).span);
            }
            self.metadata(name, &flow);
            return end;
        }
        let first = !std::mem::replace(&mut self.in_list, true);
        let start = line.span.start;
        self.writer.begin(Kind::Item { first }, start);
        let name = Span::new(start + 1, start + 1 + name.len() as u32);
        self.write(&Flow::of_line(self.source, name));
        self.writer.decode(Span::new(name.end, name.end + 1), ":");
        let mut flow = Flow::new(self.source);
        flow.push(Span::new(start + words as u32, line.span.end));
        let mut at = from + 1;
        while at < end && !self.is_blank(at) && self.joins_field(at) {
            flow.push(self.line(at).span);
            at += 1;
        }
        self.writer.space(Span::new(name.end + 1, name.end + 1));
        self.write(&flow);
        self.writer.end();
        let rest = Range { from: at, to: end };
        let indent = self.indent_of(rest);
        let prose = Kind::ItemProse;
        self.body(
            rest,
            Place {
                indent,
                depth: place.depth + 1,
                prose,
            },
        );
        end
    }

    /// Whether a line goes on with the words of a field.
    fn joins_field(&self, at: usize) -> bool {
        let text = self.text(at);
        shape::bullet(text)
            .or_else(|| shape::enumerator(text))
            .is_none()
            && shape::explicit(text).is_none()
    }

    /// Keeps a field of the top of the document (docutils, "Bibliographic Fields").
    fn metadata(&mut self, name: &str, flow: &Flow<'s>) {
        let key = name.to_lowercase();
        let key = match key.as_str() {
            "organization" => "source",
            "revision" => "version",
            other => other,
        };
        let value = flow.text().trim();
        // Keywords of version control: "$Date: 2014-02-14 $".
        let bare = value
            .strip_prefix('$')
            .and_then(|value| value.strip_suffix('$'))
            .and_then(|value| value.split_once(": "))
            .map_or(value, |(_, value)| value);
        let from = flow.text().find(bare).unwrap_or(0);
        self.writer
            .entry(key, bare, flow.span(from, from + bare.len()));
        if matches!(key, "abstract" | "description") {
            self.write_block(Kind::Metadata, flow);
        }
    }

    /// A paragraph, the term of a definition, or a line block, and the literal block that its
    /// two colons announce.
    fn paragraph(&mut self, Range { from, to }: Range, place: Place) -> usize {
        self.leave_front(place);
        let indent = self.line(from).indent.min(place.indent);
        let mut flow = Flow::new(self.source);
        let is_lines = self.text(from).starts_with("| ");
        let mut at = from;
        while at < to && !self.is_blank(at) {
            let line = self.line(at);
            let goes_on = place.depth >= DEEPEST || is_lines || at == from || line.indent <= indent;
            if !goes_on {
                break;
            }
            let mut span = line.span;
            if is_lines && let Some(text) = self.text(at).strip_prefix('|') {
                span.start = span.end - text.trim_start().len() as u32;
            }
            flow.push(span);
            at += 1;
        }
        let is_term = at == from + 1 && at < to && !self.is_blank(at) && !is_lines;
        if is_term && !flow.text().ends_with("::") {
            return self.definition(&flow, Range { from, to }, place);
        }
        let announces = flow.text().ends_with("::") && place.depth < DEEPEST;
        if announces {
            let length = flow.text().len();
            // A space before the colons takes both of them away.
            let head = flow.text()[..length - 2].trim_end().len();
            let cut = if head == length - 2 && head > 0 {
                length - 1
            } else {
                head
            };
            flow = flow.part(0, cut);
        }
        self.write_block(place.prose, &flow);
        if announces {
            return self.literal(Range { from: at, to }, place);
        }
        at
    }

    /// A term and its definition.
    fn definition(&mut self, term: &Flow<'s>, Range { from, to }: Range, place: Place) -> usize {
        let first = !std::mem::replace(&mut self.in_list, true);
        let indent = self.line(from).indent.min(place.indent);
        let kind = match place.prose {
            Kind::Prose | Kind::ItemProse => Kind::Item { first },
            other => other,
        };
        self.write_block(kind, term);
        let end = self.end_of_indented(from + 1, to, indent);
        let range = Range {
            from: from + 1,
            to: end,
        };
        let prose = match place.prose {
            Kind::Prose => Kind::ItemProse,
            other => other,
        };
        let indent = self.indent_of(range);
        self.body(
            range,
            Place {
                indent,
                depth: place.depth + 1,
                prose,
            },
        );
        end
    }

    /// The literal block after a paragraph that ends with two colons: lines that are set in, or
    /// that begin with the same sign.
    fn literal(&mut self, Range { from, to }: Range, place: Place) -> usize {
        let start = self.skip_blank(from, to);
        if start >= to {
            return start;
        }
        if self.line(start).indent > place.indent {
            let end = self.end_of_indented(start, to, place.indent);
            self.code(
                Range {
                    from: start,
                    to: end,
                },
                place,
            );
            return end;
        }
        let sign = self.text(start).chars().next();
        if !sign.is_some_and(|c| c.is_ascii_punctuation()) {
            return from;
        }
        let end = (start..to)
            .find(|index| self.text(*index).chars().next() != sign)
            .unwrap_or(to);
        self.code(
            Range {
                from: start,
                to: end,
            },
            place,
        );
        end
    }

    fn code(&mut self, Range { from, to }: Range, place: Place) {
        self.leave_front(place);
        self.writer.begin(Kind::Code, self.line(from).start);
        for index in from..to {
            let line = self.line(index);
            self.writer.copy_exactly(Span::new(line.start, line.next));
        }
        self.writer.end();
    }
}
