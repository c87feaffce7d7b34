import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, startTestServer } from '../src/testing/test-server.ts';

const home = fileURLToPath(new URL('../', import.meta.url));
const require = createRequire(import.meta.url);
const bare = mkdtempSync(join(tmpdir(), 'cloudstack-client-'));
const installed = join(bare, 'node_modules', '@cloudstack-graph', 'client');

function run(command: string, args: string[], cwd = bare): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, npm_config_update_notifier: 'false' } });
}

function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

// What a user gets from the registry: built, packed, unpacked into a folder that knows nothing of this repository.
beforeAll(() => {
  const built = join(bare, 'built');
  const tsc = join(packageFolder('typescript'), 'bin/tsc');
  run(process.execPath, [tsc, '-p', join(home, 'tsconfig.build.json'), '--outDir', built]);
  run(process.execPath, [join(home, 'codegen/write-manifest.ts'), built]);
  run('npm', ['pack', '--silent', '--ignore-scripts', './built']);
  const tarball = readdirSync(bare).find((name) => name.endsWith('.tgz')) ?? '';
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of ['undici', 'cockatiel']) symlinkSync(packageFolder(name), join(bare, 'node_modules', name));
  writeFileSync(join(bare, 'package.json'), '{"type":"module"}');
}, 90_000);

afterAll(() => rmSync(bare, { recursive: true, force: true }));

test('the manifest names nothing of ours, and the files need nothing else', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  expect(Object.keys(manifest.dependencies).toSorted()).toEqual(['cockatiel', 'undici']);
  const files = readdirSync(installed, { recursive: true }).map(String);
  expect(files).toContain('README.md');
  expect(files.filter((name) => /\.test\.|testing|(?<!\.d)\.ts$/.test(name))).toEqual([]);
});

test('it imports and calls', async () => {
  const server = await startTestServer((request, response) => answer(request, response, { count: 1, zone: [{ id: 'z1' }] }));
  writeFileSync(
    join(bare, 'call.js'),
    `import { CloudStackClient, createTransport } from '@cloudstack-graph/client';
     const transport = createTransport({ endpoint: process.argv[2] });
     const client = new CloudStackClient({ transport, credentials: { kind: 'keys', apiKey: 'a', secretKey: 's' } });
     console.log(JSON.stringify(await client.call('listZones')));
     await transport.close();`,
  );
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, ['call.js', server.endpoint], { cwd: bare }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
  await server.close();
  expect(JSON.parse(output)).toEqual({ count: 1, rows: [{ id: 'z1' }] });
});

test('its types compile for a user', () => {
  writeFileSync(
    join(bare, 'user.ts'),
    `import { type AsyncJobHandle, type CloudStackClient, CloudStackError, type Row } from '@cloudstack-graph/client';
     export async function start(client: CloudStackClient): Promise<string | undefined> {
       const handle: AsyncJobHandle<Row<'startVirtualMachine'>> = await client.call('startVirtualMachine', { id: 'v' });
       // @ts-expect-error the id is required
       await client.call('stopVirtualMachine', {});
       try { return (await handle.wait()).name; } catch (error) { if (error instanceof CloudStackError) return error.family; throw error; }
     }`,
  );
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--lib',
    'es2024',
    '--types',
    'node',
  ];
  const typeRoots = ['--typeRoots', dirname(packageFolder('@types/node'))];
  run(process.execPath, [join(packageFolder('typescript'), 'bin/tsc'), ...options, ...typeRoots, 'user.ts']);
}, 60_000);
