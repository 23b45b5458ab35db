//! Running instances as the host tells of them, for Isotope in a sandbox of its own.
//!
//! `flatpak ps` says which there are, and goes on saying so for some seconds after their end; so their process is looked
//! for, too. What they may is read from the same files as without a sandbox.

use std::io;
use std::path::Path;

use super::super::host::{Host, HostCommand};
use super::{Instance, of_info};

/// Prints number, process and `info` of each, each with a zero at its end. Its argument is the instances' folder.
const TELL: &str = r#"
ids=$(XDG_RUNTIME_DIR="${1%/.flatpak}" flatpak ps --columns=instance) || exit 1
for id in $ids; do
  pid=$(cat "$1/$id/pid" 2>/dev/null)
  [ -z "$pid" ] || kill -0 "$pid" 2>/dev/null || continue
  printf '%s\0%s\0' "$id" "$pid"
  cat "$1/$id/info" 2>/dev/null
  printf '\0'
done
"#;

/// All instances that run on the host, by number; `folder` is theirs, as it is called there.
///
/// # Errors
/// When the host is out of reach, or flatpak fails there.
pub async fn instances_beyond(host: &Host, folder: &Path) -> io::Result<Vec<Instance>> {
    let folder = folder.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
    let command = HostCommand::new("sh", ["-c", TELL, "sh", folder]);
    let told = host.run(&command).await.map_err(io::Error::other)?;
    if !told.status.success() {
        let why = String::from_utf8_lossy(&told.err).trim().to_owned();
        return Err(io::Error::other(why));
    }
    let parts: Vec<&[u8]> = told.out.split(|byte| *byte == 0).collect();
    let mut found: Vec<Instance> = parts.chunks_exact(3).filter_map(instance).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(found)
}

fn instance(parts: &[&[u8]]) -> Option<Instance> {
    let &[id, pid, info] = parts else { return None };
    let pid = std::str::from_utf8(pid).ok()?.trim().parse().ok();
    of_info(std::str::from_utf8(id).ok()?, pid, info)
}

/// The same for who cannot wait otherwise, also while something else is waited for.
pub(super) fn wait_for(host: &Host, folder: &Path) -> io::Result<Vec<Instance>> {
    let ask = || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build()?;
        runtime.block_on(instances_beyond(host, folder))
    };
    std::thread::scope(|scope| match scope.spawn(ask).join() {
        Ok(answer) => answer,
        Err(_) => Err(io::Error::other("the host was not asked")),
    })
}
