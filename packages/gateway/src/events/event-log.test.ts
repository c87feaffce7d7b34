import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventLog, type EventPage, type ReadEventPage } from './event-log.ts';
import { type EventRow, formatCloudStackDate, parseCloudStackDate } from './event-row.ts';

const start = Date.parse('2026-11-22T08:00:00Z');

/** `listEvents` as the recordings show it: newest first by page, oldest first inside a page, whole seconds. */
class FakeLog {
  rows: (EventRow & { order: number; visible: boolean })[] = [];
  calls = 0;
  afterPage: (() => void) | undefined;

  add(seconds: number, id: string, visible = true): void {
    this.rows.push({ id, created: formatCloudStackDate(start + seconds * 1000), order: this.rows.length, visible });
  }

  readonly read: ReadEventPage = async ({ startdate, page, pagesize }): Promise<EventPage> => {
    this.calls++;
    const from = startdate === undefined ? Number.NEGATIVE_INFINITY : parseCloudStackDate(startdate);
    const all = this.rows.filter((row) => row.visible && parseCloudStackDate(row.created) >= from).sort((a, b) => b.order - a.order);
    const answer = { count: all.length, rows: all.slice((page - 1) * pagesize, page * pagesize).reverse() };
    this.afterPage?.();
    return answer;
  };
}

const ids = (rows: readonly EventRow[]) => rows.map((row) => row.id);

describe('EventLog', () => {
  it('takes what is there as known, then gives what is new, in order and once', async () => {
    const cloud = new FakeLog();
    for (let i = 0; i < 40; i++) cloud.add(0, `old-${i}`);
    const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize: 10 });
    expect(await log.poll()).toEqual([]);
    for (let i = 0; i < 35; i++) cloud.add(1, `new-${i}`);
    expect(ids(await log.poll())).toEqual(Array.from({ length: 35 }, (_, i) => `new-${i}`));
    expect(await log.poll()).toEqual([]);
  });

  it('asks one page when nothing is new', async () => {
    const cloud = new FakeLog();
    for (let i = 0; i < 200; i++) cloud.add(i, `e-${i}`);
    const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize: 100 });
    await log.poll();
    cloud.calls = 0;
    await log.poll();
    await log.poll();
    expect(cloud.calls).toBe(2);
  });

  it('begins with an empty log', async () => {
    const cloud = new FakeLog();
    const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize: 100 });
    await log.poll();
    cloud.add(3, 'first');
    expect(ids(await log.poll())).toEqual(['first']);
  });

  it('loses nothing of a poll that failed half way', async () => {
    const cloud = new FakeLog();
    const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize: 5 });
    await log.poll();
    for (let i = 0; i < 12; i++) cloud.add(1, `e-${i}`);
    let pages = 0;
    cloud.afterPage = () => {
      if (++pages === 2) throw new Error('connection reset');
    };
    await expect(log.poll()).rejects.toThrow('reset');
    cloud.afterPage = undefined;
    expect(await log.poll()).toHaveLength(12);
  });

  it('starts at a moment in the past when told to', async () => {
    const cloud = new FakeLog();
    for (let i = 0; i < 60; i++) cloud.add(i, `e-${i}`);
    const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize: 7 });
    log.beginAt(start + 50_000);
    expect(ids(await log.poll())).toEqual(Array.from({ length: 15 }, (_, i) => `e-${i + 45}`));
  });

  it('finds late rows behind a full page although others of the window were archived', async () => {
    const cloud = new FakeLog();
    const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize: 4 });
    await log.poll();
    cloud.add(1, 'late', false);
    for (let i = 0; i < 9; i++) cloud.add(2, `e-${i}`);
    await log.poll();
    const [late] = cloud.rows;
    if (late) late.visible = true;
    for (const row of cloud.rows.slice(-3)) row.visible = false;
    expect(ids(await log.poll())).toEqual(['late']);
  });

  it('takes events that another replica read as known', async () => {
    const cloud = new FakeLog();
    const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize: 4 });
    await log.poll();
    for (let i = 0; i < 3; i++) cloud.add(2, `e-${i}`);
    expect(ids(log.absorb(cloud.rows))).toEqual(['e-0', 'e-1', 'e-2']);
    expect(log.absorb(cloud.rows)).toEqual([]);
    cloud.add(2, 'e-3');
    expect(ids(await log.poll())).toEqual(['e-3']);
  });

  it('property: whatever comes while pages are read, late within the overlap, every event comes once', async () => {
    const burst = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 2 }), late: fc.boolean(), during: fc.boolean() }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(burst, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 12 }), async (bursts, pageSize) => {
        const cloud = new FakeLog();
        let second = 0;
        let number = 0;
        for (let i = 0; i < 15; i++) cloud.add(second, `old-${i}`);
        const log = new EventLog(cloud.read, { overlapMs: 5000, pageSize });
        await log.poll();
        const given: string[] = [];
        for (const events of bursts) {
          const hidden = cloud.rows.filter((row) => !row.visible);
          const during: (() => void)[] = [];
          let spread = 0;
          for (const event of events) {
            // a row is late by less than the overlap: no more than four seconds pass in a burst
            if (spread + event.gap <= 4) {
              spread += event.gap;
              second += event.gap;
            }
            const add = () => cloud.add(second, `e-${number++}`, !event.late);
            if (event.during) during.push(add);
            else add();
          }
          cloud.afterPage = () => during.shift()?.();
          given.push(...ids(await log.poll()));
          cloud.afterPage = undefined;
          for (const add of during) add();
          for (const row of hidden) row.visible = true;
          for (const row of cloud.rows) row.visible = true;
        }
        for (let i = 0; i < 3; i++) given.push(...ids(await log.poll()));
        expect(given.length).toBe(new Set(given).size);
        expect(new Set(given)).toEqual(new Set(Array.from({ length: number }, (_, i) => `e-${i}`)));
      }),
      { numRuns: 200 },
    );
  });
});
