import { builder } from '../../builder.ts';
import { type DiskOfferingRow, diskOfferings } from './disk-offering-loader.ts';

const GIB = 1024 ** 3;

export const DiskOffering = builder.node(builder.objectRef<DiskOfferingRow>('DiskOffering'), {
  description: 'A kind of disk that a volume may be made of.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => diskOfferings.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its operator says of it.' }),
    sizeBytes: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'Size in bytes; null: chosen with the volume.',
      // CloudStack tells the size of an offering in GiB, that of a volume in bytes.
      resolve: (row) => (row.iscustomized || row.disksize === undefined ? null : row.disksize * GIB),
    }),
    isCustomized: t.boolean({ description: 'Whether the size is chosen with the volume.', resolve: (row) => row.iscustomized ?? false }),
    storageType: t.exposeString('storagetype', { nullable: true, description: '`shared` or `local`: where its disks lie.' }),
  }),
});
