//! Discovery, the authorization endpoint and the sign-in page.

use mailkey::account::{Issuer, Provider, Security};
use mailkey::account::{Protocol, is_safe};
use mailkey::demo::{Options, SignIn};

use crate::support::{Bench, ME, REDIRECT, SCOPE, VERIFIER};

#[tokio::test]
async fn the_settings_are_complete_and_safe() {
    let bench = Bench::start().await;
    let settings = bench.practice.settings();
    let issuer: &Issuer = settings.smtp.oauth2.issuer.as_ref().unwrap();
    assert_eq!(issuer.as_str(), bench.practice.issuer());
    assert_eq!(settings.smtp.oauth2.provider, Provider::Custom);
    assert_eq!(settings.smtp.oauth2.account.as_ref().unwrap().as_str(), ME);
    assert_eq!(settings.smtp.sender_address, settings.smtp.oauth2.account);
    assert!(!settings.smtp.sender_name.is_empty() && !settings.smtp.oauth2.client_id.is_empty());
    assert!(settings.pop.common_account);
    assert_eq!(settings.smtp.port.get(), bench.practice.smtp_port());
    assert_eq!(settings.pop.port.get(), bench.practice.pop_port());
    assert_eq!(Security::of(Protocol::Smtp, settings.smtp.tls, settings.smtp.port), Security::StartTls);
    assert!(
        settings.smtp.server.as_ref().unwrap().is_loopback() && settings.pop.server.as_ref().unwrap().is_loopback()
    );
    assert_eq!(settings.extra_ca.as_deref(), Some(bench.practice.ca_file()));
}

