//! `serve` as a browser meets it: over a real socket, with files changing under it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command::{flarebook, repository, write};

const INCIDENT: &str = "incidents/2026-03-14-a/incident.yaml";
/// How long a change may take to be seen; generous, because machines are busy.
const PATIENCE: Duration = Duration::from_secs(30);

struct Serving {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Serving {
    fn begin(title: &str) -> Self {
        let folder = repository(&[(INCIDENT, title)]);
        let mut command = flarebook(folder.path());
        let mut child = command
            .args(["serve", "--port", "0", "--quiet"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line
            .split("127.0.0.1:")
            .nth(1)
            .unwrap_or_else(|| panic!("{line}"))
            .split('/')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        Self { child, port, folder }
    }

    fn get(&self, path: &str, host: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    fn page(&self, path: &str) -> (u16, String) {
        self.get(path, &format!("127.0.0.1:{}", self.port))
    }

    /// Asks as the pages do, until the state is as wanted.
    fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let (_, body) = self.page("/_flarebook/state?0");
            let state: Value = serde_json::from_str(&body).unwrap();
            if wanted(&state) {
                return state;
            }
            assert!(begun.elapsed() < PATIENCE, "still {state}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn rebuilds_on_change_and_keeps_the_last_good_site() {
    let serving = Serving::begin("title: First title\n");
    let (code, page) = serving.page("/");
    assert_eq!(code, 200);
    assert!(page.contains("First title") && page.contains("/_flarebook/live.js"), "{page}");

    write(serving.folder.path(), INCIDENT, "title: Second title\n");
    serving.until(|state| state["built"].as_u64() >= Some(2));
    assert!(serving.page("/").1.contains("Second title"));

    write(serving.folder.path(), INCIDENT, "tilte: Third title\n");
    let state = serving.until(|state| state["trouble"].is_string());
    assert!(state["trouble"].as_str().unwrap().contains("did you mean `title`?"), "{state}");
    assert!(serving.page("/").1.contains("Second title"), "the last good site is gone");

    write(serving.folder.path(), INCIDENT, "title: Third title\n");
    serving.until(|state| state["trouble"].is_null());
    assert!(serving.page("/").1.contains("Third title"));
}

#[test]
fn what_is_wrong_elsewhere_is_found_after_the_page_is_there() {
    let serving = Serving::begin("title: First title\n");
    let other = "incidents/2026-03-15-b/incident.yaml";
    write(serving.folder.path(), other, "title: Other\nduplicate_of: 2026-03-14-a\n");
    serving.until(|state| state["built"].as_u64() >= Some(2) && state["trouble"].is_null());
    // Another incident of this name: neither of the two is wrong by itself.
    write(serving.folder.path(), "incidents/2026/2026-03-14-a/incident.yaml", "title: Second title\n");
    let state = serving.until(|state| state["trouble"].is_string());
    assert!(state["trouble"].as_str().unwrap().contains("duplicate-id"), "{state}");
    std::fs::remove_dir_all(serving.folder.path().join("incidents/2026")).unwrap();
    serving.until(|state| state["trouble"].is_null());
    assert!(serving.page("/").1.contains("First title"));
}

#[test]
fn answers_only_what_it_should() {
    let serving = Serving::begin("title: A\n");
    assert_eq!(serving.page("/nothing.html").0, 404);
    assert_eq!(serving.page("/..%2f..%2fetc/passwd").0, 404);
    assert_eq!(serving.get("/", "evil.example").0, 403);
    assert_eq!(serving.get("/", &format!("localhost:{}", serving.port)).0, 200);
    let (_, script) = serving.page("/_flarebook/live.js");
    assert!(script.contains("location.reload"));
}

#[test]
fn a_broken_record_is_served_with_what_is_wrong() {
    let serving = Serving::begin("titel: A\n");
    assert_eq!(serving.page("/").0, 200);
    serving.until(|state| state["trouble"].is_string());
}
