//! The text of the XDG autostart entry, for desktops without a systemd user manager.
//!
//! Protects: any path arrives as it is through two layers of quoting. Leaves to others: where the file goes.
//! Source: Desktop Entry Specification 1.5, "The Exec key"; Desktop Application Autostart Specification 0.5.

use super::Job;
use super::stamp::{mark, seal};

/// The entry's whole text.
#[must_use]
pub fn entry(job: &Job) -> String {
    let words: Vec<_> = [&job.program].into_iter().chain(&job.arguments).map(|word| quoted(word)).collect();
    let (mark, command) = (mark(&job.home), words.join(" "));
    seal(&format!(
        "# {mark}.\n\
         # Mailkey leaves this file alone once it has been changed by hand.\n\
         [Desktop Entry]\n\
         Type=Application\n\
         Name=Mailkey\n\
         Comment=Keeps the mail accounts' sign-ins valid\n\
         Icon=mailkey\n\
         Exec={command}\n\
         Terminal=false\n\
         NoDisplay=true\n"
    ))
}

/// Inside the quotes `"`, `` ` ``, `$` and `\` need a backslash; in the file's strings each backslash needs another; `%`
/// is doubled everywhere.
fn quoted(word: &str) -> String {
    let mut text = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '`' | '$' => text.extend(['\\', '\\', c]),
            '\\' => text.push_str("\\\\\\\\"),
            '%' => text.push_str("%%"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::super::stamp::{Origin, origin};
    use super::super::tests::{ODD, job};
    use super::*;

    /// The file's string first, then the command line's quotes, then the field codes.
    fn read(line: &str) -> Vec<String> {
        let mut string = String::new();
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next().expect("an escape") {
                    'n' => string.push('\n'),
                    't' => string.push('\t'),
                    'r' => string.push('\r'),
                    '\\' => string.push('\\'),
                    other => panic!("\\{other}"),
                },
                (c, false) => string.push(c),
            }
        }
        let (mut words, mut quotes, mut chars) = (Vec::<String>::new(), false, string.chars());
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    quotes = !quotes;
                    if quotes {
                        words.push(String::new());
                    }
                }
                '\\' => words.last_mut().expect("in a word").push(chars.next().expect("an escape")),
                ' ' if !quotes => {}
                '%' => {
                    assert_eq!(chars.next(), Some('%'), "a field code");
                    words.last_mut().expect("in a word").push('%');
                }
                '$' | '`' => panic!("reserved: {string}"),
                c => words.last_mut().expect("in a word").push(c),
            }
        }
        words
    }

    #[test]
    fn odd_paths_are_read_back_as_they_were() {
        for odd in ODD {
            let job = job(odd);
            let text = entry(&job);
            let line = text.lines().find_map(|line| line.strip_prefix("Exec=")).expect("a command");
            let wanted: Vec<_> = [&job.program].into_iter().chain(&job.arguments).cloned().collect();
            assert_eq!(read(line), wanted, "{odd}");
            assert_eq!(origin(&text, &job.home), Origin::Ours);
        }
    }
}
