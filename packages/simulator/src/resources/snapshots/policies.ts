/** Snapshot policies: one of each interval a volume, run by the clock. */
import { mayAct, target } from '../../access.ts';
import { type Cloud, lasting } from '../../cloud.ts';
import { asJob, type Body, type Call, type Commands, type JobPlan, sync } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { SYSTEM } from '../../events.ts';
import { listBody } from '../../paging.ts';
import { volumes } from '../volumes/volume-records.ts';
import { isSchedule, nextRun } from './schedule.ts';
import { type IntervalType, intervalTypes, type SnapshotPolicyRecord, snapshotPolicies, snapshots } from './snapshot-records.ts';
import { policyRow } from './snapshot-rows.ts';
import { BACKING_UP, beginSnapshot, defaultName, finishBackup, startBackup, startTaking, TAKING } from './take.ts';

const MOST_KEPT = 8;

function createSnapshotPolicy(call: Call): Body {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'volumeid');
  const intervalType = params.required('intervaltype').toUpperCase() as IntervalType;
  if (!intervalTypes.includes(intervalType)) throw invalid(`Unsupported interval type ${params.required('intervaltype')}`);
  const schedule = params.required('schedule');
  if (!isSchedule(intervalType, schedule))
    throw invalid(`Invalid schedule: ${schedule} for interval type: ${params.required('intervaltype')}`);
  const maxSnaps = params.number('maxsnaps') ?? 0;
  if (maxSnaps < 1) throw invalid(`maxSnaps should be greater than 0`);
  if (maxSnaps > MOST_KEPT) throw invalid(`maxSnaps exceeds limit: ${MOST_KEPT} for interval type: ${intervalType}`);
  const values = {
    intervalType,
    schedule,
    timezone: params.required('timezone'),
    maxSnaps,
    forDisplay: params.boolean('fordisplay') !== false,
  };
  const table = cloud.store.table(snapshotPolicies);
  const event = {
    type: 'SNAPSHOTPOLICY.CREATE',
    description: 'creating snapshot policy',
    resourceType: 'Volume',
    resourceUuid: volume.uuid,
  };
  let policy = table.by('volume', volume.id).find((known) => known.intervalType === intervalType);
  if (policy === undefined) {
    policy = table.insert({ volumeId: volume.id, ...values });
  } else {
    // A second one of the same interval replaces the first, tags and all.
    table.update(policy, values);
    cloud.events.completed(call, {
      type: 'DELETE_TAGS',
      description: 'deleting resource tags',
      resourceType: 'Volume',
      resourceUuid: volume.uuid,
    });
  }
  cloud.events.completed(call, event);
  scheduleRun(cloud, policy);
  return { snapshotpolicy: policyRow(call, policy) };
}

function listSnapshotPolicies(call: Call): Body {
  const { store } = call.cloud;
  const { params } = call;
  const table = store.table(snapshotPolicies);
  const volume = params.row(volumes, 'volumeid');
  const one = params.row(snapshotPolicies, 'id');
  if (volume !== undefined && !mayAct(store, call.caller, volume.accountId)) throw forbidden();
  const rows = (one === undefined ? (volume === undefined ? table.all() : table.by('volume', volume.id)) : [one]).filter((policy) => {
    const owner = store.table(volumes).byId(policy.volumeId)?.accountId;
    return volume !== undefined || one !== undefined || params.boolean('listall') === true
      ? mayAct(store, call.caller, owner)
      : owner === call.caller.account.id;
  });
  return listBody(call, 'snapshotpolicy', rows, (policy) => policyRow(call, policy));
}

function deleteSnapshotPolicies(call: Call): Body {
  const { cloud, params } = call;
  const table = cloud.store.table(snapshotPolicies);
  const one = params.row(snapshotPolicies, 'id');
  const chosen = one === undefined ? (params.rows(snapshotPolicies, 'ids') ?? []) : [one];
  if (chosen.length === 0) throw invalid('No policy ID (or list of IDs) specified.');
  for (const policy of chosen) {
    if (!mayAct(cloud.store, call.caller, cloud.store.table(volumes).byId(policy.volumeId)?.accountId)) throw forbidden();
    table.remove(policy);
  }
  cloud.events.completed(call, { type: 'DELETE_TAGS', description: 'deleting resource tags', resourceType: 'ResourceTag' });
  return { success: true };
}

