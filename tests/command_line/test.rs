//! `mailkeyctl test`: what goes where, in which form, and with which exit status. With tokens, and in the whole chain,
//! it is tested against the real servers (`tests/real/promises/chain.rs`), because they need a keyring.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use serde_json::{Value, json};

use crate::bench::{Bench, Ran};

/// A server without TLS and login that takes everything; what it heard.
fn serve(connections: usize) -> (u16, JoinHandle<Vec<String>>) {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = server.local_addr().expect("an address").port();
    let heard = std::thread::spawn(move || {
        let mut heard = Vec::new();
        for _ in 0..connections {
            let (stream, _) = server.accept().expect("a connection");
            converse(stream, &mut heard);
        }
        heard
    });
    (port, heard)
}

fn converse(mut stream: TcpStream, heard: &mut Vec<String>) {
    let mut lines = BufReader::new(stream.try_clone().expect("a reader")).lines().map_while(Result::ok);
    let mut say = |text: &str| drop(stream.write_all(text.as_bytes()));
    say("220 mail.example.cz ESMTP\r\n");
    while let Some(line) = lines.next() {
        match line.split(' ').next().unwrap_or_default() {
            "EHLO" => say("250-mail.example.cz\r\n250-SIZE 36700160\r\n250 PIPELINING\r\n"),
            "DATA" => {
                say("354 go on\r\n");
                while lines.next().is_some_and(|line| line != ".") {}
                say("250 2.0.0 Ok: queued as 4XyZ\r\n");
            }
            "QUIT" => say("221 bye\r\n"),
            _ => say("250 2.1.0 Ok\r\n"),
        }
        heard.push(line);
    }
}

fn bench(port: u16) -> Bench {
    let bench = Bench::new();
    bench.write_settings(&format!(
        "[smtp]\nserver = \"127.0.0.1\"\nport = {port}\nmethod = \"none\"\ntls = false\nsender_address = \"a@b.cz\"\n\
         timeout = 5\n"
    ));
    bench
}

