//! A language compiled: what each of its words may be.

use std::sync::Arc;

use super::Language;
use super::class::{Class, Classes};
use super::file::{self, Tables, Writing};
use super::key::{Key, KeyMap};
use super::phrase::{PhraseWord, Phrases, Written};
use crate::diag::Diagnostic;
use crate::value::currency;
use crate::value::figure::Hedge;
use crate::value::hedge::{self, Use};
use crate::value::part::DASHES;
use crate::value::percent::{self, PercentWord};
use crate::value::unit::{self, Unit};
use crate::value::{Currency, Decimal, Type, Weekday, Zone, zone};

/// A word of a lexicon; 0 is a word that it does not list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::value) struct WordId(u16);

impl WordId {
    /// It as an index.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::value) struct Lexeme {
    pub(super) id: WordId,
    /// The classes the word has as it is written.
    pub(in crate::value) classes: Classes,
}

impl Lexeme {
    /// A number in digits.
    pub(in crate::value) const DIGITS: Self = Self {
        id: WordId(0),
        classes: Classes::of(&[Class::Digits]),
    };

    /// Whether the word has a class.
    pub(in crate::value) const fn is(self, class: Class) -> bool {
        self.classes.has(class)
    }

    /// Whether the word has one of these classes.
    pub(in crate::value) const fn is_any(self, classes: Classes) -> bool {
        self.classes.meets(classes)
    }
}

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::value) enum NumberWord {
    /// Adds 0 to 9.
    Unit(u8),
    /// Adds 10 to 19.
    Teen(u8),
    /// Adds 20 to 90; a unit may follow.
    Tens(u8),
    /// Multiplies what stands before it by 100.
    Hundred,
    /// Multiplies what stands before it.
    Scale(u64),
    /// Multiplies a small number by 12.
    Dozen,
    /// Says only about how many; a scale may follow ("several hundred").
    Few(u8, u8),
    /// An order of magnitude: at least twice this.
    Order(u64),
}

/// A listed word.
#[derive(Debug, Default)]
struct Entry {
    classes: Classes,
    /// Of its classes, those it has only with a capital.
    with_capital: Classes,
    /// Of its classes, those it has only all in capitals.
    in_capitals: Classes,
    /// Of its classes, those it has only with the point of an abbreviation.
    with_point: Classes,
    number: Option<NumberWord>,
    month: Option<u8>,
    weekday: Option<Weekday>,
}

/// The words of a language.
#[derive(Debug)]
pub(in crate::value) struct Lexicon {
    ids: KeyMap<WordId>,
    entries: Vec<Entry>,
    suffixes: Vec<(Arc<str>, u64)>,
    anchors: Anchors,
    /// What the language does with signs and capitals.
    pub(in crate::value) writing: Writing,
    /// Phrases before a figure.
    pub(in crate::value) hedges_before: Phrases<Hedge>,
    /// Phrases after a figure.
    pub(in crate::value) hedges_after: Phrases<(Hedge, Use)>,
    /// Phrases before a time that make it approximate, besides the hedges of figures.
    pub(in crate::value) time_hedges: Phrases<()>,
    /// "percent" and its like.
    pub(in crate::value) percents: Phrases<PercentWord>,
    /// Names of currencies, with the share of the currency's unit that each is.
    pub(in crate::value) currencies: Phrases<(Currency, Decimal)>,
    /// Names of units.
    pub(in crate::value) units: Phrases<Unit>,
    /// Names of time zones.
    pub(in crate::value) zones: Phrases<Zone>,
}

/// The words of which every value of a type has one unless it has a sign or a digit.
#[derive(Debug, Default)]
struct Anchors {
    numbers: Vec<Box<str>>,
    measures: Vec<Box<str>>,
    percents: Vec<Box<str>>,
    sums: Vec<Box<str>>,
    weekdays: Vec<Box<str>>,
    times: Vec<Box<str>>,
}

