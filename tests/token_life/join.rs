//! Two accounts become one: one token stays, and no crash costs it or leaves it alive in two places.

use mailkey::account::{AccountId, Protocol, Settings};
use mailkey::demo::{Options, SignIn};
use mailkey::engine::{Engine, Revocation};
use mailkey::error::Error;
use mailkey::oauth::session::TokenState;
use serde_json::Value;

use crate::support::keyring::{Watched, entry_of, put};
use crate::support::{Bench, access, begin, browse, me, other, sign_in};

/// Two accounts, each with a token of its own: SMTP's is `me`, POP's is `other`.
async fn two(watched: &Watched) -> Bench {
    let bench = Bench::with(Options::default(), watched.opener()).await;
    part(&bench);
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("SMTP's token");
    bench.control().set_sign_in(SignIn::Allow(other()));
    let _ = sign_in(&bench.engine(), Protocol::Pop).await.expect("POP's token");
    bench
}

fn part(bench: &Bench) {
    bench.change(|settings| {
        settings.pop.common_account = false;
        settings.pop.oauth2 = settings.smtp.oauth2.clone();
        settings.pop.oauth2.account = Some(other());
    });
}

fn common(settings: &Settings) -> Settings {
    let mut new = settings.clone();
    new.pop.common_account = true;
    new
}

async fn join(engine: &Engine, keep: Protocol) -> Result<Option<Revocation>, Error> {
    let base = engine.settings().expect("settings");
    let joined = engine.join(&base, &common(&base), keep).await?;
    assert!(joined.settings.pop.common_account);
    Ok(joined.loser.map(|loser| loser.revocation))
}

async fn refresh_token(bench: &Bench, name: &str) -> Option<Value> {
    entry_of(bench, name).await.map(|entry| entry["refresh_token"].clone())
}

/// That this person's token serves both, can be renewed, and is nowhere else.
async fn serves_both(bench: &Bench, who: &str, what: &str) {
    let engine = bench.engine();
    let token = access(&engine, Protocol::Pop).await.unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(access(&engine, Protocol::Smtp).await.expect(what), token, "{what}");
    let status = engine.status();
    let facts = status.of(Protocol::Smtp).facts.clone().expect(what);
    assert_eq!(facts.signed_in_as.as_deref(), Some(who), "{what}");
    assert!(status.of(Protocol::Smtp).fits, "{what}");
    assert_eq!(entry_of(bench, "pop").await, None, "{what}: it is in one place");
    let _ = engine.refresh(Protocol::Smtp).await.unwrap_or_else(|error| panic!("{what}: {error}"));
    let _ = bench.engine().refresh(Protocol::Pop).await.unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(bench.control().counters().reuses, 0, "{what}: no retired refresh token was used");
}

#[tokio::test]
async fn smtps_token_stays_and_pops_is_revoked() {
    let bench = two(&Watched::default()).await;
    let old = access(&bench.engine(), Protocol::Pop).await.expect("POP's");
    let kept = access(&bench.engine(), Protocol::Smtp).await.expect("SMTP's");
    assert_eq!(join(&bench.engine(), Protocol::Smtp).await.expect("joined"), Some(Revocation::Revoked));
    assert_eq!(access(&bench.engine(), Protocol::Pop).await.expect("a token"), kept);
    assert_ne!(kept, old);
    assert_eq!(bench.engine().settings().expect("settings").smtp.oauth2.account, Some(me()));
    serves_both(&bench, me().as_str(), "SMTP's stays").await;
}

#[tokio::test]
async fn pops_token_moves_with_its_settings_and_its_secret_and_smtps_is_revoked() {
    let bench = two(&Watched::default()).await;
    put(&bench, "pop.client_secret", "tajné").await;
    put(&bench, "smtp.client_secret", "jiné").await;
    let kept = access(&bench.engine(), Protocol::Pop).await.expect("POP's");
    let engine = bench.engine();
    let base = engine.settings().expect("settings");
    let joined = engine.join(&base, &common(&base), Protocol::Pop).await.expect("joined");
    let loser = joined.loser.expect("SMTP's had to go");
    assert_eq!(loser.account, Some(me()));
    assert_eq!(joined.settings.smtp.oauth2, base.pop.oauth2);
    assert_eq!(access(&bench.engine(), Protocol::Smtp).await.expect("a token"), kept);
    assert_eq!(entry_of(&bench, "pop").await, None);
    use secrecy::ExposeSecret as _;
    let vault = mailkey::secrets::Vault::new(bench.opener.clone());
    let name = format!("smtp.client_secret@{}", bench.home().config_dir().display());
    assert_eq!(vault.get(&name).await.expect("readable").expect("there").expose_secret(), "tajné");
}

