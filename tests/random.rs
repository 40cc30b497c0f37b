//! Whatever a file holds, the program ends as documented: ten thousand random files as
//! documents and ten thousand as rule files.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// How many files of each kind.
const FILES: usize = 10_000;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

const TEXT: &str = "The mayor said on Monday, 14 October 2025, that “about 130,000 people — \
well over half — were told: ‘Stay.’” U.S. officials (23 of 45, 51%) paid $4.5m for 20 MB at 04:10. \
• Oops!\n\n# Heading\n\n| a | 1 |\n| b | 2 |\n| c | 3 |\n\n`code --flag` é\u{301} \u{202e}x \u{1f600} 北京";

const RULES: &str = r#"desk = 1
title = "Rules"
[vocab.people]
"Ada Lovelace" = { also = ["Ada"], avoid = ["Ada Lovlace"], role = "mathematician" }
[shared]
define = '''let who be any of people.'''
[[rule]]
id = "count"
rule = '''
fact crowd: <n: number more than 100> up to 2 words ("people" or "guests") in the same sentence as people:"Ada Lovelace".
crowd.n must agree across documents within 10%
'''
message = "{n} here, {expected} in {other.document}"
good = ["about 130 people"]
bad = [["200 people", "«300» people"]]
[[rule]]
id = "names"
rule = '''any of people must be spelled as listed'''
message = "“{found}” is “{expected}”"
"#;

/// Beginnings that say how the bytes after them are to be read.
const ENCODINGS: [&[u8]; 8] = [
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"-*- coding: shift_jis -*-",
    b"-*- coding: gb18030 -*-",
    b"-*- coding: iso-2022-jp -*-",
    b"<meta charset=big5>",
    b"<?xml version='1.0' encoding='euc-kr'?>",
];

/// Random bytes in some encoding or in none, random characters, or a sample with random changes.
fn content(random: &mut Random, sample: &str) -> Vec<u8> {
    let length = random.below(400);
    match random.below(5) {
        0 => {
            let start = ENCODINGS[random.below(ENCODINGS.len())];
            let bytes = (0..length).map(|_| random.next() as u8 | 1);
            start.iter().copied().chain(bytes).collect()
        }
        2 => (0..length).map(|_| random.next() as u8).collect(),
        1 => {
            let characters: Vec<char> = sample.chars().collect();
            (0..length)
                .map(|_| characters[random.below(characters.len())])
                .collect::<String>()
                .into_bytes()
        }
        _ => {
            let mut bytes = sample.as_bytes().to_vec();
            for _ in 0..1 + random.below(8) {
                let at = random.below(bytes.len());
                match random.below(4) {
                    0 => bytes[at] = random.next() as u8,
                    1 => bytes.insert(at, b" .,\"'<>(){}[]=#\n"[random.below(15)]),
                    2 => {
                        bytes.remove(at);
                    }
                    _ => {
                        let end = (at + random.below(40)).min(bytes.len());
                        let part = bytes[at..end].to_vec();
                        let to = random.below(bytes.len());
                        bytes.splice(to..to, part);
                    }
                }
            }
            bytes
        }
    }
}

fn write_files(folder: &Path, extension: &str, sample: &str, seed: u64) {
    fs::create_dir_all(folder).expect("a folder");
    let mut random = Random(seed);
    for index in 0..FILES {
        let path = folder.join(format!("{index:05}.{extension}"));
        fs::write(path, content(&mut random, sample)).expect("a file");
    }
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crossfact"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn assert_ended_well(output: &Output) {
    let status = output.status.code().expect("it was not killed");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(status, 0..=2), "status {status}: {words}");
    assert!(!words.contains("panicked"), "{words}");
}

#[test]
fn random_documents_are_read_or_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    write_files(&folder.path().join("texts"), "txt", TEXT, 1);
    fs::write(folder.path().join("rules.toml"), RULES).expect("a file");
    let own = ["check", "texts", "--rules", "rules.toml"];
    let packs = ["docs", "finance", "general", "legal", "news", "science"];
    let packs: Vec<&str> = packs.iter().flat_map(|pack| ["--pack", pack]).collect();
    for (format, packs) in [("human", &[][..]), ("short", &packs), ("json", &[])] {
        let output = check(
            folder.path(),
            &[&own, packs, &["--format", format]].concat(),
        );
        assert_ended_well(&output);
        // Some of the files are no text, and are left out.
        if format == "human" {
            let report = String::from_utf8_lossy(&output.stdout);
            assert!(report.contains(" binary files left out"), "{report}");
        }
    }
}

#[test]
fn random_rule_files_are_read_or_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    write_files(&folder.path().join("rules"), "toml", RULES, 2);
    fs::create_dir(folder.path().join("texts")).expect("a folder");
    fs::write(folder.path().join("texts/a.txt"), TEXT).expect("a file");
    fs::write(
        folder.path().join("crossfact.toml"),
        "rules = [\"rules/*.toml\"]\npacks = []\n",
    )
    .expect("a file");
    let output = check(folder.path(), &["check", "--format", "short"]);
    assert_ended_well(&output);
    assert_eq!(output.status.code(), Some(2));
}
