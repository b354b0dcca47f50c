//! What limits the server, by itself: the library that it is built on, and the disk that it waits for.

pub(crate) mod bare;
pub(crate) mod disk;
pub(crate) mod log;
