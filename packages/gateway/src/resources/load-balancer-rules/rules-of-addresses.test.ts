import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let machines: string[];
let networkId: string;
let address: string;

beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ virtualMachines: { nodes: { id: string; nics: { network: { id: string } }[] }[] } }>(
    '{ virtualMachines(filter: { state: [RUNNING] }) { nodes { id nics { network { id } } } } }',
    {},
    { as: 'alice' },
  );
  networkId = data.virtualMachines.nodes[0]?.nics[0]?.network.id ?? '';
  machines = data.virtualMachines.nodes.filter((node) => node.nics.some((nic) => nic.network.id === networkId)).map((node) => node.id);
  const made = await mutate(harness, 'acquirePublicIpAddress', { networkId, waitSeconds: 60 }, 'publicIpAddress { id }');
  address = (made.publicIpAddress as { id: string }).id;
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

const idIn = (result: Record<string, unknown>, field: string) => (result[field] as { id: string }).id;
const ofAddress = async (selection: string) => {
  const { data } = await harness.query<{ publicIpAddress: Record<string, unknown> }>(
    `query($id: ID!) { publicIpAddress(id: $id) { ${selection} } }`,
    { id: address },
    { as: 'alice' },
  );
  return data.publicIpAddress;
};

describe('firewall rules', () => {
  it('let traffic in by an address, until they are deleted', async () => {
    const made = await mutate(
      harness,
      'createFirewallRule',
      { publicIpAddressId: address, protocol: 'TCP', startPort: 80, endPort: 81, cidrs: ['203.0.113.0/24'], waitSeconds: 30 },
      'firewallRule { id protocol startPort endPort cidrs state publicIpAddress { id ipAddress } }',
    );
    expect(made).toMatchObject({
      firewallRule: { protocol: 'TCP', startPort: 80, endPort: 81, cidrs: ['203.0.113.0/24'], publicIpAddress: { id: address } },
    });
    const id = idIn(made, 'firewallRule');
    expect(await ofAddress('firewallRules { id }')).toEqual({ firewallRules: [{ id }] });
    expect(
      await mutate(harness, 'createFirewallRule', {
        publicIpAddressId: address,
        protocol: 'TCP',
        startPort: 80,
        endPort: 81,
        cidrs: ['203.0.113.0/24'],
        waitSeconds: 30,
      }),
    ).toMatchObject({
      __typename: expect.stringMatching(/ConflictError|JobFailedError/),
    });
    expect((await mutate(harness, 'deleteFirewallRule', { id }, '', { as: 'bob' })).__typename).toBe('NotFoundError');
    expect(await mutate(harness, 'deleteFirewallRule', { id, waitSeconds: 30 }, 'firewallRuleId')).toMatchObject({ firewallRuleId: id });
  });

  it('let traffic out of a network', async () => {
    const made = await mutate(
      harness,
      'createEgressFirewallRule',
      { networkId, protocol: 'ICMP', waitSeconds: 30 },
      'egressFirewallRule { id protocol icmpType icmpCode network { id } }',
    );
    expect(made).toMatchObject({ egressFirewallRule: { protocol: 'ICMP', icmpType: -1, icmpCode: -1, network: { id: networkId } } });
    const id = idIn(made, 'egressFirewallRule');
    const { data } = await harness.query(
      'query($id: ID!) { node(id: $id) { ... on Network { egressFirewallRules { id } } } }',
      { id: networkId },
      { as: 'alice' },
    );
    expect(data).toEqual({ node: { egressFirewallRules: expect.arrayContaining([{ id }]) } });
    expect(await mutate(harness, 'deleteEgressFirewallRule', { id, waitSeconds: 30 }, 'egressFirewallRuleId')).toMatchObject({
      egressFirewallRuleId: id,
    });
  });

  it.each([
    [{ protocol: 'TCP', startPort: 0 }, 'startPort'],
    [{ protocol: 'TCP', startPort: 81, endPort: 80 }, 'endPort'],
    [{ protocol: 'TCP', icmpType: 8 }, 'icmpType'],
    [{ protocol: 'ICMP', startPort: 80 }, 'startPort'],
    [{ protocol: 'ICMP', icmpCode: 300 }, 'icmpCode'],
    [{ protocol: 'TCP', startPort: 80, cidrs: ['203.0.113.0'] }, 'cidrs.0'],
  ])('are refused with %j', async (input, field) => {
    expect(await mutate(harness, 'createFirewallRule', { publicIpAddressId: address, ...input })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: ['input', ...field.split('.')] }],
    });
    expect(harness.simulator.calls.of('createFirewallRule')).toBe(0);
  });
});

