use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::document::Zone;
use crate::source::Span;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";

/// A file with these parts.
fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn relationships(list: &[(&str, &str)]) -> String {
    let list: String = list
        .iter()
        .map(|(kind, target)| {
            format!("<Relationship Id=\"r\" Type=\"{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<Relationships xmlns=\"x\">{list}</Relationships>")
}

const STYLES: &str = r#"
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Bullet"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Code"><w:name w:val="HTML Code"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>"#;

const NOTES: &str = r#"
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> About 40 of them.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="3"><w:p><w:r><w:t>Never referred to.</w:t></w:r></w:p></w:footnote>"#;

const CORE: &str = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">
<dc:title>Report &amp; more</dc:title><dc:creator>Ada</dc:creator>
<dcterms:created>2024-05-01T10:00:00Z</dcterms:created></cp:coreProperties>"#;

/// A Word document with this body.
fn docx(body: &str) -> Vec<u8> {
    let word = |root: &str, content: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{root} xmlns:w=\"{WORD}\" \
             xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wps=\"shape\">{content}</w:{root}>"
        )
    };
    let office = |kind: &str| format!("{OFFICE}/{kind}");
    archive(&[
        (
            "_rels/.rels",
            relationships(&[
                (&office("officeDocument"), "word/document.xml"),
                (&format!("{PACKAGE}/core-properties"), "docProps/core.xml"),
            ]),
        ),
        (
            "word/_rels/document.xml.rels",
            relationships(&[
                (&office("styles"), "styles.xml"),
                (&office("footnotes"), "/word/footnotes.xml"),
            ]),
        ),
        (
            "word/document.xml",
            word("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/styles.xml", word("styles", STYLES)),
        ("word/footnotes.xml", word("footnotes", NOTES)),
        ("docProps/core.xml", CORE.to_owned()),
    ])
}

fn text(body: &str) -> String {
    read(&docx(body)).unwrap().0
}

/// A paragraph with a style.
fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn words<'t>(text: &'t str, spans: &[Span]) -> Vec<&'t str> {
    spans.iter().map(|span| &text[span.range()]).collect()
}

#[test]
fn paragraphs_are_lines_and_runs_are_joined() {
    let body = "<w:p><w:r><w:t>About 13</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>0 people</w:t></w:r>\
                <w:r><w:tab/><w:t xml:space=\"preserve\">at &lt;A&gt; &#38; B.</w:t><w:br/><w:t>Yes.</w:t></w:r></w:p>\
                <w:p/><w:p><w:r><w:t>Two\nlines</w:t></w:r></w:p>";
    assert_eq!(text(body), "About 130 people\tat <A> & B. Yes.\nTwo lines");
}

#[test]
fn insertions_are_in_and_deletions_are_out() {
    let body = "<w:p><w:ins><w:r><w:t>150</w:t></w:r></w:ins><w:del><w:r><w:delText>130</w:delText><w:t>x</w:t></w:r></w:del>\
                <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> men</w:t></w:r></w:moveTo></w:p>";
    assert_eq!(text(body), "150 men");
}

#[test]
fn a_deleted_paragraph_end_joins_two_paragraphs() {
    let body = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>\
                <w:p><w:r><w:t>sentence.</w:t></w:r></w:p>";
    assert_eq!(text(body), "One sentence.");
}

#[test]
fn hidden_text_is_out_however_it_is_hidden() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = [
        run("<w:vanish/>", "a"),
        run("<w:rStyle w:val=\"Secret\"/>", "b"),
        run("<w:vanish w:val=\"0\"/>", "c"),
        run(
            "<w:rStyle w:val=\"Secret\"/><w:vanish w:val=\"false\"/>",
            "d",
        ),
        run("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", "e"),
        run("<w:webHidden/>", "f"),
    ];
    assert_eq!(text(&format!("<w:p>{}</w:p>", body.concat())), "cdef");
    let end = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>seen</w:t></w:r></w:p>";
    assert_eq!(text(end), "seen");
}

#[test]
fn what_is_no_text_of_the_finished_document_is_out() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r>\
                <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r></w:p>\
                <w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"7\"/></w:tabs></w:pPr><w:commentRangeStart w:id=\"0\"/><w:r><w:t>Text</w:t></w:r></w:p>\
                <w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Box</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let contents = styled("Toc1", "Introduction\t7");
    assert_eq!(text(&format!("{contents}{body}")), "3\nText\nBox");
}

