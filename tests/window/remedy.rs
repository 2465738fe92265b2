//! A refusal that an administrator or the registration cures: what they need can be copied.

use mailkey::account::Provider;

use super::open::practice_with;
use super::support::Window;
use super::tokens::begin;

/// A sign-in to Microsoft, which sends the browser back with this code. The request goes to this computer only.
pub fn refused(code: &'static str) -> Window {
    let mut window = practice_with(|settings| {
        let account = &mut settings.smtp.oauth2;
        (account.provider, account.issuer) = (Provider::Microsoft, None);
        account.client_id = "11111111-2222-3333-4444-555555555555".parse().expect("an ID");
        account.tenant = "firma.cz".parse().expect("a tenant");
    });
    let address: url::Url = begin(&mut window).parse().expect("an address");
    let parameter = |name: &str| address.query_pairs().find(|(key, _)| key == name).expect("there").1.into_owned();
    let mut back: url::Url = parameter("redirect_uri").parse().expect("an address");
    let _ = back
        .query_pairs_mut()
        .append_pair("error", "access_denied")
        .append_pair("error_description", &format!("{code}: As Microsoft says it."))
        .append_pair("state", &parameter("state"));
    drop(window.beside(async move {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().expect("client");
        http.get(back).send().await.is_ok()
    }));
    window.wait("the reason", |window| window.shows("Token se nepodařilo získat"));
    window.click("modal-sign-in:raw");
    assert!(window.shows(code), "{:?}", window.texts());
    window.click("modal-sign-in:raw");
    assert!(window.bounds("modal-sign-in:copy-raw").is_none(), "folded again: {:?}", window.texts());
    window
}

#[test]
fn the_administrators_link_is_whole_and_can_be_copied() {
    let mut window = refused("AADSTS90094");
    let link = "https://login.microsoftonline.com/firma.cz/adminconsent?client_id=11111111-2222-3333-4444-555555555555";
    assert!(window.shows("Odkaz pro správce") && window.shows(link), "{:?}", window.texts());
    window.click("modal-sign-in:do-0");
    assert_eq!(window.clipboard.take().as_deref(), Some(link));
    assert!(window.shows("Zkopírováno"));
    window.click("modal-ok");
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    assert!(window.bounds("modal-sign-in:do-0").is_none() && !window.shows("Zkopírováno"));
}

#[test]
fn the_address_that_must_be_registered_can_be_copied() {
    let mut window = refused("AADSTS50011");
    window.click("modal-sign-in:do-0");
    assert_eq!(window.clipboard.take().as_deref(), Some("http://localhost"));
}

#[test]
fn another_refusal_has_nothing_to_copy() {
    let mut window = refused("AADSTS50057");
    assert!(window.bounds("modal-sign-in:do-0").is_none());
}
