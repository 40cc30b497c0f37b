//! Qualifiers: each at most once, and only where it means something.

use std::sync::Arc;

use super::types::{is_figure, is_plain};
use super::{Outcome, Reported, Resolver};
use crate::lang::ast::{Name, Number, Qualifier, QualifierKind, WithinUnit};
use crate::lang::error::{Error, Kind};
use crate::lang::typed::{
    Allowance, ExprType, FactId, FieldIndex, Key, Qualifiers, Scope, Winner, Within,
};
use crate::source::Place;
use crate::value::Decimal;

/// Whether a check says where mentions are compared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scoping {
    /// It must; what compares them.
    Required(&'static str),
    /// It may.
    Optional,
    /// It cannot; why.
    No(&'static str),
}

/// The qualifiers that a check can have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowed {
    pub(super) scope: Scoping,
    /// `for the same …`
    pub(super) keys: bool,
    /// `within …`, `exactly`, `as rounded`: the type of what is compared.
    pub(super) tolerance: Option<ExprType>,
    /// `by majority`, `by first use`
    pub(super) choice: bool,
    /// `allowing …`
    pub(super) wording: bool,
    /// `when … alike`
    pub(super) likeness: bool,
}

impl Allowed {
    /// Nothing besides the scope.
    pub(super) fn scope(scope: Scoping) -> Self {
        Self {
            scope,
            keys: false,
            tolerance: None,
            choice: false,
            wording: false,
            likeness: false,
        }
    }
}

/// The check that has the qualifiers.
pub(super) struct Qualified<'q> {
    pub(super) allowed: Allowed,
    /// The facts of the check, the subject's first.
    pub(super) facts: &'q [FactId],
    /// The field of the first fact that is compared.
    pub(super) compared: Option<FieldIndex>,
    /// The check.
    pub(super) place: Place,
}

