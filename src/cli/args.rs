//! The arguments.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::account::{Protocol, Provider, SignInMethod};
use crate::engine::Way;
use crate::i18n::Lang;
use crate::log::{Area, Severity, Unknown};

/// What `--help` says about the administrator's password.
const GUARDED: &str = "\
Where an administrator's password is set, whatever changes or uses anything asks for it: settings set and import,
token get, show, refresh and delete, secret, send, check, test, log --transcripts, service on and off. It is read from the
terminal, which does not show it, or with --password-stdin from the first line of standard input; what else a verb reads
there follows it. Status, log, settings show, serve, and settings set language or theme never ask.";

/// Mailkey on the command line.
#[derive(Parser)]
#[command(
    name = "mailkeyctl",
    version,
    about = "Send and receive mail with OAuth 2.0: settings, tokens, test messages",
    after_help = GUARDED
)]
pub struct Args {
    /// Keep settings, state and log in this folder (as MAILKEY_HOME)
    #[arg(long, value_name = "DIR", global = true)]
    pub home: Option<PathBuf>,
    /// The language of all words: cs or en
    #[arg(long, value_name = "cs|en", global = true, value_parser = language)]
    pub lang: Option<Lang>,
    /// Print one JSON object
    #[arg(long, global = true)]
    pub json: bool,
    /// Read the administrator's password from the first line of standard input
    #[arg(long, global = true)]
    pub password_stdin: bool,
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
}

fn language(text: &str) -> Result<Lang, String> {
    match text {
        "cs" => Ok(Lang::Cs),
        "en" => Ok(Lang::En),
        _ => Err("cs or en".into()),
    }
}

/// A verb.
#[derive(Subcommand)]
pub enum Verb {
    /// Show the state of the tokens
    Status {
        /// Print it again at each change, until interrupted
        #[arg(long)]
        watch: bool,
    },
    /// Show and change settings
    Settings {
        /// What to do with them
        #[command(subcommand)]
        verb: SettingsVerb,
    },
    /// Get, show and delete tokens
    Token {
        /// What to do with them
        #[command(subcommand)]
        verb: TokenVerb,
    },
    /// Store a password or client secret in the keyring; it is read from standard input
    Secret {
        /// What to do with it
        #[command(subcommand)]
        verb: SecretVerb,
    },
    /// Send a message
    Send {
        /// The recipient
        #[arg(long, value_name = "ADDRESS")]
        to: String,
        /// The subject
        #[arg(long)]
        subject: Option<String>,
        /// The text
        #[arg(long)]
        body: Option<String>,
    },
    /// Look into the mailbox
    Check,
    /// Test the whole way to the mailbox, link by link; where it breaks, say the cause and the cure
    Test {
        /// What to test; SMTP where left out
        protocol: Option<Which>,
        /// At the end send a message to this address; where POP reads its mailbox, wait for it there
        #[arg(long, value_name = "ADDRESS")]
        send_to: Option<String>,
    },
    /// Keep the tokens valid and check the mailbox until interrupted
    Serve {
        /// Print each event as one JSON object on a line
        #[arg(long)]
        json_log: bool,
    },
    /// Let the system run “serve” in the background, from each login on
    Service {
        /// What to do with it
        #[command(subcommand)]
        verb: ServiceVerb,
    },
    /// Lock the settings with an administrator's password
    Admin {
        /// What to do with it
        #[command(subcommand)]
        verb: AdminVerb,
    },
    /// Say how to register an application at the provider, step by step
    Guide {
        /// Which provider: microsoft, outlook, google or custom; the one that is set where left out
        provider: Option<Provider>,
        /// How the application will sign in: browser, device or application; as it is set where left out
        #[arg(long, value_name = "HOW")]
        sign_in: Option<SignInMethod>,
        /// As Microsoft Graph PowerShell commands
        #[arg(long, conflicts_with = "az")]
        powershell: bool,
        /// As Azure CLI commands
        #[arg(long)]
        az: bool,
    },
    /// Show what happened, from the log; or switch the transcripts of conversations on or off
    Log(LogArgs),
    /// Run the practice servers until interrupted; prints settings for `settings import`
    Demo,
}

impl Verb {
    /// Whether it runs until it is interrupted.
    pub fn lasts(&self) -> bool {
        matches!(self, Self::Status { watch: true } | Self::Serve { .. } | Self::Demo)
            || matches!(self, Self::Log(args) if args.follow && args.transcripts.is_none())
    }

