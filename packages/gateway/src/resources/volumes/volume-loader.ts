import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';
import { dropSlippedProjects, everything } from '../../scope.ts';

/** Backing shape of `Volume`: a row of `listVolumes`. */
export type VolumeRow = Row<'listVolumes'>;

/** Volumes by id, batched by `ids`. */
export const volumes = resourceLoader({ command: 'listVolumes', ids: 'ids' });

/** Names the number of volumes in the estimates of joins. */
export const VOLUME_COUNT = { name: 'volumes' };

/** The volumes attached to a virtual machine (`listVolumes`), batched over all asked for. */
export const volumesOf = ownedJoin({ ...VOLUME_COUNT, command: 'listVolumes', by: 'virtualmachineid', loader: volumes });

/** The volumes of one machine, whosever they are now. */
export async function volumesUnder(context: GatewayContext, virtualmachineid: string): Promise<readonly VolumeRow[]> {
  const found = new Map<string, VolumeRow>();
  for (const scope of everything(context.cloud.identity)) {
    const { rows } = await context.cloud.list('listVolumes', { ...scope, virtualmachineid });
    for (const row of await dropSlippedProjects(context, rows)) found.set(row.id, row);
  }
  return [...found.values()];
}

/** A volume that must be there. @throws NotFoundError */
export async function requireVolume(context: GatewayContext, id: string): Promise<VolumeRow> {
  const row = await volumes.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such volume, or you may not see it.', typedId('Volume', id));
}
