//! The documents of a run: found, read, dealt into stories and sources.

use std::io::{self, Write};
use std::path::PathBuf;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::args::CorpusArgs;
use super::named::Named;
use super::progress::Progress;
use super::project::Project;
use crate::corpus::archive::Archives;
use crate::corpus::binary::Binary;
use crate::corpus::walk::{Described, LeftOut, Search, find};
use crate::corpus::{Document, Loaded, load};
use crate::diag::Diagnostic;
use crate::document::Format;
use crate::engine::{self, DocumentInput, Run, Settings};
use crate::fact::row::Role;
use crate::glob::Globs;
use crate::lang::typed::Written;
use crate::render;
use crate::rule::group::GroupBy;
use crate::source::{SourceId, Sources};

/// What is reported.
enum Chosen {
    /// All that is found.
    All,
    /// What has a place in a document that the paths choose, or in one of these files of
    /// rules or data, sorted.
    Places(Vec<SourceId>),
}

impl Chosen {
    /// The choice of the paths. Everything depends on the configuration: who hands that over
    /// asks for everything.
    fn new(names_nothing: bool, rule_files: &[PathBuf], project: &Project) -> Self {
        let files = rule_files.iter();
        let mut places: Vec<_> = files.filter_map(|path| project.files.get(path)).collect();
        places.sort();
        if names_nothing || places.iter().any(|file| Some(*file) == project.config_file) {
            Self::All
        } else {
            Self::Places(places)
        }
    }
}

/// The documents, read.
pub(super) struct Documents {
    list: Vec<Document>,
    inputs: Vec<DocumentInput>,
    left_out: LeftOut,
    /// The names of the files that are no text, and why they are none.
    binary: Vec<(String, Binary)>,
    /// The names of archives, and how many of their records have no text.
    without_text: Vec<(String, usize)>,
    /// What is reported.
    chosen: Chosen,
    pool: ThreadPool,
    show_progress: bool,
}

impl Documents {
    /// Finds and reads the documents. A corpus without any is a problem.
    pub(super) fn read(args: &CorpusArgs, project: &mut Project, show_progress: bool) -> Self {
        let pool = pool(args.threads, project);
        let described = described(project);
        // A rule file or a data file of the project stands for itself: an editor that hands it
        // over asks what came of it, not whether it is well written.
        let Named { mut paths, given } = Named::read(&args.named, &mut project.problems);
        let names_none = given.is_none() && paths.as_ref().is_some_and(Vec::is_empty);
        let mut rule_files = Vec::new();
        if let (Some(paths), Some(_)) = (&mut paths, &described) {
            let is_document = |path: &PathBuf| project.files.get(path).is_none();
            (*paths, rule_files) = std::mem::take(paths).into_iter().partition(is_document);
        }
        let mut found = find(&Search {
            root: &project.root,
            working_directory: &project.working_directory,
            described,
            paths: paths.as_deref(),
            given: given.as_ref(),
        });
        let chosen = Chosen::new(paths.is_none(), &rule_files, project);
        let progress = Progress::new("reading", found.files.len(), show_progress);
        let archives = Archives::new(&project.config.documents.archives);
        let sources = &mut project.sources;
        let loaded = pool.install(|| load(&found.files, &archives, sources, &|| progress.step()));
        drop(progress);
        let Loaded {
            documents: list,
            binary,
            without_text,
            problems,
        } = loaded;
        found.problems.extend(problems);
        if list.is_empty() && found.problems.is_empty() && !names_none {
            project
                .problems
                .push(nothing_to_check(&found.left_out, &binary, project));
        }
        project.problems.extend(found.problems);
        let inputs = inputs(&list, project);
        Self {
            list,
            inputs,
            left_out: found.left_out,
            binary,
            without_text,
            chosen,
            pool,
            show_progress,
        }
    }

    /// Runs the rules over the documents.
    pub(super) fn run(&self, project: &Project, settings: &Settings) -> Run {
        let progress = Progress::new("checking", self.inputs.len(), self.show_progress);
        self.pool.install(|| {
            engine::run(
                &project.sources,
                &project.rules.modules,
                &self.inputs,
                settings,
                &|_| progress.step(),
            )
        })
    }

