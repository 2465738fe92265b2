# Mailkey in English. Sections: common, settings (field names), errors, command line, window.

### Common
app-name = Mailkey
token-not-acquired = Not acquired
token-waiting = Waiting for authorization
token-acquired = Acquired
token-invalid = Invalid

### Window
win-title-practice = Mailkey – practice mode
win-practice = Practice mode: nothing here is real and nothing is kept
win-tab-smtp = SMTP
win-tab-pop = POP
win-theme-system = Theme: system
win-theme-light = Theme: light
win-theme-dark = Theme: dark

## Common keys and times
win-ok = OK
win-cancel = Cancel
win-close = Close
win-delete = Delete
win-try-again = Try again
win-save = Save
win-discard = Discard
win-use = Use { $value }
win-optional = optional
win-required = Please fill in this field.
win-address-example = name@example.com
win-seconds = s
win-minutes = min
win-at = at { $time }
win-date-at = { $date } at { $time }

## The bar at the bottom
win-unsaved = Unsaved changes: { $what }
win-all-saved = Everything is saved
win-saved = Your changes are saved
win-saving = Saving…

## Server
win-server-smtp = SMTP server
win-server-pop = POP3 server
win-secondary-note = Used when the primary server cannot be reached.
win-tls-direct = TLS from the first byte (because of port { $port })
win-tls-starttls = STARTTLS (because of port { $port })
win-tls-stls = STLS (because of port { $port })
win-tls-off = The connection is not encrypted

## Sender
win-sender = Sender
win-sender-differs = This differs from the account name. That is fine for a shared mailbox that the account may send from.

## Authentication
win-authentication = Authentication
win-method-none = None
win-method-password = User name and password
win-method-oauth2 = OAuth 2.0
win-method-none-note = The server does not ask for a login. Only for a server in your own network that allows it.
win-password = Password
win-password-note = The password is kept in the system’s keyring only, never in a file.
win-provider-microsoft = Microsoft 365 (work)
win-provider-outlook = Outlook.com (personal)
win-provider-google = Google
win-provider-custom = Other (OpenID)
win-provider-practice = Practice provider
win-common-on = Shared with SMTP: provider, account and token. What you change here changes there too.
win-common-off = POP has its own provider, account and token.
win-locked = To change the account, delete the token first.
win-advanced = Advanced
win-client-id-missing = The application ID is missing
win-client-id-missing-note = A provider lets only registered programs reach the mail. You find the application ID on the registration’s page at the provider; in a company, the Microsoft 365 or Google Workspace administrator knows it.
win-client-id-fill = Fill in the application ID
win-client-id-note = From the application’s registration at the provider (“Application (client) ID”).
win-client-secret = Client secret
win-secret-placeholder = none stored yet
win-secret-held = ••••••••  stored in the keyring
win-secret-change = Change
win-secret-removed = Saving will delete it from the keyring.
win-secret-keep = Keep
win-tenant-note = The organization’s domain or ID. Only for an application that is limited to one organization.
win-issuer-note = The provider’s address under which it publishes its OpenID settings.
win-sign-in-as-note = For a shared mailbox: who signs in, when it is not the mailbox itself.
win-scopes-default = the provider’s own
win-scopes-note = Separated by blanks. Leave empty unless the provider says otherwise.

## Token
win-token = Token
win-get-token = Get token
win-token-after-save = The state of POP’s own account is shown after saving.
win-not-acquired-note = Without a token, mail can be neither sent nor received. You get one by signing in with the browser.
win-waiting-note = Sign in with the browser and allow access to the mail.
win-signed-in = Signed in: { $who }
win-refreshed = refreshed { $when }
win-valid-until = valid until { $when }
win-renewable = renews itself
win-not-renewable = does not renew itself
win-serves-both = for SMTP and POP
win-serves-smtp = for SMTP
win-serves-pop = for POP
win-acquired-news = Done, the token is here.
win-acquired-next-smtp = Now try it: send a test message below.
win-acquired-next-pop = Now try it: check the mailbox.

