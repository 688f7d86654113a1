// Follow-ups that ask for an issue get one; what becomes of the issue is proposed for the record, as a pull request that a person merges.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { INCIDENT, records } from './records.mjs';
import { faults } from './rig.mjs';
import { gaps, obeyed, openRoom, TOGETHER } from './room.mjs';

const PATH = `${INCIDENT}/followups/alert-on-login-errors.yaml`;
const BRANCH = 'flarebook/follow-ups';
const SECRET = 'incidents/2026-03-15-secret';
const infra = (more = {}) => ({ owner: 'acme', name: 'infra', issues: [], ...more });

/** A follow-up as people write them: with a comment, an empty line, quotes, and what YAML lets one say in several ways. */
const asking = (tracker = 'new', more = '') => `# Josh: not before the release.\ntitle: "Alert on login errors: all of them"\nkind: detect   # not prevent\nowner: mary\n\ndue: 2026-03-28\ntracker: ${tracker}   # asked for\nstate: open\n${more}`;
const ready = (tracker, more) => ({ ...records(), [PATH]: asking(tracker, more) });
const proposals = async (room) => (await room.state.pulls()).filter(({ head, state }) => head.ref === BRANCH && state === 'open');
const pushTo = (room, options) => room.push({ before: undefined, after: room.repository.base, ...options });
const secret = (tracker) => ({
  [`${SECRET}/incident.yaml`]: 'title: The secret\nvisibility: restricted\nkind: incident\ncomponents: [login]\nimpact: {started_at: 2026-03-15T09:02:00Z}\ndetected: {at: 2026-03-15T09:08:00Z, by: support}\n',
  [`${SECRET}/timeline/20260315T090800Z-1b2c3e.md`]: '---\nat: 2026-03-15T09:08:00Z\nby: mary\nstatus: investigating\nseverity: SEV2\nroles: {lead: mary}\n---\nThe secret.\n',
  [`${SECRET}/followups/secret-thing.yaml`]: `title: The secret thing\nkind: prevent\nowner: mary\ndue: 2026-03-28\ntracker: ${tracker}\nstate: open\n`,
});

