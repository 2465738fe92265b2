//! The real window on a display of its own, and a hand that clicks what it sees: keys are found by their colour.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::World;
use super::children::{Helper, signal, wait_for, wait_or_kill};

/// Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(30);
/// The ground of the primary key, in the light theme (`src/ui/theme.rs`).
pub const ACCENT: [u8; 3] = [0x32, 0x55, 0xD6];
/// The words on the key that deletes.
pub const DANGER: [u8; 3] = [0xB3, 0x21, 0x1B];
/// The ground of the page, and how much of it is more than a ring around a key.
pub const PAGE: [u8; 3] = [0xF3, 0xF4, 0xF8];
pub const MUCH: usize = 20_000;
/// Below the header and its icon, and right of the middle: the authentication card and the test message.
const LEFT: usize = 540;
const TOP: usize = 130;

/// A window and its display; both end with the value.
pub struct Window {
    program: Helper,
    _display: Helper,
    number: String,
    id: String,
    words: PathBuf,
    log: PathBuf,
}

impl Window {
    /// Opens the window in Czech and waits until it can be seen.
    pub fn open(world: &World) -> Self {
        let like = world.mailkeyctl(&[]);
        let mut program = Command::new(env!("CARGO_BIN_EXE_mailkey"));
        let _ = program.env_clear().envs(like.get_envs().filter_map(|(name, value)| Some((name, value?))));
        Self::show(program, &world.home)
    }

