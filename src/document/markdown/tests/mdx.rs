//! MDX.

use super::super::super::Zone;
use super::super::read_mdx;
use super::Page;

fn mdx(source: &str) -> Page {
    Page {
        source: source.to_owned(),
        document: read_mdx(source),
    }
}

#[test]
fn mdx_is_markdown_without_its_scripts() {
    let page = mdx(
        "---\ntitle: Ports\n---\nimport A from './5.js'\nimport B from 'b'\n\n\
                    export const c = {\n  six: 6,\n\n  seven: `7}`,\n}\n\n\
                    # Ships\n\nThe {count + 8} *ships*, {/* 9 */} a \\{b\\} and `{d}`.\n",
    );
    assert_eq!(
        page.paragraphs(),
        ["Ports", "Ships", "The  ships,  a {b} and {d}."]
    );
    assert_eq!(page.place("ships,  a"), "ships*, {/* 9 */} a");
}

#[test]
fn components_of_mdx_are_no_words_and_what_they_hold_is_markdown() {
    let page = mdx(
        "<Tabs items={[5, \"}\"]}>\n  <Tab title=\"6 > 5\">\n    The **14** ships.\n\n    \
                    ```js\n    const x = {}\n    ```\n  </Tab>\n</Tabs>\n\n\
                    - item\n\n  <Note>\n  Its note.\n  </Note>\n\nUse <Kbd>Ctrl</Kbd><br /> <b>7</b>, <>8</>.\n",
    );
    assert_eq!(
        page.paragraphs(),
        [
            "The 14 ships.",
            "const x = {}",
            "item",
            "Its note.",
            "Use Ctrl\u{2028} 7, 8."
        ]
    );
    assert_eq!(page.zone(Zone::Code), ["const x = {}"]);
    assert_eq!(page.zone(Zone::Lists), ["item\nIts note."]);
    assert_eq!(page.place("14"), "14");
}

#[test]
fn what_is_not_mdx_stays_in_it() {
    for source in [
        "1 < 2 and x <= 5",
        "<https://a.org/5>",
        "<a@b.org>",
        "an open { brace",
        "a < b> c",
        "important: import duties",
        "`<Tab>` is a component",
    ] {
        let words = source.trim_matches(['<', '>']).replace('`', "");
        assert_eq!(mdx(source).text(), words, "{source}");
    }
    assert_eq!(
        mdx("{ open\n\nThe 14 {ships}").text(),
        "{ open\nThe 14 {ships}"
    );
}
