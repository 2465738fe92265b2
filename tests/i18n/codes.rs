//! What Microsoft's and Google's refusals mean: the table of codes, row by row, in both languages.

use mailkey::account::{Protocol, Provider, Settings};
use mailkey::diagnosis::About;
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::oauth::session::Reason;
use mailkey::oauth::{OAuthError, Refusal};
use mailkey::words::{Explanation, explain, explain_about, reason};

/// Codes that mean the same and have the same cure, with what must be said: in Czech (cause, cure), in English.
type Row = (&'static [u32], [&'static str; 2], [&'static str; 2]);

const MICROSOFT: [Row; 28] = [
    (
        &[50011, 500_113, 900_971],
        ["adresa pro přesměrování", "http://localhost"],
        ["redirect address", "http://localhost"],
    ),
    (&[65001], ["nikdo nepovolil", "správce Microsoft 365"], ["Nobody has permitted", "administrator has to agree"]),
    (&[90094, 90095], ["jen správce", "odkaz"], ["only an administrator", "the link"]),
    (&[65004], ["odmítnuto", "Přijmout"], ["refused", "Accept"]),
    (&[50020], ["do tenantu nepatří", "Outlook.com"], ["does not belong to the tenant", "Outlook.com"]),
    (&[500_200], ["osobní účet", "pracovním účtem"], ["personal account signed in", "work account"]),
    (&[50194], ["jen pro jeden tenant", "ID tenantu"], ["one tenant only", "tenant ID"]),
    (&[9_002_346], ["jen pro osobní účty", "Outlook.com"], ["personal accounts only", "Outlook.com"]),
    (&[700_016], ["nezná takové ID", "e-mailová adresa"], ["does not know this application ID", "e-mail address"]),
    (&[7_000_215], ["klíč je chybný", "hodnotu"], ["secret is wrong", "value"]),
    (&[7_000_222], ["Platnost tajného klíče skončila", "nový"], ["secret has expired", "new client secret"]),
    (&[7_000_218], ["musí prokázat", "toky veřejných klientů"], ["must prove itself", "Allow public client flows"]),
    (&[700_025], ["veřejný klient", "smažte"], ["public client", "Delete the client secret"]),
    (&[700_027], ["certifikát aplikace", "Nahrajte"], ["application’s certificate", "Upload"]),
    (&[700_024], ["prohlášení", "správný čas"], ["statement", "time"]),
    (&[50057], ["zakázaný", "správce"], ["disabled", "administrator"]),
    (&[50105], ["přiřazený", "Uživatelé a skupiny"], ["assigned", "Users and groups"]),
    (&[50173, 50133], ["Heslo účtu se změnilo", "Smažte token"], ["password was changed", "Delete the token"]),
    (&[50078], ["potvrzení druhým faktorem", "druhým faktorem"], ["second factor has expired", "second factor"]),
    (&[50076, 50158], ["druhý faktor", "druhým faktorem"], ["second factor", "second factor"]),
    (&[50079], ["nastavit druhý faktor", "mfasetup"], ["set up a second factor", "mfasetup"]),
    (&[53003], ["podmíněného přístupu", "výjimku"], ["Conditional Access", "exempt"]),
    (
        &[530_003, 53000, 53001],
        ["spravovaných zařízení", "spravovaném počítači"],
        ["managed devices", "managed computer"],
    ),
    (&[700_082, 70008], ["90 dní", "Smažte token"], ["90 days", "Delete the token"]),
    (&[700_084], ["24 hodinách", "Mobilní a desktopové"], ["24 hours", "Mobile and desktop"]),
    (&[70043], ["pravidelné přihlašování", "četnosti"], ["from time to time", "frequency"]),
    (&[7_000_012], ["jinému tenantu", "Zkontrolujte tenant"], ["another tenant", "Check the tenant"]),
    (&[90002, 900_023], ["tenant nezná", "doménu"], ["does not know this tenant", "domain"]),
];

#[track_caller]
fn assert_says(words: &Explanation, [what, cure]: [&str; 2], of: &str) {
    assert!(words.what.contains(what), "{of}: {what} is not in: {}", words.what);
    assert!(words.cure.contains(cure), "{of}: {cure} is not in: {}", words.cure);
}

/// The words of a refusal at a sign-in, and of the same as the reason why a token is dead: the same.
#[track_caller]
fn words(refusal: &Refusal, lang: Lang) -> Explanation {
    let told = explain(&Error::OAuth(OAuthError::Refused(refusal.clone())), lang);
    assert_eq!(told, reason(&Reason::from(refusal), lang), "{refusal}");
    told
}

#[test]
fn each_of_microsofts_codes_has_its_cause_and_its_cure() {
    let mut seen = std::collections::BTreeMap::new();
    for (codes, cs, en) in MICROSOFT {
        for code in codes {
            let text = format!("AADSTS{code}: As Microsoft says it. Trace ID: 0 Timestamp: 2026-01-01 00:00:00Z");
            let refusal = Refusal::new("invalid_grant", Some(&text), Some("bad_token"));
            for (lang, wanted) in [(Lang::Cs, cs), (Lang::En, en)] {
                let told = words(&refusal, lang);
                assert_says(&told, wanted, &text);
                // The code itself stays, for whoever has to ask; but a person who said no needs none.
                assert!(told.what.contains(&format!("AADSTS{code}")) || *code == 65004, "{told}");
                let general = told.what.replace(&format!("AADSTS{code}"), "");
                if let Some(other) = seen.insert(general, codes) {
                    assert_eq!(other, codes, "the same words for another row");
                }
            }
        }
    }
}

#[test]
fn an_unknown_code_is_told_in_the_providers_own_words() {
    let refusal = Refusal::new("invalid_grant", Some("AADSTS999999: Something new."), None);
    for lang in Lang::ALL {
        let told = words(&refusal, lang);
        assert!(told.what.contains("AADSTS999999: Something new."), "{told}");
        let told = words(&Refusal::new("invalid_grant", None, None), lang);
        assert!(told.what.contains("invalid_grant"), "{told}");
    }
}

#[test]
fn the_kin_of_invalid_grant_kill_a_grant_and_say_so() {
    let kin = [
        ("interaction_required", ["znovu přihlásil", "Smažte token"], ["sign in again", "Delete the token"]),
        ("login_required", ["znovu přihlásil", "Smažte token"], ["sign in again", "Delete the token"]),
        ("consent_required", ["znovu", "oprávnění přijměte"], ["given again", "accept the permissions"]),
    ];
    for (error, cs, en) in kin {
        let refusal = Refusal::new(error, Some("Told in its own words."), None);
        assert!(refusal.kills_grant());
        assert_says(&words(&refusal, Lang::Cs), cs, error);
        assert_says(&words(&refusal, Lang::En), en, error);
        // With one of Microsoft's codes that is more exact.
        let mfa = Refusal::new(error, Some("AADSTS50076: Due to a configuration change …"), Some("basic_action"));
        assert_says(&words(&mfa, Lang::En), ["second factor", "second factor"], error);
    }
    for error in ["invalid_client", "temporarily_unavailable", "invalid_request", "access_denied", "slow_down", ""] {
        assert!(!Refusal::new(error, None, None).kills_grant(), "{error}");
    }
}

#[test]
fn googles_refusals_have_their_cures() {
    let rows = [
        ("invalid_grant", "Token has been expired or revoked.", ["odvolán", "7 dnech"], ["withdrawn", "7 days"]),
        (
            "invalid_grant",
            "reauth related error (invalid_rapt)",
            ["nové přihlášení", "Google Workspace"],
            ["new sign-in", "Google Workspace"],
        ),
        ("invalid_grant", "Account has been deleted", ["smazán", "jiný účet"], ["deleted", "another account"]),
        ("admin_policy_enforced", "", ["Správce", "API controls"], ["administrator", "API controls"]),
        ("org_internal", "", ["organizace", "Externí"], ["organization", "External"]),
        ("deleted_client", "The OAuth client was deleted.", ["smazána", "existující"], ["deleted", "exists"]),
    ];
    let mut settings = Settings::default();
    settings.smtp.oauth2.provider = Provider::Google;
    let about = About { settings: Some(&settings), protocol: Some(Protocol::Smtp), token_held: false };
    for (error, text, cs, en) in rows {
        let refusal = Error::OAuth(OAuthError::Refused(Refusal::new(error, Some(text), None)));
        for (lang, wanted) in [(Lang::Cs, cs), (Lang::En, en)] {
            assert_says(&explain_about(&refusal, &about, lang), wanted, error);
        }
    }
}

#[test]
fn a_code_that_came_too_late_is_not_taken_for_an_idle_token() {
    let refusal = Refusal::new("invalid_grant", Some("AADSTS70008: The provided authorization code has expired"), None);
    let late = explain(&Error::OAuth(OAuthError::CodeRefused(refusal)), Lang::En);
    assert!(late.what.contains("AADSTS70008") && late.cure.contains("too late"), "{late}");
    let disabled = Refusal::new("invalid_grant", Some("AADSTS50057: The user account is disabled."), None);
    let disabled = explain(&Error::OAuth(OAuthError::CodeRefused(disabled)), Lang::En);
    assert!(disabled.what.contains("disabled") && disabled.cure.contains("administrator"), "{disabled}");
}
