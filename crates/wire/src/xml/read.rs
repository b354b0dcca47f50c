//! XML in: one document that is well-formed and stays within its limits, its elements handed to a tree as they come.
//!
//! Nothing here recurses, nothing is fetched, and no entity is expanded but the five that need no declaration.

use super::{
    attribute::{self, Prefixes},
    character::{is_allowed, is_name, is_space, split},
    tree::Tree,
};
use crate::{
    charset::{self, Charset},
    contract::Class,
    node::Node,
    xml::Root,
};
use domain::{
    fault::{Fault, FaultKind},
    member::Member,
};
use quick_xml::{
    Reader,
    escape::resolve_xml_entity,
    events::{BytesDecl, BytesRef, BytesStart, Event},
};

/// How deep elements may be nested (XML's input rules).
pub const DEPTH: usize = 256;

/// How many elements a body may have. A hundred lines as .NET clients write them, nil members and all, have 2,500.
pub const ELEMENTS: usize = 20_000;

/// How many attributes an element may have.
pub const ATTRIBUTES: usize = 1_000;

/// How many bytes the name of an element may have.
pub const NAME: usize = 1_024;

/// The byte order mark as a character.
const MARK: char = '\u{FEFF}';

const A_DOCUMENT: &str = "one well-formed XML document";
const NO_DOCUMENT_TYPE: &str = "an XML document without a document type declaration";

/// Reads the body of a request that sends a resource of that class.
///
/// # Errors
/// 400/800002 when it is not well-formed, has a document type declaration, exceeds a limit, is nil, or is something else.
pub fn read(body: &[u8], charset: Charset, root: Root) -> Result<Node, Fault> {
    let text = charset::decode(body, charset)?;
    document(root.class(), &text)
}

fn document(class: &'static Class, text: &str) -> Result<Node, Fault> {
    if let Some(wrong) = text.chars().find(|character| !is_allowed(*character)) {
        return Err(refuse(format!("the character {wrong:?}"), A_DOCUMENT));
    }
    // The one mark that may stand there is decoded already, and the reader would pass over a second one.
    if text.starts_with(MARK) {
        return Err(refuse("a second byte order mark", A_DOCUMENT));
    }
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_comments = true;
    let mut document = Document::new(class);
    loop {
        let start = reader.buffer_position();
        let event = reader.read_event();
        let event =
            event.map_err(|error| refuse(format!("{error}, at byte {}", reader.error_position()), A_DOCUMENT))?;
        match event {
            Event::Start(tag) => document.open(&tag)?,
            Event::End(_) => document.close()?,
            Event::Text(text) => document.text(&text.xml10_content())?,
            Event::CData(text) => document.characters(&text.xml10_content())?,
            Event::GeneralRef(reference) => document.reference(&reference)?,
            Event::Decl(declaration) => declared(&declaration, start)?,
            Event::PI(instruction) if is_reserved(instruction.target()) => {
                return Err(refuse("a processing instruction without a name of its own", A_DOCUMENT));
            }
            Event::PI(_) | Event::Comment(_) => {}
            Event::DocType(_) => return Err(refuse("a document type declaration", NO_DOCUMENT_TYPE)),
            Event::Empty(_) => return Err(refuse("an empty element", A_DOCUMENT)),
            Event::Eof => return document.end(),
        }
    }
}

/// The declaration, which stands at the very start. Whatever it says of the encoding is ignored, the bytes having been
/// decoded already, unless it is an encoding that we do not know.
fn declared(declaration: &BytesDecl<'_>, start: u64) -> Result<(), Fault> {
    if start != 0 {
        return Err(refuse("an XML declaration in the middle", A_DOCUMENT));
    }
    let wrong = |seen: String| refuse(seen, "an XML declaration of version, encoding and standalone");
    let attributes = declaration.strip_prefix("xml").unwrap_or_default();
    let attributes = attribute::all(attributes, 3).map_err(wrong)?;
    let attributes: Vec<_> = attributes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let encoding = match attributes.as_slice() {
        [("version", "1.0" | "1.1"), rest @ ..] => match rest {
            [] | [("standalone", "yes" | "no")] => return Ok(()),
            [("encoding", encoding)] | [("encoding", encoding), ("standalone", "yes" | "no")] => *encoding,
            _ => return Err(wrong((**declaration).to_owned())),
        },
        _ => return Err(wrong((**declaration).to_owned())),
    };
    let known = Charset::parse(encoding).map(|_| ());
    known.ok_or_else(|| refuse(format!("encoding {encoding}"), "utf-8 or utf-16"))
}

