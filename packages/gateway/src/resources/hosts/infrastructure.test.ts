import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
const admin = { as: 'admin' } as const;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 4, volumes: 4 } });
});
afterAll(() => harness.close());

interface Named {
  id: string;
  name: string;
}

async function first<T extends Named>(list: string, fields: string, filter = ''): Promise<T> {
  const { data, errors } = await harness.query<Record<string, { nodes: T[] }>>(
    `{ ${list}${filter} { nodes { id name ${fields} } } }`,
    {},
    admin,
  );
  expect(errors).toBeUndefined();
  const [node] = data[list]?.nodes ?? [];
  if (!node) throw new Error(`no ${list}`);
  return node;
}

describe('zones, pods, clusters and hosts', () => {
  it('hang together, down and up', async () => {
    const { data, errors } = await harness.query<{
      zones: { nodes: { id: string; pods: { nodes: object[] }; capacities: { kind: string }[] }[] };
    }>(
      `{ zones(first: 1) { nodes { id
        capacities { kind name used total allocated percentUsed zone { name } }
        pods(first: 1) { nodes { name gateway netmask allocationState zone { name }
          clusters(first: 1) { nodes { name hypervisor architecture allocationState managedState cpuOvercommitRatio memoryOvercommitRatio pod { name }
            hosts(first: 3) { nodes { name state resourceState kind ipAddress hypervisor cpuCount cpuSpeedMhz cpuUsedPercent cpuAllocatedPercent
              memoryTotal memoryAllocated memoryUsed tags zone { name } pod { name } cluster { id name } actions { name disabledReason } } } } } } } } } }`,
      {},
      admin,
    );
    expect(errors).toBeUndefined();
    const [zone] = data.zones.nodes;
    expect(zone?.capacities.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['MEMORY', 'CPU', 'STORAGE_ALLOCATED', 'PUBLIC_IP_ADDRESSES']),
    );
    expect(zone?.pods.nodes[0]).toMatchObject({
      allocationState: 'ENABLED',
      clusters: {
        nodes: [{ allocationState: 'ENABLED', hosts: { nodes: expect.arrayContaining([expect.objectContaining({ state: 'UP' })]) } }],
      },
    });
  });

  it('show the machines on a host, and the host of a machine', async () => {
    const { data } = await harness.query<{ hosts: { nodes: (Named & { virtualMachines: { nodes: (Named & { host: Named })[] } })[] } }>(
      '{ hosts { nodes { id name virtualMachines { nodes { id host { id name } } } } } }',
      {},
      admin,
    );
    const busy = data.hosts.nodes.find((host) => host.virtualMachines.nodes.length > 0);
    expect(busy?.virtualMachines.nodes[0]?.host).toEqual({ id: busy?.id, name: busy?.name });
    const { data: one } = await harness.query(
      'query($id: ID!) { host(id: $id) { name } node(id: $id) { ... on Host { name } } }',
      { id: busy?.id },
      admin,
    );
    expect(one).toEqual({ host: { name: busy?.name }, node: { name: busy?.name } });
  });

  it('are listed side by side, with what serves the cloud itself', async () => {
    const { data, errors } = await harness.query<Record<string, { totalCount: number; nodes: object[] }>>(
      `{ pods { totalCount nodes { name } } clusters { totalCount nodes { name } } storagePools { totalCount nodes { name } }
         systemVms { totalCount nodes { name } } routers { totalCount nodes { name } } }`,
      {},
      admin,
    );
    expect(errors).toBeUndefined();
    for (const [list, { totalCount, nodes }] of Object.entries(data)) {
      expect(nodes.length, list).toBeGreaterThan(0);
      expect(nodes, list).toHaveLength(totalCount);
    }
  });

  it('are refused to tenants, with the command that they lack', async () => {
    for (const [list, command] of [
      ['hosts', 'listHosts'],
      ['clusters', 'listClusters'],
      ['pods', 'listPods'],
      ['storagePools', 'listStoragePools'],
      ['systemVms', 'listSystemVms'],
      ['routers', 'listRouters'],
      ['alerts', 'listAlerts'],
    ]) {
      const { errors } = await harness.query(`{ ${list} { totalCount } }`, {}, { as: 'alice' });
      expect(errors?.[0]?.extensions, list).toMatchObject({ code: 'FORBIDDEN', cloudStack: { command } });
    }
    for (const field of ['infrastructure { hosts }', 'capacities { kind }']) {
      const { errors } = await harness.query(`{ ${field} }`, {}, { as: 'alice' });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { data, errors } = await harness.query<{ virtualMachines: { nodes: { name: string; host: null }[] } }>(
      '{ virtualMachines(first: 1) { nodes { name host { name } } } }',
      {},
      { as: 'alice' },
    );
    expect(data.virtualMachines.nodes[0]).toMatchObject({ host: null });
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('listHosts'), extensions: { code: 'FORBIDDEN' } });
  });
});

