//! The packs built into the program are the files in `rules/`.

use std::path::Path;

use crossfact::rule::builtin;

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
