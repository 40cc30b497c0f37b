//! Quotations: which marks open and close one, and which are apostrophes.
//!
//! A mark is judged by the characters next to it and by the quotations open before it, in
//! one pass with a small stack. Where a mark could be an apostrophe or a close, the text
//! that follows decides: `‘the troops’ morale’` ends at the second. A quotation that is not
//! closed in its paragraph is none, because nothing shows where it ends, unless the next
//! paragraph opens with a mark again, which is how a quotation over paragraphs is set
//! (The Chicago Manual of Style, "Quotations").

use std::cmp::Reverse;

use super::Quotation;
use super::block::{Block, Kind};
use super::character::{in_word, is_elision, opens_between};
use crate::source::Span;

/// A longer stretch between two marks, in bytes, is not read as a quotation.
pub const LONGEST: u32 = 16 * 1024;

/// Marks nested deeper than this are not looked at.
const DEEPEST: usize = 8;

/// Finds the quotations of a text with these blocks, sorted by their start, outer ones
/// before those inside them. Marks in code are not quotation marks.
pub(super) fn find(text: &str, blocks: &[Block], inline_code: &[Span]) -> Vec<Quotation> {
    let mut reader = Reader {
        text,
        open: Vec::new(),
        found: Vec::new(),
        code: inline_code,
    };
    for block in blocks {
        match block.kind {
            Kind::Code => reader.end_paragraph(),
            Kind::Heading { .. }
            | Kind::Row { .. }
            | Kind::Caption
            | Kind::Footnote
            | Kind::Metadata => {
                reader.end_paragraph();
                reader.paragraph(block.span);
                reader.end_paragraph();
            }
            Kind::Prose | Kind::Item { .. } | Kind::ItemProse => reader.paragraph(block.span),
        }
    }
    reader.end_paragraph();
    let mut found = reader.found;
    found.sort_unstable_by_key(|quotation| (quotation.outer.start, Reverse(quotation.outer.end)));
    found
}

/// Marks that close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

/// An opened quotation.
struct Frame {
    family: Family,
    mark: char,
    /// The first byte of its mark.
    start: u32,
    /// The first byte after its mark.
    inner: u32,
    /// The last mark that opened it: its own, or that of the paragraph or line it goes on in.
    reopened: u32,
    /// The end of the line of that mark, once it has been looked for.
    line_end: Option<u32>,
    /// The end of the paragraph or line that opened it again, if one has.
    reach: Option<u32>,
    /// A mark that closes it unless a better one follows: start and end of that mark.
    perhaps: Option<(u32, u32)>,
}

impl Frame {
    fn line_end(&mut self, text: &str) -> u32 {
        let from = self.reopened as usize;
        *self.line_end.get_or_insert_with(|| {
            let rest = &text.as_bytes()[from..];
            (from + memchr::memchr(b'\n', rest).unwrap_or(rest.len())) as u32
        })
    }
}

struct Reader<'a> {
    text: &'a str,
    open: Vec<Frame>,
    found: Vec<Quotation>,
    /// Code spans not yet passed.
    code: &'a [Span],
}

/// A mark with what is around it.
#[derive(Clone, Copy)]
struct Mark<'a> {
    c: char,
    start: u32,
    end: u32,
    before: Option<char>,
    after: Option<char>,
    /// The text after the mark up to the end of its paragraph.
    rest: &'a str,
    /// Whether it could open a quotation by its neighbours.
    opens: bool,
    /// Whether nothing but white space stands between it and the start of its line.
    begins_line: bool,
}

