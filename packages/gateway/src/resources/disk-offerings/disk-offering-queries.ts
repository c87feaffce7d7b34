import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { NameFilter } from '../../filters.ts';
import { referenceConnection } from '../../reference-data.ts';
import { usableInZone } from '../zones/zone-filter.ts';
import { diskOfferings } from './disk-offering-loader.ts';
import { DiskOffering } from './disk-offering-type.ts';

export const DiskOfferingConnection = builder.connectionObject(
  { type: DiskOffering, name: 'DiskOfferingConnection', description: 'A page of disk offerings.' },
  { name: 'DiskOfferingEdge', description: 'One of the disk offerings and its place in the list.' },
);

builder.queryField('diskOfferings', (t) =>
  t.field({
    type: DiskOfferingConnection,
    description: 'The disk offerings that the caller may use.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: NameFilter, description: 'Which of them.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) => {
      const { matches, parameters } = usableInZone(args.filter);
      return referenceConnection(context, diskOfferings, args, matches, parameters);
    },
  }),
);
