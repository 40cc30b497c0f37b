//! What single characters are to a reader of prose, and what a mark is by its neighbours.

use unicode_normalization::char::is_combining_mark;

/// Ends a line on purpose, as `<br>` does. A line feed may only be where the source is wrapped.
pub(super) const LINE_SEPARATOR: char = '\u{2028}';

/// A letter, a digit, or a mark that belongs to the letter before it.
pub(super) fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || joins_letters(c)))
}

/// Combining marks, and the signs without width that stand between the letters of one word:
/// soft hyphen, zero-width joiner and non-joiner.
pub(super) fn joins_letters(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}') || is_combining_mark(c)
}

/// Text without anything to see: white space, control characters, the byte order mark and
/// the zero-width space.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
        || joins_letters(c)
}

/// Straight and curly apostrophes, which are also single closing quotation marks.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Hyphens that join the parts of a word.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Dashes, which stand between words.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―')
}

/// Any mark that opens or closes a quotation in some language, apostrophes among them.
pub(super) fn is_quotation_mark(c: char) -> bool {
    is_double_mark(c)
        || matches!(
            c,
            '\'' | '`'
                | '‘'
                | '’'
                | '‚'
                | '‛'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '「'
                | '」'
                | '『'
                | '』'
        )
}

/// Double quotation marks.
pub(super) fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}

/// Whether a mark between these two characters can open a quotation: a space, a bracket, a
/// dash or another mark before it, and something right after it.
pub(super) fn opens_between(before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|c| {
        c.is_whitespace()
            || is_dash(c)
            || matches!(c, '(' | '[' | '{' | '/' | '=' | '>' | '|')
            || (is_quotation_mark(c) && !matches!(c, '”' | '’'))
    });
    free && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether the words after an opening single mark are ones whose first letters an apostrophe
/// replaces: ’70s, ’em, ’n’, ’til, ’tis.
pub(super) fn is_elision(after: &str) -> bool {
    let word = match after.find(|c: char| !in_word(c)) {
        Some(end) => &after[..end],
        None => after,
    };
    let digits = word.trim_end_matches(['s', 'S']);
    if !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit()) {
        // A quotation may begin with a number; only a decade or a year of two digits is elided.
        return digits.len() == 2;
    }
    const ELIDED: [&str; 10] = [
        "em", "n", "til", "tis", "twas", "cause", "bout", "cos", "round", "twere",
    ];
    ELIDED
        .iter()
        .any(|elided| word.eq_ignore_ascii_case(elided))
}
