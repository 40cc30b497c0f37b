//! Verbs of saying, and what each says about the words it stands with.
//!
//! The verbs are those that reporting grammars list (Quirk et al., *A Comprehensive Grammar of
//! the English Language*, 16.31: factual speech act verbs; 14.29 for those that only go with
//! direct speech), with those that news adds: "tweeted", "posted".

use std::sync::LazyLock;

/// What a verb does with quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Reports speech, quoted or not: "said", "told", "warned".
    Reports,
    /// Says quoted words only where they stand beside it: "began", "laughed".
    Utters,
    /// Gives words to a thing: "called", "described".
    Names,
    /// Names the speaker as its object: "quoted Lavrov as saying".
    Quotes,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "say"
    Base,
    /// "says"
    Present,
    /// "said"
    Past,
    /// "saying"
    Participle,
}

/// A word that is a verb of saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Saying {
    pub(super) manner: Manner,
    pub(super) form: Form,
    /// Whether the word is as often no verb ("reports", "states"): then it must stand beside
    /// the quotation.
    pub(super) doubtful: bool,
}

/// The longest word of the table, in bytes.
const LONGEST: usize = 14;

/// The verb of saying that a word is, in whatever case.
pub(super) fn saying(word: &str) -> Option<Saying> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let word = word.to_ascii_lowercase();
    FORMS
        .binary_search_by(|(form, _)| (*form).cmp(word.as_str()))
        .ok()
        .map(|index| FORMS[index].1)
}

static FORMS: LazyLock<Vec<(&'static str, Saying)>> = LazyLock::new(|| {
    let tables = [
        (Manner::Reports, REPORTS),
        (Manner::Utters, UTTERS),
        (Manner::Names, NAMES),
        (Manner::Quotes, QUOTES),
    ];
    let forms = [Form::Base, Form::Present, Form::Past, Form::Participle];
    let mut list = Vec::new();
    for (manner, verbs) in tables {
        for (word, form) in verbs.iter().flat_map(|verb| verb.iter().zip(forms)) {
            let doubtful = NOUNS.binary_search(word).is_ok();
            // "Read" is base and past: as written, it is the past.
            list.retain(|(known, _)| known != word);
            list.push((
                *word,
                Saying {
                    manner,
                    form,
                    doubtful,
                },
            ));
        }
    }
    list.sort_unstable_by_key(|(word, _)| *word);
    list
});

