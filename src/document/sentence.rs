//! Sentences: where one ends, and what only looks like an end.
//!
//! A sentence ends at `.` `!` `?` `…` before white space, if what stands before is no
//! abbreviation and what follows can begin a sentence. The rules follow Unicode Standard
//! Annex 29 (sentence boundaries) and go beyond it for abbreviations, quotations and lines.
//! A quotation does not end the sentence it is in: the ends inside become breaks.

use super::abbreviation::{self, Class};
use super::character::{LINE_SEPARATOR, in_word, is_quotation_mark};
use crate::source::Span;

/// A sentence without any end is cut at the first white space after this many bytes; where as
/// many more hold none, at the first place after those that is in no word and no figure.
pub const LONGEST: usize = 16 * 1024;

/// How a text breaks its lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wrap {
    /// The width of the text's lines in characters. A line that had room for the next line's
    /// first word was ended on purpose.
    pub width: u32,
}

impl Wrap {
    /// Lines of markup: a line end is no more than a space.
    pub(super) const SOFT: Self = Self { width: 0 };

    /// Whether a line ended only because `next` did not fit on it any more.
    pub(super) fn is_soft(self, line: &str, next: &str) -> bool {
        let word = next.split(char::is_whitespace).next().unwrap_or_default();
        let needed = length(line.trim_end()) + 1 + length(word);
        needed > self.width
    }
}

/// The length in characters.
pub(super) fn length(line: &str) -> u32 {
    // Counted over bytes that begin a character; the compiler makes wide instructions of it.
    line.bytes().filter(|b| (*b as i8) >= -0x40).count() as u32
}

/// How many sentences a text without quotations would be cut into; for a line that may be a
/// heading.
pub(super) fn count(text: &str) -> usize {
    let (mut sentences, mut breaks) = (Vec::new(), Vec::new());
    Splitter::new(text, Wrap::default(), &[], &mut sentences, &mut breaks)
        .prose(Span::new(0, text.len() as u32));
    sentences.len()
}

