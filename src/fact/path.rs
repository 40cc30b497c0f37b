//! Paths into data files: `server.port`, `limits[0].name`, `/limits/0/name`.

use std::fmt::Write as _;
use std::sync::Arc;

use super::tree::{Kind, Node};
use crate::source::Place;

/// Where values stand in a data file, whatever its format.
///
/// Keys have points between them. `[2]` is the third item of a list, `[*]` stands for every
/// item, and `*` in place of a key for every value of a table. A path that begins with `/` is
/// a JSON Pointer (RFC 6901): it reaches keys of any characters, and has no stars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    written: Arc<str>,
    steps: Vec<Step>,
}

/// One step from a value into it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The value of a key.
    Key(Arc<str>),
    /// An item of a list, counted from 0.
    Index(usize),
    /// A token of a pointer: the value of a key, or an item of a list.
    Token(Arc<str>),
    /// `[*]`
    EveryItem,
    /// `*`
    EveryValue,
}

/// What a path with stars leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many values.
    pub count: usize,
    /// The first of them, its key where it has one; without any, what was looked through.
    pub place: Place,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let steps = match text.strip_prefix('/') {
            Some(pointer) => pointer.split('/').map(token).collect::<Result<_, _>>()?,
            None => dotted(text)?,
        };
        Ok(Self {
            written: text.into(),
            steps,
        })
    }

    /// The path as written.
    pub fn written(&self) -> &Arc<str> {
        &self.written
    }

    /// Whether it stands for any number of values.
    pub fn has_stars(&self) -> bool {
        self.steps.iter().any(Step::is_star)
    }

    /// The path without its last step, and that step if it is a key; a path of one step leaves
    /// nothing before it.
    pub fn split_last(&self) -> Option<(Self, &Arc<str>)> {
        let (last, before) = self.steps.split_last()?;
        let name = match last {
            Step::Key(name) | Step::Token(name) => name,
            Step::Index(_) | Step::EveryItem | Step::EveryValue => return None,
        };
        let steps = before.to_vec();
        let written = self.spelled(&steps).into();
        Some((Self { written, steps }, name))
    }

    /// The value it leads to from `root`.
    ///
    /// # Errors
    ///
    /// Nothing stands there: the paths of what stands near.
    pub fn find<'n>(&self, root: &'n Node) -> Result<&'n Node, Vec<String>> {
        self.walk(root, self.steps.len())
    }

    /// Counts the values that it leads to from `root`; JSON's null is none.
    ///
    /// # Errors
    ///
    /// Nothing stands at the beginning of the path, up to the first star: the paths of what
    /// stands near.
    pub fn count(&self, root: &Node) -> Result<Counted, Vec<String>> {
        let first_star = self.steps.iter().position(Step::is_star);
        let star = first_star.unwrap_or(self.steps.len());
        let start = self.walk(root, star)?;
        if let Some(step) = self.steps.get(star)
            && !step.opens(start)
        {
            return Err(self.neighbours(start, star));
        }
        let mut counted = Counted {
            count: 0,
            place: start.place,
        };
        each(start, start.place, &self.steps[star..], &mut |place| {
            if counted.count == 0 {
                counted.place = place;
            }
            counted.count += 1;
        });
        Ok(counted)
    }

    /// Takes the first `length` steps.
    fn walk<'n>(&self, root: &'n Node, length: usize) -> Result<&'n Node, Vec<String>> {
        let steps = self.steps.iter().take(length).enumerate();
        steps.into_iter().try_fold(root, |node, (index, step)| {
            let next = step.take(node).map(|(next, _)| next);
            next.ok_or_else(|| self.neighbours(node, index))
        })
    }

    /// The paths that would lead on where the step at `index` does not.
    fn neighbours(&self, node: &Node, index: usize) -> Vec<String> {
        let with = |step: Step| {
            let mut steps = self.steps.clone();
            steps[index] = step;
            self.spelled(&steps)
        };
        let is_star = self.steps[index].is_star();
        match &node.kind {
            Kind::Table(_) if is_star => vec![with(Step::EveryValue)],
            Kind::Table(entries) => entries
                .iter()
                .map(|(key, _)| with(Step::Key(Arc::clone(&key.text))))
                .collect(),
            Kind::List(_) if is_star => vec![with(Step::EveryItem)],
            Kind::List(items) => match (&self.steps[index], items.is_empty()) {
                (_, true) => Vec::new(),
                (Step::Key(name), false) if name.parse::<usize>().is_err() => {
                    let mut steps = self.steps.clone();
                    steps.insert(index, Step::Index(0));
                    vec![self.spelled(&steps)]
                }
                (Step::Key(name), false) => {
                    vec![with(Step::Index(name.parse().unwrap_or_default()))]
                }
                (_, false) => vec![with(Step::Index(items.len() - 1))],
            },
            Kind::Scalar(_) | Kind::Null => Vec::new(),
        }
    }

    /// Steps as a path of the same kind as this one; as a pointer where points cannot write it.
    fn spelled(&self, steps: &[Step]) -> String {
        let is_plain = |step: &Step| match step {
            Step::Key(name) | Step::Token(name) => {
                !name.is_empty() && &**name != "*" && !name.contains(['.', '[', ']', '/'])
            }
            Step::Index(_) | Step::EveryItem | Step::EveryValue => true,
        };
        let is_pointer = self.written.starts_with('/') || !steps.iter().all(is_plain);
        let mut path = String::new();
        for step in steps {
            // A String takes everything.
            let _ = match step {
                Step::Key(name) | Step::Token(name) if is_pointer => {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    write!(path, "/{name}")
                }
                Step::Index(index) if is_pointer => write!(path, "/{index}"),
                Step::Key(name) | Step::Token(name) if path.is_empty() => write!(path, "{name}"),
                Step::Key(name) | Step::Token(name) => write!(path, ".{name}"),
                Step::Index(index) => write!(path, "[{index}]"),
                Step::EveryItem => write!(path, "[*]"),
                Step::EveryValue if path.is_empty() => write!(path, "*"),
                Step::EveryValue => write!(path, ".*"),
            };
        }
        path
    }
}

