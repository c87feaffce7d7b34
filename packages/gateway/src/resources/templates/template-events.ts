import type { LiveResource } from '../../events/live-resources.ts';
import { type TemplateRow, templates } from './template-loader.ts';

/** How templates are followed live. The end of a download writes no event: one that is not ready is looked at until it is. */
export const templateEvents: LiveResource<TemplateRow> = {
  typename: 'Template',
  resourceTypes: ['Template'],
  createdBy: /^TEMPLATE\.CREATE/,
  listCommand: 'listTemplates',
  loader: templates,
  isTransitional: (row) => row.isready === false && !/error|fail|abandon/i.test(row.status ?? ''),
  digest: (row) => JSON.stringify([row.isready, row.status, row.name, row.displaytext, row.size, row.ispublic, row.isfeatured, row.tags]),
};
