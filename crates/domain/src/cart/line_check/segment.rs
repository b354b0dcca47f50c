//! Segments: an availability for education, government or nonprofits is for customers that were approved as such
//! (surroundings 3.1, rows 6 and 7; ruling 34).

use crate::{
    catalog::Availability,
    catalog_item::CatalogItemId,
    customer::Customer,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    qualification::VettingStatus,
};

/// Refuses an availability of a segment that the customer is not approved for.
pub(super) fn check(
    id: &CatalogItemId,
    availability: &Availability,
    customer: &Customer,
    at: &Place,
) -> Result<(), Fault> {
    let segment = availability.segment;
    let Some(needed) = segment.qualification().filter(|_| !customer.may_buy_from(segment)) else { return Ok(()) };
    let standing = customer.vetting_status(needed).map_or("absent", VettingStatus::name);
    let (segment, needed) = (segment.name(), needed.name());
    let accepted = format!(
        "an item of a segment that is open to the customer; {segment} asks for an Approved qualification {needed}, and \
         the customer's is {standing}"
    );
    let fault = Fault::new(FaultKind::UnableToProcessCartLineItem).with_order_twin(FaultKind::CustomerTenantLacksTags);
    Err(fault.seen(at.member(Member::CatalogItemId), id.as_str(), accepted))
}
