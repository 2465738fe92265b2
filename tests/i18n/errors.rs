//! Every failure has a cause and a cure in both languages.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;

use mailkey::account::{EmailAddress, Invalid, Protocol, Provider, Shape, SignInMethod, Timeout};
use mailkey::admin::AdminError;
use mailkey::autostart::{AutostartError, Obstacle};
use mailkey::chain::Certificate;
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::mail::message::ComposeError;
use mailkey::mail::{Cause, MailError, Reply, Step, TlsFailure};
use mailkey::oauth::session::Reason;
use mailkey::oauth::shapes::Oddity;
use mailkey::oauth::{CertificateError, NetworkFailure, OAuthError, Refusal, WrongPaste};
use mailkey::secrets::SecretError;
use mailkey::settings::{FileError, KEYS, Located, Problem, Violation};
use mailkey::tls::TlsSetupError;
use mailkey::words::{autostart, explain, invalid, key_name, oddity};

/// The samples, of which each pattern must match at least one; a new variant is a compile error here.
macro_rules! samples {
    ($samples:expr; $($pattern:pat),+ $(,)?) => {{
        let samples = $samples;
        let mut missing = vec![$(stringify!($pattern)),+];
        for sample in &samples {
            let name = match sample { $($pattern => stringify!($pattern)),+ };
            missing.retain(|pattern| *pattern != name);
        }
        assert!(missing.is_empty(), "no sample of {missing:?}");
        samples
    }};
}

fn text() -> String {
    "what the system said".into()
}

fn someone() -> EmailAddress {
    "recepce@firma.cz".parse().expect("an address")
}

fn admins() -> Vec<AdminError> {
    use AdminError as E;
    let path = || PathBuf::from("/home/recepce/.config/mailkey/administrator");
    let until = "2026-01-01T10:00:00Z".parse().expect("a time");
    samples!(
        vec![
            E::Locked, E::Wrong { left: 1 }, E::Wrong { left: 2 }, E::LockedOut { until }, E::Damaged { path: path() },
            E::TooShort, E::TooLong, E::AlreadySet, E::NotSet, E::Busy, E::File { path: path(), reason: text() },
        ];
        E::Locked, E::Wrong { .. }, E::LockedOut { .. }, E::Damaged { .. }, E::TooShort, E::TooLong, E::AlreadySet,
        E::NotSet, E::Busy, E::File { .. }
    )
}

fn secrets() -> Vec<SecretError> {
    use SecretError as E;
    samples!(
        vec![E::NoService(text()), E::Locked, E::NotAnswering, E::Damaged, E::Other(text())];
        E::NoService(_), E::Locked, E::NotAnswering, E::Damaged, E::Other(_)
    )
}

fn tls() -> Vec<TlsSetupError> {
    use TlsSetupError as E;
    let path = || PathBuf::from("/etc/ca.pem");
    let cause = Arc::new(std::io::Error::other("gone"));
    samples!(
        vec![
            E::Unreadable { path: path(), cause },
            E::NoCertificate { path: path() },
            E::BadCertificate { path: path(), number: 2 },
            E::NoTrustStore(text()),
            E::Library(text()),
        ];
        E::Unreadable { .. }, E::NoCertificate { .. }, E::BadCertificate { .. }, E::NoTrustStore(_), E::Library(_)
    )
}

fn networks() -> Vec<NetworkFailure> {
    use NetworkFailure as E;
    samples!(
        vec![
            E::Unreachable(text()), E::Interrupted(text()), E::TimedOut, E::Tls(text()), E::Status(503), E::NotOAuth,
            E::TooMany { retry_after: None }, E::Later { status: 503, retry_after: Duration::from_secs(60) },
        ];
        E::Unreachable(_), E::Interrupted(_), E::TimedOut, E::Tls(_), E::Status(_), E::NotOAuth, E::TooMany { .. },
        E::Later { .. }
    )
}

