// SPDX-License-Identifier: GPL-3.0-or-later
//! The map of Isotope: which rooms there are, and what each may know.
//!
//! | room | what it is for | may name |
//! |---|---|---|
//! | [`domain`] | plain data and rules: versions, origins, changes, capabilities, findings | nothing of ours |
//! | [`helper_api`] | what the app and the privileged helper both know | `domain` |
//! | [`practice_api`] | what the programs and the practice machine both know | nothing of ours |
//! | [`bus`] | the only place that opens D-Bus connections and reads D-Bus errors | – |
//! | [`backend`] | one folder per system service; all implement [`backend::Backend`] | `domain`, `bus`, `helper_api`, `practice_api` |
//! | `src/helper` | the privileged service: parse, validate, authorise, act, report | `domain`, `bus`, `helper_api` |
//! | `src/practice` | the practice machine: a real libostree system in a folder | `bus`, `practice_api` |
//! | [`flatpak`] | Flatpak without libflatpak: its files, its portals, its command | `domain`, `bus`, `practice_api` |
//! | [`catalogue`] | which systems there are to switch to: files of data | `domain`, `practice_api` |
//! | [`upstream`] | what publishers have now: registries, ostree remotes | `domain`, `catalogue`, `practice_api` |
//! | [`preflight`] | what is looked at before a switch: facts, remarks, ways out | `domain`, `backend`, `catalogue`, `practice_api` |
//! | [`looks`] | the settings of a desktop, put aside and brought back; what others left in them | `bus`, `flatpak`, `practice_api`, `i18n` |
//! | [`switching`] | a switch from its plan to the way home | `domain`, `bus`, `backend`, `catalogue`, `upstream`, `preflight`, `looks`, `notebook`, `i18n` |
//! | [`i18n`] | Fluent catalogues and the checked [`tr!`] macro | – |
//! | [`text`] | domain values in words for people: the one bridge between the two | `domain`, `backend`, `catalogue`, `flatpak`, `upstream`, `looks`, `preflight`, `i18n` |
//! | [`notebook`] | what a person wrote about versions, and when they last checked | `domain`, `practice_api` |
//! | [`log`] | tracing set-up and the field names everybody uses | – |
//! | `ui` | the window (feature `gui`) | `domain`, `backend`, `flatpak`, `catalogue`, `upstream`, `preflight`, `looks`, `switching`, `text`, `i18n`, `notebook`, `practice_api` |
//! | `src/ctl` | the command line `isotopectl` | as `ui` |
//!
//! Arrows of knowledge point one way: `domain` ← `backend` ← `ui`. `tests/architecture.rs` guards the walls.

pub mod backend;
pub mod bus;
pub mod catalogue;
pub mod domain;
pub mod flatpak;
pub mod helper_api;
pub mod i18n;
pub mod log;
pub mod looks;
pub mod notebook;
pub mod practice_api;
pub mod preflight;
pub mod switching;
pub mod text;
#[cfg(feature = "gui")]
pub mod ui;
pub mod upstream;
