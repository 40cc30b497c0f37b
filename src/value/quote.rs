//! Quotations.

use super::text;
use super::{Reader, Reading, Type, Value, Words};
use crate::document::Quotation;

/// Reads the quotation whose first word is at hand, whole.
#[derive(Debug)]
pub struct Quote;

impl Reader for Quote {
    fn reads(&self) -> Type {
        Type::Quote
    }

    fn about(&self) -> &'static str {
        "the words in quotation marks or in a block quotation, of one or several sentences: “We will \
         not go.”"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        let first = words.tokens.get(at)?.span.start;
        let before = match at.checked_sub(1) {
            Some(index) => words.tokens.get(index)?.span.end,
            None => start_of_sentence(words, first),
        };
        let quotation = starting_between(&words.layout.quotations, before, first)?;
        let inner = words.text.get(quotation.inner.range())?;
        if is_address(inner) {
            return None;
        }
        let length =
            words.tokens[at..].partition_point(|token| token.span.start < quotation.inner.end);
        (length > 0).then(|| Reading {
            end: at + length,
            value: Value::Text(content(inner, opening_mark(words, &quotation))),
            span: quotation.outer,
        })
    }
}

/// Where the sentence starts whose first token starts at `first`, marks included.
fn start_of_sentence(words: &Words<'_>, first: u32) -> u32 {
    let sentences = &words.layout.sentences;
    sentences
        .get(words.layout.sentence_at(first))
        .map_or(0, |sentence| sentence.start)
}

/// The outermost quotation whose words start after `before` and at or before `first`.
fn starting_between(quotations: &[Quotation], before: u32, first: u32) -> Option<Quotation> {
    let from = quotations.partition_point(|quotation| quotation.inner.start < before);
    quotations[from..]
        .iter()
        .take_while(|quotation| quotation.inner.start <= first)
        .find(|quotation| quotation.outer.start >= before && quotation.inner.end > first)
        .copied()
}

/// The value of an attribute, or an address as a program is given it: nobody said it.
fn is_address(inner: &str) -> bool {
    !inner.contains(char::is_whitespace) && (inner.contains("://") || inner.starts_with("www."))
}

fn opening_mark(words: &Words<'_>, quotation: &Quotation) -> Option<char> {
    words
        .text
        .get(quotation.outer.start as usize..quotation.inner.start as usize)?
        .chars()
        .next()
}

/// The words with single spaces, without the marks that open a continued paragraph again.
fn content(inner: &str, mark: Option<char>) -> Box<str> {
    let mut content = String::with_capacity(inner.len());
    let mut line_ended = false;
    for piece in inner.split_inclusive(char::is_whitespace) {
        let mut word = piece.trim_end();
        if line_ended && let Some(mark) = mark {
            word = word.strip_prefix(mark).unwrap_or(word);
        }
        if !word.is_empty() {
            if !content.is_empty() {
                content.push(' ');
            }
            text::push_straight(&mut content, word);
            line_ended = false;
        }
        line_ended |= piece.ends_with(['\n', '\r', '\u{2029}']);
    }
    content.into()
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;
    use crate::source::Span;

    /// Reads the quotations of a text whose marks are “ and ”.
    fn quotes(text: &str) -> Vec<(String, String)> {
        let mut sample = Sample::new(text);
        let mut open = Vec::new();
        for (at, character) in text.char_indices() {
            let at = at as u32;
            match character {
                '“' if open.is_empty() => open.push(at),
                '”' => {
                    if let Some(start) = open.pop() {
                        sample.layout.quotations.push(Quotation {
                            outer: Span::new(start, at + 3),
                            inner: Span::new(start + 3, at),
                        });
                    }
                }
                _ => {}
            }
        }
        let readings = sample.readings(Type::Quote);
        readings
            .into_iter()
            .map(|reading| match reading.value {
                Value::Text(words) => (words.into(), text[reading.span.range()].to_owned()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_quotation_is_taken_whole_with_its_marks_underlined() {
        assert_eq!(
            quotes("He said: “We won’t go. Not now.” Then he left."),
            [(
                "We won't go. Not now.".into(),
                "“We won’t go. Not now.”".into()
            )]
        );
    }

    #[test]
    fn two_quotations_are_two() {
        let inner: Vec<String> = quotes("“Go,” he said, “and stay.”")
            .into_iter()
            .map(|quote| quote.0)
            .collect();
        assert_eq!(inner, ["Go,", "and stay."]);
    }

    #[test]
    fn the_marks_of_continued_paragraphs_are_dropped() {
        let inner: Vec<String> = quotes("“We go.\n\n“We stay.”")
            .into_iter()
            .map(|quote| quote.0)
            .collect();
        assert_eq!(inner, ["We go. We stay."]);
    }

    #[test]
    fn an_address_in_quotation_marks_is_none() {
        assert_eq!(quotes("href=“https://example.org/a/long/way/down”"), []);
        let told = quotes("He said: “Go to https://example.org now.”");
        assert_eq!(told[0].0, "Go to https://example.org now.");
    }

    #[test]
    fn words_outside_quotation_marks_are_none() {
        assert_eq!(quotes("We won’t go."), []);
        assert_eq!(quotes("“”"), []);
    }
}
