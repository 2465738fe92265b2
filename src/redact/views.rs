//! A text as those see it who decode it: as it is, without escapes, and each run of base64 at each alignment.
//!
//! Protects: whatever is found in a view is found again in the text itself, so that it can be taken out there. Leaves to
//! others: looking for secrets.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::index::Index;

/// How often escapes inside escapes are looked into (JSON in JSON in a log line).
const DEEP: usize = 3;

/// One way to see a text.
pub(super) struct View<'a> {
    bytes: Cow<'a, [u8]>,
    /// Where each byte begins in the text, and where the last one ends; `None`: it is the text itself.
    starts: Option<Rc<Vec<usize>>>,
    /// That the bytes are what base64 says which begins here in the bytes before.
    base64_at: Option<usize>,
}

impl<'a> View<'a> {
    /// The bytes to look at.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether they are not the text's own.
    pub(super) fn is_decoded(&self) -> bool {
        self.base64_at.is_some() || self.starts.is_some()
    }

    /// The bytes of the text from which these bytes came.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let range = match self.base64_at {
            // Eight bits of six each; the characters at both ends may belong to neighbours, too.
            Some(at) => at + range.start * 8 / 6..at + (range.end * 8).div_ceil(6),
            None => range,
        };
        match &self.starts {
            Some(starts) => starts[range.start]..starts[range.end],
            None => range,
        }
    }

    /// The same with each escape as the character that it stands for; `None` where there is none.
    fn unescaped(&self, mark: u8, read: fn(&[u8]) -> Option<(usize, char)>) -> Option<View<'static>> {
        if !self.bytes.contains(&mark) {
            return None;
        }
        let (mut bytes, mut starts) = (Vec::with_capacity(self.bytes.len()), Vec::new());
        let mut at = 0;
        while let Some(byte) = self.bytes.get(at) {
            let start = self.place(at..at).start;
            match Some(&self.bytes[at..]).filter(|_| *byte == mark).and_then(read) {
                Some((length, c)) => {
                    // From outside a byte above 127 comes as one escape; inside it is as good as any other.
                    let mut buffer = [0; 4];
                    let written: &[u8] =
                        if mark == b'%' { &[c as u32 as u8] } else { c.encode_utf8(&mut buffer).as_bytes() };
                    bytes.extend_from_slice(written);
                    starts.extend(written.iter().map(|_| start));
                    at += length;
                }
                None => {
                    bytes.push(*byte);
                    starts.push(start);
                    at += 1;
                }
            }
        }
        starts.push(self.place(at..at).end);
        Some(View { bytes: bytes.into(), starts: Some(Rc::new(starts)), base64_at: None })
    }

    /// Where its runs of base64 of so many characters are, each at each of its four alignments.
    fn base64_runs(&self, least: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut from = 0;
        let runs = std::iter::from_fn(move || {
            while from < self.bytes.len() {
                let length = self.bytes[from..].iter().take_while(|byte| sextet(**byte) != NONE).count();
                let run = from..from + length;
                from += length + 1;
                if length >= least {
                    return Some(run);
                }
            }
            None
        });
        runs.flat_map(|run| (0..4).map(move |skip| run.start + skip..run.end))
    }

    /// What its runs of base64 say.
    fn base64(&self, least: usize) -> impl Iterator<Item = View<'a>> + '_ {
        self.base64_runs(least).map(|run| View {
            bytes: decode(&self.bytes[run.clone()]).collect(),
            starts: self.starts.clone(),
            base64_at: Some(run.start),
        })
    }

    /// Whether its bytes, or what its runs of base64 say, hold anything of the index. Makes no copies.
    pub(super) fn holds(&self, index: &Index, least: usize) -> bool {
        index.is_in(self.bytes.iter().copied())
            || self.base64_runs(least).any(|run| index.is_in(decode(&self.bytes[run])))
    }
}

/// What the runs of base64 in these say that have so many characters.
pub(super) fn encoded<'a>(plain: &[View<'a>], least: usize) -> Vec<View<'a>> {
    plain.iter().flat_map(|view| view.base64(least)).collect()
}

/// A text as it is, and without its escapes.
pub(super) fn plain(text: &str) -> Vec<View<'_>> {
    let mut plain = vec![View { bytes: text.as_bytes().into(), starts: None, base64_at: None }];
    for _ in 0..DEEP {
        let Some(view) = plain.last().and_then(|last| last.unescaped(b'\\', backslash)) else { break };
        plain.push(view);
    }
    for number in 0..plain.len() {
        let once = plain[number].unescaped(b'%', percent);
        let twice = once.as_ref().and_then(|view| view.unescaped(b'%', percent));
        plain.extend(once.into_iter().chain(twice));
    }
    plain
}

/// No sextet.
const NONE: u8 = u8::MAX;

/// Six bits of base64 for each character, in either alphabet (RFC 4648, 4 and 5).
static SEXTETS: [u8; 256] = {
    let mut table = [NONE; 256];
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut six = 0;
    while six < letters.len() {
        table[letters[six] as usize] = six as u8;
        six += 1;
    }
    table[b'-' as usize] = 62;
    table[b'_' as usize] = 63;
    table
};

fn sextet(byte: u8) -> u8 {
    SEXTETS[byte as usize]
}

/// The whole bytes in a run.
fn decode(run: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut sixes = run.iter().map(|byte| u32::from(sextet(*byte)));
    let (mut bits, mut count) = (0_u32, 0);
    std::iter::from_fn(move || {
        while count < 8 {
            bits = bits << 6 | sixes.next()?;
            count += 6;
        }
        count -= 8;
        Some((bits >> count) as u8)
    })
}

/// `%2B` (RFC 3986, 2.1).
fn percent(bytes: &[u8]) -> Option<(usize, char)> {
    let code = hex(bytes.get(1..3)?)?;
    Some((3, char::from_u32(code)?))
}

/// `\"`, `\n`, `\u002b` (RFC 8259, 7), and Rust's `\u{2b}`.
fn backslash(bytes: &[u8]) -> Option<(usize, char)> {
    let c = match bytes.get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' if bytes.get(2) == Some(&b'{') => {
            let end = bytes.iter().take(10).position(|byte| *byte == b'}')?;
            return Some((end + 1, char::from_u32(hex(bytes.get(3..end)?)?)?));
        }
        b'u' => return Some((6, char::from_u32(hex(bytes.get(2..6)?)?)?)),
        other if other.is_ascii() => *other as char,
        _ => return None,
    };
    Some((2, c))
}

fn hex(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}
