//! The tree of a rule text: names as written, every node with its place in the rule file.
//!
//! Words that mean the same in the tree and in the resolved rule (comparisons, arithmetic
//! signs) are those of [`typed`](super::typed).

use std::sync::Arc;

use super::typed::{
    Aggregate, Comparator, DatePart, DocumentPart, Operator, Order, SomeOrEvery, Winner,
};
use crate::document::Unit;
use crate::source::Place;

/// A name as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The name.
    pub(super) text: Arc<str>,
    /// Where.
    pub(super) place: Place,
}

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// What stands between the marks, escapes not resolved.
    pub(super) raw: Arc<str>,
    /// Where, the marks included.
    pub(super) place: Place,
}

impl Quoted {
    /// The words with their escapes resolved.
    pub(super) fn plain(&self) -> Arc<str> {
        unescape(&self.raw)
    }
}

/// Resolves `\"`, `\\` and `\*`.
pub(super) fn unescape(raw: &str) -> Arc<str> {
    let mut plain = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => plain.extend(chars.next()),
            other => plain.push(other),
        }
    }
    plain.into()
}

/// Digits as written: "10,000", "0.5".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The digits with their commas and point.
    pub(super) text: Arc<str>,
    /// Where.
    pub(super) place: Place,
}

/// A sentence of a rule text.
#[derive(Clone, Debug)]
pub(super) enum Sentence {
    /// A definition.
    Definition(Definition),
    /// A check.
    Check(Box<Check>),
    /// A sentence with a syntax error.
    Broken(Broken),
}

/// What is still known of a sentence with a syntax error.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    /// The names it would have defined; several, if a period is missing.
    pub(super) defines: Vec<Name>,
    /// Whether it begins like a definition.
    pub(super) is_definition: bool,
}

/// A definition.
#[derive(Clone, Debug)]
pub(super) enum Definition {
    /// `let NAME be PATTERN`.
    Let(Let),
    /// `fact NAME: PATTERN CONDITIONS`.
    Fact(Fact),
    /// `ignore …`.
    Ignore(Ignore),
}

/// `let NAME be PATTERN`.
#[derive(Clone, Debug)]
pub(super) struct Let {
    /// The name.
    pub(super) name: Name,
    /// What it stands for.
    pub(super) pattern: Pattern,
}

/// `fact NAME: PATTERN CONDITIONS`.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// The name.
    pub(super) name: Name,
    /// What a match looks like.
    pub(super) pattern: Pattern,
    /// Where it counts.
    pub(super) conditions: Vec<Condition>,
}

/// `ignore …`.
#[derive(Clone, Debug)]
pub(super) struct Ignore {
    /// Which text.
    pub(super) kind: IgnoreKind,
    /// The whole sentence.
    pub(super) place: Place,
}

/// Which text an `ignore` hides.
#[derive(Clone, Debug)]
pub(super) enum IgnoreKind {
    /// `everything before PATTERN`.
    Before(Pattern),
    /// `everything after PATTERN`.
    After(Pattern),
    /// `repeated UNITs`.
    Repeated(Unit),
    /// `UNITs with PATTERN`.
    With(Unit, Pattern),
}

/// Alternatives.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// The alternatives, at least one.
    pub(super) alternatives: Vec<Sequence>,
    /// The whole pattern.
    pub(super) place: Place,
}

/// Items that follow one another.
#[derive(Clone, Debug)]
pub(super) struct Sequence {
    /// The items, at least one.
    pub(super) items: Vec<Item>,
    /// The whole sequence.
    pub(super) place: Place,
}

/// A part of a sequence.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// `maybe`.
    pub(super) maybe: bool,
    /// What it is.
    pub(super) kind: ItemKind,
    /// The item without `maybe`.
    pub(super) place: Place,
}

/// What an item is.
#[derive(Clone, Debug)]
pub(super) enum ItemKind {
    /// `up to 3 words`.
    Gap(Number),
    /// `<n: number>`.
    Blank(Blank),
    /// `any of people`.
    AnyOf(Name),
    /// `places:"Ukraine"`.
    Member(Name, Quoted),
    /// Words in quotation marks.
    Words(Words),
    /// `( … )`.
    Group(Pattern),
    /// A `let`, or a fact.
    Name(Name),
}

/// Words in quotation marks, perhaps after `exactly`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// `exactly`.
    pub(super) exactly: bool,
    /// The words.
    pub(super) quoted: Quoted,
}

/// `<n: number more than 10,000>`.
#[derive(Clone, Debug)]
pub(super) struct Blank {
    /// The field.
    pub(super) field: Option<Name>,
    /// What it accepts.
    pub(super) ty: BlankType,
    /// Limits on the value.
    pub(super) limits: Vec<Limit>,
}

