/** Resizing, renaming, moving, giving away, deleting and recovering volumes. */
import { mayAct, target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { ApiError, forbidden, invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { accounts } from '../accounts/account-records.ts';
import { storagePools, zones } from '../infrastructure/infrastructure-records.ts';
import { diskOfferings } from '../offerings/offering-records.ts';
import { projects } from '../projects/project-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { sizeFrom } from './create.ts';
import { volumePlan, volumeResult } from './volume-plans.ts';
import { GIB, type VolumeRecord, volumes } from './volume-records.ts';
import { volumeRow, volumeView } from './volume-rows.ts';

export function resizeVolume(call: Call): JobPlan {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'id');
  const offering = params.row(diskOfferings, 'diskofferingid');
  const gigabytes = params.number('size');
  if (offering === undefined && gigabytes === undefined) throw invalid('Need to specify a new disk offering or a new size');
  const size = offering === undefined ? (gigabytes ?? 0) * GIB : sizeFrom(call, offering);
  if (size <= 0) throw invalid('The size of the volume must be positive');
  const text = `Volume Id: ${volume.uuid} to size ${Math.round(size / GIB)} GB`;
  return volumePlan(
    volume,
    { type: 'VOLUME.RESIZE', description: 'resizing volume', detail: text, scheduled: text },
    {
      milliseconds: 700 + cloud.random.integer(0, 500),
      start: () => {
        if (volume.state !== 'Ready' && volume.state !== 'Allocated') {
          throw invalid(
            `Volume should be in ready or allocated state before attempting a resize. Volume ${volume.uuid} is in state ${volume.state}.`,
          );
        }
        if (size < volume.size && params.boolean('shrinkok') !== true) {
          throw new ApiError(
            432,
            9999,
            `Going from existing size of ${volume.size} to size of ${size} would shrink the volume.Need to sign off by supplying the shrinkok parameter with value of true.`,
          );
        }
        if (size > volume.size) checkLimit(cloud, volume.accountId, 'primary_storage', Math.ceil((size - volume.size) / GIB));
        if (volume.state === 'Ready') cloud.store.table(volumes).update(volume, { state: 'Resizing' });
      },
      finish: (job) => {
        const state = volume.poolId === undefined ? 'Allocated' : 'Ready';
        // The recorded server kept the old offering; on KVM the new one shows.
        const keeps = offering === undefined || cloud.settings.hypervisor === 'Simulator';
        cloud.store.table(volumes).update(volume, { size, state, ...(keeps ? {} : { diskOfferingId: offering.id }) });
        return volumeResult(call, volume, job);
      },
    },
  );
}

function checkDetached(volume: VolumeRecord): void {
  if (volume.vmId !== undefined) throw invalid('Please specify a volume that is not attached to any VM.');
  if (volume.deleteProtection)
    throw invalid(`Volume [id = ${volume.uuid}, name = ${volume.name}] has delete protection enabled and cannot be deleted.`);
}

export function deleteVolume(call: Call): Body {
  const { cloud } = call;
  const volume = target(call, volumes, 'id');
  const event = {
    type: 'VOLUME.DESTROY',
    description: 'destroying a volume',
    detail: `Volume Id: ${volume.uuid}`,
    resourceType: 'Volume',
    resourceUuid: volume.uuid,
  };
  try {
    checkDetached(volume);
  } catch (error) {
    cloud.events.completed(call, event, true);
    throw error;
  }
  cloud.store.table(volumes).remove(volume);
  cloud.events.completed(call, event);
  return { success: true };
}

export function destroyVolume(call: Call): JobPlan {
  const { cloud } = call;
  const volume = target(call, volumes, 'id');
  const atOnce = call.params.boolean('expunge') === true;
  const plan = volumePlan(
    volume,
    {
      type: 'VOLUME.DESTROY',
      description: 'destroying a volume',
      detail: `Volume Id: ${volume.id}`,
      scheduled: `destroying volume: ${volume.id}`,
      states: ['Scheduled', 'Completed'],
    },
    {
      milliseconds: 500,
      start: () => checkDetached(volume),
      finish: (job) => {
        const row = (): Body => volumeResult(call, volume, job);
        if (atOnce || volume.state === 'Allocated') {
          const last = row();
          cloud.store.table(volumes).remove(volume);
          return last;
        }
        cloud.store.table(volumes).update(volume, { state: 'Destroy', destroyedAt: cloud.clock.now() });
        cloud.clock.schedule(cloud.settings.expungeDelay, () => {
          if (volume.state === 'Destroy') cloud.store.table(volumes).remove(volume);
        });
        return row();
      },
    },
  );
  return plan;
}

export function recoverVolume(call: Call): Body {
  const { cloud } = call;
  const volume = target(call, volumes, 'id');
  if (volume.state !== 'Destroy') throw invalid(`Please specify a volume in Destroy state.`);
  checkLimit(cloud, volume.accountId, 'volume', 1);
  cloud.store.table(volumes).update(volume, { state: 'Ready' });
  cloud.store.table(volumes).unset(volume, ['destroyedAt']);
  cloud.events.completed(call, {
    type: 'VOLUME.RECOVER',
    description: 'recovering a volume in Destroy state',
    detail: `Volume Id: ${volume.id}`,
    resourceType: 'Volume',
    resourceUuid: volume.uuid,
  });
  return { volume: volumeRow(call, volume, { full: true }) };
}

export function updateVolume(call: Call): JobPlan {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'id');
  return volumePlan(
    volume,
    {
      type: 'VOLUME.UPDATE',
      description: 'updating volume',
      detail: `Volume Id: ${volume.uuid}`,
      scheduled: `adding detail to the volume: ${volume.uuid}`,
    },
    {
      milliseconds: 200,
      finish: (job) => {
        const name = params.text('name');
        const protection = params.boolean('deleteprotection');
        cloud.store.table(volumes).update(volume, {
          ...(name === undefined ? {} : { name }),
          ...(protection === undefined ? {} : { deleteProtection: protection }),
        });
        return volumeResult(call, volume, job);
      },
    },
  );
}

