//! The records of a file of tables, lists and scalars.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Rows;
use super::record::RecordList;
use crate::diag::Diagnostic;
use crate::fact::path::Path;
use crate::fact::table::Cell;
use crate::fact::tree::{Kind, Node};
use crate::lang::typed::Written;
use crate::source::Place;
use crate::suggest;

/// Keys and values as a table. Of values with one key the first counts.
pub(super) fn table(
    entries: impl IntoIterator<Item = (Cell, Node)>,
    problems: &mut Vec<Diagnostic>,
) -> Kind {
    let mut first: FxHashMap<Arc<str>, Place> = FxHashMap::default();
    let mut table = Vec::new();
    for (key, value) in entries {
        if let Some(first) = first.get(&key.text) {
            problems.push(twice(&key, *first));
        } else {
            first.insert(Arc::clone(&key.text), key.place);
            table.push((key, value));
        }
    }
    Kind::Table(table)
}

/// The problem of a second value with the key of another.
pub(super) fn twice(key: &Cell, first: Place) -> Diagnostic {
    Diagnostic::warning(format!("`{}` stands twice; the first one counts", key.text))
        .at(key.place, "")
        .at(first, "the first one")
}

/// The records of a file without `key`: tables under their names, or bare scalars.
pub(super) fn named_records(root: &Node, problems: &mut Vec<Diagnostic>) -> Rows {
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
            for cell in items.iter().filter_map(Node::scalar) {
                list.add(cell.clone(), [], problems);
            }
        }
        Kind::Scalar(_) | Kind::Null => {}
    }
    list.finish("key", problems)
}

/// The records of a list of tables by the column `key`.
///
/// # Errors
///
/// The key leads to no such list, or to no column of it.
pub(super) fn listed_records(
    root: &Node,
    key: &Written<String>,
    problems: &mut Vec<Diagnostic>,
) -> Result<Rows, Diagnostic> {
    let (items, column) =
        find_list(root, &key.value).map_err(|why| Diagnostic::error(why).at(key.place, ""))?;
    let mut list = RecordList::default();
    let mut found = false;
    for item in items {
        let Kind::Table(columns) = &item.kind else {
            list.add_keyless(item.place);
            continue;
        };
        let cells = scalars(&mut list, columns);
        match item.member(&column).and_then(Node::scalar) {
            Some(cell) => {
                found = true;
                list.add(cell.clone(), cells, problems);
            }
            None => list.add_keyless(item.place),
        }
    }
    if !found && !items.is_empty() {
        return Err(no_column(&column, key.place, list.columns()));
    }
    Ok(list.finish(&column, problems))
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

/// The tables that `key` speaks of, and the column. A table by itself is a list of one.
fn find_list<'n>(root: &'n Node, key: &str) -> Result<(&'n [Node], Arc<str>), String> {
    let path = Path::parse(key)?;
    let (before, column) = path
        .split_last()
        .filter(|(before, _)| !before.has_stars())
        .ok_or("`key` ends in the name of a column, and has no stars")?;
    let (list, column) = (before.written(), Arc::clone(column));
    if list.is_empty() && !key.starts_with('/') {
        return Ok((only_list(root, key)?, column));
    }
    match before.find(root) {
        Ok(node) => match &node.kind {
            Kind::List(items) => Ok((items, column)),
            Kind::Table(_) => Ok((std::slice::from_ref(node), column)),
            Kind::Scalar(_) | Kind::Null => Err(format!("`{list}` is no list of tables")),
        },
        Err(_) => Err(format!("the data file has no list `{list}`")),
    }
}

/// The list that the file is, or the only list of tables at its top.
fn only_list<'n>(root: &'n Node, key: &str) -> Result<&'n [Node], String> {
    let none = || "`key` needs a list of tables, and the data file has none".to_owned();
    let entries = match &root.kind {
        Kind::List(items) => return Ok(items),
        Kind::Table(entries) => entries,
        Kind::Scalar(_) | Kind::Null => return Err(none()),
    };
    let mut lists = entries
        .iter()
        .filter_map(|(name, node)| Some((name, list_of_tables(node)?)));
    match (lists.next(), lists.next()) {
        (Some((_, items)), None) => Ok(items),
        (None, _) => Err(none()),
        (Some((first, _)), Some((second, _))) => Err(format!(
            "the data file has several lists of tables: write `{}.{key}` or `{}.{key}`",
            first.text, second.text
        )),
    }
}

fn list_of_tables(node: &Node) -> Option<&[Node]> {
    match &node.kind {
        Kind::List(items)
            if !items.is_empty()
                && items.iter().all(|item| matches!(item.kind, Kind::Table(_))) =>
        {
            Some(items)
        }
        Kind::List(_) | Kind::Scalar(_) | Kind::Null | Kind::Table(_) => None,
    }
}

/// The scalars of a table by column.
fn scalars(list: &mut RecordList, entries: &[(Cell, Node)]) -> Vec<(usize, Cell)> {
    entries
        .iter()
        .filter_map(|(name, node)| {
            let cell = node.scalar()?;
            Some((list.column(&name.text), cell.clone()))
        })
        .collect()
}
