//! The text of a document: paragraphs, and the tables they stand in.

use std::collections::BTreeMap;

use super::notes::{self, Notes};
use super::style::{Role, Styles, level};
use super::words::Words;
use super::xml::{Attributes, Node, Space};
use crate::document::Document;
use crate::document::block::Kind;
use crate::document::composer::{CellShape, Composer, Mark};
use crate::source::Span;

/// A finished paragraph.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Its words.
    pub(super) words: Words,
    /// What it is by its style.
    role: Role,
    /// The level of a heading, from 0.
    level: Option<u8>,
    is_item: bool,
}

/// Puts paragraphs together from their runs.
pub(super) struct Paragraphs<'s> {
    styles: &'s Styles,
    /// The paragraphs that have begun; a text box stands inside one.
    open: Vec<Open>,
    /// How many elements deep the element is in one that is left out.
    skipped: usize,
    /// The words of a paragraph whose end was deleted: it goes on in the next one.
    carried: Words,
    /// The notes that are referred to, in order.
    pub(super) references: Vec<(notes::Kind, String)>,
}

/// A paragraph that has begun.
#[derive(Debug, Default)]
struct Open {
    words: Words,
    style: Option<String>,
    level: Option<u8>,
    is_item: Option<bool>,
    is_end_deleted: bool,
    /// Whether the properties of the paragraph are being read, not those of a run.
    in_properties: bool,
    in_run_properties: bool,
    in_run: bool,
    /// Whether the characters that come are the run's text.
    in_text: bool,
    is_run_hidden: Option<bool>,
    is_run_code: bool,
    /// Where the links that have begun do so.
    links: Vec<usize>,
}

impl<'s> Paragraphs<'s> {
    /// None yet.
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            open: Vec::new(),
            skipped: 0,
            carried: Words::default(),
            references: Vec::new(),
        }
    }

    /// Whether the element just met is in one that is left out.
    pub(super) const fn is_skipping(&self) -> bool {
        self.skipped > 0
    }

    /// Takes in what is met; the paragraph that ends with it, if it has words.
    pub(super) fn visit(&mut self, node: &Node<'_>) -> Option<Paragraph> {
        match node {
            Node::Start(space, name, attributes) => {
                let deep = self.skipped > 0;
                if deep || self.is_left_out(*space, name) {
                    self.skipped += 1;
                } else {
                    self.start(*space, name, attributes);
                }
                None
            }
            Node::End(..) if self.skipped > 0 => {
                self.skipped -= 1;
                None
            }
            Node::End(space, name) => self.end(*space, name),
            Node::Text(text) => {
                if self.skipped == 0 && self.open.last().is_some_and(|open| open.in_text) {
                    self.write(text);
                }
                None
            }
        }
    }

    /// Whether all that is in an element is no text of the finished document.
    fn is_left_out(&self, space: Space, name: &str) -> bool {
        let in_run_properties = self.open.last().is_some_and(|open| open.in_run_properties);
        match (space, name) {
            // In the properties of a run, they say of the end of the paragraph that it is so.
            (Space::Word, "del" | "moveFrom") => !in_run_properties,
            // The readings of characters, and how things were before a change.
            (Space::Word, "rt" | "sdtPr" | "sdtEndPr" | "sectPr") => true,
            (Space::Word, name) => name.ends_with("PrChange"),
            (Space::Compatibility, "Fallback") => true,
            (Space::Math | Space::Compatibility | Space::Other, _) => false,
        }
    }

    fn start(&mut self, space: Space, name: &str, attributes: &Attributes<'_>) {
        if space == Space::Word && name == "p" {
            self.open.push(Open::default());
            return;
        }
        let styles = self.styles;
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let value = || attributes.get("val").unwrap_or_default();
        match (space, name) {
            (Space::Word, "pPr") => open.in_properties = true,
            (Space::Word, "rPr") => open.in_run_properties = true,
            (Space::Word, "pStyle") if open.in_properties => open.style = Some(value()),
            (Space::Word, "outlineLvl") if open.in_properties => open.level = level(&value()),
            (Space::Word, "numId") if open.in_properties => {
                open.is_item = Some(value() != "0");
            }
            (Space::Word, "del" | "moveFrom") => {
                open.is_end_deleted |= open.in_properties;
            }
            (Space::Word, "r") => {
                open.in_run = true;
                open.is_run_hidden = None;
                open.is_run_code = false;
            }
            (Space::Word, "hyperlink") => open.links.push(open.words.len()),
            (Space::Word, "vanish") if open.in_run && !open.in_properties => {
                open.is_run_hidden = Some(attributes.is_on());
            }
            (Space::Word, "rStyle") if open.in_run && !open.in_properties => {
                let style = styles.of_run(&value());
                open.is_run_hidden = open.is_run_hidden.or(style.is_hidden);
                open.is_run_code = style.role == Role::Code;
            }
            (Space::Word | Space::Math, "t") => open.in_text = true,
            (Space::Word, "tab") if open.in_run && !open.in_properties => self.write("\t"),
            (Space::Word, "br" | "cr") => self.write(" "),
            (Space::Word, "noBreakHyphen") => self.write("\u{2011}"),
            (Space::Word, name) => {
                let reference = notes::Kind::of_reference(name).zip(attributes.get("id"));
                if let Some(reference) = reference
                    && !self.is_hidden()
                {
                    self.references.push(reference);
                }
            }
            (Space::Math | Space::Compatibility | Space::Other, _) => {}
        }
    }

    fn end(&mut self, space: Space, name: &str) -> Option<Paragraph> {
        let open = self.open.last_mut()?;
        match (space, name) {
            (Space::Word, "p") => return self.finish(),
            (Space::Word, "pPr") => open.in_properties = false,
            (Space::Word, "rPr") => open.in_run_properties = false,
            (Space::Word, "r") => open.in_run = false,
            (Space::Word, "hyperlink") => {
                if let Some(start) = open.links.pop() {
                    open.words.mark(Mark::Link, start);
                }
            }
            (Space::Word | Space::Math, "t") => open.in_text = false,
            (Space::Word | Space::Math | Space::Compatibility | Space::Other, _) => {}
        }
        None
    }

    fn finish(&mut self) -> Option<Paragraph> {
        let open = self.open.pop()?;
        let mut words = std::mem::take(&mut self.carried);
        words.append(&open.words);
        if open.is_end_deleted {
            self.carried = words;
            return None;
        }
        let style = self.styles.of_paragraph(open.style.as_deref());
        if words.is_blank() || style.role == Role::Contents {
            return None;
        }
        Some(Paragraph {
            words,
            role: style.role,
            level: open.level.or(style.level),
            is_item: open.is_item.or(style.is_item).unwrap_or_default(),
        })
    }

    /// Whether the run is hidden, by itself or by the style of its paragraph.
    fn is_hidden(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let by_style = || self.styles.of_paragraph(open.style.as_deref()).is_hidden;
            open.is_run_hidden.or_else(by_style).unwrap_or_default()
        })
    }

    fn write(&mut self, text: &str) {
        if self.is_hidden() {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            let start = open.words.len();
            open.words.push(text);
            if open.is_run_code {
                open.words.mark(Mark::Code, start);
            }
        }
    }
}