describe('follow-ups', TOGETHER, () => {
  test('an issue is opened once; its address is proposed; a later change updates the proposal; merged, all is quiet', async (t) => {
    const room = await openRoom(t, { git: { files: ready(), number: 0 }, seed: { issues: [{ number: 1, title: 'Another' }] } });
    const planned = await pushTo(room, { args: ['--plan'] });
    assert.deepEqual([planned.code, planned.writes], [0, []], planned.said);
    assert.match(planned.stdout, /would open an issue in acme\/incidents: Alert on login errors: all of them \(for mary\)/);

    const first = await pushTo(room);
    assert.equal(first.code, 0, first.said);
    assert.ok(gaps(first.writes).every((gap) => gap >= 1000), `${gaps(first.writes)}`);
    const issue = await room.state.issue(2);
    assert.deepEqual([issue.title, issue.labels.map(({ name }) => name).sort()], ['Alert on login errors: all of them', ['flarebook', 'follow-up: detect']]);
    assert.match(issue.body, /^<!-- flarebook:follow-up 2026-03-14-login-errors\/alert-on-login-errors -->\n/);
    assert.match(issue.body, /\*\*Due:\*\* 2026-03-28/);
    assert.ok(issue.body.includes(`<https://github.com/acme/incidents/blob/main/${PATH}>`), issue.body);
    const [asked] = first.writes;
    assert.deepEqual(JSON.parse(asked.body).assignees, ['mary'], 'people.yaml says who mary is there');

    const [proposal, ...others] = await proposals(room);
    assert.deepEqual([proposal.base.ref, others], ['main', []]);
    const url = 'https://github.com/acme/incidents/issues/2';
    assert.equal(await room.state.file(`heads/${BRANCH}`, PATH), asking(url), 'but for the one value every byte is as it was');
    const { parents } = await room.state.commit(proposal.head.sha);
    assert.deepEqual(parents.map(({ sha }) => sha), [room.repository.base]);

    const second = await pushTo(room);
    assert.deepEqual([second.code, second.outputs.plan, second.writes], [0, '0', []], second.said);

    const more = await room.commitToMain({ [`${INCIDENT}/followups/second.yaml`]: 'title: Second\nkind: repair\nowner: mary\ndue: 2026-03-28\ntracker: new\nstate: open\n' });
    const third = await room.push({ before: room.repository.base, after: more });
    const [same, ...none] = await proposals(room);
    assert.deepEqual([same.number, none, (await room.state.issues()).filter(({ pull_request: pull }) => !pull).length], [proposal.number, [], 3], third.said);
    assert.match(await room.state.file(`heads/${BRANCH}`, `${INCIDENT}/followups/second.yaml`), /^tracker: https:\/\/github.com\/acme\/incidents\/issues\/\d+$/m);
    assert.equal(await room.state.file(`heads/${BRANCH}`, PATH), asking(url));

    const merged = { [PATH]: asking(url), [`${INCIDENT}/followups/second.yaml`]: await room.state.file(`heads/${BRANCH}`, `${INCIDENT}/followups/second.yaml`) };
    const onMain = await room.commitToMain(merged);
    await room.state.mergePull(proposal.number);
    const last = await room.push({ before: more, after: onMain });
    assert.deepEqual([last.code, last.outputs.plan, last.writes], [0, '0', []], last.said);
  });

  test('a closed issue proposes done with evidence, a reopened one open, a transferred one its new address', async (t) => {
    const url = 'https://github.com/acme/incidents/issues/1';
    const room = await openRoom(t, { git: { files: ready(url), number: 0 }, others: [infra({ issues: [{ number: 1, title: 'Alert on login errors' }] })] });
    await room.state.closeIssue(1);
    const closed = await room.act('issues', { action: 'closed', number: 1 });
    const proposed = await room.state.file(`heads/${BRANCH}`, PATH);
    const evidence = `evidence: ${url}\n`;
    assert.equal(proposed.replace(evidence, ''), asking(url).replace('state: open', 'state: done'), closed.said);
    assert.ok(proposed.includes(evidence), proposed);
    const again = await room.schedule();
    const [first] = await proposals(room);
    assert.deepEqual(again.writes.filter(({ path }) => !/\/(statuses|issues)\//.test(path)), [], again.said);

    const commit = await room.commitToMain({ [PATH]: proposed });
    await room.state.reopenIssue(1);
    const reopened = await room.act('issues', { action: 'reopened', number: 1 });
    assert.equal(await room.state.file(`heads/${BRANCH}`, PATH), proposed.replace('state: done', 'state: open'), reopened.said);
    assert.equal((await room.state.commit(await room.state.sha(BRANCH))).parents[0].sha, commit);
    assert.deepEqual((await proposals(room)).map(({ number }) => number), [first.number]);

    await room.state.transferIssue(1, { repository: 'acme/infra', number: 1 });
    const moved = await room.act('issues', { action: 'transferred', number: 1, transferredTo: { repository: 'acme/infra', number: 1 } });
    const text = await room.state.file(`heads/${BRANCH}`, PATH);
    assert.match(text, /^tracker: https:\/\/github.com\/acme\/infra\/issues\/1 {3}# asked for$/m, moved.said);
    assert.match(text, /^state: open$/m);
    assert.equal(JSON.parse(moved.facts ?? '{}').trackers?.[url]?.moved_to ?? 'https://github.com/acme/infra/issues/1', 'https://github.com/acme/infra/issues/1');
  });

  test('deleted, transferred, not visible: said as such, and none of it settles anything', async (t) => {
    const trackers = ['https://github.com/acme/incidents/issues/1', 'https://github.com/acme/incidents/issues/3', 'https://github.com/acme/hidden/issues/1', 'https://github.com/acme/incidents/issues/999', 'https://github.com/acme/incidents/issues/4'];
    const files = trackers.slice(1).map((tracker, index) => [`${INCIDENT}/followups/more-${index}.yaml`, `title: More ${index}\nkind: repair\nowner: mary\ndue: 2026-03-28\ntracker: ${tracker}\nstate: open\n`]);
    const room = await openRoom(t, {
      git: { files: { ...records(), ...Object.fromEntries(files) } },
      seed: { issues: [{ number: 1, deleted: true }, { number: 3, transferred: { repository: 'acme/infra', number: 1 } }, { number: 4, state: 'closed', state_reason: 'duplicate' }] },
      others: [infra({ issues: [{ number: 1, title: 'Moved here', state: 'closed' }] }), { owner: 'acme', name: 'hidden', visible: false, issues: [{ number: 1 }] }],
    });
    const { code, facts, said } = await room.pullRequest();
    assert.equal(code, 1, said);
    const states = trackers.map((tracker) => JSON.parse(facts).trackers[tracker].state);
    assert.deepEqual(states, ['deleted', 'completed', 'not_visible', 'not_visible', 'duplicate']);
    assert.equal(JSON.parse(facts).trackers[trackers[1]].moved_to, 'https://github.com/acme/infra/issues/1');
    const [{ body }] = await room.ours();
    assert.match(body, /its tracker was deleted/);
    assert.match(body, /acme\/hidden#1 is not there, or the token may not see it/);
    assert.match(body, /acme\/incidents#999 is not there, or the token may not see it/);
    assert.match(body, /closed as a duplicate/);
    assert.doesNotMatch(body, /- ❌ the follow-up `More 0`/);
  });

  test('another repository, the secret of a restricted incident, an assignee who cannot be assigned', async (t) => {
    const files = { ...ready('new in acme/infra'), ...secret('new in acme/infra') };
    const room = await openRoom(t, { git: { files, number: 0 }, others: [infra()] });
    room.rig.fault({
      method: 'POST', path: '/repos/acme/infra/issues',
      respond: { before: () => ({ status: 422, headers: { 'content-type': 'application/json; charset=utf-8' }, text: JSON.stringify({ message: 'Validation Failed', errors: [{ value: 'mary', resource: 'Issue', field: 'assignees', code: 'invalid' }], status: '422' }) }) },
    });
    const { code, said, writes } = await pushTo(room);
    assert.equal(code, 0, said);
    const there = await room.state.issues('acme/infra');
    assert.deepEqual(there.map(({ title, assignees }) => [title, assignees]), [['Alert on login errors: all of them', []]]);
    const posted = writes.filter(({ path }) => path === '/repos/acme/infra/issues').map(({ body }) => JSON.parse(body).assignees);
    assert.deepEqual(posted, [['mary'], []]);
    assert.doesNotMatch(JSON.stringify([there, writes.map(({ body }) => body)]), /secret/i, 'nothing of it leaves the repository');
    assert.match(await room.state.file(`heads/${BRANCH}`, PATH), /^tracker: https:\/\/github.com\/acme\/infra\/issues\/1 /m);
    assert.match(said, /secret-thing|restricted/, 'and why it is not opened is said');
    const again = await pushTo(room);
    assert.deepEqual([again.outputs.plan, again.writes], ['0', []], again.said);
  });

  test('a write whose answer is lost is not sent again, and the next run does not do it twice', async (t) => {
    const room = await openRoom(t, { git: { files: ready(), number: 0 } });
    room.rig.fault({ method: 'POST', path: '/repos/acme/incidents/issues', respond: faults.lost() });
    const first = await pushTo(room);
    assert.equal(first.code, 0, first.said);
    assert.equal(first.writes.filter(({ path }) => path.endsWith('/issues')).length, 1);
    assert.match(obeyed(first.stdout).map(({ line }) => line).join(), /could not open an issue in acme\/incidents/);
    room.rig.fault({ method: 'POST', path: '/repos/acme/incidents/pulls', respond: faults.lost() });
    const second = await pushTo(room);
    assert.equal((await room.state.issues()).filter(({ labels }) => labels.length).length, 1, second.said);
    const third = await pushTo(room);
    assert.deepEqual([third.outputs.plan, third.writes, (await proposals(room)).length], ['0', [], 1], third.said);
  });

  test('a proposal that lost its pull request, or whose files a hand must edit', async (t) => {
    const odd = '{title: Odd, kind: repair, owner: mary, due: 2026-03-28, tracker: &t new, state: open}\n';
    const room = await openRoom(t, { git: { files: { ...ready(), [`${INCIDENT}/followups/odd.yaml`]: odd }, number: 0 }, seed: { issues: [] } });
    const first = await pushTo(room);
    const [proposal] = await proposals(room);
    const proposed = await room.state.file(`heads/${BRANCH}`, `${INCIDENT}/followups/odd.yaml`);
    assert.ok(proposed === odd ? /by hand/.test(first.stdout) : /tracker: (&t )?https:/.test(proposed), proposed);
    await room.state.write('PATCH', `/repos/acme/incidents/pulls/${proposal.number}`, { state: 'closed' });
    const again = await pushTo(room);
    assert.equal(again.code, 0, again.said);
    assert.equal((await proposals(room)).length, 1, again.said);
  });
});

