//! The rules of one file with every name resolved and every type known.
//!
//! This is the only form of a rule that the plan, the checks and the engine see. Facts,
//! vocabularies and data files are named by their index in the [`Module`].

use std::sync::Arc;

use crate::document::{Unit, Zone};
use crate::fact::path::Path;
use crate::fact::table::{DataTable, Vocabulary};
use crate::finding::Severity;
use crate::source::{Place, SourceId};
use crate::value::{Decimal, Type, Value};

/// A fact of a module: an index into [`Module::facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// A vocabulary of a module: an index into [`Module::vocabularies`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VocabularyId(pub u32);

/// A data file of a module: an index into [`Module::data`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DataId(pub u32);

/// A field of a fact: its index in [`Fact::fields`].
pub type FieldIndex = usize;

/// One rule file, resolved. Rules that do not resolve are left out of it.
#[derive(Clone, Debug)]
pub struct Module {
    /// The rule file.
    pub source: SourceId,
    /// The pack's or the file's name: the file name without its extension.
    pub name: Arc<str>,
    /// Its title.
    pub title: Option<String>,
    /// Its vocabularies.
    pub vocabularies: Vec<Arc<Vocabulary>>,
    /// Its data files.
    pub data: Vec<Arc<DataTable>>,
    /// Every pattern of the file: the named facts, and one without a name for every pattern
    /// in a check, a condition or an `ignore`. A fact comes after those its conditions name.
    pub facts: Vec<Fact>,
    /// What no rule reads, except those with `reads = "everything"`.
    pub ignores: Vec<Ignore>,
    /// The rules in the order of the file.
    pub rules: Vec<Rule>,
    /// What the file says about the documents.
    pub documents: DocumentSettings,
}

/// What a rule file says about the documents, where crossfact.toml does not.
#[derive(Clone, Debug, Default)]
pub struct DocumentSettings {
    /// `date_from`: a fact with one field, a date.
    pub date_from: Option<FactId>,
    /// `sources`: globs of the documents that `against sources` trusts.
    pub sources: Vec<Written<String>>,
    /// `group_by`: which documents tell the same story.
    pub group_by: Option<Written<String>>,
}

/// Something with its place in the rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// The thing.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

/// A pattern with the conditions on it.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The name, for a `fact` definition.
    pub name: Option<Arc<str>>,
    /// Where the name, or else the pattern, is written.
    pub place: Place,
    /// What a match binds, in the order written, and the implicit fields that rules name. A
    /// pattern without a name that is nothing
    /// but `any of V` or `V:"entry"` (in each alternative) has one field, the entry, named
    /// "it"; other patterns without a name have no fields.
    pub fields: Vec<FactField>,
    /// What the words look like.
    pub pattern: Pattern,
    /// Where on the page a match counts: all must hold.
    pub conditions: Vec<Condition>,
}

impl Fact {
    /// Whether only what stands in a table can match.
    pub fn is_of_tables(&self) -> bool {
        self.conditions.iter().any(|condition| {
            let in_table = match &condition.kind {
                ConditionKind::InSame(unit, _)
                | ConditionKind::InFirst(_, unit)
                | ConditionKind::InLast(_, unit) => {
                    matches!(unit, Unit::Table | Unit::Row | Unit::Column)
                }
                ConditionKind::InZone(zone) => matches!(zone, Zone::Tables | Zone::Labels),
                ConditionKind::InRow(_)
                | ConditionKind::InColumn(_)
                | ConditionKind::InRowOfFigures
                | ConditionKind::InColumnOfFigures => true,
                ConditionKind::Within(..)
                | ConditionKind::Before(_)
                | ConditionKind::After(_)
                | ConditionKind::InSection(_) => false,
            };
            in_table && !condition.negated
        })
    }
}

/// A field of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactField {
    /// Its name.
    pub name: Arc<str>,
    /// Its type. Alternatives may read figures of several types into one field; then it is
    /// the first one's, and a value knows its own.
    pub ty: FieldType,
    /// What fills it, where no blank does.
    pub implicit: Option<Implicit>,
}

