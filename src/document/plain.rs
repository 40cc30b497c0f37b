//! Plain text: paragraphs at blank lines, headings, lists, captions and tables as far as
//! the text shows them.

use super::block::{self, Block, Kind, Outline};
use super::sentence::Wrap;
use super::shape::{self, Marker};
use super::{Cell, Document, Layout, code, rows, sentence};
use crate::source::Span;

/// Reads the layout of a plain text.
///
/// - A paragraph is text between blank lines, a list item, a row of a table, a heading or a
///   block of code.
/// - A line end inside a paragraph ends the sentence, even without a full stop, if the next
///   line's first word would have fitted on the line and can begin a sentence.
/// - The first line is the title, if it stands apart from the text below it and is no full
///   sentence. Later headings are lines with "#" marks, underlines, numbering, capitals or a
///   colon, and short lines between blank lines that do not end like a sentence.
pub fn read(text: &str) -> Layout {
    let lines = line_starts(text);
    let mut reader = Reader {
        text,
        wrap: wrap(text, &lines),
        lines: &lines,
        blocks: Vec::new(),
        cells: Vec::new(),
        lonely: Vec::new(),
        table: None,
        unclosed: None,
    };
    reader.read();
    reader.name_lonely_lines();
    let Reader {
        blocks,
        cells,
        wrap,
        ..
    } = reader;
    let mut inline_code = Vec::new();
    if memchr::memchr(b'`', text.as_bytes()).is_some() {
        for block in blocks.iter().filter(|block| block.kind != Kind::Code) {
            code::inline(text, block.span, &mut inline_code);
        }
    }
    let title = match blocks.first().map(|block| block.kind) {
        Some(Kind::Heading { level: 1, words }) => Some(words),
        Some(_) | None => None,
    };
    block::lay_out(
        text,
        Outline {
            blocks,
            lines,
            inline_code,
            cells,
            wrap,
            title,
            ..Outline::default()
        },
    )
}

/// Reads a plain text: its words are the source.
pub(super) fn read_document(text: &str) -> Document {
    Document {
        layout: read(text),
        ..Document::default()
    }
}

/// The first byte of every line. Lines end at `\n`, `\r\n` or a lone `\r`.
pub(super) fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
            starts.push(at as u32 + 1);
        }
    }
    starts
}

/// The width the text is wrapped at: that of its widest line, but for a few that stand out
/// far from the others, such as a long link in a text of short lines.
fn wrap(text: &str, lines: &[u32]) -> Wrap {
    const WIDEST: usize = 1024;
    let mut histogram = [0_u32; WIDEST + 1];
    let mut count = 0;
    for index in 0..lines.len() {
        let line = line(text, lines, index).trim();
        // Rows of tables say nothing about prose.
        if line.is_empty() || line.starts_with('|') {
            continue;
        }
        histogram[(sentence::length(line) as usize).min(WIDEST)] += 1;
        count += 1;
    }
    let mut outliers = count / 16;
    let mut widths = (0..=WIDEST).rev().filter(|width| histogram[*width] > 0);
    let mut width = widths.next().unwrap_or_default();
    for narrower in widths {
        let standing_out = histogram[width];
        if standing_out > outliers || width * 4 < narrower * 5 {
            break;
        }
        outliers -= standing_out;
        width = narrower;
    }
    Wrap {
        width: width as u32,
    }
}

/// A line without its line end.
fn line<'a>(text: &'a str, lines: &[u32], index: usize) -> &'a str {
    let start = lines.get(index).map_or(text.len(), |at| *at as usize);
    let end = lines.get(index + 1).map_or(text.len(), |at| *at as usize);
    text[start..end].trim_end_matches(['\n', '\r'])
}

