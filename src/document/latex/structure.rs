//! What belongs together in a LaTeX source: braces, brackets, and the ends of environments,
//! found in one pass before it is read.

use memchr::memmem;

use crate::source::Span;

/// The partners of opening signs and `\begin`s. Signs in comments and in verbatim text are none.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// The bytes of an opening brace and its closing one, by the first.
    braces: Vec<(u32, u32)>,
    /// The same for brackets that close within their braces.
    brackets: Vec<(u32, u32)>,
    /// The bytes of the backslashes of `\begin` and its `\end`.
    environments: Vec<(u32, u32)>,
}

/// Environments whose text is taken as it is, so that nothing in it opens or closes.
pub(super) fn is_raw(name: &str) -> bool {
    Raw::of(name).is_some()
}

/// What the text of a raw environment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// Code.
    Code,
    /// Mathematics, pictures, comments: nothing that is read.
    Nothing,
}

impl Raw {
    /// The kind of an environment, if it is a raw one.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name.trim_end_matches('*') {
            "verbatim" | "lstlisting" | "minted" | "Verbatim" | "BVerbatim" | "LVerbatim"
            | "alltt" | "spverbatim" | "pycode" => Some(Self::Code),
            "comment" | "filecontents" | "equation" | "align" | "gather" | "multline"
            | "eqnarray" | "math" | "displaymath" | "split" | "flalign" | "alignat" | "dmath"
            | "subequations" | "tikzpicture" | "pgfpicture" | "pspicture" | "picture"
            | "forest" | "axis" | "algorithmic" | "luacode" | "CCSXML" | "asy" | "tikzcd"
            | "array" => Some(Self::Nothing),
            _ => None,
        }
    }
}

/// An opening sign that waits for its partner.
enum Open<'s> {
    Brace(u32),
    Bracket(u32),
    Environment(u32, &'s str),
}

impl Structure {
    /// The structure of a source.
    pub(super) fn of(source: &str) -> Self {
        let mut structure = Self::default();
        let mut open: Vec<Open<'_>> = Vec::new();
        let bytes = source.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|b| br"\%{}[]".contains(b)) {
            at += found;
            let place = at as u32;
            match bytes[at] {
                b'%' => {
                    at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                    continue;
                }
                b'\\' => {
                    at = structure.command(source, at, &mut open);
                    continue;
                }
                b'{' => open.push(Open::Brace(place)),
                b'[' => open.push(Open::Bracket(place)),
                b'}' => {
                    while matches!(open.last(), Some(Open::Bracket(_))) {
                        open.pop();
                    }
                    if let Some(Open::Brace(start)) = open.last() {
                        structure.braces.push((*start, place));
                        open.pop();
                    }
                }
                _ => {
                    if let Some(Open::Bracket(start)) = open.last() {
                        structure.brackets.push((*start, place));
                        open.pop();
                    }
                }
            }
            at += 1;
        }
        structure.braces.sort_unstable();
        structure.brackets.sort_unstable();
        structure.environments.sort_unstable();
        structure
    }

    /// Steps over a command; gives the byte after it.
    fn command<'s>(&mut self, source: &'s str, at: usize, open: &mut Vec<Open<'s>>) -> usize {
        let name = command_name(source, at);
        let after = at + 1 + name.len();
        match name {
            "verb" | "lstinline" => {
                return verb(source, after).map_or(after, |words| words.end as usize + 1);
            }
            "begin" | "end" => {}
            _ => return after,
        }
        let Some((environment, body)) = environment_name(source, after) else {
            return after;
        };
        if name == "begin" {
            if is_raw(environment) {
                return raw_end(source, body, environment).1;
            }
            open.push(Open::Environment(at as u32, environment));
            return body;
        }
        while matches!(open.last(), Some(Open::Bracket(_) | Open::Brace(_))) {
            open.pop();
        }
        if let Some(Open::Environment(start, begun)) = open.last()
            && *begun == environment
        {
            self.environments.push((*start, at as u32));
            open.pop();
        }
        body
    }

    /// The text between a brace at this byte and its partner.
    pub(super) fn group(&self, source: &str, at: usize) -> Option<Span> {
        let is_brace = source.as_bytes().get(at) == Some(&b'{');
        is_brace.then(|| inside(&self.braces, at)).flatten()
    }

    /// The text between a bracket at this byte and its partner.
    pub(super) fn bracket(&self, source: &str, at: usize) -> Option<Span> {
        let is_bracket = source.as_bytes().get(at) == Some(&b'[');
        is_bracket.then(|| inside(&self.brackets, at)).flatten()
    }

    /// The byte of the `\end` of the environment whose `\begin` is at this byte.
    pub(super) fn environment_end(&self, at: usize) -> Option<usize> {
        partner(&self.environments, at)
    }
}

