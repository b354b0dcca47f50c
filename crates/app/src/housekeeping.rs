//! Housekeeping: dropping what is kept for a time only.

use crate::{App, Failure};
use domain::receipt::KEPT_FOR;

/// Receipts that are dropped in one commit: few enough that no request waits long behind it.
const AT_A_TIME: usize = 1_000;

impl App {
    /// Drops every receipt whose time is over. Returns how many there were.
    ///
    /// # Errors
    /// When the store does not answer; what is left is dropped next time.
    pub async fn forget_old_receipts(&self) -> Result<usize, Failure> {
        let before = self.clock.now().minus(KEPT_FOR);
        let mut forgotten = 0;
        loop {
            let dropped = self.store.forget_receipts(before, AT_A_TIME).await?;
            forgotten += dropped;
            if dropped < AT_A_TIME {
                return Ok(forgotten);
            }
        }
    }
}
