//! The screen reader's view of a program: its accessible tree over D-Bus, and what a person can do with it.
//!
//! Source: at-spi2-core `xml/Accessible.xml`, `xml/Action.xml`, `xml/Cache.xml`, `xml/EditableText.xml`.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde::Deserialize;
use tokio::time::MissedTickBehavior;
use zbus::names::OwnedUniqueName;
use zbus::zvariant::Type;
use zbus::{Connection, OwnedObjectPath, proxy};

#[proxy(
    interface = "org.a11y.Bus",
    default_service = "org.a11y.Bus",
    default_path = "/org/a11y/bus"
)]
trait Bus {
    fn get_address(&self) -> zbus::Result<String>;
}

#[proxy(
    interface = "org.a11y.Status",
    default_service = "org.a11y.Bus",
    default_path = "/org/a11y/bus"
)]
trait Status {
    #[zbus(property)]
    fn set_is_enabled(&self, value: bool) -> zbus::Result<()>;
}

#[proxy(interface = "org.a11y.atspi.Accessible", assume_defaults = false)]
trait Accessible {
    #[zbus(property(emits_changed_signal = "false"))]
    fn name(&self) -> zbus::Result<String>;
    fn get_children(&self) -> zbus::Result<Vec<(OwnedUniqueName, OwnedObjectPath)>>;
    fn get_role_name(&self) -> zbus::Result<String>;
    fn get_state(&self) -> zbus::Result<Vec<u32>>;
    fn get_interfaces(&self) -> zbus::Result<Vec<String>>;
}

#[proxy(
    interface = "org.a11y.atspi.Cache",
    default_path = "/org/a11y/atspi/cache",
    assume_defaults = false
)]
trait Cache {
    fn get_items(&self) -> zbus::Result<Vec<Item>>;
}

/// A thing as its program tells it together with all others that anybody asked about before. Who has no parent has an empty
/// name there.
#[derive(Debug, Deserialize, Type)]
struct Item {
    place: (String, OwnedObjectPath),
    _program: (String, OwnedObjectPath),
    _parent: (String, OwnedObjectPath),
    _index: i32,
    _children: i32,
    _interfaces: Vec<String>,
    name: String,
    _role: u32,
    _description: String,
    states: Vec<u32>,
}

#[proxy(interface = "org.a11y.atspi.Action", assume_defaults = false)]
trait Action {
    #[zbus(property(emits_changed_signal = "false"))]
    fn n_actions(&self) -> zbus::Result<i32>;
    /// Its own name; `GetActions` has the translated one.
    fn get_name(&self, index: i32) -> zbus::Result<String>;
    fn do_action(&self, index: i32) -> zbus::Result<bool>;
}

#[proxy(interface = "org.a11y.atspi.Value", assume_defaults = false)]
trait Value {
    #[zbus(property(emits_changed_signal = "false"))]
    fn current_value(&self) -> zbus::Result<f64>;
}

#[proxy(interface = "org.a11y.atspi.Component", assume_defaults = false)]
trait Component {
    fn get_extents(&self, coordinates: u32) -> zbus::Result<(i32, i32, i32, i32)>;
}

#[proxy(interface = "org.a11y.atspi.EditableText", assume_defaults = false)]
trait EditableText {
    fn set_text_contents(&self, text: &str) -> zbus::Result<bool>;
}

/// How long anything may take to appear. Generous: machines are slow and shared.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(150);
/// How many looks it is worth at least.
const LOOKS: u32 = 20;
/// Coordinates relative to the window, not to the screen, which GTK does not know.
const IN_WINDOW: u32 = 1;
const SHOWING: u32 = 25;
const SENSITIVE: u32 = 24;
const CHECKED: u32 = 4;
const FOCUSABLE: u32 = 11;
const FOCUSED: u32 = 12;

/// The accessibility bus of a desktop.
#[derive(Clone)]
pub(crate) struct Eyes {
    bus: Connection,
    /// What was asked once of each thing: a role never changes, and no place is used twice.
    roles: Arc<Mutex<HashMap<OwnedObjectPath, String>>>,
}

/// One thing on the screen, as it was when it was looked at.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    bus: Connection,
    owner: OwnedUniqueName,
    path: OwnedObjectPath,
    /// `button`, `label`, `check box`, `dialog`, …
    pub(crate) role: String,
    /// What a screen reader says.
    pub(crate) name: String,
    states: u64,
    /// How deep it stands in the tree.
    pub(crate) depth: usize,
}

