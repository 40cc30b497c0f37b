//! What the reader makes of pages.

use super::super::{Document, Format, Layout, Zone};
use crate::source::Span;

fn read(source: &str) -> (Document, String) {
    let document = Format::Html.read(source);
    let text = document.transcript.text(source).to_owned();
    (document, text)
}

/// The paragraphs of a page.
fn paragraphs(source: &str) -> Vec<String> {
    spans(source, |layout| &layout.paragraphs)
}

fn zone(source: &str, zone: Zone) -> Vec<String> {
    spans(source, |layout| &layout.zones[zone as usize])
}

fn spans(source: &str, of: impl Fn(&Layout) -> &[Span]) -> Vec<String> {
    let (document, text) = read(source);
    of(&document.layout)
        .iter()
        .map(|span| text[span.range()].to_owned())
        .collect()
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(paragraphs(source), expected, "{source}");
}

/// What of the source `words` are pointed at by.
#[track_caller]
fn place<'s>(source: &'s str, words: &str) -> &'s str {
    let (document, text) = read(source);
    let start = text.find(words).expect("the words") as u32;
    let span = Span::new(start, start + words.len() as u32);
    &source[document.transcript.source_span(span).range()]
}

#[test]
fn words_are_read_without_the_markup_and_stand_in_the_source() {
    let source = "<html><body><h1>Notes</h1><p>The fire killed <b>14</b> people. The port sent\n\
                  <i>35</i>&nbsp;trucks.</p></body></html>";
    check(
        source,
        &[
            "Notes",
            "The fire killed 14 people. The port sent\n35\u{A0}trucks.",
        ],
    );
    assert_eq!(place(source, "14"), "14");
    assert_eq!(place(source, "14 people"), "14</b> people");
    assert_eq!(place(source, "35\u{A0}trucks"), "35</i>&nbsp;trucks");
}

#[test]
fn blocks_break_paragraphs_and_inline_elements_do_not() {
    check("a <b>b</b><i>c</i> <x-card>d</x-card>", &["a bc d"]);
    check("a<div>b</div>c<hr>d<section>e", &["a", "b", "c", "d", "e"]);
    check(
        "<p>a<p>b<ul><li>c<li>d<p>e</ul>f",
        &["a", "b", "c", "d", "e", "f"],
    );
    check("<div>a</div> \n <div> </div><p>&nbsp;</p>b", &["a", "b"]);
    check(
        "un<wbr>broken inter&shy;national",
        &["unbroken international"],
    );
}

#[test]
fn a_line_break_ends_a_line_and_two_end_a_paragraph() {
    check(
        "Killed: 14<br>Injured: 35",
        &["Killed: 14\u{2028}Injured: 35"],
    );
    assert_eq!(
        spans("Killed: 14<br>Injured: 35", |layout| &layout.sentences),
        ["Killed: 14", "Injured: 35"]
    );
    check("a<br>\n<br/>b<br></p>c", &["a", "b", "c"]);
    check("<h2>Fire<br>in port</h2>", &["Fire in port"]);
}

#[test]
fn headings_are_sections_and_the_first_of_the_article_is_the_title() {
    let source = "<title>Fire | Gazette</title><h1>Gazette</h1><article><header>\
                  <h1>Fire in <em>port</em></h1></header><h2>What we know</h2><p>a</article>";
    assert_eq!(
        zone(source, Zone::Headings),
        ["Gazette", "Fire in port", "What we know"]
    );
    assert_eq!(zone(source, Zone::Title), ["Fire in port"]);
    assert_eq!(zone(source, Zone::Metadata), ["Fire | Gazette"]);
    assert_eq!(zone("<title>Fire</title><p>a", Zone::Title), ["Fire"]);
}

#[test]
fn what_is_not_shown_and_the_site_around_are_left_out() {
    for left_out in [
        "<script>let n = 12;</script>",
        "<style>p { width: 12px }</style>",
        "<!-- 12 -->",
        "<template><p>12</template>",
        "<noscript>12</noscript>",
        "<select><option>12</select>",
        "<svg><text>12</text></svg>",
        "<nav><a href=/>12</a></nav>",
        "<aside><p>12</aside>",
        "<footer>12</footer>",
        "<p hidden>12</p>",
        "<div style='display: none'><p>12</div>",
        "<div class=share-buttons>12</div>",
        "<input value=12>",
        "<p title=12 data-n=12></p>",
    ] {
        check(&format!("<p>14</p>{left_out}<p>people"), &["14", "people"]);
    }
    check(
        "<p>killed <del>12</del> <ins>14</ins> <s>or 15</s>people",
        &["killed  14 people"],
    );
}

