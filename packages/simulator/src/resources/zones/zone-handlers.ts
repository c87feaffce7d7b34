/** Zones as callers see them: a root admin also sees their addresses. */
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { all, listBody, when } from '../../paging.ts';
import { clusters, hosts, pods, storagePools, type ZoneRecord, zones } from '../infrastructure/infrastructure-records.ts';

/** The row of a zone as this caller sees it. */
export function zoneRow(call: Call, zone: ZoneRecord): Body {
  const admin = call.caller.role === 'Admin';
  return {
    id: zone.uuid,
    name: zone.name,
    dns1: admin ? zone.dns1 : undefined,
    internaldns1: admin ? zone.internalDns1 : undefined,
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
    when(params.text('name'), (zone, name) => zone.name === name),
    when(params.text('networktype'), (zone, type) => zone.networkType === type),
    when(params.text('keyword')?.toLowerCase(), (zone, word) => zone.name.toLowerCase().includes(word)),
  );
  return listBody(call, 'zone', test === undefined ? rows : rows.filter(test), (zone) => zoneRow(call, zone));
}

export const zoneResource: ResourceModule = {
  tables: [zones, pods, clusters, hosts, storagePools],
  commands: { listZones: sync(listZones, { entities: { id: zones, ids: zones } }) },
};
