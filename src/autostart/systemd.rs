//! The text of the systemd user unit.
//!
//! Protects: any path arrives as it is, whatever `%`, `$`, quotes, backslashes or blanks it holds; the hardening is the
//! part that needs no namespaces, because those cut a user's unit off from the session's keyring. Leaves to others:
//! where the file goes and what `systemctl` does with it.
//! Sources: systemd.syntax(7), systemd.service(5) "Command lines", systemd.unit(5) "Specifiers", systemd.exec(5).

use super::Job;
use super::stamp::{mark, seal};

/// The unit's whole text.
#[must_use]
pub fn unit(job: &Job) -> String {
    let words: Vec<_> = [&job.program].into_iter().chain(&job.arguments).map(String::as_str).collect();
    // systemd takes no program with such letters in its path, however it is quoted.
    let refused = |c: char| c.is_ascii_control() || "\"'\\".contains(c);
    let shell: &[&str] = if job.program.contains(refused) { &["/bin/sh", "-c", r#"exec "$0" "$@""#] } else { &[] };
    let words = shell.iter().copied().chain(words).enumerate();
    // A variable is looked for in every word but the first.
    let words = words.map(|(number, text)| if number == 0 { word(text) } else { word(text).replace('$', "$$") });
    let command = words.collect::<Vec<_>>().join(" ");
    let environment: String = job
        .environment
        .iter()
        .map(|(name, value)| format!("Environment={}\n", word(&format!("{name}={value}"))))
        .collect();
    let Job { home, name, .. } = job;
    let mark = mark(home);
    seal(&format!(
        "# {mark}.\n\
         # Mailkey leaves this file alone once it has been changed by hand; a drop-in survives new versions:\n\
         # systemctl --user edit {name}.service\n\
         [Unit]\n\
         Description=Mailkey keeps the mail accounts' sign-ins valid\n\
         # The keyring, where it is a unit. A keyring that comes later is waited for.\n\
         After=dbus.socket gnome-keyring-daemon.socket gnome-keyring-daemon.service plasma-kwallet-pam.service\n\
         \n\
         [Service]\n\
         Type=notify\n\
         ExecStart={command}\n\
         {environment}\
         UnsetEnvironment=MAILKEY_HOME\n\
         Restart=on-failure\n\
         RestartSec=30\n\
         # A request whose answer is not stored yet is finished first.\n\
         TimeoutStopSec=90\n\
         UMask=0077\n\
         NoNewPrivileges=yes\n\
         LockPersonality=yes\n\
         MemoryDenyWriteExecute=yes\n\
         RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK\n\
         RestrictNamespaces=yes\n\
         RestrictRealtime=yes\n\
         RestrictSUIDSGID=yes\n\
         SystemCallArchitectures=native\n\
         \n\
         [Install]\n\
         WantedBy=default.target\n"
    ))
}

/// One word of a command line or of `Environment=`: quoted, with systemd's own meanings taken away.
fn word(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '%' => quoted.push_str("%%"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    quoted.push_str(&format!("\\x{byte:02x}"));
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::super::stamp::{Origin, origin};
    use super::super::tests::{ODD, job};
    use super::*;

    /// The words of a line as systemd reads them: quotes, C escapes, then specifiers, then (not in the first) variables.
    fn read(line: &str) -> Vec<String> {
        let mut words: Vec<Vec<u8>> = Vec::new();
        let (mut quoted, mut chars) = (false, line.chars());
        let mut buffer = [0; 4];
        while let Some(c) = chars.next() {
            match c {
                '"' if !quoted => {
                    quoted = true;
                    words.push(Vec::new());
                }
                '"' => quoted = false,
                ' ' if !quoted => {}
                '\\' => {
                    let byte = match chars.next().expect("an escape") {
                        'n' => b'\n',
                        't' => b'\t',
                        'x' => {
                            let digits: String = chars.by_ref().take(2).collect();
                            u8::from_str_radix(&digits, 16).expect("hex")
                        }
                        c @ ('"' | '\\') => u8::try_from(c).expect("ASCII"),
                        other => panic!("\\{other}"),
                    };
                    words.last_mut().expect("in a word").push(byte);
                }
                c => words.last_mut().expect("in a word").extend(c.encode_utf8(&mut buffer).bytes()),
            }
        }
        assert!(!quoted, "{line}");
        words
            .into_iter()
            .enumerate()
            .map(|(number, bytes)| {
                let text = String::from_utf8(bytes).expect("UTF-8");
                assert_eq!(text.replace("%%", "").matches('%').count(), 0, "a specifier: {text}");
                let text = text.replace("%%", "%");
                if number == 0 {
                    return text;
                }
                assert_eq!(text.replace("$$", "").matches('$').count(), 0, "a variable: {text}");
                text.replace("$$", "$")
            })
            .collect()
    }

    #[test]
    fn odd_paths_are_read_back_as_they_were() {
        for odd in ODD {
            let job = job(odd);
            let unit = unit(&job);
            let lines: Vec<_> = unit.lines().filter_map(|line| line.strip_prefix("ExecStart=")).collect();
            let wanted: Vec<_> = [&job.program].into_iter().chain(&job.arguments).cloned().collect();
            let [found] = &lines.iter().map(|line| read(line)).collect::<Vec<_>>()[..] else { panic!("{unit}") };
            let own = found.strip_prefix(&["/bin/sh", "-c", r#"exec "$0" "$@""#].map(str::to_owned)[..]);
            assert_eq!(own.unwrap_or(found), wanted, "{odd}");
            let refused = odd.contains(['"', '\'', '\\', '\n', '\t', '\u{1}']);
            assert_eq!(own.is_some(), refused, "a shell only where systemd would refuse the path: {odd}");
            let variable = unit.lines().find_map(|line| line.strip_prefix("Environment=")).expect("a variable");
            assert_eq!(variable.replace("%%", "%"), word(&format!("XDG_STATE_HOME=/var/{odd}")).replace("%%", "%"));
            assert_eq!(origin(&unit, &job.home), Origin::Ours);
            assert!(!unit.contains('\u{1}'));
        }
    }
}
