//! Small words: what may stand in a subject, and what ends one.

use super::person::Gender;
use super::phrase::lower;
use crate::value::Words;
use crate::value::name::title::title;

/// Whether a word begins a noun phrase.
pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.binary_search(&word).is_ok()
}

/// Whether a determiner can stand without a noun: "some", "both", "one".
pub(super) fn stands_alone(determiner: &str) -> bool {
    !matches!(
        determiner,
        "a" | "an"
            | "the"
            | "her"
            | "his"
            | "its"
            | "my"
            | "our"
            | "their"
            | "your"
            | "every"
            | "no"
            | "that"
            | "this"
            | "these"
            | "those"
    )
}

/// Whether a noun is something said, which its owner says: "his answer".
pub(super) fn is_utterance(noun: &str) -> bool {
    is_document(noun)
        || matches!(
            noun,
            "answer"
                | "reply"
                | "response"
                | "reaction"
                | "verdict"
                | "motto"
                | "explanation"
                | "advice"
                | "conclusion"
                | "warning"
                | "promise"
        )
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
    matches!(
        word,
        "of" | "for" | "from" | "at" | "in" | "with" | "on" | "to"
    )
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

/// Whether a word as written may stand between a subject and its verb: "also", "reportedly". With
/// a capital it opens a sentence, and is told from a name ("Kelly") by a longer ending.
pub(super) fn is_adverb(word: &str) -> bool {
    if word.starts_with(char::is_uppercase) {
        let lower = word.to_lowercase();
        return ADVERBS.binary_search(&lower.as_str()).is_ok()
            || ADVERB_ENDINGS.iter().any(|ending| lower.ends_with(ending));
    }
    ADVERBS.binary_search(&word).is_ok() || (word.len() > 4 && word.ends_with("ly"))
}

/// Whether a word looks like the past of a verb, with which a noun phrase ends: "offered", "made".
pub(super) fn is_past(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ed") && !word.contains('-'))
        || IRREGULAR.binary_search(&word).is_ok()
}

/// Whether a word that opens a sentence may be a name by its form: it is no plural and no pronoun.
pub(super) fn may_be_name(word: &str) -> bool {
    !word.ends_with('s') && NO_NAMES.binary_search(&word).is_err()
}

/// Whether the noun at a token is a person, and of which gender, where it says so:
/// "spokeswoman", "mother".
pub(super) fn person(words: &Words<'_>, at: usize) -> Option<Option<Gender>> {
    let noun = lower(words, at);
    let noun = &*noun;
    let female = noun.ends_with("woman") || FEMALE.binary_search(&noun).is_ok();
    let male = noun.ends_with("man") || MALE.binary_search(&noun).is_ok();
    if female {
        Some(Some(Gender::Female))
    } else if male {
        Some(Some(Gender::Male))
    } else {
        let known = title(words, at).is_some() || PERSONS.binary_search(&noun).is_ok();
        known.then_some(None)
    }
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

/// The gender of a third person in whatever form: "he", "his", "her".
pub(super) fn gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "he's" => Some(Gender::Male),
        "she" | "her" | "hers" | "she's" => Some(Gender::Female),
        _ => None,
    }
}

/// The lists are sorted.
#[rustfmt::skip]
const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "each", "eight", "either", "every", "few", "five",
    "four", "her", "his", "its", "many", "most", "my", "nine", "no", "one", "our", "seven",
    "several", "six", "some", "ten", "that", "the", "their", "these", "this", "those", "three",
    "two", "your",
];

const INDEFINITE: &[&str] = &[
    "a", "an", "another", "any", "many", "most", "one", "several", "some",
];

#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "amid", "among", "around", "as", "at",
    "before", "behind", "below", "beneath", "beside", "besides", "between", "beyond", "by",
    "concerning", "despite", "down", "during", "except", "following", "for", "from", "in", "inside",
    "into", "like", "near", "of", "off", "on", "onto", "out", "outside", "over", "past", "per",
    "regarding", "since", "than", "through", "throughout", "till", "to", "toward", "towards",
    "under", "until", "unto", "up", "upon", "via", "with", "within", "without",
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
    "again", "already", "also", "always", "earlier", "even", "ever", "further", "hence", "however",
    "instead", "just", "later", "likewise", "meanwhile", "moreover", "never", "nevertheless", "now",
    "often", "once", "only", "quite", "rather", "since", "soon", "still", "then", "thus", "too",
    "twice",
];

/// Endings of adverbs that names hardly have.
const ADVERB_ENDINGS: &[&str] = &[
    "ably", "ally", "arly", "ctly", "edly", "ibly", "ingly", "ntly", "tely", "usly",
];

#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "account", "ad", "announcement", "article", "bill", "blog", "book", "brief", "briefing",
    "brochure", "circular", "column", "comment", "comments", "communique", "complaint",
    "declaration", "decree", "diary", "document", "documents", "e-mail", "editorial", "email",
    "essay", "filing", "interview", "lawsuit", "letter", "letters", "memo", "memoir", "memorandum",
    "message", "messages", "note", "notice", "pamphlet", "paper", "petition", "post", "poster",
    "record", "records", "release", "report", "reports", "resolution", "ruling", "sign", "signs",
    "speech", "statement", "statements", "summary", "testimony", "text", "texts", "transcript",
    "tweet", "tweets", "verdict", "video", "website", "words",
];

#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "became", "broke", "brought", "built", "came", "caught", "chose", "drew", "drove", "fell",
    "felt", "flew", "forgot", "fought", "gave", "goes", "got", "grew", "held", "hid", "kept",
    "knew", "left", "lost", "made", "met", "paid", "ran", "rose", "sat", "saw", "sent", "shook", "slept",
    "sold", "spent", "spoke", "stole", "stood", "struck", "taught", "threw", "took", "understood",
    "went", "woke", "won", "wore",
];

const FEMALE: &[&str] = &[
    "actress",
    "aunt",
    "daughter",
    "girl",
    "girlfriend",
    "grandmother",
    "lady",
    "mother",
    "niece",
    "queen",
    "sister",
    "widow",
    "wife",
];

const MALE: &[&str] = &[
    "boy",
    "boyfriend",
    "brother",
    "father",
    "gentleman",
    "grandfather",
    "husband",
    "king",
    "nephew",
    "son",
    "uncle",
    "widower",
];

#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "anybody", "anyone", "everybody", "everyone", "everything", "no-one", "nobody", "none",
    "nothing", "people", "police", "somebody", "someone", "something", "staff",
];

#[rustfmt::skip]
const PERSONS: &[&str] = &[
    "activist", "aide", "artist", "candidate", "child", "citizen", "client", "colleague",
    "defendant", "diplomat", "driver", "economist", "employee", "expert", "farmer", "friend",
    "guest", "historian", "juror", "killer", "lawmaker", "lawyer", "member", "neighbor",
    "neighbour", "nurse", "official", "owner", "parent", "passenger", "patient", "pilot", "player",
    "politician", "priest", "psychologist", "resident", "scientist", "shareholder", "soldier",
    "source", "student", "survivor", "suspect", "teacher", "trader", "victim", "volunteer",
    "witness", "worker", "writer",
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
            IRREGULAR,
            FEMALE,
            MALE,
            NO_NAMES,
            PERSONS,
        ] {
            let wrong = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(wrong, None);
        }
    }
}
