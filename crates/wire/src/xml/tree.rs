//! Elements to nodes, by the table of classes: what is known becomes a member, what is not is passed over. No grammar and
//! no limits here.

use super::character;
use crate::{
    contract::{Class, Kind},
    map,
    node::Node,
};
use domain::fault::Fault;

/// What an element is read as.
#[derive(Clone, Copy)]
enum Shape {
    /// Nothing: it is unknown, only the server's, or inside such an element.
    Skipped,
    /// A member that is absent.
    Nil,
    Scalar,
    Object(&'static Class),
    List(&'static Class),
    Texts,
    Map(&'static Class),
}

/// An element that is not closed yet.
struct Open {
    name: String,
    shape: Shape,
    text: String,
    parts: Vec<(String, Node)>,
    /// Whether it has elements inside, known or not.
    parent: bool,
}

/// The tree as far as it has grown.
pub(super) struct Tree {
    open: Vec<Open>,
    root: Option<Node>,
    class: &'static Class,
}

impl Tree {
    /// A tree whose root is of a class.
    pub(super) fn new(class: &'static Class) -> Self {
        Self { open: Vec::new(), root: None, class }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the root has been closed.
    pub(super) fn is_complete(&self) -> bool {
        self.root.is_some()
    }

    /// The root, once it is closed.
    pub(super) fn into_root(self) -> Option<Node> {
        self.root
    }

    /// Opens an element by its local name.
    pub(super) fn open(&mut self, name: &str, nil: bool) {
        let shape = match self.open.last_mut() {
            Some(parent) => {
                parent.parent = true;
                parent.shape.inside(name)
            }
            None => Shape::Object(self.class),
        };
        let nil = nil && !matches!(shape, Shape::Skipped);
        self.open.push(Open {
            name: name.to_owned(),
            shape: if nil { Shape::Nil } else { shape },
            text: String::new(),
            parts: Vec::new(),
            parent: false,
        });
    }

    /// Text in the innermost element.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut()
            && !matches!(open.shape, Shape::Skipped | Shape::Nil)
        {
            open.text.push_str(text);
        }
    }

    /// Closes the innermost element.
    ///
    /// # Errors
    /// 400/800002 for an entry of a map that has no key.
    pub(super) fn close(&mut self) -> Result<(), Fault> {
        let Some(mut closed) = self.open.pop() else {
            return Ok(());
        };
        let name = std::mem::take(&mut closed.name);
        let Some(node) = closed.into_node()? else { return Ok(()) };
        match self.open.last_mut() {
            Some(parent) => parent.parts.push((name, node)),
            None => self.root = Some(node),
        }
        Ok(())
    }
}

impl Shape {
    /// What an element inside is read as.
    fn inside(self, name: &str) -> Self {
        match self {
            Self::Skipped | Self::Nil | Self::Scalar => Self::Skipped,
            Self::Object(class) => class.requested(name).map_or(Self::Skipped, |member| match member.kind {
                Kind::Object(class) => Self::Object(class),
                Kind::List(class) => Self::List(class),
                Kind::Map(class) => Self::Map(class),
                Kind::Texts => Self::Texts,
                Kind::Facts => Self::Skipped,
                Kind::Text | Kind::Integer | Kind::Double | Kind::Boolean | Kind::Date | Kind::Enumeration => {
                    Self::Scalar
                }
            }),
            Self::List(class) | Self::Map(class) => Self::Object(class),
            Self::Texts => Self::Scalar,
        }
    }
}

impl Open {
    /// What the element means. Text where there should be none, or elements, stay visible as what they are, so that the
    /// reader of the member refuses them.
    fn into_node(self) -> Result<Option<Node>, Fault> {
        let Self { shape, text, parts, parent, .. } = self;
        let stray = !text.chars().all(character::is_space);
        Ok(Some(match shape {
            Shape::Skipped => return Ok(None),
            Shape::Nil => Node::Null,
            Shape::Scalar if parent => Node::Object(Vec::new()),
            Shape::Scalar => Node::Text(text),
            Shape::Object(_) | Shape::List(_) | Shape::Texts | Shape::Map(_) if stray => Node::Text(text),
            Shape::Object(_) => Node::Object(parts),
            Shape::List(_) | Shape::Texts => Node::List(items(parts)),
            Shape::Map(_) => map::of_pairs(&items(parts))?,
        }))
    }
}

fn items(parts: Vec<(String, Node)>) -> Vec<Node> {
    parts.into_iter().map(|(_, item)| item).collect()
}