/// Cuts paragraphs into sentences, in the order of the text.
pub(super) struct Splitter<'a> {
    text: &'a str,
    wrap: Wrap,
    /// Outermost quotations that end after the place reached.
    quotations: &'a [Span],
    sentences: &'a mut Vec<Span>,
    breaks: &'a mut Vec<u32>,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(
        text: &'a str,
        wrap: Wrap,
        quotations: &'a [Span],
        sentences: &'a mut Vec<Span>,
        breaks: &'a mut Vec<u32>,
    ) -> Self {
        Self {
            text,
            wrap,
            quotations,
            sentences,
            breaks,
        }
    }

    /// A paragraph that is one sentence whatever stands in it.
    pub(super) fn whole(&mut self, span: Span) {
        self.push(span.start as usize, span.end as usize);
    }

    /// A paragraph whose every line is a sentence.
    pub(super) fn each_line(&mut self, span: Span) {
        let mut start = span.start as usize;
        let bytes = &self.text.as_bytes()[..span.end as usize];
        for end in memchr::memchr2_iter(b'\n', b'\r', &bytes[start..]) {
            let end = span.start as usize + end;
            self.push(start, end);
            start = end;
        }
        self.push(start, span.end as usize);
    }

    /// A paragraph of prose.
    pub(super) fn prose(&mut self, span: Span) {
        let bytes = self.text.as_bytes();
        let end = span.end as usize;
        let mut start = span.start as usize;
        let mut line = start;
        let mut at = start;
        // The end of the last sentence, or of the last one inside a quotation.
        let mut last = start;
        while let Some(found) = bytes[at..end].iter().position(|b| MAY_END[*b as usize]) {
            at += found;
            let rest = &self.text[at..end];
            if let Some((width, on_purpose)) = line_end(rest) {
                let next = at + width;
                // Looked at from behind: the spaces before a line end are looked at once.
                let blank = self.text[last..at].trim_end().is_empty();
                if !blank && self.line_ends_sentence(line, at, &self.text[next..end], on_purpose) {
                    start = self.end_at(start, at, at);
                    last = at;
                }
                line = next;
                at = next;
                continue;
            }
            let run = rest.len() - rest.trim_start_matches(is_terminator).len();
            if run == 0 {
                // A character that only begins with the same byte.
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            }
            let points = at + run;
            let closed = points + closers(&self.text[points..end]);
            let terminator = Terminator {
                head: &self.text[start..at],
                marks: &rest[..run],
                closers: &self.text[points..closed],
                after: &self.text[closed..end],
            };
            if terminator.after.trim_start().is_empty() {
                break;
            }
            if terminator.ends_sentence() {
                start = self.end_at(start, points, closed);
                last = closed;
                at = closed;
            } else {
                if !terminator.is_abbreviation() {
                    self.break_before_close(points, closed);
                }
                at = points;
            }
        }
        self.push(start, end);
    }

    /// Ends the sentence at `closed`, or only breaks it at `points` if a quotation goes on
    /// there. Gives the start of the sentence after it.
    fn end_at(&mut self, start: usize, points: usize, closed: usize) -> usize {
        match self.quotation_at(closed) {
            Some(_) => {
                self.breaks.push(points as u32);
                start
            }
            None => {
                self.push(start, closed);
                closed
            }
        }
    }

    /// The quotation that holds the byte at `offset` and the one before it.
    fn quotation_at(&mut self, offset: usize) -> Option<Span> {
        let offset = offset as u32;
        while self
            .quotations
            .first()
            .is_some_and(|span| span.end <= offset)
        {
            self.quotations = &self.quotations[1..];
        }
        self.quotations
            .first()
            .filter(|span| span.start < offset)
            .copied()
    }

    /// A sentence of a quotation that ends with the quotation, where the sentence around it
    /// goes on: `“Are you?” he asked.`
    fn break_before_close(&mut self, points: usize, closed: usize) {
        let quoted = closed > points
            && self
                .quotation_at(points)
                .is_some_and(|span| span.end as usize <= closed);
        if quoted {
            self.breaks.push(points as u32);
        }
    }

    /// Whether the line that ends at `end` was ended on purpose where a new sentence begins,
    /// though it may lack a full stop.
    fn line_ends_sentence(&self, line: usize, end: usize, next: &str, on_purpose: bool) -> bool {
        let line = &self.text[line..end];
        // In markup the line of the source may end there as well.
        let wrapped = on_purpose.then(|| line_end(next)).flatten();
        let next = &next[wrapped.map_or(0, |(width, _)| width)..];
        let next = next.trim_start_matches([' ', '\t', '\u{A0}']);
        let first = next.trim_start_matches(opens_sentence).chars().next();
        let begins =
            first.is_some_and(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')' | ']'));
        let goes_on = line
            .trim_end()
            .ends_with([',', ';', '-', '–', '—', '(', '[', '&', '/'])
            || ends_in_title(line.trim_end());
        begins && !goes_on && (on_purpose || !self.wrap.is_soft(line, next))
    }

    /// Adds a sentence without the white space around it, cut where it is too long.
    fn push(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let mut from = start + (text.len() - text.trim_start().len());
        let end = start + text.trim_end().len();
        while end.saturating_sub(from) > LONGEST {
            let Some(cut) = cut(self.text, from, end) else {
                break;
            };
            let head = self.text[from..cut].trim_end().len();
            self.sentences
                .push(Span::new(from as u32, (from + head) as u32));
            from = cut + (self.text[cut..end].len() - self.text[cut..end].trim_start().len());
        }
        if from < end {
            self.sentences.push(Span::new(from as u32, end as u32));
        }
    }
}

/// How many bytes of a line end the text begins with, and whether it is one that only stands
/// where a line is ended on purpose: the line separator (Unicode Standard, 5.8).
fn line_end(text: &str) -> Option<(usize, bool)> {
    if text.starts_with("\r\n") {
        Some((2, false))
    } else if text.starts_with(['\n', '\r']) {
        Some((1, false))
    } else if text.starts_with(LINE_SEPARATOR) {
        Some((LINE_SEPARATOR.len_utf8(), true))
    } else {
        None
    }
}

/// Whether a line ends in an abbreviation behind which something always follows: "Mr."
fn ends_in_title(line: &str) -> bool {
    line.strip_suffix('.')
        .is_some_and(|head| abbreviation::class(last_word(head)) == Some(Class::Leading))
}

