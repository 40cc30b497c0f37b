//! The lines a diagnostic is about, as codespan draws them.
//!
//! codespan prints whole lines and every character as it is. It is given a copy of the few rows
//! to show instead: long lines cut to windows around the labels, characters made harmless, with
//! the line and column numbers of the text itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::diagnostic::{Label, LabelStyle};
use codespan_reporting::files::{Error, Files};

use super::visible;
use super::window;
use crate::source::{Numbering, Place, Source, SourceId, Sources, Span};

/// A place to point at.
pub(super) struct Mark<'a> {
    /// Where.
    pub(super) place: Place,
    /// What to say there.
    pub(super) text: &'a str,
}

/// A label that runs over more lines than this is shown by its first and its last line.
const MOST_LINES: usize = 4;

/// Stands at the end of a name that codespan is to write no colon after. No other text shown
/// holds a control character.
const JOINED: char = '\u{1}';

/// A line as codespan draws it, without the colons that are not wanted.
pub(super) fn without_joints(line: &str) -> Cow<'_, str> {
    if line.contains(JOINED) {
        Cow::Owned(line.replace(&format!("{JOINED}:"), ""))
    } else {
        Cow::Borrowed(line)
    }
}

/// Rows that do not follow each other in the text are numbered this far apart, which codespan
/// draws as a gap.
const GAP: usize = 3;

/// The rows to show, for each file in the order of its first mark.
pub(super) struct Excerpt<'s> {
    files: Vec<Shown<'s>>,
}

