import { describe, expect, it } from 'vitest';
import { type GroupableEvent, groupEvents } from './event-groups.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds)).toISOString();
const now = Date.parse(at(30));
let next = 0;
const event = (state: GroupableEvent['state'], seconds: number, more: Partial<GroupableEvent> = {}): GroupableEvent => ({
  id: `Event:${next++}`,
  type: 'VM.START',
  level: 'INFO',
  state,
  createdAt: at(seconds),
  parent: null,
  ...more,
});

describe('groupEvents', () => {
  it('makes one row of an action, steps oldest first', () => {
    const scheduled = event('SCHEDULED', 1);
    const started = event('STARTED', 1, { parent: { id: scheduled.id } });
    const completed = event('COMPLETED', 4, { parent: { id: scheduled.id } });
    const groups = groupEvents([completed, started, scheduled], now);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ key: scheduled.id, outcome: 'done', seconds: 3, level: 'INFO', startedAt: at(1) });
    expect(groups[0]?.steps.map((step) => step.state)).toEqual(['SCHEDULED', 'STARTED', 'COMPLETED']);
    expect(groups[0]?.latest.id).toBe(completed.id);
  });

  it('is the same whatever the order and however often an event comes', () => {
    const scheduled = event('SCHEDULED', 1);
    const completed = event('COMPLETED', 2, { parent: { id: scheduled.id } });
    expect(groupEvents([scheduled, completed, scheduled], now)).toEqual(groupEvents([completed, scheduled, completed], now));
  });

  it('tells a failed action from a finished one: both are Completed', () => {
    const scheduled = event('SCHEDULED', 1);
    const failed = event('COMPLETED', 2, { parent: { id: scheduled.id }, level: 'ERROR' });
    expect(groupEvents([scheduled, failed], now)[0]).toMatchObject({ outcome: 'failed', level: 'ERROR' });
  });

  it('shows an action as running, and as silent when its end never came', () => {
    const scheduled = event('SCHEDULED', 1);
    expect(groupEvents([scheduled], now)[0]).toMatchObject({ outcome: 'running', seconds: null });
    expect(groupEvents([scheduled], now + 3_600_000)[0]?.outcome).toBe('silent');
    expect(groupEvents([event('CREATED', 29)], now)[0]?.outcome).toBe('silent');
  });

  it('groups by a parent that the viewer may not see', () => {
    const steps = [event('STARTED', 1, { parent: { id: 'Event:hidden' } }), event('COMPLETED', 2, { parent: { id: 'Event:hidden' } })];
    expect(groupEvents(steps, now)).toMatchObject([{ key: 'Event:hidden', outcome: 'done', seconds: 1 }]);
  });

  it('puts the action that moved last on top', () => {
    const old = event('SCHEDULED', 1);
    const recent = event('COMPLETED', 10);
    const moved = event('COMPLETED', 20, { parent: { id: old.id } });
    expect(groupEvents([recent, old, moved], now).map((group) => group.key)).toEqual([old.id, recent.id]);
  });
});