/// Where a stretch is cut that is longer than a sentence may be.
fn cut(text: &str, from: usize, end: usize) -> Option<usize> {
    let soonest = text.ceil_char_boundary(from + LONGEST);
    let latest = text.floor_char_boundary((soonest + LONGEST).min(end));
    if let Some(space) = text[soonest..latest].find(char::is_whitespace) {
        return Some(soonest + space);
    }
    let mut before = text[..latest].chars().next_back()?;
    let seam = text[latest..end].find(|c: char| {
        let joined = joins(before, c);
        before = c;
        c.is_whitespace() || !joined
    })?;
    Some(latest + seam)
}

/// Whether two characters may be of one word or figure.
fn joins(left: char, right: char) -> bool {
    match left {
        '.' => right.is_alphanumeric(),
        ',' | ':' => right.is_numeric(),
        '-' | '\'' | '’' => right.is_alphabetic(),
        _ => left.is_alphanumeric(),
    }
}

/// A run of terminators with what is around it, up to the ends of the sentence so far and of
/// the paragraph.
struct Terminator<'a> {
    head: &'a str,
    marks: &'a str,
    /// Closing marks and brackets, and the number of a note.
    closers: &'a str,
    after: &'a str,
}

impl Terminator<'_> {
    fn ends_sentence(&self) -> bool {
        if self.marks.starts_with(is_full_width) {
            return true;
        }
        let trimmed = self.after.trim_start();
        if trimmed.len() == self.after.len() {
            return false;
        }
        let next = trimmed.trim_start_matches(opens_sentence);
        let mut chars = next.chars();
        // Nothing but marks follows: they belong to this sentence.
        let Some(first) = chars.next() else {
            return false;
        };
        // A small letter goes on with the sentence, but for names such as iPhone.
        if first.is_lowercase() && !chars.next().is_some_and(char::is_uppercase) {
            return false;
        }
        if matches!(first, ',' | ';' | ':' | ')' | ']' | '.' | '!' | '?') {
            return false;
        }
        let dash = matches!(first, '—' | '–' | '-');
        if self.marks == "." {
            let quoted = trimmed.starts_with(is_quotation_mark);
            return self.point_ends(next, quoted);
        }
        let quotes = self.closers.contains(is_quotation_mark);
        let goes_on = dash || (quotes && attributes(next));
        !goes_on
    }

    /// Whether a single point is a full stop before `next`; `quoted` says that quotation marks
    /// open there.
    fn point_ends(&self, next: &str, quoted: bool) -> bool {
        let word = last_word(self.head);
        let next_word = &next[..next.find(|c: char| !in_word(c)).unwrap_or(next.len())];
        let figure = next.starts_with(|c: char| c.is_ascii_digit());
        if word.len() <= 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
            // The number of a list item or a section.
            return self.head.trim_start().len() != word.len();
        }
        if abbreviation::is_initial(word) {
            return abbreviation::begins_sentences(next_word);
        }
        match abbreviation::class(word) {
            None => true,
            Some(Class::Leading) => false,
            Some(Class::BeforeFigure) => !figure && !next.starts_with('#'),
            Some(Class::Name) => quoted || abbreviation::begins_sentences(next_word),
            Some(Class::Clock) => {
                !figure && !next_word.is_empty() && !abbreviation::follows_clock(next_word)
            }
            Some(Class::Closing) => !figure,
        }
    }

    fn is_abbreviation(&self) -> bool {
        let word = last_word(self.head);
        self.marks == "." && (abbreviation::is_initial(word) || abbreviation::class(word).is_some())
    }
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_full_width(c)
}

/// Terminators that need no space after them.
fn is_full_width(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．')
}

/// Marks before the first word of a sentence.
fn opens_sentence(c: char) -> bool {
    is_quotation_mark(c) || matches!(c, '(' | '[' | '{' | '¿' | '¡')
}

