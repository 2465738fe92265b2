// The programs that a stand starts, and their end.
//
// Protects: none of them outlives the stand. Each leads a process group of its own, which is ended as a whole, and the
// kernel tells the leader when the stand itself is killed (PR_SET_PDEATHSIG).

import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { openSync } from 'node:fs';

const running = [];

/** Starts a server; that it ends by itself ends the stand. */
export function serve(name, { command, args, log, env }) {
  const out = openSync(log, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'SIGTERM', '--', command, ...args], {
    detached: true,
    stdio: ['ignore', out, out],
    env: { PATH: process.env.PATH, ...env },
  });
  const program = { name, child, ended: false };
  program.end = new Promise((done) => child.once('exit', (code, signal) => {
    program.ended = true;
    if (!program.stopping) throw new Error(`${name} ended by itself (${signal ?? code}): see ${log}`);
    done();
  }));
  child.once('error', (error) => { throw new Error(`${name} cannot be started: ${error.message}`); });
  running.push(program);
}

function signalGroup(program, signal) {
  try {
    process.kill(-program.child.pid, signal);
    return true;
  } catch {
    return false; // Nobody is left in the group.
  }
}

async function stop(program) {
  program.stopping = true;
  if (!program.child.pid) return;
  signalGroup(program, 'SIGTERM');
  for (let waited = 0; waited < 3000 && signalGroup(program, 0); waited += 20) {
    await new Promise((done) => setTimeout(done, 20));
  }
  signalGroup(program, 'SIGKILL');
}

/** Ends all of them; returns when none is left. */
export async function stopAll() {
  await Promise.all(running.map(stop));
}

/** Waits until a server on this port greets as expected. */
export async function greeting(port, expected, within = 15000) {
  const until = Date.now() + within;
  for (;;) {
    const line = await firstBytes(port);
    if (line.startsWith(expected)) return;
    if (Date.now() > until) throw new Error(`port ${port} does not greet with ${expected} within ${within} ms, but with ${JSON.stringify(line)}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

function firstBytes(port) {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (text) => { socket.destroy(); done(text); };
    socket.setTimeout(5000, () => finish(''));
    socket.once('error', () => finish(''));
    socket.once('close', () => finish(''));
    socket.once('data', (bytes) => finish(bytes.toString('latin1')));
  });
}
