// `--pr`: the pull request of a branch that was pushed from somebody's machine.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { git, openRoom, TOGETHER } from './room.mjs';
import { faults, TOKEN } from './rig.mjs';
import { runFlarebook } from './run.mjs';

const ID = '2026-03-14-checkout-is-slow';
const BRANCH = `incident/${ID}`;
const PAGE = `https://github.com/acme/incidents/compare/main...${BRANCH}?quick_pull=1&title=Checkout%20is%20slow`;

/** A person's clone of a repository on `url`, whose objects are in the room's origin. What is pushed there, the stand-in knows beforehand. */
async function sit(t, { url = 'https://github.com/acme/incidents.git', ...options } = {}) {
  const room = await openRoom(t, options);
  const cwd = await room.repository.checkout();
  git(cwd, 'checkout', '-q', '-B', 'main', 'refs/remotes/origin/main');
  git(cwd, 'config', 'remote.origin.url', url);
  git(cwd, 'config', `url.${pathToFileURL(room.repository.origin).href}.insteadOf`, url);
  await room.state.setRef(`refs/heads/${BRANCH}`, room.repository.pulls[2].head);
  const run = async (args, env = {}) => {
    const before = room.rig.requests.length;
    const whole = { GITHUB_ACTIONS: '', GITHUB_API_URL: room.rig.url, GITHUB_TOKEN: TOKEN, FLAREBOOK_NOW: '2026-03-14T10:00:00Z', FLAREBOOK_TIMEOUT: '60', FLAREBOOK_PATIENCE: '60', ...env };
    const ended = await runFlarebook(args, { cwd, env: whole });
    const requests = room.rig.requests.slice(before);
    const said = ended.stdout + ended.stderr;
    assert.ok(!said.includes(whole.GITHUB_TOKEN || '\0'), 'the token is printed');
    assert.equal(ended.code, 0, said);
    return { ...ended, said, requests, writes: requests.filter(({ write }) => write) };
  };
  return { room, run };
}

const DECLARE = ['declare', 'Checkout is slow', '--push', '--pr'];

suite('a pull request from a laptop', TOGETHER, () => {
  test('is opened once, and found again', async (t) => {
    const { room, run } = await sit(t);
    const first = await run(DECLARE);
    assert.deepEqual(first.writes.map(({ method, path }) => `${method} ${path}`), ['POST /repos/acme/incidents/pulls'], first.said);
    const { title, head, base, body } = JSON.parse(first.writes[0].body);
    assert.deepEqual([title, head, base], ['Checkout is slow', BRANCH, 'main']);
    assert.ok(body.includes(ID), body);
    assert.match(first.stdout, /pull request opened: https:\/\/github\.com\/acme\/incidents\/pull\/3\n/);
    assert.match(git(room.repository.origin, 'log', '-1', '--format=%s', BRANCH), /^Declare: Checkout is slow$/);
    const again = await run(['log', 'Looked at the database', '--pr', '--format', 'json']);
    assert.deepEqual(again.writes, [], again.said);
    assert.equal(JSON.parse(again.stdout).pull_request, 'https://github.com/acme/incidents/pull/3');
  });

  test('whose answer got lost is found', async (t) => {
    const { room, run } = await sit(t);
    room.rig.fault({ method: 'POST', path: '/repos/acme/incidents/pulls', respond: faults.lost() });
    const ended = await run(DECLARE);
    assert.equal(ended.writes.length, 1, ended.said);
    assert.match(ended.stdout, /pull request open already: https:\/\/github\.com\/acme\/incidents\/pull\/3\n/);
  });

  test('that may not be opened is left to a person, who is told why', async (t) => {
    const { run } = await sit(t, { token: { write: false } });
    const { stdout, stderr } = await run(DECLARE);
    assert.ok(stdout.includes(`pushed to origin/${BRANCH}\nopen the pull request: ${PAGE}\n`), stdout);
    assert.match(stderr, /It is yours to open: the token may not do this/);
  });

  test('with a token that nobody knows, or none', async (t) => {
    const { run } = await sit(t);
    const wrong = await run(DECLARE, { GITHUB_TOKEN: 'ghp_wrong' });
    assert.match(wrong.stderr, /It is yours to open: the forge does not accept the token/);
    const without = await run(['log', 'Looked', '--pr'], { GITHUB_TOKEN: '' });
    assert.deepEqual(without.requests, []);
    assert.match(without.stderr, /It is yours to open: there is no token for github\.com \(GH_TOKEN or GITHUB_TOKEN\)/);
  });

  test('on another forge sends GitHub nothing, and another forge no token', async (t) => {
    const { run } = await sit(t, { url: 'https://gitlab.com/acme/incidents.git' });
    const { requests, stdout, stderr } = await run(DECLARE);
    assert.deepEqual(requests, []);
    assert.match(stdout, /open the pull request: https:\/\/gitlab\.com\/acme\/incidents\/-\/merge_requests\/new/);
    assert.match(stderr, /the remote is not on GitHub/);
  });
});
