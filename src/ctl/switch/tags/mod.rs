//! `isotopectl switch tags`: what a publisher has now.

mod failure;
mod json;
mod words;

use chrono::Utc;
use isotope::catalogue::Catalogue;
use isotope::domain::{NotAnAddress, Origin};
use isotope::switching::Publisher;
use isotope::upstream::{Seen, Upstream};

use super::preflight::running;
use super::which;
use crate::failure::{Exit, Failure};
use crate::verbs::{App, Done};
use json::TagsDocument;

pub(crate) use failure::TagsFailure;

impl App {
    pub(super) async fn tags(&mut self, text: Option<&str>) -> Done {
        let status = self.read().await?;
        let running = running(&status);
        let upstream = Upstream::of_this_process();
        let asked = asked(text, &running, &self.catalogue)?;
        let found = asked.ask(&upstream, &self.catalogue, &status).await;
        let found = found.map_err(TagsFailure::from)?;
        self.say(&found.seen, &words::lines(&found.what, &status, &running))?;
        self.console
            .document(&TagsDocument::new(&found, &status, &running))?;
        Ok(Exit::Done)
    }

    fn say(&mut self, seen: &Seen, lines: &[String]) -> std::io::Result<()> {
        if let Some(why) = &seen.offline {
            let line = words::offline(seen.at, why, Utc::now());
            self.console.remark(&line)?;
        }
        lines.iter().try_for_each(|line| self.console.say(line))
    }
}

/// What is meant by what was typed: an address, an image without a word on its signature, a remote with a colon, or
/// nothing, which is where the running system comes from.
fn asked(
    text: Option<&str>,
    running: &Origin,
    catalogue: &Catalogue,
) -> Result<Publisher, Failure> {
    let Some(text) = text else {
        return Ok(from(running)?);
    };
    if !text.contains([':', '/']) {
        return Ok(from(&which::find(text, running, catalogue)?)?);
    }
    if let Some(remote) = text.strip_suffix(':').filter(|name| !name.contains(':')) {
        return Ok(Publisher::Remote {
            remote: remote.to_owned(),
            like: None,
        });
    }
    let no_address = |why| TagsFailure::NoAddress {
        text: text.to_owned(),
        why,
    };
    match Origin::typed(text, running) {
        Ok(origin) => Ok(from(&origin)?),
        Err(NotAnAddress::Same) => Ok(from(running)?),
        Err(NotAnAddress::NoSignature {
            meant: [_, unchecked],
        }) => {
            let typed = Origin::typed(&unchecked, &Origin::Unknown).map_err(no_address)?;
            Ok(from(&as_known(typed, running, catalogue))?)
        }
        Err(why) => Err(no_address(why).into()),
    }
}

/// An image in the form in which it would be switched to: the running one's, else the catalogue's.
fn as_known(typed: Origin, running: &Origin, catalogue: &Catalogue) -> Origin {
    let Origin::Container(image) = &typed else {
        return typed;
    };
    let known = catalogue.of(&typed).map(|entry| &entry.origin);
    let forms = std::iter::once(running).chain(known);
    let form = forms.into_iter().find_map(|origin| match origin {
        Origin::Container(form) if form.repository == image.repository => Some(form),
        Origin::Container(_) | Origin::Ostree(_) | Origin::Commit(_) | Origin::Unknown => None,
    });
    let tag = image.tag.as_deref().unwrap_or("latest");
    form.map_or(typed.clone(), |form| Origin::Container(form.with_tag(tag)))
}

fn from(origin: &Origin) -> Result<Publisher, TagsFailure> {
    Publisher::of(origin).ok_or_else(TagsFailure::not_published)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_meant_well() {
        let catalogue = Catalogue::read(&[], "x86_64");
        let fedora = Origin::parse("fedora:fedora/44/x86_64/silverblue");
        let bluefin = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";
        let image =
            Origin::parse(&bluefin.replace("image-signed:docker://", "unverified-registry:"));
        let reference = |text: Option<&str>, running: &Origin| match asked(
            text, running, &catalogue,
        )
        .unwrap()
        {
            Publisher::Image(image) => image.reference,
            Publisher::Remote { remote, like } => {
                format!(
                    "{remote} {}",
                    like.map(|l| l.to_string()).unwrap_or_default()
                )
            }
        };
        for (text, running, wanted) in [
            (None, &fedora, "fedora fedora:fedora/44/x86_64/silverblue"),
            (Some("fedora:"), &image, "fedora "),
            (
                Some("fedora/43/x86_64/kinoite"),
                &fedora,
                "fedora fedora:fedora/43/x86_64/kinoite",
            ),
            (
                Some("fedora:fedora/44/x86_64/silverblue"),
                &fedora,
                "fedora fedora:fedora/44/x86_64/silverblue",
            ),
            (Some("ghcr.io/ublue-os/bluefin:stable"), &fedora, bluefin),
            (
                Some("ghcr.io/ublue-os/bluefin:beta"),
                &image,
                "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:beta",
            ),
            (
                Some("h.io/mine"),
                &fedora,
                "ostree-unverified-registry:h.io/mine",
            ),
        ] {
            assert_eq!(reference(text, running), wanted, "{text:?}");
        }
        for (text, running) in [
            (Some("mine"), &image),
            (Some("h.io/Mine"), &fedora),
            (Some(""), &fedora),
            (None, &Origin::Unknown),
        ] {
            assert!(asked(text, running, &catalogue).is_err(), "{text:?}");
        }
    }
}
