//! Every text is read to its end: reserved words, limits of size, and texts cut and mixed at
//! random.

use super::read;
use crate::diag::Diagnostic;

/// The words that the card of the language gives a meaning in every place.
const RESERVED: &str = "across after against allowing and any as at before between be by document \
    each every exactly except fact for from ignore in let maybe may more must needs not no of or \
    some that the to up when within with write";

fn problems(rule: &str) -> Vec<Diagnostic> {
    read(&format!("rule:\n{rule}\nmessage: x")).1
}

fn messages(rule: &str) -> Vec<String> {
    problems(rule)
        .into_iter()
        .map(|problem| problem.message)
        .collect()
}

#[test]
fn no_reserved_word_is_a_name() {
    for word in RESERVED.split_whitespace() {
        let refusal = format!("`{word}` is a word of the language, not a name");
        for text in [
            format!("let {word} be \"x\". no document may mention \"y\""),
            format!("fact {word}: \"x\". no document may mention \"y\""),
            format!("fact a: <{word}: number> \"x\". no document may mention a"),
        ] {
            assert_eq!(messages(&text), [refusal.as_str()], "{text}");
        }
        let bare = format!("no document may mention {word}");
        assert!(!messages(&bare).is_empty(), "{bare}");
    }
}

#[test]
fn words_that_only_begin_like_reserved_ones_are_names() {
    for word in RESERVED.split_whitespace() {
        for name in [
            format!("{word}s_x"),
            format!("{word}9"),
            format!("x_{word}"),
        ] {
            let text = format!("let {name} be \"x\". no document may mention {name} or \"y\"");
            assert_eq!(messages(&text), Vec::<String>::new(), "{text}");
        }
    }
}

#[test]
fn ten_thousand_alternatives_are_read_and_more_refused() {
    let alternatives = |count: usize| {
        let text: Vec<&str> = vec!["\"x\""; count];
        format!("no document may mention {}", text.join(" or "))
    };
    // Sixteen uses of a `let` of 625 alternatives.
    let text = |uses: usize| {
        let one = vec!["\"x\""; 625].join(" or ");
        let all = vec!["l"; uses].join(" or ");
        format!("let l be {one}. no document may mention {all}")
    };
    assert_eq!(messages(&alternatives(5_000)), Vec::<String>::new());
    assert_eq!(messages(&text(15)), Vec::<String>::new());
    assert_eq!(
        messages(&text(17)),
        ["a pattern can have 10000 alternatives and no more"]
    );
}

#[test]
fn lets_that_double_one_another_are_refused_before_they_fill_the_memory() {
    let mut text = String::from("let l0 be \"x\".\n");
    for level in 1..30 {
        let before = level - 1;
        text.push_str(&format!("let l{level} be l{before} l{before}.\n"));
    }
    text.push_str("no document may mention l29");
    assert_eq!(
        messages(&text),
        ["a pattern can have 100000 parts and no more"]
    );
}

#[test]
fn nesting_is_read_32_deep_and_refused_beyond() {
    let nested = |depth: usize| {
        format!(
            "no document may mention {}\"x\"{}",
            "(".repeat(depth),
            ")".repeat(depth)
        )
    };
    assert_eq!(messages(&nested(32)), Vec::<String>::new());
    for depth in [33, 1_000, 30_000] {
        assert_eq!(messages(&nested(depth)), ["nested more than 32 deep"]);
    }
    let changes = "change from ".repeat(5_000);
    assert_eq!(
        messages(&format!("a.n must equal {changes}")),
        ["nested more than 32 deep"]
    );
}

#[test]
fn a_chain_of_lets_is_refused_where_it_gets_too_deep() {
    let mut text = String::from("no document may mention l1999.");
    for level in (1..2_000).rev() {
        text.insert_str(0, &format!("let l{level} be l{} \"y\".\n", level - 1));
    }
    text.insert_str(0, "let l0 be \"x\".\n");
    assert_eq!(messages(&text), ["nested more than 32 deep"]);
}

#[test]
fn long_chains_of_arithmetic_are_refused() {
    let sum = |signs: usize| {
        let chain = " + a.n".repeat(signs);
        format!("fact a: <n: number> \"x\". a.n must equal a.n{chain}")
    };
    assert_eq!(messages(&sum(100)), Vec::<String>::new());
    assert_eq!(
        messages(&sum(5_000)),
        ["more than 100 arithmetic signs in one expression"]
    );
}

#[test]
fn a_text_of_64_kib_is_read_and_a_longer_one_refused() {
    let padded = |length: usize| {
        let check = "no document may mention \"x\"";
        format!("{}\n{check}", "#".repeat(length - check.len() - 1))
    };
    assert_eq!(messages(&padded(64 * 1024)), Vec::<String>::new());
    assert_eq!(
        messages(&padded(64 * 1024 + 1)),
        ["this text is longer than 64 KiB"]
    );
}

#[test]
fn a_fact_has_64_fields_and_no_more() {
    let fields = |count: usize| {
        let blanks: String = (0..count)
            .map(|index| format!("<f{index}: word> "))
            .collect();
        format!("fact a: \"x\" {blanks}. no document may mention a")
    };
    assert_eq!(messages(&fields(64)), Vec::<String>::new());
    assert_eq!(
        messages(&fields(65)),
        ["a pattern can have 64 fields and no more"]
    );
}

#[test]
fn no_text_stops_the_reader_and_every_place_is_inside_the_text() {
    let valid = include_str!("valid.txt");
    let cases: Vec<&str> = valid.split("\n=== ").skip(1).collect();
    let pieces: Vec<&str> = valid
        .split_inclusive([' ', '\n', '.', '"', '<', '>', '('])
        .collect();
    let strange = [
        "", "\u{0}", "é", "“", "”", "\"", "\\", "⟦", "{", "}", ".", "..", "((", "<", "#", "\r\n",
        "99,999", "\u{2028}",
    ];
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..150 {
        let case = cases[random.below(cases.len())];
        let mut text: String = case.split_once('\n').unwrap().1.to_owned();
        for _ in 0..=random.below(3) {
            let mut from = random.below(text.len());
            let mut to = (from + random.below(12)).min(text.len());
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            while !text.is_char_boundary(to) {
                to += 1;
            }
            let piece = match random.below(3) {
                0 => strange[random.below(strange.len())],
                1 => "",
                _ => pieces[random.below(pieces.len())],
            };
            text.replace_range(from..to, piece);
        }
        let rule = text
            .replace("\nmessage:", "\n")
            .replace("define:", "")
            .replace("rule", "");
        let file = format!("define:\n{rule}\nrule:\n{rule}\nmessage: {rule}\nhelp: {rule}");
        for text in [file.as_str(), &format!("date_from: {rule}")] {
            let (_, problems) = read(text);
            for label in problems.iter().flat_map(|problem| &problem.labels) {
                let span = label.place.span.range();
                assert!(text.get(span).is_some(), "{label:?}\n{text}");
            }
        }
    }
}

/// A small generator of numbers, always the same (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        number as usize % limit.max(1)
    }
}
