/** Zones as callers see them: a root admin also sees their addresses. */
import { target } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { clusters, hosts, pods, storagePools, type ZoneRecord, zones } from '../infrastructure/infrastructure-records.ts';

/** The row of a zone as this caller sees it. */
export function zoneRow(call: Call, zone: ZoneRecord): Body {
  const admin = call.caller.role === 'Admin';
  return {
    id: zone.uuid,
    name: zone.name,
    dns1: admin ? zone.dns1 : undefined,
    dns2: admin ? zone.dns2 : undefined,
    internaldns1: admin ? zone.internalDns1 : undefined,
    internaldns2: admin ? zone.internalDns2 : undefined,
    guestcidraddress: admin ? zone.guestCidr : undefined,
    networktype: zone.networkType,
    securitygroupsenabled: false,
    gputotal: 0,
    gpuused: 0,
    allocationstate: zone.allocationState,
    zonetoken: zone.token,
    dhcpprovider: 'VirtualRouter',
    localstorageenabled: false,
    tags: [],
    allowuserspecifyvrmtu: false,
    routerprivateinterfacemaxmtu: 1500,
    routerpublicinterfacemaxmtu: 1500,
    type: zone.type,
    isnsxenabled: false,
    ismultiarch: false,
    asnrange: '',
    routedmodeenabled: true,
    hasannotations: false,
  };
}

function listZones(call: Call): Body {
  const { store } = call.cloud;
  const { params } = call;
  const ids = params.rows(zones, 'ids');
  const one = params.row(zones, 'id');
  const rows = one !== undefined ? [one] : (ids ?? store.table(zones).all());
  const test = all<ZoneRecord>(
    when(params.text('name'), (zone, name) => same(zone.name, name)),
    when(params.text('networktype'), (zone, type) => zone.networkType === type),
    when(params.like('keyword'), (zone, like) => like(zone.name)),
  );
  return listBody(call, 'zone', test === undefined ? rows : rows.filter(test), (zone) => zoneRow(call, zone));
}

function updateZone(call: Call): Body {
  const { params, cloud } = call;
  const zone = target(call, zones, 'id');
  const allocationState = params.text('allocationstate') ?? zone.allocationState;
  if (allocationState !== 'Enabled' && allocationState !== 'Disabled')
    throw invalid(`Unable to resolve Allocation State '${allocationState}' to a supported state`);
  const dns2 = params.text('dns2') ?? zone.dns2;
  const internalDns2 = params.text('internaldns2') ?? zone.internalDns2;
  cloud.store.table(zones).update(zone, {
    name: params.text('name') ?? zone.name,
    dns1: params.text('dns1') ?? zone.dns1,
    internalDns1: params.text('internaldns1') ?? zone.internalDns1,
    allocationState,
    ...(dns2 === undefined ? {} : { dns2 }),
    ...(internalDns2 === undefined ? {} : { internalDns2 }),
  });
  cloud.events.completed(call, { type: 'ZONE.EDIT', description: 'editing zone', resourceType: 'Zone', resourceUuid: zone.uuid });
  return { zone: zoneRow(call, zone) };
}

export const zoneResource: ResourceModule = {
  tables: [zones, pods, clusters, hosts, storagePools],
  commands: {
    listZones: sync(listZones, { entities: { id: zones, ids: zones } }),
    updateZone: sync(updateZone, { entities: { id: zones } }),
  },
};
