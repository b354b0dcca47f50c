//! How many files the process may open: every connection is one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What a server opens beside its connections and those to a database: its store, its log, what the runtime needs, and some to spare.
const OTHERS: u64 = 128;

/// How many connections of clients the process may have beside so many to its store. The limit that the system lets every process raise
/// by itself is raised: it is there for programs that count files in a set of fixed size.
pub(crate) fn beside(to_store: usize) -> usize {
    let Rlimit { mut current, maximum } = getrlimit(Resource::Nofile);
    if current != maximum && setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).is_ok() {
        current = maximum;
    }
    let to_store = u64::try_from(to_store).unwrap_or(u64::MAX);
    let left = current.unwrap_or(u64::MAX).saturating_sub(OTHERS).saturating_sub(to_store);
    usize::try_from(left).unwrap_or(usize::MAX)
}
