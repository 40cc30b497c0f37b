//! Generated prose: news-like articles with names, numbers, dates and quotations, the same
//! for the same seed on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }
}

const SYLLABLES: &[&str] = &[
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va",
    "we", "xi", "yo", "zu", "bra", "cle", "dri", "flo", "gru", "pla", "ste", "tri", "sho", "chu",
];
const COMMON: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be",
    "by", "on", "not", "he", "his", "but", "at", "are", "this", "have", "from", "or", "had", "an",
    "they", "which", "one", "were", "all", "their", "there", "been", "many", "some", "so", "if",
    "will",
];
const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July",
];
const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const HEDGES: &[&str] = &["about", "more than", "nearly", "at least", "roughly", ""];
const NOUNS: &[&str] = &[
    "troops",
    "people",
    "households",
    "trucks",
    "branches",
    "votes",
];

/// A word made of three or four syllables: about 800,000 different ones.
fn word(random: &mut Random) -> String {
    let syllables = 3 + random.below(2);
    (0..syllables).map(|_| random.pick(SYLLABLES)).collect()
}

fn name(random: &mut Random) -> String {
    let mut name = word(random);
    name[..1].make_ascii_uppercase();
    name
}

fn sentence(random: &mut Random, out: &mut String) {
    match random.below(20) {
        0 => {
            let (hedge, noun) = (random.pick(HEDGES), random.pick(NOUNS));
            let number = (random.below(900) + 10) * 100;
            out.push_str(&format!(
                "Officials in {} said {hedge} {},{:03} {noun} were moved by the {}.",
                name(random),
                number / 1_000,
                number % 1_000,
                word(random)
            ));
        }
        1 => {
            let month = random.below(MONTHS.len() as u64) as i8 + 1;
            let date = random.below(27) as i8 + 1;
            // One weekday in a hundred is wrong.
            let slip = u64::from(random.below(100) == 0);
            let day = jiff::civil::date(2024, month, date).weekday();
            let day = DAYS[((day.to_monday_zero_offset() as u64 + slip) % 7) as usize];
            out.push_str(&format!(
                "The {} met {} on {day}, {} {date}, 2024, in {}.",
                word(random),
                name(random),
                MONTHS[month as usize - 1],
                name(random)
            ));
        }
        2 => {
            out.push('\u{201c}');
            words(random, 8, out);
            out.push_str(&format!(
                ",\u{201d} {} {} said.",
                name(random),
                name(random)
            ));
        }
        _ => {
            let start = out.len();
            words(random, 16, out);
            out[start..=start].make_ascii_uppercase();
            out.push('.');
        }
    }
}

fn words(random: &mut Random, about: u64, out: &mut String) {
    let count = about / 2 + random.below(about);
    for index in 0..count.max(3) {
        if index > 0 {
            out.push(' ');
        }
        if random.below(5) < 3 {
            out.push_str(random.pick(COMMON));
        } else {
            out.push_str(&word(random));
        }
        if index > 0 && index + 1 < count && random.below(12) == 0 {
            out.push(',');
        }
    }
}

/// An article of at least so many bytes.
fn article(random: &mut Random, bytes: usize) -> String {
    let mut text = format!("{} and the {}\n\n", name(random), word(random));
    while text.len() < bytes {
        for index in 0..2 + random.below(4) {
            if index > 0 {
                text.push(' ');
            }
            sentence(random, &mut text);
        }
        text.push_str("\n\n");
    }
    text
}

/// Articles of about 5 KB each, at least so many bytes in all.
pub(crate) fn articles(seed: u64, bytes: usize) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut all = Vec::new();
    let mut total = 0;
    while total < bytes {
        let length = 2_000 + random.below(6_000) as usize;
        let text = article(&mut random, length);
        total += text.len();
        all.push(text);
    }
    all
}

/// A rule file of a hundred rules: spellings, consistent pairs, numbers that agree, weekdays
/// against dates, quotations word for word.
pub(crate) fn hundred_rules(seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut file = String::from("desk = 1\n");
    let mut rule = |id: String, text: String, message: &str| {
        file.push_str(&format!(
            "[[rule]]\nid = \"{id}\"\nrule = '''{text}'''\nmessage = \"{message}\"\n"
        ));
    };
    let both = "{found} against {expected}";
    for index in 0..60 {
        let (right, wrong) = (word(&mut random), word(&mut random));
        rule(
            format!("spelling-{index}"),
            format!("write \"{right}\" not \"{wrong}\""),
            both,
        );
    }
    for index in 0..20 {
        let (one, other) = (word(&mut random), word(&mut random));
        rule(
            format!("pair-{index}"),
            format!("\"{one}\" or \"{other}\" must be consistent across documents by majority"),
            both,
        );
    }
    for index in 0..17 {
        let (noun, place) = (NOUNS[index % NOUNS.len()], word(&mut random));
        rule(
            format!("count-{index}"),
            format!(
                "fact f: <n: number more than 100> up to 2 words \"{noun}\" in the same sentence as \"{place}\".\nf.n must agree across documents"
            ),
            both,
        );
    }
    rule(
        "weekday".to_owned(),
        "fact d: <day: weekday> maybe \",\" <date: date>.\nd.day must equal weekday of d.date"
            .to_owned(),
        both,
    );
    rule(
        "quotes".to_owned(),
        "fact said: <q: quote at least 3 words>.\nsaid.q must be verbatim across documents when 75% alike allowing case and punctuation".to_owned(),
        both,
    );
    rule(
        "boilerplate".to_owned(),
        "no document may mention \"Leave A Reply\" or \"Something went wrong\"".to_owned(),
        "left over: {found}",
    );
    file
}
