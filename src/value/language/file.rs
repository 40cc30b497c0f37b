//! A language as it is written in its file.

use std::sync::Arc;

use super::class::Class;
use super::{Language, NumberWord};
use crate::diag::Diagnostic;
use crate::source::{Source, Sources};
use crate::toml_read::{self, FromItem, Problems, Reader, Table};
use crate::value::calendar::WEEKDAYS;
use crate::value::figure::Hedge;
use crate::value::hedge::Use;
use crate::value::percent::PercentWord;
use crate::value::unit::Unit;
use crate::value::{Currency, Decimal, Weekday, Zone, currency};

/// What a language does with signs and capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::value) struct Writing {
    /// The sign before the decimal places.
    pub(in crate::value) decimal: char,
    /// The sign between groups of digits.
    pub(in crate::value) grouping: char,
    /// "3/4/2025" is the third of the fourth month.
    pub(in crate::value) day_first: bool,
    /// Months and weekdays have a capital.
    pub(super) capital_days: bool,
}

/// Words or phrases, with what they are listed for.
type Listed<T> = Vec<(Arc<str>, T)>;

/// The words and phrases of a language, as listed.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) writing: Writing,
    pub(super) words: Listed<Class>,
    pub(super) numbers: Listed<NumberWord>,
    pub(super) suffixes: Listed<u64>,
    pub(super) hedges_before: Listed<Hedge>,
    pub(super) hedges_after: Listed<(Hedge, Use)>,
    pub(super) time_hedges: Listed<()>,
    pub(super) percents: Listed<PercentWord>,
    /// Names of currencies, with the share of the currency's unit that each is.
    pub(super) currencies: Listed<(Currency, Decimal)>,
    pub(super) units: Listed<Unit>,
    pub(super) zones: Listed<Zone>,
    /// Months from 1 on, with whether the word is the full name.
    pub(super) months: Listed<(u8, bool)>,
    /// Weekdays, with whether the word is the full name.
    pub(super) weekdays: Listed<(Weekday, bool)>,
}

const NUMBER_LISTS: &[(&str, Class)] = &[
    ("half", Class::Half),
    ("article", Class::Article),
    ("and", Class::And),
    ("of", Class::Of),
    ("alone", Class::Alone),
    ("minus", Class::Minus),
    ("between", Class::Between),
    ("to", Class::To),
    ("or", Class::Or),
    ("from", Class::From),
    ("pronoun", Class::Pronoun),
    ("not_before_pronoun", Class::NotBeforePronoun),
    ("not_after_pronoun", Class::NotAfterPronoun),
    ("ordinal", Class::Ordinal),
];

const LABEL_LISTS: &[(&str, Class)] = &[
    ("before_figures", Class::Label),
    ("with_capital", Class::LabelWithCapital),
];

const MEASURE_LISTS: &[(&str, Class)] = &[
    ("extent", Class::Extent),
    ("per", Class::Per),
    ("counted_in", Class::CountedIn),
    ("ordinal_unit", Class::OrdinalUnit),
];

const DATE_LISTS: &[(&str, Class)] = &[
    ("day_ending", Class::DayEnding),
    ("before_year", Class::BeforeYear),
    ("before_year_as_adjective", Class::BeforeYearAsAdjective),
    ("between_years", Class::BetweenYears),
    ("named_day", Class::NamedDay),
    ("paper", Class::Paper),
];

const TIME_LISTS: &[(&str, Class)] = &[
    ("noon", Class::Noon),
    ("midnight", Class::Midnight),
    ("morning", Class::Morning),
    ("afternoon", Class::Afternoon),
    ("o_clock", Class::OClock),
    ("hours", Class::ClockHours),
    ("at", Class::At),
    ("range", Class::TimeRange),
];

const NAME_LISTS: &[(&str, Class)] = &[
    ("particle", Class::Particle),
    ("function", Class::Function),
    ("month", Class::NameOrMonth),
    ("suffix", Class::NameSuffix),
    ("the", Class::NameThe),
    ("of", Class::NameOf),
    ("for", Class::NameFor),
    ("link", Class::OfficeLink),
];

const TITLE_LISTS: &[(&str, Class)] = &[
    ("address", Class::Address),
    ("role", Class::Role),
    ("surname", Class::TitleOrSurname),
    ("behind_another", Class::TitleBehindAnother),
    ("after_hyphen", Class::AfterTitle),
    ("office", Class::Office),
];

const INSTITUTION_LISTS: &[(&str, Class)] = &[
    ("surely", Class::SurelyInstitution),
    ("perhaps", Class::PerhapsInstitution),
];

const HEDGES: &[(&str, Hedge)] = &[
    ("exact", Hedge::Exact),
    ("around", Hedge::Around),
    ("nearly", Hedge::Nearly),
    ("above", Hedge::Above),
    ("far_above", Hedge::FarAbove),
    ("below", Hedge::Below),
    ("at_least", Hedge::AtLeast),
    ("at_most", Hedge::AtMost),
];

