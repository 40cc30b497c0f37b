//! The bytes of a document as text.
//!
//! In this order:
//!
//! 1. a byte order mark says it (and is no part of the text);
//! 2. UTF-16 without one is told by the NUL bytes of its ASCII characters; any other file with
//!    a NUL byte is no text;
//! 3. the encoding that the text names itself (`declared`), unless the bytes are UTF-8 and
//!    that encoding has one byte for a character: no words in such an encoding look like UTF-8,
//!    but pages that were converted and kept their `<meta>` do;
//! 4. UTF-8, if the bytes are;
//! 5. UTF-8 with damage, if there are at least as many well-formed characters outside ASCII as
//!    malformed ones: a single byte pasted from elsewhere does not change the whole text;
//! 6. the guess of chardetng, as Firefox makes it for pages that name no encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use super::binary::{Binary, binary, has_controls, is_control};
use super::declared::declared;
use crate::source::Span;
use crate::source::encoding::{Decoding, Encoding, Width};

/// A text and how its file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How the file holds it.
    pub encoding: Encoding,
    /// What the encoding has no character for.
    pub damage: Option<Damage>,
}

/// Bytes that are no character in the encoding of a text. The text has U+FFFD in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The first place in the text.
    pub first: Span,
    /// The first byte there.
    pub byte: u8,
    /// How many places there are.
    pub count: usize,
}

/// Why the beginning of a file is that of no text.
pub(super) fn refuse(beginning: &[u8]) -> Result<(), Binary> {
    let is_utf_16 = || {
        // The half of a character may stand at the end.
        let uncut = &beginning[..beginning.len().saturating_sub(2)];
        by_mark(beginning).is_some() || utf_16(beginning).or_else(|| utf_16(uncut)).is_some()
    };
    match binary(beginning) {
        Some(binary) if !is_utf_16() => Err(binary),
        Some(_) | None => Ok(()),
    }
}

/// The bytes of a whole file as text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Binary> {
    if let Some((encoding, mark)) = by_mark(&bytes) {
        let decoded = if encoding == UTF_8 {
            damaged_utf_8(&bytes, mark)
        } else {
            transcode(encoding, &bytes, mark)
        };
        return match memchr(0, decoded.text.as_bytes()) {
            Some(_) => Err(Binary::Nul),
            None => Ok(decoded),
        };
    }
    if let Some(binary) = binary(&bytes) {
        return match utf_16(&bytes) {
            Some(encoding) => Ok(transcode(encoding, &bytes, 0)),
            None => Err(binary),
        };
    }
    let declared = declared(&bytes);
    match (String::from_utf8(bytes), declared) {
        (Ok(text), Some(encoding)) if encoding != UTF_8 && !encoding.is_single_byte() => {
            Ok(transcode(encoding, text.as_bytes(), 0))
        }
        (Ok(text), _) => Ok(Decoded {
            text,
            encoding: Encoding::UTF_8,
            damage: None,
        }),
        (Err(error), Some(encoding)) if encoding != UTF_8 => {
            Ok(transcode(encoding, error.as_bytes(), 0))
        }
        (Err(error), Some(_)) => Ok(damaged_utf_8(error.as_bytes(), 0)),
        (Err(error), None) => guess(error.as_bytes()),
    }
}

/// The encoding that a byte order mark names, and how long the mark is.
fn by_mark(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, usize)> {
    encoding_rs::Encoding::for_bom(bytes)
}

/// UTF-16 without a byte order mark: well-formed, with characters of ASCII and without
/// control characters.
fn utf_16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let (pairs, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    // Two characters of ASCII are one of UTF-16, which is then a text of nothing else.
    let is_ascii = |byte: &u8| byte.is_ascii() && !is_control(char::from(*byte));
    let doubtful = pairs
        .iter()
        .filter(|pair| pair.iter().all(is_ascii))
        .count();
    if doubtful * 2 >= pairs.len() {
        return None;
    }
    // The number of ASCII characters, if all are characters of a text.
    let read = |unit_of: fn([u8; 2]) -> u16| {
        let units = pairs.iter().map(|pair| unit_of(*pair));
        let mut ascii = 0_usize;
        for character in char::decode_utf16(units) {
            let c = character.ok().filter(|c| !is_control(*c))?;
            ascii += usize::from(c.is_ascii());
        }
        (ascii > 0).then_some(ascii)
    };
    match (read(u16::from_le_bytes), read(u16::from_be_bytes)) {
        (None, None) => None,
        (little, big) if little >= big => Some(UTF_16LE),
        (_, _) => Some(UTF_16BE),
    }
}

