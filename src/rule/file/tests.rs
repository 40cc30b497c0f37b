mod problems;

use std::collections::BTreeMap;

use super::*;
use crate::fact::table::Standing;
use crate::finding::Severity;
use crate::rule::data::OpenError;
use crate::source::{Source, Span};

/// Data files by path.
#[derive(Default)]
struct Files(BTreeMap<&'static str, &'static str>);

impl DataFiles for Files {
    fn open(
        &mut self,
        sources: &mut Sources,
        _rule_file: SourceId,
        path: &str,
    ) -> Result<SourceId, OpenError> {
        let text = self.0.get(path).ok_or(OpenError::Absent)?;
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
