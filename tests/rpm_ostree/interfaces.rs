//! The scripted service has exactly the members of the real one, so that what works against it can be called there.

use std::fmt::Write as _;

use crate::Machine;
use crate::captured;
use crate::rpm_ostreed::{NAME, OS, SYSROOT};

/// `name="…"` and the like out of one XML tag.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let (_, rest) = tag.split_once(&format!(" {name}=\"")).unwrap();
    rest.split_once('"').unwrap().0
}

/// The members of one interface, one a line, as the stored listing has them.
fn listing(xml: &str, interface: &str) -> String {
    let (_, rest) = xml
        .split_once(&format!("<interface name=\"{interface}\">"))
        .unwrap();
    let (body, _) = rest.split_once("</interface>").unwrap();
    let mut lines = Vec::new();
    let mut method: Option<(String, String, String)> = None;
    for tag in body.split('<').map(str::trim) {
        if tag.starts_with("property ") {
            let (name, kind) = (attribute(tag, "name"), attribute(tag, "type"));
            lines.push(format!(".{name} property {kind}"));
        } else if tag.starts_with("method ") {
            let made = (
                attribute(tag, "name").to_owned(),
                String::new(),
                String::new(),
            );
            method = Some(made);
            if tag.contains("/>") {
                lines.extend(method.take().map(line));
            }
        } else if tag.starts_with("arg ") {
            if let Some((_, inputs, outputs)) = &mut method {
                let side = match attribute(tag, "direction") {
                    "in" => inputs,
                    _ => outputs,
                };
                side.push_str(attribute(tag, "type"));
            }
        } else if tag.starts_with("/method") {
            lines.extend(method.take().map(line));
        }
    }
    lines.sort_by_key(|line| (line.contains(" property "), line.clone()));
    lines
        .iter()
        .fold(format!("{interface}\n"), |mut text, line| {
            writeln!(text, "{line}").unwrap();
            text
        })
}

fn line((name, inputs, outputs): (String, String, String)) -> String {
    let shown = |text: String| {
        if text.is_empty() {
            "-".to_owned()
        } else {
            text
        }
    };
    format!(".{name} method {} {}", shown(inputs), shown(outputs))
}

#[tokio::test]
async fn the_scripted_service_has_the_members_of_the_real_one() {
    let m = Machine::new().await;
    let connection = m.bus.connect().await;
    let mut found = String::new();
    for (path, interface) in [
        (SYSROOT, "org.projectatomic.rpmostree1.Sysroot"),
        (OS, "org.projectatomic.rpmostree1.OS"),
    ] {
        let introspectable = Some("org.freedesktop.DBus.Introspectable");
        let answer = connection
            .call_method(Some(NAME), path, introspectable, "Introspect", &())
            .await
            .unwrap();
        let xml: String = answer.body().deserialize().unwrap();
        found.push_str(&listing(&xml, interface));
    }
    assert_eq!(found, captured::text("introspection.txt"));
}
