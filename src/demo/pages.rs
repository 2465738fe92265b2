//! The practice provider's pages as HTML: sign-in, code for devices, notices.
//!
//! Protects: everything that came from outside is escaped; the pages need no script and load nothing. The key that
//! allows comes first, so Enter presses it and one click is enough. Leaves to others: words, and what an answer means.

use std::fmt::Write as _;

use hyper::StatusCode;

use super::http::{self, Asked, Reply};
use super::scopes::Scopes;
use super::words::{Words, words};
use super::world::World;
use super::{PASSWORD, auth};
use crate::account::Protocol;

const STYLE: &str = include_str!("page.css");

/// A page that asks for a decision.
pub(super) struct SignInPage<'a> {
    /// The language.
    pub(super) words: &'static Words,
    /// For the mailboxes that exist.
    pub(super) world: &'a World,
    /// Where the answer goes.
    pub(super) action: &'a str,
    /// What goes there with it.
    pub(super) hidden: &'a [(&'a str, &'a str)],
    /// The code of a device; `None` on the page without that field.
    pub(super) user_code: Option<&'a str>,
    /// What stands in the address field.
    pub(super) address: &'a str,
    /// What is asked for, when it is known.
    pub(super) scopes: Option<&'a Scopes>,
    /// What was wrong with the last answer.
    pub(super) wrong: Option<&'a str>,
}

impl SignInPage<'_> {
    /// The page as an answer.
    pub(super) fn show(&self, status: StatusCode) -> Reply {
        let words = self.words;
        let (title, lead) = match self.user_code {
            Some(_) => (words.device_title, words.device_lead),
            None => (words.title, words.lead),
        };
        let body = format!(
            "<form method=\"post\" action=\"{action}\" autocomplete=\"off\">{hidden}{wrong}{code}{address}{password}{wants}\
             <div class=\"keys\"><button class=\"main\" name=\"decision\" value=\"allow\">{allow}</button>\
             <button name=\"decision\" value=\"deny\" formnovalidate>{deny}</button></div></form>",
            action = escape(self.action),
            hidden = self.hidden_fields(),
            wrong = self
                .wrong
                .map(|why| format!("<p class=\"wrong\" role=\"alert\">{}</p>", escape(why)))
                .unwrap_or_default(),
            code = self.code_field(),
            address = self.address_field(),
            password = format_args!(
                "<label for=\"password\">{}</label>\
                 <input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"off\" value=\"{PASSWORD}\">\
                 <p class=\"hint\">{}</p>",
                words.password, words.password_hint,
            ),
            wants = self.wants(),
            allow = words.allow,
            deny = words.deny,
        );
        http::html(status, frame(words, title, lead, &body))
    }

    fn hidden_fields(&self) -> String {
        self.hidden.iter().fold(String::new(), |mut fields, (name, value)| {
            let _written =
                write!(fields, "<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value));
            fields
        })
    }

    fn code_field(&self) -> String {
        let Some(code) = self.user_code else { return String::new() };
        format!(
            "<label for=\"user_code\">{}</label>\
             <input id=\"user_code\" class=\"code\" name=\"user_code\" required spellcheck=\"false\" value=\"{}\"{}>",
            self.words.user_code,
            escape(code),
            if code.is_empty() { " autofocus" } else { "" },
        )
    }

    fn address_field(&self) -> String {
        let mut options = String::new();
        let mut names = String::new();
        for address in self.world.mailboxes.addresses() {
            let address = escape(address.as_str());
            let _written = write!(options, "<option value=\"{address}\">");
            names.push_str(if names.is_empty() { " " } else { ", " });
            names.push_str(&address);
        }
        format!(
            "<label for=\"address\">{}</label>\
             <input id=\"address\" name=\"address\" required spellcheck=\"false\" list=\"mailboxes\" value=\"{}\">\
             <datalist id=\"mailboxes\">{options}</datalist><p class=\"hint\">{}{names}</p>",
            self.words.address,
            escape(self.address),
            self.words.address_hint,
        )
    }

    fn wants(&self) -> String {
        let Some(scopes) = self.scopes else { return String::new() };
        let identity = ["openid", "email", "profile"].into_iter().any(|scope| scopes.has(scope));
        let lines = [
            (scopes.allow(Protocol::Smtp), self.words.send),
            (scopes.allow(Protocol::Pop), self.words.read),
            (identity, self.words.identity),
            (scopes.has("offline_access"), self.words.stay),
        ];
        let items = lines.into_iter().filter(|(asked, _)| *asked).fold(String::new(), |mut items, (_, line)| {
            let _written = write!(items, "<li>{line}</li>");
            items
        });
        format!("<p class=\"wants\">{}</p><ul>{items}</ul>", self.words.wants)
    }
}

/// A page that only says something; a refusal (a status other than 200) says it as its technical reason.
pub(super) fn notice(words: &'static Words, status: StatusCode, title: &str, text: &str) -> Reply {
    let technical = title == words.bad_request;
    let (lead, why) =
        if technical { ("", format!("<p class=\"why\">{}</p>", escape(text))) } else { (text, String::new()) };
    http::html(status, frame(words, title, lead, &why))
}

/// The page at the server's root.
pub(super) fn home(asked: &Asked) -> Reply {
    let words = words(auth::locales(asked), &asked.languages);
    notice(words, StatusCode::OK, words.home_title, words.home)
}

fn frame(words: &Words, title: &str, lead: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} · {banner}</title>\
         <style>{STYLE}</style></head><body><main>\
         <div class=\"note\"><strong>{banner}</strong>{banner_text}</div>\
         <div class=\"body\"><h1>{title}</h1><p class=\"lead\">{lead}</p>{body}</div></main></body></html>\n",
        tag = words.tag,
        banner = words.banner,
        banner_text = words.banner_text,
        title = escape(title),
        lead = escape(lead),
    )
}

/// Makes text safe inside HTML and inside a quoted attribute.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\0' => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        assert_eq!(escape("<a href=\"x\" b='&'>"), "&lt;a href=&quot;x&quot; b=&#39;&amp;&#39;&gt;");
        assert_eq!(escape("příliš žluťoučký"), "příliš žluťoučký");
    }
}
