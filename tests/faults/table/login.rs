//! The login, in the words of real servers.

use mailkey::account::{Method, Settings};
use mailkey::chain::Link;
use mailkey::demo::MailFault::{Close, EndlessLine, Garbage, Hang};
use mailkey::demo::MailStep::{Auth, Challenge, Login};
use mailkey::demo::Practice;

use crate::case::Wrong::{Password, Settings as Set};
use crate::case::{Case, FINE, UNKNOWN, at, bytes, mechanisms, say};

/// A challenge with this JSON (Google's and Microsoft's form for XOAUTH2, RFC 7628, 3.2.2 for OAUTHBEARER).
fn challenge(prompt: &str, json: &str) -> crate::case::Wrong {
    use base64::Engine as _;
    say(Challenge, &format!("{prompt}{}", base64::engine::general_purpose::STANDARD.encode(json)))
}

fn password(settings: &mut Settings, _: &Practice) {
    (settings.smtp.method, settings.pop.method) = (Method::Password, Method::Password);
    settings.smtp.user = "recepce@cviceni.test".parse().expect("a user");
    settings.pop.user = "recepce@cviceni.test".parse().expect("a user");
}

pub fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    for pair in [
        Case::both(at(Auth, Hang), Link::Login, "timed-out", FINE),
        Case::both(at(Auth, Close), Link::Login, "closed", FINE),
        Case::both(at(Auth, Garbage), Link::Login, "not-understood", FINE),
        Case::both(at(Challenge, Hang), Link::Login, "timed-out", FINE),
        Case::both(at(Challenge, Close), Link::Login, "closed", FINE),
        Case::both(at(Login, Hang), Link::Login, "timed-out", FINE),
        Case::both(at(Login, Close), Link::Login, "closed", FINE),
        Case::both(at(Login, EndlessLine), Link::Login, "not-understood", FINE),
    ] {
        all.extend(pair);
    }
    let smtp = |line, id, token_ok| Case::smtp(say(Login, line), Link::Login, id, token_ok);
    let pop = |line, id, token_ok| Case::pop(say(Login, line), Link::Login, id, token_ok);
    all.extend([
        Case::smtp(say(Auth, "502 5.5.1 Command not implemented"), Link::Login, "smtp-login-unknown", FINE),
        Case::smtp(say(Auth, "504 5.7.4 Unrecognized authentication type"), Link::Login, "smtp-login-unknown", FINE),
        Case::smtp(say(Auth, "530 5.7.0 Must issue a STARTTLS command first"), Link::Login, "smtp-encryption-required", FINE),
        Case::smtp(say(Auth, "503 5.5.1 Error: authentication not enabled"), Link::Login, "smtp-login-unknown", FINE),
        Case::smtp(bytes(Auth, b"421 4.7.0 Too many login attempts\r\n"), Link::Login, "smtp-too-many-logins", FINE),
        smtp("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR02CA0001.eurprd02.prod.outlook.com]", "smtp-auth-disabled-tenant", FINE),
        smtp("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR02CA0001.eurprd02.prod.outlook.com]", "smtp-auth-disabled-mailbox", FINE),
        smtp("535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.", "smtp-security-defaults", UNKNOWN),
        smtp("535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.", "policy", UNKNOWN),
        smtp("535 5.7.3 Authentication unsuccessful [AM0PR02CA0001.eurprd02.prod.outlook.com]", "smtp-login-exchange", UNKNOWN),
        smtp("535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials a640c23a62f3a-gsmtp", "smtp-login-gmail", UNKNOWN),
        smtp("535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "login-refused-smtp", UNKNOWN),
        smtp("535 Incorrect authentication data", "login-refused-smtp", UNKNOWN),
        smtp("534-5.7.9 Application-specific password required. For more information, go to\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a640c23a62f3a-gsmtp", "login-refused-smtp", UNKNOWN),
        smtp("534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please log in via your web browser and\r\n534-5.7.14 then try again.\r\n534 5.7.14  https://support.google.com/mail/?p=WebLoginRequired a640c23a62f3a-gsmtp", "smtp-web-login", UNKNOWN),
        smtp("550 5.7.30 Basic authentication is not supported for Client Submission.", "login-refused-smtp", UNKNOWN),
        smtp("454 4.7.0 Temporary authentication failure", "smtp-login-temporary", FINE),
        smtp("454 4.7.0 Too many login attempts, please try again later. a640c23a62f3a-gsmtp", "smtp-too-many-logins", FINE),
        smtp("421 4.7.0 Temporary System Problem. Try again later (WS). a640c23a62f3a-gsmtp", "temporary", FINE),
        smtp("451 4.7.0 Temporary server error. Please try again later. PRX4", "temporary", FINE),
        smtp("432 4.7.12 A password transition is needed", "smtp-password-transition", FINE),
        smtp("538 5.7.11 Encryption required for requested authentication mechanism", "smtp-encryption-required", FINE),
        smtp("550 5.7.64 TenantAttribution; Relay Access Denied", "login-refused-smtp", UNKNOWN),
        smtp("599 9.9.9 Nobody has ever seen this", "login-refused-smtp", UNKNOWN),
        Case::smtp(challenge("334 ", r#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#), Link::Login, "login-refused-smtp", UNKNOWN),
        Case::smtp(challenge("334 ", r#"{"status":"invalid_token","scope":"mail.send"}"#), Link::Login, "login-refused-smtp", UNKNOWN),
        Case::smtp(say(Challenge, "334 !!!"), Link::Login, "login-refused-smtp", UNKNOWN),
        Case::smtp(Set("a password", password), Link::Login, "password-refused", UNKNOWN).and(Password("wrong")),
        Case::smtp(Set("a password", password), Link::Login, "no-password-login", UNKNOWN).and(Password("wrong")).and(mechanisms(&["XOAUTH2"])),
        Case::pop(say(Auth, "-ERR Unknown command."), Link::Login, "pop-login-unknown", UNKNOWN),
        Case::pop(say(Auth, "-ERR [SYS/PERM] Plaintext authentication disallowed on non-secure (SSL/TLS) connections."), Link::Login, "pop-tls-required", FINE),
        pop("-ERR Authentication failure: unknown user name or bad password.", "pop-login-exchange", UNKNOWN),
        pop("-ERR Logon failure: unknown user name or bad password.", "pop-login-exchange", UNKNOWN),
        pop("-ERR [AUTH] Authentication failed.", "login-refused-pop", UNKNOWN),
        pop("-ERR [AUTH] Username and password not accepted.", "pop-login-gmail", UNKNOWN),
        pop("-ERR [SYS/PERM] Your account is not enabled for POP access. Please visit your Gmail settings page and enable your account for POP access.", "pop-google-off", FINE),
        pop("-ERR [SYS/TEMP] Temporary authentication failure.", "pop-login-temporary", FINE),
        pop("-ERR [SYS/PERM] POP access disabled", "pop-server-broken", FINE),
        pop("-ERR [IN-USE] Do you have another POP session running?", "pop-in-use", FINE),
        pop("-ERR [LOGIN-DELAY] minimum time between mail checks violation", "pop-login-delay", FINE),
        pop("-ERR User is authenticated but not connected.", "not-connected", FINE),
        pop("-ERR Nobody has ever seen this", "login-refused-pop", UNKNOWN),
        Case::pop(challenge("+ ", r#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#), Link::Login, "login-refused-pop", UNKNOWN),
        Case::pop(Set("a password", password), Link::Login, "password-refused", UNKNOWN).and(Password("wrong")),
        Case::pop(Set("a password", password), Link::Login, "password-refused", UNKNOWN).and(Password("wrong")).and(mechanisms(&["XOAUTH2"])),
    ]);
    all
}
