/** Snapshots of volumes: taken, listed, reverted to, extracted, deleted. */
import { inScope, listScope, target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { lasting } from '../../cloud.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { failure, internal, invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { accounts } from '../accounts/account-records.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { volumes } from '../volumes/volume-records.ts';
import { copySnapshot, createSnapshotFromVmSnapshot } from './copies.ts';
import { policyCommands } from './policies.ts';
import { snapshotPlan } from './snapshot-plans.ts';
import { type SnapshotRecord, snapshotPolicies, snapshots } from './snapshot-records.ts';
import { snapshotRow } from './snapshot-rows.ts';
import { BACKING_UP, beginSnapshot, defaultName, finishBackup, startBackup, startTaking, TAKING } from './take.ts';

function listSnapshots(call: Call): Body {
  const { params } = call;
  const { store } = call.cloud;
  const volume = params.row(volumes, 'volumeid');
  const scope = listScope(call);
  const ofVolume =
    volume === undefined || params.has('id') || params.has('ids')
      ? {}
      : {
          from: store
            .table(snapshots)
            .by('volume', volume.id)
            .filter((row) => inScope(store, scope, row.accountId)),
        };
  return listOwned(call, snapshots, {
    object: 'snapshot',
    ...ofVolume,
    build: (row) => snapshotRow(call, row),
    where: all<SnapshotRecord>(
      when(volume, (row, wanted) => row.volumeId === wanted.id),
      when(params.text('name'), (row, name) => same(row.name, name)),
      when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
      when(snapshotTypeOf(call, 'snapshottype'), (row, type) =>
        type === 'RECURRING' ? row.snapshotType !== 'MANUAL' : row.snapshotType === type,
      ),
      // Without a volume the server asks nothing of the interval.
      when(volume === undefined ? undefined : snapshotTypeOf(call, 'intervaltype'), (row, type) => row.snapshotType === type),
    ),
    texts: (row) => [row.name],
    tags: 'Snapshot',
  });
}

const snapshotTypes = ['MANUAL', 'RECURRING', 'TEMPLATE', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'GROUP', 'INTERNAL'];

function snapshotTypeOf(call: Call, parameter: string): string | undefined {
  const type = call.params.text(parameter);
  if (type === undefined || snapshotTypes.includes(type.toUpperCase())) return type?.toUpperCase();
  throw invalid(parameter === 'intervaltype' ? `Unsupported snapshot interval type ${type}` : `Unsupported snapshot type ${type}`);
}

function createSnapshot(call: Call): JobPlan {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'volumeid');
  if (volume.state !== 'Ready') throw invalid(`VolumeId: ${volume.uuid} is not in Ready state but ${volume.state}. Cannot take snapshot.`);
  checkLimit(cloud, volume.accountId, 'snapshot', 1);
  const locationType = params.text('locationtype')?.trim().toUpperCase();
  if (locationType !== undefined && locationType !== 'PRIMARY' && locationType !== 'SECONDARY')
    throw failure(
      call,
      `Invalid locationType ${params.text('locationtype')}Specified for volume ${volume.id} Valid values are: primary,secondary `,
    );
  const snapshot = beginSnapshot(cloud, volume, {
    name: params.text('name') ?? defaultName(cloud, volume),
    snapshotType: 'MANUAL',
    ...(locationType === undefined ? {} : { locationType }),
  });
  const made = cloud.events.created(call, {
    type: 'SNAPSHOT.CREATE',
    description: 'allocating snapshot',
    resourceType: 'Snapshot',
    resourceUuid: snapshot.uuid,
  });
  const later = params.boolean('asyncbackup') === true;
  return snapshotPlan(
    snapshot,
    {
      type: 'SNAPSHOT.CREATE',
      description: 'taking snapshot',
      scheduled: `creating snapshot for volume: ${volume.uuid}`,
      parentUuid: made.uuid,
    },
    {
      resourceId: snapshot.uuid,
      milliseconds: later ? TAKING : TAKING + BACKING_UP,
      start: () => {
        startTaking(cloud, volume, snapshot);
        cloud.clock.schedule(lasting(cloud, TAKING), () => startBackup(cloud, volume, snapshot));
      },
      finish: () => {
        startBackup(cloud, volume, snapshot);
        if (!later) finishBackup(cloud, snapshot);
        const result = { snapshot: snapshotRow(call, snapshot, true) };
        // An asynchronous backup ends after its job; on simulated storage it takes no time.
        const still = cloud.settings.hypervisor === 'Simulator' ? 0 : lasting(cloud, BACKING_UP);
        if (later && still === 0) finishBackup(cloud, snapshot);
        else if (later) cloud.clock.schedule(still, () => finishBackup(cloud, snapshot));
        return result;
      },
    },
  );
}

