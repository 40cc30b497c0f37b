//! The encoding that a text names itself.
//!
//! - Markup: `<?xml … encoding="…"?>` and `<meta charset="…">` in the first 1,024 bytes, as far
//!   as a browser looks (WHATWG HTML, "prescan a byte stream to determine its encoding").
//! - Any text: `-*- coding: … -*-` in the first two lines (Emacs, "Specifying File Variables";
//!   Python, PEP 263) and `vim: set fileencoding=…` in the first or last five (Vim, "modeline").

use encoding_rs::Encoding;
use memchr::{memchr, memchr_iter, memmem, memrchr_iter};

/// How far markup is looked at.
const PRESCAN: usize = 1024;

/// How many lines at either end may hold a Vim modeline.
const MODELINES: usize = 5;

/// A line longer than this is no modeline.
const LONGEST_LINE: usize = 500;

/// The encoding named in the text, if it is one that is known.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    if head.trim_ascii_start().starts_with(b"<") {
        return in_markup(head);
    }
    let first = first_lines(bytes);
    let emacs = first.iter().take(2).find_map(|line| in_emacs_line(line));
    emacs.or_else(|| {
        let mut lines = first.into_iter().chain(last_lines(bytes));
        lines.find_map(in_vim_line)
    })
}

fn in_markup(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    if head.starts_with(b"<?xml") {
        let end = memchr(b'>', &head)?;
        return attribute(&head[..end], b"encoding").and_then(known);
    }
    let mut rest = &head[..];
    while let Some(start) = memchr(b'<', rest) {
        rest = &rest[start..];
        let end = if rest.starts_with(b"<!--") {
            memmem::find(rest, b"-->")?
        } else {
            memchr(b'>', rest)?
        };
        let tag = &rest[..end];
        if tag.starts_with(b"<meta")
            && let Some(encoding) = attribute(tag, b"charset").and_then(known)
        {
            return Some(encoding);
        }
        rest = &rest[end..];
    }
    None
}

fn in_emacs_line(line: &[u8]) -> Option<&'static Encoding> {
    const MARK: &[u8] = b"-*-";
    let start = memmem::find(line, MARK)? + MARK.len();
    let variables = &line[start..];
    let end = memmem::find(variables, MARK)?;
    variables[..end].split(|byte| *byte == b';').find_map(|it| {
        let value = it.trim_ascii().strip_prefix(b"coding")?;
        let value = value.trim_ascii_start().strip_prefix(b":")?;
        known(value.trim_ascii())
    })
}

fn in_vim_line(line: &[u8]) -> Option<&'static Encoding> {
    let mark = [&b"vim:"[..], b"vi:", b"ex:"]
        .into_iter()
        .find_map(|mark| {
            let start = memmem::find(line, mark)?;
            let stands_alone = start == 0 || line[start - 1].is_ascii_whitespace();
            stands_alone.then_some(start + mark.len())
        })?;
    let mut options = line[mark..].split(|byte| byte.is_ascii_whitespace() || *byte == b':');
    options.find_map(|option| {
        let name = [&b"fileencoding="[..], b"fenc="].into_iter();
        name.filter_map(|name| option.strip_prefix(name))
            .find_map(known)
    })
}

/// The value of an attribute in a tag: `name="value"`, `name='value'` or `name=value`.
fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    memmem::find_iter(tag, name).find_map(|at| {
        let value = tag[at + name.len()..]
            .trim_ascii_start()
            .strip_prefix(b"=")?;
        let value = value.trim_ascii_start();
        let value = value
            .strip_prefix(b"\"")
            .or(value.strip_prefix(b"'"))
            .unwrap_or(value);
        let ends =
            |byte: &u8| matches!(byte, b'"' | b'\'' | b';' | b'/') || byte.is_ascii_whitespace();
        let end = value.iter().position(ends).unwrap_or(value.len());
        Some(&value[..end])
    })
}