impl<'a> Reader<'a> {
    fn paragraph(&mut self, span: Span) {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = span.start as usize;
        let end = span.end as usize;
        self.reopen(span);
        if let Some(frame) = self.open.first() {
            at = frame.reopened as usize;
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
        while let Some(found) = bytes[at..end].iter().position(|b| MAY_BE_MARK[*b as usize]) {
            at += found;
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            let next = at + c.len_utf8();
            if !self.in_code(at as u32) {
                let before = text[span.start as usize..at].chars().next_back();
                let after = text[next..end].chars().next();
                let opens = opens_between(before, after);
                self.mark(Mark {
                    c,
                    start: at as u32,
                    end: next as u32,
                    before,
                    after,
                    rest: &text[next..end],
                    opens,
                    begins_line: before.is_none_or(|c| c == '\n'),
                });
            }
            at = next;
        }
    }

    fn in_code(&mut self, offset: u32) -> bool {
        while self.code.first().is_some_and(|code| code.end <= offset) {
            self.code = &self.code[1..];
        }
        self.code.first().is_some_and(|code| code.contains(offset))
    }

    /// Keeps the outermost open quotation if the paragraph at `span` opens with its mark
    /// again; drops what else is open.
    fn reopen(&mut self, span: Span) {
        let Some(frame) = self.open.first() else {
            return;
        };
        let first = self.text[span.range()].chars().next();
        let again = first.is_some_and(|c| family(c) == Some(frame.family))
            && frame.perhaps.is_none()
            && matches!(
                first,
                Some('"' | '“' | '„' | '\'' | '‘' | '«' | '»' | '‹' | '›' | '「' | '『')
            );
        if again {
            self.open.truncate(1);
            self.open[0].reopened = span.start;
            self.open[0].line_end = None;
            self.open[0].reach = Some(span.end);
        } else {
            self.end_paragraph();
        }
    }

    /// Closes what can be closed where no more text follows and drops the rest.
    fn end_paragraph(&mut self) {
        while let Some(frame) = self.open.pop() {
            self.settle(&frame, u32::MAX);
        }
    }

    /// An open quotation that meets no close before `limit`: ends at the mark that was perhaps
    /// its close, or with the last paragraph that opened it again.
    fn settle(&mut self, frame: &Frame, limit: u32) {
        if let Some((start, end)) = frame.perhaps {
            self.push(frame, start, end);
        } else if let Some(end) = frame.reach.filter(|reach| *reach <= limit) {
            self.push(frame, end, end);
        }
    }

    fn push(&mut self, frame: &Frame, close_start: u32, close_end: u32) {
        let words = &self.text[frame.inner as usize..close_start as usize];
        let from = frame.inner + (words.len() - words.trim_start().len()) as u32;
        let to = frame.inner + words.trim_end().len() as u32;
        if from < to && close_end - frame.start <= LONGEST {
            // What is open around it cannot end inside it.
            for outer in &mut self.open {
                let inside = |end: u32| frame.start < end && end < close_end;
                outer.reach = outer.reach.filter(|reach| !inside(*reach));
                outer.perhaps = outer.perhaps.filter(|(_, end)| !inside(*end));
            }
            self.found.push(Quotation {
                outer: Span::new(frame.start, close_end),
                inner: Span::new(from, to),
            });
        }
    }

    fn mark(&mut self, mark: Mark<'a>) {
        match mark.c {
            '"' => self.straight_double(mark),
            '“' => {
                if self
                    .top(Family::Double)
                    .is_some_and(|frame| frame.mark == '„')
                {
                    self.close(Family::Double, mark);
                } else {
                    self.open(Family::Double, mark);
                }
            }
            // Swedish and Finnish open with the mark that closes in English.
            '”' if mark.opens && self.top(Family::Double).is_none() => {
                self.open(Family::Double, mark);
            }
            '”' | '‟' => self.close(Family::Double, mark),
            '„' => self.open(Family::Double, mark),
            // Also written for a comma; only a mark before a word opens.
            '‚' if mark.opens => self.open(Family::Single, mark),
            '‘' | '‛' => self.left_single(mark),
            '\'' | '’' => self.apostrophe(mark),
            '`' if mark.opens && mark.after.is_some_and(in_word) => {
                self.open(Family::Single, mark);
            }
            '«' | '»' => self.guillemet(Family::Guillemet, mark),
            '‹' | '›' => self.guillemet(Family::SingleGuillemet, mark),
            '「' => self.open(Family::Corner, mark),
            '」' => self.close(Family::Corner, mark),
            '『' => self.open(Family::WhiteCorner, mark),
            '』' => self.close(Family::WhiteCorner, mark),
            _ => {}
        }
    }

    /// The innermost open quotation of a family.
    fn top(&self, family: Family) -> Option<&Frame> {
        self.open.iter().rev().find(|frame| frame.family == family)
    }

    fn open(&mut self, family: Family, mark: Mark<'a>) {
        if self.goes_on(family, mark) {
            return;
        }
        // Two openings of one kind without a close between them: the first was never closed.
        if self.open.last().is_some_and(|frame| frame.family == family)
            && let Some(frame) = self.open.pop()
        {
            self.settle(&frame, mark.start);
        }
        if self.open.len() < DEEPEST {
            self.open.push(Frame {
                family,
                mark: mark.c,
                start: mark.start,
                inner: mark.end,
                reopened: mark.start,
                line_end: None,
                reach: None,
                perhaps: None,
            });
        }
    }

    /// Whether an opening mark at the start of a line goes on with the quotation that the line
    /// above it opened.
    fn goes_on(&mut self, family: Family, mark: Mark<'a>) -> bool {
        let text = self.text;
        let Some(frame) = self.open.first_mut() else {
            return false;
        };
        let again = mark.begins_line
            && frame.family == family
            && frame.perhaps.is_none()
            && frame.line_end(text) + 1 == mark.start;
        if again {
            frame.reopened = mark.start;
            frame.line_end = None;
            let line_end = memchr::memchr(b'\n', mark.rest.as_bytes());
            let rest = &mark.rest[..line_end.unwrap_or(mark.rest.len())];
            frame.reach = Some(mark.end + rest.trim_end().len() as u32);
            self.open.truncate(1);
        }
        again
    }

    fn close(&mut self, family: Family, mark: Mark<'a>) {
        let Some(index) = self.open.iter().rposition(|frame| frame.family == family) else {
            return;
        };
        for frame in self.open.split_off(index).iter().rev() {
            if frame.family == family {
                self.push(frame, mark.start, mark.end);
            } else {
                self.settle(frame, mark.start);
            }
        }
    }

    fn straight_double(&mut self, mark: Mark<'a>) {
        let after_figure = mark.before.is_some_and(|c| c.is_ascii_digit());
        if after_figure && self.inches(mark) {
            return;
        }
        let closes =
            mark.before.is_some_and(|c| !c.is_whitespace()) && !mark.after.is_some_and(in_word);
        let loose = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if self.top(Family::Double).is_none() {
            // A mark between two spaces opens too: tokenised text has them.
            if mark.opens || (loose(mark.before) && mark.after.is_some_and(char::is_whitespace)) {
                self.open(Family::Double, mark);
            }
        } else if mark.opens && !closes {
            self.open(Family::Double, mark);
        } else {
            self.close(Family::Double, mark);
        }
    }

    /// Whether the mark after a figure means inches or seconds: after feet or minutes (6'2"),
    /// or where no quotation is open that it could close.
    fn inches(&self, mark: Mark<'a>) -> bool {
        if self.top(Family::Double).is_none() {
            return !mark.after.is_some_and(in_word);
        }
        let before = &self.text.as_bytes()[..mark.start as usize];
        let figure = before
            .iter()
            .rev()
            .take(6)
            .take_while(|b| b.is_ascii_digit() || **b == b'.')
            .count();
        before[..before.len() - figure]
            .strip_suffix(b"'")
            .is_some_and(|rest| rest.last().is_some_and(u8::is_ascii_digit))
    }

    fn left_single(&mut self, mark: Mark<'a>) {
        if self
            .top(Family::Single)
            .is_some_and(|frame| frame.mark == '‚')
        {
            self.close(Family::Single, mark);
        } else if !mark.before.is_some_and(in_word) && !is_elision(mark.rest) {
            self.open(Family::Single, mark);
        }
    }

    /// A straight single mark, or the curly one that is apostrophe and closing mark.
    fn apostrophe(&mut self, mark: Mark<'a>) {
        let touches_word = mark.before.is_some_and(in_word);
        if touches_word && mark.after.is_some_and(in_word) {
            return;
        }
        if mark.opens && !touches_word {
            let quotes = mark
                .after
                .is_some_and(|c| in_word(c) || family(c).is_some());
            if mark.c == '\'' && quotes && !is_elision(mark.rest) {
                self.open(Family::Single, mark);
            }
            return;
        }
        let innermost = self
            .open
            .last()
            .is_some_and(|frame| frame.family == Family::Single);
        let Some(frame) = self
            .open
            .iter_mut()
            .rfind(|frame| frame.family == Family::Single)
        else {
            return;
        };
        // A straight mark closes a straight one and a curly mark a curly one; a grave accent is
        // closed by either, in old text even `like this '.
        let grave = frame.mark == '`';
        let spaced = mark.before.is_some_and(char::is_whitespace);
        if !grave && (spaced || (frame.mark == '\'') != (mark.c == '\'')) {
            return;
        }
        let head = &self.text[..mark.start as usize];
        // An elided "and", as in rock ’n’ roll.
        if head.ends_with("’n") || head.ends_with("'n") {
            return;
        }
        let plural = matches!(mark.before, Some('s' | 'S')) && !ends_with_any(head, &NO_PLURALS);
        let next = mark.rest.trim_start();
        let next_word = &next[..next.find(|c: char| !in_word(c)).unwrap_or(next.len())];
        // The plural of a possessor stands before what it has.
        let phrase_goes_on = next.len() < mark.rest.len()
            && next_word.starts_with(char::is_lowercase)
            && !NEVER_OWNED.contains(&next_word);
        if plural && phrase_goes_on {
            // Under a quotation that is still open inside it, the mark is an apostrophe.
            if innermost {
                frame.perhaps.get_or_insert((mark.start, mark.end));
            }
        } else {
            self.close(Family::Single, mark);
        }
    }

    /// French «so», with or without spaces inside, and German »so«.
    fn guillemet(&mut self, family: Family, mark: Mark<'a>) {
        let left = matches!(mark.c, '«' | '‹');
        let closes = match self
            .top(family)
            .map(|frame| matches!(frame.mark, '«' | '‹'))
        {
            Some(opened_left) => opened_left != left,
            None => false,
        };
        if closes {
            self.close(family, mark);
        } else if left || mark.opens {
            self.open(family, mark);
        }
    }
}

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' => Some(Family::Double),
        '\'' | '‘' | '’' | '‚' | '‛' | '`' => Some(Family::Single),
        '«' | '»' => Some(Family::Guillemet),
        '‹' | '›' => Some(Family::SingleGuillemet),
        '「' | '」' => Some(Family::Corner),
        '『' | '』' => Some(Family::WhiteCorner),
        _ => None,
    }
}

