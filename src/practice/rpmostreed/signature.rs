//! Who signed a commit, as rpm-ostree tells it: what `ostree_gpg_verify_result_get_all` finds, here asked of `gpg`.
//!
//! The lines are those of `GnuPG`'s `doc/DETAILS`, "Format of the --status-fd output".

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zbus::Variant;

use super::super::commit;
use super::super::paths::REMOTE;
use super::super::trouble::{About, Result, cannot_run};
use super::super::upstream::publish;
use super::dict::{Dict, put};

/// One signature. The practice key never ends and is never revoked: nothing is kept of that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Signature {
    valid: bool,
    /// Its key is not one that the remote is trusted by.
    key_missing: bool,
    fingerprint: String,
    /// Seconds since 1970.
    made: i64,
    /// Likewise; 0: never.
    ends: i64,
    key_kind: &'static str,
    digest: &'static str,
    name: String,
    address: String,
    /// The fingerprint of the key that the signing one belongs to.
    primary: String,
}

/// The signatures of the commits of one repository.
#[derive(Debug, Default)]
pub(super) struct Signatures(Mutex<HashMap<String, Arc<Vec<Signature>>>>);

impl Signatures {
    /// Puts in whether the remote demands signatures, and those of that commit.
    pub(super) fn put(&self, dict: &mut Dict, repo: &Path, checksum: &str) {
        let demanded = is_demanded(repo);
        put(dict, "gpg-enabled", demanded);
        let found = demanded.then(|| self.of(repo, checksum));
        if let Some(found) = found.filter(|found| !found.is_empty()) {
            put(
                dict,
                "signatures",
                found.iter().map(wire).collect::<Vec<_>>(),
            );
        }
    }

    fn of(&self, repo: &Path, checksum: &str) -> Arc<Vec<Signature>> {
        if let Some(known) = self.known().get(checksum) {
            return Arc::clone(known);
        }
        let found = Arc::new(read(repo, checksum).unwrap_or_else(|error| {
            tracing::warn!(err = %error, checksum, "the signatures cannot be read");
            Vec::new()
        }));
        // A good one stays good. Another may still come.
        if found.iter().any(|signature| signature.valid) {
            self.known().insert(checksum.to_owned(), Arc::clone(&found));
        }
        found
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Arc<Vec<Signature>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Valid, expired, key expired, key revoked, key missing, fingerprint, time, end, kind of key, digest, name, address,
/// primary fingerprint, end of the key, end of the primary key.
fn wire(of: &Signature) -> Variant<'static> {
    let of = of.clone();
    Variant::from((
        of.valid,
        false,
        false,
        false,
        of.key_missing,
        of.fingerprint,
        of.made,
        of.ends,
        of.key_kind,
        of.digest,
        of.name,
        of.address,
        of.primary,
        0_i64,
        0_i64,
    ))
}

/// Whether the machine takes signed versions only, as libostree does unless it is told otherwise.
fn is_demanded(repo: &Path) -> bool {
    let group = format!("remote \"{REMOTE}\"");
    !publish::is_configured(repo, &group, "gpg-verify", "false")
}

/// Verifies a commit with the keys that the remote is trusted by.
fn read(repo: &Path, checksum: &str) -> Result<Vec<Signature>> {
    let signatures = commit::signatures(repo, checksum)?;
    if signatures.is_empty() {
        return Ok(Vec::new());
    }
    let scratch = tempfile::tempdir().about("make a folder in", &std::env::temp_dir())?;
    let file = scratch.path().join("signatures");
    fs::write(&file, signatures.concat()).about("write", &file)?;
    // A copy, because gpg makes a keyring where it finds none, and whoever looks must not.
    let keys = scratch.path().join("keys");
    let trusted = repo.join(format!("{REMOTE}.trustedkeys.gpg"));
    match fs::copy(&trusted, &keys) {
        Err(e) if e.kind() == ErrorKind::NotFound => {}
        copied => drop(copied.about("read", &trusted)?),
    }
    let mut gpg = Command::new("gpg");
    gpg.args(["--batch", "--no-options", "--no-autostart"]);
    gpg.arg("--homedir").arg(scratch.path());
    gpg.arg("--no-default-keyring").arg("--keyring").arg(keys);
    gpg.args(["--trust-model", "always", "--status-fd", "1"]);
    gpg.arg("--verify").arg(file);
    gpg.arg(repo.join(commit::object(checksum) + ".commit"));
    // It ends badly when one of the signatures is not good: its lines say which.
    let output = gpg.output().map_err(|e| cannot_run("gpg", &e))?;
    Ok(told(&String::from_utf8_lossy(&output.stdout)))
}

/// The signatures that the lines tell of.
fn told(lines: &str) -> Vec<Signature> {
    let mut all: Vec<Signature> = Vec::new();
    for line in lines.lines().filter_map(|l| l.strip_prefix("[GNUPG:] ")) {
        let words: Vec<&str> = line.split(' ').collect();
        if words.first() == Some(&"NEWSIG") {
            all.push(Signature::default());
        } else if let Some(signature) = all.last_mut() {
            signature.hear(&words);
        }
    }
    all
}

impl Signature {
    fn hear(&mut self, words: &[&str]) {
        match words {
            [verdict @ ("GOODSIG" | "BADSIG"), _, owner @ ..] => {
                self.valid = *verdict == "GOODSIG";
                let owner = owner.join(" ");
                let (name, address) = owner.split_once(" <").unwrap_or((&owner, ""));
                name.clone_into(&mut self.name);
                address.trim_end_matches('>').clone_into(&mut self.address);
            }
            [
                "VALIDSIG",
                key,
                _,
                made,
                ends,
                _,
                _,
                kind,
                digest,
                _,
                primary,
                ..,
            ] => {
                self.made_by(key, made, (kind, digest));
                self.ends = ends.parse().unwrap_or_default();
                (*primary).clone_into(&mut self.primary);
            }
            ["ERRSIG", key, kind, digest, _, made, reason, ..] => {
                self.made_by(key, made, (kind, digest));
                self.key_missing = *reason == "9";
            }
            _ => {}
        }
    }

