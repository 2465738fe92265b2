# Mailkey in English. Sections: common, settings (field names), errors, command line, window.

### Common
app-name = Mailkey
token-not-acquired = Not acquired
token-waiting = Waiting for authorization
token-acquired = Acquired
token-invalid = Invalid

### Names of the settings
key-language = Language
key-theme = Theme
key-extra-ca = Additional certificates
key-primary-server = Primary server
key-secondary-server = Secondary server
key-pop-server = POP3 server
key-port = Port number
key-tls = Enable SSL/TLS
key-timeout = Timeout
key-sender-name = Sender name
key-sender-address = Sender address
key-method = Authentication method
key-user = User name
key-password = Password
key-provider = Provider
key-account = Account name
key-sign-in-as = Sign in as
key-client-id = Application ID
key-client-secret = Client secret
key-tenant = Tenant
key-issuer = Issuer
key-sign-in = How to sign in
key-client-secret-expires = Client secret expires on
key-scopes = Permissions (scopes)
key-check-interval = Check interval
key-common-account = Common account

### Wrong values
invalid-range = Enter a whole number from { $min } to { $max }.
invalid-too-long = This is too long: at most { $max } characters.
invalid-control = Remove line breaks and other invisible characters.
invalid-host = Enter a host name such as smtp.example.com, or an IP address; no https:// and no port.
invalid-address = This is not an e-mail address. It looks like name@example.com.
invalid-address-no-dot = The domain behind the @ has no dot. Is the end missing, such as .com?
invalid-url = Enter an address that starts with https:// (http:// only on this computer).
invalid-date = Enter a date such as 2027-03-31 (year, month, day).
invalid-one-of = Choose one of: { $words }.
invalid-text = Enter a text in quotes.
invalid-number = Enter a whole number.
invalid-switch = Enter true or false.
invalid-list = Enter a list of texts.
invalid-space = There must be no blanks here. Was more copied than the value itself?
rule-tls-off = SSL/TLS cannot be off here: the password or token would cross the network unprotected.

### Errors
err-secret-ends = The client secret ends on { $when }.
notice-invalid = Mailkey: the token of { $account } is invalid
notice-permission = Mailkey: the permission of { $account } ends soon
notice-permission-cure = It ends on { $when }, because the application is in testing at the provider. Publish the application, or get the token again before that.
notice-secret = Mailkey: the client secret of { $account } ends on { $when }
notice-secret-cure = Make a new client secret in the application’s registration and enter it in Mailkey; without it the token cannot be renewed.
file-syntax = this is not valid TOML: { $text }
file-unknown-key = there is no setting named { $key }
file-unknown-key-meant = there is no setting named { $key }; is { $meant } meant?
file-value = { $key }: { $why }

