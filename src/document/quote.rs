//! Quotations: which marks open and close one, and which are apostrophes.
