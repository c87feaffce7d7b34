import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, alice] = [] as unknown as [TestCaller, TestCaller];
let machine: Row;

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, alice] = [cloud.as('admin'), cloud.as('alice')];
  machine = (await alice.list('listVirtualMachines', { state: 'Running' }))[0] as Row;
});

afterAll(() => cloud.close());

type Sample = Readonly<Record<string, unknown>> & { readonly timestamp: string };

const history = async (params = {}): Promise<Sample[]> =>
  ((await alice.list('listVirtualMachinesUsageHistory', { id: machine.id, ...params }))[0]?.stats ?? []) as Sample[];

describe('usage histories', () => {
  test('have a sample a minute for twelve hours, and move', async () => {
    const samples = await history();
    expect(samples.length).toBeGreaterThanOrEqual(720);
    const gaps = samples.slice(1).map(({ timestamp }, index) => Date.parse(timestamp) - Date.parse(samples[index]?.timestamp ?? ''));
    expect(new Set(gaps)).toEqual(new Set([60_000]));
    const load = samples.map(({ cpuused }) => Number.parseFloat(String(cpuused)));
    expect(Math.min(...load)).toBeGreaterThan(0);
    expect(Math.max(...load)).toBeLessThanOrEqual(100);
    expect(Math.max(...load) - Math.min(...load)).toBeGreaterThan(1);
    expect(new Set(samples.map(({ networkkbsread }) => networkkbsread)).size).toBeGreaterThan(50);
  });

  test('are the same when asked again, and longer a minute later', async () => {
    const window = { startdate: '2026-11-22T07:00:00+0000', enddate: '2026-11-22T07:30:00+0000' };
    const before = await history(window);
    expect(before.length).toBe(30);
    const last = (await history()).at(-1);
    cloud.clock.advance(60_000);
    expect(await history(window)).toEqual(before);
    expect(Date.parse((await history()).at(-1)?.timestamp ?? '') - Date.parse(last?.timestamp ?? '')).toBe(60_000);
  });

  test('begin with the machine’s start, and outlive its stop', async () => {
    const [idle] = await alice.list('listVirtualMachines', { state: 'Stopped' });
    const of = async (): Promise<unknown> => (await alice.list('listVirtualMachinesUsageHistory', { id: String(idle?.id) }))[0]?.stats;
    expect(await of()).toEqual([]);
    await alice.job('startVirtualMachine', { id: String(idle?.id) });
    cloud.clock.advance(5 * 60_000);
    expect((await of()) as unknown[]).toHaveLength(5);
    await alice.job('stopVirtualMachine', { id: String(idle?.id) });
    const kept = (await of()) as unknown[];
    cloud.clock.advance(5 * 60_000);
    expect(await of()).toEqual(kept);
    expect(kept.length).toBeGreaterThanOrEqual(5);
  });

  test('a list of many goes back an hour only', async () => {
    const rows = await alice.list('listVirtualMachinesUsageHistory');
    const longest = Math.max(...rows.map(({ stats }) => (stats as unknown[]).length));
    expect(longest).toBeGreaterThan(55);
    expect(longest).toBeLessThan(65);
  });
});

describe('figures of now', () => {
  test('agree with the row they stand beside', async () => {
    const [row] = await alice.list('listVirtualMachinesMetrics', { id: machine.id });
    expect(row).toMatchObject({ id: machine.id, state: 'Running', memorytotal: `${(Number(machine.memory) / 1024).toFixed(2)} GiB` });
    expect(row).not.toHaveProperty('domainpath');
    expect(row?.diskiopstotal).toBe(Number(row?.diskioread) + Number(row?.diskiowrite));
    const volumes = await alice.call('listVolumesMetrics', { virtualmachineid: machine.id });
    expect(volumes.volume).toMatchObject([{ virtualmachineid: machine.id, sizegb: expect.stringMatching(/GiB$/) }]);
  });

  test('of zones, clusters and hosts add up', async () => {
    const [zone] = await admin.list('listZonesMetrics');
    const hosts = await admin.list('listHostsMetrics');
    const ghz = hosts.reduce((total, { cputotalghz }) => total + Number.parseFloat(String(cputotalghz)), 0);
    expect(Number.parseFloat(String(zone?.cputotal))).toBeCloseTo(ghz, 1);
    expect((await admin.list('listClustersMetrics')).every(({ drsimbalance }) => /^\d+\.\d\d%$/.test(String(drsimbalance)))).toBe(true);
    expect(await admin.list('listManagementServersMetrics')).toMatchObject([
      { state: 'Up', agentcount: (await admin.list('listHosts')).length },
    ]);
  });

  test('the usage server bills by the day', async () => {
    const days = { startdate: '2026-11-20', enddate: '2026-11-21' };
    const records = await alice.list('listUsageRecords', days).catch(() => []);
    expect(records).toEqual([]);
    const billed = await admin.list('listUsageRecords', { ...days, listall: true, type: 2 });
    const machines = await admin.list('listVirtualMachines', { listall: true });
    expect(billed.filter(({ startdate }) => String(startdate).startsWith('2026-11-21'))).toHaveLength(
      machines.filter(({ created }) => Date.parse(String(created)) < Date.parse('2026-11-22')).length,
    );
  });
});
