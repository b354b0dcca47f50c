//! Places for connections: so many in all, and so many for each address.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The bits of an address of IPv6 that say whose it is: whoever has one has the rest of them too.
const NETWORK: u128 = !0 << 64;

/// All places.
pub(super) struct Places {
    all: Arc<Semaphore>,
    per_address: usize,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place that is free for whoever comes.
pub(super) struct FreePlace {
    _permit: OwnedSemaphorePermit,
}

/// A place that is taken until this is dropped.
pub(super) struct Place {
    _free: FreePlace,
    whose: IpAddr,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Places {
    pub(super) fn new(connections: usize, per_address: usize) -> Self {
        let all = Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS)));
        Self { all, per_address, taken: Arc::default() }
    }

    /// A free place, if there is one.
    pub(super) fn free(&self) -> Option<FreePlace> {
        Arc::clone(&self.all).try_acquire_owned().ok().map(|_permit| FreePlace { _permit })
    }

    /// A free place, as soon as there is one.
    pub(super) async fn wait(&self) -> FreePlace {
        match Arc::clone(&self.all).acquire_owned().await {
            Ok(_permit) => FreePlace { _permit },
            Err(_) => unreachable!("the places are never closed"),
        }
    }

    /// Takes a place for a connection from that address, unless it has all that one may have.
    pub(super) fn take(&self, free: FreePlace, address: IpAddr) -> Option<Place> {
        let whose = owner(address);
        let mut taken = lock(&self.taken);
        let count = taken.entry(whose).or_default();
        if *count >= self.per_address {
            return None;
        }
        *count += 1;
        Some(Place { _free: free, whose, taken: Arc::clone(&self.taken) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        if let Some(count) = taken.get_mut(&self.whose) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.whose);
            }
        }
    }
}

/// The counts are whole at any moment: a panic elsewhere cannot have left them half done.
fn lock(taken: &Mutex<HashMap<IpAddr, usize>>) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is counted as one address: of IPv6 the network, and of IPv4 the address however it is written.
fn owner(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK).into(),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Places, lock, owner};
    use std::net::IpAddr;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn take(places: &Places, from: &str) -> Option<Place> {
        places.take(places.free()?, address(from))
    }

    #[test]
    fn an_address_has_its_share_and_the_others_have_the_rest() {
        let places = Places::new(3, 2);
        let first = take(&places, "192.0.2.1").expect("a place");
        let second = take(&places, "::ffff:192.0.2.1").expect("a place");
        assert!(take(&places, "192.0.2.1").is_none(), "two are its share");
        let other = take(&places, "192.0.2.2").expect("a place");
        assert!(places.free().is_none(), "three are all");
        drop((first, other));
        assert!(take(&places, "192.0.2.1").is_some(), "what ends makes room");
        drop(second);
        assert!(lock(&places.taken).is_empty(), "who is gone is forgotten");
        assert_eq!(places.all.available_permits(), 3);
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one_address() {
        for (one, other, same) in [
            ("2001:db8::1", "2001:db8::ffff:1", true),
            ("2001:db8::1", "2001:db8:0:1::1", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1", "192.0.2.2", false),
        ] {
            assert_eq!(owner(address(one)) == owner(address(other)), same, "{one} {other}");
        }
    }
}