describe('port-forwarding rules', () => {
  const create = (input: object) =>
    mutate(
      harness,
      'createPortForwardingRule',
      {
        publicIpAddressId: address,
        virtualMachineId: machines[0],
        protocol: 'TCP',
        publicPort: 2200,
        privatePort: 22,
        waitSeconds: 30,
        ...input,
      },
      'portForwardingRule { id publicPort publicEndPort privatePort privateEndPort virtualMachine { id name } }',
    );

  it('lead ports to a machine, and open the firewall', async () => {
    const made = await create({ publicEndPort: 2201 });
    expect(made).toMatchObject({
      portForwardingRule: {
        publicPort: 2200,
        publicEndPort: 2201,
        privatePort: 22,
        privateEndPort: 23,
        virtualMachine: { id: machines[0] },
      },
    });
    const id = idIn(made, 'portForwardingRule');
    const { portForwardingRules, firewallRules } = await ofAddress('portForwardingRules { id } firewallRules { startPort endPort }');
    expect(portForwardingRules).toEqual([{ id }]);
    expect(firewallRules).toEqual([{ startPort: 2200, endPort: 2201 }]);
    expect(await create({})).toMatchObject({ __typename: expect.stringMatching(/ConflictError/) });
    expect(await mutate(harness, 'deletePortForwardingRule', { id, waitSeconds: 30 }, 'portForwardingRuleId')).toMatchObject({
      portForwardingRuleId: id,
    });
  });

  it.each([
    [{ protocol: 'ICMP' }, 'protocol'],
    [{ publicPort: 70_000 }, 'publicPort'],
    [{ publicEndPort: 2100 }, 'publicEndPort'],
    [{ publicEndPort: 2205, privateEndPort: 23 }, 'privateEndPort'],
    [{ guestIpAddress: 'x' }, 'guestIpAddress'],
  ])('are refused with %j', async (input, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', field] }] });
  });
});

describe('load-balancer rules', () => {
  it('spread over machines that come and go', async () => {
    const made = await mutate(
      harness,
      'createLoadBalancerRule',
      { publicIpAddressId: address, name: 'web', algorithm: 'LEAST_CONNECTIONS', publicPort: 443, privatePort: 8443, waitSeconds: 30 },
      'loadBalancerRule { id name algorithm protocol publicPort privatePort virtualMachines { id } }',
    );
    expect(made).toMatchObject({
      loadBalancerRule: {
        name: 'web',
        algorithm: 'LEAST_CONNECTIONS',
        protocol: 'TCP',
        publicPort: 443,
        privatePort: 8443,
        virtualMachines: [],
      },
    });
    const id = idIn(made, 'loadBalancerRule');
    const two = machines.slice(0, 2);
    const added = await mutate(
      harness,
      'addToLoadBalancerRule',
      { id, virtualMachineIds: two, waitSeconds: 30 },
      'loadBalancerRule { virtualMachines { id } }',
    );
    expect((added.loadBalancerRule as { virtualMachines: { id: string }[] }).virtualMachines.map((machine) => machine.id).sort()).toEqual(
      [...two].sort(),
    );
    const removed = await mutate(
      harness,
      'removeFromLoadBalancerRule',
      { id, virtualMachineIds: [two[0]], waitSeconds: 30 },
      'loadBalancerRule { virtualMachines { id } }',
    );
    expect(removed).toMatchObject({ loadBalancerRule: { virtualMachines: [{ id: two[1] }] } });
    expect(
      await mutate(harness, 'updateLoadBalancerRule', { id, name: 'edge', waitSeconds: 30 }, 'loadBalancerRule { name }'),
    ).toMatchObject({ loadBalancerRule: { name: 'edge' } });
    const { data } = await harness.query<{ loadBalancerRules: { nodes: { id: string }[] } }>(
      'query($network: ID!) { loadBalancerRules(filter: { networkId: $network }) { nodes { id publicIpAddress { ipAddress } } } }',
      { network: networkId },
      { as: 'alice' },
    );
    expect(data.loadBalancerRules.nodes.map((node) => node.id)).toContain(id);
    expect(await mutate(harness, 'addToLoadBalancerRule', { id, virtualMachineIds: [] })).toMatchObject({
      fields: [{ path: ['input', 'virtualMachineIds'] }],
    });
    expect(await mutate(harness, 'deleteLoadBalancerRule', { id, waitSeconds: 30 }, 'loadBalancerRuleId')).toMatchObject({
      loadBalancerRuleId: id,
    });
  });
});

describe('the rules of a network', () => {
  it('are those of all its addresses, by one call a kind', async () => {
    const other = await mutate(harness, 'acquirePublicIpAddress', { networkId, waitSeconds: 60 }, 'publicIpAddress { id }');
    const addresses = [address, idIn(other, 'publicIpAddress')];
    for (const [index, publicIpAddressId] of addresses.entries()) {
      const ports = { publicPort: 2200 + index, privatePort: 22, protocol: 'TCP' };
      const forward = { publicIpAddressId, virtualMachineId: machines[0], ...ports, waitSeconds: 30 };
      expect((await mutate(harness, 'createPortForwardingRule', forward)).__typename).toBe('CreatePortForwardingRuleSuccess');
    }
    harness.simulator.calls.reset();
    const part = 'id publicIpAddress { id }';
    const { data } = await harness.query<{ network: Record<string, { publicIpAddress: { id: string } }[]> }>(
      `query ($id: ID!) { network(id: $id) { firewallRules { ${part} } portForwardingRules { ${part} } loadBalancerRules { ${part} } } }`,
      { id: networkId },
      { as: 'alice' },
    );
    for (const kind of ['firewallRules', 'portForwardingRules'])
      expect(
        data.network[kind]?.map((rule) => rule.publicIpAddress.id),
        kind,
      ).toEqual(expect.arrayContaining(addresses));
    const { listNetworks: _kept, ...calls } = harness.simulator.calls.byCommand();
    expect(calls).toEqual({ listFirewallRules: 1, listPortForwardingRules: 1, listLoadBalancerRules: 1 });
  });
});
