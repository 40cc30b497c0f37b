//! Random reports: whatever the places and texts are, rendering holds its promises.

use serde_json::Value;

use crate::diag::Diagnostic;
use crate::finding::Severity;
use crate::render::sample::Sample;
use crate::render::{Format, Style};
use crate::source::{Place, SourceId, Span};

/// How many reports are made.
const REPORTS: usize = 20_000;

/// No line of the human report is longer, in characters: the widest message and row together.
const LONGEST_LINE: usize = 3_000;

/// Pieces the texts are made of: words, scripts of all widths, marks, emoji, line ends, and
/// whatever acts on a terminal.
const PIECES: [&str; 31] = [
    "150,000",
    "troops ",
    " ",
    " said ",
    "“No,”",
    "é",
    "e\u{301}",
    "\u{301}",
    "日本",
    "軍隊",
    "אבג",
    "👩\u{200d}🚀",
    "👍\u{1f3fd}",
    "🇺🇦",
    "❤\u{fe0f}",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u{1b}[31m",
    "\u{7}",
    "\0",
    "\u{9b}",
    "\u{202e}",
    "\u{200b}",
    "\u{2028}",
    "::error::",
    "#",
    "vso",
    "[",
];

/// Numbers from a fixed start (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn text(&mut self, most: usize) -> String {
        let pieces = self.below(most + 1);
        (0..pieces)
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect()
    }

    /// A place in one of the texts, which have that many bytes; sometimes past its end.
    fn place(&mut self, files: &[(SourceId, usize)]) -> Place {
        let (source, bytes) = files[self.below(files.len())];
        let start = self.below(bytes + 4);
        let length = [0, 1, 7, 40, 400][self.below(5)];
        let end = start + self.below(length + 1);
        Place::new(source, Span::new(start as u32, end as u32))
    }

    fn sample(&mut self) -> Sample {
        let mut sample = Sample::new();
        let files: Vec<(SourceId, usize)> = (0..1 + self.below(3))
            .map(|_| {
                let longest = [0, 3, 30, 300][self.below(4)];
                let text = self.text(longest);
                let name = format!("{}.md", self.text(3));
                (sample.plain(&name, &text), text.len())
            })
            .collect();
        for _ in 0..1 + self.below(2) {
            let labels: Vec<(Place, String)> = (0..1 + self.below(5))
                .map(|_| (self.place(&files), self.text(4)))
                .collect();
            let labels: Vec<(Place, &str)> = labels
                .iter()
                .map(|(place, text)| (*place, text.as_str()))
                .collect();
            let message = self.text(8);
            let finding = sample.finding(&message, &labels);
            finding.severity = Severity::ALL[self.below(3)];
            finding.notes = (0..self.below(2)).map(|_| self.text(6)).collect();
            finding.help = (self.below(2) == 0).then(|| self.text(6));
        }
        let mut problem = Diagnostic::error(self.text(8));
        for _ in 0..self.below(3) {
            problem = problem.at(self.place(&files), self.text(3));
        }
        sample.report.problems.push(problem.note(self.text(3)));
        sample.idle("r\u{202e}\n", &self.text(5));
        sample
    }
}

#[test]
fn random_reports_keep_the_promises_of_every_format() {
    let mut random = Random(1);
    for _ in 0..REPORTS {
        let sample = random.sample();
        let style = Style {
            width: 20 + random.below(160),
            color: false,
            summary: true,
        };
        let human =
            sample.render(Format::Human, style) + &sample.render_problems(Format::Human, style);
        assert_harmless(&human);
        for line in human.lines() {
            assert!(begins_with_our_own(line), "{line:?} in\n{human}");
        }
        let short =
            sample.render(Format::Short, style) + &sample.render_problems(Format::Short, style);
        assert_harmless(&short);
        assert_eq!(short.lines().count(), sample.report.findings.len() + 1);
        assert_places_are_true(&sample, &sample.render(Format::Json, style));
    }
}