/// What fills a field that no blank binds: something known of every match. A fact has such a
/// field if a rule names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Implicit {
    /// `speaker`: who says the quotation in this field.
    Speaker(FieldIndex),
    /// `row`: the labels of the row of the table that the match stands in.
    Row,
    /// `column`: the labels of its column.
    Column,
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// One of the types of blanks.
    Basic(Type),
    /// An entry of a vocabulary.
    Entry(VocabularyId),
    /// The words of a group or a `let`.
    Text,
}

/// What the words on the page look like. Nested at most 32 deep.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// One of several; the first written wins a tie.
    Choice(Vec<Pattern>),
    /// One after the other.
    Sequence(Vec<Pattern>),
    /// There or not; rather there.
    Maybe(Box<Pattern>),
    /// From none to this many words, the fewest first.
    Gap(u8),
    /// Words as written in the rule.
    Words(Phrase),
    /// A blank: a value to read, kept in a field or only asked for.
    Blank(Box<Blank>),
    /// A pattern shared by name (`let`).
    Shared(Arc<Pattern>),
}

/// Words in quotation marks in a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words as written, escapes resolved. A word that ends in an unescaped `*` is kept
    /// without it and marked in `prefix`.
    pub text: Arc<str>,
    /// The last word matches every word that begins so.
    pub prefix: bool,
    /// `exactly`: lower case matches lower case only.
    pub exactly: bool,
    /// Where it is written.
    pub place: Place,
}

/// A blank of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank {
    /// The field that keeps the value.
    pub field: Option<FieldIndex>,
    /// What it accepts.
    pub kind: BlankKind,
    /// All must hold of the value.
    pub limits: Vec<Limit>,
    /// Where it is written.
    pub place: Place,
}

/// What a blank accepts.
#[derive(Clone, Debug, PartialEq)]
pub enum BlankKind {
    /// A value of a type.
    Type(Type),
    /// Any entry of a vocabulary, in its longest form at that word.
    AnyOf(VocabularyId),
    /// One entry of a vocabulary, in any of its forms, where that is the longest form at that word.
    Member(VocabularyId, u32),
    /// A group or a `let`. If each alternative is nothing but one blank of one type, the
    /// value is that blank's; otherwise it is the words.
    Group(Arc<Pattern>),
}

/// A limit on a blank's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// `in full`: at least as many words as the listed name.
    InFull,
    /// `in short`: fewer words than the listed name.
    InShort,
    /// `in "km"`: that unit, or that currency.
    In(Arc<str>),
    /// The figure or date is at least this.
    AtLeast(Value),
    /// The figure or date is at most this.
    AtMost(Value),
    /// The figure or date is more than this.
    MoreThan(Value),
    /// The figure or date is less than this.
    LessThan(Value),
    /// At least so many words.
    AtLeastWords(u32),
    /// At most so many words.
    AtMostWords(u32),
    /// More than so many words.
    MoreThanWords(u32),
    /// Fewer than so many words.
    FewerWords(u32),
    /// Not these words.
    Except(Vec<Phrase>),
    /// Not an entry of this vocabulary.
    ExceptAnyOf(VocabularyId),
}

