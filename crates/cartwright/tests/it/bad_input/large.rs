//! Much of everything: depth, members, bytes. Refused or done in bounded time (promise P9).

use super::{Target, assert_refusal};
use crate::support::{APPLICATION, Binary, CUSTOMER, LICENCE, PARTNER, Request, cart_of, carts, line, send};
use serde_json::Value;
use std::time::Duration;

/// The largest body that is read, in bytes.
const MEBIBYTE: usize = 1024 * 1024;

/// Ample for a mebibyte of anything that is read once, on a slow machine in a debug build.
const BOUNDED: Duration = Duration::from_secs(10);

/// Ample for a server at rest and a hundred times a mebibyte, in KiB.
const BOUNDED_MEMORY: u64 = 160 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_levels_are_read_and_not_one_more() {
    let target = Target::start().await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for (levels, accepted) in [(1, true), (31, true), (32, true), (33, false), (34, false), (100_000, false)] {
            // The cart itself is the outermost level.
            let nested = format!("{}0{}", open.repeat(levels - 1), close.repeat(levels - 1));
            let body = with_line(&format!(r#""x":{nested},"#));
            for request in target.writes() {
                let request = request.bytes("application/json", body.clone());
                match accepted {
                    true => drop(target.server.send(request).await.expect(201)),
                    false => drop(target.refuses(&format!("{levels} of {open}"), request).await),
                }
            }
        }
        let unclosed = open.repeat(200_000);
        for request in target.writes() {
            target.refuses(open, request.bytes("application/json", unclosed.clone())).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mebibyte_is_read_and_not_one_byte_more() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", None)]).to_string();
    let padded = |length: usize| format!("{body}{}", " ".repeat(length - body.len()));
    for request in target.writes() {
        let request = request.bytes("application/json", padded(MEBIBYTE));
        target.server.send(request).await.expect(201);
    }
    let checkout = Request::post(target.checkout()).bytes("application/json", padded(MEBIBYTE));
    target.server.send(checkout).await.expect(201);
    let [create, update] = target.writes();
    for request in [create, update, Request::post(target.checkout())] {
        let request = request.bytes("application/json", padded(MEBIBYTE + 1));
        let told = target.refuses("a byte more", request).await.expect_fault(400, 800002);
        assert!(told.contains("1048576 bytes"), "{told}");
    }
    target.lives().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_members_and_items_cost_bounded_time() {
    let target = Target::start().await;
    let numbered = (0..99_000).map(|number| format!(r#""{number}":0"#)).collect::<Vec<_>>().join(",");
    let items = |item: &str| vec![item; (MEBIBYTE - 1_000) / (item.len() + 1)].join(",");
    let many = items("{}");
    for (what, body, accepted) in [
        ("members of the cart", with_line(&format!("{numbered},")), true),
        ("members of something unknown", with_line(&format!(r#""x":{{{numbered}}},"#)), true),
        ("items of something unknown", with_line(&format!(r#""x":[{}],"#, items("0"))), true),
        ("members of a line", with_members(&numbered), true),
        ("names that differ in case only", with_members(&spellings(45_000)), true),
        ("lines", format!(r#"{{"lineItems":[{many}]}}"#), false),
        ("add-ons", with_members(&format!(r#""addonItems":[{many}]"#)), false),
        ("participants", with_members(&format!(r#""participants":[{many}]"#)), false),
        ("quotes in a name", with_members(&format!(r#""friendlyName":"{}""#, "\\\"".repeat(500_000))), false),
        ("one long number", with_line(&format!(r#""x":{},"#, "9".repeat(1_000_000))), false),
        ("one long fraction", with_line(&format!(r#""x":0.{},"#, "9".repeat(1_000_000))), true),
    ] {
        assert!(body.len() <= MEBIBYTE, "{what}: {} bytes", body.len());
        let request = Request::post(carts(CUSTOMER)).bytes("application/json", body);
        let answer = tokio::time::timeout(BOUNDED, target.server.send(request)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{what} take too long"));
        match accepted {
            true => drop(answer.expect(201)),
            false => assert_refusal(what, &answer),
        }
    }
    target.lives().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_provisioning_variables_cost_bounded_time() {
    let target = Target::start().await;
    let numbered = (0..80_000).map(|number| format!(r#""{number}":"""#)).collect::<Vec<_>>().join(",");
    let body = with_members(&format!(r#""provisioningContext":{{{numbered}}}"#));
    assert!(body.len() <= MEBIBYTE, "{} bytes", body.len());
    let request = Request::post(carts(CUSTOMER)).bytes("application/json", body);
    let answer = tokio::time::timeout(BOUNDED, target.server.send(request)).await;
    let answer = answer.expect("an answer in bounded time");
    assert!([201, 400].contains(&answer.status.as_u16()), "{}", answer.text);
}

/// A process of its own, whose memory is nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn a_mebibyte_of_anything_costs_bounded_memory() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let server = Binary::dev(folder.path(), &[]);
    let form = format!("grant_type=client_credentials&client_id={APPLICATION}&client_secret=dev-secret");
    let ask = Request::post(format!("/{PARTNER}/oauth2/v2.0/token"));
    let answer = send(server.address, ask.bytes("application/x-www-form-urlencoded", form)).await;
    let token = answer.expect(200)["access_token"].as_str().expect("a token").to_owned();
    let many = vec!["{}"; 340_000].join(",");
    let mut peaks = Vec::new();
    for (what, body) in [
        ("items", with_line(&format!(r#""x":[{many}],"#))),
        ("participants", with_members(&format!(r#""participants":[{many}]"#))),
        ("add-ons", with_members(&format!(r#""addonItems":[{many}]"#))),
        ("lines", format!(r#"{{"lineItems":[{many}]}}"#)),
    ] {
        let request = Request::post(carts(CUSTOMER)).token(&token).bytes("application/json", body);
        let answer = send(server.address, request).await;
        peaks.push((what, answer.status.as_u16(), peak_of(&server)));
    }
    server.kill();
    for (what, status, peak) in peaks {
        assert!([201, 400].contains(&status), "{what}: {status}");
        assert!(peak < BOUNDED_MEMORY, "{what}: {peak} KiB at the peak");
    }
}

/// The most memory that a process has had, in KiB.
fn peak_of(server: &Binary) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_back_of_a_large_value_is_short() {
    let target = Target::start().await;
    let large = "x".repeat(1_000_000);
    for member in ["catalogItemId", "termDuration", "billingCycle", "quantity", "id", "customTermEndDate", "renewsTo"] {
        let other = Value::from(large.clone());
        let line = crate::support::with(line(LICENCE, 1, "monthly", None), serde_json::json!({ member: other }));
        let body = cart_of([line]).to_string();
        let answer = target.refuses(member, Request::post(carts(CUSTOMER)).bytes("application/json", body)).await;
        assert!(answer.text.len() < 4_096, "{member}: {} bytes", answer.text.len());
    }
}

/// A good cart with something before its lines.
fn with_line(before: &str) -> String {
    let line = line(LICENCE, 1, "monthly", None);
    format!(r#"{{{before}"lineItems":[{line}]}}"#)
}

/// A cart with a good line that has further members.
fn with_members(members: &str) -> String {
    let line = line(LICENCE, 1, "monthly", None).to_string();
    format!(r#"{{"lineItems":[{},{members}}}]}}"#, &line[..line.len() - 1])
}

/// One name in many spellings.
fn spellings(count: u32) -> String {
    let spelling = |number: u32| -> String {
        let letters = "abcdefghijklmnop".chars().enumerate();
        letters.map(|(bit, letter)| if number >> bit & 1 == 1 { letter.to_ascii_uppercase() } else { letter }).collect()
    };
    (0..count).map(|number| format!(r#""{}":0"#, spelling(number))).collect::<Vec<_>>().join(",")
}
