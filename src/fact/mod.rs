//! Facts: rows read from documents, and the tables they are looked up in.

pub mod group;
pub mod row;
pub mod table;
