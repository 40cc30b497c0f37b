//! The rules in use: built-in packs, the rule files of the configuration and of `--rules`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::RuleArgs;
use super::project::Project;
use crate::config::FILE_NAME;
use crate::corpus::rule_files::expand;
use crate::diag::Diagnostic;
use crate::engine::Settings;
use crate::finding::Severity;
use crate::lang::typed::{Module, Rule, Written};
use crate::lang::{self, Declarations};
use crate::rule::builtin::{self, Pack};
use crate::rule::file;
use crate::source::{Place, Source, SourceId};
use crate::suggest;

/// Resolved rule files, packs first, each in the order in which they were asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSet {
    /// The files.
    pub(super) modules: Vec<Arc<Module>>,
    /// Every rule that a file declares, also one with an error, and where.
    declared: BTreeMap<Arc<str>, Place>,
    /// The files of `modules` that are built in.
    built_in: Vec<SourceId>,
}

impl RuleSet {
    /// Loads the rules that the configuration and the flags ask for.
    pub(super) fn load(args: &RuleArgs, project: &mut Project) -> Self {
        let mut set = Self::default();
        for pack in packs_asked_for(args, project) {
            set.add_pack(pack, project);
        }
        for (path, place) in files_asked_for(args, project) {
            set.add_file(&path, place, project);
        }
        set.add_config_patterns(project);
        set
    }

    /// Loads all built-in packs.
    pub(super) fn packs(project: &mut Project) -> Self {
        let mut set = Self::default();
        set.add_packs(project);
        set
    }

    /// Loads what the flags ask for, with these files, or else with those of the configuration,
    /// without its packs.
    pub(super) fn own(files: &[PathBuf], args: &RuleArgs, project: &mut Project) -> Self {
        let mut set = Self::default();
        for pack in packs_named(Vec::new(), &args.packs, project) {
            set.add_pack(pack, project);
        }
        if files.is_empty() {
            for (path, place) in files_asked_for(args, project) {
                set.add_file(&path, place, project);
            }
        } else {
            for path in files.iter().chain(&args.files) {
                set.add_file(path, None, project);
            }
        }
        set
    }

    /// The rule with this id, and its module.
    pub(super) fn find(&self, id: &str) -> Option<(&Arc<Module>, &Rule)> {
        self.rules().find(|(_, rule)| rule.id.as_ref() == id)
    }

