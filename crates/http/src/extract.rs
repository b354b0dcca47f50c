//! The order in which a request is refused, in one place (ruling 40): token, relation to the customer, form of ids,
//! rate and room, media type and body. [`Reading`] is for requests that change nothing, [`Writing`] for those that do, [`Browsing`] for
//! those that concern no customer, [`Enrolling`] for those of them that make something, [`Asking`] for those that bring a body and yet change nothing, such as one that names
//! its customer there.

pub(crate) mod body;
mod ids;
mod keys;
mod unread;

pub(crate) use ids::Ids;
pub(crate) use keys::Keys;

use crate::{
    admission::{Errand, Place, Visitor},
    answer::Refused,
    exchange,
    query::Query,
    state::Floor,
};
use app::{CustomerScope, Foreseen, PartnerScope, RequestName};
use axum::{
    body::Body,
    extract::{FromRef, FromRequest, FromRequestParts, Request},
};
use bytes::Bytes;
use domain::{
    fault::{Fault, FaultKind},
    member::Parameter,
};
use http::{
    HeaderName,
    header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, IF_MATCH},
    request::Parts,
};
use wire::{node::Node, order::Prices, xml::Root};

/// Where a page begins (surroundings 4.2).
const CONTINUATION: HeaderName = HeaderName::from_static("ms-continuationtoken");

/// What clients call themselves (clients 2).
const CLIENT: HeaderName = HeaderName::from_static("ms-partnercenter-client");

pub(crate) const A_GUID: &str = "a GUID in the form 8-4-4-4-12, such as d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d";

/// A request that changes nothing: who may see what.
pub(crate) struct Reading {
    pub(crate) scope: CustomerScope,
    pub(crate) query: Query,
    pub(crate) ids: Ids,
    _place: Place,
}

/// A request that changes nothing and concerns no customer: any partner that is known here may make it.
pub(crate) struct Browsing {
    pub(crate) scope: PartnerScope,
    pub(crate) query: Query,
    pub(crate) ids: Ids,
    /// Whether what is given out as a file shall come in a ZIP file.
    pub(crate) zipped: bool,
    continuation: String,
    _place: Place,
}

/// A request that makes something that no customer has yet: with its name and its body.
pub(crate) struct Enrolling {
    pub(crate) scope: PartnerScope,
    pub(crate) name: Option<RequestName>,
    sent: Sent,
    _place: Place,
}

/// A request that changes nothing and has a body: a question.
pub(crate) struct Asking {
    pub(crate) scope: PartnerScope,
    pub(crate) query: Query,
    /// What the client calls itself; empty where it does not say.
    pub(crate) client: String,
    sent: Sent,
    _place: Place,
}

/// A request that changes something, or asks something of a customer: with its name and its body.
pub(crate) struct Writing {
    pub(crate) scope: CustomerScope,
    pub(crate) name: Option<RequestName>,
    pub(crate) query: Query,
    pub(crate) ids: Ids,
    sent: Sent,
    _place: Place,
}

/// A body as it came, and what it says that it is.
struct Sent {
    content_type: String,
    encoding: String,
    if_match: String,
    body: Bytes,
}

impl<S: Sync> FromRequestParts<S> for Reading
where
    Floor: FromRef<S>,
{
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let floor = &Floor::from_ref(state);
        let (scope, ids) = authorized(parts, floor, None).await?;
        floor.admission.knock(Errand::Read, of_customer(&scope))?;
        let place = floor.admission.enter(Errand::Read).await?;
        Ok(Self { scope, query: Query::of(parts.uri.query()), ids, _place: place })
    }
}

impl<S: Sync> FromRequestParts<S> for Browsing
where
    Floor: FromRef<S>,
{
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let floor = &Floor::from_ref(state);
        let scope = admitted(parts, floor).await?;
        floor.admission.knock(Errand::Read, of_partner(&scope))?;
        let place = floor.admission.enter(Errand::Read).await?;
        let continuation = text_of(parts, CONTINUATION);
        let zipped = wire::coding::lists_deflate(&exchange::joined(&parts.headers, ACCEPT_ENCODING));
        Ok(Self {
            scope,
            query: Query::of(parts.uri.query()),
            ids: Ids::of(parts),
            zipped,
            continuation,
            _place: place,
        })
    }
}

