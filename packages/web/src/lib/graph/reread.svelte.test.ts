import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventFeed, type FeedEvent } from './events.svelte.ts';
import { jobBoard } from './jobs.svelte.ts';
import type { JobData } from './problems.ts';
import { reread } from './reread.svelte.ts';

const job = (command: string, status: JobData['status']): JobData => ({
  __typename: 'AsyncJob',
  id: `AsyncJob:${command}`,
  uuid: command,
  command,
  status,
  progress: 0,
  createdAt: null,
  errorText: null,
  errorCode: null,
  resource: null,
});
const event = (id: string, type: string) => ({ id, type }) as FeedEvent;

let asked: ReturnType<typeof vi.fn>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  asked = vi.fn();
  stop = $effect.root(() => reread(asked as () => void, { commands: /Project$/, events: /^PROJECT\./ }));
  flushSync();
});
afterEach(() => {
  stop();
  jobBoard.clear();
  eventFeed.clear();
  vi.useRealTimers();
});

it('asks again once when jobs about it have ended, not for others', () => {
  jobBoard.note(job('startVirtualMachine', 'SUCCEEDED'));
  jobBoard.note(job('deleteProject', 'PENDING'));
  vi.advanceTimersByTime(1000);
  expect(asked).not.toHaveBeenCalled();
  jobBoard.note(job('deleteProject', 'SUCCEEDED'));
  jobBoard.note(job('suspendProject', 'FAILED'));
  vi.advanceTimersByTime(1000);
  expect(asked).toHaveBeenCalledTimes(1);
});

it('asks again when the log tells of it', () => {
  eventFeed.add(event('1', 'VM.START'));
  flushSync();
  vi.advanceTimersByTime(1000);
  expect(asked).not.toHaveBeenCalled();
  eventFeed.add(event('2', 'PROJECT.ACCOUNT.ADD'));
  flushSync();
  vi.advanceTimersByTime(1000);
  expect(asked).toHaveBeenCalledTimes(1);
});

it('asks each minute, and no more once nobody looks', () => {
  vi.advanceTimersByTime(61_000);
  expect(asked).toHaveBeenCalledTimes(1);
  stop();
  vi.advanceTimersByTime(120_000);
  expect(asked).toHaveBeenCalledTimes(1);
});
