//! How the first start looks: a heading, five steps of which one is open, and what is reached at the end.
//!
//! Protects: it reads from the top to the bottom like a short list; what is done is one line, what comes is one line,
//! and only the step that is open asks for anything. Leaves to others: what a step does (`acts`).

use iced::widget::{Column, button, column, container, row, text};
use iced::{Center, Element, Fill};

use super::super::app::{App, Message as Event};
use super::super::auth_card::{Look, badge, details, provider_name};
use super::super::context::Context;
use super::super::form::{self, key};
use super::super::secret::{self, Which};
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{MEDIUM, SEMIBOLD, radius, size, space};
use super::super::widgets::{
    Kind, Role, body, choice, divider, field, focusable, icon, icon_key, key as press, labelled, notice, small,
};
use super::super::{auth_card, fields, words_of};
use super::acts::FINISH;
use super::{Keeper, Message, Step, keeper};
use crate::account::{Protocol, Provider};
use crate::oauth::session::TokenState;
use crate::oauth::{SecretUse, preset, suggestion};
use crate::{tr, words};

impl App {
    pub(in super::super) fn first_page(&self) -> Element<'_, Event> {
        let context = self.context();
        let lang = self.lang;
        let leave = press(tr!(lang, "first-leave"), Kind::Link, Some(Message::Leave)).id("first-leave");
        let title = text(tr!(lang, "first-title")).size(size::TITLE).font(SEMIBOLD).style(style::plain);
        let head = column![title, body(tr!(lang, "first-text")), leave].spacing(space::SMALL);
        let steps = Step::ALL.into_iter().zip(1..).map(|(step, number)| self.step(step, number, context));
        let page = Column::new()
            .push(head)
            .push(Column::with_children(steps).spacing(space::MEDIUM))
            .push(self.end(context))
            .spacing(space::LARGE)
            .max_width(space::STEPS);
        Element::from(container(page).center_x(Fill)).map(Event::First)
    }

    fn step<'a>(&'a self, step: Step, number: u8, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let (done, open) = (step.is_done(context, &self.smtp.chain), self.first.at == Some(step));
        let skipped = self.first.skipped.contains(&step) && !done;
        let title = step.title(lang);
        let state = match (done, skipped) {
            (true, _) => tr!(lang, "first-done"),
            (_, true) => tr!(lang, "first-skipped"),
            _ => String::new(),
        };
        let words = text(title.clone()).size(size::HEADING).font(SEMIBOLD).style(style::plain);
        let tone = if done { Tone::Ok } else { Tone::Quiet };
        let head = row![
            mark(number, done, open),
            container(words).width(Fill),
            small(state.clone()).style(style::toned(tone)),
        ];
        let head = button(head.spacing(space::MEDIUM).align_y(Center)).padding(0).width(Fill).style(style::bare);
        let head = head.on_press_maybe((!open).then_some(Message::Show(step)));
        let name = format!("{number}. {title} {state}");
        let head = focusable(Role::Button, name, head, (!open).then_some(Message::Show(step))).id(step.head());
        let rows = || Column::with_children(self.rows(step, context)).spacing(space::SMALL + 2.0).into();
        let content = if open { Some(rows()) } else { self.summary(step, done, context) };
        let card = column![head].push(content).spacing(if open { space::MEDIUM } else { space::TINY });
        container(card).padding(space::LARGE).width(Fill).style(style::card).into()
    }

    /// What a step has come to, in a line.
    fn summary<'a>(&'a self, step: Step, done: bool, context: Context<'a>) -> Option<Element<'a, Message>> {
        let form = context.form;
        let said = match step {
            _ if !done => return None,
            Step::Sender => match form.text("smtp.sender_name") {
                name if name.is_empty() => form.text("smtp.sender_address"),
                name => format!("{name} <{}>", form.text("smtp.sender_address")),
            },
            Step::Provider => format!("{} · {}", provider_name(provider(context), context), form.text("smtp.server")),
            Step::Application => form.text(key::client_id(Protocol::Smtp)),
            Step::SignIn => form.text(key::account(Protocol::Smtp)),
            Step::Test => self.smtp.chain.sent().map(ToString::to_string).unwrap_or_default(),
        };
        Some(row![blank_mark(), small(said).width(Fill)].spacing(space::MEDIUM).into())
    }

    fn rows<'a>(&'a self, step: Step, context: Context<'a>) -> Vec<Element<'a, Message>> {
        match step {
            Step::Sender => self.sender(context),
            Step::Provider => provider_rows(context),
            Step::Application => application(context),
            Step::SignIn => sign_in(context),
            Step::Test => self.test_rows(context),
        }
    }

    fn sender<'a>(&'a self, context: Context<'a>) -> Vec<Element<'a, Message>> {
        let Context { lang, form, .. } = context;
        let name = fields::text(form, lang, "smtp.sender_name").placeholder(tr!(lang, "win-optional")).view();
        let example = tr!(lang, "win-address-example");
        let address = fields::text(form, lang, "smtp.sender_address").placeholder(example.clone()).view();
        let (account, owner) = (key::account(Protocol::Smtp), form.text("smtp.sender_address"));
        let other = self.first.other_account || form.text(account) != owner;
        let account: Element<'_, Message> = if other {
            let held = context.is_held(Protocol::Smtp);
            let field = fields::text(form, lang, account).placeholder(example).locked(held);
            field.hint(Some(tr!(lang, "first-account-note"))).view().map(Message::Form)
        } else {
            let usable = (!context.locked).then_some(Message::OtherAccount);
            press(tr!(lang, "first-other-account"), Kind::Link, usable).id("first-other").into()
        };
        vec![name.map(Message::Form), address.map(Message::Form), account, keys(Step::Sender, context)]
    }

    fn test_rows<'a>(&'a self, context: Context<'a>) -> Vec<Element<'a, Message>> {
        let chain = &self.smtp.chain;
        let next = match chain.sent() {
            None => Some(skip(Step::Test, context)),
            Some(_) => chain.has_ended().then(|| {
                let words = tr!(context.lang, "first-mailbox");
                press(words, Kind::Link, Some(Message::Mailbox)).id("first-mailbox").into()
            }),
        };
        chain.message_rows(context).map(|row| row.map(Message::Chain)).chain(next).collect()
    }

    /// What is reached, and the way on.
    fn end<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        if !self.has_end() {
            return Column::new().into();
        }
        let done = |step: Step| step.is_done(context, &self.smtp.chain);
        let on = press(tr!(lang, "first-finish"), Kind::Primary, Some(Message::Leave)).id(FINISH);
        if !done(Step::SignIn) || !done(Step::Sender) || !done(Step::Provider) {
            let words = column![body(tr!(lang, "first-later")).font(MEDIUM), small(tr!(lang, "first-later-note")), on];
            return notice(Tone::Quiet, words.spacing(space::MEDIUM));
        }
        let account = context.form.text("smtp.sender_address");
        let set_up = context.has_token(Protocol::Pop) && context.form.preview().pop.server.is_some();
        let receives = set_up && !self.test_has_broken(Protocol::Smtp);
        let said = if receives {
            tr!(lang, "first-ready-both", account = account)
        } else {
            tr!(lang, "first-ready", account = account)
        };
        let head = row![
            icon(Icon::Ok, size::TITLE).style(style::toned(Tone::Ok)),
            text(said).size(size::HEADING).font(SEMIBOLD).style(style::toned(Tone::Ok)).width(Fill),
        ];
        let keep = column![
            body(tr!(lang, "win-keep")).font(MEDIUM),
            context.background.rows(context).map(Message::Background),
        ];
        let words = column![head.spacing(space::MEDIUM).align_y(Center), divider(), keep, on].spacing(space::LARGE);
        container(words).id("first-ready").padding(space::LARGE).width(Fill).style(style::card).into()
    }
}

