//! The machine's control object: publish, break, start over.

use std::sync::Arc;

use super::fault::Fault;
use super::host::Host;
use super::polkit::Answer;
use super::upstream::{Stream, Variant};
use isotope::tr;

/// The object on the bus.
#[derive(Debug)]
pub(crate) struct Control {
    host: Arc<Host>,
}

impl Control {
    /// One for that machine.
    pub(crate) fn new(host: Arc<Host>) -> Self {
        Self { host }
    }
}

#[expect(clippy::unused_self, reason = "members of a D-Bus interface have it")]
#[zbus::interface(name = "io.github.isotope_desktop.Isotope.Practice1")]
impl Control {
    async fn publish(&self, variant: String, version: String) -> zbus::fdo::Result<String> {
        Ok(Arc::clone(&self.host).publish(variant, version).await?)
    }

    async fn set_fault(&self, name: &str) -> zbus::fdo::Result<()> {
        let fault: Fault = name
            .parse()
            .map_err(|e: super::trouble::Trouble| zbus::fdo::Error::InvalidArgs(e.to_string()))?;
        Ok(Arc::clone(&self.host).set_fault(fault).await?)
    }

    async fn start_over(&self) -> zbus::fdo::Result<()> {
        Ok(Arc::clone(&self.host).start_over().await?)
    }

    fn set_answer(&self, action: &str, answer: &str) -> zbus::fdo::Result<()> {
        let answer = Answer::parse(answer).ok_or_else(|| {
            zbus::fdo::Error::InvalidArgs(tr!(
                "practice-no-answer",
                name = answer,
                names = "yes, no, dismissed"
            ))
        })?;
        self.host.answers().set(action, answer);
        Ok(())
    }

    #[zbus(property(emits_changed_signal = "false"))]
    fn fault(&self) -> String {
        self.host.fault().to_string()
    }

    #[zbus(property(emits_changed_signal = "false"))]
    fn starts(&self) -> u32 {
        self.host.starts()
    }

    #[zbus(property(emits_changed_signal = "false"))]
    fn directory(&self) -> String {
        self.host.machine().dir().to_string_lossy().into_owned()
    }

    #[zbus(property(emits_changed_signal = "false"))]
    fn variants(&self) -> Vec<String> {
        Variant::ALL.iter().map(|v| v.id().to_owned()).collect()
    }
}

/// The stream that is meant: by name, or the one that runs.
pub(crate) fn stream(host: &Host, name: &str) -> super::trouble::Result<Stream> {
    if name.is_empty() {
        Stream::parse(&host.running_branch()?)
    } else {
        Stream::parse(name)
    }
}
