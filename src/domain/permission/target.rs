//! The thing that a rule is about, without what is said of it.

/// Which message bus a name lives on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bus {
    /// The bus of the person's session.
    Session,
    /// The bus of the whole system.
    System,
    /// The bus of screen readers (flatpak 1.17 and later).
    Accessibility,
}

impl Bus {
    /// The group that lists this bus's names in a metadata or override file.
    #[must_use]
    pub fn group(self) -> &'static str {
        match self {
            Self::Session => "Session Bus Policy",
            Self::System => "System Bus Policy",
            Self::Accessibility => "Accessibility Bus Policy",
        }
    }

    /// All three.
    pub const ALL: [Self; 3] = [Self::Session, Self::System, Self::Accessibility];
}

/// What a rule is about. Layers merge by target: two rules with one target speak of the same thing.
///
/// Tokens are plain text, also ones that no flatpak knows yet: nothing that a file says is lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// `[Context] shared`: `network`, `ipc`.
    Shared(String),
    /// `[Context] sockets`: `x11`, `wayland`, `pulseaudio`, …
    Socket(String),
    /// `[Context] devices`: `dri`, `all`, …
    Device(String),
    /// `[Context] features`: `devel`, `bluetooth`, …
    Feature(String),
    /// `[Context] filesystems`, without a mode and in flatpak's canonical form: `home`, `~/Music`, `/srv`.
    Files(String),
    /// `[Context] filesystems` token `!host:reset`: nothing that lower layers say about files counts.
    FilesReset,
    /// `[Context] persistent`: a path below the home folder.
    Persistent(String),
    /// A bus name, or a prefix that ends in `.*`.
    Name(Bus, String),
    /// An environment variable.
    Variable(String),
    /// A USB rule such as `vnd:0fd9+dev:0063`.
    Usb(String),
    /// An entry of a `[Policy SUBSYSTEM]` group.
    Policy {
        /// The subsystem in the group's name.
        subsystem: String,
        /// The key in it.
        key: String,
        /// One entry of that key's list.
        value: String,
    },
}

impl Target {
    /// The files target of a path, in flatpak's canonical form.
    ///
    /// `~` is `home`, `home/x` is `~/x`, doubled and trailing slashes go.
    #[must_use]
    pub fn files(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let absolute = path.starts_with('/');
        let first = if absolute { None } else { parts.next() };
        let rest: Vec<&str> = parts.collect();
        let canonical = match first {
            None => format!("/{}", rest.join("/")),
            Some("~" | "home") if rest.is_empty() => "home".to_owned(),
            Some("~" | "home") => format!("~/{}", rest.join("/")),
            Some(place) if rest.is_empty() => place.to_owned(),
            Some(place) => format!("{place}/{}", rest.join("/")),
        };
        Self::Files(canonical)
    }

    /// Whether a rule about it can depend on the computer (`if:…` tokens of flatpak 1.17 and later).
    #[must_use]
    pub fn can_be_conditional(&self) -> bool {
        matches!(
            self,
            Self::Shared(_) | Self::Socket(_) | Self::Device(_) | Self::Feature(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_one_canonical_form() {
        for (written, canonical) in [
            ("~", "home"),
            ("home", "home"),
            ("home/Music", "~/Music"),
            ("~/Music/", "~/Music"),
            ("//srv//data/", "/srv/data"),
            ("xdg-data/flatpak/", "xdg-data/flatpak"),
            ("host-etc", "host-etc"),
        ] {
            assert_eq!(Target::files(written), Target::Files(canonical.to_owned()));
        }
    }
}
