//! Markers of list items.

/// A marker at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Where the item's words begin in the line.
    pub words: usize,
    /// The two to four signs after the term of a description, as offsets in the line.
    pub term_end: Option<(usize, usize)>,
}

/// The marker of a line, if it begins an item (AsciiDoc Language, "Lists").
pub(super) fn marker(line: &str) -> Option<Marker> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    if let Some(length) = bullet(text)
        .or_else(|| number(text))
        .or_else(|| callout(text))
    {
        let rest = &text[length..];
        let words = rest.trim_start();
        if words.len() == rest.len() || words.is_empty() {
            return None;
        }
        let box_ = ["[x] ", "[*] ", "[ ] "]
            .iter()
            .find(|box_| words.starts_with(**box_))
            .map_or(0, |box_| box_.len());
        return Some(Marker {
            words: line.len() - words.len() + box_,
            term_end: None,
        });
    }
    let (start, end) = term(text)?;
    let rest = &text[end..];
    Some(Marker {
        words: indent + end + (rest.len() - rest.trim_start().len()),
        term_end: Some((indent + start, indent + end)),
    })
}

/// `*` to `*****`, `-` or `•`; `.` to `.....` for numbered items.
fn bullet(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '*' | '.' => {
            let run = text.bytes().take_while(|b| *b == first as u8).count();
            (run <= 5).then_some(run)
        }
        '-' | '•' => Some(first.len_utf8()),
        _ => None,
    }
}

/// `1.`, `a.`, `iv)`.
fn number(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let label = &text[..length];
    let digits = label.len() <= 4 && label.bytes().all(|b| b.is_ascii_digit());
    let letter = label.len() == 1;
    let roman = label.len() <= 5 && label.bytes().all(|b| b"ivxIVX".contains(&b));
    let known = match text.as_bytes().get(length)? {
        b'.' => digits || letter,
        b')' => roman,
        _ => false,
    };
    (length > 0 && known).then_some(length + 1)
}

/// `<1>` or `<.>`, which explains a line of code.
fn callout(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('<')?;
    let label = &rest[..rest.find('>')?];
    let known = label == "." || (!label.is_empty() && label.bytes().all(|b| b.is_ascii_digit()));
    known.then_some(label.len() + 2)
}

/// The first `::`, `:::`, `::::` or `;;` after a term and before white space.
fn term(text: &str) -> Option<(usize, usize)> {
    if text.starts_with("//") || text.starts_with(':') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b':', b';', &bytes[at..]) {
        let start = at + found;
        let run = bytes[start..]
            .iter()
            .take_while(|b| **b == bytes[start])
            .count();
        let end = start + run;
        let most = if bytes[start] == b':' { 4 } else { 2 };
        let apart = text[end..].is_empty() || text[end..].starts_with([' ', '\t']);
        if (2..=most).contains(&run) && apart && start > 0 && !text[..start].ends_with(' ') {
            return Some((start, end));
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_begin_items() {
        for (line, words) in [
            ("* one", "one"),
            ("  ** one", "one"),
            ("- [x] one", "one"),
            (". one", "one"),
            ("12. one", "one"),
            ("iv) one", "one"),
            ("<1> one", "one"),
            ("Boats:: 14 of them", "14 of them"),
            ("Boats::", ""),
            ("Q;; one", "one"),
        ] {
            let marker = marker(line).unwrap();
            assert_eq!(&line[marker.words..], words, "{line}");
        }
    }

    #[test]
    fn other_lines_begin_none() {
        for line in [
            "*one*",
            "-5 degrees",
            ".Title",
            "...",
            "2014 was",
            "1.5 million",
            "std::vector is",
            "image::boat.png[]",
            "****",
            ":name: value",
            "We said: go",
            "12345. boats",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }
}
