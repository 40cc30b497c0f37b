//! Checks the sample corpora and compares the findings with what each `EXPECTED.md` lists: every
//! planted error at its words, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A finding, as listed or as reported.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    file: String,
    line: u64,
    words: String,
    rule: String,
}

impl Found {
    /// Whether this listed error is what `reported` says. A listed "…" stands for any words.
    fn is(&self, reported: &Self) -> bool {
        self.file == reported.file
            && self.line == reported.line
            && self.rule == reported.rule
            && words_match(&self.words, &reported.words)
    }
}

#[test]
fn every_planted_error_is_reported_and_nothing_else() {
    for corpus in corpora() {
        let listed = planted(&corpus);
        assert!(listed.len() >= 8, "{} lists its errors", corpus.display());
        let reported = check(&corpus);
        let missed: Vec<&Found> = listed
            .iter()
            .filter(|error| !reported.iter().any(|finding| error.is(finding)))
            .collect();
        let uncalled: Vec<&Found> = reported
            .iter()
            .filter(|finding| !listed.iter().any(|error| error.is(finding)))
            .collect();
        assert!(
            missed.is_empty() && uncalled.is_empty() && listed.len() == reported.len(),
            "{}:\nnot reported: {missed:#?}\nnot listed: {uncalled:#?}",
            corpus.display()
        );
    }
}

#[test]
fn every_near_miss_stands_where_it_is_listed() {
    for corpus in corpora() {
        let rows = table(&corpus, "## Near misses, silent");
        assert!(rows.len() >= 4, "{} lists near misses", corpus.display());
        for row in rows {
            let [file, line, words, why] = cells(&row);
            assert!(!why.is_empty(), "a reason for `{words}`");
            if file.contains('*') {
                continue;
            }
            let text = read(&corpus.join(file));
            let from: usize = line.parse().expect("a line number");
            let here: Vec<&str> = text.lines().skip(from - 1).take(2).collect();
            let here = squeeze(&here.join(" "));
            for part in words.split('…').flat_map(|part| part.split("; ")) {
                let part = part.trim();
                assert!(here.contains(part), "{file}:{line} has `{part}`");
            }
        }
    }
}

#[test]
fn the_examples_of_every_rule_of_the_corpora_hold() {
    for corpus in corpora() {
        let output = crossfact(&corpus, &["test"]);
        assert!(
            output.status.success(),
            "{}:\n{}{}",
            corpus.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn the_examples_of_every_pack_hold() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = crossfact(here, &["test", "--no-config"]);
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = read(&here.join("README.md"));
    let (_, after) = readme
        .split_once("$ crossfact check\n")
        .expect("the README shows a check");
    let (shown, _) = after.split_once("\n```").expect("the block ends");
    let output = crossfact(
        &here.join("tests/corpora/harbour-fire"),
        &["check", "--width", "96"],
    );
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    for finding in shown.split("\n\n") {
        assert!(printed.contains(finding), "not printed:\n{finding}");
    }
}

/// The directories of the corpora, in name order.
fn corpora() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora");
    let entries = fs::read_dir(root).expect("tests/corpora is there");
    let mut corpora: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.join("crossfact.toml").is_file())
        .collect();
    corpora.sort();
    assert!(corpora.len() >= 6);
    corpora
}

/// The planted errors that the corpus lists.
fn planted(corpus: &Path) -> Vec<Found> {
    table(corpus, "## Planted errors")
        .iter()
        .map(|row| {
            let [file, line, words, rule, _why] = cells(row);
            Found {
                file: file.to_owned(),
                line: line.parse().expect("a line number"),
                words: words.to_owned(),
                rule: rule.to_owned(),
            }
        })
        .collect()
}

/// What a check of the corpus reports.
fn check(corpus: &Path) -> Vec<Found> {
    let output = crossfact(corpus, &["check", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report in JSON");
    assert_eq!(
        report["problems"],
        Value::Array(Vec::new()),
        "{}",
        corpus.display()
    );
    assert_eq!(output.status.code(), Some(1), "{}", corpus.display());
    let findings = report["findings"].as_array().expect("a list of findings");
    findings
        .iter()
        .map(|finding| {
            let primary = &finding["primary"];
            Found {
                file: text(&primary["file"]),
                line: primary["line"].as_u64().expect("a line number"),
                words: squeeze(&text(&primary["text"])),
                rule: text(&finding["rule"]),
            }
        })
        .collect()
}

fn crossfact(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crossfact"))
        .args(arguments)
        .current_dir(directory)
        .output()
        .expect("crossfact runs")
}

/// The rows of the table under a heading, without its two header lines.
fn table(corpus: &Path, heading: &str) -> Vec<String> {
    let text = read(&corpus.join("EXPECTED.md"));
    let (_, after) = text.split_once(heading).expect("the heading");
    after
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(str::to_owned)
        .collect()
}

fn cells<const N: usize>(row: &str) -> [&str; N] {
    let cells: Vec<&str> = row
        .trim()
        .trim_matches('|')
        .split('|')
        .map(str::trim)
        .collect();
    cells.try_into().expect("a row has all its cells")
}

/// Whether the words reported are those listed, where "…" stands for any words.
fn words_match(listed: &str, reported: &str) -> bool {
    match listed.split_once('…') {
        Some((start, end)) => reported.starts_with(start.trim()) && reported.ends_with(end.trim()),
        None => listed == reported,
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
