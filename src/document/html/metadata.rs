//! What a page says of itself: `meta`, `title`, `time`, `lang` and JSON-LD, under the names
//! that all formats share.

use super::super::character_reference;
use super::super::metadata::{Entry, Metadata};
use super::element::Element;
use super::json_ld;
use super::token::{AttributeName, Tag, Token, Tokens};
use crate::source::Span;

/// For each shared name, what pages call it, best first: what says exactly this of the
/// document itself comes before what may say a little else. Open Graph, schema.org, Dublin
/// Core, and names that news sites and journals (Parse.ly, Sailthru, Highwire) are known by.
const NAMES: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "og:title",
            "headline",
            "citation_title",
            "dc.title",
            "dcterms.title",
            "parsely-title",
            "twitter:title",
            "title",
            HEAD_TITLE,
        ],
    ),
    (
        "date",
        &[
            "article:published_time",
            "datepublished",
            PUBLISHED_TIME,
            "og:published_time",
            "dc.date.issued",
            "dcterms.issued",
            "citation_publication_date",
            "parsely-pub-date",
            "sailthru.date",
            "publication_date",
            "publish-date",
            "publishdate",
            "pubdate",
            "dc.date",
            "dcterms.date",
            "dc.date.created",
            "dcterms.created",
            "citation_date",
            "date",
        ],
    ),
    (
        "source",
        &[
            "og:site_name",
            "publisher.name",
            "publisher",
            "dc.publisher",
            "dcterms.publisher",
            "citation_journal_title",
            "application-name",
            "source",
        ],
    ),
    (
        "author",
        &[
            "author",
            "author.name",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "citation_author",
            "parsely-author",
            "sailthru.author",
            "byl",
        ],
    ),
    (
        "language",
        &[
            "lang",
            "og:locale",
            "content-language",
            "dc.language",
            "language",
        ],
    ),
];

/// The name of what stands in `title`.
const HEAD_TITLE: &str = "head.title";

/// The name of a `time` that is said to be that of publication.
const PUBLISHED_TIME: &str = "time.published";

/// Gathers what a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    /// Under the page's own names, in lower case.
    entries: Vec<Entry>,
}

impl Gatherer {
    /// Keeps what an element says of the document; the token at `index` starts it. What is not
    /// shown only counts where it never is.
    pub(super) fn add_element(
        &mut self,
        tokens: &Tokens<'_>,
        index: usize,
        tag: &Tag,
        is_shown: bool,
    ) {
        let source = tokens.source();
        let text = match tokens.list().get(index + 1) {
            Some(Token::Text(span)) => Some(*span),
            Some(Token::Start(_) | Token::End(_)) | None => None,
        };
        match tag.element {
            Element::Html => {
                if let Some(place) = tokens.place(tag, AttributeName::Lang) {
                    self.add_text("lang", source, place);
                }
            }
            Element::Title if is_shown => {
                if let Some(place) = text {
                    self.add_text(HEAD_TITLE, source, place);
                }
            }
            Element::Script => {
                let ty = tokens.value(tag, AttributeName::Type);
                let is_json = ty.is_some_and(|ty| ty.eq_ignore_ascii_case("application/ld+json"));
                if let Some(place) = text.filter(|_| is_json) {
                    json_ld::read(tokens.slice(place), place.start, self);
                }
            }
            Element::Time if is_shown => {
                if tokens.place(tag, AttributeName::ItemProp).is_some() {
                    self.add_tag(tokens, tag);
                } else if let Some(place) = tokens.place(tag, AttributeName::DateTime) {
                    let is_published = tokens.place(tag, AttributeName::PubDate).is_some();
                    let key = if is_published { PUBLISHED_TIME } else { "time" };
                    self.add_text(key, source, place);
                }
            }
            Element::Meta => self.add_tag(tokens, tag),
            _ if tokens.place(tag, AttributeName::ItemProp).is_some() => {
                self.add_tag(tokens, tag);
            }
            _ => {}
        }
    }