impl<S: Sync> FromRequest<S> for Enrolling
where
    Floor: FromRef<S>,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let floor = &Floor::from_ref(state);
        let (parts, body) = request.into_parts();
        let ((scope, name, work), body) = unread::leave(Self::begin(&parts, floor).await, &parts, body)?;
        let sent = Sent::collect(&parts, body).await?;
        Ok(Self { scope, name, sent, _place: work.place(floor).await? })
    }
}

impl<S: Sync> FromRequest<S> for Asking
where
    Floor: FromRef<S>,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let floor = &Floor::from_ref(state);
        let (parts, body) = request.into_parts();
        let (scope, body) = unread::leave(Self::begin(&parts, floor).await, &parts, body)?;
        let query = Query::of(parts.uri.query());
        let client = text_of(&parts, CLIENT);
        let sent = Sent::collect(&parts, body).await?;
        Ok(Self { scope, query, client, sent, _place: floor.admission.enter(Errand::Read).await? })
    }
}

impl<S: Sync> FromRequest<S> for Writing
where
    Floor: FromRef<S>,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let floor = &Floor::from_ref(state);
        let (parts, body) = request.into_parts();
        let ((scope, ids, name, work), body) = unread::leave(Self::begin(&parts, floor).await, &parts, body)?;
        let query = Query::of(parts.uri.query());
        let sent = Sent::collect(&parts, body).await?;
        Ok(Self { scope, name, query, ids, sent, _place: work.place(floor).await? })
    }
}

/// What is known of a command before its body is read.
enum Work {
    /// It has to be carried out.
    Due,
    /// It was answered, and its answer only has to be given again: for that there is always room.
    Done,
}

impl Work {
    async fn place(self, floor: &Floor) -> Result<Place, Refused> {
        match self {
            Self::Due => Ok(floor.admission.enter(Errand::Command).await?),
            Self::Done => Ok(Place::beside()),
        }
    }

    /// Whoever comes for an answer that is there is counted like everybody, and never refused.
    fn knock(floor: &Floor, visitor: Visitor, is_answered: bool) -> Result<Self, Refused> {
        match floor.admission.knock(Errand::Command, visitor) {
            _ if is_answered => Ok(Self::Done),
            Ok(()) => Ok(Self::Due),
            Err(throttled) => Err(throttled.into()),
        }
    }
}

impl Enrolling {
    /// All that is done before the body is read.
    async fn begin(parts: &Parts, floor: &Floor) -> Result<(PartnerScope, Option<RequestName>, Work), Refused> {
        let scope = admitted(parts, floor).await?;
        let name = request_name(parts)?;
        let is_answered = match &name {
            Some(name) => floor.app.is_answered(&scope, name).await?,
            None => false,
        };
        let work = Work::knock(floor, of_partner(&scope), is_answered)?;
        Ok((scope, name, work))
    }
}

impl Asking {
    /// The same.
    async fn begin(parts: &Parts, floor: &Floor) -> Result<PartnerScope, Refused> {
        let scope = admitted(parts, floor).await?;
        floor.admission.knock(Errand::Read, of_partner(&scope))?;
        Ok(scope)
    }
}

impl Writing {
    /// The same.
    async fn begin(parts: &Parts, floor: &Floor) -> Result<(CustomerScope, Ids, Option<RequestName>, Work), Refused> {
        let name = request_name(parts);
        let (scope, ids) = authorized(parts, floor, name.clone().ok().flatten()).await?;
        let name = name?;
        let work = Work::knock(floor, of_customer(&scope), scope.is_answered(floor.clock.now()))?;
        Ok((scope, ids, name, work))
    }
}

impl Writing {
    /// The body as a tree, if its media type is one that we read: a resource of that class.
    pub(crate) fn node(&self, root: Root) -> Result<Node, Fault> {
        self.sent.node(root)
    }

