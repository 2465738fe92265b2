//! The log's tab, apart from the entries themselves.
//!
//! Protects: what is shown is always said beside how much there is; where nothing is shown, it says why, and what helps.
//! Leaves to others: the entries (`list`).

use iced::widget::{Column, column, container, row, text};
use iced::{Center, Element, Fill, Padding};

use super::super::context::Context;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{MEDIUM, SEMIBOLD, size, space};
use super::super::widgets::{
    Kind, Under, body, choice, copy_key, copy_link, ends, field, icon, icon_key, key as press, notice, padded, small,
};
use super::super::words_of;
use super::list::List;
use super::{Copied, Event, Filter, Message, State, names};
use crate::i18n::Lang;
use crate::log::{Area, Severity};
use crate::{tr, words};

/// The widths of the lists.
const AREA: f32 = 168.0;
const SEVERITY: f32 = 216.0;
/// The least width of the search field beside them.
const SEARCH: f32 = 180.0;
/// The least width of what is counted beside the keys.
const COUNT: f32 = 150.0;

impl State {
    /// The tab; `folder` is where the files are.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>, folder: String) -> Element<'a, Message> {
        let lang = context.lang;
        let (all, shown) = self.book.counts();
        let head = Column::new()
            .push(ends(self.count(lang), self.keys(lang), COUNT, Under::Left))
            .push((self.not_opened).then(|| self.folder(lang, folder)))
            .push(self.filters(lang))
            .push(self.transcripts_view(context))
            .spacing(space::MEDIUM);
        let empty = match (&self.unreadable, all, shown) {
            (Some(why), ..) => Some(unreadable(why, lang)),
            (None, ..) if !self.known => Some(container(small(tr!(lang, "win-log-reading"))).into()),
            (None, 0, _) => Some(nothing_yet(lang)),
            (None, _, 0) => Some(nothing_found(self.book.filter(), lang)),
            _ => None,
        };
        let empty = empty.map(|words| container(padded(words)).width(Fill).style(style::card));
        let list = List {
            book: &self.book,
            unfolded: (&self.unfolded, self.folds),
            copied: match self.copied {
                Some(Copied::Line(number)) => Some(number),
                _ => None,
            },
            lang,
            clock: context.clock,
            name: tr!(lang, "win-log-entries"),
            on: |event| Message::Entries(event),
        };
        let head = container(padded(head)).width(Fill).style(style::card);
        column![head, column![empty, list]].spacing(space::LARGE).into()
    }

    /// How many there are, and how many of them are shown.
    fn count<'a>(&self, lang: Lang) -> Element<'a, Message> {
        let (all, shown) = self.book.counts();
        let words = if shown == all {
            tr!(lang, "win-log-count", count = all)
        } else {
            tr!(lang, "win-log-count-of", shown = shown, all = all)
        };
        let words = text(words).size(size::HEADING).font(SEMIBOLD).style(style::plain);
        let waiting = self.book.waiting();
        let waiting = (waiting > 0).then(|| {
            let words = tr!(lang, "win-log-waiting", count = waiting);
            press(words, Kind::Link, Some(Message::Entries(Event::Newest))).id("log-newest")
        });
        row![words].push(waiting).spacing(space::MEDIUM).align_y(Center).wrap().vertical_spacing(0).into()
    }

    fn keys<'a>(&self, lang: Lang) -> Element<'a, Message> {
        let copied = self.copied == Some(Copied::Shown);
        let copy = if self.book.counts().1 > 0 {
            copy_key("log-copy", tr!(lang, "win-copy"), Message::Copy, copied, lang)
        } else {
            press(tr!(lang, "win-copy"), Kind::Secondary, None).id("log-copy")
        };
        row![
            copy,
            icon_key(Icon::External, tr!(lang, "win-log-folder"), Kind::Secondary, Some(Message::OpenFolder))
                .id("log-folder"),
        ]
        .spacing(space::SMALL)
        .wrap()
        .vertical_spacing(space::SMALL)
        .into()
    }

    /// Where the files are, when nothing on this computer opens folders.
    fn folder<'a>(&self, lang: Lang, folder: String) -> Element<'a, Message> {
        let copied = self.copied == Some(Copied::Folder);
        let copy = copy_link("log-copy-folder", tr!(lang, "win-copy"), Message::CopyFolder, copied, lang);
        let words = text(tr!(lang, "win-log-folder-is", folder = folder)).size(size::SMALL).style(style::plain);
        let words = words.wrapping(text::Wrapping::WordOrGlyph);
        notice(Tone::Quiet, column![words, copy].spacing(space::TINY))
    }

    fn filters(&self, lang: Lang) -> Element<'_, Message> {
        let filter = self.book.filter();
        let search = field(&tr!(lang, "win-log-search"), &filter.search)
            .id("log-search")
            .named(tr!(lang, "win-log-search-name"))
            .on_input(Some(Message::Search));
        let areas: Vec<_> = std::iter::once(None).chain(Area::ALL.map(Some)).collect();
        let areas =
            words_of(&areas, |area| area.map_or(tr!(lang, "win-log-all-areas"), |area| words::area(area, lang)));
        let chosen = areas.iter().find(|option| option.value == filter.area).cloned();
        let areas = choice(areas, chosen, |chosen| Message::Area(chosen.value)).id("log-area");
        let severities = words_of(&Severity::ALL, |severity| names::at_least(severity, lang));
        let chosen = severities.iter().find(|option| option.value == filter.severity).cloned();
        let severities = choice(severities, chosen, |chosen| Message::Severity(chosen.value)).id("log-severity");
        let lists = row![
            container(areas.named(tr!(lang, "win-log-area"))).width(AREA),
            container(severities.named(tr!(lang, "win-log-severity"))).width(SEVERITY),
        ];
        let lists = lists.spacing(space::SMALL).wrap().vertical_spacing(space::SMALL);
        ends(search, lists, SEARCH, Under::Left)
    }
}

/// A sentence with its sign, and what helps.
fn said<'a>(sign: Icon, tone: Tone, what: String, more: String) -> Column<'a, Message> {
    let sign = icon(sign, size::HEADING).style(style::toned(tone));
    let what = body(what).font(MEDIUM);
    column![row![sign, what.width(Fill)].spacing(space::SMALL).align_y(Center), small(more)].spacing(space::TINY)
}

fn nothing_yet<'a>(lang: Lang) -> Element<'a, Message> {
    said(Icon::Circle, Tone::Quiet, tr!(lang, "win-log-empty"), tr!(lang, "win-log-empty-more")).into()
}

fn nothing_found<'a>(filter: &Filter, lang: Lang) -> Element<'a, Message> {
    let search = filter.search.trim().to_owned();
    let what =
        if search.is_empty() { tr!(lang, "win-log-none") } else { tr!(lang, "win-log-none-with", search = search) };
    let all = press(tr!(lang, "win-log-everything"), Kind::Secondary, Some(Message::Everything)).id("log-everything");
    said(Icon::Circle, Tone::Quiet, what, tr!(lang, "win-log-none-more"))
        .push(row![all].padding(Padding::ZERO.top(space::SMALL)))
        .into()
}

fn unreadable<'a>(why: &str, lang: Lang) -> Element<'a, Message> {
    let more = tr!(lang, "win-log-unreadable-more", why = why.to_owned());
    said(Icon::Alert, Tone::Warn, tr!(lang, "win-log-unreadable"), more).into()
}
