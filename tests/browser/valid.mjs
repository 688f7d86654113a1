// Whether pages are valid HTML, as html-validate sees it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

const RULES = {
  // Templates end their lines where they do; `blocking` is newer than the validator.
  'no-trailing-whitespace': 'off', 'long-title': 'off', 'attribute-boolean-style': 'off', 'no-raw-characters': 'off', 'void-style': 'off',
  'svg-focusable': 'off', 'no-unknown-elements': 'error',
};

/** Everything that is wrong with these pages of a folder; `rules` are exceptions to the usual ones. */
export async function invalid(folder, files, rules = {}) {
  const validator = new HtmlValidate(new FileSystemConfigLoader({ extends: ['html-validate:recommended'], rules: { ...RULES, ...rules } }));
  const found = [];
  for (const file of files) {
    const { results } = await validator.validateString(await readFile(join(folder, file), 'utf8'), file);
    found.push(...results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${file}:${line}: ${ruleId}: ${message}`)));
  }
  return found;
}