/// The bytes of closing marks and brackets at the start of `text`, and of the number of a
/// note (`[12]`, `¹²`) after them.
fn closers(text: &str) -> usize {
    let rest = text.trim_start_matches(|c| is_quotation_mark(c) || matches!(c, ')' | ']' | '}'));
    let mut rest = rest.trim_start_matches(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹'));
    if let Some(note) = rest.strip_prefix('[') {
        let tail = note.trim_start_matches(|c: char| c.is_ascii_digit());
        if let Some(tail) = tail.strip_prefix(']').filter(|_| tail.len() < note.len()) {
            rest = tail;
        }
    }
    text.len() - rest.len()
}

/// The last word of a text with its inner points; a long word is cut, it is no abbreviation.
fn last_word(head: &str) -> &str {
    let start = head
        .char_indices()
        .rev()
        .take(12)
        .take_while(|(_, c)| in_word(*c) || *c == '.')
        .last()
        .map_or(head.len(), |(at, _)| at);
    &head[start..]
}

/// Whether the words after a quoted question or exclamation say who spoke: "Lavrov asked".
fn attributes(next: &str) -> bool {
    let mut words = next
        .split(|c: char| !in_word(c) && c != '.')
        .filter(|word| !word.is_empty())
        .take(5);
    let named = words.next().is_some_and(|word| {
        word.starts_with(char::is_uppercase) && !abbreviation::begins_sentences(word)
    });
    named
        && words
            .find(|word| !word.starts_with(char::is_uppercase))
            .is_some_and(|word| SPEECH.contains(&word.trim_end_matches('.')))
}

/// Verbs of speaking after a quotation.
const SPEECH: [&str; 24] = [
    "added",
    "announced",
    "answered",
    "argued",
    "asked",
    "asks",
    "continued",
    "cried",
    "declared",
    "demanded",
    "exclaimed",
    "explained",
    "insisted",
    "joked",
    "replied",
    "reported",
    "responded",
    "said",
    "says",
    "shouted",
    "told",
    "tweeted",
    "wondered",
    "wrote",
];

/// The bytes a terminator or a line end can begin with: ASCII, and the first bytes of
/// U+2000–U+2FFF, U+3000–U+3FFF and U+F000–U+FFFF. Characters are decoded only there;
/// iterators over the words or sentences of Annex 29 run at some 30 MB/s.
const MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    table[b'.' as usize] = true;
    table[b'!' as usize] = true;
    table[b'?' as usize] = true;
    table[b'\n' as usize] = true;
    table[b'\r' as usize] = true;
    table[0xE2] = true;
    table[0xE3] = true;
    table[0xEF] = true;
    table
};

#[cfg(test)]
mod tests {
    use super::LONGEST;
    use crate::document::plain;

    /// The sentences of a text, with "|" at the breaks inside them.
    fn cut(text: &str) -> Vec<String> {
        let layout = plain::read(text);
        layout
            .sentences
            .iter()
            .map(|span| {
                let mut shown = text[span.range()].to_owned();
                for at in layout.breaks.iter().rev().filter(|at| span.contains(**at)) {
                    shown.insert((at - span.start) as usize, '|');
                }
                shown
            })
            .collect()
    }

    #[track_caller]
    fn check(cases: &[&[&str]]) {
        for sentences in cases {
            let text = sentences.join(" ").replace('|', "");
            assert_eq!(cut(&text), *sentences);
        }
    }

    #[test]
    fn a_line_separator_ends_a_line_on_purpose() {
        assert_eq!(
            cut("Killed: 14\u{2028}Injured: 35"),
            ["Killed: 14", "Injured: 35"]
        );
        assert_eq!(
            cut("Killed: 14\u{2028}\nInjured: 35"),
            ["Killed: 14", "Injured: 35"]
        );
        // A line of verse that goes on, and one that does not end where it could.
        for whole in [
            "The road goes\u{2028}ever on.",
            "The road goes\u{2028}\never on.",
            "Roses, \u{2028}Red ones.",
        ] {
            assert_eq!(cut(whole), [whole]);
        }
    }

    #[test]
    fn stops_and_marks_end_sentences() {
        check(&[
            &[
                "He left.",
                "She stayed!",
                "Why?",
                "Nobody knows…",
                "So it is.",
            ],
            &["It was 5.", "Then 12 came.", "12 people died."],
            &["(He left.)", "She stayed."],
            &["He left.[12]", "She stayed.³", "They came."],
            &["I like it.", "iPhones sell well."],
        ]);
    }

    #[test]
    fn points_inside_words_and_figures_end_nothing() {
        check(&[
            &["It rose 3.5 percent to 1.2.3 at example.com/a.b and in crossfact.toml today."],
            &["Prices rose... but then fell."],
            &["Well... he left.", "Then… so did she."],
            &["It is good (really!), he said."],
        ]);
    }