/// A condition on a match.
#[derive(Clone, Debug)]
pub struct Condition {
    /// `not`.
    pub negated: bool,
    /// What is asked.
    pub kind: ConditionKind,
    /// Where it is written.
    pub place: Place,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub enum ConditionKind {
    /// A match of one of these facts is in the same unit.
    InSame(Unit, Vec<FactId>),
    /// A match of one of these is within so many words, in the same sentence.
    Within(u32, Vec<FactId>),
    /// Earlier in the sentence than a match of one of these.
    Before(Vec<FactId>),
    /// Later in the sentence than a match of one of these.
    After(Vec<FactId>),
    /// Under a heading that is exactly one of these, or under one that is under it.
    InSection(Vec<Phrase>),
    /// In a row of a table with a label that is exactly one of these.
    InRow(Vec<Phrase>),
    /// In a column of a table with a label that is exactly one of these.
    InColumn(Vec<Phrase>),
    /// In the first so many units of the document, or rows or columns of the table.
    InFirst(u32, Unit),
    /// In the last so many units of the document, or rows or columns of the table.
    InLast(u32, Unit),
    /// In a row of a table in which every value is a figure or a sign for none.
    InRowOfFigures,
    /// In a column of a table in which every value is a figure or a sign for none.
    InColumnOfFigures,
    /// The first word is in a zone.
    InZone(Zone),
}

/// What no rule of the file reads.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// Which text.
    pub kind: IgnoreKind,
    /// Where it is written.
    pub place: Place,
}

/// Which text an `ignore` hides.
#[derive(Clone, Debug)]
pub enum IgnoreKind {
    /// From the first match to the end of the document, the match included.
    After(Vec<FactId>),
    /// From the start of the document to the last byte of the first match.
    Before(Vec<FactId>),
    /// Every unit with a match.
    With(Unit, Vec<FactId>),
    /// The second and later copies of a unit of more than three words.
    Repeated(Unit),
}

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id, unique in the file.
    pub id: Arc<str>,
    /// Where the id is written.
    pub place: Place,
    /// Where the check's sentence is written.
    pub check_place: Place,
    /// The rule text as written.
    pub text: Arc<str>,
    /// How much a finding matters.
    pub severity: Severity,
    /// What a finding says.
    pub message: Template,
    /// What to do about it.
    pub help: Option<Template>,
    /// A page about the rule.
    pub url: Option<String>,
    /// Words to choose it by.
    pub tags: Vec<String>,
    /// Whether `{expected}` may take the place of `{found}` without a second look. Lists show
    /// it; no document is changed.
    pub fix: bool,
    /// At most so many findings in one document.
    pub limit: Option<u32>,
    /// Also reads what `ignore` hides.
    pub reads_everything: bool,
    /// Only documents that match one of these globs; empty for all.
    pub include: Vec<Written<String>>,
    /// No documents that match one of these globs.
    pub exclude: Vec<Written<String>>,
    /// What must hold.
    pub check: Check,
    /// Its own proof.
    pub examples: Vec<Example>,
}

impl Rule {
    /// The facts whose rows the check reads, without repeats, the subject first.
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = Vec::new();
        self.check.each_fact(&mut |fact| {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        });
        facts
    }
}

/// An example of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether the rule should report.
    pub bad: bool,
    /// The documents, marks included.
    pub documents: Vec<Written<String>>,
    /// The mark before and after the text that must be reported (« and » unless the file says otherwise).
    pub marks: (Arc<str>, Arc<str>),
}

/// A message with blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its parts in order.
    pub pieces: Vec<Piece>,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// `{n}`: a field of the row at fault, as written.
    Field(FieldIndex),
    /// `{other.n}`: a field of the row it is compared with, as written.
    Other(FieldIndex),
    /// `{found}`: what is wrong.
    Found,
    /// `{expected}`: what should stand there.
    Expected,
    /// `{count}`: how many documents or mentions say what is expected.
    Count,
    /// `{document}`: the name of the document at fault.
    Document,
    /// `{other.document}`: the name of the document it is compared with.
    OtherDocument,
    /// `{difference}`: how far apart the two values are.
    Difference,
}

