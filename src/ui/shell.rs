//! The window around the tabs: header, tabs, the bar that says what is not stored, and the modal over it all.
//!
//! Protects: the tree of widgets is the same with and without a modal, so that nothing loses its state. Leaves to
//! others: the tabs' content.

use iced::theme::Style;
use iced::widget::{Column, column, container, row, rule, scrollable, space as blank, stack, text};
use iced::{Center, Element, Fill, Padding};

use super::app::{App, Message};
use super::auth_card::{Look, mark};
use super::cause::Cause;
use super::lock::Event;
use super::log::PAGE as LOG_PAGE;
use super::modal::Modal;
use super::style::{self, Tone};
use super::tab::Tab;
use super::theme::icon::Icon;
use super::theme::{MEDIUM, SEMIBOLD, colours, radius, size, space};
use super::widgets::{
    Bar, Kind, Open, Role, Under, Value, attentive, body, busy, card, choice, ends, focusable, frame, icon, icon_key,
    inert, joined, key, once, page, pages, root, small,
};
use super::words_of;
use crate::account::{Method, Theme};
use crate::admin::Lock;
use crate::i18n::Lang;
use crate::tr;

/// The width below which the bar's words stand above its keys.
const BAR_WORDS: f32 = 260.0;
/// The log's place among the pages.
const LOG: usize = 4;

impl App {
    /// The ground of the window.
    #[must_use]
    pub fn style(&self, theme: &iced::Theme) -> Style {
        let c = colours(theme);
        Style { background_color: c.page, text_color: c.text }
    }

