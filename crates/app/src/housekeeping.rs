//! Housekeeping: dropping what is kept for a time only.

use crate::{App, Failure};
use domain::receipt::KEPT_FOR;
use store::StoreError;

/// Rows that are dropped in one commit: few enough that no request waits long behind it.
const AT_A_TIME: usize = 1_000;

impl App {
    /// Drops every receipt whose time is over. Returns how many there were.
    ///
    /// # Errors
    /// When the store does not answer; what is left is dropped next time.
    pub async fn forget_old_receipts(&self) -> Result<usize, Failure> {
        let before = self.clock.now().minus(KEPT_FOR);
        until_none_is_left(|| self.store.forget_receipts(before, AT_A_TIME)).await
    }

    /// Drops every cart that is past its seven days and was not ordered. Returns how many there were.
    ///
    /// # Errors
    /// When the store does not answer; what is left is dropped next time.
    pub async fn forget_expired_carts(&self) -> Result<usize, Failure> {
        let now = self.clock.now();
        until_none_is_left(|| self.store.forget_carts(now, AT_A_TIME)).await
    }
}

async fn until_none_is_left<F>(drop_some: impl Fn() -> F) -> Result<usize, Failure>
where
    F: Future<Output = Result<usize, StoreError>>,
{
    let mut forgotten = 0;
    loop {
        let dropped = drop_some().await?;
        forgotten += dropped;
        if dropped < AT_A_TIME {
            return Ok(forgotten);
        }
    }
}
