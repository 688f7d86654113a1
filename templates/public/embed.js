// @ts-check
// The state of a status page on another page:
//   <script type="module" src="https://status.example.org/embed.js"></script>  <flarebook-status></flarebook-status>
// Asks the status page's own site and nobody else, stores nothing, and shows nothing when there is no answer.

const HOME = new URL('.', import.meta.url);
const SIGNS = { operational: '✓', degraded_performance: '~', partial_outage: '!', major_outage: '✕', under_maintenance: '…' };
const COLOURS = { operational: '#1f7a4d', degraded_performance: '#9a6700', partial_outage: '#b54708', major_outage: '#b42318', under_maintenance: '#2f5fb3' };

class FlarebookStatus extends HTMLElement {
  async connectedCallback() {
    try {
      const answer = await fetch(new URL('assets/now.json', HOME), { cache: 'no-store', credentials: 'omit' });
      if (answer.ok) this.show(await answer.json());
    } catch {
      // A status page that cannot be reached says nothing here, rather than something wrong.
    }
  }

  /** @param {{state: string, label: string, lang: string, dir: string, generated_at: string, stale_after: number, stale: string}} status */
  show(status) {
    const old = Date.now() - Date.parse(status.generated_at) > status.stale_after * 1000;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const link = document.createElement('a');
    const sign = document.createElement('b');
    link.href = HOME.href;
    link.lang = status.lang;
    link.dir = status.dir;
    link.style.cssText = 'display:inline-flex;align-items:center;gap:.5em;color:inherit;font:inherit';
    sign.setAttribute('aria-hidden', 'true');
    const known = /** @type {keyof typeof SIGNS} */ (status.state);
    sign.textContent = old ? '?' : SIGNS[known] ?? '–';
    sign.style.cssText = `display:inline-grid;place-items:center;width:1.4em;height:1.4em;border-radius:50%;color:#fff;background:${(!old && COLOURS[known]) || '#5b6673'}`;
    link.append(sign, old ? status.stale : status.label);
    shadow.replaceChildren(link);
  }
}

if (!customElements.get('flarebook-status')) customElements.define('flarebook-status', FlarebookStatus);
