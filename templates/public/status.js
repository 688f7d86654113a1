// @ts-check
// The status page's one script. Without it the page says all the same things; with it, it also says them in the reader's own zone, says
// how long ago, warns when the page has grown old, and offers to load it again when there is something newer.
// It asks its own site only, and stores nothing.

(() => {
  'use strict';

  const MINUTE = 60_000;
  /** How often an open page looks for something newer. */
  const EVERY = 3 * MINUTE;

  const { root = '', version = '', zone = 'UTC', yourTime = '{time}' } = document.body.dataset;
  const language = document.documentElement.lang;
  const stale_after = Number(document.body.dataset.staleAfter) * 1000;
  let generated = Date.parse(document.body.dataset.generated ?? '');

  /** @param {string} id */
  const element = (id) => document.getElementById(id);

  /** @param {string | undefined} timeZone @returns {Intl.DateTimeFormat} */
  const clock = (timeZone) => new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  /** @param {string | undefined} timeZone @returns {Intl.DateTimeFormat} */
  const calendar = (timeZone) => new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'short' });

  /** The hour and day at an instant in a zone, to tell whether two zones agree. @param {Date} at @param {string | undefined} timeZone */
  const wall = (at, timeZone) => `${calendar(timeZone).format(at)} ${clock(timeZone).format(at)}`;

  /** A time in the reader's zone, with the day where it is another; nothing where the zones agree. @param {Date} at @returns {string} */
  function own(at) {
    if (wall(at, undefined) === wall(at, zone)) return '';
    const same_day = calendar(undefined).format(at) === calendar(zone).format(at);
    return same_day ? clock(undefined).format(at) : wall(at, undefined);
  }

  /** How long ago an instant is, in the page's language. @param {number} then @param {number} now @returns {string} */
  function ago(then, now) {
    const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    const minutes = Math.round((then - now) / MINUTE);
    if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
    const hours = Math.round(minutes / 60);
    return Math.abs(hours) < 48 ? words.format(hours, 'hour') : words.format(Math.round(hours / 24), 'day');
  }

  /** Puts something behind an element, or changes what was put there before. @param {Element} after @param {string} kind @param {string} text */
  function behind(after, kind, text) {
    const next = after.parentElement?.querySelector(`:scope > .${kind}`);
    const place = next ?? document.createElement('span');
    place.className = kind;
    place.textContent = ` · ${text}`;
    if (!next) after.after(place);
  }

  function own_times() {
    for (const time of document.querySelectorAll('main time[datetime]')) {
      const text = own(new Date(time.getAttribute('datetime') ?? ''));
      if (text) time.append(` · ${yourTime.replace('{time}', text)}`);
    }
    for (const span of document.querySelectorAll('[data-from]')) {
      const times = [span.getAttribute('data-from'), span.getAttribute('data-until')].filter((at) => at !== null).map((at) => own(new Date(String(at))));
      if (times.every((text) => text)) span.append(` · ${yourTime.replace('{time}', times.join(' – '))}`);
    }
  }

  /** What changes while one looks at it: how long ago, and whether the page is old. */
  function tick() {
    const now = Date.now();
    for (const time of document.querySelectorAll('time[data-ago]')) {
      behind(time, 'ago', ago(Date.parse(time.getAttribute('datetime') ?? ''), now));
    }
    const old = now - generated > stale_after;
    document.documentElement.classList.toggle('old', old);
    const notice = element('stale');
    if (notice) notice.hidden = !old;
  }

  /** Asks whether there is something newer. A page that was made again without any change is only as fresh as that. */
  async function look() {
    if (document.visibilityState !== 'visible') return;
    try {
      const answer = await fetch(`${root}assets/now.json`, { cache: 'no-store', credentials: 'omit' });
      if (!answer.ok) return;
      const latest = await answer.json();
      if (latest.version !== version) {
        const bar = element('newer');
        if (bar) bar.hidden = false;
      } else {
        generated = Math.max(generated, Date.parse(latest.generated_at) || 0);
        tick();
      }
    } catch {
      // Not reachable now; the page itself says when it has grown old.
    }
  }

  try {
    own_times();
  } catch {
    // A browser that does not know the page's zone or language: the times in the page's own zone stand there in any case.
  }
  tick();
  setInterval(tick, MINUTE);
  element('newer')?.querySelector('button')?.addEventListener('click', () => location.reload());
  if (location.protocol.startsWith('http')) setInterval(look, EVERY);
})();
