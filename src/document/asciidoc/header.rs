//! The document header: title, author line, revision line, attributes.

use super::attribute;
use super::{Delimiter, Reader, delimiter, is_comment, title, underline};
use crate::document::block::Kind;
use crate::document::composer::Mark;
use crate::document::inline::Flow;
use crate::source::Span;

/// The name in all formats of an attribute that only AsciiDoc calls so.
fn known_as(name: &str) -> &str {
    match name {
        "revdate" | "docdate" => "date",
        "revnumber" => "version",
        "doctitle" => "title",
        "orgname" | "organization" => "source",
        _ => name,
    }
}

impl Reader<'_> {
    /// Reads the header, if the document begins with one (AsciiDoc Language, "Document header").
    pub(super) fn header(&mut self) {
        self.entries(true);
        let line = self.line(self.at);
        let (words, lines) = match title(line) {
            Some((1, words)) => (words, 1),
            Some(_) => return,
            None if underline(line, self.line(self.at + 1)) == Some(1) => (0, 2),
            None => return,
        };
        let span = self.span(self.at);
        let kind = Kind::Heading {
            level: 1,
            words: Span::default(),
        };
        self.writer.begin(kind, span.start);
        self.writer.begin_mark(Mark::Title);
        self.write_line(Span::new(span.start + words as u32, span.end));
        self.writer.end_mark(Mark::Title);
        self.write_notes();
        self.at += lines;
        self.block = super::BlockAttributes::default();
        self.entries(false);
        if self.author() {
            self.entries(false);
            if self.revision() {
                self.entries(false);
            }
        }
    }

    /// Reads attributes and comments; before the title blank lines may stand between them.
    fn entries(&mut self, blank: bool) {
        while self.at < self.lines.len() {
            let line = self.line(self.at);
            if is_comment(line) || (blank && line.is_empty()) {
                self.at += 1;
            } else if delimiter(line) == Some(Delimiter::Comment) {
                self.at += 1;
                while self.at < self.lines.len() && self.line(self.at) != line {
                    self.at += 1;
                }
                self.at += 1;
            } else if !self.entry(true) {
                return;
            }
        }
    }

    /// Reads the entry of an attribute, over as many lines as it has; one in the header is kept
    /// as metadata.
    pub(super) fn entry(&mut self, in_header: bool) -> bool {
        let Some(first) = attribute::entry(self.line(self.at)) else {
            return false;
        };
        let end = self.span(self.at).end;
        let mut place = Span::new(end - first.value.len() as u32, end);
        let mut flow = Flow::new(self.source);
        let start = place.start;
        self.at += 1;
        while let Some(head) = self.source[place.range()].strip_suffix(" \\") {
            flow.push(Span::new(place.start, place.start + head.len() as u32));
            let line = self.span(self.at);
            let text = self.line(self.at);
            place = Span::new(line.end - text.trim_start().len() as u32, line.end);
            self.at += 1;
        }
        flow.push(place);
        let span = Span::new(start, place.end.max(start));
        let value = flow.text().replace('\n', " ");
        let entry = attribute::Entry {
            value: &value,
            ..first
        };
        self.attributes.define(&entry);
        if in_header && !entry.unset {
            let expanded = self.attributes.expand(&value);
            let key = known_as(entry.name);
            self.writer.entry(key, &expanded, span);
            if matches!(key, "description" | "summary") {
                self.writer.begin(Kind::Metadata, span.start);
                self.write(&flow);
                self.writer.end();
            }
        }
        true
    }

    /// "Jane Doe <jane@example.org>; John Roe" below the title.
    fn author(&mut self) -> bool {
        let line = self.line(self.at);
        let span = self.span(self.at);
        let name = |name: &str| {
            let name = name.split('<').next().unwrap_or_default().trim();
            let words = name.split_whitespace().count();
            let letters = name
                .chars()
                .all(|c| c.is_alphanumeric() || c.is_whitespace() || ".'’_-".contains(c));
            // More words are a sentence.
            (1..=4).contains(&words) && letters && name.starts_with(char::is_alphabetic)
        };
        if line.is_empty() || !line.split(';').all(name) {
            return false;
        }
        let names: Vec<String> = line
            .split(';')
            .map(|name| {
                name.split('<')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .replace('_', " ")
            })
            .collect();
        self.writer.entry("author", &names.join(", "), span);
        self.at += 1;
        true
    }

    /// "v1.2, 2014-02-14: remark" below the authors.
    fn revision(&mut self) -> bool {
        let line = self.line(self.at);
        if !line.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let span = self.span(self.at);
        let head = match line.find(": ") {
            Some(remark) => &line[..remark],
            None => line,
        };
        let place = |part: &str, at: usize| {
            let start = span.start + (at + part.len() - part.trim_start().len()) as u32;
            Span::new(start, start + part.trim().len() as u32)
        };
        let (number, date, at) = match head.split_once(',') {
            Some((number, date)) => (number, date, number.len() + 1),
            None if head.starts_with('v') => (head, "", 0),
            None => ("", head, 0),
        };
        let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
        let number_at = number.len() - digits.len();
        self.writer
            .entry("version", digits, place(digits, number_at));
        self.writer.entry("date", date.trim(), place(date, at));
        let version = digits.trim().to_owned();
        for (name, value) in [("revnumber", version.as_str()), ("revdate", date.trim())] {
            let unset = false;
            if !value.is_empty() {
                self.attributes
                    .define(&attribute::Entry { name, value, unset });
            }
        }
        self.at += 1;
        true
    }
}
