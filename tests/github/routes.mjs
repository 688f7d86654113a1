// What each endpoint does here. An endpoint that is not in the table is not served, and asking for it fails the test: a stand-in that
// answers "404" to what it does not know would look like GitHub saying no.

import { checkLength, invalid, notFound, page, Refusal } from './answers.mjs';
import { checkStatement, installation, mintToken } from './app.mjs';
import { repaired, repairedParts } from './repair.mjs';
import { addStatus, combinedStatus } from './statuses.mjs';

const REPO = '/repos/{owner}/{repo}';
const ok = (body, headers = {}) => ({ status: 200, body, headers });

/** A route gets the request's context (see `rig.mjs`) and gives {status, body, headers}; a refusal is thrown. */
export const ROUTES = {
  [`GET ${REPO}`]: (c) => forward(c),
  [`GET ${REPO}/pulls`]: async (c) => listed(c, await pulls(c)),
  [`GET ${REPO}/pulls/{pull_number}`]: async (c) => ok((await c.state.pull(c.number, c.repository)) ?? refuse(notFound())),
  [`GET ${REPO}/pulls/{pull_number}/reviews`]: async (c) => listed(c, (await c.state.all(pathOf(c, `pulls/${c.number}/reviews`))).map((one) => repaired('review', one))),
  [`POST ${REPO}/pulls`]: createPull,
  [`GET ${REPO}/issues`]: async (c) => listed(c, filtered(await c.state.issues(c.repository), c.query)),
  [`GET ${REPO}/issues/{issue_number}`]: async (c) => ok(await issue(c)),
  [`POST ${REPO}/issues`]: createIssue,
  [`GET ${REPO}/issues/{issue_number}/comments`]: async (c) => (await part(c), listed(c, await c.state.comments(c.number, c.repository))),
  [`POST ${REPO}/issues/{issue_number}/comments`]: async (c) => (await part(c), commentBody(c), forward(c)),
  [`PATCH ${REPO}/issues/comments/{comment_id}`]: async (c) => (commentBody(c), forward(c)),
  [`GET ${REPO}/issues/{issue_number}/labels`]: async (c) => (await part(c), listed(c, await c.state.write('GET', pathOf(c, `issues/${c.number}/labels`)))),
  [`POST ${REPO}/issues/{issue_number}/labels`]: addLabels,
  [`DELETE ${REPO}/issues/{issue_number}/labels/{name}`]: removeLabel,
  [`GET ${REPO}/labels`]: async (c) => listed(c, await c.state.repositoryLabels(c.repository)),
  [`GET ${REPO}/labels/{name}`]: async (c) => ok((await labelNamed(c, c.params.name)) ?? refuse(notFound())),
  [`POST ${REPO}/labels`]: createLabel,
  [`POST ${REPO}/statuses/{sha}`]: addStatus,
  [`GET ${REPO}/commits/{ref}/status`]: combinedStatus,
  [`GET ${REPO}/git/ref/{ref}`]: (c) => forward(c),
  [`GET ${REPO}/git/commits/{commit_sha}`]: (c) => forward(c),
  [`GET ${REPO}/git/trees/{tree_sha}`]: (c) => forward(c),
  [`POST ${REPO}/git/blobs`]: (c) => forward(c),
  [`POST ${REPO}/git/trees`]: (c) => forward(c),
  [`POST ${REPO}/git/commits`]: (c) => forward(c, { parents: [], ...c.body }),
  [`POST ${REPO}/git/refs`]: (c) => forward(c),
  [`PATCH ${REPO}/git/refs/{ref}`]: (c) => forward(c),
  [`GET ${REPO}/installation`]: async (c) => ok(installation(appOf(c), c.url, await account(c))),
  'GET /user': async (c) => ok(repairedParts(await c.state.write('GET', `/users/${encodeURIComponent(person(c))}`, undefined, c.actor.login))),
  'POST /app/installations/{installation_id}/access_tokens': (c) => (
    { status: 201, headers: {}, body: mintToken(appOf(c), Number(c.params.installation_id), c.body, c.tokens) }
  ),
};