fn refusals() -> Vec<Refusal> {
    let codes = [
        "access_denied",
        "invalid_grant",
        "invalid_client",
        "unauthorized_client",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
        "invalid_request",
        "unsupported_response_type",
        "login_required",
        "interaction_required",
        "consent_required",
        "admin_policy_enforced",
        "org_internal",
        "deleted_client",
        "x",
    ];
    let numbers = [
        50011, 500113, 65001, 65004, 90094, 90095, 50020, 500200, 50194, 9002346, 700016, 7000215, 7000222, 7000218,
        700025, 50057, 50173, 50076, 50078, 50079, 50158, 53003, 530003, 700082, 70008, 700084, 70043, 7000012, 90002,
        900023, 900971, 700027, 700024, 50105, 50133, 53000, 53001, 1,
    ];
    let plain = codes.iter().map(|code| Refusal::new(code, None, None));
    let told = codes.iter().map(|code| Refusal::new(code, Some("in its own words"), Some("bad_token")));
    let microsofts = numbers
        .iter()
        .map(|number| Refusal::new("invalid_grant", Some(&format!("AADSTS{number}: told. Trace ID: x")), None));
    plain.chain(told).chain(microsofts).collect()
}

fn certificates() -> Vec<CertificateError> {
    use CertificateError as E;
    samples!(
        vec![
            E::NoCertificate, E::NoKey, E::Damaged, E::Encrypted, E::NotRsa, E::TooShort, E::OddLength, E::OtherKey,
            E::CannotSign,
        ];
        E::NoCertificate, E::NoKey, E::Damaged, E::Encrypted, E::NotRsa, E::TooShort, E::OddLength, E::OtherKey,
        E::CannotSign
    )
}

fn pastes() -> Vec<WrongPaste> {
    use WrongPaste as E;
    samples!(
        vec![E::Empty, E::NotAnAddress, E::Provider, E::CutOff, E::OtherSignIn];
        E::Empty, E::NotAnAddress, E::Provider, E::CutOff, E::OtherSignIn
    )
}

fn oauth() -> Vec<OAuthError> {
    use OAuthError as E;
    let mut all: Vec<_> =
        networks().into_iter().map(|failure| E::Network { host: "id.example".into(), failure }).collect();
    all.extend(refusals().into_iter().map(E::Refused));
    all.extend(refusals().into_iter().map(E::CodeRefused));
    all.extend(certificates().into_iter().map(E::Certificate));
    all.extend(pastes().into_iter().map(E::Pasted));
    all.extend(SignInMethod::ALL.iter().copied().map(E::NotOffered));
    all.extend([-60, 6, 61, 125].map(|minutes| E::Clock { off: SignedDuration::from_mins(minutes) }));
    all.extend([
        E::Http(text()),
        E::DeviceExpired,
        E::Declined,
        E::Discovery { issuer: "https://id.example".into(), problem: "it names another issuer" },
        E::Tenant(Invalid::Host),
        E::Listener(text()),
        E::TimedOut(std::time::Duration::from_secs(300)),
        E::CodeRefused(Refusal::new("invalid_grant", Some("too late"), None)),
        E::Incomplete("no code"),
        E::Identity("another issuer"),
        E::OtherAccount { expected: someone(), signed_in_as: "sklad@firma.cz".parse().expect("an address") },
    ]);
    samples!(
        all;
        E::Network { .. }, E::Refused(_), E::CodeRefused(_), E::Discovery { .. }, E::Tenant(_), E::Listener(_), E::TimedOut(_),
        E::Incomplete(_), E::Identity(_), E::OtherAccount { .. }, E::Http(_), E::Clock { .. }, E::Pasted(_),
        E::NotOffered(_), E::DeviceExpired, E::Declined, E::Certificate(_)
    )
}

fn steps() -> Vec<Step> {
    use Step as S;
    samples!(
        vec![
            S::Resolve, S::Connect, S::TlsHandshake, S::Greeting, S::Capabilities, S::StartTls, S::Login, S::Sender,
            S::Recipient, S::Reset, S::Data, S::Receipt, S::Mailbox, S::List, S::Headers, S::Quit,
        ];
        S::Resolve, S::Connect, S::TlsHandshake, S::Greeting, S::Capabilities, S::StartTls, S::Login, S::Sender,
        S::Recipient, S::Reset, S::Data, S::Receipt, S::Mailbox, S::List, S::Headers, S::Quit
    )
}

fn certificate() -> Option<Arc<Certificate>> {
    Some(Arc::new(Certificate {
        subject: "mail.firma.cz".into(),
        issuer: "Firma CA".into(),
        names: vec!["mail.firma.cz".into(), "*.firma.cz".into()],
        not_before: "2020-01-01T00:00:00Z".parse().expect("a time"),
        not_after: "2021-01-01T00:00:00Z".parse().expect("a time"),
        self_signed: false,
    }))
}

