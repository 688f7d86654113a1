// What is on the stand-in's GitHub: emulate's state, and over it what emulate has no place for. Tests read and change it here, past the
// checks, the faults and the record of requests.

import { importGit } from './emulator.mjs';
import { repaired } from './repair.mjs';

const BOT = 'github-actions[bot]';

/** Every login that a seed names, so that emulate has the users. */
export function loginsOf(repositories, app) {
  const named = new Set([BOT, ...(app ? [`${app.slug}[bot]`] : [])]);
  for (const one of repositories) {
    named.add(one.owner);
    const things = [...(one.issues ?? []), ...(one.pulls ?? [])];
    const within = things.flatMap((thing) => [thing, ...(thing.comments ?? []), ...(thing.reviews ?? [])]);
    within.forEach(({ user }) => user && named.add(user));
    (one.pulls ?? []).forEach(({ head }) => head?.repo && named.add(head.repo.split('/')[0]));
  }
  return [...named];
}

export class State {
  constructor(emulator, url, repositories, server) {
    Object.assign(this, { emulator, url, server, repositories, over: new Map(), statuses: new Map() });
    this.repository = `${repositories[0].owner}/${repositories[0].name}`;
  }

  /** A request to emulate that has to work; by default in the owner's name. */
  async write(method, path, body, login = path.split('/')[2]) {
    const answer = await this.emulator.call(method, path, body, login);
    if (answer.status >= 400) throw new Error(`emulate: ${method} ${path}: ${answer.status} ${answer.body?.message}`);
    return answer.body;
  }

