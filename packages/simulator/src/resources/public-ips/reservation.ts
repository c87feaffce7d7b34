/** Keeping a free address for somebody, who can associate it later. */
import { ownerOf, target } from '../../access.ts';
import { type Body, type Call, type Commands, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { publicIps } from './public-ip-records.ts';
import { publicIpRow } from './public-ip-rows.ts';
import { release } from './release.ts';

function reserveIpAddress(call: Call): Body {
  const { params, cloud } = call;
  const { store, clock, events } = cloud;
  const table = store.table(publicIps);
  const free = params.row(publicIps, 'id');
  if (free === undefined || !table.isRemoved(free)) throw invalid(`Ip address ${free?.address} is not in Free state, cannot reserve it`);
  const owner = ownerOf(call);
  checkLimit(cloud, owner.id, 'public_ip', 1);
  const { id, uuid, address, zoneId } = free;
  const values = { accountId: owner.id, state: 'Reserved' as const, allocated: clock.now(), sourceNat: false, system: false };
  const reserved = table.insert({ id, uuid, address, zoneId, ...values });
  events.completed(call, eventOf(uuid, 'NET.IPRESERVE', 'Reserving Ip'));
  return { ipaddress: publicIpRow(store, reserved) };
}

function releaseIpAddress(call: Call): Body {
  const { store, events } = call.cloud;
  const address = target(call, publicIps, 'id');
  if (address.state !== 'Reserved') throw invalid(`Ip address ${address.address} is not in Reserved state, cannot release it`);
  release(store, address);
  events.completed(call, eventOf(address.uuid, 'NET.IPRELEASE', 'Releasing Ip'));
  return { success: true };
}

const eventOf = (resourceUuid: string, type: string, description: string) => ({
  type,
  description,
  resourceType: 'IpAddress',
  resourceUuid,
});

const byId = { entities: { id: publicIps } };

export const reservationCommands: Commands = {
  reserveIpAddress: sync(reserveIpAddress, byId),
  releaseIpAddress: sync(releaseIpAddress, byId),
};
