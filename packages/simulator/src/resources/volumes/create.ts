/** `createVolume`, `uploadVolume` and the form of uploads: volumes that come into being. */
import { ownerOf, target } from '../../access.ts';
import { lasting } from '../../cloud.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { type ApiError, invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { uploadForm } from '../../upload-form.ts';
import { checkUrl } from '../../urls.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { type DiskOfferingRecord, diskOfferings } from '../offerings/offering-records.ts';
import { type SnapshotRecord, snapshots } from '../snapshots/snapshot-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { checkAttachable, nextDevice } from './attach.ts';
import { makeReady, volumePlan, volumeResult } from './volume-plans.ts';
import { GIB, type VolumeRecord, volumes } from './volume-records.ts';
import { volumeRow, volumeView } from './volume-rows.ts';

/** GB; the capabilities say so. */
const LARGEST = 1024;

/** The size in bytes that an offering and a call give, or the refusal. */
export function sizeFrom(call: Call, offering: DiskOfferingRecord): number {
  if (!offering.customized) return offering.diskSize * GIB;
  const size = call.params.number('size');
  if (size === undefined) throw invalid('This disk offering requires a custom size specified');
  if (size < 1 || size > LARGEST) throw invalid(`Volume size: ${size} GB is out of allowed range. Min: 1. Max: ${LARGEST}`);
  return size * GIB;
}

interface Source {
  readonly size: number;
  readonly offering?: DiskOfferingRecord;
  readonly snapshot?: SnapshotRecord;
}

function sourceOf(call: Call): Source {
  const { store } = call.cloud;
  const offering = call.params.row(diskOfferings, 'diskofferingid');
  if (!call.params.has('snapshotid')) {
    if (offering === undefined) throw invalid('At least one of disk Offering ID or snapshot ID must be passed whilst creating volume');
    return { size: sizeFrom(call, offering), offering };
  }
  const snapshot = target(call, snapshots, 'snapshotid');
  if (snapshot.state !== 'BackedUp')
    throw invalid(`Snapshot id=${snapshot.uuid} is not in BackedUp state yet and can't be used for volume creation`);
  const original = store.table(volumes).byId(snapshot.volumeId);
  const inherited =
    offering ?? store.table(diskOfferings).byId(original?.diskOfferingId) ?? store.table(diskOfferings).find((row) => row.customized);
  const wished = call.params.number('size');
  const size = Math.max(snapshot.virtualSize, (wished ?? 0) * GIB);
  return { size, snapshot, ...(inherited === undefined ? {} : { offering: inherited }) };
}

function newVolume(call: Call, source: Source): VolumeRecord {
  const { store, clock } = call.cloud;
  const owner = source.snapshot === undefined ? ownerOf(call).id : (source.snapshot.accountId ?? ownerOf(call).id);
  checkLimit(call.cloud, owner, 'volume', 1);
  checkLimit(call.cloud, owner, 'primary_storage', Math.ceil(source.size / GIB));
  const zone = call.params.row(zones, 'zoneid') ?? store.table(zones).byId(source.snapshot?.zoneId);
  if (zone === undefined) throw invalid('Please specify a valid zone.');
  return store.table(volumes).insert({
    accountId: owner,
    name: call.params.text('name') ?? `DATA-${store.random.hex(8)}`,
    type: 'DATADISK',
    zoneId: zone.id,
    state: source.snapshot === undefined ? 'Allocated' : 'Creating',
    size: source.size,
    created: clock.now(),
    provisioningType: 'thin',
    deleteProtection: false,
    isExtractable: true,
    ...(source.offering === undefined ? {} : { diskOfferingId: source.offering.id }),
    ...(source.snapshot === undefined ? {} : { snapshotUuid: source.snapshot.uuid }),
  });
}

