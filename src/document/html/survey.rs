//! What must be known of a page before it is read: which of its tables hold data, and which
//! heading is its title.

use super::element::Element;
use super::token::{Name, Tag, Token, Tokens};

/// What a look through the tokens shows.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The tokens that begin tables of data, in order. Other tables only lay out the page.
    data_tables: Vec<usize>,
    /// The token that begins the heading that is the title: the first `h1` of the article, or
    /// else of the page.
    pub title: Option<usize>,
}

impl Survey {
    /// Looks through the tokens.
    pub(super) fn of(tokens: &Tokens<'_>) -> Self {
        let mut survey = Self::default();
        let mut tables: Vec<Table> = Vec::new();
        let mut articles = 0_usize;
        let mut title_in_article = None;
        for (index, token) in tokens.list().iter().enumerate() {
            match token {
                Token::Start(tag) => {
                    if let Some(table) = tables.last_mut() {
                        table.meet(tag.element);
                    }
                    match tag.element {
                        Element::Table => tables.push(Table::new(index, tokens, tag)),
                        Element::Main | Element::Article => articles += 1,
                        Element::Heading(1) => {
                            survey.title.get_or_insert(index);
                            if articles > 0 {
                                title_in_article.get_or_insert(index);
                            }
                        }
                        _ => {}
                    }
                }
                Token::End(tag) => match tag.element {
                    Element::Table => survey.end(tables.pop()),
                    Element::Main | Element::Article => articles = articles.saturating_sub(1),
                    _ => {}
                },
                Token::Text(_) => {}
            }
        }
        while let Some(table) = tables.pop() {
            survey.end(Some(table));
        }
        survey.title = title_in_article.or(survey.title);
        survey.data_tables.sort_unstable();
        survey
    }

    /// Whether the table that the token at `index` begins holds data.
    pub(super) fn is_data(&self, index: usize) -> bool {
        self.data_tables.binary_search(&index).is_ok()
    }

    fn end(&mut self, table: Option<Table>) {
        self.data_tables
            .extend(table.filter(Table::is_data).map(|table| table.index));
    }
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
    /// Cells of the row so far, and of the longest row.
    cells: usize,
    most_cells: usize,
    /// Paragraphs of the cell so far.
    paragraphs: usize,
}

impl Table {
    fn new(index: usize, tokens: &Tokens<'_>, tag: &Tag) -> Self {
        let role = tokens.value(tag, Name::Role);
        Self {
            index,
            is_for_layout: role.is_some_and(|role| matches!(&*role, "presentation" | "none")),
            holds_table: false,
            has_headers: false,
            has_headings: false,
            has_prose: false,
            cells: 0,
            most_cells: 0,
            paragraphs: 0,
        }
    }

    /// An element inside.
    fn meet(&mut self, element: Element) {
        match element {
            Element::Row => self.cells = 0,
            Element::Cell { is_header } => {
                self.has_headers |= is_header;
                self.cells += 1;
                self.most_cells = self.most_cells.max(self.cells);
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
    fn the_title_is_the_first_heading_of_the_article() {
        let title = |source: &str| Survey::of(&Tokens::of(source)).title;
        assert_eq!(
            title("<h1>Site</h1><article><h1>Fire</h1></article>"),
            Some(4)
        );
        assert_eq!(title("<h2>a</h2><h1>b</h1><h1>c</h1>"), Some(3));
        assert_eq!(title("<h2>a</h2>"), None);
    }
}
