//! What publishers have, asked of Debian's own registry, of doubles that mean well and of doubles that do not, and of
//! real ostree repositories.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod double;
mod hostile;
mod images;
mod ostree;
mod program;
mod real;
mod tokens;

use std::path::Path;
use std::time::Duration;

use isotope::domain::{ContainerOrigin, Origin};
use isotope::upstream::{Limits, Places, Upstream};

/// An image that nobody checks.
fn image(name: &str) -> ContainerOrigin {
    let address = format!("ostree-unverified-registry:{name}");
    let Origin::Container(image) = Origin::parse(&address) else {
        panic!("{address}")
    };
    image
}

/// Places in a folder: one file with logins, which may be missing, and what was seen.
fn places(folder: &Path) -> Places {
    Places {
        logins: vec![folder.join("auth.json")],
        cache: Some(folder.join("cache")),
        ..Places::default()
    }
}

/// An upstream with nothing of the computer's.
fn upstream(folder: &Path) -> Upstream {
    Upstream::new(places(folder), Limits::default())
}

/// For those who never end: seconds instead of minutes.
fn impatient() -> Limits {
    Limits {
        connect: Duration::from_secs(2),
        pause: Duration::from_millis(500),
        whole: Duration::from_secs(2),
        bytes: 64 << 10,
        pages: 20,
    }
}