    /// Kind and digest are numbers of RFC 9580; the names for them those of gpgme.
    fn made_by(&mut self, key: &str, made: &str, (kind, digest): (&str, &str)) {
        key.clone_into(&mut self.fingerprint);
        self.made = made.parse().unwrap_or_default();
        self.key_kind = match kind {
            "1" => "RSA",
            "22" => "EdDSA",
            _ => "[unknown name]",
        };
        self.digest = match digest {
            "8" => "SHA256",
            "10" => "SHA512",
            _ => "[unknown name]",
        };
    }
}

#[cfg(test)]
mod tests {
    use zgvariant::serialized::Context;
    use zgvariant::{BE, Variant as Stored};

    use super::*;

    const KEY: &str = "B36E845B4B32B4601C4E6B2ED2764DD67B5C22A1";

    #[test]
    fn a_good_signature_says_by_whom() {
        let lines = format!(
            "[GNUPG:] NEWSIG\n[GNUPG:] KEY_CONSIDERED {KEY} 0\n\
             [GNUPG:] GOODSIG D2764DD67B5C22A1 Practice Linux <practice@example.org>\n\
             [GNUPG:] VALIDSIG {KEY} 2026-11-21 1795245888 0 4 0 22 10 00 {KEY}\n"
        );
        let expected = Signature {
            valid: true,
            fingerprint: KEY.into(),
            made: 1_795_245_888,
            key_kind: "EdDSA",
            digest: "SHA512",
            name: "Practice Linux".into(),
            address: "practice@example.org".into(),
            primary: KEY.into(),
            ..Signature::default()
        };
        assert_eq!(told(&lines), [expected]);
    }

    #[test]
    fn bad_ones_and_those_of_strangers_are_not_valid() {
        let lines = format!(
            "[GNUPG:] NEWSIG\n[GNUPG:] BADSIG D2764DD67B5C22A1 Practice Linux <practice@example.org>\n\
             [GNUPG:] NEWSIG\n[GNUPG:] ERRSIG D2764DD67B5C22A1 22 10 00 1795245888 9 {KEY}\n\
             [GNUPG:] NO_PUBKEY D2764DD67B5C22A1\n[GNUPG:] FAILURE gpg-exit 33554433\n"
        );
        let all = told(&lines);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|signature| !signature.valid));
        assert_eq!(
            all.iter().map(|s| s.key_missing).collect::<Vec<_>>(),
            [false, true]
        );
        assert!(told("gpg: nothing\n").is_empty());
    }

    #[test]
    fn who_looks_for_the_key_makes_none() {
        let repo = tempfile::tempdir().unwrap();
        let name = "0".repeat(64);
        let commit = repo.path().join(commit::object(&name) + ".commit");
        let signed = Stored::from(vec![b"no signature".to_vec()]);
        let meta = HashMap::from([(commit::GPG_SIGNATURES, signed)]);
        let meta = zgvariant::to_bytes(Context::new(BE, 0), &meta).unwrap();
        fs::create_dir_all(commit.parent().unwrap()).unwrap();
        fs::write(&commit, "no commit").unwrap();
        fs::write(commit.with_extension("commitmeta"), &*meta).unwrap();
        assert_eq!(commit::signatures(repo.path(), &name).unwrap().len(), 1);
        assert_eq!(read(repo.path(), &name).unwrap(), []);
        let left: Vec<_> = fs::read_dir(repo.path()).unwrap().flatten().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn the_tuple_is_the_services() {
        let Variant::Structure(tuple) = wire(&Signature::default()) else {
            panic!("not a tuple");
        };
        assert_eq!(tuple.signature().to_string(), "(bbbbbsxxsssssxx)");
    }
}