    /// The version of the resource that it is for, where it says one.
    pub(crate) fn if_match(&self) -> Option<String> {
        Some(self.sent.if_match.clone()).filter(|tag| !tag.is_empty())
    }

    /// The answer to a purchase shows its prices unasked, to a partner that may see them (ruling 13).
    pub(crate) fn prices_of_purchase(&self) -> Prices {
        if self.scope.partner().sees_prices { Prices::Shown } else { Prices::Hidden }
    }
}

impl Enrolling {
    /// The same.
    pub(crate) fn node(&self, root: Root) -> Result<Node, Fault> {
        self.sent.node(root)
    }
}

impl Browsing {
    /// Where the page begins that is asked for: in the header, or in the query as some clients send it.
    pub(crate) fn continuation(&self) -> Option<&str> {
        Some(self.continuation.as_str()).filter(|token| !token.is_empty()).or_else(|| self.query.continuation())
    }
}

impl Asking {
    /// The same.
    pub(crate) fn node(&self, root: Root) -> Result<Node, Fault> {
        self.sent.node(root)
    }
}

impl Sent {
    async fn collect(parts: &Parts, body: Body) -> Result<Self, Fault> {
        let content_type = text_of(parts, CONTENT_TYPE);
        let encoding = text_of(parts, CONTENT_ENCODING);
        let if_match = text_of(parts, IF_MATCH);
        Ok(Self { content_type, encoding, if_match, body: body::collect(body).await? })
    }

    fn node(&self, root: Root) -> Result<Node, Fault> {
        if !["", "identity"].contains(&self.encoding.as_str()) {
            let fault = Fault::new(FaultKind::UnsupportedMediaType);
            return Err(fault.seen(Parameter::ContentEncoding, &self.encoding, "a body as it is, without an encoding"));
        }
        body::read(&self.content_type, root, &self.body)
    }
}

async fn admitted(parts: &Parts, floor: &Floor) -> Result<PartnerScope, Refused> {
    let caller = floor.tokens.caller(&parts.headers, floor.clock.now()).await?;
    Ok(floor.app.admit(caller).await?)
}

async fn authorized(parts: &Parts, floor: &Floor, name: Option<RequestName>) -> Result<(CustomerScope, Ids), Refused> {
    let caller = floor.tokens.caller(&parts.headers, floor.clock.now()).await?;
    let ids = Ids::of(parts);
    match ids.customer_id() {
        Ok(customer) => {
            let foreseen = Foreseen { name, cart: ids.cart_id().ok() };
            Ok((floor.app.let_in(caller, customer, foreseen).await?, ids))
        }
        Err(fault) => {
            // Whoever is not known here learns nothing of the form of ids.
            floor.app.admit(caller).await?;
            Err(fault.into())
        }
    }
}

fn of_partner(scope: &PartnerScope) -> Visitor {
    Visitor { partner: scope.partner().id, customer: None }
}

fn of_customer(scope: &CustomerScope) -> Visitor {
    Visitor { partner: scope.partner().id, customer: Some(scope.customer().id) }
}

/// A header as text; empty where there is none.
fn text_of(parts: &Parts, name: HeaderName) -> String {
    let value = parts.headers.get(name);
    value.map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned()).unwrap_or_default()
}

/// The client's name for the request. One that cannot be kept is refused, for it would not protect what it names.
fn request_name(parts: &Parts) -> Result<Option<RequestName>, Fault> {
    let Some(value) = parts.headers.get(exchange::REQUEST_ID).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    if !exchange::is_id(value) {
        let accepted = format!("1 to {} visible ASCII characters, such as a GUID", exchange::ID_LENGTH);
        let seen = String::from_utf8_lossy(value.as_bytes()).into_owned();
        return Err(Fault::new(FaultKind::InvalidInput).seen(Parameter::RequestId, seen, accepted));
    }
    Ok(Some(RequestName {
        request_id: String::from_utf8_lossy(value.as_bytes()).into_owned(),
        command: format!("{} {}", parts.method, parts.uri.path().to_ascii_lowercase()),
    }))
}
