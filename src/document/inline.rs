//! What the inline markup of AsciiDoc and reStructuredText has in common: the lines of a
//! paragraph read as one text, and pairs of signs around words.

use super::character::in_word;
use super::plain;
use super::writer::Writer;
use crate::source::Span;

/// The lines of a paragraph as one text, a line end between two, with the place of each in the
/// source.
pub(super) struct Flow<'s> {
    source: &'s str,
    text: String,
    /// Where each line starts in the text, and its bytes in the source.
    lines: Vec<(u32, Span)>,
}

impl<'s> Flow<'s> {
    /// No lines yet.
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            text: String::new(),
            lines: Vec::new(),
        }
    }

    /// One line.
    pub(super) fn of_line(source: &'s str, line: Span) -> Self {
        let mut flow = Self::new(source);
        flow.push(line);
        flow
    }

    /// Adds a line: bytes of the source without a line end.
    pub(super) fn push(&mut self, line: Span) {
        let Some(text) = self.source.get(line.range()) else {
            return;
        };
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.lines.push((self.text.len() as u32, line));
        self.text.push_str(text);
    }

    /// Adds the lines of a part of the source, without the white space around them.
    pub(super) fn push_lines(&mut self, part: Span) {
        let source = self.source;
        let mut at = part.start;
        for line in source.get(part.range()).unwrap_or_default().split('\n') {
            let start = at + (line.len() - line.trim_start().len()) as u32;
            self.push(Span::new(start, start + line.trim().len() as u32));
            at += line.len() as u32 + 1;
        }
    }

    /// The bytes of its lines in the source.
    pub(super) fn lines(&self) -> impl Iterator<Item = Span> {
        self.lines.iter().map(|(_, line)| *line)
    }

    /// The lines.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to read.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its first byte in the source.
    pub(super) fn start(&self) -> u32 {
        self.lines.first().map_or(0, |(_, line)| line.start)
    }

    /// A part of it, by bytes of the text.
    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        let mut part = Self::new(self.source);
        self.each_line(from, to, |_, line| part.push(line));
        part
    }

    /// The bytes of the source from one byte of the text to another.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.place(from);
        Span::new(start, self.place(to).max(start))
    }

    /// Writes a part of it.
    pub(super) fn copy(&self, from: usize, to: usize, writer: &mut Writer<'_>) {
        self.each_line(from, to, |break_before, line| {
            if let Some(space) = break_before {
                writer.space(space);
            }
            writer.copy(line);
        });
    }

    /// Calls `then` with every line of a part, cut to the part, and the bytes of the source
    /// between it and the line before.
    fn each_line(&self, from: usize, to: usize, mut then: impl FnMut(Option<Span>, Span)) {
        let (from, to) = (from as u32, to as u32);
        let mut index = self.index(from);
        let mut last: Option<Span> = None;
        while let Some((start, line)) = self.lines.get(index).copied() {
            if start > to {
                break;
            }
            let length = line.end - line.start;
            let head = from.saturating_sub(start).min(length);
            let tail = (to - start).min(length).max(head);
            let cut = Span::new(line.start + head, line.start + tail);
            then(
                last.map(|last| Span::new(last.end, cut.start.max(last.end))),
                cut,
            );
            last = Some(cut);
            index += 1;
        }
    }

    fn place(&self, at: usize) -> u32 {
        self.lines
            .get(self.index(at as u32))
            .map_or(0, |(start, line)| {
                (line.start + (at as u32).saturating_sub(*start)).min(line.end)
            })
    }

    /// The line that holds a byte of the text.
    fn index(&self, at: u32) -> usize {
        self.lines
            .partition_point(|(start, _)| *start <= at)
            .saturating_sub(1)
    }
}

/// A line of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes without the white space at its end.
    pub span: Span,
    /// The first byte of the next line.
    pub next: u32,
}

/// The lines of a source.
pub(super) fn lines(source: &str) -> Vec<Line> {
    let starts = plain::line_starts(source);
    let ends = starts.iter().skip(1).copied();
    starts
        .iter()
        .zip(ends.chain([source.len() as u32]))
        .map(|(start, next)| {
            let text = &source[*start as usize..next as usize];
            let end = start + text.trim_end().len() as u32;
            let span = Span::new(*start, end);
            Line { span, next }
        })
        .collect()
}

/// Looks for the next place of one sign again and again, going on through the text, in time
/// linear in it.
pub(super) struct Seeker {
    sign: &'static str,
    /// Where it was looked for last, and what was found.
    last: Option<(usize, Option<usize>)>,
}

impl Seeker {
    /// Looks for this sign, where no backslash stands before it.
    pub(super) fn new(sign: &'static str) -> Self {
        Self { sign, last: None }
    }

