use super::*;
use crate::fact::path::Path;
use crate::fact::table::Cell;
use crate::source::{Source, Span};
use crate::toml_read::marked::{help, labels, marked, messages};

struct OneFile(String);

impl DataFiles for OneFile {
    fn open(
        &mut self,
        sources: &mut Sources,
        _rule_file: SourceId,
        path: &str,
    ) -> Result<SourceId, OpenError> {
        Ok(sources.add(Source::new(path, self.0.as_str())))
    }
}

pub(super) struct Loaded {
    sources: Sources,
    pub(super) table: Option<DataTable>,
    pub(super) problems: Vec<Diagnostic>,
    /// The data file.
    file: SourceId,
}

/// Loads `text` as the file `path`, with the key column `key`.
pub(super) fn load_text(path: &str, text: &str, key: Option<&str>) -> Loaded {
    let mut sources = Sources::new();
    let rule_file = sources.add(Source::new(
        "rules.toml",
        format!("{path} {}", key.unwrap_or("")),
    ));
    let written = |value: &str, start: usize| Written {
        value: value.to_owned(),
        place: Place::new(
            rule_file,
            Span::new(start as u32, (start + value.len()) as u32),
        ),
    };
    let declaration = DataDeclaration {
        name: "d".into(),
        place: Place::new(rule_file, Span::new(0, 0)),
        files: vec![written(path, 0)],
        key: key.map(|key| written(key, path.len() + 1)),
        optional: false,
        sample: None,
    };
    let mut files = OneFile(text.to_owned());
    let (table, problems) = load(&mut sources, rule_file, &declaration, &mut files);
    // The file was added last; a file of the same text finds its id.
    let probe = sources.add(Source::new("probe", ""));
    let file = problems
        .iter()
        .flat_map(|problem| &problem.labels)
        .map(|label| label.place.source)
        .chain(table.iter().map(|table| table.tree.place.source))
        .find(|source| *source != rule_file)
        .unwrap_or(probe);
    Loaded {
        sources,
        table,
        problems,
        file,
    }
}

#[track_caller]
pub(super) fn loaded(path: &str, text: &str, key: Option<&str>) -> (Sources, DataTable) {
    let loaded = load_text(path, text, key);
    assert_eq!(loaded.problems, []);
    (loaded.sources, loaded.table.unwrap())
}

/// Checks the messages and that labels in the data file stand exactly at the marks.
#[track_caller]
pub(super) fn check(
    path: &str,
    text: &str,
    key: Option<&str>,
    expected: &[&str],
) -> Option<DataTable> {
    let (plain, marks) = marked(text);
    let loaded = load_text(path, &plain, key);
    assert_eq!(messages(&loaded.problems), expected, "in {text}");
    assert_eq!(labels(&loaded.problems, loaded.file), marks, "in {text}");
    loaded.table
}

/// The rows of a table: the key, then the cells, with "-" for none.
pub(super) fn rows(table: &DataTable) -> Vec<Vec<&str>> {
    table
        .records
        .iter()
        .map(|record| {
            let cells = record.cells.iter();
            std::iter::once(&*record.key.text)
                .chain(cells.map(|cell| cell.as_ref().map_or("-", |cell| &*cell.text)))
                .collect()
        })
        .collect()
}

fn columns(table: &DataTable) -> Vec<&str> {
    table.columns.iter().map(|column| &**column).collect()
}

/// The scalars of a file, each with the keys and numbers that lead to it.
fn leaves(table: &DataTable) -> Vec<(String, &Cell)> {
    let mut leaves = Vec::new();
    collect(&table.tree, "", &mut leaves);
    leaves
}

fn collect<'n>(node: &'n Node, path: &str, leaves: &mut Vec<(String, &'n Cell)>) {
    match &node.kind {
        Kind::Scalar(cell) => leaves.push((path.to_owned(), cell)),
        Kind::Null => {}
        Kind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{path}/{index}"), leaves);
            }
        }
        Kind::Table(entries) => {
            for (key, value) in entries {
                collect(value, &format!("{path}/{}", key.text), leaves);
            }
        }
    }
}

