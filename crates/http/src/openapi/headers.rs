//! The headers of every exchange (digest section 2), and what names a resource in a path.

use std::collections::BTreeMap;
use utoipa::openapi::{
    Object, ObjectBuilder, Ref, RefOr, Required, Type,
    header::{Header, HeaderBuilder},
    path::{Parameter, ParameterBuilder, ParameterIn},
    schema::SchemaFormat,
};

/// What a client may send along, beside its token: name, meaning.
const SENT: [(&str, &str); 4] = [
    (
        "MS-RequestId",
        "Names a POST, PUT, PATCH or DELETE, so that sending it again repeats the answer and not the effect. The server generates one \
         when it is not given, which then repeats nothing.",
    ),
    ("MS-CorrelationId", "Follows requests through logs. The server generates one when it is not given."),
    ("MS-CV", "A correlation vector, for the same. The server generates one when it is not given."),
    ("X-Locale", "The language of the answer."),
];

/// What every answer carries: name, meaning.
const ANSWERED: [(&str, &str); 5] = [
    ("MS-RequestId", "That of the request, or a generated one."),
    ("MS-CorrelationId", "That of the request, or a generated one."),
    ("MS-CV", "That of the request, extended by `.0`, or a generated one."),
    ("MS-ServerId", "The server that answered."),
    ("X-Locale", "The language of the answer."),
];

/// What some refusals carry: name, meaning.
const REFUSED: [(&str, &str); 2] =
    [("WWW-Authenticate", "That a bearer token is needed."), ("Retry-After", "After how many seconds to try again.")];

/// What a path names: name, form, meaning.
const NAMED: [(&str, Option<&str>, &str); 17] = [
    ("customer_id", Some("uuid"), "The customer identifier."),
    ("cart_id", Some("uuid"), "The cart identifier."),
    ("order_id", None, "The order identifier."),
    ("line_item_number", None, "The line of the order: a whole number from 0."),
    ("offer_id", None, "The legacy offer identifier."),
    ("promotion_id", None, "The promotion identifier."),
    ("product_id", None, "The product identifier."),
    ("sku_id", None, "The SKU identifier, within the product."),
    ("availability_id", None, "The availability identifier."),
    ("subscription_id", Some("uuid"), "The subscription identifier."),
    ("template_id", Some("uuid"), "The agreement template identifier."),
    ("domain", None, "The domain, such as contoso.onmicrosoft.com."),
    ("country_code", None, "The country or region: two letters in ISO 3166."),
    ("market", None, "The market: a country or region of two letters."),
    (
        "view",
        None,
        "The view: `updatedlicensebased`, `software`, `marketplace` or `azure_reservations`. Of `azure_consumption`, \
         `licensebasedest` and `licensebasedeos` there are no prices.",
    ),
    ("month", None, "The month as YYYYMM. Only this month is kept."),
    ("tenant", None, "The tenant id of the partner."),
];

/// Every header of answers, to be referred to.
pub(super) fn components() -> BTreeMap<String, RefOr<Header>> {
    let headers = ANSWERED.iter().chain(&REFUSED);
    headers.map(|(name, meaning)| ((*name).to_owned(), header(name, meaning).into())).collect()
}

/// Every header of requests, to be referred to.
pub(super) fn parameters() -> BTreeMap<String, RefOr<Parameter>> {
    SENT.iter().map(|(name, meaning)| ((*name).to_owned(), sent(name, meaning).into())).collect()
}

/// References to the headers that every answer carries, and to some more.
pub(super) fn of_answer(more: &[&str]) -> BTreeMap<String, RefOr<Header>> {
    let names = ANSWERED.iter().map(|(name, _)| *name).chain(more.iter().copied());
    names.map(|name| (name.to_owned(), RefOr::Ref(Ref::new(format!("#/components/headers/{name}"))))).collect()
}

/// References to the headers that every request may carry.
pub(super) fn of_request() -> impl Iterator<Item = RefOr<Parameter>> {
    SENT.iter().map(|(name, _)| RefOr::Ref(Ref::new(format!("#/components/parameters/{name}"))))
}

/// What a path names, each as a parameter.
pub(super) fn of_path(path: &str) -> impl Iterator<Item = RefOr<Parameter>> {
    let named = |name| path.contains(&format!("{{{name}}}"));
    NAMED.iter().filter(move |(name, ..)| named(name)).map(|(name, format, meaning)| {
        let mut schema = text().min_length(Some(1));
        schema = schema.format(format.map(|format| SchemaFormat::Custom(format.to_owned())));
        path_parameter(name, meaning, schema.build())
    })
}

/// The version of the API: there is one.
pub(super) fn version() -> RefOr<Parameter> {
    path_parameter("version", "The version of the API.", text().enum_values(Some(["1"])).build())
}

fn path_parameter(name: &str, meaning: &str, schema: Object) -> RefOr<Parameter> {
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
    parameter.description(Some(meaning)).schema(Some(schema)).build().into()
}

fn sent(name: &str, meaning: &str) -> Parameter {
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(Required::False);
    parameter.description(Some(meaning)).schema(Some(text().build())).build()
}

fn header(name: &str, meaning: &str) -> Header {
    let kind = if name == "Retry-After" { Type::Integer } else { Type::String };
    HeaderBuilder::new().description(Some(meaning)).schema(Some(ObjectBuilder::new().schema_type(kind).build())).build()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}