/// Standard output, which is JSON whatever the status.
#[track_caller]
fn object(ran: &Ran) -> Value {
    assert_eq!(ran.out.lines().count(), 1, "one object and nothing else: {ran:?}");
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

/// What the log says, from the beginning.
fn logged(bench: &Bench) -> Vec<String> {
    let log: Value = serde_json::from_str(&bench.run("log --json").out).expect("JSON");
    let entries = log["entries"].as_array().expect("entries");
    entries.iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect()
}

fn names(object: &Value) -> Vec<&str> {
    object["links"].as_array().expect("links").iter().map(|link| link["name"].as_str().expect("a name")).collect()
}

const HOLDS: [&str; 9] =
    ["settings", "name", "connect", "greeting", "tls", "capabilities", "token", "login", "command"];

#[test]
fn a_chain_that_holds_is_one_object_with_these_keys_in_this_order() {
    let (port, heard) = serve(1);
    let ran = bench(port).run("test --json --lang en");
    let object = object(&ran);
    assert_eq!((ran.status, names(&object)), (0, HOLDS.to_vec()), "{ran:?}");
    assert!(
        ran.out.starts_with("{\"protocol\":\"smtp\",\"links\":[{\"name\":\"settings\",\"ok\":true,\"ms\":"),
        "{ran:?}"
    );
    assert!(ran.out.trim_end().ends_with("\"}],\"cause\":null}"), "{ran:?}");
    for link in object["links"].as_array().expect("links") {
        assert!(link["ok"] == true && link["ms"].is_u64(), "{link}");
        assert!(link["found"].as_str().is_some_and(|found| !found.is_empty()), "{link}");
        assert_eq!(link.as_object().map(serde_json::Map::len), Some(4), "{link}");
    }
    assert_eq!(object["links"][3]["found"], "mail.example.cz ESMTP");
    assert_eq!(object["links"][5]["found"], "no login offered; messages up to 36\u{a0}MB; PIPELINING");
    assert_eq!(object["links"][8]["found"], "a@b.cz may send to a@b.cz (nothing was sent)");
    let heard = heard.join().expect("no panic");
    assert!(heard.contains(&"RSET".to_owned()) && !heard.contains(&"DATA".to_owned()), "{heard:?}");
    assert!(heard.contains(&"RCPT TO:<a@b.cz>".to_owned()), "to the sender itself: {heard:?}");
}

#[test]
fn a_message_is_sent_where_one_is_wanted() {
    let (port, heard) = serve(1);
    let bench = bench(port);
    let ran = bench.run("test smtp --send-to c@d.cz --json --lang cs");
    let object = object(&ran);
    assert_eq!((ran.status, names(&object)), (0, [&HOLDS[..], &["message"]].concat()), "{ran:?}");
    assert_eq!(object["links"][8]["found"], "a@b.cz smí odesílat na c@d.cz", "a message follows");
    assert_eq!(object["links"][9]["found"], "převzatá pro c@d.cz: 2.0.0 Ok: queued as 4XyZ");
    let heard = heard.join().expect("no panic");
    let count = |line: &str| heard.iter().filter(|heard| *heard == line).count();
    assert_eq!((count("RCPT TO:<c@d.cz>"), count("DATA")), (2, 1), "{heard:?}");
    assert_eq!(logged(&bench), ["message-sent", "test-passed"], "one line for the message");
}

#[test]
fn a_person_reads_a_line_for_each_link_and_a_file_gets_the_whole_report() {
    for (lang, words, all) in [
        ("cs", ["✓ Nastavení", "✓ Pozdrav serveru", "✓ Odesílatel a příjemce"], "Všechno funguje."),
        ("en", ["✓ Settings", "✓ Greeting", "✓ Sender and recipient"], "Everything works."),
    ] {
        let (port, _heard) = serve(1);
        let ran = bench(port).run(&format!("test --lang {lang}"));
        assert_eq!(ran.status, 0, "{ran:?}");
        assert_eq!(ran.words.lines().count(), HOLDS.len() + 1, "{ran:?}");
        for words in words.into_iter().chain([all]) {
            assert!(ran.words.contains(words) && ran.out.contains(words), "{words}: {ran:?}");
        }
        assert!(ran.words.contains(" ms)") && !ran.words.contains('\u{1b}'), "plain in a pipe: {ran:?}");
        for words in [env!("CARGO_PKG_VERSION"), "smtp.server = 127.0.0.1", "smtp.method = none"] {
            assert!(ran.out.contains(words), "{words}: {ran:?}");
        }
        assert!(!ran.out.contains("pop.") && !ran.out.contains("oauth2"), "only what was tested: {ran:?}");
    }
}

#[test]
fn a_broken_link_is_the_last_one_and_has_a_cause_and_a_cure() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let bench = bench(closed);
    for lang in ["cs", "en"] {
        let ran = bench.run(&format!("test --json --lang {lang}"));
        let object = object(&ran);
        assert_eq!((ran.status, names(&object)), (1, vec!["settings", "name", "connect"]), "{ran:?}");
        let (link, cause) = (&object["links"][2], &object["cause"]);
        assert!(link["ok"] == false && link["found"] == cause["text"], "{object}");
        let keys: Vec<_> = ["\"id\":", "\"token_ok\":", "\"text\":", "\"cure\":", "\"raw\":"]
            .map(|key| ran.out.find(key).expect("there"))
            .into();
        assert!(keys.is_sorted(), "in this order: {ran:?}");
        assert_eq!(
            (&cause["id"], &cause["token_ok"], &cause["raw"]),
            (&json!("connection-refused"), &json!(null), &json!(null))
        );
        assert!(cause["text"].as_str().is_some_and(|text| text.contains("127.0.0.1")), "{cause}");
        assert!(cause["cure"].as_str().is_some_and(|cure| cure.len() > 20), "{cause}");
        // The same words as to a person.
        let text = bench.run(&format!("test --lang {lang}"));
        assert_eq!(text.status, 1, "{text:?}");
        for words in [&cause["text"], &cause["cure"]].map(|words| words.as_str().expect("words")) {
            assert!(text.words.contains(words) && text.out.contains(words), "{words}: {text:?}");
        }
        assert!(text.words.contains("✗ ") && text.out.contains("connection-refused"), "{text:?}");
    }
}

#[test]
fn settings_and_token_are_links_like_any_other() {
    let bench = Bench::new();
    let ran = bench.run("test pop --json --lang en");
    let object = object(&ran);
    assert_eq!((&object["protocol"], names(&object)), (&json!("pop"), vec!["settings"]), "{ran:?}");
    assert!(object["links"][0]["ok"] == false && object["cause"]["id"] == "incomplete", "{object}");
    assert!(object["links"][0]["found"].as_str().is_some_and(|found| found.contains("pop.server")), "{object}");
}

#[test]
fn wrong_usage_is_two_and_a_sentence() {
    let bench = Bench::new();
    for (args, cs, en) in [
        ("test --send-to nobody", "e-mailová adresa", "address"),
        ("test pop --json --send-to a@b@c", "adresa", "address"),
    ] {
        let (czech, english) = (bench.run(&format!("{args} --lang cs")), bench.run(&format!("{args} --lang en")));
        assert!(czech.failed(2).contains(cs) && czech.words.contains("--send-to"), "{args}: {czech:?}");
        assert!(english.failed(2).contains(en), "{args}: {english:?}");
    }
    for args in ["test imap", "test smtp pop", "test --send-to"] {
        let _ = bench.run(args).failed(2);
    }
}