/// Common words with a final "s" that have no possessive.
const NO_PLURALS: [&str; 10] = [
    "as", "does", "has", "his", "is", "its", "this", "us", "was", "yes",
];

/// Words that follow a quotation rather than a possessive.
const NEVER_OWNED: [&str; 40] = [
    "a", "after", "and", "are", "as", "at", "because", "before", "but", "by", "for", "from", "had",
    "has", "have", "he", "if", "in", "is", "it", "of", "on", "or", "said", "says", "she", "so",
    "than", "that", "the", "they", "to", "was", "we", "were", "when", "which", "while", "who",
    "with",
];

/// Whether the last word of a text is one of these.
fn ends_with_any(head: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        head.strip_suffix(word)
            .is_some_and(|before| !before.ends_with(in_word))
    })
}

/// The bytes a mark can begin with: ASCII marks, and the first bytes of U+0080–U+00BF,
/// U+2000–U+2FFF and U+3000–U+3FFF. Characters are decoded only there; iterators over the
/// grapheme clusters or words of a whole text are some twenty times slower.
const MAY_BE_MARK: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'\'' as usize] = true;
    table[b'`' as usize] = true;
    table[0xC2] = true;
    table[0xE2] = true;
    table[0xE3] = true;
    table
};

#[cfg(test)]
mod tests {
    use crate::document::plain;

