//! The vocabularies and data files of a rule file by name.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Outcome, Reported, Resolver};
use crate::fact::table::{DataTable, Vocabulary};
use crate::lang::Declarations;
use crate::lang::ast::{Name, Quoted};
use crate::lang::error::{Error, Kind};
use crate::lang::typed::{DataId, TableRef, VocabularyId};
use crate::source::Place;

/// Everything that can be looked up, by name.
pub(super) struct Tables<'d> {
    vocabularies: &'d [Arc<Vocabulary>],
    data: &'d [Arc<DataTable>],
    names: BTreeMap<&'d str, TableRef>,
    /// Tables that could not be read; that is reported elsewhere.
    broken: BTreeSet<&'d str>,
    /// For each vocabulary, its entries by every form, made when first needed.
    entries: Vec<OnceCell<FxHashMap<&'d str, (u32, u32)>>>,
}

impl<'d> Tables<'d> {
    pub(super) fn new(declarations: &'d Declarations) -> Self {
        let mut names = BTreeMap::new();
        for (index, data) in declarations.data.iter().enumerate().rev() {
            names.insert(data.name.as_ref(), TableRef::Data(DataId(index as u32)));
        }
        for (index, vocabulary) in declarations.vocabularies.iter().enumerate().rev() {
            let id = VocabularyId(index as u32);
            names.insert(vocabulary.name.as_ref(), TableRef::Vocabulary(id));
        }
        Self {
            vocabularies: &declarations.vocabularies,
            data: &declarations.data,
            names,
            broken: declarations.broken.iter().map(AsRef::as_ref).collect(),
            entries: declarations
                .vocabularies
                .iter()
                .map(|_| OnceCell::new())
                .collect(),
        }
    }

    /// Vocabularies and data files that share a name.
    pub(super) fn defined_twice(&self, declarations: &Declarations) -> Vec<Error> {
        let mut first: BTreeMap<&str, Place> = BTreeMap::new();
        let vocabularies = declarations
            .vocabularies
            .iter()
            .map(|table| (&table.name, table.place));
        let data = declarations
            .data
            .iter()
            .map(|table| (&table.name, table.place));
        let mut errors = Vec::new();
        for (name, place) in vocabularies.chain(data) {
            if let Some(first) = first.get(name.as_ref()) {
                errors.push(Error::DefinedTwice {
                    what: "the table",
                    name: Arc::clone(name),
                    place: place.max(*first),
                    first: place.min(*first),
                });
            } else {
                first.insert(name, place);
            }
        }
        errors
    }

    pub(super) fn get(&self, name: &str) -> Option<TableRef> {
        self.names.get(name).copied()
    }

    pub(super) fn is_vocabulary(&self, name: &str) -> bool {
        matches!(self.get(name), Some(TableRef::Vocabulary(_)))
    }

    pub(super) fn vocabulary(&self, id: VocabularyId) -> &'d Vocabulary {
        &self.vocabularies[id.0 as usize]
    }

    pub(super) fn data(&self, id: DataId) -> &'d DataTable {
        &self.data[id.0 as usize]
    }

    /// The entry of a vocabulary with this form, and which of its forms it is.
    pub(super) fn entry(&self, id: VocabularyId, form: &str) -> Option<(u32, u32)> {
        let forms = self.entries[id.0 as usize].get_or_init(|| {
            let mut forms = FxHashMap::default();
            for (entry, listed) in self.vocabulary(id).entries.iter().enumerate() {
                for (form, words) in listed.forms.iter().enumerate() {
                    forms
                        .entry(words.text.as_ref())
                        .or_insert((entry as u32, form as u32));
                }
            }
            forms
        });
        forms.get(form).copied()
    }

    /// Whether what a rule looks for in a table may be missing.
    pub(super) fn may_lack(&self, table: TableRef) -> bool {
        match table {
            TableRef::Vocabulary(_) => false,
            TableRef::Data(id) => self.data(id).optional,
        }
    }

    /// The columns of a table.
    pub(super) fn columns(&self, table: TableRef) -> &'d [Arc<str>] {
        match table {
            TableRef::Vocabulary(id) => &self.vocabulary(id).columns,
            TableRef::Data(id) => &self.data(id).columns,
        }
    }
}

impl Resolver<'_> {
    /// The vocabulary with this name.
    pub(super) fn vocabulary(&mut self, name: &Name) -> Outcome<VocabularyId> {
        match self.tables.get(&name.text) {
            Some(TableRef::Vocabulary(id)) => Ok(id),
            Some(TableRef::Data(_)) => self.fail(Error::WrongKind {
                name: Arc::clone(&name.text),
                place: name.place,
                is: "a data file",
                wanted: "a vocabulary",
                help: None,
            }),
            None => {
                let vocabularies = self.tables.vocabularies.iter();
                let candidates = vocabularies.map(|known| known.name.to_string()).collect();
                self.no_table(name, Kind::Vocabulary, candidates)
            }
        }
    }

    /// The vocabulary or data file with this name.
    pub(super) fn table(&mut self, name: &Name) -> Outcome<TableRef> {
        match self.tables.get(&name.text) {
            Some(table) => Ok(table),
            None => {
                let candidates = self
                    .tables
                    .names
                    .keys()
                    .map(|known| (*known).to_owned())
                    .collect();
                self.no_table(name, Kind::Table, candidates)
            }
        }
    }

    fn no_table<T>(&mut self, name: &Name, kind: Kind, candidates: Vec<String>) -> Outcome<T> {
        if self.tables.broken.contains(name.text.as_ref()) {
            return Err(Reported);
        }
        self.fail(Error::Unknown {
            kind,
            name: name.text.to_string(),
            place: name.place,
            candidates,
        })
    }

    /// The entry with this listed name.
    pub(super) fn entry(&mut self, vocabulary: VocabularyId, name: &Quoted) -> Outcome<u32> {
        let words = name.plain();
        match self.tables.entry(vocabulary, &words) {
            Some((entry, 0)) => Ok(entry),
            // Another of its forms: the listed name is the only thing to suggest.
            Some((entry, _)) => {
                let entry = &self.tables.vocabulary(vocabulary).entries[entry as usize];
                let candidates = vec![entry.name().to_string()];
                self.no_entry(vocabulary, &words, name.place, candidates)
            }
            None => self.unknown_entry(vocabulary, &words, name.place),
        }
    }

    /// Reports that no entry has this form.
    pub(super) fn unknown_entry<T>(
        &mut self,
        vocabulary: VocabularyId,
        words: &str,
        place: Place,
    ) -> Outcome<T> {
        let entries = self.tables.vocabulary(vocabulary).entries.iter();
        let candidates = entries.map(|entry| entry.name().to_string()).collect();
        self.no_entry(vocabulary, words, place, candidates)
    }

    fn no_entry<T>(
        &mut self,
        vocabulary: VocabularyId,
        words: &str,
        place: Place,
        candidates: Vec<String>,
    ) -> Outcome<T> {
        let vocabulary = self.tables.vocabulary(vocabulary).name.to_string();
        self.fail(Error::Unknown {
            kind: Kind::Entry(vocabulary),
            name: words.to_owned(),
            place,
            candidates,
        })
    }
}