impl<'s> Excerpt<'s> {
    /// The rows that hold the marks, in at most `width` columns with their line numbers, and the
    /// labels in them. The first mark is the primary one.
    pub(super) fn new(
        sources: &'s Sources,
        marks: &[Mark<'_>],
        width: usize,
    ) -> (Self, Vec<Label<usize>>) {
        let columns = width.saturating_sub(gutter(sources, marks));
        let mut order: Vec<SourceId> = Vec::new();
        for mark in marks {
            if !order.contains(&mark.place.source) {
                order.push(mark.place.source);
            }
        }
        let mut excerpt = Self { files: Vec::new() };
        let mut drawn: Vec<Drawn> = Vec::new();
        for (file, id) in order.into_iter().enumerate() {
            let mut shown = Shown::new(sources.get(id));
            let in_file = marks
                .iter()
                .enumerate()
                .filter(|(_, mark)| mark.place.source == id);
            let stretches =
                in_file.flat_map(|(at, mark)| stretches(sources.get(id), at, mark.place.span));
            let mut lines: BTreeMap<usize, Vec<Stretch>> = BTreeMap::new();
            for stretch in stretches {
                lines.entry(stretch.line).or_default().push(stretch);
            }
            for (line, mut stretches) in lines {
                stretches.sort_by_key(|it| (it.bytes.start, it.bytes.end));
                shown.push_line(file, line, &stretches, columns, &mut drawn);
            }
            excerpt.files.push(shown);
        }
        // codespan shows files in the order of their first label.
        drawn.sort_by_key(|it| it.mark);
        let labels = drawn.into_iter().map(|it| it.label(marks)).collect();
        (excerpt, labels)
    }
}

/// The columns taken by line numbers and the border beside them.
fn gutter(sources: &Sources, marks: &[Mark<'_>]) -> usize {
    let last_line = |mark: &Mark<'_>| {
        let source = sources.get(mark.place.source);
        source.line_index(source.snap(mark.place.span.end)) + 1
    };
    let largest = marks.iter().map(last_line).max().unwrap_or(1);
    largest.ilog10() as usize + 1 + " │ ".chars().count()
}

/// The part of a mark that lies in one line.
struct Stretch {
    /// Which mark.
    mark: usize,
    /// The line, from 0.
    line: usize,
    /// The bytes, inside the line.
    bytes: Range<usize>,
    /// Whether the words of the mark stand here.
    speaks: bool,
}

/// Cuts a mark into the lines it lies in. Lines without text are left out.
fn stretches(source: &Source, mark: usize, span: Span) -> Vec<Stretch> {
    let start = source.snap(span.start);
    let end = source.snap(span.end).max(start);
    let first = source.line_index(start);
    // A mark that takes the line end with it still belongs to its line.
    let last = source.line_index(if end > start {
        source.snap(end - 1)
    } else {
        end
    });
    let lines: Vec<usize> = if last - first < MOST_LINES {
        (first..=last).collect()
    } else {
        vec![first, last]
    };
    let mut stretches: Vec<Stretch> = lines
        .into_iter()
        .filter_map(|line| {
            let Range {
                start: from,
                end: to,
            } = source.line(line).range();
            let bytes = (start as usize).clamp(from, to)..(end as usize).clamp(from, to);
            let said = !source.text()[bytes.clone()].trim().is_empty();
            (said || first == last).then_some(Stretch {
                mark,
                line,
                bytes,
                speaks: false,
            })
        })
        .collect();
    if stretches.is_empty() {
        let Range {
            start: from,
            end: to,
        } = source.line(first).range();
        let at = (start as usize).clamp(from, to);
        stretches.push(Stretch {
            mark,
            line: first,
            bytes: at..at,
            speaks: false,
        });
    }
    if let Some(last) = stretches.last_mut() {
        last.speaks = true;
    }
    for Stretch { line, bytes, .. } in &mut stretches {
        bytes.start = with_column(source.text(), source.line(*line).range(), bytes.start);
        bytes.end = bytes.end.max(bytes.start);
    }
    stretches
}

/// The start of the nearest character that takes a column, from the one at `at` backwards and
/// then forwards: a caret under nothing but a combining mark would have no width.
fn with_column(text: &str, line: Range<usize>, at: usize) -> usize {
    const FAR: usize = 32;
    let bare = |c: char| visible::width(c) == 0;
    if !text[at..line.end].starts_with(bare) {
        return at;
    }
    let mut before = text[line.start..at].char_indices().rev().take(FAR);
    let base = before.find(|(_, c)| !bare(*c));
    base.map_or_else(
        || {
            let marks = text[at..line.end]
                .chars()
                .take(FAR)
                .take_while(|c| bare(*c));
            at + marks.map(char::len_utf8).sum::<usize>()
        },
        |(base, _)| line.start + base,
    )
}

/// A stretch in the row that shows it.
struct Drawn {
    mark: usize,
    file: usize,
    range: Range<usize>,
    speaks: bool,
}

impl Drawn {
    fn label(self, marks: &[Mark<'_>]) -> Label<usize> {
        let style = if self.mark == 0 {
            LabelStyle::Primary
        } else {
            LabelStyle::Secondary
        };
        let label = Label::new(style, self.file, self.range);
        if self.speaks {
            label.with_message(visible::line(marks[self.mark].text))
        } else {
            label
        }
    }
}

/// The rows of one file.
struct Shown<'s> {
    source: &'s Source,
    name: String,
    /// All rows, each with a line end.
    text: String,
    rows: Vec<Row>,
}

/// A row of what is shown: a line or pieces of one.
struct Row {
    /// The index codespan knows the row by.
    index: usize,
    /// The line, from 0.
    line: usize,
    /// The bytes in the text shown, with the line end.
    range: Range<usize>,
    /// The pieces of the source, in order.
    pieces: Vec<Range<usize>>,
    /// For every character shown, and for the end of every piece, its byte in the text shown
    /// and in the source. Both ascend.
    bytes: Vec<(usize, usize)>,
}

impl Row {
    /// Where a byte of the source is shown; one that is left out, where the next one is shown.
    fn shown(&self, byte: usize) -> usize {
        let at = self.bytes.partition_point(|(_, source)| *source < byte);
        let (shown, _) = self
            .bytes
            .get(at)
            .or(self.bytes.last())
            .copied()
            .unwrap_or_default();
        shown
    }