#[track_caller]
pub(super) fn check_leaves(table: &DataTable, expected: &[(&str, &str)]) {
    let leaves = leaves(table);
    let leaves: Vec<_> = leaves
        .iter()
        .map(|(path, cell)| (path.as_str(), &*cell.text))
        .collect();
    assert_eq!(leaves, expected);
}

/// The scalar at a path.
fn scalar<'t>(table: &'t DataTable, path: &str) -> Option<&'t Cell> {
    table.scalar(&[Path::parse(path).unwrap()])
}

/// Every cell, key and leaf whose file has it as it is stands where it says.
pub(super) fn check_places(sources: &Sources, table: &DataTable) {
    let cells = table
        .records
        .iter()
        .flat_map(|record| std::iter::once(&record.key).chain(record.cells.iter().flatten()))
        .chain(leaves(table).into_iter().map(|(_, cell)| cell));
    for cell in cells {
        assert_eq!(sources.slice(cell.place), &*cell.text);
    }
}

#[test]
fn the_first_row_of_csv_names_the_columns() {
    let text = "quarter,revenue,staff\n2024-Q3,\"5,000\",12\n2024-Q2, 4.10 ,\n";
    let (sources, table) = loaded("results.csv", text, None);
    assert_eq!(&*table.file, "results.csv");
    assert_eq!(columns(&table), ["quarter", "revenue", "staff"]);
    assert_eq!(
        rows(&table),
        [
            ["2024-Q3", "2024-Q3", "5,000", "12"],
            ["2024-Q2", "2024-Q2", "4.10", "-"],
        ]
    );
    check_leaves(
        &table,
        &[
            ("/0/quarter", "2024-Q3"),
            ("/0/revenue", "5,000"),
            ("/0/staff", "12"),
            ("/1/quarter", "2024-Q2"),
            ("/1/revenue", "4.10"),
        ],
    );
    check_places(&sources, &table);
}

#[test]
fn csv_cells_have_their_place_in_files_of_every_kind() {
    for text in [
        "a,b\r\n1,2\r\n3,4\r\n",
        "\u{feff}a,b\n1,2\n3,4",
        "a;b\n1;2\n3;4\n",
        "a\tb\r1\t2\r3\t4\r",
        "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"",
        "a,b,\n1,2,\n\n\n3,4,\n,,\n",
        "\na,b\n\n  1 ,\t2\n3,4\n",
    ] {
        let (sources, table) = loaded("t.csv", text, Some("b"));
        let cells: Vec<Vec<&str>> = rows(&table)
            .into_iter()
            .map(|row| row.into_iter().take(3).collect())
            .collect();
        assert_eq!(cells, [["2", "1", "2"], ["4", "3", "4"]], "in {text:?}");
        check_places(&sources, &table);
    }
}

#[test]
fn csv_reads_quoted_fields_as_rfc_4180_has_them() {
    let text = "k,v\n1,\"say \"\"yes\"\"\"\n2,\"two\nlines, and more\"\n3,\"\"\n";
    let (sources, table) = loaded("t.csv", text, None);
    assert_eq!(
        rows(&table),
        [
            ["1", "1", "say \"yes\""],
            ["2", "2", "two\nlines, and more"],
            ["3", "3", "-"],
        ]
    );
    let place = table.records[0].cells[1].as_ref().unwrap().place;
    assert_eq!(sources.slice(place), "say \"\"yes\"\"");
    let place = table.records[1].cells[1].as_ref().unwrap().place;
    assert_eq!(sources.slice(place), "two\nlines, and more");
}

#[test]
fn csv_fields_of_any_length_are_read() {
    let long = "é".repeat(5000);
    let (sources, table) = loaded("t.csv", &format!("k,v\n1,{long}\n"), None);
    assert_eq!(rows(&table), [["1", "1", long.as_str()]]);
    check_places(&sources, &table);
}

#[test]
fn a_tsv_file_is_separated_by_tabs_only() {
    let (_, table) = loaded("t.TSV", "a,b\tc\n1,2\t3\n", None);
    assert_eq!(columns(&table), ["a,b", "c"]);
    assert_eq!(rows(&table), [["1,2", "1,2", "3"]]);
}