    /// The documents whose values are asked for.
    pub(super) fn reported(&self) -> impl Iterator<Item = &DocumentInput> {
        let documents = self.list.iter().zip(&self.inputs);
        documents.filter_map(|(document, input)| document.reported.then_some(input))
    }

    /// The threads to work with.
    pub(super) fn pool(&self) -> &ThreadPool {
        &self.pool
    }

    /// Whether what is found in a text is reported: with paths, only what has a place in
    /// one of them.
    pub(super) fn reports(&self, source: SourceId) -> bool {
        let Chosen::Places(files) = &self.chosen else {
            return true;
        };
        // The documents were added to the sources in their order.
        let document = self
            .list
            .binary_search_by_key(&source, |document| document.source);
        match document {
            Ok(index) => self.list[index].reported,
            Err(_) => files.binary_search(&source).is_ok(),
        }
    }

    /// Says what was read and what was left out.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub(super) fn write_account(&self, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
        let source = |document: &Document| sources.get(document.source);
        let files = self.list.chunk_by(|one, other| {
            source(one).file_and_record().0 == source(other).file_and_record().0
        });
        for documents in files {
            let Some(source) = documents.first().map(source) else {
                continue;
            };
            let (file, record) = source.file_and_record();
            write!(out, "read: {}", render::name(file))?;
            if record.is_some() {
                write!(out, ", records: {}", documents.len())?;
            }
            let encoding = source.encoding();
            if !encoding.is_utf_8() {
                write!(out, " as {}", encoding.name())?;
            }
            writeln!(out)?;
        }
        for (name, count) in &self.without_text {
            writeln!(
                out,
                "left out: {}, records without text: {count}",
                render::name(name)
            )?;
        }
        for (name, reason) in &self.binary {
            writeln!(out, "left out: {} ({reason})", render::name(name))?;
        }
        let others = self.left_out.others();
        writeln!(out, "left out: files with other extensions: {others}")?;
        let links = self.left_out.links;
        writeln!(out, "left out: symbolic links: {links}")
    }

    /// How many files are no text.
    pub(super) fn binary(&self) -> usize {
        self.binary.len()
    }

    /// Whether there are documents, and everything found is reported.
    pub(super) fn reports_all(&self) -> bool {
        !self.list.is_empty() && self.list.iter().all(|document| document.reported)
    }
}

/// The problem of a corpus without documents.
fn nothing_to_check(
    left_out: &LeftOut,
    binary: &[(String, Binary)],
    project: &Project,
) -> Diagnostic {
    let problem = Diagnostic::error("there is no document to check")
        .note(format!("the corpus starts at `{}`", project.root.display()));
    let problem = match binary {
        [] => problem,
        [(name, reason), ..] => problem.note(format!("`{name}` is not a text: {reason}")),
    };
    left_out
        .explain(problem)
        .help("name files or folders, or write `include` in crossfact.toml")
}

/// The threads to work with. Where the system refuses them, one is enough.
fn pool(threads: Option<u16>, project: &mut Project) -> ThreadPool {
    // 0 is rayon's word for one thread for each core.
    let threads = threads.map_or(0, usize::from);
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .or_else(|error| {
            let warning = Diagnostic::warning(format!("cannot start the threads: {error}"));
            project.problems.push(warning.note("going on with one"));
            ThreadPoolBuilder::new()
                .num_threads(1)
                .use_current_thread()
                .build()
        })
        .expect("a pool of the current thread alone starts no thread")
}

