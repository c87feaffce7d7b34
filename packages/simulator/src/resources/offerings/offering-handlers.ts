/** Lists of service and disk offerings; making them is in `offering-admin.ts`. */
import { inside, target } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import type { Entity } from '../../store.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { type VirtualMachineRecord, virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
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

/** Plain users see the offerings of their domain and those above, not below. */
function checkScope(call: Call, kind: 'service' | 'disk'): void {
  if (call.caller.role === 'User' && call.params.boolean('isrecursive') === true)
    throw invalid(`Only ROOT admins and Domain admins can list ${kind} offerings with isrecursive=true`);
}

/** What a machine may be scaled to: not what it has, and while it runs nothing smaller. */
function fits(row: ServiceOfferingRecord, vm: VirtualMachineRecord): boolean {
  if (row.id === vm.serviceOfferingId && row.cpuNumber !== undefined) return false;
  if (vm.state !== 'Running') return true;
  const enough = (size: number | undefined, least: number): boolean => size === undefined || size >= least;
  return enough(row.cpuNumber, vm.cpuNumber) && enough(row.cpuSpeed, vm.cpuSpeed) && enough(row.memory, vm.memory);
}

function listServiceOfferings(call: Call): Body {
  const { store } = call.cloud;
  const { params } = call;
  checkScope(call, 'service');
  if (params.boolean('issystem') === true) {
    if (call.caller.role !== 'Admin') throw invalid("Only ROOT admins can access system's offering");
    return {};
  }
  const vm = params.has('virtualmachineid') ? target(call, virtualMachines, 'virtualmachineid') : undefined;
  const one = params.row(serviceOfferings, 'id');
  const test = all<ServiceOfferingRecord>(
    conditions(call),
    when(vm, (row, machine) => fits(row, machine)),
    when(params.number('cpunumber'), (row, least) => row.cpuNumber === undefined || row.cpuNumber >= least),
    when(params.number('memory'), (row, least) => row.memory === undefined || row.memory >= least),
  );
  const rows = (one === undefined ? store.table(serviceOfferings).all() : [one]).filter((row) => test?.(row) !== false);
  return listBody(call, 'serviceoffering', rows, (row) => serviceOfferingRow(store, row));
}

function listDiskOfferings(call: Call): Body {
  const { store } = call.cloud;
  checkScope(call, 'disk');
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
