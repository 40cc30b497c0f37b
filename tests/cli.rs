//! The program as its users run it.
//!
//! `tests/cli/*.trycmd` shows what is typed, what is printed and the exit status; a folder
//! beside a case, `*.in`, is where it runs. With `TRYCMD=overwrite cargo test --test cli` the
//! expected output is rewritten; read the difference.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

#[test]
fn every_case_prints_what_it_says() {
    trycmd::TestCases::new()
        .case("tests/cli/*.trycmd")
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .run();
}

#[test]
fn init_writes_files_that_pass_and_replaces_none() {
    let folder = tempfile::tempdir().unwrap();
    let first = crossfact(folder.path(), &["init"]);
    assert_eq!(status(&first), 0, "{first:?}");
    fs::write(folder.path().join("a.txt"), "Zelensky spoke in Kyiv.\n").unwrap();
    for command in ["check", "test", "rules"] {
        let output = crossfact(folder.path(), &[command]);
        assert_eq!(status(&output), 0, "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }

    let config = folder.path().join("crossfact.toml");
    fs::write(&config, "packs = []\n").unwrap();
    let again = crossfact(folder.path(), &["init"]);
    assert_eq!(status(&again), 2);
    assert_eq!(fs::read_to_string(&config).unwrap(), "packs = []\n");
    let forced = crossfact(folder.path(), &["init", "--force"]);
    assert_eq!(status(&forced), 0);
    assert_ne!(fs::read_to_string(&config).unwrap(), "packs = []\n");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly_and_keeps_its_status() {
    let folder = tempfile::tempdir().unwrap();
    // Far more than a pipe holds.
    let text = "The council meets on Wednesday, 14 October 2025.\n\n".repeat(2000);
    fs::write(folder.path().join("a.txt"), text).unwrap();
    let mut child = command(folder.path(), &["check"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 1, "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_that_is_said() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/check.in");
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = command(&case, &["check"])
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(status(&output), 2);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: No space left on device"), "{said}");
}

#[test]
fn the_output_does_not_depend_on_threads_or_the_working_directory() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/check.in");
    let args = ["check", "--format", "json"];
    let one = crossfact(&case, &[&args[..], &["--threads", "1"]].concat());
    let many = crossfact(&case, &[&args[..], &["--threads", "7"]].concat());
    assert_eq!(one.stdout, many.stdout);
    assert_eq!(status(&many), 1);
    // From a folder of the corpus the names of files differ, and nothing else.
    let inside = crossfact(&case.join("wires"), &args);
    let renamed = text(&inside)
        .replace("\"../", "\"")
        .replace("\"agency.txt\"", "\"wires/agency.txt\"")
        .replace("\"daily.txt\"", "\"wires/daily.txt\"");
    assert_eq!(renamed, text(&many));
}

#[test]
fn files_of_random_bytes_end_as_documented() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for kind in ["txt", "toml"] {
        for number in 0..60 {
            let bytes = random.bytes(number % 3);
            fs::write(folder.path().join(format!("{number}.{kind}")), bytes).unwrap();
        }
    }
    let all = crossfact(folder.path(), &["check", "--format", "json"]);
    assert!(matches!(status(&all), 0..=2), "{all:?}");
    assert!(all.stderr.is_empty(), "{all:?}");
    for number in 0..60 {
        let file = format!("{number}.toml");
        for command in [vec!["test", &file], vec!["check", "--config", &file]] {
            let output = crossfact(folder.path(), &command);
            assert!(matches!(status(&output), 0..=2), "{command:?} {output:?}");
            assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
        }
    }
}

#[test]
fn the_readme_of_this_project_agrees_with_its_manifest_and_a_changed_one_does_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root.join("Cargo.toml"), folder.path().join("Cargo.toml")).unwrap();
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let version = concat!("version is ", env!("CARGO_PKG_VERSION"));
    let rust = concat!("Rust ", env!("CARGO_PKG_RUST_VERSION"));
    let check = |text: &str| {
        fs::write(folder.path().join("README.md"), text).unwrap();
        crossfact(folder.path(), &["check", "--pack", "docs", "README.md"])
    };

    let as_it_is = check(&readme);
    assert_eq!(status(&as_it_is), 0, "{as_it_is:?}");
    for (written, other, rule) in [
        (version, "version is 9.9.9", "own-version"),
        (rust, "Rust 1.60", "own-minimum-rust"),
    ] {
        assert!(readme.contains(written), "the README has “{written}”");
        let changed = check(&readme.replace(written, other));
        assert_eq!(status(&changed), 1, "{changed:?}");
        let report = text(&changed);
        assert!(report.contains(&format!("error[{rule}]")), "{report}");
        assert!(report.contains("─ Cargo.toml:"), "{report}");
    }
}

/// What the program does with this on its standard input.
fn crossfact_with(input: &[u8], folder: &Path, args: &[&str]) -> Output {
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Who does not read the input may have closed it.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    child.wait_with_output().expect("the program ends")
}

