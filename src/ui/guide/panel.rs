//! The panel: heading, how to do it, the steps.
//!
//! Protects: the key that closes it is always in sight; what scrolls keeps its place while the guide is closed. Leaves
//! to others: a step's inside (`step`), and where the panel stands (`widgets::aside`).

use iced::widget::{Column, column, container, row, scrollable, space as blank, text, tooltip};
use iced::{Center, Element, Fill, Padding};

use super::super::auth_card::provider_name;
use super::super::context::Context;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{SEMIBOLD, size, space};
use super::super::widgets::{Kind, aside, choice, ends_top, notice, sign_key, small};
use super::super::words_of;
use super::{Message, State, account, acts, guide};
use crate::account::Protocol;
use crate::guide::{Guide, Way};
use crate::tr;

/// The name of what scrolls.
const STEPS: &str = "guide-steps";

impl State {
    /// The page with the guide beside it, or on it where there is no room for both.
    pub fn beside<'a, M: 'a>(
        &'a self,
        page: Element<'a, M>,
        context: Context<'a>,
        protocol: Protocol,
        wrap: fn(Message) -> M,
    ) -> Element<'a, M> {
        let panel = if self.used { self.panel(context, protocol).map(wrap) } else { blank().into() };
        aside(page, panel, self.open, self.covers.clone())
    }

    fn panel<'a>(&'a self, context: Context<'a>, protocol: Protocol) -> Element<'a, Message> {
        let account = account(context, protocol);
        let guide = guide(&account, self.way);
        let steps = guide.steps();
        let rows = steps.iter().enumerate().map(|(at, step)| self.step(&guide, *step, at + 1, context, protocol));
        let practice = context
            .practice
            .then(|| notice(Tone::Quiet, small(tr!(context.lang, "guide-practice")).style(style::plain)));
        let content = Column::new()
            .push(practice)
            .push(small(guide.before(context.lang)))
            .push(way(&guide, context))
            .extend(rows)
            .spacing(space::LARGE)
            .padding(Padding::ZERO.horizontal(space::LARGE).vertical(space::MEDIUM));
        let steps = scrollable(content).id(STEPS).style(style::scroll).width(Fill).height(Fill);
        let line = iced::widget::rule::vertical(1).style(style::line);
        let inside = column![self.heading(&guide, context), super::super::widgets::divider(), steps];
        row![line, container(inside).width(Fill).height(Fill).style(style::bar)].into()
    }

    fn heading<'a>(&self, guide: &Guide<'_>, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let steps = guide.steps();
        let done = steps.iter().filter(|step| self.done.contains(&(guide.kind(), **step))).count();
        let provider = provider_name(guide.provider(), context);
        let said = match done {
            0 => tr!(lang, "guide-minutes", provider = provider),
            _ => tr!(lang, "guide-done-count", done = done.to_string(), all = steps.len().to_string()),
        };
        let title = text(tr!(lang, "guide-title")).size(size::TITLE).font(SEMIBOLD).style(style::plain);
        let close = sign_key(Icon::Cross, tr!(lang, "guide-close"), Kind::Secondary, Some(Message::Close));
        let said_of_it = container(small(tr!(lang, "guide-close")).style(style::plain)).padding([6, 10]);
        let close = tooltip(close.id(acts::CLOSE), said_of_it.style(style::modal), tooltip::Position::Left);
        let top = ends_top(column![title, small(said)].spacing(2), close);
        container(top).padding(Padding::ZERO.horizontal(space::LARGE).vertical(space::MEDIUM)).into()
    }
}

/// The ways there are, where there is more than one.
fn way<'a>(guide: &Guide<'_>, context: Context<'a>) -> Option<Element<'a, Message>> {
    let lang = context.lang;
    let ways = guide.kind().ways();
    let options = words_of(ways, |way| match way {
        Way::Web => tr!(lang, "guide-way-web"),
        Way::PowerShell => tr!(lang, "guide-way-powershell"),
        Way::AzureCli => tr!(lang, "guide-way-az"),
    });
    let chosen = options.iter().find(|option| option.value == guide.way()).cloned();
    let list = choice(options, chosen, |way| Message::Way(way.value)).id("guide-way").named(tr!(lang, "guide-way"));
    (ways.len() > 1).then(|| column![list].align_x(Center).into())
}
