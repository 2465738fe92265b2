//! Every verb of the engine is decided: guarded, or not.

use std::collections::BTreeSet;
use std::path::Path;

use mailkey::account::{AccountId, Protocol, Settings, Theme};
use mailkey::admin::{AdminError, Lock};
use mailkey::chain::Observer;
use mailkey::engine::{Engine, Preference, SecretName, SignInRequest, Way};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::{page, words};

use crate::support::{self, me};
use crate::{PASSWORD, Place, refused};

/// What needs permission.
const GUARDED: [&str; 14] = [
    "save",
    "join",
    "part",
    "replace_settings",
    "set_secret",
    "sign_in",
    "access_token",
    "refresh",
    "delete_token",
    "revoke_again",
    "send",
    "check",
    "test",
    "set_transcripts",
];

/// What does not, and why.
const FREE: [(&str, &str); 21] = [
    ("new", "makes an engine"),
    ("with_clock", "makes an engine"),
    ("home", "looks"),
    ("clock", "looks"),
    ("settings", "looks"),
    ("status", "looks"),
    ("readable", "looks"),
    ("transcripts", "looks"),
    ("has_secret", "looks, and gives no secret"),
    ("must_finish", "looks"),
    ("settle", "ends what was begun"),
    ("keep", "what Mailkey does by itself"),
    ("check_by_itself", "what Mailkey does by itself"),
    ("not_shown", "what Mailkey does by itself"),
    ("prefer", "language and colours, and nothing else"),
    ("admin", "the lock itself"),
    ("permit", "the lock itself"),
    ("unlock", "the lock itself: asks for the password"),
    ("lock", "the lock itself"),
    ("set_password", "the lock itself: asks for the password"),
    ("remove_password", "the lock itself: asks for the password"),
];

/// The public functions of `impl Engine` in a file.
fn verbs_of(file: &Path, found: &mut BTreeSet<String>) {
    let text = std::fs::read_to_string(file).expect("readable");
    let mut in_engine = false;
    for line in text.lines() {
        if line.starts_with("impl") {
            in_engine = line.starts_with("impl Engine ");
        }
        let name = line.trim_start().strip_prefix("pub ").map(|rest| rest.trim_start_matches("async "));
        if let Some(name) = name.and_then(|rest| rest.strip_prefix("fn ")).filter(|_| in_engine) {
            let _new = found.insert(name.split(['(', '<']).next().expect("a name").to_owned());
        }
    }
}

fn files(folder: &Path, all: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, all) } else { all.push(path) }
    }
}

#[test]
fn every_verb_of_the_engine_is_guarded_or_free_for_a_reason() {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine"), &mut all);
    let mut verbs = BTreeSet::new();
    all.iter().for_each(|file| verbs_of(file, &mut verbs));
    assert!(verbs.len() > 20, "{verbs:?}");
    let free: BTreeSet<_> = FREE.iter().map(|(name, _)| *name).collect();
    for verb in &verbs {
        let decided = GUARDED.contains(&verb.as_str()) != free.contains(verb.as_str());
        assert!(decided, "Engine::{verb}: does it change or use anything? Then it asks `permit`; say so here");
    }
    for verb in GUARDED.into_iter().chain(free) {
        assert!(verbs.contains(verb), "{verb} is gone");
    }
}

/// Calls a guarded verb.
async fn call(engine: &Engine, verb: &str) -> Result<(), Error> {
    let smtp = Protocol::Smtp;
    let changed = {
        let mut new = Settings::default();
        new.smtp.timeout = 77.try_into().expect("a time");
        new
    };
    match verb {
        "save" => engine.save(&Settings::default(), &changed).map(drop),
        "replace_settings" => engine.replace_settings(&Settings::default(), &changed).map(drop),
        "join" => engine.join(&Settings::default(), &changed, smtp).await.map(drop),
        "part" => engine.part(&Settings::default(), &changed).await.map(drop),
        "set_secret" => engine.set_secret(SecretName::ClientSecret(AccountId::SMTP), "x".into()).await,
        "sign_in" => {
            let page = page::in_language(Lang::En);
            let request = SignInRequest { protocol: smtp, way: Way::Address, page, pasted: None };
            engine.sign_in(request, |_| {}).await.map(drop)
        }
        "access_token" => engine.access_token(smtp).await.map(drop),
        "refresh" => engine.refresh(smtp).await.map(drop),
        "delete_token" => engine.delete_token(smtp).await.map(drop),
        "revoke_again" => engine.revoke_again(smtp).await.map(drop),
        "send" => engine.send(me(), "s".into(), "b".into()).await.map(drop),
        "check" => engine.check().await.map(drop),
        "test" => {
            let request = words::test_request(smtp, None, Lang::En);
            engine.test(request, Observer::default()).await.map(drop)
        }
        "set_transcripts" => engine.set_transcripts(true).map(drop),
        other => panic!("call {other} here"),
    }
}

