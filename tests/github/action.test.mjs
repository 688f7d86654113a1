// `flarebook action` against the stand-in: what a workflow would see on GitHub.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { writeEvent } from './events.mjs';
import { startRig } from './rig.mjs';
import { makeRepository, runFlarebook } from './run.mjs';

const WITH_BINARY = { skip: !process.env.FLAREBOOK && 'FLAREBOOK is not set', todo: '`flarebook action` is being written' };

let repository;
let rig;
beforeEach(async () => {
  repository = await makeRepository();
  rig = await startRig({
    repositories: [{
      owner: 'acme', name: 'incidents', git: repository.origin,
      issues: [{ number: 1, title: 'Alert on login errors' }],
      pulls: [{ number: 2, title: 'Resolve the login errors', user: 'mary', head: { ref: 'resolve-login' } }],
    }],
  });
});
afterEach(async () => {
  const { violations } = rig;
  await rig.stop();
  await repository.remove();
  assert.deepEqual(violations, []);
});

/** Runs the action as a workflow does that checked out what GitHub would merge. */
async function act(name, fields, ref = 'refs/pull/2/merge') {
  const cwd = await repository.checkout(ref);
  const { environment } = await writeEvent(repository.folder, name, { url: rig.url, ...fields });
  return runFlarebook(['action'], { cwd, env: { ...rig.environment, ...environment } });
}

test('a pull request that resolves with an open follow-up: comment, labels, status', WITH_BINARY, async () => {
  const { ref, head, merge } = repository.pulls[2];
  const { code, outputs } = await act('pull_request', { number: 2, head: { ref, sha: head }, base: { sha: repository.base }, mergeCommitSha: merge });
  assert.deepEqual([code, outputs.verdict], [1, 'fail']);
  const [comment, ...more] = await rig.state.comments(2);
  assert.match(comment.body, /^<!-- flarebook:report -->/);
  assert.deepEqual(more, []);
  const [status] = rig.state.statusesOf(head);
  assert.deepEqual([status.context, status.state], ['flarebook/resolution', 'failure']);
  assert.notDeepEqual(await rig.state.labels(2), []);
});
