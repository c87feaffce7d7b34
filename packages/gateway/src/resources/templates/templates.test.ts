import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

interface Templates {
  templates: {
    totalCount: number;
    nodes: { id: string; name: string; isReady: boolean; hypervisor: string; zone: { name: string } | null }[];
  };
}
const list = async (filter: object) => {
  const { data } = await harness.query<Templates>(
    'query($filter: TemplateFilter) { templates(filter: $filter) { totalCount nodes { id name isReady hypervisor zone { name } } } }',
    { filter },
    { as: 'alice' },
  );
  return data.templates;
};

describe('templates', () => {
  it('are those that can be used, unless said otherwise', async () => {
    const usable = await list({});
    expect(usable.totalCount).toBeGreaterThan(2);
    expect(usable.nodes.every((node) => node.isReady)).toBe(true);
    expect((await list({ visibility: 'OWN' })).totalCount).toBeLessThan(usable.totalCount);
    expect((await list({ keyword: 'debian' })).nodes.every((node) => /debian/i.test(node.name))).toBe(true);
  });

  it('are told once, however many zones they lie in, and those of a zone by that zone', async () => {
    await list({ visibility: 'FEATURED' });
    const { data } = await harness.query<{ zones: { nodes: { id: string }[] } }>('{ zones { nodes { id } } }', {}, { as: 'alice' });
    const zoneId = data.zones.nodes[0]?.id ?? '';
    await list({ zoneId });
    const [anywhere, there] = harness.simulator.calls.log.filter(({ command }) => command === 'listTemplates').map(({ params }) => params);
    expect(anywhere).toMatchObject({ showunique: 'true' });
    expect(there).toMatchObject({ zoneid: zoneId.replace('Zone:', '') });
    expect(there).not.toHaveProperty('showunique');
  });

  it('of machines cost nothing by name, and one call for a whole page by more', async () => {
    const page = (selection: string) =>
      harness.query(`{ virtualMachines(first: 50) { nodes { template { ${selection} } } } }`, {}, { as: 'bob' });
    expect((await page('id name')).errors).toBeUndefined();
    expect(harness.simulator.calls.of('listTemplates')).toBe(0);
    const { data } = await harness.query<{ virtualMachines: { nodes: { template: { format: string } }[] } }>(
      '{ virtualMachines(first: 50) { nodes { template { format osName } } } }',
      {},
      { as: 'bob' },
    );
    expect(data.virtualMachines.nodes.every((machine) => machine.template.format)).toBe(true);
    expect(harness.simulator.calls.of('listTemplates')).toBe(1);
  });

  it('are nodes', async () => {
    const [first] = (await list({})).nodes;
    const { data } = await harness.query(
      'query($id: ID!) { node(id: $id) { id ... on Template { name } } template(id: $id) { name } }',
      { id: first?.id },
      { as: 'alice' },
    );
    expect(data).toEqual({ node: { id: first?.id, name: first?.name }, template: { name: first?.name } });
  });

  it('that do not exist are null', async () => {
    const { data, errors } = await harness.query('{ template(id: "00000000-0000-4000-8000-000000000000") { id } }', {}, { as: 'alice' });
    expect([data, errors]).toEqual([{ template: null }, undefined]);
  });
});
