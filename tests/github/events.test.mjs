// The payloads are what GitHub sends: held against the description of its webhooks, after our replacements.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as events from './events.mjs';
import { webhookProblems } from './openapi.mjs';

const [BASE, HEAD, MERGE] = ['a', 'b', 'c'].map((letter) => letter.repeat(40));
const PULL = { repository: 'acme/incidents', number: 12, head: { ref: 'resolve-login', sha: HEAD }, base: { sha: BASE }, mergeCommitSha: MERGE };

const PAYLOADS = {
  'pull-request-synchronize': events.pullRequest(PULL),
  'pull-request-opened': events.pullRequest({ ...PULL, action: 'opened' }),
  'pull-request-reopened': events.pullRequest({ ...PULL, action: 'reopened', head: { ...PULL.head, repo: 'eve/incidents' } }),
  'issues-opened': events.issues({ action: 'opened', number: 7, title: 'Down', body: 'x', author: 'mary', association: 'NONE', createdAt: '2026-03-14T09:12:00Z', labels: ['incident report'] }),
  'issues-labeled': events.issues({ action: 'labeled', number: 7, label: 'declare incident' }),
  'issues-closed': events.issues({ number: 7, labels: ['flarebook'] }),
  'issues-reopened': events.issues({ action: 'reopened', number: 7 }),
  'issues-deleted': events.issues({ action: 'deleted', number: 7 }),
  'issues-edited': events.issues({ action: 'edited', number: 7 }),
  'issues-transferred': events.issues({ action: 'transferred', number: 7, transferredTo: { repository: 'acme/web', number: 3 } }),
  push: events.push({ before: BASE, after: HEAD }),
  'merge-group-checks-requested': events.mergeGroup({ baseSha: BASE, headSha: HEAD, number: 12 }),
  'workflow-dispatch': events.workflowDispatch({ inputs: { plan: 'true' } }),
};

for (const [name, payload] of Object.entries(PAYLOADS)) {
  test(`${name} is as GitHub describes it`, () => assert.deepEqual(webhookProblems(name, payload), []));
}

test('a payload that is not as described is found out', () => {
  const { number, ...without } = PAYLOADS['pull-request-synchronize'];
  assert.deepEqual(webhookProblems('pull-request-synchronize', without), ["the body must have required property 'number'"]);
});

test('no payload speaks of the repository of the example', () => {
  const foreign = Object.entries(PAYLOADS).map(([name, payload]) => [name, JSON.stringify(payload).match(/Codertocat\/Hello-World|octo-org\/(?:octo|hello)[\w-]*/g)]);
  assert.deepEqual(foreign.filter(([, found]) => found), []);
  for (const payload of Object.values(PAYLOADS)) assert.equal(payload.repository.full_name, 'acme/incidents');
});

test('a pull request names its commits and its number everywhere', () => {
  const { pull_request: pull, ...payload } = events.pullRequest(PULL);
  assert.deepEqual([payload.number, payload.after, pull.number, pull.head.sha, pull.base.sha, pull.merge_commit_sha], [12, HEAD, 12, HEAD, BASE, MERGE]);
  assert.equal(pull.base.ref, 'main');
  assert.equal(pull._links.statuses.href, `https://api.github.com/repos/acme/incidents/statuses/${HEAD}`);
  assert.equal(pull.html_url, 'https://github.com/acme/incidents/pull/12');
});

test('a pull request from a fork has another repository at its head', () => {
  const { head, base } = events.pullRequest({ ...PULL, head: { ...PULL.head, repo: 'eve/incidents' } }).pull_request;
  assert.deepEqual([head.repo.full_name, head.repo.fork, head.repo.owner.login, head.label], ['eve/incidents', true, 'eve', 'eve:resolve-login']);
  assert.deepEqual([base.repo.full_name, base.repo.fork], ['acme/incidents', false]);
});

test('a push, a merge group, a transfer, a dispatch and a schedule say what they are about', () => {
  assert.deepEqual([PAYLOADS.push.ref, PAYLOADS.push.before, PAYLOADS.push.after, PAYLOADS.push.created], ['refs/heads/main', BASE, HEAD, false]);
  const { merge_group: group } = PAYLOADS['merge-group-checks-requested'];
  assert.deepEqual([group.base_sha, group.head_sha, group.head_ref], [BASE, HEAD, `refs/heads/gh-readonly-queue/main/pr-12-${BASE}`]);
  const { changes } = PAYLOADS['issues-transferred'];
  assert.deepEqual([changes.new_repository.full_name, changes.new_issue.number, changes.new_issue.html_url], ['acme/web', 3, 'https://github.com/acme/web/issues/3']);
  assert.deepEqual(PAYLOADS['workflow-dispatch'].inputs, { plan: 'true' });
  assert.deepEqual(events.schedule(), { schedule: '17 * * * *' });
});

test('the first push of a branch has nothing before it', () => {
  const { before, created, deleted } = events.push({ after: HEAD });
  assert.deepEqual([before, created, deleted], ['0'.repeat(40), true, false]);
});

test('an event is written where the environment says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-events-'));
  try {
    const { environment, payload } = await events.writeEvent(folder, 'pull_request', { ...PULL, url: 'http://127.0.0.1:1' });
    assert.equal(environment.GITHUB_EVENT_NAME, 'pull_request');
    assert.equal(environment.GITHUB_SHA, MERGE);
    assert.deepEqual(JSON.parse(await readFile(environment.GITHUB_EVENT_PATH, 'utf8')), payload);
    assert.equal(payload.pull_request.url, 'http://127.0.0.1:1/repos/acme/incidents/pulls/12');
    assert.equal(payload.pull_request.html_url, 'https://github.com/acme/incidents/pull/12');
  } finally {
    await rm(folder, { recursive: true });
  }
});
