//! A cart draft out of a body. Members that only the server sets are not looked at (ruling 21).

use crate::{node::Node, read::Reader};
use domain::{
    cart::{CartDraft, LineDraft, ParticipantDraft, ProductTermDraft, RenewsToDraft},
    fault::Fault,
    line::{ProvisioningContext, PurchaseCommitment},
    member::Member,
};

/// Reads the body of a POST or PUT cart.
///
/// # Errors
/// 400/800002 for the first member that cannot be read, 400/900126 for a name that no enumeration knows.
pub fn draft(body: &Node) -> Result<CartDraft, Fault> {
    let body = Reader::of_body(body)?;
    Ok(CartDraft {
        line_items: body.objects(Member::LineItems)?.iter().map(line).collect::<Result<_, _>>()?,
        partner_on_record_attestation_accepted: body.boolean(Member::PartnerOnRecordAttestationAccepted)?,
    })
}

fn line(line: &Reader<'_>) -> Result<LineDraft, Fault> {
    Ok(LineDraft {
        addon_items: line.objects(Member::AddonItems)?.iter().map(addon).collect::<Result<_, _>>()?,
        ..single(line)?
    })
}

/// An add-on of a line. Should it have add-ons itself, the domain refuses them; theirs are not read.
fn addon(line: &Reader<'_>) -> Result<LineDraft, Fault> {
    let nested = line.objects(Member::AddonItems)?;
    Ok(LineDraft { addon_items: nested.iter().map(single).collect::<Result<_, _>>()?, ..single(line)? })
}

fn single(line: &Reader<'_>) -> Result<LineDraft, Fault> {
    let participants = line.objects(Member::Participants)?;
    let instructions = line.object(Member::ScheduledNextTermInstructions)?;
    let instructions = instructions.as_ref();
    Ok(LineDraft {
        id: line.integer(Member::Id)?,
        catalog_item_id: line.text(Member::CatalogItemId)?,
        friendly_name: line.text(Member::FriendlyName)?,
        quantity: line.integer(Member::Quantity)?,
        currency_code: line.text(Member::CurrencyCode)?,
        billing_cycle: line.billing_cycle(Member::BillingCycle)?,
        term_duration: line.text(Member::TermDuration)?,
        promotion_id: line.text(Member::PromotionId)?,
        participants: participants.iter().map(participant).collect::<Result<_, _>>()?,
        provisioning_context: line.dictionary(Member::ProvisioningContext)?.map(ProvisioningContext::new),
        addon_items: Vec::new(),
        renews_to: line.object_or_only_one(Member::RenewsTo)?.map(|to| renews_to(&to)).transpose()?,
        attestation_accepted: line.boolean(Member::AttestationAccepted)?,
        custom_term_end_date: line.timestamp(Member::CustomTermEndDate)?,
        purchase_commitment: line.object(Member::PurchaseCommitment)?.map(|of| commitment(&of)).transpose()?,
        next_term_product: product_of(instructions)?,
        next_term_quantity: instructions.map(|of| of.integer(Member::Quantity)).transpose()?.flatten(),
        next_term_end_date: instructions.map(|of| of.timestamp(Member::CustomTermEndDate)).transpose()?.flatten(),
    })
}

fn participant(participant: &Reader<'_>) -> Result<ParticipantDraft, Fault> {
    Ok(ParticipantDraft { role: participant.role(Member::Key)?, mpn_id: participant.text(Member::Value)? })
}

fn renews_to(renews_to: &Reader<'_>) -> Result<RenewsToDraft, Fault> {
    Ok(RenewsToDraft { term_duration: renews_to.text(Member::TermDuration)? })
}

fn commitment(commitment: &Reader<'_>) -> Result<PurchaseCommitment, Fault> {
    Ok(PurchaseCommitment {
        amount: commitment.decimal(Member::Amount)?,
        currency: commitment.text(Member::Currency)?,
        grain: commitment.text(Member::Grain)?,
    })
}

fn product_of(instructions: Option<&Reader<'_>>) -> Result<Option<ProductTermDraft>, Fault> {
    let Some(product) = instructions.map(|of| of.object(Member::Product)).transpose()?.flatten() else {
        return Ok(None);
    };
    Ok(Some(ProductTermDraft {
        product_id: product.text(Member::ProductId)?,
        sku_id: product.text(Member::SkuId)?,
        availability_id: product.text(Member::AvailabilityId)?,
        billing_cycle: product.billing_cycle(Member::BillingCycle)?,
        term_duration: product.text(Member::TermDuration)?,
        promotion_id: product.text(Member::PromotionId)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::{fault::describe, json};
    use domain::{billing_cycle::BillingCycle, cart::CartDraft, fault::Fault};

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
        }
    }
}
