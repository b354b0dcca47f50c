//! The body of 429, which is not the error body (ruling 20): clients take `Retry-After` only where they find none.

use serde::Serialize;
use utoipa::ToSchema;

const STATUS: u16 = 429;

/// The body of 429.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Throttled)]
pub struct ThrottledResource {
    /// 429.
    #[schema(minimum = 429, maximum = 429)]
    status_code: u16,
    /// Why, and after how many seconds to try again.
    #[schema(min_length = 1)]
    message: String,
}

/// Why a request has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its caller has made as many as it may.
    RateLimit,
    /// The server has more to do than it can.
    Overload,
}

/// The body for a reason, and for the seconds that `Retry-After` says too.
#[must_use]
pub fn resource(reason: Reason, seconds: u64) -> ThrottledResource {
    let why = match reason {
        Reason::RateLimit => "Rate limit is exceeded.",
        Reason::Overload => "The server has more to do than it can.",
    };
    ThrottledResource { status_code: STATUS, message: format!("{why} Try again in {seconds} seconds.") }
}

#[cfg(test)]
mod tests {
    use super::{Reason, resource};

    #[test]
    fn the_body_is_the_documented_one() {
        let body = serde_json::to_string(&resource(Reason::RateLimit, 57)).expect("JSON");
        assert_eq!(body, r#"{"statusCode":429,"message":"Rate limit is exceeded. Try again in 57 seconds."}"#);
    }
}
