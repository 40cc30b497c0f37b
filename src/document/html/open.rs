//! The elements that are open at a place of the source, closed as in the HTML Standard's
//! construction of a tree (13.2.6), but for what only matters where a tree is kept.

use super::super::composer::Mark;
use super::element::Element;
use super::visibility::Visibility;

/// Elements nested deeper than this are read as part of the one they are in; browsers have the
/// same limit.
const DEEPEST: usize = 512;

/// What the words directly in an element are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Flow {
    /// Prose.
    #[default]
    Prose,
    /// An item of a list that has no words yet.
    Item,
    /// An item of a list that has words.
    ItemProse,
    /// A footnote.
    Footnote,
    /// A caption.
    Caption,
    /// A heading of this level.
    Heading(u8),
    /// A value of the metadata.
    Metadata,
    /// A block of code.
    Code,
    /// Text with line ends, unless it turns out to be code.
    Preformatted,
    /// A cell of a table of data.
    Cell,
}

impl Flow {
    /// Whether all words are one block, whatever elements are inside.
    pub(super) fn is_one_block(self) -> bool {
        match self {
            Self::Heading(_) | Self::Metadata | Self::Code | Self::Cell => true,
            Self::Prose
            | Self::Item
            | Self::ItemProse
            | Self::Footnote
            | Self::Caption
            | Self::Preformatted => false,
        }
    }
}

/// What must be written or counted when an element ends, because it was when it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Debt {
    /// The closing mark of a quotation.
    Quotation,
    /// The end of inline code.
    Code,
}

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<'t> {
    pub element: Element,
    pub name: &'t str,
    /// By itself.
    pub own_visibility: Visibility,
    /// What its words are.
    pub flow: Flow,
    /// What it marks.
    pub mark: Option<Mark>,
    /// Whether it is a table of data, or is in one.
    pub is_in_data: bool,
    /// Whether its classes say that it holds code.
    pub is_code: bool,
    /// What is owed at its end.
    pub debt: Option<Debt>,
}

/// The open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct OpenElements<'t> {
    list: Vec<(Open<'t>, Visibility)>,
    /// How many more are open that are nested too deep.
    deeper: usize,
}

