//! Tags of HTML in lines of Markdown.

use std::ops::Range;

use super::super::composer::Mark;
use super::super::html::superscript::{Superscript, classify};
use super::super::html::{self, Element};
use super::Reader;

/// The tags that are open in a block. Markdown lets them open what they never close; the end of
/// the block closes it.
#[derive(Debug, Default)]
pub(super) struct OpenTags {
    /// Elements that mark their words, the innermost last.
    marks: Vec<(Element, Mark)>,
    /// How many elements are open whose words are not read.
    pub hidden: usize,
    /// Whether the next text is raised.
    is_raised: bool,
}

impl Reader<'_, '_> {
    /// Takes a tag, a comment or the like.
    pub(super) fn take_tag(&mut self, range: Range<usize>) {
        let text = self.excerpt.text();
        let Some(tag) = html::inline_tag(&text[range.clone()]) else {
            return;
        };
        let mark = match tag.element {
            Element::Code => Some(Mark::Code),
            Element::Anchor if tag.is_link || tag.is_end => Some(Mark::Link),
            _ => None,
        };
        match tag.element {
            Element::Struck | Element::Wordless | Element::Script if tag.is_end => {
                self.tags.hidden = self.tags.hidden.saturating_sub(1);
            }
            Element::Struck | Element::Wordless | Element::Script => self.tags.hidden += 1,
            Element::Superscript => self.tags.is_raised = !tag.is_end,
            Element::Image => {
                if let Some((place, words)) = tag.picture {
                    let place = place.range();
                    self.composer.begin_mark(Mark::Caption);
                    self.write(range.start + place.start..range.start + place.end, &words);
                    self.composer.end_mark(Mark::Caption);
                }
            }
            Element::LineBreak => self.end_line(range),
            element if element.is_block() => self.end_line(range),
            element => {
                if let Some(mark) = mark {
                    self.take_mark(element, mark, tag.is_end);
                }
            }
        }
    }

    fn take_mark(&mut self, element: Element, mark: Mark, is_end: bool) {
        let open = self
            .tags
            .marks
            .iter()
            .rposition(|(open, _)| *open == element);
        match (is_end, open) {
            (true, Some(index)) => {
                self.tags.marks.remove(index);
                self.composer.end_mark(mark);
            }
            // A link in a link, code in code: the outer one stays.
            (true, None) | (false, Some(_)) => {}
            (false, None) => {
                self.tags.marks.push((element, mark));
                self.composer.begin_mark(mark);
            }
        }
    }

    /// Ends what tags opened in the block.
    pub(super) fn close_tags(&mut self) {
        for (_, mark) in std::mem::take(&mut self.tags).marks {
            self.composer.end_mark(mark);
        }
    }

    /// Writes text that is raised as far as that says more than its words. Gives back the range
    /// if it is to be written like other text.
    pub(super) fn write_raised(
        &mut self,
        range: Range<usize>,
        words: &str,
    ) -> Option<Range<usize>> {
        if !std::mem::take(&mut self.tags.is_raised) {
            return Some(range);
        }
        let before = if self.composer.is_open() {
            self.composer.text()
        } else {
            ""
        };
        match classify(before, words.trim(), false) {
            Superscript::Note => return None,
            Superscript::Exponent(raised) => {
                self.write(range, &raised);
                return None;
            }
            Superscript::Ending => {}
            Superscript::Apart => self.write(range.start..range.start, " "),
        }
        Some(range)
    }
}
