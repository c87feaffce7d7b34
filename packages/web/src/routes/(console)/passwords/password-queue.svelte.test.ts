import { beforeEach, describe, expect, it } from 'vitest';
import { makeProblem, type Problem } from '#lib/graph/problems.ts';
import { DueJobs } from './due-jobs.ts';
import { PasswordQueue } from './password-queue.svelte.ts';

interface Answer {
  data: unknown;
  problem: Problem | null;
}

const secret = 'kJ7hq2mPx9Tz';
const machine = (name: string) => ({ __typename: 'VirtualMachine', name, displayName: '' });
const given = (name: string, password: string | null, more: object = {}): Answer => ({
  data: {
    node: { __typename: 'AsyncJob', status: 'SUCCEEDED', command: 'deployVirtualMachine', password, resource: machine(name), ...more },
  },
  problem: null,
});

let answers: Record<string, Answer[]>;
let asked: string[];
const ask = (async (_document: unknown, { id }: { id: string }) => {
  asked.push(id);
  return answers[id]?.shift() ?? { data: { node: null }, problem: null };
}) as unknown as ConstructorParameters<typeof PasswordQueue>[1];
const settled = () => new Promise((resolve) => setTimeout(resolve));

const job = (id: string, more: object = {}) => ({ id, command: 'deployVirtualMachine', status: 'SUCCEEDED', own: true, ...more });
const queueOf = (viewer = 'User:1') => new PasswordQueue(new DueJobs(viewer), ask);
const stored = () => JSON.stringify({ ...sessionStorage, ...localStorage });

beforeEach(() => {
  sessionStorage.clear();
  [answers, asked] = [{}, []];
});

describe('the passwords to be told', () => {
  it('are told one after the other, and are kept in no storage', async () => {
    answers = { a: [given('web-1', secret)], b: [given('web-2', 'other', { command: 'resetPasswordForVirtualMachine' })] };
    const queue = queueOf();
    queue.ended(job('a'));
    queue.ended(job('b', { command: 'resetPasswordForVirtualMachine' }));
    await settled();
    expect([queue.first, queue.more]).toMatchObject([{ machine: 'web-1', password: secret, atNextStart: false }, 1]);
    expect(stored()).not.toContain(secret);
    queue.next();
    expect([queue.first, queue.more]).toMatchObject([{ machine: 'web-2', password: 'other', atNextStart: true }, 0]);
    queue.next();
    expect([queue.first, stored()]).toEqual([undefined, '{}']);
  });

  it('are asked of own jobs that ended well and may have given one, of no others', async () => {
    const queue = queueOf();
    queue.ended(job('foreign', { own: false }));
    queue.ended(job('failed', { status: 'FAILED' }));
    queue.ended(job('start', { command: 'startVirtualMachine' }));
    queue.ended(job('none'));
    await settled();
    expect([asked, queue.first, stored()]).toEqual([['none'], undefined, '{}']);
  });

  it('that could not be read are told so, and asked again', async () => {
    answers = { a: [{ data: null, problem: makeProblem('NETWORK') }, given('web-1', secret)] };
    const queue = queueOf();
    queue.ended(job('a'));
    await settled();
    expect(queue.first).toMatchObject({ password: '', problem: { code: 'NETWORK' } });
    await queue.ask('a');
    expect([queue.first, queue.more]).toMatchObject([{ password: secret, problem: null }, 0]);
  });

  it('survive a reload: of a job that ended meanwhile at once, of one that runs when it ends, and only for the same viewer', async () => {
    const before = queueOf();
    before.expect({ id: 'quick', command: 'deployVirtualMachine' });
    before.expect({ id: 'slow', command: 'restoreVirtualMachine' });
    before.expect({ id: 'stop', command: 'stopVirtualMachine' });
    before.end();
    queueOf('User:2').resume();
    await settled();
    expect(asked).toEqual([]);
    answers = { quick: [given('web-1', secret)], slow: [given('web-2', null, { status: 'PENDING' }), given('web-2', 'later')] };
    const queue = queueOf();
    queue.resume();
    await settled();
    expect([asked, queue.first?.password, queue.more]).toEqual([['quick', 'slow'], secret, 0]);
    queue.ended(job('slow', { command: 'restoreVirtualMachine', own: false }));
    await settled();
    expect(queue.more).toBe(1);
  });

  it('are forgotten when somebody leaves, also one that is still on its way', async () => {
    answers = { a: [given('web-1', secret)] };
    const queue = queueOf();
    queue.ended(job('a'));
    queue.end();
    await settled();
    expect([asked, queue.first]).toEqual([['a'], undefined]);
  });
});
