// The public site through clients that other people wrote for the vendor's pages: whoever points one of them at a page of ours gets what
// they are used to. First a client of npm's, then Python's (clients.py), each against a page with everything and an empty one.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import statuspage from 'statuspage.io';

import { HOSTILE, NOW, empty, full } from './record.mjs';
import { serve } from './server.mjs';

const { Statuspage } = statuspage;
const run = promisify(execFile);
const pages = {};

before(async () => {
  for (const [name, make] of Object.entries({ full, empty })) {
    const site = await make();
    pages[name] = { site, server: await serve(site.folder) };
  }
});

after(async () => {
  for (const { site, server } of Object.values(pages)) {
    await server.stop();
    await site.remove();
  }
});

/** The npm client, by its documented way to another address. */
function client(page) {
  const one = new Statuspage('any');
  one.setApiUrl(pages[page].server.origin);
  return one.api;
}

describe('statuspage.io (npm)', () => {
  test('the summary', async () => {
    const summary = await client('full').getSummary();
    assert.equal(summary.page.name, 'Acme');
    assert.equal(summary.page.time_zone, 'Europe/Berlin');
    assert.deepEqual(summary.status, { indicator: 'major', description: 'Partial System Outage' });
    assert.equal(summary.incidents.length, 1);
    assert.equal(summary.incidents[0].name, `Errors in ${HOSTILE}`);
    assert.deepEqual(summary.scheduled_maintenances.map((one) => [one.name, one.status]), [['Index rebuild', 'in_progress'], ['New disks', 'scheduled']]);
  });

  test('the status and the components', async () => {
    const api = client('full');
    assert.equal((await api.getStatus()).status.indicator, 'major');
    const { components } = await api.getComponents();
    assert.deepEqual(Object.fromEntries(components.map((one) => [one.name, one.status])), {
      'Sign-in': 'major_outage', [HOSTILE]: components.find((one) => one.name === HOSTILE).status,
      Web: 'under_maintenance', Shop: 'operational', Help: 'under_maintenance',
    });
    const group = components.find((one) => one.group);
    assert.deepEqual(group.components, components.filter((one) => one.group_id === group.id).map((one) => one.id));
  });

  test('incidents, all and unresolved', async () => {
    const { incidents } = client('full');
    const all = (await incidents.getAll()).incidents;
    assert.deepEqual(all.map((one) => one.status), ['identified', 'postmortem']);
    assert.deepEqual(all[1].incident_updates.map((one) => one.status), ['postmortem', 'resolved', 'monitoring', 'investigating']);
    assert.equal(all[1].name, 'Incident affecting Shop', 'the internal title is nobody’s business');
    assert.deepEqual((await incidents.getUnresolved()).incidents.map((one) => one.id), [all[0].id]);
    for (const incident of all) {
      assert.ok(incident.shortlink.startsWith('https://status.acme.example/incidents/'));
      const page = await fetch(`${pages.full.server.origin}/api/flarebook/v1/incidents/${incident.id}.json`);
      assert.equal(page.status, 200);
    }
  });

  test('planned work', async () => {
    const { scheduledMaintenances } = client('full');
    // This client asks for upcoming.json whatever one calls, a fault of its own; the other two are fetched below.
    for (const ask of ['getAll', 'getUpcoming', 'getActive']) {
      const [upcoming, ...more] = (await scheduledMaintenances[ask]()).scheduled_maintenances;
      assert.deepEqual([upcoming.name, more], ['New disks', []]);
      assert.equal(new Date(upcoming.scheduled_for).toISOString(), '2026-03-20T22:00:00.000Z');
    }
    const names = async (path) => {
      const answer = await fetch(`${pages.full.server.origin}/api/v2/${path}.json`);
      return (await answer.json()).scheduled_maintenances.map((one) => one.name);
    };
    assert.deepEqual(await names('scheduled-maintenances'), ['New disks', 'Index rebuild']);
    assert.deepEqual(await names('scheduled-maintenances/active'), ['Index rebuild']);
  });

  test('an empty page', async () => {
    const api = client('empty');
    const summary = await api.getSummary();
    assert.deepEqual(summary.status, { indicator: 'none', description: 'All Systems Operational' });
    assert.deepEqual([summary.components, summary.incidents, summary.scheduled_maintenances], [[], [], []]);
    assert.equal(summary.page.name, 'Status');
    assert.equal(summary.page.url, '/');
    assert.equal(new Date(summary.page.updated_at).toISOString(), new Date(NOW).toISOString());
    assert.deepEqual((await api.incidents.getAll()).incidents, []);
    assert.deepEqual((await api.scheduledMaintenances.getAll()).scheduled_maintenances, []);
  });
});

describe('Python', () => {
  const script = fileURLToPath(new URL('clients.py', import.meta.url));
  const checks = [
    'exporter_reads_the_page', 'exporter_reads_an_empty_page', 'statuscheck_reads_the_page', 'statuscheck_reads_an_empty_page',
    'feedparser_reads_atom', 'feedparser_reads_rss', 'feedparser_reads_the_feed_of_a_component', 'feedparser_reads_empty_feeds',
    'icalendar_reads_the_calendar', 'icalendar_reads_an_empty_calendar',
  ];
  for (const check of checks) {
    test(check.replaceAll('_', ' '), async () => {
      const python = process.env.PYTHON ?? 'python3';
      const environment = { ...process.env, FULL: pages.full.server.origin, EMPTY: pages.empty.server.origin, HOSTILE, PYTHONUTF8: '1' };
      // No proxy of the machine: the server is in this process.
      for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) delete environment[name];
      await run(python, [script, check], { env: environment });
    });
  }

  test('no check of clients.py is left out here', async () => {
    const { stdout } = await run(process.env.PYTHON ?? 'python3', [script]);
    assert.deepEqual(stdout.trim().split('\n').sort(), [...checks].sort());
  });
});
