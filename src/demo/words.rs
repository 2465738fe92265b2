//! The words of the practice provider's own pages, in Czech and English.
//!
//! These pages stand for somebody else's (Microsoft's, Google's), so their words are not among Mailkey's. Protects: a
//! page is in the language that the client or the browser asked for. Leaves to others: what the pages look like.

/// Every text of the pages in one language.
pub(super) struct Words {
    /// The language tag.
    pub(super) tag: &'static str,
    pub(super) banner: &'static str,
    pub(super) banner_text: &'static str,
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) device_title: &'static str,
    pub(super) device_lead: &'static str,
    pub(super) user_code: &'static str,
    pub(super) address: &'static str,
    pub(super) address_hint: &'static str,
    pub(super) password: &'static str,
    pub(super) password_hint: &'static str,
    pub(super) wants: &'static str,
    pub(super) send: &'static str,
    pub(super) read: &'static str,
    pub(super) identity: &'static str,
    pub(super) stay: &'static str,
    pub(super) allow: &'static str,
    pub(super) deny: &'static str,
    pub(super) unknown_mailbox: &'static str,
    pub(super) unknown_code: &'static str,
    pub(super) gone_title: &'static str,
    pub(super) gone: &'static str,
    pub(super) bad_request: &'static str,
    pub(super) done_title: &'static str,
    pub(super) done: &'static str,
    pub(super) denied_title: &'static str,
    pub(super) denied: &'static str,
    pub(super) home_title: &'static str,
    pub(super) home: &'static str,
}

static CZECH: Words = Words {
    tag: "cs",
    banner: "Cvičné přihlášení",
    banner_text: "Nic tu není skutečné. Tuto stránku ukazuje přímo Mailkey na vašem počítači a nic ho neopouští.",
    title: "Povolit Mailkey přístup k\u{a0}poště?",
    lead: "U skutečného poskytovatele by se tu ptal Microsoft nebo Google.",
    device_title: "Přihlášení kódem",
    device_lead: "Opište kód, který ukazuje Mailkey, a povolte mu přístup.",
    user_code: "Kód",
    address: "E-mailová adresa",
    address_hint: "Existují tyto schránky:",
    password: "Heslo",
    password_hint: "Je předvyplněné; při cvičení projde jakékoli.",
    wants: "Mailkey žádá, aby mohl:",
    send: "odesílat poštu z této schránky",
    read: "číst poštu v této schránce",
    identity: "vědět, kdo se přihlásil",
    stay: "zůstat přihlášený, dokud mu to nezrušíte",
    allow: "Povolit",
    deny: "Odmítnout",
    unknown_mailbox: "Taková cvičná schránka neexistuje. Vyberte jednu z těch, které jsou uvedené pod polem.",
    unknown_code: "Takový kód teď na nic nečeká. Opište ho znovu, nebo si v Mailkey vyžádejte nový.",
    gone_title: "Toto přihlášení už neplatí",
    gone: "Už na něj někdo odpověděl, nebo vypršelo. Začněte v Mailkey znovu tlačítkem Získat token.",
    bad_request: "Tento požadavek na přihlášení není v pořádku",
    done_title: "Povoleno",
    done: "Mailkey se teď sám přihlásí. Tuto stránku můžete zavřít.",
    denied_title: "Odmítnuto",
    denied: "Mailkey přístup nedostal. Tuto stránku můžete zavřít.",
    home_title: "Cvičný poskytovatel",
    home: "Tady se zkouší přihlášení bez skutečného účtu. Začněte v Mailkey tlačítkem Získat token.",
};

static ENGLISH: Words = Words {
    tag: "en",
    banner: "Practice sign-in",
    banner_text: "Nothing here is real. Mailkey itself shows this page on your computer, and nothing leaves the computer.",
    title: "Let Mailkey use this mailbox?",
    lead: "With a real provider, Microsoft or Google would ask you here.",
    device_title: "Sign in with a code",
    device_lead: "Type the code that Mailkey shows, and allow it.",
    user_code: "Code",
    address: "E-mail address",
    address_hint: "These mailboxes exist:",
    password: "Password",
    password_hint: "Filled in already; in practice mode any password will do.",
    wants: "Mailkey asks to:",
    send: "send mail from this mailbox",
    read: "read the mail in this mailbox",
    identity: "know who signed in",
    stay: "stay signed in until you withdraw it",
    allow: "Allow",
    deny: "Deny",
    unknown_mailbox: "There is no such practice mailbox. Choose one of those named below the field.",
    unknown_code: "Nothing is waiting for this code. Type it again, or ask Mailkey for a new one.",
    gone_title: "This sign-in is over",
    gone: "It has been answered already, or it took too long. Start again in Mailkey with Get token.",
    bad_request: "This sign-in request is not in order",
    done_title: "Allowed",
    done: "Mailkey now signs in by itself. You can close this page.",
    denied_title: "Denied",
    denied: "Mailkey was not let in. You can close this page.",
    home_title: "Practice provider",
    home: "Signing in can be tried here without a real account. Start in Mailkey with Get token.",
};

/// The words for `ui_locales` (OpenID Connect Core, 3.1.2.1) or else for the Accept-Language header (RFC 9110, 12.5.4).
pub(super) fn words(ui_locales: &str, accept_language: &str) -> &'static Words {
    let wished = ui_locales.split(' ').find_map(language);
    wished.or_else(|| accepted(accept_language)).unwrap_or(&ENGLISH)
}

fn accepted(header: &str) -> Option<&'static Words> {
    let mut best: Option<(f32, &'static Words)> = None;
    for item in header.split(',') {
        let mut parts = item.split(';');
        let Some(words) = parts.next().and_then(language) else { continue };
        let quality = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if quality > best.map_or(0.0, |(most, _)| most) {
            best = Some((quality, words));
        }
    }
    best.map(|(_, words)| words)
}

fn language(tag: &str) -> Option<&'static Words> {
    match tag.trim().split('-').next() {
        Some(tag) if tag.eq_ignore_ascii_case("cs") => Some(&CZECH),
        Some(tag) if tag.eq_ignore_ascii_case("en") => Some(&ENGLISH),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_s_wish_comes_before_the_browser_s() {
        for (wish, header, tag) in [
            ("", "", "en"),
            ("", "cs-CZ,cs;q=0.9,en;q=0.8", "cs"),
            ("", "en;q=0.5, cs;q=0.6", "cs"),
            ("", "de, cs;q=0", "en"),
            ("", "cs;q=NaN,en;q=x,\u{0};q=", "en"),
            ("cs", "en", "cs"),
            ("de en", "cs", "en"),
        ] {
            assert_eq!(words(wish, header).tag, tag, "{wish:?} {header:?}");
        }
    }
}