#[test]
fn reports_what_is_wrong_with_csv() {
    check("t.csv", "⟦⟧", None, &["error: the data file is empty"]);
    check(
        "t.csv",
        "place,dead\nKyiv,1,⟦200⟧\nLviv,3\n",
        None,
        &["error: this row has 3 fields, the first row has 2"],
    );
    check(
        "t.csv",
        "a,b\n1,⟦\"⟧2\n3,4\n",
        None,
        &["error: this quotation mark is never closed"],
    );
    check(
        "t.csv",
        "⟦a⟧,b,⟦a⟧\n1,2,3\n",
        None,
        &["error: two columns are named `a`"],
    );
    let table = check(
        "t.csv",
        "a,b\n⟦1⟧,2\n⟦1⟧,3\n",
        None,
        &["warning: `1` stands twice; the first one counts"],
    );
    assert_eq!(rows(&table.unwrap()), [["1", "1", "2"]]);
    check(
        "t.csv",
        "a,b\n⟦⟧,2\n,3\n4,5\n",
        None,
        &["warning: 2 records have no `a` and cannot be looked up; this is the first"],
    );
}

#[test]
fn an_unknown_key_column_is_reported_at_the_key() {
    let loaded = load_text("t.csv", "flag,default\n--all,1\n", Some("flags"));
    assert!(loaded.table.is_none());
    assert_eq!(
        messages(&loaded.problems),
        ["error: the data file has no column `flags`"]
    );
    assert_eq!(help(&loaded.problems), ["did you mean `flag`?"]);
    assert_eq!(
        loaded.sources.slice(loaded.problems[0].labels[0].place),
        "flags"
    );
}

#[test]
fn scalars_of_toml_are_looked_up_by_path() {
    let text = "top = true\n[package]\nversion = \"1.2.0\"\nrust-version = 1.80\n[[limits]]\nname = 'upload'\nmost = 1_000\n[[limits]]\nname = 'time'\nday = 2024-05-01\n";
    let (sources, table) = loaded("Cargo.toml", text, None);
    check_leaves(
        &table,
        &[
            ("/top", "true"),
            ("/package/version", "1.2.0"),
            ("/package/rust-version", "1.80"),
            ("/limits/0/name", "upload"),
            ("/limits/0/most", "1000"),
            ("/limits/1/name", "time"),
            ("/limits/1/day", "2024-05-01"),
        ],
    );
    let version = scalar(&table, "package.version").unwrap();
    assert_eq!(sources.slice(version.place), "1.2.0");
    assert_eq!(
        scalar(&table, "/limits/1/name").unwrap().text,
        "time".into()
    );
    assert_eq!(scalar(&table, "package"), None);
    let limits = table.count(&[Path::parse("limits[*]").unwrap()]).unwrap();
    assert_eq!(
        (limits.count, sources.slice(limits.place)),
        (2, "[[limits]]")
    );
}

#[test]
fn tables_of_toml_are_records_under_their_names() {
    let text = "title = 'x'\n[zeta]\nport = 80\n[alpha]\nhost = 'h'\nport = 81\ntags = ['a']\n";
    let (_, table) = loaded("t.toml", text, None);
    assert_eq!(columns(&table), ["port", "host"]);
    assert_eq!(rows(&table), [["zeta", "80", "-"], ["alpha", "81", "h"]]);
}

#[test]
fn tables_of_a_list_are_records_by_the_key_column() {
    let toml =
        "[[product]]\nname = 'A'\nprice = 1\n[[product]]\nname = 'B'\n[[shop]]\nname = 'C'\n";
    let (_, table) = loaded("t.toml", toml, Some("product.name"));
    assert_eq!(columns(&table), ["name", "price"]);
    assert_eq!(rows(&table), [["A", "A", "1"], ["B", "B", "-"]]);

    let json = r#"[{"name": "A", "price": 1.50}, {"name": "B", "price": null}]"#;
    let (sources, table) = loaded("t.json", json, Some("name"));
    assert_eq!(rows(&table), [["A", "A", "1.50"], ["B", "B", "-"]]);
    check_places(&sources, &table);

    let json = r#"{"about": "x", "products": [{"name": "A"}]}"#;
    let (_, table) = loaded("t.json", json, Some("name"));
    assert_eq!(rows(&table), [["A", "A"]]);
}

