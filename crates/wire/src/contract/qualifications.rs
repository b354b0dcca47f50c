//! The classes of qualifications, of validation codes, and of what is recorded of an account. The reference of the API names
//! that of qualifications; the others are by analogy.

use super::{Class, agreements::CUSTOMERS, clr, date, integer, text};

const QUALIFICATIONS: &str = clr!("Microsoft.Partner.Service.Customers.Contracts.V2");

/// A qualification of a customer.
pub(crate) static CUSTOMER_QUALIFICATION: Class = Class {
    name: "CustomerQualification",
    namespace: QUALIFICATIONS,
    base: None,
    members: &[text("Qualification"), date("VettingCreatedDate"), text("VettingReason"), text("VettingStatus")],
};

/// What a vetting is asked for.
pub(crate) static CUSTOMER_QUALIFICATION_REQUEST: Class = Class {
    name: "CustomerQualificationRequest",
    namespace: QUALIFICATIONS,
    base: None,
    members: &[text("EducationSegment"), text("Qualification"), text("ValidationCode"), text("Website")],
};

/// A text as a document of its own.
pub(crate) static STRING: Class = Class {
    name: "string",
    namespace: "http://schemas.microsoft.com/2003/10/Serialization/",
    base: None,
    members: &[],
};

/// A validation code of a partner.
pub(crate) static VALIDATION_CODE: Class = Class {
    name: "ValidationCode",
    namespace: CUSTOMERS,
    base: None,
    members: &[
        text("ETag"),
        integer("MaxCreates"),
        text("OrganizationName"),
        text("PartnerId"),
        integer("RemainingCreates"),
        text("ValidationId"),
    ],
};

/// What is recorded of a customer's account.
pub(crate) static VALIDATION_STATUS: Class = Class {
    name: "ValidationStatus",
    namespace: CUSTOMERS,
    base: None,
    members: &[date("LastUpdateDateTime"), text("Status"), text("Type")],
};

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{check, ordered},
        CUSTOMER_QUALIFICATION, CUSTOMER_QUALIFICATION_REQUEST, VALIDATION_CODE, VALIDATION_STATUS,
    };
    use crate::qualification;
    use domain::{
        Timestamp,
        customer::ValidationStatus,
        id::PartnerId,
        qualification::{Qualification, RemainingCreates, ValidationCode},
    };
    use serde_json::json;

    #[test]
    fn every_member_around_a_qualification_is_known() {
        let denied = json!({
            "qualification": "Education", "vetting_status": "Denied", "vetting_reason": "a",
            "vetting_created": "2026-01-12T00:00:00Z",
        });
        let denied: Qualification = serde_json::from_value(denied).expect("a qualification");
        check(&CUSTOMER_QUALIFICATION, &qualification::resource(&denied), 4);
        let code = json!({ "validation_id": "12345", "organization_name": "a", "max_creates": 5 });
        let code: ValidationCode = serde_json::from_value(code).expect("a code");
        let partner = PartnerId::parse("10000000-0000-4000-8000-000000000001").expect("a partner");
        let codes = qualification::validation_codes(partner, &[RemainingCreates { code: &code, remaining: 4 }]);
        check(&VALIDATION_CODE, &codes[0], 6);
        let updated = Timestamp::parse("2026-01-12T00:00:00Z");
        check(&VALIDATION_STATUS, &qualification::account_status(ValidationStatus::Allowed, updated), 3);
        [&CUSTOMER_QUALIFICATION, &CUSTOMER_QUALIFICATION_REQUEST, &VALIDATION_CODE, &VALIDATION_STATUS]
            .into_iter()
            .for_each(ordered);
    }
}
