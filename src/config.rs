//! `crossfact.toml`: which rules look at which documents.

mod archive;

use std::collections::BTreeMap;
use std::str::FromStr as _;

use crate::diag::Diagnostic;
use crate::document::Format;
use crate::finding::Severity;
use crate::lang::typed::Written;
use crate::rule::builtin::{self, Pack};
use crate::rule::group::GroupBy;
use crate::rule::name_pattern::{NamePattern, Variable};
use crate::rule::setting::{language_text, valid_globs, valid_group_by};
use crate::source::{Place, SourceId, Sources};
use crate::suggest;
use crate::toml_read::{self, FromItem, Item, Problems, Reader, Table, Text, Value, word_of};
use crate::value::Decimal;
use crate::value::range::Approx;

pub use archive::Archive;

/// The name of the file. Its directory is the root: all its paths are relative to it.
pub const FILE_NAME: &str = "crossfact.toml";

/// The configuration. Its default is what holds where there is no file.
#[derive(Clone, Debug)]
pub struct Config {
    /// `rules`: paths and globs of rule files.
    pub rules: Vec<Written<String>>,
    /// `packs`: the packs that are on, in the order named. Without a file: "general", unless
    /// the command line asks for rules; with one, those it names.
    pub packs: Vec<&'static Pack>,
    /// `[documents]`.
    pub documents: Documents,
    /// `[severity]`, in the order of the file.
    pub severities: Vec<SeverityOverride>,
    /// `[approx]`.
    pub approx: Approx,
    /// `fail_on`: findings of this severity and above make a check fail; "never" is `None`.
    pub fail_on: Option<Severity>,
}

/// Which documents there are, and what is known about them.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// `include`: globs; empty for every document.
    pub include: Vec<Written<String>>,
    /// `exclude`: globs.
    pub exclude: Vec<Written<String>>,
    /// `group_by`: which documents tell the same story. Where it is not given, that of a rule
    /// file holds.
    pub group_by: Option<Written<GroupBy>>,
    /// `[[documents.archive]]`: the files that hold many documents each.
    pub archives: Vec<Archive>,
    /// `date_from`: a pattern of the rule language with one date in it.
    pub date_from: Option<Text>,
    /// `date_from_name`: where in a file's name its date is.
    pub date_from_name: Option<NamePattern>,
    /// `sources`: globs of the documents that drafts are held to.
    pub sources: Vec<Written<String>>,
    /// `references`: globs of the documents that drafts are held to before any source.
    pub references: Vec<Written<String>>,
    /// `[documents.formats]`, in the order of the file: the first glob that matches counts.
    pub formats: Vec<FormatOfDocuments>,
}

/// A line of `[documents.formats]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatOfDocuments {
    /// The documents.
    pub glob: Written<String>,
    /// How they are marked up, whatever their extension.
    pub format: Format,
}

/// A line of `[severity]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeverityOverride {
    /// The rule's id.
    pub rule: Written<String>,
    /// Its severity; `None` for "off".
    pub severity: Option<Severity>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            rules: Vec::new(),
            packs: builtin::pack("general").into_iter().collect(),
            documents: Documents::default(),
            severities: Vec::new(),
            approx: Approx::default(),
            fail_on: Some(Severity::Error),
        }
    }
}

impl Config {
    /// The severities by rule id, as the engine takes them.
    pub fn severities(&self) -> BTreeMap<String, Option<Severity>> {
        let pairs = self
            .severities
            .iter()
            .map(|line| (line.rule.value.clone(), line.severity));
        pairs.collect()
    }

    /// The lines of `[severity]` about rules that do not exist, as errors. `ids` are those of
    /// all loaded rules.
    pub fn unknown_rules(&self, ids: &[&str]) -> Vec<Diagnostic> {
        self.severities
            .iter()
            .filter(|line| !ids.contains(&line.rule.value.as_str()))
            .map(|line| {
                let id = &line.rule.value;
                let problem =
                    Diagnostic::error(format!("there is no rule `{id}`")).at(line.rule.place, "");
                match suggest::did_you_mean(id, ids.iter().copied()) {
                    Some(hint) => problem.help(hint),
                    None => problem,
                }
            })
            .collect()
    }
}

