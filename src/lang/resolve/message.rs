//! Messages: every blank is filled by the check.

use super::{Outcome, Reported, Resolver};
use crate::lang::ast;
use crate::lang::error::Error;
use crate::lang::typed::{FactId, Piece, Template};

/// The words that mean something in messages besides the names of fields.
const WORDS: [&str; 6] = [
    "found",
    "expected",
    "count",
    "document",
    "difference",
    "other",
];

/// Whether a field of this name could not be told from a word of messages.
pub(super) fn is_message_word(name: &str) -> bool {
    WORDS.contains(&name)
}

/// What a check can fill in its message, besides the name of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Fills {
    /// `{found}`
    pub(super) found: bool,
    /// `{expected}`
    pub(super) expected: bool,
    /// `{count}`
    pub(super) count: bool,
    /// `{other.document}`
    pub(super) other_document: bool,
    /// `{difference}`
    pub(super) difference: bool,
    /// The fact whose fields are there as `{field}`.
    pub(super) subject: Option<FactId>,
    /// The fact whose fields are there as `{other.field}`.
    pub(super) other: Option<FactId>,
}

impl Resolver<'_> {
    pub(super) fn message(&mut self, template: &ast::Template, fills: &Fills) -> Outcome<Template> {
        let mut outcome = Ok(());
        let mut pieces = Vec::new();
        for piece in &template.pieces {
            match piece {
                ast::Piece::Text(text) => pieces.push(Piece::Text(text.clone())),
                ast::Piece::Path { owner, part, place } => {
                    match self.filled(owner.as_deref(), part, fills) {
                        Some(piece) => pieces.push(piece),
                        None => {
                            let name = match owner {
                                Some(owner) => format!("{owner}.{part}"),
                                None => part.to_string(),
                            };
                            self.errors.push(Error::Unfilled {
                                name,
                                place: *place,
                                available: self.available(fills),
                            });
                            outcome = Err(Reported);
                        }
                    }
                }
            }
        }
        outcome.map(|()| Template { pieces })
    }

    fn filled(&mut self, owner: Option<&str>, part: &str, fills: &Fills) -> Option<Piece> {
        let mut field = |fact: Option<FactId>| self.known_field(fact?, part);
        match (owner, part) {
            (None, "found") => fills.found.then_some(Piece::Found),
            (None, "expected") => fills.expected.then_some(Piece::Expected),
            (None, "count") => fills.count.then_some(Piece::Count),
            (None, "difference") => fills.difference.then_some(Piece::Difference),
            (None, "document") => Some(Piece::Document),
            (None, _) => field(fills.subject).map(Piece::Field),
            (Some("other"), "document") => fills.other_document.then_some(Piece::OtherDocument),
            (Some("other"), _) => field(fills.other).map(Piece::Other),
            (Some(_), _) => None,
        }
    }

    fn available(&self, fills: &Fills) -> Vec<String> {
        let fields =
            |fact: Option<FactId>| fact.into_iter().flat_map(|fact| self.names_of_fields(fact));
        let words = [
            (fills.found, "found"),
            (fills.expected, "expected"),
            (fills.count, "count"),
            (fills.difference, "difference"),
            (true, "document"),
            (fills.other_document, "other.document"),
        ];
        fields(fills.subject)
            .chain(
                words
                    .into_iter()
                    .filter(|(filled, _)| *filled)
                    .map(|(_, word)| word.to_owned()),
            )
            .chain(fields(fills.other).map(|field| format!("other.{field}")))
            .collect()
    }
}
