//! The JSON report against its documentation and its schema.

use serde_json::Value;

use crate::diag::Diagnostic;
use crate::finding::Severity;
use crate::render::sample::Sample;
use crate::render::{Format, Style};
use crate::source::{Place, Span};

const SCHEMA: &str = include_str!("../../../docs/schema/report.json");
const DOCUMENTATION: &str = include_str!("../../../docs/json.md");

/// The report of `docs/json.md`.
fn documented() -> Sample {
    let mut sample = Sample::new();
    let draft = sample.text("draft.md", "# Border\n\nThe army has ⟦150,000⟧ troops.\n");
    let agency = sample.text("agency.md", "About ⟦130,000⟧ troops stand there.\n");
    let finding = sample.finding(
        "draft.md has 150,000 troops; agency.md has 130,000",
        &[(draft[0], "here"), (agency[0], "there")],
    );
    finding.help = Some("ask the desk".to_owned());
    sample.idle("nato", "“NATO” or “Nato”");
    sample.counts(2, 9);
    sample
}

fn json(sample: &Sample) -> String {
    sample.render(Format::Json, Style::default())
}

fn parsed(sample: &Sample) -> Value {
    serde_json::from_str(&json(sample)).unwrap()
}

#[test]
fn the_report_is_as_documented_byte_for_byte() {
    let (_, rest) = DOCUMENTATION.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```\n").unwrap();
    let example = example.replace("\"0.1.0\"", &format!("{:?}", env!("CARGO_PKG_VERSION")));
    assert_eq!(json(&documented()), example);
}

#[test]
fn an_empty_report_is_whole() {
    let sample = Sample::new();
    let report = parsed(&sample);
    assert_eq!(report["findings"], Value::Array(Vec::new()));
    assert_eq!(report["summary"]["findings"]["error"], 0);
    assert!(json(&sample).ends_with("}\n"));
    assert_eq!(fault(&report, &schema(), "report"), None);
}

#[test]
fn a_problem_has_all_its_places_and_words() {
    let mut sample = Sample::new();
    let places = sample.text("house.toml", "a = ⟦1⟧\na = ⟦2⟧\n");
    sample.report.problems = vec![
        Diagnostic::error("`a` is defined twice")
            .at(places[1], "again here")
            .at(places[0], "")
            .note("n")
            .help("h"),
        Diagnostic::warning("cannot read `b.md`"),
    ];
    let report = parsed(&sample);
    assert_eq!(fault(&report, &schema(), "report"), None);
    let problems = &report["problems"];
    assert_eq!(problems[0]["severity"], "error");
    assert_eq!(problems[0]["places"][0]["line"], 2);
    assert_eq!(problems[0]["places"][0]["text"], "2");
    assert_eq!(problems[0]["places"][0]["label"], "again here");
    assert_eq!(problems[0]["places"][1]["text"], "1");
    assert_eq!(problems[0]["notes"][0], "n");
    assert_eq!(problems[0]["help"][0], "h");
    assert_eq!(problems[1]["places"], Value::Array(Vec::new()));

    let alone: Value =
        serde_json::from_str(&sample.render_problems(Format::Json, Style::default())).unwrap();
    assert_eq!(alone["problems"], *problems);
}

#[test]
fn ends_are_exclusive_and_may_lie_on_another_line() {
    let mut sample = Sample::new();
    let place = sample.text("a.md", "é⟦日😀\r\nx\ry⟧z")[0];
    sample.finding("m", &[(place, "")]);
    let primary = &parsed(&sample)["findings"][0]["primary"];
    assert_eq!(primary["text"], "日😀\r\nx\ry");
    assert_eq!(
        (&primary["line"], &primary["column"]),
        (&1.into(), &2.into())
    );
    assert_eq!(
        (&primary["end_line"], &primary["end_column"]),
        (&3.into(), &2.into())
    );
    assert_eq!(
        (&primary["byte_start"], &primary["byte_end"]),
        (&2.into(), &14.into())
    );
}

#[test]
fn a_place_that_does_not_exist_is_moved_into_the_text() {
    let mut sample = Sample::new();
    let file = sample.plain("a.md", "日x");
    sample.finding("m", &[(Place::new(file, Span::new(1, 900)), "")]);
    let primary = &parsed(&sample)["findings"][0]["primary"];
    assert_eq!(primary["text"], "日x");
    assert_eq!(
        (&primary["byte_start"], &primary["byte_end"]),
        (&0.into(), &4.into())
    );
}

#[test]
fn texts_are_unchanged() {
    let mut sample = Sample::new();
    let place = sample.text("a.md", "⟦\u{1b}[0m\u{202e}\u{200b}\t⟧")[0];
    sample.finding("a\nb", &[(place, "")]);
    let finding = &parsed(&sample)["findings"][0];
    assert_eq!(finding["primary"]["text"], "\u{1b}[0m\u{202e}\u{200b}\t");
    assert_eq!(finding["message"], "a\nb");
}

#[test]
fn the_schema_refuses_what_is_not_a_report() {
    let report = parsed(&documented());
    assert_eq!(fault(&report, &schema(), "report"), None);
    let broken = |pointer: &str, value: Value| {
        let mut report = report.clone();
        *report.pointer_mut(pointer).unwrap() = value;
        fault(&report, &schema(), "report")
    };
    assert!(broken("/schema_version", 2.into()).is_some());
    assert!(broken("/findings/0/severity", "fatal".into()).is_some());
    assert!(broken("/findings/0/primary/column", 0.into()).is_some());
    assert!(broken("/findings/0/related/0", Value::Null).is_some());
    assert!(broken("/summary", Value::Array(Vec::new())).is_some());
}

#[test]
fn the_schema_names_every_key_that_is_written() {
    let mut sample = documented();
    let place = sample.text("a.md", "⟦x⟧")[0];
    sample.finding("m", &[(place, "")]).severity = Severity::Note;
    sample.report.problems = vec![Diagnostic::error("e").at(place, "")];
    assert_eq!(unnamed_key(&parsed(&sample), &schema()), None);
}

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

/// The schema behind a `$ref`, or the schema itself.
fn referred<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    match schema["$ref"].as_str() {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// What is wrong with a value, by the keywords of JSON Schema that the schema uses.
fn fault(value: &Value, schema: &Value, name: &str) -> Option<String> {
    fn check(value: &Value, schema: &Value, root: &Value, name: &str) -> Option<String> {
        let target = referred(schema, root);
        if !std::ptr::eq(target, schema)
            && let Some(fault) = check(value, target, root, name)
        {
            return Some(fault);
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect(),
        };
        let is = |kind: &&str| match *kind {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_u64(),
            "null" => value.is_null(),
            other => panic!("the schema uses the type {other}"),
        };
        if !types.is_empty() && !types.iter().any(is) {
            return Some(format!("{name} is not of type {types:?}"));
        }
        if schema.get("const").is_some_and(|it| it != value) {
            return Some(format!("{name} is not {}", schema["const"]));
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            return Some(format!("{name} is none of {words:?}"));
        }
        if let Some(least) = schema["minimum"].as_u64()
            && value.as_u64().is_none_or(|it| it < least)
        {
            return Some(format!("{name} is less than {least}"));
        }
        for key in schema["required"].as_array().into_iter().flatten() {
            let key = key.as_str().unwrap();
            if value.get(key).is_none() {
                return Some(format!("{name} has no {key}"));
            }
        }
        let properties = schema["properties"].as_object().into_iter().flatten();
        let mut faults = properties.filter_map(|(key, inner)| {
            let inside = value.get(key)?;
            check(inside, inner, root, &format!("{name}.{key}"))
        });
        if let Some(fault) = faults.next() {
            return Some(fault);
        }
        let items = value.as_array().into_iter().flatten();
        schema.get("items").and_then(|inner| {
            items
                .enumerate()
                .find_map(|(at, item)| check(item, inner, root, &format!("{name}[{at}]")))
        })
    }
    check(value, schema, schema, name)
}

/// A key that is written but not in the schema.
fn unnamed_key(value: &Value, schema: &Value) -> Option<String> {
    fn check(value: &Value, schemas: &[&Value], root: &Value) -> Option<String> {
        let mut schemas: Vec<&Value> = schemas.to_vec();
        let mut at = 0;
        while let Some(schema) = schemas.get(at).copied() {
            if schema.get("$ref").is_some() {
                schemas.push(referred(schema, root));
            }
            at += 1;
        }
        if let Value::Array(items) = value {
            let inner: Vec<&Value> = schemas.iter().filter_map(|it| it.get("items")).collect();
            return items.iter().find_map(|item| check(item, &inner, root));
        }
        value.as_object()?.iter().find_map(|(key, inside)| {
            let inner: Vec<&Value> = schemas
                .iter()
                .filter_map(|it| it["properties"].get(key))
                .collect();
            if inner.is_empty() {
                Some(key.clone())
            } else {
                check(inside, &inner, root)
            }
        })
    }
    check(value, &[schema], schema)
}