#[test]
fn a_text_box_is_read_once_and_apart_from_the_paragraph_around_it() {
    let boxed = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>Around </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx>{boxed}</wps:txbx></mc:Choice>\
         <mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent><w:t>it.</w:t></w:r></w:p>"
    );
    assert_eq!(text(&body), "In a box.\nAround it.");
}

#[test]
fn a_formula_in_a_sentence_is_read() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">So </w:t></w:r><m:oMath><m:r><m:t>x=5</m:t></m:r></m:oMath><w:r><w:t>.</w:t></w:r></w:p>";
    assert_eq!(text(body), "So x=5.");
}

#[test]
fn styles_say_what_a_paragraph_is() {
    let body = [
        styled("Titel", "Port report"),
        styled("berschrift1", "The fire"),
        styled("Normal", "It burned."),
        styled("Own", "Losses"),
        styled("Bullet", "3 boats"),
        styled("Bullet", "2 piers"),
        styled("Zitat", "We lost it all."),
        styled("Cap", "Figure 1: the port"),
        styled("Loop", "The end."),
    ];
    let (text, document) = read(&docx(&body.concat())).unwrap();
    let layout = &document.layout;
    let zone = |zone: Zone| words(&text, &layout.zones[zone as usize]);
    assert_eq!(zone(Zone::Headings), ["Port report", "The fire", "Losses"]);
    assert_eq!(zone(Zone::Lists), ["3 boats\n2 piers"]);
    assert_eq!(zone(Zone::Quotes), ["We lost it all."]);
    assert_eq!(zone(Zone::Captions), ["Figure 1: the port"]);
    assert_eq!(zone(Zone::Title), ["Port report"]);
    let levels: Vec<u8> = layout
        .sections
        .iter()
        .map(|section| section.level)
        .collect();
    assert_eq!(levels, [1, 1, 2]);
    assert_eq!(layout.paragraphs.len(), 9);
}

#[test]
fn code_and_links_in_a_sentence_are_marked() {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let code = |text: &str| {
        let style = "<w:rPr><w:rStyle w:val=\"Code\"/></w:rPr>";
        format!("<w:r>{style}<w:t>{text}</w:t></w:r>")
    };
    let link = |inner: &str| format!("<w:hyperlink r=\"7\">{inner}</w:hyperlink>");
    let sentence = [
        run(" Type "),
        code("ferry "),
        code("55"),
        run(" or see "),
        link(&(run("the ") + &code("list"))),
        run("."),
    ];
    let paragraph = format!("<w:p>{}</w:p>", sentence.concat());
    let table = format!("<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>");
    for body in [paragraph, table] {
        let (text, document) = read(&docx(&body)).unwrap();
        let zone = |zone: Zone| words(&text, &document.layout.zones[zone as usize]);
        assert_eq!(text, "Type ferry 55 or see the list.");
        assert_eq!(zone(Zone::Code), ["ferry 55", "list"]);
        assert_eq!(zone(Zone::Links), ["the list"]);
    }
}

#[test]
fn a_table_has_its_cells_and_rows_are_lines() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |properties: &str, cells: &[String]| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>",
            cells.concat()
        )
    };
    let inner = format!(
        "<w:tbl>{}</w:tbl>",
        row("", &[cell("", "in"), cell("", "ner")])
    );
    let body = [
        row(
            "<w:tblHeader/>",
            &[
                cell("", "Quay"),
                cell("<w:gridSpan w:val=\"2\"/>", "Berths"),
            ],
        ),
        row(
            "",
            &[
                cell("<w:vMerge w:val=\"restart\"/>", "North"),
                cell("", "5"),
                cell("", "6"),
            ],
        ),
        row(
            "<w:del w:id=\"1\"/>",
            &[cell("", "gone"), cell("", "9"), cell("", "9")],
        ),
        row(
            "",
            &[
                cell("<w:vMerge/>", ""),
                cell("", "7"),
                format!("<w:tc>{inner}<w:p/></w:tc>"),
            ],
        ),
    ];
    let table = format!("<w:tbl><w:tblPr/>{}</w:tbl>", body.concat());
    let (text, document) = read(&docx(&table)).unwrap();
    assert_eq!(text, "Quay | Berths\nNorth | 5 | 6\n7 | in ner");
    let cells: Vec<(&str, u32, u32, u32, u32, bool)> = document
        .layout
        .cells_of(0)
        .iter()
        .map(|cell| {
            let words = &text[cell.span.range()];
            (
                words,
                cell.row,
                cell.column,
                cell.rows,
                cell.columns,
                cell.is_header,
            )
        })
        .collect();
    assert_eq!(
        cells,
        [
            ("Quay", 0, 0, 1, 1, true),
            ("Berths", 0, 1, 1, 2, true),
            ("North", 1, 0, 2, 1, false),
            ("5", 1, 1, 1, 1, false),
            ("6", 1, 2, 1, 1, false),
            ("7", 2, 1, 1, 1, false),
            ("in ner", 2, 2, 1, 1, false),
        ]
    );
}

