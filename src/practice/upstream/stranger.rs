//! The fault `wrong-key`: versions are signed well, but by somebody whom nobody here knows.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use zgvariant::serialized::Context;
use zgvariant::{BE, Variant, to_bytes};

use super::super::commit::GPG_SIGNATURES;
use super::super::trouble::{About, Result, Trouble};
use super::key::Key;
use isotope::tr;

/// Who signs then.
const STRANGER: &str = "Somebody Else <else@example.org>";

/// What lies beside a commit's file when a stranger has signed it: with a new key each time, which is forgotten at once.
///
/// # Errors
/// When the commit is not there, or `GnuPG` refuses; its own words.
pub(super) fn signatures(commit: &Path) -> Result<Vec<u8>> {
    let scratch = tempfile::tempdir().about("make a folder in", &std::env::temp_dir())?;
    let key = Key::make(&scratch.path().join("key"), STRANGER)?;
    let file = scratch.path().join("signature");
    key.sign(commit, &file)?;
    let signature = fs::read(&file).about("read", &file)?;
    let list = Variant::from(vec![signature]);
    let beside = HashMap::from([(GPG_SIGNATURES, &list)]);
    let bytes = to_bytes(Context::new(BE, 0), &beside)
        .map_err(|error| Trouble::Plain(tr!("practice-work-broke", error = error.to_string())))?;
    Ok(bytes.to_vec())
}