impl Resolver<'_> {
    pub(super) fn qualifiers(
        &mut self,
        written: &[Qualifier],
        check: &Qualified<'_>,
    ) -> Outcome<Qualifiers> {
        let mut outcome = Ok(());
        let mut read = Qualifiers::default();
        let mut seen: Vec<(std::mem::Discriminant<QualifierKind>, Place)> = Vec::new();
        for qualifier in written {
            let slot = slot(&qualifier.kind);
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == slot) {
                outcome = self.fail(Error::QualifierTwice {
                    place: qualifier.place,
                    first: *first,
                });
                continue;
            }
            seen.push((slot, qualifier.place));
            if let Some(why) = refusal(&qualifier.kind, &check.allowed) {
                outcome = self.fail(Error::Qualifier {
                    place: qualifier.place,
                    words: words(&qualifier.kind),
                    why,
                });
            } else if self.qualifier(qualifier, check, &mut read).is_err() {
                outcome = Err(Reported);
            }
        }
        let scope_said = seen
            .iter()
            .any(|(slot, _)| *slot == self::slot(&QualifierKind::Across));
        if let (Scoping::Required(what), false) = (check.allowed.scope, scope_said) {
            outcome = self.fail(Error::NoScope {
                place: check.place,
                what,
            });
        }
        if read.exactly && read.as_rounded {
            let rounded = written
                .iter()
                .find(|qualifier| matches!(qualifier.kind, QualifierKind::AsRounded));
            outcome = self.fail(Error::Qualifier {
                place: rounded.map_or(check.place, |rounded| rounded.place),
                words: "as rounded".into(),
                why: "`exactly` says the opposite",
            });
        }
        outcome.map(|()| read)
    }

    fn qualifier(
        &mut self,
        qualifier: &Qualifier,
        check: &Qualified<'_>,
        read: &mut Qualifiers,
    ) -> Outcome<()> {
        match &qualifier.kind {
            QualifierKind::InEach(unit) => read.scope = Some(Scope::InEach(*unit)),
            QualifierKind::Across => read.scope = Some(Scope::Across),
            QualifierKind::AgainstSources => read.scope = Some(Scope::AgainstSources),
            QualifierKind::SameKey(names, any_order) => {
                read.keys = self.keys(names, check)?;
                read.any_order = any_order.is_some();
                if let (Some(place), [_]) = (any_order, names.as_slice()) {
                    return self.fail(Error::Qualifier {
                        place: *place,
                        words: "in any order".into(),
                        why: "there is only one key",
                    });
                }
            }
            QualifierKind::Exactly => read.exactly = true,
            QualifierKind::Within(number, unit) => {
                read.tolerance = Some(self.within(number, *unit)?);
            }
            QualifierKind::AsRounded => read.as_rounded = true,
            QualifierKind::Choice(winner) => read.choice = Some(*winner),
            QualifierKind::Alike(number) => {
                let share = self.percent(number)?;
                if share > Decimal::ONE || share.is_zero() {
                    return self.fail(Error::OutOfLimits {
                        what: "a share of words, in percent,",
                        place: number.place,
                        least: 1,
                        most: 100,
                    });
                }
                read.alike = Some(share);
            }
            QualifierKind::Allowing(names) => read.allowing = self.allowances(names)?,
        }
        Ok(())
    }

    fn keys(&mut self, names: &[Name], check: &Qualified<'_>) -> Outcome<Vec<Key>> {
        let mut outcome = Ok(());
        let mut keys: Vec<Key> = Vec::new();
        for (index, name) in names.iter().enumerate() {
            if let Some(first) = names[..index].iter().find(|first| first.text == name.text) {
                outcome = self.fail(Error::QualifierTwice {
                    place: name.place,
                    first: first.place,
                });
                continue;
            }
            let mut fields = Vec::new();
            for fact in check.facts {
                match self.field_called(*fact, name) {
                    Ok(field) => fields.push((*fact, field)),
                    Err(reported) => outcome = Err(reported),
                }
            }
            let first = fields.first().map(|(_, field)| *field);
            if first.is_some() && first == check.compared {
                outcome = self.fail(Error::KeyIsValue {
                    name: Arc::clone(&name.text),
                    place: name.place,
                });
            }
            keys.push(Key {
                name: Arc::clone(&name.text),
                fields,
            });
        }
        outcome.map(|()| keys)
    }

    fn within(&mut self, number: &Number, unit: WithinUnit) -> Outcome<Within> {
        Ok(match unit {
            WithinUnit::Plain => Within::Gap(self.decimal(number)?),
            WithinUnit::Percent => Within::Share(self.percent(number)?),
            WithinUnit::Points => Within::Points(self.decimal(number)?),
            WithinUnit::Days => Within::Days(self.decimal(number)?),
        })
    }

    /// A percentage as a share.
    fn percent(&mut self, number: &Number) -> Outcome<Decimal> {
        let percent = self.decimal(number)?;
        match percent.checked_div(Decimal::ONE_HUNDRED) {
            Some(share) => Ok(share),
            None => self.fail(Error::NumberTooLong {
                place: number.place,
            }),
        }
    }

    fn allowances(&mut self, names: &[Name]) -> Outcome<Vec<Allowance>> {
        let mut outcome = Ok(());
        let mut allowing = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let mut all = Allowance::ALL.into_iter();
            let known = all.find(|(_, word)| *word == name.text.as_ref());
            if let Some(first) = names[..index].iter().find(|first| first.text == name.text) {
                outcome = self.fail(Error::QualifierTwice {
                    place: name.place,
                    first: first.place,
                });
            } else if let Some((allowance, _)) = known {
                allowing.push(allowance);
            } else {
                outcome = self.fail(Error::Unknown {
                    kind: Kind::Allowance,
                    name: name.text.to_string(),
                    place: name.place,
                    candidates: Allowance::ALL.map(|(_, word)| word.to_owned()).to_vec(),
                });
            }
        }
        outcome.map(|()| allowing)
    }
}

