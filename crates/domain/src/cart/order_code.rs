//! What is wrong with a line, told to whoever orders without a cart: in the codes of orders (digest 4.9, surroundings 3.1),
//! at the places of an order's body.

use crate::{
    cart::{Buyer, CartLineItem, lost},
    fault::{Envelope, Fault, FaultKind},
    member::{Member, Place, Step},
    subscription::SubscriptionStatus,
};

/// The fault of an order whose line has this error. `number` is that of the order line.
pub(super) fn of_line(error: &Fault, line: &CartLineItem, number: usize, buyer: Buyer<'_>) -> Fault {
    if names_unrelated_parent(error, buyer) {
        return Fault::new(FaultKind::AddOnNotRelatedToParent).finding_what(error);
    }
    if let Some(fault) = lost::in_order(error, buyer) {
        return fault;
    }
    let kind = kind_in_order(error);
    let argument = match kind {
        _ if kind == error.kind() => return error.clone(),
        FaultKind::AttestationRequired => line.catalog_item_id.as_str().to_owned(),
        FaultKind::OrderCurrencyNotSupported => line.currency_code.clone().unwrap_or_default(),
        FaultKind::QuantityOutsideOffer => number.to_string(),
        _ => return Fault::new(kind).finding_what(error),
    };
    Fault::about(kind, argument).finding_what(error)
}

/// Whether the base that the line names is there and active, and none that its add-on belongs to.
fn names_unrelated_parent(error: &Fault, buyer: Buyer<'_>) -> bool {
    let Some(finding) = error.findings().first() else { return false };
    let of_parent = finding.place.steps().last() == Some(&Step::Member(Member::ParentSubscriptionId));
    let owned = finding.seen.as_deref().and_then(|named| buyer.subscription(named));
    of_parent && owned.is_some_and(|owned| owned.status == SubscriptionStatus::Active)
}

/// The codes of lines that have no word of what was lost. Where a code has several causes, the check says which it is.
fn kind_in_order(error: &Fault) -> FaultKind {
    match error.kind() {
        FaultKind::CatalogItemIdIsNotValid => FaultKind::InvalidOfferId,
        FaultKind::CurrencyIsNotSupported => FaultKind::OrderCurrencyNotSupported,
        FaultKind::AttestationNotAccepted => FaultKind::AttestationRequired,
        FaultKind::ParticipantsIsNotSupportedForPartner => FaultKind::NotSupported,
        FaultKind::InvalidPromotionId => FaultKind::PromotionNotValid,
        FaultKind::InvalidCustomTermEndDate | FaultKind::InvalidCustomTermEndDateProduct => {
            FaultKind::CustomTermEndDateMatchesNothing
        }
        FaultKind::BillingPlanNotSupported => error.order_twin().unwrap_or(FaultKind::OrderBillingCycleNotValid),
        FaultKind::UnableToProcessCartLineItem => FaultKind::CatalogItemNotEligibleForPurchase,
        kind => error.order_twin().unwrap_or(if kind.carried().contains(&Envelope::Answer) {
            kind
        } else {
            FaultKind::InvalidInput
        }),
    }
}

/// Where a place of the cart is in the body of the order. `lines` has the place in the body of each line of the cart.
pub(super) fn place_in_order(place: &Place, lines: &[usize]) -> Place {
    let [Step::Member(Member::LineItems), Step::Index(line), rest @ ..] = place.steps() else { return place.clone() };
    let at = Place::from(Member::LineItems).index(lines.get(*line).copied().unwrap_or(*line));
    match rest {
        // An order has one billing cycle and one currency.
        [Step::Member(whole @ (Member::BillingCycle | Member::CurrencyCode))] => Place::from(*whole),
        [Step::Member(Member::CatalogItemId)] => at.member(Member::OrderedOfferId),
        [Step::Member(Member::ProvisioningContext), Step::Member(Member::ParentSubscriptionId)] => {
            at.member(Member::ParentSubscriptionId)
        }
        [Step::Member(Member::Participants), Step::Index(0), ..] => at.member(Member::PartnerIdOnRecord),
        [Step::Member(Member::Participants), Step::Index(further), ..] => {
            at.member(Member::AdditionalPartnerIdsOnRecord).index(further - 1)
        }
        [Step::Member(Member::Participants)] => at.member(Member::AdditionalPartnerIdsOnRecord),
        rest => rest.iter().fold(at, |at, step| match step {
            Step::Member(member) => at.member(*member),
            Step::Index(index) => at.index(*index),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{kind_in_order, place_in_order};
    use crate::{
        fault::{Envelope, Fault, FaultKind},
        member::{Member, Place},
    };

    #[test]
    fn every_code_of_a_line_becomes_one_that_an_answer_carries() {
        for kind in FaultKind::ALL.iter().copied().filter(|kind| kind.carried().contains(&Envelope::Line)) {
            let told = kind_in_order(&Fault::new(kind));
            assert!(told.carried().contains(&Envelope::Answer), "{kind:?} becomes {told:?}");
        }
    }

    #[test]
    fn each_place_has_the_name_that_an_order_has_for_it() {
        let line = |index| Place::from(Member::LineItems).index(index);
        let at = |member| line(1).member(member);
        let participant = |index| at(Member::Participants).index(index).member(Member::Value);
        for (of_cart, of_order) in [
            (Place::from(Member::LineItems), Place::from(Member::LineItems)),
            (line(1), line(0)),
            (at(Member::CatalogItemId), line(0).member(Member::OrderedOfferId)),
            (at(Member::Quantity), line(0).member(Member::Quantity)),
            (at(Member::BillingCycle), Member::BillingCycle.into()),
            (at(Member::CurrencyCode), Member::CurrencyCode.into()),
            (participant(0), line(0).member(Member::PartnerIdOnRecord)),
            (participant(2), line(0).member(Member::AdditionalPartnerIdsOnRecord).index(1)),
            (
                at(Member::ProvisioningContext).member(Member::ParentSubscriptionId),
                line(0).member(Member::ParentSubscriptionId),
            ),
            (
                at(Member::RenewsTo).member(Member::TermDuration),
                line(0).member(Member::RenewsTo).member(Member::TermDuration),
            ),
        ] {
            assert_eq!(place_in_order(&of_cart, &[1, 0]), of_order);
        }
    }
}
