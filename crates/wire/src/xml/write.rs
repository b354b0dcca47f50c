//! XML out: the tree of a resource, written by the table of classes (XML rules 1 to 29).

use super::{SCHEMA_INSTANCE, double, scope::Scope, text};
use crate::{
    contract::{ARRAYS, Absent, Class, Kind, Member},
    node::Node,
};

/// What values of any type say their type with.
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";

/// The document of a resource: no declaration, no byte order mark, no white space (XML rules 1 and 2). That of a bare list
/// is named after its items.
pub(super) fn document(class: &'static Class, resource: &Node) -> String {
    let mut writer = Writer::default();
    let items = if let Node::List(items) = resource { Some(items) } else { None };
    let name = if items.is_some() { format!("ArrayOf{}", class.name) } else { class.name.to_owned() };
    let (namespace, empty) = (class.namespace, items.is_some_and(Vec::is_empty));
    let end = if empty { " />" } else { ">" };
    writer.out.push_str(&format!(r#"<{name} xmlns:i="{SCHEMA_INSTANCE}" xmlns="{namespace}"{end}"#));
    writer.scope.declare("", namespace);
    match (items, resource) {
        (Some(items), _) => items.iter().for_each(|item| writer.item(2, class, item)),
        (None, Node::Object(_)) => writer.members(2, class, resource),
        (None, scalar) => text::escape(&text_of(Kind::Text, scalar), &mut writer.out),
    }
    if !empty {
        writer.out.push_str(&format!("</{name}>"));
    }
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    scope: Scope,
}

/// A start tag that is still open.
struct Tag {
    /// With its prefix.
    name: String,
    /// The namespace to declare as the last attribute (XML rule 11).
    declares: Option<&'static str>,
    /// Where the scope stood before.
    outside: usize,
}

impl Writer {
    fn members(&mut self, depth: usize, class: &'static Class, object: &Node) {
        for (declaring, member) in class.declared() {
            self.member(depth, declaring.namespace, member, object.member(member.name));
        }
    }

    /// A member, whether it is there or not (XML rules 7, 12 and 29).
    fn member(&mut self, depth: usize, namespace: &'static str, member: &Member, value: Option<&Node>) {
        if value.is_none() && matches!(member.absent, Absent::LeftOut) {
            return;
        }
        let inside = member.kind.namespace().filter(|inside| *inside != namespace);
        let tag = self.open(depth, member.name, namespace, inside);
        match (value, member.absent) {
            (Some(value), _) => self.value(depth, tag, member.kind, value),
            (None, Absent::Default(default)) => self.text(tag, default),
            (None, Absent::Nil | Absent::LeftOut) => self.nil(tag),
        }
    }

    fn value(&mut self, depth: usize, tag: Tag, kind: Kind, value: &Node) {
        match (kind, value) {
            (Kind::List(_) | Kind::Texts, Node::List(items)) if items.is_empty() => self.empty(tag),
            (Kind::Map(_) | Kind::Facts, Node::Object(entries)) if entries.is_empty() => self.empty(tag),
            (Kind::Object(class), _) => self.around(tag, |writer| writer.members(depth + 1, class, value)),
            (Kind::List(class), Node::List(items)) => self.around(tag, |writer| {
                for item in items {
                    writer.item(depth + 1, class, item);
                }
            }),
            (Kind::Texts, Node::List(items)) => self.around(tag, |writer| {
                for item in items {
                    let tag = writer.open(depth + 1, "string", ARRAYS, None);
                    writer.text(tag, &text_of(Kind::Text, item));
                }
            }),
            (Kind::Map(class), Node::Object(entries)) => self.around(tag, |writer| {
                for (key, value) in entries {
                    writer.item(depth + 1, class, &pair(key, value));
                }
            }),
            (Kind::Facts, Node::Object(entries)) => self.around(tag, |writer| {
                for (key, value) in entries {
                    writer.fact(depth + 1, key, value);
                }
            }),
            (scalar, value) => self.text(tag, &text_of(scalar, value)),
        }
    }

    /// An item of a list or map, named after its class (XML rule 14).
    fn item(&mut self, depth: usize, class: &'static Class, item: &Node) {
        let tag = self.open(depth, class.name, class.namespace, None);
        self.around(tag, |writer| writer.members(depth + 1, class, item));
    }

    /// An entry whose value says its type (XML rule 29).
    fn fact(&mut self, depth: usize, key: &str, value: &Node) {
        let tag = self.open(depth, "KeyValueOfstringanyType", ARRAYS, None);
        self.around(tag, |writer| {
            let tag = writer.open(depth + 1, "Key", ARRAYS, None);
            writer.text(tag, key);
            let Some((kind, name)) = type_of(value) else {
                let tag = writer.open(depth + 1, "Value", ARRAYS, None);
                return writer.nil(tag);
            };
            let tag = writer.open(depth + 1, "Value", ARRAYS, Some(SCHEMA));
            let prefix = writer.scope.prefix(SCHEMA).unwrap_or_default();
            let attribute = format!(r#" i:type="{prefix}:{name}""#);
            writer.out.push_str(&attribute);
            writer.text(tag, &text_of(kind, value));
        });
    }

    /// Opens a start tag; `inside` is another namespace that its content needs (XML rules 11 to 13).
    fn open(&mut self, depth: usize, name: &str, namespace: &'static str, inside: Option<&'static str>) -> Tag {
        let (name, declares) = match self.scope.prefix(namespace) {
            Some("") => (name.to_owned(), None),
            Some(prefix) => (format!("{prefix}:{name}"), None),
            None => (name.to_owned(), Some(namespace)),
        };
        let outside = self.scope.depth();
        self.out.push('<');
        self.out.push_str(&name);
        if let Some(inside) = inside.filter(|inside| self.scope.prefix(inside).is_none()) {
            let prefix = format!("d{depth}p1");
            self.out.push_str(&format!(r#" xmlns:{prefix}="{inside}""#));
            self.scope.declare(prefix, inside);
        }
        Tag { name, declares, outside }
    }

    /// Writes the attributes that come last, and what ends the start tag.
    fn close(&mut self, tag: &Tag, end: &str) {
        if let Some(namespace) = tag.declares {
            self.out.push_str(&format!(r#" xmlns="{namespace}""#));
            self.scope.declare("", namespace);
        }
        self.out.push_str(end);
    }

    /// An absent value (XML rule 7).
    fn nil(&mut self, tag: Tag) {
        self.out.push_str(r#" i:nil="true""#);
        self.empty(tag);
    }

    /// An empty list or map (XML rule 8).
    fn empty(&mut self, tag: Tag) {
        self.close(&tag, " />");
        self.scope.leave(tag.outside);
    }

    /// Text, its tags apart even when it is empty (XML rule 9).
    fn text(&mut self, tag: Tag, text: &str) {
        self.around(tag, |writer| text::escape(text, &mut writer.out));
    }

    fn around(&mut self, tag: Tag, content: impl FnOnce(&mut Self)) {
        self.close(&tag, ">");
        content(self);
        self.out.push_str(&format!("</{}>", tag.name));
        self.scope.leave(tag.outside);
    }
}

/// An entry of a map as the object that its class describes; the key as JSON has it (XML rule 28).
fn pair(key: &str, value: &Node) -> Node {
    let key = ("Key".to_owned(), Node::Text(key.to_owned()));
    Node::Object(vec![key, ("Value".to_owned(), value.clone())])
}

fn text_of(kind: Kind, value: &Node) -> String {
    match (kind, value) {
        (Kind::Enumeration, Node::Text(name)) => name.split('_').map(capitalised).collect(),
        (_, Node::Text(text)) => text.clone(),
        (_, Node::Float(number)) => double::text(*number),
        (_, other) => other.sort(),
    }
}

fn capitalised(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The kind of a value of any type, and what the schema calls it. A list or an object has no such name.
fn type_of(value: &Node) -> Option<(Kind, &'static str)> {
    match value {
        Node::Integer(number) if i32::try_from(*number).is_ok() => Some((Kind::Integer, "int")),
        Node::Integer(_) => Some((Kind::Integer, "long")),
        Node::Float(_) => Some((Kind::Double, "double")),
        Node::Bool(_) => Some((Kind::Boolean, "boolean")),
        Node::Text(_) => Some((Kind::Text, "string")),
        Node::Null | Node::List(_) | Node::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::{
        contract::{BOOLEAN, CART, INVENTORY_ITEM},
        json,
    };

    fn written(body: &str) -> String {
        document(&CART, &json::read(body.as_bytes()).expect("a resource"))
    }

    #[test]
    fn a_scalar_is_a_document_too() {
        let xml = document(&BOOLEAN, &json::read(b"true").expect("JSON"));
        assert!(xml.ends_with("xmlns=\"http://schemas.microsoft.com/2003/10/Serialization/\">true</boolean>"), "{xml}");
    }

    #[test]
    fn members_that_the_seeds_do_not_name_are_written_when_they_are_there() {
        let xml = written(r#"{"lineItems":[{"pricing":{"listPrice":30.4}}]}"#);
        let pricing = "<Pricing><DiscountedPrice i:nil=\"true\" /><ExtendedPrice i:nil=\"true\" />\
            <ListPrice>30.4</ListPrice><Price i:nil=\"true\" /><ProratedPrice i:nil=\"true\" /></Pricing>";
        assert!(xml.contains(pricing), "{xml}");
        let bare = written(r#"{"lineItems":[{"error":{}}]}"#);
        for name in ["Pricing", "AdditionalInformation", "PartnerOnRecordAttestationAccepted"] {
            assert!(!bare.contains(name), "{name}: {bare}");
        }
    }

    #[test]
    fn a_bare_list_is_named_after_its_items() {
        let list = |body: &str| document(&INVENTORY_ITEM, &json::tree(body.as_bytes()).expect("a list"));
        let namespace = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Services.Catalog.V1.Models";
        let root =
            format!(r#"<ArrayOfInventoryItem xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="{namespace}""#);
        let item =
            "<InventoryItem><IsRestricted>false</IsRestricted><ProductId>P</ProductId><SkuId>1</SkuId></InventoryItem>";
        assert_eq!(
            list(r#"[{"productId":"P","skuId":"1","isRestricted":false}]"#),
            format!("{root}>{item}</ArrayOfInventoryItem>")
        );
        assert_eq!(list("[]"), format!("{root} />"));
    }

    #[test]
    fn additional_information_says_the_type_of_each_value() {
        let facts = r#"{"availableQuantity":25,"a":null,"b":"x","c":true,"d":0.5,"e":3000000000}"#;
        let xml = written(&format!(r#"{{"lineItems":[{{"error":{{"additionalInformation":{facts}}}}}]}}"#));
        let entry =
            |value: &str| format!("<d5p1:KeyValueOfstringanyType><d5p1:Key>{value}</d5p1:KeyValueOfstringanyType>");
        let typed = |key: &str, kind: &str, value: &str| {
            entry(&format!(
                "{key}</d5p1:Key><d5p1:Value xmlns:d7p1=\"http://www.w3.org/2001/XMLSchema\" \
                 i:type=\"d7p1:{kind}\">{value}</d5p1:Value>"
            ))
        };
        let expected = [
            typed("availableQuantity", "int", "25"),
            entry("a</d5p1:Key><d5p1:Value i:nil=\"true\" />"),
            typed("b", "string", "x"),
            typed("c", "boolean", "true"),
            typed("d", "double", "0.5"),
            typed("e", "long", "3000000000"),
        ];
        let arrays = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
        let expected =
            format!("<AdditionalInformation xmlns:d5p1=\"{arrays}\">{}</AdditionalInformation>", expected.concat());
        assert!(xml.contains(&expected), "{xml}");
    }
}