impl<'t> OpenElements<'t> {
    /// The innermost one.
    pub(super) fn last(&self) -> Option<&Open<'t>> {
        self.list.last().map(|(open, _)| open)
    }

    /// What the words at this place are.
    pub(super) fn flow(&self) -> Flow {
        self.last().map_or(Flow::Prose, |open| open.flow)
    }

    /// Whether words at this place are read.
    pub(super) fn is_shown(&self) -> bool {
        self.visibility_above(self.list.len()) == Visibility::Shown
    }

    /// Whether an element around this place is of this kind.
    pub(super) fn is_in(&self, element: Element) -> bool {
        self.list.iter().any(|(open, _)| open.element == element)
    }

    /// Opens an element. `false` if it is nested too deep.
    pub(super) fn push(&mut self, open: Open<'t>) -> bool {
        if self.list.len() >= DEEPEST {
            self.deeper += 1;
            return false;
        }
        let outer = self.visibility_above(self.list.len());
        let visibility = open.own_visibility.inside(outer, open.element);
        self.list.push((open, visibility));
        true
    }

    /// Closes the innermost element.
    pub(super) fn pop(&mut self) -> Option<Open<'t>> {
        self.list.pop().map(|(open, _)| open)
    }

    /// Closes an element that was nested too deep to be kept. `false` if there is none.
    pub(super) fn end_deeper(&mut self) -> bool {
        let is_deeper = self.deeper > 0;
        self.deeper = self.deeper.saturating_sub(1);
        is_deeper
    }

    /// The item that words are being written to has some now, and so have those around it.
    pub(super) fn begin_item(&mut self) {
        let items = self.list.iter_mut().rev();
        for (open, _) in items.take_while(|(open, _)| open.flow == Flow::Item) {
            open.flow = Flow::ItemProse;
        }
    }

    /// The preformatted text at this place is code.
    pub(super) fn begin_code(&mut self) {
        let texts = self.list.iter_mut().rev();
        for (open, _) in texts.take_while(|(open, _)| open.flow == Flow::Preformatted) {
            open.flow = Flow::Code;
        }
    }

    /// How many of the innermost elements the start of another one closes.
    pub(super) fn count_closed_by(&self, element: Element) -> usize {
        match element {
            Element::Cell { .. } => self
                .count_in_table(|outer| matches!(outer, Element::Row | Element::RowGroup { .. })),
            Element::Row => self.count_in_table(|outer| matches!(outer, Element::RowGroup { .. })),
            Element::RowGroup { .. } | Element::TableCaption => self.count_in_table(|_| false),
            Element::Item => self.count_to(
                |open| open == Element::Item,
                |open| open == Element::List || open.is_scope(),
            ),
            Element::Term | Element::Description => self.count_to(
                |open| matches!(open, Element::Term | Element::Description),
                |open| open == Element::List || open.is_scope(),
            ),
            _ => None,
        }
        .or_else(|| self.count_to_paragraph(element))
        .unwrap_or(0)
    }

    /// How many of the innermost elements an end tag of a block closes: those up to the one it
    /// names.
    pub(super) fn count_ended_by(&mut self, element: Element, name: &str) -> usize {
        if matches!(element, Element::Html | Element::Body) || self.end_deeper() {
            return 0;
        }
        let is_same = |open: &Open<'_>| match element {
            Element::Heading(_) => matches!(open.element, Element::Heading(_)),
            _ => open.element == element && open.name.eq_ignore_ascii_case(name),
        };
        let stops = |open: Element| match element {
            Element::Table
            | Element::RowGroup { .. }
            | Element::Row
            | Element::Cell { .. }
            | Element::TableCaption => open == Element::Table,
            Element::Item => open == Element::List || open.is_scope(),
            _ => open.is_scope(),
        };
        for (index, (open, _)) in self.list.iter().enumerate().rev() {
            if is_same(open) {
                return self.list.len() - index;
            }
            if stops(open.element) {
                break;
            }
        }
        0
    }

    /// Closes the innermost inline element of this name and no other: blocks inside it that are
    /// still open stay so, as with the Standard's adoption agency.
    pub(super) fn take_inline(&mut self, element: Element, name: &str) -> Option<Open<'t>> {
        if self.end_deeper() {
            return None;
        }
        let reached = self.list.iter().rev();
        let index = reached
            .take_while(|(open, _)| !open.element.is_scope())
            .position(|(open, _)| {
                open.element == element && open.name.eq_ignore_ascii_case(name)
            })?;
        let index = self.list.len() - 1 - index;
        let (open, _) = self.list.remove(index);
        for at in index..self.list.len() {
            let outer = self.visibility_above(at);
            let (open, visibility) = &mut self.list[at];
            *visibility = open.own_visibility.inside(outer, open.element);
        }
        Some(open)
    }

    fn visibility_above(&self, index: usize) -> Visibility {
        let outer = index.checked_sub(1).and_then(|index| self.list.get(index));
        outer.map_or(Visibility::Shown, |(_, visibility)| *visibility)
    }

    /// The number of elements up to the innermost that `is` says, unless `stops` says one
    /// inside it.
    fn count_to(
        &self,
        is: impl Fn(Element) -> bool,
        stops: impl Fn(Element) -> bool,
    ) -> Option<usize> {
        let mut elements = self.list.iter().rev().map(|(open, _)| open.element);
        let index = elements
            .position(|open| is(open) || stops(open))
            .filter(|index| is(self.list[self.list.len() - 1 - index].0.element))?;
        Some(index + 1)
    }

    /// The number of elements inside the innermost table, or inside its part that may hold the
    /// new one.
    fn count_in_table(&self, may_hold: impl Fn(Element) -> bool) -> Option<usize> {
        let holds = |open| open == Element::Table || may_hold(open);
        self.count_to(holds, |_| false).map(|count| count - 1)
    }

    /// The number of elements up to the open paragraph, which every block closes, or up to the
    /// open heading, which only holds what is inline or says nothing.
    fn count_to_paragraph(&self, element: Element) -> Option<usize> {
        if !element.is_block() {
            return None;
        }
        let closes_headings = !matches!(
            element,
            Element::Block | Element::Title | Element::Surrounding | Element::Dialog
        );
        self.count_to(
            |open| {
                open == Element::Paragraph
                    || (closes_headings && matches!(open, Element::Heading(_)))
            },
            |open| open.is_block() && !(closes_headings && open == Element::Block),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// These elements, each inside the one before it.
    fn open(names: &[&'static str]) -> OpenElements<'static> {
        let mut open = OpenElements::default();
        for name in names {
            let element = Element::of(name.as_bytes());
            let own_visibility = match element {
                Element::Struck => Visibility::Hidden,
                _ => Visibility::Shown,
            };
            open.push(Open {
                element,
                name,
                own_visibility,
                flow: Flow::Prose,
                mark: None,
                is_in_data: false,
                is_code: false,
                debt: None,
            });
        }
        open
    }

    #[track_caller]
    fn start(names: &[&'static str], started: &str, closed: usize) {
        let element = Element::of(started.as_bytes());
        assert_eq!(
            open(names).count_closed_by(element),
            closed,
            "{names:?}, <{started}>"
        );
    }

    #[track_caller]
    fn end(names: &[&'static str], ended: &str, closed: usize) {
        let element = Element::of(ended.as_bytes());
        assert_eq!(
            open(names).count_ended_by(element, ended),
            closed,
            "{names:?}, </{ended}>"
        );
    }

    /// The cases of "Optional tags" in the HTML Standard, 13.1.2.4.
    #[test]
    fn starts_close_what_may_lack_an_end_tag() {
        start(&["body", "p"], "p", 1);
        start(&["p", "b", "i"], "div", 3);
        start(&["p"], "b", 0);
        start(&["ul", "li"], "li", 1);
        start(&["ul", "li", "p"], "li", 2);
        start(&["ul", "li", "div"], "li", 2);
        start(&["dl", "dt"], "dd", 1);
        start(&["dl", "dd", "p"], "dt", 2);
        start(&["table", "tbody", "tr", "td"], "td", 1);
        start(&["table", "tbody", "tr", "td", "p"], "tr", 3);
        start(&["table", "tbody", "tr", "td"], "tbody", 3);
        start(&["table", "caption"], "tr", 1);
    }

    #[test]
    fn starts_do_not_close_what_they_may_be_in() {
        start(&["ul", "li", "ul"], "li", 0);
        start(&["ul", "li"], "ul", 0);
        start(&["table", "tr", "td", "table", "tr"], "td", 0);
        start(&["p", "button", "div"], "b", 0);
        start(&["h1"], "div", 0);
        start(&["div"], "td", 0);
    }

    #[test]
    fn headings_without_an_end_are_closed_by_what_cannot_be_in_them() {
        start(&["h1"], "p", 1);
        start(&["h1", "div", "b"], "h2", 3);
        start(&["h2"], "ul", 1);
    }

    #[test]
    fn ends_close_what_is_inside() {
        end(&["div", "p", "b"], "div", 3);
        end(&["h1", "b"], "h2", 2);
        end(&["table", "tbody", "tr", "td", "p"], "table", 5);
    }

    #[test]
    fn ends_do_not_reach_out_of_cells_and_lists() {
        end(&["div", "table", "tr", "td"], "div", 0);
        end(&["ul", "li", "ul"], "li", 0);
        end(&["table", "tr", "td", "table"], "tr", 0);
        end(&["body", "div"], "body", 0);
        end(&["p"], "div", 0);
    }

    #[test]
    fn ends_of_inline_elements_leave_blocks_open() {
        let mut open = open(&["del", "p", "b"]);
        assert!(!open.is_shown());
        assert!(open.take_inline(Element::Struck, "ins").is_none());
        assert!(open.take_inline(Element::Struck, "DEL").is_some());
        assert!(open.is_shown());
        assert!(open.is_in(Element::Paragraph));
    }

    #[test]
    fn depth_is_bounded_and_ends_of_what_is_deeper_end_nothing_else() {
        let mut open = open(&["div"; DEEPEST]);
        let nav = Open {
            element: Element::Surrounding,
            name: "nav",
            ..*open.last().unwrap()
        };
        assert!(!open.push(nav));
        assert_eq!(open.count_ended_by(Element::Surrounding, "nav"), 0);
        assert_eq!(open.count_ended_by(Element::Block, "div"), 1);
    }
}