/// Done, the number of what is open, the number of what comes.
fn mark<'a>(number: u8, done: bool, open: bool) -> Element<'a, Message> {
    if done && !open {
        return container(icon(Icon::Ok, space::STEP).style(style::toned(Tone::Ok))).center(space::STEP).into();
    }
    let words = text(number.to_string()).size(size::BODY).font(SEMIBOLD);
    let (words, ground): (_, fn(&iced::Theme) -> container::Style) = if open {
        (words, style::number)
    } else {
        (words.style(style::muted), |theme| style::tinted(Tone::Quiet, radius::PILL)(theme))
    };
    container(words).center(space::STEP).style(ground).into()
}

/// The width of a mark, where none stands.
fn blank_mark<'a>() -> Element<'a, Message> {
    iced::widget::space().width(space::STEP).into()
}

fn keys<'a>(step: Step, context: Context<'_>) -> Element<'a, Message> {
    let usable = (!context.locked).then_some(Message::Next(step));
    let next = press(tr!(context.lang, "first-next"), Kind::Primary, usable).id("first-next");
    let row = row![next, skip(step, context)].spacing(space::LARGE).align_y(Center);
    row.wrap().vertical_spacing(space::SMALL).into()
}

fn skip<'a>(step: Step, context: Context<'_>) -> Element<'a, Message> {
    let words = match step {
        Step::SignIn | Step::Test => tr!(context.lang, "first-later-key"),
        _ => tr!(context.lang, "first-skip"),
    };
    press(words, Kind::Link, Some(Message::Skip(step))).id("first-skip").into()
}

