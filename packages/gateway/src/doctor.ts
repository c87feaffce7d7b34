// npm run doctor: is everything there that `npm start` needs, and does the cloud answer as it should?
// Every finding says what was seen and, where it is not good, what to do. Ends with 1 when something must be mended.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CloudStackClient, CloudStackError, createTransport } from '@cloudstack-graph/client';
import { Redis } from 'ioredis';
import { type Config, ConfigurationError, readConfig } from './config.ts';
import { isCloudStacks } from './observability/health.ts';

type Verdict = 'good' | 'note' | 'bad';
const marks: Record<Verdict, string> = { good: '✓', note: '·', bad: '✗' };
let toMend = 0;
const say = (verdict: Verdict, what: string, remedy?: string) => {
  if (verdict === 'bad') toMend += 1;
  console.log(`${marks[verdict]} ${what}${remedy ? `\n    → ${remedy}` : ''}`);
};

function checkNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) say('good', `Node ${process.versions.node}`);
  else say('bad', `Node ${process.versions.node} is too old for the server`, 'Run `npm start` once: it brings a pinned Node 24.');
}

function checkBuild(): void {
  if (existsSync(join(import.meta.dirname, '../../web/build/handler.js'))) say('good', 'the portal is built');
  else say('note', 'the portal is not built yet', '`npm start` builds it.');
}

const checkPort = (config: Config) =>
  new Promise<void>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      say(
        taken ? 'note' : 'bad',
        `port ${config.port} on ${config.host}: ${taken ? 'in use' : error.message}`,
        'Is the portal already running? Else set PORT.',
      );
      resolve();
    });
    server.listen(config.port, config.host, () => {
      say('good', `port ${config.port} on ${config.host} is free`);
      server.close(() => resolve());
    });
  });

/** What helps when a server cannot be spoken to. */
function remedyOf(cause: string): string {
  if (/wrong version number/i.test(cause)) return 'What listens there does not speak https. Try http://.';
  if (/certificate|self-signed|issuer/i.test(cause))
    return 'Its certificate is not trusted here: name the authority that signed it in NODE_EXTRA_CA_CERTS=/path/to/ca.pem.';
  return 'Check the host, the port and the network between.';
}

/** Asks without credentials: a CloudStack refuses with 401 and JSON, anything else is not one. */
async function checkAddress(url: string): Promise<boolean> {
  const asked = Date.now();
  const answer = await fetch(`${url}?command=listCapabilities&response=json`, { signal: AbortSignal.timeout(10_000) }).catch(
    (error: Error) => error,
  );
  if (answer instanceof Error) {
    const cause = (answer.cause as Error | undefined)?.message ?? answer.message;
    say('bad', `CLOUDSTACK_API_URL does not answer: ${cause.trim()}`, remedyOf(cause));
    return false;
  }
  if (!isCloudStacks(await answer.text())) {
    say(
      'bad',
      `CLOUDSTACK_API_URL answered ${answer.status} with something that is not CloudStack`,
      'The address ends with /client/api on a management server.',
    );
    return false;
  }
  say('good', `CloudStack answers in ${Date.now() - asked} ms`);
  const date = Date.parse(answer.headers.get('date') ?? '');
  const skew = Math.round((date - Date.now()) / 1000);
  if (Number.isNaN(skew)) say('note', 'the server sends no Date, so its clock could not be compared');
  else if (Math.abs(skew) > 60) say('bad', `the clocks are ${skew} s apart`, 'Set both by NTP: signed requests carry an expiry.');
  else say('good', `the clocks agree within ${Math.abs(skew)} s`);
  return true;
}

async function checkServiceAccount(config: Config, url: string): Promise<void> {
  const account = config.cloudStack.serviceAccount;
  if (!account) {
    say(
      'note',
      'no service account: pages follow by the clock alone (2 s)',
      'Set CLOUDSTACK_API_KEY and CLOUDSTACK_SECRET_KEY of a root admin.',
    );
    return;
  }
  const transport = createTransport({ endpoint: url, maxInFlight: 1, timeoutMs: 15_000 });
  try {
    const client = new CloudStackClient({ transport, credentials: { kind: 'keys', ...account } });
    const { rows } = await client.call('listUsers', {});
    const own = rows.find((row) => row.apikey === account.apiKey);
    if (!own) {
      say('bad', 'the service account was accepted, but listUsers does not show it', 'Use the pair of a user who may call listUsers.');
      return;
    }
    const root = own.rolename === 'Root Admin' || own.roletype === 'Admin';
    say(
      root ? 'good' : 'note',
      `service account: ${own.username} (${own.rolename})`,
      root ? undefined : 'Only a root admin sees every event; others give hints for their own.',
    );
    const capabilities = await client.call('listCapabilities', {});
    const seen = capabilities as { capability?: { cloudstackversion?: string }; cloudstackversion?: string };
    say('good', `CloudStack ${seen.capability?.cloudstackversion ?? seen.cloudstackversion ?? 'of unknown version'}`);
  } catch (error) {
    if (!(error instanceof CloudStackError)) throw error;
    const refused = error.family === 'authentication';
    say(
      'bad',
      `the service account: ${error.message}`,
      refused ? 'The pair is wrong, or its user is disabled.' : 'See the management server log.',
    );
  } finally {
    await transport.close();
  }
}

async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
  let reason: string | undefined;
  redis.on('error', (error) => {
    reason ??= error.message;
  });
  try {
    await redis.connect();
    say('good', `Redis answers ${await redis.ping()}`);
  } catch (error) {
    say(
      'bad',
      `REDIS_URL: ${reason ?? (error instanceof Error ? error.message : String(error))}`,
      'Without Redis one gateway works; several do not share sessions.',
    );
  } finally {
    redis.disconnect();
  }
}

checkNode();
checkBuild();
try {
  const config = readConfig(process.env);
  say('good', 'the configuration reads well');
  await checkPort(config);
  if (config.cloudStack.url) {
    if (await checkAddress(config.cloudStack.url)) await checkServiceAccount(config, config.cloudStack.url);
  } else say('note', 'no CLOUDSTACK_API_URL: the embedded simulator will serve');
  if (config.redisUrl) await checkRedis(config.redisUrl);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  for (const problem of error.problems) say('bad', problem);
}
process.exitCode = toMend > 0 ? 1 : 0;
