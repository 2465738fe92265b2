# Mailkey česky. Oddíly: společné, nastavení (názvy polí), chyby, příkazová řádka, okno.

### Společné
app-name = Mailkey
token-not-acquired = Nenačteno
token-waiting = Čekání na autorizaci
token-acquired = Načteno
token-invalid = Neplatný

### Názvy nastavení
key-language = Jazyk
key-theme = Vzhled
key-extra-ca = Další certifikáty
key-primary-server = Primární server
key-secondary-server = Sekundární server
key-pop-server = Server POP3
key-port = Číslo portu
key-tls = Povolit SSL/TLS
key-timeout = Časový limit
key-sender-name = Název odesílatele
key-sender-address = Adresa odesílatele
key-method = Způsob autorizace
key-user = Uživatelské jméno
key-password = Heslo
key-provider = Poskytovatel
key-account = Název účtu
key-sign-in-as = Přihlásit jako
key-client-id = ID aplikace
key-client-secret = Tajný klíč
key-tenant = Tenant
key-issuer = Vydavatel
key-sign-in = Způsob přihlášení
key-client-secret-expires = Tajný klíč platí do
key-scopes = Oprávnění (scopes)
key-check-interval = Interval kontroly
key-common-account = Společný účet

### Chybné hodnoty
invalid-range = Zadejte celé číslo od { $min } do { $max }.
invalid-too-long = Text je příliš dlouhý: nejvýše { $max } znaků.
invalid-control = Odstraňte konce řádků a další neviditelné znaky.
invalid-host = Zadejte název serveru, například smtp.firma.cz, nebo adresu IP; bez https:// a bez portu.
invalid-address = Tohle není e-mailová adresa. Má vypadat jako jmeno@firma.cz.
invalid-address-no-dot = Doména za zavináčem nemá tečku. Nechybí na konci například .cz?
invalid-url = Zadejte adresu, která začíná https:// (http:// jen na tomto počítači).
invalid-date = Zadejte datum, například 2027-03-31 (rok, měsíc, den).
invalid-one-of = Zvolte jednu z možností: { $words }.
invalid-text = Zadejte text v uvozovkách.
invalid-number = Zadejte celé číslo.
invalid-switch = Zadejte true, nebo false.
invalid-list = Zadejte seznam textů.
invalid-space = Nesmí tu být mezery. Nezkopírovalo se víc než samotná hodnota?
rule-tls-off = SSL/TLS tu nelze vypnout: heslo nebo token by šly po síti nechráněné.

### Chyby
err-secret-ends = Platnost tajného klíče končí { $when }.
notice-invalid = Mailkey: token účtu { $account } je neplatný
notice-permission = Mailkey: oprávnění účtu { $account } brzy skončí
notice-permission-cure = Skončí { $when }, protože aplikace je u poskytovatele ve zkušebním režimu. Aplikaci zveřejněte, nebo do té doby získejte token znovu.
notice-secret = Mailkey: tajný klíč účtu { $account } platí jen do { $when }
notice-secret-cure = V registraci aplikace vytvořte nový tajný klíč a zadejte ho v Mailkey; bez něj nepůjde token obnovit.
file-syntax = toto není platný zápis TOML: { $text }
file-unknown-key = nastavení { $key } neexistuje
file-unknown-key-meant = nastavení { $key } neexistuje; nemá to být { $meant }?
file-value = { $key }: { $why }

