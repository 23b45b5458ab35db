//! Telling apps apart that are called the same: one that is installed in two places, or in two branches, or two that
//! their publishers gave one name.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::InstalledApp;
use crate::text;
use crate::tr;

/// What two apps can differ in, the clearest for people first.
const WAYS: [fn(&InstalledApp) -> String; 3] = [
    |app| text::care::installation(&app.installation),
    |app| app.app_ref.branch.clone(),
    |app| app.app_ref.id.to_string(),
];

/// Gives apps of one name names of their own, wherever pages show them: `Alpha (For everybody)`.
pub(crate) fn tell_apart(apps: &mut [InstalledApp]) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, app) in apps.iter().enumerate() {
        same.entry(app.name.clone()).or_default().push(at);
    }
    for (name, places) in same.into_iter().filter(|(_, places)| places.len() > 1) {
        let several = || places.iter().filter_map(|at| apps.get(*at));
        let is_clear = |way: &&fn(&InstalledApp) -> String| {
            several().map(**way).collect::<BTreeSet<_>>().len() == places.len()
        };
        // Where none is enough, the whole name is.
        let way = WAYS.iter().find(is_clear).copied();
        for at in &places {
            if let Some(app) = apps.get_mut(*at) {
                let what = way.map_or_else(|| app.app_ref.to_string(), |way| way(app));
                app.name = tr!("apps-apart", name = name.clone(), what = what);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::world::World;

    #[test]
    fn an_app_that_is_installed_twice_says_where() {
        let world = World::new();
        world.install("org.example.Alpha", "");
        world.install_for_all("org.example.Alpha", "");
        world.install("org.example.Beta", "");
        let mut apps = world.apps().installed().apps;
        tell_apart(&mut apps);
        let mut names: Vec<_> = apps.iter().map(|app| app.name.as_str()).collect();
        names.sort_unstable();
        let [alpha, other] = ["Alpha (For everybody)", "Alpha (Only for you)"];
        assert_eq!(names, [alpha, other, "Beta"]);
    }

    #[test]
    fn two_branches_and_two_publishers_are_told_apart() {
        let world = World::new();
        for id in ["org.example.Notes", "com.example.Notes"] {
            world.install(id, "");
        }
        let mut apps = world.apps().installed().apps;
        let mut beta = apps[0].clone();
        tell_apart(&mut apps);
        let names: BTreeSet<_> = apps.iter().map(|app| app.name.as_str()).collect();
        assert!(names.contains("Notes (com.example.Notes)"), "{names:?}");
        apps.truncate(1);
        apps[0].name = beta.name.clone();
        beta.app_ref.branch = "beta".to_owned();
        apps.push(beta);
        tell_apart(&mut apps);
        assert_eq!(apps[1].name, "Notes (beta)");
    }
}
