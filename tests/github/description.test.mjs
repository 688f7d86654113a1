// GitHub's description judges: each endpoint that the program writes to takes the right body and no wrong one. (Other validators skip the
// bodies of some of these endpoints in silence; that is why each is here.)

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { client } from './client.mjs';
import { findEndpoint, requestProblems, responseProblems } from './openapi.mjs';
import { startRig } from './rig.mjs';

const REPO = '/repos/acme/incidents';
const SHA = 'a'.repeat(40);

/** What the description says to a request, without a server. */
function judge(method, path, body, { type = 'application/json' } = {}) {
  const url = new URL(path, 'http://rig');
  const endpoint = findEndpoint(method, url.pathname);
  if (endpoint.problems.length) return endpoint.problems;
  return requestProblems(endpoint, { query: url.searchParams, headers: { 'content-type': type }, body: body === undefined ? '' : JSON.stringify(body) });
}

// Each: method, path, bodies that are right, bodies that are wrong.
const WRITES = [
  ['POST', `${REPO}/issues`, [{ title: 'x' }, { title: 'x', body: 'y', labels: ['flarebook', { name: 'bug' }], assignees: ['mary'] }],
    [{}, { title: null }, { title: ['x'] }, { title: 'x', label: ['y'] }, { title: 'x', labels: 'y' }, { title: 'x', labels: [1] }, { title: 'x', body: 1 }, []]],
  ['POST', `${REPO}/issues/1/comments`, [{ body: 'x' }], [{}, { body: 1 }, { body: null }, { text: 'x' }, { body: 'x', marker: 'y' }, ['x']]],
  ['PATCH', `${REPO}/issues/comments/1`, [{ body: 'x' }], [{}, { body: 1 }, { text: 'x' }, { body: 'x', id: 1 }]],
  ['POST', `${REPO}/issues/1/labels`, [{ labels: ['x'] }, { labels: [{ name: 'x' }] }], [{ labels: [] }, { labels: 'x' }, { labels: [1] }, { label: ['x'] }, { labels: [{}] }, ['x']]],
  ['POST', `${REPO}/labels`, [{ name: 'x' }, { name: 'x', color: 'ededed', description: 'y' }], [{}, { name: 1 }, { name: 'x', colour: 'ededed' }, { name: 'x', color: 1 }, { name: 'x', description: null }]],
  ['POST', `${REPO}/statuses/${SHA}`, [{ state: 'success' }, { state: 'pending', context: 'flarebook/resolution', description: 'x', target_url: null }],
    [{}, { state: 'passed' }, { state: 'success', context: 1 }, { state: 'success', url: 'x' }, { context: 'x' }]],
  ['POST', `${REPO}/git/trees`, [{ tree: [{ path: 'a', mode: '100644', type: 'blob', content: 'x' }] }, { base_tree: SHA, tree: [{ path: 'a', mode: '100644', type: 'blob', sha: null }] }],
    [{}, { tree: {} }, { tree: [{ path: 'a', mode: '644' }] }, { tree: [{ path: 'a', contents: 'x' }] }, { tree: [], base: SHA }, { tree: [{ type: 'file' }] }]],
  ['POST', `${REPO}/git/commits`, [{ message: 'x', tree: SHA }, { message: 'x', tree: SHA, parents: [SHA], author: { name: 'm', email: 'm@x.example', date: '2026-03-14T09:30:00Z' } }],
    [{ message: 'x' }, { tree: SHA }, { message: 'x', tree: SHA, parents: SHA }, { message: 'x', tree: SHA, parent: [SHA] }, { message: 'x', tree: SHA, author: { name: 'm' } },
      { message: 'x', tree: SHA, author: { name: 'm', email: 'e', date: 'today' } }, { message: 'x', tree: SHA, author: { name: 'm', email: 'e', time: 1 } }]],
  ['POST', `${REPO}/git/refs`, [{ ref: 'refs/heads/x', sha: SHA }], [{ ref: 'refs/heads/x' }, { sha: SHA }, { ref: 'refs/heads/x', sha: SHA, force: true }, { ref: 1, sha: SHA }]],
  ['PATCH', `${REPO}/git/refs/heads/flarebook/follow-ups`, [{ sha: SHA }, { sha: SHA, force: false }], [{}, { sha: SHA, force: 'no' }, { sha: SHA, ref: 'x' }, { force: true }]],
  ['POST', `${REPO}/pulls`, [{ title: 'x', head: 'a', base: 'main' }, { title: 'x', head: 'a', base: 'main', body: 'y', draft: true, maintainer_can_modify: false }],
    [{ title: 'x', head: 'a' }, { title: 'x', base: 'main' }, { title: 1, head: 'a', base: 'main' }, { title: 'x', head: 'a', base: 'main', labels: ['y'] }, { title: 'x', head: 'a', base: 'main', draft: 'no' }]],
  ['POST', '/app/installations/7/access_tokens', [{}, { repositories: ['incidents'], permissions: { issues: 'write' } }],
    [{ repository: 'x' }, { permissions: { issues: 'all' } }, { permissions: { issue: 'write' } }, { repository_ids: ['x'] }]],
];

