// GitHub in trouble: a verdict is true or unknown, never guessed; nothing is done twice; and the log says what happened.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { INCIDENT, records } from './records.mjs';
import { faults } from './rig.mjs';
import { assertTame, gaps, MARKER, obeyed, openRoom, TOGETHER } from './room.mjs';

const COMMENTS = '/repos/acme/incidents/issues/2/comments';
const REVIEWS = '/repos/acme/incidents/pulls/2/reviews';
const hours = (count) => Math.floor(Date.now() / 1000) + count * 3600;
const impatient = { FLAREBOOK_PATIENCE: '1' };

/** Passes: what was asked again, and how long that may take. */
const PASSING = [
  ['500, twice, of GraphQL', { path: '/graphql', times: 2, respond: faults.server(500) }],
  ['502 of a list', { path: COMMENTS, respond: faults.server(502) }],
  ['503 of everything', { times: 2, respond: faults.server(503) }],
  ['a connection that breaks', { path: '/graphql', respond: faults.reset() }],
  ['the secondary limit', { path: '/graphql', respond: faults.secondary({ retryAfter: 1 }) }],
  ['the secondary limit as 429', { path: REVIEWS, respond: faults.secondary({ status: 429, retryAfter: 1 }) }],
  ['the primary limit, soon renewed', { path: REVIEWS, respond: faults.primary() }],
  ['half an answer', { path: '/graphql', respond: faults.truncated() }],
  ['half a list', { path: COMMENTS, respond: faults.truncated() }],
  ['no answer in time', { path: '/graphql', respond: faults.slow(4000) }, { FLAREBOOK_TIMEOUT: '2' }],
];

/** Lasts: then nobody knows, and the log says why. */
const LASTING = [
  ['500', { path: '/graphql', respond: faults.server(500) }, /the forge fails \(500\)/],
  ['the primary limit, renewed in hours', { path: '/graphql', respond: faults.primary({ reset: hours(2) }) }, /rate limit is used up; it asks to wait 7\d\d\d seconds/],
  ['the secondary limit without a word when', { path: '/graphql', respond: faults.secondary({ retryAfter: null }) }, /rate limit is used up; it asks to wait 60 seconds/],
  ['only errors', { path: '/graphql', respond: faults.graphqlErrors() }, /Something went wrong while executing your query/],
  ['half answers', { path: '/graphql', respond: faults.truncated() }, /something unexpected: no JSON/],
  ['broken connections', { path: '/graphql', respond: faults.reset() }, /cannot be reached/],
  ['no answer', { path: '/graphql', respond: faults.slow(2500) }, /did not answer within 1 seconds/, { FLAREBOOK_TIMEOUT: '1' }],
];