    #[track_caller]
    fn check(text: &str, quotations: &[&str]) {
        let found: Vec<&str> = plain::read(text)
            .quotations
            .iter()
            .map(|quotation| &text[quotation.outer.range()])
            .collect();
        assert_eq!(found, quotations, "{text:?}");
    }

    #[test]
    fn marks_of_several_languages_make_quotations() {
        check("He said \"no\" to it.", &["\"no\""]);
        check("He said “no” to it.", &["“no”"]);
        check("Das ist „gut“, sagte er.", &["„gut“"]);
        check("Er sagte: »Gut«, und «bon».", &["»Gut«", "«bon»"]);
        check("« Oui », dit-il.", &["« Oui »"]);
        check("Hon sade ”nej” till det.", &["”nej”"]);
        check("彼は「はい」と言った。", &["「はい」"]);
    }

    #[test]
    fn the_words_of_a_quotation_are_without_marks_and_spaces() {
        let text = "« Oui », dit-il.";
        let found = plain::read(text).quotations[0];
        assert_eq!(&text[found.inner.range()], "Oui");
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        check(
            "Talks are 'far from being settled' amid it.",
            &["'far from being settled'"],
        );
        check("She stresses ‘a way forward’ now.", &["‘a way forward’"]);
        check("The troops' morale and the boys' club.", &[]);
        check("The troops’ morale in the ’70s, rock ’n’ roll.", &[]);
        check(
            "‘The troops’ morale is low,’ he said.",
            &["‘The troops’ morale is low,’"],
        );
        check("The boys' 'secret' plan can't work.", &["'secret'"]);
        check("He likes ‘cats’ and she ‘dogs’ too.", &["‘cats’", "‘dogs’"]);
        check(
            "The 'Ministers' secret talks' is odd.",
            &["'Ministers' secret talks'"],
        );
        check(
            "She said ‘I know what the boys’ club is’ to him. The dogs' toys'.",
            &["‘I know what the boys’ club is’"],
        );
        check("Get 'em while it's hot, 'twas good'.", &[]);
    }

