//! Every value of a text, whatever rules there are.

use crate::document::Layout;
use crate::document::token::{self, Token};
use crate::people::{Speaker, Speakers};
use crate::source::Span;
use crate::value::{Annotations, Origin, Type, Types, Value, Words, cells, read_all};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The type whose reader read it.
    pub ty: Type,
    /// The words it was read from; of a quotation with its marks.
    pub span: Span,
    /// What they say.
    pub value: Value,
    /// Who says it, of a quotation whose speaker the text names.
    pub speaker: Option<Speaker>,
}

/// Reads values; keeps its memory from one text to the next.
#[derive(Debug, Default)]
pub struct Survey {
    tokens: Vec<Token>,
    annotations: Annotations,
}

impl Survey {
    /// The values of the wanted types in a text, in its order.
    pub fn read(
        &mut self,
        text: &str,
        layout: &Layout,
        origin: Origin,
        wanted: Types,
    ) -> Vec<Found> {
        let speakers = (wanted.has(Type::Quote) && !layout.quotations.is_empty())
            .then(|| Speakers::read(text, layout, origin));
        let mut found = Vec::new();
        for sentence in &layout.sentences {
            self.tokens.clear();
            token::tokenize(text, *sentence, &mut self.tokens);
            self.annotations
                .annotate(text, &self.tokens, origin.language);
            let words = Words::new(text, layout, &self.tokens, &self.annotations, origin);
            for cell in cells(layout, &self.tokens) {
                found.extend(read_all(&words.slice(cell), wanted).map(|value| {
                    let span = value.reading.span;
                    let is_quote = value.ty == Type::Quote;
                    Found {
                        ty: value.ty,
                        span,
                        value: value.reading.value,
                        speaker: speakers
                            .as_ref()
                            .filter(|_| is_quote)
                            .and_then(|speakers| speaker(speakers, layout, span)),
                    }
                }));
            }
        }
        found
    }
}

fn speaker(speakers: &Speakers, layout: &Layout, span: Span) -> Option<Speaker> {
    let at = layout
        .quotations
        .partition_point(|quotation| quotation.outer.start < span.start);
    speakers.of(at).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain;

    fn values(text: &str, wanted: Types) -> Vec<(Type, &str)> {
        let found = Survey::default().read(text, &plain::read(text), Origin::default(), wanted);
        found
            .iter()
            .map(|found| (found.ty, &text[found.span.range()]))
            .collect()
    }

    #[test]
    fn every_value_is_read_once_by_its_own_type() {
        let text = "Some 14 boats cost $5 million. The last came on 3 May 2021, 20 km off.";
        let wanted = Types::of(&[Type::Number, Type::Money, Type::Date, Type::Measure]);
        assert_eq!(
            values(text, wanted),
            [
                (Type::Number, "Some 14"),
                (Type::Money, "$5 million"),
                (Type::Date, "3 May 2021"),
                (Type::Measure, "20 km"),
            ]
        );
    }

    #[test]
    fn only_the_wanted_types_are_read_and_nothing_else_in_their_place() {
        let text = "Some 14 boats cost $5 million.";
        assert_eq!(
            values(text, Types::of(&[Type::Number])),
            [(Type::Number, "Some 14")]
        );
    }

    #[test]
    fn a_quotation_has_its_speaker_and_its_own_values() {
        let text = "“We lost 14 boats,” said Anna Berg.";
        let wanted = Types::of(&[Type::Number, Type::Quote]);
        assert_eq!(
            values(text, wanted),
            [(Type::Quote, "“We lost 14 boats,”"), (Type::Number, "14")]
        );
        let found = Survey::default().read(text, &plain::read(text), Origin::default(), wanted);
        let speaker = found[0].speaker.as_ref().unwrap();
        assert_eq!(&text[speaker.written.range()], "Anna Berg");
        assert_eq!(found[1].speaker, None);
    }
}
