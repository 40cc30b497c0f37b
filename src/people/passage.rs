//! A document without what is quoted in it: the sentences of its author, each quotation one sign.

use std::ops::Range;

use crate::document::token::{Token, TokenKind, tokenize};
use crate::document::{Layout, Quotation, Zone};
use crate::source::Span;
use crate::value::{Annotations, Origin, Words};

/// A sentence, or several that a quotation joins.
#[derive(Clone, Debug)]
pub(super) struct Passage<'a> {
    /// Its words; each quotation is one sign.
    pub(super) words: Words<'a>,
    /// The signs that are quotations: the token, and the index in the layout.
    pub(super) quotations: &'a [(usize, usize)],
    /// The paragraph that it begins in.
    pub(super) first_paragraph: usize,
    /// The paragraph that it ends in.
    pub(super) paragraph: usize,
    /// Whether it is a heading.
    pub(super) is_heading: bool,
}

impl Passage<'_> {
    /// The quotation that a token is.
    pub(super) fn quotation_at(&self, token: usize) -> Option<usize> {
        let at = self
            .quotations
            .binary_search_by_key(&token, |(token, _)| *token);
        at.ok().map(|at| self.quotations[at].1)
    }

    /// The first byte.
    pub(super) fn start(&self) -> u32 {
        self.words
            .tokens
            .first()
            .map_or(0, |first| first.span.start)
    }

    /// How many tokens it has.
    pub(super) fn len(&self) -> usize {
        self.words.tokens.len()
    }
}

/// The passages of a document, or those inside a quotation.
#[derive(Debug, Default)]
pub(super) struct Narration {
    tokens: Vec<Token>,
    annotations: Annotations,
    origin: Origin,
    /// The tokens, counted in their passage, and the quotations that they are.
    quotations: Vec<(usize, usize)>,
    passages: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    tokens: Range<usize>,
    quotations: Range<usize>,
    first_paragraph: usize,
    paragraph: usize,
    is_heading: bool,
}

impl Narration {
    /// The passages of a whole document.
    pub(super) fn of_document(text: &str, layout: &Layout, origin: Origin) -> Self {
        let sentences = layout.sentences.iter().copied();
        Self::read(text, layout, origin, sentences, None)
    }

    /// The passages inside a quotation.
    pub(super) fn of_quotation(text: &str, layout: &Layout, origin: Origin, index: usize) -> Self {
        let inner = layout.quotations[index].inner;
        let first = layout.breaks.partition_point(|at| *at <= inner.start);
        let breaks = layout.breaks[first..]
            .iter()
            .copied()
            .take_while(|at| *at < inner.end);
        let mut start = inner.start;
        let sentences = breaks.chain([inner.end]).map(|end| {
            let sentence = Span::new(start, end);
            start = end;
            sentence
        });
        Self::read(text, layout, origin, sentences, Some(index))
    }

    fn read(
        text: &str,
        layout: &Layout,
        origin: Origin,
        sentences: impl Iterator<Item = Span>,
        outer: Option<usize>,
    ) -> Self {
        let mut narration = Self {
            origin,
            ..Self::default()
        };
        let mut next = outer.map_or(0, |outer| outer + 1);
        // Where the last quotation ends.
        let mut reached = 0;
        let mut open: Option<Part> = None;
        for sentence in sentences {
            let mut at = sentence.start.max(reached);
            let paragraph = layout.paragraph_at(sentence.start);
            let mut part = match open.take() {
                Some(part) => Part { paragraph, ..part },
                None => Part {
                    tokens: narration.tokens.len()..narration.tokens.len(),
                    quotations: narration.quotations.len()..narration.quotations.len(),
                    first_paragraph: paragraph,
                    paragraph,
                    is_heading: layout.in_zone(Zone::Headings, sentence.start),
                },
            };
            while let Some(quotation) = layout.quotations.get(next)
                && quotation.outer.start < sentence.end
            {
                if quotation.outer.start >= at {
                    let before = Span::new(at, quotation.outer.start);
                    tokenize(text, before, &mut narration.tokens);
                    let token = narration.tokens.len() - part.tokens.start;
                    narration.quotations.push((token, next));
                    narration.tokens.push(Token {
                        span: quotation.outer,
                        kind: TokenKind::Sign,
                    });
                    at = quotation.outer.end;
                }
                next += 1;
            }
            reached = reached.max(at);
            if at < sentence.end {
                tokenize(text, Span::new(at, sentence.end), &mut narration.tokens);
            }
            part.tokens.end = narration.tokens.len();
            part.quotations.end = narration.quotations.len();
            let last = part.quotations.clone().next_back();
            let ends_in =
                last.filter(|last| narration.quotations[*last].0 + 1 == part.tokens.len());
            let goes_on = reached > sentence.end
                || ends_in.is_some_and(|last| {
                    let (_, quotation) = narration.quotations[last];
                    ends_in_comma(text, layout.quotations[quotation])
                });
            if goes_on {
                open = Some(part);
            } else {
                narration.passages.push(part);
            }
        }
        narration.passages.extend(open);
        narration
            .annotations
            .annotate(text, &narration.tokens, origin.language);
        narration
    }

    /// The passages in order.
    pub(super) fn passages<'a>(
        &'a self,
        text: &'a str,
        layout: &'a Layout,
    ) -> impl Iterator<Item = Passage<'a>> {
        let words = Words::new(text, layout, &self.tokens, &self.annotations, self.origin);
        self.passages.iter().map(move |part| Passage {
            words: words.slice(part.tokens.clone()),
            quotations: &self.quotations[part.quotations.clone()],
            first_paragraph: part.first_paragraph,
            paragraph: part.paragraph,
            is_heading: part.is_heading,
        })
    }
}

/// Whether a quotation says that the sentence around it goes on.
fn ends_in_comma(text: &str, quotation: Quotation) -> bool {
    text[quotation.inner.range()].ends_with(',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain;

    /// The passages of a text: words with one space between them, quotations as “n”.
    fn passages(text: &str) -> Vec<String> {
        let layout = plain::read(text);
        Narration::of_document(text, &layout, Origin::default())
            .passages(text, &layout)
            .map(|passage| {
                let words: Vec<String> = (0..passage.len())
                    .map(|at| match passage.quotation_at(at) {
                        Some(index) => format!("“{index}”"),
                        None => passage.words.word(at).to_owned(),
                    })
                    .collect();
                words.join(" ")
            })
            .collect()
    }

    #[test]
    fn a_quotation_is_one_sign() {
        assert_eq!(
            passages("He left. “Go,” he said, “or ‘stay’.” It rained."),
            ["He left .", "“0” he said , “1”", "It rained ."]
        );
    }

    #[test]
    fn what_a_quotation_joins_is_one_passage() {
        assert_eq!(
            passages("“I came.\n\n“I saw,” he said. Then he left."),
            ["“0” he said .", "Then he left ."]
        );
        assert_eq!(
            passages("“We go,”\nThe minister said.\nHe left."),
            ["“0” The minister said .", "He left ."]
        );
    }
}