#[test]
fn rendering_does_not_walk_along_a_long_line_for_every_finding() {
    let mut sample = Sample::new();
    // Counting the columns of 20,000 findings from the start of a line of 9 MB would be
    // 90 billion characters; the test would take minutes.
    let words = 1_000_000;
    let text = "é 60 men ".repeat(words);
    let file = sample.plain("a.md", &text);
    for at in (0..words).step_by(50) {
        let start = (at * 10 + 3) as u32;
        let place = Place::new(file, Span::new(start, start + 2));
        sample.finding("m", &[(place, "x")]);
    }
    let human = sample.render(Format::Human, Style::default());
    // The last one starts after 999,950 times 9 characters and 2 more.
    assert!(human.contains("┌─ a.md:1:8999553\n"));
    let short = sample.render(Format::Short, Style::default());
    assert!(short.ends_with("a.md:1:8999553: error[troop-count]: m\n"));
}

#[test]
fn a_finding_with_thousands_of_places_is_drawn_once() {
    let mut sample = Sample::new();
    let places = sample.text("a.md", &"⟦60⟧ men and ".repeat(5_000));
    let labels: Vec<(Place, &str)> = places.iter().map(|place| (*place, "x")).collect();
    sample.finding("m", &labels);
    let human = sample.render(Format::Human, Style::default());
    assert!(human.lines().count() < 40, "{human}");
    assert!(human.contains("and 4,983 more places\n"));
}

/// No control or bidirectional character reaches a terminal, and no line is without end.
fn assert_harmless(text: &str) {
    let harmful = |c: char| {
        c != '\n' && c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    assert!(!text.contains(harmful), "{text:?}");
    for line in text.lines() {
        assert!(line.chars().count() <= LONGEST_LINE, "{line:?}");
        assert!(!line.trim_start().starts_with("::"), "{line:?}");
        assert!(
            !line.contains("##[") && !line.contains("##vso["),
            "{line:?}"
        );
        assert!(!line.ends_with("│ "), "{line:?}");
    }
}

/// Whether a line of the human report begins with words of the report itself.
fn begins_with_our_own(line: &str) -> bool {
    let gutter = line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
    let words = [
        "error",
        "warning",
        "note",
        "idle: ",
        "found ",
        "no findings ",
    ];
    line.is_empty()
        || words.iter().any(|word| line.starts_with(word))
        || ["│", "┌─ ", "·", "= "]
            .iter()
            .any(|mark| gutter.starts_with(mark))
}

/// Every place in the JSON: its text is the bytes it names, and its lines and columns are those
/// of a count from the start of the text.
fn assert_places_are_true(sample: &Sample, json: &str) {
    let report: Value = serde_json::from_str(json).unwrap();
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.len(), sample.report.findings.len());
    for (object, finding) in findings.iter().zip(&sample.report.findings) {
        let labels =
            std::iter::once(&object["primary"]).chain(object["related"].as_array().unwrap());
        let truths = std::iter::once(&finding.primary).chain(&finding.related);
        assert_eq!(labels.clone().count(), truths.clone().count());
        for (label, truth) in labels.zip(truths) {
            assert_place_is_true(label, sample, truth.place);
        }
    }
}

fn assert_place_is_true(label: &Value, sample: &Sample, place: Place) {
    let source = sample.sources.get(place.source);
    let number = |key: &str| label[key].as_u64().unwrap() as usize;
    let (start, end) = (number("byte_start"), number("byte_end"));
    assert_eq!(label["file"], source.name());
    assert_eq!(label["text"], &source.text()[start..end]);
    assert!(start <= place.span.start as usize);
    assert_eq!(
        (number("line"), number("column")),
        counted(source.text(), start)
    );
    assert_eq!(
        (number("end_line"), number("end_column")),
        counted(source.text(), end)
    );
}

/// The line and column of a byte, counted by cutting the text at every line end.
fn counted(text: &str, byte: usize) -> (usize, usize) {
    // A CR LF that the byte cuts in two is still one line end.
    let inside = text[..byte].ends_with('\r') && text[byte..].starts_with('\n');
    let before = text[..byte].replace("\r\n", "\n");
    let (before, extra) = match before.strip_suffix('\r') {
        Some(before) if inside => (before, 1),
        Some(_) | None => (before.as_str(), 0),
    };
    let lines: Vec<&str> = before.split(['\n', '\r']).collect();
    let last = lines.last().unwrap().chars().count();
    (lines.len(), last + extra + 1)
}
