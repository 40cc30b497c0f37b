//! Titles, ranks and roles: words before a name that are no part of it.

use crate::value::fold::{Folded, look_up};

/// What a word is before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// A form of address or the abbreviation of a rank: "Mr.", "Gen.", "Sir".
    Address,
    /// An office or a trade, which by itself names nobody: "Chancellor", "Spokesman".
    Role,
    /// A rank or office that is also a surname: "Judge", "Bishop", "Marshal".
    Surname,
    /// A rank only behind another word: "Attorney General", "Police Chief", but "General Motors".
    Adjective,
}

/// What a word in whatever case is before a name, with or without the point of an abbreviation.
pub fn title(word: &str) -> Option<Title> {
    let folded = Folded::new(word);
    let plain = folded.strip_suffix('.').unwrap_or(&folded);
    // "Vice-President", "President-elect", "Lt.-Gen."
    let last = plain
        .strip_suffix("-elect")
        .or_else(|| plain.rsplit_once('-').map(|(_, last)| last))
        .unwrap_or(plain);
    look_up(TITLES, plain).or_else(|| look_up(TITLES, last))
}

/// Whether a word goes on with an office after "of" or "for": "Secretary of State".
pub fn is_office(word: &str) -> bool {
    OFFICES.binary_search(&&*Folded::new(word)).is_ok()
}

use Title::{Address, Adjective, Role, Surname};

/// Sorted by the word in lower case.
#[rustfmt::skip]
const TITLES: &[(&str, Title)] = &[
    ("actor", Role), ("actress", Role), ("adm", Address), ("admiral", Role), ("adviser", Role),
    ("advisor", Role), ("amb", Address), ("ambassador", Role), ("analyst", Role),
    ("archbishop", Role), ("attorney", Role), ("author", Role), ("bishop", Surname),
    ("brig", Address), ("brigadier", Role), ("capt", Address), ("captain", Role), ("cdr", Address),
    ("ceo", Role), ("cfo", Role), ("chair", Role), ("chairman", Role), ("chairperson", Role),
    ("chairwoman", Role), ("chancellor", Role), ("chief", Adjective), ("cllr", Address),
    ("cmdr", Address), ("co-founder", Role), ("coach", Role), ("col", Address), ("colonel", Role),
    ("commander", Role), ("commissioner", Role), ("commodore", Role), ("congressman", Role),
    ("congresswoman", Role), ("const", Address), ("constable", Role), ("coo", Role),
    ("coordinator", Role), ("coroner", Role), ("corporal", Role), ("correspondent", Role),
    ("councillor", Role), ("councilman", Role), ("councilor", Role), ("councilwoman", Role),
    ("cpl", Address), ("cpt", Address), ("cto", Role), ("dame", Address), ("dean", Surname),
    ("defender", Role), ("deputy", Role), ("det", Address), ("detective", Role), ("director", Role),
    ("doctor", Role), ("dr", Address), ("editor", Role), ("envoy", Role), ("executive", Role),
    ("founder", Role), ("fr", Address), ("gen", Address), ("general", Adjective), ("gov", Address),
    ("governor", Role), ("hon", Address), ("imam", Role), ("insp", Address), ("inspector", Role),
    ("journalist", Role), ("judge", Surname), ("justice", Surname), ("lawyer", Role),
    ("leader", Role), ("lieut", Address), ("lieutenant", Role), ("lt", Address), ("maj", Address),
    ("major", Adjective), ("manager", Role), ("marshal", Surname), ("mayor", Role),
    ("midfielder", Role), ("minister", Role), ("miss", Adjective), ("mme", Address),
    ("mr", Address), ("mrs", Address), ("ms", Address), ("msgr", Address), ("mx", Address),
    ("officer", Role), ("pastor", Role), ("pfc", Address), ("premier", Role), ("pres", Address),
    ("president", Role), ("principal", Role), ("private", Adjective), ("prof", Address),
    ("professor", Role), ("prosecutor", Role), ("pte", Address), ("pvt", Address), ("rabbi", Role),
    ("rep", Address), ("reporter", Role), ("representative", Role), ("researcher", Role),
    ("rev", Address), ("reverend", Role), ("secretary", Role), ("secretary-general", Role),
    ("sen", Address), ("senator", Role), ("sergeant", Role), ("sgt", Address), ("sheriff", Role),
    ("singer", Role), ("sir", Address), ("speaker", Role), ("spokesman", Role),
    ("spokesperson", Role), ("spokeswoman", Role), ("striker", Role), ("superintendent", Role),
    ("supt", Address), ("treasurer", Role), ("undersecretary", Role),
];

/// Sorted.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "affairs", "agriculture", "commerce", "culture", "defence", "defense", "economy", "education",
    "energy", "environment", "finance", "foreign", "health", "home", "homeland", "house",
    "housing", "industry", "information", "interior", "internal", "justice", "labor", "labour",
    "parliament", "police", "security", "staff", "state", "trade", "transport", "transportation",
    "treasury", "war",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_in_any_case_with_and_without_its_point() {
        assert_eq!(title("Mr."), Some(Address));
        assert_eq!(title("Mr"), Some(Address));
        assert_eq!(title("CHANCELLOR"), Some(Role));
        assert_eq!(title("Vice-President"), Some(Role));
        assert_eq!(title("President-elect"), Some(Role));
        assert_eq!(title("Presidency"), None);
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(TITLES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(OFFICES.is_sorted());
    }
}
