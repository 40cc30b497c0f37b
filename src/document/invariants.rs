//! What every layout keeps, whatever the text: checked on random and mutated texts.

use std::cmp::Reverse;

use super::token::{TokenKind, tokenize};
use super::{Document, Format, Layout, plain};
use crate::source::{Source, Span};

/// A small generator (xorshift, Marsaglia 2003), so that every run sees the same texts.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const PIECES: [&str; 60] = [
    " ", " ", " ", "  ", "\n", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "\u{A0}", "\u{2028}", ".",
    ". ", "! ", "? ", "…", "...", "\"", "\"", "“", "”", "‘", "’", "'", "'s", "«", "»", "„", "`",
    "``", "```\n", "~~~\n", "# ", "===\n", "---\n", "- ", "• ", "1. ", "2.1 ", "(a) ", "|", " | ",
    "Mr. ", "U.S. ", "a.m. ", "No. ", "5", "130,000", "-", "The ", "talks ", "Kyiv", "é",
    "e\u{301}", "東京", "。", "\u{FEFF}", "😀",
];

const STORY: &str = "Talks to “go on” for weeks\n\nBy Jane Doe\n\n\
    Mr. Lee of the U.S. said: \"It's over. We won't wait,\" and left at 5 p.m. Monday.\n\n\
    What comes next:\n\n  • ‘The troops’ morale’ (see Fig. 2)\n  • 130,000 people, 6'2\" tall\n\n\
    “I came.\n\n“I saw,” he said.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    let x = 1;\n\n\
    ```\nrun `it`\n```\n\nOlaf Scholz (Efrem Lukatsky/AP)\n";

#[track_caller]
fn check(source: &str) {
    for (format, word, _) in Format::ALL {
        let Document {
            transcript, layout, ..
        } = format.read(source);
        check_layout(transcript.text(source), &layout, word);
        for span in layout.sentences.iter().chain(&layout.paragraphs) {
            let place = transcript.source_span(*span);
            assert!(
                source.get(place.range()).is_some(),
                "{span:?} at {place:?} of {source:?} as {word}"
            );
        }
    }
}

