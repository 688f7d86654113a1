// The action with the real binary, on clones as actions/checkout makes them. FLAREBOOK names the binary; without one, or with one that has
// no `action` (built without the feature `github`), these are skipped.

import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

import { actionWith, serveRelease, sha256, temporary } from './release.mjs';
import { execute, runAction } from './runner.mjs';

const EXAMPLES = createRequire(import.meta.url)('@octokit/webhooks-examples');
const BINARY = process.env.FLAREBOOK;
const hasAction = BINARY && (await execute(BINARY, ['action', '--help'], { env: {} })).code === 0;
const skip = hasAction ? false : `${BINARY ?? 'FLAREBOOK'} has no \`action\``;

const RECORD = 'incidents/2026-03-14-login-errors';
const BASE = {
  'flarebook.yaml': 'people:\n  mary: {name: Mary Okafor}\n',
  [`${RECORD}/incident.yaml`]: 'title: Login errors\n',
  [`${RECORD}/timeline/20260314T091200Z-4f9a2c.md`]: '---\nat: 2026-03-14T09:12:00Z\nby: mary\nkind: note\n---\nErrors on the login page.\n',
  [`${RECORD}/followups/alert.yaml`]: 'title: Alert on login errors\nowner: mary\ndue: 2030-01-01\nstate: open\n',
};

/** What a pull request changes; null deletes. */
const CHANGES = {
  sound: { [`${RECORD}/timeline/20260314T093000Z-5a0b1c.md`]: '---\nat: 2026-03-14T09:30:00Z\nby: mary\nkind: note\n---\nFewer by now.\n' },
  'a record that is wrong': { [`${RECORD}/incident.yaml`]: 'tittle: Login errors\n' },
  'a follow-up that is gone': { [`${RECORD}/followups/alert.yaml`]: null },
};

/** A repository with a pull request merged as GitHub does it in refs/pull/2/merge, and the commits of base, head and merge. */
async function pullRequest(folder, change) {
  const env = {
    PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Mary', GIT_AUTHOR_EMAIL: 'mary@example.org', GIT_COMMITTER_NAME: 'Mary', GIT_COMMITTER_EMAIL: 'mary@example.org',
  };
  const git = async (where, ...words) => {
    const { code, output, stdout } = await execute('git', ['-C', where, ...words], { env });
    assert.equal(code, 0, `git ${words.join(' ')}: ${output}`);
    return stdout.trim();
  };
  const origin = join(folder, 'origin');
  await mkdir(origin, { recursive: true });
  const commit = async (files, message) => {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(origin, file)), { recursive: true });
      await (text === null ? rm(join(origin, file)) : writeFile(join(origin, file), text));
    }
    await git(origin, 'add', '--all');
    await git(origin, 'commit', '--quiet', '--message', message);
    return git(origin, 'rev-parse', 'HEAD');
  };
  await git(origin, 'init', '--quiet', '--initial-branch=main');
  await commit({ 'README.md': 'Incidents\n' }, 'Begin');
  const base = await commit(BASE, 'A record');
  await git(origin, 'checkout', '--quiet', '-b', 'change');
  const head = await commit(change, 'A change');
  await git(origin, 'checkout', '--quiet', '--detach', 'main');
  await git(origin, 'merge', '--quiet', '--no-ff', '--message', 'Merge', 'change');
  const merge = await git(origin, 'rev-parse', 'HEAD');
  await git(origin, 'update-ref', 'refs/pull/2/merge', merge);
  await git(origin, 'update-ref', 'refs/pull/2/head', head);
  await git(origin, 'checkout', '--quiet', 'main');
  return { git, origin, base, head, merge };
}

