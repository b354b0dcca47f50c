//! Exchanges as `contract/exchanges/` keeps them: requests that are sent byte for byte, and answers to compare with.

use super::{Answer, TestServer, send_bytes};
use std::{collections::BTreeMap, path::Path};

/// The host that the documentation prints; the only thing of a request that is ours to change, but for the token.
const PRINTED_ORIGIN: &str = "https://api.partnercenter.microsoft.com";

/// The sections of a file.
#[derive(Clone, Debug)]
pub struct Exchange {
    sections: BTreeMap<String, Message>,
    /// The headers that go with every request.
    shared: Vec<(String, String)>,
}

/// A request or an answer.
#[derive(Clone, Debug, Default)]
pub struct Message {
    pub start: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Exchange {
    /// Reads a file by its name without ending.
    #[track_caller]
    pub fn read(name: &str) -> Self {
        let text = read_file(&format!("{name}.http"));
        let (_, sections) = text.split_once("\n### ").expect("a section");
        let mut sections: BTreeMap<String, Message> = sections
            .split("\n### ")
            .map(|section| {
                let (name, message) = section.split_once('\n').expect("a message");
                (name.to_owned(), Message::read(message))
            })
            .collect();
        let shared = sections.remove("every request").map(|message| message.headers).unwrap_or_default();
        for message in sections.values_mut() {
            message.headers.extend(shared.iter().cloned());
        }
        Self { sections, shared }
    }

    /// A request that no section has, with the headers that go with every request.
    pub fn request(&self, method: &str, target: &str, body: &str) -> Message {
        let start = format!("{method} {target} HTTP/1.1");
        Message { start, headers: self.shared.clone(), body: body.to_owned() }
    }

    /// A section.
    #[track_caller]
    pub fn section(&self, name: &str) -> Message {
        let section = self.sections.get(name);
        section.unwrap_or_else(|| panic!("no section {name}")).clone()
    }
}

impl Message {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let (start, headers) = head.split_once('\n').unwrap_or((head, ""));
        // The headers that go with every request have no start line.
        let (start, headers) = if start.contains(": ") { ("", head) } else { (start, headers) };
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.into(), value.into()));
        Self {
            start: start.to_owned(),
            headers: headers.lines().filter_map(header).collect(),
            body: body.trim_end().to_owned(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Fills in `<name>` wherever it stands.
    pub fn fill(mut self, name: &str, value: &str) -> Self {
        let placeholder = format!("<{name}>");
        let texts = self.headers.iter_mut().map(|(_, value)| value);
        for text in texts.chain([&mut self.start, &mut self.body]) {
            *text = text.replace(&placeholder, value);
        }
        self
    }

    /// The id of the customer that the path names.
    #[track_caller]
    pub fn customer(&self) -> &str {
        let (_, path) = self.start.split_once("/customers/").expect("a customer's path");
        path.split('/').next().expect("an id")
    }

    /// Sends this request as the default partner, byte for byte but for host and token. Only what HTTP demands and the
    /// message does not have is added: a host, and the length of a body.
    pub async fn send(self, server: &TestServer) -> Answer {
        let answer = send_bytes(server.address(), &self.bytes(server)).await;
        answer.check_frame();
        answer
    }

    fn bytes(self, server: &TestServer) -> Vec<u8> {
        let host = server.address().to_string();
        let mut filled = self.fill("token", server.token()).fill("host", &host);
        if filled.header("Host").is_none() {
            filled.headers.push(("Host".to_owned(), host.clone()));
        }
        if filled.header("Content-Length").is_none() && !filled.body.is_empty() {
            let length = filled.body.len().to_string();
            filled.headers.push(("Content-Length".to_owned(), length));
        }
        let mut head = format!("{}\r\n", filled.start.replace(PRINTED_ORIGIN, ""));
        for (name, value) in &filled.headers {
            let value = if name == "Host" { &host } else { value };
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        [head.as_bytes(), b"\r\n", filled.body.as_bytes()].concat()
    }
}

/// The text of a file of the folder.
#[track_caller]
pub fn read_file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contract/exchanges");
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
