//! YAML data files (YAML 1.2.2, core schema).

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};

use super::tree;
use crate::diag::Diagnostic;
use crate::fact::table::Cell;
use crate::fact::tree::{Kind, Node};
use crate::source::{Place, SourceId, Sources, Span};

/// Lists and tables may be this deep in one another.
const MOST_LEVELS: usize = 128;

/// How many values aliases may repeat, all of them together: a page of aliases of aliases
/// stands for more values than there is memory.
const MOST_REPEATED: usize = 1_000_000;

/// The tree of a YAML file; `None` if it has an error, of which only the first is known.
pub(super) fn read(
    sources: &Sources,
    file: SourceId,
    problems: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let text = sources.get(file).text();
    let mut builder = Builder {
        text,
        file,
        offsets: Offsets::of(text),
        open: Vec::new(),
        anchors: FxHashMap::default(),
        repeated: 0,
        root: None,
        problems,
    };
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
    match builder.read(Parser::new_from_str(yaml)) {
        Ok(()) => {}
        Err(problem) => {
            builder.problems.push(problem);
            return None;
        }
    }
    if builder.root.is_none() {
        let start = Place::new(file, Span::new(0, 0));
        let empty = Diagnostic::error("the data file is empty").at(start, "");
        builder.problems.push(empty);
    }
    builder.root
}

struct Builder<'a> {
    text: &'a str,
    file: SourceId,
    offsets: Offsets,
    /// The lists and tables that are not closed yet, the innermost last.
    open: Vec<Open>,
    /// What anchors stand for, by their number.
    anchors: FxHashMap<usize, Node>,
    repeated: usize,
    root: Option<Node>,
    problems: &'a mut Vec<Diagnostic>,
}

/// A list or a table that is being read.
struct Open {
    start: Place,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Table {
        entries: Vec<(Cell, Node)>,
        /// The key whose value comes next.
        key: Option<Node>,
    },
}

impl Builder<'_> {
    fn read<'t, T: saphyr_parser::Input + 't>(
        &mut self,
        mut parser: Parser<'t, T>,
    ) -> Result<(), Diagnostic> {
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| self.syntax(&error))?;
            let place = self.place(span.start, span.end);
            match event {
                Event::Scalar(text, style, anchor, tag) => {
                    let is_plain = style == ScalarStyle::Plain && tag.is_none();
                    let has_properties = anchor != 0 || tag.is_some();
                    let place = self.inner(place, style, has_properties);
                    let cell = Cell {
                        text: text.as_ref().into(),
                        place,
                    };
                    let kind = if is_plain && is_null(&text) && !self.wants_key() {
                        Kind::Null
                    } else {
                        Kind::Scalar(cell)
                    };
                    self.add(Node { kind, place }, anchor)?;
                }
                Event::SequenceStart(anchor, _) => {
                    self.start(place, anchor, Inside::List(Vec::new()))?;
                }
                Event::MappingStart(anchor, _) => {
                    let inside = Inside::Table {
                        entries: Vec::new(),
                        key: None,
                    };
                    self.start(place, anchor, inside)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.end(place)?,
                Event::Alias(anchor) => {
                    let Some(node) = self.anchors.get(&anchor) else {
                        let problem = "this alias stands inside what it is an alias of";
                        return Err(Diagnostic::error(problem).at(place, ""));
                    };
                    let node = node.clone();
                    self.repeat(&node)?;
                    self.add(node, 0)?;
                }
                Event::DocumentStart(_) if self.root.is_some() => {
                    let problem = "the file has several documents; the first one counts";
                    self.problems
                        .push(Diagnostic::warning(problem).at(place, ""));
                    return Ok(());
                }
                Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::StreamStart
                | Event::StreamEnd
                | Event::Nothing => {}
            }
        }
        Ok(())
    }

    fn start(&mut self, start: Place, anchor: usize, inside: Inside) -> Result<(), Diagnostic> {
        if self.open.len() == MOST_LEVELS {
            let problem = format!("nested more than {MOST_LEVELS} deep");
            return Err(Diagnostic::error(problem).at(start, ""));
        }
        self.open.push(Open {
            start,
            anchor,
            inside,
        });
        Ok(())
    }

    fn end(&mut self, end: Place) -> Result<(), Diagnostic> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let kind = match open.inside {
            Inside::List(items) => Kind::List(items),
            Inside::Table { entries, .. } => tree::table(entries, self.problems),
        };
        let span = open.start.span.join(end.span);
        let node = Node {
            kind,
            place: Place::new(self.file, span),
        };
        self.add(node, open.anchor)
    }

    /// Puts a value where it belongs.
    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Diagnostic> {
        if anchor != 0 {
            self.repeat(&node)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.inside) {
            None => self.root = Some(node),
            Some(Inside::List(items)) => items.push(node),
            Some(Inside::Table { entries, key }) => match key.take() {
                None => *key = Some(node),
                Some(Node {
                    kind: Kind::Scalar(cell),
                    ..
                }) => entries.push((cell, node)),
                Some(other) => {
                    let problem = "a key that is no scalar cannot be looked up";
                    self.problems
                        .push(Diagnostic::warning(problem).at(other.place, ""));
                }
            },
        }
        Ok(())
    }

    fn wants_key(&self) -> bool {
        let inside = self.open.last().map(|open| &open.inside);
        matches!(inside, Some(Inside::Table { key: None, .. }))
    }

    /// Counts the values of a node that will stand in a second place.
    fn repeat(&mut self, node: &Node) -> Result<(), Diagnostic> {
        self.repeated = self.repeated.saturating_add(size(node));
        if self.repeated <= MOST_REPEATED {
            return Ok(());
        }
        let problem = format!("aliases repeat more than {MOST_REPEATED} values");
        Err(Diagnostic::error(problem).at(node.place, ""))
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let at = self.offsets.byte(error.marker().index());
        let end = self.text[at..]
            .chars()
            .next()
            .map_or(at, |next| at + next.len_utf8());
        let place = Place::new(self.file, Span::new(at as u32, end as u32));
        Diagnostic::error(format!("this is not valid YAML: {}", error.info())).at(place, "")
    }

    fn place(&self, start: Marker, end: Marker) -> Place {
        let start = self.offsets.byte(start.index());
        let end = self.offsets.byte(end.index()).max(start);
        let text = self.text[start..end].trim_end();
        Place::new(
            self.file,
            Span::new(start as u32, (start + text.len()) as u32),
        )
    }

    /// A scalar without its quotation marks and what stands before it: a tag, an anchor.
    fn inner(&self, place: Place, style: ScalarStyle, has_properties: bool) -> Place {
        let whole = &self.text[place.span.range()];
        let mut text = whole;
        while has_properties && text.starts_with(['&', '!']) {
            let after = text.find(char::is_whitespace).unwrap_or(text.len());
            text = text[after..].trim_start();
        }
        let mut start = place.span.start as usize + whole.len() - text.len();
        // The parser takes a comment after the closing mark with it.
        let inside = match style {
            ScalarStyle::DoubleQuoted => quoted(text, '"'),
            ScalarStyle::SingleQuoted => quoted(text, '\''),
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => None,
        };
        if let Some(inside) = inside {
            start += 1;
            text = inside;
        }
        let span = Span::new(start as u32, (start + text.len()) as u32);
        Place::new(self.file, span)
    }
}

