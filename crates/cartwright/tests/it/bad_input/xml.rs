//! XML made to hurt, over HTTP: `contract/corpus/xml.toml`, and what is too large to write down there.

use super::{Target, corpus::Corpus};

const XML: &str = "application/xml";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_xml_makes_the_cart_that_json_makes() {
    let target = Target::start().await;
    for case in &Corpus::xml().accept {
        target.takes(XML, case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_xml_is_refused_and_changes_nothing() {
    let target = Target::start().await;
    for case in &Corpus::xml().reject {
        target.refuses_body("text/xml", case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_xml_leaves_open_is_taken_or_refused() {
    let target = Target::start().await;
    for case in &Corpus::xml().either {
        target.takes_or_refuses(XML, case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_does_not_look_at_xml() {
    let target = Target::start().await;
    target.checks_out_alike(&[XML], Corpus::xml().all()).await;
}