#[tokio::test]
async fn pops_token_is_taken_over_where_smtp_has_none() {
    let bench = Bench::start().await;
    part(&bench);
    bench.control().set_sign_in(SignIn::Allow(other()));
    let _ = sign_in(&bench.engine(), Protocol::Pop).await.expect("POP's token");
    assert_eq!(join(&bench.engine(), Protocol::Pop).await.expect("joined"), None);
    serves_both(&bench, other().as_str(), "taken over").await;
}

#[tokio::test]
async fn a_token_of_pops_own_that_an_import_has_left_stands_in_nobodys_way() {
    let bench = two(&Watched::default()).await;
    let token = access(&bench.engine(), Protocol::Smtp).await.expect("SMTP's");
    bench.change(|settings| settings.pop.common_account = true);
    let engine = bench.engine();
    assert_eq!(access(&engine, Protocol::Smtp).await.expect("looked at once"), token);
    let lock =
        mailkey::home::try_lock_exclusive(&bench.home().grant_lock(&AccountId::POP)).expect("lock").expect("free");
    let soon = std::time::Duration::from_secs(2);
    let given = tokio::time::timeout(soon, access(&engine, Protocol::Smtp)).await.expect("without a lock");
    assert_eq!(given.expect("given"), token);
    drop(lock);
    put(&bench, "pop", "no JSON").await;
    for engine in [engine, bench.engine()] {
        assert_eq!(access(&engine, Protocol::Smtp).await.expect("SMTP's is as good as ever"), token);
    }
    let _ = bench.engine().delete_token(Protocol::Smtp).await.expect("it can be deleted");
}

#[tokio::test]
async fn without_a_choice_nothing_is_stored() {
    let bench = two(&Watched::default()).await;
    let engine = bench.engine();
    let base = engine.settings().expect("settings");
    let error = engine.save(&base, &common(&base)).expect_err("which one?");
    assert!(matches!(error, Error::Held("pop.common_account")), "{error}");
    assert_eq!(engine.settings().expect("settings"), base);
    let _ = engine.delete_token(Protocol::Pop).await.expect("deleted");
    let error = join(&engine, Protocol::Pop).await.expect_err("there is none");
    assert!(matches!(error, Error::NotAcquired(Protocol::Pop)), "{error}");
    assert_eq!(engine.settings().expect("settings"), base);
    assert_eq!(join(&engine, Protocol::Smtp).await.expect("joined"), None);
}

#[tokio::test]
async fn another_programs_change_is_not_overwritten_and_nothing_moves() {
    let bench = two(&Watched::default()).await;
    let engine = bench.engine();
    let base = engine.settings().expect("settings");
    bench.change(|settings| settings.smtp.timeout = 30.try_into().expect("in range"));
    let mut new = common(&base);
    new.smtp.timeout = 45.try_into().expect("in range");
    let error = engine.join(&base, &new, Protocol::Pop).await.expect_err("both changed it");
    assert_eq!(error.fields(), ["smtp.timeout"]);
    assert!(entry_of(&bench, "pop").await.expect("still there")["leaving"].is_null(), "the note is gone");
    for protocol in Protocol::ALL {
        let _ = bench.engine().refresh(protocol).await.expect("both still work");
    }
}

#[tokio::test]
async fn a_note_without_the_settings_means_that_nothing_happened() {
    for to in [Value::Null, serde_json::json!({ "generation": 2, "deletions": 0 })] {
        let bench = two(&Watched::default()).await;
        let mut entry = entry_of(&bench, "pop").await.expect("an entry");
        entry["leaving"] = serde_json::json!({ "to": to });
        put(&bench, "pop", &entry.to_string()).await;
        let _ = access(&bench.engine(), Protocol::Pop).await.expect("a token");
        assert!(entry_of(&bench, "pop").await.expect("an entry")["leaving"].is_null());
        for protocol in Protocol::ALL {
            let _ = bench.engine().refresh(protocol).await.expect("both still work");
        }
        assert_ne!(refresh_token(&bench, "pop").await, refresh_token(&bench, "smtp").await);
    }
}

