import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
const admin = { as: 'admin' } as const;
const bob = { as: 'bob' } as const;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 3, volumes: 3 } });
});
afterAll(() => harness.close());

async function machine(as: 'alice' | 'bob'): Promise<string> {
  const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
    '{ virtualMachines(first: 1) { nodes { id } } }',
    {},
    { as },
  );
  return data.virtualMachines.nodes[0]?.id ?? '';
}

describe('webhooks', () => {
  it('are made, changed, switched off and on, and deleted, and keep their secret', async () => {
    const made = await mutate(
      harness,
      'createWebhook',
      { name: 'chat', url: 'https://93.184.216.34/cloud', secret: 'hush-hush' },
      'webhook { id name state scope url hasSecret verifiesCertificates owner { account } actions { name disabledReason } deliveries { totalCount } }',
    );
    expect(made).toMatchObject({
      webhook: {
        name: 'chat',
        state: 'ENABLED',
        scope: 'LOCAL',
        hasSecret: true,
        owner: { account: 'alice' },
        deliveries: { totalCount: 0 },
      },
    });
    expect(JSON.stringify(made)).not.toContain('hush-hush');
    const { id } = made.webhook as { id: string };
    expect(await mutate(harness, 'enableWebhook', { id })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'disableWebhook', { id }, 'webhook { state }')).toMatchObject({ webhook: { state: 'DISABLED' } });
    expect(await mutate(harness, 'enableWebhook', { id }, 'webhook { state }')).toMatchObject({ webhook: { state: 'ENABLED' } });
    expect(await mutate(harness, 'updateWebhook', { id, name: 'pager' }, 'webhook { name url }')).toMatchObject({
      webhook: { name: 'pager', url: 'https://93.184.216.34/cloud' },
    });
    const { data } = await harness.query(
      'query($id: ID!) { webhook(id: $id) { name } webhooks(filter: { keyword: "pag", state: ENABLED }) { nodes { id } } }',
      { id },
      { as: 'alice' },
    );
    expect(data).toEqual({ webhook: { name: 'pager' }, webhooks: { nodes: [{ id }] } });
    expect(await mutate(harness, 'deleteWebhookDelivery', { webhookId: id }, 'webhook { name }')).toMatchObject({
      webhook: { name: 'pager' },
    });
    expect(await mutate(harness, 'deleteWebhook', { id }, '', bob)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await mutate(harness, 'deleteWebhook', { id }, 'webhookId')).toMatchObject({ webhookId: id });
  });

  it.each([
    [{ name: 'x', url: 'hooks.example.org' }, 'url'],
    [{ name: 'x', url: 'ftp://hooks.example.org' }, 'url'],
    [{ name: ' ', url: 'https://hooks.example.org' }, 'name'],
  ])('are refused as %j', async (input, field) => {
    expect(await mutate(harness, 'createWebhook', input)).toMatchObject({ fields: [{ path: ['input', field] }] });
  });

  it('of the whole cloud are for root administrators', async () => {
    expect(await mutate(harness, 'createWebhook', { name: 'x', url: 'https://93.184.216.34', scope: 'GLOBAL' })).toMatchObject({
      __typename: 'ForbiddenError',
    });
  });
});

describe('schedules of machines', () => {
  it('are made, changed and deleted', async () => {
    const virtualMachineId = await machine('alice');
    const made = await mutate(
      harness,
      'createVirtualMachineSchedule',
      { virtualMachineId, action: 'STOP', schedule: '0 20 * * 1-5', timeZone: 'Europe/Paris', description: 'at night' },
      'schedule { uuid action schedule timeZone description isEnabled } virtualMachine { id schedules { action } }',
    );
    expect(made).toMatchObject({
      schedule: { action: 'STOP', schedule: '0 20 * * 1-5', timeZone: 'Europe/Paris', description: 'at night', isEnabled: true },
      virtualMachine: { id: virtualMachineId, schedules: [{ action: 'STOP' }] },
    });
    const { uuid: scheduleId } = made.schedule as { uuid: string };
    const query = 'query ($id: ID!) { virtualMachineSchedules(virtualMachineId: $id) { uuid action } }';
    const alone = await harness.query(query, { id: virtualMachineId }, { as: 'alice' });
    expect(alone.data).toEqual({ virtualMachineSchedules: [{ uuid: scheduleId, action: 'STOP' }] });
    const stranger = await harness.query(query, { id: virtualMachineId }, { as: 'bob' });
    expect(stranger.errors?.[0]?.extensions.code).toMatch(/FORBIDDEN|NOT_FOUND/);
    expect(
      await mutate(
        harness,
        'updateVirtualMachineSchedule',
        { virtualMachineId, scheduleId, isEnabled: false },
        'schedule { isEnabled schedule }',
      ),
    ).toMatchObject({ schedule: { isEnabled: false, schedule: '0 20 * * 1-5' } });
    expect(
      await mutate(harness, 'deleteVirtualMachineSchedule', { virtualMachineId, scheduleId }, 'virtualMachine { schedules { uuid } }'),
    ).toMatchObject({ virtualMachine: { schedules: [] } });
  });

  it.each([
    [{ schedule: 'at eight', timeZone: 'Europe/Paris' }, 'schedule'],
    [{ schedule: '0 8 * * *', timeZone: 'Mars' }, 'timeZone'],
    [{ schedule: '0 8 * * *', timeZone: 'UTC', startsAt: '2020-01-01T00:00:00Z' }, 'startsAt'],
  ])('are refused as %j', async (input, field) => {
    const virtualMachineId = await machine('alice');
    const refused = await mutate(harness, 'createVirtualMachineSchedule', { ...input, virtualMachineId, action: 'START' });
    expect(refused.__typename).toBe('InvalidInputError');
    if (field !== 'startsAt') expect(refused.fields?.[0]?.path).toEqual(['input', field]);
  });

  it('are none of a stranger’s business', async () => {
    const virtualMachineId = await machine('bob');
    const input = { virtualMachineId, action: 'STOP', schedule: '0 20 * * *', timeZone: 'UTC' };
    expect(await mutate(harness, 'createVirtualMachineSchedule', input)).toMatchObject({ __typename: 'NotFoundError' });
  });
});

