// GitHub's own OpenAPI description as the judge of requests and of the stand-in's answers.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Schemas } from './schema.mjs';

// The package's index reads 400 MB; one file of it is enough. It is read once per process, in a fifth of a second.
const FILE = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
const description = JSON.parse(readFileSync(FILE, 'utf8'));
const schemas = new Schemas(description.components);
const routes = Object.keys(description.paths).map(toRoute).sort((a, b) => (a.rank < b.rank ? -1 : 1));

// Any endpoint may give these, listed or not: no token, no permission, limits, trouble.
const ALWAYS = new Set([400, 401, 403, 404, 415, 422, 429, 500, 502, 503]);

function deref(node) {
  if (!node?.$ref) return node;
  return node.$ref.slice(2).split('/').reduce((at, key) => at[key], description);
}

function toRoute(template) {
  const item = description.paths[template];
  const operations = Object.fromEntries(Object.entries(item).map(([method, operation]) => [method.toUpperCase(), withParameters(operation, item)]));
  const wide = new Set(Object.values(operations).flatMap((one) => one.parameters).filter((p) => p['x-multi-segment']).map((p) => p.name));
  const names = [];
  const pattern = template.replace(/[.]/g, '\\.').replace(/\{([^}]+)\}/g, (_, name) => {
    names.push(name);
    return wide.has(name) ? '(.+)' : '([^/]+)';
  });
  // Words before holes, so that `issues/comments/{id}` wins over `issues/{number}/comments`; and longer before shorter, so that
  // `commits/{ref}/status` is not swallowed by `commits/{ref}`, whose hole takes slashes.
  const rank = `${template.split('/').map((part) => (part.includes('{') ? '~' : part)).join('/')}\x7f`;
  return { template, operations, names, rank, pattern: new RegExp(`^${pattern}$`) };
}

function withParameters(operation, item) {
  if (!operation || typeof operation !== 'object' || Array.isArray(operation)) return { parameters: [], responses: {} };
  return { ...operation, parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(deref) };
}

/** The endpoint that a request is for: its template, its operation, the parts of its path; or `problems`. */
export function findEndpoint(method, path) {
  const fitting = routes.filter((route) => route.pattern.test(path));
  if (!fitting.length) return { problems: [`GitHub has no such path: ${path}`] };
  const route = fitting.find((one) => one.operations[method]);
  if (!route) return { problems: [`${fitting[0].template} does not take ${method}`] };
  const parts = route.pattern.exec(path).slice(1).map(decodeURIComponent);
  const params = Object.fromEntries(route.names.map((name, at) => [name, parts[at]]));
  return { template: route.template, method, operation: route.operations[method], params, problems: [] };
}

/** What the description does not allow about a request. `body` is text, as it came. */
export function requestProblems(endpoint, { query, headers, body }) {
  const { parameters } = endpoint.operation;
  const named = (place) => parameters.filter((parameter) => parameter.in === place);
  const ofPath = named('path').flatMap((parameter) => valueProblems(endpoint, parameter, endpoint.params[parameter.name]));
  return [...ofPath, ...queryProblems(endpoint, named('query'), query), ...bodyProblems(endpoint, headers, body)];
}

function queryProblems(endpoint, known, query) {
  const names = new Set(known.map((parameter) => parameter.name));
  const unknown = [...new Set(query.keys())].filter((name) => !names.has(name)).map((name) => `unknown query parameter: ${name}`);
  const doubled = [...names].filter((name) => query.getAll(name).length > 1).map((name) => `query parameter given twice: ${name}`);
  const missing = known.filter((parameter) => parameter.required && !query.has(parameter.name)).map(({ name }) => `missing query parameter: ${name}`);
  const wrong = known.filter(({ name }) => query.has(name)).flatMap((parameter) => valueProblems(endpoint, parameter, query.get(parameter.name)));
  return [...unknown, ...doubled, ...missing, ...wrong];
}

function valueProblems(endpoint, parameter, text) {
  const { name, schema } = parameter;
  return schemas.problems(`${endpoint.method} ${endpoint.template} ${parameter.in} ${name}`, schema, typed(text, deref(schema)))
    .map((problem) => `${parameter.in} parameter ${name}: ${problem.replace('the body', text)}`);
}

/** A parameter arrives as text; what does not look like its type stays text, and then fails the check of its type. */
function typed(text, schema) {
  if (schema.type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (schema.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (schema.type === 'array') return text.split(',');
  return text;
}

function bodyProblems(endpoint, headers, text) {
  const expected = deref(endpoint.operation.requestBody);
  if (!expected) return text ? ['this endpoint takes no body'] : [];
  if (!text) return expected.required ? ['the body is missing'] : [];
  const type = (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  const content = expected.content[type];
  if (!content) return [`content-type must be ${Object.keys(expected.content).join(' or ')}, not "${type}"`];
  const value = parsed(text);
  if (value === undefined) return ['the body is not JSON'];
  return schemas.problems(`${endpoint.method} ${endpoint.template} body ${type}`, content.schema, value);
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return undefined; }
}

/** What the description does not allow about an answer: the stand-in must not teach what GitHub never says. */
export function responseProblems(endpoint, status, body) {
  const listed = deref(endpoint.operation.responses[status]);
  if (!listed && !ALWAYS.has(status)) return [`${endpoint.method} ${endpoint.template} never answers ${status}`];
  // What is not listed is an error as GitHub words them; a 422 may have a list of errors.
  const plain = { $ref: `#/components/schemas/${body?.errors ? 'validation-error' : 'basic-error'}` };
  const schema = listed ? listed.content?.['application/json']?.schema : plain;
  if (!schema) return body === undefined ? [] : [`${status} has no body`];
  const key = listed ? `${endpoint.method} ${endpoint.template} ${status}` : `${status} ${plain.$ref}`;
  return schemas.problems(key, status === 422 ? withStatus(schema) : schema, body).map((problem) => `answer ${status}: ${problem}`);
}

/** GitHub puts `status` in every error; its schema of the 422 forgot it. */
function withStatus(schema) {
  return { allOf: [schema, { type: 'object', properties: { status: { type: 'string' } } }] };
}

/** The page about an endpoint, which GitHub names in its errors. */
export function documentationUrl(endpoint) {
  return endpoint?.operation?.externalDocs?.url ?? 'https://docs.github.com/rest';
}

/** What the description does not allow about the payload of a webhook; `name` as there: `pull-request-opened`, `push`. */
export function webhookProblems(name, payload) {
  const schema = deref(description['x-webhooks'][name].post.requestBody).content['application/json'].schema;
  return schemas.problems(`webhook ${name}`, schema, payload);
}
