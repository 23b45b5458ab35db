//! A permission as a person types it: `shared=network`, `filesystems=home:ro`, `talk-name=org.example.X`.

use std::fmt;
use std::str::FromStr;

use super::{Bus, BusAccess, Condition, FileAccess, Setting, Target};

/// A target with what would be said of it when it is allowed.
///
/// | written | target | allowing it says |
/// |---|---|---|
/// | `shared=`, `sockets=`, `devices=`, `features=` TOKEN | the token | `Allowed` |
/// | the same with `if:TOKEN:CONDITION[,CONDITION…]` | the token | `OnlyWhen` |
/// | `filesystems=PATH[:ro\|:rw\|:create]`, `filesystems=host:reset` | the folder | its access |
/// | `persistent=PATH` | the folder | `Allowed` |
/// | `own-name=`, `talk-name=`, `see-name=` NAME, with `system-` or `a11y-` in front too | the name | its access |
/// | `env=NAME[=VALUE]` | the variable | its value |
/// | `usb=RULE` | the rule | `Allowed` |
/// | `policy:SUBSYSTEM.KEY=VALUE` | the entry | `Allowed` |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it is about.
    pub target: Target,
    /// What allowing it says.
    pub allowed: Setting,
}

/// What is said of a target, in one word: a permission as it is written, with `!` before it when it is denied.
#[must_use]
pub fn spell(target: &Target, setting: &Setting) -> String {
    let denied = if *setting == Setting::Denied { "!" } else { "" };
    let written = Written {
        target: target.clone(),
        allowed: setting.clone(),
    };
    format!("{denied}{written}")
}

/// Reads what [`spell`] wrote.
///
/// # Errors
/// When it is no permission.
pub fn unspell(text: &str) -> Result<(Target, Setting), NotAPermission> {
    let (denied, rest) = match text.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let written: Written = rest.parse()?;
    let setting = if denied {
        Setting::Denied
    } else {
        written.allowed
    };
    Ok((written.target, setting))
}

/// A text that is no permission.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a permission: {text}")]
pub struct NotAPermission {
    /// The text.
    pub text: String,
}

impl FromStr for Written {
    type Err = NotAPermission;

    fn from_str(text: &str) -> Result<Self, NotAPermission> {
        text.split_once('=')
            .filter(|(_, value)| !value.is_empty())
            .and_then(|(kind, value)| read(kind, value))
            .ok_or_else(|| NotAPermission {
                text: text.to_owned(),
            })
    }
}

fn read(kind: &str, value: &str) -> Option<Written> {
    let token: fn(String) -> Target = match kind {
        "shared" => Target::Shared,
        "sockets" => Target::Socket,
        "devices" => Target::Device,
        "features" => Target::Feature,
        "filesystems" => return Some(folder(value)),
        "persistent" => return Some(plain(Target::Persistent(value.to_owned()))),
        "usb" => return Some(plain(Target::Usb(value.to_owned()))),
        "env" => return Some(variable(value)),
        _ => return name(kind, value).or_else(|| policy(kind, value)),
    };
    conditional(token, value)
}

fn plain(target: Target) -> Written {
    Written {
        target,
        allowed: Setting::Allowed,
    }
}

fn conditional(token: fn(String) -> Target, value: &str) -> Option<Written> {
    let Some(rest) = value.strip_prefix("if:") else {
        let simple = !value.contains(':') && !value.starts_with('!');
        return simple.then(|| plain(token(value.to_owned())));
    };
    let (name, condition) = rest.split_once(':')?;
    let conditions = condition.split(',').map(|one| {
        let Ok(condition) = one.parse::<Condition>();
        condition
    });
    Some(Written {
        target: token(name.to_owned()),
        allowed: Setting::OnlyWhen {
            conditions: conditions.collect(),
            fresh: true,
        },
    })
}

fn folder(value: &str) -> Written {
    if value == "host:reset" {
        return plain(Target::FilesReset);
    }
    let (path, access) = match value.rsplit_once(':') {
        Some((path, "ro")) => (path, FileAccess::ReadOnly),
        Some((path, "rw")) => (path, FileAccess::ReadWrite),
        Some((path, "create")) => (path, FileAccess::Create),
        _ => (value, FileAccess::ReadWrite),
    };
    Written {
        target: Target::files(path),
        allowed: Setting::Files(access),
    }
}

fn variable(value: &str) -> Written {
    let (name, value) = value.split_once('=').unwrap_or((value, ""));
    Written {
        target: Target::Variable(name.to_owned()),
        allowed: Setting::Value(value.to_owned()),
    }
}