/// A table that rows may be added to.
struct OpenTable {
    table: rows::Table,
    /// How many rows it has.
    rows: u32,
    /// How many blocks there were at its end.
    blocks: usize,
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [u32],
    wrap: Wrap,
    blocks: Vec<Block>,
    cells: Vec<Cell>,
    /// The last table, if the text so far ends with it.
    table: Option<OpenTable>,
    /// Blocks of one line between blank lines that may be headings or captions: prose, and
    /// numbered items that begin a list.
    lonely: Vec<usize>,
    /// A fence of this sign and length, or longer, is known to have no closing fence.
    unclosed: Option<(u8, usize)>,
}

impl<'a> Reader<'a> {
    fn line(&self, index: usize) -> &'a str {
        line(self.text, self.lines, index)
    }

    fn start(&self, index: usize) -> usize {
        self.lines[index] as usize
    }

    /// Cuts the text at its blank lines and fences.
    fn read(&mut self) {
        let count = self.lines.len();
        let mut at = 0;
        while at < count {
            if self.line(at).trim().is_empty() {
                at += 1;
                continue;
            }
            if let Some(end) = self.fenced(at) {
                self.push(at, end, Kind::Code);
                at = end;
                continue;
            }
            let mut end = at + 1;
            while end < count
                && !self.line(end).trim().is_empty()
                && (shape::fence(self.line(end)).is_none() || self.fenced(end).is_none())
            {
                end += 1;
            }
            self.block(at, end);
            at = end;
        }
    }

    /// The line after the closing fence, if a fence opens at line `at` and is closed.
    fn fenced(&mut self, at: usize) -> Option<usize> {
        let (sign, length) = shape::fence(self.line(at))?;
        if self
            .unclosed
            .is_some_and(|(open, least)| open == sign && least <= length)
        {
            return None;
        }
        let closes = |line: &str| {
            shape::fence(line).is_some_and(|(other, count)| {
                other == sign && count >= length && line.trim().len() == count
            })
        };
        let close = (at + 1..self.lines.len()).find(|index| closes(self.line(*index)));
        if close.is_none() {
            self.unclosed = Some((sign, length));
        }
        close.map(|index| index + 1)
    }

    /// Adds the lines from `from` up to `to` as one block.
    fn push(&mut self, from: usize, to: usize, kind: Kind) {
        let start = self.start(from);
        let end = self
            .lines
            .get(to)
            .map_or(self.text.len(), |at| *at as usize);
        let text = &self.text[start..end];
        let head = text.len() - text.trim_start().len();
        let span = Span::new(
            (start + head) as u32,
            (start + text.trim_end().len()) as u32,
        );
        if !span.is_empty() {
            self.blocks.push(Block { span, kind });
        }
    }

    fn push_heading(&mut self, at: usize, end: usize, (level, from, to): (u8, usize, usize)) {
        let start = self.start(at);
        let words = Span::new((start + from) as u32, (start + to) as u32);
        self.push(at, end, Kind::Heading { level, words });
    }

    /// Reads the lines from `from` up to `to`, between blank lines.
    fn block(&mut self, from: usize, to: usize) {
        let after_item = matches!(
            self.blocks.last().map(|block| block.kind),
            Some(Kind::Item { .. } | Kind::ItemProse)
        );
        if !after_item && self.is_indented_code(from, to) {
            self.push(from, to, Kind::Code);
            return;
        }
        let mut at = from;
        if self.blocks.is_empty() && to - from > 1 && self.is_title_over(from) {
            let line = self.line(from);
            let trimmed = line.trim_start();
            let start = line.len() - trimmed.len();
            self.push_heading(from, from + 1, (1, start, start + trimmed.trim_end().len()));
            at += 1;
        }
        // The first line of prose, or of an item, that is not yet pushed.
        let mut pending: Option<(usize, Kind)> = None;
        while at < to {
            let line = self.line(at);
            let mut end = at + 1;
            let next = (end < to).then(|| self.line(end));
            let mut special = None;
            if let Some(heading) = shape::marked_heading(line) {
                special = Some(heading);
            } else if pending.is_none()
                && let Some(level) = next.and_then(shape::underline)
                && shape::marker(line).is_none()
                && sentence::length(line) <= 120
            {
                let words = line.trim_start();
                let start = line.len() - words.len();
                special = Some((level, start, start + words.trim_end().len()));
                end += 1;
            }
            if let Some(heading) = special {
                self.flush(&mut pending, at);
                self.push_heading(at, end, heading);
                at = end;
                continue;
            }
            if let Some(table) = self.table_at(at, from, to) {
                self.flush(&mut pending, at);
                at += table.lines.len();
                self.push_table(at - table.lines.len(), table);
                continue;
            }
            if self.begins_item(at, from, pending.map(|(_, kind)| kind)) {
                self.flush(&mut pending, at);
                let first = !matches!(
                    self.blocks.last().map(|block| block.kind),
                    Some(Kind::Item { .. } | Kind::ItemProse)
                );
                // "2. Methods" may be a heading.
                if first && to - from == 1 && shape::marker(line) == Some(Marker::Number) {
                    self.lonely.push(self.blocks.len());
                }
                pending = Some((at, Kind::Item { first }));
            } else if pending.is_none() {
                let goes_on = after_item && at == from && shape::indent(line) >= 2;
                let kind = if goes_on {
                    Kind::ItemProse
                } else {
                    Kind::Prose
                };
                if kind == Kind::Prose && at == from && to - from == 1 {
                    self.lonely.push(self.blocks.len());
                }
                pending = Some((at, kind));
            }
            at += 1;
        }
        self.flush(&mut pending, to);
    }

    fn flush(&mut self, pending: &mut Option<(usize, Kind)>, to: usize) {
        if let Some((from, kind)) = pending.take() {
            self.push(from, to, kind);
        }
    }

    /// Whether the first line of the text is a title over lines that follow without a blank
    /// line: it had room for more, is no sentence, and what follows is one.
    fn is_title_over(&self, at: usize) -> bool {
        let (line, next) = (self.line(at), self.line(at + 1));
        !self.wrap.is_soft(line, next.trim_start())
            && shape::is_title(line)
            && shape::marker(line).is_none()
            && shape::columns(line).is_none()
            && next.trim_start().starts_with(|c: char| !c.is_lowercase())
            && (next
                .trim_end()
                .ends_with(['.', '!', '?', '"', '”', '’', '\''])
                || (at + 2 < self.lines.len() && self.wrap.is_soft(next, self.line(at + 2))))
    }

    /// Whether line `at` begins a list item; `pending` is what the lines above it belong to.
    fn begins_item(&self, at: usize, from: usize, pending: Option<Kind>) -> bool {
        let line = self.line(at);
        let Some(marker) = shape::marker(line) else {
            return false;
        };
        match pending {
            None | Some(Kind::Item { .. }) => true,
            // In the middle of prose a dash or a number may stand at the start of a wrapped line.
            Some(_) => {
                marker == Marker::Bullet
                    || (at > from && !self.wrap.is_soft(self.line(at - 1), line.trim_start()))
            }
        }
    }

    /// The table that begins with line `at`.
    fn table_at(&self, at: usize, from: usize, to: usize) -> Option<rows::Table> {
        // Rows under a blank line go on with the table above it.
        let above = self
            .table
            .as_ref()
            .filter(|open| at == from && open.blocks == self.blocks.len());
        let lines = |index: usize| (at + index < to).then(|| self.line(at + index));
        rows::table(lines, above.map(|open| &open.table))
    }

    fn push_table(&mut self, at: usize, table: rows::Table) {
        let above = self
            .table
            .take()
            .filter(|open| open.blocks == self.blocks.len() && table.continues(&open.table));
        let mut number = above.as_ref().map_or(0, |open| open.rows);
        for (index, line) in table.lines.iter().enumerate() {
            let first = index == 0 && above.is_none();
            self.push(at + index, at + index + 1, Kind::Row { first });
            let rows::Line::Row(cells) = line else {
                continue;
            };
            let start = self.start(at + index);
            for cell in cells {
                self.cells.push(Cell {
                    span: Span::new((start + cell.start) as u32, (start + cell.end) as u32),
                    row: number,
                    column: cell.column,
                    rows: 1,
                    columns: cell.columns,
                    is_header: cell.is_header,
                });
            }
            number += 1;
        }
        self.table = Some(OpenTable {
            table,
            rows: number,
            blocks: self.blocks.len(),
        });
    }

    /// Whether the lines are code by their indentation: all by a tab or four spaces, and not
    /// prose that is only set in.
    fn is_indented_code(&self, from: usize, to: usize) -> bool {
        if !(from..to).all(|index| shape::indent(self.line(index)) >= 4) {
            return false;
        }
        let first = self.line(from).trim_start();
        let prose =
            first.starts_with(|c: char| c.is_uppercase() || super::character::is_quotation_mark(c));
        let signs = |line: &str| line.contains(['{', '}', '=', '<', '>', ';', '$', '_', '\\', '#']);
        shape::marker(first).is_none()
            && (!prose || (from..to).any(|index| signs(self.line(index))))
            && shape::columns(first).is_none()
    }

    /// Finds the captions and headings among the lines that stand alone, the title first.
    fn name_lonely_lines(&mut self) {
        for index in std::mem::take(&mut self.lonely) {
            let span = self.blocks[index].span;
            let line = &self.text[span.range()];
            let next = self.blocks.get(index + 1).copied();
            let lead = next.is_some_and(|next| {
                matches!(next.kind, Kind::Item { .. })
                    || (next.kind == Kind::Code && line.ends_with(':'))
                    || self.text[next.span.range()].starts_with(['"', '“', '„', '«'])
            });
            let numbered = matches!(self.blocks[index].kind, Kind::Item { .. });
            if numbered && (lead || next.is_none()) {
                continue;
            }
            let titled = index == 0 && !numbered && next.is_some() && shape::is_title(line);
            let found = if shape::is_caption(line) {
                self.blocks[index].kind = Kind::Caption;
                continue;
            } else if titled {
                Some((1, 0, line.len()))
            } else if index > 0 || next.is_some() {
                shape::heading(line, lead)
            } else {
                None
            };
            if let Some((level, from, to)) = found {
                self.blocks[index].kind = Kind::Heading {
                    level,
                    words: Span::new(span.start + from as u32, span.start + to as u32),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Zone;

    fn zone(text: &str, zone: Zone) -> Vec<&str> {
        let layout = read(text);
        let spans = &layout.zones[zone as usize];
        spans.iter().map(|span| &text[span.range()]).collect()
    }

    fn headings(text: &str) -> Vec<(u8, &str)> {
        let layout = read(text);
        let sections = layout.sections.iter();
        sections
            .map(|section| (section.level, &text[section.heading.range()]))
            .collect()
    }

    fn title(text: &str) -> Option<&str> {
        read(text).title.map(|span| &text[span.range()])
    }

    #[test]
    fn an_empty_text_has_an_empty_layout() {
        for text in ["", " ", "\n\n \t\r\n"] {
            let layout = read(text);
            assert!(layout.paragraphs.is_empty() && layout.sentences.is_empty());
            assert!(layout.sections.is_empty() && layout.title.is_none());
            assert_eq!(layout.lines.first(), Some(&0));
        }
    }

    #[test]
    fn lines_end_at_any_line_end() {
        assert_eq!(read("a\nb\r\nc\rd").lines, [0, 2, 5, 7]);
    }

    #[test]
    fn the_first_line_is_the_title_if_it_is_no_sentence() {
        let body = "\n\nThe talks went on for a while, officials said on Monday.\n";
        assert_eq!(title(&format!("Talks go on{body}")), Some("Talks go on"));
        assert_eq!(title(&format!("What now?{body}")), Some("What now?"));
        assert_eq!(
            title(&format!("# Talks go on #{body}")),
            Some("Talks go on")
        );
        assert_eq!(
            title(&format!("Talks go on\n==========={body}")),
            Some("Talks go on")
        );
        assert_eq!(title(&format!("The talks went on.{body}")), None);
        assert_eq!(title(&format!("- an item{body}")), None);
        assert_eq!(title("Only one line"), None);
    }

    #[test]
    fn the_title_may_stand_right_above_the_text() {
        let text = "Quake hits island\n\
                    A quake hit the island on Sunday, officials in the capital said.\n\
                    No one was hurt.\n";
        assert_eq!(title(text), Some("Quake hits island"));
        let wrapped = "The statement by the minister of the country was met by a\n\
                       storm of laughter. Then they left.\n";
        assert_eq!(title(wrapped), None);
    }

    #[test]
    fn short_lines_between_blank_lines_are_headings_if_they_look_like_it() {
        let text = "Title here\n\nProse comes first, as it should.\n\n\
                    NATO key sticking point:\n\nProse.\n\n\
                    Related News\n\nProse.\n\n\
                    2. Methods\n\nProse.\n\n2.1 Patients\n\nProse.\n\n\
                    THE END OF IT\n\nProse.\n\nResults\n-------\nProse.\n\n### Deep\n\nProse.\n";
        assert_eq!(
            headings(text),
            [
                (1, "Title here"),
                (2, "NATO key sticking point"),
                (2, "Related News"),
                (2, "Methods"),
                (3, "Patients"),
                (2, "THE END OF IT"),
                (2, "Results"),
                (3, "Deep"),
            ]
        );
    }

    #[test]
    fn short_paragraphs_of_prose_are_no_headings() {
        for line in [
            "The Kremlin has yet to respond.",
            "Zelensky said:",
            "By Jane Doe",
            "Monday, 13 October 2025",
            "jane@example.com",
            "https://example.com/a",
            "“We will win”",
            "and so it goes",
            "The names of those who were at the table on that long night in May",
        ] {
            let text = format!("Title here\n\nProse first.\n\n{line}\n\nProse after it.\n");
            assert_eq!(headings(&text), [(1, "Title here")], "{line}");
        }
        // A colon leads to a list, a quotation or code.
        let text = "Title here\n\nProse first.\n\nThese were there:\n\n- Ann\n- Bob\n";
        assert_eq!(headings(text).len(), 1);
        let text = "Title here\n\nProse first.\n\nType this:\n\n    start\n\nUsage\n\n    stop\n";
        assert_eq!(headings(text), [(1, "Title here"), (2, "Usage")]);
    }

    #[test]
    fn sections_hold_their_subsections() {
        let text = "Before it.\n\n# One\n\nA.\n\n## Inner\n\nB.\n\n# Two\n\nC.\n";
        let layout = read(text);
        let spans: Vec<_> = layout
            .sections
            .iter()
            .map(|section| &text[section.span.range()])
            .collect();
        assert_eq!(
            spans,
            [
                "Before it.",
                "# One\n\nA.\n\n## Inner\n\nB.",
                "## Inner\n\nB.",
                "# Two\n\nC.",
            ]
        );
        let inner = text.find("B.").map(|at| at as u32);
        let above: Vec<_> = layout
            .headings_above(inner.unwrap_or_default())
            .map(|span| &text[span.range()])
            .collect();
        assert_eq!(above, ["Inner", "One"]);
    }

    #[test]
    fn captions_are_known_by_label_or_credit() {
        let captions = [
            "Vladimir Putin (Aleksey Nikolsky, Sputnik, Kremlin/AP)",
            "Photo: The minister",
            "Figure 2. The map of the region",
            "The minister arrived. | Photo Credit: AP",
        ];
        for line in captions {
            let text = format!("Prose first.\n\n{line}\n\nProse after it.\n");
            assert_eq!(zone(&text, Zone::Captions), [line]);
        }
        for line in [
            "The minister arrived (he had been in Kyiv)",
            "Figure 2 shows the map.",
            "Photo editors met (see AP).",
        ] {
            let text = format!("Prose first.\n\n{line}\n\nProse after it.\n");
            assert!(zone(&text, Zone::Captions).is_empty(), "{line}");
        }
    }

    #[test]
    fn list_items_are_paragraphs_of_one_list() {
        let text = "These came.\n\n  • Ann, who\n    came late.\n  • Bob.\n\n  • Cy.\n\n1. One\n2. Two\n\nProse.\n";
        let layout = read(text);
        assert_eq!(layout.lists.len(), 1);
        assert_eq!(layout.paragraphs.len(), 7);
        assert!(zone(text, Zone::Code).is_empty());
    }

    #[test]
    fn a_wrapped_line_that_begins_with_a_dash_or_a_number_is_no_item() {
        let text = "The attack that had been planned for many months by the men\n\
                    - which failed - was the last of the year in the region of\n\
                    12. December was quiet.\n";
        assert!(read(text).lists.is_empty());
    }

    #[test]
    fn three_lines_with_the_same_columns_are_a_table() {
        for table in [
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "Name\tAge\nAnn\t3\nBob\t4",
            "Name   Age\nAnn    30\nBob    40",
        ] {
            let text = format!("Some prose is here.\n{table}\nProse is below.\n");
            let layout = read(&text);
            assert_eq!(zone(&text, Zone::Tables), [table]);
            assert_eq!(layout.paragraphs.len(), 5);
            assert_eq!(layout.sentences.len(), 5);
        }
        for prose in [
            "One.  Two is here.\nThree.  Four is here.\nFive.  Six is here.\n",
            "a | b\nno bars in this line\nc | d\n",
        ] {
            assert!(read(prose).tables.is_empty(), "{prose}");
        }
    }

    #[test]
    fn the_cells_of_a_table_are_named_by_its_labels() {
        let text = "Some prose.\n\n| Oblast | Killed |\n|---|---|\n| Kyiv | 7 |\n";
        let layout = read(text);
        let cells: Vec<_> = layout
            .cells_of(0)
            .iter()
            .map(|cell| (&text[cell.span.range()], cell.row, cell.column))
            .collect();
        assert_eq!(
            cells,
            [
                ("Oblast", 0, 0),
                ("Killed", 0, 1),
                ("Kyiv", 1, 0),
                ("7", 1, 1)
            ]
        );
        assert_eq!(zone(text, Zone::Labels), ["Oblast", "Killed", "Kyiv"]);
        let seven = text.find('7').and_then(|at| layout.cell_at(at as u32));
        assert_eq!(seven, Some(3));
    }

    #[test]
    fn a_table_goes_on_after_a_blank_line_if_its_columns_do() {
        let text = "Cash      10   9\nStock     20  18\nTools      5   5\n\nTotal     35  32\n";
        let layout = read(text);
        assert_eq!(zone(text, Zone::Tables), [text.trim_end()]);
        let last = layout.cells.last().map(|cell| (cell.row, cell.column));
        assert_eq!(last, Some((3, 2)));
        let apart = text.replace("Total     35  32", "Prose.\n\nTotal     35  32");
        assert_eq!(read(&apart).tables.len(), 1);
    }

    #[test]
    fn code_is_fenced_indented_or_between_backticks() {
        let text = "Run `cargo test` now.\n\n    cargo build\n    cd target\n\n```\nlet x = 1;\n\nlet y;\n```\nDone.\n";
        assert_eq!(
            zone(text, Zone::Code),
            [
                "`cargo test`",
                "cargo build\n    cd target",
                "```\nlet x = 1;\n\nlet y;\n```"
            ]
        );
        // Typewritten prose is set in, too; and a fence that is not closed is none.
        let prose = "First.\n\n    The minister said so.\n\n\tThen he left.\n\n```\nNo end.\n";
        assert!(zone(prose, Zone::Code).is_empty());
    }
}
