//! The house in order: who may import whom, and that nothing is forgotten in a list.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each level may import only the levels before it, and its own.
const LEVELS: &[&[&str]] = &[
    &["source", "suggest", "glob"],
    &["finding"],
    &["diag"],
    &["report"],
    &["toml_read"],
    &["document", "value"],
    &["people"],
    &["survey"],
    &["fact"],
    &["lang"],
    &["plan", "check"],
    &["rule"],
    &["config"],
    &["corpus"],
    &["engine"],
    &["example", "paraphrase"],
    &["render"],
    &["cli"],
];

/// A renderer knows findings and problems, not rules.
const RENDER_MAY_IMPORT: &[&str] = &["source", "suggest", "diag", "finding", "report", "render"];

/// Foreign crates that stay at the edge, with the only places that may name them.
const EDGES: &[(&str, &[&str])] = &[
    ("pest::", &["src/lang/parser"]),
    ("toml::", &["src/toml_read/"]),
    ("csv_core::", &["src/rule/data/"]),
    (
        "saphyr_parser::",
        &["src/rule/data/", "src/document/markdown/front_matter.rs"],
    ),
    ("pulldown_cmark::", &["src/document/markdown/mod.rs"]),
    (
        "codespan_reporting::",
        &["src/render/human", "src/render/excerpt"],
    ),
    (
        "html5gum::",
        &[
            "src/document/html/token.rs",
            "src/document/character_reference.rs",
        ],
    ),
    (
        "jsonc_parser::",
        &[
            "src/rule/data/",
            "src/corpus/archive/",
            "src/document/html/json_ld.rs",
        ],
    ),
    ("globset::", &["src/glob.rs"]),
    ("walkdir::", &["src/corpus/"]),
    ("encoding_rs::", &["src/corpus/"]),
    ("zip::", &["src/document/docx/"]),
    ("quick_xml::", &["src/document/docx/"]),
    ("chardetng::", &["src/corpus/"]),
    ("ignore::", &["src/corpus/ignore_files.rs"]),
    ("std::fs", &["src/corpus/", "src/cli/"]),
    ("clap::", &["src/cli/"]),
    ("println!", &["src/cli/"]),
    ("std::env", &["src/cli/"]),
];

/// A file past this many lines is two things.
const MOST_LINES: usize = 600;

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The path of a file from the root, with `/`.
fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .expect("a path in the package")
        .to_string_lossy()
        .replace('\\', "/")
}

/// The code of a file without its comments and without its test modules.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn module_of(path: &Path) -> String {
    let shown = shown(path);
    let inside = shown.strip_prefix("src/").unwrap_or(&shown);
    inside
        .split('/')
        .next()
        .unwrap_or_default()
        .trim_end_matches(".rs")
        .to_owned()
}

fn level_of(module: &str) -> Option<usize> {
    LEVELS.iter().position(|level| level.contains(&module))
}

#[test]
fn modules_import_only_what_comes_before_them() {
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")) {
        let module = module_of(&path);
        if module == "lib" || module == "main" {
            continue;
        }
        let level = level_of(&module).unwrap_or_else(|| panic!("{module} has no level"));
        for part in code(&path).split("crate::").skip(1) {
            let imported: String = part
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let allowed = if module == "render" {
                RENDER_MAY_IMPORT.contains(&imported.as_str())
            } else {
                level_of(&imported).is_some_and(|other| other <= level)
            };
            if !imported.is_empty() && !allowed {
                wrong.push(format!("{} imports {imported}", shown(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn foreign_crates_stay_at_the_edge() {
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")) {
        let shown = shown(&path);
        let code = code(&path);
        for (name, places) in EDGES {
            let named = code.match_indices(name).any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if named
                && shown != "src/main.rs"
                && !places.iter().any(|place| shown.starts_with(place))
            {
                wrong.push(format!("{shown} names {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_one_thing() {
    let long: Vec<String> = rust_files(&root().join("src"))
        .into_iter()
        .filter_map(|path| {
            let lines = code(&path).lines().count();
            (lines > MOST_LINES).then(|| format!("{} has {lines} lines of code", shown(&path)))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_file_is_reached_from_its_folder() {
    let mut forgotten = Vec::new();
    for path in rust_files(&root().join("src")) {
        let stem = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if matches!(stem.as_str(), "main" | "lib" | "mod") {
            continue;
        }
        let folder = path.parent().expect("a folder");
        let owners = [
            folder.join("mod.rs"),
            folder.join("lib.rs"),
            folder.with_extension("rs"),
        ];
        let named = owners.iter().filter(|owner| owner.exists()).any(|owner| {
            let text = fs::read_to_string(owner).expect("a source file");
            text.contains(&format!("mod {stem};"))
        });
        if !named {
            forgotten.push(shown(&path));
        }
    }
    assert!(
        forgotten.is_empty(),
        "no module names {}",
        forgotten.join(", ")
    );
}

#[test]
fn every_pack_is_shipped() {
    let list = fs::read_to_string(root().join("src/rule/builtin.rs")).expect("the list");
    let forgotten: BTreeSet<String> = fs::read_dir(root().join("rules"))
        .expect("the packs")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| !list.contains(&format!("rules/{name}")))
        .collect();
    assert!(forgotten.is_empty(), "not in the program: {forgotten:?}");
}