    /// The byte of the source shown at a byte of the text shown.
    fn source(&self, byte: usize) -> usize {
        let at = self.bytes.partition_point(|(shown, _)| *shown <= byte);
        let (_, source) = self
            .bytes
            .get(at.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        source
    }

    /// Whether all of `bytes` is seen in one piece.
    fn holds(&self, bytes: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|piece| piece.start <= bytes.start && bytes.end <= piece.end)
    }

    /// Whether some of `bytes` is seen.
    fn touches(&self, bytes: &Range<usize>) -> bool {
        self.pieces
            .iter()
            .any(|piece| piece.start < bytes.end && bytes.start < piece.end)
    }
}

impl<'s> Shown<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            source,
            name: match source.numbering() {
                Numbering::Lines => visible::name(source.name()),
                numbering @ Numbering::Paragraphs => {
                    let name = visible::name(source.name());
                    format!("{name}{}{JOINED}", numbering.separator())
                }
            },
            text: String::new(),
            rows: Vec::new(),
        }
    }

    /// Adds the rows of a line and draws its stretches, which are sorted, in them.
    fn push_line(
        &mut self,
        file: usize,
        line: usize,
        stretches: &[Stretch],
        columns: usize,
        drawn: &mut Vec<Drawn>,
    ) {
        self.bridge(line, columns);
        let first_row = self.rows.len();
        let mut rows_of_stretches = vec![first_row; stretches.len()];
        for group in groups(self.source.text(), stretches, columns) {
            let focus = focus(&stretches[group.clone()]);
            let new = &self.rows[first_row..];
            let row = match new.iter().position(|row| row.holds(&focus)) {
                Some(at) => first_row + at,
                None => {
                    let whole = self.source.line(line).range();
                    self.push_row(
                        line,
                        window::pieces(self.source.text(), whole, focus, columns),
                    );
                    self.rows.len() - 1
                }
            };
            rows_of_stretches[group].fill(row);
        }
        for (at, row) in self.rows.iter().enumerate().skip(first_row) {
            for (stretch, own_row) in stretches.iter().zip(&rows_of_stretches) {
                if *own_row != at && !row.touches(&stretch.bytes) {
                    continue;
                }
                let start = row.shown(stretch.bytes.start);
                drawn.push(Drawn {
                    mark: stretch.mark,
                    file,
                    range: start..row.shown(stretch.bytes.end).max(start),
                    speaks: stretch.speaks && *own_row == at,
                });
            }
        }
    }

    /// Shows a single short line between the last one shown and `line`: it takes no more room
    /// than the mark of a gap.
    fn bridge(&mut self, line: usize, columns: usize) {
        let between = match self.rows.last() {
            Some(row) if row.line + 2 == line => row.line + 1,
            Some(_) | None => return,
        };
        let whole = self.source.line(between).range();
        if window::measure(&self.source.text()[whole.clone()], columns).is_some() {
            self.push_row(between, vec![whole]);
        }
    }

    fn push_row(&mut self, line: usize, pieces: Vec<Range<usize>>) {
        let whole = self.source.line(line).range();
        let index = match self.rows.last() {
            Some(row) if row.line + 1 == line => row.index + 1,
            Some(row) => row.index + GAP,
            None => 0,
        };
        let start = self.text.len();
        let mut bytes = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                self.text.push_str(window::CUT);
            } else if piece.start > whole.start {
                self.text.push_str(window::CUT.trim_start());
            }
            for (offset, c) in self.source.text()[piece.clone()].char_indices() {
                bytes.push((self.text.len(), piece.start + offset));
                self.text.extend(visible::shown(c));
            }
            bytes.push((self.text.len(), piece.end));
        }
        if pieces.last().is_some_and(|piece| piece.end < whole.end) {
            self.text.push_str(window::CUT.trim_end());
        }
        self.text.push('\n');
        self.rows.push(Row {
            index,
            line,
            range: start..self.text.len(),
            pieces,
            bytes,
        });
    }

    fn row(&self, index: usize) -> Result<&Row, Error> {
        let at = self.rows.binary_search_by_key(&index, |row| row.index);
        at.map(|at| &self.rows[at])
            .map_err(|_| Error::LineTooLarge {
                given: index,
                max: self.rows.last().map_or(0, |row| row.index),
            })
    }
}