fn causes() -> Vec<Cause> {
    use Cause as C;
    use TlsFailure as T;
    let failures = samples!(
        vec![
            T::UnknownIssuer(None),
            T::UnknownIssuer(certificate()),
            T::SelfSigned(certificate()),
            T::Intercepted { by: "ESET", certificate: certificate() },
            T::WrongName(None),
            T::WrongName(certificate()),
            T::Expired(None),
            T::Expired(certificate()),
            T::NotYetValid(None),
            T::NotYetValid(certificate()),
            T::Revoked(certificate()),
            T::TooOld,
            T::NotTls(text()),
            T::NotTls(String::new()),
            T::Other(text()),
        ];
        T::UnknownIssuer(_), T::SelfSigned(_), T::Intercepted { .. }, T::WrongName(_), T::Expired(_), T::NotYetValid(_),
        T::Revoked(_), T::TooOld, T::NotTls(_), T::Other(_)
    );
    let replies = [
        ("535", "5.7.3 Authentication unsuccessful"),
        ("535", "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."),
        ("535", "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."),
        ("535", "5.7.139 Authentication unsuccessful, the request did not meet the criteria"),
        ("550", "5.7.30 Basic authentication is not supported"),
        ("454", "4.7.0 Temporary authentication failure"),
        ("554", "5.2.252 SendAsDenied"),
        ("553", "not your address"),
        ("-ERR", "User is authenticated but not connected."),
        ("[AUTH]", "no"),
        ("[SYS/TEMP]", "later"),
        ("", ""),
        ("550", "{ $text } { \"x\" }"),
    ];
    let mut all: Vec<_> = failures.into_iter().map(C::Tls).collect();
    all.extend(replies.map(|(code, text)| {
        C::Rejected(Reply { code: code.into(), text: text.replace("{ $text } { \"x\" }", "odd"), challenge: None })
    }));
    all.extend([
        C::NameNotFound("mail.firma.cz".into()),
        C::Unreachable(text()),
        C::Refused,
        C::TimedOut(Timeout::default()),
        C::Closed,
        C::NoStartTls,
        C::Unprotected,
        C::NoCommonMechanism { offered: vec!["CRAM-MD5".into()] },
        C::NoCommonMechanism { offered: vec![] },
        C::NotSupported("SMTPUTF8"),
        C::ControlCharacter,
        C::LeftoverPlaintext,
        C::Malformed,
        C::TooLong,
        C::SpeaksTls,
        C::Http { line: "HTTP/1.1 302 Found".into(), location: Some("http://hotel.example/".into()) },
        C::Http { line: String::new(), location: None },
        C::OtherProtocol("IMAP"),
    ]);
    samples!(
        all;
        C::NameNotFound(_), C::Unreachable(_), C::Refused, C::TimedOut(_), C::Closed, C::Tls(_), C::Rejected(_),
        C::NoStartTls, C::Unprotected, C::NoCommonMechanism { .. }, C::NotSupported(_), C::ControlCharacter,
        C::LeftoverPlaintext, C::Malformed, C::TooLong, C::SpeaksTls, C::Http { .. }, C::OtherProtocol(_)
    )
}

fn mails() -> Vec<MailError> {
    let mut all = Vec::new();
    for protocol in Protocol::ALL {
        for step in steps() {
            let server = || "mail.firma.cz:587".to_owned();
            all.extend(causes().into_iter().map(|cause| MailError::new(protocol, server(), step, cause)));
        }
    }
    all
}

fn invalids() -> Vec<Invalid> {
    use Invalid as I;
    let mut all: Vec<_> = samples!(
        vec![Shape::Text, Shape::Number, Shape::Switch, Shape::List];
        Shape::Text, Shape::Number, Shape::Switch, Shape::List
    )
    .into_iter()
    .map(I::Type)
    .collect();
    all.extend([
        I::Range { min: 1, max: 9 },
        I::TooLong { max: 64 },
        I::Control,
        I::Host,
        I::Address,
        I::AddressNoDot,
        I::Url,
        I::OneOf(&["a", "b"]),
        I::Space,
        I::Date,
    ]);
    samples!(
        all;
        I::Range { .. }, I::TooLong { .. }, I::Control, I::Host, I::Address, I::AddressNoDot, I::Url, I::OneOf(_),
        I::Type(_), I::Space, I::Date
    )
}

