//! JSON data files, with comments and trailing commas allowed.

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::{Range, Ranged as _};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use super::tree;
use crate::diag::Diagnostic;
use crate::fact::table::Cell;
use crate::fact::tree::{Kind, Node};
use crate::source::{Place, Source, SourceId, Sources, Span};

/// What RFC 8259 allows, comments and trailing commas.
const SYNTAX: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The tree of a JSON file; `None` if it has a syntax error, of which only the first is known.
pub(super) fn read(
    sources: &Sources,
    file: SourceId,
    problems: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let source = sources.get(file);
    let text = source.text();
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Converter {
        source,
        file,
        shift: text.len() - json.len(),
        problems,
    };
    let collect = CollectOptions {
        comments: CommentCollectionStrategy::Off,
        tokens: false,
    };
    let problem = match parse_to_ast(json, &collect, &SYNTAX) {
        Ok(parsed) => match parsed.value {
            Some(value) => return Some(reader.node(&value)),
            None => {
                Diagnostic::error("the data file is empty").at(reader.place(Range::new(0, 0)), "")
            }
        },
        Err(error) => {
            let mut what = error.kind().to_string();
            if let Some(first) = what.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            Diagnostic::error(format!("this is not valid JSON: {what}"))
                .at(reader.place(error.range()), "")
        }
    };
    reader.problems.push(problem);
    None
}

struct Converter<'a> {
    source: &'a Source,
    file: SourceId,
    /// The length of the byte order mark.
    shift: usize,
    problems: &'a mut Vec<Diagnostic>,
}

impl Converter<'_> {
    fn node(&mut self, value: &Value<'_>) -> Node {
        let place = self.place(value.range());
        let kind = match value {
            Value::StringLit(string) => Kind::Scalar(self.quoted(&string.value, string.range)),
            Value::NumberLit(number) => Kind::Scalar(Cell {
                text: number.value.into(),
                place,
            }),
            Value::BooleanLit(boolean) => Kind::Scalar(Cell {
                text: if boolean.value { "true" } else { "false" }.into(),
                place,
            }),
            Value::NullKeyword(_) => Kind::Null,
            Value::Array(array) => {
                Kind::List(array.elements.iter().map(|item| self.node(item)).collect())
            }
            Value::Object(object) => {
                let entries: Vec<_> = object
                    .properties
                    .iter()
                    .map(|property| {
                        let key = match &property.name {
                            ObjectPropName::String(name) => self.quoted(&name.value, name.range),
                            ObjectPropName::Word(name) => Cell {
                                text: name.value.into(),
                                place: self.place(name.range),
                            },
                        };
                        (key, self.node(&property.value))
                    })
                    .collect();
                tree::table(entries, self.problems)
            }
        };
        Node { kind, place }
    }

    /// A string without its quotation marks.
    fn quoted(&self, text: &str, range: Range) -> Cell {
        Cell {
            text: text.into(),
            place: self.place(Range::new(range.start + 1, range.end.saturating_sub(1))),
        }
    }

    fn place(&self, range: Range) -> Place {
        let start = self.source.snap((range.start + self.shift) as u32);
        let end = self.source.snap((range.end + self.shift) as u32).max(start);
        Place::new(self.file, Span::new(start, end))
    }
}
