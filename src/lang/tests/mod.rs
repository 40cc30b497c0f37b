//! What rule texts mean, and what is said of those that mean nothing.

mod broken;
mod hold;
mod meaning;

use std::sync::Arc;

use super::typed::{Module, Written};
use super::{Declarations, RuleDeclaration, resolve};
use crate::diag::Diagnostic;
use crate::fact::table::{Cell, DataTable, Entry, Form, Standing, Vocabulary};
use crate::fact::tree::{Kind, Node};
use crate::finding::Severity;
use crate::source::{Place, Source, SourceId, Sources, Span};
use crate::toml_read::Text;

/// A rule file written as sections: `define:`, `date_from:`, `rule:`, `message:` and `help:`
/// at the start of a line, each up to the next one. `rule fix:` is a rule with `fix = true`.
/// The file has the tables of [`tables`].
pub(super) fn read(text: &str) -> (Module, Vec<Diagnostic>) {
    let declarations = declarations(text);
    resolve(&declarations)
}

/// The only rule of a file without any problem.
pub(super) fn rule(text: &str) -> (Module, super::typed::Rule) {
    let (module, problems) = read(&format!("rule:\n{text}\nmessage: x"));
    assert_eq!(problems, [], "{text}");
    let rule = module.rules[0].clone();
    (module, rule)
}

pub(super) fn declarations(text: &str) -> Declarations {
    let mut sources = Sources::new();
    let source = sources.add(Source::new("rules.toml", text));
    let place = Place::new(source, Span::default());
    let (vocabularies, data) = tables(place);
    let mut file = Declarations {
        source,
        name: "rules".into(),
        title: None,
        vocabularies,
        data,
        broken: vec!["unreadable".into()],
        define: None,
        date_from: None,
        sources: Vec::new(),
        group_by: None,
        rules: Vec::new(),
    };
    for (head, body) in sections(text, source) {
        match head {
            "define:" => file.define = Some(body),
            "date_from:" => file.date_from = Some(body),
            "rule:" | "rule fix:" => {
                let fix = (head == "rule fix:").then_some(Written {
                    value: true,
                    place: body.whole(),
                });
                let id = format!("rule-{}", file.rules.len() + 1);
                file.rules.push(declaration(&id, body, fix));
            }
            "message:" => file.rules.last_mut().unwrap().message = body,
            "help:" => file.rules.last_mut().unwrap().help = Some(body),
            other => panic!("no section {other}"),
        }
    }
    file
}

fn declaration(id: &str, rule: Text, fix: Option<Written<bool>>) -> RuleDeclaration {
    let place = rule.whole();
    RuleDeclaration {
        id: Written {
            value: id.into(),
            place,
        },
        message: rule.clone(),
        rule,
        severity: Severity::Error,
        help: None,
        url: None,
        tags: Vec::new(),
        fix,
        limit: None,
        reads_everything: false,
        include: Vec::new(),
        exclude: Vec::new(),
        examples: Vec::new(),
        place,
    }
}

fn sections(text: &str, source: SourceId) -> Vec<(&str, Text)> {
    const HEADS: [&str; 6] = [
        "define:",
        "date_from:",
        "rule:",
        "rule fix:",
        "message:",
        "help:",
    ];
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if let Some(head) = HEADS.iter().find(|head| line.starts_with(**head)) {
            starts.push((offset, *head));
        }
        offset += line.len();
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((start, head), end)| {
            let from = start + head.len();
            // A message is one line; a rule keeps its line ends.
            let body = text[from..end].trim_end();
            let skipped = body.len() - body.trim_start().len();
            let span = Span::new((from + skipped) as u32, (from + body.len()) as u32);
            (*head, Text::verbatim(body.trim_start(), source, span))
        })
        .collect()
}

type Listed<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);

/// The vocabularies people (with a role), roles, places, terms and limits (with a value),
/// and the data files results (rows), flags (rows), server and cargo (paths).
fn tables(place: Place) -> (Vec<Arc<Vocabulary>>, Vec<Arc<DataTable>>) {
    let people: [Listed<'_>; 3] = [
        ("Volodymyr Zelensky", &["Zelensky"], &["Zelenskiy"]),
        ("Vladimir Putin", &["Putin"], &[]),
        ("Joe Biden", &["Biden"], &[]),
    ];
    let roles: [Listed<'_>; 2] = [
        ("president of Ukraine", &["Ukrainian president"], &[]),
        ("president of Russia", &["Russian president"], &[]),
    ];
    let places: [Listed<'_>; 2] = [("Ukraine", &["Ukrainian"], &[]), ("Kyiv", &[], &["Kiev"])];
    let terms: [Listed<'_>; 1] = [("Agreement", &[], &[])];
    let limits: [Listed<'_>; 1] = [("upload limit", &["max upload"], &[])];
    let vocabularies = vec![
        vocabulary("people", &people, &["role"], place),
        vocabulary("roles", &roles, &[], place),
        vocabulary("places", &places, &[], place),
        vocabulary("terms", &terms, &[], place),
        vocabulary("limits", &limits, &["value"], place),
    ];
    let data = vec![
        data_file("results", &["quarter", "revenue", "staff"], &[], place),
        data_file("flags", &["flag", "default"], &[], place),
        data_file("server", &[], &["server.host", "server.port"], place),
        data_file("cargo", &[], &["package.name", "package.version"], place),
    ];
    (vocabularies, data)
}

fn vocabulary(
    name: &str,
    entries: &[Listed<'_>],
    columns: &[&str],
    place: Place,
) -> Arc<Vocabulary> {
    let form = |text: &&str, standing| Form {
        text: (*text).into(),
        standing,
        place,
    };
    let entry = |(name, also, avoid): &Listed<'_>| Entry {
        forms: [form(name, Standing::Listed)]
            .into_iter()
            .chain(also.iter().map(|text| form(text, Standing::Also)))
            .chain(avoid.iter().map(|text| form(text, Standing::Avoid)))
            .collect(),
        cells: vec![None; columns.len()],
    };
    Arc::new(Vocabulary {
        name: name.into(),
        place,
        entries: entries.iter().map(entry).collect(),
        columns: columns.iter().map(|column| (*column).into()).collect(),
    })
}

fn data_file(name: &str, columns: &[&str], paths: &[&str], place: Place) -> Arc<DataTable> {
    let cell = |text: &str| Cell {
        text: text.into(),
        place,
    };
    let node = |kind| Node { kind, place };
    let mut tables: Vec<(Cell, Vec<(Cell, Node)>)> = Vec::new();
    for (table, key) in paths.iter().filter_map(|path| path.split_once('.')) {
        if tables.last().is_none_or(|(last, _)| *last.text != *table) {
            tables.push((cell(table), Vec::new()));
        }
        if let Some((_, entries)) = tables.last_mut() {
            entries.push((cell(key), node(Kind::Scalar(cell("1")))));
        }
    }
    let tables = tables.into_iter();
    let tree = node(Kind::Table(
        tables
            .map(|(name, entries)| (name, node(Kind::Table(entries))))
            .collect(),
    ));
    Arc::new(DataTable {
        name: name.into(),
        place,
        file: format!("{name}.csv").into(),
        columns: columns.iter().map(|column| (*column).into()).collect(),
        records: Vec::new(),
        optional: name == "optional",
        tree,
    })
}
