//! What can be wrong with a rule text: the facts here, the words in one function.

mod words;

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::source::Place;

/// One problem of a rule file, with what is needed to explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lang) enum Error {
    /// A text is longer than a rule text may be.
    TextTooLong { place: Place, most: usize },
    /// Parentheses and blanks are nested too deep.
    TooDeep { place: Place, most: usize },
    /// A chain of arithmetic is too long.
    TooManySigns { place: Place, most: usize },
    /// Something else was expected.
    Unexpected {
        place: Place,
        /// What stands there; nothing at the end of the sentence.
        found: Option<String>,
        /// The keyword it is probably meant to be.
        hint: Option<String>,
        /// What could stand there, in words.
        expected: Vec<String>,
    },
    /// Something people often write in place of a keyword.
    Mistaken {
        place: Place,
        found: String,
        mistake: Mistake,
    },
    /// Two periods with nothing between them.
    EmptySentence { place: Place },
    /// The last definition has no period.
    MissingPeriod { place: Place },
    /// A message has a brace without its partner, or something else than a name in braces.
    BadBrace { place: Place, found: String },

    /// A rule text without a check.
    NoCheck { place: Place },
    /// A rule text with two checks.
    SecondCheck { place: Place, first: Place },
    /// A definition after the check.
    DefinitionAfterCheck { place: Place, check: Place },
    /// A check among the shared definitions.
    CheckInDefine { place: Place },

    /// A reserved word as a name.
    Reserved { name: Arc<str>, place: Place },
    /// A word that means something in messages as the name of a field.
    MessageWord { name: Arc<str>, place: Place },
    /// A `let` with the name of a type.
    NamedLikeType { name: Arc<str>, place: Place },
    /// A name defined twice.
    DefinedTwice {
        what: &'static str,
        name: Arc<str>,
        place: Place,
        first: Place,
    },
    /// Definitions that need one another.
    Cycle {
        /// The names in order; the last needs the first.
        names: Vec<Arc<str>>,
        place: Place,
    },
    /// A definition that nothing uses.
    NeverUsed {
        what: &'static str,
        name: Arc<str>,
        place: Place,
    },

    /// A name that is not there.
    Unknown {
        kind: Kind,
        name: String,
        place: Place,
        candidates: Vec<String>,
    },
    /// An implicit field that a fact does not have.
    NoImplicit {
        /// The fact.
        owner: String,
        name: &'static str,
        place: Place,
        /// Which facts have it: "a fact with one blank …".
        needs: &'static str,
    },
    /// A name of one kind where another is needed.
    WrongKind {
        name: Arc<str>,
        place: Place,
        /// What it is: "a fact".
        is: &'static str,
        /// What is needed: "a vocabulary".
        wanted: &'static str,
        help: Option<String>,
    },
    /// A fact as a part of a pattern.
    FactInPattern { name: Arc<str>, place: Place },
    /// A fact where a field of it is needed.
    FieldMissing {
        name: Arc<str>,
        place: Place,
        fields: Vec<String>,
    },

    /// Two blanks of one name on one branch.
    FieldTwice {
        name: Arc<str>,
        place: Place,
        first: Place,
    },
    /// A branch without a field that another branch has.
    BranchLacks {
        name: Arc<str>,
        place: Place,
        other: Place,
    },
    /// Blanks of one name and different types.
    FieldTypes {
        name: Arc<str>,
        place: Place,
        ty: String,
        first: Place,
        first_ty: String,
    },
    /// A named blank where nothing keeps its value.
    FieldNotKept { name: Arc<str>, place: Place },
    /// A pattern that matches no words at all.
    MatchesNothing { place: Place },
    /// Quotation marks without words.
    NoWords { place: Place },
    /// A `*` that does not end the last word.
    Star { place: Place },
    /// A `*` in a word that is not to be written.
    StarInWrite { place: Place },
    /// A number that must be whole.
    NotWhole { place: Place },
    /// A count out of its limits.
    OutOfLimits {
        what: &'static str,
        place: Place,
        least: u32,
        most: u32,
    },
    /// A number with more digits than are kept.
    NumberTooLong { place: Place },
    /// A pattern with more alternatives or parts than are allowed.
    PatternTooLarge {
        what: &'static str,
        place: Place,
        most: usize,
    },
    /// A limit on a blank whose values have no such thing.
    LimitNotFor {
        limit: &'static str,
        /// The types it is for: "an entry of a vocabulary".
        wanted: &'static str,
        ty: String,
        place: Place,
    },
    /// The lower end of a range is not below the upper one.
    Backward { place: Place },
    /// Words that are not a value of the type that is needed.
    NotAValue {
        text: String,
        place: Place,
        /// "an amount of money"
        wanted: String,
        help: Option<String>,
    },
    /// `date_from` is not a pattern with one date.
    DateFrom { place: Place },

    /// `must be spelled as listed` over something that is not listed.
    NotListed { place: Place },
    /// `must be consistent` over a single form.
    SingleForm { place: Place },
    /// `write "A" not "A"`.
    SameWords { place: Place },
    /// A quantifier with the wrong verb.
    Quantifier {
        place: Place,
        quantifier: &'static str,
        verb: &'static str,
    },
    /// A check that compares rows with one another does not say where.
    NoScope {
        place: Place,
        /// What compares rows: "`must agree`".
        what: &'static str,
    },
    /// A qualifier said twice.
    QualifierTwice { place: Place, first: Place },
    /// A qualifier that means nothing here.
    Qualifier {
        place: Place,
        words: String,
        why: &'static str,
    },
    /// A key that is the compared field itself.
    KeyIsValue { name: Arc<str>, place: Place },
    /// A value without a field on the left side, so that nothing can be pointed at.
    NoField { place: Place },
    /// A side of a comparison with fields of several facts.
    SeveralFacts {
        place: Place,
        first: Arc<str>,
        second: Arc<str>,
    },
    /// `some` or `every` where the right side has no rows to choose from.
    NothingToChoose { place: Place, word: &'static str },
    /// A comparison of values of different types.
    Mismatch {
        place: Place,
        /// What cannot be done: "compared with".
        how: &'static str,
        /// Left and right: where and what they are.
        sides: Box<[(Place, String); 2]>,
        help: Option<String>,
    },
    /// An operation on a value of a type that has no such operation.
    NotFor {
        /// "`sum of`"
        what: String,
        /// "figures"
        wanted: &'static str,
        place: Place,
        /// "words"
        ty: String,
        help: Option<String>,
    },
    /// A check that reads an expression where only a field can be read.
    PlainField { place: Place, what: &'static str },
    /// `fix = true` on a check that cannot be mended.
    NoFix { place: Place },
    /// A column where a stretch of text is needed.
    NoStretch { place: Place },
    /// A blank of a message that this check does not fill.
    Unfilled {
        name: String,
        place: Place,
        available: Vec<String>,
    },
}

/// What a name that is not there should have named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lang) enum Kind {
    /// A part of a pattern.
    Pattern,
    /// The type of a blank.
    Type,
    /// A vocabulary.
    Vocabulary,
    /// An entry of a vocabulary.
    Entry(String),
    /// A vocabulary or a data file.
    Table,
    /// A column of a table.
    Column(String),
    /// A path in a data file.
    Path(String),
    /// A fact.
    Fact,
    /// A field of a fact.
    Field(String),
    /// A zone.
    Zone,
    /// A difference that `allowing` may name.
    Allowance,
}

