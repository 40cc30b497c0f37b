//! Blocks: what a reader finds in its text, and the layout made from them.
//!
//! Every reader cuts its text into blocks, in order, so that each byte that is not white
//! space is in exactly one. Sentences, quotations, sections and zones follow from them in
//! the same way for all readers.

use super::{Cell, Labels, Layout, Section, Zone, block_quote, label, quote, sentence};
use crate::source::Span;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading: its level from 1, and its words without marks and numbering.
    Heading { level: u8, words: Span },
    /// Prose.
    Prose,
    /// A list item; `first` if it begins a list.
    Item { first: bool },
    /// A paragraph that goes on with the item above it.
    ItemProse,
    /// A row of a table; `first` if it begins a table.
    Row { first: bool },
    /// A block of code; every line is a sentence.
    Code,
    /// A caption or a picture credit.
    Caption,
    /// A footnote's text.
    Footnote,
    /// A value of the metadata that is prose: a title, a description.
    Metadata,
}

/// A stretch of a text that is one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its bytes, marks included, without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a reader found.
#[derive(Default)]
pub(super) struct Outline {
    /// In order, not overlapping, never empty.
    pub blocks: Vec<Block>,
    /// The first byte of every line; the first is 0.
    pub lines: Vec<u32>,
    /// Code inside prose, sorted, not overlapping.
    pub inline_code: Vec<Span>,
    /// Texts of links, sorted, not overlapping.
    pub links: Vec<Span>,
    /// Whole block quotations, sorted, not overlapping.
    pub block_quotes: Vec<Span>,
    /// Words that stand for pictures in prose, sorted, not overlapping.
    pub captions: Vec<Span>,
    /// The cells of the rows, in order.
    pub cells: Vec<Cell>,
    /// The width in characters at which the text is wrapped; see [`sentence::Wrap`].
    pub wrap: sentence::Wrap,
    /// The title: the words of a heading or of a line of the metadata.
    pub title: Option<Span>,
}

/// The layout of a text with these blocks.
pub(super) fn lay_out(text: &str, outline: Outline) -> Layout {
    let Outline {
        blocks,
        lines,
        inline_code,
        links,
        block_quotes,
        captions,
        cells,
        wrap,
        title,
    } = outline;
    let mut layout = Layout {
        quotations: quote::find(text, &blocks, &inline_code),
        sections: sections(text, &blocks),
        paragraphs: blocks.iter().map(|block| block.span).collect(),
        lines,
        cells,
        title,
        ..Layout::default()
    };
    layout.zones[Zone::Quotes as usize] = outermost(&layout.quotations);
    let mut sentences = sentence::Splitter::new(
        text,
        wrap,
        &layout.zones[Zone::Quotes as usize],
        &mut layout.sentences,
        &mut layout.breaks,
    );
    for block in &blocks {
        match block.kind {
            Kind::Code => sentences.each_line(block.span),
            Kind::Heading { .. } | Kind::Row { .. } => sentences.whole(block.span),
            Kind::Prose
            | Kind::Item { .. }
            | Kind::ItemProse
            | Kind::Caption
            | Kind::Footnote
            | Kind::Metadata => sentences.prose(block.span),
        }
    }
    zones(&mut layout, &blocks, inline_code);
    // An empty cell at the edge of a table leaves no words, and so no place in it.
    layout.cells.retain({
        let tables = &layout.tables;
        |cell| super::holding(tables, cell.span.start).is_some()
    });
    let tables = layout.tables.iter().map(|table| layout.cells_in(*table));
    layout.labels = Labels::find(text, &layout.cells, tables);
    layout.zones[Zone::Labels as usize] = label::zone(&layout.cells, &layout.labels);
    layout.zones[Zone::Links as usize] = links;
    let marked = &layout.zones[Zone::Quotes as usize];
    block_quote::add(&mut layout.quotations, marked, &block_quotes, &blocks, text);
    add_spans(&mut layout.zones[Zone::Quotes as usize], block_quotes);
    add_spans(&mut layout.zones[Zone::Captions as usize], captions);
    if let Some(title) = title {
        let block = blocks.iter().find(|block| block.span.overlaps(title));
        layout.zones[Zone::Title as usize].push(block.map_or(title, |block| block.span));
    }
    layout
}

/// Adds spans to those of a zone; where they overlap they become one.
fn add_spans(zone: &mut Vec<Span>, more: Vec<Span>) {
    if more.is_empty() {
        return;
    }
    zone.extend(more);
    zone.sort_unstable();
    zone.dedup_by(|next, last| {
        let overlap = next.start < last.end;
        if overlap {
            *last = last.join(*next);
        }
        overlap
    });
}

/// Quotations that are in no other, as spans.
fn outermost(quotations: &[super::Quotation]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for quotation in quotations {
        match spans.last_mut() {
            Some(last) if quotation.outer.start < last.end => *last = last.join(quotation.outer),
            Some(_) | None => spans.push(quotation.outer),
        }
    }
    spans
}

fn zones(layout: &mut Layout, blocks: &[Block], inline_code: Vec<Span>) {
    let mut code = Vec::new();
    for block in blocks {
        let (zone, first) = match block.kind {
            Kind::Heading { .. } => (Zone::Headings, true),
            Kind::Caption => (Zone::Captions, true),
            Kind::Footnote => (Zone::Footnotes, true),
            Kind::Metadata => (Zone::Metadata, true),
            Kind::Row { first } => (Zone::Tables, first),
            Kind::Item { first } => (Zone::Lists, first),
            Kind::ItemProse => (Zone::Lists, false),
            Kind::Code => {
                code.push(block.span);
                continue;
            }
            Kind::Prose => continue,
        };
        let spans = &mut layout.zones[zone as usize];
        match spans.last_mut() {
            Some(last) if !first => *last = last.join(block.span),
            Some(_) | None => spans.push(block.span),
        }
    }
    add_spans(&mut code, inline_code);
    layout.zones[Zone::Code as usize] = code;
    layout.tables = layout.zones[Zone::Tables as usize].clone();
    layout.lists = layout.zones[Zone::Lists as usize].clone();
}

/// The sections in the order of their headings, with a section without heading for what
/// stands before the first.
fn sections(text: &str, blocks: &[Block]) -> Vec<Section> {
    let Some(first) = blocks.first() else {
        return Vec::new();
    };
    let end = text.trim_end().len() as u32;
    let mut sections: Vec<Section> = Vec::new();
    // Indices of the sections that are still open, outermost first.
    let mut open: Vec<usize> = Vec::new();
    if !matches!(first.kind, Kind::Heading { .. }) {
        let start = first.span.start;
        open.push(0);
        sections.push(Section {
            heading: Span::new(start, start),
            span: Span::new(start, end),
            level: 0,
        });
    }
    for block in blocks {
        let Kind::Heading { level, words } = block.kind else {
            continue;
        };
        // The text before any heading ends at the first one, of whatever level.
        while let Some(index) = open.pop() {
            let above = &mut sections[index];
            if above.level > 0 && above.level < level {
                open.push(index);
                break;
            }
            above.span.end = text[..block.span.start as usize].trim_end().len() as u32;
        }
        open.push(sections.len());
        sections.push(Section {
            heading: words,
            span: Span::new(block.span.start, end),
            level,
        });
    }
    sections
}
