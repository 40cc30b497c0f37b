//! Files that hold many documents: each record is a document, and its places are the file's.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const CONFIG: &str = r#"
rules = ["rules.toml"]
packs = []

[documents]
include = ["*.txt"]
sources = ["wires/**"]
group_by = "metadata.event"

[[documents.archive]]
files = ["wires/*.jsonl"]
text = "body"
id = "id"
date = "published"

[[documents.archive]]
files = ["papers/*.csv"]
text = "Text"
format = "markdown"
source = "Paper"
"#;

const RULES: &str = r#"desk = 1
title = "Rules"
[[rule]]
id = "crowd"
rule = '''
fact crowd: <n: number> "people".
crowd.n must agree against sources
'''
message = "{n} here, {expected} in {other.document}"
good = ["130 people"]
bad = [["200 people", "«300» people"]]
"#;

const WIRES: &str = r#"{"id": "w1", "event": "fire", "published": "2024-05-02", "body": "Fire.\n\nThe “port”: \u201c130 people\u201d were there."}
{"id": "w2", "event": "flood", "body": "A flood.\n\t12 people were there."}
{"id": "w3", "event": "fire", "body": null}
"#;

const PAPERS: &str =
    "Paper,event,Text\nDaily,fire,\"# Fire\n\nHe said \"\"150 people\"\" were there.\"\n";

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("crossfact.toml", CONFIG);
    write("rules.toml", RULES);
    write("wires/may.jsonl", WIRES);
    write("papers/a.csv", PAPERS);
    folder
}

fn crossfact(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_crossfact"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program runs");
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("UTF-8"),
        String::from_utf8(output.stderr).expect("UTF-8"),
    )
}

#[test]
fn records_are_documents_with_a_story_and_a_role() {
    let folder = project();
    let (status, out, err) = crossfact(folder.path(), &["check", "--format", "short"]);
    assert_eq!((status, err.as_str()), (Some(1), ""));
    assert_eq!(
        out,
        "papers/a.csv record 1:3:10: error[crowd]: 150 here, 130 in wires/may.jsonl record w1\n"
    );
}

#[test]
fn the_bytes_of_a_place_are_those_of_the_archive() {
    let folder = project();
    let (_, out, _) = crossfact(folder.path(), &["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let finding = &report["findings"][0];
    for (place, file, record, text) in [
        (&finding["primary"], "papers/a.csv", "1", PAPERS),
        (&finding["related"][0], "wires/may.jsonl", "w1", WIRES),
    ] {
        assert_eq!(
            (&place["file"], &place["record"]),
            (&file.into(), &record.into())
        );
        let offset = |key: &str| place[key].as_u64().expect("an offset") as usize;
        let words = &text[offset("byte_start")..offset("byte_end")];
        assert_eq!(words, place["text"].as_str().expect("words"));
    }
}

#[test]
fn what_was_read_of_an_archive_is_said() {
    let folder = project();
    let (_, _, err) = crossfact(folder.path(), &["check", "--verbose"]);
    assert!(
        err.contains("read: papers/a.csv, records: 1\nread: wires/may.jsonl, records: 2\n"),
        "{err}"
    );
    assert!(
        err.contains("left out: wires/may.jsonl, records without text: 1\n"),
        "{err}"
    );
}

#[test]
fn a_path_chooses_the_records_of_an_archive() {
    let folder = project();
    let arguments = ["check", "--format", "short", "--quiet"];
    let named = |path| crossfact(folder.path(), &[&arguments[..], &[path]].concat()).1;
    assert_eq!(named("papers/a.csv").lines().count(), 1);
    assert_eq!(named("wires/may.jsonl").lines().count(), 1);
    fs::write(folder.path().join("note.txt"), "Nothing.\n").expect("a file");
    assert_eq!(named("note.txt"), "");
}

#[test]
fn a_line_that_is_no_record_is_shown_and_the_others_are_read() {
    let folder = project();
    let broken = format!("{WIRES}{{\"id\": \n");
    fs::write(folder.path().join("wires/may.jsonl"), broken).expect("a file");
    let (status, out, err) = crossfact(folder.path(), &["check", "--format", "short"]);
    assert_eq!(status, Some(2));
    assert_eq!(out.lines().count(), 1, "{out}");
    assert_eq!(
        err,
        "wires/may.jsonl:4:7: error: `wires/may.jsonl` holds what is no record\n"
    );
}
