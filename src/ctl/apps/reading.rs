//! Reading: the list, one app, who can do something, the history.

use isotope::domain::permission::{Effective, Layer, PortalKey, Question, Source, Written};
use isotope::domain::{AppId, InstalledApp};
use isotope::flatpak::AppAccess;
use isotope::flatpak::answers::Granted;
use isotope::flatpak::overrides::{Astray, BrokenFile, Overrides, Scope};
use isotope::tr;

use super::cli::Subject;
use super::granted::{self, GrantedJson};
use super::json::{
    AppJson, BrokenJson, EventJson, HistoryDocument, ListDocument, PermissionJson, ShowDocument,
    TroubleJson,
};
use super::who::{QuestionJson, QuestionsDocument, WhoCanDocument, WhoJson};
use super::{AppsFailure, Desk, Done, change, json, words};
use crate::failure::{Exit, Failure};
use crate::words::columns;

/// What is asked of all apps.
enum Asked {
    Question(Question),
    Permission(Written),
    Answer(PortalKey),
}

impl Asked {
    fn parse(text: &str) -> Result<Self, AppsFailure> {
        let question = text.parse().map(Self::Question).ok();
        let answer = || text.parse().map(Self::Answer).ok();
        let permission = || text.parse().map(Self::Permission).ok();
        let asked = question.or_else(answer).or_else(permission);
        asked.ok_or_else(|| AppsFailure::NotAQuestion { text: text.into() })
    }

    /// The permissions and answers by which an app can.
    fn granted_by(&self, effective: &Effective, granted: &Granted, app: &AppId) -> Vec<String> {
        let permissions = effective.iter().filter(|(target, entry)| match self {
            Self::Question(question) => {
                entry.setting.grants() && question.is_answered_by(target, &entry.setting, effective)
            }
            Self::Permission(written) => written.is_given_by(target, &entry.setting),
            Self::Answer(_) => false,
        });
        let answers = granted.of(app.as_str()).filter(|grant| match self {
            Self::Question(question) => question.is_allowed_by(grant),
            Self::Permission(_) => false,
            Self::Answer(key) => grant.key == *key && grant.answer.allows(),
        });
        permissions
            .map(|(target, entry)| json::typed(target, &entry.setting))
            .chain(answers.map(granted::typed))
            .collect()
    }
}

impl Desk {
    pub(super) fn list(&mut self) -> Done {
        let installed = self.apps.installed();
        let mut apps = self.with_access(installed.apps)?;
        apps.sort_by_cached_key(|(app, _)| (app.name.to_lowercase(), app.app_ref.to_string()));
        let mut lines = words::list(&apps);
        if lines.is_empty() {
            lines.push(tr!("ctl-apps-none"));
        } else if apps.iter().any(|(_, access)| access.is_changed_by_person()) {
            lines.push(tr!("ctl-apps-changed-by-you"));
        }
        let for_all = self.said_of_all()?;
        lines.extend(words::for_all(&for_all));
        lines.extend(installed.troubles.iter().map(words::trouble));
        self.say_all(lines)?;
        self.console.document(&ListDocument {
            apps: apps
                .iter()
                .map(|(app, may)| AppJson::new(app, may))
                .collect(),
            all_apps: for_all.iter().flat_map(json::said).collect(),
            troubles: installed.troubles.iter().map(TroubleJson::from).collect(),
        })?;
        Ok(Exit::Done)
    }

    /// What the administrator and the person say of all apps.
    fn said_of_all(&self) -> Result<[(Source, Layer); 2], AppsFailure> {
        let overrides = self.apps.access().overrides();
        // Where an app listens to a file that cannot be read, reading the app has failed before.
        let administrator = overrides.administrator().inspect_err(|error| {
            tracing::warn!(%error, "the administrator's rules cannot be read");
        });
        Ok([
            (Source::SystemForAll, administrator.unwrap_or_default()),
            (Source::UserForAll, self.said_by_person(&Scope::AllApps)?),
        ])
    }

    /// What the person says of all apps, or of one.
    fn said_by_person(&self, scope: &Scope) -> Result<Layer, AppsFailure> {
        let own = self.apps.access().overrides().own(scope);
        own.map_err(|error| AppsFailure::Override(error.into()))
    }

    fn with_access(
        &self,
        apps: Vec<InstalledApp>,
    ) -> Result<Vec<(InstalledApp, AppAccess)>, Failure> {
        let access = self.apps.access_of_each(&apps);
        let access: Vec<AppAccess> = access
            .collect::<Result<_, _>>()
            .map_err(|error| AppsFailure::Override(error.into()))?;
        Ok(apps.into_iter().zip(access).collect())
    }

    pub(super) fn access_of(&self, app: &InstalledApp) -> Result<AppAccess, AppsFailure> {
        let access = self.apps.access_of(app);
        access.map_err(|error| AppsFailure::Override(error.into()))
    }

