//! What a control is, what it is called and what it holds: for a screen reader's bridge and for tests.
//!
//! Protects: every control says it in one way, through `Operation::custom`; a control beside a label is called by that
//! label unless it says otherwise; a secret's value is told to nobody. Leaves to others: who reads it.

use std::any::Any;

use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable, TextInput};
use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse};
use iced::{Element, Event, Rectangle, Renderer, Theme, Vector};

/// What a control is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Does something.
    Button,
    /// Looks like a word and does something.
    Link,
    /// Shows one of several pages.
    Tab,
    /// One of several that exclude each other.
    Radio,
    /// A list of which one is chosen.
    ComboBox,
    /// On or off.
    Switch,
    /// Takes text.
    TextInput,
    /// Words that say more when they are asked.
    Note,
    /// Entries one under another, of which one is read.
    List,
}

/// What a control holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    None,
    /// A text, or the name of what is chosen.
    Text(String),
    /// Whether it is on.
    On(bool),
    /// Whether it is the one that is shown or chosen.
    Chosen(bool),
    /// Something that is not told.
    Secret,
}

/// A control, as it offers itself to an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// What it is.
    pub role: Role,
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub value: Value,
    /// Whether it can be used now.
    pub enabled: bool,
    /// Whether it has the focus.
    pub focused: bool,
}

/// A control with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its name for the focus.
    pub id: Option<Id>,
    /// Where it stands, in logical pixels; scrolling is not counted.
    pub bounds: Rectangle,
    /// The rest.
    pub described: Described,
}

/// Reads all controls in the order of the tree, which is the order of Tab.
#[must_use]
pub fn read_controls() -> impl Operation<Vec<Node>> {
    struct Reader(Vec<Node>);
    impl Operation<Vec<Node>> for Reader {
        fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Vec<Node>>)) {
            operate(self);
        }

        fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
            if let Some(described) = state.downcast_ref::<Described>() {
                self.0.push(Node { id: id.cloned(), bounds, described: described.clone() });
            }
        }

        fn finish(&self) -> Outcome<Vec<Node>> {
            Outcome::Some(self.0.clone())
        }
    }
    Reader(Vec::new())
}

struct Called<'a, M> {
    name: String,
    content: Element<'a, M>,
}

/// Gives a name to the controls in `content` that have none of their own.
pub fn called<'a, M: 'a>(name: String, content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    Element::new(Called { name, content: content.into() })
}

struct Naming<'a> {
    name: &'a str,
    inner: &'a mut dyn Operation,
}

impl Operation for Naming<'_> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let name = self.name;
        self.inner.traverse(&mut |inner| operate(&mut Naming { name, inner }));
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        self.inner.container(id, bounds);
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        self.inner.scrollable(id, bounds, content, translation, state);
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        self.inner.focusable(id, bounds, state);
    }

    fn text_input(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn TextInput) {
        self.inner.text_input(id, bounds, state);
    }

    fn text(&mut self, id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.inner.text(id, bounds, text);
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if let Some(described) = state.downcast_mut::<Described>()
            && described.name.is_empty()
        {
            self.name.clone_into(&mut described.name);
        }
        self.inner.custom(id, bounds, state);
    }
}

impl<M> Widget<M, Theme, Renderer> for Called<'_, M> {
    around_content!((), M);

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let mut naming = Naming { name: &self.name, inner: operation };
        self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, &mut naming);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        viewport: &Rectangle,
    ) {
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
    }

    content_is_drawn!();

    content_points!();
}