## Getting a token
win-get-title = Get a token for { $account }?
win-get-text = The browser will open with the sign-in page ({ $provider }). Sign in there as { $account }; Mailkey waits for the answer for up to 5 minutes.
win-get-both = The token will serve both SMTP and POP.
win-get-smtp = The token will serve SMTP.
win-get-pop = The token will serve POP.
win-get-saves = These changes are saved first: { $what }.
win-sign-in-starting = Opening the browser…
win-sign-in-finishing = Signed in, storing the token…
win-wait-title = Sign in with the browser
win-wait-text = Sign in with the browser as { $account } and allow access to the mail. This message closes by itself when you have done so.
win-wait-left = Time left
win-open-again = Open again
win-copy-address = Copy address
win-copied = Copied
win-no-browser = The browser could not be opened
win-no-browser-note = Copy the address and open it in a browser on this computer:
win-other-title = Another account signed in
win-other-expected = Expected account
win-other-signed-in = Signed in
win-other-text = The token was not stored. Try again and choose the right account in the browser.
win-other-shared = Is it a shared mailbox that you reach with your own account? Then use the second address as the sign-in name.
win-other-use = Use { $who } as sign-in name
win-failed-title = No token was acquired
win-failed-kept = The token you had is unchanged.

## Deleting a token
win-delete-title = Delete the token for { $account }?
win-delete-both = Sending (SMTP) and receiving (POP) will not work until you get a new token.
win-delete-smtp = Sending (SMTP) will not work until you get a new token.
win-delete-pop = Receiving (POP) will not work until you get a new token.
win-delete-note = Settings and the messages in the mailbox stay as they are.
win-deleting = Deleting the token…
win-deleted-title = The token is deleted
win-deleted-revoked = The token was removed from this computer and revoked at the provider.
win-deleted-here = The token was removed from this computer. The provider offers no way to revoke the permission from here.
win-deleted-not-revoked = The token was removed from this computer, but the permission could not be revoked at the provider ({ $why }).
win-deleted-nothing = There was no token any more.
win-delete-failed-title = The token could not be deleted
win-withdraw-microsoft = To withdraw it altogether, open myapps.microsoft.com and choose “Manage your application” and “Revoke permissions”, or ask the administrator to do it in the Microsoft Entra admin center.
win-withdraw-outlook = To withdraw it altogether, open account.live.com/consent/Manage.
win-withdraw-google = To withdraw it altogether, open myaccount.google.com/connections.
win-withdraw-custom = To withdraw it altogether, use the account’s pages at the provider.

## Test message
win-test-message = Test message
win-test-to = To
win-test-subject = Test message from Mailkey
win-test-body = Hello,
    Mailkey sent this message to see whether sending mail works. There is no need to answer it.
win-send = Send
win-save-and-send = Save and send
win-sending = Sending the message…
win-sent = The message to { $to } was sent
win-sent-note = Accepted by { $server }, { $when }.
win-sent-reply = The server’s reply: { $reply }

## Mailbox
win-mailbox = Mailbox
win-interval-note = How often the mailbox is checked by itself (0–480 minutes). Zero means only on request.
win-check = Check now
win-save-and-check = Save and check
win-checking = Checking the mailbox…
win-never-checked = Not checked since the program was started.
win-messages = { $count ->
    [0] The mailbox is empty
    [one] { $count } message
   *[other] { $count } messages
}
win-newest = { $count ->
    [one] The newest message:
   *[other] The newest { $count } messages:
}
win-checked-at = checked { $when }
win-check-failed-at = The check failed { $when }
win-no-subject = (no subject)
win-no-sender = (no sender)

## Closing the window, and a broken file
win-unsaved-title = Save the changes before the window closes?
win-unsaved-text = Unsaved changes: { $what }.
win-save-close = Save and close
win-discard-close = Discard and close
win-stay = Stay
win-closing = Finishing what has begun…
win-broken-title = The settings file cannot be loaded
win-broken-note = The file was left as it is. Nothing is saved over it until it is mended, and the tokens stay where they are.
win-reload = Load again

## Before the window opens
win-no-display = the window cannot open: there is no graphical display. Start the program on the desktop, or use mailkeyctl.
win-no-libraries = the window cannot open: libraries are missing. Install them with: sudo apt install { $packages }
win-no-window = the window cannot open: { $why }. Without a window there is mailkeyctl.
win-no-home = the system does not say where the home folder is ({ $why }). Name a folder with --home.
win-no-practice = practice mode cannot start: { $why }
