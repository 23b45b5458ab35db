//! What the page before a switch says, and whether it lets the person go on. Pure.

use super::super::state::join;
use crate::domain::{Origin, PinSupport};
use crate::preflight::{Fix, Level, Remark, Spare, Verdict};
use crate::switching::{Packages, Plan};
use crate::text::Explanation;
use crate::ui::reading::Reading;
use crate::{text, tr};

/// What was found out.
#[derive(Clone, Debug)]
pub(crate) enum Look {
    /// Everybody is being asked.
    Looking,
    /// The system's service did not answer.
    Failed(Explanation),
    /// All that there is to know.
    Found(Box<Plan>),
}

/// What the page knows.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// Where it goes.
    pub(crate) there: Origin,
    /// What was found out.
    pub(crate) look: Look,
    /// The person has read what is yellow.
    pub(crate) has_read: bool,
    /// Work goes on.
    pub(crate) is_busy: bool,
    /// What runs and stays.
    pub(crate) stays: Stays,
}

/// What stays on the computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stays {
    /// What the running system is called.
    system: String,
    /// It is kept until it is released, and not only until the next update.
    is_kept: bool,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// How bad it is.
    pub(crate) level: Level,
    /// What it says.
    pub(crate) title: String,
    /// More about it, and what mends it. May be empty.
    pub(crate) body: String,
    /// What can be done about it from here.
    pub(crate) help: Option<Help>,
}

/// One of two switches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Where it leads, and whether that is verified.
    pub(crate) words: String,
    /// The address.
    pub(crate) address: String,
}

/// What can be done about a line from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Help {
    /// What is prepared is thrown away.
    Discard,
    /// The choice of another version is undone.
    Undo,
    /// The command is put on the clipboard.
    Copy(String),
    /// Versions can be deleted.
    Versions,
}

impl State {
    /// Nothing is known of it yet.
    pub(crate) fn new(there: Origin, reading: &Reading) -> Self {
        Self {
            there,
            look: Look::Looking,
            has_read: false,
            is_busy: false,
            stays: Stays::of(reading),
        }
    }

    /// What was found out.
    pub(crate) fn plan(&self) -> Option<&Plan> {
        match &self.look {
            Look::Found(plan) => Some(plan),
            Look::Looking | Look::Failed(_) => None,
        }
    }

    /// Something new was found out. What was read is read, while nothing else has to be.
    pub(crate) fn found(&mut self, mut plan: Plan) {
        if let Some(before) = self.plan() {
            plan.packages = before.packages;
            self.has_read &= worrying(before).eq(worrying(&plan));
        }
        self.look = Look::Found(Box::new(plan));
    }

    /// The person has decided about packages.
    pub(crate) fn choose(&mut self, packages: Packages) {
        if let Look::Found(plan) = &mut self.look {
            plan.packages = packages;
        }
    }

    /// What it is called: `Fedora Kinoite 44`, or its address.
    fn name(&self) -> String {
        let entry = self.plan().and_then(|plan| plan.facts.entry.as_ref());
        text::called(&self.there, entry)
    }

    /// The heading: a question, while there is something to decide.
    pub(crate) fn title(&self) -> String {
        if self.has(&Remark::RunsAlready) {
            self.name()
        } else {
            tr!("preflight-page-question", system = self.name())
        }
    }

    /// How much is fetched, and how much room there is. `None`: nothing will be.
    pub(crate) fn size(&self) -> Option<String> {
        let facts = &self.plan().filter(|_| !self.is_stopped())?.facts;
        let room = facts.room.map(|room| text::size(room.free));
        Some(join([
            Some(facts.download.map_or_else(
                || tr!("preflight-page-download.unknown"),
                |bytes| tr!("preflight-page-download", size = text::size(bytes)),
            )),
            room.map(|free| tr!("preflight-page-free", size = free)),
        ]))
    }

