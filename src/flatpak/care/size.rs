//! Sizes as the command writes them.

/// A size as `g_format_size` of glib writes it in English, with a space of any kind: `1.2 MB`, `512 bytes`.
pub(super) fn bytes(text: &str) -> Option<u64> {
    let (number, unit) = text.split_once(char::is_whitespace)?;
    let unit: u64 = match unit {
        "byte" | "bytes" => 1,
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        _ => return None,
    };
    let (whole, tenths) = number.split_once('.').unwrap_or((number, "0"));
    let tenths = tenths.parse::<u64>().ok().filter(|tenths| *tenths < 10)?;
    let whole = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    whole.checked_add(tenths * unit / 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_glib_writes_them() {
        for (text, expected) in [
            ("1.2\u{a0}MB", Some(1_200_000)),
            ("6.1 kB", Some(6_100)),
            ("512\u{a0}bytes", Some(512)),
            ("1 byte", Some(1)),
            ("2.0 GB", Some(2_000_000_000)),
            ("", None),
            ("many", None),
            ("1,2 MB", None),
            ("1.25 MB", None),
            ("99999999999999 TB", None),
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
