//! Conditions on where a match counts.

use std::sync::Arc;

use super::names::Names;
use super::{Outcome, Resolver};
use crate::document::Zone;
use crate::lang::ast;
use crate::lang::error::{Error, Kind};
use crate::lang::typed::{Condition, ConditionKind, Phrase};

/// A condition may reach this many words or units.
const FARTHEST: u32 = 10_000;

impl Resolver<'_> {
    pub(super) fn conditions(
        &mut self,
        conditions: &[ast::Condition],
        names: &Names<'_>,
    ) -> Outcome<Vec<Condition>> {
        let read: Vec<_> = conditions
            .iter()
            .map(|condition| self.condition(condition, names))
            .collect();
        read.into_iter().collect()
    }

    fn condition(&mut self, condition: &ast::Condition, names: &Names<'_>) -> Outcome<Condition> {
        let kind = match &condition.kind {
            ast::ConditionKind::InSame(unit, pattern) => {
                ConditionKind::InSame(*unit, self.mentions(pattern, &[], names)?)
            }
            ast::ConditionKind::Within(number, pattern) => {
                let count = self.count("a distance in words", number, 0, FARTHEST);
                let mentions = self.mentions(pattern, &[], names);
                ConditionKind::Within(count?, mentions?)
            }
            ast::ConditionKind::Before(pattern) => {
                ConditionKind::Before(self.mentions(pattern, &[], names)?)
            }
            ast::ConditionKind::After(pattern) => {
                ConditionKind::After(self.mentions(pattern, &[], names)?)
            }
            ast::ConditionKind::InSection(titles) => ConditionKind::InSection(self.titles(titles)?),
            ast::ConditionKind::InRow(titles) => ConditionKind::InRow(self.titles(titles)?),
            ast::ConditionKind::InColumn(titles) => ConditionKind::InColumn(self.titles(titles)?),
            ast::ConditionKind::InFirst(number, unit) => {
                ConditionKind::InFirst(self.units(number.as_ref())?, *unit)
            }
            ast::ConditionKind::InLast(number, unit) => {
                ConditionKind::InLast(self.units(number.as_ref())?, *unit)
            }
            ast::ConditionKind::InRowOfFigures => ConditionKind::InRowOfFigures,
            ast::ConditionKind::InColumnOfFigures => ConditionKind::InColumnOfFigures,
            ast::ConditionKind::InZone(name) => {
                let mut zones = Zone::ALL.into_iter();
                match zones.find(|(_, word)| *word == name.text.as_ref()) {
                    Some((zone, _)) => ConditionKind::InZone(zone),
                    None => {
                        return self.fail(Error::Unknown {
                            kind: Kind::Zone,
                            name: name.text.to_string(),
                            place: name.place,
                            candidates: Zone::ALL.map(|(_, word)| word.to_owned()).to_vec(),
                        });
                    }
                }
            }
        };
        Ok(Condition {
            negated: condition.negated,
            kind,
            place: condition.place,
        })
    }

    /// What a section, a row or a column may be called.
    fn titles(&mut self, titles: &[ast::Title]) -> Outcome<Vec<Phrase>> {
        let read: Vec<_> = titles.iter().map(|title| self.title(title)).collect();
        let read: Outcome<Vec<Vec<Phrase>>> = read.into_iter().collect();
        Ok(read?.into_iter().flatten().collect())
    }

    fn title(&mut self, title: &ast::Title) -> Outcome<Vec<Phrase>> {
        match title {
            ast::Title::Words(words) => Ok(vec![self.phrase(words)?]),
            ast::Title::AnyOf(name) => {
                let vocabulary = self.vocabulary(name)?;
                let entries = &self.tables.vocabulary(vocabulary).entries;
                let forms = entries.iter().flat_map(|entry| &entry.forms);
                let phrases = forms.map(|form| Phrase {
                    text: Arc::clone(&form.text),
                    prefix: false,
                    exactly: false,
                    place: form.place,
                });
                Ok(phrases.collect())
            }
        }
    }

    /// How many units are meant; one, where no number says so.
    fn units(&mut self, number: Option<&ast::Number>) -> Outcome<u32> {
        number.map_or(Ok(1), |number| {
            self.count("a count of units", number, 1, FARTHEST)
        })
    }
}
