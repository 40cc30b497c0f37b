//! What must be known of a page before it is read: which of its tables hold data, and which
//! heading is its title.

use super::super::character_reference;
use super::element::Element;
use super::token::{AttributeName, Tag, Token, Tokens};

/// What a look through the tokens shows.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The tokens that begin tables of data, in order. Other tables only lay out the page.
    data_tables: Vec<usize>,
    /// The token that begins the heading that is the title.
    pub title: Option<usize>,
}

impl Survey {
    /// Looks through the tokens.
    pub(super) fn of(tokens: &Tokens<'_>) -> Self {
        let mut data_tables = Vec::new();
        let mut keep = |table: Option<Table>| {
            data_tables.extend(table.filter(Table::is_data).map(|table| table.index));
        };
        let mut tables: Vec<Table> = Vec::new();
        let mut articles = 0_usize;
        let mut head = None;
        let mut title: Option<(Likeness, usize)> = None;
        for (index, token) in tokens.list().iter().enumerate() {
            match token {
                Token::Start(tag) => {
                    if let Some(table) = tables.last_mut() {
                        table.meet(tag.element);
                    }
                    match tag.element {
                        Element::Table => tables.push(Table::new(index, tokens, tag)),
                        Element::Main | Element::Article => articles += 1,
                        Element::Title => {
                            head.get_or_insert_with(|| text_after(tokens, index));
                        }
                        Element::Heading(level) => {
                            let head = head.as_deref().unwrap_or_default();
                            let begins_head = begins(head, &text_after(tokens, index));
                            let found = Likeness::of(level, articles > 0, begins_head);
                            // Of those that are as like, the first.
                            if found > title.map(|(likeness, _)| likeness) {
                                title = found.map(|likeness| (likeness, index));
                            }
                        }
                        _ => {}
                    }
                }
                Token::End(tag) => match tag.element {
                    Element::Table => keep(tables.pop()),
                    Element::Main | Element::Article => articles = articles.saturating_sub(1),
                    _ => {}
                },
                Token::Text(span) => {
                    if let Some(table) = tables.last_mut()
                        && !tokens.slice(*span).trim().is_empty()
                    {
                        table.meet_text();
                    }
                }
            }
        }
        while let Some(table) = tables.pop() {
            keep(Some(table));
        }
        data_tables.sort_unstable();
        Self {
            data_tables,
            title: title.map(|(_, index)| index),
        }
    }

    /// Whether the table that the token at `index` begins holds data.
    pub(super) fn is_data(&self, index: usize) -> bool {
        self.data_tables.binary_search(&index).is_ok()
    }
}

/// How much a heading is like the document's title, least first. The name of the site may
/// stand in an `h1` too, outside the article; `title` mostly begins with the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    First,
    BeginsHead,
    FirstOfArticle,
    BeginsHeadInArticle,
}

impl Likeness {
    /// `begins_head` says that the text in `title` begins with the heading.
    fn of(level: u8, in_article: bool, begins_head: bool) -> Option<Self> {
        match (level, in_article, begins_head) {
            (1 | 2, true, true) => Some(Self::BeginsHeadInArticle),
            (1, true, false) => Some(Self::FirstOfArticle),
            (1 | 2, false, true) => Some(Self::BeginsHead),
            (1, false, false) => Some(Self::First),
            _ => None,
        }
    }
}

