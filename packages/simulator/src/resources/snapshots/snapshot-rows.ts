/** Rows of volume snapshots and their policies. */
import { timestamp } from '../../clock.ts';
import type { Body, Call } from '../../command.ts';
import { ownerFields } from '../accounts/owner.ts';
import { storagePools, zones } from '../infrastructure/infrastructure-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { volumes } from '../volumes/volume-records.ts';
import { intervalTypes, type SnapshotPolicyRecord, type SnapshotRecord } from './snapshot-records.ts';

/** @param created the row of a job's result, which shows the type twice */
export function snapshotRow(call: Call, snapshot: SnapshotRecord, created = false): Body {
  const { store } = call.cloud;
  const volume = store.table(volumes).byId(snapshot.volumeId);
  const zone = store.table(zones).byId(snapshot.zoneId);
  return {
    id: snapshot.uuid,
    ...ownerFields(store, snapshot.accountId),
    snapshottype: created ? snapshot.snapshotType : undefined,
    volumeid: volume?.uuid,
    volumename: volume?.name,
    volumetype: volume?.type,
    volumestate: volume?.state,
    created: timestamp(snapshot.created),
    name: snapshot.name,
    intervaltype: snapshot.snapshotType,
    locationtype: snapshot.locationType,
    state: snapshot.state,
    physicalsize: snapshot.physicalSize,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    revertable: call.cloud.settings.hypervisor === 'KVM' && snapshot.state === 'BackedUp',
    virtualsize: snapshot.virtualSize,
    tags: tagFields(store, snapshot.uuid),
    hasannotations: false,
  };
}

export function policyRow(call: Call, policy: SnapshotPolicyRecord): Body {
  const { store } = call.cloud;
  const volume = store.table(volumes).byId(policy.volumeId);
  const zone = store.table(zones).byId(volume?.zoneId);
  const pool = store.table(storagePools).byId(volume?.poolId);
  return {
    id: policy.uuid,
    volumeid: volume?.uuid,
    volumename: volume?.name,
    schedule: policy.schedule,
    intervaltype: intervalTypes.indexOf(policy.intervalType),
    maxsnaps: policy.maxSnaps,
    timezone: policy.timezone,
    zone: zone === undefined ? [] : [{ id: zone.uuid, name: zone.name, isnsxenabled: false, ismultiarch: false, routedmodeenabled: false }],
    storage: pool === undefined ? [] : [{ id: pool.uuid, name: pool.name }],
    tags: tagFields(store, policy.uuid),
  };
}
