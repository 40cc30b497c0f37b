//! The example rules of the language: every one loads, without a warning that is not expected,
//! and every example in it is reported or stays silent as it says.

use std::path::Path;
use std::process::Command;

const FILES: &[&str] = &["news", "docs", "finance", "science", "legal"];

#[test]
fn every_example_rule_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language");
    let mut rules = 0;
    for name in FILES {
        let file = format!("{name}.toml");
        let output = Command::new(env!("CARGO_BIN_EXE_crossfact"))
            .current_dir(&folder)
            .args(["test", "--no-config", file.as_str()])
            .output()
            .expect("the program runs");
        let words = String::from_utf8_lossy(&output.stdout);
        let problems = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {words}{problems}");
        assert_eq!(problems, "", "{name}");
        let text = std::fs::read_to_string(folder.join(&file)).expect("a rule file");
        for rule in text.split("[[rule]]").skip(1) {
            rules += 1;
            assert!(
                rule.contains("\nbad") || rule.contains("\ngood"),
                "{name}: a rule without an example:{rule}"
            );
        }
    }
    assert_eq!(rules, 43);
}
