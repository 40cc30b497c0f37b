//! What a word may be to the readers.

/// A class of words, or a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(in crate::value) enum Class {
    // Shapes.
    /// A number in digits.
    Digits,
    /// A word with a hyphen in it: its parts are looked up one by one.
    Hyphenated,
    /// A word with an apostrophe in it.
    Apostrophe,
    /// A word with a capital at its start.
    Capital,
    /// A hyphen, a dash or a minus sign.
    Dash,
    /// The sign before decimal places.
    Point,

    // Numbers in words.
    /// It has a [`super::NumberWord`].
    Number,
    /// "a" in "a hundred".
    Article,
    /// "and" in "two hundred and five".
    And,
    /// "of" in "tens of thousands".
    Of,
    /// "half".
    Half,
    /// A word for about how many that needs no article: "several".
    Alone,
    /// "minus".
    Minus,
    /// "between" in "between 8 and 10".
    Between,
    /// "to" in "8 to 10".
    To,
    /// "or" in "five or six".
    Or,
    /// "from" in "from 8 to 10".
    From,
    /// A number word that is a pronoun too: "one".
    Pronoun,
    /// Before it no number stands that is a pronoun too.
    NotBeforePronoun,
    /// After it no number stands that is a pronoun too.
    NotAfterPronoun,
    /// "thirds", "first".
    Ordinal,
    /// A figure after it is a name.
    Label,
    /// A label only with a capital or a point.
    LabelWithCapital,

    // Phrases, by one of their words.
    /// The first word of a hedge before a figure.
    Hedge,
    /// The last word of a hedge before a figure.
    HedgeEnd,
    /// The first word of a hedge after a figure.
    HedgeAfter,
    /// The first word of "percent" and its like, or "%".
    Percent,
    /// The first word of a currency's name.
    CurrencyName,
    /// The first word of a unit's name.
    UnitName,
    /// The first word of what makes a time approximate: "shortly after".
    TimeHedge,
    /// The last word of what makes a time approximate.
    TimeHedgeEnd,
    /// The first word of a time zone's name.
    ZoneName,

    // Signs and codes that are the same in every language.
    /// "$".
    CurrencySign,
    /// "EUR", in capitals.
    CurrencyCode,
    /// "US" before "$".
    DollarPrefix,
    /// The first part of a unit's symbol.
    UnitSymbol,
    /// "GMT", in capitals.
    ZoneCode,

    // Measures.
    /// "old" in "25-year-old".
    Extent,
    /// "per" in a rate.
    Per,
    /// "in" before what the figures of a table are counted in.
    CountedIn,
    /// A unit that is an ordinal too: "second".
    OrdinalUnit,

    // Dates and times.
    /// A month, in full or short.
    Month,
    /// The full name of a month.
    MonthName,
    /// A weekday, in full or short.
    Weekday,
    /// The full name of a weekday.
    WeekdayName,
    /// "th" in "14th".
    DayEnding,
    /// "in" in "in 2014".
    BeforeYear,
    /// "the" in "the 2014 election".
    BeforeYearAsAdjective,
    /// "to" in "2010 to 2014".
    BetweenYears,
    /// "Black" in "Black Friday".
    NamedDay,
    /// "Times" in "Sunday Times".
    Paper,
    /// "noon".
    Noon,
    /// "midnight".
    Midnight,
    /// "a.m.".
    Morning,
    /// "p.m.".
    Afternoon,
    /// "o'clock".
    OClock,
    /// "hours" in "at 1600 hours".
    ClockHours,
    /// "at" in "at 1600 hours".
    At,
    /// "and" in "7:28 and 8:06 GMT".
    TimeRange,

    // Names.
    /// "von".
    Particle,
    /// A word that has a capital only because it opens a sentence or stands in a title.
    Function,
    /// "May" in "Theresa May".
    NameOrMonth,
    /// "Jr" behind a name.
    NameSuffix,
    /// "the" in "Committee of the Red Cross".
    NameThe,
    /// "of" in "University of Oxford".
    NameOf,
    /// "for" in "Institute for Policy Studies".
    NameFor,
    /// A word inside an office that names no department: "and" in "Foreign and European Affairs".
    OfficeLink,
    /// "Mr".
    Address,
    /// "Chancellor".
    Role,
    /// "Judge".
    TitleOrSurname,
    /// "General" in "Attorney General".
    TitleBehindAnother,
    /// "elect" in "President-elect".
    AfterTitle,
    /// "State" in "Secretary of State".
    Office,
    /// "Ministry".
    SurelyInstitution,
    /// "House" in "House of Commons".
    PerhapsInstitution,
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::value) struct Classes(u128);

impl Classes {
    /// These classes.
    pub(in crate::value) const fn of(classes: &[Class]) -> Self {
        let mut set = 0;
        let mut index = 0;
        while index < classes.len() {
            set |= 1 << classes[index] as u8;
            index += 1;
        }
        Self(set)
    }

    /// Whether a class is one of them.
    pub(in crate::value) const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether the two sets share a class.
    pub(in crate::value) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it is empty.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together.
    pub(in crate::value) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the other.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}