#[test]
fn the_standard_input_stands_in_the_place_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let wrong = "The council meets on Wednesday, 14 October 2025.\n";
    fs::write(root.join("crossfact.toml"), "packs = [\"general\"]\n").unwrap();
    fs::write(root.join("a.txt"), wrong).unwrap();
    fs::write(root.join("b.txt"), "All is well.\n").unwrap();
    let short = ["check", "--quiet", "--format", "short"];
    let check = |input: &str, more: &[&str]| {
        let output = crossfact_with(input.as_bytes(), root, &[&short[..], more].concat());
        (status(&output), text(&output), said(&output))
    };

    // The text is the buffer's, the name and the place in the corpus the file's.
    let (found, report, _) = check(wrong, &["-", "--stdin-filename", "b.txt"]);
    assert_eq!(found, 1);
    assert!(
        report.starts_with("b.txt:1:22: error[weekday-of-date]"),
        "{report}"
    );
    assert_eq!(report.lines().count(), 1, "a.txt is not reported: {report}");
    let (found, report, _) = check("All is well.\n", &["-", "--stdin-filename", "a.txt"]);
    assert_eq!((found, report.as_str()), (0, ""));
    // A file that is not there yet, and none at all.
    let (_, report, _) = check(wrong, &["-", "--stdin-filename", "new/c.md"]);
    assert!(report.starts_with("new/c.md:1:22: "), "{report}");
    let (_, report, _) = check(wrong, &["--no-config", "-"]);
    assert!(report.starts_with("<stdin>:1:22: "), "{report}");

    let (found, _, said) = check(wrong, &["--stdin-filename", "b.txt"]);
    assert_eq!(found, 2);
    assert!(said.contains("--stdin-filename"), "{said}");
}

#[test]
fn a_list_of_files_names_what_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let wrong = "The council meets on Wednesday, 14 October 2025.\n";
    for file in ["a.txt", "b.txt", "c d.txt"] {
        fs::write(root.join(file), wrong).unwrap();
    }
    fs::write(root.join("list"), "a.txt\r\nc d.txt\r\n").unwrap();
    let short = ["check", "--quiet", "--format", "short"];
    let check = |input: &str, more: &[&str]| {
        let output = crossfact_with(input.as_bytes(), root, &[&short[..], more].concat());
        let report = text(&output);
        let names: Vec<String> = report
            .lines()
            .map(|line| line.split(':').next().unwrap_or_default().to_owned())
            .collect();
        (status(&output), names.join(" + "), said(&output))
    };

    for config in [None, Some("packs = [\"general\"]\n")] {
        if let Some(config) = config {
            fs::write(root.join("crossfact.toml"), config).unwrap();
        }
        let (found, names, _) = check("", &["--files-from", "list"]);
        assert_eq!((found, names.as_str()), (1, "a.txt + c d.txt"));
        let (_, names, _) = check("b.txt\n", &["--files-from", "-", "a.txt"]);
        assert_eq!(names, "a.txt + b.txt");
        let (_, names, _) = check("c d.txt\0b.txt\0", &["--files-from", "-", "-0"]);
        assert_eq!(names, "b.txt + c d.txt");
        // Nothing has changed, so nothing is asked.
        let (found, names, said) = check("", &["--files-from", "-"]);
        assert_eq!((found, names.as_str(), said.as_str()), (0, "", ""));
        // What is gone is said; the rest is checked.
        let (found, names, said) = check("gone.txt\nb.txt\n", &["--files-from", "-"]);
        assert_eq!((found, names.as_str()), (2, "b.txt"));
        assert!(
            said.contains("cannot read `gone.txt`: there is no such file"),
            "{said}"
        );
    }

    let (found, _, said) = check("", &["--files-from", "no-list"]);
    assert_eq!(found, 2);
    assert!(
        said.contains("cannot read the list of files in `no-list`"),
        "{said}"
    );
    let (found, _, said) = check("", &["--files-from", "-", "-"]);
    assert_eq!(found, 2);
    assert!(
        said.contains("the standard input is asked for twice"),
        "{said}"
    );
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("problems are text")
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfact"));
    command
        .args(args)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null());
    command
}

fn crossfact(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().expect("the program starts")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("no signal ends it")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("a report is text")
}

/// A small generator (xorshift), so that every run tries the same files.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Any bytes, or letters, or pieces of a rule file in disorder.
    fn bytes(&mut self, kind: usize) -> Vec<u8> {
        const PIECES: [&str; 20] = [
            "desk = 1\n",
            "[[rule]]\n",
            "id = \"a\"\n",
            "rule = '''\n",
            "'''\n",
            "fact f: ",
            "<n: number> ",
            "\"troops\" ",
            ".\n",
            "f.n must agree across documents\n",
            "message = \"{n}\"\n",
            "bad = [\"«1»\"]\n",
            "[vocab.x]\n",
            "\"A\" = {}\n",
            "= ",
            "[",
            "]",
            "not in quotes ",
            "any of x ",
            "é\u{202E}\0",
        ];
        let mut bytes = Vec::new();
        for _ in 0..self.next() % 200 {
            match kind {
                0 => bytes.push(self.next() as u8),
                1 => bytes.push(b" abcXYZ019.,:%$\n\"'-"[self.next() as usize % 19]),
                _ => bytes.extend(PIECES[self.next() as usize % PIECES.len()].bytes()),
            }
        }
        bytes
    }
}
