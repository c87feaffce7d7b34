import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { imageLoader } from './image-loading.ts';

/** Backing shape of `Template`: a row of `listTemplates`, or the id and name that a machine's row carries of its template. */
export type TemplateRow = Row<'listTemplates'>;

/** Templates by id, batched by `ids`. */
export const templates = imageLoader({ command: 'listTemplates', ids: 'ids' }, 'templatefilter');

/** A template that must be there. @throws NotFoundError */
export async function requireTemplate(context: GatewayContext, id: string): Promise<TemplateRow> {
  const row = await templates.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such template, or you may not see it.', typedId('Template', id));
}
