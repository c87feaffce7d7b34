import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const idIn = (result: Record<string, unknown>, field: string) => (result[field] as { id: string }).id;

describe('webhooks', () => {
  const create = (input: object) =>
    mutate(
      harness,
      'createWebhook',
      { name: 'hook', payloadUrl: 'https://hooks.example.net/cloud', ...input },
      'webhook { id name payloadUrl state scope isSigned owner { account } deliveries { totalCount } }',
    );

  it('are made, changed, switched off and deleted; the secret is never shown', async () => {
    const made = await create({ secret: 'very-secret' });
    expect(made).toMatchObject({
      webhook: { name: 'hook', state: 'ENABLED', scope: 'LOCAL', isSigned: true, owner: { account: 'alice' } },
    });
    expect(JSON.stringify(made)).not.toContain('very-secret');
    const id = idIn(made, 'webhook');
    expect(await mutate(harness, 'updateWebhook', { id, name: 'renamed', state: 'DISABLED' }, 'webhook { name state }')).toMatchObject({
      webhook: { name: 'renamed', state: 'DISABLED' },
    });
    const { data } = await harness.query(
      'query($id: ID!) { webhooks { nodes { id } } webhook(id: $id) { name } }',
      { id },
      { as: 'alice' },
    );
    expect(data).toMatchObject({ webhooks: { nodes: [{ id }] }, webhook: { name: 'renamed' } });
    expect((await mutate(harness, 'deleteWebhook', { id }, '', { as: 'bob' })).__typename).toBe('NotFoundError');
    expect(await mutate(harness, 'deleteWebhook', { id }, 'webhookId')).toMatchObject({ webhookId: id });
  });

  it.each([
    [{ payloadUrl: 'not a url' }, 'payloadUrl'],
    [{ payloadUrl: 'ftp://hooks.example.net/x' }, 'payloadUrl'],
    [{ payloadUrl: 'http://127.0.0.1:8899/hook' }, 'payloadUrl'],
    [{ name: '' }, 'name'],
  ])('are not made with %j', async (input, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', field] }] });
  });

  it('tell the events of all for administrators only', async () => {
    expect((await create({ scope: 'GLOBAL' })).__typename).toBe('ForbiddenError');
  });
});

describe('notes', () => {
  it('are put on things, found there, and removed by their writer', async () => {
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      '{ virtualMachines(first: 1) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    const entityId = data.virtualMachines.nodes[0]?.id;
    const made = await mutate(
      harness,
      'addAnnotation',
      { entityId, text: 'Belongs to the shop' },
      'annotation { id text username entity { id } }',
    );
    expect(made).toMatchObject({ annotation: { text: 'Belongs to the shop', entity: { id: entityId } } });
    const id = idIn(made, 'annotation');
    const { data: there } = await harness.query<{ virtualMachine: { annotations: { id: string }[] } }>(
      'query($id: ID!) { virtualMachine(id: $id) { annotations { id text } } }',
      { id: entityId },
      { as: 'alice' },
    );
    expect(there.virtualMachine.annotations).toEqual(expect.arrayContaining([{ id, text: 'Belongs to the shop' }]));
    expect(await mutate(harness, 'removeAnnotation', { id }, 'annotationId')).toMatchObject({ annotationId: id });
    expect((await mutate(harness, 'removeAnnotation', { id })).__typename).toBe('NotFoundError');
    expect(await mutate(harness, 'addAnnotation', { entityId, text: ' ' })).toMatchObject({ fields: [{ path: ['input', 'text'] }] });
    expect(await mutate(harness, 'addAnnotation', { entityId: 'Event:00000000-0000-4000-8000-000000000000', text: 'x' })).toMatchObject({
      fields: [{ path: ['input', 'entityId'], message: 'A Event cannot have notes.' }],
    });
  });
});

describe('schedules of machines', () => {
  it('are made, changed and deleted', async () => {
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      '{ virtualMachines(first: 1) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    const virtualMachineId = data.virtualMachines.nodes[0]?.id;
    const create = (input: object) =>
      mutate(
        harness,
        'createVirtualMachineSchedule',
        { virtualMachineId, action: 'STOP', schedule: '0 22 * * *', timeZone: 'Europe/Paris', description: 'nightly', ...input },
        'schedule { id action schedule timeZone description isEnabled endsAt }',
      );
    const made = await create({ endsAt: '2099-01-01T00:00:00Z' });
    expect(made).toMatchObject({
      schedule: { action: 'STOP', schedule: '0 22 * * *', timeZone: 'Europe/Paris', isEnabled: true, endsAt: '2099-01-01T00:00:00.000Z' },
    });
    const id = idIn(made, 'schedule');
    expect(
      await mutate(
        harness,
        'updateVirtualMachineSchedule',
        { virtualMachineId, id, schedule: '30 21 * * 1-5', isEnabled: false },
        'schedule { schedule isEnabled }',
      ),
    ).toMatchObject({
      schedule: { schedule: '30 21 * * 1-5', isEnabled: false },
    });
    const { data: there } = await harness.query<{ virtualMachine: { schedules: { id: string }[] } }>(
      'query($id: ID!) { virtualMachine(id: $id) { schedules { id } } }',
      { id: virtualMachineId },
      { as: 'alice' },
    );
    expect(there.virtualMachine.schedules.map((schedule) => schedule.id)).toContain(id);
    expect(await create({ schedule: '8:00' })).toMatchObject({ fields: [{ path: ['input', 'schedule'] }] });
    expect(await create({ timeZone: 'Mars' })).toMatchObject({ fields: [{ path: ['input', 'timeZone'] }] });
    expect(await create({ startsAt: '2099-02-01T00:00:00Z', endsAt: '2099-01-01T00:00:00Z' })).toMatchObject({
      fields: [{ path: ['input', 'endsAt'] }],
    });
    expect(await mutate(harness, 'deleteVirtualMachineSchedule', { virtualMachineId, id }, 'scheduleId')).toMatchObject({ scheduleId: id });
    expect((await mutate(harness, 'deleteVirtualMachineSchedule', { virtualMachineId, id })).__typename).toBe('NotFoundError');
  });
});

describe('events', () => {
  const latest = async () => {
    const { data } = await harness.query<{ events: { nodes: { id: string }[] } }>(
      '{ events(first: 3) { nodes { id } } }',
      {},
      { as: 'alice' },
    );
    return data.events.nodes.map((node) => node.id);
  };

  it('are archived and deleted by their ids', async () => {
    const [first = '', second = ''] = await latest();
    expect(await mutate(harness, 'archiveEvents', { ids: [first] }, 'eventIds')).toMatchObject({ eventIds: [first] });
    expect(await latest()).not.toContain(first);
    expect(await mutate(harness, 'deleteEvents', { ids: [second] }, 'eventIds')).toMatchObject({ eventIds: [second] });
    expect(await latest()).not.toContain(second);
  });

  it.each([
    [{}, 'ids'],
    [{ ids: ['00000000-0000-4000-8000-000000000000'], type: 'VM.START' }, 'ids'],
    [{ since: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }, 'until'],
    [{ ids: ['Volume:00000000-0000-4000-8000-000000000000'] }, 'ids.0'],
  ])('are not archived by %j', async (input, path) => {
    expect(await mutate(harness, 'archiveEvents', input)).toMatchObject({ fields: [{ path: ['input', ...path.split('.')] }] });
    expect(harness.simulator.calls.of('archiveEvents')).toBe(0);
  });
});
