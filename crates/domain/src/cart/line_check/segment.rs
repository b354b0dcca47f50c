//! Segments: an availability for education, government or nonprofits is for customers that were approved as such
//! (surroundings 3.1, rows 6 and 7; ruling 34).

use crate::{
    cart::CartLineItem,
    catalog::{Availability, Segment},
    customer::Customer,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    qualification::{QualificationKind, VettingStatus},
};

/// Whether the customer may buy from the segment of the availability.
pub(super) fn permits(customer: &Customer, availability: &Availability) -> bool {
    needed(availability.segment).is_none_or(|needed| standing(customer, needed) == Some(VettingStatus::Approved))
}

/// Refuses an availability of a segment that the customer is not approved for.
pub(super) fn check(
    line: &CartLineItem,
    availability: &Availability,
    customer: &Customer,
    at: &Place,
) -> Result<(), Fault> {
    let Some(needed) = needed(availability.segment).filter(|_| !permits(customer, availability)) else {
        return Ok(());
    };
    let standing = standing(customer, needed).map_or("absent", VettingStatus::name);
    let (segment, needed) = (availability.segment.name(), needed.name());
    let accepted = format!(
        "an item of a segment that is open to the customer; {segment} asks for an Approved qualification {needed}, and \
         the customer's is {standing}"
    );
    let fault = Fault::new(FaultKind::UnableToProcessCartLineItem).with_order_twin(FaultKind::CustomerTenantLacksTags);
    Err(fault.seen(at.member(Member::CatalogItemId), line.catalog_item_id.as_str(), accepted))
}

/// The qualification that a segment asks for; none for the commercial one.
fn needed(segment: Segment) -> Option<QualificationKind> {
    match segment {
        Segment::Commercial => None,
        Segment::Education => Some(QualificationKind::Education),
        Segment::Government => Some(QualificationKind::GovernmentCommunityCloud),
        Segment::Nonprofit => Some(QualificationKind::Nonprofit),
    }
}

fn standing(customer: &Customer, kind: QualificationKind) -> Option<VettingStatus> {
    let found = customer.qualifications.iter().find(|held| held.qualification == kind);
    found.map(|held| held.vetting_status)
}
