//! The program's icon is there in every form and size that a system asks for, and `scripts/make-icon` names them all.

use std::path::Path;

const SIZES: [u32; 8] = [16, 24, 32, 48, 64, 128, 256, 512];
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icon").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

#[test]
fn each_png_has_its_size_and_can_be_seen_through() {
    let script =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/make-icon")).expect("read");
    for size in SIZES {
        let png = file(&format!("mailkey-{size}.png"));
        assert!(png.starts_with(SIGNATURE), "{size} is no PNG");
        // The header chunk: width, height, bits a colour, and 6 for red, green, blue and opacity.
        assert_eq!((number(&png, 16), number(&png, 20), png[25]), (size, size, 6), "{size}");
        assert!(script.contains(&size.to_string()), "scripts/make-icon does not make {size}");
    }
    for name in ["mailkey.ico", "mailkey.icns", "icon-64.rgba"] {
        assert!(script.contains(name), "scripts/make-icon does not make {name}");
    }
}

#[test]
fn the_ico_has_what_windows_shows_from_the_title_bar_to_the_desktop() {
    let ico = file("mailkey.ico");
    assert_eq!(ico[..4], [0, 0, 1, 0], "no icon file");
    let count = usize::from(u16::from_le_bytes([ico[4], ico[5]]));
    // 0 stands for 256.
    let sides: Vec<u32> =
        (0..count).map(|at| u32::from(ico[6 + 16 * at])).map(|w| if w == 0 { 256 } else { w }).collect();
    assert_eq!(sides, [16, 24, 32, 48, 64, 128, 256]);
}

#[test]
fn the_icns_has_what_the_dock_shows() {
    let icns = file("mailkey.icns");
    assert!(icns.starts_with(b"icns"));
    assert_eq!(number(&icns, 4) as usize, icns.len());
    let (mut at, mut kinds) = (8, Vec::new());
    while at < icns.len() {
        kinds.push(String::from_utf8_lossy(&icns[at..at + 4]).into_owned());
        at += number(&icns, at + 4) as usize;
    }
    // 16, 32, 48, 128, 256 and 512 pixels.
    for kind in ["is32", "il32", "ih32", "it32", "ic08", "ic09"] {
        assert!(kinds.iter().any(|have| have == kind), "{kind} is missing: {kinds:?}");
    }
}

#[test]
fn the_window_s_icon_is_the_picture_and_not_a_blank() {
    let rgba = file("icon-64.rgba");
    assert_eq!(rgba.len(), 64 * 64 * 4);
    let pixel = |x: usize, y: usize| -> [u8; 4] { rgba[4 * (64 * y + x)..][..4].try_into().expect("a pixel") };
    assert_eq!(pixel(0, 0)[3], 0, "round corners");
    assert_eq!(pixel(12, 24), [255; 4], "the envelope");
    let [red, _, blue, opacity] = pixel(4, 50);
    assert!(blue > red && opacity == 255, "the tile is blue");
}