#[tokio::test]
async fn discovery_names_endpoints_that_are_there() {
    let bench = Bench::start().await;
    let document = bench.get("/.well-known/openid-configuration", &[]).await.json();
    let oauth = bench.get("/.well-known/oauth-authorization-server", &[]).await.json();
    assert_eq!(document, oauth);
    assert_eq!(document["issuer"], bench.practice.issuer());
    for (name, value) in document.as_object().unwrap() {
        if !name.ends_with("_endpoint") && name != "jwks_uri" {
            continue;
        }
        let url: url::Url = value.as_str().unwrap().parse().unwrap();
        assert!(is_safe(&url), "{name}");
        let answer = bench.get(url.path(), &[]).await;
        assert_ne!(answer.status, 404, "{name}");
    }
    assert_eq!(document["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    let device = serde_json::json!("urn:ietf:params:oauth:grant-type:device_code");
    assert!(document["grant_types_supported"].as_array().unwrap().contains(&device));
    for scope in SCOPE.split(' ') {
        assert!(document["scopes_supported"].as_array().unwrap().contains(&serde_json::json!(scope)), "{scope}");
    }
}

#[tokio::test]
async fn one_click_on_the_page_gives_a_code_state_and_issuer() {
    let bench = Bench::start().await;
    let page = bench.authorize(&[]).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.field("address"), ME);
    assert!(!page.field("password").is_empty(), "one click must be enough");
    let request = page.field("request");
    let params = [("request", request.as_str()), ("address", ME), ("password", "anything"), ("decision", "allow")];
    let (url, answer) = bench.post("/sign-in", &params).await.location();
    assert!(url.as_str().starts_with(REDIRECT), "{url}");
    assert_eq!(answer["state"], "a state & more");
    assert_eq!(answer["iss"], bench.practice.issuer());
    assert_eq!(bench.redeem(&answer["code"]).await.status, 200);

    let again = bench.post("/sign-in", &params).await;
    assert_eq!(again.status, 400);
    assert!(again.text.contains("This sign-in is over"));
    assert_eq!(bench.practice.control().counters().codes, 1);
}

#[tokio::test]
async fn the_page_speaks_the_wished_language_and_says_that_it_is_practice() {
    let bench = Bench::start().await;
    let czech = bench.authorize(&[("ui_locales", "cs")]).await;
    assert!(czech.text.contains("<html lang=\"cs\">") && czech.text.contains("Nic tu není skutečné"));
    assert!(czech.text.contains("Povolit") && czech.text.contains("Odmítnout"));
    let english = bench.authorize(&[]).await;
    assert!(english.text.contains("Nothing here is real") && english.text.contains(">Allow<"));
    assert!(english.text.contains("send mail") && english.text.contains("read the mail"));
    let less = bench.authorize(&[("scope", "mail.read")]).await;
    assert!(!less.text.contains("send mail") && less.text.contains("read the mail"));
    // The language stays when the page comes again with an error.
    let request = czech.field("request");
    let params =
        [("request", request.as_str()), ("ui_locales", "cs"), ("address", "nikdo@cviceni.test"), ("decision", "allow")];
    let again = bench.post("/sign-in", &params).await;
    assert_eq!(again.status, 200);
    assert!(again.text.contains("Taková cvičná schránka neexistuje"));
    assert_eq!(again.field("request"), request);
}

#[tokio::test]
async fn what_comes_in_is_escaped_on_the_page() {
    let bench = Bench::start().await;
    let page = bench.authorize(&[("login_hint", "\"><script>alert(1)</script>")]).await;
    assert!(!page.text.contains("<script"));
    assert!(page.text.contains("&quot;&gt;&lt;script&gt;"));
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let device = bench.get("/device?user_code=%22%3E%3Cb%3E", &[]).await;
    assert!(!device.text.contains("<b>"));
}

#[tokio::test]
async fn denying_and_another_account_can_be_tried() {
    let bench = Bench::start().await;
    let request = bench.authorize(&[]).await.field("request");
    let (_, denied) = bench.post("/sign-in", &[("request", &request), ("decision", "deny")]).await.location();
    assert_eq!((denied["error"].as_str(), denied["state"].as_str()), ("access_denied", "a state & more"));
    assert!(!denied.contains_key("code"));

    let request = bench.authorize(&[]).await.field("request");
    let params = [("request", request.as_str()), ("address", " Sklad@cviceni.test "), ("decision", "allow")];
    let (_, answer) = bench.post("/sign-in", &params).await.location();
    let tokens = bench.redeem(&answer["code"]).await.json();
    let claims = crate::support::jwt_part(tokens["id_token"].as_str().unwrap(), 1);
    assert_eq!(claims["email"], "sklad@cviceni.test");
}

#[tokio::test]
async fn without_a_safe_redirect_the_person_is_told_and_nobody_redirected() {
    let bench = Bench::start().await;
    for changed in [
        [("redirect_uri", "https://example.com/")],
        [("redirect_uri", "http://localhost.example.com/")],
        [("redirect_uri", "http://127.0.0.1:80@example.com/")],
        [("redirect_uri", "")],
        [("client_id", "another")],
        [("client_id", "")],
    ] {
        let answer = bench.authorize(&changed).await;
        assert_eq!(answer.status, 400, "{changed:?}");
        assert!(!answer.headers.contains_key("location"), "{changed:?}");
        assert!(answer.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    }
    let twice = bench.get("/authorize?client_id=mailkey-practice&client_id=mailkey-practice", &[]).await;
    assert_eq!(twice.status, 400);
}

#[tokio::test]
async fn other_errors_go_back_to_the_client_with_its_state() {
    let bench = Bench::start().await;
    for (changed, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "invalid_request"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("response_mode", "form_post"), "invalid_request"),
        (("scope", "openid mail.everything"), "invalid_scope"),
        (("scope", ""), "invalid_scope"),
        (("prompt", "none"), "login_required"),
        (("request", "x"), "request_not_supported"),
    ] {
        let (url, answer) = bench.authorize(&[changed]).await.location();
        assert!(url.as_str().starts_with(REDIRECT));
        assert_eq!((answer["error"].as_str(), answer["state"].as_str()), (error, "a state & more"), "{changed:?}");
    }
    assert_eq!(bench.practice.control().counters().authorizations, 0);
}

#[tokio::test]
async fn every_loopback_address_and_port_is_a_redirect_address() {
    let bench = Bench::start().await;
    bench.practice.control().set_sign_in(SignIn::Allow(ME.parse().unwrap()));
    for redirect in ["http://localhost:1/", "http://127.0.0.1:65535/a/b?c=d", "http://[::1]:8080"] {
        let (url, answer) = bench.authorize(&[("redirect_uri", redirect)]).await.location();
        assert!(url.as_str().starts_with(redirect), "{url}");
        let params = [
            ("grant_type", "authorization_code"),
            ("code", answer["code"].as_str()),
            ("redirect_uri", redirect),
            ("code_verifier", VERIFIER),
        ];
        assert_eq!(bench.client("/token", &params).await.status, 200, "{redirect}");
    }
    bench.practice.control().set_sign_in(SignIn::Deny);
    assert_eq!(bench.authorize(&[]).await.location().1["error"], "access_denied");
}

#[tokio::test]
async fn other_sites_do_not_reach_the_pages_through_the_browser() {
    let bench = Bench::start().await;
    let rebound = bench.get("/", &[("host", "evil.example:80")]).await;
    assert_eq!(rebound.status, 421);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let post = client.post(format!("{}/device", bench.practice.issuer())).header("origin", "https://evil.example");
    assert_eq!(post.send().await.unwrap().status().as_u16(), 403);
}

#[tokio::test]
async fn dropping_it_closes_every_port() {
    let mailbox = "vedeni@cviceni.test".parse().unwrap();
    let bench = Bench::with(Options { mailbox, ..Options::default() }).await;
    assert_eq!(bench.practice.settings().smtp.sender_address.unwrap().as_str(), "vedeni@cviceni.test");
    let port = bench.practice.smtp_port();
    let mut open = crate::support::Dialogue::open(port).await;
    assert!(open.line().await.starts_with("220 "));
    drop(bench);
    assert_eq!(open.line().await, "", "an open connection must end");
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the port is still open");
}
