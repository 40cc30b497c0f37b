//! Runs rules over documents and over the corpus.

mod description;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::{self, Comparison, Context, Skip};
use crate::diag::Diagnostic;
use crate::document::{Content, Document, Metadata, Transcript, Unit};
use crate::fact::row::{DocumentInfo, Role, Rows};
use crate::finding::{Finding, Severity};
use crate::glob::Globs;
use crate::lang::typed::{FactId, Module, Rule, Written};
use crate::plan::{self, DocumentRows, Plan, Reading};
use crate::report::{IdleRule, Statistics};
use crate::rule::group::GroupBy;
use crate::source::{SourceId, Sources, Span};
use crate::value::range::Approx;
use crate::value::{Language, Origin, Value};

/// A document to check.
#[derive(Clone, Debug)]
pub struct DocumentInput {
    /// Its text.
    pub source: SourceId,
    /// What the text holds.
    pub content: Content,
    /// Its path relative to the root of the corpus, with `/`: what globs are matched with.
    pub path: String,
    /// How far it is trusted.
    pub role: Role,
    /// The date that its name says. One in its metadata comes before it; where neither says
    /// one, the first match of a rule file's `date_from` is taken.
    pub date: Option<Date>,
}

/// How a run goes.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The settings behind the ranges.
    pub approx: Approx,
    /// The severity of a rule by its id, in place of its own; `None` switches it off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// Which documents tell the same story.
    pub group_by: GroupBy,
    /// Keep every comparison of this rule, for `explain`.
    pub trace: Option<String>,
}

/// The rows a rule file's facts read.
#[derive(Debug, Default)]
pub struct ModuleRows {
    /// For each fact of the module, its rows as rules see them (without what `ignore` hides).
    pub facts: Vec<Rows>,
}

impl ModuleRows {
    fn new(facts: usize) -> Self {
        Self {
            facts: vec![Rows::new(); facts],
        }
    }
}

/// What came of one rule.
#[derive(Debug)]
pub struct RuleResult {
    /// Which module, an index.
    pub module: usize,
    /// Which rule of it, an index.
    pub rule: usize,
    /// How many rows and mentions it looked at.
    pub considered: usize,
    /// Rows that could not be compared.
    pub skips: Vec<Skip>,
    /// What was compared, if it was traced.
    pub comparisons: Vec<Comparison>,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Run {
    /// The documents in the order given.
    pub documents: Vec<DocumentInfo>,
    /// For each module, its rows.
    pub rows: Vec<ModuleRows>,
    /// What came of each rule that is on.
    pub rules: Vec<RuleResult>,
    /// Problems with rules that show only when all of them are compiled together, and with
    /// what documents say of themselves.
    pub problems: Vec<Diagnostic>,
    /// All findings, sorted by place and rule.
    pub findings: Vec<Finding>,
    /// Rules that had nothing to look at.
    pub idle: Vec<IdleRule>,
    /// Counts.
    pub statistics: Statistics,
}

/// Is told how far a run has come. Called from several threads.
pub type Progress<'a> = dyn Fn(usize) + Sync + 'a;

/// Runs the rules of `modules` over `documents`, which are in path order.
///
/// Documents are read in parallel on the current rayon pool; the result does not depend on
/// how many threads there are. `progress` is called with the number of documents done.
pub fn run(
    sources: &Sources,
    modules: &[Arc<Module>],
    documents: &[DocumentInput],
    settings: &Settings,
    progress: &Progress<'_>,
) -> Run {
    let (plan, mut problems) = Plan::new(modules);
    let done = AtomicUsize::new(0);
    let mut extracted: Vec<Extracted> = documents
        .par_iter()
        .enumerate()
        .map_init(
            || plan.memory(),
            |memory, (index, document)| {
                let source = sources.get(document.source).text();
                let Document {
                    transcript,
                    layout,
                    metadata,
                } = document.content.read(source);
                let text = transcript.text(source);
                let origin = Origin {
                    language: Language::English,
                    date: document.date,
                };
                let rows = plan.extract(index as u32, text, &layout, origin, memory);
                progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                let title = layout.title.map(|span| text[span.range()].into());
                Extracted {
                    transcript,
                    metadata,
                    rows,
                    title,
                }
            },
        )
        .collect();
    let stories = description::stories(
        documents
            .iter()
            .zip(&extracted)
            .map(|(document, extracted)| (document.path.as_str(), &extracted.metadata)),
        &settings.group_by,
    );
    let infos: Vec<DocumentInfo> = documents
        .iter()
        .zip(&mut extracted)
        .zip(stories)
        .map(|((document, extracted), story)| {
            let said = description::read(&extracted.metadata, document.source);
            problems.extend(said.problem);
            DocumentInfo {
                source: document.source,
                transcript: std::mem::take(&mut extracted.transcript),
                name: sources.get(document.source).name().into(),
                path: document.path.as_str().into(),
                story,
                role: document.role,
                date: said
                    .date
                    .or(document.date)
                    .or_else(|| date_in_text(&extracted.rows, &plan, modules)),
                title: said.title.or_else(|| extracted.title.take()),
                publisher: said.publisher,
            }
        })
        .collect();
    let mut tables = tables(&plan, modules, extracted);
    for (module, table) in modules.iter().zip(&mut tables) {
        for rows in [&mut table.visible, &mut table.everything] {
            for (fact, rows) in module.facts.iter().zip(&mut rows.facts) {
                plan::unite(fact, rows, &|document| infos[document as usize].story);
            }
        }
    }
    let corpus = Corpus {
        sources,
        modules,
        documents,
        infos: &infos,
        tables,
    };
    let outcomes: Vec<(RuleResult, Vec<Finding>)> = chosen_rules(modules, settings)
        .into_par_iter()
        .map(|(module, rule, severity)| corpus.check(module, rule, severity, settings))
        .collect();
    let mut run = Run {
        problems,
        statistics: Statistics {
            documents: documents.len(),
            bytes: documents
                .iter()
                .map(|document| sources.get(document.source).text().len() as u64)
                .sum(),
            facts: corpus.facts_read(),
            rules: outcomes.len(),
            ..Statistics::default()
        },
        rows: corpus
            .tables
            .into_iter()
            .map(|table| table.visible)
            .collect(),
        documents: infos,
        ..Run::default()
    };
    for (result, findings) in outcomes {
        let rule = &modules[result.module].rules[result.rule];
        if result.considered == 0 && result.skips.is_empty() {
            run.idle.push(IdleRule {
                rule: Arc::clone(&rule.id),
                place: rule.place,
                reason: idle_reason(&modules[result.module], rule),
            });
        }
        run.findings.extend(findings);
        run.rules.push(result);
    }
    run.findings.sort_by(|a, b| {
        (a.primary.place, &a.rule, &a.message).cmp(&(b.primary.place, &b.rule, &b.message))
    });
    run
}

struct Extracted {
    transcript: Transcript,
    metadata: Metadata,
    rows: DocumentRows,
    title: Option<Arc<str>>,
}

/// The rows of a module over all documents.
#[derive(Default)]
struct ModuleTables {
    visible: ModuleRows,
    /// Only for facts of rules with `reads = "everything"`; empty for all others.
    everything: ModuleRows,
}

struct Corpus<'a> {
    sources: &'a Sources,
    modules: &'a [Arc<Module>],
    documents: &'a [DocumentInput],
    infos: &'a [DocumentInfo],
    tables: Vec<ModuleTables>,
}