describe('comments', () => {
  it('are left on things, listed with them and removed', async () => {
    const resourceId = await machine('bob');
    const made = await mutate(
      harness,
      'addAnnotation',
      { resourceId, text: 'Do not touch' },
      'annotation { id text resourceId username isAdminsOnly }',
      bob,
    );
    expect(made).toMatchObject({ annotation: { text: 'Do not touch', resourceId, username: 'bob', isAdminsOnly: false } });
    const { id } = made.annotation as { id: string };
    const { data } = await harness.query(
      `query($id: ID!) { virtualMachine(id: $id) { annotations { text } } annotations(filter: { resourceId: $id }) { nodes { id } } }`,
      { id: resourceId },
      bob,
    );
    expect(data).toEqual({ virtualMachine: { annotations: [{ text: 'Do not touch' }] }, annotations: { nodes: [{ id }] } });
    expect(
      await mutate(harness, 'updateAnnotationVisibility', { id, isAdminsOnly: true }, 'annotation { isAdminsOnly }', admin),
    ).toMatchObject({ annotation: { isAdminsOnly: true } });
    expect(await mutate(harness, 'removeAnnotation', { id }, '', bob)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await mutate(harness, 'removeAnnotation', { id }, 'annotationId', admin)).toMatchObject({ annotationId: id });
    expect(
      await mutate(harness, 'addAnnotation', { resourceId: 'Role:6e0f2a7c-1111-4222-8333-444455556666', text: 'x' }, '', bob),
    ).toMatchObject({
      fields: [{ path: ['input', 'resourceId'] }],
    });
  });
});

describe('usage', () => {
  it('is recorded a day at a time', async () => {
    const until = new Date();
    const from = new Date(until.getTime() - 5 * 86_400_000);
    const { data, errors } = await harness.query<{
      usageTypes: { number: number }[];
      usageRecords: { nodes: object[]; totalCount: number };
    }>(
      `query($from: DateTime!, $until: DateTime!) {
        usageTypes { number name description }
        usageRecords(first: 5, filter: { from: $from, until: $until, usageType: 6 }) {
          totalCount nodes { description usageType usage rawUsage resourceName resourceUuid owner { account domainPath } startsAt endsAt } } }`,
      { from, until },
      admin,
    );
    expect(errors).toBeUndefined();
    expect(data.usageTypes.length).toBeGreaterThan(20);
    expect(data.usageRecords.totalCount).toBeGreaterThan(0);
    expect(data.usageRecords.nodes[0]).toMatchObject({ usageType: 6, usage: expect.stringContaining('Hrs') });
    const { errors: swapped } = await harness.query(
      'query($from: DateTime!, $until: DateTime!) { usageRecords(filter: { from: $until, until: $from }) { totalCount } }',
      { from, until },
      admin,
    );
    expect(swapped?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('says that the role does not have it', async () => {
    const { errors } = await harness.query(
      '{ usageRecords(filter: { from: "2026-01-01T00:00:00Z", until: "2026-01-02T00:00:00Z" }) { totalCount } }',
      {},
      { as: 'alice' },
    );
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('listUsageRecords'), extensions: { code: 'UNSUPPORTED' } });
  });
});

describe('offerings', () => {
  it('of machines are made, withdrawn and deleted by administrators', async () => {
    const input = { name: 'Large', cpuCount: 8, cpuSpeedMhz: 2000, memoryMib: 16_384, highAvailability: true };
    const made = await mutate(
      harness,
      'createServiceOffering',
      input,
      'serviceOffering { id name cpuCount memoryMib isCustomized }',
      admin,
    );
    expect(made).toMatchObject({ serviceOffering: { name: 'Large', cpuCount: 8, memoryMib: 16_384, isCustomized: false } });
    const { id } = made.serviceOffering as { id: string };
    expect(await mutate(harness, 'createServiceOffering', { name: 'Odd', cpuCount: 2 }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'memoryMib'] }],
    });
    expect(await mutate(harness, 'createServiceOffering', input)).toMatchObject({ __typename: 'ForbiddenError' });
    expect(
      await mutate(harness, 'updateServiceOffering', { id, displayText: 'Eight cores' }, 'serviceOffering { displayText }', admin),
    ).toMatchObject({ serviceOffering: { displayText: 'Eight cores' } });
    expect(await mutate(harness, 'deleteServiceOffering', { id }, 'serviceOfferingId', admin)).toMatchObject({ serviceOfferingId: id });
  });

  it('of disks are made, renamed and deleted by administrators', async () => {
    const made = await mutate(harness, 'createDiskOffering', { name: 'Any size' }, 'diskOffering { id isCustomized sizeBytes }', admin);
    expect(made).toMatchObject({ diskOffering: { isCustomized: true, sizeBytes: null } });
    const { id } = made.diskOffering as { id: string };
    expect(await mutate(harness, 'createDiskOffering', { name: 'x', sizeGib: 0 }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'sizeGib'] }],
    });
    expect(await mutate(harness, 'updateDiskOffering', { id, name: 'Free size' }, 'diskOffering { name }', admin)).toMatchObject({
      diskOffering: { name: 'Free size' },
    });
    expect(await mutate(harness, 'deleteDiskOffering', { id }, 'diskOfferingId', admin)).toMatchObject({ diskOfferingId: id });
  });
});