fn file_errors() -> Vec<FileError> {
    use Problem as P;
    let path = || PathBuf::from("/home/x/settings.toml");
    let source = || std::io::Error::other("gone");
    let mut problems: Vec<_> = invalids().into_iter().map(|why| P::Value { key: "smtp.port", why }).collect();
    problems.extend([
        P::Syntax(text()),
        P::UnknownKey { key: "smtp.prot".into(), meant: Some("smtp.port") },
        P::UnknownKey { key: "x".into(), meant: None },
        P::Rule(Violation::TlsOff(Protocol::Smtp)),
    ]);
    let problems = samples!(problems; P::Syntax(_), P::UnknownKey { .. }, P::Value { .. }, P::Rule(_));
    let located = problems.into_iter().map(|problem| Located { line: 3, column: 5, problem });
    let mut all: Vec<_> = located.map(|located| FileError::Wrong { path: path(), problems: vec![located] }).collect();
    all.extend([
        FileError::Read { path: path(), source: source() },
        FileError::Write { path: path(), source: source() },
        FileError::Rule(Violation::TlsOff(Protocol::Smtp)),
        FileError::Changed(vec!["smtp.timeout"]),
    ]);
    samples!(all; FileError::Read { .. }, FileError::Write { .. }, FileError::Rule(_), FileError::Changed(_), FileError::Wrong { .. })
}

pub fn errors() -> Vec<Error> {
    use Error as E;
    let protocol = Protocol::Pop;
    let mut all: Vec<_> = file_errors().into_iter().map(E::from).collect();
    all.extend(KEYS.iter().map(|key| E::Incomplete(vec![key.name, "pop.password"])));
    let secrets_too = ["smtp.password", "pop.password", "smtp.client_secret", "pop.client_secret"];
    all.extend(secrets_too.map(|key| E::Incomplete(vec![key])));
    all.extend(KEYS.iter().map(|key| E::Held(key.name)));
    all.extend(Protocol::ALL.map(|protocol| E::Rule(Violation::TlsOff(protocol))));
    all.extend(secrets().into_iter().map(E::from));
    all.extend(secrets_too.map(E::SecretDamaged));
    all.extend(tls().into_iter().map(E::from));
    all.extend(oauth().into_iter().map(E::from));
    all.extend(mails().into_iter().map(E::from));
    all.extend(Protocol::ALL.map(E::NotAcquired));
    let lost = Reason::AnswerLost {
        at: "2026-01-01T10:00:00Z".parse().expect("a time"),
        error: "invalid_grant".into(),
        description: Some("grant request is invalid".into()),
    };
    let reasons = refusals().iter().map(Reason::from).chain([Reason::Expired, lost]).collect::<Vec<_>>();
    let reasons = samples!(reasons; Reason::Refused { .. }, Reason::Expired, Reason::AnswerLost { .. });
    all.extend(reasons.into_iter().map(|reason| E::Invalid { protocol, reason }));
    all.extend([None, Some(someone())].map(|issued_for| E::OtherSettings { protocol, issued_for }));
    let compose = vec![ComposeError::Address(someone()), ComposeError::Message(text()), ComposeError::Random];
    let compose = samples!(compose; ComposeError::Address(_), ComposeError::Message(_), ComposeError::Random);
    all.extend(compose.into_iter().map(E::from));
    all.extend([E::Home { path: "/x".into(), reason: text() }, E::SignInRunning, E::Busy, E::DeletedMeanwhile]);
    all.push(E::NotRenewed(text()));
    all.extend(Protocol::ALL.map(E::NotPermitted));
    all.push(E::NotArrived { to: someone(), after: std::time::Duration::from_secs(60) });
    all.extend(admins().into_iter().map(E::Admin));
    samples!(
        all;
        E::Settings(_), E::Incomplete(_), E::Rule(_), E::Home { .. }, E::Secret(_), E::Tls(_), E::NotAcquired(_),
        E::Invalid { .. }, E::OtherSettings { .. }, E::Held(_), E::SignInRunning, E::Busy, E::OAuth(_), E::Mail(_),
        E::Compose(_), E::DeletedMeanwhile, E::NotRenewed(_), E::NotPermitted(_), E::NotArrived { .. },
        E::Admin(_), E::SecretDamaged(_)
    )
}