    /// Its first place at or after a byte.
    pub(super) fn at_or_after(&mut self, text: &str, at: usize) -> Option<usize> {
        if let Some((from, found)) = self.last
            && from <= at
            && found.is_none_or(|found| found >= at)
        {
            return found;
        }
        let bytes = text.as_bytes();
        let found = memchr::memmem::find_iter(&bytes[at.min(bytes.len())..], self.sign)
            .map(|found| at + found)
            .find(|found| *found == at || bytes[found - 1] != b'\\');
        self.last = Some((at, found));
        found
    }
}

/// Looks for the next character of a kind again and again, in time linear in the text.
pub(super) struct Stop {
    is_stop: fn(char) -> bool,
    /// Where it was looked for last, and what was found.
    last: (usize, usize),
}

impl Stop {
    /// Looks for a character of this kind.
    pub(super) fn new(is_stop: fn(char) -> bool) -> Self {
        Self {
            is_stop,
            last: (1, 0),
        }
    }

    /// The first such character at or after a byte, or the end of the text.
    pub(super) fn at_or_after(&mut self, text: &str, at: usize) -> usize {
        let (from, found) = self.last;
        if !(from..=found).contains(&at) {
            let end = text[at..]
                .find(self.is_stop)
                .map_or(text.len(), |end| at + end);
            self.last = (at, end);
        }
        self.last.1
    }
}

/// A sign that stands before and after the words it marks.
#[derive(Debug)]
pub(super) struct Sign<E> {
    /// What opens.
    pub open: &'static str,
    /// What closes.
    pub close: &'static str,
    /// Whether it counts in the middle of words too.
    pub in_words: bool,
    /// What the words may hold.
    pub inside: Inside,
    /// What the words are.
    pub effect: E,
}

/// What may stand between two signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Words with other signs.
    Signs,
    /// Words as they are.
    Words,
    /// One word as it is.
    Word,
}

/// A sign that has found its partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit<E> {
    /// Its bytes in the text.
    pub from: usize,
    /// After its last byte.
    pub to: usize,
    /// Whether it opens.
    pub opens: bool,
    /// The place of its partner: where the closing one starts, where the opening one ends.
    pub partner: usize,
    /// What the words between them are.
    pub effect: E,
}

/// Finds the signs that have partners, in the order of the text, in one pass. Of signs with the
/// same beginning the longer must be listed first. A sign after a backslash is none.
///
/// Signs may cross; a reader that only leaves them out need not mind.
pub(super) fn pair<E: Copy>(text: &str, signs: &[Sign<E>]) -> Vec<Hit<E>> {
    let mut starts = [false; 256];
    for sign in signs {
        for text in [sign.open, sign.close] {
            if let Some(first) = text.as_bytes().first() {
                starts[*first as usize] = true;
            }
        }
    }
    starts[b'\\' as usize] = true;
    let mut pairing = Pairing {
        text,
        open: signs.iter().map(|_| None).collect(),
        hopeless: signs.iter().map(|_| false).collect(),
        hits: Vec::new(),
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|b| starts[*b as usize]) {
        at += found;
        at = if bytes[at] == b'\\' {
            let escaped = text[at + 1..].chars().next().map_or(0, char::len_utf8);
            at + 1 + escaped
        } else {
            pairing.step(at, signs)
        };
    }
    pairing.hits.sort_unstable_by_key(|hit| hit.from);
    pairing.hits
}

struct Pairing<'t, E> {
    text: &'t str,
    /// For each sign, where it was opened: its first byte and the one after it.
    open: Vec<Option<(usize, usize)>>,
    /// For each sign, whether no close of it follows any more.
    hopeless: Vec<bool>,
    hits: Vec<Hit<E>>,
}

