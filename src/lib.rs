//! crossfact: a rule-based fact-consistency linter.
//!
//! The modules in reading order; each imports only those before it.

pub mod source;
pub mod suggest;

pub mod glob;

pub mod diag;
pub mod finding;

pub mod toml_read;

pub mod document;
pub mod value;

pub mod fact;

pub mod lang;

pub mod plan;

pub mod check;

pub mod rule;

pub mod config;

pub mod corpus;

pub mod engine;

pub mod example;
pub mod paraphrase;

pub mod render;

pub mod cli;
