import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './test/harness.ts';

const queryFile = (name: string) => readFileSync(new URL(`./queries/${name}.graphql`, import.meta.url), 'utf8');
const fifty = queryFile('fifty-virtual-machines');

interface Fifty {
  virtualMachines: {
    totalCount: number;
    nodes: { name: string; nics: { ipAddress: string }[]; volumes: { nodes: { id: string; snapshots: { nodes: object[] } }[] } }[];
  };
}

let harness: Harness;
afterEach(() => harness.close());

describe('calls to CloudStack for a page of machines with volumes and their snapshots', () => {
  it('are 3 cold and one fewer warm, for an account of 120 machines and 180 volumes', async () => {
    harness = await startHarness();
    const { calls } = harness.simulator;
    const cold = await harness.query<Fifty>(fifty, {}, { as: 'bob' });
    expect(cold.errors).toBeUndefined();
    const { nodes, totalCount } = cold.data.virtualMachines;
    expect([totalCount, nodes.length]).toEqual([120, 50]);
    expect(nodes.every((vm) => vm.volumes.nodes.length > 0 && vm.nics.length > 0)).toBe(true);
    expect(nodes.some((vm) => vm.volumes.nodes.some((volume) => volume.snapshots.nodes.length > 0))).toBe(true);
    expect(calls.byCommand()).toEqual({ listUsers: 1, listVirtualMachines: 1, listVolumes: 1, listSnapshots: 1 });
    calls.reset();
    const warm = await harness.query<Fifty>(fifty, {}, { as: 'bob' });
    expect(warm.data).toEqual(cold.data);
    expect(calls.byCommand()).toEqual({ listVirtualMachines: 1, listVolumes: 1, listSnapshots: 1 });
  });

  it('do not list 10,000 volumes for a page of 20', async () => {
    harness = await startHarness({ simulator: { vms: 120, volumes: 10_000 } });
    const { calls } = harness.simulator;
    for (const turn of ['cold', 'warm']) {
      calls.reset();
      const { data, errors } = await harness.query<Fifty>(fifty, { first: 20 }, { as: 'bob' });
      expect(errors).toBeUndefined();
      expect(data.virtualMachines.nodes).toHaveLength(20);
      const listed = calls.log.filter((call) => call.command === 'listVolumes');
      const whole = listed.filter((call) => call.params.virtualmachineid === undefined);
      expect(
        whole.map((call) => Number(call.params.pagesize)).reduce((a, b) => a + b, 0),
        turn,
      ).toBeLessThanOrEqual(turn === 'cold' ? 200 : 0);
      expect(listed.length - whole.length).toBe(20);
    }
  });
});
