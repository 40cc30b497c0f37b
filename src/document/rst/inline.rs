//! The words of a paragraph: emphasis, literals, references, roles, substitutions.

use std::collections::BTreeMap;

use crate::document::composer::Mark;
use crate::document::inline::{self, Flow, Hit, Inside, Seeker, Sign};
use crate::document::writer::Writer;

/// What a pair of signs makes of the words between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// They are words like others.
    Words,
    /// They are code and taken as they are.
    Code,
    /// They are interpreted by a role, or are the text of a reference.
    Interpreted,
    /// They name a substitution.
    Substitution,
}

/// docutils, "Inline Markup".
const SIGNS: [Sign<Effect>; 6] = [
    sign("``", "``", Effect::Code),
    sign("_`", "`", Effect::Words),
    sign("`", "`", Effect::Interpreted),
    sign("**", "**", Effect::Words),
    sign("*", "*", Effect::Words),
    sign("|", "|", Effect::Substitution),
];

const fn sign(open: &'static str, close: &'static str, effect: Effect) -> Sign<Effect> {
    Sign {
        open,
        close,
        in_words: false,
        inside: Inside::Words,
        effect,
    }
}

/// A longer name is none.
const LONGEST_NAME: usize = 128;

/// Roles whose text is code.
const CODE_ROLES: [&str; 26] = [
    "attr", "class", "code", "command", "const", "data", "dfn", "envvar", "exc", "file", "func",
    "guilabel", "kbd", "keyword", "literal", "makevar", "meth", "mod", "obj", "option", "program",
    "regexp", "samp", "token", "type", "var",
];

/// Roles whose text names a place and is no words, unless it has a text of its own.
const NAMING_ROLES: [&str; 12] = [
    "any",
    "cite",
    "doc",
    "download",
    "eq",
    "footcite",
    "footcite:p",
    "footcite:t",
    "numref",
    "ref",
    "cite:p",
    "cite:t",
];

/// What names between bars stand for.
pub(super) type Substitutions = BTreeMap<String, String>;

/// Writes the words of a flow.
pub(super) fn write(flow: &Flow<'_>, substitutions: &Substitutions, writer: &mut Writer<'_>) {
    Reader {
        flow,
        text: flow.text(),
        hits: inline::pair(flow.text(), &SIGNS),
        substitutions,
        writer,
        reached: 0,
        bracket: Seeker::new("]_"),
    }
    .read();
}

