//! Which elements of a page hold no words of the document: what a browser does not show, and
//! the site around the document.

use std::borrow::Cow;

use super::element::Element;
use super::token::{AttributeName, Tag, Tokens};

/// Whether the words of an element are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    /// They are words of the document.
    Shown,
    /// They belong to the site around it, as far as can be told. What is about the document
    /// (`main`) is shown even inside.
    Surrounding,
    /// They are not shown, or are taken back.
    Hidden,
}

impl Visibility {
    /// What an element is by itself.
    pub(super) fn of(tokens: &Tokens<'_>, tag: &Tag) -> Self {
        let has = |name| tokens.place(tag, name).is_some();
        match tag.element {
            // Scripts show a body that its author hides.
            Element::Html | Element::Body => return Self::Shown,
            Element::Struck | Element::Wordless | Element::Script => return Self::Hidden,
            Element::Dialog if !has(AttributeName::Open) => return Self::Hidden,
            _ if is_hidden(tokens, tag) => return Self::Hidden,
            // A guess by its classes would cost the whole document.
            Element::Main | Element::Article => return Self::Shown,
            _ => {}
        }
        let role = tokens.value(tag, AttributeName::Role).unwrap_or_default();
        if role
            .split_ascii_whitespace()
            .any(|role| is_listed(role, ROLES))
        {
            return Self::Surrounding;
        }
        let names = || {
            let names =
                [AttributeName::Class, AttributeName::Id].map(|name| tokens.value(tag, name));
            names.into_iter().flatten()
        };
        let is_any_of = |listed| any_token(names(), |token| is_listed(token, listed));
        let kept = role == "note" || role.starts_with("doc-") || is_any_of(ADMONITIONS);
        match tag.element {
            Element::Surrounding | Element::Footer if !kept => Self::Surrounding,
            _ if is_any_of(CLASSES) => Self::Surrounding,
            _ => Self::Shown,
        }
    }

    /// What an element is inside another.
    pub(super) fn inside(self, outer: Self, element: Element) -> Self {
        match (outer, self) {
            (Self::Shown, own) => own,
            (Self::Surrounding, Self::Shown) if element == Element::Main => Self::Shown,
            (Self::Surrounding, Self::Hidden) | (Self::Hidden, _) => Self::Hidden,
            (Self::Surrounding, _) => Self::Surrounding,
        }
    }
}

/// Whether the attributes say that an element is not shown (HTML Standard, 6.1 and 15.3.1;
/// WAI-ARIA, `aria-hidden`). What is hidden until a search finds it is text like any other.
fn is_hidden(tokens: &Tokens<'_>, tag: &Tag) -> bool {
    let value = |name| tokens.value(tag, name);
    value(AttributeName::Hidden).is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || value(AttributeName::AriaHidden).is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || value(AttributeName::Style).is_some_and(|style| {
            style.split(';').any(|declaration| {
                let (property, value) = declaration.split_once(':').unwrap_or_default();
                let value = value.trim().split([' ', '!']).next().unwrap_or_default();
                matches!(
                    (
                        property.trim().to_ascii_lowercase().as_str(),
                        value.to_ascii_lowercase().as_str()
                    ),
                    ("display", "none") | ("visibility", "hidden")
                )
            })
        })
}

/// Whether an attribute of the element holds footnotes, or is one (Digital Publishing WAI-ARIA,
/// and what Pandoc, Asciidoctor, mdBook and MediaWiki write).
pub(super) fn is_footnote(tokens: &Tokens<'_>, tag: &Tag) -> bool {
    const ROLES: &[&str] = &["doc-footnote", "doc-endnote", "doc-endnotes"];
    const CLASSES: &[&str] = &[
        "endnotes",
        "footnote",
        "footnote-definition",
        "footnotes",
        "references",
    ];
    tag.element.is_block()
        && (any_token(tokens.value(tag, AttributeName::Role), |role| {
            is_listed(role, ROLES)
        }) || any_token(tokens.value(tag, AttributeName::Class), |class| {
            is_listed(class, CLASSES)
        }))
}