    /// Everything in the window.
    #[must_use]
    pub fn view(&self) -> Element<'_, Message> {
        let page = frame(self.header(), self.tabs(), self.content(), self.bar());
        let modal = self.modal.as_ref().map(|modal: &Modal| modal.view(self.context()).map(Message::Modal));
        let open = modal.is_some();
        let page = self.guide.beside(page, self.context(), self.protocol(), Message::Guide);
        let all = stack![inert(page, open), modal, self.said_scale()];
        let closes = self.guide.is_open() || self.asks_recipient();
        let what = Open { modal: open, escapes: open || closes, enters: open || self.first.is_shown() };
        let all = once(root(all, what, Message::Pressed), self.scene());
        attentive(all, self.activity(), Message::Admin(Event::Late))
    }

    /// What the scale is now, for a moment after it changed.
    fn said_scale(&self) -> Option<Element<'_, Message>> {
        let percent = self.memory.said()?;
        let words = text(tr!(self.lang, "win-scale", percent = percent.to_string())).size(size::BODY).font(MEDIUM);
        let words = container(words.style(style::plain)).padding([space::SMALL, space::LARGE]).style(style::tip);
        Some(container(words).center_x(Fill).align_bottom(Fill).padding(space::SCALE_NOTE).into())
    }

    fn header(&self) -> Element<'_, Message> {
        let practice = self.practice.then(|| {
            let words = text(tr!(self.lang, "win-practice"))
                .size(size::SMALL)
                .font(MEDIUM)
                .align_x(Center)
                .style(style::toned(Tone::Warn));
            container(words).center_x(Fill).padding([7, 12]).style(style::tinted(Tone::Warn, 0.0))
        });
        let sign = container(icon(Icon::Mailkey, 19.0)).center(space::TILE).style(style::tile);
        let name = text(tr!(self.lang, "app-name")).size(size::HEADING + 0.5).font(SEMIBOLD).style(style::plain);
        let name = row![sign, name].spacing(space::MEDIUM).align_y(Center);
        let choices = row![self.admin_key(), self.theme_choice(), self.language_choice()];
        let choices = choices.spacing(space::SMALL).align_y(Center).wrap().vertical_spacing(space::SMALL);
        let top = ends(name, choices, f32::INFINITY, Under::Left);
        let top = container(page(top)).padding(Padding::ZERO.vertical(space::MEDIUM + 2.0));
        Column::new().push(practice).push(top).into()
    }

    fn tabs(&self) -> Element<'_, Message> {
        if self.first.is_shown() {
            return column![rule::horizontal(1).style(style::line), self.locked_line()].into();
        }
        let tabs = row(Tab::ALL.map(|tab| self.tab_key(tab))).wrap();
        let tabs = joined(tabs, Tab::ALL.map(Message::Tab).to_vec());
        column![page(tabs), rule::horizontal(1).style(style::line)].into()
    }

    /// How the administrator's lock stands, and the way to it.
    fn admin_key(&self) -> Element<'_, Message> {
        let (sign, words) = match self.lock() {
            Lock::Open => (Icon::Unlock, tr!(self.lang, "win-admin-none")),
            Lock::Unlocked => (Icon::Unlock, tr!(self.lang, "win-admin-unlocked")),
            Lock::Locked { .. } | Lock::Broken(_) => (Icon::Lock, tr!(self.lang, "win-admin-locked")),
        };
        icon_key(sign, words, Kind::Secondary, Some(Message::Admin(Event::Pressed))).id("admin").into()
    }

    /// Why nothing can be changed. Always there, so that the page under it stays what it is.
    fn locked_line(&self) -> Element<'_, Message> {
        if !self.lock().is_locked() {
            return column![].into();
        }
        let press = Message::Admin(Event::Pressed);
        let open = key(tr!(self.lang, "win-admin-unlock-open"), Kind::Secondary, Some(press)).id("unlock");
        let words = row![icon(Icon::Lock, size::HEADING), body(tr!(self.lang, "win-admin-line"))];
        let words = words.spacing(space::MEDIUM).align_y(Center);
        let line = container(ends(words, open, BAR_WORDS, Under::Right)).padding(space::MEDIUM).style(style::card);
        container(line).padding(Padding::ZERO.bottom(space::MEDIUM)).into()
    }

    fn theme_choice(&self) -> Element<'_, Message> {
        let options = words_of(Theme::ALL, |theme| match theme {
            Theme::System => tr!(self.lang, "win-theme-system"),
            Theme::Light => tr!(self.lang, "win-theme-light"),
            Theme::Dark => tr!(self.lang, "win-theme-dark"),
        });
        let chosen = options.iter().find(|option| option.value == self.theme).cloned();
        container(
            choice(options, chosen, |chosen| Message::Theme(chosen.value))
                .id("theme")
                .named(tr!(self.lang, "win-theme")),
        )
        .width(160)
        .into()
    }

    fn language_choice(&self) -> Element<'_, Message> {
        let keys = Lang::ALL.map(|lang| {
            let name = match lang {
                Lang::Cs => "Čeština",
                Lang::En => "English",
            };
            let words = text(name).size(size::BODY).font(MEDIUM);
            let press = iced::widget::button(container(words).center_y(30))
                .padding([0, 10])
                .style(style::segment(lang == self.lang))
                .on_press(Message::Language(lang));
            let chosen = Value::Chosen(lang == self.lang);
            let press = focusable(Role::Radio, name.to_owned(), press, Some(Message::Language(lang)));
            press.value(chosen).corners(radius::CONTROL - 2.0).id(name).into()
        });
        let keys = container(row(keys).spacing(2)).padding(2).style(style::group);
        joined(keys, Lang::ALL.map(Message::Language).to_vec())
    }

    fn tab_key(&self, tab: Tab) -> Element<'_, Message> {
        let shown = tab == self.tab;
        let (name, id) = match tab {
            Tab::Smtp => (tr!(self.lang, "win-tab-smtp"), "tab-smtp"),
            Tab::Pop => (tr!(self.lang, "win-tab-pop"), "tab-pop"),
            Tab::Log => (tr!(self.lang, "win-tab-log"), "tab-log"),
        };
        // Without OAuth there is no token whose state could be shown.
        let signs_in = tab.protocol().filter(|protocol| self.form.stored().method(*protocol) == Method::OAuth2);
        let token = signs_in.map(|protocol| mark(Look::of(self.status.of(protocol))));
        // A good token does not help where the last test broke.
        let broken = tab.protocol().is_some_and(|protocol| self.test_has_broken(protocol));
        let mark =
            if broken { Some(icon(Icon::Bad, size::SIGN).style(style::toned(Tone::Danger)).into()) } else { token };
        let words = row(mark).push(text(name.clone()).size(size::BODY).font(MEDIUM));
        let press = iced::widget::button(words.spacing(space::SMALL).align_y(Center))
            .padding([9, 14])
            .style(style::tab(shown))
            .on_press(Message::Tab(tab));
        let press = focusable(Role::Tab, name, press, Some(Message::Tab(tab))).value(Value::Chosen(shown));
        let press = press.corners(radius::LINK).inset().id(id);
        column![press, container(rule::horizontal(2).style(style::underline(shown))).width(Fill)]
            .width(iced::Shrink)
            .into()
    }

    fn content(&self) -> Element<'_, Message> {
        let context = self.context();
        let all = [
            self.smtp.view(context).map(Message::Smtp),
            self.pop.view(context).map(Message::Pop),
            self.broken(),
            self.first_page(),
            self.log.view(context, self.log_folder()).map(Message::Log),
        ];
        let shown = match (&self.broken, self.tab) {
            (None, _) if self.first.is_shown() => 3,
            // What happened is worth knowing also where the settings cannot be read.
            (_, Tab::Log) => LOG,
            (Some(_), _) => 2,
            (None, Tab::Smtp) => 0,
            (None, Tab::Pop) => 1,
        };
        let mut at = 0;
        let shows = |content| {
            let content =
                container(page(column![self.locked_line(), content])).padding(Padding::ZERO.vertical(space::CARD));
            let content = scrollable(content).style(style::scroll).width(Fill).height(Fill);
            let is_log = at == LOG;
            at += 1;
            if is_log { content.id(LOG_PAGE).into() } else { content.into() }
        };
        pages(all.map(shows), shown)
    }

    fn broken(&self) -> Element<'_, Message> {
        let context = self.context();
        let cause = self.broken.as_ref().map(|error| Cause::of("broken", error, context, None));
        let cause = cause.map(|cause| cause.view(context, Message::Cause, None));
        card(
            tr!(self.lang, "win-broken-title"),
            [
                Column::new().push(cause).into(),
                small(tr!(self.lang, "win-broken-note")).into(),
                row![key(tr!(self.lang, "win-reload"), Kind::Primary, Some(Message::Look)).id("reload")].into(),
            ],
        )
    }

    fn bar(&self) -> (Bar, Element<'_, Message>) {
        if self.broken.is_some() {
            return (Bar::Idle, blank().into());
        }
        let (changed, saving) = (self.form.is_changed(), self.context().saving);
        let usable = changed && !saving && !self.form.is_locked();
        let keys = row![
            key(tr!(self.lang, "win-discard"), Kind::Secondary, usable.then_some(Message::Discard)).id("discard"),
            key(tr!(self.lang, "win-save"), Kind::Primary, usable.then_some(Message::Save)).id("save"),
        ];
        let keys = keys.spacing(space::SMALL).wrap().vertical_spacing(space::SMALL);
        let context = self.context();
        let error = self.save_error.as_ref().map(|error| Cause::of("save", error, context, None));
        let error = error.map(|cause| cause.view(context, Message::Cause, Some(Message::CloseSaveError)));
        let said = Column::new().push(error).push(super::disk::view(self.context())).push(self.said(changed, saving));
        // Its scroll bar stands beside the words, not on them.
        let said = container(said.spacing(space::MEDIUM)).padding(Padding::ZERO.right(space::MEDIUM));
        let content = container(page(ends(scrollable(said).style(style::scroll), keys, BAR_WORDS, Under::Right)));
        let content = content.padding(Padding::ZERO.vertical(space::MEDIUM)).width(Fill).style(style::bar);
        let told = self.save_error.is_some() || self.just_saved || !self.form.news().is_empty();
        let bar = if changed || saving || told { Bar::Needed } else { Bar::Idle };
        (bar, column![rule::horizontal(1).style(style::line), content].into())
    }

    /// What is stored and what is not.
    fn said(&self, changed: bool, saving: bool) -> Element<'_, Message> {
        if saving {
            return row![busy(), small(tr!(self.lang, "win-saving"))].spacing(space::MEDIUM).align_y(Center).into();
        }
        if changed {
            return super::changes::line(self.context());
        }
        let words = if self.just_saved { tr!(self.lang, "win-saved") } else { tr!(self.lang, "win-all-saved") };
        let mark = icon(Icon::Check, size::SIGN).style(style::toned(Tone::Ok));
        row![mark, small(words)].spacing(space::SMALL).align_y(Center).into()
    }
}