impl Corpus<'_> {
    /// Runs one rule; its findings come limited and with their severity.
    fn check(
        &self,
        module: usize,
        rule: usize,
        severity: Severity,
        settings: &Settings,
    ) -> (RuleResult, Vec<Finding>) {
        let written = &self.modules[module];
        let rule_written = &written.rules[rule];
        let table = &self.tables[module];
        let rows = if rule_written.reads_everything {
            &table.everything
        } else {
            &table.visible
        };
        let chosen = Chosen::new(rule_written, self.documents);
        let filtered: Option<Vec<Rows>> = chosen.excludes_any().then(|| {
            let mut filtered = ModuleRows::new(rows.facts.len()).facts;
            for fact in rule_written.facts() {
                filtered[fact.0 as usize] = rows.facts[fact.0 as usize]
                    .iter()
                    .filter(|row| chosen.contains(row.document))
                    .cloned()
                    .collect();
            }
            filtered
        });
        let facts = filtered.as_ref().unwrap_or(&rows.facts);
        let context = Context {
            module: written,
            sources: self.sources,
            documents: self.infos,
            rows: &|fact| facts[fact.0 as usize].as_slice(),
            units: &|document, unit| self.unit_spans(document, unit),
            looks_at: &|document| chosen.contains(document),
            approx: &settings.approx,
            trace: settings.trace.as_deref() == Some(rule_written.id.as_ref()),
        };
        let outcome = check::run(&context, rule_written);
        let mut findings = outcome.findings;
        for finding in &mut findings {
            finding.severity = severity;
        }
        findings.sort_by(|a, b| (a.primary.place, &a.message).cmp(&(b.primary.place, &b.message)));
        if let Some(limit) = rule_written.limit {
            limit_findings(&mut findings, limit);
        }
        let result = RuleResult {
            module,
            rule,
            considered: outcome.considered,
            skips: outcome.skips,
            comparisons: outcome.comparisons,
        };
        (result, findings)
    }

    fn unit_spans(&self, document: u32, unit: Unit) -> Vec<Span> {
        let source = self.sources.get(self.documents[document as usize].source);
        let read = self.documents[document as usize]
            .content
            .read(source.text());
        Plan::unit_spans(unit, read.transcript.text(source.text()), &read.layout)
    }

    /// The rows that rules read, each fact's once.
    fn facts_read(&self) -> usize {
        self.modules
            .iter()
            .zip(&self.tables)
            .map(|(module, table)| {
                let mut read: Vec<FactId> = module.rules.iter().flat_map(Rule::facts).collect();
                read.sort_unstable();
                read.dedup();
                read.into_iter()
                    .map(|fact| table.visible.facts[fact.0 as usize].len())
                    .sum::<usize>()
            })
            .sum()
    }
}