#[cfg(unix)]
#[test]
fn it_can_be_interrupted_at_any_link() {
    use std::io::Read as _;
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let bench = bench(server.local_addr().expect("an address").port());
    for args in [&["test", "--lang", "cs"][..], &["test", "--json", "--lang", "cs"]] {
        let mut child = bench.command(args).spawn().expect("started");
        let (connection, _) = server.accept().expect("a connection");
        assert_eq!(crate::interrupted::end(&mut child, "INT").code(), Some(1));
        let (mut out, mut words) = (String::new(), String::new());
        let _ = child.stdout.take().expect("a pipe").read_to_string(&mut out).expect("read");
        let _ = child.stderr.take().expect("a pipe").read_to_string(&mut words).expect("read");
        assert!(out.is_empty() && words.contains("Zrušeno"), "{out}{words}");
        drop(connection);
    }
    assert_eq!(logged(&bench), ["test-cancelled", "test-cancelled"]);
}

/// A server that takes a message and says nothing more, until the other side goes.
fn keeps_silent_after_the_message(server: &TcpListener, then_close: bool) {
    let (mut stream, _) = server.accept().expect("a connection");
    let mut lines = BufReader::new(stream.try_clone().expect("a reader")).lines().map_while(Result::ok);
    let mut say = |text: &str| drop(stream.write_all(text.as_bytes()));
    say("220 mail.example.cz ESMTP\r\n");
    while let Some(line) = lines.next() {
        match line.as_str() {
            "DATA" => {
                say("354 go on\r\n");
                while lines.next().is_some_and(|line| line != ".") {}
                if then_close {
                    return;
                }
                break;
            }
            _ => say("250 2.1.0 Ok\r\n"),
        }
    }
    // The connection is open as long as this is.
    std::thread::spawn(move || lines.count());
}

#[cfg(unix)]
#[test]
fn who_cuts_a_message_off_learns_that_it_may_have_been_sent() {
    use std::io::Read as _;
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let bench = bench(server.local_addr().expect("an address").port());
    for more in [&["--lang", "cs"][..], &["--json", "--lang", "cs"]] {
        let mut child = bench.command([&["test", "--send-to", "b@b.cz"], more].concat()).spawn().expect("started");
        keeps_silent_after_the_message(&server, false);
        assert_eq!(crate::interrupted::end(&mut child, "INT").code(), Some(1));
        let mut words = String::new();
        let _ = child.stderr.take().expect("a pipe").read_to_string(&mut words).expect("read");
        assert!(words.contains("možná už odešla") && words.contains("Zrušeno"), "{words}");
    }
    assert_eq!(logged(&bench), ["test-cancelled", "test-cancelled"]);
    let log = bench.run("log --lang cs");
    assert_eq!(log.done().matches("možná už odešla").count(), 2, "{log:?}");
}

#[test]
fn a_message_that_nobody_confirmed_is_not_said_to_be_unsent() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let bench = bench(server.local_addr().expect("an address").port());
    let listens = std::thread::spawn(move || keeps_silent_after_the_message(&server, true));
    let sent = bench.run("send --to b@b.cz --lang cs");
    let words = sent.failed(1).replace('\u{a0}', " ");
    assert!(words.contains("Možná ji přesto odeslal") && words.contains("dvakrát"), "{words}");
    listens.join().expect("no panic");
    assert_eq!(logged(&bench), ["send-uncertain"]);
    let log = bench.run("log --lang cs");
    assert!(log.done().contains("Není jisté") && !log.out.contains("nebyla odeslána"), "{log:?}");
}

/// What comes first need not be a whole line.
#[test]
fn a_web_server_that_begins_with_one_letter_is_known() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a port");
    let bench = bench(server.local_addr().expect("an address").port());
    let portal = std::thread::spawn(move || {
        let (mut stream, _) = server.accept().expect("a connection");
        for piece in ["H", "TTP/1.1 302 Found\r\n", "Location: http://hotel.example/\r\n\r\n"] {
            stream.set_nodelay(true).and_then(|()| stream.write_all(piece.as_bytes())).expect("written");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    });
    let ran = bench.run("test --json --lang cs");
    let object = object(&ran);
    assert_eq!((ran.status, &object["cause"]["id"]), (1, &json!("http-answer")), "{ran:?}");
    portal.join().expect("no panic");
}
