//! Front matter: what stands before a page, in YAML between lines of `---` or in TOML between
//! lines of `+++`, as Jekyll and Hugo know it.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::super::block::Kind;
use super::super::composer::{Composer, Mark};
use super::super::metadata::{Entry, canonical};
use crate::source::{Source, Sources, Span};
use crate::toml_read::{self, Item, Table, Value};

/// A longer key, with those it stands under, is not kept: what is deep in tables of settings
/// says nothing about the text.
const LONGEST_KEY: usize = 200;

/// Keeps the entries of the front matter, and writes those down that are prose: the title and
/// the summaries. Gives the first byte after it; where there is none, the first byte of the
/// text.
pub(super) fn compose(source: &str, composer: &mut Composer<'_>) -> usize {
    let start = source.len() - source.trim_start_matches('\u{FEFF}').len();
    let Some((entries, end)) = read(source, start) else {
        return start;
    };
    for entry in &entries {
        if is_prose(&entry.key) {
            composer.begin(Kind::Metadata, entry.span.start);
            if entry.key == "title" {
                composer.begin_mark(Mark::Title);
            }
            if source[entry.span.range()] == entry.value {
                composer.copy(entry.span);
            } else {
                composer.decode(entry.span, &entry.value);
            }
            composer.end_mark(Mark::Title);
            composer.end();
        }
    }
    composer.metadata().entries = entries;
    end
}

/// Whether the value of a key is read like the text.
fn is_prose(key: &str) -> bool {
    matches!(
        key,
        "title" | "subtitle" | "description" | "summary" | "excerpt"
    )
}

/// The entries of the front matter that begins at `start`, and the first byte after it.
fn read(source: &str, start: usize) -> Option<(Vec<Entry>, usize)> {
    let mut lines = source[start..].split_inclusive('\n');
    let opening = lines.next()?;
    let closings: &[&str] = match opening.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let from = start + opening.len();
    let mut to = from;
    for line in lines {
        if closings.contains(&line.trim_end()) {
            let mut found = Entries::default();
            let text = &source[from..to];
            let is_front_matter = if closings.len() == 2 {
                found.read_yaml(text)
            } else {
                found.read_toml(text)
            };
            let mut entries = found.entries;
            for entry in &mut entries {
                let Span { start, end } = entry.span;
                entry.span = Span::new(start + from as u32, end + from as u32);
            }
            return is_front_matter.then_some((entries, to + line.len()));
        }
        to += line.len();
    }
    None
}

/// Entries with the places of their values from the start of the front matter.
#[derive(Default)]
struct Entries {
    entries: Vec<Entry>,
    /// The key of the value that comes next, after those it stands under.
    path: String,
}

impl Entries {
    fn add(&mut self, value: &str, span: Span) {
        let value = value.trim();
        if !value.is_empty() && self.path.len() <= LONGEST_KEY {
            self.entries.push(Entry {
                key: canonical(&self.path),
                value: value.to_owned(),
                span,
            });
        }
    }

    /// Goes below a key. Gives the length of the path, to come back with.
    fn enter(&mut self, key: &str) -> usize {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        // What is longer than this is not kept, nor is what stands under it.
        let end = key.floor_char_boundary(LONGEST_KEY + 1);
        self.path.push_str(&key[..end]);
        length
    }

    /// Whether it is a table. After an error in it, what stands before counts.
    fn read_yaml(&mut self, text: &str) -> bool {
        let mut open: Vec<Open> = Vec::new();
        let mut is_table = text.trim().is_empty();
        let mut place = Cursor::new(text);
        for event in Parser::new_from_str(text).map_while(Result::ok) {
            let (event, marks) = event;
            match event {
                Event::Scalar(words, style, ..) => {
                    if let Some(table) = open.last_mut()
                        && table.wants_key
                    {
                        table.wants_key = false;
                        self.enter(&words);
                        continue;
                    }
                    let span = place.of(marks.start, marks.end, style);
                    if style != ScalarStyle::Plain || !matches!(&*words, "~" | "null") {
                        self.add(&words, span);
                    }
                    self.leave(&mut open);
                }
                Event::MappingStart(..) | Event::SequenceStart(..) => {
                    let wants_key = matches!(event, Event::MappingStart(..));
                    is_table |= wants_key && open.is_empty();
                    if let Some(table) = open.last_mut() {
                        // A table for a key has no name: what it holds goes under the last.
                        table.wants_key = false;
                    }
                    open.push(Open {
                        is_table: wants_key,
                        wants_key,
                        path: self.path.len(),
                    });
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    open.pop();
                    self.leave(&mut open);
                }
                Event::Alias(_) => self.leave(&mut open),
                Event::DocumentEnd => break,
                Event::Nothing
                | Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentStart(_) => {}
            }
        }
        is_table
    }

    /// After a value: back to the keys of the table it stands in.
    fn leave(&mut self, open: &mut [Open]) {
        if let Some(inside) = open.last_mut() {
            self.path.truncate(inside.path);
            inside.wants_key = inside.is_table;
        }
    }

    fn read_toml(&mut self, text: &str) -> bool {
        let mut sources = Sources::new();
        let file = sources.add(Source::new("", text));
        let (table, _) = toml_read::parse(&sources, file);
        self.add_table(&table);
        true
    }

    fn add_table(&mut self, table: &Table) {
        for entry in table.entries() {
            let above = self.enter(&entry.key.name);
            self.add_item(&entry.item);
            self.path.truncate(above);
        }
    }

    fn add_item(&mut self, item: &Item) {
        let span = item.inner_place().span;
        match &item.value {
            Value::String(text) => self.add(text.text(), span),
            Value::Integer(written) | Value::Float(written) | Value::Date(written) => {
                self.add(written, span);
            }
            Value::Boolean(value) => self.add(if *value { "true" } else { "false" }, span),
            Value::List(items) => {
                for item in items {
                    self.add_item(item);
                }
            }
            Value::Table(table) => self.add_table(table),
        }
    }
}

/// A table or a list that is being read.
struct Open {
    is_table: bool,
    /// Whether the next scalar is a key.
    wants_key: bool,
    /// The length of the path above its keys.
    path: usize,
}

/// Turns the parser's offsets, which count characters, into bytes. They only go forward.
struct Cursor<'t> {
    text: &'t str,
    characters: usize,
    bytes: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            characters: 0,
            bytes: 0,
        }
    }

    fn byte(&mut self, mark: Marker) -> usize {
        let ahead = mark.index().saturating_sub(self.characters);
        let rest = &self.text[self.bytes..];
        self.characters += ahead;
        self.bytes += rest
            .char_indices()
            .nth(ahead)
            .map_or(rest.len(), |(at, _)| at);
        self.bytes
    }

    /// The place of a scalar without its quotation marks and the white space around it.
    fn of(&mut self, start: Marker, end: Marker, style: ScalarStyle) -> Span {
        let mut start = self.byte(start);
        let mut end = self.byte(end);
        if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            (start, end) = ((start + 1).min(end), (end - 1).max(start + 1));
        }
        let written = &self.text[start..end];
        let from = start + (written.len() - written.trim_start().len());
        Span::new(
            from as u32,
            (start + written.trim_end().len()).max(from) as u32,
        )
    }
}
