//! The words between the tags of HTML in Markdown.

use std::ops::Range;

/// A part of a block of HTML. Comments, scripts and styles are none.
pub(super) enum Piece {
    /// A tag.
    Tag {
        /// Whether the words after it stand apart from those before.
        parts_words: bool,
    },
    /// Words, by their bytes.
    Words(Range<usize>),
}

/// The parts of a block of HTML.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut words = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + found;
        let rest = &html[start..];
        let length = if rest.starts_with("<!--") {
            Some(rest.find("-->").map_or(rest.len(), |end| end + 3))
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            rest.find('>').map(|end| end + 1)
        } else {
            at = start + 1;
            continue;
        };
        let Some(length) = length else {
            break;
        };
        if words < start {
            pieces.push(Piece::Words(words..start));
        }
        let tag = &rest[..length];
        let parts_words = parts_words(tag);
        pieces.push(Piece::Tag { parts_words });
        let name = name(tag);
        let hidden = matches!(name, "script" | "style") && !tag.starts_with("</");
        words = start + length;
        if hidden {
            let after = &html[words..];
            words += after.find("</").unwrap_or(after.len());
        }
        at = words;
    }
    if words < html.len() {
        pieces.push(Piece::Words(words..html.len()));
    }
    pieces
}

/// Whether the words after a tag stand apart from those before.
pub(super) fn parts_words(tag: &str) -> bool {
    const PHRASES: &[&str] = &[
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ];
    let name = name(tag).to_ascii_lowercase();
    !name.is_empty() && !PHRASES.contains(&name.as_str())
}

fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    &name[..end.unwrap_or(name.len())]
}