#[track_caller]
fn check_layout(text: &str, layout: &Layout, word: &str) {
    let Layout {
        sentences,
        breaks,
        paragraphs,
        sections,
        tables,
        cells,
        labels,
        lists,
        lines,
        quotations,
        zones,
        title,
    } = layout;
    let apart = |spans: &[Span], what: &str| {
        for span in spans {
            assert!(!span.is_empty(), "{what} empty in {text:?}");
            assert!(
                text.get(span.range()).is_some(),
                "{what} {span:?} in {text:?}"
            );
        }
        for pair in spans.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{what} {pair:?} in {text:?}");
        }
    };
    apart(sentences, "sentences");
    apart(paragraphs, "paragraphs");
    apart(tables, "tables");
    for cell in cells {
        assert!(
            text.get(cell.span.range()).is_some(),
            "{cell:?} in {text:?}"
        );
        assert!(cell.rows > 0 && cell.columns > 0, "{cell:?} in {text:?}");
    }
    assert!(
        cells.is_sorted_by_key(|cell| cell.span.start),
        "cells of {text:?}"
    );
    for (index, cell) in cells.iter().enumerate() {
        let table = layout
            .table_at(cell.span.start)
            .expect("a cell is in a table");
        assert!(
            labels.rows_of(table).contains(&labels.row(index)),
            "{cell:?} in {text:?}"
        );
        assert!(
            labels.columns_of(table).contains(&labels.column(index)),
            "{cell:?} in {text:?}"
        );
        for label in labels.of_row(index).iter().chain(labels.of_column(index)) {
            let label = *label as usize;
            assert!(
                label != index && labels.names(label) != super::Names::Nothing,
                "{text:?}"
            );
        }
    }
    apart(lists, "lists");
    for (index, spans) in zones.iter().enumerate() {
        if index == super::Zone::Code as usize {
            continue;
        }
        apart(spans, "zone");
    }
    apart(&zones[super::Zone::Code as usize], "code");
    let visible = text.chars().filter(|c| !c.is_whitespace()).count();
    for (spans, what) in [(sentences, "sentences"), (paragraphs, "paragraphs")] {
        let held: usize = spans
            .iter()
            .map(|span| {
                text[span.range()]
                    .chars()
                    .filter(|c| !c.is_whitespace())
                    .count()
            })
            .sum();
        assert_eq!(held, visible, "{what} of {text:?} as {word}: {spans:?}");
    }
    for sentence in sentences {
        let paragraph = paragraphs[layout.paragraph_at(sentence.start)];
        assert!(
            sentence.end <= paragraph.end,
            "sentence over paragraphs in {text:?}"
        );
    }
    assert!(
        breaks.windows(2).all(|pair| pair[0] < pair[1]),
        "breaks of {text:?}"
    );
    for at in breaks {
        let sentence = sentences[layout.sentence_at(*at)];
        assert!(
            sentence.start < *at && *at < sentence.end,
            "break {at} in {text:?}"
        );
        assert!(text.is_char_boundary(*at as usize));
    }
    assert_eq!(lines, Source::new("", text).line_starts());
    assert_eq!(sections.is_empty(), visible == 0, "sections of {text:?}");
    for section in sections {
        assert!(
            text.get(section.span.range())
                .is_some_and(|words| !words.is_empty())
        );
        assert!(text.get(section.heading.range()).is_some());
        assert!(
            section.span.join(section.heading) == section.span,
            "{section:?} in {text:?}"
        );
    }
    assert!(
        sections
            .windows(2)
            .all(|pair| pair[0].span.start < pair[1].span.start)
    );
    for (index, quotation) in quotations.iter().enumerate() {
        assert!(
            text.get(quotation.outer.range()).is_some()
                && text.get(quotation.inner.range()).is_some()
        );
        assert!(
            quotation.outer.join(quotation.inner) == quotation.outer,
            "{quotation:?} in {text:?}"
        );
        if let Some(next) = quotations.get(index + 1) {
            let (outer, inner) = (quotation.outer, next.outer);
            // A block quotation may begin with the mark of one inside it.
            let in_order = (outer.start, Reverse(outer.end)) < (inner.start, Reverse(inner.end));
            assert!(in_order, "{text:?}");
            let nested = inner.end <= outer.end;
            assert!(
                nested || inner.start >= outer.end,
                "crossing {outer:?} {inner:?} in {text:?}"
            );
        }
    }
    assert!(title.is_none_or(|title| {
        text.get(title.range())
            .is_some_and(|words| !words.is_empty())
    }));
    check_tokens(text, Span::new(0, text.len() as u32));
    for sentence in sentences {
        check_tokens(text, *sentence);
    }
}

#[track_caller]
fn check_tokens(text: &str, span: Span) {
    let mut tokens = Vec::new();
    tokenize(text, span, &mut tokens);
    let mut reached = span.start;
    for token in tokens {
        assert!(
            reached <= token.span.start && token.span.end <= span.end,
            "{text:?}"
        );
        let words = text.get(token.span.range()).unwrap_or_default();
        assert!(!words.is_empty(), "{text:?}");
        match token.kind {
            TokenKind::Sign => assert_eq!(words.chars().count(), 1, "{words:?}"),
            TokenKind::Number => assert!(words.starts_with(|c: char| c.is_ascii_digit())),
            TokenKind::Word => assert!(words.starts_with(char::is_alphanumeric), "{words:?}"),
            TokenKind::Possessive => assert!(words.starts_with(['\'', '’'])),
        }
        reached = token.span.end;
    }
}

