//! The people that a document names, from their full to their short names.
//!
//! A document names a person in full once and by the surname after that ("Second reference" of
//! The Associated Press Stylebook). A short name is linked to the one full name that ends in it;
//! where two people share a surname it is linked to none.

use std::collections::BTreeMap;

use crate::source::Span;

/// What a title or a pronoun says about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// "Mr.", "he".
    Male,
    /// "Ms.", "she".
    Female,
}

/// A person of a document: an index into its [`People`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonId(u32);

/// A name as it stands in a text.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    /// The words of the name, without titles.
    pub name: &'a str,
    /// Where they stand.
    pub span: Span,
    /// Whether the first word has a capital for another reason: it opens the sentence.
    pub opens: bool,
    /// What the title says.
    pub gender: Option<Gender>,
}

/// Somebody with a name.
#[derive(Clone, Debug)]
struct Person {
    /// The longest name, with single spaces.
    name: Box<str>,
    /// Where it stands first.
    span: Span,
    /// The given names, as they are compared.
    given: Vec<Box<str>>,
    /// Whether the name was seen where its first word has a capital for no other reason.
    is_sure: bool,
    gender: Option<Gender>,
    /// The words of the titles: "german", "chancellor".
    titles: Vec<Box<str>>,
}

/// People by their names.
#[derive(Clone, Debug, Default)]
pub struct People {
    persons: Vec<Person>,
    by_surname: BTreeMap<Box<str>, Vec<PersonId>>,
    by_title: BTreeMap<Box<str>, Vec<PersonId>>,
}

/// More people of one surname, or of one title, are not told apart.
const MOST_ALIKE: usize = 8;

impl People {
    /// Adds a mention: a new person, or another name of a known one.
    pub fn add(&mut self, mention: Mention<'_>) -> Option<PersonId> {
        let (surname, given) = parts(mention.name)?;
        let alike = self.by_surname.entry(surname).or_default();
        let known = alike.iter().copied().find(|id| {
            let other = &self.persons[id.0 as usize].given;
            given.is_empty() == other.is_empty() && may_be_one(&given, other)
        });
        if let Some(id) = known {
            let person = &mut self.persons[id.0 as usize];
            person.is_sure |= !mention.opens;
            person.gender = person.gender.or(mention.gender);
            if is_fuller(&given, &person.given) {
                person.name = with_single_spaces(mention.name);
                person.span = mention.span;
                person.given = given;
            }
            return Some(id);
        }
        if alike.len() == MOST_ALIKE {
            return None;
        }
        let id = PersonId(self.persons.len() as u32);
        alike.push(id);
        self.persons.push(Person {
            name: with_single_spaces(mention.name),
            span: mention.span,
            given,
            is_sure: !mention.opens,
            gender: mention.gender,
            titles: Vec::new(),
        });
        Some(id)
    }

    /// Adds a word of a person's title: "chancellor".
    pub fn add_title(&mut self, id: PersonId, word: &str) {
        let word: Box<str> = word.to_lowercase().into();
        let person = &mut self.persons[id.0 as usize];
        if person.titles.len() < MOST_ALIKE && !person.titles.contains(&word) {
            person.titles.push(word.clone());
            let holders = self.by_title.entry(word).or_default();
            if holders.len() <= MOST_ALIKE {
                holders.push(id);
            }
        }
    }

    /// The one person whose name a name is, in full or in short.
    pub fn named(&self, name: &str) -> Option<PersonId> {
        let (surname, given) = parts(name)?;
        let alike = self.by_surname.get(&surname)?;
        let full = alike.iter().copied().filter(|id| {
            let other = &self.persons[id.0 as usize].given;
            !other.is_empty() && may_be_one(&given, other)
        });
        let full: Vec<PersonId> = full.collect();
        match *full.as_slice() {
            [] if given.is_empty() => alike.first().copied(),
            [one] => Some(one),
            _ => None,
        }
    }

    /// The one person with a title whose words are all among these: "the German chancellor".
    pub fn titled<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<PersonId> {
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        let holders = self.by_title.get(words.last()?.as_str())?;
        let others = &words[..words.len() - 1];
        let fits = |id: &PersonId| {
            let titles = &self.persons[id.0 as usize].titles;
            others
                .iter()
                .all(|word| titles.iter().any(|title| **title == **word))
        };
        only(holders.iter().copied().filter(fits))
    }

    /// A person's longest name in the document.
    pub fn name(&self, id: PersonId) -> &str {
        &self.persons[id.0 as usize].name
    }

    /// Where that name stands first.
    pub fn span(&self, id: PersonId) -> Span {
        self.persons[id.0 as usize].span
    }

    /// Whether the name is one: of two words, or of one that has a capital for no other reason.
    pub fn is_sure(&self, id: PersonId) -> bool {
        let person = &self.persons[id.0 as usize];
        person.is_sure || !person.given.is_empty()
    }

    /// Whether a given name or a title says that it is a person: "Japan" is not, by its form.
    pub fn is_certainly_one(&self, id: PersonId) -> bool {
        let person = &self.persons[id.0 as usize];
        let titled = !person.titles.is_empty() || person.gender.is_some();
        !person.given.is_empty() || (person.is_sure && titled)
    }

