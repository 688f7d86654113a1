// Brings a seed into the stand-in: what emulate's own seed file cannot say (labels, issues, pull requests, a git repository's commits).

/** What a test gets that asks for nothing special: one repository with an issue and a pull request. */
export const DEFAULT_SEED = [{
  owner: 'acme', name: 'incidents',
  labels: [{ name: 'bug', color: 'd73a4a', description: 'Something is broken' }],
  issues: [{ number: 1, title: 'Alert on login errors', labels: ['bug'] }],
  pulls: [{ number: 2, title: 'Resolve the login errors', head: { ref: 'resolve-login' } }],
}];

export async function plant(state, app) {
  for (const one of state.repositories) {
    await plantRepository(state, one, [...(app ? [`${app.slug}[bot]`] : []), 'github-actions[bot]']);
  }
}

async function plantRepository(state, seed, writers) {
  const repository = `${seed.owner}/${seed.name}`;
  for (const login of writers) {
    await state.write('PUT', `/repos/${repository}/collaborators/${encodeURIComponent(login)}`, { permission: 'push' });
  }
  const refs = seed.git ? await state.importGit(seed.git, repository) : {};
  for (const label of seed.labels ?? []) await state.write('POST', `/repos/${repository}/labels`, label);
  const numbered = [...(seed.issues ?? []).map((issue) => ({ issue })), ...(seed.pulls ?? []).map((pull) => ({ pull }))];
  const numberOf = ({ issue, pull }) => (issue ?? pull).number ?? Infinity;
  let next = 1;
  for (const { issue, pull } of numbered.sort((a, b) => numberOf(a) - numberOf(b))) {
    const wanted = (issue ?? pull).number ?? next;
    for (; next < wanted; next += 1) await fillGap(state, repository);
    await (issue ? plantIssue(state, repository, issue) : plantPull(state, repository, pull, seed, refs));
    next += 1;
  }
}

/** Emulate counts by itself, so a number that the seed leaves out becomes an issue that was deleted: that is how GitHub gets gaps. */
async function fillGap(state, repository) {
  const filler = await state.write('POST', `/repos/${repository}/issues`, { title: 'Deleted' });
  state.deleteIssue(filler.number, repository);
}

function expectNumber(made, wanted, repository) {
  if (wanted && made !== wanted) throw new Error(`${repository}: the seed's number ${wanted} became ${made}; numbers must be different`);
}

async function plantIssue(state, repository, seed) {
  const { title = 'An issue', body, labels } = seed;
  const made = await state.write('POST', `/repos/${repository}/issues`, { title, body, labels }, seed.user);
  expectNumber(made.number, seed.number, repository);
  await plantComments(state, repository, made.number, seed);
  if (seed.state === 'closed') await state.closeIssue(made.number, seed.state_reason, repository);
  if (seed.state_reason === 'reopened') {
    await state.closeIssue(made.number, 'completed', repository);
    await state.reopenIssue(made.number, repository);
  }
  if (seed.deleted) state.deleteIssue(made.number, repository);
  if (seed.transferred) state.transferIssue(made.number, seed.transferred, repository);
}

async function plantComments(state, repository, number, { comments = [] }) {
  for (const one of comments) await state.comment(number, one, repository);
}

async function plantPull(state, repository, pull, seed, refs) {
  const { title = 'A pull request', body, base = 'main', draft = false, user = seed.owner } = pull;
  const ref = pull.head?.ref ?? `pull-${pull.number}`;
  const sha = pull.head?.sha ?? refs[`refs/pull/${pull.number}/head`] ?? await freshCommit(state, repository, base, ref);
  const from = pull.head?.repo ? await plantFork(state, repository, pull.head.repo, seed) : repository;
  await state.setRef(`refs/heads/${ref}`, sha, from);
  const head = from === repository ? ref : `${from.split('/')[0]}:${ref}`;
  const made = await state.write('POST', `/repos/${repository}/pulls`, { title, body, head, base, draft }, user);
  expectNumber(made.number, pull.number, repository);
  Object.assign(state.overlay(made.number, repository), { mergeCommitSha: pull.mergeCommitSha ?? refs[`refs/pull/${made.number}/merge`], mergeable: pull.mergeable });
  if (pull.labels?.length) await state.write('POST', `/repos/${repository}/issues/${made.number}/labels`, { labels: pull.labels });
  await plantComments(state, repository, made.number, pull);
  for (const review of pull.reviews ?? []) await state.review(made.number, review, repository);
  if (pull.merged) await state.mergePull(made.number, repository);
  else if (pull.state === 'closed') await state.write('PATCH', `/repos/${repository}/pulls/${made.number}`, { state: 'closed' });
}

async function freshCommit(state, repository, base, ref) {
  const parent = await state.commit(await state.sha(base, repository), repository);
  const entry = { path: `${ref}.md`, mode: '100644', type: 'blob', content: `${ref}\n` };
  const tree = await state.write('POST', `/repos/${repository}/git/trees`, { base_tree: parent.tree.sha, tree: [entry] });
  return (await state.write('POST', `/repos/${repository}/git/commits`, { message: ref, tree: tree.sha, parents: [parent.sha] })).sha;
}

/** A fork starts with a commit of its own in emulate; the objects of the repository have to be brought over. */
async function plantFork(state, repository, fork, seed) {
  const login = fork.split('/')[0];
  const { status } = await state.emulator.call('GET', `/repos/${fork}`, undefined, login);
  if (status === 200) return fork;
  if (!seed.git) throw new Error(`${fork}: a pull request from a fork needs a git repository in the seed (\`git\`)`);
  await state.write('POST', `/repos/${repository}/forks`, { name: fork.split('/')[1] }, login);
  await state.importGit(seed.git, fork);
  return fork;
}
