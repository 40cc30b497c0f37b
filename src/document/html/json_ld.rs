//! What a page says of itself in JSON-LD, in the words of schema.org.

use jsonc_parser::ast::{Object, StringLit, Value};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use super::metadata::Gatherer;
use crate::source::Span;

/// JSON as RFC 8259 has it.
const SYNTAX: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_trailing_commas: false,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Keeps what the first article in a script of JSON-LD, or else the first page, says of itself.
/// A script that is no JSON says nothing. `start` is its first byte in the source.
pub(super) fn read(script: &str, start: u32, gatherer: &mut Gatherer) {
    let collect = CollectOptions {
        comments: CommentCollectionStrategy::Off,
        tokens: false,
    };
    let Some(value) = parse_to_ast(script, &collect, &SYNTAX)
        .ok()
        .and_then(|parsed| parsed.value)
    else {
        return;
    };
    let mut nodes = Vec::new();
    gather_nodes(&value, &mut nodes);
    let is = |node: &&&Object<'_>, wanted: &dyn Fn(&str) -> bool| {
        strings(node, "@type").any(|ty| wanted(&ty.value))
    };
    let article = nodes.iter().find(|node| is(node, &is_article));
    let page = || {
        nodes
            .iter()
            .find(|node| is(node, &|ty| ty.ends_with("WebPage")))
    };
    let Some(node) = article.or_else(page) else {
        return;
    };
    let mut keep = |key: &str, string: &StringLit<'_>| {
        let at = |offset: usize| start + offset as u32;
        let (from, to) = (at(string.range.start + 1), at(string.range.end));
        gatherer.add(
            key,
            &string.value,
            Span::new(from, to.saturating_sub(1).max(from)),
        );
    };
    for key in ["headline", "datePublished", "inLanguage"] {
        strings(node, key).for_each(|string| keep(key, string));
    }
    for key in ["author", "publisher"] {
        for value in values(node, key) {
            let name = format!("{key}.name");
            match value {
                Value::StringLit(string) => keep(&name, string),
                Value::Object(object) => {
                    let object = named(object, &nodes);
                    strings(object, "name").for_each(|string| keep(&name, string));
                }
                Value::NumberLit(_)
                | Value::BooleanLit(_)
                | Value::Array(_)
                | Value::NullKeyword(_) => {}
            }
        }
    }
}

/// Whether a type of schema.org is one of a document's text.
fn is_article(ty: &str) -> bool {
    ty.ends_with("Article") || ty.ends_with("BlogPosting") || ty == "Report"
}

/// The objects that the script is about: itself, those of its list, those of its graph.
fn gather_nodes<'a, 'j>(value: &'a Value<'j>, nodes: &mut Vec<&'a Object<'j>>) {
    let objects = |value: &'a Value<'j>| match value {
        Value::Object(object) => vec![object],
        Value::Array(array) => {
            let objects = array.elements.iter().filter_map(Value::as_object);
            objects.collect()
        }
        Value::StringLit(_)
        | Value::NumberLit(_)
        | Value::BooleanLit(_)
        | Value::NullKeyword(_) => Vec::new(),
    };
    for object in objects(value) {
        nodes.push(object);
        if let Some(graph) = object.get("@graph") {
            nodes.extend(objects(&graph.value));
        }
    }
}

/// The object itself, or the one of the graph that it only refers to.
fn named<'a, 'j>(object: &'a Object<'j>, nodes: &[&'a Object<'j>]) -> &'a Object<'j> {
    let id = |object: &'a Object<'j>| strings(object, "@id").next().map(|id| &*id.value);
    match id(object).filter(|_| object.get("name").is_none()) {
        Some(wanted) => nodes
            .iter()
            .find(|node| id(node) == Some(wanted) && node.get("name").is_some())
            .unwrap_or(&object),
        None => object,
    }
}

/// The values of a key: one, or those of its list.
fn values<'a, 'j>(object: &'a Object<'j>, key: &str) -> impl Iterator<Item = &'a Value<'j>> {
    let value = object.get(key).map(|property| &property.value);
    let (one, several) = match value {
        Some(Value::Array(array)) => (None, array.elements.as_slice()),
        one => (one, [].as_slice()),
    };
    one.into_iter().chain(several)
}

fn strings<'a, 'j>(object: &'a Object<'j>, key: &str) -> impl Iterator<Item = &'a StringLit<'j>> {
    values(object, key).filter_map(|value| value.as_string_lit())
}

#[cfg(test)]
mod tests {
    use super::super::super::Format;
    use super::super::super::metadata::Metadata;

    fn metadata(json: &str) -> (String, Metadata) {
        let source = format!("<script type='application/ld+json'>\n{json}\n</script>");
        let metadata = Format::Html.read(&source).metadata;
        (source, metadata)
    }

    #[track_caller]
    fn check(json: &str, expected: &[(&str, &str)]) {
        let (source, metadata) = metadata(json);
        let found: Vec<(&str, &str)> = metadata
            .entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.value.as_str()))
            .collect();
        assert_eq!(found, expected);
        for entry in &metadata.entries {
            assert_eq!(&source[entry.span.range()], entry.value);
        }
    }

    #[test]
    fn an_article_says_its_date_headline_author_and_publisher() {
        check(
            r#"{"@type": "NewsArticle", "headline": "Fire in port", "datePublished": "2024-03-05",
                "author": {"@type": "Person", "name": "Jane Doe"},
                "publisher": {"name": "The Gazette", "logo": {"name": "A logo"}}}"#,
            &[
                ("title", "Fire in port"),
                ("date", "2024-03-05"),
                ("author", "Jane Doe"),
                ("source", "The Gazette"),
            ],
        );
    }

    #[test]
    fn an_article_is_found_in_a_list_and_in_a_graph() {
        check(
            r#"[{"@type": "Organization", "name": "The Gazette"},
                {"@type": ["Thing", "Article"], "author": ["Jane Doe", {"name": "Jo Roe"}]}]"#,
            &[("author", "Jane Doe"), ("author", "Jo Roe")],
        );
        check(
            r##"{"@graph": [{"@type": "WebPage", "datePublished": "2024-03-01"},
                {"@type": "Article", "publisher": {"@id": "#us"}},
                {"@type": "Organization", "@id": "#us", "name": "The Gazette"}]}"##,
            &[("source", "The Gazette")],
        );
    }

    #[test]
    fn other_things_are_not_the_document() {
        check(
            r#"{"@type": "ItemList", "itemListElement":
                [{"@type": "NewsArticle", "headline": "Another story"}]}"#,
            &[],
        );
        check(r#"{"@type": "Organization", "name": "The Gazette"}"#, &[]);
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        for broken in ["", "{", "null", "[[]]", r#"{"@type": 5}"#, "// <![CDATA["] {
            check(broken, &[]);
        }
        check(&"[".repeat(100_000), &[]);
        check(&"{\"@graph\":".repeat(50_000), &[]);
    }

    #[test]
    fn escapes_are_decoded() {
        let (source, metadata) = metadata(r#"{"@type":"Article","headline":"Fire \u0026 smoke"}"#);
        let title = metadata.get("title").unwrap();
        assert_eq!(title.value, "Fire & smoke");
        assert_eq!(&source[title.span.range()], r"Fire \u0026 smoke");
    }
}
