//! Words as they are compared: spaces folded to one, ’ to '.

/// The words of a text with single spaces and straight apostrophes.
pub(super) fn folded(text: &str) -> Box<str> {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        push_straight(&mut folded, word);
    }
    folded.into()
}

/// Appends a text with straight apostrophes.
pub(super) fn push_straight(out: &mut String, text: &str) {
    out.extend(text.chars().map(|character| match character {
        '’' => '\'',
        other => other,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_apostrophes_fold() {
        assert_eq!(&*folded("  Russia’s\n  plan\u{A0}B "), "Russia's plan B");
    }
}
