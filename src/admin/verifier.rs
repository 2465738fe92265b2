//! The file by which a password is recognized: one line, a PHC string of Argon2id (RFC 9106).
//!
//! Protects: a file that is there always means "locked", whatever it holds; it is replaced whole or not at all, and only
//! the user can read it. Leaves to others: who may write it.

use std::io::ErrorKind;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use ring::rand::{SecureRandom as _, SystemRandom};

use super::password::Password;
use super::{AdminError, read_small};
use crate::home::{Home, create_private_dir};

/// Memory in KiB, passes, lanes: OWASP's least memory (Password Storage Cheat Sheet), and as many passes as make a check
/// take about a fifth of a second.
const COST: (u32, u32, u32) = (19 * 1024, 10, 1);
/// What is accepted in a file that somebody else made: a check must end while a person waits.
const MOST: (u32, u32, u32) = (1024 * 1024, 64, 16);
/// Longer than any PHC string of these.
const MAX_BYTES: u64 = 1024;

fn failed(home: &Home, reason: &dyn std::fmt::Display) -> AdminError {
    AdminError::File { path: home.admin_file(), reason: reason.to_string() }
}

/// What a password is checked against.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier(String);

impl Verifier {
    /// The one of a new password.
    pub(super) fn of(password: &Password, home: &Home) -> Result<Self, AdminError> {
        let mut salt = [0_u8; 16];
        SystemRandom::new().fill(&mut salt).map_err(|_| failed(home, &"no random numbers"))?;
        let params = Params::new(COST.0, COST.1, COST.2, None).map_err(|error| failed(home, &error))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash = argon2.hash_password_with_salt(password.bytes(), &salt).map_err(|error| failed(home, &error))?;
        Ok(Self(hash.to_string()))
    }

    /// The stored one; `None` when no password is set.
    ///
    /// # Errors
    /// There is something, but nothing that a password could be checked against.
    pub fn read(home: &Home) -> Result<Option<Self>, AdminError> {
        let path = home.admin_file();
        let bytes = match read_small(&path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(AdminError::file(&path, &error)),
        };
        let text = String::from_utf8(bytes).ok().filter(|text| text.len() as u64 <= MAX_BYTES);
        let verifier = text.map(|text| Self(text.trim_end().to_owned()));
        match verifier.filter(|verifier| verifier.hash().is_some()) {
            Some(verifier) => Ok(Some(verifier)),
            None => Err(AdminError::Damaged { path }),
        }
    }

    /// What it says, where that is an Argon2id hash that can be checked in reasonable time.
    fn hash(&self) -> Option<PasswordHash> {
        let hash = PasswordHash::new(&self.0).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let bearable = params.m_cost() <= MOST.0 && params.t_cost() <= MOST.1 && params.p_cost() <= MOST.2;
        (hash.algorithm.as_str() == "argon2id" && hash.hash.is_some() && hash.salt.is_some() && bearable)
            .then_some(hash)
    }

    /// Whether it is this password's. Takes its time.
    pub(super) fn matches(&self, password: &Password, home: &Home) -> Result<bool, AdminError> {
        use argon2::password_hash::Error;
        let hash = self.hash().ok_or_else(|| AdminError::Damaged { path: home.admin_file() })?;
        match Argon2::default().verify_password(password.bytes(), &hash) {
            Ok(()) => Ok(true),
            Err(Error::PasswordInvalid) => Ok(false),
            // No memory, for instance.
            Err(error) => Err(failed(home, &error)),
        }
    }

    pub(super) fn write(&self, home: &Home) -> Result<(), AdminError> {
        let path = home.admin_file();
        let failed = |error| AdminError::file(&path, &error);
        create_private_dir(home.config_dir()).map_err(failed)?;
        crate::settings::replace(&path, format!("{}\n", self.0).as_bytes()).map_err(failed)
    }

    pub(super) fn remove(home: &Home) -> Result<(), AdminError> {
        let path = home.admin_file();
        std::fs::remove_file(&path).map_err(|error| AdminError::file(&path, &error))
    }
}
