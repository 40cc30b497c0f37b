//! Sentences: where one ends, and what only looks like an end.
