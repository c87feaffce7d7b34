import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { cidr, cidrs, icmpNumber, ipAddress, ipv4Cidr, macAddress, netmask, port, portOrder } from './addresses.ts';
import { problemsOf } from './problems.ts';
import { cpuCount, deviceId, resourceLimit, sizeGib, waitSeconds } from './quantities.ts';

const good = (schema: z.ZodType, value: unknown) => problemsOf(schema, value).length === 0;

describe('quantities', () => {
  it.each([
    [sizeGib, [1, 10, 2000], [0, -1, 1.5, 1e9, Number.NaN]],
    [cpuCount, [1, 64], [0, 2.5]],
    [deviceId, [0, 1, 4], [3, -1, 64]],
    [waitSeconds, [0, 300], [-1, 301]],
    [resourceLimit, [-1, 0, 20], [-2, 0.5]],
    [icmpNumber, [-1, 0, 255], [-2, 256]],
    [port, [1, 65_535], [0, 65_536, 22.5]],
  ])('%#: takes what CloudStack takes and nothing else', (schema, accepted, refused) => {
    expect(accepted.map((value) => good(schema, value))).toEqual(accepted.map(() => true));
    expect(refused.map((value) => good(schema, value))).toEqual(refused.map(() => false));
  });
  it('says the range in words', () => {
    expect(problemsOf(sizeGib, 0)[0]?.message).toBe('The size must be a whole number from 1 to 1,048,576 GiB.');
  });
  it('says why device 3 is refused', () => {
    expect(problemsOf(deviceId, 3)[0]?.message).toMatch(/CD drive/);
  });
});

describe('addresses', () => {
  it.each([
    [cidr, ['10.1.0.0/16', '0.0.0.0/0', 'fd00::/64'], ['10.1.0.0', '10.1.0.0/33', 'x/8', '10.1/16', '']],
    [ipv4Cidr, ['10.1.1.0/24'], ['fd00::/64', '10.1.1.0/-1']],
    [ipAddress, ['10.1.1.1', 'fd00::1'], ['10.1.1', '10.1.1.256', '0x7f000001', '']],
    [netmask, ['255.255.255.0', '255.0.0.0'], ['255.0.255.0', '24', '10.1.1.1']],
    [macAddress, ['02:01:00:cc:00:01'], ['02-01-00-cc-00-01', '02:01:00:cc:00', 'zz:01:00:cc:00:01']],
  ])('%#: takes an address in its usual form only', (schema, accepted, refused) => {
    expect(accepted.map((value) => good(schema, value))).toEqual(accepted.map(() => true));
    expect(refused.map((value) => good(schema, value))).toEqual(refused.map(() => false));
  });
  it('names the bad one of a list by its index', () => {
    expect(problemsOf(z.object({ cidrs }), { cidrs: ['10.0.0.0/8', 'oops'] })).toEqual([
      { path: ['input', 'cidrs', '1'], message: 'Not a CIDR. Write it like "10.1.0.0/16" or "fd00::/64".' },
    ]);
  });
});

describe('portOrder', () => {
  const rule = z.object({ startPort: port.optional(), endPort: port.optional() }).superRefine(portOrder('startPort', 'endPort'));
  it('accepts a range and a single port', () => {
    expect(good(rule, { startPort: 80, endPort: 81 })).toBe(true);
    expect(good(rule, { startPort: 80 })).toBe(true);
  });
  it('refuses a range the wrong way round, at its end', () => {
    expect(problemsOf(rule, { startPort: 81, endPort: 80 })).toEqual([
      { path: ['input', 'endPort'], message: 'The last port (80) lies before the first (81). Swap them.' },
    ]);
  });
  it('wants both ends', () => {
    expect(problemsOf(rule, { endPort: 80 })[0]?.path).toEqual(['input', 'startPort']);
  });
});
