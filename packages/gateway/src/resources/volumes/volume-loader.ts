import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { type Join, joinByCost } from '../../join-by-cost.ts';
import { resourceLoader } from '../../loading.ts';
import { everything, type Owned, scopeOf } from '../../scope.ts';

/** Backing shape of `Volume`: a row of `listVolumes`. */
export type VolumeRow = Row<'listVolumes'>;

/** Volumes by id, batched by `ids`. */
export const volumes = resourceLoader({ command: 'listVolumes', ids: 'ids' });

/** Names the number of volumes in the estimates of joins. */
export const VOLUME_COUNT = { name: 'volumes' };

/** One join for each scope of `everything`: a row of a project is not found under a domain's scope. */
const joins: readonly Join<VolumeRow>[] = [0, 1].map((scope) =>
  joinByCost<VolumeRow>({
    ...VOLUME_COUNT,
    all: (context, page, pagesize) => context.cloud.list('listVolumes', { ...everything(context.cloud.identity)[scope], page, pagesize }),
    one: async (context, virtualmachineid) =>
      (await context.cloud.listAll('listVolumes', { ...everything(context.cloud.identity)[scope], virtualmachineid })).rows,
    parentOf: (row) => row.virtualmachineid,
  }),
);

/** The volumes attached to a virtual machine (`listVolumes`), batched over all machines asked for. */
export async function volumesOf(context: GatewayContext, machine: Owned & { id: string }): Promise<VolumeRow[]> {
  const rows = (await joins[scopeOf(context.cloud.identity, machine)]?.(context, machine.id)) ?? [];
  volumes.prime(context, rows);
  return rows;
}

/** A volume that must be there. @throws NotFoundError */
export async function requireVolume(context: GatewayContext, id: string): Promise<VolumeRow> {
  const row = await volumes.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such volume, or you may not see it.', typedId('Volume', id));
}
