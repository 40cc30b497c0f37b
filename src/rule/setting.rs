//! Settings that rule files and the configuration share: values with their places, globs,
//! texts in the rule language.

use super::group::GroupBy;
use crate::diag::Diagnostic;
use crate::glob::Globs;
use crate::lang::typed::Written;
use crate::toml_read::{FromItem, Item, Problems, Reader, Text};

/// The value and its place; of a string, the place of what is between the quotation marks.
impl<'t, T: FromItem<'t>> FromItem<'t> for Written<T> {
    const WANTED: &'static str = T::WANTED;
    const LIST: &'static str = T::LIST;

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        let value = T::from_item(subject, item, problems)?;
        Some(Self {
            value,
            place: item.inner_place(),
        })
    }
}

/// The globs of `list` that can be used; each other one is a problem. [`crate::glob`] says
/// what they match.
pub fn valid_globs(list: Vec<Written<String>>, problems: &mut Problems) -> Vec<Written<String>> {
    list.into_iter()
        .filter(|glob| {
            let fault = if glob.value.trim().is_empty() {
                Some("a glob cannot be empty".to_owned())
            } else {
                let (_, refused) = Globs::new([glob.value.as_str()]);
                refused
                    .into_iter()
                    .next()
                    .map(|(_, reason)| format!("`{}` is not a valid glob: {reason}", glob.value))
            };
            if let Some(fault) = &fault {
                problems.add(Diagnostic::error(fault).at(glob.place, ""));
            }
            fault.is_none()
        })
        .collect()
}

/// The grouping that a string asks for; a string that asks for none is a problem.
pub fn valid_group_by(text: &Text, problems: &mut Problems) -> Option<Written<GroupBy>> {
    match GroupBy::parse(text.text()) {
        Ok(value) => Some(Written {
            value,
            place: text.whole(),
        }),
        Err(help) => {
            problems.add(
                Diagnostic::error(format!("`group_by` cannot be `{}`", text.text()))
                    .at(text.whole(), "")
                    .help(help),
            );
            None
        }
    }
}

/// A text in the rule language. It must stand in the file as it is, so that the places of
/// what is in it are those a reader sees.
pub fn language_text(
    reader: &mut Reader<'_>,
    key: &'static str,
    problems: &mut Problems,
) -> Option<Text> {
    let text = reader.optional(key, problems)?;
    unescaped(text, key, problems)
}

/// A text that stands in the file as it is; one with escapes is a problem.
pub fn unescaped(text: Text, key: &str, problems: &mut Problems) -> Option<Text> {
    if text.stands_as_written() {
        return Some(text);
    }
    problems.add(
        Diagnostic::error(format!("`{key}` must be a string without escapes"))
            .at(text.whole(), "")
            .help("write it between ''' and ''', where a backslash is a backslash"),
    );
    None
}