## Přihlašovací server
cause-auth-unreachable = K přihlašovacímu serveru { $host } se nelze připojit ({ $reason }).
cause-auth-timed-out = Přihlašovací server { $host } včas neodpověděl.
cause-auth-interrupted = Spojení s přihlašovacím serverem { $host } se přerušilo dřív, než přišla celá odpověď ({ $reason }).
cause-auth-too-many = Přihlašovací server { $host } žádá, aby se ho Mailkey ptal méně často.
cause-auth-too-many-cure = Počkejte několik minut. Pokud to trvá, podívejte se, zda stejné ID aplikace nepoužívají i jiné programy.
cause-auth-tls = Spojení s přihlašovacím serverem { $host } není důvěryhodné: { $reason }.
cause-auth-status = Přihlašovací server { $host } ohlásil vlastní chybu (HTTP { $status }).
cause-auth-status-cure = Obvykle to samo přejde: zkuste to za několik minut znovu.
cause-auth-not-oauth = Od { $host } nepřišla odpověď přihlašovacího serveru; možná je to webová stránka sítě nebo proxy.
cause-auth-not-oauth-cure = Otevřete v prohlížeči nějakou stránku: nechce síť nejdřív přihlášení? Zkontrolujte vydavatele a proxy a zkuste to znovu.
cause-auth-unreachable-cure = Zkontrolujte připojení k síti, název serveru a bránu firewall a zkuste to znovu.
cause-http-client = Tento počítač nemůže posílat požadavky přihlašovacímu serveru: { $reason }.
cause-http-client-cure = Zkontrolujte nastavení proxy v systému a spusťte Mailkey znovu.
cause-auth-tls-cure = Pokud vaše firma nebo síť používá vlastní certifikáty, uveďte soubor s certifikátem její autority v nastavení „Další certifikáty“ (extra_ca). Jinak může někdo spojení odposlouchávat: zeptejte se správce sítě.
cause-discovery = Údaje, které zveřejňuje { $issuer }, jsou neúplné nebo patří jinému vydavateli.
cause-discovery-cure = Ověřte adresu vydavatele u poskytovatele.
cause-tenant = Tenant neexistuje, nebo není správně zapsaný.
cause-tenant-cure = Zadejte doménu tenantu (firma.cz) nebo jeho ID, případně nechte pole prázdné.
cause-listener = Tento počítač nemůže přijmout odpověď prohlížeče: { $reason }.
cause-listener-cure = Ověřte, zda firewall nebo bezpečnostní program nezakazuje místní spojení, a zkuste to znovu.
cause-sign-in-late = Do { $minutes } minut se nikdo nepřihlásil.
cause-sign-in-late-cure = Začněte znovu a přihlaste se v okně prohlížeče, které se otevře.
cause-answer-incomplete = Prohlížeč přinesl neúplnou odpověď.
cause-answer-incomplete-cure = Zkuste to znovu.
cause-identity = Údaj poskytovatele o tom, kdo se přihlásil, nepatří k tomuto přihlášení.
cause-identity-cure = Zkontrolujte hodiny počítače a ID aplikace a zkuste to znovu.
cause-clock-identity = Potvrzení poskytovatele o tom, kdo se přihlásil, podle času tohoto počítače neplatí. { $clock }
cause-other-account = Přihlásil se účet { $signed }, ale čekal se { $expected }. Nic se neuložilo.
cause-other-account-cure = Zkuste to znovu a v prohlížeči zvolte správný účet. Pokud se { $signed } přihlašuje za sdílenou schránku, zadejte ho do pole „Přihlásit jako“.
cause-denied = Oprávnění bylo v prohlížeči odmítnuto.
cause-device-declined-cure = Zkuste to znovu a zvolte „Přijmout“. Pokud se to nenabízí, musí nejdřív souhlasit správce.
cause-device-late = Kód nikdo nezadal včas a jeho platnost skončila.
cause-device-late-cure = Začněte znovu; dostanete nový kód, který zadejte na uvedené adrese.
cause-device-declined = Na stránce, kde se kód zadával, bylo oprávnění odmítnuto.
cause-no-browser-way = Tento poskytovatel nenabízí přihlášení v prohlížeči.
cause-no-browser-way-cure = Zvolte jiný způsob přihlášení.
cause-no-device-way = Tento poskytovatel nenabízí pro poštu přihlášení kódem.
cause-no-device-way-cure = Přihlaste se v prohlížeči. Pokud je prohlížeč na jiném počítači, vložte do Mailkey adresu, na které skončí („Vložit odpověď…“, nebo mailkeyctl token get --paste).
cause-no-application-way = Tento poskytovatel neumožňuje, aby se aplikace přihlašovala sama za sebe.
cause-no-application-way-cure = Zvolte přihlášení v prohlížeči. Přihlášení samotné aplikace nabízí jen Microsoft 365 (pracovní) a vlastní poskytovatelé.
cause-paste-empty = Nic jste nevložili.
cause-paste-empty-cure = Po přihlášení zkopírujte z adresního řádku prohlížeče celou adresu, i když se stránka nenačetla (začíná http://localhost nebo http://127.0.0.1), a vložte ji.
cause-paste-other = Tohle není adresa, na které prohlížeč po přihlášení skončil.
cause-paste-provider = Tohle je adresa stránky poskytovatele, ne adresa, na které prohlížeč skončí.
cause-paste-provider-cure = Dokončete v prohlížeči přihlášení. Pak zkopírujte adresu, která začíná http://localhost nebo http://127.0.0.1, i když se stránka nenačte.
cause-paste-cut-off = Vložená adresa není celá.
cause-paste-stale = Vložená adresa patří k jinému přihlášení.
cause-paste-stale-cure = Otevřete adresu, kterou Mailkey ukazuje teď, přihlaste se tam a vložte novou adresu.
cause-certificate-none = V textu není žádný certifikát.
cause-certificate-no-key = V textu není žádný soukromý klíč.
cause-certificate-other-key = Soukromý klíč nepatří k certifikátu.
cause-certificate-none-cure = Zadejte obojí: certifikát (od BEGIN CERTIFICATE po END CERTIFICATE) i soukromý klíč, který k němu patří (od BEGIN PRIVATE KEY po END PRIVATE KEY).
cause-certificate-damaged = Certifikát nebo jeho soukromý klíč je poškozený, nebo není celý.
cause-certificate-damaged-cure = Zkopírujte znovu celý soubor PEM, od prvního řádku BEGIN po poslední řádek END.
cause-certificate-encrypted = Soukromý klíč je chráněný heslem a Mailkey se na něj nemůže ptát při každém obnovení.
cause-certificate-encrypted-cure = Heslo odstraňte příkazem: openssl pkey -in KLIC.pem -out OTEVRENY.pem. Klíč pak chrání klíčenka systému; soubory potom smažte.
cause-certificate-not-rsa = Soukromý klíč není typu RSA.
cause-certificate-short = Klíč RSA je příliš krátký; potřeba je aspoň 2048 bitů.
cause-certificate-length = Klíč RSA má neobvyklou délku; použít lze 2048, 3072 a 4096 bitů.
cause-certificate-cannot-sign = Soukromým klíčem nelze podepisovat.
cause-certificate-not-rsa-cure = Vytvořte nový certifikát s klíčem RSA o délce 2048 nebo 4096 bitů a přidejte ho do registrace aplikace.
cause-client-refused = Poskytovatel aplikaci nepřijímá: { $text }
cause-client-refused-cure = Zkontrolujte ID aplikace a tajný klíč: jsou to ty správné a jsou celé?
cause-scope-refused = Poskytovatel nezná některé požadované oprávnění: { $text }
cause-scope-refused-cure = Zkontrolujte oprávnění (scopes) v nastavení a v registraci aplikace.
cause-provider-busy = Poskytovatel teď nemůže odpovědět: { $text }
cause-refused = Poskytovatel odmítl: { $text }
cause-refused-cure = Zkontrolujte v nastavení poskytovatele, ID aplikace a tenant; text výše je od poskytovatele.
cause-grant-dead = Poskytovatel už token neuznává: { $text }
cause-grant-dead-cure = Smažte token a získejte ho znovu.
cause-sign-in-wanted = Poskytovatel chce, aby se uživatel znovu přihlásil: { $text }
cause-consent-wanted = Poskytovatel chce, aby bylo oprávnění uděleno znovu: { $text }
cause-code-refused-late = Poskytovatel nepřijal odpověď, kterou přinesl prohlížeč: { $text }
cause-code-refused-late-cure = Možná přišla pozdě nebo dvakrát. Získejte token znovu.
cause-answer-lost = Odpověď na obnovení tokenu ({ $when }) se ztratila dřív, než se stihla uložit, a starý token už poskytovatel vyřadil: { $text }
cause-answer-lost-cure = Smažte token a získejte ho znovu. S účtem je nejspíš všechno v pořádku.
cause-token-ended = Platnost tokenu skončila a poskytovatel nedal žádný k jeho obnovení.
cause-token-ended-cure = Získejte token znovu. Pokud zase skončí, povolte v registraci aplikace „offline access“.
cause-ms-redirect = V registraci aplikace chybí adresa pro přesměrování ({ $code }).
cause-ms-redirect-cure = Přidejte v Microsoft Entra v části Ověřování adresu http://localhost jako „Mobilní a desktopové aplikace“.
cause-ms-consent = Aplikaci zatím nikdo nepovolil přístup k této poště ({ $code }).
cause-ms-consent-cure = Získejte token znovu a oprávnění přijměte. Pokud se to nenabízí, musí nejdřív souhlasit správce Microsoft 365: pošlete mu odkaz pro správce.
cause-ms-not-in-tenant-cure = Pro pracovní účet zvolte „Microsoft 365 (pracovní)“, pro osobní „Outlook.com (osobní)“; zkontrolujte tenant.
cause-ms-unknown-app = Microsoft v tomto tenantu nezná takové ID aplikace ({ $code }).
cause-ms-unknown-app-cure = Zkopírujte „ID aplikace (klienta)“ znovu (není to e-mailová adresa ani ID tajného klíče) a zkontrolujte tenant.
cause-ms-secret = Tajný klíč je chybný ({ $code }).
cause-ms-secret-cure = V Microsoft Entra zkopírujte hodnotu tajného klíče, ne jeho ID. Hodnota se ukáže jen jednou, možná bude potřeba vytvořit nový.
cause-ms-public = Je zadaný tajný klíč, ale aplikace je veřejný klient a žádný posílat nesmí ({ $code }).
cause-ms-public-cure = Tajný klíč tady smažte.
cause-ms-disabled = Účet je zakázaný ({ $code }).
cause-ms-disabled-cure = Požádejte správce Microsoft 365, aby účet povolil.
cause-ms-password-changed = Heslo účtu se změnilo, nebo byla ukončena všechna jeho přihlášení; token už neplatí ({ $code }).
cause-policy-cure = Správce Microsoft 365 uvidí v Microsoft Entra v protokolech přihlášení, která zásada ho zastavila, a může tuto aplikaci nebo účet vyjmout. Příkazem níže ať také ověří, zda schránka nemá SMTP vypnuté.
cause-policy-password-cure = Zvolte OAuth 2.0 a získejte token: zásady obvykle zakazují přihlašování heslem. Pokud nepomůže ani to, správce Microsoft 365 uvidí v Microsoft Entra v protokolech přihlášení, která zásada ho zastavila.
cause-ms-unused = Token se příliš dlouho nepoužil (obvykle 90 dní) a jeho platnost skončila ({ $code }).
cause-ms-other-tenant = Token patří jinému tenantu ({ $code }).
cause-ms-tenant = Microsoft takový tenant nezná ({ $code }).
cause-ms-admin-consent = Ve vaší organizaci smí tuto aplikaci povolit jen správce ({ $code }).
cause-ms-admin-consent-cure = Pošlete správci Microsoft 365 odkaz pro správce; stačí, když ho jednou otevře a souhlasí. Pak získejte token znovu.
cause-ms-not-in-tenant = Tento účet do tenantu nepatří ({ $code }).
cause-ms-personal = Přihlásil se osobní účet, ale aplikace je jen pro pracovní a školní účty ({ $code }).
cause-ms-personal-cure = Přihlaste se pracovním účtem. Pro osobní schránku zvolte „Outlook.com (osobní)“ a aplikaci registrovanou i pro osobní účty.
cause-ms-single-tenant = Aplikace je registrovaná jen pro jeden tenant a žádný není zadaný ({ $code }).
cause-ms-single-tenant-cure = Do pole „Tenant“ zadejte doménu své organizace (firma.cz) nebo ID tenantu.
cause-ms-personal-app = Aplikace je registrovaná jen pro osobní účty ({ $code }).
cause-ms-personal-app-cure = Zvolte poskytovatele „Outlook.com (osobní)“, nebo pro pracovní účet aplikaci, která je pro něj registrovaná.
cause-ms-secret-expired = Platnost tajného klíče skončila ({ $code }).
cause-ms-secret-expired-cure = Vytvořte v Microsoft Entra v části „Certifikáty a tajné kódy“ nový tajný klíč a zadejte ho tady; token zůstane použitelný.
cause-ms-secret-missing = Aplikace se musí prokázat, ale není zadaný tajný klíč ani certifikát ({ $code }).
cause-ms-secret-missing-cure = Zapněte v Microsoft Entra v části Ověřování „Povolit toky veřejných klientů“, nebo tady zadejte tajný klíč aplikace.
cause-ms-certificate = Microsoft nepřijímá certifikát aplikace: není v registraci, nebo jeho platnost skončila ({ $code }).
cause-ms-certificate-cure = Nahrajte certifikát (bez klíče) v Microsoft Entra do části „Certifikáty a tajné kódy“ a zkontrolujte, do kdy platí.
cause-ms-assertion-time = Podle hodin Microsoftu podepsané prohlášení aplikace teď neplatí ({ $code }).
cause-ms-not-assigned = Tento účet nesmí aplikaci používat, protože k ní není přiřazený ({ $code }).
cause-ms-not-assigned-cure = Požádejte správce Microsoft 365, aby účet k aplikaci přiřadil („Podnikové aplikace“, „Uživatelé a skupiny“).
cause-ms-password-changed-cure = Smažte token a získejte ho znovu.
cause-ms-mfa = Vaše organizace při tomto přihlášení vyžaduje druhý faktor ({ $code }).
cause-ms-mfa-expired = Platnost potvrzení druhým faktorem skončila ({ $code }).
cause-ms-mfa-expired-cure = Získejte token znovu, a až o to prohlížeč požádá, potvrďte přihlášení druhým faktorem.
cause-ms-mfa-setup = Pro tento účet je nejdřív potřeba nastavit druhý faktor ({ $code }).
cause-ms-mfa-setup-cure = Přihlaste se tímto účtem na https://aka.ms/mfasetup a nastavte ho. Pak token smažte a získejte znovu.
cause-ms-conditional = Toto přihlášení blokují zásady podmíněného přístupu vaší organizace ({ $code }).
cause-ms-conditional-cure = Nové přihlášení nepomůže. Požádejte správce Microsoft 365, aby se podíval do protokolu přihlášení a udělil této aplikaci nebo počítači výjimku. Pokud jste se přihlašovali kódem, zkuste prohlížeč: mnoho organizací kódy blokuje.
cause-ms-device = Vaše organizace dovoluje přihlášení jen ze spravovaných zařízení a toto mezi ně nepatří ({ $code }).
cause-ms-device-cure = Přihlaste se v prohlížeči na spravovaném počítači (adresu, na které tam prohlížeč skončí, pak vložte sem), nebo požádejte správce Microsoft 365 o výjimku.
cause-ms-unused-cure = Smažte token a získejte ho znovu. Se zapnutou volbou „Pokračovat i po zavření okna“ ho Mailkey obnoví včas.
cause-ms-spa = Token skončil po 24 hodinách, protože adresa pro přesměrování je registrovaná jako jednostránková aplikace ({ $code }).
cause-ms-spa-cure = V Microsoft Entra v části Ověřování odtud http://localhost odeberte a přidejte ho jako „Mobilní a desktopové aplikace“. Pak token smažte a získejte znovu.
cause-ms-frequency = Vaše organizace vyžaduje pravidelné přihlašování a lhůta uplynula ({ $code }).
cause-ms-frequency-cure = Smažte token a získejte ho znovu. Pokud se to stává často, požádejte správce Microsoft 365 o výjimku z četnosti přihlašování pro tuto aplikaci.
cause-ms-other-tenant-cure = Zkontrolujte tenant, pak token smažte a získejte znovu.
helps-link = Odkaz pro správce:
helps-redirect = Adresa k registraci:
cause-google-revoked = Google už token neuznává: jeho platnost skončila, nebo byl odvolán ({ $text }).
cause-google-revoked-cure = Smažte token a získejte ho znovu. Pokud skončí vždy po 7 dnech, je aplikace u Googlu ve zkušebním režimu: zveřejněte ji. Platnost tokenu ukončí i změna hesla a půl roku nečinnosti.
cause-google-session = Google Workspace chce nové přihlášení ({ $text }).
cause-google-session-cure = Smažte token a získejte ho znovu. Pokud se to stává často, požádejte správce Google Workspace, aby pro tuto aplikaci zrušil omezení délky relace.
cause-google-deleted = Účet Google byl smazán ({ $text }).
cause-google-deleted-cure = Zadejte jiný účet, nebo požádejte správce o obnovení tohoto.
cause-google-policy = Správce Google Workspace tuto aplikaci nedovoluje ({ $text }).
cause-google-policy-cure = Požádejte správce, aby aplikaci označil jako důvěryhodnou v konzoli pro správu v části Zabezpečení, ovládací prvky rozhraní API (anglicky „API controls“).
cause-google-internal = Aplikace je jen pro účty organizace, která ji zaregistrovala ({ $text }).
cause-google-internal-cure = Přihlaste se účtem této organizace, nebo použijte aplikaci registrovanou jako „Externí“.
cause-google-client = Aplikace byla u Googlu smazána nebo vypnuta ({ $text }).
cause-google-client-cure = Zadejte ID a tajný klíč existující aplikace a získejte token znovu.

## Poštovní servery
cause-name-not-found = pro server { $host } se nenašla žádná adresa.
cause-name-not-found-cure = Zkontrolujte název serveru a připojení tohoto počítače k síti.
cause-unreachable = k serveru { $server } se nelze připojit ({ $reason }).
cause-connection-refused = server { $server } spojení odmítl: na tomto portu nikdo nenaslouchá.
cause-connection-refused-cure = Zkontrolujte číslo portu: pro SMTP 587 nebo 465, pro POP3 995 nebo 110.
cause-timed-out = server { $server } neodpověděl do { $seconds } s ({ $step }).
cause-timed-out-cure = Server je nejspíš přetížený nebo pomalý: zkuste to za chvíli znovu a případně nastavte delší časový limit. Pokud to trvá, upozorněte jeho správce.
cause-timed-out-start-cure = Zkontrolujte název serveru a port; v cestě může být i firewall. Pomalému serveru pomůže delší časový limit.
cause-closed = server { $server } ukončil spojení ({ $step }).
cause-closed-cure = Zkuste to za chvíli znovu. Pokud to trvá, zkontrolujte port a zda k němu patří SSL/TLS.
cause-no-starttls = server { $server } na tomto portu nenabízí chráněné spojení.
cause-no-starttls-cure = { $protocol ->
    [POP] Použijte port 995, kde TLS začíná od prvního bajtu.
   *[other] Použijte port 465, kde TLS začíná od prvního bajtu.
}
cause-no-mechanism = server { $server } nenabízí vhodný způsob přihlášení (nabízí: { $offered }).
cause-no-mechanism-cure = Zvolte jiný způsob autorizace a zkontrolujte, zda je to opravdu server vašeho poskytovatele.
cause-not-supported = server { $server } neumí { $what }, a tato zpráva to potřebuje.
cause-not-supported-cure = Použijte adresu bez háčků a čárek.
cause-control-character = Uživatelské jméno, heslo nebo token obsahuje konec řádku nebo jiný neviditelný znak.
cause-control-character-cure = Zadejte uživatelské jméno a heslo znovu, případně získejte token znovu.
cause-injected = server { $server } poslal nechráněná data tam, kde mělo začít chráněné spojení.
cause-injected-cure = Někdo může do spojení zasahovat. Použijte port { $protocol ->
    [POP] 995
   *[other] 465
} a upozorněte správce sítě.
cause-not-understood = odpovědi serveru { $server } nelze rozumět ({ $step }); možná to není poštovní server.
cause-not-understood-cure = Zkontrolujte název serveru a port.
cause-tls-issuer = certifikát serveru { $server } vydal někdo, komu tento počítač nedůvěřuje{ $issuer ->
    [none] .
   *[other] : { $issuer }.
}
cause-tls-name = certifikát serveru { $server } je vydán pro jiný název{ $names ->
    [none] .
   *[other] : { $names }.
}
cause-tls-name-cure = Zadejte název serveru přesně tak, jak ho uvádí poskytovatel, ne adresu IP ani jiný název.
cause-tls-expired = platnost certifikátu serveru { $server } skončila{ $until ->
    [none] .
   *[other] : platil do { $until }.
}
cause-tls-not-yet = certifikát serveru { $server } ještě neplatí{ $since ->
    [none] .
   *[other] : platit začne { $since }.
}
cause-tls-expired-cure = Zkontrolujte datum a čas tohoto počítače. Pokud jsou správné, musí certifikát obnovit správce serveru.
cause-tls-revoked = certifikát serveru { $server } byl odvolán.
cause-tls-revoked-cure = Upozorněte správce serveru; dokud nenasadí nový, Mailkey se k serveru nepřipojí.
cause-tls-plain-port = server { $server } na tomto portu nezačíná spojení pomocí TLS.
cause-tls-plain-port-cure = { $protocol ->
    [POP] Použijte port 110, kde ochrana začíná až po pozdravu. Pokud už ho používáte, zkuste port 995.
   *[other] Použijte port 587, kde ochrana začíná až po pozdravu. Pokud už ho používáte, zkuste port 465.
}
cause-tls-other = chráněné spojení se serverem { $server } selhalo: { $reason }.
cause-tls-other-cure = Zkontrolujte název serveru (jak ho uvádí poskytovatel, ne adresu IP) a datum a čas tohoto počítače a zkuste to znovu.
step-resolve = hledání adresy
step-connect = navazování spojení
step-tls = zahájení TLS
step-greeting = čekání na pozdrav
step-capabilities = dotaz na schopnosti serveru
step-starttls = přechod na TLS
step-login = přihlašování
step-sender = uvedení odesílatele
step-recipient = uvedení příjemce
step-data = předání zprávy
step-mailbox = čtení schránky
step-quit = rozloučení
cause-temporary = server to teď nemůže udělat.
cause-temporary-cure = Zkuste to za několik minut znovu. Pokud to trvá hodiny, pošlete odpověď serveru správci serveru { $server }.
cause-smtp-auth-disabled-tenant = odesílání přes SMTP má v Exchange Online vypnuté celá organizace.
cause-smtp-auth-disabled-tenant-cure = Správce Microsoft 365 ho zapne v Exchange Online PowerShellu: buď prvním příkazem jen této schránce (to stačí a je to bezpečnější), nebo druhým celé organizaci. Změna se projeví do hodiny.
cause-smtp-auth-disabled-mailbox-cure = Správce Microsoft 365 ho zapne příkazem níže v Exchange Online PowerShellu, nebo v centru pro správu: Aktivní uživatelé, tento uživatel, Pošta, Spravovat e-mailové aplikace, „Ověřený protokol SMTP“. Změna se projeví do hodiny.
cause-smtp-auth-disabled-outlook = Outlook.com tomuto účtu odesílání z jiných programů zatím nedovoluje.
cause-smtp-auth-disabled-outlook-cure = Otevřete schránku v prohlížeči a udělejte, co tam Microsoft žádá (obvykle ověření účtu telefonem). U nového účtu to zkuste znovu za den.
cause-policy = přihlášení zakazují zásady organizace (v Microsoft Entra „podmíněný přístup“): něco na tomto počítači, účtu nebo protokolu jim nevyhovuje.
cause-basic-auth-off = server už hesla nepřijímá: Microsoft přihlašování heslem (Basic Auth) k odesílání zrušil.
cause-basic-auth-off-cure = Zvolte jako způsob autorizace OAuth 2.0 a získejte token.
cause-not-connected = po přihlášení se schránka neotevřela: přihlásil se někdo, kdo do ní nesmí, nebo schránka nemá licenci či zapnutý POP.
cause-not-connected-cure = Zkontrolujte název účtu. U sdílené schránky zadejte do pole „Přihlásit jako“ člověka, kterému k ní správce dal úplný přístup. Schránka musí mít zapnutý POP (ověří to příkaz níže) a běžná schránka i licenci.
cause-send-as-denied = účet nesmí odesílat s touto adresou odesílatele.
cause-send-as-denied-cure = Zadejte jako adresu odesílatele adresu samotného účtu. Má-li zůstat dosavadní, udělí správce Microsoft 365 příkazem níže právo „Odeslat jako“; platit začne asi do hodiny.
cause-send-as-denied-outlook-cure = Zadejte jako adresu odesílatele adresu samotného účtu. Jinou adresu nejdřív přidejte k účtu jako alias na stránce Microsoftu níže a ověřte ji.
cause-login-refused-smtp = Server přihlášení odmítl: účet a token k sobě nepatří, nebo účet nesmí odesílat přes SMTP.
cause-login-refused-smtp-cure = Zkontrolujte název účtu a to, zda má povolené odesílání přes SMTP. Pokud se přihlásil jiný účet, získejte token znovu.
cause-login-refused-pop-cure = Zkontrolujte název účtu a zapněte pro schránku POP. Pokud se přihlásil jiný účet, získejte token znovu.
cause-recipient-refused = server nepřijal příjemce.
cause-recipient-refused-cure = Zkontrolujte adresu příjemce a vyzkoušejte jinou; proč tato vadí, říká odpověď serveru níže.
cause-reply = server { $server } odmítl ({ $step }): { $text }
cause-reply-cure = Text výše je odpověď serveru; víc poradí jeho správce.

### Stránka v prohlížeči
page-done-title = Hotovo
page-done = Mailkey získal token a uložil ho. Tuto stránku můžete zavřít.
page-done-who = Přihlášený účet: { $who }
page-failed-title = Token se nepodařilo získat
page-failed-next = Vraťte se do programu Mailkey.
page-cancelled-title = Přihlašování bylo zrušeno
page-cancelled = Zrušili jste ho v programu Mailkey. Chcete-li se přihlásit, začněte tam znovu.
page-unfinished-title = Přihlášení proběhlo
page-unfinished = Mailkey ještě získává token; poskytovateli to trvá déle než obvykle. Jak to dopadlo, uvidíte v programu Mailkey. Tuto stránku můžete zavřít.
page-stale-title = Tato stránka nepatří k žádnému probíhajícímu přihlášení
page-stale = Přihlašování už skončilo, nebo začalo v jiném okně. Vraťte se do programu Mailkey a začněte znovu, pokud token chybí.

### Příkazová řádka
cli-send-subject = Zkušební zpráva z programu Mailkey
cli-send-body = Tuto zprávu poslal Mailkey, aby ověřil odesílání. Není třeba nic dělat.
cli-sent = Zprávu pro { $to } přijal server { $server }. Jeho odpověď:
cli-messages = { $count ->
    [0] Schránka je prázdná.
    [one] Ve schránce je { $count } zpráva.
    [few] Ve schránce jsou { $count } zprávy.
    [many] Ve schránce je { $count } zprávy.
   *[other] Ve schránce je { $count } zpráv.
}
cli-secret-prompt = Vložte nebo napište tajný údaj a stiskněte Enter:
cli-secret-pem = Tohle je certifikát. Vložte ho celý i se soukromým klíčem a ukončete klávesami Ctrl+D (ve Windows Ctrl+Z a Enter).
cli-stdin = Standardní vstup nelze přečíst: { $reason }.
cli-secret-empty = Na standardním vstupu nic nepřišlo, proto se nic nezměnilo. Tajný údaj odstraní: mailkeyctl secret delete.
cli-secret-set = Uloženo do klíčenky.
cli-secret-deleted = Odstraněno z klíčenky.
cli-demo-running = Cvičné servery běží; ukončíte je klávesami Ctrl+C. Na přihlašovací stránce projde jakékoli heslo. Následující nastavení uložte do souboru a převezměte příkazem: mailkeyctl --home SLOŽKA settings import SOUBOR
cli-unknown-key = Nastavení { $key } neexistuje. Všechna vypíše: mailkeyctl settings show
cli-set = { $key } = { $value }
cli-imported = Nastavení je uloženo v souboru { $file }.
cli-imported-held = Pozor: uložený token byl vydán pro jiné nastavení. Smažte ho (mailkeyctl token delete) a získejte znovu.
cli-exported = Nastavení je zapsáno v souboru { $file }. Tajné údaje v něm nejsou.
cli-valid-until = platí do { $time }
cli-sign-in = Přihlaste se v prohlížeči, který se otevře. Pokud se neotevře, použijte tuto adresu:
cli-sign-in-open = Otevřete tuto adresu v prohlížeči na tomto počítači a přihlaste se:
cli-sign-in-anywhere = Otevřete tuto adresu v libovolném prohlížeči, na tomto počítači nebo jinde, a přihlaste se:
cli-paste = Potom sem vložte adresu, na které prohlížeč skončí (začíná http://localhost nebo http://127.0.0.1 a stránka se nemusí načíst):
cli-paste-ended = Vstup skončil a odpověď v něm nebyla.
cli-paste-ended-cure = Začněte znovu a vložte adresu, na které prohlížeč skončí.
cli-device-address = Otevřete tuto adresu v prohlížeči na libovolném zařízení:
cli-device-code = a zadejte tam tento kód (platí do { $time }):
cli-application = Aplikace se přihlašuje sama za sebe…
cli-granted = Poskytovatel odpověděl, token se ukládá…
cli-no-browser = Prohlížeč se nepodařilo otevřít ({ $reason }). Otevřete adresu výše sami.
cli-code-arrived = Prohlížeč odpověděl, přihlášení se dokončuje…
cli-acquired-application = Token je uložen. Aplikace se přihlásila sama za sebe; schránka: { $account }
cli-acquired = Token je uložen. Přihlášený účet: { $account }
cli-cancelled = Zrušeno.
cli-delete-question = Smazat token pro { $protocol }? [a/N]
cli-delete-yes = Tady se není koho zeptat: chcete-li token smazat, přidejte --yes.
cli-deleted-revoked = Token byl u poskytovatele odvolán a tady odstraněn.
cli-deleted-here = Token byl tady odstraněn. Tento poskytovatel neumožňuje programům oprávnění odvolat.
cli-deleted-not-revoked = Token byl tady odstraněn, ale u poskytovatele se ho nepodařilo odvolat: { $why }
cli-deleted-used = Token je odsud odstraněný. U poskytovatele oprávnění zůstává, protože ho potřebuje druhý token téže osoby a aplikace; zruší se, až smažete i ten.
cli-deleted-nothing = Žádný token ke smazání tu není.
cli-failing-since = Obnova se nedaří od { $since }; další pokus: { $next }.
cli-refreshed = Token je obnovený, platí do { $time }.
cli-refreshed-open = Token je obnovený.
cli-revoke-again = Zkusit ho u poskytovatele odvolat znovu? [a/N]

## Služba na pozadí
cli-service-on = Služba na pozadí je nainstalovaná a běží. Spustí se při každém přihlášení.
cli-service-off = Služba na pozadí je zastavená a odebraná.
cli-service-linger = Skončí, jakmile se odhlásíte. Má-li běžet i bez přihlášení: loginctl enable-linger
cli-service-state-on = Služba na pozadí je zapnutá.
cli-service-state-off = Služba na pozadí je vypnutá.
cli-service-running = mailkeyctl serve právě běží.
cli-service-not-running = mailkeyctl serve právě neběží.
err-service-no-manager = Neodpovídá tu žádný správce služeb ({ $reason }), takže Mailkey při přihlášení nemá kdo spustit.
err-service-no-manager-cure = Přihlaste se přímo, ne přes su nebo sudo; nebo ať váš systém či relace spouští příkaz: mailkeyctl serve
err-service-no-program = Chybí program { $path }, který na pozadí pracuje.
err-service-no-program-cure = Nainstalujte Mailkey celý: mailkeyctl patří do stejné složky jako mailkey.
err-service-path = { $path } nelze zapsat do souboru služby, protože jeho název není platný text.
err-service-path-cure = Umístěte Mailkey i jeho složku tam, kde mají běžný název.
err-service-changed = { $what } někdo upravil ručně, takže do toho Mailkey nezasahuje.
err-service-changed-cure = Spravujte to dál sami, nebo to smažte a zkuste to znovu.
err-service-other-home = { $what } patří jiné složce Mailkey (--home).
err-service-other-home-cure = Nejdřív vypněte službu té složky.
err-service-running = „mailkeyctl serve“ už běží; někdo ho spustil ručně.
err-service-running-cure = Ukončete ho a zkuste to znovu.
err-service-file = { $path } nelze změnit: { $reason }.
err-service-file-cure = Zkontrolujte práva složky a volné místo.
err-service-command = Systém odmítl: { $reason } ({ $command })
err-service-command-cure = Víc řekne záznam systému; v Linuxu: systemctl --user status mailkey\*, journalctl --user -u mailkey\*. Zda se služba vůbec dá spustit, vyzkoušíte v terminálu příkazem mailkeyctl serve.

## Trvalý běh
cli-serve-started = Spuštěno: tokeny se průběžně obnovují a schránka se kontroluje. Složka: { $home }
cli-serve-stopped = Ukončeno.
cli-serve-second = Pro tuto složku už „mailkeyctl serve“ běží.
cli-serve-second-cure = Jeden stačí. Zda ho spouští systém, řekne: mailkeyctl service status
cli-serve-renewed = { $account }: token byl obnoven, platí do { $time }.
cli-serve-renewed-open = { $account }: token byl obnoven.
cli-serve-failed = { $account }: token se zatím nepodařilo obnovit. { $why }
cli-serve-next = Další pokus: { $time }.
cli-serve-rejected = { $account }: token je neplatný. { $why }
cli-serve-woke = Počítač byl { $minutes } min uspaný, nebo se mu hodiny posunuly dopředu; co se zmeškalo, udělá se teď.
cli-serve-set-back = Hodiny počítače se posunuly o { $minutes } min zpět.
cli-serve-check-failed = Schránku se nepodařilo zkontrolovat. { $why }
cli-serve-notice = Upozornění: { $title } – { $text }

### Okno
win-title-practice = Mailkey – cvičný režim
win-practice = Cvičný režim: nic tu není skutečné a nic se neuchová
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
win-copy = Kopírovat
win-continue = Pokračovat
win-fill-in = Doplnit
win-back = Zpět
win-nothing = (prázdné)
win-optional = nepovinné
win-required = Tohle pole je potřeba vyplnit.
win-address-example = jmeno@firma.cz
win-date-example = 2027-03-31
win-seconds = s
win-minutes = min

## Spodní lišta
win-all-saved = Všechno je uloženo
win-saved = Změny jsou uložené
win-saving = Ukládám…

## Server
win-server-smtp = Server SMTP
win-server-pop = Server POP3
win-tls-direct = TLS od prvního bajtu (podle portu { $port })
win-tls-starttls = STARTTLS (podle portu { $port })
win-tls-stls = STLS (podle portu { $port })
win-tls-off = Spojení není šifrované

## Odesílatel
win-sender = Odesílatel

## Ověření
win-authentication = Ověření
win-method-none = Bez přihlášení
win-method-password = Jméno a heslo
win-method-oauth2 = OAuth 2.0
win-password-note = Heslo se ukládá jen do klíčenky systému, nikdy do souboru.
win-provider-microsoft = Microsoft 365 (pracovní)
win-provider-outlook = Outlook.com (osobní)
win-provider-google = Google
win-provider-custom = Jiný (OpenID)
win-provider-practice = Cvičný poskytovatel
win-common-on = Společný se SMTP: poskytovatel, účet i token. Co tu změníte, platí i pro SMTP.
win-common-off = POP má vlastního poskytovatele, účet i token.
win-locked = Pro změnu účtu nejdříve smažte token.
win-advanced = Pokročilé
win-client-id-missing = Chybí ID aplikace
win-client-id-missing-note = Poskytovatel pustí k poště jen program, který u něj má registraci. ID aplikace najdete na stránce registrace u poskytovatele; ve firmě ho zná správce Microsoft 365 nebo Google Workspace.
win-client-id-fill = Doplnit ID aplikace
win-secret-placeholder = zatím nic uloženo
win-secret-held = ••••••  uloženo
win-secret-change = Změnit
win-secret-removed = Po uložení se z klíčenky smaže.
win-secret-keep = Ponechat
win-sign-in-browser = Prohlížeč
win-sign-in-device = Kód na jiném zařízení
win-sign-in-application = Aplikace (bez přihlášení uživatele)
win-sign-in-browser-note = Přihlašovací stránka se otevře v prohlížeči na tomto počítači.
win-sign-in-device-note = Pro počítač bez prohlížeče: Mailkey ukáže kód a vy ho zadáte třeba na telefonu.
win-sign-in-application-note = Nikdo se nepřihlašuje. Je k tomu potřeba tajný klíč nebo certifikát a správce, který aplikaci schránku zpřístupnil.
win-sign-in-not-offered = Zvolený poskytovatel tohle nenabízí. Zvolte jiný způsob.
win-scopes-default = podle poskytovatele

## Token
win-token = Token
win-get-token = Získat token
win-token-after-save = Stav vlastního účtu POP se ukáže po uložení.
win-no-token-both = Bez tokenu nejde poštu odesílat ani přijímat.
win-no-token-smtp = Bez tokenu nejde poštu odesílat.
win-no-token-pop = Bez tokenu nejde poštu přijímat.
win-no-token-browser = Získáte ho přihlášením v prohlížeči.
win-waiting-note = Dokončete přihlášení a povolte přístup k poště.
win-waiting-before = Dosavadní stav: { $state }. Pokud přihlášení nedokončíte, nezmění se.
win-signed-in = Přihlášen { $who }
win-signed-in-application = Přihlášena aplikace
win-obtained = získán { $when }
win-refreshed = obnoven { $when }
win-valid-until = platí do { $when }
win-was-valid-until = platil do { $when }
win-renewable = obnovuje se sám
win-not-renewable = sám se neobnoví
win-other-account = Token patří účtu { $token }, ale v nastavení je teď { $settings }.
win-other-provider = Token vydal poskytovatel { $token }, ale v nastavení je teď { $settings }.
win-other-value = Token byl získán s jinou hodnotou pole „{ $name }“: { $token }. V nastavení je teď: { $settings }.
win-other-cure = Pro nové nastavení se nepoužije. Smažte ho a získejte nový, nebo vraťte původní hodnotu do souboru s nastavením.
win-trouble-kept = Token zůstává uložený.
win-trouble-since = Obnovení poprvé selhalo { $when }
win-trouble-next = další pokus { $when }
win-trouble-soon = další pokus za okamžik
win-trouble-wait = server si vyžádal přestávku do { $when }
win-refresh-now = Obnovit teď
win-refreshing = Obnovuji token…
win-refresh-done = Token je obnovený.
win-refresh-failed = Pokus { $when } se nepodařil.
win-permission-ends = Oprávnění skončí { $when }, protože aplikace je u poskytovatele ve zkušebním režimu.
win-permission-ends-cure = Zveřejněte ji tam, nebo do té doby získejte token znovu.
win-secret-ends = { $days ->
    [0] Platnost tajného klíče dnes končí ({ $day }).
    [one] Platnost tajného klíče skončí za { $days } den ({ $day }).
    [few] Platnost tajného klíče skončí za { $days } dny ({ $day }).
    [many] Platnost tajného klíče skončí za { $days } dne ({ $day }).
   *[other] Platnost tajného klíče skončí za { $days } dní ({ $day }).
}
win-secret-ended = Platnost tajného klíče skončila { $day }.
win-serves-both = pro SMTP i POP
win-serves-smtp = pro SMTP
win-serves-pop = pro POP
win-acquired-news = Hotovo, token je načtený.
win-acquired-next-smtp = Teď si ho ověřte: níže odešlete zkušební zprávu.
win-acquired-next-pop = Teď si ho ověřte: zkontrolujte schránku.

## Získání tokenu
win-get-title = Získat token pro { $account }?
win-get-text = Otevře se prohlížeč s přihlášením – { $provider }. Přihlaste se tam účtem { $account } a vraťte se sem. Mailkey na odpověď počká nejvýše 5 minut.
win-get-code = Mailkey ukáže kód. Na telefonu nebo jiném počítači otevřete stránku poskytovatele – { $provider } –, kód tam zadejte a přihlaste se účtem { $account }.
win-get-application = Nikdo se nepřihlašuje: Mailkey se u poskytovatele ({ $provider }) prokáže tajným klíčem nebo certifikátem a dostane token pro schránku { $account }. Prohlížeč se neotevře.
win-get-both = Token bude platit pro SMTP i POP.
win-get-smtp = Token bude platit pro SMTP.
win-get-pop = Token bude platit pro POP.
win-get-saves = Nejdříve se uloží změny: { $what }.
win-sign-in-starting = Otevírám prohlížeč…
win-code-starting = Žádám poskytovatele o kód…
win-application-starting = Žádám poskytovatele o token…
win-sign-in-finishing = Přihlášení proběhlo, ukládám token…
win-wait-title = Přihlaste se v prohlížeči
win-wait-text = V prohlížeči se přihlaste účtem { $account } a povolte přístup k poště. Jakmile to uděláte, toto okno se samo zavře.
win-wait-left = Zbývá
win-wait-elsewhere = Není tu prohlížeč, nebo se jeho odpověď nevrátila?
win-paste = Vložit odpověď…
win-use-code = Použít raději kód
win-use-browser = Použít raději prohlížeč
win-no-code-google = Google pro poštu kód nenabízí. Přihlaste se v prohlížeči; na jiném počítači pomocí tlačítek „Kopírovat adresu“ a „Vložit odpověď…“.
win-no-code = Tento poskytovatel kód nenabízí.
win-paste-title = Vložte odpověď prohlížeče
win-paste-text = Po přihlášení skončí prohlížeč na jiném počítači na stránce, která „není dostupná“. Zkopírujte z jeho adresního řádku celou adresu a vložte ji sem.
win-code-title = Přihlaste se kódem
win-code-open = Na telefonu nebo jiném počítači otevřete tuto adresu:
win-code-enter = a zadejte tam tento kód:
win-code-next = Pak se tam přihlaste účtem { $account } a povolte přístup k poště. Jakmile to uděláte, toto okno se samo zavře.
win-code-left = Kód platí ještě
win-copy-code = Kopírovat kód
win-open-here = Otevřít tady
win-open-again = Otevřít znovu
win-copy-address = Kopírovat adresu
win-copied = Zkopírováno
win-no-browser = Prohlížeč se nepodařilo otevřít
win-no-browser-note = Otevřete tuto adresu v prohlížeči sami. Pokud to bude na jiném počítači, vložte pak jeho odpověď pomocí „Vložit odpověď…“:
win-other-title = Přihlásil se jiný účet
win-other-expected = Čekalo se na účet
win-other-signed-in = Přihlásil se
win-other-text = Token se neuložil. Zkuste to znovu a v prohlížeči zvolte správný účet.
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
win-deleting = Mažu token. Přerušit už to nejde, za chvíli bude hotovo.
win-deleted-title = Token je smazaný
win-deleted-revoked = Token je odstraněný z tohoto počítače a jeho platnost je zrušená i u poskytovatele.
win-deleted-here = Token je odstraněný z tohoto počítače. U tohoto poskytovatele nejde oprávnění odsud zrušit.
win-deleted-not-revoked = U poskytovatele se oprávnění odvolat nepodařilo.
win-deleted-nothing = Žádný token tu už nebyl.
win-deleted-here-title = Token je smazaný, ale jen tady
win-deleted-gone = Token je z tohoto počítače odstraněný a nic už ho tu nepoužije.
win-revoke-note = Odvolání můžete zkusit znovu, dokud tuto zprávu nezavřete.
win-revoke-again = Zkusit odvolání znovu
win-revoking = Odvolávám oprávnění u poskytovatele…
win-delete-failed-title = Token se nepodařilo smazat
win-withdraw-microsoft = Úplně ho odvoláte na myapps.microsoft.com (u aplikace zvolte „Spravovat aplikaci“ a „Odvolat oprávnění“), nebo to udělá správce v centru Microsoft Entra.
win-withdraw-outlook = Úplně ho odvoláte na account.live.com/consent/Manage.
win-withdraw-google = Úplně ho odvoláte na myaccount.google.com/connections.
win-withdraw-custom = Úplně ho odvoláte ve správě účtu u poskytovatele.

## Zkušební zpráva
win-test-to = Komu
win-test-subject = Zkušební zpráva z programu Mailkey
win-test-body = Dobrý den,
    tuto zprávu odeslal program Mailkey, aby ověřil, že odesílání pošty funguje. Není třeba na ni odpovídat.
win-send = Odeslat
win-saves-first = Nejdříve se uloží změny.
win-sending = Odesílám zprávu…
win-sent = Zpráva pro { $to } je odeslaná
win-sent-note = Převzal ji server { $server }, { $when }.
win-sent-reply = Odpověď serveru: { $reply }
win-sent-next = Podívat se do schránky (POP) →

## Schránka
win-mailbox = Schránka
win-check = Zkontrolovat nyní
win-checking = Kontroluji schránku…
win-never-checked = Od spuštění programu zatím nezkontrolováno.
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
win-checked-at = zkontrolováno { $when }
win-no-subject = (bez předmětu)
win-no-sender = (bez odesílatele)

## Práce bez okna
win-keep = Pokračovat i po zavření okna
win-keep-off = Vypnuto: token se obnovuje a pošta kontroluje, jen když je toto okno otevřené.
win-keep-on = Zapnuto: token se obnovuje a pošta kontroluje i bez tohoto okna, hned od přihlášení k počítači.
win-keep-asking = Zjišťuji u systému…
win-keep-turning-on = Zapínám…
win-keep-turning-off = Vypínám…
win-keep-not-here = Tady to nejde zapnout: v této relaci neběží správce služeb, který by Mailkey spouštěl.
win-keep-practice = Cvičný režim nic neuchovává, takže po něm nemá co pokračovat.

## Zavření okna a vadný soubor
win-unsaved-title = Uložit změny, než se okno zavře?
win-unsaved-text = Neuložené změny: { $what }.
win-save-close = Uložit a zavřít
win-discard-close = Zahodit a zavřít
win-stay = Zůstat
win-closing = Dokončuji rozdělanou práci…
win-broken-title = Soubor s nastavením nejde načíst
win-broken-note = Tokenů ani pošty se to netýká. Jakmile soubor opravíte, načte se sám.
win-reload = Načíst znovu

## Než se okno otevře
win-no-display = okno nejde otevřít: není tu grafická plocha. Spusťte program na ploše počítače, nebo použijte příkaz mailkeyctl.
win-no-libraries = okno nejde otevřít: chybějí knihovny. Nainstalujte je příkazem: sudo apt install { $packages }
win-no-window = okno nejde otevřít: { $why }. Bez okna se dá použít příkaz mailkeyctl.
win-no-home = systém neříká, kde je domovská složka ({ $why }). Zadejte složku přepínačem --home.
win-practice-home = cvičný režim nic neuchovává a skutečných nastavení se nedotýká, ale { $path } už existuje. Uveďte za --home prázdnou složku, nebo žádnou.
win-no-practice = cvičný režim nejde spustit: { $why }

### Pole nastavení

## Nápověda k polím: co to je a proč to měnit
help-open = Nápověda: { $name }
help-close = Skrýt nápovědu: { $name }
help-range = Rozsah { $min }–{ $max }{ $unit }, výchozí { $usual }.
help-usual = Výchozí: { $value }
help-server = Počítač, kterému Mailkey předává odchozí poštu.
help-server-why = Mailkey nabízí server poskytovatele; měňte ho, jen když odesíláte přes jiný.
help-secondary = Záložní server pro chvíle, kdy se k primárnímu nejde připojit nebo kdy neodpovídá.
help-secondary-why = Vyplňte ho, jen když pro stejnou schránku opravdu máte druhý server. Pokud primární server odmítne přihlášení, sekundární se nezkouší.
help-pop-server = Počítač, ze kterého si Mailkey bere příchozí poštu.
help-pop-server-why = Mailkey nabízí server poskytovatele; měňte ho, jen když poštu čtete jinde.
help-port-smtp = Číslo vstupu, na kterém server přebírá poštu k odeslání.
help-port-smtp-why = Zadejte 465, pokud server vyžaduje TLS od prvního bajtu; na ostatních portech se šifrování zapíná příkazem STARTTLS.
help-port-pop = Číslo vstupu, na kterém server vydává poštu.
help-port-pop-why = Zadejte 110, pokud se šifrování zapíná příkazem STLS; na portu 995 se šifruje od prvního bajtu.
help-tls = Šifrování spojení se serverem.
help-tls-why = Vypnout ho jde jen pro server na tomto počítači nebo bez přihlášení: jinak by heslo nebo token mohl cestou kdokoli přečíst.
help-timeout = Jak dlouho Mailkey čeká na každý krok: nalezení serveru, spojení, TLS a každou odpověď.
help-timeout-why = Na pomalé lince ho prodlužte. S kratším limitem se dřív zkusí sekundární server.
help-sender-name = Jméno, které příjemce uvidí vedle adresy.
help-sender-name-why = Ukazuje, kdo píše, třeba „Recepce – skener“. Bez něj příjemce uvidí jen adresu.
help-sender-address = Adresa, ze které zprávy odcházejí a na kterou se odpovídá.
help-sender-address-why = Obvykle je stejná jako název účtu. U sdílené schránky je to adresa schránky.
help-method = Jak se Mailkey serveru prokáže.
help-method-why = Microsoft i Google chtějí OAuth 2.0. Heslo se hodí pro vlastní poštovní server, „Bez přihlášení“ pro server ve vlastní síti, který poštu z tohoto počítače přijme i tak.
help-user = Jméno, pod kterým vás server zná; bývá to celá e-mailová adresa.
help-user-why = Změňte ho, pokud vám správce serveru přidělil jiné jméno, než je adresa.
help-password = Heslo ke schránce, případně heslo pro aplikace. Uloží se jen do klíčenky systému.
help-password-why = Zadejte nové, když se heslo u poskytovatele změní.
help-provider = Kdo schránku provozuje a kdo vydává tokeny.
help-provider-why = Podle něj se doplní servery a přihlašovací adresy. Firemní Microsoft 365 a osobní Outlook.com jsou dva různí poskytovatelé.
help-account = E-mailová adresa schránky, ke které se token získá.
help-account-why = Dokud je token uložený, účet změnit nejde; nejdřív token smažte.
help-sign-in-as = Kdo se v prohlížeči přihlásí, když to není sama schránka.
help-sign-in-as-why = Vyplňte to u sdílené schránky: ta nemá vlastní heslo a přihlašuje se k ní člověk, který k ní má přístup.
help-client-id = Označení, pod kterým je Mailkey zaregistrovaný u poskytovatele (anglicky „Application (client) ID“ nebo „Client ID“).
help-client-id-why = Bez registrace poskytovatel žádný program k poště nepustí. V Microsoft Entra najdete ID v přehledu registrace aplikace, u Googlu mezi přihlašovacími údaji.
help-client-secret = Heslo samotné aplikace, nebo její certifikát i se soukromým klíčem (PEM, od BEGIN po END).
help-client-secret-why = Microsoft ho u desktopové aplikace nechce, Google ho dává vždy. Nutný je, když se aplikace přihlašuje sama, bez uživatele.
help-client-secret-expires = Poslední den platnosti tajného klíče, jak ho uvádí stránka poskytovatele.
help-client-secret-expires-why = Mailkey vás včas upozorní. Bez data se to dozvíte, až když pošta přestane fungovat.
help-tenant = Organizace v Microsoft 365: její doména (firma.cz) nebo ID tenantu.
help-tenant-why = Vyplňte ho, když je aplikace zaregistrovaná jen pro jednu organizaci nebo když se přihlašuje bez uživatele. Jinak nechte pole prázdné.
help-issuer = Adresa, na které poskytovatel zveřejňuje své nastavení OpenID.
help-issuer-why = Mailkey z ní sám zjistí přihlašovací adresy; najdete ji v dokumentaci poskytovatele.
help-sign-in = Jak se token získá: v prohlížeči na tomto počítači, kódem na jiném zařízení, nebo bez přihlášení uživatele.
help-sign-in-why = Kód se hodí pro počítač bez prohlížeče. Přihlášení samotné aplikace je pro místa, kde se nemá kdo přihlásit a kde to správce povolil.
help-scopes = Oprávnění, o která Mailkey při přihlášení žádá; oddělují se mezerou.
help-scopes-why = Nechte pole prázdné, pokud dokumentace poskytovatele neuvádí vlastní názvy oprávnění.
help-check-interval = Jak často se Mailkey sám podívá do schránky.
help-check-interval-why = Nula znamená jen na požádání. Příliš častou kontrolu někteří poskytovatelé dočasně odmítají.
help-common = Zda odesílání i příjem používají stejného poskytovatele, účet a token.
help-common-why = Vypněte to, když POP čte jinou schránku nebo se k ní přihlašuje někdo jiný, třeba u sdílené schránky.

## Co Mailkey s vloženým textem udělal
said-port = Port { $port } je teď v poli „Číslo portu“.
said-port-left-out = Port { $port } se vynechal: oba servery mají společné „Číslo portu“.
said-server = Z vložené adresy zůstal jen název serveru.
said-name = „{ $name }“ je teď v poli „Název odesílatele“.
said-address = Z vloženého textu zůstala jen adresa.
said-id = Z vloženého textu zůstalo jen ID.
said-tenant = Z vloženého textu zůstal jen tenant.
said-issuer = Konec adresy (/.well-known/…) se vynechal, Mailkey si ho doplní sám.
said-date = Bere se jako { $day }.
said-number = Z vloženého textu zůstalo jen číslo.

## Oprava jedním klepnutím
mend-meant = Má být { $value }?
mend-no-dot = Doména nemá tečku:
mend-no-dot-meant = má být { $value }?
mend-clear = Vymazat

## Co je nejspíš omyl
advice-port-servers = Na portu 25 si poštu předávají servery mezi sebou; programům ho většina sítí i poskytovatelů blokuje.
advice-port-web = Tento port patří webu, ne poště.
advice-port-reading = Na tomto portu se pošta čte (POP3 nebo IMAP), ne odesílá.
advice-port-sending = Na tomto portu se pošta odesílá, ne čte.
advice-port-imap = Tento port patří protokolu IMAP; Mailkey čte poštu protokolem POP3.
advice-port-unanswered = { $provider } na tomto portu neodpovídá.
advice-server-reading = Tento server poštu vydává (POP3 nebo IMAP), k odesílání neslouží.
advice-server-sending = Tento server poštu odesílá, ke čtení neslouží.
advice-server-other = To je server poskytovatele { $provider }, ale v části Ověření je zvolený jiný.
advice-server-same = Je to stejný server jako primární, takže nic nezálohuje.
advice-sender = Adresa se liší od názvu účtu. U sdílené schránky je to v pořádku, má-li účet právo z ní odesílat.
advice-slip = V doméně je nejspíš překlep.
advice-sign-in-same = Je to stejná adresa jako název účtu, takže pole může zůstat prázdné.
advice-secret-ended = Tohle datum už minulo: tajný klíč přestal platit. Vytvořte u poskytovatele nový.
advice-secret-ends = { $days ->
    [0] Tajný klíč dnes přestane platit. Vytvořte u poskytovatele nový.
    [one] Tajný klíč přestane platit za { $days } den. Vytvořte u poskytovatele včas nový.
    [few] Tajný klíč přestane platit za { $days } dny. Vytvořte u poskytovatele včas nový.
    [many] Tajný klíč přestane platit za { $days } dne. Vytvořte u poskytovatele včas nový.
   *[other] Tajný klíč přestane platit za { $days } dní. Vytvořte u poskytovatele včas nový.
}

## Co mezitím změnil jiný program
disk-news = Jiný program mezitím změnil nastavení: { $what }.
disk-news-one = { $name } { $was } → { $is }
disk-read = Rozumím
disk-dispute = Jiný program mezitím uložil: { $theirs }. Vy tu máte: { $mine }.
disk-dispute-bar = { $name } – vy máte: { $mine }; jiný program mezitím uložil: { $theirs }.
disk-mine = Ponechat moji hodnotu
disk-theirs = Převzít uloženou hodnotu
disk-empty = prázdné pole
disk-on = zapnuto
disk-off = vypnuto

## Neuložené změny
bar-unsaved = Neuložené změny:
bar-more = { $count ->
    [one] a { $count } další
    [few] a další { $count }
    [many] a další { $count }
   *[other] a dalších { $count }
}
discard-title = Zahodit neuložené změny?
discard-text = Přijdete o to, co jste napsali do těchto polí:
discard-secrets = Zadané heslo nebo tajný klíč budete muset znovu najít a vložit.
discard-do = Zahodit
discard-keep = Pokračovat v úpravách

## Společný účet
common-off-draft = POP dostal kopii nastavení účtu z SMTP. Vlastní token ale zatím nemá: po uložení stiskněte „Získat token“.
common-title-both = Který token má zůstat?
common-text-both = SMTP i POP mají každý svůj token. Společný účet používá jediný; druhý se po uložení smaže a u poskytovatele odvolá, pokud to jde.
common-title-pop = Převzít token POP?
common-text-pop = SMTP token nemá, POP ano. Společný účet může používat token POP; z POP se pak převezme i nastavení účtu.
common-holder = { $protocol }: { $who } ({ $provider }), token získán { $since }
common-lacks-smtp = Token POP nemá oprávnění odesílat: po uložení ho bude potřeba získat znovu.
common-lacks-pop = Token SMTP nemá oprávnění číst poštu: po uložení ho bude potřeba získat znovu.
common-keep-smtp = Ponechat token SMTP
common-keep-pop = Ponechat token POP
common-take-pop = Převzít token POP
common-drop-pop = Smazat token POP
common-draft-smtp = Po uložení zůstane token SMTP a token POP se smaže.
common-draft-pop = Po uložení bude i SMTP používat token POP.
common-draft-pop-over = Po uložení bude i SMTP používat token POP; dosavadní token SMTP se smaže.
cli-keep-only = Volba --keep patří jen k zapnutí společného účtu: mailkeyctl settings set pop.common_account true --keep smtp (nebo pop).

## Heslo a přihlášení bez hesla
method-none-warning = Mailkey se serveru nijak neprokáže. Poštu proto přijme jen server, který tento počítač pozná podle adresy (vlastní server, předávací server v síti); Microsoft 365, Outlook.com ani Google to nedovolují.
method-none-pop = Bez přihlášení žádný běžný server schránku neotevře: zvolte heslo nebo OAuth 2.0.
method-password-microsoft-smtp = Microsoft 365 postupně přestává přijímat hesla při odesílání. Od konce prosince 2026 jsou u stávajících organizací ve výchozím stavu vypnutá (správce je zatím může znovu povolit), nové organizace je nemají vůbec. Datum úplného konce oznámí Microsoft ve druhé polovině roku 2027.
method-password-microsoft-pop = Microsoft 365 hesla při čtení pošty nepřijímá od 1. října 2022.
method-password-outlook = Outlook.com nepřijímá hesla ani hesla pro aplikace od 16. září 2024.
method-password-google = Google nepřijímá běžné heslo od 1. května 2025. Projde jen heslo pro aplikace (účet k němu potřebuje dvoufázové ověření), nebo OAuth 2.0.
method-use-oauth = Použít OAuth 2.0

### Průvodce registrací

## Co v polích vypadá podezřele
odd-account-of = Tohle je adresa u poskytovatele { $provider }.
odd-id-of = Tohle je ID aplikace od poskytovatele { $provider }.
odd-secret-of = Tohle je tajný klíč od poskytovatele { $provider }.
odd-issuer-of = Tohle je adresa poskytovatele { $provider }.
odd-provider-cure = Zvolte nahoře jako poskytovatele { $provider }.
odd-id-is-address = Tohle je e-mailová adresa, ne ID aplikace.
odd-id-is-address-cure = Adresa patří do pole „Název účtu“. ID aplikace je na stránce registrace u poskytovatele.
odd-id-is-web = Tohle je webová adresa, ne ID aplikace.
odd-id-is-web-cure = Zkopírujte ze stránky registrace jen hodnotu „Application (client) ID“.
odd-id-is-secret = Tohle vypadá jako tajný klíč, ne jako ID aplikace.
odd-id-is-secret-cure = Přesuňte ho do pole „Tajný klíč“ a sem vložte ID aplikace.
odd-id-is-tenant = ID aplikace a tenant jsou stejné.
odd-id-is-tenant-cure = „Application (client) ID“ patří do pole ID aplikace, „Directory (tenant) ID“ do pole Tenant.
odd-id-not-guid = ID aplikace u Microsoftu vypadá jinak: číslice a písmena a–f ve skupinách 8-4-4-4-12.
odd-id-not-guid-cure = Zkopírujte celou hodnotu „Application (client) ID“ ze stránky „Overview“, bez uvozovek a závorek.
odd-id-not-google = ID aplikace u Googlu končí na .apps.googleusercontent.com.
odd-id-not-google-cure = Zkopírujte celé „Client ID“ ze stránky „Clients“.
odd-secret-is-id = Tohle je ID tajného klíče („Secret ID“), ne jeho hodnota.
odd-secret-is-id-cure = Zkopírujte sloupec „Value“. Jakmile stránku opustíte, Microsoft ho už neukáže; pak vytvořte nový klíč.
odd-secret-is-client-id = Tohle je ID aplikace, ne její tajný klíč.
odd-secret-is-client-id-cure = Zkopírujte hodnotu „Client secret“.
odd-secret-not-google = Tajný klíč od Googlu obvykle začíná na GOCSPX-.
odd-secret-not-google-cure = Pokud je to starší klíč, je v pořádku. Jinak zkopírujte celé „Client secret“.
odd-secret-not-needed = Desktopová aplikace u Microsoftu tajný klíč nemá.
odd-secret-not-needed-cure = Pokud jste ji registrovali podle průvodce, nechte pole prázdné; s klíčem by Microsoft přihlášení odmítl.
odd-tenant-is-address = Tohle je e-mailová adresa, ne tenant.
odd-tenant-is-address-cure = Nechte jen část za zavináčem, nebo vložte „Directory (tenant) ID“.
odd-tenant-is-web = Tohle je webová adresa, ne tenant.
odd-tenant-shape = Tohle není ID tenantu ani doména.
odd-tenant-cure = Vložte „Directory (tenant) ID“ ze stránky „Overview“, nebo doménu organizace (firma.cz, firma.onmicrosoft.com).
odd-tenant-needed = Aplikace se přihlašuje sama, takže musí být jasné, ve které organizaci.
odd-tenant-common = „common“ pouští pracovní i osobní účty.
odd-tenant-common-cure = Funguje, jen když to dovoluje registrace. Pro jednu organizaci vložte její „Directory (tenant) ID“.
odd-tenant-organizations = „organizations“ znamená pracovní účty kterékoli organizace, stejně jako prázdné pole.
odd-tenant-organizations-cure = Je-li aplikace registrovaná jen pro jednu organizaci, vložte její „Directory (tenant) ID“.
odd-tenant-consumers = „consumers“ pouští jen osobní účty (Outlook.com, Hotmail).
odd-tenant-consumers-cure = Pro pracovní účet pole vymažte nebo vložte „Directory (tenant) ID“; pro osobní zvolte poskytovatele Outlook.com.
odd-tenant-for-personal = Osobní účet do žádné organizace nepatří, a přesto je vyplněný tenant.
odd-tenant-for-personal-cure = Pole Tenant vymažte.
odd-issuer-is-document = Tohle je adresa dokumentu, ne poskytovatele.
odd-issuer-is-document-cure = Nechte jen to, co stojí před /.well-known/; zbytek si Mailkey doplní.

## Průvodce: kolem kroků
guide-open = Jak získat ID aplikace?
guide-title = Jak získat ID aplikace
guide-close = Zavřít průvodce
guide-minutes = { $provider } · asi 10 minut
guide-before-work = Microsoft pustí k poště jen program, který zná. Registrace mu Mailkey představí. Potřebujete k ní práva správce nebo roli „Application Developer“.
guide-before-personal = Microsoft pustí k poště jen program, který zná. Registrace mu Mailkey představí; stačí ji udělat jednou.
guide-before-google = Google pustí k poště jen program, který zná. Registrace mu Mailkey představí; stačí ji udělat jednou.
guide-before-custom = Poskytovatel pustí k poště jen program, který zná. Podmínkou je, aby podporoval přihlášení OAuth 2.0 k SMTP a POP3.
guide-practice = Cvičný poskytovatel registraci nepotřebuje, ID aplikace je už vyplněné. Tohle platí pro skutečného.
guide-way = Jak postupovat
guide-way-web = Na webu, krok za krokem
guide-way-powershell = Příkazy PowerShellu
guide-way-az = Příkazy Azure CLI
guide-done-count = Hotové kroky: { $done }/{ $all }
guide-step = Krok { $number }: { $title }
guide-step-done = Krok { $number } je hotový: { $title }
guide-copy-address = Kopírovat adresu
guide-not-opened = Prohlížeč se nepodařilo otevřít. Zkopírujte adresu a otevřete ji sami:
guide-fill-account = Přejít na Název účtu
guide-fill-client-id = Vyplnit ID aplikace
guide-fill-client-secret = Vyplnit tajný klíč
guide-fill-tenant = Vyplnit tenant
guide-fill-issuer = Vyplnit vydavatele
guide-fill-scopes = Vyplnit oprávnění
guide-check = Zkontrolujte údaje a získejte token
guide-check-text = Průvodce se dívá, co je v polích. Až bude všechno v pořádku, stiskněte „Získat token“ a přihlaste se.
guide-verdict-empty = zatím prázdné
guide-verdict-held = uloženo v klíčence
guide-verdict-fine = vypadá dobře

## Průvodce: Microsoft
guide-ms-page = Otevřít centrum Microsoft Entra
guide-ms-open = Otevřete registrace aplikací
guide-ms-open-text = V centru Microsoft Entra jsou pod „App registrations“ (Registrace aplikací). Zvolte tam „New registration“ (Nová registrace).
guide-ms-directory = Ohlásí-li stránka, že registrovat mimo adresář („outside of a directory“) už nejde, založte si nejdřív bezplatný účet Azure.
guide-ms-name = Pojmenujte aplikaci a vyberte účty
guide-ms-name-work = Do „Name“ vložte název. U „Supported account types“ zvolte „Single tenant only“ (dříve „Accounts in this organizational directory only“).
guide-ms-name-application = Do „Name“ vložte název, u „Supported account types“ zvolte „Single tenant only“ a potvrďte „Register“. „Redirect URI“ nechte prázdné.
guide-ms-name-personal = Do „Name“ vložte název. U „Supported account types“ zvolte „Personal accounts only“ (dříve „Personal Microsoft accounts only“).
guide-ms-redirect = Vložte adresu pro přesměrování
guide-ms-redirect-text = U „Redirect URI“ zvolte „Public client/native (mobile & desktop)“, vložte tuto adresu a potvrďte „Register“ (Zaregistrovat).
guide-ms-redirect-note = U hotové registrace: „Authentication“ → „Add redirect URI“ (dříve „Add a platform“) → „Mobile and desktop applications“.
guide-ms-ids = Přeneste ID do Mailkey
guide-ms-ids-work = Na stránce „Overview“ (Přehled) zkopírujte „Application (client) ID“ do pole ID aplikace a „Directory (tenant) ID“ do pole Tenant.
guide-ms-ids-personal = Na stránce „Overview“ (Přehled) zkopírujte „Application (client) ID“ do pole ID aplikace. Tenant u osobního účtu není potřeba.
guide-ms-ids-printed = Zkopírujte vypsané „Application (client) ID“ do pole ID aplikace a „Directory (tenant) ID“ do pole Tenant. (Azure CLI je vypíše v tomto pořadí.)
guide-ms-permissions = Přidejte oprávnění k poště
guide-ms-permissions-text = „API permissions“ → „Add a permission“ → „Microsoft Graph“ → „Delegated permissions“. Vyhledejte a zaškrtněte:
guide-ms-permissions-note = Nahoře v „OpenId permissions“ zaškrtněte ještě „email“, „offline_access“, „openid“ a „profile“. Nakonec „Add permissions“.
guide-ms-permissions-application = „API permissions“ → „Add a permission“ → „APIs my organization uses“ → „Office 365 Exchange Online“ → „Application permissions“:
guide-ms-public = Povolte přihlášení kódem
guide-ms-public-text = „Authentication“ → „Settings“: zapněte „Allow public client flows“ (Povolit toky veřejných klientů) a potvrďte „Save“.
guide-ms-consent = Nechte oprávnění schválit správcem
guide-ms-consent-text = Správce v „API permissions“ zvolí „Grant admin consent“ (Udělit souhlas správce). Nejste-li to vy, pošlete mu tento odkaz:
guide-ms-consent-page = Otevřít stránku se souhlasem
guide-ms-consent-later = Odkaz se tu objeví, jakmile bude správně vyplněné ID aplikace.
guide-ms-consent-note = Po schválení prohlížeč ohlásí, že stránka „localhost“ není dostupná. To je v pořádku, souhlas platí.
guide-ms-consent-application = Správce v „API permissions“ zvolí „Grant admin consent“ (Udělit souhlas správce). U obou oprávnění se pak ukáže „Granted“.
guide-ms-mailbox = Zapněte pro schránku SMTP a POP
guide-ms-mailbox-text = V Microsoft 365 bývá odesílání přes SMTP vypnuté. Správce Exchange ho pro schránku zapne v PowerShellu:
guide-ms-pop = Zapněte ve schránce POP
guide-ms-pop-text = V nastavení Outlook.com, „Mail“ → „Forwarding and IMAP“, zapněte „Let devices and apps use POP“ a potvrďte „Save“.
guide-ms-pop-page = Otevřít nastavení Outlook.com
guide-ms-shell = Otevřete PowerShell nebo Cloud Shell
guide-ms-shell-powershell = Stačí PowerShell na vašem počítači nebo Cloud Shell v prohlížeči („PowerShell“). Přihlaste se tam jako správce.
guide-ms-shell-az = Stačí terminál s Azure CLI nebo Cloud Shell v prohlížeči („Bash“). Přihlaste se tam jako správce.
guide-ms-cloud-shell = Otevřít Cloud Shell
guide-ms-commands = Spusťte tyto příkazy
guide-ms-commands-text = Udělají totéž co postup na webu: registrují desktopovou aplikaci s adresou http://localhost a oprávněními k poště. Nakonec vypíšou dvě ID.
guide-ms-commands-application = Udělají totéž co postup na webu: registrují aplikaci, která se přihlašuje sama, a vytvoří tajný klíč. Všechno nakonec vypíšou.
guide-ms-secret = Vytvořte tajný klíč
guide-ms-secret-text = „Certificates & secrets“ → „New client secret“ → „Add“. Hned zkopírujte „Value“ (ne „Secret ID“): po odchodu ze stránky už vidět nebude.
guide-ms-secret-printed = Přeneste tajný klíč
guide-ms-secret-printed-text = Zkopírujte vypsaný „Client secret“ a pak okno zavřete: kdo ho má, dostane se do schránky.
guide-ms-secret-note = Do pole „Tajný klíč platí do“ opište „Expires“, Mailkey vás včas upozorní. Místo klíče může být i certifikát se soukromým klíčem.
guide-ms-exchange = Pusťte aplikaci do schránky
guide-ms-exchange-text = V „Enterprise applications“ otevřete aplikaci, zkopírujte „Object ID“ a dosaďte ho za OBJECT-ID. Příkazy spustí správce Exchange:
guide-ms-enterprise-page = Otevřít podnikové aplikace
guide-ms-exchange-note = „Object ID“ z „App registrations“ je jiné, s ním by Exchange aplikaci nepustil. Změna se projeví až za několik minut.

## Průvodce: Google
guide-google-project = Založte projekt
guide-google-project-text = V konzoli Google Cloud založte projekt, třeba pod tímto názvem, a počkejte, až se otevře. Zůstaňte v něm po celou dobu.
guide-google-project-page = Založit projekt
guide-google-name = Popište aplikaci
guide-google-name-text = Zvolte „Get started“, do „App name“ vložte název a jako e-mail svou adresu. „Audience“: v Google Workspace „Internal“, jinak „External“.
guide-google-name-page = Otevřít Google Auth Platform
guide-google-publish = Zveřejněte ji, je-li „External“
guide-google-publish-text = V „Audience“ zvolte „Publish app“. Ve stavu „Testing“ by Google každé přihlášení po 7 dnech ukončil. U „Internal“ krok přeskočte.
guide-google-publish-page = Otevřít „Audience“
guide-google-publish-note = Google pak při přihlášení varuje, že aplikaci neověřil. Je vaše: zvolte „Advanced“ a „Go to Mailkey (unsafe)“.
guide-google-scope = Přidejte oprávnění k poště
guide-google-scope-text = V „Data Access“ zvolte „Add or remove scopes“, dolů do „Manually add scopes“ vložte adresu, pak „Add to table“, „Update“ a „Save“.
guide-google-scope-page = Otevřít „Data Access“
guide-google-client = Vytvořte klienta pro desktop
guide-google-client-text = V „Clients“ zvolte „Create client“, u „Application type“ vyberte „Desktop app“, vložte název a potvrďte „Create“.
guide-google-client-page = Otevřít „Clients“
guide-google-ids = Přeneste ID a tajný klíč do Mailkey
guide-google-ids-text = Okno ukáže „Client ID“ a „Client secret“. Vložte obojí do Mailkey hned: tajný klíč Google později už neukáže.
guide-google-pop = Zapněte ve schránce POP
guide-google-pop-text = V nastavení Gmailu, „Forwarding and POP/IMAP“ (Přeposílání a protokol POP/IMAP), povolte POP a uložte změny.
guide-google-pop-page = Otevřít nastavení Gmailu

## Průvodce: jiný poskytovatel
guide-custom-ask = Zeptejte se poskytovatele
guide-custom-ask-text = Pošlete tento dotaz jeho podpoře, nebo si odpovědi najděte v dokumentaci (hledejte „OAuth 2.0 SMTP“):
guide-custom-question = Dobrý den,
    rádi bychom k odesílání (SMTP) a příjmu (POP3) pošty používali program Mailkey s přihlášením OAuth 2.0. Prosíme o tyto údaje:
    1. Adresa vydavatele (issuer) s dokumentem /.well-known/openid-configuration.
    2. ID aplikace (client ID) pro nativní veřejnou aplikaci s PKCE a adresou pro přesměrování { $redirect } s libovolným portem (RFC 8252). Pokud k ní patří tajný klíč, i ten.
    3. Názvy oprávnění (scopes) pro SMTP a POP3 a to, jak dostat obnovovací token (offline_access).
    4. Zda lze použít i přihlášení kódem (device flow, RFC 8628).
    5. Adresy a porty serverů SMTP a POP3 s metodou XOAUTH2 nebo OAUTHBEARER.
    Děkujeme
guide-custom-issuer = Vyplňte adresu vydavatele
guide-custom-issuer-text = Je správná, když za ní po doplnění /.well-known/openid-configuration prohlížeč ukáže text ve složených závorkách.
guide-custom-issuer-page = Vyzkoušet adresu
guide-custom-client = Vyplňte ID aplikace
guide-custom-client-text = Registrujete-li aplikaci sami, zvolte typ „native“ nebo „desktop“ a vložte tuto adresu pro přesměrování; port je libovolný.
guide-custom-scopes = Vyplňte oprávnění
guide-custom-scopes-text = Názvy oprávnění pro SMTP a POP3 oddělte mezerou. „openid“, „email“, „profile“ a „offline_access“ přidá Mailkey sám.
cli-guide-no-commands = Pro tohoto poskytovatele nebo způsob přihlášení takové příkazy nejsou. Vynechte --powershell a --az.

### Správce
cli-admin-prompt = Heslo správce:
cli-admin-prompt-new = Nové heslo správce:
cli-admin-prompt-again = Nové heslo ještě jednou:
cli-admin-differ = Hesla se neshodují, nic se nezměnilo. Spusťte příkaz znovu.
cli-admin-empty = Na standardním vstupu chybí heslo. Pošlete ho na samostatném řádku; mailkeyctl admin change čeká dva řádky: dosavadní heslo a nové.
cli-admin-set = Heslo správce je nastavené. Bez něj teď nejde nic měnit ani používat; pošta funguje dál.
cli-admin-removed = Heslo správce je odebrané. Nastavení může měnit každý, kdo na počítači používá tento účet.
cli-admin-open = Heslo správce není nastavené, nastavení není zamčené.
cli-admin-unlocked = Nastavení je odemčené.
cli-admin-locked = { $left ->
    [one] Nastavení je zamčené heslem správce. Zbývá poslední pokus.
    [few] Nastavení je zamčené heslem správce. Zbývají { $left } pokusy.
   *[other] Nastavení je zamčené heslem správce. Zbývá { $left } pokusů.
}
win-admin-none = Správce: nastavit heslo…
win-admin-unlocked = Správce: odemčeno
win-admin-locked = Správce: zamčeno
win-admin-line = Nastavení je zamčené. Prohlížet můžete všechno, pošta funguje dál.
win-admin-unlock-open = Odemknout…
win-admin-unlock-title = Odemknout nastavení
win-admin-unlock-text = Zadejte heslo správce.
win-admin-unlock = Odemknout
win-admin-set-title = Nastavit heslo správce
win-admin-set-text = Měnit nastavení, získávat a mazat tokeny i posílat zkušební zprávy pak půjde jen s tímto heslem, v okně i příkazem mailkeyctl. Stav uvidí dál každý; tokeny obnovuje a schránku kontroluje Mailkey dál sám.
win-admin-set-note = Aspoň { $count } znaků, třeba několik slov za sebou. Zapomenuté heslo nejde obnovit. Kdo má přístup k souborům tohoto účtu, může ale zámek zrušit, proto nenahrazuje přihlašování k počítači.
win-admin-set = Nastavit heslo
win-admin-title = Nastavení je odemčené
win-admin-text = Zamkne se samo, když s oknem { $minutes } minut nikdo nepracuje a když okno zavřete.
win-admin-lock = Zamknout
win-admin-change-open = Změnit heslo…
win-admin-remove-open = Odebrat heslo…
win-admin-change-title = Změnit heslo správce
win-admin-change-text = Nové heslo bude hned platit ve všech oknech i v příkazu mailkeyctl.
win-admin-change-note = Aspoň { $count } znaků, třeba několik slov za sebou.
win-admin-change = Změnit heslo
win-admin-remove-title = Odebrat heslo správce
win-admin-remove-text = Nastavení pak bude moci měnit a používat každý, kdo na počítači používá tento účet.
win-admin-remove = Odebrat heslo
win-admin-password = Heslo
win-admin-current = Dosavadní heslo
win-admin-new = Nové heslo
win-admin-again = Ještě jednou
win-admin-differ = Hesla se neshodují.
win-admin-checking = Ověřuji…
win-admin-out = Heslo bylo třikrát po sobě zadané špatně, proto teď nejde odemykat.
win-admin-out-left = Další pokus bude možný za { $time }.
win-unsaved-later = Uložit je půjde po odemknutí.
win-unsaved-locked-title = Změny nejsou uložené
win-unsaved-locked = Nastavení je zamčené, takže změny teď uložit nejde. Nejdřív ho odemkněte, nebo změny zahoďte.

### Klávesnice a vzhled
# Co čtečka obrazovky řekne o seznamu nahoře.
win-theme = Vzhled
# Po Ctrl s +, − nebo 0.
win-scale = Velikost: { $percent } %

### Kdy
when-now = právě teď
when-soon = za okamžik
when-minutes-ago = před { $count } min
when-minutes-ahead = za { $count } min
when-hours-ago = před { $count } h
when-hours-ahead = za { $count } h
when-yesterday = včera v { $time }
when-tomorrow = zítra v { $time }
when-date = { $date } v { $time }
when-full = { $weekday } { $date } v { $time }
when-weekday = { $day ->
    [1] pondělí
    [2] úterý
    [3] středa
    [4] čtvrtek
    [5] pátek
    [6] sobota
   *[7] neděle
}
when-it-was = Stalo se to { $when }.

### První spuštění
first-open = Průvodce nastavením
first-title = Nastavte poštu v pěti krocích
first-text = Hotové kroky jsou odškrtnuté. Každý krok můžete přeskočit a vrátit se k němu později.
first-leave = Přejít rovnou do nastavení
first-sender = Kdo odesílá
first-provider = U koho máte poštu
first-application = ID aplikace
first-sign-in = Přihlášení
first-test = Zkušební zpráva
first-done = Hotovo
first-skipped = Přeskočeno
first-next = Další
first-skip = Přeskočit
first-later-key = Nastavit později
first-other-account = Přihlašuje se jiný účet (třeba sdílená schránka)
first-account-note = Schránka, se kterou bude Mailkey pracovat. Obvykle je to stejná adresa jako adresa odesílatele.
first-by-address = Zvoleno podle vaší adresy.
first-rather = Podle adresy spíš { $provider }
first-servers = Odesílání: { $smtp } · příjem: { $pop }. Porty a šifrování se nastaví samy.
first-password = U tohoto poskytovatele se přihlašuje jménem a heslem. Servery i způsob autorizace se vyplní samy, v nastavení pak doplníte jen heslo.
first-password-key = Vyplnit a doplnit heslo
first-application-note = Poskytovatel pustí k poště jen program, který u něj má registraci. ID dostanete od správce, nebo si ho podle průvodce za deset minut vytvoříte.
first-arriving = Čekám, až zpráva dorazí do schránky…
first-arrived = Zpráva dorazila do schránky: odesílání i příjem fungují.
first-not-arrived = Zpráva zatím nedorazila. Někdy to trvá i několik minut.
first-check-again = Podívat se znovu
first-finish = Přejít do nastavení
first-ready = Hotovo: tento počítač odesílá poštu jako { $account }
first-ready-both = Hotovo: tento počítač odesílá a přijímá poštu jako { $account }
first-later = Zbytek můžete nastavit kdykoli později
first-later-note = Přeskočené kroky najdete v nastavení, nebo se vraťte sem přes „Průvodce nastavením“ na kartě SMTP.

### Příčiny a co s nimi
token-fine-but = Token je v pořádku, ale { $what }
cause-unknown = něco se nepovedlo a Mailkey neví proč.
cause-unknown-cure = Zkuste to znovu. Co se stalo, je v protokolu: na kartě Protokol, nebo mailkeyctl log
cause-report = Pokud to nepomůže, pošlete tomu, kdo se tu o Mailkey stará, zprávu o testu: v okně stiskněte „Test připojení“ a pak „Kopírovat zprávu“, na příkazové řádce spusťte mailkeyctl test. Hesla, klíče ani tokeny v ní nejsou.

## Co se právě dělo

## Nastavení a soubory programu Mailkey
cause-incomplete-password = v nastavení zatím není vyplněno: { $names } ({ $keys }).
cause-incomplete-password-cure = Zadejte heslo v panelu, nebo příkazem: mailkeyctl secret set smtp.password (případně pop.password).
cause-incomplete-client-secret-cure = Zadejte tajný klíč aplikace, nebo její certifikát se soukromým klíčem v panelu, případně příkazem: mailkeyctl secret set smtp.client_secret (nebo pop.client_secret).
cause-incomplete-tenant-cure = Když se aplikace přihlašuje sama, musí Microsoft vědět, ke které organizaci: zadejte její doménu (firma.cz) nebo ID tenantu, ne „organizations“ ani „common“.
cause-incomplete-client-id-cure = Zaregistrujte u poskytovatele aplikaci (nebo si její ID vyžádejte od správce) a vyplňte ID aplikace.
cause-incomplete-cure = Vyplňte to, uložte a zkuste to znovu.
cause-tls-off = tady nelze SSL/TLS vypnout: heslo nebo token by šly po síti nechráněné.
cause-tls-off-cure = Zapněte SSL/TLS. Bez něj je dovolen jen server na tomto počítači, nebo spojení bez přihlášení.
cause-disk-full = na disku už není místo, takže Mailkey nemůže nic uložit ({ $reason }).
cause-disk-full-cure = Uvolněte místo na disku, na kterém je vaše domovská složka (nebo složka zvolená pomocí --home), a zkuste to znovu. Uložené nastavení se nezměnilo.
cause-read-only = složka { $path } je na disku, na který nejde zapisovat ({ $reason }).
cause-read-only-cure = Zvolte jinou složku pomocí --home, nebo požádejte správce počítače, aby disk připojil pro zápis. Linux přepne disk jen pro čtení i po chybě: pak zkontrolujte jeho stav.
cause-file-access = ke složce nebo souboru { $path } nemá tento uživatel přístup ({ $reason }).
cause-file-access-cure = Často patří uživateli root, protože Mailkey někdo jednou spustil přes sudo. Vraťte si vlastnictví příkazem sudo chown, nebo zvolte jinou složku pomocí --home.
cause-home = soubor nebo složku { $path } nelze použít: { $reason }.
cause-home-cure = Zkontrolujte práva složky a volné místo, nebo zvolte jinou složku pomocí --home.
cause-file-read = soubor { $path } nelze přečíst: { $reason }.
cause-file-read-cure = Zkontrolujte soubor a jeho práva. Nic se nezměnilo.
cause-file-write = soubor { $path } nelze zapsat: { $reason }.
cause-file-write-cure = Zkontrolujte práva složky a volné místo. Soubor zůstal, jak byl.
cause-file-changed = jiný program mezitím změnil: { $names } ({ $keys }). Nic se neuložilo.
cause-file-changed-cure = Podívejte se, co je uložené teď, a pak uložte to, co má platit.
cause-file-wrong = v souboru s nastavením je chyba:
    { $problems }
cause-file-wrong-cure = Opravte soubor v editoru. Mailkey ho do té doby nechá tak, jak je.
cause-ca-unreadable = soubor s dalšími certifikáty nelze přečíst: { $path } ({ $reason }).
cause-ca-unreadable-cure = Opravte nastavení „Další certifikáty“ (extra_ca), nebo soubor nahraďte; má to být soubor PEM s řádkem BEGIN CERTIFICATE.
cause-ca-empty = v souboru { $path } není žádný certifikát.
cause-ca-damaged = certifikát číslo { $number } v souboru { $path } je poškozený.
cause-no-trust = tento počítač nemá použitelné důvěryhodné certifikáty: { $reason }.
cause-no-trust-cure = Nainstalujte je (v Debianu balíček ca-certificates).

## Heslo správce
cause-admin-locked = Nastavení je zamčené heslem správce.
cause-admin-locked-cure = Odemkněte ho heslem správce. Na příkazové řádce spusťte příkaz v terminálu a heslo zadejte, nebo přidejte --password-stdin a pošlete heslo jako první řádek standardního vstupu.
cause-admin-wrong = Heslo správce není správné.
cause-admin-wrong-cure = { $left ->
    [one] Zkontrolujte Caps Lock a rozložení klávesnice. Zbývá poslední pokus, pak se odemykání na { $minutes } minut zablokuje.
    [few] Zkontrolujte Caps Lock a rozložení klávesnice. Zbývají { $left } pokusy, pak se odemykání na { $minutes } minut zablokuje.
   *[other] Zkontrolujte Caps Lock a rozložení klávesnice. Zbývá { $left } pokusů, pak se odemykání na { $minutes } minut zablokuje.
}
cause-admin-locked-out = Heslo správce bylo { $tries }× po sobě zadané špatně, proto teď { $minutes } minut nejde odemykat.
cause-admin-locked-out-cure = Zkuste to znovu po { $time }. Odesílání a příjem pošty mezitím fungují dál.
cause-admin-damaged = Soubor s otiskem hesla správce ({ $path }) je poškozený, proto heslo nejde ověřit a nastavení zůstává zamčené.
cause-admin-damaged-cure = Obnovte soubor { $path } ze zálohy. Pokud zálohu nemáte, smažte ho – tím se nastavení odemkne – a nastavte nové heslo.
cause-admin-too-short = Heslo je příliš krátké.
cause-admin-too-short-cure = Zadejte aspoň { $count } znaků; kratší heslo by někdo mohl brzy uhodnout. Dobře se pamatuje několik slov za sebou.
cause-admin-too-long = Heslo je příliš dlouhé.
cause-admin-too-long-cure = Zkraťte ho na nejvýš { $count } bajtů.
cause-admin-already-set = Heslo správce už je nastavené.
cause-admin-already-set-cure = Chcete-li jiné, změňte ho; budete k tomu potřebovat dosavadní.
cause-admin-not-set = Žádné heslo správce není nastavené.
cause-admin-not-set-cure = Nastavení je odemčené a můžete ho měnit hned.
cause-admin-busy = Heslo správce právě ověřuje jiný program Mailkey.
cause-admin-busy-cure = Chvíli počkejte a zkuste to znovu.

## Klíčenka
cause-keyring-none = Neběží tu žádná klíčenka, do které by šlo token uložit ({ $reason }).
cause-keyring-none-cure = Spusťte Mailkey v prostředí plochy, nebo nainstalujte a spusťte službu klíčenky (v Debianu: gnome-keyring). Mailkey neukládá tajné údaje do souborů.
cause-keyring-locked = Klíčenka je zamčená.
cause-keyring-locked-cure = Odemkněte klíčenku (obvykle stačí přihlásit se k ploše heslem) a zkuste to znovu.
cause-keyring-silent = Klíčenka do { $seconds } sekund neodpověděla.
cause-keyring-silent-cure = Podívejte se, zda někde okno nečeká na heslo ke klíčence, případně službu klíčenky restartujte a zkuste to znovu.
cause-keyring-damaged = V klíčence není pro tento účet to, co tam Mailkey uložil.
cause-keyring-damaged-cure = Smažte token a získejte ho znovu.
cause-keyring-other = Klíčenka odmítla: { $reason }.
cause-keyring-other-cure = Ověřte, zda klíčenka funguje v jiných programech, a zkuste to znovu.

## Token
cause-no-token = Pro { $protocol } zatím není žádný token.
cause-no-token-cure = Stiskněte v okně „Získat token“; na příkazové řádce: mailkeyctl token get.
cause-other-settings = Uložený token byl vydán pro jiné nastavení (účet { $account }).
cause-other-settings-cure = Smažte token a získejte ho znovu, nebo vraťte účet, poskytovatele a aplikaci do původního stavu.
cause-not-renewed = Token se nepodařilo obnovit: { $text }
cause-not-renewed-cure = Mailkey to zkusí sám znovu. Podrobnosti jsou v protokolu: na kartě Protokol, nebo mailkeyctl log
cause-held-common = POP má vlastní token. Společný účet používá jediný, takže je potřeba určit, který zůstane.
cause-held-common-cure = V panelu se na to Mailkey zeptá; na příkazové řádce: mailkeyctl settings set pop.common_account true --keep smtp (nebo --keep pop).
cause-held = „{ $name }“ nelze měnit, dokud je uložený token.
cause-held-cure = Nejdřív smažte token.
cause-sign-in-running = Přihlašování k tomuto účtu už probíhá, tady nebo v jiném spuštěném Mailkey.
cause-sign-in-running-cure = Dokončete ho tam nebo ho tam zrušte, pak to zkuste znovu.
cause-deleted-meanwhile = Během přihlašování někdo token smazal, proto se nový neuložil.
cause-deleted-meanwhile-cure = Pokud ho stále potřebujete, získejte token znovu.
cause-busy = s tímto účtem pracuje jiný spuštěný Mailkey a neuvolnil ho.
cause-busy-cure = Chvíli počkejte a zkuste to znovu; pokud to trvá, druhý program ukončete.
cause-not-granted = Poskytovatel neudělil oprávnění odesílat (SMTP) ani přijímat (POP).
cause-not-granted-cure = Smažte token, získejte ho znovu a potvrďte všechna oprávnění; oprávnění musí mít i registrace aplikace.
cause-not-granted-smtp = Poskytovatel neudělil oprávnění odesílat poštu (SMTP).
cause-not-granted-pop = Poskytovatel neudělil oprávnění přijímat poštu (POP).
cause-clock-behind = { $minutes ->
    [one] Hodiny tohoto počítače jdou oproti hodinám poskytovatele o { $minutes } minutu pozadu.
    [few] Hodiny tohoto počítače jdou oproti hodinám poskytovatele o { $minutes } minuty pozadu.
   *[other] Hodiny tohoto počítače jdou oproti hodinám poskytovatele o { $minutes } minut pozadu.
}
cause-clock-identity-cure = Nastavte správný čas a časové pásmo počítače, nejlépe tak, aby si systém bral čas z internetu.
cause-clock-ahead = { $minutes ->
    [one] Hodiny tohoto počítače jdou oproti hodinám poskytovatele o { $minutes } minutu napřed.
    [few] Hodiny tohoto počítače jdou oproti hodinám poskytovatele o { $minutes } minuty napřed.
   *[other] Hodiny tohoto počítače jdou oproti hodinám poskytovatele o { $minutes } minut napřed.
}

## Přihlášení
cause-port-in-use = Port, na kterém by Mailkey čekal na odpověď prohlížeče, používá jiný program ({ $reason }).
cause-port-in-use-cure = Zkuste to znovu: příště se použije jiný port. Pokud to nepomůže, dokončete nebo zrušte ostatní rozdělaná přihlášení.

## Cesta k přihlašovacímu serveru
cause-auth-name = Název přihlašovacího serveru { $host } se nepodařilo najít.
cause-auth-name-cure = Zkontrolujte připojení k síti a server DNS: otevře se v prohlížeči nějaká stránka? Ve firemní síti může být přístup ven povolený jen přes proxy.
cause-offline = tento počítač nemá cestu do sítě ({ $reason }).
cause-offline-cure = Připojte se k síti (kabel, Wi-Fi, VPN) a zkuste to znovu.
cause-auth-tls-time = Certifikát přihlašovacího serveru { $host } podle hodin tohoto počítače právě neplatí.
cause-auth-tls-time-cure = Zkontrolujte datum a čas počítače. Pokud jsou správné, předkládá vlastní certifikát něco v síti (proxy, antivirus): upozorněte správce sítě.
cause-auth-proxy-login = Na cestě k přihlašovacímu serveru { $host } stojí proxy, která chce vlastní přihlášení.
cause-auth-proxy-login-cure = Zadejte jméno a heslo v nastavení proxy systému (nebo v proměnné HTTPS_PROXY), nebo požádejte správce sítě, aby tuto adresu pouštěl bez přihlášení.
cause-auth-portal = Místo přihlašovacího serveru { $host } odpověděla síť: nejspíš chce, abyste se v ní nejdřív přihlásili (hotel, vlak, návštěvnická Wi-Fi).
cause-auth-portal-cure = Otevřete v prohlížeči jakoukoli stránku, přihlaste se do sítě a zkuste to znovu.
cause-auth-not-found = Přihlašovací server { $host } takovou stránku nemá (HTTP { $code }).
cause-auth-not-found-cure = U vlastního poskytovatele zkontrolujte vydavatele, u Microsoftu tenant.
cause-auth-forbidden = Přístup k přihlašovacímu serveru { $host } zakazuje filtr v síti, nebo server sám (HTTP { $code }).
cause-auth-forbidden-cure = Zkuste to z jiné sítě (třeba přes mobil). Pokud tam přihlášení projde, požádejte správce sítě, aby adresu { $host } povolil.

## Co odmítá přihlašovací server: kódy Microsoftu
cause-ms-security-defaults = Toto přihlášení zakazuje „výchozí nastavení zabezpečení“ organizace (security defaults). Blokuje mimo jiné přihlášení kódem na jiném zařízení ({ $code }).
cause-ms-security-defaults-cure = Zvolte přihlášení v prohlížeči místo kódu a získejte token znovu. Když nepomůže ani to, obraťte se na správce Microsoft 365 (Microsoft Entra: Přehled, Vlastnosti, „Spravovat výchozí nastavení zabezpečení“).
cause-ms-work-app = Aplikace je registrovaná jen pro pracovní a školní účty ({ $code }).
cause-ms-work-app-cure = Pro pracovní schránku zvolte poskytovatele „Microsoft 365 (pracovní)“. Pro osobní schránku použijte aplikaci registrovanou i pro osobní účty.
cause-ms-app-disabled = Aplikace (nebo služba, ke které má přistupovat) je v této organizaci vypnutá ({ $code }).
cause-ms-app-disabled-cure = Správce Microsoft 365 ji najde v Microsoft Entra v části „Podnikové aplikace“ a ve Vlastnostech zapne „Povoleno uživatelům pro přihlášení“. O kterou jde, pozná podle názvu nebo ID v odpovědi.
cause-ms-permission-missing = V registraci aplikace chybí oprávnění k poště, o které Mailkey žádá, nebo je v nastavení překlep v oprávnění ({ $code }).
cause-ms-permission-missing-cure = V registraci aplikace v Microsoft Entra přidejte v části „Oprávnění rozhraní API“ delegovaná oprávnění Microsoft Graph: SMTP.Send, POP.AccessAsUser.All a offline_access. Pak udělte souhlas správce a získejte token znovu.
cause-ms-permission-missing-app-cure = V registraci aplikace v Microsoft Entra přidejte v části „Oprávnění rozhraní API“ pro Office 365 Exchange Online oprávnění aplikace (ne delegovaná) SMTP.SendAsApp a POP.AccessAsApp. Pak udělte souhlas správce a získejte token znovu.
cause-ms-no-exchange = V této organizaci není Exchange Online, ke kterému by token patřil ({ $code }).
cause-ms-no-exchange-cure = Zkontrolujte, zda je schránka opravdu v Microsoft 365 a organizace má předplatné s Exchange Online. Pokud je schránka osobní (Outlook.com) nebo jinde, zvolte jiného poskytovatele.
cause-ms-unknown-user = Microsoft tento účet v této organizaci nezná ({ $code }).
cause-ms-unknown-user-cure = Zkontrolujte název účtu a tenant. Pokud jste v prohlížeči přihlášeni jiným účtem, odhlaste se z něj a získejte token znovu.
cause-ms-locked = Účet je dočasně zamčený po mnoha chybných pokusech o přihlášení, nebo se přihlašuje z podezřelé adresy IP ({ $code }).
cause-ms-locked-cure = Počkejte hodinu a získejte token znovu. Pokud se to opakuje, někdo heslo zkouší uhodnout: správce Microsoft 365 to uvidí v protokolech přihlášení.
cause-ms-password-expired = Platnost hesla účtu skončila a je potřeba nastavit nové ({ $code }).
cause-ms-password-expired-cure = Nastavte nové heslo na stránce Microsoftu níže, nebo o to požádejte správce. Pak token smažte a získejte znovu.
cause-ms-risk = Microsoft toto přihlášení zablokoval, protože mu připadalo rizikové nebo neodpovídá bezpečnostním zásadám organizace ({ $code }).
cause-ms-risk-cure = Získejte token znovu z počítače a sítě, které běžně používáte. Pokud se to opakuje, požádejte správce Microsoft 365: důvod uvidí v protokolech přihlášení a v hlášení rizik.
cause-ms-loop = Microsoftu přišlo v krátké době příliš mnoho stejných žádostí a další na čas odmítá ({ $code }).
cause-ms-loop-cure = Počkejte čtvrt hodiny a zkuste to znovu. Zkontrolujte, zda stejné ID aplikace nepoužívá jiný program, který se přihlašuje pořád dokola.
cause-ms-busy = Přihlašovací služba Microsoftu má teď potíže ({ $code }).
cause-ms-busy-cure = Zkuste to za několik minut; Mailkey to mezitím zkouší sám. Stav služeb vidí správce Microsoft 365 v centru pro správu.
cause-ms-cloud = Organizace patří do jiného cloudu Microsoftu (státní správa USA nebo Čína), než u kterého se Mailkey přihlašuje ({ $code }).
cause-ms-cloud-cure = Zvolte vlastního poskytovatele a zadejte vydavatele a servery toho cloudu, například https://login.microsoftonline.us a outlook.office365.us.
cause-ms-code-used = Microsoft už tuto odpověď z prohlížeče nebo tento token neuznává: buď už byla jednou použitá, nebo jejich platnost skončila, nebo patří jinému tenantu ({ $code }).
cause-ms-code-used-cure = Získejte token znovu a v prohlížeči nepoužívejte tlačítko Zpět.
cause-ms-grant-dead = Microsoft už token neuznává: jeho platnost skončila, nebo byl přístup odvolán ({ $code }).
cause-google-testing = Google přístup nepovolil: buď jste ho v prohlížeči odmítli, nebo je aplikace ve zkušebním režimu a tento účet není mezi jejími testery.
cause-google-testing-cure = Zkuste to znovu a zvolte „Pokračovat“. U zkušební aplikace přidejte účet v Google Cloud na stránce „Cílová skupina“ mezi testovací uživatele, nebo aplikaci zveřejněte.

## Co odmítá přihlašovací server: Google
cause-google-unknown-client = Google takové ID aplikace nezná.
cause-google-unknown-client-cure = Zkopírujte ID klienta z Google Cloud znovu celé (končí na .apps.googleusercontent.com) a nezaměňte ho s tajným klíčem ani s číslem projektu.
cause-google-secret = Tajný klíč aplikace chybí, nebo k tomuto ID nepatří. Google ho vyžaduje i od desktopových aplikací.
cause-google-secret-cure = Zkopírujte z Google Cloud tajný klíč téhož klienta a zadejte ho. U typu „Počítačová aplikace“ ho není třeba přísně tajit, ale musí být zadaný.
cause-google-redirect = Aplikace u Googlu není typu „Počítačová aplikace“, proto nepřijímá odpověď na tomto počítači.
cause-google-redirect-cure = Vytvořte v Google Cloud klienta typu „Počítačová aplikace“ (Desktop app) a zadejte jeho ID a tajný klíč. U typu „Webová aplikace“ by musela být zaregistrovaná přesná adresa včetně portu.
cause-redirect-refused = Poskytovatel nezná adresu, na kterou má přijít odpověď prohlížeče: { $text }
cause-redirect-refused-cure = Přidejte v registraci aplikace u poskytovatele adresu pro přesměrování http://127.0.0.1/ (port se mění, typ aplikace je desktopová), nebo zkontrolujte ID aplikace.
cause-google-scope = Google některé z požadovaných oprávnění nezná.
cause-google-scope-cure = Nechte oprávnění v nastavení prázdná, nebo zadejte přesně https://mail.google.com/ (i s lomítkem na konci).

## Co odmítá přihlašovací server: kódy podle norem
cause-google-refused-grant = Google už token neuznává. Důvodem bývá změna hesla, odvolání v účtu, půl roku nečinnosti nebo víc než 100 tokenů jedné aplikace k témuž účtu.
cause-google-refused-grant-cure = Smažte token a získejte ho znovu. Pokud skončí vždy po 7 dnech, je aplikace ve zkušebním režimu: zveřejněte ji.
cause-refused-grant-type = Poskytovatel neumí tento způsob přihlášení.
cause-refused-grant-type-cure = Zvolte jiný způsob přihlášení (prohlížeč, kód, samotná aplikace) a u vlastního poskytovatele zkontrolujte vydavatele.

## Cesta k poštovnímu serveru
cause-port-25 = k serveru { $host } se na portu 25 nelze připojit. Port 25 uzavírá většina poskytovatelů připojení i mobilních operátorů.
cause-port-25-cure = Použijte port 587 (STARTTLS) nebo 465 (TLS): ty jsou pro odesílání určené.
cause-timed-out-connect = server { $server } na pokus o spojení vůbec nereaguje. Mezi ním a tímto počítačem je nejspíš firewall, nebo je v názvu či portu chyba.
cause-timed-out-connect-cure = Zkontrolujte název serveru a port (pro SMTP 587 nebo 465, pro POP3 995). Ve firemní síti požádejte správce sítě, aby tento port povolil.

## TLS k poštovnímu serveru
cause-tls-self-signed = certifikát serveru { $server } je podepsaný sám sebou: neručí za něj nikdo, komu tento počítač důvěřuje.
cause-tls-self-signed-cure = Pokud je to váš vlastní server, uveďte soubor s jeho certifikátem v nastavení „Další certifikáty“ (extra_ca). Jinak se zeptejte správce serveru i správce sítě: někdo může spojení odposlouchávat.
cause-tls-intercepted = do spojení se serverem { $server } vstupuje { $name } a předkládá vlastní certifikát, kterému tento počítač nedůvěřuje.
cause-tls-intercepted-cure = Vypněte v programu nebo zařízení { $name } kontrolu šifrované pošty (ve firmě o to požádejte správce sítě). Nebo jeho certifikát uložte do souboru a uveďte ho v nastavení „Další certifikáty“ (extra_ca).
cause-tls-too-old = server { $server } umí jen zastaralé verze TLS; Mailkey potřebuje TLS 1.2 nebo 1.3.
cause-tls-too-old-cure = Upozorněte správce serveru: musí zapnout TLS 1.2 nebo 1.3. Do té doby se Mailkey k serveru nepřipojí.

## Co poštovní server nabízí a říká
cause-no-login-offered = server na tomto portu žádné přihlášení nenabízí.
cause-no-login-offered-cure = { $protocol ->
    [POP] Použijte port 995 a zkontrolujte, zda je na tomto serveru POP3 zapnuté.
   *[other] Použijte port pro odesílání: 587 nebo 465. Port 25 slouží jen serverům mezi sebou.
}
cause-no-token-login = server neumí přihlášení tokenem (XOAUTH2 ani OAUTHBEARER), nabízí jen: { $offered }.
cause-no-token-login-cure = Zkontrolujte, zda je to server poskytovatele, u kterého jste token získali. Vlastní poštovní server často umí jen heslo: pak zvolte způsob autorizace „Jméno a heslo“.
cause-no-password-login = server hesla nepřijímá, nabízí jen: { $offered }.
cause-no-password-login-cure = Zvolte jako způsob autorizace OAuth 2.0 a získejte token.
cause-speaks-tls = server { $server } používá na tomto portu TLS od prvního bajtu, Mailkey však začal nešifrovaně.
cause-speaks-tls-cure = { $protocol ->
    [POP] Použijte port 995: jen tam začíná Mailkey pomocí TLS od prvního bajtu. Jiná možnost je port 110, kde ochrana začíná až po pozdravu.
   *[other] Použijte port 465: jen tam začíná Mailkey pomocí TLS od prvního bajtu. Jiná možnost je port 587, kde ochrana začíná až po pozdravu.
}
cause-http-answer = na { $server } odpověděl webový server místo poštovního: { $text }
cause-http-answer-cure = Zkontrolujte název serveru a port. V síti s přihlašovací stránkou (hotel, vlak) se nejdřív přihlaste v prohlížeči; ve firmě může odpovídat proxy.
cause-other-protocol = server { $server } mluví na tomto portu jiným protokolem ({ $name }).
cause-other-protocol-cure = { $protocol ->
    [POP] Zkontrolujte název serveru a port: pro POP3 je to 995 nebo 110.
   *[other] Zkontrolujte název serveru a port: pro SMTP je to 587 nebo 465.
}
cause-not-arrived = zpráva pro { $to }, kterou server převzal, se do { $seconds } s ve schránce neobjevila.
cause-not-arrived-cure = Doručení může trvat i několik minut: za chvíli schránku znovu zkontrolujte. Pokud zpráva nedorazí, hledejte ji ve spamu a v karanténě poštovního serveru.
cause-compose = z těchto adres nelze zprávu sestavit.
cause-compose-cure = Zkontrolujte adresu odesílatele a příjemce.

## Co poštovní server odmítá
cause-smtp-auth-disabled-mailbox = odesílání přes SMTP je v Exchange Online vypnuté pro tuto schránku.
cause-smtp-security-defaults = toto přihlášení zakazuje „výchozí nastavení zabezpečení“ vaší organizace (security defaults), které odesílání přes SMTP blokuje.
cause-smtp-security-defaults-cure = Správce Microsoft 365 je najde v Microsoft Entra: Přehled, Vlastnosti, „Spravovat výchozí nastavení zabezpečení“. Může je nahradit zásadami podmíněného přístupu, které této schránce SMTP dovolí, a pak SMTP povolit příkazem níže.
cause-smtp-security-defaults-password-cure = Zvolte OAuth 2.0 a získejte token: výchozí nastavení zabezpečení zakazuje přihlašování heslem. Pokud by odmítlo i OAuth 2.0, obraťte se na správce Microsoft 365.
cause-smtp-password-wrong = Microsoft toto uživatelské jméno a heslo neuznal.
cause-smtp-password-wrong-cure = Zadejte heslo znovu; u účtu s dvoufázovým ověřením samotné heslo nestačí. Lepší je zvolit OAuth 2.0: hesla pro odesílání Microsoft ruší.
cause-password-google = Google běžná hesla v poštovních programech nepřijímá.
cause-password-google-cure = Zvolte OAuth 2.0 a získejte token. Nouzově lze v účtu Google s dvoufázovým ověřením vytvořit heslo pro aplikace a zadat ho místo běžného hesla.
cause-password-exchange = Exchange toto heslo nepřijal; hesla pro odesílání a příjem pošty Microsoft ruší.
cause-password-exchange-cure = Zvolte OAuth 2.0 a získejte token. Jde-li o vlastní server Exchange, zadejte jméno a heslo znovu a ověřte, zda má schránka SMTP a POP povolené.
cause-smtp-login-exchange = Exchange přihlášení k této schránce odmítl. Bývá to tím, že se v prohlížeči přihlásil někdo jiný než ten, komu schránka patří, že má schránka SMTP vypnuté, nebo že aplikace nemá oprávnění SMTP.Send.
cause-smtp-login-exchange-cure = Porovnejte název účtu s tím, kdo se v prohlížeči přihlásil (u sdílené schránky patří do pole „Přihlásit jako“ člověk, který k ní má právo „Odeslat jako“). Správce může příkazem níže ověřit, zda SMTP není vypnuté. Po změně získejte token znovu.
cause-app-not-in-exchange = Exchange tuto aplikaci do schránky nepustil. Obvykle v Exchange Online není zaregistrovaná, nebo ke schránce nemá oprávnění; stejně odpovídá, když má schránka vypnutý SMTP nebo POP.
cause-app-not-in-exchange-cure = Správce Microsoft 365 spustí v Exchange Online PowerShellu příkazy níže: první aplikaci zaregistruje, druhý jí otevře schránku, třetí zapne SMTP a POP. Místo OBJECT-ID doplní „ID objektu“ aplikace z části „Podnikové aplikace“ (ne z registrace aplikace). Změna se může projevit až za hodinu.
cause-smtp-login-outlook = Outlook.com přihlášení k této schránce odmítl. Bývá to tím, že se v prohlížeči přihlásil jiný účet, nebo že Microsoft čeká na ověření účtu.
cause-smtp-login-outlook-cure = Porovnejte název účtu s tím, kdo se v prohlížeči přihlásil, a získejte token znovu. Pokud to nepomůže, otevřete schránku v prohlížeči: nečeká tam zpráva, že je potřeba účet ověřit?
cause-smtp-app-password = Google u tohoto účtu běžné heslo nepřijímá, protože má dvoufázové ověření.
cause-smtp-app-password-cure = Zvolte OAuth 2.0 a získejte token. Heslo pro aplikace, které si lze v účtu Google vytvořit, je jen nouzové řešení.
cause-smtp-web-login = Google považuje toto přihlášení za podezřelé a chce, aby se majitel účtu nejdřív přihlásil v prohlížeči.
cause-smtp-web-login-cure = Přihlaste se k účtu Google v prohlížeči na tomto počítači, potvrďte, že jste to vy, a zkuste to znovu. S heslem místo OAuth 2.0 se to bude opakovat.
cause-smtp-login-gmail = Gmail přihlášení odmítl: token patří jinému účtu Google, nebo byl v účtu odvolán.
cause-smtp-login-gmail-cure = Zkontrolujte, zda je v poli „Název účtu“ celá adresa toho, kdo se přihlásil v prohlížeči, a získejte token znovu.
cause-smtp-too-many-logins = na tento účet nebo z této sítě přišlo příliš mnoho pokusů o přihlášení a server další na čas odmítá.
cause-smtp-too-many-logins-cure = Vypněte jiné programy, které se k účtu přihlašují starým heslem, a zkuste to za hodinu. Opakované pokusy čekání jen prodlouží.
cause-smtp-login-temporary = server teď neumí ověřit žádné přihlášení; s účtem ani s tokenem to nesouvisí.
cause-smtp-login-temporary-cure = Zkuste to za několik minut. Pokud to trvá, upozorněte správce serveru { $server }: neběží mu služba, která přihlášení ověřuje.
cause-account-locked = server tento účet zamkl nebo pozastavil; nejčastěji po mnoha chybných pokusech o přihlášení.
cause-account-locked-cure = Počkejte asi hodinu a mezitím se nepřihlašujte: další pokusy zámek prodlužují. Najděte programy a zařízení se starým heslem a vypněte je. Pokud zámek nepovolí, přihlaste se k účtu na webu poskytovatele, nebo požádejte správce o odemčení.
cause-account-disabled = server přihlášení tomuto účtu vypnul.
cause-account-disabled-cure = Přihlaste se k účtu na webu poskytovatele: obvykle tam stojí proč. Často uniklo heslo nebo z účtu odcházel spam a stačí nastavit nové heslo; jinak účet znovu zapne správce serveru.
cause-smtp-password-transition = server chce, aby se účet jednou přihlásil heslem, než přijme jiný způsob.
cause-smtp-password-transition-cure = Odešlete jednu zprávu se způsobem autorizace „Jméno a heslo“ a pak se vraťte k původnímu; nebo požádejte správce serveru, aby účet převedl.
cause-smtp-token-too-long = server nepřijme tak dlouhou odpověď, jaká je k odeslání tokenu potřeba.
cause-smtp-token-too-long-cure = Správce serveru musí zvýšit limit délky odpovědi při přihlášení (v Postfixu smtpd_sasl_response_limit = 32768). Pomoci může i to, že v nastavení necháte jen nezbytná oprávnění: token pak bude kratší.
cause-smtp-mechanism-weak = server považuje tento způsob přihlášení za příliš slabý.
cause-smtp-mechanism-weak-cure = Zvolte OAuth 2.0, pokud ho server nabízí; jinak se zeptejte správce serveru, jak se smíte přihlašovat.
cause-smtp-encryption-required = server odmítá pracovat bez chráněného spojení.
cause-smtp-encryption-required-cure = Zapněte SSL/TLS: na portu 587 se použije STARTTLS, na portu 465 TLS od prvního bajtu.
cause-smtp-login-unknown = server takový způsob přihlášení nezná nebo ho na tomto portu nepřijímá.
cause-smtp-login-unknown-cure = Použijte port pro odesílání (587 nebo 465) a server, který uvádí poskytovatel; případně zvolte jiný způsob autorizace.
cause-smtp-sender-not-owned = adresa odesílatele na tomto serveru nepatří účtu, který se přihlásil.
cause-smtp-sender-not-owned-cure = Zadejte jako adresu odesílatele adresu účtu, nebo požádejte správce serveru, aby účtu tuto adresu povolil (v Postfixu smtpd_sender_login_maps).
cause-smtp-not-signed-in = server chce přihlášení a žádné nedostal.
cause-smtp-not-signed-in-cure = Zvolte jako způsob autorizace OAuth 2.0 (nebo heslo) a zkuste to znovu.
cause-smtp-relay-denied = server nepředává zprávy dál: přijímá jen poštu pro vlastní schránky, nebo jen od přihlášených.
cause-smtp-relay-denied-cure = Zadejte server pro odesílání, který uvádí poskytovatel (port 587 nebo 465), a jako způsob autorizace zvolte OAuth 2.0 nebo heslo.
cause-smtp-sending-not-allowed = účet přes tento server na tuto adresu odesílat nesmí.
cause-smtp-sending-not-allowed-cure = Zkontrolujte, zda je to server pro odesílání, který uvádí poskytovatel (port 587 nebo 465). Pokud ano, požádejte jeho správce, aby účtu odesílání na cizí adresy povolil.
cause-smtp-daily-limit = účet už vyčerpal množství zpráv, které smí za den odeslat.
cause-smtp-daily-limit-cure = Počkejte 24 hodin. Pokud jste tolik zpráv neodeslali, změňte heslo účtu: může ho zneužívat někdo jiný.
cause-smtp-recipient-unknown = schránku příjemce server nezná.
cause-smtp-recipient-unknown-cure = Zkontrolujte adresu příjemce; často je v ní překlep.
cause-smtp-recipient-full = schránka příjemce je plná.
cause-smtp-recipient-full-cure = Je-li schránka vaše, uvolněte v ní místo. Jinak dejte příjemci vědět, nebo vyzkoušejte jiného.
cause-smtp-recipient-restricted = příjemce přijímá zprávy jen od vybraných odesílatelů (třeba skupina jen pro kolegy).
cause-smtp-recipient-restricted-cure = Vyzkoušejte jiného příjemce, nebo požádejte správce na straně příjemce, aby vaši adresu odesílatele povolil.
cause-smtp-sender-domain = doménu v adrese odesílatele server nenašel.
cause-smtp-sender-domain-cure = Zkontrolujte adresu odesílatele; část za zavináčem musí být skutečná doména.
cause-smtp-sender-syntax = zápisu adresy odesílatele server nerozumí.
cause-smtp-sender-syntax-cure = Zkontrolujte, zda v adrese odesílatele není překlep, mezera nebo háček či čárka. Správný zápis vypadá třeba takto: jana@firma.cz.
cause-smtp-recipient-syntax = zápisu adresy příjemce server nerozumí.
cause-smtp-recipient-syntax-cure = Zkontrolujte, zda v adrese příjemce není překlep, mezera nebo háček či čárka. Správný zápis vypadá třeba takto: jana@firma.cz.
cause-smtp-recipient-domain = doménu v adrese příjemce server nenašel.
cause-smtp-recipient-domain-cure = Zkontrolujte část adresy příjemce za zavináčem.
cause-smtp-bad-sender = Microsoft tomuto účtu zakázal odesílání, protože z něj odcházel spam (účet může být zneužitý).
cause-smtp-bad-sender-cure = Správce Microsoft 365 změní heslo účtu a účet odblokuje na stránce „Entity s omezením“ (Restricted entities). Odblokování pak může trvat až 24 hodin.
cause-smtp-tenant-blocked = Microsoft teď neodesílá poštu celé vaší organizace nebo poštu z této adresy IP, protože odtud přišlo příliš mnoho podezřelých zpráv.
cause-smtp-tenant-blocked-cure = Správce Microsoft 365 zkontroluje, zda někdo nezneužívá některý účet a zda má organizace přidané všechny domény, ze kterých odesílá; pak požádá podporu Microsoftu o odblokování. U nového tenantu je to běžné, dokud nejsou zaplacené první licence.
cause-smtp-verify-outlook = Outlook.com u tohoto účtu odesílání pozastavil a čeká, až majitel potvrdí, že není robot.
cause-smtp-verify-outlook-cure = Otevřete schránku v prohlížeči, najděte v doručené poště zprávu od Microsoftu a ověřte účet (obvykle telefonem). Nové účty mají navíc nízký denní limit, který se časem sám zvýší.
cause-smtp-busy-mailbox = z této schránky právě odesílá víc programů najednou, než Exchange dovoluje.
cause-smtp-busy-mailbox-cure = Zkuste to za minutu. Pokud se to opakuje, omezte počet programů a zařízení, které přes tuto schránku odesílají zároveň (Exchange dovoluje tři spojení).
cause-smtp-too-big = zpráva je větší, než server přijímá.
cause-smtp-too-big-cure = Odešlete menší zprávu; jak velkou server přijme, řekne jeho správce.
cause-smtp-server-full = serveru dochází místo na disku nebo jiný prostředek.
cause-smtp-server-full-cure = Upozorněte správce serveru { $server }; sami to můžete jen zkusit později.
cause-smtp-blocklisted = server odmítá poštu z adresy vaší sítě (je na seznamu blokovaných, jak bývá u domácích a mobilních připojení).
cause-smtp-blocklisted-cure = Použijte server pro odesílání a port 587 nebo 465: tam rozhoduje přihlášení, ne adresa sítě. Pokud to tak už máte, obraťte se na správce serveru.
cause-smtp-greylisted = server nechává neznámé odesílatele čekat (greylisting). Tak se chovají servery pro příjem, ne pro odesílání.
cause-smtp-greylisted-cure = Zadejte server pro odesílání, který uvádí poskytovatel, s portem 587 nebo 465.
cause-smtp-old-tls = k serveru dorazilo zastaralé TLS. Mailkey používá TLS 1.2 a 1.3, takže spojení mezi ním a serverem něco rozšifrovává a znovu šifruje (proxy, antivirus, brána).
cause-smtp-old-tls-cure = Vypněte v antiviru nebo na bráně kontrolu pošty pro tento server, nebo antivirus či bránu aktualizujte.
cause-smtp-throttled = server od tohoto odesílatele nebo z této sítě dočasně nic nepřijímá, protože mu přišlo podezřelé množství zpráv.
cause-smtp-throttled-cure = Počkejte několik hodin; omezení skončí samo. Pokud jste nic neposílali, hledejte v síti zavirovaný počítač.
cause-smtp-too-many-connections = server má teď z této sítě otevřených příliš mnoho spojení.
cause-smtp-too-many-connections-cure = Zkuste to za několik minut. Pokud to trvá, odesílá přes něj z této sítě ještě něco jiného: zeptejte se správce sítě.
cause-smtp-server-broken = server má vlastní závadu; s tímto počítačem ani s účtem to nesouvisí.
cause-smtp-server-broken-cure = Pošlete jeho odpověď správci serveru { $server }. Sami to můžete jen zkusit později.
cause-smtp-not-for-you = server hned na začátku ohlásil, že od vás poštu nepřijme.
cause-smtp-not-for-you-cure = Zkontrolujte název serveru a port (587 nebo 465). Pokud jsou správné, zeptejte se správce serveru: odpověď níže říká proč.
cause-pop-google-off = v tomto účtu Gmail je přístup přes POP vypnutý.
cause-pop-google-off-cure = Otevřete v Gmailu Nastavení, „Přeposílání a protokol POP/IMAP“, zapněte POP a uložte změny. Pak to zkuste znovu.
cause-pop-google-off-domain = přístup přes POP vypnul pro celou doménu správce Google Workspace.
cause-pop-google-off-domain-cure = Správce Google Workspace ho zapne v konzoli pro správu: Aplikace, Google Workspace, Gmail, „Přístup koncových uživatelů“, „Přístup přes POP a IMAP“.
cause-pop-app-password = Google u tohoto účtu běžné heslo nepřijímá, protože má dvoufázové ověření.
cause-pop-app-password-cure = Zvolte OAuth 2.0 a získejte token. Heslo pro aplikace, které si lze v účtu Google vytvořit, je jen nouzové řešení.
cause-pop-web-login = Google považuje toto přihlášení za podezřelé a chce, aby se majitel účtu nejdřív přihlásil v prohlížeči.
cause-pop-web-login-cure = Přihlaste se k účtu Google v prohlížeči na tomto počítači, potvrďte, že jste to vy, a zkuste to znovu. S heslem místo OAuth 2.0 se to bude opakovat.
cause-pop-login-gmail = Gmail přihlášení odmítl: token patří jinému účtu Google, nebo byl v účtu odvolán.
cause-pop-login-gmail-cure = Zkontrolujte, zda je v poli „Název účtu“ celá adresa toho, kdo se přihlásil v prohlížeči, a získejte token znovu.
cause-pop-login-exchange = Exchange přihlášení k této schránce odmítl. Stejně odpovídá, když je pro schránku vypnutý POP, když se přihlásil jiný účet, i když aplikace nemá oprávnění POP.AccessAsUser.All.
cause-pop-login-exchange-cure = Nejdřív zapněte POP: správce Microsoft 365 to udělá příkazem níže. Pak zkontrolujte, zda se v prohlížeči přihlásil právě tento účet; pokud ne, získejte token znovu.
cause-pop-login-outlook = Outlook.com přihlášení k této schránce odmítl. Stejně odpovídá, když je v ní vypnutý POP i když se přihlásil jiný účet.
cause-pop-login-outlook-cure = Nejdřív zapněte POP: v Outlook.com v Nastavení, Pošta, „Přesměrování a IMAP“. Pak zkontrolujte, zda se v prohlížeči přihlásil právě tento účet; pokud ne, získejte token znovu.
cause-pop-tls-required = server nedovolí přihlášení bez chráněného spojení.
cause-pop-tls-required-cure = Zapněte SSL/TLS: na portu 995 se použije TLS od prvního bajtu, na portu 110 STLS.
cause-pop-too-many = do této schránky se přihlašuje příliš mnoho programů najednou.
cause-pop-too-many-cure = Zavřete jiné poštovní programy, které tuto schránku čtou, nebo jim nastavte delší pauzu; pak to zkuste znovu.
cause-pop-in-use = schránku právě čte jiný program a POP pustí dovnitř vždy jen jednoho.
cause-pop-in-use-cure = Počkejte, až skončí (nebo ho zavřete), a zkuste to za minutu. Po přerušeném spojení drží server zámek i několik minut.
cause-pop-login-delay = server dovoluje přihlásit se jen jednou za čas a od minulého přihlášení uplynulo příliš málo času.
cause-pop-login-delay-cure = Zkuste to za několik minut a nastavte delší interval kontroly. Pokud schránku čte i jiný program, prodlužte pauzu i jemu.
cause-pop-login-temporary = server teď neumí ověřit žádné přihlášení; s účtem ani s tokenem to nesouvisí.
cause-pop-login-temporary-cure = Zkuste to za několik minut. Pokud to trvá, upozorněte správce serveru { $server }: neběží mu služba, která přihlášení ověřuje.
cause-pop-mailbox-temporary = server teď nemůže schránku otevřít.
cause-pop-mailbox-temporary-cure = Zkuste to za několik minut. Pokud to trvá, pošlete jeho odpověď správci serveru { $server }.
cause-pop-server-broken = server hlásí závadu schránky, která sama nepřejde.
cause-pop-server-broken-cure = Pošlete jeho odpověď správci serveru { $server }; na tomto počítači se to napravit nedá.
cause-pop-login-unknown = server takový způsob přihlášení nezná.
cause-pop-login-unknown-cure = Zkontrolujte, zda je to server poskytovatele, u kterého jste získali token; případně zvolte jiný způsob autorizace.
cause-smtp-message-refused = server tuto zprávu nepřijal (filtr obsahu nebo pravidlo organizace).
cause-smtp-message-refused-cure = Zkuste jiný předmět a text nebo jiného příjemce. Co přesně vadí, říká odpověď serveru níže; víc ví jeho správce.
cause-smtp-sender-refused = server nepřijal adresu odesílatele.
cause-smtp-sender-refused-cure = Zadejte jako adresu odesílatele adresu účtu; proč tato vadí, říká odpověď serveru níže.
cause-password-refused = server toto jméno a heslo nepřijal.
cause-password-refused-cure = Zadejte heslo znovu a zkontrolujte uživatelské jméno (bývá to celá adresa). Pokud jste heslo nedávno změnili, zadejte to nové.
cause-login-refused-pop = Server přihlášení odmítl: účet a token k sobě nepatří, nebo je pro schránku vypnutý POP.
cause-pop-mailbox = server schránku neukázal.
cause-pop-mailbox-cure = Proč, říká jeho odpověď níže; víc ví správce serveru { $server }.

### Test: kroky a co se u nich našlo
link-settings = Nastavení
link-name = Název serveru
link-connect = Spojení
link-greeting = Pozdrav serveru
link-tls = Šifrování (TLS)
link-capabilities = Co server nabízí
link-token = Token
link-login = Přihlášení
link-command-smtp = Odesílatel a příjemce
link-command-pop = Schránka
link-message = Zpráva
link-arrival = Doručení
found-name-more = { $count ->
    [one] { $addresses } a { $count } další
    [few] { $addresses } a { $count } další
   *[other] { $addresses } a { $count } dalších
}
found-instead = místo serveru { $server }, který neodpověděl
found-silent = adresa { $address } selhala ({ $reason })
found-greeting = server se ohlásil
found-unprotected = bez šifrování
found-certificate = certifikát pro { $subject }, vydal { $issuer }, platí do { $day }
found-certificate-own = certifikát pro { $subject }, podepsaný sám sebou, platí do { $day }
found-mechanisms = přihlášení: { $mechanisms }
found-no-login = žádné přihlášení
found-size = zprávy do { $size }
found-token = platný
found-token-until = platí do { $time }
found-token-renewed = právě obnovený
found-token-who = přihlásil se { $who }
found-no-token = není potřeba ({ $method })
found-method-none = bez přihlášení
found-method-password = jméno a heslo
found-login = { $user }, { $mechanism }
found-second-try = první token server odmítl, obnovený přijal
found-not-wanted = nastavení ho nepožaduje
found-envelope = { $from } smí odesílat na { $to } (nic se neodeslalo)
found-mailbox = { $count ->
    [one] { $count } zpráva
    [few] { $count } zprávy
   *[other] { $count } zpráv
}
found-mailbox-empty = žádná zpráva
found-message = převzatá pro { $to }: { $reply }
found-arrival = ve schránce po { $seconds } s
found-arrival-now = hned ve schránce
found-elsewhere = míří do jiné schránky, než kterou čte POP

### Zpráva o testu a rady na příkazové řádce
cli-test-again = Ještě jednou, od názvu serveru
cli-test-holds = Všechno funguje.
report-title = Test { $protocol }, { $time }
report-cause = Příčina:
report-help = Co s tím:
report-raw = Co odpověděl server:
report-id = Označení příčiny: { $id }
report-settings = Nastavení (bez hesel a klíčů):
report-trips = { $count ->
    [one] { $count } cesta tam a zpět
    [few] { $count } cesty tam a zpět
   *[other] { $count } cest tam a zpět
}
helps-exchange = Příkaz pro Exchange Online PowerShell:
helps-page = Na této stránce:
helps-field = Nastavení:
helps-get = Získání tokenu pro { $protocol }:
helps-delete = Smazání tokenu pro { $protocol }, než získáte nový:
helps-raw = Co odpověděl server: { $raw }

### Test v okně
test-title = Zkouška
test-do = Test připojení
test-send = Odeslat zkušební zprávu…
test-running = Zkouším spojení…
test-note-smtp = Projde celou cestu od nastavení po odesílatele a u prvního problému řekne, co s ním. Nic se neodešle.
test-note-pop = Projde celou cestu od nastavení po schránku a u prvního problému řekne, co s ním. Zprávy zůstanou, jak jsou.
test-note-send = Zkušební zpráva projde celou cestu. Míří-li do schránky, kterou čte POP, Mailkey počká, až dorazí.
test-cancelled = Test jste zrušili.
test-not-sent = Zkušební zpráva se neodeslala.
test-ended = Test skončil u kroku „{ $name }“. Všechno před ním funguje.
test-ended-first = Test skončil u kroku „{ $name }“.
test-when = Vyzkoušeno { $when }.
test-by-secondary = Primární server { $primary } neodpověděl, všechno prošlo přes sekundární. Zkontrolujte název a port primárního.
test-secondary = Funguje, ale jen přes sekundární server
test-well-smtp = Všechno funguje: server přijme zprávy od tohoto odesílatele
test-well-sent = Všechno funguje: server převzal zprávu pro { $to }
test-well-arrived = Všechno funguje: zpráva je odeslaná a dorazila do schránky
test-well-pop = { $count ->
    [0] Všechno funguje: schránka je přístupná a prázdná
    [one] Všechno funguje: ve schránce je { $count } zpráva
    [few] Všechno funguje: ve schránce jsou { $count } zprávy
   *[other] Všechno funguje: ve schránce je { $count } zpráv
}
test-copy = Kopírovat zprávu

### Příčina v okně
cause-exchange = Příkaz pro Exchange Online PowerShell:
cause-link = Odkaz pro správce:
cause-redirect = Adresa k registraci:
cause-open = Otevřít stránku { $host }
cause-go = Přejít na pole „{ $name }“
cause-delete-token = Smazat token…
cause-raw = Co odpověděl server
cause-raw-system = Co hlásí systém

### Protokol
log-area-sign-in = Přihlášení
log-area-token = Token
log-area-settings = Nastavení
log-area-lock = Zámek
log-area-service = Služba
log-area-window = Okno
log-area-test = Test
log-area-program = Program
log-severity-detail = Podrobnost
log-severity-info = Informace
log-severity-warning = Varování
log-severity-error = Chyba
# Stojí místo adresy, když žádná není nastavena.
event-account = účet { $protocol }
event-sign-in-began = Začalo přihlašování ({ $account }) { $method ->
    [device] pomocí kódu.
    [application] samotné aplikace.
   *[browser] v prohlížeči.
}
event-sign-in-cancelled = Přihlašování ({ $account }) bylo zrušeno.
event-sign-in-failed = Přihlašování ({ $account }) skončilo bez tokenu. { $why }
event-browser-failed = Prohlížeč se nepodařilo otevřít: { $reason }
event-token-acquired = Token ({ $account }) byl načten{ $until ->
    [none] .
   *[other] ; přístupový token platí do { $until }.
}
event-token-renewed = Přístupový token ({ $account }) byl obnoven{ $until ->
    [none] .
   *[other] ; platí do { $until }.
}
event-token-not-renewed = Přístupový token ({ $account }) se nepodařilo obnovit. { $why }{ $at ->
    [none] { "" }
   *[other] { " " }Další pokus: { $at }.
}
event-trouble-over = Obnovování tokenu ({ $account }) zase funguje; nedařilo se od { $since }.
event-token-invalid = Token ({ $account }) už neplatí. { $why }
event-token-deleted = Token ({ $account }) byl z tohoto počítače smazán.
event-token-revoked = Poskytovatel potvrdil, že token ({ $account }) je odvolán.
event-token-not-revoked = Poskytovatel token ({ $account }) neodvolal. { $why }
event-token-unstored = Obnovený token ({ $account }) se nepodařilo uložit a je jen v paměti. { $why }
event-token-stored-late = Obnovený token ({ $account }) je už uložen.
event-token-lost = Obnovený token ({ $account }) se do konce programu nepodařilo uložit, takže se ztratil. { $why }
event-token-shown = Přístupový token ({ $account }) byl vypsán na příkazové řádce.
event-accounts-joined = SMTP a POP mají odteď společný účet; zůstal token pro { $account }.
event-message-sent = Server { $server } převzal zprávu pro { $to }.
event-send-failed = Zpráva pro { $to } nebyla odeslána. { $why }
event-secondary-used = Server { $primary } nebyl dostupný, proto byl použit { $server }.
event-login-refused = Server odmítl přihlášení; token se obnoví a přihlášení se zkusí ještě jednou. { $why }
event-mailbox-checked = Schránka na serveru { $server } byla zkontrolována: { $count ->
    [one] { $count } zpráva.
    [few] { $count } zprávy.
   *[other] { $count } zpráv.
}
event-check-failed = Schránku se nepodařilo zkontrolovat. { $why }
event-settings-saved = Nastavení bylo uloženo: { $names }.
event-settings-unreadable = Nastavení nejde přečíst; dál platí to, které se podařilo přečíst naposledy. { $why }
event-secret-stored = Do klíčenky bylo uloženo: { $name }.
event-secret-removed = Z klíčenky bylo odebráno: { $name }.
event-password-set = Bylo nastaveno heslo správce.
event-password-changed = Heslo správce bylo změněno.
event-password-removed = Heslo správce bylo odebráno.
event-unlocked = Nastavení bylo odemčeno heslem správce.
event-locked = Nastavení bylo zamčeno.
event-password-wrong = Bylo zadáno nesprávné heslo správce; { $left ->
    [one] zbývá { $left } pokus.
    [few] zbývají { $left } pokusy.
   *[other] zbývá { $left } pokusů.
}
event-locked-out = Nesprávné heslo správce bylo zadáno příliš často; do { $until } se žádné nepřijme.
event-service-started = Služba na pozadí byla spuštěna.
event-service-stopped = Služba na pozadí skončila.
event-service-installed = Služba na pozadí byla nainstalována; spustí se při každém přihlášení do systému.
event-service-removed = Služba na pozadí byla odebrána.
event-woke = Počítač byl uspaný, nebo se jeho hodiny posunuly dopředu ({ $minutes } min).
event-set-back = Hodiny počítače se posunuly zpět ({ $minutes } min).
event-window-opened = Okno bylo otevřeno (Mailkey { $version }).
event-window-closed = Okno bylo zavřeno.
event-test-passed = Test { $protocol } dopadl v pořádku ({ $ms } ms).
event-test-failed = Test { $protocol } skončil u kroku „{ $link }“. { $why }
event-transcripts-on = Do { $until } se zapisuje komunikace se servery.
event-transcripts-off = Komunikace se servery se už nezapisuje.
event-command-failed = Příkaz se nezdařil. { $why }
event-panicked = Chyba v programu ({ $place }): { $message }
# V přepisu komunikace místo tajného údaje. Zpráva tajná není, ale nikomu do ní nic není.
event-wire-secret = ‹{ $what ->
    [password] heslo
    [message] zpráva
   *[token] token
} { $count ->
    [one] { $count } znak
    [few] { $count } znaky
   *[other] { $count } znaků
}›
cli-log-empty = V protokolu není žádný odpovídající záznam ({ $path }).
cli-transcripts-on = Do { $time } se do protokolu zapisuje komunikace se servery, bez tokenů, hesel a obsahu zpráv. Pak zapisování samo skončí.
cli-transcripts-off = Komunikace se servery se do protokolu nezapisuje.

### Protokol v okně
win-tab-log = Protokol
win-log-entries = Záznamy protokolu
win-log-count = { $count ->
    [0] Zatím žádný záznam
    [one] { $count } záznam
    [few] { $count } záznamy
   *[other] { $count } záznamů
}
win-log-count-of = { $shown } z { $all } { $all ->
    [one] záznamu
    [few] záznamů
   *[other] záznamů
}
win-log-waiting = { $count ->
    [one] { $count } nový záznam
    [few] { $count } nové záznamy
   *[other] { $count } nových záznamů
}
win-log-folder = Otevřít složku
win-log-folder-is = Složku se nepodařilo otevřít. Soubory protokolu jsou v { $folder }.
win-log-search = Hledat
win-log-search-name = Hledat v protokolu
win-log-area = Oblast
win-log-all-areas = Všechny oblasti
win-log-severity = Závažnost
win-log-from-detail = Včetně podrobností
win-log-from-info = Bez podrobností
win-log-from-warning = Varování a chyby
win-log-from-error = Jen chyby
win-log-yesterday = včera
win-log-unfold = Zobrazit celé (ještě { $count ->
    [one] { $count } řádek
    [few] { $count } řádky
   *[other] { $count } řádků
})
win-log-fold = Zkrátit
win-log-reading = Protokol se čte…
win-log-empty = Zatím tu nic není
win-log-empty-more = Jakmile Mailkey něco udělá – přihlásí se, pošle zprávu, zkontroluje schránku nebo obnoví token –, objeví se to tady, a zůstane to i v souborech ve složce protokolu.
win-log-none = Výběru neodpovídá žádný záznam
win-log-none-with = „{ $search }“ není v žádném z vybraných záznamů
win-log-none-more = Hledá se ve všem, co je u záznamu vidět; na velikosti písmen ani na háčcích a čárkách nezáleží.
win-log-everything = Zrušit výběr
win-log-unreadable = Protokol nejde přečíst
win-log-unreadable-more = Systém hlásí: { $why }. Zkontrolujte, že složka protokolu patří vám a že ji smíte číst. Mailkey bez protokolu funguje dál.
win-log-transcripts = Přepis komunikace
win-log-transcripts-off = Pro podporu: na 15 minut zapíše i to, co si Mailkey a servery říkají. Tokeny, hesla ani obsah zpráv se nezapisují.
win-log-transcripts-on = Zapisuje se do { $time }. Teď zopakujte, co se nedaří, a pak záznamy zkopírujte.
win-log-head = Mailkey { $version }, protokol z { $time }: { $shown } z { $all } záznamů, nejnovější nahoře

### More of what a test finds and leaves

found-uidl = UIDL: ano
found-uidl-missing = UIDL: ne
event-test-cancelled = Test { $protocol } byl zrušen.
# V přepisu komunikace místo tajného údaje. Zpráva tajná není, ale nikomu do ní nic není.

### A damaged password or secret

cause-secret-damaged-password = v klíčence není na místě hesla to, co tam Mailkey uložil.
cause-secret-damaged-password-cure = Zadejte heslo znovu v panelu, nebo příkazem: mailkeyctl secret set { $key }.
cause-secret-damaged-client = v klíčence není na místě tajného klíče aplikace to, co tam Mailkey uložil.
cause-secret-damaged-client-cure = Zadejte tajný klíč aplikace (nebo její certifikát se soukromým klíčem) znovu v panelu, případně příkazem: mailkeyctl secret set { $key }. Token nechte, jak je.

### More of what a test finds and leaves
### Test: what it waits for, where it was cancelled, and of when it is
test-before = Výsledek je z doby před poslední změnou.
test-cancelled-here = Zde zrušeno
test-waits = Zkouším spojení: čekám na krok „{ $name }“, nejvýše { $seconds } s.
test-waits-for = Zkouším spojení: čekám na krok „{ $name }“.
cause-exchange-mailbox = Příkaz jen pro tuto schránku (Exchange Online PowerShell):
cause-exchange-organization = Příkaz pro celou organizaci (Exchange Online PowerShell):
cause-no-login-tls-off = server nepřijímá přihlášení bez SSL/TLS, a to je tu vypnuté.
cause-no-login-tls-off-cure = Zapněte SSL/TLS.
cause-speaks-tls-off-cure = Zapněte SSL/TLS a použijte port { $protocol ->
    [POP] 995
   *[other] 465
}: jen tam začíná Mailkey pomocí TLS od prvního bajtu.
found-envelope-message = { $from } smí odesílat na { $to }

### Zpráva, o které není jisté, zda odešla
cause-sent-perhaps = server { $server } nepotvrdil, že zprávu převzal: { $why ->
    [late] neodpověděl včas
    [none] spojení skončilo dřív
   *[other] jeho odpověď nedává smysl
}. Možná ji přesto odeslal.
cause-sent-perhaps-cure = Než zprávu pošlete znovu, podívejte se do schránky příjemce nebo se ho zeptejte; poslouží i složka odeslané pošty. Jinak ji může dostat dvakrát.
event-send-uncertain = Není jisté, zda byla zpráva pro { $to } odeslána. { $why }
cancelled-sending = Zpráva se právě předávala serveru a možná už odešla. Než ji pošlete znovu, podívejte se do schránky příjemce.
