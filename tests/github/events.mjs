// The payloads that start a workflow: GitHub's own examples with the fields that matter replaced, so that their shape is the real one.

import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples');
const EXAMPLE = 'Codertocat/Hello-World';
const ZERO = '0'.repeat(40);

function example(name, fits = () => true) {
  const found = examples.find((one) => one.name === name)?.examples.find(fits);
  if (!found) throw new Error(`there is no such example of ${name}`);
  return current(structuredClone(found));
}

/** Some examples are older than fields that GitHub has sent since; the test holds all payloads against GitHub's description. */
function current(value) {
  if (!value || typeof value !== 'object') return value;
  Object.values(value).forEach(current);
  if (value.full_name && value.owner) {
    value.has_discussions ??= false;
    value.homepage ||= null;
    delete value.custom_properties;
  }
  return value;
}

/** Names the repository everywhere in the payload, in addresses too; `url` puts the rig's address in the place of the API's. */
function about(payload, { repository = 'acme/incidents', defaultBranch = 'main', url }) {
  const [owner, name] = repository.split('/');
  const old = payload.repository?.full_name ?? EXAMPLE;
  let text = JSON.stringify(payload).replaceAll(old, repository);
  if (url) text = text.replaceAll('https://api.github.com', url);
  const named = JSON.parse(text);
  if (named.repository) Object.assign(named.repository, { name, full_name: repository, default_branch: defaultBranch, master_branch: undefined });
  if (named.repository) named.repository.owner.login = owner;
  return JSON.parse(JSON.stringify(named));
}

/** `head`: {ref, sha, repo}; a `repo` other than the repository makes it a pull request from a fork. */
export function pullRequest({ action = 'synchronize', number, title = 'A pull request', head, base = {}, author = 'mary', draft = false, mergeCommitSha = null, before, ...place }) {
  const payload = about(example('pull_request', (one) => one.action === 'synchronize'), place);
  const pull = payload.pull_request;
  Object.assign(payload, { action, number });
  if (action === 'synchronize') Object.assign(payload, { before: before ?? base.sha ?? ZERO, after: head.sha });
  else for (const name of ['before', 'after']) delete payload[name];
  Object.assign(pull, { number, title, draft, merge_commit_sha: mergeCommitSha, state: action === 'closed' ? 'closed' : 'open' });
  pull.user.login = author;
  const repository = payload.repository.full_name;
  const from = head.repo ?? repository;
  side(pull.base, { ref: payload.repository.default_branch, ...base }, payload.repository);
  side(pull.head, head, payload.repository);
  if (from !== repository) fork(pull.head, from);
  for (const name of ['url', 'html_url', 'diff_url', 'patch_url', 'issue_url', 'commits_url', 'comments_url', 'review_comments_url']) {
    pull[name] = pull[name].replace(/\/(pulls?|issues)\/\d+/, `/$1/${number}`);
  }
  pull.statuses_url = pull.statuses_url.replace(/[0-9a-f]{40}$/, head.sha);
  for (const link of Object.values(pull._links)) link.href = link.href.replace(/\/(pulls?|issues)\/\d+/, `/$1/${number}`).replace(/[0-9a-f]{40}$/, head.sha);
  return payload;
}

function side(one, { ref, sha }, repository) {
  Object.assign(one, { ref, sha: sha ?? one.sha, label: `${repository.owner.login}:${ref}` });
  one.user.login = repository.owner.login;
  Object.assign(one.repo, { name: repository.name, full_name: repository.full_name, default_branch: repository.default_branch });
  one.repo.owner.login = repository.owner.login;
}

function fork(head, full) {
  const [owner, name] = full.split('/');
  const text = JSON.stringify(head.repo).replaceAll(head.repo.full_name, full);
  head.repo = { ...JSON.parse(text), id: head.repo.id + 1, name, full_name: full, fork: true };
  head.repo.owner.login = owner;
  head.user.login = owner;
  head.label = `${owner}:${head.ref}`;
}

