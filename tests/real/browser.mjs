// The hand on the browser: `browser.mjs ADDRESS` signs in at a provider's pages as a person would.
//
// Opens ADDRESS in Debian's Chromium, types the e-mail address where one is asked for (what is there already stays),
// a password where none is, agrees, and waits for the page that the program's own loopback redirect shows. Knows no provider: it
// fills what it finds and presses the button that says yes, so it also does for Mailkey's practice page.
//
// Environment (all optional):
//   MAILKEY_BROWSER_RESULT      file for what was seen: JSON {ok, url, title, text, pages, error}
//   MAILKEY_BROWSER_SCREENSHOT  PNG file for the last page
//   MAILKEY_BROWSER_LOGIN       the address to sign in with; else the one on the page, else login_hint of ADDRESS
//   MAILKEY_BROWSER_PASSWORD    else "heslo"
//   MAILKEY_BROWSER_DENY        set: sign in, then press the button that says no
//   MAILKEY_BROWSER_LANG        the browser's language; else cs-CZ
//   MAILKEY_BROWSER_PID         file for this process's number, for who wants to end it early

import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const YES = /^(povolit|allow|přihlásit|sign in|pokračovat|continue|souhlasím|accept|yes|ano)\b/i;
const NO = /^(odmítnout|deny|zrušit|cancel|decline|reject|no|ne)\b/i;
const MOST_PAGES = 8;
const STEP = 15_000;
const LIFE = 60_000;

const env = (name) => process.env[`MAILKEY_BROWSER_${name}`] || undefined;

/** Whole or not at all: the test waits for the file to appear. */
function report(result) {
  const file = env('RESULT');
  if (!file) return;
  writeFileSync(`${file}.part`, `${JSON.stringify(result, null, 2)}\n`);
  renameSync(`${file}.part`, file);
}

/** Where the provider will send the browser in the end, without the query. */
function destination(address) {
  const redirect = new URL(address).searchParams.get('redirect_uri');
  if (!redirect) throw new Error('the address has no redirect_uri');
  const { origin, pathname } = new URL(redirect);
  return { origin, pathname };
}

const arrived = (page, { origin, pathname }) => {
  const here = URL.canParse(page.url()) ? new URL(page.url()) : undefined;
  return here?.origin === origin && here.pathname === pathname;
};

async function button(page, words) {
  const all = page.locator('button:visible, input[type=submit]:visible, [role=button]:visible');
  for (const one of await all.all()) {
    const text = (await one.evaluate((node) => node.value && node.tagName === 'INPUT' ? node.value : node.innerText)).trim();
    if (words.test(text)) return one;
  }
  return undefined;
}

async function fill(page, hint) {
  const email = page.locator(['[type=email]', '[name=login]', '[name=address]', '[name=email]'].map((one) => `input${one}:visible`).join()).first();
  const asked = (await email.count()) > 0;
  if (asked) {
    const wanted = env('LOGIN') ?? ((await email.inputValue()) || hint);
    if (wanted && (await email.isEditable())) await email.fill(wanted);
  }
  const password = page.locator('input[type=password]:visible').first();
  if ((await password.count()) && (env('PASSWORD') || !(await password.inputValue()))) await password.fill(env('PASSWORD') ?? 'heslo');
  return asked;
}

async function walk(page, address) {
  const goal = destination(address);
  const hint = new URL(address).searchParams.get('login_hint') ?? undefined;
  const seen = [];
  await page.goto(address, { timeout: STEP });
  for (let step = 0; step < MOST_PAGES; step += 1) {
    await page.waitForLoadState('load', { timeout: STEP });
    seen.push({ url: page.url().split('?')[0], title: await page.title() });
    if (arrived(page, goal)) return seen;
    const asked = await fill(page, hint);
    const refuse = env('DENY') ? await button(page, NO) : undefined;
    // A page that asks who I am is answered first, unless it is also the page that asks for consent.
    const consents = !asked || !(await button(page, /^(přihlásit|sign in)\b/i));
    const press = (consents && refuse) || (await button(page, YES));
    if (!press) throw new Error(`no button to press on ${page.url()}: ${await page.innerText('body')}`);
    await Promise.all([page.waitForNavigation({ timeout: STEP }), press.click()]);
  }
  throw new Error(`still not back at the program after ${MOST_PAGES} pages, but at ${page.url()}`);
}

async function main(address) {
  const profile = mkdtempSync(join(tmpdir(), 'mailkey-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium', headless: true, args: FLAGS, locale: env('LANG') ?? 'cs-CZ', viewport: { width: 900, height: 700 },
  });
  const life = setTimeout(() => context.close(), LIFE);
  try {
    const page = context.pages()[0] ?? await context.newPage();
    let result;
    try {
      const pages = await walk(page, address);
      result = { ok: true, url: page.url().split('?')[0], title: await page.title(), text: await page.innerText('body'), pages };
    } catch (error) {
      result = { ok: false, url: page.url().split('?')[0], error: error.message, text: await page.innerText('body').catch(() => '') };
    }
    if (env('SCREENSHOT')) await page.screenshot({ path: env('SCREENSHOT') }).catch(() => {});
    report(result);
    return result.ok ? 0 : 1;
  } finally {
    clearTimeout(life);
    await context.close().catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (env('PID')) writeFileSync(env('PID'), `${process.pid}\n`);
try {
  process.exitCode = await main(process.argv[2] ?? '');
} catch (error) {
  process.stderr.write(`browser: ${error.stack}\n`);
  report({ ok: false, error: error.message, text: '' });
  process.exitCode = 1;
}