/// Each verb in its base, present, past and -ing form.
#[rustfmt::skip]
const REPORTS: &[[&str; 4]] = &[
    ["accuse", "accuses", "accused", "accusing"],
    ["acknowledge", "acknowledges", "acknowledged", "acknowledging"],
    ["add", "adds", "added", "adding"],
    ["admit", "admits", "admitted", "admitting"],
    ["advise", "advises", "advised", "advising"],
    ["affirm", "affirms", "affirmed", "affirming"],
    ["allege", "alleges", "alleged", "alleging"],
    ["announce", "announces", "announced", "announcing"],
    ["answer", "answers", "answered", "answering"],
    ["argue", "argues", "argued", "arguing"],
    ["ask", "asks", "asked", "asking"],
    ["assert", "asserts", "asserted", "asserting"],
    ["assure", "assures", "assured", "assuring"],
    ["boast", "boasts", "boasted", "boasting"],
    ["brag", "brags", "bragged", "bragging"],
    ["caution", "cautions", "cautioned", "cautioning"],
    ["claim", "claims", "claimed", "claiming"],
    ["comment", "comments", "commented", "commenting"],
    ["complain", "complains", "complained", "complaining"],
    ["concede", "concedes", "conceded", "conceding"],
    ["conclude", "concludes", "concluded", "concluding"],
    ["confess", "confesses", "confessed", "confessing"],
    ["confirm", "confirms", "confirmed", "confirming"],
    ["contend", "contends", "contended", "contending"],
    ["counter", "counters", "countered", "countering"],
    ["declare", "declares", "declared", "declaring"],
    ["demand", "demands", "demanded", "demanding"],
    ["deny", "denies", "denied", "denying"],
    ["disclose", "discloses", "disclosed", "disclosing"],
    ["emphasise", "emphasises", "emphasised", "emphasising"],
    ["emphasize", "emphasizes", "emphasized", "emphasizing"],
    ["estimate", "estimates", "estimated", "estimating"],
    ["explain", "explains", "explained", "explaining"],
    ["forecast", "forecasts", "forecasted", "forecasting"],
    ["inform", "informs", "informed", "informing"],
    ["insist", "insists", "insisted", "insisting"],
    ["joke", "jokes", "joked", "joking"],
    ["lament", "laments", "lamented", "lamenting"],
    ["maintain", "maintains", "maintained", "maintaining"],
    ["mention", "mentions", "mentioned", "mentioning"],
    ["note", "notes", "noted", "noting"],
    ["object", "objects", "objected", "objecting"],
    ["observe", "observes", "observed", "observing"],
    ["opine", "opines", "opined", "opining"],
    ["pledge", "pledges", "pledged", "pledging"],
    ["post", "posts", "posted", "posting"],
    ["predict", "predicts", "predicted", "predicting"],
    ["proclaim", "proclaims", "proclaimed", "proclaiming"],
    ["promise", "promises", "promised", "promising"],
    ["propose", "proposes", "proposed", "proposing"],
    ["recall", "recalls", "recalled", "recalling"],
    ["recount", "recounts", "recounted", "recounting"],
    ["reiterate", "reiterates", "reiterated", "reiterating"],
    ["remark", "remarks", "remarked", "remarking"],
    ["remind", "reminds", "reminded", "reminding"],
    ["repeat", "repeats", "repeated", "repeating"],
    ["reply", "replies", "replied", "replying"],
    ["report", "reports", "reported", "reporting"],
    ["respond", "responds", "responded", "responding"],
    ["retort", "retorts", "retorted", "retorting"],
    ["reveal", "reveals", "revealed", "revealing"],
    ["say", "says", "said", "saying"],
    ["state", "states", "stated", "stating"],
    ["stress", "stresses", "stressed", "stressing"],
    ["suggest", "suggests", "suggested", "suggesting"],
    ["swear", "swears", "swore", "swearing"],
    ["tell", "tells", "told", "telling"],
    ["testify", "testifies", "testified", "testifying"],
    ["think", "thinks", "thought", "thinking"],
    ["threaten", "threatens", "threatened", "threatening"],
    ["tweet", "tweets", "tweeted", "tweeting"],
    ["underline", "underlines", "underlined", "underlining"],
    ["underscore", "underscores", "underscored", "underscoring"],
    ["urge", "urges", "urged", "urging"],
    ["vow", "vows", "vowed", "vowing"],
    ["warn", "warns", "warned", "warning"],
    ["wonder", "wonders", "wondered", "wondering"],
    ["write", "writes", "wrote", "writing"],
];

#[rustfmt::skip]
const UTTERS: &[[&str; 4]] = &[
    ["agree", "agrees", "agreed", "agreeing"],
    ["begin", "begins", "began", "beginning"],
    ["bellow", "bellows", "bellowed", "bellowing"],
    ["chant", "chants", "chanted", "chanting"],
    ["chuckle", "chuckles", "chuckled", "chuckling"],
    ["continue", "continues", "continued", "continuing"],
    ["cry", "cries", "cried", "crying"],
    ["echo", "echoes", "echoed", "echoing"],
    ["enquire", "enquires", "enquired", "enquiring"],
    ["exclaim", "exclaims", "exclaimed", "exclaiming"],
    ["gasp", "gasps", "gasped", "gasping"],
    ["groan", "groans", "groaned", "groaning"],
    ["grumble", "grumbles", "grumbled", "grumbling"],
    ["growl", "growls", "growled", "growling"],
    ["inquire", "inquires", "inquired", "inquiring"],
    ["interject", "interjects", "interjected", "interjecting"],
    ["interrupt", "interrupts", "interrupted", "interrupting"],
    ["intone", "intones", "intoned", "intoning"],
    ["laugh", "laughs", "laughed", "laughing"],
    ["moan", "moans", "moaned", "moaning"],
    ["murmur", "murmurs", "murmured", "murmuring"],
    ["mutter", "mutters", "muttered", "muttering"],
    ["plead", "pleads", "pleaded", "pleading"],
    ["protest", "protests", "protested", "protesting"],
    ["quip", "quips", "quipped", "quipping"],
    ["read", "reads", "read", "reading"],
    ["reflect", "reflects", "reflected", "reflecting"],
    ["rejoin", "rejoins", "rejoined", "rejoining"],
    ["remember", "remembers", "remembered", "remembering"],
    ["resume", "resumes", "resumed", "resuming"],
    ["return", "returns", "returned", "returning"],
    ["roar", "roars", "roared", "roaring"],
    ["scoff", "scoffs", "scoffed", "scoffing"],
    ["scream", "screams", "screamed", "screaming"],
    ["shout", "shouts", "shouted", "shouting"],
    ["shriek", "shrieks", "shrieked", "shrieking"],
    ["sigh", "sighs", "sighed", "sighing"],
    ["smile", "smiles", "smiled", "smiling"],
    ["snap", "snaps", "snapped", "snapping"],
    ["sneer", "sneers", "sneered", "sneering"],
    ["sob", "sobs", "sobbed", "sobbing"],
    ["stammer", "stammers", "stammered", "stammering"],
    ["summarise", "summarises", "summarised", "summarising"],
    ["summarize", "summarizes", "summarized", "summarizing"],
    ["volunteer", "volunteers", "volunteered", "volunteering"],
    ["whisper", "whispers", "whispered", "whispering"],
    ["yell", "yells", "yelled", "yelling"],
];