#[tokio::test]
async fn no_guarded_verb_does_anything_before_the_password_is_entered() {
    let place = Place::locked().await;
    let engine = place.engine();
    for verb in GUARDED {
        assert_eq!(refused(call(&engine, verb).await), AdminError::Locked, "{verb}");
    }
    assert!(!place.home.settings_file().exists());
    assert!(!engine.has_secret(SecretName::ClientSecret(AccountId::SMTP)).await.expect("answered"));
    engine.unlock(PASSWORD.into()).await.expect("unlocked");
    for verb in GUARDED {
        let result = call(&engine, verb).await;
        assert!(!matches!(result, Err(Error::Admin(_))), "{verb}: {result:?}");
    }
    engine.lock();
    assert_eq!(refused(engine.permit()), AdminError::Locked);
}

#[tokio::test]
async fn language_and_colours_can_be_chosen_and_nothing_else() {
    let place = Place::locked().await;
    let engine = place.engine();
    let before = Settings::default();
    let stored = engine.prefer(Preference::Theme(Theme::Dark)).expect("stored");
    assert_eq!(stored, Settings { theme: Theme::Dark, ..before.clone() });
    let stored = engine.prefer(Preference::Language(Lang::En.setting())).expect("stored");
    assert_eq!(stored, Settings { theme: Theme::Dark, language: Lang::En.setting(), ..before });
    assert_eq!(engine.settings().expect("readable"), stored);
    // A password in a broken file's place of settings stays one.
    std::fs::write(place.home.settings_file(), "not [toml").expect("written");
    assert!(matches!(engine.prefer(Preference::Theme(Theme::Light)), Err(Error::Settings(_))));
    assert!(engine.admin().is_locked());
}

#[tokio::test]
async fn mail_and_renewals_go_on_while_the_settings_are_locked() {
    let bench = support::Bench::signed_in().await;
    bench.engine().set_password(None, PASSWORD.into()).await.expect("set");
    let locked = bench.engine();
    assert!(locked.admin().is_locked());
    assert_eq!(refused(locked.access_token(Protocol::Smtp).await), AdminError::Locked);
    let _checked = locked.check_by_itself().await.expect("the mailbox answers");
    // As the service does it, with a clock on which the token is about to end.
    let clock = mailkey::clock::Clock::fast(1);
    clock.jump(jiff::SignedDuration::from_mins(58));
    let service = Engine::with_clock(bench.home(), bench.opener.clone(), clock);
    let before = bench.state();
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let keeping = service.keep(mailkey::engine::Duties { check: false }, move |event| drop(tell.send(event)));
    let renewed = async {
        while let Some(event) = told.recv().await {
            if matches!(event, mailkey::engine::KeepEvent::Renewed { .. }) {
                return;
            }
        }
    };
    tokio::select! {
        () = keeping => panic!("it never ends"),
        renewed = tokio::time::timeout(support::PATIENCE, renewed) => renewed.expect("renewed in time"),
    }
    assert_ne!(bench.state(), before);
}

