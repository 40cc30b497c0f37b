//! What stands between a command or an environment and its words: overlays, options, arguments.

/// The length of an overlay of beamer at the start of a text: `<1->`.
pub(super) fn overlay(text: &str) -> Option<usize> {
    const LONGEST: usize = 16;
    let rest = text.strip_prefix('<')?;
    let length = rest
        .bytes()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_digit() || b"-+,|".contains(b))
        .count();
    (length > 0 && rest[length..].starts_with('>')).then_some(length + 2)
}

/// The length of the options and arguments of an environment of code, which stand on the line of
/// its `\begin`.
pub(super) fn code_arguments(name: &str, text: &str) -> usize {
    if matches!(name, "verbatim" | "alltt") {
        return 0;
    }
    let mut rest = text;
    for (open, close) in [('[', ']'), ('{', '}')] {
        if rest.starts_with(open)
            && let Some(end) = rest.find(close)
        {
            rest = &rest[end + 1..];
        }
    }
    text.len() - rest.len()
}