#[rustfmt::skip]
const NAMES: &[[&str; 4]] = &[
    ["brand", "brands", "branded", "branding"],
    ["call", "calls", "called", "calling"],
    ["characterise", "characterises", "characterised", "characterising"],
    ["characterize", "characterizes", "characterized", "characterizing"],
    ["condemn", "condemns", "condemned", "condemning"],
    ["criticise", "criticises", "criticised", "criticising"],
    ["criticize", "criticizes", "criticized", "criticizing"],
    ["decry", "decries", "decried", "decrying"],
    ["denounce", "denounces", "denounced", "denouncing"],
    ["describe", "describes", "described", "describing"],
    ["dismiss", "dismisses", "dismissed", "dismissing"],
    ["dub", "dubs", "dubbed", "dubbing"],
    ["hail", "hails", "hailed", "hailing"],
    ["label", "labels", "labeled", "labeling"],
    ["label", "labels", "labelled", "labelling"],
    ["praise", "praises", "praised", "praising"],
    ["slam", "slams", "slammed", "slamming"],
    ["term", "terms", "termed", "terming"],
];

#[rustfmt::skip]
const QUOTES: &[[&str; 4]] = &[
    ["cite", "cites", "cited", "citing"],
    ["quote", "quotes", "quoted", "quoting"],
];

/// Forms that are as often nouns or adjectives, sorted.
#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "answer", "answers", "brand", "brands", "call", "calls", "caution", "claim", "claims",
    "comment", "comments", "counter", "counters", "demand", "demands", "estimate", "estimated",
    "estimates", "forecast", "forecasts", "joke", "jokes", "lament", "note", "notes", "object",
    "objects", "pledge", "pledges", "post", "posts", "promise", "promises", "promising", "quote",
    "quotes", "remark", "remarks", "replies", "reply", "report", "reports", "slam", "state",
    "states", "stress", "stresses", "term", "terms", "thought", "tweet", "tweets", "vow", "vows",
    "warning", "writing",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_found_in_any_case() {
        let said = saying("Said").unwrap();
        assert_eq!((said.manner, said.form), (Manner::Reports, Form::Past));
        assert_eq!(saying("adding").unwrap().form, Form::Participle);
        assert_eq!(saying("called").unwrap().manner, Manner::Names);
    }

    #[test]
    fn a_word_that_is_as_often_a_noun_is_doubtful() {
        for word in ["reports", "states", "claims", "warning"] {
            assert!(saying(word).unwrap().doubtful, "{word}");
        }
        for word in ["reported", "said", "claimed", "warned"] {
            assert!(!saying(word).unwrap().doubtful, "{word}");
        }
    }

    #[test]
    fn other_verbs_say_nothing() {
        for word in ["went", "built", "sayings", "", "sagte", "höre"] {
            assert_eq!(saying(word), None, "{word}");
        }
    }

    #[test]
    fn the_list_of_nouns_is_sorted_and_the_longest_word_is_found() {
        let mut sorted = NOUNS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert!(NOUNS.iter().all(|noun| sorted.binary_search(noun).is_ok()));
        assert!(NOUNS.windows(2).all(|pair| pair[0] < pair[1]));
        let longest = FORMS.iter().map(|(word, _)| word.len()).max();
        assert_eq!(longest, Some(LONGEST));
    }
}
