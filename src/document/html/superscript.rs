//! Raised figures and marks, and the signs of links: notes, exponents, the ends of ordinals.

use super::super::character::in_word;
use super::super::character_reference;
use super::element::Element;
use super::token::{Token, Tokens};
use crate::source::Span;

/// What a raised text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) enum Superscript {
    /// The mark of a note, which is no word of the sentence.
    Note,
    /// An exponent, in the characters for it.
    Exponent(String),
    /// The end of the word before it: the "th" of "14th".
    Ending,
    /// Words of their own.
    Apart,
}

/// Tells what `text` is, raised after the words `before`.
pub(in crate::document) fn classify(before: &str, text: &str, holds_link: bool) -> Superscript {
    if holds_link || text.is_empty() {
        return Superscript::Note;
    }
    let last = before.trim_end_matches(|c: char| in_word(c));
    let word = &before[last.len()..];
    let is_number = text.bytes().any(|byte| byte.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '−' | '–' | '+'));
    if is_number && has_exponents(word, text) {
        return Superscript::Exponent(text.chars().filter_map(raised).collect());
    }
    if text.split([',', ';', ' ', '\u{A0}']).all(is_note) {
        return Superscript::Note;
    }
    let is_ending = text.chars().all(char::is_lowercase) && text.chars().count() <= 3;
    if is_ending && !word.is_empty() {
        return Superscript::Ending;
    }
    Superscript::Apart
}

/// Whether a text is what notes are marked with: a number or a range of them, a letter, a
/// reference mark, in brackets or not.
fn is_note(text: &str) -> bool {
    let mark = text.trim_matches(['[', ']', '(', ')']);
    let mut chars = mark.chars();
    let is_one = chars.next().is_some() && chars.next().is_none();
    let is_range = mark.starts_with(|c: char| c.is_ascii_digit())
        && mark
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'));
    let is_sign = |c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#' | '‖');
    mark.is_empty()
        || is_range
        || mark.chars().all(is_sign)
        || (is_one && mark.chars().all(char::is_alphabetic))
}

/// Whether a number raised after this word is an exponent: after a unit of length or a
/// variable a square or a cube, after 10 a power, and after 2 a large one.
fn has_exponents(word: &str, text: &str) -> bool {
    const LENGTHS: [&str; 12] = [
        "mm", "cm", "dm", "km", "nm", "µm", "μm", "ft", "in", "yd", "mi", "sec",
    ];
    if word == "10" || (word == "2" && text.len() > 1) {
        return true;
    }
    let mut chars = word.chars();
    let is_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
    matches!(text, "2" | "3" | "-1" | "−1" | "-2" | "−2")
        && (is_letter || LENGTHS.contains(&word.trim_start_matches(|c: char| c.is_ascii_digit())))
}

/// The raised form of a character (Unicode, "Superscripts and Subscripts").
fn raised(c: char) -> Option<char> {
    Some(match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '-' | '−' | '–' => '⁻',
        '+' => '⁺',
        _ => return None,
    })
}

/// Whether the text of a link is a sign and not words: "§", "↩", `[12]`.
pub(super) fn is_sign(text: &str) -> bool {
    let text = text.trim();
    let bracketed = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .is_some_and(|text| text.len() <= 3 && text.chars().all(char::is_alphanumeric));
    bracketed || (text.chars().count() <= 2 && !text.chars().any(char::is_alphanumeric))
}

/// An element with little text.
pub(super) struct Short {
    /// Decoded.
    pub text: String,
    /// From the first text to the last.
    pub span: Span,
    /// Whether a link is in it.
    pub holds_link: bool,
    /// The token after its end.
    pub next: usize,
}

impl Short {
    /// The element that the token at `index` starts, if it ends within a few tokens and bytes.
    pub(super) fn of(tokens: &Tokens<'_>, index: usize) -> Option<Self> {
        const MOST_TOKENS: usize = 12;
        const MOST_BYTES: usize = 40;
        let list = tokens.list();
        let Some(Token::Start(start)) = list.get(index) else {
            return None;
        };
        let mut short = Self {
            text: String::new(),
            span: Span::new(start.span.end, start.span.end),
            holds_link: false,
            next: index + 1,
        };
        let inside = list.get(index + 1..).unwrap_or_default();
        for token in inside.iter().take(MOST_TOKENS) {
            short.next += 1;
            match token {
                Token::Text(span) if span.len() as usize > MOST_BYTES => return None,
                Token::Text(span) => {
                    if short.text.is_empty() {
                        short.span = *span;
                    }
                    short.span.end = span.end;
                    short
                        .text
                        .push_str(&character_reference::decode(tokens.source(), *span));
                }
                Token::Start(tag) => short.holds_link |= tag.element == Element::Anchor,
                Token::End(tag) if tag.element == start.element => return Some(short),
                Token::End(_) => {}
            }
            if short.text.len() > MOST_BYTES {
                return None;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_are_no_words() {
        for (before, text) in [
            ("about 130,000", "1"),
            ("35 trucks.", "12"),
            ("the army", "*"),
            ("the army", "[3]"),
            ("the army", "1, 2–4"),
            ("the army", "††"),
            ("the army", "(a)"),
            ("130,000", "a"),
            ("Kyiv", "2"),
            ("", "1"),
        ] {
            assert_eq!(
                classify(before, text, false),
                Superscript::Note,
                "{before}{text}"
            );
        }
        assert_eq!(classify("x", "citation needed", true), Superscript::Note);
    }

    #[test]
    fn exponents_follow_units_variables_and_ten() {
        let exponent = |text: &str| Superscript::Exponent(text.to_owned());
        assert_eq!(classify("14 m", "2", false), exponent("²"));
        assert_eq!(classify("14km", "2", false), exponent("²"));
        assert_eq!(classify("y = x", "3", false), exponent("³"));
        assert_eq!(classify("1.4 × 10", "−12", false), exponent("⁻¹²"));
        assert_eq!(classify("2", "64", false), exponent("⁶⁴"));
        assert_eq!(classify("page 210", "2", false), Superscript::Note);
        assert_eq!(classify("the other 2", "1", false), Superscript::Note);
    }

    #[test]
    fn endings_belong_to_the_word_before_them() {
        for text in ["th", "st", "er", "ème"] {
            assert_eq!(classify("the 14", text, false), Superscript::Ending);
        }
        assert_eq!(classify("Brand", "TM", false), Superscript::Apart);
        assert_eq!(classify("see", "the annex", false), Superscript::Apart);
        assert_eq!(classify("2", "n − 1", false), Superscript::Apart);
        assert_eq!(classify("2", "8 - 1", false), Superscript::Apart);
    }

    #[test]
    fn signs_are_told_from_link_texts() {
        for text in ["§", "¶", "#", "↩\u{FE0E}", "[12]", "[a]", ""] {
            assert!(is_sign(text), "{text}");
        }
        for text in ["14", "Kyiv", "[Kyiv]", "A", "…more"] {
            assert!(!is_sign(text), "{text}");
        }
    }
}
