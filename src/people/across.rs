//! Names of one person in several documents.

use std::collections::BTreeSet;

use super::person::{Mention, People};
use crate::source::Span;

/// The speakers that the documents of a story name, each as its own document names them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    people: People,
    /// Speakers without a name, in lower case: "police".
    descriptions: BTreeSet<Box<str>>,
}

impl Names {
    /// Adds the name of a speaker.
    pub fn add(&mut self, name: &str) {
        if is_name(name) {
            self.people.add(Mention {
                name,
                span: Span::default(),
                opens: false,
                gender: None,
            });
        } else {
            self.descriptions.insert(name.into());
        }
    }

    /// The one name for a speaker in all documents: "Sergei Lavrov" for "Lavrov", unless two of
    /// that surname are named. A word that opens a sentence here and stands in lower case there
    /// is no name.
    pub fn one(&self, name: &str) -> Box<str> {
        let lower = name.to_lowercase();
        if self.descriptions.contains(lower.as_str()) {
            return lower.into();
        }
        let person = self.people.named(name).filter(|_| is_name(name));
        person.map_or_else(|| name.into(), |id| self.people.name(id).into())
    }
}

/// Whether the last word has a capital; what only describes a speaker is in lower case.
fn is_name(name: &str) -> bool {
    name.rsplit(' ')
        .next()
        .is_some_and(|last| last.contains(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], name: &str, one: &str) {
        let mut all = Names::default();
        names.iter().for_each(|name| all.add(name));
        assert_eq!(&*all.one(name), one, "{name} among {names:?}");
    }

    #[test]
    fn a_short_name_meets_the_full_one_of_another_document() {
        check(
            &["Lindqvist", "Marta Lindqvist"],
            "Lindqvist",
            "Marta Lindqvist",
        );
        check(
            &["Marta Lindqvist", "Lindqvist"],
            "Marta Lindqvist",
            "Marta Lindqvist",
        );
    }

    #[test]
    fn two_full_names_keep_the_short_one_apart() {
        let names = ["Lindqvist", "Marta Lindqvist", "Jonas Lindqvist"];
        check(&names, "Lindqvist", "Lindqvist");
    }

    #[test]
    fn descriptions_meet_in_lower_case_only() {
        check(&["Police", "police"], "Police", "police");
        check(&["minister", "foreign minister"], "minister", "minister");
    }
}
