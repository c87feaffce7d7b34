// npm run doctor, as somebody runs it: what it sees, what helps, and whether it ends well.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSimulator } from '@cloudstack-graph/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const simulator = createSimulator({ seed: 'demo', vms: 1, volumes: 1 });
const stranger = createServer((_request, response) => void response.end('<html>Welcome to nginx!</html>'));
const addresses = { simulator: '', stranger: '' };
beforeAll(async () => {
  addresses.simulator = (await simulator.listen(0)).endpoint;
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  addresses.stranger = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
});
afterAll(async () => {
  stranger.close();
  await simulator.close();
});

const doctor = (environment: Record<string, string>) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const program = new URL('./doctor.ts', import.meta.url).pathname;
    const env = { PATH: process.env.PATH ?? '', PORT: '0', ...environment };
    execFile(process.execPath, [program], { env }, (error, said) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said }),
    );
  });
const pair = (name: string, secret = `demo-secret-key-${name}`) => ({
  CLOUDSTACK_API_URL: addresses.simulator,
  CLOUDSTACK_API_KEY: `demo-api-key-${name}`,
  CLOUDSTACK_SECRET_KEY: secret,
});

describe('npm run doctor', { timeout: 60_000 }, () => {
  it('is content with what is right', async () => {
    const { code, said } = await doctor(pair('admin'));
    expect([code, said]).toEqual([0, expect.stringMatching(/✓ service account: admin \(Root Admin\)\n✓ CloudStack 4\.22/)]);
    expect(said).not.toContain('✗');
  });

  it.each([
    ['a wrong secret', () => pair('admin', 'hunter2'), /✗ the service account: .*verify user credentials.*\n {4}→ The pair is wrong/],
    [
      'a port where nobody listens',
      () => ({ CLOUDSTACK_API_URL: 'http://127.0.0.1:9/client/api' }),
      /✗ CLOUDSTACK_API_URL does not answer.*\n {4}→ Check/,
    ],
    [
      'something else than CloudStack',
      () => ({ CLOUDSTACK_API_URL: `http://${addresses.stranger}/client/api` }),
      /not CloudStack\n {4}→ .*\/client\/api/,
    ],
    [
      'https where http is spoken',
      () => ({ CLOUDSTACK_API_URL: `https://${addresses.stranger}/client/api` }),
      /→ What listens there does not speak https/,
    ],
    ['a Redis that is not there', () => ({ REDIS_URL: 'redis://127.0.0.1:9' }), /✗ REDIS_URL: .*ECONNREFUSED/],
    [
      'several mistakes at once',
      () => ({ PORT: 'x', RAW_CALLS: 'yes' }),
      /✗ PORT must be a whole number\n✗ RAW_CALLS must be off, reads or all/,
    ],
  ])('says what helps against %s', async (_what, environment, words) => {
    const { code, said } = await doctor(environment());
    expect(said).toMatch(words);
    expect(code).toBe(1);
    expect(said).not.toContain('hunter2');
  });

  it('takes the pair of a user for what it is worth', async () => {
    const { code, said } = await doctor(pair('bob'));
    expect([code, said]).toEqual([0, expect.stringMatching(/· service account: bob \(User\)\n {4}→ Only a root admin sees every event/)]);
  });
});
