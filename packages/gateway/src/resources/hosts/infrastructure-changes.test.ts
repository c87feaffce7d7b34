import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
const admin = { as: 'admin' } as const;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 4, volumes: 4 } });
});
afterAll(() => harness.close());

interface Found {
  id: string;
  uuid: string;
  name: string;
  host: { id: string } | null;
}

async function nodes(list: string, fields = '', filter = ''): Promise<Found[]> {
  const { data, errors } = await harness.query<Record<string, { nodes: Found[] }>>(
    `{ ${list}${filter} { nodes { id uuid name ${fields} } } }`,
    {},
    admin,
  );
  expect(errors).toBeUndefined();
  return data[list]?.nodes ?? [];
}

/** Changes a row of the simulated cloud behind everybody's back. */
function becomes(table: string, uuid: string | undefined, values: object): void {
  const row = harness.simulator.store.named(table)?.find((known) => known.uuid === uuid);
  if (!row) throw new Error(`no such ${table}`);
  harness.simulator.store.named(table)?.update(row, values);
}

const change = (name: string, input: object, select = '') => mutate(harness, name, input, select, admin);

describe('zones', () => {
  it('are renamed, closed and opened, and get other DNS servers', async () => {
    const [zone] = await nodes('zones');
    const id = zone?.id;
    const select = 'zone { name dns1 dns2 internalDns1 allocationState }';
    expect(await change('updateZone', { id, name: 'Paris-9', dns1: '9.9.9.9', dns2: '1.1.1.1' }, select)).toMatchObject({
      zone: { name: 'Paris-9', dns1: '9.9.9.9', dns2: '1.1.1.1', allocationState: 'ENABLED' },
    });
    expect(await change('enableZone', { id })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await change('disableZone', { id }, select)).toMatchObject({ zone: { allocationState: 'DISABLED' } });
    expect(await change('enableZone', { id }, select)).toMatchObject({ zone: { allocationState: 'ENABLED' } });
    expect(await change('updateZone', { id, dns1: 'dns.example.org' })).toMatchObject({ fields: [{ path: ['input', 'dns1'] }] });
    expect(await mutate(harness, 'updateZone', { id, name: 'mine' }, '', { as: 'dana' })).toMatchObject({ __typename: 'ForbiddenError' });
  });
});

describe('pods', () => {
  it('are renamed, closed and opened', async () => {
    const [pod] = await nodes('pods');
    const id = pod?.id;
    expect(await change('updatePod', { id, name: 'row 1' }, 'pod { name }')).toMatchObject({ pod: { name: 'row 1' } });
    expect(await change('updatePod', { id, name: ' ' })).toMatchObject({ fields: [{ path: ['input', 'name'] }] });
    expect(await change('disablePod', { id }, 'pod { allocationState }')).toMatchObject({ pod: { allocationState: 'DISABLED' } });
    expect(await change('disablePod', { id })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await change('enablePod', { id }, 'pod { allocationState }')).toMatchObject({ pod: { allocationState: 'ENABLED' } });
  });
});

describe('hosts', () => {
  it('are declared degraded only while they are lost, and their machines can start elsewhere', async () => {
    const hosts = await nodes('hosts', 'virtualMachines { nodes { id } }');
    const busy = hosts.find((host) => (host as Found & { virtualMachines: { nodes: object[] } }).virtualMachines.nodes.length > 0);
    const input = { id: busy?.id, waitSeconds: 60 };
    expect(await change('declareHostAsDegraded', input)).toMatchObject({ __typename: 'InvalidStateError' });
    becomes('Host', busy?.uuid, { state: 'Alert' });
    expect(
      await change(
        'declareHostAsDegraded',
        input,
        'host { resourceState virtualMachines { nodes { id } } actions { name disabledReason } }',
      ),
    ).toMatchObject({ host: { resourceState: 'DEGRADED', virtualMachines: { nodes: [] } } });
    expect(await change('declareHostAsDegraded', input)).toMatchObject({ __typename: 'InvalidStateError' });
    becomes('Host', busy?.uuid, { state: 'Up' });
    expect(await change('cancelHostAsDegraded', input, 'host { resourceState }')).toMatchObject({ host: { resourceState: 'ENABLED' } });
    expect(await change('cancelHostAsDegraded', input)).toMatchObject({ __typename: 'InvalidStateError' });
  });

  it('leave the cloud when they are out of use', async () => {
    const [host] = await nodes('hosts', 'virtualMachines { nodes { id } }', '(filter: { resourceState: ENABLED })');
    const id = host?.id;
    expect(await change('deleteHost', { id })).toMatchObject({ __typename: 'InvalidStateError' });
    await change('prepareHostForMaintenance', { id, waitSeconds: 60 });
    await expect
      .poll(async () => (await nodes('hosts', '', '(filter: { resourceState: MAINTENANCE })')).map((node) => node.id))
      .toEqual([id]);
    expect(await change('deleteHost', { id }, 'hostId')).toMatchObject({ hostId: id });
    expect((await nodes('hosts')).map((node) => node.id)).not.toContain(id);
  });
});

