//! The registration guide: opened and closed, its steps, what it copies, what it checks.

use iced_test::core::Size;
use iced_test::core::keyboard::key::Named;
use iced_test::core::keyboard::{Key, Modifiers};
use mailkey::account::{Protocol, Provider};
use mailkey::guide::Way;
use mailkey::i18n::Lang;
use mailkey::settings;
use mailkey::ui::app::Message;
use mailkey::ui::form::Message as Field;
use mailkey::ui::screens::smtp;
use mailkey::ui::{MINIMUM, guide};

use super::open::{empty, practice};
use super::support::Window;

const ID: &str = "11111111-2222-3333-4444-555555555555";
const TENANT: &str = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490";

fn type_in(window: &mut Window, key: &'static str, text: &str) {
    window.send(Message::Smtp(smtp::Message::Form(Field::Typed(key, text.to_owned()))));
    window.settle();
}

fn choose(window: &mut Window, provider: Provider) {
    window.send(Message::Smtp(smtp::Message::Form(Field::Provider(Protocol::Smtp, provider))));
    window.settle();
}

/// The guide of a provider, beside empty fields.
pub fn opened(provider: Provider) -> Window {
    let mut window = empty();
    choose(&mut window, provider);
    window.send(Message::Guide(guide::Message::Open));
    window.settle();
    window
}

/// The guide for an application that signs in for itself, two steps done.
pub fn application() -> Window {
    let mut window = opened(Provider::Microsoft);
    type_in(&mut window, "smtp.oauth2.sign_in", "application");
    press(&mut window, "guide-tick-1");
    press(&mut window, "guide-tick-2");
    window
}

/// The guide's last step, about mistakes.
pub fn mistaken() -> Window {
    let mut window = opened(Provider::Microsoft);
    type_in(&mut window, "smtp.oauth2.account", "recepce@gmail.com");
    type_in(&mut window, "smtp.oauth2.client_id", "recepce@firma.cz");
    type_in(&mut window, "smtp.oauth2.tenant", "common");
    window
}

/// Presses Tab until this has the focus.
fn tab_to(window: &mut Window, name: &'static str) {
    for _ in 0..80 {
        if window.focused() == Some(name.into()) {
            return;
        }
        window.press(Named::Tab);
    }
    panic!("{name} cannot be reached");
}

/// Clicks something that may have to be scrolled to first.
fn press(window: &mut Window, name: &'static str) {
    window.reveal(name);
    window.click(name);
}

#[test]
fn it_opens_and_closes_by_keyboard_and_the_focus_goes_in_and_back() {
    let mut window = empty();
    assert_eq!(window.bounds("guide-close"), None);
    tab_to(&mut window, "guide-missing");
    window.press(Named::Enter);
    assert_eq!(window.focused(), Some("guide-close".into()));
    assert!(window.shows("Otevřete registrace aplikací"));
    window.press(Named::Escape);
    assert_eq!(window.bounds("guide-close"), None);
    assert_eq!(window.focused(), Some("guide-missing".into()));
    // Beside the field it is the same guide.
    window.click("advanced");
    tab_to(&mut window, "guide");
    window.press(Named::Space);
    assert_eq!(window.focused(), Some("guide-close".into()));
    window.press(Named::Enter);
    assert_eq!(window.bounds("guide-close"), None);
    assert_eq!(window.focused(), Some("guide".into()));
}

#[test]
fn the_fields_stay_usable_beside_it() {
    let mut window = opened(Provider::Microsoft);
    let guide = window.bounds("guide-close").expect("open");
    window.reveal("smtp.server");
    let field = window.visible("smtp.server").expect("beside it");
    assert!(field.x + field.width <= guide.x, "{field:?} {guide:?}");
    window.fill("smtp.server", "posta.firma.cz");
    assert_eq!(window.app.form().text("smtp.server"), "posta.firma.cz");
    assert!(window.bounds("guide-close").is_some());
}

#[test]
fn each_provider_has_its_own_steps() {
    let steps = [
        (
            Provider::Microsoft,
            &["„Single tenant only“", "POP.AccessAsUser.All", "http://localhost", "Set-CASMailbox"][..],
            "Desktop app",
        ),
        (
            Provider::Outlook,
            &["„Personal accounts only“", "SMTP.Send", "„Let devices and apps use POP“"],
            "Set-CASMailbox",
        ),
        (Provider::Google, &["„Desktop app“", "https://mail.google.com/", "„Publish app“", "po 7 dnech"], "SMTP.Send"),
        (Provider::Custom, &["RFC 8252", "http://127.0.0.1/", "/.well-known/openid-configuration"], "Desktop app"),
    ];
    let mut window = opened(Provider::Microsoft);
    for (provider, words, foreign) in steps {
        // The guide is open all the while, and follows.
        choose(&mut window, provider);
        for words in words {
            assert!(window.shows(words), "{provider}: {words} is not in {:?}", window.texts());
        }
        assert!(!window.shows(foreign), "{provider}: {foreign}");
    }
}

