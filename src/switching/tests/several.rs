//! Several switches, several programs, and ways back that nobody has planned.

use super::*;
use crate::domain::Activity;

const NEXT: &str = "practice:practice/45/x86_64/gnome";

impl Desk {
    /// At the other desktop, arrived there.
    async fn visit(&self, there: &str) -> SwitchRecord {
        let record = self.switch(there).await;
        self.fake.restart().await.unwrap();
        assert_eq!(self.stage().await, Some(SwitchStage::Arrived));
        SwitchRecord {
            arrived: true,
            ..record
        }
    }
}

#[tokio::test]
async fn a_second_switch_that_comes_to_nothing_leaves_the_first_ones_way_back() {
    let desk = Desk::new();
    desk.write("of GNOME");
    let first = desk.visit(KDE).await;
    let arrived = |desk: &Desk| (desk.noted(), desk.switching.looks.copies().len());
    let before = arrived(&desk);
    // Undone before the restart.
    let second = desk.switch(NEXT).await;
    assert_eq!(desk.stage().await, Some(SwitchStage::Prepared));
    desk.undo(&second).await;
    assert_eq!(arrived(&desk), before);
    // It fails.
    let plan = desk.plan("practice:practice/44/x86_64/nope").await;
    let failed = desk.begin(&plan).await;
    let requests = plan.requests(&failed, &desk.status().await);
    desk.work(requests).await.unwrap_err();
    desk.undo(&failed).await;
    assert_eq!(arrived(&desk), before);
    // It cannot even begin.
    let store = desk
        .folder
        .path()
        .join(".local/share/isotope/desktop-settings");
    let aside = store.with_extension("aside");
    fs::rename(&store, &aside).unwrap();
    fs::write(&store, "no folder").unwrap();
    let plan = desk.plan(NEXT).await;
    let can = desk.fake.capabilities();
    let begun = desk
        .switching
        .begin((&plan, NOTE), &desk.status().await, can, at(100));
    begun.unwrap_err();
    fs::remove_file(&store).unwrap();
    fs::rename(&aside, &store).unwrap();
    assert_eq!(arrived(&desk), before);
    let current = desk.switching.current(&desk.status().await);
    assert_eq!(current, Some((first, SwitchStage::Arrived)));
    assert_eq!(desk.kept().await, 1);
}

#[tokio::test]
async fn two_switches_have_two_ways_back_and_nothing_stays_kept_silently() {
    let desk = Desk::new();
    desk.write("of GNOME");
    let first = desk.visit(KDE).await;
    desk.write("of KDE");
    let second = desk.visit(NEXT).await;
    assert_eq!(desk.kept().await, 2);
    // Whoever stays keeps neither.
    let release = desk.switching.release(&second, &desk.status().await);
    assert_eq!(release.len(), 2);
    // Whoever goes back has the first one's way back again.
    desk.go_back(&second).await;
    assert_eq!(desk.read(), "of KDE");
    desk.fake.restart().await.unwrap();
    let now = at(60 * desk.clock.get() + 60);
    let status = desk.status().await;
    desk.switching.come_home(&status, now).await.unwrap();
    let (record, _) = desk.switching.current(&status).unwrap();
    assert!(record.is_same_switch(&second));
    desk.end(&record).await;
    let current = desk.switching.current(&desk.status().await);
    assert_eq!(current, Some((first.clone(), SwitchStage::Arrived)));
    assert_eq!(desk.kept().await, 1);
    desk.go_back(&first).await;
    assert_eq!(desk.read(), "of GNOME");
}

#[tokio::test]
async fn settings_can_be_brought_back_by_whoever_came_home_on_another_way() {
    let desk = Desk::new();
    desk.write("own");
    let record = desk.visit(KDE).await;
    desk.write("of the visit");
    // By the boot menu or another program.
    let back = way_back(&record, &desk.status().await).unwrap();
    desk.work(back).await.unwrap();
    desk.fake.restart().await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Home));
    let status = desk.status().await;
    let home = desk.switching.come_home(&status, at(2)).await;
    assert_eq!(home.unwrap(), None, "nobody has asked for it");
    let brought = desk.switching.bring_home(&record, &status, at(3)).await;
    assert_eq!(brought.unwrap().unwrap().changed, 1);
    assert_eq!(desk.read(), "own");
    desk.end(&record).await;
    assert_eq!((desk.kept().await, desk.stage().await), (0, None));
    assert_eq!(desk.note(&record), None);
}

#[tokio::test]
async fn what_is_let_go_at_home_keeps_the_only_copy_of_the_settings() {
    let desk = Desk::new();
    desk.write("own");
    let record = desk.visit(KDE).await;
    let back = way_back(&record, &desk.status().await).unwrap();
    desk.work(back).await.unwrap();
    desk.fake.restart().await.unwrap();
    desk.write("changed since");
    desk.end(&record).await;
    assert_eq!((desk.kept().await, desk.stage().await), (0, None));
    assert_eq!(desk.switching.looks.copies().len(), 1);
    assert_eq!(desk.read(), "changed since");
}

