import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
let address: string;
let network: string;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
  const { data } = await harness.query<{ publicIpAddresses: { nodes: { id: string; network: { id: string } | null }[] } }>(
    '{ publicIpAddresses(filter: { isSourceNat: true }) { nodes { id network { id } } } }',
    {},
    { as: 'alice' },
  );
  const found = data.publicIpAddresses.nodes.find((node) => node.network);
  [address, network] = [found?.id ?? '', found?.network?.id ?? ''];
});
afterAll(() => harness.close());

const idIn = (made: Record<string, unknown>, field: string) => (made[field] as { id: string }).id;

describe('VPN for people', () => {
  let vpn: string;

  it('is at a public address, once', async () => {
    const made = await mutate(
      harness,
      'createRemoteAccessVpn',
      { publicIpAddressId: address, clientRange: '10.1.9.1-10.1.9.20', waitSeconds: 30 },
      'remoteAccessVpn { id name state clientRange presharedKey publicIpAddress { id ipAddress } owner { account } actions { name disabledReason } }',
    );
    expect(made).toMatchObject({
      remoteAccessVpn: {
        state: 'Running',
        clientRange: '10.1.9.1-10.1.9.20',
        presharedKey: expect.stringMatching(/^\S{16,}$/),
        publicIpAddress: { id: address },
        owner: { account: 'alice' },
      },
    });
    vpn = idIn(made, 'remoteAccessVpn');
    expect(await mutate(harness, 'createRemoteAccessVpn', { publicIpAddressId: address })).toMatchObject({
      __typename: 'ConflictError',
    });
    expect(await mutate(harness, 'createRemoteAccessVpn', { publicIpAddressId: address, clientRange: '10.1.9.1' })).toMatchObject({
      fields: [{ path: ['input', 'clientRange'] }],
    });
    expect((await mutate(harness, 'createRemoteAccessVpn', { publicIpAddressId: address }, '', { as: 'bob' })).__typename).toMatch(
      /Error$/,
    );
  });

  it('is found with its address', async () => {
    const { data } = await harness.query(
      `query($address: ID!, $network: ID!, $id: ID!) {
        publicIpAddress(id: $address) { remoteAccessVpn { id } }
        remoteAccessVpns(filter: { networkId: $network }) { nodes { id } }
        remoteAccessVpn(id: $id) { publicIpAddress { ipAddress } } }`,
      { address, network, id: vpn },
      { as: 'alice' },
    );
    expect(data).toMatchObject({
      publicIpAddress: { remoteAccessVpn: { id: vpn } },
      remoteAccessVpns: { nodes: [{ id: vpn }] },
      remoteAccessVpn: { publicIpAddress: { ipAddress: expect.any(String) } },
    });
    const { data: strangers } = await harness.query('query($id: ID!) { remoteAccessVpn(id: $id) { id } }', { id: vpn }, { as: 'bob' });
    expect(strangers).toEqual({ remoteAccessVpn: null });
  });

  it('lets its users in', async () => {
    const input = { username: 'jeanne', password: 'parole.1', waitSeconds: 30 };
    const made = await mutate(harness, 'addVpnUser', input, 'vpnUser { id username state owner { account } }');
    expect(made).toMatchObject({ vpnUser: { username: 'jeanne', state: 'Active', owner: { account: 'alice' } } });
    const id = idIn(made, 'vpnUser');
    expect(await mutate(harness, 'addVpnUser', input)).toMatchObject({ __typename: 'InvalidInputError' });
    expect(await mutate(harness, 'addVpnUser', { ...input, username: 'j' })).toMatchObject({ fields: [{ path: ['input', 'username'] }] });
    const short = await mutate(harness, 'addVpnUser', { ...input, username: 'pierre', password: '§ecret' });
    expect(short).toMatchObject({ fields: [{ path: ['input', 'password'] }] });
    expect(JSON.stringify(short)).not.toContain('§ecret');
    const { data } = await harness.query(
      'query($id: ID!) { vpnUsers(filter: { keyword: "jean" }) { nodes { id username } } vpnUser(id: $id) { name } }',
      { id },
      { as: 'alice' },
    );
    expect(data).toEqual({ vpnUsers: { nodes: [{ id, username: 'jeanne' }] }, vpnUser: { name: 'jeanne' } });
    expect(await mutate(harness, 'removeVpnUser', { id }, '', { as: 'bob' })).toMatchObject({ __typename: 'NotFoundError' });
    // An administrator of the domain names the owner, since CloudStack knows users by name.
    expect(await mutate(harness, 'removeVpnUser', { id, waitSeconds: 30 }, 'vpnUserId', { as: 'dana' })).toMatchObject({ vpnUserId: id });
  });

  it('ends', async () => {
    expect(await mutate(harness, 'deleteRemoteAccessVpn', { id: vpn, waitSeconds: 30 }, 'remoteAccessVpnId')).toMatchObject({
      remoteAccessVpnId: vpn,
    });
    const { data } = await harness.query(
      'query($address: ID!) { publicIpAddress(id: $address) { remoteAccessVpn { id } } }',
      { address },
      { as: 'alice' },
    );
    expect(data).toEqual({ publicIpAddress: { remoteAccessVpn: null } });
  });

  it('is refused as unsupported where the cloud, or the role, lacks it', async () => {
    const admin = { as: 'admin' } as const;
    const roleId = idIn(await mutate(harness, 'createRole', { name: 'No VPN', kind: 'USER' }, 'role { id }', admin), 'role');
    await mutate(harness, 'createRolePermission', { roleId, rule: '*Vpn*', permission: 'DENY' }, '', admin);
    await mutate(harness, 'createRolePermission', { roleId, rule: '*', permission: 'ALLOW' }, '', admin);
    const { data } = await harness.query<{ accounts: { nodes: { id: string }[] } }>(
      '{ accounts(filter: { name: "bob" }) { nodes { id } } }',
      {},
      admin,
    );
    await mutate(harness, 'updateAccount', { id: data.accounts.nodes[0]?.id, roleId }, '', admin);
    const { errors } = await harness.query('{ vpnUsers { totalCount } }', {}, { as: 'bob' });
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('listVpnUsers'), extensions: { code: 'UNSUPPORTED' } });
    const input = { username: 'jeanne', password: 'parole.1' };
    await expect(mutate(harness, 'addVpnUser', input, '', { as: 'bob' })).rejects.toThrow(/UNSUPPORTED.*addVpnUser/);
  });
});
