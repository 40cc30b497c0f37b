use std::collections::BTreeMap;

use super::*;
use crate::fact::table::Standing;
use crate::finding::Severity;
use crate::source::{Source, Span};
use crate::toml_read::marked::{help, labels, marked, messages};

/// Data files by path.
#[derive(Default)]
struct Files(BTreeMap<&'static str, &'static str>);

impl DataFiles for Files {
    fn open(
        &mut self,
        sources: &mut Sources,
        _rule_file: SourceId,
        path: &str,
    ) -> Result<SourceId, String> {
        let text = self
            .0
            .get(path)
            .ok_or_else(|| "there is no such file".to_owned())?;
        Ok(sources.add(Source::new(path, *text)))
    }
}

fn read_text(text: &str) -> (Sources, SourceId, Option<Declarations>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add(Source::new("test.toml", text));
    let mut files = Files(BTreeMap::from([(
        "flags.csv",
        "flag,default\n--all,yes\n--none,no\n",
    )]));
    let (declarations, problems) = read(&mut sources, file, "test", &mut files);
    (sources, file, declarations, problems)
}

/// The declarations of a file without any problem.
fn declarations(text: &str) -> (Sources, Declarations) {
    let (sources, _, declarations, problems) = read_text(text);
    assert_eq!(problems, [], "in {text}");
    (sources, declarations.unwrap())
}

/// Checks that labels stand exactly at the marks, and returns the problems.
fn problems(text: &str) -> (Option<Declarations>, Vec<Diagnostic>) {
    let (plain, marks) = marked(text);
    let (_, file, declarations, problems) = read_text(&plain);
    let seen: Vec<&str> = labels(&problems, file)
        .iter()
        .map(|span| &plain[span.range()])
        .collect();
    assert_eq!(labels(&problems, file), marks, "{seen:?} in {text}");
    (declarations, problems)
}

const COMPLETE: &str = r#"
desk = 1
title = "A desk"
mark = ["[[", "]]"]

[documents]
date_from = '"date" <d: date>'
sources = ["wires/**"]
group_by = "{story}-*.txt"

[vocab.places]
"Kyiv" = { avoid = ["Kiev"], country = "Ukraine", since = 1991-08-24 }
Moscow = { also = ["the  Russian capital"], country = "Russia", people = 13_010_112 }
Aachen = {}

[data.flags]
file = "flags.csv"

[shared]
define = '''
let leader be "Putin".
'''

[[rule]]
id = "kyiv"
rule = '''write "Kyiv" not "Kiev"'''
message = "write “{expected}”\tplease"

[[rule]]
id = "z-first-in-file-order-2"
rule = "places must be consistent"
message = 'one name'
severity = "note"
help = "see the \"style book\""
url = "https://example.org"
tags = ["names", "style"]
fix = true
limit = 3
reads = "everything"
include = ["*.md"]
exclude = ["old/**"]
good = ["Kyiv", ["Kyiv", "Moscow"]]
bad = ["[[Kiev]]"]
"#;

