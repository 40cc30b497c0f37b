//! Reads TOML tables key by key, with the place of every key and value.

mod text_map;

pub use text_map::Text;
