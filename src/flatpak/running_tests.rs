//! Instances, from folders as flatpak leaves them.

use rustix::process::{Pid, PidfdFlags, pidfd_open};

use crate::domain::permission::Source;

use super::*;

const INFO: &str = "[Application]
name=org.example.Alpha
runtime=runtime/org.example.Platform/x86_64/1

[Instance]
instance-id=17
app-commit=7d259f4af8e1ae1f9b9983c1c00d80f72651ad4e525cc9717096bddeb4de959c
runtime-path=RUNTIME/files
branch=stable
arch=x86_64
flatpak-version=1.16.6

[Context]
shared=network;
sockets=x11;wayland;
filesystems=home;
unset-environment=FOO;

[Environment]
FOO=
FROM_RUNTIME=yes

[USB Devices]
hidden-devices=vnd:9999;
";

/// The only instance in a folder, read whether it lives or not.
fn instance(info: &str) -> Instance {
    let temp = tempfile::tempdir().unwrap();
    let runtime = temp.path().join("runtime");
    let folder = temp.path().join("17");
    for folder in [&runtime, &folder] {
        fs::create_dir(folder).unwrap();
    }
    let environment =
        "[Runtime]\nname=x\n[Context]\nshared=network;\n[Environment]\nFROM_RUNTIME=yes\n";
    fs::write(runtime.join("metadata"), environment).unwrap();
    let files = runtime.join("files");
    let info = info.replace("RUNTIME/files", files.to_str().unwrap());
    fs::write(folder.join("info"), info).unwrap();
    fs::write(folder.join("pid"), "4711").unwrap();
    read(&folder).unwrap()
}

fn says(text: &str) -> Effective {
    let (layer, refused) = context::read(&Document::parse(text.as_bytes()));
    assert!(refused.is_empty());
    Effective::of([(Source::Published, &layer)])
}

const SAME: &str = "[Context]\nshared=network;!ipc;\nsockets=x11;wayland;\nfilesystems=home;!xdg-download;\nunset-environment=FOO;\n[USB Devices]\nhidden-devices=vnd:9999;\n";

#[test]
fn who_it_is() {
    let instance = instance(INFO);
    assert_eq!(instance.id, "17");
    assert_eq!(
        instance.app_ref.to_string(),
        "app/org.example.Alpha/x86_64/stable"
    );
    assert_eq!(instance.commit.unwrap().short(), "7d259f4af8e1");
    assert_eq!(instance.pid, Some(4711));
}

#[test]
fn denials_and_the_runtimes_variables_need_no_restart() {
    assert_eq!(instance(INFO).restart_needed(&says(SAME)), []);
}

#[test]
fn each_difference_is_named() {
    let now = says(
        "[Context]\nsockets=x11;wayland;\nfilesystems=home:ro;xdg-download;\n[Environment]\nFOO=bar\nFROM_RUNTIME=no\n",
    );
    let needed = instance(INFO).restart_needed(&now);
    let mut expected = vec![
        Target::Shared("network".to_owned()),
        Target::files("home"),
        Target::files("xdg-download"),
        Target::Variable("FOO".to_owned()),
        Target::Variable("FROM_RUNTIME".to_owned()),
        Target::Usb("vnd:9999".to_owned()),
    ];
    expected.sort();
    assert_eq!(needed, expected);
}

#[test]
fn what_the_running_flatpak_does_not_know_needs_no_restart() {
    let now = says(&SAME.replace("sockets=", "sockets=telepathy;if:x11:!has-wayland;"));
    assert_eq!(instance(INFO).restart_needed(&now), []);
    // A later one does.
    let later = INFO.replace("1.16.6", "1.18.4");
    let x11 = Target::Socket("x11".to_owned());
    assert_eq!(
        instance(&later).restart_needed(&says(
            &SAME.replace("sockets=x11;", "sockets=x11;if:x11:!has-wayland;"),
        )),
        [x11]
    );
}

#[test]
fn an_app_that_may_use_x11_only_if_needed_does_so_already() {
    let both = "sockets=x11;wayland;fallback-x11;";
    let info = INFO.replace("sockets=x11;wayland;", both);
    let now = |sockets: &str| says(&SAME.replace("sockets=x11;wayland;", sockets));
    assert_eq!(instance(&info).restart_needed(&now(both)), []);
    let never = now("sockets=!x11;wayland;!fallback-x11;");
    let fallback = Target::Socket("fallback-x11".to_owned());
    assert_eq!(instance(&info).restart_needed(&never), [fallback]);
}

#[test]
fn a_part_that_an_app_locked_up_is_left_alone() {
    let info = INFO.replace("[Instance]", "[Instance]\nsandbox=true");
    assert_eq!(instance(&info).restart_needed(&says("")), []);
}

#[test]
fn only_what_holds_its_lock_runs() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join(".flatpak/17");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("info"), INFO).unwrap();
    fs::write(folder.join(".ref"), "").unwrap();
    // A living process alone does not count.
    fs::write(folder.join("pid"), std::process::id().to_string()).unwrap();
    let own = Pid::from_raw(std::process::id().try_into().unwrap()).unwrap();
    assert!(pidfd_open(own, PidfdFlags::empty()).is_ok());
    let places = Places::new(
        |name| (name == "XDG_RUNTIME_DIR").then(|| temp.path().as_os_str().to_owned()),
        false,
    );
    assert_eq!(instances(&places).unwrap(), []);
    // `instances` of a running one: see the test with the real flatpak.
}
