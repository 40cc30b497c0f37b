//! A document says the same whatever encoding its file is in, and its places are the file's.

use std::fs;
use std::path::Path;
use std::process::Command;

use encoding_rs::{SHIFT_JIS, WINDOWS_1252};
use serde_json::Value;

const RULES: &str = r#"desk = 1
title = "Rules"
[[rule]]
id = "crowd"
rule = '''
fact crowd: <n: number> "people".
crowd.n must agree across documents
'''
message = "{n} here, {expected} in {other.document}"
good = ["130 people"]
bad = [["200 people", "«300» people"]]
"#;

const AGENCY: &str = "About the café: it had 130 people.\n";

/// The figure is in line 2, column 17.
const DRAFT: &str = "“Café” £5\r\n“É” — the café: 150 people.\r\n";

fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

/// The draft in every encoding.
fn drafts() -> Vec<(&'static str, Vec<u8>)> {
    let marked = format!("\u{FEFF}{DRAFT}");
    vec![
        ("UTF-8", DRAFT.as_bytes().to_vec()),
        ("UTF-8", marked.as_bytes().to_vec()),
        ("UTF-16LE", utf_16(&marked, u16::to_le_bytes)),
        ("UTF-16BE", utf_16(&marked, u16::to_be_bytes)),
        ("UTF-16LE", utf_16(DRAFT, u16::to_le_bytes)),
        ("windows-1252", WINDOWS_1252.encode(DRAFT).0.into_owned()),
    ]
}

fn crossfact(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_crossfact"))
        .current_dir(folder)
        .args(arguments)
        .args(["--no-config", "--rules", "rules.toml"])
        .output()
        .expect("the program runs");
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("UTF-8"),
        String::from_utf8(output.stderr).expect("UTF-8"),
    )
}

/// A folder with the rules and these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rules.toml"), RULES).expect("a file");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

fn json(folder: &Path) -> Value {
    let (_, out, _) = crossfact(folder, &["check", "--format", "json"]);
    serde_json::from_str(&out).expect("JSON")
}

#[test]
fn every_encoding_gives_the_findings_of_its_twin_in_utf_8() {
    let mut reports = Vec::new();
    for (encoding, bytes) in drafts() {
        let folder = folder(&[("agency.txt", AGENCY.as_bytes()), ("draft.txt", &bytes)]);
        let (status, out, err) = crossfact(folder.path(), &["check", "--verbose"]);
        assert_eq!(status, Some(1), "{encoding}: {err}");
        let named = match encoding {
            "UTF-8" => "read: draft.txt\n".to_owned(),
            other => format!("read: draft.txt as {other}\n"),
        };
        assert!(err.contains(&named), "{err}");
        reports.push(out);
        let report = json(folder.path());
        assert_eq!(report["findings"].as_array().map(Vec::len), Some(1));
        let finding = &report["findings"][0];
        let places = [&finding["primary"], &finding["related"][0]];
        let place = places.into_iter().find(|it| it["file"] == "draft.txt");
        let place = place.expect("a place in the draft");
        assert_eq!((&place["line"], &place["column"]), (&2.into(), &17.into()));
        let offset = |key: &str| place[key].as_u64().expect("an offset") as usize;
        let written = &bytes[offset("byte_start")..offset("byte_end")];
        let words = match encoding {
            "UTF-16LE" => utf_16("150", u16::to_le_bytes),
            "UTF-16BE" => utf_16("150", u16::to_be_bytes),
            _ => b"150".to_vec(),
        };
        assert_eq!(written, words, "{encoding}");
        let declared = (encoding != "UTF-8").then_some(encoding);
        assert_eq!(place.get("encoding").and_then(Value::as_str), declared);
    }
    assert!(reports.iter().all(|report| *report == reports[0]));
}

#[test]
fn a_declared_encoding_has_its_places_too() {
    let text = "-*- coding: shift_jis -*-\n東京 (Tokyo), 150 people.\n";
    let (bytes, ..) = SHIFT_JIS.encode(text);
    let folder = folder(&[("a.txt", AGENCY.as_bytes()), ("draft.txt", &bytes)]);
    let (_, out, _) = crossfact(folder.path(), &["facts", "--format", "jsonl"]);
    let rows: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let row = rows.iter().find(|row| row["file"] == "draft.txt");
    let row = row.expect("a row of the draft");
    assert_eq!((&row["line"], &row["column"]), (&2.into(), &13.into()));
    let offset = |key: &str| row[key].as_u64().expect("an offset") as usize;
    assert_eq!(
        &bytes[offset("byte_start")..offset("byte_end")],
        b"150 people"
    );
}

#[test]
fn a_bad_byte_is_a_warning_at_its_place_and_the_rest_is_read() {
    let bytes = [DRAFT.as_bytes(), b"Caf\xE9.\n"].concat();
    let folder = folder(&[("agency.txt", AGENCY.as_bytes()), ("draft.txt", &bytes)]);
    let (status, out, err) = crossfact(folder.path(), &["check", "--format", "short"]);
    assert_eq!(status, Some(1), "{err}");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert_eq!(
        err,
        "draft.txt:3:4: warning: `draft.txt` is not well-formed UTF-8\n"
    );
}

#[test]
fn a_binary_file_is_left_out_and_counted_unless_it_is_named() {
    let text = AGENCY.as_bytes();
    let folder = folder(&[
        ("a.txt", text),
        ("b.txt", b"%PDF-1.7"),
        ("c.txt", b"\0\x01"),
    ]);
    let (status, out, err) = crossfact(folder.path(), &["check"]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    assert!(out.contains("1 document read"), "{out}");
    assert!(out.contains("2 binary files left out"), "{out}");
    assert_eq!(json(folder.path())["summary"]["binary"], 2);
    let (_, _, err) = crossfact(folder.path(), &["check", "--verbose"]);
    assert!(
        err.contains("left out: b.txt (it is a PDF file)\n"),
        "{err}"
    );
    assert!(
        err.contains("left out: c.txt (it holds a NUL byte)\n"),
        "{err}"
    );
    let (status, _, err) = crossfact(folder.path(), &["check", "b.txt", "--format", "short"]);
    assert_eq!(status, Some(2));
    assert_eq!(err, "error: `b.txt` is not a text: it is a PDF file\n");
}

#[test]
fn a_corpus_of_binary_files_is_an_error() {
    let folder = folder(&[("b.txt", b"%PDF-1.7")]);
    let (status, _, err) = crossfact(folder.path(), &["check"]);
    assert_eq!(status, Some(2));
    assert!(err.contains("there is no document to check"), "{err}");
    assert!(
        err.contains("`b.txt` is not a text: it is a PDF file"),
        "{err}"
    );
}
