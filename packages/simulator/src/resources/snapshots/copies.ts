/** Snapshots that come from others: copied to a zone, or taken out of a snapshot of a whole VM. */
import { target } from '../../access.ts';
import type { Call, JobPlan } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { vmSnapshots } from '../vm-snapshots/vm-snapshot-records.ts';
import { volumes } from '../volumes/volume-records.ts';
import { snapshotPlan } from './snapshot-plans.ts';
import { snapshots } from './snapshot-records.ts';
import { snapshotRow } from './snapshot-rows.ts';
import { BACKING_UP, beginSnapshot, defaultName, finishBackup } from './take.ts';

/** Into further zones; the row stays that of the first. */
export function copySnapshot(call: Call): JobPlan {
  const { params } = call;
  const snapshot = target(call, snapshots, 'id');
  const to = params.rows(zones, 'destzoneids') ?? [params.row(zones, 'destzoneid')].filter((zone) => zone !== undefined);
  if (to.length === 0) throw invalid('Either destzoneid or destzoneids parameters have to be specified.');
  if (to.some((zone) => zone.id === snapshot.zoneId)) throw invalid('Please specify different source and destination zones.');
  return snapshotPlan(
    snapshot,
    {
      type: 'SNAPSHOT.COPY',
      description: 'copying snapshot',
      detail: `Snapshot Id: ${snapshot.uuid}`,
      scheduled: `copying snapshot: ${snapshot.uuid}`,
    },
    {
      milliseconds: 3000,
      start: () => {
        if (snapshot.state !== 'BackedUp') throw invalid(`Snapshot ${snapshot.uuid} is not backed up yet`);
      },
      finish: () => ({ snapshot: snapshotRow(call, snapshot, true) }),
    },
  );
}

/** KVM only, upstream too. The volume is not read for it: it stays `Ready`. */
export function createSnapshotFromVmSnapshot(call: Call): JobPlan {
  const { cloud, params } = call;
  const volume = target(call, volumes, 'volumeid');
  const whole = target(call, vmSnapshots, 'vmsnapshotid');
  if (volume.vmId !== whole.vmId)
    throw invalid(`Creating snapshot failed due to volume ${volume.uuid} does not belong to the VM of ${whole.uuid}`);
  if (cloud.settings.hypervisor !== 'KVM')
    throw invalid(`Unsupported hypervisor type ${cloud.settings.hypervisor}. This supports KVM only`);
  checkLimit(cloud, volume.accountId, 'snapshot', 1);
  const snapshot = beginSnapshot(cloud, volume, { name: params.text('name') ?? defaultName(cloud, volume), snapshotType: 'MANUAL' });
  const event = { type: 'SNAPSHOT.CREATE', resourceType: 'Snapshot', resourceUuid: snapshot.uuid };
  const made = cloud.events.created(call, { ...event, description: 'creating snapshot from vm snapshot' });
  return snapshotPlan(
    snapshot,
    {
      ...{ type: event.type, description: 'creating snapshot from vm snapshot', parentUuid: made.uuid },
      scheduled: `creating snapshot from vm snapshot: ${whole.uuid}`,
    },
    {
      resourceId: snapshot.uuid,
      milliseconds: BACKING_UP,
      start: () => {
        if (whole.state !== 'Ready') throw invalid(`VM snapshot ${whole.uuid} is in ${whole.state}, not in Ready`);
        cloud.store.table(snapshots).update(snapshot, { state: 'BackingUp' });
      },
      finish: () => {
        finishBackup(cloud, snapshot);
        return { snapshot: snapshotRow(call, snapshot, true) };
      },
    },
  );
}