for (const [method, path, right, wrong] of WRITES) {
  for (const body of right) test(`right: ${method} ${path} ${JSON.stringify(body)}`, () => assert.deepEqual(judge(method, path, body), []));
  for (const body of wrong) test(`wrong: ${method} ${path} ${JSON.stringify(body)}`, () => assert.notDeepEqual(judge(method, path, body), []));
  test(`wrong: ${method} ${path} as a form`, () => assert.match(judge(method, path, right[0], { type: 'application/x-www-form-urlencoded' })[0], /content-type must be application\/json/));
}

test('a label is taken off without a body', () => {
  assert.deepEqual(judge('DELETE', `${REPO}/issues/1/labels/flarebook%2Fblocked`), []);
  assert.deepEqual(judge('DELETE', `${REPO}/issues/1/labels/x`, { name: 'x' }), ['this endpoint takes no body']);
  assert.deepEqual(judge('DELETE', `${REPO}/issues/one/labels/x`), ['path parameter issue_number: one must be integer']);
});

test('a body that has to be there is missed', () => {
  for (const [method, path, right] of WRITES.filter(([, path]) => !/(1\/labels|access_tokens)$/.test(path))) {
    assert.deepEqual(judge(method, path), ['the body is missing'], `${method} ${path} ${right}`);
  }
});

test('paths, methods and queries are held against the description', () => {
  assert.deepEqual(judge('GET', '/repos/acme/incidents/incidents'), ['GitHub has no such path: /repos/acme/incidents/incidents']);
  assert.deepEqual(judge('PUT', `${REPO}/issues`, {}), ['/repos/{owner}/{repo}/issues does not take PUT']);
  assert.deepEqual(judge('GET', `${REPO}/issues?label=x`), ['unknown query parameter: label']);
  assert.deepEqual(judge('GET', `${REPO}/issues?state=any`), ['query parameter state: any must be equal to one of the allowed values: open, closed, all']);
  assert.deepEqual(judge('GET', `${REPO}/issues?per_page=many`), ['query parameter per_page: many must be integer']);
  assert.deepEqual(judge('GET', `${REPO}/issues?page=1&page=2`), ['query parameter given twice: page']);
  assert.deepEqual(judge('GET', `${REPO}/pulls/1?per_page=1`), ['unknown query parameter: per_page']);
  assert.deepEqual(judge('GET', `${REPO}/issues?since=yesterday`), ['query parameter since: yesterday must match format "date-time"']);
});

test('the more exact of two paths wins', () => {
  const template = (method, path) => findEndpoint(method, REPO + path).template.replace('/repos/{owner}/{repo}', '');
  assert.equal(template('GET', '/commits/heads/main/status'), '/commits/{ref}/status');
  assert.equal(template('PATCH', '/issues/comments/5'), '/issues/comments/{comment_id}');
  assert.equal(template('GET', '/git/ref/heads/a/b'), '/git/ref/{ref}');
  assert.deepEqual(findEndpoint('GET', `${REPO}/labels/a%2Fb`).params.name, 'a/b');
});

test('answers are held against the description too', () => {
  const label = { id: 1, node_id: 'L', url: 'https://api.github.com/x', name: 'x', description: null, color: 'ededed', default: false };
  const endpoint = findEndpoint('GET', `${REPO}/labels/x`);
  assert.deepEqual(responseProblems(endpoint, 200, label), []);
  assert.deepEqual(responseProblems(endpoint, 200, { ...label, colour: 'x' }), ['answer 200: the body must NOT have unevaluated properties (colour)']);
  assert.deepEqual(responseProblems(endpoint, 200, { ...label, id: '1' }), ['answer 200: /id must be integer']);
  assert.deepEqual(responseProblems(endpoint, 204, undefined), ['GET /repos/{owner}/{repo}/labels/{name} never answers 204']);
});

let rig;
before(async () => { rig = await startRig(); });
after(() => rig.stop());

test('what the description does not allow is answered 599, recorded, and has no effect', async () => {
  const ask = client(rig);
  const { status, body } = await ask('POST', `${REPO}/issues`, { title: 'x', label: ['y'] });
  assert.equal(status, 599);
  assert.deepEqual(body.problems, ['the body must NOT have unevaluated properties (label)']);
  assert.equal((await rig.state.issues()).length, 2);
  assert.equal((await ask('GET', '/nothing')).status, 599);
  assert.equal((await ask('POST', `${REPO}/issues`, '{"title": ')).status, 599);
  const sides = rig.violations.splice(0).map(({ side, request }) => `${side} ${request}`);
  assert.deepEqual(sides, [`request POST ${REPO}/issues`, 'request GET /nothing', `request POST ${REPO}/issues`]);
});

test('an endpoint that exists but is not served is no 404', async () => {
  const { status, body } = await client(rig)('GET', '/emojis');
  assert.equal(status, 599);
  assert.match(body.problems[0], /does not serve it/);
  rig.violations.splice(0);
});

test('the stand-in is caught when it lies', async (t) => {
  t.mock.method(rig.state, 'pull', async () => ({ number: 2 }));
  const { status, body } = await client(rig)('GET', `${REPO}/pulls/2`);
  assert.equal(status, 599);
  assert.match(body.problems[0], /^answer 200: the body must have required property/);
  assert.equal(rig.violations.splice(0)[0].side, 'response');
});
