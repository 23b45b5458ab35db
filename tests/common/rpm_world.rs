//! The computer behind the scripted rpm-ostree, as far as it shows.

use std::collections::{HashMap, VecDeque};

use zbus::{OwnedVariant, Variant};

use super::captured::Dict;

/// What happens to the system; done where the real service does it, just before `Finished`.
pub(crate) type Effect = Box<dyn FnOnce(&mut World) + Send>;

/// How a transaction goes.
pub(crate) struct Script {
    /// Name of the captured sequence.
    pub(crate) sequence: &'static str,
    /// Done before `Finished`.
    pub(crate) effect: Effect,
    /// Done once every listener has left.
    pub(crate) afterwards: Effect,
    /// Instead of the captured last words.
    pub(crate) words: Option<String>,
    /// The service dies instead of finishing.
    pub(crate) dies: bool,
}

impl Script {
    pub(crate) fn new(sequence: &'static str) -> Self {
        Self {
            sequence,
            effect: Box::new(|_| {}),
            afterwards: Box::new(|_| {}),
            words: None,
            dies: false,
        }
    }

    pub(crate) fn with(mut self, effect: impl FnOnce(&mut World) + Send + 'static) -> Self {
        self.effect = Box::new(effect);
        self
    }

    pub(crate) fn then(mut self, afterwards: impl FnOnce(&mut World) + Send + 'static) -> Self {
        self.afterwards = Box::new(afterwards);
        self
    }

    pub(crate) fn saying(mut self, words: impl Into<String>) -> Self {
        self.words = Some(words.into());
        self
    }

    pub(crate) fn dying(mut self) -> Self {
        self.dies = true;
        self
    }
}

/// The modelled computer.
#[derive(Default)]
pub(crate) struct World {
    /// In boot order.
    pub(crate) deployments: Vec<Dict>,
    /// `CachedUpdate`.
    pub(crate) cached: Dict,
    /// What upstream has: the deployment it becomes, and what a check finds.
    pub(crate) upstream: Option<(Dict, Dict)>,
    pub(crate) policy: String,
    pub(crate) path: String,
    pub(crate) booted: String,
    pub(crate) diff: Vec<(String, u32, Dict)>,
    pub(crate) active: (String, String, String),
    pub(crate) address: String,
    /// Next answers to a method, before anything else: an error name and text.
    pub(crate) refusals: HashMap<&'static str, VecDeque<(String, String)>>,
    /// Next transactions of a method.
    pub(crate) scripts: HashMap<&'static str, VecDeque<Script>>,
    /// Every call: member and arguments as text.
    pub(crate) calls: Vec<(String, String)>,
}

impl World {
    pub(crate) fn flag(dict: &Dict, key: &str) -> bool {
        bool::try_from(dict[key].clone()).unwrap()
    }

    pub(crate) fn set(dict: &mut Dict, key: &str, value: impl Into<Variant<'static>>) {
        let value = OwnedVariant::try_from(value.into()).unwrap();
        dict.insert(key.to_owned(), value);
    }

    pub(crate) fn id(dict: &Dict) -> String {
        String::try_from(dict["id"].clone()).unwrap()
    }

    fn staged(&self) -> Option<usize> {
        self.deployments
            .iter()
            .position(|d| Self::flag(d, "staged"))
    }

    fn running(&self) -> usize {
        let mut all = self.deployments.iter();
        all.position(|d| Self::flag(d, "booted")).unwrap()
    }

    /// Stages what upstream has, as the real service does: the cached update then names the deployment.
    pub(crate) fn stage(&mut self) {
        if let Some((deployment, cached)) = self.upstream.clone() {
            self.unstage();
            self.cached = cached;
            World::set(&mut self.cached, "deployment", Self::id(&deployment));
            self.deployments.insert(0, deployment);
        }
    }

    pub(crate) fn unstage(&mut self) {
        if let Some(at) = self.staged() {
            self.deployments.remove(at);
            self.cached.remove("deployment");
        }
    }

    fn swap(&mut self) {
        let running = self.running();
        let at = if running + 1 < self.deployments.len() {
            running + 1
        } else {
            running
        };
        let first = self.deployments.remove(at);
        self.deployments.insert(0, first);
    }

