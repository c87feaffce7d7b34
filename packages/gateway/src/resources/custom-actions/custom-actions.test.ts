import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let machine: string;

interface Found {
  virtualMachines: { nodes: { id: string; customActions: { uuid: string; name: string }[] }[] };
}

const ask = (fields = 'uuid name') =>
  harness.query<Found>(`{ virtualMachines(first: 1) { nodes { id customActions { ${fields} } } } }`, {}, { as: 'alice' });

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
  const { data, errors } = await ask();
  expect(errors).toBeUndefined();
  expect(data.virtualMachines.nodes[0]?.customActions).toEqual([]);
  machine = data.virtualMachines.nodes[0]?.id ?? '';
  const common = { extension: 'proxmox', successMessage: 'The clock is set.', timeout: 5, created: Date.now() };
  const parameters = [{ name: 'zone', type: 'STRING', required: true, options: ['Paris', 'Lyon'] }];
  const table = harness.simulator.store.named('ExtensionCustomAction');
  const actions = [
    { ...common, name: 'set clock', description: 'Sets the clock.', enabled: true, parameters },
    { ...common, name: 'melt', description: 'Not any more.', enabled: false, parameters: [] },
  ];
  for (const action of actions) table?.insert(Object.assign({} as { uuid?: string }, action));
});
afterAll(() => harness.close());

describe('custom actions of extensions', () => {
  it('are shown on the machine, those that are enabled', async () => {
    const { data } = await ask('name description extension timeoutSeconds parameters { name kind isRequired options }');
    expect(data.virtualMachines.nodes[0]?.customActions).toEqual([
      {
        name: 'set clock',
        description: 'Sets the clock.',
        extension: 'proxmox',
        timeoutSeconds: 5,
        parameters: [{ name: 'zone', kind: 'STRING', isRequired: true, options: ['Paris', 'Lyon'] }],
      },
    ]);
  });

  it('are done, and say how it went', async () => {
    const { data } = await ask();
    const customActionId = data.virtualMachines.nodes[0]?.customActions[0]?.uuid;
    const input = { virtualMachineId: machine, customActionId, parameters: [{ name: 'zone', value: 'Paris' }] };
    const select = 'virtualMachine { id } succeeded answer';
    expect(await mutate(harness, 'runCustomAction', { ...input, waitSeconds: 30 }, select)).toMatchObject({
      virtualMachine: { id: machine },
      succeeded: true,
      answer: 'The clock is set.',
      job: { status: 'SUCCEEDED' },
    });
    expect(await mutate(harness, 'runCustomAction', input, select)).toMatchObject({ succeeded: null, answer: null });
    expect(await mutate(harness, 'runCustomAction', { ...input, parameters: [] })).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await mutate(harness, 'runCustomAction', { ...input, parameters: [{ name: 'a[b]', value: '' }] })).toMatchObject({
      fields: [{ path: ['input', 'parameters', '0', 'name'] }],
    });
    expect(await mutate(harness, 'runCustomAction', { ...input, customActionId: machine })).toMatchObject({
      fields: [{ path: ['input', 'customActionId'] }],
    });
    expect(await mutate(harness, 'runCustomAction', input, '', { as: 'bob' })).toMatchObject({ __typename: 'NotFoundError' });
  });
});
