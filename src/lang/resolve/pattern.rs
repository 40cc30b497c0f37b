//! Patterns: names looked up, fields numbered, sizes bounded.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names::{Meaning, Names};
use super::types::same_kind;
use super::{Outcome, Reported, Resolver};
use crate::lang::ast::{self, ItemKind, Quoted, Sequence, Words};
use crate::lang::error::{Error, Kind};
use crate::lang::parser;
use crate::lang::typed::{Blank, BlankKind, FactField, FieldIndex, FieldType, Pattern, Phrase};
use crate::source::Place;

/// A pattern may have this many alternatives, its `let`s put in.
const MOST_ALTERNATIVES: usize = 10_000;
/// A pattern may have this many parts, its `let`s put in.
const MOST_PARTS: usize = 100_000;
/// A pattern may be nested this deep, its `let`s put in.
const DEEPEST: usize = 32;
/// A gap may be this many words wide.
const WIDEST_GAP: u32 = 50;
/// A fact may have this many fields.
const MOST_FIELDS: usize = 64;

/// The fields of a fact, as its pattern is read.
#[derive(Default)]
pub(super) struct FieldTable {
    pub(super) fields: Vec<FactField>,
    places: Vec<Place>,
}

/// What is known of a pattern besides the pattern itself.
#[derive(Clone)]
pub(super) struct Shape {
    /// The fields it binds, and where.
    pub(super) binds: BTreeMap<FieldIndex, Place>,
    /// The type of its value: that of each alternative, if each is one blank of one type.
    pub(super) value: Option<FieldType>,
    /// Whether it also matches no words.
    pub(super) may_be_empty: bool,
    depth: usize,
    alternatives: usize,
    parts: usize,
}

impl Shape {
    pub(super) fn of_part(may_be_empty: bool) -> Self {
        Self {
            binds: BTreeMap::new(),
            value: None,
            may_be_empty,
            depth: 0,
            alternatives: 1,
            parts: 1,
        }
    }

    pub(super) fn with_value(self, value: FieldType) -> Self {
        Self {
            value: Some(value),
            ..self
        }
    }

    /// The shape of a pattern where it stands inside another one. Unless its fields are
    /// part of the fact around it, it binds nothing.
    pub(super) fn inside(&self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self.clone()
        }
    }

    fn add(&mut self, part: &Self) {
        self.depth = self.depth.max(part.depth);
        self.alternatives = self.alternatives.saturating_add(part.alternatives);
        self.parts = self.parts.saturating_add(part.parts);
    }

    fn too_large(&self, place: Place) -> Option<Error> {
        let too_many = |what, most| Error::PatternTooLarge { what, place, most };
        if self.depth > DEEPEST {
            Some(Error::TooDeep {
                place,
                most: DEEPEST,
            })
        } else if self.alternatives > MOST_ALTERNATIVES {
            Some(too_many("alternatives", MOST_ALTERNATIVES))
        } else if self.parts > MOST_PARTS {
            Some(too_many("parts", MOST_PARTS))
        } else {
            None
        }
    }
}

impl Resolver<'_> {
    /// The pattern of a definition. Its named blanks are kept in `fields`; a `let` has none.
    pub(super) fn fact_pattern(
        &mut self,
        pattern: &ast::Pattern,
        names: &Names<'_>,
        fields: Option<&mut FieldTable>,
    ) -> Outcome<(Pattern, Shape)> {
        let is_fact = fields.is_some();
        let (read, shape) = PatternReader {
            resolver: self,
            names,
            fields,
        }
        .pattern(pattern)?;
        if is_fact && shape.may_be_empty {
            return self.fail(Error::MatchesNothing {
                place: pattern.place,
            });
        }
        Ok((read, shape))
    }

    /// The alternatives of a pattern without fields, one by one.
    pub(super) fn alternatives(
        &mut self,
        alternatives: &[&Sequence],
        names: &Names<'_>,
    ) -> Outcome<Vec<(Pattern, Shape)>> {
        let mut reader = PatternReader {
            resolver: self,
            names,
            fields: None,
        };
        let read = reader.alternatives(alternatives)?;
        let mut whole = Shape::of_part(false);
        for (sequence, (_, shape)) in alternatives.iter().zip(&read) {
            whole.add(shape);
            let error = if shape.may_be_empty {
                Some(Error::MatchesNothing {
                    place: sequence.place,
                })
            } else {
                whole.too_large(sequence.place)
            };
            if let Some(error) = error {
                return self.fail(error);
            }
        }
        Ok(read)
    }

    /// Words in quotation marks as a pattern.
    pub(super) fn phrase(&mut self, words: &Words) -> Outcome<Phrase> {
        let Quoted { raw, place } = &words.quoted;
        let (body, prefix) = star(raw);
        let ends_in_word = body.ends_with(|last: char| last.is_alphanumeric());
        if has_star(body) || (prefix && !ends_in_word) {
            return self.fail(Error::Star { place: *place });
        }
        let text = ast::unescape(body);
        let is_word = |char: char| !char.is_whitespace() && !"\"“”„«»".contains(char);
        if !text.contains(is_word) {
            return self.fail(Error::NoWords { place: *place });
        }
        Ok(Phrase {
            text,
            prefix,
            exactly: words.exactly,
            place: *place,
        })
    }
}

