//! Names, and pictures that tell more than they show.

use proptest::prelude::*;

use super::picture::{Kind, Picture, look};
use super::{name, png};

#[test]
fn names_are_safe() {
    for (written, safe) in [
        ("error rate.PNG", "error-rate.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\mary\\graph.png", "graph.png"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("", "file"),
        ("-rf.txt", "rf.txt"),
        ("CON.txt", "file-CON.txt"),
        ("a\u{202e}gnp.exe", "a-gnp.exe"),
        ("log.tar.gz", "log.tar.gz"),
        ("日本.png", "file.png"),
        ("a b  c$(x);&.log", "a-b-c-x.log"),
    ] {
        assert_eq!(name::safe(written), safe, "{written}");
    }
    assert!(name::safe(&"x".repeat(400)).len() <= 100);
    assert_eq!(name::told_apart("a.tar.gz", "0f0f0f"), "a.tar-0f0f0f.gz");
}

/// A segment with its length.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], length.as_slice(), content].concat()
}

/// A camera's notes: how the picture is turned, and where it was taken.
fn notes(turned: u8) -> Vec<u8> {
    let entry = [
        b"II\x2a\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x04\0\0\0CAM\0\x12\x01\x03\0\x01\0\0\0".as_slice(),
        &[turned],
        b"\0\0\0\0\0\0\0",
    ];
    [b"Exif\0\0".as_slice(), &entry.concat(), b"GPS 52.5200 13.4050"].concat()
}

fn jpeg(turned: u8) -> Vec<u8> {
    let body = [0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33];
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x02"),
        segment(0xe1, &notes(turned)),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:secret/>"),
        segment(0xe2, b"ICC_PROFILE\0abc"),
        segment(0xed, b"Photoshop 3.0\0secret"),
        segment(0xfe, b"a secret comment"),
        segment(0xdb, &[0; 65]),
        segment(0xda, &[1, 2, 3]),
        body.to_vec(),
        segment(0xc4, b"table"),
        segment(0xda, &[4]),
        body.to_vec(),
        vec![0xff, 0xd9],
        b"a video behind the picture".to_vec(),
    ]
    .concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_jpeg_keeps_its_picture_and_how_it_is_turned() {
    let Picture::Stripped(bytes) = look(&jpeg(6)) else { panic!() };
    for part in [b"GPS".as_slice(), b"CAM", b"secret", b"video", b"xap"] {
        assert!(!has(&bytes, part), "{}", String::from_utf8_lossy(part));
    }
    for part in
        [b"JFIF".as_slice(), b"ICC_PROFILE\0abc", b"table", &[0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33, 0xff, 0xd9]]
    {
        assert!(has(&bytes, part), "{part:?}");
    }
    // Once more: nothing is left to take away, and it is still turned the same way.
    assert_eq!(look(&bytes), Picture::Stripped(bytes.clone()));
    assert!(has(&bytes, &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]));
    let Picture::Stripped(straight) = look(&jpeg(1)) else { panic!() };
    assert!(!has(&straight, b"Exif"));
}

fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [length.as_slice(), name, content, b"crc!"].concat()
}

#[test]
fn a_png_keeps_its_picture() {
    let picture = |extra: &[Vec<u8>]| {
        let ends =
            (b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &[0; 13]), chunk(b"IDAT", b"data"), chunk(b"IEND", b""));
        [ends.0, ends.1, extra.concat(), ends.2, ends.3].concat()
    };
    let told = picture(&[
        chunk(b"tEXt", b"Author\0Mary"),
        chunk(b"eXIf", &notes(1)),
        chunk(b"tIME", b"2026"),
        chunk(b"gAMA", b"gggg"),
    ]);
    let told = [told, b"trailing secret".to_vec()].concat();
    assert_eq!(look(&told), Picture::Stripped(picture(&[chunk(b"gAMA", b"gggg")])));
    assert_eq!(look(&told[..60]), Picture::Broken("PNG"));
}