impl Lexicon {
    /// The words of a language. Its file is sound (a test reads every one); what were not
    /// would be left out.
    pub(super) fn read(language: Language) -> Self {
        Self::compile(file::read(language)).0
    }

    fn compile((tables, problems): (Tables, Vec<Diagnostic>)) -> (Self, Vec<Diagnostic>) {
        let mut compiler = Compiler {
            ids: KeyMap::new(),
            entries: vec![Entry::default()],
        };
        let anchors = Anchors::of(&tables);
        compiler.add_words(&tables);
        compiler.add_signs_and_codes();
        compiler.add(
            tables.writing.decimal.encode_utf8(&mut [0; 4]),
            Class::Point,
        );
        let mut before = tables.hedges_before;
        before.extend(listed(hedge::SIGNS_BEFORE));
        let mut after = tables.hedges_after;
        after.extend(listed(hedge::SIGNS_AFTER));
        let mut percents = tables.percents;
        percents.extend(listed(percent::SIGNS));
        let first = |class| (Some(class), None);
        let lexicon = Self {
            suffixes: tables.suffixes,
            anchors,
            writing: tables.writing,
            hedges_before: compiler.phrases(before, (Some(Class::Hedge), Some(Class::HedgeEnd))),
            hedges_after: compiler.phrases(after, first(Class::HedgeAfter)),
            time_hedges: compiler.phrases(
                tables.time_hedges,
                (Some(Class::TimeHedge), Some(Class::TimeHedgeEnd)),
            ),
            percents: compiler.phrases(percents, first(Class::Percent)),
            currencies: compiler.phrases(tables.currencies, first(Class::CurrencyName)),
            units: compiler.phrases(tables.units, first(Class::UnitName)),
            zones: compiler.phrases(tables.zones, first(Class::ZoneName)),
            ids: compiler.ids,
            entries: compiler.entries,
        };
        (lexicon, problems)
    }

    /// What a word may be.
    pub(in crate::value) fn look_up(&self, word: &str) -> Lexeme {
        let plain = unpointed(word);
        let Some(id) = Key::of(plain).and_then(|key| self.ids.get(key)) else {
            return Lexeme::default();
        };
        let entry = self.entry(id);
        let mut classes = entry.classes;
        if !entry.with_capital.is_empty() && !word.starts_with(char::is_uppercase) {
            classes = classes.without(entry.with_capital);
        }
        if plain.len() == word.len() {
            classes = classes.without(entry.with_point);
        }
        if !entry.in_capitals.is_empty() && plain.bytes().any(|byte| byte.is_ascii_lowercase()) {
            classes = classes.without(entry.in_capitals);
        }
        Lexeme { id, classes }
    }

    /// What a number word does.
    pub(in crate::value) fn number(&self, lexeme: Lexeme) -> Option<NumberWord> {
        self.entry(lexeme.id)
            .number
            .filter(|_| lexeme.is(Class::Number))
    }

    /// The month, 1 to 12, that a word names.
    pub(in crate::value) fn month(&self, lexeme: Lexeme) -> Option<u8> {
        self.entry(lexeme.id)
            .month
            .filter(|_| lexeme.is(Class::Month))
    }

    /// The weekday that a word names.
    pub(in crate::value) fn weekday(&self, lexeme: Lexeme) -> Option<Weekday> {
        self.entry(lexeme.id)
            .weekday
            .filter(|_| lexeme.is(Class::Weekday))
    }

    /// What letters that adjoin digits multiply them by, as written.
    pub(in crate::value) fn suffix(&self, letters: &str) -> Option<u64> {
        self.suffixes
            .iter()
            .find(|(suffix, _)| **suffix == *letters)
            .map(|(_, factor)| *factor)
    }

    /// The currency that a phrase names.
    pub(in crate::value) fn currency(&self, phrase: &str) -> Option<Currency> {
        let words = self.words_of(phrase);
        self.currencies.whole(&words).map(|(currency, _)| currency)
    }

