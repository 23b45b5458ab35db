use super::*;

#[test]
fn progress_lines_are_read_and_others_are_not() {
    for (line, wanted) in [
        (
            "Installing 2/2… ████████▍              42%  1.2 MB/s",
            Some((Deed::Installing, 2, 2, 0.42)),
        ),
        (
            "Updating…                        0%  0 bytes/s",
            Some((Deed::Updating, 1, 1, 0.0)),
        ),
        (
            "Updating 1/3… ████████████████████ 100%",
            Some((Deed::Updating, 1, 3, 1.0)),
        ),
        ("Uninstalling 2/2…", Some((Deed::Uninstalling, 2, 2, 0.0))),
        ("Installation complete.", None),
        ("Updating to rebased version", None),
        (
            " 1.\t   \torg.example.Alpha\tstable\tu\texample\t< 9%",
            None,
        ),
        ("Updating x/y… 3%", None),
    ] {
        let read = Progress::read(line).map(|p| (p.deed, p.op, p.ops, p.fraction));
        assert_eq!(read, wanted, "{line}");
    }
    let half = Progress::read("Installing 2/2… ██ 50%").unwrap();
    assert!((half.whole() - 0.75).abs() < 1e-9);
}

#[test]
fn refusals_are_told_apart() {
    for (text, cause) in [
        (
            "error: Unable to load summary from remote example: While fetching http://nohost.invalid/repo/summary.idx: [6] Could not resolve hostname",
            Cause::NoNetwork,
        ),
        (
            "error: Unable to load summary from remote example: Remote listing for example not available; server has no summary file.",
            Cause::RemoteGone,
        ),
        ("error: Remote \"example\" not found", Cause::RemoteGone),
        (
            "Error: Failed to install org.example.Beta: Flatpak system operation Deploy not allowed for user",
            Cause::NotAuthorised,
        ),
        (
            "error: Can't update to a specific commit without root permissions",
            Cause::OnlyRoot,
        ),
        (
            "error: No such ref 'app/org.example.Alpha/x86_64/stable' in remote example",
            Cause::NotFound,
        ),
        (
            "error: Writing object: No space left on device",
            Cause::NoSpace,
        ),
        ("error: something new", Cause::Other),
    ] {
        assert_eq!(Cause::of(text), cause, "{text}");
    }
}

#[tokio::test]
async fn who_asks_twice_or_late_is_heard() {
    let stop = Stop::default();
    stop.ask();
    stop.ask();
    stop.asked().await;
    assert!(stop.is_asked());
}
