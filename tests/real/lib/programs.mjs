// The programs that a stand starts, and their end.
//
// Protects: none of them outlives the stand. Each leads a process group of its own, which is ended as a whole; and when
// the stand itself is killed, a guard sees its pipe close and ends the groups. (PR_SET_PDEATHSIG would be simpler, but
// Postfix loses it when it changes its user.)

import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { openSync } from 'node:fs';

const running = [];

const GUARD = `
while read -r group; do groups="$groups $group"; done
for group in $groups; do kill -s TERM -- "-$group"; done
sleep 1
for group in $groups; do kill -s KILL -- "-$group"; done
`;
let guard;

/** Gives a process group into the guard's care. */
function watch(group) {
  guard ??= spawn('sh', ['-c', GUARD], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.stdin.write(`${group}\n`);
}

/** Starts a server; that it ends by itself ends the stand. */
export function serve(name, { command, args, log, env }) {
  const out = openSync(log, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', out, out],
    env: { PATH: process.env.PATH, ...env },
  });
  const program = { child, stopping: false };
  program.end = new Promise((done) => child.once('exit', (code, signal) => {
    if (!program.stopping) throw new Error(`${name} ended by itself (${signal ?? code}): see ${log}`);
    done();
  }));
  child.once('error', (error) => { throw new Error(`${name} cannot be started: ${error.message}`); });
  if (child.pid) watch(child.pid);
  running.push(program);
}

function signalGroup(program, signal) {
  try {
    process.kill(-program.child.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

async function stop(program) {
  program.stopping = true;
  if (!program.child.pid) return;
  signalGroup(program, 'SIGTERM');
  await Promise.race([program.end, new Promise((done) => { setTimeout(done, 3000); })]);
  // Its children were told too; whoever is still there does not matter to the stand any more.
  signalGroup(program, 'SIGKILL');
}

/** Ends all of them; returns when none is left. */
export async function stopAll() {
  await Promise.all(running.map(stop));
  guard?.kill('SIGKILL');
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
