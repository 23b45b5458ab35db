//! All that can be said before a switch, and what can mend it. Words are in `text`.

use chrono::NaiveDate;

use super::facts::Spare;
use crate::domain::Origin;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is as it should be.
    Green,
    /// The person should know of it first.
    Yellow,
    /// It cannot be done as it is.
    Red,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It is what runs.
    RunsAlready,
    /// What runs can be switched from.
    Supported,
    /// What runs cannot be switched, or not to another system.
    NotSupported,
    /// The rules of this computer do not let this person do it.
    NotYours,
    /// It is known, and looked after.
    Published {
        /// Its publisher.
        by: String,
    },
    /// It is known, and nobody has looked for long.
    OldFacts {
        /// Since when.
        checked: NaiveDate,
    },
    /// The system is known, and this channel or release of it is not: it may be over.
    UnknownChannel {
        /// The system's publisher.
        by: String,
    },
    /// The catalogue does not know it.
    Unheard,
    /// Its publisher says that it is not there.
    NotThere {
        /// What is asked for.
        there: Origin,
        /// What may have been meant.
        near: Option<Origin>,
    },
    /// Its publisher gave it up.
    Retired {
        /// The name of what is recommended instead.
        instead: Option<String>,
    },
    /// Both are made of the same.
    SameBase {
        /// Of that.
        base: String,
    },
    /// Nobody knows what one of them is made of.
    UnknownBase,
    /// It is made for another kind of system, whatever runs here.
    OtherKind {
        /// The program that starts it.
        program: String,
    },
    /// They are made of different things, whichever of several it is.
    OtherBase {
        /// What runs.
        here: Vec<String>,
        /// What is asked for.
        there: Vec<String>,
    },
    /// The release stays.
    SameRelease {
        /// Its number.
        release: u32,
    },
    /// It is a newer release.
    NewerRelease {
        /// What runs.
        here: u32,
        /// What comes.
        there: u32,
    },
    /// It is an older release.
    OlderRelease {
        /// What runs.
        here: u32,
        /// What comes.
        there: u32,
    },
    /// The desktop stays.
    SameDesktop {
        /// Its name.
        desktop: String,
    },
    /// Nobody knows which desktop one of them has.
    UnknownDesktop,
    /// It is another desktop.
    OtherDesktop {
        /// What runs.
        here: String,
        /// What comes.
        there: String,
    },
    /// It is another desktop, and its publisher advises against that.
    AdvisedAgainst {
        /// What runs.
        here: String,
        /// What comes.
        there: String,
        /// Who advises.
        publisher: String,
    },
    /// It has no desktop at all.
    NoDesktop,
    /// The keys of an ostree remote check it.
    CheckedByRemote {
        /// The remote's name.
        remote: String,
    },
    /// The rules of this computer check it.
    CheckedByPolicy,
    /// Nobody checks it.
    Unchecked,
    /// This computer gets the publisher's rule only with their system: once without a check, then with one.
    TwoSteps {
        /// The address for the first step.
        first: Origin,
    },
    /// This computer has no rule for it, and gets none with it.
    NoRule,
    /// Its publisher does not sign it for rules.
    NotSignedSo {
        /// The address by which the publisher has it.
        form: Origin,
    },
    /// The rules of this computer forbid it.
    Forbidden,
    /// The computer knows the source, and has its key.
    SourceKnown {
        /// The remote's name.
        remote: String,
    },
    /// The computer does not know the source.
    NoRemote {
        /// The remote's name.
        remote: String,
    },
    /// The computer has no key for the source.
    NoKey {
        /// The remote's name.
        remote: String,
    },
    /// Updates come from it.
    Moves,
    /// It is one build for good: it gets no updates.
    Stays,
    /// Nothing is prepared.
    NothingPrepared,
    /// An update, or another switch, is prepared and would be lost.
    UpdatePrepared {
        /// Its version.
        version: String,
    },
    /// Another version was chosen for the next start, and would be lost there.
    OtherChosen {
        /// That version.
        version: String,
    },
    /// Nothing was added.
    NoPackages,
    /// These may not fit.
    Packages {
        /// Their names.
        names: Vec<String>,
    },
    /// There is room on the disk.
    Room {
        /// Bytes free.
        free: u64,
        /// Bytes that are fetched, when that is known.
        download: Option<u64>,
    },
    /// It may be just enough.
    TightRoom {
        /// Bytes free.
        free: u64,
        /// Bytes it may take.
        need: u64,
        /// Versions that could make room.
        spare: Spare,
    },
    /// There is not enough.
    NoRoom {
        /// Bytes free.
        free: u64,
        /// Bytes it takes.
        need: u64,
        /// Versions that could make room.
        spare: Spare,
    },
    /// There is room for what starts the system.
    BootRoom {
        /// Bytes free.
        free: u64,
    },
    /// Only when an earlier version goes first, which it does by itself.
    TightBoot {
        /// Bytes free.
        free: u64,
        /// Bytes it takes.
        need: u64,
    },
    /// There is none.
    NoBootRoom {
        /// Bytes free.
        free: u64,
        /// Bytes it takes.
        need: u64,
        /// Whether there is an earlier version, which cannot go because it is kept.
        kept: bool,
    },
    /// The login screen finds its user.
    LoginUser {
        /// Its name.
        user: String,
    },
    /// The login screen's user is made at the first start only.
    NoLoginUser {
        /// Its name.
        user: String,
    },
    /// The login screen's user stands there twice, with different numbers.
    TwoLoginUsers {
        /// Its name.
        user: String,
    },
    /// The computer starts into a desktop.
    Graphical,
    /// The computer starts into a text console.
    ConsoleOnly,
    /// The computer has power.
    Powered,
    /// It runs from its battery.
    OnBattery {
        /// How full it is, in percent.
        percent: u8,
    },
    /// The battery may not last.
    BatteryLow {
        /// How full it is, in percent.
        percent: u8,
    },
    /// The network does not count what is fetched.
    FreeNetwork,
    /// The network may cost money for what is fetched.
    Metered,
}

/// What mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Throw what is prepared away: [`crate::domain::Request::Discard`].
    Discard,
    /// Make the running version the next start again.
    UndoChoice,
    /// Switch to this first, without a check; then to what is asked for.
    TwoSteps {
        /// That address.
        first: Origin,
    },
    /// Another system.
    Instead {
        /// Its name in the catalogue, or its address.
        name: String,
    },
    /// Look at all that its publisher has.
    SeeAll {
        /// The address of one of it.
        of: Origin,
    },
    /// Leave what was added behind, in the same step: [`crate::domain::Request::SwitchPlain`].
    WithoutPackages {
        /// How many packages that are.
        count: usize,
    },
    /// Delete versions, as far as there are some, or files.
    FreeRoom(Spare),
    /// Release a version that is kept, so that it can go.
    FreeBoot,
    /// Delete what else lies where the system starts from: an administrator's work.
    TidyBoot,
    /// Set the source up, with the address and the key that its publisher names.
    AddRemote {
        /// The remote's name.
        remote: String,
    },
    /// Put the publisher's key there.
    AddKey {
        /// The remote's name.
        remote: String,
    },
    /// This command of an administrator.
    Command {
        /// The whole line.
        line: String,
    },
    /// Have somebody do it who may, or change the rules.
    AskAdministrator,
    /// Do what the publisher says about its key: an administrator's work.
    PublishersRule,
    /// Install the other system in place of this one.
    InstallAnew,
    /// Connect the computer to the mains.
    Plug,
    /// Use another network.
    OtherNetwork,
}