  /** Everything of a list, whatever its length. */
  async all(path) {
    const items = [];
    for (let number = 1; ; number += 1) {
      const more = await this.write('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${number}`);
      items.push(...more);
      if (more.length < 100) return items;
      if (more[0]?.id === items[0]?.id && number > 1) return more; // Some of emulate's lists have no pages and give all each time.
    }
  }

  overlay(number, repository = this.repository) {
    const key = `${repository}#${number}`;
    if (!this.over.has(key)) this.over.set(key, {});
    return this.over.get(key);
  }

  seedOf(repository) {
    return this.repositories.find((one) => `${one.owner}/${one.name}`.toLowerCase() === repository.toLowerCase());
  }

  /** An issue or a pull request as `GET /issues/N` shows it, or undefined. Emulate gives pull requests under /pulls only. */
  async issue(number, repository = this.repository) {
    const issue = await this.emulator.call('GET', `/repos/${repository}/issues/${number}`, undefined, repository.split('/')[0]);
    const over = this.overlay(number, repository);
    if (issue.status === 200) return { ...repaired('issue', issue.body), ...(over.stateReason ? { state_reason: over.stateReason } : {}) };
    const pull = await this.pull(number, repository);
    return pull && repaired('pull as issue', pull);
  }

  async pull(number, repository = this.repository) {
    const { status, body } = await this.emulator.call('GET', `/repos/${repository}/pulls/${number}`, undefined, repository.split('/')[0]);
    return status === 200 ? this.shownPull(body, repository) : undefined;
  }

  async shownPull(body, repository) {
    const { mergeCommitSha, mergeable, merged } = this.overlay(body.number, repository);
    const over = {
      ...(mergeCommitSha ? { merge_commit_sha: mergeCommitSha } : {}), ...(mergeable !== undefined ? { mergeable } : {}),
      ...(merged ? { merged: true, merged_at: body.closed_at, merged_by: body.user, mergeable: null } : {}),
    };
    return repaired('pull', { ...await this.#atItsBranch(body), ...over });
  }

  /** An open pull request moves with its branch; emulate leaves it where it was opened. */
  async #atItsBranch(pull) {
    const { ref, sha, repo } = pull.head;
    const now = pull.state === 'open' && repo ? await this.sha(`heads/${ref}`, repo.full_name) : sha;
    return now && now !== sha ? JSON.parse(JSON.stringify(pull).replaceAll(sha, now)) : pull;
  }

  async issues(repository = this.repository) {
    const issues = await this.all(`/repos/${repository}/issues?state=all`);
    const pulls = await this.all(`/repos/${repository}/pulls?state=all`);
    const numbers = [...issues, ...pulls].map(({ number }) => number).filter((number) => !this.gone(number, repository));
    return Promise.all(numbers.sort((a, b) => b - a).map((number) => this.issue(number, repository)));
  }

  gone(number, repository) {
    const { deleted, transferred } = this.overlay(number, repository);
    return Boolean(deleted || transferred);
  }

  async pulls(repository = this.repository) {
    return Promise.all((await this.all(`/repos/${repository}/pulls?state=all`)).map((pull) => this.shownPull(pull, repository)));
  }

  async comments(number, repository = this.repository) {
    return (await this.all(`/repos/${repository}/issues/${number}/comments`)).map((one) => repaired('comment', one));
  }

  async labels(number, repository = this.repository) {
    return (await this.write('GET', `/repos/${repository}/issues/${number}/labels`)).map(({ name }) => name);
  }

  async repositoryLabels(repository = this.repository) {
    return this.all(`/repos/${repository}/labels`);
  }

  /** The statuses of a commit, newest first, every one that was ever posted. */
  statusesOf(sha, repository = this.repository) {
    const key = `${repository.toLowerCase()}@${sha}`;
    if (!this.statuses.has(key)) this.statuses.set(key, []);
    return this.statuses.get(key);
  }

  /** The SHA of a ref (`heads/main`), a branch's name or a commit; undefined if there is none. */
  async sha(name, repository = this.repository) {
    const owner = repository.split('/')[0];
    for (const ref of [name, `heads/${name}`, `tags/${name}`]) {
      const { status, body } = await this.emulator.call('GET', `/repos/${repository}/git/ref/${ref}`, undefined, owner);
      if (status === 200) return body.object.sha;
    }
    const { status } = await this.emulator.call('GET', `/repos/${repository}/git/commits/${name}`, undefined, owner);
    return status === 200 ? name : undefined;
  }

  async commit(sha, repository = this.repository) {
    return this.write('GET', `/repos/${repository}/git/commits/${sha}`);
  }

  /** The text of a file at a ref or a commit; undefined if it is not there. */
  async file(ref, path, repository = this.repository) {
    const commit = await this.commit(await this.sha(ref, repository), repository);
    const { tree } = await this.write('GET', `/repos/${repository}/git/trees/${commit.tree.sha}?recursive=1`);
    const entry = tree.find((one) => one.path === path);
    if (!entry) return undefined;
    const blob = await this.write('GET', `/repos/${repository}/git/blobs/${entry.sha}`);
    return Buffer.from(blob.content, 'base64').toString('utf8');
  }

  async closeIssue(number, reason = 'completed', repository = this.repository) {
    const known = reason === 'duplicate' ? 'completed' : reason; // Emulate does not know duplicates.
    await this.write('PATCH', `/repos/${repository}/issues/${number}`, { state: 'closed', state_reason: known });
    this.overlay(number, repository).stateReason = reason;
  }

  async reopenIssue(number, repository = this.repository) {
    await this.write('PATCH', `/repos/${repository}/issues/${number}`, { state: 'open' });
    delete this.overlay(number, repository).stateReason;
  }

  deleteIssue(number, repository = this.repository) {
    this.overlay(number, repository).deleted = true;
  }

  /** `to`: {repository, number}, an issue that is there. */
  transferIssue(number, to, repository = this.repository) {
    this.overlay(number, repository).transferred = to;
  }

  async comment(number, { user = this.repository.split('/')[0], body }, repository = this.repository) {
    return this.write('POST', `/repos/${repository}/issues/${number}/comments`, { body }, user);
  }

  async review(number, { user, state = 'APPROVED', body = '', commit_id }, repository = this.repository) {
    const event = { APPROVED: 'APPROVE', CHANGES_REQUESTED: 'REQUEST_CHANGES', COMMENTED: 'COMMENT' }[state];
    return this.write('POST', `/repos/${repository}/pulls/${number}/reviews`, { event, body, ...(commit_id ? { commit_id } : {}) }, user);
  }

  /** Merged, for who asks the API; the branches are the business of git and `importGit`. */
  async mergePull(number, repository = this.repository) {
    await this.write('PATCH', `/repos/${repository}/pulls/${number}`, { state: 'closed' });
    this.overlay(number, repository).merged = true;
  }

  /** Takes over what was pushed to a pull request: its `refs/pull/N/head` and `refs/pull/N/merge` in the git repository in `folder`. */
  async updatePull(number, folder, repository = this.repository) {
    const { head } = await this.pull(number, repository);
    const refs = await this.importGit(folder, repository);
    if (head.repo.full_name !== repository) await this.importGit(folder, head.repo.full_name);
    await this.setRef(`refs/heads/${head.ref}`, refs[`refs/pull/${number}/head`], head.repo.full_name);
    this.overlay(number, repository).mergeCommitSha = refs[`refs/pull/${number}/merge`];
  }

  /** Again takes over every object and every branch of a git repository: after the test pushed something. */
  async importGit(folder, repository = this.repository) {
    const write = (method, path, body) => this.write(method, path, body);
    const refs = await importGit(write, repository, folder);
    for (const [ref, sha] of Object.entries(refs)) if (ref.startsWith('refs/heads/')) await this.setRef(ref, sha, repository);
    return refs;
  }

  async setRef(ref, sha, repository = this.repository) {
    const { status } = await this.emulator.call('GET', `/repos/${repository}/git/ref/${ref.slice(5)}`, undefined, repository.split('/')[0]);
    if (status === 200) return this.write('PATCH', `/repos/${repository}/git/refs/${ref.slice(5)}`, { sha, force: true });
    return this.write('POST', `/repos/${repository}/git/refs`, { ref, sha });
  }
}
