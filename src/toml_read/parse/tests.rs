use super::*;
use crate::source::{Source, Sources};
use crate::toml_read::marked::{labels, marked, messages};

fn parse_text(text: &str) -> (Sources, SourceId, Table, Problems) {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("test.toml", text));
    let (table, problems) = parse(&sources, file);
    (sources, file, table, problems)
}

/// The table of a text without syntax errors.
fn table(text: &str) -> (Sources, Table) {
    let (sources, _, table, problems) = parse_text(text);
    assert_eq!(problems.into_diagnostics(), [], "in {text}");
    (sources, table)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (plain, marks) = marked(text);
    let (_, file, _, problems) = parse_text(&plain);
    assert!(problems.has_syntax_errors());
    let problems = problems.into_diagnostics();
    assert_eq!(messages(&problems), expected, "in {text}");
    assert_eq!(labels(&problems, file), marks, "in {text}");
}

#[test]
fn every_key_and_value_has_its_place() {
    let (sources, table) = table(
        "a = 'x'\n\"b c\" = [1, 2.50]\nd = { e = true }\n[f.g]\nh = 2022-02-14\n[[i]]\n[[i]]\n",
    );
    let written = |place| sources.slice(place).to_owned();
    let entries: Vec<(String, String)> = table
        .entries()
        .iter()
        .map(|entry| (written(entry.key.place), written(entry.item.place)))
        .collect();
    let expected = [
        ("a", "'x'"),
        ("b c", "[1, 2.50]"),
        ("d", "{ e = true }"),
        ("f", "f"),
        ("i", "[[i]]"),
    ];
    assert_eq!(
        entries,
        expected.map(|(key, value)| (key.to_owned(), value.to_owned()))
    );
    let Value::Table(outer) = &table.entries()[3].item.value else {
        panic!("a table");
    };
    assert_eq!(written(outer.entries()[0].item.place), "[f.g]");
}

#[test]
fn entries_stand_in_the_order_of_the_file() {
    let (_, table) = table("[z]\nb = 1\na = 2\nc.y = 1\nc.x = 2\n[y]\n[x]\n");
    let names = |table: &Table| -> Vec<String> {
        let entries = table.entries().iter();
        entries.map(|entry| entry.key.name.to_string()).collect()
    };
    assert_eq!(names(&table), ["z", "y", "x"]);
    let Value::Table(inner) = &table.entries()[0].item.value else {
        panic!("a table");
    };
    assert_eq!(names(inner), ["b", "a", "c"]);
}