/// Something people write in place of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lang) enum Mistake {
    /// `=`, `is`.
    Equal,
    /// `<=`.
    Order,
    /// `should`.
    Should,
    /// `be equal to`.
    BeEqual,
    /// `must not be`.
    MustNot,
    /// `doesn't`.
    Negation,
    /// `greater than`.
    Greater,
    /// `fewer than`.
    Fewer,
    /// `&&`.
    Logic,
    /// `/…/`.
    Regex,
    /// `'…'`.
    SingleQuotes,
    /// A quotation mark without its partner.
    LoneQuote,
    /// `;`.
    Semicolon,
    /// No period before the next sentence.
    Period,
}

impl Error {
    /// The place to blame.
    pub(in crate::lang) fn place(&self) -> Place {
        match self {
            Self::TextTooLong { place, .. }
            | Self::TooDeep { place, .. }
            | Self::TooManySigns { place, .. }
            | Self::Unexpected { place, .. }
            | Self::Mistaken { place, .. }
            | Self::EmptySentence { place }
            | Self::MissingPeriod { place }
            | Self::BadBrace { place, .. }
            | Self::NoCheck { place }
            | Self::SecondCheck { place, .. }
            | Self::DefinitionAfterCheck { place, .. }
            | Self::CheckInDefine { place }
            | Self::Reserved { place, .. }
            | Self::MessageWord { place, .. }
            | Self::NamedLikeType { place, .. }
            | Self::DefinedTwice { place, .. }
            | Self::Cycle { place, .. }
            | Self::NeverUsed { place, .. }
            | Self::Unknown { place, .. }
            | Self::NoImplicit { place, .. }
            | Self::WrongKind { place, .. }
            | Self::FactInPattern { place, .. }
            | Self::FieldMissing { place, .. }
            | Self::FieldTwice { place, .. }
            | Self::BranchLacks { place, .. }
            | Self::FieldTypes { place, .. }
            | Self::FieldNotKept { place, .. }
            | Self::MatchesNothing { place }
            | Self::NoWords { place }
            | Self::Star { place }
            | Self::StarInWrite { place }
            | Self::NotWhole { place }
            | Self::OutOfLimits { place, .. }
            | Self::NumberTooLong { place }
            | Self::PatternTooLarge { place, .. }
            | Self::LimitNotFor { place, .. }
            | Self::Backward { place }
            | Self::NotAValue { place, .. }
            | Self::DateFrom { place }
            | Self::NotListed { place }
            | Self::SingleForm { place }
            | Self::SameWords { place }
            | Self::Quantifier { place, .. }
            | Self::NoScope { place, .. }
            | Self::QualifierTwice { place, .. }
            | Self::Qualifier { place, .. }
            | Self::KeyIsValue { place, .. }
            | Self::NoField { place }
            | Self::SeveralFacts { place, .. }
            | Self::NothingToChoose { place, .. }
            | Self::Mismatch { place, .. }
            | Self::NotFor { place, .. }
            | Self::PlainField { place, .. }
            | Self::NoFix { place }
            | Self::NoStretch { place }
            | Self::Unfilled { place, .. } => *place,
        }
    }

    /// The problem in words.
    pub(in crate::lang) fn diagnostic(&self) -> Diagnostic {
        words::diagnostic(self)
    }
}
