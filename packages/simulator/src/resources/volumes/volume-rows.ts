/** Rows of volumes. */
import { timestamp } from '../../clock.ts';
import type { Body, Call } from '../../command.ts';
import { ownerFields } from '../accounts/owner.ts';
import { clusters, pods, storagePools, zones } from '../infrastructure/infrastructure-records.ts';
import { diskOfferings, serviceOfferings } from '../offerings/offering-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { isos, templates } from '../templates/template-records.ts';
import { usageAt } from '../virtual-machines/statistics.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import type { VolumeRecord } from './volume-records.ts';

export interface VolumeView {
  /** Root admins see the storage; so does everybody in a few answers. */
  readonly full: boolean;
  /** The job whose result this is. */
  readonly jobUuid?: string;
  /** The result of its creation tells what snapshot it was made from; lists do not. */
  readonly created?: boolean;
}

export const volumeView = (call: Call, job?: { readonly uuid: string }): VolumeView => ({
  full: call.caller.role === 'Admin',
  ...(job === undefined ? {} : { jobUuid: job.uuid }),
});

function imageFields(call: Call, volume: VolumeRecord): Body {
  const { store } = call.cloud;
  const template = store.table(templates).byId(volume.templateId);
  const iso = store.table(isos).byId(volume.isoId);
  return {
    templateid: template?.uuid,
    templatename: template?.name,
    templatedisplaytext: template?.displayText,
    isoid: iso?.uuid,
    isoname: iso?.name,
    isodisplaytext: iso?.displayText,
  };
}

/** What passed through the disk of an attached volume, in kB and operations. */
function traffic(call: Call, volume: VolumeRecord): Body {
  if (volume.vmId === undefined || volume.state === 'Allocated') return {};
  const vm = call.cloud.store.table(virtualMachines).byId(volume.vmId);
  const idle = vm === undefined || vm.hypervisor === 'Simulator' || vm.state !== 'Running';
  const use = idle ? undefined : usageAt(volume, call.cloud.clock.now());
  return {
    diskkbsread: use?.diskRead ?? 0,
    diskkbswrite: use?.diskWrite ?? 0,
    diskioread: Math.round((use?.diskRead ?? 0) / 8),
    diskiowrite: Math.round((use?.diskWrite ?? 0) / 8),
  };
}

export function volumeRow(call: Call, volume: VolumeRecord, view: VolumeView): Body {
  const { store } = call.cloud;
  const zone = store.table(zones).byId(volume.zoneId);
  const vm = store.table(virtualMachines).byId(volume.vmId);
  const service = volume.type === 'ROOT' ? store.table(serviceOfferings).byId(volume.serviceOfferingId) : undefined;
  const disk = store.table(diskOfferings).byId(volume.diskOfferingId);
  const pool = view.full ? store.table(storagePools).byId(volume.poolId) : undefined;
  const cluster = pool === undefined ? undefined : store.table(clusters).byId(pool.clusterId);
  const pod = pool === undefined ? undefined : store.table(pods).byId(pool.podId);
  const destroyed = volume.state === 'Destroy';
  return {
    id: volume.uuid,
    name: volume.name,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    type: volume.type,
    deviceid: vm === undefined ? undefined : volume.deviceId,
    virtualmachineid: vm?.uuid,
    ...imageFields(call, volume),
    vmname: vm?.name,
    vmdisplayname: vm?.displayName,
    vmstate: vm?.state,
    vmtype: vm === undefined ? undefined : 'User',
    provisioningtype: volume.provisioningType,
    size: volume.size,
    created: timestamp(volume.created),
    state: volume.state,
    ...ownerFields(store, volume.accountId),
    storagetype: view.full ? 'shared' : undefined,
    ...traffic(call, volume),
    hypervisor: view.full ? call.cloud.settings.hypervisor : undefined,
    diskofferingid: disk?.uuid,
    diskofferingname: disk?.name,
    diskofferingdisplaytext: disk?.displayText,
    storage: pool?.name,
    attached: vm === undefined || volume.type === 'ROOT' || volume.attached === undefined ? undefined : timestamp(volume.attached),
    snapshotid: view.created === true ? volume.snapshotUuid : undefined,
    destroyed,
    // Upstream shows the internal id here.
    serviceofferingid: service === undefined ? undefined : String(service.id),
    serviceofferingname: service?.name,
    serviceofferingdisplaytext: service?.displayText,
    isextractable: volume.isExtractable,
    path: view.full && pool !== undefined ? volume.name : undefined,
    storageid: pool?.uuid,
    quiescevm: false,
    supportsstoragesnapshot: false,
    deleteprotection: volume.deleteProtection,
    clusterid: cluster?.uuid,
    clustername: cluster?.name,
    podid: pod?.uuid,
    podname: pod?.name,
    tags: tagFields(store, volume.uuid),
    hasannotations: false,
    ...(view.jobUuid === undefined ? {} : { jobid: view.jobUuid, jobstatus: 0 }),
  };
}
