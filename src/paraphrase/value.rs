//! Values in words.

use crate::lang::typed::Module;
use crate::value::show::show;
use crate::value::{EntryRef, Value};

/// A value in one form, whatever way it was written; an entry of a vocabulary by its name.
pub fn value(value: &Value, module: &Module) -> String {
    match value {
        Value::Entry(of) => entry(*of, module),
        Value::Number(_)
        | Value::Percent(_)
        | Value::Money(..)
        | Value::Measure(..)
        | Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Version(_)
        | Value::Text(_) => show(value).unwrap_or_default(),
    }
}

fn entry(of: EntryRef, module: &Module) -> String {
    module
        .vocabularies
        .get(of.vocabulary as usize)
        .and_then(|vocabulary| vocabulary.entries.get(of.entry as usize))
        .map_or_else(String::new, |entry| entry.name().to_string())
}
