//! The practice provider at its sockets: what a client may rely on, and what it does with garbage. Mailkey's own client
//! side has no part in these tests.

mod device;
mod faults;
mod garbage;
mod pop3;
mod sign_in;
mod smtp;
mod support;
mod tokens;
