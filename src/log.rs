//! Logging: to stderr, English, filtered by `ISOTOPE_LOG` (default `warn,isotope=info`).
//!
//! Field names everybody uses: `tx` (transaction), `backend`, `deployment` (first 12 digits), `service`, `err`.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Starts logging. Call once, first thing in `main`.
pub fn start(default: &str) {
    let filter = EnvFilter::try_from_env("ISOTOPE_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    if builder.try_init().is_err() {
        tracing::debug!("logging was set up already");
    }
}
