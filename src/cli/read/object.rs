//! A value as JSON: the fields that `docs/read.md` describes.

use serde::Serialize;

use crate::survey::Found;
use crate::value::measure::Dimension;
use crate::value::{Decimal, Figure, Hedge, PartialDate, Value};

/// A value and its place. Offsets are the caller's: characters or bytes.
#[derive(Debug, Serialize)]
pub(super) struct ValueObject<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'t str,
    #[serde(rename = "type")]
    pub(super) ty: &'static str,
    #[serde(flatten)]
    pub(super) fields: Fields,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) speaker: Option<&'t str>,
}

impl ValueObject<'_> {
    /// The bounds of a figure that has some, as a value of its own.
    pub(super) fn bounds(&self) -> Option<Self> {
        let has_bounds = self.fields.lo.is_some() || self.fields.hi.is_some();
        has_bounds.then(|| Self {
            ty: "numrange",
            fields: Fields {
                value: None,
                ..self.fields.clone()
            },
            ..*self
        })
    }
}

/// What a value says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<Scalar>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    /// The hedge's class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) approx: Option<&'static str>,
    /// The ends that the words give; a bound has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lo: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hi: Option<f64>,
    /// TIMEX3, as far as the words say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timex: Option<String>,
}

/// A value that is one thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    /// A number. A double: seventeen digits at most.
    Number(f64),
    /// Words, or a date.
    Text(String),
}

/// The type and the fields of a value.
pub(super) fn describe(found: &Found) -> (&'static str, Fields) {
    match &found.value {
        Value::Number(figure) => ("number", figure_fields(figure, None)),
        Value::Percent(figure) => ("percent", figure_fields(figure, None)),
        Value::Money(figure, currency) => {
            ("money", figure_fields(figure, Some(currency.to_string())))
        }
        Value::Measure(figure, unit) if unit.dimension() == Dimension::Duration => {
            let seconds = |amount: Decimal| unit.to_base(amount).unwrap_or(amount);
            let in_seconds = Figure {
                value: seconds(figure.value),
                upper: seconds(figure.upper),
                ..*figure
            };
            ("duration", figure_fields(&in_seconds, None))
        }
        Value::Measure(figure, unit) => (
            "quantity",
            figure_fields(figure, Some(unit.singular().to_owned())),
        ),
        Value::Date(date) => ("date", date_fields(*date)),
        Value::Weekday(weekday) => {
            let timex = format!("XXXX-WXX-{}", weekday.to_monday_one_offset());
            ("weekday", timex_fields(timex))
        }
        Value::Time(time) => {
            let text = format!("T{:02}:{:02}", time.minutes / 60, time.minutes % 60);
            ("time", timex_fields(text))
        }
        Value::Version(version) => (found.ty.word(), text_fields(version)),
        Value::Text(text) => (found.ty.word(), text_fields(text)),
        // A survey knows no vocabularies.
        Value::Entry(_) => (found.ty.word(), Fields::default()),
    }
}

fn text_fields(text: &str) -> Fields {
    Fields {
        value: Some(Scalar::Text(text.to_owned())),
        ..Fields::default()
    }
}

fn timex_fields(timex: String) -> Fields {
    Fields {
        value: Some(Scalar::Text(timex.clone())),
        timex: Some(timex),
        ..Fields::default()
    }
}

fn date_fields(date: PartialDate) -> Fields {
    let year = date
        .year
        .map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let timex = match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        (None, _) => year,
    };
    timex_fields(timex)
}

fn figure_fields(figure: &Figure, unit: Option<String>) -> Fields {
    let (lo, hi) = bounds(figure);
    Fields {
        value: number(figure.value).map(Scalar::Number),
        unit,
        approx: approx(figure.hedge),
        lo: lo.and_then(number),
        hi: hi.and_then(number),
        timex: None,
    }
}

fn number(number: Decimal) -> Option<f64> {
    number.try_into().ok()
}

/// The ends that the words themselves give: "more than 30" has a lower one and no upper one.
fn bounds(figure: &Figure) -> (Option<Decimal>, Option<Decimal>) {
    match figure.hedge {
        Hedge::Bare | Hedge::Exact | Hedge::Around | Hedge::Nearly => (None, None),
        Hedge::Above | Hedge::FarAbove | Hedge::AtLeast => (Some(figure.value), None),
        Hedge::Below | Hedge::AtMost => (None, Some(figure.value)),
        Hedge::Between => (Some(figure.value), Some(figure.upper)),
    }
}

fn approx(hedge: Hedge) -> Option<&'static str> {
    match hedge {
        Hedge::Bare | Hedge::Exact | Hedge::Between => None,
        Hedge::Around | Hedge::Nearly => Some("about"),
        Hedge::Above | Hedge::FarAbove => Some("more"),
        Hedge::Below => Some("less"),
        Hedge::AtLeast => Some("atleast"),
        Hedge::AtMost => Some("atmost"),
    }
}
