//! Bytes to domain values and back: the shapes that Partner Center clients send and read.
//!
//! What comes in is read in two steps: bytes to a [`node::Node`], whatever the media type, and the node to a draft of
//! the domain. What goes out are resources: plain structs with the wire's names, written by serde. What is *not* here:
//! rules, statuses, SQL, sockets.

pub mod activation;
pub mod address;
pub mod agreement;
pub mod agreement_template;
pub mod body;
pub mod cart;
pub mod charset;
pub mod client;
pub mod coding;
pub mod collection;
mod contract;
pub mod country;
pub mod customer;
pub mod enumeration;
pub mod fault;
pub mod filter;
pub mod form;
pub mod inventory;
pub mod json;
pub mod link;
mod map;
pub mod media;
pub mod member;
pub mod node;
pub mod offer;
pub mod offer_matrix;
pub mod order;
pub mod price_sheet;
pub mod product;
pub mod profile;
pub mod promotion;
pub mod provisioning;
pub mod qualification;
mod quality;
mod read;
pub mod relationship;
mod schema;
pub mod subscription;
pub mod table;
pub mod throttled;
pub mod xml;

mod number;
