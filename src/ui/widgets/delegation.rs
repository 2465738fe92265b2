//! What a widget of ours leaves to the widgets inside it, in one way.
//!
//! Protects: nothing that a widget does not do itself is forgotten or done differently by one of them. Leaves to others:
//! what each adds. These are macros because Rust has no other way to fill in the rest of a trait.

/// The methods of a widget that stands around one `content` and keeps a state of its own beside the content's: all that it
/// leaves to the content.
macro_rules! around_content {
    ($state:ty, $message:ident) => {
        fn tag(&self) -> iced::advanced::widget::tree::Tag {
            iced::advanced::widget::tree::Tag::of::<$state>()
        }

        fn state(&self) -> iced::advanced::widget::tree::State {
            iced::advanced::widget::tree::State::new(<$state>::default())
        }

        fn children(&self) -> Vec<iced::advanced::widget::Tree> {
            vec![iced::advanced::widget::Tree::new(&self.content)]
        }

        fn diff(&self, tree: &mut iced::advanced::widget::Tree) {
            tree.diff_children(&[&self.content]);
        }

        fn size(&self) -> iced::Size<iced::Length> {
            self.content.as_widget().size()
        }

        fn layout(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            renderer: &iced::Renderer,
            limits: &iced::advanced::layout::Limits,
        ) -> iced::advanced::layout::Node {
            self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
        }

        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &iced::Rectangle,
            translation: iced::Vector,
        ) -> Option<iced::advanced::overlay::Element<'b, $message, iced::Theme, iced::Renderer>> {
            self.content.as_widget_mut().overlay(&mut tree.children[0], layout, renderer, viewport, translation)
        }
    };
}

/// Operations go to the `content`.
macro_rules! content_operates {
    () => {
        fn operate(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            renderer: &iced::Renderer,
            operation: &mut dyn iced::advanced::widget::Operation,
        ) {
            self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
        }
    };
}

/// The `content` is what is drawn.
macro_rules! content_is_drawn {
    () => {
        fn draw(
            &self,
            tree: &iced::advanced::widget::Tree,
            renderer: &mut iced::Renderer,
            theme: &iced::Theme,
            style: &iced::advanced::renderer::Style,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            viewport: &iced::Rectangle,
        ) {
            self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        }
    };
}

/// The pointer looks as the `content` wants it.
macro_rules! content_points {
    () => {
        fn mouse_interaction(
            &self,
            tree: &iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            viewport: &iced::Rectangle,
            renderer: &iced::Renderer,
        ) -> iced::mouse::Interaction {
            self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
        }
    };
}

/// The methods of a widget that arranges several `parts`: all but laying them out and telling them what happens. A part
/// whose place has no area is not there: it gets no focus and no paint.
macro_rules! of_parts {
    ($message:ident) => {
        fn children(&self) -> Vec<iced::advanced::widget::Tree> {
            self.parts.iter().map(iced::advanced::widget::Tree::new).collect()
        }

        fn diff(&self, tree: &mut iced::advanced::widget::Tree) {
            tree.diff_children(&self.parts);
        }

        fn operate(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            renderer: &iced::Renderer,
            operation: &mut dyn iced::advanced::widget::Operation,
        ) {
            operation.container(None, layout.bounds());
            operation.traverse(&mut |operation| {
                for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()) {
                    if is_there(layout) {
                        part.as_widget_mut().operate(tree, layout, renderer, operation);
                    }
                }
            });
        }

        fn draw(
            &self,
            tree: &iced::advanced::widget::Tree,
            renderer: &mut iced::Renderer,
            theme: &iced::Theme,
            style: &iced::advanced::renderer::Style,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            viewport: &iced::Rectangle,
        ) {
            for ((part, tree), layout) in self.parts.iter().zip(&tree.children).zip(layout.children()) {
                if is_there(layout) && layout.bounds().intersects(viewport) {
                    part.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
                }
            }
        }

        fn mouse_interaction(
            &self,
            tree: &iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            viewport: &iced::Rectangle,
            renderer: &iced::Renderer,
        ) -> iced::mouse::Interaction {
            let parts = self.parts.iter().zip(&tree.children).zip(layout.children());
            let interactions = parts.filter(|(_, layout)| is_there(*layout)).map(|((part, tree), layout)| {
                part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            });
            interactions.max().unwrap_or_default()
        }

        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &iced::Rectangle,
            translation: iced::Vector,
        ) -> Option<iced::advanced::overlay::Element<'b, $message, iced::Theme, iced::Renderer>> {
            let parts = self.parts.iter_mut().zip(&mut tree.children).zip(layout.children());
            let overlays = parts.filter(|(_, layout)| is_there(*layout)).filter_map(|((part, tree), layout)| {
                part.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
            });
            let overlays: Vec<_> = overlays.collect();
            (!overlays.is_empty()).then(|| iced::advanced::overlay::Group::with_children(overlays).overlay())
        }
    };
}