/// What must hold: one of six forms.
#[derive(Clone, Debug)]
pub enum Check {
    /// `write "A" not "B"`: the fact's top-level branch says which pair matched.
    Write {
        /// The bad words, one branch for each.
        mentions: FactId,
        /// For each branch, the words to write instead.
        instead: Vec<Arc<str>>,
    },
    /// `… must be spelled as listed`: the facts have one field, an entry.
    SpelledAsListed {
        /// The mentions.
        mentions: Vec<FactId>,
    },
    /// `… must be consistent`: one form in each group.
    Consistent {
        /// The mentions. The form is the entry's form where the fact has a field "it", and
        /// the branch (with the fact) otherwise.
        mentions: Vec<FactId>,
        /// Where it is compared, and which form wins.
        qualifiers: Qualifiers,
    },
    /// `every section that mentions P must mention Q`, `no document may mention P`.
    Mention {
        /// How many units.
        quantifier: Quantifier,
        /// Which units.
        unit: Unit,
        /// Only units with one of these.
        among: Option<Vec<FactId>>,
        /// What must, or may not, be there.
        mentions: Vec<FactId>,
        /// Where it is counted.
        qualifiers: Qualifiers,
    },
    /// `each F.x must have one F.z`.
    One {
        /// The fact.
        fact: FactId,
        /// The key fields.
        keys: Vec<FieldIndex>,
        /// The field that must have one value.
        value: FieldIndex,
        /// Where it is compared.
        qualifiers: Qualifiers,
    },
    /// `each F.x needs an earlier G.y`.
    Needs {
        /// The rows that need one.
        fact: FactId,
        /// The field to find.
        field: FieldIndex,
        /// Where the other row must stand.
        order: Order,
        /// The rows that serve.
        other: FactId,
        /// The field to find it in.
        other_field: FieldIndex,
        /// Where it is looked for.
        qualifiers: Qualifiers,
    },
    /// `VALUE must …`.
    Value {
        /// What is tested.
        subject: Expr,
        /// The test.
        test: Test,
        /// Where and how it is compared.
        qualifiers: Qualifiers,
    },
}

impl Check {
    /// Calls `visit` with every fact the check reads, the subject's first, repeats included.
    pub fn each_fact(&self, visit: &mut dyn FnMut(FactId)) {
        match self {
            Self::Write { mentions, .. } => visit(*mentions),
            Self::SpelledAsListed { mentions } | Self::Consistent { mentions, .. } => {
                mentions.iter().copied().for_each(visit);
            }
            Self::Mention {
                among, mentions, ..
            } => {
                mentions.iter().copied().for_each(&mut *visit);
                among.iter().flatten().copied().for_each(visit);
            }
            Self::One { fact, .. } => visit(*fact),
            Self::Needs { fact, other, .. } => {
                visit(*fact);
                visit(*other);
            }
            Self::Value { subject, test, .. } => {
                subject.each_fact(visit);
                match test {
                    Test::Agree | Test::Verbatim | Test::OneOf(_) => {}
                    Test::Between(low, high) => {
                        low.each_fact(visit);
                        high.each_fact(visit);
                    }
                    Test::Compare { with, .. } => with.each_fact(visit),
                }
            }
        }
    }

    /// The qualifiers, for the forms that have them.
    pub fn qualifiers(&self) -> Option<&Qualifiers> {
        match self {
            Self::Write { .. } | Self::SpelledAsListed { .. } => None,
            Self::Consistent { qualifiers, .. }
            | Self::Mention { qualifiers, .. }
            | Self::One { qualifiers, .. }
            | Self::Needs { qualifiers, .. }
            | Self::Value { qualifiers, .. } => Some(qualifiers),
        }
    }
}

/// How many units must, or may, mention something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `every … must mention`.
    Every,
    /// `no … may mention`.
    No,
    /// `at least N … must mention`.
    AtLeast(u32),
    /// `at most N … may mention`.
    AtMost(u32),
    /// `exactly N … must mention`.
    Exactly(u32),
}

/// Where the row that another needs must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `an earlier`.
    Earlier,
    /// `a later`.
    Later,
    /// `a matching`: anywhere in the same unit.
    Matching,
}

/// The test of a value.
#[derive(Clone, Debug)]
pub enum Test {
    /// `must agree`.
    Agree,
    /// `must be verbatim`.
    Verbatim,
    /// `must be between A and B`.
    Between(Expr, Expr),
    /// `must be one of …`.
    OneOf(Choices),
    /// `must equal …` and the other comparisons.
    Compare {
        /// The comparison.
        comparator: Comparator,
        /// `some` or `every` of the right-hand rows; `None`: they must have one value.
        every: Option<SomeOrEvery>,
        /// The right-hand side.
        with: Expr,
    },
}

