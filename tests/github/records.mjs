// A small repository of incidents: one that goes on, with a follow-up that an issue tracks, and the change that resolves it.

export const INCIDENT = 'incidents/2026-03-14-login-errors';

const entry = (at, rest, text) => `---\nat: ${at}\nby: mary\n${rest}---\n${text}\n`;

/** `tracker` is the address of the issue that the follow-up names. */
export function records({ tracker = 'https://github.com/acme/incidents/issues/1' } = {}) {
  return {
    'flarebook.yaml': 'severities: sev1-5\nroles: minimal\nlifecycle:\n  stability_wait: 0m\n',
    'people.yaml': 'mary: {name: Mary Okafor, github: mary, email: mary@corp.example, team: web}\n',
    'components.yaml': 'login: {name: Login, public_name: Sign-in, owner: mary}\n',
    [`${INCIDENT}/incident.yaml`]: [
      'title: Sporadic error pages on the login form', 'summary: One login in thirty showed an error page.', 'kind: incident', 'components: [login]',
      'impact: {started_at: 2026-03-14T09:02:00Z, ended_at: 2026-03-14T09:43:00Z}', 'detected: {at: 2026-03-14T09:08:00Z, by: support}',
      'review: {outcome: no_action, by: mary, at: 2026-03-16T09:00:00Z}', ''].join('\n'),
    [`${INCIDENT}/timeline/20260314T090800Z-1b2c3d.md`]: entry('2026-03-14T09:08:00Z', 'status: investigating\nseverity: SEV4\nroles: {lead: mary}\n', 'Customers see an error page after the password.'),
    [`${INCIDENT}/timeline/20260314T094300Z-4f9a2c.md`]: entry('2026-03-14T09:43:00Z', 'status: mitigated\n', 'Rolled back; the error rate is zero.'),
    [`${INCIDENT}/followups/alert-on-login-errors.yaml`]: `title: Alert when login errors exceed 0.1 % for five minutes\nkind: detect\nowner: mary\ndue: 2026-03-28\ntracker: ${tracker}\nstate: open\n`,
  };
}

/** The files of the pull request that says "resolved". */
export const resolution = () => ({
  [`${INCIDENT}/timeline/20260317T100000Z-8fe06a.md`]: entry('2026-03-17T10:00:00Z', 'status: resolved\n', 'Done.'),
});
