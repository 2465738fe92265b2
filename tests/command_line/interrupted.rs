//! Ctrl+C, and the system's wish that the program end.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::bench::{Bench, finish};

pub fn end(child: &mut Child, signal: &str) -> ExitStatus {
    let killed = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
    assert!(killed.expect("kill runs").success());
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(status) = child.try_wait().expect("a status") {
            return status;
        }
        assert!(Instant::now() < until, "still running");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn words(child: &mut Child) -> String {
    let mut words = String::new();
    let _ = child.stderr.take().expect("a pipe").read_to_string(&mut words).expect("words");
    words
}

#[test]
fn sending_to_a_server_that_stalls_can_be_interrupted() {
    let bench = Bench::new();
    let server = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = server.local_addr().expect("an address").port();
    bench.write_settings(&format!(
        "[smtp]\nserver = \"127.0.0.1\"\nport = {port}\nmethod = \"none\"\ntls = false\nsender_address = \"a@b.cz\"\n"
    ));
    for signal in ["INT", "TERM", "HUP"] {
        let mut child = bench.command(["send", "--to", "a@b.cz", "--lang", "cs"]).spawn().expect("started");
        let (mut connection, _) = server.accept().expect("a connection");
        connection.write_all(b"220 here\r\n").expect("written");
        let mut line = String::new();
        let _ = BufReader::new(&connection).read_line(&mut line).expect("EHLO");
        assert_eq!(end(&mut child, signal).code(), Some(1), "{signal}");
        let words = words(&mut child);
        assert!(words.contains("Zrušeno"), "{words}");
    }
}

#[test]
fn the_practice_servers_run_until_they_are_interrupted() {
    let bench = Bench::new();
    for signal in ["INT", "TERM", "HUP"] {
        let mut child = bench.command(["demo", "--lang", "en"]).spawn().expect("started");
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut settings = String::new();
        while !settings.contains("[pop.oauth2]")
            || !settings.trim_end().ends_with(']')
            || settings.trim_end().ends_with("oauth2]")
        {
            assert!(out.read_line(&mut settings).expect("a line") > 0, "ended early: {settings}");
        }
        let imported = finish(&mut bench.command(["settings", "import", "-"]), &settings);
        assert_eq!(imported.status, 0, "{imported:?}");
        let ca = bench.run("settings get extra_ca").out;
        assert!(Path::new(ca.trim()).exists());
        assert_eq!(bench.run("settings get smtp.oauth2.client_id").out.trim(), mailkey::demo::CLIENT_ID);
        let port: u16 = bench.run("settings get smtp.port").out.trim().parse().expect("a port");
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());

        assert_eq!(end(&mut child, signal).code(), Some(0), "{signal}");
        assert!(!Path::new(ca.trim()).exists(), "{signal}: the folder is gone");
        let words = words(&mut child);
        assert!(words.contains("practice servers"), "{words}");
    }
}