/// Reads the file of a language; what is wrong with it is left out and listed.
pub(super) fn read(language: Language) -> (Tables, Vec<Diagnostic>) {
    let (name, text) = language.file();
    let mut sources = Sources::new();
    let file = sources.add(Source::new(name, text));
    let (table, mut problems) = toml_read::parse(&sources, file);
    let tables = File {
        top: Reader::new(&table, "a language"),
        problems: &mut problems,
        words: Vec::new(),
    }
    .tables();
    (tables, problems.into_diagnostics())
}

struct File<'t, 'p> {
    top: Reader<'t>,
    problems: &'p mut Problems,
    words: Listed<Class>,
}

impl<'t> File<'t, '_> {
    fn tables(mut self) -> Tables {
        let _: Option<Arc<str>> = self.top.required("name", self.problems);
        let writing = self.writing();
        let (numbers, suffixes) = self.numbers();
        self.section("labels", LABEL_LISTS, |_, _| ());
        self.section("measures", MEASURE_LISTS, |_, _| ());
        self.section("dates", DATE_LISTS, |_, _| ());
        self.section("names", NAME_LISTS, |_, _| ());
        self.section("titles", TITLE_LISTS, |_, _| ());
        self.section("institutions", INSTITUTION_LISTS, |_, _| ());
        let time_hedges = self.section("times", TIME_LISTS, |times, problems| {
            times.list("around", problems)
        });
        let percents = self.section("percent", &[], |percent, problems| {
            let mut phrases = valued(percent.list("percent", problems), PercentWord::Percent);
            phrases.extend(valued(
                percent.list("points", problems),
                PercentWord::Points,
            ));
            phrases
        });
        let (hedges_before, hedges_after) = self.hedges();
        let hundredth = Decimal::from_parts(1, 0, 0, false, 2);
        let mut currencies = self.keyed("currencies", |code| {
            Some((currency::code(code)?, Decimal::ONE))
        });
        currencies.extend(self.keyed("currency_hundredths", |code| {
            Some((currency::code(code)?, hundredth))
        }));
        let units = self.keyed("units", Unit::named);
        let zones = self.keyed("zones", Zone::named);
        let months = self.calendar("months", (1..=12).collect());
        let weekdays = self.calendar("weekdays", WEEKDAYS.to_vec());
        self.top.finish(&[], self.problems);
        Tables {
            writing,
            words: self.words,
            numbers,
            suffixes,
            hedges_before,
            hedges_after,
            time_hedges: valued(time_hedges.unwrap_or_default(), ()),
            percents: percents.unwrap_or_default(),
            currencies,
            units,
            zones,
            months,
            weekdays,
        }
    }

    /// Reads a table: lists of words of a class, and what `more` reads.
    fn section<T>(
        &mut self,
        key: &'static str,
        lists: &[(&'static str, Class)],
        more: impl FnOnce(&mut Reader<'t>, &mut Problems) -> T,
    ) -> Option<T> {
        let table: &Table = self.top.required(key, self.problems)?;
        let mut reader = Reader::new(table, "this table");
        self.lists(&mut reader, lists);
        let read = more(&mut reader, self.problems);
        reader.finish(&[], self.problems);
        Some(read)
    }

    fn lists(&mut self, reader: &mut Reader<'t>, lists: &[(&'static str, Class)]) {
        for (key, class) in lists {
            self.words
                .extend(valued(reader.list(key, self.problems), *class));
        }
    }

    fn writing(&mut self) -> Writing {
        let written = self.section("writing", &[], |writing, problems| {
            let mut sign = |key| {
                let text: Option<Arc<str>> = writing.required(key, problems);
                text.and_then(|text| text.chars().next())
            };
            Some(Writing {
                decimal: sign("decimal")?,
                grouping: sign("grouping")?,
                day_first: writing.required("day_first", problems)?,
                capital_days: writing.required("capital_days", problems)?,
            })
        });
        written.flatten().unwrap_or(Writing {
            decimal: '.',
            grouping: ',',
            day_first: true,
            capital_days: true,
        })
    }

    fn numbers(&mut self) -> (Listed<NumberWord>, Listed<u64>) {
        let Some(table) = self.top.required::<&Table>("numbers", self.problems) else {
            return Default::default();
        };
        let mut reader = Reader::new(table, "`numbers`");
        let mut numbers = Vec::new();
        for (key, make) in [
            ("units", NumberWord::Unit as fn(u8) -> NumberWord),
            ("teens", NumberWord::Teen),
            ("tens", NumberWord::Tens),
        ] {
            for (word, value) in self.values::<u32>(&mut reader, key) {
                numbers.extend(u8::try_from(value).ok().map(|value| (word, make(value))));
            }
        }
        for (key, make) in [
            ("scales", NumberWord::Scale as fn(u64) -> NumberWord),
            ("orders", NumberWord::Order),
        ] {
            let values = self.values::<u64>(&mut reader, key);
            numbers.extend(values.into_iter().map(|(word, value)| (word, make(value))));
        }
        for (word, ends) in self.values::<Vec<u32>>(&mut reader, "few") {
            if let [least, most] = *ends
                && let (Ok(least), Ok(most)) = (u8::try_from(least), u8::try_from(most))
            {
                numbers.push((word, NumberWord::Few(least, most)));
            }
        }
        let suffixes = self.values(&mut reader, "suffixes");
        if let Some(words) = reader.required::<&Table>("words", self.problems) {
            let mut words = Reader::new(words, "`numbers.words`");
            numbers.extend(valued(
                words.list("hundred", self.problems),
                NumberWord::Hundred,
            ));
            numbers.extend(valued(
                words.list("dozen", self.problems),
                NumberWord::Dozen,
            ));
            self.lists(&mut words, NUMBER_LISTS);
            words.finish(&[], self.problems);
        }
        reader.finish(&[], self.problems);
        (numbers, suffixes)
    }

    /// A table whose keys are words.
    fn values<T: FromItem<'t>>(&mut self, reader: &mut Reader<'t>, key: &'static str) -> Listed<T> {
        let Some(table) = reader.required::<&Table>(key, self.problems) else {
            return Vec::new();
        };
        let entries = table.entries().iter();
        entries
            .filter_map(|entry| {
                let word = entry.key.name.clone();
                Some((word, T::from_item(key, &entry.item, self.problems)?))
            })
            .collect()
    }

    /// A table whose keys name something and whose values are lists of phrases for it.
    fn keyed<T: Copy>(
        &mut self,
        key: &'static str,
        named: impl Fn(&str) -> Option<T>,
    ) -> Listed<T> {
        let Some(table) = self.top.required::<&Table>(key, self.problems) else {
            return Vec::new();
        };
        let mut phrases = Vec::new();
        for entry in table.entries() {
            let Some(value) = named(&entry.key.name) else {
                let message = format!("`{key}` has no `{}`", entry.key.name);
                self.problems
                    .add(Diagnostic::error(message).at(entry.key.place, ""));
                continue;
            };
            let listed = Vec::from_item(&entry.key.name, &entry.item, self.problems);
            phrases.extend(valued(listed.unwrap_or_default(), value));
        }
        phrases
    }

    fn hedges(&mut self) -> (Listed<Hedge>, Listed<(Hedge, Use)>) {
        let Some(table) = self.top.required::<&Table>("hedges", self.problems) else {
            return Default::default();
        };
        let mut reader = Reader::new(table, "`hedges`");
        let before = self.hedge_table(&mut reader, "before");
        let mut after = Vec::new();
        for (key, used) in [
            ("after", Use::Anywhere),
            ("joined", Use::Joined),
            ("before_a_word", Use::JoinedOrBeforeAWord),
        ] {
            let hedges = self.hedge_table(&mut reader, key);
            after.extend(
                hedges
                    .into_iter()
                    .map(|(phrase, hedge)| (phrase, (hedge, used))),
            );
        }
        reader.finish(&[], self.problems);
        (before, after)
    }

    fn hedge_table(&mut self, reader: &mut Reader<'t>, key: &'static str) -> Listed<Hedge> {
        let Some(table) = reader.required::<&Table>(key, self.problems) else {
            return Vec::new();
        };
        let mut reader = Reader::new(table, "this table");
        let mut phrases = Vec::new();
        for (key, hedge) in HEDGES {
            phrases.extend(valued(reader.list(key, self.problems), *hedge));
        }
        reader.finish(&[], self.problems);
        phrases
    }

    /// The names of days or months and their short forms, which need not be there.
    fn calendar<T: Copy>(&mut self, key: &'static str, all: Vec<T>) -> Listed<(T, bool)> {
        let listed = self.section(key, &[], |reader, problems| {
            let names: Vec<Arc<str>> = reader.list("names", problems);
            let short: Vec<Vec<Arc<str>>> = reader.list("short", problems);
            if names.len() != all.len() || short.len() != all.len() {
                let message = format!("`{key}` are {} names and lists of short forms", all.len());
                problems.add(Diagnostic::error(message).at(reader.place(), ""));
            }
            (names, short)
        });
        let (names, short) = listed.unwrap_or_default();
        let full = names
            .into_iter()
            .zip(&all)
            .map(|(name, one)| (name, (*one, true)));
        let short = short
            .into_iter()
            .zip(&all)
            .flat_map(|(forms, one)| valued(forms, (*one, false)));
        full.chain(short).collect()
    }
}

fn valued<T: Copy>(phrases: Vec<Arc<str>>, value: T) -> Listed<T> {
    phrases.into_iter().map(|phrase| (phrase, value)).collect()
}
