//! What a line of reStructuredText is by its look.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A longer label is none.
const LONGEST_LABEL: usize = 128;

/// The sign of a line that is nothing but one, again and again: an overline, an underline or a
/// transition.
pub(super) fn adornment(line: &str) -> Option<u8> {
    let first = *line.as_bytes().first()?;
    (first.is_ascii_punctuation() && line.bytes().all(|b| b == first)).then_some(first)
}

/// Whether an adornment is long enough for a title. A short one must be as long as the title, so
/// that two points below a word are none (docutils, "Sections").
pub(super) fn underlines(title: &str, line: &str) -> bool {
    line.len() >= 4 || line.len() >= title.trim_end().width()
}

/// Where the text of a bullet item begins.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let first = line.chars().next().filter(|c| "*+-•‣⁃".contains(*c))?;
    text_after(line, first.len_utf8())
}

/// Where the text of an enumerated item begins: "1.", "(a)", "iv)", "#.".
pub(super) fn enumerator(line: &str) -> Option<usize> {
    let rest = line.strip_prefix('(').unwrap_or(line);
    let open = line.len() - rest.len();
    let length = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    let label = &rest[..length];
    let roman = label.bytes().all(|b| b"ivxlcdm".contains(&b))
        || label.bytes().all(|b| b"IVXLCDM".contains(&b));
    let known = label.len() == 1
        || (label.len() <= 9 && label.bytes().all(|b| b.is_ascii_digit()))
        || (label.len() <= 8 && roman);
    let closed = match rest.as_bytes().get(length) {
        Some(b')') => true,
        Some(b'.') => open == 0,
        Some(_) | None => false,
    };
    (length > 0 && known && closed)
        .then(|| text_after(line, open + length + 1))
        .flatten()
}

/// The name and the start of the body of a field: `:name: body`.
pub(super) fn field(line: &str) -> Option<(&str, usize)> {
    let rest = line.strip_prefix(':')?;
    let mut at = 0;
    loop {
        let close = at + rest[at..].find(':')?;
        let after = &rest[close + 1..];
        if close > LONGEST_LABEL {
            return None;
        }
        if after.is_empty() || after.starts_with(' ') {
            let name = &rest[..close];
            let named = !name.is_empty() && name.trim() == name && !name.ends_with('\\');
            return named
                .then(|| Some((name, text_after(line, close + 2).unwrap_or(line.len()))))
                .flatten();
        }
        // A role before interpreted text is none.
        if after.starts_with('`') {
            return None;
        }
        at = close + 1;
    }
}

/// Where the description of an option begins: `-a, --all  Show all.`
pub(super) fn option(line: &str) -> Option<usize> {
    let rest = line.strip_prefix("--").or_else(|| line.strip_prefix('-'))?;
    if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let Some(gap) = line.find("  ") else {
        // The description may stand below a lone option.
        let lone = |word: &str| word.starts_with(['-', '<']);
        return line.split(' ').all(lone).then_some(line.len());
    };
    let taken =
        |word: &str| word.starts_with(|c: char| c.is_ascii_alphabetic() || "-<[".contains(c));
    let options = line[..gap].split(' ').all(taken);
    options.then(|| line.len() - line[gap..].trim_start().len())
}

/// What an explicit markup line begins, after its `.. `.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explicit<'a> {
    /// A footnote or a citation; its text begins at this byte of the line.
    Note(usize),
    /// A directive: its name, and where its argument begins.
    Directive(&'a str, usize),
    /// What a name between bars stands for.
    Substitution(&'a str, &'a str, usize),
    /// A target or a comment: nothing that is read.
    Nothing,
}

/// Reads a line of explicit markup.
pub(super) fn explicit(line: &str) -> Option<Explicit<'_>> {
    if line == "__" || line.starts_with("__ ") {
        return Some(Explicit::Nothing);
    }
    let rest = line.strip_prefix("..")?;
    let body = rest.trim_start();
    if body.len() == rest.len() && !rest.is_empty() {
        return None;
    }
    let at = line.len() - body.len();
    let text = |from: usize| text_after(line, from).unwrap_or(line.len());
    if let Some(label) = body.strip_prefix('[')
        && let Some(close) = label.find(']').filter(|close| *close <= LONGEST_LABEL)
        && !label[..close].contains(char::is_whitespace)
        && close > 0
    {
        return Some(Explicit::Note(text(at + close + 2)));
    }
    if let Some(bar) = body.strip_prefix('|')
        && let Some(close) = bar.find('|').filter(|close| *close <= LONGEST_LABEL)
    {
        let after = &bar[close + 1..];
        let skipped = after.len() - after.trim_start().len();
        if let Some((name, argument)) = directive(after.trim_start()) {
            let from = at + close + 2 + skipped + argument;
            return Some(Explicit::Substitution(&bar[..close], name, text(from)));
        }
        return Some(Explicit::Nothing);
    }
    Some(match directive(body) {
        Some((name, argument)) => Explicit::Directive(name, text(at + argument)),
        None => Explicit::Nothing,
    })
}

