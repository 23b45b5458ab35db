//! What a Flatpak app may do: targets, settings, the layers that speak about them, and how layers merge.
//!
//! Source of all rules here: flatpak `common/flatpak-context.c` (1.16 and 1.18) and `flatpak-metadata(5)`.

mod answer;
mod cover;
mod document;
mod effective;
mod group;
mod layer;
mod place;
mod portal;
mod question;
mod risk;
mod service;
mod setting;
mod target;
mod vocabulary;
mod written;
mod x11;

pub use answer::{Inhibit, LocationAccuracy, PortalAnswer};
pub use document::{Document, DocumentId, DocumentRight};
pub use effective::{Effective, Entry, Source};
pub use group::Group;
pub use layer::{Layer, UnknownLine};
pub use place::Place;
pub use portal::{PortalFacts, PortalForm, PortalGrant, PortalKey, PortalKind, Unset};
pub use question::{Because, Question};
pub use risk::{Judgement, Risk, judge, risk_of};
pub use service::Service;
pub use setting::{BusAccess, Condition, FileAccess, Setting};
pub use target::{Bus, Target};
pub use vocabulary::{Since, is_understood, known_conditions, known_tokens, since};
pub use written::{NotAPermission, Written, spell, unspell};
