//! Which version is meant by what was typed.
//!
//! In this order: one of the words, a whole id, a version number, the first digits of a checksum. The first
//! kind that fits anything decides; fitting several is an error that names them.

use isotope::backend::Refusal;
use isotope::domain::{Deployment, SystemStatus};

use crate::failure::Failure;

/// Fewer digits of a checksum are a typing mistake rather than a choice.
const FEWEST_DIGITS: usize = 4;

/// The version on this computer that is meant.
pub(crate) fn select<'a>(status: &'a SystemStatus, typed: &str) -> Result<&'a Deployment, Failure> {
    find(status, typed)?.ok_or(Failure::refused(Refusal::NoSuchVersion))
}

/// The same; `None` when no version on this computer is meant.
pub(crate) fn find<'a>(
    status: &'a SystemStatus,
    typed: &str,
) -> Result<Option<&'a Deployment>, Failure> {
    match typed {
        "running" => return Ok(status.running()),
        "previous" => return Ok(status.previous()),
        "next" => return Ok(status.next()),
        "ready" | "staged" => return Ok(status.staged()),
        _ => {}
    }
    let whole = |d: &&Deployment| d.id.as_str() == typed;
    let version = |d: &&Deployment| d.version.as_deref() == Some(typed);
    let start = |d: &&Deployment| {
        typed.len() >= FEWEST_DIGITS
            && d.checksum
                .as_ref()
                .is_some_and(|c| c.as_str().starts_with(typed))
    };
    let fit = |rule: &dyn Fn(&&Deployment) -> bool| -> Vec<&'a Deployment> {
        status.deployments.iter().filter(|d| rule(d)).collect()
    };
    for found in [fit(&whole), fit(&version), fit(&start)] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Some(one)),
            several => {
                return Err(Failure::Ambiguous {
                    text: typed.to_owned(),
                    fits: several.iter().map(|d| d.id.to_string()).collect(),
                });
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use isotope::backend::Backend as _;
    use isotope::backend::fake::{FakeBackend, Scene};

    use super::*;

    #[tokio::test]
    async fn words_ids_versions_and_digits() {
        let status = FakeBackend::new(Scene::Ready).status().await.unwrap();
        let [staged, running, previous] = status.deployments.as_slice() else {
            panic!("{status:?}")
        };
        let digits = running.checksum.as_ref().unwrap().as_str();
        for (typed, wanted) in [
            ("running", running),
            ("previous", previous),
            ("next", staged),
            ("ready", staged),
            (running.id.as_str(), running),
            (previous.version.as_deref().unwrap(), previous),
            (digits, running),
            (digits.get(..4).unwrap(), running),
        ] {
            assert_eq!(select(&status, typed).unwrap().id, wanted.id, "{typed}");
        }
        let short = digits.get(..3).unwrap();
        for typed in ["", short, "44", "../x", "zzzz"] {
            assert!(find(&status, typed).unwrap().is_none(), "{typed}");
        }
    }

    #[tokio::test]
    async fn several_are_named() {
        let mut status = FakeBackend::new(Scene::Fine).status().await.unwrap();
        for deployment in &mut status.deployments {
            deployment.version = Some("44".to_owned());
        }
        let Err(Failure::Ambiguous { fits, .. }) = select(&status, "44") else {
            panic!("not ambiguous")
        };
        assert_eq!(fits.len(), 2);
    }
}
