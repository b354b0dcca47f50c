//! Room for so many requests at work, and for so many more that wait for their turn, for so long.

use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// How many requests there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// At work at the same moment.
    pub at_work: usize,
    /// Waiting for that.
    pub waiting: usize,
}

pub(super) struct Room {
    at_work: Arc<Semaphore>,
    waiting: Semaphore,
    wait: Duration,
}

/// A place to work, until it is dropped.
pub(crate) struct Place(
    #[expect(dead_code, reason = "it is held, and given back when it is dropped")] Option<OwnedSemaphorePermit>,
);

impl Place {
    /// The place of a request that does no work: it is answered already.
    pub(crate) fn beside() -> Self {
        Self(None)
    }
}

impl Room {
    pub(super) fn new(capacity: Capacity, wait: Duration) -> Self {
        let Capacity { at_work, waiting } = capacity;
        Self { at_work: Arc::new(Semaphore::new(at_work)), waiting: Semaphore::new(waiting), wait }
    }

    /// Whether whoever comes now cannot even wait.
    pub(super) fn is_full(&self) -> bool {
        self.at_work.available_permits() == 0 && self.waiting.available_permits() == 0
    }

    /// A place, at once or in the order of arrival; `None` when there is no room to wait, or the wait was too long.
    pub(super) async fn enter(&self) -> Option<Place> {
        // Whoever leaves hands its place to the next one who waits, so that a free one means that nobody does.
        if let Ok(place) = Arc::clone(&self.at_work).try_acquire_owned() {
            return Some(Place(Some(place)));
        }
        let _waiting = self.waiting.try_acquire().ok()?;
        let place = timeout(self.wait, Arc::clone(&self.at_work).acquire_owned()).await.ok()?;
        place.ok().map(|place| Place(Some(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Capacity, Place, Room};
    use futures::{FutureExt as _, future::BoxFuture};
    use std::time::Duration;

    /// One who asks for a place, and whether it has an answer yet.
    struct Asking<'a>(BoxFuture<'a, Option<Place>>);

    impl<'a> Asking<'a> {
        fn at(room: &'a Room) -> Self {
            Self(room.enter().boxed())
        }

        fn answer(&mut self) -> Option<Option<Place>> {
            (&mut self.0).now_or_never()
        }
    }

    #[tokio::test]
    async fn so_many_work_so_many_wait_and_the_rest_is_refused_at_once() {
        let room = Room::new(Capacity { at_work: 2, waiting: 2 }, Duration::from_secs(60));
        let (first, second) = (room.enter().await.expect("a place"), room.enter().await.expect("a place"));
        assert!(!room.is_full());
        let (mut third, mut fourth) = (Asking::at(&room), Asking::at(&room));
        assert!(third.answer().is_none() && fourth.answer().is_none());
        assert!(room.is_full());
        assert!(Asking::at(&room).answer().expect("an answer at once").is_none());
        drop(first);
        let place = third.answer().expect("its turn").expect("a place");
        assert!(fourth.answer().is_none(), "whoever came first is first");
        assert!(!room.is_full());
        drop((second, place));
        assert!(fourth.answer().expect("its turn").is_some());
    }

    #[tokio::test]
    async fn nobody_waits_for_ever_and_nobody_who_left_counts() {
        let room = Room::new(Capacity { at_work: 1, waiting: 2 }, Duration::from_millis(1));
        let place = room.enter().await;
        assert!(room.enter().await.is_none(), "the end of its patience");
        let (mut gone, mut other) = (Asking::at(&room), Asking::at(&room));
        assert!(gone.answer().is_none() && other.answer().is_none() && room.is_full());
        drop((gone, other));
        assert!(!room.is_full());
        drop(place);
        assert!(room.enter().await.is_some());
    }
}
