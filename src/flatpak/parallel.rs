//! Many small files are read by several threads.

use std::num::NonZero;
use std::thread;

/// More threads than this only wait for each other.
const THREADS: usize = 8;

/// Fewer than this for each thread are not worth one.
const LEAST: usize = 16;

/// What `work` makes of each part of the items, in the order of the parts; on several threads where there are many.
pub(super) fn in_parts<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let size = items.len().div_ceil(cores.min(THREADS)).max(LEAST);
    if items.len() <= size {
        return vec![work(items)];
    }
    thread::scope(|scope| {
        let threads: Vec<_> = items
            .chunks(size)
            .map(|part| scope.spawn(|| work(part)))
            .collect();
        let made = threads.into_iter().map(thread::ScopedJoinHandle::join);
        made.map(|made| made.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_in_order_and_nothing_is_left_out() {
        for count in [0, 1, LEAST, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let parts = in_parts(&items, <[usize]>::to_vec);
            assert_eq!(parts.concat(), items);
        }
    }
}
