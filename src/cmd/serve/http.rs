//! The local server: one thread per request, files of the site and nothing else.

use std::fs;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

use super::super::CommandError;
use super::files::{file_of, media_type};
use super::live::{self, SCRIPT_PATH, STATE_PATH};
use super::state::State;

/// How long a page's question is held back while nothing changes.
const PATIENCE: Duration = Duration::from_secs(25);

type Answer = Response<Cursor<Vec<u8>>>;

/// A server that listens on the loopback address only.
pub(super) struct Listening {
    server: Arc<Server>,
    port: u16,
}

/// Ends a server from another thread.
pub(super) struct Stopper(Arc<Server>);

impl Stopper {
    pub fn stop(&self) {
        self.0.unblock();
    }
}

/// Takes the port.
pub(super) fn listen(port: u16) -> Result<Listening, CommandError> {
    let failed = |reason: String| CommandError::Serve { port, reason };
    let server = Server::http(("127.0.0.1", port)).map_err(|error| failed(error.to_string()))?;
    let taken = server.server_addr().to_ip().map_or(port, |address| address.port());
    Ok(Listening { server: Arc::new(server), port: taken })
}

impl Listening {
    pub const fn port(&self) -> u16 {
        self.port
    }

    pub fn stopper(&self) -> Stopper {
        Stopper(Arc::clone(&self.server))
    }

    /// Answers until it is stopped.
    pub fn serve(&self, state: &Arc<State>) {
        for request in self.server.incoming_requests() {
            let (state, port) = (Arc::clone(state), self.port);
            std::thread::spawn(move || {
                let answer = answer(&request, &state, port);
                // A browser that has gone away needs no answer.
                let _ = request.respond(answer);
            });
        }
    }
}

fn answer(request: &Request, state: &State, port: u16) -> Answer {
    if !is_local(request, port) {
        return text(403, "This server answers only to 127.0.0.1 and localhost.");
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return text(405, "Only GET.");
    }
    if let Some(seen) = request.url().strip_prefix(STATE_PATH) {
        let seen = seen.trim_start_matches('?').parse().unwrap_or_default();
        return with_type(Response::from_string(live::answer(&state.wait(seen, PATIENCE))), "application/json");
    }
    match request.url() {
        SCRIPT_PATH => with_type(Response::from_string(live::SCRIPT), "text/javascript; charset=utf-8"),
        url => page(url, state),
    }
}

/// A page of some other site must not read this one through a name that it points at 127.0.0.1.
fn is_local(request: &Request, port: u16) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    let names = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    host.is_some_and(|host| names.iter().any(|name| host.value.as_str().eq_ignore_ascii_case(name)))
}

fn page(url: &str, state: &State) -> Answer {
    let found = file_of(&state.site, url).and_then(|file| Some((fs::read(&file).ok()?, file)));
    match found {
        Some((bytes, file)) if file.extension().is_some_and(|extension| extension == "html") => {
            html(200, &live::dressed(&String::from_utf8_lossy(&bytes)))
        }
        Some((bytes, file)) => with_type(Response::from_data(bytes), media_type(&file)),
        None if !state.site.exists() => html(503, &live::placeholder()),
        None => match fs::read_to_string(state.site.join("404.html")) {
            Ok(missing) => html(404, &live::dressed(&missing)),
            Err(_) => text(404, "There is no such page."),
        },
    }
}

fn html(status: u16, page: &str) -> Answer {
    with_type(Response::from_string(page), "text/html; charset=utf-8").with_status_code(status)
}

fn text(status: u16, words: &str) -> Answer {
    with_type(Response::from_string(words), "text/plain; charset=utf-8").with_status_code(status)
}

fn with_type(answer: Answer, media_type: &str) -> Answer {
    let headers = [("Content-Type", media_type), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")];
    headers
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(answer, Response::with_header)
}
