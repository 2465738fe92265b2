//! Mailkey on the command line: see `mailkeyctl --help`.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    mailkey::cli::run()
}
