//! What a single line of plain text looks like: a marker, a rule, a row, a heading, a caption.

use super::abbreviation;
use super::sentence;

/// The columns of white space before a line's text; a tab goes on to the next multiple of 4.
pub(super) fn indent(line: &str) -> usize {
    let mut columns = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// How list items are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet that is nothing else: "•".
    Bullet,
    /// A sign that can also stand in prose: "-", "*", "+", "–".
    Sign,
    /// A number or a letter with a point or a bracket: "1.", "2)", "(a)".
    Number,
}

/// The marker of a list item at the start of a line, which is followed by text.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let line = line.trim_start();
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let spaced = |rest: &str| rest.starts_with([' ', '\t', '\u{A0}']) && !rest.trim().is_empty();
    match first {
        '•' | '‣' | '◦' | '▪' | '●' | '○' | '■' | '·' => {
            (!rest.trim().is_empty()).then_some(Marker::Bullet)
        }
        '-' | '*' | '+' | '–' => spaced(rest).then_some(Marker::Sign),
        '(' => {
            let (label, rest) = rest.split_once(')')?;
            (is_label(label) && spaced(rest)).then_some(Marker::Number)
        }
        _ => {
            let end = line
                .bytes()
                .take(5)
                .position(|b| matches!(b, b'.' | b')'))?;
            let label = &line[..end];
            let numbered = label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit());
            let bracket = line[end..].starts_with(')');
            ((numbered || (bracket && is_label(label)))
                && !label.is_empty()
                && spaced(&line[end + 1..]))
            .then_some(Marker::Number)
        }
    }
}

/// A number of at most three digits, a single letter, or a small Roman numeral.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 4
        && (label.bytes().all(|b| b.is_ascii_digit())
            || (label.len() == 1 && label.bytes().all(|b| b.is_ascii_alphabetic()))
            || label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

/// The fence of a code block at the start of a line: its sign and how often it stands there.
pub(super) fn fence(line: &str) -> Option<(u8, usize)> {
    let line = line.trim_start().as_bytes();
    let sign = *line.first().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = line.iter().take_while(|b| **b == sign).count();
    // Backticks further on make it inline code (CommonMark, 4.5).
    (length >= 3 && !(sign == b'`' && line[length..].contains(&b'`'))).then_some((sign, length))
}

/// The level a line of "=" or "-" gives to the heading above it.
pub(super) fn underline(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = |sign: u8| line.len() >= 3 && line.bytes().all(|b| b == sign);
    if all(b'=') {
        Some(1)
    } else if all(b'-') {
        Some(2)
    } else {
        None
    }
}

/// The level and the words of a heading marked with "#", as offsets in the line.
pub(super) fn marked_heading(line: &str) -> Option<(u8, usize, usize)> {
    let start = line.len() - line.trim_start().len();
    let level = line[start..]
        .bytes()
        .take(7)
        .take_while(|b| *b == b'#')
        .count();
    let rest = &line[start + level..];
    if !(1..=6).contains(&level) || start > 3 || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let words = rest.trim_start();
    let from = line.len() - words.len();
    let words = words.trim_end().trim_end_matches('#').trim_end();
    (!words.is_empty()).then_some((level as u8, from, from + words.len()))
}

/// What stands between the columns of a line, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// Bars.
    Bars(usize),
    /// Tabs.
    Tabs(usize),
    /// Two or more spaces.
    Gaps(usize),
}

/// A longer line is no row of a table.
const LONGEST_ROW: usize = 4096;

