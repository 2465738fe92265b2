//! Several pages of which one is shown.
//!
//! Protects: a page that is not shown keeps its focus, caret and scroll bar, and nothing reaches it: no event, no
//! move of the focus, no layout. Leaves to others: which one is shown.

use iced::advanced::layout::Node;
use iced::{Element, Fill, Size};

use super::arranged::arranged;

/// Shows one of the pages; all of them fill the place.
pub fn pages<'a, M: 'a, const N: usize>(pages: [Element<'a, M>; N], shown: usize) -> Element<'a, M> {
    let shown = shown.min(N.saturating_sub(1));
    arranged(pages, Fill, move |room, limits| {
        let place = |page| if page == shown { room.measure(page, limits) } else { Node::new(Size::ZERO) };
        Node::with_children(limits.max(), (0..N).map(place).collect())
    })
}
