//! Character references of HTML and XML: `&amp;`, `&#8217;`, `&nbsp;`.
//!
//! Which names there are and what a number stands for is in the HTML Standard, 13.2.5.72 to
//! 13.2.5.80 and 13.5.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use crate::source::Span;

/// A stretch of a text with references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Bytes that stand for themselves.
    Plain(Span),
    /// A reference, or what runs on from one without a semicolon, and what it stands for.
    Reference(Span, String),
}

/// Cuts the bytes of `source` at `span` into references and what is between them. An
/// ampersand that begins no reference is plain.
pub(super) fn parts(source: &str, span: Span) -> Parts<'_> {
    let end = source.floor_char_boundary(span.end as usize);
    Parts {
        source,
        at: source.floor_char_boundary((span.start as usize).min(end)),
        end,
        reference: None,
    }
}

/// The text with its references decoded.
pub(super) fn decode(source: &str, span: Span) -> Cow<'_, str> {
    let text = &source[span.range()];
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    for part in parts(source, span) {
        match part {
            Part::Plain(span) => decoded.push_str(&source[span.range()]),
            Part::Reference(_, words) => decoded.push_str(&words),
        }
    }
    Cow::Owned(decoded)
}

/// The iterator of [`parts`].
pub(super) struct Parts<'s> {
    source: &'s str,
    at: usize,
    end: usize,
    /// A reference that was found after the plain bytes last given.
    reference: Option<Part>,
}

impl Iterator for Parts<'_> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        if let Some(reference) = self.reference.take() {
            return Some(reference);
        }
        let start = self.at;
        while let Some(found) = memchr::memchr(b'&', &self.source.as_bytes()[self.at..self.end]) {
            let from = self.at + found;
            let text = &self.source[from..self.end];
            let length = 1 + run(&text[1..]);
            self.at = from + length;
            let Some(words) = stands_for(&text[..length]) else {
                continue;
            };
            let reference = Part::Reference(Span::new(from as u32, self.at as u32), words);
            if start == from {
                return Some(reference);
            }
            self.reference = Some(reference);
            return Some(Part::Plain(Span::new(start as u32, from as u32)));
        }
        self.at = self.end;
        (start < self.end).then(|| Part::Plain(Span::new(start as u32, self.end as u32)))
    }
}

/// How many bytes after an ampersand may belong to its reference.
fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let sign = usize::from(bytes.first() == Some(&b'#'));
    let word = bytes[sign..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let end = sign + word;
    end + usize::from(word > 0 && bytes.get(end) == Some(&b';'))
}

/// What an ampersand with its run stands for, if that is anything else than itself.
fn stands_for(reference: &str) -> Option<String> {
    /// More than the longest name (`&CounterClockwiseContourIntegral;`) and the words after one
    /// without a semicolon.
    const LONGEST: usize = 64;
    if reference.len() < 3 || reference.len() > LONGEST {
        return None;
    }
    let mut decoded = Vec::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| {
        if let CallbackEvent::String { value } = event {
            decoded.extend_from_slice(value);
        }
        None::<Infallible>
    });
    let Ok(()) = Tokenizer::new_with_emitter(reference, emitter).finish();
    let words = String::from_utf8(decoded).ok()?;
    (words != reference).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Span {
        Span::new(0, text.len() as u32)
    }

    #[test]
    fn references_stand_for_characters() {
        for (written, expected) in [
            ("AT&amp;T", "AT&T"),
            ("it&#8217;s, it&#x2019;s, it&rsquo;s", "it’s, it’s, it’s"),
            ("14&nbsp;people", "14\u{A0}people"),
            ("caf&eacute;", "café"),
            // The Standard's own example of a name without a semicolon.
            ("I'm &notit; I tell you", "I'm ¬it; I tell you"),
            ("I'm &notin; I tell you", "I'm ∉ I tell you"),
            // Numbers of Windows-1252, and those that are no characters.
            ("&#151;", "—"),
            ("&#0;&#x110000;&#xD800;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("&ThickSpace;", "\u{205F}\u{200A}"),
        ] {
            assert_eq!(decode(written, all(written)), expected);
        }
    }

    #[test]
    fn an_ampersand_alone_is_an_ampersand() {
        for text in [
            "R&D",
            "a & b",
            "&",
            "&;",
            "&&&",
            "&#;",
            "&#x;",
            "&nosuchname;",
            "Q&A;",
        ] {
            assert_eq!(decode(text, all(text)), text);
        }
    }

    #[test]
    fn a_reference_keeps_its_place() {
        let text = "R&D at AT&amp;T";
        let found: Vec<Part> = parts(text, all(text)).collect();
        assert_eq!(
            found,
            [
                Part::Plain(Span::new(0, 9)),
                Part::Reference(Span::new(9, 14), "&".to_owned()),
                Part::Plain(Span::new(14, 15)),
            ]
        );
        assert_eq!(parts(text, Span::new(3, 3)).next(), None);
    }
}