fn services() -> Vec<AutostartError> {
    use AutostartError as E;
    let what = || "/home/recepce/.config/systemd/user/mailkey.service".to_owned();
    samples!(
        vec![
            E::NotHere(Obstacle::NoUserManager(text())),
            E::NoProgram("/usr/bin/mailkeyctl".into()),
            E::Path("/opt/x".into()),
            E::Changed(what()),
            E::OtherHome(what()),
            E::Running,
            E::File { path: what().into(), reason: text() },
            E::Command { command: "systemctl --user enable x".into(), reason: text() },
        ];
        E::NotHere(Obstacle::NoUserManager(_)), E::NoProgram(_), E::Path(_), E::Changed(_), E::OtherHome(_),
        E::Running, E::File { .. }, E::Command { .. }
    )
}

fn oddities() -> Vec<Oddity> {
    use Oddity as O;
    let providers = || Provider::ALL.iter().copied();
    let mut all = vec![
        O::IdIsAddress,
        O::IdIsWeb,
        O::IdIsSecret,
        O::IdIsTenant,
        O::IdNotGuid,
        O::IdNotGoogle,
        O::SecretIsId,
        O::SecretIsClientId,
        O::SecretNotGoogle,
        O::SecretNotNeeded,
        O::TenantIsAddress,
        O::TenantIsWeb,
        O::TenantShape,
        O::TenantCommon,
        O::TenantOrganizations,
        O::TenantConsumers,
        O::TenantNeeded,
        O::TenantForPersonal,
        O::IssuerIsDocument,
    ];
    for of in providers() {
        all.extend([O::AccountOf(of), O::IdOf(of), O::SecretOf(of), O::IssuerOf(of)]);
    }
    samples!(
        all;
        O::AccountOf(_), O::IdOf(_), O::SecretOf(_), O::IssuerOf(_), O::IdIsAddress, O::IdIsWeb, O::IdIsSecret,
        O::IdIsTenant, O::IdNotGuid, O::IdNotGoogle, O::SecretIsId, O::SecretIsClientId, O::SecretNotGoogle,
        O::SecretNotNeeded, O::TenantIsAddress, O::TenantIsWeb, O::TenantShape, O::TenantCommon,
        O::TenantOrganizations, O::TenantConsumers, O::TenantNeeded, O::TenantForPersonal, O::IssuerIsDocument
    )
}

#[track_caller]
fn assert_words(words: &str, of: &dyn std::fmt::Debug) {
    assert!(words.trim().chars().count() > 3, "{of:?}: {words}");
    assert!(!words.contains('{') && !words.contains('}'), "{of:?}: {words}");
    assert!(!words.contains("No localization") && !words.contains("  "), "{of:?}: {words}");
    assert!(!words.contains("()") && !words.ends_with(" ."), "{of:?}: {words}");
}

#[test]
fn every_failure_has_a_cause_and_a_cure_in_both_languages() {
    let all = errors().into_iter().map(|error| (format!("{error:?}"), Lang::ALL.map(|lang| explain(&error, lang))));
    let services = services();
    let more = services.iter().map(|error| (format!("{error:?}"), Lang::ALL.map(|lang| autostart(error, lang))));
    for (error, [cs, en]) in all.chain(more) {
        for words in [&cs.what, &cs.cure, &en.what, &en.cure] {
            assert_words(words, &error);
        }
        assert_ne!(cs.what, en.what, "{error}");
        assert_ne!(cs.cure, en.cure, "{error}");
        assert_ne!(cs.what, cs.cure);
    }
}

#[test]
fn every_oddity_is_named_and_has_a_cure() {
    for odd in oddities() {
        let [cs, en] = Lang::ALL.map(|lang| oddity(odd, lang));
        for words in [&cs.what, &cs.cure, &en.what, &en.cure] {
            assert_words(words, &odd);
        }
        assert_ne!(cs.what, en.what, "{odd:?}");
        assert_ne!(cs.cure, en.cure, "{odd:?}");
    }
}

#[test]
fn every_wrong_value_and_every_setting_has_words() {
    for why in invalids() {
        let [cs, en] = Lang::ALL.map(|lang| invalid(&why, lang));
        assert_words(&cs, &why);
        assert_words(&en, &why);
        assert_ne!(cs, en, "{why:?}");
    }
    for key in KEYS {
        for lang in Lang::ALL {
            assert_words(&key_name(key.name, lang), key);
        }
    }
}