export function push({ before = ZERO, after, ref, forced = false, message = 'A change', author = 'mary', ...place }) {
  const payload = about(example('push', (one) => one.commits.length > 0), place);
  const commit = { ...payload.head_commit, id: after, message };
  const created = before === ZERO;
  const compare = `${payload.repository.html_url}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`;
  const branch = ref ?? `refs/heads/${payload.repository.default_branch}`;
  Object.assign(payload, { ref: branch, before, after, created, deleted: after === ZERO, forced, base_ref: null, compare, head_commit: commit, commits: [commit] });
  payload.pusher.name = author;
  return payload;
}

/**
 * GitHub's examples have no `closed`, an `edited` that lacks fields, and a `transferred` whose issue is a pull request of a third repository:
 * all actions are made from `reopened`. `transferredTo`: {repository, number}.
 */
export function issues({ action = 'closed', number, title = 'An issue', body, author, association = 'MEMBER', createdAt, labels = [], label: set, stateReason, transferredTo, ...place }) {
  const payload = about(example('issues', (one) => one.action === 'reopened'), place);
  const { issue } = payload;
  const label = { id: 1, node_id: 'LA_1', url: `${payload.repository.url}/labels/x`, color: 'ededed', default: false, description: null };
  const state = action === 'closed' ? 'closed' : 'open';
  const reason = { closed: 'completed', reopened: 'reopened' }[action] ?? null;
  Object.assign(payload, { action }, action === 'edited' ? { changes: { title: { from: 'An earlier title' } } } : {});
  Object.assign(issue, { number, title, state, labels: labels.map((name) => ({ ...label, name })), state_reason: stateReason ?? reason });
  if (body !== undefined) issue.body = body;
  if (author) issue.user.login = author;
  if (createdAt) issue.created_at = createdAt;
  issue.author_association = association;
  if (set) payload.label = { ...label, name: set };
  issue.closed_at = state === 'closed' ? issue.updated_at : null;
  renumber(issue, number);
  if (transferredTo) payload.changes = moved(payload, transferredTo);
  return payload;
}

function renumber(issue, number) {
  for (const name of ['url', 'html_url', 'labels_url', 'comments_url', 'events_url']) issue[name] = issue[name].replace(/\/issues\/\d+/, `/issues/${number}`);
}

function moved({ issue, repository: from }, { repository, number }) {
  const there = JSON.parse(JSON.stringify({ issue, repository: from }).replaceAll(from.full_name, repository));
  const [owner, name] = repository.split('/');
  Object.assign(there.repository, { id: from.id + 1, name });
  there.repository.owner.login = owner;
  Object.assign(there.issue, { id: issue.id + 1, number });
  renumber(there.issue, number);
  return { new_issue: there.issue, new_repository: there.repository };
}

/** A schedule says nothing but which one it was. */
export const schedule = ({ schedule: cron = '17 * * * *' } = {}) => ({ schedule: cron });

export function mergeGroup({ baseSha, headSha, baseRef = 'refs/heads/main', headRef, number = 1, ...place }) {
  const payload = about(example('merge_group'), place);
  const group = payload.merge_group;
  const branch = baseRef.replace('refs/heads/', '');
  Object.assign(group, { base_sha: baseSha, head_sha: headSha, base_ref: baseRef, head_ref: headRef ?? `refs/heads/gh-readonly-queue/${branch}/pr-${number}-${baseSha}` });
  group.head_commit.id = headSha;
  return payload;
}

export function workflowDispatch({ ref, inputs = {}, workflow = '.github/workflows/flarebook.yml', ...place }) {
  const payload = about(example('workflow_dispatch'), place);
  return { ...payload, ref: ref ?? `refs/heads/${payload.repository.default_branch}`, inputs: Object.keys(inputs).length ? inputs : null, workflow };
}

const EVENTS = { pull_request: pullRequest, push, issues, schedule, merge_group: mergeGroup, workflow_dispatch: workflowDispatch };

/** Writes the payload of an event where a runner would, and says what the environment then is. `sha` is what GITHUB_SHA names. */
export async function writeEvent(folder, name, { sha, ...fields } = {}) {
  const payload = EVENTS[name](fields);
  const path = join(folder, `event-${name}.json`);
  await writeFile(path, JSON.stringify(payload, null, 2));
  const commit = sha ?? payload.pull_request?.merge_commit_sha ?? payload.after ?? payload.merge_group?.head_sha;
  return { path, payload, environment: { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...(commit ? { GITHUB_SHA: commit } : {}) } };
}
