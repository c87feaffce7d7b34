/** The list of volumes, and the table of their commands. */
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { all, listOwned, when } from '../../paging.ts';
import { storagePools, zones } from '../infrastructure/infrastructure-records.ts';
import { diskOfferings, serviceOfferings } from '../offerings/offering-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { type VolumeRecord, volumes } from './volume-records.ts';
import { volumeRow, volumeView } from './volume-rows.ts';

/** The conditions that `listVolumes` and its relatives take. */
export function volumeConditions(call: Call): ((volume: VolumeRecord) => boolean) | undefined {
  const { params } = call;
  return all<VolumeRecord>(
    when(params.row(virtualMachines, 'virtualmachineid'), (volume, vm) => volume.vmId === vm.id),
    when(params.text('type')?.toUpperCase(), (volume, type) => volume.type === type),
    when(params.text('state')?.toLowerCase(), (volume, state) => volume.state.toLowerCase() === state),
    when(params.text('name'), (volume, name) => volume.name === name),
    when(params.row(zones, 'zoneid'), (volume, zone) => volume.zoneId === zone.id),
    when(params.row(diskOfferings, 'diskofferingid'), (volume, offering) => volume.diskOfferingId === offering.id),
    when(params.row(serviceOfferings, 'serviceofferingid'), (volume, offering) => volume.serviceOfferingId === offering.id),
    when(params.row(storagePools, 'storageid'), (volume, pool) => volume.poolId === pool.id),
  );
}

function listVolumes(call: Call): Body {
  const view = volumeView(call);
  return listOwned(call, volumes, {
    object: 'volume',
    build: (volume) => volumeRow(call, volume, view),
    where: volumeConditions(call),
    texts: (volume) => [volume.name, volume.type],
    tags: 'Volume',
  });
}

export const volumeResource: ResourceModule = {
  tables: [volumes],
  commands: { listVolumes: sync(listVolumes, { entities: { id: volumes, ids: volumes } }) },
};
