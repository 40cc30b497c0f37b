//! Fields by their names: those that blanks bind, and those that a match has anyway.

use std::sync::Arc;

use super::{Outcome, Resolver};
use crate::lang::ast::Name;
use crate::lang::error::{Error, Kind};
use crate::lang::typed::{Fact, FactField, FactId, FieldIndex, FieldType, Implicit};
use crate::value::Type;

/// A field that facts of one kind have without a blank for it.
struct Offer {
    name: &'static str,
    ty: FieldType,
    /// Which facts have it, in words.
    needs: &'static str,
    /// What fills it in a fact.
    of: fn(&Fact) -> Option<Implicit>,
    /// Whether it is named where all fields of a fact are listed.
    is_listed: fn(&Fact) -> bool,
}

/// All implicit fields. A blank of the same name comes before them.
const OFFERS: [Offer; 3] = [
    Offer {
        name: "speaker",
        ty: FieldType::Basic(Type::Name),
        needs: "a fact with one `quote` blank that has a name",
        of: speaker,
        is_listed: |fact| speaker(fact).is_some(),
    },
    Offer {
        name: "row",
        ty: FieldType::Text,
        needs: "a match in a table",
        of: |_| Some(Implicit::Row),
        is_listed: Fact::is_of_tables,
    },
    Offer {
        name: "column",
        ty: FieldType::Text,
        needs: "a match in a table",
        of: |_| Some(Implicit::Column),
        is_listed: Fact::is_of_tables,
    },
];

fn speaker(fact: &Fact) -> Option<Implicit> {
    let is_quote = |field: &FactField| field.ty == FieldType::Basic(Type::Quote);
    let mut quotes = (0..fact.fields.len()).filter(|index| is_quote(&fact.fields[*index]));
    match (quotes.next(), quotes.next()) {
        (Some(quote), None) => Some(Implicit::Speaker(quote)),
        _ => None,
    }
}

impl Resolver<'_> {
    /// The field of a fact that a name means.
    pub(super) fn field_called(&mut self, fact: FactId, name: &Name) -> Outcome<FieldIndex> {
        if let Some(index) = self.known_field(fact, &name.text) {
            return Ok(index);
        }
        let owner = match &self.facts[fact.0 as usize].name {
            Some(owner) => owner.to_string(),
            None => "this pattern".to_owned(),
        };
        let place = name.place;
        if let Some(offer) = OFFERS.iter().find(|offer| *offer.name == *name.text) {
            return self.fail(Error::NoImplicit {
                owner,
                name: offer.name,
                place,
                needs: offer.needs,
            });
        }
        self.fail(Error::Unknown {
            kind: Kind::Field(owner),
            name: name.text.to_string(),
            place,
            candidates: self.names_of_fields(fact),
        })
    }

    /// The field of a fact with this name. An implicit one becomes a field of the fact here,
    /// where a rule names it: what no rule names is not looked for in the documents.
    pub(super) fn known_field(&mut self, fact: FactId, name: &str) -> Option<FieldIndex> {
        let fact = &mut self.facts[fact.0 as usize];
        if let Some(index) = fact.fields.iter().position(|field| *field.name == *name) {
            return Some(index);
        }
        let offer = OFFERS.iter().find(|offer| offer.name == name)?;
        let implicit = (offer.of)(fact)?;
        fact.fields.push(FactField {
            name: Arc::from(offer.name),
            ty: offer.ty,
            implicit: Some(implicit),
        });
        Some(fact.fields.len() - 1)
    }

    /// The names of the fields of a fact, with those that it would have if they were named.
    pub(super) fn names_of_fields(&self, fact: FactId) -> Vec<String> {
        let fact = &self.facts[fact.0 as usize];
        let bound = fact.fields.iter().map(|field| field.name.to_string());
        let mut names: Vec<String> = bound.collect();
        for offer in &OFFERS {
            if (offer.is_listed)(fact) && !names.iter().any(|name| name == offer.name) {
                names.push(offer.name.to_owned());
            }
        }
        names
    }
}
