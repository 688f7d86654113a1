// POST /graphql: the query is checked and run by graphql-js against GitHub's own schema; the data is the stand-in's.

import { buildSchema, defaultFieldResolver, execute, GraphQLError, parse, validate } from 'graphql';
import { schema as published } from '@octokit/graphql-schema';

// The package's `schema.json` is older than its `schema.graphql` (it lacks `enableDuplicate`, for one), so the text is read.
const schema = buildSchema(published.idl, { assumeValid: true, assumeValidSDL: true });

/** What GitHub does not take about the query; such a query is the client's mistake, and the rig fails the test. */
export function queryProblems(body) {
  if (typeof body?.query !== 'string') return ['the body needs a `query`'];
  const unknown = Object.keys(body).filter((name) => !['query', 'variables', 'operationName'].includes(name));
  if (unknown.length) return unknown.map((name) => `unknown property: ${name}`);
  try {
    return validate(schema, parse(body.query)).map(({ message }) => message);
  } catch (error) {
    return [error.message];
  }
}

/** The answer, as GitHub shapes it: `type` stands beside `message`, `data` is left out when nothing could be run. */
export async function answerQuery({ query, variables, operationName }, context) {
  const answer = await execute({ schema, document: parse(query), variableValues: variables, operationName, rootValue: root(context), fieldResolver: resolve });
  const errors = answer.errors?.map(({ message, path, locations, extensions }) => ({ ...(extensions.type ? { type: extensions.type } : {}), path, locations, message }));
  return { ...(answer.data === undefined ? {} : { data: answer.data }), ...(errors ? { errors } : {}) };
}

/** A list must say how much of it is wanted; GitHub refuses without, and beyond a hundred. */
function resolve(source, args, context, info) {
  if (Array.isArray(source[info.fieldName]) && 'after' in namesOf(info)) return connection(source[info.fieldName], args, info);
  return defaultFieldResolver(source, args, context, info);
}

const namesOf = (info) => Object.fromEntries(info.parentType.getFields()[info.fieldName].args.map(({ name }) => [name, true]));

function connection(items, { first, last, after }, info) {
  const what = info.fieldName;
  if (first == null && last == null) {
    throw refused('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the \`${what}\` connection.`);
  }
  if ((first ?? last) > 100) throw refused('EXCESSIVE_PAGINATION', `Requesting ${first ?? last} records on the \`${what}\` connection exceeds the \`first\` limit of 100 records.`);
  const start = after ? Number(after) + 1 : 0;
  const nodes = first == null ? items.slice(-last) : items.slice(start, start + first);
  const end = start + nodes.length - 1;
  const pageInfo = { hasNextPage: end < items.length - 1, hasPreviousPage: start > 0, startCursor: nodes.length ? String(start) : null, endCursor: nodes.length ? String(end) : null };
  return { totalCount: items.length, nodes, edges: nodes.map((node, at) => ({ node, cursor: String(start + at) })), pageInfo };
}

const refused = (type, message) => new GraphQLError(message, { extensions: { type } });
const missing = (what) => refused('NOT_FOUND', `Could not resolve to ${what}.`);

function root(context) {
  return {
    repository: ({ owner, name }) => repository(`${owner}/${name}`, context),
    rateLimit: () => {
      const { limit, remaining, reset } = context.budget;
      return { limit, remaining, used: limit - remaining, cost: 1, nodeCount: 0, resetAt: new Date(reset * 1000).toISOString() };
    },
    viewer: () => actor(context.actor),
    resource: ({ url }) => resource(url, context),
  };
}

async function resource(url, context) {
  const found = /^(https?:\/\/[^/]+)\/([^/]+\/[^/]+)(?:\/(?:issues|pull)\/(\d+))?$/.exec(url)?.slice(1);
  if (found?.shift() !== context.state.server || !context.sees(found[0])) return null;
  if (!found[1]) return repository(found[0], context);
  const there = followed(context.state, found[0], Number(found[1]));
  return either(there.repository, there.number, context);
}

/** Only a URL is followed to where an issue went; a number in the old repository is not found. */
function followed(state, name, number) {
  const { transferred } = state.overlay(number, name);
  return transferred ? followed(state, transferred.repository, transferred.number) : { repository: name, number };
}

function repository(name, context) {
  const seed = context.sees(name);
  if (!seed) throw missing(`a Repository with the name '${name}'`);
  const full = `${seed.owner}/${seed.name}`;
  const one = async ({ number }, types, what) => {
    const found = await either(full, number, context);
    if (!found || !types.includes(found.__typename)) throw missing(`${what} with the number of ${number}`);
    return found;
  };
  return {
    __typename: 'Repository', name: seed.name, nameWithOwner: full, isPrivate: Boolean(seed.private), url: `${context.state.server}/${full}`,
    owner: { __typename: 'User', login: seed.owner }, hasIssuesEnabled: true, isArchived: false,
    issue: (args) => one(args, ['Issue'], 'an Issue'),
    pullRequest: (args) => one(args, ['PullRequest'], 'a PullRequest'),
    issueOrPullRequest: (args) => one(args, ['Issue', 'PullRequest'], 'an issue or pull request'),
  };
}

async function either(name, number, context) {
  if (context.state.gone(number, name)) return null;
  const issue = await context.state.issue(number, name);
  if (!issue) return null;
  const shared = common(issue, name, context);
  if (!issue.pull_request) return { ...shared, ...issueFields(issue) };
  return { ...shared, ...pullFields(await context.state.pull(number, name)) };
}

const actor = (user) => user && { __typename: user.login.endsWith('[bot]') ? 'Bot' : 'User', login: user.login.replace(/\[bot\]$/, ''), url: user.html_url };

function common(one, name, context) {
  return {
    id: one.node_id, databaseId: one.id, number: one.number, title: one.title, body: one.body ?? '', url: one.html_url.replace(context.state.url, context.state.server), locked: one.locked,
    createdAt: one.created_at, updatedAt: one.updated_at, closedAt: one.closed_at, closed: one.state === 'closed', author: actor(one.user),
    labels: one.labels.map((label) => ({ __typename: 'Label', id: label.node_id, name: label.name, color: label.color, description: label.description })),
    assignees: one.assignees.map((user) => ({ ...actor(user), id: user.node_id })), repository: () => repository(name, context),
  };
}

function issueFields(issue) {
  const reason = issue.state_reason?.toUpperCase() ?? null;
  return {
    __typename: 'Issue', state: issue.state.toUpperCase(),
    // A duplicate is told as one only to clients that ask for it; what others see is not documented, "not planned" is the nearest.
    stateReason: ({ enableDuplicate }) => (reason === 'DUPLICATE' && !enableDuplicate ? 'NOT_PLANNED' : reason),
  };
}

function pullFields(pull) {
  return {
    __typename: 'PullRequest', state: pull.merged ? 'MERGED' : pull.state.toUpperCase(), merged: pull.merged, mergedAt: pull.merged_at, isDraft: pull.draft,
    headRefOid: pull.head.sha, headRefName: pull.head.ref, baseRefOid: pull.base.sha, baseRefName: pull.base.ref,
    isCrossRepository: pull.head.repo?.full_name !== pull.base.repo.full_name,
  };
}
