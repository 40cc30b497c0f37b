//! Abbreviations written with a point, and what the point says about the end of a sentence.

/// How an abbreviation behaves before white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Something always follows: titles and ranks, months, "e.g.", "vs.". Never ends a sentence.
    Leading,
    /// An abbreviation only before a figure ("No. 5", "Fig. 2", "Sun. 13"); elsewhere a word.
    BeforeFigure,
    /// A name or part of one ("Inc.", "Jr.", "U.S.", "Calif."): ends a sentence only before a
    /// word that begins sentences and no names.
    Name,
    /// A time of day ("a.m."): ends a sentence before a capital, unless a day, a month or a
    /// time zone follows.
    Clock,
    /// The end of an enumeration or a unit ("etc.", "al.", "ft."): ends a sentence before a capital.
    Closing,
}

/// The class of a word that is followed by a point; `word` is without the point.
pub(super) fn class(word: &str) -> Option<Class> {
    // No abbreviation of the table is longer, and most words of a text are refused here.
    let first = *word.as_bytes().first()?;
    if word.len() > LONGEST {
        return None;
    }
    let listed = LENGTHS[first as usize] & (1 << word.len()) != 0;
    TABLE
        .iter()
        .find(|(_, words)| listed && words.binary_search(&word).is_ok())
        .map(|(class, _)| *class)
        .or_else(|| is_pointed(word).then_some(Class::Name))
}

/// Single letters, or pairs, with points between them: "U.S", "e.g", "Ph.D".
pub(super) fn is_pointed(word: &str) -> bool {
    word.len() <= LONGEST
        && word.contains('.')
        && word.split('.').all(|part| {
            let letters = part.chars().count();
            (1..=2).contains(&letters) && part.chars().all(char::is_alphabetic)
        })
}

/// Whether the word is a single capital, as in a name's initial.
pub(super) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Whether a capitalised word begins sentences and is hardly ever a part of a name.
pub(super) fn begins_sentences(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

/// Whether the word goes on with a time of day: a weekday, a month, a time zone.
pub(super) fn follows_clock(word: &str) -> bool {
    const DAYS_AND_MONTHS: [&str; 19] = [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun",
        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let zone = word.len() <= 5 && word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    zone || DAYS_AND_MONTHS.iter().any(|name| word.starts_with(name))
        || matches!(
            word,
            "Eastern" | "Pacific" | "Central" | "Mountain" | "Greenwich"
        )
}

const LONGEST: usize = 10;

/// For every first byte the lengths of the listed words that begin with it, as bits. Most words
/// before a full stop are refused by it without a search.
const LENGTHS: [u16; 256] = {
    let mut lengths = [0; 256];
    let mut class = 0;
    while class < TABLE.len() {
        let words = TABLE[class].1;
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            lengths[word[0] as usize] |= 1 << word.len();
            index += 1;
        }
        class += 1;
    }
    lengths
};

/// All of them by class; each list is sorted by bytes.
const TABLE: [(Class, &[&str]); 5] = [
    (Class::Leading, LEADING),
    (Class::BeforeFigure, BEFORE_FIGURE),
    (Class::Name, NAME),
    (Class::Clock, CLOCK),
    (Class::Closing, CLOSING),
];

/// Titles and ranks, the days and months that are no words themselves, and what Latin left.
const LEADING: &[&str] = &[
    "Adm", "Amb", "Apr", "Asst", "Atty", "Aug", "Bdr", "Brig", "Capt", "Cdr", "Cllr", "Cmdr",
    "Col", "Comdr", "Comr", "Const", "Cpl", "Cpt", "Dec", "Det", "Dir", "Dr", "Drs", "Feb", "Fr",
    "Fri", "Ft", "Gdsm", "Gen", "Gov", "Govs", "Hon", "Insp", "Jan", "Jul", "Jun", "Lieut", "Lt",
    "Maj", "Messrs", "Mlle", "Mme", "Mon", "Mr", "Mrs", "Ms", "Mt", "Mx", "Nov", "Oct", "Pfc",
    "Pres", "Prof", "Pte", "Pvt", "Rep", "Reps", "Rev", "Rt", "Sen", "Sens", "Sep", "Sept", "Sgt",
    "Snr", "Spc", "St", "Ste", "Supt", "Thu", "Thur", "Thurs", "Tue", "Tues", "approx", "ca", "cf",
    "e.g", "eg", "est", "i.e", "ie", "incl", "v", "viz", "vs",
];

/// Labels of figures, and the days and the month that are words themselves.
const BEFORE_FIGURE: &[&str] = &[
    "Abs", "Art", "Arts", "Bd", "Ch", "Cl", "Eq", "Fig", "Figs", "Mar", "No", "Nos", "Nr", "Para",
    "Ref", "Refs", "Sat", "Sec", "Sun", "Tab", "Vol", "Wed", "art", "c", "ch", "cl", "col", "eq",
    "fig", "figs", "no", "nos", "p", "para", "pp", "r", "ref", "sec", "vol", "vols",
];

/// Endings of names, and states as the Associated Press abbreviates them.
const NAME: &[&str] = &[
    "Ala", "Ariz", "Ark", "Assn", "Ave", "Bldg", "Blvd", "Bros", "Calif", "Co", "Colo", "Conn",
    "Corp", "Cos", "Del", "Dept", "Esq", "Fla", "Ga", "Hwy", "Ill", "Inc", "Ind", "Intl", "Jr",
    "Kan", "Ky", "La", "Ltd", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Natl", "Neb",
    "Nev", "Okla", "Ont", "Ore", "Pa", "Plc", "Que", "Rd", "Sr", "Tenn", "Tex", "Univ", "Va", "Vt",
    "Wash", "Wis", "Wyo", "dept", "plc",
];

/// Times of day.
const CLOCK: &[&str] = &["A.M", "P.M", "a.m", "p.m"];

/// Endings of enumerations, units and degrees.
const CLOSING: &[&str] = &[
    "A.D", "B.A", "B.C", "B.C.E", "C.E", "M.A", "M.D", "Ph.D", "al", "etc", "ff", "ft", "ibid",
    "lb", "lbs", "mi", "oz", "seq", "sq",
];

/// Sorted. Pronouns, articles, conjunctions, prepositions and adverbs that open sentences.
const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "Additionally",
    "After",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "Finally",
    "For",
    "Four",
    "From",
    "Furthermore",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Just",
    "Last",
    "Later",
    "Like",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "Nevertheless",
    "No",
    "None",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Of",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Over",
    "Perhaps",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "Than",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Three",
    "Through",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Yesterday",
    "Yet",
    "You",
    "Your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_the_search() {
        for words in TABLE.iter().map(|(_, words)| *words).chain([STARTERS]) {
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]));
        }
        for (_, words) in TABLE {
            assert!(words.iter().all(|word| word.len() <= LONGEST));
        }
    }

    #[test]
    fn words_that_end_sentences_are_no_abbreviations() {
        for word in [
            "in", "is", "on", "am", "may", "May", "It", "Kyiv", "war", "",
        ] {
            assert_eq!(class(word), None, "{word}");
        }
    }

    #[test]
    fn pointed_letters_are_abbreviations_and_file_names_are_not() {
        for word in ["U.S", "e.g", "Ph.D", "U.S.A", "W.Va"] {
            assert!(is_pointed(word), "{word}");
        }
        for word in ["US", "Node.js", "v2.0", "U..S", "U.", "crossfact.toml"] {
            assert!(!is_pointed(word), "{word}");
        }
    }
}
