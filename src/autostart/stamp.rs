//! The mark in every file that Mailkey writes for the system's service manager.
//!
//! Protects: a file that a person has changed, or that belongs to another home, is told from one that Mailkey may
//! write anew (another program's path, another version). Leaves to others: what the files say. The mark is no secret
//! and no proof of origin; it tells a change from none.

use super::Home;

/// What stands in a text before it is sealed.
pub const UNSEALED: &str = "checksum 0000000000000000";
const DIGITS: usize = 16;

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Mailkey wrote it for this home, and nobody has changed it since.
    Ours,
    /// Mailkey wrote it for another home, and nobody has changed it since.
    OtherHome,
    /// A person wrote or changed it.
    Person,
}

/// 64-bit FNV-1a (Fowler, Noll, Vo; <http://www.isthe.com/chongo/tech/comp/fnv/>), the same in every version.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{sum:016x}")
}

/// Tells homes apart where a path would be too long or hold forbidden letters.
#[must_use]
pub fn tag(home: &Home) -> String {
    let mut bytes = home.config_dir().as_os_str().as_encoded_bytes().to_vec();
    bytes.push(0);
    bytes.extend_from_slice(home.state_dir().as_os_str().as_encoded_bytes());
    hash(&bytes)
}

/// The words with the mark, to be put into a comment of a text that is then [`seal`]ed.
#[must_use]
pub fn mark(home: &str) -> String {
    format!("Written by Mailkey ({UNSEALED}, home {home})")
}

/// Puts the text's own checksum in the place kept for it.
#[must_use]
pub fn seal(text: &str) -> String {
    text.replacen(UNSEALED, &format!("checksum {}", hash(text.as_bytes())), 1)
}

/// Whose file this text is; line ends do not count.
#[must_use]
pub fn origin(text: &str, home: &str) -> Origin {
    let text = text.replace("\r\n", "\n");
    let Some(start) = text.find("(checksum ").map(|at| at + "(checksum ".len()) else { return Origin::Person };
    let Some(found) = text.get(start..start + DIGITS) else { return Origin::Person };
    let unsealed = format!("{}{}{}", &text[..start], "0".repeat(DIGITS), &text[start + DIGITS..]);
    if hash(unsealed.as_bytes()) != found {
        return Origin::Person;
    }
    if text.contains(&format!(", home {home})")) { Origin::Ours } else { Origin::OtherHome }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_by_hand_is_noticed_and_line_ends_are_none() {
        let text = seal(&format!("# {}\nLine=1\nčára\n", mark("abc")));
        assert!(!text.contains(UNSEALED), "{text}");
        assert_eq!(origin(&text, "abc"), Origin::Ours);
        assert_eq!(origin(&text.replace('\n', "\r\n"), "abc"), Origin::Ours);
        assert_eq!(origin(&text, "abd"), Origin::OtherHome);
        for changed in [
            text.replace("Line=1", "Line=2"),
            format!("{text}\n"),
            text.replace("home abc", "home abd"),
            text.replace("(checksum ", "(checksum f"),
            "Line=1\n".into(),
            String::new(),
            "(checksum čččččččččččččččč".into(),
            "(checksum ".into(),
        ] {
            assert_eq!(origin(&changed, "abc"), Origin::Person, "{changed}");
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash(b""), "cbf29ce484222325");
        assert_eq!(hash(b"foobar"), "85944171f73967e8");
    }

    #[test]
    fn homes_have_tags_of_their_own() {
        let one = tag(&Home::at(std::path::Path::new("/tmp/a")));
        assert_eq!(one.len(), DIGITS);
        assert_ne!(one, tag(&Home::at(std::path::Path::new("/tmp/b"))));
    }
}
