//! Which form or value most documents have.
//!
//! Documents count first, then mentions, then the first use in the order of the corpus, so
//! that one document that repeats a thing ten times does not outvote three others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::lang::typed::Winner;
use crate::value::range::{End, Range};

/// Who says a thing, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    /// How many documents.
    pub documents: usize,
    /// How many mentions.
    pub mentions: usize,
    /// The first mention, an index.
    pub first: usize,
    last_document: u32,
}

impl Tally {
    /// The rank of a tally: the greatest wins.
    pub(super) fn rank(&self, winner: Winner) -> (usize, usize, Reverse<usize>) {
        match winner {
            Winner::Majority => (self.documents, self.mentions, Reverse(self.first)),
            Winner::FirstUse => (0, 0, Reverse(self.first)),
        }
    }
}

/// Counts mentions, each with its document; the mentions of a document stand together.
pub(super) fn tally<K: Ord>(mentions: impl IntoIterator<Item = (K, u32)>) -> BTreeMap<K, Tally> {
    let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
    for (index, (key, document)) in mentions.into_iter().enumerate() {
        tallies
            .entry(key)
            .and_modify(|tally| {
                tally.mentions += 1;
                if tally.last_document != document {
                    tally.documents += 1;
                    tally.last_document = document;
                }
            })
            .or_insert(Tally {
                documents: 1,
                mentions: 1,
                first: index,
                last_document: document,
            });
    }
    tallies
}

/// A mention of a value that is a stretch of the number line, or one of several.
#[derive(Clone, Debug)]
pub(super) struct Vote {
    /// The document.
    pub document: u32,
    /// Where the value may lie; the stretches do not overlap.
    pub ranges: Vec<Range>,
}

/// The stretch of the number line that lies in the ranges of most documents, by the rank of
/// [`Tally`]; `None` without votes. All ranges that meet pairwise share a point (Helly's theorem in
/// one dimension), so the votes that meet the stretch agree with one another.
///
/// One sort and one sweep over the ends.
pub(super) fn most_covered(votes: &[Vote]) -> Option<Range> {
    let mut ends: Vec<(Edge, usize)> = Vec::new();
    for (index, vote) in votes.iter().enumerate() {
        for range in &vote.ranges {
            if range
                .low
                .zip(range.high)
                .is_some_and(|(low, high)| low > high)
            {
                continue;
            }
            ends.push((Edge::starting(range.low), index));
            ends.push((Edge::ending(range.high), index));
        }
    }
    ends.sort_unstable();
    let mut here = Covering::default();
    let mut best: Option<(Rank, Range)> = None;
    let mut start = None;
    for (edge, index) in ends {
        let document = votes[index].document;
        match edge {
            Edge::FromEverywhere | Edge::At(_, Turn::Start) => {
                here.enter(index, document);
                start = Some(edge.end());
            }
            Edge::ToEverywhere | Edge::At(_, Turn::Stop) => {
                // A new best can only be where something has started since the last stop.
                if let Some(low) = start.take() {
                    let rank = here.rank();
                    if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                        let high = edge.end();
                        best = Some((rank, Range { low, high }));
                    }
                }
                here.leave(index, document);
            }
        }
    }
    best.map(|(_, range)| range)
}

/// How many mentions are told apart by their first uses when all else is equal.
const FIRST_USES: usize = 4;

/// Documents, mentions, and the first few uses.
type Rank = (usize, usize, Reverse<Vec<usize>>);

/// Where the sweep is: what covers this place.
#[derive(Default)]
struct Covering {
    documents: BTreeMap<u32, usize>,
    votes: BTreeSet<usize>,
}

impl Covering {
    fn enter(&mut self, vote: usize, document: u32) {
        *self.documents.entry(document).or_default() += 1;
        self.votes.insert(vote);
    }