/// Bytes that are not UTF-8 and say nothing about what they are.
fn guess(bytes: &[u8]) -> Result<Decoded, Binary> {
    let (mut well_formed, mut malformed) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        well_formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        malformed += usize::from(!chunk.invalid().is_empty());
    }
    if well_formed >= malformed {
        return Ok(damaged_utf_8(bytes, 0));
    }
    if has_controls(bytes) {
        return Err(Binary::Controls);
    }
    // ISO-2022-JP is ASCII to whoever does not know it, and does not come here.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // To chardetng a pound sign alone is the Polish Ł. Before a figure it is no letter; the
    // domain of a site stands for what the text is then taken to be.
    let is_pound = |pair: &[u8]| pair[0] == 0xA3 && pair[1].is_ascii_digit();
    let domain = bytes.windows(2).any(is_pound).then_some(&b"uk"[..]);
    let encoding = detector.guess(domain, Utf8Detection::Deny);
    Ok(transcode(encoding, bytes, 0))
}

/// The text in UTF-8 from byte `start` on.
fn damaged_utf_8(bytes: &[u8], start: usize) -> Decoded {
    let mut text = Text::new(UTF_8, bytes);
    let mut at = start;
    for chunk in bytes[start..].utf8_chunks() {
        text.decoding.push(chunk.valid(), at as u32, Width::Utf8);
        at += chunk.valid().len();
        let end = at + chunk.invalid().len();
        if end > at {
            text.push("\u{FFFD}", at, end, true);
        }
        at = end;
    }
    text.finish()
}

/// The text in an encoding from byte `start` on.
///
/// The decoder is fed one byte at a time: so it is known which bytes each character was read
/// from, without a second account of the encoding.
fn transcode(encoding: &'static encoding_rs::Encoding, bytes: &[u8], start: usize) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = Text::new(encoding, bytes);
    let mut characters = String::with_capacity(ROOM);
    let mut begun = start;
    for at in start..=bytes.len() {
        let end = (at + 1).min(bytes.len());
        characters.clear();
        let is_last = at == bytes.len();
        let (_, _, malformed) = decoder.decode_to_string(&bytes[at..end], &mut characters, is_last);
        if !characters.is_empty() {
            text.push(&characters, begun, end, malformed);
            begun = end;
        }
    }
    text.finish()
}

/// More bytes of text than one byte more completes in any encoding.
const ROOM: usize = 64;

/// A text while it is decoded.
struct Text<'b> {
    bytes: &'b [u8],
    decoding: Decoding,
    damage: Option<Damage>,
}

