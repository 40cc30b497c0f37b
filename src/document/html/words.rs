//! Writes the words of a page down: blocks begin with their first word, white space at their
//! edges is dropped, and what separates words without being text is put between them.

use super::super::block::Kind;
use super::super::character::LINE_SEPARATOR;
use super::super::character_reference::{self, Part};
use super::super::composer::{CellShape, Composer, Mark};
use super::open::Flow;
use crate::source::Span;

/// What stands between words where the source has no text for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// A space: the words are in one line but apart.
    Space,
    /// The end of a line.
    Line,
}

/// Writes words into blocks.
pub(super) struct Words<'s> {
    source: &'s str,
    composer: Composer<'s>,
    /// Comes before the next words of the block.
    gap: Option<Gap>,
    /// How many elements of inline code are open, and whether words are being marked as such.
    code: usize,
    is_marked_code: bool,
    /// What words are that stand in no element that says it.
    outside: Kind,
    /// Whether the outermost list has an item with words.
    list_is_begun: bool,
    lists: usize,
}

impl<'s> Words<'s> {
    /// Writes on, after what was composed of the source before. Words in no element that says
    /// what they are begin a block of the kind `outside`.
    pub(super) fn new(source: &'s str, composer: Composer<'s>, outside: Kind) -> Self {
        Self {
            source,
            composer,
            outside,
            gap: None,
            code: 0,
            is_marked_code: false,
            list_is_begun: false,
            lists: 0,
        }
    }

