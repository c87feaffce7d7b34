import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let vpc: string;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
  const { data } = await harness.query<Record<'zones' | 'vpcOfferings', { nodes: { id: string; isDefault: boolean }[] }>>(
    '{ zones { nodes { id } } vpcOfferings { nodes { id isDefault } } }',
    {},
    { as: 'alice' },
  );
  const vpcOfferingId = data.vpcOfferings.nodes.find(({ isDefault }) => isDefault)?.id;
  const input = { name: 'office', zoneId: data.zones.nodes[0]?.id, vpcOfferingId, cidr: '10.30.0.0/16', waitSeconds: 60 };
  vpc = idIn(await mutate(harness, 'createVpc', input, 'vpc { id }'), 'vpc');
});
afterAll(() => harness.close());

const idIn = (made: Record<string, unknown>, field: string) => (made[field] as { id: string }).id;

describe('routes of a VPC', () => {
  let route: string;
  const create = (input: object) =>
    mutate(
      harness,
      'createStaticRoute',
      { vpcId: vpc, cidr: '192.168.40.0/24', nextHop: '10.30.0.9', waitSeconds: 30, ...input },
      'staticRoute { id name cidr nextHop state privateGatewayUuid vpc { id } owner { account } tags { key } actions { name disabledReason } }',
    );

  it('lead to networks elsewhere', async () => {
    const made = await create({});
    expect(made).toMatchObject({
      staticRoute: { cidr: '192.168.40.0/24', nextHop: '10.30.0.9', state: 'Active', vpc: { id: vpc }, owner: { account: 'alice' } },
    });
    route = idIn(made, 'staticRoute');
    const { data } = await harness.query(
      'query($vpc: ID!, $id: ID!) { staticRoutes(filter: { vpcId: $vpc }) { totalCount nodes { id } } staticRoute(id: $id) { name } vpc(id: $vpc) { staticRoutes { id } } }',
      { vpc, id: route },
      { as: 'alice' },
    );
    expect(data).toEqual({
      staticRoutes: { totalCount: 1, nodes: [{ id: route }] },
      staticRoute: { name: '192.168.40.0/24' },
      vpc: { staticRoutes: [{ id: route }] },
    });
  });

  it.each([
    [{ cidr: '192.168.41.0' }, 'cidr'],
    [{ nextHop: 'router' }, 'nextHop'],
    [{ nextHop: null }, 'nextHop'],
    [{ vpcId: null }, 'vpcId'],
    [{ nextHop: null, privateGatewayId: 'Vpc:00000000-0000-4000-8000-000000000000' }, 'privateGatewayId'],
  ])('are refused with %j before CloudStack is asked', async (input, field) => {
    harness.simulator.calls.reset();
    expect(await create(input)).toMatchObject({ fields: [{ path: ['input', field] }] });
    expect(harness.simulator.calls.of('createStaticRoute')).toBe(0);
  });

  it('must not meet another, nor the VPC itself', async () => {
    expect(await create({})).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await create({ cidr: '10.30.7.0/24' })).toMatchObject({ __typename: 'InvalidInputError' });
  });

  it('are taken away by their owner', async () => {
    expect(await mutate(harness, 'deleteStaticRoute', { id: route }, '', { as: 'bob' })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await mutate(harness, 'deleteStaticRoute', { id: route, waitSeconds: 30 }, 'staticRouteId')).toMatchObject({
      staticRouteId: route,
    });
  });
});

