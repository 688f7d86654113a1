// A plain client for the rig's own tests: one request, its status, headers and body, nothing followed, nothing tried again.

export function client(rig, { token = rig.token.value, headers: usual = {} } = {}) {
  return async (method, path, body, more = {}) => {
    const headers = {
      accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28', 'user-agent': 'rig-test',
      ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...usual, ...more,
    };
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(rig.url + path, { method, headers, body: sent, redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined };
  };
}

/** A query to GraphQL. */
export function asker(rig, options) {
  const ask = client(rig, options);
  return (query, variables) => ask('POST', '/graphql', { query, variables });
}
