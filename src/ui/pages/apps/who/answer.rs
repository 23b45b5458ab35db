//! The answer to one question: the apps that can, and denying it to as many of them as are ticked.

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::super::list::{Rows, bring_up, rows};
use super::super::reading::{AppsReading, Key};
use super::WhoOut;
use super::asked::Asked;
use super::row::{AbleRow, Ticked};
use super::state;
use crate::tr;
use crate::ui::widgets::centred;

/// The page.
pub(crate) struct AnswerPage {
    asked: Asked,
    list: Rows<AbleRow>,
    shown: Vec<AbleRow>,
    ticked: Ticked,
    /// How many are ticked, and of how many.
    all: gtk::CheckButton,
}

impl std::fmt::Debug for AnswerPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AnswerPage({:?})", self.asked)
    }
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum AnswerMsg {
    /// A fresh reading.
    Show(Arc<AppsReading>),
    /// An app is ticked, or is not any more.
    Tick(Key, bool),
    /// All apps are ticked, or none is any more.
    TickAll(bool),
    /// The ticked ones are to be denied it.
    Deny,
    /// The row at that place was activated.
    Open(u32),
}

#[relm4::component(pub(crate))]
impl SimpleComponent for AnswerPage {
    type Init = (Asked, Arc<AppsReading>);
    type Input = AnswerMsg;
    type Output = WhoOut;

    view! {
        adw::NavigationPage {
            set_tag: Some("who-answer"),
            set_title: &tr!("who-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                #[wrap(Some)]
                set_content = &gtk::Stack {
                    add_named[Some("nobody")] = &adw::StatusPage {
                        set_icon_name: Some("isotope-fine-symbolic"),
                        set_title: &question,
                        set_description: Some(&model.asked.nobody()),
                    },
                    add_named[Some("list")] = &gtk::Box {
                        set_orientation: gtk::Orientation::Vertical,
                        adw::Clamp {
                            set_maximum_size: 640,
                            set_child: Some(&top),
                        },
                        gtk::ScrolledWindow {
                            set_hscrollbar_policy: gtk::PolicyType::Never,
                            set_vexpand: true,
                            adw::ClampScrollable {
                                set_maximum_size: 640,
                                set_child: Some(&model.list.view),
                            },
                        },
                    },
                    #[watch]
                    set_visible_child_name: if model.shown.is_empty() { "nobody" } else { "list" },
                },
                #[watch]
                set_reveal_bottom_bars: model.count() > 0,
                add_bottom_bar = &adw::Clamp {
                    set_maximum_size: 640,
                    gtk::Box {
                        set_orientation: gtk::Orientation::Vertical,
                        set_spacing: 12,
                        set_margin_all: 12,
                        #[local_ref]
                        without -> gtk::Label {
                            #[watch]
                            set_label: &model.without(),
                        },
                        gtk::Button {
                            add_css_class: "destructive-action",
                            set_halign: gtk::Align::Center,
                            #[watch]
                            set_label: &tr!("who-deny", count = model.count()),
                            connect_clicked => AnswerMsg::Deny,
                        },
                    },
                },
            },
        }
    }

    fn init(
        (asked, reading): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let question = asked.words();
        let mut model = Self {
            asked,
            list: rows(&question),
            shown: Vec::new(),
            ticked: Ticked::default(),
            all: gtk::CheckButton::with_label(&tr!("who-choose-all")),
        };
        let top = top(&question, &model.all);
        let view = &model.list.view;
        view.set_single_click_activate(true);
        let input = sender.input_sender().clone();
        view.connect_activate(move |_, place| input.emit(AnswerMsg::Open(place)));
        let input = sender.input_sender().clone();
        model
            .all
            .connect_toggled(move |all| input.emit(AnswerMsg::TickAll(all.is_active())));
        model.show(&reading, &sender);
        let without = &centred(&["caption"]);
        let widgets = view_output!();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: AnswerMsg, sender: ComponentSender<Self>) {
        match msg {
            AnswerMsg::Show(reading) => self.show(&reading, &sender),
            AnswerMsg::Tick(key, ticked) => {
                let mut all = self.ticked.borrow_mut();
                if ticked {
                    all.insert(key);
                } else {
                    all.remove(&key);
                }
                let some = !all.is_empty() && all.len() < self.shown.len();
                self.all.set_inconsistent(some);
            }
            AnswerMsg::TickAll(ticked) => self.tick_all(ticked),
            AnswerMsg::Deny => {
                let able: Vec<_> = self.shown.iter().map(|row| row.able.clone()).collect();
                let denial = state::denial(&able, &self.ticked.borrow());
                sender.output_sender().emit(WhoOut::Deny(denial));
                self.all.set_active(false);
                self.tick_all(false);
            }
            AnswerMsg::Open(place) => {
                let row = self.list.get_visible(place);
                let key = row.map(|row| row.borrow().able.key.clone());
                if let Some(key) = key {
                    sender.output_sender().emit(WhoOut::Open(key));
                }
            }
        }
    }
}

impl AnswerPage {
    fn show(&mut self, reading: &AppsReading, sender: &ComponentSender<Self>) {
        let able = state::answer(reading, &self.asked);
        let there = |key: &Key| able.iter().any(|one| one.key == *key);
        self.ticked.borrow_mut().retain(there);
        let rows = able.into_iter().map(|able| AbleRow {
            able,
            ticked: Ticked::clone(&self.ticked),
            input: sender.input_sender().clone(),
        });
        bring_up(&mut self.list, &mut self.shown, rows.collect());
    }

    fn tick_all(&mut self, ticked: bool) {
        self.all.set_inconsistent(false);
        let keys = self.shown.iter().map(|row| row.able.key.clone());
        let ticked = keys.filter(|_| ticked).collect();
        if self.ticked.replace(ticked) == *self.ticked.borrow() {
            return;
        }
        // Every row shows its tick anew.
        let rows = std::mem::take(&mut self.shown);
        bring_up(&mut self.list, &mut self.shown, rows);
    }

    /// What stops working when it is denied to those that are ticked.
    fn without(&self) -> String {
        let able: Vec<_> = self.shown.iter().map(|row| &row.able).collect();
        state::without(&self.asked, &able, &self.ticked.borrow())
    }

    /// How many are ticked.
    fn count(&self) -> usize {
        self.ticked.borrow().len()
    }
}

/// What stands above the list.
fn top(question: &str, all: &gtk::CheckButton) -> gtk::Box {
    let top = gtk::Box::builder()
        .orientation(gtk::Orientation::Vertical)
        .spacing(6)
        .margin_start(12)
        .margin_end(12)
        .margin_top(12)
        .margin_bottom(6)
        .build();
    let title = centred(&["title-2"]);
    title.set_label(question);
    let hint = centred(&["dim-label"]);
    hint.set_label(&tr!("who-hint"));
    all.set_halign(gtk::Align::Start);
    top.append(&title);
    top.append(&hint);
    top.append(all);
    top
}
