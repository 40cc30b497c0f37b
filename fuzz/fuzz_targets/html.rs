#![no_main]

use crossfact::document::Format;

libfuzzer_sys::fuzz_target!(|source: &str| crossfact_fuzz::check(Format::Html, source));