/// The encoding with this label of the WHATWG Encoding Standard, or with a name that Emacs and
/// Python have for it. As there, UTF-16 is not believed: its own name would not be readable.
fn known(label: &[u8]) -> Option<&'static Encoding> {
    let label = label.to_ascii_lowercase();
    let label = [&b"-unix"[..], b"-dos", b"-mac"]
        .into_iter()
        .find_map(|line_end| label.strip_suffix(line_end))
        .unwrap_or(&label);
    let encoding = Encoding::for_label_no_replacement(label).or_else(|| {
        let number = label.strip_prefix(b"latin")?;
        let number = number
            .strip_prefix(b"-")
            .or(number.strip_prefix(b"_"))
            .unwrap_or(number);
        Encoding::for_label(&[b"l", number].concat())
    })?;
    Some(encoding.output_encoding())
}

fn first_lines(bytes: &[u8]) -> Vec<&[u8]> {
    let ends = memchr_iter(b'\n', bytes).chain([bytes.len()]);
    let mut start = 0;
    let lines = ends.take(MODELINES).map(|end| {
        let line = &bytes[start.min(end)..end];
        start = end + 1;
        line
    });
    lines.filter(|line| line.len() <= LONGEST_LINE).collect()
}

fn last_lines(bytes: &[u8]) -> Vec<&[u8]> {
    let bytes = bytes.trim_ascii_end();
    let starts = memrchr_iter(b'\n', bytes).map(|at| at + 1).chain([0]);
    let mut end = bytes.len();
    let lines = starts.take(MODELINES).map(|start| {
        let line = &bytes[start.min(end)..end];
        end = start.saturating_sub(1);
        line
    });
    lines.filter(|line| line.len() <= LONGEST_LINE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<&'static str> {
        declared(text.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn markup_names_its_encoding() {
        let cases = [
            (
                "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a/>",
                Some("ISO-8859-2"),
            ),
            (
                "<?xml version='1.0' encoding='windows-1251' ?>",
                Some("windows-1251"),
            ),
            (
                "<!DOCTYPE html>\n<META CHARSET=Shift_JIS>",
                Some("Shift_JIS"),
            ),
            (
                "<html><meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">",
                Some("KOI8-R"),
            ),
            ("<html><meta charset=\"latin1\"/>", Some("windows-1252")),
            (
                "<!-- <meta charset=koi8-r> --><meta charset=big5>",
                Some("Big5"),
            ),
            (
                "<html><meta name=x content=y><meta charset = 'gbk' >",
                Some("GBK"),
            ),
            ("<html><p charset=koi8-r>", None),
            ("<html><meta charset=klingon>", None),
            ("<?xml version=\"1.0\"?><a encoding='koi8-r'/>", None),
            ("<html><meta charset=koi8-r", None),
            // A page that is read so far is not UTF-16.
            ("<meta charset=utf-16>", Some("UTF-8")),
        ];
        for (text, expected) in cases {
            assert_eq!(name(text), expected, "{text}");
        }
    }

    #[test]
    fn markup_is_not_looked_at_far_into_a_text_nor_in_one_that_is_none() {
        let far = format!("<html>{}<meta charset=koi8-r>", " ".repeat(PRESCAN));
        assert_eq!(name(&far), None);
        assert_eq!(name("Write `<meta charset=koi8-r>` first."), None);
    }

    #[test]
    fn editors_name_the_encoding_in_a_line_of_their_own() {
        let cases = [
            ("# -*- coding: latin-1 -*-\ntext", Some("windows-1252")),
            (
                ".. -*- mode: rst; coding: iso-8859-15-unix -*-",
                Some("ISO-8859-15"),
            ),
            ("#!/bin/x\n-*- coding: cp1251 -*-", Some("windows-1251")),
            ("a\nb\n-*- coding: cp1251 -*-", None),
            ("-*- mode: text -*-", None),
            ("-*- encoding: cp1251 -*-", None),
            (
                "text\n\n.. vim: set fileencoding=euc-jp :\n",
                Some("EUC-JP"),
            ),
            ("vim: fenc=cp1252 tw=78\ntext", Some("windows-1252")),
            ("1\n2\n3\n4\n5\nvim: fenc=cp1252\n6\n7\n8\n9\n10\n", None),
            ("The coding: latin-1 was used; in vim:fenc=x", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(name(text), expected, "{text}");
        }
    }
}