/// `some` or `every`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SomeOrEvery {
    /// One is enough.
    Some,
    /// All must pass.
    Every,
}

/// What a value must be one of.
#[derive(Clone, Debug)]
pub enum Choices {
    /// These words.
    Words(Vec<Written<Arc<str>>>),
    /// An entry of a vocabulary, in any form that is not to be avoided.
    Vocabulary(VocabularyId),
    /// A key of a data file.
    Data(DataId),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `equal`.
    Equal,
    /// `not equal`.
    NotEqual,
    /// `be at least`.
    AtLeast,
    /// `be at most`.
    AtMost,
    /// `be more than`.
    MoreThan,
    /// `be less than`.
    LessThan,
    /// `come before` (dates, times, weekdays' dates).
    Before,
    /// `come after`.
    After,
    /// `be compatible with`: of versions, as a requirement is with a release (Semantic
    /// Versioning 2.0.0, sections 4 to 8).
    Compatible,
}

/// An expression over the fields of facts and over tables.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The type of its value.
    pub ty: ExprType,
    /// Where it is written.
    pub place: Place,
}

/// The type of an expression's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExprType {
    /// A plain number.
    Number,
    /// A percentage: a number over 100.
    Percent,
    /// An amount of money.
    Money,
    /// An amount with a unit.
    Measure,
    /// A date.
    Date,
    /// A day of the week.
    Weekday,
    /// A time of day.
    Time,
    /// A version.
    Version,
    /// Words.
    Text,
    /// An entry of a vocabulary.
    Entry(VocabularyId),
    /// A cell of a table: read as the type it is compared with.
    Cell,
}

impl From<FieldType> for ExprType {
    /// The type of a field's value in an expression.
    fn from(ty: FieldType) -> Self {
        match ty {
            FieldType::Entry(vocabulary) => Self::Entry(vocabulary),
            FieldType::Text => Self::Text,
            FieldType::Basic(ty) => match ty {
                Type::Number | Type::Integer | Type::Year => Self::Number,
                Type::Percent => Self::Percent,
                Type::Money => Self::Money,
                Type::Measure => Self::Measure,
                Type::Date => Self::Date,
                Type::Weekday => Self::Weekday,
                Type::Time => Self::Time,
                Type::Version => Self::Version,
                Type::Quote
                | Type::Name
                | Type::Acronym
                | Type::Word
                | Type::Flag
                | Type::Email => Self::Text,
            },
        }
    }
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A field of a fact.
    Field(FactId, FieldIndex),
    /// A number, a date, or a value written in quotation marks and read by its type's reader.
    Literal(Value),
    /// Words in quotation marks, where text is compared.
    Text(Arc<str>),
    /// `-x`.
    Negative(Box<Expr>),
    /// Arithmetic.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `sum of F.x` and the others, over a group.
    Aggregate(Aggregate, FactId, Option<FieldIndex>),
    /// `change from A to B`: (B - A) / A, a percentage.
    Change(Box<Expr>, Box<Expr>),
    /// `weekday of D`, `month of D`, `year of D`.
    PartOfDate(DatePart, Box<Expr>),
    /// `role of F.x in people`: a column of the row whose key is the field's value.
    Lookup {
        /// The column; `None` where an optional table has none of this name.
        column: Option<usize>,
        /// The fact whose field is the key.
        fact: FactId,
        /// The field.
        field: FieldIndex,
        /// The table.
        table: TableRef,
    },
    /// `"server.port" in server`: the scalar at the first of the paths that leads to one.
    Data(DataId, Vec<Path>),
    /// `count of "example[*]" in cargo`: how many values stand there.
    DataCount(DataId, Vec<Path>),
    /// `document date`, `document title`, `document source`.
    Document(DocumentPart),
}

