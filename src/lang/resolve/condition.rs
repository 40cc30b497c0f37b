//! Conditions on where a match counts.

use super::names::Names;
use super::{Outcome, Resolver};
use crate::document::Zone;
use crate::lang::ast;
use crate::lang::error::{Error, Kind};
use crate::lang::typed::{Condition, ConditionKind};

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
            ast::ConditionKind::InSection(words) => ConditionKind::InSection(self.phrase(words)?),
            ast::ConditionKind::InFirst(number, unit) => {
                ConditionKind::InFirst(self.count("a count of units", number, 1, FARTHEST)?, *unit)
            }
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
}