fn is_reserved(target: &str) -> bool {
    !is_name(target) || target.eq_ignore_ascii_case("xml")
}

/// What has been seen of the document.
struct Document {
    tree: Tree,
    prefixes: Prefixes,
    name: &'static str,
    elements: usize,
}

impl Document {
    fn new(class: &'static Class) -> Self {
        Self { tree: Tree::new(class), prefixes: Prefixes::default(), name: class.name, elements: 0 }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Fault> {
        let name = tag.name().into_inner();
        if name.len() > NAME {
            return Err(refuse(name, format!("names of at most {NAME} bytes")));
        }
        if !is_name(name) {
            return Err(refuse(format!("<{name}>"), "elements whose names are names"));
        }
        if self.tree.is_complete() {
            return Err(refuse(format!("<{name}> behind the root"), A_DOCUMENT));
        }
        if self.tree.depth() == DEPTH {
            return Err(refuse("more", format!("at most {DEPTH} levels")));
        }
        self.elements += 1;
        if self.elements > ELEMENTS {
            return Err(refuse("more", format!("at most {ELEMENTS} elements")));
        }
        let (_, local) = split(name);
        if self.tree.depth() == 0 && !local.eq_ignore_ascii_case(self.name) {
            return Err(refuse(format!("<{name}>"), format!("the root element {}", self.name)));
        }
        let wrong = |seen| refuse(format!("<{name}> with {seen}"), "well-formed attributes");
        let attributes = attribute::all(tag.attributes_raw(), ATTRIBUTES).map_err(wrong)?;
        let nil = self.prefixes.enter(&attributes).map_err(wrong)?;
        self.tree.open(local, nil);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Fault> {
        self.prefixes.leave();
        self.tree.close()
    }

    /// Text as it stands, which cannot hold the end of a CDATA section.
    fn text(&mut self, text: &str) -> Result<(), Fault> {
        if text.contains("]]>") {
            return Err(refuse("]]> in text", A_DOCUMENT));
        }
        if self.tree.depth() == 0 && text.chars().all(is_space) {
            return Ok(());
        }
        self.characters(text)
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Fault> {
        let name: &str = reference;
        let wrong = || refuse(format!("&{name};"), "character references and the five predefined entities");
        match reference.resolve_char_ref().map_err(|_| wrong())? {
            Some(character) if is_allowed(character) => self.characters(character.encode_utf8(&mut [0; 4])),
            Some(_) => Err(wrong()),
            None => self.characters(resolve_xml_entity(name).ok_or_else(wrong)?),
        }
    }

    /// Text that belongs to an element.
    fn characters(&mut self, text: &str) -> Result<(), Fault> {
        if self.tree.depth() == 0 {
            return Err(refuse("text outside the root", A_DOCUMENT));
        }
        self.tree.text(text);
        Ok(())
    }

    fn end(self) -> Result<Node, Fault> {
        let unclosed = self.tree.depth() > 0;
        match self.tree.into_root() {
            _ if unclosed => Err(refuse("the end inside an element", A_DOCUMENT)),
            None => Err(Fault::new(FaultKind::InvalidInput).missing(Member::Body, A_DOCUMENT)),
            Some(Node::Null) => Err(refuse("a root that is nil", format!("the root element {}", self.name))),
            Some(root) => Ok(root),
        }
    }
}

fn refuse(seen: impl ToString, accepted: impl Into<String>) -> Fault {
    Fault::new(FaultKind::InvalidInput).seen(Member::Body, seen, accepted)
}
