import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ask, type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let zoneId: string;
let networkOfferingId: string;
let machine: { id: string; nics: { id: string; isDefault: boolean; network: { id: string } }[] };

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{
    zones: { nodes: { id: string }[] };
    networkOfferings: { nodes: { id: string; services: string[] }[] };
    virtualMachines: { nodes: (typeof machine)[] };
  }>(
    '{ zones { nodes { id } } networkOfferings(filter: { kind: "Isolated", isForVpc: false, state: "Enabled" }) { nodes { id services } } virtualMachines(filter: { state: [RUNNING] }) { nodes { id nics { id isDefault network { id } } } } }',
    {},
    { as: 'alice' },
  );
  zoneId = data.zones.nodes[0]?.id ?? '';
  networkOfferingId = data.networkOfferings.nodes.find((offering) => offering.services.includes('SourceNat'))?.id ?? '';
  machine = data.virtualMachines.nodes[0] as typeof machine;
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const details =
  'network { id name displayText state cidr gateway networkOffering { id name } owner { account } services actions { name disabledReason } }';
const create = (input: object) => mutate(harness, 'createNetwork', { name: 'second', zoneId, networkOfferingId, ...input }, details);

describe('networks', () => {
  let network: string;

  it('are created, and are in the list at once', async () => {
    const made = await create({ displayText: 'Second', gateway: '10.7.0.1', netmask: '255.255.255.0' });
    expect(made).toMatchObject({
      __typename: 'CreateNetworkSuccess',
      network: { name: 'second', displayText: 'Second', owner: { account: 'alice' }, networkOffering: { id: networkOfferingId } },
    });
    network = (made.network as { id: string }).id;
    const { data } = await harness.query<{ networks: { nodes: { id: string }[] } }>('{ networks { nodes { id } } }', {}, { as: 'alice' });
    expect(data.networks.nodes.map((node) => node.id)).toContain(network);
  });

  it('are found by typed id and by UUID, but not by a stranger', async () => {
    const find = async (id: string, as: NonNullable<Ask['as']>) => {
      const { data } = await harness.query<{ network: { name: string } | null }>(
        'query ($id: ID!) { network(id: $id) { name } }',
        { id },
        { as },
      );
      return data.network;
    };
    expect(await find(network, 'alice')).toEqual({ name: 'second' });
    expect(await find(network.replace('Network:', ''), 'alice')).toEqual({ name: 'second' });
    expect(await find(network, 'bob')).toBeNull();
  });

  it('tell their VLAN to operators, and refuse it to others', async () => {
    const vlans = (as: NonNullable<Ask['as']>) =>
      harness.query<{ networks: { nodes: { vlan: string | null }[] } }>('{ networks { nodes { vlan } } }', {}, { as });
    const { data } = await vlans('admin');
    expect(data.networks.nodes.map((node) => node.vlan)).toContainEqual(expect.stringMatching(/^\d+$/));
    expect((await vlans('alice')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ gateway: '10.7.0' }, 'gateway'],
    [{ gateway: '10.7.0.1' }, 'netmask'],
    [{ netmask: '255.0.255.0', gateway: '10.7.0.1' }, 'netmask'],
    [{ dns1: 'resolver' }, 'dns1'],
    [{ networkOfferingId: 'Network:00000000-0000-4000-8000-000000000000' }, 'networkOfferingId'],
  ])('are not created with %j', async (input, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', field] }] });
    expect(harness.simulator.calls.of('createNetwork')).toBe(0);
  });

  it('are changed, and restarted once they were used', async () => {
    expect(await mutate(harness, 'updateNetwork', { id: network, name: 'renamed', waitSeconds: 30 }, 'network { name }')).toMatchObject({
      network: { name: 'renamed' },
    });
    expect(await mutate(harness, 'restartNetwork', { id: network })).toMatchObject({
      __typename: 'InvalidStateError',
      message: expect.stringContaining('nothing to restart'),
    });
    const used = machine.nics[0]?.network.id;
    expect((await mutate(harness, 'restartNetwork', { id: used, waitSeconds: 60 })).__typename).toBe('RestartNetworkSuccess');
  });

  it('take machines by further network interfaces', async () => {
    const nics = 'virtualMachine { nics { id isDefault network { id } } }';
    const added = await mutate(harness, 'addNic', { virtualMachineId: machine.id, networkId: network, waitSeconds: 60 }, nics);
    const all = (added.virtualMachine as typeof machine).nics;
    const nic = all.find((item) => item.network.id === network);
    expect(nic).toMatchObject({ isDefault: false });
    expect(await mutate(harness, 'deleteNetwork', { id: network, waitSeconds: 30 })).toMatchObject({ __typename: 'JobFailedError' });
    const first = all.find((item) => item.isDefault)?.id;
    expect(await mutate(harness, 'removeNic', { virtualMachineId: machine.id, nicId: first })).toMatchObject({
      __typename: 'InvalidStateError',
    });
    expect(
      await mutate(harness, 'removeNic', { virtualMachineId: machine.id, nicId: '00000000-0000-4000-8000-000000000000' }),
    ).toMatchObject({ __typename: 'NotFoundError' });
    const switched = await mutate(harness, 'setDefaultNic', { virtualMachineId: machine.id, nicId: nic?.id, waitSeconds: 60 }, nics);
    expect((switched.virtualMachine as typeof machine).nics.find((item) => item.id === nic?.id)?.isDefault).toBe(true);
    await mutate(harness, 'setDefaultNic', { virtualMachineId: machine.id, nicId: first, waitSeconds: 60 });
    const removed = await mutate(harness, 'removeNic', { virtualMachineId: machine.id, nicId: nic?.id, waitSeconds: 60 }, nics);
    expect((removed.virtualMachine as typeof machine).nics).toHaveLength(all.length - 1);
    expect(await mutate(harness, 'addNic', { virtualMachineId: machine.id, networkId: network, ipAddress: 'x' })).toMatchObject({
      fields: [{ path: ['input', 'ipAddress'] }],
    });
  });

  it('are deleted', async () => {
    expect(await mutate(harness, 'deleteNetwork', { id: network, waitSeconds: 60 }, 'networkId')).toMatchObject({ networkId: network });
    const { data } = await harness.query('query($id: ID!) { node(id: $id) { id } }', { id: network }, { as: 'alice' });
    expect(data).toEqual({ node: null });
  });
});