fn name(kind: &str, value: &str) -> Option<Written> {
    let (bus, kind) = [(Bus::System, "system-"), (Bus::Accessibility, "a11y-")]
        .into_iter()
        .find_map(|(bus, prefix)| kind.strip_prefix(prefix).map(|rest| (bus, rest)))
        .unwrap_or((Bus::Session, kind));
    let access = match kind {
        "see-name" => BusAccess::See,
        "talk-name" => BusAccess::Talk,
        "own-name" => BusAccess::Own,
        _ => return None,
    };
    Some(Written {
        target: Target::Name(bus, value.to_owned()),
        allowed: Setting::Bus(access),
    })
}

fn policy(kind: &str, value: &str) -> Option<Written> {
    let (subsystem, key) = kind.strip_prefix("policy:")?.split_once('.')?;
    Some(plain(Target::Policy {
        subsystem: subsystem.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
    }))
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Shared(token) => self.token(f, "shared", token),
            Target::Socket(token) => self.token(f, "sockets", token),
            Target::Device(token) => self.token(f, "devices", token),
            Target::Feature(token) => self.token(f, "features", token),
            Target::Files(path) => {
                write!(f, "filesystems={path}{}", self.mode(path))
            }
            Target::FilesReset => f.write_str("filesystems=host:reset"),
            Target::Persistent(path) => write!(f, "persistent={path}"),
            Target::Name(bus, name) => {
                let prefix = match bus {
                    Bus::Session => "",
                    Bus::System => "system-",
                    Bus::Accessibility => "a11y-",
                };
                let access = self.allowed.bus_access().unwrap_or(BusAccess::Talk);
                write!(f, "{prefix}{}-name={name}", access.word())
            }
            Target::Variable(name) => match self.allowed.value() {
                Some(value) => write!(f, "env={name}={value}"),
                None => write!(f, "env={name}"),
            },
            Target::Usb(rule) => write!(f, "usb={rule}"),
            Target::Policy {
                subsystem,
                key,
                value,
            } => write!(f, "policy:{subsystem}.{key}={value}"),
        }
    }
}

impl Written {
    /// The suffix; said in full where the end of the path could be taken for one.
    fn mode(&self, path: &str) -> &'static str {
        let suffix = self.allowed.file_access().map_or("", FileAccess::suffix);
        let seems = [":ro", ":rw", ":create"]
            .iter()
            .any(|mode| path.ends_with(mode));
        if suffix.is_empty() && seems {
            ":rw"
        } else {
            suffix
        }
    }

    fn token(&self, f: &mut fmt::Formatter<'_>, key: &str, token: &str) -> fmt::Result {
        let conditions = self.allowed.conditions();
        if conditions.is_empty() {
            return write!(f, "{key}={token}");
        }
        let all: Vec<String> = conditions.iter().map(ToString::to_string).collect();
        write!(f, "{key}=if:{token}:{}", all.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_what_is_printed() {
        for text in [
            "shared=network",
            "sockets=if:x11:!has-wayland",
            "sockets=if:x11:!has-wayland,has-usb-device",
            "devices=all",
            "features=devel",
            "filesystems=home:ro",
            "filesystems=xdg-download",
            "filesystems=~/a b:create",
            "filesystems=host:reset",
            "persistent=.foo",
            "talk-name=org.example.X",
            "system-own-name=org.example.*",
            "a11y-own-name=org.example.X",
            "see-name=org.example.X",
            "env=FOO=a=b",
            "usb=vnd:1234+dev:5678",
            "policy:Generic.allow=x",
        ] {
            let written: Written = text.parse().unwrap();
            assert_eq!(written.to_string(), text);
        }
    }

    #[test]
    fn what_is_said_is_spelled_and_read_again() {
        for text in [
            "!shared=network",
            "shared=network",
            "!filesystems=home",
            "!talk-name=org.example.X",
            "!env=FOO",
            "usb=all",
            "filesystems=/srv/odd:ro:rw",
            "!filesystems=/srv/odd:ro:rw",
            "filesystems=/srv/odd:ro:create",
        ] {
            let (target, setting) = unspell(text).unwrap();
            assert_eq!(spell(&target, &setting), text);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "network",
            "shared=",
            "shared=!network",
            "shared=a:b",
            "sockets=if:x11",
            "speak-name=org.example.X",
            "policy:x=y",
        ] {
            assert!(text.parse::<Written>().is_err(), "{text}");
        }
    }
}
