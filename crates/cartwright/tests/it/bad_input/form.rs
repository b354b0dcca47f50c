//! Forms made to hurt, over HTTP: `contract/corpus/form.toml`, and what is too large to write down there.

use super::{Target, corpus::Corpus};

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_a_form_makes_the_cart_that_json_makes() {
    let target = Target::start().await;
    for case in &Corpus::form().accept {
        target.takes(FORM, case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_form_is_refused_and_changes_nothing() {
    let target = Target::start().await;
    for case in &Corpus::form().reject {
        target.refuses_body(FORM, case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_forms_leave_open_is_taken_or_refused() {
    let target = Target::start().await;
    for case in &Corpus::form().either {
        target.takes_or_refuses(FORM, case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_does_not_look_at_forms() {
    let target = Target::start().await;
    target.checks_out_alike(&[FORM], Corpus::form().all()).await;
}
