//! Document attributes, `:name: value`, and the attributes of blocks, `[style,name=value]`.

use std::collections::BTreeMap;

use crate::source::Span;

/// A value is cut here: references to attributes in the values of attributes would make a text
/// that doubles with every line.
const LONGEST_VALUE: usize = 4096;

/// What every document may refer to (AsciiDoc Language, "Character Replacement Attributes").
const INTRINSIC: [(&str, &str); 33] = [
    ("amp", "&"),
    ("apos", "'"),
    ("asterisk", "*"),
    ("backslash", "\\"),
    ("backtick", "`"),
    ("blank", ""),
    ("brvbar", "¦"),
    ("caret", "^"),
    ("cpp", "C++"),
    ("cxx", "C++"),
    ("deg", "°"),
    ("empty", ""),
    ("endsb", "]"),
    ("gt", ">"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("nbsp", "\u{A0}"),
    ("plus", "+"),
    ("pp", "++"),
    ("quot", "\""),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("set", ""),
    ("sp", " "),
    ("startsb", "["),
    ("tilde", "~"),
    ("two-colons", "::"),
    ("two-semicolons", ";;"),
    ("vbar", "|"),
    ("wj", "\u{2060}"),
    ("zwsp", "\u{200B}"),
    ("zwj", "\u{200D}"),
];

/// The document attributes defined so far.
#[derive(Default)]
pub(super) struct Attributes {
    values: BTreeMap<String, String>,
}

impl Attributes {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let defined = self.values.get(name).map(String::as_str);
        defined.or_else(|| {
            let name = name.to_ascii_lowercase();
            let intrinsic = INTRINSIC.iter().find(|(known, _)| *known == name);
            let defined = || self.values.get(&name).map(String::as_str);
            intrinsic.map(|(_, value)| *value).or_else(defined)
        })
    }

    /// Defines an attribute, or takes it back.
    pub(super) fn define(&mut self, entry: &Entry<'_>) {
        let name = entry.name.to_ascii_lowercase();
        if entry.unset {
            self.values.remove(&name);
        } else {
            let value = self.expand(entry.value);
            self.values.insert(name, value);
        }
    }

    /// A text with the references to attributes replaced.
    pub(super) fn expand(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            rest = &rest[open..];
            let name = reference(rest);
            match name.and_then(|name| Some((name.len() + 2, self.get(name)?))) {
                Some((length, value)) if out.len() < LONGEST_VALUE => {
                    out.push_str(value);
                    rest = &rest[length..];
                }
                Some(_) | None => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
        out.truncate(out.floor_char_boundary(LONGEST_VALUE));
        out
    }
}

/// The name in a reference to an attribute at the start of a text: `{name}`.
pub(super) fn reference(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('{')?;
    let name = &rest[..rest.find(|c: char| !is_in_name(c))?];
    (!name.is_empty() && rest[name.len()..].starts_with('}')).then_some(name)
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// A line that defines an attribute.
pub(super) struct Entry<'s> {
    pub name: &'s str,
    pub value: &'s str,
    /// Whether it takes the attribute back: `:name!:`.
    pub unset: bool,
}

/// Reads a line as the entry of an attribute.
pub(super) fn entry(line: &str) -> Option<Entry<'_>> {
    let rest = line.strip_prefix(':')?;
    let (name, value) = rest.split_once(':')?;
    if !value.is_empty() && !value.starts_with([' ', '\t']) {
        return None;
    }
    let bare = name.strip_prefix('!').or_else(|| name.strip_suffix('!'));
    let unset = bare.is_some();
    let name = bare.unwrap_or(name);
    let named =
        name.starts_with(|c: char| c.is_alphanumeric() || c == '_') && name.chars().all(is_in_name);
    let value = value.trim();
    named.then_some(Entry { name, value, unset })
}

/// The attributes of the block that follows: the texts in the brackets above it.
#[derive(Clone, Default)]
pub(super) struct BlockAttributes<'s> {
    lists: Vec<(u32, &'s str)>,
}

impl<'s> BlockAttributes<'s> {
    /// Adds the text of a pair of brackets that begins at this byte of the source.
    pub(super) fn add(&mut self, start: u32, list: &'s str) {
        self.lists.push((start, list));
    }