impl Eyes {
    /// Switches accessibility on and connects.
    pub(crate) async fn open(session_bus: &str) -> Self {
        let session = zbus::connection::Builder::address(session_bus)
            .build()
            .await
            .unwrap();
        StatusProxy::new(&session)
            .await
            .unwrap()
            .set_is_enabled(true)
            .await
            .unwrap();
        let address = BusProxy::new(&session)
            .await
            .unwrap()
            .get_address()
            .await
            .unwrap();
        let bus = zbus::connection::Builder::address(address.as_str())
            .method_timeout(Duration::from_secs(5))
            .build()
            .await
            .unwrap();
        Self {
            bus,
            roles: Arc::default(),
        }
    }

    /// Everything that is showing, from top to bottom.
    pub(crate) async fn look(&self) -> Vec<Node> {
        let root = self.node(
            "org.a11y.atspi.Registry".to_owned(),
            OwnedObjectPath::try_from("/org/a11y/atspi/accessible/root").unwrap(),
        );
        let programs = root.get_children().await.unwrap_or_default();
        let mut all = Vec::new();
        for program in programs {
            let told = tell_all(&self.bus, &program.0).await.unwrap_or_default();
            all.extend(self.walk(program, 0, &told).await);
        }
        // While a page comes in, its place may be told twice.
        let mut seen = HashSet::new();
        all.retain(|node| seen.insert((node.owner.clone(), node.path.clone())));
        all
    }

    fn node(&self, owner: String, path: OwnedObjectPath) -> RawNode {
        RawNode {
            bus: self.bus.clone(),
            owner,
            path,
        }
    }

    /// A thing and what is in it. One question after the other, as screen readers ask: GTK 4.18 reads freed memory when many
    /// wait for an answer while a page goes.
    fn walk<'a>(&'a self, place: Place, depth: usize, told: &'a Told) -> BoxFuture<'a, Vec<Node>> {
        Box::pin(async move {
            let raw = self.node(place.0.to_string(), place.1);
            // Widgets come and go while we look; one that is gone is simply not there.
            let read = raw.read(place.0, depth, (told, &self.roles)).await;
            let Ok(Some((node, children))) = read else {
                return Vec::new();
            };
            let mut all = vec![node];
            for child in children {
                all.extend(self.walk(child, depth + 1, told).await);
            }
            all
        })
    }

    /// Waits until `find` finds something; fails the test with the tree when it does not.
    ///
    /// After a good while, and some looks: a virtual machine may be halted for a minute, and then the clock has gone on
    /// while nothing else has.
    pub(crate) async fn wait<T>(&self, what: &str, find: impl Fn(&[Node]) -> Option<T>) -> T {
        // No longer: a toast goes after some seconds, and a look may take one.
        let mut tick = tokio::time::interval(PAUSE);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let deadline = tokio::time::Instant::now() + PATIENCE;
        for looks in 1.. {
            tick.tick().await;
            let tree = self.look().await;
            if let Some(found) = find(&tree) {
                return found;
            }
            assert!(
                looks < LOOKS || tokio::time::Instant::now() < deadline,
                "waited in vain for {what}; the screen says:\n{}",
                describe(&tree)
            );
        }
        unreachable!("it fails or finds");
    }

    /// Waits until something with that name or text is showing, whatever its role.
    pub(crate) async fn see(&self, text: &str) -> Node {
        self.wait(&format!("“{text}”"), |tree| {
            tree.iter().find(|n| n.says(text)).cloned()
        })
        .await
    }

    /// Waits until nothing with that text is showing.
    pub(crate) async fn see_no_more(&self, text: &str) {
        self.wait(&format!("“{text}” to go"), |tree| {
            (!tree.iter().any(|n| n.says(text))).then_some(())
        })
        .await;
    }

    /// Waits for a sensitive thing of that role and exact name.
    pub(crate) async fn find(&self, role: &str, name: &str) -> Node {
        self.wait(&format!("{role} “{name}”"), |tree| {
            tree.iter()
                .find(|n| n.role == role && n.name == name && n.is(SENSITIVE))
                .cloned()
        })
        .await
    }