    /// Which passwords it asks for.
    pub fn guard(&self) -> Guard {
        match self {
            // Who sits there chooses these; the engine lets nothing else pass there.
            Self::Settings { verb: SettingsVerb::Set { key, .. } } if key == "language" || key == "theme" => {
                Guard::Free
            }
            Self::Settings { verb: SettingsVerb::Set { .. } | SettingsVerb::Import { .. } }
            | Self::Token { .. }
            | Self::Secret { .. }
            | Self::Send { .. }
            | Self::Check
            | Self::Test { .. }
            | Self::Log(LogArgs { transcripts: Some(_), .. })
            | Self::Service { verb: ServiceVerb::On | ServiceVerb::Off } => Guard::Asks,
            Self::Admin { verb: AdminVerb::Set } => Guard::Sets,
            Self::Admin { verb: AdminVerb::Change } => Guard::Changes,
            Self::Admin { verb: AdminVerb::Remove } => Guard::Removes,
            Self::Settings { verb: SettingsVerb::Show | SettingsVerb::Get { .. } | SettingsVerb::Export { .. } }
            | Self::Status { .. }
            | Self::Serve { .. }
            | Self::Service { verb: ServiceVerb::Status }
            | Self::Admin { verb: AdminVerb::Status }
            | Self::Guide { .. }
            | Self::Log(LogArgs { transcripts: None, .. })
            | Self::Demo => Guard::Free,
        }
    }

    /// Whose token it needs.
    pub fn protocol(&self) -> Option<Protocol> {
        match self {
            Self::Token {
                verb: TokenVerb::Get { protocol, .. } | TokenVerb::Show { protocol } | TokenVerb::Refresh { protocol },
            } => Some((*protocol).into()),
            Self::Send { .. } => Some(Protocol::Smtp),
            Self::Check => Some(Protocol::Pop),
            Self::Test { protocol, .. } => Some((*protocol).into()),
            _ => None,
        }
    }

    /// Whether the log has events of its own for how it ends.
    pub fn has_events(&self) -> bool {
        matches!(
            self,
            Self::Send { .. }
                | Self::Check
                | Self::Test { .. }
                | Self::Admin { .. }
                | Self::Token { verb: TokenVerb::Get { .. } | TokenVerb::Refresh { .. } }
        )
    }

    /// Whether it reads from a person before it does anything.
    pub fn asks(&self) -> bool {
        matches!(
            self,
            Self::Secret { verb: SecretVerb::Set { .. } }
                | Self::Settings { verb: SettingsVerb::Import { .. } }
                | Self::Token { verb: TokenVerb::Delete { yes: false, .. } }
        )
    }
}

/// What of the log is to be shown, or the switch of the transcripts.
#[derive(ClapArgs, Clone)]
pub struct LogArgs {
    /// Go on with what happens from now on, until interrupted
    #[arg(long, short)]
    pub follow: bool,
    /// Only of one area: sign-in, token, smtp, pop, settings, lock, service, window, test or program
    #[arg(long, value_parser = named::<Area>)]
    pub area: Option<Area>,
    /// Only as grave as this or graver: detail, info, warning or error
    #[arg(long, value_parser = named::<Severity>)]
    pub severity: Option<Severity>,
    /// Only with these words in it, in either language; letter case and accents do not matter
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// How many entries, the newest ones
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 200)]
    pub lines: usize,
    /// Write down what is said to servers and by them, for 15 minutes; secrets are left out
    #[arg(long, value_name = "on|off", conflicts_with_all = ["follow", "area", "severity", "search", "lines"])]
    pub transcripts: Option<OnOff>,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnOff {
    /// From now on
    On,
    /// No longer
    Off,
}

/// A name of the log's; wrong ones are told with the right ones.
fn named<T: std::str::FromStr<Err = Unknown> + Named>(text: &str) -> Result<T, String> {
    text.parse().map_err(|Unknown| T::names().join(", "))
}

/// What has names.
trait Named: Sized {
    /// All names.
    fn names() -> Vec<&'static str>;
}

impl Named for Area {
    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|area| area.id()).collect()
    }
}

impl Named for Severity {
    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|severity| severity.id()).collect()
    }
}

/// What a verb has to do with the administrator's password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    Free,
    /// It needs permission, so where the settings are locked it asks.
    Asks,
    /// It sets the first one.
    Sets,
    /// It sets another one.
    Changes,
    /// It removes it.
    Removes,
}

impl Guard {
    /// Whether the password that is set is asked for, and whether a new one is.
    pub fn passwords(self) -> (bool, bool) {
        match self {
            Self::Free => (false, false),
            Self::Asks | Self::Removes => (true, false),
            Self::Sets => (false, true),
            Self::Changes => (true, true),
        }
    }
}