    #[test]
    fn titles_months_and_initials_never_end() {
        check(&[
            &["Mr. Putin, Gov. Sarah Palin and Dr. J. R. Smith met."],
            &["On Feb. 14 and Sept. 11 it was so.", "Then not."],
            &["Samuel L. Jackson and George W. Bush came."],
            &["St. Petersburg vs. Moscow, e.g. Moscow, in Roe v. Wade."],
            &["See Fig. 2 and No. 5 on p. 7.", "He said no.", "Then yes."],
            &["Take plan B.", "The rest waits."],
        ]);
    }

    #[test]
    fn other_abbreviations_end_only_before_a_new_sentence() {
        check(&[
            &["The U.S. President lives in the U.S.", "He said so."],
            &[
                "Acme Inc. Chairman Ann Lee quit Acme Inc.",
                "The board met.",
            ],
            &[
                "At 11 a.m. Monday and 5 p.m. EST it rang at 6 p.m.",
                "Police came.",
            ],
            &[
                "Fruit, nuts, etc. were there, and bread, wine, etc.",
                "People ate.",
            ],
        ]);
    }

    #[test]
    fn a_quotation_of_several_sentences_does_not_break_its_sentence() {
        check(&[
            &[
                "\"It is so.| It was so.| It will be so,\" he said.",
                "Then he left.",
            ],
            &["“Are you there?|” he asked.", "“No.”"],
            &["“Are you there?|” Sergei Lavrov asked."],
            &["He said: \"No.\"", "Then he left."],
            &[
                "\"Good,\" The Times reported.",
                "\"Bad.| Very bad.\"",
                "He left.",
            ],
            &["It was called \"suspicious\".", "He left."],
        ]);
    }

    #[test]
    fn full_width_stops_need_no_space() {
        assert_eq!(
            cut("彼は来た。彼女は去った！終わり"),
            ["彼は来た。", "彼女は去った！", "終わり"]
        );
    }

    #[test]
    fn wrapped_lines_go_on_and_lines_ended_on_purpose_do_not() {
        let wrapped = "The statement by the foreign minister of the country met\n\
                       President Putin on Monday, and what he said about it was\n\
                       heard. Then he\nleft.";
        assert_eq!(cut(wrapped).len(), 2);
        let lines = "Quake hits island\n\
                     A strong quake hit the island of Qeshm in southern Iran on Sunday, officials said.\n\
                     Officials named no cause\n\
                     The island has 100,000 people.\n";
        assert_eq!(cut(lines).len(), 4);
        // A small letter or a comma shows that the sentence goes on.
        let broken = "The short line\nhere goes on to the very end of this sentence, as it seems,\n\
                      In the city,\nOfficials said nothing.";
        assert_eq!(cut(broken).len(), 1);
    }

    #[test]
    fn a_line_that_ends_in_a_title_goes_on() {
        let text =
            "The pier burned, said the Rev.\nMarta Lindqvist.\nNobody was hurt there at all.";
        assert_eq!(cut(text).len(), 2);
    }

    #[test]
    fn line_ends_inside_a_quotation_are_breaks() {
        let text = "\"It was under the command of pirates.\nWe acted in self-defence,\" he said.\n\
                    The ship sank a long time ago, far away from any coast that has a name.";
        assert_eq!(
            cut(text)[0],
            "\"It was under the command of pirates.|\nWe acted in self-defence,\" he said."
        );
    }

    #[test]
    fn a_sentence_without_end_is_cut_at_white_space() {
        let text = "word ".repeat(20_000);
        let sentences = plain::read(&text).sentences;
        assert!(sentences.len() > 1);
        assert!(
            sentences
                .iter()
                .all(|span| span.len() as usize <= LONGEST + 5)
        );
    }

    #[test]
    fn without_white_space_it_is_cut_where_neither_a_word_nor_a_figure_is() {
        for part in ["he,said;", "“no”", "…", "(a)", "x=1;", "1-", "1/2/", "a="] {
            let text = part.repeat(40_000);
            let sentences = plain::read(&text).sentences;
            assert!(
                sentences
                    .iter()
                    .all(|span| span.len() as usize <= 2 * LONGEST + part.len()),
                "{part}"
            );
        }
        for whole in ["x", "7", "1,000,", "12.50:", "é", "e-", "x.y."] {
            let text = whole.repeat(40_000);
            assert_eq!(plain::read(&text).sentences.len(), 1, "{whole}");
        }
    }
}
