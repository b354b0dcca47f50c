//! What follows the term: whether another one does, and which (surroundings 2.10).

use super::{SubscriptionPatch, Updating};
use crate::{
    cart,
    fault::{Fault, FaultKind},
    line::ScheduledNextTermInstructions,
    member::Member,
    subscription::Subscription,
};

/// Lets it renew itself, or not, with the instructions that the patch says.
pub(super) fn change(
    subscription: &mut Subscription,
    patch: &SubscriptionPatch,
    next_term: Option<&ScheduledNextTermInstructions>,
    with: Updating<'_>,
) -> Result<(), Fault> {
    let legacy = subscription.offer_id.is_legacy();
    let renews = patch.auto_renew.unwrap_or(legacy && subscription.auto_renew);
    if let Some(asked) =
        next_term.filter(|asked| Some(*asked) != subscription.scheduled_next_term_instructions.as_ref())
    {
        if !renews {
            let accepted = "true beside instructions for the next term, for without it there is none";
            return Err(Fault::new(FaultKind::InvalidInput).seen(Member::AutoRenewEnabled, false, accepted));
        }
        cart::check_next_term(subscription, asked, with.currency(), with.buyer)?;
    }
    if renews && !subscription.auto_renew {
        check_renewable(subscription, next_term)?;
    }
    subscription.auto_renew = renews;
    subscription.scheduled_next_term_instructions = next_term.filter(|_| renews).cloned();
    Ok(())
}

/// What has a term can follow itself; a trial only turns into something else.
fn check_renewable(
    subscription: &Subscription,
    next_term: Option<&ScheduledNextTermInstructions>,
) -> Result<(), Fault> {
    let accepted = match &subscription.term {
        Some(_) if !subscription.is_trial || next_term.is_some() => return Ok(()),
        Some(_) => "false, or scheduledNextTermInstructions that say what the trial turns into",
        None => "false: it has no term",
    };
    Err(Fault::new(FaultKind::SubscriptionNotRenewable).seen(Member::AutoRenewEnabled, true, accepted))
}