    /// What becomes of the computer, one sentence each. Nothing while it cannot be done.
    pub(crate) fn happens(&self) -> Vec<String> {
        let Some(plan) = self.plan().filter(|_| !self.is_stopped()) else {
            return Vec::new();
        };
        let system = self.stays.system.clone();
        let stays = if self.stays.is_kept {
            tr!("preflight-page-stays", system = system)
        } else {
            tr!("preflight-page-stays.until-update", system = system)
        };
        let (here, there) = (plan.facts.desktop_here(), plan.facts.desktop_there());
        let settings = match here {
            Some(desktop) if there.as_ref() != Some(&desktop) => {
                Some(tr!("preflight-page-settings", desktop = desktop))
            }
            Some(_) => None,
            None => Some(tr!("preflight-page-settings.unknown")),
        };
        let sentences = [
            Some(tr!("preflight-page-files")),
            Some(stays),
            settings,
            Some(tr!("preflight-page-starts")),
        ];
        sentences.into_iter().flatten().collect()
    }

    /// The lines of that level.
    pub(crate) fn lines(&self, level: Level) -> Vec<Line> {
        let remarks = self.plan().into_iter();
        let remarks = remarks.flat_map(|plan| plan.report.of(level));
        remarks.map(Line::new).collect()
    }

    /// The packages that were added here, when there are some to decide about.
    pub(crate) fn packages(&self) -> Option<(&[String], Packages)> {
        let plan = self.plan().filter(|_| !self.is_stopped())?;
        let is_said = |line: &Remark| matches!(line, Remark::Packages { .. });
        let is_asked = plan.report.lines.iter().any(is_said);
        is_asked.then_some((&plan.facts.added[..], plan.packages))
    }

    /// Both steps, when it takes two.
    pub(crate) fn steps(&self) -> Option<[Step; 2]> {
        let plan = self.plan().filter(|_| !self.is_stopped())?;
        let then = plan.then()?;
        let system = self.name();
        let now = tr!("preflight-page-first.unverified", system = system.clone());
        let later = tr!("preflight-page-second.verified", system = system);
        Some(
            [(now, plan.step()), (later, then)].map(|(words, address)| Step {
                words,
                address: address.to_string(),
            }),
        )
    }

    fn has(&self, remark: &Remark) -> bool {
        let mut plan = self.plan().into_iter();
        plan.any(|plan| plan.report.lines.contains(remark))
    }

    /// Whether nothing speaks against it.
    pub(crate) fn is_fine(&self) -> bool {
        let verdict = self.plan().map(|plan| plan.report.verdict());
        verdict == Some(Verdict::Go)
    }

    /// Whether something is red.
    fn is_stopped(&self) -> bool {
        let verdict = self.plan().map(|plan| plan.report.verdict());
        verdict == Some(Verdict::Stop)
    }

    /// Whether nothing that a person does here can change that.
    pub(crate) fn is_final(&self) -> bool {
        let mut red = self.plan().into_iter();
        red.any(|plan| plan.report.of(Level::Red).any(is_final))
    }

    /// Whether there is something that has to be read first.
    pub(crate) fn asks(&self) -> bool {
        let verdict = self.plan().map(|plan| plan.report.verdict());
        verdict == Some(Verdict::Ask)
    }

    /// Why the switch cannot begin now. `None`: it can.
    pub(crate) fn why_not(&self) -> Option<String> {
        let plan = self.plan()?;
        match plan.report.verdict() {
            Verdict::Stop => self.verdict(),
            Verdict::Ask if !self.has_read => Some(tr!("preflight-page-ask")),
            Verdict::Go | Verdict::Ask => self.is_busy.then(|| tr!("preflight-page-busy")),
        }
    }

    /// The same for the eye, below the button: what stands above already is not said twice.
    pub(crate) fn hint(&self) -> Option<String> {
        self.why_not()
            .filter(|_| self.is_busy && !self.is_stopped() && (self.has_read || !self.asks()))
    }