#[tokio::test]
async fn days_after_switch_back_settings_are_only_brought_back_when_they_are_wanted() {
    let desk = Desk::new();
    desk.write("own");
    let record = desk.visit(KDE).await;
    desk.go_back(&record).await;
    desk.fake.restart().await.unwrap();
    desk.write("of a whole week at home");
    let (status, friday) = (desk.status().await, at(4 * 24 * 60 * 60));
    let home = desk.switching.come_home(&status, friday).await;
    assert_eq!(home.unwrap(), None);
    assert_eq!(desk.read(), "of a whole week at home");
    let (record, stage) = desk.switching.current(&status).unwrap();
    assert_eq!((record.is_returning(), stage), (true, SwitchStage::Home));
    let brought = desk.switching.bring_home(&record, &status, friday).await;
    assert_eq!(brought.unwrap().unwrap().changed, 1);
}

#[tokio::test]
async fn the_way_back_that_is_undone_gives_the_settings_of_what_runs_again() {
    let desk = Desk::new();
    desk.write("of GNOME");
    let record = desk.visit(KDE).await;
    desk.write("of KDE");
    desk.go_back(&record).await;
    // Once more, as it can be: what is there are the settings of home.
    desk.switching
        .bring_back(&desk.noted()[0], at(9))
        .await
        .unwrap();
    assert_eq!(desk.read(), "of GNOME");
    let (record, stage) = desk.switching.current(&desk.status().await).unwrap();
    assert_eq!(stage, SwitchStage::Returning);
    let running = desk.status().await.running().unwrap().id.clone();
    desk.work(vec![Request::MakeNext(running)]).await.unwrap();
    let undone = desk.switching.withdraw(&record, at(10)).await.unwrap();
    assert_eq!(undone.unwrap().changed, 1);
    assert_eq!(desk.read(), "of KDE");
    let (record, stage) = desk.switching.current(&desk.status().await).unwrap();
    assert_eq!(
        (&record.back, stage),
        (&WayBack::NotAsked, SwitchStage::Arrived)
    );
    assert_eq!(
        desk.switching.withdraw(&record, at(11)).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn what_is_not_undone_is_not_forgotten() {
    let desk = Desk::new();
    let record = desk.switch(KDE).await;
    assert!(!is_undone(&record, &desk.status().await), "it is prepared");
    desk.work(vec![Request::Discard]).await.unwrap();
    assert!(!is_undone(&record, &desk.status().await), "it is kept");
    let before = record.before.clone();
    desk.work(vec![Request::Unpin(before)]).await.unwrap();
    assert!(is_undone(&record, &desk.status().await));
    let record = desk.visit(KDE).await;
    let before = record.before.clone();
    desk.work(vec![Request::Unpin(before)]).await.unwrap();
    assert!(!is_undone(&record, &desk.status().await), "it has arrived");
}

#[tokio::test]
async fn nothing_begins_while_somebody_works_or_something_waits() {
    let desk = Desk::new();
    let plan = desk.plan(NEXT).await;
    let can = desk.fake.capabilities();
    let begin = |status: &SystemStatus| desk.switching.begin((&plan, NOTE), status, can, at(1));
    let mut status = desk.status().await;
    status.activity = Some(Activity {
        kind: crate::domain::RequestKind::Switch,
        title: "rebase".to_owned(),
        started_by: Some("isotope".to_owned()),
        ours: false,
    });
    assert!(matches!(begin(&status), Err(SwitchingError::Busy { .. })));
    // Another program was faster.
    let other = desk.switch(KDE).await;
    let refused = begin(&desk.status().await);
    let staged = SwitchingError::Refused(Refusal::UpdateStaged);
    assert_eq!(refused.unwrap_err().to_string(), staged.to_string());
    assert_eq!(desk.noted(), [other]);
    assert_eq!(desk.switching.looks.copies().len(), 1);
}

#[tokio::test]
async fn the_second_step_taken_by_hand_has_the_way_back_of_the_first() {
    let desk = Desk::new();
    let first = desk.visit(SIGNED).await;
    let by_hand = Request::Switch(Origin::parse(SIGNED));
    desk.work(vec![by_hand]).await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Prepared));
    desk.fake.restart().await.unwrap();
    let (record, stage) = desk.switching.current(&desk.status().await).unwrap();
    assert_eq!((&record.then, stage), (&None, SwitchStage::Arrived));
    desk.go_back(&record).await;
    assert_eq!(desk.status().await.next().unwrap().id, first.before);
    assert_eq!(desk.noted().len(), 1);
}

#[tokio::test]
async fn a_note_of_the_persons_own_stays() {
    let desk = Desk::new();
    let record = desk.visit(KDE).await;
    let own = "before the exam";
    let noted = desk.switching.notebook.set_note(&record.before, own);
    noted.unwrap();
    desk.end(&record).await;
    assert_eq!(desk.note(&record).as_deref(), Some(own));
}
