// The records that the tests publish: one with everything on the page, and one with nothing.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The instant that the page speaks for. */
export const NOW = '2026-03-14T12:00:00Z';

/** A name with everything that has a meaning somewhere. */
export const HOSTILE = `<b>"R&D"</b> 'x' ]]> 🙂 שלום, a;b\\c`;

/** Words that are nobody's business outside. */
export const SECRET = 'the-intern-dropped-the-table';

const json = (value) => JSON.stringify(value);

const FULL = {
  'flarebook.yaml': `
site:
  title: Inside
  public:
    title: Acme
    description: How Acme's services are.
    url: https://status.acme.example
    timezone: Europe/Berlin
    since: 2026-01-01
`,
  'people.yaml': 'mary: {name: Mary Okafor, email: mary@corp.example}\n',
  'components.yaml': `
login: {name: Login, public_name: Sign-in, owner: mary}
odd: {name: Odd, public_name: ${json(HOSTILE)}, owner: mary}
shop: {name: Shop frontend, public_name: Shop, public_description: Buying things, group: Web, owner: mary, since: 2026-02-01}
help: {name: Help desk, public_name: Help, group: Web, owner: mary}
store: {name: Session store, owner: mary}
`,
  'incidents/2026-03-14-login/incident.yaml': `
title: ${SECRET}
public_title: ${json(`Errors in ${HOSTILE}`)}
visibility: public
components: [login, odd]
impact: {started_at: 2026-03-14T09:12:00Z, summary: ${SECRET}}
`,
  'incidents/2026-03-14-login/timeline.yaml': `
- {at: 2026-03-14T09:12:00Z, by: mary, status: investigating, severity: P1, roles: {lead: mary}, text: ${SECRET}}
- at: 2026-03-14T09:15:00Z
  by: mary
  audience: public
  components: {login: degraded_performance}
  text: Signing in is **slow** & shaky.
- at: 2026-03-14T09:30:00Z
  by: mary
  audience: public
  status: identified
  components: {login: major_outage}
  text: |
    Nobody can sign in.

    - We know the cause.
    - A remedy is on its way.
- {at: 2026-03-14T09:40:00Z, by: mary, text: ${SECRET}}
`,
  'incidents/2026-02-01-shop/incident.yaml': `
title: ${SECRET}
public_summary: Some could not buy anything.
visibility: public
components: [shop]
impact: {started_at: 2026-02-01T08:00:00Z, ended_at: 2026-02-01T09:00:00Z}
`,
  'incidents/2026-02-01-shop/timeline.yaml': `
- {at: 2026-02-01T08:00:00Z, by: mary, status: investigating, severity: P2, roles: {lead: mary}, text: ${SECRET}}
- {at: 2026-02-01T08:05:00Z, by: mary, audience: public, components: {shop: partial_outage}, text: We are looking.}
- {at: 2026-02-01T08:50:00Z, by: mary, audience: public, status: monitoring, text: We watch it.}
- {at: 2026-02-01T09:00:00Z, by: mary, status: mitigated, text: ${SECRET}}
- {at: 2026-02-02T09:00:00Z, by: mary, status: resolved, text: ${SECRET}}
`,
  'incidents/2026-02-01-shop/pir.public.md': `---
state: approved
author: mary
---

## What happened

A certificate ran out.
`,
  'incidents/2026-03-20-disks/incident.yaml': `
title: ${SECRET}
public_title: New disks
kind: maintenance
visibility: public
components: [shop]
scheduled: {from: 2026-03-20T22:00:00Z, until: 2026-03-21T01:00:00Z}
`,
  'incidents/2026-03-20-disks/timeline.yaml': `
- {at: 2026-03-10T09:00:00Z, by: mary, audience: public, text: The shop may be slow.}
`,
  'incidents/2026-03-14-index/incident.yaml': `
title: ${SECRET}
public_title: Index rebuild
kind: maintenance
visibility: public
components: [help]
scheduled: {from: 2026-03-14T11:30:00Z, until: 2026-03-14T12:30:00Z}
`,
  'incidents/2026-03-14-index/timeline.yaml': `
- {at: 2026-03-11T09:00:00Z, by: mary, audience: public, text: Searching will be slow.}
- {at: 2026-03-14T11:31:00Z, by: mary, audience: public, status: identified, text: We have begun.}
`,
  'incidents/2026-03-13-inside/incident.yaml': `title: ${SECRET}\nvisibility: internal\ncomponents: [login]\n`,
  'incidents/2026-03-13-inside/timeline.yaml': `- {at: 2026-03-13T09:00:00Z, by: mary, status: investigating, severity: P1, text: ${SECRET}}\n`,
};

/** A policy and nothing else: no address, no components, no incidents. */
const EMPTY = { 'flarebook.yaml': 'site: {title: Inside}\n' };

/** The built public site of a record: its folder, and how to remove it. */
async function built(files) {
  const binary = process.env.FLAREBOOK;
  if (!binary) throw new Error('FLAREBOOK is not set: name the binary to test');
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-status-'));
  const [record, out] = [join(folder, 'record'), join(folder, 'public')];
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(record, name)), { recursive: true });
    await writeFile(join(record, name), text);
  }
  const environment = { PATH: process.env.PATH, HOME: folder, FLAREBOOK_NOW: NOW, GIT_CONFIG_NOSYSTEM: '1' };
  const run = (program, ...args) => execFileSync(program, args, { cwd: record, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  run('git', 'init', '--quiet');
  run(binary, 'build', '--audience', 'public', '--out', out);
  return { folder: out, remove: () => rm(folder, { recursive: true, force: true }) };
}

export const full = () => built(FULL);
export const empty = () => built(EMPTY);
