import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { sshPublicKey, userDataBase64 } from './encoded.ts';
import { problemsOf } from './problems.ts';
import { cronExpression, snapshotScheduleProblem, timeZone } from './schedules.ts';
import { downloadUrl, webhookUrl } from './urls.ts';

const message = (schema: z.ZodType, value: unknown) => problemsOf(schema, value)[0]?.message;

describe('downloadUrl', () => {
  it.each([
    'http://example.org/debian.iso',
    'https://example.org:8443/a?b=c',
    'ftp://example.org/x',
    'nfs://host/path',
    'http://127.0.0.1/x',
  ])('accepts %s', (url) => expect(message(downloadUrl, url)).toBeUndefined());
  it.each([
    ['ftp//bad', /Not a URL/],
    ['debian.iso', /Not a URL/],
    ['file:///etc/passwd', /scheme "file" is not supported/],
    ['javascript:alert(1)', /Not a URL/],
    ['https://user:secret@example.org/x', /user name or password/],
    ['http://example.org/\\u0041', /invalid JSON/],
    [`https://example.org/${'a'.repeat(2048)}`, /at most 2048/],
  ])('refuses %s', (url, reason) => expect(message(downloadUrl, url)).toMatch(reason));
});

describe('webhookUrl', () => {
  it('takes http and https only', () => {
    expect(message(webhookUrl, 'https://hooks.example.org/x')).toBeUndefined();
    expect(message(webhookUrl, 'ftp://hooks.example.org/x')).toMatch(/Use one of http, https/);
    expect(message(webhookUrl, 'not a url')).toMatch(/Not a URL/);
  });
});

describe('schedules', () => {
  it.each(['0 8 * * 1-5', '*/15 * * * *', '0 0 1 1 *'])('accepts the cron expression %s', (cron) =>
    expect(message(cronExpression, cron)).toBeUndefined(),
  );
  it.each(['', '8:00', '0 8 * *', '61 * * * *', '0 0 8 * * 1'])('refuses %j and says the five fields', (cron) =>
    expect(message(cronExpression, cron)).toMatch(/five fields/),
  );
  it.each(['Europe/Paris', 'UTC', 'Asia/Kolkata'])('accepts the time zone %s', (zone) => expect(message(timeZone, zone)).toBeUndefined());
  it.each(['Mars/Olympus', '', '+02:00'])('refuses the time zone %j', (zone) => expect(message(timeZone, zone)).toMatch(/Not a time zone/));
});

describe('snapshotScheduleProblem', () => {
  it.each([
    ['HOURLY', '30'],
    ['DAILY', '30:03'],
    ['WEEKLY', '30:03:1'],
    ['MONTHLY', '30:03:28'],
  ] as const)('accepts the %s schedule %s', (interval, schedule) => expect(snapshotScheduleProblem(interval, schedule)).toBeNull());
  it.each([
    ['HOURLY', '60'],
    ['HOURLY', '30:03'],
    ['DAILY', '99:99'],
    ['DAILY', '03:30:1'],
    ['WEEKLY', '30:03:0'],
    ['WEEKLY', '30:03:8'],
    ['MONTHLY', '30:03:29'],
    ['MONTHLY', '30:03'],
  ] as const)('refuses the %s schedule %s, which CloudStack would take', (interval, schedule) =>
    expect(snapshotScheduleProblem(interval, schedule)).toMatch(/^Not an? \w+ schedule: write /),
  );
});

describe('sshPublicKey', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEnVQrYPqPXmyX9DqMJYoGTXTV9vcHFLDvLtn1CkZdMV me@laptop';
  it('accepts a key with its comment, and without', () => {
    expect(message(sshPublicKey, key)).toBeUndefined();
    expect(message(sshPublicKey, key.split(' ').slice(0, 2).join(' '))).toBeUndefined();
  });
  it('tells a private key apart', () => expect(message(sshPublicKey, '-----BEGIN OPENSSH PRIVATE KEY-----')).toMatch(/private key/));
  it('finds a key of another kind than it says', () =>
    expect(message(sshPublicKey, key.replace('ssh-ed25519', 'ssh-rsa'))).toMatch(/cut off or damaged/));
  it('refuses other text', () => expect(message(sshPublicKey, 'hello')).toMatch(/OpenSSH public key/));
});

describe('userDataBase64', () => {
  it('accepts Base64, with line breaks too', () => {
    expect(message(userDataBase64, Buffer.from('#cloud-config\n').toString('base64'))).toBeUndefined();
    expect(message(userDataBase64, 'I2Nsb3Vk\nLWNvbmZpZwo=')).toBeUndefined();
  });
  it.each(['#cloud-config', 'abc', '', '===='])('refuses %j and says how to encode', (value) =>
    expect(message(userDataBase64, value)).toMatch(/Encode the text first/),
  );
  it('refuses more than 32 KiB', () =>
    expect(message(userDataBase64, Buffer.alloc(32_769).toString('base64'))).toMatch(/at most 32,768 bytes/));
});
