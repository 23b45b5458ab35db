//! A transaction of the scripted rpm-ostree: its socket, its listeners, its lines.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::net::UnixListener;
use tokio::sync::{Notify, watch};
use tokio::task::AbortHandle;
use zbus::{Connection, Guid, Variant, interface};

use super::captured::Dict;
use super::rpm_ostreed::Service;
use super::rpm_world::Script;

const INTERFACE: &str = "org.projectatomic.rpmostree1.Transaction";

/// One transaction.
pub(crate) struct Transaction {
    pub(crate) address: String,
    service: Service,
    call: (String, String),
    client: String,
    title: Mutex<String>,
    lines: Vec<Vec<Value>>,
    listeners: watch::Sender<Vec<Connection>>,
    started: Notify,
    was_started: Mutex<bool>,
    cancelled: watch::Sender<bool>,
    finished: watch::Sender<Option<(bool, String)>>,
    tasks: Mutex<Vec<AbortHandle>>,
    socket: PathBuf,
}

impl Transaction {
    /// Opens the socket, and plays the script once somebody starts it.
    pub(crate) fn begin(
        service: Service,
        script: Script,
        socket: PathBuf,
        call: (String, String),
        sender: &str,
    ) -> Arc<Self> {
        let _stale = std::fs::remove_file(&socket);
        let listener = UnixListener::bind(&socket).unwrap();
        let transaction = Arc::new(Self {
            address: format!("unix:path={}", socket.display()),
            service,
            call,
            client: format!("client(id:practice-client dbus:{} uid:0)", &sender[1..]),
            title: Mutex::new("new-deployment".into()),
            lines: Service::lines(script.sequence),
            listeners: watch::Sender::new(Vec::new()),
            started: Notify::new(),
            was_started: Mutex::new(false),
            cancelled: watch::Sender::new(false),
            finished: watch::Sender::new(None),
            tasks: Mutex::default(),
            socket,
        });
        let accept = tokio::spawn(Arc::clone(&transaction).accept(listener));
        let play = tokio::spawn(Arc::clone(&transaction).play(script));
        let handles = [accept.abort_handle(), play.abort_handle()];
        transaction.tasks.lock().unwrap().extend(handles);
        transaction
    }

    pub(crate) fn same(&self, method: &str, arguments: &str) -> bool {
        self.call.0 == method && self.call.1 == arguments
    }

    pub(crate) fn title(&self) -> String {
        self.title.lock().unwrap().clone()
    }

    /// Everything closes at once, as when the process is killed.
    pub(crate) fn vanish(&self) {
        for task in self.tasks.lock().unwrap().drain(..) {
            task.abort();
        }
        let _gone = std::fs::remove_file(&self.socket);
        let listeners = self.listeners.send_replace(Vec::new());
        tokio::spawn(async move {
            for listener in listeners {
                let _closed = listener.close().await;
            }
        });
    }

