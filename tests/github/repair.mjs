// Emulate's answers where they are not what GitHub says. Found by holding them against GitHub's description; the test of the rig still does.

// An issue's number in the database and its pull request's differ on GitHub; in emulate the one may be another issue's.
const AS_ISSUE = 1_000_000;

const stripped = (object, ...names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** A bot is a bot: emulate makes every seeded login a person, and puts the brackets of a bot's name into addresses as they are. */
function user(one) {
  if (!one.login.endsWith('[bot]')) return one;
  const encoded = Object.entries(one).map(([name, value]) => [name, name.endsWith('_url') || name === 'url' ? value.replace('[bot]', '%5Bbot%5D') : value]);
  return { ...Object.fromEntries(encoded), type: 'Bot' };
}

/** GitHub's times have no fractions of a second; emulate's do. */
const seconds = (name, value) => (typeof value === 'string' && /(_at|^date)$/.test(name) ? value.replace(/\.\d+Z$/, 'Z') : value);

function within(value) {
  if (Array.isArray(value)) return value.map(within);
  if (!value || typeof value !== 'object') return value;
  const mended = Object.fromEntries(Object.entries(value).map(([name, child]) => [name, seconds(name, within(child))]));
  return mended.login && mended.avatar_url !== undefined ? user(mended) : mended;
}

const MENDERS = {
  issue: (one) => one,
  /** `GET /issues/N` shows pull requests too, with a key `pull_request`; emulate answers 404. */
  'pull as issue': (pull) => ({
    ...Object.fromEntries(['node_id', 'number', 'title', 'user', 'labels', 'state', 'locked', 'assignee', 'assignees', 'milestone', 'comments',
      'created_at', 'updated_at', 'closed_at', 'author_association', 'draft', 'body', 'html_url'].map((name) => [name, pull[name]])),
    id: pull.id + AS_ISSUE,
    url: pull.issue_url,
    repository_url: pull.base.repo.url,
    labels_url: `${pull.issue_url}/labels{/name}`,
    comments_url: pull.comments_url,
    events_url: `${pull.issue_url}/events`,
    timeline_url: `${pull.issue_url}/timeline`,
    active_lock_reason: null,
    performed_via_github_app: null,
    state_reason: null,
    closed_by: null,
    pull_request: { url: pull.url, html_url: pull.html_url, diff_url: pull.diff_url, patch_url: pull.patch_url, merged_at: pull.merged_at },
  }),
  pull: (pull) => pull,
  comment: (one) => one,
  review: (one) => stripped(one, 'created_at', 'updated_at'),
};

/** An answer of emulate as GitHub would have given it. */
export function repaired(kind, body) {
  return within(MENDERS[kind](body));
}

/** Only what is wrong in all of emulate's answers: people and times. */
export { within as repairedParts };
