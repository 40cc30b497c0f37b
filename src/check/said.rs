//! What the sources say about one thing, ordered so that what is nearest to a draft is found
//! without looking at all of it.

use std::collections::BTreeMap;

use super::claim::Claim;
use super::operand::{Operand, stretches};
use crate::fact::group::Canonical;
use crate::value::Decimal;
use crate::value::range::{Range, Tolerance};

/// What the sources say.
pub(super) enum Said<'c> {
    /// Stretches by their lower ends: the stretch, the greatest upper end so far and whose it
    /// is, and whose the stretch is.
    Stretches(Vec<Stretch>),
    /// The meanings, with the first source of each.
    Meanings(BTreeMap<&'c Canonical, usize>),
}

pub(super) struct Stretch {
    range: Range,
    source: usize,
    /// Of this stretch and all before it, the one that reaches furthest.
    furthest: (Range, usize),
}

impl<'c> Said<'c> {
    /// Orders what the sources say, widened by a tolerance.
    pub(super) fn by(sources: &[&'c Claim<'_>], tolerance: Tolerance) -> Self {
        let mut ranges: Vec<(Range, usize)> = Vec::new();
        let mut meanings = BTreeMap::new();
        for (index, source) in sources.iter().enumerate() {
            match &source.operand {
                Operand::Meaning(meaning) => {
                    meanings.entry(meaning).or_insert(index);
                }
                Operand::Quantity(_) | Operand::Time(_) | Operand::Cell(_) => {
                    let stretches = stretches(&source.operand).unwrap_or_default();
                    ranges.extend(
                        stretches
                            .iter()
                            .map(|range| (range.widened(tolerance), index)),
                    );
                }
            }
        }
        if !meanings.is_empty() {
            return Self::Meanings(meanings);
        }
        // A missing lower end sorts first, as it should.
        ranges.sort_by_key(|(range, index)| (range.low, *index));
        let mut furthest: Option<(Range, usize)> = None;
        let reaches_further = |one: &Range, two: &Range| match (one.high, two.high) {
            (None, Some(_)) => true,
            (Some(one), Some(two)) => one > two,
            (_, None) => false,
        };
        Self::Stretches(
            ranges
                .into_iter()
                .map(|(range, source)| {
                    let best = match furthest {
                        Some(known) if !reaches_further(&range, &known.0) => known,
                        _ => (range, source),
                    };
                    furthest = Some(best);
                    Stretch {
                        range,
                        source,
                        furthest: best,
                    }
                })
                .collect(),
        )
    }

    /// A source that a claim agrees with, or else the nearest one that it does not agree with,
    /// where one is nearer than another.
    pub(super) fn nearest(
        &self,
        claim: &Claim<'_>,
        tolerance: Tolerance,
    ) -> Result<Option<usize>, Option<usize>> {
        match (self, &claim.operand) {
            (Self::Meanings(meanings), Operand::Meaning(meaning)) => {
                meanings.get(meaning).map(|index| Some(*index)).ok_or(None)
            }
            (Self::Stretches(list), _) => {
                let mut nearest: Option<(Decimal, usize)> = None;
                for range in stretches(&claim.operand).unwrap_or_default() {
                    let range = range.widened(tolerance);
                    let above = list.partition_point(|stretch| match range.high {
                        Some(high) => stretch.range.low.is_none_or(|low| low <= high),
                        None => true,
                    });
                    let below = above.checked_sub(1).and_then(|last| list.get(last));
                    if let Some(below) = below
                        && range.meets(&below.furthest.0)
                    {
                        return Ok(Some(below.furthest.1));
                    }
                    let gaps = [
                        below.map(|stretch| (gap(&stretch.furthest.0, &range), stretch.furthest.1)),
                        list.get(above)
                            .map(|stretch| (gap(&range, &stretch.range), stretch.source)),
                    ];
                    nearest = gaps.into_iter().flatten().chain(nearest).min();
                }
                Err(nearest.map(|(_, index)| index))
            }
            (Self::Meanings(_), _) => Err(None),
        }
    }
}

/// How far the second range lies above the first.
fn gap(lower: &Range, upper: &Range) -> Decimal {
    lower
        .high
        .zip(upper.low)
        .map_or(Decimal::ZERO, |(high, low)| low.at.saturating_sub(high.at))
}