    /// The sentence that all lines amount to.
    pub(crate) fn verdict(&self) -> Option<String> {
        Some(match self.plan()?.report.verdict() {
            Verdict::Go => tr!("ctl-preflight-go"),
            Verdict::Ask => tr!("preflight-page-verdict-ask"),
            Verdict::Stop if self.has(&Remark::RunsAlready) => tr!("preflight-page-nothing"),
            Verdict::Stop if self.is_final() => tr!("preflight-page-never"),
            Verdict::Stop => tr!("preflight-page-stop"),
        })
    }
}

impl Stays {
    /// What runs there.
    pub(crate) fn of(reading: &Reading) -> Self {
        let is_pinned = reading.status.running().is_some_and(|now| now.pinned);
        Self {
            system: text::system_name(&reading.status),
            is_kept: is_pinned || reading.can.pin == PinSupport::Yes,
        }
    }
}

/// Whether it is so wherever one looks, and whatever one mends.
fn is_final(red: &Remark) -> bool {
    matches!(
        red,
        Remark::RunsAlready
            | Remark::NotSupported
            | Remark::Retired { .. }
            | Remark::OtherKind { .. }
            | Remark::OtherBase { .. }
    )
}

/// What is yellow.
fn worrying(plan: &Plan) -> impl Iterator<Item = &Remark> {
    plan.report.of(Level::Yellow)
}

impl Line {
    fn new(remark: &Remark) -> Self {
        let fix = remark.fix();
        let help = fix.as_ref().and_then(Help::of);
        let (title, more) = if let Remark::Packages { names } = remark {
            // Their names stand where one chooses what becomes of them.
            let count = names.len();
            (tr!("preflight-page-packages.line", count = count), None)
        } else {
            text::preflight::parts(remark)
        };
        let is_said = |fix: &&Fix| match fix {
            // A button says it, or a group of its own.
            Fix::Discard | Fix::UndoChoice | Fix::TwoSteps { .. } | Fix::WithoutPackages { .. } => {
                false
            }
            Fix::Instead { .. }
            | Fix::SeeAll { .. }
            | Fix::FreeRoom(_)
            | Fix::FreeBoot
            | Fix::TidyBoot
            | Fix::AddRemote { .. }
            | Fix::AddKey { .. }
            | Fix::Command { .. }
            | Fix::AskAdministrator
            | Fix::PublishersRule
            | Fix::InstallAnew
            | Fix::Plug
            | Fix::OtherNetwork => true,
        };
        let way_out = fix.as_ref().filter(is_said).map(text::preflight::fix);
        let body: Vec<_> = [more, way_out].into_iter().flatten().collect();
        Self {
            level: remark.level(),
            title,
            body: body.join("\n"),
            help,
        }
    }
}

impl Help {
    fn of(fix: &Fix) -> Option<Self> {
        match fix {
            Fix::Discard => Some(Self::Discard),
            Fix::UndoChoice => Some(Self::Undo),
            Fix::Command { line } => Some(Self::Copy(line.clone())),
            Fix::FreeRoom(Spare::Some | Spare::Kept) | Fix::FreeBoot => Some(Self::Versions),
            Fix::TwoSteps { .. }
            | Fix::Instead { .. }
            | Fix::SeeAll { .. }
            | Fix::FreeRoom(Spare::None)
            | Fix::TidyBoot
            | Fix::WithoutPackages { .. }
            | Fix::AddRemote { .. }
            | Fix::AddKey { .. }
            | Fix::AskAdministrator
            | Fix::PublishersRule
            | Fix::InstallAnew
            | Fix::Plug
            | Fix::OtherNetwork => None,
        }
    }

    /// What its button says.
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Discard => tr!("action-discard"),
            Self::Undo => tr!("action-undo"),
            Self::Copy(_) => tr!("preflight-page-copy"),
            Self::Versions => tr!("page-versions"),
        }
    }
}