/// At most so many findings in one document; they are sorted by place.
fn limit_findings(findings: &mut Vec<Finding>, limit: u32) {
    let mut document = None;
    let mut count = 0;
    findings.retain(|finding| {
        if document != Some(finding.primary.place.source) {
            document = Some(finding.primary.place.source);
            count = 0;
        }
        count += 1;
        count <= limit
    });
}

/// The rules that are on, with their severity.
fn chosen_rules(modules: &[Arc<Module>], settings: &Settings) -> Vec<(usize, usize, Severity)> {
    let mut chosen = Vec::new();
    for (module, written) in modules.iter().enumerate() {
        for (rule, written) in written.rules.iter().enumerate() {
            let severity = match settings.severities.get(written.id.as_ref()) {
                Some(severity) => *severity,
                None => Some(written.severity),
            };
            if let Some(severity) = severity {
                chosen.push((module, rule, severity));
            }
        }
    }
    chosen
}

/// The first day that a rule file's `date_from` finds in a document.
fn date_in_text(rows: &DocumentRows, plan: &Plan, modules: &[Arc<Module>]) -> Option<Date> {
    modules.iter().enumerate().find_map(|(module, written)| {
        let fact = written.documents.date_from?;
        let rows = rows.of(plan, module, fact, Reading::Everything);
        let values = rows.iter().flat_map(|row| row.fields.iter().flatten());
        values
            .filter_map(|field| match &field.value {
                Value::Date(date) => date.days(None),
                _ => None,
            })
            .find_map(|(first, last)| (first == last).then_some(first))
    })
}

/// Gathers the rows of all documents, fact by fact, in the order of the documents.
fn tables(plan: &Plan, modules: &[Arc<Module>], extracted: Vec<Extracted>) -> Vec<ModuleTables> {
    let mut tables: Vec<ModuleTables> = modules
        .iter()
        .map(|module| ModuleTables {
            visible: ModuleRows::new(module.facts.len()),
            everything: ModuleRows::new(module.facts.len()),
        })
        .collect();
    let uses: Vec<Vec<Use>> = modules.iter().map(|module| uses(module)).collect();
    for document in extracted {
        let (visible, everything) = document.rows.into_parts(plan);
        for (module, fact, rows) in everything.as_ref().unwrap_or(&visible) {
            if uses[*module][fact.0 as usize].everything {
                tables[*module].everything.facts[fact.0 as usize].extend_from_slice(rows);
            }
        }
        for (module, fact, rows) in visible {
            if uses[module][fact.0 as usize].visible {
                tables[module].visible.facts[fact.0 as usize].extend(rows);
            }
        }
    }
    tables
}

/// What the rows of a fact are kept for once their document is done. Patterns that only
/// conditions ask about have served by then.
#[derive(Clone, Copy, Default)]
struct Use {
    visible: bool,
    everything: bool,
}

fn uses(module: &Module) -> Vec<Use> {
    let mut uses: Vec<Use> = module
        .facts
        .iter()
        .map(|fact| Use {
            visible: fact.name.is_some(),
            everything: false,
        })
        .collect();
    for rule in &module.rules {
        for fact in rule.facts() {
            let used = &mut uses[fact.0 as usize];
            used.visible = true;
            used.everything |= rule.reads_everything;
        }
    }
    uses
}

/// The documents a rule looks at.
struct Chosen {
    /// For each document; `None` for all.
    looks_at: Option<Vec<bool>>,
}

impl Chosen {
    fn new(rule: &Rule, documents: &[DocumentInput]) -> Self {
        if rule.include.is_empty() && rule.exclude.is_empty() {
            return Self { looks_at: None };
        }
        let include = globs(&rule.include);
        let exclude = globs(&rule.exclude);
        let looks_at = documents
            .iter()
            .map(|document| {
                (rule.include.is_empty() || include.matches(&document.path))
                    && !exclude.matches(&document.path)
            })
            .collect();
        Self {
            looks_at: Some(looks_at),
        }
    }

    fn excludes_any(&self) -> bool {
        self.looks_at
            .as_ref()
            .is_some_and(|documents| documents.contains(&false))
    }

    fn contains(&self, document: u32) -> bool {
        self.looks_at
            .as_ref()
            .is_none_or(|documents| documents[document as usize])
    }
}

/// Globs that do not parse were reported when the rule file was read.
fn globs(globs: &[Written<String>]) -> Globs {
    Globs::new(globs.iter().map(|glob| glob.value.as_str())).0
}

fn idle_reason(module: &Module, rule: &Rule) -> String {
    let mut names: Vec<String> = rule
        .facts()
        .into_iter()
        .filter_map(|fact| module.facts[fact.0 as usize].name.as_ref())
        .map(|name| format!("`{name}`"))
        .collect();
    names.dedup();
    let mut reason = if names.is_empty() {
        "none of its words are in any document".to_owned()
    } else {
        format!("no document has anything for {}", names.join(" or "))
    };
    if !module.ignores.is_empty() && !rule.reads_everything {
        reason.push_str(" outside what `ignore` hides");
    }
    reason
}