#[test]
fn the_application_that_signs_in_for_itself_has_a_secret_and_a_mailbox_permission() {
    let mut window = opened(Provider::Microsoft);
    assert!(!window.shows("SMTP.SendAsApp"));
    type_in(&mut window, "smtp.oauth2.sign_in", "application");
    for words in ["SMTP.SendAsApp", "„Value“", "New-ServicePrincipal", "Add-MailboxPermission"] {
        assert!(window.shows(words), "{words}");
    }
    assert!(!window.shows("Public client/native"));
}

#[test]
fn a_value_is_copied_exactly_and_its_key_says_so_without_moving() {
    let mut window = opened(Provider::Microsoft);
    window.reveal("guide-copy-Redirect-0");
    let before = window.bounds("guide-copy-Redirect-0").expect("there");
    window.click("guide-copy-Redirect-0");
    assert_eq!(window.clipboard.as_deref(), Some("http://localhost"));
    assert!(window.shows("Zkopírováno"));
    assert_eq!(window.bounds("guide-copy-Redirect-0"), Some(before));
    press(&mut window, "guide-copy-Permissions-1");
    assert_eq!(window.clipboard.as_deref(), Some("POP.AccessAsUser.All"));
    assert_eq!(window.texts().iter().filter(|text| *text == "Zkopírováno").count(), 1, "only the last one says so");
    press(&mut window, "guide-copy-Open-0");
    let copied = window.clipboard.clone().expect("an address");
    assert!(copied.starts_with("https://entra.microsoft.com/"), "{copied}");
}

#[test]
fn the_consent_link_follows_what_is_typed() {
    let mut window = opened(Provider::Microsoft);
    assert!(window.shows("Odkaz se tu objeví"));
    type_in(&mut window, "smtp.oauth2.client_id", "recepce@firma.cz");
    assert!(window.shows("Odkaz se tu objeví"), "not with an address as ID");
    type_in(&mut window, "smtp.oauth2.client_id", ID);
    let link = format!("https://login.microsoftonline.com/organizations/adminconsent?client_id={ID}");
    assert!(window.shows(&link), "{:?}", window.texts());
    type_in(&mut window, "smtp.oauth2.tenant", TENANT);
    let link = format!("https://login.microsoftonline.com/{TENANT}/adminconsent?client_id={ID}");
    assert!(window.shows(&link), "{:?}", window.texts());
    press(&mut window, "guide-copy-Consent-0");
    assert_eq!(window.clipboard, Some(link));
    let stored = settings::load(&window.home.settings_file()).unwrap_or_default();
    assert!(stored.smtp.oauth2.client_id.is_empty(), "drafts are enough");
}

#[test]
fn the_commands_carry_what_is_typed() {
    let mut window = opened(Provider::Microsoft);
    type_in(&mut window, "smtp.oauth2.account", "o'hara@firma.cz");
    type_in(&mut window, "smtp.oauth2.tenant", "firma.cz");
    window.send(Message::Guide(guide::Message::Way(Way::PowerShell)));
    window.settle();
    press(&mut window, "guide-copy-Commands-0");
    let commands = window.clipboard.clone().expect("copied");
    assert!(commands.contains("New-MgApplication") && commands.contains("-TenantId 'firma.cz'"), "{commands}");
    press(&mut window, "guide-copy-Mailbox-0");
    let commands = window.clipboard.clone().expect("copied");
    assert!(commands.contains("-Identity 'o''hara@firma.cz'"), "{commands}");
    window.send(Message::Guide(guide::Message::Way(Way::AzureCli)));
    window.settle();
    press(&mut window, "guide-copy-Commands-0");
    assert!(window.clipboard.clone().is_some_and(|commands| commands.contains("az ad app create")));
}

#[test]
fn the_last_step_says_what_is_wrong_and_leads_there() {
    let mut window = opened(Provider::Microsoft);
    assert!(window.shows("zatím prázdné"));
    type_in(&mut window, "smtp.oauth2.client_id", "recepce@firma.cz");
    assert!(window.shows("Tohle je e-mailová adresa, ne ID aplikace."));
    type_in(&mut window, "smtp.oauth2.client_id", ID);
    type_in(&mut window, "smtp.oauth2.tenant", "firma.cz");
    assert!(window.shows("vypadá dobře") && !window.shows("zatím prázdné"), "{:?}", window.texts());
    type_in(&mut window, "smtp.oauth2.tenant", "common");
    assert!(window.shows("„common“ pouští pracovní i\u{a0}osobní účty."));
    press(&mut window, "guide-mend-tenant");
    assert_eq!(window.focused(), Some("smtp.oauth2.tenant".into()));
    assert!(window.bounds("guide-close").is_some(), "it stands beside the field");
}

