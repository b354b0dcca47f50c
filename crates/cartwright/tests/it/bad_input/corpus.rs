//! Bodies as data, `contract/corpus/`: what must be taken, what must be refused, and what may be either.

use crate::support::PLAIN_LICENCE;
use serde::Deserialize;

/// A body, and what to call it when it is not answered as it should be.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) text: String,
    pub(super) body: Vec<u8>,
}

impl Case {
    pub(super) fn new(text: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self { text: text.into(), body: body.into() }
    }
}

/// The bodies of one media type.
pub(super) struct Corpus {
    pub(super) accept: Vec<Case>,
    pub(super) reject: Vec<Case>,
    pub(super) either: Vec<Case>,
}

#[derive(Deserialize)]
struct File {
    accept: Bodies,
    reject: Bodies,
    either: Bodies,
}

#[derive(Deserialize)]
struct Bodies {
    documents: Vec<String>,
    values: Vec<String>,
}

/// How a media type spells what the corpora leave out.
struct Spelling {
    /// A body whose line is called `VALUE`.
    named: &'static str,
    /// What to put for a line, and what it then is.
    line: (&'static str, &'static str),
    /// The members of the line.
    rest: String,
}

impl Corpus {
    pub(super) fn json() -> Self {
        let rest = format!(r#""catalogItemId":"{PLAIN_LICENCE}","quantity":1,"billingCycle":"monthly""#);
        let named = r#"{"lineItems":[{REST,"friendlyName":VALUE}]}"#;
        let spelling = Spelling { named, line: ("LINE]", "{REST}]"), rest };
        Self::read(include_str!("../../../../../contract/corpus/json.toml"), &spelling)
    }

    pub(super) fn xml() -> Self {
        let rest = format!(
            "<CatalogItemId>{PLAIN_LICENCE}</CatalogItemId><Quantity>1</Quantity><BillingCycle>Monthly</BillingCycle>"
        );
        let named =
            "<Cart><LineItems><CartLineItem>REST<FriendlyName>VALUE</FriendlyName></CartLineItem></LineItems></Cart>";
        let spelling = Spelling { named, line: ("LINE", "<CartLineItem>REST</CartLineItem>"), rest };
        Self::read(include_str!("../../../../../contract/corpus/xml.toml"), &spelling)
    }

    pub(super) fn form() -> Self {
        let rest = format!(
            "LineItems[0].CatalogItemId={PLAIN_LICENCE}&LineItems[0].Quantity=1&LineItems[0].BillingCycle=monthly"
        );
        let spelling = Spelling { named: "REST&LineItems[0].FriendlyName=VALUE", line: ("LINE", "REST"), rest };
        Self::read(include_str!("../../../../../contract/corpus/form.toml"), &spelling)
    }

    fn read(text: &str, spelling: &Spelling) -> Self {
        let file: File = toml::from_str(text).expect("the corpus");
        let [accept, reject, either] = [file.accept, file.reject, file.either].map(|bodies| spelling.cases(&bodies));
        assert!([&accept, &reject, &either].iter().all(|cases| !cases.is_empty()), "a corpus has all three");
        Self { accept, reject, either }
    }

    /// Every body.
    pub(super) fn all(&self) -> impl Iterator<Item = &Case> {
        self.accept.iter().chain(&self.reject).chain(&self.either)
    }
}

impl Spelling {
    fn cases(&self, bodies: &Bodies) -> Vec<Case> {
        let documents = bodies.documents.iter().map(|text| Case::new(text, self.bytes(text)));
        let values = bodies.values.iter().map(|text| Case::new(text, self.bytes(&self.named.replace("VALUE", text))));
        documents.chain(values).collect()
    }

    /// A corpus text as the bytes that are sent.
    fn bytes(&self, text: &str) -> Vec<u8> {
        let (short, long) = self.line;
        let text = text.replace(short, long).replace("REST", &self.rest);
        let mut parts = text.split("\\x");
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            bytes.push(u8::from_str_radix(&part[..2], 16).expect("two hex digits"));
            bytes.extend(&part.as_bytes()[2..]);
        }
        bytes
    }
}