/// Puts the document together.
pub(super) struct Body<'s> {
    paragraphs: Paragraphs<'s>,
    composer: Composer<'static>,
    /// The rows of the outermost table that has begun.
    rows: Vec<Row>,
    /// How many tables inside one another have begun. The words of an inner one belong to the
    /// cell it stands in.
    depth: usize,
    in_row_properties: bool,
    /// Whether the last paragraph was an item of a list.
    was_item: bool,
}

/// A row of a table.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    is_header: bool,
    is_deleted: bool,
}

/// A cell of a row.
#[derive(Debug)]
struct Cell {
    words: Words,
    columns: u32,
    merge: Merge,
}

/// How a cell goes with those above and below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    /// It stands alone.
    Alone,
    /// Those below may go on with it.
    Begins,
    /// It goes on with the one above.
    Continues,
}

impl Cell {
    fn empty(columns: u32) -> Self {
        Self {
            words: Words::default(),
            columns,
            merge: Merge::Alone,
        }
    }
}

impl<'s> Body<'s> {
    /// Nothing yet.
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            paragraphs: Paragraphs::new(styles),
            composer: Composer::new(""),
            rows: Vec::new(),
            depth: 0,
            in_row_properties: false,
            was_item: false,
        }
    }

    /// Takes in what is met.
    pub(super) fn visit(&mut self, node: &Node<'_>) {
        if !self.paragraphs.is_skipping() {
            match node {
                Node::Start(Space::Word, name, attributes) => self.start(name, attributes),
                Node::End(Space::Word, name) => self.end(name),
                Node::Start(..) | Node::End(..) | Node::Text(_) => {}
            }
        }
        match self.paragraphs.visit(node) {
            Some(paragraph) if self.depth > 0 => self.add_to_cell(&paragraph.words),
            Some(paragraph) => self.add(&paragraph),
            None => {}
        }
    }

    /// The document with its notes at the end.
    pub(super) fn finish(mut self, notes: &Notes) -> Document {
        for reference in &self.paragraphs.references {
            for words in notes.of(reference) {
                self.composer.begin(Kind::Footnote, 0);
                words.write(&mut self.composer);
            }
        }
        self.composer.finish()
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) {
        if name == "tbl" {
            self.depth += 1;
        }
        if self.depth != 1 {
            return;
        }
        let number = || {
            attributes
                .get("val")
                .and_then(|it| it.parse().ok())
                .unwrap_or(1)
        };
        match (name, self.rows.last_mut()) {
            ("tr", _) => self.rows.push(Row::default()),
            ("trPr", _) => self.in_row_properties = true,
            ("tblHeader", Some(row)) => row.is_header = attributes.is_on(),
            ("del", Some(row)) if self.in_row_properties => row.is_deleted = true,
            ("gridBefore", Some(row)) => row.cells.push(Cell::empty(number())),
            ("tc", Some(row)) => row.cells.push(Cell::empty(1)),
            (name, Some(row)) => {
                let Some(cell) = row.cells.last_mut() else {
                    return;
                };
                match name {
                    "gridSpan" => cell.columns = number(),
                    "vMerge" if attributes.get("val").as_deref() == Some("restart") => {
                        cell.merge = Merge::Begins;
                    }
                    "vMerge" => cell.merge = Merge::Continues,
                    _ => {}
                }
            }
            (_, None) => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "trPr" => self.in_row_properties = false,
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.add_table();
                }
            }
            _ => {}
        }
    }

    fn add_to_cell(&mut self, words: &Words) {
        let cell = self.rows.last_mut().and_then(|row| row.cells.last_mut());
        if let Some(cell) = cell {
            if !cell.words.is_blank() {
                cell.words.push(" ");
            }
            cell.words.append(words);
        }
    }

    fn add(&mut self, paragraph: &Paragraph) {
        let heading = |level| Kind::Heading {
            level,
            // The composer knows them when the heading ends.
            words: Span::default(),
        };
        let (kind, mark) = match (paragraph.role, paragraph.level) {
            (Role::Title, _) => (heading(1), Some(Mark::Title)),
            (Role::Caption, _) => (Kind::Caption, None),
            (Role::Code, _) => (Kind::Code, None),
            (Role::Prose | Role::Quote | Role::Contents, Some(level)) => (heading(level + 1), None),
            (Role::Quote, None) => (Kind::Prose, Some(Mark::BlockQuote)),
            (Role::Prose | Role::Contents, None) if paragraph.is_item => {
                let first = !self.was_item;
                (Kind::Item { first }, None)
            }
            (Role::Prose | Role::Contents, None) => (Kind::Prose, None),
        };
        self.was_item = matches!(kind, Kind::Item { .. });
        self.composer.begin(kind, 0);
        if let Some(mark) = mark {
            self.composer.begin_mark(mark);
        }
        paragraph.words.write(&mut self.composer);
        if let Some(mark) = mark {
            self.composer.end_mark(mark);
        }
        self.composer.end();
    }

    fn add_table(&mut self) {
        self.was_item = false;
        let mut rows = std::mem::take(&mut self.rows);
        rows.retain(|row| !row.is_deleted);
        let heights = heights(&rows);
        self.composer.begin_table();
        for (row, heights) in rows.iter().zip(heights) {
            self.composer.begin_row(0);
            for (cell, rows) in row.cells.iter().zip(heights) {
                if cell.merge == Merge::Continues {
                    continue;
                }
                let shape = CellShape {
                    is_header: row.is_header,
                    rows,
                    columns: cell.columns,
                };
                self.composer.begin_cell(shape, 0);
                cell.words.write(&mut self.composer);
            }
        }
        self.composer.end_table();
    }
}

/// How many rows each cell spans: cells that go on with one above stand in its column.
fn heights(rows: &[Row]) -> Vec<Vec<u32>> {
    let mut below: BTreeMap<u32, u32> = BTreeMap::new();
    let mut heights: Vec<Vec<u32>> = Vec::with_capacity(rows.len());
    for row in rows.iter().rev() {
        let mut column = 0_u32;
        let mut continuing = BTreeMap::new();
        let of_row = row.cells.iter().map(|cell| {
            let height = 1 + below.get(&column).copied().unwrap_or(0);
            if cell.merge == Merge::Continues {
                continuing.insert(column, height);
            }
            column = column.saturating_add(cell.columns);
            match cell.merge {
                Merge::Begins => height,
                Merge::Alone | Merge::Continues => 1,
            }
        });
        heights.push(of_row.collect());
        below = continuing;
    }
    heights.reverse();
    heights
}