/// The columns of a line, if it has more than one.
pub(super) fn columns(line: &str) -> Option<Columns> {
    if line.len() > LONGEST_ROW {
        return None;
    }
    let row = line;
    let line = line.trim();
    let bytes = line.as_bytes();
    if memchr::memchr2(b'|', b'\t', bytes).is_some() {
        let count = |sign: u8, text: &str| memchr::memchr_iter(sign, text.as_bytes()).count();
        let bars = count(b'|', line);
        return Some(if bars > 0 {
            Columns::Bars(bars)
        } else {
            // At the ends of a row, too, they stand beside cells, which are empty.
            Columns::Tabs(count(b'\t', row))
        });
    }
    let mut gaps = 0;
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"  ") {
        let start = at + found;
        at = start + bytes[start..].iter().take_while(|b| **b == b' ').count();
        // Two spaces after a sentence are an old habit of typists.
        let before = line[..start].trim_end_matches(['"', '\'', '”', '’', ')']);
        if !before.ends_with(['.', '!', '?', ':']) {
            gaps += 1;
        }
    }
    (gaps > 0).then_some(Columns::Gaps(gaps))
}

/// Whether a line only parts the rows of a table: "|---|:-:|", "+===+", "-----  -----".
pub(super) fn is_rule_of_table(line: &str) -> bool {
    let line = line.trim();
    let dashes = line.bytes().filter(|b| matches!(b, b'-' | b'=')).count();
    line.len() <= LONGEST_ROW
        && (dashes >= 3 || (dashes > 0 && line.contains('|')))
        && line
            .bytes()
            .all(|b| matches!(b, b'-' | b'=' | b'+' | b'|' | b':' | b' '))
}

/// A longer line, in characters, is no heading.
const LONGEST_HEADING: u32 = 80;
/// A heading without any mark has at most this many words.
const MOST_WORDS: usize = 10;
/// A longer first line, in characters, is no title.
const LONGEST_TITLE: u32 = 300;

/// Whether the first line of a text can be its title: not a full sentence, nothing else.
pub(super) fn is_title(line: &str) -> bool {
    let line = line.trim();
    let stopped = line.ends_with('.') && !line.ends_with("..");
    line.contains(char::is_alphabetic)
        && sentence::length(line) <= LONGEST_TITLE
        && !stopped
        && !line.ends_with([',', ';', ':'])
        && !line.contains("://")
        && sentence::count(line) == 1
}

/// The level and the words (as offsets in the line) of a line between blank lines that looks
/// like a heading. `lead` says that a list or a quotation follows, so that a colon leads to it.
pub(super) fn heading(line: &str, lead: bool) -> Option<(u8, usize, usize)> {
    let trimmed = line.trim();
    let length = sentence::length(trimmed);
    if length > LONGEST_HEADING || !trimmed.contains(char::is_alphabetic) {
        return None;
    }
    let from = line.len() - line.trim_start().len();
    let to = from + trimmed.len();
    const STOPS: [char; 11] = ['.', ',', ';', '!', '?', '…', '"', '”', '。', '！', '？'];
    if trimmed.ends_with(STOPS)
        || trimmed.starts_with(['"', '“'])
        || trimmed.contains("://")
        || trimmed.contains(['@', '|'])
    {
        // Prose, a link, or a byline; capitals alone still make a heading.
        return (is_capitals(trimmed) && trimmed.ends_with(['!', '?'])).then_some((2, from, to));
    }
    if let Some((depth, skip)) = numbering(trimmed) {
        return Some((depth + 1, from + skip, to));
    }
    if is_capitals(trimmed) {
        return Some((2, from, to));
    }
    let words = trimmed.split_whitespace().count();
    if let Some(head) = trimmed.strip_suffix(':') {
        let last = head.rsplit(' ').next().unwrap_or_default();
        let leads = lead || SPEECH.contains(&last);
        return (!leads && words <= MOST_WORDS).then_some((2, from, from + head.trim_end().len()));
    }
    let capital = trimmed.starts_with(char::is_uppercase);
    (capital
        && !lead
        && words <= MOST_WORDS
        && !is_dateline(trimmed)
        && sentence::count(trimmed) == 1)
        .then_some((2, from, to))
}

/// Words before a colon that introduce speech.
const SPEECH: [&str; 12] = [
    "said", "says", "added", "asked", "wrote", "told", "stated", "reads", "read", "reported",
    "tweeted", "follows",
];

