//! About Isotope, with what a report needs under Troubleshooting.

use relm4::prelude::*;

use crate::i18n;
use crate::tr;
use crate::ui::APP_ID;
use crate::ui::reading::Reading;

const HOME: &str = "https://github.com/isotope-desktop/isotope";

/// The dialog.
pub(crate) fn about(reading: Option<&Reading>, practice: bool) -> adw::AboutDialog {
    adw::AboutDialog::builder()
        .application_name(tr!("app-name"))
        .application_icon(APP_ID)
        .developer_name(tr!("about-developers"))
        .version(env!("CARGO_PKG_VERSION"))
        .comments(tr!("app-summary"))
        .website(HOME)
        .issue_url(format!("{HOME}/issues"))
        .license_type(gtk::License::Gpl30)
        .debug_info(debug_info(reading, practice))
        .debug_info_filename("isotope.txt")
        .build()
}

/// Facts for a report, in English: they go to the people who mend things.
fn debug_info(reading: Option<&Reading>, practice: bool) -> String {
    let mut lines = vec![
        format!("Isotope {}", env!("CARGO_PKG_VERSION")),
        format!(
            "GTK {}.{}.{}, libadwaita {}.{}.{}",
            gtk::major_version(),
            gtk::minor_version(),
            gtk::micro_version(),
            adw::major_version(),
            adw::minor_version(),
            adw::micro_version()
        ),
        format!("language: {}", i18n::language()),
        format!("practice machine: {practice}"),
    ];
    if let Some(reading) = reading {
        let status = &reading.status;
        lines.push(format!("service: {}", status.backend));
        lines.push(format!("capabilities: {:?}", reading.can));
        lines.push(format!("findings: {:?}", status.findings));
        for d in &status.deployments {
            lines.push(format!(
                "{} version={:?} origin={} state={:?} running={} pinned={}",
                d.id, d.version, d.origin, d.state, d.running, d.pinned
            ));
        }
    }
    lines.join("\n")
}
