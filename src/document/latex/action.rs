//! What is done where a command stands.

use super::command::{self, Command, Environment};
use super::math::{self, Part};
use super::options::{code_arguments, overlay};
use super::structure::{self, Raw, Structure};
use super::symbol::{self, Symbol};
use super::table::Table;
use super::{End, Reader};
use crate::document::block::Kind;
use crate::document::character::LINE_SEPARATOR;
use crate::document::composer::Mark;
use crate::source::Span;

/// A longer body of a definition is not words that stand for a name.
const LONGEST_DEFINITION: usize = 256;

impl<'s> Reader<'s, '_> {
    /// Reads the command whose backslash is at this byte.
    pub(super) fn command(&mut self, at: usize, end: usize) -> usize {
        let name = structure::command_name(self.source, at);
        let after = at + 1 + name.len();
        if let Some(symbol) = symbol::symbol(name) {
            return self.symbol(symbol, at, after);
        }
        let Some(command) = command::command(name) else {
            return self.unknown(name, at, after);
        };
        match command {
            Command::Begin => self.begin(at, after),
            Command::End => self.end(after),
            Command::Heading(depth) => {
                let level = 2 + depth.saturating_sub(self.outermost);
                self.block(Self::heading(level), after, End::Block)
            }
            Command::Title => {
                let open = self.ends.len();
                let next = self.block(Self::heading(1), after, End::Title);
                if self.ends.len() > open {
                    self.writer.begin_mark(Mark::Title);
                }
                next
            }
            Command::Metadata(key) => self.metadata(key, after),
            Command::Caption => self.block(Kind::Caption, after, End::Block),
            Command::Footnote => self.footnote(after),
            Command::Item => self.item(name, at, after),
            Command::Define => self.define(after),
            Command::Verb => self.delimited_code(after).unwrap_or(after),
            Command::Code(arguments) => self.code(name, after, arguments),
            Command::Quotation => self.quotation(at, after),
            Command::Link(arguments) => {
                let text = self.skip_arguments(self.options(after), arguments);
                self.marked(Mark::Link, text)
            }
            Command::LeaveOut(arguments) => {
                self.writer.leave_out();
                self.skip_arguments(self.options(after), arguments)
            }
            Command::Quantity(figures, has_unit) => self.quantity(after, figures, has_unit),
            Command::Angle => match self.argument(self.options(after)) {
                Some(angle) => {
                    self.copy(angle);
                    self.decode(angle.end as usize, angle.end as usize + 1, "°")
                }
                None => after,
            },
            Command::Rule => {
                let rest = &self.source[after..];
                let trimmed = rest.starts_with('(').then(|| rest.find(')')).flatten();
                let at = after + trimmed.map_or(0, |end| end + 1);
                self.skip_arguments(self.options(at), 1)
            }
            Command::Comma => {
                self.writer.leave_out();
                self.decode(at, after, ",")
            }
            Command::Paragraph => {
                self.end_paragraph();
                self.writer.space(Span::new(at as u32, after as u32));
                after
            }
            Command::LineBreak => self.line_break(at, after),
            Command::Formula(close) => {
                let index = if close == "\\)" { 2 } else { 3 };
                self.formula(at, 2, index).unwrap_or(after)
            }
            Command::MultiColumn => self.spanning_cell(at, after, true),
            Command::MultiRow => self.spanning_cell(at, after, false),
            Command::IfFalse => {
                let fi = self.fi.at_or_after(self.source, after);
                fi.map_or(after, |fi| fi + "\\fi".len())
            }
            Command::EndInput => end,
        }
    }

    fn heading(level: u8) -> Kind {
        Kind::Heading {
            level,
            words: Span::default(),
        }
    }

    /// Runs what is done where the innermost argument ends.
    pub(super) fn close(&mut self) {
        let Some((at, end)) = self.ends.pop() else {
            return;
        };
        match end {
            End::Block => self.arguments -= 1,
            End::Title => {
                self.writer.end_mark(Mark::Title);
                self.arguments -= 1;
            }
            End::Mark(mark) => self.writer.end_mark(mark),
            End::Quotation(mark) => {
                self.quotations -= 1;
                self.decode(at, at + 1, mark);
            }
        }
        if matches!(end, End::Block | End::Title) {
            if self.table.is_none() {
                self.end_paragraph();
            } else {
                self.writer.end();
            }
        }
    }

    /// A command that is not known: one that the document defines, or any other.
    fn unknown(&mut self, name: &str, at: usize, after: usize) -> usize {
        if let Some(words) = self.names.get(name).cloned() {
            self.ensure(at);
            self.writer
                .replace(Span::new(at as u32, after as u32), &words);
            return after;
        }
        self.writer.leave_out();
        self.options(after)
    }

    fn symbol(&mut self, symbol: Symbol, at: usize, after: usize) -> usize {
        match symbol {
            Symbol::Sign(words) => self.decode(at, after, words),
            Symbol::Letter(words) => {
                let next = self.after_spaces(after);
                self.decode(at, after, words);
                if !structure::command_name(self.source, at).is_empty() {
                    next
                } else {
                    after
                }
            }
            Symbol::Accent(accent) => {
                // A sign stands right before its letter; `\=` before a space is a tab.
                let is_word = self.source[..after].ends_with(|c: char| c.is_ascii_alphabetic());
                let start = if is_word {
                    self.after_spaces(after)
                } else {
                    after
                };
                let (letter, next) = match self.argument(start) {
                    Some(inside) => (&self.source[inside.range()], inside.end as usize + 1),
                    None if self.source[start..].starts_with('\\') => {
                        let name = structure::command_name(self.source, start);
                        let next = start + 1 + name.len();
                        (&self.source[start..next], next)
                    }
                    None => {
                        let length = self.source[start..]
                            .chars()
                            .next()
                            .map_or(0, char::len_utf8);
                        (&self.source[start..start + length], start + length)
                    }
                };
                let plain = match letter.trim() {
                    "\\i" => "i",
                    "\\j" => "j",
                    letter => letter,
                };
                if plain.chars().count() > 3
                    || plain.contains(['\\', '{', '}', '$', '\n'])
                    || plain.is_empty()
                {
                    self.writer.leave_out();
                    return after;
                }
                let words = symbol::accented(plain, accent);
                self.decode(at, next, &words)
            }
        }
    }

    /// The byte after spaces.
    fn after_spaces(&self, at: usize) -> usize {
        let rest = &self.source[at..];
        self.source.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    /// The byte after a star, overlays and options at this byte.
    pub(super) fn options(&self, at: usize) -> usize {
        let mut at = at + usize::from(self.source[at..].starts_with('*'));
        loop {
            if let Some(option) = self.structure.bracket(self.source, at) {
                at = option.end as usize + 1;
            } else if let Some(length) = overlay(&self.source[at..]) {
                at += length;
            } else {
                return at;
            }
        }
    }

    /// The text in the braces at this byte, or after white space there.
    pub(super) fn argument(&self, at: usize) -> Option<Span> {
        let rest = self.source.get(at..)?;
        let start = self.source.len() - rest.trim_start().len();
        self.structure.group(self.source, start)
    }

    /// The byte after so many arguments, options between them included.
    fn skip_arguments(&self, at: usize, arguments: usize) -> usize {
        let mut at = at;
        for _ in 0..arguments {
            let Some(argument) = self.argument(at) else {
                return at;
            };
            at = self.options(argument.end as usize + 1);
        }
        at
    }

    /// Begins to read the argument at or after this byte, until `end` is run at its end.
    fn open(&mut self, at: usize, end: End) -> Option<usize> {
        let argument = self.argument(at)?;
        self.ends.push((argument.end as usize, end));
        Some(argument.start as usize)
    }

    /// Begins a block that holds the argument of a command.
    fn block(&mut self, kind: Kind, after: usize, end: End) -> usize {
        let options = self.options(after);
        if self.is_part {
            return options;
        }
        let Some(start) = self.open(options, end) else {
            return options;
        };
        if self.table.is_none() && self.arguments == 0 {
            self.end_paragraph();
        }
        self.arguments += 1;
        self.writer.begin(kind, start as u32);
        start
    }

    fn marked(&mut self, mark: Mark, at: usize) -> usize {
        match self.open(at, End::Mark(mark)) {
            Some(start) => {
                self.ensure(start);
                self.writer.begin_mark(mark);
                start
            }
            None => at,
        }
    }

    fn code(&mut self, name: &str, after: usize, arguments: usize) -> usize {
        if name == "lstinline"
            && let Some(next) = self.delimited_code(self.options(after))
        {
            return next;
        }
        let at = self.skip_arguments(self.options(after), arguments);
        self.marked(Mark::Code, at)
    }

    fn delimited_code(&mut self, at: usize) -> Option<usize> {
        let words = structure::verb(self.source, at)?;
        self.ensure(at);
        self.writer.begin_mark(Mark::Code);
        self.copy(words);
        self.writer.end_mark(Mark::Code);
        let sign = self.source[words.end as usize..].chars().next();
        Some(words.end as usize + sign.map_or(0, char::len_utf8))
    }

    fn quotation(&mut self, at: usize, after: usize) -> usize {
        let (open, close) = if self.quotations.is_multiple_of(2) {
            ("“", "”")
        } else {
            ("‘", "’")
        };
        let options = self.options(after);
        let Some(start) = self.open(options, End::Quotation(close)) else {
            return options;
        };
        self.quotations += 1;
        self.decode(at, start, open)
    }

    fn footnote(&mut self, after: usize) -> usize {
        let options = self.options(after);
        let Some(note) = self.argument(options) else {
            return options;
        };
        if !self.is_part {
            self.notes.push(note);
        }
        self.writer.leave_out();
        note.end as usize + 1
    }

    /// Keeps what the document says about itself.
    pub(super) fn metadata(&mut self, key: &str, after: usize) -> usize {
        let options = self.options(after);
        let Some(value) = self.argument(options) else {
            return options;
        };
        if !self.is_part {
            let words = self.words_of(value);
            self.writer.entry(key, &words, value);
        }
        value.end as usize + 1
    }

    /// The words of a part of the source.
    fn words_of(&mut self, part: Span) -> String {
        let source = &self.source[part.range()];
        let structure = Structure::of(source);
        let mut reader = Reader::new(source, &structure);
        reader.is_part = true;
        reader.names = std::mem::take(&mut self.names);
        reader.writer.begin(Kind::Prose, 0);
        reader.scan(Span::new(0, source.len() as u32));
        self.names = std::mem::take(&mut reader.names);
        reader.writer.finish().transcript.text(source).to_owned()
    }

    /// `\newcommand{\name}{words}`, `\def\name{words}`: kept if it takes no arguments.
    pub(super) fn define(&mut self, after: usize) -> usize {
        let at = after + usize::from(self.source[after..].starts_with('*'));
        let (name, next) = match self.argument(at) {
            Some(name) => (self.source[name.range()].trim(), name.end as usize + 1),
            None => {
                let start = self.after_spaces(at);
                if !self.source[start..].starts_with('\\') {
                    return at;
                }
                let end = start + 1 + structure::command_name(self.source, start).len();
                (&self.source[start..end], end)
            }
        };
        let options = self.options(next);
        let takes_arguments = options > next;
        let Some(body) = self.argument(options) else {
            return options;
        };
        let text = &self.source[body.range()];
        let plain = text.len() <= LONGEST_DEFINITION && !text.contains('#');
        if let Some(name) = name.strip_prefix('\\')
            && plain
            && !takes_arguments
            && !self.is_part
        {
            let words = self.words_of(body);
            if !words.is_empty() && !words.contains('\n') {
                self.names.insert(name.to_owned(), words);
            }
        }
        body.end as usize + 1
    }

    fn item(&mut self, name: &str, at: usize, after: usize) -> usize {
        if self.is_part || self.table.is_some() {
            self.writer.space(Span::new(at as u32, after as u32));
            return self.options(after);
        }
        self.end_paragraph();
        let first = !std::mem::replace(&mut self.in_list, true);
        self.writer.begin(Kind::Item { first }, at as u32);
        let start = after + overlay(&self.source[after..]).unwrap_or(0);
        if name == "bibitem" {
            return self.skip_arguments(self.options(start), 1);
        }
        let Some(label) = self.structure.bracket(self.source, start) else {
            return start;
        };
        let words = &self.source[label.range()];
        if words.contains(char::is_alphabetic) && !words.contains('\\') {
            self.copy(label);
            if !words.ends_with([':', '.', '?', '!']) {
                self.decode(label.end as usize, label.end as usize + 1, ":");
            }
        } else {
            self.scan(label);
        }
        self.writer.space(Span::new(label.end, label.end + 1));
        self.options(label.end as usize + 1)
    }

    /// Figures and a unit (the package siunitx).
    fn quantity(&mut self, after: usize, figures: usize, has_unit: bool) -> usize {
        let mut at = self.options(after);
        for index in 0..figures {
            let Some(figure) = self.argument(at) else {
                return at;
            };
            if index > 0 {
                self.decode(at, at, "–");
            }
            self.copy(figure);
            at = figure.end as usize + 1;
        }
        let Some(unit) = self.argument(at).filter(|_| has_unit) else {
            return at;
        };
        if figures > 0 {
            self.writer
                .decode(Span::new(at as u32, unit.start), "\u{A0}");
        }
        let end = unit.end as usize;
        let mut at = unit.start as usize;
        while at < end {
            if self.source[at..].starts_with('\\') {
                let name = structure::command_name(self.source, at);
                let next = at + 1 + name.len();
                match symbol::unit(name) {
                    Some(words) => {
                        self.decode(at, next, words);
                    }
                    None => {
                        self.symbol_of_unit(name, at, next);
                    }
                }
                at = next;
            } else {
                let stop = self.source[at..end]
                    .find('\\')
                    .map_or(end, |stop| at + stop);
                self.copy(Span::new(at as u32, stop as u32));
                at = stop;
            }
        }
        end + 1
    }

    fn symbol_of_unit(&mut self, name: &str, at: usize, next: usize) {
        if let Some(Symbol::Sign(words) | Symbol::Letter(words)) = symbol::symbol(name) {
            self.decode(at, next, words);
        }
    }

    /// `\\`: the end of a row, or of a line.
    fn line_break(&mut self, at: usize, after: usize) -> usize {
        match &mut self.table {
            Some(table) if self.tables == 1 && self.arguments == 0 => {
                table.end_row(at, &mut self.writer);
            }
            Some(_) => self.writer.space(Span::new(at as u32, after as u32)),
            None => {
                let separator = LINE_SEPARATOR.encode_utf8(&mut [0; 4]).to_owned();
                self.decode(at, after, &separator);
            }
        }
        self.options(after)
    }

    /// `\multicolumn{2}{c}{words}`, `\multirow{2}{*}{words}`: the words are read after it.
    fn spanning_cell(&mut self, at: usize, after: usize, columns: bool) -> usize {
        let count = self.argument(self.options(after));
        let count = count.and_then(|span| self.source[span.range()].trim().parse().ok());
        let count: u32 = count.unwrap_or(1);
        if let Some(table) = &mut self.table
            && self.tables == 1
        {
            let (columns, rows) = if columns { (count, 1) } else { (1, count) };
            table.begin(columns, rows, at, &mut self.writer);
        }
        let first = self.skip_arguments(self.options(after), 1);
        // The width may be a star without braces.
        let first = self.options(first);
        if self.source[first..].starts_with('{') {
            self.skip_arguments(
                first,
                usize::from(columns || !self.source[..first].ends_with('*')),
            )
        } else {
            first
        }
    }

    /// A formula that opens at this byte with a sign so long: a figure is written, other ones are
    /// left out. None if it has no end in its paragraph.
    pub(super) fn formula(&mut self, at: usize, length: usize, closes: usize) -> Option<usize> {
        const CLOSE_LENGTHS: [usize; 4] = [1, 2, 2, 2];
        let start = at + length;
        let close = self.formula_ends[closes].at_or_after(self.source, start)?;
        let next = close + CLOSE_LENGTHS[closes];
        let blank = self.blank_line.at_or_after(self.source, start);
        if blank.is_some_and(|blank| blank < close) {
            return None;
        }
        let formula = Span::new(start as u32, close as u32);
        let parts = math::figure(self.source, formula, self.structure);
        let named = |part: &Part| match part {
            Part::Named(_, name) => self.names.contains_key(name),
            Part::Copied(_) | Part::Decoded(..) => true,
        };
        match parts.filter(|parts| parts.iter().all(named)) {
            Some(parts) => {
                for part in parts {
                    match part {
                        Part::Copied(span) => self.copy(span),
                        Part::Decoded(span, words) => {
                            self.decode(span.start as usize, span.end as usize, words);
                        }
                        Part::Named(span, name) => {
                            self.unknown(&name, span.start as usize, span.end as usize);
                        }
                    }
                }
            }
            None => self.writer.leave_out(),
        }
        Some(next)
    }

    fn begin(&mut self, at: usize, after: usize) -> usize {
        let Some((name, body)) = structure::environment_name(self.source, after) else {
            return after;
        };
        if let Some(next) = self.raw(after) {
            return next;
        }
        if self.is_part {
            return body;
        }
        self.end_paragraph();
        let (environment, arguments) = command::environment(name);
        let mut next = self.skip_arguments(self.options(body), arguments);
        self.environments.push((name, environment));
        match environment {
            Environment::List => self.lists += 1,
            Environment::Quote => self.writer.begin_mark(Mark::BlockQuote),
            Environment::Table => {
                self.tables += 1;
                if self.tables == 1 {
                    let end = self.structure.environment_end(at);
                    let end = end.unwrap_or(self.source.len());
                    self.table = Some(Table::new(self.source, next.min(end), end));
                    self.writer.begin_table();
                }
            }
            Environment::Slide if self.source[next..].starts_with('{') => {
                let level = 6 - self.outermost;
                next = self.block(Self::heading(level), next, End::Block);
            }
            Environment::Box => next = self.block(Kind::Prose, next, End::Block),
            Environment::Slide | Environment::Document | Environment::Other => {}
        }
        next
    }

    /// Reads a raw environment whose name stands at this byte.
    pub(super) fn raw(&mut self, after: usize) -> Option<usize> {
        let (name, body) = structure::environment_name(self.source, after)?;
        let raw = Raw::of(name)?;
        let (end, next) = structure::raw_end(self.source, body, name);
        match raw {
            Raw::Code if !self.is_part && self.table.is_none() => {
                self.end_paragraph();
                let text = &self.source[body..end];
                let start = body + code_arguments(name, text);
                self.writer.begin(Kind::Code, start as u32);
                self.writer
                    .copy_exactly(Span::new(start as u32, end as u32));
                self.writer.end();
            }
            Raw::Code | Raw::Nothing => self.writer.leave_out(),
        }
        Some(next)
    }

    fn end(&mut self, after: usize) -> usize {
        let Some((name, body)) = structure::environment_name(self.source, after) else {
            return after;
        };
        let Some((_, environment)) = self.environments.pop_if(|(open, _)| *open == name) else {
            let ends = name == "document" && !self.is_part;
            return if ends { self.source.len() } else { body };
        };
        match environment {
            Environment::Table => {
                self.tables -= 1;
                if self.tables == 0
                    && let Some(mut table) = self.table.take()
                {
                    table.end_row(after, &mut self.writer);
                    self.writer.end_table();
                }
            }
            Environment::List => {
                self.end_paragraph();
                self.lists -= 1;
                self.in_list &= self.lists > 0;
            }
            Environment::Quote => {
                self.writer.end();
                self.writer.end_mark(Mark::BlockQuote);
            }
            Environment::Slide | Environment::Box | Environment::Document | Environment::Other => {}
        }
        self.end_paragraph();
        body
    }
}
