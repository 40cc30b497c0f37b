//! Documents, facts and rows made by hand, for the tests of the checks.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Context, Outcome, run};
use crate::document::{Transcript, Unit};
use crate::fact::row::{DocumentInfo, Field, Location, Role, Row};
use crate::fact::table::{Cell, DataTable, Entry, Form, Record, Standing, Vocabulary};
use crate::fact::tree::{Kind, Node};
use crate::finding::{Finding, Severity};
use crate::lang::typed::{
    Check, DocumentSettings, Expr, ExprKind, ExprType, Fact, FactField, FactId, FieldIndex,
    FieldType, Module, Pattern, Piece, Qualifiers, Rule, Scope, Template, VocabularyId,
};
use crate::source::{Place, Source, SourceId, Sources, Span};
use crate::value::range::Approx;
use crate::value::{Currency, Decimal, EntryRef, Figure, Hedge, PartialDate, Type, Value, Weekday};

/// An entry of a vocabulary: its name, `also`, `avoid` and cells.
type Listed<'t> = (&'t str, &'t [&'t str], &'t [&'t str], &'t [&'t str]);

/// A corpus and a rule file in the making. Documents are named and numbered in the order
/// they are added.
pub(super) struct Desk {
    pub(super) sources: Sources,
    pub(super) documents: Vec<DocumentInfo>,
    pub(super) module: Module,
    rows: Vec<Vec<Row>>,
    rule_file: SourceId,
    /// The settings behind the ranges.
    pub(super) approx: Approx,
    /// Whether comparisons are kept.
    pub(super) trace: bool,
}

impl Desk {
    pub(super) fn new() -> Self {
        let mut sources = Sources::new();
        let rule_file = sources.add(Source::new("rules.toml", "the rule file"));
        Self {
            sources,
            documents: Vec::new(),
            module: Module {
                source: rule_file,
                name: "rules".into(),
                title: None,
                vocabularies: Vec::new(),
                data: Vec::new(),
                facts: Vec::new(),
                ignores: Vec::new(),
                rules: Vec::new(),
                documents: DocumentSettings::default(),
            },
            rows: Vec::new(),
            rule_file,
            approx: Approx::default(),
            trace: false,
        }
    }

    /// Documents of one story, "a.txt", "b.txt" and so on.
    pub(super) fn with<const N: usize>(texts: [&str; N]) -> Self {
        let mut desk = Self::new();
        for text in texts {
            desk.document(text);
        }
        desk
    }

    pub(super) fn document(&mut self, text: &str) -> u32 {
        let number = self.documents.len() as u32;
        let letter = char::from(b'a' + number as u8);
        let name = format!("{letter}.txt");
        let source = self.sources.add(Source::new(name.as_str(), text));
        self.documents.push(DocumentInfo {
            source,
            path: name.as_str().into(),
            name: name.into(),
            story: 0,
            transcript: Transcript::verbatim(),
            role: Role::Draft,
            date: None,
            title: None,
            publisher: None,
        });
        number
    }

    pub(super) fn dated(&mut self, document: u32, date: Date) {
        self.documents[document as usize].date = Some(date);
    }

    pub(super) fn trusted(&mut self, document: u32) {
        self.documents[document as usize].role = Role::Source;
    }

    pub(super) fn fact(&mut self, fields: &[(&str, FieldType)]) -> FactId {
        self.fact_of(fields, Pattern::Sequence(Vec::new()))
    }

    pub(super) fn fact_of(&mut self, fields: &[(&str, FieldType)], pattern: Pattern) -> FactId {
        let id = FactId(self.module.facts.len() as u32);
        let fields = fields.iter().map(|(name, ty)| FactField {
            name: (*name).into(),
            ty: *ty,
            implicit: None,
        });
        self.module.facts.push(Fact {
            name: Some("fact".into()),
            place: self.nowhere(),
            fields: fields.collect(),
            pattern,
            conditions: Vec::new(),
        });
        self.rows.push(Vec::new());
        id
    }

    /// A match of a fact: the next `words` of the document behind the fact's last row there,
    /// with fields by their words inside the match.
    pub(super) fn row(
        &mut self,
        fact: FactId,
        document: u32,
        words: &str,
        fields: &[(&str, Value)],
    ) {
        let rows = &mut self.rows[fact.0 as usize];
        let from = rows
            .iter()
            .rev()
            .find(|row| row.document == document)
            .map_or(0, |row| row.span.end as usize);
        let text = self
            .sources
            .get(self.documents[document as usize].source)
            .text();
        let start = from
            + text[from..]
                .find(words)
                .expect("the words are in the document");
        let fields = fields.iter().map(|(words_of_field, value)| {
            let at = start
                + words
                    .find(words_of_field)
                    .expect("the field is in the match");
            Some(Field {
                value: value.clone(),
                span: Span::new(at as u32, (at + words_of_field.len()) as u32),
                text: (*words_of_field).into(),
            })
        });
        let row = Row {
            document,
            span: Span::new(start as u32, (start + words.len()) as u32),
            branch: 0,
            fields: fields.collect(),
            location: location(text, start),
        };
        rows.push(row);
        rows.sort_by_key(|row| (row.document, row.span));
    }

