/** ISOs. */
import { type ResourceModule, sync } from '../../command.ts';
import { listIsos } from '../templates/image-lists.ts';
import { isos } from '../templates/template-records.ts';

export const isoResource: ResourceModule = {
  tables: [isos],
  commands: { listIsos: sync(listIsos, { entities: { id: isos } }) },
};