/// What a blank accepts.
#[derive(Clone, Debug)]
pub(super) enum BlankType {
    /// `any of people`.
    AnyOf(Name),
    /// `( … )`.
    Group(Pattern),
    /// A type, or a `let`.
    Name(Name),
}

/// A limit on the value of a blank.
#[derive(Clone, Debug)]
pub(super) struct Limit {
    /// What it asks.
    pub(super) kind: LimitKind,
    /// The whole limit.
    pub(super) place: Place,
}

/// What a limit asks.
#[derive(Clone, Debug)]
pub(super) enum LimitKind {
    /// `in full`.
    InFull,
    /// `in short`.
    InShort,
    /// `in "km"`.
    In(Quoted),
    /// `between A and B`.
    Between(Literal, Literal),
    /// `between A and B words`.
    BetweenWords(Literal, Literal),
    /// `at least A` and the others.
    Figure(Bound, Literal),
    /// `at least A words` and the others.
    Words(Bound, Literal),
    /// `except any of people`.
    ExceptAnyOf(Name),
    /// `except "A" or "B"`.
    Except(Vec<Quoted>),
}

/// The side on which a limit bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// `at least`.
    AtLeast,
    /// `at most`.
    AtMost,
    /// `more than`.
    MoreThan,
    /// `less than`.
    LessThan,
}

/// A condition on a match.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    /// `not`.
    pub(super) negated: bool,
    /// What is asked.
    pub(super) kind: ConditionKind,
    /// The whole condition.
    pub(super) place: Place,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub(super) enum ConditionKind {
    /// `in the same UNIT as PATTERN`.
    InSame(Unit, Pattern),
    /// `within N words of PATTERN`.
    Within(Number, Pattern),
    /// `before PATTERN`.
    Before(Pattern),
    /// `after PATTERN`.
    After(Pattern),
    /// `in section "…" or any of …`.
    InSection(Vec<Title>),
    /// `in the row "…" or any of …`.
    InRow(Vec<Title>),
    /// `in the column "…" or any of …`.
    InColumn(Vec<Title>),
    /// `in the first N UNITs`; without a number, the first one.
    InFirst(Option<Number>, Unit),
    /// `in the last N UNITs`; without a number, the last one.
    InLast(Option<Number>, Unit),
    /// `in a row of figures`.
    InRowOfFigures,
    /// `in a column of figures`.
    InColumnOfFigures,
    /// `in ZONE`.
    InZone(Name),
}

/// What a section, a row or a column may be called.
#[derive(Clone, Debug)]
pub(super) enum Title {
    /// These words.
    Words(Words),
    /// An entry of a vocabulary.
    AnyOf(Name),
}

/// A check.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// Its form.
    pub(super) form: Form,
    /// The qualifiers in the order written.
    pub(super) qualifiers: Vec<Qualifier>,
    /// The whole sentence.
    pub(super) place: Place,
}

/// The forms of a check.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// `write "A" not "B" or "C", "D" not "E" CONDITIONS`.
    Write(Vec<WritePair>, Vec<Condition>),
    /// `PATTERN CONDITIONS must be spelled as listed`.
    SpelledAsListed(Pattern, Vec<Condition>),
    /// `PATTERN CONDITIONS must be consistent`.
    Consistent(Pattern, Vec<Condition>),
    /// `every UNIT that mentions PATTERN must mention PATTERN CONDITIONS`.
    Mention(Mention),
    /// `each F.x and F.y must have one F.z`.
    One(Vec<FieldName>, FieldName),
    /// `each F.x needs an earlier G.y`.
    Needs(FieldName, Order, FieldName),
    /// `VALUE must …`.
    Value(Expr, Box<Test>),
}

/// `"A" not "B" or "C"`.
#[derive(Clone, Debug)]
pub(super) struct WritePair {
    /// What to write.
    pub(super) good: Quoted,
    /// What not to write.
    pub(super) bad: Vec<Quoted>,
}

/// `every UNIT that mentions PATTERN must mention PATTERN CONDITIONS`.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// How many units.
    pub(super) quantifier: Quantifier,
    /// Which units.
    pub(super) unit: Unit,
    /// Only units with one of these.
    pub(super) among: Option<Pattern>,
    /// `may mention`, not `must mention`.
    pub(super) may: bool,
    /// The words `must mention` or `may mention`.
    pub(super) verb_place: Place,
    /// What is mentioned.
    pub(super) pattern: Pattern,
    /// Where a mention counts.
    pub(super) conditions: Vec<Condition>,
}

/// How many units.
#[derive(Clone, Debug)]
pub(super) enum Quantifier {
    /// `every`.
    Every,
    /// `no`.
    No,
    /// `at least N`.
    AtLeast(Number),
    /// `at most N`.
    AtMost(Number),
    /// `exactly N`.
    Exactly(Number),
}

