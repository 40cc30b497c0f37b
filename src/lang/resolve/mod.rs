//! Trees into resolved rules: every name looked up, every type known, every problem kept.
//!
//! A step that fails reports why and returns [`Reported`]; the steps beside it go on. A rule
//! that meets a broken definition is left out without a second error.

mod blank;
mod check;
mod condition;
mod definition;
mod expression;
mod implicit;
mod literal;
mod mention;
mod message;
mod names;
mod pattern;
mod qualifier;
mod table;
mod types;
mod usage;
mod value_check;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ast::{Check, Definition, Sentence};
use super::error::Error;
use super::typed::{DocumentSettings, Fact, FieldType, Ignore, Module, Rule};
use super::{Declarations, RuleDeclaration, parser};
use crate::diag::Diagnostic;
use crate::source::Place;
use crate::toml_read::Text;
use crate::value::Type;
use names::Names;
use pattern::FieldTable;
use table::Tables;
use usage::Uses;

/// Parses and resolves a rule file. Returns the rules that hold no error, and all errors and
/// warnings of all texts, sorted by place.
///
/// Facts come after the facts that their conditions name.
pub fn resolve(declarations: &Declarations) -> (Module, Vec<Diagnostic>) {
    let mut resolver = Resolver {
        tables: Tables::new(declarations),
        facts: Vec::new(),
        ignores: Vec::new(),
        errors: Vec::new(),
        unused: Vec::new(),
    };
    let module = resolver.module(declarations);
    let mut errors = resolver.errors;
    if errors.is_empty() {
        // A misspelled name would also be one that is never used.
        errors = resolver.unused;
    }
    errors.sort_by_key(Error::place);
    errors.dedup();
    let diagnostics = errors.iter().map(Error::diagnostic).collect();
    (module, diagnostics)
}

/// A problem is already reported.
#[derive(Clone, Copy, Debug)]
struct Reported;

type Outcome<T> = Result<T, Reported>;

struct Resolver<'d> {
    tables: Tables<'d>,
    facts: Vec<Fact>,
    ignores: Vec<Ignore>,
    errors: Vec<Error>,
    /// Warnings of definitions that nothing uses.
    unused: Vec<Error>,
}

/// The sentences of one text, sorted out.
#[derive(Default)]
struct Sentences {
    definitions: Vec<Definition>,
    checks: Vec<Check>,
    broken: Vec<super::ast::Broken>,
    /// Whether any of it could not be read.
    failed: bool,
}

