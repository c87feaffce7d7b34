import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { resourceLoader } from '../../loading.ts';
import { loadNode } from '../../nodes.ts';
import { Iso } from '../isos/iso-type.ts';
import { Network } from '../networks/network-type.ts';
import { PublicIpAddress } from '../public-ip-addresses/public-ip-address-type.ts';
import { Snapshot } from '../snapshots/snapshot-type.ts';
import { Template } from '../templates/template-type.ts';
import { VirtualMachineSnapshot } from '../virtual-machine-snapshots/virtual-machine-snapshot-type.ts';
import { VirtualMachine } from '../virtual-machines/virtual-machine-type.ts';
import { Volume } from '../volumes/volume-type.ts';
import { Vpc } from '../vpcs/vpc-type.ts';
import { entityTypeOf, typenameOfEntity } from './annotated.ts';

/** Backing shape of `Annotation`: a row of `listAnnotations`. */
export type AnnotationRow = Row<'listAnnotations'>;

/** Notes by id. */
export const annotations = resourceLoader({ command: 'listAnnotations' });

export const Annotation = builder.node(builder.objectRef<AnnotationRow>('Annotation'), {
  description: 'A note that somebody has put on something.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => annotations.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    text: t.string({ description: 'What it says.', resolve: (row) => row.annotation ?? '' }),
    username: t.exposeString('username', { nullable: true, description: 'Who wrote it.' }),
    createdAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was written.', resolve: (row) => row.created ?? null }),
    isForAdministrators: t.boolean({ description: 'Whether only administrators see it.', resolve: (row) => row.adminsonly ?? false }),
    entity: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'What it is on; null when that is gone, not visible or not part of the graph.',
      resolve: (row, _args, context, info) => {
        const typename = typenameOfEntity(row.entitytype);
        return typename === undefined || row.entityid === undefined ? null : loadNode(context, info, typename, row.entityid);
      },
    }),
  }),
});

for (const type of [VirtualMachine, Volume, Snapshot, VirtualMachineSnapshot, Template, Iso, Network, Vpc, PublicIpAddress]) {
  builder.objectField(type, 'annotations', (t) =>
    t.field({
      type: [Annotation],
      description: 'Notes on it. One call a resource: ask for it on one resource only.',
      complexity: { field: 20, multiplier: 3 },
      resolve: async (row, _args, { cloud }) =>
        (await cloud.listAll('listAnnotations', { entitytype: entityTypeOf(type.name), entityid: row.id })).rows,
    }),
  );
}
