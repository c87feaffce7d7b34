import { builder } from '../../builder.ts';
import { type OsTypeRow, osTypes } from './os-type-loader.ts';

export const OsType = builder.node(builder.objectRef<OsTypeRow>('OsType'), {
  description: 'An operating system that CloudStack knows how to run.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => osTypes.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name, like `Debian GNU/Linux 12 (64-bit)`.', resolve: (row) => row.description ?? row.name ?? '' }),
  }),
});
