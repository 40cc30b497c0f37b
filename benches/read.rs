//! How fast the values of a text are read: generated articles, one thread.
//!
//! `cargo bench --bench read` prints the time for numbers alone, for all types, and for what
//! comes before any value: dividing the text into sentences, and cutting these into words and
//! looking the words up.

#[expect(dead_code, reason = "shared with the bench of whole runs")]
mod corpus;

use crossfact::document::Layout;
use crossfact::document::plain;
use crossfact::document::token::{Token, tokenize};
use crossfact::value::{Annotations, Origin, Type, Types, Words, read_all};
use divan::counter::BytesCount;

const SEED: u64 = 20_220_214;
const BYTES: usize = 10_000_000;

fn main() {
    divan::main();
}

fn articles() -> (Vec<(String, Layout)>, usize) {
    let articles: Vec<(String, Layout)> = corpus::articles(SEED, BYTES)
        .into_iter()
        .map(|text| {
            let layout = plain::read(&text);
            (text, layout)
        })
        .collect();
    let bytes = articles.iter().map(|(text, _)| text.len()).sum();
    (articles, bytes)
}

fn read(text: &str, layout: &Layout, types: Types, memory: &mut Memory) -> usize {
    let origin = Origin::default();
    let mut count = 0;
    for sentence in &layout.sentences {
        memory.tokens.clear();
        tokenize(text, *sentence, &mut memory.tokens);
        memory
            .annotations
            .annotate(text, &memory.tokens, origin.language);
        let words = Words::new(text, layout, &memory.tokens, &memory.annotations, origin);
        count += read_all(&words, types).count();
    }
    count
}

#[derive(Default)]
struct Memory {
    tokens: Vec<Token>,
    annotations: Annotations,
}

fn bench(bencher: divan::Bencher<'_, '_>, types: Types) {
    let (articles, bytes) = articles();
    bencher
        .counter(BytesCount::new(bytes))
        .with_inputs(Memory::default)
        .bench_values(|mut memory| {
            articles
                .iter()
                .map(|(text, layout)| read(text, layout, types, &mut memory))
                .sum::<usize>()
        });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn layout(bencher: divan::Bencher<'_, '_>) {
    let (articles, bytes) = articles();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        articles
            .iter()
            .map(|(text, _)| plain::read(text).sentences.len())
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn words_alone(bencher: divan::Bencher<'_, '_>) {
    bench(bencher, Types::default());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn numbers(bencher: divan::Bencher<'_, '_>) {
    bench(bencher, Types::of(&[Type::Number]));
}

/// `word` takes every word, so it says nothing of the others.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn all_types_but_word(bencher: divan::Bencher<'_, '_>) {
    bench(bencher, Types::ALL.without(Types::of(&[Type::Word])));
}