/// Whether the classes of an element say that it holds code.
pub(super) fn is_code(tokens: &Tokens<'_>, tag: &Tag) -> bool {
    const BEGINNINGS: &[&str] = &[
        "brush:",
        "code",
        "example",
        "highlight",
        "lang-",
        "language-",
        "listing",
        "prettyprint",
        "programlisting",
        "rust",
        "screen",
        "shell",
        "source",
        "terminal",
    ];
    any_token(tokens.value(tag, AttributeName::Class), |class| {
        BEGINNINGS.iter().any(|beginning| {
            class
                .get(..beginning.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        })
    })
}

fn any_token<'v>(
    values: impl IntoIterator<Item = Cow<'v, str>>,
    is: impl Fn(&str) -> bool,
) -> bool {
    values
        .into_iter()
        .any(|value| value.split_ascii_whitespace().any(&is))
}

fn is_listed(token: &str, list: &[&str]) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(token))
}

/// Roles of what stands around a document (WAI-ARIA, "Landmark Roles" and widgets; Digital
/// Publishing WAI-ARIA).
const ROLES: &[&str] = &[
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "doc-backlink",
    "doc-index",
    "doc-noteref",
    "doc-pagelist",
    "doc-toc",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
    "tooltip",
];

/// Classes and ids that are in wide use for what stands around a document, and mean nothing
/// else.
const CLASSES: &[&str] = &[
    "ad",
    "ad-container",
    "ad-slot",
    "ads",
    "advert",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "comment-list",
    "comments",
    "comments-area",
    "cookie-banner",
    "cookie-consent",
    "cookie-notice",
    "mw-editsection",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "newsletter-signup",
    "no-print",
    "noprint",
    "pagination",
    "related-articles",
    "related-posts",
    "screen-reader-text",
    "sharedaddy",
    "share-bar",
    "share-buttons",
    "site-footer",
    "skip-link",
    "skip-to-content",
    "social-links",
    "social-media",
    "social-share",
    "sphinxsidebar",
    "sr-only",
    "table-of-contents",
    "toc",
    "visually-hidden",
];

/// Classes of notes inside a document that some generators write as `aside`.
const ADMONITIONS: &[&str] = &[
    "admonition",
    "callout",
    "caution",
    "footnote",
    "important",
    "note",
    "starlight-aside",
    "tip",
    "warning",
];

#[cfg(test)]
mod tests {
    use super::super::token::Token;
    use super::Visibility::{Hidden, Shown, Surrounding};
    use super::*;

    #[track_caller]
    fn check(expected: Visibility, tags: &[&str]) {
        for source in tags {
            let tokens = Tokens::of(source);
            let Some(Token::Start(tag)) = tokens.list().first() else {
                panic!("no tag in {source}");
            };
            assert_eq!(Visibility::of(&tokens, tag), expected, "{source}");
        }
    }

    #[test]
    fn what_a_browser_does_not_show_is_hidden() {
        check(
            Hidden,
            &[
                "<p hidden>",
                "<div hidden=hidden>",
                "<span aria-hidden=true>",
                "<p style='color: red; DISPLAY : none !important'>",
                "<p style=visibility:hidden>",
                "<del>",
                "<template>",
                "<dialog>",
                "<select>",
                "<main hidden>",
            ],
        );
        check(
            Shown,
            &[
                "<p hidden=until-found>",
                "<span aria-hidden=false>",
                "<p style='display:block'>",
                "<p style='--note: display none'>",
                "<ins>",
                "<dialog open>",
            ],
        );
    }

    #[test]
    fn the_site_around_is_told_by_element_role_and_class() {
        check(
            Surrounding,
            &[
                "<nav>",
                "<aside>",
                "<footer>",
                "<div role=navigation>",
                "<div role='region search'>",
                "<a role=doc-noteref>",
                "<div class='box Share-Buttons'>",
                "<section id=comments>",
            ],
        );
    }

    #[test]
    fn the_document_is_not_taken_for_its_surroundings() {
        check(
            Shown,
            &[
                "<header>",
                "<article class='ad newsletter'>",
                "<main id=navigation>",
                "<body class=comments>",
                "<body style='visibility: hidden'>",
                "<div class='adventure shared-history'>",
                "<p class=social>",
                "<aside role=note>",
                "<aside class='starlight-aside starlight-aside--tip'>",
                "<aside role=doc-footnote>",
            ],
        );
    }

    #[test]
    fn main_is_shown_inside_surroundings_and_not_inside_what_is_hidden() {
        assert_eq!(Shown.inside(Surrounding, Element::Main), Shown);
        assert_eq!(Shown.inside(Surrounding, Element::Block), Surrounding);
        assert_eq!(Shown.inside(Hidden, Element::Main), Hidden);
        assert_eq!(Surrounding.inside(Shown, Element::Block), Surrounding);
    }
}
