//! Facts: rows read from documents, and the tables they are looked up in.

pub mod group;
pub mod path;
pub mod row;
pub mod table;
pub mod tree;
pub mod version;
