//! The file of the verifier: private, telling nothing, and locked whatever is in it.

use mailkey::admin::{AdminError, Lock};
use mailkey::error::Error;

use crate::support::assert_nowhere;
use crate::{PASSWORD, Place, refused};

#[tokio::test]
async fn the_password_is_in_no_file_and_the_verifier_is_the_users_alone() {
    let place = Place::locked().await;
    let engine = place.engine();
    let _wrong = engine.unlock("a wrong password".into()).await;
    engine.unlock(PASSWORD.into()).await.expect("unlocked");
    assert_nowhere(place.home.config_dir(), PASSWORD);
    assert_nowhere(place.home.config_dir(), "a wrong password");
    let text = std::fs::read_to_string(place.home.admin_file()).expect("a verifier");
    assert!(text.starts_with("$argon2id$v=19$m=19456,t=10,p=1$"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(place.home.admin_file()).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    }
}

#[tokio::test]
async fn two_of_the_same_password_look_different() {
    let read = |place: &Place| std::fs::read_to_string(place.home.admin_file()).expect("a verifier");
    let (one, other) = (Place::locked().await, Place::locked().await);
    assert_ne!(read(&one), read(&other), "a salt of its own");
}

#[tokio::test]
async fn whatever_is_in_its_place_it_is_locked() {
    let place = Place::locked().await;
    let engine = place.engine();
    let path = place.home.admin_file();
    let good = std::fs::read_to_string(&path).expect("a verifier");
    let damaged: Vec<Vec<u8>> = vec![
        vec![],
        b"\n".to_vec(),
        b"secret".to_vec(),
        vec![0xFF, 0xFE, 0x00],
        good[..good.len() - 10].into(),
        good.replace("argon2id", "argon2i").into(),
        good.replace("argon2id", "scrypt").into(),
        good.replace("m=19456", "m=4294967295").into(),
        good.replace("t=10", "t=100000").into(),
        good.split('$').take(5).collect::<Vec<_>>().join("$").into(),
        good.repeat(100).into(),
    ];
    for bytes in damaged {
        std::fs::write(&path, &bytes).expect("written");
        let what = String::from_utf8_lossy(&bytes).into_owned();
        // A hash that was cut may still be one, of another password.
        if let Lock::Locked { .. } = engine.admin() {
            assert!(matches!(refused(engine.unlock(PASSWORD.into()).await), AdminError::Wrong { .. }), "{what}");
            std::fs::remove_file(place.home.admin_tries_file()).expect("removed");
            continue;
        }
        let is = AdminError::Damaged { path: path.clone() };
        assert_eq!(engine.admin(), Lock::Broken(is.clone()), "{what}");
        assert!(engine.admin().is_locked());
        assert_eq!(refused(engine.permit()), is, "{what}");
        assert_eq!(refused(engine.unlock(PASSWORD.into()).await), is, "{what}");
        assert_eq!(refused(engine.set_password(None, PASSWORD.into()).await), is, "{what}");
        assert_eq!(refused(engine.set_password(Some(PASSWORD.into()), PASSWORD.into()).await), is, "{what}");
        assert_eq!(refused(engine.remove_password(PASSWORD.into()).await), is, "{what}");
        assert_eq!(std::fs::read(&path).expect("a file"), bytes, "it stays for whoever mends it");
    }
    std::fs::write(&path, good).expect("written");
    engine.unlock(PASSWORD.into()).await.expect("mended");
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(engine.admin(), Lock::Open, "deleted is removed: the README says so");
    std::fs::create_dir(&path).expect("a folder in its place");
    assert!(engine.admin().is_locked());
    assert!(matches!(engine.permit(), Err(Error::Home { .. })), "{:?}", engine.permit());
}

#[tokio::test]
async fn the_same_letters_are_the_same_password() {
    let place = Place::locked().await;
    let decomposed = "pr\u{30c}i\u{301}lis\u{30c} z\u{30c}lut\u{30c}ouc\u{30c}ky\u{301} ku\u{30a}n\u{30c}";
    assert_ne!(decomposed, PASSWORD);
    place.engine().unlock(decomposed.into()).await.expect("unlocked");
    assert!(matches!(refused(place.engine().unlock(format!("{PASSWORD} ").into()).await), AdminError::Wrong { .. }));
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_locks_and_keeps_nobody_waiting() {
    use std::os::unix::fs::FileTypeExt as _;
    let place = Place::locked().await;
    let (engine, path) = (place.engine(), place.home.admin_file());
    // A pipe that nobody writes to, where the tries are.
    let pipe = |at: &std::path::Path| {
        assert!(std::process::Command::new("mkfifo").arg(at).status().expect("mkfifo runs").success());
    };
    pipe(&place.home.admin_tries_file());
    assert!(matches!(engine.admin(), Lock::Locked { left: 0, until: Some(_) }), "{:?}", engine.admin());
    let found = std::fs::symlink_metadata(place.home.admin_tries_file()).expect("there");
    assert!(found.file_type().is_fifo(), "nothing is put in its place");
    // And where the verifier is.
    std::fs::remove_file(&path).expect("removed");
    pipe(&path);
    let looked = tokio::task::spawn_blocking(move || (engine.admin().is_locked(), engine.permit().is_err()));
    let looked = tokio::time::timeout(std::time::Duration::from_secs(5), looked).await;
    assert_eq!(looked.expect("at once").expect("it looked"), (true, true));
}

#[tokio::test]
async fn what_cannot_be_finished_has_not_begun() {
    let place = Place::open();
    std::fs::create_dir_all(place.home.admin_tries_file()).expect("a folder where the tries belong");
    let engine = place.engine();
    assert!(matches!(engine.set_password(None, PASSWORD.into()).await, Err(Error::Home { .. })));
    assert_eq!(engine.admin(), Lock::Open, "an error, so nothing was set");
}
