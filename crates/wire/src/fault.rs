//! The error body, and how a fault is told in words (digest 3.1).

use crate::{member, schema};
use domain::fault::{Fault, FaultKind, Finding};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The longest description, in characters.
const DESCRIPTION: usize = 1_024;

/// Who says so: what the documentation's samples show.
const SOURCE: &str = "PartnerFD";

/// The body of every error but 429.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiFault {
    #[schema(schema_with = schema::api_fault_code)]
    code: u32,
    /// The rule, the member, what was seen and what is accepted, in at most 1,024 characters.
    #[schema(min_length = 1, max_length = 1024)]
    description: String,
    /// Each finding, where there are several.
    data: Vec<String>,
    source: &'static str,
    #[serde(flatten)]
    newer: Newer,
}

/// What newer parts of the service say beside that, all of it or nothing (surroundings section 5, no. 39).
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Newer {
    /// The same as the description.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    is_retryable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    parameters: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error_message_extended: Option<String>,
}

/// The faults of the newer parts. Their names are those that clients are told.
const NEWER: [FaultKind; 2] = [FaultKind::PartnerConfirmedAgreementAlreadyExists, FaultKind::AccountStatusNotFound];

/// The error body of a fault. `data` lists the findings where there are several.
#[must_use]
pub fn resource(fault: &Fault) -> ApiFault {
    let data = match fault.findings() {
        [] | [_] => Vec::new(),
        several => several.iter().map(explain).collect(),
    };
    let description = describe(fault);
    let newer = if NEWER.contains(&fault.kind()) { newer(fault.kind(), &description) } else { Newer::default() };
    ApiFault { code: fault.kind().code(), description, data, source: SOURCE, newer }
}

fn newer(kind: FaultKind, description: &str) -> Newer {
    Newer {
        message: Some(description.to_owned()),
        error_name: Some(format!("{kind:?}")),
        is_retryable: Some(false),
        parameters: Some(BTreeMap::new()),
        error_message_extended: Some(format!("InternalErrorCode={}", kind.code())),
    }
}

/// The rule, then the member, what was seen and what is accepted.
#[must_use]
pub fn describe(fault: &Fault) -> String {
    let text = match fault.findings().first() {
        Some(finding) => format!("{} {}", fault.text(), explain(finding)),
        None => fault.text(),
    };
    text.chars().take(DESCRIPTION).collect()
}

/// The same with every finding that there is room for: what is told in words alone.
pub(crate) fn describe_all(fault: &Fault) -> String {
    let findings = fault.findings().iter().map(explain);
    let text = [fault.text()].into_iter().chain(findings).collect::<Vec<_>>().join(" ");
    text.chars().take(DESCRIPTION).collect()
}

fn explain(finding: &Finding) -> String {
    let path = member::path(&finding.place);
    match &finding.seen {
        Some(seen) => format!("{path}: seen is {seen}; accepted is {}.", finding.accepted),
        None => format!("{path} is missing; accepted is {}.", finding.accepted),
    }
}

#[cfg(test)]
mod tests {
    use super::{DESCRIPTION, describe, resource};
    use domain::{
        fault::{Fault, FaultKind},
        member::{Member, Place},
    };

    #[test]
    fn a_fault_says_rule_member_seen_and_accepted() {
        let at = Place::from(Member::LineItems).index(2).member(Member::Quantity);
        let fault = Fault::new(FaultKind::InvalidInput).seen(at, 0, "a whole number from 1");
        let body = serde_json::to_value(resource(&fault)).expect("a body");
        assert_eq!(
            body,
            serde_json::json!({
                "code": 800002,
                "description": "Invalid request input. lineItems[2].quantity: seen is 0; accepted is a whole number from 1.",
                "data": [],
                "source": "PartnerFD",
            })
        );
    }

    #[test]
    fn several_findings_are_listed() {
        let fault = Fault::new(FaultKind::CartItemErrorInCreateOrder);
        let fault = fault.seen(Member::LineItems, "a", "b").seen(Member::LineItems, "c", "d");
        let body = serde_json::to_value(resource(&fault)).expect("a body");
        assert_eq!(body["data"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_description_is_bounded() {
        let fault = Fault::new(FaultKind::InvalidInput).missing(Member::LineItems, "é".repeat(5_000));
        assert_eq!(describe(&fault).chars().count(), DESCRIPTION);
    }
}
