// A person's way through the provider's pages without a browser: `visitor.mjs ADDRESS`. A hundred sign-ins in a row
// would be too slow with Chromium; what a real browser does is `browser.mjs`'s part.
//
// Follows redirects, keeps cookies, fills the forms and presses the button that says yes, until the provider sends it
// somewhere else or shows a page without a form. Knows no scripts.
//
// Environment (all optional; RESULT, LOGIN, DENY as in browser.mjs):
//   MAILKEY_BROWSER_CODE  the code that a device shows
//   MAILKEY_BROWSER_STAY  set: do not go where the provider sends the browser in the end, as when it is on another
//                         machine than the program; the address is in the result

import { renameSync, writeFileSync } from 'node:fs';

const MOST_PAGES = 16;

const env = (name) => process.env[`MAILKEY_BROWSER_${name}`] || undefined;
const cookies = new Map();

async function get(url, form) {
  const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const request = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const response = await fetch(url, { ...request, headers, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
  for (const line of response.headers.getSetCookie()) {
    const [pair] = line.split(';');
    cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  }
  return response;
}

const unescape = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).replace(/&quot;/g, '"').replace(/&amp;/g, '&');
const attribute = (tag, name) => unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** The form of a page, filled in; nothing when it has none. */
function filled(html, url, hint) {
  const start = /<form[^>]*>/.exec(html)?.[0];
  if (!start) return undefined;
  const fields = {};
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) fields[attribute(tag, 'name')] = attribute(tag, 'value');
  if ('login' in fields) fields.login = env('LOGIN') ?? (fields.login || hint || '');
  if ('password' in fields) fields.password = 'heslo';
  if ('user_code' in fields) fields.user_code ||= env('CODE') ?? '';
  // A page that asks who I am is answered first: only the one that asks for consent is refused.
  if (html.includes('name="choice"')) fields.choice = env('DENY') && !('login' in fields) ? 'no' : 'yes';
  return { action: new URL(attribute(start, 'action') || url, url).href, fields };
}

async function walk(address) {
  const home = new URL(address).origin;
  const hint = new URL(address).searchParams.get('login_hint');
  let url = address;
  let form;
  let typed = false;
  for (let step = 0; step < MOST_PAGES; step += 1) {
    if (new URL(url).origin !== home && env('STAY')) return { url, text: '' };
    const response = await get(url, form);
    form = undefined;
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url).href;
      continue;
    }
    const text = await response.text();
    if (new URL(url).origin !== home) return { url, text };
    const next = filled(text, url, hint);
    // The code is typed once; who is asked for it again was told why.
    const again = text.includes('id="op.deviceInputForm"') && typed;
    typed ||= text.includes('id="op.deviceInputForm"');
    if (!next || again) {
      if (!response.ok && !again) throw new Error(`${response.status} from ${url}: ${text}`);
      return { url, text };
    }
    ({ action: url, fields: form } = next);
  }
  throw new Error(`still not back at the program after ${MOST_PAGES} pages, but at ${url}`);
}

const result = await walk(process.argv[2] ?? '').then((seen) => ({ ok: true, ...seen }), (error) => ({ ok: false, error: error.message, text: '' }));
if (env('RESULT')) {
  // Whole or not at all: the test waits for the file to appear.
  writeFileSync(`${env('RESULT')}.part`, `${JSON.stringify(result)}\n`);
  renameSync(`${env('RESULT')}.part`, env('RESULT'));
} else {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
process.exitCode = result.ok ? 0 : 1;
