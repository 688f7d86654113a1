// Many of everything: issues in batches, lists in pages, and what has not changed is not told again.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { INCIDENT, records } from './records.mjs';
import { MARKER, openRoom, WITH_BINARY } from './room.mjs';

const ISSUES = 1000;
const range = (count) => Array.from({ length: count }, (_, index) => index + 1);
const followup = (number) => `title: Number ${number}\nkind: repair\nowner: mary\ndue: 2026-03-28\ntracker: https://github.com/acme/incidents/issues/${number}\nstate: open\n`;

describe('many', { ...WITH_BINARY, concurrency: 2 }, () => {
  test('a thousand linked issues take a few requests; one that is missing takes none with it', async (t) => {
    const files = Object.fromEntries(range(ISSUES).map((number) => [`${INCIDENT}/followups/number-${number}.yaml`, followup(number)]));
    const missing = [77, 500];
    const issues = range(ISSUES).map((number) => ({ number, state: number % 2 ? 'closed' : 'open', deleted: missing.includes(number) }));
    const room = await openRoom(t, {
      git: { number: 0, files: { ...records(), ...files } },
      before: (repository) => repository.pull({ number: ISSUES + 1, branch: 'resolve-login', files: { [`${INCIDENT}/timeline/20260317T100000Z-8fe06a.md`]: '---\nat: 2026-03-17T10:00:00Z\nby: mary\nstatus: resolved\n---\nDone.\n' } }),
      seed: { issues },
    });
    const { code, outputs, facts, requests, milliseconds, said } = await room.pullRequest(ISSUES + 1, { args: ['--plan'] });
    assert.deepEqual([code, outputs.verdict], [1, 'fail'], said.slice(-2000));
    const states = range(ISSUES).map((number) => JSON.parse(facts).trackers[`https://github.com/acme/incidents/issues/${number}`].state);
    assert.deepEqual(states, range(ISSUES).map((number) => (missing.includes(number) ? 'deleted' : number % 2 ? 'completed' : 'open')));
    assert.ok(requests.length <= 30, `${requests.length} requests`);
    assert.ok(requests.filter(({ path }) => path === '/graphql').length <= 20);
    assert.ok(milliseconds < 30_000, `${milliseconds} ms`);
  });

  test('comments, labels and pull requests on later pages; from the cache, nothing is told twice', async (t) => {
    const comments = [...range(120).map((number) => ({ user: 'josh', body: `${MARKER}\n${number}` })), { user: 'github-actions[bot]', body: `${MARKER}\nAn earlier run` }];
    const labels = [...range(110).map((number) => `label-${number}`), 'severity: SEV1'];
    const others = range(101).map((number) => ({ number: number + 2, head: { ref: `other-${number}` } }));
    const room = await openRoom(t, {
      seed: { labels: labels.map((name) => ({ name, description: 'One of many' })), pulls: [{ number: 2, user: 'mary', head: { ref: 'resolve-login' }, comments, labels }, ...others] },
    });
    const cache = join(room.repository.folder, 'cache');
    const env = { FLAREBOOK_CACHE: cache };
    const first = await room.pullRequest(2, { env });
    assert.deepEqual([first.code, first.writes.filter(({ path, method }) => method === 'POST' && path.endsWith('/comments'))], [1, []], first.said);
    const [ours, ...more] = await room.ours();
    assert.match(ours.body, /1 thing stands between/);
    assert.deepEqual(more, []);
    const left = await room.state.labels(2);
    assert.deepEqual([left.includes('severity: SEV1'), left.includes('severity: SEV4'), left.length], [false, true, 112]);

    await room.pullRequest(2, { at: first.cwd, env });
    const third = await room.pullRequest(2, { at: first.cwd, env });
    const reads = third.requests.filter(({ method }) => method === 'GET');
    assert.deepEqual([third.code, third.writes], [1, []], third.said);
    assert.ok(reads.length >= 6);
    assert.deepEqual(reads.filter(({ status }) => status !== 304).map(({ target }) => target), []);
    await room.state.comment(2, { user: 'josh', body: 'Another' });
    const fourth = await room.pullRequest(2, { at: first.cwd, env });
    assert.ok(fourth.requests.some(({ method, status, path }) => method === 'GET' && status === 200 && /comments$/.test(path)));
    for (const file of await readdir(cache)) assert.doesNotMatch(await readFile(join(cache, file), 'utf8'), /ghs_rig/);

    // The pull request that is there in git is the oldest, and so on the second page.
    const all = await room.schedule({ env });
    assert.ok(all.requests.some(({ target }) => /\/pulls\?.*page=2/.test(target)), 'the link is followed');
    assert.match(all.stdout, /^flarebook: #2$/m);
    assert.deepEqual([all.code, all.outputs.verdict], [2, 'unknown']);
  });
});
