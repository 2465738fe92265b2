// A real OAuth mail system on 127.0.0.1: `stand FOLDER`.
//
// Starts the authorization server (oidc-provider), Dovecot (POP3, SASL, LMTP) and Postfix (submission) with
// certificates of their own, prints ONE line of JSON on stdout when all of them answer, and runs until its standard
// input closes or it gets SIGTERM. Then everything that it started is gone. Whatever it writes is in FOLDER.
// Two servers of this kind never meet: each owns a block of ports (see ports.mjs). Postfix wants root.

import { chmodSync, createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { resolve, join } from 'node:path';

import { makeCertificates } from './certificates.mjs';
import { startControl } from './control.mjs';
import { dovecot } from './dovecot.mjs';
import { CERTIFIED_ID, CLIENTS, INTROSPECTION } from './clients.mjs';
import { startIssuer } from './issuer.mjs';
import { claimPorts } from './ports.mjs';
import { postfix } from './postfix.mjs';
import { greeting, serve, stopAll } from './programs.mjs';

/** Sockets live in the folder, and a socket's path may have 107 bytes. */
const LONGEST_FOLDER = 60;

export const MAILBOXES = [
  { address: 'recepce@firma.test', name: 'Recepce', password: 'heslo recepce' },
  { address: 'sklad@firma.test', name: 'Sklad', password: 'heslo skladu' },
  // Full: it may hold one byte (`quota`), and a message lies there.
  { address: 'plna@firma.test', name: 'Plná', password: 'heslo plné', quota: 1 },
];

async function main() {
  const began = Date.now();
  const folder = resolve(process.argv[2] ?? '');
  if (process.argv.length !== 3) throw new Error('usage: stand FOLDER');
  if (Buffer.byteLength(folder) > LONGEST_FOLDER) throw new Error(`the folder's name is longer than ${LONGEST_FOLDER} bytes: ${folder}`);
  if (process.getuid() !== 0) throw new Error('Postfix can only be started by root');
  mkdirSync(folder, { recursive: true });
  // The mail servers' own users pass through here; what is secret below is closed to them one by one.
  chmodSync(folder, 0o711);
  logTo(join(folder, 'stand.log'));

  // Addresses at which something is wrong: `other_name` is not in the certificate, `expired` has one that has ended,
  // `plain` knows no TLS (also on the ports 465 and 995), `no_xoauth2` (SMTP only) takes passwords only,
  // `renames` (SMTP only) gives messages a Message-ID of its own.
  const { ports, tls, faulty, control: controlServer, issuer: issuerServer } = await claimPorts();
  const certificates = makeCertificates(folder, [tls.host, faulty.expired, faulty.no_xoauth2, faulty.renames]);
  const issuer = await startIssuer(issuerServer, ports.issuer, MAILBOXES, certificates.application);
  await startControl(controlServer, issuer);

  const introspection = `http://${INTROSPECTION.id}:${INTROSPECTION.secret}@127.0.0.1:${ports.issuer}/token/introspection`;
  const sockets = { sasl: join(folder, 'dovecot/run/sasl'), lmtp: join(folder, 'dovecot/run/deliver'), quota: join(folder, 'dovecot/run/quota') };
  serve('dovecot', dovecot({ folder: join(folder, 'dovecot'), ports, tls, faulty, certificates, introspection, mailboxes: MAILBOXES, sockets }));
  serve('postfix', postfix({ folder: join(folder, 'postfix'), ports, tls, faulty, certificates, mailboxes: MAILBOXES, sockets }));
  await Promise.all([greeting(ports.pop, '+OK'), greeting(ports.smtp, '220')]);

  const facts = {
    issuer: issuer.url,
    client_id: CLIENTS.public.client_id,
    confidential_client_id: CLIENTS.confidential.client_id,
    confidential_client_secret: CLIENTS.confidential.client_secret,
    application_client_id: CLIENTS.application.client_id,
    application_client_secret: CLIENTS.application.client_secret,
    certificate_client_id: CERTIFIED_ID,
    certificate: certificates.application,
    certificate_with_key: certificates.applicationWithKey,
    introspection: INTROSPECTION,
    host: 'localhost',
    ports,
    tls,
    faulty,
    ca: certificates.ca,
    other_ca: certificates.otherCa,
    mailboxes: MAILBOXES,
    control: `http://127.0.0.1:${ports.control}`,
    folder,
    started_in_ms: Date.now() - began,
  };
  writeFileSync(join(folder, 'stand.json'), `${JSON.stringify(facts, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}

/** Nothing but the one line goes to stdout: what libraries say goes into the log. */
function logTo(file) {
  const log = createWriteStream(file, { flags: 'a' });
  for (const level of ['log', 'info', 'warn', 'error']) {
    console[level] = (...words) => log.write(`${new Date().toISOString()} ${level} ${words.join(' ')}\n`);
  }
}

let ending = false;
async function end(code, why) {
  if (ending) return;
  ending = true;
  console.info(`ending: ${why}`);
  await stopAll();
  process.exit(code);
}

process.on('SIGTERM', () => end(0, 'SIGTERM'));
process.on('SIGINT', () => end(0, 'SIGINT'));
process.on('SIGHUP', () => end(0, 'SIGHUP'));
process.on('uncaughtException', (error) => {
  process.stderr.write(`stand: ${error.stack}\n`);
  end(1, 'an exception');
});
process.stdin.on('end', () => end(0, 'standard input closed'));
process.stdin.on('error', () => end(0, 'standard input broke'));
process.stdin.resume();

main().catch((error) => {
  process.stderr.write(`stand: ${error.message}\n`);
  end(1, error.stack);
});
