// Walks a site by its links, as a reader would, and says which of them lead nowhere.

/** Every page that can be reached from the first, with the links and anchors on it. */
export async function crawl(page, first) {
  const pages = new Map();
  const open = [first];
  while (open.length > 0) {
    const url = open.pop();
    if (pages.has(url)) continue;
    const is_page = /(\.html|\/)(\?|$)/.test(url);
    // Pictures and other files are asked for, not looked at.
    const response = is_page ? await page.goto(url) : await page.request.get(url);
    const ok = response.ok();
    const { links, anchors, twice } = ok && is_page ? await page.evaluate(inventory) : { links: [], anchors: [], twice: [] };
    pages.set(url, { ok, is_page, links, anchors: new Set(anchors), twice });
    open.push(...links.map(without_anchor).filter((link) => is_inside(link, first) && !pages.has(link)));
  }
  return pages;
}

/** Runs in the page. */
function inventory() {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  return {
    links: [...document.querySelectorAll('a[href], area[href]')].map((link) => link.href),
    anchors: ids,
    twice: ids.filter((id, at) => ids.indexOf(id) !== at),
  };
}

/** What is wrong with the links of a crawled site, in words. */
export function brokenLinks(pages, first) {
  const broken = [];
  for (const [url, { links, twice }] of pages) {
    broken.push(...twice.map((id) => `${url}: the id "${id}" is used twice`));
    for (const link of links.filter((link) => is_inside(link, first))) {
      const target = pages.get(without_anchor(link));
      const anchor = decodeURIComponent(new URL(link).hash.slice(1));
      if (!target?.ok) broken.push(`${url}: ${link} does not exist`);
      else if (anchor && target.is_page && !target.anchors.has(anchor)) broken.push(`${url}: ${link} has no such anchor`);
    }
  }
  return broken;
}

const without_anchor = (link) => link.split('#')[0];
const is_inside = (link, first) => link.startsWith(new URL('.', first).href);
