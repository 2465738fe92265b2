//! Fields by the name of their setting: label, input, unit, and under it what is wrong or worth knowing.
//!
//! Protects: one setting looks and behaves the same wherever it stands. Leaves to others: which settings stand where.

use iced::widget::{Column, row};
use iced::{Center, Element, Fill, Length};

use super::form::{Form, Message, key};
use super::style::{self, Tone};
use super::theme::space;
use super::widgets::{Kind, field, key as press, labelled, small, switch};
use crate::account::{Port, Protocol, Security};
use crate::i18n::Lang;
use crate::{tr, words};

/// A text field.
pub struct Text<'a> {
    form: &'a Form,
    lang: Lang,
    key: &'static str,
    placeholder: String,
    unit: Option<String>,
    locked: bool,
    hint: Option<String>,
    suggestion: Option<String>,
}

/// The field of a setting.
#[must_use]
pub fn text<'a>(form: &'a Form, lang: Lang, key: &'static str) -> Text<'a> {
    Text { form, lang, key, placeholder: String::new(), unit: None, locked: false, hint: None, suggestion: None }
}

impl<'a> Text<'a> {
    /// What it shows while it is empty.
    #[must_use]
    pub fn placeholder(self, placeholder: String) -> Self {
        Self { placeholder, ..self }
    }

    /// A short field with a unit.
    #[must_use]
    pub fn unit(self, unit: String) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// Shown, but not to be changed now.
    #[must_use]
    pub fn locked(self, locked: bool) -> Self {
        Self { locked, ..self }
    }

    /// What is worth knowing.
    #[must_use]
    pub fn hint(self, hint: Option<String>) -> Self {
        Self { hint, ..self }
    }

    /// A value to take with one click, offered while the field is empty.
    #[must_use]
    pub fn suggestion(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }

    /// The whole row.
    #[must_use]
    pub fn view(self) -> Element<'a, Message> {
        let Self { form, lang, key, placeholder, unit, locked, hint, suggestion } = self;
        let locked = locked || form.is_locked();
        let complaint = form.complaint(key, lang);
        let value = form.text(key);
        let width = if unit.is_some() { Length::Fixed(space::NUMBER) } else { Fill };
        let input = field(&placeholder, &value)
            .id(key)
            .on_input((!locked).then_some(move |text| Message::Typed(key, text)))
            .on_blur(Message::Left(key))
            .width(width)
            .wrong(complaint.is_some());
        let input = row![input].push(unit.map(small)).spacing(space::SMALL).align_y(Center);
        let suggestion = suggestion.filter(|_| value.is_empty() && !locked).map(|value| {
            press(tr!(lang, "win-use", value = value.as_str()), Kind::Link, Some(Message::Chosen(key, value)))
        });
        let content = Column::new()
            .push(input)
            .push(complaint.map(|words| small(words).style(style::toned(Tone::Danger))))
            .push(suggestion)
            .push(hint.map(small))
            .spacing(space::TINY);
        labelled(words::key_name(key, lang), content)
    }
}

/// Server, port, TLS and time limit: the same rows in both tabs; `after_server` stands between server and port.
#[must_use]
pub fn server<'a>(
    form: &'a Form,
    lang: Lang,
    protocol: Protocol,
    after_server: Option<Element<'a, Message>>,
) -> Vec<Element<'a, Message>> {
    let provider = form.text(key::provider(form.owner(protocol))).parse().unwrap_or_default();
    let (own, _) = crate::oauth::suggestion(provider, protocol);
    let port = text(form, lang, key::port(protocol)).unit(String::new()).view();
    let timeout = text(form, lang, key::timeout(protocol)).unit(tr!(lang, "win-seconds")).view();
    let server = text(form, lang, key::server(protocol)).suggestion(own.map(str::to_owned)).view();
    std::iter::once(server).chain(after_server).chain([port, tls(form, lang, protocol), timeout]).collect()
}

/// The TLS switch with what it means at this port.
fn tls(form: &Form, lang: Lang, protocol: Protocol) -> Element<'_, Message> {
    let key = key::tls(protocol);
    let on = form.text(key) == "true";
    let port =
        form.text(super::form::key::port(protocol)).trim().parse().ok().and_then(|port: i64| Port::try_from(port).ok());
    let note = match port.map(|port| (port.get(), Security::of(protocol, on, port), protocol)) {
        _ if !on => tr!(lang, "win-tls-off"),
        None => String::new(),
        Some((port, Security::Tls, _)) => tr!(lang, "win-tls-direct", port = port.to_string()),
        Some((port, _, Protocol::Smtp)) => tr!(lang, "win-tls-starttls", port = port.to_string()),
        Some((port, _, Protocol::Pop)) => tr!(lang, "win-tls-stls", port = port.to_string()),
    };
    let complaint = form.complaint(key, lang).map(|words| small(words).style(style::toned(Tone::Danger)));
    let change = (!form.is_locked()).then(|| Message::Chosen(key, (!on).to_string()));
    let toggle = switch(key, on, change, note);
    labelled(words::key_name(key, lang), Column::new().push(toggle).push(complaint).spacing(space::TINY))
}