impl Step {
    const fn is_star(&self) -> bool {
        match self {
            Self::EveryItem | Self::EveryValue => true,
            Self::Key(_) | Self::Index(_) | Self::Token(_) => false,
        }
    }

    /// Whether a star is for a value of this kind.
    fn opens(&self, node: &Node) -> bool {
        matches!(
            (self, &node.kind),
            (Self::EveryItem, Kind::List(_)) | (Self::EveryValue, Kind::Table(_))
        )
    }

    /// The one value it leads to, and its place: that of its key where it has one.
    fn take<'n>(&self, node: &'n Node) -> Option<(&'n Node, Place)> {
        let item =
            |items: &'n [Node], index: usize| items.get(index).map(|item| (item, item.place));
        match (self, &node.kind) {
            (Self::Key(name) | Self::Token(name), Kind::Table(entries)) => entries
                .iter()
                .find(|(key, _)| key.text == *name)
                .map(|(key, value)| (value, key.place)),
            (Self::Index(index), Kind::List(items)) => item(items, *index),
            // RFC 6901, section 4: digits without a leading zero.
            (Self::Token(digits), Kind::List(items)) if is_index(digits) => {
                item(items, digits.parse().ok()?)
            }
            _ => None,
        }
    }
}

/// Calls `visit` with the place of every value that the steps lead to.
fn each(node: &Node, place: Place, steps: &[Step], visit: &mut dyn FnMut(Place)) {
    let Some((step, rest)) = steps.split_first() else {
        if !matches!(node.kind, Kind::Null) {
            visit(place);
        }
        return;
    };
    match (step, &node.kind) {
        (Step::EveryItem, Kind::List(items)) => {
            for item in items {
                each(item, item.place, rest, visit);
            }
        }
        (Step::EveryValue, Kind::Table(entries)) => {
            for (key, value) in entries {
                each(value, key.place, rest, visit);
            }
        }
        _ => {
            if let Some((next, place)) = step.take(node) {
                each(next, place, rest, visit);
            }
        }
    }
}

