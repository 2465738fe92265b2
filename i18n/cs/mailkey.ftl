# Mailkey česky. Oddíly: společné, nastavení (názvy polí), chyby, příkazová řádka, okno.

### Společné
app-name = Mailkey
token-not-acquired = Nenačteno
token-waiting = Čekání na autorizaci
token-acquired = Načteno
token-invalid = Neplatný

### Window
win-title-practice = Mailkey – cvičný režim
win-practice = Cvičný režim: nic tu není skutečné a nic se neuchová
win-tab-smtp = SMTP
win-tab-pop = POP
win-theme-system = Vzhled: systém
win-theme-light = Vzhled: světlý
win-theme-dark = Vzhled: tmavý

## Obecná tlačítka a časy
win-ok = OK
win-cancel = Zrušit
win-close = Zavřít
win-delete = Smazat
win-try-again = Zkusit znovu
win-save = Uložit
win-discard = Zahodit
win-use = Použít { $value }
win-optional = nepovinné
win-required = Tohle pole je potřeba vyplnit.
win-address-example = jmeno@firma.cz
win-seconds = s
win-minutes = min
win-at = v { $time }
win-date-at = { $date } v { $time }

## Spodní lišta
win-unsaved = Neuložené změny: { $what }
win-all-saved = Všechno je uloženo
win-saved = Změny jsou uložené
win-saving = Ukládám…

## Server
win-server-smtp = Server SMTP
win-server-pop = Server POP3
win-secondary-note = Použije se, když se k primárnímu serveru nejde připojit.
win-tls-direct = TLS od prvního bajtu (podle portu { $port })
win-tls-starttls = STARTTLS (podle portu { $port })
win-tls-stls = STLS (podle portu { $port })
win-tls-off = Spojení není šifrované

## Odesílatel
win-sender = Odesílatel
win-sender-differs = Adresa se liší od názvu účtu. To je v pořádku u sdílené schránky, když má účet právo z ní odesílat.

## Ověření
win-authentication = Ověření
win-method-none = Bez přihlášení
win-method-password = Jméno a heslo
win-method-oauth2 = OAuth 2.0
win-method-none-note = Server si přihlášení nevyžádá. Hodí se jen pro server ve vlastní síti, který to dovoluje.
win-password = Heslo
win-password-note = Heslo se ukládá jen do klíčenky systému, nikdy do souboru.
win-provider-microsoft = Microsoft 365 (pracovní)
win-provider-outlook = Outlook.com (osobní)
win-provider-google = Google
win-provider-custom = Jiný (OpenID)
win-provider-practice = Cvičný poskytovatel
win-common-on = Společný se SMTP: poskytovatel, účet i token. Co tu změníte, platí i pro SMTP.
win-common-off = POP má vlastního poskytovatele, účet i token.
win-locked = Pro změnu účtu nejdříve smažte token.
win-advanced = Pokročilé
win-client-id-missing = Chybí ID aplikace
win-client-id-missing-note = Poskytovatel pustí k poště jen program, který u něj má registraci. ID aplikace najdete na stránce registrace u poskytovatele; ve firmě ho zná správce Microsoft 365 nebo Google Workspace.
win-client-id-fill = Doplnit ID aplikace
win-client-id-note = Z registrace aplikace u poskytovatele (anglicky „Application (client) ID“).
win-client-secret = Tajný klíč
win-secret-placeholder = zatím není uložen
win-secret-held = ••••••••  uloženo v klíčence
win-secret-change = Změnit
win-secret-removed = Po uložení se z klíčenky smaže.
win-secret-keep = Ponechat
win-tenant-note = Doména nebo ID organizace. Vyplňte, jen když aplikace smí být použita v jediné organizaci.
win-issuer-note = Adresa poskytovatele, na které zveřejňuje nastavení OpenID.
win-sign-in-as-note = U sdílené schránky: kdo se přihlásí, když to není sama schránka.
win-scopes-default = podle poskytovatele
win-scopes-note = Oddělená mezerou. Nechte prázdné, pokud poskytovatel neurčí jinak.

## Token
win-token = Token
win-get-token = Získat token
win-token-after-save = Stav vlastního účtu POP se ukáže po uložení.
win-not-acquired-note = Bez tokenu nejde poštu odesílat ani přijímat. Získáte ho přihlášením v prohlížeči.
win-waiting-note = Přihlaste se v prohlížeči a povolte přístup k poště.
win-signed-in = Přihlášen { $who }
win-refreshed = obnoven { $when }
win-valid-until = platí do { $when }
win-renewable = obnovuje se sám
win-not-renewable = sám se neobnoví
win-serves-both = pro SMTP i POP
win-serves-smtp = pro SMTP
win-serves-pop = pro POP
win-acquired-news = Hotovo, token je načtený.
win-acquired-next-smtp = Teď si ho ověřte: níže odešlete zkušební zprávu.
win-acquired-next-pop = Teď si ho ověřte: zkontrolujte schránku.