#[test]
fn the_document_is_not_left_out() {
    check("<nav>menu<main><p>14 people</main>", &["14 people"]);
    check("<del><p>12</del>14", &["14"]);
    check(
        "<article><header><h1>Fire</h1></header>14</article>",
        &["Fire", "14"],
    );
    check(
        "<blockquote>We go.<footer>Jane Doe</footer></blockquote>",
        &["We go.", "Jane Doe"],
    );
    check("<form><p>14 people</form>", &["14 people"]);
}

#[test]
fn quotations_have_marks_and_block_quotations_are_quoted() {
    let source = "<p>She said <q>he said <q>go</q> twice</q>.</p>";
    check(source, &["She said “he said ‘go’ twice”."]);
    let (document, _) = read(source);
    assert_eq!(document.layout.quotations.len(), 2);
    assert_eq!(
        place(source, "“he said ‘go’ twice”"),
        "he said <q>go</q> twice"
    );
    check("<p><q>unclosed<p>next", &["“unclosed”", "next"]);
    assert_eq!(
        zone(
            "a<blockquote><p>We go.<p>At noon.</blockquote>b",
            Zone::Quotes
        ),
        ["We go.\nAt noon."]
    );
}

#[test]
fn code_is_code_and_preformatted_text_is_text() {
    let source = "<p>Set <code>n = 12</code> once.</p><pre><code>n = 12\n\n  m = 5</code></pre>\
                  <pre>14 people\n died\n\n35 trucks</pre><pre class=language-js>x</pre>\
                  <div class=highlight><pre><span></span>y</pre></div>";
    assert_eq!(
        zone(source, Zone::Code),
        ["n = 12", "n = 12\n\n  m = 5", "x", "y"]
    );
    check(
        source,
        &[
            "Set n = 12 once.",
            "n = 12\n\n  m = 5",
            "14 people\n died",
            "35 trucks",
            "x",
            "y",
        ],
    );
    assert_eq!(zone("<code>a<p>b</p>c</code>", Zone::Code), ["a", "b", "c"]);
}