export function createVolume(call: Call): JobPlan {
  const description = 'creating volume';
  const vm = call.params.has('virtualmachineid') ? target(call, virtualMachines, 'virtualmachineid') : undefined;
  let source: Source;
  let volume: VolumeRecord;
  try {
    source = sourceOf(call);
    volume = newVolume(call, source);
  } catch (error) {
    call.cloud.events.created(call, { type: 'VOLUME.CREATE', description, resourceType: 'Volume' }, true);
    throw error as ApiError;
  }
  const { snapshot } = source;
  const from = snapshot === undefined ? '' : ` from snapshot: ${snapshot.uuid}`;
  const made = call.cloud.events.created(call, {
    type: 'VOLUME.CREATE',
    description,
    detail: `Volume Id: ${volume.uuid}`,
    resourceType: 'Volume',
    resourceUuid: volume.uuid,
  });
  return volumePlan(
    volume,
    {
      type: 'VOLUME.CREATE',
      description,
      detail: `Volume Id: ${volume.uuid}${from}`,
      scheduled: `creating volume: ${volume.name}${from}`,
      parentUuid: made.uuid,
    },
    {
      resourceId: volume.uuid,
      milliseconds: snapshot === undefined ? 500 : 1500,
      finish: (job) => {
        if (snapshot !== undefined) makeReady(call, volume);
        if (vm !== undefined) {
          checkAttachable(call, volume, vm);
          makeReady(call, volume);
          call.cloud.store.table(volumes).update(volume, { vmId: vm.id, deviceId: nextDevice(call, vm), attached: call.cloud.clock.now() });
        }
        return { volume: volumeRow(call, volume, { ...volumeView(call, job), created: true }) };
      },
    },
  );
}

/** A volume fetched from a URL: `UploadOp` until it has come. */
export function uploadVolume(call: Call): JobPlan {
  const { cloud, params } = call;
  const url = params.required('url');
  checkUrl(cloud, url);
  const zone = params.row(zones, 'zoneid');
  if (zone === undefined) throw invalid('Please specify a valid zone.');
  const owner = ownerOf(call);
  checkLimit(cloud, owner.id, 'volume', 1);
  const offering = params.row(diskOfferings, 'diskofferingid') ?? cloud.store.table(diskOfferings).find((row) => row.customized);
  const volume = cloud.store.table(volumes).insert({
    accountId: owner.id,
    name: params.required('name'),
    type: 'DATADISK',
    zoneId: zone.id,
    state: 'UploadOp',
    size: 5 * GIB,
    created: cloud.clock.now(),
    provisioningType: 'thin',
    deleteProtection: false,
    isExtractable: true,
    ...(offering === undefined ? {} : { diskOfferingId: offering.id }),
  });
  return volumePlan(
    volume,
    { type: 'VOLUME.UPLOAD', description: 'uploading volume', scheduled: `uploading volume: ${volume.name} in the zone ${zone.uuid}` },
    {
      milliseconds: 600,
      finish: (job) => {
        cloud.clock.schedule(lasting(cloud, 4000), () => {
          if (volume.state === 'UploadOp') cloud.store.table(volumes).update(volume, { state: 'Uploaded' });
        });
        return volumeResult(call, volume, job);
      },
    },
  );
}

/** Where a browser posts a file to; the volume waits for it. */
export function getUploadParamsForVolume(call: Call): Body {
  const { cloud, params } = call;
  const zone = params.row(zones, 'zoneid');
  if (zone === undefined) throw invalid('Please specify a valid zone.');
  const owner = ownerOf(call);
  checkLimit(cloud, owner.id, 'volume', 1);
  const volume = cloud.store.table(volumes).insert({
    accountId: owner.id,
    name: params.required('name'),
    type: 'DATADISK',
    zoneId: zone.id,
    state: 'NotUploaded',
    size: 5 * GIB,
    created: cloud.clock.now(),
    provisioningType: 'thin',
    deleteProtection: false,
    isExtractable: true,
  });
  return uploadForm(cloud, volume.uuid);
}
