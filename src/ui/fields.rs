//! Fields by the name of their setting: label, input, unit, and under it what is wrong or worth knowing.
//!
//! Protects: one setting looks and behaves the same wherever it stands. Leaves to others: which settings stand where.

mod beneath;

use iced::widget::{Column, Row, container, row};
use iced::{Center, Element, Fill, Length};

pub use self::beneath::choice;
use self::beneath::{beneath, help};
use super::context::Context;
use super::form::{Form, Message, key};
use super::secret::{self, Which};
use super::style::{self, Tone};
use super::theme::icon::Icon;
use super::theme::space;
use super::widgets::{Kind, field, key as press, labelled, quiet_key, small, switch};
use crate::account::{Host, Port, Protocol, Security, Settings};
use crate::engine::advice::odd_secret;
use crate::i18n::Lang;
use crate::settings::Key;
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
    usual: Option<String>,
    resettable: bool,
}

/// The field of a setting.
#[must_use]
pub fn text<'a>(form: &'a Form, lang: Lang, key: &'static str) -> Text<'a> {
    let placeholder = String::new();
    Text {
        form,
        lang,
        key,
        placeholder,
        unit: None,
        locked: false,
        hint: None,
        suggestion: None,
        usual: None,
        resettable: true,
    }
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

    /// The value that it usually has, where that is not the setting's own default.
    #[must_use]
    pub fn usual(self, usual: String) -> Self {
        Self { usual: Some(usual), ..self }
    }

    /// Whether the usual value is offered where the field holds another.
    #[must_use]
    pub fn resettable(self, resettable: bool) -> Self {
        Self { resettable, ..self }
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
        let Self { form, lang, key, placeholder, unit, locked, hint, suggestion, usual, resettable } = self;
        let locked = locked || form.is_locked();
        let value = form.text(key);
        let number = unit.is_some();
        let input = field(&placeholder, &value)
            .id(key)
            .on_input((!locked).then_some(move |text| Message::Typed(key, text)))
            .on_paste((!locked).then_some(move |text| Message::Pasted(key, text)))
            .on_step((!locked && number).then_some(move |by| Message::Step(key, by)))
            .on_blur(Message::Left(key))
            .width(if number { Length::Fixed(space::NUMBER) } else { Fill })
            .wrong(form.complaint(key, lang).is_some());
        let suggestion = suggestion.filter(|_| value.is_empty() && !locked).map(|value| {
            press(tr!(lang, "win-use", value = value.as_str()), Kind::Link, Some(Message::Chosen(key, value)))
        });
        let usual = usual.or_else(|| usual_of(key).filter(|_| number));
        let reset = usual.clone().filter(|usual| *usual != value && !locked && resettable).map(|usual| {
            let words = tr!(lang, "help-usual", value = words::value_name(key, &usual, lang));
            press(words, Kind::Link, Some(Message::Chosen(key, usual))).id(format!("usual:{key}"))
        });
        let control = Row::new().push(input).push(unit.filter(|unit| !unit.is_empty()).map(small)).push(reset);
        let control = control.spacing(space::SMALL).align_y(Center);
        let control: Element<'a, Message> =
            if number { control.wrap().vertical_spacing(space::TINY).into() } else { control.into() };
        Setting { form, lang, key, locked, usual, more: suggestion.map(Into::into), hint }.view(control)
    }
}

/// A control with its label, and all that is said under it.
struct Setting<'a> {
    form: &'a Form,
    lang: Lang,
    key: &'static str,
    locked: bool,
    usual: Option<String>,
    more: Option<Element<'a, Message>>,
    hint: Option<String>,
}

