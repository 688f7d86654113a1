//! The way to the forge: TLS with the system's roots, a proxy where the environment names one, and who we are.

use http::header::{ACCEPT, AUTHORIZATION, HeaderValue, IF_NONE_MATCH, USER_AGENT};
use http::{Method, Request, Uri};
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioExecutor;
use octocrab::models::AppId;
use octocrab::service::middleware::base_uri::BaseUriLayer;
use octocrab::{AuthState, OctoBody, Octocrab, OctocrabBuilder};
use serde_json::Value;

use super::answer;
use crate::github::connect::{Connection, Settings};
use crate::github::error::GithubError;

/// The version of the REST interface that this is written for.
const API_VERSION: &str = "2022-11-28";

/// Seconds until a connection must stand.
const CONNECT: u64 = 10;

/// A client, and the token to use with it.
pub(super) async fn authenticated(settings: &Settings) -> Result<(Octocrab, String), GithubError> {
    match &settings.connection {
        Connection::Token(token) => Ok((client(settings, AuthState::None)?, token.clone())),
        Connection::App { id, key } => {
            let key = jsonwebtoken_key(key)?;
            let app = octocrab::auth::AppAuth { app_id: AppId(*id), key };
            let client = client(settings, AuthState::App(app))?;
            let token = installation_token(&client, settings).await?;
            Ok((self::client(settings, AuthState::None)?, token))
        }
    }
}

fn jsonwebtoken_key(pem: &str) -> Result<jsonwebtoken::EncodingKey, GithubError> {
    // A key in a variable often has its line breaks written as `\n`.
    let pem = pem.replace("\\n", "\n");
    jsonwebtoken::EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(|error| {
        GithubError::Setting(format!("FLAREBOOK_APP_PRIVATE_KEY is not an RSA key in PEM form: {error}"))
    })
}

/// The token that the App has in the job's repository.
async fn installation_token(client: &Octocrab, settings: &Settings) -> Result<String, GithubError> {
    let found = as_app(client, settings, &Method::GET, &format!("/repos/{}/installation", settings.repository)).await;
    let found = found.map_err(|error| match error {
        GithubError::NotFound => GithubError::Setting(format!("the App is not installed in {}", settings.repository)),
        error => error,
    })?;
    let id = found.get("id").and_then(Value::as_u64);
    let id = id.ok_or_else(|| GithubError::Answer("an installation without an id".to_owned()))?;
    let path = format!("/app/installations/{id}/access_tokens");
    let made = as_app(client, settings, &Method::POST, &path).await?;
    let token = made.get("token").and_then(Value::as_str);
    token.map(ToOwned::to_owned).ok_or_else(|| GithubError::Answer("no token for the App".to_owned()))
}

/// A request of the App itself. octocrab signs it; its own way to a token sends a body that the forge's description does not allow.
async fn as_app(client: &Octocrab, settings: &Settings, method: &Method, path: &str) -> Result<Value, GithubError> {
    let builder = Request::builder().method(method.clone()).uri(rooted(settings, path)).header(USER_AGENT, agent());
    let request = client.build_request(builder, None::<&()>).map_err(|error| setting(&error))?;
    let limit = std::time::Duration::from_secs(settings.timeout);
    let sent = tokio::time::timeout(limit, async {
        let response = client.execute(request).await.map_err(|error| answer::unreachable(&error))?;
        answer::read(response).await?.into_answer()
    });
    let answer = sent.await.map_err(|_| GithubError::TimedOut(settings.timeout))?;
    answer.map(|answer| answer.body).map_err(|failure| failure.error)
}

/// A path of the interface as a path of the host: on Enterprise the interface is at `/api/v3`. Addresses are left as they are.
pub(super) fn rooted(settings: &Settings, path: &str) -> String {
    let base: Option<Uri> = settings.api_url.parse().ok().filter(|_| path.starts_with('/'));
    let base = base.as_ref().map_or("", |base| base.path().trim_end_matches('/'));
    format!("{base}{path}")
}

/// A client for the settings' address, directly or through a proxy.
fn client(settings: &Settings, auth: AuthState) -> Result<Octocrab, GithubError> {
    let base: Uri = settings.api_url.parse().map_err(|_| {
        GithubError::Setting(format!(
            "GITHUB_API_URL is not an address: {}",
            crate::source::one_line(&settings.api_url)
        ))
    })?;
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_connect_timeout(Some(std::time::Duration::from_secs(CONNECT)));
    let layer = BaseUriLayer::new(host_of(&base));
    let octocrab = match Matcher::from_env().intercept(&base) {
        Some(proxy) => {
            let mut tunnel = Tunnel::new(proxy.uri().clone(), http);
            if let Some(credentials) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(credentials.clone());
            }
            let service = HttpClient::builder(TokioExecutor::new()).build(with_tls(tunnel)?);
            OctocrabBuilder::new_empty().with_service(service).with_layer(&layer).with_auth(auth).build()
        }
        None => {
            let service = HttpClient::builder(TokioExecutor::new()).build(with_tls(http)?);
            OctocrabBuilder::new_empty().with_service(service).with_layer(&layer).with_auth(auth).build()
        }
    };
    octocrab.map_err(|never| match never {})
}

/// The address without its path: octocrab would put it before every path, GraphQL's too, which on Enterprise is not below REST's.
fn host_of(address: &Uri) -> Uri {
    let mut parts = address.clone().into_parts();
    parts.path_and_query = Some(http::uri::PathAndQuery::from_static("/"));
    Uri::from_parts(parts).unwrap_or_else(|_| address.clone())
}

fn with_tls<C>(connector: C) -> Result<hyper_rustls::HttpsConnector<C>, GithubError> {
    let builder = hyper_rustls::HttpsConnectorBuilder::new().with_native_roots();
    let builder = builder.map_err(|error| GithubError::Setting(format!("no certificates to trust: {error}")))?;
    Ok(builder.https_or_http().enable_http1().wrap_connector(connector))
}

/// A request, with a body when it writes or asks GraphQL.
pub(super) fn request(
    client: &Octocrab,
    token: &str,
    method: &Method,
    path: &str,
    body: Option<&Value>,
    etag: Option<&str>,
) -> Result<Request<OctoBody>, GithubError> {
    let mut bearer = HeaderValue::from_str(&format!("Bearer {token}"))
        .map_err(|_| GithubError::Setting("the token has characters that no token has".to_owned()))?;
    bearer.set_sensitive(true);
    let mut builder = Request::builder()
        .method(method.clone())
        .uri(path)
        .header(USER_AGENT, agent())
        .header(ACCEPT, "application/vnd.github+json")
        .header(AUTHORIZATION, bearer);
    if let Some(etag) = etag {
        builder = builder.header(IF_NONE_MATCH, etag);
    }
    let mut request = client.build_request(builder, body).map_err(|error| setting(&error))?;
    // octocrab adds one of its own; twice the same, the forge refuses both.
    request.headers_mut().insert("x-github-api-version", HeaderValue::from_static(API_VERSION));
    Ok(request)
}

fn agent() -> String {
    format!("flarebook/{}", env!("CARGO_PKG_VERSION"))
}

fn setting(error: &octocrab::Error) -> GithubError {
    GithubError::Setting(crate::source::one_line(&error.to_string()))
}