/// The test of a value.
#[derive(Clone, Debug)]
pub(super) struct Test {
    /// What it is.
    pub(super) kind: TestKind,
    /// Its words after `must`.
    pub(super) place: Place,
}

/// What a test is.
#[derive(Clone, Debug)]
pub(super) enum TestKind {
    /// `agree`.
    Agree,
    /// `be verbatim`.
    Verbatim,
    /// `be between A and B`.
    Between(Expr, Expr),
    /// `be one of "A" or "B"`.
    OneOfWords(Vec<Quoted>),
    /// `be one of TABLE`.
    OneOfTable(Name),
    /// `equal A` and the others.
    Compare {
        /// The comparison.
        comparator: Comparator,
        /// Its words.
        comparator_place: Place,
        /// `some` or `every`, with its place.
        every: Option<(SomeOrEvery, Place)>,
        /// The right-hand side.
        with: Expr,
    },
}

/// A clause after a check.
#[derive(Clone, Debug)]
pub(super) struct Qualifier {
    /// What it says.
    pub(super) kind: QualifierKind,
    /// Its words.
    pub(super) place: Place,
}

/// What a qualifier says.
#[derive(Clone, Debug)]
pub(super) enum QualifierKind {
    /// `in each UNIT`, `in the same UNIT`.
    InEach(Unit),
    /// `across documents`.
    Across,
    /// `against sources`.
    AgainstSources,
    /// `for the same a and b`, and the place of `in any order`.
    SameKey(Vec<Name>, Option<Place>),
    /// `exactly`.
    Exactly,
    /// `within …`.
    Within(Number, WithinUnit),
    /// `as rounded`.
    AsRounded,
    /// `by majority`, `by first use`.
    Choice(Winner),
    /// `when 75% alike`.
    Alike(Number),
    /// `allowing case and punctuation`.
    Allowing(Vec<Name>),
}

/// What the number after `within` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WithinUnit {
    /// Nothing: the unit of the figures.
    Plain,
    /// `%`.
    Percent,
    /// `points`.
    Points,
    /// `days`.
    Days,
}

/// `fact.field`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldName {
    /// The fact.
    pub(super) owner: Name,
    /// The field.
    pub(super) part: Name,
    /// Both.
    pub(super) place: Place,
}

/// An expression.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    /// What it is.
    pub(super) kind: ExprKind,
    /// All of it, without parentheses around it.
    pub(super) place: Place,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(super) enum ExprKind {
    /// A value as written.
    Literal(LiteralKind),
    /// `fact.field`.
    Field(FieldName),
    /// A name by itself: a field is missing.
    Bare(Name),
    /// `-x`.
    Negative(Box<Expr>),
    /// `a + b` and the others.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `sum of fact.field`, `count of fact`.
    Aggregate(Aggregate, AggregateOf),
    /// `change from A to B`.
    Change(Box<Expr>, Box<Expr>),
    /// `weekday of D`.
    PartOfDate(DatePart, Box<Expr>),
    /// `role of holder.who in people`.
    Lookup(Name, FieldName, Name),
    /// `"server.port" in server`.
    Data(DataValue),
    /// `document date`.
    Document(DocumentPart),
}

/// What an aggregate is taken over.
#[derive(Clone, Debug)]
pub(super) enum AggregateOf {
    /// A field.
    Field(FieldName),
    /// The rows of a fact.
    Fact(Name),
    /// What paths lead to in a data file.
    Data(DataValue),
}

/// `"server.port" or "port" in server`.
#[derive(Clone, Debug)]
pub(super) struct DataValue {
    /// The paths, at least one.
    pub(super) paths: Vec<Quoted>,
    /// The data file.
    pub(super) table: Name,
}

/// A value as written.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    /// What it is.
    pub(super) kind: LiteralKind,
    /// Where.
    pub(super) place: Place,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum LiteralKind {
    /// `2022-02-14`.
    Date(Arc<str>),
    /// `10,000`, `5%`, `1.5 million`, `2 days`.
    Number(Number, NumberUnit),
    /// Words in quotation marks.
    Quoted(Quoted),
}

/// What follows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberUnit {
    /// Nothing.
    Plain,
    /// `%`.
    Percent,
    /// `thousand` and the others: ten to this power.
    Scale(u32),
    /// `days`.
    Days,
}

/// A message with its blanks.
#[derive(Clone, Debug)]
pub(super) struct Template {
    /// Its parts in order.
    pub(super) pieces: Vec<Piece>,
}

/// A part of a message.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Words.
    Text(String),
    /// `{owner.part}` or `{part}`, with the place between the braces.
    Path {
        /// Before the point.
        owner: Option<Arc<str>>,
        /// The name itself.
        part: Arc<str>,
        /// The whole path.
        place: Place,
    },
}
