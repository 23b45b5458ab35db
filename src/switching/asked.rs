//! What the publisher says of where a switch shall go: how much is fetched, and whether it is there at all.

use std::time::Duration;

use crate::backend::sizes;
use crate::catalogue::Catalogue;
use crate::domain::{ContainerOrigin, Origin, OstreeBranch};
use crate::preflight::{Facts, Places, Verdict, check};
use crate::upstream::{Upstream, UpstreamError};

/// How long a publisher may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Letters by which a name may be off to be what was meant.
const OFF: usize = 2;

enum Answer {
    /// It is there, and so many bytes are fetched at most.
    Weighs(u64),
    /// It is not there, as its publisher's own list says; this may have been meant.
    Gone(Option<Origin>),
    /// Nothing that is known for sure.
    Nothing,
}

/// With what the publisher says. Nobody waits for that when it cannot be done anyway.
pub(super) async fn asked(facts: Facts, places: &Places, catalogue: &Catalogue) -> Facts {
    if check(&facts).verdict() == Verdict::Stop {
        return facts;
    }
    let upstream = Upstream::of_this_process();
    let answer = async {
        match &facts.there {
            Origin::Ostree(branch) => of_branch(&upstream, branch, places).await,
            Origin::Container(image) => of_image(&upstream, image, catalogue).await,
            Origin::Commit(_) | Origin::Unknown => Answer::Nothing,
        }
    };
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Answer::Weighs(bytes)) => facts.with_download(places, bytes),
        Ok(Answer::Gone(near)) => facts.gone(near),
        Ok(Answer::Nothing) | Err(_) => facts,
    }
}

async fn of_branch(upstream: &Upstream, branch: &OstreeBranch, places: &Places) -> Answer {
    let why = match upstream.newest_commit(branch).await {
        Ok(commit) => {
            let missing = sizes::missing_of(places.repo(), commit).await;
            return missing.map_or(Answer::Nothing, Answer::Weighs);
        }
        Err(why) => why,
    };
    tracing::info!(err = %why, "how much it is cannot be told");
    let remote = branch.remote.as_deref().unwrap_or_default();
    if why.passes() || remote.is_empty() {
        return Answer::Nothing;
    }
    // Not every remote keeps its branches as files: its own list is its word.
    let there = format!("{remote}:{}", branch.branch);
    match upstream.branches(remote).await {
        Ok(list) if list.seen.offline.is_none() => {
            let names: Vec<String> = list.origins.iter().map(Origin::to_string).collect();
            if names.contains(&there) {
                return Answer::Nothing;
            }
            let near = nearest(&there, names.iter().map(String::as_str));
            Answer::Gone(near.map(Origin::parse))
        }
        Ok(_) | Err(_) => Answer::Nothing,
    }
}

async fn of_image(upstream: &Upstream, image: &ContainerOrigin, catalogue: &Catalogue) -> Answer {
    let why = match upstream.facts(image).await {
        Ok(facts) => return Answer::Weighs(facts.bytes),
        Err(why) => why,
    };
    tracing::info!(err = %why, "how much it is cannot be told");
    if !is_gone(&why) {
        return Answer::Nothing;
    }
    // The service may know a login or another place that this person does not: only a list without it is a word.
    let (None, Some(tag)) = (&image.digest, &image.tag) else {
        return Answer::Nothing;
    };
    let names = match upstream.tags(image).await {
        Ok(tags) if tags.seen.offline.is_none() => tags.names,
        Ok(_) | Err(_) => return Answer::Nothing,
    };
    if names.contains(tag) {
        return Answer::Nothing;
    }
    let rules = catalogue.tag_rules(image);
    let names = names.iter().map(String::as_str);
    let near = nearest(tag, names.filter(|name| rules.read(name).is_some()));
    Answer::Gone(near.map(|tag| Origin::Container(image.with_tag(tag))))
}

fn is_gone(why: &UpstreamError) -> bool {
    matches!(why, UpstreamError::NoSuchImage { .. })
}

/// The name that may have been meant. Another release or day is not.
fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = |name: &str| name.replace(|c: char| c.is_ascii_digit(), "");
    let own = word(wanted);
    let names = names.filter(|name| word(name) != own);
    let near = names.map(|name| (strsim::damerau_levenshtein(wanted, name), name));
    // Of a short name nothing would be left.
    let near = near.filter(|(off, _)| *off <= OFF && off * 2 < wanted.chars().count());
    near.min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_nearly_the_same_may_have_been_meant() {
        let near = |wanted| nearest(wanted, ["stable", "testing", "44", "lts"].into_iter());
        assert_eq!(near("stablee"), Some("stable"));
        assert_eq!(near("tesitng"), Some("testing"));
        assert_eq!(near("unstable"), Some("stable"));
        assert_eq!(near("42"), None);
        let branches = ["f:f/35/silverblue", "f:f/44/silverblue"];
        assert_eq!(nearest("f:f/45/silverblue", branches.into_iter()), None);
        assert_eq!(near("main"), None);
    }
}