describe('storage pools', () => {
  it('are renamed, tagged, closed and opened', async () => {
    const [pool] = await nodes('storagePools');
    const id = pool?.id;
    const select = 'storagePool { name tags state }';
    expect(await change('updateStoragePool', { id, name: 'fast', tags: ['ssd', 'raid'] }, select)).toMatchObject({
      storagePool: { name: 'fast', tags: ['ssd', 'raid'] },
    });
    expect(await change('updateStoragePool', { id, tags: ['a,b'] })).toMatchObject({ fields: [{ path: ['input', 'tags', '0'] }] });
    expect(await change('enableStoragePool', { id })).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await change('disableStoragePool', { id }, select)).toMatchObject({ storagePool: { state: 'DISABLED' } });
    expect(await change('enableStoragePool', { id }, select)).toMatchObject({ storagePool: { state: 'UP' } });
  });

  it('leave the cloud empty and in maintenance', async () => {
    const pools = await nodes('storagePools', 'volumes(first: 1) { nodes { id } }');
    const used = pools.find((pool) => (pool as Found & { volumes: { nodes: object[] } }).volumes.nodes.length > 0);
    expect(await change('deleteStoragePool', { id: used?.id })).toMatchObject({ __typename: 'InvalidStateError' });
    await change('enableStorageMaintenance', { id: used?.id, waitSeconds: 60 });
    await expect(change('deleteStoragePool', { id: used?.id })).rejects.toThrow(/associated volumes/);
    const { id: _id, uuid: _uuid, ...values } = harness.simulator.store.named('StoragePool')?.all()[0] ?? { id: 0, uuid: '' };
    const empty = harness.simulator.store.named('StoragePool')?.insert(Object.assign(values, { name: 'empty', state: 'Maintenance' }));
    expect(await change('deleteStoragePool', { id: empty?.uuid }, 'storagePoolId')).toMatchObject({
      storagePoolId: `StoragePool:${empty?.uuid}`,
    });
  });
});

describe('machines of the cloud itself', () => {
  it('are moved to another host, the wanted one or any', async () => {
    const [machine] = await nodes('systemVms', 'host { id }', '(filter: { state: RUNNING })');
    const id = machine?.id;
    const moved = await change('migrateSystemVm', { id, waitSeconds: 60 }, 'systemVm { state host { id } }');
    expect(moved).toMatchObject({ systemVm: { state: 'RUNNING' } });
    const there = (moved.systemVm as Found).host?.id;
    expect(there).not.toBe(machine?.host?.id);
    const other = (await nodes('hosts', '', '(filter: { resourceState: ENABLED })')).find((host) => host.id !== there);
    expect(await change('migrateSystemVm', { id, hostId: other?.id, waitSeconds: 60 }, 'systemVm { host { id } }')).toMatchObject({
      systemVm: { host: { id: other?.id } },
    });
    expect(await change('migrateSystemVm', { id, hostId: 'Zone:00000000-0000-4000-8000-000000000000' })).toMatchObject({
      fields: [{ path: ['input', 'hostId'] }],
    });
    await change('stopSystemVm', { id, waitSeconds: 60 });
    expect(await change('migrateSystemVm', { id })).toMatchObject({ __typename: 'InvalidStateError' });
  });

  it('are destroyed, and another comes in their place', async () => {
    const [machine] = await nodes('systemVms', 'kind');
    const id = machine?.id;
    expect(await change('destroySystemVm', { id, waitSeconds: 60 }, 'systemVmId')).toMatchObject({ systemVmId: id });
    const left = await nodes('systemVms', 'kind');
    expect(left).toHaveLength(2);
    expect(left.map((node) => node.id)).not.toContain(id);
    const [router] = await nodes('routers');
    expect(await change('destroyRouter', { id: router?.id, waitSeconds: 60 }, 'routerId')).toMatchObject({ routerId: router?.id });
    expect((await nodes('routers')).map((node) => node.id)).not.toContain(router?.id);
  });
});