/// What to do with the administrator's password.
#[derive(Clone, Copy, Subcommand)]
pub enum AdminVerb {
    /// Show whether one is set
    Status,
    /// Set one; from then on nothing can be changed or used without it
    Set,
    /// Set another one; the current one is asked for first
    Change,
    /// Remove it; from then on everybody can change and use everything
    Remove,
}

/// What to do with settings.
#[derive(Subcommand)]
pub enum SettingsVerb {
    /// Print all settings, defaults included
    Show,
    /// Print one setting
    Get {
        /// Its name, such as smtp.port
        key: String,
    },
    /// Change one setting; an empty value removes it
    Set {
        /// Its name, such as smtp.port
        key: String,
        /// Its new value
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// With pop.common_account=true: whose token stays, and with it whose account settings
        #[arg(long, value_name = "smtp|pop")]
        keep: Option<Which>,
    },
    /// Take over all settings of a file
    Import {
        /// The file; - is standard input
        file: PathBuf,
    },
    /// Write all settings to a file, or print them
    Export {
        /// The file
        file: Option<PathBuf>,
    },
}

/// What to do with tokens.
#[derive(Subcommand)]
pub enum TokenVerb {
    /// Sign in and store the token; how is what the setting `sign_in` says, or one of these
    Get {
        /// Whose token; SMTP's where left out
        protocol: Option<Which>,
        /// How
        #[command(flatten)]
        way: WayArgs,
    },
    /// Print a valid access token, renewed where needed; it is a secret, so this asks for the administrator's password too
    Show {
        /// Whose token; SMTP's where left out
        protocol: Option<Which>,
    },
    /// Renew the access token now, also one that is still valid
    Refresh {
        /// Whose token; SMTP's where left out
        protocol: Option<Which>,
    },
    /// Remove the token here and, where possible, at the provider
    Delete {
        /// Whose token; SMTP's where left out
        protocol: Option<Which>,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

/// How to sign in; at most one of them.
#[derive(ClapArgs, Clone, Copy, Default)]
#[group(multiple = false)]
pub struct WayArgs {
    /// In a browser on this computer, but only print the address and open none
    #[arg(long)]
    pub no_browser: bool,
    /// In a browser on another computer: paste the address that it ends on (or pipe it in)
    #[arg(long)]
    pub paste: bool,
    /// With a code that is entered in a browser on any device
    #[arg(long)]
    pub device: bool,
    /// As the application itself, without a person (its secret or certificate must be stored)
    #[arg(long)]
    pub app_only: bool,
}

impl WayArgs {
    /// The way; `usual` is what the settings say.
    pub fn way(self, usual: SignInMethod) -> Way {
        match self {
            Self { no_browser: true, .. } | Self { paste: true, .. } => Way::Address,
            Self { device: true, .. } => Way::Device,
            Self { app_only: true, .. } => Way::Application,
            _ => usual.into(),
        }
    }
}

/// What to do with the background service.
#[derive(Clone, Copy, Subcommand)]
pub enum ServiceVerb {
    /// Install it and start it
    On,
    /// Stop it and remove it
    Off,
    /// Show whether it is installed and whether it runs
    Status,
}

/// A protocol as an argument.
#[derive(Clone, Copy, ValueEnum)]
pub enum Which {
    /// Sending
    Smtp,
    /// Receiving
    Pop,
}

impl From<Which> for Protocol {
    fn from(which: Which) -> Self {
        Some(which).into()
    }
}

impl From<Option<Which>> for Protocol {
    fn from(which: Option<Which>) -> Self {
        match which {
            None | Some(Which::Smtp) => Self::Smtp,
            Some(Which::Pop) => Self::Pop,
        }
    }
}

/// What to do with a secret.
#[derive(Subcommand)]
pub enum SecretVerb {
    /// Store it; the value is read from standard input
    Set {
        /// Which
        secret: SecretArg,
    },
    /// Remove it
    Delete {
        /// Which
        secret: SecretArg,
    },
}

/// A secret as an argument (its name, never its value).
#[derive(Clone, Copy, ValueEnum)]
pub enum SecretArg {
    /// The SMTP password
    #[value(name = "smtp.password")]
    SmtpPassword,
    /// The POP password
    #[value(name = "pop.password")]
    PopPassword,
    /// The client secret of SMTP's (or the common) account
    #[value(name = "smtp.client_secret")]
    SmtpClientSecret,
    /// The client secret of POP's own account
    #[value(name = "pop.client_secret")]
    PopClientSecret,
}
