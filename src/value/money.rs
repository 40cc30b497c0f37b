//! m
use super::Currency;
/// named
pub fn currency_named(_s: &str) -> Option<Currency> {
    None
}