## Získání tokenu
win-get-title = Získat token pro { $account }?
win-get-text = Otevře se prohlížeč s přihlášením ({ $provider }). Přihlaste se tam účtem { $account }; Mailkey na odpověď počká nejvýše 5 minut.
win-get-both = Token bude platit pro SMTP i POP.
win-get-smtp = Token bude platit pro SMTP.
win-get-pop = Token bude platit pro POP.
win-get-saves = Nejdříve se uloží změny: { $what }.
win-sign-in-starting = Otevírám prohlížeč…
win-sign-in-finishing = Přihlášení proběhlo, ukládám token…
win-wait-title = Přihlaste se v prohlížeči
win-wait-text = V prohlížeči se přihlaste účtem { $account } a povolte přístup k poště. Jakmile to uděláte, toto okno se samo zavře.
win-wait-left = Zbývá
win-open-again = Otevřít znovu
win-copy-address = Kopírovat adresu
win-copied = Zkopírováno
win-no-browser = Prohlížeč se nepodařilo otevřít
win-no-browser-note = Zkopírujte adresu a otevřete ji v prohlížeči na tomto počítači:
win-other-title = Přihlásil se jiný účet
win-other-expected = Čekalo se na účet
win-other-signed-in = Přihlásil se
win-other-text = Token se neuložil. Zkuste to znovu a v prohlížeči zvolte správný účet.
win-other-shared = Je to sdílená schránka, ke které se přihlašujete svým účtem? Pak použijte druhou adresu jako přihlašovací jméno.
win-other-use = Použít { $who } jako přihlašovací jméno
win-failed-title = Token se nepodařilo získat
win-failed-kept = Dosavadní token zůstal beze změny.

## Smazání tokenu
win-delete-title = Smazat token pro { $account }?
win-delete-both = Odesílání (SMTP) ani příjem (POP) pak nebudou fungovat, dokud nezískáte nový token.
win-delete-smtp = Odesílání (SMTP) pak nebude fungovat, dokud nezískáte nový token.
win-delete-pop = Příjem (POP) pak nebude fungovat, dokud nezískáte nový token.
win-delete-note = Nastavení ani zprávy ve schránce se nezmění.
win-deleting = Mažu token…
win-deleted-title = Token je smazaný
win-deleted-revoked = Token je odstraněný z tohoto počítače a jeho platnost je zrušená i u poskytovatele.
win-deleted-here = Token je odstraněný z tohoto počítače. Poskytovatel nenabízí, jak oprávnění zrušit odsud.
win-deleted-not-revoked = Token je odstraněný z tohoto počítače, ale u poskytovatele se oprávnění zrušit nepodařilo ({ $why }).
win-deleted-nothing = Žádný token tu už nebyl.
win-delete-failed-title = Token se nepodařilo smazat
win-withdraw-microsoft = Úplně ho odvoláte na myapps.microsoft.com (u aplikace zvolte „Spravovat aplikaci“ a „Odvolat oprávnění“), nebo to udělá správce v centru Microsoft Entra.
win-withdraw-outlook = Úplně ho odvoláte na account.live.com/consent/Manage.
win-withdraw-google = Úplně ho odvoláte na myaccount.google.com/connections.
win-withdraw-custom = Úplně ho odvoláte ve správě účtu u poskytovatele.

## Zkušební zpráva
win-test-message = Zkušební zpráva
win-test-to = Komu
win-test-subject = Zkušební zpráva z programu Mailkey
win-test-body = Dobrý den,
    tuto zprávu odeslal program Mailkey, aby ověřil, že odesílání pošty funguje. Není třeba na ni odpovídat.
win-send = Odeslat
win-save-and-send = Uložit a odeslat
win-sending = Odesílám zprávu…
win-sent = Zpráva pro { $to } je odeslaná
win-sent-note = Převzal ji server { $server }, { $when }.
win-sent-reply = Odpověď serveru: { $reply }

## Schránka
win-mailbox = Schránka
win-interval-note = Jak často se schránka kontroluje sama (0–480 minut). Nula znamená jen na požádání.
win-check = Zkontrolovat nyní
win-save-and-check = Uložit a zkontrolovat
win-checking = Kontroluji schránku…
win-never-checked = Od spuštění programu zatím nezkontrolována.
win-messages = { $count ->
    [0] Schránka je prázdná
    [one] { $count } zpráva
    [few] { $count } zprávy
    [many] { $count } zprávy
   *[other] { $count } zpráv
}
win-newest = { $count ->
    [one] Nejnovější zpráva:
    [few] Nejnovější { $count } zprávy:
    [many] Nejnovějších { $count } zprávy:
   *[other] Nejnovějších { $count } zpráv:
}
win-checked-at = zkontrolována { $when }
win-check-failed-at = Neúspěšná kontrola { $when }
win-no-subject = (bez předmětu)
win-no-sender = (bez odesílatele)

## Zavření okna a vadný soubor
win-unsaved-title = Uložit změny, než se okno zavře?
win-unsaved-text = Neuložené změny: { $what }.
win-save-close = Uložit a zavřít
win-discard-close = Zahodit a zavřít
win-stay = Zůstat
win-closing = Dokončuji rozdělanou práci…
win-broken-title = Soubor s nastavením nejde načíst
win-broken-note = Soubor zůstal tak, jak je. Dokud ho neopravíte, nic se do něj neuloží a tokeny zůstanou, kde jsou.
win-reload = Načíst znovu

## Než se okno otevře
win-no-display = okno nejde otevřít: není tu grafická plocha. Spusťte program na ploše počítače, nebo použijte příkaz mailkeyctl.
win-no-libraries = okno nejde otevřít: chybějí knihovny. Nainstalujte je příkazem: sudo apt install { $packages }
win-no-window = okno nejde otevřít: { $why }. Bez okna se dá použít příkaz mailkeyctl.
win-no-home = systém neříká, kde je domovská složka ({ $why }). Zadejte složku přepínačem --home.
win-no-practice = cvičný režim nejde spustit: { $why }
