//! Groups of rows: the rows that are compared with one another, by scope and key.

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use rust_decimal::Decimal;

use super::row::{DocumentInfo, Row};
use super::version::Version;
use crate::document::Unit;
use crate::value::unit::Dimension;
use crate::value::{Currency, Figure, PartialDate, Value};

/// Where rows are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// One group for each unit of this kind.
    Unit(Unit),
    /// One group for each story.
    Story,
}

/// Which group a row belongs to. The order is the order of the units in the corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupKey {
    /// The unit: a document and the unit's index in it, or a story and 0.
    pub scope: (u32, u32),
    /// The values of the key fields.
    pub values: Vec<Canonical>,
}

/// What a value means, whatever way it is written. Equal meanings are equal; the order is
/// only there to sort by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Canonical {
    /// A number, from its lower to its upper end, whatever its hedge.
    Number(Decimal, Decimal),
    /// A percentage.
    Percent(Decimal, Decimal),
    /// An amount of money.
    Money(Currency, Decimal, Decimal),
    /// An amount in the unit of its dimension: an hour is 60 minutes.
    Measure(Dimension, Decimal, Decimal),
    /// A date as far as it is written.
    Date(PartialDate),
    /// A day of the week, from Monday.
    Weekday(i8),
    /// Minutes after midnight.
    Time(u16),
    /// A version.
    Version(Version),
    /// Words.
    Text(Box<str>),
    /// An entry of a vocabulary, in whatever form.
    Entry {
        /// Which vocabulary of the module.
        vocabulary: u32,
        /// Which entry of it.
        entry: u32,
    },
}

impl Canonical {
    /// What a value means.
    pub fn of(value: &Value) -> Self {
        let ends = |figure: &Figure| (figure.value.normalize(), figure.upper.normalize());
        match value {
            Value::Number(figure) => {
                let (low, high) = ends(figure);
                Self::Number(low, high)
            }
            Value::Percent(figure) => {
                let (low, high) = ends(figure);
                Self::Percent(low, high)
            }
            Value::Money(figure, currency) => {
                let (low, high) = ends(figure);
                Self::Money(*currency, low, high)
            }
            Value::Measure(figure, unit) => {
                let base = |n| unit.to_base(n).unwrap_or(n).normalize();
                let (low, high) = (base(figure.value), base(figure.upper));
                Self::Measure(unit.dimension(), low, high)
            }
            Value::Date(date) => Self::Date(*date),
            Value::Weekday(weekday) => Self::weekday(*weekday),
            Value::Time(time) => Self::Time(time.minutes),
            Value::Version(version) => Self::Version(Version::read(version)),
            Value::Text(text) => Self::text(text),
            Value::Entry(entry) => Self::Entry {
                vocabulary: entry.vocabulary,
                entry: entry.entry,
            },
        }
    }

    /// A day of the week.
    pub fn weekday(weekday: Weekday) -> Self {
        Self::Weekday(weekday.to_monday_zero_offset())
    }

    /// Words, with spaces folded to one and ’ to '.
    pub fn text(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        Self::Text(words.join(" ").replace('\u{2019}', "'").into())
    }
}

/// The rows of one group, in the order of the corpus.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// What they have in common.
    pub key: GroupKey,
    /// The rows.
    pub rows: Vec<&'a Row>,
}

/// Rows split into groups, and the rows that belong to none.
#[derive(Clone, Debug, Default)]
pub struct Groups<'a> {
    /// The groups, by the place of their first row.
    pub groups: Vec<Group<'a>>,
    /// Rows without a unit of the kind (not in a table), or without a key field.
    pub left_out: Vec<(&'a Row, LeftOut)>,
    /// The index of each group by its key.
    by_key: BTreeMap<GroupKey, usize>,
}

/// Why a row belongs to no group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is in no such unit.
    NoUnit(Unit),
    /// The key field with this index (among the key fields) is not there.
    NoKey(usize),
}

impl<'a> Groups<'a> {
    /// Splits rows, which are in the order of the corpus, by the unit or story they are in
    /// and by the values of the key fields; in any order of these if `any_order`.
    pub fn split(
        rows: impl IntoIterator<Item = &'a Row>,
        documents: &[DocumentInfo],
        division: Division,
        keys: &[usize],
        any_order: bool,
    ) -> Self {
        let mut split = Self::default();
        for row in rows {
            match key_of(row, documents, division, keys, any_order) {
                Ok(key) => split.add(key, row),
                Err(reason) => split.left_out.push((row, reason)),
            }
        }
        split
    }

    /// The rows of the group with this key; none if there is no such group.
    pub fn rows_of(&self, key: &GroupKey) -> &[&'a Row] {
        self.by_key
            .get(key)
            .map_or(&[], |index| &self.groups[*index].rows)
    }

    fn add(&mut self, key: GroupKey, row: &'a Row) {
        if let Some(index) = self.by_key.get(&key) {
            self.groups[*index].rows.push(row);
            return;
        }
        self.by_key.insert(key.clone(), self.groups.len());
        self.groups.push(Group {
            key,
            rows: vec![row],
        });
    }
}

