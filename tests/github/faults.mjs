// Trouble to order. A fault stands in the way of the next requests that fit it, or spoils their answers.

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const DOCS = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api';
const later = (ms) => new Promise((done) => setTimeout(done, ms).unref());

const said = (status, message, headers = {}) => ({ status, headers: { ...JSON_TYPE, ...headers }, text: JSON.stringify({ message, documentation_url: DOCS, status: String(status) }) });

/**
 * What a fault may do. Each has `before` (instead of the request: gives an answer, or destroys the socket) or `after` (the request took
 * effect, its answer is spoilt).
 */
export const faults = {
  /** 500, 502, 503: the two last come from the proxy in front, as a page and not as JSON. */
  server: (status = 500) => ({
    before: () => (status === 500 ? said(500, 'Server Error') : { status, headers: { 'content-type': 'text/html' }, text: '<html><body><h1>Unicorn!</h1></body></html>' }),
  }),
  /** The connection breaks before GitHub has done anything. */
  reset: () => ({ before: (socket) => { socket.resetAndDestroy(); } }),
  /** GitHub has done it, but the answer is lost: a client that tries again does it twice. */
  lost: () => ({ after: (_, socket) => { socket.resetAndDestroy(); } }),
  /** The answer comes, but late. */
  slow: (ms) => ({ after: async (answer) => { await later(ms); return answer; } }),
  /** Too fast: the secondary limit. */
  secondary: ({ status = 403, retryAfter = 1 } = {}) => ({
    before: () => said(status, SECONDARY, retryAfter === undefined || retryAfter === null ? {} : { 'retry-after': String(retryAfter) }),
  }),
  /** Too much: the budget of the hour is spent; `reset` is in seconds since 1970. */
  primary: ({ status = 403, reset = Math.floor(Date.now() / 1000) + 1 } = {}) => ({
    before: () => said(status, 'API rate limit exceeded for installation ID 1.', {
      'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-used': '1000', 'x-ratelimit-reset': String(reset), 'x-ratelimit-resource': 'core',
    }),
  }),
  /** A fork's token, for one request; for all of them use the option `token: {write: false}`. */
  readOnly: () => ({ before: () => said(403, 'Resource not accessible by integration') }),
  /** GraphQL says 200 and means no. */
  graphqlErrors: (errors = [{ message: 'Something went wrong while executing your query.' }]) => ({
    before: () => ({ status: 200, headers: JSON_TYPE, text: JSON.stringify({ errors }) }),
  }),
  /** The answer ends in the middle; its length is honest, its JSON is not. */
  truncated: () => ({ after: (answer) => ({ ...answer, text: answer.text.slice(0, Math.floor(answer.text.length / 2)) }) }),
};

/** The faults that wait for their request. */
export class Troubles {
  #waiting = [];

  /** `path` is text (the whole path, without the query), a regular expression or a function; without it, and without `method`, any fits. */
  add({ method, path, times = 1, skip = 0, respond }) {
    if (!respond?.before && !respond?.after) throw new Error('a fault needs `respond`: one of `faults`');
    const trouble = { method, path, times, skip, respond, hits: 0 };
    this.#waiting.push(trouble);
    return trouble;
  }

  clear() {
    this.#waiting = [];
  }

  take(method, path) {
    const trouble = this.#waiting.find((one) => one.times > 0 && fits(one, method, path));
    if (!trouble) return {};
    if (trouble.skip > 0) {
      trouble.skip -= 1;
      return {};
    }
    trouble.times -= 1;
    trouble.hits += 1;
    return trouble.respond;
  }
}

function fits(trouble, method, path) {
  if (trouble.method && trouble.method !== method) return false;
  if (trouble.path === undefined) return true;
  if (trouble.path instanceof RegExp) return trouble.path.test(path);
  return typeof trouble.path === 'function' ? trouble.path(path) : trouble.path === path;
}
