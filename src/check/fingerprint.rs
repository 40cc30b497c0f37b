//! The identity of a finding, so that a known one is known again.
//!
//! It is made of the rule's id, the path of the document at fault, what the claim is about
//! (the values of the key fields), the value at fault, and which of several equal claims of
//! that document it is. Neither the place nor the message nor what other documents say is
//! part of it: a finding stays the same when lines move, when the message is reworded and
//! when one more source joins.

use sha2::{Digest as _, Sha256};

use crate::finding::Fingerprint;

/// What a fingerprint is made of, without the number among equals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    /// The rule's id.
    pub rule: String,
    /// The path of the document at fault from the root of the corpus.
    pub document: String,
    /// What the claim is about.
    pub subject: Vec<String>,
    /// The value at fault, spaces and case folded.
    pub value: String,
}

/// The fingerprint of the `nth` (from 0) finding with this identity: `v1:` and the first 32
/// hexadecimal digits of the SHA-256 of its parts, each ended by a zero byte.
pub(super) fn fingerprint(identity: &Identity, nth: usize) -> Fingerprint {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    part("v1");
    part(&identity.rule);
    part(&identity.document);
    // The number of key values keeps ("a", "b") apart from ("a") about "b".
    part(&identity.subject.len().to_string());
    for value in &identity.subject {
        part(value);
    }
    part(&identity.value);
    part(&nth.to_string());
    let mut text = String::from("v1:");
    for byte in hash.finalize().iter().take(16) {
        text.push_str(&format!("{byte:02x}"));
    }
    Fingerprint(text)
}

/// Words with spaces folded to one and case folded.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(value: &str) -> Identity {
        Identity {
            rule: "troop-count".to_owned(),
            document: "a.txt".to_owned(),
            subject: vec!["Ukraine".to_owned()],
            value: folded(value),
        }
    }

    #[test]
    fn is_v1_and_32_hexadecimal_digits() {
        let Fingerprint(text) = fingerprint(&identity("150,000"), 0);
        let digits = text.strip_prefix("v1:").unwrap();
        assert_eq!(digits.len(), 32);
        assert!(digits.chars().all(|c| c.is_ascii_hexdigit()));
    }

    #[test]
    fn every_part_counts() {
        let same = fingerprint(&identity("About  150,000"), 0);
        assert_eq!(same, fingerprint(&identity("about 150,000"), 0));
        let base = identity("about 150,000");
        let others = [
            Identity {
                rule: "other".to_owned(),
                ..base.clone()
            },
            Identity {
                document: "b.txt".to_owned(),
                ..base.clone()
            },
            Identity {
                subject: Vec::new(),
                ..base.clone()
            },
            identity("about 140,000"),
        ];
        for other in &others {
            assert_ne!(fingerprint(other, 0), same, "{other:?}");
        }
        assert_ne!(fingerprint(&base, 1), same);
    }
}