function updateSnapshotPolicy(call: Call): JobPlan {
  const { cloud, params } = call;
  const policy = params.row(snapshotPolicies, 'id');
  if (policy === undefined) throw invalid('Please specify the policy');
  return {
    instance: { type: 'SnapshotPolicy', uuid: policy.uuid },
    milliseconds: 200,
    finish: () => {
      const forDisplay = params.boolean('fordisplay');
      if (forDisplay !== undefined) cloud.store.table(snapshotPolicies).update(policy, { forDisplay });
      return { snapshotpolicy: policyRow(call, policy) };
    },
  };
}

/** Runs a policy when it is due, and again and again while it stays as it is. */
export function scheduleRun(cloud: Cloud, policy: SnapshotPolicyRecord): void {
  const at = nextRun(policy, cloud.clock.now());
  if (at === undefined) return;
  const { schedule, timezone } = policy;
  cloud.clock.schedule(at - cloud.clock.now(), () => {
    const unchanged =
      cloud.store.table(snapshotPolicies).get(policy.uuid) === policy && policy.schedule === schedule && policy.timezone === timezone;
    if (!unchanged) return;
    runPolicy(cloud, policy);
    scheduleRun(cloud, policy);
  });
}

/** Three of the four events are the owner's; `Started` and `Completed` name no resource, `Created` is the system's. */
function runPolicy(cloud: Cloud, policy: SnapshotPolicyRecord): void {
  const volume = cloud.store.table(volumes).byId(policy.volumeId);
  if (volume === undefined || volume.state !== 'Ready' || cloud.store.table(volumes).isRemoved(volume)) return;
  const snapshot = beginSnapshot(cloud, volume, { name: defaultName(cloud, volume), snapshotType: policy.intervalType });
  const event = { type: 'SNAPSHOT.CREATE', accountId: volume.accountId };
  const made = cloud.events.bySystem({
    type: 'SNAPSHOT.CREATE',
    accountId: SYSTEM,
    state: 'Created',
    description: 'Successfully created entity for allocating snapshot',
    resourceType: 'Snapshot',
    resourceUuid: snapshot.uuid,
  });
  const parentUuid = made.uuid;
  cloud.events.bySystem({
    ...event,
    state: 'Scheduled',
    description: `creating snapshot for volume Id:${volume.uuid}`,
    resourceType: 'Volume',
    resourceUuid: volume.uuid,
    parentUuid,
  });
  cloud.events.bySystem({ ...event, state: 'Started', description: 'Taking snapshot', resourceType: 'Snapshot', parentUuid });
  startTaking(cloud, volume, snapshot);
  cloud.clock.schedule(lasting(cloud, TAKING), () => startBackup(cloud, volume, snapshot));
  cloud.clock.schedule(lasting(cloud, TAKING + BACKING_UP), () => {
    finishBackup(cloud, snapshot);
    cloud.events.bySystem({ ...event, description: 'Successfully completed taking snapshot', resourceType: 'Snapshot', parentUuid });
    keepNewest(cloud, policy);
  });
}

/** Deletes what a policy keeps beyond its number. */
function keepNewest(cloud: Cloud, policy: SnapshotPolicyRecord): void {
  const kept = cloud.store
    .table(snapshots)
    .by('volume', policy.volumeId)
    .filter((snapshot) => snapshot.snapshotType === policy.intervalType && snapshot.state === 'BackedUp');
  for (const old of kept.slice(0, Math.max(0, kept.length - policy.maxSnaps))) cloud.store.table(snapshots).remove(old);
}

const policyId = { entities: { id: snapshotPolicies, ids: snapshotPolicies } };

export const policyCommands: Commands = {
  createSnapshotPolicy: sync(createSnapshotPolicy),
  listSnapshotPolicies: sync(listSnapshotPolicies, policyId),
  deleteSnapshotPolicies: sync(deleteSnapshotPolicies, policyId),
  updateSnapshotPolicy: asJob('user.snapshot.UpdateSnapshotPolicyCmd', updateSnapshotPolicy, policyId),
};
