//! Who may use the line: one object at a time, the smallest that waits first.
//!
//! Were all sent at once, none would be complete for long, and libostree counts complete ones. And as it asks for
//! few objects at a time, small ones first make room for its questions about folders, which tell it how much there is.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The line's turns. Clones are the same line.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    queue: Mutex<Queue>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    /// (bytes, number).
    waiting: BTreeSet<(usize, u64)>,
    next_number: u64,
    busy: bool,
}

/// A place in the queue, and later the line itself. Dropping it gives the line to the next one.
#[derive(Debug)]
pub(super) struct Turn {
    line: Turns,
    place: (usize, u64),
    has_line: bool,
}

impl Turns {
    /// Waits for the line to send that many bytes.
    pub(super) async fn wait(&self, bytes: usize) -> Turn {
        let mut turn = self.queue_up(bytes);
        loop {
            let changed = self.0.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if turn.try_take() {
                return turn;
            }
            changed.await;
        }
    }

    fn queue_up(&self, bytes: usize) -> Turn {
        let mut queue = self.queue();
        queue.next_number += 1;
        let place = (bytes, queue.next_number);
        queue.waiting.insert(place);
        Turn {
            line: self.clone(),
            place,
            has_line: false,
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    fn try_take(&mut self) -> bool {
        let mut queue = self.line.queue();
        if !queue.busy && queue.waiting.first() == Some(&self.place) {
            queue.waiting.remove(&self.place);
            queue.busy = true;
            self.has_line = true;
        }
        self.has_line
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut queue = self.line.queue();
        queue.waiting.remove(&self.place);
        if self.has_line {
            queue.busy = false;
        }
        drop(queue);
        self.line.0.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn the_smallest_goes_first_and_who_leaves_holds_up_nobody() {
        let line = Turns::default();
        let first = line.wait(500).await;
        let mut large = Box::pin(line.wait(900));
        let mut small = Box::pin(line.wait(10));
        let mut gone = Box::pin(line.wait(5));
        assert!(large.as_mut().now_or_never().is_none());
        assert!(small.as_mut().now_or_never().is_none());
        assert!(gone.as_mut().now_or_never().is_none());
        drop(gone);
        drop(first);
        assert!(large.as_mut().now_or_never().is_none());
        let held = small.await;
        assert!(large.as_mut().now_or_never().is_none());
        drop(held);
        assert!(large.now_or_never().is_some());
    }
}
