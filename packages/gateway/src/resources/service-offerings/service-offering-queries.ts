import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { NameFilter } from '../../filters.ts';
import { referenceConnection } from '../../reference-data.ts';
import { usableInZone } from '../zones/zone-filter.ts';
import { serviceOfferings } from './service-offering-loader.ts';
import { ServiceOffering } from './service-offering-type.ts';

export const ServiceOfferingConnection = builder.connectionObject(
  { type: ServiceOffering, name: 'ServiceOfferingConnection', description: 'A page of service offerings.' },
  { name: 'ServiceOfferingEdge', description: 'One of the service offerings and its place in the list.' },
);

builder.queryField('serviceOfferings', (t) =>
  t.field({
    type: ServiceOfferingConnection,
    description: 'The service offerings that the caller may use.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: NameFilter, description: 'Which of them.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) => {
      const { matches, parameters } = usableInZone(args.filter);
      return referenceConnection(context, serviceOfferings, args, matches, parameters);
    },
  }),
);
