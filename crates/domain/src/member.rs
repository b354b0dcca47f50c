//! The parts of a request that a refusal can point at, by meaning; the wire gives them their names.

use serde::{Deserialize, Serialize};

/// A named part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Member {
    /// The request body as a whole.
    Body,
    /// The lines of a cart.
    LineItems,
    /// The add-ons of a line.
    AddonItems,
    /// The number of an order's line.
    LineItemNumber,
    /// What an order's line is for.
    OrderedOfferId,
    /// The customer that an order says it is of.
    ReferenceCustomerId,
    /// The reseller of an order's line.
    PartnerIdOnRecord,
    /// The further resellers of an order's line.
    AdditionalPartnerIdsOnRecord,
    /// The status of an order.
    Status,
    /// The number of a line.
    Id,
    /// What a line asks for.
    CatalogItemId,
    /// The partner's own name for a line.
    FriendlyName,
    /// Licences or instances.
    Quantity,
    /// The currency of a line.
    CurrencyCode,
    /// How often a line is charged.
    BillingCycle,
    /// The term of a line.
    TermDuration,
    /// A promotion named by the client.
    PromotionId,
    /// The resellers of a line.
    Participants,
    /// The role of a participant.
    Key,
    /// The Partner ID of a participant, or what a filter compares with.
    Value,
    /// The provisioning variables of a line.
    ProvisioningContext,
    /// The existing base subscription: inside the provisioning context of a cart line, on an order's line itself.
    ParentSubscriptionId,
    /// The Azure subscription or Azure plan, inside the provisioning context.
    SubscriptionId,
    /// What a reservation or savings plan is for, inside the provisioning context.
    Scope,
    /// The Azure subscription of a savings plan, inside the provisioning context.
    EntitlementId,
    /// What a trial turns into.
    RenewsTo,
    /// The total price of an order.
    TotalPrice,
    /// The attestation of a line.
    AttestationAccepted,
    /// The end of a co-terminous term.
    CustomTermEndDate,
    /// The commitment of a savings plan.
    PurchaseCommitment,
    /// The amount of a commitment.
    Amount,
    /// The currency of a commitment.
    Currency,
    /// The interval of a commitment.
    Grain,
    /// The instructions for the next term.
    ScheduledNextTermInstructions,
    /// The product of the next term.
    Product,
    /// Its product.
    ProductId,
    /// Its SKU.
    SkuId,
    /// Its availability.
    AvailabilityId,
    /// The partner's attestation on a cart.
    PartnerOnRecordAttestationAccepted,
    /// The reseller of a subscription.
    PartnerId,
    /// Whether a subscription renews itself.
    AutoRenewEnabled,
    /// The change of a subscription's billing cycle that is to come.
    NextChargeInstructions,
    /// What a resource says of itself.
    Attributes,
    /// The version of a resource.
    Etag,
    /// The items of a question about promotions.
    Items,
    /// The products and SKUs of an inventory check.
    TargetItems,
    /// What an inventory check knows of the purchase.
    InventoryContext,
    /// The customer of an inventory check, inside its context.
    InventoryCustomerId,
    /// The Azure subscription of an inventory check, inside its context.
    AzureSubscriptionId,
    /// Who accepted an agreement for a customer.
    PrimaryContact,
    /// The e-mail address of a contact.
    Email,
    /// The version of an agreement.
    TemplateId,
    /// The type of an agreement.
    AgreementType,
    /// When an agreement was accepted.
    DateAgreed,
    /// Who confirms that an agreement was accepted.
    UserId,
    /// As what a customer qualifies.
    Qualification,
    /// The sort of school that a customer is.
    EducationSegment,
    /// The site of a school.
    Website,
    /// The code that a government body is validated with.
    ValidationCode,
    /// What stands beside the body.
    Parameter(Parameter),
    /// A part of an address.
    Address(AddressMember),
    /// A part of a customer.
    Profile(ProfileMember),
}

