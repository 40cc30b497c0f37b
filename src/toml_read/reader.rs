//! Takes a table apart, key by key.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use super::{Entry, Item, Problems, Table, Text, Value};
use crate::diag::Diagnostic;
use crate::source::Place;
use crate::suggest;

/// A value of a type that a key asks for.
pub trait FromItem<'t>: Sized {
    /// What is wanted, with an article: "a string".
    const WANTED: &'static str;

    /// A list of them: "a list of strings".
    const LIST: &'static str;

    /// The value, or `None` if it is of another type; then that is among the problems. The
    /// subject is what messages call the value: "`key`", or "each of `key`".
    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self>;
}

/// Reads the keys of one table and knows in the end which keys nobody asked for.
#[derive(Debug)]
pub struct Reader<'t> {
    table: &'t Table,
    what: &'static str,
    asked: Vec<&'static str>,
}

impl<'t> Reader<'t> {
    /// Reads `table`, which messages call `what`: "a rule".
    pub const fn new(table: &'t Table, what: &'static str) -> Self {
        Self {
            table,
            what,
            asked: Vec::new(),
        }
    }

    /// The header of the table.
    pub const fn place(&self) -> Place {
        self.table.place()
    }

    /// The entry with this key, if it is there.
    pub fn entry(&mut self, key: &'static str) -> Option<&'t Entry> {
        self.asked.push(key);
        self.table.entry(key)
    }

    /// The value of a key that may be left out.
    pub fn optional<T: FromItem<'t>>(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<T> {
        let entry = self.entry(key)?;
        T::from_item(&format!("`{key}`"), &entry.item, problems)
    }

    /// The value of a key that must be there.
    pub fn required<T: FromItem<'t>>(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Option<T> {
        let Some(entry) = self.entry(key) else {
            problems.add_missing(
                Diagnostic::error(format!("{} needs `{key}`", self.what))
                    .at(self.place(), format!("`{key}` is missing")),
            );
            return None;
        };
        T::from_item(&format!("`{key}`"), &entry.item, problems)
    }

    /// The list of a key; empty if it is left out.
    pub fn list<T: FromItem<'t>>(&mut self, key: &'static str, problems: &mut Problems) -> Vec<T> {
        self.optional(key, problems).unwrap_or_default()
    }

    /// A key whose value is one of a few words.
    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        problems: &mut Problems,
    ) -> Option<T> {
        let text: &Text = self.optional(key, problems)?;
        word_of(&format!("`{key}`"), text, words, problems)
    }

    /// Reports the keys that nobody asked for. `elsewhere` are keys that belong in another
    /// table, each with the words that say where.
    pub fn finish(self, elsewhere: &[(&str, &str)], problems: &mut Problems) {
        for entry in self.table.entries() {
            let name = &*entry.key.name;
            if self.asked.contains(&name) {
                continue;
            }
            let diagnostic = Diagnostic::error(format!("{} has no key `{name}`", self.what))
                .at(entry.key.place, "");
            let home = elsewhere.iter().find(|(key, _)| *key == name);
            let hint = match home {
                Some((_, place)) => format!("`{name}` belongs {place}"),
                None => suggest::did_you_mean(name, self.asked.iter().copied())
                    .unwrap_or_else(|| format!("its keys are `{}`", self.asked.join("`, `"))),
            };
            problems.add(diagnostic.help(hint));
        }
    }
}

/// The word of `words` that a string is; another one is a problem.
pub fn word_of<T: Copy>(
    subject: &str,
    text: &Text,
    words: &[(&'static str, T)],
    problems: &mut Problems,
) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == text.text());
    if let Some((_, value)) = found {
        return Some(*value);
    }
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let hint = suggest::did_you_mean(text.text(), names.iter().copied());
    let diagnostic = Diagnostic::error(format!("{subject} cannot be `{}`", text.text()))
        .at(text.whole(), "")
        .help(hint.unwrap_or_else(|| format!("write {}", choice_of(&names))));
    problems.add(diagnostic);
    None
}

/// "`error`, `warning` or `note`".
fn choice_of(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, [])) => format!("`{last}`"),
        Some((last, rest)) => format!("`{}` or `{last}`", rest.join("`, `")),
        None => String::new(),
    }
}

