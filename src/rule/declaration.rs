//! `[[rule]]`: the rules of a file as written.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::file::HOMES;
use super::setting::{unescaped, valid_globs};
use crate::diag::Diagnostic;
use crate::finding::Severity;
use crate::lang::RuleDeclaration;
use crate::lang::typed::{Example, Written};
use crate::source::Place;
use crate::toml_read::{self, FromItem as _, Problems, Reader, Table, Value};

/// Reads the rules of a file, in its order. `marks` stand around what an example must have
/// reported.
pub(super) fn read(
    top: &mut Reader<'_>,
    marks: &(Arc<str>, Arc<str>),
    problems: &mut Problems,
) -> Vec<RuleDeclaration> {
    let Some(entry) = top.entry("rule") else {
        problems.add_missing(
            Diagnostic::warning("this file has no rules")
                .at(top.place(), "")
                .help("a rule stands under a header [[rule]]"),
        );
        return Vec::new();
    };
    let tables = <Vec<&Table>>::from_item("`rule`", &entry.item, problems).unwrap_or_default();
    let mut ids: BTreeMap<Arc<str>, Place> = BTreeMap::new();
    let mut rules = Vec::with_capacity(tables.len());
    for table in tables {
        let (id, rule) = read_rule(table, marks, problems);
        if let Some(id) = id {
            if let Some(first) = ids.get(&id.value) {
                problems.add(
                    Diagnostic::error(format!("two rules have the id `{}`", id.value))
                        .at(id.place, "")
                        .at(*first, "the first one"),
                );
                continue;
            }
            ids.insert(id.value, id.place);
        }
        rules.extend(rule);
    }
    rules
}

/// A rule, and its id even if the rule cannot be used.
fn read_rule(
    table: &Table,
    marks: &(Arc<str>, Arc<str>),
    problems: &mut Problems,
) -> (Option<Written<Arc<str>>>, Option<RuleDeclaration>) {
    let mut reader = Reader::new(table, "a rule");
    let id: Option<Written<Arc<str>>> = reader
        .required("id", problems)
        .filter(|id| is_valid_id(id, problems));
    let rule = reader
        .required("rule", problems)
        .and_then(|text| unescaped(text, "rule", problems));
    let message = reader.required("message", problems);
    let severity = reader.word(
        "severity",
        &Severity::ALL.map(|severity| (severity.word(), severity)),
        problems,
    );
    let help = reader.optional("help", problems);
    let url = reader.optional("url", problems);
    let tags = reader.list("tags", problems);
    let fix = reader.optional("fix", problems);
    let limit = read_limit(&mut reader, problems);
    let reads = reader.word("reads", &[("everything", ())], problems);
    let include = reader.list("include", problems);
    let include = valid_globs(include, problems);
    let exclude = reader.list("exclude", problems);
    let exclude = valid_globs(exclude, problems);
    let mut examples = read_examples(&mut reader, "good", marks, problems);
    examples.extend(read_examples(&mut reader, "bad", marks, problems));
    reader.finish(HOMES, problems);

    let declaration = match (&id, rule, message) {
        (Some(id), Some(rule), Some(message)) => Some(RuleDeclaration {
            id: id.clone(),
            rule,
            message,
            severity: severity.unwrap_or(Severity::Error),
            help,
            url,
            tags,
            fix,
            limit,
            reads_everything: reads.is_some(),
            include,
            exclude,
            examples,
            place: table.place(),
        }),
        _ => None,
    };
    (id, declaration)
}

/// Ids are words of lower-case letters and digits with single hyphens between them, so that
/// they are the same on a command line, in a comment and in a web address.
fn is_valid_id(id: &Written<Arc<str>>, problems: &mut Problems) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let is_valid = id
        .value
        .starts_with(|first: char| first.is_ascii_lowercase())
        && id.value.split('-').all(is_word);
    if !is_valid {
        problems.add(
            Diagnostic::error(format!("`{}` cannot be the id of a rule", id.value))
                .at(id.place, "")
                .help(
                    "an id is lower-case letters and digits with hyphens between them: troop-count",
                ),
        );
    }
    is_valid
}

fn read_limit(reader: &mut Reader<'_>, problems: &mut Problems) -> Option<u32> {
    let limit: Written<u32> = reader.optional("limit", problems)?;
    if limit.value == 0 {
        problems.add(
            Diagnostic::error("`limit` must be at least 1")
                .at(limit.place, "")
                .help("to switch a rule off, set its severity to \"off\" in crossfact.toml"),
        );
        return None;
    }
    Some(limit.value)
}

/// The examples of `good` or `bad`: each a document, or a list of them.
fn read_examples(
    reader: &mut Reader<'_>,
    key: &'static str,
    marks: &(Arc<str>, Arc<str>),
    problems: &mut Problems,
) -> Vec<Example> {
    let Some(entry) = reader.entry(key) else {
        return Vec::new();
    };
    let subject = format!("`{key}`");
    let Value::List(items) = &entry.item.value else {
        let diagnostic = toml_read::wrong_type(
            &subject,
            &entry.item,
            "a list of strings or of lists of strings",
        );
        problems.add(diagnostic.help("put it in brackets: [\"…\"]"));
        return Vec::new();
    };
    let each = format!("each of {subject}");
    let mut examples = Vec::with_capacity(items.len());
    for item in items {
        let documents = if matches!(item.value, Value::List(_)) {
            <Vec<Written<String>>>::from_item(&each, item, problems)
        } else {
            Written::<String>::from_item(&each, item, problems).map(|document| vec![document])
        };
        let Some(documents) = documents else {
            continue;
        };
        if documents.is_empty() {
            problems.add(Diagnostic::error("an example without documents").at(item.place, ""));
            continue;
        }
        examples.push(Example {
            bad: key == "bad",
            documents,
            marks: marks.clone(),
        });
    }
    examples
}
