//! An order out of a body: one that is to be made, or what a PATCH asks of one. Members that only the server sets are not
//! looked at (ruling 21).

use crate::{cart, node::Node, read::Reader};
use domain::{
    cart::LineDraft,
    fault::{Fault, Faults},
    member::Member,
    order::{OrderDraft, OrderLineDraft, OrderPatch},
};

/// Reads the body of a POST of an order. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 for a name that no enumeration knows.
pub fn draft(body: &Node) -> Result<OrderDraft, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let draft = order(&body, &mut wrong, new_line);
    wrong.unless(draft)
}

/// Reads the body of a PATCH of an order. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 for a status or billing cycle that no enumeration knows.
pub fn patch(body: &Node) -> Result<OrderPatch, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let patch = OrderPatch {
        status: wrong.or_default(body.order_status(Member::Status)),
        order: order(&body, &mut wrong, line_of_patch),
    };
    wrong.unless(patch)
}

fn order(
    body: &Reader<'_>,
    wrong: &mut Faults,
    line: impl Fn(&Reader<'_>, &mut Faults) -> OrderLineDraft,
) -> OrderDraft {
    let reference_customer_id = wrong.or_default(body.text(Member::ReferenceCustomerId));
    let billing_cycle = wrong.or_default(body.billing_cycle(Member::BillingCycle));
    let currency_code = wrong.or_default(body.text(Member::CurrencyCode));
    let lines = wrong.or_default(body.objects(Member::LineItems));
    OrderDraft {
        reference_customer_id,
        billing_cycle,
        currency_code,
        line_items: lines.iter().map(|of| line(of, wrong)).collect(),
        partner_on_record_attestation_accepted: wrong
            .or_default(body.boolean(Member::PartnerOnRecordAttestationAccepted)),
    }
}

/// A line that is to be bought.
fn new_line(line: &Reader<'_>, wrong: &mut Faults) -> OrderLineDraft {
    let line_item_number = wrong.or_default(line.integer(Member::LineItemNumber));
    let offer_id = wrong.or_default(line.text(Member::OrderedOfferId));
    OrderLineDraft {
        line_item_number,
        subscription_id: None,
        parent_subscription_id: wrong.or_default(line.text(Member::ParentSubscriptionId)),
        partner_id_on_record: wrong.or_default(line.text(Member::PartnerIdOnRecord)),
        additional_partner_ids_on_record: wrong.or_default(line.texts(Member::AdditionalPartnerIdsOnRecord)),
        bought: LineDraft { catalog_item_id: offer_id, ..cart::bought(line, wrong) },
    }
}

/// A line of a PATCH: an add-on that is to be bought, or a line as it is, of which only that is read which tells what it is.
fn line_of_patch(line: &Reader<'_>, wrong: &mut Faults) -> OrderLineDraft {
    let read = OrderLineDraft {
        subscription_id: wrong.or_default(line.text(Member::SubscriptionId)),
        parent_subscription_id: wrong.or_default(line.text(Member::ParentSubscriptionId)),
        ..OrderLineDraft::default()
    };
    if read.is_new_add_on() {
        return new_line(line, wrong);
    }
    OrderLineDraft {
        line_item_number: wrong.or_default(line.integer(Member::LineItemNumber)),
        bought: LineDraft {
            catalog_item_id: wrong.or_default(line.text(Member::OrderedOfferId)),
            quantity: wrong.or_default(line.integer(Member::Quantity)),
            ..LineDraft::default()
        },
        ..read
    }
}

#[cfg(test)]
mod tests {
    use super::{draft, patch};
    use crate::json;
    use domain::{billing_cycle::BillingCycle, order::OrderStatus};

    /// The body of the Node client, and that of the .NET SDK with every null spelt out.
    #[test]
    fn the_bodies_of_the_clients_are_read() {
        for body in [
            r#"{"lineItems":[{"offerId":"A:B:C","quantity":2,"friendlyName":"n","termDuration":"P1Y","lineItemNumber":0}],
                "billingCycle":"annual"}"#,
            r#"{"Id":null,"AlternateId":null,"ReferenceCustomerId":null,"BillingCycle":"Annual","CurrencyCode":null,
                "LineItems":[{"LineItemNumber":0,"OfferId":"A:B:C","SubscriptionId":null,"ParentSubscriptionId":null,
                "FriendlyName":"n","Quantity":2,"TermDuration":"P1Y","TransactionType":null,"PartnerIdOnRecord":null,
                "AdditionalPartnerIdsOnRecord":null,"ProvisioningContext":null,"PromotionId":null,"RenewsTo":null,
                "AttestationAccepted":null,"CustomTermEndDate":null,"Links":null}],"CreationDate":null,"Status":null,
                "TransactionType":null,"TotalPrice":null,"PartnerOnRecordAttestationAccepted":null,"Links":null,
                "Attributes":{"ObjectType":"Order"}}"#,
        ] {
            let order = draft(&json::read(body.as_bytes()).expect("JSON")).expect("an order");
            assert_eq!(order.billing_cycle, Some(BillingCycle::Annual), "{body}");
            let line = &order.line_items[0];
            assert_eq!((line.line_item_number, line.bought.quantity), (Some(0), Some(2)), "{body}");
            assert_eq!(line.bought.catalog_item_id.as_deref(), Some("A:B:C"), "{body}");
            assert_eq!(line.bought.term_duration.as_deref(), Some("P1Y"), "{body}");
        }
    }

    #[test]
    fn a_line_that_comes_back_is_hardly_read_and_a_new_one_is() {
        let body = r#"{"status":"Completed","lineItems":[{"lineItemNumber":0,"subscriptionId":"a","parentSubscriptionId":"b",
            "customTermEndDate":7},{"parentSubscriptionId":"b","offerId":"c","quantity":1,"friendlyName":"n"}]}"#;
        let patch = patch(&json::read(body.as_bytes()).expect("JSON")).expect("a patch");
        assert_eq!(patch.status, Some(OrderStatus::Completed));
        let [back, new] = &patch.order.line_items[..] else { panic!("two lines") };
        assert!(!back.is_new_add_on() && new.is_new_add_on());
        assert_eq!(new.bought.friendly_name.as_deref(), Some("n"));
    }
}