impl<E: Copy> Pairing<'_, E> {
    /// Looks for a sign at a byte; gives the byte to go on from.
    fn step(&mut self, at: usize, signs: &[Sign<E>]) -> usize {
        let rest = &self.text[at..];
        for (index, sign) in signs.iter().enumerate() {
            if let Some((from, to)) = self.open[index]
                && rest.starts_with(sign.close)
                && self.closes(sign, to, at)
            {
                self.open[index] = None;
                self.push(sign, (from, to), at);
                return at + sign.close.len();
            }
            if !rest.starts_with(sign.open) || !self.opens(sign, at) {
                continue;
            }
            let to = at + sign.open.len();
            match sign.inside {
                Inside::Signs if self.open[index].is_none() => {
                    self.open[index] = Some((at, to));
                    return to;
                }
                Inside::Signs => {}
                Inside::Words | Inside::Word => {
                    if let Some(close) = self.close_of(index, sign, to) {
                        self.push(sign, (at, to), close);
                        return close + sign.close.len();
                    }
                }
            }
        }
        at + rest.chars().next().map_or(1, char::len_utf8)
    }

    fn push(&mut self, sign: &Sign<E>, (from, to): (usize, usize), close: usize) {
        self.hits.push(Hit {
            from,
            to,
            opens: true,
            partner: close,
            effect: sign.effect,
        });
        self.hits.push(Hit {
            from: close,
            to: close + sign.close.len(),
            opens: false,
            partner: to,
            effect: sign.effect,
        });
    }

    /// Where the words that begin at `from` are closed.
    fn close_of(&mut self, index: usize, sign: &Sign<E>, from: usize) -> Option<usize> {
        if self.hopeless[index] {
            return None;
        }
        if sign.inside == Inside::Word {
            let rest = &self.text[from..];
            let end = rest
                .char_indices()
                .find(|(_, c)| c.is_whitespace() || sign.close.starts_with(*c))
                .map_or(rest.len(), |(end, _)| end);
            return (end > 0 && rest[end..].starts_with(sign.close)).then_some(from + end);
        }
        let mut at = from;
        while let Some(found) =
            memchr::memmem::find(&self.text.as_bytes()[at..], sign.close.as_bytes())
        {
            let close = at + found;
            if self.closes(sign, from, close) {
                return Some(close);
            }
            at = close + 1;
        }
        self.hopeless[index] = true;
        None
    }

    fn opens(&self, sign: &Sign<E>, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + sign.open.len()..].chars().next();
        // A sign in quotation marks or brackets is what is spoken of.
        let named = before.zip(after).is_some_and(|pair| {
            matches!(
                pair,
                ('"', '"') | ('\'', '\'') | ('(', ')') | ('[', ']') | ('“', '”')
            )
        });
        sign.in_words
            || (before.is_none_or(|c| !in_word(c))
                && after.is_some_and(|c| !c.is_whitespace())
                && !named)
    }

    fn closes(&self, sign: &Sign<E>, from: usize, at: usize) -> bool {
        let before = self.text[from.min(at)..at].chars().next_back();
        let after = self.text[at + sign.close.len()..].chars().next();
        before.is_some_and(|c| sign.in_words || !c.is_whitespace())
            && (sign.in_words || after.is_none_or(|c| !in_word(c)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNS: [Sign<char>; 4] = [
        Sign {
            open: "**",
            close: "**",
            in_words: true,
            inside: Inside::Signs,
            effect: 'B',
        },
        Sign {
            open: "*",
            close: "*",
            in_words: false,
            inside: Inside::Signs,
            effect: 'b',
        },
        Sign {
            open: "`",
            close: "`",
            in_words: false,
            inside: Inside::Words,
            effect: 'c',
        },
        Sign {
            open: "^",
            close: "^",
            in_words: true,
            inside: Inside::Word,
            effect: 's',
        },
    ];

    /// The text with the effect in place of every sign that is one.
    fn marked(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for hit in pair(text, &SIGNS) {
            out.push_str(&text[at..hit.from]);
            out.push(if hit.opens { '<' } else { '>' });
            out.push(hit.effect);
            at = hit.to;
        }
        out + &text[at..]
    }

    #[test]
    fn signs_around_words_are_pairs() {
        assert_eq!(marked("*14* people"), "<b14>b people");
        assert_eq!(marked("**1**4 of *a b*"), "<B1>B4 of <ba b>b");
        assert_eq!(marked("*a **b** c*"), "<ba <Bb>B c>b");
        assert_eq!(marked("E=mc^2^."), "E=mc<s2>s.");
    }

    #[test]
    fn signs_between_figures_and_words_are_none() {
        for text in [
            "2*3*4",
            "5 * 3 * 2",
            "a* b*",
            "*a",
            "snake`case`x",
            "\\*a*",
            "x^ 2^",
        ] {
            assert_eq!(marked(text), text);
        }
    }

    #[test]
    fn nothing_counts_inside_what_is_taken_as_it_is() {
        assert_eq!(marked("`*a*` *b*"), "<c*a*>c <bb>b");
        assert_eq!(marked("*a `b* c` d*"), "<ba <cb* c>c d>b");
    }

    #[test]
    fn lines_are_one_text_and_keep_their_places() {
        let source = "  one two\n  three";
        let mut flow = Flow::new(source);
        flow.push(Span::new(2, 9));
        flow.push(Span::new(12, 17));
        assert_eq!(flow.text(), "one two\nthree");
        assert_eq!(flow.span(4, 13), Span::new(6, 17));
        assert_eq!(flow.part(4, 10).text(), "two\nth");
        assert_eq!(flow.part(0, 7).text(), "one two");
        let mut writer = Writer::new(source);
        writer.begin(super::super::block::Kind::Prose, 2);
        flow.copy(0, 13, &mut writer);
        assert_eq!(writer.finish().transcript.text(source), "one two\nthree");
    }
}