    /// What the titles say.
    pub fn gender(&self, id: PersonId) -> Option<Gender> {
        self.persons[id.0 as usize].gender
    }
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

/// The surname and the given names as they are compared.
fn parts(name: &str) -> Option<(Box<str>, Vec<Box<str>>)> {
    const SUFFIXES: [&str; 6] = ["esq", "ii", "iii", "iv", "jr", "sr"];
    let mut words: Vec<Box<str>> = name.split_whitespace().map(compared).collect();
    if words.len() > 1 && words.last().is_some_and(|last| SUFFIXES.contains(&&**last)) {
        words.pop();
    }
    let surname = words.pop().filter(|surname| !surname.is_empty())?;
    Some((surname, words))
}

/// A word of a name in the form in which spellings meet: transliterations differ in "y" for "i"
/// and in double letters (Sergey, Sergei; Zelenskyy, Zelensky).
fn compared(word: &str) -> Box<str> {
    let mut letters = String::with_capacity(word.len());
    for letter in word.chars().filter(|c| c.is_alphanumeric()) {
        for letter in letter.to_lowercase() {
            let letter = if letter == 'y' { 'i' } else { letter };
            if !letters.ends_with(letter) {
                letters.push(letter);
            }
        }
    }
    letters.into()
}

/// Whether the given names may be of one person: one has none, the first ones are equal, one is
/// the other's initial, or one has more words before the other's: "Republican John Berg".
fn may_be_one(one: &[Box<str>], other: &[Box<str>]) -> bool {
    if one.ends_with(other) || other.ends_with(one) {
        return true;
    }
    match (one.first(), other.first()) {
        (Some(one), Some(other)) => {
            let initial = one.len() == 1 || other.len() == 1;
            one == other || (initial && one.chars().next() == other.chars().next())
        }
        _ => true,
    }
}

/// Whether given names say more than those known: more of them, but not words before them.
fn is_fuller(given: &[Box<str>], known: &[Box<str>]) -> bool {
    if given.ends_with(known) || known.ends_with(given) {
        return given.len() < known.len();
    }
    given.len() > known.len()
}

fn with_single_spaces(name: &str) -> Box<str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").replace('\u{2019}', "'").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People with these names, each where no capital is in doubt.
    fn people(names: &[&str]) -> People {
        let mut people = People::default();
        for name in names {
            people.add(Mention {
                name,
                span: Span::default(),
                opens: false,
                gender: None,
            });
        }
        people
    }

    #[track_caller]
    fn check(names: &[&str], short: &str, full: Option<&str>) {
        let people = people(names);
        let named = people.named(short).map(|id| people.name(id));
        assert_eq!(named, full, "{short} among {names:?}");
    }

    #[test]
    fn a_surname_is_the_one_person_who_has_it() {
        let names = ["Marta Lindqvist", "Ada Okoye"];
        check(&names, "Lindqvist", Some("Marta Lindqvist"));
        check(&names, "Ada Okoye", Some("Ada Okoye"));
        check(&names, "Reyes", None);
    }

    #[test]
    fn two_people_of_one_surname_are_not_guessed() {
        let names = ["Marta Lindqvist", "Jonas Lindqvist"];
        check(&names, "Lindqvist", None);
        check(&names, "J. Lindqvist", Some("Jonas Lindqvist"));
        check(&names, "Karl Lindqvist", None);
    }

    #[test]
    fn the_longest_name_is_the_full_one() {
        let names = ["Lindqvist", "Marta Lindqvist", "Marta E. Lindqvist"];
        check(&names, "Lindqvist", Some("Marta E. Lindqvist"));
        check(&["Lindqvist"], "Lindqvist", Some("Lindqvist"));
        check(&["Martin King Jr."], "King", Some("Martin King Jr."));
        let names = ["Republican Marta Lindqvist", "Marta Lindqvist"];
        check(&names, "Lindqvist", Some("Marta Lindqvist"));
    }

    #[test]
    fn transliterations_of_one_name_meet() {
        check(&["Sergei Orlov"], "Sergey Orlov", Some("Sergei Orlov"));
        check(&["Andriy Melnyk"], "Melnik", Some("Andriy Melnyk"));
        check(&["Jon Berg"], "Joan Berg", None);
    }

    #[test]
    fn a_title_is_the_one_person_who_holds_it() {
        let mut people = people(&["Marta Lindqvist", "Ada Okoye"]);
        let marta = people.named("Lindqvist").unwrap();
        let ada = people.named("Okoye").unwrap();
        for (id, words) in [
            (marta, "Swedish minister"),
            (ada, "Nigerian minister judge"),
        ] {
            words.split(' ').for_each(|word| people.add_title(id, word));
        }
        let titled = |words: &str| people.titled(words.split(' '));
        assert_eq!(titled("judge"), Some(ada));
        assert_eq!(titled("minister"), None);
        assert_eq!(titled("Swedish minister"), Some(marta));
        assert_eq!(titled("Danish minister"), None);
        assert_eq!(titled("mayor"), None);
    }

    #[test]
    fn many_people_of_one_name_stay_linear() {
        let names: Vec<String> = (0..20_000).map(|n| format!("A{n} Berg")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(people(&names).named("Berg"), None);
    }
}