#[tokio::test]
async fn what_died_after_the_settings_is_finished_by_whoever_comes_next() {
    for (keep, who) in [(Protocol::Smtp, me()), (Protocol::Pop, other())] {
        let watched = Watched::default();
        let bench = two(&watched).await;
        let home = bench.home();
        // From the moment at which the settings are stored nothing more reaches the keyring.
        let stored = move || {
            let text = std::fs::read_to_string(home.settings_file()).unwrap_or_default();
            text.contains("common_account = true")
        };
        watched.fail_writes_while(stored);
        watched.fail_removals(Some("pop@"));
        let error = join(&bench.engine(), keep).await.expect_err("the keyring is full");
        assert!(matches!(error, Error::Secret(_)), "{error}");
        assert!(entry_of(&bench, "pop").await.expect("still there")["leaving"].is_object());
        watched.fail_writes_while(|| false);
        watched.fail_removals(None);
        serves_both(&bench, who.as_str(), &format!("{keep} stays")).await;
    }
}

#[tokio::test]
async fn what_died_between_the_two_entries_is_alive_in_one_place_afterwards() {
    for part_again in [false, true] {
        let watched = Watched::default();
        let bench = two(&watched).await;
        let before = bench.state();
        watched.fail_removals(Some("pop@"));
        let _ = join(&bench.engine(), Protocol::Pop).await.expect_err("POP's entry stays");
        // As if the program had ended before it wrote the state file.
        bench.write_state(&before);
        watched.fail_removals(None);
        assert_eq!(refresh_token(&bench, "pop").await, refresh_token(&bench, "smtp").await);
        if part_again {
            // Somebody parts the accounts before anything was finished: POP's old entry must not come to life again.
            bench.change(|settings| settings.pop.common_account = false);
            let error = access(&bench.engine(), Protocol::Pop).await.expect_err("it has moved");
            assert!(matches!(error, Error::NotAcquired(Protocol::Pop)), "{error}");
            assert_eq!(entry_of(&bench, "pop").await, None);
            let _ = bench.engine().refresh(Protocol::Smtp).await.expect("and works there");
        } else {
            serves_both(&bench, other().as_str(), "moved").await;
        }
        assert_eq!(bench.control().counters().reuses, 0);
    }
}

#[tokio::test]
async fn a_renewal_after_the_crash_is_not_overwritten_by_the_older_token() {
    let watched = Watched::default();
    let bench = two(&watched).await;
    watched.fail_removals(Some("pop@"));
    let _ = join(&bench.engine(), Protocol::Pop).await.expect_err("POP's entry stays");
    // Another program renews the moved token while POP's entry is still there.
    let mut pop = entry_of(&bench, "pop").await.expect("an entry");
    watched.fail_removals(None);
    let _ = bench.engine().refresh(Protocol::Smtp).await.expect("renewed");
    let renewed = refresh_token(&bench, "smtp").await;
    // The old entry comes back, as from a backup of the keyring.
    pop["generation"] = 99.into();
    put(&bench, "pop", &pop.to_string()).await;
    let engine = bench.engine();
    let _ = engine.delete_token(Protocol::Smtp).await;
    assert_ne!(refresh_token(&bench, "smtp").await, Some(pop["refresh_token"].clone()));
    assert!(renewed.is_some());
    assert_eq!(bench.control().counters().reuses, 0);
}

#[tokio::test]
async fn a_deletion_after_the_crash_wins() {
    let watched = Watched::default();
    let bench = two(&watched).await;
    let home = bench.home();
    watched.fail_writes_while(move || {
        std::fs::read_to_string(home.settings_file()).unwrap_or_default().contains("common_account = true")
    });
    watched.fail_removals(Some("pop@"));
    let _ = join(&bench.engine(), Protocol::Pop).await.expect_err("nothing moved yet");
    watched.fail_writes_while(|| false);
    watched.fail_removals(None);
    let _ = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
    for name in ["smtp", "pop"] {
        assert_eq!(entry_of(&bench, name).await, None, "{name}");
    }
    assert_eq!(bench.engine().status().of(Protocol::Pop).state, TokenState::NotAcquired);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_that_began_before_stores_nothing_over_the_token_that_moved() {
    let bench = two(&Watched::default()).await;
    bench.control().set_sign_in(SignIn::Allow(me()));
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("begun");
    let _ = join(&bench.engine(), Protocol::Pop).await.expect("joined");
    let moved = refresh_token(&bench, "smtp").await;
    // It notices within half a second; the answer of a late browser changes nothing.
    let address = running.address.clone();
    let error =
        tokio::join!(running.end(), async { drop(tokio::spawn(async move { browse(address.as_str()).await })) }).0;
    assert!(error.is_err(), "it began before");
    assert_eq!(refresh_token(&bench, "smtp").await, moved);
    let record = std::fs::read_to_string(bench.home().state_file(&AccountId::SMTP)).expect("a record");
    assert!(record.contains(other().as_str()), "{record}");
}
