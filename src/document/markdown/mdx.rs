//! MDX without what is not Markdown in it.
//!
//! The syntax is that of [MDX 3](https://mdxjs.com/docs/what-is-mdx/): `import` and `export`
//! after a blank line, `{expressions}`, and tags of JSX. Plain tags such as `<b>` and `<br />`
//! are left in, as Markdown has them too.

use super::super::shape;
use super::Excerpt;

/// The source from `start` on without imports, exports, expressions and the tags of
/// components. What stands between two tags of a component stays, and loses the spaces by
/// which it is set in.
pub(super) fn strip(source: &str, start: usize) -> Excerpt<'_> {
    let mut stripper = Stripper {
        source,
        at: start,
        kept: start,
        excerpt: Excerpt::new(source),
        columns: Vec::new(),
        entered: None,
        fence: None,
        gives_up: false,
    };
    stripper.strip();
    stripper.excerpt
}

struct Stripper<'s> {
    source: &'s str,
    at: usize,
    /// What stands before this byte is in the excerpt, or left out.
    kept: usize,
    excerpt: Excerpt<'s>,
    /// For each component that is open, how many spaces its lines lose.
    columns: Vec<usize>,
    /// By how many spaces the tag was set in that opened the last component, until its first
    /// line comes.
    entered: Option<usize>,
    /// The sign of the fence of the code that is read, and how often it stands there.
    fence: Option<(u8, usize)>,
    /// Whether something was met that nothing closes. Then the rest is taken as it is.
    gives_up: bool,
}

impl<'s> Stripper<'s> {
    fn strip(&mut self) {
        let mut after_blank = true;
        while self.at < self.source.len() {
            let line = line(self.source, self.at);
            let is_blank = line.trim().is_empty();
            if is_blank {
                self.at += line.len();
            } else if self.fence.is_some() || shape::fence(line).is_some() {
                self.read_code(line);
            } else if after_blank && !self.gives_up && is_script(line) {
                match script_length(&self.source[self.at..]) {
                    Some(length) => self.leave_out(self.at + length),
                    None => self.gives_up = true,
                }
                // The blank line that ends it is left out with it.
                continue;
            } else {
                self.read_line(line);
            }
            after_blank = is_blank;
        }
        self.leave_out(self.source.len());
    }

    /// Keeps what was read, and leaves out what comes before `end`.
    fn leave_out(&mut self, end: usize) {
        self.excerpt.add(self.kept..self.at);
        self.kept = end;
        self.at = end;
    }

    /// Leaves out the spaces by which the component around a line sets it in. Gives how many
    /// spaces it begins with.
    fn set_out(&mut self, line: &str) -> usize {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(columns) = self.columns.last_mut() {
            if let Some(tag) = self.entered.take() {
                *columns += indent.saturating_sub(tag);
            }
            let columns = (*columns).min(indent);
            self.excerpt.add(self.kept..self.at);
            self.kept = self.at + columns;
        }
        indent
    }

    /// Steps over a line of code or a fence.
    fn read_code(&mut self, line: &str) {
        self.set_out(line);
        self.at += line.len();
        let Some((sign, length)) = self.fence else {
            self.fence = shape::fence(line);
            return;
        };
        let closing = line.trim();
        if closing.len() >= length && closing.bytes().all(|b| b == sign) {
            self.fence = None;
        }
    }

    /// Steps over a line, and to the end of what begins in it.
    fn read_line(&mut self, line: &str) {
        let indent = self.set_out(line);
        self.at += indent;
        let bytes = self.source.as_bytes();
        // How many components it opens and does not close.
        let mut opened = 0_isize;
        let mut has_words = false;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\n' => {
                    self.at += 1;
                    break;
                }
                b'\\' if matches!(bytes.get(self.at + 1), Some(b'{' | b'<' | b'`' | b'\\')) => {
                    self.at += 2;
                    has_words = true;
                }
                b'`' => {
                    self.at += code_length(&self.source[self.at..]);
                    has_words = true;
                }
                b'{' if !self.gives_up => match braces_length(&self.source[self.at..]) {
                    Some(length) => self.leave_out(self.at + length),
                    None => self.gives_up = true,
                },
                b'<' if !self.gives_up => match tag(&self.source[self.at..]) {
                    Some(Tag {
                        length,
                        component: Some(change),
                    }) => {
                        self.leave_out(self.at + length);
                        opened += change;
                    }
                    Some(Tag {
                        length,
                        component: None,
                    }) => {
                        self.at += length;
                        has_words = true;
                    }
                    None => self.gives_up = true,
                },
                _ => {
                    self.at += 1;
                    has_words |= !byte.is_ascii_whitespace();
                }
            }
        }
        if has_words {
            return;
        }
        for _ in 0..opened {
            let around = self.columns.last().copied().unwrap_or_default();
            self.columns.push(around);
            self.entered = Some(indent);
        }
        for _ in opened..0 {
            self.columns.pop();
        }
    }
}

