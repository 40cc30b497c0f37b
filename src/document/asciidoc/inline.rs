//! The words of a paragraph, a heading or a cell: formatting marks, macros, references.

use super::attribute::{self, Attributes, Fields};
use crate::document::character::LINE_SEPARATOR;
use crate::document::character_reference::{self, Part};
use crate::document::composer::Mark;
use crate::document::inline::{self, Flow, Hit, Inside, Seeker, Sign, Stop};
use crate::document::writer::Writer;
use crate::source::Span;

/// What a pair of signs makes of the words between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// They are words like others.
    Words,
    /// They are taken as they are.
    Literal,
    /// They are code.
    Code,
    /// They are code and taken as they are.
    LiteralCode,
    /// They are quoted.
    Double,
    /// They are quoted in single marks.
    Single,
}

/// AsciiDoc Language, "Text formatting" and "Passthroughs".
const SIGNS: [Sign<Effect>; 16] = [
    sign("`+", "+`", false, Inside::Words, Effect::LiteralCode),
    sign("+++", "+++", true, Inside::Words, Effect::Literal),
    sign("++", "++", true, Inside::Words, Effect::Literal),
    sign("+", "+", false, Inside::Words, Effect::Literal),
    sign("\"`", "`\"", false, Inside::Signs, Effect::Double),
    sign("'`", "`'", false, Inside::Signs, Effect::Single),
    sign("``", "``", true, Inside::Signs, Effect::Code),
    sign("`", "`", false, Inside::Signs, Effect::Code),
    sign("**", "**", true, Inside::Signs, Effect::Words),
    sign("*", "*", false, Inside::Signs, Effect::Words),
    sign("__", "__", true, Inside::Signs, Effect::Words),
    sign("_", "_", false, Inside::Signs, Effect::Words),
    sign("##", "##", true, Inside::Signs, Effect::Words),
    sign("#", "#", false, Inside::Signs, Effect::Words),
    sign("^", "^", true, Inside::Word, Effect::Words),
    sign("~", "~", true, Inside::Word, Effect::Words),
];

const fn sign(
    open: &'static str,
    close: &'static str,
    in_words: bool,
    inside: Inside,
    effect: Effect,
) -> Sign<Effect> {
    Sign {
        open,
        close,
        in_words,
        inside,
        effect,
    }
}

/// Longer words between `<<` and `>>` are no reference.
const LONGEST_REFERENCE: usize = 512;

/// Names of schemes whose addresses are links without any macro.
const SCHEMES: [&str; 5] = ["http", "https", "ftp", "irc", "file"];

/// Writes the words of a flow; the texts of footnotes in it are added to `notes`.
pub(super) fn write<'s>(
    flow: &Flow<'s>,
    attributes: &Attributes,
    writer: &mut Writer<'s>,
    notes: &mut Vec<Flow<'s>>,
) {
    Reader {
        flow,
        text: flow.text(),
        hits: inline::pair(flow.text(), &SIGNS),
        next_hit: 0,
        attributes,
        writer,
        notes,
        reached: 0,
        ends: Vec::new(),
        open_code: 0,
        target: Stop::new(|c| c.is_whitespace() || matches!(c, '[' | ']')),
        address: Stop::new(|c| c.is_whitespace() || "[]<>\"|".contains(c)),
        bracket: Seeker::new("]"),
        anchor: Seeker::new("]]"),
        cross: Seeker::new(">>"),
        term: Seeker::new("))"),
        hidden_term: Seeker::new(")))"),
    }
    .read();
}

struct Reader<'f, 's> {
    flow: &'f Flow<'s>,
    text: &'f str,
    hits: Vec<Hit<Effect>>,
    next_hit: usize,
    attributes: &'f Attributes,
    writer: &'f mut Writer<'s>,
    notes: &'f mut Vec<Flow<'s>>,
    /// Everything before this byte is written or left out.
    reached: usize,
    /// Where the texts of macros end, the innermost last; whether it is the text of a link,
    /// and the byte to go on from.
    ends: Vec<(usize, bool, usize)>,
    /// How many stretches of code are open.
    open_code: usize,
    target: Stop,
    address: Stop,
    bracket: Seeker,
    anchor: Seeker,
    cross: Seeker,
    term: Seeker,
    hidden_term: Seeker,
}