    /// How large the window is.
    pub(crate) async fn window_size(&self) -> (usize, usize) {
        let windows = |n: &&Node| matches!(n.role.as_str(), "window" | "frame");
        let window = self
            .wait("a window", |tree| tree.iter().find(windows).cloned())
            .await;
        let (_, _, width, height) = window.extents().await.expect("a window has a size");
        (
            usize::try_from(width).unwrap(),
            usize::try_from(height).unwrap(),
        )
    }

    /// Waits until a bar is that far, between 0 and 1.
    pub(crate) async fn see_progress(&self, least: f64) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut tick = tokio::time::interval(Duration::from_millis(100));
        loop {
            tick.tick().await;
            let tree = self.look().await;
            let mut far = None;
            for bar in tree.iter().filter(|n| n.role == "progress bar") {
                far = bar.value().await;
            }
            if far.is_some_and(|value| value >= least) {
                return;
            }
            assert!(
                tokio::time::Instant::now() < deadline,
                "the bar never came to {least}, only {far:?}; the screen says:\n{}",
                describe(&tree)
            );
        }
    }

    /// Turns a switch on or off by its name. A row and the switch in it have the same name; one of them can be used.
    pub(crate) async fn toggle(&self, name: &str) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let found = |tree: &[Node]| -> Option<Vec<Node>> {
                let list: Vec<_> = tree
                    .iter()
                    .filter(|n| n.name == name && n.is(SENSITIVE))
                    .cloned()
                    .collect();
                (!list.is_empty()).then_some(list)
            };
            for node in self.wait(name, found).await {
                if node
                    .actions()
                    .await
                    .iter()
                    .any(|a| a.eq_ignore_ascii_case("toggle"))
                {
                    return node.act("toggle").await;
                }
            }
            assert!(
                tokio::time::Instant::now() < deadline,
                "“{name}” cannot be switched"
            );
        }
    }

    /// Opens a row by its name, or by anything that it says.
    pub(crate) async fn open_row(&self, text: &str) {
        let what = format!("a row of “{text}”");
        let rows = self
            .wait(&what, |tree| {
                let at = tree.iter().position(|node| node.says(text))?;
                let (before, rest) = tree.split_at(at);
                let mut depth = rest[0].depth;
                // Itself, and what it stands in, from the inside out.
                let around = before.iter().rev().filter(|node| {
                    let holds = node.depth < depth;
                    depth = depth.min(node.depth);
                    holds
                });
                Some(
                    rest.iter()
                        .take(1)
                        .chain(around)
                        .cloned()
                        .collect::<Vec<_>>(),
                )
            })
            .await;
        for row in rows {
            if row.sensitive() && row.actions().await.iter().any(|a| a == "row.open") {
                return row.act("row.open").await;
            }
        }
        panic!("{what} cannot be opened");
    }

    /// Presses a button by its name.
    pub(crate) async fn press(&self, name: &str) {
        self.find("button", name).await.act("click").await;
    }
}

struct RawNode {
    bus: Connection,
    owner: String,
    path: OwnedObjectPath,
}

/// Who has a thing, and where.
type Place = (OwnedUniqueName, OwnedObjectPath);

/// What a program told of its things in one answer: as true as asking each of them, in a fraction of the time. It does not
/// tell of those that nobody asked about before, so that what stands in a thing has to be asked.
type Told = HashMap<OwnedObjectPath, Item>;

async fn tell_all(bus: &Connection, program: &OwnedUniqueName) -> zbus::Result<Told> {
    let proxy = CacheProxy::builder(bus).destination(program.clone());
    let items = proxy.build().await?.get_items().await?;
    Ok(items
        .into_iter()
        .map(|item| (item.place.1.clone(), item))
        .collect())
}

fn flags(states: &[u32]) -> u64 {
    let part = |at: usize| u64::from(states.get(at).copied().unwrap_or(0));
    part(0) | part(1) << 32
}