#[test]
fn keeps_the_digits_of_numbers() {
    for (written, kept) in [
        ("1_000", "1000"),
        ("0xff", "255"),
        ("0b101", "5"),
        ("-17", "-17"),
        (
            "99999999999999999999999999999999999999999",
            "99999999999999999999999999999999999999999",
        ),
        ("1.50", "1.50"),
        ("1e3", "1e3"),
        ("1979-05-27 07:32:00", "1979-05-27 07:32:00"),
    ] {
        let (_, table) = table(&format!("a = {written}"));
        match &table.entries()[0].item.value {
            Value::Integer(text) | Value::Float(text) | Value::Date(text) => {
                assert_eq!(&**text, kept);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn places_count_a_byte_order_mark() {
    let (sources, table) = table("\u{feff}a = 'x'\r\nb = 'y'\r\n");
    let place = table.entry("b").unwrap().item.inner_place();
    assert_eq!(sources.slice(place), "y");
}

const QUOTES: &str = "error: a string must stand in quotation marks, \"…\" or '…'";

#[test]
fn reports_each_line_that_is_not_toml() {
    check("a = ⟦A desk⟧\nb = 1\nc = ⟦yes⟧\n", &[QUOTES, QUOTES]);
    check("a = ⟦“x”⟧\n", &[QUOTES]);
    check("a = ⟦⟧\nb = 1\n", &["error: a value is missing here"]);
    check(
        "title⟦⟧\nb = 1\n",
        &["error: a key without a value; a line is `key = value`"],
    );
    check(
        "a = 1\n⟦a⟧ = 2\n[b]\n[⟦b⟧]\n",
        &[
            "error: the key `a` stands twice",
            "error: the key `b` stands twice",
        ],
    );
    check(
        "a = 'x⟦⟧\nb = 'y'\n",
        &["error: this is not valid TOML: invalid literal string, expected `'`"],
    );
    check(
        "a = ⟦2022-13-01⟧\n",
        &["error: this is not valid TOML: invalid date, expected month between 01 and 12"],
    );
}

#[test]
fn blames_the_mark_that_is_never_closed() {
    check(
        "a = ⟦[⟧\"x\", \"y\"\n\n[[rule]]\nid = 'x'\nmessage = 'm'\n",
        &["error: this `[` is never closed"],
    );
    check(
        "a = ⟦{⟧ b = 1,\nc = 1\nd = [1, 2]\n",
        &["error: this `{` is never closed"],
    );
    check(
        "a = ⟦'''⟧\nx\n[[rule]]\nid = 'x'\n",
        &["error: this `'''` is never closed"],
    );
    check(
        "a = [[1, 2], ⟦[⟧3\nb = 1\n",
        &["error: this `[` is never closed"],
    );
    check(
        "a = 1\n⟦[⟧vocab\nb = 1\n",
        &["error: this `[` is never closed"],
    );
}

#[test]
fn does_not_report_hundreds_of_lines() {
    let text = "a b\n".repeat(100);
    let (_, _, _, problems) = parse_text(&text);
    let problems = problems.into_diagnostics();
    assert_eq!(problems.len(), MOST_SYNTAX_ERRORS);
    assert_eq!(
        problems[MOST_SYNTAX_ERRORS - 1].notes,
        ["so are 90 more lines"]
    );
}

#[test]
fn refuses_what_is_nested_too_deep_for_the_stack() {
    let key = format!("{}a = ", "a.".repeat(20));
    for text in [
        "a.".repeat(100_000),
        "a .  ".repeat(100_000),
        "\"a b\".".repeat(100_000),
        "'b' . ".repeat(100_000),
        format!("[{}a]", "a.".repeat(100_000)),
        "[".repeat(100_000),
        "{".repeat(100_000),
        "a = [[{ b = ".repeat(100_000),
        format!("{key} {{ {key} [ {{ {key} {{ {key} 1 }} }} ] }}"),
    ] {
        let (_, _, _, problems) = parse_text(&text);
        assert_eq!(
            messages(&problems.into_diagnostics()),
            ["error: tables and lists nested more than 64 deep"]
        );
    }
}

#[test]
fn reads_what_is_nested_deep() {
    let mut deep = "1".to_owned();
    for _ in 0..15 {
        deep = format!("[{{ a.b.c = {deep} }}]");
    }
    table(&format!("a = {deep}\n"));
    table(&format!(
        "[{}a]\n{}a = {deep}\n",
        "b.".repeat(60),
        "a.".repeat(2)
    ));
}

#[test]
fn many_shallow_tables_are_not_deep() {
    table(&"[[a.b]]\nc.d = [1.5, { e.f = 2.5 }]\ng = 1.5\n".repeat(500));
    let rows: Vec<String> = (0..500)
        .map(|row| format!("[a.\"b {row}\"]\nc = {{}}\n"))
        .collect();
    table(&rows.concat());
}

#[test]
fn points_and_brackets_in_texts_are_no_nesting() {
    let signs = "1.2.3.".repeat(40) + &"[{".repeat(40);
    table(&format!("a = 'x' # {signs}\n"));
    table(&format!("a = \"{signs}\\\"{signs}\"\n"));
    table(&format!("a = '''\n{signs}\n' {signs}'''\n"));
    table(&format!("a = \"\"\"\n{signs}\\\"\"\" {signs}\"\"\"\n"));
}
