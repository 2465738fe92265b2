//! Rebuilds when a text changes: the macros that embed them do not say so themselves.
fn main() {
    println!("cargo:rerun-if-changed=i18n");
    println!("cargo:rerun-if-changed=i18n.toml");
}
