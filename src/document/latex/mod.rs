//! LaTeX, after "LaTeX2e: An unofficial reference manual" and the manuals of the packages that
//! [`command`] names.
//!
//! Read are the words between `\begin{document}` and `\end{document}` (all of them where there
//! is no preamble): sections, paragraphs, lists, quotations, tables, captions, footnotes, code;
//! of the preamble the title, and as metadata the author and the date. Comments, references,
//! citations, addresses, pictures and mathematics are left out, but for formulas that only write
//! a figure. Accents, dashes, ties and quotation marks are decoded.
//!
//! A command that is not known is left out with its options, and the text in its braces is read.
//! Nothing is expanded but commands without arguments that the document defines, to their words.
//! Category codes, `\def` with parameters, `\if…` and files that are brought in are not followed.

mod action;
mod command;
mod math;
mod options;
mod structure;
mod symbol;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::Document;
use super::block::Kind;
use super::composer::Mark;
use super::inline::{Seeker, Stop};
use super::writer::Writer;
use crate::source::Span;
use command::{Command, Environment};
use structure::Structure;
use table::Table;

/// Reads a LaTeX source.
pub(super) fn read(source: &str) -> Document {
    let structure = Structure::of(source);
    let mut reader = Reader::new(source, &structure);
    let at = reader.preamble();
    reader.scan(Span::new(at as u32, source.len() as u32));
    reader.finish()
}

struct Reader<'s, 't> {
    source: &'s str,
    structure: &'t Structure,
    writer: Writer<'s>,
    /// The words that commands of the document stand for.
    names: BTreeMap<String, String>,
    /// Where arguments that are read end, the innermost last, and what is done there.
    ends: Vec<(usize, End)>,
    environments: Vec<(&'s str, Environment)>,
    table: Option<Table>,
    /// How many tables are open; those inside another are words of its cell.
    tables: usize,
    /// How many lists are open.
    lists: usize,
    /// Whether an item that follows goes on with a list.
    in_list: bool,
    /// How many headings and captions are open: no paragraph ends in them.
    arguments: usize,
    /// How many quotations in braces are open.
    quotations: usize,
    /// Footnotes of the paragraph that is read.
    notes: Vec<Span>,
    in_note: bool,
    /// The depth of the outermost headings of the document.
    outermost: u8,
    /// Whether these are the words of a definition or of metadata.
    is_part: bool,
    formula_ends: [Seeker; 4],
    blank_line: Seeker,
    fi: Seeker,
    special: Stop,
}

/// What is done where an argument ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The block ends.
    Block,
    /// The title ends, and its block.
    Title,
    /// A marked stretch ends.
    Mark(Mark),
    /// A quotation ends with this mark.
    Quotation(&'static str),
}

impl<'s, 't> Reader<'s, 't> {
    fn new(source: &'s str, structure: &'t Structure) -> Self {
        let has = |name: &str| memchr::memmem::find(source.as_bytes(), name.as_bytes()).is_some();
        let outermost = match (has("\\part{"), has("\\chapter")) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        Self {
            source,
            structure,
            writer: Writer::new(source),
            names: BTreeMap::new(),
            ends: Vec::new(),
            environments: Vec::new(),
            table: None,
            tables: 0,
            lists: 0,
            in_list: false,
            arguments: 0,
            quotations: 0,
            notes: Vec::new(),
            in_note: false,
            outermost,
            is_part: false,
            formula_ends: ["$", "$$", "\\)", "\\]"].map(Seeker::new),
            blank_line: Seeker::new("\n\n"),
            fi: Seeker::new("\\fi"),
            special: Stop::new(|c| "\\%{}$&~`'-\"\n".contains(c)),
        }
    }

    fn finish(mut self) -> Document {
        self.writer.end();
        self.write_notes();
        self.writer.finish()
    }

    /// Reads the preamble, if there is one; gives the byte where the text begins.
    fn preamble(&mut self) -> usize {
        let begin = memchr::memmem::find(self.source.as_bytes(), b"\\begin{document}");
        if begin.is_none() && !self.source.contains("\\documentclass") {
            return 0;
        }
        let end = begin.unwrap_or(self.source.len());
        let bytes = self.source.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr2(b'\\', b'%', &bytes[at..end]) {
            at += found;
            if bytes[at] == b'%' {
                at = self.after_comment(at).min(end);
                continue;
            }
            let name = structure::command_name(self.source, at);
            let after = at + 1 + name.len();
            at = match command::command(name) {
                Some(Command::Title) => {
                    let Some(title) = self.argument(self.options(after)) else {
                        at = after;
                        continue;
                    };
                    self.scan(Span::new(at as u32, title.end + 1));
                    title.end as usize + 1
                }
                Some(Command::Metadata(key)) => self.metadata(key, after),
                Some(Command::Define) => self.define(after),
                Some(Command::Begin) => self.raw(after).unwrap_or(after),
                Some(_) | None => after,
            };
            at = at.min(end);
        }
        begin.map_or(end, |begin| begin + "\\begin{document}".len())
    }

