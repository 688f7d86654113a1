// GraphQL: run against GitHub's own schema, with GitHub's way of saying "not found".

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { asker, client } from './client.mjs';
import { startRig } from './rig.mjs';

const SEED = [
  {
    owner: 'acme', name: 'incidents', labels: [{ name: 'bug', color: 'd73a4a' }, { name: 'flarebook', color: 'b60205' }],
    issues: [{ number: 1, title: 'Open', labels: ['bug', 'flarebook'], user: 'mary' }, { number: 2, title: 'Done', state: 'closed' }, { number: 3, state: 'closed', state_reason: 'duplicate' },
      { number: 4, transferred: { repository: 'acme/web', number: 1 } }],
    pulls: [{ number: 6, title: 'Resolve', head: { ref: 'resolve' } }],
  },
  { owner: 'acme', name: 'web', issues: [{ title: 'Moved here' }] },
  { owner: 'acme', name: 'secret', visible: false },
];

let rig;
let ask;
before(async () => {
  rig = await startRig({ repositories: SEED });
  ask = asker(rig);
});
after(() => rig.stop());
afterEach(() => assert.deepEqual(rig.violations.splice(0), []));

const BATCH = `query($owner: String!, $name: String!) {
  rateLimit { cost remaining limit resetAt }
  repository(owner: $owner, name: $name) {
    nameWithOwner
    i1: issueOrPullRequest(number: 1) { ...thing }
    i2: issueOrPullRequest(number: 2) { ...thing }
    i4: issueOrPullRequest(number: 4) { ...thing }
    i5: issueOrPullRequest(number: 5) { ...thing }
    i6: issueOrPullRequest(number: 6) { ...thing }
    i99: issueOrPullRequest(number: 99) { ...thing }
  }
}
fragment thing on IssueOrPullRequest {
  __typename
  ... on Issue { number title state stateReason url closedAt }
  ... on PullRequest { number title pullState: state merged mergedAt headRefOid }
}`;

test('a batch: what is there is answered, what is not is null and an error with its path', async () => {
  const { status, body: { data, errors } } = await ask(BATCH, { owner: 'acme', name: 'incidents' });
  assert.equal(status, 200);
  assert.deepEqual(data.repository.i1, { __typename: 'Issue', number: 1, title: 'Open', state: 'OPEN', stateReason: null, url: 'https://github.com/acme/incidents/issues/1', closedAt: null });
  assert.deepEqual([data.repository.i2.state, data.repository.i2.stateReason], ['CLOSED', 'COMPLETED']);
  const { head } = await rig.state.pull(6);
  assert.deepEqual(data.repository.i6, { __typename: 'PullRequest', number: 6, title: 'Resolve', pullState: 'OPEN', merged: false, mergedAt: null, headRefOid: head.sha });
  assert.deepEqual([data.repository.i4, data.repository.i5, data.repository.i99], [null, null, null]);
  assert.deepEqual(errors.map(({ type, path, message }) => [type, path, message]), [4, 5, 99].map((number) => (
    ['NOT_FOUND', ['repository', `i${number}`], `Could not resolve to an issue or pull request with the number of ${number}.`]
  )));
  assert.equal(data.rateLimit.limit, 1000);
});

test('a repository that is not visible is null and an error', async () => {
  for (const name of ['secret', 'nothing']) {
    const { status, body } = await ask('query($name: String!) { repository(owner: "acme", name: $name) { id } }', { name });
    assert.equal(status, 200);
    assert.deepEqual(body.data, { repository: null });
    assert.deepEqual([body.errors[0].type, body.errors[0].path, body.errors[0].message], ['NOT_FOUND', ['repository'], `Could not resolve to a Repository with the name 'acme/${name}'.`]);
  }
});

test('a duplicate is told as one only to who asks for it', async () => {
  const { body } = await ask('{ repository(owner: "acme", name: "incidents") { issue(number: 3) { plain: stateReason full: stateReason(enableDuplicate: true) } } }');
  assert.deepEqual(body.data.repository.issue, { plain: 'NOT_PLANNED', full: 'DUPLICATE' });
});

test('issue() does not find a pull request', async () => {
  const { body } = await ask('{ repository(owner: "acme", name: "incidents") { issue(number: 6) { id } } }');
  assert.deepEqual([body.data.repository.issue, body.errors[0].message], [null, 'Could not resolve to an Issue with the number of 6.']);
});

test('an address is followed to where the issue went', async () => {
  const { body } = await ask('{ resource(url: "https://github.com/acme/incidents/issues/4") { url ... on Issue { number title repository { nameWithOwner } } } }');
  assert.deepEqual(body.data.resource, { url: 'https://github.com/acme/web/issues/1', number: 1, title: 'Moved here', repository: { nameWithOwner: 'acme/web' } });
  const other = await ask('{ a: resource(url: "https://github.com/acme/secret") { url } b: resource(url: "https://gitlab.example/acme/web/issues/1") { url } }');
  assert.deepEqual(other.body.data, { a: null, b: null });
});

test('a list says how much of it is wanted', async () => {
  const labels = (args) => ask(`{ repository(owner: "acme", name: "incidents") { issue(number: 1) { labels${args} { totalCount nodes { name } pageInfo { hasNextPage endCursor } } } } }`);
  const { body } = await labels('(first: 1)');
  assert.deepEqual(body.data.repository.issue.labels, { totalCount: 2, nodes: [{ name: 'bug' }], pageInfo: { hasNextPage: true, endCursor: '0' } });
  const rest = await labels('(first: 1, after: "0")');
  assert.deepEqual(rest.body.data.repository.issue.labels.nodes, [{ name: 'flarebook' }]);
  assert.equal((await labels('')).body.errors[0].type, 'MISSING_PAGINATION_BOUNDARIES');
  assert.equal((await labels('(first: 101)')).body.errors[0].type, 'EXCESSIVE_PAGINATION');
});

test('a query that GitHub\'s schema does not allow fails the test', async () => {
  for (const [query, problem] of [
    ['{ repository(owner: "acme", name: "incidents") { issues(number: 1) { id } } }', /Unknown argument "number"/],
    ['{ repository(owner: "acme", name: "incidents") { issueOrPullRequest(number: 1) { title } } }', /Cannot query field "title"/],
    ['query($n: String!) { repository(owner: "acme", name: "web") { issue(number: $n) { id } } }', /Variable "\$n" of type "String!"/],
    // The trap of a batch: `state` of an issue and of a pull request are different types, one of them needs another name.
    ['{ repository(owner: "acme", name: "web") { issueOrPullRequest(number: 1) { ... on Issue { state } ... on PullRequest { state } } } }', /conflicting types/],
    ['{ repository(owner: "acme"', /Syntax Error/],
  ]) {
    const { status, body } = await ask(query);
    assert.equal(status, 599, query);
    assert.match(body.problems[0], problem);
  }
  assert.equal(rig.violations.splice(0).length, 5);
});

test('GraphQL wants a token', async () => {
  assert.equal((await asker(rig, { token: '' })('{ viewer { login } }')).status, 401);
  assert.equal((await asker(rig, { token: 'wrong' })('{ viewer { login } }')).body.message, 'Bad credentials');
});

test('a query is no write', async () => {
  rig.requests.splice(0);
  await ask('{ rateLimit { cost } }');
  assert.deepEqual([rig.requests.length, rig.writes.length], [1, 0]);
  assert.equal((await client(rig)('GET', '/graphql')).status, 599);
  rig.violations.splice(0);
});