describe('trouble', TOGETHER, () => {
  test('what passes is asked again; what lasts makes the verdict unknown, and no status is guessed', async (t) => {
    const room = await openRoom(t);
    const { head } = room.repository.pulls[2];
    const { cwd, ...well } = await room.pullRequest();
    assert.equal(well.code, 1);
    const said = room.status(head);
    for (const [what, fault, env] of PASSING) {
      const trouble = room.rig.fault(fault);
      const { code, outputs, writes, said: log } = await room.pullRequest(2, { at: cwd, env });
      assert.ok(trouble.hits > 0, what);
      assert.deepEqual([code, outputs.verdict, outputs.plan, writes.length], [1, 'fail', '0', 0], `${what}: ${log}`);
    }
    for (const [what, fault, words, env] of LASTING) {
      room.rig.fault({ ...fault, times: 20 });
      const { code, outputs, writes, said: log, summary } = await room.pullRequest(2, { at: cwd, args: ['--plan'], env: { ...impatient, ...env } });
      room.rig.clearFaults();
      assert.deepEqual([code, outputs.verdict, writes.length], [2, 'unknown', 0], `${what}: ${log}`);
      assert.match(log + summary, words, what);
      assert.match(log, /would set flarebook\/resolution of .* to error: Could not look at everything/, what);
      assertTame(log);
    }
    assert.equal(room.status(head), said);
  });

  test('all of it out of reach: nothing is written, exit 2; afterwards the true verdict comes back', async (t) => {
    const room = await openRoom(t);
    const { head } = room.repository.pulls[2];
    room.rig.fault({ times: 99, respond: faults.primary({ reset: hours(2) }) });
    const limited = await room.pullRequest(2, { env: impatient });
    assert.deepEqual([limited.code, limited.outputs.verdict, limited.writes], [2, 'unknown', []], limited.said);
    assert.match(limited.said, /nothing is written: the forge's rate limit is used up; it asks to wait 7\d\d\d seconds/);
    room.rig.clearFaults();

    const { cwd } = limited;
    const foreign = await room.pullRequest(2, { at: cwd, env: { GITHUB_TOKEN: 'ghs_wrong' } });
    assert.deepEqual([foreign.code, foreign.outputs.verdict], [2, 'unknown'], foreign.said);
    assert.match(foreign.said, /does not accept the token: Bad credentials/);
    assert.doesNotMatch(foreign.said + foreign.summary, /ghs_wrong/);
    const nobody = await room.pullRequest(2, { at: cwd, env: { ...impatient, GITHUB_API_URL: 'http://127.0.0.1:9', GITHUB_GRAPHQL_URL: '' } });
    assert.deepEqual([nobody.code, nobody.outputs.verdict], [2, 'unknown'], nobody.said);
    assert.match(nobody.said, /cannot be reached/);
    const schedule = await room.schedule({ env: { GITHUB_TOKEN: 'ghs_wrong' } });
    assert.deepEqual([schedule.code, schedule.outputs.verdict], [2, 'unknown'], schedule.said);
    assert.deepEqual([room.status(head), await room.state.comments(2), await room.state.labels(2)], [undefined, [], []]);

    // Only the issues are out of reach: the status says that nobody knows, and is put right later.
    room.rig.fault({ path: '/graphql', times: 9, respond: faults.server(502) });
    const unknown = await room.pullRequest(2, { at: cwd, env: impatient });
    assert.deepEqual([unknown.code, unknown.outputs.verdict], [2, 'unknown'], unknown.said);
    assert.match(room.status(head), /^error: Could not look at everything/);
    room.rig.clearFaults();
    await room.state.closeIssue(1);
    const right = await room.pullRequest(2, { at: cwd });
    assert.deepEqual([right.code, right.outputs.verdict], [0, 'pass'], right.said);
    assert.match(room.status(head), /^success: /);
    assert.equal((await room.ours()).length, 1);
  });

  test('a write is sent again only when it was turned away unseen; a lost one is found by the next run', async (t) => {
    const room = await openRoom(t);
    const { head } = room.repository.pulls[2];
    const labels = room.rig.fault({ method: 'POST', path: '/repos/acme/incidents/labels', respond: faults.secondary({ retryAfter: 1 }) });
    room.rig.fault({ method: 'POST', path: COMMENTS, respond: faults.lost() });
    room.rig.fault({ method: 'POST', path: `/repos/acme/incidents/statuses/${head}`, respond: faults.server(502) });
    const first = await room.pullRequest();
    assert.deepEqual([first.code, first.outputs.verdict], [1, 'fail'], first.said);
    assert.equal(labels.hits, 1);
    assert.deepEqual((await room.state.labels(2)).sort(), ['incident: resolved', 'severity: SEV4']);
    const count = (path) => first.writes.filter((write) => write.path === path).length;
    assert.deepEqual([count(COMMENTS), count(`/repos/acme/incidents/statuses/${head}`)], [1, 1], 'neither is sent again');
    assert.ok(gaps(first.writes).every((gap) => gap >= 1000), `a second also after trouble: ${gaps(first.writes)}`);
    const warnings = obeyed(first.stdout).filter(({ name }) => name === 'warning').map(({ line }) => line);
    assert.equal(warnings.length, 2);
    assert.match(warnings[0], /could not comment on acme\/incidents#2 .*cannot be reached.*nothing is done twice/);
    assert.match(warnings[1], /could not set flarebook\/resolution .*the forge fails \(502\)/);
    const second = await room.pullRequest(2, { at: first.cwd });
    assert.deepEqual(second.writes.map(({ path }) => path), [`/repos/acme/incidents/statuses/${head}`], second.said);
    assert.equal((await room.ours()).length, 1);
  });

  test("a person's token: the comment is that person's; when GitHub does not say who that is, none is written twice", async (t) => {
    const bot = { user: 'github-actions[bot]', body: `${MARKER}\nA bot was here` };
    const room = await openRoom(t, { token: { value: 'ghp_person', login: 'mary' }, seed: { pulls: [{ number: 2, user: 'mary', head: { ref: 'resolve-login' }, comments: [bot] }] } });
    const first = await room.pullRequest();
    const ours = async () => (await room.state.comments(2)).filter(({ body }) => body.startsWith(MARKER)).map(({ user, body }) => [user.login, body.includes('A bot')]);
    assert.deepEqual([first.code, await ours()], [1, [['github-actions[bot]', true], ['mary', false]]], first.said);
    room.rig.fault({ path: '/user', times: 9, respond: faults.server(502) });
    const second = await room.pullRequest(2, { at: first.cwd, env: impatient });
    assert.deepEqual([second.code, second.writes, (await ours()).length], [1, [], 2], second.said);
  });

  test('approvals that could not be read are no missing approvals', async (t) => {
    const files = { ...records(), 'people.yaml': 'mary: {name: Mary Okafor, github: mary, email: mary@corp.example}\njosh: {name: Josh Tanaka, github: Josh}\n' };
    const [opening, mitigation] = [`${INCIDENT}/timeline/20260314T090800Z-1b2c3d.md`, `${INCIDENT}/timeline/20260314T094300Z-4f9a2c.md`];
    files[opening] = files[opening].replace('lead: mary', 'lead: josh');
    const change = { [mitigation]: files[mitigation] };
    delete files[mitigation];
    const room = await openRoom(t, { git: { files, change }, seed: { issues: [{ number: 1, user: 'josh', comments: [{ user: 'stranger', body: 'Me too' }] }] } });
    const { head } = room.repository.pulls[2];
    const plan = async (env) => room.pullRequest(2, { args: ['--plan'], env });
    const without = await plan();
    assert.deepEqual([without.code, without.outputs.verdict], [1, 'fail'], without.said);
    assert.match(without.said, /unauthorised-transition/);
    await room.state.review(2, { user: 'stranger', commit_id: head });
    assert.equal((await plan()).code, 1, 'a stranger may not');
    await room.state.review(2, { user: 'josh', commit_id: head });
    const approved = await plan();
    assert.deepEqual([approved.code, approved.outputs.verdict], [0, 'pass'], approved.said);
    room.rig.fault({ path: REVIEWS, times: 9, respond: faults.server(502) });
    const unknown = await plan(impatient);
    assert.deepEqual([unknown.code, unknown.outputs.verdict], [2, 'unknown'], unknown.said);
    assert.match(unknown.summary, /who approved: the forge fails \(502\)/);
  });
});
