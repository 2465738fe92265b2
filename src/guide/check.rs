//! What was typed at the end of a registration: missing, odd or right.
//!
//! Protects: “looks right” is said only of a value whose shape is known, or of which nothing can be said against.
//! Leaves to others: the shapes (`crate::oauth::shapes`) and the words.

use super::Kind;
use crate::account::OAuthAccount;
use crate::oauth::shapes::{Field, Oddity, Typed, notes};

/// What there is to say about a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing stands in it yet.
    Empty,
    /// It is in the keyring, where it cannot be looked at.
    Held,
    /// It looks right.
    Fine,
    /// It looks odd.
    Odd(Oddity),
}

impl Verdict {
    /// Whether a sign-in can be tried with it.
    #[must_use]
    pub fn will_do(self) -> bool {
        match self {
            Self::Empty => false,
            Self::Held | Self::Fine => true,
            Self::Odd(oddity) => !oddity.is_mistake(),
        }
    }
}

/// The fields that the registration is about, and any other that looks odd. `scopes`: the field's text; `held`: whether
/// a client secret is stored.
#[must_use]
pub fn verdicts(kind: Kind, typed: &Typed<'_>, scopes: &str, held: bool) -> Vec<(Field, Verdict)> {
    let odd = notes(typed);
    let of = |field: Field| {
        let text = match field {
            Field::Account => typed.account,
            Field::ClientId => typed.client_id,
            Field::ClientSecret => "",
            Field::Tenant => typed.tenant,
            Field::Issuer => typed.issuer,
            Field::Scopes => scopes,
        };
        let oddity = odd.iter().find(|oddity| oddity.field() == field);
        let verdict = match (field, oddity) {
            (_, Some(oddity)) => Verdict::Odd(*oddity),
            (Field::ClientSecret, None) if typed.client_secret.is_some() => Verdict::Fine,
            (Field::ClientSecret, None) if held => Verdict::Held,
            _ if text.trim().is_empty() => Verdict::Empty,
            _ => Verdict::Fine,
        };
        (field, verdict)
    };
    let more = odd.iter().map(|oddity| oddity.field()).filter(|field| !kind.fields().contains(field));
    kind.fields().iter().copied().chain(more).map(of).collect()
}

/// Whether the application's ID or the tenant of an account are surely wrong.
pub(super) fn odd_ids(account: &OAuthAccount) -> bool {
    notes(&Typed::of(account)).into_iter().any(Oddity::is_mistake)
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;
    use crate::account::{Provider, SignInMethod};

    const GUID: &str = "11111111-2222-3333-4444-555555555555";

    fn typed(provider: Provider) -> Typed<'static> {
        Typed {
            provider,
            sign_in: SignInMethod::Browser,
            account: "",
            client_id: "",
            client_secret: None,
            tenant: "",
            issuer: "",
        }
    }

    #[test]
    fn what_is_missing_odd_or_right_is_told_field_by_field() {
        let found = verdicts(Kind::Work, &typed(Provider::Microsoft), "", false);
        assert_eq!(found, [(Field::ClientId, Verdict::Empty), (Field::Tenant, Verdict::Empty)]);
        assert!(found.iter().all(|(_, verdict)| !verdict.will_do()));

        let filled = Typed { client_id: GUID, tenant: "firma.cz", ..typed(Provider::Microsoft) };
        let found = verdicts(Kind::Work, &filled, "", false);
        assert_eq!(found, [(Field::ClientId, Verdict::Fine), (Field::Tenant, Verdict::Fine)]);

        let wrong = Typed { client_id: "a@firma.cz", tenant: "common", ..typed(Provider::Microsoft) };
        let found = verdicts(Kind::Work, &wrong, "", false);
        assert_eq!(found[0], (Field::ClientId, Verdict::Odd(Oddity::IdIsAddress)));
        assert!(!found[0].1.will_do());
        assert_eq!(found[1], (Field::Tenant, Verdict::Odd(Oddity::TenantCommon)));
        assert!(found[1].1.will_do());
    }

    #[test]
    fn a_secret_is_stored_typed_or_missing() {
        let of = |typed: Typed<'_>, held| verdicts(Kind::Google, &typed, "", held)[1];
        assert_eq!(of(typed(Provider::Google), false), (Field::ClientSecret, Verdict::Empty));
        assert_eq!(of(typed(Provider::Google), true), (Field::ClientSecret, Verdict::Held));
        let secret = SecretString::from("GOCSPX-x");
        let with = Typed { client_secret: Some(&secret), ..typed(Provider::Google) };
        assert_eq!(of(with, false), (Field::ClientSecret, Verdict::Fine));
    }

    #[test]
    fn a_field_that_no_step_asks_for_is_named_when_it_is_odd() {
        let left = Typed { client_id: GUID, tenant: "firma.cz", ..typed(Provider::Outlook) };
        let found = verdicts(Kind::Personal, &left, "", false);
        assert_eq!(found[1], (Field::Tenant, Verdict::Odd(Oddity::TenantForPersonal)));
    }
}