#[test]
fn a_list_with_lists_in_it_is_one_list() {
    let source = "<ul><li>a<ul><li>b</ul>c<li><p>d<p>e</ul><ol><li>f</ol>g<dl><dt>h<dd>i</dl>";
    check(source, &["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
    assert_eq!(zone(source, Zone::Lists), ["a\nb\nc\nd\ne", "f", "h\ni"]);
}

#[test]
fn tables_have_rows_cells_and_captions() {
    let source = "<table><caption>Losses</caption><thead><tr><td>Port<td>Killed</thead>\
                  <tr><th>North<td><b>14</b><tr><th>South<td><p>35</p><br>so far</table>";
    check(
        source,
        &["Losses", "Port | Killed", "North | 14", "South | 35 so far"],
    );
    assert_eq!(zone(source, Zone::Captions), ["Losses"]);
    assert_eq!(
        zone(source, Zone::Tables),
        ["Port | Killed\nNorth | 14\nSouth | 35 so far"]
    );
    let (document, text) = read(source);
    let cells: Vec<(&str, u32, u32, bool)> = document
        .layout
        .cells_of(0)
        .iter()
        .map(|cell| {
            (
                &text[cell.span.range()],
                cell.row,
                cell.column,
                cell.is_header,
            )
        })
        .collect();
    assert_eq!(
        cells,
        [
            ("Port", 0, 0, true),
            ("Killed", 0, 1, true),
            ("North", 1, 0, true),
            ("14", 1, 1, false),
            ("South", 2, 0, true),
            ("35 so far", 2, 1, false),
        ]
    );
    assert_eq!(place(source, "35"), "35");
}

#[test]
fn cells_may_span_rows_and_columns() {
    // The example of the HTML Standard, 4.9.12.1, cut down.
    let source =
        "<table><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tr><td>e<td>f<td>g</table>";
    let (document, text) = read(source);
    let columns: Vec<(&str, u32, u32)> = document
        .layout
        .cells
        .iter()
        .map(|cell| (&text[cell.span.range()], cell.row, cell.column))
        .collect();
    assert_eq!(
        columns,
        [
            ("a", 0, 0),
            ("b", 0, 1),
            ("c", 1, 1),
            ("d", 1, 2),
            ("e", 2, 0),
            ("f", 2, 1),
            ("g", 2, 2)
        ]
    );
}

#[test]
fn tables_that_lay_out_the_page_are_prose() {
    let source = "<table role=presentation><tr><td><p>a<td>b<table><tr><th>c<td>d</table></table>e";
    check(source, &["a", "b", "c | d", "e"]);
    assert_eq!(zone(source, Zone::Tables), ["c | d"]);
}

#[test]
fn words_between_the_cells_of_a_table_are_read() {
    check(
        "<table>a<tr><td>b<td>c</td>d<div>e</div><td>f</table>g",
        &["a", "b | cd", "e", "f", "g"],
    );
}

#[test]
fn notes_are_out_of_the_sentence_and_exponents_in_it() {
    check("<p>130,000<sup>1</sup> people", &["130,000 people"]);
    check(
        "<p>killed.<sup id=a><a href='#n1'>[1]</a></sup> Then",
        &["killed. Then"],
    );
    check("<p>14<sup>th</sup> of 12 m<sup>2</sup>", &["14th of 12 m²"]);
    check("<p>CO<sub>2</sub>", &["CO2"]);
    let source = "<p>12 m<sup>2</sup>";
    assert_eq!(place(source, "²"), "2");
}

#[test]
fn signs_of_links_are_no_words() {
    check("<h2>Use<a href='#use'>¶</a></h2>", &["Use"]);
    check("<h2><a href='#use'>Use</a></h2>", &["Use"]);
    check("<p>see <a href='#n'>14</a>", &["see 14"]);
    assert_eq!(
        zone("a <a href=b>c <b>d</b></a> <a name=e>f</a>", Zone::Links),
        ["c d"]
    );
}

#[test]
fn footnotes_and_captions_are_zones() {
    let source = "<figure><img alt='Fire at the port'><figcaption>The port.</figcaption></figure>\
                  <p>a</p><section class=footnotes role=doc-endnotes><ol><li id=fn1><p>Later 14. \
                  <a href='#r1'>↩</a></ol></section>";
    assert_eq!(
        zone(source, Zone::Captions),
        ["Fire at the port", "The port."]
    );
    assert_eq!(zone(source, Zone::Footnotes), ["Later 14."]);
    assert_eq!(place(source, "Fire at the port"), "Fire at the port");
    check("a <img alt='one two three'> b <p><img alt=logo>", &["a  b"]);
}

#[test]
fn the_description_is_metadata() {
    let source = "<meta name=description content='Fire killed 14 &amp; hurt 35.'>\
                  <meta property=og:description content='Fire killed 14.'><p>a";
    assert_eq!(zone(source, Zone::Metadata), ["Fire killed 14 & hurt 35."]);
    assert_eq!(place(source, "14 & hurt"), "14 &amp; hurt");
}

#[test]
fn html_is_told_by_its_name_and_by_how_it_begins() {
    for (path, source, expected) in [
        ("a.html", "words", Format::Html),
        ("a.txt", "<!DOCTYPE HTML>\n<p>a", Format::Html),
        ("page", "\u{FEFF} \n<html lang=en>", Format::Html),
        ("a.txt", "<htmlx>", Format::Plain),
        ("a.txt", "See <html> there", Format::Plain),
        ("a.txt", "<p>a", Format::Plain),
        ("page", "", Format::Plain),
        ("a.md", "<html>", Format::Markdown),
    ] {
        assert_eq!(Format::tell(path, source), expected, "{path}: {source}");
    }
}

#[test]
fn whatever_is_left_open_is_read() {
    check("<p>14 people <b", &["14 people"]);
    check("a<div><span>b<td>c</tr>d</p>e", &["a", "b", "cd", "e"]);
    check("</div></b></table>a", &["a"]);
    check("<title>Fire", &["Fire"]);
    check("", &[]);
}

/// Pages of one thing over and over, of which a browser would make a tree as deep as it is
/// long. At this length quadratic work would not end in the time a test is given.
#[test]
fn a_long_page_of_one_thing_is_read() {
    for unit in [
        "<",
        "&",
        "&#",
        "&amp",
        "&a",
        "</",
        "<!--",
        "<!",
        "</>",
        "<a ",
        "<a b=",
        "<a b='",
        "a='b' ",
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<b><div>",
        "<a href=b>",
        "<q>",
        "<code>",
        "<code><p>a",
        "<pre>a\n\n",
        "<sup>",
        "<sup>1",
        "<h1>",
        "<h1>a",
        "<li>a",
        "<ul><li>",
        "<blockquote>",
        "<table>",
        "<table><tr><td>a<td>b",
        "<td colspan=1000>",
        "<tr><td colspan=1000>a",
        "<td rowspan=9>a",
        "<tr><td rowspan=65534>a<td>",
        "<del>",
        "<nav><main>",
        "<title>",
        "<script>",
        "<br>",
        "a<br>",
        "<meta name=a content=b>",
        "<div class='a b c d e f'>",
    ] {
        for (head, tail) in [("", ""), ("<table><tr>", "</table>")] {
            let source = format!("{head}{}{tail}", unit.repeat((1 << 15) / unit.len()));
            read(&source);
        }
    }
}