    #[test]
    fn quotations_nest() {
        check(
            "“He said ‘no’ to me,” she said.",
            &["“He said ‘no’ to me,”", "‘no’"],
        );
        check(
            "‘He said “no” to me,’ she said.",
            &["‘He said “no” to me,’", "“no”"],
        );
        check("\"'No,' he said.\"", &["\"'No,' he said.\"", "'No,'"]);
    }

    #[test]
    fn feet_inches_and_minutes_are_no_quotations() {
        check("He is 6'2\" tall and she 5'4\" at most.", &[]);
        check("A 5\" pipe and a 3\" nail.", &[]);
        check(
            "\"He is 6'2\" tall,\" she said.",
            &["\"He is 6'2\" tall,\""],
        );
        check("The \"Ekawat Nava 5\", a ship.", &["\"Ekawat Nava 5\""]);
    }

    #[test]
    fn an_unclosed_mark_swallows_nothing() {
        check(
            "He said \"no and left.\n\nThen she said \"yes\" to it.",
            &["\"yes\""],
        );
        check("He said \"no and left. Then \"yes\" it was.", &["\"yes\""]);
        check("He said “no and left.\n\nNothing more.", &[]);
        check("A stray mark” here.", &[]);
    }

    #[test]
    fn a_quotation_over_paragraphs_opens_each_and_is_one() {
        check(
            "“I came.\n\n“I saw.\n\n“I conquered,” he said. “Well.”",
            &["“I came.\n\n“I saw.\n\n“I conquered,”", "“Well.”"],
        );
        check(
            "\"I came.\n\n\"I saw,\" he said.",
            &["\"I came.\n\n\"I saw,\""],
        );
        // The paragraph between them does not go on with it.
        check("“I came.\n\nHe left.\n\n“I saw,” he said.", &["“I saw,”"]);
    }

    #[test]
    fn a_quotation_may_open_again_on_the_next_line() {
        check(
            "\"Roads were closed.\n\"Ten pumps are there.\nNo one was hurt.\"\nHe left.",
            &["\"Roads were closed.\n\"Ten pumps are there.\nNo one was hurt.\""],
        );
    }

    #[test]
    fn a_quotation_does_not_end_inside_another() {
        check(
            "‘Go on.\n‘Say „no. More\nwords“ follow.",
            &["„no. More\nwords“"],
        );
    }

    #[test]
    fn very_long_stretches_are_no_quotations() {
        let text = format!("He said \"{}\" and left.", "word ".repeat(4000));
        check(&text, &[]);
    }

    #[test]
    fn marks_in_code_are_no_quotation_marks() {
        check("Write `\"a` and \"b\" and `c\"`.", &["\"b\""]);
    }

    #[test]
    fn a_grave_accent_opens_where_old_text_has_it() {
        check("The `mother ship ' sank, it's said.", &["`mother ship '"]);
    }
}
