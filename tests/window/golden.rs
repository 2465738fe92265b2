//! The window looks as it did when somebody looked at it.
//!
//! Protects: a change of any of the chosen pictures (`tests/golden`) is noticed, and looked at before it is taken over.
//! They show no time, port or code that is another each time. Leaves to others: every other picture (`looks`), clipped texts (`clipped`).
//!
//! A pixel differs when one of its colours is off by more than [`COLOUR`]: the golden pictures are kept with five bits a
//! colour (off by 4 at most), and a processor with other floating-point instructions may round the edge of a letter
//! otherwise. A picture differs when more than [`PIXELS`] of its pixels do: fewer than make a comma.
//!
//! `MAILKEY_GOLDEN=renew cargo test --test window golden` draws them anew: look at each before it is committed.

use std::path::{Path, PathBuf};

use iced_test::core::Size;
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::{MINIMUM, SIZE};

use super::looks::{lang_name, theme_name, write};
use super::scenes::SCENES;

/// How far a colour may be off, of 255.
const COLOUR: u8 = 24;
/// How many pixels of a picture may differ.
const PIXELS: usize = 12;

/// The lowest window: 640×560 at 200 %.
const LOWEST: Size = Size::new(320.0, 280.0);
/// Wider than the content may be.
const WIDE: Size = Size::new(1920.0, 700.0);

/// What is kept: scene, language, whether it is dark, size.
const GOLDEN: &[(&str, Lang, bool, Size)] = &[
    ("steps", Lang::Cs, false, SIZE),
    ("steps", Lang::En, true, MINIMUM),
    ("steps-provider", Lang::En, false, SIZE),
    ("steps-application", Lang::Cs, true, MINIMUM),
    ("steps-sign-in", Lang::Cs, false, LOWEST),
    ("steps-skipped", Lang::En, false, MINIMUM),
    ("steps-test", Lang::Cs, false, MINIMUM),
    ("start", Lang::Cs, false, SIZE),
    ("start", Lang::En, true, MINIMUM),
    ("start", Lang::Cs, false, WIDE),
    ("start-pop", Lang::En, false, SIZE),
    ("start-pop", Lang::Cs, true, LOWEST),
    ("first", Lang::Cs, true, SIZE),
    ("advanced-microsoft", Lang::Cs, true, SIZE),
    ("advanced-microsoft", Lang::En, false, LOWEST),
    ("advanced-microsoft", Lang::Cs, false, MINIMUM),
    ("password", Lang::Cs, false, MINIMUM),
    ("no-method", Lang::En, true, MINIMUM),
    ("wrong", Lang::Cs, false, SIZE),
    ("wrong", Lang::En, true, LOWEST),
    ("changed", Lang::En, false, MINIMUM),
    ("changed", Lang::Cs, true, LOWEST),
    ("guide-microsoft", Lang::Cs, false, SIZE),
    ("guide-powershell", Lang::En, true, SIZE),
    ("guide-google", Lang::Cs, true, MINIMUM),
    ("guide-check", Lang::En, false, LOWEST),
    ("get-token", Lang::Cs, true, SIZE),
    ("get-token", Lang::En, false, LOWEST),
    ("get-code", Lang::En, true, MINIMUM),
    ("other", Lang::Cs, false, MINIMUM),
    ("remedy", Lang::En, false, MINIMUM),
    ("remedy", Lang::Cs, true, LOWEST),
    ("acquired", Lang::Cs, false, LOWEST),
    ("acquired", Lang::En, true, LOWEST),
    ("lacks", Lang::Cs, false, LOWEST),
    ("common-asked", Lang::En, false, LOWEST),
    ("test-ask", Lang::En, true, MINIMUM),
    ("test-ask", Lang::Cs, false, LOWEST),
    ("test-settings", Lang::En, true, LOWEST),
    ("disk-dispute", Lang::Cs, false, MINIMUM),
    ("delete", Lang::Cs, true, MINIMUM),
    ("deleted", Lang::En, false, LOWEST),
    ("log-entry", Lang::Cs, false, SIZE),
    ("log-filtered", Lang::En, true, MINIMUM),
    ("log-nothing-found", Lang::Cs, false, LOWEST),
    ("discard", Lang::Cs, false, MINIMUM),
    ("unsaved", Lang::En, true, MINIMUM),
    ("unlock", Lang::Cs, false, LOWEST),
    ("admin-set", Lang::En, false, MINIMUM),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn output() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden")
}

/// Five bits a colour: small files.
fn coarse(rgba: &[u8]) -> Vec<u8> {
    let colour = |colour: &u8| u8::try_from((u16::from(*colour) + 4).min(255) & 0xF8).expect("a byte");
    rgba.iter().map(colour).collect()
}

/// Small files take longer to write.
fn write_small(path: &Path, width: u32, height: u32, rgba: &[u8]) {
    let mut encoder = png::Encoder::new(std::fs::File::create(path).expect("created"), width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&rgb)).expect("written");
}

