//! The contents of TOML and JSON files: scalars by path, tables as records.

use std::sync::Arc;

use super::record::RecordList;
use super::{Contents, DataDeclaration};
use crate::diag::Diagnostic;
use crate::fact::table::Cell;
use crate::lang::typed::Written;
use crate::source::Place;
use crate::suggest;

/// A value of a TOML or JSON file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string, number, boolean or date as text, at its place without quotation marks.
    Scalar(Cell),
    /// JSON's null.
    Null,
    /// A list.
    List(Vec<Node>),
    /// Keys, with their places, and values, in the order of the file.
    Table(Vec<(Cell, Node)>),
}

impl Node {
    fn is_list_of_tables(&self) -> bool {
        matches!(&self.kind, Kind::List(items)
            if !items.is_empty() && items.iter().all(|item| matches!(item.kind, Kind::Table(_))))
    }

    fn member(&self, name: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Table(entries) => entries
                .iter()
                .find(|(key, _)| *key.text == *name)
                .map(|(_, node)| node),
            Kind::Scalar(_) | Kind::Null | Kind::List(_) => None,
        }
    }
}

/// Takes the tree of a file apart.
pub(super) fn contents(
    root: &Node,
    declaration: &DataDeclaration,
    problems: &mut Vec<Diagnostic>,
) -> Option<Contents> {
    let mut contents = match &declaration.key {
        None => named_records(root, problems),
        Some(key) => listed_records(root, key, problems)?,
    };
    let mut leaves = Vec::new();
    collect_leaves(root, &mut String::new(), &mut leaves);
    // The sort is stable: of two leaves with one path the first in the file stays.
    leaves.sort_by(|(left, _), (right, _)| left.cmp(right));
    leaves.dedup_by(|(later, later_cell), (path, cell)| {
        let same = later == path;
        if same {
            problems.push(
                Diagnostic::warning(format!("`{path}` stands twice; the first one counts"))
                    .at(later_cell.place, "")
                    .at(cell.place, "the first one"),
            );
        }
        same
    });
    contents.leaves = leaves;
    Some(contents)
}

fn collect_leaves(node: &Node, path: &mut String, leaves: &mut Vec<(Arc<str>, Cell)>) {
    let length = path.len();
    match &node.kind {
        Kind::Scalar(cell) => leaves.push((path.as_str().into(), cell.clone())),
        Kind::Null => {}
        Kind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                extend_path(path, &index.to_string());
                collect_leaves(item, path, leaves);
                path.truncate(length);
            }
        }
        Kind::Table(entries) => {
            for (key, value) in entries {
                extend_path(path, &key.text);
                collect_leaves(value, path, leaves);
                path.truncate(length);
            }
        }
    }
}

fn extend_path(path: &mut String, part: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(part);
}

/// The records of a file without `key`: tables under their names, or bare scalars.
fn named_records(root: &Node, problems: &mut Vec<Diagnostic>) -> Contents {
    let mut list = RecordList::default();
    match &root.kind {
        Kind::Table(entries) => {
            for (name, node) in entries {
                if let Kind::Table(columns) = &node.kind {
                    let cells = scalars(&mut list, columns);
                    list.add(name.clone(), cells, problems);
                }
            }
        }
        Kind::List(items) => {
            for item in items {
                if let Kind::Scalar(cell) = &item.kind {
                    list.add(cell.clone(), [], problems);
                }
            }
        }
        Kind::Scalar(_) | Kind::Null => {}
    }
    list.finish("key", problems)
}

/// The records of a list of tables by the column `key`.
fn listed_records(
    root: &Node,
    key: &Written<String>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Contents> {
    let (items, column) = match find_list(root, &key.value) {
        Ok(found) => found,
        Err(message) => {
            problems.push(Diagnostic::error(message).at(key.place, ""));
            return None;
        }
    };
    let mut list = RecordList::default();
    let mut found = false;
    for item in items {
        let Kind::Table(columns) = &item.kind else {
            list.add_keyless(item.place);
            continue;
        };
        let cells = scalars(&mut list, columns);
        match item.member(column).map(|node| &node.kind) {
            Some(Kind::Scalar(cell)) => {
                found = true;
                list.add(cell.clone(), cells, problems);
            }
            Some(Kind::Null | Kind::List(_) | Kind::Table(_)) | None => {
                list.add_keyless(item.place);
            }
        }
    }
    if !found && !items.is_empty() {
        let mut scrap = Vec::new();
        let columns = list.finish(column, &mut scrap).columns;
        problems.push(no_column(column, key.place, &columns));
        return None;
    }
    Some(list.finish(column, problems))
}

/// The problem of a `key` that is not a column.
pub(super) fn no_column(column: &str, place: Place, columns: &[Arc<str>]) -> Diagnostic {
    let names: Vec<&str> = columns.iter().map(|name| &**name).collect();
    let hint = suggest::did_you_mean(column, names.iter().copied())
        .unwrap_or_else(|| format!("its columns are `{}`", names.join("`, `")));
    Diagnostic::error(format!("the data file has no column `{column}`"))
        .at(place, "")
        .help(hint)
}

/// The list that `key` speaks of, and the column.
fn find_list<'a>(root: &'a Node, key: &'a str) -> Result<(&'a [Node], &'a str), String> {
    if let Kind::List(items) = &root.kind {
        return Ok((items, key));
    }
    if let Some((path, column)) = key.rsplit_once('.') {
        let node = path
            .split('.')
            .try_fold(root, |node, part| node.member(part));
        return match node.map(|node| &node.kind) {
            Some(Kind::List(items)) => Ok((items, column)),
            Some(Kind::Scalar(_) | Kind::Null | Kind::Table(_)) | None => {
                Err(format!("the data file has no list `{path}`"))
            }
        };
    }
    let Kind::Table(entries) = &root.kind else {
        return Err("`key` needs a list of tables, and the data file has none".to_owned());
    };
    let mut lists = entries.iter().filter(|(_, node)| node.is_list_of_tables());
    match (lists.next(), lists.next()) {
        (Some((_, node)), None) => match &node.kind {
            Kind::List(items) => Ok((items, key)),
            Kind::Scalar(_) | Kind::Null | Kind::Table(_) => Ok((&[], key)),
        },
        (None, _) => Err("`key` needs a list of tables, and the data file has none".to_owned()),
        (Some((first, _)), Some((second, _))) => Err(format!(
            "the data file has several lists of tables: write `{}.{key}` or `{}.{key}`",
            first.text, second.text
        )),
    }
}

/// The scalars of a table by column.
fn scalars(list: &mut RecordList, entries: &[(Cell, Node)]) -> Vec<(usize, Cell)> {
    entries
        .iter()
        .filter_map(|(name, node)| match &node.kind {
            Kind::Scalar(cell) => Some((list.column(&name.text), cell.clone())),
            Kind::Null | Kind::List(_) | Kind::Table(_) => None,
        })
        .collect()
}