impl<'a> Setting<'a> {
    fn view(self, control: Element<'a, Message>) -> Element<'a, Message> {
        let Self { form, lang, key, locked, usual, more, hint } = self;
        let content = Column::new()
            .push(row![container(control).width(Fill), info(form, lang, key)].spacing(space::TINY))
            .push(beneath(form, lang, key, locked))
            .push(more)
            .push(hint.map(small))
            .push(help(form, lang, key, usual))
            .spacing(space::TINY);
        labelled(words::key_name(key, lang), content)
    }
}

/// The key that opens and closes a field's help.
pub fn info<'a>(form: &Form, lang: Lang, key: &'static str) -> Option<Element<'a, Message>> {
    let _known = words::help(key, lang)?;
    let name = words::key_name(key, lang);
    let name =
        if form.is_helped(key) { tr!(lang, "help-close", name = name) } else { tr!(lang, "help-open", name = name) };
    let press = quiet_key(Icon::Info, name, Some(Message::Help(key))).id(format!("help:{key}"));
    // Beside the control itself, however much stands under it.
    Some(container(press).center_y(space::CONTROL).into())
}

/// The default of a setting.
fn usual_of(key: &str) -> Option<String> {
    Key::find(key).map(|key| key.get(&Settings::default()).to_string())
}

/// Any control of a setting with its label, its help, and what is to be said under it.
#[must_use]
pub fn labelled_control<'a>(
    form: &'a Form,
    lang: Lang,
    key: &'static str,
    control: impl Into<Element<'a, Message>>,
    hint: Option<String>,
) -> Element<'a, Message> {
    let locked = form.is_locked();
    Setting { form, lang, key, locked, usual: None, more: None, hint }.view(control.into())
}

/// The field of a secret.
#[must_use]
pub fn secret(context: Context<'_>, which: Which) -> Element<'_, Message> {
    let Context { form, lang, locked, .. } = context;
    let field = secret::view(&form.secrets, which, lang, locked).map(Message::Secret);
    let preview = form.preview();
    let odd = match which {
        Which::Client(owner) => form.secrets.typed(which).and_then(|typed| odd_secret(preview.section(owner), &typed)),
        Which::Password(_) => None,
    };
    let odd = odd.map(|odd| words::oddity(odd, lang)).map(|words| format!("{} {}", words.what, words.cure));
    let content = Column::new()
        .push(row![container(field).width(Fill), info(form, lang, which.id())].spacing(space::TINY))
        .push(odd.map(|words| small(words).style(style::toned(Tone::Warn))))
        .push(help(form, lang, which.id(), None))
        .spacing(space::TINY);
    labelled(which.label(lang), content)
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
    let (own, own_port) = crate::oauth::suggestion(provider, protocol);
    let port = text(form, lang, key::port(protocol)).unit(String::new()).usual(own_port.to_string());
    // On this computer any port is somebody's own choice.
    let here = form.text(key::server(protocol)).parse().is_ok_and(|host: Host| host.is_loopback());
    let port = port.resettable(!here).view();
    let timeout = text(form, lang, key::timeout(protocol)).unit(tr!(lang, "win-seconds")).view();
    let server = text(form, lang, key::server(protocol)).suggestion(own.map(str::to_owned)).view();
    std::iter::once(server).chain(after_server).chain([port, tls(form, lang, protocol), timeout]).collect()
}

/// The TLS switch with what it means at this port.
fn tls(form: &Form, lang: Lang, protocol: Protocol) -> Element<'_, Message> {
    let at = key::tls(protocol);
    let on = form.text(at) == "true";
    let port = form.text(key::port(protocol)).trim().parse().ok().and_then(|port: i64| Port::try_from(port).ok());
    let note = match port.map(|port| (port.get(), Security::of(protocol, on, port), protocol)) {
        _ if !on => tr!(lang, "win-tls-off"),
        None => String::new(),
        Some((port, Security::Tls, _)) => tr!(lang, "win-tls-direct", port = port.to_string()),
        Some((port, _, Protocol::Smtp)) => tr!(lang, "win-tls-starttls", port = port.to_string()),
        Some((port, _, Protocol::Pop)) => tr!(lang, "win-tls-stls", port = port.to_string()),
    };
    let change = (!form.is_locked()).then(|| Message::Chosen(at, (!on).to_string()));
    labelled_control(form, lang, at, switch(at, on, change, note), None)
}