    /// Reads a part of the source.
    fn scan(&mut self, part: Span) {
        let base = self.ends.len();
        let (mut at, end) = (part.start as usize, part.end as usize);
        while at < end {
            while let Some((close, _)) = self.ends.last()
                && self.ends.len() > base
                && *close <= at
            {
                self.close();
            }
            at = self.step(at, end);
        }
        while self.ends.len() > base {
            self.close();
        }
    }

    /// Reads what stands at a byte; gives the one to go on from.
    fn step(&mut self, at: usize, end: usize) -> usize {
        if let Some(table) = &self.table
            && let Some(next) = table.skip_repeated(at)
        {
            return next;
        }
        let bytes = self.source.as_bytes();
        let run = |sign: u8| {
            bytes[at..end]
                .iter()
                .take(4)
                .take_while(|b| **b == sign)
                .count()
        };
        match bytes[at] {
            b'\\' => self.command(at, end),
            b'%' => self.after_comment(at),
            b'{' | b'}' => at + 1,
            b'$' if run(b'$') > 1 => self.formula(at, 2, 1).unwrap_or(at + 2),
            b'$' => self
                .formula(at, 1, 0)
                .unwrap_or_else(|| self.decode(at, at + 1, "$")),
            b'&' => self.ampersand(at),
            b'~' => self.decode(at, at + 1, "\u{A0}"),
            b'`' if run(b'`') > 1 => self.decode(at, at + 2, "“"),
            b'`' => self.decode(at, at + 1, "‘"),
            b'\'' if run(b'\'') > 1 => self.decode(at, at + 2, "”"),
            b'"' if bytes.get(at + 1) == Some(&b'`') => self.decode(at, at + 2, "„"),
            b'"' if bytes.get(at + 1) == Some(&b'\'') => self.decode(at, at + 2, "“"),
            b'-' if run(b'-') == 2 => self.decode(at, at + 2, "–"),
            b'-' if run(b'-') == 3 => self.decode(at, at + 3, "—"),
            b'\n' => self.line_end(at),
            _ => self.words(at, end),
        }
    }

    /// Copies words up to the next sign that may be more than itself.
    fn words(&mut self, at: usize, end: usize) -> usize {
        let first = self.source[at..].chars().next().map_or(1, char::len_utf8);
        let to = self.special.at_or_after(self.source, at + first).min(end);
        self.copy(Span::new(at as u32, to as u32));
        to
    }

    fn copy(&mut self, span: Span) {
        if self.source[span.range()].trim().is_empty() {
            self.writer.space(span);
        } else {
            self.ensure(span.start as usize);
            self.writer.copy(span);
        }
    }

    fn decode(&mut self, from: usize, to: usize, words: &str) -> usize {
        if !words.trim().is_empty() {
            self.ensure(from);
        }
        self.writer.decode(Span::new(from as u32, to as u32), words);
        to
    }

    /// Makes sure that a block or a cell is begun for words.
    fn ensure(&mut self, at: usize) {
        match &mut self.table {
            Some(table) if self.arguments == 0 => table.begin(1, 1, at, &mut self.writer),
            Some(_) | None => {
                let kind = if self.in_note {
                    Kind::Footnote
                } else if self.lists > 0 {
                    Kind::ItemProse
                } else {
                    Kind::Prose
                };
                self.writer.ensure(kind, at as u32);
            }
        }
    }

    /// The byte after a comment: it takes the end of its line and the white space after it.
    fn after_comment(&self, at: usize) -> usize {
        let rest = &self.source[at..];
        let line = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let next = rest[line..].trim_start_matches([' ', '\t']);
        self.source.len() - next.len()
    }

    /// White space over a line end: a blank line ends the paragraph.
    fn line_end(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        let to = self.source.len() - rest.trim_start().len();
        let space = Span::new(at as u32, to as u32);
        if memchr::memchr_iter(b'\n', self.source[space.range()].as_bytes()).count() > 1 {
            self.end_paragraph();
        }
        self.writer.space(space);
        to
    }

    fn end_paragraph(&mut self) {
        if self.table.is_none() && self.arguments == 0 && !self.is_part {
            self.writer.end();
            self.write_notes();
        }
    }

    /// Writes the footnotes of the paragraph that has ended.
    fn write_notes(&mut self) {
        if self.in_note {
            return;
        }
        self.in_note = true;
        while !self.notes.is_empty() {
            for note in std::mem::take(&mut self.notes) {
                self.writer.end();
                self.scan(note);
            }
        }
        self.writer.end();
        self.in_note = false;
    }

    /// A `&`: between two cells, or a sign like others.
    fn ampersand(&mut self, at: usize) -> usize {
        match &mut self.table {
            Some(table) if self.tables == 1 && self.arguments == 0 => {
                table.end_cell(at, &mut self.writer);
                at + 1
            }
            Some(_) => {
                self.writer.space(Span::new(at as u32, at as u32 + 1));
                at + 1
            }
            None => self.decode(at, at + 1, "&"),
        }
    }
}
