//! The man page and shell completions, from the definition of the command line.

use std::io::{self, Write};

use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::{apps, cli};

/// Writes the completions.
pub(crate) fn completions(shell: Shell, out: &mut impl Write) {
    clap_complete::generate(shell, &mut cli::definition(), "isotopectl", out);
}

/// Writes the man page: the overview, then every verb with its options.
pub(crate) fn man(out: &mut impl Write) -> io::Result<()> {
    let mut definition = cli::definition();
    definition.build();
    let page = Man::new(definition.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    verbs("VERBS", &definition).to_writer(out)?;
    if let Some(apps) = definition.find_subcommand("apps") {
        verbs("APPS", apps).to_writer(out)?;
        let mut roff = Roff::default();
        roff.control("PP", []);
        roff.text([roman(apps::cli::PERMISSIONS)]);
        roff.to_writer(out)?;
    }
    page.render_options_section(out)?;
    rest().to_writer(out)
}

fn verbs(title: &str, definition: &clap::Command) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [title]);
    let visible = definition.get_subcommands().filter(|v| !v.is_hide_set());
    for verb in visible.filter(|v| v.get_name() != "help") {
        let mut usage = vec![bold(verb.get_name())];
        for argument in verb.get_positionals() {
            let name = argument.to_string();
            usage.push(roman(format!(" {name}")));
        }
        roff.control("TP", []);
        roff.text(usage);
        let about = verb.get_about().map(ToString::to_string);
        roff.text([roman(about.unwrap_or_default() + ".")]);
        let own = |a: &&clap::Arg| !a.is_global_set() && !a.is_hide_set() && !a.is_positional();
        for option in verb.get_arguments().filter(own) {
            let Some(long) = option.get_long().filter(|l| *l != "help") else {
                continue;
            };
            let help = option.get_help().map(ToString::to_string);
            roff.control("br", []);
            roff.text([
                bold(format!("--{long}")),
                roman(format!(": {}.", help.unwrap_or_default())),
            ]);
        }
    }
    roff
}

fn rest() -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", ["IDS"]);
    roff.text([roman(cli::IDS)]);
    roff.control("SH", ["EXIT STATUS"]);
    for (number, meaning) in cli::STATUSES {
        roff.control("TP", []);
        roff.text([bold(number.to_string())]);
        roff.text([roman(meaning)]);
    }
    roff.control("SH", ["DOCUMENTS"]);
    roff.text([roman(
        "With --json, every verb prints one document on standard output; watch prints one a line. Fields are added \
         over time, never renamed or removed. isotopectl-json.md, installed with Isotope's documentation, describes \
         all of them.",
    )]);
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_man_page_names_every_verb_and_exit_status() {
        let mut page = Vec::new();
        man(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap().replace("\\-", "-");
        for verb in cli::definition().get_subcommands() {
            let name = verb.get_name();
            assert_eq!(
                page.contains(&format!("\\fB{name}\\fR")),
                !verb.is_hide_set(),
                "{name}"
            );
        }
        for word in [
            "--download-only",
            "--note",
            "who-can",
            "--repair",
            "--all-apps",
            "use-version",
            "--delete-data",
            "talk-name=org.example.X",
            "--json",
            "another program",
            "isotopectl-json.md",
        ] {
            assert!(page.contains(word), "{word}");
        }
        assert!(!page.contains("--demo"));
    }

    #[test]
    fn completions_know_the_verbs() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let mut script = Vec::new();
            completions(shell, &mut script);
            let script = String::from_utf8(script).unwrap();
            assert!(
                script.contains("go-back")
                    && script.contains("download-only")
                    && script.contains("who-can")
                    && script.contains("all-apps")
            );
        }
    }
}
