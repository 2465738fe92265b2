//! Codes and tokens: who may do what, and until when.
//!
//! Protects: a code works once, for its own redirect address and its own verifier; a rotated refresh token that comes
//! back withdraws everything that grew out of the same sign-in (RFC 9700, 4.14.2); nothing grows without end. Pure:
//! the time is an argument. Leaves to others: HTTP (`token_endpoint`), who signs in (`auth`, `device`).

use std::sync::Arc;
use std::time::{Duration, Instant};

use oauth2::{PkceCodeChallenge, PkceCodeVerifier};

use crate::account::EmailAddress;

use super::control::{Issued, IssuedKind};
use super::random;
use super::scopes::Scopes;
use super::table::Table;

/// How long an authorization code holds (RFC 6749, 4.1.2 recommends at most ten minutes).
const CODE_LIFETIME: Duration = Duration::from_secs(60);
/// Bytes of an access token: 1,800 characters, as long as Microsoft's.
const ACCESS_BYTES: u32 = 1350;
/// The most codes and tokens of one kind that are remembered.
const MOST: usize = 512;

/// What a person allowed by signing in.
pub(super) struct Grant {
    /// The application that it was allowed to.
    pub(super) client: &'static str,
    /// Whose mail it is.
    pub(super) mailbox: EmailAddress,
    /// What was allowed.
    pub(super) scopes: Scopes,
    /// Comes back in the `id_token` (OpenID Connect Core, 3.1.2.1).
    pub(super) nonce: Option<String>,
    /// When the person signed in, in seconds since 1970.
    pub(super) signed_in: i64,
}

/// Tokens that were just made.
pub(super) struct Issue {
    /// The access token.
    pub(super) access: String,
    /// How long it holds.
    pub(super) lifetime: Duration,
    /// The refresh token, where a new one was made.
    pub(super) refresh: Option<String>,
    /// What they stand for.
    pub(super) grant: Arc<Grant>,
    /// What they allow: fewer than the grant's when a refresh asked for fewer.
    pub(super) scopes: Scopes,
}

/// Why no tokens are given (RFC 6749, 5.2).
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `invalid_grant`, with the reason in words.
    Grant(&'static str),
    /// `invalid_grant`: a value that was used up came back, and all that grew out of it was withdrawn.
    Reused,
    /// `invalid_scope`: more was asked for than was allowed.
    Scope,
}

/// Everything that grew out of one sign-in.
type Family = u64;

struct Code {
    grant: Arc<Grant>,
    redirect_uri: String,
    challenge: String,
    expires: Instant,
    used: Option<Family>,
}

struct Access {
    family: Family,
    grant: Arc<Grant>,
    scopes: Scopes,
    expires: Instant,
}

struct Refresh {
    family: Family,
    grant: Arc<Grant>,
    used: bool,
}

/// Every code and token of the provider.
pub(super) struct Tokens {
    /// How long the next access token holds.
    pub(super) lifetime: Duration,
    /// Whether a refresh token is replaced when it is used.
    pub(super) rotate: bool,
    codes: Table<Code>,
    access: Table<Access>,
    refresh: Table<Refresh>,
    families: Family,
}

impl Tokens {
    /// None yet.
    pub(super) fn new(lifetime: Duration, rotate: bool) -> Self {
        Self {
            lifetime,
            rotate,
            codes: Table::new(MOST),
            access: Table::new(MOST),
            refresh: Table::new(MOST),
            families: 0,
        }
    }

    /// A code for the redirect address that asked, bound to the PKCE challenge (S256).
    pub(super) fn code(&mut self, grant: Grant, redirect_uri: String, challenge: String, now: Instant) -> String {
        let code = random::text(32);
        let grant = Arc::new(grant);
        let expires = later(now, CODE_LIFETIME);
        self.codes.insert(code.clone(), Code { grant, redirect_uri, challenge, expires, used: None });
        code
    }

