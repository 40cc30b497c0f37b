//! Words that tell a name of an organisation or a place from a person's.

use crate::value::fold::{Folded, look_up};

/// What a word at the end of a name says about the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is an organisation or a place: "Ministry", "University", "Ltd.".
    Sure,
    /// It may also be a surname, but "of" goes on with it: "Bank of England", "House of Commons".
    Perhaps,
}

/// What a word in whatever case says at the end of a name.
pub fn ending(word: &str) -> Option<Ending> {
    let folded = Folded::new(word);
    look_up(ENDINGS, folded.strip_suffix('.').unwrap_or(&folded))
}

use Ending::{Perhaps, Sure};

/// Sorted by the word in lower case.
#[rustfmt::skip]
const ENDINGS: &[(&str, Ending)] = &[
    ("academy", Sure), ("act", Sure), ("administration", Sure), ("agency", Sure),
    ("agreement", Sure), ("airlines", Sure), ("airport", Sure), ("airways", Sure),
    ("alliance", Sure), ("archipelago", Sure), ("army", Sure), ("assembly", Sure),
    ("association", Sure), ("authority", Sure), ("avenue", Sure), ("bank", Sure), ("battle", Perhaps),
    ("bay", Perhaps), ("board", Sure), ("boulevard", Sure), ("branch", Perhaps), ("bureau", Sure),
    ("cape", Perhaps), ("cathedral", Sure), ("center", Sure), ("centre", Sure), ("chamber", Sure),
    ("church", Perhaps), ("city", Sure), ("club", Sure), ("coalition", Sure), ("coast", Sure),
    ("college", Sure), ("command", Sure), ("commission", Sure), ("committee", Sure),
    ("commonwealth", Sure), ("community", Sure), ("company", Sure), ("confederation", Sure),
    ("conference", Sure), ("congress", Sure), ("consortium", Sure), ("convention", Sure),
    ("corp", Sure), ("corporation", Sure), ("corps", Sure), ("council", Sure), ("county", Sure),
    ("court", Perhaps), ("department", Sure), ("directorate", Sure), ("district", Sure),
    ("division", Sure), ("electric", Sure), ("embassy", Sure), ("emirates", Sure), ("empire", Sure),
    ("federation", Sure), ("force", Sure), ("forces", Sure), ("forum", Sure), ("foundation", Sure),
    ("front", Sure), ("fund", Sure), ("government", Sure), ("group", Sure), ("guard", Perhaps),
    ("gulf", Sure), ("harbor", Sure), ("harbour", Sure), ("headquarters", Sure), ("highway", Sure),
    ("horn", Perhaps), ("hospital", Sure), ("hotel", Sure), ("house", Perhaps), ("inc", Sure),
    ("industries", Sure), ("initiative", Sure), ("institute", Sure), ("institution", Sure),
    ("international", Sure), ("island", Sure), ("islands", Sure), ("isle", Sure), ("journal", Sure),
    ("kingdom", Sure), ("laboratory", Sure), ("lake", Perhaps), ("law", Perhaps), ("league", Sure),
    ("library", Sure), ("limited", Sure), ("llc", Sure), ("ltd", Sure), ("market", Sure),
    ("ministry", Sure), ("mission", Sure), ("mosque", Sure), ("motors", Sure), ("mount", Perhaps),
    ("movement", Sure), ("museum", Sure), ("nation", Perhaps), ("nations", Sure), ("navy", Sure),
    ("network", Sure), ("news", Sure), ("office", Sure), ("order", Perhaps),
    ("organisation", Sure), ("organization", Sure), ("palace", Sure), ("parish", Perhaps),
    ("park", Perhaps), ("parliament", Sure), ("partners", Sure), ("party", Sure),
    ("peninsula", Sure), ("plc", Sure), ("police", Sure), ("port", Perhaps), ("prison", Sure),
    ("province", Sure), ("railway", Sure), ("region", Sure), ("regulation", Sure),
    ("republic", Sure), ("reserve", Sure), ("river", Sure), ("road", Sure), ("school", Sure),
    ("sea", Sure), ("senate", Sure), ("service", Sure), ("services", Sure), ("society", Sure),
    ("square", Sure), ("state", Perhaps), ("states", Sure), ("station", Sure), ("statue", Sure),
    ("store", Sure), ("stores", Sure), ("strait", Sure), ("street", Perhaps), ("studios", Sure),
    ("summit", Sure), ("systems", Sure), ("telecom", Sure), ("territory", Sure), ("theater", Sure),
    ("theatre", Sure), ("times", Sure), ("tower", Sure), ("town", Sure), ("treasury", Sure),
    ("treaty", Sure), ("tribunal", Sure), ("trust", Sure), ("tunnel", Sure), ("union", Sure),
    ("university", Sure), ("valley", Sure), ("village", Sure), ("war", Sure),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_known_in_any_case_with_and_without_its_point() {
        assert_eq!(ending("Ministry"), Some(Sure));
        assert_eq!(ending("Inc."), Some(Sure));
        assert_eq!(ending("CHURCH"), Some(Perhaps));
        assert_eq!(ending("Scholz"), None);
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(ENDINGS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
