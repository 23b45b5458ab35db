//! One line, as `g_key_file_parse_line` sees it.

use std::ops::Range;

use super::Fault;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Empty or a comment.
    Idle,
    Group(String),
    Pair {
        key: String,
        value: Range<usize>,
    },
    Broken(Fault),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// All of it, the line end included.
    pub(super) bytes: Vec<u8>,
    pub(super) kind: Kind,
}

impl Line {
    pub(super) fn value(&self) -> Option<&[u8]> {
        match &self.kind {
            Kind::Pair { value, .. } => self.bytes.get(value.clone()),
            Kind::Idle | Kind::Group(_) | Kind::Broken(_) => None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

pub(super) fn line(text: &str) -> Line {
    Line {
        bytes: text.as_bytes().to_vec(),
        kind: classify(text.as_bytes(), true),
    }
}

/// The line as `g_key_file_parse_line` sees it.
pub(super) fn classify(bytes: &[u8], in_group: bool) -> Kind {
    let content = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let content = content.strip_suffix(b"\r").unwrap_or(content);
    let indent = content.len() - content.trim_ascii_start().len();
    let start = content.get(indent..).unwrap_or_default();
    if start.is_empty() || start.starts_with(b"#") {
        return Kind::Idle;
    }
    if let Some(name) = group_name(start) {
        return match str::from_utf8(name) {
            Ok(name) if is_group_name(name) => Kind::Group(name.to_owned()),
            Ok(_) | Err(_) => Kind::Broken(Fault::GroupName),
        };
    }
    let Some(equals) = start
        .iter()
        .position(|byte| *byte == b'=')
        .filter(|at| *at > 0)
    else {
        return Kind::Broken(Fault::NotAnything);
    };
    if !in_group {
        return Kind::Broken(Fault::BeforeAnyGroup);
    }
    let key = start.get(..equals).unwrap_or_default().trim_ascii_end();
    match str::from_utf8(key) {
        Ok(key) if is_key_name(key) => {
            let value = start.get(equals + 1..).unwrap_or_default();
            let blank = value.len() - value.trim_ascii_start().len();
            Kind::Pair {
                key: key.to_owned(),
                value: indent + equals + 1 + blank..content.len(),
            }
        }
        Ok(_) | Err(_) => Kind::Broken(Fault::KeyName),
    }
}

/// What stands between the brackets of a group line.
fn group_name(start: &[u8]) -> Option<&[u8]> {
    let inner = start.strip_prefix(b"[")?;
    let close = inner.iter().position(|byte| *byte == b']')?;
    let after = inner.get(close + 1..)?;
    let empty = after.iter().all(|byte| matches!(byte, b' ' | b'\t'));
    if empty { inner.get(..close) } else { None }
}

fn is_group_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '[' || c.is_control())
}

fn is_key_name(key: &str) -> bool {
    let (name, locale) = match key.split_once('[') {
        Some((name, rest)) => (name, Some(rest)),
        None => (key, None),
    };
    let is_locale = |rest: &str| {
        rest.strip_suffix(']').is_some_and(|inner| {
            inner
                .chars()
                .all(|c| c.is_alphanumeric() || "-_.@".contains(c))
        })
    };
    !name.is_empty()
        && !name.contains(']')
        && !name.starts_with(' ')
        && !name.ends_with(' ')
        && locale.is_none_or(is_locale)
}
