import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ActiveQuery, activeQueries, changed, refetchAll } from './active.ts';
import { eventFeed, type FeedEvent, heardSince, mergedEvents } from './events.svelte.ts';
import { jobBoard, jobTitle, nameJobs, type TrackedJob } from './jobs.svelte.ts';
import type { JobData } from './problems.ts';
import { standing } from './standing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  activeQueries.clear();
  eventFeed.clear();
  jobBoard.clear();
});

const query = (follows: string[], reflects: string[] = []): ActiveQuery & { refetch: ReturnType<typeof vi.fn<() => void>> } => {
  const made = { document: '' as never, rootFields: [], variables: {}, follows, reflects, refetch: vi.fn<() => void>() };
  activeQueries.add(made);
  return made;
};

describe('queries on the screen', () => {
  it('ask again for what was added, once for several, and not for what changed', () => {
    const [volumes, snapshots] = [query(['Volume']), query(['Snapshot'])];
    for (let i = 0; i < 5; i++) changed('ADDED', 'Volume');
    changed('CHANGED', 'Snapshot');
    vi.advanceTimersByTime(2000);
    expect([volumes.refetch.mock.calls.length, snapshots.refetch.mock.calls.length]).toEqual([1, 0]);
  });

  it('count anew after any change of what they count', () => {
    const counts = query([], ['Volume']);
    changed('CHANGED', 'Volume');
    changed('REMOVED', 'Volume');
    vi.advanceTimersByTime(2000);
    expect(counts.refetch).toHaveBeenCalledTimes(1);
  });

  it('are all asked after a gap, but not those that have left the screen meanwhile', () => {
    const [stays, leaves] = [query([]), query([])];
    refetchAll();
    activeQueries.delete(leaves);
    vi.advanceTimersByTime(2000);
    expect([stays.refetch.mock.calls.length, leaves.refetch.mock.calls.length]).toEqual([1, 0]);
  });
});

describe('the event feed', () => {
  const event = (id: string) => ({ id }) as FeedEvent;

  it('takes each event once, newest first, and stays bounded', () => {
    for (let i = 0; i < 1000; i++) eventFeed.add(event(`e${i}`));
    eventFeed.add(event('e999'));
    expect(eventFeed.list).toHaveLength(200);
    expect([eventFeed.list[0]?.id, eventFeed.list[199]?.id]).toEqual(['e999', 'e800']);
  });

  it('tells what is new since a known event, and everything when that one is gone', () => {
    const list = [event('3'), event('2'), event('1')];
    expect([heardSince(list, '2'), heardSince(list, '3'), heardSince(list, 'gone')]).toEqual([[list[0]], [], list]);
  });

  it('joins what was heard and what was asked', () => {
    expect(mergedEvents([event('3'), event('2')], [event('2'), event('1')]).map((each) => each.id)).toEqual(['3', '2', '1']);
  });
});

describe('the job board', () => {
  const job = (id: string, status: JobData['status'], more: Partial<JobData> = {}) =>
    ({
      __typename: 'AsyncJob',
      id,
      uuid: id,
      command: 'createSnapshot',
      status,
      progress: 0,
      createdAt: null,
      errorText: null,
      errorCode: null,
      resource: null,
      ...more,
    }) as JobData;

  it('finds the running job of a resource, and forgets it when the job ends', () => {
    const ended = vi.fn<(job: TrackedJob) => void>();
    const stop = jobBoard.onEnd(ended);
    jobBoard.note(job('j1', 'PENDING', { resource: { __typename: 'Volume', id: 'Volume:1' } }), { title: 'Snapshot of data', own: true });
    expect(jobBoard.of('Volume:1')?.id).toBe('j1');
    jobBoard.note(job('j1', 'SUCCEEDED'));
    jobBoard.note(job('j1', 'SUCCEEDED'));
    jobBoard.note(job('j1', 'PENDING')); // an answer that comes late
    expect([jobBoard.of('Volume:1'), jobBoard.running.length, jobBoard.ended.length]).toEqual([undefined, 0, 1]);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(ended.mock.calls[0]?.[0]).toMatchObject({ own: true, title: 'Snapshot of data' });
    stop();
  });

  it('tells the end of a job once more as an own one, when it was heard of before the answer that began it', () => {
    const ended = vi.fn<(job: TrackedJob) => void>();
    const stop = jobBoard.onEnd(ended);
    jobBoard.note(job('quick', 'SUCCEEDED'));
    jobBoard.note(job('quick', 'PENDING'), { title: 'Reset password', own: true });
    jobBoard.note(job('quick', 'PENDING'), { title: 'Reset password', own: true });
    expect(ended.mock.calls.map(([{ own, status }]) => [own, status])).toEqual([
      [false, 'SUCCEEDED'],
      [true, 'SUCCEEDED'],
    ]);
    expect(jobBoard.running.filter(({ id }) => id === 'quick')).toEqual([]);
    stop();
  });

  it('keeps the last twenty that ended', () => {
    for (let i = 0; i < 60; i++) jobBoard.note(job(`j${i}`, 'SUCCEEDED'));
    expect(jobBoard.ended.length).toBeLessThanOrEqual(21);
  });

  it('calls a job by its title, its name in words, or its command', () => {
    nameJobs({ stopVirtualMachine: () => 'Stop' });
    const tracked = (more: Partial<TrackedJob>) =>
      ({ ...job('j', 'PENDING'), title: null, href: null, own: false, endedAt: null, ...more }) as TrackedJob;
    expect([tracked({ title: 'Stop web' }), tracked({ command: 'stopVirtualMachine' }), tracked({})].map(jobTitle)).toEqual([
      'Stop web',
      'Stop',
      'Create snapshot',
    ]);
  });
});

describe('a standing subscription', () => {
  it('is begun again whenever it ends, later each time, until it is stopped', async () => {
    const ends: ((codes: string[]) => void)[] = [];
    const stopped = vi.fn<() => void>();
    const stop = standing(({ onend }) => {
      ends.push(onend);
      return stopped;
    });
    ends[0]?.([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ends).toHaveLength(2);
    ends[1]?.(['INTERNAL']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ends).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ends).toHaveLength(3);
    stop();
    ends[2]?.([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toHaveLength(3);
    expect(stopped).toHaveBeenCalledTimes(1);
  });
});