describe('VPN between sites', () => {
  let gateway: string;
  let customer: string;
  let tunnel: string;

  const elsewhere = {
    name: 'branch',
    gateway: '198.51.100.7',
    cidrs: ['192.168.50.0/24', '192.168.51.0/24'],
    presharedKey: 'quiet-please',
    ikePolicy: 'aes256-sha256;modp2048',
    espPolicy: 'aes256-sha256',
    waitSeconds: 30,
  };

  it('needs an end at the VPC, one at most', async () => {
    const made = await mutate(
      harness,
      'createVpnGateway',
      { vpcId: vpc, waitSeconds: 30 },
      'vpnGateway { id name ipAddress vpc { id name } owner { account } tunnels { id } }',
    );
    expect(made).toMatchObject({
      vpnGateway: {
        name: 'office',
        ipAddress: expect.stringMatching(/^\d+\./),
        vpc: { id: vpc },
        owner: { account: 'alice' },
        tunnels: [],
      },
    });
    gateway = idIn(made, 'vpnGateway');
    expect(await mutate(harness, 'createVpnGateway', { vpcId: vpc })).toMatchObject({ __typename: 'InvalidInputError' });
    expect((await mutate(harness, 'createVpnGateway', { vpcId: vpc }, '', { as: 'bob' })).__typename).toMatch(/Error$/);
  });

  it('needs another end, whose secret nobody is shown', async () => {
    const made = await mutate(
      harness,
      'createVpnCustomerGateway',
      { ...elsewhere, ikeVersion: 'IKEV2' },
      'vpnCustomerGateway { id name gateway cidrs ikePolicy espPolicy ikeLifetimeSeconds espLifetimeSeconds ikeVersion deadPeerDetection forceEncapsulation splitConnections }',
    );
    expect(made).toMatchObject({
      vpnCustomerGateway: {
        name: 'branch',
        cidrs: elsewhere.cidrs,
        ikeVersion: 'ikev2',
        ikeLifetimeSeconds: 86_400,
        deadPeerDetection: false,
      },
    });
    expect(JSON.stringify(made)).not.toContain('quiet-please');
    customer = idIn(made, 'vpnCustomerGateway');
  });

  it.each([
    [{ gateway: 'not a host' }, 'gateway'],
    [{ cidrs: [] }, 'cidrs'],
    [{ presharedKey: '' }, 'presharedKey'],
    [{ ikePolicy: 'aes128-sha1' }, 'ikePolicy'],
    [{ espPolicy: 'rot13' }, 'espPolicy'],
    [{ ikeLifetimeSeconds: 100_000 }, 'ikeLifetimeSeconds'],
    [{ name: ' ' }, 'name'],
  ])('is refused another end like %j', async (input, field) => {
    const refused = await mutate(harness, 'createVpnCustomerGateway', { ...elsewhere, ...input });
    expect(refused).toMatchObject({ fields: [{ path: ['input', field] }] });
    expect(JSON.stringify(refused)).not.toContain('quiet-please');
  });

  it('changes the other end, and keeps what is not said', async () => {
    expect(
      await mutate(
        harness,
        'updateVpnCustomerGateway',
        { id: customer, deadPeerDetection: true, waitSeconds: 30 },
        'vpnCustomerGateway { name ikeVersion ikePolicy cidrs deadPeerDetection }',
      ),
    ).toMatchObject({
      vpnCustomerGateway: {
        name: 'branch',
        ikeVersion: 'ikev2',
        ikePolicy: elsewhere.ikePolicy,
        cidrs: elsewhere.cidrs,
        deadPeerDetection: true,
      },
    });
    const sent = harness.simulator.store.named('Site2SiteCustomerGateway')?.all()[0];
    expect(sent).toMatchObject({ psk: 'quiet-please' });
  });

  it('is a tunnel between the two, which is set up anew', async () => {
    const input = { vpnGatewayId: gateway, customerGatewayId: customer, waitSeconds: 60 };
    const made = await mutate(
      harness,
      'createVpnTunnel',
      input,
      'vpnTunnel { id name state isPassive createdAt vpnGateway { id } customerGateway { id name } actions { name disabledReason } }',
    );
    expect(made).toMatchObject({
      vpnTunnel: {
        name: '198.51.100.7',
        state: 'Connected',
        isPassive: false,
        vpnGateway: { id: gateway },
        customerGateway: { name: 'branch' },
      },
    });
    tunnel = idIn(made, 'vpnTunnel');
    expect(await mutate(harness, 'createVpnTunnel', input)).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await mutate(harness, 'createVpnTunnel', { ...input, vpnGatewayId: customer })).toMatchObject({
      fields: [{ path: ['input', 'vpnGatewayId'] }],
    });
    expect(await mutate(harness, 'resetVpnTunnel', { id: tunnel, waitSeconds: 60 }, 'vpnTunnel { state }')).toMatchObject({
      vpnTunnel: { state: 'Connected' },
    });
    const { data } = await harness.query(
      `query($vpc: ID!, $gateway: ID!, $customer: ID!, $tunnel: ID!) {
        vpnTunnels(filter: { vpcId: $vpc }) { nodes { id } } vpnTunnel(id: $tunnel) { id }
        vpnGateways(filter: { vpcId: $vpc }) { nodes { id tunnels { id } } } vpnGateway(id: $gateway) { id }
        vpnCustomerGateways(filter: { keyword: "bran" }) { nodes { id } } vpnCustomerGateway(id: $customer) { id }
        vpc(id: $vpc) { vpnGateway { id } } }`,
      { vpc, gateway, customer, tunnel },
      { as: 'alice' },
    );
    expect(data).toEqual({
      vpnTunnels: { nodes: [{ id: tunnel }] },
      vpnTunnel: { id: tunnel },
      vpnGateways: { nodes: [{ id: gateway, tunnels: [{ id: tunnel }] }] },
      vpnGateway: { id: gateway },
      vpnCustomerGateways: { nodes: [{ id: customer }] },
      vpnCustomerGateway: { id: customer },
      vpc: { vpnGateway: { id: gateway } },
    });
  });

  it('is none of a stranger’s business', async () => {
    const { data } = await harness.query(
      'query($id: ID!) { vpnTunnel(id: $id) { id } vpnTunnels { totalCount } }',
      { id: tunnel },
      { as: 'bob' },
    );
    expect(data).toEqual({ vpnTunnel: null, vpnTunnels: { totalCount: 0 } });
    expect(await mutate(harness, 'deleteVpnTunnel', { id: tunnel }, '', { as: 'bob' })).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('is taken apart tunnel first', async () => {
    expect(await mutate(harness, 'deleteVpnGateway', { id: gateway })).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await mutate(harness, 'deleteVpnCustomerGateway', { id: customer })).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await mutate(harness, 'deleteVpnTunnel', { id: tunnel, waitSeconds: 30 }, 'vpnTunnelId')).toMatchObject({ vpnTunnelId: tunnel });
    expect(await mutate(harness, 'deleteVpnCustomerGateway', { id: customer, waitSeconds: 30 }, 'vpnCustomerGatewayId')).toMatchObject({
      vpnCustomerGatewayId: customer,
    });
    expect(await mutate(harness, 'deleteVpnGateway', { id: gateway, waitSeconds: 30 }, 'vpnGatewayId')).toMatchObject({
      vpnGatewayId: gateway,
    });
  });
});
