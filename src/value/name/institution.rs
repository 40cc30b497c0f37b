//! Words that tell a name of an organisation or a place from a person's.

use crate::value::Words;
use crate::value::language::Class;

/// What a word at the end of a name says about the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is an organisation or a place: "Ministry", "University", "Ltd.".
    Sure,
    /// It may also be a surname, but "of" goes on with it: "Bank of England", "House of Commons".
    Perhaps,
}

/// What the token at an index says at the end of a name.
pub fn ending(words: &Words<'_>, at: usize) -> Option<Ending> {
    let lexeme = words.lexeme(at);
    if lexeme.is(Class::SurelyInstitution) {
        Some(Ending::Sure)
    } else if lexeme.is(Class::PerhapsInstitution) {
        Some(Ending::Perhaps)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::sample::Sample;

    #[test]
    fn an_ending_is_known_in_any_case_with_and_without_its_point() {
        for (word, expected) in [
            ("Ministry", Some(Ending::Sure)),
            ("Inc. Ltd", Some(Ending::Sure)),
            ("CHURCH", Some(Ending::Perhaps)),
            ("Scholz", None),
        ] {
            assert_eq!(ending(&Sample::new(word).words(), 0), expected, "{word}");
        }
    }
}
