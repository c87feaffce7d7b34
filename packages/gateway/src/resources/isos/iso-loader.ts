import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { imageLoader } from '../templates/image-loading.ts';

/** Backing shape of `Iso`: a row of `listIsos`, or the id and name that a machine's row carries of its ISO. */
export type IsoRow = Row<'listIsos'>;

/** ISOs by id; `listIsos` takes no `ids`. */
export const isos = imageLoader({ command: 'listIsos' }, 'isofilter');

/** An ISO that must be there. @throws NotFoundError */
export async function requireIso(context: GatewayContext, id: string): Promise<IsoRow> {
  const row = await isos.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such ISO, or you may not see it.', typedId('Iso', id));
}
