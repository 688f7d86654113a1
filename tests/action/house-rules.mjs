// What we ask of every workflow beyond what linters look for. Each rule says what is wrong; nothing is a clean bill.

import { parse } from 'yaml';

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/** The findings in one workflow; `action` is true for an action.yml. */
export function houseRules(text, { action = false } = {}) {
  const document = parse(text);
  const findings = [];
  const say = (rule, message) => findings.push({ rule, message });
  if (!action) workflowRules(document, say);
  const steps = action ? document.runs.steps : Object.values(document.jobs).flatMap((job) => job.steps ?? []);
  for (const step of steps) stepRules(step, say);
  for (const [, use, comment] of text.matchAll(/^ *(?:- )?uses: (\S+)(.*)$/gm)) {
    if (PINNED.test(use) && !/^ # v\d+\.\d+\.\d+$/.test(comment)) say('pin-comment', `${use}: the version is missing`);
  }
  return findings;
}

function workflowRules(workflow, say) {
  for (const event of ['pull_request_target', 'workflow_run']) {
    const events = typeof workflow.on === 'string' ? [workflow.on] : Object.keys(workflow.on);
    if (events.includes(event)) say('event', `${event} brings a stranger's code together with our token`);
  }
  if (JSON.stringify(workflow.permissions) !== '{}') say('permissions', 'nothing is allowed on top; each job says what it needs');
  if (!workflow.concurrency?.group) say('concurrency', 'without a group two runs get in each other\'s way');
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (!job['timeout-minutes']) say('timeout', `${name} may hang for six hours`);
    if (job.permissions === undefined) say('job-permissions', `${name} does not say what it needs`);
    if (typeof job.permissions === 'string') say('job-permissions', `${name}: ${job.permissions} is more than anybody needs`);
  }
}

function stepRules(step, say) {
  if (step.uses && step.uses !== './' && !PINNED.test(step.uses)) say('pin', `${step.uses} is not pinned to a commit`);
  if (/\$\{\{/.test(step.run ?? '')) say('interpolation', `an expression becomes part of a script: ${step.run}`);
  const checkout = step.uses?.startsWith('actions/checkout@');
  if (checkout && step.with?.['persist-credentials'] !== false) say('credentials', 'the token stays on disk for every later step');
}

/** For each action, the commits that it is pinned to in these texts. */
export function pins(texts) {
  const found = new Map();
  for (const text of texts) {
    for (const [, name, commit, version] of text.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40}) # (v\S+)/g)) {
      found.set(name, new Set(found.get(name)).add(`${commit} ${version}`));
    }
  }
  return found;
}
