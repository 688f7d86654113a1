// A GitHub App's way in: a signed statement of who it is, an installation, a token for an hour.

import { createPublicKey, verify, randomBytes } from 'node:crypto';
import { Refusal, notFound } from './answers.mjs';

const MOST_SECONDS = 600;
const DECODE = 'A JSON web token could not be decoded';

function part(text) {
  try { return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')); } catch { throw new Refusal(401, DECODE); }
}

/** Whether the statement is one that GitHub takes: RS256, signed by the App's key, issued in the past, good for ten minutes at most. */
export function checkStatement(text, app, now = Date.now() / 1000) {
  const pieces = text.split('.');
  if (pieces.length !== 3) throw new Refusal(401, DECODE);
  const [header, claims] = pieces.slice(0, 2).map(part);
  if (header.alg !== 'RS256') throw new Refusal(401, DECODE);
  // An App may name itself by its number or by its client id; the number may be text.
  if (![String(app.id), app.clientId].includes(String(claims.iss))) throw new Refusal(404, 'Integration not found');
  const signed = verify('RSA-SHA256', Buffer.from(`${pieces[0]}.${pieces[1]}`), createPublicKey(app.publicKey), Buffer.from(pieces[2], 'base64url'));
  if (!signed) throw new Refusal(401, DECODE);
  checkTimes(claims, now);
}

function checkTimes({ iat, exp }, now) {
  const bad = (name, claim, why) => new Refusal(401, `'${name}' claim ('${claim}') ${why}`);
  if (!Number.isInteger(iat)) throw bad('Issued at', 'iat', 'must be an Integer representing the time that the assertion was issued');
  if (!Number.isInteger(exp)) throw bad('Expiration time', 'exp', 'must be a numeric value representing the future time at which the assertion expires');
  // GitHub's clock and a runner's may differ by a second; its documentation advises to set `iat` a minute back.
  if (iat > now + 1) throw bad('Issued at', 'iat', 'must be an Integer representing the time that the assertion was issued');
  if (exp <= now) throw bad('Expiration time', 'exp', 'must be a numeric value representing the future time at which the assertion expires');
  if (exp > now + MOST_SECONDS + 1 || exp - iat > MOST_SECONDS + 60) throw bad('Expiration time', 'exp', 'is too far in the future');
}

const PERMISSIONS = { contents: 'write', issues: 'write', metadata: 'read', pull_requests: 'write', statuses: 'write' };

export function installation(app, url, account) {
  return {
    id: app.installationId, app_id: app.id, app_slug: app.slug, account, target_id: account.id, target_type: account.type,
    repository_selection: 'all', access_tokens_url: `${url}/app/installations/${app.installationId}/access_tokens`,
    repositories_url: `${url}/installation/repositories`, html_url: `${url}/settings/installations/${app.installationId}`,
    permissions: PERMISSIONS, events: [], single_file_name: null, suspended_by: null, suspended_at: null,
    created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z',
  };
}

/** A new token of the installation; `tokens` is where the rig looks tokens up. */
export function mintToken(app, id, body, tokens) {
  if (id !== app.installationId) throw notFound();
  const asked = Object.entries(body?.permissions ?? {});
  const granted = { ...PERMISSIONS, ...(app.write === false ? Object.fromEntries(Object.keys(PERMISSIONS).map((name) => [name, 'read'])) : {}) };
  if (asked.some(([name, level]) => !granted[name] || (level === 'write' && granted[name] !== 'write'))) {
    throw new Refusal(422, 'The permissions requested are not granted to this installation.');
  }
  const permissions = asked.length ? Object.fromEntries(asked) : granted;
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const expires = Date.now() + 3_600_000;
  tokens.set(token, { login: `${app.slug}[bot]`, permissions, expires });
  return { token, expires_at: new Date(expires).toISOString().replace(/\.\d+Z$/, 'Z'), permissions, repository_selection: 'all' };
}
