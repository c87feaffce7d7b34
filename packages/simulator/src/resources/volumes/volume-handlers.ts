/** The list of volumes, and the table of their commands. */
import { inScope, listScope } from '../../access.ts';
import { asJob, type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { storagePools, zones } from '../infrastructure/infrastructure-records.ts';
import { diskOfferings, serviceOfferings } from '../offerings/offering-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { attachVolume, detachVolume } from './attach.ts';
import {
  assignVolume,
  changeOfferingForVolume,
  deleteVolume,
  destroyVolume,
  extractVolume,
  migrateVolume,
  recoverVolume,
  resizeVolume,
  updateVolume,
} from './changes.ts';
import { createVolume, getUploadParamsForVolume, uploadVolume } from './create.ts';
import { type VolumeRecord, volumes } from './volume-records.ts';
import { volumeRow, volumeView } from './volume-rows.ts';

/** The conditions that `listVolumes` and its relatives take. */
export function volumeConditions(call: Call): ((volume: VolumeRecord) => boolean) | undefined {
  const { params } = call;
  return all<VolumeRecord>(
    when(params.row(virtualMachines, 'virtualmachineid'), (volume, vm) => volume.vmId === vm.id),
    when(params.like('type'), (volume, like) => like(volume.type)),
    when(params.text('state')?.toLowerCase(), (volume, state) => volume.state.toLowerCase() === state),
    when(params.text('name'), (volume, name) => same(volume.name, name)),
    when(params.row(zones, 'zoneid'), (volume, zone) => volume.zoneId === zone.id),
    when(params.row(diskOfferings, 'diskofferingid'), (volume, offering) => volume.diskOfferingId === offering.id),
    when(params.row(serviceOfferings, 'serviceofferingid'), (volume, offering) => volume.serviceOfferingId === offering.id),
    when(params.row(storagePools, 'storageid'), (volume, pool) => volume.poolId === pool.id),
  );
}

/** The volumes of one VM are found by index: a fan-out over the VMs of a page must not scan the account's volumes each time. */
export function volumesToList(call: Call): { from?: readonly VolumeRecord[] } {
  const { store } = call.cloud;
  const vm = call.params.row(virtualMachines, 'virtualmachineid');
  if (vm === undefined || call.params.has('id') || call.params.has('ids')) return {};
  const scope = listScope(call);
  return {
    from: store
      .table(volumes)
      .by('vm', vm.id)
      .filter((volume) => inScope(store, scope, volume.accountId)),
  };
}

function listVolumes(call: Call): Body {
  const view = volumeView(call);
  return listOwned(call, volumes, {
    object: 'volume',
    ...volumesToList(call),
    build: (volume) => volumeRow(call, volume, view),
    where: volumeConditions(call),
    texts: (volume) => [volume.name, volume.type, volume.state],
    order: 'newest first',
    tags: 'Volume',
  });
}

const volumeId = { entities: { id: volumes } };

export const volumeResource: ResourceModule = {
  tables: [volumes],
  commands: {
    listVolumes: sync(listVolumes, { entities: { id: volumes, ids: volumes } }),
    createVolume: asJob('user.volume.CreateVolumeCmd', createVolume),
    uploadVolume: asJob('user.volume.UploadVolumeCmd', uploadVolume),
    getUploadParamsForVolume: sync(getUploadParamsForVolume),
    attachVolume: asJob('user.volume.AttachVolumeCmd', attachVolume, volumeId),
    detachVolume: asJob('user.volume.DetachVolumeCmd', detachVolume, volumeId),
    resizeVolume: asJob('user.volume.ResizeVolumeCmd', resizeVolume, volumeId),
    deleteVolume: sync(deleteVolume, volumeId),
    destroyVolume: asJob('user.volume.DestroyVolumeCmd', destroyVolume, volumeId),
    recoverVolume: sync(recoverVolume, volumeId),
    updateVolume: asJob('user.volume.UpdateVolumeCmd', updateVolume, volumeId),
    migrateVolume: asJob('user.volume.MigrateVolumeCmd', migrateVolume),
    changeOfferingForVolume: asJob('user.volume.ChangeOfferingForVolumeCmd', changeOfferingForVolume, volumeId),
    extractVolume: asJob('user.volume.ExtractVolumeCmd', extractVolume, volumeId),
    assignVolume: sync(assignVolume),
  },
};
