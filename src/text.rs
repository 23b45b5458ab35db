//! Domain values in words for people: the one bridge between the two. Used by the window and the terminal.

use crate::tr;

/// A size in plain decimal units: `2.1 GB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => tr!("size-bytes", value = bytes),
        1_000..1_000_000 => tr!("size-kilobytes", value = scaled(bytes, 1_000)),
        1_000_000..1_000_000_000 => tr!("size-megabytes", value = scaled(bytes, 1_000_000)),
        _ => tr!("size-gigabytes", value = scaled(bytes, 1_000_000_000)),
    }
}

/// One decimal below ten, none above.
fn scaled(bytes: u64, unit: u64) -> String {
    let tenths = bytes / (unit / 10);
    if tenths < 100 {
        format!("{}{}{}", tenths / 10, tr!("decimal-separator"), tenths % 10)
    } else {
        (tenths / 10).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_at_most_two_digits_of_detail() {
        let cases = [
            (1, "1 byte"),
            (999, "999 bytes"),
            (2_100, "2.1 kB"),
            (61_000_000, "61 MB"),
            (2_150_000_000, "2.1 GB"),
        ];
        for (bytes, words) in cases {
            assert_eq!(size(bytes), words);
        }
    }
}