/// The corpus of the configuration. Documents that `against sources` trusts are part of it,
/// also where `include` does not name them.
fn described(project: &mut Project) -> Option<Described> {
    if !project.is_configured {
        return None;
    }
    let documents = &project.config.documents;
    let include = if documents.include.is_empty() {
        Vec::new()
    } else {
        [
            &documents.include,
            &documents.sources,
            &documents.references,
        ]
        .into_iter()
        .flatten()
        .collect()
    };
    let exclude = documents.exclude.iter().collect();
    let include = globs(include, &mut project.problems);
    let exclude = globs(exclude, &mut project.problems);
    let archives = documents.archives.iter().flat_map(|archive| &archive.files);
    let archives = globs(archives.collect(), &mut project.problems);
    let formats = formats(project);
    Some(Described {
        include,
        exclude,
        formats,
        archives,
    })
}

/// The globs of the formats that the configuration gives.
fn formats(project: &mut Project) -> Globs {
    let lines = project.config.documents.formats.iter();
    globs(
        lines.map(|line| &line.glob).collect(),
        &mut project.problems,
    )
}

fn globs(list: Vec<&Written<String>>, problems: &mut Vec<Diagnostic>) -> Globs {
    let (globs, refused) = Globs::new(list.iter().map(|glob| glob.value.as_str()));
    for (index, reason) in refused {
        let glob = list[index];
        problems.push(
            Diagnostic::error(format!("`{}` is not a valid glob: {reason}", glob.value))
                .at(glob.place, ""),
        );
    }
    globs
}

fn inputs(list: &[Document], project: &mut Project) -> Vec<DocumentInput> {
    let roles = Roles::of(project);
    let formats = formats(project);
    let configured = &project.config.documents.formats;
    let sources = &project.sources;
    let format = |document: &Document| {
        let line = formats
            .first(&document.key)
            .and_then(|index| configured.get(index));
        line.map_or_else(
            || Format::tell(&document.key, sources.get(document.source).text()),
            |line| line.format,
        )
    };
    let names = project.config.documents.date_from_name.as_ref();
    list.iter()
        .map(|document| DocumentInput {
            source: document.source,
            content: (document.content.clone()).unwrap_or_else(|| format(document).into()),
            path: document.key.clone(),
            role: roles.of_document(&document.key),
            date: names.and_then(|pattern| pattern.read(&document.key)?.date),
        })
        .collect()
}

/// Which documents drafts are held to.
struct Roles {
    sources: Globs,
    references: Globs,
}

impl Roles {
    /// The roles of the configuration; its sources, or else those of the rule files.
    fn of(project: &mut Project) -> Self {
        let documents = &project.config.documents;
        let modules = project.rules.modules.iter();
        let sources = if documents.sources.is_empty() {
            modules
                .flat_map(|module| &module.documents.sources)
                .collect()
        } else {
            documents.sources.iter().collect()
        };
        let references = documents.references.iter().collect();
        Self {
            sources: globs(sources, &mut project.problems),
            references: globs(references, &mut project.problems),
        }
    }

    fn of_document(&self, path: &str) -> Role {
        if self.references.matches(path) {
            Role::Reference
        } else if self.sources.matches(path) {
            Role::Source
        } else {
            Role::Draft
        }
    }
}

/// How documents are grouped: by the configuration, or else by the rule files, which must
/// not contradict one another.
pub(super) fn group_by(project: &mut Project) -> GroupBy {
    if let Some(group_by) = &project.config.documents.group_by {
        return group_by.value.clone();
    }
    let mut asked_for: Option<(&Written<String>, GroupBy)> = None;
    for module in &project.rules.modules {
        let Some(written) = &module.documents.group_by else {
            continue;
        };
        match (GroupBy::parse(&written.value), &asked_for) {
            (Ok(group_by), None) => asked_for = Some((written, group_by)),
            (Ok(group_by), Some((first, known))) if group_by != *known => {
                project.problems.push(
                    Diagnostic::error("two rule files group the documents in two ways")
                        .at(written.place, "")
                        .at(first.place, "this one is followed")
                        .help("write `group_by` in crossfact.toml"),
                );
            }
            // A value that cannot be read was reported when the file was.
            (Ok(_) | Err(_), _) => {}
        }
    }
    asked_for.map_or(GroupBy::default(), |(_, group_by)| group_by)
}