impl<'s> Reader<'_, 's> {
    fn read(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            while let Some((end, link, next)) = self.ends.last().copied()
                && end <= at
            {
                self.ends.pop();
                self.flush(end);
                if link {
                    self.writer.end_mark(Mark::Link);
                }
                self.leave_out(next);
                at = at.max(next);
            }
            while self
                .hits
                .get(self.next_hit)
                .is_some_and(|hit| hit.from < at)
            {
                self.next_hit += 1;
            }
            if let Some(hit) = self.hits.get(self.next_hit).copied()
                && hit.from == at
            {
                at = self.hit(hit);
                continue;
            }
            at = match bytes.get(at) {
                Some(b'\\') => self.escape(at),
                Some(b'{') => self.reference(at),
                Some(b'[') => self.anchor(at),
                Some(b'<') => self.cross_reference(at),
                Some(b'(') => self.index_term(at),
                Some(b':') => self.macro_or_address(at),
                Some(b'-') => self.dash(at),
                Some(b'+') => self.line_break(at),
                Some(b'&') => self.character_reference(at),
                Some(_) | None => at + 1,
            };
        }
        self.flush(self.text.len());
        while let Some((_, link, _)) = self.ends.pop() {
            if link {
                self.writer.end_mark(Mark::Link);
            }
        }
        while self.open_code > 0 {
            self.end_code();
        }
    }

    /// Writes what is before this byte and not yet written.
    fn flush(&mut self, to: usize) {
        if self.reached < to {
            self.flow.copy(self.reached, to, self.writer);
            self.reached = to;
        }
    }

    /// Leaves out what is up to this byte and not yet written.
    fn leave_out(&mut self, to: usize) -> usize {
        if self.reached < to {
            self.writer.leave_out();
            self.reached = to;
        }
        to
    }

    fn decode(&mut self, from: usize, to: usize, words: &str) -> usize {
        self.flush(from);
        self.writer.decode(self.flow.span(from, to), words);
        self.reached = self.reached.max(to);
        to
    }

    fn hit(&mut self, hit: Hit<Effect>) -> usize {
        self.flush(hit.from);
        self.reached = self.reached.max(hit.to);
        match hit.effect {
            Effect::Words => {}
            Effect::Double => {
                let mark = if hit.opens { "“" } else { "”" };
                return self.decode(hit.from, hit.to, mark);
            }
            Effect::Single => {
                let mark = if hit.opens { "‘" } else { "’" };
                return self.decode(hit.from, hit.to, mark);
            }
            Effect::Code | Effect::LiteralCode if hit.opens => {
                self.writer.begin_mark(Mark::Code);
                self.open_code += 1;
            }
            Effect::Code | Effect::LiteralCode => self.end_code(),
            Effect::Literal => {}
        }
        let literal = matches!(hit.effect, Effect::Literal | Effect::LiteralCode);
        if literal && hit.opens {
            self.flush(hit.partner);
            return hit.partner;
        }
        hit.to
    }

    /// Ends the innermost code. The sign that opened it may stand in the target of a link.
    fn end_code(&mut self) {
        if self.open_code > 0 {
            self.open_code -= 1;
            self.writer.end_mark(Mark::Code);
        }
    }

    /// A backslash before a mark: the mark is written, the backslash is not.
    fn escape(&mut self, at: usize) -> usize {
        let next = self.text[at + 1..].chars().next();
        match next {
            Some(c) if "*_`#+^~{[<&(:-'\"".contains(c) => {
                self.flush(at);
                self.reached = at + 1;
                at + 2
            }
            Some(_) | None => at + 1,
        }
    }

    /// `{name}`.
    fn reference(&mut self, at: usize) -> usize {
        let Some(name) = attribute::reference(&self.text[at..]) else {
            return at + 1;
        };
        let to = at + name.len() + 2;
        if self.text[to..].starts_with("::") {
            return at + 1;
        }
        let Some(value) = self.attributes.get(name) else {
            // `{counter:x}` and the like have no name alone and are written as they are.
            return to;
        };
        if value.contains("://") {
            // The beginning of an address, or a whole link.
            if let Some((_, text)) = value.split_once('[') {
                let text = text.trim_end_matches(']').trim_end_matches('^').to_owned();
                self.flush(at);
                self.writer.begin_mark(Mark::Link);
                self.writer.replace(self.flow.span(at, to), &text);
                self.writer.end_mark(Mark::Link);
                self.reached = to;
                return to;
            }
            let end = self.address.at_or_after(self.text, to);
            if self.text[end..].starts_with('[')
                && let Some(next) = self.link(at, end, true)
            {
                return next;
            }
        }
        self.flush(at);
        self.writer.replace(self.flow.span(at, to), value);
        self.reached = to;
        to
    }

    /// `[[id]]`, `[[[label]]]`, and `[.role]` before a formatting mark.
    fn anchor(&mut self, at: usize) -> usize {
        if self.text[at..].starts_with("[[") {
            if let Some(close) = self.anchor.at_or_after(self.text, at) {
                let end = close
                    + self.text[close..]
                        .bytes()
                        .take(3)
                        .take_while(|b| *b == b']')
                        .count();
                self.flush(at);
                return self.leave_out(end);
            }
            return at + 2;
        }
        let Some(close) = self.bracket.at_or_after(self.text, at) else {
            return at + 1;
        };
        let marks = self.hits[self.next_hit..]
            .binary_search_by_key(&(close + 1), |hit| hit.from)
            .is_ok_and(|index| self.hits[self.next_hit + index].opens);
        if !marks {
            return at + 1;
        }
        self.flush(at);
        self.leave_out(close + 1)
    }

    /// `<<id>>` and `<<id,text>>`; `<` around an address.
    fn cross_reference(&mut self, at: usize) -> usize {
        if !self.text[at..].starts_with("<<") {
            return at + 1;
        }
        let Some(close) = self.cross.at_or_after(self.text, at + 2) else {
            return at + 2;
        };
        let inside = &self.text[at + 2..close];
        if inside.len() > LONGEST_REFERENCE || inside.starts_with([' ', '<']) || inside.is_empty() {
            return at + 2;
        }
        self.flush(at);
        let Some(comma) = inside.find(',') else {
            return self.leave_out(close + 2);
        };
        let text = at + 3 + comma;
        self.leave_out(text + (inside[comma + 1..].len() - inside[comma + 1..].trim_start().len()));
        self.writer.begin_mark(Mark::Link);
        self.ends.push((close, true, close + 2));
        self.reached
    }

    /// `((term))`, which is written, and `(((term)))`, which is not.
    fn index_term(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("(((") {
            if let Some(close) = self.hidden_term.at_or_after(self.text, at + 3) {
                self.flush(at);
                return self.leave_out(close + 3);
            }
            return at + 3;
        }
        if rest.starts_with("((")
            && rest[2..].starts_with(|c: char| c.is_alphabetic())
            && let Some(close) = self.term.at_or_after(self.text, at + 2)
        {
            self.flush(at);
            self.reached = at + 2;
            self.ends.push((close, false, close + 2));
            return at + 2;
        }
        at + 1
    }

    /// A colon after the name of a macro or the scheme of an address.
    fn macro_or_address(&mut self, at: usize) -> usize {
        let head = &self.text[self.reached..at];
        let name_start = head
            .char_indices()
            .rev()
            .take(24)
            .take_while(|(_, c)| c.is_ascii_alphanumeric() || *c == '_')
            .last()
            .map_or(head.len(), |(start, _)| start);
        let name = &head[name_start..];
        let from = self.reached + name_start;
        let joined = head[..name_start].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
        if name.is_empty() || joined || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return at + 1;
        }
        let after = &self.text[at + 1..];
        if SCHEMES.contains(&name) && after.starts_with("//") {
            return self.address(from, at + 3);
        }
        let end = self.target.at_or_after(self.text, at + 1);
        if !self.text[end..].starts_with('[') {
            return at + 1;
        }
        let target = &self.text[at + 1..end];
        if target.starts_with(':') {
            return at + 1;
        }
        match name {
            "footnote" | "footnoteref" => self.footnote(from, end, name == "footnoteref"),
            "stem" | "latexmath" | "asciimath" | "indexterm" | "anchor" | "icon" | "counter"
            | "toc" | "bibitem" | "cite" => self.leave_out_macro(from, end),
            "image" => self.picture(from, end),
            "link" | "mailto" | "xref" => self.link(from, end, true),
            _ => self.link(from, end, false),
        }
        .unwrap_or(at + 1)
    }

    /// An address that stands in the text, with or without a text of its own.
    fn address(&mut self, from: usize, at: usize) -> usize {
        let end = self.address.at_or_after(self.text, at);
        if self.text[end..].starts_with('[')
            && let Some(next) = self.link(from, end, true)
        {
            return next;
        }
        let end = at
            + self.text[at..end]
                .trim_end_matches(['.', ',', ';', ':', '!', '?', ')'])
                .len();
        let angled = self.text[..from].ends_with('<') && self.text[end..].starts_with('>');
        if angled && self.reached < from {
            self.flush(from - 1);
            self.reached = from;
        }
        self.flush(from);
        self.writer.begin_mark(Mark::Link);
        self.flush(end);
        self.writer.end_mark(Mark::Link);
        if angled {
            self.reached = end + 1;
        }
        self.reached.max(end)
    }

    /// A macro that begins at `from` and whose brackets open at `open`: its text is read. A
    /// link without a text shows its target.
    fn link(&mut self, from: usize, open: usize, shows_target: bool) -> Option<usize> {
        let close = self.bracket.at_or_after(self.text, open + 1)?;
        let inside = &self.text[open + 1..close];
        let (start, end) = link_text(inside);
        self.flush(from);
        if start == end {
            if shows_target {
                self.writer.begin_mark(Mark::Link);
                let target = self.text[from..open]
                    .split_once(':')
                    .map_or(from, |(name, _)| {
                        if SCHEMES.contains(&name) {
                            from
                        } else {
                            from + name.len() + 1
                        }
                    });
                // A reference to another place shows what stands there.
                if !self.text[from..].starts_with("xref:") && !self.text[from..].starts_with('{') {
                    self.reached = target;
                    self.flush(open);
                }
                self.writer.end_mark(Mark::Link);
            }
            return Some(self.leave_out(close + 1));
        }
        self.reached = open + 1 + start;
        self.writer.begin_mark(Mark::Link);
        self.ends.push((open + 1 + end, true, close + 1));
        Some(self.reached)
    }

    /// The words that stand for a picture: the first in its brackets.
    fn picture(&mut self, from: usize, open: usize) -> Option<usize> {
        let close = self.bracket.at_or_after(self.text, open + 1)?;
        self.flush(from);
        if let Some(words) = Fields::of(&self.text[open + 1..close]).next()
            && !words.text.contains('=')
        {
            self.writer.begin_mark(Mark::Caption);
            self.reached = open + 1 + words.start;
            self.flush(self.reached + words.text.len());
            self.writer.end_mark(Mark::Caption);
        }
        Some(self.leave_out(close + 1))
    }

    fn leave_out_macro(&mut self, from: usize, open: usize) -> Option<usize> {
        let close = self.bracket.at_or_after(self.text, open + 1)?;
        self.flush(from);
        Some(self.leave_out(close + 1))
    }

    fn footnote(&mut self, from: usize, open: usize, has_id: bool) -> Option<usize> {
        let close = self.bracket.at_or_after(self.text, open + 1)?;
        self.flush(from);
        let inside = &self.text[open + 1..close];
        let id = if has_id {
            inside.find(',').map_or(inside.len(), |comma| comma + 1)
        } else {
            0
        };
        let note = self.flow.part(open + 1 + id, close);
        if !note.is_blank() {
            self.notes.push(note);
        }
        Some(self.leave_out(close + 1))
    }

    /// Two hyphens between words or spaces are a dash (AsciiDoc Language, "Character
    /// replacements").
    fn dash(&mut self, at: usize) -> usize {
        let run = self.text[at..].bytes().take_while(|b| *b == b'-').count();
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + run..].chars().next();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if run == 2 && ((word(before) && word(after)) || (space(before) && space(after))) {
            return self.decode(at, at + 2, "—");
        }
        at + run
    }

    /// A plus at the end of a line breaks it.
    fn line_break(&mut self, at: usize) -> usize {
        let ends = self.text[at + 1..].is_empty() || self.text[at + 1..].starts_with('\n');
        if ends && self.text[..at].ends_with(' ') {
            let separator = LINE_SEPARATOR.encode_utf8(&mut [0; 4]).to_owned();
            return self.decode(at, at + 1, &separator);
        }
        at + 1
    }

    /// `&amp;`.
    fn character_reference(&mut self, at: usize) -> usize {
        let all = Span::new(at as u32, self.text.len() as u32);
        match character_reference::parts(self.text, all).next() {
            Some(Part::Reference(span, words)) if self.text[span.range()].ends_with(';') => {
                self.decode(at, span.end as usize, &words)
            }
            Some(_) | None => at + 1,
        }
    }
}

