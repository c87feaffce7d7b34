import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, alice] = [] as unknown as [TestCaller, TestCaller];

const result = (job: Content, object: string): Row => (job.jobresult as Record<string, Row>)[object] as Row;

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, alice] = [cloud.as('admin'), cloud.as('alice')];
});

afterAll(() => cloud.close());

const sum = (rows: Row[], key: string): number => rows.reduce((total, row) => total + Number(row[key]), 0);

describe('capacity', () => {
  test('is what the hosts and pools together promise', async () => {
    const hosts = await admin.list('listHosts', { type: 'Routing' });
    const pools = await admin.list('listStoragePools');
    const capacity = await admin.list('listCapacity');
    const of = (name: string): Row | undefined => capacity.find((row) => row.name === name);
    expect(of('MEMORY')?.capacityused).toBe(sum(hosts, 'memoryallocatedbytes'));
    expect(of('MEMORY')?.capacitytotal).toBe(sum(hosts, 'memorytotal'));
    expect(of('CPU')?.capacityused).toBe(sum(hosts, 'cpuallocatedvalue'));
    expect(of('STORAGE_ALLOCATED')?.capacityused).toBe(sum(pools, 'disksizeallocated'));
    const clusters = await admin.list('listClusters');
    const parts = await Promise.all(
      clusters.map(async ({ id }) => (await admin.list('listCapacity', { clusterid: id, type: 0 }))[0] as Row),
    );
    expect(sum(parts, 'capacityused')).toBe(of('MEMORY')?.capacityused);
  });

  test('sorts by use, the fullest first', async () => {
    const rows = await admin.list('listCapacity', { sortby: 'usage' });
    const percents = rows.map(({ percentused }) => Number(percentused));
    expect(percents).toEqual([...percents].sort((a, b) => b - a));
    expect(rows.filter(({ capacityallocated }) => capacityallocated !== undefined).map(({ name }) => name)).toEqual(['GPU']);
    expect(rows.at(-1)?.name).toBe('GPU');
  });

  test('grows with a machine that starts', async () => {
    const [before] = await admin.list('listCapacity', { type: 0 });
    const [vm] = await alice.list('listVirtualMachines', { state: 'Stopped' });
    await alice.job('startVirtualMachine', { id: String(vm?.id) });
    const [after] = await admin.list('listCapacity', { type: 0 });
    expect(Number(after?.capacityused) - Number(before?.capacityused)).toBe(Number(vm?.memory) * 1024 ** 2);
  });
});

describe('hosts', () => {
  test('are emptied for maintenance and taken back', async () => {
    const [vm] = await admin.list('listVirtualMachines', { listall: true, state: 'Running' });
    const id = String(vm?.hostid);
    const host = result(await admin.job('prepareHostForMaintenance', { id }), 'host');
    expect(host).toMatchObject({ resourcestate: 'PrepareForMaintenance', memoryallocated: 0 });
    expect((await admin.list('listVirtualMachines', { id: String(vm?.id) }))[0]).toMatchObject({ state: 'Migrating' });
    cloud.clock.advance(30_000);
    expect((await admin.list('listHosts', { id }))[0]).toMatchObject({ resourcestate: 'Maintenance' });
    expect((await admin.list('listVirtualMachines', { id: String(vm?.id) }))[0]).toMatchObject({ state: 'Running' });
    expect(await admin.job('prepareHostForMaintenance', { id })).toMatchObject({ jobstatus: 2, jobresultcode: 431 });
    expect(result(await admin.job('cancelHostMaintenance', { id }), 'host')).toMatchObject({ resourcestate: 'Enabled' });
  });

  test('that could take a machine are others of its cluster', async () => {
    const [vm] = await admin.list('listVirtualMachines', { listall: true, state: 'Running' });
    const candidates = await admin.list('findHostsForMigration', { virtualmachineid: String(vm?.id) });
    const [home] = await admin.list('listHosts', { id: String(vm?.hostid) });
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.every(({ id, clusterid }) => id !== home?.id && clusterid === home?.clusterid)).toBe(true);
    const job = await admin.job('migrateVirtualMachine', { virtualmachineid: String(vm?.id), hostid: String(candidates[0]?.id) });
    expect(result(job, 'virtualmachine')).toMatchObject({ hostid: candidates[0]?.id, state: 'Running' });
  });

  test('take tags, notes and being disabled', async () => {
    const [host] = await admin.list('listHosts', { type: 'Routing' });
    const { host: changed } = await admin.call('updateHost', {
      id: String(host?.id),
      hosttags: 'gpu',
      annotation: 'Loud',
      allocationstate: 'Disable',
    });
    expect(changed).toMatchObject({ hosttags: 'gpu', annotation: 'Loud', resourcestate: 'Disabled' });
    await admin.call('updateHost', { id: String(host?.id), allocationstate: 'Enable' });
  });

  test('are none of a tenant’s business', async () => {
    for (const command of ['listHosts', 'listCapacity', 'listAlerts', 'listRouters', 'listSystemVms', 'listConfigurations']) {
      const answer = await alice.send(command);
      expect([command, answer.status, Object.keys(answer.body as object)]).toEqual([command, 432, ['errorresponse']]);
    }
  });
});

describe('the cloud’s own machines', () => {
  test('routers and system VMs are stopped and started', async () => {
    const [router] = await admin.list('listRouters', { listall: true });
    const [proxy] = await admin.list('listSystemVms', { systemvmtype: 'consoleproxy' });
    expect(result(await admin.job('stopRouter', { id: String(router?.id) }), 'router')).toMatchObject({ state: 'Stopped' });
    expect(await admin.job('rebootRouter', { id: String(router?.id) })).toMatchObject({ jobstatus: 2 });
    expect(result(await admin.job('startRouter', { id: String(router?.id) }), 'router')).toMatchObject({ state: 'Running' });
    expect(result(await admin.job('rebootSystemVm', { id: String(proxy?.id) }), 'systemvm')).toMatchObject({ state: 'Running' });
  });

  test('alerts come newest first, and go when they are archived', async () => {
    const rows = await admin.list('listAlerts');
    const sent = rows.map((row) => String(row.sent));
    expect(sent).toEqual([...sent].sort().reverse());
    await admin.call('archiveAlerts', { ids: String(rows[0]?.id) });
    expect((await admin.list('listAlerts')).length).toBe(rows.length - 1);
    expect((await admin.send('deleteAlerts')).status).toBe(431);
    expect((await admin.call('listInfrastructure')).infrastructure).toMatchObject({ alerts: rows.length - 1, zones: 1 });
  });
});