describe('hosts', () => {
  it('are disabled and enabled, renamed and tagged', async () => {
    const host = await first('hosts', '');
    expect(await mutate(harness, 'enableHost', { id: host.id }, '', admin)).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'disableHost', { id: host.id }, 'host { resourceState }', admin)).toMatchObject({
      host: { resourceState: 'DISABLED' },
    });
    expect(await mutate(harness, 'enableHost', { id: host.id }, 'host { resourceState }', admin)).toMatchObject({
      host: { resourceState: 'ENABLED' },
    });
    expect(await mutate(harness, 'updateHost', { id: host.id, tags: ['ssd', 'paris'] }, 'host { tags }', admin)).toMatchObject({
      host: { tags: ['ssd', 'paris'] },
    });
    expect(await mutate(harness, 'updateHost', { id: host.id, tags: ['a,b'] }, '', admin)).toMatchObject({
      fields: [{ path: ['input', 'tags', '0'] }],
    });
    expect(await mutate(harness, 'disableHost', { id: host.id }, '', { as: 'dana' })).toMatchObject({ __typename: 'ForbiddenError' });
  });

  it('go into maintenance and come back', async () => {
    const host = await first('hosts', '');
    expect(await mutate(harness, 'cancelHostMaintenance', { id: host.id }, '', admin)).toMatchObject({ __typename: 'InvalidStateError' });
    const done = await mutate(harness, 'prepareHostForMaintenance', { id: host.id, waitSeconds: 60 }, 'host { resourceState }', admin);
    expect(done).toMatchObject({ host: { resourceState: expect.stringMatching(/MAINTENANCE$/) } });
    expect(await mutate(harness, 'reconnectHost', { id: host.id }, '', admin)).toMatchObject({ __typename: 'InvalidStateError' });
    await expect
      .poll(
        async () =>
          (await first<Named & { resourceState: string }>('hosts', 'resourceState', '(filter: { resourceState: MAINTENANCE })')).id,
      )
      .toBe(host.id);
    expect(await mutate(harness, 'cancelHostMaintenance', { id: host.id, waitSeconds: 60 }, 'host { resourceState }', admin)).toMatchObject(
      {
        host: { resourceState: 'ENABLED' },
      },
    );
    expect(await mutate(harness, 'reconnectHost', { id: host.id, waitSeconds: 60 }, 'host { state }', admin)).toMatchObject({
      host: { state: 'UP' },
    });
  });
});

describe('clusters', () => {
  it('are disabled, enabled and renamed', async () => {
    const cluster = await first('clusters', 'actions { name disabledReason }');
    expect(await mutate(harness, 'enableCluster', { id: cluster.id }, '', admin)).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await mutate(harness, 'disableCluster', { id: cluster.id }, 'cluster { allocationState }', admin)).toMatchObject({
      cluster: { allocationState: 'DISABLED' },
    });
    await mutate(harness, 'enableCluster', { id: cluster.id }, '', admin);
    expect(await mutate(harness, 'updateCluster', { id: cluster.id, name: 'east' }, 'cluster { name }', admin)).toMatchObject({
      cluster: { name: 'east' },
    });
  });
});

describe('storage pools', () => {
  it('hold volumes, and go into maintenance and back', async () => {
    const pool = await first<Named & { volumes: { nodes: { storagePool: Named }[] } }>(
      'storagePools',
      `state kind reach ipAddress path tags sizeTotal sizeUsed sizeAllocated overprovisioning zone { name } cluster { name }
       volumes(first: 1) { nodes { storagePool { id name } } } actions { name disabledReason }`,
      '(filter: { state: UP })',
    );
    expect(pool.volumes.nodes[0]?.storagePool).toEqual({ id: pool.id, name: pool.name });
    const kept = await mutate(harness, 'enableStorageMaintenance', { id: pool.id, waitSeconds: 60 }, 'storagePool { state }', admin);
    expect(kept).toMatchObject({ storagePool: { state: 'MAINTENANCE' } });
    expect(await mutate(harness, 'enableStorageMaintenance', { id: pool.id }, '', admin)).toMatchObject({
      __typename: 'InvalidStateError',
    });
    expect(
      await mutate(harness, 'cancelStorageMaintenance', { id: pool.id, waitSeconds: 60 }, 'storagePool { state }', admin),
    ).toMatchObject({
      storagePool: { state: 'UP' },
    });
  });
});