/// A piece of plain text, or as often one of the markup.
fn piece(random: &mut Random, markup: &[&'static str]) -> &'static str {
    let pieces = if random.below(2) == 0 {
        &PIECES
    } else {
        markup
    };
    pieces[random.below(pieces.len())]
}

pub(super) fn check_random(seed: u64, markup: &[&'static str]) {
    let mut random = Random(seed);
    for _ in 0..2000 {
        let pieces = random.below(40);
        let text: String = (0..pieces).map(|_| piece(&mut random, markup)).collect();
        check(&text);
    }
}

pub(super) fn check_mutated(seed: u64, markup: &[&'static str], story: &str) {
    let mut random = Random(seed);
    check(story);
    for _ in 0..500 {
        let mut text = story.to_owned();
        for _ in 0..1 + random.below(6) {
            let at = text.floor_char_boundary(random.below(text.len()));
            let to = text.ceil_char_boundary((at + random.below(12)).min(text.len()));
            text.replace_range(at..to, piece(&mut random, markup));
        }
        check(&text);
    }
}

#[test]
fn layouts_of_random_texts_are_sound() {
    check_random(0x9E37_79B9_7F4A_7C15, &PIECES);
}

#[test]
fn layouts_of_mutated_texts_are_sound() {
    check_mutated(0x2545_F491_4F6C_DD1D, &PIECES, STORY);
}

#[test]
fn layouts_of_html_are_sound() {
    let pieces: Vec<&str> = HTML.split('¦').collect();
    check_random(0x1122_3344_5566_7788, &pieces);
    check_mutated(0x2233_4455_6677_8899, &pieces, PAGE);
}

/// Pieces of HTML, between bars.
const HTML: &str = "<¦</¦>¦</>¦/>¦<!--¦-->¦&amp;¦&nbsp;¦&shy;¦&notit;¦&#x¦<title>¦</title>¦<p>¦</p>¦\
    <h1>¦</h1>¦<h2>¦<div>¦</div>¦<br>¦<ul>¦</ul>¦<li>¦<dl>¦<dt>¦<dd>¦<b>¦</b>¦<a href='#x'>¦</a>¦<q>¦</q>¦\
    <blockquote>¦</blockquote>¦<code>¦</code>¦<pre>¦</pre>¦<table>¦</table>¦<caption>¦<thead>¦<tr>¦</tr>¦\
    <td>¦</td>¦<th colspan=2>¦<td rowspan=3>¦<del>¦</del>¦<nav>¦</nav>¦<main>¦<hr>¦<sup>¦</sup>¦\
    <figcaption>¦</figcaption>¦<aside class=footnote>¦<script>¦</script>¦<img alt='a fire at sea'>¦\
    <meta name=description content='14 people'>¦<html lang=en>";

const PAGE: &str = "<!doctype html><html lang=en><title>Talks &mdash; Post</title>\
    <meta name=description content='A &amp; B'><nav><ul><li><a href=/>Home</a></ul></nav>\
    <main><h1>Talks <em>go on</em><a href='#t'>¶</a></h1><p>He said: <q>It's <q>over</q>.</q><br>\
    <br>130,000<sup>1</sup> people, 12 m<sup>2</sup><p>Run <code>cargo <b>test</b></code>.\
    <pre><code>let x = 1;\n\n  y</code></pre><pre>a\n\nb</pre><ul><li>one<ul><li>two</ul>more<li><p>\
    three<p>four</ul><blockquote><p>We go.<p>Now.</blockquote><table><caption>Dead</caption><thead>\
    <tr><td>a<td>b<tbody><tr><th rowspan=2>c<td><p>d</p>e<tr><td colspan=9>f</table><table><tr><td>\
    <h2>g</h2><td><del>12</del> 14</table><figure><img alt='fire in the port'><figcaption>h\
    </figcaption></figure><section class=footnotes><ol><li>Later 14.</ol></section></main>";

/// One piece of a markup again and again: what it opens is never closed, and nested without end.
pub(super) fn check_long(format: Format, markup: &[&str]) {
    for unit in markup {
        let text = unit.repeat((1 << 17) / unit.len());
        assert!(format.read(&text).layout.paragraphs.len() <= text.len());
    }
}

/// Text without any of the places a reader hopes for. At this length quadratic work would not
/// end in the time a test is given.
#[test]
fn a_long_text_of_one_thing_is_read() {
    let units = [
        "\"",
        "'",
        "“",
        "‘",
        "’",
        "`",
        "``` \n",
        "`` ` ",
        ".",
        ". ",
        "…",
        "\n",
        "\r",
        " ",
        "\t",
        "1",
        "1.",
        "a",
        "é",
        "东",
        "a ",
        "A. ",
        "- ",
        "# ",
        "|",
        "|\n",
        "- \n",
        "a  b\n",
        "U.S. ",
        "(",
        "« ",
        " \"a",
        " ‘a",
        "s’ ",
        "\n\n“a",
        "\n\"a",
        "===\n",
        "a\n===\n",
        "~~~\na\n",
        "--- ---\n",
        "|-|\n",
        "|-|\na\n",
        "a  b\n---\n",
        "a\tb\n",
        "a  b\n\n",
    ];
    for unit in units {
        let text = unit.repeat((1 << 18) / unit.len());
        let layout = plain::read(&text);
        assert!(layout.paragraphs.len() <= text.len());
        let mut tokens = Vec::new();
        tokenize(&text, Span::new(0, text.len() as u32), &mut tokens);
    }
}
