//! The text of the launchd agent.
//!
//! Protects: any path arrives as it is, as XML text. Leaves to others: where the file goes and what `launchctl` does.
//! Source: launchd.plist(5).

use super::stamp::{mark, seal};
use super::{Job, xml};

/// The agent's whole text.
#[must_use]
pub fn plist(job: &Job) -> String {
    let words: String = [&job.program]
        .into_iter()
        .chain(&job.arguments)
        .map(|word| format!("\t\t<string>{}</string>\n", xml(word)))
        .collect();
    let Job { home, name, .. } = job;
    let (mark, label) = (mark(home), label(name));
    seal(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <!-- {mark}. Mailkey leaves it alone once it has been changed by hand. -->\n\
         <plist version=\"1.0\">\n\
         <dict>\n\
         \t<key>Label</key>\n\
         \t<string>{label}</string>\n\
         \t<key>ProgramArguments</key>\n\
         \t<array>\n\
         {words}\
         \t</array>\n\
         \t<key>RunAtLoad</key>\n\
         \t<true/>\n\
         \t<key>KeepAlive</key>\n\
         \t<dict>\n\
         \t\t<key>SuccessfulExit</key>\n\
         \t\t<false/>\n\
         \t</dict>\n\
         \t<key>ThrottleInterval</key>\n\
         \t<integer>30</integer>\n\
         \t<key>ExitTimeOut</key>\n\
         \t<integer>90</integer>\n\
         \t<key>ProcessType</key>\n\
         \t<string>Background</string>\n\
         </dict>\n\
         </plist>\n"
    ))
}

/// The agent's name for launchd.
#[must_use]
pub fn label(name: &str) -> String {
    format!("net.mailkey.{name}")
}

#[cfg(test)]
mod tests {
    use super::super::stamp::{Origin, origin};
    use super::super::tests::{ODD, job, text_of};
    use super::*;

    #[test]
    fn odd_paths_are_read_back_as_they_were() {
        for odd in ODD.into_iter().filter(|odd| !odd.contains('\u{1}')) {
            let job = job(odd);
            let text = plist(&job);
            let words = text_of(&text, "string");
            let wanted: Vec<_> = [&job.program].into_iter().chain(&job.arguments).cloned().collect();
            assert_eq!(words[1..=wanted.len()], wanted, "{odd}");
            assert_eq!(words[0], "net.mailkey.mailkey-0123");
            assert_eq!(origin(&text, &job.home), Origin::Ours);
        }
    }
}