describe('machines of the cloud itself', () => {
  it.each([
    [
      'systemVms',
      ['startSystemVm', 'stopSystemVm', 'rebootSystemVm'],
      'systemVm',
      'kind publicIp privateIp linkLocalIp version templateName viewers agentState host { name } zone { name }',
    ],
    [
      'routers',
      ['startRouter', 'stopRouter', 'rebootRouter'],
      'router',
      'role publicIp guestIp isRedundant requiresUpgrade network { name } owner { account } host { name }',
    ],
  ])('are stopped, started and restarted: %s', async (list, [start, stop, reboot], field, fields) => {
    const machine = await first(list, fields, '(filter: { state: RUNNING })');
    const act = (name = '') => mutate(harness, name, { id: machine.id, waitSeconds: 60 }, `${field} { state }`, admin);
    expect(await act(start)).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await act(stop)).toMatchObject({ [field]: { state: 'STOPPED' } });
    expect(await act(reboot)).toMatchObject({ __typename: 'InvalidStateError' });
    expect(await act(start)).toMatchObject({ [field]: { state: 'RUNNING' } });
    expect(await act(reboot)).toMatchObject({ [field]: { state: 'RUNNING' } });
  });

  it('carry the traffic of networks', async () => {
    const { data } = await harness.query<{ networks: { nodes: { routers: { network: Named | null }[] }[] } }>(
      '{ networks { nodes { routers { state network { id name } } } } }',
      {},
      admin,
    );
    expect(data.networks.nodes.some(({ routers }) => routers.length > 0)).toBe(true);
  });
});

describe('what operators look at first', () => {
  it('is counted in one call', async () => {
    harness.simulator.calls.reset();
    const { data } = await harness.query<{ infrastructure: Record<string, number> }>(
      '{ infrastructure { zones pods clusters hosts storagePools imageStores systemVms routers managementServers alerts } }',
      {},
      admin,
    );
    expect(data.infrastructure.zones).toBeGreaterThan(0);
    expect(harness.simulator.calls.of('listInfrastructure')).toBe(1);
    const { data: full } = await harness.query<{ capacities: { kind: string }[] }>(
      '{ capacities(filter: { kind: MEMORY }) { kind } }',
      {},
      admin,
    );
    expect(new Set(full.capacities.map(({ kind }) => kind))).toEqual(new Set(['MEMORY']));
  });

  it('are alerts, until they are archived or deleted', async () => {
    const { data } = await harness.query<{ alerts: { nodes: { id: string; name: string }[]; totalCount: number } }>(
      '{ alerts { totalCount nodes { id name type description sentAt } } }',
      {},
      admin,
    );
    expect(data.alerts.nodes.length).toBeGreaterThan(1);
    const [one, two] = data.alerts.nodes;
    expect(await mutate(harness, 'archiveAlerts', { ids: [one?.id] }, 'alertIds', admin)).toMatchObject({ alertIds: [one?.id] });
    expect(await mutate(harness, 'deleteAlerts', { ids: [two?.id] }, 'alertIds', admin)).toMatchObject({ alertIds: [two?.id] });
    expect(await mutate(harness, 'deleteAlerts', { ids: [] }, '', admin)).toMatchObject({ fields: [{ path: ['input', 'ids'] }] });
    const { data: left } = await harness.query<{ alerts: { totalCount: number } }>('{ alerts { totalCount } }', {}, admin);
    expect(left.alerts.totalCount).toBe(data.alerts.totalCount - 2);
  });

  it('are events, which are archived and deleted by ids', async () => {
    const { data } = await harness.query<{ events: { nodes: { id: string }[]; totalCount: number } }>(
      '{ events(first: 2) { totalCount nodes { id } } }',
      {},
      { as: 'bob' },
    );
    const [one, two] = data.events.nodes;
    expect(await mutate(harness, 'archiveEvents', { ids: [one?.id] }, 'eventIds', { as: 'bob' })).toMatchObject({ eventIds: [one?.id] });
    expect(await mutate(harness, 'deleteEvents', { ids: [two?.id] }, 'eventIds', { as: 'bob' })).toMatchObject({ eventIds: [two?.id] });
    const { data: left } = await harness.query<{ events: { nodes: { id: string }[] } }>(
      '{ events(first: 5) { nodes { id } } }',
      {},
      { as: 'bob' },
    );
    expect(left.events.nodes).not.toContainEqual(one);
    expect(left.events.nodes).not.toContainEqual(two);
    expect((await mutate(harness, 'deleteEvents', { ids: [data.events.nodes[0]?.id] }, '', { as: 'alice' })).__typename).toMatch(/Error$/);
  });
});