struct Reader<'f, 's, 'w> {
    flow: &'f Flow<'s>,
    text: &'f str,
    hits: Vec<Hit<Effect>>,
    substitutions: &'f Substitutions,
    writer: &'f mut Writer<'w>,
    /// Everything before this byte is written or left out.
    reached: usize,
    bracket: Seeker,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self) {
        let hits = std::mem::take(&mut self.hits);
        let mut openings = hits.iter().filter(|hit| hit.opens).peekable();
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            while openings.next_if(|hit| hit.from < at).is_some() {}
            at = match openings.next_if(|hit| hit.from == at) {
                Some(hit) => self.marked(hit),
                None => self.step(at),
            };
        }
        self.flush(self.text.len());
    }

    fn step(&mut self, at: usize) -> usize {
        match self.text.as_bytes()[at] {
            b'\\' => self.escape(at),
            b'_' => self.reference_end(at),
            b'[' => self.note_reference(at),
            _ => at + 1,
        }
    }

    fn flush(&mut self, to: usize) {
        if self.reached < to {
            self.flow.copy(self.reached, to, self.writer);
            self.reached = to;
        }
    }

    fn leave_out(&mut self, to: usize) -> usize {
        if self.reached < to {
            self.writer.leave_out();
            self.reached = to;
        }
        to
    }

    /// A backslash is left out, with white space after it; other characters stay.
    fn escape(&mut self, at: usize) -> usize {
        self.flush(at);
        let next = self.text[at + 1..].chars().next();
        let length = next.map_or(0, char::len_utf8);
        let to = at + 1 + length;
        self.reached = if next.is_some_and(char::is_whitespace) {
            to
        } else {
            at + 1
        };
        to
    }

    /// The end of a reference of one word: `word_`, `word__`.
    fn reference_end(&mut self, at: usize) -> usize {
        let run = self.text[at..]
            .bytes()
            .take(3)
            .take_while(|b| *b == b'_')
            .count();
        let after = self.text[at + run..].chars().next();
        let head = &self.text[self.reached..at];
        let name = head
            .char_indices()
            .rev()
            .take(LONGEST_NAME)
            .take_while(|(_, c)| c.is_alphanumeric() || "-_.+:".contains(*c))
            .last()
            .map_or("", |(start, _)| &head[start..]);
        let ends = name.starts_with(char::is_alphanumeric)
            && name.ends_with(char::is_alphanumeric)
            && !name.contains("__")
            && !head[..head.len() - name.len()].ends_with('\\')
            && run <= 2
            && after.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        if !ends {
            return at + run;
        }
        self.flush(at - name.len());
        self.writer.begin_mark(Mark::Link);
        self.flush(at);
        self.writer.end_mark(Mark::Link);
        self.reached = at + run;
        at + run
    }

    /// `[1]_`, `[#name]_`, `[CIT2002]_`.
    fn note_reference(&mut self, at: usize) -> usize {
        let Some(close) = self.bracket.at_or_after(self.text, at) else {
            return at + 1;
        };
        let label = &self.text[at + 1..close];
        if label.is_empty()
            || label.len() > LONGEST_NAME
            || label.contains(|c: char| c.is_whitespace() || c == '[')
        {
            return at + 1;
        }
        self.flush(at);
        self.leave_out(close + 2)
    }

    /// Words between two signs.
    fn marked(&mut self, hit: &Hit<Effect>) -> usize {
        let (start, end) = (hit.to, hit.partner);
        let is_strong = start - hit.from == 2 && self.text[hit.from..].starts_with("**");
        let after = end
            + if hit.effect == Effect::Code || is_strong {
                2
            } else {
                1
            };
        match hit.effect {
            Effect::Words => {
                self.flush(hit.from);
                self.reached = start;
                self.unescaped(start, end);
                self.reached = after;
                after
            }
            Effect::Code => {
                self.flush(hit.from);
                self.code(start, end);
                self.reached = after;
                after
            }
            Effect::Interpreted => self.interpreted(hit.from, start, end),
            Effect::Substitution => self.substitution(hit.from, start, end),
        }
    }

    fn code(&mut self, start: usize, end: usize) {
        self.writer.begin_mark(Mark::Code);
        self.reached = start;
        self.flush(end);
        self.writer.end_mark(Mark::Code);
    }

    /// Writes words in which only backslashes count.
    fn unescaped(&mut self, start: usize, end: usize) {
        self.reached = start;
        let mut at = start;
        while let Some(found) = memchr::memchr(b'\\', &self.text.as_bytes()[at..end]) {
            at = self.escape(at + found).min(end);
        }
        self.flush(end);
    }

    /// `` `text` ``, with a role before or after it, or as a reference.
    fn interpreted(&mut self, from: usize, start: usize, end: usize) -> usize {
        let rest = &self.text[end + 1..];
        let links = rest.bytes().take(2).take_while(|b| *b == b'_').count();
        let head = &self.text[self.reached..from];
        let before = role_before(head);
        let after = if before.is_none() && links == 0 {
            role_after(rest)
        } else {
            None
        };
        let to = end + 1 + links + after.map_or(0, |role| role.len() + 2);
        let role = before.or(after).unwrap_or_default();
        let role_length = before.map_or(0, |role| role.len() + 2);
        let (domain_less, inside) = (
            role.rsplit_once(':').map_or(role, |(_, name)| name),
            &self.text[start..end],
        );
        let (words, target) = match inside.rfind('<') {
            Some(angle)
                if inside.ends_with('>')
                    && (angle == 0 || inside[..angle].ends_with(char::is_whitespace)) =>
            {
                (
                    start..start + inside[..angle].trim_end().len(),
                    Some(start + angle + 1..end - 1),
                )
            }
            Some(_) | None => (start..end, None),
        };
        // Owned, because the text is borrowed while words are written.
        let is_code = CODE_ROLES.contains(&domain_less);
        let is_left_out = matches!(
            role,
            "math" | "raw" | "index" | "fa" | "octicon" | "issue-badge"
        ) || role.starts_with("raw-")
            || (NAMING_ROLES.contains(&role) && target.is_none());
        self.flush(from - role_length);
        if is_left_out {
            return self.leave_out(to);
        }
        if is_code {
            let sign = usize::from(inside.starts_with(['~', '!']) && target.is_none());
            self.code(words.start + sign, words.end);
        } else {
            let is_link = links > 0 || target.is_some();
            if is_link {
                self.writer.begin_mark(Mark::Link);
            }
            // A reference without a text shows its target.
            let shown = if words.is_empty() {
                target.unwrap_or(words)
            } else {
                words
            };
            self.unescaped(shown.start, shown.end);
            if is_link {
                self.writer.end_mark(Mark::Link);
            }
        }
        self.reached = to;
        to
    }

    /// `|name|`, `|name|_`.
    fn substitution(&mut self, from: usize, start: usize, end: usize) -> usize {
        let name = &self.text[start..end];
        let Some(words) = self.substitutions.get(&key(name)) else {
            return end + 1;
        };
        let rest = &self.text[end + 1..];
        let links = rest.bytes().take(2).take_while(|b| *b == b'_').count();
        let to = end + 1 + links;
        self.flush(from);
        self.writer.replace(self.flow.span(from, to), words);
        self.reached = to;
        to
    }
}

