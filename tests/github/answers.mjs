// How GitHub words what it says besides data: errors, pages, entity tags, limits.

import { createHash } from 'node:crypto';

/** An answer that ends the handling of a request early. */
export class Refusal extends Error {
  constructor(status, message, more = {}, headers = {}) {
    super(message);
    this.status = status;
    this.more = more;
    this.headers = headers;
  }
}

export const notFound = () => new Refusal(404, 'Not Found');

/** 422 as GitHub words it: which field of what, and why. */
export function invalid(resource, field, code, message) {
  return new Refusal(422, 'Validation Failed', { errors: [{ resource, code, ...(field ? { field } : {}), ...(message ? { message } : {}) }] });
}

/** GitHub's limits on text are not in its description; a client that does not cut its text meets them in production only. */
export function checkLength(resource, field, text, most) {
  if (typeof text === 'string' && [...text].length > most) {
    throw invalid(resource, field, 'custom', `${field} is too long (maximum is ${most} characters)`);
  }
}

export function errorBody(refusal, documentationUrl) {
  return { message: refusal.message, ...refusal.more, documentation_url: documentationUrl, status: String(refusal.status) };
}

/** One page of a list; the links name the repository by number, as GitHub's do, so a client has to follow them, not build them. */
export function page(items, { query, path, url, repositoryId }) {
  const size = Math.min(100, Math.max(1, Number(query.get('per_page') ?? 30)));
  const number = Math.max(1, Number(query.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to, rel) => {
    const wanted = new URLSearchParams(query);
    wanted.set('page', String(to));
    return `<${url}${path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repositoryId}`)}?${wanted}>; rel="${rel}"`;
  };
  const before = number > 1 ? [link(number - 1, 'prev')] : [];
  const after = number < last ? [link(number + 1, 'next'), link(last, 'last')] : [];
  const links = [...before, ...after, ...(number > 1 ? [link(1, 'first')] : [])];
  return { items: items.slice((number - 1) * size, number * size), headers: links.length ? { link: links.join(', ') } : {} };
}

export function entityTag(text) {
  return `W/"${createHash('sha256').update(text).digest('hex')}"`;
}

/** The budget of requests of one token, as the headers tell it. */
export class Budget {
  constructor({ limit = 1000, remaining = limit, seconds = 3600 } = {}) {
    Object.assign(this, { limit, remaining, reset: Math.floor(Date.now() / 1000) + seconds });
  }

  spend() {
    if (this.remaining <= 0) {
      throw new Refusal(403, 'API rate limit exceeded for installation ID 1.', {}, this.headers());
    }
    this.remaining -= 1;
  }

  giveBack() {
    this.remaining += 1;
  }

  headers(resource = 'core') {
    const { limit, remaining, reset } = this;
    return {
      'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-used': String(limit - remaining),
      'x-ratelimit-reset': String(reset), 'x-ratelimit-resource': resource,
    };
  }
}