#[test]
fn a_table_that_the_key_leads_to_is_a_list_of_one() {
    let toml = "[package]\nname = 'larder'\nversion = '1.2.0'\n";
    let (_, table) = loaded("Cargo.toml", toml, Some("package.name"));
    assert_eq!(rows(&table), [["larder", "larder", "1.2.0"]]);
    // A pointer says that the file itself is meant, and no list in it.
    let json = r#"{"name": "larder", "version": "1.2.0", "people": [{"name": "A"}]}"#;
    let (_, table) = loaded("package.json", json, Some("/name"));
    assert_eq!(rows(&table), [["larder", "larder", "1.2.0"]]);
}

#[test]
fn reports_a_key_that_fits_no_list() {
    let message = |text: &str, key: &str| {
        let loaded = load_text("t.toml", text, Some(key));
        assert!(loaded.table.is_none());
        messages(&loaded.problems)
    };
    assert_eq!(
        message("[[a]]\nx = 1\n[[b]]\nx = 1\n", "x"),
        ["error: the data file has several lists of tables: write `a.x` or `b.x`"]
    );
    assert_eq!(
        message("[a]\nx = 1\n", "x"),
        ["error: `key` needs a list of tables, and the data file has none"]
    );
    assert_eq!(
        message("[[a]]\nx = 1\n", "b.x"),
        ["error: the data file has no list `b`"]
    );
    assert_eq!(
        message("[[a]]\nx = 1\n", "y"),
        ["error: the data file has no column `y`"]
    );
    assert_eq!(
        message("a = 1\n", "a.x"),
        ["error: `a` is no list of tables"]
    );
    assert_eq!(
        message("[[a]]\nx = 1\n", "a[*]"),
        ["error: `key` ends in the name of a column, and has no stars"]
    );
}

#[test]
fn json_may_have_comments_and_trailing_commas() {
    let text = "\u{feff}{ // first\n \"a\": {\"b\": [1, \"x\\u00e9\", true,]}, /* last */\n}\n";
    let (sources, table) = loaded("t.jsonc", text, None);
    check_leaves(
        &table,
        &[("/a/b/0", "1"), ("/a/b/1", "xé"), ("/a/b/2", "true")],
    );
    let place = |path| sources.slice(scalar(&table, path).unwrap().place);
    assert_eq!(place("a.b[1]"), "x\\u00e9");
    assert_eq!(place("a.b[0]"), "1");
}

#[test]
fn a_json_list_of_scalars_is_a_list_of_keys() {
    let (_, table) = loaded("flags.json", r#"["--all", "--none"]"#, None);
    assert_eq!(rows(&table), [["--all"], ["--none"]]);
}

#[test]
fn reports_what_is_wrong_with_json() {
    check("t.json", "⟦⟧", None, &["error: the data file is empty"]);
    check(
        "t.json",
        "{\"a\": 1⟦⟧ \"b\": 2}",
        None,
        &["error: this is not valid JSON: expected comma"],
    );
    check(
        "t.json",
        "\u{feff}{⟦é⟧: 1}",
        None,
        &["error: this is not valid JSON: expected string for object property"],
    );
    let table = check(
        "t.json",
        "{\"⟦a⟧\": 1, \"⟦a⟧\": 2}",
        None,
        &["warning: `a` stands twice; the first one counts"],
    );
    check_leaves(&table.unwrap(), &[("/a", "1")]);
    let deep = "[".repeat(100_000);
    assert!(load_text("t.json", &deep, None).table.is_none());
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    assert_eq!(leaves(&loaded("t.json", &deep, None).1).len(), 1);
}

#[test]
fn reports_what_is_wrong_with_toml() {
    let table = check(
        "t.toml",
        "a = ⟦yes⟧\nb = ⟦no⟧\n",
        None,
        &["error: a string must stand in quotation marks, \"…\" or '…'"; 2],
    );
    assert!(table.is_none());
}

#[test]
fn other_kinds_of_files_are_refused() {
    for path in ["a.xml", "a", "csv", "a.csv.gz"] {
        let loaded = load_text(path, "a", None);
        assert_eq!(
            messages(&loaded.problems),
            [format!(
                "error: `{path}` is not a kind of data file that can be read"
            )]
        );
    }
}

#[test]
fn no_text_panics_in_any_format() {
    let pieces = [
        "\"", "'", ",", ";", "\t", "\r", "\n", "\r\n", "a", "é", "1", "{", "}", "[", "]", ":", "=",
        ".", "\\", "//", "/*", "*/", "null", "true", "\u{feff}", " ", "\"\"", "\\u12", "- ", ": ",
        "&a ", "*a", "|", ">-", "---", "!!str ", "? ", "#", "%", "<<",
    ];
    // The xorshift64 generator (Marsaglia 2003): the same numbers in every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..6000 {
        let mut text = String::new();
        for _ in 0..12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(pieces[(state % pieces.len() as u64) as usize]);
        }
        for path in ["t.csv", "t.tsv", "t.json", "t.toml", "t.yaml"] {
            let loaded = load_text(path, &text, None);
            let places = loaded
                .problems
                .iter()
                .flat_map(|problem| problem.labels.iter().map(|label| label.place))
                .chain(loaded.table.iter().flat_map(|table| {
                    let cells = table.records.iter().flat_map(|record| {
                        std::iter::once(&record.key).chain(record.cells.iter().flatten())
                    });
                    cells
                        .chain(leaves(table).into_iter().map(|(_, cell)| cell))
                        .map(|cell| cell.place)
                }));
            for place in places {
                let source = loaded.sources.get(place.source).text();
                assert!(source.get(place.span.range()).is_some(), "{path}: {text:?}");
            }
        }
    }
}