/** Behind a token of a person is a person; an App's has nobody. */
function person({ actor }) {
  if (!actor) throw new Refusal(401, 'Requires authentication');
  if (actor.login.endsWith('[bot]')) throw new Refusal(403, 'Resource not accessible by integration');
  return actor.login;
}

function refuse(refusal) {
  throw refusal;
}

const pathOf = (c, rest) => `/repos/${c.repository}/${rest}`;

const REWORDED = [
  [/^Invalid sha$/, 422, 'Object does not exist'], [/^Update is not a fast-forward$/, 422, 'Update is not a fast forward'],
  [/^Invalid tree$/, 422, 'Tree SHA does not exist'], [/^Invalid parent /, 422, 'Parent SHA does not exist or is not a commit object'],
  [/^Invalid base_tree$/, 422, 'base_tree is not a valid tree oid'],
];

/** Lets emulate do it in the actor's name, and words its refusals as GitHub does. */
async function forward(c, body = c.body) {
  const { status, body: said } = await c.state.emulator.call(c.method, c.path + (c.query.size ? `?${c.query}` : ''), body, c.actor?.login ?? c.repository.split('/')[0]);
  if (status >= 400) {
    if (c.endpoint.template.endsWith('/git/refs/{ref}') && status === 404) throw new Refusal(422, 'Reference does not exist');
    const words = REWORDED.find(([pattern]) => pattern.test(said?.message));
    throw new Refusal(words?.[1] ?? status, words?.[2] ?? said?.message ?? 'Not Found');
  }
  return { status, body: trimmed(c, repairedParts(said)), headers: {} };
}

/** What emulate says beyond GitHub's description, or leaves out. */
function trimmed(c, body) {
  if (c.endpoint.template === REPO) return { ...body, network_count: body.forks_count, subscribers_count: 0 };
  if (c.endpoint.template.endsWith('/git/blobs')) return { url: body.url, sha: body.sha };
  return body;
}

function listed(c, items) {
  const { items: body, headers } = page(items.map(repairedParts), { ...c, repositoryId: c.repositoryId });
  return ok(body, headers);
}

/** An issue, or where it went, or that it is gone. */
async function issue(c) {
  const { deleted, transferred } = c.state.overlay(c.number, c.repository);
  if (deleted) throw new Refusal(410, 'This issue was deleted');
  if (transferred) {
    const location = `${c.url}/repositories/${await c.idOf(transferred.repository)}/issues/${transferred.number}`;
    throw new Refusal(301, 'Moved Permanently', { url: location }, { location });
  }
  return (await c.state.issue(c.number, c.repository)) ?? refuse(notFound());
}

/** The parts of an issue that went elsewhere are not redirected, they are not found. */
async function part(c) {
  if (c.state.overlay(c.number, c.repository).transferred) throw notFound();
  return issue(c);
}

function filtered(issues, query) {
  const state = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean).map((name) => name.toLowerCase());
  const creator = query.get('creator');
  const unserved = ['milestone', 'assignee', 'type', 'mentioned', 'issue_field_values', 'sort', 'direction'].filter((name) => query.has(name));
  if (unserved.length) throw new Refusal(599, `this stand-in does not filter issues by ${unserved}`);
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
  return issues.filter((one) => (state === 'all' || one.state === state) && Date.parse(one.updated_at) >= since && (!creator || one.user.login === creator)
    && labels.every((name) => one.labels.some((label) => label.name.toLowerCase() === name)));
}

async function pulls(c) {
  const { query } = c;
  const unserved = ['sort', 'direction'].filter((name) => query.has(name));
  if (unserved.length) throw new Refusal(599, `this stand-in does not sort pull requests by ${unserved}`);
  const state = query.get('state') ?? 'open';
  const fits = (one) => (state === 'all' || one.state === state) && (query.get('base') ?? one.base.ref) === one.base.ref && (query.get('head') ?? one.head.label) === one.head.label;
  return (await c.state.pulls(c.repository)).filter(fits).sort((a, b) => b.number - a.number).map(asSimple);
}