impl RawNode {
    async fn proxy(&self) -> zbus::Result<AccessibleProxy<'_>> {
        AccessibleProxy::builder(&self.bus)
            .destination(self.owner.as_str())
            .path(&self.path)
            .cache_properties(proxy::CacheProperties::No)
            .build()
            .await
    }

    async fn get_children(&self) -> zbus::Result<Vec<Place>> {
        self.proxy().await?.get_children().await
    }

    /// What it is and what is in it. `None`: it is not showing.
    async fn read(
        &self,
        owner: OwnedUniqueName,
        depth: usize,
        (told, roles): (&Told, &Mutex<HashMap<OwnedObjectPath, String>>),
    ) -> zbus::Result<Option<(Node, Vec<Place>)>> {
        let proxy = self.proxy().await?;
        let item = told.get(&self.path);
        let states = match item {
            Some(item) => flags(&item.states),
            None => flags(&proxy.get_state().await?),
        };
        if depth > 0 && states & (1 << SHOWING) == 0 {
            return Ok(None);
        }
        let name = match item {
            Some(item) => item.name.clone(),
            None => proxy.name().await?,
        };
        let known = roles.lock().unwrap().get(&self.path).cloned();
        let role = if let Some(role) = known {
            role
        } else {
            let role = proxy.get_role_name().await?;
            let mut roles = roles.lock().unwrap();
            roles.insert(self.path.clone(), role.clone());
            role
        };
        let node = Node {
            bus: self.bus.clone(),
            owner,
            path: self.path.clone(),
            role,
            name,
            states,
            depth,
        };
        Ok(Some((node, proxy.get_children().await?)))
    }
}

impl Node {
    fn is(&self, state: u32) -> bool {
        self.states & (1 << state) != 0
    }

    /// Whether it can be used.
    pub(crate) fn sensitive(&self) -> bool {
        self.is(SENSITIVE)
    }

    /// Whether the keyboard is on it.
    pub(crate) fn focused(&self) -> bool {
        self.is(FOCUSED)
    }

    /// Whether the keyboard reaches it.
    pub(crate) fn focusable(&self) -> bool {
        self.is(FOCUSABLE)
    }

    /// Whether a switch or check box is on.
    pub(crate) fn checked(&self) -> bool {
        self.is(CHECKED)
    }

    /// Whether its name holds this text.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.name.contains(text)
    }

    /// What can be done with it.
    pub(crate) async fn actions(&self) -> Vec<String> {
        let Ok(proxy) = self.action().await else {
            return Vec::new();
        };
        let mut names = Vec::new();
        for index in 0..proxy.n_actions().await.unwrap_or_default() {
            names.push(proxy.get_name(index).await.unwrap_or_default());
        }
        names
    }

    /// Does something with it: `click`, `toggle`, or an action of its own.
    pub(crate) async fn act(&self, action: &str) {
        let actions = self.actions().await;
        let at = actions.iter().position(|a| a.eq_ignore_ascii_case(action));
        let at = at.unwrap_or_else(|| {
            panic!(
                "{} “{}” has no {action}, only {actions:?}",
                self.role, self.name
            )
        });
        let proxy = self.action().await.unwrap();
        assert!(
            proxy.do_action(i32::try_from(at).unwrap()).await.unwrap(),
            "{action} was refused"
        );
    }

    /// Where it is in its window: left, top, width, height.
    pub(crate) async fn extents(&self) -> Option<(i32, i32, i32, i32)> {
        let builder = ComponentProxy::builder(&self.bus)
            .destination(self.owner.clone())
            .path(&self.path);
        builder
            .build()
            .await
            .ok()?
            .get_extents(IN_WINDOW)
            .await
            .ok()
    }

    /// How far a bar is.
    async fn value(&self) -> Option<f64> {
        let builder = ValueProxy::builder(&self.bus)
            .destination(self.owner.clone())
            .path(&self.path);
        let proxy = builder
            .cache_properties(proxy::CacheProperties::No)
            .build()
            .await
            .ok()?;
        proxy.current_value().await.ok()
    }

    /// Replaces the text of an entry.
    pub(crate) async fn type_text(&self, text: &str) {
        let proxy = EditableTextProxy::builder(&self.bus)
            .destination(self.owner.clone())
            .path(&self.path)
            .build()
            .await
            .unwrap();
        assert!(
            proxy.set_text_contents(text).await.unwrap(),
            "the entry takes no text"
        );
    }

    async fn action(&self) -> zbus::Result<ActionProxy<'_>> {
        ActionProxy::builder(&self.bus)
            .destination(self.owner.clone())
            .path(&self.path)
            .cache_properties(proxy::CacheProperties::No)
            .build()
            .await
    }
}

/// The tree as text, for failures and for people.
pub(crate) fn describe(tree: &[Node]) -> String {
    tree.iter().fold(String::new(), |mut text, node| {
        let indent = "  ".repeat(node.depth);
        let state = if node.sensitive() { "" } else { " (off)" };
        writeln!(text, "{indent}{} “{}”{state}", node.role, node.name).unwrap();
        text
    })
}
