//! Sending and receiving: each refusal is named by what the server said, and none of them costs the token.

use serde_json::json;

use crate::support::World;

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn tls_from_the_first_byte_works_on_the_usual_ports() {
    let world = World::new();
    for (key, fact) in [("smtp.server", "/tls/host"), ("pop.server", "/tls/host")] {
        world.set(key, world.stand.text(fact));
    }
    world.set("smtp.port", "465");
    world.set("pop.port", "995");
    let _ = world.sign_in();
    let subject = "Přes TLS: ěščřžýáíé";
    let sent = world.run(&["send", "--json", "--to", "recepce@firma.test", "--subject", subject]).json();
    assert!(sent["reply"].as_str().is_some_and(|reply| reply.contains("queued")), "{sent}");
    assert!(sent["message_id"].as_str().is_some_and(|id| id.contains('@')), "{sent}");
    let message = world.wait_for_message(subject);
    assert!(message["from"].as_str().is_some_and(|from| from.contains("přízemí")), "the sender's name: {message}");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn what_a_server_refuses_is_named_and_the_token_stays() {
    let world = World::new();
    let _ = world.sign_in();
    let token = world.token();
    let to_me = ["send", "--to", "recepce@firma.test", "--subject", "x"];

    world.set("smtp.sender_address", "sklad@firma.test");
    let _ = world.run(&to_me).refused(&["553", "sklad@firma.test"]);
    world.set("smtp.sender_address", "recepce@firma.test");

    let unknown = world.run(&["send", "--to", "nikdo@firma.test", "--subject", "x"]);
    let _ = unknown.refused(&["550", "nikdo@firma.test"]);

    let closed = world.stand.port("/ports/nobody").to_string();
    world.set("smtp.port", &closed);
    world.set("pop.port", &closed);
    let _ = world.run(&to_me).refused(&["localhost"]);
    let _ = world.run(&["check"]).refused(&["localhost"]);
    world.set("smtp.port", &world.stand.port("/ports/smtp").to_string());
    world.set("pop.port", &world.stand.port("/ports/pop").to_string());

    let _ = world.expect_state("acquired");
    assert_eq!(world.token(), token, "none of this costs the token");
    assert_eq!(world.run(&to_me).code, Some(0), "and it works when all is right");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_certificate_of_a_stranger_is_refused_before_the_token_is_shown() {
    let world = World::new();
    let _ = world.sign_in();
    let asked = world.stand.requests("introspection").len();
    world.set("extra_ca", world.stand.text("/other_ca"));
    let _ = world.run(&["send", "--to", "recepce@firma.test", "--subject", "x"]).refused(&["certificate"]);
    let _ = world.run(&["check"]).refused(&["certificate"]);
    assert_eq!(world.stand.requests("introspection").len(), asked, "no mail server has seen the token");
    let _ = world.expect_state("acquired");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_login_that_fails_does_not_make_the_token_invalid() {
    let world = World::new();
    let _ = world.sign_in();
    // The mail servers cannot ask about tokens: Postfix says 535 to a token that is good, Dovecot says SYS/TEMP.
    world.stand.fault(json!({ "route": "introspection", "times": 99, "status": 500, "body": "" }));
    let _ = world.run(&["send", "--to", "recepce@firma.test", "--subject", "x"]).refused(&["535"]);
    let _ = world.run(&["check"]).refused(&["SYS/TEMP"]);
    let _ = world.expect_state("acquired");
    world.stand.heal();
    let sent = world.run(&["send", "--to", "recepce@firma.test", "--subject", "x"]);
    assert_eq!(sent.code, Some(0), "{sent:?}");
    let _ = world.expect_no_secret_outside();
}