/// Reads a configuration. Whatever is wrong with it is among the diagnostics, in the order of
/// the file, and has its default in what is returned.
pub fn read(sources: &Sources, file: SourceId) -> (Config, Vec<Diagnostic>) {
    let (root, mut problems) = toml_read::parse(sources, file);
    let mut top = Reader::new(&root, FILE_NAME);
    let globs = top.list("rules", &mut problems);
    let mut config = Config {
        rules: valid_globs(globs, &mut problems),
        packs: read_packs(&mut top, &mut problems),
        ..Config::default()
    };
    if let Some(fail_on) = top.word("fail_on", &with_word("never"), &mut problems) {
        config.fail_on = fail_on;
    }
    if let Some(table) = top.optional("documents", &mut problems) {
        config.documents = read_documents(table, &mut problems);
    }
    if let Some(table) = top.optional("severity", &mut problems) {
        config.severities = read_severities(table, &mut problems);
    }
    if let Some(table) = top.optional("approx", &mut problems) {
        read_approx(table, &mut config.approx, &mut problems);
    }
    top.finish(HOMES, &mut problems);
    (config, problems.into_diagnostics())
}

/// Where a key belongs that is easily written in the wrong table.
const HOMES: &[(&str, &str)] = &[
    ("rules", "at the top of the file, before the first [table]"),
    ("packs", "at the top of the file, before the first [table]"),
    (
        "fail_on",
        "at the top of the file, before the first [table]",
    ),
    ("include", "under [documents]"),
    ("exclude", "under [documents]"),
    ("group_by", "under [documents]"),
    ("date_from", "under [documents]"),
    ("archive", "under [documents]: write [[documents.archive]]"),
    ("date_from_name", "under [documents]"),
    ("sources", "under [documents]"),
    ("formats", "under [documents]"),
    ("references", "under [documents]"),
    ("implicature", "under [approx]"),
];

/// The words for severities and one for none.
fn with_word(none: &'static str) -> [(&'static str, Option<Severity>); 4] {
    let [error, warning, note] = Severity::ALL.map(|severity| (severity.word(), Some(severity)));
    [error, warning, note, (none, None)]
}