/// What stands between the mark that a text begins with and the one that closes it: not one
/// after a backslash in double marks, nor one that is doubled in single marks.
fn quoted(text: &str, mark: char) -> Option<&str> {
    let inside = text.strip_prefix(mark)?;
    let mut signs = inside.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let is_escaped = match mark {
            '"' => sign == '\\',
            _ => sign == mark && signs.peek().is_some_and(|(_, next)| *next == mark),
        };
        if is_escaped {
            signs.next();
        } else if sign == mark {
            return Some(&inside[..at]);
        }
    }
    None
}

/// The plain scalars that stand for nothing (YAML 1.2.2, section 10.3.2).
fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// How many values a node holds, itself counted.
fn size(node: &Node) -> usize {
    1 + match &node.kind {
        Kind::Scalar(_) | Kind::Null => 0,
        Kind::List(items) => items.iter().map(size).sum(),
        Kind::Table(entries) => entries.iter().map(|(_, value)| size(value)).sum(),
    }
}

/// Offsets in characters, which the parser counts in, as offsets in bytes.
struct Offsets {
    /// The length of the byte order mark, which is not parsed.
    mark: usize,
    /// The offset of every character, where one has more than a byte.
    starts: Option<Vec<u32>>,
    end: usize,
}

impl Offsets {
    fn of(text: &str) -> Self {
        let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = || yaml.char_indices().map(|(at, _)| at as u32).collect();
        Self {
            mark: text.len() - yaml.len(),
            starts: (!yaml.is_ascii()).then(starts),
            end: text.len(),
        }
    }