/// The line that begins at a byte, with its end.
fn line(source: &str, at: usize) -> &str {
    let rest = &source[at..];
    let end = memchr::memchr(b'\n', rest.as_bytes());
    &rest[..end.map_or(rest.len(), |end| end + 1)]
}

/// Whether a line begins with a statement of JavaScript that MDX knows.
fn is_script(line: &str) -> bool {
    ["import", "export"].iter().any(|word| {
        line.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with([' ', '{', '*', '"', '\'']))
    })
}

/// The length of inline code, or of backticks that open none.
fn code_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let run = |at: usize| bytes[at..].iter().take_while(|b| **b == b'`').count();
    let length = run(0);
    let mut at = length;
    while let Some(found) = memchr::memchr2(b'`', b'\n', &bytes[at..]) {
        at += found;
        if bytes[at] == b'\n' {
            at += 1;
            if line(text, at).trim().is_empty() {
                break;
            }
            continue;
        }
        let closing = run(at);
        at += closing;
        if closing == length {
            return at;
        }
    }
    length
}

/// A tag at the start of a text.
struct Tag {
    /// Its length.
    length: usize,
    /// 1 if it opens a component, -1 if it closes one, 0 if it is one; `None` for what
    /// Markdown has too.
    component: Option<isize>,
}

/// The tag, or else the sign, that a text begins with; `None` for a tag that does not end.
fn tag(text: &str) -> Option<Tag> {
    let bytes = text.as_bytes();
    let closes = bytes.get(1) == Some(&b'/');
    let start = 1 + usize::from(closes);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-');
    let rest = &text[start..];
    let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    let mut at = start + name.len();
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'));
    let is_fragment = name.is_empty() && bytes.get(at) == Some(&b'>');
    // An address in angle brackets has a colon or a sign such as "@" after its first word.
    let ends = matches!(
        bytes.get(at),
        Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')
    );
    if !(is_name && ends || is_fragment) {
        let component = None;
        return Some(Tag {
            length: 1,
            component,
        });
    }
    let mut is_component =
        is_fragment || name.contains('.') || !name.starts_with(|c: char| c.is_lowercase());
    loop {
        match bytes.get(at)? {
            b'>' => break,
            b'{' => {
                at += braces_length(&text[at..])?;
                is_component = true;
            }
            quote @ (b'"' | b'\'') => at += 2 + memchr::memchr(*quote, &bytes[at + 1..])?,
            _ => at += 1,
        }
    }
    let change = match (closes, bytes[at - 1] == b'/') {
        (true, _) => -1,
        (false, true) => 0,
        (false, false) => 1,
    };
    Some(Tag {
        length: at + 1,
        component: is_component.then_some(change),
    })
}

/// The length of the expression in braces that a text begins with.
fn braces_length(text: &str) -> Option<usize> {
    let mut script = Script::new(text);
    script.step()?;
    while script.depth > 0 {
        script.step()?;
    }
    Some(script.at)
}

/// The length of the statements that a text begins with, up to a blank line that is in no
/// brackets.
fn script_length(text: &str) -> Option<usize> {
    let mut script = Script::new(text);
    loop {
        match script.step() {
            Some(b'\n') if script.depth == 0 && line(text, script.at).trim().is_empty() => {
                return Some(script.at);
            }
            Some(_) => {}
            None => return (script.depth == 0).then_some(text.len()),
        }
    }
}

/// JavaScript, as far as brackets are concerned.
struct Script<'t> {
    text: &'t str,
    at: usize,
    /// How many brackets are open.
    depth: usize,
}

impl<'t> Script<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// Steps over a string, a comment or a byte. Gives its first byte.
    fn step(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let first = *rest.first()?;
        let length = match first {
            b'{' | b'(' | b'[' => {
                self.depth += 1;
                1
            }
            b'}' | b')' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                1
            }
            // An apostrophe between tags closes nowhere on its line.
            b'"' | b'\'' | b'`' => string_length(rest).unwrap_or(1),
            b'/' if rest.starts_with(b"//") => memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            b'/' if rest.starts_with(b"/*") => {
                memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2)
            }
            _ => 1,
        };
        self.at += length;
        Some(first)
    }
}

/// The length of the string that begins here.
fn string_length(bytes: &[u8]) -> Option<usize> {
    let quote = bytes[0];
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'\\' => at += 2,
            b'\n' if quote != b'`' => return None,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}
