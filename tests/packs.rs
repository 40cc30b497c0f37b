//! The packs built into the program are the files in `rules/`.

use std::path::Path;

use crossfact::rule::data::{DataFiles, OpenError};
use crossfact::rule::{self, builtin};
use crossfact::source::{Source, SourceId, Sources};

#[test]
fn every_rule_file_is_a_pack_in_name_order() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files: Vec<String> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let packs: Vec<String> = builtin::packs()
        .iter()
        .map(|pack| format!("{}.toml", pack.name))
        .collect();
    assert_eq!(packs, files);
}

/// A corpus without data files.
struct NoData {
    for_examples: bool,
}

impl DataFiles for NoData {
    fn open(&mut self, _: &mut Sources, _: SourceId, _: &str) -> Result<SourceId, OpenError> {
        Err(OpenError::Absent)
    }

    fn for_examples(&self) -> bool {
        self.for_examples
    }
}

#[test]
fn every_rule_of_a_pack_says_what_to_do_and_proves_itself() {
    let mut wanting = Vec::new();
    let mut rules = 0;
    for pack in builtin::packs() {
        let mut sources = Sources::new();
        let file = sources.add(Source::new(pack.file_name(), pack.text));
        let mut load = |for_examples| {
            let mut files = NoData { for_examples };
            rule::load(&mut sources, file, pack.name, &mut files)
        };
        let (_, problems) = load(false);
        assert_eq!(problems, [], "{} in an empty corpus", pack.name);
        let (module, problems) = load(true);
        assert_eq!(problems, [], "{}", pack.name);
        for rule in &module.expect("a pack loads").rules {
            rules += 1;
            if rule.help.is_none() {
                wanting.push(format!("{}: {} has no help", pack.name, rule.id));
            }
            for bad in [false, true] {
                if !rule.examples.iter().any(|example| example.bad == bad) {
                    wanting.push(format!(
                        "{}: {} has no such example (bad: {bad})",
                        pack.name, rule.id
                    ));
                }
            }
        }
    }
    assert!(rules > 0);
    assert!(wanting.is_empty(), "{}", wanting.join("\n"));
}
