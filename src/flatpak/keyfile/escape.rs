//! Values: lists taken apart, escapes resolved and written.

use std::ops::Range;

use super::Fault;

/// Where each entry of a raw list value stands. A `\` hides the `;` after it.
pub(super) fn pieces(raw: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut hidden = false;
    let mut places = Vec::new();
    for (index, byte) in raw.bytes().enumerate() {
        if byte == b';' && !hidden {
            places.push(start..index);
            start = index + 1;
        }
        hidden = byte == b'\\' && !hidden;
    }
    if start < raw.len() {
        places.push(start..raw.len());
    }
    places.into_iter()
}

pub(super) fn unescape(raw: &str, in_list: bool) -> Result<String, Fault> {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match chars.next() {
            Some('s') => ' ',
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('\\') => '\\',
            Some(';') if in_list => ';',
            Some(_) | None => return Err(Fault::Escape),
        });
    }
    Ok(text)
}

/// As `g_key_file_parse_string_as_value` writes: blanks only at the start need help.
pub(super) fn escape(text: &str, in_list: bool) -> String {
    let mut raw = String::with_capacity(text.len());
    let mut leading = true;
    for c in text.chars() {
        match c {
            ' ' if leading => raw.push_str("\\s"),
            '\t' if leading => raw.push_str("\\t"),
            '\n' => raw.push_str("\\n"),
            '\r' => raw.push_str("\\r"),
            '\\' => raw.push_str("\\\\"),
            ';' if in_list => raw.push_str("\\;"),
            _ => raw.push(c),
        }
        leading = leading && matches!(c, ' ' | '\t');
    }
    raw
}