    async fn accept(self: Arc<Self>, listener: UnixListener) {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let me = Arc::clone(&self);
            let task = tokio::spawn(async move {
                let stream = stream.into_std().unwrap();
                let connection = zbus::connection::Builder::unix_stream(stream)
                    .server(Guid::generate())
                    .p2p()
                    .serve_at("/", Object(Arc::clone(&me)))
                    .build()
                    .await;
                let Ok(connection) = connection else { return };
                me.listeners
                    .send_modify(|list| list.push(connection.clone()));
                connection.closed().await;
                let name = connection.server_guid().to_string();
                me.listeners
                    .send_modify(|list| list.retain(|c| c.server_guid().to_string() != name));
            });
            self.tasks.lock().unwrap().push(task.abort_handle());
        }
    }

    /// The lines before and after the answer to `Start`.
    fn parts(&self) -> (&[Vec<Value>], &[Vec<Value>]) {
        let at = self.lines.iter().position(|line| line[0] == "Start");
        let at = at.unwrap();
        (&self.lines[..at], &self.lines[at + 1..])
    }

    async fn play(self: Arc<Self>, script: Script) {
        self.started.notified().await;
        let (_, lines) = self.parts();
        let words = lines.iter().position(|line| line[0] == "Finished").unwrap();
        for (at, line) in lines[..words].iter().enumerate() {
            // Half-way: something was said, and something is still to come.
            if at == words.min(3) - 1 && self.held().await {
                return self
                    .finish(
                        false,
                        "While pulling test/42/x86_64/silverblue: Operation was cancelled",
                    )
                    .await;
            }
            self.say(line).await;
        }
        if words == 0 && self.held().await {
            return self.finish(false, "Operation was cancelled").await;
        }
        (script.effect)(&mut self.service.world());
        if script.dies {
            let service = self.service.clone();
            tokio::spawn(async move { service.die().await });
            return;
        }
        let os = "org.projectatomic.rpmostree1.OS";
        let sysroot = "org.projectatomic.rpmostree1.Sysroot";
        self.service
            .announce(os, &["DefaultDeployment", "CachedUpdate"])
            .await;
        self.service.announce(sysroot, &["Deployments"]).await;
        let end = &lines[words];
        let me = Arc::clone(&self);
        let afterwards = script.afterwards;
        let wait = async move {
            let mut listeners = me.listeners.subscribe();
            listeners.wait_for(Vec::is_empty).await.unwrap();
            afterwards(&mut me.service.world());
            me.put_away().await;
        };
        let captured = end[2].as_str().unwrap().to_owned();
        let words = script.words.unwrap_or(captured);
        self.tell_end(end[1].as_bool().unwrap(), &words).await;
        wait.await;
    }

    /// Waits as long as work is held. `true`: it was cancelled.
    async fn held(&self) -> bool {
        let mut hold = self.service.shared.hold.subscribe();
        let mut cancelled = self.cancelled.subscribe();
        tokio::select! {
            _ = hold.wait_for(|hold| !hold) => *self.cancelled.borrow(),
            _ = cancelled.wait_for(|yes| *yes) => true,
        }
    }

    async fn finish(&self, success: bool, words: &str) {
        self.tell_end(success, words).await;
        let mut listeners = self.listeners.subscribe();
        listeners.wait_for(Vec::is_empty).await.unwrap();
        self.put_away().await;
    }

    async fn tell_end(&self, success: bool, words: &str) {
        self.finished
            .send_replace(Some((success, words.to_owned())));
        self.emit("Finished", &(success, words)).await;
    }

    async fn put_away(&self) {
        let shared = &self.service.shared;
        *shared.transaction.lock().unwrap() = None;
        {
            let mut world = shared.world();
            world.active = Default::default();
            world.address.clear();
        }
        let _gone = std::fs::remove_file(Path::new(&self.socket));
        let names = ["ActiveTransaction", "ActiveTransactionPath"];
        let interface = "org.projectatomic.rpmostree1.Sysroot";
        self.service.announce(interface, &names).await;
        for task in self.tasks.lock().unwrap().iter() {
            task.abort();
        }
    }

    async fn emit<B: serde::Serialize + zbus::wire::DynamicType>(&self, member: &str, body: &B) {
        let listeners = self.listeners.borrow().clone();
        for listener in listeners {
            // One that has left is no fault.
            let _left = listener
                .emit_signal(None::<&str>, "/", INTERFACE, member, body)
                .await;
        }
    }

    async fn say(&self, line: &[Value]) {
        let text = |at: usize| line[at].as_str().unwrap().to_owned();
        let member = text(0);
        match member.as_str() {
            "Title" => {
                *self.title.lock().unwrap() = text(1);
                let title = Variant::from(text(1)).try_into_owned().unwrap();
                let changed = Dict::from([("Title".to_owned(), title)]);
                let body = (INTERFACE, changed, Vec::<String>::new());
                let listeners = self.listeners.borrow().clone();
                for listener in listeners {
                    let properties = "org.freedesktop.DBus.Properties";
                    let _left = listener
                        .emit_signal(None::<&str>, "/", properties, "PropertiesChanged", &body)
                        .await;
                }
            }
            "Message" | "TaskBegin" | "TaskEnd" => self.emit(&member, &(text(1),)).await,
            "PercentProgress" => {
                let percent = u32::try_from(line[2].as_u64().unwrap()).unwrap();
                self.emit(&member, &(text(1), percent)).await;
            }
            "ProgressEnd" => self.emit(&member, &()).await,
            "SignatureProgress" => {
                let body = (Vec::<Variant<'_>>::new(), "a7806e8efc4f");
                self.emit(&member, &body).await;
            }
            "DownloadProgress" => self.emit(&member, &download(&line[1..])).await,
            other => panic!("{other} in a sequence"),
        }
    }
}

type Download = (
    (u64, u64),
    (u32, u32),
    (u32, u32, u32),
    (u32, u32, u32, u64),
    (u32, u32),
    (u64, u64),
);

fn download(fields: &[Value]) -> Download {
    let long = |at: usize, n: usize| fields[at][n].as_u64().unwrap();
    let short = |at: usize, n: usize| u32::try_from(long(at, n)).unwrap();
    (
        (long(0, 0), long(0, 1)),
        (short(1, 0), short(1, 1)),
        (short(2, 0), short(2, 1), short(2, 2)),
        (short(3, 0), short(3, 1), short(3, 2), long(3, 3)),
        (short(4, 0), short(4, 1)),
        (long(5, 0), long(5, 1)),
    )
}

struct Object(Arc<Transaction>);

#[interface(name = "org.projectatomic.rpmostree1.Transaction")]
impl Object {
    async fn start(&self, #[zbus(connection)] connection: &Connection) -> bool {
        let transaction = &self.0;
        let finished = transaction.finished.borrow().clone();
        if let Some(end) = finished {
            let connection = connection.clone();
            tokio::spawn(async move {
                let _left = connection
                    .emit_signal(None::<&str>, "/", INTERFACE, "Finished", &end)
                    .await;
            });
            return false;
        }
        if std::mem::replace(&mut *transaction.was_started.lock().unwrap(), true) {
            return false;
        }
        let (before, _) = transaction.parts();
        for line in before {
            transaction.say(line).await;
        }
        transaction.started.notify_one();
        true
    }

    fn cancel(&self) {
        self.0.cancelled.send_replace(true);
    }

    #[zbus(property)]
    fn title(&self) -> String {
        self.0.title()
    }

    #[zbus(property)]
    fn initiating_client_description(&self) -> String {
        self.0.client.clone()
    }
}