function deleteSnapshot(call: Call): JobPlan {
  const { cloud } = call;
  const snapshot = target(call, snapshots, 'id');
  return snapshotPlan(
    snapshot,
    {
      type: 'SNAPSHOT.DELETE',
      description: 'deleting snapshot',
      detail: `Snapshot Id: ${snapshot.uuid}`,
      scheduled: `deleting snapshot: ${snapshot.uuid}`,
    },
    {
      milliseconds: 900,
      start: () => {
        if (snapshot.state !== 'BackedUp' && snapshot.state !== 'Error')
          throw invalid(`Can't delete snapshotshot ${snapshot.uuid} due to it is in ${snapshot.state} Status`);
        cloud.store.table(snapshots).update(snapshot, { state: 'Destroying' });
      },
      finish: () => {
        cloud.store.table(snapshots).remove(snapshot);
        return { success: true };
      },
    },
  );
}

const described = (snapshot: SnapshotRecord): string =>
  `Snapshot ${JSON.stringify({ id: snapshot.id, name: snapshot.name, state: snapshot.state, uuid: snapshot.uuid, version: '2.2', volumeId: snapshot.volumeId })}`;

function revertSnapshot(call: Call): JobPlan {
  const { cloud } = call;
  const snapshot = target(call, snapshots, 'id');
  const volume = cloud.store.table(volumes).byId(snapshot.volumeId);
  return snapshotPlan(
    snapshot,
    { type: 'SNAPSHOT.REVERT', description: 'reverting snapshot', scheduled: `revert snapshot: ${snapshot.uuid}`, states: ['Scheduled'] },
    {
      milliseconds: 2000,
      start: () => {
        if (volume === undefined || cloud.store.table(volumes).isRemoved(volume)) throw invalid('Volume is not found for the snapshot');
        const vm = cloud.store.table(virtualMachines).byId(volume.vmId);
        if (vm !== undefined && vm.state !== 'Stopped')
          throw invalid('The VM the specified disk is attached to is not in the shutdown state.');
        if (cloud.settings.hypervisor !== 'KVM') {
          throw internal(
            `Revert snapshot command failed for snapshot ${described(snapshot)}, because this command is supported only for KVM hypervisor`,
          );
        }
        if (snapshot.state !== 'BackedUp')
          throw internal(`Snapshot ${snapshot.uuid} is in ${snapshot.state}, only a backed up one can be reverted to`);
      },
      finish: () => {
        if (volume !== undefined) cloud.store.table(volumes).update(volume, { size: snapshot.virtualSize });
        return { snapshot: snapshotRow(call, snapshot, true) };
      },
    },
  );
}

function extractSnapshot(call: Call): JobPlan {
  const { cloud } = call;
  const snapshot = target(call, snapshots, 'id');
  const zone = call.params.row(zones, 'zoneid');
  return snapshotPlan(
    snapshot,
    {
      type: 'SNAPSHOT.EXTRACT',
      description: 'extracting snapshot',
      detail: `Snapshot Id: ${snapshot.uuid}`,
      scheduled: `extracting snapshot: ${snapshot.uuid}`,
    },
    {
      milliseconds: 2000,
      start: () => {
        if (snapshot.state !== 'BackedUp') throw invalid(`Snapshot ${snapshot.uuid} is not backed up yet`);
      },
      finish: () => ({
        snapshot: {
          id: snapshot.uuid,
          name: snapshot.name,
          extractId: String(snapshot.id),
          accountid: cloud.store.table(accounts).byId(snapshot.accountId)?.uuid,
          state: 'DOWNLOAD_URL_CREATED',
          zoneid: zone?.uuid,
          zonename: zone?.name,
          url: `https://ssvm.example.net/userdata/${cloud.random.uuid()}.qcow2`,
          created: timestamp(cloud.clock.now()),
        },
      }),
    },
  );
}

const snapshotId = { entities: { id: snapshots } };

export const snapshotResource: ResourceModule = {
  tables: [snapshots, snapshotPolicies],
  commands: {
    listSnapshots: sync(listSnapshots, { entities: { id: snapshots, ids: snapshots } }),
    createSnapshot: asJob('user.snapshot.CreateSnapshotCmd', createSnapshot),
    deleteSnapshot: asJob('user.snapshot.DeleteSnapshotCmd', deleteSnapshot, snapshotId),
    revertSnapshot: asJob('user.snapshot.RevertSnapshotCmd', revertSnapshot, snapshotId),
    extractSnapshot: asJob('user.snapshot.ExtractSnapshotCmd', extractSnapshot, snapshotId),
    copySnapshot: asJob('user.snapshot.CopySnapshotCmd', copySnapshot, snapshotId),
    createSnapshotFromVMSnapshot: asJob('user.snapshot.CreateSnapshotFromVMSnapshotCmd', createSnapshotFromVmSnapshot),
    ...policyCommands,
  },
};
