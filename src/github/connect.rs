//! How the forge is reached: settings from the environment that GitHub gives a job.

use std::path::PathBuf;

use super::error::GithubError;
use super::forge::Forge;
use super::names::RepoName;

/// Where the forge is and who asks.
#[derive(Clone)]
pub struct Settings {
    /// REST: `https://api.github.com`, or `https://HOST/api/v3` on Enterprise.
    pub api_url: String,
    /// GraphQL.
    pub graphql_url: String,
    /// Who asks.
    pub connection: Connection,
    /// The repository that the job is about.
    pub repository: RepoName,
    /// How long one answer may take, in seconds.
    pub timeout: u64,
    /// How long we wait, in all, because the forge asks to, in seconds.
    pub patience: u64,
    /// A folder that keeps answers with their ETags from one run to the next.
    pub cache: Option<PathBuf>,
}

/// Who asks.
#[derive(Clone)]
pub enum Connection {
    /// A token.
    Token(String),
    /// An App, by its id and its private key (PEM).
    App {
        /// Its id.
        id: u64,
        /// Its key.
        key: String,
    },
}

/// Seconds for one answer.
const TIMEOUT: u64 = 30;

/// Seconds of waiting in all.
const PATIENCE: u64 = 180;

impl Settings {
    /// From the environment; `None` when there is nobody to ask as.
    ///
    /// # Errors
    /// When a variable is set to something that cannot be used.
    pub fn from_environment(
        repository: &RepoName,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, GithubError> {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let connection = match (set("FLAREBOOK_APP_ID"), set("FLAREBOOK_APP_PRIVATE_KEY"), set("GITHUB_TOKEN")) {
            (Some(id), Some(key), _) => {
                let id = id.trim().parse();
                let id = id.map_err(|_| GithubError::Setting("FLAREBOOK_APP_ID is not a number".to_owned()))?;
                Connection::App { id, key }
            }
            (Some(_), None, _) => {
                return Err(GithubError::Setting(
                    "FLAREBOOK_APP_ID is set, FLAREBOOK_APP_PRIVATE_KEY is not".to_owned(),
                ));
            }
            (None, _, Some(token)) => Connection::Token(token.trim().to_owned()),
            (None, _, None) => return Ok(None),
        };
        let api_url = set("GITHUB_API_URL").unwrap_or_else(|| "https://api.github.com".to_owned());
        let api_url = api_url.trim_end_matches('/').to_owned();
        let graphql_url = set("GITHUB_GRAPHQL_URL").unwrap_or_else(|| graphql_beside(&api_url));
        let seconds = |name: &str, default| set(name).and_then(|value| value.parse().ok()).unwrap_or(default);
        Ok(Some(Self {
            api_url,
            graphql_url,
            connection,
            repository: repository.clone(),
            timeout: seconds("FLAREBOOK_TIMEOUT", TIMEOUT),
            patience: seconds("FLAREBOOK_PATIENCE", PATIENCE),
            cache: set("FLAREBOOK_CACHE").map(PathBuf::from),
        }))
    }
}

/// On Enterprise REST is `/api/v3` and GraphQL `/api/graphql`; elsewhere GraphQL is below REST.
pub(super) fn graphql_beside(api_url: &str) -> String {
    api_url.strip_suffix("/api/v3").map_or_else(|| format!("{api_url}/graphql"), |host| format!("{host}/api/graphql"))
}

/// Reaches the forge.
///
/// # Errors
/// When the settings cannot be used, the App is not installed in the repository, or the program was built without the client.
#[cfg(feature = "github")]
pub fn connect(settings: Settings) -> Result<Box<dyn Forge>, GithubError> {
    Ok(Box::new(super::client::Client::connect(settings)?))
}

/// Says that the program was built without the client.
///
/// # Errors
/// Always.
#[cfg(not(feature = "github"))]
pub fn connect(_: Settings) -> Result<Box<dyn Forge>, GithubError> {
    Err(GithubError::NotBuilt)
}
