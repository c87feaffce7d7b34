/** The simulator as a command: `node packages/simulator/src/main.ts --port 8080`. */
import { parseArgs } from 'node:util';
import { versions } from './catalogue.ts';
import { createSimulator, type SeedName, type SimulatorOptions } from './simulator.ts';

const usage = `usage: simulator [--port 8080] [--host 127.0.0.1] [--seed demo|recorded|empty|<number>]
                 [--vms 120] [--volumes 180] [--latency none|measured] [--job-speed 1] [--allow-loopback-urls]
                 [--cloudstack-version 4.22]

A number as seed gives the demo cloud with that random seed; --seed may be given twice (a name and a number).`;

function fail(text: string): never {
  console.error(`${text}\n\n${usage}`);
  process.exit(2);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) fail(`--${name} takes a whole number, not "${text}"`);
  return Number(text);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        seed: { type: 'string', multiple: true },
        vms: { type: 'string' },
        volumes: { type: 'string' },
        latency: { type: 'string' },
        'job-speed': { type: 'string' },
        'allow-loopback-urls': { type: 'boolean' },
        'cloudstack-version': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const values = readOptions();
if (values.help === true) {
  console.log(usage);
  process.exit(0);
}

const names: readonly string[] = ['demo', 'recorded', 'empty'];
const seeds = values.seed ?? [];
for (const seed of seeds)
  if (!names.includes(seed) && !/^\d+$/.test(seed)) fail(`--seed takes demo, recorded, empty or a number, not "${seed}"`);
const seed = seeds.find((text) => names.includes(text)) as SeedName | undefined;
const random = wholeNumber(
  'seed',
  seeds.find((text) => !names.includes(text)),
);
const { latency } = values;
if (latency !== undefined && latency !== 'none' && latency !== 'measured') fail(`--latency takes none or measured, not "${latency}"`);
const version = versions.find((known) => known === values['cloudstack-version']);
if (values['cloudstack-version'] !== undefined && version === undefined)
  fail(`--cloudstack-version takes ${versions.join(', ')}, not "${values['cloudstack-version']}"`);
const jobSpeed = values['job-speed'] === undefined ? undefined : Number(values['job-speed']);
if (jobSpeed !== undefined && !(jobSpeed > 0)) fail(`--job-speed takes a number above 0, not "${values['job-speed']}"`);
const vms = wholeNumber('vms', values.vms);
const volumes = wholeNumber('volumes', values.volumes);

const options: SimulatorOptions = {
  ...(seed === undefined ? {} : { seed }),
  ...(random === undefined ? {} : { random }),
  ...(vms === undefined ? {} : { vms }),
  ...(volumes === undefined ? {} : { volumes }),
  ...(latency === undefined ? {} : { latency }),
  ...(jobSpeed === undefined ? {} : { jobSpeed }),
  ...(version === undefined ? {} : { version }),
  allowLoopbackUrls: values['allow-loopback-urls'] === true,
};

const simulator = createSimulator(options);
try {
  const { endpoint } = await simulator.listen(wholeNumber('port', values.port) ?? 8080, values.host ?? '127.0.0.1');
  console.log(`CloudStack simulator: ${endpoint}`);
  if ((seed ?? 'demo') === 'demo') {
    console.log('accounts: admin/password (domain /), alice/alice, bob/bob, dana/dana (domain /acme; dana administers it)');
    console.log('API keys: demo-api-key-<name> with demo-secret-key-<name>');
  } else {
    console.log('account: admin/password (domain /), API key demo-api-key-admin with demo-secret-key-admin');
  }
} catch (error) {
  console.error(`cannot listen: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void simulator.close().then(() => process.exit(0)));
}