/// A table of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableRef {
    /// A vocabulary.
    Vocabulary(VocabularyId),
    /// A data file.
    Data(DataId),
}

impl Expr {
    /// Calls `visit` with every fact the expression reads, in the order written.
    pub fn each_fact(&self, visit: &mut dyn FnMut(FactId)) {
        match &self.kind {
            ExprKind::Field(fact, _)
            | ExprKind::Aggregate(_, fact, _)
            | ExprKind::Lookup { fact, .. } => visit(*fact),
            ExprKind::Negative(inner) | ExprKind::PartOfDate(_, inner) => inner.each_fact(visit),
            ExprKind::Binary(_, left, right) | ExprKind::Change(left, right) => {
                left.each_fact(visit);
                right.each_fact(visit);
            }
            ExprKind::Literal(_)
            | ExprKind::Text(_)
            | ExprKind::Data(..)
            | ExprKind::DataCount(..)
            | ExprKind::Document(_) => {}
        }
    }
}

/// An arithmetic sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// A value of a whole group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aggregate {
    /// `sum of`: ranges add end by end.
    Sum,
    /// `count of`: rows of a fact, or distinct values of a field.
    Count,
    /// `smallest of`.
    Smallest,
    /// `largest of`.
    Largest,
    /// `average of`.
    Average,
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The day of the week.
    Weekday,
    /// The month, as a number.
    Month,
    /// The year, as a number.
    Year,
}

/// Something known about a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentPart {
    /// Its date.
    Date,
    /// Its title.
    Title,
    /// Its source (the outlet or author), from its metadata.
    Source,
}

/// The clauses after a check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Qualifiers {
    /// Where rows are compared; always present on checks that compare rows with one another.
    pub scope: Option<Scope>,
    /// `for the same a and b`.
    pub keys: Vec<Key>,
    /// `in any order`.
    pub any_order: bool,
    /// `within …`.
    pub tolerance: Option<Within>,
    /// `exactly`.
    pub exactly: bool,
    /// `as rounded`.
    pub as_rounded: bool,
    /// `by majority` or `by first use`.
    pub choice: Option<Winner>,
    /// `when 75% alike`, as a share (0.75): of the words of quotations; of the larger of two
    /// figures.
    pub alike: Option<Decimal>,
    /// `allowing …`.
    pub allowing: Vec<Allowance>,
}

/// A key: the field of that name in every fact of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The name.
    pub name: Arc<str>,
    /// The field, for each fact of the check, in the order of [`Rule::facts`].
    pub fields: Vec<(FactId, FieldIndex)>,
}

/// Where rows are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `in each UNIT`, `in the same UNIT`: one group for each.
    InEach(Unit),
    /// `across documents`: one group for each story.
    Across,
    /// `against sources`: as across; source rows are the reference and are never flagged.
    AgainstSources,
}

/// A tolerance as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Within {
    /// `within 5,000`: in the unit of the figures.
    Gap(Decimal),
    /// `within 10%`: as a share (0.10).
    Share(Decimal),
    /// `within 0.5 points`.
    Points(Decimal),
    /// `within 2 days`.
    Days(Decimal),
}

/// Which form or value is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Winner {
    /// The one most documents have (the default).
    Majority,
    /// The one that comes first.
    FirstUse,
}

/// A difference between quotations that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Allowance {
    /// The case of first letters.
    Case,
    /// Signs, except apostrophes inside words.
    Punctuation,
    /// One is a part of the other.
    Fragments,
    /// `…` or `[…]` stands for any words.
    Ellipsis,
    /// `[he]` stands for any words.
    Brackets,
    /// Endings of words.
    Inflection,
}

impl Allowance {
    /// All of them, with the word a rule uses.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Case, "case"),
        (Self::Punctuation, "punctuation"),
        (Self::Fragments, "fragments"),
        (Self::Ellipsis, "ellipsis"),
        (Self::Brackets, "brackets"),
        (Self::Inflection, "inflection"),
    ];
}
