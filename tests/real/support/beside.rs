//! A command that runs beside the test: its lines can be waited for while it runs, and it can be killed.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::children::{signal, wait_for, wait_or_kill};
use super::run::Run;
use super::world::World;

/// The lines of one pipe, and when each came.
type Lines = Arc<Mutex<Vec<(Instant, String)>>>;

/// A running command. It is killed when the value is dropped.
pub struct Beside<'a> {
    world: &'a World,
    arguments: Vec<String>,
    child: Child,
    began: Instant,
    stdout: (Lines, Option<JoinHandle<()>>),
    stderr: (Lines, Option<JoinHandle<()>>),
    noted: bool,
}

impl<'a> Beside<'a> {
    pub(super) fn start(world: &'a World, arguments: &[&str], mut command: Command) -> Self {
        let began = Instant::now();
        let mut child = command.spawn().expect("mailkeyctl can be started");
        let stdout = follow(child.stdout.take());
        let stderr = follow(child.stderr.take());
        let arguments = arguments.iter().copied().map(str::to_owned).collect();
        Self { world, arguments, child, began, stdout, stderr, noted: false }
    }

    /// Its process number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The lines that it has printed on standard output so far, and when.
    pub fn lines(&self) -> Vec<(Instant, String)> {
        self.stdout.0.lock().expect("nobody panics with it").clone()
    }

    /// What it has said on standard error so far.
    pub fn said(&self) -> String {
        text(&self.stderr.0)
    }

    /// Waits until a line on standard output is wanted; answers with it and when it came.
    pub fn wait_for_line(&self, what: &str, wanted: impl Fn(&str) -> bool) -> (Instant, String) {
        wait_for(what, Duration::from_secs(30), || self.lines().into_iter().find(|(_, line)| wanted(line)))
    }

    /// Writes a line to its standard input.
    pub fn type_line(&mut self, line: &str) {
        let stdin = self.child.stdin.as_mut().expect("its stdin is a pipe");
        writeln!(stdin, "{line}").and_then(|()| stdin.flush()).expect("it reads its stdin");
    }

    /// Kills it at once (SIGKILL), as a power cut would.
    pub fn kill(mut self) -> Run {
        let _ = self.child.kill();
        self.result(Some(Duration::from_secs(5)))
    }

    /// Asks it to end (SIGTERM) and waits.
    pub fn end(mut self) -> Run {
        signal(self.pid(), "TERM");
        self.result(None)
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Run {
        self.result(None)
    }

    fn result(&mut self, within: Option<Duration>) -> Run {
        drop(self.child.stdin.take());
        let within = within.unwrap_or(Duration::from_secs(90));
        let code = wait_or_kill(&mut self.child, within, || false).and_then(|status| status.code());
        let took = self.began.elapsed();
        for (_, reader) in [&mut self.stdout, &mut self.stderr] {
            if let Some(reader) = reader.take() {
                reader.join().expect("reading does not fail");
            }
        }
        let run = Run { code, stdout: text(&self.stdout.0), stderr: text(&self.stderr.0), took };
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        self.world.note(&arguments, &run);
        self.noted = true;
        run
    }
}

impl Drop for Beside<'_> {
    fn drop(&mut self) {
        if !self.noted {
            let _ = self.child.kill();
            let _ = self.result(Some(Duration::from_secs(5)));
        }
    }
}

fn text(lines: &Lines) -> String {
    lines.lock().expect("nobody panics with it").iter().map(|(_, line)| format!("{line}\n")).collect()
}

/// Reads a pipe's lines on a thread of its own, so that a full pipe stops nobody.
fn follow<R: Read + Send + 'static>(pipe: Option<R>) -> (Lines, Option<JoinHandle<()>>) {
    let lines = Lines::default();
    let kept = Arc::clone(&lines);
    let reader = pipe.map(|pipe| {
        std::thread::spawn(move || {
            for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                kept.lock().expect("nobody panics with it").push((Instant::now(), line));
            }
        })
    });
    (lines, reader)
}