fn partner(pairs: &[(u32, u32)], at: usize) -> Option<usize> {
    let index = pairs
        .binary_search_by_key(&(at as u32), |pair| pair.0)
        .ok()?;
    Some(pairs[index].1 as usize)
}

fn inside(pairs: &[(u32, u32)], at: usize) -> Option<Span> {
    partner(pairs, at).map(|close| Span::new(at as u32 + 1, close as u32))
}

/// The name of the command whose backslash is at this byte: letters, or one other character.
pub(super) fn command_name(source: &str, at: usize) -> &str {
    let rest = source.get(at + 1..).unwrap_or_default();
    let letters = rest
        .bytes()
        .take_while(|b| b.is_ascii_alphabetic() || *b == b'@')
        .count();
    if letters > 0 {
        &rest[..letters]
    } else {
        &rest[..rest.chars().next().map_or(0, char::len_utf8)]
    }
}

/// The name of an environment in the braces at this byte, and the byte after them.
pub(super) fn environment_name(source: &str, at: usize) -> Option<(&str, usize)> {
    const LONGEST: usize = 64;
    let rest = source.get(at..)?.strip_prefix('{')?;
    let rest = &rest[..rest.floor_char_boundary(LONGEST.min(rest.len()))];
    let end = rest.find('}')?;
    Some((&rest[..end], at + end + 2))
}

/// The end of the text of a raw environment, and the byte after its `\end`.
pub(super) fn raw_end(source: &str, body: usize, name: &str) -> (usize, usize) {
    let end = format!("\\end{{{name}}}");
    match memmem::find(&source.as_bytes()[body..], end.as_bytes()) {
        Some(found) => (body + found, body + found + end.len()),
        None => (source.len(), source.len()),
    }
}

/// The text of a `\verb` between two signs on one line; the first sign is at this byte.
pub(super) fn verb(source: &str, at: usize) -> Option<Span> {
    let rest = source.get(at..)?;
    let start = rest.strip_prefix('*').unwrap_or(rest);
    let sign = start.chars().next()?;
    if sign.is_alphanumeric() || sign.is_whitespace() || matches!(sign, '{' | '[') {
        return None;
    }
    let from = at + (rest.len() - start.len()) + sign.len_utf8();
    let line = &source[from..];
    let line = &line[..memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len())];
    let end = line.find(sign)?;
    Some(Span::new(from as u32, (from + end) as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(source: &str, at: usize) -> Option<&str> {
        let span = Structure::of(source).group(source, at)?;
        Some(&source[span.range()])
    }

    #[test]
    fn braces_close_each_other() {
        assert_eq!(group("{a{b}c}", 0), Some("a{b}c"));
        assert_eq!(group("{a{b}c}", 2), Some("b"));
        assert_eq!(group(r"{a\}b}", 0), Some(r"a\}b"));
        assert_eq!(group("{a % }\n}", 0), Some("a % }\n"));
        assert_eq!(group(r"{\verb|}|}", 0), Some(r"\verb|}|"));
        assert_eq!(group("{a", 0), None);
        assert_eq!(group("{[a}", 0), Some("[a"));
    }

    #[test]
    fn brackets_close_each_other_within_braces() {
        let source = "[a{]}b] {[} ]";
        let structure = Structure::of(source);
        assert_eq!(structure.bracket(source, 0), Some(Span::new(1, 6)));
        assert_eq!(structure.bracket(source, 9), None);
    }

    #[test]
    fn environments_have_ends_and_verbatim_ones_hold_nothing() {
        let source = r"\begin{a}\begin{verbatim}\end{a}{\end{verbatim}\begin{b}\end{b}\end{a}";
        let structure = Structure::of(source);
        assert_eq!(structure.environment_end(0), source.rfind(r"\end{a}"));
        assert_eq!(
            structure.environment_end(source.find(r"\begin{b}").unwrap()),
            source.find(r"\end{b}")
        );
    }
}