/// The words after a start tag up to the next block, if they are not many.
fn text_after(tokens: &Tokens<'_>, index: usize) -> String {
    const MOST_TOKENS: usize = 12;
    let mut text = String::new();
    let after = tokens.list().get(index + 1..).unwrap_or_default();
    for token in after.iter().take(MOST_TOKENS) {
        match token {
            Token::Text(span) => {
                text.push_str(&character_reference::decode(tokens.source(), *span));
            }
            Token::Start(tag) | Token::End(tag) if tag.element.is_block() => break,
            Token::Start(_) | Token::End(_) => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn begins(text: &str, start: &str) -> bool {
    !start.is_empty() && text.to_lowercase().starts_with(&start.to_lowercase())
}

/// A table that is looked through.
#[derive(Debug)]
struct Table {
    index: usize,
    is_for_layout: bool,
    holds_table: bool,
    has_headers: bool,
    has_headings: bool,
    has_prose: bool,
    /// Cells with text of the row so far, and the most of a row.
    cells: usize,
    most_cells: usize,
    /// Whether the cell has no text yet.
    is_blank: bool,
    /// Paragraphs of the cell so far.
    paragraphs: usize,
}

impl Table {
    fn new(index: usize, tokens: &Tokens<'_>, tag: &Tag) -> Self {
        let role = tokens.value(tag, AttributeName::Role);
        Self {
            index,
            is_for_layout: role.is_some_and(|role| matches!(&*role, "presentation" | "none")),
            holds_table: false,
            has_headers: false,
            has_headings: false,
            has_prose: false,
            cells: 0,
            most_cells: 0,
            is_blank: false,
            paragraphs: 0,
        }
    }

    /// An element inside.
    fn meet(&mut self, element: Element) {
        match element {
            Element::Row => self.cells = 0,
            Element::Cell { is_header } => {
                self.has_headers |= is_header;
                self.is_blank = true;
                self.paragraphs = 0;
            }
            Element::RowGroup { is_head: true } | Element::TableCaption => self.has_headers = true,
            Element::Table => self.holds_table = true,
            Element::Heading(_) | Element::Article | Element::Main => self.has_headings = true,
            Element::Paragraph => {
                self.paragraphs += 1;
                self.has_prose |= self.paragraphs > 1;
            }
            Element::List
            | Element::BlockQuote
            | Element::Figure
            | Element::Preformatted
            | Element::Rule => self.has_prose = true,
            _ => {}
        }
    }

    /// Words inside.
    fn meet_text(&mut self) {
        if std::mem::take(&mut self.is_blank) {
            self.cells += 1;
            self.most_cells = self.most_cells.max(self.cells);
        }
    }

    /// Whether it has columns, and what a table of data has rather than prose.
    fn is_data(&self) -> bool {
        !self.is_for_layout
            && !self.holds_table
            && !self.has_headings
            && self.most_cells > 1
            && (self.has_headers || !self.has_prose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each table of the source, whether it holds data.
    fn tables(source: &str) -> Vec<bool> {
        let tokens = Tokens::of(source);
        let survey = Survey::of(&tokens);
        let begins = |(index, token): (usize, &Token)| match token {
            Token::Start(tag) if tag.element == Element::Table => Some(survey.is_data(index)),
            Token::Start(_) | Token::End(_) | Token::Text(_) => None,
        };
        tokens
            .list()
            .iter()
            .enumerate()
            .filter_map(begins)
            .collect()
    }

    #[test]
    fn cells_side_by_side_are_data() {
        assert_eq!(tables("<table><tr><td>a<td>b</table>"), [true]);
        assert_eq!(tables("<table><tr><td><p>a<td><p>b"), [true]);
        assert_eq!(
            tables("<table><tr><th>a<th>b<tr><td><ul><li>c</ul><td>d"),
            [true]
        );
    }

    #[test]
    fn tables_of_one_column_and_of_prose_lay_out_the_page() {
        for source in [
            "<table><tr><td>a<tr><td>b</table>",
            "<table role=presentation><tr><td>a<td>b</table>",
            "<table><tr><td><h2>a</h2><td>b</table>",
            "<table><tr><td><p>a<p>b<td>c</table>",
            "<table><tr><td><ul><li>a</ul><td>b</table>",
        ] {
            assert_eq!(tables(source), [false], "{source}");
        }
    }

    #[test]
    fn of_nested_tables_the_inner_one_holds_data() {
        assert_eq!(
            tables("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>"),
            [false, true]
        );
    }

    #[test]
    fn pictures_side_by_side_are_no_data() {
        assert_eq!(
            tables("<table><tr><td><img src=a><td>&nbsp;b<td> </table>"),
            [false]
        );
    }

    /// The text of the heading that is the title.
    #[track_caller]
    fn title(source: &str, expected: &str) {
        let tokens = Tokens::of(source);
        let found = Survey::of(&tokens).title;
        let text = found.map(|index| text_after(&tokens, index));
        assert_eq!(text.as_deref().unwrap_or_default(), expected, "{source}");
    }

    #[test]
    fn the_title_is_the_heading_that_is_most_like_it() {
        title("<h1>Site</h1><article><h1>Fire</h1></article>", "Fire");
        title("<h2>a</h2><h1>b</h1><h1>c</h1>", "b");
        title("<h2>a</h2>", "");
        let head = "<title>Fire &amp; smoke | Gazette</title>";
        title(
            &format!("{head}<h1>Gazette</h1><main><h2>Fire <b>&</b> Smoke</h2>"),
            "Fire & Smoke",
        );
        title(
            &format!("{head}<h1>Gazette</h1><h2>Fire &amp; smoke</h2>"),
            "Fire & smoke",
        );
        title(
            &format!("{head}<h1>Gazette</h1><main><h2>Weather</h2>"),
            "Gazette",
        );
        title(
            "<title>Gazette: Fire</title><h1>Gazette</h1><main><h1>Fire</h1>",
            "Fire",
        );
    }
}
