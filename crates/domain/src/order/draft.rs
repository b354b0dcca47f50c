//! An order as a client describes it: every member may be missing. It is bought like a cart that nobody keeps, so it is read
//! into the draft of one; what an order names otherwise than a cart is here (digest 1.4 and 4.11).

use crate::{
    billing_cycle::BillingCycle,
    cart::{CartDraft, LineDraft, ParticipantDraft, ParticipantRole},
    fault::{Fault, FaultKind, Faults},
    id::CustomerId,
    member::{Member, Place},
};
use serde::{Deserialize, Serialize};

/// What a client sends to make an order, or to change one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderDraft {
    /// The customer, to make sure.
    pub reference_customer_id: Option<String>,
    /// How often its lines are charged.
    pub billing_cycle: Option<BillingCycle>,
    /// The currency of its lines.
    pub currency_code: Option<String>,
    /// Its lines.
    pub line_items: Vec<OrderLineDraft>,
    /// The partner's attestation. Accepted, not echoed (ruling 23).
    pub partner_on_record_attestation_accepted: Option<bool>,
}

/// What a client says of a line of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderLineDraft {
    /// A number for the line.
    pub line_item_number: Option<i32>,
    /// The subscription that fulfils it, on a line that is there already.
    pub subscription_id: Option<String>,
    /// The base of a legacy add-on.
    pub parent_subscription_id: Option<String>,
    /// The reseller of the transaction.
    pub partner_id_on_record: Option<String>,
    /// Further resellers.
    pub additional_partner_ids_on_record: Vec<String>,
    /// What a cart line says as well; its item is the line's `offerId`.
    pub bought: LineDraft,
}

impl OrderDraft {
    /// The same wish in one spelling (ruling 6).
    #[must_use]
    pub fn canonical(&self) -> Self {
        let given = |text: &Option<String>| given(text.as_deref()).map(str::to_ascii_lowercase);
        Self {
            reference_customer_id: given(&self.reference_customer_id),
            billing_cycle: self.billing_cycle.filter(|cycle| *cycle != BillingCycle::Unknown),
            currency_code: given(&self.currency_code),
            line_items: self.line_items.iter().map(OrderLineDraft::canonical).collect(),
            ..self.clone()
        }
    }

    /// Refuses an order that says to be another customer's (digest section 8, no. 40).
    ///
    /// # Errors
    /// 800002.
    pub fn check_customer(&self, customer: CustomerId) -> Result<(), Fault> {
        match given(self.reference_customer_id.as_deref()) {
            Some(said) if CustomerId::parse(said) != Some(customer) => {
                let accepted = format!("{customer}, the customer of the path, or none");
                Err(Fault::new(FaultKind::InvalidInput).seen(Member::ReferenceCustomerId, said, accepted))
            }
            _ => Ok(()),
        }
    }

    /// The cart that would be checked out for this order, all of its lines with the one billing cycle.
    pub(crate) fn cart(&self, billing_cycle: BillingCycle) -> CartDraft {
        let line = |line: &OrderLineDraft| LineDraft {
            billing_cycle: Some(billing_cycle),
            currency_code: self.currency_code.clone(),
            ..line.cart_line()
        };
        CartDraft {
            line_items: self.line_items.iter().map(line).collect(),
            partner_on_record_attestation_accepted: self.partner_on_record_attestation_accepted,
        }
    }

    /// What the cart of this order could not say: further resellers need a first one, as on a cart (digest 7.2).
    pub(crate) fn check_resellers(&self) -> Result<(), Fault> {
        let mut wrong = Faults::default();
        for (index, line) in self.line_items.iter().enumerate() {
            let further = line.additional_partner_ids_on_record.len();
            if further > 0 && given(line.partner_id_on_record.as_deref()).is_none() {
                let at = Place::from(Member::LineItems).index(index).member(Member::PartnerIdOnRecord);
                let accepted = format!("a Partner ID beside the {further} additional ones");
                wrong.note(Fault::new(FaultKind::InvalidInput).missing(at, accepted));
            }
        }
        wrong.unless(())
    }
}

impl OrderLineDraft {
    /// The base that the line names, if it names one.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        given(self.parent_subscription_id.as_deref())
    }

    /// Whether it is an add-on that is to be bought: lines of legacy orders that are there already have subscriptions of
    /// their own, and clients send them back.
    #[must_use]
    pub fn is_new_add_on(&self) -> bool {
        self.parent().is_some() && given(self.subscription_id.as_deref()).is_none()
    }

    fn canonical(&self) -> Self {
        let given = |text: &Option<String>| given(text.as_deref()).map(str::to_ascii_lowercase);
        Self {
            subscription_id: given(&self.subscription_id),
            parent_subscription_id: given(&self.parent_subscription_id),
            partner_id_on_record: given(&self.partner_id_on_record),
            bought: self.bought.canonical(),
            ..self.clone()
        }
    }

    fn cart_line(&self) -> LineDraft {
        let participant = |role| move |mpn_id: &str| ParticipantDraft { role: Some(role), mpn_id: Some(mpn_id.into()) };
        let first = given(self.partner_id_on_record.as_deref());
        let first = first.map(participant(ParticipantRole::TransactionReseller));
        let further = self.additional_partner_ids_on_record.iter().map(String::as_str);
        let further = further.map(participant(ParticipantRole::AdditionalTransactionReseller));
        let context = self.bought.provisioning_context.clone();
        LineDraft {
            id: None,
            participants: first.into_iter().chain(further).collect(),
            provisioning_context: match self.parent() {
                Some(parent) => Some(context.unwrap_or_default().for_parent(parent)),
                None => context,
            },
            addon_items: Vec::new(),
            ..self.bought.clone()
        }
    }
}

/// A text that says something: clients write nothing as an empty text, too.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