/// The depth of "2." or "2.1" at the start of a heading, and the bytes up to its words.
pub(super) fn numbering(line: &str) -> Option<(u8, usize)> {
    let end = line.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let label = &line[..end];
    let words = line[end..].trim_start();
    let parts = label.trim_end_matches('.');
    let numbered = !parts.is_empty()
        && (label.contains('.'))
        && parts.split('.').all(|part| (1..=3).contains(&part.len()))
        && line[end..].starts_with(char::is_whitespace)
        && words.starts_with(char::is_uppercase);
    let depth = parts.split('.').count().min(5) as u8;
    numbered.then_some((depth, line.len() - words.len()))
}

/// Whether a line is set in capitals.
fn is_capitals(line: &str) -> bool {
    line.chars().filter(|c| c.is_uppercase()).count() >= 4 && !line.chars().any(char::is_lowercase)
}

/// Bylines, datelines and dates: "By Jane Doe", "Monday, 13 October 2025", "KYIV, 14 October".
fn is_dateline(line: &str) -> bool {
    if ["By ", "Updated", "Published", "Posted", "Date:"]
        .iter()
        .any(|start| line.starts_with(start))
    {
        return true;
    }
    let dated = line.split(|c: char| !c.is_alphabetic()).any(|word| {
        word.len() >= 3
            && abbreviation::follows_clock(word)
            && !word.bytes().all(|b| b.is_ascii_uppercase())
    });
    dated && line.contains(|c: char| c.is_ascii_digit())
}

/// Whether a line between blank lines is a caption or ends with a picture credit.
pub(super) fn is_caption(line: &str) -> bool {
    const LONGEST: usize = 1024;
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    is_label_of_figure(line) || has_credit_after_bar(line) || has_credit_in_brackets(line)
}

/// "Figure 2. …", "Photo: …", "Photo by …".
fn is_label_of_figure(line: &str) -> bool {
    const FIGURES: [&str; 9] = [
        "Figure", "Fig.", "Table", "Chart", "Map", "Plate", "Graph", "Exhibit", "Photo",
    ];
    const CREDITS: [&str; 10] = [
        "Photo:",
        "Photos:",
        "Photograph:",
        "Image:",
        "Images:",
        "Picture:",
        "Photo by ",
        "Photo credit",
        "Photo Credit",
        "Image credit",
    ];
    if CREDITS.iter().any(|credit| line.starts_with(credit)) {
        return true;
    }
    FIGURES.iter().any(|figure| {
        line.strip_prefix(figure).is_some_and(|rest| {
            let number = rest.trim_start();
            let tail = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
            number.len() < rest.len()
                && tail.len() < number.len()
                && (tail.starts_with([':', '—', '–']) || tail.starts_with(". "))
        })
    })
}

/// "… | Photo Credit: AP".
fn has_credit_after_bar(line: &str) -> bool {
    line.rsplit_once('|').is_some_and(|(_, credit)| {
        let credit = credit.trim_start();
        ["Photo", "Image", "Picture", "Credit"]
            .iter()
            .any(|word| credit.starts_with(word))
    })
}

/// "Vladimir Putin (Aleksey Nikolsky, Sputnik, Kremlin/AP)".
fn has_credit_in_brackets(line: &str) -> bool {
    const AGENCIES: [&str; 18] = [
        "AAP",
        "AFP",
        "ANSA",
        "AP",
        "Associated Press",
        "DPA",
        "EPA",
        "Getty",
        "Getty Images",
        "NASA",
        "PA",
        "Reuters",
        "REUTERS",
        "Shutterstock",
        "Sputnik",
        "TASS",
        "UPI",
        "Xinhua",
    ];
    let Some((words, credit)) = line
        .strip_suffix(')')
        .and_then(|line| line.rsplit_once('('))
    else {
        return false;
    };
    !words.trim().is_empty()
        && credit
            .split(['/', ',', ';'])
            .map(str::trim)
            .any(|part| AGENCIES.contains(&part) || part.starts_with("Photo"))
}
