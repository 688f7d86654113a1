// Commit statuses, which emulate does not have.

import { checkLength, invalid, page, Refusal } from './answers.mjs';
import { repairedParts } from './repair.mjs';

const MOST = 1000;
let count = 0;

export async function addStatus(c) {
  const { sha } = c.params;
  const { state, target_url = null, description = null, context = 'default' } = c.body;
  if (!/^[0-9a-f]{40}$/.test(sha) || !(await c.state.sha(sha, c.repository))) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  checkLength('Status', 'description', description, 140);
  const there = c.state.statusesOf(sha, c.repository);
  if (there.filter((one) => one.context === context).length >= MOST) {
    throw invalid('Status', undefined, 'custom', 'This SHA and context has reached the maximum number of statuses.');
  }
  count += 1;
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const url = `${c.url}/repos/${c.repository}/statuses/${sha}`;
  const creator = repairedParts(await c.state.write('GET', `/users/${encodeURIComponent(c.actor.login)}`, undefined, c.repository.split('/')[0]));
  const status = {
    url, avatar_url: creator.avatar_url, id: count, node_id: `SC_${count}`, state, description, target_url, context, created_at: now, updated_at: now,
    creator: simple(creator),
  };
  there.unshift(status);
  return { status: 201, headers: {}, body: status };
}

/** `GET /users/X` says more than a user inside of something else. */
function simple(user) {
  const more = ['company', 'blog', 'location', 'hireable', 'bio', 'twitter_username', 'public_repos', 'public_gists', 'followers', 'following', 'created_at', 'updated_at', 'name', 'email'];
  return Object.fromEntries(Object.entries(user).filter(([name]) => !more.includes(name)));
}

/** The newest status of each context, and what they say together. */
export async function combinedStatus(c) {
  const sha = await c.state.sha(c.params.ref, c.repository);
  if (!sha) throw new Refusal(404, 'Not Found');
  const newest = new Map();
  for (const status of c.state.statusesOf(sha, c.repository)) if (!newest.has(status.context)) newest.set(status.context, status);
  const statuses = [...newest.values()].map(({ creator, ...rest }) => rest);
  const { items, headers } = page(statuses, c);
  const repository = repairedParts(await c.state.write('GET', `/repos/${c.repository}`));
  const commitUrl = `${c.url}/repos/${c.repository}/commits/${sha}`;
  const body = { state: together(statuses), statuses: items, sha, total_count: statuses.length, repository: minimal(repository), commit_url: commitUrl, url: `${commitUrl}/status` };
  return { status: 200, headers, body };
}

function together(statuses) {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending';
}

function minimal(repository) {
  const more = ['allow_rebase_merge', 'allow_squash_merge', 'allow_merge_commit', 'allow_auto_merge', 'delete_branch_on_merge', 'forks', 'open_issues', 'watchers', 'permissions', 'license'];
  return Object.fromEntries(Object.entries(repository).filter(([name]) => !more.includes(name)));
}