    fn leave(&mut self, vote: usize, document: u32) {
        if let Some(count) = self.documents.get_mut(&document) {
            *count -= 1;
            if *count == 0 {
                self.documents.remove(&document);
            }
        }
        self.votes.remove(&vote);
    }

    fn rank(&self) -> Rank {
        let first = self.votes.iter().take(FIRST_USES).copied().collect();
        (self.documents.len(), self.votes.len(), Reverse(first))
    }
}

/// An end of a range in the order of the sweep: starts before stops at the same point, since
/// ranges that touch meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    FromEverywhere,
    At(End, Turn),
    ToEverywhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Start,
    Stop,
}

impl Edge {
    fn starting(low: Option<End>) -> Self {
        low.map_or(Self::FromEverywhere, |end| Self::At(end, Turn::Start))
    }

    fn ending(high: Option<End>) -> Self {
        high.map_or(Self::ToEverywhere, |end| Self::At(end, Turn::Stop))
    }

    fn end(self) -> Option<End> {
        match self {
            Self::At(end, _) => Some(end),
            Self::FromEverywhere | Self::ToEverywhere => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(list: &[(u32, i64, i64)]) -> Vec<Vote> {
        list.iter()
            .map(|(document, low, high)| Vote {
                document: *document,
                ranges: vec![Range::closed((*low).into(), (*high).into())],
            })
            .collect()
    }

    fn winner(list: &[(u32, i64, i64)]) -> String {
        let stretch = most_covered(&votes(list)).unwrap();
        stretch.text(&|n| n.to_string())
    }

    #[test]
    fn documents_count_before_mentions() {
        let list = [(0, 5, 5), (0, 5, 5), (0, 5, 5), (1, 7, 7), (2, 7, 7)];
        assert_eq!(winner(&list), "7");
        let tallies = tally(list.map(|(document, low, _)| (low, document)));
        assert!(tallies[&7].rank(Winner::Majority) > tallies[&5].rank(Winner::Majority));
        assert!(tallies[&5].rank(Winner::FirstUse) > tallies[&7].rank(Winner::FirstUse));
        assert_eq!((tallies[&5].documents, tallies[&5].mentions), (1, 3));
    }

    #[test]
    fn mentions_break_a_tie_of_documents_and_first_use_the_next() {
        assert_eq!(winner(&[(0, 5, 5), (1, 7, 7), (1, 7, 7)]), "7");
        assert_eq!(winner(&[(0, 7, 7), (1, 5, 5)]), "7");
    }

    #[test]
    fn ranges_that_overlap_vote_for_what_they_share() {
        let list = [(0, 0, 10), (1, 5, 15), (2, 8, 9), (3, 12, 20)];
        assert_eq!(winner(&list), "8 to 9");
    }

    #[test]
    fn ranges_that_touch_share_a_point() {
        assert_eq!(winner(&[(0, 1, 5), (1, 5, 9), (2, 7, 7)]), "5");
    }

    #[test]
    fn endless_ranges_are_covered_everywhere() {
        let mut list = votes(&[(0, 5, 5), (1, 7, 7)]);
        list.push(Vote {
            document: 2,
            ranges: vec![Range {
                low: Some(End::at(6.into())),
                high: None,
            }],
        });
        list.push(Vote {
            document: 3,
            ranges: vec![Range::EVERYTHING],
        });
        let stretch = most_covered(&list).unwrap();
        assert_eq!(stretch, Range::point(7.into()));
    }

    #[test]
    fn one_of_two_readings_is_enough() {
        let either = Vote {
            document: 0,
            ranges: vec![Range::point(330.into()), Range::point(1050.into())],
        };
        let sure = Vote {
            document: 1,
            ranges: vec![Range::point(1050.into())],
        };
        let stretch = most_covered(&[either, sure]).unwrap();
        assert_eq!(stretch, Range::point(1050.into()));
    }

    #[test]
    fn nobody_says_nothing() {
        assert_eq!(most_covered(&[]), None);
    }
}
