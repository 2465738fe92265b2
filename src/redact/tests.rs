use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;

use super::*;

const TOKEN: &str = "EwBgA8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ/x4Tz.QW~9=";

fn knowing(secrets: &[&str]) -> Secrets {
    let mut all = Secrets::default();
    secrets.iter().for_each(|secret| all.learn(secret));
    all
}

fn percent(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[test]
fn a_clean_text_is_left_alone() {
    let secrets =
        knowing(&[TOKEN, "heslo", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END PRIVATE KEY-----"]);
    for clean in [
        "",
        "The mailbox at pop.example.com:995 was checked: 12 messages.",
        "přístupový token platí do 22:19",
        "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=9d3f",
        "-----BEGIN PRIVATE KEY-----",
        r#"{"error":"invalid_grant","error_description":"AADSTS50173: \"expired\" %41"}"#,
    ] {
        assert_eq!(secrets.removed(clean), None, "{clean}");
    }
    assert_eq!(Secrets::default().removed(TOKEN), None);
}

#[test]
fn a_secret_goes_in_every_form_in_which_text_travels() {
    let secrets = knowing(&[TOKEN]);
    let json = serde_json::to_string(&format!("\"{TOKEN}\"")).expect("JSON");
    for (name, form) in [
        ("plain", TOKEN.to_owned()),
        ("percent", percent(TOKEN)),
        ("percent twice", percent(&percent(TOKEN))),
        ("JSON with slashes", TOKEN.replace('/', "\\/")),
        ("JSON with codes", TOKEN.replace('+', "\\u002b").replace('/', "\\u002F")),
        ("JSON in JSON", serde_json::to_string(&json.replace('/', "\\/")).expect("JSON")),
        ("base64", STANDARD.encode(TOKEN)),
        ("base64 of XOAUTH2", STANDARD.encode(format!("user=a@b.cz\x01auth=Bearer {TOKEN}\x01\x01"))),
        ("base64 for addresses", URL_SAFE_NO_PAD.encode(format!("x{TOKEN}"))),
        ("base64 in an address", percent(&STANDARD.encode(format!("xy{TOKEN}")))),
    ] {
        let said =
            secrets.removed(&format!("before <{form}> after")).unwrap_or_else(|| panic!("{name}: nothing found"));
        assert!(said.starts_with("before <") && said.ends_with("> after") && said.contains(REMOVED), "{name}: {said}");
        assert_eq!(secrets.removed(&said.replace(REMOVED, "\0")), None, "{name}: something is left in {said}");
    }
}

#[test]
fn short_secrets_go_whole_and_only_where_they_are_wanted() {
    let secrets = knowing(&["mail", "x\"y\\z", "abc"]);
    assert_eq!(secrets.removed("the mailbox").as_deref(), Some("the [removed]box"), "safe rather than pretty");
    assert_eq!(secrets.removed(r#"{"p":"x\"y\\z"}"#).as_deref(), Some(r#"{"p":"[removed]"}"#));
    assert_eq!(
        secrets.removed(&format!("AUTH {}", STANDARD.encode("\0u\0mail"))).as_deref(),
        Some("AUTH AHUA[removed]==")
    );
    assert_eq!(secrets.removed("abc"), None, "three characters are in every word");
    assert_eq!(secrets.long_ones_removed("the mailbox"), None);
    assert_eq!(knowing(&[TOKEN, "mail"]).long_ones_removed(TOKEN).as_deref(), Some(REMOVED));
}

#[test]
fn a_percent_sign_before_a_piece_hides_nothing_of_it() {
    let secrets = knowing(&["A_AaAa_aaA+~aAa~A=AA"]);
    assert_eq!(secrets.removed("100%aaA%2B%7EaAa%7EA%3DA").as_deref(), Some("100%aa[removed]"));
}

#[test]
fn each_line_of_a_key_is_secret_and_its_frame_is_not() {
    let secrets = knowing(&[
        "-----BEGIN PRIVATE KEY-----\r\nMIIEvQIBADANBgkqhkiG9w0\r\nQQCq1uZ5v0bqHcQ1v\r\n-----END PRIVATE KEY-----",
    ]);
    let said = secrets.removed("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\nQQCq1uZ5v0bqHcQ1v");
    assert_eq!(said.as_deref(), Some("-----BEGIN PRIVATE KEY-----\n[removed]\n[removed]"));
}

#[test]
fn what_is_remembered_is_bounded_and_the_newest_stay() {
    let secret = |number: u32| -> String {
        (0..4_000)
            .map(|at| char::from(b'a' + (number.wrapping_mul(31).wrapping_add(at * at * 7 + at) % 26) as u8))
            .collect()
    };
    let mut secrets = Secrets::default();
    for number in 0..500 {
        secrets.learn(&format!("{number:04}{}", secret(number)));
        secrets.learn("this one is used all the time");
    }
    assert!(secrets.size <= MEMORY, "{}", secrets.size);
    for young in 480..500 {
        assert!(secrets.removed(&format!("{young:04}{}", secret(young))).is_some(), "{young}");
    }
    assert!(secrets.removed("this one is used all the time").is_some());
}

#[test]
fn a_secret_of_one_letter_again_and_again_takes_no_time() {
    let secrets = knowing(&["n".repeat(9_000).as_str()]);
    let began = std::time::Instant::now();
    assert_eq!(secrets.removed(&"n".repeat(20_000)).as_deref(), Some(REMOVED));
    assert!(began.elapsed() < std::time::Duration::from_secs(2), "{:?}", began.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_piece_survives_in_any_form(
        secret in "[A-Za-z0-9+/=._~-]{20,80}",
        before in "\\PC{0,30}",
        after in "\\PC{0,30}",
        at in 0usize..70,
        length in 12usize..60,
        form in 0..5,
    ) {
        let secrets = knowing(&[&secret]);
        let from = at.min(secret.len() - PIECE);
        let piece = &secret[from..(from + length).min(secret.len())];
        let shown = match form {
            0 => piece.to_owned(),
            1 => STANDARD.encode(format!("{before}{piece}")),
            2 => percent(piece),
            3 => serde_json::to_string(&piece.replace('/', "\\/")).expect("JSON"),
            _ => percent(&URL_SAFE_NO_PAD.encode(format!("{before}{piece}{after}"))),
        };
        let said = secrets.removed(&format!("{before}{shown}{after}"));
        let said = said.ok_or_else(|| TestCaseError::fail(format!("nothing found in {shown}")))?;
        prop_assert!(!said.contains(&shown), "{}", said);
        prop_assert!(secrets.removed(&said.replace(REMOVED, "\u{0}")).is_none(), "something is left: {}", said);
    }

    #[test]
    fn any_text_ends_well(text in "(?s).{0,200}|[\\\\%u{}0-9a-f/+=\"]{0,200}", secret in "(?s).{4,60}") {
        let secrets = knowing(&[&secret]);
        let _said = secrets.removed(&text);
        let _said = secrets.long_ones_removed(&text);
    }

    #[test]
    fn words_without_the_secret_stay(words in "[a-z ,.áčěř:/-]{0,200}") {
        // No window of the secret is made of these letters.
        prop_assert_eq!(knowing(&["QWERTZUIOPASDFGHJKL0123456789"]).removed(&words), None);
    }
}
