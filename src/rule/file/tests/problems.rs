//! What is wrong with a rule file, each with its exact place.

use super::*;
use crate::toml_read::marked::{help, labels, marked, messages};

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
            "`error`, `warning` or `note`",
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
        (
            "desk = 1\nrule = ⟦'r'⟧".to_owned(),
            "error: `rule` must be a list of tables",
            "",
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
            with_top("[data.d]\nfile = \"⟦a.xml⟧\""),
            "error: `a.xml` is not a kind of data file that can be read",
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
fn syntax_errors_stand_with_the_other_problems_but_have_no_echoes() {
    // `mark` has no value that could be of a wrong type, and the rule may have its message.
    let (file, found) = problems(
        "desk = 1\n⟦titel⟧ = 'x'\nmark = ⟦two marks⟧\n[[rule]]\nid = 'b'\nrule = 'r'\nmessage⟦⟧\n",
    );
    assert!(file.is_none());
    assert_eq!(
        messages(&found),
        [
            "error: a rule file has no key `titel`",
            "error: a string must stand in quotation marks, \"…\" or '…'",
            "error: a key without a value; a line is `key = value`",
        ]
    );
}

#[test]
fn an_unclosed_list_is_one_problem() {
    let (_, found) = problems(
        "desk = 1\n[[rule]]\nid = 'b'\ngood = ⟦[⟧'x'\n[[rule]]\nid = 'c'\nrule = '''\nx\n'''\nmesage = 'm'\n",
    );
    assert_eq!(messages(&found), ["error: this `[` is never closed"]);
}

#[test]
fn a_key_that_stands_twice_is_reported_at_the_second() {
    let (_, found) = problems(&with_top("title = 'x'\n⟦title⟧ = 'y'"));
    assert_eq!(messages(&found), ["error: the key `title` stands twice"]);
}
