// Ports for one stand.
//
// Protects: stands that run side by side never fight for a port. A stand owns a block of ports, and it owns the block
// while it listens on the block's first port (its control port). The blocks lie below 32768, where Linux takes no port
// for an outgoing connection, so nobody gets one of them by accident. With the block comes a loopback address that is
// the stand's alone: Mailkey speaks TLS from the first byte on the ports 465 and 995 only, and there they are free. On
// further addresses of its own the servers have something wrong with them: see `faulty` in stand.mjs.

import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';

const FIRST = 21000;
const BLOCK = 8;
const BLOCKS = 1200;

/** Listens, or answers `false` when somebody else has the port. */
function listen(server, port) {
  return new Promise((done, failed) => {
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? done(false) : failed(error)));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => done(true));
  });
}

async function isFree(port) {
  const probe = createServer();
  const free = await listen(probe, port);
  if (free) await new Promise((done) => probe.close(done));
  return free;
}

/** The servers that hold the first two ports of a free block, the numbers of all its ports, and the own addresses. */
export async function claimPorts() {
  const start = Math.floor(Math.random() * BLOCKS);
  for (let tried = 0; tried < BLOCKS; tried += 1) {
    const block = (start + tried) % BLOCKS;
    const base = FIRST + block * BLOCK;
    const control = createHttpServer();
    if (!(await listen(control, base))) continue;
    const issuer = createHttpServer();
    const numbers = { control: base, issuer: base + 1, smtp: base + 2, smtps: base + 3, pop: base + 4, pops: base + 5, nobody: base + 6 };
    const others = [numbers.smtp, numbers.smtps, numbers.pop, numbers.pops, numbers.nobody];
    const free = (await Promise.all(others.map(isFree))).every(Boolean);
    if (free && (await listen(issuer, numbers.issuer))) {
      const address = (second) => `127.${second}.${block >> 8}.${block & 255}`;
      const tls = { host: address(66), smtp: 465, pop: 995 };
      const faulty = { other_name: address(67), expired: address(68), plain: address(69), no_xoauth2: address(70), renames: address(71) };
      return { ports: numbers, tls, faulty, control, issuer };
    }
    await new Promise((done) => control.close(done));
  }
  throw new Error('no block of ports is free');
}
