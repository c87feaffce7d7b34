// What the browser tests share: a cloud, a gateway as a process of its own, a browser, a person who signs in.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { createSimulator, type Simulator } from '../packages/simulator/src/index.ts';

const root = join(import.meta.dirname, '..');

/** The cloud of a test: the simulator in this process, so that its calls can be counted and its port closed. */
export async function startCloud(options: Parameters<typeof createSimulator>[0] = {}): Promise<{ simulator: Simulator; endpoint: string }> {
  const simulator = createSimulator({ seed: 'demo', jobSpeed: 4, ...options });
  return { simulator, endpoint: (await simulator.listen(0)).endpoint };
}

export interface RunningGateway {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  child: ChildProcess;
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** The service account of the demo cloud: its poll of the event log gives hints. */
export const serviceAccount = { CLOUDSTACK_API_KEY: 'demo-api-key-admin', CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin' };

/** Starts the gateway with the given environment and waits until it is ready; on the embedded simulator without CLOUDSTACK_API_URL. */
export async function startGateway(env: Record<string, string> = {}): Promise<RunningGateway> {
  const child = spawn(process.execPath, [join(root, 'packages/gateway/src/main.ts')], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const gateway: RunningGateway = {
    url: '',
    child,
    output: () => text,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
  for (let waited = 0; waited < 20_000 && child.exitCode === null; waited += 50) {
    const url = /http:\/\/[\d.]+:\d+/.exec(text)?.[0];
    const ready = url && (await fetch(`${url}/livez`).catch(() => undefined));
    if (ready?.ok) return Object.assign(gateway, { url });
    await sleep(50);
  }
  await gateway.stop('SIGKILL');
  throw new Error(`the gateway did not start:\n${text}`);
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-precise-memory-info',
    ],
  });

/** A page whose errors are kept: `errors` holds what the console and the page complained of. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return { context, page, errors };
}

/** Opens a page and waits until it answers to hands and keys. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('html[data-ready]').waitFor();
}

/** Signs in on the sign-in page and waits for the overview. */
export async function signIn(page: Page, url: string, username: string, password = username, domain = '/acme'): Promise<void> {
  await visit(page, `${url}/sign-in`);
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.locator('input[name=domain]').fill(domain);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'));
  await page.locator('h1').first().waitFor();
}

/** Keeps a picture under e2e/screenshots (not in git), for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const dir = join(import.meta.dirname, 'screenshots');
  mkdirSync(dir, { recursive: true });
  await page.screenshot({ path: join(dir, `${name}.png`) });
}

/** Runs a GraphQL operation as a service with the user's API pair. */
export async function asService<T = Record<string, unknown>>(
  url: string,
  user: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<T> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(user) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: T; errors?: { message: string }[] };
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data as T;
}

/** The `Authorization` header of a demo user's API pair. */
export const basic = (user: string): string => `Basic ${Buffer.from(`demo-api-key-${user}:demo-secret-key-${user}`).toString('base64')}`;

/** Waits until `look` answers something true, or fails with `what` after `ms`. Answers the milliseconds it took. */
export async function until(what: string, look: () => unknown, ms = 10_000): Promise<number> {
  const begun = Date.now();
  for (;;) {
    if (await look()) return Date.now() - begun;
    if (Date.now() - begun > ms) throw new Error(`${what}: not within ${ms} ms`);
    await sleep(25);
  }
}
