/** What all jobs on volumes share. */
import type { Body, Call, JobPlan } from '../../command.ts';
import type { ActionEvent } from '../../events.ts';
import { storagePools } from '../infrastructure/infrastructure-records.ts';
import { type VolumeRecord, volumes } from './volume-records.ts';
import { volumeRow, volumeView } from './volume-rows.ts';

/** The plan of a job on a volume: it waits for others on it, and its events name it. */
export function volumePlan(
  volume: VolumeRecord,
  event: Omit<ActionEvent, 'resourceType' | 'resourceUuid' | 'ownerId'>,
  rest: Pick<JobPlan, 'milliseconds' | 'start' | 'finish' | 'resourceId'>,
): JobPlan {
  return {
    instance: { type: 'Volume', uuid: volume.uuid },
    queue: `volume ${volume.id}`,
    event: { ...event, resourceType: 'Volume', resourceUuid: volume.uuid, ownerId: volume.accountId },
    ...rest,
  };
}

/** `{ volume }` of a job's result. */
export const volumeResult = (call: Call, volume: VolumeRecord, job: { readonly uuid: string }): Body => ({
  volume: volumeRow(call, volume, volumeView(call, job)),
});

/** Puts a volume on primary storage, unless it is there. */
export function makeReady(call: Call, volume: VolumeRecord): void {
  const pool = call.cloud.store.table(storagePools).all()[0];
  call.cloud.store
    .table(volumes)
    .update(volume, { state: 'Ready', ...(volume.poolId !== undefined || pool === undefined ? {} : { poolId: pool.id }) });
}
