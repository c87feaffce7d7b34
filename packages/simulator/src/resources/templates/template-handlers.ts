/** Templates. */
import { type ResourceModule, sync } from '../../command.ts';
import { listTemplates } from './image-lists.ts';
import { templates } from './template-records.ts';

export const templateResource: ResourceModule = {
  tables: [templates],
  commands: { listTemplates: sync(listTemplates, { entities: { id: templates, ids: templates } }) },
};
