//! Pages of lists that are sought through (surroundings 4.2): a page says where those beside it begin, in a token that only
//! its own caller can bring back. The token carries the size and the filter along, for clients leave them out.

use crate::{extract::Browsing, state::Floor};
use app::PartnerScope;
use domain::{
    customer::{CustomerEntry, CustomerFilter, CustomerPage, Position, Seek},
    fault::{Fault, FaultKind},
    id::{PartnerId, UserId},
    member::Parameter,
};
use serde::{Deserialize, Serialize};
use wire::collection::PageLinks;

/// The most entries of a page, and as many as one has where nobody has said how many (surroundings 4.2).
const SIZE: usize = 500;

const OPERATIONS: &str = "one of Next, Previous, First, Last";

/// Where a page begins or ends, and whose it is.
#[derive(Debug, Serialize, Deserialize)]
struct Continuation {
    partner: PartnerId,
    user: UserId,
    backwards: bool,
    at: Position,
    size: usize,
    filter: Option<CustomerFilter>,
}

/// What of a list is asked for.
///
/// # Errors
/// 400/800002 for a size, an operation or a token that means nothing.
pub(crate) async fn of_customers(floor: &Floor, request: &Browsing) -> Result<CustomerPage, Fault> {
    let filter = filter(floor, request)?;
    let size = request.query.page_size(SIZE)?;
    let first = |seek| CustomerPage { filter: filter.clone(), seek, most: size.unwrap_or(SIZE) };
    match request.query.seek_operation().map(str::to_ascii_lowercase).as_deref() {
        None => match request.continuation() {
            None => Ok(first(Seek::First)),
            Some(token) => Ok(continued(opened(token, floor, &request.scope).await?, size)),
        },
        Some("first") => Ok(first(Seek::First)),
        Some("last") => Ok(first(Seek::Last)),
        Some(direction @ ("next" | "previous")) => {
            let accepted = "the token of the page before, as its links have it";
            let token = request.continuation();
            let token = token.ok_or_else(|| invalid().missing(Parameter::ContinuationToken, accepted))?;
            let found = opened(token, floor, &request.scope).await?;
            if found.backwards == (direction == "previous") {
                Ok(continued(found, size))
            } else {
                let accepted = "the token of the link in that direction";
                Err(invalid().seen(Parameter::ContinuationToken, "the token of the other one", accepted))
            }
        }
        Some(other) => Err(invalid().seen(Parameter::SeekOperation, other, OPERATIONS)),
    }
}

fn filter(floor: &Floor, request: &Browsing) -> Result<Option<CustomerFilter>, Fault> {
    let found = request.query.filter(&wire::customer::FIELDS)?;
    found.map(|filter| CustomerFilter::read(filter, |prefix| floor.app.resellers_with_tenant(prefix))).transpose()
}

/// A page that goes on: as large as the one before, unless another size is asked for.
fn continued(from: Continuation, size: Option<usize>) -> CustomerPage {
    let Continuation { at, backwards, filter, size: before, .. } = from;
    let seek = if backwards { Seek::Before(at) } else { Seek::After(at) };
    CustomerPage { filter, seek, most: size.unwrap_or(before).clamp(1, SIZE) }
}

async fn opened(token: &str, floor: &Floor, scope: &PartnerScope) -> Result<Continuation, Fault> {
    let refuse = || invalid().seen(Parameter::ContinuationToken, "one that is not valid", "a token of your own list");
    let key = floor.tokens.key().await.ok_or_else(refuse)?;
    let found: Continuation = key.unseal(token).ok_or_else(refuse)?;
    let own = found.partner == scope.partner().id && found.user == scope.caller().user;
    if own { Ok(found) } else { Err(refuse()) }
}

/// The links of a page with these entries; `more` says whether there are any beyond it, in the direction it was sought in.
pub(crate) async fn links(
    floor: &Floor,
    scope: &PartnerScope,
    page: &CustomerPage,
    (entries, more): (&[CustomerEntry], bool),
) -> PageLinks {
    let backwards = page.seek.is_backwards();
    let sought = matches!(page.seek, Seek::After(_) | Seek::Before(_));
    let next = entries.last().filter(|_| if backwards { sought } else { more });
    let previous = entries.first().filter(|_| if backwards { more } else { sought });
    PageLinks {
        itself: format!("/customers?size={}", page.most),
        next: link(floor, scope, page, ("Next", next)).await,
        previous: link(floor, scope, page, ("Previous", previous)).await,
    }
}

/// A link to a page beside this one, without a leading slash, as every client follows it (ruling 17).
async fn link(
    floor: &Floor,
    scope: &PartnerScope,
    page: &CustomerPage,
    (operation, entry): (&str, Option<&CustomerEntry>),
) -> Option<(String, String)> {
    let token = Continuation {
        partner: scope.partner().id,
        user: scope.caller().user,
        backwards: operation == "Previous",
        at: entry?.position(),
        size: page.most,
        filter: page.filter.clone(),
    };
    let token = floor.tokens.key().await?.seal(&token)?;
    Some((format!("customers?size={}&seekOperation={operation}", page.most), token))
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}