    pub(super) fn show(&mut self, subject: &Subject) -> Done {
        let scope = self.scope(subject)?;
        let app = match &scope {
            Scope::AllApps => None,
            Scope::App(id) => self.apps.find(id),
        };
        let (effective, head, document) = match &app {
            Some(app) => {
                let access = self.access_of(app)?;
                let head = words::app(app, &access);
                let document = AppJson::new(app, &access);
                (access.effective, head, Some(document))
            }
            None => (self.own(&scope)?, vec![words::scope(&scope)], None),
        };
        let broken = self.broken(&scope)?;
        let known = match scope.app() {
            Some(_) => self.granted_if_known()?,
            None => None,
        };
        let granted = known.zip(scope.app());
        let granted = granted.map(|(all, id)| GrantedJson::of(&all, id.as_str()));
        let granted = granted.unwrap_or_default();
        self.say_all(head)?;
        self.say_all(broken.iter().flat_map(words::broken))?;
        self.console.say("")?;
        let mut lines = words::permissions(&effective);
        if lines.is_empty() {
            lines.push(tr!("ctl-apps-says-nothing"));
        } else if effective.iter().any(|(_, entry)| entry.is_changed()) {
            lines.push(tr!("ctl-apps-changed-mark"));
        }
        self.say_all(lines)?;
        self.say_all(granted.lines())?;
        let entries = effective.iter();
        let permissions = entries.map(|(t, entry)| PermissionJson::new(t, entry, &effective));
        self.console.document(&ShowDocument {
            scope: json::scope(&scope),
            app: document,
            permissions: permissions.collect(),
            granted,
            broken: broken.iter().map(BrokenJson::from).collect(),
        })?;
        Ok(Exit::Done)
    }

    /// What the person says of all apps, or of one that is not installed.
    fn own(&self, scope: &Scope) -> Result<Effective, AppsFailure> {
        let own = self.said_by_person(scope)?;
        let source = match scope {
            Scope::AllApps => Source::UserForAll,
            Scope::App(_) => Source::UserForApp,
        };
        Ok(Effective::of([(source, &own)]))
    }

    /// The files about an app, those about all apps included, that flatpak cannot read.
    fn broken(&self, scope: &Scope) -> Result<Vec<BrokenFile>, AppsFailure> {
        let mut broken = all_broken(self.apps.access().overrides())?;
        broken.retain(|file| file.scope == *scope || file.scope == Scope::AllApps);
        Ok(broken)
    }

    /// What can be asked of all apps, and how many can.
    pub(super) fn questions(&mut self) -> Done {
        let granted = self.granted_if_known()?;
        let answers_known = granted.is_some();
        let granted = granted.unwrap_or_default();
        let apps = self.with_access(self.apps.installed().apps)?;
        let count = |question: Question| {
            let can = apps.iter().filter(|(app, access)| {
                let grants = granted.of(app.app_ref.id.as_str());
                !question.because(&access.effective, grants).is_empty()
            });
            QuestionJson::new(question, can.count())
        };
        let questions = Vec::from(Question::ALL.map(count));
        let rows: Vec<_> = questions.iter().map(QuestionJson::row).collect();
        self.say_all(columns(&rows))?;
        self.console.say(&tr!("ctl-apps-who-can-hint"))?;
        self.console.document(&QuestionsDocument {
            answers_known,
            questions,
        })?;
        Ok(Exit::Done)
    }

    pub(super) fn who_can(&mut self, what: &str) -> Done {
        let asked = Asked::parse(what)?;
        let granted = self.granted_if_known()?;
        let answers_known = granted.is_some();
        let granted = granted.unwrap_or_default();
        let mut found = Vec::new();
        for (app, access) in self.with_access(self.apps.installed().apps)? {
            let permissions = asked.granted_by(&access.effective, &granted, &app.app_ref.id);
            if !permissions.is_empty() {
                found.push(WhoJson {
                    id: app.app_ref.id.to_string(),
                    name: app.name,
                    installation: app.installation.to_string(),
                    permissions,
                });
            }
        }
        found.sort_by_cached_key(|app| (app.name.to_lowercase(), app.id.clone()));
        let mut lines = words::who(&found);
        if lines.is_empty() {
            lines.push(tr!("ctl-apps-nobody"));
        }
        self.say_all(lines)?;
        self.console.document(&WhoCanDocument {
            what: what.to_owned(),
            answers_known,
            apps: found,
        })?;
        Ok(Exit::Done)
    }

    pub(super) fn history(&mut self) -> Done {
        let events = self.apps.access().history().events();
        let events = events.map_err(|error| AppsFailure::Override(error.into()))?;
        let undone = change::undone(&events);
        let mut lines = words::history(&events, &undone);
        if lines.is_empty() {
            lines.push(tr!("ctl-apps-no-history"));
        }
        self.say_all(lines)?;
        let changes = events
            .iter()
            .map(|event| EventJson::new(event, undone.contains(&event.number)));
        self.console.document(&HistoryDocument {
            changes: changes.collect(),
        })?;
        Ok(Exit::Done)
    }
}

pub(super) fn all_broken(overrides: &Overrides) -> Result<Vec<BrokenFile>, AppsFailure> {
    let broken = overrides.broken();
    broken.map_err(|error| AppsFailure::Override(error.into()))
}

pub(super) fn all_astray(overrides: &Overrides) -> Result<Vec<Astray>, AppsFailure> {
    let astray = overrides.astray();
    astray.map_err(|error| AppsFailure::Override(error.into()))
}
