//! The kinds of failures: by them a row of the table says what it is about.
//!
//! Protects: a kind that does not exist cannot stand in the table. Leaves to others: which error is of which kind
//! ([`super::symptom`]).

use serde::Deserialize;

macro_rules! kinds {
    ($($variant:ident: $word:literal, $doc:literal;)+) => {
        /// The kind of a failure.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
        pub enum Kind {
            $(#[doc = $doc] #[serde(rename = $word)] $variant,)+
        }

        impl Kind {
            /// All.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in the table.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

kinds! {
    Incomplete: "incomplete", "Settings are empty; `code`: the first one's name.";
    Rule: "rule", "A rule between settings does not hold; `code`: the setting.";
    FileRead: "file-read", "The settings file cannot be read.";
    FileWrite: "file-write", "The settings file cannot be written.";
    FileChanged: "file-changed", "Another program has changed the same settings.";
    FileWrong: "file-wrong", "The settings file has mistakes in it.";
    Home: "home", "A file or folder of Mailkey's own cannot be used; `text`: the system's reason.";
    CaUnreadable: "ca-unreadable", "The additional certificates cannot be read.";
    CaEmpty: "ca-empty", "There are none in the file.";
    CaDamaged: "ca-damaged", "One of them is damaged.";
    NoTrust: "no-trust", "This computer has no trusted certificates.";
    AdminLocked: "admin-locked", "The settings are locked.";
    AdminWrong: "admin-wrong", "The administrator's password is wrong.";
    AdminLockedOut: "admin-locked-out", "It was wrong too often.";
    AdminDamaged: "admin-damaged", "The file it is checked against is damaged.";
    AdminTooShort: "admin-too-short", "A new one is too short.";
    AdminTooLong: "admin-too-long", "A new one is too long.";
    AdminAlreadySet: "admin-already-set", "There is one already.";
    AdminNotSet: "admin-not-set", "There is none.";
    AdminBusy: "admin-busy", "Another process checks it.";
    KeyringNone: "keyring-none", "There is no keyring.";
    KeyringLocked: "keyring-locked", "It is locked.";
    KeyringSilent: "keyring-silent", "It does not answer.";
    KeyringDamaged: "keyring-damaged", "Something else is stored there.";
    SecretDamaged: "secret-damaged", "So it is in place of a password or an application's secret; `code`: the setting.";
    KeyringOther: "keyring-other", "Anything else that it says.";
    NoToken: "no-token", "No token was acquired.";
    OtherSettings: "other-settings", "The token is for other settings.";
    NotPermitted: "not-permitted", "The token lacks permissions; `code`: `both` where of both protocols.";
    TokenEnded: "token-ended", "The token has ended and cannot be renewed.";
    AnswerLost: "answer-lost", "A renewal's answer was lost.";
    NotRenewed: "not-renewed", "A renewal failed for a reason of this computer's own.";
    Held: "held", "A setting cannot change while a token is held; `code`: its name.";
    SignInRunning: "sign-in-running", "Somebody signs in already.";
    DeletedMeanwhile: "deleted-meanwhile", "The token was deleted during the sign-in.";
    Busy: "busy", "Another process has the account.";
    Clock: "clock", "The clock differs from the provider's; `code`: `ahead` or `behind`.";
    ClockIdentity: "clock-identity", "The id_token does not hold at this computer's time.";
    Discovery: "discovery", "The discovery document is unusable.";
    Tenant: "tenant", "The tenant cannot stand in an address.";
    Listener: "listener", "No port could be opened for the browser's answer.";
    HttpClient: "http-client", "Requests cannot be made at all.";
    SignInLate: "sign-in-late", "Nobody signed in in time.";
    AnswerIncomplete: "answer-incomplete", "The browser brought too little.";
    Identity: "identity", "The id_token is not the answer to this sign-in.";
    OtherAccount: "other-account", "Somebody else signed in.";
    DeviceLate: "device-late", "Nobody entered the code in time.";
    DeviceDeclined: "device-declined", "The person declined where the code is entered.";
    PasteEmpty: "paste-empty", "Nothing was pasted.";
    PasteOther: "paste-other", "Something else was pasted.";
    PasteProvider: "paste-provider", "The address of the provider's page was pasted.";
    PasteCutOff: "paste-cut-off", "A part of the address was pasted.";
    PasteStale: "paste-stale", "The address of another sign-in was pasted.";
    NoBrowserWay: "no-browser-way", "The provider has no sign-in by browser.";
    NoDeviceWay: "no-device-way", "The provider has no sign-in by code.";
    NoApplicationWay: "no-application-way", "The provider has no sign-in of the application.";
    CertificateNone: "certificate-none", "The application's certificate is missing.";
    CertificateNoKey: "certificate-no-key", "Its key is missing.";
    CertificateDamaged: "certificate-damaged", "It is damaged.";
    CertificateEncrypted: "certificate-encrypted", "Its key has a password.";
    CertificateNotRsa: "certificate-not-rsa", "Its key is not RSA.";
    CertificateShort: "certificate-short", "Its key is short.";
    CertificateLength: "certificate-length", "Its key has an odd length.";
    CertificateOtherKey: "certificate-other-key", "The key is another's.";
    CertificateCannotSign: "certificate-cannot-sign", "The key cannot sign.";
    AuthUnreachable: "auth-unreachable", "The authorization server cannot be reached; `text`: the system's words.";
    AuthTimedOut: "auth-timed-out", "It did not answer in time.";
    AuthInterrupted: "auth-interrupted", "Its answer broke off.";
    AuthTls: "auth-tls", "Its certificate was not accepted; `text`: the library's words.";
    AuthTooMany: "auth-too-many", "It wants fewer requests.";
    AuthStatus: "auth-status", "It answered with an HTTP status; `code`.";
    AuthNotOAuth: "auth-not-oauth", "It answered with something else.";
    Refused: "refused", "It refused; `code`: the OAuth `error`.";
    NameNotFound: "name-not-found", "The mail server's name has no address.";
    Unreachable: "unreachable", "No way to it; `text`: the system's words.";
    ConnectionRefused: "connection-refused", "Nothing listens at the port.";
    TimedOut: "timed-out", "No answer in time.";
    Closed: "closed", "It closed the connection.";
    TlsIssuer: "tls-issuer", "Nobody trusted vouches for its certificate.";
    TlsSelfSigned: "tls-self-signed", "Nobody but itself vouches for its certificate.";
    TlsIntercepted: "tls-intercepted", "A known virus scanner or firewall made the certificate up.";
    TlsTooOld: "tls-too-old", "It knows neither TLS 1.2 nor 1.3.";
    TlsName: "tls-name", "The certificate is for other names.";
    TlsExpired: "tls-expired", "The certificate has expired.";
    TlsNotYet: "tls-not-yet", "The certificate does not hold yet.";
    TlsRevoked: "tls-revoked", "The certificate was revoked.";
    TlsNotTls: "tls-not-tls", "It does not speak TLS at this port.";
    TlsOther: "tls-other", "Anything else of TLS; `text`: the library's words.";
    Reply: "reply", "The mail server said no; `code`, `enhanced`, `text`.";
    NoStartTls: "no-starttls", "STARTTLS is wanted and not offered.";
    Unprotected: "unprotected", "A secret was about to go over an open connection.";
    NoMechanism: "no-mechanism", "No login method fits; `text`: what is offered; `code`: \"none\" where nothing is.";
    NotSupported: "not-supported", "An extension is missing; `code`.";
    ControlCharacter: "control-character", "The user name or the secret cannot be sent.";
    Injected: "injected", "Plain text came where TLS had to begin.";
    SpeaksTls: "speaks-tls", "TLS is spoken at the port from the first byte, and plain text was sent.";
    HttpAnswer: "http-answer", "A web server or proxy answered; `text`: its first line and where it leads.";
    OtherProtocol: "other-protocol", "Another protocol is spoken; `code`.";
    Malformed: "malformed", "The answer is in another language.";
    TooLong: "too-long", "The answer is endless.";
    SentPerhaps: "sent-perhaps", "The message was handed over, and whether the server took it is not known.";
    NotArrived: "not-arrived", "A test message is not in the mailbox.";
    Compose: "compose", "The message cannot be made.";
}