    /// The unit that a phrase names.
    pub(in crate::value) fn unit(&self, phrase: &str) -> Option<Unit> {
        self.units.whole(&self.words_of(phrase))
    }

    fn words_of<'p>(&self, phrase: &'p str) -> Vec<(Lexeme, &'p str)> {
        let words = phrase.split_whitespace();
        words.map(|word| (self.look_up(word), word)).collect()
    }

    /// The words of which every value of a type has one unless it has a sign or a digit; in
    /// lower case and sorted. Of the other types nothing is known.
    pub(in crate::value) fn anchors(&self, ty: Type) -> &[Box<str>] {
        match ty {
            Type::Number | Type::Integer => &self.anchors.numbers,
            Type::Measure => &self.anchors.measures,
            Type::Percent => &self.anchors.percents,
            Type::Money => &self.anchors.sums,
            Type::Weekday => &self.anchors.weekdays,
            Type::Time => &self.anchors.times,
            Type::Date
            | Type::Year
            | Type::Version
            | Type::Quote
            | Type::Name
            | Type::Acronym
            | Type::Word
            | Type::Flag
            | Type::Email => &[],
        }
    }

    fn entry(&self, id: WordId) -> &Entry {
        &self.entries[id.index()]
    }
}

/// A word without the point of an abbreviation.
fn unpointed(word: &str) -> &str {
    match word.strip_suffix('.') {
        Some(plain) if !plain.is_empty() => plain,
        Some(_) | None => word,
    }
}

fn listed<T: Copy>(list: &[(&str, T)]) -> Vec<(Arc<str>, T)> {
    list.iter()
        .map(|(phrase, value)| ((*phrase).into(), *value))
        .collect()
}

impl Anchors {
    fn of(tables: &Tables) -> Self {
        let classed = |wanted: &[Class]| {
            let words = tables.words.iter();
            sorted(
                words
                    .filter(|(_, class)| wanted.contains(class))
                    .map(|(word, _)| &**word),
            )
        };
        let numbers = sorted(tables.numbers.iter().map(|(word, _)| &**word));
        let half = classed(&[Class::Half]);
        let first = |phrase: &'_ Arc<str>| phrase.split(' ').next().unwrap_or_default().to_owned();
        let last = |phrase: &'_ Arc<str>| phrase.rsplit(' ').next().unwrap_or_default().to_owned();
        let percents: Vec<String> = tables
            .percents
            .iter()
            .map(|(phrase, _)| first(phrase))
            .collect();
        let names = tables.currencies.iter().map(|(name, _)| last(name));
        let sums: Vec<String> = names
            .chain(currency::CODES.iter().map(ToString::to_string))
            .collect();
        Self {
            measures: sorted(numbers.iter().chain(&half).map(|word| &**word)),
            numbers,
            percents: sorted(percents.iter().map(String::as_str)),
            sums: sorted(sums.iter().map(String::as_str)),
            weekdays: sorted(tables.weekdays.iter().map(|(word, _)| &**word)),
            times: classed(&[Class::Noon, Class::Midnight]),
        }
    }
}