/// The words in the brackets of a link, as offsets: without attributes and without the sign
/// that opens a new window.
fn link_text(inside: &str) -> (usize, usize) {
    let lead = inside.len() - inside.trim_start().len();
    let mut end = inside.trim_end().len().max(lead);
    if inside.contains('=')
        && let Some(first) = Fields::of(inside).next()
    {
        if first.text.contains('=') && !inside.trim_start().starts_with('"') {
            return (lead, lead);
        }
        return (
            first.start,
            first.start + first.text.trim_end_matches('^').len(),
        );
    }
    if inside[lead..end].ends_with('^') {
        end -= 1;
    }
    (lead, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::block::Kind;

    fn words(source: &str) -> String {
        let mut attributes = Attributes::default();
        attributes.define(&attribute::entry(":boats: 14").unwrap());
        attributes.define(&attribute::entry(":site: https://example.org").unwrap());
        let flow = Flow::of_line(source, Span::new(0, source.len() as u32));
        let mut writer = Writer::new(source);
        let mut notes = Vec::new();
        writer.begin(Kind::Prose, 0);
        write(&flow, &attributes, &mut writer, &mut notes);
        for note in notes {
            writer.begin(Kind::Footnote, note.start());
            write(&note, &attributes, &mut writer, &mut Vec::new());
        }
        writer.finish().transcript.text(source).to_owned()
    }

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        for (source, expected) in cases {
            assert_eq!(words(source), *expected, "{source}");
        }
    }

    #[test]
    fn formatting_marks_are_left_out() {
        check(&[
            ("*14* _boats_ `sank`", "14 boats sank"),
            ("**1**4 [.big]#boats# sank", "14 boats sank"),
            ("H~2~O and E=mc^2^", "H2O and E=mc2"),
            ("`+*a*+` and +_b_+ and \\*c*", "*a* and _b_ and *c*"),
            ("\"`We go,`\" he said. '`Now.`'", "“We go,” he said. ‘Now.’"),
            ("2*3*4 is snake_case_name", "2*3*4 is snake_case_name"),
        ]);
    }

    #[test]
    fn targets_are_left_out_and_texts_are_read() {
        check(&[
            ("see https://example.org/2014[the *list*].", "see the list."),
            (
                "see link:a_b_c.html[14 boats,window=_blank] now",
                "see 14 boats now",
            ),
            ("see <<fleet,the fleet>> and <<x>>.", "see the fleet and."),
            ("at https://example.org.", "at https://example.org."),
            ("at <https://example.org> now", "at https://example.org now"),
            ("{site}/a[The site^] {boats} {ships}", "The site 14 {ships}"),
            ("an image:boat.png[A boat,200] here", "an A boat here"),
            (
                "press kbd:[Ctrl+C] at 12:30 [sic]",
                "press Ctrl+C at 12:30 [sic]",
            ),
        ]);
    }

    #[test]
    fn what_is_no_words_leaves_one_space() {
        check(&[
            ("14 stem:[x^2] boats(((fleet))).", "14 boats."),
            (
                "((boats)) [[here]]sank -- all--of them",
                "boats sank — all—of them",
            ),
            (
                "14&nbsp;boats &amp; &#8220;crew&#8221; & co",
                "14\u{A0}boats & “crew” & co",
            ),
            ("one +\ntwo", "one\u{2028}two"),
        ]);
    }

    #[test]
    fn a_footnote_stands_after_its_paragraph() {
        check(&[
            (
                "14 boats.footnote:[Or *15*.] They sank.",
                "14 boats. They sank.\nOr 15.",
            ),
            ("14 footnote:[] boats", "14 boats"),
        ]);
    }
}