/// Loads a file that need not be there, and that is there only with a text.
fn optional(text: Option<&str>, key: Option<&str>, sample: Option<&str>) -> Loaded {
    struct MaybeOne<'a>(Option<&'a str>, bool);
    impl DataFiles for MaybeOne<'_> {
        fn open(
            &mut self,
            sources: &mut Sources,
            _: SourceId,
            path: &str,
        ) -> Result<SourceId, OpenError> {
            let text = self.0.ok_or(OpenError::Absent)?;
            Ok(sources.add(Source::new(path, text)))
        }

        fn for_examples(&self) -> bool {
            self.1
        }
    }
    let mut sources = Sources::new();
    let rule_file = sources.add(Source::new("rules.toml", ""));
    let place = Place::new(rule_file, Span::new(0, 0));
    let written = |value: &str| Written {
        value: value.to_owned(),
        place,
    };
    let declaration = DataDeclaration {
        name: "d".into(),
        place,
        files: vec![written("d.toml")],
        key: key.map(written),
        optional: true,
        sample: sample.map(str::to_owned),
    };
    let mut files = MaybeOne(text, sample.is_some());
    let (table, problems) = load(&mut sources, rule_file, &declaration, &mut files);
    Loaded {
        sources,
        table,
        problems,
        file: rule_file,
    }
}

#[test]
fn an_optional_file_need_not_be_there() {
    let loaded = optional(None, Some("package.name"), None);
    assert_eq!(loaded.problems, []);
    let table = loaded.table.unwrap();
    assert!(table.records.is_empty());
    assert_eq!(scalar(&table, "package.name"), None);
}

#[test]
fn an_optional_file_need_not_hold_what_the_key_leads_to() {
    let loaded = optional(
        Some("[workspace]\nresolver = '3'\n"),
        Some("package.name"),
        None,
    );
    assert_eq!(loaded.problems, []);
    let table = loaded.table.unwrap();
    assert!(table.records.is_empty());
    assert_eq!(
        scalar(&table, "workspace.resolver").unwrap().text,
        "3".into()
    );
}

#[test]
fn an_optional_file_that_is_there_must_be_readable() {
    let loaded = optional(Some("[package\n"), None, None);
    assert!(loaded.table.is_none());
    assert_eq!(loaded.problems.len(), 1);
}

#[test]
fn for_examples_a_sample_stands_for_the_file() {
    let loaded = optional(Some("a = 1\n"), None, Some("a = 2\n"));
    let table = loaded.table.unwrap();
    assert_eq!(scalar(&table, "a").unwrap().text, "2".into());
    assert_eq!(&*table.file, "d.toml (sample)");
    assert_eq!(
        loaded.sources.slice(scalar(&table, "a").unwrap().place),
        "2"
    );
}
