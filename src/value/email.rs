//! Addresses of electronic mail.

use super::{Reader, Reading, Type, Value, Words};

/// Reads "desk@example.org".
#[derive(Debug)]
pub struct Email;

impl Reader for Email {
    fn reads(&self) -> Type {
        Type::Email
    }

    fn about(&self) -> &'static str {
        "an address: “desk@example.org”; its domain is taken in lower case"
    }

    fn read(&self, words: &Words<'_>, at: usize) -> Option<Reading> {
        words.tokens.get(at).filter(|token| token.is_word())?;
        if words.joined(at) && !matches!(words.word_before(at, 1), ":" | "<" | "(" | "[") {
            return None;
        }
        let rest = words.rest(at);
        let (local, length) = written(rest)?;
        let (end, span) = words.stretch(at, length)?;
        let address = format!(
            "{}{}",
            &rest[..local],
            rest[local..length].to_ascii_lowercase()
        );
        Some(Reading {
            end,
            value: Value::Text(address.into()),
            span,
        })
    }
}

/// The lengths of the part before "@" and of the whole address, within the limits of
/// RFC 5321 (64 and 254 bytes).
fn written(text: &str) -> Option<(usize, usize)> {
    const LONGEST_LOCAL: usize = 64;
    const LONGEST: usize = 254;
    let local = text
        .bytes()
        .take(LONGEST_LOCAL + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(byte))
        .count();
    let domain = text.get(local..)?.strip_prefix('@')?;
    let length = domain
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        .count();
    let domain = domain[..length].trim_end_matches(['.', '-']);
    let last = domain.rsplit('.').next().unwrap_or("");
    let whole = local + 1 + domain.len();
    let valid = (1..=LONGEST_LOCAL).contains(&local)
        && whole <= LONGEST
        && domain.contains('.')
        && !domain.contains("..")
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    valid.then_some((local, whole))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::sample::{found, values};
    use super::*;

    pub(in crate::value) const FOUND: &[(&str, &[&str])] = &[
        ("Write to desk@example.org.", &["desk@example.org"]),
        (
            "Write to first.last+news@mail.example.co.uk now",
            &["first.last+news@mail.example.co.uk"],
        ),
        ("<desk@example.org>", &["desk@example.org"]),
    ];

    #[test]
    fn addresses_are_read() {
        for (text, addresses) in FOUND {
            assert_eq!(found(Type::Email, text), *addresses, "{text}");
        }
        assert_eq!(
            values(Type::Email, "Desk@Example.ORG"),
            [Value::Text("Desk@example.org".into())]
        );
    }

    #[test]
    fn other_signs_are_left_alone() {
        for text in ["5 @ home", "@name", "desk@example", "desk@", "a@b..org"] {
            assert_eq!(found(Type::Email, text), [""; 0], "{text}");
        }
    }
}
