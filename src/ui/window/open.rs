//! Pages above the first one, and the dialog that is a component.

use std::sync::Arc;

use adw::prelude::*;
use relm4::ComponentSender;
use relm4::prelude::*;

use super::{Window, WindowMsg};
use crate::backend::{BackendError, practice};
use crate::domain::{DeploymentId, Origin};
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::dialogs::GoBackDialog;
use crate::ui::pages::arrived::{ArrivedMsg, ArrivedPage};
use crate::ui::pages::details::DetailsPage;
use crate::ui::pages::news::NewsPage;
use crate::ui::pages::packages::{PackagesPage, Source};
use crate::ui::pages::switch::{
    AddressPage, BuildsMsg, BuildsPage, PreflightMsg, PreflightPage, SwitchMsg, SwitchPage,
};

impl Window {
    /// Opens the details of a version.
    pub(super) fn open_details(&mut self, id: DeploymentId, sender: &ComponentSender<Self>) {
        let (Some(reading), Some(backend)) = (self.state.reading.clone(), self.backend()) else {
            return;
        };
        if reading.find(&id).is_none() || self.pages.details.is_some() {
            return;
        }
        let page = DetailsPage::builder()
            .launch((id, reading, backend))
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.details = Some(page);
    }

    /// Opens what an update changes.
    pub(super) fn open_news(&mut self, sender: &ComponentSender<Self>) {
        let Some(reading) = self.state.reading.clone() else {
            return;
        };
        if self.pages.news.is_some() {
            return;
        }
        let page = NewsPage::builder()
            .launch(reading)
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.news = Some(page);
    }

    /// Opens a list of packages.
    pub(super) fn open_packages(&mut self, source: Source, sender: &ComponentSender<Self>) {
        let Some(backend) = self.backend() else {
            return;
        };
        if self.pages.packages.is_some() {
            return;
        }
        let page = PackagesPage::builder()
            .launch((source, backend))
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.packages = Some(page);
    }

    /// Opens the systems that can be switched to.
    pub(super) fn open_systems(&mut self, sender: &ComponentSender<Self>) {
        let Some(reading) = self.state.reading.clone().filter(|_| self.is_ready()) else {
            return;
        };
        if self.pages.switch.is_some() {
            return;
        }
        let desk = &self.options.desk;
        let page = SwitchPage::builder()
            .launch((reading, desk.systems.clone(), desk.around.clone()))
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.switch = Some(page);
    }

    /// Brings the pages about other systems up to what is known.
    pub(super) fn show_switch(&self, reading: &Arc<super::Reading>) {
        if let Some(page) = &self.pages.switch {
            page.emit(SwitchMsg::Show(Arc::clone(reading)));
        }
        if let Some(page) = &self.pages.builds {
            page.emit(BuildsMsg::Show(Arc::clone(reading)));
        }
        let busy = self.state.work().is_some();
        if let Some(page) = &self.pages.preflight {
            page.emit(PreflightMsg::Show(Arc::clone(reading), busy));
        }
        if let Some(page) = &self.pages.arrived {
            page.emit(ArrivedMsg::Show(Arc::clone(reading), busy));
        }
    }

    /// Opens what can be done after a switch.
    pub(super) fn open_arrived(&mut self, sender: &ComponentSender<Self>) {
        let Some(reading) = self.state.reading.clone().filter(|_| self.is_ready()) else {
            return;
        };
        if self.pages.arrived.is_some() {
            return;
        }
        let page = ArrivedPage::builder()
            .launch((reading, self.options.desk.clone()))
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.arrived = Some(page);
    }

    /// Lets the person type an address.
    pub(super) fn open_address(&mut self, sender: &ComponentSender<Self>) {
        let Some(reading) = &self.state.reading else {
            return;
        };
        if self.pages.address.is_some() {
            return;
        }
        let page = AddressPage::builder()
            .launch(reading.origin())
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.address = Some(page);
    }

    /// Opens what a publisher has now.
    pub(super) fn open_builds(&mut self, there: Origin, sender: &ComponentSender<Self>) {
        let Some(reading) = self.state.reading.clone() else {
            return;
        };
        if self.pages.builds.is_some() {
            return;
        }
        let page = BuildsPage::builder()
            .launch((there, reading, self.options.desk.clone()))
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.builds = Some(page);
    }

    /// Opens what speaks for and against a switch.
    pub(super) fn open_preflight(&mut self, there: Origin, sender: &ComponentSender<Self>) {
        let (Some(reading), Some(backend)) = (self.state.reading.clone(), self.backend()) else {
            return;
        };
        if self.pages.preflight.is_some() {
            return;
        }
        let page = PreflightPage::builder()
            .launch((there, reading, backend, self.options.desk.clone()))
            .forward(sender.input_sender(), WindowMsg::Ask);
        self.parts.navigation.push(page.widget());
        self.pages.preflight = Some(page);
    }

    /// A page was left: forget it.
    pub(super) fn left(&mut self, tag: Option<&str>) {
        match tag {
            Some("details") => self.pages.details = None,
            Some("news") => self.pages.news = None,
            Some("packages") => self.pages.packages = None,
            Some("arrived") => self.pages.arrived = None,
            Some("switch") => self.pages.switch = None,
            Some("address") => self.pages.address = None,
            Some("builds") => self.pages.builds = None,
            Some("preflight") => self.pages.preflight = None,
            Some(_) | None => {}
        }
    }

    /// Shows what going back means.
    pub(super) fn ask_go_back(&mut self, id: DeploymentId, sender: &ComponentSender<Self>) {
        let (Some(reading), Some(backend)) = (self.state.reading.clone(), self.backend()) else {
            return;
        };
        if reading.find(&id).is_none() {
            return;
        }
        let dialog = GoBackDialog::builder()
            .launch((id, reading, backend))
            .forward(sender.input_sender(), WindowMsg::Run);
        dialog.widget().present(Some(&self.parts.window));
        self.pages.go_back = Some(dialog);
    }

    /// Opens the practice machine in a window of its own.
    pub(super) fn open_practice(&self, sender: &ComponentSender<Self>) {
        match practice::open_window() {
            Ok(()) => {
                let toast = adw::Toast::new(&tr!("practice-opening"));
                self.parts.toasts.add_toast(toast);
            }
            Err(error) => self.fail(
                &BackendError::Unexpected {
                    detail: error.to_string(),
                },
                Some(WindowMsg::Ask(Ask::OpenPractice)),
                sender,
            ),
        }
    }
}
