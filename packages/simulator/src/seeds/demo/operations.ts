/** What the demo's operators have to look at: alerts of the last weeks and a host with a note. */
import type { Cloud } from '../../cloud.ts';
import { raiseAlert } from '../../resources/alerts/alert-handlers.ts';
import { hosts, storagePools } from '../../resources/infrastructure/infrastructure-records.ts';
import { routerName, routers } from '../../resources/routers/router-records.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

export function seedOperations(cloud: Cloud): void {
  const { store, clock } = cloud;
  const now = clock.now();
  const machines = store.table(hosts).by('type', 'Routing');
  const [host, other] = [machines[1], machines[4]];
  const pool = store.table(storagePools).all()[0];
  const router = store.table(routers).all()[0];
  if (host !== undefined) {
    const where = `host ${host.name} (${host.ipAddress})`;
    raiseAlert(cloud, 7, `Host disconnected: ${where}, availability zone Paris-1`, now - 9 * DAY);
    raiseAlert(cloud, 7, `Host is back: ${where}, availability zone Paris-1`, now - 9 * DAY + 240_000);
  }
  if (pool !== undefined)
    raiseAlert(cloud, 3, `System Alert: Remaining unallocated storage space is low in pool ${pool.name}, zone Paris-1`, now - 2 * DAY);
  raiseAlert(cloud, 0, 'System Alert: Low available memory in cluster par1-kvm-1 of availability zone Paris-1', now - 31 * HOUR);
  if (router !== undefined)
    raiseAlert(cloud, 9, `Health checks failed: 1 failing checks on router ${routerName(router)} / ${router.uuid}`, now - 5 * HOUR);
  if (other !== undefined) {
    store.table(hosts).update(other, { tags: 'ssd', annotation: 'Fan 3 is loud. A technician comes on Thursday.' });
  }
}
