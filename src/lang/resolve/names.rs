//! What the names of a rule text mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::pattern::Shape;
use crate::lang::typed::{FactId, Pattern};
use crate::source::Place;

/// What a name means.
#[derive(Clone)]
pub(super) enum Meaning {
    /// A pattern shared by name.
    Let(Arc<Pattern>, Shape),
    /// A fact.
    Fact(FactId),
    /// A definition with an error.
    Broken,
}

/// The names of one text, over those shared by the whole file.
pub(super) struct Names<'n> {
    shared: Option<&'n Names<'n>>,
    own: BTreeMap<Arc<str>, (Meaning, Place)>,
}

impl<'n> Names<'n> {
    pub(super) fn new(shared: Option<&'n Names<'n>>) -> Self {
        Self {
            shared,
            own: BTreeMap::new(),
        }
    }

    /// What a name means, and where it is defined.
    pub(super) fn get(&self, name: &str) -> Option<&(Meaning, Place)> {
        let shared = || self.shared.and_then(|shared| shared.get(name));
        self.own.get(name).or_else(shared)
    }

    pub(super) fn set(&mut self, name: &Arc<str>, meaning: Meaning, place: Place) {
        self.own.insert(Arc::clone(name), (meaning, place));
    }

    /// The names of one kind: what a misspelled name may be meant to be.
    pub(super) fn candidates(&self, wanted: fn(&Meaning) -> bool) -> Vec<String> {
        let own = self.own.iter().filter(|(_, (meaning, _))| wanted(meaning));
        let mut names: Vec<String> = own.map(|(name, _)| name.to_string()).collect();
        if let Some(shared) = self.shared {
            names.extend(shared.candidates(wanted));
        }
        names
    }
}

impl Meaning {
    pub(super) fn is_let(&self) -> bool {
        matches!(self, Self::Let(..))
    }

    pub(super) fn is_fact(&self) -> bool {
        matches!(self, Self::Fact(_))
    }

    pub(super) fn is_any(&self) -> bool {
        matches!(self, Self::Let(..) | Self::Fact(_))
    }
}
