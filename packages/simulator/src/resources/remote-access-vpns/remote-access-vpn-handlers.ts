/** VPNs by which people come into a network from outside, and the users that they sign in as. */
import { ownerOf, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { ApiError, invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import type { Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { isAddress } from '../networks/addresses.ts';
import { networks } from '../networks/network-records.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { type RemoteAccessVpnRecord, remoteAccessVpns, type VpnUserRecord, vpnUsers } from './remote-access-vpn-records.ts';

const quick = 400;
/** `remote.access.vpn.client.iprange` and `remote.access.vpn.user.limit`. */
const usualRange = '10.1.2.1-10.1.2.8';
const mostUsers = 8;

function vpnRow(store: Store, vpn: RemoteAccessVpnRecord): Body {
  const address = store.table(publicIps).byId(vpn.addressId);
  return {
    id: vpn.uuid,
    publicipid: address?.uuid,
    publicip: address?.address,
    iprange: vpn.range,
    presharedkey: vpn.presharedKey,
    ...ownerFields(store, vpn.accountId),
    state: vpn.state,
    fordisplay: true,
  };
}

function listRemoteAccessVpns(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  return listOwned(call, remoteAccessVpns, {
    object: 'remoteaccessvpn',
    build: (row) => vpnRow(store, row),
    where: all<RemoteAccessVpnRecord>(
      when(params.row(publicIps, 'publicipid'), (row, address) => row.addressId === address.id),
      when(params.row(networks, 'networkid'), (row, network) => store.table(publicIps).byId(row.addressId)?.networkId === network.id),
    ),
  });
}

function rangeOf(call: Call): string {
  const range = call.params.text('iprange') ?? usualRange;
  const [first = '', last = '', more] = range.split('-');
  if (more !== undefined || !isAddress(first) || !isAddress(last)) throw invalid(`Invalid ip in range specification ${range}`);
  return range;
}

function createRemoteAccessVpn(call: Call): JobPlan {
  const { cloud } = call;
  const { store, random } = cloud;
  const address = target(call, publicIps, 'publicipid');
  if (address.state !== 'Allocated') throw invalid(`The Ip address is not ready to be used yet: ${address.address}`);
  if (address.networkId === undefined && address.vpcUuid === undefined)
    throw invalid(
      `Unable to create remote access vpn for the Ip address: ${address.address} as it is not associated with any network or VPC`,
    );
  if (address.staticNat !== undefined) throw invalid(`The IP address ${address.address} is used for static NAT`);
  if (address.vpcUuid !== undefined && !address.sourceNat) throw invalid('Vpn service can only be configured on the Source NAT IP of VPC');
  const range = rangeOf(call);
  const table = store.table(remoteAccessVpns);
  if (table.by('address', address.id).length > 0) throw invalid('A Remote Access VPN already exists for this public Ip address');
  const vpn = table.insert({ accountId: address.accountId, addressId: address.id, range, presharedKey: random.hex(24), state: 'Added' });
  return {
    resourceId: vpn.uuid,
    instance: { type: 'None' },
    milliseconds: quick,
    event: vpnEvent('CREATE', 'creating remote access vpn', address),
    finish: () => {
      table.update(vpn, { state: 'Running' });
      return { remoteaccessvpn: vpnRow(store, vpn) };
    },
  };
}

function deleteRemoteAccessVpn(call: Call): JobPlan {
  const { store } = call.cloud;
  const address = target(call, publicIps, 'publicipid');
  const [vpn] = store.table(remoteAccessVpns).by('address', address.id);
  if (vpn === undefined) throw invalid(`Unable to find the remote access VPN of ${address.address}`);
  return {
    instance: { type: 'None' },
    milliseconds: quick,
    event: vpnEvent('DESTROY', 'removing remote access vpn', address),
    finish: () => {
      store.table(remoteAccessVpns).remove(vpn);
      return { success: true };
    },
  };
}

function vpnEvent(action: string, description: string, address: { readonly uuid: string; readonly accountId: number }): ActionEvent {
  const common = { type: `VPN.REMOTE.ACCESS.${action}`, description, scheduled: `${description} on ip ${address.uuid}` };
  return { ...common, resourceType: 'IpAddress', resourceUuid: address.uuid, ownerId: address.accountId };
}

function userRow(store: Store, user: VpnUserRecord): Body {
  return { id: user.uuid, username: user.username, ...ownerFields(store, user.accountId), state: user.state };
}

function listVpnUsers(call: Call): Body {
  return listOwned(call, vpnUsers, {
    object: 'vpnuser',
    build: (row) => userRow(call.cloud.store, row),
    texts: (row) => [row.username],
    where: all<VpnUserRecord>(when(call.params.text('username'), (row, name) => same(row.username, name))),
  });
}

function addVpnUser(call: Call): JobPlan {
  const { params, cloud } = call;
  const table = cloud.store.table(vpnUsers);
  const owner = ownerOf(call);
  const username = params.required('username');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9@._-]{2,63}$/.test(username))
    throw invalid("Username has to be begin with an alphabet have 3-64 characters including alphabets, numbers and the set '@.-_'");
  if (!/^[a-zA-Z0-9][a-zA-Z0-9@+=._-]{2,31}$/.test(params.required('password')))
    throw invalid("Password has to be 3-32 characters including alphabets, numbers and the set '@+=.-_'");
  const present = table.ofAccount(owner.id);
  if (present.some((user) => user.username === username))
    throw invalid(`VPN User with name ${username} is already added for account ${owner.name}`);
  if (present.length >= mostUsers) throw new ApiError(535, 9999, `Cannot add more than ${mostUsers} remote access vpn users`);
  const user = table.insert({ accountId: owner.id, username, state: 'Add' });
  return {
    resourceId: user.uuid,
    instance: { type: 'None' },
    milliseconds: quick,
    event: userEvent('ADD', 'add vpn user', owner.id, username),
    finish: () => {
      table.update(user, { state: 'Active' });
      return { vpnuser: userRow(cloud.store, user) };
    },
  };
}

function removeVpnUser(call: Call): JobPlan {
  const table = call.cloud.store.table(vpnUsers);
  const owner = ownerOf(call);
  const username = call.params.required('username');
  const user = table.ofAccount(owner.id).find((row) => row.username === username);
  if (user === undefined) throw invalid(`Could not find VPN user=${username} in account ${owner.name}`);
  return {
    instance: { type: 'None' },
    milliseconds: quick,
    event: userEvent('REMOVE', 'remove vpn user', owner.id, username),
    finish: () => {
      table.remove(user);
      return { success: true };
    },
  };
}

function userEvent(action: string, description: string, ownerId: number, username: string): ActionEvent {
  return { type: `VPN.USER.${action}`, description, scheduled: `${description}: ${username}`, resourceType: 'None', ownerId };
}

export const remoteAccessVpnResource: ResourceModule = {
  tables: [remoteAccessVpns, vpnUsers],
  commands: {
    listRemoteAccessVpns: sync(listRemoteAccessVpns, { entities: { id: remoteAccessVpns } }),
    createRemoteAccessVpn: asJob('user.vpn.CreateRemoteAccessVpnCmd', createRemoteAccessVpn),
    deleteRemoteAccessVpn: asJob('user.vpn.DeleteRemoteAccessVpnCmd', deleteRemoteAccessVpn),
    listVpnUsers: sync(listVpnUsers, { entities: { id: vpnUsers } }),
    addVpnUser: asJob('user.vpn.AddVpnUserCmd', addVpnUser),
    removeVpnUser: asJob('user.vpn.RemoveVpnUserCmd', removeVpnUser),
  },
};
