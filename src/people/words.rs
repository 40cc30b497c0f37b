//! Small words: what may stand in a subject, and what ends one.

use super::person::Gender;

/// Whether a word begins a noun phrase.
pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.binary_search(&word).is_ok()
}

/// Whether a word leaves open who is meant: "a witness", "some officials".
pub(super) fn is_indefinite(word: &str) -> bool {
    INDEFINITE.binary_search(&word).is_ok()
}

/// Whether a word links a phrase to the one before it.
pub(super) fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.binary_search(&word).is_ok()
}

/// Whether a preposition may link a phrase to the noun before it: "a spokesman for the ministry".
pub(super) fn attaches(word: &str) -> bool {
    matches!(word, "of" | "for" | "from" | "at" | "in" | "with" | "on")
}

/// Whether a word can be no part of a noun phrase: it joins clauses, helps a verb or stands
/// for a noun.
pub(super) fn ends_phrase(word: &str) -> bool {
    is_preposition(word) || LINKS.binary_search(&word).is_ok() || is_auxiliary(word)
}

/// Whether a word helps a verb.
pub(super) fn is_auxiliary(word: &str) -> bool {
    is_be(word) || AUXILIARIES.binary_search(&word).is_ok()
}

/// Whether a word is a form of "be", with which the past form of a verb is passive.
pub(super) fn is_be(word: &str) -> bool {
    matches!(
        word,
        "am" | "are" | "be" | "been" | "being" | "is" | "was" | "were" | "it's"
    )
}

/// Whether a word may stand between a subject and its verb: "also", "later", "reportedly".
pub(super) fn is_adverb(word: &str) -> bool {
    ADVERBS.binary_search(&word).is_ok() || (word.len() > 4 && word.ends_with("ly"))
}

/// Whether a noun is a text or a talk, which says what its author says.
pub(super) fn is_document(noun: &str) -> bool {
    DOCUMENTS.binary_search(&noun).is_ok()
}

/// A personal pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    /// "he", "she": one person.
    Person(Gender),
    /// "it": an organisation, a text.
    It,
    /// "they": several, or one.
    They,
    /// "I", "we", "you": nobody that the document names.
    Present,
}

/// The pronoun that a word in lower case is.
pub(super) fn pronoun(word: &str) -> Option<Pronoun> {
    Some(match word {
        "he" | "him" | "he's" => Pronoun::Person(Gender::Male),
        "she" | "she's" => Pronoun::Person(Gender::Female),
        "it" => Pronoun::It,
        "they" | "them" => Pronoun::They,
        "i" | "me" | "we" | "us" | "you" => Pronoun::Present,
        _ => return None,
    })
}

/// The lists are sorted.
#[rustfmt::skip]
const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "each", "either", "every", "few", "her", "his",
    "its", "many", "most", "my", "no", "one", "our", "several", "some", "that", "the", "their",
    "these", "this", "those", "your",
];

const INDEFINITE: &[&str] = &[
    "a", "an", "another", "any", "many", "most", "one", "several", "some",
];

#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "amid", "among", "around", "as", "at",
    "before", "behind", "below", "beneath", "beside", "besides", "between", "beyond", "by",
    "concerning", "despite", "down", "during", "except", "following", "for", "from", "in",
    "inside", "into", "like", "near", "of", "off", "on", "onto", "out", "outside", "over", "past",
    "per", "regarding", "since", "than", "through", "throughout", "till", "to", "toward",
    "towards", "under", "until", "unto", "up", "upon", "via", "with", "within", "without",
];

#[rustfmt::skip]
const LINKS: &[&str] = &[
    "although", "and", "because", "but", "he", "how", "i", "if", "it", "nor", "or", "she", "so",
    "that", "them", "then", "there", "they", "though", "unless", "we", "what", "when", "where",
    "whereas", "whether", "which", "while", "who", "whom", "whose", "why", "yet", "you",
];

#[rustfmt::skip]
const AUXILIARIES: &[&str] = &[
    "can", "can't", "could", "couldn't", "did", "didn't", "do", "does", "doesn't", "don't", "had",
    "hadn't", "has", "hasn't", "have", "haven't", "may", "might", "must", "never", "not", "shall",
    "should", "will", "won't", "would", "wouldn't",
];

#[rustfmt::skip]
const ADVERBS: &[&str] = &[
    "again", "also", "already", "always", "earlier", "even", "ever", "further", "hence", "however",
    "instead", "just", "later", "likewise", "meanwhile", "moreover", "never", "nevertheless",
    "now", "often", "once", "only", "quite", "rather", "since", "soon", "still", "then", "thus",
    "too", "twice",
];

#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "account", "ad", "announcement", "article", "bill", "blog", "book", "brief", "briefing",
    "brochure", "circular", "column", "comment", "comments", "communique", "complaint",
    "declaration", "decree", "diary", "document", "documents", "editorial", "email", "e-mail",
    "essay", "filing", "interview", "letter", "letters", "lawsuit", "memo", "memoir",
    "memorandum", "message", "messages", "note", "notice", "paper", "petition", "post", "poster",
    "pamphlet", "press release", "record", "records", "release", "report", "reports",
    "resolution", "ruling", "sign", "signs", "speech", "statement", "statements", "summary",
    "testimony", "text", "texts", "transcript", "tweet", "tweets", "verdict", "video", "website",
    "words",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [
            DETERMINERS,
            INDEFINITE,
            PREPOSITIONS,
            LINKS,
            AUXILIARIES,
            ADVERBS,
            DOCUMENTS,
        ] {
            let wrong = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(wrong, None);
        }
    }
}