    /// Keeps a value. One that is blank is none.
    pub(super) fn add(&mut self, key: &str, value: &str, span: Span) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            self.entries.push(Entry {
                key: key.trim().to_lowercase(),
                value,
                span,
            });
        }
    }

    /// Keeps the decoded text at a place, without the white space around it.
    fn add_text(&mut self, key: &str, source: &str, span: Span) {
        let text = &source[span.range()];
        let start = span.start + (text.len() - text.trim_start().len()) as u32;
        let trimmed = Span::new(start, start + text.trim().len() as u32);
        self.add(key, &character_reference::decode(source, trimmed), trimmed);
    }

    /// Keeps what the attributes of a `meta`, or of an element of an item of microdata, say.
    fn add_tag(&mut self, tokens: &Tokens<'_>, tag: &Tag) {
        let name = [
            AttributeName::Property,
            AttributeName::Name,
            AttributeName::ItemProp,
            AttributeName::HttpEquiv,
        ]
        .into_iter()
        .find_map(|name| tokens.value(tag, name));
        let place = [AttributeName::Content, AttributeName::DateTime]
            .into_iter()
            .find_map(|name| tokens.place(tag, name));
        if let (Some(name), Some(place)) = (name, place) {
            self.add(
                &name,
                &character_reference::decode(tokens.source(), place),
                place,
            );
        }
    }

    /// The metadata. Of the entries that mean the same the best ones have the shared name; one
    /// that the page calls so itself and that is not as good has `meta.` before it. Where a
    /// heading is the title, what stands in `title` is not: it mostly names the site as well.
    pub(super) fn finish(self, has_heading: bool) -> Metadata {
        let mut entries = self.entries;
        let chosen: Vec<(&str, &str)> = NAMES
            .iter()
            .filter_map(|(shared, names)| {
                let has = |name: &str| {
                    let says = |entry: &Entry| entry.key == name && !is_address(&entry.value);
                    !(has_heading && name == HEAD_TITLE) && entries.iter().any(says)
                };
                Some((
                    *shared,
                    *names.iter().copied().find(|name| has(name)).as_ref()?,
                ))
            })
            .collect();
        for entry in &mut entries {
            let shared = chosen.iter().find(|(_, name)| *name == entry.key);
            if let Some((shared, _)) = shared.filter(|_| !is_address(&entry.value)) {
                entry.key = (*shared).to_owned();
            } else if NAMES.iter().any(|(shared, _)| *shared == entry.key) {
                entry.key.insert_str(0, "meta.");
            }
        }
        Metadata { entries }
    }
}

/// Whether a value is the address of a page about an author or a publisher, and no name.
fn is_address(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use crate::document::Format;
    use crate::document::metadata::Metadata;

    fn metadata(source: &str) -> Metadata {
        Format::Html.read(source).metadata
    }

    #[track_caller]
    fn check(source: &str, expected: &[(&str, &str)]) {
        let metadata = metadata(source);
        let found: Vec<(&str, &str)> = metadata
            .entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.value.as_str()))
            .collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn what_a_page_says_of_itself_has_shared_names() {
        check(
            "<html lang=en><head><title>Fire in port</title>\
             <meta name=author content='Jane Doe'>\
             <meta property=og:site_name content='The Gazette'>\
             <meta property=article:published_time content=2024-03-05T08:00:00Z>",
            &[
                ("language", "en"),
                ("title", "Fire in port"),
                ("author", "Jane Doe"),
                ("source", "The Gazette"),
                ("date", "2024-03-05T08:00:00Z"),
            ],
        );
    }

    #[test]
    fn the_best_of_those_that_mean_the_same_has_the_shared_name() {
        check(
            "<title>Fire in port | The Gazette</title><meta name=date content=2024-03-06>\
             <meta property=og:title content='Fire in port'>\
             <meta property=article:published_time content=2024-03-05>",
            &[
                ("head.title", "Fire in port | The Gazette"),
                ("meta.date", "2024-03-06"),
                ("title", "Fire in port"),
                ("date", "2024-03-05"),
            ],
        );
    }

    #[test]
    fn the_title_of_the_head_gives_way_to_a_heading() {
        check(
            "<title>Fire in port | The Gazette</title><h1>Fire in port</h1>",
            &[("head.title", "Fire in port | The Gazette")],
        );
    }

    #[test]
    fn an_address_is_no_author() {
        check(
            "<meta property=article:author content='https://example.org/jane'>\
             <meta name=byl content='By Jane Doe'><meta name=DC.Creator content='Jane Doe'>",
            &[
                ("article:author", "https://example.org/jane"),
                ("byl", "By Jane Doe"),
                ("author", "Jane Doe"),
            ],
        );
    }

    #[test]
    fn names_of_the_page_are_kept() {
        check(
            "<meta name=Story-ID content=4711><meta name=empty content=''><meta charset=utf-8>",
            &[("story-id", "4711")],
        );
    }

    #[test]
    fn values_are_decoded_and_have_places() {
        let source = "<title>\n  Fire &amp; smoke\n</title><meta name=author content=\"J.\nDoe\">";
        let metadata = metadata(source);
        let title = metadata.get("title").unwrap();
        assert_eq!(title.value, "Fire & smoke");
        assert_eq!(&source[title.span.range()], "Fire &amp; smoke");
        let author = metadata.get("author").unwrap();
        assert_eq!(author.value, "J. Doe");
        assert_eq!(&source[author.span.range()], "J.\nDoe");
    }

    #[test]
    fn times_of_publication_are_dates_and_others_are_times() {
        check(
            "<article><time pubdate datetime=2024-03-05>Tuesday</time>\
             <time datetime=2024-03-04>Yesterday</time></article>",
            &[("date", "2024-03-05"), ("time", "2024-03-04")],
        );
        check(
            "<span itemprop=datePublished content=2024-03-05>5 March</span>",
            &[("date", "2024-03-05")],
        );
    }
}