fn read_packs(top: &mut Reader<'_>, problems: &mut Problems) -> Vec<&'static Pack> {
    let names: Vec<Text> = top.list("packs", problems);
    let mut packs = Vec::with_capacity(names.len());
    for name in names {
        let Some(pack) = builtin::pack(name.text()) else {
            let known: Vec<&str> = builtin::packs().iter().map(|pack| pack.name).collect();
            let hint = suggest::did_you_mean(name.text(), known.iter().copied())
                .unwrap_or_else(|| format!("the packs are `{}`", known.join("`, `")));
            problems.add(
                Diagnostic::error(format!("there is no pack `{}`", name.text()))
                    .at(name.whole(), "")
                    .help(hint),
            );
            continue;
        };
        if packs.contains(&pack) {
            problems.add(
                Diagnostic::warning(format!("the pack `{}` is named twice", name.text()))
                    .at(name.whole(), ""),
            );
        } else {
            packs.push(pack);
        }
    }
    packs
}

fn read_documents(table: &Table, problems: &mut Problems) -> Documents {
    let mut reader = Reader::new(table, "[documents]");
    let mut globs = |key, problems: &mut Problems| {
        let list = reader.list(key, problems);
        valid_globs(list, problems)
    };
    let include = globs("include", problems);
    let exclude = globs("exclude", problems);
    let sources = globs("sources", problems);
    let references = globs("references", problems);
    let group_by = reader
        .optional("group_by", problems)
        .and_then(|text: &Text| valid_group_by(text, problems));
    let date_from = language_text(&mut reader, "date_from", problems);
    let date_from_name = reader
        .optional("date_from_name", problems)
        .and_then(|text: &Text| valid_date_from_name(text, problems));
    let archives: Vec<&Table> = reader.list("archive", problems);
    let archives = archives
        .into_iter()
        .filter_map(|table| archive::read_archive(table, problems))
        .collect();
    let formats = reader
        .optional("formats", problems)
        .map_or(Vec::new(), |table| read_formats(table, problems));
    reader.finish(HOMES, problems);
    Documents {
        archives,
        include,
        exclude,
        group_by,
        date_from,
        date_from_name,
        sources,
        references,
        formats,
    }
}

fn read_formats(table: &Table, problems: &mut Problems) -> Vec<FormatOfDocuments> {
    let words: Vec<(&'static str, Format)> = Format::words().collect();
    let mut list = Vec::new();
    for entry in table.entries() {
        let subject = format!("the format of `{}`", entry.key.name);
        let format = <&Text>::from_item(&subject, &entry.item, problems)
            .and_then(|text| word_of(&subject, text, &words, problems));
        let glob = Written {
            value: entry.key.name.to_string(),
            place: entry.key.place,
        };
        let globs = valid_globs(vec![glob], problems);
        if let Some(format) = format {
            let lines = globs.into_iter();
            list.extend(lines.map(|glob| FormatOfDocuments { glob, format }));
        }
    }
    list
}

fn valid_date_from_name(text: &Text, problems: &mut Problems) -> Option<NamePattern> {
    match NamePattern::parse(
        text.text(),
        &[Variable::Year, Variable::Month, Variable::Day],
    ) {
        Ok(pattern) => Some(pattern),
        Err(help) => {
            problems.add(
                Diagnostic::error(format!("`date_from_name` cannot be `{}`", text.text()))
                    .at(text.whole(), "")
                    .help(help)
                    .help("a pattern is such as `{year}-{month}-{day}-*.md`"),
            );
            None
        }
    }
}

fn read_severities(table: &Table, problems: &mut Problems) -> Vec<SeverityOverride> {
    let mut list = Vec::new();
    for entry in table.entries() {
        let subject = format!("`{}`", entry.key.name);
        let severity = <&Text>::from_item(&subject, &entry.item, problems)
            .and_then(|text| word_of(&subject, text, &with_word("off"), problems));
        if let Some(severity) = severity {
            list.push(SeverityOverride {
                rule: Written {
                    value: entry.key.name.to_string(),
                    place: entry.key.place,
                },
                severity,
            });
        }
    }
    list
}

fn read_approx(table: &Table, approx: &mut Approx, problems: &mut Problems) {
    let mut reader = Reader::new(table, "[approx]");
    if let Some(implicature) = reader.optional("implicature", problems) {
        approx.implicature = implicature;
    }
    let mut places: [Option<Place>; 2] = [None, None];
    let widths = [
        ("least_width", &mut approx.least_width),
        ("greatest_width", &mut approx.greatest_width),
        ("round_width", &mut approx.round_width),
    ];
    for (index, (key, width)) in widths.into_iter().enumerate() {
        if let Some(Share { value, place }) = reader.optional(key, problems) {
            *width = value;
            if let Some(slot) = places.get_mut(index) {
                *slot = Some(place);
            }
        }
    }
    let [least, greatest] = places;
    if let Some(place) = greatest.or(least)
        && approx.least_width > approx.greatest_width
    {
        problems.add(
            Diagnostic::error(format!(
                "`least_width` ({}) must not be more than `greatest_width` ({})",
                approx.least_width, approx.greatest_width
            ))
            .at(place, ""),
        );
        let standard = Approx::default();
        approx.least_width = standard.least_width;
        approx.greatest_width = standard.greatest_width;
    }
    reader.finish(HOMES, problems);
}

/// A share of a figure, from 0 to 1.
struct Share {
    value: Decimal,
    place: Place,
}

impl<'t> FromItem<'t> for Share {
    const WANTED: &'static str = "a number from 0 to 1";
    const LIST: &'static str = "a list of numbers from 0 to 1";

    fn from_item(subject: &str, item: &'t Item, problems: &mut Problems) -> Option<Self> {
        let digits = match &item.value {
            Value::Integer(digits) | Value::Float(digits) => digits,
            Value::String(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => {
                problems.add(toml_read::wrong_type(subject, item, Self::WANTED));
                return None;
            }
        };
        let value = Decimal::from_str(digits)
            .or_else(|_| Decimal::from_scientific(digits))
            .ok()
            .filter(|value| (Decimal::ZERO..=Decimal::ONE).contains(value));
        if value.is_none() {
            problems.add(
                Diagnostic::error(format!("{subject} must be {}", Self::WANTED)).at(item.place, ""),
            );
        }
        Some(Self {
            value: value?,
            place: item.place,
        })
    }
}

#[cfg(test)]
mod tests;
