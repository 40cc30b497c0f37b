//! The packs: rule files built into the program.

/// A rule file built into the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The name that the configuration and the command line use.
    pub name: &'static str,
    /// The rule file.
    pub text: &'static str,
}

impl Pack {
    /// The name of the rule file as it is shown to people.
    pub fn file_name(&self) -> String {
        format!("<built-in>/{}.toml", self.name)
    }
}

/// All packs, in the order of their names.
pub const fn packs() -> &'static [Pack] {
    PACKS
}

/// The pack with this name.
pub fn pack(name: &str) -> Option<&'static Pack> {
    PACKS.iter().find(|pack| pack.name == name)
}

/// One for each file in `rules/`; `tests/packs.rs` compares them.
const PACKS: &[Pack] = &[
    Pack {
        name: "docs",
        text: include_str!("../../rules/docs.toml"),
    },
    Pack {
        name: "finance",
        text: include_str!("../../rules/finance.toml"),
    },
    Pack {
        name: "general",
        text: include_str!("../../rules/general.toml"),
    },
    Pack {
        name: "legal",
        text: include_str!("../../rules/legal.toml"),
    },
    Pack {
        name: "news",
        text: include_str!("../../rules/news.toml"),
    },
    Pack {
        name: "science",
        text: include_str!("../../rules/science.toml"),
    },
];