/// The group a row belongs to.
pub fn key_of(
    row: &Row,
    documents: &[DocumentInfo],
    division: Division,
    keys: &[usize],
    any_order: bool,
) -> Result<GroupKey, LeftOut> {
    let scope = match division {
        Division::Story => {
            let document = documents.get(row.document as usize);
            (document.map_or(0, |document| document.story), 0)
        }
        Division::Unit(unit) => {
            let index = unit_of(row, documents, unit).ok_or(LeftOut::NoUnit(unit))?;
            (row.document, index)
        }
    };
    let mut values = Vec::with_capacity(keys.len());
    for (at, key) in keys.iter().enumerate() {
        let field = row.fields.get(*key).and_then(Option::as_ref);
        values.push(Canonical::of(&field.ok_or(LeftOut::NoKey(at))?.value));
    }
    if any_order {
        values.sort();
    }
    Ok(GroupKey { scope, values })
}

/// The index of the unit of a kind that holds a row, in its document.
pub fn unit_of(row: &Row, documents: &[DocumentInfo], unit: Unit) -> Option<u32> {
    let is_trusted = || {
        let document = documents.get(row.document as usize);
        document.is_some_and(|document| document.role.is_trusted())
    };
    row.location
        .unit(unit)
        .filter(|_| unit != Unit::Source || is_trusted())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Transcript;
    use crate::fact::row::{Field, Location, Role};
    use crate::source::{Source, Sources, Span};
    use crate::value::EntryRef;

    fn documents(stories: &[u32]) -> Vec<DocumentInfo> {
        let mut sources = Sources::new();
        stories
            .iter()
            .map(|story| DocumentInfo {
                source: sources.add(Source::new("a.txt", "")),
                name: Arc::from("a.txt"),
                path: Arc::from("a.txt"),
                story: *story,
                transcript: Transcript::verbatim(),
                role: Role::Draft,
                date: None,
                title: None,
                publisher: None,
            })
            .collect()
    }

    fn entry(entry: u32, form: u32) -> Value {
        Value::Entry(EntryRef {
            vocabulary: 0,
            entry,
            form,
        })
    }

    fn row(document: u32, location: Location, values: &[Value]) -> Row {
        let field = |value: &Value| {
            Some(Field {
                value: value.clone(),
                span: Span::default(),
                text: "".into(),
            })
        };
        Row {
            document,
            span: Span::default(),
            branch: 0,
            fields: values.iter().map(field).collect(),
            location,
        }
    }

    fn sizes(groups: &Groups<'_>) -> Vec<usize> {
        groups.groups.iter().map(|group| group.rows.len()).collect()
    }

    #[test]
    fn a_key_is_the_entry_in_whatever_form() {
        let here = Location::default();
        let rows = [
            row(0, here, &[entry(1, 0)]),
            row(1, here, &[entry(1, 2)]),
            row(1, here, &[entry(2, 0)]),
        ];
        let groups = Groups::split(&rows, &documents(&[0, 0]), Division::Story, &[0], false);
        assert_eq!(sizes(&groups), [2, 1]);
    }

    #[test]
    fn in_any_order_the_second_may_come_first() {
        let here = Location::default();
        let rows = [
            row(0, here, &[entry(1, 0), entry(2, 0)]),
            row(0, here, &[entry(2, 0), entry(1, 0)]),
        ];
        let documents = documents(&[0]);
        let split = |any| Groups::split(&rows, &documents, Division::Story, &[0, 1], any);
        assert_eq!(sizes(&split(true)), [2]);
        assert_eq!(sizes(&split(false)), [1, 1]);
    }

    #[test]
    fn stories_are_never_mixed() {
        let here = Location::default();
        let rows = [row(0, here, &[]), row(1, here, &[]), row(2, here, &[])];
        let groups = Groups::split(&rows, &documents(&[0, 1, 0]), Division::Story, &[], false);
        assert_eq!(sizes(&groups), [2, 1]);
    }

    #[test]
    fn rows_outside_any_table_are_left_out_of_tables() {
        let inside = Location {
            table: Some(3),
            ..Location::default()
        };
        let rows = [row(0, inside, &[]), row(0, Location::default(), &[])];
        let division = Division::Unit(Unit::Table);
        let groups = Groups::split(&rows, &documents(&[0]), division, &[], false);
        assert_eq!(sizes(&groups), [1]);
        assert_eq!(groups.left_out, [(&rows[1], LeftOut::NoUnit(Unit::Table))]);
    }

    #[test]
    fn a_group_is_found_by_its_key() {
        let rows = [row(0, Location::default(), &[entry(1, 0)])];
        let documents = documents(&[0]);
        let groups = Groups::split(&rows, &documents, Division::Story, &[0], false);
        let key = key_of(&rows[0], &documents, Division::Story, &[0], false).unwrap();
        assert_eq!(groups.rows_of(&key), [&rows[0]]);
        let other = GroupKey {
            scope: (1, 0),
            values: Vec::new(),
        };
        assert!(groups.rows_of(&other).is_empty());
    }

    #[test]
    fn words_keep_their_case() {
        assert_eq!(
            Canonical::text("the  UK\u{2019}s"),
            Canonical::text("the UK's")
        );
        assert_ne!(Canonical::text("the uk's"), Canonical::text("the UK's"));
    }
}
