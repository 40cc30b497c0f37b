//! Reads TOML tables key by key, with the place of every key and value.
//!
//! [`parse()`] turns a file into a [`Table`]; a [`Reader`] takes a table apart, key by key, and
//! every fault goes to [`Problems`], so that one fault never hides another.

#[cfg(test)]
pub(crate) mod marked;
mod parse;
mod problems;
mod reader;
mod text_map;
mod tree;

pub use parse::parse;
pub use problems::Problems;
pub use reader::{FromItem, Reader, word_of, wrong_type};
pub use text_map::Text;
pub use tree::{Entry, Item, Key, Table, Value};
