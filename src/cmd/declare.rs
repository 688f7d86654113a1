//! `flarebook declare`.

use std::process::ExitCode;

use super::landing::Landing;
use super::{CommandError, Context, ask};
use crate::cli::Declare;
use crate::model::Side;
use crate::report::{AdviceView, declared_text};
use crate::respond::{Afterwards, Declaration};

pub(super) fn run(context: &mut Context, arguments: Declare) -> Result<ExitCode, CommandError> {
    let title = Some(arguments.title.join(" ")).filter(|title| !title.trim().is_empty());
    let title = title.or_else(|| ask::text("What is wrong, in one line?")).unwrap_or_default();
    let mut landing = Landing::on_record(context, &arguments.writing)?;
    let until = arguments.afterwards.until;
    let mitigated = until.map(|said| landing.moment(context, said, Side::Past)).transpose()?;
    let declaration = Declaration {
        title,
        at: landing.at,
        by: landing.by.clone(),
        severity: arguments.severity,
        components: arguments.components,
        kind: arguments.kind,
        visibility: arguments.visibility,
        lead: arguments.lead.map(|person| landing.person(&person)),
        comms: arguments.comms.map(|person| landing.person(&person)),
        afterwards: arguments.afterwards.retroactive.then_some(Afterwards { mitigated }),
        report: None,
    };
    if !arguments.here {
        landing.on_own_branch();
    }
    let outcome = landing.land_and_tell(context, &declaration, |outcome| {
        let advice = outcome.incident.as_ref().map(|id| AdviceView::new(&landing.corpus, &declaration, id));
        Ok(advice.map(serde_json::to_value).transpose()?)
    })?;
    if let (false, Some(id)) = (landing.is_dry_run(), &outcome.incident) {
        context.hint(&declared_text(&landing.corpus, &declaration, id, landing.commits()));
    }
    Ok(ExitCode::SUCCESS)
}