#[tokio::test]
async fn permission_belongs_to_one_process_and_one_password() {
    let place = Place::open();
    let (one, other) = (place.engine(), place.engine());
    assert_eq!((one.admin(), other.admin()), (Lock::Open, Lock::Open));
    one.set_password(None, PASSWORD.into()).await.expect("set");
    assert_eq!(one.admin(), Lock::Unlocked, "who set it need not enter it");
    assert_eq!(other.admin(), Lock::Locked { left: 3, until: None }, "another process had no password to enter before");
    other.unlock(PASSWORD.into()).await.expect("unlocked");
    assert_eq!(other.admin(), Lock::Unlocked);

    one.set_password(Some(PASSWORD.into()), "another password".into()).await.expect("changed");
    assert!(one.permit().is_ok());
    assert_eq!(refused(other.permit()), AdminError::Locked, "what was entered is not the password any more");
    assert_eq!(refused(other.unlock(PASSWORD.into()).await), AdminError::Wrong { left: 2 });
    // The same password once more is another verifier: that, too, must be entered.
    other.unlock("another password".into()).await.expect("unlocked");
    one.set_password(Some("another password".into()), "another password".into()).await.expect("changed");
    assert_eq!(refused(other.permit()), AdminError::Locked);

    assert_eq!(refused(other.remove_password("wrong password".into()).await), AdminError::Wrong { left: 2 });
    one.remove_password("another password".into()).await.expect("removed");
    assert_eq!((one.admin(), other.admin()), (Lock::Open, Lock::Open));
    assert_eq!(refused(one.remove_password("another password".into()).await), AdminError::NotSet);
    assert_eq!(refused(one.set_password(Some("x".into()), PASSWORD.into()).await), AdminError::NotSet);
    one.unlock("anything".into()).await.expect("there is nothing to unlock");
}

#[tokio::test]
async fn a_password_is_not_replaced_without_the_old_one() {
    let place = Place::locked().await;
    let engine = place.engine();
    let before = std::fs::read(place.home.admin_file()).expect("a verifier");
    let new = || "another password".into();
    assert_eq!(refused(engine.set_password(None, new()).await), AdminError::AlreadySet);
    assert_eq!(refused(engine.set_password(Some("wrong password".into()), new()).await), AdminError::Wrong { left: 2 });
    assert_eq!(refused(engine.set_password(Some(PASSWORD.into()), "short".into()).await), AdminError::TooShort);
    // Permission alone is not the password: who finds an unlocked window cannot take it over.
    engine.unlock(PASSWORD.into()).await.expect("unlocked");
    assert_eq!(refused(engine.set_password(None, new()).await), AdminError::AlreadySet);
    assert_eq!(std::fs::read(place.home.admin_file()).expect("a verifier"), before);
}

#[tokio::test]
async fn a_check_that_was_given_up_unlocks_nothing() {
    let place = Place::locked().await;
    let engine = place.engine();
    tokio::select! {
        biased;
        result = engine.unlock(PASSWORD.into()) => panic!("too fast to be a check: {result:?}"),
        () = tokio::time::sleep(std::time::Duration::from_millis(5)) => {}
    }
    // Longer than the check takes.
    let other = place.engine();
    other.unlock(PASSWORD.into()).await.expect("unlocked");
    assert!(engine.admin().is_locked());
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_locked_settings_is_as_locked_as_they_are() {
    let place = Place::locked().await;
    let (locked, other) = (place.home.settings_file(), Place::open());
    std::fs::write(&locked, "theme = \"light\"\n").expect("written");
    std::fs::create_dir_all(other.home.config_dir()).expect("a folder");
    std::os::unix::fs::symlink(&locked, other.home.settings_file()).expect("linked");
    let engine = other.engine();
    assert!(engine.admin().is_locked());
    for verb in GUARDED {
        assert_eq!(refused(call(&engine, verb).await), AdminError::Locked, "{verb}");
    }
    assert_eq!(refused(engine.prefer(Preference::Theme(Theme::Dark))), AdminError::Locked);
    assert_eq!(refused(engine.unlock(PASSWORD.into()).await), AdminError::Locked, "not by the wrong door");
    // A password of its own is not theirs.
    engine.set_password(None, "another password".into()).await.expect("set");
    assert_eq!(refused(engine.permit()), AdminError::Locked);
    assert_eq!(std::fs::read_to_string(&locked).expect("readable"), "theme = \"light\"\n");

    // A link that leads to nobody's lock leaves the home its own.
    let apart = tempfile::tempdir().expect("a folder");
    std::fs::write(apart.path().join("settings.toml"), "").expect("written");
    std::fs::remove_file(&locked).expect("removed");
    std::os::unix::fs::symlink(apart.path().join("settings.toml"), &locked).expect("linked");
    let engine = place.engine();
    engine.unlock(PASSWORD.into()).await.expect("unlocked");
    assert!(engine.permit().is_ok());
}