    /// Trades a code for tokens.
    pub(super) fn redeem(
        &mut self,
        client: &str,
        code: &str,
        redirect_uri: &str,
        verifier: &str,
        now: Instant,
    ) -> Result<Issue, Refusal> {
        let Some(entry) = self.codes.get_mut(code) else {
            return Err(Refusal::Grant("the code is unknown"));
        };
        if let Some(family) = entry.used {
            self.withdraw(family);
            return Err(Refusal::Reused);
        }
        if entry.expires <= now {
            return Err(Refusal::Grant("the code has expired"));
        }
        if entry.grant.client != client {
            return Err(Refusal::Grant("the code is another application's"));
        }
        if entry.redirect_uri != redirect_uri {
            return Err(Refusal::Grant("redirect_uri is not the one of the authorization request"));
        }
        if challenge_of(verifier).as_deref() != Some(entry.challenge.as_str()) {
            return Err(Refusal::Grant("code_verifier does not match the code_challenge"));
        }
        self.families += 1;
        entry.used = Some(self.families);
        let grant = Arc::clone(&entry.grant);
        Ok(self.issue_in(self.families, grant, now))
    }

    /// Tokens for a sign-in that needed no code (device flow).
    pub(super) fn issue(&mut self, grant: Grant, now: Instant) -> Issue {
        self.families += 1;
        self.issue_in(self.families, Arc::new(grant), now)
    }

    fn issue_in(&mut self, family: Family, grant: Arc<Grant>, now: Instant) -> Issue {
        let refresh = grant.scopes.has("offline_access").then(|| self.new_refresh(family, &grant));
        let scopes = grant.scopes.clone();
        let access = self.new_access(family, &grant, &scopes, now);
        Issue { access, lifetime: self.lifetime, refresh, grant, scopes }
    }

    /// Trades a refresh token for a new access token and, with rotation, a new refresh token.
    pub(super) fn refresh(&mut self, token: &str, asked: Option<Scopes>, now: Instant) -> Result<Issue, Refusal> {
        let rotate = self.rotate;
        let Some(entry) = self.refresh.get_mut(token) else {
            return Err(Refusal::Grant("the refresh token is unknown, has expired or was revoked"));
        };
        let family = entry.family;
        if entry.used {
            self.withdraw(family);
            return Err(Refusal::Reused);
        }
        let grant = Arc::clone(&entry.grant);
        let scopes = asked.unwrap_or_else(|| grant.scopes.clone());
        if !scopes.within(&grant.scopes) {
            return Err(Refusal::Scope);
        }
        entry.used = rotate;
        let refresh = rotate.then(|| self.new_refresh(family, &grant));
        let access = self.new_access(family, &grant, &scopes, now);
        Ok(Issue { access, lifetime: self.lifetime, refresh, grant, scopes })
    }

    fn new_refresh(&mut self, family: Family, grant: &Arc<Grant>) -> String {
        let token = random::text(96);
        self.refresh.insert(token.clone(), Refresh { family, grant: Arc::clone(grant), used: false });
        token
    }

    fn new_access(&mut self, family: Family, grant: &Arc<Grant>, scopes: &Scopes, now: Instant) -> String {
        let token = random::text(ACCESS_BYTES);
        let expires = later(now, self.lifetime);
        let entry = Access { family, grant: Arc::clone(grant), scopes: scopes.clone(), expires };
        self.access.retain(|old| old.expires > now);
        self.access.insert(token.clone(), entry);
        token
    }

    /// What an access token allows now, and for whom. `None` when it is unknown, expired or revoked.
    pub(super) fn check(&self, access: &str, now: Instant) -> Option<(Arc<Grant>, Scopes)> {
        let entry = self.access.get(access).filter(|entry| entry.expires > now)?;
        Some((Arc::clone(&entry.grant), entry.scopes.clone()))
    }

    /// RFC 7009: an access token alone, or a refresh token with everything from the same sign-in. Whether it was known.
    pub(super) fn revoke(&mut self, token: &str) -> bool {
        if self.access.remove(token).is_some() {
            return true;
        }
        let Some(family) = self.refresh.get(token).map(|entry| entry.family) else {
            return false;
        };
        self.withdraw(family);
        true
    }

