//! A practice SMTP server that gives messages another Message-ID, as some large providers do.
//!
//! Protects: the header stays whole, and nothing of the body changes. Leaves to others: delivering (`smtp_session`).

use super::random;

/// The fields that such a server knows: RFC 5322, 3.6, and MIME's.
const KNOWN: [&str; 9] = ["from", "sender", "reply-to", "to", "cc", "subject", "date", "in-reply-to", "references"];

/// What is left of the Message-ID with which a message came.
///
/// smtp.office365.com and smtp-mail.outlook.com replace it. They name the new one in their answer (git-send-email(1),
/// `--outlook-id-fix`), keep the former one in a field of their own, and have been seen to take out fields that they do
/// not know (deltachat-core #561, chatmail/core #2250). Amazon SES replaces it, too, and leaves other fields alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renaming {
    /// The answer to the message names the new one.
    pub told: bool,
    /// `X-Microsoft-Original-Message-ID` holds the former one.
    pub kept: bool,
    /// Fields that the server does not know are taken out.
    pub strips: bool,
}

impl Renaming {
    /// As Exchange Online does it.
    pub const EXCHANGE: Self = Self { told: true, kept: true, strips: true };

    /// The message with another Message-ID, and the answer to it.
    pub(super) fn rename(self, text: &[u8]) -> (Vec<u8>, String) {
        let id = format!("<CV1P123MB{}@CV1P123MB0456.CVIC123.PROD.OUTLOOK.COM>", random::text(12));
        let head = text.windows(4).position(|four| four == b"\r\n\r\n").map_or(text.len(), |at| at + 2);
        let (head, rest) = text.split_at(head);
        let mut renamed = Vec::with_capacity(text.len() + 200);
        for field in fields(head) {
            let name = field.split(|byte| *byte == b':').next().unwrap_or_default();
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            if name != "message-id" {
                if !self.strips
                    || KNOWN.contains(&name.as_str())
                    || name == "mime-version"
                    || name.starts_with("content-")
                {
                    renamed.extend_from_slice(field);
                }
                continue;
            }
            renamed.extend_from_slice(format!("Message-ID: {id}\r\n").as_bytes());
            if self.kept {
                renamed.extend_from_slice(b"X-Microsoft-Original-");
                renamed.extend_from_slice(field);
            }
        }
        renamed.extend_from_slice(rest);
        let told = if self.told { format!("{id} ") } else { String::new() };
        (renamed, format!("250 2.0.0 OK {told}[Hostname=CV1P123MB0456.CVIC123.PROD.OUTLOOK.COM]"))
    }
}

/// The fields of a header, each with its folded lines and line breaks.
fn fields(head: &[u8]) -> Vec<&[u8]> {
    let mut starts: Vec<usize> = vec![0];
    for (at, three) in head.windows(3).enumerate() {
        if three.starts_with(b"\r\n") && !matches!(three[2], b' ' | b'\t') {
            starts.push(at + 2);
        }
    }
    starts.push(head.len());
    starts.windows(2).filter_map(|ends| head.get(*ends.first()?..*ends.last()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_stays_whole() {
        let text =
            b"From: a@b.cz\r\nX-Own: 1\r\nMessage-ID:\r\n <1@b.cz>\r\nSubject: x\r\n y\r\n\r\nMessage-ID: <1@b.cz>\r\n";
        let (renamed, answer) = Renaming::EXCHANGE.rename(text);
        let renamed = String::from_utf8(renamed).expect("text");
        let id = answer.split(['<', '>']).nth(1).expect("an ID");
        let header = format!(
            "From: a@b.cz\r\nMessage-ID: <{id}>\r\nX-Microsoft-Original-Message-ID:\r\n <1@b.cz>\r\nSubject: x\r\n y\r\n"
        );
        assert_eq!(renamed, format!("{header}\r\nMessage-ID: <1@b.cz>\r\n"));
        let (renamed, answer) = Renaming { told: false, kept: false, strips: false }.rename(text);
        let renamed = String::from_utf8(renamed).expect("text");
        assert!(
            renamed.contains("X-Own: 1\r\n") && !renamed.contains("Original") && !answer.contains('<'),
            "{renamed}"
        );
    }
}
