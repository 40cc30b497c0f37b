//! What one row says, as it is compared with what others say.

use super::operand::{Operand, holds};
use super::subject::taken;
use crate::fact::group::Canonical;
use crate::fact::row::Row;
use crate::lang::typed::Comparator;
use crate::source::Place;
use crate::value::range::Tolerance;

/// What one row says.
#[derive(Clone, Debug)]
pub(super) struct Claim<'a> {
    /// The row.
    pub(super) row: &'a Row,
    /// Where it says it.
    pub(super) place: Place,
    /// In what words.
    pub(super) text: String,
    /// What it comes to.
    pub(super) operand: Operand<'a>,
}

impl Claim<'_> {
    /// Whether the two agree.
    pub(super) fn meets(&self, other: &Self, tolerance: Tolerance) -> bool {
        holds(Comparator::Equal, &self.operand, &other.operand, tolerance).unwrap_or(false)
    }

    /// Its value in the unit of another, if the two can be compared at all.
    pub(super) fn converted_like<'a>(&self, other: &Claim<'_>) -> Option<Operand<'a>>
    where
        Self: 'a,
    {
        match (&self.operand, &other.operand) {
            (Operand::Quantity(one), Operand::Quantity(two)) => {
                one.converted(two.kind).ok().map(Operand::Quantity)
            }
            (Operand::Time(one), Operand::Time(two)) => one.in_zone_of(*two).map(Operand::Time),
            (Operand::Meaning(meaning), Operand::Meaning(_)) => {
                Some(Operand::Meaning(meaning.clone()))
            }
            (Operand::Cell(cell), Operand::Cell(_)) => {
                Some(Operand::Meaning(Canonical::text(&cell.text)))
            }
            (
                Operand::Quantity(_) | Operand::Time(_) | Operand::Meaning(_) | Operand::Cell(_),
                _,
            ) => None,
        }
    }

    /// How far apart the two are, in words.
    pub(super) fn distance(&self, other: &Self) -> Option<String> {
        match (&self.operand, &other.operand) {
            (Operand::Quantity(one), Operand::Quantity(two)) => one.distance(two),
            _ => None,
        }
    }

    /// How it is taken, where the words alone do not say it.
    pub(super) fn taken_as(&self) -> String {
        taken(&self.text, &self.operand)
    }
}
