//! Not a test: draws every scene in every language, theme, size and scale, for `scripts/screenshots`.
//!
//! The widgets, fonts and renderer are the real window's. Each picture is a PNG in the folder `MAILKEY_LOOKS`, named by
//! scene, language, theme, size and scale. `MAILKEY_SCENES`, where set, names the scenes to draw (by words in their names,
//! separated by commas); `MAILKEY_SIZES` the sizes, as `640x560@1,320x280@2` (logical pixels, then the scale).

use std::path::{Path, PathBuf};

use iced_test::core::Size;
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;

use super::scenes::{SCENES, Scene};
use super::support::Window;

/// Windows of three sizes, each at two scales: logical pixels, and the scale.
const SIZES: &str = "640x560@1,320x280@2,1080x860@1,720x573@1.5,1920x1200@1,1280x800@1.5";

fn folder() -> PathBuf {
    std::env::var_os("MAILKEY_LOOKS").expect("MAILKEY_LOOKS names the folder for the pictures").into()
}

fn sizes() -> Vec<(Size, f32)> {
    let number = |text: &str| text.parse::<f32>().expect("a number");
    let parse = |text: &str| {
        let (size, scale) = text.split_once('@').expect("size@scale");
        let (width, height) = size.split_once('x').expect("width x height");
        (Size::new(number(width), number(height)), number(scale))
    };
    std::env::var("MAILKEY_SIZES").as_deref().unwrap_or(SIZES).split(',').map(parse).collect()
}

/// The language's name in file names.
pub fn lang_name(lang: Lang) -> &'static str {
    if lang == Lang::Cs { "cs" } else { "en" }
}

/// The theme's name in file names.
pub fn theme_name(theme: &iced::Theme) -> &'static str {
    if *theme == iced::Theme::Dark { "dark" } else { "light" }
}

/// Writes a picture.
pub fn write(path: &Path, width: u32, height: u32, rgba: &[u8]) {
    let file = std::fs::File::create(path).expect("created");
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(rgba)).expect("written");
}

fn draw(window: &mut Window, scene: &Scene, lang: Lang) {
    for (size, scale) in sizes() {
        window.resize(size);
        if let Some(at) = scene.at {
            window.reveal(at);
        }
        for theme in [iced::Theme::Light, iced::Theme::Dark] {
            let (width, height, picture) = window.picture_at(&theme, scale);
            let [name, lang, theme] = [scene.name, lang_name(lang), theme_name(&theme)];
            let file = format!("{name}-{lang}-{theme}-{}x{}@{scale}.png", size.width, size.height);
            write(&folder().join(file), width, height, &picture);
        }
    }
}

fn draw_all(lang: Lang) {
    let wanted = std::env::var("MAILKEY_SCENES").unwrap_or_default();
    for scene in SCENES.iter().filter(|scene| wanted.split(',').any(|word| scene.name.contains(word))) {
        let mut window = (scene.make)();
        window.send(Message::Language(lang));
        window.settle();
        draw(&mut window, scene, lang);
    }
}

#[test]
#[ignore = "draws for scripts/screenshots, is not a test"]
fn child_draws_looks_in_czech() {
    draw_all(Lang::Cs);
}

#[test]
#[ignore = "draws for scripts/screenshots, is not a test"]
fn child_draws_looks_in_english() {
    draw_all(Lang::En);
}