/// Qualifiers that say the same kind of thing share a slot.
fn slot(kind: &QualifierKind) -> std::mem::Discriminant<QualifierKind> {
    std::mem::discriminant(match kind {
        QualifierKind::InEach(_) | QualifierKind::Across | QualifierKind::AgainstSources => {
            &QualifierKind::Across
        }
        QualifierKind::Exactly | QualifierKind::Within(..) => &QualifierKind::Exactly,
        QualifierKind::AsRounded => &QualifierKind::AsRounded,
        QualifierKind::Choice(_) => &QualifierKind::Choice(Winner::Majority),
        QualifierKind::SameKey(..) | QualifierKind::Alike(_) | QualifierKind::Allowing(_) => kind,
    })
}

/// Why a check cannot have a qualifier.
fn refusal(kind: &QualifierKind, allowed: &Allowed) -> Option<&'static str> {
    let unless = |allowed: bool, why| (!allowed).then_some(why);
    match kind {
        QualifierKind::InEach(_) | QualifierKind::Across => match allowed.scope {
            Scoping::Required(_) | Scoping::Optional => None,
            Scoping::No(why) => Some(why),
        },
        QualifierKind::AgainstSources => match allowed.scope {
            Scoping::Required(_) => None,
            Scoping::Optional => Some("nothing is compared with a source"),
            Scoping::No(why) => Some(why),
        },
        QualifierKind::SameKey(..) => unless(
            allowed.keys,
            "this check does not compare the mentions of one key",
        ),
        QualifierKind::Exactly => unless(allowed.tolerance.is_some(), "no values are compared"),
        QualifierKind::AsRounded => {
            let figures = allowed
                .tolerance
                .is_some_and(|ty| is_figure(ty) || ty == ExprType::Cell);
            unless(figures, "no figures are compared")
        }
        QualifierKind::Within(_, unit) => {
            let Some(ty) = allowed.tolerance else {
                return Some("no values are compared");
            };
            let cell = ty == ExprType::Cell;
            match unit {
                WithinUnit::Plain if ty == ExprType::Percent => {
                    Some("say whether it is `points` or `%`")
                }
                WithinUnit::Plain | WithinUnit::Percent => {
                    unless(cell || is_figure(ty), "no figures are compared")
                }
                WithinUnit::Points => unless(cell || is_plain(ty), "no percentages are compared"),
                WithinUnit::Days => {
                    let days = matches!(ty, ExprType::Date | ExprType::Weekday);
                    unless(cell || days, "no dates are compared")
                }
            }
        }
        QualifierKind::Choice(_) => unless(
            allowed.choice,
            "this check does not choose one of several forms",
        ),
        QualifierKind::Alike(_) => unless(
            allowed.likeness,
            "it is for `must be verbatim`, and for `must equal` between figures",
        ),
        QualifierKind::Allowing(_) => unless(allowed.wording, "it is for `must be verbatim`"),
    }
}

fn words(kind: &QualifierKind) -> String {
    match kind {
        QualifierKind::InEach(unit) => format!("in each {}", unit.word()),
        QualifierKind::Across => "across documents".into(),
        QualifierKind::AgainstSources => "against sources".into(),
        QualifierKind::SameKey(..) => "for the same …".into(),
        QualifierKind::Exactly => "exactly".into(),
        QualifierKind::Within(number, unit) => format!(
            "within {}{}",
            number.text,
            match unit {
                WithinUnit::Plain => "",
                WithinUnit::Percent => "%",
                WithinUnit::Points => " points",
                WithinUnit::Days => " days",
            }
        ),
        QualifierKind::AsRounded => "as rounded".into(),
        QualifierKind::Choice(Winner::Majority) => "by majority".into(),
        QualifierKind::Choice(Winner::FirstUse) => "by first use".into(),
        QualifierKind::Alike(_) => "when … alike".into(),
        QualifierKind::Allowing(_) => "allowing …".into(),
    }
}