/// Stretches near enough to each other to share a row, as ranges of indices.
fn groups(text: &str, stretches: &[Stretch], columns: usize) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in 0..stretches.len() {
        if let Some(group) = groups.last_mut() {
            let together = focus(&stretches[group.start..at + 1]);
            if window::measure(&text[together], columns * 4 / 5).is_some() {
                group.end = at + 1;
                continue;
            }
        }
        groups.push(at..at + 1);
    }
    groups
}

/// The bytes from the first stretch to the last, which are sorted by their start.
fn focus(stretches: &[Stretch]) -> Range<usize> {
    let start = stretches.first().map_or(0, |it| it.bytes.start);
    let end = stretches.iter().map(|it| it.bytes.end).max();
    start..end.unwrap_or(start)
}

impl<'a> Files<'a> for Excerpt<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.file(id).map(|file| file.name.as_str())
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.file(id).map(|file| file.text.as_str())
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let rows = &self.file(id)?.rows;
        let at = rows.partition_point(|row| row.range.start <= byte);
        Ok(rows.get(at.saturating_sub(1)).map_or(0, |row| row.index))
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        Ok(self.file(id)?.row(index)?.line + 1)
    }

    fn column_number(&'a self, id: usize, index: usize, byte: usize) -> Result<usize, Error> {
        let file = self.file(id)?;
        let offset = file.row(index)?.source(byte);
        Ok(file.source.line_column(offset as u32).column as usize)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.file(id)?.row(index)?.range.clone())
    }
}

impl<'s> Excerpt<'s> {
    fn file(&self, id: usize) -> Result<&Shown<'s>, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line and text of each stretch of a mark.
    fn cut(text: &str, start: u32, end: u32) -> Vec<(usize, String)> {
        let source = Source::new("a.md", text);
        stretches(&source, 0, Span::new(start, end))
            .into_iter()
            .map(|it| (it.line, text[it.bytes].to_owned()))
            .collect()
    }

    #[test]
    fn a_mark_that_takes_its_line_end_stays_in_its_line() {
        assert_eq!(cut("one\r\ntwo", 0, 5), [(0, "one".to_owned())]);
        assert_eq!(cut("one\ntwo", 3, 4), [(0, String::new())]);
    }

    #[test]
    fn a_mark_over_lines_leaves_out_those_without_text() {
        let expected = [(0, "b".to_owned()), (2, "c".to_owned())];
        assert_eq!(cut("a b\n  \nc d", 2, 8), expected);
    }

    #[test]
    fn a_mark_of_line_ends_alone_still_has_a_place() {
        assert_eq!(cut("a\n\n\nb", 1, 4), [(0, String::new())]);
    }

    #[test]
    fn a_mark_on_a_combining_mark_takes_the_letter_with_it() {
        assert_eq!(cut("xe\u{301}y", 2, 4), [(0, "e\u{301}".to_owned())]);
        assert_eq!(cut("\u{301}y", 0, 2), [(0, String::new())]);
    }

    #[test]
    fn the_words_of_a_mark_stand_at_its_end() {
        let source = Source::new("a.md", "a\nb\nc\nd\ne\nf");
        let stretches = stretches(&source, 0, Span::new(0, 11));
        let lines: Vec<(usize, bool)> = stretches.iter().map(|it| (it.line, it.speaks)).collect();
        assert_eq!(lines, [(0, false), (5, true)]);
    }
}
