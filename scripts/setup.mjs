// What every command needs first: dependencies installed, the pinned Node found, children that end with us.
// Plain Node >= 20 and no dependency, because it runs before there is any.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pnpmVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1];

/** The pinned Node 24 of node_modules when it is there (Linux), else the Node that runs this. */
export const nodeBinary = () => {
  const pinned = join(root, 'node_modules/.bin/node');
  return existsSync(pinned) ? pinned : process.execPath;
};

/** The environment of children: the pinned Node comes first in PATH. */
export const childEnv = (extra = {}) => ({
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
  ...extra,
});

const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
    if (children.size === 0) process.exit(128);
  });
}

/**
 * Runs a command in the root; signals are forwarded. Answers { code, signal, output } (output only with `capture`).
 * One that has not ended after `limitMinutes` is killed.
 */
export const run = (command, args, { env = childEnv(), capture = false, quiet = false, cwd = root, limitMinutes = 0 } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    children.add(child);
    let output = '';
    const limit =
      limitMinutes &&
      setTimeout(() => {
        console.error(`${command} ran for ${limitMinutes} minutes: it is ended`);
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
      }, limitMinutes * 60_000);
    if (capture) {
      for (const [stream, sink] of [
        [child.stdout, process.stdout],
        [child.stderr, process.stderr],
      ]) {
        stream.setEncoding('utf8').on('data', (text) => {
          output += text;
          if (!quiet) sink.write(text);
        });
      }
    }
    child.on('error', (error) => {
      children.delete(child);
      resolve({ code: 127, signal: null, output: `${output}${error.message}\n` });
    });
    child.on('close', (code, signal) => {
      children.delete(child);
      clearTimeout(limit);
      resolve({ code: code ?? 1, signal, output });
    });
  });

/** Runs a command and ends this process when it fails. */
export const must = async (command, args, options) => {
  const { code, signal } = await run(command, args, options);
  if (code !== 0) process.exit(signal ? 130 : code);
};

/** pnpm of the pinned version, from npm. */
export const pnpm = (args, options) => must('npx', ['--yes', `pnpm@${pnpmVersion}`, ...args], options);

const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Installs the dependencies when the lock file is not the one that was installed last. */
export const ensureInstalled = async () => {
  const mark = join(root, 'node_modules/.installed-lock');
  const lock = digest(join(root, 'pnpm-lock.yaml'));
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  await pnpm(['install', '--frozen-lockfile']);
  writeFileSync(mark, lock);
};

const newest = (path) => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['paraglide', 'node_modules', 'build', '.svelte-kit'].includes(entry.name))
    .reduce((latest, entry) => Math.max(latest, newest(join(path, entry.name))), 0);
};

/** Builds the portal when one of its sources is newer than the build. */
export const ensureBuilt = async () => {
  const web = join(root, 'packages/web');
  const handler = join(web, 'build/handler.js');
  const sources = ['src', 'static', 'messages', 'vite.config.ts', 'package.json'].map((name) => join(web, name)).filter(existsSync);
  if (existsSync(handler) && Math.max(...sources.map(newest)) <= statSync(handler).mtimeMs) return;
  await pnpm(['--filter', '@cloudstack-graph/web', 'run', 'build'], { env: childEnv() });
};

/** A folder for what a run leaves behind, ignored by git. */
export const cacheDir = () => {
  const dir = join(root, '.cache');
  mkdirSync(dir, { recursive: true });
  return dir;
};
