/** Lists of service and disk offerings; making them is in `offering-admin.ts`. */
import { inside } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import type { Entity } from '../../store.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { offeringAdminCommands } from './offering-admin.ts';
import { type DiskOfferingRecord, diskOfferings, type ServiceOfferingRecord, serviceOfferings } from './offering-records.ts';
import { diskOfferingRow, serviceOfferingRow } from './offering-rows.ts';

interface Offering extends Entity {
  readonly name: string;
  readonly displayText: string;
  readonly state: string;
  readonly domainIds: readonly number[];
  readonly zoneIds: readonly number[];
}

/** Whether a caller may order from an offering: offerings of other domains are not shown. */
export function offered(call: Call, offering: Offering): boolean {
  if (call.caller.role === 'Admin' || offering.domainIds.length === 0) return true;
  return offering.domainIds.some((id) => inside(call.cloud.store, call.caller.account.domainId, id));
}

function conditions<R extends Offering>(call: Call): ((row: R) => boolean) | undefined {
  const { params } = call;
  return all<R>(
    (row) => row.state === (params.text('state') === 'Inactive' ? 'Inactive' : 'Active'),
    (row) => offered(call, row),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneIds.length === 0 || row.zoneIds.includes(zone.id)),
    when(params.like('keyword'), (row, like) => like(row.name) || like(row.displayText)),
  );
}

function listServiceOfferings(call: Call): Body {
  const { store } = call.cloud;
  const { params } = call;
  if (params.boolean('issystem') === true) return {};
  const one = params.row(serviceOfferings, 'id');
  const test = all<ServiceOfferingRecord>(
    conditions(call),
    when(params.number('cpunumber'), (row, least) => row.cpuNumber === undefined || row.cpuNumber >= least),
    when(params.number('memory'), (row, least) => row.memory === undefined || row.memory >= least),
  );
  const rows = (one === undefined ? store.table(serviceOfferings).all() : [one]).filter((row) => test?.(row) !== false);
  return listBody(call, 'serviceoffering', rows, (row) => serviceOfferingRow(store, row));
}

function listDiskOfferings(call: Call): Body {
  const { store } = call.cloud;
  const one = call.params.row(diskOfferings, 'id');
  const test = conditions<DiskOfferingRecord>(call);
  const rows = (one === undefined ? store.table(diskOfferings).all() : [one]).filter((row) => test?.(row) !== false);
  return listBody(call, 'diskoffering', rows, (row) => diskOfferingRow(store, row));
}

export const offeringResource: ResourceModule = {
  tables: [serviceOfferings, diskOfferings],
  commands: {
    listServiceOfferings: sync(listServiceOfferings, { entities: { id: serviceOfferings } }),
    listDiskOfferings: sync(listDiskOfferings, { entities: { id: diskOfferings } }),
    ...offeringAdminCommands,
  },
};
