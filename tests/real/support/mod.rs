//! What the promises are tested with: a stand of servers, a desktop, the programs, and eyes for what must not be seen.

pub mod beside;
pub mod children;
pub mod desktop;
pub mod http;
pub mod manager;
pub mod run;
pub mod secrecy;
pub mod sign_in;
pub mod stand;
#[cfg(feature = "window")]
pub mod window;
pub mod world;

pub use beside::Beside;
pub use desktop::Keyring;
pub use run::Run;
pub use world::{World, says_answer_lost};
