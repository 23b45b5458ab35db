//! What an app asks for, written as a person writes it, as the key file that Flatpak reads.
//!
//! A wish is `shared=network`, `filesystems=home:ro`, `talk-name=org.example.X`, `system-talk-name=…`, `own-name=…`,
//! `usb=vnd:1234+dev:5678` or `env=NAME=value`.

use super::super::trouble::{Result, Trouble};
use super::{ARCH, RUNTIME_BRANCH};
use isotope::tr;

/// Keys of `[Context]` that hold lists.
const LISTS: [&str; 6] = [
    "shared",
    "sockets",
    "devices",
    "features",
    "filesystems",
    "persistent",
];
/// Other kinds of wishes: word, group, key (or none: the wish's own value is key), value.
const POLICIES: [(&str, &str, &str); 4] = [
    ("talk-name", "Session Bus Policy", "talk"),
    ("own-name", "Session Bus Policy", "own"),
    ("system-talk-name", "System Bus Policy", "talk"),
    ("system-own-name", "System Bus Policy", "own"),
];

/// The platform's ref without its kind.
pub(super) fn platform(branch: &str) -> String {
    format!("{}/{ARCH}/{branch}", super::platform_id())
}

/// The file of an app that asks for all that.
///
/// # Errors
/// When a wish is of no kind that there is.
pub(super) fn of_app(id: &str, wishes: &[String]) -> Result<String> {
    let platform = platform(RUNTIME_BRANCH);
    let mut groups: Vec<(String, Vec<(String, String)>)> = vec![(
        "Application".to_owned(),
        vec![
            ("name".to_owned(), id.to_owned()),
            ("runtime".to_owned(), platform.clone()),
            ("sdk".to_owned(), platform),
            ("command".to_owned(), "app".to_owned()),
        ],
    )];
    for wish in wishes {
        let (group, key, value) = place(wish)?;
        add(&mut groups, group, key, &value);
    }
    Ok(groups.iter().map(written).collect::<Vec<_>>().join("\n"))
}

/// The file of a runtime.
pub(super) fn of_runtime(branch: &str) -> String {
    let (id, platform) = (super::platform_id(), platform(branch));
    format!("[Runtime]\nname={id}\nruntime={platform}\nsdk={platform}\n")
}

/// Where a wish stands: group, key and what is added to its value.
fn place(wish: &str) -> Result<(&str, &str, String)> {
    let unknown = || Trouble::Usage(tr!("practice-apps-no-wish", wish = wish));
    let (kind, value) = wish.split_once('=').ok_or_else(unknown)?;
    if value.is_empty() || value.contains([';', '\n', '\r', '\\']) {
        return Err(unknown());
    }
    if LISTS.contains(&kind) {
        return Ok(("Context", kind, format!("{value};")));
    }
    if let Some((_, group, policy)) = POLICIES.iter().find(|(word, ..)| *word == kind) {
        return Ok((group, value, (*policy).to_owned()));
    }
    match kind {
        "usb" => Ok(("USB Devices", "enumerable-devices", format!("{value};"))),
        "env" => value
            .split_once('=')
            .map(|(name, text)| ("Environment", name, text.to_owned()))
            .ok_or_else(unknown),
        _ => Err(unknown()),
    }
}

fn add(groups: &mut Vec<(String, Vec<(String, String)>)>, group: &str, key: &str, value: &str) {
    let entry = (key.to_owned(), value.to_owned());
    let Some((_, keys)) = groups.iter_mut().find(|(name, _)| name == group) else {
        groups.push((group.to_owned(), vec![entry]));
        return;
    };
    match keys.iter_mut().find(|(name, _)| name == key) {
        Some((_, list)) if value.ends_with(';') => list.push_str(value),
        Some((_, old)) => value.clone_into(old),
        None => keys.push(entry),
    }
}

fn written((group, keys): &(String, Vec<(String, String)>)) -> String {
    let lines = keys.iter().map(|(key, value)| format!("{key}={value}\n"));
    format!("[{group}]\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_of_one_kind_share_a_line() {
        let wishes = [
            "shared=network",
            "talk-name=org.x.Y",
            "shared=ipc",
            "usb=all",
            "env=A=b=c",
        ];
        let text = of_app("a.b.C", &wishes.map(str::to_owned)).unwrap_or_default();
        let rest = text.split_once("\n\n").map_or("", |(_, rest)| rest);
        assert_eq!(
            rest,
            "[Context]\nshared=network;ipc;\n\n[Session Bus Policy]\norg.x.Y=talk\n\n\
             [USB Devices]\nenumerable-devices=all;\n\n[Environment]\nA=b=c\n"
        );
    }

    #[test]
    fn what_is_no_wish_is_refused() {
        for wish in [
            "network",
            "colour=red",
            "shared=",
            "shared=a;b",
            "env=A",
            "shared=a\n[X]",
        ] {
            assert!(of_app("a.b.C", &[wish.to_owned()]).is_err(), "{wish}");
        }
    }

    #[test]
    fn all_apps_of_the_catalogue_can_be_written() {
        for app in &super::super::catalogue::ALL {
            let more = app.waits.unwrap_or_default().split_whitespace();
            let wishes: Vec<_> = app
                .wishes()
                .into_iter()
                .chain(more.map(str::to_owned))
                .collect();
            assert!(of_app(&app.id(), &wishes).is_ok(), "{app:?}");
        }
    }
}