    fn withdraw(&mut self, family: Family) {
        self.access.retain(|entry| entry.family != family);
        self.refresh.retain(|entry| entry.family != family);
    }

    /// Withdraws every code and token.
    pub(super) fn revoke_all(&mut self) {
        self.codes.retain(|_| false);
        self.access.retain(|_| false);
        self.refresh.retain(|_| false);
    }

    /// Ends every access token; refresh tokens stay.
    pub(super) fn expire_access(&mut self) {
        self.access.retain(|_| false);
    }

    /// What works now, without any token's value.
    pub(super) fn issued(&self, now: Instant) -> Vec<Issued> {
        let access = self.access.values().filter(|entry| entry.expires > now).map(|entry| Issued {
            kind: IssuedKind::Access,
            account: entry.grant.mailbox.clone(),
            scope: entry.scopes.to_string(),
            expires_in: Some(entry.expires.saturating_duration_since(now)),
        });
        let refresh = self.refresh.values().filter(|entry| !entry.used).map(|entry| Issued {
            kind: IssuedKind::Refresh,
            account: entry.grant.mailbox.clone(),
            scope: entry.grant.scopes.to_string(),
            expires_in: None,
        });
        access.chain(refresh).collect()
    }
}

/// The S256 challenge of a verifier (RFC 7636, 4.2); `None` when it is no verifier (43–128 characters, 4.1).
fn challenge_of(verifier: &str) -> Option<String> {
    let valid = (43..=128).contains(&verifier.len())
        && verifier.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
    let verifier = valid.then(|| PkceCodeVerifier::new(verifier.to_owned()))?;
    Some(PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str().to_owned())
}

/// `now` plus a lifetime of any length; an endless one holds for a hundred years.
pub(super) fn later(now: Instant, lifetime: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 86_400);
    now.checked_add(lifetime.min(CENTURY)).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters.~_";

    fn grant() -> Grant {
        let scopes = Scopes::parse("openid offline_access mail.send").unwrap();
        Grant { client: "c", mailbox: "recepce@cviceni.test".parse().unwrap(), scopes, nonce: None, signed_in: 0 }
    }

    fn tokens() -> Tokens {
        Tokens::new(Duration::from_secs(3600), true)
    }

    #[test]
    fn a_code_holds_for_a_minute() {
        let (mut tokens, now) = (tokens(), Instant::now());
        let challenge = challenge_of(VERIFIER).unwrap();
        let code = tokens.code(grant(), "r".to_owned(), challenge, now);
        let late = now + Duration::from_secs(60);
        assert_eq!(tokens.redeem("c", &code, "r", VERIFIER, late).err(), Some(Refusal::Grant("the code has expired")));
        assert!(tokens.redeem("c", &code, "r", VERIFIER, late - Duration::from_millis(1)).is_ok());
    }

    #[test]
    fn an_access_token_holds_until_its_end_and_a_refresh_token_longer() {
        let (mut tokens, now) = (tokens(), Instant::now());
        let issue = tokens.issue(grant(), now);
        let end = now + Duration::from_secs(3600);
        assert!(tokens.check(&issue.access, end - Duration::from_millis(1)).is_some());
        assert!(tokens.check(&issue.access, end).is_none());
        assert!(tokens.refresh(&issue.refresh.unwrap(), None, end + Duration::from_secs(86_400)).is_ok());
    }

    #[test]
    fn a_year_of_refreshing_needs_no_more_memory() {
        let (mut tokens, now) = (tokens(), Instant::now());
        let mut refresh = tokens.issue(grant(), now).refresh.unwrap();
        for _ in 0..3 * MOST {
            refresh = tokens.refresh(&refresh, None, now).ok().and_then(|issue| issue.refresh).unwrap();
        }
        assert!(tokens.refresh.values().count() <= MOST && tokens.access.values().count() <= MOST);
    }

    #[test]
    fn a_lifetime_without_end_is_no_overflow() {
        let mut tokens = Tokens::new(Duration::MAX, true);
        let now = Instant::now();
        let issue = tokens.issue(grant(), now);
        assert!(tokens.check(&issue.access, now + Duration::from_secs(86_400)).is_some());
    }
}