#[test]
fn a_webp_keeps_its_picture() {
    let chunk = |name: &[u8], content: &[u8]| {
        let pad = vec![0; content.len() % 2];
        [name, &u32::try_from(content.len()).unwrap().to_le_bytes(), content, &pad].concat()
    };
    let riff = |chunks: &[Vec<u8>]| {
        let all = chunks.concat();
        [b"RIFF".as_slice(), &u32::try_from(all.len() + 4).unwrap().to_le_bytes(), b"WEBP", &all].concat()
    };
    let told = riff(&[
        chunk(b"VP8X", &[0x0c; 10]),
        chunk(b"VP8 ", b"dat"),
        chunk(b"EXIF", &notes(1)),
        chunk(b"XMP ", b"secret"),
    ]);
    let mut flags = vec![0x0c; 10];
    flags[0] = 0;
    assert_eq!(look(&told), Picture::Stripped(riff(&[chunk(b"VP8X", &flags), chunk(b"VP8 ", b"dat")])));
}

/// Blocks with their lengths, and the empty one at the end.
fn gif_extension(label: u8, blocks: &[&[u8]]) -> Vec<u8> {
    let block = |block: &&[u8]| [&[u8::try_from(block.len()).unwrap()], *block].concat();
    [vec![0x21, label], blocks.iter().map(block).collect::<Vec<_>>().concat(), vec![0]].concat()
}

#[test]
fn a_gif_keeps_its_picture_and_goes_round() {
    // Two dots, with colours of the whole and of the frame.
    let head = [b"GIF89a".as_slice(), &[2, 0, 1, 0, 0x80, 0, 0], &[9; 6]].concat();
    let frame = [[0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0x81].as_slice(), &[8; 12], &[2, 2, 0x4c, 0x01, 0]].concat();
    let (times, goes_round) =
        (gif_extension(0xf9, &[&[0, 5, 0, 0]]), gif_extension(0xff, &[b"NETSCAPE2.0", &[1, 0, 0]]));
    let picture = [head.clone(), goes_round.clone(), times.clone(), frame.clone(), frame.clone(), vec![0x3b]].concat();
    let told = [
        head,
        goes_round,
        gif_extension(0xfe, &[b"made by mary", b"on her laptop"]),
        times,
        frame.clone(),
        gif_extension(0xff, &[b"XMP DataXMP", b"secret"]),
        frame,
        vec![0x3b],
        b"behind the end".to_vec(),
    ]
    .concat();
    assert_eq!(look(&told), Picture::Stripped(picture.clone()));
    assert_eq!(look(&picture), Picture::Stripped(picture.clone()));
    // Without its last byte browsers show it all the same.
    assert_eq!(look(&picture[..picture.len() - 1]), Picture::Stripped(picture.clone()));
    assert_eq!(look(&picture[..picture.len() - 3]), Picture::Broken("GIF"));
    assert_eq!(look(b"GIF89a"), Picture::Broken("GIF"));
}

#[test]
fn other_files_are_what_they_are() {
    assert_eq!(look(b"just text"), Picture::Not);
    assert_eq!(look(b""), Picture::Not);
    for (bytes, kind) in [
        (b"\0\0\0\x18ftypheic".as_slice(), Kind::Heic),
        (b"\0\0\0\x18ftypmif1", Kind::Heic),
        (b"\0\0\0\x18ftypavif", Kind::Avif),
        (b"\0\0\0\x18ftypisom", Kind::Video),
        (b"II\x2a\0", Kind::Tiff),
        (b"%PDF-1.7\n", Kind::Pdf),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- mary -->\n<svg/>", Kind::Svg),
        (b"  <svg xmlns=\"http://www.w3.org/2000/svg\"/>", Kind::Svg),
    ] {
        assert_eq!(look(bytes), Picture::Kept(kind), "{}", String::from_utf8_lossy(bytes));
        assert!(kind.stays().ends_with('.'));
    }
    assert_eq!(look(b"<html><p>no drawing"), Picture::Not);
    assert_eq!(look(&[0xff, 0xd8, 0xff, 0xe1, 0xff]), Picture::Broken("JPEG"));
}

proptest! {
    /// Hostile files cost nothing but a refusal.
    #[test]
    fn nothing_panics(head in 0usize..5, tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        let heads: [&[u8]; 5] = [b"GIF89a\x01\0\x01\0\0\0\0",b"\xff\xd8\xff\xe1\0\x20Exif\0\0II\x2a\0", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP", b""];
        let bytes = [heads[head], &tail].concat();
        let _ = look(&bytes);
        let _ = png::strip(&tail);
    }
}