#[test]
fn notes_that_are_referred_to_stand_at_the_end() {
    let body = "<w:p><w:r><w:t>Some came.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
                <w:p><w:del><w:r><w:footnoteReference w:id=\"3\"/></w:r></w:del><w:r><w:t>End.</w:t></w:r></w:p>";
    let (text, document) = read(&docx(body)).unwrap();
    assert_eq!(text, "Some came.\nEnd.\nAbout 40 of them.");
    let footnotes = &document.layout.zones[Zone::Footnotes as usize];
    assert_eq!(words(&text, footnotes), ["About 40 of them."]);
}

#[test]
fn properties_are_metadata_and_the_title_of_the_text_comes_first() {
    let get = |body: &str, key: &str| {
        let metadata = read(&docx(body)).unwrap().1.metadata;
        metadata.get(key).map(|entry| entry.value.clone())
    };
    let plain = styled("Normal", "x");
    assert_eq!(get(&plain, "title").as_deref(), Some("Report & more"));
    assert_eq!(get(&plain, "author").as_deref(), Some("Ada"));
    assert_eq!(
        get(&plain, "created").as_deref(),
        Some("2024-05-01T10:00:00Z")
    );
    // When it was written is not when it was published.
    assert_eq!(get(&plain, "date"), None);
    assert_eq!(get(&styled("Titel", "Port report"), "title"), None);
}

#[test]
fn another_prefix_and_the_strict_names_are_understood() {
    let strict = "<d xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><body><p><r><t>Yes.</t></r></p></body></d>";
    let bytes = archive(&[
        (
            "_rels/.rels",
            relationships(&[(
                "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
                "/w/d2.xml",
            )]),
        ),
        ("w/d2.xml", strict.to_owned()),
    ]);
    assert_eq!(read(&bytes).unwrap().0, "Yes.");
}

#[test]
fn a_file_that_is_none_says_why() {
    assert!(matches!(read(b"PK\x03\x04"), Err(DocxError::Archive(_))));
    assert!(matches!(read(b""), Err(DocxError::Archive(_))));
    let other = archive(&[("a.txt", "x".to_owned())]);
    assert_eq!(read(&other), Err(DocxError::Missing("document in it")));
    let rels = relationships(&[(&format!("{OFFICE}/officeDocument"), "word/document.xml")]);
    let broken = |xml: &str| {
        let parts = [
            ("_rels/.rels", rels.clone()),
            ("word/document.xml", xml.to_owned()),
        ];
        read(&archive(&parts))
    };
    for xml in ["<w:p>", "<a></b>", "<a", "<a><b></a></b>"] {
        assert!(matches!(broken(xml), Err(DocxError::Xml { .. })), "{xml}");
    }
    assert!(matches!(
        broken(&"<a>".repeat(100_000)),
        Err(DocxError::Xml { .. })
    ));
    assert_eq!(
        read(&archive(&[("_rels/.rels", rels.clone())])),
        Err(DocxError::Missing("text"))
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    const MOST: u64 = 4;
    let filler = " ".repeat(1 << 20);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let rels = relationships(&[(&format!("{OFFICE}/officeDocument"), "word/document.xml")]);
    writer
        .start_file("_rels/.rels", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(rels.as_bytes()).unwrap();
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(b"<a>").unwrap();
    for _ in 0..=MOST {
        writer.write_all(b"<b/>").unwrap();
        writer.write_all(filler.as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 16);
    assert_eq!(read_within(&bytes, MOST << 20), Err(DocxError::TooLarge));
}

/// A step of a linear congruential generator (Knuth's MMIX), its high bits.
fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn random_damage_is_answered() {
    let body = [styled("Titel", "Port"), styled("Bullet", "3 boats")].concat();
    let whole = docx(&body);
    let mut state = 1;
    for _ in 0..500 {
        let mut bytes = whole.clone();
        let mut xml = body.clone().into_bytes();
        for _ in 0..4 {
            let at = next(&mut state) % bytes.len();
            bytes[at] = next(&mut state) as u8;
            let at = next(&mut state) % xml.len();
            xml[at] = b"<>/w:p \"="[next(&mut state) % 9];
        }
        // That both return is what is asked.
        let _ = read(&bytes);
        let _ = read(&docx(&String::from_utf8_lossy(&xml)));
    }
}
