//! The login, in the words of real servers.

use mailkey::account::{Method, Settings};
use mailkey::chain::Link;
use mailkey::demo::MailFault::{Close, EndlessLine, Garbage, Hang};
use mailkey::demo::MailStep::{Auth, Challenge, Login};
use mailkey::demo::Practice;

use crate::case::Wrong::Settings as Set;
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
        Case::both(at(Auth, Hang), Link::Login, "", FINE),
        Case::both(at(Auth, Close), Link::Login, "", FINE),
        Case::both(at(Auth, Garbage), Link::Login, "", FINE),
        Case::both(at(Challenge, Hang), Link::Login, "", FINE),
        Case::both(at(Challenge, Close), Link::Login, "", FINE),
        Case::both(at(Login, Hang), Link::Login, "", FINE),
        Case::both(at(Login, Close), Link::Login, "", FINE),
        Case::both(at(Login, EndlessLine), Link::Login, "", FINE),
    ] {
        all.extend(pair);
    }
    let smtp = |line, id, token_ok| Case::smtp(say(Login, line), Link::Login, id, token_ok);
    let pop = |line, id, token_ok| Case::pop(say(Login, line), Link::Login, id, token_ok);
    all.extend([
        Case::smtp(say(Auth, "502 5.5.1 Command not implemented"), Link::Login, "", FINE),
        Case::smtp(say(Auth, "504 5.7.4 Unrecognized authentication type"), Link::Login, "", FINE),
        Case::smtp(say(Auth, "530 5.7.0 Must issue a STARTTLS command first"), Link::Login, "", FINE),
        Case::smtp(say(Auth, "503 5.5.1 Error: authentication not enabled"), Link::Login, "", FINE),
        Case::smtp(bytes(Auth, b"421 4.7.0 Too many login attempts\r\n"), Link::Login, "", FINE),
        smtp("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR02CA0001.eurprd02.prod.outlook.com]", "", FINE),
        smtp("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR02CA0001.eurprd02.prod.outlook.com]", "", FINE),
        smtp("535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.", "", FINE),
        smtp("535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.", "", UNKNOWN),
        smtp("535 5.7.3 Authentication unsuccessful [AM0PR02CA0001.eurprd02.prod.outlook.com]", "", UNKNOWN),
        smtp("535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials a640c23a62f3a-gsmtp", "", UNKNOWN),
        smtp("535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "", UNKNOWN),
        smtp("535 Incorrect authentication data", "", UNKNOWN),
        smtp("534-5.7.9 Application-specific password required. For more information, go to\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a640c23a62f3a-gsmtp", "", UNKNOWN),
        smtp("534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please log in via your web browser and\r\n534-5.7.14 then try again.\r\n534 5.7.14  https://support.google.com/mail/?p=WebLoginRequired a640c23a62f3a-gsmtp", "", UNKNOWN),
        smtp("550 5.7.30 Basic authentication is not supported for Client Submission.", "", UNKNOWN),
        smtp("454 4.7.0 Temporary authentication failure", "", FINE),
        smtp("454 4.7.0 Too many login attempts, please try again later. a640c23a62f3a-gsmtp", "", FINE),
        smtp("421 4.7.0 Temporary System Problem. Try again later (WS). a640c23a62f3a-gsmtp", "", FINE),
        smtp("451 4.7.0 Temporary server error. Please try again later. PRX4", "", FINE),
        smtp("432 4.7.1 A password transition is needed", "", FINE),
        smtp("538 5.7.11 Encryption required for requested authentication mechanism", "", FINE),
        smtp("550 5.7.64 TenantAttribution; Relay Access Denied", "", UNKNOWN),
        smtp("599 9.9.9 Nobody has ever seen this", "", UNKNOWN),
        Case::smtp(challenge("334 ", r#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#), Link::Login, "", UNKNOWN),
        Case::smtp(challenge("334 ", r#"{"status":"invalid_token","scope":"mail.send"}"#), Link::Login, "", UNKNOWN),
        Case::smtp(say(Challenge, "334 !!!"), Link::Login, "", UNKNOWN),
        Case::smtp(Set("a password that is wrong", password), Link::Login, "", UNKNOWN),
        Case::smtp(Set("a password that is wrong", password), Link::Login, "", UNKNOWN).and(mechanisms(&["LOGIN"])),
        Case::smtp(Set("a password that is wrong", password), Link::Login, "", UNKNOWN).and(mechanisms(&["XOAUTH2"])),
        Case::pop(say(Auth, "-ERR Unknown command."), Link::Login, "", FINE),
        Case::pop(say(Auth, "-ERR [SYS/PERM] Plaintext authentication disallowed on non-secure (SSL/TLS) connections."), Link::Login, "", FINE),
        pop("-ERR Authentication failure: unknown user name or bad password.", "", UNKNOWN),
        pop("-ERR Logon failure: unknown user name or bad password.", "", UNKNOWN),
        pop("-ERR [AUTH] Authentication failed.", "", UNKNOWN),
        pop("-ERR [AUTH] Username and password not accepted.", "", UNKNOWN),
        pop("-ERR [SYS/PERM] Your account is not enabled for POP access. Please visit your Gmail settings page and enable your account for POP access.", "", FINE),
        pop("-ERR [SYS/TEMP] Temporary authentication failure.", "", FINE),
        pop("-ERR [SYS/PERM] POP access disabled", "", FINE),
        pop("-ERR [IN-USE] Do you have another POP session running?", "", FINE),
        pop("-ERR [LOGIN-DELAY] minimum time between mail checks violation", "", FINE),
        pop("-ERR User is authenticated but not connected.", "", FINE),
        pop("-ERR Nobody has ever seen this", "", UNKNOWN),
        Case::pop(challenge("+ ", r#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#), Link::Login, "", UNKNOWN),
        Case::pop(Set("a password that is wrong", password), Link::Login, "", UNKNOWN),
        Case::pop(Set("a password that is wrong", password), Link::Login, "", UNKNOWN).and(mechanisms(&["XOAUTH2"])),
    ]);
    all
}
