use super::*;
use crate::document::Metadata;
use crate::source::Source;
use crate::toml_read::marked::{help, labels, marked, messages};

fn read_text(text: &str) -> (Sources, SourceId, Config, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add(Source::new(FILE_NAME, text));
    let (config, problems) = read(&sources, file);
    (sources, file, config, problems)
}

/// Checks the message, a word of the help, and that labels stand exactly at the marks.
#[track_caller]
fn check(text: &str, message: &str, hint: &str) -> Config {
    let (plain, marks) = marked(text);
    let (_, file, config, problems) = read_text(&plain);
    assert_eq!(messages(&problems), [message], "in {text}");
    assert_eq!(labels(&problems, file), marks, "in {text}");
    let help = help(&problems).join("\n");
    assert!(help.contains(hint), "{help:?} has no {hint:?}");
    config
}

fn values(list: &[Written<String>]) -> Vec<&str> {
    list.iter().map(|written| written.value.as_str()).collect()
}

#[test]
fn a_date_in_a_name_has_a_year_a_month_and_a_day() {
    check(
        "[documents]\ndate_from_name = \"⟦{year}-{month}-*⟧\"",
        "error: `date_from_name` cannot be `{year}-{month}-*`",
        "`{day}` stands once in a pattern",
    );
}

#[test]
fn a_format_is_a_known_one_and_its_glob_valid() {
    check(
        "[documents.formats]\n\"*.page\" = \"⟦markdwn⟧\"",
        "error: the format of `*.page` cannot be `markdwn`",
        "did you mean `markdown`?",
    );
    check(
        "[documents.formats]\n\"⟦[z-a]⟧\" = \"plain\"",
        "error: `[z-a]` is not a valid glob: invalid range; 'z' > 'a'",
        "",
    );
}

#[test]
fn reads_every_key() {
    let (sources, _, config, problems) = read_text(
        r#"
rules = ["rules/*.toml", "house.toml"]
packs = ["news", "general"]
fail_on = "warning"

[documents]
include = ["**/*.{md,txt}"]
exclude = ["drafts/**"]
group_by = "{story}-*.txt"
date_from = '"date" <d: date>'
sources = ["wires/**"]
references = ["figures/**"]
date_from_name = "{year}-{month}-{day}-*"

[documents.formats]
"notes/*.txt" = "markdown"
"*.page" = "html"

[severity]
"weekday-of-date" = "warning"
troop-count = "off"

[approx]
implicature = false
least_width = 0.02
greatest_width = 0.2
round_width = 0
"#,
    );
    assert_eq!(problems, []);
    assert_eq!(values(&config.rules), ["rules/*.toml", "house.toml"]);
    assert_eq!(sources.slice(config.rules[1].place), "house.toml");
    let packs: Vec<&str> = config.packs.iter().map(|pack| pack.name).collect();
    assert_eq!(packs, ["news", "general"]);
    assert_eq!(config.fail_on, Some(Severity::Warning));
    assert_eq!(values(&config.documents.include), ["**/*.{md,txt}"]);
    assert_eq!(values(&config.documents.exclude), ["drafts/**"]);
    assert_eq!(values(&config.documents.sources), ["wires/**"]);
    let formats = config.documents.formats.iter();
    let formats: Vec<_> = formats
        .map(|line| (line.glob.value.as_str(), line.format))
        .collect();
    assert_eq!(
        formats,
        [("notes/*.txt", Format::Markdown), ("*.page", Format::Html)]
    );
    let group_by = config.documents.group_by.as_ref().unwrap();
    let none = Metadata::default();
    assert_eq!(group_by.value.story("a/12-ap.txt", &none), Some("12"));
    let named = config.documents.date_from_name.as_ref().unwrap();
    let date = named
        .read("a/2022-02-14-ap.txt")
        .and_then(|parts| parts.date);
    assert_eq!(date, Some(jiff::civil::date(2022, 2, 14)));
    assert_eq!(values(&config.documents.references), ["figures/**"]);
    assert_eq!(sources.slice(group_by.place), "{story}-*.txt");
    let date_from = config.documents.date_from.as_ref().unwrap();
    assert_eq!(date_from.text(), "\"date\" <d: date>");
    assert_eq!(
        config.severities(),
        BTreeMap::from([
            ("weekday-of-date".to_owned(), Some(Severity::Warning)),
            ("troop-count".to_owned(), None),
        ])
    );
    assert!(!config.approx.implicature);
    assert_eq!(config.approx.least_width, Decimal::new(2, 2));
    assert_eq!(config.approx.greatest_width, Decimal::new(2, 1));
    assert_eq!(config.approx.round_width, Decimal::ZERO);
}

#[test]
fn the_general_pack_is_on_only_where_there_is_no_file() {
    let names =
        |config: &Config| -> Vec<&str> { config.packs.iter().map(|pack| pack.name).collect() };
    assert_eq!(names(&Config::default()), ["general"]);
    let (_, _, config, problems) = read_text("");
    assert_eq!(problems, []);
    assert!(names(&config).is_empty());
}

#[test]
fn keys_left_out_have_the_values_of_the_default() {
    let (_, _, config, _) = read_text("");
    let default = Config::default();
    assert_eq!(config.approx, default.approx);
    assert_eq!(config.fail_on, default.fail_on);
    assert_eq!(config.fail_on, Some(Severity::Error));
    assert!(config.documents.include.is_empty());
}

#[test]
fn a_check_may_never_fail() {
    let (_, _, config, _) = read_text("fail_on = \"never\"");
    assert_eq!(config.fail_on, None);
}

