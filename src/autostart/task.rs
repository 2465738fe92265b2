//! The text of the Windows scheduled task, and what a stored task says.
//!
//! Protects: any path arrives as it is, through XML and through the rules by which Windows programs split their command
//! line; no console window appears. What `schtasks` shows of a task is in the console's code page, so a letter that is
//! not ASCII comes back as another one: whose a task is must not hang on it. Leaves to others: what `schtasks` does.
//! Sources: [MS-TSCH] 2.5 (the schema; elements in the order in which Windows itself exports them), and "Parsing C
//! command-line arguments" (learn.microsoft.com).

use super::stamp::{Origin, mark, origin, seal};
use super::{Job, xml};

/// What starts a console program without a window.
const LAUNCHER: &str = r"%SystemRoot%\System32\conhost.exe";

/// The task's whole text; `user` is the user's [`sid`]. A task for everybody would need an administrator.
#[must_use]
pub fn xml_text(job: &Job, user: &str) -> String {
    let (user, command, arguments) = (xml(user), xml(LAUNCHER), xml(&arguments(job)));
    // Only the failed start of a program counts as a failure for Windows: the repetition brings back one that ended.
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n\
         \x20 <RegistrationInfo>\n\
         \x20   <Description>{description}</Description>\n\
         \x20 </RegistrationInfo>\n\
         \x20 <Triggers>\n\
         \x20   <LogonTrigger>\n\
         \x20     <Enabled>true</Enabled>\n\
         \x20     <Repetition>\n\
         \x20       <Interval>PT5M</Interval>\n\
         \x20       <StopAtDurationEnd>false</StopAtDurationEnd>\n\
         \x20     </Repetition>\n\
         \x20     <UserId>{user}</UserId>\n\
         \x20   </LogonTrigger>\n\
         \x20 </Triggers>\n\
         \x20 <Principals>\n\
         \x20   <Principal id=\"Author\">\n\
         \x20     <UserId>{user}</UserId>\n\
         \x20     <LogonType>InteractiveToken</LogonType>\n\
         \x20     <RunLevel>LeastPrivilege</RunLevel>\n\
         \x20   </Principal>\n\
         \x20 </Principals>\n\
         \x20 <Settings>\n\
         \x20   <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n\
         \x20   <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n\
         \x20   <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n\
         \x20   <AllowHardTerminate>true</AllowHardTerminate>\n\
         \x20   <StartWhenAvailable>true</StartWhenAvailable>\n\
         \x20   <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>\n\
         \x20   <Enabled>true</Enabled>\n\
         \x20   <Hidden>true</Hidden>\n\
         \x20   <RunOnlyIfIdle>false</RunOnlyIfIdle>\n\
         \x20   <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>\n\
         \x20   <Priority>7</Priority>\n\
         \x20   <RestartOnFailure>\n\
         \x20     <Interval>PT1M</Interval>\n\
         \x20     <Count>255</Count>\n\
         \x20   </RestartOnFailure>\n\
         \x20 </Settings>\n\
         \x20 <Actions Context=\"Author\">\n\
         \x20   <Exec>\n\
         \x20     <Command>{command}</Command>\n\
         \x20     <Arguments>{arguments}</Arguments>\n\
         \x20   </Exec>\n\
         \x20 </Actions>\n\
         </Task>\n",
        description = xml(&described(&mark(&job.home), LAUNCHER, &self::arguments(job))),
    )
}

/// Windows stores the task in a form of its own, so its mark covers only what is started; and not even that where it
/// would not be read back as it was written: a change of such a task by hand is noticed only in its description.
fn described(mark: &str, command: &str, arguments: &str) -> String {
    let sealed = if arguments.is_ascii() { seal(&covered(mark, command, arguments)) } else { seal(mark) };
    sealed.lines().next().unwrap_or_default().to_owned()
}

fn covered(first: &str, command: &str, arguments: &str) -> String {
    format!("{first}\n{command}\n{arguments}")
}

/// Whose the task is that Windows shows as this text.
#[must_use]
pub fn stored_origin(text: &str, home: &str) -> Origin {
    let [Some(description), Some(command), Some(arguments)] =
        ["Description", "Command", "Arguments"].map(|name| element(text, name))
    else {
        return Origin::Person;
    };
    match origin(&covered(&description, &command, &arguments), home) {
        Origin::Person => origin(&description, home),
        known => known,
    }
}

/// The user's security identifier in what `whoami /user /fo csv /nh` prints. Unlike the name beside it, it holds only
/// ASCII: it arrives whole in any code page.
#[must_use]
pub fn sid(printed: &str) -> Option<&str> {
    let (_, last) = printed.trim().trim_end_matches('"').rsplit_once('"')?;
    let parts = last.strip_prefix("S-1-")?.split('-');
    let numbers = parts.clone().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    (numbers && parts.count() > 1).then_some(last)
}

/// The text of the first element with this name.
fn element(text: &str, name: &str) -> Option<String> {
    let (_, after) = text.split_once(&format!("<{name}>"))?;
    let (inside, _) = after.split_once(&format!("</{name}>"))?;
    let plain = inside.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    Some(plain.replace("&amp;", "&"))
}