    /// Says which alternative the last row of a fact is of.
    pub(super) fn branch(&mut self, fact: FactId, branch: u32) {
        if let Some(row) = self.rows[fact.0 as usize].last_mut() {
            row.branch = branch;
        }
    }

    /// A vocabulary: for each entry its name, `also`, `avoid` and cells.
    pub(super) fn vocabulary(&mut self, columns: &[&str], entries: &[Listed<'_>]) -> VocabularyId {
        let place = self.nowhere();
        let form = |standing| {
            move |text: &&str| Form {
                text: (*text).into(),
                standing,
                place,
            }
        };
        let entries = entries.iter().map(|(name, also, avoid, cells)| Entry {
            forms: [*name]
                .iter()
                .map(form(Standing::Listed))
                .chain(also.iter().map(form(Standing::Also)))
                .chain(avoid.iter().map(form(Standing::Avoid)))
                .collect(),
            cells: cells.iter().map(|text| Some(self.cell(text))).collect(),
        });
        let vocabulary = Vocabulary {
            name: "people".into(),
            place,
            entries: entries.collect(),
            columns: columns.iter().map(|name| (*name).into()).collect(),
        };
        self.module.vocabularies.push(Arc::new(vocabulary));
        VocabularyId(self.module.vocabularies.len() as u32 - 1)
    }

    /// A data file: rows with a key and cells, and scalars by their keys.
    pub(super) fn data(&mut self, records: &[(&str, &[&str])], leaves: &[(&str, &str)]) {
        let table = DataTable {
            name: "results".into(),
            place: self.nowhere(),
            file: "results.csv".into(),
            columns: Vec::new(),
            records: records
                .iter()
                .map(|(key, cells)| Record {
                    key: self.cell(key),
                    cells: cells.iter().map(|text| Some(self.cell(text))).collect(),
                })
                .collect(),
            optional: false,
            tree: self.node(Kind::Table(
                leaves
                    .iter()
                    .map(|(key, text)| (self.cell(key), self.node(Kind::Scalar(self.cell(text)))))
                    .collect(),
            )),
        };
        self.module.data.push(Arc::new(table));
    }

    /// A value of an entry: the form with these words.
    pub(super) fn entry(&self, vocabulary: VocabularyId, words: &str) -> Value {
        let table = &self.module.vocabularies[vocabulary.0 as usize];
        let found = table
            .entries
            .iter()
            .enumerate()
            .find_map(|(entry, listed)| {
                let form = listed.forms.iter().position(|form| &*form.text == words)?;
                Some(EntryRef {
                    vocabulary: vocabulary.0,
                    entry: entry as u32,
                    form: form as u32,
                })
            });
        Value::Entry(found.expect("the form is listed"))
    }

    pub(super) fn field(&self, fact: FactId, index: FieldIndex) -> Expr {
        let ty = match self.module.facts[fact.0 as usize].fields[index].ty {
            FieldType::Basic(Type::Weekday) => ExprType::Weekday,
            FieldType::Entry(vocabulary) => ExprType::Entry(vocabulary),
            FieldType::Basic(_) => ExprType::Number,
            FieldType::Text => ExprType::Text,
        };
        self.expr(ExprKind::Field(fact, index), ty)
    }

    pub(super) fn expr(&self, kind: ExprKind, ty: ExprType) -> Expr {
        Expr {
            kind,
            ty,
            place: self.nowhere(),
        }
    }

    pub(super) fn run(&self, check: Check) -> Outcome {
        let pieces = vec![
            Piece::Found,
            Piece::Text(" | ".to_owned()),
            Piece::Expected,
            Piece::Text(" | ".to_owned()),
            Piece::Count,
        ];
        self.run_with(check, pieces)
    }

    pub(super) fn run_with(&self, check: Check, message: Vec<Piece>) -> Outcome {
        let rule = Rule {
            id: "rule".into(),
            place: self.nowhere(),
            check_place: self.nowhere(),
            text: "".into(),
            severity: Severity::Error,
            message: Template { pieces: message },
            help: None,
            url: None,
            tags: Vec::new(),
            fix: false,
            limit: None,
            reads_everything: false,
            include: Vec::new(),
            exclude: Vec::new(),
            check,
            examples: Vec::new(),
        };
        let rows = |fact: FactId| self.rows[fact.0 as usize].as_slice();
        let units = |document: u32, unit: Unit| {
            let source = self.documents[document as usize].source;
            units(self.sources.get(source).text(), unit)
        };
        let context = Context {
            module: &self.module,
            sources: &self.sources,
            documents: &self.documents,
            rows: &rows,
            units: &units,
            looks_at: &|_| true,
            approx: &self.approx,
            trace: self.trace,
        };
        run(&context, &rule)
    }

    /// The findings in short: the document and line, the words underlined, the message.
    pub(super) fn findings(&self, check: Check) -> Vec<String> {
        let outcome = self.run(check);
        outcome
            .findings
            .iter()
            .map(|finding| self.short(finding))
            .collect()
    }

    pub(super) fn short(&self, finding: &Finding) -> String {
        format!("{} {}", self.at(finding.primary.place), finding.message)
    }

    /// A place in short: the document and line, and the words there.
    pub(super) fn at(&self, place: Place) -> String {
        let source = self.sources.get(place.source);
        let line = source.line_column(place.span.start).line;
        let name = source.name().trim_end_matches(".txt");
        format!("{name}:{line} «{}»", self.sources.slice(place))
    }

    fn nowhere(&self) -> Place {
        Place::new(self.rule_file, Span::new(0, 3))
    }

    fn cell(&self, text: &str) -> Cell {
        Cell {
            text: text.into(),
            place: self.nowhere(),
        }
    }

    fn node(&self, kind: Kind) -> Node {
        Node {
            kind,
            place: self.nowhere(),
        }
    }
}

pub(super) fn across() -> Qualifiers {
    Qualifiers {
        scope: Some(Scope::Across),
        ..Qualifiers::default()
    }
}

pub(super) fn in_each(unit: Unit) -> Qualifiers {
    Qualifiers {
        scope: Some(Scope::InEach(unit)),
        ..Qualifiers::default()
    }
}

/// A figure in prose as a reader gives it.
pub(super) fn figure(digits: &str, hedge: Hedge) -> Figure {
    let value: Decimal = digits.replace(',', "").parse().expect("digits");
    let grain = match digits.split_once('.') {
        Some((_, decimals)) => Decimal::new(1, decimals.len() as u32),
        None => {
            let zeros = digits.replace(',', "");
            let zeros = zeros.len() - zeros.trim_end_matches('0').len();
            Decimal::from(10_u64.pow(zeros as u32))
        }
    };
    Figure {
        value,
        upper: value,
        grain,
        hedge,
        exact: false,
    }
}

/// A bare number.
pub(super) fn number(digits: &str) -> Value {
    Value::Number(figure(digits, Hedge::Bare))
}

pub(super) fn percent(digits: &str) -> Value {
    Value::Percent(figure(digits, Hedge::Bare))
}

/// "$5.0 million" and the like: the amount and the place value of its last digit.
pub(super) fn dollars(value: i64, grain: i64) -> Value {
    let figure = Figure {
        grain: grain.into(),
        ..figure(&value.to_string(), Hedge::Bare)
    };
    Value::Money(figure, Currency(*b"USD"))
}

pub(super) fn date(year: Option<i16>, month: u8, day: Option<u8>) -> Value {
    Value::Date(PartialDate {
        year,
        month: Some(month),
        day,
    })
}

pub(super) const fn weekday(weekday: Weekday) -> Value {
    Value::Weekday(weekday)
}

pub(super) fn text(words: &str) -> Value {
    Value::Text(words.into())
}

/// The units of a text: paragraphs at blank lines, sections at "#" lines, tables of "|" lines.
fn units(text: &str, unit: Unit) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start as u32, (start + line.len()) as u32);
        start += line.len();
        let blank = line.trim().is_empty();
        let begins = match unit {
            Unit::Section => !open || line.starts_with('#'),
            Unit::Paragraph => !blank && !open,
            Unit::Table => line.starts_with('|') && !open,
            Unit::Sentence | Unit::Line => true,
            Unit::Row | Unit::Column | Unit::List | Unit::Document | Unit::Source => false,
        };
        open = match unit {
            Unit::Table => line.starts_with('|'),
            Unit::Section => true,
            _ => !blank,
        };
        match spans.last_mut() {
            _ if begins => spans.push(span),
            Some(last) if open => *last = last.join(span),
            _ => {}
        }
    }
    spans
}

fn location(text: &str, offset: usize) -> Location {
    let index = |unit| {
        units(text, unit)
            .iter()
            .position(|span| span.contains(offset as u32))
            .map(|index| index as u32)
    };
    Location {
        sentence: index(Unit::Sentence).unwrap_or(0),
        paragraph: index(Unit::Paragraph).unwrap_or(0),
        section: index(Unit::Section).unwrap_or(0),
        line: index(Unit::Line).unwrap_or(0),
        table: index(Unit::Table),
        row: None,
        column: None,
        list: None,
    }
}