## The authorization server
cause-auth-unreachable = The sign-in server { $host } cannot be reached ({ $reason }).
cause-auth-timed-out = The sign-in server { $host } did not answer in time.
cause-auth-interrupted = The connection to the sign-in server { $host } ended before its answer was complete ({ $reason }).
cause-auth-too-many = The sign-in server { $host } wants fewer requests.
cause-auth-too-many-cure = Wait a few minutes. If it goes on, look for other programs that use the same application ID.
cause-auth-tls = The connection to the sign-in server { $host } is not trustworthy: { $reason }.
cause-auth-status = The sign-in server { $host } answered with an error of its own (HTTP { $status }).
cause-auth-status-cure = This usually passes by itself: try again in a few minutes.
cause-auth-not-oauth = What came from { $host } is not a sign-in server’s answer; perhaps a web page of a network or proxy.
cause-auth-not-oauth-cure = Open a web page in the browser: does the network want a sign-in first? Check the issuer and the proxy, then try again.
cause-auth-unreachable-cure = Check the network connection, the server’s name and the firewall, then try again.
cause-http-client = This computer cannot make requests to the sign-in server: { $reason }.
cause-http-client-cure = Check the proxy settings of the system, and start Mailkey again.
cause-auth-tls-cure = If your company or network uses certificates of its own, enter the file with its CA certificate under “Additional certificates” (extra_ca). Otherwise somebody may be intercepting the connection: ask the network administrator.
cause-discovery = The settings that { $issuer } publishes are incomplete or belong to another issuer.
cause-discovery-cure = Check the issuer’s address with the provider.
cause-tenant = The tenant is unknown or not written correctly.
cause-tenant-cure = Enter the tenant’s domain (example.com) or its ID, or leave the field empty.
cause-listener = This computer cannot receive the browser’s answer: { $reason }.
cause-listener-cure = Check whether a firewall or security program forbids local connections, and try again.
cause-sign-in-late = Nobody signed in within { $minutes } minutes.
cause-sign-in-late-cure = Start again and sign in with the browser window that opens.
cause-answer-incomplete = The browser brought back an incomplete answer.
cause-answer-incomplete-cure = Try again.
cause-identity = What the provider says about who signed in does not belong to this sign-in.
cause-identity-cure = Check this computer’s clock and the application ID, then try again.
cause-clock-identity = The provider’s confirmation of who signed in does not hold at this computer’s time. { $clock }
cause-other-account = { $signed } signed in, but { $expected } was expected. Nothing was stored.
cause-other-account-cure = Try again and choose the right account in the browser. If { $signed } signs in for a shared mailbox, enter it under “Sign in as”.
cause-denied = The permission was refused in the browser.
cause-device-declined-cure = Try again and press “Accept”. If that is not offered, an administrator has to agree first.
cause-device-late = Nobody entered the code before it expired.
cause-device-late-cure = Start again to get a new code, and enter it at the address shown.
cause-device-declined = The permission was refused on the page where the code was entered.
cause-no-browser-way = This provider does not offer signing in with a browser.
cause-no-browser-way-cure = Choose another way to sign in.
cause-no-device-way = This provider offers no sign-in with a code for mail.
cause-no-device-way-cure = Sign in with a browser. If the browser is on another computer, paste the address that it ends on into Mailkey (“Paste the answer…”, or mailkeyctl token get --paste).
cause-no-application-way = This provider does not let an application sign in for itself.
cause-no-application-way-cure = Choose signing in with a browser. Only Microsoft 365 (work) and providers of your own offer the application’s own sign-in.
cause-paste-empty = Nothing was pasted.
cause-paste-empty-cure = After signing in, copy the whole address from the browser’s address bar, even if the page did not load (it starts with http://localhost or http://127.0.0.1), and paste it.
cause-paste-other = This is not the address that the browser ended on after the sign-in.
cause-paste-provider = This is the address of the provider’s page, not the one that the browser ends on.
cause-paste-provider-cure = Finish the sign-in in the browser. Then copy the address that starts with http://localhost or http://127.0.0.1, even if the page does not load.
cause-paste-cut-off = A part of the pasted address is missing.
cause-paste-stale = The pasted address belongs to another sign-in.
cause-paste-stale-cure = Open the address that Mailkey shows now, sign in there, and paste the new address.
cause-certificate-none = There is no certificate in the text.
cause-certificate-no-key = There is no private key in the text.
cause-certificate-other-key = The private key does not belong to the certificate.
cause-certificate-none-cure = Enter both together: the part from BEGIN CERTIFICATE to END CERTIFICATE, and that certificate’s own part from BEGIN PRIVATE KEY to END PRIVATE KEY.
cause-certificate-damaged = The certificate or its private key is damaged or not complete.
cause-certificate-damaged-cure = Copy the whole PEM file again, from the first BEGIN line to the last END line.
cause-certificate-encrypted = The private key is protected by a password, which Mailkey cannot ask for at each renewal.
cause-certificate-encrypted-cure = Remove the password with: openssl pkey -in KEY.pem -out OPEN.pem. The system’s keyring protects the key from then on; delete the files afterwards.
cause-certificate-not-rsa = The private key is not an RSA key.
cause-certificate-short = The RSA key is too short; at least 2,048 bits are needed.
cause-certificate-length = The RSA key has an unusual length; 2,048, 3,072 and 4,096 bits can be used.
cause-certificate-cannot-sign = The private key cannot sign.
cause-certificate-not-rsa-cure = Make a new certificate with an RSA key of 2,048 or 4,096 bits and add it to the application’s registration.
cause-client-refused = The provider does not accept the application: { $text }
cause-client-refused-cure = Check the application ID and the client secret: is each the right one, and is it complete?
cause-scope-refused = The provider does not know a permission that was asked for: { $text }
cause-scope-refused-cure = Check the permissions (scopes) in the settings and in the application’s registration.
cause-provider-busy = The provider cannot answer just now: { $text }
cause-refused = The provider refused: { $text }
cause-refused-cure = Check the provider, the application ID and the tenant in the settings; the text above is the provider’s own.
cause-grant-dead = The provider no longer accepts the token: { $text }
cause-grant-dead-cure = Delete the token and get it again.
cause-sign-in-wanted = The provider wants the person to sign in again: { $text }
cause-consent-wanted = The provider wants the permission to be given again: { $text }
cause-code-refused-late = The provider did not accept the answer that the browser brought: { $text }
cause-code-refused-late-cure = It may have come too late or twice. Get the token again.
cause-answer-lost = The answer to a renewal ({ $when }) was lost before it could be stored, and the provider has already retired the old token: { $text }
cause-answer-lost-cure = Delete the token and get it again. Most likely nothing is wrong with the account.
cause-token-ended = The token has ended, and the provider gave none to renew it with.
cause-token-ended-cure = Get the token again. If it ends again, allow “offline access” in the application’s registration.
cause-ms-redirect = The application’s registration lacks the redirect address ({ $code }).
cause-ms-redirect-cure = Add http://localhost in Microsoft Entra, under Authentication, as “Mobile and desktop applications”.
cause-ms-consent = Nobody has permitted the application to reach this mail yet ({ $code }).
cause-ms-consent-cure = Get the token again and accept the permissions. If that is not offered, the Microsoft 365 administrator has to agree first: send them the link for administrators.
cause-ms-not-in-tenant-cure = Choose “Microsoft 365 (work)” for a work account and “Outlook.com (personal)” for a personal one; check the tenant.
cause-ms-unknown-app = Microsoft does not know this application ID in this tenant ({ $code }).
cause-ms-unknown-app-cure = Copy the “Application (client) ID” again (not an e-mail address, not the secret’s ID) and check the tenant.
cause-ms-secret = The client secret is wrong ({ $code }).
cause-ms-secret-cure = In Microsoft Entra copy the secret’s value, not its ID. The value is shown only once, so a new secret may be needed.
cause-ms-public = A client secret is entered, but the application is a public client and must not send one ({ $code }).
cause-ms-public-cure = Delete the client secret here.
cause-ms-disabled = The account is disabled ({ $code }).
cause-ms-disabled-cure = Ask the Microsoft 365 administrator to enable the account.
cause-ms-password-changed = The account’s password was changed, or all its sign-ins were ended; the token no longer holds ({ $code }).
cause-policy-cure = In Microsoft Entra’s sign-in logs the Microsoft 365 administrator sees which policy stopped it, and can exclude this application or account. The command below also tells whether SMTP is off for the mailbox.
cause-policy-password-cure = Choose OAuth 2.0 and get a token: the policies usually forbid passwords. If that does not help either, the Microsoft 365 administrator sees in Microsoft Entra’s sign-in logs which policy stopped it.
cause-ms-unused = The token was not used for too long (usually 90 days) and has expired ({ $code }).
cause-ms-other-tenant = The token belongs to another tenant ({ $code }).
cause-ms-tenant = Microsoft does not know this tenant ({ $code }).
cause-ms-admin-consent = In your organization only an administrator may permit this application ({ $code }).
cause-ms-admin-consent-cure = Send the Microsoft 365 administrator the link for administrators; to open it once and agree is enough. Then get the token again.
cause-ms-not-in-tenant = This account does not belong to the tenant ({ $code }).
cause-ms-personal = A personal account signed in, but the application is for work or school accounts ({ $code }).
cause-ms-personal-cure = Sign in with the work account. For a personal mailbox choose “Outlook.com (personal)” and an application that is registered for personal accounts as well.
cause-ms-single-tenant = The application is registered for one tenant only, and none is entered ({ $code }).
cause-ms-single-tenant-cure = Enter your organization’s domain (example.com) or tenant ID under “Tenant”.
cause-ms-personal-app = The application is registered for personal accounts only ({ $code }).
cause-ms-personal-app-cure = Choose “Outlook.com (personal)” as the provider, or for a work account an application that is registered for it.
cause-ms-secret-expired = The client secret has expired ({ $code }).
cause-ms-secret-expired-cure = Make a new client secret in Microsoft Entra, under “Certificates & secrets”, and enter it here; the token stays usable.
cause-ms-secret-missing = The application must prove itself, but no client secret or certificate is entered ({ $code }).
cause-ms-secret-missing-cure = In Microsoft Entra, under Authentication, turn on “Allow public client flows”, or enter the application’s secret here.
cause-ms-certificate = Microsoft does not accept the application’s certificate: it is not in the registration, or it has expired ({ $code }).
cause-ms-certificate-cure = Upload the certificate (without its key) in Microsoft Entra under “Certificates & secrets”, and check until when it is valid.
cause-ms-assertion-time = The application’s signed statement does not hold at Microsoft’s time ({ $code }).
cause-ms-not-assigned = This account may not use the application: it is not assigned to it ({ $code }).
cause-ms-not-assigned-cure = Ask the Microsoft 365 administrator to assign the account under “Enterprise applications”, “Users and groups”.
cause-ms-password-changed-cure = Delete the token and get it again.
cause-ms-mfa = Your organization demands a second factor for this sign-in ({ $code }).
cause-ms-mfa-expired = The confirmation with the second factor has expired ({ $code }).
cause-ms-mfa-expired-cure = Get the token again, and confirm the second factor when the browser asks for it.
cause-ms-mfa-setup = The account must set up a second factor first ({ $code }).
cause-ms-mfa-setup-cure = Sign in to https://aka.ms/mfasetup with this account and set it up. Then delete the token and get it again.
cause-ms-conditional = A Conditional Access policy of your organization blocks this sign-in ({ $code }).
cause-ms-conditional-cure = Signing in again does not help. Ask the Microsoft 365 administrator to look into the sign-in log and to exempt this application or this computer. If you signed in with a code, try the browser: many organizations block codes.
cause-ms-device = Your organization lets only managed devices sign in, and the one used is not one of them ({ $code }).
cause-ms-device-cure = Sign in with a browser on a managed computer (then paste here the address that the browser ends on there), or ask the Microsoft 365 administrator for an exemption.
cause-ms-unused-cure = Delete the token and get it again. With “Keep working when the window is closed” Mailkey renews it in time.
cause-ms-spa = The token ended after 24 hours, because the redirect address is registered as a single-page application ({ $code }).
cause-ms-spa-cure = In Microsoft Entra, under Authentication, remove http://localhost there and add it as “Mobile and desktop applications”. Then delete the token and get it again.
cause-ms-frequency = Your organization demands a new sign-in from time to time, and that time has passed ({ $code }).
cause-ms-frequency-cure = Delete the token and get it again. If it happens often, ask the Microsoft 365 administrator to exempt this application from the sign-in frequency.
cause-ms-other-tenant-cure = Check the tenant, then delete the token and get it again.
helps-link = The link for the administrator:
helps-redirect = The address to register:
cause-google-revoked = Google no longer accepts the token: it has expired or was withdrawn ({ $text }).
cause-google-revoked-cure = Delete the token and get it again. If it ends after 7 days every time, the application is in testing at Google: publish it. A changed password and six months without use end a token, too.
cause-google-session = Google Workspace demands a new sign-in ({ $text }).
cause-google-session-cure = Delete the token and get it again. If it happens often, ask the Google Workspace administrator to exempt this application from the session length.
cause-google-deleted = The Google account was deleted ({ $text }).
cause-google-deleted-cure = Enter another account, or ask the administrator to restore this one.
cause-google-policy = The Google Workspace administrator does not allow this application ({ $text }).
cause-google-policy-cure = Ask the administrator to trust the application in the admin console, under “Security”, “API controls”.
cause-google-internal = The application is only for accounts of the organization that registered it ({ $text }).
cause-google-internal-cure = Sign in with an account of that organization, or use an application that is registered as “External”.
cause-google-client = The application was deleted or disabled at Google ({ $text }).
cause-google-client-cure = Enter the ID and the secret of an application that exists, then get the token again.

## The mail servers
cause-name-not-found = no address was found for the server { $host }.
cause-name-not-found-cure = Check the server’s name and this computer’s network connection.
cause-unreachable = the server { $server } cannot be reached ({ $reason }).
cause-connection-refused = the server { $server } refused the connection: nothing listens on this port.
cause-connection-refused-cure = Check the port number: 587 or 465 for SMTP, 995 or 110 for POP3.
cause-timed-out = the server { $server } did not answer within { $seconds } seconds ({ $step }).
cause-timed-out-cure = The server is probably busy or slow: try again in a while, and set a longer time limit if need be. If it goes on, tell its administrator.
cause-timed-out-start-cure = Check the server’s name and the port; a firewall may be in between, too. A slow server needs a longer time limit.
cause-closed = the server { $server } ended the connection ({ $step }).
cause-closed-cure = Try again in a moment. If it goes on, check the port and whether SSL/TLS fits it.
cause-no-starttls = the server { $server } does not offer a protected connection on this port.
cause-no-starttls-cure = { $protocol ->
    [POP] Use port 995, where TLS begins with the first byte.
   *[other] Use port 465, where TLS begins with the first byte.
}
cause-no-mechanism = the server { $server } does not offer a login method that fits (it offers: { $offered }).
cause-no-mechanism-cure = Choose another authentication method, and check that this really is your provider’s server.
cause-not-supported = the server { $server } does not support { $what }, which this message needs.
cause-not-supported-cure = Use an address without letters such as ě or ü.
cause-control-character = The user name, password or token contains a line break or another invisible character.
cause-control-character-cure = Enter the user name and the password again, or get the token again.
cause-injected = the server { $server } sent unprotected data where the protected connection should begin.
cause-injected-cure = Somebody may be tampering with the connection. Use port { $protocol ->
    [POP] 995
   *[other] 465
}, and tell the network’s administrator.
cause-not-understood = the answer of { $server } cannot be understood ({ $step }); perhaps it is not a mail server.
cause-not-understood-cure = Check the server’s name and the port.
cause-tls-issuer = the certificate of the server { $server } was issued by somebody this computer does not trust{ $issuer ->
    [none] .
   *[other] : { $issuer }.
}
cause-tls-name = the certificate of the server { $server } is for another name{ $names ->
    [none] .
   *[other] : { $names }.
}
cause-tls-name-cure = Enter the server’s name exactly as the provider gives it, not an IP address or another name.
cause-tls-expired = the certificate of the server { $server } has expired{ $until ->
    [none] .
   *[other] : it was valid until { $until }.
}
cause-tls-not-yet = the certificate of the server { $server } is not valid yet{ $since ->
    [none] .
   *[other] : it is valid from { $since }.
}
cause-tls-expired-cure = Check this computer’s date and time. If they are right, the server’s administrator must renew the certificate.
cause-tls-revoked = the certificate of the server { $server } was revoked.
cause-tls-revoked-cure = Tell the server’s administrator; until a new one is in place there, Mailkey does not connect to the server.
cause-tls-plain-port = the server { $server } does not speak TLS from the first byte on this port.
cause-tls-plain-port-cure = { $protocol ->
    [POP] Use port 110, where protection begins after the greeting. If that is the one you use, try port 995.
   *[other] Use port 587, where protection begins after the greeting. If that is the one you use, try port 465.
}
cause-tls-other = the protected connection to { $server } failed: { $reason }.
cause-tls-other-cure = Check the server’s name (as the provider gives it, not an IP address) and this computer’s date and time, and try again.
step-resolve = looking up the name
step-connect = connecting
step-tls = starting TLS
step-greeting = waiting for the greeting
step-capabilities = asking what the server can do
step-starttls = switching to TLS
step-login = signing in
step-sender = naming the sender
step-recipient = naming the recipient
step-data = handing over the message
step-mailbox = reading the mailbox
step-quit = saying goodbye
cause-temporary = the server cannot do this just now.
cause-temporary-cure = Try again in a few minutes. If it lasts for hours, send its answer to the administrator of { $server }.
cause-smtp-auth-disabled-tenant = sending by SMTP is switched off in Exchange Online for the whole organization.
cause-smtp-auth-disabled-tenant-cure = The Microsoft 365 administrator switches it on in Exchange Online PowerShell: with the first command for this mailbox only (which is enough, and safer), or with the second for the whole organization. It takes up to an hour to have an effect.
cause-smtp-auth-disabled-mailbox-cure = The Microsoft 365 administrator switches it on with the command below in Exchange Online PowerShell, or in the admin center: Active users, this user, Mail, Manage email apps, “Authenticated SMTP”. It takes up to an hour to have an effect.
cause-smtp-auth-disabled-outlook = Outlook.com does not let this account send from other programs yet.
cause-smtp-auth-disabled-outlook-cure = Open the mailbox in a browser and do what Microsoft asks there (usually to verify the account by phone). With a new account, try again in a day.
cause-policy = a policy of the organization (“Conditional Access” in Microsoft Entra) forbids the sign-in: something about this computer, account or protocol does not suit it.
cause-basic-auth-off = the server no longer accepts passwords: Microsoft has retired password sign-in (Basic authentication) for sending.
cause-basic-auth-off-cure = Choose OAuth 2.0 as the authentication method, and get a token.
cause-not-connected = after the login the mailbox did not open: somebody signed in who may not read it, or the mailbox has no licence or has POP switched off.
cause-not-connected-cure = Check the account’s name. For a shared mailbox, enter under “Sign in as” a person to whom the administrator has given full access. The mailbox must have POP switched on (the command below checks that), and an ordinary one also needs a licence.
cause-send-as-denied = the account may not send with this sender address.
cause-send-as-denied-cure = Enter the account’s own address as the sender address. To keep the present one, the Microsoft 365 administrator grants the right “Send as” with the command below; it takes about an hour to have an effect.
cause-send-as-denied-outlook-cure = Enter the address of the account itself as the sender address. Any other address must first be added to the account as an alias on Microsoft’s page below, and verified.
cause-login-refused-smtp = The server refused the login: the account and the token do not fit together, or the account may not send by SMTP.
cause-login-refused-smtp-cure = Check the account’s name, and that it may send by SMTP. If another account signed in, get the token again.
cause-login-refused-pop-cure = Check the account’s name, and switch POP on for the mailbox. If another account signed in, get the token again.
cause-recipient-refused = the server did not accept the recipient.
cause-recipient-refused-cure = Check the recipient’s address and try another; the server’s answer below says what is wrong with this one.
cause-reply = the server { $server } refused ({ $step }): { $text }
cause-reply-cure = The text above is the server’s answer; its administrator can say more.

### The page in the browser
page-done-title = Done
page-done = Mailkey has the token and it is stored. You can close this page.
page-done-who = Signed in: { $who }
page-failed-title = No token was acquired
page-failed-next = Go back to Mailkey.
page-cancelled-title = The sign-in was cancelled
page-cancelled = It was cancelled in Mailkey. Start again there if you want to sign in.
page-unfinished-title = You have signed in
page-unfinished = Mailkey is still getting the token; the provider takes longer than usual. Mailkey will show how it ended. You can close this page.
page-stale-title = This page does not belong to a running sign-in
page-stale = The sign-in is over, or it was started in another window. Go back to Mailkey and start again if the token is missing.

### Command line
cli-send-subject = Test message from Mailkey
cli-send-body = This message was sent by Mailkey to test sending. There is nothing to do.
cli-sent = The message for { $to } was accepted by { $server }. Its reply:
cli-messages = { $count ->
    [0] The mailbox is empty.
    [one] { $count } message in the mailbox.
   *[other] { $count } messages in the mailbox.
}
cli-secret-prompt = Paste or type the secret and press Enter:
cli-secret-pem = This is a certificate. Paste it whole, together with its private key, and end with Ctrl+D (Windows: Ctrl+Z and Enter).
cli-stdin = Standard input cannot be read: { $reason }.
cli-secret-empty = Nothing came on standard input, so nothing was changed. To remove the secret: mailkeyctl secret delete.
cli-secret-set = Stored in the keyring.
cli-secret-deleted = Removed from the keyring.
cli-demo-running = The practice servers are running; end them with Ctrl+C. Any password is accepted on the sign-in page. Save the following settings in a file and take them over with: mailkeyctl --home DIR settings import FILE
cli-unknown-key = There is no setting named { $key }. All of them: mailkeyctl settings show
cli-set = { $key } = { $value }
cli-imported = The settings are stored in { $file }.
cli-imported-held = Note: the stored token was issued for other settings. Delete it (mailkeyctl token delete) and get it again.
cli-exported = The settings are written to { $file }. Secrets are not among them.
cli-valid-until = valid until { $time }
cli-sign-in = Sign in with the browser that opens. If none opens, use this address:
cli-sign-in-open = Open this address in a browser on this computer and sign in:
cli-sign-in-anywhere = Open this address in any browser, on this computer or another one, and sign in:
cli-paste = Then paste the address that the browser ends on here (it starts with http://localhost or http://127.0.0.1, and the page need not load):
cli-paste-ended = The input has ended, and the answer was not in it.
cli-paste-ended-cure = Start again, and paste the address that the browser ends on.
cli-device-address = Open this address in a browser on any device:
cli-device-code = and enter this code there (it holds until { $time }):
cli-application = The application signs in for itself …
cli-granted = The provider has answered; storing the token …
cli-no-browser = No browser could be opened ({ $reason }). Open the address above yourself.
cli-code-arrived = The browser has answered; finishing …
cli-acquired-application = The token is stored. The application signed in for itself; mailbox: { $account }
cli-acquired = The token is stored. Signed in: { $account }
cli-cancelled = Cancelled.
cli-delete-question = Delete the token for { $protocol }? [y/N]
cli-delete-yes = Nobody can be asked here: add --yes to delete the token.
cli-deleted-revoked = The token was withdrawn at the provider and removed here.
cli-deleted-here = The token was removed here. This provider lets no program withdraw the permission.
cli-deleted-not-revoked = The token was removed here, but it could not be withdrawn at the provider: { $why }
cli-deleted-used = The token is removed here. At the provider the permission stays, because the other token of the same person and application needs it; it is withdrawn when that one is deleted, too.
cli-deleted-nothing = There was no token to delete.
cli-failing-since = Failing since { $since }; the next attempt is at { $next }.
cli-refreshed = The token is renewed; it is valid until { $time }.
cli-refreshed-open = The token is renewed.
cli-revoke-again = Try again to withdraw it at the provider? [y/N]

## Background service
cli-service-on = The background service is installed and running. It starts at every login.
cli-service-off = The background service is stopped and removed.
cli-service-linger = It ends when you log out. To keep it running without a login: loginctl enable-linger
cli-service-state-on = The background service is on.
cli-service-state-off = The background service is off.
cli-service-running = mailkeyctl serve is running now.
cli-service-not-running = mailkeyctl serve is not running now.
err-service-no-manager = No service manager answers here ({ $reason }), so nothing can start Mailkey at login.
err-service-no-manager-cure = Log in directly instead of through su or sudo; or let your system or session start this command: mailkeyctl serve
err-service-no-program = The program { $path } is missing; it does the work in the background.
err-service-no-program-cure = Install Mailkey completely: mailkeyctl belongs in the same folder as mailkey.
err-service-path = { $path } cannot be written into a service’s file, because its name is not valid text.
err-service-path-cure = Put Mailkey and its folder in a place with an ordinary name.
err-service-changed = { $what } was changed by hand, so Mailkey leaves it alone.
err-service-changed-cure = Look after it yourself, or delete it and try again.
err-service-other-home = { $what } belongs to another folder of Mailkey (--home).
err-service-other-home-cure = Switch the service of that folder off first.
err-service-running = “mailkeyctl serve” is already running; it was started by hand.
err-service-running-cure = End it and try again.
err-service-file = { $path } could not be changed: { $reason }.
err-service-file-cure = Check the folder’s permissions and the free space.
err-service-command = The system refused: { $reason } ({ $command })
err-service-command-cure = The system’s own log says more; on Linux: systemctl --user status mailkey\*, journalctl --user -u mailkey\*. mailkeyctl serve in a terminal shows whether it can run at all.

## Serve
cli-serve-started = Started: tokens are kept valid, and the mailbox is checked. Folder: { $home }
cli-serve-stopped = Stopped.
cli-serve-second = “mailkeyctl serve” is already running for this folder.
cli-serve-second-cure = One is enough. Whether the system starts it: mailkeyctl service status
cli-serve-renewed = { $account }: the token was renewed; it is valid until { $time }.
cli-serve-renewed-open = { $account }: the token was renewed.
cli-serve-failed = { $account }: the token could not be renewed for now. { $why }
cli-serve-next = The next attempt is at { $time }.
cli-serve-rejected = { $account }: the token is invalid. { $why }
cli-serve-woke = The computer slept for { $minutes } min, or its clock was set forward; what is due is done now.
cli-serve-set-back = The computer’s clock was set back by { $minutes } min.
cli-serve-check-failed = The mailbox could not be checked. { $why }
cli-serve-notice = Notification: { $title } – { $text }

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
win-copy = Copy
win-continue = Continue
win-fill-in = Fill it in
win-back = Back
win-nothing = (empty)
win-optional = optional
win-required = Please fill in this field.
win-address-example = name@example.com
win-date-example = 2027-03-31
win-seconds = s
win-minutes = min

## The bar at the bottom
win-all-saved = Everything is saved
win-saved = Your changes are saved
win-saving = Saving…

## Server
win-server-smtp = SMTP server
win-server-pop = POP3 server
win-tls-direct = TLS from the first byte (because of port { $port })
win-tls-starttls = STARTTLS (because of port { $port })
win-tls-stls = STLS (because of port { $port })
win-tls-off = The connection is not encrypted

## Sender
win-sender = Sender

## Authentication
win-authentication = Authentication
win-method-none = None
win-method-password = User name and password
win-method-oauth2 = OAuth 2.0
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
win-secret-placeholder = none stored yet
win-secret-held = ••••••  stored
win-secret-change = Change
win-secret-removed = Saving will delete it from the keyring.
win-secret-keep = Keep
win-sign-in-browser = Browser
win-sign-in-device = Code on another device
win-sign-in-application = Application without a person
win-sign-in-browser-note = The sign-in page opens in the browser of this computer.
win-sign-in-device-note = For a computer without a browser: Mailkey shows a code, you type it on a phone.
win-sign-in-application-note = Nobody signs in. It takes a client secret or a certificate, and an administrator who allowed the application to use the mailbox.
win-sign-in-not-offered = The chosen provider does not offer this. Choose another way.
win-scopes-default = the provider’s own

## Token
win-token = Token
win-get-token = Get token
win-token-after-save = The state of POP’s own account is shown after saving.
win-no-token-both = Without a token, mail can be neither sent nor received.
win-no-token-smtp = Without a token, mail cannot be sent.
win-no-token-pop = Without a token, mail cannot be received.
win-no-token-browser = You get one by signing in with the browser.
win-waiting-note = Finish signing in and allow access to the mail.
win-waiting-before = Status until now: { $state }. If you do not finish signing in, it stays that way.
win-signed-in = Signed in: { $who }
win-signed-in-application = Obtained by the application itself
win-obtained = acquired { $when }
win-refreshed = refreshed { $when }
win-valid-until = valid until { $when }
win-was-valid-until = was valid until { $when }
win-renewable = renews itself
win-not-renewable = does not renew itself
win-other-account = The token is for the account { $token }, but the settings now name { $settings }.
win-other-provider = The token is from { $token }, but the settings now name { $settings }.
win-other-value = The token was obtained with another value of “{ $name }”: { $token }. The settings now say: { $settings }.
win-other-cure = It is not used for that. Delete it and get a new one, or put the old value back into the settings file.
win-trouble-kept = The token is kept.
win-trouble-since = Renewal first failed { $when }
win-trouble-next = next attempt { $when }
win-trouble-soon = next attempt in a moment
win-trouble-wait = the server asks for a pause until { $when }
win-refresh-now = Refresh now
win-refreshing = Refreshing the token…
win-refresh-done = The token has been refreshed.
win-refresh-failed = Tried { $when }, without success.
win-permission-ends = The permission ends { $when }, because the application is in testing at the provider.
win-permission-ends-cure = Publish the application there, or get the token again before then.
win-secret-ends = { $days ->
    [0] The client secret ends today ({ $day }).
    [one] The client secret ends in { $days } day ({ $day }).
   *[other] The client secret ends in { $days } days ({ $day }).
}
win-secret-ended = The client secret ended on { $day }.
win-serves-both = for SMTP and POP
win-serves-smtp = for SMTP
win-serves-pop = for POP
win-acquired-news = Done, the token is here.
win-acquired-next-smtp = Now try it: send a test message below.
win-acquired-next-pop = Now try it: check the mailbox.

## Getting a token
win-get-title = Get a token for { $account }?
win-get-text = The browser will open with the sign-in page – { $provider }. Sign in there as { $account } and come back. Mailkey waits for the answer for up to 5 minutes.
win-get-code = Mailkey will show a code. On a phone or another computer, open the provider’s page – { $provider } –, enter the code there and sign in as { $account }.
win-get-application = Nobody signs in: Mailkey proves itself to the provider ({ $provider }) with the client secret or certificate and gets a token for the mailbox { $account }. No browser opens.
win-get-both = The token will serve both SMTP and POP.
win-get-smtp = The token will serve SMTP.
win-get-pop = The token will serve POP.
win-get-saves = These changes are saved first: { $what }.
win-sign-in-starting = Opening the browser…
win-code-starting = Asking the provider for a code…
win-application-starting = Asking the provider for a token…
win-sign-in-finishing = Signed in, storing the token…
win-wait-title = Sign in with the browser
win-wait-text = Sign in with the browser as { $account } and allow access to the mail. This message closes by itself when you have done so.
win-wait-left = Time left
win-wait-elsewhere = No browser here, or does its answer not arrive?
win-paste = Paste the answer…
win-use-code = Use a code instead
win-use-browser = Use the browser instead
win-no-code-google = Google offers no code for mail. Sign in with a browser; on another computer with “Copy address” and “Paste the answer…”.
win-no-code = This provider offers no code.
win-paste-title = Paste the browser’s answer
win-paste-text = After signing in, the browser on the other computer ends at a page that “cannot be reached”. Copy the whole address from its address line and paste it here.
win-code-title = Sign in with a code
win-code-open = On a phone or another computer, open this address:
win-code-enter = and enter this code there:
win-code-next = Then sign in as { $account } and allow access to the mail. This message closes by itself when you have done so.
win-code-left = The code holds for another
win-copy-code = Copy code
win-open-here = Open here
win-open-again = Open again
win-copy-address = Copy address
win-copied = Copied
win-no-browser = The browser could not be opened
win-no-browser-note = Open this address in a browser yourself. If that is on another computer, bring its answer here with “Paste the answer…”:
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
win-deleting = Deleting the token. This can no longer be interrupted; it will be done in a moment.
win-deleted-title = The token is deleted
win-deleted-revoked = The token was removed from this computer and revoked at the provider.
win-deleted-here = The token was removed from this computer. The provider offers no way to revoke the permission from here.
win-deleted-not-revoked = It could not be revoked at the provider.
win-deleted-nothing = There was no token any more.
win-deleted-here-title = The token is deleted, but only here
win-deleted-gone = The token is removed from this computer; nothing here uses it any more.
win-revoke-note = The revocation can be tried again until this message is closed.
win-revoke-again = Try the revocation again
win-revoking = Revoking the permission at the provider…
win-delete-failed-title = The token could not be deleted
win-withdraw-microsoft = To withdraw it altogether, open myapps.microsoft.com and choose “Manage your application” and “Revoke permissions”, or ask the administrator to do it in the Microsoft Entra admin center.
win-withdraw-outlook = To withdraw it altogether, open account.live.com/consent/Manage.
win-withdraw-google = To withdraw it altogether, open myaccount.google.com/connections.
win-withdraw-custom = To withdraw it altogether, use the account’s pages at the provider.

## Test message
win-test-to = To
win-test-subject = Test message from Mailkey
win-test-body = Hello,
    Mailkey sent this message to see whether sending mail works. There is no need to answer it.
win-send = Send
win-saves-first = Your changes are saved first.
win-sending = Sending the message…
win-sent = The message to { $to } was sent
win-sent-note = Accepted by { $server }, { $when }.
win-sent-reply = The server’s reply: { $reply }
win-sent-next = Look into the mailbox (POP) →

## Mailbox
win-mailbox = Mailbox
win-check = Check now
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
win-no-subject = (no subject)
win-no-sender = (no sender)

## Keeping on without the window
win-keep = Keep working when the window is closed
win-keep-off = Off: tokens are renewed and mail is checked only while this window is open.
win-keep-on = On: tokens are renewed and mail is checked without this window, too, from the moment you log in to the computer.
win-keep-asking = Asking the system…
win-keep-turning-on = Turning it on…
win-keep-turning-off = Turning it off…
win-keep-not-here = This cannot be turned on here: this session has no service manager that could start Mailkey.
win-keep-practice = Practice mode keeps nothing, so nothing goes on after it.

## Closing the window, and a broken file
win-unsaved-title = Save the changes before the window closes?
win-unsaved-text = Unsaved changes: { $what }.
win-save-close = Save and close
win-discard-close = Discard and close
win-stay = Stay
win-closing = Finishing what has begun…
win-broken-title = The settings file cannot be loaded
win-broken-note = Tokens and mail are not affected. As soon as the file is mended it loads by itself.
win-reload = Load again

## Before the window opens
win-no-display = the window cannot open: there is no graphical display. Start the program on the desktop, or use mailkeyctl.
win-no-libraries = the window cannot open: libraries are missing. Install them with: sudo apt install { $packages }
win-no-window = the window cannot open: { $why }. Without a window there is mailkeyctl.
win-no-home = the system does not say where the home folder is ({ $why }). Name a folder with --home.
win-practice-home = practice mode keeps nothing and never touches real settings, but { $path } exists. Name an empty folder with --home, or none.
win-no-practice = practice mode cannot start: { $why }

### Fields

## Help for the fields: what it is and why one would change it
help-open = Help: { $name }
help-close = Hide help: { $name }
help-range = Range { $min }–{ $max }{ $unit }, default { $usual }.
help-usual = Default: { $value }
help-server = The computer to which Mailkey hands outgoing mail.
help-server-why = Mailkey suggests your provider’s server; change it only if you send through another one.
help-secondary = A backup server for when the primary one cannot be reached or does not answer.
help-secondary-why = Fill it in only if you really have a second server for the same mailbox. If the primary server refuses the login, the secondary one is not tried.
help-pop-server = The computer from which Mailkey fetches incoming mail.
help-pop-server-why = Mailkey suggests your provider’s server; change it only if you read your mail elsewhere.
help-port-smtp = The server’s entrance for outgoing mail.
help-port-smtp-why = Enter 465 if the server wants TLS from the first byte; on every other port encryption starts with STARTTLS.
help-port-pop = The server’s entrance for reading mail.
help-port-pop-why = Enter 110 if the server starts encryption with STLS; port 995 encrypts from the first byte.
help-tls = Encrypts the connection to the server.
help-tls-why = It can only be off for a server on this computer, or without a login: otherwise anyone along the way could read the password or token.
help-timeout = How long Mailkey waits for each step: finding the server, connecting, TLS and every reply.
help-timeout-why = Raise it on a slow connection. With a shorter timeout, the secondary server is tried sooner.
help-sender-name = The name that recipients see next to the address.
help-sender-name-why = It shows who is writing, such as “Reception – scanner”. Without it, recipients see only the address.
help-sender-address = The address that messages are sent from and that people reply to.
help-sender-address-why = It is usually the same as the account name. For a shared mailbox, it is the mailbox’s address.
help-method = How Mailkey proves to the server who it is.
help-method-why = Microsoft and Google want OAuth 2.0. A password suits a mail server of your own; “None” suits a server in your own network that accepts mail from this computer anyway.
help-user = The name the server knows you by, often the whole e-mail address.
help-user-why = Change it if the server’s administrator gave you a name other than the address.
help-password = The mailbox’s password, or an app password. It is stored in the system’s keyring only.
help-password-why = Enter a new one when the password has been changed at the provider.
help-provider = Who runs the mailbox and issues the tokens.
help-provider-why = It fills in servers and sign-in addresses. Microsoft 365 at work and personal Outlook.com are two different providers.
help-account = The e-mail address of the mailbox that the token is for.
help-account-why = It cannot be changed while a token is stored: delete the token first.
help-sign-in-as = Who signs in with the browser when it is not the mailbox itself.
help-sign-in-as-why = Fill it in for a shared mailbox: it has no password of its own, so a person with access to it signs in.
help-client-id = The identifier under which Mailkey is registered with the provider (“Application (client) ID” or “Client ID”).
help-client-id-why = Without a registration, no provider gives a program access to mail. In Microsoft Entra you find the ID in the overview of the app registration, at Google among the credentials.
help-client-secret = The application’s own password, or its certificate with the private key (PEM, from BEGIN to END).
help-client-secret-why = Microsoft wants none for a desktop application; Google always issues one. It is required when the application signs in without a user.
help-client-secret-expires = The last day on which the client secret is valid, as the provider’s page shows it.
help-client-secret-expires-why = Mailkey warns you in time. Without the date, you only find out when mail stops working.
help-tenant = The organization in Microsoft 365: its domain (example.com) or its tenant ID.
help-tenant-why = Fill it in if the application is registered for a single organization or signs in without a user. Otherwise leave it empty.
help-issuer = The address at which the provider publishes its OpenID configuration.
help-issuer-why = Mailkey finds the sign-in addresses there; look for it in the provider’s documentation.
help-sign-in = How the token is acquired: in the browser of this computer, with a code on another device, or without a person.
help-sign-in-why = The code is for a computer without a browser. The application’s own sign-in is for places where nobody can sign in and the administrator has allowed it.
help-scopes = The permissions that Mailkey asks for at sign-in, separated by spaces.
help-scopes-why = Leave it empty unless the provider’s documentation names permissions of its own.
help-check-interval = How often Mailkey checks the mailbox by itself.
help-check-interval-why = Zero means only on request. Some providers refuse for a while when checked too often.
help-common = Whether sending and receiving use the same provider, account and token.
help-common-why = Turn it off if POP reads another mailbox or somebody else signs in for it, as with a shared mailbox.

## What Mailkey made of a pasted text
said-port = Port { $port } is now in the field “Port number”.
said-port-left-out = Port { $port } was left out: both servers share one “Port number”.
said-server = Only the server’s name was kept.
said-name = “{ $name }” is now in the field “Sender name”.
said-address = Only the address was kept.
said-id = Only the ID was kept.
said-tenant = Only the tenant was kept.
said-issuer = The end of the address (/.well-known/…) was left out; Mailkey adds it itself.
said-date = Read as { $day }.
said-number = Only the number was kept.

## Mended with one click
mend-meant = Should it be { $value }?
mend-no-dot = The domain has no dot:
mend-no-dot-meant = should it be { $value }?
mend-clear = Clear

## What is most likely a mistake
advice-port-servers = Port 25 is for mail between servers; most networks and providers block it for programs.
advice-port-web = This port belongs to the web, not to mail.
advice-port-reading = On this port mail is read (POP3 or IMAP), not sent.
advice-port-sending = On this port mail is sent, not read.
advice-port-imap = This port belongs to IMAP; Mailkey reads mail with POP3.
advice-port-unanswered = { $provider } does not answer on this port.
advice-server-reading = This server is for reading mail (POP3 or IMAP); it does not send.
advice-server-sending = This server sends mail; mail cannot be read from it.
advice-server-other = This is a server of { $provider }, but another provider is chosen under Authentication.
advice-server-same = This is the same as the primary server, so it is no backup.
advice-sender = The address differs from the account name. That is fine for a shared mailbox if the account may send from it.
advice-slip = The domain most likely has a typo.
advice-sign-in-same = This is the same as the account name, so the field can stay empty.
advice-secret-ended = This date has passed: the client secret is no longer valid. Create a new one at the provider.
advice-secret-ends = { $days ->
    [0] The client secret expires today. Create a new one at the provider.
    [one] The client secret expires in { $days } day. Create a new one at the provider in time.
   *[other] The client secret expires in { $days } days. Create a new one at the provider in time.
}

## What another program has changed meanwhile
disk-news = Another program has changed settings in the meantime: { $what }.
disk-news-one = { $name } { $was } → { $is }
disk-read = Got it
disk-dispute = Another program has stored { $theirs } in the meantime; you have { $mine } here.
disk-dispute-bar = { $name }: you have { $mine }, another program has stored { $theirs } in the meantime.
disk-mine = Keep my value
disk-theirs = Use the stored value
disk-empty = an empty value
disk-on = on
disk-off = off

## Unsaved changes
bar-unsaved = Unsaved changes:
bar-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
discard-title = Discard the unsaved changes?
discard-text = You will lose what you typed into these fields:
discard-secrets = You will have to find and paste the password or client secret again.
discard-do = Discard
discard-keep = Keep editing

## Common account
common-off-draft = POP got a copy of SMTP’s account settings. It has no token of its own yet: press “Get token” after saving.
common-title-both = Which token should stay?
common-text-both = SMTP and POP each have a token. A common account uses only one; the other is deleted after saving, and revoked at the provider where possible.
common-title-pop = Use POP’s token?
common-text-pop = SMTP has no token, but POP has one. The common account can use POP’s token; the account settings are then taken from POP as well.
common-holder = { $protocol }: { $who } ({ $provider }), token acquired { $since }
common-lacks-smtp = POP’s token has no permission to send: it has to be acquired again after saving.
common-lacks-pop = SMTP’s token has no permission to read mail: it has to be acquired again after saving.
common-keep-smtp = Keep SMTP’s token
common-keep-pop = Keep POP’s token
common-take-pop = Use POP’s token
common-drop-pop = Delete POP’s token
common-draft-smtp = After saving, SMTP’s token stays and POP’s token is deleted.
common-draft-pop = After saving, SMTP uses POP’s token as well.
common-draft-pop-over = After saving, SMTP uses POP’s token as well, and SMTP’s own token is deleted.
cli-keep-only = --keep belongs to switching the common account on: mailkeyctl settings set pop.common_account true --keep smtp (or pop).

## Password, and no login at all
method-none-warning = Mailkey does not identify itself to the server. Only a server that knows this computer by its address accepts mail this way (a server of your own, a relay in your network); Microsoft 365, Outlook.com and Google do not.
method-none-pop = No ordinary server opens a mailbox without a login: choose a password or OAuth 2.0.
method-password-microsoft-smtp = Microsoft 365 is phasing out passwords for sending. From the end of December 2026 they are off by default for existing organizations (an administrator can still turn them on), and new organizations do not get them at all. Microsoft will announce the final date in the second half of 2027.
method-password-microsoft-pop = Microsoft 365 has not accepted passwords for reading mail since 1 October 2022.
method-password-outlook = Outlook.com has accepted neither passwords nor app passwords since 16 September 2024.
method-password-google = Google has not accepted ordinary passwords since 1 May 2025. Only an app password works (the account needs 2-step verification for it), or OAuth 2.0.
method-use-oauth = Use OAuth 2.0

### Registration guide

## What looks odd in the fields
odd-account-of = This is an address at { $provider }.
odd-id-of = This is an application ID from { $provider }.
odd-secret-of = This is a client secret from { $provider }.
odd-issuer-of = This is the address of { $provider }.
odd-provider-cure = Choose { $provider } as the provider above.
odd-id-is-address = This is an e-mail address, not an application ID.
odd-id-is-address-cure = The address belongs in “Account name”. The application ID is on the registration’s page at the provider.
odd-id-is-web = This is a web address, not an application ID.
odd-id-is-web-cure = Copy only the “Application (client) ID” from the registration’s page.
odd-id-is-secret = This looks like a client secret, not like an application ID.
odd-id-is-secret-cure = Move it to “Client secret”, and put the application ID here.
odd-id-is-tenant = The application ID and the tenant are the same.
odd-id-is-tenant-cure = “Application (client) ID” belongs in Application ID, “Directory (tenant) ID” in Tenant.
odd-id-not-guid = Application IDs at Microsoft look different: 8-4-4-4-12 digits and letters a–f.
odd-id-not-guid-cure = Copy the whole “Application (client) ID” from the “Overview” page, without quotes or braces.
odd-id-not-google = Application IDs at Google end in .apps.googleusercontent.com.
odd-id-not-google-cure = Copy the whole “Client ID” from the “Clients” page.
odd-secret-is-id = This is the secret’s ID (“Secret ID”), not its value.
odd-secret-is-id-cure = Copy the “Value” column. Microsoft shows it only until you leave the page; after that, create a new secret.
odd-secret-is-client-id = This is the application ID, not its secret.
odd-secret-is-client-id-cure = Copy the “Client secret”.
odd-secret-not-google = Client secrets from Google usually begin with GOCSPX-.
odd-secret-not-google-cure = An older secret is fine. Otherwise copy the whole “Client secret”.
odd-secret-not-needed = A desktop application at Microsoft has no client secret.
odd-secret-not-needed-cure = If you registered it as the guide says, leave this empty; with a secret, Microsoft would refuse the sign-in.
odd-tenant-is-address = This is an e-mail address, not a tenant.
odd-tenant-is-address-cure = Keep only the part after the @, or enter the “Directory (tenant) ID”.
odd-tenant-is-web = This is a web address, not a tenant.
odd-tenant-shape = This is neither a tenant ID nor a domain.
odd-tenant-cure = Enter the “Directory (tenant) ID” from the “Overview” page, or the organization’s domain (example.com, example.onmicrosoft.com).
odd-tenant-needed = The application signs in by itself, so Mailkey must know in which organization.
odd-tenant-common = “common” admits work and personal accounts.
odd-tenant-common-cure = It works only if the registration allows that. For one organization, enter its “Directory (tenant) ID”.
odd-tenant-organizations = “organizations” means work accounts of any organization, as does an empty field.
odd-tenant-organizations-cure = If the application is registered for one organization only, enter its “Directory (tenant) ID”.
odd-tenant-consumers = “consumers” admits personal accounts only (Outlook.com, Hotmail).
odd-tenant-consumers-cure = For a work account, clear this or enter the “Directory (tenant) ID”; for a personal one, choose Outlook.com as the provider.
odd-tenant-for-personal = A personal account belongs to no organization, yet a tenant is filled in.
odd-tenant-for-personal-cure = Clear the Tenant field.
odd-issuer-is-document = This is the address of a document, not of the provider.
odd-issuer-is-document-cure = Keep only what comes before /.well-known/; Mailkey adds the rest.

## The guide: around the steps
guide-open = How do I get an application ID?
guide-title = How to get an application ID
guide-close = Close the guide
guide-minutes = { $provider } · about 10 minutes
guide-before-work = Microsoft lets only a program that it knows reach mail. The registration introduces Mailkey. It takes an administrator or the role “Application Developer”.
guide-before-personal = Microsoft lets only a program that it knows reach mail. The registration introduces Mailkey; you do it once.
guide-before-google = Google lets only a program that it knows reach mail. The registration introduces Mailkey; you do it once.
guide-before-custom = The provider lets only a program that it knows reach mail. It must support signing in to SMTP and POP3 with OAuth 2.0.
guide-practice = The practice provider needs no registration; the application ID is filled in already. This is for a real one.
guide-way = How to do it
guide-way-web = On the web, step by step
guide-way-powershell = PowerShell commands
guide-way-az = Azure CLI commands
guide-done-count = Steps done: { $done }/{ $all }
guide-step = Step { $number }: { $title }
guide-step-done = Step { $number } is done: { $title }
guide-copy-address = Copy address
guide-not-opened = The browser could not be opened. Copy the address and open it yourself:
guide-fill-account = Go to Account name
guide-fill-client-id = Fill in the application ID
guide-fill-client-secret = Fill in the client secret
guide-fill-tenant = Fill in the tenant
guide-fill-issuer = Fill in the issuer
guide-fill-scopes = Fill in the permissions
guide-check = Check the values and get the token
guide-check-text = The guide looks at what is in the fields. Once everything is right, press “Get token” and sign in.
guide-verdict-empty = still empty
guide-verdict-held = stored in the keyring
guide-verdict-fine = looks right

## The guide: Microsoft
guide-ms-page = Open the Microsoft Entra admin center
guide-ms-open = Open the app registrations
guide-ms-open-text = In the Microsoft Entra admin center they are under “App registrations”. Choose “New registration” there.
guide-ms-directory = If the page says that applications can no longer be created “outside of a directory”, sign up for a free Azure account first.
guide-ms-name = Name the application and choose its accounts
guide-ms-name-work = Put the name into “Name”. Choose “Single tenant only” (formerly “Accounts in this organizational directory only”).
guide-ms-name-application = Put the name into “Name”, choose “Single tenant only” under “Supported account types”, and press “Register”. Leave “Redirect URI” empty.
guide-ms-name-personal = Put the name into “Name”. Choose “Personal accounts only” (formerly “Personal Microsoft accounts only”).
guide-ms-redirect = Enter the redirect address
guide-ms-redirect-text = Under “Redirect URI” choose “Public client/native (mobile & desktop)”, enter this address, and press “Register”.
guide-ms-redirect-note = In a registration that exists: “Authentication” → “Add redirect URI” (formerly “Add a platform”) → “Mobile and desktop applications”.
guide-ms-ids = Copy the IDs to Mailkey
guide-ms-ids-work = On the “Overview” page copy “Application (client) ID” to the field Application ID and “Directory (tenant) ID” to the field Tenant.
guide-ms-ids-personal = On the “Overview” page copy “Application (client) ID” to the field Application ID. A personal account needs no tenant.
guide-ms-ids-printed = Copy the “Application (client) ID” that was printed to Application ID and the “Directory (tenant) ID” to Tenant. (Azure CLI prints them in this order.)
guide-ms-permissions = Add the permissions for mail
guide-ms-permissions-text = “API permissions” → “Add a permission” → “Microsoft Graph” → “Delegated permissions”. Search for these and tick them:
guide-ms-permissions-note = At the top, under “OpenId permissions”, also tick “email”, “offline_access”, “openid” and “profile”. Then press “Add permissions”.
guide-ms-permissions-application = “API permissions” → “Add a permission” → “APIs my organization uses” → “Office 365 Exchange Online” → “Application permissions”:
guide-ms-public = Allow signing in with a code
guide-ms-public-text = “Authentication” → “Settings” (formerly “Advanced settings”): switch “Allow public client flows” on and press “Save”.
guide-ms-consent = Have an administrator approve the permissions
guide-ms-consent-text = The administrator chooses “Grant admin consent” in “API permissions”. If that is not you, send them this link:
guide-ms-consent-page = Open the consent page
guide-ms-consent-later = The link appears here as soon as the application ID is filled in correctly.
guide-ms-consent-note = After the approval the browser says that the page “localhost” cannot be reached. That is fine, the consent is given.
guide-ms-consent-application = The administrator chooses “Grant admin consent” in “API permissions”. Both permissions then say “Granted”.
guide-ms-mailbox = Switch SMTP and POP on for the mailbox
guide-ms-mailbox-text = In Microsoft 365 sending over SMTP is often switched off. An Exchange administrator switches it on in PowerShell:
guide-ms-pop = Switch POP on in the mailbox
guide-ms-pop-text = In the settings of Outlook.com, “Mail” → “Forwarding and IMAP”, switch “Let devices and apps use POP” on and press “Save”.
guide-ms-pop-page = Open the settings of Outlook.com
guide-ms-shell = Open PowerShell or Cloud Shell
guide-ms-shell-powershell = PowerShell on your computer will do, and so will Cloud Shell in the browser (“PowerShell”). Sign in there as an administrator.
guide-ms-shell-az = A terminal with the Azure CLI will do, and so will Cloud Shell in the browser (“Bash”). Sign in there as an administrator.
guide-ms-cloud-shell = Open Cloud Shell
guide-ms-commands = Run these commands
guide-ms-commands-text = They do what the steps on the web do: register a desktop application with http://localhost and the permissions for mail. At the end they print two IDs.
guide-ms-commands-application = They do what the steps on the web do: register an application that signs in by itself, and create a client secret. At the end they print everything.
guide-ms-secret = Create a client secret
guide-ms-secret-text = “Certificates & secrets” → “New client secret” → “Add”. Copy “Value” at once (not “Secret ID”): it cannot be seen after you leave the page.
guide-ms-secret-printed = Copy the client secret to Mailkey
guide-ms-secret-printed-text = Copy the “Client secret” that was printed, then close that window: whoever has it gets into the mailbox.
guide-ms-secret-note = Copy “Expires” to the field “Client secret expires on”, and Mailkey warns you in time. A certificate with its private key will do instead.
guide-ms-exchange = Let the application into the mailbox
guide-ms-exchange-text = Open the application under “Enterprise applications”, and put its “Object ID” in place of OBJECT-ID. An Exchange administrator runs this:
guide-ms-enterprise-page = Open the enterprise applications
guide-ms-exchange-note = The “Object ID” under “App registrations” is a different one; with it, Exchange would refuse the application. The change takes some minutes.

## The guide: Google
guide-google-project = Create a project
guide-google-project-text = In the Google Cloud console create a project, for instance under this name, and wait until it opens. Stay in it for all the steps.
guide-google-project-page = Create a project
guide-google-name = Describe the application
guide-google-name-text = Choose “Get started”, enter “App name” and your own e-mail address. “Audience”: “Internal” in Google Workspace, otherwise “External”.
guide-google-name-page = Open Google Auth Platform
guide-google-publish = Publish it, if it is “External”
guide-google-publish-text = In “Audience” choose “Publish app”. While it is in “Testing”, Google ends every sign-in after 7 days. Skip this if it is “Internal”.
guide-google-publish-page = Open “Audience”
guide-google-publish-note = At sign-in, Google then warns that it has not verified the app. It is yours: choose “Advanced” and “Go to Mailkey (unsafe)”.
guide-google-scope = Add the permission for mail
guide-google-scope-text = In “Data Access” choose “Add or remove scopes”, put the address into “Manually add scopes” at the bottom, then “Add to table”, “Update” and “Save”.
guide-google-scope-page = Open “Data Access”
guide-google-client = Create a desktop client
guide-google-client-text = In “Clients” choose “Create client”, under “Application type” choose “Desktop app”, enter the name, and press “Create”.
guide-google-client-page = Open “Clients”
guide-google-ids = Copy the ID and the secret to Mailkey
guide-google-ids-text = The window shows “Client ID” and “Client secret”. Copy both into Mailkey now: Google does not show the secret again.
guide-google-pop = Switch POP on in the mailbox
guide-google-pop-text = In the settings of Gmail, “Forwarding and POP/IMAP”, enable POP and save the changes.
guide-google-pop-page = Open the settings of Gmail

## The guide: another provider
guide-custom-ask = Ask the provider
guide-custom-ask-text = Send this question to their support, or look for the answers in their documentation (search for “OAuth 2.0 SMTP”):
guide-custom-question = Hello,
    we would like to use the program Mailkey with OAuth 2.0 for sending (SMTP) and receiving (POP3) mail. Please tell us:
    1. The issuer’s address, with the document /.well-known/openid-configuration.
    2. A client ID for a native, public application with PKCE and the redirect URI { $redirect } with any port (RFC 8252). If a client secret belongs to it, that too.
    3. The names of the permissions (scopes) for SMTP and POP3, and how to get a refresh token (offline_access).
    4. Whether signing in with a code is possible too (device flow, RFC 8628).
    5. Addresses and ports of the SMTP and POP3 servers with XOAUTH2 or OAUTHBEARER.
    Thank you
guide-custom-issuer = Fill in the issuer’s address
guide-custom-issuer-text = It is right if the browser shows text in braces after you add /.well-known/openid-configuration to it.
guide-custom-issuer-page = Try the address
guide-custom-client = Fill in the application ID
guide-custom-client-text = If you register the application yourself, choose the type “native” or “desktop” and enter this redirect address; any port will do.
guide-custom-scopes = Fill in the permissions
guide-custom-scopes-text = Separate the names of the permissions for SMTP and POP3 with spaces. Mailkey adds “openid”, “email”, “profile” and “offline_access” itself.
cli-guide-no-commands = There are no such commands for this provider or way of signing in. Leave out --powershell and --az.

### Administrator
cli-admin-prompt = Administrator password:
cli-admin-prompt-new = New administrator password:
cli-admin-prompt-again = The new password once more:
cli-admin-differ = The passwords differ; nothing was changed. Run the command again.
cli-admin-empty = There is no password on standard input. Send it on a line of its own; mailkeyctl admin change expects two lines, the current and the new one.
cli-admin-set = The administrator password is set. Without it, nobody can change or use anything now; mail keeps working.
cli-admin-removed = The administrator password is removed. Everyone who uses this account on the computer can change the settings.
cli-admin-open = No administrator password is set; the settings are not locked.
cli-admin-unlocked = The settings are unlocked.
cli-admin-locked = { $left ->
    [one] The settings are locked with the administrator password. One try is left.
   *[other] The settings are locked with the administrator password. { $left } tries are left.
}
win-admin-none = Administrator: set password…
win-admin-unlocked = Administrator: unlocked
win-admin-locked = Administrator: locked
win-admin-line = The settings are locked. You can look at everything, and mail keeps working.
win-admin-unlock-open = Unlock…
win-admin-unlock-title = Unlock the settings
win-admin-unlock-text = Enter the administrator password.
win-admin-unlock = Unlock
win-admin-set-title = Set an administrator password
win-admin-set-text = From then on, changing settings, getting or deleting tokens and sending test messages need this password, in the window and with mailkeyctl. Everyone still sees the state; Mailkey goes on renewing tokens and checking the mailbox by itself.
win-admin-set-note = At least { $count } characters, for instance a few words in a row. A forgotten password cannot be recovered. Anyone with access to this account’s files can remove the lock, though, so it does not replace signing in to the computer.
win-admin-set = Set password
win-admin-title = The settings are unlocked
win-admin-text = They lock by themselves when nobody has worked with the window for { $minutes } minutes, and when it is closed.
win-admin-lock = Lock
win-admin-change-open = Change password…
win-admin-remove-open = Remove password…
win-admin-change-title = Change the administrator password
win-admin-change-text = The new password applies at once, in all windows and with mailkeyctl.
win-admin-change-note = At least { $count } characters, for instance a few words in a row.
win-admin-change = Change password
win-admin-remove-title = Remove the administrator password
win-admin-remove-text = Everyone who uses this account on the computer will be able to change and use the settings.
win-admin-remove = Remove password
win-admin-password = Password
win-admin-current = Current password
win-admin-new = New password
win-admin-again = Once more
win-admin-differ = The passwords differ.
win-admin-checking = Checking…
win-admin-out = The password was wrong three times in a row, so unlocking is blocked for now.
win-admin-out-left = The next try is possible in { $time }.
win-unsaved-later = They can be saved after unlocking.
win-unsaved-locked-title = The changes are not saved
win-unsaved-locked = The settings are locked, so the changes cannot be saved now. Unlock the settings first, or discard the changes.

### Keyboard and looks
# What a screen reader says of the list at the top.
win-theme = Theme
# After Ctrl with +, − or 0.
win-scale = Size: { $percent }%

### When
when-now = just now
when-soon = in a moment
when-minutes-ago = { $count } min ago
when-minutes-ahead = in { $count } min
when-hours-ago = { $count } h ago
when-hours-ahead = in { $count } h
when-yesterday = yesterday at { $time }
when-tomorrow = tomorrow at { $time }
when-date = { $date } at { $time }
when-full = { $weekday } { $date } at { $time }
when-weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
when-it-was = This was { $when }.

### First start
first-open = Setup guide
first-title = Set up your mail in five steps
first-text = Finished steps are ticked off. You can skip any step and come back to it later.
first-leave = Go straight to the settings
first-sender = Who sends
first-provider = Who hosts your mail
first-application = Application ID
first-sign-in = Signing in
first-test = Test message
first-done = Done
first-skipped = Skipped
first-next = Next
first-skip = Skip
first-later-key = Set up later
first-other-account = Another account signs in (a shared mailbox, for instance)
first-account-note = The mailbox that Mailkey will work with. Usually the same as the sender address.
first-by-address = Chosen by your address.
first-rather = By the address, rather { $provider }
first-servers = Sending: { $smtp } · receiving: { $pop }. Ports and encryption are set for you.
first-password = This provider wants a user name and password. Servers and method are filled in for you; only the password is left to enter in the settings.
first-password-key = Fill in and go to the password
first-application-note = The provider gives only registered programs access to mail. Your administrator has the ID, or you create one in ten minutes with the guide.
first-arriving = Waiting for the message to arrive in the mailbox…
first-arrived = The message has arrived: sending and receiving both work.
first-not-arrived = The message has not arrived yet. This can take a few minutes.
first-check-again = Look again
first-finish = Go to the settings
first-ready = Done: this computer sends mail as { $account }
first-ready-both = Done: this computer sends and receives mail as { $account }
first-later = The rest can be set up at any time
first-later-note = Skipped steps are in the settings; or come back here with “Setup guide” on the SMTP tab.

### The causes, and what helps
token-fine-but = The token is fine, but { $what }
cause-unknown = something went wrong, and Mailkey does not know why.
cause-unknown-cure = Try again. What happened is in the log: on the Log tab, or with mailkeyctl log
cause-report = If that does not help, send the report of a test to whoever looks after Mailkey here: in the window press “Test connection” and then “Copy report”, on the command line run mailkeyctl test. It holds no passwords, keys or tokens.

## What was being done

## Settings and files of Mailkey’s own
cause-incomplete-password = something is not filled in yet: { $names } ({ $keys }).
cause-incomplete-password-cure = Enter the password in the panel, or with: mailkeyctl secret set smtp.password (or pop.password).
cause-incomplete-client-secret-cure = Enter the application’s secret or its certificate with the private key in the panel, or with: mailkeyctl secret set smtp.client_secret (or pop.client_secret).
cause-incomplete-tenant-cure = When the application signs in for itself, Microsoft must know the organization: enter its domain (example.com) or tenant ID, not “organizations” or “common”.
cause-incomplete-client-id-cure = Register an application with the provider (or ask your administrator for its ID) and enter the application ID.
cause-incomplete-cure = Fill that in, save, and try again.
cause-tls-off = here SSL/TLS cannot be off: the password or token would cross the network unprotected.
cause-tls-off-cure = Turn SSL/TLS on. Without it only a server on this computer is allowed, or no login at all.
cause-disk-full = there is no space left on the disk, so Mailkey cannot store anything ({ $reason }).
cause-disk-full-cure = Make room on the disk that holds your home folder (or the folder chosen with --home), and try again. The stored settings have not changed.
cause-read-only = the folder { $path } is on a disk that cannot be written to ({ $reason }).
cause-read-only-cure = Name another folder with --home, or ask this computer’s administrator to mount the disk for writing. Linux also makes a disk read-only after an error: then check its health.
cause-file-access = this user has no access to the folder or file { $path } ({ $reason }).
cause-file-access-cure = Often it belongs to root, because somebody once ran Mailkey with sudo. Take it back with sudo chown, or name another folder with --home.
cause-home = the file or folder { $path } cannot be used: { $reason }.
cause-home-cure = Check the rights of the folder and the free space, or name another folder with --home.
cause-file-read = the file { $path } cannot be read: { $reason }.
cause-file-read-cure = Check the file and its rights. Nothing was changed.
cause-file-write = the file { $path } cannot be written: { $reason }.
cause-file-write-cure = Check the rights of the folder and the free space. The file is as it was.
cause-file-changed = another program has changed { $names } ({ $keys }) in the meantime. Nothing was stored.
cause-file-changed-cure = Look at what is stored now, then store what should apply.
cause-file-wrong = something in the settings file is wrong:
    { $problems }
cause-file-wrong-cure = Correct the file in an editor. Mailkey leaves it as it is until then.
cause-ca-unreadable = the file with additional certificates cannot be read: { $path } ({ $reason }).
cause-ca-unreadable-cure = Correct the setting “Additional certificates” (extra_ca), or replace the file; it must be a PEM file with a BEGIN CERTIFICATE line.
cause-ca-empty = there is no certificate in { $path }.
cause-ca-damaged = certificate number { $number } in { $path } is damaged.
cause-no-trust = this computer has no usable trusted certificates: { $reason }.
cause-no-trust-cure = Install them (on Debian: the package ca-certificates).

## The administrator’s password
cause-admin-locked = The settings are locked with the administrator password.
cause-admin-locked-cure = Unlock them with the administrator password. On the command line, run the command in a terminal and enter the password, or add --password-stdin and send the password as the first line of standard input.
cause-admin-wrong = The administrator password is not correct.
cause-admin-wrong-cure = { $left ->
    [one] Check Caps Lock and the keyboard layout. One try is left; after that, unlocking is blocked for { $minutes } minutes.
   *[other] Check Caps Lock and the keyboard layout. { $left } tries are left; after that, unlocking is blocked for { $minutes } minutes.
}
cause-admin-locked-out = The administrator password was wrong { $tries } times in a row, so unlocking is blocked for { $minutes } minutes.
cause-admin-locked-out-cure = Try again after { $time }. Sending and receiving mail keep working.
cause-admin-damaged = The file that the administrator password is checked against ({ $path }) is damaged, so the password cannot be checked and the settings stay locked.
cause-admin-damaged-cure = Restore { $path } from a backup. Without a backup, delete it – that unlocks the settings – and set a new password.
cause-admin-too-short = The password is too short.
cause-admin-too-short-cure = Enter at least { $count } characters; a shorter password could soon be guessed. A few words in a row are easy to remember.
cause-admin-too-long = The password is too long.
cause-admin-too-long-cure = Shorten it to { $count } bytes at most.
cause-admin-already-set = An administrator password is already set.
cause-admin-already-set-cure = To use another one, change it: you will need the current one.
cause-admin-not-set = No administrator password is set.
cause-admin-not-set-cure = The settings are unlocked, and you can change them right away.
cause-admin-busy = Another Mailkey program is checking the administrator password.
cause-admin-busy-cure = Wait a moment and try again.

## The keyring
cause-keyring-none = No keyring is running here that could keep the token ({ $reason }).
cause-keyring-none-cure = Start Mailkey in a desktop session, or install and start a keyring service (on Debian: gnome-keyring). Mailkey stores no secrets in files.
cause-keyring-locked = The keyring is locked.
cause-keyring-locked-cure = Unlock the keyring (usually by signing in to the desktop with your password) and try again.
cause-keyring-silent = The keyring did not answer within { $seconds } seconds.
cause-keyring-silent-cure = Look for a window that asks for the keyring’s password, or restart the keyring service, and try again.
cause-keyring-damaged = What the keyring holds for this account is not what Mailkey stored there.
cause-keyring-damaged-cure = Delete the token and get it again.
cause-keyring-other = The keyring refused: { $reason }.
cause-keyring-other-cure = Check that the keyring works for other programs, and try again.

## The token
cause-no-token = There is no token for { $protocol } yet.
cause-no-token-cure = Press “Get token” in the window; on the command line: mailkeyctl token get.
cause-other-settings = The stored token was issued for other settings (account { $account }).
cause-other-settings-cure = Delete the token and get it again, or set the account, provider and application back to what they were.
cause-not-renewed = The token could not be renewed: { $text }
cause-not-renewed-cure = Mailkey tries again by itself. The details are in the log: on the Log tab, or with mailkeyctl log
cause-held-common = POP has a token of its own. A common account uses only one, so you have to say which one stays.
cause-held-common-cure = The panel asks; on the command line: mailkeyctl settings set pop.common_account true --keep smtp (or --keep pop).
cause-held = “{ $name }” cannot be changed while a token is held.
cause-held-cure = Delete the token first.
cause-sign-in-running = A sign-in to this account is already under way, here or in another Mailkey.
cause-sign-in-running-cure = Finish or cancel it there, then try again.
cause-deleted-meanwhile = The token was deleted while somebody signed in, so the new one was not stored.
cause-deleted-meanwhile-cure = Get the token again if it is still wanted.
cause-busy = another Mailkey is working with this account and does not let go of it.
cause-busy-cure = Wait a moment and try again; if it stays so, end the other program.
cause-not-granted = The provider granted neither the permission to send (SMTP) nor the one to receive (POP).
cause-not-granted-cure = Delete the token, get it again and accept every permission; the application’s registration must list them as well.
cause-not-granted-smtp = The provider did not grant the permission to send (SMTP).
cause-not-granted-pop = The provider did not grant the permission to receive (POP).
cause-clock-behind = { $minutes ->
    [one] This computer’s clock is { $minutes } minute behind the provider’s.
   *[other] This computer’s clock is { $minutes } minutes behind the provider’s.
}
cause-clock-identity-cure = Set the computer’s time and time zone right, ideally let the system set it from the internet.
cause-clock-ahead = { $minutes ->
    [one] This computer’s clock is { $minutes } minute ahead of the provider’s.
   *[other] This computer’s clock is { $minutes } minutes ahead of the provider’s.
}

## The sign-in
cause-port-in-use = Another program uses the port at which Mailkey would wait for the browser’s answer ({ $reason }).
cause-port-in-use-cure = Try again: another port is used the next time. If that does not help, finish or cancel the other sign-ins.

## The way to the authorization server
cause-auth-name = The name of the sign-in server { $host } could not be found.
cause-auth-name-cure = Check the network connection and the DNS server: does any page open in the browser? In a company network the way out may lead through a proxy only.
cause-offline = this computer has no way into the network ({ $reason }).
cause-offline-cure = Connect to the network (cable, Wi-Fi, VPN) and try again.
cause-auth-tls-time = By this computer’s clock the certificate of the sign-in server { $host } is not valid now.
cause-auth-tls-time-cure = Check the computer’s date and time. If they are right, something in the network presents a certificate of its own (a proxy, an antivirus program): tell the network administrator.
cause-auth-proxy-login = A proxy stands on the way to the sign-in server { $host } and wants a login of its own.
cause-auth-proxy-login-cure = Enter the user name and password in the system’s proxy settings (or in the variable HTTPS_PROXY), or ask the network administrator to let this address through without a login.
cause-auth-portal = The network answered instead of the sign-in server { $host }: it probably wants you to sign in to it first (hotel, train, guest Wi-Fi).
cause-auth-portal-cure = Open any page in a browser, sign in to the network, and try again.
cause-auth-not-found = The sign-in server { $host } has no such page (HTTP { $code }).
cause-auth-not-found-cure = With a provider of your own check the issuer, with Microsoft the tenant.
cause-auth-forbidden = A filter in the network or the server itself blocks access to the sign-in server { $host } (HTTP { $code }).
cause-auth-forbidden-cure = Try from another network (a mobile phone’s, for instance). If the sign-in works there, ask the network administrator to allow { $host }.

## What an authorization server refuses: Microsoft’s codes
cause-ms-security-defaults = The organization’s “security defaults” forbid this sign-in. Among other things they block signing in with a code on another device ({ $code }).
cause-ms-security-defaults-cure = Choose signing in with the browser in place of the code, and get the token again. If that does not help either, ask the Microsoft 365 administrator (Microsoft Entra: Overview, Properties, “Manage security defaults”).
cause-ms-work-app = The application is registered for work or school accounts only ({ $code }).
cause-ms-work-app-cure = For a work mailbox choose “Microsoft 365 (work)” as the provider. For a personal mailbox use an application that is registered for personal accounts as well.
cause-ms-app-disabled = The application (or the service that it wants to reach) is switched off in this organization ({ $code }).
cause-ms-app-disabled-cure = The Microsoft 365 administrator finds it in Microsoft Entra under “Enterprise applications” and turns on “Enabled for users to sign in” under Properties. The name or ID in the answer says which one it is.
cause-ms-permission-missing = The application’s registration lacks the mail permission that Mailkey asks for, or a permission in the settings is misspelt ({ $code }).
cause-ms-permission-missing-cure = In the application’s registration in Microsoft Entra, under “API permissions”, add the delegated permissions of Microsoft Graph: SMTP.Send, POP.AccessAsUser.All and offline_access. Then grant admin consent and get the token again.
cause-ms-permission-missing-app-cure = In the application’s registration in Microsoft Entra, under “API permissions”, add the application permissions (not delegated ones) SMTP.SendAsApp and POP.AccessAsApp of Office 365 Exchange Online. Then grant admin consent and get the token again.
cause-ms-no-exchange = This organization has no Exchange Online that a token could be for ({ $code }).
cause-ms-no-exchange-cure = Check that the mailbox really is in Microsoft 365 and the organization subscribes to Exchange Online. If the mailbox is personal (Outlook.com) or elsewhere, choose another provider.
cause-ms-unknown-user = Microsoft does not know this account in this organization ({ $code }).
cause-ms-unknown-user-cure = Check the account’s name and the tenant. If you are signed in to another account in the browser, sign out of it and get the token again.
cause-ms-locked = The account is locked for a while after many failed sign-ins, or it signs in from a suspicious IP address ({ $code }).
cause-ms-locked-cure = Wait an hour and get the token again. If it happens again, somebody is trying to guess the password: the Microsoft 365 administrator sees that in the sign-in logs.
cause-ms-password-expired = The account’s password has expired and a new one must be set ({ $code }).
cause-ms-password-expired-cure = Set a new password on Microsoft’s page below, or ask the administrator to. Then delete the token and get it again.
cause-ms-risk = Microsoft blocked this sign-in because it looked risky or does not meet the organization’s security policy ({ $code }).
cause-ms-risk-cure = Get the token again from a computer and a network that you normally use. If it happens again, ask the Microsoft 365 administrator: the reason is in the sign-in logs and the risk reports.
cause-ms-loop = Microsoft received too many identical requests in a short time and refuses more for a while ({ $code }).
cause-ms-loop-cure = Wait a quarter of an hour and try again. Check that no other program uses the same application ID and signs in over and over.
cause-ms-busy = Microsoft’s sign-in service has trouble just now ({ $code }).
cause-ms-busy-cure = Try again in a few minutes; Mailkey keeps trying by itself. The Microsoft 365 administrator sees the state of the services in the admin center.
cause-ms-cloud = The organization belongs to another Microsoft cloud (US government or China) than the one where Mailkey signs in ({ $code }).
cause-ms-cloud-cure = Choose a provider of your own and enter that cloud’s issuer and servers, for instance https://login.microsoftonline.us and outlook.office365.us.
cause-ms-code-used = Microsoft no longer accepts this answer from the browser or this token: it was used before, has expired, or belongs to another tenant ({ $code }).
cause-ms-code-used-cure = Get the token again, and do not use the browser’s Back button.
cause-ms-grant-dead = Microsoft no longer accepts the token: it has expired, or access was withdrawn ({ $code }).
cause-google-testing = Google did not grant access: either you refused it in the browser, or the application is in testing and this account is not one of its test users.
cause-google-testing-cure = Try again and choose “Continue”. For an application in testing add the account to the test users on the page “Audience” in Google Cloud, or publish the application.

## What an authorization server refuses: Google’s
cause-google-unknown-client = Google does not know this application ID.
cause-google-unknown-client-cure = Copy the whole client ID from Google Cloud again (it ends in .apps.googleusercontent.com); it is neither the secret nor the project number.
cause-google-secret = The application’s secret is missing or does not belong to this ID. Google requires it from desktop applications too.
cause-google-secret-cure = Copy the secret of the same client from Google Cloud and enter it. For the type “Desktop app” it need not be kept strictly secret, but it must be there.
cause-google-redirect = The application is not of the type “Desktop app” at Google, so the answer cannot come to this computer.
cause-google-redirect-cure = In Google Cloud create a client of the type “Desktop app” and enter its ID and secret. With the type “Web application” the exact address with its port would have to be registered.
cause-redirect-refused = The provider does not know the address to which the browser’s answer should come: { $text }
cause-redirect-refused-cure = In the application’s registration at the provider add the redirect address http://127.0.0.1/ (the port changes; the application is of the desktop type), or check the application ID.
cause-google-scope = Google does not know one of the permissions that were asked for.
cause-google-scope-cure = Leave the permissions in the settings empty, or enter exactly https://mail.google.com/ (with the slash at its end).

## What an authorization server refuses: the standards’ codes
cause-google-refused-grant = Google no longer accepts the token. Usual reasons are a changed password, access withdrawn in the account, six months without use, or more than 100 tokens of one application for the same account.
cause-google-refused-grant-cure = Delete the token and get it again. If it ends after 7 days every time, the application is in testing: publish it.
cause-refused-grant-type = The provider does not support this way of signing in.
cause-refused-grant-type-cure = Choose another way of signing in (browser, code, the application itself), and with a provider of your own check the issuer.

## The way to the mail server
cause-port-25 = the server { $host } cannot be reached on port 25. Most internet providers and mobile networks close port 25.
cause-port-25-cure = Use port 587 (STARTTLS) or 465 (TLS): those are meant for sending.
cause-timed-out-connect = the server { $server } does not react to the attempt to connect at all. A firewall is probably in between, or the name or the port is wrong.
cause-timed-out-connect-cure = Check the server’s name and the port (587 or 465 for SMTP, 995 for POP3). In a company network ask the network administrator to allow this port.

## TLS to the mail server
cause-tls-self-signed = the certificate of the server { $server } is self-signed: nobody this computer trusts vouches for it.
cause-tls-self-signed-cure = If this is your own server, enter the file with its certificate under “Additional certificates” (extra_ca). Otherwise ask both the server’s and the network’s administrator: somebody may be intercepting the connection.
cause-tls-intercepted = the connection to { $server } is intercepted by { $name }, which presents a certificate of its own that this computer does not trust.
cause-tls-intercepted-cure = Turn off the scanning of encrypted mail in { $name } (in a company ask the network administrator to do so). Or save its certificate to a file and enter that file under “Additional certificates” (extra_ca).
cause-tls-too-old = the server { $server } supports only outdated versions of TLS; Mailkey needs TLS 1.2 or 1.3.
cause-tls-too-old-cure = Tell the server’s administrator: TLS 1.2 or 1.3 has to be switched on there. Until then Mailkey does not connect to the server.

## What the mail server offers and says
cause-no-login-offered = the server offers no login on this port.
cause-no-login-offered-cure = { $protocol ->
    [POP] Use port 995, and check that POP3 is switched on at this server.
   *[other] Use a port for sending: 587 or 465. Port 25 is only for servers among themselves.
}
cause-no-token-login = the server knows no login with a token (neither XOAUTH2 nor OAUTHBEARER); it offers only: { $offered }.
cause-no-token-login-cure = Check that this is the server of the provider you got the token from. A mail server of your own often knows only passwords: then choose “User name and password” as the authentication method.
cause-no-password-login = the server accepts no passwords; it offers only: { $offered }.
cause-no-password-login-cure = Choose OAuth 2.0 as the authentication method, and get a token.
cause-speaks-tls = the server { $server } speaks TLS from the first byte on this port, and Mailkey began in plain text.
cause-speaks-tls-cure = { $protocol ->
    [POP] Use port 995: only there does Mailkey begin with TLS from the first byte. Or use port 110, where protection begins after the greeting.
   *[other] Use port 465: only there does Mailkey begin with TLS from the first byte. Or use port 587, where protection begins after the greeting.
}
cause-http-answer = a web server answered at { $server }, not a mail server: { $text }
cause-http-answer-cure = Check the server’s name and the port. In a network with a sign-in page (hotel, train) sign in there with the browser first; in a company a proxy may be answering.
cause-other-protocol = the server { $server } speaks another protocol on this port ({ $name }).
cause-other-protocol-cure = { $protocol ->
    [POP] Check the server’s name and the port: for POP3 it is 995 or 110.
   *[other] Check the server’s name and the port: for SMTP it is 587 or 465.
}
cause-not-arrived = the message for { $to }, which the server accepted, was not in the mailbox within { $seconds } s.
cause-not-arrived-cure = Delivery can take a few minutes: check the mailbox again later. If the message is still not there, look in the spam folder and in the mail server’s quarantine.
cause-compose = the message cannot be made from these addresses.
cause-compose-cure = Check the sender’s and the recipient’s address.

## What the mail server refuses
cause-smtp-auth-disabled-mailbox = sending by SMTP is switched off in Exchange Online for this mailbox.
cause-smtp-security-defaults = the organization’s “security defaults” forbid this sign-in: they block sending by SMTP.
cause-smtp-security-defaults-cure = The Microsoft 365 administrator finds them in Microsoft Entra under Overview, Properties, “Manage security defaults”. They can be replaced by Conditional Access policies that allow SMTP for this mailbox; then the command below switches it on.
cause-smtp-security-defaults-password-cure = Choose OAuth 2.0 and get a token: the security defaults forbid signing in with a password. If they should refuse OAuth 2.0 as well, ask the Microsoft 365 administrator.
cause-smtp-password-wrong = Microsoft did not accept this user name and password.
cause-smtp-password-wrong-cure = Enter the password again; for an account with two-step verification a password alone is not enough. It is better to choose OAuth 2.0: Microsoft is retiring passwords for sending.
cause-password-google = Google accepts no ordinary passwords from mail programs.
cause-password-google-cure = Choose OAuth 2.0 and get a token. As a stopgap, create an app password in the Google account (it needs 2-Step Verification) and enter it instead of the ordinary password.
cause-password-exchange = Exchange did not accept this password; Microsoft is retiring passwords for sending and receiving mail.
cause-password-exchange-cure = Choose OAuth 2.0 and get a token. With an Exchange server of your own, enter the name and password again and check that the mailbox may use SMTP and POP.
cause-smtp-login-exchange = Exchange refused the login to this mailbox. Usually the person who signed in in the browser is not the mailbox’s owner, SMTP is off for the mailbox, or the application lacks the permission SMTP.Send.
cause-smtp-login-exchange-cure = Compare the account’s name with who signed in in the browser (for a shared mailbox, enter under “Sign in as” a person with the right “Send as” to it). With the command below the administrator can check that SMTP is not off. After a change get the token again.
cause-app-not-in-exchange = Exchange did not let this application into the mailbox. Usually it is not registered in Exchange Online or has no right to the mailbox; the answer is the same when SMTP or POP is off for the mailbox.
cause-app-not-in-exchange-cure = The Microsoft 365 administrator runs the commands below in Exchange Online PowerShell: the first registers the application, the second opens the mailbox to it, the third switches SMTP and POP on. OBJECT-ID stands for the application’s “Object ID” under “Enterprise applications” (not under “App registrations”). It can take up to an hour to work.
cause-smtp-login-outlook = Outlook.com refused the login to this mailbox. Usually another account signed in in the browser, or Microsoft waits for the account to be verified.
cause-smtp-login-outlook-cure = Compare the account’s name with who signed in in the browser, and get the token again. If that does not help, open the mailbox in a browser: is a message waiting there that the account must be verified?
cause-smtp-app-password = Google does not accept this account’s ordinary password, because it has 2-Step Verification.
cause-smtp-app-password-cure = Choose OAuth 2.0 and get a token. An app password created in the Google account is only a stopgap.
cause-smtp-web-login = Google finds this sign-in suspicious and wants the account’s owner to sign in with a browser first.
cause-smtp-web-login-cure = Sign in to the Google account in a browser on this computer, confirm that it was you, and try again. With a password instead of OAuth 2.0 this will happen again.
cause-smtp-login-gmail = Gmail refused the login: the token belongs to another Google account, or was withdrawn in the account.
cause-smtp-login-gmail-cure = Check that “Account name” is the whole address of the person who signed in in the browser, and get the token again.
cause-smtp-too-many-logins = there were too many login attempts for this account or from this network, and the server refuses more for a while.
cause-smtp-too-many-logins-cure = Stop other programs that sign in to the account with an old password, and try again in an hour. More attempts only make the wait longer.
cause-smtp-login-temporary = the server cannot check any login just now; that has nothing to do with the account or the token.
cause-smtp-login-temporary-cure = Try again in a few minutes. If it goes on, tell the administrator of { $server }: the service that checks logins is not running there.
cause-account-locked = the server has locked or suspended this account, most often after many failed logins.
cause-account-locked-cure = Wait about an hour, and do not log in meanwhile: more attempts make the lock last longer. Find the programs and devices with an old password, and stop them. If the lock stays, sign in to the account on the provider’s website, or ask the administrator to unlock it.
cause-account-disabled = the server has switched this account off.
cause-account-disabled-cure = Sign in to the account on the provider’s website: usually the reason is there. Often the password leaked or spam came from the account, and a new password is enough; otherwise the server’s administrator switches it on again.
cause-smtp-password-transition = the server wants the account to sign in once with a password before it accepts another method.
cause-smtp-password-transition-cure = Send one message with “User name and password” as the authentication method, then go back to the former one; or ask the server’s administrator to convert the account.
cause-smtp-token-too-long = the server does not accept an answer as long as the token needs.
cause-smtp-token-too-long-cure = The server’s administrator has to raise the limit for answers at the login (in Postfix smtpd_sasl_response_limit = 32768). It may also help to keep only the necessary permissions in the settings: the token is shorter then.
cause-smtp-mechanism-weak = the server considers this way of signing in too weak.
cause-smtp-mechanism-weak-cure = Choose OAuth 2.0 if the server offers it; otherwise ask the server’s administrator how to sign in.
cause-smtp-encryption-required = the server refuses to work without a protected connection.
cause-smtp-encryption-required-cure = Turn SSL/TLS on: port 587 uses STARTTLS, port 465 TLS from the first byte.
cause-smtp-login-unknown = the server does not know this way of signing in, or does not accept it on this port.
cause-smtp-login-unknown-cure = Use the port for sending (587 or 465) and the server that the provider names, or choose another authentication method.
cause-smtp-sender-not-owned = on this server the sender address does not belong to the account that signed in.
cause-smtp-sender-not-owned-cure = Enter the account’s address as the sender address, or ask the server’s administrator to allow this address to the account (in Postfix smtpd_sender_login_maps).
cause-smtp-not-signed-in = the server wants a login and got none.
cause-smtp-not-signed-in-cure = Choose OAuth 2.0 (or a password) as the authentication method, and try again.
cause-smtp-relay-denied = the server passes no messages on: it accepts mail only for its own mailboxes, or only from those who signed in.
cause-smtp-relay-denied-cure = Enter the server for sending that the provider names (port 587 or 465), and choose OAuth 2.0 or a password as the authentication method.
cause-smtp-sending-not-allowed = the account may not send to this address through this server.
cause-smtp-sending-not-allowed-cure = Check that this is the server for sending that the provider names (port 587 or 465). If it is, ask its administrator to allow the account to send to other domains.
cause-smtp-daily-limit = the account has used up the number of messages that it may send in a day.
cause-smtp-daily-limit-cure = Wait 24 hours. If you did not send that much, change the account’s password: somebody else may be abusing it.
cause-smtp-recipient-unknown = the server does not know the recipient’s mailbox.
cause-smtp-recipient-unknown-cure = Check the recipient’s address; often it holds a typing error.
cause-smtp-recipient-full = the recipient’s mailbox is full.
cause-smtp-recipient-full-cure = If the mailbox is yours, make room in it. Otherwise let the recipient know, or try another one.
cause-smtp-recipient-restricted = the recipient accepts messages from chosen senders only (a group for colleagues, perhaps).
cause-smtp-recipient-restricted-cure = Try another recipient, or ask the recipient’s administrator to allow your sender address.
cause-smtp-sender-domain = the server did not find the domain of the sender address.
cause-smtp-sender-domain-cure = Check the sender address; the part after the @ must be a real domain.
cause-smtp-sender-syntax = the server does not understand how the sender address is written.
cause-smtp-sender-syntax-cure = Check the sender address for a typing error, a space or an accented letter. A correct one looks like this: jane@example.com.
cause-smtp-recipient-syntax = the server does not understand how the recipient’s address is written.
cause-smtp-recipient-syntax-cure = Check the recipient’s address for a typing error, a space or an accented letter. A correct one looks like this: jane@example.com.
cause-smtp-recipient-domain = the server did not find the domain of the recipient’s address.
cause-smtp-recipient-domain-cure = Check the part after the @ in the recipient’s address.
cause-smtp-bad-sender = Microsoft has blocked this account from sending, because spam came from it (the account may be abused).
cause-smtp-bad-sender-cure = The Microsoft 365 administrator changes the account’s password and unblocks the account on the page “Restricted entities”. Unblocking can take up to 24 hours.
cause-smtp-tenant-blocked = Microsoft is not sending mail for your whole organization or from this IP address, because too many suspicious messages came from there.
cause-smtp-tenant-blocked-cure = The Microsoft 365 administrator checks whether an account is being abused and whether every domain that mail is sent from has been added, and then asks Microsoft’s support to lift the block. With a new tenant this is common until its first licences are paid.
cause-smtp-verify-outlook = Outlook.com has paused sending for this account until its owner proves not to be a robot.
cause-smtp-verify-outlook-cure = Open the mailbox in a browser, find Microsoft’s message in the inbox, and verify the account (usually by phone). New accounts also have a low daily limit, which rises by itself in time.
cause-smtp-busy-mailbox = more programs send from this mailbox at the same time than Exchange allows.
cause-smtp-busy-mailbox-cure = Try again in a minute. If it happens again, let fewer programs or devices send through this mailbox at once (Exchange allows three connections).
cause-smtp-too-big = the message is larger than the server accepts.
cause-smtp-too-big-cure = Send a smaller message; the server’s administrator knows the limit.
cause-smtp-server-full = the server is running out of disk space or another resource.
cause-smtp-server-full-cure = Tell the administrator of { $server }; all you can do yourself is try again later.
cause-smtp-blocklisted = the server refuses mail from your network’s address (it is on a block list, as addresses of homes and mobile networks often are).
cause-smtp-blocklisted-cure = Use the server for sending and port 587 or 465: there the login decides, not the network’s address. If you already do, ask the server’s administrator.
cause-smtp-greylisted = the server makes unknown senders wait (greylisting). Servers for receiving do that, not those for sending.
cause-smtp-greylisted-cure = Enter the server for sending that the provider names, with port 587 or 465.
cause-smtp-old-tls = the server saw outdated TLS. Mailkey uses TLS 1.2 and 1.3, so something between it and the server decrypts the connection and encrypts it again (a proxy, an antivirus program, a gateway).
cause-smtp-old-tls-cure = Turn off mail scanning for this server in the antivirus program or on the gateway, or update it.
cause-smtp-throttled = the server accepts nothing from this sender or network for now, because the number of messages looked suspicious.
cause-smtp-throttled-cure = Wait a few hours; the restriction ends by itself. If you sent nothing, look for an infected computer in the network.
cause-smtp-too-many-connections = the server has too many connections from this network open.
cause-smtp-too-many-connections-cure = Try again in a few minutes. If it goes on, something else in this network sends through the server: ask the network administrator.
cause-smtp-server-broken = the server has a fault of its own; that has nothing to do with this computer or the account.
cause-smtp-server-broken-cure = Send its answer to the administrator of { $server }. All you can do yourself is try again later.
cause-smtp-not-for-you = the server said at once that it accepts no mail from you.
cause-smtp-not-for-you-cure = Check the server’s name and the port (587 or 465). If they are right, ask the server’s administrator: the answer below says why.
cause-pop-google-off = in this Gmail account POP is switched off.
cause-pop-google-off-cure = In Gmail open Settings, “Forwarding and POP/IMAP”, enable POP and save the changes. Then try again.
cause-pop-google-off-domain = the Google Workspace administrator switched POP off for the whole domain.
cause-pop-google-off-domain-cure = The Google Workspace administrator switches it on in the admin console: Apps, Google Workspace, Gmail, “End user access”, “POP and IMAP access”.
cause-pop-app-password = Google does not accept this account’s ordinary password, because it has 2-Step Verification.
cause-pop-app-password-cure = Choose OAuth 2.0 and get a token. An app password created in the Google account is only a stopgap.
cause-pop-web-login = Google finds this sign-in suspicious and wants the account’s owner to sign in with a browser first.
cause-pop-web-login-cure = Sign in to the Google account in a browser on this computer, confirm that it was you, and try again. With a password instead of OAuth 2.0 this will happen again.
cause-pop-login-gmail = Gmail refused the login: the token belongs to another Google account, or was withdrawn in the account.
cause-pop-login-gmail-cure = Check that “Account name” is the whole address of the person who signed in in the browser, and get the token again.
cause-pop-login-exchange = Exchange refused the login to this mailbox. It answers the same when POP is off for the mailbox, when another account signed in, and when the application lacks the permission POP.AccessAsUser.All.
cause-pop-login-exchange-cure = First switch POP on: the Microsoft 365 administrator does so with the command below. Then check that this very account signed in in the browser; if not, get the token again.
cause-pop-login-outlook = Outlook.com refused the login to this mailbox. It answers the same when POP is off in the mailbox and when another account signed in.
cause-pop-login-outlook-cure = First switch POP on: in Outlook.com under Settings, Mail, “Forwarding and IMAP”. Then check that this very account signed in in the browser; if not, get the token again.
cause-pop-tls-required = the server allows no login without a protected connection.
cause-pop-tls-required-cure = Turn SSL/TLS on: port 995 uses TLS from the first byte, port 110 STLS.
cause-pop-too-many = too many programs sign in to this mailbox at once.
cause-pop-too-many-cure = Close other mail programs that read this mailbox, or make them check it less often; then try again.
cause-pop-in-use = another program is reading the mailbox, and POP lets in only one at a time.
cause-pop-in-use-cure = Wait until it has ended (or close it), and try again in a minute. After a broken connection the server may keep the lock for several minutes.
cause-pop-login-delay = the server allows a login only from time to time, and the last one was too recent.
cause-pop-login-delay-cure = Try again in a few minutes, and set a longer check interval. If another program reads the mailbox too, make it check less often as well.
cause-pop-login-temporary = the server cannot check any login just now; that has nothing to do with the account or the token.
cause-pop-login-temporary-cure = Try again in a few minutes. If it goes on, tell the administrator of { $server }: the service that checks logins is not running there.
cause-pop-mailbox-temporary = the server cannot open the mailbox just now.
cause-pop-mailbox-temporary-cure = Try again in a few minutes. If it goes on, send its answer to the administrator of { $server }.
cause-pop-server-broken = the server reports a fault of the mailbox that will not pass by itself.
cause-pop-server-broken-cure = Send its answer to the administrator of { $server }; it cannot be put right on this computer.
cause-pop-login-unknown = the server does not know this way of signing in.
cause-pop-login-unknown-cure = Check that this is the server of the provider you got the token from, or choose another authentication method.
cause-smtp-message-refused = the server did not accept this message (a content filter, or a rule of the organization).
cause-smtp-message-refused-cure = Try another subject and text, or another recipient. The server’s answer below says what exactly is wrong; its administrator knows more.
cause-smtp-sender-refused = the server did not accept the sender address.
cause-smtp-sender-refused-cure = Enter the account’s address as the sender address; the server’s answer below says what is wrong with this one.
cause-password-refused = the server did not accept this name and password.
cause-password-refused-cure = Enter the password again and check the user name (usually it is the whole address). If you changed the password recently, enter the new one.
cause-login-refused-pop = The server refused the login: the account and the token do not fit together, or POP is off for the mailbox.
cause-pop-mailbox = the server did not show the mailbox.
cause-pop-mailbox-cure = Its answer below says why; the administrator of { $server } knows more.

### Test: its steps, and what is found at each
link-settings = Settings
link-name = Server name
link-connect = Connection
link-greeting = Greeting
link-tls = Encryption (TLS)
link-capabilities = What the server offers
link-token = Token
link-login = Login
link-command-smtp = Sender and recipient
link-command-pop = Mailbox
link-message = Message
link-arrival = Arrival
found-name-more = { $count ->
    [one] { $addresses } and one more
   *[other] { $addresses } and { $count } more
}
found-instead = instead of { $server }, which did not answer
found-silent = { $address } failed ({ $reason })
found-greeting = the server answered
found-unprotected = without encryption
found-certificate = certificate for { $subject }, issued by { $issuer }, valid until { $day }
found-certificate-own = certificate for { $subject }, self-signed, valid until { $day }
found-mechanisms = login: { $mechanisms }
found-no-login = no login offered
found-size = messages up to { $size }
found-token = valid
found-token-until = valid until { $time }
found-token-renewed = renewed just now
found-token-who = signed in as { $who }
found-no-token = not needed ({ $method })
found-method-none = no login
found-method-password = user name and password
found-login = { $user }, { $mechanism }
found-second-try = the first token was refused, a renewed one accepted
found-not-wanted = not wanted by the settings
found-envelope = { $from } may send to { $to } (nothing was sent)
found-mailbox = { $count ->
    [one] one message
   *[other] { $count } messages
}
found-mailbox-empty = no messages
found-message = accepted for { $to }: { $reply }
found-arrival = in the mailbox after { $seconds } s
found-arrival-now = in the mailbox at once
found-elsewhere = goes to a mailbox other than the one that POP reads

### The test’s report, and advice on the command line
cli-test-again = Once more, from the server name on
cli-test-holds = Everything works.
report-title = { $protocol } test, { $time }
report-cause = Cause:
report-help = What to do:
report-raw = What the server said:
report-id = Cause ID: { $id }
report-settings = Settings (without secrets):
report-trips = { $count ->
    [one] one round trip
   *[other] { $count } round trips
}
helps-exchange = The command for Exchange Online PowerShell:
helps-page = On this page:
helps-field = The setting:
helps-get = To get a token for { $protocol }:
helps-delete = To delete the token for { $protocol } before getting it again:
helps-raw = What the server said: { $raw }

### Test in the window
test-title = Test
test-do = Test connection
test-send = Send a test message…
test-running = Testing the connection…
test-note-smtp = Follows the whole way from the settings to the sender, and says what to do at the first problem. Nothing is sent.
test-note-pop = Follows the whole way from the settings to the mailbox, and says what to do at the first problem. The messages stay as they are.
test-note-send = The test message goes the whole way. If it is for the mailbox that POP reads, Mailkey waits for it to arrive.
test-cancelled = You cancelled the test.
test-not-sent = The test message was not sent.
test-ended = The test ended at “{ $name }”. Everything before that works.
test-ended-first = The test ended at “{ $name }”.
test-when = Tested { $when }.
test-by-secondary = The primary server { $primary } did not answer; everything went through the secondary one. Check the primary server’s name and port.
test-secondary = It works, but only through the secondary server
test-well-smtp = Everything works: the server accepts messages from this sender
test-well-sent = Everything works: the server accepted the message for { $to }
test-well-arrived = Everything works: the message was sent and has arrived in the mailbox
test-well-pop = { $count ->
    [0] Everything works: the mailbox can be read and is empty
    [one] Everything works: there is { $count } message in the mailbox
   *[other] Everything works: there are { $count } messages in the mailbox
}
test-copy = Copy report

### A cause in the window
cause-exchange = The command for Exchange Online PowerShell:
cause-link = The link for the administrator:
cause-redirect = The address to register:
cause-open = Open the page { $host }
cause-go = Go to “{ $name }”
cause-delete-token = Delete the token…
cause-raw = What the server said
cause-raw-system = What the system says

### The log
log-area-sign-in = Sign-in
log-area-token = Token
log-area-settings = Settings
log-area-lock = Lock
log-area-service = Service
log-area-window = Window
log-area-test = Test
log-area-program = Program
log-severity-detail = Detail
log-severity-info = Information
log-severity-warning = Warning
log-severity-error = Error
# Stands for an address where none is set.
event-account = the { $protocol } account
event-sign-in-began = Signing in to { $account } began { $method ->
    [device] with a code.
    [application] as the application itself.
   *[browser] in a browser.
}
event-sign-in-cancelled = Signing in to { $account } was cancelled.
event-sign-in-failed = Signing in to { $account } ended without a token. { $why }
event-browser-failed = No browser could be opened: { $reason }
event-token-acquired = A token for { $account } was acquired{ $until ->
    [none] .
   *[other] ; the access token is valid until { $until }.
}
event-token-renewed = The access token for { $account } was renewed{ $until ->
    [none] .
   *[other] ; it is valid until { $until }.
}
event-token-not-renewed = The access token for { $account } could not be renewed. { $why }{ $at ->
    [none] { "" }
   *[other] { " " }Next attempt: { $at }.
}
event-trouble-over = Renewing the token for { $account } works again; it had been failing since { $since }.
event-token-invalid = The token for { $account } is no longer valid. { $why }
event-token-deleted = The token for { $account } was deleted from this computer.
event-token-revoked = The provider confirmed that the token for { $account } is withdrawn.
event-token-not-revoked = The provider did not withdraw the token for { $account }. { $why }
event-token-unstored = The renewed token for { $account } could not be stored and is kept in memory only. { $why }
event-token-stored-late = The renewed token for { $account } is stored now.
event-token-lost = The renewed token for { $account } could not be stored before the program ended, so it is lost. { $why }
event-token-shown = The access token for { $account } was printed on the command line.
event-accounts-joined = SMTP and POP share one account from now on; the token for { $account } was kept.
event-message-sent = { $server } accepted a message to { $to }.
event-send-failed = The message to { $to } was not sent. { $why }
event-secondary-used = { $primary } could not be reached, so { $server } was used.
event-login-refused = The login was refused; the token is renewed and the login tried once more. { $why }
event-mailbox-checked = The mailbox at { $server } was checked: { $count ->
    [one] { $count } message.
   *[other] { $count } messages.
}
event-check-failed = The mailbox could not be checked. { $why }
event-settings-saved = Settings were saved: { $names }.
event-settings-unreadable = The settings cannot be read; those read last stay in force. { $why }
event-secret-stored = Stored in the keyring: { $name }.
event-secret-removed = Removed from the keyring: { $name }.
event-password-set = An administrator’s password was set.
event-password-changed = The administrator’s password was changed.
event-password-removed = The administrator’s password was removed.
event-unlocked = The settings were unlocked with the administrator’s password.
event-locked = The settings were locked.
event-password-wrong = A wrong administrator’s password was entered; { $left ->
    [one] { $left } try is left.
   *[other] { $left } tries are left.
}
event-locked-out = A wrong administrator’s password was entered too often; none is accepted until { $until }.
event-service-started = The background service started.
event-service-stopped = The background service ended.
event-service-installed = The background service was installed; it starts at every login.
event-service-removed = The background service was removed.
event-woke = The computer slept, or its clock was set forward ({ $minutes } min).
event-set-back = The computer’s clock was set back ({ $minutes } min).
event-window-opened = The window was opened (Mailkey { $version }).
event-window-closed = The window was closed.
event-test-passed = The { $protocol } test found everything in order ({ $ms } ms).
event-test-failed = The { $protocol } test ended at “{ $link }”. { $why }
event-transcripts-on = Conversations with servers are written to the log until { $until }.
event-transcripts-off = Conversations with servers are no longer written to the log.
event-command-failed = A command failed. { $why }
event-panicked = A bug in the program ({ $place }): { $message }
# In a transcript, where a secret stood. A message is not secret, but nobody's business.
event-wire-secret = ‹{ $what ->
    [password] password
    [message] message
   *[token] token
} { $count ->
    [one] { $count } character
   *[other] { $count } characters
}›
cli-log-empty = No entry in the log matches ({ $path }).
cli-transcripts-on = Conversations with servers are written to the log until { $time }, without tokens, passwords and messages. Then it stops by itself.
cli-transcripts-off = Conversations with servers are not written to the log.

### The log in the window
win-tab-log = Log
win-log-entries = Log entries
win-log-count = { $count ->
    [0] No entries yet
    [one] { $count } entry
   *[other] { $count } entries
}
win-log-count-of = { $shown } of { $all } { $all ->
    [one] entry
   *[other] entries
}
win-log-waiting = { $count ->
    [one] { $count } new entry
   *[other] { $count } new entries
}
win-log-folder = Open folder
win-log-folder-is = The folder could not be opened. The log files are in { $folder }.
win-log-search = Search
win-log-search-name = Search the log
win-log-area = Area
win-log-all-areas = All areas
win-log-severity = Severity
win-log-from-detail = With details
win-log-from-info = Without details
win-log-from-warning = Warnings and errors
win-log-from-error = Errors only
win-log-yesterday = yesterday
win-log-unfold = Show all of it ({ $count ->
    [one] { $count } more line
   *[other] { $count } more lines
})
win-log-fold = Show less
win-log-reading = Reading the log…
win-log-empty = Nothing here yet
win-log-empty-more = As soon as Mailkey does something – signs in, sends a message, checks the mailbox or renews a token – it shows here, and stays in the files in the log folder.
win-log-none = No entry matches the selection
win-log-none-with = “{ $search }” is in none of the selected entries
win-log-none-more = The search looks in everything that is shown of an entry; letter case and accents do not matter.
win-log-everything = Clear the selection
win-log-unreadable = The log cannot be read
win-log-unreadable-more = The system says: { $why }. Check that the log folder is yours and that you may read it. Mailkey goes on working without the log.
win-log-transcripts = Transcripts
win-log-transcripts-off = For support: writes down for 15 minutes what Mailkey and the servers say to each other. No token, password or message is written.
win-log-transcripts-on = Written down until { $time }. Now repeat what fails, then copy the entries.
win-log-head = Mailkey { $version }, log of { $time }: { $shown } of { $all } entries, newest first

### More of what a test finds and leaves

found-uidl = UIDL: yes
found-uidl-missing = UIDL: no
event-test-cancelled = The { $protocol } test was cancelled.
# In a transcript, where a secret stood. A message is not secret, but nobody's business.

### A damaged password or secret

cause-secret-damaged-password = the keyring holds something else in place of the password than Mailkey stored there.
cause-secret-damaged-password-cure = Enter the password again in the panel, or with: mailkeyctl secret set { $key }.
cause-secret-damaged-client = the keyring holds something else in place of the application’s client secret than Mailkey stored there.
cause-secret-damaged-client-cure = Enter the application’s client secret (or its certificate with the private key) again in the panel, or with: mailkeyctl secret set { $key }. Leave the token as it is.

### More of what a test finds and leaves
### Test: what it waits for, where it was cancelled, and of when it is
test-before = This result is from before the last change.
test-cancelled-here = Cancelled here
test-waits = Testing the connection: waiting for “{ $name }”, at most { $seconds } s.
test-waits-for = Testing the connection: waiting for “{ $name }”.
cause-exchange-mailbox = Command for this mailbox only (Exchange Online PowerShell):
cause-exchange-organization = Command for the whole organization (Exchange Online PowerShell):
cause-no-login-tls-off = the server takes no login without SSL/TLS, which is off here.
cause-no-login-tls-off-cure = Switch SSL/TLS on.
cause-speaks-tls-off-cure = Switch SSL/TLS on and use port { $protocol ->
    [POP] 995
   *[other] 465
}: only there does Mailkey begin with TLS from the first byte.
found-envelope-message = { $from } may send to { $to }

### A message that may have been sent
cause-sent-perhaps = the server { $server } did not confirm that it took the message: { $why ->
    [late] it did not answer in time
    [none] the connection ended before that
   *[other] its answer makes no sense
}. The message may have been sent all the same.
cause-sent-perhaps-cure = Before you send it again, look into the recipient’s mailbox or ask the recipient; the folder of sent mail can tell as well. Otherwise it may arrive twice.
event-send-uncertain = It is not certain whether the message to { $to } was sent. { $why }
cancelled-sending = The message was just being handed over and may have been sent. Before you send it again, look into the recipient’s mailbox.