/// The bytes that `schtasks /XML` reads: UTF-16 with its mark.
#[must_use]
pub fn bytes(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.replace('\n', "\r\n").encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn arguments(job: &Job) -> String {
    let words: Vec<_> = [&job.program].into_iter().chain(&job.arguments).map(|word| quoted(word)).collect();
    format!("--headless {}", words.join(" "))
}

/// A word that comes out as it is after a Windows program has split its command line.
fn quoted(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '\n', '"']) {
        return word.to_owned();
    }
    let (mut text, mut slashes) = (String::from("\""), 0);
    for c in word.chars() {
        match c {
            '\\' => slashes += 1,
            '"' => {
                text.push_str(&"\\".repeat(slashes + 1));
                slashes = 0;
            }
            _ => slashes = 0,
        }
        text.push(c);
    }
    // Backslashes before the closing quote would take its meaning away.
    text.push_str(&"\\".repeat(slashes));
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ODD, job, text_of};
    use super::*;

    /// The words as the C runtime splits them (2n backslashes before a quote are n, 2n+1 are n and a quote).
    fn split(line: &str) -> Vec<String> {
        let (mut words, mut word, mut inside, mut quotes, mut slashes) = (Vec::new(), String::new(), false, false, 0);
        for c in line.chars() {
            if c == '\\' {
                slashes += 1;
                inside = true;
                continue;
            }
            if c == '"' {
                word.push_str(&"\\".repeat(slashes / 2));
                if slashes % 2 == 1 {
                    word.push('"')
                } else {
                    quotes = !quotes
                }
                (slashes, inside) = (0, true);
                continue;
            }
            word.push_str(&"\\".repeat(std::mem::take(&mut slashes)));
            if c == ' ' && !quotes {
                if std::mem::take(&mut inside) {
                    words.push(std::mem::take(&mut word));
                }
            } else {
                word.push(c);
                inside = true;
            }
        }
        word.push_str(&"\\".repeat(slashes));
        if inside {
            words.push(word);
        }
        words
    }

    #[test]
    fn odd_paths_are_read_back_as_they_were() {
        // Windows has no control characters in paths.
        let more = ["C:\\Program Files\\Mailkey\\", "a\\\"b\\\\", "\\\\server\\share name\\"];
        for odd in ODD.into_iter().filter(|odd| !odd.contains(char::is_control)).chain(more) {
            let job = job(odd);
            let text = xml_text(&job, "FIRMA\\recepce & spol.");
            let found = text_of(&text, "Arguments");
            let wanted: Vec<_> =
                [&"--headless".to_owned(), &job.program].into_iter().chain(&job.arguments).cloned().collect();
            assert_eq!(split(&found[0]), wanted, "{odd}");
            assert_eq!(text_of(&text, "UserId"), ["FIRMA\\recepce & spol."; 2]);
            assert_eq!(stored_origin(&text, &job.home), Origin::Ours, "{text}");
            assert_eq!(stored_origin(&text, "0"), Origin::OtherHome);
            let changed = text.replace("--headless", "--Headless");
            assert!(!text.is_ascii() || stored_origin(&changed, &job.home) == Origin::Person, "{changed}");
            let stored = text.replace("<Priority>7</Priority>", "").replace("  ", "\t");
            let blanks = job.program.contains("  ");
            assert!(blanks || stored_origin(&stored, &job.home) == Origin::Ours, "Windows writes it in another form");
        }
    }

    #[test]
    fn letters_that_the_console_mangles_do_not_make_it_a_persons() {
        let job = job("Jiří Žák");
        let text = xml_text(&job, "S-1-5-21-1-2-3-1001");
        // A byte of the code page that is no UTF-8; the nearest letter that the code page has; none.
        let mangled: [fn(char) -> char; 3] = [|_| '\u{fffd}', |c| if c == 'ř' { 'r' } else { 'i' }, |_| '?'];
        for mangle in mangled {
            let shown: String = text.chars().map(|c| if c.is_ascii() { c } else { mangle(c) }).collect();
            assert_ne!(shown, text);
            assert_eq!(stored_origin(&shown, &job.home), Origin::Ours, "{shown}");
            assert_eq!(stored_origin(&shown, "0"), Origin::OtherHome);
            let changed = shown.replace("Written by", "Kept by");
            assert_eq!(stored_origin(&changed, &job.home), Origin::Person, "{changed}");
        }
    }

    #[test]
    fn the_user_is_named_by_what_every_code_page_has() {
        let sid_of = |name: &str| format!("\"{name}\",\"S-1-5-21-3623811015-3361044348-30300820-1013\"\r\n");
        for name in ["firma\\recepce", "pc\\ji\u{fffd}\u{fffd}", "a\\S-1-5-18", "azuread\\o\"x"] {
            assert_eq!(sid(&sid_of(name)), Some("S-1-5-21-3623811015-3361044348-30300820-1013"), "{name}");
        }
        for wrong in
            ["", "\"", "pc\\user", "\"pc\\user\"", "\"a\",\"S-1-5-x\"", "\"a\",\"S-1-\"", "\"a\",\"S-1-5\"</UserId>"]
        {
            assert_eq!(sid(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_elements_stand_in_the_order_of_windows_own_export() {
        let text = xml_text(&job("x"), "A\\b");
        let order = ["<RegistrationInfo>", "<Triggers>", "<Principals>", "<Settings>", "<Actions "];
        let places: Vec<_> = order.iter().map(|name| text.find(name).expect("there")).collect();
        assert!(places.is_sorted(), "{places:?}");
        // A sequence in the schema: the trigger's own part stands after what all triggers have.
        let trigger = ["<Enabled>true</Enabled>\n      <Repetition>", "</Repetition>\n      <UserId>"];
        assert!(trigger.iter().all(|part| text.contains(part)), "{text}");
    }

    #[test]
    fn the_file_is_utf_16_with_its_mark() {
        assert_eq!(bytes("č\n"), [0xFF, 0xFE, 0x0D, 0x01, 0x0D, 0, 0x0A, 0]);
    }
}
