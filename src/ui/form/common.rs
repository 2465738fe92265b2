//! The switch of the common account: what becomes of the accounts' settings while it is still a draft.
//!
//! Protects: switching it off gives POP a copy of the account and takes nothing from SMTP; switching it on again leaves
//! no trace; whose token stays is chosen by a person and carried out only when it is saved. Leaves to others: the tokens
//! themselves ([`crate::engine::Engine::join`]), and asking.

use super::{Form, key};
use crate::account::Protocol;

impl Form {
    /// The account whose keys a protocol's card edits.
    #[must_use]
    pub fn owner(&self, protocol: Protocol) -> Protocol {
        match protocol {
            Protocol::Pop if !self.is_common() => Protocol::Pop,
            Protocol::Smtp | Protocol::Pop => Protocol::Smtp,
        }
    }

    /// Whether SMTP and POP share an account, as the switch stands.
    #[must_use]
    pub fn is_common(&self) -> bool {
        self.text(key::COMMON) == "true"
    }

    /// Whether saving makes two accounts one.
    #[must_use]
    pub fn joins(&self) -> bool {
        self.is_common() && !self.stored().pop.common_account
    }

    /// Whether saving parts the common account.
    #[must_use]
    pub fn parts(&self) -> bool {
        !self.is_common() && self.stored().pop.common_account
    }

    /// Whose token stays when two accounts become one, if somebody has chosen.
    #[must_use]
    pub fn keep(&self) -> Option<Protocol> {
        self.keep.filter(|_| self.joins())
    }

    /// Two accounts become one, with this one's token and settings.
    pub fn join(&mut self, keep: Protocol) {
        self.choose_common(true);
        self.keep = Some(keep);
        if keep == Protocol::Pop {
            self.copy_account(Protocol::Pop, Protocol::Smtp);
        }
    }

    pub(super) fn choose_common(&mut self, common: bool) {
        let stored = self.stored().pop.common_account;
        if self.keep.take() == Some(Protocol::Pop) {
            self.forget_account(Protocol::Smtp);
        }
        self.draft.type_in(key::COMMON, &common.to_string());
        match (stored, common) {
            (true, false) => self.copy_account(Protocol::Smtp, Protocol::Pop),
            // It was a copy, and a draft of an account that is not used.
            (true, true) => self.forget_account(Protocol::Pop),
            (false, _) => {}
        }
    }

    fn copy_account(&mut self, from: Protocol, to: Protocol) {
        for name in key::ACCOUNT {
            let text = self.text(name(from));
            self.draft.type_in(name(to), &text);
        }
    }

    fn forget_account(&mut self, of: Protocol) {
        key::ACCOUNT.iter().for_each(|name| self.draft.take_theirs(name(of)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Message;
    use super::*;
    use crate::account::Settings;

    fn form() -> Form {
        let mut settings = Settings::default();
        settings.smtp.oauth2.account = Some("recepce@firma.cz".parse().unwrap());
        settings.smtp.oauth2.tenant = "firma.cz".parse().unwrap();
        Form::new(settings)
    }

    fn switch(form: &mut Form, on: bool) {
        form.update(Message::Chosen(key::COMMON, on.to_string()));
    }

    #[test]
    fn switching_it_off_copies_the_account_drafts_included_and_on_again_leaves_no_trace() {
        let mut form = form();
        form.update(Message::Typed("smtp.oauth2.client_id", "abc".into()));
        switch(&mut form, false);
        for name in key::ACCOUNT {
            assert_eq!(form.text(name(Protocol::Pop)), form.text(name(Protocol::Smtp)), "{}", name(Protocol::Pop));
        }
        assert!(form.parts() && !form.joins());
        switch(&mut form, true);
        assert_eq!(form.changed(), ["smtp.oauth2.client_id"]);
    }

    #[test]
    fn joining_takes_over_the_account_whose_token_stays_and_can_be_taken_back() {
        let mut settings = form().stored().clone();
        settings.pop.common_account = false;
        settings.pop.oauth2.account = Some("sklad@firma.cz".parse().unwrap());
        let mut form = Form::new(settings);
        form.join(Protocol::Smtp);
        assert_eq!((form.keep(), form.changed()), (Some(Protocol::Smtp), vec![key::COMMON]));
        form.join(Protocol::Pop);
        assert_eq!(form.text("smtp.oauth2.account"), "sklad@firma.cz");
        assert_eq!(form.text("smtp.oauth2.tenant"), "");
        switch(&mut form, false);
        assert_eq!((form.keep(), form.changed().len()), (None, 0));
    }
}