/// A reference token (RFC 6901, sections 3 and 4).
fn token(token: &str) -> Result<Step, &'static str> {
    let mut pieces = token.split('~');
    pieces.next();
    if !pieces.all(|piece| piece.starts_with(['0', '1'])) {
        return Err("in a pointer `~` is written `~0`, and a `/` in a key `~1`");
    }
    let name = token.replace("~1", "/").replace("~0", "~");
    Ok(Step::Token(name.into()))
}

fn dotted(text: &str) -> Result<Vec<Step>, &'static str> {
    let mut steps = Vec::new();
    for (number, part) in text.split('.').enumerate() {
        let brackets = part.find('[').unwrap_or(part.len());
        let (name, mut brackets) = part.split_at(brackets);
        match name {
            // A list at the top of the file has no key.
            "" if number == 0 && !brackets.is_empty() => {}
            "" => return Err("a key is missing in this path"),
            "*" => steps.push(Step::EveryValue),
            name => steps.push(Step::Key(name.into())),
        }
        while !brackets.is_empty() {
            let inside = brackets
                .strip_prefix('[')
                .and_then(|rest| rest.split_once(']'));
            let (index, rest) = inside.ok_or(BRACKETS)?;
            steps.push(match index {
                "*" => Step::EveryItem,
                digits if is_index(digits) => Step::Index(digits.parse().map_err(|_| BRACKETS)?),
                _ => return Err(BRACKETS),
            });
            brackets = rest;
        }
    }
    Ok(steps)
}

const BRACKETS: &str = "brackets hold the number of an item, counted from 0, or `*` for every item";

