// The first command of a newcomer: a fresh clone, an empty home folder, `npm start`.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..');
const room = mkdtempSync(join(tmpdir(), 'cloudstack-graph-'));
after(() => rmSync(room, { recursive: true, force: true }));

/** A port that is free now. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', () => resolve(true));
  });

/** Starts `npm start` and answers the seconds until `/readyz` says so. */
async function start(
  cwd: string,
  port: number,
  limitSeconds: number,
): Promise<{ child: ChildProcess; seconds: number; output: () => string }> {
  const { PATH, npm_config_cache: _cache, ...rest } = process.env;
  const env = Object.fromEntries(
    Object.entries(rest).filter(([name]) => !/^(npm_|PNPM_|NODE_OPTIONS|CI$)/i.test(name) || /registry/i.test(name)),
  );
  // The pinned Node of this checkout must not help the clone: only what a fresh machine has stands in its PATH.
  const path = (PATH ?? '').split(':').filter((dir) => !dir.startsWith(root));
  const begun = Date.now();
  const child = spawn('npm', ['start'], {
    cwd,
    env: { ...env, PATH: path.join(':'), HOME: join(room, 'home'), PORT: String(port) },
    stdio: 'pipe',
  });
  started.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  while (Date.now() - begun < limitSeconds * 1000) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return { child, seconds: (Date.now() - begun) / 1000, output: () => text };
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`not ready within ${limitSeconds} s:\n${text.slice(-3000)}`);
}

/** Whatever a failed assertion left running. */
const started = new Set<ChildProcess>();
after(() => {
  for (const child of started) child.kill('SIGTERM');
});

async function stop(child: ChildProcess, port: number): Promise<number> {
  const begun = Date.now();
  child.kill('SIGTERM');
  started.delete(child);
  while (!(await isFree(port))) {
    assert.ok(Date.now() - begun < 15_000, 'the port was not freed within 15 s of SIGTERM');
    await sleep(50);
  }
  return (Date.now() - begun) / 1000;
}

test('a fresh clone serves within 2 minutes, a second start within 5 seconds, SIGTERM frees the port', { timeout: 300_000 }, async (t) => {
  const clone = join(room, 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
  const port = await freePort();

  const first = await start(clone, port, 120);
  t.diagnostic(`first start: ${first.seconds.toFixed(1)} s`);
  for (const name of ['admin', 'alice', 'bob', 'dana'])
    assert.match(first.output(), new RegExp(`demo-api-key-${name}`), `prints ${name}'s API pair`);
  const page = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'follow' });
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<html/);
  t.diagnostic(`stopped after ${(await stop(first.child, port)).toFixed(1)} s`);

  // The best of three: another program may have had the processors.
  const seconds: number[] = [];
  while (seconds.length < 3 && !seconds.some((took) => took < 5)) {
    const again = await start(clone, port, 60);
    seconds.push(again.seconds);
    await stop(again.child, port);
  }
  t.diagnostic(`second start: ${seconds.map((took) => took.toFixed(1)).join(', ')} s`);
  assert.ok(Math.min(...seconds) < 5, `the second start took ${Math.min(...seconds).toFixed(1)} s`);
});