/// The problem of a value that is not what is wanted. The subject is "`key`", quotation marks
/// included, or "each of `key`".
pub fn wrong_type(subject: &str, item: &Item, wanted: &str) -> Diagnostic {
    Diagnostic::error(format!("{subject} must be {wanted}"))
        .at(item.place, format!("this is {}", item.value.kind()))
}

impl<'t> FromItem<'t> for &'t Text {
    const WANTED: &'static str = "a string";
    const LIST: &'static str = "a list of strings";

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        match &item.value {
            Value::String(text) => Some(text),
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => {
                problems.add(wrong_type(subject, item, Self::WANTED));
                None
            }
        }
    }
}

impl<'t> FromItem<'t> for Text {
    const WANTED: &'static str = <&Text>::WANTED;
    const LIST: &'static str = <&Text>::LIST;

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        <&Text>::from_item(subject, item, problems).cloned()
    }
}

impl<'t> FromItem<'t> for Arc<str> {
    const WANTED: &'static str = <&Text>::WANTED;
    const LIST: &'static str = <&Text>::LIST;

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        <&Text>::from_item(subject, item, problems).map(Text::shared)
    }
}

impl<'t> FromItem<'t> for String {
    const WANTED: &'static str = <&Text>::WANTED;
    const LIST: &'static str = <&Text>::LIST;

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        <&Text>::from_item(subject, item, problems).map(|text| text.text().to_owned())
    }
}

impl<'t> FromItem<'t> for bool {
    const WANTED: &'static str = "true or false";
    const LIST: &'static str = "a list of true or false";

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        if let Value::Boolean(value) = item.value {
            return Some(value);
        }
        problems.add(wrong_type(subject, item, Self::WANTED));
        None
    }
}

impl<'t> FromItem<'t> for u32 {
    const WANTED: &'static str = "a whole number";
    const LIST: &'static str = "a list of whole numbers";

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        whole_number(subject, item, Self::MAX, problems)
    }
}

impl<'t> FromItem<'t> for u64 {
    const WANTED: &'static str = u32::WANTED;
    const LIST: &'static str = u32::LIST;

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        whole_number(subject, item, Self::MAX, problems)
    }
}

/// A whole number up to a greatest one.
fn whole_number<T: FromStr + Display>(
    subject: &str,
    item: &Item,
    greatest: T,
    problems: &mut Problems,
) -> Option<T> {
    let Value::Integer(digits) = &item.value else {
        problems.add(wrong_type(subject, item, u32::WANTED));
        return None;
    };
    let value = digits.parse().ok();
    if value.is_none() {
        problems.add(
            Diagnostic::error(format!("{subject} must be between 0 and {greatest}"))
                .at(item.place, ""),
        );
    }
    value
}

impl<'t> FromItem<'t> for &'t Table {
    const WANTED: &'static str = "a table";
    const LIST: &'static str = "a list of tables";

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        if let Value::Table(table) = &item.value {
            return Some(table);
        }
        problems.add(wrong_type(subject, item, Self::WANTED));
        None
    }
}

/// A list is read whole or not at all, but each element that does not fit is reported.
impl<'t, T: FromItem<'t>> FromItem<'t> for Vec<T> {
    const WANTED: &'static str = T::LIST;
    const LIST: &'static str = "a list of lists";

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        let Value::List(items) = &item.value else {
            let diagnostic = wrong_type(subject, item, Self::WANTED);
            problems.add(match &item.value {
                Value::String(_) if T::WANTED == <&Text>::WANTED => {
                    diagnostic.help("put it in brackets: [\"…\"]")
                }
                Value::Table(_) if T::WANTED == <&Table>::WANTED => {
                    diagnostic.help(format!("write two brackets around {subject}: [[…]]"))
                }
                Value::String(_)
                | Value::Integer(_)
                | Value::Float(_)
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::List(_)
                | Value::Table(_) => diagnostic,
            });
            return None;
        };
        let each = format!("each of {subject}");
        let values: Vec<T> = items
            .iter()
            .filter_map(|element| T::from_item(&each, element, problems))
            .collect();
        (values.len() == items.len()).then_some(values)
    }
}
