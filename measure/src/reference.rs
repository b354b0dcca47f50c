//! What limits the server, by itself: the library that it is built on, the disk that it waits for, and the database.

pub(crate) mod bare;
pub(crate) mod disk;
pub(crate) mod log;
pub(crate) mod pgbench;