describe('public addresses', () => {
  let address: string;
  const networkId = () => machine.nics[0]?.network.id;

  it('of a network are found by one call, the source NAT one among them', async () => {
    const { data } = await harness.query<{
      networks: {
        nodes: {
          id: string;
          publicIpAddresses: { nodes: { isSourceNat: boolean; actions: { name: string; disabledReason: string | null }[] }[] };
        }[];
      };
    }>(
      '{ networks { nodes { id publicIpAddresses { nodes { id ipAddress isSourceNat state actions { name disabledReason } } } } } }',
      {},
      { as: 'alice' },
    );
    const source = data.networks.nodes.find((node) => node.id === networkId())?.publicIpAddresses.nodes.find((node) => node.isSourceNat);
    expect(source?.actions.find((action) => action.name === 'RELEASE')?.disabledReason).toMatch(/goes with the network/);
    expect(harness.simulator.calls.of('listPublicIpAddresses')).toBeLessThanOrEqual(data.networks.nodes.length + 1);
  });

  it('are acquired, given to a machine wholly, and released', async () => {
    const made = await mutate(
      harness,
      'acquirePublicIpAddress',
      { networkId: networkId(), waitSeconds: 60 },
      'publicIpAddress { id ipAddress state network { id } isStaticNat }',
    );
    expect(made).toMatchObject({ publicIpAddress: { state: 'Allocated', network: { id: networkId() }, isStaticNat: false } });
    address = (made.publicIpAddress as { id: string }).id;
    const nat = await mutate(
      harness,
      'enableStaticNat',
      { id: address, virtualMachineId: machine.id },
      'publicIpAddress { isStaticNat virtualMachine { id } }',
    );
    expect(nat).toMatchObject({ publicIpAddress: { isStaticNat: true, virtualMachine: { id: machine.id } } });
    expect(await mutate(harness, 'enableStaticNat', { id: address, virtualMachineId: machine.id })).toMatchObject({
      __typename: 'InvalidStateError',
    });
    expect(await mutate(harness, 'disableStaticNat', { id: address, waitSeconds: 30 }, 'publicIpAddress { isStaticNat }')).toMatchObject({
      publicIpAddress: { isStaticNat: false },
    });
    expect(await mutate(harness, 'releasePublicIpAddress', { id: address, waitSeconds: 60 }, 'publicIpAddressId')).toMatchObject({
      publicIpAddressId: address,
    });
  });

  it.each([
    [{}, 'networkId'],
    [{ networkId: '00000000-0000-4000-8000-000000000000', vpcId: '00000000-0000-4000-8000-000000000000' }, 'networkId'],
    [{ networkId: '00000000-0000-4000-8000-000000000000', ipAddress: '1.2.3' }, 'ipAddress'],
  ])('are not acquired with %j', async (input, field) => {
    expect(await mutate(harness, 'acquirePublicIpAddress', input)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', field] }],
    });
  });

  it('of somebody else are not there', async () => {
    expect((await mutate(harness, 'releasePublicIpAddress', { id: address }, '', { as: 'bob' })).__typename).toBe('NotFoundError');
  });
});
