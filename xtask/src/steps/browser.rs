//! The built showcase in a headless browser: `node --test` in `tests/browser`.

use super::node;
use crate::error::StepError;
use crate::plan::Outcome;
use crate::process;
use crate::session::Session;
use crate::tools::chromium;

pub fn run(session: &mut Session) -> Result<Outcome, StepError> {
    let site = session.site()?;
    let mut command = node::tests_in(&session.root.join("tests/browser"))?;
    let browser = chromium::find().ok_or_else(chromium::missing)?;
    command.env("SITE_DIR", site).env("CHROMIUM", browser).env("FLAREBOOK", session.binary());
    Ok(process::run_tests(&mut command)?.into())
}
