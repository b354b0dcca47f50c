//! What a PATCH says of a subscription. Members that say how it came to be, for clients send it back whole, are not looked at.

use super::etag_of;
use crate::{cart, node::Node, read::Reader};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    fault::{Fault, Faults},
    id::SubscriptionId,
    member::Member,
    subscription::SubscriptionPatch,
};
use serde::Deserialize;

/// What an etag says, once it is decoded.
#[derive(Deserialize)]
struct Tag {
    version: u64,
}

/// Reads the body of a PATCH of the subscription with that id. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 for a name that no enumeration knows.
pub fn patch(body: &Node, id: SubscriptionId) -> Result<SubscriptionPatch, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let attributes = wrong.or_default(body.object(Member::Attributes));
    let etag = attributes.and_then(|of| wrong.or_default(of.text(Member::Etag)));
    let patch = SubscriptionPatch {
        friendly_name: wrong.or_default(body.text(Member::FriendlyName)),
        quantity: wrong.or_default(body.integer(Member::Quantity)),
        status: wrong.or_default(body.subscription_status(Member::Status)),
        auto_renew: wrong.or_default(body.boolean(Member::AutoRenewEnabled)),
        billing_cycle: wrong.or_default(body.billing_cycle(Member::BillingCycle)),
        partner_id: wrong.or_default(body.text(Member::PartnerId)),
        next_term: cart::next_term(&body, &mut wrong),
        keeps_next_charge: wrong.or_default(body.object(Member::NextChargeInstructions)).is_some(),
        attestation_accepted: wrong.or_default(body.boolean(Member::AttestationAccepted)),
        partner_on_record_attestation_accepted: wrong
            .or_default(body.boolean(Member::PartnerOnRecordAttestationAccepted)),
        version: etag.filter(|etag| !etag.is_empty()).map(|etag| version(&etag, id)),
    };
    wrong.unless(patch)
}

/// The version that an etag names; 0, which no subscription has, for one that is not ours, or of another subscription.
fn version(etag: &str, id: SubscriptionId) -> u64 {
    let decoded = BASE64_STANDARD.decode(etag).ok();
    let tag: Option<Tag> = decoded.and_then(|json| serde_json::from_slice(&json).ok());
    tag.filter(|tag| etag == etag_of(id, tag.version)).map_or(0, |tag| tag.version)
}

#[cfg(test)]
mod tests {
    use super::{etag_of, version};
    use domain::id::SubscriptionId;

    #[test]
    fn an_etag_names_a_version_of_its_own_subscription_alone() {
        let of = |last| SubscriptionId::parse(&format!("97555b61-7461-477a-a98c-9c76148783e{last}")).expect("a GUID");
        let (one, other) = (of(4), of(5));
        assert_eq!(version(&etag_of(one, 7), one), 7);
        for etag in [etag_of(other, 7), "W/\"7\"".to_owned(), "e30=".to_owned(), "7".to_owned()] {
            assert_eq!(version(&etag, one), 0, "{etag}");
        }
    }
}