    /// The style: the first word of a list.
    pub(super) fn style(&self) -> &'s str {
        self.lists
            .iter()
            .rev()
            .filter_map(|(_, list)| Fields::of(list).next())
            .map(|field| {
                let text = field.text;
                &text[..text.find(['#', '.', '%', '=']).unwrap_or(text.len())]
            })
            .find(|style| !style.is_empty())
            .unwrap_or_default()
    }

    /// The value of a named attribute.
    pub(super) fn named(&self, name: &str) -> Option<&'s str> {
        self.lists.iter().rev().find_map(|(_, list)| {
            Fields::of(list).find_map(|field| {
                let (key, value) = field.text.split_once('=')?;
                (key.trim() == name).then(|| value.trim().trim_matches('"'))
            })
        })
    }

    /// Whether an option is set: `%header` or `options="header"`.
    pub(super) fn has_option(&self, option: &str) -> bool {
        let listed = |value: &str| value.split(',').any(|part| part.trim() == option);
        self.named("options").is_some_and(listed)
            || self.named("opts").is_some_and(listed)
            || self.lists.iter().any(|(_, list)| {
                let first = Fields::of(list).next().map_or("", |field| field.text);
                first
                    .split('%')
                    .skip(1)
                    .any(|part| part.split(['#', '.']).next() == Some(option))
            })
    }

    /// The second to the last unnamed values, with their bytes in the source.
    pub(super) fn rest(&self) -> impl Iterator<Item = Span> {
        self.lists.iter().flat_map(|(start, list)| {
            Fields::of(list)
                .skip(1)
                .filter(|field| !field.text.contains('=') && !field.text.is_empty())
                .map(move |field| {
                    let at = start + field.start as u32;
                    Span::new(at, at + field.text.len() as u32)
                })
        })
    }
}

/// The parts of a list of attributes, cut at commas that are in no quotation marks.
pub(super) struct Fields<'s> {
    list: &'s str,
    at: usize,
}

/// A part of a list of attributes.
pub(super) struct Field<'s> {
    pub start: usize,
    /// Without the marks around it.
    pub text: &'s str,
}

impl<'s> Fields<'s> {
    pub(super) fn of(list: &'s str) -> Self {
        Self { list, at: 0 }
    }
}

impl<'s> Iterator for Fields<'s> {
    type Item = Field<'s>;

    fn next(&mut self) -> Option<Field<'s>> {
        let rest = self.list.get(self.at..)?;
        if self.at > 0 && rest.is_empty() {
            return None;
        }
        let mut quoted = false;
        let end = rest
            .find(|c: char| {
                quoted ^= c == '"';
                c == ',' && !quoted
            })
            .unwrap_or(rest.len());
        let mut text = rest[..end].trim();
        let mut start = self.at + (rest[..end].len() - rest[..end].trim_start().len());
        if text.len() > 1 && text.starts_with('"') && text.ends_with('"') {
            text = &text[1..text.len() - 1];
            start += 1;
        }
        self.at += end + 1;
        Some(Field { start, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_names_between_colons_at_the_start_of_a_line() {
        let entry = |line| super::entry(line).map(|found| (found.name, found.value, found.unset));
        assert_eq!(entry(":version: 2.0"), Some(("version", "2.0", false)));
        assert_eq!(entry(":toc:"), Some(("toc", "", false)));
        assert_eq!(entry(":toc!:"), Some(("toc", "", true)));
        assert_eq!(entry(":!toc:"), Some(("toc", "", true)));
        for line in ["version: 2", ":a b: c", ":12:30", "::", ":: x"] {
            assert_eq!(entry(line), None, "{line}");
        }
    }

    #[test]
    fn references_are_replaced_by_what_is_defined() {
        let mut attributes = Attributes::default();
        let value = |attributes: &Attributes, text| attributes.expand(text);
        let define = |attributes: &mut Attributes, line| {
            attributes.define(&entry(line).unwrap());
        };
        define(&mut attributes, ":boats: 14");
        define(&mut attributes, ":all: {boats} boats");
        assert_eq!(value(&attributes, "{all}{nbsp}sank"), "14 boats\u{A0}sank");
        assert_eq!(value(&attributes, "{ships} {boats"), "{ships} {boats");
        define(&mut attributes, ":boats!:");
        assert_eq!(value(&attributes, "{boats}"), "{boats}");
    }

    #[test]
    fn a_value_that_would_double_without_end_is_cut() {
        let mut attributes = Attributes::default();
        attributes.define(&entry(":a: xxxxxxxxxxxxxxxx").unwrap());
        for _ in 0..100 {
            attributes.define(&entry(":a: {a}{a}").unwrap());
        }
        assert_eq!(attributes.get("a").unwrap().len(), LONGEST_VALUE);
    }

    #[test]
    fn block_attributes_have_a_style_options_and_names() {
        let mut block = BlockAttributes::default();
        block.add(1, "quote#id.role, Jane Doe, \"A speech, 2014\"");
        block.add(60, "%header,cols=\"1,2\"");
        assert_eq!(block.style(), "quote");
        assert!(block.has_option("header") && !block.has_option("footer"));
        assert_eq!(block.named("cols"), Some("1,2"));
        let rest: Vec<Span> = block.rest().collect();
        assert_eq!(rest, [Span::new(16, 24), Span::new(27, 41)]);
    }
}
