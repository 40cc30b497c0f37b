//! What rules mean, against what a reader of the rule would say.

use crate::lang::typed::Module;
use crate::rule;
use crate::rule::data::{DataFiles, OpenError};
use crate::source::{Source, SourceId, Sources};
use crate::value::range::Approx;

use super::Paraphrase;

const TABLES: &str = r#"desk = 1
[vocab.people]
"Ann Lee" = { also = ["Lee"], role = "mayor" }
"Bo Ek" = { avoid = ["Bo Eck"], role = "harbour master" }
"#;

fn paraphrase(rule: &str) -> Paraphrase {
    let file =
        format!("{TABLES}[[rule]]\nid = \"r\"\nrule = '''\n{rule}\n'''\nmessage = \"found\"\n");
    let module = resolve(&file);
    super::rule(&module, &module.rules[0], &Approx::default())
}

fn resolve(file: &str) -> Module {
    let mut sources = Sources::new();
    let source = sources.add(Source::new("rules.toml", file));
    let (module, problems) = rule::load(&mut sources, source, "rules", &mut NoFiles);
    assert!(problems.is_empty(), "{problems:?}");
    module.unwrap()
}

struct NoFiles;

impl DataFiles for NoFiles {
    fn open(&mut self, _: &mut Sources, _: SourceId, _: &str) -> Result<SourceId, OpenError> {
        Err(OpenError::Absent)
    }
}

#[test]
fn checks_are_sentences() {
    for (rule, sentence) in [
        (
            r#"write "volts" not "watts" or "Volts" not in quotes"#,
            "Write “volts”, not “watts” or “Volts” in exactly this case (not in quotes).",
        ),
        (
            "any of people must be spelled as listed",
            "Each mention of any of `people` must be in one of its listed forms, none of those to avoid.",
        ),
        (
            r#""US" or "U.S." must be consistent across documents by first use"#,
            "All mentions of “US” or “U.S.” must have one form, across the documents of a story, and the one that comes first is right.",
        ),
        (
            r#"every document that mentions people:"Ann Lee" must mention "mayor""#,
            "Every document with Ann Lee in any of its forms must mention “mayor”.",
        ),
        (
            r#"at least 2 documents must mention "fire""#,
            "At least 2 documents must mention “fire”.",
        ),
        (
            r#"no document may mention "lorem ips*""#,
            "No document may mention “lorem ips…” with any ending.",
        ),
        (
            "fact crew: <n: number> \"sailors\" on <d: weekday>.\ncrew.n must agree in each section for the same d within 5%",
            "All `crew.n` must agree, where `d` is the same, within each section, give or take 5%, and the one that most documents have is right.",
        ),
        (
            "fact said: <q: quote at least 3 words>.\nsaid.q must be verbatim across documents when 80% alike allowing case and punctuation",
            "All `said.q` that are versions of one quotation must be word for word the same, across the documents of a story, and the one that most documents have is right, where at least 80% of the words are alike, apart from the case of first letters and punctuation.",
        ),
        (
            "fact dated: <day: weekday> <d: date>.\ndated.day must equal weekday of dated.d",
            "Each `dated.day` must equal the weekday of `dated.d`.",
        ),
        (
            "fact holder: <who: any of people> \",\" <title: word>.\nholder.title must equal role of holder.who in people",
            "Each `holder.title` must equal the role of `holder.who` in `people`.",
        ),
        (
            "fact brief: <who: any of people in short>.\nfact whole: <who: any of people in full>.\neach brief.who needs an earlier whole.who in the same document",
            "Each `brief.who` needs an equal `whole.who` before it, within each document.",
        ),
        (
            "fact part: <p: percent>.\nsum of part.p must be between 99% and 101% in each paragraph",
            "The sum of all `part.p` must be between 99% and 101%, within each paragraph.",
        ),
    ] {
        let rule = rule.replace("\" on <", "\" \"on\" <");
        assert_eq!(paraphrase(&rule).check, sentence, "{rule}");
    }
}

#[test]
fn facts_say_what_a_match_looks_like_and_where() {
    let meaning = paraphrase(
        "fact crew: <n: number more than 20> up to 2 words maybe \"able\" (\"sailors\" or \"seamen\")\n  \
         in the same sentence as people:\"Bo Ek\" and not in quotes and not within 3 words of lost.\n\
         fact lost: exactly \"lost\".\ncrew.n must agree across documents",
    );
    assert_eq!(
        meaning.facts,
        [
            (
                "crew".to_owned(),
                "a number of more than 20 (the `n`) + up to 2 other words + [“able”] + \
                 (“sailors” or “seamen”), in the same sentence as Bo Ek in any of its forms, \
                 not in quotes, not within 3 words of `lost`"
                    .to_owned()
            ),
            ("lost".to_owned(), "“lost” in exactly this case".to_owned()),
        ]
    );
}

#[test]
fn figures_are_explained_where_they_are_compared() {
    let of = |rule: &str| paraphrase(rule).figures;
    let crew = "fact crew: <n: number> \"sailors\".\n";
    let ranges = of(&format!("{crew}crew.n must agree across documents"));
    assert!(
        ranges[0].contains("“about 130,000” is 123,500 to 136,500"),
        "{ranges:?}"
    );
    assert!(ranges[1].starts_with("“More than” ends at the next step"));
    let exact = of(&format!("{crew}crew.n must agree across documents exactly"));
    assert_eq!(exact.len(), 1);
    assert!(exact[0].starts_with("Figures are taken exactly as written"));
    let whole = of("fact crew: <n: integer> \"sailors\".\ncrew.n must agree across documents");
    assert_eq!(whole, ["Figures are whole numbers and taken exactly."]);
    assert_eq!(of("write \"volts\" not \"watts\""), [""; 0]);
}