/// The words that a directive makes a name stand for; none for a picture.
pub(super) fn stands_for(directive: &str, text: &str) -> String {
    match directive {
        "replace" => {
            let mut words = String::new();
            let mut at = 0;
            for hit in inline::pair(text, &SIGNS) {
                words.push_str(&text[at..hit.from]);
                at = hit.to;
            }
            words.push_str(&text[at..]);
            words
        }
        "unicode" => text
            .split_whitespace()
            .take_while(|code| *code != "..")
            .map(character)
            .collect(),
        _ => String::new(),
    }
}

/// A character by its code, or a text that is none (docutils, "Unicode Character Codes").
fn character(code: &str) -> String {
    const PREFIXES: [&str; 6] = ["0x", "\\x", "U+", "\\u", "x", "u"];
    let hex = PREFIXES.iter().find_map(|prefix| code.strip_prefix(prefix));
    let number = match hex {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => code.parse().ok(),
    };
    number
        .and_then(char::from_u32)
        .map_or_else(|| code.to_owned(), String::from)
}

/// The name by which a substitution is found: white space and case do not count.
pub(super) fn key(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn is_role(name: &str) -> bool {
    !name.is_empty()
        && name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.+:".contains(c))
}

/// The role that ends a text: `:role:`.
fn role_before(head: &str) -> Option<&str> {
    let head = head.strip_suffix(':')?;
    let start = head
        .char_indices()
        .rev()
        .take(LONGEST_NAME)
        .take_while(|(_, c)| c.is_alphanumeric() || "-_.+:".contains(*c))
        .last()
        .map(|(start, _)| start)?;
    let name = head[start..].strip_prefix(':')?;
    is_role(name).then_some(name)
}

/// The role that begins a text.
fn role_after(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix(':')?;
    let name = &rest[..rest.floor_char_boundary(LONGEST_NAME.min(rest.len()))];
    let name = &name[..name.find(':')?];
    is_role(name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::block::Kind;
    use crate::source::Span;

    fn words(source: &str) -> String {
        let substitutions = Substitutions::from([("n".to_owned(), "14".to_owned())]);
        let flow = Flow::of_line(source, Span::new(0, source.len() as u32));
        let mut writer = Writer::new(source);
        writer.begin(Kind::Prose, 0);
        write(&flow, &substitutions, &mut writer);
        writer.finish().transcript.text(source).to_owned()
    }

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        for (source, expected) in cases {
            assert_eq!(words(source), *expected, "{source}");
        }
    }

    #[test]
    fn signs_around_words_are_left_out() {
        check(&[
            ("*14* **boats** ``sank *x*``", "14 boats sank *x*"),
            ("an _`inline target` here", "an inline target here"),
            (
                "2*3*4, 2 * 3 * 4, *args, **kwargs",
                "2*3*4, 2 * 3 * 4, *args, **kwargs",
            ),
            ("E = mc\\ :sup:`2`\\ , \\*not\\*", "E = mc2, *not*"),
        ]);
    }

    #[test]
    fn references_show_their_text() {
        check(&[
            (
                "see `the list <https://x.org/2014>`_ and `it`__.",
                "see the list and it.",
            ),
            (
                "Python_ and __init__ and a_b and _x and tab_width_",
                "Python and __init__ and a_b and _x and tab_width",
            ),
            (
                "`<https://x.org>`_ :ref:`the fleet <f>` :ref:`f`.",
                "https://x.org the fleet.",
            ),
            ("14 [1]_ boats [CIT2002]_.", "14 boats."),
        ]);
    }

    #[test]
    fn roles_say_what_the_words_are() {
        check(&[
            (
                ":math:`x = 2` the :func:`~a.run` :py:class:`B`",
                "the a.run B",
            ),
            (
                "H\\ :sub:`2`\\ O, :emphasis:`now`, `so`:strong:",
                "H2O, now, so",
            ),
        ]);
    }

    #[test]
    fn a_name_stands_for_words_or_characters() {
        assert_eq!(
            stands_for("replace", "*the* ``best``, 2*3"),
            "the best, 2*3"
        );
        assert_eq!(stands_for("unicode", "0xA9 U+2014 .. a comment"), "©—");
        assert_eq!(stands_for("image", "b.png"), "");
    }

    #[test]
    fn a_name_between_bars_is_what_it_stands_for() {
        check(&[("|n| |N|_ |m| a|b|c", "14 14 |m| a|b|c")]);
    }
}
