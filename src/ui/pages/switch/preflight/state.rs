//! What the page before a switch says, and whether it lets the person go on. Pure.

use crate::domain::Origin;
use crate::preflight::{Fix, Level, Remark, Verdict};
use crate::switching::{Packages, Plan};
use crate::text::Explanation;
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
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// How bad it is.
    pub(crate) level: Level,
    /// What it says.
    pub(crate) words: String,
    /// What mends it.
    pub(crate) fix: Option<String>,
    /// What can be done about it from here.
    pub(crate) help: Option<Help>,
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
    pub(crate) fn new(there: Origin) -> Self {
        Self {
            there,
            look: Look::Looking,
            has_read: false,
            is_busy: false,
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
    pub(crate) fn name(&self) -> String {
        let entry = self.plan().and_then(|plan| plan.facts.entry.as_ref());
        entry.map_or_else(
            || {
                self.there
                    .system()
                    .variant
                    .unwrap_or_else(|| self.there.to_string())
            },
            |entry| {
                let (name, channel) = (entry.name.clone(), channel(&self.there, &entry.channel));
                tr!("switch-channel-spoken", name = name, channel = channel)
            },
        )
    }

    /// The lines of that level.
    pub(crate) fn lines(&self, level: Level) -> Vec<Line> {
        let remarks = self.plan().into_iter();
        let remarks = remarks.flat_map(|plan| plan.report.of(level));
        remarks.map(Line::new).collect()
    }

    /// The packages that were added here, when there are some to decide about.
    pub(crate) fn packages(&self) -> Option<(&[String], Packages)> {
        let plan = self.plan()?;
        let is_said = |line: &Remark| matches!(line, Remark::Packages { .. });
        let is_asked = plan.report.lines.iter().any(is_said);
        is_asked.then_some((&plan.facts.added[..], plan.packages))
    }

    /// The addresses of both steps, when it takes two.
    pub(crate) fn steps(&self) -> Option<(String, String)> {
        let plan = self.plan()?;
        Some((plan.step().to_string(), plan.then()?.to_string()))
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
            Verdict::Stop if plan.report.lines.contains(&Remark::RunsAlready) => {
                Some(tr!("preflight-runs-already"))
            }
            Verdict::Stop => Some(tr!("preflight-page-stop")),
            Verdict::Ask if !self.has_read => Some(tr!("preflight-page-ask")),
            Verdict::Go | Verdict::Ask => self.is_busy.then(|| tr!("preflight-page-busy")),
        }
    }

    /// The same for the eye, below the button: what stands above already is not said twice.
    pub(crate) fn hint(&self) -> Option<String> {
        let verdict = self.plan()?.report.verdict();
        self.why_not().filter(|_| verdict != Verdict::Stop)
    }

    /// The sentence that all lines amount to.
    pub(crate) fn verdict(&self) -> Option<String> {
        Some(match self.plan()?.report.verdict() {
            Verdict::Go => tr!("ctl-preflight-go"),
            Verdict::Ask => tr!("preflight-page-verdict-ask"),
            Verdict::Stop => tr!("preflight-page-stop"),
        })
    }
}

/// What is yellow.
fn worrying(plan: &Plan) -> impl Iterator<Item = &Remark> {
    plan.report.of(Level::Yellow)
}

/// Of an address that is not in the catalogue, but of the same system: its own word for the channel.
fn channel(there: &Origin, known: &str) -> String {
    match there.system().channel {
        Some(own) if matches!(there, Origin::Container(_)) => own,
        Some(_) | None => known.to_owned(),
    }
}

impl Line {
    fn new(remark: &Remark) -> Self {
        let fix = remark.fix();
        Self {
            level: remark.level(),
            words: text::preflight::remark(remark),
            help: fix.as_ref().and_then(Help::of),
            fix: fix.as_ref().map(text::preflight::fix),
        }
    }
}

impl Help {
    fn of(fix: &Fix) -> Option<Self> {
        match fix {
            Fix::Discard => Some(Self::Discard),
            Fix::UndoChoice => Some(Self::Undo),
            Fix::Command { line } => Some(Self::Copy(line.clone())),
            Fix::FreeRoom | Fix::FreeBoot => Some(Self::Versions),
            Fix::TwoSteps { .. }
            | Fix::Instead { .. }
            | Fix::WithoutPackages
            | Fix::AddRemote { .. }
            | Fix::AddKey { .. }
            | Fix::AskAdministrator
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
