//! A cart draft out of a body. Members that only the server sets are not looked at (ruling 21).

use crate::{node::Node, read::Reader};
use domain::{
    cart::{CartDraft, LineDraft, NextTermDraft, ParticipantDraft, ProductTermDraft, RenewsToDraft},
    fault::{Fault, Faults},
    line::{ProvisioningContext, PurchaseCommitment},
    member::Member,
};

/// Reads the body of a POST or PUT cart. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 where the first of them is a name that no enumeration knows.
pub fn draft(body: &Node) -> Result<CartDraft, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let lines = wrong.or_default(body.objects(Member::LineItems));
    let draft = CartDraft {
        line_items: lines.iter().map(|of| line(of, &mut wrong)).collect(),
        partner_on_record_attestation_accepted: wrong
            .or_default(body.boolean(Member::PartnerOnRecordAttestationAccepted)),
    };
    wrong.unless(draft)
}

fn line(line: &Reader<'_>, wrong: &mut Faults) -> LineDraft {
    let read = single(line, wrong);
    let addons = wrong.or_default(line.objects(Member::AddonItems));
    LineDraft { addon_items: addons.iter().map(|of| addon(of, wrong)).collect(), ..read }
}

/// An add-on of a line. Should it have add-ons itself, the domain refuses them; theirs are not read.
fn addon(line: &Reader<'_>, wrong: &mut Faults) -> LineDraft {
    let read = single(line, wrong);
    let nested = wrong.or_default(line.objects(Member::AddonItems));
    LineDraft { addon_items: nested.iter().map(|of| single(of, wrong)).collect(), ..read }
}

fn single(line: &Reader<'_>, wrong: &mut Faults) -> LineDraft {
    let id = wrong.or_default(line.integer(Member::Id));
    let catalog_item_id = wrong.or_default(line.text(Member::CatalogItemId));
    let bought = bought(line, wrong);
    let currency_code = wrong.or_default(line.text(Member::CurrencyCode));
    let billing_cycle = wrong.or_default(line.billing_cycle(Member::BillingCycle));
    let participants = wrong.or_default(line.objects(Member::Participants));
    LineDraft {
        id,
        catalog_item_id,
        currency_code,
        billing_cycle,
        participants: participants.iter().map(|of| participant(of, wrong)).collect(),
        ..bought
    }
}

/// What a line of a cart and one of an order say alike.
pub(crate) fn bought(line: &Reader<'_>, wrong: &mut Faults) -> LineDraft {
    let friendly_name = wrong.or_default(line.text(Member::FriendlyName));
    let quantity = wrong.or_default(line.integer(Member::Quantity));
    let renews = wrong.or_default(line.object_or_only_one(Member::RenewsTo));
    let committed = wrong.or_default(line.object(Member::PurchaseCommitment));
    LineDraft {
        friendly_name,
        quantity,
        term_duration: wrong.or_default(line.text(Member::TermDuration)),
        promotion_id: wrong.or_default(line.text(Member::PromotionId)),
        provisioning_context: wrong
            .or_default(line.dictionary(Member::ProvisioningContext))
            .map(ProvisioningContext::new),
        renews_to: renews.map(|of| RenewsToDraft { term_duration: wrong.or_default(of.text(Member::TermDuration)) }),
        attestation_accepted: wrong.or_default(line.boolean(Member::AttestationAccepted)),
        custom_term_end_date: wrong.or_default(line.timestamp(Member::CustomTermEndDate)),
        purchase_commitment: committed.map(|of| commitment(&of, wrong)),
        next_term: next_term(line, wrong),
        ..LineDraft::default()
    }
}

fn participant(participant: &Reader<'_>, wrong: &mut Faults) -> ParticipantDraft {
    ParticipantDraft {
        role: wrong.or_default(participant.role(Member::Key)),
        mpn_id: wrong.or_default(participant.text(Member::Value)),
    }
}

fn commitment(commitment: &Reader<'_>, wrong: &mut Faults) -> PurchaseCommitment {
    PurchaseCommitment {
        amount: wrong.or_default(commitment.decimal(Member::Amount)),
        currency: wrong.or_default(commitment.text(Member::Currency)),
        grain: wrong.or_default(commitment.text(Member::Grain)),
    }
}

/// The instructions for the next term of what is read; `None` where it has none.
pub(crate) fn next_term(of: &Reader<'_>, wrong: &mut Faults) -> Option<NextTermDraft> {
    let instructions = wrong.or_default(of.object(Member::ScheduledNextTermInstructions))?;
    let product = wrong.or_default(instructions.object(Member::Product));
    Some(NextTermDraft {
        product: product.map(|of| product_term(&of, wrong)),
        quantity: wrong.or_default(instructions.integer(Member::Quantity)),
        custom_term_end_date: wrong.or_default(instructions.timestamp(Member::CustomTermEndDate)),
    })
}