/// The name of a directive and the byte after its two colons.
fn directive(text: &str) -> Option<(&str, usize)> {
    let end = text.find("::").filter(|end| *end <= LONGEST_LABEL)?;
    let name = text[..end].trim_end();
    let named = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_+:.".contains(c))
        && name.starts_with(char::is_alphanumeric);
    let after = &text[end + 2..];
    (named && (after.is_empty() || after.starts_with(char::is_whitespace)))
        .then_some((name, end + 2))
}

/// Where the text after a marker begins, if white space or nothing follows it.
fn text_after(line: &str, marker: usize) -> Option<usize> {
    let rest = line.get(marker..)?;
    let text = rest.trim_start();
    (rest.is_empty() || text.len() < rest.len()).then(|| line.len() - text.len())
}

/// How many columns a character takes (docutils counts as a terminal does).
pub(super) fn width(c: char) -> u32 {
    c.width().unwrap_or(0) as u32
}

/// The columns of the white space at the start of a line; tabs stop at every eighth.
pub(super) fn indent(line: &str) -> u32 {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            '\t' => columns = (columns / 8 + 1) * 8,
            c if c.is_whitespace() => columns += 1,
            _ => break,
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_begin_items() {
        for (line, text) in [("* one", 2), ("-   one", 4), ("• one", 4), ("*", 1)] {
            assert_eq!(bullet(line), Some(text), "{line}");
        }
        for (line, text) in [
            ("1. a", 3),
            ("(a) b", 4),
            ("iv) c", 4),
            ("#. d", 3),
            ("A. e", 3),
        ] {
            assert_eq!(enumerator(line), Some(text), "{line}");
        }
        for line in [
            "*one*",
            "-5",
            "1.5 million",
            "In. a",
            "(see",
            "and) so",
            "12",
            "...",
        ] {
            assert_eq!(bullet(line).or(enumerator(line)), None, "{line}");
        }
    }

    #[test]
    fn fields_and_options_have_bodies() {
        assert_eq!(field(":date: 2014"), Some(("date", 7)));
        assert_eq!(field(":param str x: a"), Some(("param str x", 14)));
        assert_eq!(field(":toc:"), Some(("toc", 5)));
        for line in [":ref:`x` is: y", ": x: y", "::", ":12:30 h", "a: b"] {
            assert_eq!(field(line), None, "{line}");
        }
        assert_eq!(option("-a, --all  Show"), Some(11));
        assert_eq!(option("--file=<f> FILE  Show"), Some(17));
        assert_eq!(option("-1 file, --one=file  Show"), Some(21));
        assert_eq!(option("--all"), Some(5));
        for line in ["-5 degrees", "- item", "--all of them", "-- Jane"] {
            assert_eq!(option(line), None, "{line}");
        }
    }

    #[test]
    fn explicit_markup_is_told_apart() {
        assert_eq!(
            explicit(".. note:: text"),
            Some(Explicit::Directive("note", 10))
        );
        assert_eq!(
            explicit(".. py:function:: f(x)"),
            Some(Explicit::Directive("py:function", 17))
        );
        assert_eq!(explicit(".. [1] text"), Some(Explicit::Note(7)));
        assert_eq!(
            explicit(".. |n| replace:: 14"),
            Some(Explicit::Substitution("n", "replace", 17))
        );
        for line in [
            "..",
            ".. a comment",
            ".. _here: x",
            "__ x",
            ".. [a b] c",
            ".. a: :b::c",
        ] {
            assert_eq!(explicit(line), Some(Explicit::Nothing), "{line}");
        }
        for line in ["...", "..and", "__init__ is"] {
            assert_eq!(explicit(line), None, "{line}");
        }
    }

    #[test]
    fn a_title_is_underlined_by_one_sign() {
        assert_eq!(adornment("===="), Some(b'='));
        assert_eq!(adornment("=-=-"), None);
        assert!(underlines("Fire", "----") && underlines("A long title", "====="));
        assert!(!underlines("Fire", "--") && underlines("It", "--"));
    }
}
