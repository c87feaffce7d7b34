/** Fetching an image from its URL. */
import { type Cloud, lasting } from '../../cloud.ts';
import type { Table } from '../../store.ts';
import type { ImageRecord } from './template-records.ts';

/** A download takes so long at speed 1, in so many steps. */
const DURATION = 5000;
const STEPS = 10;
const MIB = 1024 ** 2;
/** What every download brought on the recorded server. */
const RECORDED_SIZE = 5 * MIB;

/** Begins the download: at once on the recorded server, bit by bit elsewhere. It writes no event when it ends. */
export function download<R extends ImageRecord>(cloud: Cloud, table: Table<R>, image: R): void {
  if (cloud.settings.hypervisor === 'Simulator') {
    table.update(image, { percent: 100, size: RECORDED_SIZE } as Partial<R>);
    return;
  }
  const size = (300 + Math.round(cloud.random.next() * 1200)) * MIB;
  const step = (done: number): void => {
    if (table.isRemoved(image)) return;
    table.update(image, {
      percent: Math.min(100, Math.round((done / STEPS) * 100)),
      size: Math.round((size * done) / STEPS),
    } as Partial<R>);
    if (done < STEPS) cloud.clock.schedule(lasting(cloud, DURATION / STEPS), () => step(done + 1));
  };
  cloud.clock.schedule(lasting(cloud, DURATION / STEPS), () => step(1));
}
