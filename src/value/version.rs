//! Versions of software.

use super::precedence;
use super::{Reader, Reading, Type, Value, Words};

/// Reads "1.2.3", "v2.0", "1.0.0-rc.1".
#[derive(Debug)]
pub struct Version;

impl Reader for Version {
    fn reads(&self) -> Type {
        Type::Version
    }

    fn about(&self) -> &'static str {
        "a version: “1.2.3”, “v2.0”, “1.0.0-rc.1”; at least one point, or a “v” before it"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let first = words.word(at).as_bytes().first()?;
        if !(first.is_ascii_digit() || matches!(first, b'v' | b'V')) || is_tied(words, at) {
            return None;
        }
        let rest = words.rest(at);
        let length = written(rest).or_else(|| required(words, at))?;
        let (end, span) = words.stretch(at, length)?;
        let text = rest[..length].trim_start_matches(['v', 'V']);
        let is_other = precedence::belongs_to_another(words, Type::Version, at, end);
        (!is_other).then(|| Reading {
            end,
            value: Value::Version(text.into()),
            span,
        })
    }
}

/// Whether the token goes on from another word or sign: "a1.2", "/1.2" in a path.
fn is_tied(words: &Words<'_>, at: usize) -> bool {
    words.joined(at)
        && !matches!(
            words.word_before(at, 1),
            "(" | "[" | "=" | ">" | "<" | "~" | "^" | "@"
        )
}

/// How many bytes are the version in `name = "2"`, where the marks and the sign before them say
/// what the number is.
fn required(words: &Words<'_>, at: usize) -> Option<usize> {
    let sign = words.tokens.get(at.checked_sub(1)?)?;
    let token = words.tokens.get(at)?;
    let between = words
        .text
        .get(sign.span.end as usize..token.span.start as usize)?;
    let is_value = words.word(at - 1) == "=" && between.trim_start() == "\"";
    let length = digits(words.word(at)).filter(|_| is_value)?;
    words.rest(at)[length..].starts_with('"').then_some(length)
}

/// How many bytes of the text are a version: numbers with points between, then what
/// Semantic Versioning 2.0.0 allows after "-" and "+" or PEP 440 writes directly ("2.0rc1").
fn written(text: &str) -> Option<usize> {
    let prefix = usize::from(text.starts_with(['v', 'V']));
    let mut end = prefix + digits(&text[prefix..])?;
    let mut points = 0;
    while let Some(more) = text[end..].strip_prefix('.').and_then(digits) {
        end += 1 + more;
        points += 1;
    }
    if points == 0 && prefix == 0 {
        return None;
    }
    for stage in ["a", "b", "rc", "alpha", "beta", "dev", "post"] {
        let more = text[end..].strip_prefix(stage).and_then(digits);
        if let Some(more) = more {
            end += stage.len() + more;
            break;
        }
    }
    for sign in ['-', '+'] {
        if let Some(tail) = text[end..].strip_prefix(sign) {
            end += label(tail).map_or(0, |length| 1 + length);
        }
    }
    let runs_on = text[end..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
    (!runs_on).then_some(end)
}

fn digits(text: &str) -> Option<usize> {
    match text.bytes().take_while(u8::is_ascii_digit).count() {
        0 => None,
        count => Some(count),
    }
}

/// A pre-release or build label; it has a digit or is a known word, so that "2.0-based" has none.
fn label(text: &str) -> Option<usize> {
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        .count();
    let label = text[..length].trim_end_matches(['.', '-']);
    let known = label.bytes().any(|byte| byte.is_ascii_digit())
        || matches!(
            label,
            "alpha" | "beta" | "dev" | "rc" | "SNAPSHOT" | "nightly"
        );
    known.then_some(label.len())
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("install version 1.2.3 now", &["1.2.3"]),
        ("install v2.0 now", &["v2.0"]),
        ("install 1.2.", &["1.2"]),
        ("install v3 now", &["v3"]),
        ("install 1.0.0-rc.1 now", &["1.0.0-rc.1"]),
        ("install 2.0rc1 now", &["2.0rc1"]),
        ("(1.2.3)", &["1.2.3"]),
        ("a 2.0-based system", &["2.0"]),
        ("larder = \"2\"", &["2"]),
    ];

    #[test]
    fn versions_are_read() {
        for (text, versions) in FOUND {
            assert_eq!(found(Type::Version, text), *versions, "{text}");
        }
    }

    #[test]
    fn what_is_no_version_is_left_alone() {
        for text in [
            "3.5%",
            "$1.2",
            "1.2 million",
            "12",
            "on 14.10.2025",
            "very",
            "va",
            "1.2x",
            "5:30",
            "larder = 2",
            "larder \"2\"",
            "larder = \"2 GB\"",
            "larder = \"12",
        ] {
            assert_eq!(found(Type::Version, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_v_is_not_part_of_the_value() {
        assert_eq!(
            values(Type::Version, "v2.0"),
            [Value::Version("2.0".into())]
        );
    }
}