impl<'b> Text<'b> {
    fn new(encoding: &'static encoding_rs::Encoding, bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            decoding: Decoding::new(encoding.name(), bytes.len()),
            damage: None,
        }
    }

    /// Adds what was read from the bytes `start..end`. It is one character, except where a
    /// malformed one was noticed only at the next; then they have equal shares of the bytes, as
    /// they do wherever the length of the malformed one is known.
    fn push(&mut self, characters: &str, start: usize, end: usize, malformed: bool) {
        if malformed {
            self.note_damage(characters, start);
        }
        let count = characters.chars().count();
        let share = (end - start) / count.max(1);
        let (mut at, mut left) = (start, count);
        for c in characters.chars() {
            left -= 1;
            let next = if left == 0 { end } else { at + share };
            let width = Width::Bytes((next - at) as u32);
            self.decoding
                .push(c.encode_utf8(&mut [0; 4]), at as u32, width);
            at = next;
        }
    }

    fn note_damage(&mut self, characters: &str, start: usize) {
        let within = characters.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        let at = (self.decoding.text_len() + within) as u32;
        let damage = self.damage.get_or_insert(Damage {
            first: Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8() as u32),
            byte: self.bytes.get(start).copied().unwrap_or_default(),
            count: 0,
        });
        damage.count += 1;
    }

    fn finish(self) -> Decoded {
        let (text, encoding) = self.decoding.finish();
        Decoded {
            text,
            encoding,
            damage: self.damage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    /// The text, its encoding, and for every character its bytes in the file.
    fn read(bytes: &[u8]) -> (String, &'static str, Vec<Vec<u8>>) {
        let decoded = decode(bytes.to_vec()).expect("a text");
        let name = decoded.encoding.name();
        let source = Source::decoded("a", decoded.text, decoded.encoding);
        let spans = source.text().char_indices().map(|(at, c)| {
            let span = Span::new(at as u32, (at + c.len_utf8()) as u32);
            bytes[source.file_span(span).range()].to_vec()
        });
        let spans = spans.collect();
        (source.text().to_owned(), name, spans)
    }

    fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    /// Each character's bytes are those an encoder writes for it.
    fn assert_same_text(bytes: &[u8], text: &str, name: &str, encode: impl Fn(char) -> Vec<u8>) {
        let (read, encoding, places) = read(bytes);
        assert_eq!((read.as_str(), encoding), (text, name));
        let expected: Vec<Vec<u8>> = text.chars().map(encode).collect();
        assert_eq!(places, expected);
    }

    const STORY: &str = "“Café” cost €4,500 – about 130,000 people said so.\r\n";

    #[test]
    fn utf_8_is_taken_as_it_is() {
        let decoded = decode(STORY.as_bytes().to_vec()).unwrap();
        assert_eq!(decoded.text, STORY);
        assert_eq!(decoded.encoding, Encoding::UTF_8);
        assert_eq!(decode(Vec::new()).unwrap().text, "");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text_and_moves_the_bytes() {
        let encode = |c: char| c.to_string().into_bytes();
        let marked = format!("\u{FEFF}{STORY}");
        assert_same_text(marked.as_bytes(), STORY, "UTF-8", encode);
        let marked = utf_16(&format!("\u{FEFF}{STORY}😀"), u16::to_le_bytes);
        let text = format!("{STORY}😀");
        let encode = |c: char| utf_16(&c.to_string(), u16::to_le_bytes);
        assert_same_text(&marked, &text, "UTF-16LE", encode);
        let marked = utf_16(&format!("\u{FEFF}{STORY}😀"), u16::to_be_bytes);
        let encode = |c: char| utf_16(&c.to_string(), u16::to_be_bytes);
        assert_same_text(&marked, &text, "UTF-16BE", encode);
    }

    #[test]
    fn utf_16_without_a_mark_is_told_from_its_ascii() {
        for text in [STORY, "Київ, 5", "一二三\n四五"] {
            let little = utf_16(text, u16::to_le_bytes);
            assert_eq!(read(&little).0, text);
            let big = utf_16(text, u16::to_be_bytes);
            assert_eq!(read(&big).0, text);
        }
    }

    #[test]
    fn a_guessed_encoding_gives_the_same_text() {
        let (bytes, _, failed) = encoding_rs::WINDOWS_1252.encode(STORY);
        assert!(!failed);
        let encode = |c: char| {
            let one = c.to_string();
            encoding_rs::WINDOWS_1252.encode(&one).0.into_owned()
        };
        assert_same_text(&bytes, STORY, "windows-1252", encode);
    }

    #[test]
    fn short_western_texts_are_windows_1252() {
        let cases: [(&[u8], &str); 4] = [
            (b"caf\xE9 au lait", "café au lait"),
            (b"He said \x93no\x94.", "He said “no”."),
            (b"It cost \xA35m.", "It cost £5m."),
            (b"the city\x92s 4 bridges", "the city’s 4 bridges"),
        ];
        for (bytes, text) in cases {
            assert_eq!(
                read(bytes),
                (text.to_owned(), "windows-1252", read(bytes).2)
            );
        }
    }

    #[test]
    fn texts_in_other_scripts_are_guessed() {
        let cases = [
            (
                "У місті Києві мешкає близько 130 тисяч людей.",
                encoding_rs::WINDOWS_1251,
            ),
            (
                "В городе живёт около 130 тысяч человек.",
                encoding_rs::KOI8_R,
            ),
            (
                "Η Αθήνα έχει 130 χιλιάδες κατοίκους.",
                encoding_rs::WINDOWS_1253,
            ),
            ("東京の人口は約一千四百万人です。", encoding_rs::SHIFT_JIS),
            ("東京の人口は約一千四百万人です。", encoding_rs::EUC_JP),
            ("北京市有两千一百万人口。", encoding_rs::GBK),
            (
                "Żółta łódź kosztowała 5 złotych, a część książek więcej.",
                encoding_rs::WINDOWS_1250,
            ),
        ];
        for (text, encoding) in cases {
            let (bytes, _, failed) = encoding.encode(text);
            assert!(!failed, "{text}");
            assert_eq!(read(&bytes).0, text, "{}", encoding.name());
        }
    }

    #[test]
    fn a_declared_encoding_is_believed() {
        let cases = [
            (
                "-*- coding: cp1251 -*-\nВ Києві 130 000 осіб.",
                encoding_rs::WINDOWS_1251,
            ),
            (
                "<meta charset=shift_jis><p>東京の人口は1400万人ｶﾅ",
                encoding_rs::SHIFT_JIS,
            ),
            (
                "<meta charset=gb18030><p>北京 5 𠀀 ㆐",
                encoding_rs::GB18030,
            ),
            ("<meta charset=big5><p>臺北 5", encoding_rs::BIG5),
            ("<meta charset=euc-kr><p>서울 5", encoding_rs::EUC_KR),
        ];
        for (text, encoding) in cases {
            let (bytes, _, failed) = encoding.encode(text);
            assert!(!failed, "{text}");
            let encode = |c: char| {
                let one = c.to_string();
                encoding.encode(&one).0.into_owned()
            };
            assert_same_text(&bytes, text, encoding.name(), encode);
        }
    }

    #[test]
    fn an_encoding_with_states_is_read_and_its_escapes_stay_with_a_character() {
        let text = "-*- coding: iso-2022-jp -*-\n人口 5";
        let (bytes, ..) = encoding_rs::ISO_2022_JP.encode(text);
        let (read, name, places) = read(&bytes);
        assert_eq!((read.as_str(), name), (text, "ISO-2022-JP"));
        assert_eq!(places.concat(), *bytes);
        assert_eq!(places.last().unwrap(), b"5");
    }

    #[test]
    fn a_page_that_was_converted_and_kept_its_declaration_is_utf_8() {
        let text = "<meta charset=windows-1252><p>“Café”";
        assert_eq!(read(text.as_bytes()).1, "UTF-8");
        assert_eq!(read(text.as_bytes()).0, text);
    }

    #[test]
    fn a_bad_byte_in_utf_8_is_damage_and_no_other_encoding() {
        let bytes = "“Yes” — so é".as_bytes();
        let bytes = [bytes, b" caf\xE9 \xE2\x82 5 ", "€".as_bytes()].concat();
        let (text, name, places) = read(&bytes);
        assert_eq!(text, "“Yes” — so é caf\u{FFFD} \u{FFFD} 5 €");
        assert_eq!(name, "UTF-8");
        assert_eq!(places.concat(), bytes);
        let damage = decode(bytes.clone()).unwrap().damage.unwrap();
        assert_eq!((damage.byte, damage.count), (0xE9, 2));
        let first = text.find('\u{FFFD}').unwrap() as u32;
        assert_eq!(damage.first, Span::new(first, first + 3));
    }

    #[test]
    fn what_a_declared_encoding_has_no_character_for_is_damage() {
        // A lead byte with an ASCII letter that cannot follow it.
        let bytes = b"-*- coding: euc-jp -*-\n\xB0! 5\n\xC5";
        let (text, name, places) = read(bytes);
        assert_eq!(name, "EUC-JP");
        assert_eq!(text, "-*- coding: euc-jp -*-\n\u{FFFD}! 5\n\u{FFFD}");
        assert_eq!(places.concat(), bytes);
        let damage = decode(bytes.to_vec()).unwrap().damage.unwrap();
        assert_eq!((damage.byte, damage.count), (0xB0, 2));
        // A surrogate alone, and a byte alone at the end.
        let bytes = b"\xFF\xFE\x00\xD8K\0y";
        let (text, _, places) = read(bytes);
        assert_eq!(text, "\u{FFFD}K\u{FFFD}");
        assert_eq!(places, [&b"\x00\xD8"[..], b"K\0", b"y"]);
    }

    #[test]
    fn binary_files_are_no_text() {
        let cases: [(&[u8], Binary); 7] = [
            (b"a\0b", Binary::Nul),
            (b"a\0b\n", Binary::Nul),
            (b"PK\x03\x04\0\0", Binary::Kind("it is a zip archive")),
            (b"\x00\x01\x02\x03", Binary::Nul),
            (b"\xFF\xFE\0\0K\0\0\0", Binary::Nul),
            (b"\xEF\xBB\xBFa\0", Binary::Nul),
            (b"\x93\x02\xFD\xFC\x80 a", Binary::Controls),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decode(bytes.to_vec()), Err(expected), "{bytes:?}");
        }
    }

    #[test]
    fn the_beginning_of_a_text_is_not_refused() {
        let text = utf_16(&"Kyiv, 5 May. ".repeat(1000), u16::to_le_bytes);
        assert_eq!(refuse(&text[..8000]), Ok(()));
        assert_eq!(refuse(STORY.as_bytes()), Ok(()));
        assert_eq!(refuse(b"a\0b"), Err(Binary::Nul));
    }
}