/** A list of pull requests leaves out what takes time to work out, `mergeable` above all. */
function asSimple(pull) {
  const left = ['merged', 'mergeable', 'rebaseable', 'mergeable_state', 'merged_by', 'comments', 'review_comments', 'maintainer_can_modify', 'commits', 'additions', 'deletions', 'changed_files'];
  return Object.fromEntries(Object.entries(pull).filter(([name]) => !left.includes(name)));
}

function commentBody(c) {
  if (!c.body.body.trim()) throw invalid('IssueComment', 'body', 'missing_field', 'body can\'t be blank');
  checkLength('IssueComment', 'body', c.body.body, 65536);
}

const names = (labels = []) => labels.map((label) => (typeof label === 'string' ? label : label.name));

async function createIssue(c) {
  checkLength('Issue', 'title', String(c.body.title), 256);
  checkLength('Issue', 'body', c.body.body, 65536);
  if (!String(c.body.title).trim()) throw invalid('Issue', 'title', 'missing_field');
  return forward(c, { ...c.body, title: String(c.body.title), labels: await known(c, names(c.body.labels)) });
}

/** GitHub's labels do not differ by case; emulate's do, so a label is named here as it is spelt in the repository. */
async function known(c, wanted) {
  const there = await c.state.repositoryLabels(c.repository);
  wanted.forEach((name) => checkLength('Label', 'name', name, 50));
  return wanted.map((name) => there.find((label) => label.name.toLowerCase() === name.toLowerCase())?.name ?? name);
}

async function labelNamed(c, name) {
  return (await c.state.repositoryLabels(c.repository)).find((label) => label.name.toLowerCase() === name.toLowerCase());
}

async function addLabels(c) {
  await part(c);
  return forward(c, { labels: await known(c, names(c.body?.labels)) });
}

async function removeLabel(c) {
  await part(c);
  const there = (await c.state.labels(c.number, c.repository)).find((name) => name.toLowerCase() === c.params.name.toLowerCase());
  if (!there) throw new Refusal(404, 'Label does not exist');
  return forward({ ...c, path: `/repos/${c.repository}/issues/${c.number}/labels/${encodeURIComponent(there)}` });
}

async function createLabel(c) {
  const { name, color, description } = c.body;
  if (!name.trim()) throw invalid('Label', 'name', 'missing_field');
  checkLength('Label', 'name', name, 50);
  checkLength('Label', 'description', description, 100);
  if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color)) throw invalid('Label', 'color', 'invalid');
  if (await labelNamed(c, name)) throw invalid('Label', 'name', 'already_exists');
  return forward(c);
}

/** Emulate makes a branch that is missing, and a second pull request for the same branch; GitHub refuses both. */
async function createPull(c) {
  const { head, base, title } = c.body;
  if (!title) throw invalid('PullRequest', 'title', 'missing_field');
  checkLength('PullRequest', 'title', title, 256);
  const owner = c.repository.split('/')[0];
  const [from, ref] = head.includes(':') ? head.split(':') : [owner, head];
  const headSha = await c.state.sha(`heads/${ref}`, from === owner ? c.repository : `${from}/${c.repository.split('/')[1]}`).catch(() => undefined);
  const baseSha = await c.state.sha(`heads/${base}`, c.repository);
  if (!headSha) throw invalid('PullRequest', 'head', 'invalid');
  if (!baseSha) throw invalid('PullRequest', 'base', 'invalid');
  const custom = (message) => invalid('PullRequest', undefined, 'custom', message);
  if (headSha === baseSha) throw custom(`No commits between ${base} and ${ref}`);
  const label = `${from}:${ref}`;
  const open = (await c.state.pulls(c.repository)).some((one) => one.state === 'open' && one.head.label === label && one.base.ref === base);
  if (open) throw custom(`A pull request already exists for ${label}.`);
  return forward(c);
}

function appOf(c) {
  if (!c.app) throw new Refusal(401, 'A JSON web token could not be decoded');
  checkStatement(c.bearer ?? '', c.app);
  return c.app;
}

async function account(c) {
  const repository = await c.state.write('GET', `/repos/${c.repository}`);
  return repairedParts(repository.owner);
}
