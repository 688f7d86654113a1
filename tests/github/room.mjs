// A repository of incidents, the stand-in with its pull requests, and the action run as a workflow runs it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeEvent } from './events.mjs';
import { startRig } from './rig.mjs';
import { makeRepository, runFlarebook } from './run.mjs';

export const WITH_BINARY = { skip: !process.env.FLAREBOOK && 'FLAREBOOK is not set' };
/** Tests that wait (writes are a second apart) wait together. */
export const TOGETHER = { ...WITH_BINARY, concurrency: 4 };
export const MARKER = '<!-- flarebook:report -->';

/**
 * What is asked of `makeRepository` is in `git`, what the first repository on the stand-in has besides in `seed`, other repositories in
 * `others`; the rest goes to `startRig`. `before(repository)` may push more before the stand-in takes it over. Ends with the test `t`.
 */
export async function openRoom(t, { git = {}, seed = {}, others = [], before, ...options } = {}) {
  const repository = await makeRepository(git);
  t.after(() => repository.remove());
  await before?.(repository);
  const pulls = Object.values(repository.pulls).map(({ number, ref }) => ({ number, title: `Pull request ${number}`, user: 'mary', head: { ref } }));
  const issues = [{ number: 1, title: 'Alert on login errors' }];
  const rig = await startRig({ repositories: [{ owner: 'acme', name: 'incidents', git: repository.origin, issues, pulls, ...seed }, ...others], ...options });
  t.after(async () => {
    const { violations } = rig;
    await rig.stop();
    assert.deepEqual(violations, [], 'GitHub would not have understood a request');
  });
  return new Room(repository, rig);
}

class Room {
  #events = 0;

  constructor(repository, rig) {
    Object.assign(this, { repository, rig, state: rig.state });
  }

  /** Runs the action. `at` is the folder it runs in; without one, a new checkout of `ref`. Gives what `runFlarebook` gives, and {cwd}. */
  async act(name, fields = {}, { ref = 'refs/heads/main', at, args = [], env = {}, ...options } = {}) {
    const cwd = at ?? await this.repository.checkout(ref);
    const { environment } = await writeEvent(this.repository.folder, name, { url: this.rig.url, ...fields });
    this.#events += 1;
    const before = this.rig.requests.length;
    const ended = await runFlarebook(['action', ...args], { cwd, env: { ...this.rig.environment, ...environment, GITHUB_REF_NAME: 'main', ...env }, ...options });
    const requests = this.rig.requests.slice(before);
    return { ...ended, cwd, said: ended.stdout + ended.stderr, requests, writes: requests.filter(({ write }) => write) };
  }

  /** As `on: pull_request` with what `actions/checkout` leaves. */
  pullRequest(number = 2, { fields = {}, ...options } = {}) {
    const { ref, head, merge } = this.repository.pulls[number];
    const event = { number, head: { ref, sha: head, ...fields.head }, base: { sha: this.repository.base }, mergeCommitSha: merge };
    return this.act('pull_request', { ...event, ...fields, head: event.head }, { ref: `refs/pull/${number}/merge`, ...options });
  }

  schedule(options) {
    return this.act('schedule', {}, options);
  }

  /** After more was pushed to `main`, as on a push. */
  push({ before = this.repository.base, after, ...options } = {}) {
    return this.act('push', { before, after }, options);
  }

  /** Commits to `main` here and there. */
  async commitToMain(files, message = 'More') {
    this.repository.git('checkout', '-q', 'main');
    const commit = await this.repository.commit(files, message);
    this.repository.git('push', '-q', this.repository.origin, 'main');
    await this.state.importGit(this.repository.origin);
    return commit;
  }

  async ours(number = 2) {
    return (await this.state.comments(number)).filter(({ body, user }) => body.startsWith(MARKER) && user.type === 'Bot');
  }

  /** The newest status of ours on a commit: `failure: 1 incident …`; undefined if there is none. */
  status(sha) {
    const [status] = this.state.statusesOf(sha).filter(({ context }) => context === 'flarebook/resolution');
    return status && `${status.state}: ${status.description}`;
  }

  /** The verdict of `flarebook gate`, without a network. */
  async gate(cwd, args, files = {}) {
    for (const [name, text] of Object.entries(files)) await writeFile(join(this.repository.folder, name), text);
    return runFlarebook(['gate', ...args], { cwd, env: { GITHUB_ACTIONS: '' } });
  }
}

export const git = (folder, ...args) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/**
 * The commands that a runner would obey in what a step printed: `::name …::` at the start of a line (its reader ends lines at a carriage
 * return too), the older `##[name]` anywhere.
 */
export function obeyed(text) {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const trimmed = line.trimStart();
    const name = /^::([^\s:]*)/.exec(trimmed)?.[1] ?? /##\[([^\]]*)/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, line: trimmed, title: /[ ,]title=([^,:]*)/.exec(trimmed)?.[1], file: /[ ,]file=([^,:]*)/.exec(trimmed)?.[1] }];
  });
}

/** Only annotations, and only ours. */
export function assertTame(text) {
  const foreign = obeyed(text).filter(({ name, title = '' }) => !['error', 'warning', 'notice'].includes(name) || !/^flarebook/i.test(title));
  assert.deepEqual(foreign, [], 'the runner would obey this');
}

/** Milliseconds between each write and the one before. */
export function gaps(writes) {
  return writes.slice(1).map(({ time }, index) => time - writes[index].time);
}
