//! A list of packages, as long as it may be, with a search.

mod row;
mod state;
#[cfg(test)]
mod tests;

pub(crate) use state::{Line, Source, line};

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;
use relm4::typed_view::list::TypedListView;

use crate::backend::Backend;
use crate::tr;
use crate::ui::ask::Ask;
use state::State;

/// The page.
pub(crate) struct PackagesPage {
    state: State,
    list: TypedListView<Line, gtk::NoSelection>,
    search: Rc<RefCell<String>>,
    shown: u32,
}

impl std::fmt::Debug for PackagesPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PackagesPage")
    }
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum PackagesMsg {
    /// The person looks for these words.
    Search(String),
}

#[relm4::component(pub(crate))]
impl Component for PackagesPage {
    type Init = (Source, Arc<dyn Backend>);
    type Input = PackagesMsg;
    type Output = Ask;
    type CommandOutput = State;

    view! {
        adw::NavigationPage {
            set_tag: Some("packages"),
            set_title: &title,
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                add_top_bar = &adw::Clamp {
                    set_maximum_size: 640,
                    #[watch]
                    set_visible: matches!(&model.state, State::Ready(lines) if !lines.is_empty()),
                    #[name = "search"]
                    gtk::SearchEntry {
                        set_margin_start: 12,
                        set_margin_end: 12,
                        set_margin_bottom: 6,
                        set_placeholder_text: Some(&tr!("packages-search")),
                        update_property: &[gtk::accessible::Property::Label(&tr!("packages-search"))],
                        connect_search_changed[sender] => move |entry| {
                            sender.input_sender().emit(PackagesMsg::Search(entry.text().to_string()));
                        },
                    },
                },
                #[wrap(Some)]
                set_content = &gtk::Stack {
                    add_named[Some("loading")] = &adw::StatusPage {
                        set_paintable: Some(&spinner),
                        set_title: &tr!("packages-loading"),
                    },
                    add_named[Some("nothing")] = &adw::StatusPage {
                        #[watch]
                        set_icon_name: Some(model.nothing().0),
                        #[watch]
                        set_title: &model.nothing().1,
                        #[watch]
                        set_description: model.nothing().2.as_deref(),
                    },
                    add_named[Some("list")] = &gtk::ScrolledWindow {
                        set_hscrollbar_policy: gtk::PolicyType::Never,
                        adw::ClampScrollable {
                            set_maximum_size: 640,
                            set_child: Some(&model.list.view),
                        },
                    },
                    #[watch]
                    set_visible_child_name: model.visible(),
                },
            },
        }
    }

    fn init(
        (source, backend): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let search = Rc::new(RefCell::new(String::new()));
        let mut list = TypedListView::<Line, gtk::NoSelection>::new();
        let words = Rc::clone(&search);
        list.add_filter(move |line| line.matches(&words.borrow()));
        list.view.add_css_class("packages");
        let title = source.title();
        list.view
            .update_property(&[gtk::accessible::Property::Label(&title)]);
        let model = Self {
            state: State::Loading,
            list,
            search,
            shown: 0,
        };
        let spinner = adw::SpinnerPaintable::new(None::<&gtk::Widget>);
        let widgets = view_output!();
        spinner.set_widget(Some(&root));
        widgets.search.set_key_capture_widget(Some(&root));
        sender.oneshot_command(source.read(backend));
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: PackagesMsg, _sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            PackagesMsg::Search(words) => {
                self.search.replace(words);
                self.list.notify_filter_changed(0);
                self.count();
            }
        }
    }

    fn update_cmd(&mut self, state: State, _sender: ComponentSender<Self>, _root: &Self::Root) {
        if let State::Ready(lines) = &state {
            self.list.extend_from_iter(lines.clone());
        }
        self.state = state;
        self.count();
    }
}

impl PackagesPage {
    fn count(&mut self) {
        self.shown = self.list.selection_model.n_items();
    }

    fn visible(&self) -> &'static str {
        match &self.state {
            State::Loading => "loading",
            State::Ready(_) if self.shown > 0 => "list",
            State::Ready(_) | State::CannotTell | State::Failed(_) => "nothing",
        }
    }

    /// Icon, title and description when there is no list.
    fn nothing(&self) -> (&'static str, String, Option<String>) {
        match &self.state {
            State::Ready(lines) if !lines.is_empty() => (
                "system-search-symbolic",
                tr!("packages-not-found"),
                Some(tr!("packages-not-found.body")),
            ),
            State::Loading | State::Ready(_) => (
                "isotope-fine-symbolic",
                tr!("packages-same"),
                Some(tr!("packages-same.body")),
            ),
            State::CannotTell => (
                "dialog-information-symbolic",
                tr!("packages-cannot-tell"),
                Some(tr!("packages-cannot-tell.body")),
            ),
            State::Failed(words) => (
                "dialog-warning-symbolic",
                words.title.clone(),
                Some(words.body.clone()),
            ),
        }
    }
}
