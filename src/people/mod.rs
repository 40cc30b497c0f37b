//! The people of a document: who is named in it, and who says what is quoted.

pub mod across;
mod attribution;
mod census;
mod clause;
mod passage;
pub mod person;
mod phrase;
mod reference;
mod saying;
pub mod speaker;
mod words;

pub use person::People;
pub use speaker::{Speaker, Speakers};