    pub(crate) fn script(&mut self, method: &str, argument: &str) -> Script {
        let own = self.scripts.iter_mut().find(|(m, _)| **m == method);
        if let Some(script) = own.and_then(|(_, list)| list.pop_front()) {
            return script;
        }
        match method {
            "AutomaticUpdateTrigger" => match self.upstream.clone() {
                Some((_, cached)) => Script::new("autoupdate-check").with(|w| w.cached = cached),
                None => Script::new("check-uptodate"),
            },
            "Upgrade" => match &self.upstream {
                Some((new, _))
                    if self
                        .deployments
                        .iter()
                        .all(|d| Self::id(d) != Self::id(new)) =>
                {
                    Script::new("upgrade").with(World::stage)
                }
                _ => Script::new("upgrade-uptodate"),
            },
            "UpdateDeployment" => Script::new("downloadonly-fresh"),
            "Cleanup" => Script::new("cleanup-pending").with(World::unstage),
            "Rollback" if self.staged().is_some() => Script::new("rollback-while-staged"),
            "Rollback" if self.deployments.len() < 2 => Script::new("rollback-none"),
            "Rollback" => Script::new("rollback").with(World::swap),
            "Deploy" if argument == "42.20250615.0" => {
                Script::new("deploy-version").with(World::stage)
            }
            "Rebase" => self.rebase(argument),
            "PkgChange" if argument.contains("no-such") => {
                Script::new("install-no-policy").saying(format!("Packages not found: {argument}"))
            }
            "PkgChange" => {
                let names = argument.split(' ').map(str::to_owned).collect();
                Script::new("install").with(|w| w.stage_with(names))
            }
            "Deploy" => Script::new("deploy-bad-version").saying(format!(
                "Version {argument} not found in practice:test/42/x86_64/silverblue"
            )),
            other => panic!("no script for {other}"),
        }
    }

    /// Upstream has Silverblue and Kinoite, and the computer knows the remote of the captured system.
    fn rebase(&self, refspec: &str) -> Script {
        let next = self.deployments[0].get("origin").cloned();
        let next = next.map(|origin| String::try_from(origin).unwrap());
        let (remote, branch) = refspec.split_once(':').unwrap();
        if next.as_deref() == Some(refspec) {
            Script::new("rebase-same").saying(format!("Old and new refs are equal: {refspec}"))
        } else if remote != "practice" {
            Script::new("rebase-bad-remote").saying(format!(
                "While pulling {branch}: Remote \"{remote}\" not found"
            ))
        } else if branch.ends_with("/kinoite") || branch.ends_with("/silverblue") {
            let refspec = refspec.to_owned();
            Script::new("rebase").with(move |w| w.stage_from(refspec))
        } else {
            Script::new("rebase-bad-ref").saying(format!(
                "While pulling {branch}: No such branch '{branch}' in repository summary"
            ))
        }
    }

    /// Stages a version that comes from there.
    pub(crate) fn stage_from(&mut self, refspec: String) {
        if let Some((mut deployment, _)) = self.upstream.clone() {
            self.unstage();
            Self::set(&mut deployment, "origin", refspec);
            self.deployments.insert(0, deployment);
        }
    }

    /// Stages what starts next once more, with these packages: made here, on top of what the publisher has.
    pub(crate) fn stage_with(&mut self, names: Vec<String>) {
        let mut deployment = self.deployments[0].clone();
        let base = String::try_from(deployment["checksum"].clone()).unwrap();
        let own: String = base.chars().rev().collect();
        Self::set(&mut deployment, "id", format!("fedora-{own}.0"));
        Self::set(&mut deployment, "checksum", own);
        let published = deployment["timestamp"].clone();
        deployment.insert("base-timestamp".to_owned(), published);
        Self::set(&mut deployment, "base-checksum", base);
        Self::set(&mut deployment, "timestamp", 1_800_000_000_u64);
        Self::set(&mut deployment, "requested-packages", names.clone());
        Self::set(&mut deployment, "packages", names);
        Self::set(&mut deployment, "booted", false);
        Self::set(&mut deployment, "staged", true);
        self.unstage();
        self.deployments.insert(0, deployment);
    }

    pub(crate) fn special(&self, which: &str) -> Dict {
        let running = self.running();
        let found = match which {
            "BootedDeployment" => self.deployments.get(running),
            "DefaultDeployment" => self.deployments.first(),
            _ => self.deployments.get(running + 1),
        };
        found.cloned().unwrap_or_default()
    }
}
