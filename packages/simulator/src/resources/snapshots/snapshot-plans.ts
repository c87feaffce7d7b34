/** What jobs on snapshots have in common. */
import type { JobPlan } from '../../command.ts';
import type { SnapshotRecord } from './snapshot-records.ts';

/** The plan of a job on a snapshot. */
export function snapshotPlan(
  snapshot: SnapshotRecord,
  event: {
    type: string;
    description: string;
    scheduled: string;
    detail?: string;
    parentUuid?: string;
    states?: readonly ('Scheduled' | 'Started' | 'Completed')[];
  },
  rest: Pick<JobPlan, 'milliseconds' | 'start' | 'finish' | 'resourceId'>,
): JobPlan {
  return {
    instance: { type: 'Snapshot', uuid: snapshot.uuid },
    queue: `volume ${snapshot.volumeId}`,
    event: { ...event, resourceType: 'Snapshot', resourceUuid: snapshot.uuid, ownerId: snapshot.accountId },
    ...rest,
  };
}
