// The stand-in for GitHub: one HTTP server on 127.0.0.1 that judges every request by GitHub's own description, answers from a real
// `emulate` and what it lacks, makes trouble when told to, and remembers all of it.

import { createServer } from 'node:http';
import { Budget, entityTag, errorBody, notFound, Refusal } from './answers.mjs';
import { startEmulator } from './emulator.mjs';
import { faults, Troubles } from './faults.mjs';
import { answerQuery, queryProblems } from './graphql.mjs';
import { documentationUrl, findEndpoint, requestProblems, responseProblems } from './openapi.mjs';
import { ROUTES } from './routes.mjs';
import { DEFAULT_SEED, plant } from './seed.mjs';
import { loginsOf, State } from './state.mjs';

export { faults };
export const TOKEN = 'ghs_rig';
const VERSIONS = new Set(['2022-11-28', '2026-03-10']);
const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Options: `repositories` (see `seed.mjs`), `token` {value, write, login}, `app` {id, slug, clientId, installationId, publicKey, write},
 * `rateLimit` {limit, remaining, seconds}, `server` (the address for people; on GitHub too it is not the API's).
 */
export async function startRig({ repositories = DEFAULT_SEED, token = {}, app, rateLimit, server = 'https://github.com' } = {}) {
  const rig = new Rig({ token, app, rateLimit, server });
  await rig.open(repositories);
  return rig;
}

class Rig {
  requests = [];
  violations = [];
  faults = faults;
  #troubles = new Troubles();
  #ids = new Map();
  #server;

  constructor({ token, app, rateLimit, server }) {
    this.server = server;
    this.app = app && { slug: 'flarebook', installationId: 7, ...app };
    this.token = { value: TOKEN, write: true, login: 'github-actions[bot]', ...token };
    this.tokens = new Map([[this.token.value, this.token]]);
    this.budget = new Budget(rateLimit);
    this.anonymous = new Budget({ limit: 60 });
  }

  async open(repositories) {
    this.#server = createServer((request, response) => this.#serve(request, response));
    await new Promise((ready) => this.#server.listen(0, '127.0.0.1', ready));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    try {
      const seeds = repositories.map(({ owner, name, private: hidden = false }) => ({ owner, name, private: hidden }));
      this.emulator = await startEmulator({ baseUrl: this.url, logins: loginsOf(repositories, this.app), repositories: seeds });
      this.state = new State(this.emulator, this.url, repositories, this.server);
      await plant(this.state, this.app);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop() {
    const closed = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await Promise.all([closed, this.emulator?.stop()]);
  }

  /** The requests that change something, oldest first; each has `time` in milliseconds. */
  get writes() {
    return this.requests.filter(({ write }) => write);
  }

  /** What the binary gets as its environment. */
  get environment() {
    return {
      GITHUB_API_URL: this.url, GITHUB_GRAPHQL_URL: `${this.url}/graphql`, GITHUB_SERVER_URL: this.server,
      GITHUB_TOKEN: this.token.value, GITHUB_REPOSITORY: this.state.repository,
    };
  }

  fault(trouble) {
    return this.#troubles.add(trouble);
  }

  clearFaults() {
    this.#troubles.clear();
  }

  async #serve(request, response) {
    const entry = await record(request);
    this.requests.push(entry);
    try {
      const { before, after } = this.#troubles.take(entry.method, entry.path);
      const instead = before?.(request.socket);
      if (before && !instead) return this.#finish(entry, 'reset');
      let answer = instead ?? await this.#answer(entry);
      if (after) answer = await after(answer, request.socket);
      if (!answer) return this.#finish(entry, 'lost');
      this.#finish(entry, answer.status);
      if (!response.destroyed) response.writeHead(answer.status, answer.headers).end(answer.text);
    } catch (error) {
      this.#blame(entry, 'rig', [error.stack]);
      this.#finish(entry, 599);
      response.writeHead(599, { 'content-type': JSON_TYPE }).end(JSON.stringify({ message: error.message }));
    }
  }

  #finish(entry, status) {
    entry.status = status;
    entry.answered = Date.now();
  }

  #blame(entry, side, problems) {
    this.violations.push({ side, request: `${entry.method} ${entry.target}`, body: entry.body, problems });
  }

  /** The answer as text, with the headers that every answer of GitHub has. */
  async #answer(entry) {
    const { status, body, headers, budget = this.budget } = entry.path === '/graphql' ? await this.#graphql(entry) : await this.#rest(entry);
    const text = body === undefined ? '' : forPeople(JSON.stringify(body), this);
    const usual = { 'content-type': JSON_TYPE, 'x-github-request-id': `RIG:${this.requests.length}`, 'x-github-media-type': 'github.v3; format=json' };
    const all = { ...usual, ...budget.headers(entry.path === '/graphql' ? 'graphql' : 'core'), ...headers };
    if (status !== 200 || entry.method !== 'GET') return { status, headers: all, text };
    const etag = entityTag(text);
    if (entry.headers['if-none-match'] !== etag) return { status, headers: { ...all, etag }, text };
    budget.giveBack(); // What has not changed costs nothing.
    return { status: 304, headers: { ...all, etag, ...budget.headers() }, text: '' };
  }

  async #rest(entry) {
    const path = await this.#byNumber(entry.path);
    const endpoint = path ? findEndpoint(entry.method, path) : { problems: ['no repository has this number'] };
    const problems = endpoint.problems.length ? endpoint.problems : requestProblems(endpoint, { ...entry, body: entry.body });
    const route = ROUTES[`${entry.method} ${endpoint.template}`];
    if (!problems.length && !route) problems.push(`${entry.method} ${endpoint.template} exists, but this stand-in does not serve it`);
    if (problems.length) return this.#reject(entry, 'request', problems);
    entry.endpoint = `${entry.method} ${endpoint.template}`;
    const context = this.#context(entry, endpoint, path);
    const answer = await this.#routed(route, context);
    if (answer.status === 599) return this.#reject(entry, 'request', [answer.body.message]);
    const lies = responseProblems(endpoint, answer.status, answer.body);
    return lies.length ? this.#reject(entry, 'response', lies) : { ...answer, budget: context.budget };
  }

  #reject(entry, side, problems) {
    this.#blame(entry, side, problems);
    const message = side === 'request' ? "GitHub's description does not allow this request" : "the stand-in's answer is not what GitHub's description says";
    return { status: 599, headers: {}, body: { message, problems } };
  }

  async #routed(route, context) {
    try {
      await this.#admit(context);
      return await route(context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, headers: error.headers, body: errorBody(error, documentationUrl(context.endpoint)) };
    }
  }

  /** `/repositories/7/…` is the same as `/repos/owner/name/…`; the description leaves it out, GitHub's redirects and links use it. */
  async #byNumber(path) {
    const found = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
    if (!found) return path;
    for (const { owner, name } of this.state.repositories) {
      if (await this.#idOf(`${owner}/${name}`) === Number(found[1])) return `/repos/${owner}/${name}${found[2] ?? ''}`;
    }
    return undefined;
  }

  async #idOf(repository) {
    if (!this.#ids.has(repository)) this.#ids.set(repository, (await this.state.write('GET', `/repos/${repository}`)).id);
    return this.#ids.get(repository);
  }

  #context(entry, endpoint, path) {
    const { params } = endpoint;
    const number = Number(params.issue_number ?? params.pull_number);
    const bearer = /^(?:bearer|token) (.+)$/i.exec(entry.headers.authorization ?? '')?.[1];
    return {
      ...this, endpoint, params, number, path, bearer, method: entry.method, query: entry.query, entry,
      body: entry.body ? JSON.parse(entry.body) : undefined, idOf: (name) => this.#idOf(name),
      repository: params.owner && `${params.owner}/${params.repo}`, budget: bearer ? this.budget : this.anonymous,
    };
  }

  /** Who asks, whether they may, and whether they asked too often. */
  async #admit(context) {
    const { entry } = context;
    if (!entry.headers['user-agent']) throw new Refusal(403, 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header');
    const version = entry.headers['x-github-api-version'];
    if (version && !VERSIONS.has(version)) throw new Refusal(400, `API version ${version} is not supported`);
    const statement = context.endpoint?.operation?.tags?.includes('apps');
    if (!statement) context.actor = this.#actor(context.bearer);
    context.budget.spend();
    if (context.repository) await this.#visible(context);
    if (!statement && entry.write) this.#mayWrite(context.actor);
  }

  #actor(bearer) {
    if (!bearer) return undefined;
    const actor = this.tokens.get(bearer);
    if (!actor || actor.expires < Date.now()) throw new Refusal(401, 'Bad credentials');
    return actor;
  }

  #sees(name, actor) {
    const seed = this.state.seedOf(name);
    return seed && seed.visible !== false && (!seed.private || actor) ? seed : undefined;
  }

  async #visible(context) {
    const seed = this.#sees(context.repository, context.actor ?? context.bearer);
    if (!seed) throw notFound();
    context.repository = `${seed.owner}/${seed.name}`;
    context.repositoryId = await this.#idOf(context.repository);
  }

  #mayWrite(actor) {
    if (!actor) throw new Refusal(401, 'Requires authentication');
    if (actor.write === false || actor.permissions?.contents === 'read') throw new Refusal(403, 'Resource not accessible by integration');
  }

  async #graphql(entry) {
    if (entry.method !== 'POST') return this.#reject(entry, 'request', ['/graphql takes POST']);
    const body = parsed(entry.body);
    const problems = queryProblems(body);
    if (problems.length) return this.#reject(entry, 'request', problems);
    const context = this.#context(entry, { params: {} }, entry.path);
    const admitted = await this.#routed((c) => {
      if (!c.actor) throw new Refusal(401, 'This endpoint requires you to be authenticated.');
      return undefined;
    }, context);
    if (admitted) return { ...admitted, budget: context.budget };
    const answer = await answerQuery(body, { state: this.state, budget: this.budget, actor: context.actor, sees: (name) => this.#sees(name, context.actor) });
    return { status: 200, headers: {}, body: answer };
  }
}

/** Emulate has one address for all; pages for people are on another host than the API. */
function forPeople(text, { url, server }) {
  return text.replaceAll(/"((?:html|diff|patch|clone|svn|avatar)_url|html":\{"href)":"(http:[^"]*)"/g, (all, name, address) => `"${name}":"${address.replace(url, server)}"`);
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return undefined; }
}

async function record(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname, searchParams } = new URL(request.url, 'http://rig');
  const write = !['GET', 'HEAD'].includes(request.method) && pathname !== '/graphql';
  return { time: Date.now(), method: request.method, target: request.url, path: pathname, query: searchParams, headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), write };
}