fn read(path: &Path) -> Option<(u32, u32, Vec<u8>)> {
    let mut reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).ok()?)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    let rgba = pixels.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect();
    Some((info.width, info.height, rgba))
}

fn differs(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).take(3).any(|(one, other)| one.abs_diff(*other) > COLOUR)
}

/// Where they differ: red on a faint copy.
fn difference(one: &[u8], other: &[u8]) -> Vec<u8> {
    let faint = |c: u8| 192 + c / 4;
    let pixel = |(one, other): (&[u8], &[u8])| {
        if differs(one, other) { [255, 0, 0, 255] } else { [faint(one[0]), faint(one[1]), faint(one[2]), 255] }
    };
    one.chunks_exact(4).zip(other.chunks_exact(4)).flat_map(pixel).collect()
}

/// What is wrong with a picture, when anything is.
fn compare(name: &str, (width, height, now): (u32, u32, &[u8])) -> Option<String> {
    let path = folder().join(name);
    let Some((old_width, old_height, old)) = read(&path) else {
        return Some(format!("{} is missing or no picture", path.display()));
    };
    if (old_width, old_height) != (width, height) {
        return Some(format!("{name} is {old_width}×{old_height} and not {width}×{height}"));
    }
    let different = now.chunks_exact(4).zip(old.chunks_exact(4)).filter(|(now, old)| differs(now, old)).count();
    if different <= PIXELS {
        return None;
    }
    std::fs::create_dir_all(output()).expect("folder");
    let [actual, marked] = ["actual", "difference"].map(|kind| output().join(format!("{kind}-{name}")));
    write(&actual, width, height, now);
    write(&marked, width, height, &difference(now, &old));
    Some(format!("{name}: {different} pixels differ; see {} and {}", actual.display(), marked.display()))
}

fn file_name((scene, lang, dark, size): &(&str, Lang, bool, Size)) -> String {
    let [lang, theme] = [lang_name(*lang), theme_name(&theme(*dark))];
    format!("{scene}-{lang}-{theme}-{}x{}.png", size.width, size.height)
}

fn theme(dark: bool) -> iced::Theme {
    if dark { iced::Theme::Dark } else { iced::Theme::Light }
}

fn check(lang: Lang) {
    let renew = std::env::var("MAILKEY_GOLDEN").is_ok_and(|word| word == "renew");
    let mut wrong = Vec::new();
    let wanted = |scene: &'static str| GOLDEN.iter().filter(move |golden| golden.0 == scene && golden.1 == lang);
    for scene in SCENES.iter().filter(|scene| wanted(scene.name).count() > 0) {
        let mut window = (scene.make)();
        window.send(Message::Language(lang));
        window.settle();
        for golden in wanted(scene.name) {
            window.resize(golden.3);
            if let Some(at) = scene.at {
                window.reveal(at);
            }
            let (width, height, picture) = window.picture_at(&theme(golden.2), 1.0);
            let (name, picture) = (file_name(golden), coarse(&picture));
            if renew {
                std::fs::create_dir_all(folder()).expect("folder");
                write_small(&folder().join(name), width, height, &picture);
            } else {
                wrong.extend(compare(&name, (width, height, &picture)));
            }
        }
    }
    assert!(wrong.is_empty(), "look at the pictures; when they are right: MAILKEY_GOLDEN=renew\n{}", wrong.join("\n"));
}

#[test]
fn the_window_looks_as_it_did_in_czech() {
    check(Lang::Cs);
}

#[test]
fn the_window_looks_as_it_did_in_english() {
    check(Lang::En);
}

#[test]
fn every_golden_picture_is_in_the_list_and_every_scene_of_the_list_exists() {
    let mut listed: Vec<_> = GOLDEN.iter().map(file_name).collect();
    listed.sort_unstable();
    let files = std::fs::read_dir(folder()).expect("tests/golden");
    let mut kept: Vec<_> = files.map(|file| file.expect("file").file_name().into_string().expect("a name")).collect();
    kept.sort_unstable();
    assert_eq!(kept, listed);
    let missing = GOLDEN.iter().find(|golden| SCENES.iter().all(|scene| scene.name != golden.0));
    assert!(missing.is_none(), "{missing:?}");
}

#[test]
fn a_changed_word_is_seen_and_the_noise_of_rounding_is_not() {
    let (width, height) = (100, 40);
    let golden = vec![128_u8; width * height * 4];
    let noise: Vec<_> = golden.iter().map(|colour| colour + 8).collect();
    let differing = |now: &[u8]| now.chunks_exact(4).zip(golden.chunks_exact(4)).filter(|(a, b)| differs(a, b)).count();
    assert_eq!(differing(&noise), 0);
    let mut comma = golden.clone();
    for pixel in [1010, 1011, 1012, 1110, 1111, 1112, 1210, 1211, 1212, 1310, 1311, 1312, 1410] {
        comma[pixel * 4] = 0;
    }
    assert!(differing(&comma) > PIXELS, "a comma is seen");
}