/// The words in lower case, each once.
fn sorted<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Box<str>> {
    let mut words: Vec<Box<str>> = words.map(|word| word.to_lowercase().into()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

struct Compiler {
    ids: KeyMap<WordId>,
    entries: Vec<Entry>,
}

impl Compiler {
    /// The id of a word; none if it is too long to be listed. Letters beyond ASCII and
    /// apostrophes are listed in each way they are written.
    fn id(&mut self, word: &str) -> Option<WordId> {
        let plain = unpointed(word);
        let next = WordId(u16::try_from(self.entries.len()).ok()?);
        let id = self.ids.get_or_insert(Key::of(plain)?, || next);
        if id == next {
            self.entries.push(Entry::default());
            let mut spellings = vec![plain.replace('\'', "’")];
            if !plain.is_ascii() {
                let mut letters = plain.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                spellings.push(first.chain(letters).collect());
                spellings.push(plain.to_lowercase());
                spellings.push(plain.to_uppercase());
            }
            for key in spellings.iter().filter_map(|spelling| Key::of(spelling)) {
                self.ids.get_or_insert(key, || id);
            }
        }
        Some(id)
    }

    fn entry(&mut self, word: &str) -> Option<&mut Entry> {
        let id = self.id(word)?;
        self.entries.get_mut(id.index())
    }

    /// Gives a word a class; listed with a capital or a point, it has it only so.
    fn add(&mut self, word: &str, class: Class) -> Option<&mut Entry> {
        let entry = self.entry(word)?;
        let class = Classes::of(&[class]);
        let is_new = !entry.classes.meets(class);
        entry.classes = entry.classes.with(class);
        let mut only = |set: fn(&mut Entry) -> &mut Classes, limited: bool| {
            let set = set(entry);
            if !limited {
                *set = set.without(class);
            } else if is_new {
                *set = set.with(class);
            }
        };
        only(
            |entry| &mut entry.with_capital,
            word.starts_with(char::is_uppercase),
        );
        only(
            |entry| &mut entry.with_point,
            unpointed(word).len() < word.len(),
        );
        Some(entry)
    }

    fn add_words(&mut self, tables: &Tables) {
        for (word, class) in &tables.words {
            self.add(word, *class);
        }
        for (word, number) in &tables.numbers {
            if let Some(entry) = self.add(word, Class::Number) {
                entry.number = Some(*number);
            }
        }
        let shown = |word: &str| {
            if tables.writing.capital_days {
                word.to_owned()
            } else {
                word.to_lowercase()
            }
        };
        for (word, (month, full)) in &tables.months {
            let word = shown(word);
            if let Some(entry) = self.add(&word, Class::Month) {
                entry.month = Some(*month);
            }
            if *full {
                self.add(&word, Class::MonthName);
            }
        }
        for (word, (weekday, full)) in &tables.weekdays {
            let word = shown(word);
            if let Some(entry) = self.add(&word, Class::Weekday) {
                entry.weekday = Some(*weekday);
            }
            if *full {
                self.add(&word, Class::WeekdayName);
            }
        }
    }

    fn add_signs_and_codes(&mut self) {
        for (sign, _) in currency::SIGNS {
            self.add(sign, Class::CurrencySign);
        }
        for (prefix, _) in currency::DOLLARS {
            self.add(prefix, Class::DollarPrefix);
        }
        for part in unit::first_symbols() {
            // A symbol is told by its letters when it is read.
            if let Some(entry) = self.entry(part) {
                entry.classes = entry.classes.with(Classes::of(&[Class::UnitSymbol]));
            }
        }
        let codes = currency::CODES
            .iter()
            .map(|code| (*code, Class::CurrencyCode));
        let zones = zone::names().map(|name| (name, Class::ZoneCode));
        for (code, class) in codes.chain(zones) {
            if let Some(entry) = self.add(code, class) {
                entry.in_capitals = entry.in_capitals.with(Classes::of(&[class]));
            }
        }
        for dash in DASHES {
            self.add(dash, Class::Dash);
        }
    }

    /// Phrases, whose first and last words get these classes.
    fn phrases<T: Copy>(
        &mut self,
        listed: Vec<(Arc<str>, T)>,
        (first, last): (Option<Class>, Option<Class>),
    ) -> Phrases<T> {
        let mut phrases = Vec::new();
        for (phrase, value) in listed {
            let words: Option<Vec<PhraseWord>> = phrase
                .split(' ')
                .map(|word| {
                    let written = if word.contains(char::is_uppercase) {
                        Written::Exactly(word.into())
                    } else if word.ends_with('.') {
                        Written::Pointed
                    } else {
                        Written::Anyhow
                    };
                    Some(PhraseWord {
                        id: self.id(word)?,
                        written,
                    })
                })
                .collect();
            let Some(words) = words else { continue };
            let ends = [(words.first(), first), (words.last(), last)];
            for (word, class) in ends {
                if let (Some(word), Some(class)) = (word, class) {
                    let entry = &mut self.entries[word.id.index()];
                    entry.classes = entry.classes.with(Classes::of(&[class]));
                }
            }
            phrases.push((words, value));
        }
        Phrases::new(phrases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_sound() {
        for language in Language::ALL {
            let (tables, problems) = file::read(language);
            assert_eq!(problems, [], "{language:?}");
            let mut listed: Vec<(&str, &str)> = Vec::new();
            let lists: [(&str, Vec<&Arc<str>>); 9] = [
                ("numbers", names(&tables.numbers)),
                ("hedges before", names(&tables.hedges_before)),
                ("hedges after", names(&tables.hedges_after)),
                ("percent", names(&tables.percents)),
                ("currencies", names(&tables.currencies)),
                ("units", names(&tables.units)),
                ("zones", names(&tables.zones)),
                ("months", names(&tables.months)),
                ("weekdays", names(&tables.weekdays)),
            ];
            for (list, phrases) in &lists {
                for phrase in phrases {
                    assert!(
                        !listed.contains(&(*list, &***phrase)),
                        "{phrase} stands twice"
                    );
                    listed.push((*list, &***phrase));
                }
            }
            let words = tables.words.iter().map(|(word, _)| &**word);
            for word in words.chain(listed.iter().flat_map(|(_, phrase)| phrase.split(' '))) {
                assert!(Key::of(word).is_some(), "{word:?} is empty or too long");
            }
            assert!(tables.words.iter().all(|(word, _)| !word.contains(' ')));
            assert_ne!(tables.writing.decimal, tables.writing.grouping);
        }
    }

    fn names<T>(list: &[(Arc<str>, T)]) -> Vec<&Arc<str>> {
        list.iter().map(|(name, _)| name).collect()
    }

    fn english(word: &str) -> Lexeme {
        Language::English.lexicon().look_up(word)
    }

    #[test]
    fn a_word_is_found_in_any_capitals_with_a_point_or_without() {
        let lexicon = Language::English.lexicon();
        for word in ["twenty", "Twenty", "TWENTY", "twenty."] {
            assert_eq!(
                lexicon.number(english(word)),
                Some(NumberWord::Tens(20)),
                "{word}"
            );
        }
        assert_eq!(lexicon.number(english("twentieth")), None);
        assert!(english("O’Clock").is(Class::OClock));
    }

    #[test]
    fn a_word_has_some_classes_only_as_it_is_listed() {
        let lexicon = Language::English.lexicon();
        assert_eq!(lexicon.month(english("Feb.")), Some(2));
        assert_eq!(lexicon.month(english("MAY")), Some(5));
        assert_eq!(lexicon.month(english("may")), None);
        assert_eq!(lexicon.month(english("march")), None);
        assert!(english("art.").is(Class::Label));
        assert!(!english("art").is(Class::Label));
        assert!(english("EUR").is(Class::CurrencyCode));
        assert!(!english("All").is(Class::CurrencyCode));
    }

    #[test]
    fn a_word_that_is_not_listed_is_nothing() {
        for word in [
            "",
            "zebra",
            "antidisestablishmentarianism",
            "Übung",
            "\u{1F600}",
        ] {
            assert_eq!(english(word), Lexeme::default(), "{word}");
        }
    }

    #[test]
    fn letters_beyond_ascii_are_found_in_any_capitals() {
        let mut compiler = Compiler {
            ids: KeyMap::new(),
            entries: vec![Entry::default()],
        };
        let id = compiler.id("über");
        assert!(id.is_some());
        for word in ["Über", "ÜBER", "üBER"] {
            assert_eq!(
                Key::of(word).and_then(|key| compiler.ids.get(key)),
                id,
                "{word}"
            );
        }
    }
}
