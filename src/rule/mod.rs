//! Rule files: reading them with their data files, and the packs built into the program.

pub mod builtin;
pub mod data;
mod declaration;
pub mod file;
pub mod group;
pub mod setting;
mod vocabulary;
