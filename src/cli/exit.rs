//! The exit status: the whole contract.
//!
//! | status | meaning |
//! | --- | --- |
//! | 0 | all was done, and nothing found at or above `--fail-on` |
//! | 1 | all was done, and something found (for `test`: an example failed) |
//! | 2 | part of the work could not be done: a bad flag, rule or configuration, a file that cannot be read, an empty corpus |
//!
//! With status 2 everything that could be done was still done and printed: findings may have
//! been reported, but their absence proves nothing.

use std::process::ExitCode;

use crate::diag::Diagnostic;
use crate::finding::{Finding, Severity};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// Nothing found.
    Clean,
    /// Something found.
    Found,
    /// Part of the work could not be done.
    Incomplete,
}

impl Status {
    /// The status of a check. Findings count from `fail_on` upwards, not at all with `None`;
    /// a problem counts if it is an error.
    pub(super) fn of(
        findings: &[Finding],
        problems: &[Diagnostic],
        fail_on: Option<Severity>,
    ) -> Self {
        let counts = |finding: &Finding| fail_on.is_some_and(|least| finding.severity >= least);
        if has_error(problems) {
            Self::Incomplete
        } else if findings.iter().any(counts) {
            Self::Found
        } else {
            Self::Clean
        }
    }

    /// The status of a command that finds nothing, only has problems.
    pub(super) fn of_problems(problems: &[Diagnostic]) -> Self {
        Self::of(&[], problems, None)
    }
}

fn has_error(problems: &[Diagnostic]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Incomplete => 2,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Fingerprint, Label};
    use crate::source::{Place, Source, Sources, Span};

    fn finding(severity: Severity) -> Finding {
        let source = Sources::new().add(Source::new("a.txt", ""));
        let place = Place::new(source, Span::default());
        Finding {
            rule: "rule".into(),
            rule_place: place,
            severity,
            message: String::new(),
            primary: Label::new(place, ""),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            url: None,
            fingerprint: Fingerprint(String::new()),
        }
    }

    #[test]
    fn findings_below_the_threshold_do_not_count() {
        use Severity::{Error, Note, Warning};
        for (severity, fail_on, status) in [
            (Error, Some(Error), Status::Found),
            (Warning, Some(Error), Status::Clean),
            (Warning, Some(Warning), Status::Found),
            (Error, Some(Warning), Status::Found),
            (Note, Some(Warning), Status::Clean),
            (Note, Some(Note), Status::Found),
            (Error, None, Status::Clean),
        ] {
            assert_eq!(Status::of(&[finding(severity)], &[], fail_on), status);
        }
    }

    #[test]
    fn a_problem_outweighs_findings_and_a_warning_about_an_input_does_not_count() {
        let error = [Diagnostic::error("cannot read `a.txt`")];
        let warning = [Diagnostic::warning("`troops` is never used")];
        let findings = [finding(Severity::Error)];
        let fail_on = Some(Severity::Error);
        assert_eq!(Status::of(&findings, &error, fail_on), Status::Incomplete);
        assert_eq!(Status::of(&[], &error, None), Status::Incomplete);
        assert_eq!(Status::of(&findings, &warning, fail_on), Status::Found);
        assert_eq!(Status::of(&[], &warning, fail_on), Status::Clean);
    }
}