#[test]
fn a_secrets_id_is_told_from_its_value() {
    let mut window = opened(Provider::Microsoft);
    type_in(&mut window, "smtp.oauth2.sign_in", "application");
    press(&mut window, "guide-fill-client_secret");
    assert_eq!(window.focused(), Some("smtp.client_secret".into()));
    window.fill("smtp.client_secret", TENANT);
    assert!(window.shows("Tohle je ID tajného klíče"));
    assert!(!window.shows(TENANT), "and never shown");
}

#[test]
fn in_a_narrow_window_it_covers_the_fields_and_gives_way_to_one() {
    let mut window = opened(Provider::Microsoft);
    for size in [MINIMUM, Size::new(320.0, 280.0)] {
        window.resize(size);
        assert_eq!(window.bounds("smtp.server"), None, "covered");
        assert!(window.visible("guide-close").is_some(), "the way back is in sight");
        press(&mut window, "guide-fill-client_id");
        assert_eq!(window.focused(), Some("smtp.oauth2.client_id".into()));
        assert!(window.visible("smtp.oauth2.client_id").is_some());
        assert_eq!(window.bounds("guide-close"), None);
        press(&mut window, "guide");
        assert!(window.visible("guide-fill-client_id").is_some(), "it is where it was left");
    }
}

#[test]
fn closing_and_opening_keeps_the_ticks_and_the_place() {
    let mut window = opened(Provider::Microsoft);
    press(&mut window, "guide-tick-1");
    assert!(!window.shows("Zvolte tam „New registration“"), "what is done is folded");
    assert!(window.shows("Hotové kroky: 1/9"));
    window.reveal("guide-get-token");
    let place = window.visible("guide-get-token").expect("in sight");
    window.press(Named::Escape);
    window.send(Message::Guide(guide::Message::Open));
    window.settle();
    assert!(window.shows("Hotové kroky: 1/9"));
    assert_eq!(window.visible("guide-get-token"), Some(place));
    // Ticks belong to their provider, and come back with it.
    choose(&mut window, Provider::Google);
    assert!(!window.shows("Hotové kroky"));
    choose(&mut window, Provider::Microsoft);
    assert!(window.shows("Hotové kroky: 1/9"));
    press(&mut window, "guide-tick-1");
    assert!(window.shows("Zvolte tam „New registration“"));
}

#[test]
fn a_browser_that_does_not_open_is_told_with_the_address() {
    let mut window = opened(Provider::Microsoft);
    press(&mut window, "guide-open-Open");
    window.wait("the failure", |window| window.shows("Prohlížeč se nepodařilo otevřít."));
    assert!(window.shows("https://entra.microsoft.com/"));
}

#[test]
fn escape_closes_only_what_is_on_top() {
    let mut window = practice();
    window.send(Message::Guide(guide::Message::Open));
    window.settle();
    press(&mut window, "guide-get-token");
    assert!(window.app.modal().is_some(), "the same question as in the tab");
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    assert!(window.bounds("guide-close").is_some());
    window.press(Named::Escape);
    assert_eq!(window.bounds("guide-close"), None);
    assert!(!window.exited);
}

#[test]
fn it_follows_the_tab_to_an_account_of_pops_own() {
    let mut window = opened(Provider::Microsoft);
    type_in(&mut window, "pop.common_account", "false");
    type_in(&mut window, "pop.oauth2.provider", "google");
    assert!(window.shows("Single tenant only"));
    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    assert!(window.shows("Desktop app") && !window.shows("Single tenant only"));
    press(&mut window, "guide-fill-client_id");
    assert_eq!(window.focused(), Some("pop.oauth2.client_id".into()));
}

#[test]
fn no_step_says_more_than_three_lines_in_a_panel_of_400_pixels() {
    // 36 % of the window.
    let size = Size::new(1111.0, 860.0);
    let line = 13.0 * 1.3;
    let mut window = opened(Provider::Microsoft);
    window.resize(size);
    for lang in [Lang::Cs, Lang::En] {
        window.send(Message::Language(lang));
        for provider in Provider::ALL {
            choose(&mut window, *provider);
            for (sign_in, way) in [("browser", Way::Web), ("browser", Way::PowerShell), ("application", Way::Web)] {
                type_in(&mut window, "smtp.oauth2.sign_in", sign_in);
                window.send(Message::Guide(guide::Message::Way(way)));
                window.settle();
                let account = window.app.form().preview().clone().smtp.oauth2;
                let guide = mailkey::guide::Guide::new(&account, way);
                assert!(window.bounds("guide-close").is_some_and(|close| close.x > 712.0));
                let mut texts = window.texts_with_bounds();
                texts.retain(|(_, bounds)| bounds.x > 711.0);
                for step in guide.steps() {
                    let words = guide.words(*step, lang).text;
                    let (_, bounds) =
                        texts.iter().find(|(text, _)| *text == words).unwrap_or_else(|| panic!("{words}"));
                    assert!(
                        bounds.height <= 3.5 * line,
                        "{provider} {lang:?}: {} lines: {words}",
                        bounds.height / line
                    );
                }
            }
        }
    }
}