fn is_index(digits: &str) -> bool {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && (digits == "0" || !digits.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::table::Cell;
    use crate::source::{Source, Sources, Span};

    fn node(kind: Kind) -> Node {
        let place = Place::new(Sources::new().add(Source::new("d", "")), Span::default());
        Node { kind, place }
    }

    fn cell(text: &str) -> Cell {
        Cell {
            text: text.into(),
            place: node(Kind::Null).place,
        }
    }

    fn scalar(text: &str) -> Node {
        node(Kind::Scalar(cell(text)))
    }

    fn table(entries: Vec<(&str, Node)>) -> Node {
        let entries = entries.into_iter();
        node(Kind::Table(
            entries.map(|(key, value)| (cell(key), value)).collect(),
        ))
    }

    fn list(items: Vec<Node>) -> Node {
        node(Kind::List(items))
    }

    /// A file with a table, a list of tables, a list of lists and odd keys.
    fn file() -> Node {
        table(vec![
            (
                "server",
                table(vec![("host", scalar("h")), ("port", scalar("80"))]),
            ),
            (
                "bin",
                list(vec![
                    table(vec![("name", scalar("a")), ("test", scalar("false"))]),
                    table(vec![("name", scalar("b"))]),
                ]),
            ),
            (
                "grid",
                list(vec![
                    list(vec![scalar("1")]),
                    list(vec![scalar("2"), scalar("3")]),
                ]),
            ),
            ("a.b", scalar("dotted")),
            ("a/b", scalar("slash")),
            ("m~n", scalar("tilde")),
            ("", scalar("empty")),
            ("200", scalar("OK")),
            ("none", node(Kind::Null)),
            ("no", list(Vec::new())),
        ])
    }

    fn find(path: &str) -> Option<String> {
        let file = file();
        match &Path::parse(path).unwrap().find(&file).ok()?.kind {
            Kind::Scalar(cell) => Some(cell.text.to_string()),
            Kind::Null => Some("null".to_owned()),
            Kind::List(_) => Some("a list".to_owned()),
            Kind::Table(_) => Some("a table".to_owned()),
        }
    }

    #[test]
    fn points_and_brackets_lead_into_tables_and_lists() {
        for (path, value) in [
            ("server.port", Some("80")),
            ("server", Some("a table")),
            ("bin[1].name", Some("b")),
            ("grid[1][0]", Some("2")),
            ("200", Some("OK")),
            ("none", Some("null")),
            // Near misses.
            ("server.prt", None),
            ("server.port.number", None),
            ("bin[2].name", None),
            ("bin.1.name", None),
            ("server[0]", None),
            ("a.b", None),
        ] {
            assert_eq!(find(path).as_deref(), value, "{path}");
        }
    }

    #[test]
    fn pointers_reach_every_key_as_rfc_6901_has_it() {
        for (path, value) in [
            ("/server/port", Some("80")),
            ("/bin/1/name", Some("b")),
            ("/a.b", Some("dotted")),
            ("/a~1b", Some("slash")),
            ("/m~0n", Some("tilde")),
            ("/", Some("empty")),
            ("/200", Some("OK")),
            ("/bin/01/name", None),
            ("/bin/-", None),
            ("/bin/*", None),
        ] {
            assert_eq!(find(path).as_deref(), value, "{path}");
        }
    }

    #[test]
    fn a_list_at_the_top_needs_no_key() {
        let file = list(vec![table(vec![("name", scalar("a"))])]);
        for path in ["[0].name", "/0/name"] {
            assert!(Path::parse(path).unwrap().find(&file).is_ok(), "{path}");
        }
        assert_eq!(Path::parse("[*]").unwrap().count(&file).unwrap().count, 1);
    }

    #[test]
    fn stars_count_items_and_values() {
        for (path, count) in [
            ("bin[*]", Ok(2)),
            ("bin[*].name", Ok(2)),
            ("bin[*].test", Ok(1)),
            ("bin[*].nothing", Ok(0)),
            ("server.*", Ok(2)),
            ("grid[*][*]", Ok(3)),
            ("grid[*]", Ok(2)),
            ("*.host", Ok(1)),
            ("no[*]", Ok(0)),
            ("server.port", Ok(1)),
            ("none", Ok(0)),
            ("bin.*", Err(vec!["bin[*]"])),
            ("server[*]", Err(vec!["server.*"])),
            ("sever[*]", Err(vec!["server[*]"])),
        ] {
            let counted = Path::parse(path).unwrap().count(&file());
            match (counted, count) {
                (Ok(counted), Ok(count)) => assert_eq!(counted.count, count, "{path}"),
                (Err(near), Err(wanted)) => {
                    assert!(
                        wanted
                            .iter()
                            .all(|path| near.iter().any(|near| near == path)),
                        "{path}: {near:?}"
                    );
                }
                (counted, _) => panic!("{path}: {counted:?}"),
            }
        }
    }

    #[test]
    fn what_is_not_there_is_told_what_stands_near() {
        let near = |path: &str| Path::parse(path).unwrap().find(&file()).unwrap_err();
        assert_eq!(near("server.prt"), ["server.host", "server.port"]);
        assert_eq!(near("sever.port")[0], "server.port");
        assert_eq!(near("bin.name"), ["bin[0].name"]);
        assert_eq!(near("bin.1.name"), ["bin[1].name"]);
        assert_eq!(near("bin[7].name"), ["bin[1].name"]);
        assert_eq!(near("/server/prt"), ["/server/host", "/server/port"]);
        assert!(near("a").contains(&"/a.b".to_owned()));
        assert!(near("server.port.number").is_empty());
    }

    #[test]
    fn refuses_what_is_no_path() {
        for path in [
            "", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[01]", "a[0]b", "/a~2",
            "/a~",
        ] {
            assert!(Path::parse(path).is_err(), "{path}");
        }
    }
}