export function migrateVolume(call: Call): JobPlan {
  const { cloud } = call;
  const volume = target(call, volumes, 'volumeid');
  const pool = call.params.row(storagePools, 'storageid');
  if (pool === undefined) throw invalid('Unable to find the destination storage pool');
  return volumePlan(
    volume,
    {
      type: 'VOLUME.MIGRATE',
      description: 'migrating volume',
      detail: `Volume Id: ${volume.uuid}`,
      scheduled: `Attempting to migrate volume Id: ${volume.uuid} to storage pool Id: ${pool.uuid}`,
    },
    {
      milliseconds: 3000,
      start: () => {
        if (volume.state !== 'Ready') throw invalid('Volume must be in ready state');
        if (volume.poolId === pool.id) throw invalid(`Volume ${volume.uuid} is already on the destination storage pool`);
        const vm = cloud.store.table(virtualMachines).byId(volume.vmId);
        if (vm?.state === 'Running' && call.params.boolean('livemigrate') !== true)
          throw invalid('Volume needs to be detached from VM or livemigrate has to be true');
        cloud.store.table(volumes).update(volume, { state: 'Migrating' });
      },
      finish: (job) => {
        cloud.store.table(volumes).update(volume, { state: 'Ready', poolId: pool.id });
        return volumeResult(call, volume, job);
      },
    },
  );
}

export function changeOfferingForVolume(call: Call): JobPlan {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'id');
  const offering = params.row(diskOfferings, 'diskofferingid');
  if (offering === undefined) throw invalid('Unable to find the disk offering');
  const size = sizeFrom(call, offering);
  return volumePlan(
    volume,
    {
      type: 'VOLUME.CHANGE.DISK.OFFERING',
      description: 'changing disk offering of volume',
      detail: `Volume Id: ${volume.uuid}`,
      scheduled: `Changing Disk offering of Volume Id: ${volume.uuid} to ${offering.uuid}`,
    },
    {
      milliseconds: 1000,
      start: () => {
        if (volume.state !== 'Ready' && volume.state !== 'Allocated') throw invalid(`Volume ${volume.uuid} is in state ${volume.state}`);
        if (size < volume.size && params.boolean('shrinkok') !== true)
          throw invalid(
            `Going from existing size of ${volume.size} to size of ${size} would shrink the volume.Need to sign off by supplying the shrinkok parameter with value of true.`,
          );
      },
      finish: (job) => {
        cloud.store.table(volumes).update(volume, { diskOfferingId: offering.id, size });
        return volumeResult(call, volume, job);
      },
    },
  );
}

export function extractVolume(call: Call): JobPlan {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'id');
  const zone = params.row(zones, 'zoneid');
  const mode = params.required('mode');
  return volumePlan(
    volume,
    { type: 'VOLUME.EXTRACT', description: 'extracting volume', detail: `Volume Id: ${volume.uuid}`, scheduled: `Extraction job` },
    {
      milliseconds: 2500,
      start: () => {
        if (mode !== 'HTTP_DOWNLOAD' && mode !== 'FTP_UPLOAD') throw invalid('Please specify a valid extract Mode ');
        const vm = cloud.store.table(virtualMachines).byId(volume.vmId);
        if (vm?.state === 'Running')
          throw invalid(
            `Invalid state of the volume with ID: ${volume.uuid}. It should be either detached or the VM should be in stopped state.`,
          );
        if (!volume.isExtractable && call.caller.role !== 'Admin')
          throw forbidden(`The volume:${volume.name} is not allowed to be extracted`);
      },
      finish: () => ({
        volume: {
          id: volume.uuid,
          name: volume.name,
          extractId: String(volume.id),
          accountid: cloud.store.table(accounts).byId(volume.accountId)?.uuid,
          state: 'DOWNLOAD_URL_CREATED',
          storagetype: 'volume',
          zoneid: zone?.uuid,
          zonename: zone?.name,
          extractMode: mode,
          url: `https://ssvm.example.net/userdata/${cloud.random.uuid()}.qcow2`,
          created: timestamp(cloud.clock.now()),
        },
      }),
    },
  );
}

/** Gives a detached volume to another account or a project. */
export function assignVolume(call: Call): Body {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'volumeid');
  const project = params.row(projects, 'projectid');
  const account = project === undefined ? params.row(accounts, 'accountid') : cloud.store.table(accounts).byId(project.projectAccountId);
  if (account === undefined) throw invalid('Please specify the account or project the volume is for');
  if (!mayAct(cloud.store, call.caller, account.id)) throw forbidden();
  checkDetached(volume);
  checkLimit(cloud, account.id, 'volume', 1);
  cloud.store.table(volumes).update(volume, { accountId: account.id });
  cloud.events.completed(call, {
    type: 'VOLUME.ASSIGN',
    description: 'assigning volume',
    detail: `Volume Id: ${volume.uuid}`,
    resourceType: 'Volume',
    resourceUuid: volume.uuid,
  });
  return { volume: volumeRow(call, volume, volumeView(call)) };
}
