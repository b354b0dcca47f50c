//! The provisioning variables of a line: does its context say what the SKU asks for? (surroundings 3.4 no. 14, ruling 36)

use super::{Buyer, reservation, savings_plan};
use crate::{
    cart::CartLineItem,
    catalog::{Product, ProductKind, Sku},
    fault::{Fault, FaultKind},
    line::ProvisioningContext,
    member::{Member, Place},
    provisioning_variable::{ProvisioningVariable, VariableName},
};

/// What a line says of a variable that its SKU asks for.
pub(in crate::cart) struct Variable<'a> {
    pub(in crate::cart) name: VariableName,
    pub(in crate::cart) value: &'a str,
    pub(in crate::cart) at: Place,
}

/// Checks the variables of everything but savings plans, whose codes come later in the published order.
pub(super) fn check(
    line: &CartLineItem,
    (product, sku): (&Product, &Sku),
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    if product.kind == ProductKind::SavingsPlan {
        return Ok(());
    }
    let variables = read(line, (product, sku), at)?;
    let mut named = variables.iter().filter(|variable| variable.name == VariableName::SubscriptionId);
    match product.kind {
        ProductKind::Reservation => {
            named.try_for_each(|variable| reservation::check_subscription(variable, product, buyer))
        }
        _ => Ok(()),
    }
}

/// The variables that the SKU asks for, in its order; the first that is missing or that has another value than it may is
/// the line's error.
pub(super) fn read<'a>(
    line: &'a CartLineItem,
    (product, sku): (&Product, &Sku),
    at: &Place,
) -> Result<Vec<Variable<'a>>, Fault> {
    let value_of =
        |name| line.provisioning_context.as_ref().and_then(|context| ProvisioningContext::value_of(context, name));
    let scope = value_of(VariableName::Scope);
    let needed = sku.provisioning_variables.iter().filter(|variable| variable.is_needed_with(scope));
    let read = needed.map(|variable| {
        let name = variable.name;
        let at = at.member(Member::ProvisioningContext).member(name.member());
        let value = value_of(name).ok_or_else(|| missing(product.kind, variable, at.clone()))?;
        if variable.accepts(value) { Ok(Variable { name, value, at }) } else { Err(unsupported(variable, value, at)) }
    });
    read.collect()
}

fn missing(kind: ProductKind, variable: &ProvisioningVariable, at: Place) -> Fault {
    let (fault, what) = match (kind, variable.name) {
        (ProductKind::SavingsPlan, VariableName::SubscriptionId) => {
            (FaultKind::AzurePlanIdMissing, savings_plan::AZURE_PLAN)
        }
        (ProductKind::SavingsPlan, VariableName::EntitlementId) => {
            (FaultKind::EntitlementIdMissing, reservation::AZURE_SUBSCRIPTION)
        }
        (_, VariableName::Scope) => (FaultKind::LineInputIsNotValid, "a scope"),
        _ => (FaultKind::LineInputIsNotValid, reservation::AZURE_SUBSCRIPTION),
    };
    let accepted = if variable.accepted.is_empty() { what.to_owned() } else { variable.accepted.join(" or ") };
    Fault::new(fault).missing(at, accepted)
}

fn unsupported(variable: &ProvisioningVariable, value: &str, at: Place) -> Fault {
    let fault = match variable.name {
        VariableName::Scope => Fault::about(FaultKind::ProvisioningScopeNotSupported, value),
        VariableName::SubscriptionId | VariableName::EntitlementId => Fault::new(FaultKind::LineInputIsNotValid),
    };
    fault.seen(at, value, variable.accepted.join(" or "))
}