/// The words without the star that ends them, and whether there is one.
fn star(raw: &str) -> (&str, bool) {
    let Some(body) = raw.strip_suffix('*') else {
        return (raw, false);
    };
    let slashes = body.chars().rev().take_while(|char| *char == '\\').count();
    if slashes % 2 == 0 {
        (body, true)
    } else {
        (raw, false)
    }
}

/// Whether there is a star that no backslash escapes.
pub(super) fn has_star(raw: &str) -> bool {
    let mut chars = raw.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => drop(chars.next()),
            '*' => return true,
            _ => {}
        }
    }
    false
}

/// Reads a pattern. Goes on after an error, to find the others.
pub(super) struct PatternReader<'r, 'd, 'n> {
    pub(super) resolver: &'r mut Resolver<'d>,
    pub(super) names: &'r Names<'n>,
    /// Where named blanks are kept; nowhere in a `let` and in a pattern without a name.
    pub(super) fields: Option<&'r mut FieldTable>,
}

impl PatternReader<'_, '_, '_> {
    pub(super) fn pattern(&mut self, pattern: &ast::Pattern) -> Outcome<(Pattern, Shape)> {
        let sequences: Vec<&Sequence> = pattern.alternatives.iter().collect();
        let mut read = self.alternatives(&sequences)?;
        self.same_fields(&sequences, &read)?;
        let mut shape = Shape::of_part(false);
        (shape.alternatives, shape.parts) = (0, 0);
        shape.binds = read[0].1.binds.clone();
        shape.value = read[0].1.value;
        for (_, alternative) in &read {
            shape.add(alternative);
            shape.may_be_empty |= alternative.may_be_empty;
            if alternative.value != shape.value {
                shape.value = None;
            }
        }
        if let Some(error) = shape.too_large(pattern.place) {
            return self.resolver.fail(error);
        }
        let pattern = match read.len() {
            1 => read.remove(0).0,
            _ => Pattern::Choice(read.into_iter().map(|(pattern, _)| pattern).collect()),
        };
        Ok((pattern, shape))
    }

    fn alternatives(&mut self, sequences: &[&Sequence]) -> Outcome<Vec<(Pattern, Shape)>> {
        let read: Vec<_> = sequences
            .iter()
            .map(|sequence| self.sequence(sequence))
            .collect();
        read.into_iter().collect()
    }

    /// Alternatives bind the same fields.
    fn same_fields(&mut self, sequences: &[&Sequence], read: &[(Pattern, Shape)]) -> Outcome<()> {
        let mut outcome = Ok(());
        let Some((_, first)) = read.first() else {
            return outcome;
        };
        for (sequence, (_, other)) in sequences.iter().zip(read).skip(1) {
            let lacks = |has: &Shape, lacks: &Shape, place| {
                let missing = has
                    .binds
                    .iter()
                    .find(|(field, _)| !lacks.binds.contains_key(field));
                missing.map(|(field, other)| (*field, place, *other))
            };
            let missing = lacks(first, other, sequence.place)
                .or_else(|| lacks(other, first, sequences[0].place));
            if let Some((field, place, other)) = missing {
                let name = Arc::clone(&self.kept()[field].name);
                outcome = self
                    .resolver
                    .fail(Error::BranchLacks { name, place, other });
            }
        }
        outcome
    }

    fn kept(&self) -> &[FactField] {
        self.fields.as_ref().map_or(&[], |table| &table.fields)
    }

    fn sequence(&mut self, sequence: &Sequence) -> Outcome<(Pattern, Shape)> {
        let mut outcome = Ok(());
        let mut items = Vec::new();
        let mut shape = Shape::of_part(true);
        shape.parts = 0;
        for item in &sequence.items {
            let Ok((pattern, part)) = self.item(item) else {
                outcome = Err(Reported);
                continue;
            };
            shape.add(&part);
            shape.may_be_empty &= part.may_be_empty || item.maybe;
            shape.value = part
                .value
                .filter(|_| sequence.items.len() == 1 && !item.maybe);
            for (field, place) in part.binds {
                if let Some(first) = shape.binds.insert(field, place) {
                    let name = Arc::clone(&self.kept()[field].name);
                    outcome = self.resolver.fail(Error::FieldTwice { name, place, first });
                }
            }
            items.push(match item.maybe {
                true => Pattern::Maybe(Box::new(pattern)),
                false => pattern,
            });
        }
        // A sequence is one alternative; only those inside its items add to it.
        shape.alternatives = shape
            .alternatives
            .saturating_sub(sequence.items.len())
            .max(1);
        outcome?;
        let pattern = match items.len() {
            1 => items.remove(0),
            _ => Pattern::Sequence(items),
        };
        Ok((pattern, shape))
    }

    fn item(&mut self, item: &ast::Item) -> Outcome<(Pattern, Shape)> {
        match &item.kind {
            ItemKind::Gap(number) => {
                let count = self.resolver.count("a gap", number, 1, WIDEST_GAP)?;
                let count = u8::try_from(count).unwrap_or(u8::MAX);
                Ok((Pattern::Gap(count), Shape::of_part(true)))
            }
            ItemKind::Words(words) => {
                let phrase = self.resolver.phrase(words)?;
                Ok((Pattern::Words(phrase), Shape::of_part(false)))
            }
            ItemKind::AnyOf(name) => {
                let vocabulary = self.resolver.vocabulary(name)?;
                let blank = blank(BlankKind::AnyOf(vocabulary), item.place);
                let value = FieldType::Entry(vocabulary);
                Ok((blank, Shape::of_part(false).with_value(value)))
            }
            ItemKind::Member(name, entry) => {
                let vocabulary = self.resolver.vocabulary(name)?;
                let entry = self.resolver.entry(vocabulary, entry)?;
                let blank = blank(BlankKind::Member(vocabulary, entry), item.place);
                let value = FieldType::Entry(vocabulary);
                Ok((blank, Shape::of_part(false).with_value(value)))
            }
            ItemKind::Group(inner) => {
                let (pattern, shape) = self.pattern(inner)?;
                let shape = shape.inside();
                match shape.too_large(item.place) {
                    Some(error) => self.resolver.fail(error),
                    None => Ok((pattern, shape)),
                }
            }
            ItemKind::Name(name) => {
                let (pattern, shape) = self.shared(name)?;
                Ok((Pattern::Shared(pattern), shape))
            }
            ItemKind::Blank(blank) => self.blank(blank, item.place),
        }
    }

    /// The pattern that a name stands for.
    fn shared(&mut self, name: &ast::Name) -> Outcome<(Arc<Pattern>, Shape)> {
        let place = name.place;
        let text = Arc::clone(&name.text);
        match self.names.get(&name.text) {
            Some((Meaning::Let(pattern, shape), _)) => {
                let (pattern, shape) = (Arc::clone(pattern), shape.inside());
                match shape.too_large(place) {
                    Some(error) => self.resolver.fail(error),
                    None => Ok((pattern, shape)),
                }
            }
            Some((Meaning::Fact(_), _)) => self
                .resolver
                .fail(Error::FactInPattern { name: text, place }),
            Some((Meaning::Broken, _)) => Err(Reported),
            None if self.resolver.tables.is_vocabulary(&name.text) => {
                let help = Some(format!("write `any of {text}`"));
                self.resolver.fail(Error::WrongKind {
                    name: text,
                    place,
                    is: "a vocabulary",
                    wanted: "a pattern",
                    help,
                })
            }
            None => {
                let mut candidates = self.names.candidates(Meaning::is_any);
                candidates.extend(parser::single_keywords());
                self.resolver.fail(Error::Unknown {
                    kind: Kind::Pattern,
                    name: text.to_string(),
                    place,
                    candidates,
                })
            }
        }
    }

    /// Numbers a field; the same name in another alternative is the same field.
    pub(super) fn keep(&mut self, name: &ast::Name, ty: FieldType) -> Outcome<FieldIndex> {
        let (place, text) = (name.place, Arc::clone(&name.text));
        if parser::is_reserved(&text) {
            return self.resolver.fail(Error::Reserved { name: text, place });
        }
        if super::message::is_message_word(&text) {
            return self.resolver.fail(Error::MessageWord { name: text, place });
        }
        let Some(table) = self.fields.as_deref_mut() else {
            return self
                .resolver
                .fail(Error::FieldNotKept { name: text, place });
        };
        if let Some(index) = table.fields.iter().position(|field| field.name == text) {
            let (first_ty, first) = (table.fields[index].ty, table.places[index]);
            if same_kind(first_ty, ty) {
                return Ok(index);
            }
            let ty = self.resolver.field_type_words(ty);
            let first_ty = self.resolver.field_type_words(first_ty);
            return self.resolver.fail(Error::FieldTypes {
                name: text,
                place,
                ty,
                first,
                first_ty,
            });
        }
        if table.fields.len() == MOST_FIELDS {
            return self.resolver.fail(Error::PatternTooLarge {
                what: "fields",
                place,
                most: MOST_FIELDS,
            });
        }
        table.fields.push(FactField {
            name: text,
            ty,
            implicit: None,
        });
        table.places.push(place);
        Ok(table.fields.len() - 1)
    }
}

fn blank(kind: BlankKind, place: Place) -> Pattern {
    Pattern::Blank(Box::new(Blank {
        field: None,
        kind,
        limits: Vec::new(),
        place,
    }))
}