#[test]
fn reads_every_key() {
    let (sources, file) = declarations(COMPLETE);
    assert_eq!(&*file.name, "test");
    assert_eq!(file.title.as_deref(), Some("A desk"));
    assert_eq!(file.date_from.unwrap().text(), r#""date" <d: date>"#);
    assert_eq!(file.sources[0].value, "wires/**");
    assert_eq!(sources.slice(file.sources[0].place), "wires/**");
    assert_eq!(file.group_by.unwrap().value, "{story}-*.txt");
    assert_eq!(file.define.unwrap().text(), "let leader be \"Putin\".\n");
    assert_eq!(&*file.data[0].name, "flags");
    assert_eq!(file.data[0].records.len(), 2);
    assert!(file.broken.is_empty());

    let [first, second] = file.rules.as_slice() else {
        panic!("two rules");
    };
    assert_eq!(&*first.id.value, "kyiv");
    assert_eq!(sources.slice(first.id.place), "kyiv");
    assert_eq!(first.rule.text(), r#"write "Kyiv" not "Kiev""#);
    assert_eq!(first.message.text(), "write “{expected}”\tplease");
    assert_eq!(first.severity, Severity::Error);
    assert_eq!(first.fix, None);
    assert!(!first.reads_everything);
    assert_eq!(sources.slice(first.place), "[[rule]]");

    assert_eq!(second.severity, Severity::Note);
    assert_eq!(
        second.help.as_ref().unwrap().text(),
        "see the \"style book\""
    );
    assert_eq!(second.url.as_deref(), Some("https://example.org"));
    assert_eq!(second.tags, ["names", "style"]);
    assert!(second.fix.as_ref().unwrap().value);
    assert_eq!(second.limit, Some(3));
    assert!(second.reads_everything);
    assert_eq!(second.include[0].value, "*.md");
    assert_eq!(second.exclude[0].value, "old/**");
    let examples: Vec<(bool, usize)> = second
        .examples
        .iter()
        .map(|example| (example.bad, example.documents.len()))
        .collect();
    assert_eq!(examples, [(false, 1), (false, 2), (true, 1)]);
    assert_eq!(&*second.examples[2].marks.0, "[[");
    assert_eq!(&*second.examples[2].marks.1, "]]");
    let place = second.examples[2].documents[0].place;
    assert_eq!(sources.slice(place), "[[Kiev]]");
}

#[test]
fn reads_vocabularies_in_file_order_with_their_columns() {
    let (sources, file) = declarations(COMPLETE);
    let places = &file.vocabularies[0];
    let names: Vec<&str> = places.entries.iter().map(|entry| &**entry.name()).collect();
    assert_eq!(names, ["Kyiv", "Moscow", "Aachen"]);
    let columns: Vec<&str> = places.columns.iter().map(|column| &**column).collect();
    assert_eq!(columns, ["country", "people", "since"]);

    let cells = |entry: usize| -> Vec<Option<&str>> {
        let cells = places.entries[entry].cells.iter();
        cells
            .map(|cell| cell.as_ref().map(|cell| &*cell.text))
            .collect()
    };
    assert_eq!(cells(0), [Some("Ukraine"), None, Some("1991-08-24")]);
    assert_eq!(cells(1), [Some("Russia"), Some("13010112"), None]);
    assert_eq!(cells(2), [None, None, None]);

    let forms = &places.entries[0].forms;
    assert_eq!(forms[0].standing, Standing::Listed);
    assert_eq!(sources.slice(forms[0].place), "Kyiv");
    assert_eq!(
        (&*forms[1].text, forms[1].standing),
        ("Kiev", Standing::Avoid)
    );
    assert_eq!(sources.slice(forms[1].place), "Kiev");
    let folded = &places.entries[1].forms[1];
    assert_eq!(
        (&*folded.text, folded.standing),
        ("the Russian capital", Standing::Also)
    );
}

#[test]
fn an_offset_in_a_rule_is_an_offset_in_the_file_minus_a_constant() {
    for newline in ["\n", "\r\n"] {
        for start in ["", "\u{feff}"] {
            let text = format!("{start}{}", COMPLETE.replace('\n', newline));
            let (sources, file) = declarations(&text);
            let define = file.define.unwrap();
            let at = define.text().find("leader").unwrap() as u32;
            let place = define.place(Span::new(at, at + 6));
            assert_eq!(sources.slice(place), "leader");
            assert_eq!(place.span.start - at, define.whole().span.start);
            assert_eq!(define.text(), format!("let leader be \"Putin\".{newline}"));
        }
    }
}

/// A file with one good rule and `lines` at its top.
fn with_top(lines: &str) -> String {
    format!("desk = 1\n{lines}\n[[rule]]\nid = \"a\"\nrule = 'r'\nmessage = 'm'\n")
}

/// A file with one rule that has `lines` besides `desk`.
fn with_rule(lines: &str) -> String {
    format!("desk = 1\n[[rule]]\n{lines}\n")
}

/// Each case: the file with marks around every label, the message, a word of the help.
#[track_caller]
fn check(cases: &[(String, &str, &str)]) {
    for (text, message, hint) in cases {
        let (_, problems) = problems(text);
        assert_eq!(messages(&problems), [*message], "in {text}");
        let help = help(&problems).join("\n");
        assert!(help.contains(hint), "{help:?} has no {hint:?}");
    }
}

#[test]
fn asks_for_the_edition() {
    let rule = "[[rule]]\nid = \"a\"\nrule = 'r'\nmessage = 'm'\n";
    check(&[
        (
            format!("⟦⟧title = \"x\"\n{rule}"),
            "error: a rule file needs `desk`, the edition of the rule language",
            "desk = 1",
        ),
        (
            format!("desk = ⟦\"1\"⟧\n{rule}"),
            "error: `desk` must be a whole number",
            "desk = 1",
        ),
        (
            format!("desk = ⟦0⟧\n{rule}"),
            "error: there is no edition 0 of the rule language",
            "desk = 1",
        ),
        (
            format!("title = \"x\"\n{rule}⟦desk⟧ = 1\n"),
            "error: a rule has no key `desk`",
            "at the top of the file",
        ),
    ]);
}

#[test]
fn says_one_thing_about_a_newer_edition() {
    let (declarations, problems) = problems("desk = ⟦2⟧\nnew_key = 1\n[[rule]]\nnew = 2\n");
    assert!(declarations.is_none());
    assert_eq!(
        messages(&problems),
        [
            "error: this rule file needs edition 2 of the rule language; this crossfact knows edition 1"
        ]
    );
}

#[test]
fn reports_unknown_and_misplaced_keys() {
    check(&[
        (
            with_top("⟦titel⟧ = \"x\""),
            "error: a rule file has no key `titel`",
            "did you mean `title`?",
        ),
        (
            with_top("[⟦vocabs⟧.people]\n\"Joe\" = {}"),
            "error: a rule file has no key `vocabs`",
            "did you mean `vocab`?",
        ),
        (
            with_top("[documents]\n⟦title⟧ = \"x\""),
            "error: [documents] has no key `title`",
            "`title` belongs at the top of the file, before the first [table]",
        ),
        (
            with_top("⟦define⟧ = 'let a be \"b\".'"),
            "error: a rule file has no key `define`",
            "`define` belongs under [shared]",
        ),
        (
            with_rule("id = \"a\"\nrule = 'r'\nmessage = 'm'\n⟦mesage⟧ = 'm'"),
            "error: a rule has no key `mesage`",
            "did you mean `message`?",
        ),
        (
            with_rule("id = \"a\"\nrule = 'r'\nmessage = 'm'\n⟦wholly_other⟧ = 1"),
            "error: a rule has no key `wholly_other`",
            "its keys are `id`, `rule`, `message`",
        ),
        (
            with_top("[vocab.v]\n\"Joe\" = {}\ntitle = ⟦\"x\"⟧"),
            "error: the entry `title` must be a table in braces",
            "`title` belongs at the top of the file",
        ),
    ]);
}

#[test]
fn reports_missing_keys_at_the_header() {
    let (declarations, problems) = problems("desk = 1\n⟦[[rule]]⟧\nid = \"a\"\n");
    assert_eq!(
        messages(&problems),
        [
            "error: a rule needs `rule`",
            "error: a rule needs `message`"
        ]
    );
    assert!(declarations.unwrap().rules.is_empty());
    check(&[
        (
            with_rule("⟦⟧")
                .replace("⟦⟧", "rule = 'r'\nmessage = 'm'")
                .replace("[[rule]]", "⟦[[rule]]⟧"),
            "error: a rule needs `id`",
            "",
        ),
        (
            with_top("⟦[data.x]⟧"),
            "error: a [data.…] table needs `file`",
            "",
        ),
        (
            "⟦⟧desk = 1\n".to_owned(),
            "warning: this file has no rules",
            "[[rule]]",
        ),
    ]);
}

#[test]
fn reports_wrong_types_with_what_stands_there() {
    let rule = |lines: &str| with_rule(&format!("id = \"a\"\nrule = 'r'\nmessage = 'm'\n{lines}"));
    check(&[
        (
            with_top("title = ⟦1⟧"),
            "error: `title` must be a string",
            "",
        ),
        (
            rule("fix = ⟦\"yes\"⟧"),
            "error: `fix` must be true or false",
            "",
        ),
        (
            rule("limit = ⟦1.5⟧"),
            "error: `limit` must be a whole number",
            "",
        ),
        (
            rule("limit = ⟦-1⟧"),
            "error: `limit` must be between 0 and 4294967295",
            "",
        ),
        (
            rule("limit = ⟦0⟧"),
            "error: `limit` must be at least 1",
            "off",
        ),
        (
            rule("tags = ⟦\"a\"⟧"),
            "error: `tags` must be a list of strings",
            "brackets",
        ),
        (
            rule("tags = [\"a\", ⟦2⟧]"),
            "error: each of `tags` must be a string",
            "",
        ),
        (
            rule("severity = \"⟦eror⟧\""),
            "error: `severity` cannot be `eror`",
            "did you mean `error`?",
        ),
        (
            rule("severity = \"⟦fatal⟧\""),
            "error: `severity` cannot be `fatal`",
            "`error`, `warning`, `note`",
        ),
        (
            rule("reads = \"⟦all⟧\""),
            "error: `reads` cannot be `all`",
            "everything",
        ),
        (
            rule("good = ⟦\"a\"⟧"),
            "error: `good` must be a list of strings or of lists of strings",
            "brackets",
        ),
        (
            rule("bad = [\"a\", [\"b\", ⟦3⟧]]"),
            "error: each of each of `bad` must be a string",
            "",
        ),
        (
            rule("bad = [⟦[]⟧]"),
            "error: an example without documents",
            "",
        ),
        (
            with_top("mark = ⟦[\"|\", \"|\"]⟧"),
            "error: `mark` must be two different marks",
            "[[",
        ),
        (
            with_top("mark = ⟦[\"|\"]⟧"),
            "error: `mark` must be two different marks",
            "[[",
        ),
        (
            with_top("[vocab]\nv = ⟦1⟧"),
            "error: [vocab.v] must be a table",
            "",
        ),
        (with_top("data = ⟦[]⟧"), "error: `data` must be a table", ""),
        (
            "desk = 1\n⟦[rule]⟧\nid = \"a\"".to_owned(),
            "error: `rule` must be a list of tables",
            "[[",
        ),
    ]);
}

#[test]
fn a_rule_is_a_string_without_escapes() {
    check(&[
        (
            with_rule("id = \"a\"\nrule = \"⟦write \\\"A\\\" not \\\"B\\\"⟧\"\nmessage = 'm'"),
            "error: `rule` must be a string without escapes",
            "'''",
        ),
        (
            with_top("[shared]\ndefine = \"\"\"⟦a\\\n b⟧\"\"\""),
            "error: `define` must be a string without escapes",
            "'''",
        ),
        (
            with_top("[documents]\ndate_from = \"⟦\\\"date\\\" <d: date>⟧\""),
            "error: `date_from` must be a string without escapes",
            "'''",
        ),
    ]);
}

#[test]
fn ids_are_unique_words_with_hyphens() {
    for id in ["Kyiv", "a_b", "-a", "a-", "a--b", "1a", "", "a b", "é"] {
        let text = with_rule(&format!("id = \"⟦{id}⟧\"\nrule = 'r'\nmessage = 'm'"));
        let (_, problems) = problems(&text);
        assert_eq!(
            messages(&problems),
            [format!("error: `{id}` cannot be the id of a rule")]
        );
    }
    for id in ["a", "a-b", "a1-2"] {
        declarations(&with_rule(&format!(
            "id = \"{id}\"\nrule = 'r'\nmessage = 'm'"
        )));
    }
    check(&[(
        "desk = 1\n[[rule]]\nid = \"⟦a⟧\"\nrule = 'r'\nmessage = 'm'\n[[rule]]\nid = \"⟦a⟧\"\nrule = 's'\nmessage = 'm'\n".to_owned(),
        "error: two rules have the id `a`",
        "",
    )]);
}

#[test]
fn a_form_belongs_to_one_entry_in_one_way() {
    check(&[
        (
            with_top(
                "[vocab.v]\n\"Joe Biden\" = { also = [\"⟦Joe⟧\"] }\n\"Joe Root\" = { also = [\"⟦Joe⟧\"] }",
            ),
            "error: `Joe` is a form of two entries",
            "",
        ),
        (
            with_top("[vocab.v]\n\"⟦Joe⟧\" = {}\n\"Joe Root\" = { also = [\"⟦Joe⟧\"] }"),
            "error: `Joe` is a form of two entries",
            "",
        ),
        (
            with_top("[vocab.v]\nKyiv = { also = [\"⟦Kiev⟧\"], avoid = [\"⟦Kiev⟧\"] }"),
            "error: `Kiev` is both a good form and one to avoid",
            "",
        ),
        (
            with_top("[vocab.v]\n⟦Kyiv⟧ = { avoid = [\"⟦Kyiv⟧\"] }"),
            "error: `Kyiv` is both a good form and one to avoid",
            "",
        ),
        (
            with_top("[vocab.v]\nKyiv = { avoid = [\"⟦Kiev⟧\", \"⟦Kiev⟧\"] }"),
            "warning: `Kiev` is listed twice",
            "",
        ),
        (
            with_top("[vocab.v]\nKyiv = { also = [\"⟦⟧\"] }"),
            "error: a form without words",
            "",
        ),
        (
            with_top("[vocab.⟦v⟧]"),
            "error: the vocabulary `v` is empty",
            "",
        ),
        (
            with_top("[vocab.v]\nKyiv = { also = ⟦\"Kiev\"⟧ }"),
            "error: `also` must be a list of strings",
            "brackets",
        ),
        (
            with_top("[vocab.v]\nKyiv = { avoids = ⟦[\"Kiev\"]⟧ }"),
            "error: the column `avoids` must be a string, a number, a date, true or false",
            "did you mean `avoid`?",
        ),
    ]);
    // Forms that differ in their capitals are different forms.
    declarations(&with_top(
        "[vocab.v]\nGitHub = { avoid = [\"Github\"] }\nother = { also = [\"Other\"] }",
    ));
}

#[test]
fn a_table_that_cannot_be_read_is_named_as_broken() {
    let (file, found) = problems(&with_top(
        "[vocab.v]\nKyiv = ⟦1⟧\n[vocab.w]\nMoscow = {}\n[data.d]\nfile = \"⟦gone.csv⟧\"\n[data.flags]\nfile = 'flags.csv'",
    ));
    assert_eq!(
        messages(&found),
        [
            "error: the entry `Kyiv` must be a table in braces",
            "error: cannot read the data file `gone.csv`: there is no such file",
        ]
    );
    let file = file.unwrap();
    assert_eq!(
        file.broken.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["v", "d"]
    );
    assert_eq!(file.vocabularies.len(), 1);
    assert_eq!(file.data.len(), 1);
    assert_eq!(file.rules.len(), 1);
}

#[test]
fn tables_have_names_that_rules_can_use() {
    check(&[
        (
            with_top("[vocab.\"⟦my people⟧\"]\nJoe = {}"),
            "error: `my people` cannot be a name in a rule",
            "letters",
        ),
        (
            with_top("[vocab.⟦flags⟧]\nJoe = {}\n[data.⟦flags⟧]\nfile = 'flags.csv'"),
            "error: two tables are named `flags`",
            "",
        ),
    ]);
}

#[test]
fn reports_data_files_that_cannot_be_used() {
    check(&[
        (
            with_top("[data.d]\nfile = \"⟦a.yaml⟧\""),
            "error: `a.yaml` is not a kind of data file that can be read",
            ".csv",
        ),
        (
            with_top("[data.d]\nfile = 'flags.csv'\nkey = \"⟦flg⟧\""),
            "error: the data file has no column `flg`",
            "did you mean `flag`?",
        ),
        (
            with_top("[data.d]\nfile = 'flags.csv'\n⟦keys⟧ = \"flag\""),
            "error: a [data.…] table has no key `keys`",
            "did you mean `key`?",
        ),
    ]);
}

#[test]
fn reports_globs_and_groupings_that_mean_nothing() {
    check(&[
        (
            with_top("[documents]\nsources = [\"⟦a[⟧\"]"),
            "error: `a[` is not a valid glob: unclosed character class; missing ']'",
            "",
        ),
        (
            with_top("[documents]\ngroup_by = \"⟦directroy⟧\""),
            "error: `group_by` cannot be `directroy`",
            "did you mean `directory`?",
        ),
    ]);
}

#[test]
fn reports_all_problems_in_the_order_of_the_file() {
    let (_, found) = problems(
        "desk = 1\n⟦titel⟧ = 'x'\n[documents]\nsources = ⟦'a'⟧\n[[rule]]\nid = \"⟦A⟧\"\nrule = 'r'\nmessage = ⟦1⟧\n⟦[[rule]]⟧\nid = 'b'\nmessage = 'm'\n",
    );
    assert_eq!(
        messages(&found),
        [
            "error: a rule file has no key `titel`",
            "error: `sources` must be a list of strings",
            "error: `A` cannot be the id of a rule",
            "error: `message` must be a string",
            "error: a rule needs `rule`",
        ]
    );
}

#[test]
fn syntax_errors_have_their_place_and_no_echoes() {
    let (file, found) = problems(
        "desk = 1\ntitle = ⟦A desk⟧\nmark = [1\n⟦[⟧documents]\n⟦titel⟧ = 'x'\n[[rule]]\nid = 'b'\n",
    );
    assert!(file.is_none());
    assert!(
        found[0].message.starts_with("this is not valid TOML: "),
        "{:?}",
        messages(&found)
    );
}

#[test]
fn a_key_that_stands_twice_is_reported_at_the_second() {
    let (_, found) = problems(&with_top("title = 'x'\n⟦title⟧ = 'y'"));
    assert_eq!(messages(&found), ["error: the key `title` stands twice"]);
}

#[test]
fn the_packs_have_no_problems() {
    for pack in crate::rule::builtin::packs() {
        let mut sources = Sources::new();
        let file = sources.add(Source::new(pack.file_name(), pack.text));
        let (declarations, problems) = read(&mut sources, file, pack.name, &mut Files::default());
        assert_eq!(problems, [], "in {}", pack.name);
        assert!(!declarations.unwrap().rules.is_empty());
    }
}

#[test]
fn no_mutation_of_a_rule_file_panics() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let signs = [
        "'",
        "\"",
        "'''",
        "\"\"\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        ".",
        ",",
        "#",
        "\\",
        "\\u00e9",
        "\n",
        "\r",
        "\r\n",
        "é",
        "\u{feff}",
        "1",
        "[[rule]]",
        "[vocab.v]",
        "\0",
        "a.b",
        "2020-01-01",
    ];
    for _ in 0..4000 {
        let mut text = COMPLETE.to_owned();
        for _ in 0..=random.below(4) {
            let at = text.floor_char_boundary(random.below(text.len()));
            let end = text.floor_char_boundary(at + random.below(20).min(text.len() - at));
            match random.below(3) {
                0 => text.replace_range(at..end, ""),
                1 => text.insert_str(at, signs[random.below(signs.len())]),
                _ => {
                    let piece = text[at..end].to_owned();
                    let to = text.floor_char_boundary(random.below(text.len()));
                    text.insert_str(to, &piece);
                }
            }
        }
        let (sources, _, declarations, problems) = read_text(&text);
        for label in problems.iter().flat_map(|problem| &problem.labels) {
            let source = sources.get(label.place.source).text();
            assert!(source.get(label.place.span.range()).is_some(), "in {text}");
        }
        assert!(declarations.is_some() || !problems.is_empty());
    }
}

/// The xorshift64 generator (Marsaglia 2003): the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