/** What actions/checkout leaves behind, with `fetch-depth: 1` or `0`. */
async function checkout(folder, { git, origin, merge }, depth) {
  const clone = join(folder, 'clone');
  await git(folder, 'init', '--quiet', '--initial-branch=main', clone);
  await git(clone, 'remote', 'add', 'origin', `file://${origin}`);
  const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  const wanted = [...(depth === 0 ? everything : ['--depth=1']), `+${merge}:refs/remotes/pull/2/merge`];
  await git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  await git(clone, 'fetch', '--quiet', '--no-tags', 'origin', ...wanted);
  await git(clone, 'checkout', '--quiet', '--force', 'refs/remotes/pull/2/merge');
  return clone;
}

/** A `pull_request` event as GitHub sends it, about these commits; a title and a branch that somebody chose with care. */
function event({ base, head, merge }) {
  const { examples } = EXAMPLES.find(({ name }) => name === 'pull_request');
  const payload = structuredClone(examples.find(({ action, number }) => action === 'opened' && number === 2));
  payload.repository.default_branch = 'main';
  payload.pull_request.title = '"; touch pwned; $(touch pwned)\n::error::pwned';
  payload.pull_request.merge_commit_sha = merge;
  Object.assign(payload.pull_request.base, { sha: base, ref: 'main' });
  Object.assign(payload.pull_request.head, { sha: head, ref: '$(touch pwned)' });
  return payload;
}

async function judge(t, change, depth) {
  const workplace = await temporary(t);
  const commits = await pullRequest(join(workplace, 'git'), CHANGES[change]);
  const clone = await checkout(join(workplace, 'git'), commits, depth);
  const payload = event(commits);
  await writeFile(join(workplace, 'event.json'), JSON.stringify(payload));
  const binary = await readFile(BINARY);
  const folder = await actionWith(join(workplace, 'action'), [['1.2.3', 'x86_64-unknown-linux-musl', sha256(binary)]]);
  const server = await serveRelease(t, { '/flarebook-x86_64-unknown-linux-musl': binary });
  const run = await runAction({
    folder, workplace, inputs: { token: '' },
    environment: {
      FLAREBOOK_DOWNLOAD_URL: server.address, GITHUB_WORKSPACE: clone, GITHUB_REPOSITORY: payload.repository.full_name,
      GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: join(workplace, 'event.json'), GITHUB_SHA: commits.merge,
      GITHUB_REF: 'refs/pull/2/merge', GITHUB_BASE_REF: 'main', GITHUB_API_URL: `${server.address}/api`, GITHUB_SERVER_URL: server.address,
    },
  });
  return { run, server, clone };
}

describe('the real binary', () => {
  test('lets a sound pull request pass, asks nobody without a token, and writes what it went by', { skip }, async (t) => {
    const { run, server } = await judge(t, 'sound', 0);
    assert.ok(run.ok, run.log);
    assert.equal(run.outputs.verdict, 'pass');
    assert.equal(run.outputs.errors, '0');
    assert.equal(run.outputs.plan, '0');
    JSON.parse(await readFile(run.outputs.facts, 'utf8'));
    assert.notEqual(run.summary, '');
    assert.deepEqual(server.requests, ['/flarebook-x86_64-unknown-linux-musl']);
  });

  for (const change of ['a record that is wrong', 'a follow-up that is gone']) {
    test(`holds back ${change}`, { skip }, async (t) => {
      const { run } = await judge(t, change, 0);
      assert.equal(run.exitCode, 1, run.log);
      assert.equal(run.outputs.verdict, 'fail');
      assert.ok(Number(run.outputs.errors) > 0);
      assert.match(run.log, /^::error .*file=incidents\//m);
      assert.doesNotMatch(run.log, /^::error::pwned/m);
    });

    // Without the base commit there is no comparison. It is fetched, or this is said; a pass would be a lie.
    test(`holds back ${change} on a shallow clone, too`, { skip }, async (t) => {
      const { run } = await judge(t, change, 1);
      assert.ok([1, 2].includes(run.exitCode), run.log);
      assert.notEqual(run.outputs.verdict, 'pass');
      if (run.exitCode === 2) assert.match(run.log, /fetch-depth: 0/);
    });
  }
});
