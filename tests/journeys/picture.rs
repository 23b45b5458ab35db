//! Pictures of a virtual screen, taken from the file that `Xvfb -fbdir` keeps.
//!
//! Source: X11 `XWDFile.h` (a header of big-endian words, a colour map, then rows of pixels).

use std::fs;
use std::path::Path;

use relm4::gtk::gdk::{MemoryFormat, MemoryTexture};
use relm4::gtk::glib::Bytes;
use relm4::gtk::prelude::TextureExt as _;

/// What a screen showed at one moment: rows of blue, green, red and an unused byte.
#[derive(PartialEq, Eq)]
pub(crate) struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Picture {
    /// Reads the screen.
    pub(crate) fn of(screen: &Path) -> Self {
        let file = fs::read(screen).unwrap();
        let word = |index: usize| -> usize {
            let bytes = file[index * 4..index * 4 + 4].try_into().unwrap();
            usize::try_from(u32::from_be_bytes(bytes)).unwrap()
        };
        let (header, width, height) = (word(0), word(4), word(5));
        let (bits, line, colours) = (word(11), word(12), word(19));
        assert_eq!((word(1), bits), (7, 32), "a screen with 24 colour bits");
        let start = header + colours * 12;
        let pixels = (0..height)
            .flat_map(|row| &file[start + row * line..start + row * line + width * 4])
            .copied()
            .collect();
        Self {
            width,
            height,
            pixels,
        }
    }

    /// Its upper left part, which is where a window stands when nobody moves it.
    pub(crate) fn cut(self, width: usize, height: usize) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        let pixels = (0..height)
            .flat_map(|row| &self.pixels[row * self.width * 4..(row * self.width + width) * 4])
            .copied()
            .collect();
        Self {
            width,
            height,
            pixels,
        }
    }

    /// How many colours it has; one that shows nothing has one.
    pub(crate) fn colours(&self) -> usize {
        let set: std::collections::BTreeSet<_> =
            self.pixels.chunks(4).map(|pixel| &pixel[..3]).collect();
        set.len()
    }

    /// Writes it as PNG.
    pub(crate) fn save(&self, path: &Path) {
        let side = |length: usize| i32::try_from(length).unwrap();
        MemoryTexture::new(
            side(self.width),
            side(self.height),
            MemoryFormat::B8g8r8x8,
            &Bytes::from(&self.pixels),
            self.width * 4,
        )
        .save_to_png(path)
        .unwrap();
    }
}
