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
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    if let Ok(index) = TABLE.binary_search_by(|(entry, _)| (*entry).cmp(word)) {
        return Some(TABLE[index].1);
    }
    is_pointed(word).then_some(Class::Name)
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

use Class::{BeforeFigure, Clock, Closing, Leading, Name};

/// Sorted by bytes. Ranks and states as the Associated Press abbreviates them.
const TABLE: &[(&str, Class)] = &[
    ("A.D", Closing),
    ("A.M", Clock),
    ("Abs", BeforeFigure),
    ("Adm", Leading),
    ("Ala", Name),
    ("Amb", Leading),
    ("Apr", Leading),
    ("Ariz", Name),
    ("Ark", Name),
    ("Art", BeforeFigure),
    ("Arts", BeforeFigure),
    ("Assn", Name),
    ("Atty", Leading),
    ("Aug", Leading),
    ("Ave", Name),
    ("B.A", Closing),
    ("B.C", Closing),
    ("B.C.E", Closing),
    ("Bd", BeforeFigure),
    ("Bldg", Name),
    ("Blvd", Name),
    ("Brig", Leading),
    ("Bros", Name),
    ("C.E", Closing),
    ("Calif", Name),
    ("Capt", Leading),
    ("Cdr", Leading),
    ("Ch", BeforeFigure),
    ("Cl", BeforeFigure),
    ("Cmdr", Leading),
    ("Co", Name),
    ("Col", Leading),
    ("Colo", Name),
    ("Conn", Name),
    ("Corp", Name),
    ("Cos", Name),
    ("Cpl", Leading),
    ("Dec", Leading),
    ("Del", Name),
    ("Dept", Name),
    ("Det", Leading),
    ("Dr", Leading),
    ("Drs", Leading),
    ("Eq", BeforeFigure),
    ("Esq", Name),
    ("Feb", Leading),
    ("Fig", BeforeFigure),
    ("Figs", BeforeFigure),
    ("Fla", Name),
    ("Fr", Leading),
    ("Fri", BeforeFigure),
    ("Ft", Leading),
    ("Ga", Name),
    ("Gen", Leading),
    ("Gov", Leading),
    ("Govs", Leading),
    ("Hon", Leading),
    ("Hwy", Name),
    ("Ill", Name),
    ("Inc", Name),
    ("Ind", Name),
    ("Insp", Leading),
    ("Intl", Name),
    ("Jan", Leading),
    ("Jr", Name),
    ("Jul", Leading),
    ("Jun", Leading),
    ("Kan", Name),
    ("Ky", Name),
    ("La", Name),
    ("Lt", Leading),
    ("Ltd", Name),
    ("M.A", Closing),
    ("M.D", Closing),
    ("Maj", Leading),
    ("Mar", BeforeFigure),
    ("Mass", Name),
    ("Md", Name),
    ("Messrs", Leading),
    ("Mich", Name),
    ("Minn", Name),
    ("Miss", Name),
    ("Mlle", Leading),
    ("Mme", Leading),
    ("Mo", Name),
    ("Mon", BeforeFigure),
    ("Mont", Name),
    ("Mr", Leading),
    ("Mrs", Leading),
    ("Ms", Leading),
    ("Mt", Leading),
    ("Mx", Leading),
    ("Natl", Name),
    ("Neb", Name),
    ("Nev", Name),
    ("No", BeforeFigure),
    ("Nos", BeforeFigure),
    ("Nov", Leading),
    ("Nr", BeforeFigure),
    ("Oct", Leading),
    ("Okla", Name),
    ("Ont", Name),
    ("Ore", Name),
    ("P.M", Clock),
    ("Pa", Name),
    ("Para", BeforeFigure),
    ("Pfc", Leading),
    ("Ph.D", Closing),
    ("Plc", Name),
    ("Pres", Leading),
    ("Prof", Leading),
    ("Pvt", Leading),
    ("Que", Name),
    ("Rd", Name),
    ("Ref", BeforeFigure),
    ("Refs", BeforeFigure),
    ("Rep", Leading),
    ("Reps", Leading),
    ("Rev", Leading),
    ("Sat", BeforeFigure),
    ("Sec", BeforeFigure),
    ("Sen", Leading),
    ("Sens", Leading),
    ("Sep", Leading),
    ("Sept", Leading),
    ("Sgt", Leading),
    ("Spc", Leading),
    ("Sr", Name),
    ("St", Leading),
    ("Ste", Leading),
    ("Sun", BeforeFigure),
    ("Supt", Leading),
    ("Tab", BeforeFigure),
    ("Tenn", Name),
    ("Tex", Name),
    ("Thu", BeforeFigure),
    ("Thur", BeforeFigure),
    ("Thurs", BeforeFigure),
    ("Tue", BeforeFigure),
    ("Tues", BeforeFigure),
    ("Univ", Name),
    ("Va", Name),
    ("Vol", BeforeFigure),
    ("Vt", Name),
    ("Wash", Name),
    ("Wed", BeforeFigure),
    ("Wis", Name),
    ("Wyo", Name),
    ("a.m", Clock),
    ("al", Closing),
    ("approx", Leading),
    ("art", BeforeFigure),
    ("c", BeforeFigure),
    ("ca", Leading),
    ("cf", Leading),
    ("ch", BeforeFigure),
    ("cl", BeforeFigure),
    ("col", BeforeFigure),
    ("dept", Name),
    ("e.g", Leading),
    ("eg", Leading),
    ("eq", BeforeFigure),
    ("est", Leading),
    ("etc", Closing),
    ("ff", Closing),
    ("fig", BeforeFigure),
    ("figs", BeforeFigure),
    ("ft", Closing),
    ("i.e", Leading),
    ("ibid", Closing),
    ("ie", Leading),
    ("incl", Leading),
    ("lb", Closing),
    ("lbs", Closing),
    ("mi", Closing),
    ("no", BeforeFigure),
    ("nos", BeforeFigure),
    ("oz", Closing),
    ("p", BeforeFigure),
    ("p.m", Clock),
    ("para", BeforeFigure),
    ("plc", Name),
    ("pp", BeforeFigure),
    ("r", BeforeFigure),
    ("ref", BeforeFigure),
    ("sec", BeforeFigure),
    ("seq", Closing),
    ("sq", Closing),
    ("v", Leading),
    ("viz", Leading),
    ("vol", BeforeFigure),
    ("vols", BeforeFigure),
    ("vs", Leading),
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
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(STARTERS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(TABLE.iter().all(|(word, _)| word.len() <= LONGEST));
    }

    #[test]
    fn words_that_end_sentences_are_no_abbreviations() {
        for word in [
            "in", "is", "no", "am", "may", "May", "It", "Kyiv", "war", "",
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
