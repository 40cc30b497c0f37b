//! All literal words of all rules, found together.
//!
//! Every phrase of every rule and every form of every vocabulary is a path in one trie over
//! folded words. One walk from each word of a sentence finds all phrases that start there,
//! whatever the number of rules.

use rustc_hash::FxHashMap;

use crate::document::token::{Token, tokenize};
use crate::source::Span;

use super::fold;

/// A phrase of the plan.
pub(super) type PhraseId = u32;

type WordId = u32;
type NodeId = u32;

/// A word that no phrase has.
const UNKNOWN: WordId = 0;
const ROOT: NodeId = 0;

/// What a phrase is made of; two phrases that are equal in this are one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spelling {
    /// The words, normalized; in lower case where any case will do.
    words: Vec<(Box<str>, Case)>,
    /// The last word matches every word that begins so.
    prefix: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Case {
    Any,
    AsWritten,
}

#[derive(Debug)]
struct Ending {
    phrase: PhraseId,
    /// For each word that must stand as written, its index and spelling.
    as_written: Box<[(u32, Box<str>)]>,
}

#[derive(Debug)]
struct PrefixEnding {
    prefix: Box<str>,
    case: Case,
    ending: Ending,
}

#[derive(Debug, Default)]
struct Node {
    endings: Vec<Ending>,
    prefixes: Vec<PrefixEnding>,
}

/// A phrase found at a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which phrase.
    pub(super) phrase: PhraseId,
    /// How many tokens it takes.
    pub(super) tokens: u32,
}

/// The phrases found in a sentence, by the token they start at.
#[derive(Debug, Default)]
pub(super) struct Hits {
    hits: Vec<Hit>,
    /// For each token, the end of its hits in `hits`.
    ends: Vec<u32>,
}

impl Hits {
    /// The phrases that start at a token, the shortest first.
    pub(super) fn at(&self, token: usize) -> &[Hit] {
        let start = token
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        &self.hits[start..self.ends[token] as usize]
    }
}

/// The trie of all phrases.
#[derive(Debug)]
pub(super) struct Phrases {
    words: FxHashMap<Box<str>, WordId>,
    edges: FxHashMap<(NodeId, WordId), NodeId>,
    nodes: Vec<Node>,
    known: FxHashMap<Spelling, PhraseId>,
    /// Whether any phrase ends in a prefix; without one, unknown words end a walk at once.
    has_prefixes: bool,
    count: u32,
}

impl Phrases {
    pub(super) fn new() -> Self {
        Self {
            words: FxHashMap::default(),
            edges: FxHashMap::default(),
            nodes: vec![Node::default()],
            known: FxHashMap::default(),
            has_prefixes: false,
            count: 0,
        }
    }

    /// Adds a phrase as written in a rule; `None` if it has no words at all.
    pub(super) fn add(&mut self, text: &str, prefix: bool, exactly: bool) -> Option<PhraseId> {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
        let words: Vec<(Box<str>, Case)> = tokens
            .iter()
            .map(|token| {
                let word = fold::normalize(&text[token.span.range()]);
                let lower = fold::lower(&word);
                let case = if exactly || lower != word {
                    Case::AsWritten
                } else {
                    Case::Any
                };
                (word.into(), case)
            })
            .collect();
        if words.is_empty() {
            return None;
        }
        let spelling = Spelling { words, prefix };
        if let Some(id) = self.known.get(&spelling) {
            return Some(*id);
        }
        let id = self.count;
        self.count += 1;
        self.insert(&spelling, id);
        self.known.insert(spelling, id);
        Some(id)
    }

    fn insert(&mut self, spelling: &Spelling, phrase: PhraseId) {
        let whole = spelling.words.len() - usize::from(spelling.prefix);
        let mut node = ROOT;
        for (word, _) in &spelling.words[..whole] {
            let word = self.intern(&fold::lower(word));
            let next = self.nodes.len() as NodeId;
            let nodes = &mut self.nodes;
            node = *self.edges.entry((node, word)).or_insert_with(|| {
                nodes.push(Node::default());
                next
            });
        }
        let as_written = spelling.words[..whole]
            .iter()
            .enumerate()
            .filter(|(_, (_, case))| *case == Case::AsWritten)
            .map(|(index, (word, _))| (index as u32, word.clone()))
            .collect();
        let ending = Ending { phrase, as_written };
        let node = &mut self.nodes[node as usize];
        match spelling.words.last() {
            Some((prefix, case)) if spelling.prefix => {
                self.has_prefixes = true;
                node.prefixes.push(PrefixEnding {
                    prefix: prefix.clone(),
                    case: *case,
                    ending,
                });
            }
            _ => node.endings.push(ending),
        }
    }

    fn intern(&mut self, word: &str) -> WordId {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let id = self.words.len() as WordId + 1;
        self.words.insert(word.into(), id);
        id
    }

    /// Finds all phrases in the tokens of a sentence.
    pub(super) fn find(
        &self,
        text: &str,
        tokens: &[Token],
        scratch: &mut Vec<u32>,
        hits: &mut Hits,
    ) {
        scratch.clear();
        scratch.extend(tokens.iter().map(|token| {
            let lower = fold::lower(&text[token.span.range()]);
            self.words.get(lower.as_ref()).copied().unwrap_or(UNKNOWN)
        }));
        hits.hits.clear();
        hits.ends.clear();
        for start in 0..tokens.len() {
            self.walk(text, tokens, scratch, start, hits);
            hits.ends.push(hits.hits.len() as u32);
        }
    }

    fn walk(&self, text: &str, tokens: &[Token], words: &[WordId], start: usize, hits: &mut Hits) {
        let mut node = ROOT;
        for (at, word) in words.iter().enumerate().skip(start) {
            if self.has_prefixes {
                self.find_prefixes(text, tokens, node, start, at, hits);
            }
            if *word == UNKNOWN {
                return;
            }
            let Some(next) = self.edges.get(&(node, *word)) else {
                return;
            };
            node = *next;
            for ending in &self.nodes[node as usize].endings {
                if stands_as_written(&ending.as_written, text, &tokens[start..]) {
                    hits.hits.push(Hit {
                        phrase: ending.phrase,
                        tokens: (at + 1 - start) as u32,
                    });
                }
            }
        }
    }

    fn find_prefixes(
        &self,
        text: &str,
        tokens: &[Token],
        node: NodeId,
        start: usize,
        at: usize,
        hits: &mut Hits,
    ) {
        let prefixes = &self.nodes[node as usize].prefixes;
        if prefixes.is_empty() {
            return;
        }
        let word = fold::normalize(&text[tokens[at].span.range()]);
        let lower = fold::lower(&word);
        for candidate in prefixes {
            let begins = match candidate.case {
                Case::Any => lower.starts_with(candidate.prefix.as_ref()),
                Case::AsWritten => word.starts_with(candidate.prefix.as_ref()),
            };
            if begins && stands_as_written(&candidate.ending.as_written, text, &tokens[start..]) {
                hits.hits.push(Hit {
                    phrase: candidate.ending.phrase,
                    tokens: (at + 1 - start) as u32,
                });
            }
        }
    }
}

fn stands_as_written(words: &[(u32, Box<str>)], text: &str, tokens: &[Token]) -> bool {
    words.iter().all(|(index, word)| {
        fold::normalize(&text[tokens[*index as usize].span.range()]) == word.as_ref()
    })
}