impl Resolver<'_> {
    fn fail<T>(&mut self, error: Error) -> Outcome<T> {
        self.errors.push(error);
        Err(Reported)
    }

    fn module(&mut self, declarations: &Declarations) -> Module {
        let double_tables = self.tables.defined_twice(declarations);
        self.errors.extend(double_tables);
        let shared = declarations
            .define
            .as_ref()
            .map(|text| self.shared_sentences(text))
            .unwrap_or_default();
        let mut shared_names = Names::new(None);
        // Whatever is broken is marked so by its name; rules that do not need it stay.
        let _broken = self.define(&shared, &mut shared_names);
        let mut used = BTreeSet::new();

        let date_from = declarations
            .date_from
            .as_ref()
            .and_then(|text| self.date_from(text, &shared_names, &mut used));

        let mut rules = Vec::new();
        let mut ids: BTreeMap<Arc<str>, Place> = BTreeMap::new();
        for declaration in &declarations.rules {
            let id = &declaration.id;
            let double = ids.get(&id.value).copied();
            if let Some(first) = double {
                self.errors.push(Error::DefinedTwice {
                    what: "the rule",
                    name: Arc::clone(&id.value),
                    place: id.place,
                    first,
                });
            } else {
                ids.insert(Arc::clone(&id.value), id.place);
            }
            let facts = self.facts.len();
            let ignores = self.ignores.len();
            match self.rule(declaration, &shared_names, &mut used) {
                Ok(rule) if double.is_none() => rules.push(rule),
                _ => {
                    self.facts.truncate(facts);
                    self.ignores.truncate(ignores);
                }
            }
        }
        self.unused.extend(usage::unused(&shared, used));

        Module {
            source: declarations.source,
            name: Arc::clone(&declarations.name),
            title: declarations.title.clone(),
            vocabularies: declarations.vocabularies.clone(),
            data: declarations.data.clone(),
            facts: std::mem::take(&mut self.facts),
            ignores: std::mem::take(&mut self.ignores),
            rules,
            documents: DocumentSettings {
                date_from,
                sources: declarations.sources.clone(),
                group_by: declarations.group_by.clone(),
            },
        }
    }

    fn sentences(&mut self, text: &Text) -> Vec<Sentence> {
        let (sentences, errors) = parser::sentences(text);
        self.errors.extend(errors);
        sentences
    }

    fn shared_sentences(&mut self, text: &Text) -> Sentences {
        let mut sorted = Sentences::default();
        for sentence in self.sentences(text) {
            match sentence {
                Sentence::Definition(definition) => sorted.definitions.push(definition),
                Sentence::Check(check) => {
                    self.errors
                        .push(Error::CheckInDefine { place: check.place });
                }
                Sentence::Broken(broken) => sorted.broken.push(broken),
            }
        }
        sorted
    }

    /// The definitions and the one check of a rule text.
    fn rule_sentences(&mut self, text: &Text) -> Sentences {
        let errors_before = self.errors.len();
        let mut sorted = Sentences::default();
        let mut check_ended: Option<Place> = None;
        for sentence in self.sentences(text) {
            match sentence {
                Sentence::Definition(definition) => {
                    if let Some(check) = check_ended {
                        let place = usage::definition_place(&definition);
                        self.errors
                            .push(Error::DefinitionAfterCheck { place, check });
                    }
                    sorted.definitions.push(definition);
                }
                Sentence::Check(check) => {
                    if let Some(first) = check_ended {
                        let place = check.place;
                        self.errors.push(Error::SecondCheck { place, first });
                    }
                    check_ended = check_ended.or(Some(check.place));
                    sorted.checks.push(*check);
                }
                Sentence::Broken(broken) => sorted.broken.push(broken),
            }
        }
        let check_is_broken = sorted.broken.iter().any(|broken| !broken.is_definition);
        let text_failed = self.errors.len() > errors_before;
        if sorted.checks.is_empty() && !check_is_broken && !text_failed {
            self.errors.push(Error::NoCheck {
                place: text.whole(),
            });
        }
        sorted.failed = self.errors.len() > errors_before;
        sorted
    }

    fn rule(
        &mut self,
        declaration: &RuleDeclaration,
        shared: &Names<'_>,
        used: &mut BTreeSet<Arc<str>>,
    ) -> Outcome<Rule> {
        let sentences = self.rule_sentences(&declaration.rule);
        let mut names = Names::new(Some(shared));
        let defined = self.define(&sentences, &mut names);

        let mut uses = Uses::default();
        sentences.checks.iter().for_each(|check| uses.check(check));
        self.unused
            .extend(usage::unused(&sentences, uses.names.clone()));
        sentences
            .definitions
            .iter()
            .for_each(|definition| uses.definition(definition));
        used.extend(uses.names);

        // Every check and every message is resolved, for its own errors.
        let mut checks = Vec::new();
        for check in &sentences.checks {
            checks.push(self.check(check, &names));
        }
        let first = checks.into_iter().next().unwrap_or(Err(Reported));
        let message = parser::template(&declaration.message);
        let help = declaration.help.as_ref().map(parser::template).transpose();
        let message = message.or_else(|error| self.fail(error));
        let help = help.or_else(|error| self.fail(error));
        let (check, fills) = first?;
        let message = message.and_then(|message| self.message(&message, &fills));
        let help = help.and_then(|help| help.map(|help| self.message(&help, &fills)).transpose());
        if let Some(fix) = &declaration.fix
            && fix.value
            && !check::can_be_mended(&check)
        {
            return self.fail(Error::NoFix { place: fix.place });
        }
        let (message, help) = (message?, help?);
        if sentences.failed || defined.is_err() {
            return Err(Reported);
        }
        Ok(Rule {
            id: Arc::clone(&declaration.id.value),
            place: declaration.id.place,
            check_place: sentences
                .checks
                .first()
                .map_or(declaration.place, |check| check.place),
            text: declaration.rule.shared(),
            severity: declaration.severity,
            message,
            help,
            url: declaration.url.clone(),
            tags: declaration.tags.clone(),
            fix: declaration.fix.as_ref().is_some_and(|fix| fix.value),
            limit: declaration.limit,
            reads_everything: declaration.reads_everything,
            include: declaration.include.clone(),
            exclude: declaration.exclude.clone(),
            check,
            examples: declaration.examples.clone(),
        })
    }

    fn date_from(
        &mut self,
        text: &Text,
        names: &Names<'_>,
        used: &mut BTreeSet<Arc<str>>,
    ) -> Option<super::typed::FactId> {
        let (pattern, conditions) = match parser::pattern(text) {
            Ok(read) => read,
            Err(errors) => {
                self.errors.extend(errors);
                return None;
            }
        };
        let mut uses = Uses::default();
        uses.pattern(&pattern);
        uses.conditions(&conditions);
        used.extend(uses.names);
        let mut fields = FieldTable::default();
        let (read, _) = self.fact_pattern(&pattern, names, Some(&mut fields)).ok()?;
        let conditions = self.conditions(&conditions, names).ok()?;
        if !matches!(fields.fields.as_slice(), [field] if field.ty == FieldType::Basic(Type::Date))
        {
            self.errors.push(Error::DateFrom {
                place: pattern.place,
            });
            return None;
        }
        Some(self.add_fact(Fact {
            name: None,
            place: pattern.place,
            fields: fields.fields,
            pattern: read,
            conditions,
        }))
    }
}