#[test]
fn reports_each_mistake_at_its_place() {
    for (text, message, hint) in [
        (
            "packs = [\"general\", \"⟦new⟧\"]",
            "error: there is no pack `new`",
            "did you mean `news`?",
        ),
        (
            "packs = [\"⟦mathematics⟧\"]",
            "error: there is no pack `mathematics`",
            "the packs are",
        ),
        (
            "packs = [\"news\", \"⟦news⟧\"]",
            "warning: the pack `news` is named twice",
            "",
        ),
        (
            "packs = ⟦\"news\"⟧",
            "error: `packs` must be a list of strings",
            "brackets",
        ),
        (
            "rules = [\"⟦{a⟧\"]",
            "error: `{a` is not a valid glob: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
            "",
        ),
        ("rules = [\"⟦⟧\"]", "error: a glob cannot be empty", ""),
        (
            "⟦rule⟧ = []",
            "error: crossfact.toml has no key `rule`",
            "did you mean `rules`?",
        ),
        (
            "[documents]\n⟦rules⟧ = []",
            "error: [documents] has no key `rules`",
            "at the top of the file",
        ),
        (
            "[documents]\nexclude = [\"⟦a[⟧\"]",
            "error: `a[` is not a valid glob: unclosed character class; missing ']'",
            "",
        ),
        (
            "[documents]\ngroup_by = \"⟦story⟧\"",
            "error: `group_by` cannot be `story`",
            "{story}",
        ),
        (
            "[documents]\ndate_from = \"⟦\\\"a\\\"⟧\"",
            "error: `date_from` must be a string without escapes",
            "'''",
        ),
        (
            "[severity]\na = \"⟦of⟧\"",
            "error: `a` cannot be `of`",
            "did you mean `off`?",
        ),
        ("[severity]\na = ⟦false⟧", "error: `a` must be a string", ""),
        (
            "fail_on = \"⟦info⟧\"",
            "error: `fail_on` cannot be `info`",
            "`error`, `warning`, `note` or `never`",
        ),
        (
            "[approx]\nround_width = ⟦5⟧",
            "error: `round_width` must be a number from 0 to 1",
            "",
        ),
        (
            "[approx]\nround_width = ⟦nan⟧",
            "error: `round_width` must be a number from 0 to 1",
            "",
        ),
        (
            "[approx]\nround_width = ⟦\"5%\"⟧",
            "error: `round_width` must be a number from 0 to 1",
            "",
        ),
        (
            "[approx]\nleast_width = ⟦0.5⟧",
            "error: `least_width` (0.5) must not be more than `greatest_width` (0.10)",
            "",
        ),
        (
            "[approx]\n⟦widths⟧ = 1",
            "error: [approx] has no key `widths`",
            "its keys are",
        ),
    ] {
        let config = check(text, message, hint);
        assert_eq!(config.approx, Approx::default(), "in {text}");
    }
}

#[test]
fn one_mistake_does_not_hide_another() {
    let (_, _, config, problems) =
        read_text("rules = [\"a.toml\", \"[\"]\r\npacks = [\"x\"]\r\n[documents]\r\nfoo = 1\r\n");
    assert_eq!(problems.len(), 3);
    assert_eq!(values(&config.rules), ["a.toml"]);
}

#[test]
fn reports_severities_of_rules_that_do_not_exist() {
    let (sources, _, config, problems) =
        read_text("[severity]\nkyiv = \"note\"\ntroop-cuont = \"off\"\nother = \"off\"\n");
    assert_eq!(problems, []);
    let unknown = config.unknown_rules(&["kyiv", "troop-count"]);
    assert_eq!(
        messages(&unknown),
        [
            "error: there is no rule `troop-cuont`",
            "error: there is no rule `other`"
        ]
    );
    assert_eq!(help(&unknown), ["did you mean `troop-count`?"]);
    assert_eq!(sources.slice(unknown[0].labels[0].place), "troop-cuont");
}

#[test]
fn an_archive_says_where_the_text_is() {
    let (_, _, config, problems) = read_text(
        r#"
[[documents.archive]]
files = ["wires/*.jsonl"]
text = "article.body"
format = "html"
id = "slug"
date = "published"
title = "headline"

[[documents.archive]]
files = ["*.csv"]
text = "Text"
"#,
    );
    assert_eq!(messages(&problems), [""; 0]);
    let [wires, tables] = &config.documents.archives[..] else {
        panic!("two archives");
    };
    assert_eq!(values(&wires.files), ["wires/*.jsonl"]);
    assert_eq!(wires.text.value, "article.body");
    assert_eq!((wires.format, tables.format), (Format::Html, Format::Plain));
    assert_eq!(wires.id.as_deref(), Some("slug"));
    let renamed = [("title", "headline"), ("date", "published")];
    assert_eq!(
        wires.renamed,
        renamed.map(|(name, key)| (name, key.to_owned()))
    );
}

#[test]
fn an_archive_needs_its_files_and_its_text() {
    check(
        "⟦[[documents.archive]]⟧\nfiles = [\"a.csv\"]",
        "error: [[documents.archive]] needs `text`",
        "",
    );
    check(
        "[[documents.archive]]\nfiles = [\"a.csv\"]\ntext = \"t\"\nformat = \"⟦htm⟧\"",
        "error: `format` cannot be `htm`",
        "did you mean `html`?",
    );
    check(
        "[[documents.archive]]\nfiles = [\"a.csv\"]\ntext = \"t\"\n⟦titel⟧ = \"x\"",
        "error: [[documents.archive]] has no key `titel`",
        "did you mean `title`?",
    );
    check(
        "[[⟦archive⟧]]\nfiles = [\"a.csv\"]\ntext = \"t\"",
        "error: crossfact.toml has no key `archive`",
        "write [[documents.archive]]",
    );
}
