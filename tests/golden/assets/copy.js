// @ts-check
// The page of an incident as Markdown, onto the clipboard: for a chat, a ticket or a document. Made from what the page shows.
'use strict';

/** What is on the page for eyes or hands only. */
const LEFT_OUT = 'svg, nav, button, fieldset, .crumbs, .visually-hidden, .edit, .filter';

/** Text on one line, with what Markdown would read as markup made plain. @param {string} text */
function inline(text) {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
}

/** The Markdown of what an element holds, on one line. @param {Node} node @returns {string} */
function line(node) {
  if (node instanceof Text) return inline(node.data);
  if (!(node instanceof Element) || node.matches(LEFT_OUT)) return '';
  const inside = [...node.childNodes].map(line).join('');
  const text = inside.trim();
  if (!text) return inside;
  if (node instanceof HTMLAnchorElement && node.getAttribute('href')?.startsWith('#')) return inside;
  if (node instanceof HTMLAnchorElement && node.href) return `[${text}](${node.href.replace(/[()\s]/g, encodeURIComponent)})`;
  if (node.matches('code')) return '`' + (node.textContent ?? '').trim().replace(/`/g, '') + '`';
  if (node.matches('strong, b')) return `**${text}**`;
  if (node.matches('em, i')) return `*${text}*`;
  if (node.matches('.badge, .fact, .under, .around, .chip, .kind, .person, time')) return ` ${text} `;
  return inside;
}

/** @param {Node} node */
const tidy = (node) => line(node).replace(/ {2,}/g, ' ').trim();

/** @param {Element} row */
const cells = (row) => `| ${[...row.children].map((cell) => tidy(cell) || ' ').join(' | ')} |`;

/** A table; its first row is the head. @param {Element} table */
function rows(table) {
  const all = [...table.querySelectorAll('tr')];
  const title = table.querySelector('caption');
  const rule = `|${' --- |'.repeat(all[0]?.children.length ?? 0)}`;
  return (title ? [`**${tidy(title)}**`, ''] : []).concat(all.flatMap((row, place) => (place ? [cells(row)] : [cells(row), rule])));
}

/** An item of a list, whose further lines are indented. @param {Element} item @param {string} mark */
function item(item, mark) {
  return blocks(item).join('\n').replace(/\n{2,}/g, '\n').split('\n').map((text, place) => (place ? `${' '.repeat(mark.length)}${text}` : mark + text));
}

/** The blocks of an element, in order. @param {Element} element @returns {string[]} */
function blocks(element) {
  /** @type {string[]} */
  const all = [];
  let run = '';
  const end = () => {
    if (run.trim()) all.push(run.replace(/ {2,}/g, ' ').trim());
    run = '';
  };
  for (const node of element.childNodes) {
    if (!(node instanceof HTMLElement) || node.matches('a, b, i, em, strong, code, span, time')) {
      run += line(node);
      continue;
    }
    end();
    if (node.matches(LEFT_OUT)) continue;
    all.push(...block(node));
  }
  end();
  return all;
}

/** An element that begins a block. @param {HTMLElement} node @returns {string[]} */
function block(node) {
  const heading = /^H([1-6])$/.exec(node.tagName);
  if (heading) return [`${'#'.repeat(Number(heading[1]))} ${tidy(node)}`];
  if (node.matches('pre')) return ['```\n' + (node.textContent ?? '').trimEnd() + '\n```'];
  if (node.matches('table')) return [rows(node).join('\n')];
  if (node.matches('ul, ol')) {
    const numbered = node.matches('ol:not(.entries):not(.phase-list)');
    return [[...node.children].flatMap((child, place) => item(child, numbered ? `${place + 1}. ` : '- ')).join('\n')];
  }
  if (node.matches('dl')) return [[...node.querySelectorAll('dt')].map((term) => `- ${tidy(term)}: ${facts(term)}`).join('\n')];
  if (node.matches('blockquote')) return [blocks(node).join('\n\n').replace(/^/gm, '> ')];
  if (node.matches('p, summary')) return [tidy(node)].filter(Boolean);
  return blocks(node);
}

/** What stands beside a term. @param {Element} term */
function facts(term) {
  const all = [];
  for (let next = term.nextElementSibling; next?.matches('dd'); next = next.nextElementSibling) all.push(tidy(next));
  return all.filter(Boolean).join(', ');
}

/** The page as Markdown. @param {Element} article */
const markdown = (article) => `${blocks(article).join('\n\n')}\n\n<${location.href.split('#')[0]}>\n`;

for (const button of document.querySelectorAll('button[data-copy]')) {
  const article = button.closest('article');
  if (!(button instanceof HTMLButtonElement) || !article) continue;
  button.addEventListener('click', async () => {
    const text = markdown(article);
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    // Opened from the disk or over plain HTTP, some browsers have no clipboard: then it is there to be selected.
    button.textContent = done ? 'Copied' : 'Select and copy';
    if (!done) show(button, text);
  });
}

/** @param {Element} button @param {string} text */
function show(button, text) {
  const area = document.createElement('textarea');
  area.className = 'copied';
  area.readOnly = true;
  area.value = text;
  area.setAttribute('aria-label', 'This page as Markdown');
  button.closest('nav')?.append(area);
  area.focus();
  area.select();
}