    /// Opens the window in practice mode. What its "browser" is told to open is written to `address`.
    pub fn practice(home: &Path, address: &Path) -> Self {
        let folder = home.with_file_name("bin");
        std::fs::create_dir_all(&folder).expect("a folder");
        let browser = folder.join("xdg-open");
        let new = address.with_extension("new").display().to_string();
        let script = format!("#!/bin/sh\nprintf %s \"$1\" >'{new}'\nmv '{new}' '{}'\n", address.display());
        std::fs::write(&browser, script).expect("a file can be written");
        std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o755)).expect("it can be run");
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
        let mut program = Command::new(env!("CARGO_BIN_EXE_mailkey"));
        let _ = program.env_clear().env("PATH", path).env("HOME", home.with_file_name("user")).arg("--demo");
        Self::show(program, home)
    }

    fn show(mut program: Command, home: &Path) -> Self {
        let folder = home.with_file_name("window");
        std::fs::create_dir_all(&folder).expect("a folder");
        let told = folder.join("display");
        let display = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(File::create(&told).expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let display = Helper(display);
        let number = wait_for("a display", PATIENCE, || {
            let text = std::fs::read_to_string(&told).unwrap_or_default();
            text.ends_with('\n').then(|| format!(":{}", text.trim()))
        });
        let words = folder.join("stderr");
        let program = program
            .arg("--home")
            .arg(home)
            .args(["--lang", "cs"])
            .env("DISPLAY", &number)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&words).expect("a file"))
            .spawn()
            .expect("mailkey can be started");
        let log = home.join("log").join("mailkey.log");
        let mut window = Self { program: Helper(program), _display: display, number, id: String::new(), words, log };
        let pid = window.program.0.id().to_string();
        window.id = wait_for("a window", PATIENCE, || {
            let found = window.x(&["search", "--onlyvisible", "--pid", &pid]);
            found.lines().last().map(str::to_owned)
        });
        let _ = window.x(&["windowfocus", "--sync", &window.id]);
        window
    }

    /// Presses keys one after another, as `xdotool` names them.
    pub fn press(&self, keys: &[&str]) {
        let _ = self.x(&[&["key", "--delay", "150"], keys].concat());
    }

    /// Turns the wheel to the page's beginning; the pointer is over the page.
    pub fn scroll_up(&self) {
        let _ = self.x(&["click", "--repeat", "40", "--delay", "15", "4"]);
        self.wait_for_rest();
    }

    /// Waits until the picture stays the same for a moment; the caret may blink.
    pub fn wait_for_rest(&self) {
        let mut before = self.pixels();
        wait_for("a picture that stays the same", PATIENCE, || {
            std::thread::sleep(Duration::from_millis(300));
            let now = self.pixels();
            let moved = now.chunks_exact(3).zip(before.chunks_exact(3)).filter(|(now, before)| now != before).count();
            before = now;
            (moved < 100).then_some(())
        });
    }

    fn pixels(&self) -> Vec<u8> {
        let run = Command::new("import")
            .args(["-window", &self.id, "-depth", "8", "rgb:-"])
            .env("DISPLAY", &self.number)
            .output();
        run.expect("ImageMagick is installed").stdout
    }

    /// How much of the window has this colour.
    pub fn amount(&self, colour: [u8; 3]) -> usize {
        self.pixels().chunks_exact(3).filter(|pixel| *pixel == colour).count()
    }

    /// Waits until the program ends by itself, and well.
    pub fn wait_for_end(mut self) {
        let status = wait_or_kill(&mut self.program.0, PATIENCE, || false).expect("the window closes");
        assert_eq!(status.code(), Some(0), "{status}");
    }

    fn x(&self, arguments: &[&str]) -> String {
        let run = Command::new("xdotool").args(arguments).env("DISPLAY", &self.number).output();
        String::from_utf8_lossy(&run.expect("xdotool is installed").stdout).into_owned()
    }

    /// The middle of what has this colour (within a little) in the window's right half, when enough of it is seen.
    pub fn find(&self, colour: [u8; 3], enough: usize) -> Option<(usize, usize)> {
        let places: Vec<(usize, usize)> = (self.pixels().chunks_exact(3).enumerate())
            .filter(|(_, pixel)| pixel.iter().zip(colour).all(|(one, other)| one.abs_diff(other) < 10))
            .map(|(at, _)| (at % 1080, at / 1080))
            .filter(|(x, y)| *x > LEFT && *y > TOP)
            .collect();
        // The median, so that a few letters of the same colour elsewhere do not draw the hand away.
        let middle = |mut numbers: Vec<usize>| {
            numbers.sort_unstable();
            numbers.get(numbers.len() / 2).copied()
        };
        let (x, y) = places.iter().copied().unzip();
        middle(x).zip(middle(y)).filter(|_| places.len() >= enough)
    }

    /// Waits for a key of this colour and clicks it.
    pub fn click(&self, what: &str, colour: [u8; 3], enough: usize) {
        let (x, y) = wait_for(what, PATIENCE, || self.find(colour, enough));
        let _ = self.x(&["mousemove", "--window", &self.id, &x.to_string(), &y.to_string()]);
        std::thread::sleep(Duration::from_millis(200));
        let _ = self.x(&["click", "1"]);
    }

    /// [OK] of the question, as soon as its veil lies over the page (which has another colour then).
    pub fn agree(&self) {
        wait_for("the question", PATIENCE, || self.find(PAGE, MUCH).is_none().then_some(()));
        let _ = self.x(&["key", "Return"]);
    }

    /// The key that deletes, which is not the one that has the focus.
    pub fn agree_to_delete(&self) {
        wait_for("the question", PATIENCE, || self.find(PAGE, MUCH).is_none().then_some(()));
        let _ = self.x(&["key", "Tab"]);
        std::thread::sleep(Duration::from_millis(200));
        let _ = self.x(&["key", "Return"]);
    }

    /// Waits until no question lies over the page.
    pub fn wait_for_page(&self) {
        wait_for("the page", PATIENCE, || self.find(PAGE, MUCH));
    }

    /// Ends the program as the system does; it ends well and nothing panicked.
    pub fn end(mut self) {
        signal(self.program.0.id(), "TERM");
        let status =
            wait_or_kill(&mut self.program.0, PATIENCE, || false).expect("the window ends when it is asked to");
        assert_eq!(status.code(), Some(0), "{status}");
        let words = std::fs::read_to_string(&self.words).expect("read");
        assert!(!words.contains("panicked"), "{words}");
    }
}

/// When a test fails: what the window said, and how it looked.
impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let picture = std::env::temp_dir().join(format!("mailkey-window-{}.png", std::process::id()));
            let _ =
                Command::new("import").args(["-window", "root"]).arg(&picture).env("DISPLAY", &self.number).status();
            eprintln!("--- the window looked like {}", picture.display());
            for file in [&self.words, &self.log] {
                eprintln!("--- {}\n{}", file.display(), std::fs::read_to_string(file).unwrap_or_default());
            }
        }
    }
}