fn product_term(product: &Reader<'_>, wrong: &mut Faults) -> ProductTermDraft {
    ProductTermDraft {
        product_id: wrong.or_default(product.text(Member::ProductId)),
        sku_id: wrong.or_default(product.text(Member::SkuId)),
        availability_id: wrong.or_default(product.text(Member::AvailabilityId)),
        billing_cycle: wrong.or_default(product.billing_cycle(Member::BillingCycle)),
        term_duration: wrong.or_default(product.text(Member::TermDuration)),
        promotion_id: wrong.or_default(product.text(Member::PromotionId)),
    }
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::{fault::describe, json, member};
    use domain::{
        billing_cycle::BillingCycle,
        cart::CartDraft,
        fault::{Fault, FaultKind},
    };

    fn read(body: &str) -> Result<CartDraft, Fault> {
        draft(&json::read(body.as_bytes())?)
    }

    #[test]
    fn names_have_no_case_and_noise_is_ignored() {
        let body = r#"{"Id":null,"CreationTimestamp":7,"ExpirationTimestamp":"0001-01-01T00:00:00","Unknown":[{}],
            "LINEITEMS":[{"CatalogItemId":"MS-AZR-0145P","Quantity":"5","BillingCycle":"OneTime","Error":"x",
            "addOnItems":[{"catalogItemId":"b","quantity":2.0,"billingCycle":4}]}]}"#;
        let cart = read(body).expect("a draft");
        let line = &cart.line_items[0];
        assert_eq!((line.quantity, line.billing_cycle), (Some(5), Some(BillingCycle::OneTime)));
        assert_eq!(line.addon_items[0].quantity, Some(2));
    }

    #[test]
    fn renews_to_may_be_a_list_of_one() {
        let cart = read(r#"{"lineItems":[{"renewsTo":[{"termDuration":"P1Y"}]}]}"#).expect("a draft");
        let renews_to = cart.line_items[0].renews_to.clone().expect("renewsTo");
        assert_eq!(renews_to.term_duration.as_deref(), Some("P1Y"));
    }

    #[test]
    fn an_amount_that_could_not_be_sent_back_is_refused() {
        let amount = |text: &str| read(&format!(r#"{{"lineItems":[{{"purchaseCommitment":{{"amount":"{text}"}}}}]}}"#));
        for text in
            ["79228162514264337593543950335", "-79228162514264337593543950335", "7.9228162514264337593543950335e28"]
        {
            let description = describe(&amount(text).expect_err(text));
            assert!(description.contains(" lineItems[0].purchaseCommitment.amount: seen is"), "{description}");
        }
        for text in ["79000000000000000000000000000", "-7.9E+28", "0.0000000000000000000000000001"] {
            assert!(amount(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (body, path) in [
            ("[]", "body"),
            (r#"{"lineItems":{}}"#, "lineItems"),
            (r#"{"lineItems":[3]}"#, "lineItems[0]"),
            (r#"{"lineItems":[{"quantity":1.5}]}"#, "lineItems[0].quantity"),
            (r#"{"lineItems":[{"quantity":2147483648}]}"#, "lineItems[0].quantity"),
            (r#"{"lineItems":[{"quantity":18446744073709551615}]}"#, "lineItems[0].quantity"),
            (r#"{"lineItems":[{"billingCycle":"weekly"}]}"#, "lineItems[0].billingCycle"),
            (r#"{"lineItems":[{"friendlyName":"a\u0000b"}]}"#, "lineItems[0].friendlyName"),
            (r#"{"lineItems":[{"participants":[{"key":"boss"}]}]}"#, "lineItems[0].participants[0].key"),
            (r#"{"lineItems":[{"provisioningContext":{"a":{}}}]}"#, "lineItems[0].provisioningContext"),
            (r#"{"lineItems":[{"addonItems":[{"id":"x"}]}]}"#, "lineItems[0].addonItems[0].id"),
            (r#"{"lineItems":[{"customTermEndDate":"soon"}]}"#, "lineItems[0].customTermEndDate"),
        ] {
            let fault = read(body).expect_err(body);
            let description = describe(&fault);
            assert!(description.contains(&format!(" {path}: seen is")), "{body}: {description}");
            assert_eq!(fault.findings().len(), 1, "{body}");
        }
    }

    #[test]
    fn all_that_cannot_be_read_is_named() {
        let line =
            r#"{"quantity":"x","billingCycle":"weekly","participants":[{"key":"boss","value":[]}],"addonItems":[3]}"#;
        let fault = read(&format!(r#"{{"lineItems":[{line},{line}],"partnerOnRecordAttestationAccepted":5}}"#));
        let fault = fault.expect_err("many faults");
        let paths: Vec<_> = fault.findings().iter().map(|finding| member::path(&finding.place)).collect();
        let of_a_line = ["quantity", "billingCycle", "participants[0].key", "participants[0].value", "addonItems[0]"];
        let of_lines = (0..2).flat_map(|index| of_a_line.map(|path| format!("lineItems[{index}].{path}")));
        let expected: Vec<_> = of_lines.chain(["PartnerOnRecordAttestationAccepted".to_owned()]).collect();
        assert_eq!(paths, expected);
        assert_eq!(fault.kind(), FaultKind::InvalidInput);
    }
}
