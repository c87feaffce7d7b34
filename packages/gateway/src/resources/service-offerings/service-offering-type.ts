import { builder } from '../../builder.ts';
import { type ServiceOfferingRow, serviceOfferings } from './service-offering-loader.ts';

export const ServiceOffering = builder.node(builder.objectRef<ServiceOfferingRow>('ServiceOffering'), {
  description: 'A size that a virtual machine may have.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => serviceOfferings.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its operator says of it.' }),
    cpuCount: t.exposeInt('cpunumber', { nullable: true, description: 'Virtual CPUs; null: chosen at deployment.' }),
    cpuSpeedMhz: t.exposeInt('cpuspeed', { nullable: true, description: 'Speed of each CPU in MHz; null: chosen at deployment.' }),
    memoryMib: t.exposeInt('memory', { nullable: true, description: 'Memory in MiB; null: chosen at deployment.' }),
    isCustomized: t.boolean({
      description: 'Whether CPU and memory are chosen at deployment.',
      resolve: (row) => row.iscustomized ?? false,
    }),
    storageType: t.exposeString('storagetype', { nullable: true, description: '`shared` or `local`: where the root disk lies.' }),
    highAvailability: t.boolean({
      description: 'Whether its machines are started again when a host fails.',
      resolve: (row) => row.offerha ?? false,
    }),
  }),
});
