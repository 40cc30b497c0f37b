//! A sentence cut into tokens, for the tests of the readers.

use super::{Annotations, Origin, Reading, Type, Value, Words, reader, show};
use crate::document::Layout;
use crate::document::token::{Token, tokenize};
use crate::source::Span;

/// A text with its tokens.
pub(super) struct Sample {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    pub(super) layout: Layout,
    annotations: Annotations,
}

impl Sample {
    pub(super) fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
        let origin = Origin::default();
        let mut annotations = Annotations::default();
        annotations.annotate(text, &tokens, origin.language);
        Self {
            text: text.to_owned(),
            tokens,
            layout: Layout::default(),
            annotations,
        }
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words::new(
            &self.text,
            &self.layout,
            &self.tokens,
            &self.annotations,
            Origin::default(),
        )
    }

    /// The readings of a type from left to right, without overlaps.
    pub(super) fn readings(&self, ty: Type) -> Vec<Reading> {
        let words = self.words();
        let mut readings = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match reader(ty).read(&words, at) {
                Some(reading) => {
                    assert!(reading.end > at, "{ty:?} took no token of {:?}", self.text);
                    at = reading.end;
                    readings.push(reading);
                }
                None => at += 1,
            }
        }
        readings
    }
}

/// What a reader finds in a text, as words: the stretches it takes.
pub(super) fn found(ty: Type, text: &str) -> Vec<String> {
    let sample = Sample::new(text);
    let readings = sample.readings(ty);
    readings
        .iter()
        .map(|reading| text[reading.span.range()].to_owned())
        .collect()
}

/// What a reader finds in a text, shown as in messages.
pub(super) fn shown(ty: Type, text: &str) -> Vec<String> {
    values(ty, text)
        .iter()
        .map(|value| show::show(value).unwrap_or_default())
        .collect()
}

/// The values a reader finds in a text.
pub(super) fn values(ty: Type, text: &str) -> Vec<Value> {
    let sample = Sample::new(text);
    sample
        .readings(ty)
        .into_iter()
        .map(|reading| reading.value)
        .collect()
}