fn provider(context: Context<'_>) -> Provider {
    context.form.text(key::provider(Protocol::Smtp)).parse().unwrap_or_default()
}

fn provider_rows(context: Context<'_>) -> Vec<Element<'_, Message>> {
    let Context { lang, form, .. } = context;
    let chosen = provider(context);
    let at = key::provider(Protocol::Smtp);
    let list: Element<'_, Message> = if context.is_held(Protocol::Smtp) || context.locked {
        field("", &provider_name(chosen, context)).id(at).into()
    } else {
        let options = words_of(Provider::ALL, |provider| provider_name(provider, context));
        let at_first = options.iter().find(|option| option.value == chosen).cloned();
        let choose = |chosen: super::super::Named<Provider>| {
            Message::Form(form::Message::Provider(Protocol::Smtp, chosen.value))
        };
        choice(options, at_first, choose).id(at).into()
    };
    let mut rows = vec![labelled(words::key_name(at, lang), list)];
    rows.extend(by_address(context));
    if chosen == Provider::Custom && !context.practice {
        let field = |key| fields::text(form, lang, key).view().map(Message::Form);
        rows.extend([key::issuer(Protocol::Smtp), key::server(Protocol::Smtp), key::server(Protocol::Pop)].map(field));
    } else {
        let server = |protocol| match form.text(key::server(protocol)) {
            typed if typed.trim().is_empty() => suggestion(chosen, protocol).0.unwrap_or_default().to_owned(),
            typed => typed,
        };
        let (smtp, pop) = (server(Protocol::Smtp), server(Protocol::Pop));
        rows.push(small(tr!(lang, "first-servers", smtp = smtp, pop = pop)).into());
    }
    rows.push(keys(Step::Provider, context));
    rows
}

/// What the address says about the provider.
fn by_address(context: Context<'_>) -> Option<Element<'_, Message>> {
    let lang = context.lang;
    let address = context.form.text(key::account(Protocol::Smtp));
    match keeper(&address)? {
        Keeper::Known(known) if known == provider(context) => Some(small(tr!(lang, "first-by-address")).into()),
        Keeper::Known(known) => {
            let name = provider_name(known, context);
            let choose = (!context.locked && !context.is_held(Protocol::Smtp))
                .then_some(Message::Form(form::Message::Provider(Protocol::Smtp, known)));
            Some(press(tr!(lang, "first-rather", provider = name), Kind::Link, choose).id("first-rather").into())
        }
        Keeper::Password(smtp, pop) => {
            let said = small(tr!(lang, "first-password")).style(style::plain);
            let usable = (!context.locked).then_some(Message::Password(smtp, pop));
            let key = press(tr!(lang, "first-password-key"), Kind::Secondary, usable).id("first-password");
            Some(notice(Tone::Warn, column![said, key].spacing(space::SMALL)))
        }
    }
}

fn application(context: Context<'_>) -> Vec<Element<'_, Message>> {
    let Context { lang, form, .. } = context;
    let held = context.is_held(Protocol::Smtp);
    let id = fields::text(form, lang, key::client_id(Protocol::Smtp)).locked(held).view().map(Message::Form);
    let guide = icon_key(Icon::Book, tr!(lang, "guide-open"), Kind::Secondary, Some(Message::Guide)).id("first-guide");
    let mut rows = vec![small(tr!(lang, "first-application-note")).into(), id, row![guide].into()];
    if preset(provider(context)).secret == SecretUse::Expected {
        let which = Which::Client(Protocol::Smtp);
        let field = secret::view(&form.secrets, which, lang, context.locked).map(form::Message::Secret);
        rows.push(labelled(which.label(lang), field.map(Message::Form)));
    }
    rows.push(keys(Step::Application, context));
    rows
}

fn sign_in(context: Context<'_>) -> Vec<Element<'_, Message>> {
    let lang = context.lang;
    let account = context.status.of(Protocol::Smtp);
    let wanted = account.state != TokenState::Acquired;
    let kind = if wanted { Kind::Primary } else { Kind::Secondary };
    let get = press(tr!(lang, "win-get-token"), kind, (!context.locked).then_some(Message::Get)).id("get-token");
    let keys = row![get, skip(Step::SignIn, context)].spacing(space::LARGE).align_y(Center);
    let mut rows = vec![labelled(tr!(lang, "win-token"), badge(Look::of(account), lang))];
    rows.extend(details::view(account, context, Protocol::Smtp).map(|known| {
        known.map(|message| match message {
            auth_card::Message::Cause(message) => Message::Cause(message),
            _ => Message::Show(Step::SignIn),
        })
    }));
    rows.push(keys.wrap().vertical_spacing(space::SMALL).into());
    rows
}