    fn byte(&self, character: usize) -> usize {
        let at = match &self.starts {
            None => Some(character),
            Some(starts) => starts.get(character).map(|at| *at as usize),
        };
        at.map_or(self.end, |at| (self.mark + at).min(self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_leaves, check_places, load_text, loaded, rows};

    #[test]
    fn scalars_stand_at_their_places_without_quotation_marks() {
        for text in [
            "server:\n  host: h é\n  port: 80\nnames: [a, \"b c\", 'd']  # \"é\" 'é'\n",
            "\u{feff}# é first\nserver: {host: h é, port: 80}\nnames:\n  - a  # é\n  - \"b c\" # \"é\n  - 'd' # 'é\n",
            "---\r\nserver:\r\n  host: h é\r\n  port: 80\r\nnames:\r\n- a\r\n- b c\r\n- d\r\n",
        ] {
            let (sources, table) = loaded("d.yaml", text, None);
            check_leaves(
                &table,
                &[
                    ("/server/host", "h é"),
                    ("/server/port", "80"),
                    ("/names/0", "a"),
                    ("/names/1", "b c"),
                    ("/names/2", "d"),
                ],
            );
            check_places(&sources, &table);
        }
    }

    #[test]
    fn marks_inside_quotation_marks_do_not_close_them() {
        for (text, inside, value) in [
            ("a: \"x \\\" y\" # \"\n", "x \\\" y", "x \" y"),
            ("a: \"x \\\\\" # \"\n", "x \\\\", "x \\"),
            ("a: 'x '' y' # '\n", "x '' y", "x ' y"),
            ("a: 'x ''' # '\n", "x ''", "x '"),
        ] {
            let (sources, table) = loaded("d.yaml", text, None);
            check_leaves(&table, &[("/a", value)]);
            let place = table.tree.member("a").unwrap().place;
            assert_eq!(sources.slice(place), inside);
        }
    }

    #[test]
    fn plain_scalars_are_kept_as_written_and_null_is_nothing() {
        let text =
            "a: 1.20\nb: no\nc: 0x1F\nd: ~\ne: null\nf:\ng: 'null'\nh: ''\nnull: 2024-05-01\n";
        let (_, table) = loaded("d.yml", text, None);
        check_leaves(
            &table,
            &[
                ("/a", "1.20"),
                ("/b", "no"),
                ("/c", "0x1F"),
                ("/g", "null"),
                ("/h", ""),
                ("/null", "2024-05-01"),
            ],
        );
    }

    #[test]
    fn block_scalars_are_folded_as_yaml_has_them() {
        let text = "a: |\n  one\n  two\nb: >-\n  one\n  two\n";
        let (_, table) = loaded("d.yaml", text, None);
        check_leaves(&table, &[("/a", "one\ntwo\n"), ("/b", "one two")]);
    }

    #[test]
    fn tables_of_a_list_are_records_by_the_key_column() {
        let text = "products:\n  - name: A\n    price: 1\n  - name: B\n";
        let (sources, table) = loaded("d.yaml", text, Some("products.name"));
        assert_eq!(rows(&table), [["A", "A", "1"], ["B", "B", "-"]]);
        check_places(&sources, &table);
    }

    #[test]
    fn an_alias_is_what_its_anchor_names_at_the_anchors_place() {
        let text = "base: &base {port: 80}\nmain: *base\nname: &n !!str \"x\"\nother: *n\n";
        let (sources, table) = loaded("d.yaml", text, None);
        check_leaves(
            &table,
            &[
                ("/base/port", "80"),
                ("/main/port", "80"),
                ("/name", "x"),
                ("/other", "x"),
            ],
        );
        check_places(&sources, &table);
    }

    #[test]
    fn reports_what_is_wrong_with_yaml() {
        check(
            "d.yaml",
            "⟦⟧# only a comment\n",
            None,
            &["error: the data file is empty"],
        );
        let table = check(
            "d.yaml",
            "⟦a⟧: 1\n⟦a⟧: 2\n",
            None,
            &["warning: `a` stands twice; the first one counts"],
        );
        check_leaves(&table.unwrap(), &[("/a", "1")]);
        let table = check(
            "d.yaml",
            "a: 1\n⟦---⟧\na: 2\n",
            None,
            &["warning: the file has several documents; the first one counts"],
        );
        check_leaves(&table.unwrap(), &[("/a", "1")]);
        check(
            "d.yaml",
            "? ⟦[a, b]⟧\n: 1\n",
            None,
            &["warning: a key that is no scalar cannot be looked up"],
        );
        check(
            "d.yaml",
            "a: &a [1, ⟦*a⟧]\n",
            None,
            &["error: this alias stands inside what it is an alias of"],
        );
        for text in ["a: [1, 2\n", "a: b: c\n", "a: 'é\n", "a: *gone\n"] {
            let loaded = load_text("d.yaml", text, None);
            assert!(loaded.table.is_none(), "{text}");
            assert_eq!(loaded.problems.len(), 1, "{text}");
            let message = &loaded.problems[0].message;
            assert!(message.starts_with("this is not valid YAML: "), "{message}");
        }
    }

    #[test]
    fn aliases_of_aliases_do_not_fill_the_memory() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..30 {
            let below = format!("*a{}, ", level - 1).repeat(10);
            text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
        }
        let loaded = load_text("d.yaml", &text, None);
        assert!(loaded.table.is_none());
        assert_eq!(
            loaded.problems[0].message,
            "aliases repeat more than 1000000 values"
        );
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        for text in [
            "- ".repeat(100_000),
            "[".repeat(100_000),
            "? ".repeat(100_000),
        ] {
            let loaded = load_text("d.yaml", &text, None);
            assert!(loaded.table.is_none());
            assert_eq!(loaded.problems.len(), 1);
        }
        let text = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        assert!(loaded("d.yaml", &text, None).1.columns.is_empty());
    }
}
