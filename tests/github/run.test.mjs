// The repositories are what GitHub would have, the stand-in has the same objects, and the runner hands over what it says.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { client } from './client.mjs';
import { INCIDENT } from './records.mjs';
import { startRig } from './rig.mjs';
import { makeRepository, runFlarebook, workflowOutputs } from './run.mjs';

const git = (folder, ...args) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();

let repository;
let rig;
before(async () => {
  repository = await makeRepository();
  await repository.pull({ number: 3, branch: 'note', files: { [`${INCIDENT}/notes.md`]: 'A note.\n' }, fork: true });
  const pulls = [{ number: 2, head: { ref: 'resolve-login' }, user: 'mary' }, { number: 3, head: { ref: 'note', repo: 'eve/incidents' }, user: 'eve' }];
  rig = await startRig({ repositories: [{ owner: 'acme', name: 'incidents', git: repository.origin, issues: [{ number: 1 }], pulls }] });
});
after(async () => {
  assert.deepEqual(rig.violations, []);
  await rig.stop();
  await repository.remove();
});

test('the origin has the refs of a pull request, a fork\'s branch is not among them', () => {
  const refs = Object.fromEntries(git(repository.origin, 'for-each-ref', '--format=%(refname) %(objectname)').split('\n').map((line) => line.split(' ')));
  const { 2: own, 3: foreign } = repository.pulls;
  assert.deepEqual(refs, {
    'refs/heads/main': repository.base, 'refs/heads/resolve-login': own.head, 'refs/pull/2/head': own.head, 'refs/pull/2/merge': own.merge,
    'refs/pull/3/head': foreign.head, 'refs/pull/3/merge': foreign.merge,
  });
  assert.deepEqual(git(repository.origin, 'show', '-s', '--format=%P', own.merge).split(' '), [repository.base, own.head]);
});

test('the API speaks of the same commits as git', async () => {
  const ask = client(rig);
  const { body: pull } = await ask('GET', '/repos/acme/incidents/pulls/2');
  assert.deepEqual([pull.base.sha, pull.head.sha, pull.merge_commit_sha], [repository.base, repository.pulls[2].head, repository.pulls[2].merge]);
  assert.equal((await ask('GET', '/repos/acme/incidents/git/ref/heads/main')).body.object.sha, repository.base);
  const commit = (await ask('GET', `/repos/acme/incidents/git/commits/${repository.base}`)).body;
  assert.equal(commit.tree.sha, git(repository.origin, 'rev-parse', `${repository.base}^{tree}`));
  assert.match(await rig.state.file('main', `${INCIDENT}/incident.yaml`), /^title: Sporadic/);
});

test('a pull request from a fork comes from a fork', async () => {
  const { body: pull } = await client(rig)('GET', '/repos/acme/incidents/pulls/3');
  assert.deepEqual([pull.head.repo.full_name, pull.head.repo.fork, pull.head.sha, pull.user.login], ['eve/incidents', true, repository.pulls[3].head, 'eve']);
  assert.equal((await client(rig)('GET', '/repos/acme/incidents/git/ref/heads/note')).status, 404);
});

test('what is pushed later can be taken over', async () => {
  const base = await repository.commit({ 'README.md': 'Incidents\n' }, 'A README');
  repository.git('push', '-q', repository.origin, 'main');
  await rig.state.importGit(repository.origin);
  assert.equal(await rig.state.sha('main'), base);
});

test('a pull request that goes on is taken over, from a fork too', async () => {
  const { head } = await repository.pull({ number: 3, branch: 'note', files: { [`${INCIDENT}/notes.md`]: 'Another note.\n' }, fork: true });
  await rig.state.updatePull(3, repository.origin);
  const pull = await rig.state.pull(3);
  assert.deepEqual([pull.head.sha, pull.merge_commit_sha], [head, repository.pulls[3].merge]);
});

test('a checkout is at its commit, shallow or whole, and can fetch', async () => {
  const shallow = await repository.checkout('refs/pull/2/merge', { depth: 1 });
  assert.equal(git(shallow, 'rev-parse', 'HEAD'), repository.pulls[2].merge);
  assert.equal(git(shallow, 'rev-list', '--count', 'HEAD'), '1');
  git(shallow, 'fetch', '-q', '--depth=1', 'origin', 'refs/pull/3/head');
  assert.equal(git(shallow, 'rev-parse', 'FETCH_HEAD'), repository.pulls[3].head);
  const whole = await repository.checkout('refs/heads/resolve-login');
  assert.equal(git(whole, 'rev-list', '--count', 'HEAD'), '2');
});

test('outputs are read in both forms', () => {
  assert.deepEqual(workflowOutputs('verdict=pass\nlist<<END\na=1\nb\nEND\nplan=0\nempty=\n'), { verdict: 'pass', list: 'a=1\nb', plan: '0', empty: '' });
  assert.throws(() => workflowOutputs('list<<END\na\n'), /does not end/);
  assert.throws(() => workflowOutputs('verdict'), /not an output/);
});

const PROGRAM = `#!${process.execPath}
const { appendFileSync } = require('node:fs');
appendFileSync(process.env.GITHUB_OUTPUT, 'verdict=fail\\n');
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Report\\n');
console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: process.env }));
console.error('a notice');
if (process.argv[2] === 'hang') setInterval(() => {}, 1000);
process.exitCode = 1;
`;

test('a program is run alone: its own environment, its outputs, its end', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-program-'));
  const before = { FLAREBOOK: process.env.FLAREBOOK, GITHUB_TOKEN: process.env.GITHUB_TOKEN, GIT_DIR: process.env.GIT_DIR };
  t.after(async () => {
    for (const [name, value] of Object.entries(before)) if (value === undefined) delete process.env[name]; else process.env[name] = value;
    await rm(folder, { recursive: true });
  });
  Object.assign(process.env, { FLAREBOOK: join(folder, 'program'), GITHUB_TOKEN: 'of the machine', GIT_DIR: '/nowhere' });
  await writeFile(process.env.FLAREBOOK, PROGRAM);
  await chmod(process.env.FLAREBOOK, 0o755);
  const { code, stdout, stderr, outputs, summary } = await runFlarebook(['action', '--plan'], { cwd: repository.work, env: { GITHUB_REPOSITORY: 'acme/incidents' } });
  const { args, cwd, env } = JSON.parse(stdout);
  assert.deepEqual([code, args, cwd, stderr], [1, ['action', '--plan'], repository.work, 'a notice\n']);
  assert.deepEqual([outputs, summary], [{ verdict: 'fail' }, '# Report\n']);
  assert.deepEqual([env.GITHUB_TOKEN, env.GIT_DIR, env.GITHUB_REPOSITORY, env.GITHUB_WORKSPACE], [undefined, undefined, 'acme/incidents', repository.work]);
  const stuck = await runFlarebook(['hang'], { cwd: repository.work, timeout: 1000 });
  assert.deepEqual([stuck.code, stuck.signal], [null, 'SIGKILL']);
});

test('without a binary it says so', { skip: Boolean(process.env.FLAREBOOK) }, async () => {
  await assert.rejects(runFlarebook([]), /FLAREBOOK is not set/);
});

test('the records of the tests are good records', { skip: !process.env.FLAREBOOK && 'FLAREBOOK is not set' }, async () => {
  for (const ref of ['refs/heads/main', 'refs/pull/2/merge']) {
    const { code, stdout, stderr } = await runFlarebook(['check'], { cwd: await repository.checkout(ref) });
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /1 incident/);
  }
});
