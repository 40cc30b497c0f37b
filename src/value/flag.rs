//! Options of a command.

use super::{Reader, Reading, Type, Value, Words};
use crate::document::Zone;

/// Reads "--legacy", "-v".
#[derive(Debug)]
pub struct Flag;

impl Reader for Flag {
    fn reads(&self) -> Type {
        Type::Flag
    }

    fn about(&self) -> &'static str {
        "an option of a command: “--legacy”, “-v”, in code also “-name”; without the value after “=”"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        if words.word(at) != "-" || is_tied(words, at) {
            return None;
        }
        let length = written(words.rest(at))?;
        // In prose "-based" is half a word; only code has long options with one sign.
        const SHORT: usize = 2;
        let start = words.tokens.get(at)?.span.start;
        if words.word(at + 1) != "-" && length > SHORT && !words.layout.in_zone(Zone::Code, start) {
            return None;
        }
        let (end, span) = words.stretch(at, length)?;
        Some(Reading {
            end,
            value: Value::Text(words.rest(at)[..length].into()),
            span,
        })
    }
}

/// Whether the sign goes on from a word or another sign of its kind.
fn is_tied(words: &Words<'_>, at: usize) -> bool {
    words.joined(at)
        && (words.tokens[at - 1].is_word()
            || matches!(words.word(at - 1), "-" | ")" | "]" | "." | "_"))
}

/// How many bytes are an option: one or two signs, a letter, letters, digits and what joins them.
fn written(text: &str) -> Option<usize> {
    let signs = text.bytes().take_while(|byte| *byte == b'-').count();
    let name = &text[signs..];
    let length = name
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .count();
    let name = name[..length].trim_end_matches(['-', '_']);
    let named = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let runs_on = text[signs + name.len()..].starts_with(char::is_alphanumeric);
    (matches!(signs, 1 | 2) && named && !runs_on).then_some(signs + name.len())
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::found;
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("run it with --legacy or -v.", &["--legacy", "-v"]),
        ("run it with --no-color=always", &["--no-color"]),
        ("run it (-v)", &["-v"]),
    ];

    #[test]
    fn options_are_read() {
        for (text, flags) in FOUND {
            assert_eq!(found(Type::Flag, text), *flags, "{text}");
        }
    }

    #[test]
    fn other_hyphens_are_left_alone() {
        for text in [
            "a 5.6 -magnitude quake",
            "a - b",
            "F-16",
            "state-of-the-art",
            "--- a",
            "-5",
            "a--b",
        ] {
            assert_eq!(found(Type::Flag, text), [""; 0], "{text}");
        }
    }
}