    /// All rules with their modules, in order.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&Arc<Module>, &Rule)> {
        self.modules
            .iter()
            .flat_map(|module| module.rules.iter().map(move |rule| (module, rule)))
    }

    /// The problem of a rule id that no rule has; without one, if the rule is there but has
    /// errors of its own.
    pub(super) fn unknown(&self, id: &str) -> Option<Diagnostic> {
        if self.declared.contains_key(id) {
            return None;
        }
        let problem = Diagnostic::error(format!("there is no rule `{id}`"));
        let known = self.declared.keys().map(AsRef::as_ref);
        Some(match suggest::did_you_mean(id, known) {
            Some(hint) => problem.help(hint),
            None => problem.help("`crossfact rules` lists the rules in use"),
        })
    }

    /// Whether a file of rules is a built-in pack.
    pub(super) fn is_built_in(&self, file: SourceId) -> bool {
        self.built_in.contains(&file)
    }

    /// The severity with which a rule runs; `None` if it is off.
    pub(super) fn severity_of(rule: &Rule, settings: &Settings) -> Option<Severity> {
        settings
            .severities
            .get(rule.id.as_ref())
            .copied()
            .unwrap_or(Some(rule.severity))
    }

    /// Adds the built-in packs that are not there yet.
    pub(super) fn add_packs(&mut self, project: &mut Project) {
        for pack in builtin::packs() {
            self.add_pack(pack, project);
        }
    }

    fn add_pack(&mut self, pack: &Pack, project: &mut Project) {
        let has =
            |module: &Arc<Module>| project.sources.get(module.source).name() == pack.file_name();
        if self.modules.iter().any(has) {
            return;
        }
        let source = Source::new(pack.file_name(), pack.text);
        let source = project.sources.add(source);
        self.built_in.push(source);
        self.add(source, pack.name, project);
    }

    fn add_file(&mut self, path: &Path, asked_for: Option<Place>, project: &mut Project) {
        if project.files.get(path).is_some() {
            return;
        }
        match project.files.open(&mut project.sources, path) {
            Ok(source) => {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                self.add(source, &name, project);
            }
            Err(problem) => project.problems.push(match asked_for {
                Some(place) => problem.at(place, "asked for here"),
                None => problem,
            }),
        }
    }

    fn add(&mut self, source: SourceId, name: &str, project: &mut Project) {
        let (declarations, problems) =
            file::read(&mut project.sources, source, name, &mut project.files);
        project.problems.extend(problems);
        let Some(declarations) = declarations else {
            return;
        };
        let (mut module, problems) = lang::resolve(&declarations);
        project.problems.extend(problems);
        for rule in &declarations.rules {
            let id = &rule.id;
            let Some(first) = self.declared.get(&id.value).copied() else {
                self.declared.insert(Arc::clone(&id.value), id.place);
                continue;
            };
            match (self.is_built_in(first.source), self.is_built_in(source)) {
                // A rule of the user's replaces that of a pack, whichever is added first.
                (true, false) => {
                    self.withdraw(first);
                    self.declared.insert(Arc::clone(&id.value), id.place);
                }
                (false, true) => module.rules.retain(|rule| rule.place != id.place),
                (true, true) | (false, false) => {
                    project.problems.push(twice(id, first));
                    module.rules.retain(|rule| rule.place != id.place);
                }
            }
        }
        self.modules.push(Arc::new(module));
    }

    /// Takes out the rule whose id stands there.
    fn withdraw(&mut self, place: Place) {
        let mut modules = self.modules.iter_mut();
        if let Some(module) = modules.find(|module| module.source == place.source) {
            let rules = &mut Arc::make_mut(module).rules;
            rules.retain(|rule| rule.place != place);
        }
    }

    /// The patterns of the configuration, as a module without rules.
    fn add_config_patterns(&mut self, project: &mut Project) {
        let Some(date_from) = &project.config.documents.date_from else {
            return;
        };
        let declarations = Declarations {
            source: date_from.whole().source,
            name: Arc::from(FILE_NAME),
            title: None,
            vocabularies: Vec::new(),
            data: Vec::new(),
            broken: Vec::new(),
            define: None,
            date_from: Some(date_from.clone()),
            sources: Vec::new(),
            group_by: None,
            rules: Vec::new(),
        };
        let (module, problems) = lang::resolve(&declarations);
        project.problems.extend(problems);
        self.modules.push(Arc::new(module));
    }
}

fn twice(id: &Written<Arc<str>>, first: Place) -> Diagnostic {
    Diagnostic::error(format!("there are two rules `{}`", id.value))
        .at(id.place, "this one is left out")
        .at(first, "the other one")
        .help("give it another id: the configuration and the findings name rules by their id")
}

fn packs_asked_for(args: &RuleArgs, project: &mut Project) -> Vec<&'static Pack> {
    // Without a file, flags that ask for rules say all that is wanted.
    let packs = if project.is_configured || !args.ask_for_rules() {
        project.config.packs.clone()
    } else {
        Vec::new()
    };
    packs_named(packs, &args.packs, project)
}

/// These packs and those with these names, each once.
fn packs_named(
    mut packs: Vec<&'static Pack>,
    names: &[String],
    project: &mut Project,
) -> Vec<&'static Pack> {
    for name in names {
        match builtin::pack(name) {
            Some(pack) if packs.contains(&pack) => {}
            Some(pack) => packs.push(pack),
            None => project.problems.push(unknown_pack(name)),
        }
    }
    packs
}

fn unknown_pack(name: &str) -> Diagnostic {
    let names: Vec<&str> = builtin::packs().iter().map(|pack| pack.name).collect();
    let problem = Diagnostic::error(format!("there is no pack `{name}`"));
    match suggest::did_you_mean(name, names.iter().copied()) {
        Some(hint) => problem.help(hint),
        None => problem.help(format!("the packs are `{}`", names.join("`, `"))),
    }
}

/// The rule files, and where the configuration asks for them.
fn files_asked_for(args: &RuleArgs, project: &mut Project) -> Vec<(PathBuf, Option<Place>)> {
    let mut paths = Vec::new();
    for glob in &project.config.rules {
        match expand(&project.root, &glob.value) {
            Ok(found) => paths.extend(found.into_iter().map(|path| (path, Some(glob.place)))),
            Err(reason) => project.problems.push(
                Diagnostic::error(format!("no rule file is `{}`", glob.value))
                    .at(glob.place, reason),
            ),
        }
    }
    paths.extend(args.files.iter().map(|path| (path.clone(), None)));
    paths
}