/// What a request says beside its body: in path, query and headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    /// The customer's id in the path.
    CustomerId,
    /// The cart's id in the path.
    CartId,
    /// The number of an order's line in the path.
    OrderLine,
    /// The subscription's id in the path.
    Subscription,
    /// The query parameter that filters orders by billing cycle.
    BillingType,
    /// The legacy offer's id in the path.
    OfferId,
    /// The query parameter that names the segment of promotions.
    Segment,
    /// The query parameter that narrows legacy offers to a category.
    OfferCategoryId,
    /// The query parameter that says how many items to pass over.
    Offset,
    /// The query parameter that says how many items to answer with.
    Size,
    /// The query parameter that names a market.
    Country,
    /// The country's two letters in the path.
    CountryCode,
    /// The market of a price sheet, in the path.
    Market,
    /// The view of a price sheet, in the path.
    PricesheetView,
    /// The query parameter that says of which time a price sheet is.
    Timeline,
    /// The month that a price sheet or an offer matrix is of.
    Month,
    /// The query parameter that filters a list.
    Filter,
    /// The field of a filter.
    Field,
    /// The operator of a filter.
    Operator,
    /// The query parameter that names a type of relationship.
    RelationshipType,
    /// The query parameter that names a type of agreement.
    AgreementType,
    /// The version of an agreement in the path.
    AgreementTemplate,
    /// The query parameter that names a Partner ID.
    MpnId,
    /// The query parameter that names a tenant.
    TenantId,
    /// The query parameter with the code that a government body is validated with.
    ValidationCode,
    /// The query parameter that names what was validated.
    ValidationType,
    /// The query parameter that names a view of the catalogue.
    TargetView,
    /// The query parameter that names a segment.
    TargetSegment,
    /// The query parameter that asks for prices.
    IncludePrice,
    /// The query parameter that asks for orders of the system.
    IncludeSystemPurchases,
    /// The header that says which version a request is for.
    IfMatch,
    /// The operation that pages through a list.
    SeekOperation,
    /// Where a page of a list begins.
    ContinuationToken,
    /// The header that names a request.
    RequestId,
    /// The header that names the body's media type.
    ContentType,
    /// The header that says how the body is encoded.
    ContentEncoding,
    /// The headers as a whole.
    Headers,
    /// The path with its query.
    Target,
}

impl From<Parameter> for Member {
    fn from(parameter: Parameter) -> Self {
        Self::Parameter(parameter)
    }
}

impl From<Parameter> for Place {
    fn from(parameter: Parameter) -> Self {
        Member::from(parameter).into()
    }
}

/// A named part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressMember {
    /// The country or region.
    Country,
    /// A region within it.
    Region,
    /// The city.
    City,
    /// The state or province.
    State,
    /// Street and number.
    Line1,
    /// What does not fit the first line.
    Line2,
    /// The postal code.
    PostalCode,
    /// The contact's given name.
    FirstName,
    /// The contact's middle name.
    MiddleName,
    /// The contact's family name.
    LastName,
    /// The contact's telephone number.
    PhoneNumber,
}

/// A named part of a customer and its profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileMember {
    /// Whom to bill.
    BillingProfile,
    /// What the company is.
    CompanyProfile,
    /// The company's name.
    CompanyName,
    /// Where the bill goes to.
    Email,
    /// The culture.
    Culture,
    /// The language.
    Language,
    /// Where the company is.
    DefaultAddress,
    /// The domain of the tenant.
    Domain,
    /// The registration number of the organization.
    RegistrationNumber,
    /// Whether granular delegation is there from the start.
    EnableGdapByDefault,
    /// The tenant of the indirect reseller.
    AssociatedPartnerId,
    /// What the partner is to the customer.
    RelationshipToPartner,
}

impl From<ProfileMember> for Member {
    fn from(part: ProfileMember) -> Self {
        Self::Profile(part)
    }
}

impl From<AddressMember> for Member {
    fn from(part: AddressMember) -> Self {
        Self::Address(part)
    }
}

/// A step on the way to a part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Into a member.
    Member(Member),
    /// To an element of a list, from 0.
    Index(usize),
}

/// The way to a part of a request, from the outside in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(Vec<Step>);

impl Place {
    /// This place, one member further in.
    #[must_use]
    pub fn member(&self, member: impl Into<Member>) -> Self {
        self.step(Step::Member(member.into()))
    }

    /// This place, at one element of its list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// The steps, from the outside in.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    fn step(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl From<Member> for Place {
    fn from(member: Member) -> Self {
        Self(vec![Step::Member(member)])
    }
}
