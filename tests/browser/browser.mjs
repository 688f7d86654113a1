// A real headless browser, and pages of it that remember everything that went wrong on them.

import { chromium } from 'playwright-core';

// Nothing of the browser's own may reach for the network: the first block keeps it quiet, and no proxy is asked either.
const FLAGS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--no-proxy-server', '--force-prefers-reduced-motion',
];

/** Starts the browser that CHROMIUM names. Without a sandbox: as root, and in most containers, there is none to be had. */
export function start() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS, chromiumSandbox: false });
}

/** A page with `faults`: console errors, script errors, requests that failed, were refused or left the site. */
export async function open(browser, origin, settings = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  const faults = [];
  const here = () => page.url().replace(origin, '');
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(`${here()}: console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${here()}: script: ${error.message}`));
  page.on('requestfailed', (request) => {
    // What the test itself cut off by going to the next page is no fault.
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') faults.push(`${here()}: failed: ${request.url()} ${reason}`);
  });
  page.on('request', (request) => isForeign(request.url(), origin) && faults.push(`${here()}: leaves the site: ${request.url()}`));
  page.on('response', (response) => response.status() >= 400 && faults.push(`${here()}: ${response.status()}: ${response.url()}`));
  return { page, faults, close: () => context.close() };
}

function isForeign(url, origin) {
  return !url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('about:');
}
