#![doc = include_str!("../README.md")]
//!
//! # The library
//!
//! The modules stand below in reading order; each imports only those before it, and a test
//! keeps it so. The way through them is one sentence:
//!
//! A rule file is read ([`rule`], with [`toml_read`]) and its sentences are resolved ([`lang`]);
//! all rules are compiled into one plan ([`plan`]); the documents of the corpus ([`corpus`]) are
//! divided ([`document`]), and the plan reads facts out of them ([`fact`], with the readers of
//! [`value`]); the checks compare facts ([`check`]); the engine ([`engine`]) does this in
//! parallel and sorts the findings ([`finding`]) into a report ([`report`]), which is printed
//! ([`render`]) by the command line ([`cli`]).

pub mod source;
pub mod suggest;

pub mod glob;

pub mod finding;

pub mod diag;

pub mod report;

pub mod toml_read;

pub mod document;
pub mod value;

pub mod people;

pub mod survey;

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