    /// The composer, for marks and tables.
    pub(super) fn composer(&mut self) -> &mut Composer<'s> {
        &mut self.composer
    }

    /// The composer with all that was written, and what further words are that stand in no
    /// element.
    pub(super) fn into_parts(self) -> (Composer<'s>, Kind) {
        (self.composer, self.outside)
    }

    /// The words of the block so far, and of those before it.
    pub(super) fn text(&self) -> &str {
        self.composer.text()
    }

    /// Whether a block is begun.
    pub(super) fn is_open(&self) -> bool {
        self.composer.is_open()
    }

    /// Ends the block; where all words are one block, only the line or the word.
    pub(super) fn end_block(&mut self, flow: Flow) {
        if flow == Flow::Code {
            self.separate(Gap::Line);
        } else if flow.is_one_block() {
            self.separate(Gap::Space);
        } else {
            self.end();
        }
    }

    /// Ends the line; the second time, without words between, the paragraph.
    pub(super) fn end_line(&mut self, flow: Flow) {
        if flow == Flow::Code || (!flow.is_one_block() && self.gap != Some(Gap::Line)) {
            self.separate(Gap::Line);
        } else {
            self.end_block(flow);
        }
    }

    /// The next words stand apart from those before them.
    pub(super) fn end_word(&mut self) {
        self.separate(Gap::Space);
    }

    fn separate(&mut self, gap: Gap) {
        let is_apart = gap == Gap::Space && self.text().ends_with(char::is_whitespace);
        if self.is_open() && !is_apart {
            self.gap = self.gap.max(Some(gap));
        }
    }

    fn end(&mut self) {
        self.unmark_code();
        self.gap = None;
        self.composer.end();
    }

    /// Begins a list. Its items, and those of the lists in it, are one list.
    pub(super) fn begin_list(&mut self) {
        if self.lists == 0 {
            self.list_is_begun = false;
        }
        self.lists += 1;
    }

    /// Ends a list.
    pub(super) fn end_list(&mut self) {
        self.lists = self.lists.saturating_sub(1);
    }

    /// Begins a cell of a table.
    pub(super) fn begin_cell(&mut self, shape: CellShape, at: u32) {
        self.end_cell();
        self.composer.begin_cell(shape, at);
    }

    /// Ends the cell, if one is begun.
    pub(super) fn end_cell(&mut self) {
        self.unmark_code();
        self.gap = None;
        self.composer.end_cell();
    }

    /// Begins inline code.
    pub(super) fn begin_code(&mut self, flow: Flow) {
        self.code += 1;
        self.mark_code(flow);
    }

    /// Ends inline code.
    pub(super) fn end_code(&mut self) {
        self.code = self.code.saturating_sub(1);
        if self.code == 0 {
            self.unmark_code();
        }
    }

    /// Inline code is marked inside blocks, and not where the block is code.
    fn mark_code(&mut self, flow: Flow) {
        if self.code > 0 && !self.is_marked_code && self.is_open() && flow != Flow::Code {
            self.is_marked_code = true;
            self.composer.begin_mark(Mark::Code);
        }
    }

    fn unmark_code(&mut self) {
        if self.is_marked_code {
            self.is_marked_code = false;
            self.composer.end_mark(Mark::Code);
        }
    }

    /// Writes the text at a place of the source. Gives whether it has words.
    pub(super) fn write(&mut self, span: Span, flow: Flow) -> bool {
        let mut has_words = false;
        for part in character_reference::parts(self.source, span) {
            has_words |= match part {
                Part::Plain(span) if flow == Flow::Preformatted => self.write_lines(span, flow),
                Part::Plain(span) => self.copy(span, flow),
                Part::Reference(span, words) => self.decode(span, &words, flow),
            };
        }
        has_words
    }

    /// Writes preformatted text: a paragraph ends at a blank line.
    fn write_lines(&mut self, span: Span, flow: Flow) -> bool {
        let mut has_words = false;
        let mut start = span.start;
        for line in self.source[span.range()].split_inclusive('\n') {
            let end = start + line.len() as u32;
            if line.trim().is_empty() && self.text().ends_with('\n') {
                self.end();
            } else {
                has_words |= self.copy(Span::new(start, end), flow);
            }
            start = end;
        }
        has_words
    }

    fn copy(&mut self, span: Span, flow: Flow) -> bool {
        let text = &self.source[span.range()];
        let Some(skipped) = self.make_ready(text, span.start, flow) else {
            return false;
        };
        self.composer
            .copy(Span::new(span.start + skipped, span.end));
        true
    }

    /// Writes what the bytes at a place stand for.
    pub(super) fn decode(&mut self, span: Span, words: &str, flow: Flow) -> bool {
        // A soft hyphen says where a word may be broken, not how it is written.
        let words = if words == "\u{AD}" { "" } else { words };
        let Some(skipped) = self.make_ready(words, span.start, flow) else {
            return false;
        };
        self.composer.decode(span, &words[skipped as usize..]);
        true
    }

    /// Writes what is understood at a byte of the source.
    pub(super) fn insert(&mut self, at: u32, words: &str, flow: Flow) {
        self.decode(Span::new(at, at), words, flow);
    }

    /// Makes ready for writing `words`: begins a block, or fills the gap. Gives how many bytes
    /// of white space at their start are to be left out; `None` if there is nothing to write.
    fn make_ready(&mut self, words: &str, at: u32, flow: Flow) -> Option<u32> {
        if self.is_open() && self.gap.is_none() {
            return (!words.is_empty()).then_some(0);
        }
        let skipped = words.len() - words.trim_start().len();
        if skipped == words.len() {
            return None;
        }
        if self.is_open() {
            self.fill_gap(at, flow);
        } else {
            self.begin(at, flow);
        }
        Some(skipped as u32)
    }

    fn fill_gap(&mut self, at: u32, flow: Flow) {
        let mut buffer = [0; LINE_SEPARATOR.len_utf8()];
        let words = match self.gap.take() {
            None => return,
            Some(Gap::Space) => " ",
            Some(Gap::Line) if flow == Flow::Code => "\n",
            Some(Gap::Line) => LINE_SEPARATOR.encode_utf8(&mut buffer),
        };
        self.composer.insert(at, words);
    }

    fn begin(&mut self, at: u32, flow: Flow) {
        let kind = match flow {
            // Words between the cells of a table, which a browser shows before it.
            Flow::Cell | Flow::Prose | Flow::Preformatted => {
                let outside = self.outside;
                if let Kind::Item { .. } = outside {
                    self.outside = Kind::ItemProse;
                }
                outside
            }
            Flow::Item => Kind::Item {
                first: !self.list_is_begun,
            },
            Flow::ItemProse => Kind::ItemProse,
            Flow::Footnote => Kind::Footnote,
            Flow::Caption => Kind::Caption,
            Flow::Heading(level) => Kind::Heading {
                level,
                words: Span::default(),
            },
            Flow::Metadata => Kind::Metadata,
            Flow::Code => Kind::Code,
        };
        if flow == Flow::Item {
            self.list_is_begun = true;
        } else if self.lists == 0 {
            self.list_is_begun = false;
        }
        self.composer.begin(kind, at);
        self.gap = None;
        self.mark_code(flow);
    }
}
