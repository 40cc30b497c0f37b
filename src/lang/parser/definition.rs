//! Definitions, patterns and conditions.

use pest::iterators::Pair;

use super::{Parts, Rule, Tree, one, parts, take, unit};
use crate::lang::ast::{
    Blank, BlankType, Bound, Condition, ConditionKind, Definition, Fact, Ignore, IgnoreKind, Item,
    ItemKind, Let, Limit, LimitKind, Pattern, Sequence, Title, Words,
};

impl Tree<'_> {
    pub(super) fn definition(&mut self, pair: Pair<'_, Rule>) -> Definition {
        let place = self.place(&pair);
        let rule = pair.as_rule();
        let mut parts = parts(pair);
        let kind = match rule {
            Rule::let_definition => {
                return Definition::Let(Let {
                    name: self.name(&one(&mut parts)),
                    pattern: self.pattern(one(&mut parts)),
                });
            }
            Rule::fact_definition => {
                return Definition::Fact(Fact {
                    name: self.name(&one(&mut parts)),
                    pattern: self.pattern(one(&mut parts)),
                    conditions: self.conditions(&mut parts),
                });
            }
            Rule::ignore_repeated => IgnoreKind::Repeated(unit(&one(&mut parts))),
            Rule::ignore_units => {
                let unit = unit(&one(&mut parts));
                IgnoreKind::With(unit, self.pattern(one(&mut parts)))
            }
            _ => match one(&mut parts).as_rule() {
                Rule::kw_before => IgnoreKind::Before(self.pattern(one(&mut parts))),
                _ => IgnoreKind::After(self.pattern(one(&mut parts))),
            },
        };
        Definition::Ignore(Ignore { kind, place })
    }

    pub(super) fn pattern(&mut self, pair: Pair<'_, Rule>) -> Pattern {
        let place = self.place(&pair);
        let sequence = |sequence: Pair<'_, Rule>| Sequence {
            place: self.place(&sequence),
            items: parts(sequence).map(|item| self.item(item)).collect(),
        };
        Pattern {
            alternatives: parts(pair)
                .filter(|part| part.as_rule() == Rule::sequence)
                .map(sequence)
                .collect(),
            place,
        }
    }

    fn item(&mut self, pair: Pair<'_, Rule>) -> Item {
        let mut item = parts(pair);
        let maybe = take(&mut item, Rule::kw_maybe).is_some();
        let pair = one(&mut item);
        let place = self.place(&pair);
        let rule = pair.as_rule();
        let name = self.name(&pair);
        let mut inner = parts(pair.clone());
        let kind = match rule {
            Rule::gap => ItemKind::Gap(self.number(&one(&mut inner))),
            Rule::blank => ItemKind::Blank(self.blank(pair)),
            Rule::any_of => ItemKind::AnyOf(self.name(&one(&mut inner))),
            Rule::member => {
                let vocabulary = self.name(&one(&mut inner));
                ItemKind::Member(vocabulary, self.quoted(&one(&mut inner)))
            }
            Rule::words => ItemKind::Words(self.words(&mut inner)),
            Rule::group => ItemKind::Group(self.pattern(one(&mut inner))),
            _ => ItemKind::Name(name),
        };
        Item { maybe, kind, place }
    }

    fn words(&mut self, parts: &mut Parts<'_>) -> Words {
        Words {
            exactly: take(parts, Rule::kw_exactly).is_some(),
            quoted: self.quoted(&one(parts)),
        }
    }

    /// The titles that a section, a row or a column may have.
    fn titles(&mut self, titles: &mut Parts<'_>) -> Vec<Title> {
        titles
            .map(|title| {
                let title = one(&mut parts(title));
                match title.as_rule() {
                    Rule::any_of => Title::AnyOf(self.name(&one(&mut parts(title)))),
                    _ => Title::Words(self.words(&mut parts(title))),
                }
            })
            .collect()
    }

    fn blank(&mut self, pair: Pair<'_, Rule>) -> Blank {
        let mut inner = parts(pair);
        let field = take(&mut inner, Rule::field_name).map(|name| self.name(&name));
        let ty = one(&mut parts(one(&mut inner)));
        let name = self.name(&ty);
        let ty = match ty.as_rule() {
            Rule::any_of => BlankType::AnyOf(self.name(&one(&mut parts(ty)))),
            Rule::group => BlankType::Group(self.pattern(one(&mut parts(ty)))),
            _ => BlankType::Name(name),
        };
        let limits = inner.map(|limit| self.limit(limit)).collect();
        Blank { field, ty, limits }
    }

    fn limit(&mut self, pair: Pair<'_, Rule>) -> Limit {
        let place = self.place(&pair);
        let pair = one(&mut parts(pair));
        let rule = pair.as_rule();
        let mut inner = parts(pair);
        let kind = match rule {
            Rule::limit_full => LimitKind::InFull,
            Rule::limit_short => LimitKind::InShort,
            Rule::limit_unit => LimitKind::In(self.quoted(&one(&mut inner))),
            Rule::limit_between => {
                let _between = take(&mut inner, Rule::kw_between);
                let low = self.literal(one(&mut inner));
                let high = self.literal(one(&mut inner));
                match take(&mut inner, Rule::kw_words) {
                    Some(_) => LimitKind::BetweenWords(low, high),
                    None => LimitKind::Between(low, high),
                }
            }
            Rule::limit_figure => {
                let bound = match one(&mut inner).as_rule() {
                    Rule::kw_at_least => Bound::AtLeast,
                    Rule::kw_at_most => Bound::AtMost,
                    Rule::kw_more_than => Bound::MoreThan,
                    _ => Bound::LessThan,
                };
                let literal = self.literal(one(&mut inner));
                match take(&mut inner, Rule::kw_words) {
                    Some(_) => LimitKind::Words(bound, literal),
                    None => LimitKind::Figure(bound, literal),
                }
            }
            _ => {
                let excepted = one(&mut inner);
                match excepted.as_rule() {
                    Rule::any_of => LimitKind::ExceptAnyOf(self.name(&one(&mut parts(excepted)))),
                    _ => LimitKind::Except(self.all_quoted(excepted)),
                }
            }
        };
        Limit { kind, place }
    }

    /// The conditions, if they come next.
    pub(super) fn conditions(&mut self, after: &mut Parts<'_>) -> Vec<Condition> {
        let Some(conditions) = take(after, Rule::conditions) else {
            return Vec::new();
        };
        parts(conditions)
            .map(|condition| self.condition(condition))
            .collect()
    }

    fn condition(&mut self, pair: Pair<'_, Rule>) -> Condition {
        let place = self.place(&pair);
        let mut condition = parts(pair);
        let negated = take(&mut condition, Rule::kw_not).is_some();
        let pair = one(&mut condition);
        let rule = pair.as_rule();
        let mut inner = parts(pair);
        let kind = match rule {
            Rule::in_same => {
                let _in_the_same = take(&mut inner, Rule::kw_in_the_same);
                let unit = unit(&one(&mut inner));
                ConditionKind::InSame(unit, self.pattern(one(&mut inner)))
            }
            Rule::near => {
                let _within = take(&mut inner, Rule::kw_within);
                let count = self.number(&one(&mut inner));
                ConditionKind::Within(count, self.pattern(one(&mut inner)))
            }
            Rule::before => {
                let _before = take(&mut inner, Rule::kw_before);
                ConditionKind::Before(self.pattern(one(&mut inner)))
            }
            Rule::after => {
                let _after = take(&mut inner, Rule::kw_after);
                ConditionKind::After(self.pattern(one(&mut inner)))
            }
            Rule::in_section => ConditionKind::InSection(self.titles(&mut inner)),
            Rule::in_row => ConditionKind::InRow(self.titles(&mut inner)),
            Rule::in_column => ConditionKind::InColumn(self.titles(&mut inner)),
            Rule::in_first | Rule::in_last => {
                let count = take(&mut inner, Rule::number).map(|number| self.number(&number));
                let unit = unit(&one(&mut inner));
                match rule {
                    Rule::in_first => ConditionKind::InFirst(count, unit),
                    _ => ConditionKind::InLast(count, unit),
                }
            }
            Rule::in_figures => match one(&mut inner).as_rule() {
                Rule::kw_in_a_row_of_figures => ConditionKind::InRowOfFigures,
                _ => ConditionKind::InColumnOfFigures,
            },
            _ => ConditionKind::InZone(self.name(&one(&mut inner))),
        };
        Condition {
            negated,
            kind,
            place,
        }
    }
}
